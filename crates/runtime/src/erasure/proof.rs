//! What `criba doctor` demands of those who were erased: that nothing of them is left.

use engine::said::Said;
use store::ids::ContactId;
use store::workspace::Read;
use store::workspace::erasures::{erased_act, erased_message, erased_move};
use store::workspace::rows::EventRow;

use super::SOURCE;
use crate::card::Card;
use crate::error::RuntimeError;

/// Whether an event that is not known by its message is one that was erased.
pub(crate) fn is_remembered(position: u64, message_id: &str) -> bool {
    message_id == erased_message(position)
}

/// Looks for what is left of somebody who was erased. `others` are events that were told of them
/// and are not among those of anybody else.
pub(crate) fn prove(
    read: Read<'_>,
    id: ContactId,
    card: &Card,
    others: &[u64],
    report: &mut impl FnMut(Said),
) -> Result<(), RuntimeError> {
    let mut wrong = |es: String, en: String| report(Said::new(es, en));
    let is_blank = card.contact.profile == Default::default()
        && card.contact.consents == Default::default()
        && card.desk == Default::default()
        && card.ids.is_empty()
        && card.aliases.is_empty()
        && card.browser.is_none();
    if !is_blank {
        wrong(
            format!("el estado del contacto {id}, que se borró, dice algo de alguien"),
            format!("the state of contact {id}, who was erased, says something of somebody"),
        );
    }
    if read.columns_of(id)?.is_some() || !read.keys_of(id)?.is_empty() {
        wrong(
            format!("el contacto {id} se borró y sigue en las listas o se encuentra por algo"),
            format!("contact {id} was erased and is still in the lists or found by something"),
        );
    }
    for position in card.history.iter().chain(others) {
        let Some(row) = read.event(*position)? else { continue };
        if !is_clean(&row) || (*row.event.source != *SOURCE && read.raw(*position)?.is_some()) {
            wrong(
                format!(
                    "el evento {position} es del contacto {id}, que se borró, y dice algo de alguien"
                ),
                format!(
                    "event {position} is of contact {id}, who was erased, and says something of somebody"
                ),
            );
        }
    }
    if read.moves_of(id)?.iter().any(|row| erased_move(&row.moved) != row.moved) {
        wrong(
            format!("los pasos del contacto {id}, que se borró, dicen quién o por qué"),
            format!("the moves of contact {id}, who was erased, say who or why"),
        );
    }
    let is_kept = card.joined_into.is_some() || read.erasure(id)?.is_some();
    if !is_kept {
        wrong(
            format!("no consta quién pidió borrar el contacto {id}"),
            format!("nothing says who asked for contact {id} to be erased"),
        );
    }
    Ok(())
}

/// Whether an event says nothing of anybody: the one that tells of the erasing says who asked.
fn is_clean(row: &EventRow) -> bool {
    let event = &row.event;
    let is_record = *event.source == *SOURCE;
    let is_blank =
        erased_act(&event.act) == event.act && *event.message_id == *erased_message(event.position);
    event.facts.is_empty() && row.keys.is_none() && (is_record || is_blank)
}
