//! What takes more than one thing to say: the mails of a subscription, where a touch came from,
//! colleagues.

use rust_decimal::Decimal;

use super::prose::{Join, Prose, joined};
use super::{Kind, Token};
use crate::agreement::condition::{Condition, EmailsCondition, HowMany, Tests, Touch};

impl Prose<'_> {
    pub(super) fn emails(&mut self, emails: &EmailsCondition) {
        self.say("en ", "in ");
        self.span("subscribed_for", emails.subscribed_for);
        self.say(" de suscripción", " of subscription");
        if let Some(subscription) = &emails.subscription {
            self.say(" a ", " to ");
            self.quoted_value("subscription", subscription);
        }
        self.say(" recibió al menos ", " they received at least ");
        let count =
            self.counted(emails.at_least.into(), ["correo", "correos"], ["email", "emails"]);
        self.value(Kind::Number, "at_least", count);
        if let Some(opened) = emails.opened {
            let is_last = emails.clicked.is_none();
            self.say(if is_last { " y " } else { ", " }, if is_last { " and " } else { ", " });
            match opened {
                HowMany::All => {
                    self.say("los abrió ", "opened ");
                    self.value(Kind::Choice, "opened", self.either("todos", "all of them"));
                }
                HowMany::AtLeast(count) => {
                    self.say("abrió al menos ", "opened at least ");
                    self.number("opened", Decimal::from(count));
                }
            }
        }
        if let Some(clicked) = emails.clicked {
            self.say(" e hizo clic en ", " and clicked in ");
            match clicked {
                HowMany::All => {
                    self.value(Kind::Choice, "clicked", self.either("todos", "all of them"));
                }
                HowMany::AtLeast(count) => {
                    self.say("al menos ", "at least ");
                    self.number("clicked", Decimal::from(count));
                }
            }
        }
    }

    pub(super) fn touch(&mut self, which: Touch, variables: &[(String, Tests)]) {
        match which {
            Touch::First => self.say("su primer contacto llegó", "their first touch came"),
            Touch::Last => self.say("su último contacto llegó", "their last touch came"),
            Touch::Converting => self.say(
                "el contacto con el que dejó sus datos llegó",
                "the touch with which they left their data came",
            ),
        }
        let items: Vec<Vec<Token>> = variables
            .iter()
            .map(|(variable, tests)| self.apart(|p| p.touch_variable(variable, tests)))
            .collect();
        if items.is_empty() {
            return self.say(" por cualquier vía", " any way");
        }
        self.text(" ");
        self.list(items, Join::And);
    }

    pub(super) fn people(&mut self, when: &Condition, at_least: u32, roles: &[String]) {
        self.say("en su empresa ", "at their company ");
        let count = self.counted(at_least.into(), ["persona", "personas"], ["person", "people"]);
        self.say("al menos ", "at least ");
        self.value(Kind::Number, "at_least", count);
        if !roles.is_empty() {
            self.say(" con el papel ", " with the role ");
            let roles: Vec<String> = roles.iter().map(|role| self.quoted(role)).collect();
            let text = joined(&roles, Join::Or, self.is_spanish());
            self.value(Kind::List, "roles", text);
        }
        let is_one = at_least == 1;
        self.say(
            if is_one { " cumple esto: " } else { " cumplen esto, cada una: " },
            if is_one { " meets this: " } else { " each meet this: " },
        );
        self.under("where", |p| p.condition(when));
    }
}
