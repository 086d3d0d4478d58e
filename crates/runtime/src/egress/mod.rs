//! Everything that Criba asks of other servers goes out here, and nowhere else.
//!
//! An address is read as browsers read it, its name looked up once, every place that it leads to
//! judged, and one of these places connected to: no second look-up, no redirect, no proxy, no
//! inflated body, and limits to time and size. What to ask and what an answer means is decided by who
//! asks.

mod addresses;
mod place;
mod problem;
mod smtp;
mod wire;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use ureq::http::response::Parts;

pub use place::{Lookup, Names, Origin, Rules, certificates, read};
pub use problem::Problem;
pub use smtp::{Posted, Relay, Undelivered};
pub use ureq::tls::Certificate;

/// Requests that are out at once.
const THREADS: usize = 4;
/// Requests that wait to go out.
const WAITING_MAX: usize = 64;

/// What is asked of another server: `GET`, so far.
#[derive(Clone)]
pub struct Request {
    url: String,
    bearer: Option<String>,
    bytes_max: u64,
    within: Duration,
}

impl Request {
    /// Asks for what stands at an address: 1 MB of it, within ten seconds.
    #[must_use]
    pub fn get(url: impl Into<String>) -> Request {
        let (bytes_max, within) = (1 << 20, Duration::from_secs(10));
        Request { url: url.into(), bearer: None, bytes_max, within }
    }

    /// With what shows that one may ask.
    #[must_use]
    pub fn bearer(self, token: impl Into<String>) -> Request {
        Request { bearer: Some(token.into()), ..self }
    }

    /// Reads so many bytes at most.
    #[must_use]
    pub fn up_to(self, bytes_max: u64) -> Request {
        Request { bytes_max, ..self }
    }

    /// Takes so long at most, from the connection to the last byte.
    #[must_use]
    pub fn within(self, within: Duration) -> Request {
        Request { within, ..self }
    }
}

/// What was answered, whatever its status.
#[derive(Debug, Clone)]
pub struct Answer {
    head: Parts,
    body: Vec<u8>,
}

impl Answer {
    /// The status. One that sends elsewhere is not followed.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.head.status.as_u16()
    }

    /// A header, where it is text.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.head.headers.get(name)?.to_str().ok()
    }

    /// The body, as it came.
    #[must_use]
    pub fn body(&self) -> &[u8] {
        &self.body
    }
}

/// What goes out.
#[derive(Debug)]
pub struct Egress {
    rules: Arc<Rules>,
    /// Where requests wait; made when the first goes out.
    queue: Mutex<Option<SyncSender<Job>>>,
}

struct Job {
    request: Request,
    answer: SyncSender<Result<Answer, Problem>>,
}

/// An answer that is on its way.
#[derive(Debug)]
pub struct Reply {
    answer: Result<Receiver<Result<Answer, Problem>>, Problem>,
    within: Duration,
}

/// How long a request may wait before it goes out, and its name be looked up.
const WAITS: Duration = Duration::from_secs(20);

impl Reply {
    /// Waits for it.
    ///
    /// # Errors
    ///
    /// Nothing went out, or nothing came back.
    pub fn wait(self) -> Result<Answer, Problem> {
        // A name that is looked up for too long holds one thread, and nobody who waits for it.
        self.answer?.recv_timeout(self.within + WAITS).unwrap_or(Err(Problem::Slow))
    }
}

impl Egress {
    /// A way out.
    #[must_use]
    pub fn new(rules: Rules) -> Egress {
        Egress { rules: Arc::new(rules), queue: Mutex::default() }
    }

    /// Sends a request on its way.
    pub fn ask(&self, request: Request) -> Reply {
        let (answer, answered) = sync_channel(1);
        let within = request.within;
        let sent = self.queue().and_then(|queue| queue.try_send(Job { request, answer }).ok());
        Reply { answer: sent.map(|()| answered).ok_or(Problem::Busy), within }
    }

    /// Hands a letter over to a relay, on the thread that asks for it; see [`Relay`].
    ///
    /// # Errors
    ///
    /// It was not delivered, or nobody knows.
    pub fn deliver(
        &self,
        relay: &Relay,
        letter: Posted<'_>,
        begins: &mut dyn FnMut() -> bool,
    ) -> Result<(), Undelivered> {
        relay.deliver(letter, &self.rules, begins)
    }

    /// The queue, with threads behind it.
    fn queue(&self) -> Option<SyncSender<Job>> {
        let mut queue = self.queue.lock().unwrap_or_else(PoisonError::into_inner);
        if queue.is_none() {
            let (sender, jobs) = sync_channel(WAITING_MAX);
            let jobs = Arc::new(Mutex::new(jobs));
            let started = (0..THREADS).filter(|_| start(&jobs, &self.rules)).count();
            *queue = (started > 0).then_some(sender);
        }
        queue.clone()
    }
}

/// Starts a thread that ends with the queue.
fn start(jobs: &Arc<Mutex<Receiver<Job>>>, rules: &Arc<Rules>) -> bool {
    let (jobs, rules) = (Arc::clone(jobs), Arc::clone(rules));
    let next = move || jobs.lock().unwrap_or_else(PoisonError::into_inner).recv();
    let run = move || {
        while let Ok(Job { request, answer }) = next() {
            // What another server sends must not take a thread away.
            let done = catch_unwind(AssertUnwindSafe(|| go(&request, &rules)));
            // Who asked may have given up.
            answer.send(done.unwrap_or(Err(Problem::Unreachable))).ok();
        }
    };
    let started = std::thread::Builder::new().name("egress".to_owned()).spawn(run);
    if let Err(error) = &started {
        tracing::error!(%error, "no thread for what goes out");
    }
    started.is_ok()
}

fn go(request: &Request, rules: &Rules) -> Result<Answer, Problem> {
    let place = place::check(&request.url, rules)?;
    wire::exchange(request, place, rules)
}
