//! What a contact's page is made of: the contact, their company, and whom they stand beside.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use engine::text::fold;
use runtime::RuntimeError;
use runtime::chances::Chances;
use runtime::committee::Committee;
use runtime::criba::Workspace;
use runtime::doubts::Doubted;
use runtime::forms::Worths;
use runtime::queue::{Entry, View};
use runtime::stays::Stay;
use runtime::timeline;
use runtime::writer::Saw;
use store::ids::ContactId;
use store::workspace::rows::MoveRow;
use store::workspace::screens::{Filter, Listed, Order};

use super::cause::Causes;
use super::page::Asked;
use super::parts::part;
use super::profile::worked_out_from;
use super::sheet::Reason;
use super::together::read;
use crate::contacts::{Within, page_of};
use crate::error::{PageError, PageResult};
use crate::seat::Seat;

/// What a contact's page is made of, as the workspace has it.
pub(super) struct Loaded {
    pub(super) saw: Box<Saw>,
    pub(super) moves: Vec<MoveRow>,
    /// Of their events, those that were undone.
    pub(super) voided: BTreeSet<u64>,
    /// What made the moves that cite no clause.
    pub(super) causes: Causes,
    pub(super) history: timeline::Page,
    /// Who buys at their company.
    pub(super) committee: Committee,
    /// Joins that may be wrong.
    pub(super) doubted: Vec<Doubted>,
    pub(super) chances: Option<Chances>,
    /// How long people like them stay in each stage.
    pub(super) stays: Arc<BTreeMap<String, Stay>>,
    /// What answers are worth.
    pub(super) worths: Arc<Worths>,
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

/// Reads it.
pub(super) async fn load(seat: &Seat, id: ContactId, asked: &Asked) -> PageResult<Loaded> {
    let (part, before) = (part(&asked.parte), read(&asked.desde));
    let list = List::of(seat, asked);
    let reader = seat.email().to_owned();
    let is_joining = asked.panel == "unir";
    let words = if is_joining { crate::layout::words_of(&asked.q) } else { Vec::new() };
    let con = asked.con.filter(|_| is_joining);
    let loaded = seat.ask(move |workspace| {
        let Some(saw) = somebody(workspace, id)? else { return Ok(None) };
        let (queue, entry) = list.read(workspace, &saw)?;
        let (moves, voided) = moves(workspace, saw.id)?;
        let columns = runtime::card::columns(&saw.agreement, &saw.card, saw.now);
        let name = columns.map(|one| one.name).unwrap_or_default();
        Ok(Some(Loaded {
            history: workspace.timeline(&saw, part, before, timeline::PAGE)?,
            causes: workspace.causes(moves.iter())?,
            chances: workspace.chances(&saw)?,
            stays: workspace.stays(&saw)?,
            worths: workspace.worths()?,
            free_at: workspace.free_hour(&saw, &reader, saw.now)?,
            alike: if is_joining { alike(workspace, &saw, &name, words)? } else { Vec::new() },
            other: con.map(|con| somebody(workspace, con)).transpose()?.flatten(),
            caller: workspace.caller(saw.id),
            moves,
            voided,
            committee: workspace.committee(&saw)?,
            doubted: workspace.doubted_of(&saw, super::doubts::SHOWN_MAX)?,
            queue,
            entry,
            saw,
        }))
    });
    loaded.await?.ok_or(PageError::NotFound)
}

/// Somebody as the writer sees them; `None` for an id that is nobody's.
fn somebody(workspace: &Workspace, id: ContactId) -> Result<Option<Box<Saw>>, RuntimeError> {
    Ok(workspace.writer.look(id).wait()?.filter(|saw| saw.card.is_anybody()))
}

/// The list that one came from.
enum List {
    /// The reader's own Hoy.
    Today(View),
    /// A page of the contacts.
    Contacts(Within, Order, usize, usize),
    Other,
}

impl List {
    fn of(seat: &Seat, asked: &Asked) -> List {
        if asked.de.is_empty() || asked.de.starts_with("/hoy") {
            let reader = seat.email().to_owned();
            let owners = vec![reader.clone(), String::new()];
            let filter = Filter { owners, ..Filter::default() };
            return List::Today(View { reader: vec![reader], filter });
        }
        match asked.de.strip_prefix("/contactos") {
            Some(query) => {
                let query = query.trim_start_matches('?');
                let (within, order, limit, first) = page_of(query, seat);
                List::Contacts(within, order, limit, first)
            }
            None => List::Other,
        }
    }

    /// Who stands on it, in its order, and the own place of somebody on the call list.
    fn read(
        self,
        workspace: &Workspace,
        saw: &Saw,
    ) -> Result<(Vec<ContactId>, Option<Entry>), RuntimeError> {
        // The deadline is a colleague's or the manager's to see too, whose list it is not on.
        let promised = || runtime::queue::promised_to(saw);
        Ok(match self {
            List::Today(view) => {
                let entries = workspace.queue(&view)?.entries;
                let entry = entries.iter().find(|entry| entry.id == saw.id).cloned();
                let queue = entries.iter().map(|entry| entry.id).collect();
                (queue, entry.or_else(promised))
            }
            List::Contacts(within, order, limit, first) => {
                let filter = within.filter(workspace)?;
                let listed = workspace.read(|read| Ok(read.list(&filter, order, limit, first)?))?;
                (listed.iter().map(|listed| listed.id).collect(), promised())
            }
            List::Other => (Vec::new(), promised()),
        })
    }
}

/// Their moves, and the places of those that were undone.
fn moves(
    workspace: &Workspace,
    id: ContactId,
) -> Result<(Vec<MoveRow>, BTreeSet<u64>), RuntimeError> {
    workspace.read(|read| {
        let moves = read.moves_of(id)?;
        let mut voided: BTreeSet<u64> = BTreeSet::new();
        for row in &moves {
            if read.is_voided(row.position)? {
                voided.insert(row.position);
            }
        }
        Ok((moves, voided))
    })
}

/// Those whom somebody may be joined with: who has the words, or their own names where none were
/// given.
fn alike(
    workspace: &Workspace,
    saw: &Saw,
    name: &str,
    words: Vec<String>,
) -> Result<Vec<Listed>, RuntimeError> {
    let own = fold(name).replace('ñ', "n");
    let own = own.split_whitespace().take(2).map(str::to_owned);
    let words = if words.is_empty() { own.collect() } else { words };
    let filter = Filter { words, ..Filter::default() };
    let mut alike =
        workspace.read(|read| Ok(read.list(&filter, Order::Best, ALIKE_SHOWN + 1, 0)?))?;
    alike.retain(|listed| listed.id != saw.id);
    Ok(alike)
}

/// People that one may join with that the page shows.
const ALIKE_SHOWN: usize = 8;

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
