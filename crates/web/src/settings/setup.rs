//! What is left to set up so that the workspace works on its own, told by what is there and not by
//! who ticked what. Signing an agreement is still to come: it is named, and does not keep the card.

use engine::agreement::funnel::SideName;
use runtime::people::{Permission, permissions, side};

use super::frame::who_may;
use crate::error::PageResult;
use crate::seat::Seat;

/// What is left to set up; none for who can do nothing about it, has put it away, or where nothing
/// is left.
pub(super) struct Setup {
    pub(super) steps: Vec<Step>,
    /// How many of the steps that can be taken are done.
    pub(super) done: usize,
    pub(super) of: usize,
}

/// One thing to do.
pub(super) struct Step {
    pub(super) words: String,
    pub(super) help: String,
    pub(super) to: &'static str,
    pub(super) state: State,
    /// Who does it, where the reader may not.
    pub(super) who: Option<String>,
}

/// How a step stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    Done,
    Open,
    /// Criba cannot do it yet.
    ToCome,
}

/// The kind of key with which a form tells what happened.
const FORM_KEY: &str = "source";

/// Where people are invited.
const INVITE: &str = "/ajustes/personas/invitar";

/// The side that the reader is not on.
fn other_side(seat: &Seat) -> SideName {
    match seat.side() {
        SideName::Marketing => SideName::Sales,
        SideName::Sales => SideName::Marketing,
    }
}

/// The words that invite a side.
fn invitation(side: SideName) -> &'static str {
    match side {
        SideName::Marketing => "setup-invite-marketing",
        SideName::Sales => "setup-invite-sales",
    }
}

/// What invites the other side than the reader's, where nobody of it is here.
pub(crate) async fn missing_side(seat: &Seat) -> PageResult<Option<&'static str>> {
    let other = other_side(seat);
    let members = seat.members().await?;
    let is_met = members
        .iter()
        .any(|member| permissions(&member.permissions).is_ok_and(|given| side(&given) == other));
    Ok((!is_met).then(|| invitation(other)))
}

impl Setup {
    pub(super) async fn of(seat: &Seat) -> PageResult<Option<Setup>> {
        let can_help = seat.may(Permission::Administer) || seat.may(Permission::Propose);
        let is_put_away = seat.preferences.seen.iter().any(|seen| seen == "setup");
        if !can_help || is_put_away {
            return Ok(None);
        }
        let keys = seat.ask_house(|criba, id| Ok(criba.house().keys(id)?)).await?;
        let agreement = seat.ask(|workspace| workspace.writer.agreement().wait()).await?;
        let has_form = keys.iter().any(|key| key.kind == FORM_KEY);
        let is_met = missing_side(seat).await?.is_none();
        let invite = invitation(other_side(seat));
        let hours = agreement.document.hours.as_ref();
        let has_holidays =
            hours.is_some_and(|hours| !hours.holidays.is_empty() || !hours.closed.is_empty());
        let state = |is_done: bool| if is_done { State::Done } else { State::Open };
        let sign = seat.words.t1("setup-sign", "version", agreement.version);
        let admin = Some(Permission::Administer);
        let steps = [
            (
                seat.words.t("setup-form"),
                "setup-form-help",
                "/ajustes/claves",
                state(has_form),
                admin,
            ),
            (seat.words.t(invite), "setup-invite-help", INVITE, state(is_met), admin),
            (sign, "setup-sign-help", "/acuerdo", State::ToCome, None),
            (
                seat.words.t("setup-holidays"),
                "setup-holidays-help",
                "/ajustes/horario",
                state(has_holidays),
                Some(Permission::Propose),
            ),
        ];
        let mut setup = Setup { steps: Vec::with_capacity(steps.len()), done: 0, of: 0 };
        for (words, help, to, state, needs) in steps {
            let who = match needs {
                Some(needs) if !seat.may(needs) => Some(who_may(seat, needs).await?),
                _ => None,
            };
            setup.done += usize::from(state == State::Done);
            setup.of += usize::from(state != State::ToCome);
            setup.steps.push(Step { words, help: seat.words.t(help), to, state, who });
        }
        Ok((setup.done < setup.of).then_some(setup))
    }
}
