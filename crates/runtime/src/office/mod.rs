//! What commands ask for, done here or by the process that owns the data folder.
//!
//! A command takes the folder and does the work itself, or, where a server has it, asks that
//! through the socket in the folder. Both run [`Criba::serve_request`], so that there is one way to
//! do each thing.

mod export;
mod judged;
mod socket;

use engine::agreement::funnel::SideName;
use engine::said::Said;
use engine::time::Span;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

pub use export::{What, Written};
pub use socket::{Office, ask};

use crate::acts::By;
use crate::asking::check_access;
use crate::criba::Criba;
use crate::doctor::{self, Findings};
use crate::error::RuntimeError;
use crate::imports::{Batch, Plan, Status};
use crate::keys::Opens;
use crate::people::permissions;
use crate::sources::{Kind, Made, NewSource};
use crate::verdicts::Verdict;

/// What a command asks for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Request {
    /// Make a workspace.
    WorkspaceAdd {
        /// Its name.
        name: String,
        /// ISO 3166 code.
        country: String,
        /// A text of the agreement; the country's starter where left out.
        agreement: Option<String>,
    },
    /// List the workspaces.
    WorkspaceList,
    /// Add a person.
    UserAdd {
        /// The workspace's id or name.
        workspace: String,
        /// Their address.
        email: String,
        /// What they are called.
        name: String,
        /// Ids of permissions, separated by commas.
        can: String,
        /// Their password.
        password: String,
    },
    /// Give a person another password.
    UserPasswd {
        /// Their address.
        email: String,
        /// The new one.
        password: String,
    },
    /// Make a key.
    KeyAdd {
        /// The workspace's id or name.
        workspace: String,
        /// `api` or `source`.
        kind: String,
        /// What people call it.
        name: String,
        /// What a key of the API may do: ids of permissions, separated by commas; all where left
        /// out.
        #[serde(default)]
        can: Option<String>,
        /// Whether a key of a source stands where anybody reads it.
        #[serde(default)]
        is_public: bool,
    },
    /// Make a source.
    SourceAdd {
        /// The workspace's id or name.
        workspace: String,
        /// Which provider it is, by its id.
        kind: String,
        /// Its part of the path.
        name: String,
        /// What the provider signs with.
        secret: Option<String>,
        /// What the provider shows when it is set up.
        verify_token: Option<String>,
        /// Where a browser that sent a form may go.
        thanks: Vec<String>,
        /// What its provider is asked with.
        #[serde(default)]
        token: Option<String>,
        /// Where its provider is asked.
        #[serde(default)]
        graph: Option<String>,
    },
    /// Say with what and where a source's provider is asked.
    SourceToken {
        /// Its part of the path.
        name: String,
        /// What it is asked with.
        token: Option<String>,
        /// Where.
        graph: Option<String>,
    },
    /// List the sources.
    SourceList,
    /// Read again what waits of a source.
    SourceReplay {
        /// Its part of the path.
        name: String,
    },
    /// Give a source another secret; the one before counts for a while.
    SourceRotate {
        /// Its part of the path.
        name: String,
        /// The other secret, where the provider has it.
        secret: Option<String>,
        /// For how many hours both count.
        hours: u32,
    },
    /// Look what of a source would be read otherwise by now, tell it again so, or undo that.
    SourcePast {
        /// Its part of the path.
        name: String,
        /// What is done with it.
        what: WithPast,
    },
    /// Take nothing more of a source, or take it again.
    SourceTurn {
        /// Its part of the path.
        name: String,
        /// Whether it is taken.
        is_on: bool,
    },
    /// List what machines did, newest first.
    EventMachines {
        /// The workspace's id or name.
        workspace: String,
        /// How many.
        top: usize,
    },
    /// Say who did something.
    EventJudge {
        /// The workspace's id or name.
        workspace: String,
        /// The event's place in the log.
        event: u64,
        /// `person` or `machine`.
        was: String,
    },
    /// Bring a list in; its bytes come behind the request.
    Import {
        /// The workspace's id or name.
        workspace: String,
        /// What was decided about it.
        plan: Plan,
        /// Only say what would become of it.
        is_dry_run: bool,
    },
    /// Write everything of a kind.
    Export {
        /// The workspace's id or name.
        workspace: String,
        /// Of what kind.
        what: What,
        /// In which form.
        written: Written,
    },
    /// Prove that every workspace is what its log says.
    Doctor,
    /// Copy everything into a new folder.
    Backup {
        /// The folder, absolute.
        to: std::path::PathBuf,
    },
}

