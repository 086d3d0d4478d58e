//! Everything that happened with a contact and was said, newest first.

use std::collections::BTreeMap;

use engine::catalogue::is_theirs;
use engine::event::{Act, Event};
use engine::replay::InForce;
use engine::time::Timestamp;
use engine::why::{Why, why};
use store::ids::{BatchId, ContactId};
use store::workspace::rows::{EventRow, MoveRow};

use crate::card::is_aside;
use crate::criba::Workspace;
use crate::error::RuntimeError;
use crate::together::{Group, grouped};
use crate::writer::{Saw, sealed_versions};

/// Which part of a history.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Part {
    /// All of it.
    #[default]
    All,
    /// What they did.
    Theirs,
    /// What we did.
    Ours,
    /// What was done by either, without where it moved them.
    Deeds,
    /// Moves between stages.
    Moves,
}

/// A line of a history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Line {
    /// Something happened.
    Happened(Box<EventRow>),
    /// The contact was moved.
    Moved(Box<MoveRow>),
}

impl Line {
    /// When it was.
    #[must_use]
    pub fn at(&self) -> Timestamp {
        match self {
            Line::Happened(row) => row.event.at,
            Line::Moved(row) => row.moved.at,
        }
    }

    /// Where it stands. A move follows the event that made it, though both have one moment.
    #[must_use]
    pub fn stand(&self) -> Stand {
        match self {
            Line::Happened(row) => (row.event.at, row.event.position, false, 0),
            Line::Moved(row) => (row.moved.at, row.position, true, row.ordinal),
        }
    }

    /// The event's place in the log, for a link to it.
    #[must_use]
    pub fn position(&self) -> u64 {
        match self {
            Line::Happened(row) => row.event.position,
            Line::Moved(row) => row.position,
        }
    }
}

/// Where a line stands in a history, which goes from the last of them to the first: when it was,
/// its event's place in the log, whether it is a move, and which of that event's moves.
pub type Stand = (Timestamp, u64, bool, u32);

/// A page of a history.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Page {
    /// Its lines, newest first, those that belong together as one.
    pub groups: Vec<Group>,
    /// Before which line the next page begins; `None` at the end.
    pub next: Option<Stand>,
    /// What the lists are called that its lines came with.
    pub lists: BTreeMap<BatchId, String>,
}

/// Lines of a page.
pub const PAGE: usize = 40;
/// Events that are put in order of when they happened; a longer history is in the order it was
/// learned.
const ORDERED_MAX: usize = 5_000;

impl Workspace {
    /// A page of a contact's history, from before one of its lines: whole groups until they have
    /// `limit` lines. No group is on two pages, and what happens in between moves none.
    ///
    /// # Errors
    ///
    /// The workspace cannot be read.
    pub fn timeline(
        &self,
        saw: &Saw,
        part: Part,
        before: Option<Stand>,
        limit: usize,
    ) -> Result<Page, RuntimeError> {
        let mut rest = grouped(self.lines(saw, part)?)
            .into_iter()
            .filter(|group| before.is_none_or(|before| group.stand() < before))
            .peekable();
        let mut page = Page::default();
        let mut count = 0;
        while count < limit
            && let Some(group) = rest.next()
        {
            count += group.lines.len();
            page.groups.push(group);
        }
        let last = page.groups.last().map(Group::stand);
        page.next = last.filter(|_| rest.peek().is_some());
        page.lists = self.lists_of(page.groups.iter().flat_map(|group| &group.lines))?;
        Ok(page)
    }

    /// The latest lines of a contact's history, newest first.
    ///
    /// # Errors
    ///
    /// The workspace cannot be read.
    pub fn latest_lines(
        &self,
        saw: &Saw,
        part: Part,
        limit: usize,
    ) -> Result<Vec<Line>, RuntimeError> {
        Ok(self.timeline_before(saw, part, None, limit)?.0)
    }

    /// At most `limit` lines of a contact's history from before one of them: what happens in
    /// between moves nothing. Whether there are more stands beside them.
    ///
    /// # Errors
    ///
    /// The workspace cannot be read.
    pub fn timeline_before(
        &self,
        saw: &Saw,
        part: Part,
        before: Option<Stand>,
        limit: usize,
    ) -> Result<(Vec<Line>, bool), RuntimeError> {
        let mut lines = self.lines(saw, part)?;
        if let Some(before) = before {
            lines.retain(|line| line.stand() < before);
        }
        let is_more = lines.len() > limit;
        lines.truncate(limit);
        Ok((lines, is_more))
    }

