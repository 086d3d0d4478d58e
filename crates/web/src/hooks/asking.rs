//! What waits because somebody has to be asked: a lead of Meta for its answers, a subscription of
//! Amazon to be confirmed.
//!
//! What waits are rows of the quarantine and stay there until they are answered, through restarts;
//! when each is asked for stands beside it. A thread only makes that prompt.

use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::sync::{Arc, OnceLock, Weak};
use std::time::Duration;

use engine::time::{Span, Timestamp};
use runtime::RuntimeError;
use runtime::asking::{Asked, Trouble};
use runtime::criba::Criba;
use runtime::egress::{Answer, Egress, Problem, Reply, Request};
use runtime::sources::Kind;
use store::house::{AskRow, SourceRow};

use super::catch_up::CatchUp;
use super::graph::{self, Lead};
use super::ses;
use super::take::tell_again;

/// What is asked for at once.
const AT_ONCE: usize = 4;
/// How often it is looked whether something is due, where nobody says that it is.
const EVERY: Duration = Duration::from_secs(2);

/// Why a question was not answered, and when to ask again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Failed {
    pub(super) asked: Asked,
    /// Whether every question to this source's provider would end so.
    is_of_all: bool,
    until: Until,
}

/// When to ask again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Until {
    /// The longer it waits, the later: between half a minute and six hours.
    AsUsual,
    /// After so long.
    After(Span),
    /// Once a person says so.
    Told,
}

impl Failed {
    /// Every question to this source's provider would end so.
    pub(super) fn of_all(trouble: Trouble, detail: impl Into<String>, until: Until) -> Failed {
        Failed { asked: Asked { trouble, detail: detail.into() }, is_of_all: true, until }
    }

    /// Others may be answered.
    pub(super) fn of_one(trouble: Trouble, detail: impl Into<String>, until: Until) -> Failed {
        Failed { is_of_all: false, ..Failed::of_all(trouble, detail, until) }
    }

    /// Nothing went out, or nothing came back.
    pub(super) fn by(problem: Problem) -> Failed {
        let (trouble, until) = match problem.is_refusal() {
            true => (Trouble::Refused, Until::Told),
            false => (Trouble::Down, Until::AsUsual),
        };
        Failed::of_all(trouble, String::new(), until)
    }

    pub(super) fn next(&self, now: Timestamp, received_at: Timestamp) -> Timestamp {
        match self.until {
            Until::AsUsual => now + (now - received_at).clamp(WAIT_MIN, WAIT_MAX),
            Until::After(span) => now + span,
            Until::Told => Timestamp::MAX,
        }
    }
}

/// The shortest and the longest that something waits before it is asked for again.
const WAIT_MIN: Span = Span::SECOND.times(30);
const WAIT_MAX: Span = Span::HOUR.times(6);

/// What a provider says of a failure, as much of it as is kept.
pub(super) fn cut(message: &str) -> String {
    message.chars().filter(|c| !c.is_control()).take(DETAIL_CHARS_MAX).collect()
}

const DETAIL_CHARS_MAX: usize = 300;

/// Something that was asked for.
struct Question {
    row: AskRow,
    source: SourceRow,
    about: About,
    reply: Result<Reply, Failed>,
}

enum About {
    Lead(Lead),
    Subscription,
    /// Nothing that can be asked for.
    Nothing,
}

/// An answer, with what was asked.
struct Answered {
    row: AskRow,
    source: SourceRow,
    about: About,
    answer: Result<Result<Answer, Problem>, Failed>,
}

/// Asks for what is due, a few at once, and waits for the answers; how many these were.
///
/// # Errors
///
/// The house cannot be read, or what was answered cannot be written.
pub fn ask_waiting(criba: &Criba, egress: &Egress) -> Result<usize, RuntimeError> {
    let questions = ask(criba, egress)?;
    let count = questions.len();
    questions.into_iter().map(Question::wait).try_for_each(|answered| answered.take(criba))?;
    Ok(count)
}

fn ask(criba: &Criba, egress: &Egress) -> Result<Vec<Question>, RuntimeError> {
    let rows = criba.house().to_ask(criba.clock().now(), AT_ONCE)?;
    let mut questions: Vec<Question> = Vec::with_capacity(rows.len());
    for row in rows {
        let Some(source) = criba.source(&row.slug)? else { continue };
        let (about, request) = question(criba, &source, &row)?;
        let reply = request.map(|request| egress.ask(request));
        questions.push(Question { row, source, about, reply });
    }
    Ok(questions)
}

fn question(
    criba: &Criba,
    source: &SourceRow,
    row: &AskRow,
) -> Result<(About, Result<Request, Failed>), RuntimeError> {
    let unreadable = || Err(Failed::of_one(Trouble::Unreadable, "", Until::Told));
    match Kind::with_id(&source.kind) {
        Some(Kind::Meta) => {
            let access = criba.house().access(source.id)?;
            let Some(lead) = Lead::of(&row.kept.raw) else {
                return Ok((About::Nothing, unreadable()));
            };
            let request = match access.token.is_empty() {
                true => Err(Failed::of_all(Trouble::NoToken, "", Until::Told)),
                false => Ok(lead.question(&access, &source.secret)),
            };
            Ok((About::Lead(lead), request))
        }
        Some(Kind::Ses) => match ses::confirmation(&row.kept.raw, &source.verify_token) {
            Some(url) => Ok((About::Subscription, Ok(Request::get(url)))),
            None => Ok((About::Nothing, unreadable())),
        },
        _ => Ok((About::Nothing, unreadable())),
    }
}

