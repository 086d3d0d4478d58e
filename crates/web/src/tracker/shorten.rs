//! Makes a script of our own shorter: comments and spaces go, and the names that it declares become
//! letters. It knows the script's habits (see its head) and not the whole language.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// A name or a keyword.
    Word,
    /// A text, a pattern or a number, which stays as it is.
    Whole,
    Sign,
}

#[derive(Debug, Clone, Copy)]
struct Token<'a> {
    kind: Kind,
    text: &'a str,
    /// Where it begins in the script.
    at: usize,
    /// How many brackets are open before it.
    depth: usize,
    /// The statement of the outermost function that it stands in.
    statement: usize,
}

/// The same script in fewer letters.
pub(super) fn shortened(script: &str) -> String {
    let tokens = filled_in(tokens(script));
    let names = Names::of(&tokens);
    let mut short = String::with_capacity(script.len() / 2);
    // With which word the statement began that is open at each depth.
    let mut began: BTreeMap<usize, &str> = BTreeMap::new();
    for (index, token) in tokens.iter().enumerate() {
        let before = index.checked_sub(1).map_or(";", |before| text_at(&tokens, before));
        let next = text_at(&tokens, index + 1);
        if matches!(before, ";" | "{" | "}") {
            began.insert(token.depth, token.text);
        }
        let is_declaration = matches!(next, "const" | "let");
        let is_joined = is_declaration && began.get(&token.depth) == Some(&next);
        let text = match token.text {
            ";" if next == "}" => continue,
            ";" if is_joined => ",",
            "," if matches!(next, "}" | "]") => continue,
            "const" | "let" if short.ends_with(',') => continue,
            // One name that a function is given needs no brackets.
            "(" if is_one_given(&tokens, index) => continue,
            ")" if index >= 2 && is_one_given(&tokens, index - 2) => continue,
            text => names.short(&tokens, index).unwrap_or(text),
        };
        if short.ends_with(is_in_word) && text.starts_with(is_in_word) {
            short.push(' ');
        }
        short.push_str(text);
    }
    short
}

/// With what each named limit is in its place: `const EVENTS_MAX = 100;`.
fn filled_in(tokens: Vec<Token<'_>>) -> Vec<Token<'_>> {
    let mut limits: BTreeMap<&str, &str> = BTreeMap::new();
    let mut filled: Vec<Token<'_>> = Vec::with_capacity(tokens.len());
    let mut rest = tokens.as_slice();
    while let [token, after @ ..] = rest {
        rest = after;
        if let [name, sign, value, end, after @ ..] = rest
            && token.text == "const"
            && !name.text.contains(|c: char| c.is_ascii_lowercase())
            && (sign.text, value.kind, end.text) == ("=", Kind::Whole, ";")
        {
            limits.insert(name.text, value.text);
            rest = after;
        } else if let Some(value) = limits.get(token.text) {
            filled.push(Token { kind: Kind::Whole, text: value, ..*token });
        } else {
            filled.push(*token);
        }
    }
    filled
}

/// Whether a bracket opens before the one name that a function is given.
fn is_one_given(tokens: &[Token<'_>], index: usize) -> bool {
    let is_name = tokens.get(index + 1).is_some_and(|token| token.kind == Kind::Word);
    is_name && [0, 2, 3, 4].map(|offset| text_at(tokens, index + offset)) == ["(", ")", "=", ">"]
}

fn text_at<'a>(tokens: &[Token<'a>], index: usize) -> &'a str {
    tokens.get(index).map_or("", |token| token.text)
}

fn is_in_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_' || c == '$'
}

