//! How the mails of a subscription were taken: delivered, opened, clicked.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::agreement::condition::{EmailsCondition, HowMany};
use crate::judge::{Truth, Verdict};
use crate::time::{Span, Timestamp};
use crate::value::{Value, yes_or_no};

/// The mails that were sent to a contact, and the subscriptions they belong to.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Mails {
    mails: BTreeMap<String, Mail>,
    /// When each subscription began and ended, in order of `at`; true for a beginning.
    subscriptions: BTreeMap<String, Vec<(Timestamp, bool)>>,
}

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
struct Mail {
    subscription: String,
    sent_at: Option<Timestamp>,
    opened_at: Option<Timestamp>,
    clicked_at: Option<Timestamp>,
}

/// The newest mail must have been out for this long before a verdict.
const SETTLED_AFTER: Span = Span::HOUR.times(72);
/// An open or click that is at most this likely to be a person's (in hundredths) is a machine's.
pub const MACHINE_LIKELIHOOD_MAX: i64 = 50;

impl Mails {
    pub(crate) fn take(&mut self, at: Timestamp, name: &str, properties: &[(String, Value)]) {
        let text = |id: &str| {
            let found = properties.iter().find(|(key, _)| key == id);
            found.map(|(_, value)| value.to_string()).unwrap_or_default()
        };
        match name {
            "subscribed" | "unsubscribed" => {
                let turns = self.subscriptions.entry(text("subscription")).or_default();
                let place = turns.partition_point(|(earlier, _)| *earlier <= at);
                turns.insert(place, (at, name == "subscribed"));
            }
            "email_sent" => {
                let mail = self.mails.entry(text("mail")).or_default();
                mail.subscription = text("subscription");
                mail.sent_at = earliest(mail.sent_at, at);
            }
            "email_opened" if is_by_a_person(properties) => {
                let mail = self.mails.entry(text("mail")).or_default();
                mail.opened_at = earliest(mail.opened_at, at);
            }
            "email_clicked" if is_by_a_person(properties) && !is_opt_out(properties) => {
                let mail = self.mails.entry(text("mail")).or_default();
                mail.clicked_at = earliest(mail.clicked_at, at);
                // Who clicks has opened, whether or not the picture was loaded.
                mail.opened_at = earliest(mail.opened_at, at);
            }
            _ => {}
        }
    }

    /// Whether the condition holds at `at`, and until when that stands.
    #[must_use]
    pub fn judge(&self, condition: &EmailsCondition, at: Timestamp) -> Verdict {
        let verdict =
            |is_held: bool| Verdict { truth: Truth::of(is_held), until: self.until(condition, at) };
        let (Some(since), Some(newest)) =
            (self.subscribed_since(condition, at), self.newest(condition, at))
        else {
            return verdict(false);
        };
        if at - since < condition.subscribed_for || at - newest <= SETTLED_AFTER {
            return verdict(false);
        }
        let window: Vec<&Mail> = self.window(condition, at).collect();
        let is_enough = u32::try_from(window.len()).is_ok_and(|count| count >= condition.at_least);
        let passes = |wanted: Option<HowMany>, taken: fn(&Mail) -> Option<Timestamp>| {
            let count =
                window.iter().filter(|mail| taken(mail).is_some_and(|when| when <= at)).count();
            match wanted {
                None => true,
                Some(HowMany::All) => count == window.len(),
                Some(HowMany::AtLeast(least)) => {
                    u32::try_from(count).is_ok_and(|count| count >= least)
                }
            }
        };
        let is_taken = passes(condition.opened, |mail| mail.opened_at)
            && passes(condition.clicked, |mail| mail.clicked_at);
        verdict(is_enough && is_taken)
    }

    fn of<'a>(&'a self, condition: &'a EmailsCondition) -> impl Iterator<Item = &'a Mail> {
        let is_wanted = |mail: &&Mail| {
            condition.subscription.as_ref().is_none_or(|wanted| *wanted == mail.subscription)
        };
        self.mails.values().filter(is_wanted)
    }

    fn window<'a>(
        &'a self,
        condition: &'a EmailsCondition,
        at: Timestamp,
    ) -> impl Iterator<Item = &'a Mail> {
        self.of(condition).filter(move |mail| {
            mail.sent_at.is_some_and(|sent| sent <= at && at - sent < condition.subscribed_for)
        })
    }

    fn newest(&self, condition: &EmailsCondition, at: Timestamp) -> Option<Timestamp> {
        self.of(condition).filter_map(|mail| mail.sent_at).filter(|sent| *sent <= at).max()
    }

    /// Since when the subscription has stood without a break; a subscription that nobody told of
    /// begins with its first mail.
    fn subscribed_since(&self, condition: &EmailsCondition, at: Timestamp) -> Option<Timestamp> {
        let is_wanted =
            |id: &str| condition.subscription.as_deref().is_none_or(|wanted| wanted == id);
        let mut turns: Vec<(Timestamp, bool)> = self
            .subscriptions
            .iter()
            .filter(|(id, _)| is_wanted(id))
            .flat_map(|(_, turns)| turns.iter().copied())
            .filter(|(moment, _)| *moment <= at)
            .collect();
        turns.sort();
        let first_mail = self.of(condition).filter_map(|mail| mail.sent_at).min();
        let mut since = if turns.iter().any(|(_, begins)| *begins) { None } else { first_mail };
        for (moment, begins) in turns {
            since = if begins { since.or(Some(moment)) } else { None };
        }
        since.filter(|since| *since <= at)
    }

    /// The next moment at which anything that the condition looks at changes by time alone.
    fn until(&self, condition: &EmailsCondition, at: Timestamp) -> Timestamp {
        let mails = self.of(condition).flat_map(|mail| {
            let sent = mail.sent_at.into_iter().flat_map(|sent| {
                [sent, sent + condition.subscribed_for, sent + SETTLED_AFTER + Span::from_micros(1)]
            });
            sent.chain(mail.opened_at).chain(mail.clicked_at)
        });
        let turns = self
            .subscriptions
            .values()
            .flatten()
            .flat_map(|(moment, _)| [*moment, *moment + condition.subscribed_for]);
        mails.chain(turns).filter(|moment| *moment > at).min().unwrap_or(Timestamp::MAX)
    }
}

fn earliest(known: Option<Timestamp>, at: Timestamp) -> Option<Timestamp> {
    Some(known.map_or(at, |known| known.min(at)))
}

fn is_by_a_person(properties: &[(String, Value)]) -> bool {
    let human = properties.iter().find(|(key, _)| key == "human").map(|(_, value)| value);
    match human {
        Some(Value::Number(likelihood)) => {
            *likelihood * rust_decimal::Decimal::ONE_HUNDRED > MACHINE_LIKELIHOOD_MAX.into()
        }
        Some(Value::Bool(truth)) => *truth,
        _ => true,
    }
}

fn is_opt_out(properties: &[(String, Value)]) -> bool {
    properties.iter().any(|(key, value)| {
        key == "opt_out"
            && (*value == Value::Bool(true) || yes_or_no(&value.to_string()) == Some(true))
    })
}
