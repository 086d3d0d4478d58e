#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]
//! Lists brought through the pages: what is asked of them, and what becomes of the answers.

mod support;

use runtime::imports::{Batch, Plan};
use support::visit::Place;

const BY: &str = "ana@tecnoclima.example";

fn brought(place: &Place, list: &str) -> Batch {
    let plan = Plan { name: "clientes.csv".to_owned(), ..Plan::default() };
    place.open().bring(plan, list.as_bytes(), BY).unwrap()
}

#[test]
fn a_list_is_asked_for_its_legal_basis_and_each_contact_keeps_it() {
    let place = Place::new();
    let ana = place.ana();
    let list = "Nombre;Correo;Tel\nEva Sol;eva@sol.example;600111222\n";
    let batch = brought(&place, list);
    let path = |step: &str| format!("/importar/{}{step}", batch.id);
    ana.get(&path("/columnas"))
        .says("Tenemos un contrato o son clientes")
        .says("Interés legítimo")
        .says("value=\"unknown\" checked");
    let answers = |evidence: &str| {
        let fields = [("consent", "contract"), ("evidence", evidence)];
        ana.post(&path("/columnas"), &fields)
    };
    let refused = answers("");
    assert_eq!(refused.status, 422);
    refused.says("Falta decir en qué consta").says("value=\"contract\" checked");
    answers("pedido 4711").to();
    let workspace = place.open();
    let done = workspace.bring_in(workspace.batch(batch.id).unwrap(), |_, _| {}).unwrap();
    ana.get(&path("")).says("contrato o cliente (pedido 4711)");
    let id = workspace.read(|read| Ok(read.contacts()?)).unwrap()[0];
    let contact = format!("/contactos/{id}");
    ana.get(&contact)
        .says("contrato o cliente")
        .says("pedido 4711 (clientes.csv)")
        .says("correo: uno a uno, no en envíos masivos");
    assert!(done.report.is_some());
    let no = [("key", "k"), ("purpose", "email"), ("given", "no"), ("evidence", "lo dijo")];
    ana.post(&format!("{contact}/permisos"), &no).to();
    ana.get(&contact).says("correo: no").says("llamada: sí");
    let over = [("key", "o"), ("purpose", "contract"), ("given", "no"), ("evidence", "acabó")];
    ana.post(&format!("{contact}/permisos"), &over).to();
    ana.get(&contact).says("ya no vale").hides("llamada: sí");
}

#[test]
fn a_first_list_left_on_its_way_keeps_its_questions_when_the_next_is_brought() {
    let place = Place::new();
    let ana = place.ana();
    let asks = "name=\"primera\" value=\"si\"";
    ana.get("/importar").hides(asks);
    let left = brought(&place, "Nombre;Correo;Cargo\nEva Sol;eva@sol.example;Gerente\n");
    ana.get("/importar").says(asks).says(&format!("/importar/{}/columnas?primera=si", left.id));
    let cells = "Nombre;Correo;Cargo\nLuis Gil;luis@gil.example;Directora\n";
    let next = ana.post_parts("/importar", &[("primera", "si"), ("cells", cells)]);
    let path = next.to().to_owned();
    assert!(path.ends_with("/columnas?primera=si"), "{path}");
    ana.get(&path).says(asks);
    let columns = [("h", "Nombre"), ("c0", "name"), ("h", "Correo"), ("c1", "email")];
    let fields = [&columns[..], &[("h", "Cargo"), ("c2", "job_title"), ("primera", "si")]].concat();
    let done = ana.post(path.trim_end_matches("?primera=si"), &fields);
    let review = done.to().to_owned();
    ana.get(&review).says(&review.replace("/revisar?primera=si", "/preguntas"));
    // Whoever has brought one has answered them, or did not want to.
    let workspace = place.open();
    workspace.bring_in(workspace.batch(left.id).unwrap(), |_, _| {}).unwrap();
    ana.get("/importar").hides(asks);
}

