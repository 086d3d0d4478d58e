//! Links that let somebody into a workspace, or give them another password: each works once.

use engine::time::Timestamp;
use rusqlite::{OptionalExtension, Row, params};

use super::{House, PersonRow};
use crate::StoreError;
use crate::ids::{InvitationId, WorkspaceId};

/// A link that somebody was given and has not used yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvitationRow {
    /// Its id, by which it can be withdrawn.
    pub id: InvitationId,
    /// SHA-256 of the link's token: who reads the table cannot use it.
    pub hash: Vec<u8>,
    /// Into which workspace.
    pub workspace: WorkspaceId,
    /// What it gives.
    pub kind: InvitationKind,
    /// Whom it is for, in lower case.
    pub email: String,
    /// What they will be able to do, by ids separated by commas; empty for a password.
    pub permissions: String,
    /// When it was made.
    pub made_at: Timestamp,
    /// Who made it.
    pub made_by: String,
    /// Until when it works.
    pub expires_at: Timestamp,
}

/// What a link gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InvitationKind {
    /// A place in the workspace.
    Place,
    /// Another password for somebody who has a place already.
    Password,
}

impl InvitationKind {
    fn id(self) -> &'static str {
        match self {
            InvitationKind::Place => "place",
            InvitationKind::Password => "password",
        }
    }

    fn with_id(id: &str) -> InvitationKind {
        match id {
            "password" => InvitationKind::Password,
            _ => InvitationKind::Place,
        }
    }
}

const INVITATION: &str =
    "id, hash, workspace, kind, email, permissions, made_at, made_by, expires_at";

impl House {
    /// Adds a link, in place of one of the same kind for the same address in the workspace.
    ///
    /// # Errors
    ///
    /// The database refuses it.
    pub fn add_invitation(&mut self, row: &InvitationRow) -> Result<(), StoreError> {
        let transaction = self.connection.transaction()?;
        transaction.execute(
            "DELETE FROM invitations WHERE workspace = ?1 AND kind = ?2 AND email = ?3",
            params![row.workspace, row.kind.id(), row.email],
        )?;
        transaction.execute(
            "INSERT INTO invitations VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            params![
                row.id,
                row.hash,
                row.workspace,
                row.kind.id(),
                row.email,
                row.permissions,
                row.made_at.micros(),
                row.made_by,
                row.expires_at.micros()
            ],
        )?;
        transaction.commit()?;
        Ok(())
    }

    /// The link with a token's hash.
    ///
    /// # Errors
    ///
    /// The database cannot be read.
    pub fn invitation(&self, hash: &[u8]) -> Result<Option<InvitationRow>, StoreError> {
        let sql = format!("SELECT {INVITATION} FROM invitations WHERE hash = ?1");
        Ok(self.connection.prepare_cached(&sql)?.query_row([hash], invitation).optional()?)
    }

    /// The links of a workspace that nobody has used, the newest first.
    ///
    /// # Errors
    ///
    /// The database cannot be read.
    pub fn invitations(&self, workspace: WorkspaceId) -> Result<Vec<InvitationRow>, StoreError> {
        let sql = format!(
            "SELECT {INVITATION} FROM invitations WHERE workspace = ?1 ORDER BY made_at DESC"
        );
        let mut statement = self.connection.prepare_cached(&sql)?;
        let rows = statement.query_map([workspace], invitation)?;
        rows.map(|row| row.map_err(StoreError::from)).collect()
    }

    /// Withdraws a link of a workspace: whether it was there.
    ///
    /// # Errors
    ///
    /// The database refuses it.
    pub fn remove_invitation(
        &mut self,
        workspace: WorkspaceId,
        id: InvitationId,
    ) -> Result<bool, StoreError> {
        let removed = self.connection.execute(
            "DELETE FROM invitations WHERE workspace = ?1 AND id = ?2",
            params![workspace, id],
        )?;
        Ok(removed > 0)
    }

    /// Withdraws every link for an address in a workspace.
    ///
    /// # Errors
    ///
    /// The database refuses it.
    pub fn remove_invitations_of(
        &mut self,
        workspace: WorkspaceId,
        email: &str,
    ) -> Result<(), StoreError> {
        self.connection.execute(
            "DELETE FROM invitations WHERE workspace = ?1 AND email = ?2",
            params![workspace, email],
        )?;
        Ok(())
    }

    /// Uses a link up and gives what it gives, all of it or nothing: whether it was still there.
    ///
    /// `person` is written as it stands: made where the address is new, else with the name and
    /// password that it has. A place is given with the link's permissions; a password ends every
    /// session of the person.
    ///
    /// # Errors
    ///
    /// The database refuses it.
    pub fn use_invitation(
        &mut self,
        row: &InvitationRow,
        person: &PersonRow,
    ) -> Result<bool, StoreError> {
        let is_new = self.person(person.id)?.is_none();
        let transaction = self.connection.transaction()?;
        let used = transaction.execute("DELETE FROM invitations WHERE id = ?1", [row.id])?;
        if used == 0 {
            return Ok(false);
        }
        if is_new {
            transaction.execute(
                "INSERT INTO people VALUES (?1, ?2, ?3, ?4, ?5)",
                params![person.id, person.email, person.name, person.password, person.settings],
            )?;
        } else {
            transaction.execute(
                "UPDATE people SET name = ?2, password = ?3 WHERE id = ?1",
                params![person.id, person.name, person.password],
            )?;
        }
        match row.kind {
            InvitationKind::Place => {
                transaction.execute(
                    "DELETE FROM members WHERE workspace = ?1 AND person = ?2",
                    params![row.workspace, person.id],
                )?;
                transaction.execute(
                    "INSERT INTO members VALUES (?1, ?2, ?3, NULL)",
                    params![row.workspace, person.id, row.permissions],
                )?;
            }
            InvitationKind::Password => {
                transaction.execute("DELETE FROM sessions WHERE person = ?1", [person.id])?;
            }
        }
        transaction.commit()?;
        Ok(true)
    }
}

fn invitation(row: &Row<'_>) -> rusqlite::Result<InvitationRow> {
    Ok(InvitationRow {
        id: row.get(0)?,
        hash: row.get(1)?,
        workspace: row.get(2)?,
        kind: InvitationKind::with_id(&row.get::<_, String>(3)?),
        email: row.get(4)?,
        permissions: row.get(5)?,
        made_at: Timestamp::from_micros(row.get(6)?),
        made_by: row.get(7)?,
        expires_at: Timestamp::from_micros(row.get(8)?),
    })
}
