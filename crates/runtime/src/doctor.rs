//! Proving that a workspace is what its log says (invariants I2 and I4).
//!
//! It begins at the log: every event has to be in the history of the contact that it was told of,
//! and known by its message. Then every contact is folded again from its events, and its state, its
//! line in the lists, its keys and its last moves have to be what that comes to.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use engine::agreement::sealed::Agreement;
use engine::replay::InForce;
use engine::said::Said;
use engine::time::Timestamp;
use serde::Deserialize;
use store::ids::ContactId;
use store::workspace::Read;
use store::workspace::rows::EventRow;

use crate::card::{self, Browser, Card, browser_alone};
use crate::erasure::{is_remembered, prove};
use crate::error::RuntimeError;
use crate::writer::sealed_versions;

/// What was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Findings {
    /// Contacts that were folded again from the log and compared.
    pub contacts: u64,
    /// Events that were read.
    pub events: u64,
    /// People who were folded into counts, and how many of their events.
    pub folded: (u64, u64),
    /// What is not as it should be.
    pub problems: Vec<Said>,
}

/// Problems that are listed; beyond, they are only counted.
const LISTED_MAX: usize = 100;

/// Folds every contact again from the log and compares it with what is saved of it.
///
/// Everything must have been saved: ask the writer to settle first. `now` is the writer's present
/// moment; `progress` is told how many contacts are done, of how many.
///
/// # Errors
///
/// The workspace cannot be read.
pub fn examine(
    read: Read<'_>,
    now: Timestamp,
    mut progress: impl FnMut(usize, usize),
) -> Result<Findings, RuntimeError> {
    // Tables are compared with each other: all of them are those of one moment.
    let _moment = read.hold()?;
    let mut findings = Findings::default();
    let mut report = |said: Said| {
        if findings.problems.len() < LISTED_MAX {
            findings.problems.push(said);
        }
    };
    read.integrity()?.into_iter().map(Said::machine).for_each(&mut report);
    let rows = read.versions()?;
    let mut previous = String::new();
    for row in rows.iter().filter(|row| row.in_force_at.is_some()) {
        let expected = crate::writer::version_hash(&previous, row.number, &row.text, &row.made_by);
        if expected != row.hash {
            let number = row.number;
            report(Said::new(
                format!("la versión {number} del acuerdo se cambió después de guardarse"),
                format!("version {number} of the agreement was changed after it was saved"),
            ));
        }
        previous.clone_from(&row.hash);
    }
    let versions = sealed_versions(&rows)?;
    let versions: Vec<InForce<'_>> =
        versions.iter().map(|(agreement, from)| InForce { agreement, from: *from }).collect();
    let (last, known_at) = read.last()?;
    let from = versions.last().map_or(known_at, |version| version.from);
    let now = now.max(known_at).max(from);
    let agreement = versions.last().map(|version| version.agreement);
    let Some(agreement) = agreement else { return Ok(findings) };
    let log = Log::of(read, &mut report)?;
    let examiner = Examiner { read, versions: &versions, agreement, log: &log, last, now };
    let count = log.contacts.len();
    for (index, id) in log.contacts.iter().enumerate() {
        examiner.one(*id, &mut report)?;
        progress(index + 1, count);
    }
    findings.contacts = log.contacts.len() as u64;
    findings.events = log.events;
    findings.folded = read.folded_in_all()?;
    Ok(findings)
}

/// The log as it stands, whatever is saved of it.
struct Log {
    events: u64,
    /// Everybody that events were told of or that something is saved of.
    contacts: Vec<ContactId>,
    /// The places of the events that were told of each.
    told: HashMap<ContactId, Vec<u64>>,
    /// Who was joined into whom.
    joined: HashMap<ContactId, ContactId>,
    /// The browsers by their ids, each with the contact that stands for it.
    browsers: HashMap<String, (ContactId, Box<Browser>)>,
    /// Whom programs call what.
    called: HashMap<String, ContactId>,
}

