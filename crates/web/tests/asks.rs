#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]
//! What is asked of somebody in a call or by WhatsApp and what forms ask of them is one queue.

mod support;

use std::collections::BTreeSet;
use std::sync::Arc;

use axum::body::Body;
use axum::http::{Request, header};
use engine::agreement::Language;
use engine::agreement::condition::Whose;
use runtime::criba::Workspace;
use runtime::forms::{Form, Sending, Ticket, ask, public_name, template};
use store::ids::ContactId;
use support::visit::{Place, Visitor};

/// Somebody who sent the form of contact once, and what they are asked by it next.
struct Talk {
    place: Place,
    workspace: Arc<Workspace>,
    ticket: Ticket,
}

fn form() -> Form {
    let mut form = template("contacto", Language::Es, "presupuesto").unwrap();
    let left_out = ["message", "company", "phone", "country"];
    form.questions.retain(|question| !left_out.contains(&question.id.as_str()));
    Form { visible: 12, ..form }
}

impl Talk {
    fn new() -> Talk {
        let place = Place::new();
        let workspace = place.open();
        workspace.save_form(form(), None, "ana@tecnoclima.example").unwrap();
        let ticket = None;
        let fields = [("email", "eva@norte-refrigeracion.es"), ("name", "Eva Sanz")];
        let ticket = sent(&workspace, ticket, &fields);
        Talk { place, workspace, ticket }
    }

    fn id(&self) -> ContactId {
        self.ticket.contact
    }

    /// What the form would ask them.
    fn asked(&self) -> BTreeSet<String> {
        self.asked_of(&self.ticket)
    }

    /// What the form would ask whoever holds a ticket.
    fn asked_of(&self, ticket: &Ticket) -> BTreeSet<String> {
        let visitor = self.workspace.visitor(Some(ticket)).unwrap();
        let worths = self.workspace.worths().unwrap();
        let form = form();
        let asked = ask(&form, &visitor, &worths, self.workspace.now());
        asked.into_iter().map(|question| question.id.clone()).collect()
    }

    /// What is asked of them on a page.
    fn asks(&self, ana: &Visitor<'_>, path: &str) -> Vec<String> {
        let page = ana.get(path);
        let (_, asks) = page.body.split_once("data-autosave>").unwrap();
        let (asks, _) = asks.split_once("</form>").unwrap();
        let names = asks.split(" name=\"").skip(1).map(|rest| rest.split('"').next().unwrap());
        names.filter(|name| name.contains('.')).map(str::to_owned).collect()
    }

    /// What is known of them; empty where nothing is.
    fn told(&self, of: Whose, id: &str) -> String {
        let saw = self.workspace.writer.look(self.id()).wait().unwrap().unwrap();
        let held = saw.card.contact.profile.at(of, id, saw.now);
        held.map(|held| held.value.to_string()).unwrap_or_default()
    }
}

fn sent(workspace: &Workspace, ticket: Option<Ticket>, fields: &[(&str, &str)]) -> Ticket {
    let fields = fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    let sending = Sending { fields: fields.collect(), ticket, ..Sending::default() };
    let kept = workspace.form("contacto").unwrap().unwrap();
    workspace.send_form(&kept, &sending).unwrap().unwrap().ticket.unwrap()
}

