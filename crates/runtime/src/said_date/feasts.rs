//! Feasts, long weekends, seasons and holidays, as each country has them.

use engine::holidays::{easter, is_holiday};
use jiff::civil::{Date, Weekday};

use super::stretch::{Stretch, later};
use super::words::{Note, month_of};

/// The feast that is named at a word.
pub(super) fn read(note: &Note<'_>, at: usize) -> Option<Stretch> {
    let start = note.skips(at, &["el", "la", "los", "las", "the", "estas", "este"]);
    if let Some(read) = bridge(note, start) {
        return Some(read);
    }
    let (feast, to) = FEASTS.iter().find_map(|(feast, names)| {
        let to = note.reads_any(start, names)?;
        Some((*feast, to))
    })?;
    let to = note.skips(to, &["que viene", "proximo", "proxima", "de verano", "break"]);
    let year = note.today.year();
    let choices = (year - 1..=year + 1).filter_map(|year| days(note, feast, year));
    Some(Stretch::period(choices.collect(), to))
}

/// What people name a date by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Feast {
    HolyWeek,
    Carnival,
    Feasts,
    Christmas,
    NewYear,
    Epiphany,
    Guadalupe,
    Fallas,
    SanFermin,
    SaintJohn,
    Pilar,
    AllSaints,
    Constitution,
    Assumption,
    National,
    BlackFriday,
    Thanksgiving,
    Vacation,
    Spring,
    Summer,
    Autumn,
    Winter,
}

#[rustfmt::skip]
const FEASTS: &[(Feast, &[&str])] = &[
    (Feast::HolyWeek, &["semana santa", "semana mayor", "semana de turismo", "semana criolla", "pascua de resurreccion", "pascua", "easter", "holy week"]),
    (Feast::Carnival, &["carnaval", "carnavales", "carnival"]),
    (Feast::Guadalupe, &["guadalupe reyes", "puente guadalupe reyes"]),
    (Feast::Feasts, &["fiestas navidenas", "fiestas de navidad", "fiestas decembrinas", "navidad", "navidades", "pascuas", "holidays", "holiday season", "fiestas de fin de ano"]),
    (Feast::National, &["fiestas patrias", "fiesta patria", "independence day"]),
    (Feast::Feasts, &["fiestas"]),
    (Feast::Christmas, &["christmas", "xmas"]),
    (Feast::NewYear, &["ano nuevo", "fin de ano", "nochevieja", "new year s day", "new year s", "new years", "new year"]),
    (Feast::Epiphany, &["dia de reyes", "reyes", "epiphany"]),
    (Feast::Fallas, &["fallas", "san jose"]),
    (Feast::SanFermin, &["sanfermines", "san fermin"]),
    (Feast::SaintJohn, &["san juan"]),
    (Feast::Pilar, &["pilar", "hispanidad"]),
    (Feast::AllSaints, &["todos los santos", "dia de muertos", "dia de los muertos", "halloween"]),
    (Feast::Constitution, &["constitucion", "inmaculada", "purisima"]),
    (Feast::Assumption, &["asuncion"]),
    (Feast::BlackFriday, &["black friday"]),
    (Feast::Thanksgiving, &["thanksgiving", "accion de gracias"]),
    (Feast::Vacation, &["vacaciones", "vacation", "vacations"]),
    (Feast::Spring, &["primavera", "spring"]),
    (Feast::Summer, &["verano", "summer"]),
    (Feast::Autumn, &["otono", "autumn"]),
    (Feast::Winter, &["invierno", "winter"]),
];

/// A feast's first and last day in the year in which it begins.
fn days(note: &Note<'_>, feast: Feast, year: i16) -> Option<(Date, Date)> {
    let on = |month, day| Date::new(year, month, day).ok();
    let of_next = |month, day| Date::new(year + 1, month, day).ok();
    let is_spain = note.country == "ES";
    let nth = |month, nth, weekday| on(month, 1)?.nth_weekday_of_month(nth, weekday).ok();
    let first_last = match feast {
        Feast::HolyWeek => (later(easter(year)?, -6), easter(year)),
        Feast::Carnival => (later(easter(year)?, -50), later(easter(year)?, -47)),
        Feast::Feasts if is_spain => (on(12, 24), of_next(1, 6)),
        Feast::Feasts => (on(12, 24), of_next(1, 1)),
        Feast::Christmas => (on(12, 24), on(12, 26)),
        Feast::NewYear => (on(12, 31), of_next(1, 1)),
        Feast::Epiphany => (on(1, 5), on(1, 6)),
        Feast::Guadalupe => (on(12, 12), of_next(1, 6)),
        Feast::Fallas => (on(3, 15), on(3, 19)),
        Feast::SanFermin => (on(7, 6), on(7, 14)),
        Feast::SaintJohn => (on(6, 23), on(6, 24)),
        Feast::Pilar => (on(10, 12), on(10, 12)),
        Feast::AllSaints => (on(11, 1), on(11, if note.country == "MX" { 2 } else { 1 })),
        Feast::Constitution => (on(12, 6), on(12, 8)),
        Feast::Assumption => (on(8, 15), on(8, 15)),
        Feast::National => match note.country {
            "CL" => (on(9, 17), on(9, 19)),
            "PE" => (on(7, 28), on(7, 29)),
            "MX" | "GT" | "SV" | "HN" | "NI" | "CR" => (on(9, 15), on(9, 16)),
            "CO" => (on(7, 20), on(7, 20)),
            "AR" => (on(7, 9), on(7, 9)),
            "PA" => (on(11, 3), on(11, 5)),
            "BO" => (on(8, 6), on(8, 6)),
            "US" => (on(7, 4), on(7, 4)),
            _ => return None,
        },
        Feast::BlackFriday => {
            let friday = later(nth(11, 4, Weekday::Thursday)?, 1);
            (friday, friday)
        }
        Feast::Thanksgiving => {
            let thursday = nth(11, 4, Weekday::Thursday)?;
            (Some(thursday), later(thursday, 3))
        }
        Feast::Vacation => return vacation(note, year),
        Feast::Summer | Feast::Winter | Feast::Spring | Feast::Autumn => {
            return season(note, feast, year);
        }
    };
    Some((first_last.0?, first_last.1?))
}

