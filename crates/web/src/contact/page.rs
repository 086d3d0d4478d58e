//! The page as it is filled.

use askama::Template;
use axum::extract::Query;
use axum::routing::get;
use engine::judge::Scene;
use runtime::committee::PEOPLE_MAX;
use runtime::people::Permission;
use runtime::timeline;
use runtime::writer::Saw;
use serde::Deserialize;
use store::ids::ContactId;
use store::workspace::screens::Listed;
use uuid::Uuid;

use super::again::{Again, seen};
use super::asks::asks;
use super::coming::{StepShown, steps};
use super::days::{Day, days};
use super::doubts::Doubt;
use super::expect::Expect;
use super::joining::Joining;
use super::lines::Shown;
use super::loaded::{Loaded, load, told};
use super::offered::Offered;
use super::parts::{self, PARTS, part};
use super::path::{Stop, path};
use super::profile;
use super::sheet::Sheet;
use super::standing::{Standing, standing};
use super::together::{together, written};
use super::who::Who;
use crate::address::Path;
use crate::error::{PageError, PageResult, encoded, local};
use crate::layout::{Done, Nav, Shell, page};
use crate::routes::Table;
use crate::seat::Seat;
use crate::today::{Due, due};
use crate::words::Words;

pub(crate) fn routes(table: &mut Table) {
    table.get("/contactos/{id}", get(show));
}

/// What the address of the page says.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    /// The list that one came from.
    pub(super) de: String,
    /// Which value the form of all of them begins at.
    campo: String,
    /// Which part of the history.
    pub(super) parte: String,
    /// Before which of its lines.
    pub(super) desde: String,
    /// What is being written down: `nota`, `llamada`, `whatsapp`, `correo`, `tarea`, `otro`.
    anotar: String,
    /// Of what happened elsewhere: which event of the catalogue.
    que: String,
    /// Which panel is open, of [`PANELS`].
    pub(super) panel: String,
    /// What is looked for among those whom one may join with, and the one who was chosen.
    pub(super) q: String,
    pub(super) con: Option<ContactId>,
    /// The key of what was just done.
    hecho: Option<String>,
    /// When a note that was just written says that something comes next, and in which words.
    cuando: String,
    dicho: String,
    /// Whom a note that was just written names, and who is nobody here.
    nadie: String,
    /// Of somebody who was just erased, others in whose events they are named.
    nombran: String,
    /// And lists that wait in which they stand.
    listas: String,
}

/// What opens beside the page's own forms.
const PANELS: [&str; 6] = ["editar", "rechazar", "etapa", "unir", "responsable", "permiso"];

