#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]
//! Hoy as it is read: who is left out and where they are, how long something still has, and a form
//! that was not taken.

mod support;

use engine::event::Act;
use engine::time::Span;
use store::ids::ContactId;
use support::visit::{Place, Visitor};
use support::{fact, happened, tell};

/// Somebody of whom this is known.
fn knows(place: &Place, facts: &[(&str, &str)]) -> ContactId {
    let id = ContactId::make();
    let facts = facts.iter().map(|(id, value)| fact(id, value)).collect();
    tell(&place.open(), id, &id.to_string(), Act::Learned, facts);
    id
}

fn callable(place: &Place, name: &str) -> ContactId {
    knows(place, &[("name", name), ("mobile", "+34612345678"), ("country", "ES")])
}

/// How many contacts a list says that it holds.
fn rows(ana: &Visitor<'_>, address: &str) -> usize {
    ana.get(&address.replace("&amp;", "&").replace("&#38;", "&")).body.matches("data-row").count()
}

/// The address that stands before some words.
fn link(page: &str, words: &str) -> String {
    let (before, _) = page.split_once(words).unwrap_or_else(|| panic!("{words}: {page}"));
    before.rsplit_once("href=\"").unwrap().1.split('"').next().unwrap().to_owned()
}

#[test]
fn who_can_be_reached_nowhere_is_counted_with_where_they_are() {
    let place = Place::new();
    let ana = place.ana();
    knows(&place, &[("name", "Iris Gil"), ("job_title", "Directora de compras")]);
    knows(&place, &[("name", "Noa Sol"), ("email", "noa@casa.example")]);
    let page = ana.get("/hoy");
    page.hides("Iris Gil").says("Noa Sol").says("1 sin teléfono ni correo");
    // Where nobody can be reached there is nobody to call, and that is not all that is to do.
    let alone = Place::new();
    knows(&alone, &[("name", "Iris Gil"), ("job_title", "Directora de compras")]);
    let page_of_nobody = alone.ana().get("/hoy");
    page_of_nobody.says("Nadie a quien llamar ahora.").says("1 sin teléfono ni correo");
    page_of_nobody.hides("Todo al día");
    // Who has only mail is written to; the key `r` says that the number is missing.
    page.says("class=\"btn p\" href=\"mailto:noa@casa.example\"").says("Falta el teléfono");
    page.says("value=\"datos\"").says("data-press=\"r\"");
    page.says("Hablamos: correo").says("No contestó: correo").hides("llamada,");
    let where_they_are = link(&page.body, "1 sin teléfono ni correo");
    let list = ana.get(&where_they_are.replace("&#38;", "&").replace("&amp;", "&"));
    list.says("Iris Gil").hides("Noa Sol").says("data-cell=\"person.mobile\"");
}

#[test]
fn how_long_a_request_still_has_is_seen_by_who_does_not_answer_for_it() {
    let place = Place::new();
    let luis = "luis@tecnoclima.example";
    place.person(luis, "Luis Gil", "work");
    place.person("eva@tecnoclima.example", "Eva Sol", "view");
    let contact = place.lead("Iris Paz", luis);
    let page = format!("/contactos/{contact}");
    let (own, other) = (place.enter(luis), place.enter("eva@tecnoclima.example"));
    // Whoever asked for nothing is promised nothing.
    other.get(&page).hides("Quedan");
    happened(&place.open(), contact, "demo_requested");
    place.criba.clock().advance(Span::MINUTE.times(15));
    own.get("/hoy").says("Iris Paz");
    other.get("/hoy").hides("Iris Paz");
    for visitor in [own, other] {
        visitor.get(&page).says("Quedan 45 min");
    }
}

#[test]
fn every_panel_comes_with_its_lead_and_one_is_open() {
    let place = Place::new();
    let ana = place.ana();
    let eva = callable(&place, "Eva Gil");
    let panels = ["booked", "call_back", "not_yet", "reject", "snooze"];
    let held = |panel: &str| format!("<template data-panel=\"{panel}\">");
    let page = ana.get("/hoy");
    for panel in panels {
        page.says(&held(panel));
    }
    page.hides(&held("")).hides("type=\"date\" value=\"\" required");
    for panel in panels {
        let page = ana.get(&format!("/hoy?c={eva}&paso={panel}"));
        page.hides(&held(panel)).says(&held(""));
        assert_eq!(
            page.body.matches("<template data-panel").count(),
            panels.len(),
            "{}",
            page.body
        );
    }
    // What is no panel opens none.
    ana.get(&format!("/hoy?c={eva}&paso=nada")).hides(&held("")).says("name=\"paso\" value=\"\"");
}

