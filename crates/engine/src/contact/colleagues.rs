//! What is known of the others of somebody's company, as far as conditions ask for it.
//!
//! Who passes what an agreement asks of people of a company is worked out of each by themselves and
//! told to the others (`runtime::writer::passing`), so that a contact stays what its events come to.

use crate::event::Fact;
use crate::value::Value;

/// What the id of the trait of a company begins with that lists what one of its people passes; the
/// contact's id follows.
pub const COLLEAGUE: &str = "colleague:";
/// The source of what is worked out of somebody for their colleagues: of themselves it tells them
/// nothing.
pub const PASSING: &str = "criba:people";

/// Whether a list of what somebody passes holds a condition.
#[must_use]
pub fn lists(value: &Value, id: &str) -> bool {
    matches!(value, Value::List(ids) if ids.iter().any(|one| one.to_string() == id))
}

/// Whether facts say what people of a company pass, and nothing else.
#[must_use]
pub fn are_of_colleagues(facts: &[Fact]) -> bool {
    !facts.is_empty() && facts.iter().all(|fact| fact.id.starts_with(COLLEAGUE))
}
