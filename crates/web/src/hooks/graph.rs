//! What Meta's Graph API is asked for a lead, and what its answers mean.

use engine::time::Span;
use ring::hmac::{self, HMAC_SHA256};
use runtime::asking::{GRAPH, Trouble};
use runtime::egress::{Answer, Problem, Request};
use serde_json::{Map, Value, json};
use store::house::AccessRow;

use super::asking::{Failed, Until, cut};
use super::pieces::{items, plain, text};

/// What is asked of a lead.
pub(super) const FIELDS: &str = "id,created_time,ad_id,adset_id,campaign_id,form_id,is_organic,platform,\
                      field_data,custom_disclaimer_responses";

/// A lead that is asked for: its id, and what the delivery said of it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Lead {
    id: String,
    value: Map<String, Value>,
}

impl Lead {
    /// The lead of a delivery that was put aside.
    pub(super) fn of(raw: &[u8]) -> Option<Lead> {
        let json: Value = serde_json::from_slice(raw).ok()?;
        let value = json.pointer("/entry/0/changes/0/value")?.as_object()?.clone();
        let id = ["leadgen_id", "id"].iter().find_map(|name| plain(value.get(*name)?))?;
        is_id(&id).then_some(Lead { id, value })
    }

    /// The question. The token goes in a header, so that no log of addresses has it.
    pub(super) fn question(&self, access: &AccessRow, secret: &str) -> Request {
        let base = if access.base.is_empty() { GRAPH } else { &access.base };
        let (id, proof) = (&self.id, proof(&access.token, secret));
        let url = format!("{base}/{id}?fields={FIELDS}&appsecret_proof={proof}");
        Request::get(url).bearer(&*access.token)
    }

    /// The delivery with the answers, as programs between Meta and others send it.
    pub(super) fn answered(&self, answer: Result<Answer, Problem>) -> Result<Vec<u8>, Failed> {
        let answer = answer.map_err(Failed::by)?;
        let json = serde_json::from_slice::<Value>(answer.body()).ok();
        if answer.status() != 200 {
            return Err(failed(&answer, json.unwrap_or_default()));
        }
        let said = json.as_ref().and_then(Value::as_object).filter(|said| {
            said.get("id").and_then(plain).as_ref() == Some(&self.id)
                && said.get("field_data").is_some_and(Value::is_array)
        });
        let Some(said) = said else {
            return Err(Failed::of_one(Trouble::Unreadable, "", Until::AsUsual));
        };
        let mut value = self.value.clone();
        value.extend(said.iter().map(|(name, said)| (name.clone(), said.clone())));
        value.insert("leadgen_id".to_owned(), json!(self.id));
        let change = json!({ "field": "leadgen", "value": value });
        Ok(json!({ "object": "page", "entry": [{ "changes": [change] }] }).to_string().into_bytes())
    }
}

/// What shows that who asks with a token knows the secret of its app too.
pub(super) fn proof(token: &str, secret: &str) -> String {
    let tag = hmac::sign(&hmac::Key::new(HMAC_SHA256, secret.as_bytes()), token.as_bytes());
    tag.as_ref().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Whether a text is an id of Meta's, and may become a part of an address.
pub(super) fn is_id(text: &str) -> bool {
    !text.is_empty() && text.len() <= ID_DIGITS_MAX && text.chars().all(|c| c.is_ascii_digit())
}

/// More digits than any id has.
const ID_DIGITS_MAX: usize = 32;

/// What an answer means that is no lead: <https://developers.facebook.com/docs/graph-api/guides/error-handling>.
pub(super) fn failed(answer: &Answer, json: Value) -> Failed {
    let number = |place: &str| text(&json, place).and_then(|text| text.parse::<u32>().ok());
    let message = text(&json, "/error/message").unwrap_or_default();
    let detail = cut(&message);
    let all = |trouble, until| Failed::of_all(trouble, &*detail, until);
    match (number("/error/code"), number("/error/error_subcode")) {
        (Some(102 | 190 | 463 | 467), _) => all(Trouble::TokenDead, Until::AsUsual),
        (Some(3 | 10 | 200..=299), _) => all(Trouble::NoPermission, Until::AsUsual),
        (Some(4 | 17 | 32 | 341 | 613 | 80_000..=80_014), _) => {
            all(Trouble::TooOften, asked_to_wait(answer))
        }
        (Some(100), _) if message.contains("appsecret_proof") => {
            all(Trouble::WrongSecret, Until::AsUsual)
        }
        (Some(100), Some(33)) | (Some(803), _) => {
            Failed::of_one(Trouble::Gone, &*detail, Until::Told)
        }
        (Some(1 | 2), _) => all(Trouble::Down, Until::AsUsual),
        _ if answer.status() == 429 => all(Trouble::TooOften, asked_to_wait(answer)),
        _ if answer.status() >= 500 => all(Trouble::Down, Until::AsUsual),
        _ => Failed::of_one(Trouble::Unreadable, &*detail, Until::AsUsual),
    }
}

/// How long Meta asks to wait; five minutes where it does not say.
fn asked_to_wait(answer: &Answer) -> Until {
    let header = answer.header("x-business-use-case-usage").unwrap_or_default();
    let json: Value = serde_json::from_str(header).unwrap_or_default();
    let uses = json.as_object().into_iter().flat_map(Map::values).flat_map(|uses| items(uses, ""));
    let minutes = uses.filter_map(|one| one.get("estimated_time_to_regain_access")?.as_i64()).max();
    Until::After(Span::MINUTE.times(minutes.unwrap_or(0).clamp(WAIT_MINUTES_MIN, WAIT_MINUTES_MAX)))
}

const WAIT_MINUTES_MIN: i64 = 5;
const WAIT_MINUTES_MAX: i64 = 24 * 60;

/// Where Meta says that nearly all that may be asked has been asked: what is wrong, and for how long
/// to wait, though the answer is good.
pub(super) fn nearly_spent(answer: &Answer) -> Option<Failed> {
    let json: Value = serde_json::from_str(answer.header("x-app-usage")?).ok()?;
    let spent =
        json.as_object()?.values().filter_map(Value::as_f64).any(|part| part >= SPENT_PERCENT);
    spent.then(|| Failed::of_all(Trouble::TooOften, String::new(), asked_to_wait(answer)))
}

/// Of what may be asked within an hour.
const SPENT_PERCENT: f64 = 95.0;
