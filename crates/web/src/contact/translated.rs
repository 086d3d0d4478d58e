//! What came of an event and what it became, as a table: each piece that was used, what it became,
//! and by which rule. Which piece made what is found by `pieces`, not here.

use std::collections::{BTreeMap, BTreeSet};

use engine::agreement::condition::Whose;
use engine::catalogue::ALSO_NAMED;
use engine::contact::colleagues::COLLEAGUE;
use engine::event::{Act, Fact};
use engine::text::slug;
use engine::time::Timestamp;
use runtime::people::Permission;
use runtime::sources::{FieldMap, SecondNames};
use serde_json::Value as Json;
use store::workspace::rows::EventRow;

use super::colleagues::passing;
use super::manual;
use crate::error::PageResult;
use crate::hooks;
use crate::ingest;
use crate::pieces::{Becomes, Part, Piece, traced};
use crate::seat::Seat;
use crate::words::Words;

/// What an event says, and of what that was made.
#[derive(Debug, Default)]
pub(super) struct Translated {
    /// What it says: each piece that came with each part that it became. A part that nothing that
    /// came says has no piece.
    pub(super) rows: Vec<Row>,
    /// What came and was not used: where it stood, and what it said.
    pub(super) unused: Vec<(String, String)>,
    /// Whether it came from outside: else its parts alone are shown.
    pub(super) is_of_outside: bool,
    /// Where people say what the fields of its source or its events are, where they may.
    pub(super) fields: Option<String>,
}

/// A piece of what came and a part of what it became.
#[derive(Debug, Default)]
pub(super) struct Row {
    /// Where it stood in what came; empty where nothing that came says it.
    pub(super) place: String,
    /// What it said.
    pub(super) came: String,
    /// What the part is called.
    pub(super) name: String,
    /// What it says.
    pub(super) became: String,
    /// Why it became that.
    pub(super) rule: String,
}

/// Characters of a text that are shown; the rest stands in what came.
const SHOWN_CHARS: usize = 160;
/// What sources begin with that send under a key.
const OF_KEY: &str = "v1:";

/// What a row of the log says, and by what of what `came` it does.
pub(super) async fn translated(
    seat: &Seat,
    row: &EventRow,
    came: Option<&str>,
) -> PageResult<Translated> {
    let came: Option<Json> = came.and_then(|came| serde_json::from_str(came).ok());
    let kept = Becomes {
        act: Some(row.event.act.clone()),
        at: came.is_some().then_some(row.event.at),
        keys: keys(row),
        facts: row.event.facts.clone(),
        consents: Vec::new(),
    };
    let Some(came) = came else {
        let passing = passing(seat, &row.event.facts).await?;
        return Ok(alone(row, &kept, passing, &seat.words));
    };
    let (about, parts, country) = (row.clone(), kept.parts(), seat.country().to_owned());
    let told = seat.ask_house(move |criba, id| {
        let name = &*about.event.source;
        if name.starts_with(OF_KEY) {
            let names = criba.workspace(id)?.second_names(name)?;
            let reader = ingest::Reader::of(&came, &about.event, &country, &names);
            let pieces = traced(&came, &parts, |json| reader.becomes(json));
            return Ok((pieces, Said::Names(names)));
        }
        let source = criba.house().source(name)?.filter(|source| source.workspace == id);
        let reader = match &source {
            Some(source) => hooks::Reader::of(&*criba.workspace(id)?, source, &about)?,
            None => None,
        };
        let read = |json: &Json| reader.as_ref()?.becomes(json);
        let pieces = traced(&came, &parts, read);
        Ok((pieces, reader.map_or(Said::Nothing, |reader| Said::Fields(reader.map))))
    });
    let (pieces, said) = told.await?;
    let page = match &said {
        Said::Nothing => None,
        Said::Fields(_) => Some("campos"),
        Said::Names(_) => Some("nombres"),
    };
    let page = page.filter(|_| seat.may(Permission::Administer));
    Ok(Translated {
        fields: page.map(|page| format!("{}/{page}", crate::sources::at(&row.event.source))),
        ..table(row, &kept, &pieces, &said, &seat.words)
    })
}

/// What people say of a source.
#[derive(Debug)]
enum Said {
    /// Nothing can be said of it.
    Nothing,
    /// What its fields are.
    Fields(FieldMap),
    /// What its events are.
    Names(SecondNames),
}

impl Said {
    /// Whether they say that a piece is a part.
    fn is_of(&self, piece: &Piece, part: &Part) -> bool {
        match self {
            Said::Nothing => false,
            Said::Fields(map) => map.of(&piece.name).is_some(),
            Said::Names(names) => {
                let is_second = matches!(part, Part::Property(id) if id == ALSO_NAMED);
                is_second && names.of(piece.said.trim()).is_some()
            }
        }
    }
}

/// The parts of an event that came from nowhere: a person wrote it down, or a list told it.
fn alone(row: &EventRow, kept: &Becomes, passing: Vec<(String, String)>, w: &Words) -> Translated {
    let is_passing =
        |part: &Part| matches!(part, Part::Fact(Whose::Account, id) if id.starts_with(COLLEAGUE));
    let parts = kept.parts().into_keys();
    let parts = parts.filter(|part| *part != Part::Name && !is_passing(part));
    let rows = parts.map(|part| Row {
        name: called(row, &part, w),
        became: said(row, &part, "", w),
        ..Row::default()
    });
    let passing = passing.into_iter().map(|(name, became)| Row { name, became, ..Row::default() });
    Translated { rows: rows.chain(passing).collect(), ..Translated::default() }
}

