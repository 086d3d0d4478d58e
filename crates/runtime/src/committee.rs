//! Who of a company buys: its people, which part in a purchase each has, and which parts the
//! companies that went far had.
//!
//! Its people are those whom the same domain or group finds, and those who say the same company.
//! A part is what a person says or a colleague wrote down (`role`), or the area that their job title
//! tells (`job_area`). It counts companies, not people: three buyers of one are one.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use engine::agreement::condition::Whose;
use engine::agreement::funnel::StandardStage;
use engine::time::Timestamp;
use store::ids::ContactId;
use store::workspace::rows::{Columns, Key};
use store::workspace::screens::{Filter, Listed, Order};

use crate::card::{self, company_keys};
use crate::criba::Workspace;
use crate::error::RuntimeError;
use crate::writer::Saw;

/// A part in a purchase: the trait that tells it, and its value.
pub type Part = (&'static str, String);

/// A part that companies which went far had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Usual {
    /// The part.
    pub part: Part,
    /// How many of them had somebody with it.
    pub had: u64,
    /// Of how many.
    pub of: u64,
}

/// Somebody of a company.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Colleague {
    /// Who, and what lists show of them.
    pub listed: Listed,
    /// The part that they have, in their own words or a colleague's.
    pub role: Option<String>,
}

/// The people of a company.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Committee {
    /// What the company is found by.
    pub keys: Vec<Key>,
    /// Its people, the best first, whom the rest were asked for among them.
    pub people: Vec<Colleague>,
    /// The parts that nobody of them has, and that other companies usually had.
    pub lacking: Vec<Usual>,
}

/// What tells somebody's part.
const TRAITS: [&str; 2] = ["role", "job_area"];
/// Companies from which it is said what is usual.
const COMPANIES_MIN: u64 = 10;
/// Companies that are counted: those that went furthest.
const COMPANIES_MAX: usize = 30;
/// The contacts among whom they are looked for.
const CONTACTS_MAX: usize = 120;
/// People of a company that are looked at.
pub const PEOPLE_MAX: usize = 8;
/// People among whom those are looked for, by each key: who were known first.
const FOUND_MAX: usize = 200;

/// The parts that somebody has.
#[must_use]
pub fn parts(saw: &Saw) -> Vec<Part> {
    let profile = &saw.card.contact.profile;
    let told = TRAITS.into_iter().filter_map(|id| {
        let held = profile.at(Whose::Person, id, saw.now)?;
        let value = held.value.to_string();
        (!value.is_empty()).then_some((id, value))
    });
    told.collect()
}

impl Workspace {
    /// The people of somebody's company, and what is lacking there; nobody where it has no name and
    /// is found by nothing.
    ///
    /// # Errors
    ///
    /// The workspace cannot be read.
    pub fn committee(&self, saw: &Saw) -> Result<Committee, RuntimeError> {
        let keys: Vec<Key> =
            company_keys(&saw.card.contact.profile, Timestamp::MAX).into_iter().collect();
        let mut people: Vec<Colleague> = Vec::new();
        let mut held: BTreeSet<Part> = BTreeSet::new();
        for listed in self.colleagues(saw, &keys)? {
            let Some(seen) = self.writer.look(listed.id).wait()? else { continue };
            let role = seen.card.contact.profile.at(Whose::Person, "role", seen.now);
            held.extend(parts(&seen));
            people.push(Colleague { role: role.map(|held| held.value.to_string()), listed });
        }
        // Of a company that is not looked at whole, somebody else may have it.
        let mut lacking: Vec<Usual> = Vec::new();
        if !held.is_empty() && people.len() < PEOPLE_MAX {
            let usual = self.usual_parts()?;
            lacking.extend(usual.iter().filter(|one| !held.contains(&one.part)).cloned());
        }
        Ok(Committee { keys, people, lacking })
    }

