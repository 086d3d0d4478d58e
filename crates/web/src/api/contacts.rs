//! Contacts: found, listed, and one of them whole.

use axum::Json;
use axum::routing::get;
use engine::agreement::condition::Whose;
use engine::contact::colleagues::COLLEAGUE;
use engine::contact::standing::{Standing, State};
use engine::said::Said;
use runtime::RuntimeError;
use runtime::criba::Workspace;
use runtime::writer::Saw;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::ids::ContactId;
use store::workspace::rows::{Columns, Key};
use store::workspace::screens::Filter;

use super::asked::{Asked, Id, limit};
use super::caller::Caller;
use super::moment::{Moment, moment};
use super::operation::Operation;
use super::problem::{ApiResult, Problem};
use super::row::Row;
use super::{act, cursor};
use crate::finding;
use crate::layout::words_of;

pub(super) fn operations() -> Vec<Operation> {
    vec![
        Operation::get("/api/v1/contacts", get(index))
            .says("Contacts, the newest first; those with an address or a telephone by index")
            .asks::<Query>()
            .answers::<Page>(200),
        Operation::get("/api/v1/contacts/{id}", get(show))
            .says("A contact, with the origin of each value")
            .answers::<Contact>(200),
    ]
}

/// Which contacts.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
struct Query {
    /// Those with this address, whichever of theirs it is.
    email: Option<String>,
    /// Those with this telephone; without a prefix it is one of the workspace's country.
    phone: Option<String>,
    /// Those in whose name, company, address, telephone, title and city all these words stand.
    q: Option<String>,
    /// Those in this stage, by its id.
    stage: Option<String>,
    /// Those in this segment of the agreement in force, by its id.
    segment: Option<String>,
    /// How many, from 1 to 200; 50 where left out.
    limit: Option<u32>,
    /// Where the page before ended.
    cursor: Option<String>,
}

/// A page of contacts.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Contacts")]
struct Page {
    contacts: Vec<Row>,
    /// Where the next page begins; null at the end.
    cursor: Option<String>,
    /// The place in the log up to which everything is in it.
    as_of: u64,
}

async fn index(caller: Caller, Asked(query): Asked<Query>) -> ApiResult<Json<Page>> {
    let limit = limit(query.limit)?;
    let filter = Filter {
        words: query.q.as_deref().map(words_of).unwrap_or_default(),
        stage: query.stage.clone(),
        segments: query.segment.iter().cloned().collect(),
        ..Filter::default()
    };
    let name = caller.list("contacts", &(&filter, &query.email, &query.phone));
    let before: Option<ContactId> =
        query.cursor.as_deref().map(|cursor| cursor::open(&name, cursor)).transpose()?;
    let keys = keys(&query, caller.country())?;
    if let Some(id) = &query.segment {
        check_segment(&caller, id).await?;
    }
    let found = caller.ask(move |workspace| {
        let as_of = workspace.writer.settle().wait()?;
        let mut listed = listed(workspace, &filter, &keys, before, limit + 1)?;
        let more_after = listed.get(limit).and(listed.get(limit - 1)).map(|(id, _)| *id);
        listed.truncate(limit);
        Ok((as_of, listed, more_after))
    });
    let (as_of, listed, more_after) = found.await?;
    let last = more_after.and_then(|id| cursor::seal(&name, &id));
    let contacts = listed.into_iter().map(|(id, columns)| Row::of(id, columns));
    Ok(Json(Page { contacts: contacts.collect(), cursor: last, as_of }))
}

/// Whether the agreement in force has a segment.
///
/// # Errors
///
/// It has none with this id; the problem says which there are.
async fn check_segment(caller: &Caller, id: &str) -> ApiResult<()> {
    let agreement = caller.agreement().await?;
    if agreement.segment(id).is_some() {
        return Ok(());
    }
    let known: Vec<&str> = agreement.segments.iter().map(|(id, _)| id.as_str()).collect();
    let (version, known) = (agreement.version, known.join(", "));
    let detail = Said::new(
        format!("«{id}» no es un segmento de la versión {version}; los hay: {known}"),
        format!("«{id}» is no segment of version {version}; there are {known}"),
    );
    Err(Problem::Parameter { name: "segment".into(), detail })
}

