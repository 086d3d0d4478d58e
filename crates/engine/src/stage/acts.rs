//! What people and the CRM do to a contact's standing.

use std::fmt;

use super::Desk;
use crate::agreement::funnel::{QualifyHow, ReasonUse, StandardStage, Then, Until};
use crate::agreement::sealed::{Clause, SealedLine};
use crate::agreement::sentences::trait_names;
use crate::contact::standing::{Standing, State};
use crate::event::{Act, Actor};
use crate::interval;
use crate::said::Said;
use crate::time::Timestamp;
use crate::value::Value;

/// Why an act was not done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// There is no such product line, stage, reason or suggestion in the agreement in force.
    NotInAgreement,
    /// The agreement does not say that this side may qualify for this stage by hand.
    NotByHand,
    /// The clause asks for what was seen, and nothing was said.
    EvidenceMissing,
    /// A `never` clause blocks the stage.
    Blocked,
    /// Something that must be known to enter the stage is not.
    NeedMissing {
        /// What is not known, by name.
        what: Said,
        /// How many things it is.
        count: usize,
    },
    /// The contact is there already.
    AlreadyThere,
}

/// For logs, which are in English.
impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.said().fmt(f)
    }
}

impl std::error::Error for Refusal {}

impl Refusal {
    /// A stable name of the refusal, for programs and catalogues of messages.
    #[must_use]
    pub fn id(&self) -> &'static str {
        match self {
            Refusal::NotInAgreement => "not-in-agreement",
            Refusal::NotByHand => "not-by-hand",
            Refusal::EvidenceMissing => "evidence-missing",
            Refusal::Blocked => "blocked",
            Refusal::NeedMissing { .. } => "need-missing",
            Refusal::AlreadyThere => "already-there",
        }
    }

    /// The same for a person.
    #[must_use]
    pub fn said(&self) -> Said {
        let (es, en) = match self {
            Refusal::NotInAgreement => (
                "el acuerdo en vigor no tiene esa etapa, ese motivo o esa sugerencia; hay que elegir otra cosa",
                "the agreement in force does not have this stage, reason or suggestion; choose another",
            ),
            Refusal::NotByHand => (
                "el acuerdo no deja que esta parte lo marque a mano; lo hace la otra o llega por sus puntos",
                "the agreement does not let this side mark it by hand; the other side does, or its points do",
            ),
            Refusal::EvidenceMissing => (
                "la cláusula pide decir qué se vio; hay que escribirlo",
                "the clause asks what was seen; write it",
            ),
            Refusal::Blocked => (
                "una cláusula dice que este contacto no llega nunca a esa etapa; si es un error, hay que corregir el dato que lo impide",
                "a clause says that this contact never reaches this stage; where that is wrong, mend the fact that blocks it",
            ),
            Refusal::NeedMissing { what: Said { es, en }, count } => {
                let (fact, it) =
                    if *count == 1 { ("un dato que falta", "") } else { ("datos que faltan", "s") };
                let them = if *count == 1 { "it" } else { "them" };
                return Said::new(
                    format!("esa etapa pide {fact}: {es}; hay que anotarlo{it} antes"),
                    format!("this stage needs {en}, which nobody noted; note {them} first"),
                );
            }
            Refusal::AlreadyThere => (
                "el contacto ya está ahí; no hay nada que hacer",
                "the contact is there already; there is nothing to do",
            ),
        };
        Said::new(es, en)
    }
}

/// Does what a person or the CRM did, or says why not.
///
/// # Errors
///
/// The act is not allowed by the agreement in force, or changes nothing.
pub(crate) fn act(desk: &mut Desk<'_>, act: &Act) -> Result<(), Refusal> {
    let Some(line) = desk.agreement.lines.get(desk.line) else {
        return Err(Refusal::NotInAgreement);
    };
    match act {
        Act::Moved { to, by, evidence, .. } => desk.move_by_hand(line, to, by, evidence.as_deref()),
        Act::Declined { reason, by, until, note, .. } => {
            desk.decline(line, reason, by, *until, note.as_deref())
        }
        Act::Reactivated { by, .. } => desk.reactivate(by),
        Act::SuggestionAnswered { clause, is_confirmed, by, .. } => {
            desk.answer(line, clause, *is_confirmed, by)
        }
        Act::Happened { name, properties } => {
            desk.follow(name, properties);
            Ok(())
        }
        Act::Learned
        | Act::ConsentGiven { .. }
        | Act::ConsentWithdrawn { .. }
        | Act::BasisStated { .. }
        | Act::Voided { .. }
        | Act::TimePassed => Ok(()),
    }
}

