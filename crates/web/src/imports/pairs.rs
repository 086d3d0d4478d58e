//! Contacts that are probably one person: side by side, with why, for a person to decide.

use std::collections::BTreeSet;

use axum::routing::post;
use engine::agreement::condition::Whose;
use runtime::acts::Deed;
use runtime::imports::{Report, Status, Suggested};
use runtime::writer::Saw;
use serde::Deserialize;
use store::ids::{BatchId, ContactId};

use crate::address::Path;
use crate::contact::Sheet;
use crate::error::{PageResult, local, queried, see_other};
use crate::posted::Posted;
use crate::routes::Table;
use crate::seat::{Can, Edit, Seat};
use crate::words::Words;

pub(super) fn routes(table: &mut Table) {
    table.post("/importar/{id}/parecidos", post(answer));
}

/// Two contacts that are probably one.
pub(crate) struct Pair {
    /// The list that they stood out in, and their place among its pairs.
    pub(crate) batch: BatchId,
    pub(crate) index: usize,
    pub(crate) sides: [Side; 2],
    pub(crate) because: String,
    pub(crate) confidence: u8,
}

/// One of them.
pub(crate) struct Side {
    pub(crate) id: ContactId,
    pub(crate) name: String,
    pub(crate) company: String,
    pub(crate) job_title: String,
    pub(crate) email: String,
    pub(crate) phone: String,
}

/// Pairs that a page shows at once.
pub(crate) const PAIRS_SHOWN: usize = 20;
/// Pairs that are looked at.
const PAIRS_MAX: usize = 500;
/// Lists that are looked through for pairs, the newest first.
const LISTS_MAX: usize = 50;

/// The pairs of a list that nobody has answered.
#[derive(Default)]
pub(super) struct OfList {
    /// The surest of them.
    pub(super) shown: Vec<Pair>,
    /// How many there are.
    pub(super) all: usize,
}

/// The pairs of a list that nobody has answered and that are two still.
pub(super) async fn of_list(seat: &Seat, id: BatchId, report: &Report) -> PageResult<OfList> {
    let mut shown = seen(seat, open(id, report).take(PAIRS_MAX).collect()).await?;
    let all = shown.len();
    shown.truncate(PAIRS_SHOWN);
    Ok(OfList { shown, all })
}

/// The pairs that nobody has answered and that are two still, of one list or of every one.
pub(crate) async fn open_pairs(seat: &Seat, of: Option<BatchId>) -> PageResult<Vec<Pair>> {
    let batches = seat.ask(|workspace| workspace.batches(LISTS_MAX)).await?;
    let done = batches
        .iter()
        .filter(|batch| batch.status == Status::Done && of.is_none_or(|wanted| wanted == batch.id));
    let pairs =
        done.flat_map(|batch| batch.report.iter().flat_map(|report| open(batch.id, report)));
    let pairs: Vec<(BatchId, usize, Suggested)> = pairs.take(PAIRS_MAX).collect();
    seen(seat, pairs).await
}

fn open(
    id: BatchId,
    report: &Report,
) -> impl Iterator<Item = (BatchId, usize, Suggested)> + use<'_> {
    let pairs = report.suggested.iter().cloned().enumerate();
    pairs.filter(|(_, pair)| !pair.is_answered).map(move |(index, pair)| (id, index, pair))
}

/// Pairs with what is known of both; those that have become one since are left out.
async fn seen(seat: &Seat, open: Vec<(BatchId, usize, Suggested)>) -> PageResult<Vec<Pair>> {
    let seen = seat.ask(move |workspace| {
        let mut seen = Vec::new();
        // Two lists that came in at once may both ask.
        let mut asked: BTreeSet<(ContactId, ContactId)> = BTreeSet::new();
        for (batch, index, pair) in open {
            let first = workspace.writer.look(pair.first).wait()?;
            let second = workspace.writer.look(pair.second).wait()?;
            if let (Some(first), Some(second)) = (first, second)
                && first.id != second.id
                && asked.insert((first.id.min(second.id), first.id.max(second.id)))
            {
                seen.push((batch, index, pair, first, second));
            }
        }
        Ok(seen)
    });
    let w = &seat.words;
    let pairs = seen.await?.into_iter().map(|(batch, index, pair, first, second)| Pair {
        batch,
        index,
        sides: [side(&first, w), side(&second, w)],
        because: w.choose(&pair.because.0, &pair.because.1).to_owned(),
        confidence: pair.confidence,
    });
    Ok(pairs.collect())
}

fn side(saw: &Saw, w: &Words) -> Side {
    let sheet = Sheet::of(saw, w);
    let email = saw.card.contact.profile.at(Whose::Person, "email", saw.now);
    Side {
        id: saw.id,
        name: sheet.name,
        company: sheet.company,
        job_title: sheet.job_title,
        email: email.map(|held| held.value.to_string()).unwrap_or_default(),
        phone: sheet.reach.phone_shown,
    }
}

#[derive(Deserialize)]
struct Answered {
    index: usize,
    is_one: String,
    #[serde(default)]
    back: String,
}

/// `POST /importar/{id}/parecidos`: whether two contacts are one; a join can be undone.
async fn answer(
    seat: Can<Edit>,
    Path(id): Path<BatchId>,
    Posted(form): Posted<Answered>,
) -> PageResult {
    let by = seat.by();
    let key = format!("{id} pair {}", form.index);
    let is_one = form.is_one == "yes";
    let under = key.clone();
    seat.ask(move |workspace| {
        let pair = workspace.answer_suggested(id, form.index)?;
        if is_one {
            let deed = Deed::Joined { other: pair.second };
            workspace.act(pair.first, &deed, &by, &under)?;
        }
        Ok(())
    })
    .await?;
    let back = local(&form.back);
    Ok(see_other(&if is_one { queried(back, "hecho", &key) } else { back.to_owned() }))
}
