//! What a program says of a person and of their company, as facts.
//!
//! A trait keeps its own id, spelled one way; where Criba has a field for it, that field is said as
//! well. An explicit null clears, what is absent stays as it is. What cannot be read as what it
//! claims to be (an address, a telephone) is no fact: it stands in what came, word for word.

use engine::agreement::condition::Whose;
use engine::event::{Fact, Origin};
use engine::value::Value;
use import::values::phones::PhoneReader;
use import::values::{countries, emails, text, websites};
use rust_decimal::Decimal;
use serde_json::Value as Json;

use super::json::Object;
use super::vocabulary::spelled;

/// Facts of one call that are taken.
const FACTS_MAX: usize = 200;
/// Characters of a trait's id.
const ID_CHARS_MAX: usize = 100;

/// The facts that the traits of an `identify` say; telephones without a prefix are of `country`.
pub(super) fn of_person(traits: &Object, country: &str) -> Vec<Fact> {
    let mut said = Said::new(country, traits);
    for (key, value) in traits {
        said.person(&spelled(key), value);
    }
    said.whole_name();
    said.done()
}

/// The facts that the traits of a `group` say.
pub(super) fn of_account(traits: &Object, country: &str) -> Vec<Fact> {
    let mut said = Said::new(country, traits);
    for (key, value) in traits {
        said.account(&spelled(key), value);
    }
    said.done()
}

/// Traits that stand for a field of Criba under another id.
const FIELDS: &[(&str, &str)] = &[
    ("title", "job_title"),
    ("position", "job_title"),
    ("given_name", "first_name"),
    ("firstname", "first_name"),
    ("family_name", "last_name"),
    ("lastname", "last_name"),
    ("phone_number", "phone"),
    ("telephone", "phone"),
    ("mobile_phone", "mobile"),
    ("company_name", "company"),
    ("organization", "company"),
    ("email_address", "email"),
    ("employee_count", "employees"),
    ("number_of_employees", "employees"),
    ("annual_revenue", "revenue"),
    ("state", "region"),
    ("zip", "postal_code"),
    ("postcode", "postal_code"),
    ("locale", "language"),
];

/// Fields that say something of the company, whoever is asked.
const OF_COMPANY: [&str; 5] = ["employees", "industry", "revenue", "website", "tax_id"];

/// Facts as they are gathered.
struct Said<'a> {
    country: &'a str,
    phones: PhoneReader,
    facts: Vec<Fact>,
}

