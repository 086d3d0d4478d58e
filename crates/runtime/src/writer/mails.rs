//! Mails that a filter opened and whose links it followed, which shows by how quickly that went, or
//! by a link among them that nobody sees.
//!
//! Sources: what filters of mail are seen to do (an open as soon as the mail is there, every link
//! within seconds). What is judged so here can be judged again by people (`crate::verdicts`).

use std::collections::BTreeSet;
use std::sync::Arc;

use engine::catalogue::also_named;
use engine::event::Act;
use engine::time::{Span, Timestamp};
use engine::value::Value;
use store::ids::ContactId;
use store::workspace::rows::EventRow;

use super::Writer;
use super::order::{Came, Intake, Whom};
use crate::card::is_aside;
use crate::error::RuntimeError;
use crate::verdicts::{self, Verdict};

/// So many links of a mail within so long are no person's doing.
const BURSTS: [(usize, Span); 2] = [(2, Span::SECOND), (3, Span::SECOND.times(10))];
/// What was followed of the mail so long before a burst and after it is of the same filter.
const AROUND: Span = Span::MINUTE;
/// Who opens a mail so soon after it was sent has not read it.
const AT_ONCE: Span = Span::SECOND.times(2);
/// The latest events of a contact that are looked through.
const LOOKED_THROUGH: usize = 200;

impl Writer {
    /// Judges what an event tells of a mail by what else was done with that mail: what turns out to
    /// be a machine's is told again as such.
    pub(super) fn judge_mail(&mut self, row: &EventRow) -> Result<(), RuntimeError> {
        let (id, at) = (row.contact, row.event.at);
        match of_mail(row) {
            Some((CLICKED, mail)) => {
                let mail = mail.map(str::to_owned);
                let rows =
                    self.with_mail(id, CLICKED, mail.as_deref(), (at - AROUND, at + AROUND))?;
                let why = match () {
                    () if rows.iter().any(is_trap) => "mail_trap",
                    () if is_burst(&rows) => "mail_burst",
                    () => return Ok(()),
                };
                for row in rows.iter().filter(|row| !is_aside(row)) {
                    self.is_machines(row, why)?;
                }
                Ok(())
            }
            Some((OPENED, Some(mail))) => {
                let mail = mail.to_owned();
                let sent = self.with_mail(id, SENT, Some(&mail), (at - AT_ONCE, at))?;
                match sent.is_empty() {
                    true => Ok(()),
                    false => self.is_machines(row, "mail_gateway"),
                }
            }
            _ => Ok(()),
        }
    }

    /// What was done with a mail at a time, as far as it counts or was a machine's.
    fn with_mail(
        &mut self,
        id: ContactId,
        what: &str,
        mail: Option<&str>,
        (from, until): (Timestamp, Timestamp),
    ) -> Result<Vec<EventRow>, RuntimeError> {
        let history = &self.card(id)?.history;
        let latest: Vec<u64> = history.iter().rev().take(LOOKED_THROUGH).copied().collect();
        let rows = self.rows_at(&latest, None)?.into_iter();
        let is_one = |row: &EventRow| {
            of_mail(row) == Some((what, mail)) && (from..=until).contains(&row.event.at)
        };
        Ok(rows.filter(is_one).collect())
    }

    /// A machine did it: it counts no longer, and is kept.
    fn is_machines(&mut self, row: &EventRow, why: &str) -> Result<(), RuntimeError> {
        let Some(keys) = row.keys.clone().filter(|_| Verdict::on(row).is_some()) else {
            return Ok(());
        };
        let event = &row.event;
        let raw = self.pending.raws.iter().find(|(position, _)| *position == event.position);
        let raw = raw.map(|(_, raw)| raw).or_else(|| self.committing.raw(event.position));
        let raw = match raw {
            Some(raw) => Some(Arc::clone(raw)),
            None => self.store.read().raw(event.position)?.map(Arc::from),
        };
        self.take(verdicts::voided(row, Verdict::Machine, None))?;
        self.take(Intake {
            whom: Whom::Keyed(keys),
            at: Some(event.at),
            known_at: None,
            source: Arc::clone(&event.source),
            message_id: Arc::clone(&event.message_id),
            act: event.act.clone(),
            facts: event.facts.clone(),
            who: row.who.clone(),
            batch: row.batch,
            came: Came { raw, machine: Some(why.to_owned()) },
        })?;
        Ok(())
    }
}

const SENT: &str = "email_sent";
const OPENED: &str = "email_opened";
const CLICKED: &str = "email_clicked";

/// What an event tells of which mail, by Criba's names.
fn of_mail(row: &EventRow) -> Option<(&'static str, Option<&str>)> {
    let Act::Happened { name, properties } = &row.event.act else { return None };
    let named = [Some(name.as_str()), also_named(properties)];
    let what = [SENT, OPENED, CLICKED].into_iter().find(|what| named.contains(&Some(what)))?;
    Some((what, property(row, "mail")))
}

fn property<'a>(row: &'a EventRow, wanted: &str) -> Option<&'a str> {
    let Act::Happened { properties, .. } = &row.event.act else { return None };
    properties.iter().find_map(|(id, value)| match value {
        Value::Text(text) if id == wanted => Some(text.as_str()),
        _ => None,
    })
}

/// Whether the link was followed that nobody sees.
fn is_trap(click: &EventRow) -> bool {
    let link = property(click, "link").unwrap_or_default();
    link.split(['?', '#']).next().is_some_and(|path| path.ends_with(verdicts::TRAP))
}

/// Whether so many links were followed that no person did.
fn is_burst(clicks: &[EventRow]) -> bool {
    BURSTS.iter().any(|(links, within)| {
        clicks.iter().any(|first| {
            let near = clicks.iter().filter(|click| {
                let after = click.event.at - first.event.at;
                after >= Span::ZERO && after <= *within
            });
            let followed: BTreeSet<&str> =
                near.filter_map(|click| property(click, "link")).collect();
            followed.len() >= *links
        })
    })
}