/// Whether the summer of a country is around the end of the year.
fn is_southern(country: &str) -> bool {
    matches!(country, "AR" | "CL" | "UY" | "PY" | "BO" | "PE" | "AU" | "NZ" | "ZA")
}

/// Seasons as people work by them: a summer is over when its last month is.
fn season(note: &Note<'_>, feast: Feast, year: i16) -> Option<(Date, Date)> {
    let northern = match feast {
        Feast::Spring => 3,
        Feast::Summer => 6,
        Feast::Autumn => 9,
        _ => 12,
    };
    let month = if is_southern(note.country) { (northern + 5) % 12 + 1 } else { northern };
    let first = Date::new(year, month, if month == 12 { 21 } else { 20 }).ok()?;
    let last = super::stretch::months_later(first, 2)?.last_of_month();
    Some((first, last))
}

/// The holidays that come next: those of summer, or those around the end of the year.
fn vacation(note: &Note<'_>, year: i16) -> Option<(Date, Date)> {
    let on = |year: i16, month, day| Date::new(year, month, day).ok();
    if is_southern(note.country) {
        return Some((on(year, 12, 24)?, on(year + 1, 3, 1)?.yesterday().ok()?));
    }
    // From autumn on they are those of the end of the year.
    if note.today.month() >= 10 || (note.today.month() == 1 && note.today.day() < 10) {
        return days(note, Feast::Feasts, year);
    }
    // Close to Easter they are those of Easter.
    let sunday = easter(year)?;
    let is_near = note.today < sunday && sunday < later(note.today, 45)?;
    if is_near {
        return days(note, Feast::HolyWeek, year);
    }
    Some((on(year, 8, 1)?, on(year, 8, 31)?))
}

/// "el puente", "el puente de mayo", "the long weekend": the public holiday beside a weekend.
fn bridge(note: &Note<'_>, at: usize) -> Option<Stretch> {
    let names = [
        "puente festivo",
        "macropuente",
        "puente",
        "festivo",
        "feriado",
        "feriado largo",
        "fin de semana largo",
        "lunes festivo",
        "bank holiday",
        "long weekend",
    ];
    let to = note.reads_any(at, &names)?;
    let of = note.reads_any(to, &["de la", "del", "de"]);
    if let Some(of) = of {
        if let Some(month) = month_of(note.word(of)) {
            let year = note.today.year();
            let choices = (year..=year + 1).filter_map(|year| {
                let first = Date::new(year, month, 1).ok()?;
                off(note, first, 31)
            });
            return Some(Stretch::period(choices.collect(), of + 1));
        }
        // "el puente de la Constitución": the feast says when.
        if let Some(feast) = read(note, of) {
            return Some(feast);
        }
    }
    Some(Stretch::period(vec![off(note, note.today, 370)?], to))
}

/// The first public holiday on a day of work in so many days, with the days off around it.
fn off(note: &Note<'_>, from: Date, days: i32) -> Option<(Date, Date)> {
    let is_off = |day: Date| !note.is_workday(day);
    let days = (0..days).filter_map(|days| later(from, days));
    let mut free = days.filter(|day| {
        is_holiday(note.country, *day)
            && !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
    });
    let day = free.next()?;
    let mut last = day;
    // A day of work between two free ones is taken too: that is the bridge.
    for _ in 0..6 {
        let (next, second) = (later(last, 1)?, later(last, 2)?);
        if is_off(next) {
            last = next;
        } else if is_off(second) && note.country != "US" {
            last = second;
        } else {
            break;
        }
    }
    Some((day, last))
}
