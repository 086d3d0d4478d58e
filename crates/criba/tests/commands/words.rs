//! What is said to who gets the words wrong, and to who asks for help.

use crate::program::Place;

#[test]
fn wrong_words_end_with_2_and_say_so_on_standard_error() {
    let place = Place::new();
    let wrong: [&[&str]; 10] = [
        &[],
        &["rnak"],
        &["rank"],
        &["rank", "list.csv", "--country", "ESP"],
        &["rank", "list.csv", "--at", "ayer"],
        &["workspace", "add", "Tecnoclima"],
        &["workspace", "add", "Tecnoclima", "--country", "Spain"],
        &["user", "add", "a@b.example", "--workspace", "W", "--can", "fly", "--password-stdin"],
        &["export", "--workspace", "W", "--what", "everything"],
        &["serve", "--listen", "everywhere"],
    ];
    for words in wrong {
        let done = place.run(words);
        assert_eq!((done.code, done.out.as_str()), (2, ""), "{words:?}");
        assert!(!done.err.is_empty(), "{words:?}");
    }
    assert!(!place.path().join("data").try_exists().unwrap(), "nothing was done");
}

#[test]
fn wrong_settings_end_with_2() {
    let place = Place::new();
    place.file("criba.toml", "listne = \"0.0.0.0:80\"\n");
    let done = place.run(&["serve"]);
    assert_eq!(done.code, 2);
    assert!(done.err.contains("criba.toml:1: unknown field `listne`"), "{}", done.err);
    let done = place.run(&["serve", "--config", "other.toml"]);
    assert_eq!(done.code, 2);
    assert!(done.err.contains("could not read the settings other.toml"), "{}", done.err);
    place.file("criba.toml", "egress_certificates = \"casa.pem\"\n");
    let done = place.run(&["serve"]);
    assert_eq!(done.code, 2);
    assert!(done.err.contains("could not read the certificates casa.pem"), "{}", done.err);
    place.file("casa.pem", "no certificate");
    let done = place.run(&["serve"]);
    assert!(done.err.contains("it holds no certificates in PEM"), "{}", done.err);
}

#[test]
fn a_sheet_of_what_has_none_is_wrong_words() {
    let (place, _) = Place::with_workspace();
    place.file("feria.csv", "Nombre;Correo\nEva Gil;eva@gil.example\n");
    for words in [
        &["rank", "feria.csv", "--sheet", "Hoja1"][..],
        &["import", "feria.csv", "--workspace", "Tecnoclima", "--sheet", "Hoja1"],
    ] {
        let done = place.run(words);
        assert_eq!((done.code, done.out.as_str()), (2, ""), "{words:?}");
        assert!(done.err.contains("has no sheets"), "{}", done.err);
    }
}

#[test]
fn a_mapping_or_a_sheet_that_does_not_fit_the_list_is_wrong_words() {
    let (place, _) = Place::with_workspace();
    place.file("feria.csv", "Nombre;Correo\nEva Gil;eva@gil.example\n");
    place.file("no.yaml", "Nombre: 'name\n");
    place.file("trait.yaml", "Nombre: name\nCorreo: Lead Source\n");
    place.file("columna.yaml", "Correos: email\n");
    let fixture = "/../import/tests/fixtures/contactos.xls";
    let workbook = format!("{}{fixture}", env!("CARGO_MANIFEST_DIR"));
    for (list, option, said, expected) in [
        ("feria.csv", "--map", "no.yaml", "the mapping cannot be read: line 1, column 9"),
        ("feria.csv", "--map", "trait.yaml", "«Lead Source» (line 2, column 9), which can be no"),
        ("feria.csv", "--map", "columna.yaml", "did you mean «Correo»?"),
        (&workbook, "--sheet", "Nada", "«Nada»"),
    ] {
        for words in [
            &["rank", list, option, said][..],
            &["import", list, "--workspace", "Tecnoclima", option, said],
        ] {
            let done = place.run(words);
            assert_eq!((done.code, done.out.as_str()), (2, ""), "{words:?}: {}", done.err);
            assert!(done.err.contains(expected), "{words:?}: {}", done.err);
        }
    }
}

#[test]
fn work_that_fails_ends_with_1_and_one_sentence() {
    let (place, _) = Place::with_workspace();
    let failing: [(&[&str], &str); 6] = [
        (&["rank", "missing.csv"], "could not open the list missing.csv"),
        (&["agreement", "print", "missing.yaml"], "could not read the agreement missing.yaml"),
        (&["import", "missing.csv", "--workspace", "Tecnoclima"], "could not open the list"),
        (&["export", "--workspace", "Otra", "--what", "events"], "there is no workspace «Otra»"),
        (&["restore", "nowhere"], "nowhere is no backup"),
        (&["key", "add", "--workspace", "Otra", "--kind", "api"], "there is no workspace «Otra»"),
    ];
    for (words, expected) in failing {
        let done = place.run(words);
        assert_eq!((done.code, done.out.as_str()), (1, ""), "{words:?}");
        let lines: Vec<&str> = done.err.lines().collect();
        let [line] = lines.as_slice() else { panic!("{words:?} says more: {}", done.err) };
        assert!(line.starts_with(&format!("criba: {expected}")), "{line}");
    }
}

