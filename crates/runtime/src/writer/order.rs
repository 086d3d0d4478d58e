//! What the writer is asked to do.

use std::path::PathBuf;
use std::sync::Arc;

use engine::agreement::sealed::Agreement;
use engine::event::{Act, Fact};
use engine::said::Said;
use engine::stage::Refusal;
use engine::time::Timestamp;
use engine::value::Value;
use serde::{Deserialize, Serialize};
use store::ids::{BatchId, ContactId, WorkspaceId};
use store::workspace::MessageKey;
use store::workspace::answers::AnswerRow;
use store::workspace::rows::{BatchRow, EventRow, Key, Keys};
use tokio::sync::oneshot;

use crate::card::Card;
use crate::error::RuntimeError;
use crate::likelihood::{Human, why_aside};

/// Something that happened, on its way in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Intake {
    /// To whom.
    pub whom: Whom,
    /// When it happened; at the moment it is learned where left out.
    pub at: Option<Timestamp>,
    /// When it counts as known, for old history that was declared so; now where left out.
    pub known_at: Option<Timestamp>,
    /// Which source tells it.
    pub source: Arc<str>,
    /// Its id in that source: the same id is the same event.
    pub message_id: Arc<str>,
    /// What happened.
    pub act: Act,
    /// What it says about the person and the company.
    pub facts: Vec<Fact>,
    /// Who of ours did it.
    pub who: Option<String>,
    /// The list that brings it.
    pub batch: Option<BatchId>,
    /// How it came in.
    pub came: Came,
}

/// How something came in from outside; empty for what Criba's own pages and lists tell.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Came {
    /// What came, word for word, as JSON; without the key of who sent it.
    pub raw: Option<Arc<str>>,
    /// How likely it is that a person did it. What more likely a machine did is kept and gives
    /// nothing.
    pub human: Human,
    /// Why it is kept and gives nothing whoever did it, by an id such as `public_key`.
    pub aside: Option<String>,
}

impl Came {
    /// What came, word for word; nothing speaks against a person.
    #[must_use]
    pub fn raw(raw: Option<Arc<str>>) -> Came {
        Came { raw, ..Came::default() }
    }

    /// How an event of the log came in, so that it is told again as it was.
    pub(crate) fn again(row: &EventRow, raw: Option<Arc<str>>) -> Came {
        match Human::of(row) {
            Some(human) => Came { raw, human, aside: None },
            None => {
                let aside = why_aside(row).map(str::to_owned);
                Came { raw, human: Human::default(), aside }
            }
        }
    }
}

/// Whom an intake is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Whom {
    /// A contact that is there.
    Known(ContactId),
    /// This contact, made where it is not there yet.
    Made(ContactId),
    /// Whoever is known by these, made where nobody is.
    Keyed(Keys),
}

/// What became of an intake.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Became {
    /// It counts.
    Applied {
        /// Whose it is now.
        contact: ContactId,
        /// Its place in the log.
        position: u64,
    },
    /// The same message of the same source came before; nothing was changed.
    Repeated {
        /// Where it stands in the log.
        position: u64,
    },
    /// It is in the log and gives nothing: a machine did it, or the contact has all the events it
    /// can have.
    Kept {
        /// Its place in the log.
        position: u64,
    },
    /// The agreement does not allow it; it is in the log and changes nothing.
    Refused {
        /// Why.
        why: Refusal,
        /// Whose it is.
        contact: ContactId,
        /// Its place in the log.
        position: u64,
    },
    /// There is no such contact or nothing to void, or the contact has all the events it can have;
    /// it is not in the log.
    Nowhere,
}

/// A contact as it is now.
#[derive(Debug, Clone)]
pub struct Saw {
    /// Its id: another than was asked for where that one was joined into it.
    pub id: ContactId,
    /// What it has come to.
    pub card: Card,
    /// The version that judges.
    pub agreement: Arc<Agreement>,
    /// The moment.
    pub now: Timestamp,
}