#[test]
fn who_was_joined_from_the_list_of_likely_pairs_is_two_again_at_once() {
    let place = Place::new();
    let ana = place.ana();
    let workspace = place.open();
    // One pair in ten rows is suggested at most.
    let others: Vec<String> =
        (0..10).map(|n| format!("Persona{n} Gómez{n};p{n}@otra{n}.example;Casa {n}\n")).collect();
    let list = "Nombre;Correo;Empresa\nMarta Ibáñez Soler;marta@frio.example;Frío Norte\n\
                Marta Ibáñez Solar;m.soler@frio.example;Frío Norte\n";
    let batch = brought(&place, &(list.to_owned() + &others.concat()));
    let done = workspace.bring_in(workspace.batch(batch.id).unwrap(), |_, _| {}).unwrap();
    let [pair] = done.report.unwrap().suggested.try_into().unwrap();
    let found = [pair.first, pair.second];
    let who = |id| workspace.writer.look(id).wait().unwrap().unwrap().id;
    let pairs = "/contactos/parecidos";
    ana.get(pairs).says("marta@frio.example").says("m.soler@frio.example");
    let answer = format!("/importar/{}/parecidos", batch.id);
    let fields = [("index", "0"), ("is_one", "yes"), ("back", pairs)];
    let back = ana.post(&answer, &fields).to().to_owned();
    assert_eq!(who(found[0]), who(found[1]), "they are one");
    let page = ana.get(&back);
    let key = page.says("action=\"/deshacer\"").between("name=\"key\" value=\"", "\"").to_owned();
    ana.post("/deshacer", &[("key", &key), ("back", pairs)]).to();
    assert_eq!([who(found[0]), who(found[1])], [found[0], found[1]], "they are two again");
}

#[test]
fn names_in_capitals_stay_so_where_the_tick_is_taken_away() {
    let place = Place::new();
    let ana = place.ana();
    let batch = brought(&place, "Nombre;Correo\nEVA SOL;eva@sol.example\n");
    let path = |step: &str| format!("/importar/{}{step}", batch.id);
    let ticked = "name=\"capitals\" value=\"names\" checked";
    ana.get(&path("/columnas")).says(ticked);
    ana.get(&path("/revisar")).says("Eva Sol");
    let columns = [("h", "Nombre"), ("c0", "name"), ("h", "Correo"), ("c1", "email")];
    let fields = [&columns[..], &[("capitals", "keep")]].concat();
    ana.post(&path("/columnas"), &fields).to();
    ana.get(&path("/revisar")).says("EVA SOL");
    ana.get(&path("/columnas")).hides(ticked);
    let fields = [&fields[..], &[("capitals", "names")]].concat();
    ana.post(&path("/columnas"), &fields).to();
    ana.get(&path("/revisar")).says("Eva Sol");
}

#[test]
fn rows_without_a_way_to_reach_anybody_can_be_left_out() {
    let place = Place::new();
    let ana = place.ana();
    let batch = brought(&place, "Nombre;Correo\nEva Sol;eva@sol.example\nLuis Gil;\n");
    let path = |step: &str| format!("/importar/{}{step}", batch.id);
    ana.get(&path("/revisar"))
        .says("1 fila de alguien sin correo ni teléfono en ninguna de sus filas")
        .says("Traer 2 contactos");
    ana.post(&path("/sin-contacto"), &[("rows", "out")]).to();
    ana.get(&path("/revisar")).says("Traer 1 contacto").says("se dejó fuera, como se eligió");
    ana.post(&path("/sin-contacto"), &[("rows", "people")]).to();
    ana.get(&path("/revisar")).says("Traer 2 contactos");
}

#[test]
fn what_somebody_leaves_as_it_was_proposed_stays_as_sure_as_it_was() {
    let place = Place::new();
    let ana = place.ana();
    let batch = brought(&place, "Nombre;Correo;Zona\nEva Sol;eva@sol.example;norte\n");
    let columns = format!("/importar/{}/columnas", batch.id);
    let decided = |zone: &str| {
        let fields = [
            ("h", "Nombre"),
            ("c0", "name"),
            ("h", "Correo"),
            ("c1", "email"),
            ("h", "Zona"),
            ("c2", zone),
            ("consent", "contract"),
        ];
        // No evidence: it is refused, and what was decided is shown again.
        let refused = ana.post(&columns, &fields);
        assert_eq!(refused.status, 422);
        refused.body.matches("decidido").count()
    };
    let sure = ana.get(&columns).body.matches("de seguridad").count();
    assert!(sure >= 2, "two columns are known by their names");
    assert_eq!(decided("zona"), 0);
    assert_eq!(decided("city"), 1, "this alone is of somebody's own");
}

