//! Teams, absences and playbooks.

use super::conditions::condition;
use super::names::{self, Named};
use super::reading::At;
use super::scalars::counted;
use crate::agreement::teams::{
    Absence, AnswerKind, Member, Pick, Playbook, PlaybookStep, Question, Team,
};

pub(super) fn team(at: &At<'_>) -> Option<Team> {
    let fields = at.fields(&["id", "name", "pick", "members", "overflow", "calendar"])?;
    let picks = &[
        ("round_robin", Pick::RoundRobin),
        ("least_loaded", Pick::LeastLoaded),
        ("weighted", Pick::Weighted),
    ];
    let id = fields.need("id", |at| at.defines(Named::Team));
    let name = fields.opt("name", At::text);
    let pick = fields.opt("pick", |at| at.one_of(picks)).unwrap_or_default();
    names::apart_by_user(&fields.get("members").map(At::items).unwrap_or_default());
    let members = fields.all("members", member);
    let overflow = fields.opt("overflow", |at| at.names(Named::Team));
    let calendar = fields.opt("calendar", |at| at.names(Named::Calendar));
    let id = id?;
    let name = name.unwrap_or_else(|| id.clone());
    Some(Team { id, name, pick, members, overflow, calendar })
}

fn member(at: &At<'_>) -> Option<Member> {
    let fields = at.fields(&["user", "capacity", "open", "weight", "calendar"])?;
    let (user, per_day) = (fields.need("user", At::text), fields.opt("capacity", capacity));
    let (open, weight) = (fields.opt("open", At::whole), fields.opt("weight", At::whole));
    let calendar = fields.opt("calendar", |at| at.names(Named::Calendar));
    Some(Member { user: user?, per_day, open, weight, calendar })
}

/// `10 per day`.
fn capacity(at: &At<'_>) -> Option<u32> {
    let read =
        |text: &str| counted(text).filter(|(_, unit)| *unit == "per day").map(|(count, _)| count);
    let capacity = at.scalar().and_then(|(text, _)| read(text));
    if capacity.is_none() {
        at.expected("una capacidad como «10 per day»", "a capacity such as «10 per day»");
    }
    capacity
}

pub(super) fn absence(at: &At<'_>) -> Option<Absence> {
    let fields = at.fields(&["user", "from", "to"])?;
    let (user, from, to) =
        (fields.need("user", At::text), fields.need("from", At::date), fields.need("to", At::date));
    let (user, from, to) = (user?, from?, to?);
    if to < from {
        at.error(
            "absence",
            format!("la ausencia acaba el {to}, antes de empezar el {from}"),
            format!("the absence ends on {to}, before it begins on {from}"),
        );
        return None;
    }
    Some(Absence { user, from, to })
}

pub(super) fn playbook(at: &At<'_>) -> Option<Playbook> {
    let fields = at.fields(&["id", "name", "when", "questions", "steps"])?;
    let (id, name) = (fields.need("id", At::id), fields.opt("name", At::text));
    let when = fields.opt("when", condition);
    let (questions, steps) = (fields.all_by_id("questions", question), fields.all("steps", step));
    let id = id?;
    let name = name.unwrap_or_else(|| id.clone());
    Some(Playbook { id, name, when, questions, steps })
}

fn question(at: &At<'_>) -> Option<Question> {
    let fields = at.fields(&["id", "ask", "why", "sets", "type", "options"])?;
    let kinds = &[
        ("text", AnswerKind::Text),
        ("number", AnswerKind::Number),
        ("money", AnswerKind::Money),
        ("date", AnswerKind::Date),
        ("choice", AnswerKind::Choice),
        ("people", AnswerKind::People),
        ("yes_no", AnswerKind::YesNo),
    ];
    let (id, ask) = (fields.need("id", At::id), fields.need("ask", At::text));
    let (why, sets) = (fields.opt("why", At::text), fields.opt("sets", At::id));
    let kind = fields.opt("type", |at| at.one_of(kinds)).unwrap_or_default();
    let options = fields.all("options", At::text);
    Some(Question { id: id?, ask: ask?, why, sets, kind, options })
}

fn step(at: &At<'_>) -> Option<PlaybookStep> {
    let fields = at.fields(&["day", "do", "if_no_answer"])?;
    let (day, act) = (fields.need("day", At::whole), fields.need("do", At::id));
    let is_if_no_answer = fields.opt("if_no_answer", At::boolean).unwrap_or(false);
    Some(PlaybookStep { day: day?, act: act?, is_if_no_answer })
}
