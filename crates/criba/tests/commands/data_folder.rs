//! The commands that work on a data folder, one after another as somebody sets Criba up.

use serde_json::json;

use crate::program::{LIST, PASSWORD, Place};

#[test]
fn a_workspace_is_made_and_listed() {
    let (place, id) = Place::with_workspace();
    let listed = place.json(&["workspace", "list"]);
    assert_eq!(listed["workspaces"][0]["workspace"], json!(id));
    assert_eq!(listed["workspaces"][0]["country"], "ES");
    assert!(place.well(&["workspace", "list"]).contains("Tecnoclima"));
    place.file("mal.yaml", "stages: 3\n");
    let words = ["workspace", "add", "Mal", "--country", "MX", "--agreement", "mal.yaml"];
    assert_eq!(place.run(&words).code, 1, "an agreement with errors is refused");
    assert_eq!(place.json(&["workspace", "list"])["workspaces"].as_array().unwrap().len(), 1);
}

#[test]
fn people_and_keys_are_added() {
    let (place, _) = Place::with_workspace();
    let add = |email: &str, password: &str| {
        let words = ["user", "add", email, "--workspace", "Tecnoclima", "--name", "Ana Ruiz"];
        let can = ["--can", "work,edit", "--password-stdin"];
        place.run_with(&[&words[..], &can[..]].concat(), password)
    };
    let done = add("ana@tecnoclima.example", PASSWORD);
    assert_eq!((done.code, done.out.as_str()), (0, "ana@tecnoclima.example\n"), "{}", done.err);
    for (email, password, expected) in [
        ("eva@tecnoclima.example", "corta", "a password has at least"),
        ("no-es-correo", PASSWORD, "«no-es-correo» is no e-mail address"),
    ] {
        let done = add(email, password);
        assert_eq!(done.code, 2, "{email}");
        assert!(done.err.contains(expected), "{}", done.err);
    }
    let passwd = |email: &str| {
        place.run_with(&["user", "passwd", email, "--password-stdin"], "otra frase larga").code
    };
    assert_eq!(passwd("ana@tecnoclima.example"), 0);
    assert_eq!(passwd("nadie@tecnoclima.example"), 1);
    let key = |kind: &str| {
        place.well(&["key", "add", "--workspace", "Tecnoclima", "--kind", kind, "--name", "CRM"])
    };
    let keys = [key("api"), key("api"), key("source")];
    assert!(keys.iter().all(|key| key.trim().len() >= 32 && key.lines().count() == 1), "{keys:?}");
    assert_ne!(keys[0], keys[1]);
}

#[test]
fn a_list_is_brought_once_however_often_it_is_brought() {
    let (place, _) = Place::with_workspace();
    place.file("feria.csv", LIST);
    let import = |more: &[&str]| {
        place.json(&[&["import", "feria.csv", "--workspace", "Tecnoclima"], more].concat())
    };
    let events = || place.well(&["export", "--workspace", "Tecnoclima", "--what", "events"]);
    let tried = import(&["--dry-run"]);
    assert_eq!((&tried["dry_run"], &tried["counts"]["new"]), (&json!(true), &json!(2)));
    assert_eq!(events().lines().count(), 1, "a dry run writes nothing");
    let first = import(&[]);
    assert_eq!(first["counts"]["new"], 2);
    assert_eq!(first["counts"]["joined"], 1);
    let before = events();
    let again = import(&["--source", "otro nombre"]);
    assert_eq!((&again["counts"]["new"], &again["counts"]["unchanged"]), (&json!(0), &json!(2)));
    assert_eq!(events(), before, "the same list twice changes nothing");
}

#[test]
fn a_list_is_brought_with_its_consent() {
    let (place, _) = Place::with_workspace();
    place.file("feria.csv", LIST);
    let words = ["import", "feria.csv", "--workspace", "Tecnoclima", "--consent", "given"];
    assert_eq!(place.run(&words).code, 2, "a yes needs its evidence");
    place.well(&[&words[..], &["--evidence", "casilla del stand"]].concat());
    let events = place.well(&["export", "--workspace", "Tecnoclima", "--what", "events"]);
    assert!(events.contains("casilla del stand"), "{events}");
    let all = [&words[..], &["--evidence", "casilla del stand"]].concat();
    assert_eq!(place.json(&all)["counts"]["unchanged"], 2);
}

