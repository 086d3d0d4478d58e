//! A text of the agreement, checked with every problem in its place and compared with the one in
//! force, before it is put in force.

use askama::Template;
use axum::extract::multipart::Field;
use axum::extract::{Multipart, Query};
use axum::http::request::Parts;
use axum::routing::{get, post};
use engine::agreement::Language;
use engine::agreement::diagnostic::{Diagnostic, Severity};
use engine::agreement::diff::{diff, summary};
use engine::agreement::parse::parse;
use engine::agreement::sealed::Agreement;
use engine::agreement::starters::{Funnel, Starter, starter};
use engine::said::Said;
use runtime::people::csrf;
use serde::Deserialize;
use sha2::{Digest, Sha256};

use super::changes::{Section, sections};
use super::{Version, called, current, versions};
use crate::error::{PageError, PageResult, see_other};
use crate::layout::{Nav, Shell, page};
use crate::routes::Table;
use crate::seat::{Can, Propose, Seat, session_cookie};
use crate::words::Words;

pub(crate) fn routes(table: &mut Table) {
    table.get("/acuerdo/proponer", get(show));
    table.post("/acuerdo/proponer", post(check));
}

/// The page.
#[derive(Template)]
#[template(path = "agreement/propose.html")]
struct Proposal {
    shell: Shell,
    /// The version in force, which the text is compared with.
    in_force: u32,
    /// What was typed or brought.
    text: String,
    error: Option<String>,
    checked: Option<Checked>,
}

/// What a check found.
struct Checked {
    problems: Vec<Problem>,
    errors: u64,
    warnings: u64,
    summary: String,
    sections: Vec<Section>,
    /// Of the text that was checked: what is put in force is what was read.
    sum: String,
    is_same: bool,
}

impl Checked {
    fn is_ready(&self) -> bool {
        self.errors == 0 && !self.is_same
    }
}

/// A problem in its place.
struct Problem {
    is_error: bool,
    place: Option<String>,
    words: String,
    /// The line of the text, in what stands before the problem, the problem, and what follows it.
    line: Option<[String; 3]>,
}

/// What the text begins as: a version of this workspace, or what Criba brings for a trade.
#[derive(Default, Deserialize)]
#[serde(default)]
struct From {
    desde: String,
    modelo: String,
    etapas: String,
}

impl From {
    /// The text that Criba brings, in the language of the agreement in force.
    fn model(&self, language: Language, country: &str) -> Option<String> {
        let trade = Starter::ALL.into_iter().find(|trade| trade.id() == self.modelo)?;
        let funnel = Funnel::ALL.into_iter().find(|funnel| funnel.id() == self.etapas);
        Some(starter(trade, funnel.unwrap_or(Funnel::WithAcceptance), language, country))
    }
}

async fn show(seat: Can<Propose>, Query(from): Query<From>) -> PageResult {
    let versions = versions(&seat).await?;
    let language = current(&versions)?.document().language;
    let text = match (from.desde.as_str(), from.model(language, seat.country())) {
        (_, Some(model)) => model,
        ("", None) => String::new(),
        (words, None) => called(&versions, words)?.text.clone(),
    };
    page(&Proposal {
        in_force: current(&versions)?.number,
        text,
        error: None,
        checked: None,
        shell: Shell::of(&seat, Nav::Agreement).await?,
    })
}

/// What the form brings.
#[derive(Default)]
struct Came {
    text: String,
    is_file: bool,
    after: u32,
    sum: String,
    is_to_be_in_force: bool,
}

/// `POST /acuerdo/proponer`: checks a text, or puts one in force that was checked as it is.
async fn check(seat: Can<Propose>, parts: Parts, form: Multipart) -> PageResult {
    let came = read(&parts, form, &seat.words).await?;
    let came = match came {
        Ok(came) => came,
        Err(error) => return again(&seat, Came::default(), Some(error)).await,
    };
    if came.text.trim().is_empty() {
        let error = seat.words.t("propose-nothing");
        return again(&seat, came, Some(error)).await;
    }
    let is_as_checked = !came.is_file && came.sum == sum(&came.text);
    if !came.is_to_be_in_force || !is_as_checked {
        return again(&seat, came, None).await;
    }
    let (text, by, after) = (came.text.clone(), seat.email().to_owned(), came.after);
    let workspace = seat.shared_workspace();
    let put = move || Ok(workspace.put_text_in_force(after, &by, &text));
    match crate::seat::waiting(put).await? {
        Ok(number) => Ok(see_other(&format!("/acuerdo?hecho={number}"))),
        Err(runtime::RuntimeError::Overtaken { now }) => {
            let error = seat.words.t1("propose-overtaken", "version", now);
            again(&seat, came, Some(error)).await
        }
        // What the check did not find the page says by checking again.
        Err(runtime::RuntimeError::Problems(_)) => again(&seat, came, None).await,
        Err(error) => Err(error.into()),
    }
}

