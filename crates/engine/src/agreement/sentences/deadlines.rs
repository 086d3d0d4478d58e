//! Section 3, the promises of sales: deadlines, attempts, escalation.

use rust_decimal::Decimal;

use super::prose::{Join, Prose};
use super::{Kind, Token};
use crate::agreement::funnel::SideName;
use crate::agreement::handing::{Attempts, Clock, FollowUp, OnBreach};
use crate::agreement::hours::{Term, TermUnit};
use crate::agreement::vocabulary::Term as Word;

impl Prose<'_> {
    /// What a promise says. `is_only` where it is the only one of its line.
    pub(super) fn follow_up(&mut self, promise: &FollowUp, is_only: bool) {
        let mut late: Option<Vec<Token>> = None;
        match &promise.when {
            Some(when) => {
                let said = self.apart(|p| p.under("when", |p| p.condition(when)));
                if said.contains(&Token::Item) {
                    late = Some(said);
                } else {
                    self.say("si ", "if ");
                    self.tokens(said);
                    self.text(", ");
                }
            }
            None if is_only => {}
            None => self.say("en los demás casos, ", "in all other cases, "),
        }
        self.deadlines(promise);
        if let Some(attempts) = &promise.attempts {
            self.under("attempts", |p| p.attempts(attempts, promise.clock));
        }
        for (index, step) in promise.on_breach.iter().enumerate() {
            self.under(format!("on_breach.{index}"), |p| p.on_breach(step));
        }
        if promise.clock == Clock::Always {
            self.text(". ");
            let clock = self.either(
                "El reloj no para fuera del horario",
                "The clock does not stop outside business hours",
            );
            self.value(Kind::Choice, "clock", clock);
        }
        if let Some(team) = &promise.after_hours {
            self.say(
                ". Fuera del horario lo atiende el equipo ",
                ". Outside business hours it goes to the team ",
            );
            let name = self.names.team(team).to_owned();
            self.value(Kind::Name, "after_hours.team", name);
        }
        if let Some(said) = late {
            self.say(". Se aplica si ", ". It applies if ");
            self.tokens(said);
        }
    }

    pub(super) fn deadlines(&mut self, promise: &FollowUp) {
        let clock = promise.clock;
        let terms = [
            (
                "accept_within",
                promise.accept_within,
                "acepta o rechaza en ",
                "accepts or rejects within ",
            ),
            (
                "first_attempt_within",
                promise.first_attempt_within,
                "hace el primer intento en ",
                "makes the first attempt within ",
            ),
            (
                "first_conversation_within",
                promise.first_conversation_within,
                "tiene la primera conversación en ",
                "has the first conversation within ",
            ),
        ];
        let items: Vec<Vec<Token>> = terms
            .into_iter()
            .filter_map(|(key, term, es, en)| {
                let term = term?;
                Some(self.apart(|p| {
                    p.say(es, en);
                    p.term_value(key, term, clock);
                }))
            })
            .collect();
        self.side(SideName::Sales);
        if items.is_empty() {
            return self.say(" no tiene plazo", " has no deadline");
        }
        self.text(" ");
        self.list(items, Join::And);
    }

    pub(super) fn attempts(&mut self, attempts: &Attempts, clock: Clock) {
        self.say(
            ". Antes de cerrar sin respuesta hay al menos ",
            ". Before closing without an answer there are at least ",
        );
        let count = self.counted(
            attempts.at_least.into(),
            ["intento", "intentos"],
            ["attempt", "attempts"],
        );
        self.value(Kind::Number, "at_least", count);
        if let Some(over) = attempts.over {
            self.say(" en ", " over ");
            self.term_value("over", over, clock);
        }
        if let Some(channels) = attempts.channels {
            self.say(", por ", ", through ");
            let count =
                self.counted(channels.into(), ["canal", "canales"], ["channel", "channels"]);
            self.value(Kind::Number, "channels", count);
            self.say(" o más", " or more");
        }
        if let Some(spaced) = attempts.spaced {
            self.say(", con ", ", with ");
            self.term_value("spaced", spaced, clock);
            self.say(" entre uno y otro", " between one and the next");
        }
        if let Some(per_day) = attempts.per_day {
            self.say(" y como mucho ", " and at most ");
            self.number("per_day", Decimal::from(per_day));
            self.say(" al día", " a day");
        }
        if let Some(reason) = &attempts.then_reason {
            self.say(
                "; después se cierra con el motivo ",
                "; after that it is closed with the reason ",
            );
            let name = self.quoted(self.names.reason(reason));
            self.value(Kind::Name, "then.reason", name);
        }
    }

    pub(super) fn on_breach(&mut self, step: &OnBreach) {
        self.say(". Al ", ". At ");
        let percent = self.pack.numbers().percent(Decimal::from(step.at_percent));
        self.value(Kind::Number, "at", percent);
        self.say(" del plazo", " of the term");
        if let Some(who) = &step.notify {
            let who = match who.as_str() {
                "rep" => {
                    self.either("a quien lleva el contacto", "whoever has the contact").to_owned()
                }
                "manager" => {
                    self.either("a quien dirige el equipo", "whoever leads the team").to_owned()
                }
                _ if self.is_spanish() => format!("a {who}"),
                _ => who.clone(),
            };
            self.say(" se avisa ", " the notice goes to ");
            self.value(Kind::Choice, "notify", who);
        }
        if step.is_reassigned {
            if step.notify.is_some() {
                self.say(" y", " and");
            }
            let passes = self.either("pasa a otra persona", "it passes to somebody else");
            self.text(" ");
            self.value(Kind::Choice, "reassign", passes);
        }
        if let Some(at_most) = step.at_most {
            self.say(", como mucho ", ", at most ");
            let times = self.counted(at_most.into(), ["vez", "veces"], ["time", "times"]);
            self.value(Kind::Number, "at_most", times);
        }
    }

    /// A deadline: "2 horas hábiles", "1 día hábil"; minutes and hours of the whole clock carry no
    /// adjective.
    pub(super) fn term_value(&mut self, key: &str, term: Term, clock: Clock) {
        let text = self.term_text(term, clock);
        self.value(Kind::Duration, key, text);
    }

    pub(super) fn term_text(&self, term: Term, clock: Clock) -> String {
        let count = u64::from(term.count);
        let working = self.pack.word(Word::Working);
        let [is_working, is_calendar] = match term.unit {
            TermUnit::Minute | TermUnit::Hour => [clock == Clock::Working, false],
            TermUnit::BusinessDay => [true, false],
            TermUnit::Day | TermUnit::Week => [false, true],
        };
        let (es, en) = match term.unit {
            TermUnit::Minute => (["minuto", "minutos"], ["minute", "minutes"]),
            TermUnit::Hour => (["hora", "horas"], ["hour", "hours"]),
            TermUnit::Day | TermUnit::BusinessDay => (["día", "días"], ["day", "days"]),
            TermUnit::Week => (["semana", "semanas"], ["week", "weeks"]),
        };
        let number = self.pack.numbers().decimal(Decimal::from(count));
        let index = usize::from(count != 1);
        if !self.is_spanish() {
            let kind = if is_working {
                "business "
            } else if is_calendar && term.unit == TermUnit::Day {
                "calendar "
            } else {
                ""
            };
            return format!("{number} {kind}{}", en[index]);
        }
        let unit = es[index];
        if is_working {
            return format!("{number} {unit} {}", working.for_count(count));
        }
        if term.unit == TermUnit::Day {
            let is_spain = working.one == "laborable";
            let adjective = match (is_spain, count) {
                (true, 1) => "natural",
                (true, _) => "naturales",
                (false, 1) => "corrido",
                (false, _) => "corridos",
            };
            return format!("{number} {unit} {adjective}");
        }
        format!("{number} {unit}")
    }
}
