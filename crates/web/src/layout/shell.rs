//! The frame of a page: navigation with its counts, who is here, what was just done.

use axum::extract::Query;
use axum::response::Response;
use axum::routing::{get, post};
use engine::agreement::funnel::SideName;
use engine::agreement::sealed::Agreement;
use engine::text::fold;
use runtime::preferences::Theme;
use runtime::treatment::Treatment;
use serde::Deserialize;
use store::ids::ContactId;
use store::workspace::screens::Filter;

use super::done::UNDONE;
use super::{Done, page};
use crate::error::{PageError, PageResult, local, queried, see_other};
use crate::posted::Posted;
use crate::routes::Table;
use crate::seat::Seat;
use crate::words::{Words, initials, lang_of};

/// The places that navigation leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Nav {
    Today,
    Contacts,
    Agreement,
    Review,
    Forms,
    Sources,
    Imports,
    Settings,
}

/// What stands around a page.
#[derive(Debug, Clone)]
pub(crate) struct Shell {
    /// The reader's words.
    pub(crate) w: Words,
    /// Where this is.
    pub(crate) nav: Nav,
    /// The workspace's name.
    pub(crate) workspace: String,
    /// Who is here.
    pub(crate) name: String,
    /// Their initials.
    pub(crate) initials: String,
    /// The team that they are of; empty where none is, or it is called as their side.
    pub(crate) team: String,
    /// Whether they are on marketing's side.
    pub(crate) is_marketing: bool,
    /// What their forms carry.
    pub(crate) csrf: String,
    /// `light` or `dark` where they force one.
    pub(crate) theme: &'static str,
    /// Whether rows stand closer.
    pub(crate) is_compact: bool,
    /// Whether single letters are shortcuts.
    pub(crate) has_shortcuts: bool,
    /// Whether this is the sample company.
    pub(crate) is_sample: bool,
    /// Whether it stands beside a workspace of one's own, to which one goes back.
    pub(crate) is_visit: bool,
    /// The language of the agreement's own words, where it is not the reader's.
    pub(crate) agreement_lang: Option<&'static str>,
    /// What waits in the reader's own list by its hour: requests, and what was planned for today.
    pub(crate) waiting: u64,
    /// Contacts with something that waits for a person.
    pub(crate) to_review: u64,
    /// Sources that somebody has to look at: silent, or signed with what counts no more.
    pub(crate) alarming: u64,
    /// The page itself, for links back.
    pub(crate) path: String,
    /// What was just done.
    pub(crate) done: Option<Done>,
    /// How people are addressed who are written to.
    pub(crate) treatment: Treatment,
    /// Hints that they have seen.
    seen: Vec<String>,
}

impl Shell {
    /// The frame of a page of a seat.
    pub(crate) async fn of(seat: &Seat, nav: Nav) -> PageResult<Shell> {
        let suggested = Filter { is_suggested: true, ..Filter::default() };
        let owners = vec![seat.email().to_owned(), String::new()];
        let (waiting, to_review, is_sample, agreement, treatment) = seat
            .ask(move |workspace| {
                // A number of the frame is as fresh as the page that it frames.
                workspace.writer.settle().wait()?;
                let waiting = workspace.waiting(owners)?;
                let to_review = workspace.read(|read| Ok(read.count(&suggested)?))?;
                let agreement = workspace.writer.agreement().wait()?;
                let treatment = workspace.chosen_treatment()?;
                Ok((waiting, to_review, workspace.is_sample()?, agreement, treatment))
            })
            .await?;
        let alarming = seat.ask_house(runtime::criba::Criba::sources_alarming).await?;
        Ok(Shell {
            w: seat.words.clone(),
            nav,
            workspace: seat.workspace_name().to_owned(),
            name: seat.name().to_owned(),
            initials: initials(seat.name()),
            is_marketing: seat.side() == SideName::Marketing,
            csrf: seat.signed.csrf.clone(),
            theme: match seat.preferences.theme {
                Theme::System => "",
                Theme::Light => "light",
                Theme::Dark => "dark",
            },
            is_compact: seat.preferences.is_compact,
            has_shortcuts: !seat.preferences.is_without_shortcuts,
            is_sample,
            is_visit: is_sample && !seat.app.settings().is_sample,
            team: team_of(&agreement, seat.email()),
            agreement_lang: Some(lang_of(agreement.document.language))
                .filter(|lang| *lang != seat.words.lang()),
            waiting,
            to_review,
            alarming,
            path: seat.path.clone(),
            done: None,
            treatment: treatment.unwrap_or_else(|| Treatment::of_country(seat.country())),
            seen: seat.preferences.seen.clone(),
        })
    }

