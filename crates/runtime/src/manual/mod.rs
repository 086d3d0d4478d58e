//! What people write down by hand that happened elsewhere: a stand, a comment, a sample, a proposal.
//!
//! Each event of the catalogue carries the properties that it is asked here, each of them of a kind,
//! so that what was written on a page and what a program told are the same event to every rule
//! (decision 32). When and by whom it was told is the deed's, not decided here.

mod values;

use engine::event::Act;
use engine::said::Said;
use engine::time::{Span, Timestamp};
use engine::value::Value;

use crate::acts::{Deed, TEXT_MAX};

/// An event that people write down by hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Manual {
    /// Its name in the catalogue.
    pub name: &'static str,
    /// What it is asked, what matters most first.
    pub properties: &'static [Property],
    /// The property that holds what was seen or said, in words.
    pub words: &'static str,
}

/// A property that such an event is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Property {
    /// Its id in the catalogue.
    pub id: &'static str,
    /// What it is.
    pub kind: Kind,
}

/// What a property is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A text of one line, of at most [`LINE_CHARS_MAX`] characters.
    Line,
    /// A word of an open list, such as a channel: these are offered, and others are taken.
    Word(&'static [&'static str]),
    /// One of these and no other.
    Choice(&'static [&'static str]),
    /// Yes or no.
    YesNo,
    /// How long it took, in whole minutes, of at most a day.
    Minutes,
    /// An amount of money, above zero.
    Amount,
    /// What the amount is in: a code of ISO 4217.
    Currency,
    /// A day of the calendar, as `2026-11-23`.
    Day,
}

/// The longest line, in characters.
pub const LINE_CHARS_MAX: usize = 200;
/// How long ago it happened at most; as for what programs tell.
const AGO_MAX: Span = Span::DAY.times(30 * 365);

/// Properties that any event may carry as a line: what funnels break down by, and what the catalogue
/// of contents says. No form asks for them.
pub const COMMON: [&str; 10] = [
    "campaign",
    "content",
    "format",
    "page",
    "segment",
    "cta",
    "message",
    "topic",
    "product",
    "journey_stage",
];

const CALLS: Kind = Kind::Word(&["phone", "whatsapp"]);
const MESSAGES: Kind =
    Kind::Word(&["whatsapp", "sms", "chat", "linkedin", "instagram", "facebook", "telegram"]);
const NETWORKS: Kind =
    Kind::Word(&["linkedin", "instagram", "facebook", "x", "youtube", "tiktok", "other"]);
const ENGAGED: Kind =
    Kind::Choice(&["comment", "like", "share", "follow", "mention", "connection"]);
const MEETINGS: Kind = Kind::Choice(&["video", "visit", "call", "demo"]);
const VISITS: Kind = Kind::Choice(&["talked", "booked", "no_show", "already_customer"]);

/// What can be written down, theirs first.
pub const MANUAL: [Manual; 18] = [
    noted(
        "met_at_event",
        &[
            of("event_name", Kind::Line),
            of("interest", Kind::Line),
            of("budget", Kind::Line),
            of("timeframe", Kind::Line),
            of("wants_demo", Kind::YesNo),
        ],
    ),
    said("call_received", &[of("channel", CALLS), of("minutes", Kind::Minutes)]),
    said("message_received", &[of("channel", MESSAGES)]),
    noted("email_replied", &[of("mail", Kind::Line), of("question", Kind::YesNo)]),
    noted("social_engaged", &[of("network", NETWORKS), of("kind", ENGAGED)]),
    noted("content_downloaded", &[of("asset", Kind::Line)]),
    noted("webinar_attended", &[of("asset", Kind::Line), of("minutes", Kind::Minutes)]),
    noted("demo_requested", PRODUCT),
    noted("quote_requested", PRODUCT),
    noted("sample_requested", PRODUCT),
    noted("meeting_held", &[of("kind", MEETINGS)]),
    noted("visit_made", &[of("outcome", VISITS), of("minutes", Kind::Minutes)]),
    noted("demo_given", PRODUCT),
    noted("sample_sent", PRODUCT),
    noted("material_sent", &[of("asset", Kind::Line), of("product", Kind::Line)]),
    noted("reference_given", &[of("asset", Kind::Line), of("product", Kind::Line)]),
    noted(
        "proposal_sent",
        &[
            of("amount", Kind::Amount),
            of("currency", Kind::Currency),
            of("product", Kind::Line),
            of("expires", Kind::Day),
        ],
    ),
    noted("proposal_seen", PRODUCT),
];

const PRODUCT: &[Property] = &[of("product", Kind::Line)];

const fn of(id: &'static str, kind: Kind) -> Property {
    Property { id, kind }
}

/// An event beside which a note is kept.
const fn noted(name: &'static str, properties: &'static [Property]) -> Manual {
    Manual { name, properties, words: "notes" }
}

/// An event that is words itself.
const fn said(name: &'static str, properties: &'static [Property]) -> Manual {
    Manual { name, properties, words: "text" }
}

