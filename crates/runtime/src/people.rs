//! Who may come in, and what they may do.

use argon2::Argon2;
use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use engine::agreement::funnel::SideName;
use engine::said::Said;
use engine::time::Span;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use store::house::{MemberRow, PersonRow, SessionRow};
use store::ids::{PersonId, WorkspaceId};

use crate::criba::Criba;
use crate::error::RuntimeError;
use crate::staff::Denial;

/// What a person may do in a workspace.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Permission {
    /// See.
    View,
    /// Call, log outcomes, accept and reject.
    Work,
    /// Change fields, lists and sequences.
    Edit,
    /// Propose changes of the agreement.
    Propose,
    /// Sign for marketing.
    SignMarketing,
    /// Sign for sales.
    SignSales,
    /// People, keys, settings.
    Administer,
}

/// Every permission, in the order in which screens show them.
pub const PERMISSIONS: [Permission; 7] = [
    Permission::View,
    Permission::Work,
    Permission::Edit,
    Permission::Propose,
    Permission::SignMarketing,
    Permission::SignSales,
    Permission::Administer,
];

impl Permission {
    /// The id that commands and the API use.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Permission::View => "view",
            Permission::Work => "work",
            Permission::Edit => "edit",
            Permission::Propose => "propose",
            Permission::SignMarketing => "sign_marketing",
            Permission::SignSales => "sign_sales",
            Permission::Administer => "administer",
        }
    }

    /// The permission with an id.
    #[must_use]
    pub fn with_id(id: &str) -> Option<Permission> {
        PERMISSIONS.into_iter().find(|permission| permission.id() == id)
    }
}

/// The permissions of a list of ids separated by commas. Seeing is part of each.
///
/// # Errors
///
/// An id is none.
pub fn permissions(ids: &str) -> Result<Vec<Permission>, RuntimeError> {
    let mut found = vec![Permission::View];
    for id in ids.split(',').map(str::trim).filter(|id| !id.is_empty()) {
        let permission = Permission::with_id(id).ok_or_else(|| {
            let known = PERMISSIONS.map(Permission::id).join(", ");
            RuntimeError::Wrong(Said::new(
                format!("«{id}» no es un permiso; los hay: {known}"),
                format!("«{id}» is no permission; there are {known}"),
            ))
        })?;
        if !found.contains(&permission) {
            found.push(permission);
        }
    }
    Ok(found)
}

/// The side that somebody is on: of those who can sign, the one they sign for; else sales where
/// they work leads.
#[must_use]
pub fn side(permissions: &[Permission]) -> SideName {
    let may = |permission: Permission| permissions.contains(&permission);
    let for_marketing = may(Permission::SignMarketing) && !may(Permission::SignSales);
    let plans = !may(Permission::Work) && may(Permission::Propose);
    if for_marketing || plans { SideName::Marketing } else { SideName::Sales }
}

/// The permissions as they are kept.
pub(crate) fn ids(permissions: &[Permission]) -> String {
    let ids: Vec<&str> = permissions.iter().map(|permission| permission.id()).collect();
    ids.join(",")
}

/// The fewest characters of a password (NIST SP 800-63B, 5.1.1.2).
pub const PASSWORD_MIN: usize = 8;
/// The most, so that nobody keeps the machine busy with one.
const PASSWORD_MAX: usize = 1_000;
/// A session ends so long after it was last used.
pub const SESSION_LASTS: Span = Span::DAY.times(30);
/// How often it is noted that a session is in use.
pub(crate) const SEEN_EVERY: Span = Span::HOUR;

/// A new secret: 256 bits from the system, in hexadecimal.
///
/// # Errors
///
/// The system has no randomness to give.
pub fn secret() -> Result<String, RuntimeError> {
    let mut bytes = [0_u8; 32];
    getrandom::fill(&mut bytes).map_err(no_randomness)?;
    Ok(hex(&bytes))
}

