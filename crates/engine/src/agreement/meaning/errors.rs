//! What an agreement may not say: it could not be worked out, or would never do anything.

use jiff::tz::TimeZone;

use super::Found;
use super::walk::{asked, conditions, lines, patterns, throughout, within};
use crate::agreement::condition::{Condition, Operand, ScoreName, Test, Tests};
use crate::agreement::diagnostic::nearest;
use crate::agreement::funnel::{QualifyHow, StandardStage};
use crate::agreement::hours::Hours;
use crate::agreement::{Document, Line};
use crate::holidays;
use crate::interval::date;
use crate::time::Span;

pub(super) fn look(document: &Document, found: &mut Found<'_>) {
    names(document, found);
    hours(document, found);
    for (before, line) in lines(document) {
        scores(document, line, &before, found);
        funnel(document, line, &before, found);
    }
    for (path, condition) in conditions(document) {
        grades(document, &path, condition, found);
        ranges(&path, condition, found);
        people(document, &path, condition, found);
    }
    for (path, pattern) in patterns(document) {
        if is_any_backward(&pattern.properties) {
            backward(&path, found);
        }
    }
}

/// What is asked of the people of a company cannot ask for people in turn, nor name who does: it is
/// worked out of each by themselves.
fn people(document: &Document, path: &str, condition: &Condition, found: &mut Found<'_>) {
    let mut asks_twice = false;
    within(condition, &mut |part| {
        let Condition::People { when, .. } = part else { return };
        throughout(document, when, &mut |part| {
            asks_twice |= matches!(part, Condition::People { .. });
        });
    });
    if asks_twice {
        found.error(
            "people_within_people",
            path,
            "«people» pregunta por las personas de una empresa una a una, y dentro no puede preguntar otra vez por «people», tampoco con una persona o un segmento que lo pregunte; quita el de dentro".to_owned(),
            "«people» asks of the people of a company one by one, and cannot ask for «people» within, nor by a persona or a segment that does; take the inner one out".to_owned(),
        );
    }
}

/// The clock and the currency.
fn names(document: &Document, found: &mut Found<'_>) {
    let zone = &document.time_zone;
    if TimeZone::get(zone).is_err() {
        let known: Vec<String> =
            jiff::tz::db().available().map(|name| name.as_str().to_owned()).collect();
        let near = nearest(zone, known.iter().map(String::as_str));
        let near = near.unwrap_or("Europe/Madrid");
        found.error(
            "unknown_time_zone",
            "time_zone",
            format!("no hay ninguna hora «{zone}»; ¿querías decir «{near}»?"),
            format!("there is no time zone «{zone}»; did you mean «{near}»?"),
        );
    }
    let is_code = |code: &str| code.len() == 3 && code.bytes().all(|one| one.is_ascii_uppercase());
    if let Some(currency) = document.currency.as_deref().filter(|code| !is_code(code)) {
        found.error(
            "unknown_currency",
            "currency",
            format!("«{currency}» no es una moneda; se escribe su código de tres letras, como EUR, MXN o COP"),
            format!("«{currency}» is no currency; write its code of three letters, such as EUR, MXN or COP"),
        );
    }
}

fn hours(document: &Document, found: &mut Found<'_>) {
    let own = document.hours.iter().map(|hours| ("hours".to_owned(), hours));
    let named = document.calendars.iter();
    let named = named.map(|one| (format!("calendars.{}", one.id), &one.hours));
    let all: Vec<(String, &Hours)> = own.chain(named).collect();
    for (path, hours) in all {
        for region in hours.holidays.iter().filter(|region| !holidays::is_known(region)) {
            found.error(
                "unknown_holidays",
                &format!("{path}.holidays"),
                format!("no se conocen los festivos de «{region}»; se escribe un país o una región, como ES, ES-MD o CO, o los días en «closed»"),
                format!("the holidays of «{region}» are not known; write a country or a region, such as ES, ES-MD or CO, or the days under «closed»"),
            );
        }
    }
}

/// Rules of scores: those of the fit ask who somebody is, and what counts has time to.
fn scores(document: &Document, line: &Line, before: &str, found: &mut Found<'_>) {
    for (index, rule) in line.fit.rules.iter().enumerate() {
        if let Some(word) = stray(document, &rule.when).first() {
            found.error(
                "not_of_the_profile",
                &format!("{before}fit.rules[{index}].when"),
                format!("«{word}» no es del perfil; una regla de «fit» pregunta por «trait», «account» o «persona», y por nada que dependa de los puntos"),
                format!("«{word}» is not of the profile; a rule of «fit» asks about «trait», «account» or «persona», and about nothing that depends on points"),
            );
        }
    }
    for (index, rule) in line.engagement.rules.iter().enumerate() {
        if rule.within == Some(Span::ZERO) {
            found.error(
                "no_time",
                &format!("{before}engagement.rules[{index}].within"),
                "con «within» de cero nada cuenta nunca; se escribe una duración mayor, como «7 days»".to_owned(),
                "with a «within» of zero nothing ever counts; write a longer one, such as «7 days»".to_owned(),
            );
        }
    }
}

/// What a fit rule asks that is not of the profile, itself or by a persona or a segment.
pub(super) fn stray(document: &Document, when: &Condition) -> Vec<&'static str> {
    let mut found: Vec<&'static str> = Vec::new();
    throughout(document, when, &mut |part| found.extend(not_of_profile(part)));
    found
}

