//! Sections 4, 5 and 9: what each side owes the other, when both look at it again, and what one
//! side may change alone.

use super::Kind;
use super::handing::clock_time;
use super::hours::weekday;
use super::prose::{Join, Prose};
use crate::agreement::funnel::SideName;
use crate::agreement::promises::{
    Annex, Commitment, Measure, Meeting, Period, Review, Target, Trigger,
};
use crate::time::Span;

impl Prose<'_> {
    pub(super) fn commitment(&mut self, promise: &Commitment) {
        let per = match promise.per {
            Period::Week => self.either("Cada semana", "Each week"),
            Period::Month => self.either("Cada mes", "Each month"),
            Period::Quarter => self.either("Cada trimestre", "Each quarter"),
            Period::Year => self.either("Cada año", "Each year"),
        };
        self.value(Kind::Choice, "per", per);
        if let Some(line) = &promise.line {
            self.say(", en la línea ", ", in the line ");
            let name = self.quoted(self.names.line(line));
            self.value(Kind::Name, "line", name);
        }
        self.text(", ");
        let is_percent = promise.at_least.or(promise.at_most).is_some_and(|t| t.is_percent);
        if is_percent {
            self.share(promise);
        } else {
            self.count(promise);
        }
        if let Some(of) = &promise.of {
            self.say(". Solo cuenta si ", ". It only counts if ");
            self.under("of", |p| p.condition(of));
        }
        for (index, (period, target)) in promise.targets.iter().enumerate() {
            self.say(
                if index == 0 { ". En " } else { "; en " },
                if index == 0 { ". In " } else { "; in " },
            );
            self.text(period);
            self.say(" el objetivo es ", " the target is ");
            let target = self.target(*target);
            self.value(Kind::Number, &format!("targets.{period}"), target);
        }
        if let Some(min_n) = promise.min_n {
            self.say(". Con menos de ", ". With fewer than ");
            let cases = self.counted(min_n.into(), ["caso", "casos"], ["case", "cases"]);
            self.value(Kind::Number, "min_n", cases);
            self.say(" no hay veredicto", " there is no verdict");
        }
        if let Some(if_missed) = &promise.if_missed {
            self.say(". Si no se cumple: ", ". If it is missed: ");
            self.value(Kind::Text, "if_missed", if_missed.trim());
        }
    }

    /// "al menos el 60 % de lo entregado es aceptado por Ventas".
    fn share(&mut self, promise: &Commitment) {
        self.bounds(promise, self.either("el ", ""));
        let (es, en) = match promise.measure {
            Measure::QualifiedCount => (
                " de los contactos nuevos queda listo para el traspaso",
                " of the new contacts become ready for the handoff",
            ),
            Measure::AcceptedRate => (
                " de lo entregado es aceptado por {sales}",
                " of what is delivered is accepted by {sales}",
            ),
            Measure::FirstAttemptOnTime => (
                " de los primeros intentos de {sales} se hace a tiempo",
                " of the first attempts of {sales} are made on time",
            ),
            Measure::FirstConversationOnTime => (
                " de las primeras conversaciones de {sales} llega a tiempo",
                " of the first conversations of {sales} come on time",
            ),
            Measure::AttemptsCompleted => (
                " de los contactos que {sales} cierra sin respuesta tuvo todos sus intentos",
                " of the contacts that {sales} closes without an answer had all their attempts",
            ),
            Measure::HandoffsAnswered => (
                " de los traspasos recibe a tiempo la respuesta de una persona de {sales}",
                " of the handoffs get an answer in time from a person of {sales}",
            ),
            Measure::RejectionsAnswered => (
                " de los rechazos recibe respuesta de {marketing}",
                " of the rejections get an answer from {marketing}",
            ),
            Measure::DataComplete => (
                " de los traspasos llega con todos los datos necesarios",
                " of the handoffs come with all the facts needed",
            ),
            Measure::ListLoadedOnTime => (
                " de las listas de eventos se carga a tiempo",
                " of the event lists are loaded on time",
            ),
            Measure::CapacityOffered => (
                " de la capacidad prometida por {sales} está disponible",
                " of the capacity that {sales} promised is there",
            ),
        };
        self.filled(es, en);
        self.of_stage(promise);
    }

    /// "Marketing entrega al menos 30 contactos".
    fn count(&mut self, promise: &Commitment) {
        let (es, en) = match promise.measure {
            Measure::QualifiedCount => ("{marketing} entrega ", "{marketing} delivers "),
            Measure::AcceptedRate => ("{sales} acepta ", "{sales} accepts "),
            Measure::FirstAttemptOnTime => (
                "{sales} hace a tiempo el primer intento con ",
                "{sales} makes the first attempt on time with ",
            ),
            Measure::FirstConversationOnTime => (
                "{sales} tiene a tiempo la primera conversación con ",
                "{sales} has the first conversation on time with ",
            ),
            Measure::AttemptsCompleted => {
                ("{sales} completa los intentos con ", "{sales} completes the attempts with ")
            }
            Measure::HandoffsAnswered => (
                "{sales} responde a tiempo al traspaso de ",
                "{sales} answers in time the handoff of ",
            ),
            Measure::RejectionsAnswered => {
                ("{marketing} responde al rechazo de ", "{marketing} answers the rejection of ")
            }
            Measure::DataComplete => (
                "{marketing} entrega con todos los datos ",
                "{marketing} delivers with all the facts ",
            ),
            Measure::ListLoadedOnTime => (
                "la lista de un evento tarda en cargarse ",
                "the list of an event takes to be loaded ",
            ),
            Measure::CapacityOffered => ("{sales} tiene sitio para ", "{sales} has room for "),
        };
        self.filled(es, en);
        self.bounds(promise, "");
        if promise.measure == Measure::ListLoadedOnTime {
            return self.say(" horas", " hours");
        }
        self.say(" contactos", " contacts");
        self.of_stage(promise);
    }

    fn of_stage(&mut self, promise: &Commitment) {
        let Some(stage) = &promise.stage else { return };
        self.say(" que llegan a ", " that reach ");
        let name = self.names.stage(stage).to_owned();
        self.value(Kind::Name, "stage", name);
    }

    fn bounds(&mut self, promise: &Commitment, article: &str) {
        let target = |p: &Self, target: Target| format!("{article}{}", p.target(target));
        match (promise.at_least, promise.at_most) {
            (Some(low), Some(high)) => {
                self.say("entre ", "between ");
                let (low, high) = (target(self, low), target(self, high));
                self.value(Kind::Number, "at_least", low);
                self.say(" y ", " and ");
                self.value(Kind::Number, "at_most", high);
            }
            (Some(low), None) => {
                self.say("al menos ", "at least ");
                let low = target(self, low);
                self.value(Kind::Number, "at_least", low);
            }
            (None, Some(high)) => {
                self.say("como mucho ", "at most ");
                let high = target(self, high);
                self.value(Kind::Number, "at_most", high);
            }
            (None, None) => self.say("un número sin fijar de", "no fixed number of"),
        }
    }

    fn target(&self, target: Target) -> String {
        let numbers = self.pack.numbers();
        if target.is_percent {
            numbers.percent(target.value)
        } else {
            numbers.decimal(target.value)
        }
    }

    fn filled(&mut self, es: &str, en: &str) {
        let text = self.either(es, en);
        let text = text
            .replace("{sales}", &self.side_name(SideName::Sales))
            .replace("{marketing}", &self.side_name(SideName::Marketing));
        self.text(&text);
    }

    pub(super) fn review(&mut self, review: &Review) {
        self.say(
            "las dos partes revisan este acuerdo cada ",
            "both sides review this agreement every ",
        );
        self.span("every", review.every);
        if let Some(first) = review.first {
            self.say(", la primera vez a los ", ", the first time ");
            self.span("first", first);
            self.say(" de entrar en vigor", " after it comes into force");
        }
        if let Some(meeting) = &review.meeting {
            self.under("meeting", |p| p.meeting(meeting));
        }
        if !review.also_when.is_empty() {
            self.say(". La revisión se adelanta si ", ". The review is brought forward if ");
            let items = review
                .also_when
                .iter()
                .enumerate()
                .map(|(index, trigger)| {
                    self.apart(|p| p.under(format!("also_when.{index}"), |p| p.trigger(*trigger)))
                })
                .collect();
            self.list(items, Join::Or);
        }
    }

    fn meeting(&mut self, meeting: &Meeting) {
        self.say(". Se reúnen cada ", ". They meet every ");
        let weeks = meeting.every.micros() / Span::WEEK.micros();
        let text = if weeks > 1 && Span::WEEK.times(weeks) == meeting.every {
            self.counted(weeks.unsigned_abs(), ["semana", "semanas"], ["week", "weeks"])
        } else if meeting.every == Span::WEEK {
            self.either("semana", "week").to_owned()
        } else {
            self.span_text(meeting.every)
        };
        self.value(Kind::Duration, "every", text);
        let day = weekday(meeting.weekday, self.pack.language());
        let time = clock_time(meeting.minute);
        self.say(", el ", ", on ");
        let when = if self.is_spanish() {
            format!("{day} a las {time}")
        } else {
            format!("{day} at {time}")
        };
        self.value(Kind::Text, "when", when);
    }

    fn trigger(&mut self, trigger: Trigger) {
        let (es, en) = match trigger.measure {
            Measure::QualifiedCount => {
                ("el número de contactos entregados", "the number of contacts delivered")
            }
            Measure::AcceptedRate => {
                ("la parte aceptada por {sales}", "the share accepted by {sales}")
            }
            Measure::FirstAttemptOnTime => {
                ("la parte de primeros intentos a tiempo", "the share of first attempts on time")
            }
            Measure::FirstConversationOnTime => (
                "la parte de primeras conversaciones a tiempo",
                "the share of first conversations on time",
            ),
            Measure::AttemptsCompleted => {
                ("la parte con todos los intentos hechos", "the share with all attempts made")
            }
            Measure::HandoffsAnswered => {
                ("la parte de traspasos con respuesta", "the share of handoffs answered")
            }
            Measure::RejectionsAnswered => {
                ("la parte de rechazos con respuesta", "the share of rejections answered")
            }
            Measure::DataComplete => {
                ("la parte entregada con datos completos", "the share delivered with complete data")
            }
            Measure::ListLoadedOnTime => {
                ("el tiempo de carga de las listas", "the time that lists take to be loaded")
            }
            Measure::CapacityOffered => ("la capacidad de {sales}", "the capacity of {sales}"),
        };
        self.filled(es, en);
        let target = self.target(trigger.target);
        let side = match (trigger.is_below, trigger.target.is_percent) {
            (true, true) => self.either(" baja del ", " falls below "),
            (true, false) => self.either(" baja de ", " falls below "),
            (false, true) => self.either(" pasa del ", " rises above "),
            (false, false) => self.either(" pasa de ", " rises above "),
        };
        self.text(side);
        self.value(Kind::Number, "", target);
    }

    pub(super) fn annex(&mut self, annex: &Annex) {
        let who = match annex.side {
            Some(side) => self.side_name(side),
            None => self.either("cualquiera de las dos partes", "either side").to_owned(),
        };
        self.value(Kind::Choice, "", who);
        self.say(" puede cambiar por su cuenta, con fecha, ", " may change alone, with a date, ");
        let part = match annex.part.as_str() {
            "teams" => self.either("los equipos", "the teams").to_owned(),
            "playbooks" => self.either("los guiones", "the playbooks").to_owned(),
            "absences" => self.either("las ausencias", "the absences").to_owned(),
            "lists" => self.either("las listas", "the lists").to_owned(),
            part => match part.strip_prefix("lists.") {
                Some(list) => {
                    let name = self.quoted(self.list_name(list));
                    format!("{} {name}", self.either("la lista", "the list"))
                }
                None => self.quoted(part),
            },
        };
        self.text(&part);
    }

    /// What a list is called: those that Criba knows have a name.
    pub(super) fn list_name<'n>(&self, id: &'n str) -> &'n str {
        match id {
            "competitors" => self.either("competencia", "competitors"),
            "free_mail" => self.either("correo gratuito", "free mail"),
            "disposable_mail" => self.either("correo desechable", "disposable mail"),
            _ => id,
        }
    }
}
