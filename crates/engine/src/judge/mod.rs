//! Whether a condition holds for a contact at a moment, and until when that answer surely stands.
//!
//! The second half of the answer makes time data: a contact is looked at again when the first of
//! its answers may change, and nothing depends on when that look happens. An answer may name an
//! earlier moment than the true one, never a later.

pub mod asks;
mod choices;

use std::cell::OnceCell;
use std::rc::Rc;

use jiff::civil::Date;

use crate::agreement::condition::{ScoreName, SpanTest, Times, Whose};
use crate::agreement::sealed::{Agreement, Check};
use crate::contact::Contact;
use crate::contact::colleagues::{COLLEAGUE, PASSING, lists};
use crate::contact::profile::{Held, Profile};
use crate::contact::tallies::Mark;
use crate::score::{self, Score};
use crate::time::{Span, Timestamp};
use crate::value::Value;
use asks::Asks;

/// Whether something holds; what is not known never matches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Truth {
    /// It holds.
    Yes,
    /// It does not.
    No,
    /// Something that would decide it is not known.
    Unknown,
}

impl Truth {
    /// The truth of a plain yes or no.
    #[must_use]
    pub fn of(is_held: bool) -> Truth {
        if is_held { Truth::Yes } else { Truth::No }
    }

    /// Both hold.
    #[must_use]
    pub fn and(self, other: Truth) -> Truth {
        match (self, other) {
            (Truth::No, _) | (_, Truth::No) => Truth::No,
            (Truth::Yes, Truth::Yes) => Truth::Yes,
            _ => Truth::Unknown,
        }
    }

    /// One of them holds.
    #[must_use]
    pub fn or(self, other: Truth) -> Truth {
        self.not().and(other.not()).not()
    }

    /// It does not hold; the unknown stays unknown.
    #[must_use]
    #[expect(clippy::should_implement_trait, reason = "three-valued: `!` would read as two-valued")]
    pub fn not(self) -> Truth {
        match self {
            Truth::Yes => Truth::No,
            Truth::No => Truth::Yes,
            Truth::Unknown => Truth::Unknown,
        }
    }
}

/// An answer, and until when it surely stands if nothing happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verdict {
    /// The answer.
    pub truth: Truth,
    /// The first moment at which it may be another one.
    pub until: Timestamp,
}

impl Verdict {
    /// An answer that time alone does not change.
    #[must_use]
    pub fn always(truth: Truth) -> Verdict {
        Verdict { truth, until: Timestamp::MAX }
    }

    /// Whether it surely holds.
    #[must_use]
    pub fn holds(self) -> bool {
        self.truth == Truth::Yes
    }

    fn not(self) -> Verdict {
        Verdict { truth: self.truth.not(), until: self.until }
    }
}

/// Which events an answer is based on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Only {
    /// All of them.
    Everything,
    /// Those that happened later than this, and no score: what somebody did anew.
    After(Timestamp),
    /// None, and no score.
    Nothing,
}

/// A contact in the light of an agreement at a moment.
pub struct Scene<'a> {
    /// The agreement.
    pub agreement: &'a Agreement,
    /// The contact.
    pub contact: &'a Contact,
    /// What is known about the company beside what the contact's own events say.
    pub account: Option<&'a Profile>,
    /// The product line that is judged.
    pub line: usize,
    /// The moment.
    pub at: Timestamp,
    /// Which events count.
    pub only: Only,
    scores: Rc<Scores>,
}

/// The scores of a contact at a moment, worked out once for every question that asks for them.
#[derive(Debug, Default)]
pub(crate) struct Scores {
    fit: OnceCell<Score>,
    engagement: OnceCell<Score>,
}

