//! Lines of a history that belong together, as one that opens.

use engine::time::Timestamp;
use runtime::timeline::{Line, Stand};
use runtime::together::{Group, Whole, is_named};

use super::lines::Shown;
use crate::words::Words;

/// A group as one line at the place of its newest, with its lines within; a line by itself as it is.
pub(super) fn together(group: &Group, mut lines: Vec<Shown>, w: &Words) -> Option<Shown> {
    if lines.len() < 2 {
        return lines.pop();
    }
    let points: i64 = group.lines.iter().map(given).sum();
    let newest = lines.first()?.clone();
    let more = lines.len() as u64 - 1;
    Some(Shown {
        title: match group.whole {
            Some(Whole::Visit) => w.count("line-visit", pages(group)),
            _ => newest.title.clone(),
        },
        text: match group.whole {
            Some(Whole::Visit) => None,
            _ => Some(w.count("line-mail-more", more)),
        },
        points: (points != 0).then(|| w.points(points)),
        class: if points < 0 { "pn" } else { "pi" },
        quote: None,
        within: lines,
        ..newest
    })
}

fn pages(group: &Group) -> u64 {
    let is_page = |line: &&Line| matches!(line, Line::Happened(row) if is_named(row, "page"));
    group.lines.iter().filter(is_page).count() as u64
}

fn given(line: &Line) -> i64 {
    match line {
        Line::Happened(row) => row.given.iter().map(|given| given.points).sum(),
        Line::Moved(_) => 0,
    }
}

/// Where a line stands, as an address says it.
pub(super) fn written((at, position, is_move, ordinal): Stand) -> String {
    format!("{}.{position}.{}.{ordinal}", at.micros(), u8::from(is_move))
}

/// Where a line stands that an address says; `None` where it says nothing that can be read.
pub(super) fn read(text: &str) -> Option<Stand> {
    let mut parts = text.split('.');
    let at = Timestamp::from_micros(parts.next()?.parse().ok()?);
    let position = parts.next()?.parse().ok()?;
    let is_move = parts.next()? == "1";
    Some((at, position, is_move, parts.next()?.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_read_as_it_was_written() {
        let stand = (Timestamp::from_micros(-17), 9, true, 2);
        assert_eq!(read(&written(stand)), Some(stand));
        for text in ["", "40", "1.2.x", "1.2.0.", "a.b.c.d"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
