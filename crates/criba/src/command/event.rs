//! The words of `criba event`.

use clap::{Subcommand, ValueEnum};

use super::values::Shape;

/// `criba event …`.
#[derive(Debug, Subcommand)]
pub(crate) enum EventCommand {
    /// Lists what machines did, newest first
    #[command(after_help = "\
Examples:
  criba event machines --workspace Tecnoclima
  criba event machines --workspace Tecnoclima --format json")]
    Machines {
        /// The workspace's id or name
        #[arg(long)]
        workspace: String,
        /// How many
        #[arg(long, value_name = "N", default_value_t = 40)]
        top: usize,
        /// How to print
        #[arg(long, value_enum, default_value_t = Shape::Table)]
        format: Shape,
    },
    /// Says that a person did something, or a machine, and what came of that
    #[command(after_help = "\
Examples:
  criba event judge 4182 --workspace Tecnoclima --was person
  criba event judge 4182 --workspace Tecnoclima --was machine --format json

The event is judged again for whoever it is about: their points, and where it moves them. What was
decided before stays as it was decided. A verdict can be changed as often as it is wrong.")]
    Judge {
        /// The event's id
        event: u64,
        /// The workspace's id or name
        #[arg(long)]
        workspace: String,
        /// Who did it
        #[arg(long, value_enum)]
        was: Was,
        /// How to print
        #[arg(long, value_enum, default_value_t = Shape::Table)]
        format: Shape,
    },
}

/// Who did something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Was {
    /// A person: it counts
    Person,
    /// A machine: it is kept and gives nothing
    Machine,
}

impl Was {
    /// The id of the verdict.
    pub(crate) fn id(self) -> &'static str {
        match self {
            Was::Person => "person",
            Was::Machine => "machine",
        }
    }
}
