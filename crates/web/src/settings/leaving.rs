//! Somebody leaves: how many leads they answer for, and who takes them.

use askama::Template;
use axum::routing::{get, post};
use engine::agreement::Document;
use runtime::people::{Permission, permissions};
use runtime::staff::Leads;
use serde::Deserialize;
use store::house::MemberRow;
use store::ids::PersonId;

use super::frame::{Frame, mendable, refused, shell};
use crate::address::Path;
use crate::error::{PageResult, see_other};
use crate::layout::{Shell, page};
use crate::posted::Posted;
use crate::routes::Table;
use crate::seat::{Administer, Can, Seat};

pub(crate) fn routes(table: &mut Table) {
    table.get("/ajustes/personas/{person}/salida", get(show));
    table.post("/ajustes/personas/{person}/salida", post(create));
}

/// The page.
#[derive(Template)]
#[template(path = "settings/leaving.html")]
struct Leaving {
    shell: Shell,
    frame: Frame,
    id: PersonId,
    name: String,
    is_you: bool,
    /// Whether they left before, and leads of theirs were left behind.
    is_gone: bool,
    leads: Leads,
    /// Who can take them: address and name.
    heirs: Vec<(String, String)>,
    heir: String,
    /// Teams of the agreement that name them.
    teams: Vec<String>,
    error: Option<String>,
}

impl Leaving {
    async fn of(
        seat: &Seat,
        member: MemberRow,
        heir: String,
        error: Option<String>,
    ) -> PageResult<Leaving> {
        let email = member.person.email.clone();
        let asked = email.clone();
        let leads = seat.ask(move |workspace| workspace.leads_of(&asked)).await?;
        let agreement = seat.ask(|workspace| workspace.writer.agreement().wait()).await?;
        let others = seat.members().await?.into_iter().filter(|other| other.person.email != email);
        let heirs = others.filter(|other| {
            permissions(&other.permissions).is_ok_and(|given| given.contains(&Permission::Work))
        });
        Ok(Leaving {
            shell: shell(seat).await?,
            frame: Frame::plain("people"),
            id: member.person.id,
            name: member.person.name,
            is_you: email == seat.email(),
            is_gone: member.left_at.is_some(),
            leads,
            heirs: heirs.map(|heir| (heir.person.email, heir.person.name)).collect(),
            heir,
            teams: teams_of(&agreement.document, &email),
            error,
        })
    }
}

fn teams_of(document: &Document, email: &str) -> Vec<String> {
    let teams = document.teams.iter();
    let theirs = teams.filter(|team| team.members.iter().any(|member| member.user == email));
    theirs.map(|team| team.name.clone()).collect()
}

async fn member(seat: &Seat, person: PersonId) -> PageResult<MemberRow> {
    seat.ask_house(move |criba, workspace| criba.member(workspace, person)).await
}

async fn show(seat: Can<Administer>, Path(person): Path<PersonId>) -> PageResult {
    let member = member(&seat, person).await?;
    page(&Leaving::of(&seat, member, String::new(), None).await?)
}

#[derive(Deserialize)]
struct Decided {
    /// Who takes the leads; empty for nobody.
    #[serde(default)]
    heir: String,
}

/// `POST /ajustes/personas/{person}/salida`. Of who left before, leads that stayed pass on.
async fn create(
    seat: Can<Administer>,
    Path(person): Path<PersonId>,
    Posted(form): Posted<Decided>,
) -> PageResult {
    let member = member(&seat, person).await?;
    let by = seat.by();
    if member.left_at.is_some() {
        let heirs = Leaving::of(&seat, member.clone(), String::new(), None).await?.heirs;
        let to = form.heir.clone();
        if !to.is_empty() && !heirs.iter().any(|(email, _)| *email == to) {
            return Err(runtime::staff::Denial::CannotTake.into());
        }
        let (from, key) = (member.person.email, format!("left-{person}-{}", seat.now().micros()));
        seat.ask(move |workspace| workspace.hand_over(&from, &to, &by, &key)).await?;
        return Ok(see_other("/ajustes/personas?hecho=handed"));
    }
    let heir = Some(form.heir.clone()).filter(|heir| !heir.is_empty());
    let left = seat
        .ask_house(move |criba, workspace| criba.let_go(workspace, person, heir.as_deref(), &by))
        .await;
    match left {
        Ok(left) => Ok(see_other(&format!("/ajustes/personas?hecho={}", left.change))),
        Err(error) => {
            let error = mendable(error, &seat.words)?;
            refused(page(&Leaving::of(&seat, member, form.heir, Some(error)).await?))
        }
    }
}
