//! What a provider tells, in the words of the agreement: the one form that every reader gives.

use std::sync::Arc;

use engine::agreement::condition::Whose;
use engine::contact::consents::evidence_of;
use engine::event::{Act, Fact, Origin};
use engine::time::Timestamp;
use engine::value::Value;
use import::record::Reading;
use runtime::likelihood::{Human, Signal};
use runtime::sources::FieldMap;
use runtime::writer::{Came, Intake, Whom};
use store::workspace::rows::Keys;

use super::pieces::ITEMS_MAX;
use crate::ingest::mended;

/// What came, to be read.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Body<'a> {
    /// Byte for byte.
    pub(crate) raw: &'a [u8],
    /// What it says it is; empty where it does not.
    pub(crate) content_type: &'a str,
    /// What the workspace knows that the body does not say: country, zone and moment.
    pub(crate) reading: &'a Reading,
    /// What people say that its fields are, where that is theirs to say.
    pub(crate) map: &'a FieldMap,
}

impl Body<'_> {
    /// The body as JSON, with what is told of one that is none.
    pub(super) fn json(&self) -> Result<serde_json::Value, Read> {
        let kept = || Read::kept("no_json", self.raw);
        let text = std::str::from_utf8(self.raw).map_err(|_| kept())?;
        serde_json::from_str(&mended(text)).map_err(|_| kept())
    }

    /// A number in E.164, read as one of the workspace's country where it has no prefix.
    pub(super) fn phone(&self, text: &str) -> Option<String> {
        let read =
            import::values::phones::PhoneReader::default().read(text, Some(&self.reading.country));
        read.phones.into_iter().next().map(|phone| phone.e164)
    }
}

/// What was read of a body.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Read {
    /// What happened.
    pub(crate) told: Vec<Told>,
    /// Why each thing that tells nothing tells nothing: a word that stays, such as `tried_again`, or
    /// what the provider calls its kind behind one, as in `event deferred`.
    pub(crate) ignored: Vec<String>,
    /// Where a person of ours confirms that they want what the provider has to tell.
    pub(crate) confirm: Option<String>,
    /// What could not be read, each such that it can be read again.
    pub(crate) kept: Vec<Kept>,
}

/// What is put aside until somebody looks at it, or the program knows better.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Kept {
    /// Why, in a word: `no_json`, `nobody`, `needs_fetch`, …
    pub(crate) why: &'static str,
    /// What came.
    pub(crate) raw: Vec<u8>,
}

impl Read {
    /// A body that was put aside whole.
    pub(super) fn kept(why: &'static str, raw: &[u8]) -> Read {
        let mut read = Read::default();
        read.keep(why, raw.to_vec());
        read
    }

    /// A body that tells nothing.
    pub(super) fn ignored(why: impl Into<String>) -> Read {
        Read { ignored: vec![why.into()], ..Read::default() }
    }

    pub(super) fn keep(&mut self, why: &'static str, raw: Vec<u8>) {
        self.kept.push(Kept { why, raw });
    }

    /// The things that a body tells, one or a list of them; those beyond the most that are read at
    /// once wait, and none is lost.
    pub(super) fn each<'j>(&mut self, json: &'j serde_json::Value) -> &'j [serde_json::Value] {
        let all = match json {
            serde_json::Value::Array(all) => all.as_slice(),
            one => std::slice::from_ref(one),
        };
        let (all, beyond) = all.split_at(all.len().min(ITEMS_MAX));
        if !beyond.is_empty() {
            self.keep("too_many", serde_json::json!(beyond).to_string().into_bytes());
        }
        all
    }

    pub(super) fn ignore(&mut self, why: impl Into<String>) {
        self.ignored.push(why.into());
    }

    /// Takes what happened; of nobody it is put aside, as the item that it came in.
    pub(super) fn tell(&mut self, told: Told, item: impl FnOnce() -> Vec<u8>) {
        match told.is_of_somebody() {
            true => self.told.push(told),
            false => self.keep("nobody", item()),
        }
    }
}

/// Something that happened.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Told {
    /// When; at the moment it came where left out.
    pub(crate) at: Option<Timestamp>,
    /// The provider's own id of it: told again, it is the same event.
    pub(crate) message_id: String,
    /// By what somebody is known.
    pub(crate) keys: Keys,
    /// What.
    pub(crate) act: Act,
    /// What it says about them.
    pub(crate) facts: Vec<Fact>,
    /// For which purposes consent was given or taken back.
    pub(crate) consents: Vec<(String, bool)>,
    /// Who of ours did it: an e-mail address.
    pub(crate) who: Option<String>,
    /// What speaks for a machine, as far as the provider says.
    pub(crate) signals: Vec<Signal>,
    /// The item, as it came.
    pub(crate) raw: Option<String>,
}

