//! What Hoy and a contact's page both show of somebody: how to reach them, why they stand where
//! they stand, what is not known yet.

use engine::agreement::condition::Whose;
use engine::agreement::sentences::clock_name;
use engine::contact::consents::is_of_calls;
use engine::contact::standing::State;
use engine::event::Origin;
use engine::judge::Scene;
use engine::score::ledger::{LedgerLine, ScoreLedger, Traits, ledger};
use engine::time::{Span, Timestamp};
use import::values::phones;
use jiff::tz::TimeZone;
use runtime::cadence;
use runtime::card::Blocked;
use runtime::local_time::{country_of, zone_of};
use runtime::treatment::Treatment;
use runtime::writer::Saw;
use store::ids::ContactId;

use super::asks::Ask;
use super::coming::Coming;
use crate::layout::{Bars, Steps, stage_steps};
use crate::words::Words;

/// Somebody as a page shows them.
#[derive(Debug, Clone)]
pub(crate) struct Sheet {
    pub(crate) id: ContactId,
    pub(crate) name: String,
    pub(crate) job_title: String,
    pub(crate) company: String,
    /// By which people of the same company are found.
    pub(crate) company_key: String,
    /// What they are greeted by; empty where no name is known.
    pub(crate) first_name: String,
    /// How they alone are addressed, where that was said.
    pub(crate) treatment: Option<Treatment>,
    pub(crate) city: String,
    /// "allá son las 09:42", where their clock is another than the reader's.
    pub(crate) there: Option<String>,
    /// That it is no hour to call there, and when it is proposed.
    pub(crate) asleep: Option<String>,
    pub(crate) reach: Reach,
    /// What comes next.
    pub(crate) coming: Option<Coming>,
    pub(crate) stage: String,
    /// What it is in words, where it is called by initials.
    pub(crate) stage_spelled: Option<String>,
    pub(crate) stage_id: String,
    pub(crate) steps: Steps,
    /// "En nutrición hasta el …", "Descartado: …"; `None` where it is in play.
    pub(crate) aside: Option<String>,
    pub(crate) bars: Bars,
    pub(crate) total: i64,
    pub(crate) grade: Option<String>,
    pub(crate) fit: Score,
    pub(crate) engagement: Score,
    /// The lines that say most, of both scores, the most points first.
    pub(crate) reasons: Vec<Reason>,
    /// How many lines there are in all.
    pub(crate) reasons_count: usize,
    /// What to ask, where the page does: [`super::asks::asks`] fills it in.
    pub(crate) asks: Vec<Ask>,
    pub(crate) owner: String,
    /// The version that judges.
    pub(crate) version: u32,
}

/// How somebody can be reached.
#[derive(Debug, Clone, Default)]
pub(crate) struct Reach {
    /// In E.164; empty where none is known.
    pub(crate) phone: String,
    /// As people write it.
    pub(crate) phone_shown: String,
    /// Digits for a link to WhatsApp; empty where no number of theirs can have it.
    pub(crate) whatsapp: String,
    pub(crate) email: String,
    /// Why they may not be called.
    pub(crate) blocked: Option<String>,
    /// Whether they said no to mails, and to WhatsApp.
    pub(crate) is_mail_refused: bool,
    pub(crate) is_whatsapp_refused: bool,
}

/// A score with its lines.
#[derive(Debug, Clone)]
pub(crate) struct Score {
    pub(crate) value: i64,
    pub(crate) cap: Option<i64>,
    pub(crate) lines: Vec<Reason>,
}

/// A line of a score in words.
#[derive(Debug, Clone)]
pub(crate) struct Reason {
    /// With its sign.
    pub(crate) points: String,
    /// `pf` for fit, `pi` for interest, `pn` for what takes away.
    pub(crate) class: &'static str,
    pub(crate) because: String,
    /// Caps, fading and repetition, in small.
    pub(crate) note: Option<String>,
    /// Where or when it comes from.
    pub(crate) whence: String,
    /// The clause that says so.
    pub(crate) clause: Option<String>,
    /// The rule's id.
    pub(crate) rule: String,
    /// The events behind it, by their places in the log.
    pub(crate) events: Vec<u64>,
    /// The event that where it comes from is: the latest behind it, or what told its value.
    pub(crate) event: Option<u64>,
    /// The values that it looked at.
    pub(crate) traits: Traits,
    /// Its weight, for sorting.
    pub(crate) weight: i64,
}

