//! Every point between a request and its answer at which the process can end: before, after and half
//! way through each kind of call that it makes on each kind of file, and around the answer itself.
//!
//! Which calls those are is not written down here: a server is watched while it takes what each
//! door lets in, and while it starts.

use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use super::clients::{Client, Door};
use super::journal;
use super::kills::examined;
use super::shim::{Call, How, Shim};
use super::table::Row;
use super::told::Told;
use super::world::{Server, World};
use crate::run::{instant, pause};

/// Requests that are watched.
const WATCHED: u64 = 3;
/// How long a server is watched while it rests: it moves its log then.
const RESTS: Duration = Duration::from_millis(250);
/// How long a server is waited for that answers nothing.
const WAIT_MAX: Duration = Duration::from_secs(10);

/// Ends a server at every point, and has clients send again.
///
/// # Errors
///
/// It does not serve, or something is wrong with its folder.
pub(super) fn run(world: &World, library: &Path, folder: &Path) -> anyhow::Result<Row> {
    let began = instant();
    let mut row = Row::of("every failpoint between request and answer");
    let answered = AtomicU64::new(0);
    for door in [Door::Batch, Door::Form, Door::List] {
        let world = world.again(&folder.join(format!("points-{door:?}")))?;
        let told = Told::default();
        let mut client = Client::new(door, 0);
        let mut trial =
            Trial { world: &world, library, told: &told, client: &mut client, answered: &answered };
        let seen = trial.watch()?;
        for call in seen.into_iter().chain([Call::ANSWER]) {
            for how in [How::Before, How::Half, How::After] {
                if how == How::Half && !call.is_write() {
                    continue;
                }
                if trial.ends_at(call, how)? {
                    row.faults += 1;
                }
                let compared = told.compare(&world.log()?, world.leaves, u64::MAX, &[]);
                row.compare(&format!("{door:?}, {call:?}, {how:?}"), &compared);
            }
        }
        examined(&world)?;
        row.acknowledged += told.count();
        if row.is_well() {
            fs::remove_dir_all(&world.at)?;
        }
    }
    row.took = began.elapsed();
    row.load = "one client a door".to_owned();
    if row.faults < POINTS_MIN {
        row.problem(format!("only {} points were reached", row.faults));
    }
    Ok(row)
}

/// The points that there are at least: fewer are not worth the name.
const POINTS_MIN: u64 = 40;

struct Trial<'a> {
    world: &'a World,
    library: &'a Path,
    told: &'a Told,
    client: &'a mut Client,
    answered: &'a AtomicU64,
}

impl Trial<'_> {
    /// The calls that a server makes while it starts, takes a few requests and rests.
    fn watch(&mut self) -> anyhow::Result<Vec<Call>> {
        let journal = self.world.at.join("journal");
        let shim = Shim::of(self.library, &self.world.at, Some(journal.clone()))?;
        let mut server = self.world.serve(Some(&shim))?;
        self.tell(&mut server)?;
        server.kill()?;
        let calls = journal::calls(&journal::read(&journal)?);
        Ok(calls.into_keys().collect())
    }

    /// Ends a server at a call; whether it came by there.
    fn ends_at(&mut self, call: Call, how: How) -> anyhow::Result<bool> {
        let shim = Shim::of(self.library, &self.world.at, None)?;
        shim.end_at(call, 0, how)?;
        // Some are made while it starts: it says nothing then.
        let Ok(mut server) = self.world.serve(Some(&shim)) else { return Ok(true) };
        let has_ended = self.tell(&mut server)?;
        server.kill()?;
        Ok(has_ended)
    }

    /// Tells a few things and lets the server rest, or until it has ended: whether it has.
    fn tell(&mut self, server: &mut Server) -> anyhow::Result<bool> {
        let stop = AtomicBool::new(false);
        let host = server.host.clone();
        let Trial { world, told, client, answered, .. } = self;
        let enough = answered.load(Ordering::Relaxed) + WATCHED;
        let has_ended = std::thread::scope(|scope| {
            let (world, told, answered, stop) = (*world, *told, *answered, &stop);
            scope.spawn(move || client.tell(world, &host, told, stop, answered));
            let waiting = || answered.load(Ordering::Relaxed) < enough;
            let has_ended = ends(server, WAIT_MAX, &waiting);
            stop.store(true, Ordering::Relaxed);
            has_ended
        })?;
        Ok(has_ended || ends(server, RESTS, &|| true)?)
    }
}

/// Whether a server ends while it is waited for, at most so long.
fn ends(server: &mut Server, most: Duration, waits: &dyn Fn() -> bool) -> anyhow::Result<bool> {
    let began = instant();
    loop {
        if server.ended()?.is_some() {
            return Ok(true);
        }
        if began.elapsed() > most || !waits() {
            return Ok(false);
        }
        pause(Duration::from_millis(1));
    }
}
