//! What is known of a person and their company, each value with where it comes from.

use std::collections::BTreeMap;

use engine::agreement::condition::Whose;
use engine::agreement::funnel::StandardStage;
use engine::agreement::sealed::{Agreement, Check};
use engine::contact::bases::{CHANNELS, Reach};
use engine::contact::profile::Held;
use engine::judge::{Scene, Truth};
use engine::text::fold;
use engine::value::{Value, yes_or_no};
use import::columns::fields::Field;
use import::values::phones;
use runtime::committee::Usual;
use runtime::copies::is_copy;
use runtime::treatment::{TREATMENT, TREATMENTS, Treatment};
use runtime::typed;
use runtime::writer::Saw;
use rust_decimal::Decimal;
use store::ids::ContactId;
use store::workspace::screens::Listed;

use super::sheet::{Ask, origin};
use crate::layout::Shell;
use crate::words::{Words, initials};

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

/// A persona that fits, and how well.
#[derive(Debug, Clone)]
pub(crate) struct Fitting {
    pub(crate) name: String,
    pub(crate) matched: u64,
    /// Traits that the persona is known by.
    pub(crate) of: u64,
    pub(crate) goals: Vec<String>,
    pub(crate) pains: Vec<String>,
    pub(crate) objections: Vec<String>,
    pub(crate) messages: Vec<String>,
}

/// Consent to a purpose or channel.
#[derive(Debug, Clone)]
pub(crate) struct Consent {
    pub(crate) purpose: String,
    pub(crate) is_given: bool,
    /// That it was withdrawn, or never given; empty where it stands.
    pub(crate) said: String,
    pub(crate) when: String,
    pub(crate) evidence: String,
}

/// Somebody of the same company.
#[derive(Debug, Clone)]
pub(crate) struct Colleague {
    pub(crate) id: ContactId,
    pub(crate) initials: String,
    pub(crate) name: String,
    pub(crate) text: String,
    pub(crate) is_self: bool,
}

