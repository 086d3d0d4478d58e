//! A text of YAML as a tree, and how it is laid out: what is short on one line, the rest indented.

use std::fmt::{Display, Write};

/// A piece of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Node {
    /// Written as it is: a number, a length of time, an id.
    Word(String),
    /// Written in quotes where it would be read as something else.
    Text(String),
    /// Written in quotes whatever it looks like.
    Quoted(String),
    /// Several.
    List(Vec<Node>),
    /// Named, in order.
    Map(Vec<(String, Node)>),
}

/// What is longer stands on lines of its own.
const LINE_MAX: usize = 140;

impl Node {
    pub(super) fn map() -> Node {
        Node::Map(Vec::new())
    }

    pub(super) fn texts(texts: &[String]) -> Node {
        Node::List(texts.iter().map(|text| Node::Text(text.clone())).collect())
    }

    pub(super) fn is_empty(&self) -> bool {
        match self {
            Node::List(items) => items.is_empty(),
            Node::Map(entries) => entries.is_empty(),
            Node::Word(_) | Node::Text(_) | Node::Quoted(_) => false,
        }
    }

    pub(super) fn node(&mut self, key: &str, node: Node) {
        if let Node::Map(entries) = self {
            entries.push((key.to_owned(), node));
        }
    }

    pub(super) fn node_if(&mut self, key: &str, node: Option<Node>) {
        if let Some(node) = node {
            self.node(key, node);
        }
    }

    pub(super) fn text(&mut self, key: &str, text: &str) {
        self.node(key, Node::Text(text.to_owned()));
    }

    pub(super) fn text_if(&mut self, key: &str, text: Option<&str>) {
        self.node_if(key, text.map(|text| Node::Text(text.to_owned())));
    }

    pub(super) fn word(&mut self, key: &str, word: impl Display) {
        self.node(key, Node::Word(word.to_string()));
    }

    pub(super) fn word_if(&mut self, key: &str, word: Option<impl Display>) {
        self.node_if(key, word.map(|word| Node::Word(word.to_string())));
    }

    pub(super) fn texts_if(&mut self, key: &str, texts: &[String]) {
        if !texts.is_empty() {
            self.node(key, Node::texts(texts));
        }
    }

    pub(super) fn list(&mut self, key: &str, items: impl Iterator<Item = Node>) {
        self.node(key, Node::List(items.collect()));
    }

    pub(super) fn list_if(&mut self, key: &str, items: impl Iterator<Item = Node>) {
        let items: Vec<Node> = items.collect();
        if !items.is_empty() {
            self.node(key, Node::List(items));
        }
    }

    pub(super) fn map_if(&mut self, key: &str, entries: impl Iterator<Item = (String, Node)>) {
        let entries: Vec<(String, Node)> = entries.collect();
        if !entries.is_empty() {
            self.node(key, Node::Map(entries));
        }
    }

    /// The whole text, a blank line between its parts.
    pub(super) fn to_text(&self) -> String {
        let mut text = String::new();
        let Node::Map(entries) = self else { return text };
        let mut was_long = false;
        for (key, node) in entries {
            let mut part = String::new();
            entry(&mut part, key, node, 0);
            let is_long = part.lines().count() > 1;
            if !text.is_empty() && (is_long || was_long) {
                text.push('\n');
            }
            text.push_str(&part);
            was_long = is_long;
        }
        text
    }

    /// The node on one line.
    fn flow(&self) -> String {
        match self {
            Node::Word(word) => word.clone(),
            Node::Text(text) if is_plain(text) => text.clone(),
            Node::Text(text) | Node::Quoted(text) => quoted(text),
            Node::List(items) => {
                let items: Vec<String> = items.iter().map(Node::flow).collect();
                format!("[{}]", items.join(", "))
            }
            Node::Map(entries) if entries.is_empty() => "{}".to_owned(),
            Node::Map(entries) => {
                let entries: Vec<String> = entries
                    .iter()
                    .map(|(key, node)| format!("{}: {}", name(key), node.flow()))
                    .collect();
                format!("{{ {} }}", entries.join(", "))
            }
        }
    }
}

/// `key: value`, the value on the same line where it fits and is no list of maps.
fn entry(text: &mut String, key: &str, node: &Node, indent: usize) {
    let pad = " ".repeat(indent);
    let flow = node.flow();
    let is_deep = match node {
        Node::List(items) => items.iter().any(|item| matches!(item, Node::Map(_))),
        Node::Map(entries) => {
            indent == 0
                && entries.iter().any(|(_, node)| matches!(node, Node::List(_) | Node::Map(_)))
        }
        Node::Word(_) | Node::Text(_) | Node::Quoted(_) => false,
    };
    if !is_deep && indent + key.len() + flow.len() <= LINE_MAX || node.is_empty() {
        writeln!(text, "{pad}{}: {flow}", name(key)).unwrap_or_default();
        return;
    }
    match node {
        Node::List(items) => {
            writeln!(text, "{pad}{}:", name(key)).unwrap_or_default();
            for item in items {
                self::item(text, item, indent + 2);
            }
        }
        Node::Map(entries) => {
            writeln!(text, "{pad}{}:", name(key)).unwrap_or_default();
            for (key, node) in entries {
                entry(text, key, node, indent + 2);
            }
        }
        Node::Word(_) | Node::Text(_) | Node::Quoted(_) => {
            writeln!(text, "{pad}{}: {flow}", name(key)).unwrap_or_default();
        }
    }
}

/// `- value`.
fn item(text: &mut String, node: &Node, indent: usize) {
    let pad = " ".repeat(indent);
    let flow = node.flow();
    match node {
        Node::Map(entries) if indent + flow.len() > LINE_MAX && !entries.is_empty() => {
            let mut part = String::new();
            for (key, node) in entries {
                entry(&mut part, key, node, indent + 2);
            }
            // The dash stands where the first key is indented to.
            let rest = part.get(indent..).unwrap_or_default();
            text.push_str(&pad);
            text.push('-');
            text.push_str(rest.get(1..).unwrap_or_default());
        }
        _ => writeln!(text, "{pad}- {flow}").unwrap_or_default(),
    }
}

fn name(key: &str) -> String {
    if is_plain(key) || key.parse::<i64>().is_ok() { key.to_owned() } else { quoted(key) }
}

/// Whether a text is read as itself without quotes, in a flow too.
fn is_plain(text: &str) -> bool {
    let starts_well =
        text.chars().next().is_some_and(|c| c.is_alphabetic() || matches!(c, '/' | '¿' | '¡'));
    let is_safe = |c: char| {
        c.is_alphanumeric()
            || matches!(
                c,
                ' ' | '-'
                    | '_'
                    | '.'
                    | '/'
                    | '@'
                    | '+'
                    | '¿'
                    | '?'
                    | '¡'
                    | '·'
                    | '('
                    | ')'
                    | '«'
                    | '»'
                    | '%'
                    | '…'
            )
    };
    let is_word = matches!(
        text.to_ascii_lowercase().as_str(),
        "true" | "false" | "null" | "yes" | "no" | "on" | "off" | "y" | "n"
    );
    starts_well
        && text.chars().all(is_safe)
        && !text.ends_with([' ', '-', '?'])
        && !is_word
        && !text.starts_with("today")
}

fn quoted(text: &str) -> String {
    // JSON's quotes are YAML's.
    serde_json::Value::String(text.to_owned()).to_string()
}
