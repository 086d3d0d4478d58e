//! How surely two records are one person.

use super::companies::{self, Agreement as Company};
use super::face::{Face, Faces};
use super::names::{Agreement, compare, is_mistyped};
use super::slips::is_email_mistyped;
use crate::values::emails::is_role;

/// Something that two records agree on.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// The same mailbox.
    SameEmail(String),
    /// Mailboxes that differ by a slip.
    AlikeEmail(String, String),
    /// The same mobile.
    SameMobile(String),
    /// The same landline.
    SameLandline(String),
    /// The same id.
    SameId(String),
    /// The same name.
    SameName,
    /// Names that differ by a slip, a short form or a missing surname.
    AlikeName,
    /// The same company.
    SameCompany,
    /// Companies that differ by a slip or a word.
    AlikeCompany,
}

impl Reason {
    /// The reason, in Spanish.
    #[must_use]
    pub fn es(&self) -> String {
        match self {
            Reason::SameEmail(email) => format!("mismo correo ({email})"),
            Reason::AlikeEmail(a, b) => format!("correos casi iguales ({a}, {b})"),
            Reason::SameMobile(number) => format!("mismo móvil ({number})"),
            Reason::SameLandline(number) => format!("mismo teléfono ({number})"),
            Reason::SameId(id) => format!("misma identificación ({id})"),
            Reason::SameName => "mismo nombre".to_owned(),
            Reason::AlikeName => "nombre parecido".to_owned(),
            Reason::SameCompany => "misma empresa".to_owned(),
            Reason::AlikeCompany => "empresa parecida".to_owned(),
        }
    }

    /// The reason, in English.
    #[must_use]
    pub fn en(&self) -> String {
        match self {
            Reason::SameEmail(email) => format!("same e-mail ({email})"),
            Reason::AlikeEmail(a, b) => format!("e-mails almost equal ({a}, {b})"),
            Reason::SameMobile(number) => format!("same mobile ({number})"),
            Reason::SameLandline(number) => format!("same phone ({number})"),
            Reason::SameId(id) => format!("same id ({id})"),
            Reason::SameName => "same name".to_owned(),
            Reason::AlikeName => "similar name".to_owned(),
            Reason::SameCompany => "same company".to_owned(),
            Reason::AlikeCompany => "similar company".to_owned(),
        }
    }
}

/// A pair, weighed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Weighed {
    pub(super) pair: (usize, usize),
    /// Tenths of a bit for being one person rather than two; the prior is in it.
    pub(super) bits: i32,
    /// Whether their names or ids say that they are two.
    pub(super) is_conflict: bool,
    /// Whether they may be two for all that speaks for one: Miguel and Miguel Ángel of one family
    /// share surnames, company and switchboard.
    pub(super) is_doubtful: bool,
    pub(super) because: Vec<Reason>,
}

/// From here on two records are one person: odds of 2⁶ to one.
pub(super) const JOIN_BITS: i32 = 60;
/// From here on it is worth a person's look: odds of one to two.
pub(super) const SUGGEST_BITS: i32 = -10;

/// Weighs a pair; `None` where nothing speaks for it.
pub(super) fn weigh(faces: &Faces<'_>, a: usize, b: usize) -> Option<Weighed> {
    let (one, other) = (faces.get(a)?, faces.get(b)?);
    let mut weight = Weight {
        bits: -faces.prior,
        is_conflict: false,
        is_doubtful: false,
        because: Vec::new(),
        has_key: false,
    };
    weight.names(faces, one, other);
    if weight.is_conflict {
        return None;
    }
    weight.ids(one, other);
    weight.emails(faces, one, other);
    weight.phones(faces, one, other);
    weight.companies(faces, one, other);
    weight.rest(one, other);
    weight.doubts(one, other);
    let Weight { bits, is_conflict, is_doubtful, because, has_key } = weight;
    // A join needs a key or a name and a company: a name alone is a namesake.
    let has_ground = has_key
        || because
            .iter()
            .any(|reason| matches!(reason, Reason::SameCompany | Reason::AlikeCompany));
    (has_ground && bits >= SUGGEST_BITS).then_some(Weighed {
        pair: (a, b),
        bits,
        is_conflict,
        is_doubtful,
        because,
    })
}

struct Weight {
    bits: i32,
    is_conflict: bool,
    is_doubtful: bool,
    has_key: bool,
    because: Vec<Reason>,
}

impl Weight {
    fn names(&mut self, faces: &Faces<'_>, one: &Face<'_>, other: &Face<'_>) {
        let (Some(a), Some(b)) = (&one.name, &other.name) else { return };
        let compared = compare(a, b, &faces.frequencies);
        if compared.is_conflict() {
            self.is_conflict = true;
            return;
        }
        self.bits += compared.bits;
        self.is_doubtful = matches!(compared.given, Agreement::Partly | Agreement::Initial);
        let is_same = compared.given == Agreement::Same && compared.surnames == Agreement::Same;
        self.because.push(if is_same { Reason::SameName } else { Reason::AlikeName });
    }

