//! A form of any page: what a browser sends, or a script or a plug-in of the page.
//!
//! A page cannot keep a secret, so a form has one only where its owner gave it. What a robot filled
//! in is put aside and not lost. The same words sent twice on a day are one submission.

use engine::text::slug;
use engine::time::Timestamp;
use import::events::hashed;
use runtime::sources::FieldMap;
use serde_json::Value;

use super::fields::{filled, flat, names};
use super::pieces::{PAIRS_MAX, field, form, moment_of, moment_of_seconds};
use super::signature::{Refused, Sent};
use super::told::{Body, Read, Told};
use crate::in_parts::{InParts, in_parts, is_in_parts};
use crate::ingest::mended;

/// Anybody may fill in a form; one with a secret is sent by who knows it.
pub(super) fn verify(sent: &Sent<'_>) -> Result<(), Refused> {
    if sent.secret.is_empty() { Ok(()) } else { sent.carries_secret() }
}

/// A form that was filled in.
pub(super) fn read(body: &Body<'_>) -> Read {
    let Some(fields) = fields(body.raw, body.content_type) else {
        return Read::kept("no_form", body.raw);
    };
    if TRAPS.iter().any(|trap| field(&fields, trap).is_some()) {
        return Read::kept("spam", body.raw);
    }
    let elapsed = field(&fields, ELAPSED).and_then(|elapsed| elapsed.parse::<u64>().ok());
    if elapsed.is_some_and(|elapsed| elapsed < FILLED_MILLIS_MIN) {
        return Read::kept("too_fast", body.raw);
    }
    told(&fields, body)
}

/// The same where somebody looked at it and lets it in: what only robots do keeps nothing out then.
pub(super) fn let_in(body: &Body<'_>) -> Read {
    match fields(body.raw, body.content_type) {
        Some(fields) => told(&fields, body),
        None => Read::kept("no_form", body.raw),
    }
}

fn told(fields: &[(String, String)], body: &Body<'_>) -> Read {
    let mut read = Read::default();
    for _ in files(body.raw, body.content_type) {
        read.ignore(FILE);
    }
    let told = submitted(fields, body).from(&json(fields));
    read.tell(told, || body.raw.to_vec());
    read
}

/// Fields that nobody sees, and only robots fill in.
const TRAPS: [&str; 5] = ["_gotcha", "_honey", "_honeypot", "honeypot", "bot-field"];

/// The field in which a page says how many milliseconds it was open; without a script it says
/// nothing, and nothing is made of that.
const ELAPSED: &str = "_elapsed";
/// Nobody reads and sends a form faster.
const FILLED_MILLIS_MIN: u64 = 1_000;
/// Why a file is not taken that came with a form: there is no place for it.
const FILE: &str = "file";

/// The names of the files that came with a form.
pub(super) fn files(raw: &[u8], content_type: &str) -> Vec<String> {
    let parts = is_in_parts(content_type).then(|| in_parts(raw, content_type)).flatten();
    parts.map_or_else(Vec::new, |InParts { files, .. }| files)
}

/// The fields in which programs say which submission it is: together with who sent what.
const IDS: [&str; 5] = ["event_id", "eventId", "message_id", "messageId", "submission_id"];
/// Fields that may say so, or which form it is, or which customer: what else came says the rest.
const PERHAPS: [&str; 3] = ["_id", "lead_id", "id"];

/// What was sent, as an event of who sent it.
pub(super) fn submitted(fields: &[(String, String)], body: &Body<'_>) -> Told {
    let said =
        |names: &[&str]| names.iter().find_map(|name| field(fields, name)).map(str::to_owned);
    let name =
        said(&["event", "event_name", "_event"]).filter(|name| THEIRS.contains(&name.as_str()));
    let name = name.as_deref().unwrap_or("form_submitted");
    let mapped = Mapped::of(fields, body.map);
    let name = mapped.event.as_deref().unwrap_or(name);
    let day = body.reading.time_zone.to_datetime(body.reading.at.to_jiff()).date();
    let own: Vec<(String, String)> = own(fields);
    let whole = || fields.iter().flat_map(|(name, value)| [name.clone(), value.clone()]);
    let id = match (said(&IDS), said(&PERHAPS)) {
        (Some(id), _) => {
            let who = filled(Told::new(name, id.clone(), None), &own, body).keys;
            hashed(&[id, name.to_owned(), format!("{:?} {:?}", who.email, who.phone)])
        }
        (None, Some(id)) => hashed(&std::iter::once(id).chain(whole()).collect::<Vec<String>>()),
        (None, None) => {
            hashed(&std::iter::once(day.to_string()).chain(whole()).collect::<Vec<String>>())
        }
    };
    let mut told = Told::new(name, id, Some(mapped.at.unwrap_or(body.reading.at)))
        .with("form", said(&["_form", "form_name", "form[name]", "form", "formName", "formId"]))
        .with("page", said(&["_page", "page_url", "meta[page_url][value]", "pageUri", "page"]))
        .with("campaign", said(&["utm_campaign"]))
        .with_value("fields", names(fields));
    for (part, value) in mapped.parts {
        told = told.without(&part).with(&part, Some(value));
    }
    filled(told, &own, body)
}

