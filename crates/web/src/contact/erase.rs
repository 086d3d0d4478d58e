//! Erasing a person: what goes and what stays is said before, and who asked after.

use askama::Template;
use axum::http::StatusCode;
use axum::routing::get;
use engine::text::fold;
use runtime::erasure::{Record, Request, Requester};
use serde::Deserialize;
use store::ids::{BatchId, ContactId};

use super::deeds::look;
use super::sheet::Sheet;
use crate::address::Path;
use crate::error::{PageError, PageResult, queried, see_other};
use crate::layout::{Nav, Shell, page};
use crate::posted::Posted;
use crate::routes::Table;
use crate::seat::{Administer, Can, Seat};

pub(crate) fn routes(table: &mut Table) {
    table.get("/contactos/{id}/borrar", get(show));
    table.post("/contactos/{id}/borrar", axum::routing::post(create));
}

/// The page that asks.
#[derive(Template)]
#[template(path = "contact/erase.html")]
struct ErasePage {
    shell: Shell,
    id: ContactId,
    name: String,
    /// How many events go.
    events: u64,
    form: Asked,
    error: Option<String>,
}

/// What is sent.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct Asked {
    requested_by: String,
    requested_on: String,
    reference: String,
    /// Their name or the word that says so.
    sure: String,
}

async fn show(seat: Can<Administer>, Path(id): Path<ContactId>) -> PageResult {
    let form = Asked {
        requested_by: Requester::Person.id().to_owned(),
        requested_on: seat.words.local(seat.now()).date().to_string(),
        ..Asked::default()
    };
    page(&asking(&seat, id, form, None).await?)
}

async fn asking(
    seat: &Seat,
    id: ContactId,
    form: Asked,
    error: Option<String>,
) -> PageResult<ErasePage> {
    let saw = look(seat, id).await?;
    Ok(ErasePage {
        id: saw.id,
        name: Sheet::of(&saw, &seat.words).name,
        events: saw.card.history.len() as u64,
        shell: Shell::of(seat, Nav::Contacts).await?,
        form,
        error,
    })
}

/// Others in whose events they are named, whom the page after links to.
const MENTIONED_MAX: usize = 10;

/// `POST /contactos/{id}/borrar`: it cannot be undone.
async fn create(
    seat: Can<Administer>,
    Path(id): Path<ContactId>,
    Posted(form): Posted<Asked>,
) -> PageResult {
    let saw = look(&seat, id).await?;
    let w = &seat.words;
    let (sure, name) = (fold(form.sure.trim()), fold(Sheet::of(&saw, w).name.trim()));
    let is_sure = !sure.is_empty() && (sure == name || sure == fold(&w.t("erase-word")));
    let by = Requester::with_id(&form.requested_by);
    let Some(by) = by.filter(|_| is_sure) else {
        let wrong = w.t(if is_sure { "erase-who-missing" } else { "erase-not-sure" });
        return again(&seat, id, form, wrong).await;
    };
    let request = Request { by, on: form.requested_on.clone(), reference: form.reference.clone() };
    let (who, id) = (seat.email().to_owned(), saw.id);
    let done =
        seat.ask_house(move |criba, workspace| criba.erase(workspace, id, &request, &who)).await;
    let done = match done {
        Err(PageError::Said(said)) => {
            let wrong = said.sentence(w.language());
            return again(&seat, id, form, wrong).await;
        }
        done => done?.ok_or(PageError::NotFound)?,
    };
    let mut others: Vec<String> = done.mentions.iter().map(|(_, id)| id.to_string()).collect();
    others.sort_unstable();
    others.dedup();
    others.truncate(MENTIONED_MAX);
    let lists = done.waiting.iter().take(MENTIONED_MAX).map(|(id, _)| id.to_string());
    let lists: Vec<String> = lists.collect();
    let mut to = format!("/contactos/{id}");
    for (name, ids) in [("nombran", others), ("listas", lists)] {
        if !ids.is_empty() {
            to = queried(&to, name, &ids.join(","));
        }
    }
    Ok(see_other(&to))
}

async fn again(seat: &Seat, id: ContactId, form: Asked, wrong: String) -> PageResult {
    let mut response = page(&asking(seat, id, form, Some(wrong)).await?)?;
    *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    Ok(response)
}

/// What stands in place of the page of somebody who was erased.
#[derive(Template)]
#[template(path = "contact/erased.html")]
struct ErasedPage {
    shell: Shell,
    said: String,
    record: Record,
    /// Others in whose events they are named: ids and names.
    others: Vec<(ContactId, String)>,
    /// Lists that wait and in which they stand: ids and names.
    lists: Vec<(BatchId, String)>,
}

/// The page of somebody who was erased; whoever never was is not found. `named` are ids of others
/// and `lists` those of lists, as the address has them.
pub(super) async fn gone(seat: &Seat, id: ContactId, named: &str, lists: &str) -> PageResult {
    let record = seat.ask(move |workspace| workspace.erased(id)).await?;
    let record = record.ok_or(PageError::NotFound)?;
    let w = &seat.words;
    let mut others: Vec<(ContactId, String)> = Vec::new();
    for id in named.split(',').take(MENTIONED_MAX).filter_map(|id| id.parse().ok()) {
        if let Ok(saw) = look(seat, id).await {
            others.push((saw.id, Sheet::of(&saw, w).name));
        }
    }
    let ids = lists.split(',').take(MENTIONED_MAX).filter_map(|id| id.parse::<BatchId>().ok());
    let ids: Vec<BatchId> = ids.collect();
    let lists = seat.ask(move |workspace| {
        let lists = ids.into_iter().filter_map(|id| workspace.batch(id).ok());
        Ok(lists.map(|batch| (batch.id, batch.plan.name)).collect::<Vec<_>>())
    });
    let lists = lists.await?;
    let requested = match record.requested_by.as_str() {
        "" => w.t("erased-by-unknown"),
        by => w.t(&format!("erased-by-{by}")),
    };
    let day = w.day(record.at);
    let said = w.t2("erased-when", "day", day, "who", w.person(&record.who));
    let mut response = page(&ErasedPage {
        shell: Shell::of(seat, Nav::Contacts).await?,
        said: format!("{requested} {said}"),
        others,
        lists,
        record,
    })?;
    *response.status_mut() = StatusCode::GONE;
    Ok(response)
}
