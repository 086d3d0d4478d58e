//! What sources cost and what contents are about, as programs read and change them.

use std::collections::BTreeSet;

use axum::Json;
use axum::response::Response;
use axum::routing::{delete, get, post, put};
use engine::said::Said as Words;
use jiff::civil::Date;
use runtime::contents::{Content, Topics};
use runtime::sources::{Cost, Spent};
use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::ids::ChangeId;

use super::asked::{Asked, Id};
use super::caller::{Caller, May};
use super::moment::Moment;
use super::once::{Sent, created, done};
use super::operation::Operation;
use super::problem::{ApiResult, Problem};
use crate::seat::Administer;

pub(super) fn operations() -> Vec<Operation> {
    vec![
        Operation::get("/api/v1/costs", get(costs))
            .says("What sources cost, with the leads of each that sales accepted in that time")
            .answers::<Costs>(200),
        Operation::post("/api/v1/costs", post(add_cost))
            .needs::<Administer>()
            .says("Writes down what a source cost")
            .takes::<NewCost>()
            .answers::<Costed>(201),
        Operation::put("/api/v1/costs/{id}", put(change_cost))
            .needs::<Administer>()
            .says("Puts right what a source cost")
            .takes::<NewCost>()
            .answers::<Costed>(200),
        Operation::delete("/api/v1/costs/{id}", delete(remove_cost))
            .needs::<Administer>()
            .says("Forgets a cost")
            .answers::<Removed>(200),
        Operation::get("/api/v1/contents", get(contents))
            .says("Pages, files, videos and mails that were seen, with what each is about")
            .answers::<Contents>(200),
        Operation::put("/api/v1/contents", put(say))
            .needs::<Administer>()
            .says("Says what a content is about: it goes along with every event about it from then on")
            .takes::<Said>()
            .answers::<Told>(200),
        Operation::delete("/api/v1/contents", delete(forget))
            .needs::<Administer>()
            .says("Forgets a content")
            .asks::<Which>()
            .answers::<Removed>(200),
    ]
}

/// All of them.
#[derive(Debug, Serialize, JsonSchema)]
struct Costs {
    costs: Vec<Costed>,
    /// Always null: all are answered at once.
    cursor: Option<String>,
}

/// What a source cost in a time.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Cost")]
struct Costed {
    id: String,
    /// The source, by its name in the log.
    source: String,
    /// How much, in digits.
    amount: String,
    currency: String,
    /// Its first day.
    from: String,
    /// Its last day.
    to: String,
    /// Leads of the source that sales accepted in that time.
    accepted: u64,
    /// What each cost; null where there was none.
    per_accepted: Option<String>,
}

/// What a source cost, to be written down.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct NewCost {
    source: String,
    /// In digits, such as `1250.50`.
    amount: String,
    /// Three letters, such as `EUR`.
    currency: String,
    /// The first day, such as `2026-11-01`.
    from: String,
    /// The last day.
    to: String,
}

/// Something that is no more.
#[derive(Debug, Serialize, JsonSchema)]
struct Removed {
    id: String,
}

impl Costed {
    fn of(spent: Spent) -> Costed {
        let Spent { cost, accepted, each } = spent;
        Costed {
            id: cost.id,
            source: cost.source,
            amount: cost.amount.to_string(),
            currency: cost.currency,
            from: cost.from.to_string(),
            to: cost.to.to_string(),
            accepted,
            per_accepted: each.map(|each| each.to_string()),
        }
    }
}

async fn all(caller: &Caller) -> ApiResult<Vec<Costed>> {
    let spent = caller.ask_criba(|criba, id| {
        let workspace = criba.workspace(id)?;
        let mut spent: Vec<Spent> = Vec::new();
        for seen in criba.sources_seen(id)? {
            spent.extend(workspace.spent(&seen)?);
        }
        Ok(spent)
    });
    Ok(spent.await?.into_iter().map(Costed::of).collect())
}

async fn costs(caller: Caller) -> ApiResult<Json<Costs>> {
    Ok(Json(Costs { costs: all(&caller).await?, cursor: None }))
}

async fn add_cost(caller: May<Administer>, sent: Sent<NewCost>) -> Response {
    let Sent { body, once } = sent;
    let id = ChangeId::make().to_string();
    once.answer(&caller, async |_| created(saved(&caller, id, body).await?)).await
}

async fn change_cost(
    caller: May<Administer>,
    Id(id): Id<ChangeId>,
    sent: Sent<NewCost>,
) -> Response {
    let Sent { body, once } = sent;
    let id = id.to_string();
    let answer = once.answer(&caller, async |_| {
        let known = caller.ask(runtime::criba::Workspace::costs).await?;
        if known.iter().all(|cost| cost.id != id) {
            return Err(Problem::NotFound);
        }
        done(saved(&caller, id.clone(), body).await?)
    });
    answer.await
}

