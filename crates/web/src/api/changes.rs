//! What programs change of a contact, and what they undo: who answers for it, what is known of it,
//! what a clause found.

use std::collections::{BTreeMap, BTreeSet};

use axum::response::Response;
use axum::routing::{delete, post};
use engine::agreement::condition::Whose;
use engine::said::Said;
use runtime::acts::{Deed, permission};
use runtime::forms::declining;
use runtime::people::Permission;
use runtime::typed;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use store::ids::ContactId;

use super::asked::{Asked, Id};
use super::caller::May;
use super::deeds::{Told, tell};
use super::once::{KnownBy, Sent, done};
use super::operation::Operation;
use super::problem::{ApiResult, Problem};
use crate::seat::{Edit, Work};

pub(super) fn operations() -> Vec<Operation> {
    vec![
        Operation::post("/api/v1/contacts/{id}/owner", post(owner))
            .needs::<Work>()
            .says("Says who answers for a contact; whoever takes it gives it to themselves")
            .takes::<Owner>()
            .answers::<Told>(201),
        Operation::post("/api/v1/contacts/{id}/suggestions", post(suggestion))
            .needs::<Edit>()
            .says("Answers what a clause found and left to a person")
            .takes::<Suggestion>()
            .answers::<Told>(201),
        Operation::post("/api/v1/contacts/{id}/profile", post(profile))
            .needs::<Edit>()
            .says("Tells values of a contact and of their company, as if they were typed")
            .takes::<Profile>()
            .answers::<Told>(201),
        Operation::post("/api/v1/contacts/{id}/reactivation", post(reactivation))
            .needs::<Work>()
            .says("Puts a contact that was put aside back to work")
            .takes::<Reactivation>()
            .answers::<Told>(201),
        Operation::delete("/api/v1/events/{id}", delete(undo))
            .needs::<Work>()
            .says("Undoes an act of a person or a program, with everything that was done at once")
            .asks::<UndoQuery>()
            .answers::<Undone>(200),
    ]
}

/// Who answers for a contact.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Owner {
    /// The address of a person of the workspace; empty for nobody.
    to: String,
    /// The address of the person who says so; the key itself where left out.
    #[serde(default)]
    by: Option<String>,
}

async fn owner(caller: May<Work>, Id(id): Id<ContactId>, sent: Sent<Owner>) -> Response {
    let Sent { body, once } = sent;
    let answer = once.answer(&caller, async |KnownBy { name: key, .. }| {
        let by = caller.by(body.by.as_deref()).await?;
        let to = match body.to.trim() {
            "" => String::new(),
            email => caller.person(email).await?.person.email,
        };
        tell(&caller, id, Deed::Assigned { to }, by, key).await
    });
    answer.await
}

/// What somebody says of what a clause found.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Suggestion {
    /// The clause, by its id among the `suggestions` of the contact's lines.
    clause: String,
    /// Whether it is so.
    confirmed: bool,
    /// The address of the person who says so; the key itself where left out.
    #[serde(default)]
    by: Option<String>,
}

async fn suggestion(caller: May<Edit>, Id(id): Id<ContactId>, sent: Sent<Suggestion>) -> Response {
    let Sent { body, once } = sent;
    let answer = once.answer(&caller, async |KnownBy { name: key, .. }| {
        let by = caller.by(body.by.as_deref()).await?;
        let deed = Deed::Answered { clause: body.clause, is_confirmed: body.confirmed };
        tell(&caller, id, deed, by, key).await
    });
    answer.await
}

/// Values by the ids of their traits: a text, a number, or yes and no as true and false; null takes
/// what is known away.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Profile {
    /// Of the person.
    #[serde(default)]
    person: BTreeMap<String, Value>,
    /// Of their company.
    #[serde(default)]
    account: BTreeMap<String, Value>,
    /// What they would rather not say, as `person.timeframe` or `account.employees`: it is not asked
    /// for a while.
    #[serde(default)]
    declines: Vec<String>,
    /// The address of the person who says so; the key itself where left out.
    #[serde(default)]
    by: Option<String>,
}

/// Values that one call may tell.
const VALUES_MAX: usize = 200;

