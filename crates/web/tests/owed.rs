#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]
//! The mail that asks to confirm a consent is owed from the transaction on that takes what was sent:
//! whatever the server is stopped by before the mail waits to go out, it goes out, and once.

#[allow(dead_code, reason = "each test uses a part of it")]
#[path = "../../runtime/tests/mail/relay.rs"]
mod relay;
mod support;

use std::sync::Arc;
use std::time::Duration;

use engine::agreement::Language;
use engine::time::Timestamp;
use relay::Relay;
use runtime::criba::Workspace;
use runtime::egress::{Egress, Rules};
use runtime::erasure::{Request, Requester};
use runtime::forms::{Form, Kept, Sending, Sent, template};
use runtime::mail::{Sender, from, send_waiting};
use store::house::{MailRow, WAITING_MAX};
use store::ids::ContactId;
use support::House;
use web::app::{App, Settings};

/// A house with a form whose consents are confirmed by mail.
struct Place {
    house: House,
    workspace: Arc<Workspace>,
    kept: Kept,
    sender: Sender,
    relay: Relay,
}

impl Place {
    fn new() -> Place {
        let relay = Relay::clear();
        let url = format!("smtp://{}?tls=none", relay.address);
        let named = url.parse::<runtime::egress::Relay>().unwrap();
        let sender = Sender {
            relay: named.within(Duration::from_secs(2)),
            from: from("hola@tecnoclima.example").unwrap(),
        };
        let house = House::new(Settings::default());
        let workspace = house.workspace("Tecnoclima");
        let form = template("descarga", Language::Es, "presupuesto").unwrap();
        let form = Form { is_double: true, ..form };
        let slug = form.slug.clone();
        workspace.save_form(form, None, "ana@tecnoclima.example").unwrap();
        let kept = workspace.form(&slug).unwrap().unwrap();
        Place { house, workspace, kept, sender, relay }
    }

    /// What somebody sends is taken, and the server is stopped before it does more.
    fn stopped_after(&self, email: &str) -> Sent {
        let fields = [("email", email), ("consent", "email")];
        let sending = Sending {
            fields: fields.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec(),
            has_mail: true,
            ..Sending::default()
        };
        self.workspace.send_form(&self.kept, &sending).unwrap().unwrap()
    }

    fn app(&self) -> App {
        let base_url = "https://criba.empresa.example".to_owned();
        let mail = Some(self.sender.clone());
        let settings = Settings { base_url, mail, ..Settings::default() };
        App::new(Arc::clone(&self.house.criba), settings)
    }

    /// The server starts again, and what waits goes out; all that ever did.
    fn starts(&self) -> Vec<String> {
        self.app().put_owed();
        let egress = Egress::new(Rules::default());
        send_waiting(&self.house.criba, &egress, &self.sender).unwrap();
        self.relay.letters()
    }

    fn owed(&self) -> usize {
        self.workspace.writer.settle().wait().unwrap();
        self.workspace.read(|read| Ok(read.notes_from("owed/", 99)?.len())).unwrap()
    }
}

#[test]
fn i6_a_mail_that_was_owed_when_the_server_stopped_goes_out_once() {
    let place = Place::new();
    place.stopped_after("eva@empresa.example");
    assert_eq!(place.owed(), 1);
    // Stopped even before it was noted for people to see.
    let pending = format!("form/{}/pending", place.kept.form.slug);
    place.workspace.writer.save_note(pending, None).wait().unwrap();
    let letters = place.starts();
    let [letter] = letters.as_slice() else { panic!("{letters:?}") };
    assert!(letter.contains("To: eva@empresa.example"), "{letter}");
    let pending = place.workspace.pending(&place.kept.form.slug).unwrap();
    assert_eq!((pending.len(), pending[0].who.as_str()), (1, "eva@empresa.example"));
    assert_eq!(place.owed(), 0);
    assert_eq!(place.starts().len(), 1);
}

#[test]
fn what_was_confirmed_or_erased_meanwhile_is_owed_no_more() {
    let place = Place::new();
    let sent = place.stopped_after("eva@empresa.example");
    place.workspace.confirm(&place.kept, &sent.link.unwrap()).unwrap();
    let sent = place.stopped_after("luis@empresa.example");
    let request = Request { by: Requester::Person, on: String::new(), reference: String::new() };
    let (id, who) = (place.workspace.row.id, sent.ticket.unwrap().contact);
    place.house.criba.erase(id, who, &request, "ana@tecnoclima.example").unwrap().unwrap();
    assert_eq!(place.owed(), 1, "of Luis nothing is left");
    assert_eq!(place.starts(), Vec::<String>::new());
    assert_eq!(place.owed(), 0);
}

#[test]
fn a_mail_that_there_was_no_room_for_goes_out_once_there_is() {
    let place = Place::new();
    let link = place.stopped_after("eva@empresa.example").link.unwrap();
    let id = place.workspace.row.id;
    let mail = |number: usize| MailRow {
        id: 0,
        workspace: id,
        name: format!("another {number}"),
        contact: ContactId::make(),
        recipient: Vec::new(),
        body: String::new(),
        made_at: place.house.criba.clock().now(),
        due_at: Timestamp::MAX,
        tries: 0,
        state: String::new(),
        why: String::new(),
    };
    for number in 0..WAITING_MAX {
        place.house.criba.house().add_mail(&mail(number)).unwrap();
    }
    let app = place.app();
    app.put_owed();
    app.put_left();
    assert_eq!(place.owed(), 1, "there is no room");
    place.house.criba.house().mail_ended(1, "sent", "").unwrap();
    app.put_left();
    assert_eq!(place.owed(), 0);
    // There is nothing more to look for.
    app.put_left();
    assert!(
        place
            .house
            .criba
            .house()
            .has_mail(id, &format!("confirm/{}/{}", link.form, link.nonce))
            .unwrap()
    );
}

#[test]
fn however_many_are_owed_the_last_goes_out_too() {
    let place = Place::new();
    place.stopped_after("eva@empresa.example");
    for numbers in (0..200).collect::<Vec<u64>>().chunks(100) {
        let names = numbers.iter().map(|number| format!("owed/confirm/a/{number}"));
        let saved = names.map(|name| place.workspace.writer.save_note(name, Some(String::new())));
        saved.collect::<Vec<_>>().into_iter().for_each(|saved| saved.wait().unwrap());
    }
    let letters = place.starts();
    let [letter] = letters.as_slice() else { panic!("{letters:?}") };
    assert!(letter.contains("To: eva@empresa.example"), "{letter}");
}
