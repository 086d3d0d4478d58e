//! The words of each country: the same thing is a "presupuesto" in Madrid and a "cotización" in
//! Bogotá.
//!
//! A [`Pack`] is chosen once, from a country and a language, and says every term of the glossary
//! and writes every number for that place. It decides words only; what sentences are made of them
//! is decided by [`super::sentences`].

mod numbers;
mod place;
mod table;

pub use numbers::NumberFormat;

use super::Language;

/// The words and number formats of one place in one language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pack {
    region: Region,
    country: Country,
    numbers: NumberFormat,
}

/// Where the words are the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Region {
    /// Spain, and Spanish elsewhere in Europe.
    Spain,
    /// Mexico and Central America.
    Mexico,
    /// Argentina, Chile, Paraguay and Uruguay.
    SouthernCone,
    /// Spanish anywhere else in America.
    LatinAmerica,
    /// English, anywhere.
    English,
}

/// A country as ISO 3166-1 writes it, such as `MX`; upper case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Country([u8; 2]);

/// A term of the glossary.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Term {
    /// The document that both sides sign.
    Agreement,
    /// A lead passes from one side to the other.
    Handoff,
    /// A step of the funnel.
    Stage,
    /// Seen, but not known.
    Anonymous,
    /// Left their data.
    Lead,
    /// Said yes to hearing more.
    Prospect,
    /// Qualified by marketing.
    Mql,
    /// Accepted by sales.
    Sal,
    /// Qualified by sales.
    Sql,
    /// There is an offer to decide on.
    Opportunity,
    /// Bought.
    Customer,
    /// What is sent to those who are not ready.
    Nurture,
    /// Points for what is known and done.
    Score,
    /// Who they are.
    Fit,
    /// What they do.
    Engagement,
    /// What a score must reach.
    Threshold,
    /// A kind of buyer.
    Persona,
    /// The questions of a call.
    Playbook,
    /// The steps of a playbook.
    Cadence,
    /// Mails that go out by themselves.
    Sequence,
    /// Why a lead was not accepted.
    RejectionReason,
    /// A promise of one side to the other.
    Commitment,
    /// A promise that was not kept.
    Breach,
    /// Its deadline is near.
    DueSoon,
    /// Within its deadline.
    OnTime,
    /// What working hours and days are called: the adjective, as in "horas hábiles".
    Working,
    /// The agreement judged by the past.
    Rehearsal,
    /// Who calls.
    Rep,
    /// What is asked for to know the price.
    Quote,
    /// A date with somebody.
    Meeting,
    /// The outcome of a call that ended in a date.
    MeetingArranged,
    /// A phone that people carry.
    Mobile,
    /// What lists come in.
    Spreadsheet,
    /// Qualifying, the noun.
    Qualification,
    /// Who may not be called, by law.
    DoNotCallList,
    /// The number by which the state knows a company.
    TaxId,
}

/// A term in one place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word {
    /// One of them.
    pub one: &'static str,
    /// Several.
    pub many: &'static str,
    /// What articles and adjectives agree with; of no use in English.
    pub gender: Gender,
}

/// The grammatical gender of a Spanish word. It says nothing about people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gender {
    /// "el", "un", "los".
    Masculine,
    /// "la", "una", "las".
    Feminine,
}

impl Pack {
    /// The words of `country` (ISO 3166-1, two letters, any case) in `language`.
    ///
    /// Numbers follow the country whatever the language; an unknown country gets what most
    /// readers of the language are used to.
    #[must_use]
    pub fn for_country(country: &str, language: Language) -> Pack {
        let country = Country::read(country);
        Pack {
            region: place::region(country, language),
            country,
            numbers: numbers::format_of(country, language),
        }
    }

    /// The words for an agreement that says only its time zone (IANA) and perhaps the region of
    /// its holidays, such as `ES-MD`.
    #[must_use]
    pub fn for_place(time_zone: &str, holidays: Option<&str>, language: Language) -> Pack {
        let by_holidays = holidays.and_then(|region| region.split('-').next());
        let country = by_holidays.or_else(|| place::country_of_zone(time_zone));
        Pack::for_country(country.unwrap_or_default(), language)
    }

    /// The language of the words.
    #[must_use]
    pub fn language(&self) -> Language {
        match self.region {
            Region::English => Language::En,
            Region::Spain | Region::Mexico | Region::SouthernCone | Region::LatinAmerica => {
                Language::Es
            }
        }
    }

    /// Whose words these are.
    #[must_use]
    pub fn region(&self) -> Region {
        self.region
    }

    /// How numbers are written.
    #[must_use]
    pub fn numbers(&self) -> NumberFormat {
        self.numbers
    }

    /// The word for `term`.
    #[must_use]
    pub fn word(&self, term: Term) -> Word {
        match term {
            Term::TaxId => place::tax_id(self.country, self.language()),
            Term::DoNotCallList => place::do_not_call_list(self.country, self.language()),
            _ => table::word(term, self.region),
        }
    }
}

impl Word {
    /// The form for `count` of them.
    #[must_use]
    pub fn for_count(&self, count: u64) -> &'static str {
        if count == 1 { self.one } else { self.many }
    }
}

impl Country {
    const UNKNOWN: Country = Country(*b"??");

    fn read(code: &str) -> Country {
        let Ok([first, second]) = <[u8; 2]>::try_from(code.trim().as_bytes()) else {
            return Country::UNKNOWN;
        };
        Country([first.to_ascii_uppercase(), second.to_ascii_uppercase()])
    }

    fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_each_thing_as_the_country_does() {
        #[track_caller]
        fn check(country: &str, term: Term, said: &str) {
            assert_eq!(Pack::for_country(country, Language::Es).word(term).one, said);
        }
        check("ES", Term::Quote, "presupuesto");
        check("MX", Term::Quote, "cotización");
        check("co", Term::Quote, "cotización");
        check("ES", Term::Mql, "lead cualificado por marketing");
        check("AR", Term::Mql, "prospecto calificado por marketing");
        check("ES", Term::Score, "puntuación");
        check("CL", Term::Score, "puntaje");
        check("CL", Term::TaxId, "RUT");
        check("CO", Term::TaxId, "NIT");
        check("", Term::TaxId, "identificación fiscal");
        check("AR", Term::DoNotCallList, "registro No Llame");
        assert_eq!(Pack::for_country("MX", Language::Es).word(Term::Working).many, "hábiles");
        assert_eq!(Pack::for_country("ES", Language::Es).word(Term::Working).many, "laborables");
        assert_eq!(Pack::for_country("ES", Language::En).word(Term::Quote).one, "quote");
    }

    #[test]
    fn an_agreement_is_from_where_its_holidays_are_else_its_clock() {
        let region = |zone, holidays| Pack::for_place(zone, holidays, Language::Es).region();
        assert_eq!(region("Europe/Madrid", None), Region::Spain);
        assert_eq!(region("America/Argentina/Cordoba", None), Region::SouthernCone);
        assert_eq!(region("America/Tijuana", None), Region::Mexico);
        assert_eq!(region("Etc/UTC", Some("ES-MD")), Region::Spain);
        assert_eq!(region("Etc/UTC", None), Region::LatinAmerica);
    }
}