    /// People of a company, the best first.
    fn colleagues(&self, saw: &Saw, keys: &[Key]) -> Result<Vec<Listed>, RuntimeError> {
        let named = card::columns(&saw.agreement, &saw.card, saw.now);
        let named = named.map(|columns| columns.company_key).filter(|key| !key.is_empty());
        self.read(|read| {
            let mut ids: BTreeSet<ContactId> = BTreeSet::new();
            for key in keys {
                ids.extend(read.first_with_key(key, FOUND_MAX)?);
            }
            let mut people: Vec<Listed> = Vec::new();
            if let Some(key) = named {
                let filter = Filter { company_key: Some(key), ..Filter::default() };
                people = read.list(&filter, Order::Best, PEOPLE_MAX, 0)?;
            }
            ids.retain(|id| people.iter().all(|listed| listed.id != *id));
            for id in ids {
                people.extend(read.columns_of(id)?.map(|columns| Listed { id, columns }));
            }
            people.sort_by_key(|Listed { id, columns }| {
                let Columns { stage_rank, total, fit, latest_at, .. } = columns;
                (Reverse((*stage_rank, *total, *fit, *latest_at)), *id)
            });
            people.truncate(PEOPLE_MAX);
            Ok(people)
        })
    }

    /// The parts that at least half of the companies had with which sales went far, the most usual
    /// first; none where there are too few such companies.
    ///
    /// # Errors
    ///
    /// The workspace cannot be read.
    pub fn usual_parts(&self) -> Result<Arc<Vec<Usual>>, RuntimeError> {
        let agreement = self.writer.agreement().wait()?;
        self.usual.of(agreement.version, self.now(), || {
            let far = agreement.stage_counting_as(StandardStage::Sql);
            let companies = match far.and_then(|rank| i64::try_from(rank).ok()) {
                Some(rank) => self.companies_from(rank)?,
                None => Vec::new(),
            };
            Ok(usual(&companies))
        })
    }

    /// The parts of each company that came as far as a stage.
    fn companies_from(&self, rank: i64) -> Result<Vec<BTreeSet<Part>>, RuntimeError> {
        let filter = Filter { stage_rank_min: Some(rank), ..Filter::default() };
        let listed = self.read(|read| Ok(read.list(&filter, Order::Best, CONTACTS_MAX, 0)?))?;
        let keys = listed.into_iter().map(|listed| listed.columns.company_key);
        let mut seen: BTreeSet<String> = BTreeSet::new();
        let keys = keys.filter(|key| !key.is_empty() && seen.insert(key.clone()));
        let mut companies: Vec<BTreeSet<Part>> = Vec::new();
        for key in keys.take(COMPANIES_MAX).collect::<Vec<String>>() {
            let filter = Filter { company_key: Some(key), ..Filter::default() };
            let people = self.read(|read| Ok(read.list(&filter, Order::Best, PEOPLE_MAX, 0)?))?;
            let mut held: BTreeSet<Part> = BTreeSet::new();
            for person in people {
                if let Some(saw) = self.writer.look(person.id).wait()? {
                    held.extend(parts(&saw));
                }
            }
            companies.push(held);
        }
        Ok(companies)
    }
}

/// What is usual among companies of which some part is known.
fn usual(companies: &[BTreeSet<Part>]) -> Vec<Usual> {
    let known = companies.iter().filter(|held| !held.is_empty());
    let of = u64::try_from(known.clone().count()).unwrap_or(0);
    if of < COMPANIES_MIN {
        return Vec::new();
    }
    let mut counts: BTreeMap<&Part, u64> = BTreeMap::new();
    for part in known.flatten() {
        *counts.entry(part).or_default() += 1;
    }
    let counts = counts.into_iter().filter(|(_, had)| had * 2 >= of);
    let mut usual: Vec<Usual> =
        counts.map(|(part, had)| Usual { part: part.clone(), had, of }).collect();
    usual.sort_by_key(|one| std::cmp::Reverse(one.had));
    usual
}

#[cfg(test)]
mod tests {
    use super::*;

    fn company(areas: &[&str]) -> BTreeSet<Part> {
        areas.iter().map(|area| ("job_area", (*area).to_owned())).collect()
    }

    #[test]
    fn a_part_is_usual_where_half_of_enough_companies_had_it() {
        let mut companies: Vec<BTreeSet<Part>> = vec![company(&["sales", "purchasing"]); 4];
        companies.extend(vec![company(&["sales"]); 4]);
        companies.extend(vec![company(&["quality"]); 1]);
        assert!(usual(&companies).is_empty(), "nine are few");
        companies.extend([company(&["purchasing"]), company(&[])]);
        let found = usual(&companies);
        let said: Vec<(&str, u64, u64)> =
            found.iter().map(|one| (one.part.1.as_str(), one.had, one.of)).collect();
        assert_eq!(said, [("sales", 8, 10), ("purchasing", 5, 10)]);
    }
}