#[test]
fn a_list_is_brought_with_its_legal_basis() {
    let (place, _) = Place::with_workspace();
    place.file("feria.csv", LIST);
    let words = ["import", "feria.csv", "--workspace", "Tecnoclima"];
    for basis in ["consent", "contract", "legitimate_interest"] {
        let run = place.run(&[&words[..], &["--basis", basis]].concat());
        assert_eq!(run.code, 2, "{basis} needs its evidence");
    }
    place.well(&[&words[..], &["--basis", "contract", "--evidence", "pedido 4711"]].concat());
    let json = ["export", "--workspace", "Tecnoclima", "--what", "contacts", "--format", "json"];
    let contacts = place.well(&json);
    for line in contacts.lines() {
        let contact: serde_json::Value = serde_json::from_str(line).unwrap();
        assert_eq!(contact["legal_bases"], "contract");
        assert_eq!(contact["reach_email"], "one_to_one");
        assert_eq!(contact["legal_basis_contract_evidence"], "pedido 4711 (feria.csv)");
    }
    assert_eq!(contacts.lines().count(), 2);
}

#[test]
fn a_list_is_told_in_words_and_a_short_one_without_progress() {
    let (place, _) = Place::with_workspace();
    place.file("feria.csv", LIST);
    let done = place.run(&["import", "feria.csv", "--workspace", "Tecnoclima"]);
    assert!(done.out.starts_with("3 rows: 2 new, 0 updated"), "{}", done.out);
    assert_eq!(done.err, "", "nobody watches, and it is soon done");
    place.file("otra.csv", "Nombre;Correo\nEva Gil;eva@gil.example\n-;-\n");
    let words = ["import", "otra.csv", "--workspace", "Tecnoclima"];
    let done = place.command(&words).env("LANG", "es_ES.UTF-8").output().unwrap();
    let said = String::from_utf8(done.stdout).unwrap();
    let expected = "2 filas: 1 nueva, 0 actualizadas, 0 sin cambios, 0 unidas a otra fila, 1 rechazada\nfila 3: ";
    assert!(said.starts_with(expected), "{said}");
}

#[test]
fn everything_of_a_kind_is_exported() {
    let (place, _) = Place::with_workspace();
    place.file("feria.csv", LIST);
    place.well(&["import", "feria.csv", "--workspace", "Tecnoclima"]);
    for (what, column, rows) in [
        ("contacts", "total", Some(2)),
        ("events", "message_id", None),
        ("transitions", "to", None),
        ("ledger", "points", None),
    ] {
        let words = ["export", "--workspace", "Tecnoclima", "--what", what];
        let csv = place.well(&words);
        let json = place.well(&[&words[..], &["--format", "json"]].concat());
        let header = csv.lines().next().unwrap();
        assert!(header.split(',').any(|name| name == column), "{what}: {header}");
        let objects: Vec<serde_json::Value> =
            json.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert!(!objects.is_empty(), "{what}");
        assert!(objects.iter().all(|object| !object[column].is_null()), "{what}");
        assert!(rows.is_none_or(|rows| objects.len() == rows), "{what}");
    }
}

#[test]
fn a_move_is_no_handoff() {
    let (place, _) = Place::with_workspace();
    place.file("feria.csv", LIST);
    place.well(&["import", "feria.csv", "--workspace", "Tecnoclima"]);
    let words = ["export", "--workspace", "Tecnoclima", "--what", "handoffs", "--format", "json"];
    assert_eq!(place.well(&words), "", "nobody has handed anything over");
    let header = place.well(&words[..words.len() - 2]);
    assert_eq!(header.trim_end(), "contact,name,owner,at,because");
}

#[test]
fn an_export_for_excel_is_what_excel_opens_in_the_country() {
    for (country, separator, rate) in [("ES", ";", "2,5"), ("MX", ",", "2.5")] {
        let place = Place::new();
        place.well(&["workspace", "add", "Tecnoclima", "--country", country]);
        let list = format!("Nombre;Correo;Tasa\nÁngel Ríos;angel@rios.example;{rate}\n");
        place.file("feria.csv", &list);
        place.well(&["import", "feria.csv", "--workspace", "Tecnoclima"]);
        let export = |format: &str| {
            let words = ["export", "--workspace", "Tecnoclima", "--what", "contacts"];
            place.well(&[&words[..], &["--format", format]].concat())
        };
        let (plain, excel) = (export("csv"), export("excel"));
        assert!(plain.starts_with("id,name,email,"), "{plain}");
        // A column that was taken for a field is there once.
        assert!(!plain.contains("correo"), "{plain}");
        assert!(plain.trim_end().ends_with(",2.5"), "{plain}");
        assert!(excel.as_bytes().starts_with(b"\xef\xbb\xbfid"), "{excel}");
        assert!(excel.contains(&["name", "email", ""].join(separator)), "{excel}");
        assert!(excel.ends_with(&format!("{separator}{rate}\r\n")), "{excel}");
        assert!(excel.contains("Ángel Ríos"), "{excel}");
        let ranked = place.well(&["rank", "feria.csv", "--country", country, "--format", "excel"]);
        assert!(ranked.starts_with(&["\u{feff}rank", "rows", "name"].join(separator)), "{ranked}");
    }
}

