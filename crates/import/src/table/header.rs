//! Which row names the columns, and by what names.

use std::borrow::Cow;
use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::Row;
use super::grid::{is_blank, is_invisible};
use crate::values::names::begins_with_a_given_name;
use crate::values::text::mended;

/// Where the rows of data start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Start {
    /// The row at this index is the header; those before it are preamble.
    Header(usize),
    /// No header: the row at this index is the first of data; those before it are preamble.
    Data(usize),
}

/// Looks for the header among the first rows.
///
/// A row whose names are those of contact lists is the header wherever it is. Else the first row
/// as wide as the table is, unless it holds what only data holds: addresses, numbers, dates.
pub(super) fn find(rows: &[Row]) -> Start {
    let searched = rows.get(..rows.len().min(SEARCHED_ROWS)).unwrap_or(rows);
    let width = typical_width(rows);
    let is_wide = |row: &Row| filled(row) * 2 > width;
    let mut widest_before = 0;
    for (index, row) in searched.iter().enumerate() {
        if is_wide(row) && filled(row) > widest_before && is_known(&row.cells) {
            return Start::Header(index);
        }
        widest_before = widest_before.max(filled(row));
    }
    let Some(first_wide) = searched.iter().position(is_wide) else { return Start::Data(0) };
    let before = searched.get(..first_wide).unwrap_or_default();
    let row_wide = searched.get(first_wide);
    let is_somebody = row_wide.is_some_and(|row| names_somebody(row, rows));
    let is_header = row_wide.is_some_and(|row| !has_value(row)) && !before.iter().any(has_value);
    let is_header = is_header && !is_somebody;
    if is_header {
        return Start::Header(first_wide);
    }
    // A lone text over a wide table is a title; anything more could be somebody's row.
    let is_title = |row: &&Row| width >= 3 && filled(row) <= 1 && !has_value(row);
    Start::Data(before.iter().take_while(is_title).count())
}

const SEARCHED_ROWS: usize = 30;

/// Whether a row is the first of a list of people without a header: a name of somebody stands in
/// it, in a column of names.
fn names_somebody(row: &Row, rows: &[Row]) -> bool {
    const SAMPLE_ROWS: usize = 100;
    let is_of_names = |column: usize| {
        let cells = rows.iter().take(SAMPLE_ROWS).filter_map(|row| row.cells.get(column));
        let cells: Vec<&String> = cells.filter(|cell| !is_blank(cell)).collect();
        let names = cells.iter().filter(|cell| begins_with_a_given_name(cell)).count();
        names * 2 >= cells.len()
    };
    let mut cells = row.cells.iter().enumerate();
    cells.any(|(column, cell)| begins_with_a_given_name(cell) && is_of_names(column))
}

/// Names for columns as wide as `width`, cleaned and told apart.
pub(super) fn names(cells: &[String], width: usize) -> Vec<String> {
    let mut names: Vec<String> = cells.iter().map(|cell| cleaned(cell)).collect();
    names.resize(width, String::new());
    let written: BTreeSet<String> = names.iter().cloned().collect();
    let mut taken = BTreeSet::new();
    for name in &mut names {
        if name.is_empty() || taken.insert(name.clone()) {
            continue;
        }
        let mut number = 2_usize;
        let distinct = loop {
            let candidate = format!("{name} ({number})");
            if !written.contains(&candidate) && !taken.contains(&candidate) {
                break candidate;
            }
            number += 1;
        };
        taken.insert(distinct.clone());
        *name = distinct;
    }
    names
}

/// Names for the columns of a file that has none.
pub(super) fn numbered(width: usize) -> Vec<String> {
    (1..=width).map(|number| format!("Columna {number}")).collect()
}

/// A name on one line, without invisible characters or double spaces.
pub(super) fn cleaned(cell: &str) -> String {
    // A soft hyphen is half of a mis-decoded í, so accents are mended first.
    let cell = mended(cell.trim()).map_or(Cow::Borrowed(cell), Cow::Owned);
    let visible: String = cell.chars().filter(|c| !is_invisible(*c)).collect();
    let words: Vec<&str> = visible.split_whitespace().collect();
    words.join(" ")
}