fn tokens(script: &str) -> Vec<Token<'_>> {
    let mut tokens: Vec<Token<'_>> = Vec::new();
    let (mut depth, mut statement) = (0, 0);
    let mut rest = script;
    loop {
        rest = rest.trim_start();
        let Some(first) = rest.chars().next() else { break };
        if rest.starts_with("//") {
            rest = rest.split_once('\n').map_or("", |(_, rest)| rest);
            continue;
        }
        let before = tokens.last().map_or("", |token| token.text);
        // What divides stands after a value, a pattern does not.
        let is_pattern = first == '/' && !before.ends_with(is_value_end);
        let (kind, length) = if first == '"' || is_pattern {
            (Kind::Whole, closed(rest, first))
        } else if is_in_word(first) {
            let length = rest.find(|c: char| !is_in_word(c)).unwrap_or(rest.len());
            (if first.is_ascii_digit() { Kind::Whole } else { Kind::Word }, length)
        } else if rest.starts_with("++") || rest.starts_with("...") {
            (Kind::Sign, rest.find(|c| c != first).unwrap_or(rest.len()))
        } else {
            (Kind::Sign, first.len_utf8())
        };
        let (text, after) = rest.split_at(length);
        tokens.push(Token { kind, text, at: script.len() - rest.len(), depth, statement });
        rest = after;
        match text {
            "(" | "[" | "{" => depth += 1,
            ")" | "]" | "}" => depth = depth.saturating_sub(1),
            ";" if depth <= OUTERMOST => statement += 1,
            _ => {}
        }
    }
    tokens
}

/// The brackets that are open in the outermost function, `(() => {`.
const OUTERMOST: usize = 2;

fn is_value_end(c: char) -> bool {
    is_in_word(c) || matches!(c, ')' | ']' | '"')
}

/// The length of what begins and ends with the same sign, with the letters after a pattern; one in
/// brackets or after a `\` ends nothing.
fn closed(text: &str, sign: char) -> usize {
    let (mut is_escaped, mut is_class) = (false, false);
    for (index, c) in text.char_indices().skip(1) {
        match c {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            '[' if sign == '/' => is_class = true,
            ']' => is_class = false,
            _ if c == sign && !is_class => {
                let after = text.get(index + 1..).unwrap_or_default();
                let letters = after.find(|c: char| !is_in_word(c)).unwrap_or(after.len());
                return index + 1 + letters;
            }
            _ => {}
        }
    }
    text.len()
}

/// Whether a name is a property's: after a full stop, or right before a colon.
fn is_property(tokens: &[Token<'_>], index: usize) -> bool {
    let Some(token) = tokens.get(index) else { return false };
    let is_key = tokens
        .get(index + 1)
        .is_some_and(|next| next.text == ":" && next.at == token.at + token.text.len());
    is_key || (index > 0 && text_at(tokens, index - 1) == ".")
}

/// A name, and the statement that it is declared in; `None` in the outermost function.
type Declared<'a> = (Option<usize>, &'a str);

/// What each declared name becomes. Names within different statements of the outermost function
/// never meet, and share their letters.
struct Names<'a>(BTreeMap<Declared<'a>, String>);

