//! `OpenDocument` spreadsheets (ODF 1.3, part 3, section 9).
//!
//! An own reader, because a few bytes can say that a cell or a row repeats a million times and the
//! limits must hold while that is read, not afterwards.

use std::collections::BTreeSet;

use super::{Sheet, cell, choose, damaged};
use crate::table::Table;
use crate::table::encoding;
use crate::table::error::ReadError;
use crate::table::format::Kind;
use crate::table::grid::{Grid, GridBuilder, is_blank};
use crate::table::limits::Limits;
use crate::table::markup::{Piece, Pieces, attribute, push_unescaped};
use crate::table::zipped::{self, Archive};

pub(in crate::table) fn read(
    mut archive: Archive<'_>,
    part: Option<&str>,
    limits: &Limits,
) -> Result<Table, ReadError> {
    let manifest = "META-INF/manifest.xml";
    let has_manifest = zipped::names(&archive).iter().any(|name| name == manifest);
    if has_manifest {
        let manifest = zipped::unpack(&mut archive, manifest, limits)?;
        if encoding::decode(&manifest).0.contains("encryption-data") {
            return Err(ReadError::Protected);
        }
    }
    let content = zipped::unpack(&mut archive, "content.xml", limits)?;
    let (content, _) = encoding::decode(&content);
    if !content.trim_end().ends_with('>') || !content.contains("office:spreadsheet") {
        return Err(damaged(Kind::Ods, "its content has no end or no sheets"));
    }
    let sheets = sheets(&content);
    choose(Kind::Ods, &sheets, part, limits, |name| read_sheet(&content, name, limits))
}

fn sheets(content: &str) -> Vec<Sheet> {
    let mut sheets = Vec::new();
    let mut style = String::new();
    let mut hidden_styles = BTreeSet::new();
    for piece in Pieces::of(content) {
        let Piece::Open { name, attributes, .. } = piece else { continue };
        match name {
            "style:style" => style = value(attributes, "style:name").unwrap_or_default(),
            "style:table-properties" if attribute(attributes, "table:display") == Some("false") => {
                hidden_styles.insert(style.clone());
            }
            "table:table" => {
                let style = value(attributes, "table:style-name");
                sheets.extend(value(attributes, "table:name").map(|name| Sheet {
                    name,
                    is_hidden: style.is_some_and(|style| hidden_styles.contains(&style)),
                }));
            }
            _ => {}
        }
    }
    sheets
}

fn read_sheet(content: &str, wanted: &str, limits: &Limits) -> Result<Grid, ReadError> {
    let mut rows = Rows::new(limits);
    let mut pieces = Pieces::of(content);
    let is_wanted = |piece: Piece<'_>| match piece {
        Piece::Open { name: "table:table", attributes, .. } => {
            value(attributes, "table:name").is_some_and(|name| name == wanted)
        }
        _ => false,
    };
    if !pieces.any(is_wanted) {
        return Ok(Grid::default());
    }
    for piece in pieces {
        match piece {
            Piece::Open { name, attributes, is_empty } => {
                rows.open(name, attributes)?;
                if is_empty {
                    rows.close(name)?;
                }
            }
            Piece::Close { name: "table:table" } => break,
            Piece::Close { name } => rows.close(name)?,
            Piece::Text(text) => rows.text(text),
            Piece::Raw(text) => rows.text(text),
        }
    }
    Ok(rows.grid.finish())
}

/// Builds rows from elements, repeated as often as they say.
struct Rows<'a> {
    limits: &'a Limits,
    grid: GridBuilder<'a>,
    number: u32,
    row_repeat: u32,
    cells: Vec<String>,
    empty_count: usize,
    cell_repeat: usize,
    /// The value that the cell's attributes say.
    value: Option<String>,
    /// The text of its paragraphs, which is the value of a text and the look of all else.
    text: String,
    is_in_paragraph: bool,
    has_paragraph: bool,
    /// Inside a comment, which is not part of the value.
    is_comment: bool,
}

