//! Conditions: the one grammar of everything that is asked of a contact.

use rust_decimal::Decimal;

use super::names::Named;
use super::reading::{At, Fields};
use super::scalars::{counted, decimal, span};
use crate::agreement::condition::{
    Condition, EmailsCondition, EventCondition, HowMany, Operand, Pattern, ScoreName, SpanTest,
    StageTest, Test, Tests, Times, Touch, Whose,
};
use crate::time::Span;

/// The keys that say what a condition is about, each with the keys that may stand beside it.
const SUBJECTS: &[(&str, &[&str])] = &[
    ("all", &[]),
    ("any", &[]),
    ("not", &[]),
    ("trait", OPERATORS),
    ("account", OPERATORS),
    ("event", &["where", "times", "within"]),
    ("no_event", &["for"]),
    ("score", SCORE),
    ("grade", &[]),
    ("probability", &[]),
    ("stage", &[]),
    ("in_stage_for", &[]),
    ("persona", &[]),
    ("consent", &[]),
    ("segment", &[]),
    ("emails", &[]),
    ("touch", VARIABLES),
    ("people", &[]),
];

const OPERATORS: &[&str] = &[
    "is",
    "is_not",
    "in",
    "not_in",
    "contains",
    "starts_with",
    "ends_with",
    "matches",
    "at_least",
    "at_most",
    "more_than",
    "less_than",
    "between",
    "exists",
    "in_list",
    "exact",
];

const SCORE: &[&str] =
    &["is", "is_not", "at_least", "at_most", "more_than", "less_than", "between", "line"];

/// The variables that a touch may be asked for.
const VARIABLES: &[&str] = &crate::contact::touches::VARIABLES;

/// A condition.
pub(super) fn condition(at: &At<'_>) -> Option<Condition> {
    let keys: Vec<&str> = at.entries().into_iter().map(|(key, _)| key).collect();
    if keys.is_empty() {
        at.expected("una condición", "a condition");
        return None;
    }
    let subject = SUBJECTS.iter().find(|(subject, _)| keys.contains(subject));
    let Some((subject, beside)) = subject else {
        // A variable alone is asked of any touch: of anything they did that came with it.
        if keys.iter().any(|key| VARIABLES.contains(key)) {
            return any_touch(at);
        }
        let known: Vec<&str> = SUBJECTS.iter().map(|(subject, _)| *subject).collect();
        at.fields(&known);
        return None;
    };
    let mut known = vec![*subject];
    known.extend(*beside);
    let fields = at.fields(&known)?;
    let about = fields.get(subject)?;
    match *subject {
        "all" => Some(Condition::All(parts(about)?)),
        "any" => Some(Condition::Any(parts(about)?)),
        "not" => Some(Condition::Not(Box::new(condition(about)?))),
        "trait" => traits(&fields, about, Whose::Person),
        "account" => traits(&fields, about, Whose::Account),
        "event" => event(&fields).map(Condition::Event),
        "no_event" => Some(Condition::Silence {
            event: event_name(about)?,
            span: fields.need("for", At::span)?,
        }),
        "score" => Some(Condition::Score {
            score: about.one_of(&[
                ("fit", ScoreName::Fit),
                ("engagement", ScoreName::Engagement),
                ("total", ScoreName::Total),
            ])?,
            line: fields.opt("line", |at| at.names(Named::Line)),
            tests: numeric(tests(&fields, &["score", "line"])?, at)?,
        }),
        "grade" => Some(Condition::Grade(about.list(At::text))),
        "probability" => {
            let fields = about.fields(SCORE)?;
            Some(Condition::Probability(numeric(tests(&fields, &[])?, about)?))
        }
        "stage" => stage(about).map(Condition::Stage),
        "in_stage_for" => in_stage_for(about),
        "persona" => about.names(Named::Persona).map(Condition::Persona),
        "consent" => about.text().map(Condition::Consent),
        "segment" => about.id().map(Condition::Segment),
        "emails" => emails(about).map(Condition::Emails),
        "touch" => {
            let which = about.one_of(&[
                ("first", Touch::First),
                ("last", Touch::Last),
                ("converting", Touch::Converting),
            ])?;
            let variables = variables(&fields)?;
            if variables.is_empty() {
                at.error(
                    "missing_field",
                    "falta qué se pregunta de ese contacto, como «channel: { is: linkedin }»"
                        .to_owned(),
                    "what is asked of that touch is missing, such as «channel: { is: linkedin }»"
                        .to_owned(),
                );
                return None;
            }
            Some(Condition::Touch { which, variables })
        }
        "people" => {
            let fields = about.fields(&["where", "at_least", "roles"])?;
            Some(Condition::People {
                when: Box::new(fields.need("where", condition)?),
                at_least: fields.opt("at_least", At::whole).unwrap_or(1),
                roles: fields.all("roles", At::text),
            })
        }
        _ => None,
    }
}