    fn lists_of<'a>(
        &self,
        lines: impl IntoIterator<Item = &'a Line>,
    ) -> Result<BTreeMap<BatchId, String>, RuntimeError> {
        let mut lists = BTreeMap::new();
        for line in lines {
            let Line::Happened(row) = line else { continue };
            if let Some(id) = row.batch
                && !lists.contains_key(&id)
            {
                let name = match self.batch(id) {
                    Ok(batch) => batch.plan.name,
                    // An event may name a list that was never kept here.
                    Err(RuntimeError::Missing(_)) => continue,
                    Err(error) => return Err(error),
                };
                lists.insert(id, name);
            }
        }
        Ok(lists)
    }

    fn lines(&self, saw: &Saw, part: Part) -> Result<Vec<Line>, RuntimeError> {
        let history = &saw.card.history;
        let skipped = history.len().saturating_sub(ORDERED_MAX);
        self.read(|read| {
            let mut lines: Vec<Line> = Vec::with_capacity(history.len());
            if part != Part::Moves {
                for position in history.iter().skip(skipped) {
                    if read.is_voided(*position)? {
                        continue;
                    }
                    let Some(row) = read.event(*position)? else { continue };
                    if is_shown(&row, part) {
                        lines.push(Line::Happened(Box::new(row)));
                    }
                }
            }
            if matches!(part, Part::All | Part::Moves) {
                let moves = read.moves_of(saw.id)?;
                for moved in moves {
                    // A move that an event made which counts no longer is answered by a later one.
                    lines.push(Line::Moved(Box::new(moved)));
                }
            }
            lines.sort_by_key(|line| std::cmp::Reverse(line.stand()));
            Ok(lines)
        })
    }

    /// The contact's events that were learned, in the order they were learned, voided ones among
    /// them: what a replay needs.
    ///
    /// # Errors
    ///
    /// The workspace cannot be read.
    pub fn history(&self, saw: &Saw) -> Result<Vec<Event>, RuntimeError> {
        self.read(|read| {
            let rows = read.events_at(&saw.card.history)?;
            let rows = rows.into_iter().filter(|row| !is_aside(row));
            let mut events: Vec<Event> = rows.map(|row| row.event).collect();
            events.sort_by_key(|event| (event.known_at, event.position));
            Ok(events)
        })
    }

    /// Why a contact stood where it stood at a moment, as far as was known at another, under the
    /// version in force then or the one that is named.
    ///
    /// # Errors
    ///
    /// There is no such contact or version, or the workspace cannot be read.
    pub fn why(
        &self,
        contact: ContactId,
        at: Option<Timestamp>,
        known_at: Option<Timestamp>,
        version: Option<u32>,
    ) -> Result<Why, RuntimeError> {
        let saw = self.writer.look(contact).wait()?;
        let saw = saw.ok_or_else(|| RuntimeError::missing("el contacto", "contact", contact))?;
        let known_at = known_at.unwrap_or(saw.now).min(saw.now);
        let at = at.unwrap_or(known_at);
        let history = self.history(&saw)?;
        let rows = self.read(|read| Ok(read.versions()?))?;
        let sealed = sealed_versions(&rows)?;
        let mut versions: Vec<InForce<'_>> =
            sealed.iter().map(|(agreement, from)| InForce { agreement, from: *from }).collect();
        if let Some(number) = version {
            versions.retain(|version| version.agreement.version == number);
            if versions.is_empty() {
                return Err(RuntimeError::missing("la versión", "version", number));
            }
        }
        Ok(why(&versions, None, &history, 0, at, known_at))
    }

    /// The place in the log of what a source told under an id of its own, with what the list is
    /// called that brought it.
    ///
    /// # Errors
    ///
    /// The workspace cannot be read.
    pub fn told(
        &self,
        source: &str,
        message_id: &str,
    ) -> Result<Option<(u64, Option<String>)>, RuntimeError> {
        let places = self.writer.places([(source, message_id)]).wait()?;
        let Some(position) = places.first().copied() else { return Ok(None) };
        let Some(row) = self.read(|read| Ok(read.event(position)?))? else { return Ok(None) };
        let (position, batch) = (row.event.position, row.batch);
        let mut lists = self.lists_of([&Line::Happened(Box::new(row))])?;
        Ok(Some((position, batch.and_then(|batch| lists.remove(&batch)))))
    }

    /// What came from outside, word for word, and became the event at a place of the log.
    ///
    /// # Errors
    ///
    /// The workspace cannot be read.
    pub fn came(&self, position: u64) -> Result<Option<String>, RuntimeError> {
        self.read(|read| Ok(read.raw(position)?))
    }

    /// The rows that told an event's award, by their places in the log.
    ///
    /// # Errors
    ///
    /// The workspace cannot be read.
    pub fn events(&self, positions: &[u64]) -> Result<BTreeMap<u64, EventRow>, RuntimeError> {
        self.read(|read| {
            let rows = read.events_at(positions)?;
            Ok(rows.into_iter().map(|row| (row.event.position, row)).collect())
        })
    }
}

fn is_shown(row: &EventRow, part: Part) -> bool {
    let is_of_theirs = match &row.event.act {
        Act::Happened { name, .. } => is_theirs(name),
        Act::TimePassed | Act::Voided { .. } => return false,
        // What a list says stands in the profile; what people say of themselves is their doing.
        Act::Learned if row.who.is_none() && row.keys.is_some() => !row.event.facts.is_empty(),
        Act::Learned => return matches!(part, Part::All | Part::Deeds) && row.who.is_some(),
        Act::ConsentGiven { .. } | Act::ConsentWithdrawn { .. } => true,
        Act::BasisStated { .. } => false,
        // What was decided shows as the move that it made.
        Act::Moved { .. }
        | Act::Declined { .. }
        | Act::Reactivated { .. }
        | Act::SuggestionAnswered { .. } => return false,
    };
    match part {
        _ if matches!(row.event.act, Act::Learned) && !is_of_theirs => false,
        Part::All | Part::Deeds => true,
        Part::Theirs => is_of_theirs,
        Part::Ours => !is_of_theirs,
        Part::Moves => false,
    }
}
