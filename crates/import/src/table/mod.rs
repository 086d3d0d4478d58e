//! Bytes to rows of text.
//!
//! [`read`] decides what a file is by its content, never by its name, and where its table starts
//! and ends. It keeps the text of every cell as it is: what a cell means is not decided here. No
//! row is lost in silence: each row of the file is among the table's rows or among the skipped
//! ones, with the reason.

mod encoding;
mod error;
mod format;
mod grid;
mod header;
mod layout;
mod leftovers;
mod limits;
mod mailchimp;
mod markup;
mod separated;
mod separator;
mod sniff;
mod workbook;
mod zipped;

use std::io::{Read, Seek, SeekFrom};

pub use error::{NotATable, ReadError};
pub use format::{Encoding, Format, Kind};
pub use limits::Limits;

/// A list as it was found in a file: its header and its rows, everything as text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Table {
    /// The cells of the header line, trimmed; an unnamed column is empty. Names that come twice
    /// are told apart by a number: `Email`, `Email (2)`. A file without a header has
    /// `Columna 1`, `Columna 2`, …
    pub header: Vec<String>,
    /// The rows with anything in them, in order; preamble, repeated headers, totals and blank rows
    /// are not among them.
    pub rows: Vec<Row>,
    /// Every other row of the file but the header, in order.
    pub skipped: Vec<Skipped>,
    /// What was detected, to be shown to a person.
    pub format: Format,
}

/// One row of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The row's number as a spreadsheet program shows it: the first row of the file is 1;
    /// preamble, header and blank rows count, a cell with line breaks is part of one row.
    pub number: u32,
    /// One text for each column of the header; numbers in their shortest decimal form, dates of
    /// workbooks in ISO 8601.
    pub cells: Vec<String>,
}

/// A row of the file that is not one of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Skipped {
    /// The row's number as a spreadsheet program shows it.
    pub row: u32,
    /// Why it is not one of the list.
    pub reason: SkipReason,
}

/// Why a row of the file is not one of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SkipReason {
    /// Nothing in it.
    Blank,
    /// A title, a note or a setting before the header.
    Preamble,
    /// The header again.
    RepeatedHeader,
    /// A sum or a count of the rows.
    Total,
    /// What a program writes below its reports: copyright, who made it.
    Footer,
    /// Somebody whom the program that the list comes from had thrown away.
    Deleted,
}

impl SkipReason {
    /// The reason in Spanish.
    #[must_use]
    pub fn es(self) -> &'static str {
        match self {
            SkipReason::Blank => "fila en blanco",
            SkipReason::Preamble => "texto antes de la cabecera",
            SkipReason::RepeatedHeader => "cabecera repetida",
            SkipReason::Total => "fila de totales",
            SkipReason::Footer => "pie del informe",
            SkipReason::Deleted => "borrada en el programa del que viene",
        }
    }

    /// The reason in English.
    #[must_use]
    pub fn en(self) -> &'static str {
        match self {
            SkipReason::Blank => "blank row",
            SkipReason::Preamble => "text before the header",
            SkipReason::RepeatedHeader => "header repeated",
            SkipReason::Total => "row of totals",
            SkipReason::Footer => "footer of the report",
            SkipReason::Deleted => "deleted in the program that it comes from",
        }
    }
}

/// Reads the list in `source`, from its beginning whatever its position.
///
/// `part` chooses the sheet of a workbook or the file of a ZIP by name; without it, it is the
/// first sheet that holds a table, or the only list of the ZIP.
///
/// # Errors
/// See [`ReadError`]. A source longer than `limits.bytes_max` is refused before it is read.
pub fn read(
    mut source: impl Read + Seek,
    part: Option<&str>,
    limits: &Limits,
) -> Result<Table, ReadError> {
    let length = source.seek(SeekFrom::End(0))?;
    if length > limits.bytes_max {
        return Err(ReadError::TooLarge { bytes: length, bytes_max: limits.bytes_max });
    }
    source.seek(SeekFrom::Start(0))?;
    let mut bytes = Vec::new();
    // A file can grow between the two: never more than was agreed.
    source.take(limits.bytes_max).read_to_end(&mut bytes)?;
    read_bytes(&bytes, part, limits)
}

/// Reads the list in `bytes`: an upload, or the text of cells that were copied and pasted.
///
/// # Errors
/// See [`ReadError`].
pub fn read_bytes(bytes: &[u8], part: Option<&str>, limits: &Limits) -> Result<Table, ReadError> {
    let length = bytes.len() as u64;
    if length > limits.bytes_max {
        return Err(ReadError::TooLarge { bytes: length, bytes_max: limits.bytes_max });
    }
    let table = match sniff::sniff(bytes)? {
        sniff::Content::Ole => workbook::xls::read(bytes, part, limits),
        sniff::Content::Zip => zipped::read(bytes, part, limits),
        sniff::Content::Text if part.is_some() => Err(ReadError::NoParts),
        sniff::Content::Text => read_text(bytes, limits),
    }?;
    if table.rows.is_empty() {
        return Err(ReadError::NoRows);
    }
    Ok(table)
}

/// Whether `bytes` hold one list and no sheets or files to choose from.
#[must_use]
pub fn has_no_parts(bytes: &[u8]) -> bool {
    matches!(sniff::sniff(bytes), Ok(sniff::Content::Text))
}

/// Text in rows, or the markup that some programs name `.xls`.
fn read_text(bytes: &[u8], limits: &Limits) -> Result<Table, ReadError> {
    let (text, encoding) = encoding::decode(bytes);
    let mut table = match sniff::sniff_text(&text)? {
        sniff::Text::Rows => separated::read(&text, limits)?,
        sniff::Text::Markup => workbook::html::read(&text, limits)?,
    };
    table.format.encoding = Some(encoding);
    Ok(table)
}
