//! What is done with several contacts at once, under one key, so that it is undone at once.

use axum::response::Response;
use axum::routing::{get, post};
use runtime::acts::Deed;
use runtime::card::Next;
use runtime::writer::Became;
use serde::Deserialize;
use store::ids::ContactId;

use super::asked::NOBODY;
use super::whole::{self, Whole};
use crate::contact::moment;
use crate::error::{PageError, PageResult, encoded, local, see_other};
use crate::posted::Posted;
use crate::routes::Table;
use crate::seat::{Can, Seat, Work};

pub(super) fn routes(table: &mut Table) {
    table.get("/contactos/acciones", get(index));
    table.post("/contactos/acciones", post(create));
}

/// What the form holds; the list shows it again where it was not taken.
#[derive(Clone, Default, Deserialize)]
pub(super) struct Chosen {
    pub(super) key: String,
    #[serde(default)]
    pub(super) back: String,
    #[serde(default)]
    pub(super) id: Vec<ContactId>,
    /// How many the filter of the list holds, where all of them are meant; empty where those that
    /// are chosen one by one are.
    #[serde(default)]
    pub(super) todos: String,
    /// How many they were when somebody was asked whether they are sure, and was.
    #[serde(default)]
    sure: String,
    /// Which of its buttons: `assign`, `plan`, `stage` or `edit`; empty where none was meant.
    pub(super) what: String,
    #[serde(default)]
    pub(super) to: String,
    #[serde(default)]
    pub(super) stage: String,
    #[serde(default)]
    pub(super) evidence: String,
    #[serde(default)]
    pub(super) date: String,
    #[serde(default)]
    pub(super) step: String,
    /// Why it was not taken.
    #[serde(skip)]
    pub(super) error: String,
}

/// `GET /contactos/acciones`: nothing stands there; the list does.
async fn index(_: Seat) -> Response {
    see_other("/contactos")
}

/// `POST /contactos/acciones`: gives them to somebody, moves them to a stage, or plans a step; of
/// one, its form can be opened.
async fn create(seat: Can<Work>, Posted(form): Posted<Chosen>) -> PageResult {
    let chosen = form.clone();
    let error = match done(&seat, form).await {
        Ok(response) => return Ok(response),
        Err(error) => error,
    };
    let text = match &error {
        PageError::Wrong(text) => text.clone(),
        PageError::Refused(refusal) => seat.words.said(&refusal.said()),
        _ => return Err(error),
    };
    let back = local(&chosen.back);
    let (path, query) = back.split_once('?').unwrap_or((back, ""));
    if path != "/contactos" {
        return Err(error);
    }
    let asked = super::Asked::of(query);
    let mut page = super::list::again(&seat, asked, Chosen { error: text, ..chosen }).await?;
    *page.status_mut() = error.status();
    Ok(page)
}

async fn done(seat: &Seat, form: Chosen) -> PageResult {
    let w = &seat.words;
    let is_whole = !form.todos.is_empty();
    if form.id.is_empty() && !is_whole {
        return Err(PageError::Wrong(w.t("several-none")));
    }
    if form.what == "edit" {
        return match form.id.as_slice() {
            [one] if !is_whole => {
                let back = encoded(local(&form.back));
                Ok(see_other(&format!("/contactos/{one}?panel=editar&de={back}")))
            }
            _ => Err(PageError::Wrong(w.t("several-edit-one"))),
        };
    }
    let deed = deed(seat, &form).await?;
    let key = form.key.clone();
    if is_whole && !seat.ask(move |workspace| workspace.done_under(&key)).await?.is_empty() {
        // Sent twice: the filter may hold others by now, with whom nothing is done.
        return Ok(done_at(&form));
    }
    let ids = if is_whole {
        let whole = Whole::of(seat, &form.back).await?;
        if whole.rows.is_empty() {
            return Err(PageError::Wrong(w.t("several-none")));
        }
        if form.sure != whole.rows.len().to_string() {
            return whole::ask(seat, &whole, &deed, form).await;
        }
        whole.ids()
    } else {
        form.id.clone()
    };
    let (by, key) = (seat.by(), form.key.clone());
    let became = seat.ask(move |workspace| workspace.act_on_all(&ids, &deed, &by, &key)).await?;
    let is_done =
        |became: &Became| matches!(became, Became::Applied { .. } | Became::Repeated { .. });
    if !became.iter().any(is_done) {
        return Err(match became.first() {
            Some(Became::Refused { why, .. }) => PageError::Refused(why.clone()),
            _ => PageError::NotFound,
        });
    }
    Ok(done_at(&form))
}

/// Leads back to the list, which says what was done.
fn done_at(form: &Chosen) -> Response {
    let back = local(&form.back);
    let mark = if back.contains('?') { '&' } else { '?' };
    see_other(&format!("{back}{mark}hecho={}", encoded(&form.key)))
}

/// What the form asks to be done.
async fn deed(seat: &Seat, form: &Chosen) -> PageResult<Deed> {
    let w = &seat.words;
    Ok(match form.what.as_str() {
        "assign" if form.to.is_empty() => {
            return Err(PageError::Wrong(w.t("several-to-missing")));
        }
        "assign" if form.to == NOBODY => Deed::Assigned { to: String::new() },
        "assign" => {
            let members = seat.members().await?;
            if members.iter().all(|member| member.person.email != form.to) {
                return Err(PageError::NotFound);
            }
            Deed::Assigned { to: form.to.clone() }
        }
        "stage" => {
            let evidence = form.evidence.trim().to_owned();
            if evidence.is_empty() || form.stage.is_empty() {
                return Err(PageError::Wrong(w.t("several-evidence-missing")));
            }
            Deed::Moved { to: form.stage.clone(), evidence: Some(evidence) }
        }
        "plan" if form.date.is_empty() => {
            return Err(PageError::Wrong(w.t("deed-date-missing")));
        }
        "plan" => {
            let at = moment(&form.date, "", w)?;
            let what = if form.step.is_empty() { "call".to_owned() } else { form.step.clone() };
            Deed::Planned { next: Next::new(at, what) }
        }
        // Enter where no button is meant.
        "" => return Err(PageError::Wrong(w.t("several-what-missing"))),
        other => return Err(PageError::Wrong(w.t1("several-unknown", "what", other))),
    })
}
