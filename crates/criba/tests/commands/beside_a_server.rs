//! The same commands while a server owns the data folder: they reach it through its socket.

use serde_json::json;

use crate::program::{LIST, PASSWORD, Place};

#[test]
fn commands_work_beside_a_server_and_what_they_did_stays() {
    let place = Place::new();
    let server = place.serve(&mut place.command(&["serve", "--listen", "127.0.0.1:0"]));
    assert!(server.answers("/").starts_with("HTTP/1.1 "), "{}", server.answers("/"));
    let id = place.well(&["workspace", "add", "Tecnoclima", "--country", "ES"]);
    let id = id.trim();
    let words = ["user", "add", "ana@tecnoclima.example", "--workspace", id, "--can", "work"];
    let done = place.run_with(&[&words[..], &["--password-stdin"]].concat(), PASSWORD);
    assert_eq!(done.code, 0, "{}", done.err);
    place.file("feria.csv", LIST);
    let brought = place.json(&["import", "feria.csv", "--workspace", "Tecnoclima"]);
    assert_eq!(brought["counts"]["new"], 2);
    let again = place.json(&["import", "feria.csv", "--workspace", "Tecnoclima"]);
    assert_eq!(again["counts"]["new"], 0);
    place.well(&["key", "add", "--workspace", "Tecnoclima", "--kind", "source"]);
    assert_eq!(place.json(&["doctor"])["workspaces"][0]["problems"], json!([]));
    // The server's working folder may be another: a path goes to it absolute.
    place.well(&["backup", "copy"]);
    let second = place.run(&["serve", "--listen", "127.0.0.1:0"]);
    assert_eq!(second.code, 1, "one process owns a data folder");
    let lost = ["export", "--workspace", "Otra", "--what", "contacts"];
    let lost = place.command(&lost).env("LANG", "es_ES.UTF-8").output().unwrap();
    let lost = String::from_utf8(lost.stderr).unwrap();
    assert!(lost.contains("no hay ningún espacio «Otra»"), "through the socket: {lost}");
    place.file("columna.yaml", "Correos: email\n");
    let wrong = ["import", "feria.csv", "--workspace", "Tecnoclima", "--map", "columna.yaml"];
    let wrong = place.run(&wrong);
    assert_eq!(wrong.code, 2, "wrong words are that through the socket too: {}", wrong.err);
    let export = ["export", "--workspace", "Tecnoclima", "--what", "contacts"];
    let beside = place.well(&export);
    assert_eq!(server.stop(), Some(0));
    assert_eq!(place.well(&export), beside, "without the server the same is there");
    let told = place.well(&["restore", "copy", "--data", "other"]);
    assert!(told.contains("2 contacts"), "{told}");
}

#[test]
fn a_server_that_was_killed_leaves_the_folder_to_the_next() {
    let (place, _) = Place::with_workspace();
    drop(place.serve(&mut place.command(&["serve", "--listen", "127.0.0.1:0"])));
    // Its socket is still there, and nobody answers.
    assert!(place.path().join("data/criba.sock").try_exists().unwrap());
    assert!(place.well(&["workspace", "list"]).contains("Tecnoclima"));
    let server = place.serve(&mut place.command(&["serve", "--listen", "127.0.0.1:0"]));
    assert!(place.well(&["workspace", "list"]).contains("Tecnoclima"));
    assert_eq!(server.stop(), Some(0));
}

#[test]
fn a_server_is_told_by_a_file_and_by_the_environment() {
    let place = Place::new();
    place.file("criba.toml", "listen = \"127.0.0.1:0\"\ndata = \"elsewhere\"\n");
    let server = place.serve(&mut place.command(&["serve"]));
    assert!(place.path().join("elsewhere/criba.sock").try_exists().unwrap());
    // Other commands read the same file.
    place.well(&["workspace", "add", "Tecnoclima", "--country", "ES"]);
    assert_eq!(server.stop(), Some(0));
    let mut command = place.command(&["serve"]);
    let server = place.serve(command.env("CRIBA_DATA", "third"));
    assert!(place.path().join("third/criba.sock").try_exists().unwrap(), "before the file");
    assert_eq!(server.stop(), Some(0));
}
