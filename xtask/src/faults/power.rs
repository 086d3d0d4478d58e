//! Power cuts: a server takes events, forms and lists while everything that it does to its files is
//! written down, and afterwards the disk is made anew as a cut at any of these calls leaves it.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use anyhow::bail;

use super::chance::Chance;
use super::clients::{clients, is_taken};
use super::disk::{Cut, Disk};
use super::http::ask;
use super::journal::{self, Did, Record};
use super::shim::Shim;
use super::table::Row;
use super::told::{Compared, Sent, Told};
use super::world::{World, copy};
use crate::run::{instant, pause, tell};

/// How long clients tell before they rest, and how often: a server at rest moves its log.
const TELLS: Duration = Duration::from_millis(300);
const RESTS: Duration = Duration::from_millis(200);
/// Images that are looked at side by side: most of it is waiting.
const AT_ONCE: usize = 3;

/// Cuts the power at so many points, over lives of so many rests each.
///
/// # Errors
///
/// The server does not serve, or an image cannot be made.
pub(super) fn run(
    world: &World,
    library: &Path,
    folder: &Path,
    points: usize,
) -> anyhow::Result<Row> {
    let began = instant();
    let mut row = Row::of("power cuts: unsynced writes lost, torn, reordered");
    let lives = points.div_ceil(POINTS_A_LIFE);
    let mut requests = 0;
    let mut serving = Duration::ZERO;
    for life in 0..lives {
        let world = world.again(&folder.join(format!("power-{life}")))?;
        let before = world.at.join("before");
        copy(&world.data(), &before)?;
        let told = Told::default();
        let lived = live(&world, library, &told)?;
        requests += lived.requests;
        serving += lived.took;
        let cuts = points / lives + usize::from(life < points % lives);
        let trial = Trial { world: &world, told: &told, records: &lived.records, life };
        if life == 0 && !trial.notices(&before)? {
            row.problem("a disk that never made sure of anything goes unnoticed".to_owned());
        }
        let found = trial.cut(&before, cuts)?;
        row.faults += cuts as u64;
        row.acknowledged += told.count();
        row.compare(&format!("life {life}"), &found.compared);
        found.problems.into_iter().for_each(|said| row.problem(said));
        if row.is_well() {
            fs::remove_dir_all(&world.at)?;
        }
    }
    row.took = began.elapsed();
    row.load = format!("6 clients, {:.0} requests/s", requests as f64 / serving.as_secs_f64());
    Ok(row)
}

/// Cuts that are tried on what one server did.
const POINTS_A_LIFE: usize = 250;
/// Of so many images one is served again, with clients that send again, and examined.
const SERVED: usize = 10;
/// How long one who sends again is turned away at most.
const AGAIN_MAX: Duration = Duration::from_secs(20);
/// Rests of a life.
const RESTS_A_LIFE: usize = 4;

/// What a server did to its files.
struct Lived {
    records: Vec<Record>,
    requests: u64,
    took: Duration,
}

/// Has a server live with its clients; killed and started again half way.
fn live(world: &World, library: &Path, told: &Told) -> anyhow::Result<Lived> {
    let journal = world.at.join("journal");
    let shim = Shim::of(library, &world.at, Some(journal.clone()))?;
    let (mut all, answered) = (clients(), AtomicU64::new(0));
    let began = instant();
    for _ in 0..2 {
        let mut server = world.serve(Some(&shim))?;
        for _ in 0..RESTS_A_LIFE / 2 {
            let stop = AtomicBool::new(false);
            std::thread::scope(|scope| {
                for client in &mut all {
                    let (host, stop, answered) = (&server.host, &stop, &answered);
                    scope.spawn(move || client.tell(world, host, told, stop, answered));
                }
                pause(TELLS);
                stop.store(true, Ordering::Relaxed);
            });
            pause(RESTS);
        }
        server.kill()?;
    }
    let took = began.elapsed();
    Ok(Lived { records: journal::read(&journal)?, requests: answered.into_inner(), took })
}

/// Everything that is cut out of one life.
struct Trial<'a> {
    world: &'a World,
    told: &'a Told,
    records: &'a [Record],
    life: usize,
}

/// A point at which the power was cut.
struct Image {
    /// Where its data folder lies.
    at: PathBuf,
    /// The call that was not made any more, and its moment.
    call: usize,
    moment: u64,
    cut: Cut,
    is_served: bool,
}

#[derive(Default)]
struct Found {
    compared: Compared,
    problems: Vec<String>,
}

