//! Everybody whom the filter of a list holds, for what is done with all of them at once.

use std::sync::Arc;

use askama::Template;
use engine::agreement::sealed::Agreement;
use runtime::acts::{Deed, EVENTS_A_KEY_MAX};
use store::ids::ContactId;
use store::workspace::screens::Listed;

use super::Within;
use super::asked::Asked;
use super::deeds::Chosen;
use super::glance;
use crate::error::{PageError, PageResult, local};
use crate::layout::{Nav, Shell, page};
use crate::seat::Seat;

/// The most contacts that can be chosen at once.
pub(super) const WHOLE_MAX: usize = EVENTS_A_KEY_MAX;

/// Everybody of a list.
pub(super) struct Whole {
    pub(super) agreement: Arc<Agreement>,
    pub(super) rows: Vec<Listed>,
}

impl Whole {
    /// Everybody of the list whose address this is.
    ///
    /// # Errors
    ///
    /// They are more than can be chosen at once.
    pub(super) async fn of(seat: &Seat, address: &str) -> PageResult<Whole> {
        let asked = asked(address);
        let (within, order) = (Within::of(&asked, seat), asked.order());
        let found = seat.ask(move |workspace| {
            // What is done to everybody is done to all of them.
            workspace.writer.settle_all().wait()?;
            let filter = within.filter(workspace)?;
            let agreement = workspace.writer.agreement().wait()?;
            let mut rows: Vec<Listed> = Vec::new();
            let count = workspace.read(|read| {
                read.each(&filter, order, WHOLE_MAX + 1, |listed| rows.push(listed))?;
                Ok(if rows.len() > WHOLE_MAX { read.count(&filter)? } else { 0 })
            })?;
            Ok((count, Whole { agreement, rows }))
        });
        let (count, whole) = found.await?;
        match count {
            0 => Ok(whole),
            count => Err(PageError::Wrong(too_many(seat, count))),
        }
    }

    pub(super) fn ids(&self) -> Vec<ContactId> {
        self.rows.iter().map(|row| row.id).collect()
    }
}

/// What the address of a list asks for.
pub(super) fn asked(address: &str) -> Asked {
    Asked::of(local(address).split_once('?').map_or("", |(_, query)| query))
}

/// That a list holds more than can be chosen at once.
pub(super) fn too_many(seat: &Seat, count: u64) -> String {
    let w = &seat.words;
    let max = u64::try_from(WHOLE_MAX).unwrap_or(u64::MAX);
    w.t2("whole-too-many", "count", w.number(count), "max", w.number(max))
}

/// What is about to be done with everybody, before it is.
#[derive(Template)]
#[template(path = "contacts/sure.html")]
struct Sure {
    shell: Shell,
    title: String,
    /// What it changes, in words.
    effect: String,
    count: usize,
    /// How many there were when they were chosen, where that was another number.
    before: Option<String>,
    /// The list.
    back: String,
    chosen: Chosen,
}

/// The page that says what a deed would do with everybody of a list, and asks.
pub(super) async fn ask(seat: &Seat, whole: &Whole, deed: &Deed, chosen: Chosen) -> PageResult {
    let w = &seat.words;
    let count = u64::try_from(whole.rows.len()).unwrap_or(u64::MAX);
    let (title, effect) = match deed {
        Deed::Assigned { to } => {
            let title = match to.as_str() {
                "" => w.count("sure-nobody", count),
                email => w.count_with("sure-assign", count, &[("who", name(seat, email).await?)]),
            };
            (title, glance::assigned(&whole.rows, &chosen.to, w))
        }
        Deed::Planned { next } => {
            let day = w.day(next.at);
            let title = w.count_with("sure-plan", count, &[("day", day)]);
            (title, glance::planned(&whole.rows, w))
        }
        Deed::Moved { to, .. } => {
            let stage = w.stage(&whole.agreement.document, to);
            let title = w.count_with("sure-stage", count, &[("stage", stage)]);
            (title, glance::moved(&whole.rows, to, &whole.agreement, w))
        }
        _ => return Err(PageError::NotFound),
    };
    let was: Option<u64> = chosen.todos.parse().ok().filter(|was| *was != count);
    page(&Sure {
        shell: Shell::of(seat, Nav::Contacts).await?,
        title,
        effect,
        count: whole.rows.len(),
        before: was.map(|was| w.number(was)),
        back: local(&chosen.back).to_owned(),
        chosen,
    })
}

/// What somebody of the workspace is called.
async fn name(seat: &Seat, email: &str) -> PageResult<String> {
    let members = seat.members().await?;
    let member = members.into_iter().find(|member| member.person.email == email);
    let name = member.map(|member| member.person.name).filter(|name| !name.is_empty());
    Ok(name.unwrap_or_else(|| email.to_owned()))
}
