//! The writer of sentences: plain text and editable values in two languages, side by side.
//!
//! It knows punctuation and lists; what is said is decided by its callers.

use std::fmt::Display;

use super::{Kind, Names, Token};
use crate::agreement::Language;
use crate::agreement::vocabulary::Pack;

/// A text under construction.
pub(super) struct Prose<'a> {
    pub(super) pack: &'a Pack,
    pub(super) names: Names<'a>,
    path: String,
    tokens: Vec<Token>,
}

/// What the last two items of a list are joined with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Join {
    And,
    Or,
}

impl<'a> Prose<'a> {
    pub(super) fn new(pack: &'a Pack, names: Names<'a>, path: &str) -> Prose<'a> {
        Prose { pack, names, path: path.to_owned(), tokens: Vec::new() }
    }

    pub(super) fn is_spanish(&self) -> bool {
        self.pack.language() == Language::Es
    }

    /// One of two texts, by language.
    pub(super) fn either<'t>(&self, es: &'t str, en: &'t str) -> &'t str {
        if self.is_spanish() { es } else { en }
    }

    /// Plain text, in both languages side by side.
    pub(super) fn say(&mut self, es: &str, en: &str) {
        let text = if self.is_spanish() { es } else { en };
        self.text(text);
    }

    /// Plain text that is the same in every language.
    pub(super) fn text(&mut self, text: &str) {
        if let Some(Token::Text(last)) = self.tokens.last_mut() {
            last.push_str(text);
        } else if !text.is_empty() {
            self.tokens.push(Token::Text(text.to_owned()));
        }
    }

    /// An editable value that stands at `key` below the current place; with an empty key, at it.
    pub(super) fn value(&mut self, kind: Kind, key: &str, text: impl Into<String>) {
        let mut path = self.path.clone();
        step(&mut path, key);
        self.tokens.push(Token::Value { kind, path, text: text.into() });
    }

    /// An editable value at a key that people chose, which may look like an index.
    pub(super) fn named_value(&mut self, kind: Kind, key: &str, text: String) {
        let path = format!("{}.{key}", self.path);
        self.tokens.push(Token::Value { kind, path, text });
    }

    /// An item of a list that stands below the sentence.
    pub(super) fn item(&mut self) {
        let is_open = self.tokens.last().is_some_and(|last| !last.text().ends_with([':', '.']));
        if is_open {
            self.text(";");
        }
        self.tokens.push(Token::Item);
    }

    pub(super) fn tokens(&mut self, tokens: Vec<Token>) {
        for token in tokens {
            match token {
                Token::Text(text) => self.text(&text),
                other => self.tokens.push(other),
            }
        }
    }

    /// What `write` says about the part of the agreement at `key`.
    pub(super) fn under(&mut self, key: impl Display, write: impl FnOnce(&mut Prose<'a>)) {
        let length = self.path.len();
        step(&mut self.path, &key.to_string());
        write(self);
        self.path.truncate(length);
    }

    /// What `write` says, apart from the text so far.
    pub(super) fn apart(&mut self, write: impl FnOnce(&mut Prose<'a>)) -> Vec<Token> {
        let before = std::mem::take(&mut self.tokens);
        write(self);
        std::mem::replace(&mut self.tokens, before)
    }

    /// `items` as a list: "a, b y c", "a, b o c".
    pub(super) fn list(&mut self, items: Vec<Vec<Token>>, join: Join) {
        let count = items.len();
        for (index, item) in items.into_iter().enumerate() {
            if index > 0 && index + 1 == count {
                let next = item.first().map(Token::text).unwrap_or_default();
                self.text(conjunction(join, next, self.is_spanish()));
            } else if index > 0 {
                self.text(", ");
            }
            self.tokens(item);
        }
    }

    /// A text in the quotation marks of the language.
    pub(super) fn quoted(&self, text: &str) -> String {
        if self.is_spanish() { format!("«{text}»") } else { format!("“{text}”") }
    }

    pub(super) fn into_tokens(self) -> Vec<Token> {
        self.tokens
    }

    /// The text so far as whole sentences: a capital first, a full stop last.
    pub(super) fn into_sentence(self) -> Vec<Token> {
        let mut tokens = self.tokens;
        capitalise(&mut tokens);
        if !tokens.last().is_some_and(|token| token.text().ends_with(['.', '?', '!', ':'])) {
            match tokens.last_mut() {
                Some(Token::Text(last)) => last.push('.'),
                Some(Token::Value { .. } | Token::Item) => tokens.push(Token::Text(".".to_owned())),
                None => {}
            }
        }
        tokens
    }
}

/// Goes down a path by keys and indices joined with dots: `when.all.0` below `qualify[1]` is
/// `qualify[1].when.all[0]`.
fn step(path: &mut String, keys: &str) {
    for key in keys.split('.').filter(|key| !key.is_empty()) {
        if key == "*" || key.bytes().all(|byte| byte.is_ascii_digit()) {
            path.push_str(&format!("[{key}]"));
            continue;
        }
        if !path.is_empty() {
            path.push('.');
        }
        path.push_str(key);
    }
}

/// Texts as a list in the singular language of `pack`: "a, b y c".
pub(super) fn joined(texts: &[String], join: Join, is_spanish: bool) -> String {
    let mut list = String::new();
    for (index, text) in texts.iter().enumerate() {
        if index > 0 && index + 1 == texts.len() {
            list.push_str(conjunction(join, text, is_spanish));
        } else if index > 0 {
            list.push_str(", ");
        }
        list.push_str(text);
    }
    list
}

/// The conjunction before `next`, with its spaces: "y" is "e" before the sound i, "o" is "u"
/// before the sound o.
pub(super) fn conjunction(join: Join, next: &str, is_spanish: bool) -> &'static str {
    let sound = crate::text::fold(next.trim_start_matches(['«', '“', '"', '¿', '¡', ' ']));
    let starts = |with: &str| sound.starts_with(with);
    match (join, is_spanish) {
        (Join::And, false) => " and ",
        (Join::Or, false) => " or ",
        (Join::And, true) => {
            let is_diphthong = starts("hie") || starts("hia") || starts("hio") || starts("ie");
            if (starts("i") || starts("hi")) && !is_diphthong { " e " } else { " y " }
        }
        (Join::Or, true) => {
            let first: String = sound.chars().take_while(|c| c.is_ascii_digit()).collect();
            let is_o_number = first.starts_with('8') || first == "11";
            if starts("o") || starts("ho") || is_o_number { " u " } else { " o " }
        }
    }
}

/// Makes the first letter a capital. What people wrote themselves in quotation marks stays.
pub(super) fn capitalise(tokens: &mut [Token]) {
    let Some(Token::Text(text) | Token::Value { text, .. }) = tokens.first_mut() else { return };
    let mut rest = text.chars();
    let Some(first) = rest.next() else { return };
    *text = first.to_uppercase().chain(rest).collect();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conjunctions_change_before_their_own_sound() {
        #[track_caller]
        fn check(join: Join, next: &str, said: &str) {
            assert_eq!(conjunction(join, next, true).trim(), said, "before {next}");
        }
        check(Join::And, "interés", "e");
        check(Join::And, "hizo clic", "e");
        check(Join::And, "«Índice»", "e");
        check(Join::And, "hielo", "y");
        check(Join::And, "Yucatán", "y");
        check(Join::Or, "otro", "u");
        check(Join::Or, "«Hoteles»", "u");
        check(Join::Or, "80 puntos", "u");
        check(Join::Or, "11", "u");
        check(Join::Or, "110", "o");
        check(Join::Or, "demo", "o");
        assert_eq!(conjunction(Join::And, "interest", false), " and ");
    }
}
