//! Ten times the load that a server takes, beside hundreds of clients that hold connections and say
//! next to nothing: what is let in is answered soon, the rest is told when to come again, and what
//! was acknowledged is counted once.

use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use anyhow::{Context, bail};

use super::http::{Connection, Request, ask};
use super::slow;
use super::table::Row;
use super::world::World;
use crate::run::{instant, pause};

/// Events of a request.
const A_BATCH: u64 = 50;
/// Connections while it is found out what a server takes, and how long that is.
const MEASURING: u64 = 8;
const MEASURED: Duration = Duration::from_secs(3);
/// Connections of the load, and how many times what is taken it is.
const LOADING: u64 = 96;
const TIMES: u64 = 10;
/// The 99th percentile of what is let in. A machine that is busy with other things has three times
/// what it takes at the load that it holds, where that is more.
const ACCEPTED_MAX: Duration = Duration::from_millis(500);
const BUSY_TIMES: u32 = 3;

/// What was answered to load.
#[derive(Debug, Default)]
struct Answered {
    /// How long each that was taken took.
    took: Vec<Duration>,
    refused: u64,
    /// Of those, the ones that were not told when to come again.
    wrong: u64,
}

/// Overloads a server for so long.
///
/// # Errors
///
/// The server does not serve.
pub(super) fn run(world: &World, folder: &Path, lasts: Duration) -> anyhow::Result<[Row; 2]> {
    let began = instant();
    let mut row = Row::of("10 × overload");
    let world = world.again(&folder.join("overload"))?;
    let server = world.serve(None)?;
    let next = AtomicU64::new(0);
    let load = Load { world: &world, host: &server.host, next: &next };
    let measured = load.bring(MEASURING, None, MEASURED)?;
    let capacity = measured.took.len() as f64 * A_BATCH as f64 / MEASURED.as_secs_f64();
    let every = Duration::from_secs_f64((LOADING * A_BATCH) as f64 / (TIMES as f64 * capacity));
    let is_over = AtomicBool::new(false);
    let (answered, slow) = std::thread::scope(|scope| {
        let slow = scope.spawn(|| slow::run(&world, &server.host, &is_over));
        let answered = load.bring(LOADING, Some(every), lasts);
        is_over.store(true, Ordering::Relaxed);
        let slow = slow.join().map_err(|_| anyhow::anyhow!("the slow clients failed"))?;
        anyhow::Ok((answered?, slow?))
    })?;
    let (slowest, at_ease) = (slowest(&answered.took)?, slowest(&measured.took)?);
    let most = ACCEPTED_MAX.max(at_ease * BUSY_TIMES);
    let count = answered.took.len();
    row.acknowledged = (measured.took.len() + count) * usize::try_from(A_BATCH)?;
    row.faults = answered.refused;
    row.load = format!(
        "{TIMES} × {capacity:.0} events/s for {} s: {:.0} taken, p99 {} ms",
        lasts.as_secs(),
        count as f64 * A_BATCH as f64 / lasts.as_secs_f64(),
        slowest.as_millis()
    );
    if slowest > most {
        row.problem(format!(
            "what was let in took {} ms at the 99th percentile",
            slowest.as_millis()
        ));
    }
    if answered.refused == 0 {
        row.problem("the load was no overload: nothing was turned away".to_owned());
    }
    if answered.wrong > 0 {
        row.problem(format!(
            "{} were turned away with no word of when to come again",
            answered.wrong
        ));
    }
    let applied = applied(&server.host)?;
    row.lost = row.acknowledged.saturating_sub(applied);
    row.doubled = applied.saturating_sub(row.acknowledged);
    drop(server);
    row.took = began.elapsed();
    if row.is_well() {
        std::fs::remove_dir_all(&world.at)?;
    }
    Ok([row, slow])
}

/// The 99th percentile of how long something took.
fn slowest(took: &[Duration]) -> anyhow::Result<Duration> {
    let mut took = took.to_vec();
    took.sort_unstable();
    took.get(took.len() * 99 / 100).copied().context("nothing was let in")
}

/// The events that a server says it has taken since it was started.
fn applied(host: &str) -> anyhow::Result<usize> {
    let told = ask(host, &Request::get("/metrics"))?;
    let line = told
        .body
        .lines()
        .find(|line| line.starts_with("criba_events_total") && line.contains("\"applied\""));
    let count = line.and_then(|line| line.rsplit_once(' ')?.1.parse().ok());
    count.with_context(|| format!("the server does not say what it took: {}", told.body))
}

struct Load<'a> {
    world: &'a World,
    host: &'a str,
    /// The next event's number.
    next: &'a AtomicU64,
}

impl Load<'_> {
    /// Sends over so many connections for so long, each at a pace or as fast as it is answered.
    fn bring(
        &self,
        connections: u64,
        every: Option<Duration>,
        lasts: Duration,
    ) -> anyhow::Result<Answered> {
        let all = Mutex::new(Answered::default());
        let began = instant();
        std::thread::scope(|scope| {
            let one = |index: u64| -> anyhow::Result<()> {
                let mut own = Answered::default();
                let mut connection = Connection::open(self.host)?;
                // Each begins at another moment of the pace.
                let mut due =
                    every.unwrap_or_default() * u32::try_from(index)? / u32::try_from(connections)?;
                while began.elapsed() < lasts {
                    if let Some(every) = every {
                        pause(due.saturating_sub(began.elapsed()));
                        due += every;
                    }
                    let request = self.batch();
                    let sent = instant();
                    let answer = connection.ask(&request)?;
                    match answer.status {
                        200 => own.took.push(sent.elapsed()),
                        429 | 503 => {
                            own.refused += 1;
                            own.wrong += u64::from(answer.header("retry-after").is_none());
                        }
                        other => bail!("the load is answered {other}: {}", answer.body),
                    }
                    if answer.header("connection") == Some("close") {
                        connection = Connection::open(self.host)?;
                    }
                }
                let mut all = all.lock().map_err(|_| anyhow::anyhow!("a connection failed"))?;
                all.took.extend(own.took);
                all.refused += own.refused;
                all.wrong += own.wrong;
                Ok(())
            };
            let running: Vec<_> =
                (0..connections).map(|index| scope.spawn(move || one(index))).collect();
            running.into_iter().try_for_each(|thread| {
                thread.join().map_err(|_| anyhow::anyhow!("a connection failed"))?
            })
        })?;
        all.into_inner().map_err(|_| anyhow::anyhow!("a connection failed"))
    }

    fn batch(&self) -> Request {
        let first = self.next.fetch_add(A_BATCH, Ordering::Relaxed);
        let events = (first..first + A_BATCH).map(|number| {
            format!(
                "{{\"type\":\"track\",\"messageId\":\"o-{number}\",\"event\":\"page\",\
                 \"userId\":\"user-{}\",\"properties\":{{\"path\":\"/precios\"}}}}",
                number * 7_919 % 5_000
            )
        });
        let events: Vec<String> = events.collect();
        let key = &self.world.source;
        let body = format!("{{\"writeKey\":\"{key}\",\"batch\":[{}]}}", events.join(","));
        Request::post("/v1/batch", body)
    }
}
