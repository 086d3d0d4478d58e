//! Everything of a kind, for programs and spreadsheets.

use std::collections::BTreeSet;

use engine::agreement::condition::Whose;
use engine::contact::bases::CHANNELS;
use engine::contact::colleagues::COLLEAGUE;
use engine::judge::Scene;
use engine::score::ledger::ledger;
use import::columns::fields::Field;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use store::workspace::screens::{Filter, Listed, Order};

use crate::copies::is_copy;
use crate::criba::Workspace;
use crate::error::RuntimeError;
use crate::likelihood::{Human, outcome};
use crate::sheet::{Dialect, Sheet};

/// What may be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// Contacts with their values, scores and stages.
    Contacts,
    /// The log.
    Events,
    /// What was handed over. A move is no handoff, and there is none that nobody made.
    Handoffs,
    /// Moves between stages and states.
    Transitions,
    /// The lines of every score.
    Ledger,
    /// Who was erased, by whose request.
    Erasures,
    /// What people of whom only a browser was known count for, once they are long gone.
    Anonymous,
}

impl What {
    /// What the rows of a kind say at least.
    fn names(self) -> &'static [&'static str] {
        match self {
            What::Contacts => &["id", "name", "stage", "fit", "engagement", "total", "owner"],
            What::Events => &["id", "contact", "name", "at", "known_at", "source", "message_id"],
            What::Handoffs => &["contact", "name", "owner", "at", "because"],
            What::Transitions => &["contact", "at", "line", "from", "to", "clause", "why"],
            What::Ledger => &["contact", "name", "score", "rule", "because", "points"],
            What::Erasures => &["contact", "event", "at", "by", "requested_by", "requested_on"],
            What::Anonymous => &["month", "source", "name", "what", "count"],
        }
    }
}

/// In which form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Written {
    /// Values separated by commas.
    Csv,
    /// The same for Excel, as the workspace's country has it.
    Excel,
    /// For programs: one object a line.
    Json,
}

/// Rows that are read at once.
const PAGE: usize = 1_000;

impl Workspace {
    /// Writes everything of a kind.
    ///
    /// # Errors
    ///
    /// The workspace cannot be read.
    pub fn export(
        &self,
        what: What,
        written: Written,
        progress: &mut dyn FnMut(usize, usize),
    ) -> Result<String, RuntimeError> {
        self.writer.settle_all().wait()?;
        let rows = match what {
            What::Contacts => self.contacts_out(progress)?,
            What::Events => self.events_out()?,
            What::Handoffs => Vec::new(),
            What::Transitions => self.moves_out()?,
            What::Ledger => self.ledger_out(progress)?,
            What::Erasures => self.erasures_out()?,
            What::Anonymous => self.anonymous_out()?,
        };
        Ok(match written {
            Written::Json => {
                rows.iter().map(|row| format!("{}\n", Value::Object(row.clone()))).collect()
            }
            Written::Csv => separated(what, &rows, Dialect::Plain),
            Written::Excel => separated(what, &rows, Dialect::excel(&self.row.country)),
        })
    }

    fn listed(&self) -> Result<Vec<Listed>, RuntimeError> {
        let mut all: Vec<Listed> = Vec::new();
        loop {
            let page = self
                .read(|read| Ok(read.list(&Filter::default(), Order::Best, PAGE, all.len())?))?;
            let is_last = page.len() < PAGE;
            all.extend(page);
            if is_last {
                return Ok(all);
            }
        }
    }

    fn contacts_out(
        &self,
        progress: &mut dyn FnMut(usize, usize),
    ) -> Result<Vec<Map<String, Value>>, RuntimeError> {
        let listed = self.listed()?;
        let mut rows: Vec<Map<String, Value>> = Vec::with_capacity(listed.len());
        for (index, Listed { id, columns }) in listed.iter().enumerate() {
            let Some(saw) = self.writer.look(*id).wait()? else { continue };
            let mut row = Map::new();
            let mut put = |key: &str, value: Value| {
                row.insert(key.to_owned(), value);
            };
            put("id", json!(id));
            put("name", json!(columns.name));
            put("stage", json!(columns.stage));
            put("play", json!(columns.play));
            put("fit", json!(columns.fit));
            put("engagement", json!(columns.engagement));
            put("total", json!(columns.total));
            put("grade", json!(columns.grade));
            put("owner", json!(columns.owner));
            put("since", json!(columns.since));
            put("latest_at", json!(columns.latest_at));
            put("next_at", json!(columns.next_at));
            for channel in CHANNELS {
                put(&format!("reach_{channel}"), json!(saw.card.reach(channel).id()));
            }
            let bases = saw.card.contact.bases.iter().filter(|(_, stated)| stated.stands);
            let bases: Vec<&str> = bases.map(|(basis, _)| basis.id()).collect();
            put("legal_bases", json!(bases.join(" ")));
            let profile = &saw.card.contact.profile;
            for (of, prefix) in [(Whose::Person, ""), (Whose::Account, "account.")] {
                for id in profile.ids(of).filter(|id| !id.starts_with(COLLEAGUE)) {
                    if let Some(held) = profile.at(of, id, saw.now)
                        && (Field::with_id(id).is_some() || !is_copy(profile, id, held))
                    {
                        let key = format!("{prefix}{id}");
                        row.entry(key).or_insert_with(|| held.value.to_json());
                    }
                }
            }
            rows.push(row);
            progress(index + 1, listed.len());
        }
        Ok(rows)
    }

