//! The command line in Spanish: texts that are laid over what the derive says in English.
//!
//! Names of commands, of options and of their values are the same in both languages. A test holds
//! that every command, argument and value has its text, and that no text is of something else.

mod agreement;
mod event;
mod help;
mod house;
mod lists;
mod rank;
mod root;
mod serve;
mod shared;
mod source;

use clap::builder::{PossibleValue, PossibleValuesParser};
use clap::{Arg, Command};

use shared::{HELP, HELP_SUMMARY, HELP_WHOLE, NAMES, SHARED, VALUES};

/// What is said of a command.
struct Spanish {
    /// Its name, as it is typed.
    name: &'static str,
    /// What it does.
    about: &'static str,
    /// Its examples, and what else stands below its options.
    after: &'static str,
    /// What each argument is, by its id; `SHARED` has those that every command takes.
    arguments: &'static [(&'static str, &'static str)],
    /// The commands within it.
    commands: &'static [Spanish],
}

/// The command line in Spanish, to read what somebody typed and to help them.
pub(super) fn to_read(command: Command) -> Command {
    help::spelt(told(built(command), &root::CRIBA))
}

/// The command line in Spanish, as shells complete it: it shows in a line what help says in more.
pub(super) fn to_complete(command: Command) -> Command {
    completed(told(built(command), &root::CRIBA))
}

/// What the reader of the command line adds of its own is there once it is built.
fn built(mut command: Command) -> Command {
    command.build();
    command
}

fn told(mut command: Command, spanish: &Spanish) -> Command {
    if !spanish.after.is_empty() {
        command = command.after_help(spanish.after);
    }
    let command = command.about(spanish.about).subcommand_value_name("COMANDO");
    let command = command.mut_args(|argument| said(argument, spanish));
    command.mut_subcommands(|command| {
        let name = command.get_name();
        let of = spanish.commands.iter().find(|spanish| spanish.name == name);
        match of {
            Some(spanish) => told(command, spanish),
            // Within `help` the commands stand once more.
            None if name == "help" => {
                told(command, &Spanish { about: HELP, after: "", arguments: &[], ..*spanish })
            }
            None => command,
        }
    })
}

fn said(argument: Arg, spanish: &Spanish) -> Arg {
    let id = argument.get_id().as_str();
    if id == "help" {
        let is_long = argument.get_long_help().is_some();
        let short = if is_long { HELP_SUMMARY } else { "Muestra esta ayuda" };
        return argument.help(short).long_help(is_long.then_some(HELP_WHOLE));
    }
    let mut texts = spanish.arguments.iter().chain(SHARED);
    let text = texts.find(|(of, _)| *of == id).map(|(_, text)| *text);
    let name = argument.get_value_names().and_then(|names| names.first());
    let name = name.and_then(|name| spanish_of(NAMES, name));
    let argument = match name {
        Some(name) => argument.value_name(name),
        None => argument,
    };
    match text {
        Some(text) => argument.help(text),
        None => argument,
    }
}