impl Desk<'_> {
    fn move_by_hand(
        &mut self,
        line: &SealedLine,
        to: &str,
        by: &Actor,
        evidence: Option<&str>,
    ) -> Result<(), Refusal> {
        let to = self.agreement.stage_index(to).ok_or(Refusal::NotInAgreement)?;
        let from = self.stage().ok_or(Refusal::NotInAgreement)?;
        let is_open = self.standing().is_some_and(Standing::is_open);
        if to == from && is_open {
            return Err(Refusal::AlreadyThere);
        }
        let mut clause: Option<Clause> = None;
        if to > from {
            if self.blocked_from(line, by.side.is_some()) <= to {
                return Err(Refusal::Blocked);
            }
            clause = self.clause_by_hand(line, to, by, evidence)?;
            self.needs(to)?;
        }
        if let Some(standing) = self.contact.standings.get_mut(self.line) {
            standing.state = State::Open;
        }
        self.move_to(to, clause.as_ref(), Some(by), evidence.unwrap_or_default().to_owned());
        Ok(())
    }

    /// The clause that lets a person qualify by hand. From a stage that counts as `sal` on, and to
    /// one, people need none: there only they and the CRM move a contact.
    fn clause_by_hand(
        &self,
        line: &SealedLine,
        to: usize,
        by: &Actor,
        evidence: Option<&str>,
    ) -> Result<Option<Clause>, Refusal> {
        let Some(side) = by.side else { return Ok(None) };
        let mut is_allowed =
            self.counts_as(to).is_some_and(|standard| standard >= StandardStage::Sal);
        for clause in line.qualify.iter().filter(|clause| clause.stage == to) {
            let QualifyHow::ByHand { who, is_evidence_required } = &clause.how else { continue };
            if !who.contains(&side) {
                continue;
            }
            if *is_evidence_required && evidence.is_none_or(|evidence| evidence.trim().is_empty()) {
                return Err(Refusal::EvidenceMissing);
            }
            return Ok(Some(clause.clause.clone()));
        }
        // Stages before the first that anybody may qualify for by hand are free: leaving one's
        // data is no judgement.
        is_allowed |= self.counts_as(to).is_some_and(|standard| standard < StandardStage::Mql);
        if is_allowed { Ok(None) } else { Err(Refusal::NotByHand) }
    }

    fn needs(&self, to: usize) -> Result<(), Refusal> {
        let Some(stage) = self.agreement.document.stages.get(to) else {
            return Err(Refusal::NotInAgreement);
        };
        let scene = self.scene();
        let is_known = |id: &&String| {
            scene.value(crate::agreement::condition::Whose::Person, id).is_some()
                || scene.value(crate::agreement::condition::Whose::Account, id).is_some()
        };
        let missing: Vec<&String> = stage.needs.iter().filter(|id| !is_known(id)).collect();
        if missing.is_empty() {
            return Ok(());
        }
        Err(Refusal::NeedMissing { what: trait_names(&missing), count: missing.len() })
    }

    fn decline(
        &mut self,
        line: &SealedLine,
        reason: &str,
        by: &Actor,
        until: Option<Timestamp>,
        note: Option<&str>,
    ) -> Result<(), Refusal> {
        let found = line.reasons.iter().find(|(candidate, _, _)| candidate.id == reason);
        let (reason, clause, _) = found.ok_or(Refusal::NotInAgreement)?;
        let words = match note {
            Some(note) if !note.trim().is_empty() => format!("{}: {}", reason.name, note.trim()),
            _ => reason.name.clone(),
        };
        let id = reason.id.clone();
        let clause = clause.clone();
        match reason.then {
            Then::Discard => {
                self.set_state(
                    State::Disqualified { reason: id, since: self.at },
                    Some(&clause),
                    Some(by),
                    words,
                );
            }
            Then::Nurture | Then::Wait => {
                let until = until.or_else(|| self.until_of(reason.until.as_ref()));
                self.set_state(
                    State::Recycled { reason: id, since: self.at, until },
                    Some(&clause),
                    Some(by),
                    words,
                );
            }
            Then::Correct | Then::Join => {
                let back = self.stage_of_marketing();
                self.move_to(back, Some(&clause), Some(by), words);
            }
        }
        Ok(())
    }

    /// When the reason says that a lead comes back.
    fn until_of(&self, until: Option<&Until>) -> Option<Timestamp> {
        match until? {
            Until::After(span) => Some(self.at + *span),
            Until::Trait(id) => {
                let scene = self.scene();
                let held = scene.value(crate::agreement::condition::Whose::Person, id)?;
                let day = interval::date(&held.value.to_string())?;
                self.agreement.start_of(day).filter(|start| *start > self.at)
            }
        }
    }

    /// The last stage before the handoff: who mends data or joins duplicates is marketing.
    fn stage_of_marketing(&self) -> usize {
        let is_before = |index: &usize| {
            self.counts_as(*index).is_some_and(|standard| standard < StandardStage::Mql)
        };
        let stages = (0..self.agreement.stages.len()).rev();
        let current = self.stage().unwrap_or_default();
        stages.filter(is_before).find(|index| *index <= current).unwrap_or(0)
    }

    fn reactivate(&mut self, by: &Actor) -> Result<(), Refusal> {
        if self.standing().is_none_or(Standing::is_open) {
            return Err(Refusal::AlreadyThere);
        }
        self.set_state(State::Open, None, Some(by), String::new());
        Ok(())
    }

    fn answer(
        &mut self,
        line: &SealedLine,
        clause: &str,
        is_confirmed: bool,
        by: &Actor,
    ) -> Result<(), Refusal> {
        let found = line.qualify.iter().find(|candidate| {
            candidate.clause.id == clause && matches!(candidate.how, QualifyHow::Suggest(_))
        });
        let found = found.ok_or(Refusal::NotInAgreement)?;
        let is_open =
            self.standing().is_some_and(|standing| standing.suggestions.contains_key(clause));
        if !is_open {
            return Err(Refusal::NotInAgreement);
        }
        if is_confirmed {
            if self.blocked_from(line, true) <= found.stage {
                return Err(Refusal::Blocked);
            }
            let (clause, because) = (found.clause.clone(), found.because.clone());
            self.move_to(found.stage, Some(&clause), Some(by), because);
        } else if let Some(standing) = self.contact.standings.get_mut(self.line)
            && let Some(suggestion) = standing.suggestions.get_mut(clause)
        {
            suggestion.is_dismissed = true;
        }
        Ok(())
    }

    /// What we did may say where the contact stands: a conversation accepts, an order wins.
    fn follow(&mut self, name: &str, properties: &[(String, Value)]) {
        let text = |id: &str| {
            let found = properties.iter().find(|(key, _)| key == id);
            found.map(|(_, value)| value.to_string()).unwrap_or_default()
        };
        let reached = match name {
            "opportunity_opened" => Some(StandardStage::Opportunity),
            "won" => Some(StandardStage::Customer),
            _ if is_conversation(name, &text("outcome")) => Some(StandardStage::Sal),
            _ => None,
        };
        let by = Actor { name: text("by"), side: None };
        if let Some(standard) = reached {
            self.reach(standard, &by, name);
        }
        if name == "lost" {
            self.lose(&text("reason"), &by);
        }
    }

    fn reach(&mut self, standard: StandardStage, by: &Actor, name: &str) {
        let (Some(from), Some(to)) = (self.stage(), self.agreement.stage_counting_as(standard))
        else {
            return;
        };
        let is_offered = self.counts_as(from).is_some_and(|stage| stage >= StandardStage::Mql);
        // A conversation accepts a lead that was handed over; it makes none of somebody else.
        if to <= from || (standard == StandardStage::Sal && !is_offered) {
            return;
        }
        self.move_to(to, None, Some(by), name.to_owned());
    }

    fn lose(&mut self, reason: &str, by: &Actor) {
        let Some(line) = self.agreement.lines.get(self.line) else { return };
        let is_known = line
            .reasons
            .iter()
            .any(|(known, _, _)| known.id == reason && known.uses.contains(&ReasonUse::Lost));
        if !is_known || self.decline(line, reason, by, None, None).is_err() {
            let state = State::Disqualified { reason: reason.to_owned(), since: self.at };
            self.set_state(state, None, Some(by), "lost".to_owned());
        }
    }

    fn counts_as(&self, stage: usize) -> Option<StandardStage> {
        self.agreement.stages.get(stage).map(|stage| stage.counts_as)
    }
}

/// Whether something we did was a conversation with the person; an attempt is none.
fn is_conversation(name: &str, outcome: &str) -> bool {
    match name {
        "call_made" | "visit_made" => matches!(outcome, "talked" | "booked"),
        "message_sent" => outcome == "talked",
        "meeting_held" | "demo_given" => true,
        _ => false,
    }
}
