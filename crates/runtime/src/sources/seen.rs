//! Every source of a workspace with how it does: keys that programs and pages tell with, webhooks,
//! forms, and lists.

use std::collections::{BTreeMap, BTreeSet};

use engine::time::Timestamp;
use store::house::{KeyRow, SourceRow};
use store::ids::WorkspaceId;

use super::{About, Kind};
use crate::arrivals::{Arrivals, Days, Pace, Rhythm};
use crate::criba::{Criba, Workspace};
use crate::error::RuntimeError;

/// A source, with how it does.
#[derive(Debug, Clone)]
pub struct Seen {
    /// Its name in the log.
    pub source: String,
    /// By which way it comes in.
    pub way: Way,
    /// What people say of it.
    pub about: About,
    /// How it does.
    pub state: State,
    /// What came of it.
    pub arrivals: Arrivals,
    /// Its rhythm, where it has one.
    pub rhythm: Option<Rhythm>,
    /// How much of it waits.
    pub waiting: u64,
}

/// By which way a source comes in.
#[derive(Debug, Clone)]
pub enum Way {
    /// A page or a program with a key, or one of several of its name.
    Keys(Vec<KeyRow>),
    /// Another service, at a path of its own.
    Hook(Kind, Box<SourceRow>),
    /// A form of ours.
    Form {
        /// Its name in addresses.
        slug: String,
        /// What people call it.
        name: String,
    },
    /// Lists that people bring.
    Lists,
}

/// How a source does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// What usually comes, comes.
    Works,
    /// Less comes than usually.
    Slow,
    /// Nothing comes.
    Stopped(Stop),
    /// What comes is signed with what counts no more.
    Expired,
    /// Nothing ever came.
    Unused,
}

/// Why nothing comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stop {
    /// It is silent against its own rhythm.
    Silent,
    /// Somebody turned it off, or took its keys away.
    Off,
}

impl State {
    /// The id, as programs are told it.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            State::Works => "works",
            State::Slow => "slow",
            State::Stopped(_) => "stopped",
            State::Expired => "expired",
            State::Unused => "unused",
        }
    }

    /// Whether somebody has to look at it.
    #[must_use]
    pub fn is_alarming(self) -> bool {
        matches!(self, State::Stopped(Stop::Silent) | State::Expired)
    }
}

/// The kind of keys that tell what happened.
pub(super) const KEY: &str = "source";
/// What stands before the name of a key, and of a form, in the log.
const OF_KEY: &str = "v1:";
const OF_FORM: &str = "form:";
/// What lists are called in the log.
const LISTS: &str = "import";

/// What who sends with a key is called.
pub(super) fn called(key: &KeyRow) -> String {
    if key.name.trim().is_empty() { key.hint.clone() } else { key.name.clone() }
}

impl Seen {
    /// What people call it.
    #[must_use]
    pub fn name(&self) -> &str {
        match &self.way {
            _ if !self.about.name.is_empty() => &self.about.name,
            Way::Form { name, .. } => name,
            _ => self.source.strip_prefix(OF_KEY).unwrap_or(&self.source),
        }
    }

    fn judged(mut self, workspace: &Workspace, now: Timestamp, days: &Days) -> Seen {
        // Lists come when somebody brings them.
        if !matches!(self.way, Way::Lists) {
            self.rhythm = workspace.rhythm(&self.source, &self.arrivals, days);
        }
        let is_off = match &self.way {
            Way::Hook(_, row) => row.disabled_at.is_some(),
            Way::Keys(keys) => keys.is_empty(),
            Way::Form { .. } | Way::Lists => false,
        };
        let has_ended = |key: &KeyRow| key.expires_at.is_some_and(|at| at <= now);
        let came_late = self.arrivals.expired_at > self.arrivals.last_at;
        let is_expired = came_late
            || matches!(&self.way, Way::Keys(keys) if !keys.is_empty() && keys.iter().all(has_ended));
        let pace = self.rhythm.as_ref().map(|rhythm| rhythm.pace(now, days));
        self.state = match pace {
            _ if is_off => State::Stopped(Stop::Off),
            _ if is_expired => State::Expired,
            Some(Pace::Silent) => State::Stopped(Stop::Silent),
            Some(Pace::Slow) => State::Slow,
            _ if self.arrivals.last_at.is_none() => State::Unused,
            _ => State::Works,
        };
        self
    }
}

impl Criba {
    /// Every source of a workspace, those that somebody has to look at first.
    ///
    /// # Errors
    ///
    /// The house or the workspace cannot be read.
    pub fn sources_seen(&self, id: WorkspaceId) -> Result<Vec<Seen>, RuntimeError> {
        let workspace = self.workspace(id)?;
        let mut ways: BTreeMap<String, (Way, u64)> = BTreeMap::new();
        {
            let house = self.house();
            for row in house.sources()?.into_iter().filter(|row| row.workspace == id) {
                let Some(kind) = Kind::with_id(&row.kind) else { continue };
                let waiting = house.kept_count(row.id)?;
                ways.insert(row.slug.clone(), (Way::Hook(kind, Box::new(row)), waiting));
            }
            for key in house.keys(id)?.into_iter().filter(|key| key.kind == KEY) {
                let source = format!("{OF_KEY}{}", called(&key));
                let (way, _) = ways.entry(source).or_insert_with(|| (Way::Keys(Vec::new()), 0));
                if let Way::Keys(keys) = way {
                    keys.push(key);
                }
            }
        }
        for kept in workspace.forms()? {
            let (slug, name) = (kept.form.slug, kept.form.name);
            ways.insert(format!("{OF_FORM}{slug}"), (Way::Form { slug, name }, 0));
        }
        let mut arrivals = workspace.arrivals()?;
        let known: BTreeSet<String> = arrivals.keys().cloned().collect();
        for source in known {
            let way = match () {
                () if source == LISTS => Way::Lists,
                () if source.starts_with(OF_KEY) => Way::Keys(Vec::new()),
                () => continue,
            };
            ways.entry(source).or_insert((way, 0));
        }
        let mut about = workspace.about_sources()?;
        let days = Days::of(&workspace.writer.agreement().wait()?.document);
        let now = self.clock().now();
        let seen = ways.into_iter().map(|(source, (way, waiting))| {
            let seen = Seen {
                about: about.remove(&source).unwrap_or_default(),
                arrivals: arrivals.remove(&source).unwrap_or_default(),
                state: State::Unused,
                rhythm: None,
                source,
                way,
                waiting,
            };
            seen.judged(&workspace, now, &days)
        });
        let mut seen: Vec<Seen> = seen.collect();
        seen.sort_by_key(|seen| (!seen.state.is_alarming(), seen.name().to_lowercase()));
        Ok(seen)
    }

    /// A source of a workspace, by its name in the log.
    ///
    /// # Errors
    ///
    /// There is none, or the house or the workspace cannot be read.
    pub fn source_seen(&self, id: WorkspaceId, source: &str) -> Result<Seen, RuntimeError> {
        let seen = self.sources_seen(id)?.into_iter().find(|seen| seen.source == source);
        seen.ok_or_else(|| super::no_source(source))
    }

    /// How many sources somebody has to look at, counted at most once a minute.
    ///
    /// # Errors
    ///
    /// The house or the workspace cannot be read.
    pub fn sources_alarming(&self, id: WorkspaceId) -> Result<u64, RuntimeError> {
        let workspace = self.workspace(id)?;
        workspace.alarms(|| {
            let seen = self.sources_seen(id)?;
            Ok(seen.iter().filter(|seen| seen.state.is_alarming()).count() as u64)
        })
    }
}
