//! Why an event counts no longer, as the log keeps it: a word that stays, which pages say in their
//! reader's language.

/// Why an event was voided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Void {
    /// Who did it took it back.
    Undone,
    /// The list that told it was taken back.
    ImportUndone,
    /// A person did it after all.
    ByPerson,
    /// A machine did it.
    ByMachine,
    /// The fields that it came in are read otherwise.
    Reread,
    /// What a colleague said of the company holds no more.
    Company,
}

/// Each with the word of the log.
const VOIDS: [(Void, &str); 6] = [
    (Void::Undone, "undone"),
    (Void::ImportUndone, "import_undone"),
    (Void::ByPerson, "by_person"),
    (Void::ByMachine, "by_machine"),
    (Void::Reread, "reread"),
    (Void::Company, "company"),
];
/// What the log said before, in English.
const BEFORE: [(Void, &str); 4] = [
    (Void::ByPerson, "a person did it"),
    (Void::ByMachine, "a machine did it"),
    (Void::Reread, "its fields are read otherwise"),
    (Void::Reread, "it is read otherwise"),
];
/// What it said of a list, with the list's name behind.
const IMPORT_BEFORE: &str = "import undone: ";

impl Void {
    /// The word of the log.
    #[must_use]
    pub fn id(self) -> &'static str {
        VOIDS.into_iter().find(|(void, _)| *void == self).map_or("", |(_, id)| id)
    }

    /// What the log says, in the words of now or of before; `None` where it is neither.
    #[must_use]
    pub fn of(why: &str) -> Option<Void> {
        if why.starts_with(IMPORT_BEFORE) {
            return Some(Void::ImportUndone);
        }
        let mut known = VOIDS.into_iter().chain(BEFORE);
        known.find(|(_, said)| *said == why).map(|(void, _)| void)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_before_is_still_read() {
        for (void, id) in VOIDS {
            assert_eq!((void.id(), Void::of(id)), (id, Some(void)));
        }
        for (said, expected) in [
            ("a machine did it", Some(Void::ByMachine)),
            ("a person did it", Some(Void::ByPerson)),
            ("its fields are read otherwise", Some(Void::Reread)),
            ("import undone: feria.xlsx", Some(Void::ImportUndone)),
            ("because", None),
        ] {
            assert_eq!(Void::of(said), expected, "{said}");
        }
    }
}
