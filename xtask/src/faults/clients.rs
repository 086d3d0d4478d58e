//! Clients that tell a server what happened, over every door, and send again what they got no
//! answer to.

use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use anyhow::Context;

use super::http::{Answer, Connection, Request, between};
use super::told::{Leaves, Told, found};
use super::world::World;
use crate::run::{instant, now, pause};

/// Events of a batch.
const A_BATCH: u64 = 20;
/// People of a list: more than the writer is told at once.
const A_LIST: u64 = 300;
/// Contacts that events are about.
const CONTACTS: u64 = 40;
/// Nobody fills a form in faster.
const FILLED_IN: Duration = Duration::from_millis(1_100);
/// Forms that are opened and wait to be sent.
const OPENED: usize = 20;
/// How long one who was turned away waits before it comes again.
const AGAIN: Duration = Duration::from_millis(20);

/// By which door a client tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Door {
    Batch,
    Track,
    Form,
    List,
}

/// One who tells.
#[derive(Debug)]
pub(super) struct Client {
    door: Door,
    number: u64,
    next: u64,
    /// What was sent and has no answer yet, and its place among all that was told.
    waiting: Option<(Request, usize)>,
    /// Forms that were opened: what each carries, and since when.
    opened: Vec<(String, Instant)>,
}

/// Whether an answer says that what was told is kept.
pub(super) fn is_taken(answer: &Answer) -> bool {
    matches!(answer.status, 200 | 201)
}

/// Clients of every door.
pub(super) fn clients() -> Vec<Client> {
    let doors = [Door::Batch, Door::Batch, Door::Track, Door::Track, Door::Form, Door::List];
    (0..).zip(doors).map(|(number, door)| Client::new(door, number)).collect()
}

impl Client {
    pub(super) fn new(door: Door, number: u64) -> Client {
        Client { door, number, next: 0, waiting: None, opened: Vec::new() }
    }

    /// Tells until it is to stop, or nobody answers any more; `rest` is made between two requests.
    pub(super) fn tell(
        &mut self,
        world: &World,
        host: &str,
        told: &Told,
        stop: &AtomicBool,
        answered: &AtomicU64,
    ) {
        let Ok(mut connection) = Connection::open(host) else { return };
        while !stop.load(Ordering::Relaxed) {
            if self.door == Door::Form && self.open_some(world, &mut connection).is_none() {
                return;
            }
            if self.waiting.is_none()
                && let Some((request, things)) = self.make(world)
            {
                let place = told.tries(&request, &things, now());
                self.waiting = Some((request, place));
            }
            let Some((request, place)) = &self.waiting else {
                pause(AGAIN);
                continue;
            };
            let Ok(answer) = connection.ask(request) else { return };
            if is_taken(&answer) {
                told.acknowledged(*place, now());
                answered.fetch_add(1, Ordering::Relaxed);
                self.waiting = None;
            } else {
                told.refused(request, &answer);
                pause(AGAIN);
            }
        }
    }

    /// Opens forms ahead, as people do before they send them; nothing where nobody answers.
    fn open_some(&mut self, world: &World, connection: &mut Connection) -> Option<()> {
        while self.opened.len() < OPENED {
            let page = connection.ask(&Request::get(&world.form)).ok()?;
            let Some(started) = between(&page.body, "name=\"started\" value=\"", "\"") else {
                break;
            };
            self.opened.push((started.to_owned(), instant()));
        }
        Some(())
    }

