//! A form that was not taken: its page again, open where it was, with what was written in it and
//! why it was not taken.

use axum::response::Response;
use engine::contact::standing::State;
use runtime::timeline::Part;
use runtime::writer::Saw;
use store::ids::ContactId;

use super::cause::Causes;
use super::lines::shown;
use crate::error::{PageError, PageResult};
use crate::seat::Seat;
use crate::words::Words;

/// What a form held.
#[derive(Debug, Clone, Default)]
pub(crate) struct Again {
    /// Why it was not taken.
    pub(crate) error: String,
    /// The field of it that is the cause, such as `date`; empty for the form as a whole.
    pub(crate) cause: String,
    /// The panel that it stood in, as its page calls it.
    pub(crate) panel: String,
    pub(crate) outcome: String,
    pub(crate) text: String,
    /// What is to be done, of a step that is planned.
    pub(crate) step: String,
    /// What was chosen: a step, a reason, a stage, a purpose, a colleague.
    pub(crate) what: String,
    pub(crate) date: String,
    pub(crate) time: String,
    pub(crate) until: String,
    /// What is known of them, by `person.…` and `account.…`.
    pub(crate) values: Vec<(String, String)>,
    /// Where the form leads back to: the page that shows it again.
    pub(crate) back: String,
}

impl Again {
    /// What was typed for a value of the profile, else what is known of it.
    pub(crate) fn typed<'a>(&'a self, field: &str, known: &'a str) -> &'a str {
        let typed = self.values.iter().find(|(name, _)| name == field);
        typed.map_or(known, |(_, text)| text)
    }

    /// The answer to a form that is done with somebody; where it was not taken, its page with it.
    pub(super) async fn or(
        self,
        seat: &Seat,
        id: ContactId,
        done: impl Future<Output = PageResult>,
    ) -> PageResult {
        let error = match done.await {
            Ok(response) => return Ok(response),
            Err(error) => error,
        };
        let Some(text) = why(&error, &seat.words) else { return Err(error) };
        let is_whole = matches!(error, PageError::Overtaken(_) | PageError::Refused(_));
        let cause = if is_whole { String::new() } else { self.cause };
        let back = self.back.clone();
        let again = Again { error: text, cause, ..self };
        let mut page: Response = if back.starts_with("/hoy") {
            crate::today::again(seat, id, &back, again).await?
        } else if back.starts_with("/contactos/") {
            super::page::again(seat, id, &back, again).await?
        } else {
            return Err(error);
        };
        *page.status_mut() = error.status();
        Ok(page)
    }
}

/// What is wrong with a form, where it is the form that is wrong.
fn why(error: &PageError, w: &Words) -> Option<String> {
    match error {
        PageError::Wrong(text) | PageError::Overtaken(text) => Some(text.clone()),
        PageError::Said(said) => Some(w.said(said)),
        PageError::Refused(refusal) => Some(w.said(&refusal.said())),
        _ => None,
    }
}

/// What was written down of somebody's calls, as a form carries it: it changes with each outcome.
pub(crate) fn seen(saw: &Saw) -> String {
    let state = match saw.card.contact.standings.first().map(|standing| &standing.state) {
        Some(State::Recycled { .. }) => "recycled",
        Some(State::Disqualified { .. }) => "disqualified",
        Some(State::Open) | None => "open",
    };
    let attempted = saw.card.desk.attempted_at.map_or(0, engine::time::Timestamp::micros);
    format!("{attempted}.{state}")
}

/// Refuses an outcome where another was written down since its page was made; a form that is sent
/// twice is no other.
pub(super) async fn still(seat: &Seat, saw: &Saw, of_form: &str, key: &str) -> PageResult<()> {
    if of_form.is_empty() || of_form == seen(saw) {
        return Ok(());
    }
    unless_repeated(seat, saw, key).await
}

/// Refuses a deed whose page is of before something else was done, with what that was; a form that
/// is sent twice has been done already.
pub(super) async fn unless_repeated(seat: &Seat, saw: &Saw, key: &str) -> PageResult<()> {
    let (key, saw) = (key.to_owned(), saw.clone());
    let found = seat.ask(move |workspace| {
        if !workspace.done_under(&key)?.is_empty() {
            return Ok(None);
        }
        let lines = workspace.latest_lines(&saw, Part::Ours, 1)?;
        let causes = workspace.causes(super::lines::moves(&lines))?;
        Ok(Some((saw, lines, causes)))
    });
    let Some((saw, lines, causes)): Option<(Saw, _, Causes)> = found.await? else {
        return Ok(());
    };
    let w = &seat.words;
    let latest = shown(&lines, &causes, &saw.agreement, saw.now, w).into_iter().next();
    let what = latest.map(|line| format!("{} ({})", line.title, line.when)).unwrap_or_default();
    Err(PageError::Overtaken(w.t1("deed-since", "what", what)))
}
