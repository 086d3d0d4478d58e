//! The fields of a form as a person: which is what, by the names that lists give their columns.
//!
//! A form is a list of one row: what guesses the columns of lists, in Spanish and English, guesses
//! the fields of forms. What only tells forms and advertisements apart is none of them.

use engine::event::Origin;
use engine::text::{fold, slug};
use engine::value::Value;
use import::columns::fields::{Field, by_name};
use import::columns::{self, mapping::Mapping};
use import::consents::of_rows;
use import::record::read;
use import::table::{Row, Table};
use runtime::sources::{FieldMap, LEFT};
use serde_json::Value as Json;

use super::pieces::plain;
use super::told::{Body, Told};

/// The most fields of one form that are read, the most characters of each, and how deep they may lie.
const FIELDS_MAX: usize = 200;
const CHARS_MAX: usize = 10_000;
const DEPTH_MAX: usize = 6;

/// Puts into an event what the fields of a form say: who it is, what they said, what they allow.
pub(super) fn filled(mut told: Told, fields: &[(String, String)], body: &Body<'_>) -> Told {
    let reading = body.reading;
    let (table, mapping, _) = table(fields, body.map);
    let columns = columns::map(&table, &mapping, &reading.country, reading.until());
    let Ok(columns) = columns else { return told };
    let Some(record) = read(&table, &columns, reading).pop() else { return told };
    told.keys.email = record.emails.first().cloned();
    told.keys.phone = record.phones.first().map(|phone| phone.e164.clone());
    let words = of_rows([&record], reading.at);
    told.consents =
        words.said.into_iter().map(|(of, said)| (of.to_owned(), said.is_given)).collect();
    told.facts = import::events::facts(&record, Origin::Said);
    told
}

/// What each field is taken for that says something: its own name, and the id of what it is.
pub(super) fn targets(fields: &[(String, String)], body: &Body<'_>) -> Vec<(String, String)> {
    let (table, mapping, names) = table(fields, body.map);
    let reading = body.reading;
    let columns = columns::map(&table, &mapping, &reading.country, reading.until());
    let columns = columns.map(|columns| columns.columns).unwrap_or_default();
    let targets = columns.iter().map(|column| column.target_id().unwrap_or(LEFT).to_owned());
    names.into_iter().zip(targets).collect()
}

/// A row of a table, as the fields of one form: what people say that its columns are, and the names
/// of the fields that they are.
fn table(fields: &[(String, String)], map: &FieldMap) -> (Table, Mapping, Vec<String>) {
    let mut header: Vec<String> = Vec::new();
    let mut cells: Vec<String> = Vec::new();
    let mut names: Vec<String> = Vec::new();
    let mut mapping = Mapping::default();
    let is_said = |name: &str| map.of(name).is_some();
    let said = fields.iter().filter(|(name, value)| {
        let is_of_event = map.part(name).is_some() || map.of(name) == Some(LEFT);
        !is_of_event && (is_said(name) || !is_technical(name)) && !value.trim().is_empty()
    });
    for (name, value) in said.take(FIELDS_MAX) {
        if is_unticked(name, value) {
            continue;
        }
        let target = map.of(name);
        names.push(name.clone());
        // "your-email" is what forms of WordPress call it.
        let name =
            name.trim().trim_start_matches("your-").chars().take(CHARS_MAX).collect::<String>();
        let again = header.iter().filter(|known| fold(known) == fold(&name)).count();
        let name = if again > 0 { format!("{name} ({})", again + 1) } else { name };
        if let Some(target) = target {
            // A row has one of most fields: of two that are said to be one, the first is.
            let once = Field::with_id(target).filter(|field| !field.row().is_repeatable);
            let is_taken = mapping.entries().iter().any(|(_, taken)| taken == target);
            mapping.set(&name, if once.is_some() && is_taken { LEFT } else { target });
        }
        header.push(name);
        cells.push(value.trim().chars().take(CHARS_MAX).collect());
    }
    let table = Table { header, rows: vec![Row { number: 1, cells }], ..Table::default() };
    (table, mapping, names)
}