fn not_of_profile(condition: &Condition) -> Option<&'static str> {
    match condition {
        Condition::Event(_) => Some("event"),
        Condition::Silence { .. } => Some("no_event"),
        Condition::Score { .. } => Some("score"),
        Condition::Grade(_) => Some("grade"),
        Condition::Probability(_) => Some("probability"),
        Condition::Stage(_) => Some("stage"),
        Condition::InStageFor(_) => Some("in_stage_for"),
        Condition::Emails(_) => Some("emails"),
        Condition::Touch { .. } => Some("touch"),
        Condition::All(_)
        | Condition::Any(_)
        | Condition::Not(_)
        | Condition::Trait { .. }
        | Condition::Persona(_)
        | Condition::Consent(_)
        | Condition::Segment(_)
        | Condition::People { .. } => None,
    }
}

fn funnel(document: &Document, line: &Line, before: &str, found: &mut Found<'_>) {
    let rank = |id: &str| document.stages.iter().position(|stage| stage.id == id);
    for (index, clause) in line.qualify.iter().enumerate() {
        let stage = document.stages.iter().find(|stage| stage.id == clause.stage);
        let is_of_sales = stage.is_some_and(|stage| stage.counts_as >= StandardStage::Sal);
        let (true, QualifyHow::When(_)) = (is_of_sales, &clause.how) else { continue };
        let Some(when) = asked(&clause.how) else { continue };
        let mut guessed: Vec<&str> = Vec::new();
        throughout(document, when, &mut |part| match part {
            Condition::Score { .. } => guessed.push("score"),
            Condition::Grade(_) => guessed.push("grade"),
            Condition::Probability(_) => guessed.push("probability"),
            _ => {}
        });
        if let Some(word) = guessed.first() {
            let stage = &clause.stage;
            found.error(
                "sales_by_points",
                &format!("{before}qualify[{index}].when"),
                format!(
                    "a «{stage}» solo se llega por lo que alguien hizo o decidió; quita «{word}»"
                ),
                format!(
                    "«{stage}» is reached only by what somebody did or decided; take «{word}» out"
                ),
            );
        }
    }
    for (index, clause) in line.returns.iter().enumerate() {
        if let (Some(from), Some(to)) = (rank(&clause.from), rank(&clause.to))
            && to >= from
        {
            found.error(
                "return_forward",
                &format!("{before}return[{index}].to"),
                format!("«{}» no está antes que «{}»; «return» lleva hacia atrás y «qualify» hacia delante", clause.to, clause.from),
                format!("«{}» is not before «{}»; «return» leads back and «qualify» forward", clause.to, clause.from),
            );
        }
    }
}

/// Grades that no band gives.
fn grades(document: &Document, path: &str, condition: &Condition, found: &mut Found<'_>) {
    let bands: Vec<_> = lines(document).filter_map(|(_, line)| line.bands.as_ref()).collect();
    let is_given = |grade: &str| {
        bands.iter().any(|bands| {
            bands.fit.iter().any(|fit| {
                grade.strip_prefix(fit.name.as_str()).is_some_and(|rest| {
                    bands.engagement.iter().any(|engagement| engagement.name == rest)
                })
            })
        })
    };
    within(condition, &mut |part| {
        let Condition::Grade(grades) = part else { return };
        for grade in grades.iter().filter(|grade| !is_given(grade)) {
            found.error(
                "unknown_grade",
                path,
                format!("ningún grado es «{grade}»; los dan las franjas de «bands»"),
                format!("no grade is «{grade}»; the «bands» give them"),
            );
        }
    });
}

/// Spans and ranges with nothing in them.
fn ranges(path: &str, condition: &Condition, found: &mut Found<'_>) {
    within(condition, &mut |part| {
        let is_empty = match part {
            Condition::Trait { tests, .. } | Condition::Score { tests, .. } => is_backward(tests),
            Condition::Probability(tests) => is_backward(tests),
            Condition::Event(event) => is_any_backward(&event.pattern.properties),
            Condition::Touch { variables, .. } => is_any_backward(variables),
            _ => false,
        };
        if is_empty {
            backward(path, found);
        }
        let is_timeless = match part {
            Condition::Event(event) => event.within == Some(Span::ZERO),
            Condition::Silence { span, .. } => *span == Span::ZERO,
            Condition::Emails(emails) => emails.subscribed_for == Span::ZERO,
            _ => false,
        };
        if is_timeless {
            found.error(
                "no_time",
                path,
                "una duración de cero no abarca nada; se escribe una mayor, como «7 days»"
                    .to_owned(),
                "a length of zero holds nothing; write a longer one, such as «7 days»".to_owned(),
            );
        }
    });
}

fn backward(path: &str, found: &mut Found<'_>) {
    found.error(
        "empty_range",
        path,
        "«between» va del menor al mayor, como «[10, 50]»".to_owned(),
        "«between» goes from the lower to the higher, such as «[10, 50]»".to_owned(),
    );
}

fn is_any_backward(asked: &[(String, Tests)]) -> bool {
    asked.iter().any(|(_, tests)| is_backward(tests))
}

fn is_backward(tests: &Tests) -> bool {
    tests.all.iter().any(|test| match test {
        Test::Between(Operand::Number(low), Operand::Number(high)) => low > high,
        Test::Between(Operand::Today { days: low }, Operand::Today { days: high }) => low > high,
        Test::Between(Operand::Text(low), Operand::Text(high)) => {
            matches!((date(low), date(high)), (Some(low), Some(high)) if low > high)
        }
        _ => false,
    })
}

/// The scores by their words.
pub(super) fn word(score: ScoreName) -> &'static str {
    match score {
        ScoreName::Fit => "fit",
        ScoreName::Engagement => "engagement",
        ScoreName::Total => "total",
    }
}
