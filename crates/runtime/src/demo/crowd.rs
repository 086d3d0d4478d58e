//! Everybody else: eighteen months of leads, with truths in them to be found.
//!
//! Those who were recommended buy more often, those of a fair often leave no telephone, a quote
//! that is answered within the hour wins, one week no form came in, and one clause is of no use.

use engine::agreement::funnel::SideName;
use engine::time::{Span, Timestamp};

use super::dice::Dice;
use super::places::{Somebody, somebody};
use super::story::{By, DANIELA, LUCIA, Moments, SITE, Story};
use super::today::{facts, talked};
use super::visits;
use super::{CONTACTS, MQL_OF_QUARTER};

const MATEO: By = ("mateo@cargavia.example", SideName::Sales);
const INES: By = ("ines@cargavia.example", SideName::Sales);

/// Those of today who are MQL themselves: all but one.
const MQL_OF_TODAY: usize = 19;
/// MQL before the last quarter.
const MQL_BEFORE: usize = 430;
/// Those who read much and fit, whom marketing should look at.
const CURIOUS: usize = 7;
/// Days of a quarter.
const QUARTER: i64 = 91;
/// How far back it goes.
const DAYS: i64 = 545;
/// The week in which the forms did not come in.
const BROKEN: std::ops::RangeInclusive<i64> = 60..=66;
/// Days ago of the fairs.
const FAIRS: [i64; 3] = [402, 188, 37];

/// Where somebody comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Origin {
    Search,
    LinkedIn,
    Fair,
    Referral,
    Webinar,
    LeadAd,
}

/// Adds everybody else to the stories of today.
pub(super) fn fill(stories: &mut Vec<Story>, moments: &Moments, dice: &mut Dice) {
    for number in 0..CURIOUS {
        stories.push(curious(moments, dice, 4_000 + number));
    }
    let recent = MQL_OF_QUARTER - MQL_OF_TODAY;
    let rest = CONTACTS.saturating_sub(stories.len() + recent + MQL_BEFORE);
    for number in 0..recent {
        let days = dice.between(9, QUARTER - 2);
        stories.push(qualified(moments, dice, 1_000 + number, days));
    }
    for number in 0..MQL_BEFORE {
        let days = dice.between(QUARTER + 2, DAYS - 45);
        stories.push(qualified(moments, dice, 2_000 + number, days));
    }
    for number in 0..rest {
        stories.push(lead(moments, dice, 3_000 + number));
    }
}

fn origin(dice: &mut Dice) -> Origin {
    match dice.between(1, 100) {
        1..=30 => Origin::Search,
        31..=54 => Origin::LinkedIn,
        55..=70 => Origin::Fair,
        71..=78 => Origin::Referral,
        79..=89 => Origin::Webinar,
        _ => Origin::LeadAd,
    }
}

/// A day on which forms came in.
fn not_broken(days: i64) -> i64 {
    if BROKEN.contains(&days) { BROKEN.end() + 1 } else { days }
}

/// How somebody comes in, so many days ago; the day on which they did.
fn came(
    story: &mut Story,
    moments: &Moments,
    dice: &mut Dice,
    from: Origin,
    who: &Somebody,
    days: i64,
) -> i64 {
    let (hour, minute) = hour(dice);
    let days = match from {
        Origin::Fair => {
            let next = FAIRS.into_iter().filter(|fair| days <= *fair).min();
            next.unwrap_or(days)
        }
        _ => not_broken(days),
    };
    let at = moments.days_ago(days, hour, minute);
    let mut who = who.clone();
    // Who looked for a solution knows the site before the company knows them; others look after.
    let (looked, looks) = match from {
        Origin::Search => (dice.between(2, 6), dice.between(0, 2)),
        Origin::Referral => (dice.between(0, 2), dice.between(1, 3)),
        Origin::LinkedIn | Origin::Webinar => (0, dice.between(2, 6)),
        Origin::Fair | Origin::LeadAd => (0, dice.between(1, 5)),
    };
    visits::before(story, moments, dice, days, looked);
    match from {
        Origin::Search => {
            let page = dice.one(&["rutas-y-entregas", "mantenimiento", "control-de-diesel"]);
            story.saw(moments.days_ago(days + 1, hour, minute), &format!("/blog/{page}"), "Blog");
            story.did_and_said(at, "form_submitted", &[("form", "Contacto")], facts(&who));
        }
        Origin::LinkedIn => {
            story.comes_by("linkedin");
            let guide = [
                ("asset", "Guía de costos de flota"),
                ("channel", "linkedin"),
                ("campaign", "Flotas"),
            ];
            story.did_and_said(at, "content_downloaded", &guide, facts(&who));
        }
        Origin::Fair => {
            story.comes_by("expo-carga");
            if dice.falls(55) {
                who.mobile.clear();
            }
            story.did_and_said(at, "met_at_event", &[("event_name", "Expo Carga")], facts(&who));
        }
        Origin::Referral => {
            let form = [("form", "Contacto"), ("text", "Nos lo recomendó un cliente suyo.")];
            story.did_and_said(at, "form_submitted", &form, facts(&who));
        }
        Origin::Webinar => {
            story.comes_by("zoom");
            let name = [("event_name", "Flotas mixtas")];
            story.did_and_said(at, "webinar_registered", &name, facts(&who));
        }
        Origin::LeadAd => {
            story.comes_by("meta");
            let form = [("form", "Anuncio"), ("network", "Meta")];
            story.did_and_said(at, "lead_ad_submitted", &form, facts(&who));
        }
    }
    story.comes_by(SITE);
    visits::after(story, moments, dice, days, looks);
    days
}

