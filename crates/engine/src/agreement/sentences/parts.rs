//! Every statement of an agreement, in the order in which it is read, each with what it is known
//! by when two versions are compared.

use std::collections::BTreeMap;

use crate::agreement::funnel::{Qualify, Reason, Recycle, Reopen, Return, SideName, Stage};
use crate::agreement::handing::{FollowUp, Handoff, Queue, ValueClause};
use crate::agreement::hours::{Calendar, Hours};
use crate::agreement::promises::{Annex, Commitment, Review};
use crate::agreement::score::{Bands, EngagementRule, FitRule, HalfLife};
use crate::agreement::teams::{Absence, Playbook, Team};
use crate::agreement::{Document, ImportClause, Language, Line, List, Persona, Segment, Side};
use crate::text::slug;

/// One statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::agreement) struct Statement<'a> {
    /// The section it is read in, 1 to 9.
    pub(in crate::agreement) section: u8,
    /// What it is known by in every version: its id where it has one, never its place.
    pub(in crate::agreement) key: String,
    /// Where it stands in the agreement, as a path from its root.
    pub(in crate::agreement) path: String,
    /// The product line it belongs to; `None` for `main` and for what concerns all.
    pub(in crate::agreement) line: Option<&'a str>,
    /// What it says.
    pub(in crate::agreement) part: Part<'a>,
}