#[test]
fn what_is_said_in_a_call_is_asked_by_no_form_and_the_other_way_round() {
    let talk = Talk::new();
    let ana = talk.place.ana();
    let page = format!("/contactos/{}", talk.id());
    let (hoy, contact) = (format!("/hoy?c={}", talk.id()), page.clone());
    let first = talk.asks(&ana, &hoy);
    assert_eq!(first, talk.asks(&ana, &contact), "both pages ask the same");
    assert_eq!(first.len(), 3);
    // Why each is asked: the figures that forms order by.
    ana.get(&hoy).says(", falta en 1 de 1</b>").says("o «prefiere no decir»");
    ana.get(&contact).says("falta en 1 de 1 personas, pocos datos × ").says("Prefiero no decir");
    // One is answered, and one declined.
    let (said, declined) = (first[0].clone(), first[1].clone());
    let datos = format!("{page}/datos");
    let deed = [
        ("key", "k1"),
        ("asks", "1"),
        (&*said, "Directora de compras"),
        (&*declined, ""),
        ("decline", &*declined),
    ];
    assert!(ana.post(&datos, &deed).status.is_redirection());
    let id_of = |field: &str| field.split_once('.').unwrap().1.to_owned();
    let asked = talk.asked();
    for field in [&said, &declined] {
        assert!(!asked.contains(&id_of(field)), "{field} is not asked again by a form: {asked:?}");
        assert!(!talk.asks(&ana, &hoy).contains(field), "nor in the next call");
    }
    // What a form was told or was not to be told is not asked in a call.
    let left = talk.asks(&ana, &hoy);
    let of_company: Vec<&String> = left.iter().filter(|one| one.starts_with("account.")).collect();
    let [field, ..] = of_company.as_slice() else { panic!("of the company too: {left:?}") };
    let id = id_of(field);
    let fields = [("asked", &*id), ("decline", &*id)];
    sent(&talk.workspace, Some(talk.ticket.clone()), &fields);
    let after = talk.asks(&ana, &hoy);
    assert!(!after.contains(field), "{left:?} {after:?}");
}

#[test]
fn who_would_rather_not_say_something_may_think_better_of_it() {
    let talk = Talk::new();
    let ana = talk.place.ana();
    let datos = format!("/contactos/{}/datos", talk.id());
    let (field, declining) = ("account.employees", "declined_account.employees");
    let deed = [("key", "k1"), ("asks", "1"), (field, ""), ("decline", field)];
    ana.post(&datos, &deed);
    assert_eq!(talk.told(Whose::Person, declining), "true");
    assert!(!talk.asked().contains("employees"));
    // The form of all values says nothing of it, and the box that is not ticked any more does.
    ana.post(&datos, &[("key", "k2"), (field, ""), ("person.city", "Lugo")]);
    assert_eq!(talk.told(Whose::Person, declining), "true");
    ana.post(&datos, &[("key", "k3"), ("asks", "1"), (field, "")]);
    assert_eq!(talk.told(Whose::Person, declining), "");
    assert!(talk.asked().contains("employees"));
    // It can be said as an answer too, and is none.
    ana.post(&datos, &[("key", "k5"), (field, "Prefiere no decir")]);
    assert_eq!(talk.told(Whose::Account, "employees"), "");
    assert!(!talk.asked().contains("employees"));
    ana.post(&datos, &[("key", "k6"), (field, "40")]);
    assert_eq!(talk.told(Whose::Person, declining), "", "whoever says it does not mind");
    ana.post(&datos, &[("key", "k7"), (field, "")]);
    // What is undone was never said.
    ana.post(&datos, &deed.map(|(name, value)| (name, if name == "key" { "k4" } else { value })));
    assert!(!talk.asked().contains("employees"));
    ana.post("/deshacer", &[("key", "k4")]);
    assert!(talk.asked().contains("employees"));
}

#[test]
fn what_a_colleague_said_of_their_company_is_not_asked_and_never_shown() {
    let talk = Talk::new();
    let said = [("employees", "4321"), ("industry", "Hostelería y viajes")];
    sent(&talk.workspace, Some(talk.ticket.clone()), &said);
    let colleague = sent(&talk.workspace, None, &[("email", "luis@norte-refrigeracion.es")]);
    assert_ne!(colleague.contact, talk.id());
    let asked = talk.asked_of(&colleague);
    assert!(!asked.contains("employees") && !asked.contains("industry"), "{asked:?}");
    assert!(asked.contains("job_title"), "what is their own is asked: {asked:?}");
    let other = sent(&talk.workspace, None, &[("email", "iris@sur-maquinaria.es")]);
    assert!(talk.asked_of(&other).contains("employees"), "of another company it is");
    // Their page of the form shows nothing of what the other said.
    let sealed = talk.workspace.seal(&colleague).unwrap();
    let name = public_name(talk.workspace.row.id, "contacto");
    let end = name.rsplit('-').next().unwrap();
    let request = Request::builder()
        .uri(format!("/f/{name}"))
        .header(header::COOKIE, format!("criba_f_{end}={sealed}"));
    let page = talk.place.send(request.body(Body::empty()).unwrap());
    page.says("id=\"job_title\"").hides("4321").hides("Hostelería").hides("id=\"employees\"");
}