/// Contacts of a list, the newest first, from before one of them.
fn listed(
    workspace: &Workspace,
    filter: &Filter,
    keys: &[Key],
    before: Option<ContactId>,
    most: usize,
) -> Result<Vec<(ContactId, Columns)>, RuntimeError> {
    if keys.is_empty() {
        let listed = workspace.read(|read| Ok(read.list_before(filter, before, most)?))?;
        return Ok(listed.into_iter().map(|listed| (listed.id, listed.columns)).collect());
    }
    let mut found = finding::with_keys(workspace, keys)?;
    found.retain(|(id, columns)| {
        before.is_none_or(|before| *id < before) && is_wanted(filter, columns)
    });
    found.truncate(most);
    Ok(found)
}

/// Whether what was found by index is in a list that is filtered as well.
fn is_wanted(filter: &Filter, columns: &Columns) -> bool {
    filter.stage.as_ref().is_none_or(|stage| *stage == columns.stage)
        && filter.words.iter().all(|word| columns.search.contains(word.as_str()))
        && (filter.segments.is_empty() || filter.segments.iter().any(|id| columns.is_in(id)))
}

/// What the query asks to be found by.
fn keys(query: &Query, country: &str) -> ApiResult<Vec<Key>> {
    let mut keys: Vec<Key> = Vec::new();
    if let Some(text) = &query.email {
        let wrong = || Problem::Parameter {
            name: "email".into(),
            detail: Said::new(
                format!(
                    "«{text}» no es una dirección de correo; hay que escribirla como ana@empresa.es"
                ),
                format!("«{text}» is no e-mail address; write one such as ana@empresa.es"),
            ),
        };
        keys.push(finding::email(text).ok_or_else(wrong)?);
    }
    if let Some(text) = &query.phone {
        let wrong = || Problem::Parameter {
            name: "phone".into(),
            detail: Said::new(
                format!("«{text}» no es un teléfono; hay que escribirlo como +34600000001"),
                format!("«{text}» is no telephone; write one such as +34600000001"),
            ),
        };
        keys.push(finding::phone(text, country).ok_or_else(wrong)?);
    }
    Ok(keys)
}

/// A contact.
#[derive(Debug, Serialize, JsonSchema)]
struct Contact {
    #[serde(flatten)]
    row: Row,
    /// Every value that is known, of the person and of their company.
    profile: Vec<Known>,
    /// Where they stand in each product line.
    lines: Vec<Line>,
    /// Consent, by purpose or channel.
    consent: Vec<Consent>,
    /// Legal bases that are not their consent.
    legal_basis: Vec<LegalBasis>,
    /// How far each channel is open, from what is known.
    reach: Reaches,
    /// When a score, a stage or a segment may change by time alone; null where never.
    next_wake_at: Option<Moment>,
    /// The version of the agreement that judges.
    agreement: u32,
}

/// A value, and where it comes from.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "ProfileValue")]
struct Known {
    /// `person` or `account`.
    of: &'static str,
    /// The trait's id.
    id: String,
    value: serde_json::Value,
    /// When it was so.
    at: Moment,
    /// `said`, `typed`, `imported`, `imported_over`, `enriched` or `derived`.
    origin: serde_json::Value,
    /// Which source told it.
    source: String,
}

/// Where a contact stands in a product line.
#[derive(Debug, Serialize, JsonSchema)]
struct Line {
    /// The product line; `main` is the first.
    line: String,
    stage: String,
    /// Since when.
    since: Option<Moment>,
    /// Which time round, from 1.
    cycle: u32,
    /// `open`, `recycled` or `disqualified`.
    state: &'static str,
    /// The id of the reason, where it is not open.
    reason: Option<String>,
    /// When it comes back by itself.
    until: Option<Moment>,
    /// Clauses that wait for a person to say yes or no, by id.
    suggestions: Vec<String>,
}

