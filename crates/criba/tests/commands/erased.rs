//! Who was erased since a backup was made is erased again where it is restored.

use std::fs;
use std::path::Path;

use engine::agreement::Language;
use runtime::clock::Clock;
use runtime::criba::Criba;
use runtime::erasure::{FILE, Request, Requester};
use runtime::forms::{Form, Sending, template};
use runtime::writer::Limits;
use store::ids::WorkspaceId;
use store::workspace::rows::Key;

use crate::program::{LIST, Place};

const XIMENA: &str = "x.ordonez@sierraalta.example";

/// Erases whoever has an address, as the page and the API do.
fn erase(data: &Path, workspace: WorkspaceId, email: &str) {
    let criba = Criba::open(data, Clock::System, Limits::default()).unwrap();
    let open = criba.workspace(workspace).unwrap();
    let found = open.writer.find(Key::new("email", email)).wait().unwrap();
    let request =
        Request { by: Requester::Person, on: String::new(), reference: "carta 7".to_owned() };
    for id in found {
        criba.erase(workspace, id, &request, "eva@tecnoclima.example").unwrap().unwrap();
    }
}

/// Ximena fills in a form whose consents are confirmed by mail, and the server is stopped before the
/// mail waits to go out.
fn fills_in(data: &Path, workspace: WorkspaceId) {
    let criba = Criba::open(data, Clock::System, Limits::default()).unwrap();
    let open = criba.workspace(workspace).unwrap();
    let form = template("descarga", Language::Es, "presupuesto").unwrap();
    let form = Form { is_double: true, ..form };
    let slug = form.slug.clone();
    open.save_form(form, None, "eva@tecnoclima.example").unwrap();
    let kept = open.form(&slug).unwrap().unwrap();
    let fields = [("email", XIMENA), ("consent", "email")];
    let sending = Sending {
        fields: fields.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec(),
        has_mail: true,
        ..Sending::default()
    };
    assert!(open.send_form(&kept, &sending).unwrap().unwrap().link.is_some());
}

#[test]
fn what_somebody_was_to_confirm_does_not_come_back_with_a_backup() {
    let (place, id) = Place::with_workspace();
    let workspace: WorkspaceId = id.parse().unwrap();
    let data = place.path().join("data");
    fills_in(&data, workspace);
    place.well(&["backup", "copias/lunes"]);
    // The mail may have gone out since the copy was made: it is not owed where it is restored.
    place.well(&["restore", "copias/lunes", "--data", "antes"]);
    let before = place.path().join("antes");
    assert!(holds(&before, XIMENA) && !holds(&before, "owed/confirm"));
    erase(&data, workspace, XIMENA);
    assert!(!holds(&data, XIMENA));
    place.well(&["restore", "copias/lunes", "--data", "nueva"]);
    assert!(!holds(&place.path().join("nueva"), XIMENA));
}

fn holds(data: &Path, words: &str) -> bool {
    let folder = fs::read_dir(data.join("workspaces")).unwrap();
    folder.map(|entry| fs::read(entry.unwrap().path()).unwrap()).any(|bytes| {
        bytes.windows(words.len()).any(|window| window.eq_ignore_ascii_case(words.as_bytes()))
    })
}

#[test]
fn who_was_erased_since_is_erased_again() {
    let (place, id) = Place::with_workspace();
    let workspace: WorkspaceId = id.parse().unwrap();
    place.file("feria.csv", LIST);
    place.well(&["import", "feria.csv", "--workspace", "Tecnoclima"]);
    place.well(&["backup", "copias/lunes"]);
    let data = place.path().join("data");
    erase(&data, workspace, XIMENA);
    let kept = fs::read_to_string(data.join(FILE)).unwrap();
    assert_eq!(kept.lines().count(), 1);
    assert!(kept.contains("carta 7") && !kept.contains("ordonez"), "{kept}");
    assert_eq!(
        fs::read_to_string(place.path().join("copias/lunes").join(FILE)).unwrap(),
        kept,
        "it is kept beside the backup too"
    );
    assert!(holds(&place.path().join("copias/lunes"), XIMENA), "a backup is not touched");
    let told = place.well(&["restore", "copias/lunes", "--data", "nueva"]);
    assert!(told.contains("1 person was erased again"), "{told}");
    assert!(told.contains("each is what its events come to"), "{told}");
    let new = place.path().join("nueva");
    assert!(!holds(&new, XIMENA) && holds(&new, "rodrigo@aridosmaipo.example"));
    assert_eq!(fs::read_to_string(new.join(FILE)).unwrap(), kept, "and it is remembered there");
    let words = ["export", "--workspace", "Tecnoclima", "--what", "contacts", "--format", "json"];
    let contacts = place.well(&[&words[..], &["--data", "nueva"]].concat());
    assert_eq!(contacts.lines().count(), 1, "{contacts}");
    let said = place.run_in_spanish(&["restore", "copias/lunes", "--data", "otra"], "");
    assert!(said.out.contains("1 persona se borró otra vez"), "{}", said.out);
}

#[test]
fn who_is_in_a_backup_under_another_id_is_known_by_hashes_and_who_came_back_stays() {
    let (place, id) = Place::with_workspace();
    let workspace: WorkspaceId = id.parse().unwrap();
    place.file("feria.csv", LIST);
    // The same people came under other ids in the copy.
    place.well(&["backup", "copias/antes"]);
    place.well(&["restore", "copias/antes", "--data", "nueva"]);
    for data in ["data", "nueva"] {
        let words = ["import", "feria.csv", "--workspace", "Tecnoclima", "--data", data];
        place.well(&words);
    }
    place.well(&["backup", "copias/martes", "--data", "nueva"]);
    erase(&place.path().join("data"), workspace, XIMENA);
    // She gave her consent anew, and another backup was made since.
    place.file("otra.csv", &LIST.replace("Pide demo", "Vuelve a pedirla"));
    let again = ["import", "otra.csv", "--workspace", "Tecnoclima"];
    let left_out = place.well(&[&again[..], &["--dry-run"]].concat());
    assert!(left_out.contains("asked to be erased: left out"), "{left_out}");
    place.well(&[&again[..], &["--takes-erased"]].concat());
    place.well(&["backup", "copias/jueves"]);
    let told = place.well(&["restore", "copias/martes", "--data", "una"]);
    assert!(told.contains("1 person was erased again"), "{told}");
    assert!(!holds(&place.path().join("una"), XIMENA));
    let told = place.well(&["restore", "copias/jueves", "--data", "dos"]);
    assert!(!told.contains("erased again"), "{told}");
    assert!(holds(&place.path().join("dos"), XIMENA), "who came back stays");
}
