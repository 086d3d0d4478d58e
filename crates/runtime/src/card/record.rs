//! A contact as a row of a list would say it.

use engine::agreement::condition::Whose;
use engine::contact::profile::Profile;
use engine::time::Timestamp;
use import::record::{Phone, Record};
use import::values::phones::PhoneReader;
use import::values::websites;

/// What is known of a contact, as a row would say it.
#[must_use]
pub(crate) fn record(profile: &Profile, at: Timestamp, phones: &mut PhoneReader) -> Record {
    let text = |of: Whose, id: &str| {
        profile.at(of, id, at).map(|held| held.value.to_string()).filter(|text| !text.is_empty())
    };
    let person = |id: &str| text(Whose::Person, id);
    let said = |ids: &[&str]| -> Vec<String> {
        let mut said: Vec<String> = Vec::new();
        for held in ids.iter().flat_map(|id| profile.said(Whose::Person, id)) {
            let value = held.value.to_string();
            if !value.is_empty() && !said.contains(&value) {
                said.push(value);
            }
        }
        said
    };
    let numbers: Vec<Phone> = said(&["mobile", "phone"])
        .iter()
        .flat_map(|number| phones.read(number, None).phones)
        .collect();
    Record {
        name: person("full_name").or_else(|| person("name")),
        first_name: person("first_name"),
        last_name: person("last_name"),
        emails: said(&["email"]),
        phones: numbers,
        company: person("company").or_else(|| text(Whose::Account, "name")),
        tax_id: text(Whose::Account, "tax_id"),
        national_id: person("national_id"),
        job_title: person("job_title"),
        country: person("country"),
        city: person("city"),
        postal_code: person("postal_code"),
        profile: said(&["linkedin"]).iter().find_map(|page| websites::of_a_person(page)),
        website: text(Whose::Account, "website"),
        ..Record::default()
    }
}
