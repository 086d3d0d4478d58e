#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]
//! Contactos as people use it: what its address filters, and what is done with many at once.

mod support;

use engine::time::Span;
use runtime::imports::Plan;
use store::workspace::screens::{Filter, Order};
use support::visit::Place;
use support::{Seen, happened};

const SEGMENTS: &str = "
segments:
  - id: interesados
    name: Interesados en la demo
    when: { event: demo_requested, within: 7 days }
  - id: de_la_feria
    name: De la feria
    when: { event: met_at_event }
";

/// A place whose agreement has segments.
fn with_segments() -> Place {
    let place = Place::new();
    let workspace = place.open();
    let text = workspace.read(|read| Ok(read.versions()?)).unwrap().remove(0).text;
    workspace.writer.put_in_force(format!("{text}{SEGMENTS}"), "ana".to_owned()).wait().unwrap();
    place
}

fn holds(page: &Seen, found: &[&str]) {
    for name in ["Eva Gil", "Leo Paz", "Mar Sol"] {
        match found.contains(&name) {
            true => page.says(&format!(">{name}</a>")),
            false => page.hides(&format!(">{name}</a>")),
        };
    }
}

#[test]
fn an_address_that_names_nobody_is_of_nobody_whatever_is_sent_there() {
    let place = Place::new();
    let ana = place.ana();
    let mut posts = 0;
    for route in web::routes().iter().filter(|route| route.path.starts_with("/contactos/{id}")) {
        let path = route.path.replace("{id}", "nadie");
        let path = path.replace("{position}", "1").replace("{rule}", "1");
        let seen = match route.method {
            "POST" => ana.post(&path, &[("key", "k"), ("text", "x")]),
            _ => ana.get(&path),
        };
        assert_eq!(seen.status, 404, "{} {path}: {seen:?}", route.method);
        posts += usize::from(route.method == "POST");
    }
    assert!(posts > 5, "{posts}");
}

#[test]
fn a_list_is_filtered_by_segments_of_the_agreement_in_its_file_and_views_as_well() {
    let place = with_segments();
    let ana = place.ana();
    let (eva, leo) = (place.lead("Eva Gil", ""), place.lead("Leo Paz", ""));
    place.lead("Mar Sol", "");
    let workspace = place.open();
    happened(&workspace, eva, "demo_requested");
    happened(&workspace, leo, "met_at_event");
    let one = ana.get("/contactos?segmento=interesados");
    holds(&one, &["Eva Gil"]);
    one.says("Interesados en la demo (1)")
        .says("value=\"interesados\" checked")
        .says("Filtros (1)");
    let both = ana.get("/contactos?segmento=interesados&segmento=de_la_feria");
    holds(&both, &["Eva Gil", "Leo Paz"]);
    // Whoever goes on filtering keeps them.
    both.says("contactos.csv?segmento=interesados&#38;segmento=de_la_feria");
    let file = ana.get("/contactos.csv?segmento=interesados&segmento=de_la_feria");
    let named =
        |page: &support::Seen| page.headers["content-disposition"].to_str().unwrap().to_owned();
    assert_eq!(named(&file), "attachment; filename=\"contactos.csv\"");
    file.says("Eva Gil").says("Leo Paz").hides("Mar Sol");
    let view = [("name", "De la feria"), ("query", "segmento=de_la_feria")];
    let to = ana.post("/contactos/vistas", &view).to().to_owned();
    assert_eq!(to, "/contactos?segmento=de_la_feria&vista=de_la_feria");
    holds(&ana.get(&to), &["Leo Paz"]);
    // What a segment of before is called is not known; it holds nobody, and can be taken out.
    let gone = ana.get("/contactos?segmento=de_antes");
    holds(&gone, &[]);
    gone.says("value=\"de_antes\" checked");
    // Time leaves segments as it makes scores fall.
    place.criba.clock().advance(Span::DAY.times(8));
    holds(&place.ana().get("/contactos?segmento=interesados"), &[]);
    place.ana().get("/contactos").says("Interesados en la demo (0)");
}