/// A part in the purchase that nobody of a company has.
#[derive(Debug, Clone)]
pub(crate) struct Lacking {
    pub(crate) name: String,
    /// How many companies that went far had it.
    pub(crate) text: String,
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
    let whence =
        |held: &Held| format!("{}, {}", origin(held.origin, w), w.moment(held.at, saw.now));
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

/// The persona that fits best: the one most of whose conditions hold, if any do.
pub(crate) fn persona(saw: &Saw) -> Option<Fitting> {
    let agreement = &saw.agreement;
    let scene = Scene::new(agreement, &saw.card.contact, 0, saw.now);
    let share = |check: &Check| -> (usize, usize) {
        let parts: &[Check] = match check {
            Check::All(parts) => parts,
            one => std::slice::from_ref(one),
        };
        let held = parts.iter().filter(|part| scene.judge(part).truth == Truth::Yes).count();
        (held, parts.len())
    };
    let fitting = agreement.personas.iter().map(|persona| (persona, share(&persona.check)));
    let (persona, (matched, of)) = fitting
        .filter(|(_, (matched, _))| *matched > 0)
        .max_by_key(|(_, (matched, of))| (matched * 100 / of.max(&1), *matched))?;
    let said = agreement.document.personas.iter().find(|said| said.id == persona.id)?;
    Some(Fitting {
        name: said.name.clone(),
        matched: matched as u64,
        of: of as u64,
        goals: said.goals.clone(),
        pains: said.pains.clone(),
        objections: said.objections.clone(),
        messages: said.messages.clone(),
    })
}

/// Why they may be reached and what they said about it, with when and how it is known.
pub(crate) fn consents(saw: &Saw, w: &Words) -> Vec<Consent> {
    let bases = saw.card.contact.bases.iter().map(|(basis, stated)| Consent {
        purpose: w.basis(basis),
        is_given: stated.stands,
        said: if stated.stands { String::new() } else { w.t("basis-over") },
        when: w.day(stated.at),
        evidence: stated.evidence.clone().unwrap_or_default(),
    });
    let all = saw.card.contact.consents.iter().map(|(purpose, consent)| {
        let key = format!("consent-{}", purpose.replace('_', "-"));
        Consent {
            is_given: consent.is_given,
            said: match (consent.is_given, consent.is_withdrawn()) {
                (true, _) => String::new(),
                (false, true) => w.t("consent-withdrawn"),
                (false, false) => w.t("consent-refused"),
            },
            when: w.day(consent.at),
            evidence: consent.evidence.clone().unwrap_or_default(),
            purpose: if w.has(&key) { w.t(&key) } else { purpose.to_owned() },
        }
    });
    bases.chain(all).collect()
}

/// How far each channel is open, in words: what all that was said comes to.
pub(crate) fn reaches(saw: &Saw, w: &Words) -> Vec<String> {
    let channels = CHANNELS.map(|channel| {
        let name = w.t(&format!("consent-{channel}"));
        let reach = match saw.card.reach(channel) {
            Reach::Refused => "reach-refused",
            Reach::Unknown => "reach-unknown",
            // There are no calls in bulk.
            Reach::OneToOne | Reach::Bulk if channel == "phone" => "reach-yes",
            Reach::OneToOne => "reach-one-to-one",
            Reach::Bulk => "reach-bulk",
        };
        w.t1(reach, "channel", name)
    });
    channels.to_vec()
}

/// The people of the same company, this one among them.
pub(crate) fn committee(
    saw: &Saw,
    people: &[Listed],
    roles: &BTreeMap<ContactId, String>,
    w: &Words,
) -> Vec<Colleague> {
    let colleagues = people.iter().map(|listed| {
        let columns = &listed.columns;
        let points = w.count("committee-points", columns.total.unsigned_abs());
        let stage = w.stage(&saw.agreement.document, &columns.stage);
        let role = roles.get(&listed.id).map(|role| w.trait_value("role", role));
        let role = role.unwrap_or_else(|| columns.job_title.clone());
        let tried =
            if columns.attempted_at.is_some() { "committee-tried" } else { "committee-new" };
        let parts = [role, stage, w.t(tried), points];
        let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        Colleague {
            id: listed.id,
            initials: initials(&columns.name),
            name: columns.name.clone(),
            text: parts.join(" · "),
            is_self: listed.id == saw.id,
        }
    });
    colleagues.collect()
}

/// The parts that are lacking, the most usual first.
pub(crate) fn lacking(lacking: &[Usual], agreement: &Agreement, w: &Words) -> Vec<Lacking> {
    let far = agreement.stage_counting_as(StandardStage::Sql);
    let Some(far) = far.and_then(|index| agreement.stages.get(index)) else { return Vec::new() };
    let stage = w.stage(&agreement.document, &far.id);
    let said = lacking.iter().take(LACKING_SHOWN).map(|one| {
        let (id, value) = &one.part;
        let values = [("of", w.number(one.of)), ("stage", stage.clone())];
        Lacking {
            name: w.trait_value(id, value),
            text: w.count_with("committee-lacking", one.had, &values),
        }
    });
    said.collect()
}

/// Parts that are said to be lacking.
const LACKING_SHOWN: usize = 2;

/// The segments of the agreement that somebody is in, in its order: id and name.
pub(crate) fn segments(saw: &Saw) -> Vec<(String, String)> {
    let scene = Scene::new(&saw.agreement, &saw.card.contact, 0, saw.now);
    let all = saw.agreement.segments.iter().zip(&saw.agreement.document.segments);
    let held = all.filter(|((_, check), _)| scene.judge(check).holds());
    held.map(|((id, _), said)| (id.clone(), said.name.clone())).collect()
}

/// What lists call the tags of a person, each value of which is several.
const TAGS: [&str; 4] = ["tags", "etiquetas", "labels", "tag"];

/// What lists tagged somebody with, in the order of the lists.
pub(crate) fn tags(saw: &Saw) -> Vec<String> {
    let profile = &saw.card.contact.profile;
    let mut tags: Vec<String> = Vec::new();
    for held in TAGS.iter().filter_map(|id| profile.at(Whose::Person, id, saw.now)) {
        let text = held.value.to_string();
        let said = text.split([',', ';']).map(|tag| tag.trim_matches([' ', '"']));
        for tag in said.filter(|tag| !tag.is_empty()) {
            if tags.len() < TAGS_SHOWN && !tags.iter().any(|known| fold(known) == fold(tag)) {
                tags.push(tag.to_owned());
            }
        }
    }
    tags
}

/// Tags that the page shows.
const TAGS_SHOWN: usize = 20;

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
