//! What happened, how often and how lately; and what has not happened for long.

use rust_decimal::Decimal;

use super::phrases::Phrase;
use super::prose::{Join, Prose};
use super::{Kind, Token};
use crate::agreement::condition::{Condition, EventCondition, Pattern, Times};
use crate::time::Span;

impl Prose<'_> {
    /// Events that share their time, which is said once: "pidió una demo o presupuesto, en ambos
    /// casos en los últimos 30 días".
    pub(super) fn events_within(
        &mut self,
        parts: &[Condition],
        key: &str,
        join: Join,
        within: Span,
    ) -> Phrase {
        let mut phrases = Vec::with_capacity(parts.len());
        for (index, part) in parts.iter().enumerate() {
            let Condition::Event(event) = part else { continue };
            self.under(format!("{key}.{index}"), |p| {
                phrases.push(p.event(&EventCondition { within: None, ..event.clone() }, false));
            });
        }
        let shared = self.apart(|p| {
            if parts.len() == 2 {
                p.say(", en ambos casos ", ", in both cases ");
            } else {
                p.say(", en todos los casos ", ", in all cases ");
            }
            p.under(key, |p| p.in_the_last("*.within", within));
        });
        Phrase::joined(join, phrases).with_shared(shared)
    }

    pub(super) fn event(&mut self, event: &EventCondition, is_negated: bool) -> Phrase {
        let happening = self.happening(&event.pattern);
        let fewer = is_negated && event.times.at_most.is_none() && event.times.at_least > 1;
        let is_simple = event.times == Times::default();
        let rest = self.apart(|p| {
            p.tokens(happening.rest);
            if !is_simple {
                p.text(" ");
                p.under("times", |p| p.times(event.times, fewer));
            }
            if let Some(within) = event.within {
                p.text(" ");
                p.in_the_last("within", within);
            }
        });
        let verb = happening.verb;
        if is_negated && !fewer {
            let negative = if event.pattern.event.is_none() && self.is_spanish() {
                return self.nothing_happened(event);
            } else {
                format!("{}{} ", verb.denied.0, verb.denied.1)
            };
            return Phrase::repeated(&negative, rest);
        }
        let is_plain = is_simple && event.within.is_none() && event.pattern.properties.is_empty();
        let past = format!("{} ", verb.past);
        if is_plain { Phrase::verb(&past, rest) } else { Phrase::repeated(&past, rest) }
    }

    /// "no hizo nada", where "no hizo algo" would be wrong.
    pub(super) fn nothing_happened(&mut self, event: &EventCondition) -> Phrase {
        let details = self.happening(&event.pattern).rest;
        let rest = self.apart(|p| {
            p.value(Kind::Name, "event", "nada");
            p.tokens(details.into_iter().skip(1).collect());
            if event.times != Times::default() {
                p.text(" ");
                p.under("times", |p| p.times(event.times, false));
            }
            if let Some(within) = event.within {
                p.text(" ");
                p.in_the_last("within", within);
            }
        });
        Phrase::repeated("no hizo ", rest)
    }

    pub(super) fn times(&mut self, times: Times, is_fewer: bool) {
        let count = |p: &Self, n: u32| p.counted(n.into(), ["vez", "veces"], ["time", "times"]);
        match (times.at_least, times.at_most) {
            (low, None) => {
                if is_fewer {
                    self.say("menos de ", "fewer than ");
                } else {
                    self.say("al menos ", "at least ");
                }
                let text = count(self, low);
                self.value(Kind::Number, "at_least", text);
            }
            (low, Some(high)) if low == high => {
                self.say("exactamente ", "exactly ");
                let text = count(self, low);
                self.value(Kind::Number, "is", text);
            }
            (0, Some(high)) => {
                self.say("como mucho ", "at most ");
                let text = count(self, high);
                self.value(Kind::Number, "at_most", text);
            }
            (low, Some(high)) => {
                self.say("entre ", "between ");
                self.number("at_least", Decimal::from(low));
                self.say(" y ", " and ");
                let text = count(self, high);
                self.value(Kind::Number, "at_most", text);
            }
        }
    }

    pub(super) fn silence(&mut self, event: Option<&str>, span: Span, is_negated: bool) -> Phrase {
        let pattern = Pattern { event: event.map(str::to_owned), properties: Vec::new() };
        let mut happening = self.happening(&pattern);
        for token in &mut happening.rest {
            if let Token::Value { path, .. } = token
                && let Some(place) = path.strip_suffix("event")
            {
                *path = format!("{place}no_event");
            }
        }
        if is_negated {
            let rest = self.apart(|p| {
                p.tokens(happening.rest);
                p.text(" ");
                p.in_the_last("for", span);
            });
            return Phrase::verb(&format!("{} ", happening.verb.past), rest);
        }
        let rest = self.apart(|p| {
            p.span("for", span);
            p.text(" ");
            p.say("sin ", "without ");
            if event.is_none() {
                p.value(Kind::Name, "no_event", p.either("hacer nada", "doing anything"));
            } else {
                p.text(happening.verb.noun);
                p.text(" ");
                p.tokens(happening.rest);
            }
        });
        self.verb_phrase(false, ["lleva ", ""], ["have gone ", ""], rest)
    }
}
