//! Criba: whom to call first and why, under an agreement that marketing and sales signed.

mod command;
mod output;
mod clock;
mod rank;
mod agreement;

use std::process::ExitCode;

use clap::Parser;

use command::{AgreementCommand, Command};
use output::Output;

fn main() -> ExitCode {
    let command = Command::parse();
    let mut output = Output::standard();
    let done = match command {
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
        Command::Completions { shell } => command::completions(shell, &mut output),
    };
    match done {
        Ok(code) => code,
        Err(error) => output.fail(&error),
    }
}
