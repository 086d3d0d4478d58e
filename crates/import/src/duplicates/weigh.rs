//! How surely two records are one person.

use super::companies::{self, Agreement as Company};
use super::compare::{Agreement, are_two, are_two_families, compare};
use super::face::{Face, Faces};
use super::slips::{is_email_mistyped, is_mistyped};
use crate::values::emails::{is_free, is_role};
use crate::values::ids::{Checked, person};

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
    /// The same page of a person.
    SameProfile(String),
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
            Reason::SameProfile(page) => format!("mismo perfil ({page})"),
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
            Reason::SameProfile(page) => format!("same profile ({page})"),
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
    /// Whether they may be two for all that speaks for one: Miguel and Miguel Ángel of one family
    /// share surnames, company and switchboard.
    pub(super) is_doubtful: bool,
    /// Whether they share something that is one person's own.
    pub(super) has_own_key: bool,
    pub(super) because: Vec<Reason>,
}

/// From here on two records are one person: odds of 2⁶ to one.
pub(super) const JOIN_BITS: i32 = 60;
/// From here on it is worth a person's look: odds of one to two.
pub(super) const SUGGEST_BITS: i32 = -10;

/// Weighs a pair; `None` where nothing speaks for it, or something surely against it.
pub(super) fn weigh(faces: &Faces<'_>, a: usize, b: usize) -> Option<Weighed> {
    let (one, other) = (faces.get(a)?, faces.get(b)?);
    let mut weight = Weight { bits: -faces.prior, ..Weight::default() };
    weight.names(faces, one, other)?;
    if are_ids_two(one, other) {
        return None;
    }
    weight.ids(faces, one, other);
    weight.profiles(faces, one, other);
    weight.emails(faces, one, other);
    weight.phones(faces, one, other);
    weight.companies(faces, one, other);
    weight.rest(faces, one, other);
    weight.doubts(one, other);
    weight.settle(one, other)?;
    // A join needs a key or a name and a company: a name alone is a namesake.
    let has_ground = weight.has_key
        || weight
            .because
            .iter()
            .any(|reason| matches!(reason, Reason::SameCompany | Reason::AlikeCompany));
    let Weight { bits, is_doubtful, has_own_key, because, .. } = weight;
    (has_ground && bits >= SUGGEST_BITS).then_some(Weighed {
        pair: (a, b),
        bits,
        is_doubtful,
        has_own_key,
        because,
    })
}

/// Whether two records share an id, a mailbox or a mobile, which may outweigh their names.
fn share_own(one: &Face<'_>, other: &Face<'_>) -> bool {
    share_id(one, other) || share_mailbox(one, other) || share_mobile(one, other)
}

/// Whether they share an id, or a mailbox and a mobile.
pub(super) fn share_enough(one: &Face<'_>, other: &Face<'_>) -> bool {
    share_id(one, other) || (share_mailbox(one, other) && share_mobile(one, other))
}

/// Whether two records have ids of two people: two that both prove right are, however near.
pub(super) fn are_ids_two(one: &Face<'_>, other: &Face<'_>) -> bool {
    let (Some(a), Some(b)) = (one.id, other.id) else { return false };
    let both_prove = || person(a) == Checked::Right && person(b) == Checked::Right;
    a != b && (!is_mistyped(a, b) || both_prove())
}

/// Whether they share an id, or a page of their own, which nobody shares either.
pub(super) fn share_id(one: &Face<'_>, other: &Face<'_>) -> bool {
    (one.id.is_some() && one.id == other.id)
        || (one.profile.is_some() && one.profile == other.profile)
}

fn share_mailbox(one: &Face<'_>, other: &Face<'_>) -> bool {
    one.own_emails().any(|email| other.emails.contains(&email))
}

fn share_mobile(one: &Face<'_>, other: &Face<'_>) -> bool {
    one.mobiles.iter().any(|number| other.mobiles.contains(number))
}

/// Whether two records have a mailbox each at one company.
fn have_two_mailboxes(one: &Face<'_>, other: &Face<'_>) -> bool {
    let (Some(a), Some(b)) = (one.own_emails().next(), other.own_emails().next()) else {
        return false;
    };
    matches!(
        (a.split_once('@'), b.split_once('@')),
        (Some((_, one)), Some((_, other))) if one == other && !is_free(one)
    )
}

fn have_two_surnames(one: &Face<'_>, other: &Face<'_>) -> bool {
    let has_two = |face: &Face<'_>| {
        let reading = face.name.as_ref().and_then(|name| name.readings.first());
        reading.is_some_and(|parts| parts.surnames.len() >= 2)
    };
    has_two(one) && has_two(other)
}

/// Names that do not agree.
#[derive(Debug, Clone, Copy)]
struct Clash {
    /// Each has a given name of its own: two people, or one and who answers for them.
    are_two: bool,
    /// Each has a surname of its own: married, or of another family.
    are_two_families: bool,
}

#[derive(Debug, Default)]
struct Weight {
    bits: i32,
    clash: Option<Clash>,
    is_doubtful: bool,
    has_key: bool,
    has_own_key: bool,
    because: Vec<Reason>,
}

impl Weight {
    /// `None` where the names clash and nothing that is a person's own could outweigh it: most
    /// pairs are such, and of them no more is asked.
    fn names(&mut self, faces: &Faces<'_>, one: &Face<'_>, other: &Face<'_>) -> Option<()> {
        let (Some(a), Some(b)) = (&one.name, &other.name) else { return Some(()) };
        let compared = compare(a, b, &faces.frequencies);
        if compared.is_conflict() {
            if !share_own(one, other) {
                return None;
            }
            self.clash = Some(Clash {
                are_two: are_two(a, b, &faces.frequencies),
                are_two_families: are_two_families(a, b, &faces.frequencies),
            });
            return Some(());
        }
        self.bits += compared.bits;
        self.is_doubtful = matches!(compared.given, Agreement::Partly | Agreement::Initial);
        let is_same = compared.given == Agreement::Same && compared.surnames == Agreement::Same;
        self.because.push(if is_same { Reason::SameName } else { Reason::AlikeName });
        Some(())
    }

