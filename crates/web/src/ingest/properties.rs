//! What an event says of itself: its properties as they came, and beside them where it happened
//! and by what they came there, under the names by which agreements ask.

use engine::catalogue::ALSO_NAMED;
use engine::value::Value;
use serde_json::Value as Json;

use super::event::Kind;
use super::json::{Object, text};

/// Properties by which Criba plans or names, which nobody outside says: they stand in what came.
const NOT_TAKEN: [&str; 4] = [ALSO_NAMED, "next_at", "next_what", "next_text"];

/// What a page says of itself.
const OF_PAGE: [&str; 5] = ["path", "url", "title", "referrer", "search"];

/// What a campaign is made of: what it says, the mark of an address, and what agreements ask for.
const OF_CAMPAIGN: [(&str, &str, &[&str]); 5] = [
    ("name", "utm_campaign", &["campaign"]),
    ("source", "utm_source", &["source"]),
    ("medium", "utm_medium", &["medium", "channel"]),
    ("term", "utm_term", &["term"]),
    ("content", "utm_content", &["content"]),
];

/// Properties of mails, by what others call the same.
const OF_MAIL: [(&str, &[&str]); 2] =
    [("mail", &["email_id", "message_id", "campaign_id"]), ("link", &["link_url", "link_id"])];

/// The properties of an event: its own, and what its context adds. What it says itself stands.
pub(super) fn of_event(
    kind: Kind,
    item: &Object,
    context: &Object,
    second_name: Option<&str>,
) -> Vec<(String, Value)> {
    let own = item.get("properties").and_then(Json::as_object);
    let is_taken = |key: &str| !key.is_empty() && !NOT_TAKEN.contains(&key);
    let own = own.into_iter().flatten().filter(|(key, _)| is_taken(key));
    let mut said = Said {
        properties: own.map(|(key, value)| (key.clone(), Value::from_json(value))).collect(),
    };
    if matches!(kind, Kind::Page | Kind::Screen) {
        for id in ["name", "category"] {
            said.adds(id, text(item.get(id)));
        }
    }
    said.page(kind, context);
    said.campaign(context);
    if second_name.is_some_and(|name| name.starts_with("email_")) {
        for (id, others) in OF_MAIL {
            let found = others.iter().find_map(|other| said.text(other));
            said.adds(id, found);
        }
    }
    said.adds(ALSO_NAMED, second_name.map(str::to_owned));
    said.properties
}

struct Said {
    properties: Vec<(String, Value)>,
}

impl Said {
    fn text(&self, id: &str) -> Option<String> {
        let found = self.properties.iter().find(|(known, _)| known == id)?;
        Some(found.1.to_string()).filter(|text| !text.is_empty())
    }

    /// Adds a property that the event does not say itself.
    fn adds(&mut self, id: &str, value: Option<String>) {
        let is_there =
            self.properties.iter().any(|(known, value)| known == id && value.is_present());
        if let Some(value) = value.filter(|_| !is_there) {
            self.properties.retain(|(known, _)| known != id);
            self.properties.push((id.to_owned(), Value::Text(value)));
        }
    }

    fn page(&mut self, kind: Kind, context: &Object) {
        let page = context.get("page").and_then(Json::as_object);
        let of_page = |id: &str| text(page.and_then(|page| page.get(id)));
        if kind == Kind::Page {
            for id in OF_PAGE {
                self.adds(id, of_page(id));
            }
            let url = self.text("url");
            self.adds("path", url.as_deref().and_then(path_of));
        }
        let path = match kind {
            Kind::Page => self.text("path"),
            _ => of_page("path").or_else(|| path_of(&of_page("url")?)),
        };
        self.adds("page", path);
    }

    fn campaign(&mut self, context: &Object) {
        let campaign = context.get("campaign").and_then(Json::as_object);
        let page = context.get("page").and_then(Json::as_object);
        let of_page = |id: &str| text(page.and_then(|page| page.get(id)));
        let asked = self.text("search").or_else(|| of_page("search"));
        let asked = asked.or_else(|| self.text("url")).or_else(|| of_page("url"));
        let marks = marks(asked.as_deref().unwrap_or_default());
        for (part, mark, ids) in OF_CAMPAIGN {
            let told = text(campaign.and_then(|campaign| campaign.get(part)));
            let marked = || marks.iter().find(|(name, _)| name == mark).map(|(_, v)| v.clone());
            let value = told.or_else(marked).filter(|value| !value.is_empty());
            for id in ids {
                self.adds(id, value.clone());
            }
        }
    }
}

/// The path of an address, without its host and what is asked there.
fn path_of(url: &str) -> Option<String> {
    let (_, rest) = url.split_once("://")?;
    let rest = rest.split(['?', '#']).next().unwrap_or_default();
    Some(rest.find('/').and_then(|start| rest.get(start..)).unwrap_or("/").to_owned())
}

/// What is asked in an address, or in the part of it that begins with `?`.
fn marks(url: &str) -> Vec<(String, String)> {
    let Some((_, asked)) = url.split_once('?') else { return Vec::new() };
    let asked = asked.split('#').next().unwrap_or_default();
    serde_html_form::from_str(asked).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn check(kind: Kind, item: &Json, context: &Json, expected: &Json) {
        let (item, context) = (item.as_object().unwrap(), context.as_object().unwrap());
        let said = of_event(kind, item, context, None);
        assert_eq!(Value::Map(said).to_json(), *expected);
    }

    #[test]
    fn a_page_says_where_it_is_and_by_what_they_came() {
        check(
            Kind::Page,
            &json!({ "name": "Precios", "properties": { "title": "Precios 2026" } }),
            &json!({
                "page": { "url": "https://acme.example/precios?utm_campaign=feria&utm_medium=cpc",
                          "title": "Otra", "referrer": "https://google.example" },
                "campaign": { "name": "otoño", "source": "google" },
            }),
            &json!({
                "title": "Precios 2026", "name": "Precios", "path": "/precios", "page": "/precios",
                "url": "https://acme.example/precios?utm_campaign=feria&utm_medium=cpc",
                "referrer": "https://google.example", "campaign": "otoño", "source": "google",
                "medium": "cpc", "channel": "cpc",
            }),
        );
    }

    #[test]
    fn an_event_says_what_it_says_and_where() {
        check(
            Kind::Track,
            &json!({ "properties": { "plan": { "tier": "pro" }, "n": 1.50, "campaign": "mía",
                                     "also_named": "won", "next_at": "2026-01-01", "list": [1] } }),
            &json!({ "page": { "path": "/demo" }, "campaign": { "name": "otra" } }),
            &json!({ "plan": { "tier": "pro" }, "n": 1.5, "campaign": "mía", "list": [1],
                     "page": "/demo" }),
        );
        check(Kind::Track, &json!({ "properties": "no" }), &json!({ "page": 1 }), &json!({}));
    }
}
