//! What people do with a contact, told to the writer through the one door.
//!
//! Every deed comes with a key that its form or call carries: the same key is the same deed, so a
//! double click or a retry changes nothing, and what was done under a key can be undone.

mod told;

use std::collections::BTreeSet;
use std::sync::Arc;

use engine::agreement::condition::Whose;
use engine::agreement::funnel::SideName;
use engine::contact::bases::Basis;
use engine::event::{Act, Actor, Event};
use engine::said::Said;
use engine::time::Timestamp;
use engine::value::Value;
use store::ids::ContactId;
use store::workspace::rows::EventRow;

use crate::card::Next;
use crate::criba::Workspace;
use crate::error::RuntimeError;
use crate::likelihood::is_applied;
use crate::people::Permission;
use crate::voids::Void;
use crate::writer::{Became, Came, Intake, Whom};

pub use crate::outcome::{OUTCOMES, Outcome};

/// The source of what people do in Criba.
pub const SOURCE: &str = "criba:people";
/// The most events that one key may stand for: an action over everybody whom a list holds. All of
/// them are one transaction, done or not done.
pub const EVENTS_A_KEY_MAX: usize = 5_000;
/// The longest text that a person writes at once, in characters.
pub const TEXT_MAX: usize = 20_000;
/// The longest text of a planned step, in characters: lists show it in one line.
pub const STEP_TEXT_MAX: usize = 200;

/// Who does something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct By {
    /// Their e-mail address.
    pub email: String,
    /// The side they are on.
    pub side: SideName,
}

impl By {
    fn actor(&self) -> Actor {
        Actor { name: self.email.clone(), side: Some(self.side) }
    }
}

/// Something that a person does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Deed {
    /// Tried to reach them by telephone.
    Called {
        /// How it went.
        outcome: Outcome,
        /// In their own words.
        text: String,
        /// What comes next; left as it falls where there is none.
        next: Option<Next>,
    },
    /// Wrote to them.
    Wrote {
        /// `whatsapp`, `email`, `sms`, `linkedin`, …
        channel: String,
        /// What.
        text: String,
        /// Whether it was a conversation: they answered.
        is_talk: bool,
        /// What comes next.
        next: Option<Next>,
    },
    /// A conversation that was pasted: who of the two said what, and when.
    Pasted {
        /// `whatsapp`.
        channel: String,
        /// Whether they said it, when, and what.
        said: Vec<(bool, Timestamp, String)>,
        /// What comes next.
        next: Option<Next>,
    },
    /// Wrote something down.
    Noted {
        /// What.
        text: String,
        /// Whom it is for: addresses, or `marketing` and `sales`.
        mentions: Vec<String>,
        /// What comes next.
        next: Option<Next>,
    },
    /// Planned the next step, or put it off.
    Planned {
        /// The step.
        next: Next,
    },
    /// Did what was planned, or read what was for them.
    Done {
        /// Whose mention it was, if it was one.
        mention: Option<String>,
        /// How many steps of the cadence are done with it, where it was one of them.
        step: Option<usize>,
        /// What comes next.
        next: Option<Next>,
    },
    /// Something of the catalogue that happened elsewhere: a stand, a demo, a sample.
    Happened {
        /// Its name.
        name: String,
        /// When; now where left out.
        at: Option<Timestamp>,
        /// Its properties.
        properties: Vec<(String, Value)>,
    },
    /// Says no, with a reason of the agreement.
    Declined {
        /// The reason's id.
        reason: String,
        /// When to come back.
        until: Option<Timestamp>,
        /// In their words.
        note: Option<String>,
    },
    /// Moves the contact to a stage.
    Moved {
        /// The stage's id.
        to: String,
        /// What they saw.
        evidence: Option<String>,
    },
    /// Puts a contact that was put aside back to work.
    Reactivated,
    /// Answers what a `suggest` clause found.
    Answered {
        /// The clause's id.
        clause: String,
        /// Confirmed or dismissed.
        is_confirmed: bool,
    },
    /// Gives the contact to somebody; empty for nobody.
    Assigned {
        /// Their address.
        to: String,
    },
    /// Typed values of the profile; an empty text clears.
    Learned {
        /// Whose, which trait, which value.
        facts: Vec<(Whose, String, String)>,
    },
    /// Consent to a purpose or a channel.
    Consented {
        /// Which.
        purpose: String,
        /// Given or withdrawn.
        is_given: bool,
        /// How it is known.
        evidence: String,
    },
    /// A legal basis that is not their consent.
    Based {
        /// Which.
        basis: Basis,
        /// Whether it stands, or ended.
        stands: bool,
        /// How it is known.
        evidence: String,
    },
    /// The contact and another are one person.
    Joined {
        /// The other.
        other: ContactId,
    },
}

impl Workspace {
    /// Does something with a contact: what became of each event of it. A deed that the agreement
    /// refuses is in the log and changes nothing.
    ///
    /// # Errors
    ///
    /// A text is too long, or the disk does not take it.
    pub fn act(
        &self,
        contact: ContactId,
        deed: &Deed,
        by: &By,
        key: &str,
    ) -> Result<Vec<Became>, RuntimeError> {
        self.act_on_all(&[contact], deed, by, key)
    }

