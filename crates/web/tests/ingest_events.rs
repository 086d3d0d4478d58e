#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]
//! What becomes of what programs tell: facts, moments, names, and what a machine did.

mod support;

use std::net::SocketAddr;

use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::Request;
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use engine::time::Timestamp;
use runtime::likelihood::outcome;
use runtime::writer::Saw;
use serde_json::{Value, json};
use store::workspace::rows::{EventRow, name};
use support::site::{Site, property, said};
use web::app::Settings;

const CHROME: &str = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like \
                      Gecko) Chrome/126.0.0.0 Safari/537.36";

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn saw(site: &Site, row: &EventRow) -> Box<Saw> {
    site.workspace.writer.look(row.contact).wait().unwrap().unwrap()
}

#[test]
fn an_identify_says_who_somebody_is() {
    let site = Site::new();
    site.tells(
        "/v1/identify",
        &json!({
            "userId": "u1", "anonymousId": "b1",
            "context": { "traits": { "region": "Galicia", "plan": "free" }, "groupId": "g1" },
            "traits": {
                "email": "Ana@ACME.example", "firstName": "Ana", "last_name": "Ruiz",
                "title": "Directora de compras", "phone": "626 717 169", "plan": "pro",
                "company": { "name": "Acme", "employees": "50" }, "leadScore": 7,
                "address": { "city": "Lugo", "country": "Spain", "postalCode": "27001" },
            },
        }),
    );
    let row = site.only();
    for (field, expected) in [
        ("person.email", json!("ana@acme.example")),
        ("person.first_name", json!("Ana")),
        ("person.name", json!("Ana Ruiz")),
        ("person.job_title", json!("Directora de compras")),
        ("person.phone", json!("+34626717169")),
        ("person.plan", json!("pro")),
        ("person.lead_score", json!(7)),
        ("person.company", json!("Acme")),
        ("account.name", json!("Acme")),
        ("account.employees", json!(50)),
        ("person.city", json!("Lugo")),
        ("person.country", json!("ES")),
        ("person.postal_code", json!("27001")),
        ("person.group_id", json!("g1")),
    ] {
        assert_eq!(said(&row, field), Some(expected), "{field}");
    }
    let keys = row.keys.clone().unwrap();
    assert_eq!(keys.user_id.as_deref(), Some("u1"));
    assert_eq!(keys.anonymous_id.as_deref(), Some("b1"));
    let text = |row: &EventRow, id: &str| {
        let saw = saw(&site, row);
        let held =
            saw.card.contact.profile.at(engine::agreement::condition::Whose::Person, id, saw.now);
        held.map(|held| held.value.to_string()).unwrap_or_default()
    };
    assert_eq!(text(&row, "job_title"), "Directora de compras");

    // Null clears, what is absent stays; one client says its traits in the context alone.
    let later =
        json!({ "userId": "u1", "context": { "traits": { "jobTitle": null, "city": "Vigo" } } });
    site.tells("/v1/identify", &later);
    let row = site.latest();
    assert_eq!(said(&row, "person.job_title"), Some(Value::Null));
    assert_eq!((text(&row, "job_title"), text(&row, "city")), (String::new(), "Vigo".to_owned()));
    assert_eq!(text(&row, "email"), "ana@acme.example");
}

#[test]
fn a_group_is_a_company_and_an_alias_another_name() {
    let site = Site::new();
    let traits = json!({ "name": "Acme", "employees": "51-200", "industry": "Metal" });
    site.tells("/v1/group", &json!({ "userId": "u1", "groupId": 42, "traits": traits }));
    let row = site.latest();
    assert_eq!(said(&row, "account.name"), Some(json!("Acme")));
    assert_eq!(said(&row, "account.employees"), Some(json!("51-200")));
    assert_eq!(said(&row, "account.group_id"), Some(json!("42")));
    assert_eq!(said(&row, "person.company"), Some(json!("Acme")));
    site.tells("/v1/alias", &json!({ "userId": "u1", "previousId": "b7" }));
    let keys = site.latest().keys.unwrap();
    assert_eq!((keys.user_id.as_deref(), keys.previous_id.as_deref()), (Some("u1"), Some("b7")));
    // Browsers say the one before as the device they were.
    site.tells("/v1/alias", &json!({ "userId": "u1", "anonymousId": "b8" }));
    assert_eq!(site.latest().keys.unwrap().previous_id.as_deref(), Some("b8"));
}

