//! What of a record tells people apart, made ready to compare.

use std::collections::HashMap;

use super::companies;
use super::names::{Frequencies, Name, compare, tenths};
use crate::record::Record;
use crate::values::emails::is_role;

/// One record as it is compared.
#[derive(Debug)]
pub(super) struct Face<'a> {
    pub(super) name: Option<Name>,
    pub(super) company: Vec<String>,
    pub(super) record: &'a Record,
    pub(super) job_title: Option<String>,
    pub(super) mobiles: Vec<&'a str>,
    pub(super) landlines: Vec<&'a str>,
}

/// All records, and how often each thing occurs among them.
#[derive(Debug)]
pub(super) struct Faces<'a> {
    pub(super) faces: Vec<Face<'a>>,
    pub(super) frequencies: Frequencies,
    companies: HashMap<String, u32>,
    /// Mailboxes and mobiles that people with different names use.
    shared: HashMap<&'a str, bool>,
    /// `−log₂` of the chance that any two records are one person, in tenths of a bit.
    pub(super) prior: i32,
}

impl<'a> Faces<'a> {
    pub(super) fn of(records: &'a [Record]) -> Faces<'a> {
        let faces: Vec<Face<'a>> = records.iter().map(face).collect();
        let frequencies = Frequencies::of(faces.iter().filter_map(|face| face.name.as_ref()));
        let mut companies: HashMap<String, u32> = HashMap::new();
        for face in faces.iter().filter(|face| !face.company.is_empty()) {
            *companies.entry(face.company.join(" ")).or_default() += 1;
        }
        #[expect(clippy::cast_precision_loss, reason = "counts of rows are far below 2^53")]
        let count = records.len().max(2) as f64;
        // About one row in seven of a list has a twin: n²/2 pairs against n/7 twins.
        let prior = tenths((count * 3.5).log2());
        let mut all = Faces { faces, frequencies, companies, shared: HashMap::new(), prior };
        all.find_shared();
        all
    }

    pub(super) fn get(&self, index: usize) -> Option<&Face<'a>> {
        self.faces.get(index)
    }

    /// How much it says that two records share a company, in tenths of a bit.
    pub(super) fn company_bits(&self, company: &[String]) -> i32 {
        let count = self.companies.get(&company.join(" ")).copied().unwrap_or(1).max(1);
        #[expect(clippy::cast_precision_loss, reason = "counts of rows are far below 2^53")]
        let rarity = (self.faces.len().max(1) as f64 / f64::from(count)).log2();
        tenths(rarity.clamp(3.0, 11.0))
    }

    /// Whether people with different names use this mailbox or mobile.
    pub(super) fn is_shared(&self, key: &str) -> bool {
        self.shared.get(key).copied().unwrap_or(false)
    }

    fn find_shared(&mut self) {
        let mut users: HashMap<&'a str, Vec<usize>> = HashMap::new();
        for (index, face) in self.faces.iter().enumerate() {
            let emails = face.record.emails.iter().map(String::as_str);
            for key in emails.chain(face.mobiles.iter().copied()) {
                users.entry(key).or_default().push(index);
            }
        }
        let mut shared: HashMap<&'a str, bool> = HashMap::new();
        for (key, users) in users.into_iter().filter(|(_, users)| users.len() > 1) {
            let names: Vec<&Name> = users
                .iter()
                .take(USERS_COMPARED_MAX)
                .filter_map(|index| self.faces.get(*index)?.name.as_ref())
                .collect();
            let is_shared = names.iter().enumerate().any(|(at, name)| {
                names
                    .iter()
                    .skip(at + 1)
                    .any(|other| compare(name, other, &self.frequencies).is_conflict())
            });
            shared.insert(key, is_shared || users.len() > USERS_COMPARED_MAX);
        }
        self.shared = shared;
    }
}

/// A mailbox that more people than this use belongs to nobody.
const USERS_COMPARED_MAX: usize = 12;

fn face(record: &Record) -> Face<'_> {
    let is_mobile = |phone: &&crate::record::Phone| phone.is_mobile == Some(true);
    Face {
        name: Name::of(record),
        company: record.company.as_deref().map(companies::core).unwrap_or_default(),
        job_title: record.job_title.as_deref().map(engine::text::fold),
        mobiles: record.phones.iter().filter(is_mobile).map(|phone| phone.e164.as_str()).collect(),
        landlines: record
            .phones
            .iter()
            .filter(|phone| !is_mobile(phone))
            .map(|phone| phone.e164.as_str())
            .collect(),
        record,
    }
}

impl Face<'_> {
    /// The mailboxes that are a person's own.
    pub(super) fn own_emails(&self) -> impl Iterator<Item = &str> {
        self.record.emails.iter().map(String::as_str).filter(|email| !is_role(email))
    }
}
