//! Who tells: the key that a request comes with is its source, and opens one workspace for telling
//! what happened and for nothing else (invariant I9).

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;
use base64::Engine as _;
use base64::alphabet::{STANDARD, URL_SAFE};
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use engine::time::{Span, Timestamp};
use runtime::RuntimeError;
use runtime::criba::{Criba, Workspace};
use runtime::keys::Opens;
use runtime::sources::SecondNames;
use sha2::{Digest, Sha256};

use super::refusal::{Refusal, Taken};
use crate::app::App;

/// A program that tells what happened in one workspace.
#[derive(Debug, Clone)]
pub(super) struct Source {
    /// The workspace that it tells of.
    pub(super) workspace: Arc<Workspace>,
    /// Its name in the log: two keys of one name are one source, so that a key can be replaced.
    pub(super) name: Arc<str>,
    /// Whether sales, losses and aliases are taken of it.
    pub(super) takes_outcomes: bool,
    /// What people say that its events are.
    pub(super) names: Arc<SecondNames>,
    /// Until when its key counts.
    until: Option<Timestamp>,
}

/// Keys that are remembered; beyond, all are forgotten.
const KEPT_MAX: usize = 1_000;
/// How long a key is remembered before it is looked up again, which notes that it is used.
const KEPT: Span = Span::MINUTE.times(10);

/// The keys that came lately, by their digests. Every change of keys, and of what their events are
/// called, goes through this process and empties it: a key that was revoked opens nothing from that moment on.
#[derive(Debug, Default)]
pub(super) struct Known {
    kept: Mutex<Kept>,
}

#[derive(Debug, Default)]
struct Kept {
    /// How often keys had changed when these were looked up.
    changes: u64,
    sources: HashMap<[u8; 32], Opened>,
}

/// What a key opens, as it is remembered: a workspace that is removed is not held open by it.
#[derive(Debug)]
struct Opened {
    workspace: Weak<Workspace>,
    name: Arc<str>,
    takes_outcomes: bool,
    names: Arc<SecondNames>,
    since: Timestamp,
    until: Option<Timestamp>,
}

impl Known {
    fn get(&self, digest: &[u8; 32], changes: u64, now: Timestamp) -> Option<Source> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let opened = kept.sources.get(digest).filter(|_| kept.changes == changes)?;
        let is_fresh = now - opened.since < KEPT && opened.until.is_none_or(|until| now < until);
        let workspace = opened.workspace.upgrade().filter(|_| is_fresh)?;
        let Opened { name, takes_outcomes, names, until, .. } = opened;
        Some(Source {
            workspace,
            name: Arc::clone(name),
            takes_outcomes: *takes_outcomes,
            names: Arc::clone(names),
            until: *until,
        })
    }

    fn keep(&self, digest: [u8; 32], source: &Source, changes: u64, since: Timestamp) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.changes != changes || kept.sources.len() >= KEPT_MAX {
            kept.sources.clear();
            kept.changes = changes;
        }
        let workspace = Arc::downgrade(&source.workspace);
        let Source { name, takes_outcomes, names, until, .. } = source.clone();
        let opened = Opened { workspace, name, takes_outcomes, names, since, until };
        kept.sources.insert(digest, opened);
    }
}

impl Source {
    /// The source with a key, which takes one of the requests that it may send.
    ///
    /// # Errors
    ///
    /// No source has the key, or too many requests came under it.
    pub(super) async fn with_key(app: &App, key: String) -> Taken<Source> {
        let digest: [u8; 32] = Sha256::digest(key.as_bytes()).into();
        let now = app.criba().clock().now();
        let changes = app.criba().key_changes();
        let known = &app.ingest().known;
        let source = match known.get(&digest, changes, now) {
            Some(source) => source,
            None => {
                let criba = Arc::clone(app.criba());
                let looked = tokio::task::spawn_blocking(move || look_up(&criba, &key)).await;
                let looked = looked.map_err(|error| Refusal::Failed(error.to_string()))?;
                let source = looked?;
                known.keep(digest, &source, changes, now);
                source
            }
        };
        let per_second = app.settings().ingest_per_second;
        let taken = app.ingest().rates.take(&digest, per_second, now);
        taken.map_err(|wait| Refusal::TooMany { wait, per_second })?;
        Ok(source)
    }
}

fn look_up(criba: &Criba, key: &str) -> Taken<Source> {
    let row = criba.key(key)?.ok_or(Refusal::UnknownKey)?;
    let Opens::Source { takes_outcomes } = Opens::of(&row)? else { return Err(Refusal::OtherKey) };
    let called = if row.name.trim().is_empty() { row.hint } else { row.name };
    let workspace = criba.workspace(row.workspace).map_err(|error| match error {
        RuntimeError::Missing(_) => Refusal::UnknownKey,
        error => Refusal::from(error),
    })?;
    let name: Arc<str> = format!("v1:{called}").into();
    let names = Arc::new(workspace.second_names(&name)?);
    Ok(Source { workspace, name, takes_outcomes, names, until: row.expires_at })
}

/// The key in the head of a request: as the user of Basic authorization, whatever the password and
/// whether or not a colon is there, or as a bearer's token.
pub(super) fn key_of(headers: &HeaderMap) -> Option<String> {
    let value = headers.get(AUTHORIZATION)?.to_str().ok()?;
    let (scheme, rest) = value.trim().split_once(' ')?;
    let rest = rest.trim();
    let key = if scheme.eq_ignore_ascii_case("basic") {
        let text = String::from_utf8(decoded(rest)?).ok()?;
        text.split(':').next().unwrap_or_default().to_owned()
    } else if scheme.eq_ignore_ascii_case("bearer") {
        rest.to_owned()
    } else {
        return None;
    };
    Some(key).filter(|key| !key.is_empty())
}

const LENIENT: GeneralPurposeConfig = GeneralPurposeConfig::new()
    .with_decode_padding_mode(DecodePaddingMode::Indifferent)
    .with_decode_allow_trailing_bits(true);

/// What base64 says, in either alphabet and with or without its padding.
pub(super) fn decoded(text: &str) -> Option<Vec<u8>> {
    let alphabet = if text.contains(['-', '_']) { &URL_SAFE } else { &STANDARD };
    GeneralPurpose::new(alphabet, LENIENT).decode(text.trim().trim_end_matches('=')).ok()
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn key(value: &'static str) -> Option<String> {
        let mut headers = HeaderMap::new();
        headers.insert(AUTHORIZATION, HeaderValue::from_static(value));
        key_of(&headers)
    }

    #[test]
    fn a_key_is_found_in_every_form_that_clients_write() {
        // `abc:`, `abc`, `abc:secret`, and `abc` without padding.
        for value in [
            "Basic YWJjOg==",
            "basic YWJjOg",
            "BASIC  YWJj",
            "Basic YWJjOnNlY3JldA==",
            "Bearer abc",
        ] {
            assert_eq!(key(value).as_deref(), Some("abc"), "{value}");
        }
        for value in ["Basic", "Basic Og==", "Basic ???", "Digest abc", "Bearer ", "abc"] {
            assert_eq!(key(value), None, "{value}");
        }
    }

    #[test]
    fn base64_of_either_alphabet_is_read() {
        for text in ["-_-_", "+/+/", "-_-_\n"] {
            assert_eq!(decoded(text), Some(vec![0xfb, 0xff, 0xbf]), "{text}");
        }
        assert_eq!(decoded("e30"), Some(b"{}".to_vec()));
        assert_eq!(decoded("e30="), Some(b"{}".to_vec()));
        assert_eq!(decoded("é"), None);
    }
}
