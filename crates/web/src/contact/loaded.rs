//! What a contact's page is made of: the contact, their company, and whom they stand beside.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use engine::agreement::condition::Whose;
use engine::text::fold;
use import::duplicates::company_key;
use runtime::chances::Chances;
use runtime::committee::{PEOPLE_MAX, Part, Usual, parts};
use runtime::queue::Entry;
use runtime::stays::Stay;
use runtime::timeline;
use runtime::writer::Saw;
use store::ids::ContactId;
use store::workspace::screens::{Filter, Listed, Order};

use super::cause::Causes;
use super::page::Asked;
use super::parts::part;
use super::profile::worked_out_from;
use super::sheet::Reason;
use crate::error::{PageError, PageResult};
use crate::seat::Seat;

/// What a contact's page is made of, as the workspace has it.
pub(super) struct Loaded {
    pub(super) saw: Box<Saw>,
    pub(super) moves: Vec<store::workspace::rows::MoveRow>,
    /// Of their events, those that were undone.
    pub(super) voided: BTreeSet<u64>,
    /// What made the moves that cite no clause.
    pub(super) causes: Causes,
    pub(super) history: timeline::Page,
    pub(super) people: Vec<Listed>,
    /// The part that people of the same company have in the purchase.
    pub(super) roles: BTreeMap<ContactId, String>,
    /// The parts in the purchase that nobody of their company has, and that others had.
    pub(super) lacking: Vec<Usual>,
    pub(super) chances: Option<Chances>,
    /// How long people like them stay in each stage.
    pub(super) stays: Arc<BTreeMap<String, Stay>>,
    /// When the reader has time next.
    pub(super) free_at: engine::time::Timestamp,
    pub(super) queue: Vec<ContactId>,
    /// Their own place on the call list.
    pub(super) entry: Option<Entry>,
    pub(super) alike: Vec<Listed>,
    /// Whom to join with.
    pub(super) other: Option<Box<Saw>>,
    /// Who is calling them at this moment.
    pub(super) caller: Option<String>,
}

/// People that one may join with that the page shows.
const ALIKE_SHOWN: usize = 8;

