//! Leads of Meta whose delivery never came: what stands in its forms since it was last looked.
//!
//! Deliveries are lost where a server was off for longer than Meta tries, or nobody subscribed the
//! page. Once an hour the forms of each page are asked for the leads since then, and a day before:
//! those that are known already are known by their ids. Everything is asked on the thread that asks
//! for what waits, one question after another.
//!
//! Source: <https://developers.facebook.com/docs/marketing-api/guides/lead-ads/retrieving>.

use std::collections::BTreeMap;
use std::sync::{Arc, Weak};

use engine::time::{Span, Timestamp};
use runtime::RuntimeError;
use runtime::asking::{GRAPH, Trouble};
use runtime::criba::Criba;
use runtime::egress::{Answer, Egress, Problem, Request};
use runtime::sources::Kind;
use serde_json::{Value, json};
use store::house::SourceRow;
use store::ids::SourceId;

use super::asking::{Failed, Until};
use super::graph::{FIELDS, failed, is_id, proof};
use super::pieces::{items, plain, text};
use super::take::tell_fetched;
use crate::error::encoded;

/// How often each source is looked after.
const EVERY: Span = Span::HOUR;
/// How long before the last time is looked again: a delivery may be on its way for so long.
const BEFORE: Span = Span::DAY;
/// For how long Meta has a lead.
const KEPT: Span = Span::DAY.times(90);
/// How often it is looked which sources there are.
const LOOKED_EVERY: Span = Span::MINUTE;
/// Forms of a page that are asked, leads that an answer holds, and answers of a form.
const FORMS_MAX: usize = 50;
const LEADS_MAX: usize = 100;
const PAGES_MAX: usize = 20;

/// When each source is looked after next.
#[derive(Debug, Default)]
pub(super) struct CatchUp {
    looked_at: Option<Timestamp>,
    due: BTreeMap<SourceId, Timestamp>,
}

/// Asks for what every source of Meta has missed; how many leads were new.
///
/// # Errors
///
/// The house cannot be read, or what was answered cannot be written.
pub fn catch_up(criba: &Arc<Criba>, egress: &Egress) -> Result<usize, RuntimeError> {
    CatchUp::default().ask(&Arc::downgrade(criba), egress)
}

impl CatchUp {
    /// Asks for what the sources that are due have missed; how many leads were new.
    ///
    /// # Errors
    ///
    /// The house cannot be read, or what was answered cannot be written.
    pub(super) fn ask(
        &mut self,
        criba: &Weak<Criba>,
        egress: &Egress,
    ) -> Result<usize, RuntimeError> {
        let Some(open) = criba.upgrade() else { return Ok(0) };
        let now = open.clock().now();
        if self.looked_at.is_some_and(|at| now - at < LOOKED_EVERY) {
            return Ok(0);
        }
        self.looked_at = Some(now);
        let sources = open.house().sources()?;
        drop(open);
        let is_meta = |row: &SourceRow| row.kind == Kind::Meta.id() && row.disabled_at.is_none();
        let mut new = 0;
        for source in sources.into_iter().filter(is_meta) {
            if self.due.get(&source.id).is_some_and(|due| now < *due) {
                continue;
            }
            self.due.insert(source.id, now + EVERY);
            new += round(source, criba, egress)?;
        }
        Ok(new)
    }
}

/// Looks once after a source; how many leads were new. Nothing is held while an answer is waited
/// for, so that a server can stop meanwhile.
fn round(source: SourceRow, criba: &Weak<Criba>, egress: &Egress) -> Result<usize, RuntimeError> {
    let Some(open) = criba.upgrade() else { return Ok(0) };
    let Some(mut round) = Round::begin(&open, source)? else { return Ok(0) };
    drop(open);
    while let Some(request) = round.question() {
        let answer = egress.ask(request).wait();
        let Some(open) = criba.upgrade() else { return Ok(round.new) };
        round.take(&open, answer)?;
    }
    Ok(round.new)
}

/// The forms of a source's page, asked one after another.
struct Round {
    source: SourceRow,
    base: String,
    token: String,
    began: Timestamp,
    since: Timestamp,
    asks: Asks,
    new: usize,
}

/// What is asked next.
enum Asks {
    /// Which forms there are.
    Forms,
    /// The leads of the last of these, from behind a place on.
    Leads {
        forms: Vec<String>,
        after: Option<String>,
        pages: usize,
    },
    Nothing,
}

impl Round {
    /// Begins with a source; `None` where it cannot be asked, or not now.
    fn begin(criba: &Criba, source: SourceRow) -> Result<Option<Round>, RuntimeError> {
        let access = criba.house().access(source.id)?;
        if access.token.is_empty() || criba.asked(source.id)?.is_some() {
            return Ok(None);
        }
        let workspace = criba.workspace(source.workspace)?;
        let began = criba.clock().now();
        let last = workspace.caught_up_at(&source.slug)?;
        let since = last.map_or(source.made_at, |last| last - BEFORE).max(began - KEPT);
        let base = if access.base.is_empty() { GRAPH.to_owned() } else { access.base };
        let (token, asks) = (access.token, Asks::Forms);
        Ok(Some(Round { source, base, token, began, since, asks, new: 0 }))
    }