impl Manual {
    /// The one with a name.
    #[must_use]
    pub fn named(name: &str) -> Option<&'static Manual> {
        MANUAL.iter().find(|manual| manual.name == name)
    }

    /// What a property of it is.
    #[must_use]
    pub fn kind_of(&self, id: &str) -> Option<Kind> {
        let own = self.properties.iter().find(|property| property.id == id);
        own.map(|property| property.kind).or_else(|| COMMON.contains(&id).then_some(Kind::Line))
    }
}

/// What somebody saw of a contact.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Seen {
    /// The event's name.
    pub name: String,
    /// When; now where left out.
    pub at: Option<Timestamp>,
    /// What is said of it, as it was typed or told; an empty one says nothing.
    pub properties: Vec<(String, Value)>,
    /// What was seen or said, in their words: why it is written down.
    pub why: String,
}

/// Where something is written down.
#[derive(Debug, Clone, Copy)]
pub struct Desk<'a> {
    /// The workspace's country, ISO 3166: by its marks amounts are read.
    pub country: &'a str,
    /// The agreement's currency, in which an amount is that names none.
    pub currency: Option<&'a str>,
    /// The present moment.
    pub now: Timestamp,
}

/// What of it cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrong {
    /// Which part.
    pub part: Part,
    /// What is wrong with it and what to do.
    pub said: Said,
}

/// A part of what is written down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// Its name.
    Name,
    /// When it was.
    At,
    /// A property.
    Property(String),
    /// The words.
    Why,
}

impl Seen {
    /// The deed that tells of it.
    ///
    /// # Errors
    ///
    /// It is nothing that is written down by hand, it is of a time to come or of long ago, or one of
    /// its properties is not what it should be.
    pub fn deed(self, desk: &Desk<'_>) -> Result<Deed, Wrong> {
        let manual = Manual::named(&self.name).ok_or_else(|| no_event(&self.name))?;
        if let Some(at) = self.at {
            check_moment(at, desk.now)?;
        }
        let mut properties: Vec<(String, Value)> = Vec::new();
        for (id, value) in self.properties {
            let kind = manual.kind_of(&id).ok_or_else(|| no_property(manual, &id))?;
            let read = values::read(kind, &value, desk.country);
            let read = read.map_err(|said| Wrong { part: Part::Property(id.clone()), said })?;
            if let Some(value) = read {
                properties.retain(|(known, _)| *known != id);
                properties.push((id, value));
            }
        }
        in_its_currency(&mut properties, desk);
        let why = self.why.trim();
        if why.chars().count() > TEXT_MAX {
            let said = Said::new(
                format!("un texto tiene como mucho {TEXT_MAX} caracteres; hay que acortarlo"),
                format!("a text has at most {TEXT_MAX} characters; shorten it"),
            );
            return Err(Wrong { part: Part::Why, said });
        }
        if !why.is_empty() {
            properties.push((manual.words.to_owned(), Value::text(why)));
        }
        Ok(Deed::Happened { name: self.name, at: self.at, properties })
    }
}

/// What an event that people write down by hand says of itself, in the order in which it is asked;
/// nothing of other events.
#[must_use]
pub fn said_of(act: &Act) -> Vec<(&str, &Value)> {
    let Act::Happened { name, properties } = act else { return Vec::new() };
    let Some(manual) = Manual::named(name) else { return Vec::new() };
    let asked = manual.properties.iter().filter_map(|asked| {
        let (id, value) = properties.iter().find(|(id, _)| id == asked.id)?;
        value.is_present().then_some((id.as_str(), value))
    });
    asked.collect()
}

/// An amount is in some currency, and a currency without an amount says nothing.
fn in_its_currency(properties: &mut Vec<(String, Value)>, desk: &Desk<'_>) {
    let has = |id: &str| properties.iter().any(|(known, _)| known == id);
    match (has("amount"), has("currency"), desk.currency) {
        (true, false, Some(currency)) => {
            properties.push(("currency".to_owned(), Value::text(currency)));
        }
        (false, true, _) => properties.retain(|(id, _)| id != "currency"),
        _ => {}
    }
}

fn no_event(name: &str) -> Wrong {
    let known = MANUAL.map(|manual| manual.name).join(", ");
    Wrong {
        part: Part::Name,
        said: Said::new(
            format!("«{name}» no se apunta a mano; se apuntan {known}"),
            format!("«{name}» is not written down by hand; these are: {known}"),
        ),
    }
}

fn no_property(manual: &Manual, id: &str) -> Wrong {
    let name = manual.name;
    let own = manual.properties.iter().map(|property| property.id);
    let common = COMMON.into_iter().filter(|id| own.clone().all(|own| own != *id));
    let known = own.clone().chain(common).collect::<Vec<&str>>().join(", ");
    Wrong {
        part: Part::Property(id.to_owned()),
        said: Said::new(
            format!("no es nada que diga {name}; dice {known}"),
            format!("it is nothing that {name} says; it says {known}"),
        ),
    }
}