impl<'a> Said<'a> {
    fn new(country: &'a str, traits: &Object) -> Said<'a> {
        // Where they live says how their telephone is dialled.
        let address = traits.get("address").and_then(Json::as_object);
        let named = address.unwrap_or(traits).get("country").and_then(Json::as_str);
        let country = named.and_then(countries::country).unwrap_or(country);
        Said { country, phones: PhoneReader::default(), facts: Vec::new() }
    }

    fn done(mut self) -> Vec<Fact> {
        self.facts.truncate(FACTS_MAX);
        self.facts
    }

    /// Says a fact, once: what a field itself says goes before what stands for it.
    fn fact(&mut self, of: Whose, id: &str, value: Value) {
        let id: String = id.chars().take(ID_CHARS_MAX).collect();
        if id.is_empty() || self.facts.len() > FACTS_MAX {
            return;
        }
        self.facts.retain(|fact| fact.of != of || fact.id != id);
        self.facts.push(Fact { of, id, value, origin: Origin::Said });
    }

    fn has(&self, of: Whose, id: &str) -> bool {
        self.facts.iter().any(|fact| fact.of == of && fact.id == id)
    }

    fn person(&mut self, id: &str, value: &Json) {
        match (id, value) {
            ("company", Json::Object(company)) => return self.company(company),
            ("company", _) => {
                self.field(Whose::Person, "company", value);
                return self.field(Whose::Account, "name", value);
            }
            ("address", Json::Object(address)) => return self.address(Whose::Person, address),
            ("address", Json::Null) => {
                for part in PARTS {
                    self.fact(Whose::Person, part, Value::Null);
                }
            }
            _ => {}
        }
        let of = if OF_COMPANY.contains(&id) { Whose::Account } else { Whose::Person };
        self.field(of, id, value);
        self.also(
            id,
            value,
            |id| {
                if OF_COMPANY.contains(&id) { Whose::Account } else { Whose::Person }
            },
        );
        if id == "company_name" || id == "organization" {
            self.field(Whose::Account, "name", value);
        }
    }

    fn account(&mut self, id: &str, value: &Json) {
        if let ("address", Json::Object(address)) = (id, value) {
            return self.address(Whose::Account, address);
        }
        self.field(Whose::Account, id, value);
        self.also(id, value, |_| Whose::Account);
        // People of one company are found by its name.
        if id == "name" {
            self.field(Whose::Person, "company", value);
        }
    }

    /// Says the field that a trait stands for, where its own id is another and nobody said it.
    fn also(&mut self, id: &str, value: &Json, of: impl Fn(&str) -> Whose) {
        let Some((_, field)) = FIELDS.iter().find(|(theirs, _)| *theirs == id) else { return };
        if !self.has(of(field), field) {
            self.field(of(field), field, value);
        }
    }

    fn company(&mut self, company: &Object) {
        for (key, value) in company {
            let id = spelled(key);
            match id.as_str() {
                "name" => {
                    self.field(Whose::Person, "company", value);
                    self.field(Whose::Account, "name", value);
                }
                "address" if value.is_object() => {
                    if let Json::Object(address) = value {
                        self.address(Whose::Account, address);
                    }
                }
                id => {
                    self.field(Whose::Account, id, value);
                    self.also(id, value, |_| Whose::Account);
                }
            }
        }
    }

    fn address(&mut self, of: Whose, address: &Object) {
        for (key, value) in address {
            let field = match spelled(key).as_str() {
                "street" | "line1" | "address" => "address",
                "city" | "town" => "city",
                "state" | "region" | "province" => "region",
                "postal_code" | "postalcode" | "zip" | "postcode" => "postal_code",
                "country" | "country_code" => "country",
                _ => continue,
            };
            self.field(of, field, value);
        }
    }

    /// Says a value of a field, as that field's values are.
    fn field(&mut self, of: Whose, id: &str, value: &Json) {
        let value = match value {
            Json::Null => Some(Value::Null),
            Json::Object(parts) => return self.parts(of, id, parts),
            Json::String(text) => self.read(id, text),
            Json::Number(_) if matches!(id, "phone" | "mobile") => {
                self.read(id, &value.to_string())
            }
            Json::Number(_) if id == "postal_code" => Some(Value::text(value.to_string())),
            Json::Bool(_) | Json::Number(_) | Json::Array(_) => Some(Value::from_json(value)),
        };
        if let Some(value) = value {
            self.fact(of, id, value);
        }
    }

    /// The parts of something that is said in parts, each by its path: `plan.level`.
    fn parts(&mut self, of: Whose, id: &str, parts: &Object) {
        for (key, value) in parts {
            let part = format!("{id}.{}", spelled(key));
            match value {
                Json::Object(parts) => self.parts(of, &part, parts),
                value => self.fact(of, &part, Value::from_json(value)),
            }
        }
    }

    /// A text as the values of a field are; `None` where it is none of them.
    fn read(&mut self, id: &str, said: &str) -> Option<Value> {
        let known = match id {
            "email" => emails::address(said.trim())?,
            "phone" | "mobile" => {
                let read = self.phones.read(said, Some(self.country));
                read.phones.into_iter().next()?.e164
            }
            "country" => countries::country(said).map_or_else(|| said.to_owned(), str::to_owned),
            "website" => websites::domain(said).unwrap_or_else(|| said.to_owned()),
            "employees" | "revenue" => {
                let number: Option<Decimal> = said.trim().parse().ok();
                return Some(number.map_or_else(|| Value::text(said.trim()), Value::Number));
            }
            "name" | "first_name" | "last_name" | "full_name" | "company" | "job_title"
            | "city" => text::clean(said)?.into_owned(),
            _ => said.to_owned(),
        };
        // An empty text says nothing, and clears nothing either.
        let known = known.trim();
        (!known.is_empty()).then(|| Value::text(known))
    }

    /// The whole name of who gives both halves of it and nothing else.
    fn whole_name(&mut self) {
        let text = |id: &str| {
            let found = self.facts.iter().find(|fact| fact.of == Whose::Person && fact.id == id)?;
            Some(found.value.to_string()).filter(|text| !text.is_empty())
        };
        if self.has(Whose::Person, "name") || self.has(Whose::Person, "full_name") {
            return;
        }
        if let (Some(first), Some(last)) = (text("first_name"), text("last_name")) {
            self.fact(Whose::Person, "name", Value::text(format!("{first} {last}")));
        }
    }
}

/// The parts of an address, the street first.
const PARTS: [&str; 5] = ["address", "city", "region", "postal_code", "country"];

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn check(traits: &Json, expected: &[&str]) {
        let facts = of_person(traits.as_object().unwrap(), "ES");
        assert_eq!(lines(&facts), expected, "{traits}");
    }

