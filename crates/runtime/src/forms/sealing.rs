//! What is handed out and must come back as it was: the moment at which a form was opened, who a
//! browser is, and the link that confirms.
//!
//! Each is JSON in hexadecimal with an HMAC-SHA256 (RFC 2104) under a secret of the workspace that
//! never leaves it. A seal of one kind opens nothing of another.

use engine::agreement::Language;
use engine::time::Timestamp;
use ring::hmac::{self, HMAC_SHA256, Key};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use store::ids::ContactId;

use crate::criba::Workspace;
use crate::error::RuntimeError;
use crate::people::hex;

/// Who a browser is that sent a form. It lives in a cookie that only sending sets: nobody is known
/// by a link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ticket {
    /// The browser's id.
    #[serde(rename = "b")]
    pub browser: String,
    /// Who sent it.
    #[serde(rename = "c")]
    pub contact: ContactId,
    /// Ids of the questions that were left empty last.
    #[serde(rename = "s", default)]
    pub skipped: Vec<String>,
}

/// When a form was opened, and which opening that was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Started {
    /// The form.
    #[serde(rename = "f")]
    pub form: String,
    /// When.
    #[serde(rename = "t")]
    pub at: Timestamp,
    /// Which: sent twice, it is taken once.
    #[serde(rename = "n")]
    pub nonce: String,
}

/// What a link confirms.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// The form.
    #[serde(rename = "f")]
    pub form: String,
    /// What was sent with it.
    #[serde(rename = "n")]
    pub nonce: String,
    /// Who sent it.
    #[serde(rename = "c")]
    pub contact: ContactId,
    /// What they consent to.
    #[serde(rename = "p")]
    pub purposes: Vec<String>,
    /// The number of the texts that they read.
    #[serde(rename = "v")]
    pub text: u32,
    /// The language that they read them in.
    #[serde(rename = "l", with = "super::language_id")]
    pub language: Language,
}

/// Something that is sealed.
pub trait Sealed: Serialize + DeserializeOwned {
    /// What kind it is.
    const KIND: &'static str;
}

impl Sealed for Ticket {
    const KIND: &'static str = "ticket";
}

impl Sealed for Started {
    const KIND: &'static str = "started";
}

impl Sealed for Link {
    const KIND: &'static str = "link";
}

/// The name under which the secret is kept.
const SECRET: &str = "forms/secret";
/// The longest seal that is opened.
const SEAL_MAX: usize = 4_000;

impl Workspace {
    /// Seals something.
    ///
    /// # Errors
    ///
    /// The workspace cannot be read, or the disk does not take its secret.
    pub fn seal<T: Sealed>(&self, what: &T) -> Result<String, RuntimeError> {
        let text = serde_json::to_vec(what).map_err(store::StoreError::from)?;
        let key = Key::new(HMAC_SHA256, self.secret()?.as_bytes());
        let mac = hmac::sign(&key, &message::<T>(&text));
        Ok(format!("{}.{}", hex(&text), hex(mac.as_ref())))
    }

    /// Opens what was sealed here; `None` for anything else.
    ///
    /// # Errors
    ///
    /// The workspace cannot be read, or the disk does not take its secret.
    pub fn unseal<T: Sealed>(&self, sealed: &str) -> Result<Option<T>, RuntimeError> {
        let parts = sealed.split_once('.').filter(|_| sealed.len() <= SEAL_MAX);
        let parts = parts.and_then(|(text, mac)| Some((unhex(text)?, unhex(mac)?)));
        let Some((text, mac)) = parts else { return Ok(None) };
        let key = Key::new(HMAC_SHA256, self.secret()?.as_bytes());
        let is_ours = hmac::verify(&key, &message::<T>(&text), &mac).is_ok();
        Ok(serde_json::from_slice(&text).ok().filter(|_| is_ours))
    }

    fn secret(&self) -> Result<String, RuntimeError> {
        if let Some(secret) = self.read(|read| Ok(read.note(SECRET)?))? {
            return Ok(secret);
        }
        let _one = self.deciding.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        // Another may have made it meanwhile.
        if let Some(secret) = self.read(|read| Ok(read.note(SECRET)?))? {
            return Ok(secret);
        }
        let secret = crate::people::secret()?;
        self.writer.save_note(SECRET.to_owned(), Some(secret.clone())).wait()?;
        Ok(secret)
    }
}

fn message<T: Sealed>(text: &[u8]) -> Vec<u8> {
    [T::KIND.as_bytes(), &[0], text].concat()
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    if !text.len().is_multiple_of(2) || !text.is_ascii() {
        return None;
    }
    let digits = text.as_bytes().chunks(2);
    digits.map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()).collect()
}