/// One event pattern, or `any` of them: what engagement rules count.
pub(super) fn patterns(at: &At<'_>) -> Option<Vec<Pattern>> {
    let is_any = at.entries().iter().any(|(key, _)| *key == "any");
    if !is_any {
        return pattern(at).map(|pattern| vec![pattern]);
    }
    let fields = at.fields(&["any"])?;
    let patterns = fields.all("any", pattern);
    if patterns.is_empty() {
        at.expected("al menos un evento", "at least one event");
        return None;
    }
    Some(patterns)
}

fn pattern(at: &At<'_>) -> Option<Pattern> {
    let fields = at.fields(&["event", "where"])?;
    pattern_of(&fields)
}

fn pattern_of(fields: &Fields<'_>) -> Option<Pattern> {
    let event = fields.need("event", event_name)?;
    let mut properties: Vec<(String, Tests)> = Vec::new();
    if let Some(conditions) = fields.get("where") {
        for (property, at) in conditions.entries() {
            properties.push((property.to_owned(), property_tests(&at)?));
        }
    }
    Some(Pattern { event, properties })
}

/// An event's name; `any` is everything that people do themselves.
fn event_name(at: &At<'_>) -> Option<Option<String>> {
    let name = at.text()?;
    Some((name != "any").then_some(name))
}

fn parts(at: &At<'_>) -> Option<Vec<Condition>> {
    let parts = at.list(condition);
    if parts.is_empty() {
        if at.items().is_empty() {
            at.expected("al menos una condición", "at least one condition");
        }
        return None;
    }
    Some(parts)
}

fn traits(fields: &Fields<'_>, about: &At<'_>, of: Whose) -> Option<Condition> {
    let subject = match of {
        Whose::Person => "trait",
        Whose::Account => "account",
    };
    Some(Condition::Trait { of, id: about.text()?, tests: tests(fields, &[subject])? })
}

fn event(fields: &Fields<'_>) -> Option<EventCondition> {
    let times = match fields.get("times") {
        Some(at) => {
            let fields = at.fields(&["at_least", "at_most", "is"])?;
            match fields.opt("is", At::whole) {
                Some(exactly) => Times { at_least: exactly, at_most: Some(exactly) },
                // "At most 3 times" also holds for none.
                None => Times {
                    at_least: fields
                        .opt("at_least", At::whole)
                        .unwrap_or(u32::from(!fields.has("at_most"))),
                    at_most: fields.opt("at_most", At::whole),
                },
            }
        }
        None => Times::default(),
    };
    Some(EventCondition {
        pattern: pattern_of(fields)?,
        times,
        within: fields.opt("within", At::span),
    })
}

