//! What those who may edit change about a contact: typed values, and that two are one person.

use axum::routing::post;
use engine::agreement::condition::Whose;
use engine::value::yes_or_no;
use runtime::acts::Deed;
use runtime::forms::declining;
use runtime::typed::{self, Untyped};
use runtime::writer::Saw;
use serde::Deserialize;
use store::ids::ContactId;

use super::again::Again;
use super::answers::{self, Kind};
use super::asks::is_declining;
use super::deeds::{Way, act, look};
use crate::address::Path;
use crate::error::{PageError, PageResult, local, see_other};
use crate::posted::Posted;
use crate::routes::Table;
use crate::seat::{Can, Edit, Seat};

pub(crate) fn routes(table: &mut Table) {
    table.post("/contactos/{id}/datos", post(facts));
    table.post("/contactos/{id}/union", post(join));
    table.post("/contactos/{id}/separacion", post(part));
}

#[derive(Debug, Deserialize)]
struct Joined {
    key: String,
    #[serde(default)]
    back: String,
    other: ContactId,
}

/// `POST /contactos/{id}/union`: this one and another are one person; it can be undone.
async fn join(
    seat: Can<Edit>,
    Path(id): Path<ContactId>,
    Posted(form): Posted<Joined>,
) -> PageResult {
    let (first, other) = (look(&seat, id).await?, look(&seat, form.other).await?);
    if first.id == other.id {
        return Err(PageError::Wrong(seat.words.t("deed-join-same")));
    }
    let deed = Deed::Joined { other: other.id };
    act(&seat, first.id, deed, Way { key: form.key, back: form.back }).await
}

#[derive(Debug, Deserialize)]
struct Parted {
    position: u64,
    #[serde(default)]
    back: String,
}

/// `POST /contactos/{id}/separacion`: what Criba joined by itself is not one; they are not joined
/// by themselves again.
async fn part(
    seat: Can<Edit>,
    Path(id): Path<ContactId>,
    Posted(form): Posted<Parted>,
) -> PageResult {
    let saw = look(&seat, id).await?;
    if !saw.card.history.contains(&form.position) {
        return Err(PageError::NotFound);
    }
    let by = seat.by();
    let key = format!("part.{}", form.position);
    seat.ask(move |workspace| workspace.unjoin(form.position, &by, &key)).await?;
    let back = if form.back.is_empty() { format!("/contactos/{id}") } else { form.back };
    Ok(see_other(local(&back)))
}

/// `POST /contactos/{id}/datos`: typed values, each under `person.…` or `account.…`; what did not
/// change is not told again.
async fn facts(
    seat: Can<Edit>,
    Path(id): Path<ContactId>,
    Posted(form): Posted<Vec<(String, String)>>,
) -> PageResult {
    let value = |name: &str| {
        form.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone()).unwrap_or_default()
    };
    let way = Way { key: value("key"), back: value("back") };
    // Hoy says it beside the question, a contact's page in the form of all values.
    let panel = if way.back.starts_with("/hoy") { "" } else { "editar" };
    let mut again = Again { panel: panel.to_owned(), back: way.back.clone(), ..Again::default() };
    let done = learned(&seat, id, &form, way, &mut again.cause).await;
    again.values = form;
    again.or(&seat, id, std::future::ready(done)).await
}

/// `cause` is the value that cannot be used, where one cannot.
async fn learned(
    seat: &Seat,
    id: ContactId,
    form: &[(String, String)],
    way: Way,
    cause: &mut String,
) -> PageResult {
    let saw = look(seat, id).await?;
    let mut facts: Vec<(Whose, String, String)> = Vec::new();
    for (name, text) in form.iter().take(FACTS_MAX) {
        let Some((of, id)) = Whose::of_field(name) else { continue };
        if is_declining(text) {
            continue;
        }
        let known = saw.card.contact.profile.at(of, id, saw.now);
        let known = known.map(|held| held.value.to_string()).unwrap_or_default();
        let kind = answers::kind(&saw.agreement, of, id);
        // The choice says "Sí" where a list says "x".
        let is_same = kind == Kind::YesNo
            && yes_or_no(&known).is_some_and(|known| Some(known) == yes_or_no(text));
        if known.trim() != text.trim() && !is_same {
            name.clone_into(cause);
            facts.push((of, id.to_owned(), checked(id, kind, text, seat)?));
        }
    }
    cause.clear();
    facts.extend(declined(&saw, form));
    if facts.is_empty() {
        return Ok(see_other(local(&way.back)));
    }
    act(seat, id, Deed::Learned { facts }, way).await
}

/// What they would rather not say: told where it is new, and taken back where it was answered, or
/// where the page that asked has a box for it that is not ticked any more.
fn declined(saw: &Saw, form: &[(String, String)]) -> Vec<(Whose, String, String)> {
    let has_boxes = form.iter().any(|(name, _)| name == "asks");
    let is_ticked = |field: &str| form.iter().any(|(name, of)| name == "decline" && of == field);
    let asked = form.iter().take(FACTS_MAX).filter_map(|(name, text)| {
        let (of, id) = Whose::of_field(name)?;
        let is_empty = text.trim().is_empty();
        let declines = is_declining(text) || is_empty && is_ticked(name);
        let is_said = declines || has_boxes || !is_empty;
        let trait_id = declining(of, id);
        let profile = &saw.card.contact.profile;
        let declined = profile.at(Whose::Person, &trait_id, saw.now).is_some();
        let said = if declines { "true" } else { "" };
        (is_said && declines != declined).then(|| (Whose::Person, trait_id, said.to_owned()))
    });
    asked.collect()
}

/// Values that one form may hold.
const FACTS_MAX: usize = 200;

/// A value as it is kept; what cannot be used is said as people read it.
fn checked(id: &str, kind: Kind, text: &str, seat: &Seat) -> PageResult<String> {
    let is_number = kind == Kind::Number;
    typed::checked(id, text, is_number, seat.country()).map_err(|wrong| {
        let (key, name) = match wrong {
            Untyped::Email => ("deed-email-wrong", "email"),
            Untyped::Phone => ("deed-phone-wrong", "phone"),
            Untyped::Country => ("deed-country-wrong", "country"),
            Untyped::Number => ("deed-number-wrong", "text"),
            Untyped::Treatment => ("treatment-wrong", "text"),
        };
        PageError::Wrong(seat.words.t1(key, name, text.trim()))
    })
}