/// The page again with what was typed and what the check finds.
async fn again(seat: &Seat, came: Came, error: Option<String>) -> PageResult {
    let versions = versions(seat).await?;
    let in_force = current(&versions)?;
    let is_empty = came.text.trim().is_empty();
    let checked = (!is_empty).then(|| checked(&came.text, in_force, &seat.words));
    let is_refused = error.is_some() || checked.as_ref().is_some_and(|checked| checked.errors > 0);
    let mut made = page(&Proposal {
        in_force: in_force.number,
        text: came.text,
        error,
        checked,
        shell: Shell::of(seat, Nav::Agreement).await?,
    })?;
    if is_refused {
        *made.status_mut() = axum::http::StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(made)
}

fn checked(text: &str, in_force: &Version, w: &Words) -> Checked {
    let (document, diagnostics) = parse(text);
    let mut problems: Vec<Problem> =
        diagnostics.iter().map(|diagnostic| problem(diagnostic, text, w)).collect();
    let is_read = !problems.iter().any(|problem| problem.is_error);
    if is_read && let Err(error) = Agreement::seal(document.clone(), in_force.number + 1) {
        problems.push(Problem {
            is_error: true,
            place: None,
            words: w.said(&error.said()),
            line: None,
        });
    }
    let errors = problems.iter().filter(|problem| problem.is_error).count() as u64;
    let now = in_force.document();
    let changes = if errors == 0 { diff(&now, &document, &w.pack) } else { Vec::new() };
    Checked {
        errors,
        warnings: problems.len() as u64 - errors,
        problems,
        summary: summary(&changes, &w.pack),
        sections: sections(&changes, &document, w),
        sum: sum(text),
        is_same: changes.is_empty(),
    }
}

fn problem(diagnostic: &Diagnostic, text: &str, w: &Words) -> Problem {
    let place = diagnostic
        .place
        .map(|place| w.t2("problem-place", "line", place.line, "column", place.column));
    let line = diagnostic.place.and_then(|place| {
        let line: Vec<char> = text.lines().nth(place.line.checked_sub(1)?)?.chars().collect();
        let from = place.column.saturating_sub(1).min(line.len());
        let to = (from + place.length.max(1)).min(line.len());
        let shown = |chars: Option<&[char]>| chars.unwrap_or_default().iter().collect::<String>();
        Some([shown(line.get(..from)), shown(line.get(from..to)), shown(line.get(to..))])
    });
    Problem {
        is_error: diagnostic.severity == Severity::Error,
        place,
        words: diagnostic.words(w.language()).to_owned(),
        line,
    }
}

fn sum(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Reads the form. What was brought goes before what was typed; words that say what is wrong
/// where the file is no text.
async fn read(parts: &Parts, mut form: Multipart, w: &Words) -> PageResult<Result<Came, String>> {
    let cookie = session_cookie(parts).unwrap_or_default();
    let mut came = Came::default();
    let mut is_ours = false;
    let mut brought: Option<String> = None;
    while let Some(field) = form.next_field().await.map_err(|error| cut(&error))? {
        let name = field.name().unwrap_or_default().to_owned();
        match name.as_str() {
            "csrf" => is_ours = text(field).await? == csrf(&cookie),
            _ if !is_ours => return Err(PageError::Stale),
            "text" => came.text = text(field).await?.replace("\r\n", "\n"),
            "file" => {
                let bytes = field.bytes().await.map_err(|error| cut(&error))?;
                if bytes.is_empty() {
                    continue;
                }
                let Ok(text) = String::from_utf8(bytes.to_vec()) else {
                    return Ok(Err(w.t("propose-not-text")));
                };
                brought = Some(text.trim_start_matches('\u{feff}').replace("\r\n", "\n"));
            }
            "after" => came.after = text(field).await?.parse().unwrap_or_default(),
            "sum" => came.sum = text(field).await?,
            "do" => came.is_to_be_in_force = text(field).await? == "force",
            _ => {}
        }
    }
    if let Some(text) = brought {
        came.text = text;
        came.is_file = true;
    }
    if is_ours { Ok(Ok(came)) } else { Err(PageError::Stale) }
}

async fn text(field: Field<'_>) -> PageResult<String> {
    field.text().await.map_err(|error| cut(&error))
}

/// A form that was cut short on its way, or is larger than any agreement.
fn cut(error: &axum::extract::multipart::MultipartError) -> PageError {
    match error.status() {
        axum::http::StatusCode::PAYLOAD_TOO_LARGE => PageError::TooLarge,
        _ => PageError::Said(Said::new(
            format!("el texto no llegó entero ({error}); hay que enviarlo otra vez"),
            format!("the text did not arrive whole ({error}); send it again"),
        )),
    }
}
