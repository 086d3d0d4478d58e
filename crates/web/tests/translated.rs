#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]
//! An event's page says what came and what it became, piece by piece and by which rule, and names
//! the rules that gave points.

mod support;

use axum::body::Body;
use axum::http::{Request, header};
use engine::event::Act;
use runtime::sources::{FieldMap, Kind, NewSource};
use store::ids::ContactId;
use store::workspace::rows::EventRow;
use support::Seen;
use support::visit::Place;

/// A source that sends JSON.
fn source(place: &Place, slug: &str) {
    let new = NewSource {
        workspace: place.workspace,
        kind: Kind::Json,
        slug: slug.to_owned(),
        secret: Some("s".to_owned()),
        verify_token: None,
        thanks: Vec::new(),
    };
    place.criba.add_source(new).unwrap();
}

fn sends(place: &Place, slug: &str, body: &str) -> EventRow {
    let request = Request::post(format!("/hooks/{slug}"))
        .header(header::HOST, "criba.example")
        .header(header::CONTENT_TYPE, "application/json")
        .header("x-criba-secret", "s");
    let seen = place.send(request.body(Body::from(body.to_owned())).unwrap());
    assert!(seen.status.is_success(), "{seen:?}");
    latest(place, slug)
}

/// The latest event of a source, consents aside.
fn latest(place: &Place, source: &str) -> EventRow {
    let workspace = place.open();
    workspace.writer.settle().wait().unwrap();
    let rows = workspace.read(|read| Ok(read.events_of_source(source, u64::MAX, 9)?)).unwrap();
    let is_main = |row: &EventRow| !row.event.message_id.contains(" consent ");
    rows.into_iter().find(is_main).unwrap()
}

fn page(place: &Place, contact: ContactId, position: u64) -> Seen {
    place.ana().get(&format!("/contactos/{contact}/eventos/{position}"))
}

/// The table's rows without their tags: place, what came, what it is called and became, why.
fn rows(page: &Seen) -> Vec<String> {
    let table = page.between("<table class=\"tb stack\">", "</table>");
    let rows = table.split("<tr>").skip(2);
    let plain = rows.map(|row| {
        let mut text = String::new();
        let mut is_tag = false;
        for c in row.chars() {
            match c {
                '<' => is_tag = true,
                '>' => {
                    is_tag = false;
                    text.push(' ');
                }
                c if !is_tag => text.push(c),
                _ => {}
            }
        }
        text.split_whitespace().collect::<Vec<&str>>().join(" ")
    });
    plain.collect()
}

#[track_caller]
fn holds(rows: &[String], row: &str) {
    assert!(rows.iter().any(|found| found == row), "«{row}» is not in {rows:#?}");
}

#[test]
fn what_a_program_sent_is_shown_piece_by_piece_with_the_rule_of_each() {
    let place = Place::new();
    source(&place, "zapier");
    let map = FieldMap {
        event: "demo_requested".to_owned(),
        fields: [("apodo", "name"), ("modelo", "event.product"), ("interno", "-")]
            .map(|(field, target)| (field.to_owned(), target.to_owned()))
            .into(),
    };
    place.criba.say_fields(place.workspace, "zapier", &map).unwrap();
    let body = r#"{"apodo":"Eva Gil","correo":"Eva@Acme.example","móvil":"612 345 678","modelo":"Bomba B3","interno":"x99","created_at":"2026-11-20T08:00:00Z"}"#;
    let row = sends(&place, "zapier", body);
    let seen = page(&place, row.contact, row.event.position);
    seen.says("Qué llegó y qué quedó").says("href=\"/fuentes/zapier/campos\"");
    let rows = rows(&seen);
    holds(&rows, "apodo Eva Gil Nombre: Eva Gil Lo dice la fuente");
    holds(&rows, "correo Eva@Acme.example Correo: eva@acme.example Criba conoce ese nombre");
    holds(&rows, "modelo Bomba B3 Producto: Bomba B3 Lo dice la fuente");
    holds(&rows, "Nada Evento: demo_requested Lo añade Criba");
    assert!(rows.iter().any(|row| row.contains("+34612345678")), "{rows:#?}");
    assert!(rows.iter().any(|row| row.starts_with("created_at 2026-11-20T08:00:00Z Cuándo pasó")));
    // What was left out is said as well, and what came word for word is one click away.
    seen.says("1 parte no se usó").says("interno").says("x99");
    seen.says("<details").says("Tal como llegó").says("Lo que se guardó de él");
    assert!(seen.body.len() < 50_000, "{}", seen.body.len());
    // Who may only see is not led to where the mapping is changed.
    place.person("luis@tecnoclima.example", "Luis", "view");
    let path = format!("/contactos/{}/eventos/{}", row.contact, row.event.position);
    place.enter("luis@tecnoclima.example").get(&path).hides("/fuentes/zapier/campos");
}