#[test]
fn every_number_of_hoy_opens_as_the_rows_behind_it() {
    let place = Place::new();
    let ana = place.ana();
    for index in 0..31 {
        callable(&place, &format!("Eva {index}"));
    }
    for index in 0..3 {
        // Ten in Madrid is four in the morning in Bogotá.
        let name = format!("Ximena {index}");
        knows(&place, &[("name", &name), ("mobile", "+573001234567"), ("country", "CO")]);
    }
    let page = ana.get("/hoy");
    page.says("3 fuera de su horario").hides("Fuera de su horario</h2>").hides("Ximena");
    assert_eq!(rows(&ana, &link(&page.body, "3 fuera de su horario")), 3);
    assert_eq!(rows(&ana, &link(&page.body, "31 · por etapa y puntos")), 31);
    assert_eq!(rows(&ana, &link(&page.body, ">31</a></dd>")), 31);
    let someone = callable(&place, "Leo Paz");
    let call = [("key", "one"), ("outcome", "no_answer"), ("back", "/hoy")];
    ana.post(&format!("/contactos/{someone}/llamadas"), &call).to();
    let page = ana.get("/hoy");
    assert_eq!(rows(&ana, &link(&page.body, ">1</a></dd>")), 1);
    // A colleague's call is left out of the list where that contact is, and of no other.
    place.person("luis@tecnoclima.example", "Luis Paz", "work");
    let luis = place.enter("luis@tecnoclima.example");
    let theirs = place.lead("Pía Gil", "luis@tecnoclima.example");
    luis.post(&format!("/contactos/{theirs}/llamando"), &[]);
    ana.get("/hoy").hides("en una llamada");
    let all = ana.get("/hoy?vista=todas");
    all.says("1 en una llamada con alguien del equipo");
    assert_eq!(rows(&ana, &link(&all.body, "1 en una llamada")), 1);
}

#[test]
fn the_page_names_who_comes_next_and_nobody_for_who_stays_after_a_deed() {
    let place = Place::new();
    let ana = place.ana();
    let ids: Vec<ContactId> =
        ["Eva", "Iris", "Leo"].iter().map(|name| callable(&place, name)).collect();
    knows(&place, &[("name", "Ximena"), ("mobile", "+573001234567"), ("country", "CO")]);
    let page = ana.get("/hoy");
    let first = page.between("data-contact=\"", "\"").to_owned();
    let ahead: Vec<&str> = page.between("data-ahead=\"", "\"").split(' ').collect();
    // Who is asleep does not come next; the way is round to the first.
    assert_eq!(ahead.len(), 2, "{ahead:?}");
    let all: Vec<&str> = ahead.iter().copied().chain([first.as_str()]).collect();
    assert!(ids.iter().all(|id| all.contains(&id.to_string().as_str())), "{all:?}");
    let second = ana.get(&format!("/hoy?c={}", ahead.first().unwrap()));
    let round = format!("{} {first}", ahead.last().unwrap());
    assert_eq!(second.between("data-ahead=\"", "\""), round);
    // Where nobody may be called now, they come in the order in which the list has them.
    place.criba.clock().advance(Span::HOUR.times(16));
    let asleep = ana.get("/hoy");
    assert_eq!(asleep.between("data-ahead=\"", "\"").split(' ').count(), 3);
    place.criba.clock().advance(Span::HOUR.times(8));
    let stays = [("name", "Ana Ruiz"), ("stay", "yes")];
    ana.post("/ajustes/preferencias", &stays).to();
    assert_eq!(ana.get("/hoy").between("data-ahead=\"", "\""), "");
}

#[test]
fn a_deadline_says_from_when_on_it_is_due_soon() {
    let place = Place::new();
    let ana = place.ana();
    let eva = callable(&place, "Eva Gil");
    happened(&place.open(), eva, "demo_requested");
    // What was asked for minutes ago comes before all deadlines.
    let clock = place.criba.clock();
    clock.advance(Span::MINUTE.times(15));
    let soon = ana.get("/hoy").between("data-due=\"", "\"").to_owned();
    ana.get(&format!("/contactos/{eva}")).says(&format!("data-due=\"{soon}\""));
    let soon: engine::time::Timestamp = soon.parse().unwrap();
    clock.advance(soon - Span::MINUTE.times(2) - clock.now());
    ana.get("/hoy").says("En plazo").hides("Por vencer");
    clock.advance(Span::MINUTE.times(2));
    ana.get("/hoy").says("Por vencer").hides("En plazo");
}

