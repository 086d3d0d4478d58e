//! The forms of a workspace as they are kept: each with its earlier versions, and every text that
//! somebody may have consented to, word for word.

use std::sync::{Arc, PoisonError};

use engine::said::Said;
use engine::time::Timestamp;
use serde::{Deserialize, Serialize};
use store::ids::WorkspaceId;

use super::check::is_slug;
use super::{Both, Consent, Form, check};
use crate::criba::{Criba, Workspace};
use crate::error::RuntimeError;

/// A form with its history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// As it is shown.
    pub form: Form,
    /// Its version, from 1.
    pub version: u32,
    /// When it was saved.
    pub at: Timestamp,
    /// By whom.
    pub by: String,
    /// What it was before, the newest last.
    pub before: Vec<Earlier>,
    /// The texts of its consents, the newest last; none is ever taken away.
    pub texts: Vec<Text>,
}

/// A form as it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Earlier {
    /// Its version.
    pub version: u32,
    /// When it was saved.
    pub at: Timestamp,
    /// By whom.
    pub by: String,
    /// What it said.
    pub form: Form,
}

/// What could be consented to for a time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Text {
    /// Its number, from 1.
    pub number: u32,
    /// Since when.
    pub at: Timestamp,
    /// Who wrote it.
    pub by: String,
    /// What stood beside it.
    pub notice: Both,
    /// Each purpose with its words.
    pub consents: Vec<Consent>,
}

impl Kept {
    /// The number of the texts that are shown now.
    #[must_use]
    pub fn text(&self) -> u32 {
        self.texts.last().map_or(0, |text| text.number)
    }
}

/// The name under which the list of forms is kept, and what that of each begins with.
const LIST: &str = "forms";
pub(super) const EACH: &str = "form/";
/// How many a workspace has at most.
pub(super) const FORMS_MAX: usize = 200;
/// Earlier versions that are kept of each.
const BEFORE_MAX: usize = 20;

/// What a form is called in public addresses: its own name, and the end of its workspace's id.
#[must_use]
pub fn public_name(workspace: WorkspaceId, slug: &str) -> String {
    format!("{slug}-{}", ending(workspace))
}

fn ending(workspace: WorkspaceId) -> String {
    let digits: Vec<char> =
        workspace.to_string().chars().filter(char::is_ascii_alphanumeric).collect();
    digits.iter().skip(digits.len().saturating_sub(8)).collect()
}

impl Criba {
    /// The form with a public name, and whose it is.
    ///
    /// # Errors
    ///
    /// The house or the workspace cannot be read.
    pub fn form(&self, name: &str) -> Result<Option<(Arc<Workspace>, Kept)>, RuntimeError> {
        let Some((slug, end)) = name.rsplit_once('-').filter(|(slug, _)| is_slug(slug)) else {
            return Ok(None);
        };
        let rows = self.house().workspaces()?;
        for row in rows.into_iter().filter(|row| ending(row.id) == end) {
            let workspace = self.workspace(row.id)?;
            if let Some(kept) = workspace.form(slug)? {
                return Ok(Some((workspace, kept)));
            }
        }
        Ok(None)
    }
}

impl Workspace {
    /// Every form, in the order they were made.
    ///
    /// # Errors
    ///
    /// The workspace cannot be read.
    pub fn forms(&self) -> Result<Vec<Kept>, RuntimeError> {
        let slugs = self.form_slugs()?;
        let mut forms: Vec<Kept> = Vec::with_capacity(slugs.len());
        for slug in slugs {
            forms.extend(self.form(&slug)?);
        }
        Ok(forms)
    }

    /// The form with a name.
    ///
    /// # Errors
    ///
    /// The workspace cannot be read.
    pub fn form(&self, slug: &str) -> Result<Option<Kept>, RuntimeError> {
        let kept = self.read(|read| Ok(read.note(&format!("{EACH}{slug}"))?))?;
        let kept = kept.map(|text| serde_json::from_str(&text));
        Ok(kept.transpose().map_err(store::StoreError::from)?)
    }

