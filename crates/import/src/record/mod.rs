//! A row read as a person.
//!
//! Decides what each cell says, by what its column is. Who is the same person is decided
//! elsewhere.

mod absence;
mod permissions;
mod problem;
mod read;

use std::collections::BTreeMap;
use std::sync::Arc;

use engine::time::Timestamp;
use engine::value::Value;

pub use problem::{Problem, ProblemCode};
pub use read::{Reading, read};

/// One row, read: what identifies the person, and everything else as named values.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Record {
    /// The row's number as a spreadsheet program shows it.
    pub row: u32,
    /// The whole name as people say it ("Ximena Ordóñez Peña"), accents mended.
    pub name: Option<String>,
    /// Given names, where the file tells them apart.
    pub first_name: Option<String>,
    /// Surnames, both where there are two, where the file tells them apart.
    pub last_name: Option<String>,
    /// E-mail addresses in lower case, each once, the first the main one.
    pub emails: Vec<String>,
    /// Telephone numbers, each once, the first the one to call.
    pub phones: Vec<Phone>,
    /// The company as written, accents mended.
    pub company: Option<String>,
    /// The company's tax id in capitals without separators (NIF/CIF, RFC, CUIT, NIT, RUT, RUC).
    pub tax_id: Option<String>,
    /// The person's own id (DNI, NIE, CURP, …) in capitals without separators, only where its
    /// check digit is not wrong.
    pub national_id: Option<String>,
    /// The job title as written, accents mended.
    pub job_title: Option<String>,
    /// ISO 3166-1 alpha-2.
    pub country: Option<String>,
    /// City as written, accents mended.
    pub city: Option<String>,
    /// Postal code as text, leading zeros restored where the country says so.
    pub postal_code: Option<String>,
    /// Their own page on LinkedIn, without what is around its address.
    pub profile: Option<String>,
    /// Domain of the company's website, without `www.`.
    pub website: Option<String>,
    /// When the row's visit was, in UTC; the day's start in the list's zone where no hour is given.
    pub visited_at: Option<Timestamp>,
    /// Whether the list says that they signed up and did not come.
    pub is_absent: bool,
    /// Every value of the row by the id that rules use: Criba's fields under their own ids, and
    /// each column also under the slug of its header.
    pub values: BTreeMap<Arc<str>, Value>,
    /// What could not be read.
    pub problems: Vec<Problem>,
}

/// The values that a row keeps which goes in as its company: what is said of a company or of a place,
/// and nothing of a person.
const COMPANY_VALUES: [&str; 10] = [
    "company",
    "tax_id",
    "website",
    "country",
    "region",
    "city",
    "postal_code",
    "employees",
    "industry",
    "revenue",
];

impl Record {
    /// Whether the row is of a company and nobody in it: it names one, and says neither who
    /// somebody is nor how to reach them.
    #[must_use]
    pub fn is_company_alone(&self) -> bool {
        let is_nobody =
            self.name.is_none() && self.first_name.is_none() && self.last_name.is_none();
        let is_unreachable = self.emails.is_empty() && self.phones.is_empty();
        let has_own = self.national_id.is_some() || self.profile.is_some();
        is_nobody && is_unreachable && !has_own && self.company.is_some()
    }

    /// The row as its company alone: who works there and what they did is left out. `None` where
    /// it names no company.
    #[must_use]
    pub fn as_company(&self) -> Option<Record> {
        let kept = |id: &str| COMPANY_VALUES.contains(&id);
        self.company.as_ref()?;
        Some(Record {
            values: self.values.clone().into_iter().filter(|(id, _)| kept(id)).collect(),
            row: self.row,
            company: self.company.clone(),
            tax_id: self.tax_id.clone(),
            country: self.country.clone(),
            city: self.city.clone(),
            postal_code: self.postal_code.clone(),
            website: self.website.clone(),
            problems: self.problems.clone(),
            ..Record::default()
        })
    }
}

/// A telephone number that can be dialled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phone {
    /// The number in E.164, with its plus sign.
    pub e164: String,
    /// An extension behind a switchboard.
    pub extension: Option<String>,
    /// Whether the numbering plan says it is a mobile one; `None` where the plan cannot tell
    /// (Mexico, for one).
    pub is_mobile: Option<bool>,
}
