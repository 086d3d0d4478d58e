//! A disk that is full, that does not write, and that does not make sure of what it wrote.

use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use super::chance::Chance;
use super::clients::{Client, clients};
use super::disk::{Cut, Disk};
use super::http::{Request, ask};
use super::journal;
use super::kills::examined;
use super::shim::{Errno, Shim};
use super::table::Row;
use super::told::Told;
use super::world::{Server, World, copy};
use crate::run::{instant, pause};

/// How long clients tell before anything goes wrong.
const TELLS: Duration = Duration::from_millis(150);
/// How long the disk takes nothing.
const REFUSES: Duration = Duration::from_millis(400);
/// The longest that a server may take until it goes on, or ends.
const TAKES_MAX: Duration = Duration::from_secs(15);
/// Writes that may pass before the first that fails.
const PASS: u64 = 12;

/// Has the disk refuse writes so many times: nothing is acknowledged that it did not take, what is
/// asked is still answered, and once it takes them again everything goes on by itself.
///
/// # Errors
///
/// The server does not serve, or something is wrong with its folder.
pub(super) fn refuses(
    world: &World,
    library: &Path,
    folder: &Path,
    times: u64,
    errno: Errno,
) -> anyhow::Result<Row> {
    let began = instant();
    let is_full = errno == Errno::Full;
    let mut row = Row::of(if is_full { "disk full" } else { "writes fail (EIO)" });
    let world = world.again(&folder.join(if is_full { "full" } else { "unwritten" }))?;
    let shim = Shim::of(library, &world.at, None)?;
    let told = Told::default();
    let answered = AtomicU64::new(0);
    let mut all = clients();
    let mut chance = Chance::of(errno as u64);
    let mut server = world.serve(Some(&shim))?;
    for time in 0..times {
        let stop = AtomicBool::new(false);
        std::thread::scope(|scope| {
            for client in &mut all {
                let (world, host, told) = (&world, &server.host, &told);
                let (stop, answered) = (&stop, &answered);
                scope.spawn(move || client.tell(world, host, told, stop, answered));
            }
            pause(TELLS);
            // Every second time it is one write that fails, as on a disk that is about to.
            let count = if time % 2 == 0 { u64::MAX } else { 1 + chance.below(3) };
            let refused = shim.fail_writes(errno, chance.below(PASS), count).and_then(|()| {
                pause(REFUSES);
                still_answers(&world, &server, &mut row, is_full && count == u64::MAX);
                shim.heal()
            });
            let before = answered.load(Ordering::Relaxed);
            let goes_on = instant();
            while answered.load(Ordering::Relaxed) < before + all_doors() {
                if goes_on.elapsed() > TAKES_MAX {
                    row.problem(format!("time {time}: nothing goes on once the disk takes it"));
                    break;
                }
                pause(Duration::from_millis(2));
            }
            stop.store(true, Ordering::Relaxed);
            refused
        })?;
        row.faults += 1;
        if let Some(status) = server.ended()? {
            row.problem(format!("time {time}: the server ended: {status}"));
            server = world.serve(Some(&shim))?;
        }
    }
    server.kill()?;
    for (said, count) in told.refusals() {
        let is_well = said.ends_with("with Retry-After") || said.contains(": 409 ");
        if is_full && !is_well {
            row.problem(format!("{said} ({count} times)"));
        }
    }
    row.compare("afterwards", &told.compare(&world.log()?, world.leaves, u64::MAX, &[]));
    examined(&world)?;
    finish(&mut row, &told, &world, answered, began.elapsed())?;
    Ok(row)
}

/// Answers after which every door has taken something, as good as surely.
fn all_doors() -> u64 {
    12
}

