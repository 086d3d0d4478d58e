//! Somebody leaves: their sessions end, and their leads pass to another person or to nobody.

use store::ids::{ChangeId, ContactId, PersonId, WorkspaceId};
use store::workspace::rows::Play;
use store::workspace::screens::{Filter, Order};

use super::changes::{Change, record};
use super::{Denial, may};
use crate::acts::{By, Deed, EVENTS_A_KEY_MAX};
use crate::criba::{Criba, Workspace};
use crate::error::RuntimeError;
use crate::people::{Permission, permissions};
use crate::writer::Became;

/// Whom somebody answers for and has not finished with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Leads {
    /// Those in play.
    pub open: u64,
    /// Those put aside, that come back.
    pub aside: u64,
}

impl Leads {
    /// All of them.
    #[must_use]
    pub fn all(self) -> u64 {
        self.open + self.aside
    }
}

/// What was done when somebody left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Left {
    /// The change, by which it can be undone.
    pub change: ChangeId,
    /// How many leads passed on.
    pub leads: u64,
    /// How many sessions ended.
    pub sessions: u64,
}

impl Criba {
    /// Takes somebody's place in a workspace away. Their sessions end at once; then their leads
    /// pass to `heir`, or to nobody, each by an event of its own.
    ///
    /// # Errors
    ///
    /// They have no place there, nobody would be left who administers, or the heir cannot work
    /// leads.
    pub fn let_go(
        &self,
        workspace: WorkspaceId,
        person: PersonId,
        heir: Option<&str>,
        by: &By,
    ) -> Result<Left, RuntimeError> {
        let open = self.workspace(workspace)?;
        let change = ChangeId::make();
        let now = self.clock().now();
        let (email, given, sessions) = {
            let mut house = self.house();
            let members = house.members(workspace)?;
            let (gone, others): (Vec<_>, Vec<_>) = members
                .into_iter()
                .filter(|member| member.left_at.is_none())
                .partition(|member| member.person.id == person);
            let member = gone.into_iter().next().ok_or(Denial::NotHere)?;
            if !others.iter().any(|member| may(member, Permission::Administer)) {
                return Err(Denial::LastAdministrator.into());
            }
            if let Some(heir) = heir
                && !others.iter().any(|m| m.person.email == heir && may(m, Permission::Work))
            {
                return Err(Denial::CannotTake.into());
            }
            let sessions = house.sessions(person)?.len() as u64;
            house.save_member(workspace, person, &member.permissions, Some(now))?;
            house.end_other_sessions(person, &[])?;
            house.remove_invitations_of(workspace, &member.person.email)?;
            (member.person.email, permissions(&member.permissions)?, sessions)
        };
        let leads = open.hand_over(&email, heir.unwrap_or_default(), by, &change.to_string());
        let counted = leads.as_ref().copied().unwrap_or_default();
        let left = Change::Left {
            person,
            email,
            permissions: given,
            heir: heir.map(str::to_owned),
            leads: counted,
        };
        // Kept though leads could not be handed over: the person is gone, and the page offers it again.
        record(&mut self.house(), workspace, change, now, &by.email, &left)?;
        Ok(Left { change, leads: leads?, sessions })
    }
}

impl Workspace {
    /// How many leads somebody answers for.
    ///
    /// # Errors
    ///
    /// The workspace cannot be read.
    pub fn leads_of(&self, email: &str) -> Result<Leads, RuntimeError> {
        self.writer.settle_all().wait()?;
        self.read(|read| {
            let open = read.count(&theirs(email, Play::Open))?;
            Ok(Leads { open, aside: read.count(&theirs(email, Play::Recycled))? })
        })
    }

    /// Hands every lead of `from` to `to`, or to nobody where that is empty: how many.
    ///
    /// # Errors
    ///
    /// The disk does not take it; what was handed over before stays so.
    pub fn hand_over(&self, from: &str, to: &str, by: &By, key: &str) -> Result<u64, RuntimeError> {
        let leads = self.lead_ids(from)?;
        let deed = Deed::Assigned { to: to.to_owned() };
        let mut handed = 0;
        for (index, some) in leads.chunks(EVENTS_A_KEY_MAX).enumerate() {
            let became = self.act_on_all(some, &deed, by, &part(key, index))?;
            let applied = became.iter().filter(|one| matches!(one, Became::Applied { .. }));
            handed += applied.count() as u64;
        }
        Ok(handed)
    }

    fn lead_ids(&self, email: &str) -> Result<Vec<ContactId>, RuntimeError> {
        self.writer.settle_all().wait()?;
        self.read(|read| {
            let mut ids: Vec<ContactId> = Vec::new();
            for play in [Play::Open, Play::Recycled] {
                let filter = theirs(email, play);
                let count = usize::try_from(read.count(&filter)?).unwrap_or(usize::MAX);
                let listed = read.list(&filter, Order::Best, count, 0)?;
                ids.extend(listed.into_iter().map(|listed| listed.id));
            }
            Ok(ids)
        })
    }
}

/// Gives the leads back that passed on when somebody left.
pub(super) fn take_back(
    workspace: &Workspace,
    change: ChangeId,
    by: &By,
) -> Result<(), RuntimeError> {
    let key = change.to_string();
    for index in 0.. {
        let part = part(&key, index);
        if workspace.done_under(&part)?.is_empty() {
            return Ok(());
        }
        workspace.undo(&part, by)?;
    }
    Ok(())
}

/// The key of a part of the leads: one key stands for a bounded number of events.
fn part(key: &str, index: usize) -> String {
    format!("{key}-{index}")
}

fn theirs(email: &str, play: Play) -> Filter {
    Filter { owners: vec![email.to_owned()], play: Some(play), ..Filter::default() }
}
