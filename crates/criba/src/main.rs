//! Criba: whom to call first and why, under an agreement that marketing and sales signed.

mod command;
mod output;
mod clock;
mod rank;
mod agreement;
mod data;
mod serve;
mod demo;

use std::process::ExitCode;

use clap::Parser;

use command::{AgreementCommand, Command, Words};
use output::Output;

fn main() -> ExitCode {
    let Words { data, command } = Words::parse();
    let mut output = Output::standard();
    let done = match command {
        Command::Serve(args) => serve::run(&data, &args, &mut output),
        Command::Demo(args) => {
            let own = (data != std::path::Path::new("data")).then_some(data.as_path());
            demo::run(own, &args, &mut output)
        }
        Command::Rank(args) => rank::run(&args, &mut output),
        Command::Agreement(AgreementCommand::Check { file }) => {
            agreement::check(&file, &mut output)
        }
        Command::Agreement(AgreementCommand::Print { file, language }) => {
            agreement::print(&file, language, &mut output)
        }
        Command::Agreement(AgreementCommand::Diff { old, new, language }) => {
            agreement::diff(&old, &new, language, &mut output)
        }
        Command::Workspace(command) => data::workspace(&data, command, &mut output),
        Command::User(command) => data::user(&data, command, &mut output),
        Command::Key(command) => data::key(&data, command, &mut output),
        Command::Import(args) => data::import(&data, &args, &mut output),
        Command::Export(args) => data::export(&data, &args, &mut output),
        Command::Doctor { format } => data::doctor(&data, format, &mut output),
        Command::Backup { dest } => data::backup(&data, &dest, &mut output),
        Command::Restore { src } => data::restore(&data, &src, &mut output),
        Command::Migrate => data::migrate(&data, &mut output),
        Command::Completions { shell } => command::completions(shell, &mut output),
    };
    match done {
        Ok(code) => code,
        Err(error) => output.fail(&error),
    }
}