    /// The same for a page that stands at another address than the one that was asked for.
    pub(crate) fn at(self, path: &str) -> Shell {
        Shell { path: path.to_owned(), ..self }
    }

    /// The same with what was just done.
    pub(crate) fn with(self, done: Option<Done>) -> Shell {
        Shell { done, ..self }
    }

    /// How the reader begins a message to somebody, addressed as was said of them or else as the
    /// workspace addresses everybody.
    pub(crate) fn greeting(&self, who: &str, own: &Option<Treatment>) -> String {
        // Who began the workspace is called by their address until they say how.
        let is_named = !self.name.is_empty() && !self.name.contains('@');
        let key = match (is_named, who.is_empty()) {
            (true, true) => "greeting-nobody",
            (true, false) => "greeting",
            (false, true) => "greeting-company-nobody",
            (false, false) => "greeting-company",
        };
        let (me, company) = (self.name.clone(), self.workspace.clone());
        let treatment = own.unwrap_or(self.treatment).id().to_owned();
        let said =
            [("who", who.to_owned()), ("me", me), ("company", company), ("treatment", treatment)];
        self.w.with(key, &said)
    }

    /// Whether they have not seen a hint yet.
    pub(crate) fn is_new(&self, hint: &str) -> bool {
        self.seen.iter().all(|seen| seen != hint)
    }

    /// Whether this page stands where a link of the navigation leads.
    pub(crate) fn is_at(&self, nav: &str) -> bool {
        let here = match self.nav {
            Nav::Today => "today",
            Nav::Contacts => "contacts",
            Nav::Agreement => "agreement",
            Nav::Review => "review",
            Nav::Forms => "forms",
            Nav::Sources => "sources",
            Nav::Imports => "imports",
            Nav::Settings => "settings",
        };
        here == nav
    }
}

/// The team of the agreement that somebody is of, unless it is called as a side is.
fn team_of(agreement: &Agreement, email: &str) -> String {
    let mut teams = agreement.document.teams.iter();
    let team = teams.find(|team| team.members.iter().any(|member| member.user == email));
    let name = team.map(|team| team.name.clone()).unwrap_or_default();
    let is_side = ["ventas", "sales", "marketing"].contains(&fold(&name).as_str());
    if is_side { String::new() } else { name }
}

pub(crate) fn routes(table: &mut Table) {
    table.get("/", get(home));
    table.get("/mas", get(more));
    table.get("/buscar", get(search));
    table.get("/buscar/nombres", get(names));
    table.get("/sugerencias/fecha", get(suggested_date));
    table.post("/deshacer", post(undo));
    table.get("/salud", get(health));
}

async fn home(seat: Result<Seat, crate::error::PageError>) -> PageResult {
    seat?;
    Ok(see_other("/hoy"))
}

/// `GET /salud`: 200 when the server can do its work.
async fn health(axum::extract::State(app): axum::extract::State<crate::app::App>) -> PageResult {
    let criba = std::sync::Arc::clone(app.criba());
    crate::seat::waiting(move || criba.is_well()).await?;
    Ok(axum::response::IntoResponse::into_response("ok\n"))
}

/// What does not fit at the bottom of a telephone.
#[derive(askama::Template)]
#[template(path = "layout/more.html")]
struct More {
    shell: Shell,
}

async fn more(seat: Seat) -> PageResult {
    page(&More { shell: Shell::of(&seat, Nav::Settings).await? })
}

#[derive(Deserialize)]
struct Searched {
    #[serde(default)]
    q: String,
}

