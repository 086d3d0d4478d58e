//! Forms, as programs read and write them.

use std::collections::BTreeMap;

use axum::Json;
use axum::response::Response;
use axum::routing::{get, post, put};
use runtime::forms::{Form, Kept, Views, check, public_name};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::asked::Id;
use super::caller::{Caller, May};
use super::moment::Moment;
use super::once::{Sent, created, done};
use super::operation::Operation;
use super::problem::{ApiResult, Problem};
use crate::seat::Edit;

pub(super) fn operations() -> Vec<Operation> {
    vec![
        Operation::get("/api/v1/forms", get(index))
            .says("The forms of the workspace, with how often each was seen and sent")
            .answers::<Forms>(200),
        Operation::post("/api/v1/forms", post(create))
            .needs::<Edit>()
            .says("Makes a form")
            .takes::<Said>()
            .answers::<Whole>(201),
        Operation::get("/api/v1/forms/{slug}", get(show))
            .says("A form: what it asks, and where people fill it in")
            .answers::<Whole>(200),
        Operation::put("/api/v1/forms/{slug}", put(update))
            .needs::<Edit>()
            .says("Saves a form as its next version")
            .takes::<Said>()
            .answers::<Whole>(200),
    ]
}

/// All of them.
#[derive(Debug, Serialize, JsonSchema)]
struct Forms {
    forms: Vec<Whole>,
    /// Always null: a workspace has few.
    cursor: Option<String>,
}

/// A form with what is known of it.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Form")]
struct Whole {
    /// Where people fill it in, from the address of the server on.
    path: String,
    /// Its version, from 1; `after` of the next one.
    version: u32,
    /// When it was saved.
    saved_at: Moment,
    /// By whom.
    saved_by: String,
    /// The number of the texts of its consents; 0 where it never had any.
    consent_text: u32,
    /// Times that it was shown.
    seen: u64,
    /// Times that somebody sent it.
    sent: u64,
    /// Times that a machine did, which gives nothing.
    by_machines: u64,
    /// Times that somebody began to answer, as far as their browser could say so.
    started: u64,
    /// Of these, how many sent it.
    finished: u64,
    /// By the question, how often it was the last that was answered before somebody left.
    left: BTreeMap<String, u64>,
    #[serde(flatten)]
    form: Said,
}

/// What a form says.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "FormText")]
#[serde(deny_unknown_fields)]
struct Said {
    /// The version that was read, where one is changed; left out where one is made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    after: Option<u32>,
    /// Its name in addresses; as in the path where one is changed.
    #[serde(default)]
    slug: String,
    /// What people here call it, and agreements name it by.
    name: String,
    /// `es` or `en`: where the reader's language is not there.
    language: String,
    /// What stands over it.
    title: Both,
    /// What stands beneath the title.
    #[serde(default)]
    intro: Both,
    /// What the button says.
    #[serde(default)]
    button: Both,
    /// What it may ask.
    questions: Vec<Question>,
    /// How many questions are shown at once.
    #[serde(default = "visible")]
    visible: usize,
    /// Who is responsible for what is sent, and what for.
    #[serde(default)]
    notice: Both,
    /// What somebody may consent to.
    #[serde(default)]
    consents: Vec<Consent>,
    /// Whether a consent counts only once it was confirmed by a link.
    #[serde(default)]
    is_double: bool,
    /// What is said once it is sent.
    #[serde(default)]
    thanks: Both,
    /// Where the browser goes then; empty for the page of thanks.
    #[serde(default)]
    thanks_url: String,
    /// Whether the page of thanks asks one question more.
    #[serde(default)]
    goes_on: bool,
}

fn visible() -> usize {
    runtime::forms::VISIBLE
}

/// A text in two languages; where one is empty the other stands for both.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "InBothLanguages")]
#[serde(default, deny_unknown_fields)]
struct Both {
    es: String,
    en: String,
}

