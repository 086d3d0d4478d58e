//! The shortcuts that the sheet of a page lists: those of its own, then those of every page.

use store::ids::ContactId;

use super::shell::{Nav, Shell};

/// A part of the sheet.
pub(crate) struct Part {
    pub(crate) title: String,
    /// The keys, and what they do.
    pub(crate) keys: Vec<(&'static [&'static str], String)>,
}

/// Keys with the id of their words.
type Keys = &'static [(&'static [&'static str], &'static str)];

const EVERYWHERE: Keys = &[
    (&["Ctrl K"], "keys-palette"),
    (&["/"], "keys-search"),
    (&["Esc"], "keys-back"),
    (&["Z"], "keys-undo"),
    (&["."], "keys-link"),
    (&["?"], "keys-sheet"),
    (&["G", "H"], "keys-today"),
    (&["G", "C"], "keys-contacts"),
    (&["G", "A"], "keys-agreement"),
    (&["G", "V"], "keys-review"),
    (&["G", "F"], "keys-forms"),
    (&["G", "U"], "keys-sources"),
    (&["G", "I"], "keys-imports"),
    (&["G", ","], "keys-settings"),
];
const TODAY: Keys = &[
    (&["J", "K"], "keys-next"),
    (&["Enter"], "keys-open"),
    (&["L"], "keys-call"),
    (&["W"], "keys-whatsapp"),
    (&["C"], "keys-mail"),
    (&["1–6"], "keys-outcome"),
    (&["H"], "keys-snooze"),
    (&["N"], "keys-note"),
    (&["P"], "keys-why"),
];
const LIST: Keys = &[
    (&["J", "K"], "keys-next"),
    (&["Enter"], "keys-open"),
    (&["X"], "keys-select"),
    (&["Shift", "J"], "keys-extend-down"),
    (&["Shift", "K"], "keys-extend-up"),
    (&["*", "A"], "keys-select-all"),
    (&["E"], "keys-edit-row"),
];
const CONTACT: Keys = &[
    (&["J", "K"], "keys-next"),
    (&["L"], "keys-call"),
    (&["W"], "keys-whatsapp"),
    (&["C"], "keys-mail"),
    (&["A"], "keys-accept"),
    (&["R"], "keys-reject"),
    (&["N"], "keys-note"),
    (&["T"], "keys-task"),
    (&["E"], "keys-edit"),
    (&["P"], "keys-why"),
];
const REVIEW: Keys = &[
    (&["J", "K"], "keys-next"),
    (&["Enter"], "keys-open"),
    (&["A"], "keys-confirm"),
    (&["R"], "keys-dismiss"),
];

impl Shell {
    /// The shortcuts of this page, for their sheet.
    pub(crate) fn keys(&self) -> Vec<Part> {
        let path = self.path.split('?').next().unwrap_or_default();
        let own: Keys = match (self.nav, path) {
            (Nav::Today, "/hoy") => TODAY,
            (Nav::Contacts, "/contactos") => LIST,
            (Nav::Contacts, path) if is_of_a_contact(path) => CONTACT,
            (Nav::Review, _) => REVIEW,
            _ => &[],
        };
        let part = |title: &str, keys: Keys| Part {
            title: self.w.t(title),
            keys: keys.iter().map(|(keys, id)| (*keys, self.w.t(id))).collect(),
        };
        let parts = [("keys-here", own), ("keys-everywhere", EVERYWHERE)];
        let parts = parts.into_iter().filter(|(_, keys)| !keys.is_empty());
        parts.map(|(title, keys)| part(title, keys)).collect()
    }
}

fn is_of_a_contact(path: &str) -> bool {
    path.strip_prefix("/contactos/").is_some_and(|id| id.parse::<ContactId>().is_ok())
}
