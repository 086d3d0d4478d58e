//! What was answered, as rules of the agreement.

use std::collections::BTreeSet;

use engine::agreement::condition::{Condition, Operand, Pattern, Test, Tests, Whose};
use engine::agreement::hours::{Term, TermUnit};
use engine::agreement::score::{EngagementRule, FitRule, HalfLife};
use engine::agreement::{Document, ImportClause, Language};
use engine::text::slug;
use engine::time::Span;
use rust_decimal::Decimal;

use super::{COUNTRY, Chip, Choice, INDUSTRY, JOB_LEVEL, Questions, Topic};

/// What was answered.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Answers {
    /// Topic and value of everything that was chosen.
    pub chosen: BTreeSet<(String, Choice)>,
    /// How fast sales calls who asked for something; as the agreement says where left out.
    pub within: Option<Within>,
}

/// How fast sales calls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Within {
    /// In one working hour.
    Hour,
    /// In two.
    TwoHours,
    /// In one working day.
    Day,
}

impl Within {
    fn term(self) -> Term {
        let (count, unit) = match self {
            Within::Hour => (1, TermUnit::Hour),
            Within::TwoHours => (2, TermUnit::Hour),
            Within::Day => (1, TermUnit::BusinessDay),
        };
        Term { count, unit }
    }
}

/// Points of a choice about who buys, where the list does not say how leads ended.
const LEVEL_POINTS: i64 = 20;
const INDUSTRY_POINTS: i64 = 15;
const COUNTRY_POINTS: i64 = 10;
/// Points of a sign of interest.
const INTEREST_POINTS: i64 = 20;
/// A sign that was noted at a stand loses half its worth in half a year, as in the starters.
const INTEREST_HALF_LIFE: Span = Span::DAY.times(180);
/// What begins the ids of the rules that are written here, so that they can be written again.
const OURS: &str = "lista_";

impl Answers {
    /// Writes the rules into an agreement, in place of those that say the same in general.
    pub(super) fn write_into(&self, document: &mut Document, questions: &Questions) {
        for topic in &questions.who {
            let chosen = self.chosen(topic);
            if !chosen.is_empty() {
                who(document, topic, &chosen, questions);
            }
        }
        for topic in &questions.what {
            let chosen = self.chosen(topic);
            if !chosen.is_empty() {
                what(document, topic, &chosen, questions);
            }
        }
        if let Some(within) = self.within {
            let promises = &mut document.main.follow_up;
            // The promise for those who asked is the first that says for whom it is.
            let asked = promises.iter().position(|promise| promise.when.is_some()).unwrap_or(0);
            if let Some(promise) = promises.get_mut(asked) {
                promise.accept_within = promise.accept_within.map(|_| within.term());
                promise.first_attempt_within = Some(within.term());
            }
        }
    }

    fn chosen<'a>(&self, topic: &'a Topic) -> Vec<&'a Chip> {
        let is_chosen =
            |chip: &&Chip| self.chosen.contains(&(topic.id.clone(), chip.choice.clone()));
        topic.chips.iter().filter(is_chosen).collect()
    }
}

/// A rule about who buys.
fn who(document: &mut Document, topic: &Topic, chosen: &[&Chip], questions: &Questions) {
    let (whose, usual, es, en) = match topic.id.as_str() {
        JOB_LEVEL => {
            (Whose::Person, LEVEL_POINTS, "Puede decidir por su cargo", "Can decide, by job title")
        }
        INDUSTRY => (
            Whose::Account,
            INDUSTRY_POINTS,
            "Está en un sector que te compra",
            "Is in an industry that buys",
        ),
        COUNTRY => (Whose::Person, COUNTRY_POINTS, "Está donde vendemos", "Is where we sell"),
        _ => return,
    };
    let rule = FitRule {
        id: format!("{OURS}{}", topic.id),
        name: say(document, es, en).to_owned(),
        when: Condition::Trait { of: whose, id: topic.id.clone(), tests: one_of(chosen) },
        points: Decimal::from(points(chosen, usual, questions)),
    };
    let rules = &mut document.main.fit.rules;
    rules.retain(|old| !(old.id == rule.id || says_the_same(old, topic)));
    rules.insert(0, rule);
}

/// Whether a rule gives points for a value of the topic alone, without being about those who do
/// not buy.
fn says_the_same(rule: &FitRule, topic: &Topic) -> bool {
    matches!(&rule.when, Condition::Trait { id, .. } if *id == topic.id)
        && rule.points > Decimal::ZERO
}