/// Consent to a purpose or channel.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "ConsentState")]
struct Consent {
    purpose: String,
    given: bool,
    /// When it was said.
    at: Option<Moment>,
    /// How it is known.
    evidence: Option<String>,
}

/// A legal basis that is not their consent.
#[derive(Debug, Serialize, JsonSchema)]
struct LegalBasis {
    /// `contract` or `legitimate_interest`.
    basis: &'static str,
    /// Whether it stands; else it ended.
    stands: bool,
    /// When it was said.
    at: Moment,
    /// How it is known.
    evidence: Option<String>,
}

/// How far each channel is open: `refused` (they said no), `unknown` (by hand, where the law allows
/// it), `one_to_one` (nothing in bulk) or `bulk`.
#[derive(Debug, Serialize, JsonSchema)]
struct Reaches {
    phone: &'static str,
    email: &'static str,
    whatsapp: &'static str,
}

async fn show(caller: Caller, Id(id): Id<ContactId>) -> ApiResult<Json<Contact>> {
    Ok(Json(Contact::of(&*caller.contact(id).await?).ok_or(Problem::NotFound)?))
}

impl Contact {
    fn of(saw: &Saw) -> Option<Contact> {
        let contact = &saw.card.contact;
        let columns = runtime::card::columns(&saw.agreement, &saw.card, saw.now)?;
        let wake_at = columns.wake_at;
        let mut profile: Vec<Known> = Vec::new();
        for (of, name) in [(Whose::Person, "person"), (Whose::Account, "account")] {
            for id in contact.profile.ids(of).filter(|id| !id.starts_with(COLLEAGUE)) {
                let Some(held) = contact.profile.at(of, id, saw.now) else { continue };
                profile.push(Known {
                    of: name,
                    id: id.to_owned(),
                    value: held.value.to_json(),
                    at: Moment(held.at),
                    origin: serde_json::to_value(held.origin).unwrap_or_default(),
                    source: held.source.to_string(),
                });
            }
        }
        let lines = saw.agreement.lines.iter().zip(&contact.standings);
        Some(Contact {
            row: Row::of(saw.id, columns),
            profile,
            lines: lines.map(|(line, standing)| Line::of(&line.id, standing)).collect(),
            consent: consents(saw),
            legal_basis: bases(saw),
            reach: Reaches {
                phone: saw.card.reach("phone").id(),
                email: saw.card.reach("email").id(),
                whatsapp: saw.card.reach("whatsapp").id(),
            },
            next_wake_at: (wake_at < engine::time::Timestamp::MAX).then_some(Moment(wake_at)),
            agreement: saw.agreement.version,
        })
    }
}

impl Line {
    fn of(line: &str, standing: &Standing) -> Line {
        let (reason, until) = match &standing.state {
            State::Open => (None, None),
            State::Disqualified { reason, .. } => (Some(reason.clone()), None),
            State::Recycled { reason, until, .. } => (Some(reason.clone()), *until),
        };
        let since = standing.stage_since;
        let waiting = standing.suggestions.iter().filter(|(_, found)| !found.is_dismissed);
        Line {
            line: line.to_owned(),
            stage: standing.stage.clone(),
            since: (since > engine::time::Timestamp::MIN).then_some(Moment(since)),
            cycle: standing.cycle,
            state: act::state(&standing.state),
            reason,
            until: moment(until),
            suggestions: waiting.map(|(clause, _)| clause.clone()).collect(),
        }
    }
}

fn consents(saw: &Saw) -> Vec<Consent> {
    let all = saw.card.contact.consents.iter().map(|(purpose, consent)| Consent {
        purpose: purpose.to_owned(),
        given: consent.is_given,
        at: Some(Moment(consent.at)),
        evidence: consent.evidence.clone(),
    });
    all.collect()
}

fn bases(saw: &Saw) -> Vec<LegalBasis> {
    let all = saw.card.contact.bases.iter().map(|(basis, stated)| LegalBasis {
        basis: basis.id(),
        stands: stated.stands,
        at: Moment(stated.at),
        evidence: stated.evidence.clone(),
    });
    all.collect()
}
