//! The page as it is filled.

use askama::Template;
use axum::extract::Query;
use axum::routing::get;
use engine::agreement::funnel::{QualifyHow, StandardStage};
use runtime::acts::OUTCOMES;
use runtime::committee::PEOPLE_MAX;
use runtime::people::Permission;
use runtime::timeline;
use runtime::writer::Saw;
use serde::Deserialize;
use store::ids::ContactId;
use store::workspace::screens::Listed;
use uuid::Uuid;

use super::again::{Again, seen};
use super::coming::{StepShown, steps};
use super::days::{Day, days};
use super::expect::Expect;
use super::joining::Joining;
use super::lines::Shown;
use super::loaded::{load, told};
use super::parts::{self, PARTS, part};
use super::path::{Stop, path};
use super::profile::{self, Colleague, Consent, Fact, Fitting, Lacking};
use super::sheet::Sheet;
use super::standing::{Standing, standing};
use crate::address::Path;
use crate::error::{PageResult, encoded, local};
use crate::layout::{Done, Nav, Shell, page};
use crate::routes::Table;
use crate::seat::Seat;
use crate::today::{Due, Reason, due, no_data, reasons};
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
    /// From which of its lines on.
    pub(super) desde: usize,
    /// What is being written down: `nota`, `llamada`, `whatsapp`, `correo`, `tarea`, `hecho`.
    anotar: String,
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
    /// The list that one came from, and what it is called.
    back: String,
    back_name: String,
    previous: Option<ContactId>,
    following: Option<ContactId>,
    place: Option<(usize, usize)>,
    facts: Vec<Fact>,
    persona: Option<Fitting>,
    consents: Vec<Consent>,
    /// How far each channel is open, in words.
    reaches: Vec<String>,
    committee: Vec<Colleague>,
    /// Parts in the purchase that nobody here has, and that companies usually had.
    lacking: Vec<Lacking>,
    /// The segments of the agreement that they are in: id and name.
    segments: Vec<(String, String)>,
    /// What lists tagged them with.
    tags: Vec<String>,
    days: Vec<Day>,
    parts: Vec<(&'static str, String, bool)>,
    part: String,
    next_lines: Option<usize>,
    steps: Vec<StepShown>,
    questions: Vec<super::sheet::Ask>,
    playbook: String,
    owner: String,
    members: Vec<(String, String)>,
    /// Until when the first attempt is promised.
    due: Option<Due>,
    expect: Expect,
    reasons: Vec<Reason>,
    /// The reason for who cannot be called for want of a number.
    no_data: Option<Reason>,
    outcomes: Vec<(&'static str, String)>,
    asked: Asked,
    key: String,
    /// The page itself, where deeds lead back to.
    here: String,
    /// The stage that accepts, where this one waits for it.
    accept: Option<String>,
    /// The stages that a person may move it to by hand: id, name, whether evidence is asked.
    by_hand: Vec<(String, String, bool)>,
    mention: Option<String>,
    /// What a note that was just written says of when: in words, and as a date and a time.
    said: Option<(String, String, String)>,
    /// What a `suggest` clause found: its id, why, and the stage it proposes.
    found: Vec<(String, String, String)>,
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
    /// How long the text of a task may be, in characters.
    step_text_max: usize,
    /// When a task is proposed, as inputs of a date and a time take it.
    task_date: String,
    task_time: String,
    can_edit: bool,
    events: Vec<(&'static str, String)>,
    /// What may come next.
    nexts: Vec<(&'static str, String)>,
}

/// What people can note down that happened elsewhere.
pub(super) const MANUAL: [&str; 10] = [
    "met_at_event",
    "demo_requested",
    "quote_requested",
    "sample_requested",
    "meeting_held",
    "demo_given",
    "sample_sent",
    "material_sent",
    "reference_given",
    "proposal_sent",
];

/// What a person may plan, with the id of its words.
const NEXTS: [(&str, &str); 6] = [
    ("call", "next-call"),
    ("meeting", "next-meeting"),
    ("whatsapp", "next-whatsapp"),
    ("email", "next-email"),
    ("visit", "next-visit"),
    ("task", "next-task"),
];

async fn show(seat: Seat, Path(id): Path<ContactId>, Query(asked): Query<Asked>) -> PageResult {
    let shell = Shell::of(&seat, Nav::Contacts).await?;
    filled(&seat, shell, id, asked, Again::default()).await
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
    let mut sheet = Sheet::of(saw, w);
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
    let place = loaded.queue.iter().position(|listed| *listed == saw.id);
    let at = |index: Option<usize>| index.and_then(|index| loaded.queue.get(index).copied());
    let agreement = &saw.agreement;
    let scene = engine::judge::Scene::new(agreement, &saw.card.contact, 0, saw.now);
    let back = if asked.de.is_empty() { "/hoy".to_owned() } else { local(&asked.de).to_owned() };
    let here = format!("/contactos/{}?de={}", saw.id, encoded(&asked.de));
    let part = part(&asked.parte);
    let shown = loaded.history.lines.iter().map(|line| {
        let shown = Shown::of(line, agreement, saw.now, w).because(line, &loaded.causes, w);
        let list = match line {
            timeline::Line::Happened(row) => row.batch.and_then(|id| loaded.history.lists.get(&id)),
            timeline::Line::Moved(_) => None,
        };
        match list {
            Some(name) => Shown { text: Some(w.t1("line-list", "list", name)), ..shown },
            None => shown,
        }
    });
    let is_offered = agreement
        .stages
        .iter()
        .find(|stage| stage.id == sheet.stage_id)
        .is_some_and(|stage| stage.counts_as == StandardStage::Mql);
    let sal = agreement.stage_counting_as(StandardStage::Sal);
    let accept = sal.filter(|_| is_offered && sheet.aside.is_none());
    let free = w.local(loaded.free_at);
    let said = said_when(&asked, saw, w);
    page(&ContactPage {
        said,
        standing: standing(saw, &sheet, w),
        path: path(saw, &loaded.moves, &loaded.voided, &loaded.causes, &loaded.stays, w),
        back_name: if back.starts_with("/contactos") {
            w.t("nav-contacts")
        } else {
            w.t("nav-today")
        },
        back,
        previous: place.and_then(|place| at(place.checked_sub(1))),
        following: at(place.map(|place| place + 1)),
        place: place.map(|place| (place + 1, loaded.queue.len())),
        facts: if asked.panel == "editar" {
            profile::editable(saw, &again.values, &shell)
        } else {
            profile::facts(saw, w)
        },
        persona: profile::persona(saw),
        consents: profile::consents(saw, w),
        reaches: profile::reaches(saw, w),
        committee: profile::committee(saw, &loaded.people, &loaded.roles, w),
        lacking: profile::lacking(&loaded.lacking, agreement, w),
        segments: profile::segments(saw),
        tags: profile::tags(saw),
        days: days(shown.collect(), saw, w),
        parts: PARTS.map(|(id, words)| (id, w.t(words), parts::part(id) == part)).to_vec(),
        part: asked.parte.clone(),
        next_lines: loaded.history.next,
        steps: steps(saw, w),
        questions: sheet.asks.clone(),
        playbook: scene.playbook().map(|playbook| playbook.name.clone()).unwrap_or_default(),
        members: members
            .iter()
            .map(|member| (member.person.email.clone(), member.person.name.clone()))
            .collect(),
        due: loaded.entry.as_ref().and_then(|entry| due(entry, saw.now, w)),
        expect: Expect::of(loaded.chances.as_ref(), w),
        reasons: reasons(agreement, |_| true),
        no_data: no_data(agreement, &sheet),
        outcomes: OUTCOMES
            .iter()
            .map(|outcome| {
                (outcome.id(), w.t(&format!("outcome-{}", outcome.id().replace('_', "-"))))
            })
            .collect(),
        key: Uuid::now_v7().to_string(),
        found: found(saw, w),
        accept: accept.and_then(|index| agreement.stages.get(index)).map(|stage| stage.id.clone()),
        by_hand: by_hand(saw, w),
        mention: saw.card.desk.mentions.contains(seat.email()).then(|| seat.email().to_owned()),
        alike: loaded.alike,
        joining: loaded.other.as_ref().and_then(|other| Joining::of(saw, other, w)),
        caller: loaded
            .caller
            .filter(|caller| caller != seat.email())
            .map(|caller| w.person(&caller)),
        can_work: seat.may(Permission::Work),
        only_sees,
        step_text_max: runtime::acts::STEP_TEXT_MAX,
        task_date: match again.date.as_str() {
            "" => free.date().to_string(),
            date => date.to_owned(),
        },
        task_time: match again.error.as_str() {
            "" => free.strftime("%H:%M").to_string(),
            _ => again.time.clone(),
        },
        seen: seen(saw),
        again,
        can_edit: seat.may(Permission::Edit),
        events: MANUAL.map(|id| (id, w.event(id, ""))).to_vec(),
        nexts: NEXTS.map(|(id, words)| (id, w.t(words))).to_vec(),
        owner,
        here,
        asked,
        sheet,
        shell,
    })
}

/// What waits for a person to decide about.
fn found(saw: &Saw, w: &Words) -> Vec<(String, String, String)> {
    let open = runtime::suggested::open(saw).into_iter();
    let found = open.filter_map(|(clause, _)| {
        let qualify = runtime::suggested::clause_of(&saw.agreement, &clause)?;
        let stage = saw.agreement.stages.get(qualify.stage)?;
        Some((clause, qualify.because.clone(), w.stage(&saw.agreement.document, &stage.id)))
    });
    found.collect()
}

/// The stages that a person may move the contact to, with whether they must say what they saw.
fn by_hand(saw: &Saw, w: &Words) -> Vec<(String, String, bool)> {
    let document = &saw.agreement.document;
    let here = saw.card.contact.standings.first().map(|standing| standing.stage.clone());
    // The next ones first: that is where most go.
    let at = document.stages.iter().position(|stage| Some(&stage.id) == here.as_ref());
    let (before, after) = document.stages.split_at(at.map_or(0, |at| at + 1));
    let stages = after.iter().chain(before);
    let stages = stages.filter(|stage| Some(&stage.id) != here.as_ref());
    let asked = |id: &str| {
        document.main.qualify.iter().any(|clause| {
            clause.stage == id
                && matches!(clause.how, QualifyHow::ByHand { is_evidence_required: true, .. })
        })
    };
    stages.map(|stage| (stage.id.clone(), w.stage(document, &stage.id), asked(&stage.id))).collect()
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
