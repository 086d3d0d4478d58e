//! What was decided about a list, and what became of it.

use std::collections::BTreeMap;

use engine::contact::bases::Basis;
use engine::time::Timestamp;
use import::columns::Columns;
use import::duplicates::{Reason, Suggestion};
use import::table::Table;
use serde::{Deserialize, Serialize};
use store::ids::{BatchId, ContactId};

/// A list that was brought.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Batch {
    /// Its id.
    pub id: BatchId,
    /// When it was brought.
    pub made_at: Timestamp,
    /// By whom.
    pub made_by: String,
    /// Where it stands.
    pub status: Status,
    /// What was decided about it.
    pub plan: Plan,
    /// What became of it, once it is done.
    pub report: Option<Report>,
}

/// Where a list stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Nobody has decided yet.
    Waiting,
    /// It is being brought in; after a crash it goes on where it was.
    Running,
    /// It is in.
    Done,
    /// It was in and is not any more.
    Undone,
    /// Nobody wanted it.
    Dropped,
}

impl Status {
    /// As tables keep it.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Status::Waiting => "waiting",
            Status::Running => "running",
            Status::Done => "done",
            Status::Undone => "undone",
            Status::Dropped => "dropped",
        }
    }
}

/// What was decided about a list.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Plan {
    /// The file's name, or what people call what they pasted.
    pub name: String,
    /// Of a workbook, the sheet; of a ZIP, the file in it.
    pub part: Option<String>,
    /// Header to field or trait id, `-` to leave a column out; the rest are taken as usual.
    pub columns: BTreeMap<String, String>,
    /// An event that every row is, such as `met_at_event`, in place of what the agreement says;
    /// empty where it is to be as the agreement says, `None` where nobody was asked.
    pub event: Option<String>,
    /// Whether dated rows count as known at their date.
    pub is_known_at_date: bool,
    /// Whether the list's values go before what is known.
    pub is_over: bool,
    /// What the people may be reached on the strength of.
    pub consent: Consent,
    /// What becomes of people without an e-mail address or a telephone.
    #[serde(default)]
    pub unreachable: Unreachable,
    /// Whether whoever brings it says that people who were erased gave their consent anew: they go in
    /// like anybody.
    #[serde(default)]
    pub takes_erased: bool,
    /// Cells that were put right before the list came in.
    #[serde(default)]
    pub fixes: Vec<Fix>,
}

/// What becomes of people of whom nothing says how to reach them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unreachable {
    /// They go in, and nobody is asked to call them.
    #[default]
    People,
    /// Their company goes in, once, without them; who has none is left out.
    Companies,
    /// They are left out.
    Out,
}

impl Unreachable {
    /// All of them, in the order in which screens show them.
    pub const ALL: [Unreachable; 3] =
        [Unreachable::People, Unreachable::Companies, Unreachable::Out];

    /// The id that forms, commands and the API use.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Unreachable::People => "people",
            Unreachable::Companies => "companies",
            Unreachable::Out => "out",
        }
    }

    /// The one with an id.
    #[must_use]
    pub fn with_id(id: &str) -> Option<Unreachable> {
        Unreachable::ALL.into_iter().find(|one| one.id() == id)
    }
}

/// A cell that was put right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fix {
    /// The row's number as a spreadsheet program shows it.
    pub row: u32,
    /// What could not be read in it.
    pub was: String,
    /// What stands there now.
    pub is: String,
}

impl Plan {
    /// Puts the cells right of which somebody said what they are.
    pub(super) fn put_right(&self, table: &mut Table) {
        for fix in &self.fixes {
            let Ok(index) = table.rows.binary_search_by_key(&fix.row, |row| row.number) else {
                continue;
            };
            let Some(row) = table.rows.get_mut(index) else { continue };
            let whole = row.cells.iter().position(|cell| cell.trim() == fix.was);
            let part = || row.cells.iter().position(|cell| cell.contains(&fix.was));
            let Some(cell) = whole.or_else(part).and_then(|at| row.cells.get_mut(at)) else {
                continue;
            };
            *cell = cell.replacen(&fix.was, &fix.is, 1);
        }
    }

    /// The event that every row of a list is; `None` where the agreement says which rows are what.
    #[must_use]
    pub fn event_of<'a>(&'a self, columns: &Columns) -> Option<&'a str> {
        let decided = self.event.as_deref().or(columns.usual_event());
        decided.filter(|event| !event.is_empty())
    }
}

