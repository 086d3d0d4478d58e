//! Tags and text of HTML and XML, in order.
//!
//! Forgiving, as the programs that write tables into `.xls` files are: it finds tags and never
//! fails. It builds no tree and resolves nothing outside the text, so it takes no memory of its
//! own and a hostile text cannot make it expand.

/// One piece of markup.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    /// The start of an element, with everything between its name and `>`.
    Open { name: &'a str, attributes: &'a str, is_empty: bool },
    /// The end of an element.
    Close { name: &'a str },
    /// Text whose entities are still to be read.
    Text(&'a str),
    /// Text without entities.
    Raw(&'a str),
}

/// The pieces of a text, without comments, declarations, scripts and styles.
pub(super) struct Pieces<'a> {
    rest: &'a str,
    /// Whether a value was opened by a quotation mark that nobody closed. From there on a tag ends
    /// at the first `>`: the rest of the page is not lost, and is not searched again for each tag.
    has_stray_quote: bool,
}

impl<'a> Pieces<'a> {
    pub(super) fn of(text: &'a str) -> Pieces<'a> {
        Pieces { rest: text, has_stray_quote: false }
    }

    /// Cuts the rest after `end`, and gives what came before it.
    fn take_to(&mut self, end: &str) -> &'a str {
        let (before, after) = self.rest.split_once(end).unwrap_or((self.rest, ""));
        self.rest = after;
        before
    }

    /// Up to the `>` that is not inside a quoted value.
    fn tag_length(&mut self, tag: &str) -> usize {
        let mut quote = None;
        for (position, byte) in tag.bytes().enumerate() {
            if self.has_stray_quote {
                break;
            }
            match (quote, byte) {
                (None, b'>') => return position,
                (None, b'"' | b'\'') => quote = Some(byte),
                (Some(open), byte) if open == byte => quote = None,
                _ => {}
            }
        }
        self.has_stray_quote = true;
        tag.find('>').unwrap_or(tag.len())
    }

    /// Jumps over the content of an element that holds no table, to its closing tag.
    fn skip_element(&mut self, name: &str) {
        let mut search = self.rest;
        while let Some((_, after)) = search.split_once("</") {
            if starts_with_ignoring_case(after, name) {
                self.rest = after;
                self.take_to(">");
                return;
            }
            search = after;
        }
        self.rest = "";
    }
}

impl<'a> Iterator for Pieces<'a> {
    type Item = Piece<'a>;

    fn next(&mut self) -> Option<Piece<'a>> {
        loop {
            if self.rest.is_empty() {
                return None;
            }
            let Some(inside) = self.rest.strip_prefix('<') else {
                let length = self.rest.find('<').unwrap_or(self.rest.len());
                let (text, rest) = self.rest.split_at_checked(length)?;
                self.rest = rest;
                return Some(Piece::Text(text));
            };
            self.rest = inside;
            if let Some(comment) = inside.strip_prefix("!--") {
                self.rest = comment;
                self.take_to("-->");
                continue;
            }
            if let Some(data) = inside.strip_prefix("![CDATA[") {
                self.rest = data;
                return Some(Piece::Raw(self.take_to("]]>")));
            }
            if inside.starts_with(['!', '?']) {
                self.take_to(">");
                continue;
            }
            if let Some(closing) = inside.strip_prefix('/') {
                self.rest = closing;
                return Some(Piece::Close { name: self.take_to(">").trim() });
            }
            if !inside.starts_with(|c: char| c.is_ascii_alphabetic()) {
                return Some(Piece::Text("<"));
            }
            let length = self.tag_length(inside);
            let (tag, rest) = inside.split_at_checked(length)?;
            self.rest = rest.strip_prefix('>').unwrap_or(rest);
            let (tag, is_empty) = match tag.strip_suffix('/') {
                Some(tag) => (tag, true),
                None => (tag, false),
            };
            let name_length = tag.find(char::is_whitespace).unwrap_or(tag.len());
            let (name, attributes) = tag.split_at_checked(name_length)?;
            let is_skipped =
                ["script", "style"].iter().any(|skipped| name.eq_ignore_ascii_case(skipped));
            if is_skipped && !is_empty {
                self.skip_element(name);
                continue;
            }
            return Some(Piece::Open { name, attributes, is_empty });
        }
    }
}

