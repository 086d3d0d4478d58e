//! Conversations of WhatsApp as people paste them: exported on Android or iOS, or copied from
//! WhatsApp Web.
//!
//! It tells messages apart, with who said each and when; who of them is the contact it does not
//! know. Lines that the program wrote itself (encryption, deleted messages, media that was left
//! out) are no messages.

mod header;
mod order;
mod service;

use engine::time::Timestamp;
use jiff::tz::TimeZone;

use header::Header;

/// A message of a conversation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// When, by the clock of who pasted it, to the minute or the second; `None` where the date is
    /// none.
    pub at: Option<Timestamp>,
    /// Who: the name that the telephone shows, or a number.
    pub who: String,
    /// What.
    pub text: String,
}

/// Messages of one conversation that are kept: the latest.
pub const MESSAGES_MAX: usize = 500;
/// Bytes of a text that are read; a longer one is cut at the front, where it is oldest.
const BYTES_MAX: usize = 1 << 20;
/// Characters of one message that are kept.
const CHARACTERS_MAX: usize = 10_000;

/// The messages of a conversation, in the order in which they stand. Empty where the text is no
/// conversation.
///
/// Whether a date begins with its day or its month is found from all of them together: what is no
/// date, runs backwards or lies after `now` is not meant; else as in `country` (ISO 3166-1).
#[must_use]
pub fn conversation(text: &str, zone: &TimeZone, country: &str, now: Timestamp) -> Vec<Said> {
    let text = latest(text);
    let mut found: Vec<(Header, String)> = Vec::new();
    for line in text.lines() {
        let line = header::plain(line);
        match Header::read(&line) {
            Some((header, rest)) => found.push((header, rest.to_owned())),
            // A message goes on over several lines.
            None => {
                if let Some((_, message)) = found.last_mut() {
                    message.push('\n');
                    message.push_str(&line);
                }
            }
        }
    }
    let headers: Vec<Header> = found.iter().map(|(header, _)| *header).collect();
    let order = order::of(&headers, country, zone, now);
    let mut messages: Vec<Said> = found
        .iter()
        .filter_map(|(header, message)| {
            let (who, text) = message.split_once(':')?;
            let who = who.trim().trim_start_matches('~').trim();
            if !is_name(who) {
                return None;
            }
            let text: String = service::told(text)?.chars().take(CHARACTERS_MAX).collect();
            Some(Said { at: header.moment(order, zone), who: who.to_owned(), text })
        })
        .collect();
    if messages.len() > MESSAGES_MAX {
        messages.drain(..messages.len() - MESSAGES_MAX);
    }
    messages
}

/// The end of a text, from a whole line on.
fn latest(text: &str) -> &str {
    let mut from = text.len().saturating_sub(BYTES_MAX);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    text.get(from..).unwrap_or_default()
}

/// Longer than any name that a telephone shows.
const NAME_MAX: usize = 80;

fn is_name(who: &str) -> bool {
    !who.is_empty() && who.chars().count() <= NAME_MAX && !who.contains("http")
}