/// What a statement says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::agreement) enum Part<'a> {
    Frame {
        name: &'a str,
        language: Language,
        time_zone: &'a str,
        currency: Option<&'a str>,
    },
    Stage(&'a Stage),
    Import(&'a ImportClause),
    List(&'a List),
    Line {
        name: &'a str,
    },
    FitFrame {
        cap: Option<i64>,
    },
    FitRule(&'a FitRule),
    EngagementFrame {
        cap: Option<i64>,
        half_life: Option<HalfLife>,
    },
    EngagementRule(&'a EngagementRule),
    Bands(&'a Bands),
    Qualify(&'a Qualify),
    Return(&'a Return),
    Recycle(&'a Recycle),
    Reopen(&'a Reopen),
    Persona(&'a Persona),
    Reason(&'a Reason),
    Side {
        which: SideName,
        side: &'a Side,
    },
    Segment(&'a Segment),
    Hours(&'a Hours),
    Calendar(&'a Calendar),
    Handoff(&'a Handoff),
    /// A promise, and whether it is the only one of its line.
    FollowUp(&'a FollowUp, bool),
    Queue(&'a Queue),
    /// A worth, and whether it is the only one.
    Value(&'a ValueClause, bool),
    Team(&'a Team),
    Absence(&'a Absence),
    Playbook(&'a Playbook),
    Commitment(&'a Commitment),
    Review(&'a Review),
    Annex(&'a Annex),
}

impl<'a> Part<'a> {
    /// Whether it has a number of its own; the rest is read at the head of its section.
    pub(in crate::agreement) fn is_clause(&self) -> bool {
        !matches!(
            self,
            Part::Frame { .. }
                | Part::List(_)
                | Part::Line { .. }
                | Part::FitFrame { .. }
                | Part::EngagementFrame { .. }
                | Part::Bands(_)
                | Part::Side { .. }
                | Part::Segment(_)
                | Part::Hours(_)
                | Part::Calendar(_)
                | Part::Absence(_)
        )
    }

    /// The reason or name that people wrote, with the key it stands at.
    pub(in crate::agreement) fn reason(&self) -> Option<(&'static str, &'a str)> {
        let because = |because: &'a Option<String>| Some(("because", because.as_deref()?));
        match self {
            Part::Stage(stage) => Some(("name", &stage.name)),
            Part::FitRule(rule) => Some(("name", &rule.name)),
            Part::EngagementRule(rule) => Some(("name", &rule.name)),
            Part::Qualify(clause) => because(&clause.because),
            Part::Return(clause) => because(&clause.because),
            Part::Recycle(clause) => because(&clause.because),
            Part::Reopen(clause) => because(&clause.because),
            Part::Persona(persona) => Some(("name", &persona.name)),
            Part::Reason(reason) => Some(("name", &reason.name)),
            Part::Segment(segment) => Some(("name", &segment.name)),
            Part::Team(team) => Some(("name", &team.name)),
            Part::Playbook(playbook) => Some(("name", &playbook.name)),
            Part::Commitment(promise) => Some(("name", &promise.name)),
            Part::Frame { .. }
            | Part::Import(_)
            | Part::List(_)
            | Part::Line { .. }
            | Part::FitFrame { .. }
            | Part::EngagementFrame { .. }
            | Part::Bands(_)
            | Part::Side { .. }
            | Part::Hours(_)
            | Part::Calendar(_)
            | Part::Handoff(_)
            | Part::FollowUp(..)
            | Part::Queue(_)
            | Part::Value(..)
            | Part::Absence(_)
            | Part::Review(_)
            | Part::Annex(_) => None,
        }
    }
}

/// Every statement of `document`, section by section.
pub(in crate::agreement) fn statements(document: &Document) -> Vec<Statement<'_>> {
    let mut list = Listing { statements: Vec::new(), seen: BTreeMap::new() };
    list.definitions(document);
    list.of_line(None, "", &document.main);
    for (index, named) in document.lines.iter().enumerate() {
        list.of_line(Some(&named.id), &format!("lines[{index}]."), &named.line);
    }
    list.work(document);
    list.promises(document);
    // Sections in order; within one, as listed.
    list.statements.sort_by_key(|statement| statement.section);
    list.statements
}

struct Listing<'a> {
    statements: Vec<Statement<'a>>,
    seen: BTreeMap<String, u32>,
}

impl<'a> Listing<'a> {
    /// Adds a statement; a key that was used before gets its count, so that no two are alike.
    fn add(&mut self, section: u8, key: &str, path: &str, line: Option<&'a str>, part: Part<'a>) {
        let key = line.map_or_else(|| key.to_owned(), |line| format!("{line}:{key}"));
        let count = self.seen.entry(key.clone()).and_modify(|count| *count += 1).or_insert(1);
        let key = if *count == 1 { key } else { format!("{key}#{count}") };
        self.statements.push(Statement { section, key, path: path.to_owned(), line, part });
    }

    /// Adds the entries of a list that stands at `at`, each known by what `key` says.
    fn all<T>(
        &mut self,
        section: u8,
        at: &str,
        entries: &'a [T],
        key: impl Fn(&'a T) -> String,
        part: impl Fn(&'a T) -> Part<'a>,
    ) {
        self.all_of_line(section, None, "", at, entries, key, part);
    }

    #[expect(clippy::too_many_arguments, reason = "what every list of every line needs said")]
    fn all_of_line<T>(
        &mut self,
        section: u8,
        line: Option<&'a str>,
        root: &str,
        at: &str,
        entries: &'a [T],
        key: impl Fn(&'a T) -> String,
        part: impl Fn(&'a T) -> Part<'a>,
    ) {
        for (index, entry) in entries.iter().enumerate() {
            let path = format!("{root}{at}[{index}]");
            self.add(section, &format!("{at}/{}", key(entry)), &path, line, part(entry));
        }
    }

    /// Whose agreement it is, and what its words mean.
    fn definitions(&mut self, document: &'a Document) {
        let Document { name, language, time_zone, currency, sides, .. } = document;
        let frame =
            Part::Frame { name, language: *language, time_zone, currency: currency.as_deref() };
        self.add(1, "frame", "", None, frame);
        for (which, side, path) in [
            (SideName::Marketing, &sides.marketing, "sides.marketing"),
            (SideName::Sales, &sides.sales, "sides.sales"),
        ] {
            if *side != Side::default() {
                self.add(1, path, path, None, Part::Side { which, side });
            }
        }
        for (index, named) in document.lines.iter().enumerate() {
            let path = format!("lines[{index}]");
            let part = Part::Line { name: &named.name };
            self.add(1, &format!("line/{}", named.id), &path, None, part);
        }
        self.all(1, "segments", &document.segments, |s| s.id.clone(), Part::Segment);
        for list in &document.lists {
            let path = format!("lists.{}", list.id);
            self.add(1, &path, &path, None, Part::List(list));
        }
        self.all(1, "stages", &document.stages, |s| s.id.clone(), Part::Stage);
        self.all(1, "import", &document.import, |c| c.gives.clone(), Part::Import);
    }

    /// How a product line is judged and handed over.
    fn of_line(&mut self, id: Option<&'a str>, root: &str, line: &'a Line) {
        self.all_of_line(
            2,
            id,
            root,
            "qualify",
            &line.qualify,
            |c| known_by(c.id.as_deref(), &c.stage, c.because.as_deref()),
            Part::Qualify,
        );
        self.all_of_line(
            2,
            id,
            root,
            "return",
            &line.returns,
            |c| known_by(c.id.as_deref(), &c.to, c.because.as_deref()),
            Part::Return,
        );
        self.all_of_line(
            3,
            id,
            root,
            "recycle",
            &line.recycle,
            |c| known_by(c.id.as_deref(), &c.back_to, c.because.as_deref()),
            Part::Recycle,
        );
        self.all_of_line(
            3,
            id,
            root,
            "reopen",
            &line.reopen,
            |c| known_by(c.id.as_deref(), &c.to, c.because.as_deref()),
            Part::Reopen,
        );
        self.all_of_line(3, id, root, "handoff", &line.handoff, |h| h.id.clone(), Part::Handoff);
        let is_only = line.follow_up.len() == 1;
        self.all_of_line(
            3,
            id,
            root,
            "follow_up",
            &line.follow_up,
            |promise| promise.id.clone().unwrap_or_default(),
            |promise| Part::FollowUp(promise, is_only),
        );
        self.scores(id, root, line);
    }

    fn scores(&mut self, id: Option<&'a str>, root: &str, line: &'a Line) {
        let (fit, engagement) = (&line.fit, &line.engagement);
        if !fit.rules.is_empty() || fit.cap.is_some() {
            self.add(8, "fit", &format!("{root}fit"), id, Part::FitFrame { cap: fit.cap });
        }
        let (cap, half_life) = (engagement.cap, engagement.half_life);
        if !engagement.rules.is_empty() || cap.is_some() || half_life.is_some() {
            let frame = Part::EngagementFrame { cap, half_life };
            self.add(8, "engagement", &format!("{root}engagement"), id, frame);
        }
        if let Some(bands) = &line.bands {
            self.add(8, "bands", &format!("{root}bands"), id, Part::Bands(bands));
        }
        self.all_of_line(8, id, root, "fit.rules", &fit.rules, |r| r.id.clone(), Part::FitRule);
        self.all_of_line(
            8,
            id,
            root,
            "engagement.rules",
            &engagement.rules,
            |rule| rule.id.clone(),
            Part::EngagementRule,
        );
    }

    /// When and by whom the work is done.
    fn work(&mut self, document: &'a Document) {
        if let Some(hours) = &document.hours {
            self.add(3, "hours", "hours", None, Part::Hours(hours));
        }
        for calendar in &document.calendars {
            let path = format!("calendars.{}", calendar.id);
            self.add(3, &path, &path, None, Part::Calendar(calendar));
        }
        if let Some(queue) = &document.queue {
            self.add(3, "queue", "queue", None, Part::Queue(queue));
        }
        let is_only = document.value.len() == 1;
        let value = |clause| Part::Value(clause, is_only);
        self.all(3, "value", &document.value, |_| String::new(), value);
        self.all(3, "teams", &document.teams, |team| team.id.clone(), Part::Team);
        self.all(3, "absences", &document.absences, |a| a.user.clone(), Part::Absence);
        self.all(3, "playbooks", &document.playbooks, |p| p.id.clone(), Part::Playbook);
    }

    /// What each side owes the other, the words for saying no, and the review.
    fn promises(&mut self, document: &'a Document) {
        for (index, promise) in document.commitments.iter().enumerate() {
            let section = match promise.owner {
                SideName::Marketing => 4,
                SideName::Sales => 5,
            };
            let path = format!("commitments[{index}]");
            let key = format!("commitments/{}", promise.id);
            self.add(section, &key, &path, None, Part::Commitment(promise));
        }
        self.all(6, "reasons", &document.reasons, |reason| reason.id.clone(), Part::Reason);
        self.all(7, "personas", &document.personas, |p| p.id.clone(), Part::Persona);
        if let Some(review) = &document.review {
            self.add(9, "review", "review", None, Part::Review(review));
        }
        for annex in &document.annexes {
            let path = format!("annexes.{}", annex.part);
            self.add(9, &path, &path, None, Part::Annex(annex));
        }
    }
}

/// What a clause without an id is known by: where it leads and its reason.
fn known_by(id: Option<&str>, stage: &str, because: Option<&str>) -> String {
    match (id, because) {
        (Some(id), _) => id.to_owned(),
        (None, Some(because)) => format!("{stage}/{}", slug(because)),
        (None, None) => stage.to_owned(),
    }
}
