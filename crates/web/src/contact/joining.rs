//! What joining two contacts would come to, side by side, before it is done.

use engine::agreement::condition::Whose;
use engine::contact::profile::Held;
use runtime::writer::Saw;
use store::ids::ContactId;

use super::profile::{Fact, facts};
use super::sheet::Sheet;
use crate::words::Words;

/// The contact to join with, beside the one of the page.
pub(crate) struct Joining {
    pub(crate) id: ContactId,
    pub(crate) name: String,
    pub(crate) rows: Vec<Compared>,
}

/// One thing that is known of either.
pub(crate) struct Compared {
    pub(crate) name: String,
    pub(crate) here: String,
    pub(crate) there: String,
    /// Which of the two stands once they are one; neither where that is worked out anew.
    pub(crate) stands: Option<Side>,
}

/// Whose value it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    Here,
    There,
}

impl Compared {
    pub(crate) fn is_here(&self) -> bool {
        self.stands == Some(Side::Here)
    }

    pub(crate) fn is_there(&self) -> bool {
        self.stands == Some(Side::There)
    }
}

impl Joining {
    /// `None` where the two are one already.
    pub(super) fn of(saw: &Saw, other: &Saw, w: &Words) -> Option<Joining> {
        if saw.id == other.id {
            return None;
        }
        let (here, there) = (Sheet::of(saw, w), Sheet::of(other, w));
        let mut rows = vec![
            Compared {
                name: w.t("trait-name"),
                here: here.name,
                there: there.name.clone(),
                stands: Some(stands(&Whose::Person.field("full_name"), saw, other)),
            },
            anew(w.t("column-stage"), here.stage, there.stage),
            anew(w.t("column-score"), w.number(here.total), w.number(there.total)),
            anew(
                w.t("history"),
                w.count("join-events", saw.card.history.len() as u64),
                w.count("join-events", other.card.history.len() as u64),
            ),
        ];
        let (ours, theirs) = (facts(saw, w), facts(other, w));
        let only_theirs = theirs.iter().filter(|fact| find(&ours, &fact.field).is_none());
        let all = ours.iter().chain(only_theirs).filter(|fact| !fact.is_derived);
        rows.extend(all.map(|fact| compared(fact, &ours, &theirs, saw, other)));
        Some(Joining { id: other.id, name: there.name, rows })
    }
}

fn anew(name: String, here: String, there: String) -> Compared {
    Compared { name, here, there, stands: None }
}

fn find<'a>(facts: &'a [Fact], field: &str) -> Option<&'a Fact> {
    facts.iter().find(|fact| fact.field == field)
}

fn compared(fact: &Fact, ours: &[Fact], theirs: &[Fact], saw: &Saw, other: &Saw) -> Compared {
    let shown = |facts| find(facts, &fact.field).map(|fact| fact.shown.clone()).unwrap_or_default();
    Compared {
        name: fact.name.clone(),
        here: shown(ours),
        there: shown(theirs),
        stands: Some(stands(&fact.field, saw, other)),
    }
}

/// Whose value of a trait stands once they are one.
fn stands(field: &str, saw: &Saw, other: &Saw) -> Side {
    match (held(saw, field), held(other, field)) {
        (Some(here), Some(there)) if there.goes_before(here) => Side::There,
        (None, Some(_)) => Side::There,
        _ => Side::Here,
    }
}

fn held<'a>(saw: &'a Saw, field: &str) -> Option<&'a Held> {
    let (of, id) = Whose::of_field(field)?;
    saw.card.contact.profile.at(of, id, saw.now)
}