async fn profile(caller: May<Edit>, Id(id): Id<ContactId>, sent: Sent<Profile>) -> Response {
    let Sent { body, once } = sent;
    let answer = once.answer(&caller, async |KnownBy { name: key, .. }| {
        let by = caller.by(body.by.as_deref()).await?;
        let count = body.person.len() + body.account.len() + body.declines.len();
        if !(1..=VALUES_MAX).contains(&count) {
            return Err(Problem::field(
                "/person",
                Said::new(
                    format!("con account dice {count} valores; puede decir de 1 a {VALUES_MAX}"),
                    format!("with account it says {count} values; it may say 1 to {VALUES_MAX}"),
                ),
            ));
        }
        let of = |whose: Whose, pointer: &'static str, values: &BTreeMap<String, Value>| {
            let all = values.iter().map(|(trait_id, value)| {
                let text = text(pointer, trait_id, value, caller.country())?;
                Ok((whose, trait_id.clone(), text))
            });
            all.collect::<ApiResult<Vec<(Whose, String, String)>>>()
        };
        let mut facts = of(Whose::Person, "/person", &body.person)?;
        facts.extend(of(Whose::Account, "/account", &body.account)?);
        for field in &body.declines {
            facts.push((Whose::Person, declined(field)?, "true".to_owned()));
        }
        tell(&caller, id, Deed::Learned { facts }, by, key).await
    });
    answer.await
}

/// The trait that says that they would rather not say another.
fn declined(field: &str) -> ApiResult<String> {
    let of = Whose::of_field(field).filter(|(_, id)| typed::is_id(id));
    let (of, id) = of.ok_or_else(|| {
        Problem::field(
            "/declines",
            Said::new(
                format!("«{field}» no es un dato; se escribe como person.timeframe"),
                format!("«{field}» is no trait; write it like person.timeframe"),
            ),
        )
    })?;
    Ok(declining(of, id))
}

/// A value as it is typed.
fn text(pointer: &'static str, id: &str, value: &Value, country: &str) -> ApiResult<String> {
    let wrong = |es: String, en: String| Problem::field(pointer, Said::new(es, en));
    if !typed::is_id(id) {
        return Err(wrong(
            format!("«{id}» no es el id de un dato, como job_title"),
            format!("«{id}» is no id of a trait, such as job_title"),
        ));
    }
    let text = match value {
        Value::Null => return Ok(String::new()),
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Bool(true) => "yes".to_owned(),
        Value::Bool(false) => "no".to_owned(),
        Value::Array(_) | Value::Object(_) => {
            return Err(wrong(
                format!(
                    "{id} es una lista u objeto; hay que escribir un texto, un número, true, false o null"
                ),
                format!("{id} is a list or an object; write a text, a number, true, false or null"),
            ));
        }
    };
    typed::checked(id, &text, typed::is_amount(id), country)
        .map_err(|wrong| Problem::field(pointer, wrong.said(id, &text)))
}

/// Who puts a contact back to work.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
struct Reactivation {
    /// The address of the person who does it; the key itself where left out.
    by: Option<String>,
}

async fn reactivation(
    caller: May<Work>,
    Id(id): Id<ContactId>,
    sent: Sent<Option<Reactivation>>,
) -> Response {
    let Sent { body, once } = sent;
    let answer = once.answer(&caller, async |KnownBy { name: key, .. }| {
        let by = body.unwrap_or_default().by;
        let by = caller.by(by.as_deref()).await?;
        tell(&caller, id, Deed::Reactivated, by, key).await
    });
    answer.await
}

/// Who undoes an act.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
struct UndoQuery {
    /// The address of the person who says so; the key itself where left out.
    by: Option<String>,
}

/// What counts no longer.
#[derive(Debug, Serialize, JsonSchema)]
struct Undone {
    /// The events.
    events: Vec<String>,
    /// The contacts whose they are.
    contacts: Vec<String>,
}

async fn undo(
    caller: May<Work>,
    Id(position): Id<u64>,
    Asked(query): Asked<UndoQuery>,
    sent: Sent<()>,
) -> Response {
    let answer = sent.once.answer(&caller, async |_: KnownBy| {
        let row = caller.ask(move |workspace| Ok(workspace.events(&[position])?.remove(&position)));
        let taken = row.await?.map_or(Permission::Work, |row| permission(&row.event.act));
        let by = caller.by_whom(query.by.as_deref(), taken).await?;
        let undone = caller.ask(move |workspace| workspace.undo_event(position, &by)).await?;
        let contacts: BTreeSet<ContactId> = undone.iter().map(|(_, contact)| *contact).collect();
        done(Undone {
            events: undone.iter().map(|(position, _)| position.to_string()).collect(),
            contacts: contacts.iter().map(ContactId::to_string).collect(),
        })
    });
    answer.await
}
