//! Forms to begin with.

use engine::agreement::Language;

use super::{About, Both, Choice, Consent, Form, Kind, Question};

/// The ids of the forms to begin with.
pub const TEMPLATES: [&str; 3] = ["contacto", "cotizacion", "descarga"];

/// A form to begin with, in the language of a reader and with the word for a quote that its country
/// uses.
#[must_use]
pub fn template(id: &str, language: Language, quote: &str) -> Option<Form> {
    let quote_title = capital(quote);
    let (name, title, intro, button, thanks) = match id {
        "contacto" => (
            Both::new("Contacto", "Contact"),
            Both::new("¿Hablamos?", "Shall we talk?"),
            Both::new("Respondemos en horas hábiles.", "We answer within working hours."),
            Both::new("Enviar", "Send"),
            Both::new("Gracias. Lo leemos y te respondemos.", "Thank you. We read it and answer."),
        ),
        "cotizacion" => (
            Both::new(&quote_title, "Quote"),
            Both::new(&format!("Pide tu {quote}"), "Ask for a quote"),
            Both::new("Con estos datos podemos dar un precio.", "With this we can give a price."),
            Both::new(&format!("Pedir {quote}"), "Ask for the quote"),
            Both::new(
                "Gracias. Preparamos el precio y te escribimos.",
                "Thank you. We work out the price and write to you.",
            ),
        ),
        "descarga" => (
            Both::new("Descarga", "Download"),
            Both::new("Descarga la guía", "Download the guide"),
            Both::new("", ""),
            Both::new("Descargar", "Download"),
            Both::new("Gracias. La guía está lista.", "Thank you. The guide is ready."),
        ),
        _ => return None,
    };
    let mut questions = person();
    questions.extend(match id {
        "contacto" => vec![message()],
        "cotizacion" => vec![timeframe(), demo(), message()],
        _ => Vec::new(),
    });
    Some(Form {
        slug: id.to_owned(),
        name: name.of(language).to_owned(),
        language,
        title,
        intro,
        button,
        questions,
        notice: Both::new(
            "Usamos estos datos para responderte. Puedes pedir verlos, corregirlos o borrarlos.",
            "We use this to answer you. You can ask to see, correct or erase it.",
        ),
        consents: vec![Consent {
            purpose: "email".to_owned(),
            text: Both::new(
                "Quiero recibir novedades por correo. Puedo darme de baja cuando quiera.",
                "I want to receive news by e-mail. I can unsubscribe whenever I like.",
            ),
        }],
        thanks,
        goes_on: true,
        ..Form::default()
    })
}

fn person() -> Vec<Question> {
    let asked = |id: &str, about, kind, label: (&str, &str), why: (&str, &str)| Question {
        id: id.to_owned(),
        about,
        kind,
        label: Both::new(label.0, label.1),
        why: Both::new(why.0, why.1),
        is_required: false,
        choices: Vec::new(),
    };
    let (person, company) = (About::Person, About::Company);
    let mut email = asked(
        "email",
        person,
        Kind::Email,
        ("Correo", "E-mail"),
        ("Para responderte.", "To answer you."),
    );
    email.is_required = true;
    vec![
        email,
        asked(
            "name",
            person,
            Kind::Text,
            ("Nombre y apellidos", "Name"),
            ("Para saber con quién hablamos.", "To know whom we talk to."),
        ),
        asked(
            "job_title",
            person,
            Kind::Text,
            ("Cargo", "Job title"),
            ("Para enviarte lo que te sirve.", "To send what is of use to you."),
        ),
        asked(
            "company",
            person,
            Kind::Text,
            ("Empresa", "Company"),
            ("Para preparar la respuesta.", "To prepare the answer."),
        ),
        asked(
            "phone",
            person,
            Kind::Phone,
            ("Teléfono", "Telephone"),
            ("Por si es más rápido hablarlo.", "In case talking is quicker."),
        ),
        asked(
            "country",
            person,
            Kind::Text,
            ("País", "Country"),
            (
                "Para que responda quien atiende tu zona.",
                "So that whoever looks after your area answers.",
            ),
        ),
        asked(
            "industry",
            company,
            Kind::Text,
            ("Sector de la empresa", "Industry"),
            ("Para hablarte de casos parecidos.", "To tell you of similar cases."),
        ),
        asked(
            "employees",
            company,
            Kind::Number,
            ("Cuántas personas trabajan en la empresa", "How many people work there"),
            ("Para proponer lo que encaja por tamaño.", "To propose what fits the size."),
        ),
    ]
}

fn message() -> Question {
    Question {
        id: "message".to_owned(),
        about: About::Visit,
        kind: Kind::Long,
        label: Both::new("¿Qué necesitas?", "What do you need?"),
        ..Question::default()
    }
}

fn demo() -> Question {
    Question {
        id: "wants_demo".to_owned(),
        kind: Kind::YesNo,
        label: Both::new("¿Quieres verlo funcionar?", "Do you want to see it work?"),
        why: Both::new("Para preparar una demostración.", "To prepare a demonstration."),
        ..Question::default()
    }
}

fn timeframe() -> Question {
    let choice = |value: &str, es: &str, en: &str| Choice {
        value: value.to_owned(),
        label: Both::new(es, en),
    };
    Question {
        id: "timeframe".to_owned(),
        kind: Kind::Choice,
        label: Both::new("¿Para cuándo?", "By when?"),
        why: Both::new("Para saber si corre prisa.", "To know whether it is urgent."),
        choices: vec![
            choice("este mes", "Este mes", "This month"),
            choice("3 meses", "En tres meses", "Within three months"),
            choice("este año", "Este año", "This year"),
            choice("sin fecha", "Aún no lo sé", "I do not know yet"),
        ],
        ..Question::default()
    }
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
