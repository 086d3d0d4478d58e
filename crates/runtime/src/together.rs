//! Lines of a history that belong together: the pages of a visit, what was done with one mail.
//!
//! They are found over the whole history and from its oldest line on, so that what belongs together
//! is the same whichever page of it is looked at, and what comes later changes nothing of it.

use std::collections::BTreeMap;

use engine::catalogue::also_named;
use engine::event::Act;
use engine::time::{Span, Timestamp};
use engine::value::Value;
use store::workspace::rows::EventRow;

use crate::card::is_aside;
use crate::timeline::{Line, Stand};

/// Who looks at nothing for so long has gone, and comes again.
const VISIT_RESTS: Span = Span::MINUTE.times(30);
/// Lines of one group; what goes on beyond them begins another.
pub const LINES_MAX: usize = 100;

/// What lines belong to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Whole {
    /// A visit: of lines that follow each other.
    Visit,
    /// A mail, by its id.
    Mail(String),
}

/// A line of a history, or several that belong together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// What they belong to; `None` for a line by itself.
    pub whole: Option<Whole>,
    /// The lines, newest first; never none.
    pub lines: Vec<Line>,
}

impl Group {
    /// Where it stands: where its newest line does.
    #[must_use]
    pub fn stand(&self) -> Stand {
        self.lines.first().map_or((Timestamp::MIN, 0, false, 0), Line::stand)
    }
}

/// The lines of a history in groups, newest first. `lines` are newest first as well.
pub(crate) fn grouped(lines: Vec<Line>) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    // The visit that may go on, with when its latest line was, and where each mail's group is.
    let mut visit: Option<(usize, Timestamp)> = None;
    let mut mails: BTreeMap<String, usize> = BTreeMap::new();
    for line in lines.into_iter().rev() {
        let (whole, at) = (whole(&line), line.at());
        let open = match &whole {
            Some(Whole::Visit) => {
                visit.filter(|(_, latest)| at - *latest <= VISIT_RESTS).map(|(index, _)| index)
            }
            Some(Whole::Mail(mail)) => mails.get(mail).copied(),
            None => None,
        };
        let has_room =
            |index: &usize| groups.get(*index).is_some_and(|g| g.lines.len() < LINES_MAX);
        let index = open.filter(has_room).unwrap_or(groups.len());
        match &whole {
            Some(Whole::Visit) => visit = Some((index, at)),
            Some(Whole::Mail(mail)) => _ = mails.insert(mail.clone(), index),
            None => visit = None,
        }
        match groups.get_mut(index) {
            Some(group) => group.lines.push(line),
            None => groups.push(Group { whole, lines: vec![line] }),
        }
    }
    for group in &mut groups {
        group.lines.reverse();
    }
    groups.sort_by_key(|group| std::cmp::Reverse(group.stand()));
    groups
}

/// What a line belongs to; what a machine did stands by itself, with why it gives nothing.
fn whole(line: &Line) -> Option<Whole> {
    let Line::Happened(row) = line else { return None };
    if is_aside(row) {
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

/// Whether an event has a name, as its own or as Criba's for it.
#[must_use]
pub fn is_named(row: &EventRow, wanted: &str) -> bool {
    let Act::Happened { name, properties } = &row.event.act else { return false };
    name == wanted || also_named(properties) == Some(wanted)
}
