//! `criba demo`: the sample company, in a folder of its own, served until somebody stops it.

use std::fs;
use std::io;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use clap::Args;
use engine::said::Said;
use indicatif::ProgressBar;
use runtime::clock::Clock;
use runtime::criba::Criba;
use runtime::demo::{self, PASSWORD, SEED, WORKERS};
use runtime::writer::Limits;
use web::app::Settings;

use crate::command::listen;
use crate::output::Output;
use crate::said::{Attempt, failed, spoken};
use crate::serve::serve;

/// `criba demo`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  criba demo
  criba demo --reset
  criba demo --data /tmp/cargavia --listen 127.0.0.1:8080

Nothing of it leaves this machine, and no folder but its own is touched.")]
pub(crate) struct Demo {
    /// Make it again, up to the present moment
    #[arg(long)]
    reset: bool,
    /// Another seed tells another story
    #[arg(long, value_name = "N", default_value_t = SEED)]
    seed: u64,
    /// Where to listen
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:7373", env = "CRIBA_LISTEN", value_parser = listen)]
    listen: SocketAddr,
}

/// The folder, where nobody names another.
const FOLDER: &str = "criba-demo";
/// The file that tells a folder of sample data from one that matters.
const MARK: &str = "sample";
/// What stands in it once everything is made.
const WHOLE: &str = "Sample data of Criba. This folder may be removed.\n";

/// Makes the sample company where it is not there, and serves it.
///
/// # Errors
///
/// The folder holds something else, another process has it, or the address is taken.
pub(crate) fn run(
    data: Option<&Path>,
    args: &Demo,
    output: &mut Output,
) -> anyhow::Result<ExitCode> {
    let folder = data.map_or_else(|| PathBuf::from(FOLDER), Path::to_owned);
    let is_whole = match fs::read_to_string(folder.join(MARK)) {
        Ok(text) => text == WHOLE,
        Err(error) if error.kind() == io::ErrorKind::NotFound && is_empty(&folder)? => false,
        Err(_) => {
            let folder = folder.display();
            return Err(failed(
                format!(
                    "no se pudo crear la empresa de muestra en {folder}: tiene otra cosa; hay que dar otra carpeta con --data"
                ),
                format!(
                    "could not make the sample company in {folder}: it holds something else; give another folder with --data"
                ),
            ));
        }
    };
    if args.reset || !is_whole {
        remove(&folder)?;
        make(&folder, args.seed, output)?;
    }
    let criba = Criba::open(&folder, Clock::System, Limits::default())
        .attempted(|| could_not("servir", "serve", &folder))?;
    output.result(&spoken(people()))?;
    let settings = Settings { is_sample: true, ..Settings::default() };
    serve(Arc::new(criba), args.listen, settings, output)
}

/// Whether there is nothing in a folder, or no folder.
fn is_empty(folder: &Path) -> anyhow::Result<bool> {
    match fs::read_dir(folder) {
        Ok(mut entries) => Ok(entries.next().is_none()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(true),
        Err(error) => Err(error).attempted(|| could_not("leer", "read", folder)),
    }
}

/// Removes what an earlier run made, unless it is being served.
fn remove(folder: &Path) -> anyhow::Result<()> {
    if is_empty(folder)? {
        return Ok(());
    }
    let criba = Criba::open(folder, Clock::System, Limits::default())
        .attempted(|| could_not("volver a crear", "make again", folder))?;
    drop(criba);
    fs::remove_dir_all(folder).attempted(|| could_not("quitar", "remove", folder))
}

fn make(folder: &Path, seed: u64, output: &mut Output) -> anyhow::Result<()> {
    let mark = folder.join(MARK);
    let make = || could_not("crear la empresa de muestra en", "make the sample company in", folder);
    fs::create_dir_all(folder).attempted(make)?;
    fs::write(&mark, "").attempted(make)?;
    // The clock stands still meanwhile, so that what is made is of one moment.
    let clock = Clock::manual(Clock::System.now());
    let criba = Criba::open(folder, clock, Limits::default()).attempted(make)?;
    let bar = if output.is_watched() { ProgressBar::new(1) } else { ProgressBar::hidden() };
    demo::make(&criba, seed, |done, of| {
        bar.set_length(of as u64);
        bar.set_position(done as u64);
    })
    .attempted(make)?;
    bar.finish_and_clear();
    drop(criba);
    fs::write(&mark, WHOLE).attempted(make)
}

fn could_not(es: &str, en: &str, folder: &Path) -> Said {
    let folder = folder.display();
    Said::new(format!("no se pudo {es} {folder}"), format!("could not {en} {folder}"))
}

/// Who can sign in, and how.
fn people() -> Said {
    let name = demo::NAME;
    let workers: String = WORKERS
        .iter()
        .map(|worker| format!("  {:<26} {}, {}\n", worker.email, worker.name, worker.role))
        .collect();
    Said::new(
        format!(
            "{name}: datos de muestra; nada sale de aquí.\nSe entra como una de estas personas, \
             con la contraseña {PASSWORD}\n{workers}"
        ),
        format!(
            "{name}: sample data; nothing leaves here.\nSign in as one of them, with the password \
             {PASSWORD}\n{workers}"
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_can_sign_in_is_said_in_both_languages() {
        let said = people();
        for (text, first) in [(&said.es, "datos de muestra;"), (&said.en, "sample data;")] {
            assert!(text.lines().next().unwrap().contains(first), "{text}");
            assert!(text.contains(&format!(" {PASSWORD}\n  {}", WORKERS[0].email)), "{text}");
            assert_eq!(text.lines().count(), 2 + WORKERS.len(), "{text}");
        }
    }
}