/// A lead that fits and reads: the agreement suggests a look, and nobody has had it.
fn curious(moments: &Moments, dice: &mut Dice, number: usize) -> Story {
    let mut story = Story::new((dice.next(), dice.next()));
    let who = somebody(dice, number, true);
    let days = dice.between(12, 34);
    came(&mut story, moments, dice, Origin::LinkedIn, &who, days);
    story.assigned(moments.days_ago(days, 23, 0), LUCIA);
    let again = moments.days_ago(dice.between(1, 9), 12, 20);
    let asset = dice.one(&["Calculadora de diésel", "Plantilla de rutas", "Guía de mantenimiento"]);
    story.did(again, "content_downloaded", &[("asset", asset)]);
    story
}

/// An hour at which people write.
fn hour(dice: &mut Dice) -> (i8, i8) {
    let hour = i8::try_from(dice.between(8, 19)).unwrap_or(10);
    (hour, i8::try_from(dice.between(0, 59)).unwrap_or_default())
}

/// A lead that never asked for anything.
fn lead(moments: &Moments, dice: &mut Dice, number: usize) -> Story {
    let mut story = Story::new((dice.next(), dice.next()));
    let from = origin(dice);
    let is_fitting = dice.falls(40);
    let who = somebody(dice, number, is_fitting);
    let days = dice.between(1, DAYS);
    let days = came(&mut story, moments, dice, from, &who, days);
    story.assigned(moments.days_ago(days, 23, 0), LUCIA);
    let visits = dice.between(0, 4);
    for visit in 1..=visits {
        let later = days - visit * dice.between(1, 9);
        if later < 1 {
            break;
        }
        let (hour, minute) = hour(dice);
        let at = moments.days_ago(later, hour, minute);
        match dice.between(1, 4) {
            1 => story.did(at, "email_opened", &[("mail", "Boletín semanal")]),
            2 => story.did(at, "email_clicked", &[("mail", "Boletín semanal")]),
            _ => visits::visit(&mut story, dice, at),
        }
    }
    story
}

/// A lead that asked for something and so became MQL, so many days ago.
fn qualified(moments: &Moments, dice: &mut Dice, number: usize, days: i64) -> Story {
    let mut story = Story::new((dice.next(), dice.next()));
    let from = origin(dice);
    let is_fitting = dice.falls(78);
    let who = somebody(dice, number, is_fitting);
    let came_days = days + dice.between(1, 40);
    let came_days = came(&mut story, moments, dice, from, &who, came_days);
    let days = not_broken(days).min(came_days);
    let (hour, minute) = hour(dice);
    let asked_at = moments.days_ago(days, hour, minute).max(moments.days_ago(came_days, 20, 0));
    for ago in (1..=dice.between(0, 4)).rev() {
        let looked_at = asked_at - Span::HOUR.times(ago * 7);
        if looked_at > moments.days_ago(came_days, 21, 30) {
            story.saw(looked_at, "/precios", "Precios");
        }
    }
    let is_quote = asks(&mut story, dice, asked_at);
    let by = match who.country.as_str() {
        "AR" | "CL" | "PE" => INES,
        _ if dice.falls(50) => DANIELA,
        _ => MATEO,
    };
    story.assigned(asked_at, by);
    let minutes = if dice.falls(40) { dice.between(6, 55) } else { dice.between(70, 900) };
    let tried_at = moments.worked_after(asked_at, minutes);
    let is_fast = minutes < 60;
    let mut chance = if is_fitting { 62 } else { 18 };
    chance += i64::from(is_quote && is_fast) * 25;
    chance += i64::from(from == Origin::Referral) * 20;
    if dice.falls(chance) {
        accepted(&mut story, moments, dice, by, tried_at, (days, from));
    } else {
        refused(&mut story, moments, dice, by, tried_at, (days, is_fitting));
    }
    story
}

