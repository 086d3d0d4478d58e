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
