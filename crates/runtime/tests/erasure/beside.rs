//! What stands beside a workspace: mails that wait, confirmations, and what was put aside.

use engine::agreement::Language;
use engine::time::Timestamp;
use runtime::criba::Workspace;
use runtime::forms::{Form, Kept, Sending, template};
use runtime::sources::{Kind, NewSource};
use store::house::MailRow;
use store::ids::ContactId;

use crate::world::*;

const OTHER: &str = "luis@tecnoclima.example";

/// Somebody sends a form whose consent is confirmed by mail, and no mail went out yet.
fn sends(open: &Workspace, kept: &Kept, email: &str) -> ContactId {
    let fields = [("email", email), ("consent", "email")];
    let sending = Sending {
        fields: fields.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec(),
        has_mail: true,
        ..Sending::default()
    };
    let sent = open.send_form(kept, &sending).unwrap().unwrap();
    sent.ticket.unwrap().contact
}

#[test]
fn what_stands_beside_the_workspace_goes_and_what_is_of_others_stays() {
    let world = World::new();
    let (open, criba) = (world.open(), world.criba());
    let form = template("descarga", Language::Es, "presupuesto").unwrap();
    let form = Form { is_double: true, ..form };
    let slug = form.slug.clone();
    open.save_form(form, None, "eva@ejemplo.es").unwrap();
    let kept = open.form(&slug).unwrap().unwrap();
    let (ana, luis) = (sends(&open, &kept, EMAIL), sends(&open, &kept, OTHER));
    for (name, contact) in [("of ana", ana), ("of luis", luis)] {
        let row = MailRow {
            id: 0,
            workspace: world.workspace,
            name: name.to_owned(),
            contact,
            recipient: Vec::new(),
            body: format!("to {name}"),
            made_at: start(),
            due_at: Timestamp::MAX,
            tries: 0,
            state: String::new(),
            why: String::new(),
        };
        criba.house().add_mail(&row).unwrap();
    }
    let new = NewSource {
        workspace: world.workspace,
        kind: Kind::Form,
        slug: "web".to_owned(),
        secret: None,
        verify_token: None,
        thanks: Vec::new(),
    };
    criba.add_source(new).unwrap();
    let source = criba.source("web").unwrap().unwrap();
    for raw in [EMAIL, OTHER].map(|email| format!("correo={}", email.replace('@', "%40"))) {
        let form = "application/x-www-form-urlencoded";
        criba.house().keep(source.id, start(), "robot", form, raw.as_bytes()).unwrap();
    }
    let owed = || {
        let notes = open.read(|read| Ok(read.notes_from("owed/", 9)?)).unwrap();
        notes.into_iter().map(|(_, body)| body).collect::<Vec<_>>()
    };
    assert_eq!((owed().len(), open.pending(&slug).unwrap().len()), (2, 2));
    world.erase(ana);
    let mails = criba.house().mails_of(world.workspace, "", 9).unwrap();
    assert_eq!(mails.iter().map(|mail| mail.name.as_str()).collect::<Vec<_>>(), ["of luis"]);
    let pending = open.pending(&slug).unwrap();
    assert_eq!(pending.iter().map(|one| one.who.as_str()).collect::<Vec<_>>(), [OTHER]);
    let [left] = owed().try_into().unwrap();
    assert!(left.contains(OTHER) && !left.contains(EMAIL), "{left}");
    let aside = criba.house().kept(source.id).unwrap();
    let aside: Vec<String> =
        aside.into_iter().map(|kept| String::from_utf8(kept.raw).unwrap()).collect();
    assert_eq!(aside, ["correo=luis%40tecnoclima.example"]);
    for entry in std::fs::read_dir(world.folder.path()).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            let bytes = String::from_utf8_lossy(&std::fs::read(&path).unwrap()).into_owned();
            let is_left = bytes.contains(EMAIL) || bytes.contains(&EMAIL.replace('@', "%40"));
            assert!(!is_left, "{} holds her address", path.display());
        }
    }
}
