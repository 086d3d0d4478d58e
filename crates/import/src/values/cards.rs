//! A visiting card in one cell, as scanners of badges write it: a vCard (RFC 6350 and what came
//! before it), or the MECARD of QR codes.
//!
//! Decides what the card says of somebody; which of it a row lacks is decided by its reader.

use std::borrow::Cow;

/// What a card says, as it is written there; empty where it says nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Card {
    /// The name as it is said.
    pub name: String,
    /// Given names.
    pub first_name: String,
    /// Surnames.
    pub last_name: String,
    /// The company.
    pub company: String,
    /// The job title.
    pub job_title: String,
    /// Telephones.
    pub phones: Vec<String>,
    /// E-mail addresses.
    pub emails: Vec<String>,
}

impl Card {
    /// The name in one: as it is said, else the part of it that there is.
    #[must_use]
    pub fn whole_name(&self) -> &String {
        let names = [&self.name, &self.first_name, &self.last_name];
        names.into_iter().find(|name| !name.is_empty()).unwrap_or(&self.name)
    }
}

/// Properties of one card that are looked at.
const PROPERTIES_MAX: usize = 200;

/// The card that a cell is; `None` where it is none.
#[must_use]
pub fn card(cell: &str) -> Option<Card> {
    let text = cell.trim();
    if starts(text, "MECARD:") {
        return Some(mecard(text.get("MECARD:".len()..)?));
    }
    starts(text, "BEGIN:VCARD").then(|| vcard(text))
}

fn starts(text: &str, with: &str) -> bool {
    text.get(..with.len()).is_some_and(|start| start.eq_ignore_ascii_case(with))
}

fn vcard(text: &str) -> Card {
    let mut card = Card::default();
    for line in lines(text).iter().take(PROPERTIES_MAX) {
        let Some((head, value)) = line.split_once(':') else { continue };
        let mut parts = head.split(';');
        // "item1.EMAIL" is an address of a group.
        let name = parts.next().unwrap_or_default();
        let name = name.rsplit('.').next().unwrap_or_default().trim().to_ascii_uppercase();
        let is_quoted = parts.any(|part| part.to_ascii_uppercase().contains("QUOTED-PRINTABLE"));
        let value = if is_quoted { unquoted(value) } else { value.to_owned() };
        let mut pieces = split(&value, ';').into_iter();
        let mut next = || pieces.next().unwrap_or_default();
        match name.as_str() {
            "FN" => card.name = split(&value, '\0').concat(),
            "N" => (card.last_name, card.first_name) = (next(), next()),
            "ORG" => card.company = next(),
            "TITLE" => card.job_title = split(&value, '\0').concat(),
            "TEL" => card.phones.push(without_scheme(&value, "tel:")),
            "EMAIL" => card.emails.push(without_scheme(&value, "mailto:")),
            _ => {}
        }
    }
    card
}

fn mecard(text: &str) -> Card {
    let mut card = Card::default();
    for field in raw_split(text, ';').iter().take(PROPERTIES_MAX) {
        let Some((name, value)) = field.split_once(':') else { continue };
        let whole = || split(value, '\0').concat();
        match name.trim().to_ascii_uppercase().as_str() {
            "N" => {
                let mut parts = split(value, ',').into_iter();
                let (first, second) = (parts.next(), parts.next());
                match (first, second) {
                    (Some(last), Some(given)) => (card.last_name, card.first_name) = (last, given),
                    (first, _) => card.name = first.unwrap_or_default(),
                }
            }
            "ORG" => card.company = whole(),
            "TITLE" => card.job_title = whole(),
            "TEL" => card.phones.push(whole()),
            "EMAIL" => card.emails.push(whole()),
            _ => {}
        }
    }
    card
}

fn without_scheme(value: &str, scheme: &str) -> String {
    let value = value.trim();
    let bare = if starts(value, scheme) { value.get(scheme.len()..) } else { None };
    split(bare.unwrap_or(value), '\0').concat()
}

/// The properties of a vCard, each whole. Scanners write a card in one line, too: a property begins
/// there where a word is the name of one.
fn lines(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    if !text.contains(['\n', '\r']) {
        for word in text.split(' ') {
            match lines.last_mut() {
                Some(line) if !is_property(word) => {
                    line.push(' ');
                    line.push_str(word);
                }
                _ => lines.push(word.to_owned()),
            }
        }
        return lines;
    }
    for line in text.split(['\n', '\r']).filter(|line| !line.is_empty()) {
        let goes_on = lines.last().is_some_and(|before| {
            before.ends_with('=') && before.to_ascii_uppercase().contains("QUOTED-PRINTABLE")
        });
        match lines.last_mut() {
            // A line that begins with a blank is the rest of the one before.
            Some(before) if line.starts_with([' ', '\t']) => {
                before.push_str(line.get(1..).unwrap_or_default());
            }
            Some(before) if goes_on => {
                before.pop();
                before.push_str(line);
            }
            _ => lines.push(line.to_owned()),
        }
    }
    lines
}