#[test]
fn when_it_happened_is_counted_back_from_its_arrival() {
    let site = Site::new();
    // Received at 09:00.
    let day = "2026-03-02T";
    for (index, (event, batch, expected)) in [
        (json!({}), json!({}), "2026-03-02T09:00:00Z"),
        (json!({ "timestamp": "2026-03-01T08:00:00.123Z" }), json!({}), "2026-03-01T08:00:00.123Z"),
        (json!({ "timestamp": "2026-03-01T09:00:00.5+01:00" }), json!({}), "2026-03-01T08:00:00.5Z"),
        // A clock that is seven years behind was right about five minutes.
        (
            json!({ "timestamp": "2019-01-01T00:00:00Z" }),
            json!({ "sentAt": "2019-01-01T00:05:00Z" }),
            "2026-03-02T08:55:00Z",
        ),
        // So does one that says the same by other names, and its own goes before the batch's.
        (
            json!({ "originalTimestamp": "2019-01-01T00:00:00Z", "sentAt": "2019-01-01T00:10:00Z" }),
            json!({ "sentAt": "2019-01-01T00:05:00Z" }),
            "2026-03-02T08:50:00Z",
        ),
        // RudderStack's library says when it was told beside when its caller says that it was.
        (
            json!({ "originalTimestamp": "2026-03-02T08:59:58Z", "timestamp": "2026-02-10T10:00:00Z",
                    "sentAt": "2026-03-02T08:59:59Z" }),
            json!({ "sentAt": "2026-03-02T08:59:59Z" }),
            "2026-02-10T10:00:00Z",
        ),
        (
            json!({ "originalTimestamp": "2026-03-02T08:00:00Z", "timestamp": "2031-01-01T00:00:00Z" }),
            json!({ "sentAt": "2026-03-02T08:00:01Z" }),
            "2026-03-02T09:00:00Z",
        ),
        (
            json!({ "originalTimestamp": "2026-03-02T08:00:00Z", "timestamp": "ayer" }),
            json!({ "sentAt": "2026-03-02T08:00:01Z" }),
            "2026-03-02T08:59:59Z",
        ),
        (json!({ "timestamp": "ayer" }), json!({ "sentAt": "hoy" }), "2026-03-02T09:00:00Z"),
        (json!({ "timestamp": "2026-03-02T20:00:00Z" }), json!({}), "2026-03-02T20:00:00Z"),
        (json!({ "timestamp": "2031-01-01T00:00:00Z" }), json!({}), "2026-03-02T09:00:00Z"),
        (json!({ "timestamp": 1_772_352_000_000_i64 }), json!({}), "2026-03-01T08:00:00Z"),
    ]
    .into_iter()
    .enumerate()
    {
        let (mut event, mut batch) = (event, batch);
        event["type"] = json!("track");
        event["event"] = json!(format!("x{index}"));
        event["anonymousId"] = json!(format!("b{index}"));
        batch["batch"] = json!([event.clone()]);
        site.tells("/v1/batch", &batch);
        let row = site.latest();
        assert_eq!(row.event.at, at(expected), "{event} in {batch}");
        assert!(row.event.known_at.to_string().starts_with(day));
        let raw = site.raw(&row);
        assert_eq!(raw["receivedAt"], "2026-03-02T09:00:00Z");
        assert_eq!(raw["timestamp"], event["timestamp"], "as it came");
        if event["sentAt"].is_null() && batch["sentAt"].is_string() {
            assert_eq!(raw["sentAt"], batch["sentAt"]);
        }
    }
    // Old history counts as known when it happened.
    let old = json!({ "type": "track", "event": "x", "userId": "old", "timestamp": "2025-01-01T00:00:00Z" });
    site.tells("/v1/import", &json!({ "batch": [old] }));
    assert_eq!(site.latest().event.known_at, at("2025-01-01T00:00:00Z"));
}