/// Lines shown where there is little room.
const REASONS_SHOWN: usize = 5;

impl Sheet {
    /// Somebody as the writer saw them.
    pub(crate) fn of(saw: &Saw, w: &Words) -> Sheet {
        let agreement = &saw.agreement;
        let contact = &saw.card.contact;
        let scene = Scene::new(agreement, contact, 0, saw.now);
        let text = |of: Whose, id: &str| {
            contact
                .profile
                .at(of, id, saw.now)
                .map(|held| held.value.to_string())
                .unwrap_or_default()
        };
        let person = |id: &str| text(Whose::Person, id);
        let first = |ids: &[&str]| {
            ids.iter().map(|id| person(id)).find(|text| !text.is_empty()).unwrap_or_default()
        };
        let columns = runtime::card::columns(agreement, &saw.card, saw.now);
        let city = person("city");
        let zone = zone_of(&country_of(agreement, contact, saw.now), &city, &person("postal_code"));
        let ledger = ledger(&scene);
        let (fit, engagement) =
            (score(&ledger.fit, "pf", saw, w), score(&ledger.engagement, "pi", saw, w));
        let mut reasons: Vec<Reason> = fit.lines.iter().chain(&engagement.lines).cloned().collect();
        reasons.retain(|reason| reason.clause.is_some());
        let reasons_count = reasons.len();
        reasons.sort_by_key(|reason| std::cmp::Reverse(reason.weight.abs()));
        reasons.truncate(REASONS_SHOWN);
        let standing = contact.standings.first();
        let stage_id = standing.map(|standing| standing.stage.clone()).unwrap_or_default();
        let most =
            fit.cap.unwrap_or(fit.value.max(1)) + engagement.cap.unwrap_or(engagement.value.max(1));
        let reach = reach(&first(&["mobile", "phone"]), &person("email"), saw, w);
        let aside = standing.and_then(|standing| aside(saw, &standing.state, w));
        let is_proposed = reach.blocked.is_none() && aside.is_none();
        Sheet {
            id: saw.id,
            name: columns.as_ref().map(|columns| columns.name.clone()).unwrap_or_default(),
            company_key: columns.as_ref().map(|c| c.company_key.clone()).unwrap_or_default(),
            company: columns.map(|columns| columns.company).unwrap_or_default(),
            job_title: person("job_title"),
            asleep: asleep(saw, zone.as_ref(), &city, is_proposed, w),
            there: zone.and_then(|zone| there(&zone, saw.now, w)),
            reach,
            coming: Coming::of(saw, w),
            treatment: Treatment::of_contact(saw),
            first_name: first(&["first_name", "name"]),
            stage: w.stage(&agreement.document, &stage_id),
            stage_spelled: w.stage_spelled(&agreement.document, &stage_id),
            steps: stage_steps(agreement, &stage_id),
            aside,
            bars: Bars {
                fit: fit.value,
                engagement: engagement.value,
                most,
                threshold: agreement.threshold(),
            },
            total: fit.value + engagement.value,
            grade: scene.grade(),
            asks: Vec::new(),
            owner: saw.card.desk.owner.clone().unwrap_or_default(),
            version: agreement.version,
            fit,
            engagement,
            reasons,
            reasons_count,
            stage_id,
            city,
        }
    }

    /// What comes next, where it is planned and not only proposed.
    pub(crate) fn planned(&self) -> Option<&Coming> {
        self.coming.as_ref().filter(|coming| coming.planned.is_some())
    }

    /// When that is.
    pub(crate) fn planned_at(&self) -> Option<Timestamp> {
        self.planned().and_then(Coming::at)
    }

