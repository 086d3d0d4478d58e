//! How help is laid out in Spanish: the reader of the command line writes its headings, and what
//! stands in brackets behind an option, in English only, so that they are written here.

use clap::builder::{PossibleValue, Resettable};
use clap::{Arg, Command};

/// Gives a command and those within it the headings and the brackets of help.
pub(super) fn spelt(mut command: Command) -> Command {
    let usage = command.render_usage().ansi().to_string();
    // Behind the heading, which the template has.
    let usage = usage.split_once(' ').map_or(usage.as_str(), |(_, usage)| usage);
    let usage = usage.replace("[OPTIONS]", "[OPCIONES]");
    let template = template(&command);
    command.override_usage(usage).help_template(template).mut_args(bracketed).mut_subcommands(spelt)
}

/// The parts of help in their order, each below its heading.
fn template(command: &Command) -> String {
    let (usage, header) = (command.get_styles().get_usage(), command.get_styles().get_header());
    let mut template = format!("{{about-with-newline}}\n{usage}Uso:{usage:#} {{usage}}");
    let mut arguments = command.get_arguments();
    let parts = [
        ("Comandos", "{subcommands}", command.has_subcommands()),
        ("Argumentos", "{positionals}", command.get_positionals().next().is_some()),
        ("Opciones", "{options}", arguments.any(|argument| !argument.is_positional())),
    ];
    for (heading, part, _) in parts.into_iter().filter(|(_, _, is_there)| *is_there) {
        template.push_str(&format!("\n\n{header}{heading}:{header:#}\n{part}"));
    }
    template + "{after-help}"
}

/// Writes behind the text of an argument its variable, what it is where nobody says, its other
/// names and its values: in a line, and where somebody asked for all of it, each value with what it
/// means.
fn bracketed(argument: Arg) -> Arg {
    if !argument.get_action().takes_values() {
        return argument;
    }
    let text = argument.get_help().map(ToString::to_string).unwrap_or_default();
    let variable = argument.get_env().map(|variable| {
        let value = std::env::var_os(variable).unwrap_or_default();
        format!("[variable: {}={}]", variable.display(), value.display())
    });
    let default = argument.get_default_values().first();
    let default = default.filter(|_| !argument.is_hide_default_value_set());
    let default = default.map(|default| format!("[por defecto: {}]", default.display()));
    let others = argument.get_visible_aliases().into_iter().flatten();
    let others: Vec<String> = others.map(|name| format!("--{name}")).collect();
    let others = (!others.is_empty()).then(|| format!("[también: {}]", others.join(", ")));
    let mut brackets: Vec<String> = variable.into_iter().chain(default).chain(others).collect();
    let values = super::values(&argument);
    let names: Vec<&str> = values.iter().map(PossibleValue::get_name).collect();
    let names = (!names.is_empty()).then(|| format!("[valores: {}]", names.join(", ")));
    let meant: Vec<String> = values.iter().filter_map(meant).collect();
    let mut short = vec![text.clone()];
    short.extend(brackets.iter().chain(&names).cloned());
    let mut long = vec![text];
    if meant.is_empty() {
        brackets.extend(names);
    } else {
        long.push(format!("Valores:\n{}", meant.join("\n")));
    }
    long.push(brackets.join("\n"));
    long.retain(|part| !part.is_empty());
    let argument = argument.help(short.join(" ")).long_help(long.join("\n\n"));
    let argument = argument.hide_env(true).hide_default_value(true).hide_possible_values(true);
    // Other names are read all the same: the command was built with them.
    argument.visible_alias(Resettable::Reset)
}

/// A value with what it means; `None` where it says no more than its name.
fn meant(value: &PossibleValue) -> Option<String> {
    value.get_help().map(|help| format!("- {}: {help}", value.get_name()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_behind_an_option_is_in_spanish_and_the_option_is_read() {
        let option = Arg::new("color").long("color").visible_alias("tono").help("El color");
        let option = option.value_parser(["rojo", "azul"]).default_value("azul");
        let mut command = Command::new("criba").arg(option);
        command.build();
        let mut command = spelt(command);
        let help = command.render_help().to_string();
        let expected = "El color [por defecto: azul] [también: --tono] [valores: rojo, azul]";
        let words: Vec<&str> = help.split_whitespace().collect();
        assert!(words.join(" ").contains(expected), "{help}");
        assert!(!help.contains("alias"), "{help}");
        let read = command.try_get_matches_from(["criba", "--tono", "rojo"]).unwrap();
        assert_eq!(read.get_one::<String>("color").map(String::as_str), Some("rojo"));
    }
}