/// Lower case without accents.
pub(super) fn folded(text: &str) -> String {
    text.nfd().filter(|c| !is_combining_mark(*c)).collect::<String>().to_lowercase()
}

/// Cells with anything in them.
pub(super) fn filled(row: &Row) -> usize {
    row.cells.iter().filter(|cell| !is_blank(cell)).count()
}

/// Whether names of contact lists are among the cells and nothing that only data has is.
pub(super) fn is_known(cells: &[String]) -> bool {
    let filled = cells.iter().filter(|cell| !is_blank(cell)).count();
    let known = cells.iter().filter(|cell| is_known_name(cell)).count();
    let values = cells.iter().filter(|cell| is_value(cell)).count();
    if filled == 0 {
        return false;
    }
    known >= filled.min(2) && known * 10 >= filled * 3 && values * 10 <= filled
}

fn is_known_name(cell: &str) -> bool {
    const WORDS_MAX: usize = 6;
    let folded = folded(cell);
    let words: Vec<&str> =
        folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.len() <= WORDS_MAX && words.iter().any(|word| KNOWN_WORDS.contains(word))
}

/// Whether a name is of a column of notes, in which people write whatever they want.
pub(super) fn is_of_notes(name: &str) -> bool {
    const WORDS: [&str; 9] = [
        "nota",
        "notas",
        "notes",
        "observaciones",
        "comentario",
        "comentarios",
        "comments",
        "mensaje",
        "message",
    ];
    let folded = folded(name);
    folded.split(|c: char| !c.is_alphanumeric()).any(|word| WORDS.contains(&word))
}

/// Words of the headers that CRMs, fairs and forms write, without accents.
#[rustfmt::skip]
const KNOWN_WORDS: &[&str] = &[
    "nombre", "nombres", "name", "firstname", "lastname", "fullname", "apellido", "apellidos", "surname",
    "email", "emails", "mail", "correo", "telefono", "telefonos", "tel", "phone", "movil", "celular",
    "mobile", "whatsapp", "fax", "empresa", "company", "compania", "organizacion", "organization", "razon",
    "cargo", "puesto", "title", "position", "job", "pais", "country", "ciudad", "city", "poblacion",
    "municipio", "provincia", "departamento", "estado", "state", "region", "direccion", "address", "cp",
    "zip", "zipcode", "postal", "codigo", "code", "cif", "nif", "dni", "nie", "rfc", "nit", "rut", "cuit",
    "id", "web", "website", "url", "linkedin", "fecha", "date", "hora", "time", "origen", "source", "fuente",
    "campana", "campaign", "platform", "propietario", "responsable", "comercial", "owner", "notas", "notes",
    "observaciones", "comentarios", "comments", "sector", "industry", "empleados", "employees", "contacto",
    "contact", "cliente", "customer", "lead", "status", "etapa", "stage", "order", "pedido", "tags",
    "etiquetas", "idioma", "language", "birthday", "labels", "created", "isdeleted",
];

/// Whether a row holds what a header does not.
fn has_value(row: &Row) -> bool {
    row.cells.iter().any(|cell| is_value(cell))
}

/// Addresses of mail and web, and anything of digits without letters: numbers, telephones, dates.
pub(super) fn is_value(cell: &str) -> bool {
    let cell = cell.trim();
    let is_mail =
        cell.split_once('@').is_some_and(|(user, domain)| !user.is_empty() && domain.contains('.'))
            && !cell.contains(char::is_whitespace);
    let is_web =
        cell.starts_with("http://") || cell.starts_with("https://") || cell.starts_with("www.");
    let is_digits =
        cell.chars().any(|c| c.is_ascii_digit()) && !cell.chars().any(char::is_alphabetic);
    is_mail || is_web || is_digits
}

/// What three in four of the first rows do not exceed: titles are narrow, ragged rows are few.
fn typical_width(rows: &[Row]) -> usize {
    const SAMPLE_ROWS: usize = 100;
    let mut widths: Vec<usize> = rows.iter().take(SAMPLE_ROWS).map(|row| row.cells.len()).collect();
    widths.sort_unstable();
    widths.get(widths.len() * 3 / 4).copied().unwrap_or_default()
}
