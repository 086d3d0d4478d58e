#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]
//! What programs tell that is not for them to say, or not of whom, and what is left out.

mod support;

use runtime::likelihood::outcome;
use serde_json::json;
use store::ids::ContactId;
use store::workspace::rows::{EventRow, Keys};
use support::site::{Site, property};

const CHROME: &str = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like \
                      Gecko) Chrome/126.0.0.0 Safari/537.36";

#[test]
fn what_is_consented_to_is_told_and_who_refuses_to_be_counted_is_nobody() {
    let site = Site::new();
    let traits =
        json!({ "email": "ana@empresa.example", "consent_whatsapp": true, "consent_email": "no" });
    let who = json!({ "userId": "u1", "messageId": "1", "traits": traits });
    site.tells("/v1/identify", &who);
    site.tells("/v1/identify", &who);
    let named = |row: &EventRow| row.name().to_owned();
    let mut names: Vec<String> = site.log().iter().map(named).collect();
    names.sort();
    assert_eq!(names, ["consent_given", "consent_withdrawn", "learned"]);

    let no =
        json!({ "consent": { "categoryPreferences": { "Analytics": false } }, "ip": "192.0.2.1" });
    let secret = json!({ "path": "/precios", "email": "ana@empresa.example" });
    let page = json!({ "userId": "u1", "messageId": "2", "context": no, "properties": secret });
    site.tells("/v1/page", &page);
    let row = site.latest();
    assert_eq!(row.outcome, "aside: no_consent");
    assert_eq!(
        (row.contact, row.keys.clone().unwrap_or_default()),
        (ContactId::NOBODY, Keys::default())
    );
    assert_eq!(property(&row, "path"), json!("/precios"));
    let came = site.raw(&row).to_string() + &serde_json::to_string(&row.event.act).unwrap();
    for told in ["u1", "ana@", "192.0.2.1"] {
        assert!(!came.contains(told), "{came}");
    }
    let chosen = json!({ "event": "Segment Consent Preference", "userId": "u1", "messageId": "3", "context": no });
    site.tells("/v1/track", &chosen);
    assert_eq!(site.latest().name(), "consent_withdrawn");
    let before = site.log().len();
    let identify =
        json!({ "userId": "u1", "messageId": "4", "context": no, "traits": { "plan": "pro" } });
    site.tells("/v1/identify", &identify);
    assert_eq!(site.log().len(), before, "who somebody is is not even kept");
    // But a consent that is taken back with the same word is.
    let traits = json!({ "consent_whatsapp": false, "consent_sms": true });
    let identify = json!({ "userId": "u1", "messageId": "5", "context": no, "traits": traits });
    site.tells("/v1/identify", &identify);
    let told: Vec<String> = site.log().iter().skip(before).map(named).collect();
    assert_eq!(told, ["consent_withdrawn"]);
    assert_ne!(site.latest().contact, ContactId::NOBODY);
}

#[test]
fn a_form_of_criba_in_a_page_with_the_tracker_counts_once() {
    let site = Site::new();
    let sent = |host: &str, path: &str| {
        let form = format!("https://{host}{path}");
        let body = json!({ "writeKey": site.key, "type": "track", "event": "form_submitted",
            "anonymousId": "b1", "properties": { "form": form } });
        let headers = [
            ("host", "criba.empresa.example"),
            ("content-type", "text/plain"),
            ("origin", "https://empresa.example"),
            ("user-agent", CHROME),
            ("accept-language", "es"),
        ];
        site.sends("POST", "/v1/t", &headers, body.to_string());
        outcome(&site.latest())
    };
    assert_eq!(sent("criba.empresa.example", "/f/contacto"), "aside: own_form");
    assert_eq!(sent("otros.example", "/f/contacto"), "applied");
    assert_eq!(sent("criba.empresa.example", "/gracias"), "applied");
}

#[test]
fn a_key_of_a_page_tells_of_no_sale_and_joins_nobody() {
    let site = Site::new();
    let opens = runtime::keys::Opens::Source { takes_outcomes: false };
    let key = site.house.criba.make_key(site.workspace.row.id, &opens, "page").unwrap();
    let public = Site { key, ..site };
    public
        .tells("/v1/identify", &json!({ "userId": "u1", "traits": { "email": "a@acme.example" } }));
    let calls = [
        ("track", json!({ "userId": "u1", "event": "demo_requested" }), "applied"),
        ("track", json!({ "userId": "u1", "event": "won" }), "aside: public_key"),
        ("track", json!({ "userId": "u1", "event": "Order Completed" }), "aside: public_key"),
        ("alias", json!({ "userId": "u1", "previousId": "victim" }), "aside: public_key"),
    ];
    public.tells("/v1/identify", &json!({ "userId": "victim", "traits": { "name": "Eva Gil" } }));
    for (call, body, expected) in &calls {
        public.tells(&format!("/v1/{call}"), body);
        assert_eq!(outcome(&public.latest()), *expected, "{call} {body}");
    }
    // In a batch, from a pixel, under the name that a library gives it: the same.
    let batch = json!({ "batch": [{ "type": "track", "userId": "u1", "event": "lost" }] });
    public.tells("/v1/batch", &batch);
    assert_eq!(public.latest().outcome, "aside: public_key");
    let find = |id: &str| {
        let key = store::workspace::rows::Key { kind: "user_id".to_owned(), value: id.to_owned() };
        public.workspace.writer.find(key).wait().unwrap()
    };
    assert_ne!(find("u1"), find("victim"), "nobody was joined");
    let saw = public.workspace.writer.look(find("u1")[0]).wait().unwrap().unwrap();
    assert!(saw.card.contact.standings.iter().all(|line| line.stage != "customer"));

    // Somebody who knows better says that it counts.
    let sale = public.log().into_iter().find(|row| row.name() == "won").unwrap();
    let by = runtime::acts::By {
        email: "ana@tecnoclima.example".to_owned(),
        side: engine::agreement::funnel::SideName::Sales,
    };
    let person = runtime::verdicts::Verdict::Person;
    public.workspace.judge(sale.event.position, person, &by).unwrap();
    assert_eq!(outcome(&public.latest()), "applied");
}

#[test]
fn a_key_of_a_server_tells_of_sales() {
    let site = Site::new();
    site.tells("/v1/track", &json!({ "userId": "u1", "event": "Order Completed" }));
    assert_eq!(site.latest().outcome, "applied");
    site.tells("/v1/alias", &json!({ "userId": "u1", "previousId": "b1" }));
    assert_eq!(site.latest().outcome, "applied");
}

#[test]
fn what_is_left_out_of_a_batch_is_counted_where_the_source_is_looked_after() {
    let site = Site::new();
    let batch = json!({ "batch": [
        { "type": "track", "event": "x", "properties": { "a": 1 } },
        { "type": "what", "userId": "u1" },
        { "type": "track", "userId": "u1" },
        { "type": "page", "userId": "u1", "messageId": "1" },
    ] });
    site.tells("/v1/batch", &batch);
    assert_eq!(site.log().len(), 1);
    let left_out = |site: &Site| {
        let arrivals = site.workspace.arrivals().unwrap();
        arrivals.get("v1:web").unwrap().left_out.clone()
    };
    assert_eq!((left_out(&site).count, left_out(&site).why.as_str()), (3, "no_event"));
    site.tells("/v1/track", &json!({ "event": "x", "messageId": "2" }));
    assert_eq!((left_out(&site).count, left_out(&site).why.as_str()), (4, "nobody"));
}
