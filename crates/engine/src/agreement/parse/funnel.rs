//! Stages, what moves a contact between them, and the reasons for saying no.

use super::conditions::condition;
use super::names::Named;
use super::reading::{At, Fields};
use super::scalars::counted;
use crate::agreement::funnel::{
    AtMostPer, Counts, Qualify, QualifyHow, Reason, ReasonUse, Recycle, Reopen, ReopenFrom, Return,
    SideName, Stage, StageOwner, StandardStage, Then, Until,
};
use crate::time::Span;

/// The two sides by name.
pub(super) const SIDES: &[(&str, SideName)] =
    &[("marketing", SideName::Marketing), ("sales", SideName::Sales)];

pub(super) fn side(at: &At<'_>) -> Option<SideName> {
    at.one_of(SIDES)
}

/// A stage of the agreement.
pub(super) fn named_stage(at: &At<'_>) -> Option<String> {
    at.names(Named::Stage)
}

pub(super) fn stage(at: &At<'_>) -> Option<Stage> {
    let fields = at.fields(&[
        "id",
        "name",
        "owner",
        "counts_as",
        "means",
        "needs",
        "contacted_by",
        "sends",
    ])?;
    let owners = &[
        ("marketing", StageOwner::Marketing),
        ("shared", StageOwner::Shared),
        ("sales", StageOwner::Sales),
    ];
    let standards = &[
        ("anonymous", StandardStage::Anonymous),
        ("lead", StandardStage::Lead),
        ("prospect", StandardStage::Prospect),
        ("mql", StandardStage::Mql),
        ("sal", StandardStage::Sal),
        ("sql", StandardStage::Sql),
        ("opportunity", StandardStage::Opportunity),
        ("customer", StandardStage::Customer),
    ];
    let id = fields.need("id", |at| at.defines(Named::Stage));
    let owner = fields.need("owner", |at| at.one_of(owners));
    let counts_as = fields.need("counts_as", |at| at.one_of(standards));
    let (name, means) = (fields.opt("name", At::text), fields.opt("means", At::text));
    let (needs, sends) = (fields.all("needs", At::id), fields.all("sends", At::text));
    let contacted_by = fields.all("contacted_by", side);
    let (id, owner, counts_as) = (id?, owner?, counts_as?);
    let name = name.unwrap_or_else(|| id.clone());
    Some(Stage { id, name, owner, counts_as, means, needs, contacted_by, sends })
}

pub(super) fn qualify(at: &At<'_>) -> Option<Qualify> {
    let fields = at.fields(&[
        "id", "to", "suggest", "never", "because", "when", "by", "who", "evidence", "override",
    ])?;
    let (id, because) = (fields.opt("id", At::id), fields.opt("because", At::text));
    let grants: Vec<&str> =
        ["to", "suggest", "never"].into_iter().filter(|name| fields.has(name)).collect();
    let [grant] = *grants.as_slice() else {
        at.error(
            "qualify",
            "una cláusula lleva «to», «suggest» o «never» con su etapa, y solo uno de ellos"
                .to_owned(),
            "a clause has «to», «suggest» or «never» with its stage, and only one of them"
                .to_owned(),
        );
        fields.opt("when", condition);
        return None;
    };
    let stage = fields.need(grant, named_stage);
    let is_unheard = unheard(&fields, grant);
    let how = match grant {
        "suggest" => fields.need("when", condition).map(QualifyHow::Suggest),
        "never" => {
            let by_hand = fields.opt("override", |at| at.one_of(&[("by_hand", true)]));
            fields.need("when", condition).map(|when| QualifyHow::Never {
                when,
                is_overridden_by_hand: by_hand.unwrap_or(false),
            })
        }
        _ if fields.has("by") => {
            fields.opt("by", |at| at.one_of(&[("hand", ())]));
            let evidence =
                fields.opt("evidence", |at| at.one_of(&[("required", true), ("optional", false)]));
            let who = fields.all("who", side);
            let everybody = vec![SideName::Marketing, SideName::Sales];
            Some(QualifyHow::ByHand {
                who: if who.is_empty() { everybody } else { who },
                is_evidence_required: evidence.unwrap_or(false),
            })
        }
        _ => fields.need("when", condition).map(QualifyHow::When),
    };
    let (stage, how) = (stage?, how?);
    (!is_unheard).then_some(Qualify { id, stage, because, how })
}

