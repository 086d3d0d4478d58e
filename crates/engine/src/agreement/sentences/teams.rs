//! Section 3, who works: teams, absences, and what is asked and done on a call.

use rust_decimal::Decimal;

use super::Kind;
use super::prose::{Join, Prose, joined};
use crate::agreement::teams::{
    Absence, AnswerKind, Member, Pick, Playbook, PlaybookStep, Question, Team,
};

impl Prose<'_> {
    pub(super) fn team(&mut self, team: &Team) {
        let pick = match team.pick {
            Pick::RoundRobin => self.either("Reparte por turno", "Shares out in turn"),
            Pick::LeastLoaded => self.either(
                "Reparte a quien tiene menos carga",
                "Shares out to whoever has the least load",
            ),
            Pick::Weighted => self.either(
                "Reparte por turno, según el peso de cada cual",
                "Shares out in turn, by weight",
            ),
        };
        self.value(Kind::Choice, "pick", pick);
        if team.members.is_empty() {
            self.say(". Aún no tiene miembros", ". It has no members yet");
        } else {
            self.say(". Lo forman ", ". Its members are ");
            let items = team
                .members
                .iter()
                .enumerate()
                .map(|(index, member)| {
                    self.apart(|p| p.under(format!("members.{index}"), |p| p.member(member)))
                })
                .collect();
            self.list(items, Join::And);
        }
        if let Some(overflow) = &team.overflow {
            self.say(
                ". Lo que no puede atender pasa al equipo ",
                ". What it cannot take goes to the team ",
            );
            let name = self.names.team(overflow).to_owned();
            self.value(Kind::Name, "overflow", name);
        }
        if let Some(calendar) = &team.calendar {
            self.say(". Trabaja según el calendario ", ". It works by the calendar ");
            let name = self.quoted(calendar);
            self.value(Kind::Name, "calendar", name);
        }
    }

    fn member(&mut self, member: &Member) {
        self.value(Kind::Name, "user", &member.user);
        let mut facts: Vec<String> = Vec::new();
        let number = |n: u32| self.pack.numbers().decimal(Decimal::from(n));
        if let Some(per_day) = member.per_day {
            facts.push(format!("{} {}", number(per_day), self.either("al día", "a day")));
        }
        if let Some(open) = member.open {
            facts.push(format!("{} {}", number(open), self.either("a la vez", "at a time")));
        }
        if let Some(weight) = member.weight {
            facts.push(format!("{} {}", self.either("peso", "weight"), number(weight)));
        }
        if let Some(calendar) = &member.calendar {
            let name = self.quoted(calendar);
            facts.push(format!("{} {name}", self.either("calendario", "calendar")));
        }
        if !facts.is_empty() {
            self.text(&format!(" ({})", facts.join(", ")));
        }
    }

    pub(super) fn absence(&mut self, absence: &Absence) {
        self.value(Kind::Name, "user", &absence.user);
        let day = |p: &Self, date: jiff::civil::Date| {
            let text = date.to_string();
            p.day_text(&text).unwrap_or(text)
        };
        let (from, to) = (day(self, absence.from), day(self, absence.to));
        self.say(" está fuera del ", " is away from ");
        self.value(Kind::Date, "from", from);
        self.say(" al ", " to ");
        self.value(Kind::Date, "to", to);
    }

    pub(super) fn playbook(&mut self, playbook: &Playbook) {
        match &playbook.when {
            Some(when) => {
                self.say("se usa si ", "used if ");
                self.under("when", |p| p.condition(when));
            }
            None => self.say("se usa en los demás casos", "used in all other cases"),
        }
        if !playbook.steps.is_empty() {
            self.say(". Cadencia: ", ". Cadence: ");
            for (index, step) in playbook.steps.iter().enumerate() {
                if index > 0 {
                    self.text("; ");
                }
                self.under(format!("steps.{index}"), |p| p.step(step));
            }
        }
        if !playbook.questions.is_empty() {
            self.say(". Preguntas:", ". Questions:");
            for (index, question) in playbook.questions.iter().enumerate() {
                self.item();
                self.under(format!("questions.{index}"), |p| p.question(question));
                self.text(".");
            }
        }
    }

    fn step(&mut self, step: &PlaybookStep) {
        self.say("día ", "day ");
        self.number("day", Decimal::from(step.day));
        self.text(", ");
        let act = match (step.act.as_str(), self.is_spanish()) {
            ("call", true) => "llamada".to_owned(),
            ("email", true) => "correo".to_owned(),
            ("whatsapp", _) => "WhatsApp".to_owned(),
            ("linkedin", _) => "LinkedIn".to_owned(),
            ("sms", _) => "SMS".to_owned(),
            ("visit", true) => "visita".to_owned(),
            ("meeting", true) => "reunión".to_owned(),
            ("demo", _) => "demo".to_owned(),
            ("call" | "email" | "visit" | "meeting", false) => step.act.clone(),
            _ => self.quoted(&step.act),
        };
        self.value(Kind::Choice, "do", act);
        if step.is_if_no_answer {
            self.text(" ");
            let only = self.either("si nadie contesta", "if nobody answers");
            self.value(Kind::Choice, "if_no_answer", only);
        }
    }

    fn question(&mut self, question: &Question) {
        self.user_sentence("ask", &question.ask);
        if let Some(why) = &question.why {
            self.user_sentence("why", why);
        }
        match (question.kind, &question.sets) {
            (_, None) => self.say("Se responde con ", "Answered with "),
            (_, Some(sets)) => {
                self.say("Anota ", "It fills in ");
                let name = self.trait_name(sets);
                self.value(Kind::Name, "sets", name);
                self.say(", con ", ", with ");
            }
        }
        let kind = match question.kind {
            AnswerKind::Text => self.either("un texto", "a text"),
            AnswerKind::Number => self.either("un número", "a number"),
            AnswerKind::Money => self.either("un importe", "an amount"),
            AnswerKind::Date => self.either("una fecha", "a date"),
            AnswerKind::Choice => self.either("una opción", "a choice"),
            AnswerKind::People => self.either("personas", "people"),
            AnswerKind::YesNo => self.either("sí o no", "yes or no"),
        };
        self.value(Kind::Choice, "type", kind);
        if !question.options.is_empty() {
            self.text(": ");
            let text = joined(&question.options, Join::Or, self.is_spanish());
            self.value(Kind::List, "options", text);
        }
    }
}
