//! `criba doctor`, `criba backup`, `criba restore`, `criba migrate`.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;
use std::process::ExitCode;

use engine::said::Said;
use runtime::clock::Clock;
use runtime::criba::{Criba, copy_lists};
use runtime::erasure;
use runtime::office::Request;
use runtime::writer::Limits;
use serde_json::Value;
use store::folder::Folder;
use store::house::House;

use super::{done, done_with, number, rows, text};
use crate::command::Shape;
use crate::output::Output;
use crate::said::{Attempt, counted, failed, spoken};

/// `criba doctor`: exit 1 where something is not as it should be.
///
/// # Errors
///
/// The folder cannot be read.
pub(crate) fn doctor(data: &Path, format: Shape, output: &mut Output) -> anyhow::Result<ExitCode> {
    let examining = Said::new("examinando contactos", "examining contacts");
    let mut answer = done_with(data, &Request::Doctor, &[], examining, output)?;
    let is_well = rows(&answer, "workspaces").all(|row| rows(row, "problems").next().is_none());
    match format {
        Shape::Table => {
            for row in rows(&answer, "workspaces") {
                output.result(&shown(row))?;
            }
        }
        Shape::Json => {
            // Programs are told in English, whoever runs them.
            for row in rows_mut(&mut answer, "workspaces") {
                for problem in rows_mut(row, "problems") {
                    *problem = said(problem).en.into();
                }
            }
            output.result(&format!("{answer}\n"))?;
        }
    }
    output.finish()?;
    Ok(if is_well { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// A problem, in both languages.
fn said(problem: &Value) -> Said {
    let said = serde_json::from_value(problem.clone());
    // A server of an earlier release says it in English alone.
    said.unwrap_or_else(|_| Said::machine(problem.as_str().unwrap_or_default()))
}

fn rows_mut<'a>(answer: &'a mut Value, key: &str) -> impl Iterator<Item = &'a mut Value> {
    answer.get_mut(key).and_then(Value::as_array_mut).into_iter().flatten()
}

/// What was found in a workspace, for people.
fn shown(row: &Value) -> String {
    let (name, contacts, events) =
        (text(row, "name"), number(row, "contacts"), number(row, "events"));
    let found = rows(row, "problems").count() as u64;
    let verdict = match found {
        0 => Said::new("cada uno es lo que dan sus eventos", "each is what its events come to"),
        _ => Said::new(
            counted(found, "problema", "problemas"),
            counted(found, "problem", "problems"),
        ),
    };
    let told = Said::new(
        format!(
            "{name}: {}, {}, {}\n",
            counted(contacts, "contacto", "contactos"),
            counted(events, "evento", "eventos"),
            verdict.es
        ),
        format!(
            "{name}: {}, {}, {}\n",
            counted(contacts, "contact", "contacts"),
            counted(events, "event", "events"),
            verdict.en
        ),
    );
    let folded =
        row.get("folded").map_or((0, 0), |of| (number(of, "people"), number(of, "events")));
    let folded = (folded.0 > 0).then(|| {
        let (people, events) = folded;
        let (es, en) =
            (counted(people, "persona", "personas"), counted(people, "person", "people"));
        Said::new(
            format!(
                "  en recuentos, porque solo se conocía su navegador: {es}, {}\n",
                counted(events, "evento", "eventos")
            ),
            format!(
                "  counts alone, since only a browser was known: {en}, {}\n",
                counted(events, "event", "events")
            ),
        )
    });
    let problems = rows(row, "problems").map(|problem| format!("  {}\n", spoken(said(problem))));
    [told].into_iter().chain(folded).map(spoken).chain(problems).collect()
}

/// So many workspaces.
fn workspaces(count: u64) -> Said {
    Said::new(counted(count, "espacio", "espacios"), counted(count, "workspace", "workspaces"))
}

/// `criba backup`.
///
/// # Errors
///
/// The new folder cannot be written.
pub(crate) fn backup(data: &Path, dest: &Path, output: &mut Output) -> anyhow::Result<ExitCode> {
    // The server has another working folder.
    let to = std::path::absolute(dest)?;
    let answer = done(data, &Request::Backup { to }, output)?;
    let count = spoken(workspaces(number(&answer, "workspaces")));
    output.result(&format!("{}: {count}\n", dest.display()))?;
    Ok(output.finish()?)
}

/// Why nobody knows of a mail in a backup whether it went out, as its form's page says.
const RESTORED: &str = "backup";

/// `criba restore`: a backup in place of an empty data folder.
///
/// # Errors
///
/// The folder holds something, or the backup is not whole.
pub(crate) fn restore(data: &Path, src: &Path, output: &mut Output) -> anyhow::Result<ExitCode> {
    if !src.join("criba.db").try_exists()? {
        let src = src.display();
        return Err(failed(
            format!(
                "{src} no es una copia: no tiene criba.db; hay que dar la carpeta que hizo criba backup"
            ),
            format!(
                "{src} is no backup: it has no criba.db; give the folder that criba backup made"
            ),
        ));
    }
    let folder = Folder::take(data)?;
    if folder.house().try_exists()? {
        let data = data.display();
        return Err(failed(
            format!(
                "{data} ya tiene datos; antes hay que moverlos a otro sitio, todos menos erasures.jsonl, y no se restauró nada"
            ),
            format!(
                "{data} holds data already; move it away first, all but erasures.jsonl; nothing was restored"
            ),
        ));
    }
    // A copy is looked at, since what was backed up may lie where nothing can be written; before
    // anything else, since half a restored folder helps nobody.
    let part = data.join("criba.db.part");
    fs::copy(src.join("criba.db"), &part).attempted(|| unrestored(Path::new("criba.db")))?;
    let house = House::open(&part)?;
    let rows = house.workspaces()?;
    drop(house);
    for row in &rows {
        let file = src.join("workspaces").join(format!("{}.db", row.id));
        if !file.try_exists()? {
            fs::remove_file(&part)?;
            let (file, name) = (file.display(), &row.name);
            return Err(failed(
                format!("a la copia le falta {file}, el espacio «{name}»; no se restauró nada"),
                format!("the backup lacks {file}, the workspace «{name}»; nothing was restored"),
            ));
        }
    }
    let mut count = 0;
    for entry in fs::read_dir(src.join("workspaces"))? {
        let entry = entry?;
        let to = data.join("workspaces").join(entry.file_name());
        // Left by one that was cut short: they are of another file.
        for beside in ["db-wal", "db-shm"].map(|end| to.with_extension(end)) {
            match fs::remove_file(&beside) {
                Err(error) if error.kind() != ErrorKind::NotFound => return Err(error.into()),
                _ => {}
            }
        }
        fs::copy(entry.path(), &to).attempted(|| unrestored(&entry.path()))?;
        if let Some(id) = entry.path().file_stem() {
            let lists = |folder: &Path| folder.join("uploads").join(id);
            copy_lists(&lists(src), &lists(data))?;
        }
        count += 1;
    }
    // Before anybody can open what is restored: whoever was erased since is erased again.
    let told = erasure::gather(data, src)?;
    let mut erased = 0;
    for row in &rows {
        erased += erasure::apply(&folder.workspace(row.id), row.id, &told, &Clock::System)?;
    }
    erasure::restored(data, &told)?;
    let mut house = House::open(&part)?;
    house.mails_restored(RESTORED)?;
    for contact in told.iter().flat_map(|line| line.contacts.iter().chain([&line.contact])) {
        house.forget_mails(*contact)?;
    }
    drop(house);
    // Last, and once all else is surely on disk: a folder without it is an empty one, and may be
    // restored again.
    store::sync::copy(data).attempted(|| unrestored(data))?;
    fs::rename(&part, folder.house()).attempted(|| unrestored(Path::new("criba.db")))?;
    store::sync::copy(data).attempted(|| unrestored(data))?;
    drop(folder);
    output.result(&format!("{}: {}\n", data.display(), spoken(workspaces(count))))?;
    if erased > 0 {
        let (es, en) = ("persona se borró", "personas se borraron");
        let told = Said::new(
            format!("{} otra vez, como se pidió", counted(erased as u64, es, en)),
            format!(
                "{} erased again, as was asked",
                counted(erased as u64, "person was", "people were")
            ),
        );
        output.result(&format!("{}\n", spoken(told)))?;
    }
    doctor(data, Shape::Table, output)
}

fn unrestored(file: &Path) -> Said {
    let file = file.display();
    Said::new(format!("no se pudo restaurar {file}"), format!("could not restore {file}"))
}

/// `criba migrate`: opening every database brings it up to this release.
///
/// # Errors
///
/// A database was written by a newer release.
pub(crate) fn migrate(data: &Path, output: &mut Output) -> anyhow::Result<ExitCode> {
    super::holds_data(data)?;
    let criba = Criba::open(data, Clock::System, Limits::default())?;
    let rows = criba.house().workspaces()?;
    for row in &rows {
        criba.workspace(row.id)?;
    }
    let Said { es, en } = workspaces(rows.len() as u64);
    let told = spoken(Said::new(format!("{es}, al día"), format!("{en}, up to date")));
    output.result(&format!("{}: {told}\n", data.display()))?;
    Ok(output.finish()?)
}
