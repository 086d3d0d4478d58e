//! Everything that is known of a person, for them or for a program, written as it is read.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use axum::body::Body;
use axum::http::{HeaderValue, header};
use axum::response::IntoResponse;
use axum::routing::get;
use hyper::body::{Bytes, Frame};
use store::ids::ContactId;
use tokio::sync::mpsc::{Receiver, channel};

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
    let (send, pieces) = channel::<io::Result<Bytes>>(PIECES);
    tokio::task::spawn_blocking(move || {
        let mut waiting = String::new();
        let written = workspace.everything(id, &mut |piece| {
            waiting.push_str(&piece);
            // Whoever reads no more is written no more.
            waiting.len() < PIECE_BYTES
                || send.blocking_send(Ok(std::mem::take(&mut waiting).into())).is_ok()
        });
        let last = match written {
            Ok(_) => Ok(waiting.into()),
            // Half of it must not be taken for all.
            Err(error) => Err(io::Error::other(error)),
        };
        send.blocking_send(last).ok();
    });
    let headers = [(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, name)];
    Ok((headers, Body::new(Pieces(pieces))).into_response())
}

/// A text as its pieces come.
#[derive(Debug)]
struct Pieces(Receiver<io::Result<Bytes>>);

impl hyper::body::Body for Pieces {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Pieces>,
        context: &mut Context<'_>,
    ) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        self.0.poll_recv(context).map(|piece| piece.map(|piece| piece.map(Frame::data)))
    }
}
