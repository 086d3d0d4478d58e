//! Mails that a filter opened and whose links it followed, which shows by how quickly that went, by
//! who else did so at the same moment, or by a link among them that nobody sees.
//!
//! Sources: what filters of mail are seen to do (an open as soon as the mail is there, every link
//! within seconds, every mail to one company at once). What is judged so here can be judged again by
//! people (`crate::verdicts`), and stays as they say.

use std::collections::{BTreeSet, VecDeque};
use std::sync::Arc;

use engine::catalogue::also_named;
use engine::event::Act;
use engine::time::{Span, Timestamp};
use engine::value::Value;
use import::values::emails;
use store::ids::ContactId;
use store::workspace::rows::EventRow;

use super::Writer;
use super::order::{Came, Intake, Whom};
use crate::card::is_aside;
use crate::error::RuntimeError;
use crate::likelihood::{Human, Signal};
use crate::verdicts::{self, Verdict};

/// So many links of a mail within so long are no person's doing.
const BURSTS: [(usize, Span); 2] = [(2, Span::SECOND), (3, Span::SECOND.times(10))];
/// What was followed of the mail so long before a burst and after it is of the same filter.
const AROUND: Span = Span::MINUTE;
/// Who opens a mail so soon after it was sent has not read it.
const AT_ONCE: Span = Span::SECOND.times(2);
/// Who opens it so soon may have.
const SOON: Span = Span::SECOND.times(5);
/// The latest events of a contact that are looked through.
const LOOKED_THROUGH: usize = 200;
/// So many people of one domain do not open mail in the same second by chance.
const TOGETHER: usize = 3;
/// The latest openings that are remembered, whosever; after a start, those among as many of the
/// latest events.
const OPENS_MAX: usize = 1_000;

/// Mails that were opened of late.
#[derive(Debug, Default)]
pub(super) struct Opens(VecDeque<Open>);

/// That a mail was opened: in which second, by whom at which domain, and where the log says so.
#[derive(Debug)]
struct Open {
    second: i64,
    source: Arc<str>,
    domain: String,
    contact: ContactId,
    position: u64,
}

impl Opens {
    /// Remembers what an event tells of a mail that was opened, and gives where those stand that
    /// were opened together with it.
    fn take(&mut self, row: &EventRow) -> Vec<u64> {
        let Some((OPENED, _)) = of_mail(&row.event.act) else { return Vec::new() };
        let Some(domain) = domain_of(row) else { return Vec::new() };
        self.opened(Open {
            second: second_of(row),
            source: Arc::clone(&row.event.source),
            domain,
            contact: row.contact,
            position: row.event.position,
        })
    }

    /// Remembers one, and gives where those stand that were opened together with it.
    fn opened(&mut self, open: Open) -> Vec<u64> {
        let is_with = |other: &&Open| {
            other.second == open.second
                && other.source == open.source
                && other.domain == open.domain
        };
        let with: Vec<&Open> = self.0.iter().filter(is_with).collect();
        let people: BTreeSet<ContactId> =
            with.iter().map(|other| other.contact).chain([open.contact]).collect();
        let positions = with.iter().map(|other| other.position).chain([open.position]);
        let together = if people.len() < TOGETHER { Vec::new() } else { positions.collect() };
        self.0.push_back(open);
        if self.0.len() > OPENS_MAX {
            self.0.pop_front();
        }
        together
    }
}

impl Writer {
    /// Says of an opening what speaks against a person: how soon after its mail it came.
    pub(super) fn doubt_open(&mut self, intake: &mut Intake) -> Result<(), RuntimeError> {
        let Some((OPENED, Some(mail))) = of_mail(&intake.act) else { return Ok(()) };
        let human = &intake.came.human;
        if !human.is_person() || human.is_judged() || intake.came.aside.is_some() {
            return Ok(());
        }
        let (mail, Some(at)) = (mail.to_owned(), intake.at) else { return Ok(()) };
        let Some(id) = self.known_by(intake)? else { return Ok(()) };
        let sent = self.with_mail(id, SENT, Some(&mail), (at - SOON, at))?;
        if let Some(last) = sent.iter().map(|row| row.event.at).max() {
            let signal = if at - last <= AT_ONCE { Signal::MailAtOnce } else { Signal::MailSoon };
            intake.came.human = intake.came.human.and(signal);
        }
        Ok(())
    }

