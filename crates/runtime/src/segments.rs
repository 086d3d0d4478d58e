//! Who belongs to a segment of the agreement in force, by now.

use engine::judge::Scene;
use store::ids::ContactId;

use crate::criba::Workspace;
use crate::error::RuntimeError;

/// Whether a contact is in a segment; nobody is in one that the agreement does not have.
///
/// # Errors
///
/// The workspace has stopped.
pub fn is_member(
    workspace: &Workspace,
    contact: ContactId,
    segment: &str,
) -> Result<bool, RuntimeError> {
    let Some(saw) = workspace.writer.look(contact).wait()? else {
        return Ok(false);
    };
    let check = saw.agreement.segment(segment);
    let scene = Scene::new(&saw.agreement, &saw.card.contact, 0, saw.now);
    Ok(check.is_some_and(|check| scene.judge(check).holds()))
}
