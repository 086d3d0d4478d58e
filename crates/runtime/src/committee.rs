//! Which part in a purchase somebody has, and which parts the companies that went far had.
//!
//! A part is what a person says or a colleague wrote down (`role`), or the area that their job title
//! tells (`job_area`). It counts companies, not people: three buyers of one are one.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, PoisonError};

use engine::agreement::condition::Whose;
use engine::agreement::funnel::StandardStage;
use engine::time::{Span, Timestamp};
use store::workspace::screens::{Filter, Order};

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

/// What is usual, as last counted.
pub(crate) type Counted = Option<(Timestamp, u32, Arc<Vec<Usual>>)>;

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
/// How long a count stands: it changes with companies that are won.
const COUNT_STANDS: Span = Span::HOUR;

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
    /// The parts that at least half of the companies had with which sales went far, the most usual
    /// first; none where there are too few such companies.
    ///
    /// # Errors
    ///
    /// The workspace cannot be read.
    pub fn usual_parts(&self) -> Result<Arc<Vec<Usual>>, RuntimeError> {
        let agreement = self.writer.agreement().wait()?;
        let (now, version) = (self.now(), agreement.version);
        let mut counted = self.usual.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((at, of, usual)) = &*counted
            && *of == version
            && now - *at < COUNT_STANDS
        {
            return Ok(Arc::clone(usual));
        }
        let far = agreement.stage_counting_as(StandardStage::Sql);
        let companies = match far.and_then(|rank| i64::try_from(rank).ok()) {
            Some(rank) => self.companies_from(rank)?,
            None => Vec::new(),
        };
        let usual = Arc::new(usual(&companies));
        *counted = Some((now, version, Arc::clone(&usual)));
        Ok(usual)
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