#[test]
fn everybody_of_a_filter_is_chosen_at_once_said_before_and_undone_at_once() {
    let place = Place::new();
    let ana = place.ana();
    for n in 0..50 {
        place.lead(&format!("Persona {n}"), if n < 5 { "luis@tecnoclima.example" } else { "" });
    }
    let other = place.lead("Otra Gil", "");
    let list = "/contactos?q=persona";
    let page = ana.get(list);
    page.says("Elegir los 50 que cumplen el filtro").says("name=\"todos\" value=\"50\"");
    ana.get("/contactos?q=gil").hides("que cumplen el filtro");
    let ana_s = "ana@tecnoclima.example";
    let fields =
        [("key", "all"), ("back", list), ("todos", "50"), ("what", "assign"), ("to", ana_s)];
    let sure = ana.post("/contactos/acciones", &fields);
    assert_eq!(sure.status, 200);
    sure.says("¿Asignar 50 contactos a Ana Ruiz?").says("Cambian 50.");
    sure.says("5 dejan de ser de otra persona.").says("name=\"sure\" value=\"50\"");
    let mine = || ana.get("/contactos?responsable=yo").between("cnt-all\">", "<").to_owned();
    assert_eq!(mine(), "0 contactos", "nothing was done yet");
    // Who came meanwhile was not agreed to.
    let late = place.lead("Persona última", "");
    let agreed: Vec<(&str, &str)> = fields.iter().copied().chain([("sure", "50")]).collect();
    let again = ana.post("/contactos/acciones", &agreed);
    again.says("eran 50 y ahora son 51").says("¿Asignar 51 contactos a Ana Ruiz?");
    assert_eq!(mine(), "0 contactos");
    let agreed: Vec<(&str, &str)> = fields.iter().copied().chain([("sure", "51")]).collect();
    let to = ana.post("/contactos/acciones", &agreed).to().to_owned();
    assert_eq!(to, "/contactos?q=persona&hecho=all");
    ana.get(&to).says("51 contactos");
    // Sent twice, it is done once.
    assert_eq!(ana.post("/contactos/acciones", &agreed).to(), to);
    assert_eq!((mine(), place.owner(late)), ("51 contactos".to_owned(), ana_s.to_owned()));
    assert_eq!(place.owner(other), "");
    ana.post("/deshacer", &[("key", "all"), ("back", list)]).to();
    assert_eq!(mine(), "0 contactos");
    assert_eq!(
        ana.get("/contactos?responsable=luis@tecnoclima.example").between("cnt-all\">", "<"),
        "5 contactos"
    );
    // The file of all of them holds all of them.
    let file = ana.get("/contactos.csv?todos=51&back=%2Fcontactos%3Fq%3Dpersona&col=correo");
    assert_eq!(file.body.lines().filter(|line| line.contains("Persona")).count(), 51);
}

#[test]
fn a_form_that_was_not_taken_leads_back_to_its_list() {
    let place = Place::new();
    let ana = place.ana();
    let eva = place.lead("Eva Gil", "").to_string();
    let fields = [("key", "x"), ("back", "/contactos?q=gil"), ("id", &eva), ("what", "plan")];
    let refused = ana.post("/contactos/acciones", &fields);
    assert_eq!(refused.status, 422);
    refused.says("data-address=\"/contactos?q=gil\"").says("checked");
    assert_eq!(ana.get("/contactos/acciones").to(), "/contactos");
}

#[test]
fn the_counts_of_a_list_open_whom_they_count() {
    let place = Place::new();
    let ana = place.ana();
    let workspace = place.open();
    let bring = |list: &str| {
        let plan = Plan { name: "feria.csv".to_owned(), ..Plan::default() };
        let batch = workspace.bring(plan, list.as_bytes(), "ana@tecnoclima.example").unwrap();
        workspace.bring_in(batch, |_, _| {}).unwrap().id
    };
    bring("Nombre,Correo,Empresa\nEva Gil,eva@uno.example,Uno\nLeo Paz,leo@dos.example,Dos\n");
    // Of Eva something new is said; Mar is there twice; Sol has a telephone that is none.
    let list = bring(
        "Nombre,Correo,Empresa,Móvil\n\
         Eva Gil,eva@uno.example,Uno,+34612345678\n\
         Mar Sol,mar@tres.example,Tres,\n\
         Mar Sol,mar@tres.example,Tres,+34699999999\n\
         Sol Ruiz,sol@cinco.example,Cinco,3\n\
         ,,,-\n",
    );
    let page = ana.get(&format!("/importar/{list}"));
    let mut counts: Vec<u64> = Vec::new();
    for part in ["nuevos", "actualizados", "sin-cambios", "juntados", "con-problema"] {
        let href = format!("/contactos?lista={list}&parte={part}");
        let link = format!("href=\"{}\">", href.replace('&', "&#38;"));
        let count: u64 = page.between(&link, "<").parse().unwrap();
        let listed = ana.get(&href).body.matches("<tr data-row>").count();
        assert_eq!(u64::try_from(listed).unwrap(), count, "{part}");
        counts.push(count);
    }
    assert_eq!(counts, [2, 1, 0, 1, 1]);
    let new = ana.get(&format!("/contactos?lista={list}&parte=nuevos"));
    new.says("feria.csv: nuevos").says(">Mar Sol</a>").hides(">Eva Gil</a>");
    // With another filter, and whatever became of them.
    let gil = ana.get(&format!("/contactos?lista={list}&q=gil"));
    gil.says(">Eva Gil</a>").hides(">Mar Sol</a>");
    ana.get("/contactos?lista=ninguna").says("Nadie cumple");
    let href = format!("/importar/{list}/rechazadas");
    let rows = ana.get(&href).body.matches("<tr data-row>").count().to_string();
    assert_eq!(page.between(&format!("href=\"{href}\">"), "<"), rows);
    // Who is joined into another is nobody any more: the count says so too.
    let found = |word: &str| {
        let filter = Filter { words: vec![word.to_owned()], ..Filter::default() };
        workspace.read(|read| Ok(read.list(&filter, Order::Best, 1, 0)?)).unwrap()[0].id
    };
    let other = found("sol@cinco").to_string();
    let fields = [("key", "join"), ("back", "/contactos"), ("other", other.as_str())];
    ana.post(&format!("/contactos/{}/union", found("mar@tres")), &fields).to();
    let page = ana.get(&format!("/importar/{list}"));
    page.says(&format!("/contactos?lista={list}&#38;parte=nuevos\">1</a>"));
    // A list that is not in any more counts nobody.
    ana.post(&format!("/importar/{list}/deshacer"), &[]).to();
    ana.get(&format!("/contactos?lista={list}")).says("Nadie cumple");
}
