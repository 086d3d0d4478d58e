#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]
//! Contacts of a segment: those whom the agreement in force says, found page by page.

mod support;

use serde_json::{Value, json};
use support::api::Api;
use support::happened;

const SEGMENTS: &str = "
segments:
  - id: interesados
    name: Interesados
    when: { event: demo_requested }
  - id: otros
    name: Otros
    when: { not: { segment: interesados } }
";

#[test]
fn a_segment_holds_whom_the_agreement_in_force_says() {
    let api = Api::new();
    let mut interested: Vec<Value> = Vec::new();
    for n in 0..7 {
        let id = api.person(&format!("P{n}"));
        if n % 3 == 0 {
            happened(&api.workspace, id, "demo_requested");
            interested.push(json!(id.to_string()));
        }
    }
    let unknown = api.call("GET", "/contacts?segment=interesados", &[], "");
    assert_eq!(
        (unknown.status.as_u16(), &unknown.json()["code"]),
        (400, &json!("invalid_parameter"))
    );

    let text = api.workspace.read(|read| Ok(read.versions()?)).unwrap().remove(0).text;
    let writer = &api.workspace.writer;
    writer.put_in_force(format!("{text}{SEGMENTS}"), "ana".to_owned()).wait().unwrap();
    interested.reverse();
    for limit in [1, 2, 50] {
        let found = api.all("/contacts?segment=interesados", "contacts", limit);
        let found: Vec<Value> = found.iter().map(|row| row["id"].clone()).collect();
        assert_eq!(found, interested, "the newest first, {limit} a page");
        assert_eq!(api.all("/contacts?segment=otros", "contacts", limit).len(), 4);
    }
    let both = api.get("/contacts?segment=interesados&email=p3@cliente.example");
    assert_eq!(both["contacts"].as_array().unwrap().len(), 1);
    let both = api.get("/contacts?segment=otros&email=p3@cliente.example");
    assert_eq!(both["contacts"], json!([]));
    let other = api.call("GET", "/contacts?segment=otras", &[], "");
    assert!(other.json()["detail"].as_str().unwrap().contains("otros"), "{other:?}");
}
