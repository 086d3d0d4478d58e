//! The words of the commands that bring lists in and write them out.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::values::Shape;

/// `criba import`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  criba import feria.xlsx --workspace Tecnoclima
  criba import clientes.csv --workspace Tecnoclima --known-at-date --dry-run

Bringing the same list twice changes nothing.")]
pub(crate) struct Import {
    /// The list: CSV, TSV, XLSX, XLS or ODS
    pub(crate) file: PathBuf,
    /// The workspace's id or name
    #[arg(long)]
    pub(crate) workspace: String,
    /// What people call the list; its file name where left out
    #[arg(long, value_name = "NAME")]
    pub(crate) source: Option<String>,
    /// Which column is what: YAML or JSON, header to field or trait id, `-` to leave one out;
    /// `capitals: keep` leaves names in capitals as they are
    #[arg(long, value_name = "FILE")]
    pub(crate) map: Option<PathBuf>,
    /// What every row is, such as `met_at_event`, in place of what the agreement says
    #[arg(long, value_name = "NAME")]
    pub(crate) event: Option<String>,
    /// Of a workbook, the sheet; of a ZIP, the file in it
    #[arg(long, value_name = "NAME")]
    pub(crate) sheet: Option<String>,
    /// Dated rows count as known at their date: old history
    #[arg(long)]
    pub(crate) known_at_date: bool,
    /// What its people may be reached on the strength of; nobody knows where it is left out, and then
    /// they get no mail in bulk
    #[arg(long, visible_alias = "basis", value_enum, value_name = "WHAT")]
    pub(crate) consent: Option<Consented>,
    /// How that is known: where and when they gave their consent, which contract, which interest
    #[arg(long, value_name = "TEXT", requires = "consent")]
    #[arg(required_if_eq_any([
        ("consent", "given"),
        ("consent", "consent"),
        ("consent", "contract"),
        ("consent", "legitimate_interest"),
    ]))]
    pub(crate) evidence: Option<String>,
    /// What becomes of who has neither an e-mail address nor a telephone
    #[arg(long, value_name = "WHAT", value_enum, default_value_t = Without::People)]
    pub(crate) unreachable: Without,
    /// People who asked to be erased gave their consent anew: they come in like anybody
    #[arg(long)]
    pub(crate) takes_erased: bool,
    /// Only say what would become of it
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// How to print
    #[arg(long, value_enum, default_value_t = Shape::Table)]
    pub(crate) format: Shape,
}

/// What the people of a list may be reached on the strength of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Consented {
    /// They gave their consent: mail in bulk, too
    #[value(alias = "consent")]
    Given,
    /// There is a contract, or they are customers: calls and mail from one person to another
    Contract,
    /// There is a reason that they would expect: the same
    #[value(name = "legitimate_interest")]
    LegitimateInterest,
    /// They did not, or said no: nothing
    Refused,
}

/// What becomes of people without an e-mail address or a telephone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Without {
    /// They go in, and nobody is asked to call them
    People,
    /// Their company goes in, without them; who names none is left out
    Companies,
    /// They are left out
    Out,
}

/// `criba export`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  criba export --workspace Tecnoclima --what contacts --format excel > contactos.csv
  criba export --workspace Tecnoclima --what ledger --format json

`csv` and `json` are for programs, JSON with one object a line; `excel` opens in Excel.")]
pub(crate) struct Export {
    /// The workspace's id or name
    #[arg(long)]
    pub(crate) workspace: String,
    /// What to write
    #[arg(long, value_enum)]
    pub(crate) what: Exported,
    /// How to write it
    #[arg(long, value_enum, default_value_t = Written::Csv)]
    pub(crate) format: Written,
}

/// What can be exported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Exported {
    /// Contacts with their values, scores and stages
    Contacts,
    /// The log
    Events,
    /// Leads that were handed over: none, as long as the agreement's handoffs are not run
    Handoffs,
    /// Moves between stages and states
    Transitions,
    /// The lines of every score
    Ledger,
    /// Who was erased, when, by whom and by whose request
    Erasures,
    /// What long gone people count for of whom only a browser was known
    Anonymous,
}

/// How an export is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Written {
    /// Values separated by commas
    Csv,
    /// The same as Excel opens it in the workspace's country
    Excel,
    /// For programs: one object a line
    Json,
}
