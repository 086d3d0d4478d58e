#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]
//! Invariant I5 under `kill -9`: what a client wrote down as acknowledged is there after every
//! restart, nothing of it twice, and every contact is what its events come to.
//!
//! A client in a process of its own (this test's binary, run again) brings lists in and logs the
//! outcomes of calls at the same time, and writes a line down for each acknowledgement. It is
//! killed after a number of lines or bytes drawn by chance; what had been written by then is all
//! that the oracle knows. What this does not try is a power cut: the disk keeps what it was given.

mod chance;
mod client;
mod lists;
mod oracle;
mod written;

use std::io::Read as _;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use chance::{Chance, Moment};
use client::{FOLDER, SEED, Task};
use oracle::Life;
use written::Written;

/// Kills, at CI's size and at full size.
const KILLS: (usize, usize) = (60, 1_000);
/// Kills that one data folder goes through, so that looking at all of it stays quick.
const KILLS_A_LIFE: usize = 10;

#[test]
fn i5_nothing_acknowledged_is_lost_or_doubled_by_kill_9() {
    let is_full = std::env::var_os("CRIBA_FULL").is_some();
    let kills = if is_full { KILLS.1 } else { KILLS.0 };
    let (mut acknowledged, mut unfinished) = (0, 0);
    for seed in 0..kills.div_ceil(KILLS_A_LIFE) {
        let mut chance = Chance::new(seed);
        let life = Life::begin(seed);
        let mut written = Written::default();
        let mut killed = 0;
        while killed < KILLS_A_LIFE {
            // Now and then the restart itself is killed before anybody looks.
            for _ in 0..=usize::from(chance.below(4) == 0) {
                let text = killed_at(&mut run(&life, &written, seed), &mut chance);
                written.read(&text);
                killed += 1;
            }
            unfinished += life.holds(&written, &format!("seed {seed}, kill {killed}"));
        }
        acknowledged += written.count();
    }
    println!("{kills} kills: {acknowledged} acknowledged, {unfinished} lists cut off half way");
    assert!(acknowledged > kills, "the kills left the client time to do something");
    assert!(unfinished > 0, "some kills cut a list off half way");
}

/// The client: killed where the test above runs it, and held to what it wrote down where it ends
/// by itself.
#[test]
fn what_a_client_wrote_down_holds() {
    if let Some(task) = Task::given() {
        return client::work(&task, client::FOR_EVER, std::io::stdout());
    }
    let life = Life::begin(0);
    let mut written = Written::default();
    for _ in 0..2 {
        let mut text: Vec<u8> = Vec::new();
        client::work(&task(&life, &written), 5, &mut text);
        written.read(&text);
        life.holds(&written, "a client that nobody killed");
    }
    assert!(written.count() >= 2 * 5);
}

fn task(life: &Life, written: &Written) -> Task {
    // The last of each is told again: whether it came through before must make no difference.
    Task { folder: life.folder().to_owned(), list: written.list(), call: written.call() }
}

fn run(life: &Life, written: &Written, seed: usize) -> Child {
    let Task { folder, list, call } = task(life, written);
    Command::new(std::env::current_exe().unwrap())
        .args(["what_a_client_wrote_down_holds", "--exact", "--nocapture"])
        .env(FOLDER, Path::new(&folder))
        .env(client::LIST, list.to_string())
        .env(client::CALL, call.to_string())
        .env(SEED, seed.to_string())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap()
}

/// Kills a client at a moment drawn by chance; everything that it had written by then.
fn killed_at(child: &mut Child, chance: &mut Chance) -> Vec<u8> {
    let moment = Moment::draw(chance);
    let mut pipe = child.stdout.take().unwrap();
    let mut text: Vec<u8> = Vec::new();
    let mut some = [0u8; 64];
    while !moment.has_come(&text) {
        match pipe.read(&mut some).unwrap() {
            0 => panic!("the client ended by itself: {}", String::from_utf8_lossy(&text)),
            read => text.extend_from_slice(&some[..read]),
        }
    }
    // From just after an answer to somewhere inside what comes next.
    for _ in 0..chance.below(400_000) {
        std::hint::spin_loop();
    }
    child.kill().unwrap();
    child.wait().unwrap();
    pipe.read_to_end(&mut text).unwrap();
    text
}
