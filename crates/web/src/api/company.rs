//! Who buys at a contact's company, and what is known of it.

use std::collections::BTreeMap;

use axum::Json;
use axum::routing::get;
use engine::agreement::condition::Whose;
use engine::contact::colleagues::COLLEAGUE;
use runtime::committee::{Colleague, Committee};
use runtime::writer::Saw;
use schemars::JsonSchema;
use serde::Serialize;
use store::ids::ContactId;

use super::asked::Id;
use super::caller::Caller;
use super::moment::{Moment, moment};
use super::operation::Operation;
use super::problem::{ApiResult, Problem};
use super::row::known;

pub(super) fn operations() -> Vec<Operation> {
    vec![
        Operation::get("/api/v1/contacts/{id}/company", get(show))
            .says(
                "A contact's company: what it is found by, what is known of it, and who buys there",
            )
            .answers::<Company>(200),
    ]
}

/// Somebody's company.
#[derive(Debug, Serialize, JsonSchema)]
struct Company {
    /// What its people are found by; none where nothing tells of which company they are.
    keys: Vec<FoundBy>,
    /// What is known of it, by the ids of the traits.
    traits: BTreeMap<String, serde_json::Value>,
    /// Its people, the best first, at most eight.
    people: Vec<Buyer>,
    /// Parts in the purchase that nobody of them has, and that companies which went far had.
    lacking: Vec<Lacking>,
}

/// What a company is found by.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "CompanyKey")]
struct FoundBy {
    /// `domain` (what it registered) or `group` (its id in a program).
    kind: &'static str,
    value: String,
}

/// Somebody of the company.
#[derive(Debug, Serialize, JsonSchema)]
struct Buyer {
    id: String,
    name: String,
    job_title: Option<String>,
    /// Their part in the purchase, as it was said.
    role: Option<String>,
    stage: String,
    grade: Option<String>,
    /// Fit and engagement together.
    total: i64,
    /// When they last did something.
    latest_at: Option<Moment>,
    /// When they were last tried to be reached.
    attempted_at: Option<Moment>,
}

/// A part in the purchase that is missing.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "LackingPart")]
struct Lacking {
    /// The trait that would tell it: `role` or `job_area`.
    id: &'static str,
    value: String,
    /// How many companies had it.
    had: u64,
    /// Of how many.
    of: u64,
}

async fn show(caller: Caller, Id(id): Id<ContactId>) -> ApiResult<Json<Company>> {
    let found = caller.ask(move |workspace| {
        workspace.writer.settle().wait()?;
        let saw = workspace.writer.look(id).wait()?.filter(|saw| saw.card.is_anybody());
        saw.map(|saw| Ok((workspace.committee(&saw)?, saw))).transpose()
    });
    let (committee, saw) = found.await?.ok_or(Problem::NotFound)?;
    Ok(Json(Company::of(committee, &saw)))
}

impl Company {
    fn of(committee: Committee, saw: &Saw) -> Company {
        let profile = &saw.card.contact.profile;
        let traits = profile.ids(Whose::Account).filter(|id| !id.starts_with(COLLEAGUE));
        let traits = traits.filter_map(|id| {
            let held = profile.at(Whose::Account, id, saw.now)?;
            Some((id.to_owned(), held.value.to_json()))
        });
        let lacking = committee.lacking.into_iter().map(|one| {
            let (id, value) = one.part;
            Lacking { id, value, had: one.had, of: one.of }
        });
        let keys = committee.keys.into_iter().map(|key| FoundBy {
            kind: if key.kind.ends_with("group") { "group" } else { "domain" },
            value: key.value,
        });
        Company {
            keys: keys.collect(),
            traits: traits.collect(),
            people: committee.people.into_iter().map(Buyer::of).collect(),
            lacking: lacking.collect(),
        }
    }
}

impl Buyer {
    fn of(Colleague { listed, role }: Colleague) -> Buyer {
        let columns = listed.columns;
        Buyer {
            id: listed.id.to_string(),
            name: columns.name,
            job_title: known(columns.job_title),
            role,
            stage: columns.stage,
            grade: known(columns.grade),
            total: columns.total,
            latest_at: moment(columns.latest_at),
            attempted_at: moment(columns.attempted_at),
        }
    }
}
