//! A form as the editor's page carries it: each question's fields begin with its place.

use engine::agreement::Language;
use runtime::forms::{About, Both, Choice, Consent, Form, Kind, Question};

use super::received::field;

/// Questions and consents that a page may carry.
const ROWS_MAX: usize = 60;

pub(super) const KINDS: [(&str, Kind); 7] = [
    ("text", Kind::Text),
    ("email", Kind::Email),
    ("phone", Kind::Phone),
    ("choice", Kind::Choice),
    ("yes_no", Kind::YesNo),
    ("number", Kind::Number),
    ("long", Kind::Long),
];
pub(super) const ABOUTS: [(&str, About); 3] =
    [("person", About::Person), ("company", About::Company), ("visit", About::Visit)];

/// The form that was typed, at the address of the one that is edited.
pub(super) fn read(fields: &[(String, String)], slug: &str) -> Form {
    let text = |name: &str| field(fields, name).trim().to_owned();
    let both =
        |name: &str| Both { es: text(&format!("{name}_es")), en: text(&format!("{name}_en")) };
    let is_on = |name: &str| !field(fields, name).is_empty();
    let rows = |name: &str| text(name).parse::<usize>().unwrap_or(0).min(ROWS_MAX);
    let questions = (0..rows("questions")).filter_map(|index| {
        let at = |part: &str| format!("q{index}_{part}");
        let question = Question {
            id: text(&at("id")),
            about: with_id(&ABOUTS, &text(&at("about"))),
            kind: with_id(&KINDS, &text(&at("kind"))),
            label: both(&at("label")),
            why: both(&at("why")),
            is_required: is_on(&at("required")),
            choices: choices(&text(&at("choices"))),
        };
        let is_empty = question.id.is_empty() && question.label.is_empty();
        (!is_on(&at("remove")) && !is_empty).then_some(question)
    });
    let consents = (0..rows("consents")).filter_map(|index| {
        let at = |part: &str| format!("c{index}_{part}");
        let consent = Consent { purpose: text(&at("purpose")), text: both(&at("text")) };
        let is_empty = consent.purpose.is_empty() && consent.text.is_empty();
        (!is_on(&at("remove")) && !is_empty).then_some(consent)
    });
    Form {
        slug: slug.to_owned(),
        name: text("name"),
        language: if text("language") == "en" { Language::En } else { Language::Es },
        title: both("title"),
        intro: both("intro"),
        button: both("button"),
        questions: questions.collect(),
        visible: text("visible").parse().unwrap_or(0),
        notice: both("notice"),
        consents: consents.collect(),
        is_double: is_on("double"),
        thanks: both("thanks"),
        thanks_url: text("thanks_url"),
        goes_on: is_on("goes_on"),
    }
}

fn with_id<T: Copy + Default>(all: &[(&str, T)], id: &str) -> T {
    all.iter().find(|(known, _)| *known == id).map(|(_, one)| *one).unwrap_or_default()
}

/// One a line: the value that is kept, and where they are others what is shown in Spanish and in
/// English, between bars.
fn choices(text: &str) -> Vec<Choice> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let choices = lines.map(|line| {
        let mut parts = line.split('|').map(str::trim);
        let mut next = || parts.next().unwrap_or_default().to_owned();
        Choice { value: next(), label: Both { es: next(), en: next() } }
    });
    choices.collect()
}

/// Choices as they are typed.
pub(super) fn typed(choices: &[Choice]) -> String {
    let lines = choices.iter().map(|choice| {
        let parts = [choice.value.as_str(), choice.label.es.as_str(), choice.label.en.as_str()];
        parts.join(" | ").trim_end_matches([' ', '|']).to_owned()
    });
    lines.collect::<Vec<String>>().join("\n")
}