    /// "Perfil 38 de 50, interés 40 de 50, umbral 60".
    pub(crate) fn bars_label(&self, w: &Words) -> String {
        bars_label(&self.bars, w)
    }
}

/// What a drawn score says to who cannot see it.
pub(crate) fn bars_label(bars: &Bars, w: &Words) -> String {
    let (fit, engagement) = (bars.fit.to_string(), bars.engagement.to_string());
    match bars.threshold {
        Some(threshold) => w.with(
            "score-label-threshold",
            &[("fit", fit), ("engagement", engagement), ("threshold", threshold.to_string())],
        ),
        None => w.t2("score-label", "fit", fit, "engagement", engagement),
    }
}

fn there(zone: &TimeZone, now: Timestamp, w: &Words) -> Option<String> {
    let clock = w.clock_in(now, zone);
    (clock != w.clock(now)).then(|| w.t1("contact-there", "clock", clock))
}

/// "En Bogotá son las 04:12. Se propone a las 15:00.": by the clock of whose hours these are.
fn asleep(
    saw: &Saw,
    zone: Option<&TimeZone>,
    city: &str,
    is_proposed: bool,
    w: &Words,
) -> Option<String> {
    let next = cadence::next_call(&saw.agreement, &saw.card, saw.now)?;
    // Where the clock of a place is not known, it is the workspace's that is told, by its name.
    let (zone, city) = match zone {
        Some(zone) => (zone, city),
        None => (saw.agreement.time_zone(), ""),
    };
    let city = match city {
        "" => clock_name(zone.iana_name().unwrap_or("UTC"), w.language()),
        city => city.to_owned(),
    };
    let clock = w.clock_in(saw.now, zone);
    let hour = w.hour_said(zone.to_datetime(saw.now.to_jiff()));
    let there = w.count_with("asleep-now", hour, &[("city", city), ("clock", clock)]);
    Some(match is_proposed {
        true => format!("{there} {}", w.t1("asleep-proposed", "at", proposed_at(next, saw.now, w))),
        false => there,
    })
}

/// "a las 15:00", "mañana a la 1:00", "el jueves a las 09:00": a moment as a sentence has it, where
/// a list has [`Words::moment`].
fn proposed_at(next: Timestamp, now: Timestamp, w: &Words) -> String {
    let then = w.local(next);
    let at = w.count_with("asleep-at", w.hour_said(then), &[("clock", w.clock(next))]);
    match (then.date() - w.local(now).date()).get_days() {
        0 => at,
        1 => w.t1("asleep-at-tomorrow", "at", at),
        2..=6 => {
            let weekday = w.chosen("weekday", "day", then.weekday().to_monday_one_offset());
            w.t2("asleep-at-weekday", "weekday", weekday, "at", at)
        }
        _ => w.t2("asleep-at-day", "day", w.short_date(then.date()), "at", at),
    }
}

fn reach(phone: &str, email: &str, saw: &Saw, w: &Words) -> Reach {
    let desk = &saw.card.desk;
    Reach {
        phone_shown: if phone.is_empty() { String::new() } else { phones::shown(phone) },
        whatsapp: if phones::is_landline(phone) { String::new() } else { phones::whatsapp(phone) },
        phone: phone.to_owned(),
        email: email.to_owned(),
        is_mail_refused: !saw.card.may_be_reached_by("email"),
        is_whatsapp_refused: !saw.card.may_be_reached_by("whatsapp"),
        blocked: desk.blocked.map(|blocked| match blocked {
            Blocked::Asked => w.t("blocked-asked"),
            Blocked::Withdrawn => refused_calls(saw, w),
        }),
    }
}

/// That they said no to calls, and when.
fn refused_calls(saw: &Saw, w: &Words) -> String {
    let mut said = saw.card.contact.consents.iter();
    let no = said.find(|(purpose, consent)| is_of_calls(purpose) && !consent.is_given);
    let Some((_, no)) = no else { return w.t("blocked-unknown") };
    let key = if no.is_withdrawn() { "blocked-withdrawn" } else { "blocked-refused" };
    w.t1(key, "day", w.day(no.at))
}

