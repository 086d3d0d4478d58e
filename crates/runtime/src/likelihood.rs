//! How likely it is that a person did something, and what speaks against it.
//!
//! It is worked out on the way in from named signals and written into the event's row, so that no
//! other release of the program judges the past otherwise; people revise it (`crate::verdicts`).
//! Which signal is there is decided where what came is read (`web::ingest::robots`,
//! `crate::writer`), not here.

use std::fmt;

use engine::contact::mails::MACHINE_LIKELIHOOD_MAX;
use store::workspace::rows::EventRow;

use crate::card::{APPLIED, ASIDE};

/// What speaks for a machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Signal {
    /// Somebody here said that a machine did it.
    Judged,
    /// Somebody here said that a person did it.
    JudgedPerson,
    /// The program calls itself one that reads the web.
    Crawler,
    /// A link was followed that nobody sees.
    MailTrap,
    /// A browser that nobody sits before.
    Headless,
    /// The program is one that looks at mails and links before people do.
    MailGateway,
    /// Several links of a mail were followed within seconds.
    MailBurst,
    /// The program is one that fetches by itself.
    Script,
    /// It was fetched ahead of anybody looking.
    Prefetch,
    /// A field was filled in that nobody sees.
    Honeypot,
    /// A reply that a program wrote.
    AutoReply,
    /// The server of messages says it, not the person.
    MessageServer,
    /// The server of mail fetched the pictures, read or not, as Apple's does.
    MailProxy,
    /// Only the head was asked for, as scanners of links do.
    HeadRequest,
    /// A mail was opened within two seconds of being sent.
    MailAtOnce,
    /// Several people of one domain opened mail in the same second.
    MailTogether,
    /// A form was sent sooner than anybody fills one in.
    TooFast,
    /// A form was sent that was never opened.
    NeverOpened,
    /// A mail was opened within five seconds of being sent.
    MailSoon,
    /// The program does not say which language is read, as every browser does.
    NoLanguage,
    /// A server fetched the picture for somebody who reads, as Google's and Yahoo's do.
    ImageProxy,
}

/// Each with its id and how surely it is a machine, in hundredths, where nothing else is known.
///
/// Sources: what serious tools take for sure and what only for a hint (the header lists of mail
/// providers, of Apple's privacy protection and of the makers of scanners); the figures are Criba's
/// own, set so that each strong signal decides by itself and a weak one only together with another.
const SIGNALS: [(Signal, &str, u8); 21] = [
    (Signal::Judged, "judged", 100),
    (Signal::JudgedPerson, "judged_person", 0),
    (Signal::Crawler, "crawler", 99),
    (Signal::MailTrap, "mail_trap", 99),
    (Signal::Headless, "headless", 98),
    (Signal::MailGateway, "mail_gateway", 97),
    (Signal::MailBurst, "mail_burst", 97),
    (Signal::Script, "script", 95),
    (Signal::Prefetch, "prefetch", 95),
    (Signal::Honeypot, "honeypot", 95),
    (Signal::AutoReply, "auto_reply", 95),
    (Signal::MessageServer, "message_server", 95),
    (Signal::MailProxy, "mail_proxy", 90),
    (Signal::HeadRequest, "head_request", 90),
    (Signal::MailAtOnce, "mail_at_once", 85),
    (Signal::MailTogether, "mail_together", 85),
    (Signal::TooFast, "too_fast", 80),
    (Signal::NeverOpened, "never_opened", 70),
    (Signal::MailSoon, "mail_soon", 45),
    (Signal::NoLanguage, "no_language", 40),
    (Signal::ImageProxy, "image_proxy", 10),
];

impl Signal {
    fn row(self) -> (Signal, &'static str, u8) {
        let row = SIGNALS.into_iter().find(|(signal, ..)| *signal == self);
        row.unwrap_or((self, "", 0))
    }

    /// The id by which rows, pages and programs know it.
    #[must_use]
    pub fn id(self) -> &'static str {
        self.row().1
    }

    /// The signal with an id.
    #[must_use]
    pub fn with_id(id: &str) -> Option<Signal> {
        SIGNALS.into_iter().find(|(_, known, _)| *known == id).map(|(signal, ..)| signal)
    }
}

/// How likely it is that a person did something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Human {
    /// From 0, a machine for sure, to 100, where nothing speaks for one.
    pub likelihood: u8,
    /// What speaks for a machine, the strongest first.
    pub signals: Vec<Signal>,
}

impl Default for Human {
    fn default() -> Human {
        Human { likelihood: 100, signals: Vec::new() }
    }
}

