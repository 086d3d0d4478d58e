//! The sample company beside one's own workspaces: made for one person, who sits at Daniela's desk,
//! and gone when they leave it.

use std::sync::PoisonError;

use engine::agreement::Language;
use engine::event::Act;
use engine::value::Value;
use store::house::{PersonRow, SessionRow};
use store::ids::{PersonId, WorkspaceId};

use super::story::DANIELA;
use super::{AGREEMENT, MARK, NAME, UNFINISHED, WORKERS, fill};
use crate::criba::Criba;
use crate::error::RuntimeError;
use crate::people::{PERMISSIONS, ids, secret};
use crate::writer::Intake;

/// The seed of the sample company that everybody sees.
pub const SEED: u64 = 7;
/// The note that says which workspace somebody came from.
const FROM: &str = "sample_from";

impl Criba {
    /// Brings somebody's session to their sample company, which is made where they have none that
    /// was made today: its dates are told from the present.
    ///
    /// # Errors
    ///
    /// The disk does not take it.
    pub fn enter_sample(
        &self,
        person: &PersonRow,
        session: &SessionRow,
        language: Language,
    ) -> Result<(), RuntimeError> {
        let _one = self.sampling.lock().unwrap_or_else(PoisonError::into_inner);
        let id = match self.sample_of(person.id)? {
            Some(id) if self.is_fresh(id)? => id,
            stale => {
                if let Some(id) = stale {
                    self.remove_workspace(id)?;
                }
                self.make_sample(person, language)?
            }
        };
        let from = session.workspace.map(|from| from.to_string());
        self.workspace(id)?.writer.save_note(FROM.to_owned(), from).wait()?;
        self.look_at(session, Some(id))
    }

    /// Brings somebody's session back to their own workspace, and removes their sample company.
    ///
    /// # Errors
    ///
    /// The disk does not take it.
    pub fn leave_sample(&self, session: &SessionRow) -> Result<(), RuntimeError> {
        let _one = self.sampling.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(id) = self.sample_of(session.person)? else { return Ok(()) };
        let from = self.workspace(id)?.read(|read| Ok(read.note(FROM)?))?;
        self.look_at(session, from.and_then(|from| from.parse().ok()))?;
        self.remove_workspace(id)
    }

    /// Whether a workspace is one of sample data.
    ///
    /// # Errors
    ///
    /// It cannot be opened.
    pub fn is_sample(&self, id: WorkspaceId) -> Result<bool, RuntimeError> {
        self.workspace(id)?.is_sample()
    }

    /// The sample company beside somebody's own workspaces. Who has a place nowhere else works
    /// there.
    fn sample_of(&self, person: PersonId) -> Result<Option<WorkspaceId>, RuntimeError> {
        let places = self.house().memberships(person)?;
        let (mut sample, mut has_own) = (None, false);
        for place in places.iter().filter(|place| place.left_at.is_none()) {
            if self.is_sample(place.workspace)? {
                sample = Some(place.workspace);
            } else {
                has_own = true;
            }
        }
        Ok(sample.filter(|_| has_own))
    }

    fn is_fresh(&self, id: WorkspaceId) -> Result<bool, RuntimeError> {
        let workspace = self.workspace(id)?;
        let mark = workspace.read(|read| Ok(read.note(MARK)?))?;
        let agreement = workspace.writer.agreement().wait()?;
        let is_of_today = agreement.day(workspace.row.made_at) == agreement.day(workspace.now());
        Ok(is_of_today && mark.is_some_and(|mark| mark != UNFINISHED))
    }

    fn make_sample(
        &self,
        person: &PersonRow,
        language: Language,
    ) -> Result<WorkspaceId, RuntimeError> {
        let agreement = AGREEMENT.replace(DANIELA.0, &person.email);
        let agreement = match language {
            Language::Es => agreement,
            Language::En => agreement.replacen("language: es", "language: en", 1),
        };
        let id = self.add_workspace(NAME, "CO", Some(&agreement), &person.email)?;
        let workspace = self.workspace(id)?;
        // Until it has this mark it would be taken for a workspace of theirs.
        workspace.writer.save_note(MARK.to_owned(), Some(UNFINISHED.to_owned())).wait()?;
        self.house().save_member(id, person.id, &ids(&PERMISSIONS), None)?;
        for worker in WORKERS.iter().filter(|worker| worker.email != DANIELA.0) {
            // Nobody has this password: colleagues of the sample are names.
            self.add_person(id, worker.email, worker.name, &secret()?, worker.permissions)?;
        }
        fill(&workspace, SEED, workspace.now(), &person.email, |_, _| {})?;
        Ok(id)
    }

    fn look_at(
        &self,
        session: &SessionRow,
        workspace: Option<WorkspaceId>,
    ) -> Result<(), RuntimeError> {
        Ok(self.house().save_session(&SessionRow { workspace, ..session.clone() })?)
    }
}

/// What Daniela did, whoever sits at her desk did.
pub(super) fn sit(intake: &mut Intake, desk: &str) {
    let take = |name: &mut String| {
        if name == DANIELA.0 {
            desk.clone_into(name);
        }
    };
    if let Some(who) = &mut intake.who {
        take(who);
    }
    match &mut intake.act {
        Act::Moved { by, .. } | Act::Declined { by, .. } => take(&mut by.name),
        Act::Happened { properties, .. } => {
            for (_, value) in properties {
                if *value == Value::text(DANIELA.0) {
                    *value = Value::text(desk);
                }
            }
        }
        _ => {}
    }
}
