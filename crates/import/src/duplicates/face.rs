//! What of a record tells people apart, made ready to compare.

use std::collections::{HashMap, HashSet};

use super::companies;
use super::compare::{are_two, are_two_families, compare};
use super::frequencies::{Frequencies, tenths};
use super::names::Name;
use crate::record::Record;
use crate::values::emails::{is_free, is_placeholder as is_nobodys_email, is_role};
use crate::values::ids;
use crate::values::phones::is_placeholder as is_nobodys_phone;

/// One record as it is compared.
#[derive(Debug)]
pub(super) struct Face<'a> {
    pub(super) name: Option<Name>,
    pub(super) company: Vec<String>,
    pub(super) record: &'a Record,
    pub(super) job_title: Option<String>,
    pub(super) emails: Vec<&'a str>,
    pub(super) mobiles: Vec<&'a str>,
    pub(super) landlines: Vec<&'a str>,
    /// Numbers of which the plan does not say whose they are, as in Mexico.
    pub(super) numbers: Vec<&'a str>,
    /// The person's own id.
    pub(super) id: Option<&'a str>,
    /// The person's own page.
    pub(super) profile: Option<&'a str>,
}

/// All records, and how often each thing occurs among them.
#[derive(Debug)]
pub(super) struct Faces<'a> {
    pub(super) faces: Vec<Face<'a>>,
    pub(super) frequencies: Frequencies,
    companies: HashMap<String, u32>,
    titles: HashMap<String, u32>,
    /// Mailboxes, numbers, ids and pages that people with different names use.
    shared: HashMap<&'a str, bool>,
    /// `−log₂` of the chance that any two records are one person, in tenths of a bit.
    pub(super) prior: i32,
}