impl<'a> Names<'a> {
    fn of(tokens: &[Token<'a>]) -> Names<'a> {
        let mut counts: BTreeMap<Declared<'a>, usize> = BTreeMap::new();
        for index in 0..tokens.len() {
            for token in declared(tokens, index) {
                let is_outer =
                    token.depth <= OUTERMOST + usize::from(text_at(tokens, index + 1) == "[");
                let is_outer = is_outer && text_at(tokens, index) != ")";
                counts.insert(((!is_outer).then_some(token.statement), token.text), 0);
            }
        }
        let mut taken: BTreeSet<&str> = BTreeSet::new();
        for (index, token) in tokens.iter().enumerate() {
            if token.kind != Kind::Word || is_property(tokens, index) {
                continue;
            }
            let outer = (None, token.text);
            let at = if counts.contains_key(&outer) {
                outer
            } else {
                (Some(token.statement), token.text)
            };
            match counts.get_mut(&at) {
                Some(count) => *count += 1,
                None => _ = taken.insert(token.text),
            }
        }
        Names::lettered(counts, &taken)
    }

    /// The names that stand most often are the shortest.
    fn lettered(counts: BTreeMap<Declared<'a>, usize>, taken: &BTreeSet<&str>) -> Names<'a> {
        // Those that scripts are full of pack best.
        let letters = || "etraniosclupdmfghvbykwxqjz".chars().chain('A'..='Z');
        let single = letters().map(|letter| letter.to_string());
        let double =
            letters().flat_map(|first| letters().map(move |next| format!("{first}{next}")));
        let mut free = single.chain(double).filter(|name| !taken.contains(name.as_str()));
        let mut names = BTreeMap::new();
        let mut order: Vec<(Declared<'a>, usize)> = counts.into_iter().collect();
        order.sort_by_key(|(_, count)| Reverse(*count));
        // Every statement's own names in turn take the same letters.
        let mut shared: Vec<String> = Vec::new();
        let mut used: BTreeMap<usize, usize> = BTreeMap::new();
        for ((statement, name), _) in &order {
            let Some(statement) = statement else { continue };
            let used = used.entry(*statement).or_default();
            if shared.len() == *used {
                shared.extend(free.next());
            }
            if let Some(letter) = shared.get(*used) {
                names.insert((Some(*statement), *name), letter.clone());
            }
            *used += 1;
        }
        for ((statement, name), _) in order {
            if let (None, Some(letter)) =
                (statement, statement.is_none().then(|| free.next()).flatten())
            {
                names.insert((None, name), letter);
            }
        }
        Names(names)
    }

    fn short(&self, tokens: &[Token<'a>], index: usize) -> Option<&str> {
        let token = tokens.get(index)?;
        if token.kind != Kind::Word || is_property(tokens, index) {
            return None;
        }
        let outer = self.0.get(&(None, token.text));
        outer.or_else(|| self.0.get(&(Some(token.statement), token.text))).map(String::as_str)
    }
}

/// The names that are declared at a token: by `const` and `let`, as what was caught, and as what a
/// function is given.
fn declared<'t, 'a>(tokens: &'t [Token<'a>], index: usize) -> Vec<&'t Token<'a>> {
    let at = |offset: usize| text_at(tokens, index + offset);
    let range = match at(0) {
        "const" | "let" if at(1) == "[" => {
            let length = tokens.iter().skip(index).take_while(|token| token.text != "]").count();
            index + 1..index + length
        }
        "const" | "let" => index + 1..index + 2,
        "catch" if at(1) == "(" => index + 2..index + 3,
        ")" if at(1) == "=" && at(2) == ">" => {
            let opened = tokens.iter().take(index).rposition(|token| token.text == "(");
            opened.unwrap_or(index)..index
        }
        _ => return Vec::new(),
    };
    let found = tokens.get(range).unwrap_or_default().iter();
    found.filter(|token| token.kind == Kind::Word).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_spaces_and_long_names_go() {
        let script = "// What it is.\n(() => {\n  const first = 1;\n  let second;\n  \
                      return first + second++;\n})();\n";
        assert_eq!(shortened(script), "(()=>{const e=1;let t;return e+t++})();");
    }

    #[test]
    fn texts_patterns_and_properties_stay() {
        let script = r#"const text = (event, ...rest) => event.text.replace(/[/"] text\//g, "// event") || { text: rest[0] / 2, };"#;
        assert_eq!(
            shortened(script),
            r#"const r=(e,...t)=>e.text.replace(/[/"] text\//g,"// event")||{text:t[0]/2};"#
        );
    }

    #[test]
    fn what_a_limit_is_stands_in_its_place() {
        let script = "const EVENTS_MAX = 100; const SIGN = /a;/i; keep(EVENTS_MAX, SIGN.source);";
        assert_eq!(shortened(script), "keep(100,/a;/i.source);");
    }

    #[test]
    fn what_stands_in_a_question_is_a_name() {
        let script =
            "const [one, other] = pair; go(one ? other.one : one, one ? { one: a } : other + one);";
        assert_eq!(shortened(script), "const[e,t]=pair;go(e?t.one:e,e?{one:a}:t+e);");
    }

    #[test]
    fn names_that_never_meet_share_their_letters() {
        let script = "(() => { const twice = (number) => number + number; const say = (text) => { \
                      try { go(twice(text)); } catch (error) { say(error); } }; })();";
        assert_eq!(
            shortened(script),
            "(()=>{const a=e=>e+e,r=t=>{try{go(a(t))}catch(e){r(e)}}})();"
        );
    }
}
