//! What was written to somebody, or a conversation pasted whole, which is shown before it is kept.

use askama::Template;
use axum::routing::post;
use engine::agreement::condition::Whose;
use engine::text::fold;
use engine::time::Timestamp;
use runtime::acts::{Deed, Outcome};
use runtime::cadence;
use runtime::card::Next;
use runtime::pasted::{Said, conversation};
use runtime::writer::Saw;
use serde::Deserialize;
use store::ids::ContactId;

use super::again::Again;
use super::deeds::{Way, act, look};
use super::planned::suggested;
use crate::address::Path;
use crate::error::PageResult;
use crate::layout::{Nav, Shell, page};
use crate::posted::Posted;
use crate::routes::Table;
use crate::seat::{Can, Seat, Work};
use crate::words::Words;

pub(crate) fn routes(table: &mut Table) {
    table.post("/contactos/{id}/mensajes", post(message));
}

#[derive(Debug, Deserialize)]
struct Message {
    key: String,
    #[serde(default)]
    back: String,
    channel: String,
    #[serde(default)]
    text: String,
    /// Whether they answered.
    #[serde(default)]
    talk: String,
    /// Who of a pasted conversation the contact is; empty until whoever pasted it has seen it.
    #[serde(default)]
    theirs: Option<String>,
}

/// `POST /contactos/{id}/mensajes`: what we wrote, or a conversation pasted whole.
async fn message(
    seat: Can<Work>,
    Path(id): Path<ContactId>,
    Posted(form): Posted<Message>,
) -> PageResult {
    let panel = if form.channel == "email" { "correo" } else { "whatsapp" };
    let again = Again {
        cause: "text".to_owned(),
        panel: panel.to_owned(),
        text: form.text.clone(),
        outcome: form.talk.clone(),
        back: form.back.clone(),
        ..Again::default()
    };
    again.or(&seat, id, written(&seat, id, form)).await
}

async fn written(seat: &Seat, id: ContactId, form: Message) -> PageResult {
    let saw = look(seat, id).await?;
    if form.channel == "whatsapp" {
        let said = conversation(&form.text, &seat.words.zone, seat.country(), seat.now());
        if said.len() > 1 {
            return match &form.theirs {
                Some(theirs) => {
                    let said = told(said, theirs, seat.now());
                    let way = Way { key: form.key, back: form.back };
                    let now = seat.now();
                    let next = cadence::after(&saw.agreement, &saw.card, Outcome::Talked, now);
                    act(seat, id, Deed::Pasted { channel: form.channel, said, next }, way).await
                }
                None => page(&Pasted::of(seat, &saw, form, said).await?),
            };
        }
    }
    let way = Way { key: form.key, back: form.back };
    let outcome = if form.talk.is_empty() { Outcome::NoAnswer } else { Outcome::Talked };
    let next = match suggested(&form.text, &saw, seat) {
        Some(at) => Some(Next::new(at, "call")),
        None => cadence::after(&saw.agreement, &saw.card, outcome, saw.now),
    };
    let deed = Deed::Wrote {
        channel: form.channel,
        text: form.text,
        is_talk: !form.talk.is_empty(),
        next,
    };
    act(seat, id, deed, way).await
}

/// A conversation as it is kept: a message without a date is as old as the one before it, and none
/// is to come.
fn told(said: Vec<Said>, theirs: &str, now: Timestamp) -> Vec<(bool, Timestamp, String)> {
    let mut last = now;
    let told = said.into_iter().map(|message| {
        last = message.at.unwrap_or(last).min(now);
        (message.who == theirs, last, message.text)
    });
    told.collect()
}

/// Messages that are shown before they are kept; of more, the first and the last.
const SHOWN: usize = 60;

/// A pasted conversation before it is kept.
#[derive(Template)]
#[template(path = "contact/pasted.html")]
struct Pasted {
    shell: Shell,
    id: ContactId,
    name: String,
    key: String,
    back: String,
    text: String,
    count: usize,
    /// Who speaks, how often, and whether it is who the contact seems to be.
    speakers: Vec<(String, usize, bool)>,
    lines: Vec<Line>,
    /// Messages that are not shown.
    hidden: usize,
}

/// A message as it is shown.
struct Line {
    when: String,
    who: String,
    is_theirs: bool,
    text: String,
}

impl Pasted {
    async fn of(seat: &Seat, saw: &Saw, form: Message, said: Vec<Said>) -> PageResult<Pasted> {
        let w = &seat.words;
        let columns = runtime::card::columns(&saw.agreement, &saw.card, saw.now);
        let name = columns.map(|columns| columns.name).unwrap_or_default();
        let mut speakers: Vec<(String, usize, bool)> = Vec::new();
        for message in &said {
            match speakers.iter_mut().find(|(who, _, _)| *who == message.who) {
                Some((_, count, _)) => *count += 1,
                None => speakers.push((message.who.clone(), 1, false)),
            }
        }
        if let Some(index) = guess(&speakers, saw, &name, seat.name())
            && let Some((_, _, is_theirs)) = speakers.get_mut(index)
        {
            *is_theirs = true;
        }
        let is_theirs = |who: &str| speakers.iter().any(|(name, _, theirs)| *theirs && name == who);
        let count = said.len();
        let hidden = count.saturating_sub(SHOWN);
        let half = SHOWN / 2;
        let shown = said
            .iter()
            .enumerate()
            .filter(|(index, _)| hidden == 0 || *index < half || count - half <= *index);
        let lines = shown.map(|(_, message)| Line {
            when: message.at.map(|at| said_at(at, w)).unwrap_or_default(),
            is_theirs: is_theirs(&message.who),
            who: message.who.clone(),
            text: message.text.clone(),
        });
        Ok(Pasted {
            lines: lines.collect(),
            shell: Shell::of(seat, Nav::Contacts).await?,
            id: saw.id,
            name,
            key: form.key,
            back: form.back,
            text: form.text,
            count,
            speakers,
            hidden,
        })
    }
}

/// A day and an hour.
fn said_at(at: Timestamp, w: &Words) -> String {
    format!("{} {}", w.short_date(w.local(at).date()), w.clock(at))
}

/// Digits at the end of a number that tell it from others: prefixes are written in many ways.
const DIGITS: usize = 8;

/// Which of the speakers the contact is: who has their name or number; else, of two, who is not the
/// reader.
fn guess(speakers: &[(String, usize, bool)], saw: &Saw, name: &str, reader: &str) -> Option<usize> {
    let first = |name: &str| fold(name).split_whitespace().next().unwrap_or_default().to_owned();
    let end = |text: &str| {
        let digits: Vec<char> = text.chars().filter(char::is_ascii_digit).collect();
        let from = digits.len().checked_sub(DIGITS)?;
        digits.get(from..).map(|end| end.iter().collect::<String>())
    };
    let profile = &saw.card.contact.profile;
    let numbers: Vec<String> = ["mobile", "phone"]
        .into_iter()
        .flat_map(|id| profile.said(Whose::Person, id))
        .filter_map(|held| end(&held.value.to_string()))
        .collect();
    let found = speakers.iter().position(|(who, _, _)| {
        first(who) == first(name) || end(who).is_some_and(|end| numbers.contains(&end))
    });
    let is_reader = |who: &str| {
        first(who) == first(reader) || matches!(fold(who).as_str(), "tu" | "you" | "yo")
    };
    found.or_else(|| match speakers {
        [(one, _, _), _] if is_reader(one) => Some(1),
        [_, (other, _, _)] if is_reader(other) => Some(0),
        _ => None,
    })
}
