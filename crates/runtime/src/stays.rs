//! How long people like somebody stayed in each stage: the median, and of how many.
//!
//! It counts stays that are over, of those who were qualified with the same grade and whose story
//! has an end, as [`crate::chances`] does; the latest known of them, so that it takes no longer the
//! more there are, and once an hour.

use std::collections::BTreeMap;
use std::sync::Arc;

use engine::contact::standing::{Ending, State};
use engine::time::{Span, Timestamp};
use store::ids::ContactId;
use store::workspace::rows::MoveRow;

use crate::chances::ENOUGH;
use crate::criba::Workspace;
use crate::error::RuntimeError;
use crate::writer::Saw;

/// How long people stayed in a stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stay {
    /// Half of them stayed no longer.
    pub median: Span,
    /// Of how many.
    pub of: u64,
}

/// Those of each ending that are looked at.
const ALIKE_MAX: usize = 200;
/// A stage that was left within this was passed, not stayed in.
const PASSED: Span = Span::SECOND;

impl Workspace {
    /// How long people like somebody stayed in each stage, by its id; a stage that too few have left
    /// is not there.
    ///
    /// # Errors
    ///
    /// The workspace cannot be read.
    pub fn stays(&self, saw: &Saw) -> Result<Arc<BTreeMap<String, Stay>>, RuntimeError> {
        let standing = saw.card.contact.standings.first();
        let qualified = standing.and_then(|standing| standing.qualified.as_ref());
        let Some(grade) = qualified.and_then(|qualified| qualified.grade.as_deref()) else {
            return Ok(Arc::default());
        };
        self.stays.of(grade.to_owned(), self.now(), || {
            let endings = [Ending::Sales.id(), Ending::Aside.id()];
            let moves = self.read(|read| Ok(read.moves_of_alike(grade, &endings, ALIKE_MAX)?))?;
            Ok(medians(&moves))
        })
    }
}

/// The medians of the stays that moves began and ended; each contact's moves stand together.
fn medians(moves: &[MoveRow]) -> BTreeMap<String, Stay> {
    let mut stays: BTreeMap<&str, Vec<Span>> = BTreeMap::new();
    let mut here: Option<(ContactId, &str, Timestamp)> = None;
    for row in moves.iter().filter(|row| row.moved.line == MAIN) {
        let moved = &row.moved;
        if let Some((contact, stage, since)) = here
            && contact == row.contact
            && moved.at - since >= PASSED
        {
            stays.entry(stage).or_default().push(moved.at - since);
        }
        here = (moved.state == State::Open).then_some((row.contact, &moved.to, moved.at));
    }
    let medians = stays.into_iter().filter_map(|(stage, mut spans)| {
        let of = u64::try_from(spans.len()).unwrap_or(u64::MAX);
        spans.sort_unstable();
        let median = spans.get((spans.len() - 1) / 2).copied()?;
        (of >= ENOUGH).then(|| (stage.to_owned(), Stay { median, of }))
    });
    medians.collect()
}

/// The product line that pages show.
const MAIN: &str = "main";

#[cfg(test)]
mod tests {
    use engine::contact::standing::Move;

    use super::*;

    fn moved(contact: ContactId, to: &str, day: i64, state: State) -> MoveRow {
        let moved = Move {
            line: MAIN.to_owned(),
            at: Timestamp::from_micros(Span::DAY.times(day).micros()),
            from: String::new(),
            to: to.to_owned(),
            state,
            cycle: 1,
            clause: None,
            by: None,
            why: String::new(),
        };
        MoveRow { position: 1, ordinal: 0, contact, who: None, moved }
    }

    #[test]
    fn only_stays_that_are_over_count_and_only_where_there_are_enough() {
        let aside = |day| State::Recycled {
            reason: "momento".to_owned(),
            since: Timestamp::from_micros(Span::DAY.times(day).micros()),
            until: None,
        };
        let story = |days: i64| {
            let who = ContactId::make();
            let end = 3 + days;
            [
                moved(who, "sal", 3, State::Open),
                // Nurture is no stage: what comes after it was not stayed in either.
                moved(who, "sal", end, aside(end)),
                moved(who, "sal", end + 50, State::Open),
            ]
        };
        let moves: Vec<MoveRow> = (1..=30).flat_map(story).collect();
        let stays = medians(&moves);
        assert_eq!(stays["sal"], Stay { median: Span::DAY.times(15), of: 30 });
        let few: Vec<MoveRow> = (1..=29).flat_map(story).collect();
        assert!(medians(&few).is_empty());
    }
}
