//! Agreements to start from: whole, practical, and to be changed by the people who sign them.
//!
//! A starter is text like any other agreement. Each trade says who fits and what shows interest;
//! what holds in every trade (handoff, deadlines, reasons, promises) is said once; the funnel is
//! one of three presets; the country fills in its clock, money, holidays, hours and words.

mod places;

use super::Language;
use super::vocabulary::{Pack, Term};
use places::Place;

/// The trades that have a starter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Starter {
    /// Makers and dealers of equipment, who meet their buyers at trade shows.
    Industry,
    /// Services for companies.
    Services,
    /// Software by subscription.
    Saas,
    /// Schools, courses and training.
    Education,
    /// Homes and premises, sold or let.
    RealEstate,
}

/// The funnels that an agreement can start from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Funnel {
    /// Anonymous, lead, MQL, SQL, opportunity, customer.
    Classic,
    /// The same with SAL after MQL: sales says yes before it works on a lead.
    WithAcceptance,
    /// Lead, prospect, potential customer, customer.
    Prospect,
}

impl Starter {
    /// Every trade that has a starter.
    pub const ALL: [Starter; 5] = [
        Starter::Industry,
        Starter::Services,
        Starter::Saas,
        Starter::Education,
        Starter::RealEstate,
    ];

    /// Its name in addresses and files.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Starter::Industry => "industry",
            Starter::Services => "services",
            Starter::Saas => "saas",
            Starter::Education => "education",
            Starter::RealEstate => "real_estate",
        }
    }

    /// What the trade is called where people choose it.
    #[must_use]
    pub fn name(self, language: Language) -> &'static str {
        match (self, language) {
            (Starter::Industry, Language::Es) => "Industria y ferias",
            (Starter::Industry, Language::En) => "Industry and trade shows",
            (Starter::Services, Language::Es) => "Servicios a empresas",
            (Starter::Services, Language::En) => "Services for companies",
            (Starter::Saas, Language::Es | Language::En) => "SaaS",
            (Starter::Education, Language::Es) => "Educación",
            (Starter::Education, Language::En) => "Education",
            (Starter::RealEstate, Language::Es) => "Inmobiliaria",
            (Starter::RealEstate, Language::En) => "Real estate",
        }
    }

    /// Who is closed without anybody's help, as the end of a reason: where the buyers are
    /// companies, those who study or look for a job.
    fn not_buying(self, language: Language) -> &'static str {
        match (self, language) {
            (Starter::Industry | Starter::Services | Starter::Saas, Language::Es) => {
                ", when: { any: [ { trait: job_level, is: student }, \
                 { trait: notes, starts_with: estudiante }, \
                 { trait: notes, contains: busca empleo } ] }"
            }
            (Starter::Industry | Starter::Services | Starter::Saas, Language::En) => {
                ", when: { any: [ { trait: job_level, is: student }, \
                 { trait: notes, starts_with: student }, \
                 { trait: notes, contains: looking for a job } ] }"
            }
            (Starter::Education | Starter::RealEstate, _) => "",
        }
    }

    fn text(self, language: Language) -> &'static str {
        match (self, language) {
            (Starter::Industry, Language::Es) => include_str!("es/industry.yaml"),
            (Starter::Industry, Language::En) => include_str!("en/industry.yaml"),
            (Starter::Services, Language::Es) => include_str!("es/services.yaml"),
            (Starter::Services, Language::En) => include_str!("en/services.yaml"),
            (Starter::Saas, Language::Es) => include_str!("es/saas.yaml"),
            (Starter::Saas, Language::En) => include_str!("en/saas.yaml"),
            (Starter::Education, Language::Es) => include_str!("es/education.yaml"),
            (Starter::Education, Language::En) => include_str!("en/education.yaml"),
            (Starter::RealEstate, Language::Es) => include_str!("es/real_estate.yaml"),
            (Starter::RealEstate, Language::En) => include_str!("en/real_estate.yaml"),
        }
    }
}

impl Funnel {
    /// Every preset.
    pub const ALL: [Funnel; 3] = [Funnel::Classic, Funnel::WithAcceptance, Funnel::Prospect];

