//! The content catalogue: the pages, files, videos and mails that people look at, with what each is
//! about.
//!
//! It fills itself with what was seen, counted where things come in as arrivals are. What people say
//! of a content (topic, product, journey stage, format, call to action) is told with every event
//! about it from then on, where the event says nothing of it itself.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, MutexGuard, PoisonError};

use engine::catalogue::also_named;
use engine::event::Act;
use engine::said::Said;
use engine::time::{Span, Timestamp};
use engine::value::Value;
use serde::{Deserialize, Serialize};

use crate::criba::Workspace;
use crate::error::RuntimeError;
use crate::writer::{Became, Intake};

/// What a content is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say what they are")]
pub enum ContentKind {
    #[default]
    Page,
    File,
    Video,
    Webinar,
    Mail,
}

impl ContentKind {
    /// The id, as programs are told it.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            ContentKind::Page => "page",
            ContentKind::File => "file",
            ContentKind::Video => "video",
            ContentKind::Webinar => "webinar",
            ContentKind::Mail => "mail",
        }
    }
}

/// What people say of a content; empty where they say nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "the names are those of the events' properties")]
pub struct Topics {
    pub topic: String,
    pub product: String,
    pub journey_stage: String,
    pub format: String,
    pub cta: String,
}

impl Topics {
    /// Each with the property that it is told as.
    #[must_use]
    pub fn parts(&self) -> [(&'static str, &str); 5] {
        [
            ("topic", &self.topic),
            ("product", &self.product),
            ("journey_stage", &self.journey_stage),
            ("format", &self.format),
            ("cta", &self.cta),
        ]
    }
}

/// A content.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Content {
    /// What it is.
    pub kind: ContentKind,
    /// How often it was seen.
    pub times: u64,
    /// When it was last seen.
    pub last_at: Option<Timestamp>,
    /// What people say of it.
    pub topics: Topics,
}

/// Contents that a workspace keeps; what is beyond is told and not listed.
pub const CONTENTS_MAX: usize = 2_000;
/// The longest name of one, and of what is said of it, in bytes and characters.
const NAME_BYTES_MAX: usize = 300;
const TOPIC_CHARS_MAX: usize = 80;
/// How often the catalogue is written where only its counts changed.
const SAVED_EVERY: Span = Span::MINUTE.times(10);
/// The name under which it is kept.
const KEPT: &str = "contents";

/// The catalogue.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Contents {
    /// By the path of a page, or the name of a file, video or mail.
    pub of: BTreeMap<String, Content>,
    /// Whether something was seen that did not fit any more.
    pub is_full: bool,
}

/// The catalogue in memory.
#[derive(Debug, Default)]
pub(crate) struct Cataloguing {
    known: Mutex<Option<Known>>,
}

#[derive(Debug)]
struct Known {
    contents: Contents,
    is_unsaved: bool,
    saved_at: Timestamp,
}

/// What an event is about, where that is a content.
pub type About = Option<(ContentKind, String)>;

/// What an event of the vocabulary is about.
fn about(act: &Act) -> About {
    let Act::Happened { name, properties } = act else { return None };
    let text = |id: &str| {
        properties.iter().find_map(|(known, value)| match value {
            Value::Text(text) if known == id && !text.is_empty() => Some(text.as_str()),
            _ => None,
        })
    };
    let of = |name: &str| match name {
        "page" => Some((ContentKind::Page, text("path").or_else(|| text("url"))?)),
        "content_downloaded" => Some((ContentKind::File, text("asset")?)),
        "video_started" | "video_completed" => Some((ContentKind::Video, text("asset")?)),
        "webinar_registered" | "webinar_attended" => Some((ContentKind::Webinar, text("asset")?)),
        "email_opened" | "email_clicked" => Some((ContentKind::Mail, text("mail")?)),
        _ => None,
    };
    let (kind, id) = of(name).or_else(|| of(also_named(properties)?))?;
    named(id).map(|id| (kind, id))
}

/// The name of a content: without what follows a question mark, which says who looks and not at
/// what.
fn named(text: &str) -> Option<String> {
    let text = text.split(['?', '#']).next().unwrap_or_default().trim();
    let is_name = !text.is_empty() && text.len() <= NAME_BYTES_MAX;
    is_name.then(|| text.to_owned())
}

impl Workspace {
    /// Tells with events what their contents are about, and what each is about.
    pub fn know_contents(&self, intakes: &mut [Intake]) -> Vec<About> {
        let abouts: Vec<About> = intakes.iter().map(|intake| about(&intake.act)).collect();
        if abouts.iter().all(Option::is_none) {
            return abouts;
        }
        let Ok(known) = self.contents_known() else { return abouts };
        let Some(known) = known.as_ref() else { return abouts };
        for (intake, about) in intakes.iter_mut().zip(&abouts) {
            let Some(content) = about.as_ref().and_then(|(_, id)| known.contents.of.get(id)) else {
                continue;
            };
            let Act::Happened { properties, .. } = &mut intake.act else { continue };
            for (id, value) in content.topics.parts() {
                if !value.is_empty() && properties.iter().all(|(said, _)| said != id) {
                    properties.push((id.to_owned(), Value::text(value)));
                }
            }
        }
        abouts
    }

