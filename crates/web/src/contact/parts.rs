//! The parts of a history that can be shown alone.

use runtime::timeline::Part;

/// The parts of a history, by their ids in addresses.
pub(super) const PARTS: [(&str, &str); 4] =
    [("", "part-all"), ("suyo", "part-theirs"), ("nuestro", "part-ours"), ("etapas", "part-moves")];

/// The part of an id.
pub(super) fn part(id: &str) -> Part {
    match id {
        "suyo" => Part::Theirs,
        "nuestro" => Part::Ours,
        "etapas" => Part::Moves,
        _ => Part::All,
    }
}
