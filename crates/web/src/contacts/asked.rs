//! What the address of the list says: its filter, its order, its page and its columns.

use engine::time::Span;
use runtime::imports::Fate;
use runtime::queue::Part;
use serde::Deserialize;
use store::ids::BatchId;
use store::workspace::rows::Play;
use store::workspace::screens::{Filter, Order};

use crate::error::encoded;
use crate::layout::words_of;
use crate::seat::Seat;

/// The query of the list's address. What is empty does not filter.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    /// Words to look for.
    pub(super) q: String,
    /// A stage's id.
    pub(super) etapa: String,
    /// An address, [`NOBODY`], [`ME`] or [`MINE`].
    pub(super) responsable: String,
    /// ISO 3166 code.
    pub(super) pais: String,
    /// The source that first told of them.
    pub(super) origen: String,
    /// Such as `A1`.
    pub(super) nota: String,
    /// A company's key.
    pub(super) empresa: String,
    /// Segments of the agreement, by their ids: whoever is in one of them.
    pub(super) segmento: Vec<String>,
    /// `abiertos`, `apartados` or `cerrados`.
    pub(super) juego: String,
    /// `sin`, `con` or `vencido`: the next step.
    pub(super) paso: String,
    /// The first place of the funnel, and the one behind the last: numbers of Hoy lead here.
    pub(super) desde: String,
    pub(super) hasta: String,
    /// The grade as which they were taken for qualified, of those with whom it has ended: what is
    /// to be expected of somebody leads here.
    pub(super) como: String,
    /// Days for which nothing was heard of them.
    pub(super) callados: String,
    /// The id of a list that was brought: whom it was about.
    pub(super) lista: String,
    /// One of [`FATES`]: what became of them.
    pub(super) parte: String,
    /// One of [`PARTS`]: whom a number of Hoy counts.
    pub(super) hoy: String,
    /// One of [`ORDERS`].
    pub(super) orden: String,
    /// From 1.
    pub(super) pagina: String,
    /// The columns that are shown, one by one as forms send them, or several joined by points, or
    /// [`EVERY_COLUMN`]; the usual ones where there are none.
    pub(super) col: Vec<String>,
    /// The saved view that this began as.
    pub(super) vista: String,
    /// The key of what was just done.
    pub(super) hecho: String,
}

/// Whom a list that was brought holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct OfList {
    /// Which; none where the address names none that there could be.
    pub(super) batch: Option<BatchId>,
    /// What became of them; all of them where there is none.
    pub(super) fate: Option<Fate>,
}

/// Nobody answers for them.
pub(super) const NOBODY: &str = "nadie";
/// The reader does.
pub(super) const ME: &str = "yo";
/// The reader does, or nobody: the reader's own list of Hoy.
pub(super) const MINE: &str = "mi-lista";
/// All columns: every row's link back carries the query, so that it has to be short.
const EVERY_COLUMN: &str = "todas";
/// The most days of silence that can be asked for.
const DAYS_MAX: i64 = 3650;

/// The orders, with the id of their words.
pub(super) const ORDERS: [(&str, Order, &str); 6] = [
    ("mejor", Order::Best, "sort-best"),
    ("reciente", Order::Latest, "sort-latest"),
    ("nuevo", Order::Newest, "sort-newest"),
    ("paso", Order::Next, "sort-next"),
    ("nombre", Order::Name, "sort-name"),
    ("empresa", Order::Company, "sort-company"),
];

/// The numbers of Hoy, with the id of their words.
pub(super) const PARTS: [(&str, Part, &str); 12] = [
    ("por-llamar", Part::Waiting, "part-waiting"),
    ("los-demas", Part::Rest, "part-rest"),
    ("piden", Part::Asked, "part-asked"),
    ("previstos", Part::Planned, "part-planned"),
    ("mencionan", Part::Mentioned, "part-mentioned"),
    ("contactados", Part::Reached, "part-reached"),
    ("recientes", Part::Resting, "part-resting"),
    ("fuera-de-horario", Part::Asleep, "part-asleep"),
    ("en-llamada", Part::InCall, "part-in-call"),
    ("no-llamar", Part::Blocked, "part-blocked"),
    ("sin-datos", Part::Unreachable, "part-unreachable"),
    ("en-silencio", Part::Silent, "part-silent"),
];