#[test]
fn a_name_stays_and_has_cribas_beside_it() {
    let site = Site::new();
    for (told, kept, second) in [
        ("Email Opened", "Email Opened", json!("email_opened")),
        ("Email Link Clicked", "Email Link Clicked", json!("email_clicked")),
        ("Video Playback Started", "Video Playback Started", json!("video_started")),
        ("Video Playback Completed", "Video Playback Completed", json!("video_completed")),
        ("Trial Started", "Trial Started", json!("trial_started")),
        ("Signed Up", "Signed Up", json!("form_submitted")),
        ("Product Viewed", "Product Viewed", json!("product_viewed")),
        ("demo_requested", "demo_requested", Value::Null),
        ("Compró café", "Compró café", Value::Null),
        // By these Criba decides: nobody outside does.
        ("joined", "tracked_joined", Value::Null),
        ("handoff_assigned", "tracked_handoff_assigned", Value::Null),
    ] {
        let properties = json!({ "also_named": "won", "next_at": "2026-03-09T09:00:00Z" });
        site.tells(
            "/v1/track",
            &json!({ "event": told, "userId": "u1", "properties": properties }),
        );
        let row = site.latest();
        assert_eq!(name(&row.event.act), kept);
        assert_eq!(property(&row, "also_named"), second, "{told}");
        assert_eq!(property(&row, "next_at"), Value::Null);
        assert_eq!(site.raw(&row)["event"], told);
        assert_eq!(site.raw(&row)["properties"], properties);
    }
}

#[test]
fn either_name_gives_what_the_agreement_says() {
    let given = |event: &str| {
        let site = Site::new();
        site.tells(
            "/v1/identify",
            &json!({ "userId": "u1", "traits": { "email": "a@b.example" } }),
        );
        site.tells("/v1/track", &json!({ "userId": "u1", "event": event }));
        site.latest().given
    };
    let expected = given("demo_requested");
    assert!(!expected.is_empty());
    assert_eq!(given("Demo Requested"), expected);
    assert_eq!(given("demoRequested"), expected);
    assert_eq!(given("Something Else"), []);
}

#[test]
fn an_event_says_where_and_by_what_they_came() {
    let site = Site::new();
    let context = json!({
        "page": { "path": "/precios", "url": "https://acme.example/precios", "title": "Precios",
                  "referrer": "https://google.example", "search": "?a=1" },
        "campaign": { "name": "feria", "source": "google", "medium": "cpc", "content": "azul" },
    });
    let page = json!({ "anonymousId": "b1", "name": "Precios", "category": "web",
                       "properties": { "title": "Otra" } });
    let mut batch = json!({ "context": context, "batch": [page] });
    batch["batch"][0]["type"] = json!("page");
    batch["batch"][0]["context"] = json!({ "campaign": { "name": "otra" } });
    site.tells("/v1/batch", &batch);
    let row = site.latest();
    for (id, expected) in [
        ("path", "/precios"),
        ("page", "/precios"),
        ("url", "https://acme.example/precios"),
        ("title", "Otra"),
        ("referrer", "https://google.example"),
        ("name", "Precios"),
        ("category", "web"),
        ("campaign", "otra"),
        ("source", "google"),
        ("medium", "cpc"),
        ("channel", "cpc"),
        ("content", "azul"),
    ] {
        assert_eq!(property(&row, id), expected, "{id}");
    }
    assert_eq!(
        site.raw(&row)["context"]["campaign"],
        json!({ "name": "otra", "source": "google", "medium": "cpc", "content": "azul" })
    );
}