#[test]
fn a_backup_is_restored_into_an_empty_folder_and_into_no_other() {
    let (place, _) = Place::with_workspace();
    place.file("feria.csv", LIST);
    place.well(&["import", "feria.csv", "--workspace", "Tecnoclima"]);
    assert_eq!(place.json(&["doctor"])["workspaces"][0]["problems"], json!([]));
    place.well(&["backup", "copy"]);
    assert_eq!(place.run(&["backup", "copy"]).code, 1, "a backup is never written over");
    let told = place.well(&["restore", "copy", "--data", "other"]);
    assert!(told.contains("each is what its events come to"), "{told}");
    let export = |data: &str| {
        let words = ["export", "--workspace", "Tecnoclima", "--what", "events", "--data", data];
        place.well(&words)
    };
    assert_eq!(export("other"), export("data"));
    let refused = place.run(&["restore", "copy", "--data", "data"]);
    assert_eq!(refused.code, 1);
    assert!(refused.err.contains("nothing was restored"), "{}", refused.err);
    assert!(place.well(&["migrate"]).contains("1 workspace, up to date"));
}

#[test]
fn doctor_finds_what_is_not_what_the_log_says() {
    let (place, id) = Place::with_workspace();
    place.file("feria.csv", LIST);
    place.well(&["import", "feria.csv", "--workspace", "Tecnoclima"]);
    assert!(place.well(&["doctor"]).contains("each is what its events come to"));
    let file = place.path().join(format!("data/workspaces/{id}.db"));
    let log = file.with_extension("db-wal");
    assert!(!log.try_exists().unwrap(), "a folder at rest has all in its files");
    for (damage, said) in [
        ("DELETE FROM states; DELETE FROM contacts", "nothing is saved of contact"),
        ("UPDATE contacts SET total = 999", "what lists show of contact"),
        ("DELETE FROM moves", "does not end where it stands"),
        ("DELETE FROM keys", "is not found by what it has"),
        ("DELETE FROM messages", "could be taken twice"),
        ("UPDATE events SET contact = (SELECT max(contact) FROM states)", "told of another"),
    ] {
        let sound = std::fs::read(&file).unwrap();
        let connection = rusqlite::Connection::open(&file).unwrap();
        connection.execute_batch(damage).unwrap();
        connection.close().unwrap();
        let found = place.run(&["doctor"]);
        assert_eq!(found.code, 1, "{damage}: {}", found.out);
        assert!(found.out.contains(said), "{damage}: {}", found.out);
        std::fs::write(&file, sound).unwrap();
    }
}

#[test]
fn a_folder_without_data_and_a_file_that_is_gone_are_said() {
    let (place, id) = Place::with_workspace();
    place.well(&["workspace", "add", "Otra", "--country", "MX"]);
    for words in [&["doctor", "--data", "otra"][..], &["backup", "copia", "--data", "otra"]] {
        let done = place.run(words);
        assert_eq!(done.code, 1, "{words:?}");
        assert!(done.err.contains("there is no data of Criba in otra"), "{}", done.err);
    }
    assert!(!place.path().join("otra").try_exists().unwrap(), "and nothing was made there");
    place.well(&["backup", "copia"]);
    std::fs::remove_file(place.path().join(format!("data/workspaces/{id}.db"))).unwrap();
    let done = place.run(&["doctor", "--format", "json"]);
    assert_eq!(done.code, 1);
    let found: serde_json::Value = serde_json::from_str(&done.out).unwrap();
    let rows = found["workspaces"].as_array().unwrap();
    let problems = |is_it: bool| {
        let row = rows.iter().find(|row| (row["workspace"] == json!(id)) == is_it).unwrap();
        row["problems"].as_array().unwrap().len()
    };
    assert_eq!((problems(true), problems(false)), (1, 0), "the other is examined all the same");
    assert!(
        !place.path().join(format!("data/workspaces/{id}.db")).try_exists().unwrap(),
        "no empty one in its place"
    );
    std::fs::remove_file(place.path().join(format!("copia/workspaces/{id}.db"))).unwrap();
    let done = place.run(&["restore", "copia", "--data", "nueva"]);
    assert!(done.err.contains("nothing was restored"), "{}", done.err);
    assert!(!place.path().join("nueva/criba.db").try_exists().unwrap());
}