fn aside(saw: &Saw, state: &State, w: &Words) -> Option<String> {
    let name = |id: &str| {
        let reasons = &saw.agreement.document.reasons;
        let found = reasons.iter().find(|reason| reason.id == id);
        found.map_or(id.to_owned(), |reason| reason.name.clone())
    };
    match state {
        State::Open => None,
        State::Disqualified { reason, .. } => {
            Some(w.t1("aside-disqualified", "reason", name(reason)))
        }
        State::Recycled { reason, until: Some(until), .. } => {
            Some(w.t2("aside-until", "reason", name(reason), "day", w.day(*until)))
        }
        State::Recycled { reason, until: None, .. } => {
            Some(w.t1("aside-recycled", "reason", name(reason)))
        }
    }
}

fn score(ledger: &ScoreLedger, class: &'static str, saw: &Saw, w: &Words) -> Score {
    let lines = ledger.lines.iter().map(|line| reason(line, class, saw, w));
    Score { value: ledger.value, cap: ledger.cap, lines: lines.collect() }
}

fn reason(line: &LedgerLine, class: &'static str, saw: &Saw, w: &Words) -> Reason {
    let because = match (&line.clause, line.rule.as_ref()) {
        (None, "floor") => w.t("ledger-floor"),
        (None, _) => w.t("ledger-cap"),
        (Some(_), _) => line.because.to_string(),
    };
    Reason {
        points: w.points(line.points),
        class: if line.points < 0 { "pn" } else { class },
        because,
        note: note(line, saw, w),
        whence: whence(line, saw, w),
        clause: line.clause.as_deref().map(str::to_owned),
        rule: line.rule.to_string(),
        events: line.awards.as_ref().map(|awards| awards.events.clone()).unwrap_or_default(),
        event: line.awards.as_ref().and_then(|awards| awards.events.last().copied()),
        traits: line.traits.clone(),
        weight: line.points,
    }
}

/// Repetition, bound and fading: what stands between what was given and what it is worth.
fn note(line: &LedgerLine, saw: &Saw, w: &Words) -> Option<String> {
    let awards = line.awards.as_ref()?;
    let rule = saw.agreement.rules_of(0).map(|(_, rule)| rule).find(|rule| rule.id == line.rule)?;
    let mut said: Vec<String> = Vec::new();
    if awards.count > 1 {
        said.push(w.count("ledger-times", awards.count as u64));
    }
    if let Some(at_most) = rule.at_most.filter(|at_most| awards.given.abs() > *at_most) {
        said.push(w.t1("ledger-at-most", "points", at_most));
    }
    let bounded = rule.at_most.map_or(awards.given, |most| awards.given.clamp(-most, most));
    if bounded != line.points {
        said.push(match (rule.half_life, rule.within) {
            (engine::agreement::score::HalfLife::Of(span), _) => w.t2(
                "ledger-fades",
                "given",
                w.number(awards.given),
                "days",
                w.number(span.micros() / Span::DAY.micros()),
            ),
            _ => w.t1("ledger-given", "given", w.number(awards.given)),
        });
    }
    (!said.is_empty()).then(|| said.join("; "))
}

/// Where a fit line's value comes from; when an engagement line's last event was.
fn whence(line: &LedgerLine, saw: &Saw, w: &Words) -> String {
    if let Some(awards) = &line.awards {
        return w.moment(awards.last_at, saw.now);
    }
    let held =
        line.traits.iter().find_map(|(of, id)| saw.card.contact.profile.at(*of, id, saw.now));
    held.map(|held| origin(held.origin, w)).unwrap_or_default()
}

/// Who says a value.
pub(crate) fn origin(origin: Origin, w: &Words) -> String {
    w.t(match origin {
        Origin::Derived => "origin-derived",
        Origin::Imported | Origin::ImportedOver => "origin-imported",
        Origin::Claimed => "origin-claimed",
        Origin::Enriched => "origin-enriched",
        Origin::Typed => "origin-typed",
        Origin::Said => "origin-said",
    })
}