/// `GET /buscar?q=…`: what the search box does without a script.
async fn search(_: Seat, Query(searched): Query<Searched>) -> Response {
    see_other(&format!("/contactos?q={}", crate::error::encoded(searched.q.trim())))
}

/// Somebody the palette finds.
#[derive(serde::Serialize)]
struct Named {
    name: String,
    hint: String,
    href: String,
}

/// Names that the palette shows.
const NAMES_SHOWN: usize = 8;

/// `GET /buscar/nombres?q=…`: whom the palette finds.
async fn names(seat: Seat, Query(searched): Query<Searched>) -> PageResult {
    let filter = Filter { words: words_of(&searched.q), ..Filter::default() };
    let found = seat.ask(move |workspace| {
        workspace.read(|read| {
            Ok(read.list(&filter, store::workspace::screens::Order::Best, NAMES_SHOWN, 0)?)
        })
    });
    let named: Vec<Named> = found
        .await?
        .into_iter()
        .map(|listed| Named {
            name: listed.columns.name,
            hint: listed.columns.company,
            href: format!("/contactos/{}", listed.id),
        })
        .collect();
    Ok(axum::response::IntoResponse::into_response(axum::Json(named)))
}

/// The words of a search, as contacts are searched by them.
pub(crate) fn words_of(text: &str) -> Vec<String> {
    let folded = engine::text::fold(text).replace('ñ', "n");
    let words = folded.split_whitespace().take(SEARCH_WORDS_MAX);
    words.map(|word| word.chars().take(SEARCH_LETTERS_MAX).collect()).collect()
}

/// Words that one search looks for.
const SEARCH_WORDS_MAX: usize = 8;
/// Letters of each of them.
const SEARCH_LETTERS_MAX: usize = 60;

#[derive(Deserialize)]
struct Written {
    #[serde(default)]
    texto: String,
    /// Whose next step the note is about.
    c: Option<ContactId>,
}

/// `GET /sugerencias/fecha?texto=…&c=…`: the date that a note suggests, in words, and what would
/// follow each outcome of a call with that note; null where nothing is to say.
async fn suggested_date(seat: Seat, Query(written): Query<Written>) -> PageResult {
    let saw = match written.c {
        Some(id) => seat.ask(move |workspace| workspace.writer.look(id).wait()).await?,
        None => None,
    };
    let then = saw.map(|saw| {
        let proposals = crate::today::proposals(&saw, &written.texto, &seat);
        let said = proposals.iter().map(|(outcome, next)| format!("{outcome}: {next}"));
        said.collect::<Vec<String>>().join(" · ")
    });
    let then = then.filter(|then| !then.is_empty());
    let w = &seat.words;
    let today = w.local(seat.now()).date();
    let said = runtime::said_date::said(&written.texto, today, seat.country());
    let words =
        said.map(|said| w.t2("suggested-date", "words", said.words, "day", w.long_date(said.date)));
    Ok(axum::response::IntoResponse::into_response(axum::Json(
        serde_json::json!({ "said": words, "then": then }),
    )))
}

#[derive(Deserialize)]
struct Undo {
    key: String,
    #[serde(default)]
    back: String,
}

/// `POST /deshacer`: voids what was done under a key, by whoever may do it.
async fn undo(seat: Seat, Posted(form): Posted<Undo>) -> PageResult {
    let by = seat.by();
    let key = form.key.clone();
    let taken = seat.ask(move |workspace| workspace.undoing_takes(&key)).await?;
    if let Some(missing) = taken.into_iter().find(|permission| !seat.may(*permission)) {
        return Err(PageError::Forbidden(missing));
    }
    let key = form.key.clone();
    seat.ask(move |workspace| workspace.undo(&key, &by)).await?;
    let back = without_done(local(&form.back));
    Ok(see_other(&queried(&back, "hecho", &format!("{UNDONE}{}", form.key))))
}

/// An address without what it says that was just done.
fn without_done(address: &str) -> String {
    let Some((path, query)) = address.split_once('?') else { return address.to_owned() };
    let parts: Vec<&str> = query.split('&').filter(|part| !part.starts_with("hecho=")).collect();
    if parts.is_empty() { path.to_owned() } else { format!("{path}?{}", parts.join("&")) }
}
