//! Stages, what moves a contact between them, and the reasons for saying no.

use super::conditions::condition;
use super::names::Named;
use super::reading::At;
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
    let id = id?;
    Some(Stage {
        name: fields.opt("name", At::text).unwrap_or_else(|| id.clone()),
        id,
        owner: owner?,
        counts_as: counts_as?,
        means: fields.opt("means", At::text),
        needs: fields.all("needs", At::id),
        contacted_by: fields.all("contacted_by", side),
        sends: fields.all("sends", At::text),
    })
}

pub(super) fn qualify(at: &At<'_>) -> Option<Qualify> {
    let fields = at.fields(&[
        "id", "to", "suggest", "never", "because", "when", "by", "who", "evidence", "override",
    ])?;
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
        return None;
    };
    let stage = fields.need(grant, named_stage);
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
    Some(Qualify {
        id: fields.opt("id", At::id),
        stage: stage?,
        because: fields.opt("because", At::text),
        how: how?,
    })
}

pub(super) fn back(at: &At<'_>) -> Option<Return> {
    let fields = at.fields(&["id", "from", "to", "because", "when"])?;
    let (from, to, when) = (
        fields.need("from", named_stage),
        fields.need("to", named_stage),
        fields.need("when", condition),
    );
    Some(Return {
        id: fields.opt("id", At::id),
        from: from?,
        to: to?,
        because: fields.opt("because", At::text),
        when: when?,
    })
}

pub(super) fn recycle(at: &At<'_>) -> Option<Recycle> {
    let fields = at.fields(&["id", "back_to", "because", "when", "at_most"])?;
    Some(Recycle {
        id: fields.opt("id", At::id),
        back_to: fields.need("back_to", named_stage)?,
        because: fields.opt("because", At::text),
        when: fields.opt("when", condition),
        at_most: fields.opt("at_most", at_most_per),
    })
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
    Some(Reopen {
        id: fields.opt("id", At::id),
        from: from?,
        to: to?,
        because: fields.opt("because", At::text),
        when: when?,
    })
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
    let id = id?;
    Some(Reason {
        name: fields.opt("name", At::text).unwrap_or_else(|| id.clone()),
        id,
        means: fields.opt("means", At::text),
        example: fields.opt("example", At::text),
        uses: fields.all("use", |at| at.one_of(uses)),
        then: then?,
        until: fields.opt("until", until),
        counts: fields.opt("counts", |at| at.one_of(counts)).unwrap_or(Counts::None),
        when: fields.opt("when", condition),
    })
}

/// `90 days`, or the date in a trait: `trait: timeframe`, also as `{ trait: timeframe }`.
fn until(at: &At<'_>) -> Option<Until> {
    if at.is_map() {
        let fields = at.fields(&["trait"])?;
        return fields.need("trait", At::text).map(Until::Trait);
    }
    at.span().map(Until::After)
}
