//! Phrases of conditions, in the words of four places.

use rust_decimal::Decimal;

use super::{Token, phrase, sentences};
use crate::agreement::Language;
use crate::agreement::condition::*;
use crate::agreement::parse::parse_with_places;
use crate::agreement::vocabulary::Pack;
use crate::time::Span;

fn text(text: &str) -> Operand {
    Operand::Text(text.to_owned())
}

fn number(number: i64) -> Operand {
    Operand::Number(Decimal::from(number))
}

fn one(test: Test) -> Tests {
    Tests { all: vec![test], exact: false }
}

fn person(id: &str, test: Test) -> Condition {
    Condition::Trait { of: Whose::Person, id: id.to_owned(), tests: one(test) }
}

fn account(id: &str, test: Test) -> Condition {
    Condition::Trait { of: Whose::Account, id: id.to_owned(), tests: one(test) }
}

fn score(score: ScoreName, points: i64) -> Condition {
    Condition::Score { score, line: None, tests: one(Test::AtLeast(number(points))) }
}

fn event(name: &str, properties: &[(&str, Test)], days: i64) -> Condition {
    let properties =
        properties.iter().map(|(id, test)| ((*id).to_owned(), one(test.clone()))).collect();
    let within = (days > 0).then(|| Span::DAY.times(days));
    let pattern = Pattern { event: Some(name.to_owned()), properties };
    Condition::Event(EventCondition { pattern, times: Times::default(), within })
}

fn not(condition: Condition) -> Condition {
    Condition::Not(Box::new(condition))
}

#[track_caller]
fn check(condition: &Condition, es: &str, en: &str) {
    let spain = Pack::for_country("ES", Language::Es);
    let english = Pack::for_country("US", Language::En);
    assert_eq!(phrase(condition, None, &spain), es);
    assert_eq!(phrase(condition, None, &english), en);
}

#[test]
fn scores_say_points_once() {
    check(
        &Condition::All(vec![score(ScoreName::Total, 65), score(ScoreName::Fit, 25)]),
        "suma al menos 65 puntos en total y al menos 25 de perfil",
        "they score at least 65 points in total and at least 25 in fit",
    );
}

#[test]
fn a_verb_is_said_once() {
    check(
        &Condition::Any(vec![event("demo_requested", &[], 0), event("quote_requested", &[], 0)]),
        "pidió una demo o presupuesto",
        "they asked for a demo or a quote",
    );
    check(
        &Condition::Any(vec![
            person("email", Test::Exists(true)),
            person("phone", Test::Exists(true)),
        ]),
        "dejó su correo o su teléfono",
        "they left their email or their phone",
    );
}

#[test]
fn a_shared_time_is_said_once() {
    check(
        &Condition::Any(vec![event("demo_requested", &[], 30), event("quote_requested", &[], 30)]),
        "pidió una demo o presupuesto, en ambos casos en los últimos 30 días",
        "they asked for a demo or a quote, in both cases in the last 30 days",
    );
    check(
        &Condition::Any(vec![event("demo_requested", &[], 30), event("quote_requested", &[], 7)]),
        "pidió una demo en los últimos 30 días o pidió presupuesto en los últimos 7 días",
        "they asked for a demo in the last 30 days or asked for a quote in the last 7 days",
    );
}

#[test]
fn a_choice_inside_several_conditions_needs_no_brackets() {
    check(
        &Condition::All(vec![
            score(ScoreName::Fit, 20),
            Condition::Any(vec![
                event("page", &[("path", Test::StartsWith("/precios".into()))], 14),
                event("met_at_event", &[], 45),
                event("webinar_attended", &[], 30),
            ]),
            score(ScoreName::Engagement, 20),
        ]),
        "suma al menos 20 puntos de perfil y al menos 20 de interés, y además se cumple al menos \
         una de estas condiciones: visitó una página que empieza por «/precios» en los últimos 14 \
         días, pasó por el stand en los últimos 45 días o asistió a un seminario web en los \
         últimos 30 días",
        "they score at least 20 points in fit and at least 20 in interest, and also at least one \
         of these holds: they visited a page that starts with “/precios” in the last 14 days, \
         visited the stand in the last 45 days or attended a webinar in the last 30 days",
    );
    check(
        &Condition::Any(vec![
            event("demo_requested", &[], 1),
            Condition::All(vec![
                account("employees", Test::AtLeast(number(50))),
                event("content_downloaded", &[("format", Test::Is(text("ebook")))], 0),
            ]),
        ]),
        "pidió una demo en las últimas 24 horas; o bien trabaja en una empresa de al menos 50 \
         personas y descargó un e-book",
        "they asked for a demo in the last 24 hours; or else they work at a company with at \
         least 50 people and downloaded an e-book",
    );
}

#[test]
fn deeper_conditions_become_a_list() {
    let spain = Pack::for_country("ES", Language::Es);
    let pair = |a: &str, b: &str| Condition::Any(vec![event(a, &[], 0), event(b, &[], 0)]);
    let condition = Condition::All(vec![
        pair("demo_requested", "quote_requested"),
        pair("email_opened", "email_clicked"),
    ]);
    assert_eq!(
        phrase(&condition, None, &spain),
        "se cumple todo esto: pidió una demo o presupuesto; abrió un correo o hizo clic en un \
         correo"
    );
}

