//! Every condition of a document, with where it stands.

use crate::agreement::condition::{Condition, Pattern};
use crate::agreement::funnel::QualifyHow;
use crate::agreement::{Document, Line};

/// The lines with what goes before the paths of their parts.
pub(super) fn lines(document: &Document) -> impl Iterator<Item = (String, &Line)> {
    let others = document.lines.iter().enumerate();
    let others = others.map(|(index, named)| (format!("lines[{index}]."), &named.line));
    std::iter::once((String::new(), &document.main)).chain(others)
}

/// Every condition as it is written, the outermost only.
pub(super) fn conditions(document: &Document) -> Vec<(String, &Condition)> {
    let mut found: Vec<(String, &Condition)> = Vec::new();
    for (before, line) in lines(document) {
        let all = |part: &str, index: usize| format!("{before}{part}[{index}].when");
        for (index, rule) in line.fit.rules.iter().enumerate() {
            found.push((format!("{before}fit.rules[{index}].when"), &rule.when));
        }
        for (index, clause) in line.qualify.iter().enumerate() {
            if let Some(when) = asked(&clause.how) {
                found.push((all("qualify", index), when));
            }
        }
        for (index, clause) in line.returns.iter().enumerate() {
            found.push((all("return", index), &clause.when));
        }
        for (index, clause) in line.recycle.iter().enumerate() {
            found.extend(clause.when.as_ref().map(|when| (all("recycle", index), when)));
        }
        for (index, clause) in line.reopen.iter().enumerate() {
            found.push((all("reopen", index), &clause.when));
        }
        for (index, clause) in line.follow_up.iter().enumerate() {
            found.extend(clause.when.as_ref().map(|when| (all("follow_up", index), when)));
        }
        for (handoff, clause) in line.handoff.iter().enumerate() {
            for (index, route) in clause.route.iter().enumerate() {
                let path = format!("{before}handoff[{handoff}].route[{index}].when");
                found.extend(route.when.as_ref().map(|when| (path, when)));
            }
        }
    }
    let some = |part: &str, index: usize| format!("{part}[{index}].when");
    for (index, one) in document.personas.iter().enumerate() {
        found.push((some("personas", index), &one.when));
    }
    for (index, one) in document.segments.iter().enumerate() {
        found.push((some("segments", index), &one.when));
    }
    for (index, one) in document.reasons.iter().enumerate() {
        found.extend(one.when.as_ref().map(|when| (some("reasons", index), when)));
    }
    for (index, one) in document.playbooks.iter().enumerate() {
        found.extend(one.when.as_ref().map(|when| (some("playbooks", index), when)));
    }
    for (index, one) in document.value.iter().enumerate() {
        found.extend(one.when.as_ref().map(|when| (some("value", index), when)));
    }
    for (index, one) in document.commitments.iter().enumerate() {
        found.extend(one.of.as_ref().map(|of| (format!("commitments[{index}].of"), of)));
    }
    for (index, one) in document.import.iter().enumerate() {
        found.extend(one.when.as_ref().map(|when| (format!("import[{index}].row"), when)));
    }
    found
}

/// Every event that a rule of engagement counts.
pub(super) fn patterns(document: &Document) -> Vec<(String, &Pattern)> {
    let mut found: Vec<(String, &Pattern)> = Vec::new();
    for (before, line) in lines(document) {
        for (index, rule) in line.engagement.rules.iter().enumerate() {
            let path = format!("{before}engagement.rules[{index}].when");
            let is_one = rule.when.len() == 1;
            for (place, pattern) in rule.when.iter().enumerate() {
                let path = if is_one { path.clone() } else { format!("{path}.any[{place}]") };
                found.push((path, pattern));
            }
        }
    }
    found
}

/// What a clause of `qualify` asks.
pub(super) fn asked(how: &QualifyHow) -> Option<&Condition> {
    match how {
        QualifyHow::When(when) | QualifyHow::Suggest(when) | QualifyHow::Never { when, .. } => {
            Some(when)
        }
        QualifyHow::ByHand { .. } => None,
    }
}

/// A condition and everything within it.
pub(super) fn within<'a>(condition: &'a Condition, take: &mut impl FnMut(&'a Condition)) {
    take(condition);
    match condition {
        Condition::All(parts) | Condition::Any(parts) => {
            parts.iter().for_each(|part| within(part, take));
        }
        Condition::Not(part) => within(part, take),
        Condition::People { when, .. } => within(when, take),
        _ => {}
    }
}

/// A condition, everything within it, and within the personas and segments that it names.
pub(super) fn throughout<'a>(
    document: &'a Document,
    condition: &'a Condition,
    take: &mut impl FnMut(&'a Condition),
) {
    let mut seen: Vec<&Condition> = Vec::new();
    let mut ahead: Vec<&Condition> = vec![condition];
    while let Some(next) = ahead.pop() {
        within(next, &mut |part| {
            take(part);
            if let Some(when) = meant(document, part)
                && !seen.contains(&part)
            {
                seen.push(part);
                ahead.push(when);
            }
        });
    }
}

/// What a persona or a segment of the document that is named says.
pub(super) fn meant<'a>(document: &'a Document, named: &Condition) -> Option<&'a Condition> {
    match named {
        Condition::Persona(id) => {
            document.personas.iter().find(|one| one.id == *id).map(|one| &one.when)
        }
        Condition::Segment(id) => {
            document.segments.iter().find(|one| one.id == *id).map(|one| &one.when)
        }
        _ => None,
    }
}
