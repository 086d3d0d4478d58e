//! The views of the list: mine, everybody's, and those that were saved.

use engine::agreement::funnel::{SideName, StandardStage};
use engine::agreement::sealed::Agreement;
use runtime::queue::{Part, View};
use runtime::saved::SavedView;
use store::workspace::screens::Filter;

use crate::contacts::{Whose, filter_of, href_of, is_part, without_step};
use crate::seat::Seat;
use crate::words::Words;

/// A view of the list as a tab.
#[derive(Debug, Clone)]
pub(crate) struct Tab {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) is_current: bool,
}

/// Everybody's.
pub(super) const ALL: &str = "todas";
/// Nobody's.
pub(super) const FREE: &str = "libres";

/// The view that an address names, and all of them as tabs. Without a name it is one's own list:
/// what one answers for, and what nobody does.
pub(crate) fn view(seat: &Seat, saved: &[SavedView], id: &str) -> (View, Vec<Tab>, Behind) {
    let w = &seat.words;
    let mine = vec![seat.email().to_owned(), String::new()];
    let found = saved.iter().find(|view| view.id == id);
    // A view that is no more leads to one's own list.
    let id = if found.is_some() || [ALL, FREE].contains(&id) { id } else { "" };
    let filter = match (id, found) {
        (ALL, _) => Filter::default(),
        (FREE, _) => Filter { owners: vec![String::new()], ..Filter::default() },
        (_, Some(view)) => Filter { owners: mine, ..filter_of(&view.query, seat) },
        (_, None) => Filter { owners: mine, ..Filter::default() },
    };
    let behind = Behind {
        query: found.map(|view| view.query.clone()).unwrap_or_default(),
        whose: match id {
            ALL => Whose::Everybodys,
            FREE => Whose::Nobodys,
            _ => Whose::Mine,
        },
    };
    (View { reader: reader(seat), filter }, tabs(w, saved, id), behind)
}

/// Whoever looks, as mentions and calls know them: their address and their side.
pub(crate) fn reader(seat: &Seat) -> Vec<String> {
    let side = match seat.side() {
        SideName::Marketing => "marketing",
        SideName::Sales => "sales",
    };
    vec![seat.email().to_owned(), side.to_owned()]
}

/// The rows behind the numbers of a view.
#[derive(Debug, Clone)]
pub(crate) struct Behind {
    query: String,
    whose: Whose,
}

impl Behind {
    /// The address of whom a number counts.
    pub(super) fn href(&self, part: Part) -> String {
        href_of(&self.query, self.whose, part)
    }

    /// The address of those without a next step: sales has accepted them, and they have not
    /// bought.
    pub(super) fn without_step(&self, agreement: &Agreement) -> String {
        let rank =
            |stage| agreement.stage_counting_as(stage).map_or(String::new(), |at| at.to_string());
        let between = (rank(StandardStage::Sal), rank(StandardStage::Customer));
        without_step(&self.query, self.whose, between)
    }
}

fn tabs(w: &Words, saved: &[SavedView], id: &str) -> Vec<Tab> {
    let own = [("", "today-mine"), (ALL, "today-all"), (FREE, "today-free")];
    let is_other = saved.iter().any(|view| view.id == id) || [ALL, FREE].contains(&id);
    let mut tabs: Vec<Tab> = own
        .into_iter()
        .map(|(of, words)| Tab {
            id: of.to_owned(),
            name: w.t(words),
            is_current: of == id || (of.is_empty() && !is_other),
        })
        .collect();
    tabs.extend(saved.iter().filter(|view| !is_part(&view.query)).map(|view| Tab {
        id: view.id.clone(),
        name: view.name.clone(),
        is_current: view.id == id,
    }));
    tabs
}