#[test]
fn what_a_machine_did_gives_nothing() {
    let site = Site::new();
    let bot = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)";
    site.tells("/v1/identify", &json!({ "userId": "u1", "traits": { "email": "a@b.example" } }));
    let tells = |agent: &str| {
        let context = json!({ "userAgent": agent });
        let mut event = json!({ "userId": "u1", "event": "demo_requested", "context": context });
        site.tells("/v1/track", &event);
        let single = site.latest();
        event["type"] = json!("track");
        site.tells("/v1/batch", &json!({ "batch": [event] }));
        let batch = site.latest();
        assert_eq!(single.outcome, batch.outcome);
        (outcome(&single), single.given)
    };
    assert_eq!(tells(bot), ("aside: crawler".to_owned(), Vec::new()));
    let (outcome, given) = tells(CHROME);
    assert_eq!(outcome, "applied");
    assert!(!given.is_empty());
}

/// What became of an event that comes by a connection which says something of itself.
fn by(site: &Site, path: &str, headers: &[(&str, &str)]) -> (String, Value) {
    let mut event = json!({ "anonymousId": "b1", "event": "x", "writeKey": site.key });
    let mut body = event.clone();
    if path == "/v1/b" {
        event["type"] = json!("track");
        body = json!({ "writeKey": site.key, "batch": [event] });
    }
    let peer: SocketAddr = "203.0.113.7:4711".parse().unwrap();
    let mut request = Request::post(path).extension(ConnectInfo(peer));
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let seen = site.house.send(request.body(Body::from(body.to_string())).unwrap());
    assert_eq!(seen.status, 200, "{seen:?}");
    let row = site.latest();
    let raw = site.raw(&row);
    (outcome(&row), raw["context"].clone())
}

#[test]
fn only_a_browsers_own_connection_is_looked_at() {
    let site = Site::new();
    let origin = ("origin", "https://acme.example");
    let reads = ("accept-language", "es");
    let kept = json!({ "ip": "203.0.113.7", "userAgent": CHROME });
    let applied = |context: Value| ("applied".to_owned(), context);
    assert_eq!(by(&site, "/v1/t", &[origin, reads, ("user-agent", CHROME)]), applied(kept));
    // A server tells of people: neither its address nor its library is theirs.
    for agent in ["python-requests/2.31.0", "curl/8.5.0", "Googlebot/2.1"] {
        assert_eq!(by(&site, "/v1/track", &[("user-agent", agent)]), applied(Value::Null));
        assert_eq!(by(&site, "/v1/b", &[origin, ("user-agent", agent)]), applied(Value::Null));
    }
    // A browser says which language is read: who does not is doubted, and counts all the same.
    by(&site, "/v1/t", &[origin, ("user-agent", CHROME)]);
    let silent = site.latest();
    assert_eq!(
        (outcome(&silent).as_str(), silent.outcome.as_str()),
        ("applied", "applied: 60 no_language")
    );
    let headless = [origin, ("user-agent", "Mozilla/5.0 HeadlessChrome/126.0")];
    assert_eq!(by(&site, "/v1/t", &headless).0, "aside: headless");
    let ahead = [origin, ("user-agent", CHROME), ("sec-purpose", "prefetch;prerender")];
    assert_eq!(by(&site, "/v1/p", &ahead).0, "aside: prefetch");
    // Nobody is believed about whom they stand for but the proxies that are named.
    let through = [origin, ("user-agent", CHROME), ("x-forwarded-for", "198.51.100.9")];
    assert_eq!(by(&site, "/v1/t", &through).1["ip"], "203.0.113.7");
    let trusted_proxies = vec!["203.0.113.0/24".parse().unwrap()];
    let site = Site::with(Settings { trusted_proxies, ..Settings::default() });
    assert_eq!(by(&site, "/v1/t", &through).1["ip"], "198.51.100.9");
}

