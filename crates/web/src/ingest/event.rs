//! One thing that a program tells, from its JSON to what goes in at the door.
//!
//! Nothing here fails but by leaving the one thing out: whoever sends several has the rest taken.

use std::borrow::Cow;
use std::net::IpAddr;
use std::sync::Arc;

use engine::agreement::condition::Whose;
use engine::catalogue::also_named;
use engine::event::{Act, Fact, Origin};
use engine::time::Timestamp;
use engine::value::Value;
use import::values::emails;
use runtime::likelihood::Human;
use runtime::sources::SecondNames;
use runtime::writer::{Came, Intake, Whom};
use serde_json::Value as Json;
use sha2::{Digest, Sha256};
use store::workspace::rows::Keys;
use uuid::Uuid;

use super::json::{self, Object, merged, text};
use super::moments::{happened_at, moment};
use super::robots::{self, Connected};
use super::source::Source;
use super::{consents, properties, traits, vocabulary};

/// Bytes of one thing.
pub(super) const BYTES_MAX: usize = 32 * 1024;
/// Characters of an id of a message, of a person or of a company; a longer one is known by its
/// digest.
const ID_CHARS_MAX: usize = 100;
/// Characters of an event's name.
const NAME_CHARS_MAX: usize = 200;

/// Why something is kept aside that a key of a web page says and may not.
const PUBLIC_KEY: &str = "public_key";
/// Why something is kept aside that one of Criba's own forms tells itself.
const OWN_FORM: &str = "own_form";

/// The calls of the protocol.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Who somebody is.
    Identify,
    /// What somebody did.
    Track,
    /// A page that somebody saw.
    Page,
    /// A screen of an application that somebody saw.
    Screen,
    /// The company that somebody is of.
    Group,
    /// That somebody was known otherwise before.
    Alias,
}

impl Kind {
    /// The call of a name.
    pub(super) fn named(name: &str) -> Option<Kind> {
        Some(match name {
            "identify" => Kind::Identify,
            "track" => Kind::Track,
            "page" => Kind::Page,
            "screen" => Kind::Screen,
            "group" => Kind::Group,
            "alias" => Kind::Alias,
            _ => return None,
        })
    }
}

/// Who sends something, and what holds for all that comes with it.
pub(super) struct Call<'a> {
    /// Who tells.
    pub(super) source: &'a Source,
    /// When it came.
    pub(super) received: Timestamp,
    /// What the whole says of when it was sent.
    pub(super) sent: Option<Json>,
    /// What the whole says of its context.
    pub(super) context: Object,
    /// The connection, where it is the person's own.
    pub(super) connection: Option<Connection>,
    /// Whether it is old history, which counts as known when it happened.
    pub(super) is_history: bool,
    /// How this server is reached, where it is the person's own program that says something.
    pub(super) own_host: Option<String>,
}

/// The connection of a person's own program.
#[derive(Debug, Clone)]
pub(super) struct Connection {
    /// The address it comes from.
    pub(super) address: Option<IpAddr>,
    /// How it looks.
    pub(super) looks: Connected,
}

/// Why one thing is left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LeftOut {
    /// It is no call of the protocol.
    Unknown,
    /// It does not say of whom.
    Nobody,
    /// It says that something happened, and not what.
    NoEvent,
    /// It is larger than one thing may be.
    TooLarge,
    /// It holds too much within each other.
    TooDeep,
}

impl LeftOut {
    /// By what a page says why.
    pub(super) fn id(self) -> &'static str {
        match self {
            LeftOut::Unknown => "unknown",
            LeftOut::Nobody => "nobody",
            LeftOut::NoEvent => "no_event",
            LeftOut::TooLarge => "too_large",
            LeftOut::TooDeep => "too_deep",
        }
    }
}

