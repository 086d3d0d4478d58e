//! Rows below a header that are nobody: the header again, totals, what reports end with.
//!
//! Each needs strong evidence. A company can be called Total, and a row left out is a person
//! nobody calls.

use super::header::{cleaned, filled, folded, is_value};
use super::{Row, SkipReason};

/// Tells the rows that are nobody, among those below one header.
#[derive(Debug)]
pub(super) struct Leftovers {
    /// The header's cells, folded; empty where there is none.
    header: Vec<String>,
    width: usize,
    /// The index of the first row of the report's footer.
    footer_start: usize,
    row_count: usize,
}

impl Leftovers {
    /// `header` as found, `rows` all that come after it.
    pub(super) fn new(header: &[String], width: usize, rows: &[Row]) -> Leftovers {
        let mut header: Vec<String> = header.iter().map(|cell| comparable(cell)).collect();
        while header.last().is_some_and(String::is_empty) {
            header.pop();
        }
        let footer_start = if width >= 3 { footer_start(rows) } else { rows.len() };
        Leftovers { header, width, footer_start, row_count: rows.len() }
    }

    /// Why the row at `index` is nobody, if it is; `people_before` rows before it are somebody.
    pub(super) fn reason(
        &self,
        row: &Row,
        index: usize,
        people_before: usize,
    ) -> Option<SkipReason> {
        if self.is_header(row) {
            return Some(SkipReason::RepeatedHeader);
        }
        if index >= self.footer_start {
            let is_total = total_label(row) != TotalLabel::No;
            return Some(if is_total { SkipReason::Total } else { SkipReason::Footer });
        }
        self.is_total(row, index, people_before).then_some(SkipReason::Total)
    }

    fn is_header(&self, row: &Row) -> bool {
        self.header.len() == row.cells.len()
            && self.header.iter().zip(&row.cells).all(|(name, cell)| *name == comparable(cell))
    }

    fn is_total(&self, row: &Row, index: usize, people_before: usize) -> bool {
        let label = total_label(row);
        if label == TotalLabel::No {
            return false;
        }
        let figures: Vec<&str> = row
            .cells
            .iter()
            .map(|cell| cell.trim())
            .filter(|cell| !cell.is_empty())
            .skip(1)
            .collect();
        if !figures.iter().all(|figure| is_figure(figure)) {
            return false;
        }
        if label == TotalLabel::OfSomething {
            return true;
        }
        // Only the word. It can be a company's name, whose only other cell can be a telephone.
        let counts_rows = figures.iter().any(|figure| figure.parse() == Ok(people_before));
        let is_near_end = index + 3 >= self.row_count;
        let is_telephone = |figure: &&str| {
            !figure.contains(['.', ',']) && figure.chars().filter(char::is_ascii_digit).count() >= 7
        };
        counts_rows
            || self.width >= 3
                && is_near_end
                && !figures.iter().any(is_telephone)
                && (!figures.is_empty() || index + 1 == self.row_count)
    }
}

/// Where the footer of a report starts: at the first of its lines below which there are only others,
/// totals, and what stands alone in its row, as the name of the organisation does at the end. What
/// stands alone needs two lines of a footer before it is believed to be part of one.
fn footer_start(rows: &[Row]) -> usize {
    let tail_start = rows.len().saturating_sub(FOOTER_ROWS_MAX);
    let tail = rows.get(tail_start..).unwrap_or_default();
    let is_line = |row: &Row| is_footer(row);
    let is_total = |row: &Row| total_label(row) != TotalLabel::No;
    let is_alone = |row: &Row| filled(row) == 1 && !row.cells.iter().any(|cell| is_value(cell));
    let starts = tail.iter().enumerate().filter(|(_, row)| is_line(row)).map(|(at, _)| at);
    let start = starts.into_iter().find(|start| {
        let block = tail.get(*start..).unwrap_or_default();
        let lines = block.iter().filter(|row| is_line(row)).count();
        block.iter().all(|row| is_line(row) || is_total(row) || (lines >= 2 && is_alone(row)))
    });
    start.map_or(rows.len(), |start| tail_start + start)
}

/// Lines that a report ends with, at most.
const FOOTER_ROWS_MAX: usize = 12;

/// How much the first cell of a row says that the row is a total.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum TotalLabel {
    /// Nothing.
    No,
    /// The word alone: `Total`.
    Word,
    /// The word and what it counts, or the figure itself: `Total contactos: 5000`.
    OfSomething,
}

fn total_label(row: &Row) -> TotalLabel {
    let Some(first) = row.cells.iter().map(|cell| cleaned(cell)).find(|cell| !cell.is_empty())
    else {
        return TotalLabel::No;
    };
    // A label is short, and folding long texts is not free.
    if first.len() > 60 {
        return TotalLabel::No;
    }
    let first = folded(&first);
    let mut words = first
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .skip_while(|word| matches!(*word, "gran" | "grand" | "suma" | "numero" | "sub"))
        .peekable();
    let is_sum = first == "suma" || first.starts_with("suma ") || first.starts_with("suma:");
    let is_total = words.next_if(|word| TOTAL_WORDS.contains(word)).is_some();
    if !is_total && !is_sum {
        return TotalLabel::No;
    }
    let rest: Vec<&str> = words.collect();
    if rest.is_empty() {
        return TotalLabel::Word;
    }
    let is_counted =
        |word: &&str| COUNTED_WORDS.contains(word) || word.chars().all(|c| c.is_ascii_digit());
    if rest.iter().all(is_counted) { TotalLabel::OfSomething } else { TotalLabel::No }
}

const TOTAL_WORDS: &[&str] = &["total", "totales", "totals", "subtotal", "subtotales", "subtotals"];

/// What totals are totals of, and the little words between.
#[rustfmt::skip]
const COUNTED_WORDS: &[&str] = &[
    "de", "del", "of", "general", "generales", "contactos", "contacts", "registros", "records", "leads", "filas",
    "rows", "personas", "people", "clientes", "customers", "asistentes", "attendees", "visitantes", "visitas",
    "empresas", "candidatos", "resultados", "results", "count", "recuento",
];

/// A number as people and programs write it, with its unit.
fn is_figure(cell: &str) -> bool {
    is_value(cell) && !cell.contains(['@', '/', ':'])
        || cell.trim_end_matches(['€', '$', '%', ' ']).trim().parse::<u64>().is_ok()
}

/// A line that Salesforce and the like write below a report, in a row of its own.
fn is_footer(row: &Row) -> bool {
    if filled(row) > 2 {
        return false;
    }
    let Some(first) = row.cells.iter().find(|cell| !cell.trim().is_empty()) else { return false };
    let folded = folded(&first.chars().take(60).collect::<String>());
    FOOTERS.iter().any(|opening| folded.trim_start().starts_with(opening))
}

const FOOTERS: &[&str] = &[
    "grand totals",
    "totales generales",
    "totales finales",
    "copyright (c)",
    "copyright ©",
    "(c) copyright",
    "confidential information",
    "informacion confidencial",
    "informacion de caracter confidencial",
    "total general (",
    "totales (",
    "generated by:",
    "generado por:",
    "generado por ",
    "generated on",
    "generado el",
    "todos los derechos reservados",
    "all rights reserved",
    "confidencial:",
    "confidencial -",
    "report generated",
    "informe generado",
];

fn comparable(cell: &str) -> String {
    folded(&cleaned(cell))
}