    fn ids(&mut self, one: &Face<'_>, other: &Face<'_>) {
        let (Some(a), Some(b)) = (&one.record.national_id, &other.record.national_id) else {
            return;
        };
        if a == b {
            self.bits += 200;
            self.has_key = true;
            self.is_doubtful = false;
            self.because.push(Reason::SameId(a.clone()));
        } else if is_mistyped(a, b) {
            self.bits += 20;
        } else {
            self.bits -= 200;
            self.is_conflict = true;
        }
    }

    fn emails(&mut self, faces: &Faces<'_>, one: &Face<'_>, other: &Face<'_>) {
        let shared = one.record.emails.iter().find(|email| other.record.emails.contains(email));
        if let Some(email) = shared {
            let is_own = !is_role(email) && !faces.is_shared(email);
            self.bits += if is_own { 200 } else { 60 };
            self.is_doubtful &= !is_own;
            self.has_key = true;
            self.because.push(Reason::SameEmail(email.clone()));
            return;
        }
        let (Some(a), Some(b)) = (one.own_emails().next(), other.own_emails().next()) else {
            return;
        };
        if is_email_mistyped(a, b) {
            self.bits += 100;
            self.has_key = true;
            self.because.push(Reason::AlikeEmail(a.to_owned(), b.to_owned()));
            return;
        }
        let (local_a, domain_a) = a.split_once('@').unwrap_or((a, ""));
        let (local_b, domain_b) = b.split_once('@').unwrap_or((b, ""));
        if local_a == local_b && local_a.len() >= 6 {
            self.bits += 60;
        } else if domain_a == domain_b {
            // A company gives a person one address.
            self.bits -= 30;
        } else {
            self.bits -= 10;
        }
    }

    fn phones(&mut self, faces: &Faces<'_>, one: &Face<'_>, other: &Face<'_>) {
        let mobile = one.mobiles.iter().find(|number| other.mobiles.contains(number));
        match mobile {
            Some(number) => {
                self.bits += if faces.is_shared(number) { 60 } else { 170 };
                self.has_key = true;
                self.because.push(Reason::SameMobile((*number).to_owned()));
            }
            None if !one.mobiles.is_empty() && !other.mobiles.is_empty() => self.bits -= 20,
            None => {}
        }
        // A landline is the company's.
        if let Some(number) = one.landlines.iter().find(|number| other.landlines.contains(number)) {
            self.bits += 40;
            self.has_key = true;
            self.because.push(Reason::SameLandline((*number).to_owned()));
        }
    }

    fn companies(&mut self, faces: &Faces<'_>, one: &Face<'_>, other: &Face<'_>) {
        let is_same_id = one.record.tax_id.is_some() && one.record.tax_id == other.record.tax_id;
        let agreement = match companies::compare(&one.company, &other.company) {
            _ if is_same_id => Company::Same,
            agreement => agreement,
        };
        match agreement {
            Company::Same => {
                self.bits += faces.company_bits(&one.company);
                self.because.push(Reason::SameCompany);
            }
            Company::Alike => {
                self.bits +=
                    faces.company_bits(&one.company).min(faces.company_bits(&other.company)) - 15;
                self.because.push(Reason::AlikeCompany);
            }
            Company::Different => self.bits -= 50,
            Company::Unknown => {}
        }
    }

    /// A slip in a mailbox makes nobody one who has another mobile and another company: there are
    /// many of a name.
    fn doubts(&mut self, one: &Face<'_>, other: &Face<'_>) {
        let is_sure = |reason: &Reason| {
            matches!(reason, Reason::SameEmail(_) | Reason::SameMobile(_) | Reason::SameId(_))
        };
        if self.because.iter().any(is_sure) {
            return;
        }
        let is_slip = self.because.iter().any(|reason| matches!(reason, Reason::AlikeEmail(..)));
        let are_mobiles_two = !one.mobiles.is_empty() && !other.mobiles.is_empty();
        let are_companies_two =
            companies::compare(&one.company, &other.company) == Company::Different;
        self.is_doubtful |= is_slip && are_mobiles_two && are_companies_two;
    }

    fn rest(&mut self, one: &Face<'_>, other: &Face<'_>) {
        if let (Some(a), Some(b)) = (&one.job_title, &other.job_title) {
            self.bits += if a == b { 15 } else { -5 };
        }
        if let (Some(a), Some(b)) = (&one.record.postal_code, &other.record.postal_code) {
            self.bits += if a == b { 20 } else { -10 };
        }
        if let (Some(a), Some(b)) = (&one.record.country, &other.record.country)
            && a != b
        {
            self.bits -= 30;
        }
    }
}
