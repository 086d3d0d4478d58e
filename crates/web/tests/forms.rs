#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]
//! Forms over HTTP, as whoever they are for fills them in.

mod support;

use std::collections::BTreeSet;
use std::sync::Arc;

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use engine::agreement::Language;
use engine::agreement::condition::Whose;
use engine::event::Act;
use engine::time::Span;
use runtime::criba::Workspace;
use runtime::forms::{Both, Form, public_name, template};
use runtime::mail::{Letter, Sender};
use store::ids::ContactId;
use support::{House, Seen};
use web::app::Settings;

/// A house with one form, and somebody's browser.
struct Browser {
    house: House,
    workspace: Arc<Workspace>,
    name: String,
    cookie: String,
    language: &'static str,
}

fn form(id: &str) -> Form {
    template(id, Language::Es, "presupuesto").unwrap()
}

impl Browser {
    fn new(form: Form) -> Browser {
        Browser::at(form, Settings::default())
    }

    fn at(form: Form, settings: Settings) -> Browser {
        let house = House::new(settings);
        let workspace = house.workspace("Tecnoclima");
        let name = public_name(workspace.row.id, &form.slug);
        workspace.save_form(form, None, "ana@tecnoclima.example").unwrap();
        Browser { house, workspace, name, cookie: String::new(), language: "es" }
    }

    fn request(&self, method: &str, path: &str) -> axum::http::request::Builder {
        Request::builder()
            .method(method)
            .uri(format!("/f/{}{path}", self.name))
            .header(header::HOST, "criba.example")
            .header(header::ACCEPT_LANGUAGE, self.language)
            .header(header::COOKIE, &self.cookie)
    }

    fn get(&self, path: &str) -> Seen {
        self.house.send(self.request("GET", path).body(Body::empty()).unwrap())
    }

    /// Sends what a page would: its hidden fields, some seconds after it was opened.
    fn post(&mut self, page: &Seen, fields: &[(&str, &str)]) -> Seen {
        self.house.criba.clock().advance(Span::SECOND.times(5));
        let mut all = hidden(page);
        all.extend(fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        let body = serde_html_form::to_string(&all).unwrap();
        self.send(&[], body)
    }

    fn send(&mut self, headers: &[(&str, &str)], body: String) -> Seen {
        let kind = "application/x-www-form-urlencoded";
        let mut request = self.request("POST", "").header(header::CONTENT_TYPE, kind);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let seen = self.house.send(request.body(Body::from(body)).unwrap());
        if let Some(set) = seen.headers.get(header::SET_COOKIE) {
            let set = set.to_str().unwrap();
            assert!(set.contains("; Path=/f/; HttpOnly; SameSite=Lax"), "{set}");
            self.cookie = set.split(';').next().unwrap().to_owned();
        }
        seen
    }

    fn only(&self) -> ContactId {
        self.workspace.writer.settle().wait().unwrap();
        let ids = self.workspace.read(|read| Ok(read.contacts()?)).unwrap();
        // A browser is whoever sent it.
        let saw = ids.into_iter().map(|id| self.workspace.writer.look(id).wait().unwrap().unwrap());
        let people: BTreeSet<ContactId> = saw.map(|saw| saw.id).collect();
        assert_eq!(people.len(), 1, "{people:?}");
        *people.first().unwrap()
    }

    fn value(&self, id: ContactId, of: &str) -> String {
        let saw = self.workspace.writer.look(id).wait().unwrap().unwrap();
        let held = saw.card.contact.profile.at(Whose::Person, of, saw.now);
        held.map(|held| held.value.to_string()).unwrap_or_default()
    }

    fn outcomes(&self) -> Vec<String> {
        let events = self.workspace.read(|read| Ok(read.events_after(0, 100)?)).unwrap();
        let told = events.into_iter().filter(|row| row.event.source.starts_with("form:"));
        told.map(|row| runtime::likelihood::outcome(&row)).collect()
    }
}

/// The hidden fields of a page.
fn hidden(page: &Seen) -> Vec<(String, String)> {
    let inputs = page.body.split("<input type=\"hidden\" name=\"").skip(1);
    let fields = inputs.map(|input| {
        let (name, rest) = input.split_once('"').unwrap();
        let value = rest.split('"').nth(1).unwrap();
        (name.to_owned(), value.replace("&#38;", "&"))
    });
    fields.collect()
}

/// The questions that a page asks.
fn asked(page: &Seen) -> BTreeSet<String> {
    let fields = hidden(page);
    let (_, ids) = fields.iter().find(|(name, _)| name == "asked").unwrap();
    ids.split(',').filter(|id| !id.is_empty()).map(str::to_owned).collect()
}

fn answer(id: &str) -> &'static str {
    match id {
        "email" => "eva@empresa.example",
        "name" => "Eva Sanz",
        "job_title" => "Directora de compras",
        "company" => "Empresa Norte",
        "phone" => "600 00 00 01",
        "country" => "España",
        "industry" => "Hostelería",
        "employees" => "40",
        "wants_demo" => "yes",
        "timeframe" => "3 meses",
        _ => "Precio de tres equipos",
    }
}

