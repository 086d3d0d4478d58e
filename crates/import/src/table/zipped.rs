//! What is inside a ZIP: a workbook, or lists packed together.
//!
//! Everything that will be read is unpacked once and counted before anything is parsed, because
//! the sizes a ZIP declares are its maker's word.

use std::borrow::Cow;
use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::error::{NotATable, ReadError};
use super::limits::Limits;
use super::{Table, mailchimp, workbook};

/// A ZIP over bytes in memory.
pub(super) type Archive<'a> = ZipArchive<Cursor<&'a [u8]>>;

pub(super) fn read(bytes: &[u8], part: Option<&str>, limits: &Limits) -> Result<Table, ReadError> {
    let mut archive = open(bytes)?;
    match contents(&archive) {
        Contents::Xlsx => workbook::xlsx::read(bytes, archive, part, limits),
        Contents::Ods => workbook::ods::read(archive, part, limits),
        Contents::Not(what) => Err(ReadError::NotATable(what)),
        Contents::Files => read_member(&mut archive, part, limits),
    }
}

/// Unpacks `name` whole.
pub(super) fn unpack(
    archive: &mut Archive<'_>,
    name: &str,
    limits: &Limits,
) -> Result<Vec<u8>, ReadError> {
    let entry = archive.by_name(name).map_err(damaged)?;
    let mut bytes = Vec::new();
    entry
        .take(limits.unpacked_bytes_max.saturating_add(1))
        .read_to_end(&mut bytes)
        .map_err(|cause| ReadError::DamagedZip { cause: cause.to_string() })?;
    if bytes.len() as u64 > limits.unpacked_bytes_max {
        return Err(ReadError::UnpacksTooLarge { bytes_max: limits.unpacked_bytes_max });
    }
    Ok(bytes)
}

/// The entries by name, but for those whose name is not text.
pub(super) fn names(archive: &Archive<'_>) -> Vec<String> {
    archive.file_names().flatten().map(Cow::into_owned).collect()
}

/// What a ZIP turned out to hold.
enum Contents {
    Xlsx,
    Ods,
    Files,
    Not(NotATable),
}

/// More entries than any workbook or export has.
const ENTRIES_MAX: usize = 10_000;

fn open(bytes: &[u8]) -> Result<Archive<'_>, ReadError> {
    let archive = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    if archive.len() > ENTRIES_MAX {
        return Err(ReadError::DamagedZip {
            cause: format!("{} entries, more than {ENTRIES_MAX}", archive.len()),
        });
    }
    Ok(archive)
}

fn contents(archive: &Archive<'_>) -> Contents {
    let names = names(archive);
    let has = |wanted: &str| names.iter().any(|name| name.eq_ignore_ascii_case(wanted));
    let has_in = |folder: &str| names.iter().any(|name| name.starts_with(folder));
    if has("xl/workbook.bin") || has_in("Index/") && has_in("Metadata/") {
        return Contents::Not(NotATable::OtherWorkbook);
    }
    if has_in("word/") || has_in("ppt/") {
        return Contents::Not(NotATable::Document);
    }
    // Workbooks made by other programs can have their parts elsewhere than `xl/`.
    if has("[Content_Types].xml") && has("_rels/.rels") {
        return Contents::Xlsx;
    }
    if has("content.xml") && has("mimetype") {
        return Contents::Ods;
    }
    Contents::Files
}

