//! `criba rank` on the sample that a newcomer tries first.

use serde_json::Value;

use crate::program::{LIST, Place};

#[test]
fn a_list_is_ranked_with_reasons_that_add_up_and_nothing_is_stored() {
    let place = Place::new();
    place.file("feria.csv", LIST);
    let ranked = place.json(&["rank", "feria.csv", "--at", "2026-03-16"]);
    let rows = ranked.as_array().unwrap();
    let [first, second, summary] = rows.as_slice() else { panic!("{ranked}") };
    assert_eq!(first["name"], "Ximena Ordóñez Peña");
    assert_eq!(first["rows"], serde_json::json!([2, 4]));
    assert_eq!(second["rank"], 2);
    assert_eq!(summary["summary"]["people"], 2);
    for person in [first, second] {
        let reasons = person["reasons"].as_array().unwrap();
        let points: i64 = reasons.iter().filter_map(|reason| reason["points"].as_i64()).sum();
        assert_eq!(person["total"].as_i64(), Some(points), "{person}");
    }
    assert!(!place.path().join("data").try_exists().unwrap());
}

#[test]
fn the_sample_in_the_repository_has_people_to_call() {
    let sample = concat!(env!("CARGO_MANIFEST_DIR"), "/../../samples/feria.csv");
    let ranked: Value = Place::new().json(&["rank", sample, "--at", "2026-03-16"]);
    let first = &ranked[0];
    assert!(first["total"].as_i64().unwrap() > 50, "{first}");
    assert!(first["phone"].as_str().is_some_and(|phone| phone.starts_with('+')), "{first}");
}

#[test]
fn one_of_something_is_not_said_as_several() {
    let place = Place::new();
    place.file("una.csv", "Nombre;Correo\nAna Gil;ana@gil.example\n");
    place.file("otra.csv", "Nombre;Correo\nAna Gil;ana@gil.example\nLeo Paz;leo@paz.example\n");
    let said = |file: &str, country: &str, more: &[&str]| {
        place.well(&[&["rank", file, "--country", country, "--explain"], more].concat())
    };
    let es = said("una.csv", "ES", &[]);
    assert!(es.contains("      fila 2 · perfil"), "{es}");
    assert!(es.contains("1 fila, 1 persona: 0 duplicados unidos"), "{es}");
    let en = said("una.csv", "GB", &[]);
    assert!(en.contains("      row 2 · fit"), "{en}");
    assert!(en.contains("1 row, 1 person: 0 duplicates joined"), "{en}");
    let es = said("otra.csv", "ES", &["--top", "1"]);
    assert!(es.contains("2 filas, 2 personas:"), "{es}");
    assert!(es.contains("Hay 1 persona más: --top 2 la enseña;"), "{es}");
    let en = said("otra.csv", "GB", &["--top", "1"]);
    assert!(en.contains("There is 1 more person: --top 2 shows them;"), "{en}");
}