fn stage(at: &At<'_>) -> Option<StageTest> {
    if !at.is_map() {
        return at.names(Named::Stage).map(StageTest::Is);
    }
    let stage = |at: &At<'_>| at.names(Named::Stage);
    let fields = at.fields(&["is", "in", "at_least", "at_most"])?;
    let test = fields
        .opt("is", stage)
        .map(StageTest::Is)
        .or_else(|| fields.opt("at_least", stage).map(StageTest::AtLeast))
        .or_else(|| fields.opt("at_most", stage).map(StageTest::AtMost))
        .or_else(|| fields.get("in").map(|at| StageTest::In(at.list(stage))));
    if test.is_none() {
        at.expected("una etapa, o «at_least: etapa»", "a stage, or «at_least: stage»");
    }
    test
}

fn in_stage_for(at: &At<'_>) -> Option<Condition> {
    let fields = at.fields(&["at_least", "at_most"])?;
    let test = match fields.opt("at_least", At::span) {
        Some(span) => SpanTest::AtLeast(span),
        None => SpanTest::AtMost(fields.need("at_most", At::span)?),
    };
    Some(Condition::InStageFor(test))
}

fn emails(at: &At<'_>) -> Option<EmailsCondition> {
    let fields = at.fields(&["subscription", "subscribed_for", "opened", "clicked", "at_least"])?;
    let how_many = |at: &At<'_>| match at.scalar() {
        Some(("all", _)) => Some(HowMany::All),
        _ => at.whole().map(HowMany::AtLeast),
    };
    Some(EmailsCondition {
        subscription: fields.opt("subscription", At::text),
        subscribed_for: fields.need("subscribed_for", At::span)?,
        opened: fields.opt("opened", how_many),
        clicked: fields.opt("clicked", how_many),
        at_least: fields.opt("at_least", At::whole).unwrap_or(3),
    })
}

fn any_touch(at: &At<'_>) -> Option<Condition> {
    let fields = at.fields(VARIABLES)?;
    let pattern = Pattern { event: None, properties: variables(&fields)? };
    Some(Condition::Event(EventCondition { pattern, times: Times::default(), within: None }))
}

fn variables(fields: &Fields<'_>) -> Option<Vec<(String, Tests)>> {
    let mut variables: Vec<(String, Tests)> = Vec::new();
    for name in VARIABLES {
        if let Some(at) = fields.get(name) {
            variables.push(((*name).to_owned(), property_tests(at)?));
        }
    }
    Some(variables)
}

/// Tests of a property; a value alone means `is`.
fn property_tests(at: &At<'_>) -> Option<Tests> {
    if at.is_map() {
        let fields = at.fields(OPERATORS)?;
        return tests(&fields, &[]);
    }
    if at.is_list() {
        return Some(Tests { all: vec![Test::In(at.list(operand))], exact: false });
    }
    Some(Tests { all: vec![Test::Is(operand(at)?)], exact: false })
}

/// The operators among the fields, in the order of [`OPERATORS`].
fn tests(fields: &Fields<'_>, beside: &[&str]) -> Option<Tests> {
    let text = |at: &At<'_>| at.text();
    let mut all: Vec<Test> = Vec::new();
    for operator in OPERATORS {
        let Some(at) = fields.get(operator).filter(|_| !beside.contains(operator)) else {
            continue;
        };
        let test = match *operator {
            "is" => operand(at).map(Test::Is),
            "is_not" => operand(at).map(Test::IsNot),
            "in" => Some(Test::In(at.list(operand))),
            "not_in" => Some(Test::NotIn(at.list(operand))),
            "contains" => text(at).map(Test::Contains),
            "starts_with" => text(at).map(Test::StartsWith),
            "ends_with" => text(at).map(Test::EndsWith),
            "matches" => pattern_text(at).map(Test::Matches),
            "at_least" => ordered(at).map(Test::AtLeast),
            "at_most" => ordered(at).map(Test::AtMost),
            "more_than" => ordered(at).map(Test::MoreThan),
            "less_than" => ordered(at).map(Test::LessThan),
            "between" => between(at),
            "exists" => at.boolean().map(Test::Exists),
            "in_list" => at.names(Named::List).map(Test::InList),
            _ => continue,
        };
        all.push(test?);
    }
    if all.is_empty() {
        fields.at().error(
            "missing_operator",
            "falta qué se pregunta del valor, como «is», «in», «at_least» o «exists»".to_owned(),
            "what is asked of the value is missing, such as «is», «in», «at_least» or «exists»"
                .to_owned(),
        );
        return None;
    }
    Some(Tests { all, exact: fields.opt("exact", At::boolean).unwrap_or(false) })
}

