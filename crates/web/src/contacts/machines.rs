//! What machines did, to be looked through by somebody who knows better, and what becomes of it when
//! they say that it was a person; and the other way round, from an event's page.

use askama::Template;
use axum::extract::Query;
use axum::routing::{get, post};
use runtime::people::Permission;
use runtime::timeline::Line;
use runtime::verdicts::Verdict;
use serde::Deserialize;
use store::ids::ContactId;

use crate::contact::{Sheet, Shown};
use crate::error::{PageError, PageResult, see_other};
use crate::layout::{Nav, Shell, page};
use crate::posted::Posted;
use crate::routes::Table;
use crate::seat::{Can, Edit, Seat};

/// Where the page is.
pub(super) const HERE: &str = "/contactos/maquinas";

pub(super) fn routes(table: &mut Table) {
    table.get(HERE, get(index));
    table.post(HERE, post(judge));
}

/// Rows of the page.
const ROWS: usize = 40;

/// The page.
#[derive(Template)]
#[template(path = "contacts/machines.html")]
struct Machines {
    shell: Shell,
    rows: Vec<Row>,
    /// Where the older ones begin.
    next: Option<u64>,
    can_edit: bool,
}

struct Row {
    line: Shown,
    /// Whose it is, where it is somebody's.
    contact: Option<(ContactId, String)>,
    source: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Asked {
    antes: String,
}

async fn index(seat: Seat, Query(asked): Query<Asked>) -> PageResult {
    let before: Option<u64> = asked.antes.parse().ok();
    let (found, agreement) = seat
        .ask(move |workspace| {
            let mut found = Vec::with_capacity(ROWS + 1);
            for row in workspace.machines(before, ROWS + 1)? {
                let saw = match row.contact {
                    ContactId::NOBODY => None,
                    id => workspace.writer.look(id).wait()?,
                };
                found.push((row, saw));
            }
            Ok((found, workspace.writer.agreement().wait()?))
        })
        .await?;
    let w = &seat.words;
    let is_more = found.len() > ROWS;
    let rows: Vec<Row> = found
        .into_iter()
        .take(ROWS)
        .map(|(row, saw)| Row {
            contact: saw.map(|saw| (saw.id, Sheet::of(&saw, w).name)),
            source: row.event.source.to_string(),
            line: Shown::of(&Line::Happened(Box::new(row)), &agreement, seat.now(), w),
        })
        .collect();
    page(&Machines {
        next: rows.last().filter(|_| is_more).map(|row| row.line.position),
        rows,
        can_edit: seat.may(Permission::Edit),
        shell: Shell::of(&seat, Nav::Contacts).await?,
    })
}

#[derive(Deserialize)]
struct Judged {
    position: u64,
    verdict: String,
}

/// `POST /contactos/maquinas`: who did it. The event's page then says what came of that.
async fn judge(seat: Can<Edit>, Posted(form): Posted<Judged>) -> PageResult {
    let verdict = Verdict::with_id(&form.verdict).ok_or(PageError::NotFound)?;
    let by = seat.by();
    let revised = seat.ask(move |workspace| workspace.judge(form.position, verdict, &by)).await?;
    let Some(contact) = revised.contact else { return Ok(see_other(HERE)) };
    let event = format!("/contactos/{contact}/eventos/{}", revised.position);
    Ok(match revised.voided_by {
        Some(voided_by) => see_other(&format!("{event}?revisado={voided_by}")),
        None => see_other(&event),
    })
}
