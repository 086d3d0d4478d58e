//! What is done with several contacts at once, under one key, so that it is undone at once.

use axum::routing::post;
use runtime::acts::Deed;
use runtime::card::Next;
use runtime::writer::Became;
use serde::Deserialize;
use store::ids::ContactId;

use crate::contact::moment;
use crate::error::{PageError, PageResult, encoded, local, see_other};
use crate::posted::Posted;
use crate::routes::Table;
use crate::seat::{Can, Work};

pub(super) fn routes(table: &mut Table) {
    table.post("/contactos/acciones", post(create));
}

#[derive(Deserialize)]
struct Asked {
    key: String,
    #[serde(default)]
    back: String,
    #[serde(default)]
    id: Vec<ContactId>,
    what: String,
    #[serde(default)]
    to: String,
    #[serde(default)]
    stage: String,
    #[serde(default)]
    evidence: String,
    #[serde(default)]
    date: String,
    #[serde(default)]
    step: String,
}

/// `POST /contactos/acciones`: gives them to somebody, moves them to a stage, or plans a step; of
/// one, its form can be opened.
async fn create(seat: Can<Work>, Posted(form): Posted<Asked>) -> PageResult {
    let w = &seat.words;
    if form.id.is_empty() {
        return Err(PageError::Wrong(w.t("several-none")));
    }
    if form.what == "edit" {
        return match form.id.as_slice() {
            [one] => {
                let back = encoded(local(&form.back));
                Ok(see_other(&format!("/contactos/{one}?panel=editar&de={back}")))
            }
            _ => Err(PageError::Wrong(w.t("several-edit-one"))),
        };
    }
    let deed = match form.what.as_str() {
        "assign" => {
            let members = seat.members().await?;
            let is_here = members.iter().any(|member| member.person.email == form.to);
            if !form.to.is_empty() && !is_here {
                return Err(PageError::NotFound);
            }
            Deed::Assigned { to: form.to }
        }
        "stage" => {
            let evidence = form.evidence.trim().to_owned();
            if evidence.is_empty() || form.stage.is_empty() {
                return Err(PageError::Wrong(w.t("several-evidence-missing")));
            }
            Deed::Moved { to: form.stage, evidence: Some(evidence) }
        }
        "plan" => {
            let at = moment(&form.date, "", w)?;
            let what = if form.step.is_empty() { "call".to_owned() } else { form.step };
            Deed::Planned { next: Next::new(at, what) }
        }
        other => return Err(PageError::Wrong(w.t1("several-unknown", "what", other))),
    };
    let (by, key) = (seat.by(), form.key.clone());
    let became =
        seat.ask(move |workspace| workspace.act_on_all(&form.id, &deed, &by, &key)).await?;
    let is_done =
        |became: &Became| matches!(became, Became::Applied { .. } | Became::Repeated { .. });
    if !became.iter().any(is_done) {
        return Err(match became.first() {
            Some(Became::Refused { why, .. }) => PageError::Refused(*why),
            _ => PageError::NotFound,
        });
    }
    let back = local(&form.back);
    let mark = if back.contains('?') { '&' } else { '?' };
    Ok(see_other(&format!("{back}{mark}hecho={}", encoded(&form.key))))
}
