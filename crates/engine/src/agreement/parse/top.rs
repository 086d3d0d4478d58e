//! The parts at the top of the text.

use super::conditions::condition;
use super::names::{self, Named};
use super::reading::{At, Fields};
use super::{funnel, handing, promises, scores, teams};
use crate::agreement::condition::Condition;
use crate::agreement::hours::Calendar;
use crate::agreement::{
    Document, ImportClause, Language, Line, List, NamedLine, Segment, Side, Sides,
};

/// What the line `main` has at the top, and every further line under its own.
const LINE: &[&str] = &[
    "fit",
    "engagement",
    "bands",
    "qualify",
    "return",
    "recycle",
    "reopen",
    "handoff",
    "follow_up",
];

const TOP: &[&str] = &[
    "name",
    "language",
    "time_zone",
    "currency",
    "sides",
    "hours",
    "calendars",
    "stages",
    "personas",
    "lines",
    "import",
    "reasons",
    "queue",
    "value",
    "commitments",
    "review",
    "annexes",
    "teams",
    "absences",
    "playbooks",
    "lists",
    "segments",
];

pub(super) fn document(at: &At<'_>) -> Document {
    let mut known = TOP.to_vec();
    known.extend(LINE);
    let mut document = empty();
    let Some(fields) = at.fields(&known) else { return document };
    if let Some(name) = fields.need("name", At::text) {
        document.name = name;
    }
    if let Some(language) =
        fields.need("language", |at| at.one_of(&[("es", Language::Es), ("en", Language::En)]))
    {
        document.language = language;
    }
    if let Some(time_zone) = fields.need("time_zone", At::text) {
        document.time_zone = time_zone;
    }
    document.currency = fields.opt("currency", At::text);
    document.sides = fields.opt("sides", sides).unwrap_or_default();
    document.hours = fields.opt("hours", handing::hours);
    document.calendars = calendars(&fields);
    document.stages = fields.need("stages", |at| Some(at.list(funnel::stage))).unwrap_or_default();
    document.main = line(&fields);
    document.lines = fields.all("lines", named_line);
    document.personas = fields.all("personas", scores::persona);
    document.import = fields.all("import", import);
    document.reasons = fields.all("reasons", funnel::reason);
    document.queue = fields.opt("queue", handing::queue);
    document.value = fields.all("value", handing::value);
    document.commitments = fields.all_by_id("commitments", promises::commitment);
    document.review = fields.opt("review", promises::review);
    document.annexes = fields.get("annexes").map(promises::annexes).unwrap_or_default();
    document.teams = fields.all("teams", teams::team);
    document.absences = fields.all("absences", teams::absence);
    document.playbooks = fields.all_by_id("playbooks", teams::playbook);
    document.lists = lists(&fields);
    document.segments = fields.all("segments", segment);
    document
}

/// A document that says nothing.
pub(super) fn empty() -> Document {
    Document {
        name: String::new(),
        language: Language::Es,
        time_zone: "UTC".to_owned(),
        currency: None,
        sides: Sides::default(),
        hours: None,
        calendars: Vec::new(),
        stages: Vec::new(),
        main: Line::default(),
        lines: Vec::new(),
        personas: Vec::new(),
        import: Vec::new(),
        reasons: Vec::new(),
        queue: None,
        value: Vec::new(),
        commitments: Vec::new(),
        review: None,
        annexes: Vec::new(),
        teams: Vec::new(),
        absences: Vec::new(),
        playbooks: Vec::new(),
        lists: Vec::new(),
        segments: Vec::new(),
    }
}

fn line(fields: &Fields<'_>) -> Line {
    // Both scores are told rule by rule, so a rule's id is its own among all of them.
    let scores = ["fit", "engagement"].into_iter().filter_map(|score| fields.get(score));
    let entries = scores.filter(|at| at.is_map()).flat_map(At::entries);
    let rules = entries.filter(|(key, _)| *key == "rules").flat_map(|(_, at)| at.items());
    names::apart_by_id(&rules.collect::<Vec<At<'_>>>());
    Line {
        fit: fields.opt("fit", scores::fit).unwrap_or_default(),
        engagement: fields.opt("engagement", scores::engagement).unwrap_or_default(),
        bands: fields.opt("bands", scores::bands),
        qualify: fields.all_by_id("qualify", funnel::qualify),
        returns: fields.all_by_id("return", funnel::back),
        recycle: fields.all_by_id("recycle", funnel::recycle),
        reopen: fields.all_by_id("reopen", funnel::reopen),
        handoff: fields.all_by_id("handoff", handing::handoff),
        follow_up: fields.all_by_id("follow_up", handing::follow_up),
    }
}

fn named_line(at: &At<'_>) -> Option<NamedLine> {
    let mut known = vec!["id", "name"];
    known.extend(LINE);
    let fields = at.fields(&known)?;
    let id = fields.need("id", |at| at.defines(Named::Line));
    let (name, line) = (fields.opt("name", At::text), line(&fields));
    let id = id?;
    Some(NamedLine { name: name.unwrap_or_else(|| id.clone()), id, line })
}

fn sides(at: &At<'_>) -> Option<Sides> {
    let fields = at.fields(&["marketing", "sales"])?;
    Some(Sides {
        marketing: fields.opt("marketing", side).unwrap_or_default(),
        sales: fields.opt("sales", side).unwrap_or_default(),
    })
}

fn side(at: &At<'_>) -> Option<Side> {
    let fields = at.fields(&["name", "signs"])?;
    Some(Side { name: fields.opt("name", At::text), signs: fields.all("signs", At::text) })
}

fn calendars(fields: &Fields<'_>) -> Vec<Calendar> {
    let entries = fields.get("calendars").map(At::entries).unwrap_or_default();
    let calendars = entries.into_iter().filter_map(|(id, at)| {
        at.define(Named::Calendar, id);
        Some(Calendar { id: id.to_owned(), hours: handing::hours(&at)? })
    });
    calendars.collect()
}

fn lists(fields: &Fields<'_>) -> Vec<List> {
    let entries = fields.get("lists").map(At::entries).unwrap_or_default();
    let lists = entries.into_iter().map(|(id, at)| {
        at.define(Named::List, id);
        List { id: id.to_owned(), entries: at.list(At::text) }
    });
    lists.collect()
}

fn import(at: &At<'_>) -> Option<ImportClause> {
    let fields = at.fields(&["row", "gives", "at", "with"])?;
    let row = fields.need("row", row);
    let (gives, at) = (fields.need("gives", At::id), fields.opt("at", At::id));
    let with = fields.all("with", At::id);
    Some(ImportClause { when: row?, gives: gives?, at, with })
}

/// Which rows: `true` is every one.
fn row(at: &At<'_>) -> Option<Option<Condition>> {
    if at.is_map() {
        return condition(at).map(Some);
    }
    if at.scalar() != Some(("true", true)) {
        at.expected("«true» o una condición", "«true» or a condition");
        return None;
    }
    Some(None)
}

fn segment(at: &At<'_>) -> Option<Segment> {
    let fields = at.fields(&["id", "name", "when"])?;
    let (id, when) =
        (fields.need("id", |at| at.defines(Named::Segment)), fields.need("when", condition));
    let id = id?;
    Some(Segment {
        name: fields.opt("name", At::text).unwrap_or_else(|| id.clone()),
        id,
        when: when?,
    })
}
