//! The calls about forms, sources, costs and contents, in the order in which they are tried.

use engine::event::Act;
use runtime::sources::FieldMap;
use runtime::writer::{Came, Intake, Whom};
use serde_json::json;
use store::ids::ContactId;
use store::workspace::rows::Keys;

use crate::support::api::Api;
use crate::support::fact;

/// What a program told before its fields were said to be something else, by its place in the log.
pub(crate) fn told_before(api: &Api) -> u64 {
    let told = api.told_by("tienda", &json!({ "correo": "eva@acme.example" }));
    let map = FieldMap { event: "demo_requested".to_owned(), ..FieldMap::default() };
    api.house.criba.say_fields(api.workspace.row.id, "tienda", &map).unwrap();
    told
}

/// A join by a number that turned out to be somebody else's too, by its place in the log.
pub(crate) fn doubted(api: &Api) -> String {
    let number = ("mobile", "+34600999888");
    let told = [
        ("doubt 1", None, vec![("name", "Luz Paz"), number]),
        ("doubt 2", Some("d1"), vec![]),
        ("doubt 3", Some("d1"), vec![number]),
        ("doubt 4", Some("d2"), vec![("name", "Leo Vega"), number]),
    ];
    for (id, user, facts) in told {
        let intake = Intake {
            whom: match user {
                None => Whom::Made(ContactId::make()),
                Some(id) => Whom::Keyed(Keys { user_id: Some(id.into()), ..Keys::default() }),
            },
            at: None,
            known_at: None,
            source: "v1:web".into(),
            message_id: id.into(),
            act: Act::Learned,
            facts: facts.into_iter().map(|(id, value)| fact(id, value)).collect(),
            who: None,
            batch: None,
            came: Came::default(),
        };
        api.workspace.writer.take(vec![intake]).wait().unwrap();
    }
    api.workspace.doubted(None, 1).unwrap().joins[0].position.to_string()
}

/// The beginning of the key that is made among the calls; empty before.
pub(crate) fn hint(api: &Api) -> String {
    let keys = api.house.criba.house().keys(api.workspace.row.id).unwrap();
    keys.into_iter().find(|key| key.name == "tienda").map(|key| key.hint).unwrap_or_default()
}

/// The method, the route, what is asked for and what is sent.
pub(crate) const CALLS: [(&str, &str, &str, &str); 33] = [
    (
        "POST",
        "/contacts/{id}/events",
        "/contacts/[zoe]/events",
        r#"{"name":"proposal_sent","properties":{"product":"B3","amount":12500},"why":"x"}"#,
    ),
    (
        "POST",
        "/contacts/{id}/messages",
        "/contacts/[zoe]/messages",
        r#"{"channel":"whatsapp","text":"Hola","talked":true}"#,
    ),
    ("GET", "/forms", "/forms", ""),
    ("POST", "/forms", "/forms", FORM),
    ("GET", "/forms/{slug}", "/forms/contacto", ""),
    ("PUT", "/forms/{slug}", "/forms/contacto", FORM),
    ("POST", "/sources", "/sources", r#"{"kind":"json","name":"zapier"}"#),
    ("GET", "/sources", "/sources", ""),
    ("GET", "/sources/{source}", "/sources/zapier", ""),
    (
        "PUT",
        "/sources/{source}",
        "/sources/zapier",
        r#"{"name":"Zapier","owner":"luis@tecnoclima.example","enabled":true,"fields":{"event":"quote_requested","fields":{"apodo":"name"}}}"#,
    ),
    ("POST", "/sources/{source}/rotation", "/sources/zapier/rotation", r#"{"hours":24}"#),
    ("GET", "/sources/{source}/quarantine", "/sources/zapier/quarantine", ""),
    ("POST", "/sources/{source}/replay", "/sources/zapier/replay", ""),
    ("GET", "/machines", "/machines", ""),
    ("GET", "/sources/{source}/past", "/sources/tienda/past", ""),
    ("POST", "/sources/{source}/past", "/sources/tienda/past", ""),
    ("DELETE", "/sources/{source}/past", "/sources/tienda/past", ""),
    ("GET", "/sources/{source}/names", "/sources/tienda/names", ""),
    ("POST", "/joins/{id}/confirmation", "/joins/[doubt]/confirmation", ""),
    ("PUT", "/forgetting", "/forgetting", r#"{"months":24}"#),
    ("GET", "/forgetting", "/forgetting", ""),
    ("POST", "/events/{id}/verdict", "/events/[told]/verdict", r#"{"was":"machine"}"#),
    ("POST", "/keys", "/keys", r#"{"name":"tienda","public":true}"#),
    ("GET", "/keys", "/keys", ""),
    ("DELETE", "/keys/{hint}", "/keys/[hint]", ""),
    (
        "POST",
        "/costs",
        "/costs",
        r#"{"source":"zapier","amount":"1250.50","currency":"EUR","from":"2026-03-01","to":"2026-03-31"}"#,
    ),
    ("GET", "/costs", "/costs", ""),
    (
        "PUT",
        "/costs/{id}",
        "/costs/[cost]",
        r#"{"source":"zapier","amount":"0","currency":"EUR","from":"2026-03-01","to":"2026-03-01"}"#,
    ),
    ("DELETE", "/costs/{id}", "/costs/[cost]", ""),
    ("PUT", "/contents", "/contents", r#"{"id":"/guia","topic":"aerotermia"}"#),
    ("GET", "/contents", "/contents", ""),
    ("DELETE", "/contents", "/contents?id=/guia", ""),
    ("DELETE", "/sources/{source}", "/sources/zapier", ""),
];

const FORM: &str = r#"{"slug":"contacto","name":"Contacto","language":"es","title":{"es":"¿Hablamos?"},"questions":[{"id":"email","about":"person","kind":"email","is_required":true,"label":{"es":"Correo","en":"E-mail"}}]}"#;