impl Log {
    fn of(read: Read<'_>, report: &mut impl FnMut(Said)) -> Result<Log, RuntimeError> {
        let mut log = Log {
            events: 0,
            contacts: read.contacts()?,
            told: HashMap::new(),
            joined: HashMap::new(),
            browsers: HashMap::new(),
            called: HashMap::new(),
        };
        // Of what was told since, the cards may not be saved yet.
        let settled = read.in_rows()?;
        let known_to = read.messages_known_to()?;
        // What came from outside since is known by the end of the log.
        let is_gathered =
            |position| position > known_to && matches!(read.raw(position), Ok(Some(_)));
        let mut unknown: Vec<u64> = Vec::new();
        let mut failed = None;
        read.each_logged(|logged| {
            log.events += 1;
            // A machine's doing is nobody's.
            if logged.position > settled || logged.contact == ContactId::NOBODY {
                return;
            }
            log.told.entry(logged.contact).or_default().push(logged.position);
            match read.message(&logged.source, &logged.message_id) {
                Ok(Some(_)) => {}
                Ok(None) if is_gathered(logged.position) => {}
                Ok(None) if is_remembered(logged.position, &logged.message_id) => {}
                Ok(None) => unknown.push(logged.position),
                Err(error) => failed = Some(error),
            }
        })?;
        if let Some(error) = failed {
            return Err(error.into());
        }
        for position in unknown {
            report(Said::new(
                format!(
                    "el evento {position} no se conoce por su mensaje y podría entrar dos veces"
                ),
                format!("event {position} is not known by its message and could be taken twice"),
            ));
        }
        let saved: std::collections::HashSet<ContactId> = log.contacts.iter().copied().collect();
        let mut lost: Vec<ContactId> =
            log.told.keys().copied().filter(|id| !saved.contains(id)).collect();
        lost.sort_unstable();
        for id in lost {
            report(Said::new(
                format!("no hay nada guardado del contacto {id}, del que habla el registro"),
                format!("nothing is saved of contact {id}, of whom the log tells"),
            ));
        }
        for id in &log.contacts {
            let Some((_, state)) = read.state(*id)? else { continue };
            let bones: Bones = serde_json::from_str(&state).map_err(store::StoreError::from)?;
            match bones.joined_into {
                Some(into) => _ = log.joined.insert(*id, into),
                None => log.called.extend(bones.ids.into_iter().map(|called| (called, *id))),
            }
            if let Some(browser) = bones.browser {
                log.browsers.insert(browser.id.clone(), (*id, browser));
            }
        }
        Ok(log)
    }

    /// Whose an event of the log is by now: a browser's is whoever's it was, what names somebody is
    /// theirs, and the rest is whom it was told of.
    fn holder(&self, row: &EventRow) -> ContactId {
        let browser = browser_alone(row).and_then(|id| self.browsers.get(id));
        if let Some((contact, browser)) = browser {
            return browser.owner(row.event.at).map_or(*contact, |owner| self.whose(owner));
        }
        let called = row.keys.as_ref().and_then(|keys| keys.user_id.as_ref());
        let called = called.and_then(|called| self.called.get(called)).copied();
        called.unwrap_or_else(|| self.whose(row.contact))
    }

    /// Whose events of somebody are now.
    fn whose(&self, mut id: ContactId) -> ContactId {
        let mut steps = 0;
        while let Some(into) = self.joined.get(&id).filter(|_| steps < self.joined.len()) {
            id = *into;
            steps += 1;
        }
        id
    }
}

/// Of a saved card, what says whose events are whose.
#[derive(Deserialize)]
struct Bones {
    joined_into: Option<ContactId>,
    #[serde(default)]
    ids: BTreeSet<String>,
    #[serde(default)]
    browser: Option<Box<Browser>>,
}

/// Of the saved card of somebody who was parted from another, which events it holds.
#[derive(Deserialize)]
struct Parted {
    #[serde(default)]
    history: Vec<u64>,
    #[serde(default)]
    apart: BTreeSet<ContactId>,
}

struct Examiner<'a> {
    read: Read<'a>,
    versions: &'a [InForce<'a>],
    /// The version in force.
    agreement: &'a Agreement,
    log: &'a Log,
    /// The last place of the log.
    last: u64,
    now: Timestamp,
}

