//! `/formularios/{slug}`: a form with its questions by what each is worth, and beside it what
//! people see who come for the first time, who have said something, and who come again.

use std::collections::{BTreeMap, BTreeSet};

use askama::Template;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::Response;
use axum::routing::{get, post};
use engine::agreement::condition::Whose;
use runtime::forms::{
    About, Consent, Form, Kept, Kind, Problem, Question, Views, Visitor, Worths, ask, check,
    public_name, queue,
};
use runtime::mail::Fate;
use runtime::people::Permission;
use serde::Deserialize;

use super::edited::{ABOUTS, KINDS, read, typed};
use super::mail;
use super::plain::plain;
use super::worth::worth;
use crate::address::{Path, host};
use crate::error::{PageError, PageResult, see_other};
use crate::layout::{Nav, Shell, page};
use crate::posted::Posted;
use crate::routes::Table;
use crate::seat::{Can, Edit, Seat};
use crate::words::Words;

pub(super) fn routes(table: &mut Table) {
    table.get("/formularios/{slug}", get(show));
    table.post("/formularios/{slug}", post(save));
    table.post("/formularios/{slug}/version", post(bring_back));
}

/// The page.
#[derive(Template)]
#[template(path = "forms/editor.html")]
struct Editor {
    shell: Shell,
    form: Form,
    version: u32,
    saved: String,
    rows: Vec<Row>,
    /// Each with what its fields are called; the last is a new one.
    consents: Vec<(String, Consent)>,
    abouts: Vec<(&'static str, String)>,
    kinds: Vec<(&'static str, String)>,
    /// What is wrong, said at the top with its place.
    wrong: Vec<String>,
    was_saved: bool,
    /// The three visitors: number, name, and whether it is the one that is shown.
    seen_by: Vec<(u8, String, bool)>,
    preview: Vec<(String, String, bool)>,
    hidden: Vec<&'static str>,
    address: String,
    plain: String,
    script: String,
    before: Vec<(u32, String)>,
    texts: Vec<(u32, String, Vec<String>)>,
    pending: Vec<Waiting>,
    /// Whether mail can be sent.
    has_mail: bool,
    views: Views,
    can_edit: bool,
}

/// A consent that waits, or did.
struct Waiting {
    who: String,
    when: String,
    link: String,
    is_confirmed: bool,
    /// What became of the mail that asks for it; empty where there is none.
    mail: String,
    /// Which mail may be sent again; empty where none.
    again: String,
}

/// A question, with what its fields are called.
struct Row {
    /// What the names of its fields begin with.
    at: String,
    question: Question,
    choices: String,
    worth: String,
    /// How many left it after this question.
    left: u64,
    is_new: bool,
}

impl Row {
    fn is_about(&self, id: &str) -> bool {
        ABOUTS.iter().any(|(known, about)| *known == id && *about == self.question.about)
    }

    fn is_of(&self, id: &str) -> bool {
        KINDS.iter().any(|(known, kind)| *known == id && *kind == self.question.kind)
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    vista: String,
    guardado: String,
}

/// The questions by what they are worth, those of each visit last.
fn ordered(form: &Form, worths: &Worths, seat: &Seat) -> Vec<Question> {
    let asked = queue(form, &Visitor::default(), worths, seat.now()).into_iter().cloned();
    let visit = form.questions.iter().filter(|one| one.about == About::Visit).cloned();
    asked.chain(visit).collect()
}

/// What one of three people sees: who comes first, who has said their address and job title, and
/// who answered everything twice.
fn preview(form: &Form, worths: &Worths, view: u8, seat: &Seat) -> Vec<(String, String, bool)> {
    let mut visitor = Visitor::default();
    if view == 2 {
        let said = ["email", "job_title"].map(|id| (Whose::Person, id.to_owned()));
        visitor.known = BTreeSet::from(said);
    }
    let turns = if view == 3 { 2 } else { 0 };
    for _ in 0..turns {
        let asked = ask(form, &visitor, worths, seat.now());
        let told: Vec<(Whose, String)> = asked.into_iter().filter_map(Question::told).collect();
        visitor.known.extend(told);
    }
    let language = seat.words.language();
    let language = form.language_for(language);
    let shown = ask(form, &visitor, worths, seat.now()).into_iter().map(|one| {
        let long = one.kind == Kind::Long;
        (one.label.of(language).to_owned(), one.why.of(language).to_owned(), long)
    });
    shown.collect()
}

async fn made(
    seat: &Seat,
    kept: Kept,
    form: Form,
    wrong: &[Problem],
    asked: &Asked,
    host: String,
) -> PageResult<Response> {
    let slug = form.slug.clone();
    let (worths, pending, views) = seat
        .ask(move |workspace| {
            let pending = workspace.pending(&slug)?;
            let sealed: Result<Vec<String>, _> =
                pending.iter().map(|one| workspace.seal(&one.link)).collect();
            let views = workspace.form_views()?.get(&slug).cloned().unwrap_or_default();
            let pending: Vec<_> = pending.into_iter().zip(sealed?).collect();
            Ok((workspace.worths()?, pending, views))
        })
        .await?;
    let w = &seat.words;
    let view = asked.vista.parse().ok().filter(|view| (1..=3).contains(view)).unwrap_or(1);
    let mut questions = ordered(&form, &worths, seat);
    // What is wrong may be an id that stands twice: the page keeps every row.
    if !wrong.is_empty() {
        questions = form.questions.clone();
    }
    questions.push(Question::default());
    let count = questions.len();
    let rows = questions.into_iter().enumerate().map(|(index, question)| Row {
        at: format!("q{index}"),
        choices: typed(&question.choices),
        worth: worth(worths.of(&question), w),
        left: views.left.get(&question.id).copied().unwrap_or_default(),
        is_new: index + 1 == count,
        question,
    });
    let address = format!("{host}/f/{}", public_name(seat.workspace_id(), &form.slug));
    let texts = kept.texts.iter().rev().map(|text| {
        let said = text
            .consents
            .iter()
            .map(|one| format!("{}: {}", one.purpose, one.text.of(form.language)));
        (text.number, w.moment(text.at, seat.now()), said.collect())
    });
    let confirm = format!("{address}/confirmar");
    let slug = form.slug.clone();
    let letters = seat.ask_house(move |criba, id| criba.letters(id, &mail::name(&slug, "")));
    let letters: BTreeMap<String, Fate> = letters.await?.into_iter().collect();
    let pending = pending.into_iter().rev().map(|(one, sealed)| {
        let fate = letters.get(&mail::name(&form.slug, &one.link.nonce));
        let is_confirmed = one.confirmed_at.is_some();
        let is_again = fate.is_some_and(Fate::is_sent_again) && !is_confirmed;
        Waiting {
            who: one.who,
            when: w.moment(one.at, seat.now()),
            link: format!("{confirm}?c={sealed}"),
            is_confirmed,
            mail: fate.map(|fate| mail::said(fate, seat)).unwrap_or_default(),
            again: if is_again { one.link.nonce } else { String::new() },
        }
    });
    let pending: Vec<Waiting> = pending.collect();
    let consents = form.consents.iter().cloned().chain([Consent::default()]);
    let before = kept.before.iter().rev().take(5);
    let mut shown = page(&Editor {
        shell: Shell::of(seat, Nav::Forms).await?,
        version: kept.version,
        saved: w.t2(
            "forms-saved-by",
            "who",
            w.person(&kept.by),
            "when",
            w.moment(kept.at, seat.now()),
        ),
        rows: rows.collect(),
        consents: consents.enumerate().map(|(index, one)| (format!("c{index}"), one)).collect(),
        abouts: ABOUTS.map(|(id, _)| (id, w.t(&format!("forms-about-{id}")))).to_vec(),
        kinds: KINDS
            .map(|(id, _)| (id, w.t(&format!("forms-kind-{}", id.replace('_', "-")))))
            .to_vec(),
        wrong: wrong.iter().map(|one| problem(one, w)).collect(),
        was_saved: !asked.guardado.is_empty(),
        seen_by: [1, 2, 3].map(|n| (n, w.chosen("forms-view", "n", n), n == view)).to_vec(),
        preview: preview(&form, &worths, view, seat),
        hidden: HIDDEN.to_vec(),
        plain: plain(&form, &address, w),
        script: format!("<script src=\"{address}.js\" async></script>"),
        address,
        before: before.map(|one| (one.version, w.moment(one.at, seat.now()))).collect(),
        texts: texts.collect(),
        pending,
        has_mail: seat.app.mail().is_some(),
        views,
        can_edit: seat.may(Permission::Edit),
        form,
    })?;
    if !wrong.is_empty() {
        *shown.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(shown)
}

/// What goes along unseen.
const HIDDEN: [&str; 12] = [
    "utm_source",
    "utm_medium",
    "utm_campaign",
    "utm_term",
    "utm_content",
    "landing",
    "referrer",
    "page",
    "started",
    "asked",
    "begun",
    "website",
];

/// What is wrong, with the question or the part that it is wrong with.
fn problem(problem: &Problem, w: &Words) -> String {
    let mut parts = problem.field.split('.');
    let part = parts.next().unwrap_or_default();
    let said = w.said(&problem.said);
    match parts.next().and_then(|index| index.parse::<u64>().ok()) {
        Some(index) => w.with(
            &format!("forms-wrong-{part}"),
            &[("number", w.number(index + 1)), ("said", said)],
        ),
        None => said,
    }
}

async fn kept(seat: &Seat, slug: String) -> PageResult<Kept> {
    seat.ask(move |workspace| workspace.form(&slug)).await?.ok_or(PageError::NotFound)
}

async fn show(
    seat: Seat,
    Path(slug): Path<String>,
    Query(asked): Query<Asked>,
    parts: Parts,
) -> PageResult {
    let kept = kept(&seat, slug).await?;
    let (form, host) = (kept.form.clone(), host(&seat, &parts));
    made(&seat, kept, form, &[], &asked, host).await
}

/// `POST /formularios/{slug}`: the next version.
async fn save(
    seat: Can<Edit>,
    Path(slug): Path<String>,
    parts: Parts,
    Posted(fields): Posted<Vec<(String, String)>>,
) -> PageResult {
    let known = kept(&seat, slug.clone()).await?;
    let form = read(&fields, &slug);
    let wrong = check(&form);
    if !wrong.is_empty() {
        let host = host(&seat, &parts);
        return made(&seat, known, form, &wrong, &Asked::default(), host).await;
    }
    let after = super::received::field(&fields, "after").parse().unwrap_or(0);
    let by = seat.email().to_owned();
    let typed = form.clone();
    match seat.ask(move |workspace| workspace.save_form(form, Some(after), &by)).await {
        Ok(_) => Ok(see_other(&format!("/formularios/{slug}?guardado=1"))),
        // What was typed stays, though somebody else was first.
        Err(PageError::Said(said)) => {
            let wrong = [Problem { field: "after".to_owned(), said }];
            let host = host(&seat, &parts);
            made(&seat, known, typed, &wrong, &Asked::default(), host).await
        }
        Err(error) => Err(error),
    }
}

#[derive(Deserialize)]
struct Back {
    version: u32,
}

/// `POST /formularios/{slug}/version`: an earlier version, as the next one.
async fn bring_back(
    seat: Can<Edit>,
    Path(slug): Path<String>,
    Posted(back): Posted<Back>,
) -> PageResult {
    let (by, name) = (seat.email().to_owned(), slug.clone());
    seat.ask(move |workspace| workspace.bring_form_back(&name, back.version, &by)).await?;
    Ok(see_other(&format!("/formularios/{slug}?guardado=1")))
}
