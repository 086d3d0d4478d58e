//! How a profile is written down: what one event told is named once, and each value points to it.
//!
//! A row of a list says sixty things at once; with the event's name beside each, most of what is kept
//! of a contact would be that name.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::profile::{Held, Profile, Traits};
use crate::event::Origin;
use crate::time::Timestamp;
use crate::value::Value;

/// When something was told, in microseconds, as what, by which source, in which of its messages.
type Telling<'a> = (i64, Origin, &'a str, &'a str);

/// A profile as it is written.
#[derive(Serialize)]
struct Written<'a> {
    told: Vec<Telling<'a>>,
    person: BTreeMap<&'a str, Vec<(&'a Value, usize)>>,
    account: BTreeMap<&'a str, Vec<(&'a Value, usize)>>,
}

/// A profile as it is read.
#[derive(Deserialize)]
pub(super) struct Kept {
    told: Vec<(i64, Origin, Arc<str>, Arc<str>)>,
    person: BTreeMap<String, Vec<(Value, usize)>>,
    account: BTreeMap<String, Vec<(Value, usize)>>,
}

impl Serialize for Profile {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut told: Vec<Telling<'_>> = Vec::new();
        let mut known: BTreeMap<Telling<'_>, usize> = BTreeMap::new();
        let mut written = |traits| -> BTreeMap<_, _> {
            let traits: &Traits = traits;
            let values = traits.iter().map(|(id, values)| {
                let values = values.iter().map(|held| {
                    let telling = (held.at.micros(), held.origin, &*held.source, &*held.message_id);
                    let index = *known.entry(telling).or_insert_with(|| {
                        told.push(telling);
                        told.len() - 1
                    });
                    (&held.value, index)
                });
                (id.as_str(), values.collect::<Vec<(&Value, usize)>>())
            });
            values.collect()
        };
        let (person, account) = (written(self.person()), written(self.account()));
        Written { told, person, account }.serialize(serializer)
    }
}

impl TryFrom<Kept> for Profile {
    type Error = String;

    fn try_from(kept: Kept) -> Result<Profile, String> {
        let Kept { told, person, account } = kept;
        let read = |traits: BTreeMap<String, Vec<(Value, usize)>>| -> Result<Traits, String> {
            let held = |(value, index): (Value, usize)| -> Result<Held, String> {
                let telling = told.get(index).ok_or_else(|| format!("nothing was told {index}"))?;
                let (at, origin, source, message_id) = telling;
                Ok(Held {
                    value,
                    at: Timestamp::from_micros(*at),
                    origin: *origin,
                    source: Arc::clone(source),
                    message_id: Arc::clone(message_id),
                })
            };
            let traits = traits.into_iter().map(|(id, values)| {
                let mut all: Vec<Held> = Vec::with_capacity(values.len());
                for value in values {
                    all.push(held(value)?);
                }
                Ok((id, all))
            });
            traits.collect()
        };
        Ok(Profile::of_traits(read(person)?, read(account)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agreement::condition::Whose;
    use crate::event::{Act, Event, Fact};

    #[test]
    fn a_profile_is_read_as_it_was_written_and_names_an_event_once() {
        let fact =
            |of, id: &str, value| Fact { of, id: id.to_owned(), value, origin: Origin::Said };
        let mut profile = Profile::default();
        for (position, message) in (1..).zip(["first-message", "second-message"]) {
            profile.learn(&Event {
                position,
                at: Timestamp::from_micros(10),
                known_at: Timestamp::from_micros(20),
                source: "form".into(),
                message_id: message.into(),
                act: Act::Learned,
                facts: vec![
                    fact(Whose::Person, "email", Value::text("ana@acme.example")),
                    fact(Whose::Person, "city", Value::Null),
                    fact(Whose::Account, "employees", Value::Number(70.into())),
                ],
            });
        }
        let text = serde_json::to_string(&profile).unwrap();
        let read: Profile = serde_json::from_str(&text).unwrap();
        assert_eq!(read, profile);
        // Once as what was said, once as what follows from it.
        assert_eq!(text.matches("first-message").count(), 2, "{text}");
        assert!(serde_json::from_str::<Profile>(&text.replace(",0]", ",9]")).is_err());
    }
}
