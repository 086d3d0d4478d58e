//! What a list says of reaching its people: for the whole list, and in their own rows, which go
//! before it.

use std::sync::Arc;

use engine::agreement::condition::Whose;
use engine::contact::bases::CHANNELS;
use engine::contact::consents::evidence_of;
use engine::event::{Act, Fact, Origin};
use engine::value::Value;
use import::consents::{Said, Words, of_rows};
use import::events::hashed;
use store::ids::ContactId;

use super::plan::{Batch, Consent};
use super::prepare::{Person, Prepared};
use super::tell::SOURCE;
use crate::criba::Workspace;
use crate::error::RuntimeError;
use crate::writer::{Came, Intake, Whom};

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
        let evidence = evidence(batch);
        // What shows that they may be reached does not show that one of them said no: their row does.
        let is_refusing = batch.plan.consent == Consent::Refused;
        let shows = |said: &Said| match said.is_given || is_refusing {
            true => evidence.clone(),
            false => batch.plan.name.clone(),
        };
        for (person, id_of) in people {
            let mut words = words(batch, prepared, person);
            let is_doubtful = |said: &Said| said.is_given && said.at.is_none();
            if person.contact.is_some()
                && words.said.values().any(is_doubtful)
                && let Some(saw) = self.writer.look(*id_of).wait()?
            {
                let consents = &saw.card.contact.consents;
                let stays =
                    |purpose: &str, said: &Said| !is_doubtful(said) || !consents.refuses(purpose);
                words.said.retain(|purpose, said| stays(purpose, said));
            }
            let told = |said: &Said, what: &str, act: Act, id: String| Intake {
                whom: Whom::Known(*id_of),
                at: Some(said.at.unwrap_or(batch.made_at)),
                known_at: None,
                source: Arc::from(SOURCE),
                message_id: format!("{} {what}", said.told_by).into(),
                act,
                facts: vec![Fact {
                    of: Whose::Person,
                    id,
                    value: Value::text(shows(said)),
                    origin: Origin::Imported,
                }],
                who: Some(batch.made_by.clone()),
                batch: Some(batch.id),
                came: Came::default(),
            };
            intakes.extend(words.said.iter().map(|(purpose, said)| {
                let what = format!("consent {id_of} {purpose}");
                told(said, &what, said.act(purpose), evidence_of(purpose))
            }));
            intakes.extend(words.bases.iter().map(|(basis, said)| {
                let what = format!("basis {id_of} {}", basis.id());
                let act = Act::BasisStated { basis: *basis, stands: true };
                told(said, &what, act, basis.evidence_id().to_owned())
            }));
        }
        Ok(intakes)
    }
}

/// What the rows of a person say, and what is said of all of them where they say nothing.
fn words(batch: &Batch, prepared: &Prepared, person: &Person) -> Words {
    let records = person.records.iter().filter_map(|index| prepared.record(*index));
    let mut own = of_rows(records, batch.made_at);
    // The same list with the same words says nothing new.
    let told_by = hashed(&[batch.plan.name.clone(), evidence(batch)]);
    let of_list = |is_given: bool| Said { is_given, at: None, told_by: told_by.clone() };
    match &batch.plan.consent {
        // What they said themselves could not be read: the list's yes is none of theirs.
        Consent::Given { .. } if own.unclear.contains("email") => {}
        Consent::Given { .. } => {
            own.said.entry("email").or_insert_with(|| of_list(true));
        }
        Consent::Refused => {
            for channel in CHANNELS {
                own.said.entry(channel).or_insert_with(|| of_list(false));
            }
        }
        Consent::Contract { .. } | Consent::LegitimateInterest { .. } | Consent::Unknown => {}
    }
    if let Some(basis) = batch.plan.consent.basis() {
        own.bases.entry(basis).or_insert_with(|| of_list(true));
    }
    own
}

/// How it is known: what whoever brought the list said of it, and its name.
pub(super) fn evidence(batch: &Batch) -> String {
    let name = &batch.plan.name;
    match batch.plan.consent.evidence().map(str::trim) {
        Some(evidence) if !evidence.is_empty() => format!("{evidence} ({name})"),
        _ => name.clone(),
    }
}
