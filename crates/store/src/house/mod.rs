//! The house: who may come in, and which workspaces there are.

mod asking;
mod changes;
mod invitations;
mod keys;
mod mails;
mod private;
mod quarantine;
mod schema;
mod sources;

use std::path::Path;

use engine::time::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::ids::{PersonId, WorkspaceId};
use crate::{StoreError, sqlite};

pub use asking::{AccessRow, AskRow};
pub use changes::ChangeRow;
pub use invitations::{InvitationKind, InvitationRow};
pub use keys::KeyRow;
pub use mails::{Added, BODY_KEPT_FOR, MailRow, WAITING_MAX};
pub use quarantine::KeptRow;
pub use sources::SourceRow;

/// The database of people, sessions, workspaces and keys.
#[derive(Debug)]
pub struct House {
    connection: Connection,
}

/// A workspace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkspaceRow {
    /// Its id.
    pub id: WorkspaceId,
    /// What people call it.
    pub name: String,
    /// ISO 3166 code: sets language, formats, zone and vocabulary.
    pub country: String,
    /// When it was made.
    pub made_at: Timestamp,
}

/// A person who uses Criba.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonRow {
    /// Their id.
    pub id: PersonId,
    /// In lower case; each once.
    pub email: String,
    /// What they are called.
    pub name: String,
    /// The password's hash, in PHC form.
    pub password: String,
    /// Their preferences, as JSON.
    pub settings: String,
}

/// A person's place in a workspace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberRow {
    /// Who.
    pub person: PersonRow,
    /// Where.
    pub workspace: WorkspaceId,
    /// What they may do, by the ids of the permissions, separated by commas.
    pub permissions: String,
    /// When they left; `None` while they are here.
    pub left_at: Option<Timestamp>,
}

/// Somebody who signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionRow {
    /// SHA-256 of the cookie's value: who reads the table cannot sign in.
    pub hash: Vec<u8>,
    /// Who.
    pub person: PersonId,
    /// When they signed in.
    pub made_at: Timestamp,
    /// When they were last seen.
    pub seen_at: Timestamp,
    /// What they came with, in the browser's words.
    pub agent: String,
    /// Which workspace they are looking at.
    pub workspace: Option<WorkspaceId>,
}

impl House {
    /// Opens the house, making it where it is missing.
    ///
    /// # Errors
    ///
    /// The file cannot be opened, is no database, or was written by a newer release.
    pub fn open(path: &Path) -> Result<House, StoreError> {
        private::keep(path)?;
        Ok(House { connection: sqlite::open(path, schema::STEPS)? })
    }

    /// Adds a workspace.
    ///
    /// # Errors
    ///
    /// The database refuses it.
    pub fn add_workspace(&mut self, row: &WorkspaceRow) -> Result<(), StoreError> {
        self.connection.execute(
            "INSERT INTO workspaces VALUES (?1, ?2, ?3, ?4)",
            params![row.id, row.name, row.country, row.made_at.micros()],
        )?;
        self.checkpoint()
    }

