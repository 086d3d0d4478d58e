//! How the leads of a list ended, where it says so.
//!
//! Such a column tells which rows to learn from. It is never a rule itself: it was filled in
//! afterwards, and would say of every new lead that it was not won.

use engine::text::fold;
use engine::value::{Value, yes_or_no};
use import::columns::{Column, Target};
use import::record::Record;

use crate::chances::wilson;

/// How old leads ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcomes {
    /// The column that says so.
    pub header: String,
    /// How many were won.
    pub won: u64,
    /// Of how many the end is known.
    pub of: u64,
}

/// Fewer of either end say nothing.
const ENDED_MIN: u64 = 20;
/// Of its filled cells, how many in a hundred must say an end.
const SAYING_MIN: u64 = 60;

/// Names of columns in which yes means won, folded and with spaces.
const ASKS_IF_WON: [&str; 14] = [
    "converted",
    "convertido",
    "won",
    "is won",
    "ganado",
    "ganada",
    "cliente",
    "es cliente",
    "customer",
    "is customer",
    "compro",
    "comprado",
    "venta",
    "vendido",
];
/// Names of columns that say where a lead stands.
const SAYS_WHERE: [&str; 13] = [
    "resultado",
    "estado",
    "estatus",
    "status",
    "outcome",
    "result",
    "lead status",
    "etapa",
    "stage",
    "deal stage",
    "estado del lead",
    "lifecycle stage",
    "situacion",
];
/// Ends that are won, folded.
const WON: [&str; 15] = [
    "ganado",
    "ganada",
    "won",
    "closed won",
    "cliente",
    "customer",
    "comprado",
    "compro",
    "vendido",
    "venta",
    "cerrado ganado",
    "convertido",
    "converted",
    "contratado",
    "matriculado",
];
/// Ends that are lost, folded.
const LOST: [&str; 14] = [
    "perdido",
    "perdida",
    "lost",
    "closed lost",
    "cerrado perdido",
    "descartado",
    "descartada",
    "no compra",
    "no interesa",
    "no interesado",
    "unqualified",
    "disqualified",
    "rechazado",
    "not converted",
];

impl Outcomes {
    /// Whether rows of which `won` of `of` were won did surely better than the list as a whole
    /// (95 % confidence).
    pub(super) fn is_better(&self, won: u64, of: u64) -> bool {
        let (low, _) = wilson(won, of);
        of >= ENDED_MIN && low * self.of > self.won * 100
    }

    /// Points for a choice: the more often its rows were won than the list as a whole, the more.
    ///
    /// The steps are those of the starters: 5 says little, 30 says almost everything.
    pub(super) fn points(&self, won: u64, of: u64) -> i64 {
        // Each rate with one more of either end, so that few rows do not say much.
        let times_100 = (won + 1) * (self.of + 2) * 100 / ((of + 2) * (self.won + 1));
        match times_100 {
            300.. => 30,
            200.. => 25,
            150.. => 20,
            120.. => 15,
            100.. => 10,
            _ => 5,
        }
    }
}

/// The column that says how leads ended, and of each row whether it was won.
pub(super) fn find(
    records: &[Record],
    columns: &[Column],
) -> Option<(Outcomes, Vec<Option<bool>>)> {
    columns.iter().find_map(|column| {
        let name = fold(&column.header).replace(['_', '-', '?', '¿', ':'], " ");
        let name = name.trim();
        let asks = ASKS_IF_WON.contains(&name);
        let is_own = matches!(column.target, Target::Trait(_));
        if !is_own || !(asks || SAYS_WHERE.contains(&name)) {
            return None;
        }
        let cells = records.iter().map(|record| record.values.get(&column.own_id));
        let filled = cells.clone().flatten().filter(|value| value.is_present()).count();
        let ended: Vec<Option<bool>> =
            cells.map(|value| value.and_then(|value| end(value, asks))).collect();
        let said = ended.iter().flatten();
        let (of, won) = (said.clone().count(), said.filter(|is_won| **is_won).count());
        let (filled, of, won) = (filled as u64, of as u64, won as u64);
        let says_enough = of * 100 >= filled * SAYING_MIN;
        (says_enough && won >= ENDED_MIN && of - won >= ENDED_MIN)
            .then(|| (Outcomes { header: column.header.clone(), won, of }, ended))
    })
}

fn end(value: &Value, asks: bool) -> Option<bool> {
    let text = fold(&value.to_string());
    let text = text.replace(['_', '-'], " ");
    let text = text.trim();
    if WON.contains(&text) {
        return Some(true);
    }
    if LOST.contains(&text) {
        return Some(false);
    }
    if asks { yes_or_no(text) } else { None }
}