#[test]
fn a_person_who_comes_back_three_times_is_asked_three_different_sets_of_questions() {
    let mut one = form("contacto");
    one.questions.retain(|question| question.id != "message");
    one.visible = 3;
    let mut browser = Browser::new(one);
    let mut sets: Vec<BTreeSet<String>> = Vec::new();
    let mut said: Vec<&str> = Vec::new();
    for _ in 0..3 {
        let page = browser.get("");
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.body.len() <= 15_000, "{} bytes", page.body.len());
        for known in &said {
            page.hides(known);
        }
        let set = asked(&page);
        let answers: Vec<(&str, &str)> = set.iter().map(|id| (id.as_str(), answer(id))).collect();
        let seen = browser.post(&page, &answers);
        assert!(seen.to().ends_with("?gracias=1"));
        said.extend(answers.iter().map(|(_, answer)| *answer).filter(|answer| answer.len() > 4));
        sets.push(set);
    }
    assert!(sets[0].contains("email"), "how to reach them comes first");
    for (index, set) in sets.iter().enumerate() {
        assert!(!set.is_empty() && set.len() <= 3, "{sets:?}");
        for other in &sets[index + 1..] {
            assert!(set.is_disjoint(other), "{sets:?}");
        }
    }
    let id = browser.only();
    assert_eq!(
        [browser.value(id, "name"), browser.value(id, "phone")],
        ["Eva Sanz", "+34600000001"]
    );
    browser.get("").says("No hace falta que escribas nada más");
}

#[test]
fn nobody_is_known_by_a_link_and_another_on_the_same_browser_begins_anew() {
    let mut browser = Browser::new(form("contacto"));
    let page = browser.get("?email=eva@empresa.example&name=Eva");
    page.hides("eva@empresa.example").hides("value=\"Eva\"");
    let seen = browser.post(&page, &[("email", "eva@empresa.example"), ("name", "Eva Sanz")]);
    assert!(seen.to().ends_with("?gracias=1"));
    let known = browser.cookie.clone();
    assert!(!asked(&browser.get("")).contains("email"));
    let other = browser.get("?nuevo=1");
    assert!(asked(&other).contains("email"));
    browser.post(&other, &[("email", "luis@empresa.example"), ("name", "Luis Gil")]);
    assert_ne!(browser.cookie, known);
    // A cookie that was changed is nobody's.
    browser.cookie = known.replace('1', "2");
    assert!(asked(&browser.get("")).contains("email"));
    browser.workspace.writer.settle().wait().unwrap();
    let found = |email: &str| {
        let key = store::workspace::rows::Key::new("email", email);
        browser.workspace.writer.find(key).wait().unwrap()
    };
    assert_eq!([found("eva@empresa.example").len(), found("luis@empresa.example").len()], [1, 1]);
    assert_ne!(found("eva@empresa.example"), found("luis@empresa.example"));
    assert_eq!(browser.value(found("eva@empresa.example")[0], "name"), "Eva Sanz");
}

