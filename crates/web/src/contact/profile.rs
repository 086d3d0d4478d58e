//! What is known of a person and their company, each value with where it comes from.

use std::collections::BTreeMap;

use engine::agreement::condition::Whose;
use engine::contact::colleagues::COLLEAGUE;
use engine::contact::profile::Held;
use engine::text::fold;
use engine::value::{Value, yes_or_no};
use import::columns::fields::Field;
use import::values::phones;
use runtime::card::TOLD;
use runtime::copies::is_copy;
use runtime::treatment::{TREATMENT, TREATMENTS, Treatment};
use runtime::typed;
use runtime::writer::Saw;
use rust_decimal::Decimal;

use super::asks::Ask;
use super::sheet::origin;
use crate::layout::Shell;
use crate::words::Words;

/// A value of the profile.
#[derive(Debug, Clone)]
pub(crate) struct Fact {
    /// `person.city`, `account.employees`.
    pub(crate) field: String,
    pub(crate) name: String,
    /// As people read it.
    pub(crate) shown: String,
    /// As it is kept, for the form.
    pub(crate) value: String,
    /// Where it comes from and when.
    pub(crate) whence: String,
    /// Other values that were said, with where each comes from.
    pub(crate) others: Vec<(String, String)>,
    /// A link for a telephone or an address.
    pub(crate) href: Option<String>,
    /// Whether it is worked out from another value, and so cannot be typed.
    pub(crate) is_derived: bool,
    /// What the form offers to choose from, id and words; empty where anything may be typed.
    pub(crate) choices: Vec<(&'static str, String)>,
}

/// What stands first, in this order; the rest follows by name.
const FIRST: [(Whose, &str); 16] = [
    (Whose::Person, "mobile"),
    (Whose::Person, "phone"),
    (Whose::Person, "email"),
    (Whose::Person, "job_title"),
    (Whose::Person, "company"),
    (Whose::Account, "industry"),
    (Whose::Account, "employees"),
    (Whose::Person, "city"),
    (Whose::Person, "country"),
    (Whose::Person, "need"),
    (Whose::Person, "timeframe"),
    (Whose::Person, "budget"),
    (Whose::Person, "role"),
    (Whose::Person, "interest"),
    (Whose::Person, "wants_demo"),
    (Whose::Person, "notes"),
];
/// What the head of the page says already, or is a part of another value.
const HIDDEN: [&str; 10] = [
    "full_name",
    "name",
    "first_name",
    "last_name",
    "email_domain",
    "job_level",
    "job_area",
    "segments",
    "nombre",
    "apellidos",
];
/// What a form offers though nothing is known of it.
const OFFERED: [(Whose, &str); 11] = [
    (Whose::Person, "name"),
    (Whose::Person, "mobile"),
    (Whose::Person, "email"),
    (Whose::Person, "job_title"),
    (Whose::Person, "company"),
    (Whose::Account, "industry"),
    (Whose::Account, "employees"),
    (Whose::Person, "city"),
    (Whose::Person, "country"),
    (Whose::Person, "timeframe"),
    (Whose::Person, TREATMENT),
];
/// What lists call the tags of a person, each value of which is several.
pub(super) const TAGS: [&str; 4] = ["tags", "etiquetas", "labels", "tag"];
/// Values that the page shows.
const FACTS_SHOWN: usize = 60;

/// What is known, the most useful first. A column of a list that was taken for a field is kept
/// under its own name too; what the field says already is shown once.
pub(crate) fn facts(saw: &Saw, w: &Words) -> Vec<Fact> {
    let profile = &saw.card.contact.profile;
    let has_visit = profile.at(Whose::Person, VISITED_AT, saw.now).is_some();
    let is_hidden = |id: &str| {
        let is_permission = id.starts_with("consent_") || id.starts_with("legal_basis");
        is_permission
            || id.starts_with("declined_")
            || id.starts_with(COLLEAGUE)
            || HIDDEN.contains(&id)
            || TAGS.contains(&id)
            || has_visit && VISIT_PARTS.contains(&id)
    };
    let mut ids: Vec<(Whose, String)> = FIRST.map(|(of, id)| (of, id.to_owned())).to_vec();
    for of in [Whose::Account, Whose::Person] {
        let others = profile.ids(of).filter(|id| !FIRST.contains(&(of, id)) && !is_hidden(id));
        ids.extend(others.map(|id| (of, id.to_owned())));
    }
    // What Criba has a name for comes before what a list has one for.
    let is_ours = |(_, id): &(Whose, String)| is_ours(id);
    let (ours, theirs): (Vec<_>, Vec<_>) = ids.into_iter().partition(is_ours);
    let is_told = |(of, id): &(Whose, String)| {
        profile.at(*of, id, saw.now).is_some_and(|held| is_copy(profile, id, held))
    };
    let theirs = theirs.into_iter().filter(|one| !is_told(one));
    let facts = ours.into_iter().chain(theirs).filter_map(|(of, id)| fact(saw, of, &id, w));
    facts.take(FACTS_SHOWN).collect()
}

/// Whether Criba has a name for a trait, whatever lists call it.
fn is_ours(id: &str) -> bool {
    FIRST.iter().any(|(_, first)| *first == id)
        || Field::with_id(id).is_some()
        || matches!(id, VISITED_AT | "list")
}

/// The moment of a visit, and the columns that it was read from.
const VISITED_AT: &str = "visited_at";
const VISIT_PARTS: [&str; 2] = ["visit_date", "visit_time"];

/// What a form offers: what is known, and what is most often asked; where the form was not taken,
/// what was `typed` in it, by its field.
pub(crate) fn editable(saw: &Saw, typed: &[(String, String)], shell: &Shell) -> Vec<Fact> {
    let w = &shell.w;
    let mut facts: Vec<Fact> = Vec::new();
    for (of, id) in OFFERED {
        facts.extend(fact(saw, of, id, w).or_else(|| unknown(&of.field(id), "", w)));
    }
    // The name as the page spells it, with the accents that one of the lists has.
    let spelled = runtime::card::columns(&saw.agreement, &saw.card, saw.now);
    if let (Some(spelled), Some(name)) = (spelled, facts.first_mut())
        && fold(&spelled.name) == fold(&name.value)
    {
        name.value = spelled.name;
    }
    let known = self::facts(saw, w).into_iter().filter(|fact| !fact.is_derived);
    for fact in known {
        if facts.iter().all(|offered| offered.field != fact.field) {
            facts.push(fact);
        }
    }
    for (field, text) in typed {
        match facts.iter_mut().find(|fact| fact.field == *field) {
            Some(fact) => fact.value.clone_from(text),
            // What was asked beside the form stands in it where it was not taken.
            None => facts.extend(unknown(field, text, w)),
        }
    }
    let address = Whose::Person.field(TREATMENT);
    if let Some(fact) = facts.iter_mut().find(|fact| fact.field == address) {
        let name = |treatment: Treatment| w.trait_value(TREATMENT, treatment.id());
        let usual = name(shell.treatment);
        fact.choices = vec![("", w.t1("treatment-as-all", "usual", usual))];
        fact.choices.extend(TREATMENTS.map(|one| (one.id(), name(one))));
        fact.value =
            Treatment::read(&fact.value).map(|one| one.id().to_owned()).unwrap_or_default();
    }
    facts
}

/// A value of which nothing is known but what was typed; `None` for what is no field of a profile.
fn unknown(field: &str, typed: &str, w: &Words) -> Option<Fact> {
    let (_, id) = Whose::of_field(field)?;
    Some(Fact {
        field: field.to_owned(),
        name: w.trait_name(id),
        shown: String::new(),
        value: typed.to_owned(),
        whence: String::new(),
        others: Vec::new(),
        href: None,
        is_derived: false,
        choices: Vec::new(),
    })
}

/// What a value is worked out from, where it is.
pub(super) fn worked_out_from(id: &str) -> Option<&'static str> {
    match id {
        "job_level" | "job_area" => Some("job_title"),
        "email_domain" => Some("email"),
        _ => None,
    }
}

