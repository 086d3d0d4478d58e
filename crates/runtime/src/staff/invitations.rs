//! Links by which somebody comes in, or gets another password.
//!
//! No mail leaves: whoever administers copies the link and sends it as they like. A link works
//! once and for a week; only its hash is kept.

use engine::time::Span;
use store::house::{InvitationKind, InvitationRow, MemberRow, PersonRow};
use store::ids::{ChangeId, InvitationId, PersonId, WorkspaceId};

use super::changes::{Change, record};
use super::{Denial, allowed};
use crate::criba::Criba;
use crate::error::RuntimeError;
use crate::people::{Permission, address, digest, hashed, ids, is_right, permissions, secret};

/// How long a link works.
pub const INVITATION_LASTS: Span = Span::DAY.times(7);

/// A link that was just made.
#[derive(Debug, Clone)]
pub struct Link {
    /// What it gives to whom, and until when.
    pub row: InvitationRow,
    /// What its address holds: shown once.
    pub token: String,
}

/// What a link offers to who follows it.
#[derive(Debug, Clone)]
pub struct Invited {
    /// What it gives to whom, and until when.
    pub row: InvitationRow,
    /// The workspace's name.
    pub workspace: String,
    /// The workspace's country.
    pub country: String,
    /// What the person is called, where Criba knows them already.
    pub known: Option<PersonRow>,
}

impl Invited {
    /// Whether the person shows who they are by the password that they have.
    #[must_use]
    pub fn is_with_own_password(&self) -> bool {
        self.row.kind == InvitationKind::Place && self.known.is_some()
    }
}

impl Criba {
    /// Makes a link that lets somebody in with these permissions; an older one for the same
    /// address stops working.
    ///
    /// # Errors
    ///
    /// The address is none, they have a place there, one person would sign for both sides, or the
    /// workspace is one of sample data.
    pub fn invite(
        &self,
        workspace: WorkspaceId,
        email: &str,
        wanted: &[Permission],
        by: &str,
    ) -> Result<Link, RuntimeError> {
        let email = address(email)?;
        let wanted = allowed(wanted, false)?;
        if self.has_place(workspace, &email)? {
            return Err(Denial::AlreadyHere.into());
        }
        let change = Change::Invited { email: email.clone(), permissions: wanted.clone() };
        self.link(workspace, InvitationKind::Place, email, ids(&wanted), by, &change)
    }

    /// Makes a link by which somebody of the workspace gives themselves another password.
    ///
    /// # Errors
    ///
    /// They have no place there, or one elsewhere too: who administers one workspace must not
    /// open another.
    pub fn password_link(
        &self,
        workspace: WorkspaceId,
        person: PersonId,
        by: &str,
    ) -> Result<Link, RuntimeError> {
        let member = self.member(workspace, person)?;
        let places = self.house().memberships(person)?;
        let mut here: Vec<&MemberRow> = Vec::new();
        let mut elsewhere: Vec<&MemberRow> = Vec::new();
        for place in places.iter().filter(|place| place.left_at.is_none()) {
            if place.workspace == workspace {
                here.push(place);
            } else if !self.is_sample(place.workspace)? {
                elsewhere.push(place);
            }
        }
        if here.is_empty() {
            return Err(Denial::NotHere.into());
        }
        if !elsewhere.is_empty() {
            return Err(Denial::Elsewhere.into());
        }
        let email = member.person.email;
        let change = Change::PasswordLink { email: email.clone() };
        self.link(workspace, InvitationKind::Password, email, String::new(), by, &change)
    }

    fn link(
        &self,
        workspace: WorkspaceId,
        kind: InvitationKind,
        email: String,
        permissions: String,
        by: &str,
        change: &Change,
    ) -> Result<Link, RuntimeError> {
        if self.is_sample(workspace)? {
            return Err(Denial::Sample.into());
        }
        let token = secret()?;
        let now = self.clock().now();
        let row = InvitationRow {
            id: InvitationId::make(),
            hash: digest(&token),
            workspace,
            kind,
            email,
            permissions,
            made_at: now,
            made_by: by.to_owned(),
            expires_at: now + INVITATION_LASTS,
        };
        let mut house = self.house();
        house.add_invitation(&row)?;
        record(&mut house, workspace, ChangeId::make(), now, by, change)?;
        Ok(Link { row, token })
    }

