//! Erasing a person: who asked, what goes, what is remembered so that a restored copy forgets them
//! again, and everything that is known of somebody while they are there.
//!
//! What is overwritten and what stays is the writer's (`writer::erase`); decision 15 says why.

mod kept;
mod names;
mod proof;
mod whole;

use std::collections::BTreeSet;

use engine::event::Act;
use engine::said::Said;
use engine::time::Timestamp;
use engine::value::Value;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use store::StoreError;
use store::ids::{BatchId, ContactId, WorkspaceId};
use store::workspace::Read;
use store::workspace::rows::Key;

pub(crate) use kept::backed_up;
pub use kept::{FILE, Line, apply, gather, keep, restored};
pub(crate) use names::Names;
pub(crate) use proof::{is_remembered, prove};

use crate::card::{BROWSER, Browser, TOLD, is_aside, origin_of, origin_told};
use crate::criba::{Criba, Workspace};
use crate::error::RuntimeError;
use crate::joins::joined;
use crate::writer::{Erase, Erased, Handle, Saw};

/// The source of the events that tell that somebody was erased.
pub const SOURCE: &str = "criba:erasure";
/// The name of those events.
pub const ERASED: &str = "erased";

/// By whose request somebody is erased.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Requester {
    /// Theirs.
    Person,
    /// An authority's.
    Authority,
    /// Somebody else's.
    Other,
}

impl Requester {
    /// All of them, in the order in which forms show them.
    pub const ALL: [Requester; 3] = [Requester::Person, Requester::Authority, Requester::Other];

    /// The id that forms, the API and the record use.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Requester::Person => "person",
            Requester::Authority => "authority",
            Requester::Other => "other",
        }
    }

    /// The one with an id.
    #[must_use]
    pub fn with_id(id: &str) -> Option<Requester> {
        Requester::ALL.into_iter().find(|one| one.id() == id)
    }
}

/// What is noted of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// By whose.
    pub by: Requester,
    /// When it came, as a date; empty where nobody says.
    pub on: String,
    /// How it came and under which number, without anything of the person's.
    pub reference: String,
}

/// The most that a reference may say.
const REFERENCE_CHARS_MAX: usize = 200;

/// What erasing somebody came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    /// What was overwritten.
    pub erased: Erased,
    /// Events of others in which an address or a number of theirs stands: people look at those.
    pub mentions: Vec<(u64, ContactId)>,
    /// Lists that wait for somebody to decide and in which they stand: they would bring them back.
    pub waiting: Vec<(BatchId, String)>,
}

/// That somebody was erased, as it is remembered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// The contact that stays, of nobody.
    pub contact: ContactId,
    /// The event that tells of it.
    pub position: u64,
    /// When.
    pub at: Timestamp,
    /// Who of ours did it.
    pub who: String,
    /// By whose request; empty where it is not known.
    pub requested_by: String,
    /// When that came, as a date; empty where nobody said.
    pub requested_on: String,
    /// How it came.
    pub reference: String,
}

/// What somebody is told by who was erased, where a backup is restored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Known {
    /// The contacts that they were.
    pub(crate) contacts: Vec<ContactId>,
    /// The hashes of what they were found by.
    pub(crate) keys: Vec<String>,
}

/// Everybody that somebody was who was erased.
fn contacts_of(read: Read<'_>, erased: ContactId) -> Result<Vec<ContactId>, StoreError> {
    let mut contacts = vec![erased];
    for row in read.erasures()?.into_iter().filter(|row| row.contact == erased) {
        let Known { contacts: were, .. } = serde_json::from_str(&row.body)?;
        contacts.extend(were);
    }
    Ok(contacts)
}

/// Somebody and everybody who was joined into them.
fn joined_to(read: Read<'_>, saw: &Saw) -> Result<Vec<ContactId>, RuntimeError> {
    let mut contacts = vec![saw.id];
    for position in &saw.card.history {
        // Whoever was parted from them again is somebody else.
        if !read.is_voided(*position)? {
            contacts.extend(read.event(*position)?.and_then(|row| joined(&row.event.act)));
        }
    }
    Ok(contacts)
}

