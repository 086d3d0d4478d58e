//! Why somebody may be reached where nobody has their yes: a contract, or a legitimate interest;
//! and how far each channel is open.
//!
//! Consent is told for each purpose and stands in [`Consents`]; a basis is told of the person.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Contact;
use super::consents::Consents;
use crate::event::{Act, Event};
use crate::time::Timestamp;

/// A legal basis that is not their consent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// There is a contract, or they are customers.
    Contract,
    /// There is a reason that they would expect, such as a card that they left at a stand.
    LegitimateInterest,
}

impl Basis {
    /// Every basis.
    pub const ALL: [Basis; 2] = [Basis::Contract, Basis::LegitimateInterest];

    /// Its id in lists, in answers and on the command line.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Basis::Contract => "contract",
            Basis::LegitimateInterest => "legitimate_interest",
        }
    }

    /// The basis with an id.
    #[must_use]
    pub fn with_id(id: &str) -> Option<Basis> {
        Basis::ALL.into_iter().find(|basis| basis.id() == id)
    }

    /// The trait in which an event says how the basis is known.
    #[must_use]
    pub fn evidence_id(self) -> &'static str {
        match self {
            Basis::Contract => "legal_basis_contract_evidence",
            Basis::LegitimateInterest => "legal_basis_legitimate_interest_evidence",
        }
    }
}

/// What was said last of a basis.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stated {
    /// When it was said.
    pub at: Timestamp,
    /// The event that tells it.
    pub position: u64,
    /// Whether it stands; else it ended.
    pub stands: bool,
    /// How it is known: the contract, the list and its words.
    pub evidence: Option<String>,
}

/// What was said last, by basis.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Bases(BTreeMap<Basis, Stated>);

impl Bases {
    /// Whether a basis stands.
    #[must_use]
    pub fn stands(&self, basis: Basis) -> bool {
        self.0.get(&basis).is_some_and(|stated| stated.stands)
    }

    /// Each basis with what was said last.
    pub fn iter(&self) -> impl Iterator<Item = (Basis, &Stated)> {
        self.0.iter().map(|(basis, stated)| (*basis, stated))
    }

    /// Takes what an event says of a basis.
    pub(super) fn take(&mut self, event: &Event) {
        let Act::BasisStated { basis, stands } = &event.act else { return };
        let (at, position) = (event.at, event.position);
        if self.0.get(basis).is_some_and(|before| (before.at, before.position) > (at, position)) {
            return;
        }
        let id = basis.evidence_id();
        let evidence = event.facts.iter().find(|fact| fact.id == id);
        let evidence = evidence.map(|fact| fact.value.to_string()).filter(|text| !text.is_empty());
        self.0.insert(*basis, Stated { at, position, stands: *stands, evidence });
    }
}

/// By which people are reached.
pub const CHANNELS: [&str; 3] = ["phone", "email", "whatsapp"];

/// How far a channel is open, from not at all to all the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reach {
    /// They said no.
    Refused,
    /// Nothing opens it: by hand, where the law allows it, and nothing in bulk.
    Unknown,
    /// From one person to another; nothing in bulk.
    OneToOne,
    /// In bulk, too.
    Bulk,
}

impl Reach {
    /// Its id in answers and files.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Reach::Refused => "refused",
            Reach::Unknown => "unknown",
            Reach::OneToOne => "one_to_one",
            Reach::Bulk => "bulk",
        }
    }
}

impl Contact {
    /// How far a channel is open.
    #[must_use]
    pub fn reach(&self, channel: &str) -> Reach {
        reach(&self.consents, &self.bases, channel)
    }
}

/// How far a channel is open: the one place where what is known comes to what may be done.
///
/// Where the law leaves room, this is the narrower reading; the sources are those of Spain and of
/// the European Union, and none of this is advice.
///
/// - A no closes it, whatever else is known: RGPD (EU 2016/679) art. 7(3) and 21(2)–(3), LSSI (Ley
///   34/2002) art. 22.1.
/// - A yes to the channel opens it in bulk, too: RGPD art. 6(1)(a), LSSI art. 21.1.
/// - A contract opens calls and mail about it: RGPD art. 6(1)(b). LSSI art. 21.2 lets customers be
///   mailed about products like theirs; whether these are like them nobody has said, so not in bulk.
/// - A legitimate interest opens calls and mail from one person to another: RGPD art. 6(1)(f),
///   LOPDGDD (LO 3/2018) art. 19, Ley 11/2022 art. 66.1.b. It opens no mail in bulk: LSSI art. 21.1.
/// - `WhatsApp` asks for a yes of its own (WhatsApp Business Messaging Policy).
fn reach(consents: &Consents, bases: &Bases, channel: &str) -> Reach {
    if consents.closes(channel) {
        return Reach::Refused;
    }
    if consents.stands_for(channel) {
        return Reach::Bulk;
    }
    let is_based = Basis::ALL.into_iter().any(|basis| bases.stands(basis));
    match channel {
        "phone" | "email" if is_based => Reach::OneToOne,
        _ => Reach::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::super::told::told;
    use super::*;

    fn reaches(acts: &[Act]) -> [Reach; 3] {
        let (mut consents, mut bases) = (Consents::default(), Bases::default());
        for (position, act) in (1..).zip(acts) {
            let event = told(position, "2026-03-02T09:00:00Z", act.clone(), Vec::new());
            consents.take(&event);
            bases.take(&event);
        }
        CHANNELS.map(|channel| reach(&consents, &bases, channel))
    }

    fn based(basis: Basis) -> Act {
        Act::BasisStated { basis, stands: true }
    }

    fn no(purpose: &str) -> Act {
        Act::ConsentWithdrawn { purpose: purpose.to_owned() }
    }

    fn yes(purpose: &str) -> Act {
        Act::ConsentGiven { purpose: purpose.to_owned() }
    }

    #[test]
    fn each_basis_opens_what_it_opens() {
        use Reach::{Bulk, OneToOne, Unknown};
        assert_eq!(reaches(&[]), [Unknown; 3]);
        for basis in Basis::ALL {
            assert_eq!(reaches(&[based(basis)]), [OneToOne, OneToOne, Unknown]);
            let ended = Act::BasisStated { basis, stands: false };
            assert_eq!(reaches(&[based(basis), ended]), [Unknown; 3]);
        }
        assert_eq!(reaches(&[yes("email")]), [Unknown, Bulk, Unknown]);
        let both = [yes("whatsapp"), based(Basis::Contract)];
        assert_eq!(reaches(&both), [OneToOne, OneToOne, Bulk], "a basis takes no yes away");
    }

    #[test]
    fn a_no_wins_over_every_basis_whichever_comes_first() {
        use Reach::{OneToOne, Refused, Unknown};
        for basis in Basis::ALL {
            for acts in [[no("email"), based(basis)], [based(basis), no("email")]] {
                assert_eq!(reaches(&acts), [OneToOne, Refused, Unknown]);
            }
            assert_eq!(reaches(&[no("contact"), based(basis)]), [Refused; 3]);
        }
        assert_eq!(reaches(&[no("calls"), yes("email")])[0], Refused, "whatever calls are called");
    }

    #[test]
    fn what_was_said_last_of_a_basis_stands_whenever_it_is_told() {
        let basis = Basis::Contract;
        let mut bases = Bases::default();
        let ended = Act::BasisStated { basis, stands: false };
        bases.take(&told(1, "2026-03-02T09:00:00Z", ended, Vec::new()));
        bases.take(&told(2, "2026-01-02T09:00:00Z", based(basis), Vec::new()));
        assert!(!bases.stands(basis));
    }
}
