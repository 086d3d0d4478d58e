//! Mails that wait to go out, and what became of those that did.
//!
//! A mail stands here before anybody tries to deliver it. While it is handed over it is `sending`:
//! one that is found so after a restart may have arrived, and is not sent again by itself.

use engine::time::{Span, Timestamp};
use rusqlite::{Row, params};

use super::House;
use crate::StoreError;
use crate::ids::{ContactId, WorkspaceId};

/// A mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailRow {
    /// Its number.
    pub id: i64,
    /// Whose it is.
    pub workspace: WorkspaceId,
    /// What it is known by in its workspace: put here twice, it is one.
    pub name: String,
    /// Whom it is for.
    pub contact: ContactId,
    /// A hash of the address, which stays where the address goes.
    pub recipient: Vec<u8>,
    /// The mail as JSON; empty once it was sent, or is sent again no more.
    pub body: String,
    /// When it was put here.
    pub made_at: Timestamp,
    /// When it is tried next.
    pub due_at: Timestamp,
    /// How often it was tried.
    pub tries: u32,
    /// `waiting`, `sending`, `sent`, `failed` or `uncertain`.
    pub state: String,
    /// What went wrong the last time; empty where nothing did.
    pub why: String,
}

/// Of a workspace, the most that wait.
pub const WAITING_MAX: usize = 10_000;
/// How long what became of a mail is remembered.
const KEPT_FOR: Span = Span::DAY.times(90);
/// How long what a mail says is kept where it did not arrive for sure, counted from when it was put
/// here: so long somebody may have it sent again.
pub const BODY_KEPT_FOR: Span = Span::DAY.times(14);

/// What became of a mail that was to be put here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Added {
    /// It waits.
    New,
    /// It was here already.
    Known,
    /// There is no room: [`WAITING_MAX`] wait.
    Full,
}

const COLUMNS: &str = "id, workspace, name, contact, recipient, body, made_at, due_at, tries, \
                       state, why";

impl House {
    /// Puts a mail here, where it is not here yet and there is room.
    ///
    /// # Errors
    ///
    /// The database refuses it.
    pub fn add_mail(&mut self, row: &MailRow) -> Result<Added, StoreError> {
        if self.has_mail(row.workspace, &row.name)? {
            return Ok(Added::Known);
        }
        let transaction = self.connection.transaction()?;
        let waiting: usize = transaction.query_row(
            "SELECT count(*) FROM mails WHERE workspace = ?1 AND state = 'waiting'",
            [row.workspace],
            |found| found.get(0),
        )?;
        if waiting >= WAITING_MAX {
            return Ok(Added::Full);
        }
        transaction.execute(
            "INSERT INTO mails (workspace, name, contact, recipient, body, made_at, \
             due_at, tries, state, why) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 0, 'waiting', '')",
            params![
                row.workspace,
                row.name,
                row.contact,
                row.recipient,
                row.body,
                row.made_at.micros(),
                row.due_at.micros(),
            ],
        )?;
        transaction.commit()?;
        Ok(Added::New)
    }