impl Human {
    /// What signals come to: each leaves of the likelihood what it does not take for a machine's.
    #[must_use]
    pub fn with(signals: impl IntoIterator<Item = Signal>) -> Human {
        let mut signals: Vec<Signal> = signals.into_iter().collect();
        signals.sort_unstable();
        signals.dedup();
        let left = signals
            .iter()
            .fold(100, |left: u32, signal| left * (100 - u32::from(signal.row().2)) / 100);
        Human { likelihood: u8::try_from(left).unwrap_or_default(), signals }
    }

    /// The same where another thing speaks against a person.
    #[must_use]
    pub fn and(&self, signal: Signal) -> Human {
        Human::with(self.signals.iter().copied().chain([signal]))
    }

    /// Whether it counts as a person's doing: more likely so than not.
    #[must_use]
    pub fn is_person(&self) -> bool {
        i64::from(self.likelihood) > MACHINE_LIKELIHOOD_MAX
    }

    /// Whether people here said who it was, so that no signal does.
    #[must_use]
    pub fn is_judged(&self) -> bool {
        self.signals.iter().any(|signal| matches!(signal, Signal::Judged | Signal::JudgedPerson))
    }

    /// The outcome of an event that nothing else speaks against, as the log keeps it.
    pub(crate) fn outcome(&self) -> String {
        match (self.is_person(), self.signals.is_empty()) {
            (true, true) => APPLIED.to_owned(),
            (true, false) => format!("{DOUBTED}{self}"),
            (false, _) => format!("{ASIDE}{self}"),
        }
    }

    /// What was judged of an event of the log when it came in; `None` where it is kept for another
    /// reason or was refused. Rows of before the likelihood say yes or no: 0 or 100.
    #[must_use]
    pub fn of(row: &EventRow) -> Option<Human> {
        if row.outcome == APPLIED {
            return Some(Human::default());
        }
        let prefixes = [DOUBTED, ASIDE];
        let told = prefixes.iter().find_map(|prefix| row.outcome.strip_prefix(prefix))?;
        let mut words = told.split(' ').peekable();
        let likelihood = words.peek().and_then(|word| word.parse().ok());
        if likelihood.is_some() {
            words.next();
        }
        let signals: Vec<Signal> = words.filter_map(Signal::with_id).collect();
        match likelihood {
            Some(likelihood) => Some(Human { likelihood, signals }),
            None if signals.is_empty() => None,
            None => Some(Human { likelihood: 0, signals }),
        }
    }
}

impl fmt::Display for Human {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.likelihood)?;
        self.signals.iter().try_for_each(|signal| write!(f, " {}", signal.id()))
    }
}

/// What the outcome of an event begins with that counts although something speaks against a person.
const DOUBTED: &str = "applied: ";

/// Whether an event counts, however surely.
#[must_use]
pub fn is_applied(row: &EventRow) -> bool {
    row.outcome == APPLIED || row.outcome.starts_with(DOUBTED)
}

/// Why an event is only kept, by its id: the strongest signal, or another reason.
#[must_use]
pub fn why_aside(row: &EventRow) -> Option<&str> {
    let told = row.outcome.strip_prefix(ASIDE)?;
    let (first, rest) = told.split_once(' ').unwrap_or((told, ""));
    match first.parse::<u8>() {
        Ok(_) => rest.split(' ').next(),
        Err(_) => Some(first),
    }
}

/// The outcome of an event for programs: `applied`, `aside: ` and why by its id, or why it was
/// refused.
#[must_use]
pub fn outcome(row: &EventRow) -> String {
    match why_aside(row) {
        Some(why) => format!("{ASIDE}{why}"),
        None if is_applied(row) => APPLIED.to_owned(),
        None => row.outcome.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_strong_signal_decides_and_a_weak_one_only_with_another() {
        for (signal, id, weight) in SIGNALS {
            assert_eq!(Signal::with_id(id), Some(signal));
            assert_eq!(u32::from(Human::with([signal]).likelihood), 100 - u32::from(weight));
        }
        assert!(!Human::with([Signal::NeverOpened]).is_person());
        let soon = Human::with([Signal::MailSoon]);
        assert_eq!((soon.likelihood, soon.is_person()), (55, true));
        let both = soon.and(Signal::NoLanguage);
        assert_eq!((both.likelihood, both.is_person()), (33, false));
        // Said twice it is no surer, and the order is always the same.
        assert_eq!(both.and(Signal::NoLanguage), both);
        assert_eq!(Human::with([Signal::NoLanguage]).and(Signal::MailSoon), both);
    }
}
