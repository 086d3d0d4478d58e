//! Section 3: handing over, following up, the order of the call list, what a lead is worth.

use super::Kind;
use super::prose::Prose;
use crate::agreement::condition::Condition;
use crate::agreement::funnel::SideName;
use crate::agreement::handing::{Amount, Clock, Handoff, Queue, Route, RouteTo, Unit, ValueClause};

impl Prose<'_> {
    pub(super) fn handoff(&mut self, handoff: &Handoff) {
        self.say("al llegar a ", "on reaching ");
        let stage = self.names.stage(&handoff.at).to_owned();
        self.value(Kind::Name, "at", stage);
        self.say(", ", ", ");
        let unit = match handoff.unit {
            Unit::Person => self.either("cada contacto", "each contact"),
            Unit::Account => {
                self.either("una persona de cada empresa", "one person of each company")
            }
        };
        self.value(Kind::Choice, "unit", unit);
        self.say(" se traspasa a ", " is handed over to ");
        self.side(SideName::Sales);
        if handoff.unit == Unit::Account {
            self.say(
                "; quien llegue después de la misma empresa se suma a ese traspaso",
                "; whoever comes later from the same company joins that handoff",
            );
        }
        if let Some(release) = &handoff.release {
            self.say(
                ". Se ofrece según la capacidad del equipo, en el orden de la lista de llamadas",
                ". It is offered as the team has capacity, in the order of the call list",
            );
            if let Some(wait) = release.wait_at_most {
                self.say("; espera como mucho ", "; it waits at most ");
                self.under("release", |p| p.term_value("wait_at_most", wait, Clock::Working));
            }
            if let Some(side) = release.then_return {
                self.say(" y, pasado ese plazo, vuelve a ", " and then goes back to ");
                let name = self.side_name(side);
                self.value(Kind::Choice, "release.then.return", name);
            }
        }
        self.routes(&handoff.route);
    }

    fn routes(&mut self, routes: &[Route]) {
        if let [Route { when: None, to }] = routes {
            self.say(". Lo recibe ", ". It goes to ");
            return self.under("route.0", |p| p.receiver(to));
        }
        if routes.is_empty() {
            return;
        }
        self.say(". Lo recibe, por este orden:", ". It goes, in this order, to:");
        for (index, route) in routes.iter().enumerate() {
            self.item();
            self.under(format!("route.{index}"), |p| {
                p.receiver(&route.to);
                match &route.when {
                    Some(when) => {
                        p.say(", si ", ", if ");
                        p.under("when", |p| p.condition(when));
                    }
                    None => p.say(", en los demás casos", ", in all other cases"),
                }
            });
        }
    }

    fn receiver(&mut self, to: &RouteTo) {
        match to {
            RouteTo::Team(id) => {
                self.say("el equipo ", "the team ");
                let name = self.names.team(id).to_owned();
                self.value(Kind::Name, "team", name);
            }
            RouteTo::Person(address) => self.value(Kind::Name, "to", address),
            RouteTo::AccountOwner => {
                let owner = self.either(
                    "quien ya responde de la empresa",
                    "whoever already answers for the company",
                );
                self.value(Kind::Choice, "to", owner);
            }
            RouteTo::PreviousOwner => {
                let owner = self.either(
                    "quien respondía antes del contacto",
                    "whoever answered for the contact before",
                );
                self.value(Kind::Choice, "to", owner);
            }
        }
    }

    pub(super) fn queue(&mut self, queue: &Queue) {
        self.say("la lista de llamadas va por este orden: ", "the call list goes in this order: ");
        if let Some(fresh) = queue.fresh {
            self.say(
                "las peticiones directas durante sus primeros ",
                "direct requests for their first ",
            );
            self.span("fresh", fresh);
            self.text(", ");
        }
        self.say("lo que está por vencer", "what is due soon");
        if let Some((part, whole)) = queue.due_soon {
            self.say(" (cuando queda menos de ", " (when less than ");
            self.value(Kind::Number, "due_soon", format!("{part}/{whole}"));
            self.say(" del plazo)", " of the term is left)");
        }
        self.say(
            ", lo vencido según su valor, lo que va a tiempo según su probabilidad y su valor, y \
             los seguimientos a su hora",
            ", what is overdue by value, what is on time by probability and value, and follow-ups \
             at their hour",
        );
        if let Some(quiet) = queue.quiet_after_call {
            self.say(
                ". Tras una llamada el contacto descansa ",
                ". After a call the contact rests for ",
            );
            self.span("quiet_after_call", quiet);
        }
        if let Some((from, to)) = queue.local_hours {
            self.say(". Solo se llama de ", ". Calls are made only from ");
            let hours =
                format!("{} {} {}", clock_time(from), self.either("a", "to"), clock_time(to));
            self.value(Kind::Text, "local_hours", hours);
            self.say(", en la hora del contacto", ", by the contact's own clock");
        }
    }

    pub(super) fn worth(&mut self, clause: &ValueClause, is_only: bool) {
        if clause.when.is_none() && !is_only {
            self.say("en los demás casos ", "in all other cases ");
        }
        self.say("un contacto vale ", "a contact is worth ");
        match &clause.amount {
            Amount::Fixed(amount) => {
                let text = match self.names.currency() {
                    Some(currency) => self.pack.numbers().money(*amount, currency),
                    None => self.pack.numbers().decimal(*amount),
                };
                self.value(Kind::Number, "amount", text);
            }
            Amount::Trait(id) => {
                self.say("lo que diga ", "what is said in ");
                let name = self.trait_name(id);
                self.value(Kind::Name, "trait", name);
            }
        }
        if let Some(when) = &clause.when {
            self.say_if(when);
        }
    }

    fn say_if(&mut self, when: &Condition) {
        self.say(" si ", " if ");
        self.under("when", |p| p.condition(when));
    }

    /// The name of a side, as plain text.
    pub(super) fn side(&mut self, side: SideName) {
        let name = self.side_name(side);
        self.text(&name);
    }

    pub(super) fn side_name(&self, side: SideName) -> String {
        self.names.side(side, self.pack.language()).to_owned()
    }
}

/// Minutes after midnight as "09:30".
pub(super) fn clock_time(minutes: u16) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}