/// Whether a clause has a field that only another kind of clause hears; each is noted.
fn unheard(fields: &Fields<'_>, grant: &str) -> bool {
    let kind = if grant == "to" && fields.has("by") { "by" } else { grant };
    let heard: &[&str] = match kind {
        "by" => &["by", "who", "evidence"],
        "never" => &["when", "override"],
        _ => &["when"],
    };
    let only = [
        (
            "when",
            "una cláusula con «by: hand» la decide una persona; quita uno de los dos, o escribe dos cláusulas",
            "a clause with «by: hand» is decided by a person; take one of the two out, or write two clauses",
        ),
        ("by", "«by: hand» solo va con «to»", "«by: hand» goes with «to» alone"),
        ("who", "«who» solo va con «to» y «by: hand»", "«who» goes with «to» and «by: hand» alone"),
        (
            "evidence",
            "«evidence» solo va con «to» y «by: hand»",
            "«evidence» goes with «to» and «by: hand» alone",
        ),
        ("override", "«override» solo va con «never»", "«override» goes with «never» alone"),
    ];
    let mut is_unheard = false;
    for (name, es, en) in only {
        if let Some(at) = fields.get(name).filter(|_| !heard.contains(&name)) {
            at.error("excluded_field", es.to_owned(), en.to_owned());
            is_unheard = true;
        }
    }
    is_unheard
}

pub(super) fn back(at: &At<'_>) -> Option<Return> {
    let fields = at.fields(&["id", "from", "to", "because", "when"])?;
    let (from, to, when) = (
        fields.need("from", named_stage),
        fields.need("to", named_stage),
        fields.need("when", condition),
    );
    let (id, because) = (fields.opt("id", At::id), fields.opt("because", At::text));
    Some(Return { id, from: from?, to: to?, because, when: when? })
}

pub(super) fn recycle(at: &At<'_>) -> Option<Recycle> {
    let fields = at.fields(&["id", "back_to", "because", "when", "at_most"])?;
    let back_to = fields.need("back_to", named_stage);
    let (id, because) = (fields.opt("id", At::id), fields.opt("because", At::text));
    let (when, at_most) = (fields.opt("when", condition), fields.opt("at_most", at_most_per));
    Some(Recycle { id, back_to: back_to?, because, when, at_most })
}

/// `2 per year`.
fn at_most_per(at: &At<'_>) -> Option<AtMostPer> {
    let read = |text: &str| {
        let (count, unit) = counted(text)?;
        let days = match unit.strip_prefix("per ")? {
            "week" => 7,
            "month" => 30,
            "quarter" => 91,
            "year" => 365,
            _ => return None,
        };
        Some(AtMostPer { count, span: Span::DAY.times(days) })
    };
    let found = at.scalar().and_then(|(text, _)| read(text));
    if found.is_none() {
        at.expected("un límite como «2 per year»", "a bound such as «2 per year»");
    }
    found
}

pub(super) fn reopen(at: &At<'_>) -> Option<Reopen> {
    let fields = at.fields(&["id", "from", "to", "because", "when"])?;
    let from = fields.need("from", |at| match at.scalar() {
        Some(("disqualified", _)) => Some(ReopenFrom::Disqualified),
        Some(("recycled", _)) => Some(ReopenFrom::Recycled),
        _ => named_stage(at).map(ReopenFrom::Stage),
    });
    let (to, when) = (fields.need("to", named_stage), fields.need("when", condition));
    let (id, because) = (fields.opt("id", At::id), fields.opt("because", At::text));
    Some(Reopen { id, from: from?, to: to?, because, when: when? })
}

pub(super) fn reason(at: &At<'_>) -> Option<Reason> {
    let fields =
        at.fields(&["id", "name", "means", "example", "use", "then", "until", "counts", "when"])?;
    let uses = &[
        ("reject", ReasonUse::Reject),
        ("return", ReasonUse::Return),
        ("disqualify", ReasonUse::Disqualify),
        ("lost", ReasonUse::Lost),
    ];
    let thens = &[
        ("nurture", Then::Nurture),
        ("discard", Then::Discard),
        ("correct", Then::Correct),
        ("join", Then::Join),
        ("wait", Then::Wait),
    ];
    let counts = &[("quality", Counts::Quality), ("none", Counts::None), ("void", Counts::Void)];
    let id = fields.need("id", |at| at.defines(Named::Reason));
    let then = fields.need("then", |at| at.one_of(thens));
    let name = fields.opt("name", At::text);
    let (means, example) = (fields.opt("means", At::text), fields.opt("example", At::text));
    let uses = fields.all("use", |at| at.one_of(uses));
    let counts = fields.opt("counts", |at| at.one_of(counts)).unwrap_or(Counts::None);
    let (until, when) = (fields.opt("until", until), fields.opt("when", condition));
    let (id, then) = (id?, then?);
    let name = name.unwrap_or_else(|| id.clone());
    Some(Reason { id, name, means, example, uses, then, until, counts, when })
}

/// `90 days`, or the date in a trait: `trait: timeframe`, also as `{ trait: timeframe }`.
fn until(at: &At<'_>) -> Option<Until> {
    if at.is_map() {
        let fields = at.fields(&["trait"])?;
        return fields.need("trait", At::text).map(Until::Trait);
    }
    at.span().map(Until::After)
}