#[test]
fn each_command_helps_with_an_example() {
    let place = Place::new();
    let commands: [&[&str]; 18] = [
        &["serve"],
        &["rank"],
        &["agreement", "check"],
        &["agreement", "print"],
        &["agreement", "diff"],
        &["workspace", "add"],
        &["workspace", "list"],
        &["user", "add"],
        &["user", "passwd"],
        &["key", "add"],
        &["import"],
        &["export"],
        &["doctor"],
        &["backup"],
        &["restore"],
        &["migrate"],
        &["completions"],
        &[],
    ];
    for words in commands {
        let help = place.well(&[words, &["--help"]].concat());
        let (_, examples) = help.split_once("Example").unwrap_or_default();
        let example = format!("criba {}", words.join(" "));
        assert!(examples.contains(example.trim_end()), "{words:?}: {help}");
    }
}

#[test]
fn serve_says_the_flag_the_variable_and_the_key_of_each_option() {
    let help = Place::new().well(&["serve", "--help"]);
    for (flag, variable, key) in [
        ("--data", "CRIBA_DATA", "data"),
        ("--listen", "CRIBA_LISTEN", "listen"),
        ("--base-url", "CRIBA_BASE_URL", "base_url"),
        ("--store", "CRIBA_STORE", "store"),
        ("--api-per-second", "CRIBA_API_PER_SECOND", "api_per_second"),
        ("--ingest-per-second", "CRIBA_INGEST_PER_SECOND", "ingest_per_second"),
    ] {
        assert!(help.contains(flag), "{flag}");
        assert!(help.contains(&format!("[env: {variable}=]")), "{variable}: {help}");
        assert!(help.contains(&format!("[key: {key}]")), "{key}: {help}");
    }
}

#[test]
fn shells_complete_the_commands() {
    let place = Place::new();
    for (shell, expected) in
        [("bash", "complete -F _criba"), ("zsh", "#compdef criba"), ("fish", "complete -c criba")]
    {
        let script = place.well(&["completions", shell]);
        assert!(script.contains(expected) && script.contains("workspace"), "{shell}");
    }
}

#[test]
fn what_is_wrong_is_said_in_the_language_of_the_terminal() {
    let (place, _) = Place::with_workspace();
    let cases: [(&[&str], i32, &str, &str); 6] = [
        (
            &["rank", "missing.csv"],
            1,
            "criba: no se pudo abrir la lista missing.csv: no existe",
            "criba: could not open the list missing.csv: No such file",
        ),
        (
            &["export", "--workspace", "Otra", "--what", "events"],
            1,
            "criba: no hay ningún espacio «Otra»; los hay: Tecnoclima",
            "criba: there is no workspace «Otra»; there are Tecnoclima",
        ),
        (
            &["restore", "nowhere"],
            1,
            "criba: nowhere no es una copia",
            "criba: nowhere is no backup",
        ),
        (
            &["rank", "list.csv", "--country", "ESP"],
            2,
            "«ESP» no es un país; hay que escribir sus dos letras",
            "«ESP» is no country; write its two letters",
        ),
        (
            &["rank", "list.csv", "--expalin"],
            2,
            "criba: no hay ninguna opción --expalin; ¿será --explain?",
            "unexpected argument '--expalin'",
        ),
        (
            &["serve", "--config", "otro.toml"],
            2,
            "criba: no se pudieron leer los ajustes otro.toml: no existe",
            "criba: could not read the settings otro.toml",
        ),
    ];
    for (words, code, es, en) in cases {
        for (locale, expected) in [("es_ES.UTF-8", es), ("en_GB.UTF-8", en)] {
            let done = place.command(words).env("LANG", locale).output().unwrap();
            let err = String::from_utf8(done.stderr).unwrap();
            assert_eq!(done.status.code(), Some(code), "{locale} {words:?}: {err}");
            assert!(err.contains(expected), "{locale} {words:?}: {err}");
        }
    }
    let words = ["rank", "missing.csv"];
    let mut command = place.command(&words);
    let done = command.env("LC_ALL", "en_GB.UTF-8").env("LANG", "es_ES.UTF-8").output().unwrap();
    let err = String::from_utf8(done.stderr).unwrap();
    assert!(err.contains("could not open"), "LC_ALL goes before LANG: {err}");
}
