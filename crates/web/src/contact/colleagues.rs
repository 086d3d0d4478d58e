//! What an event says of who of a company passes what the agreement asks of its people, with their
//! names.

use engine::contact::colleagues::COLLEAGUE;
use engine::event::Fact;
use engine::value::Value;
use store::ids::ContactId;

use crate::error::PageResult;
use crate::seat::Seat;
use crate::words::Words;

/// People of a company whom one event names; the rest are somebody of it.
const NAMED_MAX: usize = 8;

/// Whom each fact of an event is about that tells what one of a company passes, and what.
pub(super) async fn passing(seat: &Seat, facts: &[Fact]) -> PageResult<Vec<(String, String)>> {
    let told = facts.iter().filter_map(|fact| {
        let named = fact.id.strip_prefix(COLLEAGUE)?;
        Some((named.parse::<ContactId>().ok(), said(&fact.value, &seat.words)))
    });
    let told: Vec<(Option<ContactId>, String)> = told.collect();
    let asked: Vec<ContactId> = told.iter().filter_map(|(id, _)| *id).take(NAMED_MAX).collect();
    let names = seat
        .ask(move |workspace| {
            let mut names: Vec<(ContactId, String)> = Vec::with_capacity(asked.len());
            for id in asked {
                let Some(saw) = workspace.writer.look(id).wait()? else { continue };
                let columns = runtime::card::columns(&saw.agreement, &saw.card, saw.now);
                names.extend(columns.map(|columns| (id, columns.name)));
            }
            Ok(names)
        })
        .await?;
    let name = |id: Option<ContactId>| {
        let known = names.iter().find(|(known, name)| Some(*known) == id && !name.is_empty());
        known.map_or_else(|| seat.words.t("map-colleague"), |(_, name)| name.clone())
    };
    Ok(told.into_iter().map(|(id, said)| (name(id), said)).collect())
}

fn said(passes: &Value, w: &Words) -> String {
    match passes {
        Value::List(ids) if !ids.is_empty() => w.count("map-passes", ids.len() as u64),
        _ => w.t("map-passes-none"),
    }
}