fn table(row: &EventRow, kept: &Becomes, pieces: &[Piece], people: &Said, w: &Words) -> Translated {
    let mut makers: BTreeMap<&Part, Vec<&Piece>> = BTreeMap::new();
    for piece in pieces {
        for part in &piece.made {
            makers.entry(part).or_default().push(piece);
        }
    }
    let mut rows: Vec<Row> = Vec::new();
    for piece in pieces {
        for part in &piece.made {
            let others = makers.get(part).map_or(&[][..], Vec::as_slice);
            rows.push(Row {
                place: piece.place.clone(),
                came: short(&piece.said),
                name: called(row, part, w),
                became: said(row, part, &piece.said, w),
                rule: rule(piece, part, others, people, w),
            });
        }
    }
    let added: BTreeSet<Part> = kept.parts().into_keys().collect();
    for part in added.iter().filter(|part| !makers.contains_key(part)) {
        rows.push(Row {
            name: called(row, part, w),
            became: said(row, part, "", w),
            rule: w.t("map-added"),
            ..Row::default()
        });
    }
    let unused = pieces.iter().filter(|piece| piece.made.is_empty() && !piece.said.is_empty());
    let unused = unused.map(|piece| (piece.place.clone(), short(&piece.said)));
    Translated { rows, unused: unused.collect(), is_of_outside: true, fields: None }
}

/// Why a piece became a part.
fn rule(piece: &Piece, part: &Part, makers: &[&Piece], people: &Said, w: &Words) -> String {
    if people.is_of(piece, part) {
        return w.t("map-said");
    }
    let others = makers.iter().filter(|other| other.place != piece.place);
    let others: Vec<&str> = others.map(|other| other.place.as_str()).collect();
    if !others.is_empty() {
        return w.t1("map-together", "others", others.join(", "));
    }
    let id = match part {
        Part::Name | Part::At => return w.t("map-of-event"),
        Part::Key(id) => *id,
        Part::Property(id) | Part::Fact(_, id) => id,
        Part::Consent(purpose) => purpose,
    };
    let plain = |text: &str| slug(text).replace('_', "");
    match plain(&piece.name) == plain(id) {
        true => w.t("map-own"),
        false => w.t("map-known"),
    }
}

/// What a part is called.
fn called(row: &EventRow, part: &Part, w: &Words) -> String {
    match part {
        Part::Name => w.t("map-event"),
        Part::At => w.t("event-at"),
        Part::Key(id) => w.t(&format!("map-key-{}", id.replace('_', "-"))),
        Part::Property(id) if id == ALSO_NAMED => w.t("event-also-named"),
        Part::Property(id) => manual::property(row.name(), id, w),
        Part::Fact(Whose::Person, id) => w.trait_name(id),
        Part::Fact(Whose::Account, id) => w.t1("map-of-company", "what", w.trait_name(id)),
        Part::Consent(purpose) => w.t1("map-consent", "what", purpose),
    }
}

/// What a part says, in words; `came` is what was said of a consent, which is a row of its own.
fn said(row: &EventRow, part: &Part, came: &str, w: &Words) -> String {
    let event = &row.event;
    let text = match part {
        Part::Name => row.name().to_owned(),
        Part::At => moment(event.at, w),
        Part::Key(id) => {
            let known = keys(row).into_iter().find(|(kind, _)| kind == id);
            known.map(|(_, id)| id).unwrap_or_default()
        }
        Part::Property(id) => {
            let Act::Happened { properties, .. } = &event.act else { return String::new() };
            let value = properties.iter().find(|(known, _)| known == id);
            value.map(|(id, value)| manual::value(&event.act, id, value, w)).unwrap_or_default()
        }
        Part::Fact(of, id) => {
            let is_it = |fact: &&Fact| fact.of == *of && fact.id == *id;
            let fact = event.facts.iter().rfind(is_it);
            fact.map(|fact| fact.value.to_string()).unwrap_or_default()
        }
        Part::Consent(_) => match engine::value::permission(came) {
            Some(false) => w.t("no"),
            _ => w.t("yes"),
        },
    };
    if text.trim().is_empty() { w.t("map-cleared") } else { short(&text) }
}

fn moment(at: Timestamp, w: &Words) -> String {
    format!("{} {}", w.day(at), w.clock(at))
}

/// By what programs know who an event is about; addresses stand among what it says of them.
fn keys(row: &EventRow) -> Vec<(&'static str, String)> {
    let Some(keys) = &row.keys else { return Vec::new() };
    let ids = [
        ("user_id", &keys.user_id),
        ("anonymous_id", &keys.anonymous_id),
        ("previous_id", &keys.previous_id),
    ];
    ids.into_iter().filter_map(|(kind, id)| Some((kind, id.clone()?))).collect()
}

fn short(text: &str) -> String {
    if text.chars().count() <= SHOWN_CHARS {
        return text.to_owned();
    }
    let mut shown: String = text.chars().take(SHOWN_CHARS).collect();
    shown.push('…');
    shown
}