/// Reads it.
pub(super) async fn load(seat: &Seat, id: ContactId, asked: &Asked) -> PageResult<Loaded> {
    let (part, from) = (part(&asked.parte), asked.desde);
    let is_from_today = asked.de.is_empty() || asked.de.starts_with("/hoy");
    let list = asked
        .de
        .strip_prefix("/contactos")
        .map(|query| crate::contacts::page_of(query.trim_start_matches('?'), seat));
    let reader = seat.email().to_owned();
    let mine = vec![seat.email().to_owned(), String::new()];
    let words = if asked.panel == "unir" { crate::layout::words_of(&asked.q) } else { Vec::new() };
    let is_joining = asked.panel == "unir";
    let con = asked.con.filter(|_| is_joining);
    let loaded = seat.ask(move |workspace| {
        let Some(saw) = workspace.writer.look(id).wait()? else { return Ok(None) };
        if !saw.card.is_anybody() {
            return Ok(None);
        }
        let other = match con {
            Some(con) => workspace.writer.look(con).wait()?.filter(|other| other.card.is_anybody()),
            None => None,
        };
        let history = workspace.timeline(&saw, part, from, timeline::PAGE)?;
        let chances = workspace.chances(&saw)?;
        let stays = workspace.stays(&saw)?;
        let columns = runtime::card::columns(&saw.agreement, &saw.card, saw.now);
        let mut entries: Vec<Entry> = Vec::new();
        if is_from_today {
            let filter = Filter { owners: mine, ..Filter::default() };
            let view = runtime::queue::View { reader: vec![reader.clone()], filter };
            entries = workspace.queue(&view)?.entries;
        }
        // The deadline is a colleague's or the manager's to see too, whose list it is not on.
        let entry = entries.iter().find(|entry| entry.id == saw.id).cloned();
        let entry = entry.or_else(|| runtime::queue::promised_to(&saw));
        let queue = if is_from_today {
            entries.iter().map(|entry| entry.id).collect()
        } else if let Some((within, order, limit, first)) = list {
            let filter = within.filter(workspace)?;
            workspace
                .read(|read| Ok(read.list(&filter, order, limit, first)?))?
                .iter()
                .map(|listed| listed.id)
                .collect()
        } else {
            Vec::new()
        };
        let company =
            columns.as_ref().map(|columns| company_key(&columns.company)).unwrap_or_default();
        let name = columns.map(|columns| columns.name).unwrap_or_default();
        let (moves, voided) = workspace.read(|read| {
            let moves = read.moves_of(saw.id)?;
            let mut voided: BTreeSet<u64> = BTreeSet::new();
            for row in &moves {
                if read.is_voided(row.position)? {
                    voided.insert(row.position);
                }
            }
            Ok((moves, voided))
        })?;
        let causes = workspace.causes(moves.iter())?;
        let people = if company.is_empty() {
            Vec::new()
        } else {
            let filter = Filter { company_key: Some(company), ..Filter::default() };
            workspace.read(|read| Ok(read.list(&filter, Order::Best, PEOPLE_MAX, 0)?))?
        };
        let mut roles: BTreeMap<ContactId, String> = BTreeMap::new();
        let mut held: BTreeSet<Part> = BTreeSet::new();
        for colleague in &people {
            let Some(seen) = workspace.writer.look(colleague.id).wait()? else { continue };
            let profile = &seen.card.contact.profile;
            let role = profile.at(Whose::Person, "role", seen.now);
            held.extend(parts(&seen));
            roles.extend(role.map(|held| (colleague.id, held.value.to_string())));
        }
        // Of a company that the page does not show whole, somebody else may have it.
        let lacking = match people.len() < PEOPLE_MAX && !held.is_empty() {
            true => workspace
                .usual_parts()?
                .iter()
                .filter(|one| !held.contains(&one.part))
                .cloned()
                .collect(),
            false => Vec::new(),
        };
        let free_at = workspace.free_hour(&saw, &reader, saw.now)?;
        workspace.read(|read| {
            let alike = if is_joining {
                let own = fold(&name).replace('ñ', "n");
                let own: Vec<String> = own.split_whitespace().take(2).map(str::to_owned).collect();
                let words = if words.is_empty() { own } else { words };
                let filter = Filter { words, ..Filter::default() };
                let mut alike = read.list(&filter, Order::Best, ALIKE_SHOWN + 1, 0)?;
                alike.retain(|listed| listed.id != saw.id);
                alike
            } else {
                Vec::new()
            };
            Ok(Some(Loaded {
                saw: saw.clone(),
                moves: moves.clone(),
                voided: voided.clone(),
                causes,
                history,
                people: people.clone(),
                roles: roles.clone(),
                lacking: lacking.clone(),
                chances: chances.clone(),
                stays: Arc::clone(&stays),
                free_at,
                queue,
                entry,
                alike,
                other: other.clone(),
                caller: workspace.caller(saw.id),
            }))
        })
    });
    loaded.await?.ok_or(PageError::NotFound)
}

/// The events that told the values of lines which no event gave points for, by the lines' rules.
pub(super) async fn told(
    seat: &Seat,
    saw: &Saw,
    lines: &[Reason],
) -> PageResult<BTreeMap<String, u64>> {
    let profile = &saw.card.contact.profile;
    let wanted = lines.iter().filter(|line| line.event.is_none()).filter_map(|line| {
        let held = line.traits.iter().find_map(|(of, id)| {
            let id = worked_out_from(id).unwrap_or(id);
            profile.at(*of, id, saw.now)
        })?;
        Some((line.rule.clone(), Arc::clone(&held.source), Arc::clone(&held.message_id)))
    });
    let wanted: Vec<(String, Arc<str>, Arc<str>)> = wanted.collect();
    let found = seat.ask(move |workspace| {
        let mut found: BTreeMap<String, u64> = BTreeMap::new();
        for (rule, source, message_id) in wanted {
            let told = workspace.told(&source, &message_id)?;
            found.extend(told.map(|(position, _)| (rule, position)));
        }
        Ok(found)
    });
    let mut found = found.await?;
    // A value of before two were joined may be told of by an event that is not theirs to show.
    found.retain(|_, position| saw.card.history.contains(position));
    Ok(found)
}
