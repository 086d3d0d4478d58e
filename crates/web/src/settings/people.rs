//! Who has a place in the workspace, who was invited, and who left.

use askama::Template;
use axum::extract::Query;
use axum::routing::get;
use runtime::people::Permission;
use runtime::staff::browser_of;
use store::house::{InvitationKind, InvitationRow, MemberRow};

use super::frame::{Asked, Frame, kept_permission_words, shell, who_may};
use super::setup::{Setup, State};
use crate::error::PageResult;
use crate::layout::{Shell, page};
use crate::routes::Table;
use crate::seat::Seat;
use crate::words::initials;

pub(crate) fn routes(table: &mut Table) {
    table.get("/ajustes/personas", get(show));
}

/// The page.
#[derive(Template)]
#[template(path = "settings/people.html")]
struct People {
    shell: Shell,
    frame: Frame,
    /// What is left to set up.
    setup: Option<Setup>,
    here: Vec<Person>,
    invited: Vec<Invitation>,
    gone: Vec<Gone>,
    can_administer: bool,
    who_may: String,
}

/// Somebody who has a place.
struct Person {
    id: String,
    name: String,
    initials: String,
    email: String,
    can: String,
    is_you: bool,
    seen: Option<String>,
}

/// A link that nobody has used yet.
struct Invitation {
    id: String,
    email: String,
    what: String,
    until: String,
    by: String,
    is_password: bool,
}

/// Somebody who left.
struct Gone {
    id: String,
    name: String,
    email: String,
    when: String,
    /// Leads that they still answer for: something was left half done.
    leads: u64,
}

async fn show(seat: Seat, Query(asked): Query<Asked>) -> PageResult {
    let (members, seen, invitations) = seat
        .ask_house(|criba, workspace| {
            let members = criba.house().members(workspace)?;
            let mut seen = Vec::with_capacity(members.len());
            for member in &members {
                let devices = criba.devices(member.person.id)?;
                seen.push(devices.into_iter().next().map(|device| device.session));
            }
            Ok((members, seen, criba.invitations(workspace)?))
        })
        .await?;
    let w = &seat.words;
    let mut here: Vec<Person> = Vec::new();
    let mut gone: Vec<Gone> = Vec::new();
    for (member, session) in members.into_iter().zip(seen) {
        match member.left_at {
            None => here.push(person(
                &seat,
                member,
                session.map(|session| {
                    let (browser, _) = browser_of(&session.agent);
                    let when = w.moment(session.seen_at, seat.now());
                    if browser.is_empty() { when } else { format!("{when} · {browser}") }
                }),
            )),
            Some(left_at) => {
                let email = member.person.email.clone();
                let leads = seat.ask(move |workspace| workspace.leads_of(&email)).await?;
                gone.push(Gone {
                    id: member.person.id.to_string(),
                    name: member.person.name,
                    email: member.person.email,
                    when: w.moment(left_at, seat.now()),
                    leads: leads.all(),
                });
            }
        }
    }
    page(&People {
        frame: Frame::of(&seat, "people", &asked).await?,
        setup: Setup::of(&seat).await?,
        here,
        invited: invitations.iter().map(|row| invitation(&seat, row)).collect(),
        gone,
        can_administer: seat.may(Permission::Administer),
        who_may: who_may(&seat, Permission::Administer).await?,
        shell: shell(&seat).await?,
    })
}

fn person(seat: &Seat, member: MemberRow, seen: Option<String>) -> Person {
    Person {
        id: member.person.id.to_string(),
        initials: initials(&member.person.name),
        is_you: member.person.email == seat.email(),
        name: member.person.name,
        email: member.person.email,
        can: kept_permission_words(&member.permissions, &seat.words),
        seen,
    }
}

fn invitation(seat: &Seat, row: &InvitationRow) -> Invitation {
    let w = &seat.words;
    Invitation {
        id: row.id.to_string(),
        email: row.email.clone(),
        what: match row.kind {
            InvitationKind::Place => kept_permission_words(&row.permissions, w),
            InvitationKind::Password => w.t("invited-password"),
        },
        until: w.moment(row.expires_at, seat.now()),
        by: row.made_by.clone(),
        is_password: row.kind == InvitationKind::Password,
    }
}
