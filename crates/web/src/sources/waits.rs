//! What waits of a source: which field is in the way, what stands in it, and what mends it.

use engine::time::Timestamp;
use runtime::sources::Kind;
use store::house::KeptRow;

use super::sample::shown;
use crate::hooks;
use crate::words::Words;

/// Something that waits.
pub(super) struct Wait {
    pub(super) id: i64,
    pub(super) when: String,
    pub(super) field: String,
    pub(super) value: String,
    pub(super) fix: String,
    pub(super) raw: String,
}

/// Why something waits, as it is said: those that are not among them are of a shape that nobody
/// expects.
const SAID: [&str; 9] = [
    "nobody",
    "no_json",
    "no_form",
    "spam",
    "too_fast",
    "too_often",
    "needs_fetch",
    "needs_confirmation",
    "full",
];
/// Fields that are named where none says who it is.
const NAMED_MAX: usize = 4;
/// Characters of a value.
const VALUE_MAX: usize = 80;

impl Wait {
    pub(super) fn of(row: &KeptRow, kind: Kind, now: Timestamp, w: &Words) -> Wait {
        let text = String::from_utf8_lossy(&row.raw);
        let why = if SAID.contains(&row.why.as_str()) { row.why.as_str() } else { "shape" };
        let fields = hooks::fields_of(&row.raw, &row.content_type);
        let value = match why {
            "nobody" | "spam" | "too_fast" | "too_often" => {
                let named = fields.iter().filter(|(_, value)| !value.trim().is_empty());
                let named = named.take(NAMED_MAX).map(|(name, value)| format!("{name}: {value}"));
                named.collect::<Vec<String>>().join(" · ")
            }
            _ => text.trim().to_owned(),
        };
        let fix = match why {
            "nobody" if kind.is_mapped() => w.t("wait-fix-nobody-mapped"),
            why => w.t(&format!("wait-fix-{}", why.replace('_', "-"))),
        };
        Wait {
            id: row.id,
            when: w.moment(row.received_at, now),
            field: w.t(&format!("wait-field-{}", why.replace('_', "-"))),
            value: value.chars().take(VALUE_MAX).collect(),
            fix,
            raw: shown(&text),
        }
    }
}
