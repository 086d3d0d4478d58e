//! Whether a person did something or a machine: what was judged when it came in, judged again by
//! somebody who knows better.
//!
//! The event is voided and told again with the other verdict, in one transaction, so that whoever it
//! touched is folded again and what was decided before stays as it was decided.

use std::collections::BTreeMap;
use std::sync::Arc;

use engine::event::Act;
use engine::said::Said;
use engine::time::{Span, Timestamp};
use store::ids::ContactId;
use store::workspace::rows::{EventRow, MoveRow};

use crate::acts::By;
use crate::criba::Workspace;
use crate::error::RuntimeError;
use crate::likelihood::{Human, Signal, why_aside};
use crate::retold::told_behind;
use crate::voids::Void;
use crate::writer::{Became, Came, Intake, Whom};

/// The source of what people judge again.
pub const SOURCE: &str = "criba:verdict";
/// Why an event is kept aside that no machine did: they have all the events they can have.
const TOO_MANY: &str = "too_many";
/// The same where they do not want to be counted.
pub const NO_CONSENT: &str = "no_consent";

/// The path of a link that nobody sees: in a mail only machines follow it.
pub const TRAP: &str = "/r/nadie";
/// How often it is read on for a page of what machines did.
const READS_MAX: usize = 100;
/// The event by which somebody is given to a colleague.
const ASSIGNED: &str = "handoff_assigned";

/// Who did something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// A person: it counts.
    Person,
    /// A machine: it is kept and gives nothing.
    Machine,
}

impl Verdict {
    /// The verdict with an id.
    #[must_use]
    pub fn with_id(id: &str) -> Option<Verdict> {
        match id {
            "person" => Some(Verdict::Person),
            "machine" => Some(Verdict::Machine),
            _ => None,
        }
    }

    /// The verdict on an event of the log; `None` where nothing was judged: what people here tell,
    /// what a list says, and what is kept for another reason.
    #[must_use]
    pub fn on(row: &EventRow) -> Option<Verdict> {
        let is_from_outside = row.keys.is_some() && !row.event.source.starts_with("criba:");
        if !is_from_outside || matches!(row.event.act, Act::Voided { .. } | Act::TimePassed) {
            return None;
        }
        match why_aside(row) {
            Some(TOO_MANY | NO_CONSENT) => None,
            Some(_) => Some(Verdict::Machine),
            None => Some(Verdict::Person),
        }
    }

    /// What people here say of who did it, which goes before every signal.
    fn human(self) -> Human {
        Human::with([match self {
            Verdict::Person => Signal::JudgedPerson,
            Verdict::Machine => Signal::Judged,
        }])
    }

    fn why(self) -> Void {
        match self {
            Verdict::Person => Void::ByPerson,
            Verdict::Machine => Void::ByMachine,
        }
    }
}

/// An event that was judged again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revised {
    /// Where it stands now in the log.
    pub position: u64,
    /// The event that voided what it was; `None` where it was judged so already.
    pub voided_by: Option<u64>,
    /// Whose it is; `None` where it is nobody's.
    pub contact: Option<ContactId>,
}

/// What a new verdict did to a contact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Touched {
    /// Whom.
    pub contact: ContactId,
    /// Their points with the old verdict, at the moment of the new one.
    pub before: i64,
    /// And with the new one.
    pub after: i64,
    /// Where that moved them, and what follows from it.
    pub moves: Vec<MoveRow>,
    /// Whom they were given to since the event happened, while it was judged otherwise: that stays
    /// as it was decided, and may rest on it.
    pub handoffs: Vec<EventRow>,
}

impl Workspace {
    /// Judges an event of the log again. Where it was voided since and told again, it is that one.
    ///
    /// # Errors
    ///
    /// There is no such event, it is nothing that came from outside, or the disk does not take it.
    pub fn judge(&self, position: u64, verdict: Verdict, by: &By) -> Result<Revised, RuntimeError> {
        let (row, raw) = self.as_told_now(position)?;
        let position = row.event.position;
        let whose = |id: ContactId| Some(id).filter(|id| *id != ContactId::NOBODY);
        match Verdict::on(&row) {
            None => return Err(not_judged()),
            Some(is) if is == verdict => {
                return Ok(Revised { position, voided_by: None, contact: whose(row.contact) });
            }
            Some(_) => {}
        }
        let again = Intake {
            whom: row.keys.clone().map_or(Whom::Known(row.contact), Whom::Keyed),
            at: Some(row.event.at),
            known_at: None,
            source: Arc::clone(&row.event.source),
            message_id: Arc::clone(&row.event.message_id),
            act: row.event.act.clone(),
            facts: row.event.facts.clone(),
            who: row.who.clone(),
            batch: row.batch,
            came: Came { raw, human: verdict.human(), aside: None },
        };
        // Whom a machine's word joined is two again, and one again where it was a person's.
        let joins = match verdict {
            Verdict::Machine => self.partings(&row, |join| voided(join, verdict, Some(by)))?,
            Verdict::Person => match self.voided_for(position)? {
                Some(voided_by) => self.rejoinings(voided_by)?,
                None => Vec::new(),
            },
        };
        let intakes = [voided(&row, verdict, Some(by)), again].into_iter().chain(joins).collect();
        let became = self.writer.take(intakes).wait()?;
        let place = |became: Option<&Became>| match became {
            Some(
                Became::Applied { contact, position } | Became::Refused { contact, position, .. },
            ) => Some((*position, whose(*contact))),
            Some(Became::Kept { position } | Became::Repeated { position }) => {
                Some((*position, None))
            }
            Some(Became::Nowhere) | None => None,
        };
        let gone = || RuntimeError::missing("el evento", "event", position);
        let (voided_by, held) = place(became.first()).ok_or_else(gone)?;
        let (position, contact) = place(became.get(1)).ok_or_else(gone)?;
        Ok(Revised { position, voided_by: Some(voided_by), contact: contact.or(held) })
    }

