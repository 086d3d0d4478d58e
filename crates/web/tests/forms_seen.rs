#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]
//! What the list of forms and the editor say of who saw a form, began it, left it, sent it, and was
//! qualified by it; and of the mails that ask to confirm.

mod support;

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use engine::agreement::Language;
use engine::agreement::funnel::SideName;
use runtime::acts::{By, Deed};
use runtime::forms::{Form, Sending, public_name, template};
use runtime::mail::Sender;
use store::ids::ContactId;
use support::visit::Place;
use web::app::Settings;

fn form() -> Form {
    template("contacto", Language::Es, "presupuesto").unwrap()
}

fn send(place: &Place, fields: &[(&str, &str)]) -> ContactId {
    let workspace = place.open();
    let kept = workspace.form("contacto").unwrap().unwrap();
    let fields = fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    let sending = Sending { fields: fields.collect(), ..Sending::default() };
    workspace.send_form(&kept, &sending).unwrap().unwrap().ticket.unwrap().contact
}

#[test]
fn who_began_a_form_left_it_and_was_qualified_by_it_is_counted() {
    let place = Place::new();
    let ana = place.ana();
    place.open().save_form(form(), None, "ana@tecnoclima.example").unwrap();
    let name = public_name(place.workspace, "contacto");
    ana.get("/formularios").says("nadie lo ha empezado aún");
    let step = |body: &str| {
        let request = Request::builder()
            .method("POST")
            .uri(format!("/f/{name}/paso"))
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded;charset=UTF-8");
        place.send(request.body(Body::from(body.to_owned())).unwrap())
    };
    for _ in 0..3 {
        let seen = step("empezado=1");
        assert_eq!((seen.status, &*seen.body), (StatusCode::NO_CONTENT, ""));
        assert!(seen.headers.get(header::SET_COOKIE).is_none(), "of nobody");
    }
    step("quedo=phone");
    // What is no question of the form makes nothing grow.
    for other in ["quedo=cualquiera", "quedo=", "x=1"] {
        step(other);
    }
    let views = place.open().form_views().unwrap()["contacto"].clone();
    assert_eq!((views.started, views.left.len()), (3, 1));
    let eva = send(&place, &[("email", "eva@empresa.example"), ("begun", "1")]);
    let luis = send(&place, &[("email", "luis@empresa.example")]);
    let list = ana.get("/formularios");
    list.says("2 de 3, pocos datos").says("<td class=\"r\">0</td>");
    ana.get("/formularios/contacto").says("1 persona lo dejó aquí");
    // Whom it brought and who qualified counts once, and somebody else's lead does not.
    let other = place.lead("Iris Gil", "ana@tecnoclima.example");
    let by = By { email: "ana@tecnoclima.example".to_owned(), side: SideName::Marketing };
    for (contact, key) in [(eva, "a"), (other, "b")] {
        let deed = Deed::Moved { to: "mql".to_owned(), evidence: Some("lo pidió".to_owned()) };
        place.open().act(contact, &deed, &by, key).unwrap();
    }
    ana.get("/formularios").says("<td class=\"r\">1</td>");
    let qualified = place.open().form_qualified().unwrap();
    assert_eq!(qualified.get("contacto"), Some(&1), "{luis} did not");
    // What was undone was not.
    place.open().undo("a", &by).unwrap();
    assert_eq!(place.open().form_qualified().unwrap().get("contacto"), None);
}

#[test]
fn the_editor_says_what_became_of_each_mail_and_sends_one_again() {
    let sender = Sender {
        relay: "smtp://127.0.0.1:9?tls=none".parse().unwrap(),
        from: runtime::mail::from("hola@tecnoclima.example").unwrap(),
    };
    let with = |mail: Option<Sender>| Settings {
        base_url: "https://criba.empresa.example".to_owned(),
        mail,
        ..Settings::default()
    };
    let without = Place::at(with(None));
    without.open().save_form(Form { is_double: true, ..form() }, None, "ana@x.example").unwrap();
    without.ana().get("/formularios/contacto").says("Criba no tiene con qué enviar correo");
    let place = Place::at(with(Some(sender)));
    place.open().save_form(Form { is_double: true, ..form() }, None, "ana@x.example").unwrap();
    let ana = place.ana();
    ana.get("/formularios/contacto")
        .says("El enlace le llega por correo")
        .hides("no tiene con qué");
    let name = public_name(place.workspace, "contacto");
    let sent = |body: &str| {
        let request = Request::builder()
            .method("POST")
            .uri(format!("/f/{name}"))
            .header(header::ORIGIN, "https://tienda.example")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        place.send(request.body(Body::from(body.to_owned())).unwrap())
    };
    sent("email=eva%40empresa.example&consent=email");
    let editor = ana.get("/formularios/contacto");
    editor.says("correo en camino").says("enlace para confirmar").hides("Enviar otra vez");
    let row = place.criba.house().mails_due(place.criba.clock().now(), 5).unwrap().remove(0);
    place.criba.house().mail_ended(row.id, "uncertain", "nothing was heard").unwrap();
    let editor = ana.get("/formularios/contacto");
    editor.says("no se sabe si el correo llegó: nothing was heard").says("Enviar otra vez");
    let nonce = row.name.rsplit('/').next().unwrap().to_owned();
    let again = ana.post("/formularios/contacto/correos", &[("nonce", &nonce)]);
    assert_eq!(again.to(), "/formularios/contacto#por-confirmar");
    ana.get("/formularios/contacto").says("correo en camino");
    place.criba.house().mail_ended(row.id, "sent", "").unwrap();
    ana.get("/formularios/contacto").says("correo enviado").hides("Enviar otra vez");
    let twice = ana.post("/formularios/contacto/correos", &[("nonce", &nonce)]);
    assert_eq!(twice.status, StatusCode::NOT_FOUND);
}
