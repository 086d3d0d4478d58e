//! The words of the command line.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};
use engine::time::Timestamp;

use crate::output::Output;

/// Whom to call first and why, under an agreement that marketing and sales signed.
#[derive(Debug, Parser)]
#[command(name = "criba", version, propagate_version = true)]
pub(crate) struct Words {
    /// The folder that holds everything
    #[arg(long, value_name = "DIR", default_value = "data", env = "CRIBA_DATA", global = true)]
    pub(crate) data: PathBuf,
    /// What to do
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Serves the web application and the API
    Serve(Serve),
    /// Makes and serves a sample company, in a folder of its own
    Demo(crate::demo::Demo),
    /// Says whom to call first in a spreadsheet, and why
    Rank(Rank),
    /// Checks, prints and compares agreements
    #[command(subcommand)]
    Agreement(AgreementCommand),
    /// Makes and lists workspaces: a company, or one client of an agency
    #[command(subcommand)]
    Workspace(WorkspaceCommand),
    /// Adds people and changes passwords
    #[command(subcommand)]
    User(UserCommand),
    /// Makes keys for programs
    #[command(subcommand)]
    Key(KeyCommand),
    /// Brings a list into a workspace
    Import(Import),
    /// Writes everything of a kind
    Export(Export),
    /// Proves that every workspace is what its log says
    Doctor {
        /// How to print
        #[arg(long, value_enum, default_value_t = Shape::Table)]
        format: Shape,
    },
    /// Copies everything into a new folder, beside a running server too
    Backup {
        /// The new folder
        dest: PathBuf,
    },
    /// Puts a backup in place of an empty data folder
    Restore {
        /// The backup
        src: PathBuf,
    },
    /// Brings the data folder up to this release and says what there is
    Migrate,
    /// Prints completions for a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
}

/// `criba rank`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  criba rank feria.csv
  criba rank feria.xlsx --country MX --top 20 --explain
  criba rank leads.csv --agreement acuerdo.yaml --map columnas.yaml --format json

The file may be CSV, TSV, XLSX, XLS or ODS. Nothing is stored; nothing is sent.")]
pub(crate) struct Rank {
    /// The list: CSV, TSV, XLSX, XLS or ODS
    pub(crate) file: PathBuf,
    /// The agreement that judges; the starter of the country where left out
    #[arg(long, value_name = "FILE", env = "CRIBA_AGREEMENT")]
    pub(crate) agreement: Option<PathBuf>,
    /// Which column is what: YAML or JSON, header to field or trait id, `-` to leave one out
    #[arg(long, value_name = "FILE", env = "CRIBA_MAP")]
    pub(crate) map: Option<PathBuf>,
    /// An event that every row stands for, such as `met_at_event`
    #[arg(long, value_name = "NAME")]
    pub(crate) event: Option<String>,
    /// Where numbers without a prefix are from: ISO 3166 code
    #[arg(long, value_name = "CODE", default_value = "ES", env = "CRIBA_COUNTRY")]
    pub(crate) country: String,
    /// Judge as of this moment, RFC 3339 or a date; the present where left out
    #[arg(long, value_name = "TIME", value_parser = moment)]
    pub(crate) at: Option<Moment>,
    /// Only the first N people; the summary stays whole
    #[arg(long, value_name = "N")]
    pub(crate) top: Option<usize>,
    /// Every line of every score
    #[arg(long)]
    pub(crate) explain: bool,
    /// Of a workbook, the sheet; of a ZIP, the file in it
    #[arg(long, value_name = "NAME")]
    pub(crate) sheet: Option<String>,
    /// How to print
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub(crate) format: Format,
}

/// `criba serve`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  criba serve
  criba serve --data /var/lib/criba --listen 0.0.0.0:7373 --base-url https://criba.empresa.es

Each option can also be set by its variable of the environment.")]
pub(crate) struct Serve {
    /// Where to listen
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:7373", env = "CRIBA_LISTEN")]
    pub(crate) listen: SocketAddr,
    /// Where people reach it; cookies are marked secure where it begins with https://
    #[arg(long, value_name = "URL", env = "CRIBA_BASE_URL")]
    pub(crate) base_url: Option<String>,
}

/// `criba workspace …`.
#[derive(Debug, Subcommand)]
pub(crate) enum WorkspaceCommand {
    /// Makes a workspace and prints its id
    #[command(after_help = "\
Example:
  criba workspace add Tecnoclima --country ES --agreement acuerdo.yaml")]
    Add {
        /// What people call it
        name: String,
        /// Sets language, formats, time zone and words: ISO 3166 code
        #[arg(long, value_name = "CODE")]
        country: String,
        /// The agreement, in force at once as version 1; the country's starter where left out
        #[arg(long, value_name = "FILE")]
        agreement: Option<PathBuf>,
    },
    /// Lists the workspaces
    List {
        /// How to print
        #[arg(long, value_enum, default_value_t = Shape::Table)]
        format: Shape,
    },
}