#[test]
fn what_is_not_so_is_said_with_the_verb() {
    check(
        &not(event("demo_requested", &[], 30)),
        "no pidió una demo en los últimos 30 días",
        "they did not ask for a demo in the last 30 days",
    );
    check(
        &not(Condition::Any(vec![
            person("email", Test::Exists(true)),
            person("phone", Test::Exists(true)),
        ])),
        "no dejó su correo y no dejó su teléfono",
        "they did not leave their email and did not leave their phone",
    );
    check(
        &not(account("employees", Test::AtLeast(number(50)))),
        "trabaja en una empresa de menos de 50 personas",
        "they work at a company with less than 50 people",
    );
    check(
        &Condition::Silence { event: None, span: Span::DAY.times(60) },
        "lleva 60 días sin hacer nada",
        "they have gone 60 days without doing anything",
    );
    check(
        &Condition::Silence { event: Some("email_opened".into()), span: Span::DAY },
        "lleva 1 día sin abrir un correo",
        "they have gone 1 day without opening an email",
    );
}

#[test]
fn well_known_facts_are_said_as_people_say_them() {
    check(
        &person("job_level", Test::In(vec![text("owner"), text("director")])),
        "tiene la propiedad de la empresa o un puesto de dirección",
        "they own the company or hold a director's position",
    );
    check(
        &person("email_domain", Test::InList("competitors".into())),
        "trabaja en la competencia",
        "they work at a competitor",
    );
    check(
        &person("country", Test::In(vec![text("ES"), text("PT"), text("UY")])),
        "está en España, Portugal o Uruguay",
        "they are in Spain, Portugal or Uruguay",
    );
    check(
        &event("met_at_event", &[("interest", Test::In(vec![text("alto"), text("A")]))], 0),
        "pasó por el stand con interés «alto» o «A»",
        "they visited the stand with interest “alto” or “A”",
    );
    check(
        &event("message_received", &[("channel", Test::Is(text("whatsapp")))], 0),
        "escribió por WhatsApp",
        "they wrote by WhatsApp",
    );
    check(
        &event("email_replied", &[("question", Test::Is(Operand::Bool(true)))], 14),
        "respondió a un correo con una pregunta en los últimos 14 días",
        "they replied to an email with a question in the last 14 days",
    );
}

#[test]
fn anything_else_is_named_and_compared() {
    check(
        &person("flota", Test::AtLeast(number(1250))),
        "el dato «flota» es al menos 1250",
        "the field “flota” is at least 1,250",
    );
    check(
        &Condition::All(vec![
            person("flota", Test::MoreThan(number(25))),
            event("demo_requested", &[], 0),
        ]),
        "pidió una demo y el dato «flota» es más de 25",
        "they asked for a demo and the field “flota” is more than 25",
    );
    check(
        &event("calculo_hecho", &[("ahorro", Test::AtLeast(number(1000)))], 7),
        "hizo «calculo_hecho» con «ahorro» de al menos 1000 en los últimos 7 días",
        "they did “calculo_hecho” with “ahorro” of at least 1,000 in the last 7 days",
    );
    check(
        &person("renovacion", Test::LessThan(Operand::Today { days: 60 })),
        "el dato «renovacion» es antes de 60 días después de hoy",
        "the field “renovacion” is before 60 days from today",
    );
}

#[test]
fn mails_touches_stages_and_colleagues() {
    check(
        &Condition::Emails(EmailsCondition {
            subscription: None,
            subscribed_for: Span::DAY.times(30),
            opened: Some(HowMany::All),
            clicked: Some(HowMany::All),
            at_least: 4,
        }),
        "en 30 días de suscripción recibió al menos 4 correos, los abrió todos e hizo clic en \
         todos",
        "in 30 days of subscription they received at least 4 emails, opened all of them and \
         clicked in all of them",
    );
    check(
        &Condition::Touch {
            which: Touch::First,
            variables: vec![("channel".into(), one(Test::Is(text("linkedin"))))],
        },
        "su primer contacto llegó por LinkedIn",
        "their first touch came through LinkedIn",
    );
    check(
        &Condition::InStageFor(SpanTest::AtLeast(Span::DAY.times(14))),
        "lleva al menos 14 días en su etapa",
        "they have spent at least 14 days in their stage",
    );
    check(
        &Condition::People {
            when: Box::new(event("demo_requested", &[], 0)),
            at_least: 3,
            roles: vec!["decide".into()],
        },
        "en su empresa al menos 3 personas con el papel «decide» cumplen esto, cada una: pidió \
         una demo",
        "at their company at least 3 people with the role “decide” each meet this: they asked \
         for a demo",
    );
}

/// The editor changes a value where its path says; a path that leads nowhere changes nothing.
#[test]
fn every_value_stands_where_its_path_says() {
    let text = include_str!("../diff/everything.yaml");
    let (document, _, places) = parse_with_places(text);
    for language in [Language::Es, Language::En] {
        let pack = Pack::for_country("CO", language);
        let mut lost: Vec<String> = Vec::new();
        for section in sentences(&document, &pack) {
            let clauses = section.clauses.into_iter();
            let clauses = clauses.flat_map(|clause| clause.reason.into_iter().chain(clause.tokens));
            for token in section.notes.into_iter().flatten().chain(clauses) {
                if let Token::Value { path, text, .. } = token
                    && !path.contains("[*]")
                    && !places.contains_key(&path)
                {
                    lost.push(format!("{path} ({text})"));
                }
            }
        }
        assert_eq!(lost, [""; 0]);
    }
}