/// What is done with what a source told before its fields were said to be something else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WithPast {
    /// Say how much of it would be read otherwise.
    Look,
    /// Tell it again.
    Apply,
    /// Undo that.
    Undo,
}

/// Who does what commands ask for, in logs and agreements.
const COMMAND: &str = "criba";

impl Criba {
    /// Does what a command asks for. `bytes` are what comes behind the request; `progress` is told
    /// how much is done, of how much.
    ///
    /// # Errors
    ///
    /// It cannot be done.
    pub fn serve_request(
        &self,
        request: Request,
        bytes: &[u8],
        progress: &mut dyn FnMut(usize, usize),
    ) -> Result<Value, RuntimeError> {
        match request {
            Request::WorkspaceAdd { name, country, agreement } => {
                // Commands call workspaces by their names.
                if self.house().workspaces()?.iter().any(|row| row.name == name.trim()) {
                    return Err(RuntimeError::Wrong(Said::new(
                        format!("ya hay un espacio «{name}»; hay que darle otro nombre"),
                        format!("there is a workspace «{name}» already; give it another name"),
                    )));
                }
                let id = self.add_workspace(&name, &country, agreement.as_deref(), COMMAND)?;
                Ok(json!({ "workspace": id }))
            }
            Request::WorkspaceList => {
                let rows = self.house().workspaces()?;
                let rows = rows.iter().map(|row| {
                    json!({
                        "workspace": row.id,
                        "name": row.name,
                        "country": row.country,
                        "made_at": row.made_at,
                    })
                });
                Ok(json!({ "workspaces": rows.collect::<Vec<Value>>() }))
            }
            Request::UserAdd { workspace, email, name, can, password } => {
                let workspace = self.workspace_called(&workspace)?;
                let can = permissions(&can)?;
                let id = self.add_person(workspace.row.id, &email, &name, &password, &can)?;
                Ok(json!({ "person": id }))
            }
            Request::UserPasswd { email, password } => {
                self.change_password(&email, &password)?;
                Ok(json!({ "changed": email }))
            }
            Request::KeyAdd { workspace, kind, name, can, is_public } => {
                let workspace = self.workspace_called(&workspace)?;
                let opens = match (Opens::all_of(&kind)?, can) {
                    (Opens::Api(_), Some(can)) => Opens::api(&can)?,
                    (Opens::Source { .. }, None) => Opens::Source { takes_outcomes: !is_public },
                    (opens, _) => opens,
                };
                Ok(json!({ "key": self.make_key(workspace.row.id, &opens, &name)? }))
            }
            Request::SourceAdd {
                workspace,
                kind,
                name: slug,
                secret,
                verify_token,
                thanks,
                token,
                graph,
            } => {
                let workspace = self.workspace_called(&workspace)?.row.id;
                let kind = Kind::with_id(&kind)
                    .ok_or_else(|| RuntimeError::missing("el tipo de fuente", "kind", &kind))?;
                let (token, graph) = (token.as_deref(), graph.as_deref());
                check_access(Some(kind), token, graph)?;
                let name = slug.clone();
                let new = NewSource { workspace, kind, slug, secret, verify_token, thanks };
                let Made { path, secret, verify_token } = self.add_source(new)?;
                if token.is_some() || graph.is_some() {
                    self.give_access(&name, token, graph)?;
                }
                Ok(json!({ "path": path, "secret": secret, "verify_token": verify_token }))
            }
            Request::SourceToken { name, token, graph } => {
                self.give_access(&name, token.as_deref(), graph.as_deref())?;
                Ok(json!({ "source": name }))
            }
            Request::SourceList => self.sources(),
            Request::SourceReplay { name } => self.read_again(&name, None),
            Request::SourceRotate { name, secret, hours } => {
                let row = self.house().source(&name)?;
                let row = row.ok_or_else(|| RuntimeError::missing("la fuente", "source", &name))?;
                let wait = Span::HOUR.times(i64::from(hours));
                let (made, until) = self.rotate_source(row.workspace, &name, secret, wait)?;
                Ok(json!({ "path": made.path, "secret": made.secret, "previous_until": until }))
            }
            Request::SourcePast { name, what } => self.past_told(&name, what),
            Request::SourceTurn { name, is_on } => {
                self.turn_source(&name, is_on)?;
                Ok(json!({ "source": name, "is_on": is_on }))
            }
            Request::EventMachines { workspace, top } => {
                self.workspace_called(&workspace)?.machines_told(top)
            }
            Request::EventJudge { workspace, event, was } => {
                let verdict = Verdict::with_id(&was)
                    .ok_or_else(|| RuntimeError::missing("el veredicto", "verdict", &was))?;
                self.workspace_called(&workspace)?.judged_told(event, verdict, COMMAND)
            }
            Request::Import { workspace, plan, is_dry_run } => {
                self.import(&workspace, plan, is_dry_run, bytes, progress)
            }
            Request::Export { workspace, what, written } => {
                let workspace = self.workspace_called(&workspace)?;
                Ok(json!({ "text": workspace.export(what, written, progress)? }))
            }
            Request::Doctor => self.examine(progress),
            Request::Backup { to } => Ok(json!({ "workspaces": self.back_up(&to)? })),
        }
    }