/// What is asked while the disk takes nothing.
fn still_answers(world: &World, server: &Server, row: &mut Row, must_refuse: bool) {
    let bearer = world.bearer();
    let asked = [
        Request::get("/api/v1/contacts").with("Authorization", &bearer),
        // It is noted when a key is used first, which the disk does not take.
        Request::get("/api/v1/imports").with("Authorization", &format!("Bearer {}", world.unused)),
        Request::get(&world.form),
    ];
    for request in asked {
        match ask(&server.host, &request) {
            Ok(answer) if answer.status == 200 => {}
            Ok(answer) => row.problem(format!("{} answers {}", request.path, answer.status)),
            Err(error) => row.problem(format!("{} answers nothing: {error}", request.path)),
        }
    }
    let told = format!("{{\"writeKey\":\"{}\",\"userId\":\"u\",\"event\":\"page\"}}", world.source);
    let told = Request::post("/v1/track", told);
    match ask(&server.host, &told) {
        Ok(answer) if must_refuse && !matches!(answer.status, 503 | 507) => {
            row.problem(format!("a full disk is answered {}", answer.status));
        }
        Ok(_) => {}
        Err(error) => row.problem(format!("/v1/track answers nothing: {error}")),
    }
}

/// Has the disk fail, so many times, to make sure of what it wrote, and forget it: the server ends,
/// and what it had acknowledged by then is there without it.
///
/// # Errors
///
/// The server does not serve, or something is wrong with its folder.
pub(super) fn forgets(
    world: &World,
    library: &Path,
    folder: &Path,
    times: u64,
) -> anyhow::Result<Row> {
    let began = instant();
    let mut row = Row::of("fsync fails (EIO) and the disk forgets");
    let world = world.again(&folder.join("forgotten"))?;
    let told = Told::default();
    let answered = AtomicU64::new(0);
    let mut all = clients();
    let mut chance = Chance::of(5);
    for time in 0..times {
        let (before, journal) = (world.at.join("before"), world.at.join("journal"));
        remove(&before)?;
        fs::remove_file(&journal).ok();
        copy(&world.data(), &before)?;
        let shim = Shim::of(library, &world.at, Some(journal.clone()))?;
        let mut server = world.serve(Some(&shim))?;
        let skip = chance.below(30);
        if !ends(&world, &mut server, &mut all, (&told, &answered), || {
            shim.fail_syncs(Errno::Io, skip, 1)
        })? {
            row.problem(format!("time {time}: the server goes on after fsync failed"));
            server.kill()?;
        }
        // What was not made sure is gone.
        let mut disk = Disk::with(&before)?;
        journal::read(&journal)?.iter().for_each(|record| disk.does(&record.did));
        disk.cut(Cut::Nothing, &mut chance, &world.data())?;
        let compared = told.compare(&world.log()?, world.leaves, u64::MAX, &[]);
        row.compare(&format!("time {time}"), &compared);
        row.faults += 1;
    }
    examined(&world)?;
    finish(&mut row, &told, &world, answered, began.elapsed())?;
    Ok(row)
}

/// Has clients tell until a server has ended by itself; whether it does.
fn ends(
    world: &World,
    server: &mut Server,
    all: &mut [Client],
    (told, answered): (&Told, &AtomicU64),
    fails: impl FnOnce() -> anyhow::Result<()>,
) -> anyhow::Result<bool> {
    let stop = AtomicBool::new(false);
    let host = server.host.clone();
    std::thread::scope(|scope| {
        for client in all {
            let (host, stop) = (&host, &stop);
            scope.spawn(move || client.tell(world, host, told, stop, answered));
        }
        pause(TELLS);
        let failed = fails();
        let began = instant();
        let mut has_ended = false;
        while failed.is_ok() && !has_ended && began.elapsed() < TAKES_MAX {
            has_ended = server.ended()?.is_some();
            pause(Duration::from_millis(2));
        }
        stop.store(true, Ordering::Relaxed);
        failed.map(|()| has_ended)
    })
}

fn finish(
    row: &mut Row,
    told: &Told,
    world: &World,
    answered: AtomicU64,
    took: Duration,
) -> anyhow::Result<()> {
    row.acknowledged = told.count();
    row.took = took;
    let rate = answered.into_inner() as f64 / took.as_secs_f64();
    row.load = format!("6 clients, {rate:.0} requests/s");
    if row.is_well() {
        remove(&world.at)?;
    }
    Ok(())
}

fn remove(folder: &Path) -> anyhow::Result<()> {
    if folder.try_exists()? {
        fs::remove_dir_all(folder)?;
    }
    Ok(())
}