async fn saved(caller: &May<Administer>, id: String, body: NewCost) -> ApiResult<Costed> {
    let by = caller.by(None).await?.email;
    let day = |text: &str, field: &str| {
        let words = || {
            Words::new(
                format!("«{text}» no es un día; se escribe como 2026-11-01"),
                format!("«{text}» is no day; write it such as 2026-11-01"),
            )
        };
        text.parse::<Date>().map_err(|_| Problem::field(format!("/{field}"), words()))
    };
    let amount = Decimal::from_str_exact(body.amount.trim()).map_err(|_| {
        Problem::field(
            "/amount",
            Words::new(
                "no es un número; se escribe como 1250.50",
                "it is no number; write it such as 1250.50",
            ),
        )
    })?;
    let cost = Cost {
        id: id.clone(),
        source: body.source.clone(),
        amount,
        currency: body.currency,
        from: day(&body.from, "from")?,
        to: day(&body.to, "to")?,
        by,
        at: caller.now(),
    };
    let spent = caller.ask_criba(move |criba, workspace| {
        let seen = criba.source_seen(workspace, &body.source)?;
        let workspace = criba.workspace(workspace)?;
        workspace.save_cost(cost)?;
        Ok(workspace.spent(&seen)?.into_iter().find(|spent| spent.cost.id == id))
    });
    spent.await?.map(Costed::of).ok_or(Problem::NotFound)
}

async fn remove_cost(caller: May<Administer>, Id(id): Id<ChangeId>, sent: Sent<()>) -> Response {
    let id = id.to_string();
    let answer = sent.once.answer(&caller, async |_| {
        let gone = id.clone();
        caller.ask(move |workspace| workspace.forget_cost(&gone)).await?;
        done(Removed { id: id.clone() })
    });
    answer.await
}

/// The catalogue.
#[derive(Debug, Serialize, JsonSchema)]
struct Contents {
    contents: Vec<Told>,
    /// Whether something was seen that did not fit any more.
    full: bool,
    /// Always null: all are answered at once.
    cursor: Option<String>,
}

/// A content.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Content")]
struct Told {
    /// The path of a page, or the name of a file, video or mail.
    id: String,
    /// `page`, `file`, `video`, `webinar` or `mail`.
    kind: String,
    /// How often it was seen.
    times: u64,
    /// When it was last seen.
    last_at: Option<Moment>,
    topic: String,
    product: String,
    journey_stage: String,
    format: String,
    cta: String,
}

/// What a content is about; what is left out is said to be nothing.
#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(rename = "ContentTopics")]
#[serde(deny_unknown_fields)]
struct Said {
    /// The path of a page, or the name of a file, video or mail.
    id: String,
    #[serde(default)]
    topic: String,
    #[serde(default)]
    product: String,
    #[serde(default)]
    journey_stage: String,
    #[serde(default)]
    format: String,
    #[serde(default)]
    cta: String,
}

/// Which content.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Which {
    /// The path of a page, or the name of a file, video or mail.
    id: String,
}

impl Told {
    fn of(id: String, content: Content) -> Told {
        let Topics { topic, product, journey_stage, format, cta } = content.topics;
        Told {
            id,
            kind: content.kind.id().to_owned(),
            times: content.times,
            last_at: content.last_at.map(Moment),
            topic,
            product,
            journey_stage,
            format,
            cta,
        }
    }
}

async fn contents(caller: Caller) -> ApiResult<Json<Contents>> {
    let known = caller.ask(runtime::criba::Workspace::contents).await?;
    let contents = known.of.into_iter().map(|(id, content)| Told::of(id, content)).collect();
    Ok(Json(Contents { contents, full: known.is_full, cursor: None }))
}

async fn say(caller: May<Administer>, sent: Sent<Said>) -> Response {
    let Sent { body, once } = sent;
    let answer = once.answer(&caller, async |_| {
        let Said { id, topic, product, journey_stage, format, cta } = body;
        let topics = Topics { topic, product, journey_stage, format, cta };
        let told = caller.ask(move |workspace| workspace.say_of_content(&id, topics)).await?;
        let (id, content) = told;
        done(Told::of(id, content))
    });
    answer.await
}

async fn forget(caller: May<Administer>, Asked(which): Asked<Which>, sent: Sent<()>) -> Response {
    let answer = sent.once.answer(&caller, async |_| {
        let ids = BTreeSet::from([which.id.clone()]);
        caller.ask(move |workspace| workspace.forget_contents(&ids)).await?;
        done(Removed { id: which.id.clone() })
    });
    answer.await
}
