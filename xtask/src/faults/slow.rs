//! Clients that hold a connection and hardly use it: heads and bodies that come a byte at a time,
//! and answers that nobody reads. Each is let go in time, whatever it does.

use std::io::{ErrorKind, Read as _, Write as _};
use std::net::TcpStream;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use super::table::Row;
use super::world::World;
use crate::run::{instant, pause};

/// Clients of each kind.
const EACH: usize = 80;
/// How often each sends a byte.
const EVERY: Duration = Duration::from_millis(1_000);
/// The longest that one may hold a connection: what the server says, and some more for a machine
/// that is busy with other things.
const HELD_MAX: Duration = Duration::from_secs(40);
/// Requests whose answers nobody reads: more than lie between two programs.
const UNREAD: usize = 400;

/// One of them.
struct Client {
    stream: TcpStream,
    since: Instant,
    /// Whether it goes on sending.
    drips: bool,
}

/// Has them hold what they can until all of them were let go, or until it is over.
///
/// # Errors
///
/// The server takes no connection.
pub(super) fn run(world: &World, host: &str, is_over: &AtomicBool) -> anyhow::Result<Row> {
    let began = instant();
    let mut row = Row::of("slow heads, bodies and readers");
    let mut clients: Vec<Client> = Vec::new();
    for begins in beginnings(world) {
        for _ in 0..EACH {
            clients.push(Client::open(host, &begins, true)?);
        }
    }
    let get = format!("GET /assets/criba.css HTTP/1.1\r\nHost: {host}\r\n\r\n").repeat(UNREAD);
    for _ in 0..EACH {
        clients.push(Client::open(host, &get, false)?);
    }
    row.faults = clients.len() as u64;
    let mut held = Duration::ZERO;
    while !clients.is_empty() && !is_over.load(Ordering::Relaxed) {
        pause(EVERY);
        clients.retain_mut(|client| {
            let is_held = client.is_held();
            held = if is_held { held } else { held.max(client.since.elapsed()) };
            is_held
        });
    }
    let longest = clients.iter().map(|client| client.since.elapsed()).max().unwrap_or(held);
    if longest > HELD_MAX {
        row.problem(format!("{} slow clients were held for {longest:?}", clients.len()));
    }
    row.load = format!("{} at once, each let go within {:.0} s", row.faults, longest.as_secs_f64());
    row.took = began.elapsed();
    Ok(row)
}

/// What each kind begins with, before it sends a byte at a time.
fn beginnings(world: &World) -> [String; 4] {
    let long = "Content-Length: 20000\r\n\r\n";
    let form = "Content-Type: application/x-www-form-urlencoded";
    [
        "POST /v1/batch HTTP/1.1\r\nHost: a\r\nX-Slow: ".to_owned(),
        format!("POST /v1/track HTTP/1.1\r\nHost: a\r\n{long}{{\"event\":\""),
        format!("POST {} HTTP/1.1\r\nHost: a\r\n{form}\r\n{long}email=", world.form),
        format!(
            "POST /api/v1/imports HTTP/1.1\r\nHost: a\r\nAuthorization: {}\r\n{long}Nombre",
            world.bearer()
        ),
    ]
}

impl Client {
    fn open(host: &str, begins: &str, drips: bool) -> anyhow::Result<Client> {
        let mut stream = TcpStream::connect(host)?;
        stream.set_nonblocking(true)?;
        match stream.write(begins.as_bytes()) {
            Err(error) if error.kind() != ErrorKind::WouldBlock => Err(error.into()),
            _ => Ok(Client { stream, since: instant(), drips }),
        }
    }

    /// Sends its next byte; whether it still has its connection.
    fn is_held(&mut self) -> bool {
        if !self.drips {
            // What is there to read is left there; that the other side is gone is all that is asked.
            return match self.stream.take_error() {
                Ok(None) => !is_reset(&mut self.stream),
                _ => false,
            };
        }
        let is_waiting = |error: &std::io::Error| error.kind() == ErrorKind::WouldBlock;
        match self.stream.write(b"a") {
            Err(error) if !is_waiting(&error) => return false,
            _ => {}
        }
        let mut some = [0; 512];
        match self.stream.read(&mut some) {
            Ok(0) => false,
            Ok(_) => true,
            Err(error) => is_waiting(&error),
        }
    }
}

/// Whether the other side has given a connection up, though not all of what it sent was read.
fn is_reset(stream: &mut TcpStream) -> bool {
    // A byte more of a request that is not read either: who is gone answers with a reset.
    stream.write(b"G").is_err_and(|error| error.kind() != ErrorKind::WouldBlock)
}