    fn question(&self) -> Option<Request> {
        let asked = match &self.asks {
            Asks::Forms => format!("me/leadgen_forms?fields=id&limit={FORMS_MAX}"),
            Asks::Leads { forms, after, .. } => {
                let form = forms.last()?;
                let since = self.since.micros() / Span::SECOND.micros();
                let filter = json!([
                    { "field": "time_created", "operator": "GREATER_THAN", "value": since }
                ]);
                let filter = encoded(&filter.to_string());
                let after = after.as_deref().map(|at| format!("&after={}", encoded(at)));
                let after = after.unwrap_or_default();
                format!("{form}/leads?fields={FIELDS}&filtering={filter}&limit={LEADS_MAX}{after}")
            }
            Asks::Nothing => return None,
        };
        let proof = proof(&self.token, &self.source.secret);
        let url = format!("{}/{asked}&appsecret_proof={proof}", self.base);
        Some(Request::get(url).bearer(&*self.token))
    }

    fn take(&mut self, criba: &Criba, answer: Result<Answer, Problem>) -> Result<(), RuntimeError> {
        let now = criba.clock().now();
        let json = match read(answer) {
            Ok(json) => json,
            Err(failed) => {
                self.asks = Asks::Nothing;
                let why = failed.asked.trouble.id();
                tracing::warn!(source = %self.source.slug, why, "what was missed was not answered");
                // A token may read a lead and not the list of forms: what waits is asked for all the
                // same, but where nothing would be answered.
                let is_of_all = [Trouble::TooOften, Trouble::TokenDead, Trouble::WrongSecret];
                return match is_of_all.contains(&failed.asked.trouble) {
                    true => {
                        let until = failed.next(now, now);
                        criba.pause_asking(self.source.id, until, Some(&failed.asked))
                    }
                    false => Ok(()),
                };
            }
        };
        match &mut self.asks {
            Asks::Forms => {
                let forms = items(&json, "/data").filter_map(|form| plain(form.get("id")?));
                let forms = forms.filter(|id| is_id(id)).take(FORMS_MAX).collect();
                self.asks = Asks::Leads { forms, after: None, pages: 0 };
            }
            Asks::Leads { forms, after, pages } => {
                *pages += 1;
                let next = text(&json, "/paging/next").and(text(&json, "/paging/cursors/after"));
                if next.is_none() || *pages >= PAGES_MAX {
                    if next.is_some() {
                        tracing::warn!(source = %self.source.slug, "a form has more leads than are asked for");
                    }
                    forms.pop();
                    (*after, *pages) = (None, 0);
                } else {
                    *after = next;
                }
                let told = tell(criba, &self.source, &json, now)?;
                self.new += told;
            }
            Asks::Nothing => {}
        }
        if matches!(&self.asks, Asks::Leads { forms, .. } if forms.is_empty()) {
            self.asks = Asks::Nothing;
            if self.new > 0 {
                let count = self.new;
                tracing::warn!(source = %self.source.slug, count, "leads were caught up that no delivery told of");
            }
            criba.workspace(self.source.workspace)?.caught_up(&self.source.slug, self.began)?;
        }
        Ok(())
    }
}

/// The JSON of an answer.
fn read(answer: Result<Answer, Problem>) -> Result<Value, Failed> {
    let answer = answer.map_err(Failed::by)?;
    let json = serde_json::from_slice::<Value>(answer.body()).ok();
    if answer.status() != 200 {
        return Err(failed(&answer, json.unwrap_or_default()));
    }
    let is_list = |json: &Value| json.get("data").is_some_and(Value::is_array);
    json.filter(is_list).ok_or_else(|| Failed::of_all(Trouble::Unreadable, "", Until::AsUsual))
}

/// Tells the leads of an answer as a delivery with their answers does; how many were new.
fn tell(
    criba: &Criba,
    source: &SourceRow,
    json: &Value,
    now: Timestamp,
) -> Result<usize, RuntimeError> {
    let leads = items(json, "/data").filter(|lead| lead.get("field_data").is_some());
    let changes: Vec<Value> =
        leads.take(LEADS_MAX).map(|lead| json!({ "field": "leadgen", "value": lead })).collect();
    if changes.is_empty() {
        return Ok(0);
    }
    let delivery = json!({ "object": "page", "entry": [{ "changes": changes }] }).to_string();
    let counts = tell_fetched(criba, source, delivery.as_bytes(), "application/json", now)?;
    Ok(counts.taken)
}
