//! The text of a document: what is read from it is the same document again.
//!
//! Everything is written but what is left at its default. Comments and the order of keys of a text
//! that somebody wrote are not kept: who writes by hand keeps their own text.

mod conditions;
mod desk;
mod funnel;
mod scalars;
mod tree;

use super::condition::Condition;
use super::handing::{Amount, ValueClause};
use super::score::{Bands, Engagement, EngagementRule, Fit, HalfLife};
use super::{Document, ImportClause, Language, Line, Persona, Side};
use conditions::{condition, patterns};
use scalars::span;
use tree::Node;

/// A condition alone, in the words in which it is always written.
pub(crate) fn words(asked: &Condition) -> String {
    condition(asked).to_text()
}

/// A document as YAML.
#[must_use]
pub fn print(document: &Document) -> String {
    let mut top = Node::map();
    top.text("name", &document.name);
    top.word(
        "language",
        match document.language {
            Language::Es => "es",
            Language::En => "en",
        },
    );
    top.text("time_zone", &document.time_zone);
    top.text_if("currency", document.currency.as_deref());
    let sides = sides(document);
    top.node_if("sides", sides);
    top.node_if("hours", document.hours.as_ref().map(desk::hours));
    let calendars = document.calendars.iter();
    top.map_if(
        "calendars",
        calendars.map(|calendar| (calendar.id.clone(), desk::hours(&calendar.hours))),
    );
    top.list("stages", document.stages.iter().map(funnel::stage));
    top.list_if("personas", document.personas.iter().map(persona));
    top.list_if("import", document.import.iter().map(import));
    line(&mut top, &document.main);
    top.list_if(
        "lines",
        document.lines.iter().map(|named| {
            let mut node = Node::map();
            node.text("id", &named.id);
            node.text("name", &named.name);
            line(&mut node, &named.line);
            node
        }),
    );
    top.node_if("queue", document.queue.as_ref().map(desk::queue));
    top.list_if("value", document.value.iter().map(value));
    top.list_if("reasons", document.reasons.iter().map(funnel::reason));
    top.list_if("commitments", document.commitments.iter().map(desk::commitment));
    top.node_if("review", document.review.as_ref().map(desk::review));
    let annexes = document.annexes.iter();
    top.map_if(
        "annexes",
        annexes.map(|annex| {
            let side = annex.side.map_or("both", scalars::side);
            (annex.part.clone(), Node::Word(side.to_owned()))
        }),
    );
    let lists = document.lists.iter();
    top.map_if("lists", lists.map(|list| (list.id.clone(), Node::texts(&list.entries))));
    top.list_if(
        "segments",
        document.segments.iter().map(|segment| {
            let mut node = Node::map();
            node.text("id", &segment.id);
            node.text("name", &segment.name);
            node.node("when", condition(&segment.when));
            node
        }),
    );
    top.list_if("teams", document.teams.iter().map(desk::team));
    top.list_if("absences", document.absences.iter().map(desk::absence));
    top.list_if("playbooks", document.playbooks.iter().map(desk::playbook));
    top.to_text()
}

fn sides(document: &Document) -> Option<Node> {
    let side = |side: &Side| {
        let mut node = Node::map();
        node.text_if("name", side.name.as_deref());
        node.texts_if("signs", &side.signs);
        (!node.is_empty()).then_some(node)
    };
    let mut node = Node::map();
    node.node_if("marketing", side(&document.sides.marketing));
    node.node_if("sales", side(&document.sides.sales));
    (!node.is_empty()).then_some(node)
}

fn line(node: &mut Node, line: &Line) {
    node.node_if("fit", fit(&line.fit));
    node.node_if("engagement", engagement(&line.engagement));
    node.node_if("bands", line.bands.as_ref().map(bands));
    node.list_if("qualify", line.qualify.iter().map(funnel::qualify));
    node.list_if("return", line.returns.iter().map(funnel::back));
    node.list_if("recycle", line.recycle.iter().map(funnel::recycle));
    node.list_if("reopen", line.reopen.iter().map(funnel::reopen));
    node.list_if("handoff", line.handoff.iter().map(desk::handoff));
    node.list_if("follow_up", line.follow_up.iter().map(desk::follow_up));
}

