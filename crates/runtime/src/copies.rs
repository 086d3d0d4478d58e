//! Columns of a list that were taken for one of Criba's fields: they are kept under their own names
//! too, so that agreements can name them, and are shown and exported once.

use engine::agreement::condition::Whose;
use engine::contact::profile::{Held, Profile};
use engine::text::fold;
use import::columns::fields::{FIELDS, by_name};

/// Whether a trait of somebody's own name says only what one of Criba's fields says: its name is
/// that of a field, and the row that told it told a field the same.
#[must_use]
pub fn is_copy(profile: &Profile, id: &str, held: &Held) -> bool {
    if by_name(&id.replace('_', " ")).is_none() {
        return false;
    }
    let text = fold(&held.value.to_string());
    let is_same =
        |told: &Held| told.message_id == held.message_id && fold(&told.value.to_string()) == text;
    [Whose::Person, Whose::Account]
        .into_iter()
        .any(|of| FIELDS.iter().any(|row| profile.said(of, row.id).iter().any(is_same)))
}
