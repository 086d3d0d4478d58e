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

/// What of a value no longer stands, told without anything new: cleared where it was cleared, and of
/// a list of what one of its people passes what is still in it. `None` where nothing was taken away.
#[must_use]
pub fn without_news(id: &str, known: &Value, stands: &Value) -> Option<Value> {
    if !known.is_present() {
        return None;
    }
    if !stands.is_present() {
        return Some(Value::Null);
    }
    let (Value::List(known), Value::List(stands)) = (known, stands) else { return None };
    let still: Vec<Value> = known.iter().filter(|one| stands.contains(one)).cloned().collect();
    if !id.starts_with(COLLEAGUE) || still.len() == known.len() {
        return None;
    }
    Some(if still.is_empty() { Value::Null } else { Value::List(still) })
}

/// Whether facts say what people of a company pass, and nothing else.
#[must_use]
pub fn are_of_colleagues(facts: &[Fact]) -> bool {
    !facts.is_empty() && facts.iter().all(|fact| fact.id.starts_with(COLLEAGUE))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_taken_away_is_told_without_what_is_new() {
        let list = |ids: &[&str]| Value::List(ids.iter().map(|id| Value::text(*id)).collect());
        let eva = format!("{COLLEAGUE}eva");
        let left = |known: &Value, stands: &Value| without_news(&eva, known, stands);
        assert_eq!(left(&list(&["a", "b"]), &list(&["b", "c"])), Some(list(&["b"])));
        assert_eq!(left(&list(&["a"]), &list(&["b"])), Some(Value::Null));
        assert_eq!(left(&list(&["a"]), &Value::Null), Some(Value::Null));
        assert_eq!(left(&list(&["a"]), &list(&["a", "b"])), None, "only new");
        assert_eq!(left(&Value::Null, &list(&["a"])), None);
        let seats = |known: i64| Value::Number(known.into());
        assert_eq!(without_news("seats", &seats(1), &seats(2)), None, "another is news");
        assert_eq!(without_news("seats", &seats(1), &Value::Null), Some(Value::Null));
    }
}