    /// The next that it tells.
    fn make(&mut self, world: &World) -> Option<(Request, Vec<String>)> {
        let number = self.next;
        let made = match self.door {
            Door::Batch => {
                let (events, things): (Vec<String>, Vec<String>) =
                    (0..A_BATCH).map(|index| self.event(number * A_BATCH + index)).unzip();
                let body = format!("{{\"batch\":[{}]}}", events.join(","));
                (self.keyed(world, "/v1/batch", body), things)
            }
            Door::Track => {
                let (event, thing) = self.event(number);
                (self.keyed(world, "/v1/track", event), vec![thing])
            }
            Door::Form => {
                let (_, since) = self.opened.first()?;
                if since.elapsed() < FILLED_IN {
                    return None;
                }
                let (started, _) = self.opened.remove(0);
                let email = format!("f{}-{number}@form.example", self.number);
                let body =
                    format!("started={started}&asked=email,name&email={email}&name=Eva+Sanz");
                let request = Request::post(&world.form, body)
                    .with("Content-Type", "application/x-www-form-urlencoded")
                    .with("Accept", "application/json")
                    // Each is somebody else's: one address may send few.
                    .with("X-Forwarded-For", &format!("10.9.{}.{}", number / 250, number % 250));
                (request, vec![email])
            }
            Door::List => {
                let mut text = "Nombre;Correo;Empresa\n".to_owned();
                let emails: Vec<String> = (0..A_LIST)
                    .map(|index| format!("p{}-{number}-{index}@list.example", self.number))
                    .collect();
                for (index, email) in emails.iter().enumerate() {
                    text.push_str(&format!("{};{email};\n", name(number * A_LIST + index as u64)));
                }
                let path = format!("/api/v1/imports?name=lista+{}+{number}", self.number);
                let request = Request::post(&path, text)
                    .with("Authorization", &world.bearer())
                    .with("Content-Type", "text/csv")
                    .with("Idempotency-Key", &format!("list-{}-{number}", self.number));
                (request, emails)
            }
        };
        self.next += 1;
        Some(made)
    }

    fn event(&self, number: u64) -> (String, String) {
        let id = format!("e{}-{number}", self.number);
        let event = format!(
            "{{\"type\":\"track\",\"messageId\":\"{id}\",\"event\":\"page\",\"userId\":\"user-{}\",\
             \"properties\":{{\"path\":\"/precios\",\"title\":\"Precios\"}}}}",
            number % CONTACTS
        );
        (event, id)
    }

    fn keyed(&self, world: &World, path: &str, body: String) -> Request {
        let body = body.replacen('{', &format!("{{\"writeKey\":\"{}\",", world.source), 1);
        Request::post(path, body)
    }
}

/// A name that nobody else has.
fn name(mut number: u64) -> String {
    let mut name = "A".to_owned();
    for _ in 0..6 {
        let letter = |of: &'static [&'static str], at: u64| {
            usize::try_from(at).ok().and_then(|at| of.get(at)).copied().unwrap_or_default()
        };
        name.push_str(letter(&["b", "c", "d", "f", "g", "l", "m", "n", "r", "s"], number % 10));
        name.push_str(letter(&["a", "e", "i", "o", "u"], number / 3 % 5));
        number /= 10;
    }
    name
}

/// Learns how many rows of the log a form and somebody of a list leave, in peace.
///
/// # Errors
///
/// The server does not take them.
pub(super) fn learn(world: &mut World, folder: &Path) -> anyhow::Result<()> {
    let peace = world.again(&folder.join("peace"))?;
    let server = peace.serve(None)?;
    let told = Told::default();
    let answered = AtomicU64::new(0);
    for door in [Door::Form, Door::List] {
        let stop = AtomicBool::new(false);
        let enough = answered.load(Ordering::Relaxed) + 1;
        std::thread::scope(|scope| {
            let mut client = Client::new(door, 0);
            let (peace, host, told, is_over) = (&peace, &server.host, &told, &stop);
            let answered = &answered;
            let telling = scope.spawn(move || client.tell(peace, host, told, is_over, answered));
            while answered.load(Ordering::Relaxed) < enough && !telling.is_finished() {
                pause(AGAIN);
            }
            stop.store(true, Ordering::Relaxed);
        });
    }
    drop(server);
    let log = peace.log()?;
    let found = found(&log);
    let of =
        |thing: &str| found.get(thing).copied().with_context(|| format!("{thing} left nothing"));
    world.leaves = Leaves { form: of("f0-0@form.example")?, list: of("p0-0-0@list.example")? };
    Ok(())
}