impl Trial<'_> {
    fn cut(&self, before: &Path, cuts: usize) -> anyhow::Result<Found> {
        let mut chance = Chance::of(self.life as u64 + 1_000);
        let count = self.records.len() as u64;
        let mut points: Vec<u64> = (0..cuts).map(|_| 1 + chance.below(count - 1)).collect();
        points.sort_unstable();
        let found = Mutex::new(Found::default());
        let (send, images) = std::sync::mpsc::sync_channel::<Image>(AT_ONCE);
        let images = Mutex::new(images);
        std::thread::scope(|scope| {
            let looking: Vec<_> = (0..AT_ONCE)
                .map(|_| {
                    scope.spawn(|| {
                        loop {
                            let next = images.lock().map(|images| images.recv());
                            let Ok(Ok(image)) = next else { return };
                            let seen = self.look(&image);
                            let Ok(mut found) = found.lock() else { return };
                            match seen {
                                Ok(compared) => found.compared.add(compared),
                                Err(error) => found.problems.push(format!("{error:#}")),
                            }
                        }
                    })
                })
                .collect();
            let made = self.make(before, &points, &mut chance, &|image| Ok(send.send(image)?));
            drop(send);
            looking.into_iter().for_each(|thread| drop(thread.join()));
            made
        })?;
        Ok(found.into_inner().unwrap_or_default())
    }

    /// Whether it is noticed that a disk only ever said that it had made sure.
    fn notices(&self, before: &Path) -> anyhow::Result<bool> {
        let mut disk = Disk::with(before)?;
        let said = self.records.iter().map(|record| &record.did);
        said.filter(|did| !matches!(did, Did::Synced { .. })).for_each(|did| disk.does(did));
        let world = World { at: images(&self.world.at).join("liar"), ..self.world.clone() };
        disk.cut(Cut::Nothing, &mut Chance::of(0), &world.data())?;
        let compared = self.told.compare(&world.log()?, world.leaves, u64::MAX, &[]);
        fs::remove_dir_all(&world.at)?;
        Ok(!compared.lost.is_empty())
    }

    /// Goes through the calls, and makes an image at each point.
    fn make(
        &self,
        before: &Path,
        points: &[u64],
        chance: &mut Chance,
        take: &dyn Fn(Image) -> anyhow::Result<()>,
    ) -> anyhow::Result<()> {
        let mut disk = Disk::with(before)?;
        let mut points = (0_usize..).zip(points).peekable();
        for (call, record) in self.records.iter().enumerate() {
            while let Some((index, _)) = points.next_if(|(_, point)| **point == call as u64) {
                let cut = Cut::ALL.get(index % Cut::ALL.len()).copied().unwrap_or(Cut::Torn);
                let at = images(&self.world.at).join(format!("{}-{index}", self.life));
                disk.cut(cut, chance, &at.join("data"))?;
                // One more than a multiple, so that every kind of cut has its turn.
                let is_served = index % (SERVED + 1) == 0;
                take(Image { at, call, moment: record.at, cut, is_served })?;
            }
            disk.does(&record.did);
        }
        Ok(())
    }

    /// Opens an image as whoever turns the machine on again does, and compares.
    fn look(&self, image: &Image) -> anyhow::Result<Compared> {
        let world = World { at: image.at.clone(), ..self.world.clone() };
        let mut again: Vec<Sent> = Vec::new();
        if image.is_served {
            again = self.told.waiting(image.moment);
            let server = world.serve(None)?;
            again.iter().try_for_each(|sent| send_again(&server.host, sent))?;
            drop(server);
            world.run(&["doctor"])?;
        }
        let compared = self.told.compare(&world.log()?, world.leaves, image.moment, &again);
        if compared.lost.is_empty() && compared.doubled.is_empty() {
            fs::remove_dir_all(&world.at)?;
        } else {
            let (call, cut, at) = (image.call, image.cut, world.at.display());
            let (lost, doubled) = (compared.lost.len(), compared.doubled.len());
            tell(&format!(
                "cut before call {call} ({cut:?}): {lost} lost, {doubled} doubled; {at}"
            ));
        }
        Ok(compared)
    }
}

/// Sends what has no answer once more, until it is taken.
fn send_again(host: &str, sent: &Sent) -> anyhow::Result<()> {
    let began = instant();
    loop {
        let answer = ask(host, &sent.request)?;
        if is_taken(&answer) {
            return Ok(());
        }
        if began.elapsed() > AGAIN_MAX {
            bail!("{} is never taken: {} {}", sent.request.path, answer.status, answer.body);
        }
        pause(Duration::from_millis(20));
    }
}

/// Where images are made: in memory where the system has a folder there.
fn images(or: &Path) -> PathBuf {
    let memory = Path::new("/dev/shm");
    if memory.is_dir() { memory.join("criba-faults") } else { or.join("images") }
}
