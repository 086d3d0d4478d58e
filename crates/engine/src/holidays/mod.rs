//! Public holidays by country and region, worked out by the rules of each: fixed days, days that
//! go with Easter, days that a law moves to a Monday.
//!
//! What a government decides year by year (a bridge by decree, the Monday that a Spanish community
//! takes for a Sunday, local feasts) follows no rule and is not here: an agreement lists it under
//! `closed`.

mod america;
mod europe;

use jiff::civil::{Date, Weekday};

/// Whether a day is a public holiday of a region, such as `CO` or `ES-MD`. A region that is not
/// known has none of its own; those of its country count there too.
#[must_use]
pub fn is_holiday(region: &str, day: Date) -> bool {
    let (country, part) = region.split_once('-').unwrap_or((region, ""));
    let own = rules(country, part);
    own.into_iter().flatten().any(|(since, rule)| {
        // A day that is moved may come from the year before or go to the year after.
        [day.year() - 1, day.year(), day.year() + 1]
            .into_iter()
            .any(|year| *since <= year && rule.in_year(year) == Some(day))
    })
}

/// Whether anything is known of a region's holidays.
#[must_use]
pub fn is_known(region: &str) -> bool {
    let (country, part) = region.split_once('-').unwrap_or((region, ""));
    let [national, own] = rules(country, part);
    !national.is_empty() && (part.is_empty() || !own.is_empty())
}

