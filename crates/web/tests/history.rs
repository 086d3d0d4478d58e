#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]
//! A contact's page says what moved it, the clause or who did what, and beside whom it stands.

mod support;

use std::collections::BTreeMap;

use engine::event::Act;
use engine::time::Span;
use engine::value::Value;
use store::ids::ContactId;
use support::visit::{Place, Visitor};
use support::{fact, happened, tell};

/// Somebody with a title at a company, of whom is known what the stages ask.
fn colleague(place: &Place, name: &str, title: &str, company: &str) -> ContactId {
    let id = ContactId::make();
    let facts = [
        ("name", name),
        ("job_title", title),
        ("company", company),
        ("need", "Cambiar la cámara de frío"),
        ("role", "Influye"),
        ("timeframe", "Tres meses"),
    ];
    let facts = facts.map(|(id, value)| fact(id, value)).to_vec();
    tell(&place.open(), id, &id.to_string(), Act::Learned, facts);
    id
}

/// Moves somebody by hand.
fn moves(ana: &Visitor<'_>, id: ContactId, to: &str) {
    let fields = [("to", to), ("evidence", "lo dijo en el stand"), ("key", to)];
    let fields = fields.map(|(name, value)| match name {
        "key" => (name, format!("{id} {value}")),
        _ => (name, value.to_owned()),
    });
    let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
    ana.post(&format!("/contactos/{id}/etapa"), &fields).to();
}

#[test]
fn a_move_says_which_conversation_or_which_undoing_made_it() {
    let place = Place::new();
    let lead = place.lead("Marta Sanz", "ana@tecnoclima.example");
    let ana = place.ana();
    let page = format!("/contactos/{lead}");
    let forward = [("to", "mql"), ("evidence", "Nos lo pidió en persona"), ("key", "a-mano-1")];
    ana.post(&format!("{page}/etapa"), &forward).to();
    ana.get(&page).says("MQL").hides("Conversación de");
    let talked = [("outcome", "talked"), ("key", "llamada-1")];
    ana.post(&format!("{page}/llamadas"), &talked).to();
    let seen = ana.get(&page);
    seen.says("Pasa a SAL").says("Conversación de Ana");
    ana.get(&format!("/hoy?c={lead}")).says("Lo último").says("Llamada: hablamos");
    let path = seen.between("aria-label=\"Recorrido real de etapas\"", "</ol>").to_owned();
    assert!(path.contains("Conversación de Ana"), "{path}");
    ana.post("/deshacer", &[("key", "llamada-1")]).to();
    ana.get(&page).says("Se deshizo: Llamada: hablamos · Ana");
}

#[test]
fn what_was_done_is_undone_from_its_own_page_however_long_ago() {
    let place = Place::new();
    let lead = place.lead("Marta Sanz", "ana@tecnoclima.example");
    let ana = place.ana();
    let page = format!("/contactos/{lead}");
    let talked = [("outcome", "talked"), ("key", "llamada-1")];
    ana.post(&format!("{page}/llamadas"), &talked).to();
    let position = ana.get(&page).between("/eventos/", "\"").to_owned();
    let event = format!("{page}/eventos/{position}");
    ana.get(&event).says("Llamada: hablamos").says("name=\"key\" value=\"llamada-1\"");
    ana.post("/deshacer", &[("key", "llamada-1"), ("back", &page)]).to();
    ana.get(&event).hides("action=\"/deshacer\"");
    ana.get(&page).hides("Llamada: hablamos");
}

