//! Stages, what moves a contact between them, and the reasons for saying no.

use super::conditions::condition;
use super::scalars::{side, span};
use super::tree::Node;
use crate::agreement::funnel::{
    AtMostPer, Counts, Qualify, QualifyHow, Reason, ReasonUse, Recycle, Reopen, ReopenFrom, Return,
    SideName, Stage, StageOwner, StandardStage, Then, Until,
};
use crate::time::Span;

pub(super) fn stage(stage: &Stage) -> Node {
    let mut node = Node::map();
    node.text("id", &stage.id);
    node.text("name", &stage.name);
    node.word(
        "owner",
        match stage.owner {
            StageOwner::Marketing => "marketing",
            StageOwner::Shared => "shared",
            StageOwner::Sales => "sales",
        },
    );
    node.word(
        "counts_as",
        match stage.counts_as {
            StandardStage::Anonymous => "anonymous",
            StandardStage::Lead => "lead",
            StandardStage::Prospect => "prospect",
            StandardStage::Mql => "mql",
            StandardStage::Sal => "sal",
            StandardStage::Sql => "sql",
            StandardStage::Opportunity => "opportunity",
            StandardStage::Customer => "customer",
        },
    );
    node.text_if("means", stage.means.as_deref());
    node.texts_if("needs", &stage.needs);
    sides_if(&mut node, "contacted_by", &stage.contacted_by);
    node.texts_if("sends", &stage.sends);
    node
}

fn sides_if(node: &mut Node, key: &str, sides: &[SideName]) {
    node.list_if(key, sides.iter().map(|one| Node::Word(side(*one).to_owned())));
}

pub(super) fn qualify(clause: &Qualify) -> Node {
    let mut node = Node::map();
    node.text_if("id", clause.id.as_deref());
    let (grant, when) = match &clause.how {
        QualifyHow::When(when) => ("to", Some(when)),
        QualifyHow::ByHand { .. } => ("to", None),
        QualifyHow::Suggest(when) => ("suggest", Some(when)),
        QualifyHow::Never { when, .. } => ("never", Some(when)),
    };
    node.text(grant, &clause.stage);
    node.text_if("because", clause.because.as_deref());
    node.node_if("when", when.map(condition));
    match &clause.how {
        QualifyHow::ByHand { who, is_evidence_required } => {
            node.word("by", "hand");
            sides_if(&mut node, "who", who);
            if *is_evidence_required {
                node.word("evidence", "required");
            }
        }
        QualifyHow::Never { is_overridden_by_hand: true, .. } => node.word("override", "by_hand"),
        QualifyHow::Never { .. } | QualifyHow::When(_) | QualifyHow::Suggest(_) => {}
    }
    node
}

pub(super) fn back(clause: &Return) -> Node {
    let mut node = Node::map();
    node.text_if("id", clause.id.as_deref());
    node.text("from", &clause.from);
    node.text("to", &clause.to);
    node.text_if("because", clause.because.as_deref());
    node.node("when", condition(&clause.when));
    node
}

pub(super) fn recycle(clause: &Recycle) -> Node {
    let mut node = Node::map();
    node.text_if("id", clause.id.as_deref());
    node.text("back_to", &clause.back_to);
    node.text_if("because", clause.because.as_deref());
    node.node_if("when", clause.when.as_ref().map(condition));
    node.word_if("at_most", clause.at_most.map(at_most_per));
    node
}

fn at_most_per(bound: AtMostPer) -> String {
    let unit = match bound.span.micros() / Span::DAY.micros() {
        7 => "week",
        30 => "month",
        91 => "quarter",
        _ => "year",
    };
    format!("{} per {unit}", bound.count)
}

pub(super) fn reopen(clause: &Reopen) -> Node {
    let mut node = Node::map();
    node.text_if("id", clause.id.as_deref());
    match &clause.from {
        ReopenFrom::Stage(id) => node.text("from", id),
        ReopenFrom::Disqualified => node.word("from", "disqualified"),
        ReopenFrom::Recycled => node.word("from", "recycled"),
    }
    node.text("to", &clause.to);
    node.text_if("because", clause.because.as_deref());
    node.node("when", condition(&clause.when));
    node
}

pub(super) fn reason(reason: &Reason) -> Node {
    let mut node = Node::map();
    node.text("id", &reason.id);
    node.text("name", &reason.name);
    node.text_if("means", reason.means.as_deref());
    node.text_if("example", reason.example.as_deref());
    node.list_if(
        "use",
        reason.uses.iter().map(|one| {
            let word = match one {
                ReasonUse::Reject => "reject",
                ReasonUse::Return => "return",
                ReasonUse::Disqualify => "disqualify",
                ReasonUse::Lost => "lost",
            };
            Node::Word(word.to_owned())
        }),
    );
    node.word(
        "then",
        match reason.then {
            Then::Nurture => "nurture",
            Then::Discard => "discard",
            Then::Correct => "correct",
            Then::Join => "join",
            Then::Wait => "wait",
        },
    );
    match &reason.until {
        Some(Until::After(length)) => node.word("until", span(*length)),
        Some(Until::Trait(id)) => {
            let mut until = Node::map();
            until.text("trait", id);
            node.node("until", until);
        }
        None => {}
    }
    node.word(
        "counts",
        match reason.counts {
            Counts::Quality => "quality",
            Counts::None => "none",
            Counts::Void => "void",
        },
    );
    node.node_if("when", reason.when.as_ref().map(condition));
    node
}