impl<'a> Faces<'a> {
    pub(super) fn of(records: &'a [Record]) -> Faces<'a> {
        let mut faces: Vec<Face<'a>> = records.iter().map(face).collect();
        name_companies(&mut faces);
        let frequencies = Frequencies::of(faces.iter().filter_map(|face| face.name.as_ref()));
        let mut companies: HashMap<String, u32> = HashMap::new();
        for face in faces.iter().filter(|face| !face.company.is_empty()) {
            *companies.entry(face.company.join(" ")).or_default() += 1;
        }
        let mut titles: HashMap<String, u32> = HashMap::new();
        for title in faces.iter().filter_map(|face| face.job_title.as_ref()) {
            *titles.entry(title.clone()).or_default() += 1;
        }
        #[expect(clippy::cast_precision_loss, reason = "counts of rows are far below 2^53")]
        let count = records.len().max(2) as f64;
        // About one row in seven of a list has a twin: n²/2 pairs against n/7 twins.
        let prior = tenths((count * 3.5).log2());
        let shared = HashMap::new();
        let mut all = Faces { faces, frequencies, companies, titles, shared, prior };
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

    /// How much it says that two records share a job title, in tenths of a bit: half of what its
    /// rarity says, since colleagues share titles more than strangers do.
    pub(super) fn title_bits(&self, title: &str) -> i32 {
        let count = self.titles.get(title).copied().unwrap_or(1).max(1);
        #[expect(clippy::cast_precision_loss, reason = "counts of rows are far below 2^53")]
        let rarity = (self.faces.len().max(1) as f64 / f64::from(count)).log2();
        tenths((rarity / 2.0).clamp(0.5, 3.0))
    }

    /// Whether people with different names use this mailbox, number, id or page.
    pub(super) fn is_shared(&self, key: &str) -> bool {
        self.shared.get(key).copied().unwrap_or(false)
    }

    /// Whether two names conflict, and not for a word that nobody knows.
    fn are_surely_two(&self, a: &Name, b: &Name) -> bool {
        compare(a, b, &self.frequencies).is_conflict()
            && (are_two(a, b, &self.frequencies) || are_two_families(a, b, &self.frequencies))
    }

    fn find_shared(&mut self) {
        let mut users: HashMap<&'a str, Vec<usize>> = HashMap::new();
        for (index, face) in self.faces.iter().enumerate() {
            let keys = [&face.emails, &face.mobiles, &face.numbers].into_iter().flatten().copied();
            for key in keys.chain(face.id).chain(face.profile) {
                users.entry(key).or_default().push(index);
            }
        }
        let mut shared: HashMap<&'a str, bool> = HashMap::new();
        let mut nobodys: HashSet<&'a str> = HashSet::new();
        for (key, users) in users.into_iter().filter(|(_, users)| users.len() > 1) {
            let names: Vec<&Name> = users
                .iter()
                .take(USERS_COMPARED_MAX)
                .filter_map(|index| self.faces.get(*index)?.name.as_ref())
                .collect();
            let is_shared = names.iter().enumerate().any(|(at, name)| {
                names.iter().skip(at + 1).any(|other| self.are_surely_two(name, other))
            });
            let is_shared = is_shared || users.len() > USERS_COMPARED_MAX;
            shared.insert(key, is_shared);
            if is_shared && users.len() > PAGE_USERS_MAX {
                nobodys.insert(key);
            }
        }
        self.shared = shared;
        for face in &mut self.faces {
            face.profile = face.profile.filter(|page| !nobodys.contains(page));
        }
    }
}

/// Rows of people with different names that have one page: of more, it is that of a colleague who
/// brought them, and no person's own.
const PAGE_USERS_MAX: usize = 2;

/// A mailbox that more people than this use belongs to nobody.
const USERS_COMPARED_MAX: usize = 12;

/// Whose row names no company is of the company whose people have their mailboxes at one site with
/// theirs.
fn name_companies(faces: &mut [Face<'_>]) {
    let mut companies: HashMap<String, Vec<String>> = HashMap::new();
    for face in faces.iter().filter(|face| !face.company.is_empty()) {
        for site in face.sites() {
            companies.entry(site.to_owned()).or_insert_with(|| face.company.clone());
        }
    }
    for face in faces.iter_mut().filter(|face| face.company.is_empty()) {
        let company = face.sites().find_map(|site| companies.get(site)).cloned();
        face.company = company.unwrap_or_default();
    }
}

fn face(record: &Record) -> Face<'_> {
    let phones = |is_mobile: Option<bool>| {
        let phones = record.phones.iter().filter(move |phone| phone.is_mobile == is_mobile);
        phones.map(|phone| phone.e164.as_str()).filter(|number| !is_nobodys_phone(number)).collect()
    };
    let emails = record.emails.iter().map(String::as_str);
    let id = record.national_id.as_deref();
    Face {
        name: Name::of(record),
        company: record.company.as_deref().map(companies::core).unwrap_or_default(),
        job_title: record.job_title.as_deref().map(engine::text::fold),
        emails: emails.filter(|email| !is_nobodys_email(email)).collect(),
        mobiles: phones(Some(true)),
        landlines: phones(Some(false)),
        numbers: phones(None),
        profile: record.profile.as_deref(),
        id: id.filter(|id| !ids::is_placeholder(id) && !ids::is_companys_own(id)),
        record,
    }
}

impl<'a> Face<'a> {
    /// The mailboxes that are a person's own.
    pub(super) fn own_emails(&self) -> impl Iterator<Item = &'a str> {
        self.emails.iter().copied().filter(|email| !is_role(email))
    }

    /// The sites of companies that its mailboxes are at.
    fn sites(&self) -> impl Iterator<Item = &'a str> {
        let sites = self.emails.iter().filter_map(|email| email.split_once('@'));
        sites.map(|(_, site)| site).filter(|site| !is_free(site))
    }

    /// Every telephone number.
    pub(super) fn phones(&self) -> impl Iterator<Item = &'a str> {
        [&self.mobiles, &self.landlines, &self.numbers].into_iter().flatten().copied()
    }
}