/// Easter Sunday of a year, by the Gregorian calendar (Meeus, Jones, Butcher).
#[must_use]
pub fn easter(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let (a, b, c) = (y % 19, y / 100, y % 100);
    let (d, e) = (b / 4, b % 4);
    let g = (8 * b + 13) / 25;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let sum = h + l - 7 * m + 114;
    let (month, day) = (sum / 31, sum % 31 + 1);
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// The day so many days later, or earlier where that is negative.
pub(crate) fn shifted(day: Date, days: i32) -> Option<Date> {
    day.checked_add(jiff::Span::new().try_days(days).ok()?).ok()
}

/// A holiday, and the first year in which it was one.
type Row = (i16, Rule);

/// When a holiday falls.
#[derive(Debug, Clone, Copy)]
enum Rule {
    /// Month and day.
    Fixed(i8, i8),
    /// Days after Easter Sunday.
    Easter(i32),
    /// The nth of a weekday in a month, −1 for the last.
    Nth(i8, i8, Weekday),
    /// Days after the nth of a weekday in a month.
    AfterNth(i8, i8, Weekday, i32),
    /// A fixed day that moves by so many days where it falls on a weekday, Monday first.
    Moved(i8, i8, [i32; 7]),
    /// A fixed day, only where it falls on a weekday.
    Only(i8, i8, Weekday),
    /// A fixed day every so many years from one on.
    Every(i8, i8, i16, i16),
    /// The winter solstice of the south, by the clock of Chile.
    Solstice,
}

/// To the Monday that follows (Colombia, Ley 51 de 1983).
const NEXT_MONDAY: [i32; 7] = [0, 6, 5, 4, 3, 2, 1];
/// To the nearer Monday where it falls in the middle of a week.
const NEAR_MONDAY: [i32; 7] = [0, -1, -2, 4, 3, 0, 0];
/// To the Monday of the week, from Friday to the next (Chile, Ley 19.668).
const CHILEAN: [i32; 7] = [0, -1, -2, -3, 3, 0, 0];
/// To a Monday or a Friday (Ecuador, Ley Orgánica Reformatoria de 2016).
const ECUADORIAN: [i32; 7] = [0, -1, 2, 1, 0, -1, 1];
/// From Sunday to Monday.
const OFF_SUNDAY: [i32; 7] = [0, 0, 0, 0, 0, 0, 1];
/// To the nearest day of work.
const NEAREST: [i32; 7] = [0, 0, 0, 0, 0, -1, 1];
/// To the Monday after a weekend.
const AFTER_WEEKEND: [i32; 7] = [0, 0, 0, 0, 0, 2, 1];
/// Two days that follow each other, both off the weekend.
const PAIR: [i32; 7] = [0, 0, 0, 0, 0, 2, 2];

/// A holiday that always was one.
const fn always(rule: Rule) -> Row {
    (i16::MIN, rule)
}

const fn on(month: i8, day: i8) -> Row {
    always(Rule::Fixed(month, day))
}

const fn easter_plus(days: i32) -> Row {
    always(Rule::Easter(days))
}

const fn moved(month: i8, day: i8, by: [i32; 7]) -> Row {
    always(Rule::Moved(month, day, by))
}

const fn nth(month: i8, nth: i8, weekday: Weekday) -> Row {
    always(Rule::Nth(month, nth, weekday))
}

impl Rule {
    fn in_year(self, year: i16) -> Option<Date> {
        let fixed = |month, day| Date::new(year, month, day).ok();
        let nth_of = |month, nth, weekday| fixed(month, 1)?.nth_weekday_of_month(nth, weekday).ok();
        match self {
            Rule::Fixed(month, day) => fixed(month, day),
            Rule::Easter(days) => shifted(easter(year)?, days),
            Rule::Nth(month, nth, weekday) => nth_of(month, nth, weekday),
            Rule::AfterNth(month, nth, weekday, days) => {
                shifted(nth_of(month, nth, weekday)?, days)
            }
            Rule::Moved(month, day, by) => {
                let day = fixed(month, day)?;
                let index = usize::try_from(day.weekday().to_monday_zero_offset()).ok()?;
                shifted(day, by.get(index).copied().unwrap_or_default())
            }
            Rule::Only(month, day, weekday) => {
                fixed(month, day).filter(|day| day.weekday() == weekday)
            }
            Rule::Every(month, day, from, years) => {
                ((year - from) % years == 0).then(|| fixed(month, day))?
            }
            Rule::Solstice => fixed(6, if year.rem_euclid(4) < 2 { 20 } else { 21 }),
        }
    }
}

/// The rules of a country, and those that a part of it has beside them.
fn rules(country: &str, part: &str) -> [&'static [Row]; 2] {
    let country = country.trim().to_ascii_uppercase();
    let national = america::national(&country).or_else(|| europe::national(&country));
    let own = europe::of_region(&country, &part.trim().to_ascii_uppercase());
    [national.unwrap_or(&[]), own.unwrap_or(&[])]
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn of_year(region: &str, year: i16) -> Vec<String> {
        let first = date(year, 1, 1);
        first
            .series(jiff::Span::new().days(1))
            .take_while(|day| day.year() == year)
            .filter(|day| is_holiday(region, *day))
            .map(|day| day.strftime("%m-%d").to_string())
            .collect()
    }

    #[test]
    fn easter_falls_where_almanacs_say() {
        let known = [(1961, 4, 2), (2000, 4, 23), (2025, 4, 20), (2026, 4, 5), (2027, 3, 28)];
        for (year, month, day) in known.into_iter().chain([(2038, 4, 25), (2285, 3, 22)]) {
            assert_eq!(easter(year), Some(date(year, month, day)));
        }
    }

    #[test]
    fn colombia_in_2026_as_the_calendar_of_its_government_has_it() {
        let expected = "01-01 01-12 03-23 04-02 04-03 05-01 05-18 06-08 06-15 06-29 07-20 08-07 \
                        08-17 10-12 11-02 11-16 12-08 12-25";
        assert_eq!(of_year("CO", 2026).join(" "), expected);
    }

    #[test]
    fn madrid_and_catalonia_in_2025() {
        let expected = "01-01 01-06 04-17 04-18 05-01 05-02 08-15 10-12 11-01 12-06 12-08 12-25";
        assert_eq!(of_year("ES-MD", 2025).join(" "), expected);
        let catalonia = of_year("es-ct", 2025);
        assert!(!catalonia.contains(&"04-17".to_owned()), "Holy Thursday is a day of work there");
        for day in ["04-21", "06-24", "09-11", "12-26"] {
            assert!(catalonia.contains(&day.to_owned()), "{day}");
        }
    }

    #[test]
    fn days_that_laws_move() {
        let cases = [
            ("MX", "2026-02-02", true),
            ("MX", "2026-02-05", false),
            ("MX", "2030-10-01", true),
            ("MX", "2026-10-01", false),
            ("AR", "2026-06-15", true),
            ("AR", "2026-06-17", false),
            ("AR", "2026-11-23", true),
            ("CL", "2026-06-29", true),
            ("CL", "2024-09-20", true),
            ("CL", "2027-09-17", true),
            ("CL", "2026-09-17", false),
            ("CL", "2024-06-20", true),
            ("GB", "2027-12-28", true),
            ("GB", "2022-12-27", true),
            ("US", "2026-07-03", true),
            ("US", "2021-12-31", true),
            ("PE", "2023-06-07", false),
            ("PE", "2026-06-07", true),
        ];
        for (region, day, expected) in cases {
            assert_eq!(is_holiday(region, day.parse().unwrap()), expected, "{region} {day}");
        }
    }

    #[test]
    fn every_country_that_a_starter_names_is_known() {
        let countries = "AR BO CL CO CR DO EC ES GB GT HN IE MX NI PA PE PR PT PY SV US UY VE";
        for country in countries.split(' ') {
            assert!(is_known(country), "{country}");
            assert!((5..24).contains(&of_year(country, 2026).len()), "{country}");
        }
        assert!(is_known("ES-MD") && !is_known("ES-XX") && !is_known("XX") && !is_known(""));
        assert!(of_year("XX-YY", 2026).is_empty());
    }
}
