//! What a list says of reaching its people: for the whole list, and in their own rows, which go
//! before it.

use std::collections::BTreeMap;
use std::sync::Arc;

use engine::agreement::condition::Whose;
use engine::contact::consents::evidence_of;
use engine::event::{Fact, Origin};
use engine::value::Value;
use import::consents::{Said, of_rows};
use import::events::hashed;
use store::ids::ContactId;

use super::plan::{Batch, Consent};
use super::prepare::{Person, Prepared};
use super::tell::SOURCE;
use crate::criba::Workspace;
use crate::error::RuntimeError;
use crate::writer::{Intake, Whom};

impl Workspace {
    /// What is told of the consents of people whose contacts are these. A yes without a date is not
    /// told of those who said no before: nobody knows that it came after.
    pub(super) fn consents<'a>(
        &self,
        batch: &Batch,
        prepared: &Prepared,
        people: impl Iterator<Item = (&'a Person, &'a ContactId)>,
    ) -> Result<Vec<Intake>, RuntimeError> {
        let mut intakes: Vec<Intake> = Vec::new();
        for (person, id) in people {
            let mut said = said(batch, prepared, person);
            let is_doubtful = |said: &Said| said.is_given && said.at.is_none();
            if person.contact.is_some()
                && said.values().any(is_doubtful)
                && let Some(saw) = self.writer.look(*id).wait()?
            {
                let consents = &saw.card.contact.consents;
                said.retain(|purpose, said| !is_doubtful(said) || !consents.refuses(purpose));
            }
            let evidence = evidence(batch);
            intakes.extend(said.into_iter().map(|(purpose, said)| Intake {
                whom: Whom::Known(*id),
                at: Some(said.at.unwrap_or(batch.made_at)),
                known_at: None,
                source: Arc::from(SOURCE),
                message_id: format!("{} consent {id} {purpose}", said.told_by).into(),
                act: said.act(purpose),
                facts: vec![Fact {
                    of: Whose::Person,
                    id: evidence_of(purpose),
                    value: Value::text(&evidence),
                    origin: Origin::Imported,
                }],
                who: Some(batch.made_by.clone()),
                batch: Some(batch.id),
            }));
        }
        Ok(intakes)
    }
}

fn said(batch: &Batch, prepared: &Prepared, person: &Person) -> BTreeMap<&'static str, Said> {
    let records = person.records.iter().filter_map(|index| prepared.record(*index));
    let own = of_rows(records, batch.made_at);
    // The same list with the same words says nothing new.
    let told_by = hashed(&[batch.plan.name.clone(), evidence(batch)]);
    let of_list = |is_given: bool| Said { is_given, at: None, told_by: told_by.clone() };
    let mut said: BTreeMap<&'static str, Said> = BTreeMap::new();
    match &batch.plan.consent {
        // What they said themselves could not be read: the list's yes is none of theirs.
        Consent::Given { .. } if own.unclear.contains("email") => {}
        Consent::Given { .. } => {
            said.insert("email", of_list(true));
        }
        Consent::Refused => {
            said.insert("email", of_list(false));
        }
        Consent::Unknown => {}
    }
    said.extend(own.said);
    said
}

/// How it is known: what whoever brought the list said of it, and its name.
pub(super) fn evidence(batch: &Batch) -> String {
    let name = &batch.plan.name;
    match &batch.plan.consent {
        Consent::Given { evidence } if !evidence.trim().is_empty() => {
            format!("{} ({name})", evidence.trim())
        }
        _ => name.clone(),
    }
}