#[test]
fn an_address_that_leads_nowhere_is_not_found_and_hoy_is_shown_all_the_same() {
    let place = Place::new();
    let ana = place.ana();
    callable(&place, "Eva Gil");
    for nowhere in ["/contactos/abc", "/contactos/duplicados", "/importar/abc/columnas", "/nada"] {
        let page = ana.get(nowhere);
        assert_eq!(page.status, 404, "{nowhere}");
        page.says("No está aquí");
    }
    for hoy in ["/hoy?c=zzz", "/hoy?n=x", "/hoy?vista=antigua"] {
        let page = ana.get(hoy);
        assert_eq!(page.status, 200, "{hoy}");
        page.says("Eva Gil").says("aria-current=\"page\">Mi lista");
    }
}

#[test]
fn a_form_that_was_not_taken_stands_open_with_what_was_written() {
    let place = Place::new();
    let ana = place.ana();
    let eva = callable(&place, "Eva Gil");
    let calls = format!("/contactos/{eva}/llamadas");
    let late = [
        ("key", "late"),
        ("back", "/hoy?n=0"),
        ("paso", "call_back"),
        ("outcome", "call_back"),
        ("text", "prefiere las tardes"),
        ("next_date", "2026-11-02"),
        ("next_time", "17:30"),
    ];
    let page = ana.post(&calls, &late);
    assert_eq!(page.status, 422);
    page.says("Eva Gil").says("El 02/11/2026 ya pasó").says("value=\"prefiere las tardes\"");
    page.says("value=\"2026-11-02\"").says("value=\"17:30\"").says("aria-invalid=\"true\"");
    let refuse = format!("/contactos/{eva}/rechazo");
    let other = [("key", "other"), ("back", "/hoy"), ("paso", "reject"), ("reason", "otro")];
    let page = ana.post(&refuse, &other);
    assert_eq!(page.status, 422);
    page.says("Ese motivo pide una explicación")
        .says("name=\"reason\"")
        .says("aria-invalid=\"true\"");
    let here = format!("/contactos/{eva}?de=");
    let mut there = late;
    there[1].1 = &here;
    there[2].1 = "llamada";
    let page = ana.post(&calls, &there);
    assert_eq!(page.status, 422);
    page.says("El 02/11/2026 ya pasó").says(">prefiere las tardes</textarea>");
    page.says("value=\"call_back\" selected").says("value=\"17:30\"");
}

#[test]
fn a_second_page_does_not_log_another_call_unasked() {
    let place = Place::new();
    let ana = place.ana();
    let eva = callable(&place, "Eva Gil");
    let calls = format!("/contactos/{eva}/llamadas");
    let page = ana.get("/hoy");
    let seen = page.between("name=\"seen\" value=\"", "\"").to_owned();
    let call = |key: &'static str, seen: &str, text: &'static str| {
        let fields = [
            ("key", key),
            ("back", "/hoy"),
            ("outcome", "no_answer"),
            ("seen", seen),
            ("text", text),
        ];
        ana.post(&calls, &fields)
    };
    call("first", &seen, "").to();
    call("first", &seen, "").to();
    place.criba.clock().advance(Span::MINUTE);
    let page = call("second", &seen, "no estaba");
    assert_eq!(page.status, 409);
    page.says("Desde que se abrió esta página se registró").says("value=\"no estaba\"");
    let now = page.between("name=\"seen\" value=\"", "\"").to_owned();
    call("second", &now, "no estaba").to();
    let saw = place.open().writer.look(eva).wait().unwrap().unwrap();
    assert_eq!(saw.card.desk.attempts, 2);
}

#[test]
fn a_date_on_the_list_says_what_it_is() {
    let place = Place::new();
    let eva = callable(&place, "Eva Gil");
    happened(&place.open(), eva, "content_downloaded");
    place.criba.clock().advance(Span::DAY.times(3));
    let page = place.ana().get("/hoy");
    let row = page.between("data-row=", "class=\"n\"");
    assert!(row.contains("<span class=\"t2\">última actividad</span>"), "{row}");
    assert!(!row.contains("<svg"), "nothing is due: {row}");
}

