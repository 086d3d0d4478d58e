//! One workspace's file is damaged: its workspace answers that it is, everything that looks says
//! what to do, its file stays as it was found, and the others are served as before.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context;

use super::chance::Chance;
use super::clients::is_taken;
use super::http::{Request, ask};
use super::table::Row;
use super::world::World;
use crate::run::instant;

/// The other workspace.
const WHOLE: &str = "Whole";
/// Bytes of a page of a database.
const A_PAGE: usize = 4_096;

/// How a file is damaged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Damage {
    /// Its beginning is something else.
    Head,
    /// Only its beginning is left.
    Cut,
    /// Nothing is left of it.
    Empty,
    /// Everything but its beginning is something else.
    Pages,
    /// It is damaged so while the server runs.
    Meanwhile,
}

const ALL: [Damage; 5] =
    [Damage::Head, Damage::Cut, Damage::Empty, Damage::Pages, Damage::Meanwhile];

/// Damages a workspace's file in each way.
///
/// # Errors
///
/// The server does not serve.
pub(super) fn run(world: &World, folder: &Path) -> anyhow::Result<Row> {
    let began = instant();
    let mut row = Row::of("one workspace's file is damaged");
    row.load = "one client a workspace".to_owned();
    for damage in ALL {
        let world = world.again(&folder.join(format!("damaged-{damage:?}")))?;
        world.run(&["workspace", "add", WHOLE, "--country", "ES"])?;
        let words = ["key", "add", "--workspace", WHOLE, "--kind", "source", "--name", "whole"];
        let whole = world.run(&words)?.trim().to_owned();
        tried(&world, &whole, damage, &mut row)?;
        row.faults += 1;
        if row.is_well() {
            fs::remove_dir_all(&world.at)?;
        }
    }
    row.took = began.elapsed();
    Ok(row)
}

fn tried(world: &World, whole: &str, damage: Damage, row: &mut Row) -> anyhow::Result<()> {
    let mut server = world.serve(None)?;
    for number in 0..20 {
        let told = ask(&server.host, &event(&world.source, &format!("before-{number}")))?;
        row.acknowledged += usize::from(is_taken(&told));
    }
    if damage != Damage::Meanwhile {
        server.kill()?;
        // Closed well: what its log holds is in the file.
        world.run(&["doctor"])?;
    }
    let file = file(world)?;
    spoil(&file, damage)?;
    if damage != Damage::Meanwhile {
        server = world.serve(None)?;
    }
    let mut wrong = |said: String| row.problem(format!("{damage:?}: {said}"));
    let refuses =
        |answer: &super::http::Answer| answer.status == 503 && answer.body.contains("criba doctor");
    // What reads finds it out where nobody did before; from then on all are told.
    let contacts = Request::get("/api/v1/contacts").with("Authorization", &world.bearer());
    for _ in 0..20 {
        ask(&server.host, &event(&world.source, "found-out"))?;
        ask(&server.host, &contacts)?;
    }
    let found = fs::read(&file)?;
    for number in 0..3 {
        let told = ask(&server.host, &event(&world.source, &format!("after-{number}")))?;
        if !refuses(&told) || told.header("retry-after").is_none() {
            wrong(format!("/v1/track answers {} {}", told.status, told.body));
        }
        let asked = ask(&server.host, &contacts)?;
        if !refuses(&asked) {
            wrong(format!("the API answers {} {}", asked.status, asked.body));
        }
        let form = ask(&server.host, &Request::get(&world.form))?;
        if form.status != 503 {
            wrong(format!("the form answers {}", form.status));
        }
        let other = ask(&server.host, &event(whole, &format!("other-{number}")))?;
        if !is_taken(&other) {
            wrong(format!("the other workspace answers {} {}", other.status, other.body));
        }
    }
    row.acknowledged += 3;
    let well = ask(&server.host, &Request::get("/salud"))?;
    drop(server);
    let mut wrong = |said: String| row.problem(format!("{damage:?}: {said}"));
    if well.status != 200 {
        wrong(format!("/salud answers {}", well.status));
    }
    match world.run(&["doctor"]) {
        Ok(said) => wrong(format!("doctor says that all is well: {said}")),
        Err(said) if format!("{said:#}").contains(&*file.to_string_lossy()) => {}
        Err(said) => wrong(format!("doctor does not say which file it is: {said:#}")),
    }
    if fs::read(&file)? != found {
        wrong("its file was written again".to_owned());
    }
    let words = ["export", "--workspace", WHOLE, "--what", "events", "--format", "json"];
    let log = world.run(&words)?;
    row.lost += (0..3).filter(|number| !log.contains(&format!("other-{number}"))).count();
    Ok(())
}

fn event(key: &str, id: &str) -> Request {
    let event = format!(
        "{{\"writeKey\":\"{key}\",\"messageId\":\"{id}\",\"event\":\"page\",\"userId\":\"u\"}}"
    );
    Request::post("/v1/track", event)
}

/// The file of the workspace that is damaged: the older of the two, by its id.
fn file(world: &World) -> anyhow::Result<PathBuf> {
    let entries = fs::read_dir(world.data().join("workspaces"))?;
    let mut files: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.retain(|file| file.extension().is_some_and(|end| end == "db"));
    files.sort();
    files.into_iter().next().context("there is no workspace")
}

fn spoil(file: &Path, damage: Damage) -> anyhow::Result<()> {
    let mut bytes = fs::read(file)?;
    let mut chance = Chance::of(7);
    let half = bytes.len() / 2 / A_PAGE * A_PAGE;
    let spoilt = match damage {
        Damage::Head => 0..A_PAGE,
        Damage::Pages | Damage::Meanwhile => A_PAGE..bytes.len(),
        Damage::Cut | Damage::Empty => 0..0,
    };
    for byte in bytes.get_mut(spoilt).into_iter().flatten() {
        *byte = u8::try_from(chance.below(256))?;
    }
    match damage {
        Damage::Cut => bytes.truncate(half),
        Damage::Empty => bytes.clear(),
        _ => {}
    }
    if damage == Damage::Meanwhile {
        // Over what is there: the server has it open.
        use std::os::unix::fs::FileExt as _;
        fs::File::options().write(true).open(file)?.write_all_at(&bytes, 0)?;
        return Ok(());
    }
    fs::write(file, bytes)?;
    Ok(())
}