#[test]
fn a_mapping_that_changed_since_does_not_claim_what_it_did_not_do() {
    let place = Place::new();
    source(&place, "zapier");
    let row =
        sends(&place, "zapier", r#"{"correo":"eva@acme.example","ciudad":"Lugo","sede":"Vigo"}"#);
    let map = FieldMap {
        fields: [("sede", "city"), ("ciudad", "-")]
            .map(|(field, target)| (field.to_owned(), target.to_owned()))
            .into(),
        ..FieldMap::default()
    };
    place.criba.say_fields(place.workspace, "zapier", &map).unwrap();
    let seen = page(&place, row.contact, row.event.position);
    let rows = rows(&seen);
    // It is still of what said it then.
    assert!(rows.iter().any(|row| row.starts_with("ciudad Lugo Ciudad: Lugo")), "{rows:#?}");
    assert!(!rows.iter().any(|row| row.contains("Ciudad: Vigo")), "{rows:#?}");
}

#[test]
fn what_came_by_segments_protocol_is_shown_piece_by_piece() {
    let place = Place::new();
    let key = place.criba.add_key(place.workspace, "source", "web").unwrap();
    let body = r#"{"messageId":"m","userId":"u1","event":"Demo Requested","timestamp":"2026-11-20T08:00:00Z","properties":{"plan":"pro"},"context":{"traits":{"firstName":"Eva","lastName":"Gil","email":"Eva@Acme.example"},"library":{"name":"x"}}}"#;
    let request = Request::post("/v1/track")
        .header(header::HOST, "criba.example")
        .header(header::AUTHORIZATION, format!("Bearer {key}"));
    assert_eq!(place.send(request.body(Body::from(body)).unwrap()).status, 200);
    let row = latest(&place, "v1:web");
    let seen = page(&place, row.contact, row.event.position);
    let rows = rows(&seen);
    holds(&rows, "event Demo Requested Evento: Demo Requested Es del evento");
    assert!(rows.iter().any(|row| row.contains("Criba lo llama: demo_requested")), "{rows:#?}");
    holds(&rows, "userId u1 Id en el programa: u1 Conserva su nombre");
    let together = "context.traits.firstName Eva Nombre: Eva Gil Junto con context.traits.lastName";
    holds(&rows, together);
    holds(&rows, "properties.plan pro Plan: pro Conserva su nombre");
    holds(&rows, "timestamp 2026-11-20T08:00:00Z Cuándo pasó: 20/11/2026 09:00 Es del evento");
    seen.says("context.library.name");
}

#[test]
fn old_history_happened_when_it_says_whenever_it_was_sent() {
    let place = Place::new();
    let key = place.criba.add_key(place.workspace, "source", "web").unwrap();
    let body = r#"{"sentAt":"2026-11-22T08:00:00Z","batch":[{"type":"track","messageId":"m","userId":"u1","event":"Demo Requested","timestamp":"2026-11-20T09:00:00+01:00"}]}"#;
    let request = Request::post("/v1/import")
        .header(header::HOST, "criba.example")
        .header(header::AUTHORIZATION, format!("Bearer {key}"));
    assert_eq!(place.send(request.body(Body::from(body)).unwrap()).status, 200);
    let row = latest(&place, "v1:web");
    let rows = rows(&page(&place, row.contact, row.event.position));
    let when = "timestamp 2026-11-20T09:00:00+01:00 Cuándo pasó: 20/11/2026 09:00 Es del evento";
    holds(&rows, when);
}

#[test]
fn what_a_person_wrote_down_is_shown_in_words() {
    let place = Place::new();
    let id = place.lead("Eva Gil", "");
    let ana = place.ana();
    let fields = [
        ("key", "k"),
        ("name", "proposal_sent"),
        ("p.amount", "12.500"),
        ("p.currency", "EUR"),
        ("p.expires", "2026-12-31"),
        ("text", "La pidió"),
    ];
    ana.post(&format!("/contactos/{id}/eventos"), &fields).to();
    let (position, _) = *place.open().done_under("k").unwrap().first().unwrap();
    let seen = page(&place, id, position);
    seen.says("Qué dice").says("Importe").says("12.500\u{a0}€").says("31/12/2026").says("La pidió");
    seen.hides("Qué llegó y qué quedó");
}

#[test]
fn a_rule_of_another_line_or_of_an_earlier_version_is_named() {
    const LINES: &str = "
lines:
  - id: industria
    name: Industria
    fit: { cap: 30, rules: [ { id: sector, name: Sector, when: { account: industry, is: Metal }, points: 10 } ] }
    engagement: { half_life: never, rules: [ { id: muestra_ind, name: Pidió muestra, when: { event: sample_requested }, points: 7 } ] }
    qualify:
      - { id: l1, to: mql, because: Metal, when: { score: total, at_least: 10, line: industria } }
";
    let place = Place::new();
    let workspace = place.open();
    let text = workspace.read(|read| Ok(read.versions()?)).unwrap().remove(0).text;
    let with_lines = format!("{text}{LINES}");
    workspace.writer.put_in_force(with_lines.clone(), "ana".to_owned()).wait().unwrap();
    let id = place.lead("Eva Gil", "");
    let position = support::happened(&workspace, id, "sample_requested");
    let gave = |seen: &Seen| seen.between("Lo que dio", "<details").to_owned();
    let now = gave(&page(&place, id, position));
    assert!(now.contains("Pidió muestra (Industria)") && !now.contains("muestra_ind"), "{now}");
    // The version that gave it is no longer in force; it is named as it was called there.
    let later = with_lines.replace("Pidió muestra", "Muestra pedida");
    workspace.writer.put_in_force(later, "ana".to_owned()).wait().unwrap();
    workspace.writer.put_in_force(text, "ana".to_owned()).wait().unwrap();
    let before = gave(&page(&place, id, position));
    assert!(before.contains("Pidió muestra (Industria)"), "{before}");
}

#[test]
fn who_of_a_company_passes_is_said_by_their_name() {
    const TWO: &str = "\n  - { to: mql, because: Dos, when: { people: { where: { event: \
                       demo_requested }, at_least: 2 } } }\n";
    let place = Place::new();
    let workspace = place.open();
    let text = workspace.read(|read| Ok(read.versions()?)).unwrap().remove(0).text;
    let asks = text.replacen("\nqualify:\n", &format!("\nqualify:{TWO}"), 1);
    workspace.writer.put_in_force(asks, "ana".to_owned()).wait().unwrap();
    let [marta, eva, nobody] = ["Marta Sanz", "Eva Gil", ""].map(|name| {
        let id = ContactId::make();
        let email = format!("{id}@acme.es");
        let mut facts = vec![support::fact("email", &email), support::fact("website", "acme.es")];
        facts.extend((!name.is_empty()).then(|| support::fact("name", name)));
        let said = support::tell(&workspace, id, &id.to_string(), Act::Learned, facts);
        (id, said)
    });
    let ((marta, _), (eva, said), (nobody, _)) = (marta, eva, nobody);
    let asked = support::happened(&workspace, eva, "demo_requested");
    support::happened(&workspace, nobody, "demo_requested");
    let told = |of: ContactId| {
        workspace.writer.settle().wait().unwrap();
        let source = runtime::card::TOLD;
        let rows = workspace.read(|read| Ok(read.events_of_source(source, u64::MAX, 50)?));
        let is_it = |row: &EventRow| {
            let facts = row.event.facts.iter();
            row.contact == marta && facts.into_iter().any(|fact| fact.id.ends_with(&of.to_string()))
        };
        rows.unwrap().into_iter().find(is_it).unwrap().event.position
    };
    let seen = page(&place, marta, told(eva));
    seen.says("Eva Gil").says("Cumple 1 condición del acuerdo sobre personas de una empresa");
    let table = seen.between("Qué dice", "</table>");
    assert!(!table.to_lowercase().contains("colleague"), "{table}");
    // What one of them did not do after all is said in the same way.
    let undo = |position: u64| {
        let act = Act::Voided { position, why: "undone".to_owned() };
        support::tell(&workspace, eva, &format!("undo {position}"), act, Vec::new());
    };
    undo(asked);
    let none = told(eva);
    page(&place, marta, none).says("No cumple ninguna condición del acuerdo");
    undo(said);
    page(&place, marta, none).says("Alguien de la empresa").hides("Eva Gil");
    let english = [("name", "Ana Ruiz"), ("language", "en")];
    place.ana().post("/ajustes/preferencias", &english).to();
    let seen = page(&place, marta, told(nobody));
    seen.says("Passes 1 condition of the agreement on people of a company");
    seen.says(&format!("{nobody}@acme.es")).hides("Colleague:");
    page(&place, marta, none).says("Someone of the company").says("Passes no condition");
}