    /// Does the same with several contacts, under one key.
    ///
    /// # Errors
    ///
    /// There are too many of them, a text is too long, or the disk does not take it.
    pub fn act_on_all(
        &self,
        contacts: &[ContactId],
        deed: &Deed,
        by: &By,
        key: &str,
    ) -> Result<Vec<Became>, RuntimeError> {
        let acts = told::told(deed, by)?;
        self.calls.answered(deed, by);
        if contacts.len() * acts.len() > EVENTS_A_KEY_MAX {
            return Err(RuntimeError::Wrong(Said::new(
                format!("como mucho {EVENTS_A_KEY_MAX} a la vez; hay que elegir menos"),
                format!("at most {EVENTS_A_KEY_MAX} at once; choose fewer"),
            )));
        }
        if key.is_empty() {
            return Err(RuntimeError::Wrong(Said::new(
                "lo que se hace necesita una clave; hay que abrir la página otra vez",
                "what is done needs a key; open the page again",
            )));
        }
        let mut intakes: Vec<Intake> = Vec::with_capacity(contacts.len() * acts.len());
        for contact in contacts {
            for told in &acts {
                intakes.push(Intake {
                    whom: Whom::Known(*contact),
                    at: told.at,
                    known_at: None,
                    source: Arc::from(SOURCE),
                    message_id: message_id(key, intakes.len()),
                    act: told.act.clone(),
                    facts: told.facts.clone(),
                    who: Some(by.email.clone()),
                    batch: None,
                    came: Came::default(),
                });
            }
        }
        let abouts = self.know_contents(&mut intakes);
        let became = self.writer.take(intakes).wait()?;
        self.count_contents(abouts, &became);
        Ok(became)
    }

    /// Undoes what was done under a key: how many events count no longer.
    ///
    /// # Errors
    ///
    /// Nothing was done under the key, or the disk does not take it.
    pub fn undo(&self, key: &str, by: &By) -> Result<usize, RuntimeError> {
        let positions = self.done_under(key)?;
        if positions.is_empty() {
            return Err(RuntimeError::missing("el acto", "deed", key));
        }
        let voids = positions.iter().map(|(position, contact)| Intake {
            whom: Whom::Known(*contact),
            at: None,
            known_at: None,
            source: Arc::from(SOURCE),
            message_id: format!("{key} undone {position}").into(),
            act: Act::Voided { position: *position, why: Void::Undone.id().to_owned() },
            facts: Vec::new(),
            who: Some(by.email.clone()),
            batch: None,
            came: Came::default(),
        });
        let became = self.writer.take(voids.collect()).wait()?;
        Ok(became.iter().filter(|became| matches!(became, Became::Applied { .. })).count())
    }

    /// What somebody must be allowed to do who undoes what was done under a key: what it took to
    /// do it. Empty where nothing is left to undo.
    ///
    /// # Errors
    ///
    /// The workspace cannot be read.
    pub fn undoing_takes(&self, key: &str) -> Result<BTreeSet<Permission>, RuntimeError> {
        let positions: Vec<u64> = self.done_under(key)?.into_iter().map(|(at, _)| at).collect();
        let rows = self.events(&positions)?;
        Ok(rows.values().map(|row| permission(&row.event.act)).collect())
    }

    /// The events that were told under a key, with whose they are; none where it was undone.
    ///
    /// # Errors
    ///
    /// The workspace cannot be read.
    pub fn done_under(&self, key: &str) -> Result<Vec<(u64, ContactId)>, RuntimeError> {
        self.told_under(key, false)
    }

    /// The events that were told under a key and undone since, with whose they are.
    ///
    /// # Errors
    ///
    /// The workspace cannot be read.
    pub fn undone_under(&self, key: &str) -> Result<Vec<(u64, ContactId)>, RuntimeError> {
        self.told_under(key, true)
    }

    fn told_under(
        &self,
        key: &str,
        is_undone: bool,
    ) -> Result<Vec<(u64, ContactId)>, RuntimeError> {
        self.read(|read| {
            let mut found: Vec<EventRow> = Vec::new();
            for index in 0..EVENTS_A_KEY_MAX {
                let id = message_id(key, index);
                let Some(position) = read.message(SOURCE, &id)? else { break };
                if read.is_voided(position)? != is_undone {
                    continue;
                }
                found.extend(read.event(position)?);
            }
            // Of several, those that the agreement refused are nothing that was done.
            if found.iter().any(is_applied) {
                found.retain(is_applied);
            }
            Ok(found.iter().map(|row| (row.event.position, row.contact)).collect())
        })
    }
}

/// What somebody must be allowed to do who does by hand what an act tells.
#[must_use]
pub fn permission(act: &Act) -> Permission {
    match act {
        Act::Learned | Act::SuggestionAnswered { .. } => Permission::Edit,
        Act::Happened { name, .. } if name == "joined" => Permission::Edit,
        _ => Permission::Work,
    }
}

/// The key under which a person did what an event tells; `None` where no person did.
#[must_use]
pub fn key_of(event: &Event) -> Option<&str> {
    let (key, index) = event.message_id.rsplit_once('.')?;
    let is_ours = &*event.source == SOURCE && index.parse::<usize>().is_ok();
    is_ours.then_some(key)
}

fn message_id(key: &str, index: usize) -> Arc<str> {
    format!("{key}.{index}").into()
}
