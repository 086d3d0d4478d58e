//! Which questions somebody is asked next. Pure: the same of the same.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use engine::agreement::condition::Whose;
use engine::time::{Span, Timestamp};

use super::{About, Form, Question, Worths};

/// What is known of who looks at a form, as far as it decides what they are asked. No answer is in
/// it, so that none can be shown.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Visitor {
    /// The traits that are known.
    pub known: BTreeSet<(Whose, String)>,
    /// What they would rather not say, and when they said so.
    pub declined: BTreeMap<(Whose, String), Timestamp>,
    /// Ids of questions that they were asked in this visit.
    pub asked: BTreeSet<String>,
    /// Ids of questions that they were asked before and left empty.
    pub skipped: BTreeSet<String>,
}

impl Visitor {
    /// Whether a trait may be asked for: it is not known, and nobody said that they would rather
    /// not say it, or that was long ago.
    #[must_use]
    pub fn may_be_asked(&self, told: &(Whose, String), now: Timestamp) -> bool {
        !self.known.contains(told) && self.is_willing(told, now)
    }

    pub(super) fn is_willing(&self, told: &(Whose, String), now: Timestamp) -> bool {
        self.declined.get(told).is_none_or(|at| now - *at >= ASKED_AGAIN_AFTER)
    }
}

/// How long somebody is left in peace with what they would rather not say.
pub const ASKED_AGAIN_AFTER: Span = Span::DAY.times(180);

/// The questions to show: at most as many as the form shows at once, none of what is known or
/// declined, how to reach them first, then what is worth most, and what they want this time last.
#[must_use]
pub fn ask<'f>(
    form: &'f Form,
    visitor: &Visitor,
    worths: &Worths,
    now: Timestamp,
) -> Vec<&'f Question> {
    let of_visit = |question: &&Question| question.about == About::Visit;
    let is_new = |question: &&Question| !visitor.asked.contains(&question.id);
    let visit: Vec<&Question> =
        form.questions.iter().filter(of_visit).filter(is_new).take(form.visible).collect();
    let room = form.visible - visit.len();
    let mut shown: Vec<&Question> = queue(form, visitor, worths, now);
    shown.truncate(room);
    shown.extend(visit);
    shown
}

/// Everything that may be asked of somebody, in the order in which it is: the one queue that forms,
/// calls and messages take from.
#[must_use]
pub fn queue<'f>(
    form: &'f Form,
    visitor: &Visitor,
    worths: &Worths,
    now: Timestamp,
) -> Vec<&'f Question> {
    let reach = form.reach().map(|question| question.id.as_str());
    let is_open = |question: &&Question| {
        question.told().is_some_and(|told| {
            visitor.may_be_asked(&told, now) && !visitor.asked.contains(&question.id)
        })
    };
    let mut open: Vec<(usize, &Question)> =
        form.questions.iter().enumerate().filter(|(_, question)| is_open(question)).collect();
    open.sort_by_key(|(index, question)| {
        let worth = worths.of(question).map_or(0, |worth| worth.weight());
        let is_reach = reach == Some(question.id.as_str());
        (!is_reach, visitor.skipped.contains(&question.id), Reverse(worth), *index)
    });
    open.into_iter().map(|(_, question)| question).collect()
}