#[test]
fn what_follows_an_outcome_goes_with_the_note_while_it_is_written() {
    let place = Place::new();
    let lead = place.lead("Marta Sanz", "ana@tecnoclima.example");
    let ana = place.ana();
    let then = |note: &str| {
        let asked = format!("/sugerencias/fecha?texto={note}&c={lead}");
        let said: serde_json::Value = serde_json::from_str(&ana.get(&asked).body).unwrap();
        said["then"].as_str().unwrap_or_default().to_owned()
    };
    let usual = then("");
    assert!(ana.get(&format!("/hoy?c={lead}")).body.contains("data-then"));
    assert_ne!(then("El%20martes%20a%20las%2012:30"), usual);
    assert!(then("El%20martes%20a%20las%2012:30").contains("12:30"), "{usual}");
    assert_eq!(then("Nada%20nuevo"), usual);
    let nobody = ana.get("/sugerencias/fecha?texto=el%20martes");
    nobody.says("\"then\":null");
}

#[test]
fn a_task_is_proposed_for_the_next_hour_that_the_reader_has_free() {
    let place = Place::new();
    let lead = place.lead("Marta Sanz", "ana@tecnoclima.example");
    let other = place.lead("Leo Paz", "ana@tecnoclima.example");
    let ana = place.ana();
    let proposed = |page: &str| {
        let seen = ana.get(page);
        let count = |tag: &str| seen.body.matches(tag).count();
        assert_eq!(count("<div"), count("</div>"), "the form ends where its frame does");
        let part = |id: &str| {
            let input = seen.between(&format!("<input id=\"{id}\""), ">");
            input.split("value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
        };
        (part("next_date"), part("next_time"))
    };
    let page = format!("/contactos/{lead}?anotar=tarea");
    let (date, time) = proposed(&page);
    assert!(time.ends_with(":00"), "{date} {time}");
    let busy = [("key", "t"), ("next_what", "meeting"), ("next_date", &date), ("next_time", &time)];
    ana.post(&format!("/contactos/{other}/tareas"), &busy).to();
    let (later_date, later) = proposed(&page);
    assert!((later_date, later) > (date, time));
}

#[test]
fn what_lies_ahead_says_how_long_those_alike_stayed_there_once_there_are_enough() {
    let place = Place::new();
    let ana = place.ana();
    let clock = place.criba.clock();
    let buyer = |name: &str| colleague(&place, name, "Directora de compras", "");
    let alike: Vec<ContactId> = (0..30).map(|n| buyer(&format!("Eva {n}"))).collect();
    let late = buyer("Marta Sanz");
    alike.iter().chain([&late]).for_each(|id| moves(&ana, *id, "mql"));
    clock.advance(Span::HOUR);
    alike.iter().for_each(|id| moves(&ana, *id, "sal"));
    clock.advance(Span::DAY.times(2));
    let (last, others) = alike.split_last().unwrap();
    others.iter().for_each(|id| moves(&ana, *id, "sql"));
    let page = format!("/contactos/{late}");
    ana.get(&page).says("class=\"fut").hides("mediana");
    moves(&ana, *last, "sql");
    // It is counted once an hour.
    clock.advance(Span::HOUR);
    let seen = ana.get(&page);
    let path = seen.between("aria-label=\"Recorrido real de etapas\"", "</ol>");
    assert!(path.contains("title=\"de 30 parecidos\">mediana 2 días<"), "{path}");
    assert_eq!(path.matches("mediana").count(), 1, "nobody left the stages behind it: {path}");
}

#[test]
fn a_part_that_companies_which_went_far_had_is_missing_where_nobody_has_it() {
    let place = Place::new();
    let ana = place.ana();
    let own = colleague(&place, "Marta Sanz", "Directora de compras", "Frío Sanz");
    for n in 0..9 {
        let buyer =
            colleague(&place, &format!("Eva {n}"), "Directora de compras", &format!("Fábrica {n}"));
        colleague(&place, &format!("Leo {n}"), "Director financiero", &format!("Fábrica {n}"));
        moves(&ana, buyer, "sql");
    }
    let page = format!("/contactos/{own}");
    ana.get(&page).says("Comité de compra").hides("Falta:");
    let tenth = colleague(&place, "Pía Gil", "Directora de compras", "Talleres Gil");
    moves(&ana, tenth, "sql");
    // What is usual is counted once an hour.
    place.criba.clock().advance(Span::HOUR.times(2));
    let seen = ana.get(&page);
    seen.says("Falta: finanzas").says("La tuvieron 9 de 10 empresas que llegaron a SQL");
    colleague(&place, "Iris Sanz", "Directora financiera", "Frío Sanz");
    ana.get(&page).hides("Falta:");
}

#[test]
fn the_profile_says_in_which_segments_somebody_is_and_how_lists_tagged_them() {
    let place = Place::new();
    let ana = place.ana();
    let workspace = place.open();
    let text = workspace.read(|read| Ok(read.versions()?)).unwrap().remove(0).text;
    let segments =
        "\nsegments:\n  - { id: de_la_feria, name: De la feria, when: { event: met_at_event } }\n";
    let put = workspace.writer.put_in_force(format!("{text}{segments}"), "ana".to_owned());
    put.wait().unwrap();
    let id = ContactId::make();
    let facts = [("name", "Marta Sanz"), ("tags", "\"Cliente\",\"VIP\", cliente")];
    let facts = facts.map(|(id, value)| fact(id, value)).to_vec();
    tell(&workspace, id, "tagged", Act::Learned, facts);
    let page = format!("/contactos/{id}");
    ana.get(&page).says("Etiquetas: Cliente, VIP<").hides("De la feria").hides("<dt>tags");
    happened(&workspace, id, "met_at_event");
    ana.get(&page).says("href=\"/contactos?segmento=de_la_feria\"").says(">De la feria</a>");
}

#[test]
fn every_line_of_the_score_leads_to_its_event_in_one_click() {
    let place = Place::new();
    let ana = place.ana();
    let id = colleague(&place, "Marta Sanz", "Directora de compras", "Frío Sanz");
    let position = happened(&place.open(), id, "demo_requested");
    let page = format!("/contactos/{id}");
    let seen = ana.get(&page);
    let why = seen.between("id=\"porque\"", "</section>");
    // What happened, and the row of the list that told who they are.
    for event in [position, 1] {
        let link = format!("<td class=\"w\"><a href=\"{page}/eventos/{event}\"");
        assert!(why.contains(&link), "{link} is not in {why}");
    }
    assert!(!why.contains("<td class=\"w\"></td>"), "{why}");
}

#[test]
fn who_has_no_telephone_is_refused_for_it_or_given_one() {
    let place = Place::new();
    let ana = place.ana();
    let id = place.lead("Marta Sanz", "ana@tecnoclima.example");
    let page = ana.get(&format!("/contactos/{id}"));
    page.says("Falta el teléfono").says("value=\"datos\"").says("href=\"mailto:");
    assert_eq!(page.body.matches("data-press=\"r\"").count(), 1, "{}", page.body);
    let edit = ana.get(&format!("/contactos/{id}?panel=editar&campo=person.mobile"));
    assert_eq!(edit.body.matches(" data-focus").count(), 1);
    let field = edit.between("name=\"person.mobile\"", ">");
    assert!(field.contains("data-focus"), "{field}");
    // Who may only look can do neither.
    place.person("luis@tecnoclima.example", "Luis Paz", "");
    let seen = place.enter("luis@tecnoclima.example").get(&format!("/contactos/{id}"));
    seen.says("Falta el teléfono").hides("campo=person.mobile").hides("value=\"datos\"");
    let fields = [("reason", "datos"), ("key", "no"), ("back", "/hoy")];
    ana.post(&format!("/contactos/{id}/rechazo"), &fields).to();
    ana.get(&format!("/contactos/{id}")).says("Sin datos válidos");
}

#[test]
fn a_company_that_a_page_does_not_show_whole_is_a_click_away() {
    let place = Place::new();
    let ana = place.ana();
    let join = |name: &str| {
        let id = ContactId::make();
        let facts = vec![fact("name", name), fact("company", "Lácteos El Roble, S.L.")];
        tell(&place.open(), id, &id.to_string(), Act::Learned, facts);
        id
    };
    for index in 0..6 {
        join(&format!("Eva {index}"));
    }
    let page = format!("/contactos/{}", join("Leo Paz"));
    ana.get(&page).hides("Ver a toda la empresa");
    join("Iris Gil");
    join("Noa Sol");
    let seen = ana.get(&page);
    let (before, _) = seen.body.split_once("Ver a toda la empresa").unwrap();
    let all = before.rsplit_once("href=\"").unwrap().1.split('"').next().unwrap();
    ana.get(all).says("Noa Sol").says("Eva 5").says("Leo Paz");
}

#[test]
fn the_path_shows_every_stage_that_was_passed_however_shortly() {
    let place = Place::new();
    let lead = place.lead("Marta Sanz", "ana@tecnoclima.example");
    let ana = place.ana();
    moves(&ana, lead, "mql");
    moves(&ana, lead, "sal");
    let seen = ana.get(&format!("/contactos/{lead}"));
    let path = seen.between("aria-label=\"Recorrido real de etapas\"", "</ol>");
    for stage in ["Lead", "MQL", "SAL"] {
        seen.says(&format!("Pasa a {stage}"));
        assert!(path.contains(&format!("<b>{stage}</b>")), "{stage} was passed: {path}");
    }
    assert!(!path.contains("Visita anónima"), "nobody saw them come: {path}");
}

#[test]
fn what_belongs_together_is_one_line_across_pages_and_stands_on_one_of_them() {
    let place = Place::new();
    let (ana, workspace, clock) = (place.ana(), place.open(), place.criba.clock());
    let id = place.lead("Marta Sanz", "ana@tecnoclima.example");
    let mut told: Vec<u64> = Vec::new();
    let mut tells = |name: &str, mail: Option<&str>| {
        let properties = mail.map(|mail| ("mail".to_owned(), Value::text(mail)));
        let act =
            Act::Happened { name: name.to_owned(), properties: properties.into_iter().collect() };
        clock.advance(Span::MINUTE);
        told.push(tell(&workspace, id, &format!("{}", told.len()), act, Vec::new()));
    };
    tells("email_sent", Some("boletín"));
    (0..30).for_each(|_| tells("read_it", None));
    // A visit over the border of a page of forty, a mail that is opened in the midst of it, and one
    // that was sent long before.
    (0..25).for_each(|_| tells("page", None));
    tells("email_opened", Some("boletín"));
    (0..25).for_each(|_| tells("page", None));
    (0..20).for_each(|_| tells("looked_at_it", None));

    let mut seen: BTreeMap<u64, usize> = BTreeMap::new();
    let mut at = format!("/contactos/{id}");
    let (mut pages, mut wholes) = (0, 0);
    loop {
        let page = ana.get(&at);
        pages += 1;
        assert!(pages < 10, "{at} does not end");
        let days = page.body.split("<ul class=\"tl\">").skip(1);
        let history: String = days.map(|day| day.split("</ul>").next().unwrap()).collect();
        for link in history.split("/eventos/").skip(1) {
            let position: u64 = link.split('"').next().unwrap().parse().unwrap();
            *seen.entry(position).or_default() += 1;
        }
        wholes += page.body.matches("Visita: 50 páginas").count();
        wholes += page.body.matches("y 1 paso más con ese correo").count();
        page.hides("Visita: 2");
        match page.body.split("&amp;desde=").nth(1) {
            Some(rest) => {
                let from = rest.split('"').next().unwrap();
                at = format!("/contactos/{id}?desde={from}");
                // What comes in between moves nothing.
                happened(&workspace, id, &format!("noted_{pages}"));
            }
            None => break,
        }
    }
    assert!(pages > 1);
    assert_eq!(wholes, 2, "each whole stands on one page");
    for position in &told {
        assert_eq!(seen.get(position), Some(&1), "{position}");
    }
}
