//! The mail that asks to confirm a consent: what was accepted, word for word, and the link whose page
//! has a button. It says nothing of what else was sent, and nothing that its sender wrote.

use std::sync::Arc;

use axum::routing::post;
use jiff::tz::TimeZone;
use runtime::RuntimeError;
use runtime::criba::Workspace;
use runtime::forms::{Kept, Owed, Sent, public_name};
use runtime::mail::{Fate, Letter, Queued};
use serde::Deserialize;
use store::ids::WorkspaceId;

use super::hosted::Asked;
use crate::address::Path;
use crate::app::App;
use crate::error::{PageResult, see_other};
use crate::posted::Posted;
use crate::routes::Table;
use crate::seat::{Can, Edit, waiting};
use crate::words::Words;

pub(super) fn routes(table: &mut Table) {
    table.post("/formularios/{slug}/correos", post(again));
}

/// What the mails of a form are known by: this, and which opening of the form it was.
pub(super) fn name(slug: &str, nonce: &str) -> String {
    format!("confirm/{slug}/{nonce}")
}

/// Has the mail sent that asks who sent a form to confirm what they consent to, where there is
/// something to confirm and something to send it with.
pub(super) async fn ask_to_confirm(asked: &Asked, done: &Sent) -> PageResult<()> {
    let (Some(link), Some(to)) = (&done.link, &done.email) else { return Ok(()) };
    if asked.app.mail().is_none() {
        return Ok(());
    }
    let owed = Owed { link: link.clone(), to: to.clone() };
    let (app, workspace, kept) =
        (asked.app.clone(), Arc::clone(&asked.workspace), asked.kept.clone());
    waiting(move || put(&app, &workspace, &kept, &owed)).await?;
    Ok(())
}

/// Puts the mails where they wait that are owed since the server stopped before it could, or since
/// there was no room.
pub(crate) fn put_owed(app: &App) {
    let put_all = |id: WorkspaceId| -> Result<(), RuntimeError> {
        let workspace = app.criba().workspace(id)?;
        let mut after = Some(String::new());
        while let Some(behind) = after {
            let owing = workspace.owed(&behind)?;
            for owed in owing.mails {
                match workspace.form(&owed.link.form)? {
                    Some(kept) if !put(app, &workspace, &kept, &owed)? => return Ok(()),
                    Some(_) => {}
                    None => workspace.settle_owed(&owed.link.form, &owed.link.nonce),
                }
            }
            after = owing.next;
        }
        Ok(())
    };
    let rows = app.criba().house().workspaces();
    let rows = rows.inspect_err(|error| tracing::error!(%error, "the house cannot be read"));
    for row in rows.unwrap_or_default() {
        if let Err(error) = put_all(row.id) {
            tracing::error!(%error, workspace = %row.id, "mails are owed and cannot be sent");
        }
    }
}

/// Puts a mail where it waits to go out, and notes that it is owed no more. Whether there was room:
/// else it stays owed, and is put there once some went out.
fn put(app: &App, workspace: &Workspace, kept: &Kept, owed: &Owed) -> Result<bool, RuntimeError> {
    let Owed { link, to } = owed;
    let base = app.settings().base_url.trim_end_matches('/');
    let page = format!("{base}/f/{}/confirmar", public_name(workspace.row.id, &link.form));
    let texts = kept.texts.iter().find(|text| text.number == link.text);
    let said = texts.into_iter().flat_map(|text| &text.consents);
    let said = said.filter(|consent| link.purposes.contains(&consent.purpose));
    let said: Vec<String> = said.map(|consent| consent.text.of(link.language).to_owned()).collect();
    let w = app.catalogue().words(&workspace.row.country, link.language, TimeZone::UTC);
    let url = format!("{page}?c={}", workspace.seal(link)?);
    let letter = letter(to, &workspace.row.name, &said, &url, &w);
    let name = name(&link.form, &link.nonce);
    match app.criba().send_letter(workspace.row.id, &name, link.contact, &letter)? {
        Queued::New => app.mailing().nudge(),
        Queued::Known => {}
        Queued::TooMany => tracing::warn!("an address was asked to confirm too often today"),
        Queued::Full => {
            tracing::error!("too many mails wait, and one more cannot: is the relay taking any?");
            app.mails_are_left();
            return Ok(false);
        }
    }
    workspace.settle_owed(&link.form, &link.nonce);
    Ok(true)
}

fn letter(to: &str, from: &str, said: &[String], url: &str, w: &Words) -> Letter {
    let line = |key: &str| w.t1(key, "name", from);
    let (begins, how, not_you) = (line("mail-confirm"), w.t("mail-how"), w.t("mail-not-you"));
    let listed: Vec<String> = said.iter().map(|text| format!("- {text}")).collect();
    let items: Vec<String> =
        said.iter().map(|text| format!("<li>{}</li>", escaped(text))).collect();
    Letter {
        to: to.to_owned(),
        from_name: from.to_owned(),
        subject: line("mail-confirm-subject"),
        text: format!("{begins}\n\n{}\n\n{how}\n\n{url}\n\n{not_you}\n", listed.join("\n")),
        html: format!(
            "<!doctype html><html lang=\"{}\"><head><meta charset=\"utf-8\"><title>{}</title></head>\
             <body><p>{}</p><ul>{}</ul><p>{}</p><p><a href=\"{url}\">{}</a></p><p>{}</p></body></html>",
            w.lang(),
            escaped(&line("mail-confirm-subject")),
            escaped(&begins),
            items.concat(),
            escaped(&how),
            escaped(&w.t("mail-open")),
            escaped(&not_you),
        ),
    }
}

/// A text as it stands in HTML.
pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

/// What became of a mail, in words.
pub(super) fn said(fate: &Fate, seat: &crate::seat::Seat) -> String {
    let w = &seat.words;
    match fate {
        Fate::Waiting(_, why) if why.is_empty() => w.t("forms-mail-waiting"),
        Fate::Waiting(at, why) => {
            w.t2("forms-mail-later", "when", w.moment(*at, seat.now()), "why", why.clone())
        }
        Fate::Sending => w.t("forms-mail-waiting"),
        Fate::Sent => w.t("forms-mail-sent"),
        Fate::Failed(why) | Fate::Over(why) => w.t1("forms-mail-failed", "why", why.clone()),
        Fate::Uncertain(why) => w.t1("forms-mail-uncertain", "why", why.clone()),
    }
}

#[derive(Deserialize)]
struct Again {
    nonce: String,
}

/// `POST /formularios/{slug}/correos`: a mail that failed, or may not have arrived, once more.
async fn again(
    seat: Can<Edit>,
    Path(slug): Path<String>,
    Posted(form): Posted<Again>,
) -> PageResult {
    let name = name(&slug, &form.nonce);
    seat.ask_house(move |criba, workspace| criba.send_again(workspace, &name)).await?;
    seat.app.mailing().nudge();
    Ok(see_other(&format!("/formularios/{slug}#por-confirmar")))
}
