//! Saving what contacts have come to: their states, what they are found by, and their line in lists.
//!
//! Most of what happens to a contact changes few columns of its line. Only those are written, since
//! each index over a column that is written is written as well.

use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, ToSql, params, params_from_iter};

use super::log::{integer, moment};
use super::rows::{Columns, Key, Saved, StateRow};
use super::{noted, search};
use crate::StoreError;
use crate::ids::ContactId;

/// The columns of a contact's line, in the order of its table; its id comes before them.
const COLUMNS: [&str; 35] = [
    "wake_at",
    "since",
    "name",
    "sort_name",
    "company",
    "company_key",
    "job_title",
    "email",
    "phone",
    "city",
    "country",
    "stage",
    "stage_rank",
    "play",
    "fit",
    "engagement",
    "total",
    "grade",
    "because",
    "latest_at",
    "owner",
    "requested_at",
    "attempted_at",
    "next_at",
    "next_what",
    "blocked",
    "suggestions",
    "source",
    "search",
    "mentioned",
    "qualified_as",
    "ending",
    "next_text",
    "is_held",
    "segments",
];

/// Saves what a contact has come to, or notes it.
pub(super) fn save(connection: &Connection, row: &StateRow) -> Result<(), StoreError> {
    if let Some(keys) = &row.keys {
        save_keys(connection, row.contact, keys)?;
    }
    let (state, columns) = match &row.saved {
        Saved::Rows { state, columns } => (state, columns),
        Saved::Note { number, state } => return noted::note(connection, *number, row, state),
    };
    connection
        .prepare_cached(
            "INSERT INTO states VALUES (?1, ?2, ?3) \
             ON CONFLICT (contact) DO UPDATE SET as_of = ?2, state = ?3",
        )?
        .execute(params![row.contact, integer(row.as_of), state])?;
    let searched = columns.as_ref().map(|columns| columns.search.as_str());
    search::keep(connection, row.contact, searched)?;
    match columns {
        Some(columns) => save_line(connection, row.contact, columns),
        None => {
            connection
                .prepare_cached("DELETE FROM contacts WHERE id = ?1")?
                .execute([row.contact])?;
            Ok(())
        }
    }
}

fn save_keys(connection: &Connection, contact: ContactId, keys: &[Key]) -> Result<(), StoreError> {
    connection.prepare_cached("DELETE FROM keys WHERE contact = ?1")?.execute([contact])?;
    let mut insert =
        connection.prepare_cached("INSERT INTO keys VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING")?;
    for key in keys {
        insert.execute(params![key.kind, key.value, contact])?;
    }
    Ok(())
}

fn save_line(
    connection: &Connection,
    contact: ContactId,
    columns: &Columns,
) -> Result<(), StoreError> {
    let values = values(columns);
    let mut select = connection
        .prepare_cached(&format!("SELECT {} FROM contacts WHERE id = ?1", COLUMNS.join(", ")))?;
    let mut rows = select.query([contact])?;
    let Some(before) = rows.next()? else {
        drop(rows);
        let marks: Vec<String> = (1..=COLUMNS.len() + 1).map(|n| format!("?{n}")).collect();
        let insert = format!("INSERT INTO contacts VALUES ({})", marks.join(","));
        let id = contact.to_sql()?;
        let values = values.into_iter().map(ToSqlOutput::Borrowed);
        connection
            .prepare_cached(&insert)?
            .execute(params_from_iter([id].into_iter().chain(values)))?;
        return Ok(());
    };
    let mut names: Vec<String> = Vec::new();
    let mut changed: Vec<ValueRef<'_>> = Vec::new();
    for (index, (name, value)) in COLUMNS.iter().zip(values).enumerate() {
        if before.get_ref(index)? != value {
            names.push(format!("{name} = ?{}", names.len() + 2));
            changed.push(value);
        }
    }
    drop(rows);
    if names.is_empty() {
        return Ok(());
    }
    let update = format!("UPDATE contacts SET {} WHERE id = ?1", names.join(", "));
    let id = contact.to_sql()?;
    let values = changed.into_iter().map(ToSqlOutput::Borrowed);
    connection
        .prepare_cached(&update)?
        .execute(params_from_iter([id].into_iter().chain(values)))?;
    Ok(())
}

fn text(text: &str) -> ValueRef<'_> {
    ValueRef::Text(text.as_bytes())
}

/// A line as its table keeps it, in the order of [`COLUMNS`].
fn values(columns: &Columns) -> [ValueRef<'_>; 35] {
    let integer = ValueRef::Integer;
    [
        integer(columns.wake_at.micros()),
        integer(columns.since.micros()),
        text(&columns.name),
        text(&columns.sort_name),
        text(&columns.company),
        text(&columns.company_key),
        text(&columns.job_title),
        text(&columns.email),
        text(&columns.phone),
        text(&columns.city),
        text(&columns.country),
        text(&columns.stage),
        integer(columns.stage_rank),
        text(columns.play.id()),
        integer(columns.fit),
        integer(columns.engagement),
        integer(columns.total),
        text(&columns.grade),
        text(&columns.because),
        integer(moment(columns.latest_at)),
        text(&columns.owner),
        integer(moment(columns.requested_at)),
        integer(moment(columns.attempted_at)),
        integer(moment(columns.next_at)),
        text(&columns.next_what),
        text(&columns.blocked),
        integer(columns.suggestions),
        text(&columns.source),
        text(&columns.search),
        text(&columns.mentioned),
        text(&columns.qualified_as),
        text(&columns.ending),
        text(&columns.next_text),
        integer(i64::from(columns.is_held)),
        text(&columns.segments),
    ]
}