#[test]
fn a_picture_tells_and_is_always_one() {
    let site = Site::new();
    let event = |message: &str| {
        json!({ "userId": "ñu1", "event": "Email Opened", "messageId": message,
                "properties": { "email_id": "m7" }, "writeKey": site.key })
        .to_string()
    };
    let shows = |query: &str, agent: &str| {
        let path = format!("/v1/pixel/{query}");
        let seen = site.sends("GET", &path, &[("user-agent", agent)], "");
        assert_eq!(seen.status, 200, "{seen:?}");
        assert_eq!(seen.headers["content-type"], "image/gif");
        assert!(seen.headers["cache-control"].to_str().unwrap().contains("no-store"));
        assert!(seen.body.starts_with("GIF89a"));
    };
    let standard = STANDARD.encode(event("1")).replace('+', "%2B").replace('=', "%3D");
    shows(&format!("track?data={standard}"), CHROME);
    shows(&format!("track/?data={}", STANDARD.encode(event("2"))), CHROME);
    shows(&format!("track?data={}", URL_SAFE_NO_PAD.encode(event("3"))), CHROME);
    let key = &site.key;
    shows(
        &format!(
            "track?userId=u1&event=Email%20Opened&messageId=4&properties.email_id=m7&writeKey={key}"
        ),
        CHROME,
    );
    let log = site.log();
    assert_eq!(log.len(), 4);
    for row in &log {
        assert_eq!(outcome(row), "applied");
        assert_eq!(name(&row.event.act), "Email Opened");
        assert_eq!(property(row, "mail"), "m7");
        assert_eq!(property(row, "also_named"), "email_opened");
    }
    shows(&format!("page?anonymousId=b1&messageId=5&writeKey={key}"), "Mozilla/5.0");
    assert_eq!(outcome(&site.latest()), "aside: mail_proxy");
    // Whatever is wrong, it is a picture, and nothing is told.
    for query in [
        "track",
        "track?data=%21",
        "track?data=e30",
        "dance?writeKey=x",
        "track?writeKey=x&userId=u",
    ] {
        shows(query, CHROME);
    }
    assert_eq!(site.log().len(), 5);
    let head = format!("/v1/pixel/track?userId=u1&event=x&messageId=6&writeKey={key}");
    assert_eq!(site.sends("HEAD", &head, &[("user-agent", CHROME)], "").status, 200);
    assert_eq!(outcome(&site.latest()), "aside: head_request");
}

#[test]
fn the_page_of_an_event_shows_what_it_came_as_and_what_criba_calls_it() {
    let site = Site::new();
    let id = site.workspace.row.id;
    let person = site.house.person(id, "ana@tecnoclima.example", "view");
    let cookie = format!("criba={}", site.house.sign_in(person, id));
    let event =
        json!({ "userId": "ana@acme.example", "event": "Demo Requested", "nota": "tal cual" });
    site.tells("/v1/identify", &json!({ "userId": "ana@acme.example" }));
    site.tells("/v1/track", &event);
    let row = site.latest();
    let path = format!("/contactos/{}/eventos/{}", row.contact, row.event.position);
    let seen = site.sends("GET", &path, &[("cookie", &cookie)], "");
    seen.says("Demo Requested").says("demo_requested").says("Criba lo llama").says("tal cual");
    seen.says("v1:web");
}

#[test]
fn what_is_imported_happened_when_it_says_however_long_ago_it_was_sent() {
    let site = Site::new();
    let event = json!({ "type": "track", "event": "x", "anonymousId": "b1",
        "originalTimestamp": "2024-05-01T10:00:05Z", "sentAt": "2024-05-01T10:00:07Z" });
    site.tells("/v1/import", &json!({ "batch": [event] }));
    assert_eq!(site.latest().event.at, at("2024-05-01T10:00:05Z"));
    // The same told live was just now.
    let mut live = event;
    live["event"] = json!("y");
    site.tells("/v1/batch", &json!({ "batch": [live] }));
    assert_eq!(site.latest().event.at, at("2026-03-02T08:59:58Z"));
}