    /// Its name in addresses and files.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Funnel::Classic => "classic",
            Funnel::WithAcceptance => "acceptance",
            Funnel::Prospect => "prospect",
        }
    }

    /// What the funnel is called where people choose it.
    #[must_use]
    pub fn name(self, language: Language) -> &'static str {
        match (self, language) {
            (Funnel::Classic, Language::Es) => "Clásico: Lead, MQL, SQL",
            (Funnel::Classic, Language::En) => "Classic: Lead, MQL, SQL",
            (Funnel::WithAcceptance, Language::Es) => "Con aceptación: Lead, MQL, SAL, SQL",
            (Funnel::WithAcceptance, Language::En) => "With acceptance: Lead, MQL, SAL, SQL",
            (Funnel::Prospect, Language::Es) => "Prospecto: Lead, Prospecto, Cliente potencial",
            (Funnel::Prospect, Language::En) => "Prospect: Lead, Prospect, Potential customer",
        }
    }

    fn text(self, language: Language) -> &'static str {
        match (self, language) {
            (Funnel::Classic, Language::Es) => include_str!("es/stages_classic.yaml"),
            (Funnel::Classic, Language::En) => include_str!("en/stages_classic.yaml"),
            (Funnel::WithAcceptance, Language::Es) => include_str!("es/stages_acceptance.yaml"),
            (Funnel::WithAcceptance, Language::En) => include_str!("en/stages_acceptance.yaml"),
            (Funnel::Prospect, Language::Es) => include_str!("es/stages_prospect.yaml"),
            (Funnel::Prospect, Language::En) => include_str!("en/stages_prospect.yaml"),
        }
    }

    /// The clause that leads into a stage which only this preset has.
    fn qualify(self, language: Language) -> &'static str {
        match (self, language) {
            (Funnel::Classic | Funnel::WithAcceptance, _) => "",
            (Funnel::Prospect, Language::Es) => include_str!("es/qualify_prospect.yaml"),
            (Funnel::Prospect, Language::En) => include_str!("en/qualify_prospect.yaml"),
        }
    }
}

/// The text of a starter agreement for a country (ISO 3166-1, two letters) and a language.
#[must_use]
pub fn starter(starter: Starter, funnel: Funnel, language: Language, country: &str) -> String {
    let place = Place::of(country);
    let pack = Pack::for_country(country, language);
    let head = match language {
        Language::Es => include_str!("es/head.yaml"),
        Language::En => include_str!("en/head.yaml"),
    };
    let common = match language {
        Language::Es => include_str!("es/common.yaml"),
        Language::En => include_str!("en/common.yaml"),
    };
    let trade = starter.text(language).replacen(
        "qualify:\n",
        &format!("qualify:\n{}", funnel.qualify(language)),
        1,
    );
    let head = match place.holidays {
        "" => head.replace("  holidays: ⟦holidays⟧\n", ""),
        _ => head.to_owned(),
    };
    let text = [&head, funnel.text(language), &trade, common].join("\n");
    let words = [
        ("⟦not_buying⟧", starter.not_buying(language)),
        ("⟦trade⟧", starter.name(language)),
        ("⟦time_zone⟧", place.time_zone),
        ("⟦currency⟧", place.currency),
        ("⟦hours⟧", place.hours),
        ("⟦holidays⟧", place.holidays),
        ("⟦quote⟧", pack.word(Term::Quote).one),
        ("⟦mql⟧", pack.word(Term::Mql).one),
        ("⟦sal⟧", pack.word(Term::Sal).one),
        ("⟦sql⟧", pack.word(Term::Sql).one),
        ("⟦anonymous⟧", pack.word(Term::Anonymous).one),
    ];
    let mut filled = text;
    for (mark, word) in words {
        let capital = mark.replace('⟦', "⟦^");
        filled = filled.replace(&capital, &capitalised(word)).replace(mark, word);
    }
    filled
}

/// The starter that a list is ranked by where nobody has written an agreement: its rules read
/// what people note down at a stand.
#[must_use]
pub fn default_for(country: &str) -> String {
    let language = Place::of(country).language;
    starter(Starter::Industry, Funnel::WithAcceptance, language, country)
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

#[cfg(test)]
mod tests;
