//! What people may do in a workspace, changed one person at a time.

use store::house::MemberRow;
use store::ids::{ChangeId, PersonId, WorkspaceId};

use super::changes::{Change, record};
use super::{Denial, allowed, may};
use crate::criba::Criba;
use crate::error::RuntimeError;
use crate::people::{Permission, ids, permissions};

impl Criba {
    /// Somebody who has a place in a workspace, or had.
    ///
    /// # Errors
    ///
    /// There is nobody with this id there.
    pub fn member(
        &self,
        workspace: WorkspaceId,
        person: PersonId,
    ) -> Result<MemberRow, RuntimeError> {
        let members = self.house().members(workspace)?;
        let found = members.into_iter().find(|member| member.person.id == person);
        found.ok_or_else(|| RuntimeError::missing("la persona", "person", person))
    }

    /// Changes what somebody may do: the change, or nothing where they could do just that.
    ///
    /// # Errors
    ///
    /// They have no place there, nobody would be left who administers, or one person would sign
    /// for both sides.
    pub fn change_permissions(
        &self,
        workspace: WorkspaceId,
        person: PersonId,
        wanted: &[Permission],
        by: &str,
    ) -> Result<Option<ChangeId>, RuntimeError> {
        let Some((member, became)) = self.exchange_permissions(workspace, person, None, wanted)?
        else {
            return Ok(None);
        };
        let was = permissions(&member.permissions)?;
        let change = Change::Permissions { person, email: member.person.email, was, became };
        self.record_change(workspace, by, &change).map(Some)
    }

    /// The same where they still have what is `expected`, without a trace: how they stood before
    /// and what they may do from now on.
    pub(super) fn exchange_permissions(
        &self,
        workspace: WorkspaceId,
        person: PersonId,
        expected: Option<&[Permission]>,
        wanted: &[Permission],
    ) -> Result<Option<(MemberRow, Vec<Permission>)>, RuntimeError> {
        let mut house = self.house();
        let members = house.members(workspace)?;
        let here = members.iter().filter(|member| member.left_at.is_none());
        let (mut mine, others): (Vec<_>, Vec<_>) =
            here.partition(|member| member.person.id == person);
        let member = mine.pop().ok_or(Denial::NotHere)?;
        let was = permissions(&member.permissions)?;
        if expected.is_some_and(|expected| ids(expected) != ids(&was)) {
            return Err(Denial::NotUndoable.into());
        }
        let wanted = allowed(wanted, others.is_empty())?;
        let is_administered = wanted.contains(&Permission::Administer)
            || others.iter().any(|member| may(member, Permission::Administer));
        if !is_administered {
            return Err(Denial::LastAdministrator.into());
        }
        if ids(&wanted) == member.permissions {
            return Ok(None);
        }
        house.save_member(workspace, person, &ids(&wanted), None)?;
        Ok(Some((member.clone(), wanted)))
    }

    /// Gives somebody who left their place back.
    pub(super) fn come_back(
        &self,
        workspace: WorkspaceId,
        person: PersonId,
        with: &[Permission],
    ) -> Result<(), RuntimeError> {
        let mut house = self.house();
        let members = house.members(workspace)?;
        let is_gone =
            members.iter().any(|member| member.person.id == person && member.left_at.is_some());
        if !is_gone {
            return Err(Denial::NotUndoable.into());
        }
        house.save_member(workspace, person, &ids(with), None)?;
        Ok(())
    }

    /// Keeps that a key was made or revoked; its secret is in neither.
    ///
    /// # Errors
    ///
    /// The house cannot be written, or there is no such key.
    pub fn revoke_key(
        &self,
        workspace: WorkspaceId,
        hint: &str,
        by: &str,
    ) -> Result<(), RuntimeError> {
        let mut house = self.house();
        let keys = house.keys(workspace)?;
        let key = keys.into_iter().find(|key| key.hint == hint);
        let key = key.ok_or_else(|| RuntimeError::missing("la clave", "key", hint))?;
        house.remove_key(workspace, hint)?;
        self.keys_changed();
        let change = Change::KeyRevoked { kind: key.kind, name: key.name };
        let now = self.clock().now();
        record(&mut house, workspace, ChangeId::make(), now, by, &change)
    }
}
