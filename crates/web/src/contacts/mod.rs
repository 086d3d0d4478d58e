//! Contactos: everybody, filtered by what stands in the address; views that are saved; what is
//! done with several at once; who may be there twice; what machines did.

mod asked;
mod csv_file;
mod deeds;
mod glance;
mod list;
mod machines;
mod saved;
mod twice;
mod whole;

use std::collections::BTreeSet;

use runtime::RuntimeError;
use runtime::criba::Workspace;
use runtime::imports::Fate;
use runtime::queue::{Part, View};
use store::ids::BatchId;
use store::workspace::screens::{Filter, Order};

use crate::routes::Table;
use crate::seat::Seat;
use asked::{Asked, OfList, PARTS};

pub(crate) use csv_file::attached;

pub(crate) fn routes(table: &mut Table) {
    list::routes(table);
    csv_file::routes(table);
    deeds::routes(table);
    glance::routes(table);
    saved::routes(table);
    twice::routes(table);
    machines::routes(table);
}

/// What the query of an address filters, for the seat's reader and clock.
pub(crate) fn filter_of(query: &str, seat: &Seat) -> Filter {
    Asked::of(query).filter(seat)
}

/// Whether a query opens a number of Hoy or of a list that was brought, which is no list to call.
pub(crate) fn is_part(query: &str) -> bool {
    let asked = Asked::of(query);
    asked.part().is_some() || asked.list().is_some()
}

/// Whom a list holds that an address names: those of its filter, and of those whom a number of Hoy or
/// of a list that was brought counts, where it opens one.
#[derive(Debug, Clone)]
pub(crate) struct Within {
    view: View,
    part: Option<Part>,
    list: Option<OfList>,
}

impl Within {
    fn of(asked: &Asked, seat: &Seat) -> Within {
        let view = View { reader: crate::today::reader(seat), filter: asked.filter(seat) };
        Within { view, part: asked.part(), list: asked.list() }
    }

    /// The filter that says it.
    pub(crate) fn filter(self, workspace: &Workspace) -> Result<Filter, RuntimeError> {
        let filter = match self.part {
            Some(part) => workspace.part(&self.view, part)?,
            None => self.view.filter,
        };
        let Some(list) = self.list else { return Ok(filter) };
        let held = match list.batch {
            Some(batch) => workspace.of_list(batch, list.fate)?.unwrap_or_default(),
            None => BTreeSet::new(),
        };
        let ids = match filter.ids {
            Some(ids) => ids.into_iter().filter(|id| held.contains(id)).collect(),
            None => held.into_iter().collect(),
        };
        Ok(Filter { ids: Some(ids), ..filter })
    }
}

/// The page of the list that an address names: whom it holds, its order, how many and from which
/// on.
pub(crate) fn page_of(query: &str, seat: &Seat) -> (Within, Order, usize, usize) {
    let asked = Asked::of(query);
    let within = Within::of(&asked, seat);
    (within, asked.order(), asked.rows(), (asked.page() - 1) * asked.rows())
}

/// Whose list Hoy shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Whose {
    /// What the reader answers for, and what nobody does.
    Mine,
    /// What nobody answers for.
    Nobodys,
    /// Everybody's.
    Everybodys,
}

impl Whose {
    fn id(self) -> String {
        match self {
            Whose::Mine => asked::MINE.to_owned(),
            Whose::Nobodys => asked::NOBODY.to_owned(),
            Whose::Everybodys => String::new(),
        }
    }
}

/// The address of those whom a number of Hoy counts, within the query of a saved view.
pub(crate) fn href_of(query: &str, whose: Whose, part: Part) -> String {
    let named = PARTS.iter().find(|(_, of, _)| *of == part);
    let asked = Asked {
        responsable: whose.id(),
        hoy: named.map(|(id, ..)| (*id).to_owned()).unwrap_or_default(),
        vista: String::new(),
        ..Asked::of(query)
    };
    // Where something is missing, it is to be seen and can be written down.
    let col = match part {
        Part::Unreachable => "empresa.telefono.correo.etapa.puntos",
        _ => return asked.href(1),
    };
    Asked { col: vec![col.to_owned()], ..asked }.href(1)
}

/// The address of the people of a list of whom one of its counts tells.
pub(crate) fn href_of_list(list: BatchId, fate: Fate) -> String {
    let named = asked::FATES.iter().find(|(_, of, _)| *of == fate);
    let parte = named.map(|(id, ..)| (*id).to_owned()).unwrap_or_default();
    Asked { lista: list.to_string(), parte, ..Asked::default() }.href(1)
}

/// The id of the words for what became of people of a list.
pub(crate) fn words_of_fate(fate: Fate) -> &'static str {
    asked::FATES.iter().find(|(_, of, _)| *of == fate).map_or("", |(.., words)| words)
}

/// The address of those without a next step between two places of the funnel, within the query of
/// a saved view.
pub(crate) fn without_step(query: &str, whose: Whose, (from, to): (String, String)) -> String {
    let asked = Asked {
        responsable: whose.id(),
        paso: "sin".to_owned(),
        desde: from,
        hasta: to,
        vista: String::new(),
        ..Asked::of(query)
    };
    asked.href(1)
}
