#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]
//! A contact's page says what moved it: the clause, or who did what.

mod visit;

use visit::Place;

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
    let path = seen.between("aria-label=\"Recorrido real de etapas\"", "</ol>").to_owned();
    assert!(path.contains("Conversación de Ana"), "{path}");
    ana.post("/deshacer", &[("key", "llamada-1")]).to();
    ana.get(&page).says("Se deshizo: Llamada: hablamos · Ana");
}