/// `criba user …`.
#[derive(Debug, Subcommand)]
pub(crate) enum UserCommand {
    /// Adds a person to a workspace
    #[command(after_help = "\
Example:
  echo \"$PASSWORD\" | criba user add ana@empresa.es --workspace Tecnoclima --name \"Ana Ruiz\" \\
      --can work,edit --password-stdin

Permissions: view, work, edit, propose, sign_marketing, sign_sales, administer.")]
    Add {
        /// Their e-mail address
        email: String,
        /// The workspace's id or name
        #[arg(long)]
        workspace: String,
        /// What they are called
        #[arg(long, default_value = "")]
        name: String,
        /// What they may do, separated by commas
        #[arg(long, value_name = "PERMISSION,…", default_value = "view")]
        can: String,
        /// Read the password from standard input
        #[arg(long, required = true)]
        password_stdin: bool,
    },
    /// Gives a person another password and signs them out everywhere
    Passwd {
        /// Their e-mail address
        email: String,
        /// Read the password from standard input
        #[arg(long, required = true)]
        password_stdin: bool,
    },
}

/// `criba key …`.
#[derive(Debug, Subcommand)]
pub(crate) enum KeyCommand {
    /// Makes a key and prints it, once
    Add {
        /// The workspace's id or name
        #[arg(long)]
        workspace: String,
        /// What it opens
        #[arg(long, value_enum)]
        kind: KeyKind,
        /// What people call it
        #[arg(long, default_value = "")]
        name: String,
    },
}

/// What a key opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum KeyKind {
    /// Ingestion
    Source,
    /// The API
    Api,
}

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
    /// Which column is what: YAML or JSON, header to field or trait id, `-` to leave one out
    #[arg(long, value_name = "FILE")]
    pub(crate) map: Option<PathBuf>,
    /// An event that every row stands for, such as `met_at_event`
    #[arg(long, value_name = "NAME")]
    pub(crate) event: Option<String>,
    /// Of a workbook, the sheet; of a ZIP, the file in it
    #[arg(long, value_name = "NAME")]
    pub(crate) sheet: Option<String>,
    /// Dated rows count as known at their date: old history
    #[arg(long)]
    pub(crate) known_at_date: bool,
    /// Only say what would become of it
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// How to print
    #[arg(long, value_enum, default_value_t = Shape::Table)]
    pub(crate) format: Shape,
}

/// `criba export`.
#[derive(Debug, Args)]
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
    /// Moves between stages
    Handoffs,
    /// The lines of every score
    Ledger,
}

/// How an export is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Written {
    /// For spreadsheets
    Csv,
    /// For programs: one object a line
    Json,
}

/// For whom a result is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Shape {
    /// For people
    Table,
    /// For programs
    Json,
}

/// `criba agreement …`.
#[derive(Debug, Subcommand)]
pub(crate) enum AgreementCommand {
    /// Reports every problem of an agreement at once, each with its place
    Check {
        /// The agreement
        file: PathBuf,
    },
    /// Prints an agreement in sentences, with its clause numbers
    Print {
        /// The agreement
        file: PathBuf,
        /// The language of the sentences; the agreement's own where left out
        #[arg(long, value_enum)]
        language: Option<Language>,
    },
    /// Says in sentences what changes from one agreement to another
    Diff {
        /// The earlier one
        old: PathBuf,
        /// The later one
        new: PathBuf,
        /// The language of the sentences; the later agreement's own where left out
        #[arg(long, value_enum)]
        language: Option<Language>,
    },
}

/// How results are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people
    Table,
    /// For programs
    Json,
    /// For spreadsheets
    Csv,
}

/// The languages of Criba.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Language {
    /// Español
    Es,
    /// English
    En,
}

impl From<Language> for engine::agreement::Language {
    fn from(language: Language) -> engine::agreement::Language {
        match language {
            Language::Es => engine::agreement::Language::Es,
            Language::En => engine::agreement::Language::En,
        }
    }
}

/// A moment as people write it: RFC 3339, or a date, which is its end in the agreement's zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Moment {
    /// A moment.
    At(Timestamp),
    /// A whole day: everything of it has happened.
    Day(jiff::civil::Date),
}

fn moment(text: &str) -> Result<Moment, String> {
    if let Ok(moment) = text.parse::<Timestamp>() {
        return Ok(Moment::At(moment));
    }
    let date = engine::interval::date(text);
    date.map(Moment::Day)
        .ok_or_else(|| format!("«{text}» is no moment; write 2026-03-12 or 2026-03-12T18:00:00Z"))
}

/// Prints completions for a shell.
///
/// # Errors
///
/// Standard output does not take them.
pub(crate) fn completions(
    shell: clap_complete::Shell,
    output: &mut Output,
) -> anyhow::Result<ExitCode> {
    let mut script: Vec<u8> = Vec::new();
    clap_complete::generate(shell, &mut Words::command(), "criba", &mut script);
    output.result(&String::from_utf8(script)?)?;
    Ok(output.finish()?)
}