/// A rule about what shows interest.
fn what(document: &mut Document, topic: &Topic, chosen: &[&Chip], questions: &Questions) {
    let said: Vec<&str> = chosen
        .iter()
        .filter_map(|chip| match &chip.choice {
            Choice::Yes => None,
            Choice::Amount => Some(say(document, "indicado", "given")),
            Choice::Text(text) => Some(text),
        })
        .collect();
    // "¿Quiere demo?" is a question on the list and something they did in a reason.
    let column = topic.header.trim_matches(['¿', '?', ':', ' ']);
    let header = match topic.id.as_str() {
        // "Mostró interés: ***" says nothing, and the column's name what it is of.
        _ if said.iter().any(|said| is_a_code(said)) && !column.is_empty() => column,
        "interest" => say(document, "Mostró interés", "Showed interest"),
        "wants_demo" => say(document, "Pidió una demo", "Asked for a demo"),
        "timeframe" => say(document, "Piensa comprar", "Means to buy"),
        _ => column,
    };
    let name = match said.as_slice() {
        [] => header.to_owned(),
        said => format!("{header}: {}", said.join(", ")),
    };
    let points = points(chosen, INTEREST_POINTS, questions);
    let rule = EngagementRule {
        id: format!("{OURS}{}", slug(&topic.id)),
        name,
        when: vec![Pattern {
            event: Some(questions.event.clone()),
            properties: vec![(topic.id.clone(), one_of(chosen))],
        }],
        points: Decimal::from(points),
        at_most: Some(points),
        every: None,
        half_life: Some(HalfLife::Of(INTEREST_HALF_LIFE)),
        within: None,
    };
    carry(document, &questions.event, &topic.id);
    let rules = &mut document.main.engagement.rules;
    rules.retain(|old| !(old.id == rule.id || counts_the_same(old, &questions.event, &topic.id)));
    rules.insert(0, rule);
}

/// Whether a value says something to its own list alone: "A", "***", "3".
fn is_a_code(value: &str) -> bool {
    const LETTERS_MAX: usize = 2;
    value.chars().count() <= LETTERS_MAX || !value.chars().any(char::is_alphabetic)
}

/// Whether a rule gives points for what a row says of the topic alone.
fn counts_the_same(rule: &EngagementRule, event: &str, topic: &str) -> bool {
    let is_alone = |pattern: &Pattern| {
        pattern.event.as_deref() == Some(event)
            && matches!(pattern.properties.as_slice(), [(id, _)] if id == topic)
    };
    rule.points > Decimal::ZERO && !rule.when.is_empty() && rule.when.iter().all(is_alone)
}

/// Makes the rows that say something of a field such an event, and carry the field into it.
fn carry(document: &mut Document, event: &str, field: &str) {
    let is_said = Condition::Trait {
        of: Whose::Person,
        id: field.to_owned(),
        tests: Tests { all: vec![Test::Exists(true)], exact: false },
    };
    match document.import.iter_mut().find(|clause| clause.gives == event) {
        Some(clause) => {
            if !clause.with.iter().any(|carried| carried == field) {
                clause.with.push(field.to_owned());
            }
            clause.when = match clause.when.take() {
                Some(Condition::Any(mut any)) => {
                    if !any.contains(&is_said) {
                        any.push(is_said);
                    }
                    Some(Condition::Any(any))
                }
                Some(other) if other != is_said => Some(Condition::Any(vec![other, is_said])),
                whole => whole,
            };
        }
        None => document.import.push(ImportClause {
            when: Some(is_said),
            gives: event.to_owned(),
            at: Some("visit_date".to_owned()),
            with: vec![field.to_owned()],
        }),
    }
}

/// The points that a rule gives: the usual ones, or what the list's own ends say.
fn points(chosen: &[&Chip], usual: i64, questions: &Questions) -> i64 {
    let Some(outcomes) = &questions.outcomes else { return usual };
    let ended = chosen.iter().filter_map(|chip| chip.ended);
    let (won, of) = ended.fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
    outcomes.points(won, of)
}

fn one_of(chosen: &[&Chip]) -> Tests {
    let all = match chosen {
        [only] if only.choice == Choice::Yes => vec![Test::Is(Operand::Bool(true))],
        several if several.iter().any(|chip| chip.choice == Choice::Amount) => {
            vec![Test::AtLeast(Operand::Number(Decimal::ONE))]
        }
        several => vec![Test::In(several.iter().map(|chip| operand(&chip.choice)).collect())],
    };
    Tests { all, exact: false }
}

fn operand(choice: &Choice) -> Operand {
    match choice {
        Choice::Yes | Choice::Amount => Operand::Bool(true),
        Choice::Text(text) => match text.parse::<Decimal>() {
            Ok(number) => Operand::Number(number),
            Err(_) => Operand::Text(text.clone()),
        },
    }
}

fn say<'a>(document: &Document, es: &'a str, en: &'a str) -> &'a str {
    match document.language {
        Language::Es => es,
        Language::En => en,
    }
}
