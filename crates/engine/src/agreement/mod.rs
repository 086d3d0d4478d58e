//! The agreement: one document in which marketing and sales write down what a qualified lead is
//! and what each side promises.
//!
//! Its text form is YAML. A [`Document`] is what the text says, part for part; a sealed
//! [`Agreement`](sealed::Agreement) is a document without errors, numbered and compiled, that judges contacts.

pub mod condition;
pub mod score;
pub mod funnel;

pub mod hours;
pub mod handing;
pub mod promises;
pub mod teams;
pub mod diagnostic;
pub mod yaml;
pub mod parse;
mod meaning;
pub mod print;
pub mod sealed;
pub mod vocabulary;
pub mod sentences;
pub mod diff;
pub mod starters;

use condition::Condition;
use funnel::{Qualify, Reason, Recycle, Reopen, Return, Stage};
use handing::{FollowUp, Handoff, Queue, ValueClause};
use hours::{Calendar, Hours};
use promises::{Annex, Commitment, Review};
use score::{Bands, Engagement, Fit};
use teams::{Absence, Playbook, Team};

/// What the text of an agreement says, part for part, in the order written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Whose agreement it is.
    pub name: String,
    /// The language that its people read.
    pub language: Language,
    /// IANA name, such as `Europe/Madrid`.
    pub time_zone: String,
    /// ISO 4217, such as `EUR`.
    pub currency: Option<String>,
    /// What each side is called and who may sign for it.
    pub sides: Sides,
    /// When people work.
    pub hours: Option<Hours>,
    /// Hours under a name, for teams whose hours differ.
    pub calendars: Vec<Calendar>,
    /// The funnel, in order.
    pub stages: Vec<Stage>,
    /// The line `main`: what stands at the top level of the text.
    pub main: Line,
    /// Further product lines with their own scores and qualification.
    pub lines: Vec<NamedLine>,
    /// Buyer personas.
    pub personas: Vec<Persona>,
    /// What event a row of an imported list stands for.
    pub import: Vec<ImportClause>,
    /// The words for saying no.
    pub reasons: Vec<Reason>,
    /// The order of the call list.
    pub queue: Option<Queue>,
    /// What a lead may be worth: the first that holds.
    pub value: Vec<ValueClause>,
    /// What each side owes the other.
    pub commitments: Vec<Commitment>,
    /// When both sides look at it again.
    pub review: Option<Review>,
    /// What one side may change alone.
    pub annexes: Vec<Annex>,
    /// Teams of sales.
    pub teams: Vec<Team>,
    /// Who is away when.
    pub absences: Vec<Absence>,
    /// What is asked and done on a call.
    pub playbooks: Vec<Playbook>,
    /// The user's named lists: id and entries.
    pub lists: Vec<List>,
    /// Named conditions.
    pub segments: Vec<Segment>,
}

/// The two sides.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sides {
    /// Marketing.
    pub marketing: Side,
    /// Sales.
    pub sales: Side,
}

/// One side of the agreement.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Side {
    /// What it is called; its usual name where left out.
    pub name: Option<String>,
    /// The e-mail addresses of those who may sign for it.
    pub signs: Vec<String>,
}

/// A condition under a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segment {
    /// A stable name for machines.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// Who belongs to it.
    pub when: Condition,
}

/// How one product line is judged.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Line {
    /// Who they are.
    pub fit: Fit,
    /// What they do.
    pub engagement: Engagement,
    /// How the scores become a grade.
    pub bands: Option<Bands>,
    /// What moves a contact forward.
    pub qualify: Vec<Qualify>,
    /// What moves it back.
    pub returns: Vec<Return>,
    /// When a lead that was put aside comes back.
    pub recycle: Vec<Recycle>,
    /// When a customer or a closed lead starts again.
    pub reopen: Vec<Reopen>,
    /// At which stage a lead passes from whom to whom.
    pub handoff: Vec<Handoff>,
    /// The promise for each kind of lead.
    pub follow_up: Vec<FollowUp>,
}

/// A product line beside `main`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedLine {
    /// A stable name for machines.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// How it is judged.
    pub line: Line,
}

/// A buyer persona.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Persona {
    /// A stable name for machines.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// Who is of this kind.
    pub when: Condition,
    /// What they want, in words.
    pub goals: Vec<String>,
    /// What hurts, in words.
    pub pains: Vec<String>,
    /// What they object, in words.
    pub objections: Vec<String>,
    /// What to tell them, in words.
    pub messages: Vec<String>,
    /// When both sides look at it again, `YYYY-MM-DD`.
    pub review: Option<String>,
}

/// A clause of `import`: rows that pass are also this event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportClause {
    /// Which rows; `None` is `row: true`, every one.
    pub when: Option<Condition>,
    /// The event's name.
    pub gives: String,
    /// The field with its moment; the import's own where left out or empty.
    pub at: Option<String>,
    /// The fields that it carries as properties.
    pub with: Vec<String>,
}

/// A named list that conditions can look in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct List {
    /// Its name in conditions.
    pub id: String,
    /// Its entries.
    pub entries: Vec<String>,
}

/// The languages of Criba.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Language {
    /// Spanish.
    Es,
    /// English.
    En,
}