/// What became of the people of a list, with the id of its words.
pub(super) const FATES: [(&str, Fate, &str); 5] = [
    ("nuevos", Fate::New, "fate-new"),
    ("actualizados", Fate::Updated, "fate-updated"),
    ("sin-cambios", Fate::Unchanged, "fate-unchanged"),
    ("juntados", Fate::Joined, "fate-joined"),
    ("con-problema", Fate::Problem, "fate-problem"),
];

/// Contacts on a page, where it shows more columns than so many, and where not.
const COLUMNS_MANY: usize = 8;
const ROWS_WIDE: usize = 30;
pub(super) const ROWS: usize = 40;

/// The columns beside the name, with the id of their words, and whether they are usual.
pub(super) const COLUMNS: [(&str, &str, bool); 11] = [
    ("empresa", "trait-company", true),
    ("etapa", "column-stage", true),
    ("puntos", "column-score", true),
    ("nota", "column-grade", false),
    ("responsable", "trait-owner", true),
    ("reciente", "column-latest", true),
    ("paso", "column-next", true),
    ("telefono", "trait-phone", false),
    ("correo", "trait-email", false),
    ("lugar", "column-place", false),
    ("origen", "trait-source", false),
];

impl Asked {
    /// What a query says; of one that cannot be read, nothing.
    pub(super) fn of(query: &str) -> Asked {
        serde_html_form::from_str(query).unwrap_or_default()
    }

    /// Whom the list holds.
    pub(super) fn filter(&self, seat: &Seat) -> Filter {
        let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        let now = seat.now();
        let owners = match self.responsable.as_str() {
            "" => Vec::new(),
            NOBODY => vec![String::new()],
            ME => vec![seat.email().to_owned()],
            MINE => vec![seat.email().to_owned(), String::new()],
            address => vec![address.to_owned()],
        };
        let days: Option<i64> = self.callados.parse().ok().filter(|days| *days > 0);
        Filter {
            words: words_of(&self.q),
            stage: some(&self.etapa),
            owners,
            grade: some(&self.nota),
            source: some(&self.origen),
            company_key: some(&self.empresa),
            segments: self.segmento.iter().filter(|id| !id.is_empty()).cloned().collect(),
            qualified_as: some(&self.como),
            has_ended: !self.como.is_empty(),
            country: some(&self.pais),
            play: match self.juego.as_str() {
                "abiertos" => Some(Play::Open),
                "apartados" => Some(Play::Recycled),
                "cerrados" => Some(Play::Disqualified),
                // Who has been put aside needs no next step.
                _ if self.paso == "sin" => Some(Play::Open),
                _ => None,
            },
            stage_rank_min: self.desde.parse().ok(),
            stage_rank_below: self.hasta.parse().ok(),
            has_next: match self.paso.as_str() {
                "sin" => Some(false),
                "con" => Some(true),
                _ => None,
            },
            next_until: (self.paso == "vencido").then_some(now),
            quiet_since: days.map(|days| now - Span::DAY.times(days.min(DAYS_MAX))),
            ..Filter::default()
        }
    }

    /// The number of Hoy that it opens.
    pub(super) fn part(&self) -> Option<Part> {
        PARTS.iter().find(|(id, ..)| *id == self.hoy).map(|(_, part, _)| *part)
    }

    /// The list that was brought, and what became of whom it holds.
    pub(super) fn list(&self) -> Option<OfList> {
        let fate = FATES.iter().find(|(id, ..)| *id == self.parte).map(|(_, fate, _)| *fate);
        let batch = Some(&self.lista).filter(|id| !id.is_empty())?;
        Some(OfList { batch: batch.parse().ok(), fate })
    }

    /// The order of the list.
    pub(super) fn order(&self) -> Order {
        let named = ORDERS.iter().find(|(id, ..)| *id == self.orden);
        named.map_or(Order::Best, |(_, order, _)| *order)
    }

    /// The page, from 1.
    pub(super) fn page(&self) -> usize {
        self.pagina.parse().unwrap_or(1).max(1)
    }