#[test]
fn a_note_goes_with_what_is_put_off() {
    let place = Place::new();
    let ana = place.ana();
    let eva = callable(&place, "Eva Gil");
    let put = [
        ("key", "put"),
        ("back", "/hoy"),
        ("next_what", "call"),
        ("next_date", "2026-11-25"),
        ("next_time", "10:00"),
        ("text", "pide precio por escrito"),
    ];
    ana.post(&format!("/contactos/{eva}/tareas"), &put).to();
    ana.get(&format!("/contactos/{eva}")).says("pide precio por escrito").says("miércoles 10:00");
    let saw = place.open().writer.look(eva).wait().unwrap().unwrap();
    assert!(saw.card.desk.next.is_some());
    // Whoever is named and is nobody here is said, and a text that names hundreds fits an address.
    let text = (0..500).map(|number| format!("@nadie{number} ")).collect::<String>();
    let put = [("key", "again"), ("back", "/hoy"), ("next_date", "2026-11-26"), ("text", &text)];
    let to = ana.post(&format!("/contactos/{eva}/tareas"), &put).to().to_owned();
    assert!(to.len() < 300, "{to}");
    ana.get(&to).says("nadie se llama @nadie0 @nadie1 @nadie2 @nadie3 @nadie4 en este equipo");
}

#[test]
fn addresses_of_the_list_name_a_view_only_where_it_has_a_name() {
    let place = Place::new();
    let ana = place.ana();
    let eva = callable(&place, "Eva Gil");
    let page = ana.get("/hoy");
    page.hides("vista=&").hides("vista=\"").says(&format!("href=\"/hoy?c={eva}\""));
    page.says("value=\"/hoy?n=0\"").says("href=\"/hoy?vista=todas\"").says("href=\"/hoy\"");
    let all = ana.get("/hoy?vista=todas");
    all.says(&format!("href=\"/hoy?vista=todas&#38;c={eva}\""));
    all.says("value=\"/hoy?vista=todas&#38;n=0\"");
}

#[test]
fn undoing_says_what_was_undone() {
    let place = Place::new();
    let ana = place.ana();
    let eva = callable(&place, "Eva Gil");
    let call = [("key", "one"), ("outcome", "no_answer"), ("back", "/hoy?n=0")];
    let to = ana.post(&format!("/contactos/{eva}/llamadas"), &call).to().to_owned();
    assert!(to.ends_with("&hecho=one"), "{to}");
    ana.get(&to).says("action=\"/deshacer\" data-busy=\"Deshaciéndolo…\"");
    let back = ana.post("/deshacer", &[("key", "one"), ("back", &to)]).to().to_owned();
    assert_eq!(back, "/hoy?n=0&hecho=deshecho.one");
    ana.get(&back).says("Deshecho. Eva Gil:").hides("action=\"/deshacer\"");
}

#[test]
fn a_day_that_is_over_names_what_comes_next_and_whom_to_take_up_again() {
    let place = Place::new();
    let ana = place.ana();
    let eva = knows(
        &place,
        &[("name", "Eva Gil"), ("company", "Lácteos El Roble"), ("mobile", "+34612345678")],
    );
    ana.get("/hoy").hides("class=\"cnt");
    let plan = [
        ("key", "plan"),
        ("back", "/hoy"),
        ("next_what", "call"),
        ("next_date", "2026-11-24"),
        ("next_time", "09:10"),
    ];
    ana.post(&format!("/contactos/{eva}/tareas"), &plan).to();
    ana.get("/hoy").says("Próximo compromiso: mañana 09:10, Lácteos El Roble");
    let leo = callable(&place, "Leo Paz");
    happened(&place.open(), leo, "demo_requested");
    ana.get("/hoy").says("<span class=\"cnt w\">1<");
}

#[test]
fn whom_sales_accepted_and_nobody_heard_of_is_proposed_with_why() {
    let place = Place::new();
    let ana = place.ana();
    let eva = callable(&place, "Eva Gil");
    let accept = [("key", "sal"), ("back", "/hoy"), ("to", "sal"), ("evidence", "nos escribió")];
    ana.post(&format!("/contactos/{eva}/etapa"), &accept).to();
    let plan =
        [("key", "plan"), ("back", "/hoy"), ("next_what", "call"), ("next_date", "2027-02-01")];
    ana.post(&format!("/contactos/{eva}/tareas"), &plan).to();
    ana.get("/hoy").says("Nadie a quien llamar ahora").hides("Proponer a quién reactivar");
    place.criba.clock().advance(Span::DAY.times(31));
    place.open().writer.tick().wait().unwrap();
    let page = place.ana().get("/hoy");
    page.says("Proponer a quién reactivar").says("Eva Gil").says("sin actividad");
    assert_eq!(rows(&place.ana(), &link(&page.body, "aceptados y 30 días")), 1);
}

