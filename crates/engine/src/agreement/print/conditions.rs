//! Conditions and what they ask.

use super::scalars::span;
use super::tree::Node;
use crate::agreement::condition::{
    Condition, EmailsCondition, EventCondition, HowMany, Operand, Pattern, ScoreName, SpanTest,
    StageTest, Test, Tests, Times, Touch, Whose,
};
use crate::time::Span;

pub(super) fn condition(condition: &Condition) -> Node {
    let mut node = Node::map();
    match condition {
        Condition::All(parts) => node.list("all", parts.iter().map(self::condition)),
        Condition::Any(parts) => node.list("any", parts.iter().map(self::condition)),
        Condition::Not(part) => node.node("not", self::condition(part)),
        Condition::Trait { of, id, tests } => {
            let subject = match of {
                Whose::Person => "trait",
                Whose::Account => "account",
            };
            node.text(subject, id);
            operators(&mut node, tests);
        }
        Condition::Event(event) => happened(&mut node, event),
        Condition::Silence { event, span } => {
            node.text("no_event", event.as_deref().unwrap_or("any"));
            node.word("for", self::span(*span));
        }
        Condition::Score { score, line, tests } => {
            node.word(
                "score",
                match score {
                    ScoreName::Fit => "fit",
                    ScoreName::Engagement => "engagement",
                    ScoreName::Total => "total",
                },
            );
            node.text_if("line", line.as_deref());
            operators(&mut node, tests);
        }
        Condition::Grade(grades) => node.node("grade", Node::texts(grades)),
        Condition::Probability(tests) => node.node("probability", asked(tests)),
        Condition::Stage(test) => node.node("stage", stage(test)),
        Condition::InStageFor(test) => {
            let mut asked = Node::map();
            match test {
                SpanTest::AtLeast(span) => asked.word("at_least", self::span(*span)),
                SpanTest::AtMost(span) => asked.word("at_most", self::span(*span)),
            }
            node.node("in_stage_for", asked);
        }
        Condition::Persona(id) => node.text("persona", id),
        Condition::Consent(purpose) => node.text("consent", purpose),
        Condition::Segment(id) => node.text("segment", id),
        Condition::Emails(emails) => node.node("emails", self::emails(emails)),
        Condition::Touch { which, variables } => {
            node.word(
                "touch",
                match which {
                    Touch::First => "first",
                    Touch::Last => "last",
                    Touch::Converting => "converting",
                },
            );
            for (name, tests) in variables {
                node.node(name, asked(tests));
            }
        }
        Condition::People { when, at_least, roles } => {
            let mut people = Node::map();
            people.node("where", self::condition(when));
            people.word("at_least", at_least);
            people.texts_if("roles", roles);
            node.node("people", people);
        }
    }
    node
}

/// One pattern, or `any` of several.
pub(super) fn patterns(patterns: &[Pattern]) -> Node {
    let one = |pattern: &Pattern| {
        let mut node = Node::map();
        self::pattern(&mut node, pattern);
        node
    };
    match patterns {
        [pattern] => one(pattern),
        several => {
            let mut node = Node::map();
            node.list("any", several.iter().map(one));
            node
        }
    }
}

fn pattern(node: &mut Node, pattern: &Pattern) {
    node.text("event", pattern.event.as_deref().unwrap_or("any"));
    let mut properties = Node::map();
    for (name, tests) in &pattern.properties {
        properties.node(name, asked(tests));
    }
    if !properties.is_empty() {
        node.node("where", properties);
    }
}

fn happened(node: &mut Node, event: &EventCondition) {
    pattern(node, &event.pattern);
    if event.times != Times::default() {
        let mut times = Node::map();
        let Times { at_least, at_most } = event.times;
        if Some(at_least) == at_most {
            times.word("is", at_least);
        } else {
            if at_least > 0 || at_most.is_none() {
                times.word("at_least", at_least);
            }
            times.word_if("at_most", at_most);
        }
        node.node("times", times);
    }
    node.word_if("within", event.within.map(span));
}

fn asked(tests: &Tests) -> Node {
    let mut node = Node::map();
    operators(&mut node, tests);
    node
}

fn operators(node: &mut Node, tests: &Tests) {
    let list = |operands: &[Operand]| Node::List(operands.iter().map(operand).collect());
    for test in &tests.all {
        match test {
            Test::Is(value) => node.node("is", operand(value)),
            Test::IsNot(value) => node.node("is_not", operand(value)),
            Test::In(values) => node.node("in", list(values)),
            Test::NotIn(values) => node.node("not_in", list(values)),
            Test::Contains(text) => node.text("contains", text),
            Test::StartsWith(text) => node.text("starts_with", text),
            Test::EndsWith(text) => node.text("ends_with", text),
            Test::Matches(pattern) => node.node("matches", Node::Quoted(pattern.clone())),
            Test::AtLeast(value) => node.node("at_least", operand(value)),
            Test::AtMost(value) => node.node("at_most", operand(value)),
            Test::MoreThan(value) => node.node("more_than", operand(value)),
            Test::LessThan(value) => node.node("less_than", operand(value)),
            Test::Between(low, high) => {
                node.node("between", Node::List(vec![operand(low), operand(high)]));
            }
            Test::Exists(wanted) => node.word("exists", wanted),
            Test::InList(name) => node.text("in_list", name),
        }
    }
    if tests.exact {
        node.word("exact", true);
    }
}

fn operand(operand: &Operand) -> Node {
    match operand {
        Operand::Bool(truth) => Node::Word(truth.to_string()),
        Operand::Number(number) => Node::Word(number.to_string()),
        Operand::Text(text) => Node::Text(text.clone()),
        Operand::Today { days: 0 } => Node::Word("today".to_owned()),
        Operand::Today { days } => {
            let sign = if *days < 0 { '-' } else { '+' };
            let length = span(Span::DAY.times(days.abs()));
            Node::Word(format!("today {sign} {length}"))
        }
    }
}

fn stage(test: &StageTest) -> Node {
    let mut node = Node::map();
    match test {
        StageTest::Is(id) => return Node::Text(id.clone()),
        StageTest::In(ids) => node.node("in", Node::texts(ids)),
        StageTest::AtLeast(id) => node.text("at_least", id),
        StageTest::AtMost(id) => node.text("at_most", id),
    }
    node
}

fn emails(emails: &EmailsCondition) -> Node {
    let how_many = |how_many: HowMany| match how_many {
        HowMany::All => "all".to_owned(),
        HowMany::AtLeast(count) => count.to_string(),
    };
    let mut node = Node::map();
    node.text_if("subscription", emails.subscription.as_deref());
    node.word("subscribed_for", span(emails.subscribed_for));
    node.word_if("opened", emails.opened.map(how_many));
    node.word_if("clicked", emails.clicked.map(how_many));
    node.word("at_least", emails.at_least);
    node
}