    /// The links of a workspace that still work, the newest first.
    ///
    /// # Errors
    ///
    /// The house cannot be read.
    pub fn invitations(&self, workspace: WorkspaceId) -> Result<Vec<InvitationRow>, RuntimeError> {
        let now = self.clock().now();
        let rows = self.house().invitations(workspace)?;
        Ok(rows.into_iter().filter(|row| now < row.expires_at).collect())
    }

    /// Withdraws a link, so that it lets nobody in any more.
    ///
    /// # Errors
    ///
    /// It was used or withdrawn before.
    pub fn withdraw_invitation(
        &self,
        workspace: WorkspaceId,
        id: InvitationId,
        by: &str,
    ) -> Result<(), RuntimeError> {
        let mut house = self.house();
        let rows = house.invitations(workspace)?;
        let row = rows.into_iter().find(|row| row.id == id).ok_or(Denial::LinkSpent)?;
        house.remove_invitation(workspace, id)?;
        let change = Change::InvitationWithdrawn { email: row.email };
        let now = self.clock().now();
        record(&mut house, workspace, ChangeId::make(), now, by, &change)
    }

    /// What a link offers; `None` where it was used, withdrawn, or is too old.
    ///
    /// # Errors
    ///
    /// The house cannot be read.
    pub fn invited(&self, token: &str) -> Result<Option<Invited>, RuntimeError> {
        let now = self.clock().now();
        let house = self.house();
        let row = house.invitation(&digest(token))?.filter(|row| now < row.expires_at);
        let Some(row) = row else { return Ok(None) };
        let Some(workspace) = house.workspace(row.workspace)? else { return Ok(None) };
        let known = house.person_with_email(&row.email)?;
        Ok(Some(Invited { row, workspace: workspace.name, country: workspace.country, known }))
    }

    /// Uses a link: the person is in, with a session of their own; its cookie.
    ///
    /// # Errors
    ///
    /// The link does not work any more, the password is too short, or it is not the one of
    /// somebody whom Criba knows.
    pub fn use_link(
        &self,
        token: &str,
        name: &str,
        password: &str,
        agent: &str,
    ) -> Result<String, RuntimeError> {
        let invited = self.invited(token)?.ok_or(Denial::LinkSpent)?;
        let is_own = invited.is_with_own_password();
        let Invited { row, known, .. } = invited;
        let person = match known {
            Some(person) if is_own => {
                if !is_right(password, &person.password) {
                    return Err(Denial::WrongPassword.into());
                }
                person
            }
            Some(person) => PersonRow { password: hashed(password)?, ..person },
            None => PersonRow {
                id: PersonId::make(),
                email: row.email.clone(),
                name: called(name, &row.email),
                password: hashed(password)?,
                settings: "{}".to_owned(),
            },
        };
        let now = self.clock().now();
        {
            let mut house = self.house();
            if !house.use_invitation(&row, &person)? {
                return Err(Denial::LinkSpent.into());
            }
            if row.kind == InvitationKind::Place {
                let change = Change::CameIn { email: row.email.clone() };
                record(&mut house, row.workspace, ChangeId::make(), now, &row.email, &change)?;
            }
        }
        self.begin_session(person.id, Some(row.workspace), agent)
    }

    fn has_place(&self, workspace: WorkspaceId, email: &str) -> Result<bool, RuntimeError> {
        let members = self.house().members(workspace)?;
        Ok(members.iter().any(|m| m.left_at.is_none() && m.person.email == email))
    }

    /// What a link's permissions are.
    ///
    /// # Errors
    ///
    /// They were written by another release.
    pub fn invited_permissions(
        &self,
        row: &InvitationRow,
    ) -> Result<Vec<Permission>, RuntimeError> {
        permissions(&row.permissions)
    }
}

/// What a person is called: their address where they say nothing.
fn called(name: &str, email: &str) -> String {
    let name = name.trim();
    if name.is_empty() { email.to_owned() } else { name.chars().take(NAME_MAX).collect() }
}

/// Characters of a name that are kept.
const NAME_MAX: usize = 120;
