//! Whom something is about that says only by what they are known.

use store::ids::ContactId;
use store::workspace::rows::Keys;

use super::Writer;
use crate::error::RuntimeError;

impl Writer {
    /// The contact that these are the keys of, made where there is none.
    pub(super) fn keyed(&mut self, keys: &Keys) -> Result<Option<ContactId>, RuntimeError> {
        let strongest = [&keys.user_id, &keys.email, &keys.phone, &keys.anonymous_id];
        let Some(key) = strongest.into_iter().flatten().next() else { return Ok(None) };
        let hash = store::workspace::message_key("key", key);
        let hex: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
        Ok(hex.parse().ok())
    }
}
