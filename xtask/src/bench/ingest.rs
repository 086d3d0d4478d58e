//! What `/v1/*` takes in a second, each request answered once its events are on disk, with all that
//! is done to them: authentication, deduplication, identity, forty scored rules, stages.

use std::process::Command;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use anyhow::{Context, bail};

use super::Size;
use super::measured::{Better, Measured};
use super::process::{example, folder, number, program, word};
use super::server::{Connection, Server};
use crate::run::{instant, pause, tell};

/// Connections that tell of single events.
const SINGLES: usize = 64;
/// Connections that send batches, and the events of each.
const BATCHES: usize = 8;
const A_BATCH: usize = 100;
/// How long whoever was turned away waits: less than is asked for, so that what the server holds
/// is what is measured.
const AGAIN: Duration = Duration::from_millis(20);

/// Single events and batches of a hundred, beside what SQLite can append.
pub(super) fn measure(size: Size) -> anyhow::Result<Vec<Measured>> {
    let (contacts, seconds) = match size {
        Size::Small => (100_000, 10),
        Size::Full => (1_000_000, 60),
    };
    let data = folder()?.join(format!("ingest-{contacts}"));
    if data.try_exists()? {
        std::fs::remove_dir_all(&data)?;
    }
    tell(&format!("telling of {contacts} contacts"));
    let line = example("runtime", "deeds", &[word(&data)?, &contacts.to_string(), "0"])?;
    let rules = number(&line, "rules")?;
    let mut command = Command::new(program());
    command.args(["key", "add", "--workspace", "Bench", "--kind", "source", "--name", "bench"]);
    let key = command.args(["--data", word(&data)?]).output()?;
    let key = String::from_utf8(key.stdout)?.trim().to_owned();
    if key.is_empty() {
        bail!("no key was made");
    }
    let server = Server::start(&data)?;
    let raw = number(&example("store", "append", &[])?, "a_second")?;
    let told = Teller { server: &server, key: &key, contacts, next: AtomicU64::new(0) };
    let batched = told.tell("/v1/batch", BATCHES, A_BATCH, seconds)?;
    let single = told.tell("/v1/track", SINGLES, 1, seconds)?;
    let of = format!("{contacts} contacts, {rules} rules");
    let raw = Some((raw, "appending as many rows of 826 bytes to SQLite, 1,000 a transaction"));
    let rate = |name: String, value: f64, must: f64, aim: f64| Measured {
        name,
        unit: "events/s",
        value,
        must,
        aim,
        raw,
        better: Better::More,
    };
    Ok(vec![
        rate(format!("/v1/batch of {A_BATCH}, {of}"), batched.a_second, 50_000.0, 100_000.0),
        rate(format!("/v1/track, {SINGLES} connections"), single.a_second, 12_000.0, 20_000.0),
        Measured {
            name: format!("/v1/track, {SINGLES} connections, p99"),
            unit: "ms",
            value: single.slow,
            must: 25.0,
            aim: 10.0,
            raw: None,
            better: Better::Less,
        },
    ])
}

/// What was told in a stretch of time.
struct Told {
    a_second: f64,
    /// The 99th percentile of a request, in milliseconds.
    slow: f64,
}

struct Teller<'a> {
    server: &'a Server,
    key: &'a str,
    contacts: u64,
    /// The next event's number.
    next: AtomicU64,
}

impl Teller<'_> {
    /// Tells for so many seconds over so many connections, so many events a request.
    fn tell(
        &self,
        path: &str,
        connections: usize,
        a_request: usize,
        seconds: u64,
    ) -> anyhow::Result<Told> {
        let took: Mutex<Vec<f64>> = Mutex::new(Vec::new());
        let began = instant();
        let until = Duration::from_secs(seconds);
        let done: anyhow::Result<()> = std::thread::scope(|scope| {
            let one = || -> anyhow::Result<()> {
                let mut connection = self.server.connect()?;
                let mut own: Vec<f64> = Vec::new();
                while began.elapsed() < until {
                    let body = self.body(a_request);
                    let asked = instant();
                    if self.post(&mut connection, path, &body)? {
                        own.push(asked.elapsed().as_secs_f64() * 1_000.0);
                    } else {
                        pause(AGAIN);
                    }
                }
                took.lock().map_err(|_| anyhow::anyhow!("a connection failed"))?.extend(own);
                Ok(())
            };
            let running: Vec<_> = (0..connections).map(|_| scope.spawn(one)).collect();
            for thread in running {
                thread.join().map_err(|_| anyhow::anyhow!("a connection failed"))??;
            }
            Ok(())
        });
        done?;
        let elapsed = began.elapsed().as_secs_f64();
        let mut took = took.into_inner().map_err(|_| anyhow::anyhow!("a connection failed"))?;
        took.sort_by(f64::total_cmp);
        let slow = took.get(took.len() * 99 / 100).copied().context("nothing was told")?;
        Ok(Told { a_second: (took.len() * a_request) as f64 / elapsed, slow })
    }

    /// Sends a body; whether it was taken, and not turned away because too much is waiting.
    fn post(&self, connection: &mut Connection, path: &str, body: &str) -> anyhow::Result<bool> {
        let answer = connection.post(path, body)?;
        let status = answer.lines().next().unwrap_or_default();
        match status.get(9..12) {
            Some("200") => Ok(true),
            Some("429" | "503") => Ok(false),
            _ => bail!("{path} answers {status}"),
        }
    }

    fn body(&self, a_request: usize) -> String {
        let key = self.key;
        if a_request == 1 {
            let event = self.event();
            return format!("{{\"writeKey\":\"{key}\",{event}}}");
        }
        let events: Vec<String> =
            (0..a_request).map(|_| format!("{{\"type\":\"track\",{}}}", self.event())).collect();
        format!("{{\"writeKey\":\"{key}\",\"batch\":[{}]}}", events.join(","))
    }

    /// One page view of somebody: a few people do most of it, as on any site.
    fn event(&self) -> String {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let draw = number.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(99);
        let share = u128::from(draw >> 33);
        let who = (u128::from(self.contacts) * share * share * share) >> 93;
        format!(
            "\"messageId\":\"node-next-1764489600000-{number}-2f1c9d4e\",\"event\":\"page\",\
             \"userId\":\"user-{who}\",\"anonymousId\":\"browser-{who}\",\
             \"properties\":{{\"path\":\"/productos/{}\",\"title\":\"Bombas de calor\",\
             \"url\":\"https://tecnoclima.example/productos/{}\"}},\
             \"context\":{{\"library\":{{\"name\":\"@segment/analytics-node\",\"version\":\"3.1.0\"}},\
             \"locale\":\"es-ES\",\"campaign\":{{\"source\":\"google\",\"medium\":\"cpc\"}},\
             \"userAgent\":\"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36\"}}",
            number % 50,
            number % 50
        )
    }
}
