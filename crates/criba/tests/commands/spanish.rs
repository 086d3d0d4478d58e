//! Help, progress and results for who reads Spanish; in English the other files have them.

use crate::program::{LIST, PASSWORD, Place};

#[test]
fn help_is_in_the_language_of_the_terminal() {
    let place = Place::new();
    let cases: [(&[&str], &str, &str); 9] = [
        (&["--help"], "A quién llamar primero y por qué, según el acuerdo", "Whom to call first"),
        (&["--help"], "Uso: criba [OPCIONES] <COMANDO>", "Usage: criba [OPTIONS] <COMMAND>"),
        (&["help"], "\nComandos:\n", "\nCommands:\n"),
        (&["help", "rank"], "\nArgumentos:\n", "\nArguments:\n"),
        (
            &["rank", "-h"],
            "[por defecto: table] [valores: table, json,",
            "[default: table] [possible",
        ),
        (&["rank", "--help"], "\nEjemplos:\n  criba rank feria.csv\n", "\nExamples:\n  criba rank"),
        (&["doctor", "--help"], "- table: Para personas\n", "- table: For people\n"),
        (&["key", "--help"], "Crea una clave y la escribe, una sola vez", "Makes a key"),
        (&["serve", "--help"], "[variable: CRIBA_LISTEN=]", "[env: CRIBA_LISTEN=]"),
    ];
    for (words, es, en) in cases {
        let spanish = place.run_in_spanish(words, "");
        assert_eq!((spanish.code, spanish.err.as_str()), (0, ""), "{words:?}");
        assert!(spanish.out.contains(es), "{words:?}: {}", spanish.out);
        let english = place.well(words);
        assert!(english.contains(en), "{words:?}: {english}");
    }
    let done = place.run_in_spanish(&[], "");
    assert_eq!((done.code, done.out.as_str()), (2, ""));
    assert!(done.err.contains("Uso: criba [OPCIONES] <COMANDO>"), "{}", done.err);
}

#[test]
fn wrong_words_are_said_in_spanish_alone() {
    let place = Place::new();
    let wrong: [(&[&str], &str); 10] = [
        (&["rnak"], "no hay ningún comando «rnak»; ¿será rank?"),
        (&["--data", "otra"], "falta el comando; los hay: serve, demo, rank,"),
        (&["help", "rnak"], "no hay ningún comando «rnak»"),
        (&["rank"], "falta <ARCHIVO>"),
        (&["rank", "a.csv", "--explain=3"], "«3» sobra: --explain no lleva ningún valor"),
        (&["rank", "a.csv", "--top", "x"], "«x» no sirve para --top <N>: no es un número entero"),
        (&["rank", "a.csv", "b.csv"], "no hay ninguna opción b.csv"),
        (&["rank", "a.csv", "--top"], "falta el valor de --top <N>"),
        (
            &["doctor", "--format", "xml"],
            "«xml» no sirve para --format <FORMATO>; vale table, json",
        ),
        (&["doctor", "--format", "json", "--format", "json"], "--format <FORMATO> va una sola vez"),
    ];
    for (words, expected) in wrong {
        let done = place.run_in_spanish(words, "");
        assert_eq!((done.code, done.out.as_str()), (2, ""), "{words:?}: {}", done.err);
        assert!(done.err.contains(expected), "{words:?}: {}", done.err);
        assert_eq!(done.err.lines().count(), 1, "{words:?}: {}", done.err);
    }
}

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
    assert_eq!(brought.err, "");
    let found = well(&["doctor"]);
    let said = found.out.strip_prefix("Tecnoclima: 2 contactos, ").unwrap();
    assert!(said.ends_with(" eventos, cada uno es lo que dan sus eventos\n"), "{said}");
    assert_eq!(found.err, "");
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

#[test]
fn shells_complete_the_same_with_descriptions_in_spanish() {
    let place = Place::new();
    for shell in ["bash", "zsh", "fish"] {
        let words = ["completions", shell];
        let (spanish, english) = (place.run_in_spanish(&words, ""), place.well(&words));
        assert_eq!(spanish.code, 0, "{}", spanish.err);
        if shell == "bash" {
            assert_eq!(spanish.out, english, "bash shows no descriptions");
        } else {
            assert!(spanish.out.contains("Trae una lista a un espacio"), "{shell}");
            assert!(spanish.out.contains("Para programas"), "{shell}");
            assert!(!spanish.out.contains("Brings a list"), "{shell}");
            assert_eq!(spanish.out.lines().count(), english.lines().count(), "{shell}");
        }
    }
}
