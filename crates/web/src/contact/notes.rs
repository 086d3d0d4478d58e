//! Notes, and whom they name.

use axum::routing::post;
use runtime::acts::Deed;
use serde::Deserialize;
use store::house::{MemberRow, PersonRow};
use store::ids::ContactId;

use super::again::Again;
use super::deeds::{Way, act, look};
use super::planned::{Planned, suggested_with_words};
use crate::address::Path;
use crate::error::{PageError, PageResult, queried};
use crate::posted::Posted;
use crate::routes::Table;
use crate::seat::{Can, Seat, Work};

pub(crate) fn routes(table: &mut Table) {
    table.post("/contactos/{id}/notas", post(note));
}

#[derive(Debug, Deserialize)]
struct Note {
    key: String,
    #[serde(default)]
    back: String,
    text: String,
    #[serde(default)]
    next_what: String,
    #[serde(default)]
    next_date: String,
    #[serde(default)]
    next_time: String,
}

/// `POST /contactos/{id}/notas`: something to remember; `@ana` or `@marketing` names whom it is for.
async fn note(
    seat: Can<Work>,
    Path(id): Path<ContactId>,
    Posted(form): Posted<Note>,
) -> PageResult {
    let again = Again {
        cause: "text".to_owned(),
        panel: "nota".to_owned(),
        text: form.text.clone(),
        back: form.back.clone(),
        ..Again::default()
    };
    again.or(&seat, id, noted(&seat, id, form)).await
}

async fn noted(seat: &Seat, id: ContactId, form: Note) -> PageResult {
    if form.text.trim().is_empty() {
        return Err(PageError::Wrong(seat.words.t("deed-text-missing")));
    }
    let planned = Planned {
        next_what: form.next_what,
        next_date: form.next_date,
        next_time: form.next_time,
        ..Planned::default()
    };
    let saw = look(seat, id).await?;
    let next = planned.step("call", &saw, seat)?;
    let named = named(seat, &form.text).await?;
    let mut back = form.back;
    // A date that the note names is offered, not taken: whoever wrote it says yes or no.
    if next.is_none()
        && let Some((at, words)) = suggested_with_words(&form.text, &saw, seat)
    {
        back = queried(&queried(&back, "cuando", &at.to_string()), "dicho", &words);
    }
    back = named.said_unknown(back);
    let deed = Deed::Noted { text: form.text, mentions: named.told, next };
    act(seat, id, deed, Way { key: form.key, back }).await
}

/// Whom a text names.
#[derive(Debug, Default)]
pub(super) struct Named {
    /// Sides, and colleagues by their address.
    pub(super) told: Vec<String>,
    /// Words behind an at sign that are nobody here.
    unknown: Vec<String>,
}

/// Words that are nobody here and are said; a text that was pasted may hold thousands.
const UNKNOWN_MAX: usize = 5;

impl Named {
    /// Where to go back to, which says who is nobody here.
    pub(super) fn said_unknown(&self, back: String) -> String {
        let unknown: Vec<&str> =
            self.unknown.iter().take(UNKNOWN_MAX).map(String::as_str).collect();
        if unknown.is_empty() { back } else { queried(&back, "nadie", &unknown.join(" ")) }
    }
}

/// Whom a text names: a side, or colleagues by their address, its mailbox, their whole name in one
/// word, or its first word, which several may share.
pub(super) async fn named(seat: &Seat, text: &str) -> PageResult<Named> {
    let words: Vec<&str> = text
        .split_whitespace()
        .filter_map(|word| word.strip_prefix('@'))
        .map(|word| word.trim_end_matches(|c: char| !c.is_alphanumeric()))
        .filter(|word| !word.is_empty())
        .collect();
    let mut found = Named::default();
    if words.is_empty() {
        return Ok(found);
    }
    let members = seat.members().await?;
    for written in words {
        let word = engine::text::fold(written);
        let whom: Vec<String> = match word.as_str() {
            "marketing" => vec!["marketing".to_owned()],
            "ventas" | "sales" => vec!["sales".to_owned()],
            _ => {
                let is_meant = |member: &&MemberRow| is_called(&member.person, &word);
                let meant = members.iter().filter(is_meant);
                meant.map(|member| member.person.email.clone()).collect()
            }
        };
        let (all, named) = match whom.as_slice() {
            [] => (&mut found.unknown, vec![format!("@{written}")]),
            _ => (&mut found.told, whom),
        };
        for one in named {
            if !all.contains(&one) {
                all.push(one);
            }
        }
    }
    Ok(found)
}

fn is_called(person: &PersonRow, word: &str) -> bool {
    let name = engine::text::fold(&person.name);
    let mut names = name.split_whitespace();
    let whole: String = names.clone().collect();
    person.email == word
        || person.email.split('@').next() == Some(word)
        || whole == word
        || names.next() == Some(word)
}