    fn ids(&mut self, faces: &Faces<'_>, one: &Face<'_>, other: &Face<'_>) {
        let (Some(a), Some(b)) = (one.id, other.id) else { return };
        if a == b {
            // What people of several names write for theirs is a company's, unless it proves right.
            let is_own = !faces.is_shared(a) || person(a) == Checked::Right;
            self.bits += if is_own { 200 } else { 60 };
            self.own_key(is_own);
            self.because.push(Reason::SameId(a.to_owned()));
        } else {
            // The slip of one that proves nothing.
            self.bits += 20;
        }
    }

    fn profiles(&mut self, faces: &Faces<'_>, one: &Face<'_>, other: &Face<'_>) {
        let (Some(a), Some(b)) = (one.profile, other.profile) else { return };
        if a == b {
            let is_own = !faces.is_shared(a);
            self.bits += if is_own { 200 } else { 60 };
            self.own_key(is_own);
            self.because.push(Reason::SameProfile(a.to_owned()));
        } else {
            // A person has one page.
            self.bits -= 60;
        }
    }

    fn own_key(&mut self, is_own: bool) {
        self.has_key = true;
        self.has_own_key |= is_own;
    }

    fn emails(&mut self, faces: &Faces<'_>, one: &Face<'_>, other: &Face<'_>) {
        let shared = one.emails.iter().find(|email| other.emails.contains(email));
        if let Some(email) = shared {
            let is_own = !is_role(email) && !faces.is_shared(email);
            self.bits += if is_own { 200 } else { 60 };
            self.own_key(is_own);
            self.because.push(Reason::SameEmail((*email).to_owned()));
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
        } else if domain_a == domain_b && !is_free(domain_a) {
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
                let is_own = !faces.is_shared(number);
                self.bits += if is_own { 170 } else { 60 };
                self.own_key(is_own);
                self.because.push(Reason::SameMobile((*number).to_owned()));
            }
            None if !one.mobiles.is_empty() && !other.mobiles.is_empty() => self.bits -= 20,
            None => {}
        }
        // A landline is the company's, and a number that may be either is where others use it.
        if let Some(number) = one.landlines.iter().find(|number| other.landlines.contains(number)) {
            self.bits += 40;
            self.has_key = true;
            self.because.push(Reason::SameLandline((*number).to_owned()));
        }
        if let Some(number) = one.numbers.iter().find(|number| other.numbers.contains(number)) {
            self.bits += if faces.is_shared(number) { 40 } else { 100 };
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

    /// What leaves a join to a person, for all that speaks for it.
    fn doubts(&mut self, one: &Face<'_>, other: &Face<'_>) {
        // Miguel is Miguel Ángel where a mailbox or an id says so, or a mobile, and no other job
        // says that they are a father and a son with the firm's.
        let are_jobs_two = matches!(
            (&one.job_title, &other.job_title), (Some(a), Some(b)) if a != b
        );
        let is_mobile_alone = !share_id(one, other) && !share_mailbox(one, other);
        if self.has_own_key && !(is_mobile_alone && are_jobs_two) {
            self.is_doubtful = false;
        }
        if share_own(one, other) {
            return;
        }
        // Without anything of their own in common, another mobile is another person's as often as
        // not, and so is another mailbox at one company, which gives a person one, or another
        // mailbox and another job of who has one surname only.
        let are_mobiles_two = !one.mobiles.is_empty() && !other.mobiles.is_empty();
        // A slip in a mailbox makes nobody one who has another mobile and another company: there
        // are many of a name.
        if self.because.iter().any(|reason| matches!(reason, Reason::AlikeEmail(..))) {
            let companies = companies::compare(&one.company, &other.company);
            self.is_doubtful |= are_mobiles_two && companies == Company::Different;
            return;
        }
        let have_mailboxes =
            one.own_emails().next().is_some() && other.own_emails().next().is_some();
        self.is_doubtful |= are_mobiles_two
            || have_two_mailboxes(one, other)
            || (have_mailboxes && are_jobs_two && !have_two_surnames(one, other));
    }

    /// What becomes of names that clash: an id outweighs a surname, an own mailbox and an own
    /// mobile together outweigh a word that nobody knows, and nothing makes Luis and Luisa one.
    /// `None` where they are two.
    fn settle(&mut self, one: &Face<'_>, other: &Face<'_>) -> Option<()> {
        let Some(Clash { are_two, are_two_families }) = self.clash else { return Some(()) };
        let (is_id, is_enough) = (share_id(one, other), share_enough(one, other));
        let is_sure = self.has_own_key && !are_two && (is_id || (is_enough && !are_two_families));
        if is_sure {
            self.bits = self.bits.max(JOIN_BITS);
            return Some(());
        }
        self.is_doubtful = true;
        if are_two || are_two_families {
            // Relatives share these as often as one person writes two names.
            self.bits = SUGGEST_BITS;
            is_enough.then_some(())
        } else {
            self.has_own_key.then_some(())
        }
    }

    fn rest(&mut self, faces: &Faces<'_>, one: &Face<'_>, other: &Face<'_>) {
        if let (Some(a), Some(b)) = (&one.job_title, &other.job_title) {
            self.bits += if a == b { faces.title_bits(a) } else { -5 };
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
