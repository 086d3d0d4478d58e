//! What a file is, by its first bytes: names and extensions lie.

use super::encoding;
use super::error::{NotATable, ReadError};

/// How to go on reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Content {
    /// A compound file: old Excel, or a workbook with a password.
    Ole,
    /// A ZIP: new Excel, `OpenDocument`, or lists packed together.
    Zip,
    /// Text in some encoding.
    Text,
}

/// How to go on reading a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Text {
    /// Lines of cells.
    Rows,
    /// HTML or XML.
    Markup,
}

pub(super) fn sniff(bytes: &[u8]) -> Result<Content, ReadError> {
    if bytes.is_empty() {
        return Err(ReadError::Empty);
    }
    if bytes.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        return Ok(Content::Ole);
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return Ok(Content::Zip);
    }
    for (magic, what) in MAGIC {
        if bytes.starts_with(magic) {
            return Err(ReadError::NotATable(*what));
        }
    }
    if is_binary(bytes) {
        return Err(ReadError::NotATable(NotATable::Binary));
    }
    Ok(Content::Text)
}

/// Tells text that holds a table from text that does not. What only a look at the rows can tell,
/// sentences for one, is told later.
pub(super) fn sniff_text(text: &str) -> Result<Text, ReadError> {
    let start =
        text.trim_start_matches(|c: char| c.is_whitespace() || c == '\0' || c == '\u{feff}');
    if start.is_empty() {
        return Err(ReadError::Empty);
    }
    let opening: String = start.chars().take(512).collect::<String>().to_ascii_lowercase();
    if opening.starts_with("begin:vcard") {
        return Err(ReadError::NotATable(NotATable::Vcard));
    }
    if is_json(&opening) {
        return Err(ReadError::NotATable(NotATable::Json));
    }
    if opening.starts_with("<?xml") && opening.contains("excel.sheet") {
        return Err(ReadError::NotATable(NotATable::OtherWorkbook));
    }
    let is_markup = opening.strip_prefix('<').is_some_and(|rest| {
        rest.starts_with(|c: char| c.is_ascii_alphabetic() || c == '!' || c == '?' || c == '/')
    });
    // `<ana@x.com>,…` is a list of addresses.
    let is_address = opening.split(['>', '\n']).next().is_some_and(|first| first.contains('@'));
    Ok(if is_markup && !is_address { Text::Markup } else { Text::Rows })
}

const MAGIC: &[(&[u8], NotATable)] = &[
    (b"%PDF", NotATable::Pdf),
    (b"\xEF\xBB\xBF%PDF", NotATable::Pdf),
    (b"\x89PNG", NotATable::Image),
    (b"\xFF\xD8\xFF", NotATable::Image),
    (b"GIF8", NotATable::Image),
    (b"II*\0", NotATable::Image),
    (b"MM\0*", NotATable::Image),
    (b"RIFF", NotATable::Image),
    (b"{\\rtf", NotATable::Document),
    (b"\x1F\x8B", NotATable::Archive),
    (b"7z\xBC\xAF\x27\x1C", NotATable::Archive),
    (b"Rar!\x1A\x07", NotATable::Archive),
    (b"BZh", NotATable::Archive),
    (b"\xFD7zXZ", NotATable::Archive),
    (b"SQLite format 3\0", NotATable::Binary),
    (b"\x7FELF", NotATable::Binary),
];

/// Whether `bytes` hold more control characters than damaged text would: one in fifty. A few NULs
/// are what some exports leave between good cells.
fn is_binary(bytes: &[u8]) -> bool {
    if bytes.starts_with(b"\xFF\xFE")
        || bytes.starts_with(b"\xFE\xFF")
        || encoding::unmarked_utf16(bytes).is_some()
    {
        return false;
    }
    let sample = bytes.get(..bytes.len().min(SAMPLE_BYTES)).unwrap_or(bytes);
    let control_count = sample
        .iter()
        .filter(|byte| matches!(byte, 0..=8 | 0x0E..=0x1A | 0x1C..=0x1F | 0x7F))
        .count();
    control_count * 50 > sample.len()
}

const SAMPLE_BYTES: usize = 64 << 10;

/// JSON opens with a brace and a key, or with a bracket and a value; a cell of a list hardly does.
fn is_json(opening: &str) -> bool {
    let after = |open: char| opening.strip_prefix(open).map(|rest| rest.trim_start());
    if let Some(rest) = after('{') {
        return rest.starts_with('"') || rest.starts_with('}');
    }
    after('[').is_some_and(|rest| rest.starts_with(['{', '[', '"', ']']))
}