/// A value that is known, as people read it.
pub(super) fn fact(saw: &Saw, of: Whose, id: &str, w: &Words) -> Option<Fact> {
    let profile = &saw.card.contact.profile;
    let held = profile.at(of, id, saw.now)?;
    let value = held.value.to_string();
    let whence = |held: &Held| {
        // What another of the company said.
        let told = (*held.source == *TOLD).then(|| w.t("origin-company"));
        let origin = told.unwrap_or_else(|| origin(held.origin, w));
        format!("{origin}, {}", w.moment(held.at, saw.now))
    };
    let mut others: BTreeMap<String, String> = BTreeMap::new();
    for other in profile.said(of, id) {
        let text = other.value.to_string();
        if other.value.is_present() && text != value {
            others.insert(shown(id, &other.value, w), whence(other));
        }
    }
    Some(Fact {
        field: of.field(id),
        name: w.trait_name(id),
        shown: shown(id, &held.value, w),
        href: match id {
            "phone" | "mobile" => Some(format!("tel:{value}")),
            "email" => Some(format!("mailto:{value}")),
            _ => None,
        },
        whence: whence(held),
        others: others.into_iter().collect(),
        is_derived: held.origin == engine::event::Origin::Derived
            || matches!(id, VISITED_AT | "list"),
        choices: Vec::new(),
        value,
    })
}

fn shown(id: &str, value: &Value, w: &Words) -> String {
    match (id, value) {
        (VISITED_AT, Value::Text(text)) => {
            text.parse().map_or_else(|_| text.clone(), |at| w.day(at))
        }
        ("wants_demo" | "decisor", Value::Text(text)) => match yes_or_no(text) {
            Some(true) => w.t("yes"),
            Some(false) => w.t("no"),
            None => text.clone(),
        },
        ("phone" | "mobile", _) => phones::shown(&value.to_string()),
        (_, Value::Number(number)) if is_amount(id, *number) => w.number(*number),
        _ => w.trait_value(id, &value.to_string()),
    }
}

/// Whether a number is so much of something: a year, a code or a reference is not.
fn is_amount(id: &str, number: Decimal) -> bool {
    typed::is_amount(id) || !number.fract().is_zero()
}

/// Questions whose answers are not known, for the places where the profile has a gap.
pub(crate) fn gaps(asks: &[Ask]) -> Vec<&Ask> {
    asks.iter().filter(|ask| ask.value.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use engine::agreement::Language;
    use jiff::tz::TimeZone;

    use super::*;
    use crate::words::Catalogue;

    #[test]
    fn amounts_are_written_as_the_country_does_and_codes_as_they_are() {
        let catalogue = Catalogue::load();
        let said = |country: &str, id: &str, number: Decimal| {
            let words = catalogue.words(country, Language::Es, TimeZone::UTC);
            shown(id, &Value::Number(number), &words)
        };
        let (many, rate) = (Decimal::from(12_000), Decimal::new(25, 1));
        assert_eq!([said("ES", "employees", many), said("ES", "tasa", rate)], ["12.000", "2,5"]);
        assert_eq!([said("MX", "employees", many), said("MX", "tasa", rate)], ["12,000", "2.5"]);
        assert_eq!(said("ES", "pedido", many), "12000");
    }
}
