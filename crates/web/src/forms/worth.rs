//! What an answer is worth, in words: in the editor of a form, and where people are talked to.

use runtime::forms::Worth;

use crate::words::Words;

/// What an answer is worth, with the figures that it is worked out from.
pub(crate) fn worth(worth: Option<Worth>, w: &Words) -> String {
    let Some(worth) = worth else { return w.t("forms-worth-visit") };
    if worth.points == 0 {
        return w.t("forms-worth-none");
    }
    let clauses: Vec<&str> = worth.clauses.iter().map(AsRef::as_ref).collect();
    let values = |missing: u64, of: u64| {
        [
            ("missing", w.number(missing)),
            ("of", w.number(of)),
            ("points", w.number(worth.points)),
            ("clauses", clauses.join(", ")),
        ]
    };
    match worth.missing_of_100() {
        Some(share) => w.with("forms-worth", &values(share, 100)),
        None if worth.of == 0 => w.with("forms-worth-nobody", &values(0, 0)),
        None => w.with("forms-worth-few", &values(worth.missing, worth.of)),
    }
}