/// The hash of a key, another in each workspace: it says whether somebody who is at hand is meant,
/// and not who was.
pub(crate) fn hashed(workspace: WorkspaceId, key: &Key) -> String {
    let mut digest = Sha256::new();
    for part in ["criba:erasure", &workspace.to_string(), &key.kind, &key.value] {
        digest.update((part.len() as u64).to_be_bytes());
        digest.update(part.as_bytes());
    }
    digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

impl Criba {
    /// Erases somebody of a workspace; `None` where there is no such contact.
    ///
    /// # Errors
    ///
    /// The reference says something of the person, or the disk does not take it.
    pub fn erase(
        &self,
        workspace: WorkspaceId,
        contact: ContactId,
        request: &Request,
        who: &str,
    ) -> Result<Option<Done>, RuntimeError> {
        let open = self.workspace(workspace)?;
        let Some(saw) = open.writer.look(contact).wait()? else { return Ok(None) };
        let properties = noted(request, &saw)?;
        // What stands beside the workspace goes first: where the process ends in between, it is not
        // known any more by what to find it.
        let names = names_of(&saw);
        let mut contacts = open.read(|read| joined_to(read, &saw))?;
        self.forget_beside(&open, workspace, &contacts, &names)?;
        let done = erase(&open.writer, workspace, &saw, properties, who, None)?;
        keep(self.data(), &[(workspace, open.writer.as_ref())])?;
        // And what came beside it meanwhile.
        contacts.extend(open.read(|read| Ok(contacts_of(read, saw.id)?))?);
        self.forget_beside(&open, workspace, &contacts, &names)?;
        let Some(done) = done else { return Ok(None) };
        Ok(Some(Done { waiting: open.waiting_with(&names)?, ..done }))
    }
}

impl Criba {
    /// Forgets the mails to somebody that wait, the confirmations, and what was put aside.
    fn forget_beside(
        &self,
        open: &Workspace,
        workspace: WorkspaceId,
        contacts: &[ContactId],
        names: &Names,
    ) -> Result<(), RuntimeError> {
        for contact in contacts {
            self.house().forget_mails(*contact)?;
        }
        open.forget_confirmations(contacts)?;
        self.forget_kept(workspace, names)
    }

    /// Forgets what was put aside of a workspace's sources and names somebody.
    fn forget_kept(&self, workspace: WorkspaceId, names: &Names) -> Result<(), RuntimeError> {
        let mut house = self.house();
        let sources = house.sources()?.into_iter().filter(|one| one.workspace == workspace);
        for source in sources {
            for kept in house.kept(source.id)? {
                // A form writes the mark of an address its own way.
                let text = String::from_utf8_lossy(&kept.raw).to_lowercase().replace("%40", "@");
                if names.words().iter().any(|word| text.contains(word.as_str())) {
                    house.forget_kept(kept.id)?;
                }
            }
        }
        Ok(house.empty_log()?)
    }
}

/// What is noted of a request, as properties of the event.
fn noted(request: &Request, saw: &Saw) -> Result<Vec<(String, Value)>, RuntimeError> {
    let reference = request.reference.trim();
    let wrong = |es: &str, en: &str| Err(RuntimeError::Wrong(Said::new(es, en)));
    if reference.chars().count() > REFERENCE_CHARS_MAX {
        return wrong(
            "la referencia es demasiado larga; hay que dejarla en 200 letras",
            "the reference is too long; keep it to 200 letters",
        );
    }
    if names_of(saw).stand_in_text(reference) {
        return wrong(
            "la referencia lleva datos de la persona y se quedaría guardada; hay que escribirla sin ellos",
            "the reference says something of the person and would be kept; write it without",
        );
    }
    let pairs = [
        ("requested_by", request.by.id()),
        ("requested_on", request.on.trim()),
        ("reference", reference),
    ];
    let said = pairs.into_iter().filter(|(_, value)| !value.is_empty());
    Ok(said.map(|(id, value)| (id.to_owned(), Value::text(value))).collect())
}

fn names_of(saw: &Saw) -> Names {
    let browser = saw.card.browser.iter().map(|one| Key::new(BROWSER, one.id.as_str()));
    Names::of(&saw.card.keys().into_iter().chain(browser).collect())
}

/// The browsers that were joined to somebody and to nobody else.
fn browsers_of(read: Read<'_>, saw: &Saw) -> Result<Vec<Key>, RuntimeError> {
    #[derive(Deserialize)]
    struct Joined {
        #[serde(default)]
        browser: Option<Box<Browser>>,
    }
    let theirs = BTreeSet::from([saw.id]);
    let mut found: Vec<Key> = Vec::new();
    for row in read.events_at(&saw.card.history)? {
        let Some(other) = joined(&row.event.act) else { continue };
        let Some((_, state)) = read.state(other)? else { continue };
        let Joined { browser } = serde_json::from_str(&state).map_err(store::StoreError::from)?;
        let own = browser.filter(|browser| browser.is_of_none_but(&theirs));
        found.extend(own.map(|browser| Key::new(BROWSER, browser.id.as_str())));
    }
    Ok(found)
}

/// Erases somebody through a workspace's writer. Their events at nobody and what undone lists told
/// of them are looked for in the whole log first, beside the writer.
fn erase(
    handle: &Handle,
    workspace: WorkspaceId,
    saw: &Saw,
    properties: Vec<(String, Value)>,
    who: &str,
    at: Option<Timestamp>,
) -> Result<Option<Done>, RuntimeError> {
    handle.settle_all().wait()?;
    let (reader, mut found) = (handle.reader()?, Found::default());
    let read = reader.read();
    let names = names_of(saw).with(browsers_of(read, saw)?);
    let (looked_to, _) = read.last()?;
    for (position, contact) in read.naming(names.in_log(), 0)? {
        if position <= looked_to && !saw.card.history.contains(&position) {
            found.sort(read, handle, saw.id, &names, (position, contact))?;
        }
    }
    let told = told_to_others(read, saw, &found)?;
    let asked = Erase {
        contact: saw.id,
        also: found.also,
        aside: found.aside,
        told,
        looked_to,
        properties,
        who: who.to_owned(),
        at,
        workspace,
    };
    let erased = handle.erase(asked).wait()?;
    Ok(erased.map(|erased| Done { erased, mentions: found.mentions, waiting: Vec::new() }))
}

/// The places of what others were told of what somebody said of their company.
fn told_to_others(read: Read<'_>, saw: &Saw, found: &Found) -> Result<Vec<u64>, RuntimeError> {
    #[derive(Deserialize)]
    struct Bones {
        history: Vec<u64>,
    }
    let mut theirs: BTreeSet<u64> = saw.card.history.iter().chain(&found.aside).copied().collect();
    for contact in &found.also {
        let Some((_, state)) = read.state(*contact)? else { continue };
        let bones: Bones = serde_json::from_str(&state).map_err(StoreError::from)?;
        theirs.extend(bones.history);
    }
    let mut origins: BTreeSet<String> = BTreeSet::new();
    let mut first: Option<u64> = None;
    for position in theirs {
        let Some(row) = read.event(position)? else { continue };
        if !row.event.facts.is_empty() {
            first = first.or(Some(position));
            origins.insert(origin_of(&row.event.source, &row.event.message_id));
        }
    }
    // Nobody was told of what they said before they said anything.
    let Some(first) = first else { return Ok(Vec::new()) };
    let mut told: Vec<u64> = Vec::new();
    read.told_by(TOLD, first, |position, message_id| {
        told.extend(origins.contains(origin_told(message_id)).then_some(position));
    })?;
    Ok(told)
}

/// What names somebody and is not theirs.
#[derive(Debug, Default)]
struct Found {
    /// Events of nobody's.
    aside: Vec<u64>,
    /// Contacts that they were and that do not count any more.
    also: Vec<ContactId>,
    /// Events of others.
    mentions: Vec<(u64, ContactId)>,
}

impl Found {
    fn sort(
        &mut self,
        read: Read<'_>,
        handle: &Handle,
        who: ContactId,
        names: &Names,
        (position, contact): (u64, ContactId),
    ) -> Result<(), RuntimeError> {
        let Some(row) = read.event(position)? else { return Ok(()) };
        let raw = read.raw(position)?;
        if contact == ContactId::NOBODY {
            if names.stand_in(&row, raw.as_deref()) {
                self.aside.push(position);
            }
            return Ok(());
        }
        if self.also.contains(&contact) || !names.words_stand_in(&row, raw.as_deref()) {
            return Ok(());
        }
        match handle.look(contact).wait()? {
            Some(other) if other.id == who => {}
            Some(other) if !other.card.is_anybody() && !is_aside(&row) => {
                self.also.extend(names.identify(&row).then_some(other.id));
            }
            Some(other) => self.mentions.push((position, other.id)),
            None => {}
        }
        Ok(())
    }
}

impl Workspace {
    /// How somebody was erased; `None` where they were not.
    ///
    /// # Errors
    ///
    /// The workspace cannot be read.
    pub fn erased(&self, contact: ContactId) -> Result<Option<Record>, RuntimeError> {
        self.read(|read| {
            // Whoever was part of them points to the contact that stays.
            let whole = match read.state(contact)? {
                Some((_, state)) => serde_json::from_str::<Bones>(&state).ok(),
                None => None,
            };
            let Some(Bones { erased: Some(_), joined_into }) = whole else { return Ok(None) };
            let row = read.erasure(joined_into.unwrap_or(contact))?;
            row.map(|row| record(read, row.contact, row.position)).transpose()
        })
    }

    /// Everybody who was erased, in the order in which they were.
    ///
    /// # Errors
    ///
    /// The workspace cannot be read.
    pub fn erasures(&self) -> Result<Vec<Record>, RuntimeError> {
        self.read(|read| {
            let rows = read.erasures()?.into_iter();
            rows.map(|row| record(read, row.contact, row.position)).collect()
        })
    }
}

/// Of a saved card, what says that it is nobody's.
#[derive(Deserialize)]
struct Bones {
    #[serde(default)]
    erased: Option<u64>,
    joined_into: Option<ContactId>,
}

fn record(read: Read<'_>, contact: ContactId, position: u64) -> Result<Record, RuntimeError> {
    let row = read.event(position)?;
    let row = row.ok_or_else(|| RuntimeError::missing("el evento", "event", position))?;
    let properties = match row.event.act {
        Act::Happened { properties, .. } => properties,
        _ => Vec::new(),
    };
    let said = |wanted: &str| {
        let found = properties.iter().find(|(id, _)| id == wanted);
        found.map(|(_, value)| value.to_string()).unwrap_or_default()
    };
    Ok(Record {
        contact,
        position,
        at: row.event.at,
        who: row.who.unwrap_or_default(),
        requested_by: said("requested_by"),
        requested_on: said("requested_on"),
        reference: said("reference"),
    })
}
