//! Importar: a list is brought, its columns are looked at, what will happen is reviewed, and it is
//! in; for thirty days it can be undone.

mod bring;
mod columns;
mod pairs;
mod questions;
mod rejected;
mod result;
mod review;
mod running;

use runtime::RuntimeError;
use runtime::imports::{Batch, Status};
use store::ids::BatchId;

use crate::error::{PageError, PageResult};
use crate::routes::Table;
use crate::seat::Seat;

pub(crate) use pairs::{PAIRS_SHOWN, Pair, open_pairs};
pub(crate) use running::{Running, start};

pub(crate) fn routes(table: &mut Table) {
    bring::routes(table);
    columns::routes(table);
    review::routes(table);
    questions::routes(table);
    result::routes(table);
    rejected::routes(table);
    pairs::routes(table);
}

/// A list of the seat's workspace.
async fn batch(seat: &Seat, id: BatchId) -> PageResult<Batch> {
    seat.ask(move |workspace| workspace.batch(id)).await
}

/// A list that nobody has decided about yet; the page of what became of it otherwise.
fn is_waiting(batch: &Batch) -> bool {
    batch.status == Status::Waiting
}

/// A page with the status of a form that was not taken.
fn refused(page: PageResult) -> PageResult {
    page.map(|mut page| {
        *page.status_mut() = axum::http::StatusCode::UNPROCESSABLE_ENTITY;
        page
    })
}

/// What is asked of the runtime where a list that cannot be read is no failure of the page.
async fn attempt<T: Send + 'static>(
    seat: &Seat,
    work: impl FnOnce(&runtime::criba::Workspace) -> Result<T, RuntimeError> + Send + 'static,
) -> PageResult<Result<T, RuntimeError>> {
    let workspace = seat.shared_workspace();
    let done = tokio::task::spawn_blocking(move || work(&workspace)).await;
    done.map_err(|error| PageError::Failed(format!("a list was not read: {error}")))
}