/// The value of an attribute, with its entities as they are.
pub(super) fn attribute<'a>(attributes: &'a str, wanted: &str) -> Option<&'a str> {
    let mut rest = attributes.trim_start();
    loop {
        let length = rest.find(|c: char| c == '=' || c.is_whitespace()).unwrap_or(rest.len());
        let (name, after) = rest.split_at_checked(length)?;
        let after = after.trim_start();
        let Some(value) = after.strip_prefix('=') else {
            if after.is_empty() || after.len() == rest.len() {
                return None;
            }
            rest = after;
            continue;
        };
        let value = value.trim_start();
        let (value, after) = match value.chars().next() {
            Some(quote @ ('"' | '\'')) => {
                value.strip_prefix(quote)?.split_once(quote).unwrap_or((value, ""))
            }
            _ => value.split_once(char::is_whitespace).unwrap_or((value, "")),
        };
        if name.eq_ignore_ascii_case(wanted) {
            return Some(value);
        }
        rest = after.trim_start();
    }
}

/// Adds `text` to `target`, its entities read.
pub(super) fn push_unescaped(target: &mut String, text: &str) {
    /// Longer than any entity that is read.
    const ENTITY_BYTES_MAX: usize = 10;
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        target.push_str(before);
        let entity = after
            .bytes()
            .take(ENTITY_BYTES_MAX)
            .position(|byte| byte == b';')
            .and_then(|length| after.get(..length));
        match entity.and_then(|name| Some((name, character(name)?))) {
            Some((name, character)) => {
                target.push(character);
                rest = after.get(name.len() + 1..).unwrap_or_default();
            }
            None => {
                target.push('&');
                rest = after;
            }
        }
    }
    target.push_str(rest);
}

fn starts_with_ignoring_case(text: &str, start: &str) -> bool {
    text.get(..start.len()).is_some_and(|opening| opening.eq_ignore_ascii_case(start))
}

/// The entities of XML, and those of HTML that lists in Spanish have.
fn character(entity: &str) -> Option<char> {
    if let Some(number) = entity.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16),
            None => number.parse(),
        };
        return char::from_u32(code.ok()?);
    }
    let named = [
        ("amp", '&'),
        ("lt", '<'),
        ("gt", '>'),
        ("quot", '"'),
        ("apos", '\''),
        ("nbsp", ' '),
        ("aacute", 'á'),
        ("eacute", 'é'),
        ("iacute", 'í'),
        ("oacute", 'ó'),
        ("uacute", 'ú'),
        ("Aacute", 'Á'),
        ("Eacute", 'É'),
        ("Iacute", 'Í'),
        ("Oacute", 'Ó'),
        ("Uacute", 'Ú'),
        ("ntilde", 'ñ'),
        ("Ntilde", 'Ñ'),
        ("uuml", 'ü'),
        ("Uuml", 'Ü'),
        ("ccedil", 'ç'),
        ("Ccedil", 'Ç'),
        ("agrave", 'à'),
        ("egrave", 'è'),
        ("ograve", 'ò'),
        ("iexcl", '¡'),
        ("iquest", '¿'),
        ("ordf", 'ª'),
        ("ordm", 'º'),
        ("middot", '·'),
        ("euro", '€'),
        ("ndash", '–'),
        ("mdash", '—'),
        ("lsquo", '‘'),
        ("rsquo", '’'),
        ("ldquo", '“'),
        ("rdquo", '”'),
        ("hellip", '…'),
        ("copy", '©'),
    ];
    named.iter().find(|(name, _)| *name == entity).map(|(_, character)| *character)
}
