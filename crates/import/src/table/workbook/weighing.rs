//! How much a workbook of Excel holds, before its parser is let at it.

use std::io::Read;

use super::damaged;
use crate::table::error::ReadError;
use crate::table::format::Kind;
use crate::table::limits::Limits;
use crate::table::zipped::Archive;

/// Unpacks what the parser will unpack, and counts: it would keep all of it in memory, and walk
/// through every row of a sheet, empty or not, before it says that there is one.
pub(super) fn weigh(mut archive: Archive<'_>, limits: &Limits) -> Result<(), ReadError> {
    let mut bytes_left = limits.unpacked_bytes_max;
    let mut rows_left = u64::from(limits.rows_max) * SHEETS_FULL_MAX;
    for index in 0..archive.len() {
        let entry = archive.by_index(index).map_err(|cause| damaged(Kind::Xlsx, cause))?;
        let name = entry.name().map_err(|cause| damaged(Kind::Xlsx, cause))?.to_ascii_lowercase();
        // Pictures and the like are not read.
        if !name.ends_with(".xml") && !name.ends_with(".rels") {
            continue;
        }
        let mut entry = entry.take(bytes_left.saturating_add(1));
        let mut opening = Vec::new();
        if name.ends_with("sharedstrings.xml") {
            (&mut entry).take(OPENING_BYTES).read_to_end(&mut opening)?;
        }
        // What is neither sheet nor text is not walked through.
        let is_walked = !NOT_WALKED.iter().any(|part| name.contains(part));
        let mut counter = Counter::new(&opening, limits);
        let mut length = opening.len() as u64;
        let mut piece = vec![0; PIECE_BYTES];
        loop {
            let read = entry.read(&mut piece).map_err(|cause| damaged(Kind::Xlsx, cause))?;
            if read == 0 {
                break;
            }
            length += read as u64;
            if is_walked {
                counter.count(piece.get(..read).unwrap_or_default())?;
            }
        }
        if length > bytes_left {
            return Err(ReadError::UnpacksTooLarge { bytes_max: limits.unpacked_bytes_max });
        }
        bytes_left -= length;
        rows_left = rows_left
            .checked_sub(counter.rows)
            .ok_or(ReadError::TooManyRows { rows_max: limits.rows_max })?;
        check_count(&opening, length)?;
    }
    Ok(())
}

/// Sheets as full as one can be that a workbook may have: their rows are all walked through.
const SHEETS_FULL_MAX: u64 = 2;

/// Parts whose texts are no cells: queries kept in one long line, and drawings with rows of theirs.
const NOT_WALKED: [&str; 4] = ["customxml/", "drawing", "docprops/", "theme/"];

const PIECE_BYTES: usize = 64 << 10;

/// Counts the rows of a part and measures its texts while it is unpacked, so that one that is too
/// long is never held whole.
struct Counter<'a> {
    limits: &'a Limits,
    rows: u64,
    /// Bytes since the last `<` or `>`.
    run: usize,
    /// The name of the tag that is open, as far as it has come; `None` outside a tag.
    tag: Option<Vec<u8>>,
    is_named: bool,
    /// Whether a tag has been seen: before one there is no cell.
    has_begun: bool,
}

impl<'a> Counter<'a> {
    fn new(opening: &[u8], limits: &'a Limits) -> Counter<'a> {
        let has_begun = !opening.is_empty();
        let mut counter =
            Counter { limits, rows: 0, run: 0, tag: None, is_named: false, has_begun };
        // The opening of a part of texts has no rows, and its last text goes on.
        counter.run = opening.iter().rev().take_while(|byte| **byte != b'>').count();
        counter
    }

    fn count(&mut self, piece: &[u8]) -> Result<(), ReadError> {
        /// Of the longest way to write a character: `&#x10FFFF;` for four bytes.
        const BYTES_OF_AN_ENTITY: usize = 10;
        /// `row`, with the prefix that some programs give every tag.
        const TAG_BYTES: usize = 32;
        for byte in piece {
            match (*byte, &mut self.tag) {
                (b'<', _) => {
                    self.has_begun = true;
                    (self.tag, self.is_named, self.run) = (Some(Vec::new()), false, 0);
                }
                (b'>' | b'/' | b' ' | b'\t' | b'\r' | b'\n', Some(tag)) => {
                    let is_row = tag == b"row" || tag.ends_with(b":row");
                    if is_row && !self.is_named {
                        self.rows += 1;
                        if self.rows > u64::from(self.limits.rows_max) {
                            return Err(ReadError::TooManyRows { rows_max: self.limits.rows_max });
                        }
                    }
                    self.is_named = true;
                    if *byte == b'>' {
                        (self.tag, self.run) = (None, 0);
                    }
                }
                (byte, Some(tag)) if !self.is_named && tag.len() < TAG_BYTES => tag.push(byte),
                _ if !self.has_begun => {}
                _ => {
                    self.run += 1;
                    if self.run > self.limits.cell_bytes_max.saturating_mul(BYTES_OF_AN_ENTITY) {
                        return Err(ReadError::CellTooLong {
                            row: u32::try_from(self.rows).unwrap_or(u32::MAX),
                            bytes_max: self.limits.cell_bytes_max,
                        });
                    }
                }
            }
        }
        Ok(())
    }
}

const OPENING_BYTES: u64 = 64 << 10;

/// The parser makes room for as many texts as `uniqueCount` says, before it has seen one. A count
/// that the part has no room for would take all memory there is.
fn check_count(opening: &[u8], length: u64) -> Result<(), ReadError> {
    const ATTRIBUTE: &[u8] = b"uniqueCount";
    let mut rest = opening;
    while let Some(position) = rest.windows(ATTRIBUTE.len()).position(|at| at == ATTRIBUTE) {
        rest = rest.get(position + ATTRIBUTE.len()..).unwrap_or_default();
        let digits = rest
            .iter()
            .skip_while(|byte| matches!(byte, b'=' | b'"' | b'\'' | b' ' | b'\t' | b'\r' | b'\n'))
            .take_while(|byte| byte.is_ascii_digit());
        let count = digits.fold(0_u64, |count, digit| {
            count.saturating_mul(10).saturating_add(u64::from(digit - b'0'))
        });
        if count > length {
            return Err(damaged(Kind::Xlsx, "it counts more texts than it holds"));
        }
    }
    // No room in the opening for the whole first tag: nobody writes that.
    let has_tag = opening.windows(3).any(|at| at == b"sst") || opening.is_empty();
    if has_tag { Ok(()) } else { Err(damaged(Kind::Xlsx, "its texts do not begin")) }
}
