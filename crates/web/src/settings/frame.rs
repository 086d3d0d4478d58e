//! What stands around every page of the settings: its tabs, what was just done and how to undo it,
//! and who may change what.

use axum::response::Response;
use runtime::people::{Permission, permissions};
use runtime::staff::{Change, Recorded, SourceChange};
use serde::Deserialize;

use crate::error::{PageError, PageResult};
use crate::layout::{Nav, Shell};
use crate::seat::Seat;
use crate::words::Words;

/// What stands around a page.
pub(super) struct Frame {
    pub(super) here: &'static str,
    pub(super) notice: Option<Notice>,
}

/// What was just done.
pub(super) struct Notice {
    pub(super) text: String,
    /// Where more is said about it.
    pub(super) link: Option<(String, String)>,
    /// The form that undoes it: where it goes and what it carries.
    pub(super) undo: Option<(String, Vec<(&'static str, String)>)>,
}

/// What an address says was just done: a change, a version of the agreement, or a word.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    pub(super) hecho: String,
}

impl Frame {
    /// The frame of a page where nothing was done.
    pub(super) fn plain(here: &'static str) -> Frame {
        Frame { here, notice: None }
    }

    /// The frame of a page, with what its address says was just done.
    pub(super) async fn of(seat: &Seat, here: &'static str, asked: &Asked) -> PageResult<Frame> {
        Ok(Frame { here, notice: notice(seat, here, &asked.hecho).await? })
    }

    /// The tabs: where each leads, its name, and whether it is this one.
    pub(super) fn tabs(&self, w: &Words) -> Vec<(&'static str, String, bool)> {
        let tabs = [
            ("/ajustes/personas", "people"),
            ("/ajustes/equipos", "teams"),
            ("/ajustes/espacio", "space"),
            ("/ajustes/claves", "keys"),
            ("/ajustes/cambios", "changes"),
            ("/ajustes/borrados", "erased"),
            ("/ajustes/preferencias", "preferences"),
            ("/ajustes/sesiones", "sessions"),
        ];
        let named =
            tabs.into_iter().map(|(to, id)| (to, w.t(&format!("settings-{id}")), id == self.here));
        named.collect()
    }
}

async fn notice(seat: &Seat, here: &'static str, done: &str) -> PageResult<Option<Notice>> {
    let w = &seat.words;
    if done.is_empty() {
        return Ok(None);
    }
    if let Some(version) = done.strip_prefix('v').and_then(|number| number.parse::<u32>().ok()) {
        return version_notice(seat, version).await;
    }
    let Ok(id) = done.parse() else {
        let key = format!("settings-done-{done}");
        let is_known = done.bytes().all(|b| b.is_ascii_lowercase() || b == b'-') && w.has(&key);
        return Ok(is_known.then(|| Notice { text: w.t(&key), link: None, undo: None }));
    };
    let recorded = seat.ask_house(move |criba, workspace| criba.change(workspace, id)).await;
    match recorded {
        Ok(recorded) => {
            let is_undoable = is_undoable(&recorded) && seat.may(Permission::Administer);
            let back = format!("/ajustes/{}", path_of(here));
            Ok(Some(Notice {
                text: match recorded.undone_at {
                    Some(_) => w.t1("settings-undone", "what", said(&recorded.change, w)),
                    None => said(&recorded.change, w),
                },
                link: None,
                undo: is_undoable
                    .then(|| (format!("/ajustes/cambios/{id}/deshacer"), vec![("back", back)])),
            }))
        }
        Err(PageError::NotFound) => Ok(None),
        Err(error) => Err(error),
    }
}

/// A version that was just put in force, with the way back to the one before.
async fn version_notice(seat: &Seat, version: u32) -> PageResult<Option<Notice>> {
    let now = seat.ask(|workspace| workspace.writer.agreement().wait()).await?.version;
    if now != version || version < 2 {
        return Ok(None);
    }
    let w = &seat.words;
    let undo = seat.may(Permission::Propose).then(|| {
        (format!("/acuerdo/v{}/vigor", version - 1), vec![("after", version.to_string())])
    });
    Ok(Some(Notice {
        text: w.t1("agreement-done", "version", version),
        link: Some((format!("/acuerdo/v{version}/cambios"), w.t("agreement-see-changes"))),
        undo,
    }))
}

fn path_of(here: &str) -> &'static str {
    match here {
        "people" => "personas",
        "space" => "espacio",
        "keys" => "claves",
        _ => "cambios",
    }
}

/// Whether a change may still be undone.
pub(super) fn is_undoable(recorded: &Recorded) -> bool {
    recorded.undone_at.is_none() && recorded.change.is_undoable()
}

