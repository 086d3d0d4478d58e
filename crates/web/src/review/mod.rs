//! Por revisar: what `suggest` clauses found, with what speaks for it; one key confirms or
//! says no.

use askama::Template;
use axum::extract::Query;
use axum::routing::{get, post};
use engine::agreement::funnel::QualifyHow;
use engine::agreement::sentences::phrase;
use runtime::acts::Deed;
use runtime::people::Permission;
use runtime::suggested::{Found, clause_of};
use serde::Deserialize;
use store::ids::ContactId;
use uuid::Uuid;

use crate::address::Path;
use crate::contact::{Causes, Sheet, Shown, Way, act, moves, shown};
use crate::error::{PageError, PageResult};
use crate::layout::{Done, Nav, Shell, page};
use crate::posted::Posted;
use crate::routes::Table;
use crate::seat::{Can, Edit, Seat};
use crate::words::Words;

pub(crate) fn routes(table: &mut Table) {
    table.get("/por-revisar", get(index));
    table.post("/contactos/{id}/sugerencia", post(answer));
}

/// The page.
#[derive(Template)]
#[template(path = "review/index.html")]
struct Review {
    shell: Shell,
    found: Vec<Row>,
    /// Contacts that wait, shown or not.
    count: u64,
    can_edit: bool,
    has_clauses: bool,
}

/// One thing to look at.
struct Row {
    id: ContactId,
    sheet: Sheet,
    clause: String,
    /// Where it would move them.
    stage: String,
    because: String,
    /// The clause in words.
    said: String,
    since: String,
    evidence: Vec<Shown>,
    key: String,
}

/// Rows of the page.
const ROWS: usize = 25;

#[derive(Deserialize)]
struct Asked {
    hecho: Option<String>,
}

async fn index(seat: Seat, Query(asked): Query<Asked>) -> PageResult {
    let done = match &asked.hecho {
        Some(key) => Done::of(&seat, key).await?,
        None => None,
    };
    let (found, count, agreement) = seat
        .ask(|workspace| {
            let (found, count) = workspace.to_review(ROWS)?;
            let mut shown: Vec<(Found, Causes)> = Vec::with_capacity(found.len());
            for one in found {
                let causes = workspace.causes(moves(&one.evidence))?;
                shown.push((one, causes));
            }
            Ok((shown, count, workspace.writer.agreement().wait()?))
        })
        .await?;
    let suggests = |line: &engine::agreement::sealed::SealedLine| {
        line.qualify.iter().any(|qualify| matches!(qualify.how, QualifyHow::Suggest(_)))
    };
    page(&Review {
        found: found.iter().filter_map(|(found, causes)| row(found, causes, &seat.words)).collect(),
        count,
        can_edit: seat.may(Permission::Edit),
        has_clauses: agreement.lines.iter().any(suggests),
        shell: Shell::of(&seat, Nav::Review).await?.with(done),
    })
}

fn row(found: &Found, causes: &Causes, w: &Words) -> Option<Row> {
    let saw = &found.saw;
    let document = &saw.agreement.document;
    let qualify = clause_of(&saw.agreement, &found.clause)?;
    let QualifyHow::Suggest(condition) = &qualify.how else { return None };
    let stage = saw.agreement.stages.get(qualify.stage)?;
    let stage = w.stage(document, &stage.id);
    let said = [
        ("stage", stage.clone()),
        ("number", qualify.clause.number.clone()),
        ("condition", phrase(condition, Some(document), &w.pack)),
    ];
    Some(Row {
        id: saw.id,
        sheet: Sheet::of(saw, w),
        clause: found.clause.clone(),
        said: w.with("review-clause", &said),
        stage,
        because: qualify.because.clone(),
        since: w.moment(found.since, saw.now),
        evidence: shown(&found.evidence, causes, &saw.agreement, saw.now, w),
        key: Uuid::now_v7().to_string(),
    })
}

#[derive(Deserialize)]
struct Answered {
    key: String,
    #[serde(default)]
    back: String,
    clause: String,
    answer: String,
}

/// `POST /contactos/{id}/sugerencia`: somebody looked, and says yes or no.
async fn answer(
    seat: Can<Edit>,
    Path(id): Path<ContactId>,
    Posted(form): Posted<Answered>,
) -> PageResult {
    let is_confirmed = match form.answer.as_str() {
        "yes" => true,
        "no" => false,
        _ => return Err(PageError::NotFound),
    };
    let deed = Deed::Answered { clause: form.clause, is_confirmed };
    act(&seat, id, deed, Way { key: form.key, back: form.back }).await
}