fn check_moment(at: Timestamp, now: Timestamp) -> Result<(), Wrong> {
    let said = if now < at {
        Said::new(
            "todavía no ha pasado; para lo que está por venir se planea una tarea o una cita",
            "it has not happened yet; for what is to come, plan a task or a meeting",
        )
    } else if at < now - AGO_MAX {
        Said::new(
            "fue hace más de treinta años; hay que revisar el año",
            "it was more than thirty years ago; check the year",
        )
    } else {
        return Ok(());
    };
    Err(Wrong { part: Part::At, said })
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;

    use super::*;

    const NOW: i64 = 1_795_428_000_000_000;

    fn deed(name: &str, properties: &[(&str, Value)], country: &str) -> Result<String, Wrong> {
        let seen = Seen {
            name: name.to_owned(),
            properties: properties.iter().map(|(id, v)| ((*id).to_owned(), v.clone())).collect(),
            ..Seen::default()
        };
        let now = Timestamp::from_micros(NOW);
        let deed = seen.deed(&Desk { country, currency: Some("EUR"), now })?;
        let Deed::Happened { properties, .. } = deed else { panic!("{deed:?}") };
        Ok(Value::Map(properties).to_json().to_string())
    }

    fn text(value: &str) -> Value {
        Value::text(value)
    }

    #[test]
    fn an_amount_is_read_as_its_country_writes_it_and_is_in_some_currency() {
        let sent =
            |amount: Value, country: &str| deed("proposal_sent", &[("amount", amount)], country);
        for (amount, country, is) in [
            ("12.500", "ES", "12500"),
            ("12.500,50 €", "ES", "12500.5"),
            ("12,500.50", "MX", "12500.5"),
            ("12500.50", "ES", "12500.5"),
        ] {
            let expected = format!("{{\"amount\":{is},\"currency\":\"EUR\"}}");
            assert_eq!(sent(text(amount), country), Ok(expected), "{amount}");
        }
        let number = Value::Number("12500.50".parse().unwrap());
        let expected = "{\"amount\":12500.5,\"currency\":\"EUR\"}";
        assert_eq!(sent(number, "ES").as_deref(), Ok(expected));
        for amount in ["mucho", "0", "-5", "9999999999999"] {
            let wrong = sent(text(amount), "ES").unwrap_err();
            assert_eq!(wrong.part, Part::Property("amount".to_owned()), "{amount}");
        }
        let dollars = [("amount", text("10")), ("currency", text("usd"))];
        let expected = "{\"amount\":10,\"currency\":\"USD\"}";
        assert_eq!(deed("proposal_sent", &dollars, "ES").as_deref(), Ok(expected));
        // The form proposes a currency before anybody gives an amount.
        let bare = [("amount", text(" ")), ("currency", text("EUR"))];
        assert_eq!(deed("proposal_sent", &bare, "ES").as_deref(), Ok("{}"));
    }

    #[test]
    fn each_property_is_of_its_kind_and_of_its_event() {
        let good = [
            ("social_engaged", "kind", text("comment")),
            ("social_engaged", "network", text("mastodon")),
            ("met_at_event", "wants_demo", text("sí")),
            ("met_at_event", "wants_demo", Value::Bool(false)),
            ("met_at_event", "campaign", text("Feria")),
            ("visit_made", "minutes", text("45")),
            ("proposal_sent", "expires", text("2026-12-31")),
        ];
        for (name, id, value) in good {
            let said = deed(name, &[(id, value.clone())], "ES").unwrap();
            assert!(said.contains(id), "{name} {id} {value:?}: {said}");
        }
        let wrong = [
            ("social_engaged", "kind", text("comentario")),
            ("social_engaged", "network", text("La Red")),
            ("met_at_event", "wants_demo", text("quizá")),
            ("met_at_event", "amount", text("10")),
            ("met_at_event", "interest", text(&"x".repeat(LINE_CHARS_MAX + 1))),
            ("met_at_event", "interest", Value::List(vec![text("a")])),
            ("visit_made", "minutes", text("1.5")),
            ("visit_made", "minutes", Value::Number(Decimal::from(1441))),
            ("proposal_sent", "expires", text("31/12/2026")),
            ("proposal_sent", "expires", text("2026-02-30")),
            ("proposal_sent", "currency", text("euros")),
        ];
        for (name, id, value) in wrong {
            let wrong = deed(name, &[(id, value.clone())], "ES").unwrap_err();
            assert_eq!(wrong.part, Part::Property(id.to_owned()), "{name} {id} {value:?}");
        }
        assert_eq!(deed("won", &[], "ES").unwrap_err().part, Part::Name);
    }

    #[test]
    fn what_is_to_come_has_not_happened() {
        let now = Timestamp::from_micros(NOW);
        let at = |at: Timestamp| {
            let seen = Seen { name: "demo_given".to_owned(), at: Some(at), ..Seen::default() };
            seen.deed(&Desk { country: "ES", currency: None, now }).map_err(|wrong| wrong.part)
        };
        assert!(at(now).is_ok());
        assert!(at(now - Span::DAY.times(365)).is_ok());
        assert_eq!(at(now + Span::SECOND), Err(Part::At));
        assert_eq!(at(now - Span::DAY.times(31 * 365)), Err(Part::At));
    }
}
