//! An agreement is one thing in three forms: its structure, its text and its sentences. Whatever it
//! says, the text says all of it, and the sentences speak of places that the text has.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test fails by panicking")]

mod support;

use engine::agreement::condition::{
    Condition, EventCondition, Operand, Pattern, ScoreName, StageTest, Test, Tests, Times, Whose,
};
use engine::agreement::funnel::QualifyHow;
use engine::agreement::parse::{parse, parse_with_places};
use engine::agreement::print::print;
use engine::agreement::sentences::{sentences, to_line};
use engine::agreement::vocabulary::Pack;
use engine::agreement::{Document, Language};
use engine::time::Span;
use proptest::prelude::*;
use rust_decimal::Decimal;
use support::cases;

/// An agreement that uses every part.
const EVERYTHING: &str = include_str!("../src/agreement/diff/everything.yaml");

/// Words as people write them, with the signs that a text of this kind gives a meaning.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-zñáü ]{1,12}[a-z]",
        "[a-z]{1,3}[-:#,'\"\\[\\]{}&*!|>%@`¿?€=0-9 ]{1,6}[a-z0-9%]",
        Just("true".to_owned()),
        Just("NO".to_owned()),
        Just("12".to_owned()),
        Just("today".to_owned()),
        Just("null".to_owned()),
        Just("2026-01-31".to_owned()),
    ]
}

fn number() -> impl Strategy<Value = Decimal> {
    (-1_000_000i64..1_000_000, 0u32..3).prop_map(|(digits, scale)| Decimal::new(digits, scale))
}

fn operand() -> impl Strategy<Value = Operand> {
    prop_oneof![
        text().prop_map(Operand::Text),
        number().prop_map(Operand::Number),
        any::<bool>().prop_map(Operand::Bool),
        (-400i64..400).prop_map(|days| Operand::Today { days }),
    ]
}

fn test() -> impl Strategy<Value = Test> {
    prop_oneof![
        operand().prop_map(Test::Is),
        operand().prop_map(Test::IsNot),
        prop::collection::vec(operand(), 1..4).prop_map(Test::In),
        text().prop_map(Test::Contains),
        text().prop_map(Test::StartsWith),
        number().prop_map(|least| Test::AtLeast(Operand::Number(least))),
        number().prop_map(|most| Test::LessThan(Operand::Number(most))),
        (number(), number()).prop_map(|(a, b)| {
            Test::Between(Operand::Number(a.min(b)), Operand::Number(a.max(b)))
        }),
        any::<bool>().prop_map(Test::Exists),
    ]
}

fn tests() -> impl Strategy<Value = Tests> {
    (test(), any::<bool>()).prop_map(|(test, exact)| Tests { all: vec![test], exact })
}

fn span() -> impl Strategy<Value = Span> {
    prop_oneof![
        (1i64..90).prop_map(|days| Span::DAY.times(days)),
        (1i64..90).prop_map(|hours| Span::HOUR.times(hours)),
        (1i64..90).prop_map(|minutes| Span::MINUTE.times(minutes)),
    ]
}

fn pattern() -> impl Strategy<Value = Pattern> {
    let name = prop::option::of("[b-z_]{2,9}");
    let properties = prop::collection::vec(("[a-z_]{2,8}", tests()), 0..2);
    (name, properties).prop_map(|(event, properties)| Pattern { event, properties })
}

fn condition() -> impl Strategy<Value = Condition> {
    let of = prop_oneof![Just(Whose::Person), Just(Whose::Account)];
    let leaf = prop_oneof![
        (of, "[a-z_]{2,9}", tests()).prop_map(|(of, id, tests)| Condition::Trait { of, id, tests }),
        (pattern(), 1u32..5, prop::option::of(span())).prop_map(|(pattern, at_least, within)| {
            let times = Times { at_least, at_most: None };
            Condition::Event(EventCondition { pattern, times, within })
        }),
        span().prop_map(|span| Condition::Silence { event: None, span }),
        number().prop_map(|least| Condition::Score {
            score: ScoreName::Total,
            line: None,
            tests: Tests { all: vec![Test::AtLeast(Operand::Number(least))], exact: false },
        }),
        Just(Condition::Stage(StageTest::AtLeast("mql".to_owned()))),
        "[a-z]{2,8}".prop_map(Condition::Consent),
        "[a-z]{2,8}".prop_map(Condition::Segment),
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 1..4).prop_map(Condition::All),
            prop::collection::vec(inner.clone(), 1..4).prop_map(Condition::Any),
            inner.prop_map(|part| Condition::Not(Box::new(part))),
        ]
    })
}

