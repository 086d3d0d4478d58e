//! What happened with one contact of the sample, told as it would come in.

use std::sync::Arc;

use engine::agreement::condition::Whose;
use engine::agreement::funnel::SideName;
use engine::agreement::sealed::Agreement;
use engine::event::{Act, Actor, Fact, Origin};
use engine::time::{Span, Timestamp};
use engine::value::Value;
use engine::working::WorkingTime;
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use store::ids::ContactId;

use crate::acts::SOURCE;
use crate::writer::{Came, Intake, Whom};

/// Moments as they lie before the present.
#[derive(Debug)]
pub(super) struct Moments {
    pub(super) now: Timestamp,
    zone: TimeZone,
    working: WorkingTime,
}

impl Moments {
    pub(super) fn of(agreement: &Agreement, now: Timestamp) -> Moments {
        let working = crate::cadence::working_time(agreement, None);
        Moments { now, zone: agreement.time_zone().clone(), working }
    }

    fn today(&self) -> Date {
        self.zone.to_datetime(self.now.to_jiff()).date()
    }

    /// A time of day so many days ago, or to come where that is negative. Never later than the
    /// present unless it is a day to come.
    pub(super) fn days_ago(&self, days: i64, hour: i8, minute: i8) -> Timestamp {
        let span = jiff::Span::new().try_days(days).unwrap_or_default();
        let day = self.today().checked_sub(span).unwrap_or(self.today());
        let local = day.to_datetime(Time::new(hour, minute, 0, 0).unwrap_or(Time::midnight()));
        let moment = self.zone.to_timestamp(local).map_or(self.now, Timestamp::from_jiff);
        if days < 0 { moment } else { moment.min(self.now - Span::MINUTE) }
    }

    /// The same, and before something else: on a Monday the last that was done may lie days back.
    pub(super) fn before(&self, what: Timestamp, days: i64, hour: i8, minute: i8) -> Timestamp {
        let apart = Span::MINUTE.times(15 * (days + 1));
        self.days_ago(days, hour, minute).min(what - apart)
    }

    /// The moment since which so many minutes were worked.
    pub(super) fn worked_ago(&self, minutes: i64) -> Timestamp {
        let wanted = Span::MINUTE.times(minutes);
        let (mut early, mut late) = (self.now - Span::DAY.times(20), self.now);
        // Halving twenty days forty-one times is less than a microsecond.
        for _ in 0..41 {
            let middle = early + Span::from_micros((late - early).micros() / 2);
            if wanted <= self.working.between(middle, self.now) {
                early = middle;
            } else {
                late = middle;
            }
        }
        early
    }

    /// The working time that has passed since a moment when so many minutes of it are over.
    pub(super) fn worked_after(&self, from: Timestamp, minutes: i64) -> Timestamp {
        let count = u32::try_from(minutes).unwrap_or_default();
        let unit = engine::agreement::hours::TermUnit::Minute;
        let after = self.working.after(from, engine::agreement::hours::Term { count, unit });
        after.min(self.now - Span::MINUTE)
    }

    /// So many minutes from now, less where the day would be over by then.
    pub(super) fn later_today(&self, minutes: i64) -> Timestamp {
        let tomorrow = self.today().tomorrow().unwrap_or(self.today());
        let midnight = self.zone.to_timestamp(tomorrow.to_datetime(Time::midnight()));
        let left = midnight.map_or(Span::HOUR, |end| Timestamp::from_jiff(end) - self.now);
        // The last that is planned for today lies in less than five hours.
        let share = left.micros() / 300 * minutes;
        self.now + Span::from_micros(share.min(Span::MINUTE.times(minutes).micros()))
    }

    /// So many minutes before now, less where the day had not begun.
    pub(super) fn earlier_today(&self, minutes: i64) -> Timestamp {
        let midnight = self.zone.to_timestamp(self.today().to_datetime(Time::midnight()));
        let gone = midnight.map_or(Span::HOUR, |start| self.now - Timestamp::from_jiff(start));
        let share = gone.micros() / 240 * minutes;
        self.now - Span::from_micros(share.min(Span::MINUTE.times(minutes).micros()))
    }
}

/// A contact and what happened with it.
#[derive(Debug)]
pub(super) struct Story {
    id: ContactId,
    told: Vec<Intake>,
    /// Where what they do comes in: the site, unless something else told of it.
    source: &'static str,
}

/// The company's own site.
pub(super) const SITE: &str = "sitio";

