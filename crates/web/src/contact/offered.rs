//! What the forms of a contact's page offer to do.

use engine::agreement::funnel::{QualifyHow, StandardStage};
use runtime::acts::{OUTCOMES, STEP_TEXT_MAX};
use runtime::writer::Saw;
use store::house::MemberRow;

use super::again::Again;
use super::loaded::Loaded;
use super::manual::Noting;
use super::sheet::Sheet;
use crate::today::{Reason, no_data, reasons};
use crate::words::Words;

/// What the forms of a contact's page offer.
pub(super) struct Offered {
    /// The stage that accepts, where this one waits for it.
    pub(super) accept: Option<String>,
    /// The stages that a person may move it to by hand: id, name, whether evidence is asked.
    pub(super) by_hand: Vec<(String, String, bool)>,
    /// What a `suggest` clause found: its id, why, and the stage it proposes.
    pub(super) found: Vec<(String, String, String)>,
    pub(super) reasons: Vec<Reason>,
    /// The reason for who cannot be called for want of a number.
    pub(super) no_data: Option<Reason>,
    pub(super) outcomes: Vec<(&'static str, String)>,
    /// What can be written down that happened elsewhere.
    pub(super) noting: Noting,
    /// What may come next.
    pub(super) nexts: Vec<(&'static str, String)>,
    /// Who may own it: address and name.
    pub(super) members: Vec<(String, String)>,
    /// When a task is proposed, as inputs of a date and a time take it.
    pub(super) task_date: String,
    pub(super) task_time: String,
    /// The reader's day, as an input of a date takes it: nothing happened later.
    pub(super) today: String,
    /// How long the text of a task may be, in characters.
    pub(super) step_text_max: usize,
}

impl Offered {
    /// `chosen` is what is to be written down that happened elsewhere, where somebody chose.
    pub(super) fn of(
        loaded: &Loaded,
        members: &[MemberRow],
        sheet: &Sheet,
        chosen: &str,
        again: &Again,
        w: &Words,
    ) -> Offered {
        let saw = &loaded.saw;
        let free = w.local(loaded.free_at);
        Offered {
            accept: accept(saw, sheet),
            by_hand: by_hand(saw, w),
            found: found(saw, w),
            reasons: reasons(&saw.agreement, |_| true),
            no_data: no_data(&saw.agreement, sheet),
            outcomes: OUTCOMES
                .iter()
                .map(|outcome| {
                    (outcome.id(), w.t(&format!("outcome-{}", outcome.id().replace('_', "-"))))
                })
                .collect(),
            noting: Noting::of(chosen, saw, again, w),
            nexts: NEXTS.map(|(id, words)| (id, w.t(words))).to_vec(),
            members: members
                .iter()
                .map(|member| (member.person.email.clone(), member.person.name.clone()))
                .collect(),
            task_date: match again.date.as_str() {
                "" => free.date().to_string(),
                date => date.to_owned(),
            },
            task_time: match again.error.as_str() {
                "" => free.strftime("%H:%M").to_string(),
                _ => again.time.clone(),
            },
            today: w.local(saw.now).date().to_string(),
            step_text_max: STEP_TEXT_MAX,
        }
    }
}

/// What a person may plan, with the id of its words.
const NEXTS: [(&str, &str); 6] = [
    ("call", "next-call"),
    ("meeting", "next-meeting"),
    ("whatsapp", "next-whatsapp"),
    ("email", "next-email"),
    ("visit", "next-visit"),
    ("task", "next-task"),
];

/// The stage that accepts, where this one waits for it and is in play.
fn accept(saw: &Saw, sheet: &Sheet) -> Option<String> {
    let agreement = &saw.agreement;
    let stage = agreement.stages.iter().find(|stage| stage.id == sheet.stage_id)?;
    let is_offered = stage.counts_as == StandardStage::Mql && sheet.aside.is_none();
    let accepts = agreement.stage_counting_as(StandardStage::Sal).filter(|_| is_offered)?;
    agreement.stages.get(accepts).map(|stage| stage.id.clone())
}

/// What waits for a person to decide about.
fn found(saw: &Saw, w: &Words) -> Vec<(String, String, String)> {
    let open = runtime::suggested::open(saw).into_iter();
    let found = open.filter_map(|(clause, _)| {
        let qualify = runtime::suggested::clause_of(&saw.agreement, &clause)?;
        let stage = saw.agreement.stages.get(qualify.stage)?;
        Some((clause, qualify.because.clone(), w.stage(&saw.agreement.document, &stage.id)))
    });
    found.collect()
}

/// The stages that a person may move the contact to, with whether they must say what they saw.
fn by_hand(saw: &Saw, w: &Words) -> Vec<(String, String, bool)> {
    let document = &saw.agreement.document;
    let here = saw.card.contact.standings.first().map(|standing| standing.stage.clone());
    // The next ones first: that is where most go.
    let at = document.stages.iter().position(|stage| Some(&stage.id) == here.as_ref());
    let (before, after) = document.stages.split_at(at.map_or(0, |at| at + 1));
    let stages = after.iter().chain(before);
    let stages = stages.filter(|stage| Some(&stage.id) != here.as_ref());
    let asked = |id: &str| {
        document.main.qualify.iter().any(|clause| {
            clause.stage == id
                && matches!(clause.how, QualifyHow::ByHand { is_evidence_required: true, .. })
        })
    };
    stages.map(|stage| (stage.id.clone(), w.stage(document, &stage.id), asked(&stage.id))).collect()
}