#[test]
fn the_review_says_who_hears_nothing_new() {
    let place = Place::new();
    let ana = place.ana();
    let list = "Nombre;Correo;Empresa\nEva Sol;eva@sol.example;Uno\nLeo Paz;;Dos\n";
    let workspace = place.open();
    workspace.bring_in(brought(&place, list), |_, _| {}).unwrap();
    let more = format!("{list}Iris Gil;iris@gil.example;Tres\n");
    let batch = brought(&place, &more);
    let review = ana.get(&format!("/importar/{}/revisar", batch.id));
    let figure = |name: &str| {
        let (_, after) = review.body.split_once(&format!("<dt>{name}</dt><dd>")).unwrap();
        after.split_once('<').unwrap().0.to_owned()
    };
    assert_eq!(figure("Nuevos"), "1");
    assert_eq!(figure("Se actualizan"), "0");
    assert_eq!(figure("Sin cambios"), "2");
    review.says("Traer 1 contacto");
    let (_, rows) = review.body.split_once("Así quedarán las primeras filas").unwrap();
    assert_eq!(rows.matches("ya estaba").count(), 2, "Leo's row was told before too");
}

#[test]
fn what_the_agreement_says_of_a_list_is_said_beside_the_choice() {
    let place = Place::new();
    let ana = place.ana();
    let says = |list: &str| {
        let batch = brought(&place, list);
        let page = ana.get(&format!("/importar/{}/columnas", batch.id));
        page.between("<select id=\"event\" name=\"event\">", "</option>").to_owned()
    };
    let fair = "Nombre;Correo;Fecha visita\nEva Sol;eva@sol.example;12/03/2026\n";
    assert_eq!(says(fair), "<option value=\"\">Lo que dice el Acuerdo: pasó por el stand");
    let leads = "Nombre;Correo;Prioridad\nEva Sol;eva@sol.example;Alta\n";
    assert_eq!(says(leads), "<option value=\"\">Lo que dice el Acuerdo: nada, solo datos");
}

#[test]
fn connections_of_linkedin_come_with_a_warning_that_nobody_gave_permission() {
    let place = Place::new();
    let ana = place.ana();
    let warned = "no dio permiso para envíos masivos de correo";
    let list = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n\
                Eva,Sol,https://www.linkedin.com/in/evasol,eva@sol.example,Sol,CEO,07 Dec 2025\n";
    let batch = brought(&place, list);
    ana.get(&format!("/importar/{}/columnas", batch.id)).says(warned);
    let batch = brought(&place, "Nombre;Correo\nLuis Gil;luis@gil.example\n");
    ana.get(&format!("/importar/{}/columnas", batch.id)).hides(warned);
}

#[test]
fn a_row_that_is_left_out_does_not_stand_among_those_that_come_in_all_the_same() {
    let place = Place::new();
    let ana = place.ana();
    let batch = brought(&place, "Nombre;Correo\nEva Sol;eva@sol.example\nLuis Gil;\n");
    let path = |step: &str| format!("/importar/{}{step}", batch.id);
    let enters = "las filas entran igual";
    ana.get(&path("/revisar")).says(enters);
    ana.post(&path("/sin-contacto"), &[("rows", "out")]).to();
    ana.get(&path("/revisar")).hides(enters).says("Filas rechazadas");
}

#[test]
fn an_empty_file_is_said_to_be_empty() {
    let place = Place::new();
    let ana = place.ana();
    ana.post_parts("/importar", &[("file", ""), ("cells", "")]).says("El archivo está vacío");
    ana.post_parts("/importar", &[("cells", "")]).says("No llegó ningún archivo ni celdas");
}

#[test]
fn the_clock_of_somebody_without_a_country_is_that_of_their_telephone() {
    let place = Place::new();
    let ana = place.ana();
    let list = "Nombre;Correo;Tel\nAna Ruiz;ana@a.example;+57 601 234 5678\n\
                Eva Sol;eva@b.example;+34 612 345 678\n";
    let batch = brought(&place, list);
    let workspace = place.open();
    workspace.bring_in(workspace.batch(batch.id).unwrap(), |_, _| {}).unwrap();
    let ids = workspace.read(|read| Ok(read.contacts()?)).unwrap();
    let there = ids.iter().map(|id| ana.get(&format!("/contactos/{id}")).body);
    let in_bogota = there.filter(|body| body.contains("Bogotá"));
    assert_eq!(in_bogota.count(), 1, "and nobody else's");
}
