//! What is wrong with a form, and what to do about it.

use std::collections::BTreeSet;

use engine::said::Said;

use super::{About, Both, Form, Kind, Question};

/// Something that is wrong, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The field: `name`, `questions.2.label`, or the id of a question that was answered.
    pub field: String,
    /// What is wrong and what to do.
    pub said: Said,
}

impl Problem {
    pub(super) fn new(field: impl Into<String>, es: &str, en: &str) -> Problem {
        Problem { field: field.into(), said: Said::new(es, en) }
    }
}

/// The most questions of a form.
const QUESTIONS_MAX: usize = 40;
/// The most that can be chosen among.
const CHOICES_MAX: usize = 60;
/// The most purposes.
const CONSENTS_MAX: usize = 8;
/// The most that are shown at once.
const VISIBLE_MAX: usize = 12;
/// The longest line and the longest paragraph, in characters.
const LINE_MAX: usize = 200;
const PARAGRAPH_MAX: usize = 1_500;
/// The longest id.
const ID_MAX: usize = 60;

/// Names of fields that a form has for itself.
pub(super) const OWN: [&str; 11] = [
    "started", "begun", "asked", "website", "decline", "consent", "page", "landing", "referrer",
    "nuevo", "csrf",
];

/// Everything that is wrong with a form, in the order of its parts.
#[must_use]
pub fn check(form: &Form) -> Vec<Problem> {
    let mut wrong: Vec<Problem> = Vec::new();
    head(form, &mut wrong);
    let mut ids: BTreeSet<&str> = BTreeSet::new();
    for (index, question) in form.questions.iter().enumerate() {
        let at = |part: &str| format!("questions.{index}.{part}");
        if !ids.insert(&question.id) {
            wrong.push(Problem::new(
                at("id"),
                "dos preguntas tienen el mismo dato; hay que quitar una o cambiarlo",
                "two questions tell the same; remove one or change it",
            ));
        }
        of_question(question, &at, &mut wrong);
    }
    whole(form, &mut wrong);
    consents(form, &mut wrong);
    wrong
}

fn head(form: &Form, wrong: &mut Vec<Problem>) {
    if form.name.trim().is_empty() || form.name.chars().count() > 80 {
        wrong.push(Problem::new(
            "name",
            "falta el nombre, de 1 a 80 letras; hay que escribirlo",
            "the name is missing, 1 to 80 letters; write it",
        ));
    }
    if !is_slug(&form.slug) {
        wrong.push(Problem::new(
            "slug",
            "la dirección lleva letras sin acento, números y guiones, como «contacto»; hay que cambiarla",
            "an address has plain letters, digits and hyphens, such as «contact»; change it",
        ));
    }
    for (field, text, most) in [
        ("title", &form.title, LINE_MAX),
        ("intro", &form.intro, PARAGRAPH_MAX),
        ("button", &form.button, 40),
        ("notice", &form.notice, PARAGRAPH_MAX),
        ("thanks", &form.thanks, PARAGRAPH_MAX),
    ] {
        length(field, text, most, wrong);
    }
    if form.title.is_empty() {
        wrong.push(Problem::new(
            "title",
            "falta el título que ve quien llega; hay que escribirlo",
            "the title that people see is missing; write it",
        ));
    }
    if !form.thanks_url.is_empty() && !is_web_address(&form.thanks_url) {
        wrong.push(Problem::new(
            "thanks_url",
            "la dirección de gracias tiene que empezar por https:// y no llevar espacios; hay que corregirla",
            "the address of thanks has to begin with https:// and have no spaces; correct it",
        ));
    }
}