/// A colleague of the sample, with the side they are on.
pub(super) type By = (&'static str, SideName);

pub(super) const DANIELA: By = ("daniela@cargavia.example", SideName::Sales);
pub(super) const LUCIA: By = ("lucia@cargavia.example", SideName::Marketing);

impl Story {
    /// A contact with an id of chance.
    pub(super) fn new(bits: (u64, u64)) -> Story {
        // A UUID of version 8: its bits are ours.
        let high = (bits.0 & !0xf000) | 0x8000;
        let low = (bits.1 & (u64::MAX >> 2)) | (1 << 63);
        let text = format!("{high:016x}{low:016x}");
        let id = text.parse().unwrap_or_else(|_| ContactId::make());
        Story { id, told: Vec::new(), source: SITE }
    }

    /// What they do from here on comes in by another source.
    pub(super) fn comes_by(&mut self, source: &'static str) {
        self.source = source;
    }

    /// The story as the writer takes it.
    pub(super) fn told(self) -> Vec<Intake> {
        self.told
    }

    /// Something that they did, with its properties.
    pub(super) fn did(&mut self, at: Timestamp, name: &str, properties: &[(&str, &str)]) {
        self.did_and_said(at, name, properties, Vec::new());
    }

    /// Something that they did and said about themselves.
    pub(super) fn did_and_said(
        &mut self,
        at: Timestamp,
        name: &str,
        properties: &[(&str, &str)],
        facts: Vec<Fact>,
    ) {
        let act = happened(name, properties);
        self.add(at, self.source, act, facts, None);
    }

    /// Looked at a page of the site.
    pub(super) fn saw(&mut self, at: Timestamp, path: &str, title: &str) {
        let act = happened("page", &[("path", path), ("title", title)]);
        self.add(at, SITE, act, Vec::new(), None);
    }

    /// Gave consent to purposes, with how it is known.
    pub(super) fn consented(&mut self, at: Timestamp, purposes: &[&str], evidence: &str) {
        for purpose in purposes {
            let id = format!("consent_{purpose}_evidence");
            let fact = said(Whose::Person, &id, evidence);
            let act = Act::ConsentGiven { purpose: (*purpose).to_owned() };
            self.add(at, self.source, act, vec![fact], None);
        }
    }

    /// Took consent back.
    pub(super) fn withdrew(&mut self, at: Timestamp, purpose: &str, evidence: &str) {
        let fact = said(Whose::Person, &format!("consent_{purpose}_evidence"), evidence);
        let act = Act::ConsentWithdrawn { purpose: purpose.to_owned() };
        self.add(at, self.source, act, vec![fact], None);
    }

    /// Given to a colleague.
    pub(super) fn assigned(&mut self, at: Timestamp, to: By) {
        self.add(at, "reparto", happened("handoff_assigned", &[("to", to.0)]), Vec::new(), None);
    }

    /// A colleague did something: a call, a note.
    pub(super) fn we_did(
        &mut self,
        at: Timestamp,
        by: By,
        name: &str,
        properties: &[(&str, &str)],
        next: Option<(Timestamp, &str)>,
    ) {
        let next_at = next.map(|(at, _)| at.to_string());
        let mut properties = properties.to_vec();
        if let (Some(at), Some((_, what))) = (&next_at, next) {
            properties.push(("next_at", at));
            properties.push(("next_what", what));
        }
        self.add(at, SOURCE, happened(name, &properties), Vec::new(), Some(by));
    }

    /// A colleague moved it to a stage.
    pub(super) fn moved(&mut self, at: Timestamp, by: By, to: &str) {
        let act = Act::Moved {
            line: "main".to_owned(),
            to: to.to_owned(),
            by: actor(by),
            evidence: None,
        };
        self.add(at, SOURCE, act, Vec::new(), Some(by));
    }

    /// A colleague said no.
    pub(super) fn declined(&mut self, at: Timestamp, by: By, reason: &str, note: &str) {
        let act = Act::Declined {
            line: "main".to_owned(),
            reason: reason.to_owned(),
            by: actor(by),
            until: None,
            note: (!note.is_empty()).then(|| note.to_owned()),
        };
        self.add(at, SOURCE, act, Vec::new(), Some(by));
    }

    fn add(&mut self, at: Timestamp, source: &str, act: Act, facts: Vec<Fact>, by: Option<By>) {
        // What is told at one moment keeps the order in which it was told.
        let last = self.told.last().and_then(|told| told.at).unwrap_or(Timestamp::MIN);
        let at = at.max(last + Span::from_micros(1));
        self.told.push(Intake {
            whom: Whom::Made(self.id),
            at: Some(at),
            known_at: Some(at),
            source: Arc::from(source),
            message_id: format!("{}.{}", self.id, self.told.len()).into(),
            act,
            facts,
            who: by.map(|(email, _)| email.to_owned()),
            batch: None,
            came: Came::default(),
        });
    }
}

fn actor((name, side): By) -> Actor {
    Actor { name: name.to_owned(), side: Some(side) }
}

fn happened(name: &str, properties: &[(&str, &str)]) -> Act {
    let value = |text: &str| match text {
        "true" => Value::Bool(true),
        text => Value::text(text),
    };
    let properties = properties.iter().map(|(id, text)| ((*id).to_owned(), value(text)));
    Act::Happened { name: name.to_owned(), properties: properties.collect() }
}

/// A value that they said.
pub(super) fn said(of: Whose, id: &str, text: &str) -> Fact {
    Fact { of, id: id.to_owned(), value: Value::text(text), origin: Origin::Said }
}