    /// How many contacts the page has: the more of each it shows, the fewer, so that it does not
    /// weigh more.
    pub(super) fn rows(&self) -> usize {
        let shown = COLUMNS.iter().filter(|(id, ..)| self.shows(id)).count();
        if shown > COLUMNS_MANY { ROWS_WIDE } else { ROWS }
    }

    /// Whether a column is shown.
    pub(super) fn shows(&self, column: &str) -> bool {
        match self.col.as_slice() {
            [] => COLUMNS.iter().any(|(id, _, is_usual)| *id == column && *is_usual),
            chosen => {
                let mut ids = chosen.iter().flat_map(|some| some.split('.'));
                ids.any(|id| id == column || id == EVERY_COLUMN)
            }
        }
    }

    /// The columns as the address carries them; empty where they are the usual ones.
    fn columns(&self) -> String {
        if self.col.is_empty() {
            return String::new();
        }
        let shown = COLUMNS.iter().map(|(id, ..)| *id).filter(|id| self.shows(id));
        let shown: Vec<&str> = shown.collect();
        if shown.len() == COLUMNS.len() { EVERY_COLUMN.to_owned() } else { shown.join(".") }
    }

    /// How many filters hold, beside the words.
    pub(super) fn filters(&self) -> usize {
        let all = [
            &self.etapa,
            &self.responsable,
            &self.pais,
            &self.origen,
            &self.nota,
            &self.juego,
            &self.paso,
            &self.callados,
            &self.hoy,
            &self.lista,
            &self.desde,
            &self.como,
        ];
        let segments = self.segmento.iter().filter(|id| !id.is_empty());
        all.iter().filter(|text| !text.is_empty()).count() + segments.count()
    }

    /// The query again, without what is empty; what was done and the page are left out.
    pub(super) fn query(&self) -> String {
        let single = [
            ("q", &self.q),
            ("etapa", &self.etapa),
            ("responsable", &self.responsable),
            ("pais", &self.pais),
            ("origen", &self.origen),
            ("nota", &self.nota),
            ("empresa", &self.empresa),
            ("juego", &self.juego),
            ("paso", &self.paso),
            ("desde", &self.desde),
            ("hasta", &self.hasta),
            ("callados", &self.callados),
            ("como", &self.como),
            ("lista", &self.lista),
            ("parte", &self.parte),
            ("hoy", &self.hoy),
            ("orden", &self.orden),
            ("vista", &self.vista),
        ];
        let columns = self.columns();
        let parts = single
            .into_iter()
            .chain(self.segmento.iter().map(|id| ("segmento", id)))
            .chain([("col", &columns)])
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| format!("{name}={}", encoded(value)));
        parts.collect::<Vec<String>>().join("&")
    }

    /// The address of this list, at a page.
    pub(super) fn href(&self, page: usize) -> String {
        let query = self.query();
        match (query.is_empty(), page) {
            (true, 1) => "/contactos".to_owned(),
            (true, page) => format!("/contactos?pagina={page}"),
            (false, 1) => format!("/contactos?{query}"),
            (false, page) => format!("/contactos?{query}&pagina={page}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_the_same_again() {
        let query = "q=ord%C3%B3%C3%B1ez&etapa=mql&pais=CO&orden=nombre&segmento=feria&\
                     segmento=norte&col=empresa.nota";
        assert_eq!(Asked::of(&query.replace(".nota", "&col=nota")).query(), query);
        let every = COLUMNS.map(|(id, ..)| format!("col={id}")).join("&");
        assert_eq!(Asked::of(&every).query(), "col=todas");
        assert!(Asked::of("col=todas").shows("origen"));
        let asked = Asked::of(query);
        assert_eq!(asked.q, "ordóñez");
        assert_eq!(asked.query(), query);
        assert_eq!(asked.href(3), format!("/contactos?{query}&pagina=3"));
        assert!(asked.shows("nota") && !asked.shows("etapa"));
        assert_eq!(Asked::of("pagina=0&orden=nada&%ZZ").page(), 1);
        assert_eq!(Asked::of("etapa=&q=").query(), "");
    }
}