    fn past_told(&self, name: &str, what: WithPast) -> Result<Value, RuntimeError> {
        let row = self.house().source(name)?;
        let row = row.ok_or_else(|| RuntimeError::missing("la fuente", "source", name))?;
        let by = By { email: COMMAND.to_owned(), side: SideName::Marketing };
        Ok(match what {
            WithPast::Look => {
                let past = self.past_of_source(row.workspace, name)?;
                json!({
                    "looked": past.looked,
                    "differ": past.differ,
                    "nobodys": past.nobodys,
                    "can_undo": past.last.map(|last| last.events),
                })
            }
            WithPast::Apply => {
                let (told, left) = self.tell_past_again(row.workspace, name, &by)?;
                json!({ "told": told, "left": left })
            }
            WithPast::Undo => json!({ "undone": self.untell_past(row.workspace, name, &by)? }),
        })
    }

    fn import(
        &self,
        workspace: &str,
        plan: Plan,
        is_dry_run: bool,
        bytes: &[u8],
        progress: &mut dyn FnMut(usize, usize),
    ) -> Result<Value, RuntimeError> {
        let workspace = self.workspace_called(workspace)?;
        let batch = workspace.bring(plan, bytes, COMMAND)?;
        if is_dry_run {
            let foreseen = workspace
                .prepare(&batch)
                .and_then(|prepared| Ok((workspace.foresee(&batch, &prepared)?, prepared)));
            workspace.forget_batch(batch)?;
            let (foreseen, prepared) = foreseen?;
            return Ok(json!({
                "dry_run": true,
                "counts": foreseen.counts,
                "rejected": prepared.rejected(),
            }));
        }
        let done = match workspace.bring_in(batch.clone(), progress) {
            Ok(done) => done,
            Err(error) => {
                if workspace.batch(batch.id)?.status == Status::Waiting {
                    workspace.forget_batch(batch)?;
                }
                return Err(error);
            }
        };
        Ok(imported(&done))
    }

    fn examine(&self, progress: &mut dyn FnMut(usize, usize)) -> Result<Value, RuntimeError> {
        let mut found: Vec<Value> = Vec::new();
        let rows = self.house().workspaces()?;
        for row in rows {
            // One that cannot be examined says why; the others are examined all the same.
            let examined = self.workspace(row.id).and_then(|workspace| {
                // What this release has still to judge it judges first.
                workspace.writer.tick().wait()?;
                workspace.writer.settle_all().wait()?;
                workspace.read(|read| doctor::examine(read, workspace.now(), &mut *progress))
            });
            let findings = examined.unwrap_or_else(|error| Findings {
                problems: vec![error.said()],
                ..Findings::default()
            });
            found.push(json!({
                "workspace": row.id,
                "name": row.name,
                "contacts": findings.contacts,
                "events": findings.events,
                "folded": { "people": findings.folded.0, "events": findings.folded.1 },
                "problems": findings.problems,
            }));
        }
        Ok(json!({ "workspaces": found }))
    }
}

/// What became of a list, for programs.
#[must_use]
pub fn imported(batch: &Batch) -> Value {
    let report = batch.report.clone().unwrap_or_default();
    let suggested = report.suggested.iter().map(|pair| {
        let mut pair_of = json!(pair);
        pair_of["confidence"] = json!(f64::from(pair.confidence) / 100.0);
        pair_of
    });
    json!({
        "import": batch.id,
        "status": batch.status,
        "counts": report.counts,
        "rejected": report.rejected,
        "suggested_joins": suggested.collect::<Vec<Value>>(),
    })
}