    fn lines(facts: &[Fact]) -> Vec<String> {
        let mut lines: Vec<String> =
            facts.iter().map(|f| format!("{} {}", f.of.field(&f.id), f.value.to_json())).collect();
        lines.sort();
        lines
    }

    #[test]
    fn reserved_traits_are_cribas_fields() {
        check(
            &json!({
                "email": " Ana@ACME.example ", "firstName": "Ana", "last_name": "Ruiz",
                "title": "Directora", "phone": "626 717 169", "createdAt": "2026-01-01",
                "address": { "street": "Mayor 1", "city": "Lugo", "state": "Galicia",
                             "postalCode": "27001", "country": "España" },
                "company": { "name": "Acme", "employee_count": "50", "industry": "Metal", "id": 7 },
                "website": "https://www.acme.example/es",
            }),
            &[
                "account.employee_count \"50\"",
                "account.employees 50",
                "account.id 7",
                "account.industry \"Metal\"",
                "account.name \"Acme\"",
                "account.website \"acme.example\"",
                "person.address \"Mayor 1\"",
                "person.city \"Lugo\"",
                "person.company \"Acme\"",
                "person.country \"ES\"",
                "person.created_at \"2026-01-01\"",
                "person.email \"ana@acme.example\"",
                "person.first_name \"Ana\"",
                "person.job_title \"Directora\"",
                "person.last_name \"Ruiz\"",
                "person.name \"Ana Ruiz\"",
                "person.phone \"+34626717169\"",
                "person.postal_code \"27001\"",
                "person.region \"Galicia\"",
                "person.title \"Directora\"",
            ],
        );
    }

    #[test]
    fn null_clears_and_what_cannot_be_read_says_nothing() {
        check(
            &json!({ "email": "nada", "phone": "x", "name": "", "job_title": null, "age": 40,
                     "tags": ["a", "b"], "plan": { "tier": "pro", "since": { "year": 2020 } } }),
            &[
                "person.age 40",
                "person.job_title null",
                "person.plan.since.year 2020",
                "person.plan.tier \"pro\"",
                "person.tags [\"a\",\"b\"]",
            ],
        );
        check(
            &json!({ "jobTitle": "CFO", "title": "CEO", "company": "Acme" }),
            &[
                "account.name \"Acme\"",
                "person.company \"Acme\"",
                "person.job_title \"CFO\"",
                "person.title \"CEO\"",
            ],
        );
        check(
            &json!({ "phone": 5_215_555_500_142_i64, "address": { "country": "Mexico" } }),
            &["person.country \"MX\"", "person.phone \"+525555500142\""],
        );
    }

    #[test]
    fn a_group_is_a_company() {
        let traits = json!({ "name": "Acme", "employees": "51-200", "plan": "pro" });
        let facts = of_account(traits.as_object().unwrap(), "ES");
        assert_eq!(
            lines(&facts),
            [
                "account.employees \"51-200\"",
                "account.name \"Acme\"",
                "account.plan \"pro\"",
                "person.company \"Acme\"",
            ]
        );
    }
}
