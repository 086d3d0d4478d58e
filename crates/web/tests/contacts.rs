#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]
//! Contactos as people use it: what its address filters, and what is done with many at once.

mod support;

use engine::time::Span;
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