    /// Counts the contents of what came, by what became of it. Machines' doings are not counted.
    pub fn count_contents(&self, abouts: Vec<About>, became: &[Became]) {
        let seen = abouts.into_iter().zip(became);
        let seen: Vec<(ContentKind, String)> = seen
            .filter(|(_, became)| matches!(became, Became::Applied { .. }))
            .filter_map(|(about, _)| about)
            .collect();
        if seen.is_empty() {
            return;
        }
        let now = self.now();
        let counted = self.contents_known().map(|mut known| {
            let Some(known) = known.as_mut() else { return };
            for (kind, id) in seen {
                let is_room = known.contents.of.len() < CONTENTS_MAX;
                if !is_room && !known.contents.of.contains_key(&id) {
                    known.contents.is_full = true;
                    continue;
                }
                let content = known.contents.of.entry(id).or_default();
                content.kind = kind;
                content.times += 1;
                content.last_at = Some(now);
            }
            known.is_unsaved = true;
            if now - known.saved_at >= SAVED_EVERY {
                self.leave_contents(known);
            }
        });
        if let Err(error) = counted {
            tracing::error!(%error, "contents were not counted");
        }
    }

    /// The catalogue.
    ///
    /// # Errors
    ///
    /// The workspace cannot be read.
    pub fn contents(&self) -> Result<Contents, RuntimeError> {
        let known = self.contents_known()?;
        Ok(known.as_ref().map(|known| known.contents.clone()).unwrap_or_default())
    }

    /// Says what a content is about; one that nobody has seen yet is added. What is known of it
    /// then.
    ///
    /// # Errors
    ///
    /// It has no name, there are too many, or the disk does not take it.
    pub fn say_of_content(
        &self,
        id: &str,
        topics: Topics,
    ) -> Result<(String, Content), RuntimeError> {
        let id = named(id).ok_or_else(|| {
            RuntimeError::Wrong(Said::new(
                format!("un contenido necesita una dirección o un nombre de hasta {NAME_BYTES_MAX} letras"),
                format!("a content needs an address or a name of up to {NAME_BYTES_MAX} letters"),
            ))
        })?;
        let short = |text: String| text.trim().chars().take(TOPIC_CHARS_MAX).collect();
        let topics = Topics {
            topic: short(topics.topic),
            product: short(topics.product),
            journey_stage: short(topics.journey_stage),
            format: short(topics.format),
            cta: short(topics.cta),
        };
        self.change_contents(|contents| {
            if contents.of.len() >= CONTENTS_MAX && !contents.of.contains_key(&id) {
                return Err(RuntimeError::Wrong(Said::new(
                    format!("ya hay {CONTENTS_MAX} contenidos; hay que borrar alguno antes"),
                    format!("there are {CONTENTS_MAX} contents; delete one first"),
                )));
            }
            let content = contents.of.entry(id.clone()).or_default();
            content.topics = topics;
            Ok((id, content.clone()))
        })
    }

    /// Forgets contents; those that are seen again come back without what was said of them.
    ///
    /// # Errors
    ///
    /// The workspace cannot be read, or the disk does not take it.
    pub fn forget_contents(&self, ids: &BTreeSet<String>) -> Result<(), RuntimeError> {
        self.change_contents(|contents| {
            contents.of.retain(|id, _| !ids.contains(id));
            contents.is_full = false;
            Ok(())
        })
    }

    /// Changes the catalogue, on disk before in memory.
    fn change_contents<T>(
        &self,
        change: impl FnOnce(&mut Contents) -> Result<T, RuntimeError>,
    ) -> Result<T, RuntimeError> {
        let mut known = self.contents_known()?;
        let Some(known) = known.as_mut() else { return Err(RuntimeError::Stopped) };
        let mut contents = known.contents.clone();
        let changed = change(&mut contents)?;
        self.keep_note(KEPT, &contents)?;
        *known = Known { contents, is_unsaved: false, saved_at: self.now() };
        Ok(changed)
    }

    /// Writes counts that are not written yet, before the workspace is closed.
    pub(crate) fn rest_contents(&self) {
        let mut known = self.cataloguing.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = known.as_mut().filter(|known| known.is_unsaved) {
            self.leave_contents(known);
        }
    }

    fn leave_contents(&self, known: &mut Known) {
        known.saved_at = self.now();
        match serde_json::to_string(&known.contents) {
            Ok(text) => known.is_unsaved = !self.writer.leave_note(KEPT.to_owned(), text),
            Err(error) => tracing::error!(%error, "contents cannot be written"),
        }
    }

    fn contents_known(&self) -> Result<MutexGuard<'_, Option<Known>>, RuntimeError> {
        let mut known = self.cataloguing.known.lock().unwrap_or_else(PoisonError::into_inner);
        if known.is_none() {
            let kept = self.read(|read| Ok(read.note(KEPT)?))?;
            let contents = kept.map(|text| serde_json::from_str(&text)).transpose();
            let contents = contents.map_err(store::StoreError::from)?.unwrap_or_default();
            *known = Some(Known { contents, is_unsaved: false, saved_at: self.now() });
        }
        Ok(known)
    }
}
