//! A form as a reader sees it: what stands in its page.

use std::collections::BTreeSet;

use askama::Template;
use engine::agreement::Language;
use runtime::forms::{Form, Kind, Page, Problem, Question};

use crate::words::Words;

/// The page, or the form alone where a script puts it into another.
#[derive(Template)]
#[template(path = "forms/hosted.html")]
pub(super) struct Hosted {
    pub(super) w: Words,
    pub(super) body: Body,
    /// What the style of the page carries, so that no other style counts.
    pub(super) nonce: String,
}

/// The form alone.
#[derive(Template)]
#[template(path = "forms/form.html")]
pub(super) struct Body {
    pub(super) w: Words,
    pub(super) title: String,
    pub(super) intro: String,
    /// What was done, on the page of thanks.
    pub(super) thanks: Option<String>,
    /// Where to go on, and what that is called.
    pub(super) way_on: Option<(String, String)>,
    pub(super) action: String,
    pub(super) button: String,
    pub(super) fields: Vec<Field>,
    pub(super) notice: String,
    pub(super) consents: Vec<(String, String, bool)>,
    /// What goes along unseen, by name.
    pub(super) hidden: Vec<(String, String)>,
    /// What is wrong with all of it.
    pub(super) error: Option<String>,
    /// Whether the browser was known: somebody else may want to begin anew.
    pub(super) is_known: bool,
    /// Whether there is anything to send.
    pub(super) has_form: bool,
    /// Whether it asks, and says so where there is nothing left to ask.
    pub(super) is_asking: bool,
}

impl Body {
    /// The fields that are wrong, with what is wrong.
    fn wrong(&self) -> Vec<(&Field, &String)> {
        self.fields.iter().filter_map(|field| Some((field, field.error.as_ref()?))).collect()
    }
}

/// A question as a field.
pub(super) struct Field {
    pub(super) id: String,
    pub(super) label: String,
    pub(super) why: String,
    pub(super) kind: Kind,
    pub(super) is_required: bool,
    pub(super) can_decline: bool,
    pub(super) is_declined: bool,
    pub(super) choices: Vec<(String, String)>,
    /// What was typed, where it was not taken: never what was known.
    pub(super) value: String,
    pub(super) error: Option<String>,
}

impl Field {
    pub(super) fn of(question: &Question, language: Language) -> Field {
        let choices = question.choices.iter();
        Field {
            id: question.id.clone(),
            label: question.label.of(language).to_owned(),
            why: question.why.of(language).to_owned(),
            kind: question.kind,
            is_required: question.is_required,
            can_decline: !question.is_required && question.told().is_some(),
            is_declined: false,
            choices: choices
                .map(|choice| (choice.value.clone(), choice.shown(language).to_owned()))
                .collect(),
            value: String::new(),
            error: None,
        }
    }

    /// The same with what was typed and what is wrong with it.
    pub(super) fn typed(self, fields: &[(String, String)], wrong: &[Problem], w: &Words) -> Field {
        let declined: BTreeSet<&str> = fields
            .iter()
            .filter(|(name, _)| name == "decline")
            .map(|(_, id)| id.as_str())
            .collect();
        let problem = wrong.iter().find(|problem| problem.field == self.id);
        Field {
            value: super::received::field(fields, &self.id).to_owned(),
            is_declined: declined.contains(self.id.as_str()),
            error: problem.map(|problem| w.said(&problem.said)),
            ..self
        }
    }

    fn is_long(&self) -> bool {
        self.kind == Kind::Long
    }

    fn is_chosen(&self) -> bool {
        self.kind == Kind::Choice
    }

    fn is_yes_or_no(&self) -> bool {
        self.kind == Kind::YesNo
    }

    fn input(&self) -> &'static str {
        match self.kind {
            Kind::Email => "email",
            Kind::Phone => "tel",
            _ => "text",
        }
    }

    /// What browsers fill in by themselves (WCAG 1.3.5).
    fn autocomplete(&self) -> &'static str {
        match self.id.as_str() {
            "email" => "email",
            "phone" | "mobile" => "tel",
            "name" | "full_name" => "name",
            "first_name" => "given-name",
            "last_name" => "family-name",
            "company" => "organization",
            "job_title" => "organization-title",
            "country" => "country-name",
            "city" => "address-level2",
            "postal_code" => "postal-code",
            _ => "off",
        }
    }

    fn described(&self) -> String {
        let parts = [("why", !self.why.is_empty()), ("error", self.error.is_some())];
        let parts = parts.iter().filter(|(_, is_there)| *is_there);
        let ids: Vec<String> = parts.map(|(part, _)| format!("{}-{part}", self.id)).collect();
        ids.join(" ")
    }
}

/// What goes along unseen of where somebody came from.
pub(super) fn hidden(page: &Page) -> Vec<(String, String)> {
    let texts = [("page", &page.page), ("landing", &page.landing), ("referrer", &page.referrer)];
    let texts = texts.into_iter().map(|(name, text)| (name.to_owned(), text.clone()));
    texts.chain(page.utm.clone()).filter(|(_, value)| !value.is_empty()).collect()
}

/// The consents of a form, with which are ticked.
pub(super) fn consents(
    form: &Form,
    language: Language,
    fields: &[(String, String)],
) -> Vec<(String, String, bool)> {
    let is_ticked =
        |purpose: &str| fields.iter().any(|(name, value)| name == "consent" && value == purpose);
    let consents = form.consents.iter().map(|consent| {
        let text = consent.text.of(language).to_owned();
        (consent.purpose.clone(), text, is_ticked(&consent.purpose))
    });
    consents.collect()
}