    /// What the verdict that voided an event did, by the event that did so: each contact that it
    /// touched. The same whenever it is asked.
    ///
    /// # Errors
    ///
    /// There is no such verdict, or the workspace cannot be read.
    pub fn touched_by(&self, voided_by: u64) -> Result<Vec<Touched>, RuntimeError> {
        let missing = || RuntimeError::missing("la revisión", "verdict", voided_by);
        let (void, old, new) = self
            .read(|read| {
                let Some(void) = read.event(voided_by)? else { return Ok(None) };
                let Act::Voided { position, .. } = void.event.act else { return Ok(None) };
                let Some(old) = read.event(position)? else { return Ok(None) };
                let new = told_behind(read, &void, &old)?;
                Ok(Some((void, old, new)))
            })?
            .filter(|(void, ..)| *void.event.source == *SOURCE)
            .ok_or_else(missing)?;
        let at = void.event.known_at;
        let until = new.as_ref().map_or(at, |row| row.event.known_at);
        let last = new.as_ref().map_or(voided_by, |row| row.event.position);
        let mut touched: BTreeMap<ContactId, Touched> = BTreeMap::new();
        for id in [void.contact, old.contact].into_iter().chain(new.map(|row| row.contact)) {
            let Some(saw) = self.writer.look(id).wait()? else { continue };
            let points = |known_at: Timestamp| {
                Ok::<i64, RuntimeError>(self.why(saw.id, Some(until), Some(known_at), None)?.total)
            };
            let moves = self.read(|read| Ok(read.moves_of(saw.id)?))?;
            let moves = moves.into_iter().filter(|row| (voided_by..=last).contains(&row.position));
            let one = Touched {
                contact: saw.id,
                before: points(at - Span::from_micros(1))?,
                after: points(until)?,
                moves: moves.collect(),
                handoffs: self.read(|read| {
                    let (history, from) = (&saw.card.history, old.event.at);
                    Ok(read.standing_at(history, ASSIGNED, (from, at))?)
                })?,
            };
            touched.insert(saw.id, one);
        }
        Ok(touched.into_values().collect())
    }

    /// The event that voided what stands told again at a place.
    fn voided_for(&self, position: u64) -> Result<Option<u64>, RuntimeError> {
        match self.told_again(position)?.before {
            Some(before) => self.read(|read| Ok(read.voided_by(before)?)),
            None => Ok(None),
        }
    }

    /// What was judged a machine's and still is, newest first, from before a place of the log.
    ///
    /// # Errors
    ///
    /// The workspace cannot be read.
    pub fn machines(
        &self,
        before: Option<u64>,
        limit: usize,
    ) -> Result<Vec<EventRow>, RuntimeError> {
        let mut found: Vec<EventRow> = Vec::new();
        let mut before = before;
        self.read(|read| {
            // What is kept for another reason stands between.
            for _ in 0..READS_MAX {
                let rows = read.asides(before, limit)?;
                let is_last = rows.len() < limit;
                before = rows.last().map(|row| row.event.position);
                let machines =
                    rows.into_iter().filter(|row| Verdict::on(row) == Some(Verdict::Machine));
                found.extend(machines);
                if is_last || found.len() >= limit {
                    break;
                }
            }
            found.truncate(limit);
            Ok(())
        })?;
        Ok(found)
    }

    /// The event at a place, or the same one where it was told again since, and what came.
    fn as_told_now(&self, position: u64) -> Result<(EventRow, Option<Arc<str>>), RuntimeError> {
        let found = self.read(|read| {
            let mut at = position;
            // What was judged again is told again by the event behind the one that voided it.
            while let Some(voided_by) = read.voided_by(at)? {
                let (void, old) = (read.event(voided_by)?, read.event(at)?);
                let Some((void, old)) = void.zip(old) else { return Ok(None) };
                let Some(again) = told_behind(read, &void, &old)? else { return Ok(None) };
                at = again.event.position;
            }
            let row = read.event(at)?;
            let raw = read.raw(at)?;
            Ok(row.map(|row| (row, raw)))
        })?;
        let (row, raw) =
            found.ok_or_else(|| RuntimeError::missing("el evento", "event", position))?;
        Ok((row, raw.map(Arc::from)))
    }
}

/// That an event counts no longer, since it was judged again.
pub(crate) fn voided(row: &EventRow, verdict: Verdict, by: Option<&By>) -> Intake {
    Intake {
        whom: Whom::Known(row.contact),
        at: None,
        known_at: None,
        source: Arc::from(SOURCE),
        message_id: row.event.position.to_string().into(),
        act: Act::Voided { position: row.event.position, why: verdict.why().id().to_owned() },
        facts: Vec::new(),
        who: by.map(|by| by.email.clone()),
        batch: None,
        came: Came::default(),
    }
}

fn not_judged() -> RuntimeError {
    RuntimeError::Wrong(Said::new(
        "solo se dice si fue una persona o una máquina de lo que llega de fuera; este evento se deshace",
        "only what comes from outside is a person's or a machine's doing; this event can be undone",
    ))
}

/// Whom an event gives somebody to; empty where to nobody.
#[must_use]
pub fn given_to(row: &EventRow) -> String {
    let Act::Happened { properties, .. } = &row.event.act else { return String::new() };
    let to = properties.iter().find(|(id, _)| id == "to");
    to.map(|(_, value)| value.to_string()).unwrap_or_default()
}