    fn events_out(&self) -> Result<Vec<Map<String, Value>>, RuntimeError> {
        let mut rows: Vec<Map<String, Value>> = Vec::new();
        let mut after = 0;
        loop {
            let page = self.read(|read| Ok(read.events_after(after, PAGE)?))?;
            let Some(last) = page.last() else { return Ok(rows) };
            after = last.event.position;
            for row in page {
                let value = json!({
                    "id": row.event.position.to_string(),
                    "contact": row.contact,
                    "name": row.name(),
                    "at": row.event.at,
                    "known_at": row.event.known_at,
                    "source": row.event.source,
                    "message_id": row.event.message_id,
                    "who": row.who,
                    "import": row.batch,
                    "outcome": outcome(&row),
                    "human": Human::of(&row).map(|human| human.likelihood),
                    "act": row.event.act,
                    "facts": row.event.facts,
                    "given": row.given,
                });
                rows.extend(value.as_object().cloned());
            }
        }
    }

    fn moves_out(&self) -> Result<Vec<Map<String, Value>>, RuntimeError> {
        use engine::time::Timestamp;
        let moves = self
            .read(|read| Ok(read.moves_between(Timestamp::MIN, Timestamp::MAX, usize::MAX)?))?;
        let rows = moves.iter().filter_map(|row| {
            let value = json!({
                "contact": row.contact,
                "at": row.moved.at,
                "line": row.moved.line,
                "from": row.moved.from,
                "to": row.moved.to,
                "clause": row.moved.clause.as_ref().map(|clause| clause.number.clone()),
                "version": row.moved.clause.as_ref().map(|clause| clause.version),
                "by": row.by(),
                "why": row.moved.why,
            });
            value.as_object().cloned()
        });
        Ok(rows.collect())
    }

    fn erasures_out(&self) -> Result<Vec<Map<String, Value>>, RuntimeError> {
        let rows = self.erasures()?.into_iter().filter_map(|record| {
            let value = json!({
                "contact": record.contact,
                "event": record.position.to_string(),
                "at": record.at,
                "by": record.who,
                "requested_by": record.requested_by,
                "requested_on": record.requested_on,
                "reference": record.reference,
            });
            value.as_object().cloned()
        });
        Ok(rows.collect())
    }

    fn anonymous_out(&self) -> Result<Vec<Map<String, Value>>, RuntimeError> {
        let rows = self.folded()?.into_iter().filter_map(|one| {
            let value = json!({
                "month": one.month,
                "source": one.source,
                "name": one.name,
                "what": one.what,
                "count": one.count,
            });
            value.as_object().cloned()
        });
        Ok(rows.collect())
    }

    fn ledger_out(
        &self,
        progress: &mut dyn FnMut(usize, usize),
    ) -> Result<Vec<Map<String, Value>>, RuntimeError> {
        let listed = self.listed()?;
        let mut rows: Vec<Map<String, Value>> = Vec::new();
        for (index, Listed { id, columns }) in listed.iter().enumerate() {
            let Some(saw) = self.writer.look(*id).wait()? else { continue };
            let scene = Scene::new(&saw.agreement, &saw.card.contact, 0, saw.now);
            let ledger = ledger(&scene);
            for (score, lines) in
                [("fit", ledger.fit.lines), ("engagement", ledger.engagement.lines)]
            {
                for line in lines {
                    let value = json!({
                        "contact": id,
                        "name": columns.name,
                        "score": score,
                        "rule": line.rule,
                        "clause": line.clause,
                        "because": line.because,
                        "points": line.points,
                    });
                    rows.extend(value.as_object().cloned());
                }
            }
            progress(index + 1, listed.len());
        }
        Ok(rows)
    }
}

/// What comes first in every file: which row it is, who, and where they stand.
const LEADING: [&str; 16] = [
    "id",
    "contact",
    "name",
    "company",
    "email",
    "phone",
    "mobile",
    "stage",
    "play",
    "fit",
    "engagement",
    "total",
    "grade",
    "owner",
    "at",
    "because",
];

/// Rows as separated values: a column for each name that any row has, the leading ones first; of
/// nothing, those that every row of its kind would have.
fn separated(what: What, rows: &[Map<String, Value>], dialect: Dialect) -> String {
    let mut names: BTreeSet<&str> = rows.iter().flat_map(Map::keys).map(String::as_str).collect();
    if rows.is_empty() {
        names.extend(what.names());
    }
    let mut header: Vec<&str> = Vec::with_capacity(names.len());
    header.extend(LEADING.into_iter().filter(|name| names.remove(name)));
    header.extend(names);
    let mut sheet = Sheet::new(dialect);
    sheet.row(&header);
    for row in rows {
        sheet.row(header.iter().map(|key| match row.get(*key) {
            None | Some(Value::Null) => String::new(),
            Some(Value::String(text)) => dialect.text(text),
            Some(Value::Number(number)) => dialect.number(&number.to_string()),
            Some(other) => other.to_string(),
        }));
    }
    sheet.text()
}
