//! What is asked of somebody who is talked to, in a call or in messages: the queue that forms take
//! from. What the playbook asks, what forms ask and what the agreement lacks of them stand in one
//! order, and what was answered or declined in one place is not asked in another.

use std::cmp::Reverse;

use engine::agreement::condition::Whose;
use engine::agreement::sealed::Agreement;
use engine::agreement::teams;
use engine::contact::Contact;
use engine::judge::Scene;
use engine::score::ledger::{Missing, missing};
use engine::time::Timestamp;
use import::events::whose;

use super::worth::{FOLLOWS, Points, points};
use super::{Both, Choice, Kind, Question, Visitor, Worth, Worths};

/// Something to ask somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Topic {
    /// The trait that the answer tells.
    pub told: (Whose, String),
    /// What is asked.
    pub ask: Both,
    /// Why, in words for the person.
    pub why: Both,
    /// How a form has it answered; `None` where no form asks it.
    pub kind: Option<Kind>,
    /// What can be chosen; empty where anything can be said.
    pub choices: Vec<Choice>,
    /// What the answer is worth of this person: of how many people it is missing, and the points
    /// that they can still get by it.
    pub worth: Worth,
    /// Whether it is answered: it stands behind all that is not.
    pub is_answered: bool,
}

/// Everything that is to be asked of somebody, what is worth most first.
#[must_use]
pub fn topics(
    agreement: &Agreement,
    contact: &Contact,
    worths: &Worths,
    now: Timestamp,
) -> Vec<Topic> {
    let scene = Scene::new(agreement, contact, 0, now);
    let visitor = Visitor::of(&contact.profile, now);
    let lacking = missing(&scene);
    let asking = Asking { visitor, worths, points: points(&lacking), now, topics: Vec::new() };
    asking.all(&scene, &lacking)
}

struct Asking<'a> {
    visitor: Visitor,
    worths: &'a Worths,
    points: Points,
    now: Timestamp,
    topics: Vec<Topic>,
}

impl Asking<'_> {
    fn all(mut self, scene: &Scene<'_>, lacking: &[Missing]) -> Vec<Topic> {
        let playbook = scene.playbook().map(|playbook| playbook.questions.as_slice());
        for question in playbook.unwrap_or_default() {
            self.of_playbook(question);
        }
        let worths = self.worths;
        for question in &worths.questions {
            self.of_form(question);
        }
        for rule in lacking {
            self.of_rule(rule);
        }
        let mut topics: Vec<(usize, Topic)> = self.topics.into_iter().enumerate().collect();
        topics.sort_by_key(|(index, topic)| {
            (topic.is_answered, Reverse(topic.worth.weight()), *index)
        });
        topics.into_iter().map(|(_, topic)| topic).collect()
    }

    fn of_playbook(&mut self, question: &teams::Question) {
        let Some(sets) = &question.sets else { return };
        let choices = question.options.iter();
        let choices = choices.map(|value| Choice { value: value.clone(), ..Choice::default() });
        let why = question.why.as_deref().unwrap_or_default();
        self.add(
            (whose(sets), sets.clone()),
            (Both::new(&question.ask, &question.ask), Both::new(why, why)),
            None,
            choices.collect(),
        );
    }

    /// What a form asks, while it is not known: what is, stands in the profile.
    fn of_form(&mut self, question: &Question) {
        let Some(told) = question.told() else { return };
        if !self.visitor.known.contains(&told) {
            let words = (question.label.clone(), question.why.clone());
            self.add(told, words, Some(question.kind), question.choices.clone());
        }
    }

    /// What a rule lacks: what it is worked out from where that is not known either.
    fn of_rule(&mut self, rule: &Missing) {
        let Some(told) = rule.traits.first().cloned() else { return };
        let from =
            FOLLOWS.iter().filter(|(derived, _)| *derived == told.1 && told.0 == Whose::Person);
        let mut from = from.map(|(_, from)| (Whose::Person, (*from).to_owned()));
        let is_unknown = |from: &(Whose, String)| !self.visitor.known.contains(from);
        let told = from.find(is_unknown).unwrap_or_else(|| told.clone());
        self.add(told, (Both::new(&rule.name, &rule.name), Both::default()), None, Vec::new());
    }

    fn add(
        &mut self,
        told: (Whose, String),
        (ask, why): (Both, Both),
        kind: Option<Kind>,
        choices: Vec<Choice>,
    ) {
        let is_there = self.topics.iter().any(|topic| topic.told == told);
        if is_there || !self.visitor.is_willing(&told, self.now) {
            return;
        }
        let worth = self.worths.at_stake(&told, &self.points);
        let is_answered = self.visitor.known.contains(&told);
        self.topics.push(Topic { told, ask, why, kind, choices, worth, is_answered });
    }
}
