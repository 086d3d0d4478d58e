//! `kill -9` while events, forms and lists come in: everything acknowledged is there afterwards, and
//! nothing of it twice, though clients send again what they got no answer to.

use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use anyhow::bail;

use super::chance::Chance;
use super::clients::clients;
use super::table::Row;
use super::told::Told;
use super::world::{Server, World};
use crate::run::{instant, pause};

/// Kills that one data folder goes through, so that reading its log stays quick.
const KILLS_A_LIFE: u64 = 10;
/// Answers after which one is killed, at most.
const ANSWERS_MAX: u64 = 60;
/// The longest that so many answers are waited for.
const WAIT_MAX: Duration = Duration::from_secs(20);

/// Kills a server so many times.
///
/// # Errors
///
/// It does not serve, or something is wrong with its folder.
pub(super) fn run(world: &World, folder: &Path, kills: u64) -> anyhow::Result<Row> {
    let began = instant();
    let mut row = Row::of("kill -9 during events, forms and lists");
    let answered = AtomicU64::new(0);
    for life in 0..kills.div_ceil(KILLS_A_LIFE) {
        let world = world.again(&folder.join(format!("life-{life}")))?;
        let mut chance = Chance::of(life);
        let told = Told::default();
        let mut all = clients();
        let mut kill = 0;
        while kill < KILLS_A_LIFE.min(kills - life * KILLS_A_LIFE) {
            // Now and then the restart itself is killed before anybody looks.
            if chance.one_in(5) {
                let mut server = world.serve(None)?;
                spin(chance.below(20_000_000));
                server.kill()?;
            }
            let mut server = world.serve(None)?;
            let stop = AtomicBool::new(false);
            let enough = answered.load(Ordering::Relaxed) + 1 + chance.below(ANSWERS_MAX);
            std::thread::scope(|scope| {
                for client in &mut all {
                    let (world, host, told) = (&world, server.host.clone(), &told);
                    let (stop, answered) = (&stop, &answered);
                    scope.spawn(move || client.tell(world, &host, told, stop, answered));
                }
                let killed = killed(&mut server, &mut chance, &answered, enough);
                stop.store(true, Ordering::Relaxed);
                killed
            })?;
            kill += 1;
            // Who opens the folder next makes good what the kill cut short.
            let compared = told.compare(&world.log()?, world.leaves, u64::MAX, &[]);
            row.compare(&format!("life {life}, kill {kill}"), &compared);
        }
        examined(&world)?;
        row.acknowledged += told.count();
        row.faults += kill;
        if row.is_well() {
            std::fs::remove_dir_all(&world.at)?;
        }
    }
    row.took = began.elapsed();
    let rate = answered.load(Ordering::Relaxed) as f64 / row.took.as_secs_f64();
    row.load = format!("6 clients, {rate:.0} requests/s");
    Ok(row)
}

/// Kills a server once so many requests were answered, or somewhere after.
fn killed(
    server: &mut Server,
    chance: &mut Chance,
    answered: &AtomicU64,
    enough: u64,
) -> anyhow::Result<()> {
    let began = instant();
    while answered.load(Ordering::Relaxed) < enough {
        if let Some(status) = server.ended()? {
            bail!("the server ended by itself: {status}");
        }
        if began.elapsed() > WAIT_MAX {
            server.kill()?;
            bail!("the server answers nothing any more");
        }
        pause(Duration::from_micros(200));
    }
    // From just after an answer to somewhere inside what comes next.
    spin(chance.below(20_000_000));
    server.kill()
}

/// Waits for less than the system's clock can tell apart.
fn spin(nanoseconds: u64) {
    let began = instant();
    while began.elapsed() < Duration::from_nanos(nanoseconds) {
        std::hint::spin_loop();
    }
}

/// Fails where a contact is not what its events come to.
///
/// # Errors
///
/// One is not.
pub(super) fn examined(world: &World) -> anyhow::Result<()> {
    world.run(&["doctor"])?;
    Ok(())
}