/// A contact's page.
#[derive(Template)]
#[template(path = "contact/page.html")]
struct ContactPage {
    shell: Shell,
    sheet: Sheet,
    standing: Standing,
    path: Vec<Stop>,
    trail: Trail,
    who: Who,
    days: Vec<Day>,
    parts: Vec<(&'static str, String, bool)>,
    part: String,
    next_lines: Option<String>,
    steps: Vec<StepShown>,
    questions: Vec<super::asks::Ask>,
    playbook: String,
    owner: String,
    /// Until when the first attempt is promised.
    due: Option<Due>,
    expect: Expect,
    offered: Offered,
    asked: Asked,
    key: String,
    /// The page itself, where deeds lead back to.
    here: String,
    mention: Option<String>,
    /// What a note that was just written says of when: in words, and as a date and a time.
    said: Option<(String, String, String)>,
    /// Joins that may be wrong.
    doubted: Vec<Doubt>,
    alike: Vec<Listed>,
    joining: Option<Joining>,
    /// The colleague who is calling them at this moment.
    caller: Option<String>,
    can_work: bool,
    /// What is said to who may only see.
    only_sees: Option<String>,
    /// What a form held that was not taken.
    again: Again,
    /// What of their calls is known now, for forms to carry.
    seen: String,
    can_edit: bool,
    can_administer: bool,
}

async fn show(seat: Seat, Path(id): Path<ContactId>, Query(asked): Query<Asked>) -> PageResult {
    let shell = Shell::of(&seat, Nav::Contacts).await?;
    let (named, lists) = (asked.nombran.clone(), asked.listas.clone());
    match filled(&seat, shell, id, asked, Again::default()).await {
        Err(PageError::NotFound) => super::erase::gone(&seat, id, &named, &lists).await,
        filled => filled,
    }
}

/// The page with a form that was not taken, where its forms lead `back`.
pub(super) async fn again(seat: &Seat, id: ContactId, back: &str, again: Again) -> PageResult {
    let query = back.split_once('?').map_or("", |(_, query)| query);
    let query = query.split('#').next().unwrap_or_default();
    let asked: Asked = serde_html_form::from_str(query).unwrap_or_default();
    let shell = Shell::of(seat, Nav::Contacts).await?.at(back);
    let open = again.panel.clone();
    let asked = if PANELS.contains(&open.as_str()) {
        Asked { panel: open, ..asked }
    } else {
        Asked { anotar: open, ..asked }
    };
    filled(seat, shell, id, Asked { hecho: None, ..asked }, again).await
}

async fn filled(
    seat: &Seat,
    shell: Shell,
    id: ContactId,
    asked: Asked,
    again: Again,
) -> PageResult {
    let loaded = load(seat, id, &asked).await?;
    let w = &seat.words;
    let saw = &loaded.saw;
    let done = match &asked.hecho {
        Some(key) => Done::of(seat, key).await?,
        None => None,
    };
    let shell = shell.with(done);
    let mut sheet = Sheet { asks: asks(saw, &loaded.worths, w), ..Sheet::of(saw, w) };
    let mut told = told(seat, saw, &sheet.fit.lines).await?;
    for line in &mut sheet.fit.lines {
        line.event = line.event.or_else(|| told.remove(&line.rule));
    }
    let members = seat.members().await?;
    let only_sees = crate::settings::only_sees(seat).await?;
    let owner = members
        .iter()
        .find(|member| member.person.email == sheet.owner)
        .map_or_else(|| sheet.owner.clone(), |member| member.person.name.clone());
    let facts = if asked.panel == "editar" {
        profile::editable(saw, &again.values, &shell)
    } else {
        profile::facts(saw, w)
    };
    let scene = Scene::new(&saw.agreement, &saw.card.contact, 0, saw.now);
    let part = part(&asked.parte);
    page(&ContactPage {
        said: said_when(&asked, saw, w),
        standing: standing(saw, &sheet, w),
        path: path(saw, &loaded.moves, &loaded.voided, &loaded.causes, &loaded.stays, w),
        trail: Trail::of(&asked.de, &loaded, w),
        who: Who::of(&loaded, facts, w),
        days: days(told_lines(&loaded, w), saw, w),
        parts: PARTS.map(|(id, words)| (id, w.t(words), parts::part(id) == part)).to_vec(),
        part: asked.parte.clone(),
        next_lines: loaded.history.next.map(written),
        steps: steps(saw, w),
        questions: sheet.asks.clone(),
        playbook: scene.playbook().map(|playbook| playbook.name.clone()).unwrap_or_default(),
        due: loaded.entry.as_ref().and_then(|entry| due(entry, saw.now, w)),
        expect: Expect::of(loaded.chances.as_ref(), w),
        offered: Offered::of(&loaded, &members, &sheet, &asked.que, &again, w),
        key: Uuid::now_v7().to_string(),
        mention: saw.card.desk.mentions.contains(seat.email()).then(|| seat.email().to_owned()),
        joining: loaded.other.as_ref().and_then(|other| Joining::of(saw, other, w)),
        caller: loaded
            .caller
            .as_deref()
            .filter(|caller| *caller != seat.email())
            .map(|caller| w.person(caller)),
        can_work: seat.may(Permission::Work),
        can_edit: seat.may(Permission::Edit),
        can_administer: seat.may(Permission::Administer),
        only_sees,
        seen: seen(saw),
        here: format!("/contactos/{}?de={}", saw.id, encoded(&asked.de)),
        doubted: loaded.doubted.iter().map(|one| Doubt::of(one, w)).collect(),
        alike: loaded.alike,
        again,
        owner,
        asked,
        sheet,
        shell,
    })
}

/// The lines of the history that the page shows, those of a list under its name and those that belong
/// together as one.
fn told_lines(loaded: &Loaded, w: &Words) -> Vec<Shown> {
    let saw = &loaded.saw;
    let shown = |line: &timeline::Line| {
        let shown = Shown::of(line, &saw.agreement, saw.now, w).because(line, &loaded.causes, w);
        let list = match line {
            timeline::Line::Happened(row) => row.batch.and_then(|id| loaded.history.lists.get(&id)),
            timeline::Line::Moved(_) => None,
        };
        match list {
            Some(name) => Shown { text: Some(w.t1("line-list", "list", name)), ..shown },
            None => shown,
        }
    };
    let groups = loaded.history.groups.iter();
    let groups = groups.map(|group| (group, group.lines.iter().map(shown).collect()));
    groups.filter_map(|(group, lines)| together(group, lines, w)).collect()
}

/// The list that one came from, and where on it somebody stands.
struct Trail {
    back: String,
    name: String,
    previous: Option<ContactId>,
    following: Option<ContactId>,
    /// Their place, and of how many.
    place: Option<(usize, usize)>,
}

impl Trail {
    fn of(from: &str, loaded: &Loaded, w: &Words) -> Trail {
        let back = if from.is_empty() { "/hoy".to_owned() } else { local(from).to_owned() };
        let queue = &loaded.queue;
        let place = queue.iter().position(|listed| *listed == loaded.saw.id);
        let at = |index: Option<usize>| index.and_then(|index| queue.get(index).copied());
        let name = if back.starts_with("/contactos") { "nav-contacts" } else { "nav-today" };
        Trail {
            back,
            name: w.t(name),
            previous: at(place.and_then(|place| place.checked_sub(1))),
            following: at(place.map(|place| place + 1)),
            place: place.map(|place| (place + 1, queue.len())),
        }
    }
}

/// What a note that was just written says of when, while that is still to come.
fn said_when(asked: &Asked, saw: &Saw, w: &Words) -> Option<(String, String, String)> {
    let at: engine::time::Timestamp = asked.cuando.parse().ok()?;
    if at <= saw.now {
        return None;
    }
    let local = w.local(at);
    let when = format!("{}, {}", w.long_date(local.date()), w.clock(at));
    let said = w.t2("note-says", "words", asked.dicho.clone(), "when", when);
    Some((said, local.date().to_string(), local.strftime("%H:%M").to_string()))
}