impl<'a> Scene<'a> {
    /// The contact by itself, every event counting.
    #[must_use]
    pub fn new(
        agreement: &'a Agreement,
        contact: &'a Contact,
        line: usize,
        at: Timestamp,
    ) -> Scene<'a> {
        let scores = Rc::default();
        Scene { agreement, contact, account: None, line, at, only: Only::Everything, scores }
    }

    /// The same scene with what is known of the company.
    #[must_use]
    pub fn among(self, account: Option<&'a Profile>) -> Scene<'a> {
        Scene { account, ..self }
    }

    /// The same scene with scores that were worked out for the same contact at the same moment.
    pub(crate) fn sharing(self, scores: &Rc<Scores>) -> Scene<'a> {
        Scene { scores: Rc::clone(scores), ..self }
    }

    /// The same scene on the basis of some events only.
    #[must_use]
    pub fn only(&self, only: Only) -> Scene<'a> {
        Scene { only, scores: Rc::default(), ..*self }
    }

    /// Whether a condition holds.
    #[must_use]
    pub fn judge(&self, check: &Check) -> Verdict {
        match check {
            Check::All(parts) => self.all(parts),
            // Either holds unless both fail: the same rule, turned around.
            Check::Any(parts) => self.any(parts),
            Check::Not(part) => self.judge(part).not(),
            Check::Trait { of, id, asks } => self.asked(*of, id, asks),
            Check::Event { slot, times, within } => self.counted(*slot, *times, *within),
            Check::Silence { slot, span } => self.silent(*slot, *span),
            Check::Score { score, line, asks } => self.scored(*score, *line, asks),
            Check::Grade(grades) => self.graded(grades),
            Check::Probability(asks) if self.only == Only::Everything => {
                self.asked(Whose::Person, "probability", asks)
            }
            Check::Probability(_) => Verdict::always(Truth::No),
            Check::StageIn(stages) => {
                let stage = self.contact.standings.get(self.line).map(|standing| &standing.stage);
                Verdict::always(Truth::of(stage.is_some_and(|stage| stages.contains(stage))))
            }
            Check::InStageFor(test) => self.in_stage_for(*test),
            Check::Persona(index) => match self.agreement.personas.get(*index) {
                Some(persona) => self.judge(&persona.check),
                None => Verdict::always(Truth::Unknown),
            },
            Check::Consent(purpose) => {
                Verdict::always(Truth::of(self.contact.consents.stands_for(purpose)))
            }
            Check::Segment(id) => {
                let held = self.value(Whose::Person, "segments");
                let is_member = held.is_some_and(|held| match &held.value {
                    Value::List(ids) => ids.iter().any(|member| member.to_string() == *id),
                    value => value.to_string() == *id,
                });
                Verdict::always(Truth::of(is_member))
            }
            Check::Emails(condition) => match self.only {
                Only::Everything => self.contact.tallies.mails.judge(condition, self.at),
                Only::After(_) | Only::Nothing => Verdict::always(Truth::No),
            },
            Check::Touch { which, variables } => {
                let answers = variables.iter().map(|(name, asks)| {
                    asks.of(self.contact.tallies.touches.variable(*which, name), self.today(asks))
                });
                let until = self.day_end(variables.iter().any(|(_, asks)| asks.is_about_today()));
                Verdict { truth: answers.fold(Truth::Yes, Truth::and), until }
            }
            Check::People { id, when, at_least, roles } => self.people(id, when, *at_least, roles),
        }
    }

    /// The value of a trait, of the company also as its other people's events tell it.
    #[must_use]
    pub fn value(&self, of: Whose, id: &str) -> Option<&'a Held> {
        self.looked_up(of, id).0
    }

    /// The value of a trait, and the first moment at which it may be another one.
    fn looked_up(&self, of: Whose, id: &str) -> (Option<&'a Held>, Timestamp) {
        let (own, own_until) = self.contact.profile.at_until(of, id, self.at);
        let (Whose::Account, Some(account)) = (of, self.account) else { return (own, own_until) };
        let (shared, shared_until) = account.at_until(of, id, self.at);
        let held = match (own, shared) {
            (Some(own), Some(shared)) if shared.precedence() > own.precedence() => Some(shared),
            (own, shared) => own.or(shared),
        };
        (held, own_until.min(shared_until))
    }

    /// The fit score of the scene's line.
    #[must_use]
    pub fn fit(&self) -> Score {
        *self.scores.fit.get_or_init(|| score::fit(self))
    }

    /// The engagement score of the scene's line.
    #[must_use]
    pub fn engagement(&self) -> Score {
        *self.scores.engagement.get_or_init(|| score::engagement(self))
    }

    /// Fit + engagement.
    #[must_use]
    pub fn total(&self) -> Score {
        let (fit, engagement) = (self.fit(), self.engagement());
        Score { value: fit.value + engagement.value, until: fit.until.min(engagement.until) }
    }

    /// The grade, such as `A1`; `None` without bands.
    #[must_use]
    pub fn grade(&self) -> Option<String> {
        let bands = self.agreement.lines.get(self.line)?.bands.as_ref()?;
        let band = |bands: &[crate::agreement::score::Band], value: i64| {
            bands.iter().find(|band| value >= band.at_least).map(|band| band.name.clone())
        };
        let letter = band(&bands.fit, self.fit().value)?;
        let number = band(&bands.engagement, self.engagement().value)?;
        Some(letter + &number)
    }

    fn all(&self, parts: &[Check]) -> Verdict {
        let mut fails_until: Option<Timestamp> = None;
        let mut until = Timestamp::MAX;
        let mut truth = Truth::Yes;
        for part in parts {
            let verdict = self.judge(part);
            if verdict.truth == Truth::No {
                // The whole fails for as long as any one part does.
                fails_until = fails_until.max(Some(verdict.until));
                if verdict.until == Timestamp::MAX {
                    break;
                }
            }
            truth = truth.and(verdict.truth);
            until = until.min(verdict.until);
        }
        match fails_until {
            Some(until) => Verdict { truth: Truth::No, until },
            None => Verdict { truth, until },
        }
    }

    fn any(&self, parts: &[Check]) -> Verdict {
        let mut holds_until: Option<Timestamp> = None;
        let mut until = Timestamp::MAX;
        let mut truth = Truth::No;
        for part in parts {
            let verdict = self.judge(part);
            if verdict.truth == Truth::Yes {
                holds_until = holds_until.max(Some(verdict.until));
                if verdict.until == Timestamp::MAX {
                    break;
                }
            }
            truth = truth.or(verdict.truth);
            until = until.min(verdict.until);
        }
        match holds_until {
            Some(until) => Verdict { truth: Truth::Yes, until },
            None => Verdict { truth, until },
        }
    }

    fn asked(&self, of: Whose, id: &str, asks: &Asks) -> Verdict {
        let (held, changes_at) = self.looked_up(of, id);
        let truth = asks.of(held.map(|held| &held.value), self.today(asks));
        Verdict { truth, until: changes_at.min(self.day_end(asks.is_about_today())) }
    }

    fn counted(&self, slot: usize, times: Times, within: Option<Span>) -> Verdict {
        let marks = self.marks(slot);
        let happened = marks.partition_point(|mark| mark.at <= self.at);
        let is_past = |mark: &Mark| within.is_some_and(|within| self.at - mark.at >= within);
        let expired = marks.partition_point(is_past);
        let count = happened.saturating_sub(expired);
        let at_most = times.at_most.unwrap_or(u32::MAX);
        let count_held = u32::try_from(count).unwrap_or(u32::MAX);
        let truth = Truth::of((times.at_least..=at_most).contains(&count_held));
        let next = marks.get(happened).map_or(Timestamp::MAX, |mark| mark.at);
        let oldest = marks.get(expired).filter(|_| count > 0);
        let leaves = match (oldest, within) {
            (Some(oldest), Some(within)) => oldest.at + within,
            _ => Timestamp::MAX,
        };
        Verdict { truth, until: next.min(leaves) }
    }

    /// The events of a slot that this scene may look at.
    fn marks(&self, slot: usize) -> &'a [Mark] {
        let marks = self.contact.tallies.marks(slot);
        match self.only {
            Only::Everything => marks,
            Only::After(moment) => {
                let first = marks.partition_point(|mark| mark.at <= moment);
                marks.get(first..).unwrap_or(&[])
            }
            Only::Nothing => &[],
        }
    }

    fn silent(&self, slot: usize, span: Span) -> Verdict {
        let marks = self.contact.tallies.marks(slot);
        let happened = marks.partition_point(|mark| mark.at <= self.at);
        let last = happened.checked_sub(1).and_then(|last| marks.get(last)).map(|mark| mark.at);
        // Who never did anything has been silent since Criba first heard of them.
        let since = last.or(self.contact.since);
        let next = marks.get(happened).map_or(Timestamp::MAX, |mark| mark.at);
        let Some(since) = since else { return Verdict { truth: Truth::No, until: next } };
        if self.at - since >= span {
            return Verdict { truth: Truth::Yes, until: next };
        }
        Verdict { truth: Truth::No, until: next.min(since + span) }
    }

    fn scored(&self, score: ScoreName, line: Option<usize>, asks: &Asks) -> Verdict {
        if self.only != Only::Everything && score != ScoreName::Fit {
            return Verdict::always(Truth::No);
        }
        let line = line.unwrap_or(self.line);
        let of_another_line;
        let scene = if line == self.line {
            self
        } else {
            of_another_line = Scene { line, scores: Rc::default(), ..*self };
            &of_another_line
        };
        let score = match score {
            ScoreName::Fit => scene.fit(),
            ScoreName::Engagement => scene.engagement(),
            ScoreName::Total => scene.total(),
        };
        Verdict { truth: asks.of_number(score.value, self.today(asks)), until: score.until }
    }

    fn graded(&self, grades: &[String]) -> Verdict {
        if self.only != Only::Everything {
            return Verdict::always(Truth::No);
        }
        let truth = self.grade().map_or(Truth::No, |grade| Truth::of(grades.contains(&grade)));
        Verdict { truth, until: self.total().until }
    }

    fn in_stage_for(&self, test: SpanTest) -> Verdict {
        let Some(standing) = self.contact.standings.get(self.line) else {
            return Verdict::always(Truth::Unknown);
        };
        let since = standing.stage_since;
        match test {
            SpanTest::AtLeast(span) if self.at - since >= span => Verdict::always(Truth::Yes),
            SpanTest::AtLeast(span) => Verdict { truth: Truth::No, until: since + span },
            SpanTest::AtMost(span) if self.at - since <= span => {
                Verdict { truth: Truth::Yes, until: since + span + Span::from_micros(1) }
            }
            SpanTest::AtMost(_) => Verdict::always(Truth::No),
        }
    }

    /// Whether enough people of the company pass: the contact, and those of whom it was told that
    /// they do.
    fn people(&self, id: &str, when: &Check, at_least: u32, roles: &[String]) -> Verdict {
        let own = self.is_one(when, roles);
        let (mut count, mut until) = (u32::from(own.holds()), own.until);
        let profile = &self.contact.profile;
        for one in profile.ids(Whose::Account).filter(|one| one.starts_with(COLLEAGUE)) {
            let (held, changes) = profile.at_until(Whose::Account, one, self.at);
            until = until.min(changes);
            let others = held.filter(|held| *held.source != *PASSING);
            count += u32::from(others.is_some_and(|held| lists(&held.value, id)));
        }
        Verdict { truth: Truth::of(count >= at_least), until }
    }

    /// Whether the contact itself passes what is asked of people of a company, in one of these
    /// roles; in any where there are none.
    #[must_use]
    pub fn is_one(&self, when: &Check, roles: &[String]) -> Verdict {
        let verdict = self.judge(when);
        if roles.is_empty() {
            return verdict;
        }
        let (role, changes) = self.looked_up(Whose::Person, "role");
        let is_wanted = role.is_some_and(|held| roles.contains(&held.value.to_string()));
        let truth = if is_wanted { verdict.truth } else { Truth::No };
        Verdict { truth, until: verdict.until.min(changes) }
    }

    /// The day in the agreement's zone, worked out only for tests that look at it.
    fn today(&self, asks: &Asks) -> Date {
        if asks.is_about_today() { self.agreement.day(self.at) } else { Date::ZERO }
    }

    fn day_end(&self, is_about_today: bool) -> Timestamp {
        if is_about_today { self.agreement.next_day(self.at) } else { Timestamp::MAX }
    }
}