impl Question {
    fn wait(self) -> Answered {
        let Question { row, source, about, reply } = self;
        Answered { row, source, about, answer: reply.map(Reply::wait) }
    }
}

impl Answered {
    /// Tells what was answered, or says when to ask again.
    fn take(self, criba: &Criba) -> Result<(), RuntimeError> {
        let Answered { row, source, about, answer } = self;
        let now = criba.clock().now();
        let spent = match &answer {
            Ok(Ok(answer)) => graph::nearly_spent(answer),
            _ => None,
        };
        let done = answer.and_then(|answer| match &about {
            About::Lead(lead) => lead.answered(answer).map(Some),
            About::Subscription => confirmed(answer).map(|()| None),
            About::Nothing => Ok(None),
        });
        let failed = match done {
            Ok(Some(raw)) => {
                criba.pause_asking(source.id, now, None)?;
                match tell_again(criba, &source, &row.kept, &raw) {
                    Ok(()) => spent,
                    Err(error) => {
                        tracing::error!(%error, source = %source.slug, "a lead was not written");
                        Some(Failed::of_one(Trouble::Unwritten, "", Until::AsUsual))
                    }
                }
            }
            Ok(None) => {
                tracing::info!(source = %source.slug, "a subscription was confirmed");
                criba.house().forget_kept(row.kept.id)?;
                criba.pause_asking(source.id, now, None)?;
                None
            }
            Err(failed) => Some(failed),
        };
        let Some(failed) = failed else { return Ok(()) };
        let why = failed.asked.trouble.id();
        tracing::warn!(source = %source.slug, why, "what waits was not answered");
        let until = failed.next(now, row.kept.received_at);
        match failed.is_of_all {
            true => criba.pause_asking(source.id, until, Some(&failed.asked)),
            false => {
                let detail = &failed.asked.detail;
                Ok(criba.house().ask_later(row.kept.id, until, why, detail)?)
            }
        }
    }
}

/// What Amazon answers who confirms a subscription.
fn confirmed(answer: Result<Answer, Problem>) -> Result<(), Failed> {
    let answer = answer.map_err(Failed::by)?;
    match answer.status() {
        200..300 => Ok(()),
        429 | 500.. => Err(Failed::of_one(Trouble::Down, "", Until::AsUsual)),
        _ => {
            let detail = cut(&String::from_utf8_lossy(answer.body()));
            Err(Failed::of_one(Trouble::TooLate, detail, Until::Told))
        }
    }
}

/// The thread that asks; it ends with the application.
#[derive(Debug, Default)]
pub(crate) struct Asking {
    nudge: OnceLock<SyncSender<()>>,
}

impl Asking {
    /// Starts it.
    pub(crate) fn start(&self, criba: &Arc<Criba>, egress: &Arc<Egress>) {
        let (nudge, nudged) = sync_channel(1);
        if self.nudge.set(nudge).is_err() {
            return;
        }
        let (criba, egress) = (Arc::downgrade(criba), Arc::clone(egress));
        let run = move || keep_asking(&criba, &egress, &nudged);
        if let Err(error) = std::thread::Builder::new().name("asking".to_owned()).spawn(run) {
            tracing::error!(%error, "no thread for what has to be asked for");
        }
    }

    /// Says that something waits.
    pub(super) fn nudge(&self) {
        // One that is on its way says it for both.
        self.nudge.get().map(|nudge| nudge.try_send(()).ok());
    }
}

fn keep_asking(criba: &Weak<Criba>, egress: &Egress, nudged: &Receiver<()>) {
    let mut missed = CatchUp::default();
    while nudged.recv_timeout(EVERY) != Err(RecvTimeoutError::Disconnected) {
        if let Err(error) = ask_all(criba, egress) {
            tracing::error!(%error, "what waits could not be asked for");
        }
        if let Err(error) = missed.ask(criba, egress) {
            tracing::error!(%error, "what was missed could not be asked for");
        }
    }
}

/// Asks until nothing is due. Nothing is held while an answer is waited for, so that a server can
/// stop meanwhile; what was asked for then is asked for again.
fn ask_all(criba: &Weak<Criba>, egress: &Egress) -> Result<(), RuntimeError> {
    loop {
        let Some(open) = criba.upgrade() else { return Ok(()) };
        let questions = ask(&open, egress)?;
        drop(open);
        if questions.is_empty() {
            return Ok(());
        }
        for answered in questions.into_iter().map(Question::wait) {
            let Some(open) = criba.upgrade() else { return Ok(()) };
            answered.take(&open)?;
        }
    }
}