/// Somebody who is to be erased.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Erase {
    /// Who.
    pub contact: ContactId,
    /// Contacts of whom nothing counts any more and that were them too.
    pub also: Vec<ContactId>,
    /// Events of nobody's that name them, up to a place of the log.
    pub aside: Vec<u64>,
    /// The places up to there of what others were told of what they had said of their company.
    pub told: Vec<u64>,
    /// That place; what stands after it is looked at then.
    pub looked_to: u64,
    /// By whose request, and what else is noted of it.
    pub properties: Vec<(String, Value)>,
    /// Who of ours does it.
    pub who: String,
    /// When, where it was done before; now where left out.
    pub at: Option<Timestamp>,
    /// The workspace, so that the same key has another hash in each.
    pub workspace: WorkspaceId,
}

/// Somebody who was erased.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Erased {
    /// The contact that stays, of nobody.
    pub contact: ContactId,
    /// The event that tells of it.
    pub position: u64,
    /// How many of their events were overwritten.
    pub events: usize,
}

/// Events that are told again in one transaction.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Retelling {
    /// Each of them, done as a whole or left as it is.
    pub events: Vec<Retold>,
    /// The note that keeps what was done, in the same transaction; none where nothing is to be kept.
    pub kept_as: Option<String>,
    /// Notes that are written with it, before that one, whether or not an event was told again.
    pub notes: Vec<(String, Option<String>)>,
}

/// An event that is told again, with what came with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Retold {
    /// What counts no longer, by its places in the log. Where one of them counts no longer already,
    /// the event was undone, judged or erased meanwhile, and nothing is told.
    pub voids: Vec<u64>,
    /// What voids them, in their order, and then what stands for them.
    pub intakes: Vec<Intake>,
}

/// An event that was told again.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Step {
    /// Places that count no longer.
    pub voided: Vec<u64>,
    /// Places that stand for them.
    pub told: Vec<u64>,
}

/// Where an answer goes.
pub(super) type Answer<T> = oneshot::Sender<Result<T, RuntimeError>>;

/// What the writer is asked to do.
#[derive(Debug)]
pub(super) enum Order {
    Take {
        intakes: Vec<Intake>,
        /// Notes that are written with them.
        notes: Vec<(String, Option<String>)>,
        answer: Answer<Vec<Became>>,
    },
    Retell {
        retelling: Retelling,
        answer: Answer<Vec<Step>>,
    },
    Look {
        contact: ContactId,
        answer: Answer<Option<Box<Saw>>>,
    },
    Find {
        key: Key,
        answer: Answer<Vec<ContactId>>,
    },
    Places {
        keys: Vec<MessageKey>,
        answer: Answer<Vec<u64>>,
    },
    Settle {
        /// Whether whoever asks must see all of it.
        is_whole: bool,
        answer: Answer<u64>,
    },
    PutInForce {
        text: String,
        by: String,
        after: Option<u32>,
        answer: Answer<u32>,
    },
    Agreement {
        answer: Answer<Arc<Agreement>>,
    },
    SaveBatch {
        row: BatchRow,
        answer: Answer<()>,
    },
    SaveNote {
        name: String,
        body: Option<String>,
        answer: Answer<()>,
    },
    SaveAnswer {
        row: AnswerRow,
        answer: Answer<()>,
    },
    CopyTo {
        path: PathBuf,
        answer: Answer<()>,
    },
    Tick {
        answer: Answer<()>,
    },
    Erase {
        asked: Erase,
        answer: Answer<Option<Erased>>,
    },
    /// The transaction that was under way has ended.
    Ended,
    Stop,
}

impl Order {
    /// Whether it asks and has nothing written.
    pub(super) fn only_asks(&self) -> bool {
        matches!(
            self,
            Order::Look { .. }
                | Order::Find { .. }
                | Order::Places { .. }
                | Order::Settle { .. }
                | Order::Agreement { .. }
        )
    }
}

/// The same error for each of several who wait.
pub(super) fn again(error: &RuntimeError) -> RuntimeError {
    match error {
        RuntimeError::Busy => RuntimeError::Busy,
        RuntimeError::Stopped => RuntimeError::Stopped,
        RuntimeError::SetAside(said) => RuntimeError::SetAside(said.clone()),
        error if error.is_disk_full() => RuntimeError::DiskFull,
        other => {
            let why = other.said();
            RuntimeError::Unwritten(Said::new(
                format!("no se escribió nada: {}", why.es),
                format!("nothing was written: {}", why.en),
            ))
        }
    }
}