#[test]
fn a_long_list_shows_thirty_and_says_where_the_others_are() {
    let place = Place::new();
    let ana = place.ana();
    for index in 0..40 {
        let id = callable(&place, &format!("Eva {index}"));
        let plan = [
            ("key", index.to_string()),
            ("back", "/hoy".to_owned()),
            ("next_what", "call".to_owned()),
            ("next_date", "2026-11-23".to_owned()),
            ("next_time", "10:30".to_owned()),
        ];
        let plan: Vec<(&str, &str)> = plan.iter().map(|(name, value)| (*name, &**value)).collect();
        ana.post(&format!("/contactos/{id}/tareas"), &plan).to();
    }
    let page = ana.get("/hoy");
    let list = page.between("data-list", "</section>");
    assert_eq!(list.matches("data-row=").count(), 30);
    assert_eq!(rows(&ana, &link(&page.body, "40 · según la")), 40);
    assert!(page.body.len() < 50 * 1024, "{}", page.body.len());
}

#[test]
fn the_last_that_is_said_of_somebody_is_what_was_done_and_not_where_it_moved_them() {
    let place = Place::new();
    let ana = place.ana();
    let eva = callable(&place, "Eva Gil");
    happened(&place.open(), eva, "demo_requested");
    let history = ana.get(&format!("/contactos/{eva}"));
    history.says("Pasa a MQL").says("Pidió una demo");
    let page = ana.get("/hoy");
    let last = page.between("<ul class=\"tl\">", "</ul>");
    assert!(last.contains("Pidió una demo"), "{last}");
    assert!(!last.contains("Pasa a"), "{last}");
}

/// The most that a list of the whole team may weigh, in bytes, where names are as long as they
/// come: what is left of 50 KB is for notes, views and reasons of one's own.
const LONG_LIST_BYTES_MAX: usize = 48 * 1024;

#[test]
fn a_long_list_of_the_whole_team_leaves_room_in_the_page() {
    let place = Place::new();
    let ana = place.ana();
    let workspace = place.open();
    for index in 0..45 {
        let name = format!("María Guadalupe Hernández Etxeberria {index}");
        let company = format!("Distribuciones Alimentarias del Mediterráneo {index}, S.L.");
        let (mail, mobile) =
            (format!("g.{index}@empresa.example"), format!("+346123456{index:02}"));
        let id = knows(
            &place,
            &[
                ("name", &name),
                ("company", &company),
                ("city", "Palma de Mallorca"),
                ("country", "ES"),
                ("job_title", "Directora de compras y logística"),
                ("email", &mail),
                ("mobile", &mobile),
            ],
        );
        if index % 2 == 0 {
            happened(&workspace, id, "demo_requested");
            place.criba.clock().advance(Span::MINUTE.times(9));
        }
    }
    let page = ana.get("/hoy?vista=todas");
    assert_eq!(page.between("data-list", "</section>").matches("data-row=").count(), 30);
    page.says("vista=todas&#38;c=").says("aria-label=\"Llamar a María");
    assert!(page.body.len() < LONG_LIST_BYTES_MAX, "{}", page.body.len());
}

#[test]
fn no_reason_is_no_link() {
    let place = Place::new();
    let eva = knows(&place, &[("name", "Eva Gil"), ("mobile", "+34612345678")]);
    let page = place.ana().get(&format!("/hoy?c={eva}"));
    page.says("Ninguna regla le da puntos todavía.").hides("Ver los 0").hides("data-press=\"p\"");
}

#[test]
fn a_group_is_not_called_as_a_number_that_counts_others_too() {
    let place = Place::new();
    callable(&place, "Eva Gil");
    let page = place.ana().get("/hoy");
    page.says("<dt><span class=\"hm\">Por llamar</span>").says("<h2 class=\"g\">Sin plazo ");
    page.hides("<h2 class=\"g\">Por llamar");
}
