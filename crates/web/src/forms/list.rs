//! `GET /formularios`: every form with how often it was seen and sent, and forms to begin with.

use askama::Template;
use axum::routing::{get, post};
use engine::agreement::vocabulary::Term;
use engine::text::slug;
use runtime::chances::wilson;
use runtime::forms::{TEMPLATES, Views, template};
use runtime::people::Permission;
use serde::Deserialize;

use crate::error::{PageError, PageResult, see_other};
use crate::layout::{Nav, Shell, page};
use crate::posted::Posted;
use crate::routes::Table;
use crate::seat::{Can, Edit, Seat};
use crate::words::Words;

pub(super) fn routes(table: &mut Table) {
    table.get("/formularios", get(show));
    table.post("/formularios", post(create));
}

/// The page.
#[derive(Template)]
#[template(path = "forms/list.html")]
struct List {
    shell: Shell,
    rows: Vec<Row>,
    /// Forms to begin with: id, name, and what it asks.
    templates: Vec<(&'static str, String, String)>,
    can_edit: bool,
}

/// A form.
struct Row {
    slug: String,
    name: String,
    seen: String,
    sent: String,
    completed: String,
    /// Of those who began it, how many left it.
    left: String,
    /// Whom it brought to what counts as qualified by marketing.
    qualified: String,
    by_machines: u64,
    questions: u64,
}

/// Views from which a share is said of a hundred.
const SHARE_MIN: u64 = 30;

/// Of those who saw it, how many sent it.
fn completed(sent: u64, seen: u64, w: &Words) -> String {
    if seen == 0 {
        return w.t("forms-unseen");
    }
    // One page may be sent more than once, and a copy elsewhere is not seen here.
    let sent = sent.min(seen);
    let (low, high) = wilson(sent, seen);
    let values = [("sent", w.number(sent)), ("seen", w.number(seen))];
    if seen < SHARE_MIN {
        return w.with("forms-completed-few", &values);
    }
    let [sent, seen] = values;
    w.with("forms-completed", &[sent, seen, ("low", w.number(low)), ("high", w.number(high))])
}

/// Of those who began to answer, how many did not send it: known where a script could say so.
fn left(views: &Views, w: &Words) -> String {
    if views.started == 0 {
        return w.t("forms-unstarted");
    }
    let left = views.started.saturating_sub(views.finished);
    let (low, high) = wilson(left, views.started);
    let values = [("left", w.number(left)), ("started", w.number(views.started))];
    if views.started < SHARE_MIN {
        return w.with("forms-left-few", &values);
    }
    let [left, started] = values;
    w.with("forms-left", &[left, started, ("low", w.number(low)), ("high", w.number(high))])
}

async fn show(seat: Seat) -> PageResult {
    let found = seat.ask(|workspace| {
        Ok((workspace.forms()?, workspace.form_views()?, workspace.form_qualified()?))
    });
    let (forms, views, qualified) = found.await?;
    let w = &seat.words;
    let rows = forms.into_iter().map(|kept| {
        let views = views.get(&kept.form.slug).cloned().unwrap_or_default();
        Row {
            seen: w.number(views.seen),
            sent: w.number(views.sent),
            completed: completed(views.sent, views.seen, w),
            left: left(&views, w),
            qualified: w.number(qualified.get(&kept.form.slug).copied().unwrap_or_default()),
            by_machines: views.by_machines,
            questions: kept.form.questions.len() as u64,
            slug: kept.form.slug,
            name: kept.form.name,
        }
    });
    let rows: Vec<Row> = rows.collect();
    let quote = w.pack.word(Term::Quote).one;
    let templates = TEMPLATES.into_iter().filter_map(|id| {
        let form = template(id, w.language(), quote)?;
        let labels = form.questions.iter().take(4).map(|one| one.label.of(w.language()));
        Some((id, form.name.clone(), labels.collect::<Vec<&str>>().join(", ")))
    });
    let templates = templates.collect();
    let can_edit = seat.may(Permission::Edit);
    page(&List { shell: Shell::of(&seat, Nav::Forms).await?, rows, templates, can_edit })
}

#[derive(Deserialize)]
struct New {
    template: String,
}

/// `POST /formularios`: a form from one to begin with, under an address that is free.
async fn create(seat: Can<Edit>, Posted(new): Posted<New>) -> PageResult {
    let quote = seat.words.pack.word(Term::Quote).one;
    let form = template(&new.template, seat.words.language(), quote);
    let mut form = form.ok_or(PageError::NotFound)?;
    form.slug = slug(&form.name).replace('_', "-");
    let (by, name) = (seat.email().to_owned(), form.slug.clone());
    let kept = seat
        .ask(move |workspace| {
            let mut number: u32 = 1;
            while workspace.form(&form.slug)?.is_some() {
                number += 1;
                form.slug = format!("{name}-{number}");
            }
            workspace.save_form(form, None, &by)
        })
        .await?;
    Ok(see_other(&format!("/formularios/{}", kept.form.slug)))
}