/// What goes in at the door of what a program tells, what is consented to with it behind it; `kind`
/// where its address says it.
pub(super) fn intakes(
    item: Json,
    kind: Option<Kind>,
    call: &Call<'_>,
) -> Result<Vec<Intake>, LeftOut> {
    if json::is_too_deep(&item) {
        return Err(LeftOut::TooDeep);
    }
    let Json::Object(mut item) = item else { return Err(LeftOut::Unknown) };
    item.remove("writeKey");
    let said = || item.get("type").and_then(Json::as_str).and_then(Kind::named);
    let kind = kind.or_else(said).ok_or(LeftOut::Unknown)?;
    let context = context(&item, call);
    let raw = raw(&item, &context, call);
    // What came is the most of what is kept: it is measured by itself only where it may matter.
    if raw.len() > BYTES_MAX && written(&item).len() > BYTES_MAX {
        return Err(LeftOut::TooLarge);
    }
    let keys = keys(kind, &item).ok_or(LeftOut::Nobody)?;
    let act = act(kind, &item, &context, &call.source.names)?;
    let at = at(&item, call.sent.as_ref(), call.received, call.is_history);
    let agent = text(context.get("userAgent"));
    let looks = call.connection.as_ref().map(|connection| &connection.looks);
    let human = Human::with(robots::signals(agent.as_deref(), looks));
    // A robot that says so is a robot all the same.
    let told_by = || {
        told_by_anybody(kind, &act, call.source)
            .or_else(|| told_by_own_form(&act, call.own_host.as_deref()))
    };
    let aside = human.is_person().then(told_by).flatten().map(str::to_owned);
    let intake = Intake {
        whom: Whom::Keyed(keys),
        at: Some(at),
        known_at: call.is_history.then_some(at),
        source: Arc::clone(&call.source.name),
        message_id: message_id(&item),
        act,
        facts: weighed(
            facts(kind, &item, &context, &call.source.workspace.row.country),
            call.source,
        ),
        who: None,
        batch: None,
        came: Came { raw: Some(raw.into()), human, aside },
    };
    let said = consents::said(kind, &item, &context);
    if consents::is_refused(kind, &item, &context) {
        // Whoever takes a consent back has to be known by that much.
        let withdrawn = said.into_iter().filter(|(_, is_given)| !is_given).collect();
        let mut told = consents::acts(&intake, withdrawn);
        told.extend(consents::without_who(intake, &item, &context));
        return Ok(told);
    }
    let consented = consents::acts(&intake, said);
    Ok(std::iter::once(intake).chain(consented).collect())
}

/// Why something is kept and gives nothing that a key says which anybody may read: who was won or
/// lost, and that two are one, is not for everybody to say.
fn told_by_anybody(kind: Kind, act: &Act, source: &Source) -> Option<&'static str> {
    if source.takes_outcomes {
        return None;
    }
    let is_outcome = match act {
        Act::Happened { name, properties } => vocabulary::is_outcome(name, also_named(properties)),
        _ => kind == Kind::Alias,
    };
    is_outcome.then_some(PUBLIC_KEY)
}

/// Why an answer to a form gives nothing here: the form is one of Criba's, in a page that the tracker
/// is in too, and tells of it itself.
fn told_by_own_form(act: &Act, own_host: Option<&str>) -> Option<&'static str> {
    let Act::Happened { name, properties } = act else { return None };
    let (_, form) = properties.iter().find(|(id, _)| id == "form")?;
    let form = form.to_string();
    let (_, address) = form.split_once("://")?;
    let (host, path) = address.split_once('/')?;
    let is_own = own_host == Some(host) && path.starts_with("f/");
    (name == "form_submitted" && is_own).then_some(OWN_FORM)
}

/// The context of one thing: its own over that of the whole, and what its connection says where
/// neither does.
fn context<'a>(item: &'a Object, call: &'a Call<'_>) -> Cow<'a, Object> {
    let own = item.get("context").and_then(Json::as_object);
    let mut context = match own {
        Some(own) if call.context.is_empty() => Cow::Borrowed(own),
        Some(own) => Cow::Owned(merged(&call.context, own)),
        None => Cow::Borrowed(&call.context),
    };
    if let Some(connection) = &call.connection {
        let address = connection.address.map(|address| address.to_string());
        let agent = connection.looks.agent.clone();
        for (id, value) in [("ip", address), ("userAgent", agent)] {
            if let Some(value) = value.filter(|_| text(context.get(id)).is_none()) {
                context.to_mut().insert(id.to_owned(), Json::String(value));
            }
        }
    }
    context
}

/// What it says of the person and their company.
pub(super) fn facts(kind: Kind, item: &Object, context: &Object, country: &str) -> Vec<Fact> {
    let told = context.get("traits").and_then(Json::as_object);
    let own = item.get("traits").and_then(Json::as_object);
    let of_person = |traits| traits::of_person(traits, country);
    let mut facts = match (kind, told, own) {
        (Kind::Alias, ..) => Vec::new(),
        (Kind::Identify, Some(told), Some(own)) => of_person(&merged(told, own)),
        (Kind::Identify, None, Some(own)) => of_person(own),
        (_, told, _) => told.map(of_person).unwrap_or_default(),
    };
    if let Some(own) = own.filter(|_| kind == Kind::Group) {
        facts.extend(traits::of_account(own, country));
    }
    let mut say = |of, id: &str, value: String| {
        facts.push(Fact { of, id: id.to_owned(), value: Value::text(value), origin: Origin::Said });
    };
    if kind == Kind::Group {
        if let Some(group) = id_of(item, "groupId") {
            say(Whose::Account, "group_id", group.clone());
            say(Whose::Person, "group_id", group);
        }
    } else if let Some(group) = id_of(context, "groupId") {
        say(Whose::Person, "group_id", group);
    }
    // Many programs know people by their address.
    let is_addressed = facts.iter().any(|fact| fact.of == Whose::Person && fact.id == "email");
    let address = id_of(item, "userId").and_then(|id| emails::address(&id));
    if let Some(address) = address.filter(|_| kind == Kind::Identify && !is_addressed) {
        let value = Value::text(address);
        let (of, id) = (Whose::Person, "email".to_owned());
        facts.push(Fact { of, id, value, origin: Origin::Said });
    }
    facts
}