/// The fields that say something of the person, by their own names.
pub(super) fn own(fields: &[(String, String)]) -> Vec<(String, String)> {
    fields.iter().filter_map(of_person).collect()
}

/// What people say that fields are of the event.
struct Mapped {
    event: Option<String>,
    at: Option<Timestamp>,
    /// Properties.
    parts: Vec<(String, String)>,
}

impl Mapped {
    fn of(fields: &[(String, String)], map: &FieldMap) -> Mapped {
        let said = own(fields).into_iter().filter_map(|(name, value)| {
            let part = map.part(&name)?.to_owned();
            (!value.trim().is_empty()).then_some((part, value))
        });
        let mut parts: Vec<(String, String)> = said.collect();
        let mut take = |wanted: &str| {
            let place = parts.iter().position(|(part, _)| part == wanted)?;
            Some(parts.remove(place).1)
        };
        let at = take("at").and_then(|text| moment_of(&text).or_else(|| moment_of_seconds(&text)));
        let named = take("name").map(|name| slug(&name)).filter(|name| !name.is_empty());
        let fixed = Some(map.event.clone()).filter(|event| !event.is_empty());
        Mapped { event: named.or(fixed), at, parts }
    }
}

/// Events that a form or a program may say by name: what people do themselves.
pub(crate) const THEIRS: [&str; 12] = [
    "form_submitted",
    "content_downloaded",
    "webinar_registered",
    "webinar_attended",
    "met_at_event",
    "lead_ad_submitted",
    "meeting_booked",
    "quote_requested",
    "demo_requested",
    "sample_requested",
    "trial_started",
    "subscribed",
];

/// A field that says something of the person, by its own name: Elementor wraps it.
fn of_person((name, value): &(String, String)) -> Option<(String, String)> {
    let own = match name.strip_prefix("fields[") {
        Some(rest) => rest.strip_suffix("][value]")?,
        None if name.contains('[') && !name.ends_with("[]") => return None,
        None => name.trim_end_matches("[]"),
    };
    // What a box says that was ticked.
    let value = if value == "on" { "yes" } else { value };
    Some((own.to_owned(), value.to_owned()))
}

/// The fields that came; `None` where there are none.
pub(super) fn fields(raw: &[u8], content_type: &str) -> Option<Vec<(String, String)>> {
    let kind = content_type.trim();
    let fields = if is_in_parts(kind) {
        in_parts(raw, kind)?.fields
    } else if kind.contains("json") || raw.first() == Some(&b'{') {
        flat(&serde_json::from_str(&mended(std::str::from_utf8(raw).ok()?)).ok()?)
    } else {
        form(raw)
    };
    let fields = together(fields);
    (!fields.is_empty()).then_some(fields)
}

/// A name that came several times is a list.
fn together(fields: Vec<(String, String)>) -> Vec<(String, String)> {
    let mut whole: Vec<(String, String)> = Vec::new();
    for (name, value) in fields.into_iter().take(PAIRS_MAX) {
        match whole.iter_mut().find(|(known, _)| *known == name) {
            Some((_, values)) if !value.is_empty() => {
                values.push_str(", ");
                values.push_str(&value);
            }
            Some(_) => {}
            None => whole.push((name, value)),
        }
    }
    whole
}

fn json(fields: &[(String, String)]) -> Value {
    fields.iter().map(|(name, value)| (name.clone(), Value::String(value.clone()))).collect()
}