    /// Saves a form as its next version; `after` is the version that was read, `None` for a new one.
    ///
    /// # Errors
    ///
    /// Something is wrong with it, somebody saved it meanwhile, there are too many, or the disk does
    /// not take it.
    pub fn save_form(
        &self,
        form: Form,
        after: Option<u32>,
        by: &str,
    ) -> Result<Kept, RuntimeError> {
        if let Some(problem) = check(&form).into_iter().next() {
            return Err(RuntimeError::Wrong(problem.said));
        }
        let _one = self.deciding.lock().unwrap_or_else(PoisonError::into_inner);
        let known = self.form(&form.slug)?;
        if known.as_ref().map(|known| known.version) != after {
            return Err(RuntimeError::Wrong(match after {
                None => Said::new(
                    "ya hay un formulario con esa dirección; hay que elegir otra",
                    "there is a form with that address; choose another",
                ),
                Some(_) => Said::new(
                    "alguien guardó el formulario mientras tanto; hay que abrirlo otra vez",
                    "somebody saved the form meanwhile; open it again",
                ),
            }));
        }
        if after.is_none() {
            let mut slugs = self.form_slugs()?;
            if slugs.len() >= FORMS_MAX {
                return Err(RuntimeError::Wrong(Said::new(
                    format!("ya hay {FORMS_MAX} formularios; no caben más"),
                    format!("there are {FORMS_MAX} forms; no more fit"),
                )));
            }
            slugs.retain(|slug| *slug != form.slug);
            slugs.push(form.slug.clone());
            self.keep_note(LIST, &slugs)?;
        }
        let kept = next(known, form, self.now(), by);
        self.keep_note(&format!("{EACH}{}", kept.form.slug), &kept)?;
        // What is asked in a call has the words of forms.
        self.worths.forget();
        Ok(kept)
    }

    /// Brings an earlier version back, as the next one.
    ///
    /// # Errors
    ///
    /// There is none, or the disk does not take it.
    pub fn bring_form_back(
        &self,
        slug: &str,
        version: u32,
        by: &str,
    ) -> Result<Kept, RuntimeError> {
        let missing = || RuntimeError::missing("la versión", "version", version);
        let kept = self.form(slug)?.ok_or_else(missing)?;
        let earlier = kept.before.iter().find(|earlier| earlier.version == version);
        let form = earlier.ok_or_else(missing)?.form.clone();
        self.save_form(form, Some(kept.version), by)
    }

    fn form_slugs(&self) -> Result<Vec<String>, RuntimeError> {
        let kept = self.read(|read| Ok(read.note(LIST)?))?;
        let slugs = kept.map(|text| serde_json::from_str(&text)).transpose();
        Ok(slugs.map_err(store::StoreError::from)?.unwrap_or_default())
    }

    pub(crate) fn keep_note(&self, name: &str, body: &impl Serialize) -> Result<(), RuntimeError> {
        let text = serde_json::to_string(body).map_err(store::StoreError::from)?;
        self.writer.save_note(name.to_owned(), Some(text)).wait()
    }
}

/// The next version of a form: what it was goes behind, and its texts where they are others.
fn next(known: Option<Kept>, form: Form, at: Timestamp, by: &str) -> Kept {
    let (mut before, mut texts, version) = match known {
        None => (Vec::new(), Vec::new(), 1),
        Some(known) => {
            let Kept { form, version, at, by, mut before, texts } = known;
            before.push(Earlier { version, at, by, form });
            (before, texts, version + 1)
        }
    };
    before.drain(..before.len().saturating_sub(BEFORE_MAX));
    let last = texts.last();
    let is_same = last
        .is_some_and(|last: &Text| last.consents == form.consents && last.notice == form.notice);
    let has_any = !form.consents.is_empty() || !texts.is_empty();
    if has_any && !is_same {
        let number = last.map_or(0, |last| last.number) + 1;
        let (notice, consents) = (form.notice.clone(), form.consents.clone());
        texts.push(Text { number, at, by: by.to_owned(), notice, consents });
    }
    Kept { form, version, at, by: by.to_owned(), before, texts }
}