/// Facts as they weigh: what a key says that anybody may read, of a company and of which one
/// somebody is, is a claim of theirs alone.
fn weighed(mut facts: Vec<Fact>, source: &Source) -> Vec<Fact> {
    if !source.takes_outcomes {
        let of_company = |fact: &&mut Fact| fact.of == Whose::Account || fact.id == "group_id";
        facts.iter_mut().filter(of_company).for_each(|fact| fact.origin = Origin::Claimed);
    }
    facts
}

/// By what somebody is known; `None` where nothing says who. Addresses are among the facts: what
/// people say of themselves is weighed otherwise than where something went.
pub(super) fn keys(kind: Kind, item: &Object) -> Option<Keys> {
    let (user_id, anonymous_id) = (id_of(item, "userId"), id_of(item, "anonymousId"));
    if kind == Kind::Alias {
        let previous_id = Some(id_of(item, "previousId").or(anonymous_id)?);
        return Some(Keys { user_id: Some(user_id?), previous_id, ..Keys::default() });
    }
    let is_somebody = user_id.is_some() || anonymous_id.is_some();
    is_somebody.then(|| Keys { user_id, anonymous_id, ..Keys::default() })
}

/// What happened, with its second name: as people say, else as Criba knows it.
pub(super) fn act(
    kind: Kind,
    item: &Object,
    context: &Object,
    names: &SecondNames,
) -> Result<Act, LeftOut> {
    let name = match kind {
        Kind::Identify | Kind::Group | Kind::Alias => return Ok(Act::Learned),
        Kind::Page => "page".to_owned(),
        Kind::Screen => "screen".to_owned(),
        Kind::Track => {
            let name = text(item.get("event")).ok_or(LeftOut::NoEvent)?;
            let name: String = name.chars().take(NAME_CHARS_MAX).collect();
            vocabulary::kept_name(&name)
        }
    };
    let said = names.of(&name);
    let second = said.unwrap_or_else(|| vocabulary::second_name(&name));
    let properties = properties::of_event(kind, item, context, second);
    Ok(Act::Happened { name, properties })
}

/// When it happened: by what it says, or what is said of when it was `sent`.
pub(super) fn at(
    item: &Object,
    sent: Option<&Json>,
    received: Timestamp,
    is_history: bool,
) -> Timestamp {
    let (noticed, said) = (moment(item.get("originalTimestamp")), moment(item.get("timestamp")));
    // Who says both reckoned the second: a person who says when it was, where RudderStack's library
    // adds when it was told, or Segment, which adds when that was by the device's own clock. History
    // is told long after it was sent.
    if is_history || noticed.is_some() && said.is_some() {
        return happened_at(said.or(noticed), None, received);
    }
    let sent = moment(item.get("sentAt")).or_else(|| moment(sent));
    happened_at(said.or(noticed), sent, received)
}

/// The id by which the same message is the same event; made here where it has none.
fn message_id(item: &Object) -> Arc<str> {
    let own = text(item.get("messageId")).map(bounded);
    own.unwrap_or_else(|| format!("criba-{}", Uuid::now_v7())).into()
}

/// What came, word for word, with what came around it.
fn raw(item: &Object, context: &Object, call: &Call<'_>) -> String {
    let received = Json::String(call.received.to_string());
    let sent = call.sent.as_ref().filter(|_| !item.contains_key("sentAt"));
    let mut raw = String::from("{");
    let mut put = |key: &str, value: String| {
        if raw.len() > 1 {
            raw.push(',');
        }
        raw.push_str(&Json::from(key).to_string());
        raw.push(':');
        raw.push_str(&value);
    };
    let is_around = |key: &str| key == "receivedAt" || key == "context" && !context.is_empty();
    for (key, value) in item.iter().filter(|(key, _)| !is_around(key)) {
        put(key, value.to_string());
    }
    if !context.is_empty() {
        put("context", written(context));
    }
    if let Some(sent) = sent {
        put("sentAt", sent.to_string());
    }
    put("receivedAt", received.to_string());
    raw.push('}');
    raw
}

fn written(object: &Object) -> String {
    // An object of texts and numbers can always be written.
    serde_json::to_string(object).unwrap_or_default()
}

/// An id that says who: what programs write where they know nobody is none.
fn id_of(object: &Object, key: &str) -> Option<String> {
    let id = text(object.get(key)).filter(|id| !NOBODY.contains(&id.to_lowercase().as_str()))?;
    Some(bounded(id))
}

/// What programs write where they know nobody.
const NOBODY: [&str; 6] = ["null", "undefined", "nan", "none", "nil", "[object object]"];

fn bounded(id: String) -> String {
    if id.chars().count() <= ID_CHARS_MAX {
        return id;
    }
    Sha256::digest(id.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}
