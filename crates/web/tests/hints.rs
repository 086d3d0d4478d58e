#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]
//! What is said to each person once, and what is left to set up.

mod support;

use support::visit::Place;

#[test]
fn a_hint_that_was_seen_is_not_shown_again_to_the_same_person() {
    let place = Place::new();
    place.person("luis@tecnoclima.example", "Luis Paz", "work");
    let ana = place.ana();
    let page = format!("/contactos/{}", place.lead("Eva Gil", "ana@tecnoclima.example"));
    ana.get(&page).says("Cada número se abre");
    let fields = [("hint", "numbers"), ("hint", "nothing-of-the-kind"), ("back", page.as_str())];
    assert_eq!(ana.post("/ajustes/pistas", &fields).to(), page);
    ana.get(&page).hides("Cada número se abre");
    place.enter("luis@tecnoclima.example").get(&page).says("Cada número se abre");
}
