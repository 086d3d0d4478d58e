//! Acuerdo, to read: what is in force in numbered sentences, its versions, what changed between
//! them, and a text that is checked before it is put in force.
//!
//! Nothing is decided here: sentences, differences and problems are the engine's.

mod changes;
mod prose;
mod propose;
mod read;
mod versions;

use engine::agreement::Document;
use engine::agreement::parse::parse;
use engine::time::Timestamp;
use store::workspace::rows::VersionRow;

use crate::error::{PageError, PageResult};
use crate::routes::Table;
use crate::seat::Seat;

pub(crate) fn routes(table: &mut Table) {
    read::routes(table);
    versions::routes(table);
    changes::routes(table);
    propose::routes(table);
}

/// A version that is or was in force.
struct Version {
    number: u32,
    text: String,
    by: String,
    from: Timestamp,
}

impl Version {
    fn document(&self) -> Document {
        parse(&self.text).0
    }
}

/// Every version that was ever in force, oldest first, never empty.
async fn versions(seat: &Seat) -> PageResult<Vec<Version>> {
    let rows = seat.ask(|workspace| workspace.read(|read| Ok(read.versions()?))).await?;
    let members = seat.members().await?;
    let named = |by: String| {
        let member = members.iter().find(|member| member.person.email == by);
        member.map_or(by, |member| member.person.name.clone())
    };
    let known = rows.into_iter().filter_map(|row| {
        let VersionRow { number, text, made_by, in_force_at, .. } = row;
        Some(Version { number, text, by: named(made_by), from: in_force_at? })
    });
    Ok(known.collect())
}

/// The one in force.
fn current(versions: &[Version]) -> PageResult<&Version> {
    versions.last().ok_or_else(|| PageError::Failed("no agreement is in force".to_owned()))
}

/// The version that an address names: `v8`, or `8`.
fn called<'a>(versions: &'a [Version], words: &str) -> PageResult<&'a Version> {
    let number: u32 =
        words.strip_prefix('v').unwrap_or(words).parse().map_err(|_| PageError::NotFound)?;
    versions.iter().find(|version| version.number == number).ok_or(PageError::NotFound)
}