#[test]
fn what_is_wrong_is_said_beside_it_and_what_was_typed_is_kept() {
    let mut browser = Browser::new(form("contacto"));
    let page = browser.get("");
    let seen = browser.post(&page, &[("email", "eva@"), ("message", "Tres <equipos>")]);
    assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY);
    seen.says("value=\"eva@\"").says("Tres &#60;equipos&#62;").says("id=\"email-error\"");
    seen.says("aria-describedby=\"email-why email-error\"").says("role=\"alert\"");
    assert_eq!(browser.outcomes(), Vec::<String>::new());
    browser.language = "en";
    let seen = browser.post(&seen, &[("email", "")]);
    seen.says("lang=\"en\"").says("he answer is missing");
    let again = browser.post(&seen, &[("email", "eva@empresa.example"), ("decline", "job_title")]);
    assert_eq!(again.status, StatusCode::SEE_OTHER);
    assert_eq!(browser.outcomes(), ["applied"]);
    assert!(!asked(&browser.get("")).contains("job_title"), "they would rather not say");
}

#[test]
fn what_machines_send_is_kept_and_gives_nothing() {
    let mut browser = Browser::new(form("contacto"));
    let page = browser.get("");
    let trapped = browser.post(&page, &[("email", "bot@spam.example"), ("website", "x")]);
    assert!(trapped.to().ends_with("?gracias=1"), "it learns nothing");
    assert!(trapped.headers.get(header::SET_COOKIE).is_none());
    let fields = [("email", "bot@spam.example")];
    let quick = serde_html_form::to_string([hidden(&browser.get("")), owned(&fields)].concat());
    assert_eq!(browser.send(&[], quick.unwrap()).status, StatusCode::SEE_OTHER);
    let bare = serde_html_form::to_string(fields).unwrap();
    assert_eq!(browser.send(&[], bare.clone()).status, StatusCode::SEE_OTHER);
    assert_eq!(browser.outcomes(), ["aside: honeypot", "aside: too_fast", "aside: never_opened"]);
    // A copy of the form on another site says where it stands.
    let site = [("origin", "https://tienda.example"), ("sec-fetch-site", "cross-site")];
    assert_eq!(browser.send(&site, bare).status, StatusCode::SEE_OTHER);
    assert_eq!(browser.outcomes().last().unwrap(), "applied");
    let views = browser.workspace.form_views().unwrap()["contacto"].clone();
    assert_eq!((views.seen, views.sent, views.by_machines), (2, 1, 3));
}

