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