/// A change in words.
pub(super) fn said(change: &Change, w: &Words) -> String {
    let can = |given: &[Permission]| permission_words(given, w);
    match change {
        Change::Invited { email, permissions } => {
            w.t2("trace-invited", "who", email, "can", can(permissions))
        }
        Change::InvitationWithdrawn { email } => w.t1("trace-withdrawn", "who", email),
        Change::PasswordLink { email } => w.t1("trace-password", "who", email),
        Change::CameIn { email } => w.t1("trace-came-in", "who", email),
        Change::Permissions { email, was, became, .. } => w.with(
            "trace-permissions",
            &[("who", email.clone()), ("was", can(was)), ("became", can(became))],
        ),
        Change::Left { email, leads: 0, .. } => w.t1("trace-left-none", "who", email),
        Change::Left { email, heir: Some(heir), leads, .. } => {
            w.count_with("trace-left-to", *leads, &[("who", email.clone()), ("heir", heir.clone())])
        }
        Change::Left { email, heir: None, leads, .. } => {
            w.count_with("trace-left", *leads, &[("who", email.clone())])
        }
        Change::KeyMade { name, .. } => w.t1("trace-key-made", "name", name),
        Change::KeyRevoked { name, .. } => w.t1("trace-key-revoked", "name", name),
        Change::Source { name, what } => w.t1(
            match what {
                SourceChange::Made => "trace-source-made",
                SourceChange::Removed => "trace-source-removed",
                SourceChange::TurnedOff => "trace-source-off",
                SourceChange::TurnedOn => "trace-source-on",
                SourceChange::Rotated => "trace-source-rotated",
                SourceChange::Mapped => "trace-source-mapped",
                SourceChange::Retold => "trace-source-retold",
                SourceChange::Untold => "trace-source-untold",
            },
            "name",
            name,
        ),
        Change::Space { was, became } => {
            let of = |space: &runtime::staff::Space| {
                format!("{} ({})", space.name, w.country_name(&space.country))
            };
            w.t2("trace-space", "was", of(was), "became", of(became))
        }
    }
}

/// Permissions in words; what is part of all the others is said only where it stands alone.
pub(super) fn permission_words(given: &[Permission], w: &Words) -> String {
    let further: Vec<String> = given
        .iter()
        .filter(|permission| **permission != Permission::View)
        .map(|permission| permission_name(*permission, w))
        .collect();
    if further.is_empty() { permission_name(Permission::View, w) } else { further.join(", ") }
}

/// The permissions of ids as the house keeps them, in words.
pub(super) fn kept_permission_words(ids: &str, w: &Words) -> String {
    permission_words(&permissions(ids).unwrap_or_default(), w)
}

pub(super) fn permission_name(permission: Permission, w: &Words) -> String {
    w.t(&format!("permission-{}", permission.id().replace('_', "-")))
}

/// A permission as a box to tick.
pub(super) struct Box {
    pub(super) id: &'static str,
    pub(super) name: String,
    pub(super) help: String,
    pub(super) is_given: bool,
    /// Seeing is part of each.
    pub(super) is_fixed: bool,
}

/// Every permission as a box to tick.
pub(super) fn boxes(given: &[Permission], w: &Words) -> Vec<Box> {
    let every = runtime::people::PERMISSIONS.into_iter();
    let boxes = every.map(|permission| Box {
        id: permission.id(),
        name: permission_name(permission, w),
        help: w.t(&format!("can-{}", permission.id().replace('_', "-"))),
        is_given: permission == Permission::View || given.contains(&permission),
        is_fixed: permission == Permission::View,
    });
    boxes.collect()
}

/// The permissions that boxes name.
pub(super) fn ticked(ids: &[String]) -> Vec<Permission> {
    ids.iter().filter_map(|id| Permission::with_id(id)).collect()
}

/// Who may do something, by name, for those who may not.
pub(super) async fn who_may(seat: &Seat, permission: Permission) -> PageResult<String> {
    let members = seat.members().await?;
    let may = members.iter().filter(|member| {
        permissions(&member.permissions).is_ok_and(|given| given.contains(&permission))
    });
    let names: Vec<&str> = may.map(|member| member.person.name.as_str()).take(NAMED).collect();
    Ok(names.join(", "))
}

/// What is said to who may only see: who works the contacts, and who gives the permission to. `None`
/// for who may work them.
pub(crate) async fn only_sees(seat: &Seat) -> PageResult<Option<String>> {
    if seat.may(Permission::Work) {
        return Ok(None);
    }
    let who = who_may(seat, Permission::Work).await?;
    let admin = who_may(seat, Permission::Administer).await?;
    let w = &seat.words;
    Ok(Some(match who.is_empty() {
        true => w.t1("only-sees-alone", "admin", admin),
        false => w.t2("only-sees", "who", who, "admin", admin),
    }))
}

/// People that are named where somebody lacks a permission.
const NAMED: usize = 5;

/// What is wrong with a form, in the reader's words, where that is for them to mend; anything else
/// is no matter of the form.
pub(super) fn mendable(error: PageError, w: &Words) -> PageResult<String> {
    match error {
        PageError::Denied(denial) => Ok(w.said(&denial.said())),
        PageError::Said(said) => Ok(w.said(&said)),
        PageError::Wrong(words) => Ok(words),
        other => Err(other),
    }
}

/// A page with the status of a form that was not taken.
pub(super) fn refused(page: PageResult) -> PageResult<Response> {
    page.map(|mut page| {
        *page.status_mut() = axum::http::StatusCode::UNPROCESSABLE_ENTITY;
        page
    })
}

/// The frame of the application around a page of the settings.
pub(super) async fn shell(seat: &Seat) -> PageResult<Shell> {
    Shell::of(seat, Nav::Settings).await
}
