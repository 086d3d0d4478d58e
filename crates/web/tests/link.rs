#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]
//! Links from other programs lead to the contact, and say why where they do not.

mod support;

use axum::body::Body;
use axum::http::{Request, header};
use store::ids::ContactId;
use support::{House, Seen, contact};
use web::app::Settings;

struct Desk {
    house: House,
    cookie: String,
}

impl Desk {
    fn follow(&self, link: &str) -> Seen {
        let request = Request::get(link).header(header::COOKIE, format!("criba={}", self.cookie));
        self.house.send(request.body(Body::empty()).unwrap())
    }
}

fn location(seen: &Seen) -> &str {
    seen.headers[header::LOCATION].to_str().unwrap()
}

#[test]
fn a_link_leads_to_the_contact_or_says_why_not() {
    let house = House::new(Settings::default());
    let workspace = house.workspace("Tecnoclima");
    let person = house.person(workspace.row.id, "luis@tecnoclima.example", "work");
    let cookie = house.sign_in(person, workspace.row.id);
    let zoe = contact(&workspace, "Zoe Vidal", "zoe@cliente.example");
    let shared: Vec<ContactId> = ["Ana Gil", "Leo Paz"]
        .map(|name| contact(&workspace, name, "info@cliente.example"))
        .to_vec();
    let desk = Desk { house, cookie };

    let one = desk.follow("/contacto?correo=ZOE%40cliente.example");
    assert_eq!((one.status.as_u16(), location(&one)), (303, format!("/contactos/{zoe}").as_str()));

    let several = desk.follow("/contacto?correo=info@cliente.example");
    assert_eq!(several.status, 200);
    for id in &shared {
        assert!(several.body.contains(&format!("/contactos/{id}")), "{}", several.body);
    }
    for nobody in [
        "/contacto",
        "/contacto?correo=nadie@cliente.example",
        "/contacto?correo=zoe",
        "/contacto?telefono=%2B34600000009",
        // Whoever has both is meant, and nobody has.
        "/contacto?correo=zoe@cliente.example&telefono=600000009",
    ] {
        let seen = desk.follow(nobody);
        assert_eq!(seen.status, 404, "{nobody}");
        assert!(seen.body.contains("No hay nadie así"), "{nobody}: {}", seen.body);
    }

    let request = Request::get("/contacto?correo=zoe@cliente.example").body(Body::empty());
    let signed_out = desk.house.send(request.unwrap());
    let back = "/entrar?volver=/contacto%3Fcorreo%3Dzoe%40cliente.example";
    assert_eq!(location(&signed_out), back);
}
