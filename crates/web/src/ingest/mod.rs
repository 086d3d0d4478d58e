//! `/v1/*`: programs tell what happened, as they tell Segment.
//!
//! Bytes become intakes, the writer takes them, and a program is told so once they are on disk: it
//! forgets what it sent on that word. Nothing is sent from here to Segment or anybody else, and
//! nothing here decides whose an event is or what it is worth.

mod becomes;
mod body;
mod consents;
mod cors;
mod event;
mod gate;
mod json;
mod moments;
mod past;
mod pixel;
mod properties;
mod receive;
mod refusal;
mod robots;
mod settings;
mod source;
mod traits;
mod vocabulary;

use axum::extract::{Request, State};
use axum::routing::{get, post};
use tokio::sync::Semaphore;

use crate::api::Rates;
use crate::app::App;
use crate::routes::Table;
use event::Kind;

pub(crate) use becomes::Reader;
pub(crate) use cors::{dress, is_ingest, preflight};
pub(crate) use json::mended;
pub(crate) use past::named;
pub(crate) use robots::signals;
pub(crate) use vocabulary::second_name;

/// Batches that are read at once: each takes many times its bytes while it is.
const BATCHES_AT_ONCE: usize = 4;

/// What the requests of all programs share.
#[derive(Debug)]
pub(crate) struct Ingest {
    known: source::Known,
    rates: Rates,
    room: body::Room,
    gate: gate::Gate,
    batches: Semaphore,
}

impl Default for Ingest {
    fn default() -> Ingest {
        Ingest {
            known: source::Known::default(),
            rates: Rates::default(),
            room: body::Room::default(),
            gate: gate::Gate::default(),
            batches: Semaphore::new(BATCHES_AT_ONCE),
        }
    }
}

/// Addresses of one event each, whole and as browsers shorten them.
const SINGLE: [(&str, &str, Kind); 12] = [
    ("/v1/identify", "/v1/identify/", Kind::Identify),
    ("/v1/track", "/v1/track/", Kind::Track),
    ("/v1/page", "/v1/page/", Kind::Page),
    ("/v1/screen", "/v1/screen/", Kind::Screen),
    ("/v1/group", "/v1/group/", Kind::Group),
    ("/v1/alias", "/v1/alias/", Kind::Alias),
    ("/v1/i", "/v1/i/", Kind::Identify),
    ("/v1/t", "/v1/t/", Kind::Track),
    ("/v1/p", "/v1/p/", Kind::Page),
    ("/v1/s", "/v1/s/", Kind::Screen),
    ("/v1/g", "/v1/g/", Kind::Group),
    ("/v1/a", "/v1/a/", Kind::Alias),
];

/// Addresses of several, and whether what comes there is old history.
const BATCHES: [(&str, &str, bool); 3] = [
    ("/v1/batch", "/v1/batch/", false),
    ("/v1/b", "/v1/b/", false),
    ("/v1/import", "/v1/import/", true),
];

pub(crate) fn routes(table: &mut Table) {
    for (path, slashed, kind) in SINGLE {
        let handler = move |State(app): State<App>, request: Request| async move {
            receive::one(&app, kind, request).await
        };
        table.post(path, post(handler));
        table.also(slashed, post(handler));
    }
    for (path, slashed, is_history) in BATCHES {
        let handler = move |State(app): State<App>, request: Request| async move {
            receive::several(&app, is_history, request).await
        };
        table.post(path, post(handler));
        table.also(slashed, post(handler));
    }
    table.post("/v1/m", post(receive::discarded));
    table.also("/v1/m/", post(receive::discarded));
    table.get("/v1/projects/{key}/settings", get(settings::show));
    table.also("/v1/projects/{key}/settings/", get(settings::show));
    table.get("/v1/pixel/{kind}", get(pixel::show));
    table.also("/v1/pixel/{kind}/", get(pixel::show));
}