    /// Whether there is a mail of a name.
    ///
    /// # Errors
    ///
    /// The database cannot be read.
    pub fn has_mail(&self, workspace: WorkspaceId, name: &str) -> Result<bool, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM mails WHERE workspace = ?1 AND name = ?2)",
        )?;
        Ok(statement.query_row(params![workspace, name], |found| found.get(0))?)
    }

    /// Forgets what became of mails long ago, and what those said that did not arrive and are sent
    /// again no more.
    ///
    /// # Errors
    ///
    /// The database refuses it.
    pub fn tidy_mails(&mut self, now: Timestamp) -> Result<(), StoreError> {
        self.connection.execute(
            "DELETE FROM mails WHERE made_at < ?1 AND state <> 'waiting'",
            [(now - KEPT_FOR).micros()],
        )?;
        self.connection.execute(
            "UPDATE mails SET body = '' \
             WHERE made_at < ?1 AND state IN ('failed', 'uncertain') AND body <> ''",
            [(now - BODY_KEPT_FOR).micros()],
        )?;
        Ok(())
    }

    /// The mails that are due by now, the oldest first.
    ///
    /// # Errors
    ///
    /// The database cannot be read.
    pub fn mails_due(&self, now: Timestamp, limit: usize) -> Result<Vec<MailRow>, StoreError> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT {COLUMNS} FROM mails WHERE state = 'waiting' AND due_at <= ?1 \
             ORDER BY due_at, id LIMIT ?2"
        ))?;
        let rows = statement.query_map(params![now.micros(), limit], mail)?;
        rows.map(|row| row.map_err(StoreError::from)).collect()
    }

    /// The mails of a workspace whose names begin so, the newest first.
    ///
    /// # Errors
    ///
    /// The database cannot be read.
    pub fn mails_of(
        &self,
        workspace: WorkspaceId,
        beginning: &str,
        limit: usize,
    ) -> Result<Vec<MailRow>, StoreError> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT {COLUMNS} FROM mails WHERE workspace = ?1 \
             AND substr(name, 1, length(?2)) = ?2 ORDER BY id DESC LIMIT ?3"
        ))?;
        let rows = statement.query_map(params![workspace, beginning, limit], mail)?;
        rows.map(|row| row.map_err(StoreError::from)).collect()
    }

    /// How many mails a recipient was written since a moment.
    ///
    /// # Errors
    ///
    /// The database cannot be read.
    pub fn mails_to(
        &self,
        workspace: WorkspaceId,
        recipient: &[u8],
        since: Timestamp,
    ) -> Result<usize, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT count(*) FROM mails WHERE workspace = ?1 AND recipient = ?2 AND made_at >= ?3",
        )?;
        let values = params![workspace, recipient, since.micros()];
        Ok(statement.query_row(values, |row| row.get(0))?)
    }

    /// Says that a mail is handed over from now on; whether it still waits.
    ///
    /// # Errors
    ///
    /// The database refuses it.
    pub fn mail_begins(&mut self, id: i64) -> Result<bool, StoreError> {
        let sql = "UPDATE mails SET state = 'sending' WHERE id = ?1 AND state = 'waiting'";
        Ok(self.connection.execute(sql, [id])? > 0)
    }

    /// Has a mail tried again at a moment, and keeps why.
    ///
    /// # Errors
    ///
    /// The database refuses it.
    pub fn mail_later(
        &mut self,
        id: i64,
        due_at: Timestamp,
        tries: u32,
        why: &str,
    ) -> Result<(), StoreError> {
        self.connection.execute(
            "UPDATE mails SET state = 'waiting', due_at = ?2, tries = ?3, why = ?4 WHERE id = ?1",
            params![id, due_at.micros(), tries, why],
        )?;
        Ok(())
    }

    /// Says what became of a mail. What was sent is kept no longer.
    ///
    /// # Errors
    ///
    /// The database refuses it.
    pub fn mail_ended(&mut self, id: i64, state: &str, why: &str) -> Result<(), StoreError> {
        self.connection.execute(
            "UPDATE mails SET state = ?2, why = ?3, \
             body = CASE WHEN ?2 = 'sent' THEN '' ELSE body END WHERE id = ?1",
            params![id, state, why],
        )?;
        Ok(())
    }

    /// Has a mail that did not arrive for sure sent again; whether there is such a one.
    ///
    /// # Errors
    ///
    /// The database refuses it.
    pub fn mail_again(
        &mut self,
        workspace: WorkspaceId,
        name: &str,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let changed = self.connection.execute(
            "UPDATE mails SET state = 'waiting', due_at = ?3, tries = 0, why = '' \
             WHERE workspace = ?1 AND name = ?2 AND state IN ('failed', 'uncertain') \
             AND body <> ''",
            params![workspace, name, now.micros()],
        )?;
        Ok(changed > 0)
    }

    /// What was being handed over when the server stopped may have arrived.
    ///
    /// # Errors
    ///
    /// The database refuses it.
    pub fn mails_interrupted(&mut self, why: &str) -> Result<usize, StoreError> {
        let sql = "UPDATE mails SET state = 'uncertain', why = ?1 WHERE state = 'sending'";
        Ok(self.connection.execute(sql, [why])?)
    }

    /// What waits in a copy may have gone out since it was made.
    ///
    /// # Errors
    ///
    /// The database refuses it.
    pub fn mails_restored(&mut self, why: &str) -> Result<usize, StoreError> {
        let sql = "UPDATE mails SET state = 'uncertain', why = ?1 \
                   WHERE state IN ('waiting', 'sending')";
        Ok(self.connection.execute(sql, [why])?)
    }

    /// Forgets every mail to somebody.
    ///
    /// # Errors
    ///
    /// The database refuses it.
    pub fn forget_mails(&mut self, contact: ContactId) -> Result<(), StoreError> {
        self.connection.execute("DELETE FROM mails WHERE contact = ?1", [contact])?;
        Ok(())
    }
}

