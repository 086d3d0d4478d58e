//! Contacts by an address or a telephone, exactly and by index: what other programs know of them.

use import::values::phones::PhoneReader;
use runtime::RuntimeError;
use runtime::criba::Workspace;
use store::ids::ContactId;
use store::workspace::rows::{Columns, Key};

/// What an address is found by; `None` where it is none.
pub(crate) fn email(text: &str) -> Option<Key> {
    let email = import::values::emails::address(text.trim())?;
    Some(Key::new("email", email.to_lowercase()))
}

/// What a telephone is found by; without a prefix it is one of `country`. `None` where it is none.
pub(crate) fn phone(text: &str, country: &str) -> Option<Key> {
    // A plus that an address carries as it is stands for a space.
    let text = match text.strip_prefix(' ') {
        Some(rest) => format!("+{rest}"),
        None => text.to_owned(),
    };
    let read = PhoneReader::default().read(&text, Some(country));
    read.phones.into_iter().next().map(|phone| Key::new("phone", phone.e164))
}

/// The contacts that have all of these, the newest first; one that was joined into another is that
/// other.
///
/// # Errors
///
/// The workspace cannot be read.
pub(crate) fn with_keys(
    workspace: &Workspace,
    keys: &[Key],
) -> Result<Vec<(ContactId, Columns)>, RuntimeError> {
    let mut ids: Option<Vec<ContactId>> = None;
    for key in keys {
        let mut found: Vec<ContactId> = Vec::new();
        for id in workspace.writer.find(key.clone()).wait()? {
            found.extend(workspace.writer.look(id).wait()?.map(|saw| saw.id));
        }
        ids = Some(match ids {
            None => found,
            Some(ids) => ids.into_iter().filter(|id| found.contains(id)).collect(),
        });
    }
    let mut ids = ids.unwrap_or_default();
    ids.sort_unstable_by(|a, b| b.cmp(a));
    ids.dedup();
    let mut found: Vec<(ContactId, Columns)> = Vec::with_capacity(ids.len());
    for id in ids {
        let Some(saw) = workspace.writer.look(id).wait()? else { continue };
        let columns = runtime::card::columns(&saw.agreement, &saw.card, saw.now);
        found.extend(columns.filter(|_| saw.card.is_anybody()).map(|columns| (id, columns)));
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_telephone_is_found_however_it_is_written() {
        let key = Some(Key::new("phone", "+34600000001"));
        for text in ["600 00 00 01", "+34 600000001", " 34600000001", "0034-600-000-001"] {
            assert_eq!(phone(text, "ES"), key, "{text}");
        }
        assert_eq!(phone("nobody", "ES"), None);
        assert_eq!(email(" Ana@Acme.Example "), Some(Key::new("email", "ana@acme.example")));
        assert_eq!(email("ana"), None);
    }
}
