//! What people write down by hand that happened elsewhere: first which event it was, then a form of
//! what that event is asked and no more. What its properties are is not decided here.

use axum::routing::post;
use engine::catalogue::is_theirs;
use engine::event::Act;
use engine::value::Value;
use jiff::civil::Date;
use runtime::manual::{Desk, Kind, LINE_CHARS_MAX, MANUAL, Manual, Part, Seen, Wrong, said_of};
use runtime::writer::Saw;
use rust_decimal::Decimal;
use store::ids::ContactId;

use super::again::Again;
use super::deeds::{Way, act, look};
use super::planned::moment;
use crate::address::Path;
use crate::error::{PageError, PageResult};
use crate::posted::Posted;
use crate::routes::Table;
use crate::seat::{Can, Seat, Work};
use crate::words::Words;

pub(crate) fn routes(table: &mut Table) {
    table.post("/contactos/{id}/eventos", post(happened));
}

/// What can be written down, and the form of what was chosen.
pub(super) struct Noting {
    /// What they did and what we did, each with its events: id and name.
    pub(super) groups: [(String, Vec<(&'static str, String)>); 2],
    pub(super) chosen: Option<Chosen>,
}

/// The form of an event.
pub(super) struct Chosen {
    pub(super) name: &'static str,
    pub(super) title: String,
    pub(super) fields: Vec<Field>,
}

/// What a form asks of an event.
pub(super) struct Field {
    /// What it is called in the form that is sent.
    pub(super) id: String,
    pub(super) name: String,
    /// `line`, `number`, `code`, `day`, `choice` or `yes`.
    pub(super) kind: &'static str,
    /// What may be chosen: the value and its name; of a line, what is proposed for it.
    pub(super) options: Vec<(String, String)>,
    pub(super) value: String,
}

impl Field {
    /// The most characters that its text may have.
    pub(super) fn chars_max(&self) -> usize {
        LINE_CHARS_MAX
    }
}

impl Noting {
    pub(super) fn of(chosen: &str, saw: &Saw, again: &Again, w: &Words) -> Noting {
        let is_again = again.panel == PANEL;
        let chosen = if is_again { again.what.as_str() } else { chosen };
        let group = |is_of_them: bool| {
            let events = MANUAL.iter().filter(|manual| is_theirs(manual.name) == is_of_them);
            events.map(|manual| (manual.name, w.event(manual.name, ""))).collect()
        };
        let currency = saw.agreement.document.currency.as_deref().unwrap_or_default();
        let chosen = Manual::named(chosen).map(|manual| Chosen {
            name: manual.name,
            title: w.event(manual.name, ""),
            fields: manual
                .properties
                .iter()
                .map(|property| {
                    let id = format!("{OF_EVENT}{}", property.id);
                    let known = if property.kind == Kind::Currency { currency } else { "" };
                    let value = again.typed(&id, known).to_owned();
                    field(manual.name, property.id, property.kind, id, value, w)
                })
                .collect(),
        });
        let groups = [(w.t("part-theirs"), group(true)), (w.t("part-ours"), group(false))];
        Noting { groups, chosen }
    }
}

/// What the panel of the form is called, and what stands before a property in it.
const PANEL: &str = "otro";
const OF_EVENT: &str = "p.";

fn field(event: &str, id: &str, kind: Kind, name: String, value: String, w: &Words) -> Field {
    let (kind, known): (_, &'static [&'static str]) = match kind {
        Kind::Line => ("line", &[]),
        Kind::Minutes | Kind::Amount => ("number", &[]),
        Kind::Currency => ("code", &[]),
        Kind::Day => ("day", &[]),
        Kind::YesNo => ("yes", &[]),
        Kind::Word(known) | Kind::Choice(known) => ("choice", known),
    };
    let options = known.iter().map(|value| ((*value).to_owned(), chosen_word(id, value, w)));
    // What lists and starters say of the same, in the reader's language.
    let proposed = format!("proposed-{}", id.replace('_', "-"));
    let proposed = if w.has(&proposed) { w.t(&proposed) } else { String::new() };
    let proposed = proposed.split('|').map(str::trim).filter(|text| !text.is_empty());
    let options = options.chain(proposed.map(|text| (text.to_owned(), text.to_owned())));
    Field { id: name, name: property(event, id, w), kind, options: options.collect(), value }
}

/// `POST /contactos/{id}/eventos`: something of the catalogue that happened elsewhere.
async fn happened(
    seat: Can<Work>,
    Path(id): Path<ContactId>,
    Posted(form): Posted<Vec<(String, String)>>,
) -> PageResult {
    let value = |name: &str| {
        form.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone()).unwrap_or_default()
    };
    let way = Way { key: value("key"), back: value("back") };
    let mut again = Again {
        panel: PANEL.to_owned(),
        what: value("name"),
        date: value("at"),
        text: value("text"),
        back: way.back.clone(),
        ..Again::default()
    };
    let done = told(&seat, id, &form, &mut again, way).await;
    again.values = form;
    again.or(&seat, id, std::future::ready(done)).await
}

/// Writes it down; what of it cannot be used is named in `again`.
async fn told(
    seat: &Seat,
    id: ContactId,
    form: &[(String, String)],
    again: &mut Again,
    way: Way,
) -> PageResult {
    let w = &seat.words;
    let saw = look(seat, id).await?;
    "at".clone_into(&mut again.cause);
    let at = if again.date.is_empty() { None } else { Some(moment(&again.date, "", w)?) };
    // Of today it is not later than now, whichever hour a day has where nobody says one.
    let is_today = |at: &engine::time::Timestamp| w.local(*at).date() == w.local(saw.now).date();
    let at = at.map(|at| if is_today(&at) { at.min(saw.now) } else { at });
    let said = form.iter().filter_map(|(name, text)| {
        let id = name.strip_prefix(OF_EVENT)?;
        Some((id.to_owned(), Value::text(text.as_str())))
    });
    let seen =
        Seen { name: again.what.clone(), at, properties: said.collect(), why: again.text.clone() };
    let currency = saw.agreement.document.currency.as_deref();
    let desk = Desk { country: seat.country(), currency, now: saw.now };
    let deed = match seen.deed(&desk) {
        Ok(deed) => deed,
        Err(wrong) => return Err(unusable(wrong, again, w)),
    };
    act(seat, id, deed, way).await
}

/// Why the form was not taken; an event that no page offers is none that there is.
fn unusable(Wrong { part, said }: Wrong, again: &mut Again, w: &Words) -> PageError {
    let said = w.said(&said);
    let text = match part {
        Part::Name => return PageError::NotFound,
        Part::At => said,
        Part::Property(id) => {
            let name = property(&again.what, &id, w);
            again.cause = format!("{OF_EVENT}{id}");
            w.t2("manual-wrong", "name", name, "what", lower(&said))
        }
        Part::Why => {
            "text".clone_into(&mut again.cause);
            said
        }
    };
    PageError::Wrong(text)
}

/// A sentence as it stands behind a colon.
fn lower(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters.next().into_iter().flat_map(char::to_lowercase).chain(letters).collect()
}

/// What a property of an event is called.
pub(super) fn property(event: &str, id: &str, w: &Words) -> String {
    let id = id.replace('_', "-");
    let own = format!("property-{}-{id}", event.replace('_', "-"));
    let general = format!("property-{id}");
    match [own, general].into_iter().find(|key| w.has(key)) {
        Some(key) => w.t(&key),
        None => w.trait_name(&id.replace('-', "_")),
    }
}

/// What a value of an open or a closed list is called.
fn chosen_word(property: &str, value: &str, w: &Words) -> String {
    let key = format!("{property}-{}", value.replace('_', "-"));
    if w.has(&key) { w.t(&key) } else { value.to_owned() }
}

/// What a property says, in words: an amount in its currency, a day as the reader writes it.
pub(super) fn value(act: &Act, id: &str, value: &Value, w: &Words) -> String {
    let Act::Happened { name, properties } = act else { return value.to_string() };
    match (kind_of(name, id), value) {
        (_, Value::Bool(truth)) => w.t(if *truth { "yes" } else { "no" }),
        (Some(Kind::Amount), Value::Number(amount)) => {
            let currency = properties.iter().find(|(id, _)| id == "currency");
            money(*amount, currency.map(|(_, value)| value.to_string()), w)
        }
        (Some(Kind::Minutes), Value::Number(minutes)) => w.number(*minutes),
        (Some(Kind::Day), Value::Text(text)) => {
            text.parse::<Date>().map_or_else(|_| text.clone(), |date| w.date(date))
        }
        (Some(Kind::Word(_) | Kind::Choice(_)), Value::Text(text)) => chosen_word(id, text, w),
        (_, value) => super::lines::spoken(value),
    }
}

fn kind_of(event: &str, id: &str) -> Option<Kind> {
    match id {
        // Other events carry amounts as well: what somebody bought, an opportunity.
        "amount" => Some(Kind::Amount),
        id => Manual::named(event)?.kind_of(id),
    }
}

fn money(amount: Decimal, currency: Option<String>, w: &Words) -> String {
    match currency.filter(|currency| !currency.is_empty()) {
        Some(currency) => w.pack.numbers().money(amount, &currency),
        None => w.number(amount),
    }
}

/// What an event that is written down by hand says beside its title, which tells one property of
/// it: each property with its name.
pub(super) fn details(act: &Act, in_title: Option<&str>, w: &Words) -> Vec<String> {
    let Act::Happened { name, .. } = act else { return Vec::new() };
    let said = said_of(act).into_iter();
    let said = said.filter(|(id, _)| Some(*id) != in_title && *id != "currency");
    let said = said.map(|(id, said)| {
        let called = property(name, id, w);
        match said {
            Value::Bool(true) => called,
            said => format!("{called}: {}", value(act, id, said, w)),
        }
    });
    said.collect()
}
