//! What a row says of reaching a person: permissions, and columns of those who refused.

use engine::value::{Value, permission, yes_or_no};

use crate::columns::fields::Field;
use crate::values::dates::{self, Order};

/// The permissions that «yes» in a column of refusals takes away; none for any other column.
pub(super) fn refused(field: Field) -> &'static [&'static str] {
    match field {
        Field::DoNotCall => &["consent_phone"],
        Field::DoNotEmail => &["consent_email"],
        Field::DoNotContact => &["consent_phone", "consent_email", "consent_whatsapp"],
        _ => &[],
    }
}

/// What a cell says in the column it stands in: whether it is permitted, or whether it is refused;
/// `None` where it says neither yes nor no.
pub(super) fn said(field: Field, text: &str) -> Option<bool> {
    if refused(field).is_empty() { permission(text) } else { is_refusal(text) }
}

/// Whether what one column says of a permission goes before what another said: no before what
/// cannot be read, and that before yes.
pub(super) fn goes_before(value: &Value, before: &Value) -> bool {
    let rank = |value: &Value| match value {
        Value::Bool(false) => 0,
        Value::Bool(true) => 2,
        _ => 1,
    };
    rank(value) < rank(before)
}

/// Whether a cell of those who are not to be reached says that somebody is one: "Sí", the day since
/// when, or the refusal itself; `None` where it cannot be read.
fn is_refusal(text: &str) -> Option<bool> {
    let is_dated = [Order::DayMonth, Order::MonthDay]
        .into_iter()
        .any(|order| dates::local(text, order).is_some());
    if is_dated {
        return Some(true);
    }
    // "Opt-out" is yes to a column of opt-outs, and "opt-in" is no.
    yes_or_no(text).or_else(|| permission(text).map(|is_given| !is_given))
}
