//! The words of the command line: what there is to ask for, and what each is told with.
//!
//! They are in English here; `spanish` has them in Spanish.

mod agreement;
mod event;
mod house;
mod lists;
mod rank;
mod serve;
mod source;
mod spanish;
mod values;
mod wrong;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches as _, Parser, Subcommand};
use engine::agreement::Language as Tongue;

pub(crate) use agreement::AgreementCommand;
pub(crate) use event::EventCommand;
pub(crate) use house::{KeyCommand, KeyKind, UserCommand, WorkspaceCommand};
pub(crate) use lists::{Consented, Export, Exported, Import, Without, Written};
pub(crate) use rank::{Format, Rank};
pub(crate) use serve::{Places, Serve, Store, base_url, listen};
pub(crate) use source::SourceCommand;
pub(crate) use values::{Language, Moment, Shape, country};
pub(crate) use wrong::wrong;

use crate::output::Output;
use crate::said::language;

/// Whom to call first and why, under an agreement that marketing and sales signed.
#[derive(Debug, Parser)]
#[command(
    name = "criba",
    version,
    propagate_version = true,
    after_help = "\
Examples:
  criba rank feria.xlsx                   whom to call first in a list; nothing is stored
  criba serve                             the web application on http://127.0.0.1:7373
  criba demo                              the same over a sample company
  criba import feria.xlsx --workspace W   a list into a workspace, beside a running server too

Exit codes: 0 done, 1 the work failed, 2 the words were wrong."
)]
pub(crate) struct Words {
    /// Where everything lies.
    #[command(flatten)]
    pub(crate) places: Places,
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
    /// Makes and lists sources: what other programs tell at /hooks
    #[command(subcommand)]
    Source(SourceCommand),
    /// Says whether a person did something or a machine
    #[command(subcommand)]
    Event(EventCommand),
    /// Brings a list into a workspace
    Import(Import),
    /// Writes everything of a kind
    Export(Export),
    /// Proves that every workspace is what its log says
    #[command(after_help = "\
Examples:
  criba doctor
  criba doctor --format json

Every contact is folded again from the log and compared; exit code 1 where one differs.")]
    Doctor {
        /// How to print
        #[arg(long, value_enum, default_value_t = Shape::Table)]
        format: Shape,
    },
    /// Copies everything into a new folder, beside a running server too
    #[command(after_help = "\
Example:
  criba backup /var/backups/criba-2026-03-12")]
    Backup {
        /// The new folder
        dest: PathBuf,
    },
    /// Puts a backup in place of an empty data folder, and examines it
    #[command(after_help = "\
Example:
  criba restore /var/backups/criba-2026-03-12 --data /var/lib/criba")]
    Restore {
        /// The backup
        src: PathBuf,
    },
    /// Brings the data folder up to this release and says what there is
    #[command(after_help = "\
Example:
  criba migrate

Stop the server first. A folder that a newer release wrote is left as it is.")]
    Migrate,
    /// Prints completions for a shell
    #[command(after_help = "\
Examples:
  criba completions bash > ~/.local/share/bash-completion/completions/criba
  criba completions zsh > ~/.zfunc/_criba
  criba completions fish > ~/.config/fish/completions/criba.fish")]
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
}

/// What was typed, as it is read in the language of the terminal.
///
/// # Errors
///
/// The words are wrong, or help or the version was asked for.
pub(crate) fn words() -> Result<Words, clap::Error> {
    let command = match language() {
        Tongue::Es => spanish::to_read(Words::command()),
        Tongue::En => Words::command(),
    };
    Words::from_arg_matches(&command.try_get_matches()?)
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
    let mut command = match language() {
        Tongue::Es => spanish::to_complete(Words::command()),
        Tongue::En => Words::command(),
    };
    clap_complete::generate(shell, &mut command, "criba", &mut script);
    output.result(&String::from_utf8(script)?)?;
    Ok(output.finish()?)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn the_words_fit_together() {
        Words::command().debug_assert();
    }

    #[test]
    fn each_option_of_serve_says_its_flag_its_variable_and_its_key() {
        let mut words = Words::command();
        words.build();
        let serve = words.find_subcommand("serve").unwrap();
        for option in serve.get_opts().filter(|option| option.get_id() != "config") {
            let id = option.get_id().as_str();
            assert_eq!(option.get_long(), Some(id.replace('_', "-").as_str()));
            let variable = option.get_env().and_then(std::ffi::OsStr::to_str);
            assert_eq!(variable, Some(format!("CRIBA_{}", id.to_uppercase()).as_str()));
            let help = option.get_help().unwrap().to_string();
            assert!(help.contains(&format!("[key: {id}]")), "{id}: {help}");
        }
    }

    #[test]
    fn each_key_of_the_file_of_settings_is_said_by_an_option() {
        let mut words = Words::command();
        words.build();
        let mut keys: BTreeSet<String> = BTreeSet::new();
        for command in words.get_subcommands() {
            let helps =
                command.get_opts().filter_map(|option| Some(option.get_help()?.to_string()));
            for help in helps {
                let key = help.split_once("[key: ").and_then(|(_, rest)| rest.split_once(']'));
                keys.extend(key.map(|(key, _)| key.to_owned()));
            }
        }
        let file: BTreeSet<String> = crate::settings::KEYS.map(str::to_owned).into();
        assert_eq!(keys, file);
    }

    #[test]
    fn each_command_shows_how_it_is_used() {
        fn walk(command: &clap::Command) {
            let name = command.get_name();
            if command.has_subcommands() {
                command.get_subcommands().filter(|sub| sub.get_name() != "help").for_each(walk);
            } else {
                let help = command.get_after_help().map(ToString::to_string).unwrap_or_default();
                assert!(help.contains("Example"), "{name} has no example");
                assert!(help.contains(&format!("{name} ")) || help.contains(&format!("{name}\n")));
            }
        }
        walk(&Words::command());
    }
}