fn of_question(question: &Question, at: &dyn Fn(&str) -> String, wrong: &mut Vec<Problem>) {
    if !is_id(&question.id) {
        wrong.push(Problem::new(
            at("id"),
            "el dato se escribe con letras sin acento, números y _, como «job_title»; hay que cambiarlo",
            "what it tells is written with plain letters, digits and _, such as «job_title»; change it",
        ));
    } else if OWN.contains(&question.id.as_str()) || question.id.starts_with("utm_") {
        wrong.push(Problem::new(
            at("id"),
            "ese nombre lo usa el propio formulario; hay que elegir otro",
            "the form uses that name itself; choose another",
        ));
    }
    if question.label.is_empty() {
        wrong.push(Problem::new(
            at("label"),
            "falta la pregunta; hay que escribirla en un idioma al menos",
            "the question is missing; write it in one language at least",
        ));
    }
    length(&at("label"), &question.label, LINE_MAX, wrong);
    length(&at("why"), &question.why, LINE_MAX, wrong);
    let choices = question.choices.iter().filter(|choice| !choice.value.trim().is_empty()).count();
    if question.kind == Kind::Choice && !(2..=CHOICES_MAX).contains(&choices) {
        wrong.push(Problem::new(
            at("choices"),
            "una pregunta de elegir necesita de 2 a 60 opciones; hay que escribir una por línea",
            "a question to choose from needs 2 to 60 choices; write one a line",
        ));
    }
    let reaches = [Kind::Email, Kind::Phone].contains(&question.kind);
    if reaches && question.about != About::Person {
        wrong.push(Problem::new(
            at("about"),
            "un correo o un teléfono es de la persona; hay que decirlo así",
            "an address or a telephone is the person's; say so",
        ));
    }
    let own = match question.kind {
        Kind::Email => Some(&["email"][..]),
        Kind::Phone => Some(&["phone", "mobile"][..]),
        _ => None,
    };
    if own.is_some_and(|ids| !ids.contains(&question.id.as_str())) {
        wrong.push(Problem::new(
            at("id"),
            "un correo se guarda como «email» y un teléfono como «phone» o «mobile»; hay que cambiarlo",
            "an address is kept as «email» and a telephone as «phone» or «mobile»; change it",
        ));
    }
}

/// What the questions must be together.
fn whole(form: &Form, wrong: &mut Vec<Problem>) {
    if form.questions.is_empty() || form.questions.len() > QUESTIONS_MAX {
        wrong.push(Problem::new(
            "questions",
            "un formulario tiene de 1 a 40 preguntas; hay que añadir o quitar",
            "a form has 1 to 40 questions; add or remove some",
        ));
    }
    if !form.reach().is_some_and(|question| question.is_required) {
        wrong.push(Problem::new(
            "questions",
            "nadie podría responder: hay que preguntar el correo o el teléfono, y que sea obligatorio",
            "nobody could be answered: ask for the address or the telephone, and require it",
        ));
    }
    let visit = form.questions.iter().filter(|one| one.about == About::Visit).count();
    if form.visible <= visit || form.visible > VISIBLE_MAX {
        wrong.push(Problem::new(
            "visible",
            "a la vez se ven de 1 a 12 preguntas, y al menos una más que las que se hacen siempre; hay que cambiar el número",
            "1 to 12 questions are shown at once, at least one more than those that are always asked; change the number",
        ));
    }
}

fn consents(form: &Form, wrong: &mut Vec<Problem>) {
    if form.consents.len() > CONSENTS_MAX {
        wrong.push(Problem::new(
            "consents",
            "hay demasiados permisos; como mucho son 8",
            "there are too many consents; 8 at most",
        ));
    }
    let mut purposes: BTreeSet<&str> = BTreeSet::new();
    for (index, consent) in form.consents.iter().enumerate() {
        if !is_id(&consent.purpose) || !purposes.insert(&consent.purpose) {
            wrong.push(Problem::new(
                format!("consents.{index}.purpose"),
                "cada permiso tiene un canal distinto, como «email» o «whatsapp»; hay que cambiarlo",
                "each consent has a channel of its own, such as «email» or «whatsapp»; change it",
            ));
        }
        if consent.text.is_empty() {
            wrong.push(Problem::new(
                format!("consents.{index}.text"),
                "falta lo que se acepta, palabra por palabra; hay que escribirlo",
                "what is consented to is missing, word for word; write it",
            ));
        }
        length(&format!("consents.{index}.text"), &consent.text, PARAGRAPH_MAX, wrong);
    }
}

fn length(field: &str, text: &Both, most: usize, wrong: &mut Vec<Problem>) {
    if text.es.chars().count().max(text.en.chars().count()) > most {
        wrong.push(Problem {
            field: field.to_owned(),
            said: Said::new(
                format!("tiene más de {most} caracteres; hay que acortarlo"),
                format!("it has more than {most} characters; shorten it"),
            ),
        });
    }
}

/// Whether a text can stand in an address.
pub(super) fn is_slug(text: &str) -> bool {
    let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    !text.is_empty() && text.len() <= 40 && text.chars().all(is_plain) && !text.starts_with('-')
}

fn is_id(text: &str) -> bool {
    let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    text.len() <= ID_MAX
        && text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.chars().all(is_plain)
}

/// Whether a text is the address of a page: `https://`, a host, and no more than addresses have.
fn is_web_address(text: &str) -> bool {
    let is_plain =
        |c: char| c.is_ascii_graphic() && !matches!(c, '"' | '\'' | '<' | '>' | '\\' | ';' | ',');
    let host = text.strip_prefix("https://").and_then(|rest| rest.split(['/', '?', '#']).next());
    text.len() <= 500
        && text.chars().all(is_plain)
        && host.is_some_and(|host| !host.is_empty() && !host.contains('@'))
}
