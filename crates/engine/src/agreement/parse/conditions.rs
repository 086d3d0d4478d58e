//! Conditions: the one grammar of everything that is asked of a contact.

use rust_decimal::Decimal;

use super::names::Named;
use super::operators::{OPERATORS, numeric, property_tests, tests};
use super::reading::{At, Fields};
use crate::agreement::condition::{
    Condition, EmailsCondition, EventCondition, HowMany, Pattern, ScoreName, SpanTest, StageTest,
    Tests, Times, Touch, Whose,
};

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
    let named: Vec<_> = SUBJECTS.iter().filter(|(subject, _)| keys.contains(subject)).collect();
    // A touch may be asked for its segment, which alone is a condition, too.
    let subject = named.iter().find(|(subject, beside)| {
        named.iter().all(|(other, _)| other == subject || beside.contains(other))
    });
    let Some((subject, beside)) = subject else {
        if let [(one, _), (other, _), ..] = named.as_slice() {
            at.error(
                "two_conditions",
                format!("«{one}» y «{other}» son dos condiciones; se escriben «all: [ {{ {one}: … }}, {{ {other}: … }} ]», o con «any» si basta una"),
                format!("«{one}» and «{other}» are two conditions; write «all: [ {{ {one}: … }}, {{ {other}: … }} ]», or «any» where one is enough"),
            );
            return None;
        }
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
        "no_event" => {
            let (event, span) = (event_name(about), fields.need("for", At::span));
            Some(Condition::Silence { event: event?, span: span? })
        }
        "score" => score(&fields, about),
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
        "touch" => touch(&fields, about),
        "people" => people(about),
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
    let event = fields.need("event", event_name);
    let asked = fields.get("where").map(At::entries).unwrap_or_default();
    let properties: Vec<(String, Option<Tests>)> = asked
        .into_iter()
        .map(|(property, at)| (property.to_owned(), property_tests(&at)))
        .collect();
    Some(Pattern { event: event?, properties: whole(properties)? })
}

