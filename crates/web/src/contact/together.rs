//! Lines of a history that belong together, as one that opens: the pages of a visit, what was done
//! with one mail.

use engine::catalogue::also_named;
use engine::event::Act;
use engine::time::{Span, Timestamp};
use engine::value::Value;
use runtime::card::ASIDE;
use runtime::timeline::Line;
use store::workspace::rows::EventRow;

use super::lines::Shown;
use crate::words::Words;

/// Who looks at nothing for so long has gone, and comes again.
const VISIT_RESTS: Span = Span::MINUTE.times(30);

/// What lines belong to.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Whole {
    /// A visit; of lines that follow each other.
    Visit,
    /// A mail, by its id.
    Mail(String),
}

/// A line of the page, or several that are shown as one.
struct Group {
    whole: Option<Whole>,
    /// When the oldest of them was.
    since: Timestamp,
    points: i64,
    pages: u64,
    lines: Vec<Shown>,
}

/// The lines of a page, newest first, those that belong together as one at the place of the newest.
pub(super) fn together(lines: Vec<(&Line, Shown)>, w: &Words) -> Vec<Shown> {
    let mut groups: Vec<Group> = Vec::new();
    for (line, shown) in lines {
        let (whole, points, pages) = match line {
            Line::Happened(row) => (whole(row), given(row), u64::from(is_named(row, "page"))),
            Line::Moved(_) => (None, 0, 0),
        };
        let since = shown.at;
        let found = match &whole {
            Some(Whole::Visit) => groups
                .last_mut()
                .filter(|group| group.whole == whole && group.since - since <= VISIT_RESTS),
            Some(Whole::Mail(_)) => groups.iter_mut().find(|group| group.whole == whole),
            None => None,
        };
        match found {
            Some(group) => {
                group.since = since;
                group.points += points;
                group.pages += pages;
                group.lines.push(shown);
            }
            None => {
                let lines = vec![shown];
                groups.push(Group { whole, since, points, pages, lines });
            }
        }
    }
    groups.into_iter().filter_map(|group| group.shown(w)).collect()
}

impl Group {
    fn shown(mut self, w: &Words) -> Option<Shown> {
        if self.lines.len() < 2 {
            return self.lines.pop();
        }
        let newest = self.lines.first()?;
        let more = self.lines.len() as u64 - 1;
        Some(Shown {
            title: match self.whole {
                Some(Whole::Visit) => w.count("line-visit", self.pages),
                _ => newest.title.clone(),
            },
            text: match self.whole {
                Some(Whole::Visit) => None,
                _ => Some(w.count("line-mail-more", more)),
            },
            points: (self.points != 0).then(|| w.points(self.points)),
            class: if self.points < 0 { "pn" } else { "pi" },
            quote: None,
            ..newest.clone()
        })
        .map(|shown| Shown { within: self.lines, ..shown })
    }
}

/// What a line belongs to; what a machine did stands by itself, with why it gives nothing.
fn whole(row: &EventRow) -> Option<Whole> {
    if row.outcome.starts_with(ASIDE) {
        return None;
    }
    if ["page", "page_left"].iter().any(|name| is_named(row, name)) {
        return Some(Whole::Visit);
    }
    let is_of_mail =
        ["email_sent", "email_opened", "email_clicked"].iter().any(|name| is_named(row, name));
    let Act::Happened { properties, .. } = &row.event.act else { return None };
    let mail = properties.iter().find_map(|(id, value)| match value {
        Value::Text(mail) if id == "mail" => Some(mail.clone()),
        _ => None,
    });
    mail.filter(|_| is_of_mail).map(Whole::Mail)
}

fn is_named(row: &EventRow, wanted: &str) -> bool {
    let Act::Happened { name, properties } = &row.event.act else { return false };
    name == wanted || also_named(properties) == Some(wanted)
}

fn given(row: &EventRow) -> i64 {
    row.given.iter().map(|given| given.points).sum()
}