fn is_property(word: &str) -> bool {
    const NAMES: [&str; 17] = [
        "BEGIN", "END", "VERSION", "PRODID", "REV", "UID", "FN", "N", "ORG", "TITLE", "ROLE",
        "TEL", "EMAIL", "ADR", "URL", "NOTE", "PHOTO",
    ];
    let Some(end) = word.find([':', ';']) else { return false };
    word.get(..end).is_some_and(|name| NAMES.contains(&name.to_ascii_uppercase().as_str()))
}

/// The parts between separators, what is escaped put right, without what is around them.
fn split(value: &str, separator: char) -> Vec<String> {
    raw_split(value, separator).iter().map(|part| unescaped(part).trim().to_owned()).collect()
}

/// The parts between separators that are not escaped.
fn raw_split(value: &str, separator: char) -> Vec<Cow<'_, str>> {
    let mut parts: Vec<Cow<'_, str>> = Vec::new();
    let (mut start, mut is_escaped) = (0, false);
    for (at, c) in value.char_indices() {
        if c == separator && !is_escaped {
            parts.push(value.get(start..at).unwrap_or_default().into());
            start = at + c.len_utf8();
        }
        is_escaped = c == '\\' && !is_escaped;
    }
    parts.push(value.get(start..).unwrap_or_default().into());
    parts
}

fn unescaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next() {
                Some('n' | 'N') => plain.push(' '),
                Some(other) => plain.push(other),
                None => {}
            },
            c => plain.push(c),
        }
    }
    plain
}

/// A text in quoted-printable (RFC 2045, 6.7), as old cards have it.
fn unquoted(text: &str) -> String {
    let mut bytes: Vec<u8> = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let code = after.get(..2).and_then(|code| std::str::from_utf8(code).ok());
        match code.and_then(|code| u8::from_str_radix(code, 16).ok()) {
            Some(byte) if *first == b'=' => {
                bytes.push(byte);
                rest = after.get(2..).unwrap_or_default();
            }
            _ => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|error| {
        let (text, _, _) = encoding_rs::WINDOWS_1252.decode(error.as_bytes());
        text.into_owned()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn eva() -> Card {
        Card {
            name: "Eva María Sol".to_owned(),
            first_name: "Eva María".to_owned(),
            last_name: "Sol".to_owned(),
            company: "Acme; Hijos".to_owned(),
            job_title: "Jefa de compras".to_owned(),
            phones: vec!["+34 600 111 222".to_owned()],
            emails: vec!["eva@sol.example".to_owned()],
        }
    }

    #[test]
    fn a_card_is_read_in_lines_in_one_line_and_folded() {
        let card_in_lines = "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Sol;Eva María;;;\r\nFN:Eva María Sol\r\n\
            ORG:Acme\\; Hijos;Compras\r\nTITLE:Jefa de\r\n  compras\r\n\
            TEL;TYPE=CELL:tel:+34 600 111 222\r\nitem1.EMAIL;TYPE=INTERNET:eva@sol.example\r\nEND:VCARD";
        assert_eq!(card(card_in_lines), Some(eva()));
        let in_one_line = "BEGIN:VCARD VERSION:3.0 N:Sol;Eva María FN:Eva María Sol \
            ORG:Acme\\; Hijos TITLE:Jefa de compras TEL:+34 600 111 222 EMAIL:eva@sol.example END:VCARD";
        assert_eq!(card(in_one_line), Some(eva()));
    }

    #[test]
    fn old_cards_and_those_of_codes_are_read() {
        let old = "BEGIN:VCARD\nVERSION:2.1\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Mu=C3=B1oz;Jos=\n=C3=A9\nEND:VCARD";
        let read = card(old).unwrap();
        assert_eq!((read.last_name.as_str(), read.first_name.as_str()), ("Muñoz", "José"));
        let code = "MECARD:N:Sol,Eva María;ORG:Acme\\; Hijos;TITLE:Jefa de compras;\
            TEL:+34 600 111 222;EMAIL:eva@sol.example;;";
        assert_eq!(card(code), Some(Card { name: String::new(), ..eva() }));
        for cell in ["Eva Sol", "N:Sol;Eva", "https://a.example/begin:vcard", ""] {
            assert_eq!(card(cell), None, "{cell}");
        }
        assert_eq!(card("BEGIN:VCARD").unwrap(), Card::default());
    }
}
