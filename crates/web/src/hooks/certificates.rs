//! The certificates that Amazon signs notifications with, fetched from Amazon and kept for a day.
//!
//! Where one is fetched from was judged before: it is the server of the topic's own region. What is
//! signed by it is judged by who asked for it.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use engine::time::{Span, Timestamp};
use runtime::egress::{Egress, Request};

use super::signature::Refused;

/// How long a certificate is good for without being fetched again, and how long one that Amazon does
/// not have is not asked for again.
const GOOD_FOR: Span = Span::DAY;
const MISSING_FOR: Span = Span::MINUTE;
/// The most that are fetched in a minute: who names many different ones is not Amazon.
const A_MINUTE: usize = 10;
/// The most that are kept.
const KEPT_MAX: usize = 64;
/// The most bytes of one.
const BYTES_MAX: u64 = 16 << 10;

/// The certificates that are known.
#[derive(Debug, Default)]
pub(crate) struct Certificates {
    held: Mutex<Held>,
}

#[derive(Debug, Default)]
struct Held {
    /// By their addresses, with when they were fetched; `None` where there is none.
    known: BTreeMap<String, (Timestamp, Option<Arc<str>>)>,
    /// Those that are on their way.
    asked: BTreeSet<String>,
    /// When the last ones were asked for.
    moments: VecDeque<Timestamp>,
}

impl Certificates {
    /// The certificate at an address, in PEM.
    pub(super) fn at(
        &self,
        url: &str,
        now: Timestamp,
        egress: &Egress,
    ) -> Result<Arc<str>, Refused> {
        if let Some(known) = self.known(url, now)? {
            return Ok(known);
        }
        let answer = egress.ask(Request::get(url).up_to(BYTES_MAX)).wait();
        let mut held = self.hold();
        held.asked.remove(url);
        let answer = answer.map_err(|problem| {
            tracing::warn!(%problem, url, "a certificate could not be fetched");
            Refused::Later
        })?;
        let pem = match answer.status() {
            200 => std::str::from_utf8(answer.body()).ok().map(Arc::<str>::from),
            400..500 => None,
            status => {
                tracing::warn!(status, url, "a certificate could not be fetched");
                return Err(Refused::Later);
            }
        };
        held.known.insert(url.to_owned(), (now, pem.clone()));
        pem.ok_or(Refused::Wrong)
    }

    /// What is known of an address; `None` where whoever asks shall fetch it.
    fn known(&self, url: &str, now: Timestamp) -> Result<Option<Arc<str>>, Refused> {
        let mut held = self.hold();
        held.known
            .retain(|_, (at, pem)| now < *at + if pem.is_some() { GOOD_FOR } else { MISSING_FOR });
        match held.known.get(url) {
            Some((_, Some(pem))) => return Ok(Some(Arc::clone(pem))),
            Some((_, None)) => return Err(Refused::Wrong),
            None => {}
        }
        held.moments.retain(|at| now < *at + Span::MINUTE);
        let is_full = held.moments.len() >= A_MINUTE || held.known.len() >= KEPT_MAX;
        if is_full || !held.asked.insert(url.to_owned()) {
            return Err(Refused::Later);
        }
        held.moments.push_back(now);
        Ok(None)
    }

    fn hold(&self) -> MutexGuard<'_, Held> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
