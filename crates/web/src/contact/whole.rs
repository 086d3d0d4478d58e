//! Everything that is known of a person, for them or for a program, written as it is read.

use std::io;

use axum::body::Body;
use axum::http::{HeaderValue, header};
use axum::response::IntoResponse;
use axum::routing::get;
use http_body_util::channel::Channel;
use hyper::body::Bytes;
use store::ids::ContactId;
use tokio::runtime::Handle;

use super::deeds::look;
use crate::address::Path;
use crate::error::{PageResult, attachment};
use crate::routes::Table;
use crate::seat::Seat;

pub(crate) fn routes(table: &mut Table) {
    table.get("/contactos/{id}/todo.json", get(everything));
}

/// Bytes that go out at once, at least.
const PIECE_BYTES: usize = 64 << 10;
/// Pieces that wait for whoever reads them.
const PIECES: usize = 4;

/// `GET /contactos/{id}/todo.json`.
async fn everything(seat: Seat, Path(id): Path<ContactId>) -> PageResult {
    look(&seat, id).await?;
    let kind = HeaderValue::from_static("application/json");
    let name = attachment(&seat.words.t("act-export-file"))?;
    let workspace = seat.shared_workspace();
    let (mut send, pieces) = Channel::<Bytes, io::Error>::new(PIECES);
    let here = Handle::current();
    tokio::task::spawn_blocking(move || {
        let mut waiting = String::new();
        let written = workspace.everything(id, &mut |piece| {
            waiting.push_str(&piece);
            // Whoever reads no more is written no more.
            waiting.len() < PIECE_BYTES
                || here.block_on(send.send_data(std::mem::take(&mut waiting).into())).is_ok()
        });
        match written {
            // Whoever went away needs no end.
            Ok(_) => here.block_on(send.send_data(waiting.into())).unwrap_or_default(),
            // Half of it must not be taken for all.
            Err(error) => send.abort(io::Error::other(error)),
        }
    });
    let headers = [(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, name)];
    Ok((headers, Body::new(pieces)).into_response())
}
