//! Where a person is signed in, and their own password.

use store::house::{SessionRow, WorkspaceRow};
use store::ids::{PersonId, WorkspaceId};

use super::Denial;
use crate::criba::Criba;
use crate::error::RuntimeError;
use crate::people::{SignedIn, hashed, hex, is_right};

/// Where somebody is signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Device {
    /// By which it is ended: the start of the hash of its cookie.
    pub id: String,
    /// The session.
    pub session: SessionRow,
}

impl Device {
    fn of(session: SessionRow) -> Device {
        Device { id: hex(session.hash.get(..ID_BYTES).unwrap_or_default()), session }
    }
}

/// Bytes of a hash that tell a person's sessions apart.
const ID_BYTES: usize = 8;

impl Criba {
    /// Where a person is signed in, the latest first.
    ///
    /// # Errors
    ///
    /// The house cannot be read.
    pub fn devices(&self, person: PersonId) -> Result<Vec<Device>, RuntimeError> {
        let sessions = self.house().sessions(person)?;
        Ok(sessions.into_iter().map(Device::of).collect())
    }

    /// The other workspaces of somebody who is signed in.
    ///
    /// # Errors
    ///
    /// The house cannot be read.
    pub fn other_spaces(&self, signed: &SignedIn) -> Result<Vec<WorkspaceRow>, RuntimeError> {
        let house = self.house();
        let places = house.memberships(signed.session.person)?.into_iter();
        let others = places
            .filter(|place| place.left_at.is_none() && place.workspace != signed.place.workspace);
        let rows: Result<Vec<_>, _> =
            others.map(|place| house.workspace(place.workspace)).collect();
        Ok(rows?.into_iter().flatten().collect())
    }

    /// Looks at another workspace of theirs from now on; whether it is one.
    ///
    /// # Errors
    ///
    /// The house cannot be written.
    pub fn look_at_space(&self, signed: &SignedIn, id: WorkspaceId) -> Result<bool, RuntimeError> {
        let is_theirs = self.other_spaces(signed)?.iter().any(|row| row.id == id);
        if is_theirs {
            let session = SessionRow { workspace: Some(id), ..signed.session.clone() };
            self.house().save_session(&session)?;
        }
        Ok(is_theirs)
    }

    /// Ends one of a person's sessions; one that has ended already stays so.
    ///
    /// # Errors
    ///
    /// The house cannot be written.
    pub fn end_device(&self, person: PersonId, id: &str) -> Result<(), RuntimeError> {
        let found = self.devices(person)?.into_iter().find(|device| device.id == id);
        match found {
            Some(device) => Ok(self.house().end_session(&device.session.hash)?),
            None => Ok(()),
        }
    }

    /// Ends every session of a person but the one they are using: how many.
    ///
    /// # Errors
    ///
    /// The house cannot be written.
    pub fn end_other_devices(&self, kept: &SessionRow) -> Result<u64, RuntimeError> {
        let mut house = self.house();
        let count = house.sessions(kept.person)?.len().saturating_sub(1);
        house.end_other_sessions(kept.person, &kept.hash)?;
        Ok(count as u64)
    }

    /// Gives a person another password, which they ask for themselves; their other sessions end.
    ///
    /// # Errors
    ///
    /// The present password is another, or the new one is too short.
    pub fn change_own_password(
        &self,
        kept: &SessionRow,
        present: &str,
        new: &str,
    ) -> Result<(), RuntimeError> {
        let person = self.house().person(kept.person)?.ok_or(Denial::NotHere)?;
        if !is_right(present, &person.password) {
            return Err(Denial::WrongPassword.into());
        }
        let password = hashed(new)?;
        let mut house = self.house();
        house.save_person(&store::house::PersonRow { password, ..person })?;
        house.end_other_sessions(kept.person, &kept.hash)?;
        Ok(())
    }

    /// Changes what a person is called.
    ///
    /// # Errors
    ///
    /// The house cannot be written.
    pub fn rename_person(&self, person: PersonId, name: &str) -> Result<(), RuntimeError> {
        let mut house = self.house();
        let row = house.person(person)?.ok_or(Denial::NotHere)?;
        house.save_person(&store::house::PersonRow { name: name.trim().to_owned(), ..row })?;
        Ok(())
    }
}

/// The browser and the system that a browser's name tells of, as people know them: `Firefox`,
/// `Linux`. Empty where it tells of none.
#[must_use]
pub fn browser_of(agent: &str) -> (&'static str, &'static str) {
    // Most browsers claim to be others too: the more particular names go first.
    let browsers = [
        ("Edg", "Edge"),
        ("OPR/", "Opera"),
        ("SamsungBrowser", "Samsung Internet"),
        ("Firefox", "Firefox"),
        ("FxiOS", "Firefox"),
        ("CriOS", "Chrome"),
        ("Chrome", "Chrome"),
        ("Safari", "Safari"),
        ("curl", "curl"),
    ];
    let systems = [
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Android", "Android"),
        ("Windows", "Windows"),
        ("Mac OS X", "Mac"),
        ("CrOS", "ChromeOS"),
        ("Linux", "Linux"),
    ];
    let named = |known: &[(&str, &'static str)]| {
        let found = known.iter().find(|(mark, _)| agent.contains(mark));
        found.map_or("", |(_, name)| *name)
    };
    (named(&browsers), named(&systems))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_is_called_by_its_own_name() {
        let edge = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) \
                    Chrome/130.0.0.0 Safari/537.36 Edg/130.0.0.0";
        assert_eq!(browser_of(edge), ("Edge", "Windows"));
        let phone = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 \
                     (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1";
        assert_eq!(browser_of(phone), ("Safari", "iPhone"));
        assert_eq!(browser_of(""), ("", ""));
    }
}
