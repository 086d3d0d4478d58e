//! What a call says of being reached and of being counted: traits `consent_…`, as lists have them
//! for columns, and the preferences that Segment's consent tools send.
//!
//! A trait says what somebody consented to, and each is an act of its own. The preferences stand in
//! the context of every event that those tools send; they are acts only where an event tells that
//! they were chosen. What is told of somebody who does not want to be counted is kept without who
//! they are.

use engine::agreement::condition::Whose;
use engine::catalogue::ALSO_NAMED;
use engine::contact::consents::evidence_of;
use engine::event::{Act, Fact, Origin};
use engine::value::{Value, permission};
use runtime::verdicts::NO_CONSENT;
use runtime::writer::{Came, Intake, Whom};
use serde_json::{Value as Json, json};
use store::workspace::rows::Keys;

use super::event::Kind;
use super::json::{Object, merged};
use super::vocabulary::spelled;

/// Traits of consent begin so.
const TRAIT: &str = "consent_";
/// Consents of one call that are taken.
const CONSENTS_MAX: usize = 20;
/// The event by which Segment's tools tell that preferences were chosen, in either of its names.
const CHOSEN: [&str; 2] = ["segment_consent_preference", "segment_consent_preference_updated"];
/// The preference of those who are counted.
const COUNTED: &str = "analytics";
/// What an event says where it may not say who did it: where that was, and what brought them.
const KEPT: [&str; 8] =
    [ALSO_NAMED, "path", "page", "title", "campaign", "source", "medium", "channel"];
/// What stands so in what came.
const CAME: [&str; 6] = ["type", "event", "name", "messageId", "timestamp", "originalTimestamp"];

/// The purposes of which a call says yes or no.
pub(super) fn said(kind: Kind, item: &Object, context: &Object) -> Vec<(String, bool)> {
    let mut said = match kind {
        Kind::Identify => of_traits(item, context),
        Kind::Track if is_choice(item) => preferences(context),
        _ => Vec::new(),
    };
    said.truncate(CONSENTS_MAX);
    said
}

/// Whether somebody does not want to be counted, and this is not them saying so.
pub(super) fn is_refused(kind: Kind, item: &Object, context: &Object) -> bool {
    let is_telling = kind == Kind::Track && is_choice(item);
    !is_telling && preferences(context).iter().any(|(id, is_given)| id == COUNTED && !is_given)
}

/// The same event of nobody; `None` where it tells nothing but who somebody is.
pub(super) fn without_who(intake: Intake, item: &Object, context: &Object) -> Option<Intake> {
    let Act::Happened { name, mut properties } = intake.act else { return None };
    properties.retain(|(id, _)| KEPT.contains(&id.as_str()));
    let mut came: Object = Object::new();
    came.extend(
        CAME.iter()
            .filter_map(|key| item.get_key_value(*key))
            .map(|(key, value)| (key.clone(), value.clone())),
    );
    let consent = context.get("consent").cloned().unwrap_or_default();
    came.insert("context".to_owned(), json!({ "consent": consent }));
    Some(Intake {
        whom: Whom::Keyed(Keys::default()),
        facts: Vec::new(),
        act: Act::Happened { name, properties },
        came: Came {
            raw: Some(Json::Object(came).to_string().into()),
            aside: Some(NO_CONSENT.to_owned()),
            ..Came::default()
        },
        ..intake
    })
}

/// The acts of consent that came with an event.
pub(super) fn acts(intake: &Intake, said: Vec<(String, bool)>) -> Vec<Intake> {
    let acts = said.into_iter().map(|(purpose, is_given)| {
        let evidence = format!("{} {}", intake.source, intake.message_id);
        let facts = vec![Fact {
            of: Whose::Person,
            id: evidence_of(&purpose),
            value: Value::text(evidence),
            origin: Origin::Said,
        }];
        Intake {
            message_id: format!("{} consent {purpose}", intake.message_id).into(),
            facts,
            act: match is_given {
                true => Act::ConsentGiven { purpose },
                false => Act::ConsentWithdrawn { purpose },
            },
            came: Came { raw: None, ..intake.came.clone() },
            ..intake.clone()
        }
    });
    acts.collect()
}

fn of_traits(item: &Object, context: &Object) -> Vec<(String, bool)> {
    let of = |object: &Object| object.get("traits").and_then(Json::as_object).cloned();
    let traits = merged(&of(context).unwrap_or_default(), &of(item).unwrap_or_default());
    let said = traits.iter().filter_map(|(key, value)| {
        let id = spelled(key);
        let purpose = id.strip_prefix(TRAIT).filter(|purpose| !purpose.is_empty())?;
        // What a list calls consent in general is consent to be written to.
        let purpose = match purpose {
            "general" => "email",
            "whats_app" => "whatsapp",
            purpose => purpose,
        };
        Some((purpose.to_owned(), yes_or_no(value)?))
    });
    said.collect()
}

fn preferences(context: &Object) -> Vec<(String, bool)> {
    let chosen = context.get("consent").and_then(|consent| consent.get("categoryPreferences"));
    let chosen = chosen.and_then(Json::as_object).into_iter().flatten();
    chosen.filter_map(|(key, value)| Some((spelled(key), yes_or_no(value)?))).collect()
}

fn yes_or_no(value: &Json) -> Option<bool> {
    match value {
        Json::Bool(yes) => Some(*yes),
        Json::String(text) => permission(text),
        _ => None,
    }
}

fn is_choice(item: &Object) -> bool {
    let name = item.get("event").and_then(Json::as_str).unwrap_or_default();
    CHOSEN.contains(&spelled(name).as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(kind: Kind, item: &Json, context: &Json, expected: &[(&str, bool)], refused: bool) {
        let (item, context) = (item.as_object().unwrap(), context.as_object().unwrap());
        let said = said(kind, item, context);
        let said: Vec<(&str, bool)> = said.iter().map(|(id, yes)| (id.as_str(), *yes)).collect();
        assert_eq!(said, expected, "{item:?}");
        assert_eq!(is_refused(kind, item, context), refused, "{item:?} {context:?}");
    }

    #[test]
    fn traits_and_chosen_preferences_are_consents() {
        let none = json!({});
        let traits = json!({ "traits": { "consentWhatsApp": true, "consent_email": "No", "consent_": true,
                                         "consent_phone": "quizá", "plan": true, "consent_general": null } });
        check(Kind::Identify, &traits, &none, &[("whatsapp", true), ("email", false)], false);
        check(Kind::Track, &traits, &none, &[], false);
        let context = json!({ "traits": { "consent_whatsapp": true } });
        check(Kind::Identify, &none, &context, &[("whatsapp", true)], false);

        let no = json!({ "consent": { "categoryPreferences": { "Advertising": true, "Analytics": false } } });
        let yes = json!({ "consent": { "categoryPreferences": { "Analytics": true } } });
        let chosen = json!({ "event": "Segment Consent Preference" });
        check(Kind::Track, &chosen, &no, &[("advertising", true), ("analytics", false)], false);
        check(Kind::Track, &json!({ "event": "Demo" }), &no, &[], true);
        check(Kind::Page, &none, &no, &[], true);
        check(Kind::Page, &none, &yes, &[], false);
        check(
            Kind::Page,
            &none,
            &json!({ "consent": { "categoryPreferences": [false] } }),
            &[],
            false,
        );
    }
}