impl Told {
    /// Something of the catalogue.
    pub(super) fn new(name: &str, message_id: impl Into<String>, at: Option<Timestamp>) -> Told {
        Told {
            at,
            message_id: message_id.into(),
            keys: Keys::default(),
            act: Act::Happened { name: name.to_owned(), properties: Vec::new() },
            facts: Vec::new(),
            consents: Vec::new(),
            who: None,
            signals: Vec::new(),
            raw: None,
        }
    }

    /// A property, where there is one.
    pub(super) fn with(self, id: &str, value: Option<impl Into<String>>) -> Told {
        match value {
            Some(value) => self.with_value(id, Value::text(value)),
            None => self,
        }
    }

    /// The same of another kind of value.
    pub(super) fn with_value(mut self, id: &str, value: Value) -> Told {
        if let Act::Happened { properties, .. } = &mut self.act {
            properties.push((id.to_owned(), value));
        }
        self
    }

    /// The same without a property.
    pub(super) fn without(mut self, id: &str) -> Told {
        if let Act::Happened { properties, .. } = &mut self.act {
            properties.retain(|(known, _)| known != id);
        }
        self
    }

    /// The mailbox that it came from or went to, if it is one.
    pub(super) fn of_email(mut self, text: &str, origin: Origin) -> Told {
        if let Some(email) = import::values::emails::address(text) {
            self = self.saying("email", &email, origin);
            self.keys.email = Some(email);
        }
        self
    }

    /// The number that it came from or went to, in E.164.
    pub(super) fn of_phone(mut self, e164: Option<String>, origin: Origin) -> Told {
        if let Some(e164) = e164 {
            self = self.saying("phone", &e164, origin);
            self.keys.phone = Some(e164);
        }
        self
    }

    /// What it says of the person, where that is anything.
    pub(super) fn saying(mut self, id: &str, value: &str, origin: Origin) -> Told {
        let value = value.trim();
        let fact = fact(id, Value::text(value), origin);
        // A form may say the same of the mailbox that it was sent from.
        let is_said = |known: &Fact| known.id == fact.id && known.value == fact.value;
        if !value.is_empty() && !self.facts.iter().any(is_said) {
            self.facts.push(fact);
        }
        self
    }

    /// The item that it came in, for who wants to see it.
    pub(super) fn from(mut self, item: &serde_json::Value) -> Told {
        self.raw = Some(item.to_string());
        self
    }

    pub(super) fn is_of_somebody(&self) -> bool {
        let Keys { user_id, anonymous_id, previous_id: _, email, phone } = &self.keys;
        [user_id, anonymous_id, email, phone].into_iter().any(Option::is_some)
    }

    /// What the writer is told: what happened, then each consent as an act of its own.
    pub(crate) fn intakes(self, source: &Arc<str>, now: Timestamp) -> Vec<Intake> {
        // No clock of a provider makes anything happen later than it was told.
        let at = self.at.map(|at| at.min(now));
        let came =
            Came { raw: self.raw.map(Arc::from), human: Human::with(self.signals), aside: None };
        let intake = |message_id: String, act: Act, facts: Vec<Fact>, came: Came| Intake {
            whom: Whom::Keyed(self.keys.clone()),
            at,
            known_at: None,
            source: Arc::clone(source),
            message_id: message_id.into(),
            act,
            facts,
            who: self.who.clone(),
            batch: None,
            came,
        };
        let mut intakes = vec![intake(self.message_id.clone(), self.act, self.facts, came)];
        for (purpose, is_given) in self.consents {
            let id = format!("{} consent {purpose}", self.message_id);
            let evidence = format!("{source} {}", self.message_id);
            let facts = vec![fact(&evidence_of(&purpose), Value::text(evidence), Origin::Imported)];
            let act = match is_given {
                true => Act::ConsentGiven { purpose },
                false => Act::ConsentWithdrawn { purpose },
            };
            intakes.push(intake(id, act, facts, Came::default()));
        }
        intakes
    }
}

fn fact(id: &str, value: Value, origin: Origin) -> Fact {
    Fact { of: Whose::Person, id: id.to_owned(), value, origin }
}