/// Something that a form may ask.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "FormQuestion")]
#[serde(deny_unknown_fields)]
struct Question {
    /// The trait that it tells.
    id: String,
    /// `person`, `company` or `visit`: what is about a visit is asked every time.
    about: String,
    /// `text`, `email`, `phone`, `choice`, `yes_no`, `number` or `long`.
    kind: String,
    label: Both,
    /// Why it is asked.
    #[serde(default)]
    why: Both,
    #[serde(default)]
    is_required: bool,
    #[serde(default)]
    choices: Vec<Choice>,
}

/// Something that can be chosen.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "FormChoice")]
#[serde(deny_unknown_fields)]
struct Choice {
    value: String,
    #[serde(default)]
    label: Both,
}

/// What somebody may consent to.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "FormConsent")]
#[serde(deny_unknown_fields)]
struct Consent {
    /// `email`, `whatsapp`, `phone`, `sms`, `profiling`, …
    purpose: String,
    /// What they consent to, word for word.
    text: Both,
}

/// The same words in another of the two shapes.
fn reshaped<A: Serialize, B: serde::de::DeserializeOwned>(said: &A) -> ApiResult<B> {
    let value = serde_json::to_value(said).map_err(|error| Problem::Failed(error.to_string()))?;
    serde_json::from_value(value).map_err(|error| {
        Problem::field(
            "",
            engine::said::Said::new(
                format!("no se entiende el formulario ({error}); hay que corregirlo"),
                format!("the form is not understood ({error}); correct it"),
            ),
        )
    })
}

impl Whole {
    fn of(caller: &Caller, kept: Kept, views: &BTreeMap<String, Views>) -> ApiResult<Whole> {
        let views = views.get(&kept.form.slug).cloned().unwrap_or_default();
        Ok(Whole {
            path: format!("/f/{}", public_name(caller.workspace().row.id, &kept.form.slug)),
            version: kept.version,
            saved_at: Moment(kept.at),
            consent_text: kept.text(),
            seen: views.seen,
            sent: views.sent,
            by_machines: views.by_machines,
            started: views.started,
            finished: views.finished,
            left: views.left,
            form: reshaped(&kept.form)?,
            saved_by: kept.by,
        })
    }
}

async fn index(caller: Caller) -> ApiResult<Json<Forms>> {
    let (forms, views) =
        caller.ask(|workspace| Ok((workspace.forms()?, workspace.form_views()?))).await?;
    let forms = forms.into_iter().map(|kept| Whole::of(&caller, kept, &views));
    Ok(Json(Forms { forms: forms.collect::<ApiResult<_>>()?, cursor: None }))
}

async fn show(caller: Caller, Id(slug): Id<String>) -> ApiResult<Json<Whole>> {
    let (kept, views) =
        caller.ask(move |workspace| Ok((workspace.form(&slug)?, workspace.form_views()?))).await?;
    Ok(Json(Whole::of(&caller, kept.ok_or(Problem::NotFound)?, &views)?))
}

async fn create(caller: May<Edit>, sent: Sent<Said>) -> Response {
    let Sent { body, once } = sent;
    once.answer(&caller, async |_| created(saved(&caller, body, None).await?)).await
}

async fn update(caller: May<Edit>, Id(slug): Id<String>, sent: Sent<Said>) -> Response {
    let Sent { body, once } = sent;
    let answer = once.answer(&caller, async |_| {
        let name = slug.clone();
        let known = caller.ask(move |workspace| workspace.form(&name)).await?;
        let known = known.ok_or(Problem::NotFound)?;
        let after = body.after.unwrap_or(known.version);
        done(saved(&caller, Said { slug: slug.clone(), ..body }, Some(after)).await?)
    });
    answer.await
}

async fn saved(caller: &May<Edit>, said: Said, after: Option<u32>) -> ApiResult<Whole> {
    let by = caller.by(None).await?.email;
    let form: Form = reshaped(&Said { after: None, ..said })?;
    if let Some(problem) = check(&form).into_iter().next() {
        let pointer = format!("/{}", problem.field.replace('.', "/"));
        return Err(Problem::field(pointer, problem.said));
    }
    let kept = caller.ask(move |workspace| workspace.save_form(form, after, &by)).await?;
    let views = caller.ask(runtime::criba::Workspace::form_views).await?;
    Whole::of(caller, kept, &views)
}