impl Examiner<'_> {
    fn one(&self, id: ContactId, report: &mut impl FnMut(Said)) -> Result<(), RuntimeError> {
        let Some((as_of, state)) = self.read.state(id)? else { return Ok(()) };
        let Ok(saved) = serde_json::from_str::<Card>(&state) else {
            report(Said::new(
                format!("el estado del contacto {id} es de otra versión; basta abrir su página"),
                format!("the state of contact {id} is of another release; open its page once"),
            ));
            return Ok(());
        };
        if as_of > self.last {
            let last = self.last;
            report(Said::new(
                format!("el contacto {id} va por el evento {as_of} y el registro acaba en {last}"),
                format!("contact {id} stands for event {as_of}, and the log ends at {last}"),
            ));
        }
        if saved.erased.is_some() {
            // What was told of them on a browser that others use may be somebody else's.
            let told = self.log.told.get(&id).into_iter().flatten().copied();
            let mut others: Vec<u64> = Vec::new();
            for position in told.filter(|position| !saved.history.contains(position)) {
                let holder = self.read.event(position)?.map(|row| self.log.holder(&row));
                others.extend((holder == Some(self.log.whose(id))).then_some(position));
            }
            return prove(self.read, id, &saved, &others, report);
        }
        if saved.joined_into.is_some() {
            if self.read.columns_of(id)?.is_some() {
                report(Said::new(
                    format!("el contacto {id} se unió a otro y sigue en las listas"),
                    format!("contact {id} was joined into another and is still in the lists"),
                ));
            }
            return Ok(());
        }
        let mut rows = self.read.events_at(&saved.history)?;
        let events = rows.len();
        if events != saved.history.len() {
            report(Said::new(
                format!("el contacto {id} tiene eventos que no están en el registro"),
                format!("contact {id} has events that the log does not have"),
            ));
        }
        let parted = self.parted_from(&saved)?;
        let is_astray = |row: &&EventRow| {
            self.log.holder(row) != id && !parted.contains_key(&self.log.whose(row.contact))
        };
        if let Some(row) = rows.iter().find(is_astray) {
            let position = row.event.position;
            report(Said::new(
                format!("el evento {position} es de otro que el contacto {id}"),
                format!("event {position} was told of another than contact {id}"),
            ));
        }
        let own = self.log.told.get(&id).into_iter().flatten();
        let mut history = saved.history.clone();
        history.sort_unstable();
        for position in own.filter(|position| history.binary_search(position).is_err()) {
            let row = self.read.event(*position)?;
            let is_of_another = row.is_some_and(|row| {
                is_remembered(*position, &row.event.message_id)
                    || (row.keys.is_some() && self.log.holder(&row) != id)
            });
            if is_of_another || parted.values().any(|held| held.history.contains(position)) {
                continue;
            }
            report(Said::new(
                format!("el evento {position} del contacto {id} no está en su historia"),
                format!("event {position} of contact {id} is not in its history"),
            ));
        }
        let mut voided: Vec<u64> = Vec::new();
        for row in &rows {
            let position = row.event.position;
            voided.extend(self.read.is_voided(position)?.then_some(position));
        }
        rows.retain(|row| !voided.contains(&row.event.position));
        rows.sort_by_key(|row| (row.event.known_at, row.event.position));
        // Both are taken to the same moment: no result depends on when anybody looked.
        let mut live = saved.clone();
        live.catch_up(self.agreement, self.now);
        let mut again = Card { history: saved.history.clone(), ..saved.clone() };
        again.fold(self.versions, &rows, self.now);
        if live.contact != again.contact {
            report(Said::new(
                format!("el contacto {id} no es lo que dan sus {events} eventos"),
                format!("contact {id} is not what its {events} events come to"),
            ));
        } else if live.desk != again.desk {
            report(Said::new(
                format!(
                    "el próximo paso o el responsable del contacto {id} no es lo que dan sus eventos"
                ),
                format!("the next step or owner of contact {id} is not what its events come to"),
            ));
        }
        self.derived(id, &saved, report)
    }

    /// Whom somebody was parted from, and whom those were: what was told of one while they were one
    /// is another's by its strongest key.
    fn parted_from(&self, saved: &Card) -> Result<BTreeMap<ContactId, Parted>, RuntimeError> {
        let mut parted: BTreeMap<ContactId, Parted> = BTreeMap::new();
        let mut left: Vec<ContactId> = saved.apart.iter().copied().collect();
        while let Some(id) = left.pop() {
            let id = self.log.whose(id);
            if parted.contains_key(&id) {
                continue;
            }
            let Some((_, state)) = self.read.state(id)? else { continue };
            let held: Parted = serde_json::from_str(&state).map_err(store::StoreError::from)?;
            left.extend(&held.apart);
            parted.insert(id, held);
        }
        Ok(parted)
    }

    /// What lists show and what it is found by; its last moves.
    fn derived(
        &self,
        id: ContactId,
        saved: &Card,
        report: &mut impl FnMut(Said),
    ) -> Result<(), RuntimeError> {
        let listed = self.read.columns_of(id)?;
        // A line that is due to be made again says what was so at any moment since.
        let is_due = listed.as_ref().is_some_and(|columns| columns.wake_at <= self.now);
        let judged_by =
            self.versions.iter().find(|one| one.agreement.version == saved.contact.version);
        let agreement = judged_by.map_or(self.agreement, |version| version.agreement);
        let mut columns =
            card::columns(agreement, saved, self.now).filter(|_| !saved.history.is_empty());
        if let (Some(columns), Some(listed)) = (&mut columns, &listed) {
            // When a score falls is found to the microsecond from where one looks.
            columns.wake_at = listed.wake_at;
        }
        if listed.is_some() != columns.is_some() || (!is_due && listed != columns) {
            report(Said::new(
                format!("lo que las listas enseñan del contacto {id} no es lo que ha resultado"),
                format!("what lists show of contact {id} is not what it has come to"),
            ));
        }
        if self.read.keys_of(id)? != saved.keys() {
            report(Said::new(
                format!("el contacto {id} no se encuentra por lo que tiene"),
                format!("contact {id} is not found by what it has"),
            ));
        }
        let moves = self.read.moves_of(id)?;
        for (line, standing) in agreement.lines.iter().zip(&saved.contact.standings) {
            let last = moves.iter().rev().find(|row| row.moved.line == line.id);
            let stage = last.map_or(agreement.first_stage(), |row| row.moved.to.as_str());
            if stage != standing.stage {
                report(Said::new(
                    format!("el último paso del contacto {id} no acaba donde está"),
                    format!("the last move of contact {id} does not end where it stands"),
                ));
            }
        }
        Ok(())
    }
}