fn no_randomness(error: getrandom::Error) -> RuntimeError {
    RuntimeError::Wrong(Said::new(
        format!("el sistema no da números al azar ({error}); hay que mirar qué le pasa"),
        format!("the system gives no randomness ({error}); see what ails it"),
    ))
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

pub(crate) fn digest(secret: &str) -> Vec<u8> {
    Sha256::digest(secret.as_bytes()).to_vec()
}

/// Checks that a password is as long as one must be and no longer than is taken.
///
/// # Errors
///
/// It is shorter or longer.
pub fn check_password(password: &str) -> Result<(), RuntimeError> {
    let length = password.chars().count();
    if length < PASSWORD_MIN {
        return Err(RuntimeError::Wrong(Said::new(
            format!("una contraseña tiene al menos {PASSWORD_MIN} caracteres; hay que alargarla"),
            format!("a password has at least {PASSWORD_MIN} characters; make it longer"),
        )));
    }
    if length > PASSWORD_MAX {
        return Err(RuntimeError::Wrong(Said::new(
            format!("una contraseña tiene como mucho {PASSWORD_MAX} caracteres; hay que acortarla"),
            format!("a password has at most {PASSWORD_MAX} characters; shorten it"),
        )));
    }
    Ok(())
}

/// A password as it is kept: argon2id with the parameters that OWASP asks for (19 MiB, 2 passes).
pub(crate) fn hashed(password: &str) -> Result<String, RuntimeError> {
    check_password(password)?;
    let mut salt = [0_u8; 16];
    getrandom::fill(&mut salt).map_err(no_randomness)?;
    let unhashed = |error| {
        RuntimeError::Wrong(Said::new(
            format!("no se puede guardar la contraseña: {error}; hay que elegir otra"),
            format!("the password cannot be kept: {error}; choose another"),
        ))
    };
    let salt = SaltString::encode_b64(&salt).map_err(unhashed)?;
    Ok(Argon2::default().hash_password(password.as_bytes(), &salt).map_err(unhashed)?.to_string())
}

pub(crate) fn is_right(password: &str, hash: &str) -> bool {
    PasswordHash::new(hash)
        .is_ok_and(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok())
}

/// An address as it is compared.
/// An e-mail address as it is kept.
///
/// # Errors
///
/// It is none.
pub fn address(email: &str) -> Result<String, RuntimeError> {
    import::values::emails::address(email.trim()).ok_or_else(|| {
        RuntimeError::Wrong(Said::new(
            format!(
                "«{email}» no es una dirección de correo; hay que escribirla como ana@empresa.es"
            ),
            format!("«{email}» is no e-mail address; write one such as ana@empresa.es"),
        ))
    })
}

impl Criba {
    /// Adds a person, or gives one who is there already a place in another workspace.
    ///
    /// # Errors
    ///
    /// The address is none, the password is too short, or the person has a place there.
    pub fn add_person(
        &self,
        workspace: WorkspaceId,
        email: &str,
        name: &str,
        password: &str,
        permissions: &[Permission],
    ) -> Result<PersonId, RuntimeError> {
        let email = address(email)?;
        let known = self.house().person_with_email(&email)?;
        let id = match known {
            Some(person) => {
                let places = self.house().memberships(person.id)?;
                if places
                    .iter()
                    .any(|place| place.workspace == workspace && place.left_at.is_none())
                {
                    return Err(RuntimeError::Denied(Denial::AlreadyHere));
                }
                person.id
            }
            None => {
                let person = PersonRow {
                    id: PersonId::make(),
                    name: if name.trim().is_empty() {
                        email.clone()
                    } else {
                        name.trim().to_owned()
                    },
                    email,
                    password: hashed(password)?,
                    settings: "{}".to_owned(),
                };
                self.house().add_person(&person)?;
                person.id
            }
        };
        self.house().save_member(workspace, id, &ids(permissions), None)?;
        Ok(id)
    }

    /// Gives a person another password and signs them out everywhere.
    ///
    /// # Errors
    ///
    /// There is nobody with the address, or the password is too short.
    pub fn change_password(&self, email: &str, password: &str) -> Result<(), RuntimeError> {
        let email = address(email)?;
        let hash = hashed(password)?;
        let mut house = self.house();
        let mut person = house.person_with_email(&email)?.ok_or_else(|| {
            RuntimeError::Missing(Said::new(
                format!("no hay nadie con la dirección {email}; hay que comprobarla"),
                format!("there is no person with the address {email}; check it"),
            ))
        })?;
        person.password = hash;
        house.save_person(&person)?;
        house.end_other_sessions(person.id, &[])?;
        Ok(())
    }

    /// Signs a person in: the cookie's value. `None` where address or password are wrong; which
    /// of them is not said, and takes as long either way.
    ///
    /// # Errors
    ///
    /// The house cannot be read.
    pub fn sign_in(
        &self,
        email: &str,
        password: &str,
        agent: &str,
    ) -> Result<Option<String>, RuntimeError> {
        let known = match address(email) {
            Ok(email) => self.house().person_with_email(&email)?,
            Err(_) => None,
        };
        let hash = known.as_ref().map_or(NOBODY, |person| person.password.as_str());
        if !is_right(password, hash) {
            return Ok(None);
        }
        let Some(person) = known else { return Ok(None) };
        let places = self.house().memberships(person.id)?;
        let place = places.iter().find(|place| place.left_at.is_none());
        self.begin_session(person.id, place.map(|place| place.workspace), agent).map(Some)
    }

    /// Begins a session of somebody who has shown who they are: the cookie's value.
    pub(crate) fn begin_session(
        &self,
        person: PersonId,
        workspace: Option<WorkspaceId>,
        agent: &str,
    ) -> Result<String, RuntimeError> {
        let cookie = secret()?;
        let now = self.clock().now();
        self.house().save_session(&SessionRow {
            hash: digest(&cookie),
            person,
            made_at: now,
            seen_at: now,
            agent: agent.chars().take(AGENT_MAX).collect(),
            workspace,
        })?;
        Ok(cookie)
    }

    /// Who holds a cookie, with the session.
    ///
    /// # Errors
    ///
    /// The house cannot be read.
    pub fn signed_in(&self, cookie: &str) -> Result<Option<SignedIn>, RuntimeError> {
        let hash = digest(cookie);
        let now = self.clock().now();
        let mut house = self.house();
        let Some(mut session) = house.session(&hash)? else { return Ok(None) };
        if now - session.seen_at > SESSION_LASTS {
            house.end_session(&hash)?;
            return Ok(None);
        }
        if now - session.seen_at > SEEN_EVERY {
            session.seen_at = now;
            unkept(house.save_session(&session));
        }
        let places: Vec<MemberRow> = house
            .memberships(session.person)?
            .into_iter()
            .filter(|place| place.left_at.is_none())
            .collect();
        let place = places
            .iter()
            .find(|place| Some(place.workspace) == session.workspace)
            .or(places.first())
            .cloned();
        let Some(place) = place else { return Ok(None) };
        let permissions = permissions(&place.permissions)?;
        Ok(Some(SignedIn { session, place, permissions, csrf: csrf(cookie) }))
    }

    /// Ends the session of a cookie.
    ///
    /// # Errors
    ///
    /// The house cannot be written.
    pub fn sign_out(&self, cookie: &str) -> Result<(), RuntimeError> {
        Ok(self.house().end_session(&digest(cookie))?)
    }
}

/// Says that a moment of being seen could not be kept: whoever only reads is not kept from it by a
/// disk that is full.
pub(crate) fn unkept(kept: Result<(), store::StoreError>) {
    if let Err(error) = kept {
        tracing::warn!(%error, "when somebody was last seen could not be kept");
    }
}

/// Somebody who is signed in, and their place in the workspace they are looking at.
#[derive(Debug, Clone)]
pub struct SignedIn {
    /// The session.
    pub session: SessionRow,
    /// Who they are and where.
    pub place: MemberRow,
    /// What they may do there.
    pub permissions: Vec<Permission>,
    /// What every form of theirs carries, so that no other site can send one.
    pub csrf: String,
}

/// What the forms of a session carry: another site cannot know the cookie it is made of.
#[must_use]
pub fn csrf(cookie: &str) -> String {
    hex(&Sha256::digest(format!("csrf {cookie}").as_bytes()))
}

/// A hash that no password has, verified where nobody has the address: the answer takes as long.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$\
                      AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
/// What is kept of a browser's name.
const AGENT_MAX: usize = 200;