/// Asks for something that makes an MQL; whether it is a quote.
fn asks(story: &mut Story, dice: &mut Dice, at: Timestamp) -> bool {
    match dice.between(1, 100) {
        1..=52 => {
            let texts = [
                "Queremos saber el precio por unidad.",
                "Cotización para 12 camiones.",
                "¿Cuánto sería al mes?",
            ];
            story.did(at, "quote_requested", &[("form", "Cotización"), ("text", dice.one(&texts))]);
            return true;
        }
        53..=78 => story.did(at, "demo_requested", &[("form", "Demo")]),
        79..=93 => {
            let reply = [("question", "true"), ("text", "¿Se integra con nuestro ERP?")];
            story.did(at, "email_replied", &reply);
        }
        _ => {
            story.did(at, "social_engaged", &[("network", "LinkedIn")]);
            story.did(at, "social_engaged", &[("network", "LinkedIn")]);
        }
    }
    false
}

/// Sales took it: how far it came.
fn accepted(
    story: &mut Story,
    moments: &Moments,
    dice: &mut Dice,
    by: By,
    at: Timestamp,
    (days, from): (i64, Origin),
) {
    let later = |minutes: i64| moments.worked_after(at, minutes);
    let next = || Some((moments.days_ago(-3 - days % 17, 10, 0), "call"));
    talked(story, at, by, "Hablamos de su flota y de quién decide.", next());
    let chance = if from == Origin::Referral { 60 } else { 30 };
    if !dice.falls(chance) {
        // Who is not ready goes back to marketing in time; who came lately is still worked on.
        if days > 25 {
            story.declined(later(3_000), by, "momento", "Lo deja para el próximo presupuesto");
            story.assigned(later(3_001), LUCIA);
        }
        return;
    }
    talked(story, later(900), by, "Tiene fecha y presupuesto; lo ve con compras.", next());
    story.moved(later(902), by, "sql");
    if days < 12 || !dice.falls(60) {
        if days > 60 {
            story.declined(later(6_000), by, "momento", "Aplazan la compra");
            story.assigned(later(6_001), LUCIA);
        }
        return;
    }
    story.we_did(later(1_800), by, "proposal_sent", &[("text", "Propuesta")], next());
    story.moved(later(1_802), by, "oportunidad");
    if days > 30 && dice.falls(55) {
        story.moved(later(5_400), by, "cliente");
        story.we_did(later(5_401), by, "task_done", &[], None);
    } else if days > 75 {
        story.declined(later(7_200), by, "momento", "Renuevan con su proveedor");
        story.assigned(later(7_201), LUCIA);
    }
}

/// Sales said no, with a reason.
fn refused(
    story: &mut Story,
    moments: &Moments,
    dice: &mut Dice,
    by: By,
    at: Timestamp,
    (days, is_fitting): (i64, bool),
) {
    let later = |minutes: i64| moments.worked_after(at, minutes);
    let reason = match (is_fitting, dice.between(1, 100)) {
        (true, 1..=45) => "sin_respuesta",
        (true, 46..=75) => "momento",
        (true, 76..=90) => "datos",
        (true, _) => "duplicado",
        (false, 1..=50) => "no_encaja",
        (false, 51..=80) => "no_compra",
        (false, _) => "datos",
    };
    if reason == "sin_respuesta" && days > 14 {
        for attempt in 0..6 {
            let outcome = if attempt % 3 == 2 { "voicemail" } else { "no_answer" };
            story.we_did(later(attempt * 600), by, "call_made", &[("outcome", outcome)], None);
        }
        story.declined(later(3_700), by, reason, "");
        story.assigned(later(3_701), LUCIA);
        return;
    }
    let outcome = if reason == "datos" { "wrong_number" } else { "talked" };
    story.we_did(at, by, "call_made", &[("outcome", outcome)], None);
    story.declined(later(3), by, reason, "");
    story.assigned(later(4), LUCIA);
}