fn owned(fields: &[(&str, &str)]) -> Vec<(String, String)> {
    fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

#[test]
fn many_in_a_row_wait_and_files_are_refused() {
    let mut browser = Browser::new(form("contacto"));
    let page = browser.get("");
    let parts = browser
        .request("POST", "")
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=b")
        .body(Body::from(
            "--b\r\nContent-Disposition: form-data; name=\"email\"\r\n\r\neva@empresa.example\r\n\
             --b\r\nContent-Disposition: form-data; name=\"cv\"; filename=\"cv.pdf\"\r\n\r\n%PDF\r\n--b--",
        ));
    let seen = browser.house.send(parts.unwrap());
    assert_eq!(seen.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    seen.says("no recibe archivos").says("value=\"eva@empresa.example\"");
    let json = browser
        .request("POST", "")
        .header(header::CONTENT_TYPE, "application/json")
        .body(Body::from("{}"));
    let seen = browser.house.send(json.unwrap());
    assert_eq!(seen.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    seen.says("no JSON ni otra cosa").hides("no recibe archivos");
    for _ in 0..60 {
        browser.post(&page, &[("email", "eva@")]);
    }
    let seen = browser.post(&page, &[("email", "eva@empresa.example")]);
    assert_eq!(seen.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(seen.headers.contains_key(header::RETRY_AFTER));
    seen.says("value=\"eva@empresa.example\"");
    let parts = browser
        .request("POST", "")
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=b")
        .body(support::unread());
    let seen = browser.house.send(parts.unwrap());
    assert_eq!(seen.status, StatusCode::TOO_MANY_REQUESTS);
}

#[test]
fn a_consent_says_which_text_was_read_and_where_they_came_from_is_told() {
    let mut browser = Browser::new(form("cotizacion"));
    let page = browser.get("?utm_source=feria&utm_campaign=oto%F1o");
    browser.post(&page, &[("email", "eva@empresa.example"), ("consent", "email")]);
    let id = browser.only();
    let evidence = browser.value(id, "consent_email_evidence");
    assert!(evidence.contains("texto 1: Quiero recibir novedades"), "{evidence}");
    let kept = browser.workspace.form("cotizacion").unwrap().unwrap();
    let mut changed = kept.form.clone();
    changed.consents[0].text = Both::new("Acepto el boletín", "");
    browser.workspace.save_form(changed, Some(1), "ana@tecnoclima.example").unwrap();
    let page = browser.get("");
    browser.post(&page, &[("consent", "email")]);
    let evidence = browser.value(id, "consent_email_evidence");
    assert!(evidence.contains("texto 2: Acepto el boletín"), "{evidence}");
    let events = browser.workspace.read(|read| Ok(read.events_after(0, 100)?)).unwrap();
    let Act::Happened { properties, .. } = &events[0].event.act else { panic!("{events:?}") };
    let property =
        |id: &str| properties.iter().find(|(known, _)| known == id).unwrap().1.to_string();
    assert_eq!([property("campaign"), property("utm_source")], ["otoño", "feria"]);
    assert_eq!(property("form"), "Presupuesto");
}

#[test]
fn thanks_go_on_with_one_question_and_a_consent_is_confirmed_with_a_button() {
    let mut browser = Browser::new(Form { is_double: true, ..form("descarga") });
    let page = browser.get("");
    let seen = browser.post(&page, &[("email", "eva@empresa.example"), ("consent", "email")]);
    let path = seen.to().split_once('?').unwrap().1.to_owned();
    let thanks = browser.get(&format!("?{path}"));
    thanks.says("La guía está lista");
    let more = asked(&thanks);
    assert_eq!(more.len(), 1);
    assert!(asked(&page).is_disjoint(&more), "not what they just left empty");
    let more = more.first().unwrap().clone();
    let seen = browser.post(&thanks, &[(&more, answer(&more))]);
    assert!(seen.to().ends_with("?gracias=2"));
    browser.get("?gracias=2").hides("<form");
    let id = browser.only();
    let pending = browser.workspace.pending("descarga").unwrap();
    let sealed = browser.workspace.seal(&pending[0].link).unwrap();
    let stands = |browser: &Browser| {
        let saw = browser.workspace.writer.look(id).wait().unwrap().unwrap();
        saw.card.contact.consents.stands_for("email")
    };
    let page = browser.get(&format!("/confirmar?c={sealed}"));
    page.says("Quiero recibir novedades").says(">Confirmar<");
    assert!(!stands(&browser), "looking changes nothing");
    let request = browser
        .request("POST", "/confirmar")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    let seen = browser.house.send(request.body(Body::from(format!("c={sealed}"))).unwrap());
    seen.says("Confirmado");
    assert!(stands(&browser));
    let cut = browser.get("/confirmar?c=aa.bb");
    assert_eq!(cut.status, StatusCode::NOT_FOUND);
    cut.says("Este enlace no vale").says("Ir al formulario").hides(">Confirmar<");
}

#[test]
fn the_mail_that_asks_to_confirm_says_what_was_accepted_and_leads_to_the_button() {
    let mail = Sender {
        relay: "smtp://127.0.0.1:9?tls=none".parse().unwrap(),
        from: runtime::mail::from("hola@tecnoclima.example").unwrap(),
    };
    let base_url = "https://criba.empresa.example".to_owned();
    let settings = Settings { base_url, mail: Some(mail), ..Settings::default() };
    let mut browser = Browser::at(Form { is_double: true, ..form("descarga") }, settings);
    let page = browser.get("");
    let fields = [("email", "eva@empresa.example"), ("name", "<b>GANA YA</b>")];
    browser.post(&page, &fields);
    let letters = |browser: &Browser| {
        let house = browser.house.criba.house();
        let rows = house.mails_due(browser.house.criba.clock().now(), 10).unwrap();
        rows.into_iter().map(|row| serde_json::from_str(&row.body).unwrap()).collect()
    };
    let none: Vec<Letter> = letters(&browser);
    assert!(none.is_empty(), "nothing was accepted");
    // Somebody who is known already: their address is not asked again, and the mail goes there.
    let page = browser.get("");
    let seen = browser.post(&page, &[("consent", "email")]);
    assert!(seen.to().ends_with("?gracias=1"), "it does not wait for the relay");
    let found: Vec<Letter> = letters(&browser);
    let [letter] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!((&*letter.to, &*letter.from_name), ("eva@empresa.example", "Tecnoclima"));
    for text in [&letter.text, &letter.html] {
        assert!(text.contains("Quiero recibir novedades por correo"), "{text}");
        assert!(
            !text.contains("GANA") && !text.contains("<img"),
            "nothing that they wrote: {text}"
        );
    }
    let address = letter.text.lines().find(|line| line.starts_with("https://")).unwrap();
    assert!(letter.html.contains(address));
    // What leads there is the server's own name, whatever a request says that it is.
    let (_, query) = address.split_once("/confirmar").unwrap();
    let page = format!("https://criba.empresa.example/f/{}/confirmar{query}", browser.name);
    assert_eq!(address, page);
    browser.get(&format!("/confirmar{query}")).says(">Confirmar<");
    let stands = |browser: &Browser| {
        let saw = browser.workspace.writer.look(browser.only()).wait().unwrap().unwrap();
        saw.card.contact.consents.stands_for("email")
    };
    assert!(!stands(&browser), "looking changes nothing");
    let request = browser
        .request("POST", "/confirmar")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    browser.house.send(request.body(Body::from(query.trim_start_matches('?').to_owned())).unwrap());
    assert!(stands(&browser));
    browser.workspace.writer.settle().wait().unwrap();
    let owed = browser.workspace.read(|read| Ok(read.notes_from("owed/", 9)?)).unwrap();
    assert!(owed.is_empty(), "it waits to go out, and is owed no more");
    // Who is erased is written to no more, and nobody sees that they were to confirm something.
    let request = runtime::erasure::Request {
        by: runtime::erasure::Requester::Person,
        on: String::new(),
        reference: String::new(),
    };
    let (id, who) = (browser.workspace.row.id, browser.only());
    browser.house.criba.erase(id, who, &request, "ana@tecnoclima.example").unwrap();
    let none: Vec<Letter> = letters(&browser);
    assert!(none.is_empty() && browser.workspace.pending("descarga").unwrap().is_empty());
}

#[test]
fn another_site_sends_it_by_a_script_and_goes_where_the_form_says() {
    let thanks = "https://tienda.example/gracias";
    let mut browser = Browser::new(Form { thanks_url: thanks.to_owned(), ..form("contacto") });
    let name = browser.name.clone();
    browser.name = format!("{name}.js");
    let script = browser.get("");
    assert!(script.body.len() < 6_000 && script.headers["access-control-allow-origin"] == "*");
    browser.name = name;
    let part = browser.get("?parte=1");
    part.hides("<html").says("<form");
    assert_eq!(part.headers["access-control-allow-origin"], "*");
    let page = browser.get("");
    let policy = page.headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
    assert!(policy.contains("form-action 'self' https://tienda.example;"), "{policy}");
    let seen = browser.post(&page, &[("email", "eva@empresa.example")]);
    assert_eq!(seen.to(), thanks);
    browser.house.criba.clock().advance(Span::SECOND.times(5));
    let site = [("origin", "https://tienda.example"), ("accept", "application/json")];
    let wrong = browser.send(&site, "email=eva@&asked=email".to_owned());
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(wrong.json()["errors"][0]["field"], "email");
    let right = browser.send(&site, "email=luis@empresa.example&name=Jos%E9".to_owned());
    assert_eq!(right.json()["url"], thanks);
    assert_eq!(right.headers["access-control-allow-origin"], "*");
}

#[test]
fn the_editor_shows_what_each_question_is_worth_and_what_three_people_see() {
    let place = support::visit::Place::new();
    let ana = place.ana();
    ana.get("/formularios").says("Aún no hay formularios").says("value=\"contacto\"");
    let to = ana.post("/formularios", &[("template", "contacto")]).to().to_owned();
    assert_eq!(to, "/formularios/contacto");
    for name in ["Eva Sanz", "Luis Gil"] {
        place.lead(name, "ana@tecnoclima.example");
    }
    let page = ana.get(&to);
    page.says("falta en 2 de 2 personas, pocos datos × ").says("puntos (cláusula ");
    page.says("<code>utm_campaign</code>").says("&#60;script src=").says("Texto 1, desde");
    page.says("name=&#34;consent&#34; value=&#34;email&#34;");
    let shown = |view: &str| {
        let page = ana.get(&format!("{to}?vista={view}"));
        page.between("<div class=\"forms-f\">", "</div>").to_owned()
    };
    let (first, second, third) = (shown("1"), shown("2"), shown("3"));
    assert!(first.contains("Correo") && !second.contains("Correo") && !third.contains("Correo"));
    assert!(first != second && second != third);
    // What is wrong is said, and what was typed stays.
    let fields = [("after", "1"), ("name", "Hablemos"), ("questions", "1"), ("q0_id", "email")];
    let wrong = ana.post(&to, &fields);
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    wrong.says("value=\"Hablemos\"").says("Pregunta 1: ").says("adie podría responder");
    let fields = [
        ("after", "1"),
        ("name", "Hablemos"),
        ("title_es", "Hablemos"),
        ("visible", "2"),
        ("questions", "3"),
        ("q0_id", "email"),
        ("q0_kind", "email"),
        ("q0_label_es", "Correo"),
        ("q0_required", "1"),
        ("q1_id", "city"),
        ("q1_label_es", "Ciudad"),
        ("q1_remove", "1"),
        ("q2_id", "timeframe"),
        ("q2_kind", "choice"),
        ("q2_label_es", "¿Para cuándo?"),
        ("q2_choices", "ya | Ya | Now\r\nluego"),
    ];
    assert_eq!(ana.post(&to, &fields).to(), "/formularios/contacto?guardado=1");
    let kept = place.open().form("contacto").unwrap().unwrap();
    let ids: Vec<&str> = kept.form.questions.iter().map(|one| one.id.as_str()).collect();
    assert_eq!((ids.as_slice(), kept.version), (&["email", "timeframe"][..], 2));
    assert_eq!(kept.form.questions[1].choices[0].shown(Language::En), "Now");
    ana.post(&to, &fields).says("mientras tanto").says("value=\"Hablemos\"");
    ana.post("/formularios/contacto/version", &[("version", "1")]);
    assert_eq!(place.open().form("contacto").unwrap().unwrap().form.name, "Contacto");
}