/// Properties with their tests, if every one could be read.
fn whole(properties: Vec<(String, Option<Tests>)>) -> Option<Vec<(String, Tests)>> {
    properties.into_iter().map(|(name, tests)| Some((name, tests?))).collect()
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

fn score(fields: &Fields<'_>, about: &At<'_>) -> Option<Condition> {
    let score = about.one_of(&[
        ("fit", ScoreName::Fit),
        ("engagement", ScoreName::Engagement),
        ("total", ScoreName::Total),
    ]);
    let line = fields.opt("line", |at| at.names(Named::Line));
    let tests = tests(fields, &["score", "line"]).and_then(|tests| numeric(tests, fields.at()));
    Some(Condition::Score { score: score?, line, tests: tests? })
}

fn touch(fields: &Fields<'_>, about: &At<'_>) -> Option<Condition> {
    let which = about.one_of(&[
        ("first", Touch::First),
        ("last", Touch::Last),
        ("converting", Touch::Converting),
    ]);
    let variables = variables(fields)?;
    if variables.is_empty() {
        fields.at().error(
            "missing_field",
            "falta qué se pregunta de ese contacto, como «channel: { is: linkedin }»".to_owned(),
            "what is asked of that touch is missing, such as «channel: { is: linkedin }»"
                .to_owned(),
        );
        return None;
    }
    Some(Condition::Touch { which: which?, variables })
}

fn people(at: &At<'_>) -> Option<Condition> {
    let fields = at.fields(&["where", "at_least", "roles"])?;
    let when = fields.need("where", condition);
    let at_least = fields.opt("at_least", At::whole).unwrap_or(1);
    let roles = fields.all("roles", At::text);
    Some(Condition::People { when: Box::new(when?), at_least, roles })
}

fn traits(fields: &Fields<'_>, about: &At<'_>, of: Whose) -> Option<Condition> {
    let subject = match of {
        Whose::Person => "trait",
        Whose::Account => "account",
    };
    let (id, tests) = (about.text(), tests(fields, &[subject]));
    Some(Condition::Trait { of, id: id?, tests: tests? })
}

fn event(fields: &Fields<'_>) -> Option<EventCondition> {
    let (pattern, within) = (pattern_of(fields), fields.opt("within", At::span));
    let times = fields.get("times").map_or(Some(Times::default()), times);
    Some(EventCondition { pattern: pattern?, times: times?, within })
}

fn times(at: &At<'_>) -> Option<Times> {
    let fields = at.fields(&["at_least", "at_most", "is"])?;
    let count = |name: &str| fields.opt(name, At::whole);
    let (exactly, at_least, at_most) = (count("is"), count("at_least"), count("at_most"));
    for bound in ["at_least", "at_most"] {
        let instead = ("«is» ya dice cuántas veces justas", "«is» says already how many exactly");
        fields.at_most_one(&["is", bound], instead)?;
    }
    Some(match exactly {
        Some(exactly) => Times { at_least: exactly, at_most: Some(exactly) },
        // "At most 3 times" also holds for none.
        None => Times { at_least: at_least.unwrap_or(u32::from(!fields.has("at_most"))), at_most },
    })
}

fn stage(at: &At<'_>) -> Option<StageTest> {
    if !at.is_map() {
        return at.names(Named::Stage).map(StageTest::Is);
    }
    let stage = |at: &At<'_>| at.names(Named::Stage);
    let fields = at.fields(&STAGE_TESTS)?;
    let tests = [
        fields.opt("is", stage).map(StageTest::Is),
        fields.get("in").map(|at| StageTest::In(at.list(stage))),
        fields.opt("at_least", stage).map(StageTest::AtLeast),
        fields.opt("at_most", stage).map(StageTest::AtMost),
    ];
    let instead = (
        "para un tramo se escribe «all: [ { stage: { at_least: … } }, { stage: { at_most: … } } ]»",
        "for a stretch write «all: [ { stage: { at_least: … } }, { stage: { at_most: … } } ]»",
    );
    fields.at_most_one(&STAGE_TESTS, instead)?;
    let test = tests.into_iter().flatten().next();
    if test.is_none() && !STAGE_TESTS.iter().any(|name| fields.has(name)) {
        at.expected("una etapa, o «at_least: etapa»", "a stage, or «at_least: stage»");
    }
    test
}

const STAGE_TESTS: [&str; 4] = ["is", "in", "at_least", "at_most"];

fn in_stage_for(at: &At<'_>) -> Option<Condition> {
    let fields = at.fields(&["at_least", "at_most"])?;
    let at_most = fields.opt("at_most", At::span);
    if !fields.has("at_most") {
        return fields.need("at_least", At::span).map(SpanTest::AtLeast).map(Condition::InStageFor);
    }
    fields.opt("at_least", At::span);
    let instead = (
        "para un tramo se escribe «all: [ { in_stage_for: { at_least: … } }, { in_stage_for: { at_most: … } } ]»",
        "for a stretch write «all: [ { in_stage_for: { at_least: … } }, { in_stage_for: { at_most: … } } ]»",
    );
    fields.at_most_one(&["at_least", "at_most"], instead)?;
    at_most.map(SpanTest::AtMost).map(Condition::InStageFor)
}

fn emails(at: &At<'_>) -> Option<EmailsCondition> {
    let fields = at.fields(&["subscription", "subscribed_for", "opened", "clicked", "at_least"])?;
    let how_many = |at: &At<'_>| match at.scalar() {
        Some(("all", _)) => Some(HowMany::All),
        _ => at.whole().map(HowMany::AtLeast),
    };
    let subscribed_for = fields.need("subscribed_for", At::span);
    let subscription = fields.opt("subscription", At::text);
    let (opened, clicked) = (fields.opt("opened", how_many), fields.opt("clicked", how_many));
    let at_least = fields.opt("at_least", At::whole).unwrap_or(3);
    let subscribed_for = subscribed_for?;
    Some(EmailsCondition { subscription, subscribed_for, opened, clicked, at_least })
}

fn any_touch(at: &At<'_>) -> Option<Condition> {
    let fields = at.fields(VARIABLES)?;
    let pattern = Pattern { event: None, properties: variables(&fields)? };
    Some(Condition::Event(EventCondition { pattern, times: Times::default(), within: None }))
}

fn variables(fields: &Fields<'_>) -> Option<Vec<(String, Tests)>> {
    let asked = VARIABLES.iter().filter_map(|name| {
        let at = fields.get(name)?;
        Some(((*name).to_owned(), property_tests(at)))
    });
    whole(asked.collect())
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
