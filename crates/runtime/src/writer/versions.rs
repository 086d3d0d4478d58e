//! The versions of the agreement that were ever in force.

use std::sync::Arc;

use engine::agreement::Document;
use engine::agreement::diagnostic::Severity;
use engine::agreement::parse::parse;
use engine::agreement::sealed::Agreement;
use engine::replay::InForce;
use engine::said::Said;
use engine::time::Timestamp;
use sha2::{Digest, Sha256};
use store::workspace::rows::VersionRow;

use crate::error::RuntimeError;

/// The versions that were ever in force, oldest first; never empty.
#[derive(Debug)]
pub(super) struct Versions {
    list: Vec<Version>,
}

/// A version that came into force.
#[derive(Debug, Clone)]
pub(super) struct Version {
    pub(super) agreement: Arc<Agreement>,
    pub(super) from: Timestamp,
    /// The last event before it came into force.
    pub(super) position: u64,
    pub(super) hash: String,
}

impl Versions {
    /// The versions of a workspace that are or were in force.
    pub(super) fn of(rows: &[VersionRow]) -> Result<Versions, RuntimeError> {
        let mut list: Vec<Version> = Vec::new();
        for row in rows {
            if let Some(from) = row.in_force_at {
                list.push(Version {
                    agreement: Arc::new(sealed_before(&row.text, row.number)?),
                    from,
                    position: row.position,
                    hash: row.hash.clone(),
                });
            }
        }
        if list.is_empty() {
            return Err(RuntimeError::Missing(Said::new(
                "no hay ningún acuerdo en vigor; hay que restaurar una copia del espacio",
                "there is no agreement in force; restore a backup of the workspace",
            )));
        }
        Ok(Versions { list })
    }

    pub(super) fn push(&mut self, version: Version) {
        self.list.push(version);
    }

    /// The one in force.
    pub(super) fn current(&self) -> &Version {
        self.list.last().unwrap_or_else(|| unreachable!("there is always a version in force"))
    }

    /// Whether any of them asks of the people of a company.
    pub(super) fn ask_people(&self) -> bool {
        self.list.iter().any(|version| !version.agreement.people.is_empty())
    }

    /// The one in force after an event of the log.
    pub(super) fn at(&self, position: u64) -> &Version {
        let before = self.list.iter().rev().find(|version| version.position < position);
        before.or(self.list.first()).unwrap_or_else(|| unreachable!("there is always a version"))
    }

    /// Versions with a higher number, in force before an event of the log.
    pub(super) fn after(&self, number: u32, position: u64) -> Vec<Version> {
        let later = self
            .list
            .iter()
            .filter(|version| version.agreement.version > number && version.position < position);
        later.cloned().collect()
    }

    pub(super) fn with_number(&self, number: u32) -> &Version {
        let found = self.list.iter().find(|version| version.agreement.version == number);
        found.unwrap_or_else(|| self.current())
    }

    /// For a replay.
    pub(super) fn in_force(&self) -> Vec<InForce<'_>> {
        self.list
            .iter()
            .map(|version| InForce { agreement: &version.agreement, from: version.from })
            .collect()
    }
}

/// A text of the agreement as a version that judges.
///
/// # Errors
///
/// It has errors; the first ones are said.
pub fn seal(text: &str, number: u32) -> Result<Agreement, RuntimeError> {
    let (document, errors) = read(text);
    if !errors.is_empty() {
        return Err(RuntimeError::Wrong(Said::all(&errors)));
    }
    Agreement::seal(document, number).map_err(|error| RuntimeError::Wrong(error.said()))
}

/// A text that an earlier release let come into force. Both sides signed it, and a workspace is not
/// shut because this release asks more of a new text: it judges by all that can be read of it.
fn sealed_before(text: &str, number: u32) -> Result<Agreement, RuntimeError> {
    let (document, errors) = read(text);
    for error in errors {
        tracing::warn!(version = number, "the agreement would not be accepted now: {}", error.en);
    }
    Agreement::seal(document, number).map_err(|error| RuntimeError::Wrong(error.said()))
}

/// What a text says, and its first errors.
fn read(text: &str) -> (Document, Vec<Said>) {
    let (document, diagnostics) = parse(text);
    let errors = diagnostics.iter().filter(|one| one.severity == Severity::Error);
    (document, errors.take(SAID_MAX).map(Said::from).collect())
}

/// Errors of an agreement that are said at once where there is no place to list them all.
const SAID_MAX: usize = 3;

/// The versions of a workspace that are or were in force, with since when.
///
/// # Errors
///
/// A text that was in force does not judge.
pub fn sealed_versions(
    rows: &[VersionRow],
) -> Result<Vec<(Arc<Agreement>, Timestamp)>, RuntimeError> {
    let versions = Versions::of(rows)?;
    Ok(versions.list.into_iter().map(|version| (version.agreement, version.from)).collect())
}

/// A version's hash, which holds the one before it: a changed text would break every later one.
pub fn version_hash(previous: &str, number: u32, text: &str, by: &str) -> String {
    let mut digest = Sha256::new();
    for part in [previous, &number.to_string(), text, by] {
        digest.update((part.len() as u64).to_be_bytes());
        digest.update(part.as_bytes());
    }
    digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}
