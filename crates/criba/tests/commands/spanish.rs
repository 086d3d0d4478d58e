//! Progress and results for who reads Spanish; in English the other files have them.

use crate::program::{LIST, PASSWORD, Place};

#[test]
fn what_is_typed_in_spanish_is_done() {
    let place = Place::new();
    let well = |words: &[&str]| {
        let done = place.run_in_spanish(words, "");
        assert_eq!(done.code, 0, "{words:?}: {}", done.err);
        done
    };
    well(&["workspace", "add", "Tecnoclima", "--country", "ES"]);
    place.file("feria.csv", LIST);
    let brought = well(&["import", "feria.csv", "--workspace", "Tecnoclima"]);
    assert!(brought.out.starts_with("3 filas: 2 nuevas, 0 actualizadas"), "{}", brought.out);
    assert_eq!(brought.err, "trayendo personas: 2 de 2\n");
    let found = well(&["doctor"]);
    let said = found.out.strip_prefix("Tecnoclima: 2 contactos, ").unwrap();
    assert!(said.ends_with(" eventos, cada uno es lo que dan sus eventos\n"), "{said}");
    assert_eq!(found.err, "examinando contactos: 1 de 2\nexaminando contactos: 2 de 2\n");
    assert_eq!(well(&["backup", "copia"]).out, "copia: 1 espacio\n");
    let restored = well(&["restore", "copia", "--data", "otra"]).out;
    assert!(restored.starts_with("otra: 1 espacio\nTecnoclima: 2 contactos, "), "{restored}");
    assert_eq!(well(&["migrate"]).out, "data: 1 espacio, al día\n");
    let user = ["user", "add", "ana@tecnoclima.example", "--workspace", "Tecnoclima"];
    let added = place.run_with(&[&user[..], &["--password-stdin"]].concat(), PASSWORD);
    assert_eq!(added.code, 0, "{}", added.err);
    let words = ["user", "passwd", "ana@tecnoclima.example", "--password-stdin"];
    let told = place.run_in_spanish(&words, "otra frase larga").err;
    assert_eq!(told, "ana@tecnoclima.example tiene otra contraseña y ninguna sesión abierta\n");
}

#[test]
fn what_doctor_finds_is_in_the_language_of_the_terminal_and_for_programs_the_same_in_both() {
    let (place, id) = Place::with_workspace();
    place.file("feria.csv", LIST);
    place.well(&["import", "feria.csv", "--workspace", "Tecnoclima"]);
    let file = place.path().join(format!("data/workspaces/{id}.db"));
    let connection = rusqlite::Connection::open(file).unwrap();
    connection
        .execute_batch("DELETE FROM keys WHERE contact = (SELECT max(contact) FROM keys)")
        .unwrap();
    connection.close().unwrap();
    let spanish = place.run_in_spanish(&["doctor"], "");
    assert_eq!(spanish.code, 1, "{}", spanish.out);
    let said = spanish.out.split_once(", 1 problema\n  el contacto ").unwrap().1;
    assert!(said.ends_with(" no se encuentra por lo que tiene\n"), "{said}");
    let english = place.run(&["doctor"]).out;
    let said = english.split_once(", 1 problem\n  contact ").unwrap().1;
    assert!(said.ends_with(" is not found by what it has\n"), "{said}");
    let words = ["doctor", "--format", "json"];
    let programs = place.run(&words).out;
    assert_eq!(place.run_in_spanish(&words, "").out, programs);
    let found: serde_json::Value = serde_json::from_str(&programs).unwrap();
    let problem = found["workspaces"][0]["problems"][0].as_str().unwrap();
    assert!(problem.ends_with(" is not found by what it has"), "{problem}");
}
