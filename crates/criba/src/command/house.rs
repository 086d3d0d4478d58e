//! The words of the commands about workspaces, people and keys.

use std::path::PathBuf;

use clap::{Subcommand, ValueEnum};

use super::values::{Shape, country};
use crate::said::spoken;

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
        #[arg(long, value_name = "CODE", value_parser = country)]
        country: String,
        /// The agreement, in force at once as version 1; the country's starter where left out
        #[arg(long, value_name = "FILE")]
        agreement: Option<PathBuf>,
    },
    /// Lists the workspaces
    #[command(after_help = "\
Examples:
  criba workspace list
  criba workspace list --format json")]
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
        #[arg(value_parser = address)]
        email: String,
        /// The workspace's id or name
        #[arg(long)]
        workspace: String,
        /// What they are called
        #[arg(long, default_value = "", hide_default_value = true)]
        name: String,
        /// What they may do, separated by commas
        #[arg(long, value_name = "PERMISSION,…", default_value = "view", value_parser = can)]
        can: String,
        /// Read the password from standard input
        #[arg(long, required = true)]
        password_stdin: bool,
    },
    /// Gives a person another password and signs them out everywhere
    #[command(after_help = "\
Example:
  echo \"$PASSWORD\" | criba user passwd ana@empresa.es --password-stdin")]
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
    #[command(after_help = "\
Examples:
  criba key add --workspace Tecnoclima --kind api --name \"Cuadro de mando\" --can view
  criba key add --workspace Tecnoclima --kind source --name web --public

Permissions of the API: view, work, edit, administer.
The key is shown this once; only its hash is kept.")]
    Add {
        /// The workspace's id or name
        #[arg(long)]
        workspace: String,
        /// What it opens
        #[arg(long, value_enum)]
        kind: KeyKind,
        /// What people call it
        #[arg(long, default_value = "", hide_default_value = true)]
        name: String,
        /// What a key of the API may do, separated by commas; everything where left out
        #[arg(long, value_name = "PERMISSION,…", value_parser = scopes)]
        can: Option<String>,
        /// A key of a source stands in a web page: won, lost and alias are not taken of it
        #[arg(long, conflicts_with = "can")]
        public: bool,
    },
}

/// What a key opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum KeyKind {
    /// Ingestion
    Source,
    /// The API
    Api,
    /// The figures of the server, at /metrics, and nothing else
    Metrics,
}

/// Checks an address before anything is done.
fn address(text: &str) -> Result<String, String> {
    runtime::people::address(text).map_err(|error| spoken(error.said()))
}

/// Checks what a key of the API may do before anything is done.
fn scopes(text: &str) -> Result<String, String> {
    match runtime::keys::Opens::api(text) {
        Ok(_) => Ok(text.to_owned()),
        Err(error) => Err(spoken(error.said())),
    }
}

/// Checks a list of permissions before anything is done.
fn can(text: &str) -> Result<String, String> {
    match runtime::people::permissions(text) {
        Ok(_) => Ok(text.to_owned()),
        Err(error) => Err(spoken(error.said())),
    }
}
