//! The people of a workspace: who is let in, what they may do, who leaves, and the trace of it.
//!
//! What people do with contacts is elsewhere; handing over the leads of who leaves goes through
//! the same door as every other act.

mod changes;
mod invitations;
mod leaving;
mod permissions;
mod sessions;
mod space;

pub use changes::{Change, Recorded};
pub use invitations::{INVITATION_LASTS, Invited, Link};
pub use leaving::{Leads, Left};
pub use sessions::{Device, browser_of};
pub use space::Space;

use store::house::MemberRow;

use crate::people::{Permission, permissions};

/// Why a change of who may do what is not made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Denial {
    /// Nobody would be left who administers.
    #[error("somebody has to administer the workspace; give that permission to another first")]
    LastAdministrator,
    /// One person would sign for both sides though others could.
    #[error("one person signs for one side only; leave one of the two permissions out")]
    BothSides,
    /// The person has no place in the workspace.
    #[error("the person has no place in this workspace")]
    NotHere,
    /// The person has a place in the workspace already.
    #[error("the person has a place in this workspace already")]
    AlreadyHere,
    /// The person has a place in another workspace, whose people would be let down.
    #[error("the person works in another workspace too, so they change their password themselves")]
    Elsewhere,
    /// A link was used, withdrawn, or is too old.
    #[error("the link was used, withdrawn or is too old; ask for a new one")]
    LinkSpent,
    /// Whoever should take the leads cannot work them.
    #[error("leads can be given only to somebody who is here and may work them")]
    CannotTake,
    /// What was changed has changed again since, or cannot be undone.
    #[error("it cannot be undone any more")]
    NotUndoable,
    /// The password that was asked for is another.
    #[error("the password is not right")]
    WrongPassword,
}

impl Denial {
    /// A stable name, by which pages find their words.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Denial::LastAdministrator => "last-administrator",
            Denial::BothSides => "both-sides",
            Denial::NotHere => "not-here",
            Denial::AlreadyHere => "already-here",
            Denial::Elsewhere => "elsewhere",
            Denial::LinkSpent => "link-spent",
            Denial::CannotTake => "cannot-take",
            Denial::NotUndoable => "not-undoable",
            Denial::WrongPassword => "wrong-password",
        }
    }
}

/// Whether a person is there and has a permission.
fn may(member: &MemberRow, permission: Permission) -> bool {
    let given = permissions(&member.permissions).unwrap_or_default();
    member.left_at.is_none() && given.contains(&permission)
}

/// Permissions as they are given: seeing is part of each, in the order of screens, and one person
/// signs for one side where there is anybody else to sign for the other.
fn allowed(wanted: &[Permission], is_alone: bool) -> Result<Vec<Permission>, Denial> {
    let signs = [Permission::SignMarketing, Permission::SignSales];
    if !is_alone && signs.iter().all(|sign| wanted.contains(sign)) {
        return Err(Denial::BothSides);
    }
    let kept = crate::people::PERMISSIONS.into_iter();
    Ok(kept.filter(|one| *one == Permission::View || wanted.contains(one)).collect())
}