    /// Every workspace, by name.
    ///
    /// # Errors
    ///
    /// The database cannot be read.
    pub fn workspaces(&self) -> Result<Vec<WorkspaceRow>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT id, name, country, made_at FROM workspaces ORDER BY name, id",
        )?;
        let rows = statement.query_map([], workspace)?;
        rows.map(|row| row.map_err(StoreError::from)).collect()
    }

    /// A workspace.
    ///
    /// # Errors
    ///
    /// The database cannot be read.
    pub fn workspace(&self, id: WorkspaceId) -> Result<Option<WorkspaceRow>, StoreError> {
        let row = self
            .connection
            .prepare_cached("SELECT id, name, country, made_at FROM workspaces WHERE id = ?1")?
            .query_row([id], workspace)
            .optional()?;
        Ok(row)
    }

    /// Writes what may change of a workspace: its name and its country.
    ///
    /// # Errors
    ///
    /// The database refuses it.
    pub fn save_workspace(&mut self, row: &WorkspaceRow) -> Result<(), StoreError> {
        self.connection.execute(
            "UPDATE workspaces SET name = ?2, country = ?3 WHERE id = ?1",
            params![row.id, row.name, row.country],
        )?;
        Ok(())
    }

    /// Takes a workspace away, with its places, keys, links, changes and sources; whoever had a place nowhere
    /// else is forgotten too.
    ///
    /// # Errors
    ///
    /// The database refuses it.
    pub fn remove_workspace(&mut self, id: WorkspaceId) -> Result<(), StoreError> {
        let transaction = self.connection.transaction()?;
        let lonely = "SELECT person FROM members GROUP BY person HAVING max(workspace) = ?1 AND \
                      min(workspace) = ?1";
        transaction.execute("UPDATE sessions SET workspace = NULL WHERE workspace = ?1", [id])?;
        transaction.execute(&format!("DELETE FROM sessions WHERE person IN ({lonely})"), [id])?;
        let people: Vec<PersonId> = {
            let mut statement = transaction.prepare(lonely)?;
            let rows = statement.query_map([id], |row| row.get(0))?;
            rows.collect::<Result<_, _>>()?
        };
        transaction.execute(
            "DELETE FROM quarantine WHERE source IN (SELECT id FROM sources WHERE workspace = ?1)",
            [id],
        )?;
        for table in ["members", "keys", "invitations", "changes", "sources", "mails"] {
            transaction.execute(&format!("DELETE FROM {table} WHERE workspace = ?1"), [id])?;
        }
        for person in people {
            transaction.execute("DELETE FROM people WHERE id = ?1", [person])?;
        }
        transaction.execute("DELETE FROM workspaces WHERE id = ?1", [id])?;
        transaction.commit()?;
        self.checkpoint()
    }

    /// Adds a person.
    ///
    /// # Errors
    ///
    /// There is somebody with this address.
    pub fn add_person(&mut self, row: &PersonRow) -> Result<(), StoreError> {
        if self.person_with_email(&row.email)?.is_some() {
            return Err(StoreError::Repeated(row.email.clone()));
        }
        self.connection.execute(
            "INSERT INTO people VALUES (?1, ?2, ?3, ?4, ?5)",
            params![row.id, row.email, row.name, row.password, row.settings],
        )?;
        Ok(())
    }

    /// Writes what may change of a person: name, password, preferences.
    ///
    /// # Errors
    ///
    /// The database refuses it.
    pub fn save_person(&mut self, row: &PersonRow) -> Result<(), StoreError> {
        self.connection.execute(
            "UPDATE people SET name = ?2, password = ?3, settings = ?4 WHERE id = ?1",
            params![row.id, row.name, row.password, row.settings],
        )?;
        Ok(())
    }

    /// The person with an address.
    ///
    /// # Errors
    ///
    /// The database cannot be read.
    pub fn person_with_email(&self, email: &str) -> Result<Option<PersonRow>, StoreError> {
        let row = self
            .connection
            .prepare_cached(
                "SELECT id, email, name, password, settings FROM people WHERE email = ?1",
            )?
            .query_row([email], person)
            .optional()?;
        Ok(row)
    }

    /// A person.
    ///
    /// # Errors
    ///
    /// The database cannot be read.
    pub fn person(&self, id: PersonId) -> Result<Option<PersonRow>, StoreError> {
        let row = self
            .connection
            .prepare_cached("SELECT id, email, name, password, settings FROM people WHERE id = ?1")?
            .query_row([id], person)
            .optional()?;
        Ok(row)
    }

    /// Whether nobody has come in yet.
    ///
    /// # Errors
    ///
    /// The database cannot be read.
    pub fn is_empty(&self) -> Result<bool, StoreError> {
        let count: i64 =
            self.connection.query_row("SELECT count(*) FROM people", [], |row| row.get(0))?;
        Ok(count == 0)
    }

    /// Gives a person a place in a workspace, or changes what they may do there.
    ///
    /// # Errors
    ///
    /// The database refuses it.
    pub fn save_member(
        &mut self,
        workspace: WorkspaceId,
        person: PersonId,
        permissions: &str,
        left_at: Option<Timestamp>,
    ) -> Result<(), StoreError> {
        let transaction = self.connection.transaction()?;
        transaction.execute(
            "DELETE FROM members WHERE workspace = ?1 AND person = ?2",
            params![workspace, person],
        )?;
        transaction.execute(
            "INSERT INTO members VALUES (?1, ?2, ?3, ?4)",
            params![workspace, person, permissions, left_at.map(Timestamp::micros)],
        )?;
        transaction.commit()?;
        Ok(())
    }

    /// The people of a workspace, by name; those who left among them.
    ///
    /// # Errors
    ///
    /// The database cannot be read.
    pub fn members(&self, workspace: WorkspaceId) -> Result<Vec<MemberRow>, StoreError> {
        self.members_where("members.workspace = ?1", params![workspace])
    }

    /// The places of a person, the oldest workspace first.
    ///
    /// # Errors
    ///
    /// The database cannot be read.
    pub fn memberships(&self, person: PersonId) -> Result<Vec<MemberRow>, StoreError> {
        self.members_where("members.person = ?1", params![person])
    }

    fn members_where(
        &self,
        wheres: &str,
        values: &[&dyn rusqlite::ToSql],
    ) -> Result<Vec<MemberRow>, StoreError> {
        let sql = format!(
            "SELECT people.id, people.email, people.name, people.password, people.settings, \
             members.workspace, members.permissions, members.left_at FROM members \
             JOIN people ON people.id = members.person \
             JOIN workspaces ON workspaces.id = members.workspace WHERE {wheres} \
             ORDER BY people.name, people.email, workspaces.made_at"
        );
        let mut statement = self.connection.prepare_cached(&sql)?;
        let rows = statement.query_map(values, |row| {
            Ok(MemberRow {
                person: person(row)?,
                workspace: row.get(5)?,
                permissions: row.get(6)?,
                left_at: row.get::<_, Option<i64>>(7)?.map(Timestamp::from_micros),
            })
        })?;
        rows.map(|row| row.map_err(StoreError::from)).collect()
    }

    /// Keeps that somebody signed in.
    ///
    /// # Errors
    ///
    /// The database refuses it.
    pub fn save_session(&mut self, row: &SessionRow) -> Result<(), StoreError> {
        let transaction = self.connection.transaction()?;
        transaction.execute("DELETE FROM sessions WHERE hash = ?1", [&row.hash])?;
        transaction.execute(
            "INSERT INTO sessions VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            params![
                row.hash,
                row.person,
                row.made_at.micros(),
                row.seen_at.micros(),
                row.agent,
                row.workspace
            ],
        )?;
        transaction.commit()?;
        Ok(())
    }

    /// Who holds a cookie.
    ///
    /// # Errors
    ///
    /// The database cannot be read.
    pub fn session(&self, hash: &[u8]) -> Result<Option<SessionRow>, StoreError> {
        let sql = format!("SELECT {SESSION} FROM sessions WHERE hash = ?1");
        let row = self.connection.prepare_cached(&sql)?.query_row([hash], session).optional()?;
        Ok(row)
    }

    /// Where a person is signed in, the latest first.
    ///
    /// # Errors
    ///
    /// The database cannot be read.
    pub fn sessions(&self, person: PersonId) -> Result<Vec<SessionRow>, StoreError> {
        let sql = format!("SELECT {SESSION} FROM sessions WHERE person = ?1 ORDER BY seen_at DESC");
        let mut statement = self.connection.prepare_cached(&sql)?;
        let rows = statement.query_map([person], session)?;
        rows.map(|row| row.map_err(StoreError::from)).collect()
    }

    /// Forgets a session.
    ///
    /// # Errors
    ///
    /// The database refuses it.
    pub fn end_session(&mut self, hash: &[u8]) -> Result<(), StoreError> {
        self.connection.execute("DELETE FROM sessions WHERE hash = ?1", [hash])?;
        Ok(())
    }

    /// Forgets every session of a person but one.
    ///
    /// # Errors
    ///
    /// The database refuses it.
    pub fn end_other_sessions(&mut self, person: PersonId, kept: &[u8]) -> Result<(), StoreError> {
        self.connection.execute(
            "DELETE FROM sessions WHERE person = ?1 AND hash <> ?2",
            params![person, kept],
        )?;
        Ok(())
    }

    /// Copies the house as it is now into a new file.
    ///
    /// # Errors
    ///
    /// The file is there already or cannot be written.
    pub fn copy_to(&self, path: &Path) -> Result<(), StoreError> {
        self.connection.execute("VACUUM INTO ?1", [path.to_string_lossy()])?;
        private::keep(path)
    }

    fn checkpoint(&self) -> Result<(), StoreError> {
        self.connection.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()))?;
        Ok(())
    }
}

impl Drop for House {
    fn drop(&mut self) {
        // What is not moved now is moved when the house is opened again.
        self.checkpoint().ok();
    }
}

const SESSION: &str = "hash, person, made_at, seen_at, agent, workspace";

fn workspace(row: &Row<'_>) -> rusqlite::Result<WorkspaceRow> {
    Ok(WorkspaceRow {
        id: row.get(0)?,
        name: row.get(1)?,
        country: row.get(2)?,
        made_at: Timestamp::from_micros(row.get(3)?),
    })
}

fn person(row: &Row<'_>) -> rusqlite::Result<PersonRow> {
    Ok(PersonRow {
        id: row.get(0)?,
        email: row.get(1)?,
        name: row.get(2)?,
        password: row.get(3)?,
        settings: row.get(4)?,
    })
}

fn session(row: &Row<'_>) -> rusqlite::Result<SessionRow> {
    Ok(SessionRow {
        hash: row.get(0)?,
        person: row.get(1)?,
        made_at: Timestamp::from_micros(row.get(2)?),
        seen_at: Timestamp::from_micros(row.get(3)?),
        agent: row.get(4)?,
        workspace: row.get(5)?,
    })
}
