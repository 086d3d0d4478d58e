//! What an answer is worth: of how many people it is missing, times the points at stake under the
//! agreement in force.

use std::collections::BTreeMap;
use std::sync::Arc;

use engine::agreement::condition::Whose;
use engine::agreement::sealed::Agreement;
use engine::contact::Contact;
use engine::judge::Scene;
use engine::score::ledger::{Missing, missing};
use engine::time::Timestamp;

use super::{Form, Question, knows};
use crate::card::Card;
use crate::criba::Workspace;
use crate::error::RuntimeError;

/// What an answer is worth.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Worth {
    /// Of how many people it is missing.
    pub missing: u64,
    /// Of how many that were looked at.
    pub of: u64,
    /// The most that it can add.
    pub points: i64,
    /// The clauses that give them.
    pub clauses: Vec<Arc<str>>,
}

impl Worth {
    /// What orders questions: the figures that are shown, multiplied. Where nobody is there yet, it
    /// is missing of everybody.
    #[must_use]
    pub fn weight(&self) -> i128 {
        let (missing, of) = if self.of == 0 { (1, 1) } else { (self.missing, self.of) };
        i128::from(missing) * i128::from(self.points) * SCALE / i128::from(of)
    }

    /// Of how many in a hundred it is missing; `None` where too few people are there to say.
    #[must_use]
    pub fn missing_of_100(&self) -> Option<u64> {
        (self.of >= OF_MIN).then(|| (self.missing * 100 + self.of / 2) / self.of)
    }
}

/// Shares are compared to a millionth.
const SCALE: i128 = 1_000_000;
/// People from which shares are said of a hundred.
const OF_MIN: u64 = 30;
/// People that are looked at, spread over all of them.
const PEOPLE_MAX: usize = 500;

/// The points that traits can add, with the clauses that give them.
pub(super) type Points = BTreeMap<(Whose, String), (i64, Vec<Arc<str>>)>;

/// What answers are worth, by the trait that they tell.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Worths {
    /// How many people were looked at.
    pub of: u64,
    known: BTreeMap<(Whose, String), u64>,
    points: Points,
    /// What forms ask of people and companies, each trait once.
    pub(super) questions: Vec<Question>,
}

impl Worths {
    /// What the answer to a question is worth; `None` where it is about a visit.
    #[must_use]
    pub fn of(&self, question: &Question) -> Option<Worth> {
        let told = question.told()?;
        Some(self.at_stake(&told, &self.points))
    }

    /// What a trait is worth where these are the points that can be had.
    pub(super) fn at_stake(&self, told: &(Whose, String), points: &Points) -> Worth {
        let (points, clauses) = points.get(told).cloned().unwrap_or_default();
        let known = self.known.get(told).copied().unwrap_or(0);
        Worth { missing: self.of.saturating_sub(known), of: self.of, points, clauses }
    }

    /// With what is known of people; `of` of them.
    #[must_use]
    pub fn new(
        agreement: &Agreement,
        of: u64,
        known: BTreeMap<(Whose, String), u64>,
        now: Timestamp,
    ) -> Worths {
        let nobody = Contact::new(agreement);
        let points = points(&missing(&Scene::new(agreement, &nobody, 0, now)));
        Worths { of, known, points, questions: Vec::new() }
    }

    /// With what forms ask: of several that ask for the same trait the first counts.
    #[must_use]
    pub fn with_questions(self, forms: &[Form]) -> Worths {
        let mut questions: Vec<Question> = Vec::new();
        for question in forms.iter().flat_map(|form| &form.questions) {
            let told = question.told();
            if told.is_some() && questions.iter().all(|known| known.told() != told) {
                questions.push(question.clone());
            }
        }
        Worths { questions, ..self }
    }
}

/// The most that each trait can add to the score of somebody who lacks what is `missing`: of rules
/// about one trait the best counts, and what follows from a trait counts with it.
pub(super) fn points(missing: &[Missing]) -> Points {
    let mut best = Points::new();
    for rule in missing {
        for told in &rule.traits {
            let held = best.entry(told.clone()).or_default();
            if !held.1.contains(&rule.clause) {
                held.1.push(Arc::clone(&rule.clause));
            }
            held.0 = held.0.max(rule.up_to);
        }
    }
    let mut points = best.clone();
    for (derived, from) in FOLLOWS {
        let Some((more, clauses)) = best.get(&(Whose::Person, (*derived).to_owned())) else {
            continue;
        };
        let held = points.entry((Whose::Person, (*from).to_owned())).or_default();
        held.0 += more;
        held.1.extend(clauses.iter().cloned());
        held.1.dedup();
    }
    points
}

/// What is worked out, and from what.
pub(super) const FOLLOWS: &[(&str, &str)] = &[
    ("job_level", "job_title"),
    ("job_area", "job_title"),
    ("email_domain", "email"),
    ("full_name", "name"),
    ("phone", "mobile"),
    ("mobile", "phone"),
];

impl Workspace {
    /// What answers are worth under the agreement in force, counted at most once an hour.
    ///
    /// # Errors
    ///
    /// The workspace cannot be read.
    pub fn worths(&self) -> Result<Arc<Worths>, RuntimeError> {
        let agreement = self.writer.agreement().wait()?;
        let now = self.now();
        self.worths.of(agreement.version, now, || {
            self.writer.settle().wait()?;
            let mut known: BTreeMap<(Whose, String), u64> = BTreeMap::new();
            let of = self.read(|read| {
                let everybody = read.contacts()?;
                let each = everybody.len().div_ceil(PEOPLE_MAX).max(1);
                let mut of: u64 = 0;
                for id in everybody.into_iter().step_by(each) {
                    let Some((_, state)) = read.state(id)? else { continue };
                    // One of another release is written anew before long.
                    let Ok(card) = serde_json::from_str::<Card>(&state) else { continue };
                    if !card.is_anybody() || card.joined_into.is_some() || card.browser.is_some() {
                        continue;
                    }
                    of += 1;
                    for told in knows(&card.contact.profile, now) {
                        *known.entry(told).or_default() += 1;
                    }
                }
                Ok(of)
            })?;
            let forms: Vec<Form> = self.forms()?.into_iter().map(|kept| kept.form).collect();
            Ok(Worths::new(&agreement, of, known, now).with_questions(&forms))
        })
    }
}