fn fit(fit: &Fit) -> Option<Node> {
    let mut node = Node::map();
    node.word_if("cap", fit.cap);
    node.list_if(
        "rules",
        fit.rules.iter().map(|rule| {
            let mut node = Node::map();
            node.text("id", &rule.id);
            node.text("name", &rule.name);
            node.node("when", condition(&rule.when));
            node.word("points", rule.points.normalize());
            node
        }),
    );
    (!node.is_empty()).then_some(node)
}

fn engagement(engagement: &Engagement) -> Option<Node> {
    let mut node = Node::map();
    node.word_if("cap", engagement.cap);
    node.word_if("half_life", engagement.half_life.map(half_life));
    node.list_if("rules", engagement.rules.iter().map(engagement_rule));
    (!node.is_empty()).then_some(node)
}

fn engagement_rule(rule: &EngagementRule) -> Node {
    let mut node = Node::map();
    node.text("id", &rule.id);
    node.text("name", &rule.name);
    node.node("when", patterns(&rule.when));
    node.word("points", rule.points.normalize());
    node.word_if("at_most", rule.at_most);
    node.word_if("every", rule.every.map(span));
    node.word_if("half_life", rule.half_life.map(half_life));
    node.word_if("within", rule.within.map(span));
    node
}

fn half_life(half_life: HalfLife) -> String {
    match half_life {
        HalfLife::Never => "never".to_owned(),
        HalfLife::Of(length) => span(length),
    }
}

fn bands(bands: &Bands) -> Node {
    let list = |bands: &[super::score::Band]| {
        let mut node = Node::map();
        for band in bands {
            node.word(&band.name, band.at_least);
        }
        node
    };
    let mut node = Node::map();
    node.node("fit", list(&bands.fit));
    node.node("engagement", list(&bands.engagement));
    node
}

fn persona(persona: &Persona) -> Node {
    let mut node = Node::map();
    node.text("id", &persona.id);
    node.text("name", &persona.name);
    node.node("when", condition(&persona.when));
    node.texts_if("goals", &persona.goals);
    node.texts_if("pains", &persona.pains);
    node.texts_if("objections", &persona.objections);
    node.texts_if("messages", &persona.messages);
    node.word_if("review", persona.review.as_deref());
    node
}

fn import(clause: &ImportClause) -> Node {
    let mut node = Node::map();
    let row = clause.when.as_ref().map_or(Node::Word("true".to_owned()), condition);
    node.node("row", row);
    node.text("gives", &clause.gives);
    node.text_if("at", clause.at.as_deref());
    node.texts_if("with", &clause.with);
    node
}

fn value(clause: &ValueClause) -> Node {
    let mut node = Node::map();
    node.node_if("when", clause.when.as_ref().map(condition));
    match &clause.amount {
        Amount::Fixed(amount) => node.word("amount", amount.normalize()),
        Amount::Trait(id) => node.text("trait", id),
    }
    node
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agreement::parse::parse;
    use crate::agreement::starters::{Funnel, Starter, starter};

    #[track_caller]
    fn check(text: &str) {
        let (document, _) = parse(text);
        let printed = print(&document);
        let (again, problems) = parse(&printed);
        assert_eq!(again, document, "{printed}\n{problems:?}");
        assert_eq!(print(&again), printed);
    }

    #[test]
    fn what_is_printed_is_read_as_the_same_agreement() {
        check(include_str!("../diff/everything.yaml"));
        check(include_str!("../../../tests/agreements/properties.yaml"));
        check(include_str!("../../../tests/agreements/taller.yaml"));
        for trade in Starter::ALL {
            for funnel in Funnel::ALL {
                for (language, country) in [(Language::Es, "MX"), (Language::En, "GB")] {
                    check(&starter(trade, funnel, language, country));
                }
            }
        }
    }

    #[test]
    fn texts_that_look_like_something_else_stay_texts() {
        let text = "name: 'true'\nlanguage: es\ntime_zone: Europe/Madrid\nstages:\n  - { id: a, \
                    name: 'x: #y, [z]', owner: sales, counts_as: lead, means: \"10%\\n¿sí?\" }\n\
                    segments:\n  - { id: s, name: '- 12', when: { trait: t, in: ['12', 12, \
                    'today', today, 'NO', no, 'null', '~', '2026-01-01', '***'] } }\n";
        check(text);
    }
}