/// Where a form wants the browser to go next, where it says so.
pub(super) fn wanted(raw: &[u8], content_type: &str) -> Option<String> {
    let fields = fields(raw, content_type)?;
    ["_next", "_redirect", "redirect"]
        .iter()
        .find_map(|name| field(&fields, name))
        .map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::super::trial::{self, GUESSED};
    use super::*;

    fn of(content_type: &str, raw: &[u8]) -> Read {
        read(&Body { raw, content_type, reading: &trial::reading(), map: &GUESSED })
    }

    #[test]
    fn a_secret_is_asked_for_where_there_is_one() {
        assert_eq!(trial::verify(verify, "", &[], b"a=b"), Ok(()));
        assert_eq!(trial::verify(verify, "s", &[], b"a=b"), Err(Refused::Unsigned));
        assert_eq!(
            trial::verify(verify, "s", &[("x-webhook-secret", "t")], b""),
            Err(Refused::Wrong)
        );
        assert_eq!(trial::verify(verify, "s", &[("x-webhook-secret", "s")], b""), Ok(()));
    }

    #[test]
    fn fields_in_spanish_of_an_old_page() {
        let read = of("application/x-www-form-urlencoded", b"nombre=Jos%E9+Nu%F1ez&correo=jose%40acme.example&tel=612+345+678&empresa=Acme&acepto_comunicaciones=on&_form=contacto&mensaje=Hola");
        let [told] = read.told.as_slice() else { panic!("{read:?}") };
        assert_eq!(trial::fact(told, "name"), "José Nuñez");
        assert_eq!(trial::fact(told, "company"), "Acme");
        assert_eq!(trial::property(told, "form"), "contacto");
        assert_eq!(told.keys.email.as_deref(), Some("jose@acme.example"));
        assert_eq!(told.keys.phone.as_deref(), Some("+34612345678"));
        let again = of("", b"nombre=Jos%E9+Nu%F1ez&correo=jose%40acme.example&tel=612+345+678&empresa=Acme&acepto_comunicaciones=on&_form=contacto&mensaje=Hola");
        assert_eq!(again.told[0].message_id, told.message_id);
    }

    #[test]
    fn parts_and_wordpress_and_elementor() {
        let parts = "--b\r\nContent-Disposition: form-data; name=\"your-email\"\r\n\r\nana@acme.example\r\n--b\r\nContent-Disposition: form-data; name=\"cv\"; filename=\"cv.pdf\"\r\n\r\n%PDF\r\n--b--\r\n";
        let read = of("multipart/form-data; boundary=b", parts.as_bytes());
        assert_eq!(read.told[0].keys.email.as_deref(), Some("ana@acme.example"));
        assert_eq!(read.ignored, ["file"], "the file is told of, and the rest is taken");
        let elementor = b"fields%5Bemail%5D%5Bvalue%5D=ana%40acme.example&fields%5Bemail%5D%5Btitle%5D=Correo&form%5Bname%5D=Demo";
        let told = &of("", elementor).told[0];
        assert_eq!(told.keys.email.as_deref(), Some("ana@acme.example"));
        assert_eq!(trial::property(told, "form"), "Demo");
    }

    #[test]
    fn robots_and_nobody_are_put_aside() {
        assert_eq!(of("", b"email=a%40b.es&_gotcha=x").kept[0].why, "spam");
        assert_eq!(of("", b"email=a%40b.es&_elapsed=340").kept[0].why, "too_fast");
        for robots in ["_gotcha=x", "_elapsed=340"] {
            let raw = format!("email=a%40b.es&{robots}");
            let (raw, reading) = (raw.as_bytes(), trial::reading());
            let read = let_in(&Body { raw, content_type: "", reading: &reading, map: &GUESSED });
            assert_eq!((read.told.len(), read.kept.len()), (1, 0), "{robots}, and a person was it");
        }
        for taken in ["", "4200", "x"] {
            let read = of("", format!("email=a%40b.es&_elapsed={taken}").as_bytes());
            assert_eq!((read.told.len(), read.kept.len()), (1, 0), "{taken}");
        }
        assert_eq!(of("", b"mensaje=hola").kept[0].why, "nobody");
        assert_eq!(of("", b"").kept[0].why, "no_form");
        assert_eq!(of("multipart/form-data", b"x").kept[0].why, "no_form");
        assert_eq!(of("application/json", b"[1,").kept[0].why, "no_form");
    }
}
