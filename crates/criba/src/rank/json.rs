//! A ranking for programs: one object a person, best first, and a summary.

use std::collections::BTreeMap;

use engine::agreement::Language;
use engine::score::ledger::LedgerLine;
use import::table::SkipReason;
use serde_json::{Value, json};

use super::Ranking;
use super::people::Person;
use crate::output::Output;

/// Writes the ranking as JSON, a person at a time; `top` cuts the people, never the summary.
///
/// # Errors
///
/// Standard output does not take it.
pub(super) fn write(
    ranking: &Ranking,
    top: Option<usize>,
    output: &mut Output,
) -> anyhow::Result<()> {
    output.result("[\n")?;
    for (index, person) in ranking.people.iter().take(top.unwrap_or(usize::MAX)).enumerate() {
        let person = serde_json::to_string(&self::person(ranking, index + 1, person))?;
        output.result(&format!("{person},\n"))?;
    }
    let summary = serde_json::to_string(&json!({ "summary": summary(ranking) }))?;
    output.result(&format!("{summary}\n]\n"))?;
    Ok(())
}

fn person(ranking: &Ranking, rank: usize, person: &Person) -> Value {
    let missing = person.missing.iter().map(|missing| {
        json!({ "rule": missing.rule, "ask": super::shown::ask(ranking, missing), "up_to": missing.up_to })
    });
    json!({
        "rank": rank,
        "rows": person.rows,
        "name": person.name,
        "company": person.company,
        "email": person.email,
        "phone": person.phone,
        "stage": person.stage,
        "state": state(person),
        "fit": person.fit,
        "engagement": person.engagement,
        "total": person.total(),
        "grade": person.grade,
        "latest": person.latest.map(|latest| latest.to_string()),
        "reasons": person.reasons.iter().map(reason).collect::<Vec<Value>>(),
        "missing": missing.collect::<Vec<Value>>(),
        "problems": problems(ranking, person),
    })
}

fn state(person: &Person) -> &'static str {
    match person.state {
        engine::contact::standing::State::Open => "open",
        engine::contact::standing::State::Disqualified { .. } => "disqualified",
        engine::contact::standing::State::Recycled { .. } => "recycled",
    }
}

fn reason(line: &LedgerLine) -> Value {
    json!({
        "clause": line.clause,
        "rule": line.rule,
        "because": line.because,
        "points": line.points,
    })
}

fn problems(ranking: &Ranking, person: &Person) -> Vec<String> {
    person
        .problems
        .iter()
        .map(|problem| match ranking.agreement.document.language {
            Language::Es => problem.es(),
            Language::En => problem.en(),
        })
        .collect()
}

fn summary(ranking: &Ranking) -> Value {
    let row = |index: usize| ranking.rows.get(index).copied();
    let language = ranking.agreement.document.language;
    let suggested = ranking.duplicates.suggested.iter().map(|suggestion| {
        let rows: Vec<u32> = suggestion.records.iter().filter_map(|index| row(*index)).collect();
        let because: Vec<String> = suggestion.because.iter().map(|reason| match language {
            Language::Es => reason.es(),
            Language::En => reason.en(),
        }).collect();
        json!({ "rows": rows, "because": because.join(", "), "confidence": hundredths(suggestion.confidence) })
    });
    let columns = ranking.columns.columns.iter().map(|column| {
        json!({ "column": column.header, "field": column.target_id(), "confidence": hundredths(column.confidence) })
    });
    let mut skipped: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
    for row in &ranking.table.skipped {
        let because = match row.reason {
            SkipReason::Preamble => "preamble",
            SkipReason::Blank => "blank",
            SkipReason::RepeatedHeader => "repeated_header",
            SkipReason::Total => "total",
            SkipReason::Footer => "footer",
            SkipReason::Deleted => "deleted",
        };
        skipped.entry(because).or_default().push(row.row);
    }
    json!({
        "rows": ranking.rows.len(),
        "people": ranking.people.len(),
        "joined": ranking.rows.len() - ranking.people.len(),
        "suggested_joins": suggested.collect::<Vec<Value>>(),
        "rejected": rejected(ranking),
        "columns": columns.collect::<Vec<Value>>(),
        "skipped": skipped,
    })
}

/// Rows that are nobody: every cell of theirs says nothing.
fn rejected(ranking: &Ranking) -> Vec<Value> {
    let words = match ranking.agreement.document.language {
        Language::Es => "ninguna celda dice nada",
        Language::En => "no cell says anything",
    };
    let rejected = ranking.rejected.iter();
    rejected.map(|row| json!({ "row": row, "because": words })).collect()
}

/// Hundredths as JSON has them: 98 is 0.98.
fn hundredths(hundredths: u8) -> Value {
    let text = if hundredths == 100 { "1.0".to_owned() } else { format!("0.{hundredths:02}") };
    serde_json::from_str(&text).unwrap_or(Value::Null)
}