/// What the people of a list may be reached on the strength of, in the words of who brought it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Consent {
    /// They gave their consent: where and when, as evidence.
    Given {
        /// Where and when they did.
        evidence: String,
    },
    /// There is a contract with them, or they are customers.
    Contract {
        /// Which, and since when.
        evidence: String,
    },
    /// There is a reason that they would expect.
    LegitimateInterest {
        /// Which, and since when.
        evidence: String,
    },
    /// Nobody knows: they may be called where the law allows, and get no mail in bulk.
    #[default]
    Unknown,
    /// They did not, or said no: they are neither called nor written to.
    Refused,
}

impl Consent {
    /// What stands on what is said here, by its id: `given`, `contract`, `legitimate_interest`,
    /// `unknown` or `refused`.
    #[must_use]
    pub fn id(&self) -> &'static str {
        match self {
            Consent::Given { .. } => "given",
            Consent::Contract { .. } => Basis::Contract.id(),
            Consent::LegitimateInterest { .. } => Basis::LegitimateInterest.id(),
            Consent::Unknown => "unknown",
            Consent::Refused => "refused",
        }
    }

    /// What has an id, with how it is known; `None` where nothing has it.
    #[must_use]
    pub fn with_id(id: &str, evidence: &str) -> Option<Consent> {
        let evidence = evidence.trim().to_owned();
        Some(match id {
            "given" => Consent::Given { evidence },
            "contract" => Consent::Contract { evidence },
            "legitimate_interest" => Consent::LegitimateInterest { evidence },
            "unknown" => Consent::Unknown,
            "refused" => Consent::Refused,
            _ => return None,
        })
    }

    /// How it is known, of what has to be known somehow.
    #[must_use]
    pub fn evidence(&self) -> Option<&str> {
        match self {
            Consent::Given { evidence }
            | Consent::Contract { evidence }
            | Consent::LegitimateInterest { evidence } => Some(evidence),
            Consent::Unknown | Consent::Refused => None,
        }
    }

    /// Whether it has to be known somehow, and nobody says how.
    #[must_use]
    pub fn is_unproved(&self) -> bool {
        self.evidence().is_some_and(str::is_empty)
    }

    /// The basis that is not their consent.
    #[must_use]
    pub fn basis(&self) -> Option<Basis> {
        match self {
            Consent::Contract { .. } => Some(Basis::Contract),
            Consent::LegitimateInterest { .. } => Some(Basis::LegitimateInterest),
            Consent::Given { .. } | Consent::Unknown | Consent::Refused => None,
        }
    }
}

/// What became of a list.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Report {
    /// How many of each.
    pub counts: Counts,
    /// Rows that are nobody, with why and what stands in them.
    pub rejected: Vec<Rejected>,
    /// Pairs of people that are probably one, the surest first.
    pub suggested: Vec<Suggested>,
    /// The list's header, for the file of rejected rows.
    pub header: Vec<String>,
    /// The place in the log after which its events stand.
    pub after: u64,
    /// The names of those that stayed when it was undone, since somebody had worked with them.
    pub kept: Vec<String>,
    /// How many contacts are no more since it was undone.
    #[serde(default)]
    pub removed: usize,
    /// How many contacts are again what they were before.
    #[serde(default)]
    pub restored: usize,
}

/// How many of each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Counts {
    /// Rows of the list.
    pub rows: usize,
    /// People that were not known before.
    pub new: usize,
    /// People that were known and of whom something new was told.
    pub updated: usize,
    /// People that were known and of whom nothing new was told.
    pub unchanged: usize,
    /// Rows that were another row's person.
    pub joined: usize,
    /// Rows that are nobody.
    pub rejected: usize,
    /// Rows with something that could not be read.
    pub with_problems: usize,
}

/// A row that is nobody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rejected {
    /// Its number as a spreadsheet program shows it.
    pub row: u32,
    /// Why, in Spanish and in English.
    pub because: (String, String),
    /// Its cells.
    pub cells: Vec<String>,
}

/// Two contacts that are probably one person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suggested {
    /// One of them: the one that was known, or stood first.
    pub first: ContactId,
    /// The other.
    pub second: ContactId,
    /// How surely, in hundredths.
    pub confidence: u8,
    /// Why, in Spanish and in English.
    pub because: (String, String),
    /// Whether a person said that they are two, or joined them.
    pub is_answered: bool,
}

impl Suggested {
    /// Two contacts that a list suggests.
    pub(super) fn of(suggestion: &Suggestion, first: ContactId, second: ContactId) -> Suggested {
        let words = |say: fn(&Reason) -> String| {
            let words: Vec<String> = suggestion.because.iter().map(say).collect();
            words.join(", ")
        };
        Suggested {
            first,
            second,
            confidence: suggestion.confidence,
            because: (words(Reason::es), words(Reason::en)),
            is_answered: false,
        }
    }
}