/// Scores and estimates are numbers.
fn numeric(tests: Tests, at: &At<'_>) -> Option<Tests> {
    let is_number = |operand: &Operand| matches!(operand, Operand::Number(_));
    let is_numeric = tests.all.iter().all(|test| match test {
        Test::Is(operand)
        | Test::IsNot(operand)
        | Test::AtLeast(operand)
        | Test::AtMost(operand)
        | Test::MoreThan(operand)
        | Test::LessThan(operand) => is_number(operand),
        Test::Between(low, high) => is_number(low) && is_number(high),
        _ => false,
    });
    if !is_numeric {
        at.expected("una comparación con un número", "a comparison with a number");
        return None;
    }
    Some(tests)
}

fn between(at: &At<'_>) -> Option<Test> {
    match at.list(ordered).as_slice() {
        [low, high] => Some(Test::Between(low.clone(), high.clone())),
        _ => {
            at.expected("dos valores, como «[50, 500]»", "two values, such as «[50, 500]»");
            None
        }
    }
}

fn pattern_text(at: &At<'_>) -> Option<String> {
    let text = at.text()?;
    if regex::Regex::new(&text).is_err() {
        at.expected(
            "una expresión regular sin referencias hacia atrás",
            "a regular expression without back references",
        );
        return None;
    }
    Some(text)
}

/// A value to compare with. Quotes make a text of a number.
fn operand(at: &At<'_>) -> Option<Operand> {
    let Some((text, is_plain)) = at.scalar() else {
        at.expected("un valor", "a value");
        return None;
    };
    if !is_plain {
        return Some(Operand::Text(text.to_owned()));
    }
    Some(match text {
        "true" => Operand::Bool(true),
        "false" => Operand::Bool(false),
        _ => today(text)
            .map(|days| Operand::Today { days })
            .or_else(|| decimal(text).map(Operand::Number))
            .unwrap_or_else(|| Operand::Text(text.to_owned())),
    })
}

/// A value that others lie above or below: a number, a date, or an amount.
fn ordered(at: &At<'_>) -> Option<Operand> {
    let operand = operand(at)?;
    let is_ordered = match &operand {
        Operand::Number(_) | Operand::Today { .. } => true,
        Operand::Text(text) => {
            crate::interval::date(text).is_some() || crate::interval::number(text).is_some()
        }
        Operand::Bool(_) => false,
    };
    if !is_ordered {
        at.expected(
            "un número, una fecha o «today + 60 days»",
            "a number, a date or «today + 60 days»",
        );
        return None;
    }
    Some(operand)
}

/// `today`, `today + 60 days`, `today - 2 weeks` as days from today.
fn today(text: &str) -> Option<i64> {
    let rest = text.strip_prefix("today")?.trim();
    if rest.is_empty() {
        return Some(0);
    }
    let (sign, rest) = match (rest.strip_prefix('+'), rest.strip_prefix('-')) {
        (Some(rest), _) => (1, rest),
        (None, Some(rest)) => (-1, rest),
        (None, None) => return None,
    };
    counted(rest)?;
    let days = span(rest)?.micros();
    (days % Span::DAY.micros() == 0).then_some(sign * days / Span::DAY.micros())
}

/// What may stand where points go: at most six decimals, at most a million.
pub(super) fn points(at: &At<'_>) -> Option<Decimal> {
    let points = at.decimal()?;
    if points.normalize().scale() > 6 || points.abs() > Decimal::from(1_000_000) {
        at.expected(
            "puntos entre −1000000 y 1000000, con seis decimales como mucho",
            "points between −1000000 and 1000000, with at most six decimals",
        );
        return None;
    }
    Some(points)
}