/// The Spanish of a short English text.
fn spanish_of(texts: &[(&str, &'static str)], english: &str) -> Option<&'static str> {
    texts.iter().find(|(en, _)| *en == english).map(|(_, es)| *es)
}

/// What an argument may be, each value with what it means.
fn values(argument: &Arg) -> Vec<PossibleValue> {
    let values = argument.get_possible_values().into_iter();
    let spoken = |value: PossibleValue| {
        let english = value.get_help().map(ToString::to_string).unwrap_or_default();
        match spanish_of(VALUES, &english) {
            Some(spanish) => value.help(spanish),
            None => value,
        }
    };
    values.map(spoken).collect()
}

/// Gives the values of arguments their Spanish texts; what is completed is not read.
fn completed(command: Command) -> Command {
    let command = command.mut_args(|argument| match values(&argument) {
        values if values.is_empty() => argument,
        values => argument.value_parser(PossibleValuesParser::new(values)),
    });
    command.mut_subcommands(completed)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use clap::CommandFactory;

    use super::*;
    use crate::command::Words;

    /// The command line in both languages, a command beside the other.
    fn walk(seen: &mut dyn FnMut(&Command, &mut Command)) {
        fn both(en: &Command, es: &mut Command, seen: &mut dyn FnMut(&Command, &mut Command)) {
            seen(en, es);
            for en in en.get_subcommands().filter(|command| command.get_name() != "help") {
                both(en, es.find_subcommand_mut(en.get_name()).unwrap(), seen);
            }
        }
        both(&built(Words::command()), &mut to_read(Words::command()), seen);
    }

    #[test]
    fn each_command_and_argument_has_its_spanish_text_and_each_text_is_of_something() {
        fn check(command: &Command, spanish: &Spanish) {
            let name = command.get_name();
            assert!(!spanish.about.is_empty(), "{name}");
            let english = command.get_after_help().is_some();
            assert_eq!(english, !spanish.after.is_empty(), "what stands below {name}");
            let shared: BTreeSet<&str> = SHARED.iter().map(|(id, _)| *id).collect();
            let ids = command.get_arguments().map(|argument| argument.get_id().as_str());
            let ids: BTreeSet<&str> = ids.filter(|id| *id != "help").collect();
            let of_all: BTreeSet<&str> = ids.intersection(&shared).copied().collect();
            assert_eq!(of_all, shared, "{name} takes what every command takes");
            let own: BTreeSet<&str> = ids.difference(&shared).copied().collect();
            let texts = spanish.arguments.iter().filter(|(_, text)| !text.is_empty());
            let texts: BTreeSet<&str> = texts.map(|(id, _)| *id).collect();
            assert_eq!(own, texts, "the arguments of {name}, and those with a Spanish text");
            assert_eq!(texts.len(), spanish.arguments.len(), "{name}");
            let within = command.get_subcommands().map(Command::get_name);
            let within: BTreeSet<&str> = within.filter(|name| *name != "help").collect();
            let texts: BTreeSet<&str> = spanish.commands.iter().map(|of| of.name).collect();
            assert_eq!(within, texts, "the commands of {name}, and those with a Spanish text");
            for spanish in spanish.commands {
                check(command.find_subcommand(spanish.name).unwrap(), spanish);
            }
        }
        check(&built(Words::command()), &root::CRIBA);
    }

    #[test]
    fn each_value_and_its_name_has_its_spanish_text_and_each_text_is_of_something() {
        let mut names: BTreeSet<String> = BTreeSet::new();
        let mut helps: BTreeSet<String> = BTreeSet::new();
        walk(&mut |en, _| {
            for argument in en.get_arguments().filter(|one| one.get_action().takes_values()) {
                names.extend(
                    argument.get_value_names().into_iter().flatten().map(|n| n.to_string()),
                );
                let values = argument.get_possible_values();
                helps.extend(values.iter().filter_map(|value| Some(value.get_help()?.to_string())));
            }
        });
        let of = |texts: &[(&str, &str)]| -> BTreeSet<String> {
            texts.iter().map(|(en, _)| (*en).to_owned()).collect()
        };
        assert_eq!(names, of(NAMES));
        assert_eq!(helps, of(VALUES));
    }

    #[test]
    fn what_is_typed_is_the_same_in_both_languages() {
        // The commands of examples, without what stands beside them.
        let typed = |command: &Command| -> Vec<String> {
            let after = command.get_after_help().map(ToString::to_string).unwrap_or_default();
            let lines = after.lines().filter_map(|line| line.strip_prefix("  "));
            lines.filter_map(|line| Some(line.split("   ").next()?.to_owned())).collect()
        };
        let keys = |text: &str, before: &str| -> Vec<String> {
            let keys = text.split(before).skip(1).filter_map(|rest| rest.split_once(']'));
            keys.map(|(key, _)| key.to_owned()).collect()
        };
        walk(&mut |en, es| {
            assert_eq!(typed(en), typed(es), "{}", en.get_name());
            for argument in en.get_arguments() {
                let id = argument.get_id();
                let other = es.get_arguments().find(|other| other.get_id() == id).unwrap();
                assert_eq!(argument.get_long(), other.get_long());
                let help = |one: &Arg| one.get_help().map(ToString::to_string).unwrap_or_default();
                let (en, es) = (help(argument), help(other));
                assert_eq!(keys(&en, "[key: "), keys(&es, "[clave: "), "{id}");
                assert!(!en.contains("[default: ") || es.contains("[por defecto: "), "{id}: {es}");
            }
        });
    }

    #[test]
    fn spanish_help_has_no_english_in_it() {
        let english = [
            "Usage",
            "Options",
            "OPTIONS",
            "Arguments",
            "Commands",
            "COMMAND",
            "Print",
            "Example",
            "default",
            "possible",
            "alias",
            "Possible",
            "env:",
            "key:",
            "FILE",
            "The ",
            " the ",
            "Exit code",
        ];
        walk(&mut |_, es| {
            for help in [es.render_help(), es.render_long_help()] {
                let help = help.to_string();
                for word in english {
                    assert!(!help.contains(word), "«{word}» in {}: {help}", es.get_name());
                }
                assert!(help.contains("\nUso: criba"), "{help}");
                assert!(help.contains("\nOpciones:\n"), "{help}");
                assert!(!help.contains("..."), "{help}");
            }
        });
    }
}
