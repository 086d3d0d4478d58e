//! The words of `criba agreement`.

use std::path::PathBuf;

use clap::Subcommand;

use super::values::Language;

/// `criba agreement …`.
#[derive(Debug, Subcommand)]
pub(crate) enum AgreementCommand {
    /// Reports every problem of an agreement at once, each with its place
    #[command(after_help = "\
Example:
  criba agreement check acuerdo.yaml

Exit code 1 where the agreement has errors; warnings alone are no failure.")]
    Check {
        /// The agreement
        file: PathBuf,
    },
    /// Prints an agreement in sentences, with its clause numbers
    #[command(after_help = "\
Example:
  criba agreement print acuerdo.yaml --language en")]
    Print {
        /// The agreement
        file: PathBuf,
        /// The language of the sentences; the agreement's own where left out
        #[arg(long, value_enum)]
        language: Option<Language>,
    },
    /// Says in sentences what changes from one agreement to another
    #[command(after_help = "\
Example:
  criba agreement diff acuerdo-v7.yaml acuerdo-v8.yaml")]
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