impl<'a> Rows<'a> {
    fn new(limits: &'a Limits) -> Rows<'a> {
        Rows {
            limits,
            grid: GridBuilder::new(limits),
            number: 0,
            row_repeat: 1,
            cells: Vec::new(),
            empty_count: 0,
            cell_repeat: 1,
            value: None,
            text: String::new(),
            is_in_paragraph: false,
            has_paragraph: false,
            is_comment: false,
        }
    }

    fn open(&mut self, name: &str, attributes: &str) -> Result<(), ReadError> {
        match name {
            "table:table-row" => {
                self.row_repeat = count(attributes, "table:number-rows-repeated");
                self.cells.clear();
                self.empty_count = 0;
            }
            "table:table-cell" | "table:covered-table-cell" => {
                let repeat = count(attributes, "table:number-columns-repeated");
                self.cell_repeat = usize::try_from(repeat).unwrap_or(usize::MAX);
                self.value = typed_value(attributes);
                self.text.clear();
                self.has_paragraph = false;
                self.is_in_paragraph = false;
            }
            "office:annotation" => self.is_comment = true,
            "text:p" if !self.is_comment => {
                if self.has_paragraph {
                    self.text.push('\n');
                }
                self.has_paragraph = true;
                self.is_in_paragraph = true;
            }
            "text:s" => {
                let spaces = usize::try_from(count(attributes, "text:c")).unwrap_or(1);
                self.push(&" ".repeat(spaces.min(SPACES_MAX)));
            }
            "text:tab" => self.push("\t"),
            "text:line-break" => self.push("\n"),
            _ => {}
        }
        Ok(())
    }

    fn close(&mut self, name: &str) -> Result<(), ReadError> {
        match name {
            "text:p" => self.is_in_paragraph = false,
            "office:annotation" => self.is_comment = false,
            "table:table-cell" | "table:covered-table-cell" => return self.close_cell(),
            "table:table-row" => return self.close_row(),
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, text: &str) {
        let mut unescaped = String::new();
        push_unescaped(&mut unescaped, text);
        self.push(&unescaped);
    }

    fn push(&mut self, text: &str) {
        // Past the limit there is nothing to keep: the cell will be refused.
        let has_room = self.text.len() <= self.limits.cell_bytes_max;
        if self.is_in_paragraph && !self.is_comment && has_room {
            self.text.push_str(text);
        }
    }

    fn close_cell(&mut self) -> Result<(), ReadError> {
        let value = self.value.take().unwrap_or_else(|| std::mem::take(&mut self.text));
        if is_blank(&value) {
            self.empty_count = self.empty_count.saturating_add(self.cell_repeat);
            return Ok(());
        }
        let start = self.cells.len().saturating_add(self.empty_count);
        let end = start.saturating_add(self.cell_repeat);
        if end > self.limits.columns_max {
            return Err(ReadError::TooManyColumns {
                row: self.number.saturating_add(1),
                columns_max: self.limits.columns_max,
            });
        }
        if value.len() > self.limits.cell_bytes_max {
            return Err(ReadError::CellTooLong {
                row: self.number.saturating_add(1),
                bytes_max: self.limits.cell_bytes_max,
            });
        }
        self.empty_count = 0;
        self.cells.resize(start, String::new());
        self.cells.resize(end, value);
        Ok(())
    }

    fn close_row(&mut self) -> Result<(), ReadError> {
        if self.cells.is_empty() {
            self.number = self.number.saturating_add(self.row_repeat);
            return Ok(());
        }
        for _ in 0..self.row_repeat {
            self.number = self.number.saturating_add(1);
            self.grid.push(self.number, &mut self.cells.clone())?;
        }
        self.cells.clear();
        Ok(())
    }
}

/// More spaces in a row than anyone means.
const SPACES_MAX: usize = 1_000;

fn typed_value(attributes: &str) -> Option<String> {
    match attribute(attributes, "office:value-type")? {
        "float" | "percentage" | "currency" => {
            attribute(attributes, "office:value")?.parse().ok().map(cell::decimal)
        }
        "date" => value(attributes, "office:date-value"),
        "time" => value(attributes, "office:time-value").map(|time| clock(&time).unwrap_or(time)),
        "boolean" => Some(cell::boolean(attribute(attributes, "office:boolean-value")? == "true")),
        "string" => value(attributes, "office:string-value"),
        _ => None,
    }
}

/// `PT18H24M00S` as `18:24:00`; parts of a second are left out.
fn clock(duration: &str) -> Option<String> {
    let (hours, rest) = duration.strip_prefix("PT")?.split_once('H')?;
    let (minutes, rest) = rest.split_once('M')?;
    let seconds = rest.strip_suffix('S')?;
    let seconds = seconds.split(['.', ',']).next()?;
    let number = |digits: &str| digits.parse::<u32>().ok();
    Some(format!("{:02}:{:02}:{:02}", number(hours)?, number(minutes)?, number(seconds)?))
}

/// A count of repetitions, 1 where it is not said.
fn count(attributes: &str, name: &str) -> u32 {
    attribute(attributes, name).and_then(|count| count.parse().ok()).unwrap_or(1)
}

fn value(attributes: &str, name: &str) -> Option<String> {
    let mut value = String::new();
    push_unescaped(&mut value, attribute(attributes, name)?);
    Some(value)
}
