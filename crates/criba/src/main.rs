//! Criba: whom to call first and why, under an agreement that marketing and sales signed.

mod command;
mod settings;
mod output;
mod said;
mod progress;
mod clock;
mod rank;
mod agreement;
mod office;
mod serve;
mod demo;

use std::process::ExitCode;

use command::{Command, Words};
use output::Output;
use settings::{Settings, data};

/// Gives what a big list took back to the system: the usual allocator kept it for good.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let mut output = Output::standard();
    let words = match command::words() {
        Ok(words) => words,
        Err(error) => return command::wrong(&error, &mut output),
    };
    match run(words, &mut output) {
        Ok(code) => code,
        Err(error) => output.fail(&error),
    }
}

fn run(words: Words, output: &mut Output) -> anyhow::Result<ExitCode> {
    let Words { places, command } = words;
    match command {
        Command::Serve(args) => serve::run(&Settings::of(&places, &args)?, output),
        Command::Demo(args) => demo::run(places.data.as_deref(), &args, output),
        Command::Rank(args) => rank::run(&settings::for_rank(&places, args)?, output),
        Command::Agreement(command) => agreement::run(command, output),
        Command::Workspace(command) => office::workspace(&data(&places)?, command, output),
        Command::User(command) => office::user(&data(&places)?, command, output),
        Command::Key(command) => office::key(&data(&places)?, command, output),
        Command::Event(command) => office::event(&data(&places)?, command, output),
        Command::Source(command) => office::source(&data(&places)?, command, output),
        Command::Import(args) => office::import(&data(&places)?, &args, output),
        Command::Export(args) => office::export(&data(&places)?, &args, output),
        Command::Doctor { format } => office::doctor(&data(&places)?, format, output),
        Command::Backup { dest } => office::backup(&data(&places)?, &dest, output),
        Command::Restore { src } => office::restore(&data(&places)?, &src, output),
        Command::Migrate => office::migrate(&data(&places)?, output),
        Command::Completions { shell } => command::completions(shell, output),
    }
}