/// What is changed of the agreement that has everything.
#[derive(Debug, Clone)]
struct Change {
    /// Which parts stay, one bit for each.
    kept: u64,
    texts: Vec<String>,
    points: Vec<Decimal>,
    conditions: Vec<Condition>,
}

fn change() -> impl Strategy<Value = Change> {
    let texts = prop::collection::vec(text(), 12);
    let points = prop::collection::vec(number(), 6);
    let conditions = prop::collection::vec(condition(), 6);
    (any::<u64>(), texts, points, conditions).prop_map(|(kept, texts, points, conditions)| Change {
        kept,
        texts,
        points,
        conditions,
    })
}

/// The agreement that has everything, with some of it gone and some of it said otherwise.
fn changed(change: Change) -> Document {
    let (mut document, _) = parse(EVERYTHING);
    let mut bit = 0;
    let mut stays = || {
        bit = (bit + 1) % 64;
        change.kept >> bit & 1 == 1
    };
    document.main.fit.rules.retain(|_| stays());
    document.main.engagement.rules.retain(|_| stays());
    document.main.qualify.retain(|_| stays());
    document.main.returns.retain(|_| stays());
    document.main.recycle.retain(|_| stays());
    document.main.follow_up.retain(|_| stays());
    document.main.handoff.retain(|_| stays());
    document.personas.retain(|_| stays());
    document.segments.retain(|_| stays());
    document.reasons.retain(|_| stays());
    document.commitments.retain(|_| stays());
    document.teams.retain(|_| stays());
    document.playbooks.retain(|_| stays());
    document.lists.retain(|_| stays());
    document.value.retain(|_| stays());
    let mut texts = change.texts.into_iter();
    let mut points = change.points.into_iter();
    let mut conditions = change.conditions.into_iter();
    for rule in &mut document.main.fit.rules {
        rule.name = texts.next().unwrap_or_else(|| rule.name.clone());
        rule.points = points.next().unwrap_or(rule.points);
        rule.when = conditions.next().unwrap_or_else(|| rule.when.clone());
    }
    for clause in &mut document.main.qualify {
        clause.because = texts.next().or_else(|| clause.because.clone());
        if let QualifyHow::When(when) = &mut clause.how {
            *when = conditions.next().unwrap_or_else(|| when.clone());
        }
    }
    for segment in &mut document.segments {
        segment.when = conditions.next().unwrap_or_else(|| segment.when.clone());
    }
    for reason in &mut document.reasons {
        reason.means = texts.next().or_else(|| reason.means.clone());
    }
    document
}

proptest! {
    #![proptest_config(cases(256, 20_000))]

    /// What is printed is read as the same agreement, and printed the same.
    #[test]
    fn structure_and_text_are_the_same(change in change()) {
        let document = changed(change);
        let text = print(&document);
        let (again, _) = parse(&text);
        prop_assert_eq!(&again, &document, "{}", text);
        prop_assert_eq!(print(&again), text);
    }

    /// Every clause is a sentence in both languages, with the same numbers, of a place in the text.
    #[test]
    fn sentences_speak_of_what_the_text_says(change in change()) {
        let document = changed(change);
        let (document, _, places) = parse_with_places(&print(&document));
        let of = |language| sentences(&document, &Pack::for_country("MX", language));
        let (es, en) = (of(Language::Es), of(Language::En));
        let clauses = |sections: &[engine::agreement::sentences::Section]| {
            let all = sections.iter().flat_map(|section| &section.clauses);
            all.map(|clause| (clause.number.clone(), clause.path.clone())).collect::<Vec<_>>()
        };
        prop_assert_eq!(clauses(&es), clauses(&en));
        for clause in es.iter().chain(&en).flat_map(|section| &section.clauses) {
            prop_assert!(!to_line(&clause.tokens).trim().is_empty(), "{} says nothing", clause.path);
            prop_assert!(places.contains_key(&clause.path), "{} is nowhere", clause.path);
        }
    }
}
