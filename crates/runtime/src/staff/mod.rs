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

pub use changes::{Change, Recorded, SourceChange};
pub use invitations::{INVITATION_LASTS, Invited, Link};
pub use leaving::{Leads, Left};
pub use sessions::{Device, browser_of};
pub use space::Space;

use std::fmt;

use engine::said::Said;
use store::house::MemberRow;

use crate::people::{Permission, permissions};

/// Why a change of who may do what is not made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Denial {
    /// Nobody would be left who administers.
    LastAdministrator,
    /// One person would sign for both sides though others could.
    BothSides,
    /// The person has no place in the workspace.
    NotHere,
    /// The person has a place in the workspace already.
    AlreadyHere,
    /// The person has a place in another workspace, whose people would be let down.
    Elsewhere,
    /// A link was used, withdrawn, or is too old.
    LinkSpent,
    /// Whoever should take the leads cannot work them.
    CannotTake,
    /// What was changed has changed again since, or cannot be undone.
    NotUndoable,
    /// The password that was asked for is another.
    WrongPassword,
    /// The workspace is one of sample data.
    Sample,
}

/// For logs, which are in English.
impl fmt::Display for Denial {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.said().fmt(f)
    }
}

impl std::error::Error for Denial {}

impl Denial {
    /// The same for a person.
    #[must_use]
    pub fn said(self) -> Said {
        let (es, en) = match self {
            Denial::LastAdministrator => (
                "alguien tiene que administrar el espacio; primero hay que dar ese permiso a otra persona",
                "somebody has to administer the workspace; give that permission to another person first",
            ),
            Denial::BothSides => (
                "una persona firma por una sola parte; hay que quitar uno de los dos permisos de firma",
                "one person signs for one side only; take one of the two signing permissions away",
            ),
            Denial::NotHere => (
                "esa persona ya no tiene sitio en este espacio; no se cambió nada",
                "that person has no place in this workspace any more; nothing was changed",
            ),
            Denial::AlreadyHere => (
                "esa persona ya tiene sitio en este espacio; no hay nada que hacer",
                "that person has a place in this workspace already; there is nothing to do",
            ),
            Denial::Elsewhere => (
                "también trabaja en otro espacio, así que su contraseña la cambia ella misma en Ajustes, Sesiones, o quien lleva el servidor con «criba user passwd»",
                "they work in another workspace too, so they change their password themselves in Settings, Sessions, or who runs the server does with “criba user passwd”",
            ),
            Denial::LinkSpent => (
                "el enlace ya se usó, se retiró o venció; quien administra puede hacer otro",
                "the link was used, withdrawn or has expired; who administers can make another",
            ),
            Denial::CannotTake => (
                "los leads solo pueden pasar a alguien que esté aquí y pueda trabajarlos; hay que elegir a otra persona",
                "leads can pass only to somebody who is here and may work them; choose another person",
            ),
            Denial::NotUndoable => (
                "ya no se puede deshacer: lo que hizo ha vuelto a cambiar; hay que cambiarlo a mano",
                "it cannot be undone any more: what it did has changed again; change it by hand",
            ),
            Denial::Sample => (
                "estos son datos de ejemplo y nadie más entra aquí; se invita desde el espacio propio",
                "this is sample data and nobody else comes in here; invite from your own workspace",
            ),
            Denial::WrongPassword => (
                "la contraseña no es correcta; hay que escribirla otra vez",
                "the password is not right; write it again",
            ),
        };
        Said::new(es, en)
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