fn mail(row: &Row<'_>) -> rusqlite::Result<MailRow> {
    Ok(MailRow {
        id: row.get(0)?,
        workspace: row.get(1)?,
        name: row.get(2)?,
        contact: row.get(3)?,
        recipient: row.get(4)?,
        body: row.get(5)?,
        made_at: Timestamp::from_micros(row.get(6)?),
        due_at: Timestamp::from_micros(row.get(7)?),
        tries: row.get(8)?,
        state: row.get(9)?,
        why: row.get(10)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_queue_is_told_apart_and_what_did_not_arrive_is_kept_two_weeks() {
        let folder = tempfile::tempdir().unwrap();
        let mut house = House::open(&folder.path().join("criba.db")).unwrap();
        let workspace = WorkspaceId::make();
        house.connection.pragma_update(None, "foreign_keys", false).unwrap();
        let now: Timestamp = "2026-03-02T09:00:00Z".parse().unwrap();
        let row = |name: &str| MailRow {
            id: 0,
            workspace,
            name: name.to_owned(),
            contact: ContactId::make(),
            recipient: Vec::new(),
            body: "{}".to_owned(),
            made_at: now,
            due_at: now,
            tries: 0,
            state: String::new(),
            why: String::new(),
        };
        assert_eq!(house.add_mail(&row("a")).unwrap(), Added::New);
        assert_eq!(house.add_mail(&row("a")).unwrap(), Added::Known);
        let sql = "WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < ?1) \
                   INSERT INTO mails (workspace, name, contact, recipient, body, made_at, due_at, \
                   tries, state, why) SELECT workspace, name || n, contact, recipient, body, \
                   made_at, due_at, 0, 'waiting', '' FROM mails, n";
        house.connection.execute(sql, [WAITING_MAX - 1]).unwrap();
        assert_eq!(house.add_mail(&row("b")).unwrap(), Added::Full);
        assert_eq!(house.add_mail(&row("a")).unwrap(), Added::Known, "no room is needed for it");

        let first = house.mails_of(workspace, "a", WAITING_MAX).unwrap().pop().unwrap();
        house.mail_ended(first.id, "failed", "550 nobody").unwrap();
        let body = |house: &House| house.mails_of(workspace, "a", WAITING_MAX).unwrap().pop();
        house.tidy_mails(now + BODY_KEPT_FOR).unwrap();
        assert_eq!(body(&house).unwrap().body, "{}");
        house.tidy_mails(now + BODY_KEPT_FOR + Span::SECOND).unwrap();
        let row = body(&house).unwrap();
        assert_eq!((row.body.as_str(), row.why.as_str()), ("", "550 nobody"));
        assert!(!house.mail_again(workspace, "a", now).unwrap());
        house.tidy_mails(now + KEPT_FOR + Span::SECOND).unwrap();
        let rest = house.mails_of(workspace, "a", 2 * WAITING_MAX).unwrap();
        assert_eq!(rest.len(), WAITING_MAX - 1, "what waits stays");
    }
}