/// Whether a field is a box that asks for consent and was left empty: that is no consent, and takes
/// none back that was given before.
fn is_unticked(name: &str, value: &str) -> bool {
    let is_asked = |(field, _): (Field, u8)| {
        let asked = [
            Field::ConsentGeneral,
            Field::ConsentEmail,
            Field::ConsentPhone,
            Field::ConsentWhatsapp,
            Field::LegalBasis,
        ];
        asked.contains(&field)
    };
    let is_empty = ["false", "0", "off", "no"].contains(&fold(value.trim()).as_str());
    is_empty && by_name(name).is_some_and(is_asked)
}

/// Whether a field says something of the form and nothing of the person.
fn is_technical(name: &str) -> bool {
    let slug = slug(name);
    name.starts_with('_')
        || slug.is_empty()
        || TECHNICAL.contains(&slug.as_str())
        || ["_id", "_token", "_key", "_uuid", "_secret", "_url"]
            .iter()
            .any(|end| slug.ends_with(end))
            && !["tax_id", "national_id", "linkedin_url"].contains(&slug.as_str())
}

const TECHNICAL: [&str; 24] = [
    "id",
    "event",
    "type",
    "token",
    "secret",
    "key",
    "timestamp",
    "created_at",
    "updated_at",
    "submitted_at",
    "date",
    "form",
    "formid",
    "siteid",
    "site_id",
    "triggertype",
    "ip",
    "user_agent",
    "useragent",
    "submit",
    "csrf",
    "g_recaptcha_response",
    "cf_turnstile_response",
    "h_captcha_response",
];

/// The fields of JSON in any of the shapes that form builders send: flat, wrapped, or as a list of
/// names and values.
pub(super) fn flat(json: &Json) -> Vec<(String, String)> {
    let mut fields: Vec<(String, String)> = Vec::new();
    gather(json, "", 0, &mut fields);
    fields
}

fn gather(json: &Json, name: &str, depth: usize, fields: &mut Vec<(String, String)>) {
    if depth > DEPTH_MAX || fields.len() >= FIELDS_MAX {
        return;
    }
    match json {
        Json::Object(entries) => {
            // {"name": "email", "value": "…"}, and the titles and values of Elementor.
            // The object itself is somebody, whose name and value are their own.
            if depth > 0
                && let Some((label, value)) = labelled(json)
            {
                return gather(value, &label, depth + 1, fields);
            }
            for (key, value) in entries {
                if key == "value" && !name.is_empty() {
                    gather(value, name, depth + 1, fields);
                } else {
                    gather(value, key, depth + 1, fields);
                }
            }
        }
        Json::Array(values) => {
            let plain: Vec<String> = values.iter().take(FIELDS_MAX).filter_map(plain).collect();
            match plain.is_empty() {
                false => fields.push((name.to_owned(), plain.join(", "))),
                true => values.iter().for_each(|value| gather(value, name, depth + 1, fields)),
            }
        }
        other => fields.extend(plain(other).map(|text| (name.to_owned(), text))),
    }
}

fn labelled(json: &Json) -> Option<(String, &Json)> {
    let label =
        ["title", "label", "name", "key", "field"].iter().find_map(|key| json.get(*key)?.as_str());
    let value = json.get("value").or_else(|| json.get("values"))?;
    Some((label?.to_owned(), value))
}

/// The names of the fields that came, as a property: conditions may ask whether one was filled in.
pub(super) fn names(fields: &[(String, String)]) -> Value {
    let filled = fields.iter().filter(|(_, value)| !value.trim().is_empty());
    let names = filled.map(|(name, _)| Value::text(slug(name))).take(FIELDS_MAX);
    Value::List(names.collect())
}
