//! Times of the day as lists write them, alone or behind a date, and their offset from UTC.

use engine::text::fold;
use jiff::civil::Time;

/// The time that a cell says: `18:24`, `9.30 h`, `7:05 PM`.
#[must_use]
pub fn time(cell: &str) -> Option<Time> {
    let words: Vec<&str> = cell.split_whitespace().collect();
    time_of(&words)
}

/// The time that words say: the first that can be one, and what stands right behind it.
pub(super) fn time_of(words: &[&str]) -> Option<Time> {
    let clock = words.iter().position(|word| word.contains(':') || word.contains('.'))?;
    let lower = words.get(clock)?.to_lowercase();
    let digits = lower.trim_end_matches(|c: char| c.is_alphabetic());
    let marker = lower.get(digits.len()..).unwrap_or_default();
    let digits = digits.split(['+', '-', '–', 'z']).next()?;
    let mut parts = digits.splitn(3, [':', '.']);
    let (hour, minute): (i8, i8) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    let second: i8 =
        parts.next().and_then(|part| part.split('.').next()?.parse().ok()).unwrap_or(0);
    // "7:05 PM", "7:05pm", "7:05 p. m.": right behind, and no other word that has these letters.
    let behind = words.iter().skip(clock + 1).take(2).copied();
    let marker: Vec<&str> = std::iter::once(marker).chain(behind).collect();
    let marker = fold(&marker.join(" ")).replace('.', "");
    let is = |marks: [&str; 2]| {
        let rest = marks.iter().find_map(|mark| marker.strip_prefix(mark));
        rest.is_some_and(|rest| !rest.starts_with(char::is_alphabetic))
    };
    let (is_afternoon, is_morning) = (is(["pm", "p m"]), is(["am", "a m"]));
    let hour = match hour {
        12 if is_morning => 0,
        1..=11 if is_afternoon => hour + 12,
        hour => hour,
    };
    Time::new(hour, minute, second, 0).ok()
}

/// Whether a cell ends with a clock and until when: "2026-03-12 10:00-11:00". People write neither
/// seconds there nor the `T` of ISO; with one of them, or where it would end before it begins, what
/// stands behind the clock is its offset from UTC.
pub(super) fn is_stretch(cell: &str) -> bool {
    let Some((from, until)) = cell.rsplit_once('-') else { return false };
    let Some(clock) = from.split_whitespace().next_back() else { return false };
    !is_exact(clock) && time_of(&[clock]).is_some_and(|time| is_later(until, time))
}

/// Whether a clock shows its seconds, as programs write it, or stands behind the `T` of ISO.
fn is_exact(clock: &str) -> bool {
    clock.contains('T') || clock.matches(':').count() > 1
}

/// Whether an hour, with its minutes or without, is later than a time.
fn is_later(until: &str, time: Time) -> bool {
    let (hour, minute) = until.split_once(':').unwrap_or((until, "0"));
    let parts = hour.parse().ok().zip(minute.parse().ok());
    let until = parts.and_then(|(hour, minute)| Time::new(hour, minute, 0, 0).ok());
    until.is_some_and(|until| until > time)
}

/// The offset from UTC behind a time: "-0600", "+01:00", "GMT+0100", "UTC", "Z".
pub(super) fn offset_of(words: &[&str], time: Time) -> Option<i32> {
    let clock = words.iter().position(|word| word.contains(':'))?;
    let is_of_a_clock = |c: char| c.is_ascii_digit() || matches!(c, ':' | '.');
    let word = words.get(clock)?;
    let behind = word.trim_start_matches(is_of_a_clock);
    let is_exact = is_exact(word.strip_suffix(behind)?);
    // What stands behind may be that it is the afternoon: "7:05 p. m. -0500".
    let next = words.iter().skip(clock + 1).take(3).copied();
    std::iter::once(behind).chain(next).find_map(|word| offset(word, time, is_exact))
}

fn offset(word: &str, time: Time, is_exact: bool) -> Option<i32> {
    let upper = word.trim_matches(['(', ')']).to_ascii_uppercase();
    let bare = ["GMT", "UTC"].iter().find_map(|name| upper.strip_prefix(name));
    if matches!(bare, Some("")) || upper == "Z" {
        return Some(0);
    }
    let bare = bare.unwrap_or(&upper);
    let is_west = bare.starts_with('-');
    let digits = bare.strip_prefix(['+', '-'])?;
    let (hours, minutes) = match digits.split_once(':') {
        Some(parts) => parts,
        None => digits.split_at_checked(2).filter(|_| digits.len() == 4)?,
    };
    let (hours, minutes): (i8, i8) = (hours.parse().ok()?, minutes.parse().ok()?);
    // "10:00-11:00" is until when.
    let is_until = is_west && !is_exact && digits.contains(':') && is_later(digits, time);
    let seconds = i32::from(hours) * 3600 + i32::from(minutes) * 60;
    // No clock on earth is further from Greenwich than these.
    let hours_max = if is_west { 12 } else { 14 };
    let is_offset = !is_until && (0..=hours_max * 3600).contains(&seconds);
    is_offset.then_some(if is_west { -seconds } else { seconds })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_times() {
        for (cell, expected) in [
            ("10:39", "10:39:00"),
            ("9:30", "09:30:00"),
            ("7:05 PM", "19:05:00"),
            ("12:10 a. m.", "00:10:00"),
            ("18:24:05", "18:24:05"),
            ("9.30 h", "09:30:00"),
        ] {
            assert_eq!(
                time(cell).map(|time| time.to_string()).as_deref(),
                Some(expected),
                "{cell}"
            );
        }
        assert_eq!(time("25:00"), None);
        assert_eq!(time("mañana"), None);
    }
}