/// The only list of the ZIP, or the one called `part`.
fn read_member(
    archive: &mut Archive<'_>,
    part: Option<&str>,
    limits: &Limits,
) -> Result<Table, ReadError> {
    let mut names = names(archive);
    names.retain(|name| is_list(name));
    if names.is_empty() {
        return Err(ReadError::NotATable(NotATable::Archive));
    }
    let is_export = names.iter().all(|name| mailchimp::is_opted_out(base(name)).is_some());
    if part.is_none() && is_export && names.len() > 1 {
        return read_export(archive, &names, limits);
    }
    let name = match part {
        Some(part) => names.iter().find(|name| name.as_str() == part || base(name) == part),
        None if names.len() > 1 => return Err(ReadError::SeveralLists { names }),
        None => names.first(),
    };
    let Some(name) = name.cloned() else {
        return Err(ReadError::NoSuchPart { name: part.unwrap_or_default().to_owned(), names });
    };
    // No more of it than would be read were it not packed.
    let unpacked_bytes_max = limits.unpacked_bytes_max.min(limits.bytes_max);
    let (mut table, _) = list(archive, &name, &Limits { unpacked_bytes_max, ..*limits })?;
    if let Some(is_opted_out) = mailchimp::is_opted_out(base(&name)) {
        mailchimp::mark(&mut table, is_opted_out);
    }
    table.format.others = names.into_iter().filter(|other| *other != name).collect();
    table.format.member = Some(name);
    Ok(table)
}

/// The files of one export together: no more of all of them than of one that is not packed.
fn read_export(
    archive: &mut Archive<'_>,
    names: &[String],
    limits: &Limits,
) -> Result<Table, ReadError> {
    let mut left =
        Limits { unpacked_bytes_max: limits.unpacked_bytes_max.min(limits.bytes_max), ..*limits };
    let mut tables: Vec<Table> = Vec::with_capacity(names.len());
    for name in names {
        match list(archive, name, &left) {
            Ok((mut table, bytes)) => {
                left.unpacked_bytes_max = left.unpacked_bytes_max.saturating_sub(bytes);
                mailchimp::mark(&mut table, mailchimp::is_opted_out(base(name)) == Some(true));
                tables.push(table);
            }
            Err(ReadError::UnpacksTooLarge { .. }) => {
                let bytes_max = limits.unpacked_bytes_max.min(limits.bytes_max);
                return Err(ReadError::UnpacksTooLarge { bytes_max });
            }
            // Nobody has left, or no address has given mail back.
            Err(ReadError::NoRows | ReadError::Empty) => {}
            Err(error) => return Err(error),
        }
    }
    if tables.is_empty() {
        return Err(ReadError::NoRows);
    }
    mailchimp::together(tables, limits)
}

/// A list of the ZIP, and the bytes that it has unpacked.
fn list(archive: &mut Archive<'_>, name: &str, limits: &Limits) -> Result<(Table, u64), ReadError> {
    if archive.by_name(name).is_err_and(|error| is_locked(&error)) {
        return Err(ReadError::Protected);
    }
    let bytes = unpack(archive, name, limits)?;
    // A ZIP inside a ZIP is not opened: that is how bombs are packed. A workbook is.
    let is_zip_of_files = bytes.starts_with(b"PK")
        && open(&bytes).is_ok_and(|inner| matches!(contents(&inner), Contents::Files));
    if is_zip_of_files {
        return Err(ReadError::NotATable(NotATable::Archive));
    }
    Ok((super::read_bytes(&bytes, None, limits)?, bytes.len() as u64))
}

/// Whether an entry is a file that someone would call a list, and none that systems leave.
fn is_list(name: &str) -> bool {
    const ENDINGS: &[&str] = &["csv", "tsv", "tab", "txt", "xlsx", "xlsm", "xls", "ods"];
    let base = base(name);
    let ending = base.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
    !name.starts_with("__MACOSX") && !base.starts_with('.') && ENDINGS.contains(&ending.as_str())
}

fn base(name: &str) -> &str {
    name.rsplit(['/', '\\']).next().unwrap_or(name)
}

fn is_locked(error: &ZipError) -> bool {
    matches!(error, ZipError::InvalidPassword)
        || error.to_string()
            == ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED).to_string()
}

fn damaged(error: ZipError) -> ReadError {
    if is_locked(&error) {
        return ReadError::Protected;
    }
    ReadError::DamagedZip { cause: error.to_string() }
}