    /// Judges what an event tells of a mail by what else was done with that mail, and by who else
    /// opened one: what turns out to be a machine's is told again as such.
    pub(super) fn judge_mail(&mut self, row: &EventRow) -> Result<(), RuntimeError> {
        let (id, at) = (row.contact, row.event.at);
        match of_mail(&row.event.act) {
            Some((CLICKED, mail)) => {
                let mail = mail.map(str::to_owned);
                let rows =
                    self.with_mail(id, CLICKED, mail.as_deref(), (at - AROUND, at + AROUND))?;
                let signal = match () {
                    () if rows.iter().any(is_trap) => Signal::MailTrap,
                    () if is_burst(&rows) => Signal::MailBurst,
                    () => return Ok(()),
                };
                for row in rows.iter().filter(|row| !is_aside(row)) {
                    self.is_machines(row, signal)?;
                }
                Ok(())
            }
            Some((OPENED, _)) => {
                let together = self.opens.take(row);
                for row in self.rows_at(&together, Some(row))? {
                    // A transaction that was given up leaves its places to others.
                    let is_one = |other: &EventRow| {
                        matches!(of_mail(&other.event.act), Some((OPENED, _)))
                            && second_of(other) == at.micros().div_euclid(SECOND)
                    };
                    if is_one(&row) && !is_aside(&row) {
                        self.is_machines(&row, Signal::MailTogether)?;
                    }
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// The mails that were opened of late, as the end of the log tells.
    pub(super) fn opens_of_late(&self) -> Result<Opens, RuntimeError> {
        let mut opens = Opens::default();
        let after = self.position.saturating_sub(OPENS_MAX as u64);
        for row in self.store.read().events_after(after, OPENS_MAX)? {
            if !is_aside(&row) {
                opens.take(&row);
            }
        }
        Ok(opens)
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
            of_mail(&row.event.act) == Some((what, mail)) && (from..=until).contains(&row.event.at)
        };
        Ok(rows.filter(is_one).collect())
    }

    /// A machine did it: it counts no longer, and is kept.
    fn is_machines(&mut self, row: &EventRow, signal: Signal) -> Result<(), RuntimeError> {
        let Some(keys) = row.keys.clone().filter(|_| Verdict::on(row).is_some()) else {
            return Ok(());
        };
        let human = Human::of(row).unwrap_or_default();
        if human.is_judged() {
            return Ok(());
        }
        let human = human.and(signal);
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
            came: Came { raw, human, aside: None },
        })?;
        Ok(())
    }
}

const SENT: &str = "email_sent";
const OPENED: &str = "email_opened";
const CLICKED: &str = "email_clicked";

/// What an event tells of which mail, by Criba's names.
fn of_mail(act: &Act) -> Option<(&'static str, Option<&str>)> {
    let Act::Happened { name, properties } = act else { return None };
    let named = [Some(name.as_str()), also_named(properties)];
    let what = [SENT, OPENED, CLICKED].into_iter().find(|what| named.contains(&Some(what)))?;
    Some((what, property(act, "mail")))
}

fn property<'a>(act: &'a Act, wanted: &str) -> Option<&'a str> {
    let Act::Happened { properties, .. } = act else { return None };
    properties.iter().find_map(|(id, value)| match value {
        Value::Text(text) if id == wanted => Some(text.as_str()),
        _ => None,
    })
}

/// Microseconds of a second.
const SECOND: i64 = Span::SECOND.micros();

fn second_of(row: &EventRow) -> i64 {
    row.event.at.micros().div_euclid(SECOND)
}

/// The domain of a company whose mailbox it was; `None` for mailboxes that anybody can have.
fn domain_of(row: &EventRow) -> Option<String> {
    let (_, domain) = row.keys.as_ref()?.email.as_deref()?.rsplit_once('@')?;
    let domain = domain.to_lowercase();
    (!emails::is_free(&domain)).then_some(domain)
}

/// Whether the link was followed that nobody sees.
fn is_trap(click: &EventRow) -> bool {
    let link = property(&click.event.act, "link").unwrap_or_default();
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
                near.filter_map(|click| property(&click.event.act, "link")).collect();
            followed.len() >= *links
        })
    })
}
