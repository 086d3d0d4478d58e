//! What could not be read in a row, in words.

/// Something in a row that could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// What is wrong.
    pub code: ProblemCode,
    /// The cell's words.
    pub words: String,
}

/// The kinds of things that go wrong in a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ProblemCode {
    /// A telephone that no numbering plan knows, or whose digits a spreadsheet lost.
    PhoneUnreadable,
    /// Not an e-mail address.
    EmailUnreadable,
    /// Not a date, or one that cannot be.
    DateUnreadable,
    /// Not a country.
    CountryUnknown,
    /// The check digit of an id is wrong.
    IdWrong,
    /// A permission that says neither yes nor no.
    ConsentUnclear,
    /// A name of which letters were lost on the way: "JOSÃ?".
    TextUnreadable,
    /// A formula instead of a value.
    Formula,
    /// No e-mail address and no telephone.
    Unreachable,
}

impl Problem {
    /// What is wrong, in Spanish.
    #[must_use]
    pub fn es(&self) -> String {
        let words = &self.words;
        match self.code {
            ProblemCode::PhoneUnreadable => format!("teléfono ilegible: {words}"),
            ProblemCode::EmailUnreadable => format!("correo ilegible: {words}"),
            ProblemCode::DateUnreadable => format!("fecha ilegible: {words}"),
            ProblemCode::CountryUnknown => format!("país desconocido: {words}"),
            ProblemCode::IdWrong => {
                format!("identificación con la letra o el dígito de control mal: {words}")
            }
            ProblemCode::ConsentUnclear => {
                format!("permiso que no dice ni sí ni no: {words}")
            }
            ProblemCode::TextUnreadable => format!("letras perdidas: {words}"),
            ProblemCode::Formula => format!("fórmula en lugar de un valor: {words}"),
            ProblemCode::Unreachable => "sin correo ni teléfono".to_owned(),
        }
    }

    /// What is wrong, in English.
    #[must_use]
    pub fn en(&self) -> String {
        let words = &self.words;
        match self.code {
            ProblemCode::PhoneUnreadable => format!("unreadable phone: {words}"),
            ProblemCode::EmailUnreadable => format!("unreadable e-mail: {words}"),
            ProblemCode::DateUnreadable => format!("unreadable date: {words}"),
            ProblemCode::CountryUnknown => format!("unknown country: {words}"),
            ProblemCode::IdWrong => format!("id with a wrong check letter or digit: {words}"),
            ProblemCode::ConsentUnclear => {
                format!("permission that says neither yes nor no: {words}")
            }
            ProblemCode::TextUnreadable => format!("lost letters: {words}"),
            ProblemCode::Formula => format!("formula in place of a value: {words}"),
            ProblemCode::Unreachable => "neither e-mail nor phone".to_owned(),
        }
    }
}
