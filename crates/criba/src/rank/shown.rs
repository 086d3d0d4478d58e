//! A ranking for people and for spreadsheets.

use std::fmt::Write as _;

use engine::agreement::Language;
use engine::score::ledger::{LedgerLine, Missing};
use runtime::sheet::{Dialect, Sheet};

use super::Ranking;
use super::people::Person;
use crate::said::counted;

/// People that a table shows where nobody says how many.
const TOP: usize = 20;

/// What to ask: a playbook's own question where one sets the fact, else the rule's name.
pub(super) fn ask(ranking: &Ranking, missing: &Missing) -> String {
    let sets = |id: &Option<String>| {
        id.as_ref().is_some_and(|id| missing.traits.iter().any(|(_, wanted)| wanted == id))
    };
    let questions =
        ranking.agreement.document.playbooks.iter().flat_map(|playbook| &playbook.questions);
    let question = questions.into_iter().find(|question| sets(&question.sets));
    question.map_or_else(|| missing.name.to_string(), |question| question.ask.clone())
}

/// The ranking as a table, with the one reason that weighs most, or with all of them.
pub(super) fn table(ranking: &Ranking, top: Option<usize>, is_explained: bool) -> String {
    let es = ranking.agreement.document.language == Language::Es;
    let people: Vec<&Person> = ranking.people.iter().take(top.unwrap_or(TOP)).collect();
    let mut text = String::new();
    let name_width = width(people.iter().map(|person| name(person, es)), 8, 32);
    let company_width =
        width(people.iter().map(|person| person.company.clone().unwrap_or_default()), 8, 28);
    let stage_width = width(people.iter().map(|person| stage(ranking, person)), 5, 16);
    let (total, why) = if es { ("Total", "Por qué") } else { ("Total", "Why") };
    line(
        &mut text,
        &format!(
            "{:>4}  {}  {}  {total:>5}  {}  {}  {why}",
            "#",
            cell(if es { "Nombre" } else { "Name" }, name_width),
            cell(if es { "Empresa" } else { "Company" }, company_width),
            cell(if es { "Etapa" } else { "Stage" }, stage_width),
            cell(if es { "Contacto" } else { "Contact" }, 16),
        ),
    );
    for (index, person) in people.iter().enumerate() {
        let contact = person.phone.clone().or_else(|| person.email.clone());
        let contact = contact.unwrap_or_else(|| if es { "sin datos" } else { "none" }.to_owned());
        line(
            &mut text,
            &format!(
                "{:>4}  {}  {}  {:>5}  {}  {}  {}",
                index + 1,
                cell(&name(person, es), name_width),
                cell(person.company.as_deref().unwrap_or(""), company_width),
                person.total(),
                cell(&stage(ranking, person), stage_width),
                cell(&contact, 16),
                reasons(person),
            ),
        );
        if is_explained {
            explain(&mut text, ranking, person, es);
        }
    }
    text.push('\n');
    line(&mut text, &summary(ranking, es));
    if ranking.people.len() > people.len() {
        let rest = ranking.people.len() - people.len();
        line(&mut text, &the_rest(rest, ranking.people.len(), es));
    }
    text
}

/// That there are more people than are shown, and how to see all.
fn the_rest(rest: usize, all: usize, es: bool) -> String {
    match (es, rest) {
        (true, 1) => format!("Hay 1 persona más: --top {all} la enseña; --explain, cada punto."),
        (true, _) => {
            format!("Hay {rest} personas más: --top {all} las enseña todas; --explain, cada punto.")
        }
        (false, 1) => {
            format!("There is 1 more person: --top {all} shows them; --explain, every point.")
        }
        (false, _) => {
            format!(
                "There are {rest} more people: --top {all} shows them all; --explain, every point."
            )
        }
    }
}

/// The ranking as separated values, safe to open in a spreadsheet program.
pub(super) fn separated(ranking: &Ranking, top: Option<usize>, dialect: Dialect) -> String {
    let mut sheet = Sheet::new(dialect);
    sheet.row([
        "rank",
        "rows",
        "name",
        "company",
        "email",
        "phone",
        "stage",
        "fit",
        "engagement",
        "total",
        "grade",
        "latest",
        "reasons",
        "problems",
    ]);
    let es = ranking.agreement.document.language == Language::Es;
    for (index, person) in ranking.people.iter().take(top.unwrap_or(usize::MAX)).enumerate() {
        let rows: Vec<String> = person.rows.iter().map(u32::to_string).collect();
        let reasons: Vec<String> = person.reasons.iter().map(points).collect();
        let problems: Vec<String> = person
            .problems
            .iter()
            .map(|problem| if es { problem.es() } else { problem.en() })
            .collect();
        let text = |text: &Option<String>| dialect.text(text.as_deref().unwrap_or_default());
        sheet.row([
            (index + 1).to_string(),
            rows.join(" "),
            text(&person.name),
            text(&person.company),
            text(&person.email),
            text(&person.phone),
            person.stage.clone(),
            person.fit.to_string(),
            person.engagement.to_string(),
            person.total().to_string(),
            text(&person.grade),
            person.latest.map(|latest| latest.to_string()).unwrap_or_default(),
            dialect.text(&reasons.join("; ")),
            dialect.text(&problems.join("; ")),
        ]);
    }
    sheet.text()
}

fn name(person: &Person, es: bool) -> String {
    let name = person.name.clone().or_else(|| person.email.clone());
    name.unwrap_or_else(|| if es { "sin nombre" } else { "no name" }.to_owned())
}

fn stage(ranking: &Ranking, person: &Person) -> String {
    let stages = &ranking.agreement.document.stages;
    let name = stages.iter().find(|stage| stage.id == person.stage).map(|stage| stage.name.clone());
    // "Lead cualificado por marketing (MQL)" is too long for a column: what stands in brackets.
    let name = name.unwrap_or_else(|| person.stage.clone());
    let short = name
        .split_once('(')
        .and_then(|(_, rest)| rest.split_once(')'))
        .map(|(short, _)| short.to_owned());
    short.unwrap_or(name)
}

/// The two lines that weigh most.
fn reasons(person: &Person) -> String {
    let mut lines: Vec<&LedgerLine> =
        person.reasons.iter().filter(|line| line.clause.is_some() && line.points != 0).collect();
    lines.sort_by_key(|line| std::cmp::Reverse(line.points));
    let shown: Vec<String> = lines.into_iter().take(2).map(points).collect();
    shown.join(", ")
}

/// `+20 Decide la compra`, with a minus sign that is one (U+2212).
fn points(line: &LedgerLine) -> String {
    let sign = if line.points < 0 { '−' } else { '+' };
    let because = if line.because.is_empty() { &line.rule } else { &line.because };
    format!("{sign}{} {because}", line.points.unsigned_abs())
}

fn explain(text: &mut String, ranking: &Ranking, person: &Person, es: bool) {
    let rows: Vec<String> = person.rows.iter().map(u32::to_string).collect();
    let row = match (es, rows.len()) {
        (true, 1) => "fila",
        (true, _) => "filas",
        (false, 1) => "row",
        (false, _) => "rows",
    };
    let grade = person.grade.as_deref().unwrap_or("–");
    let (fit, engagement) = if es { ("perfil", "interés") } else { ("fit", "interest") };
    line(
        text,
        &format!(
            "      {row} {} · {fit} {} · {engagement} {} · {grade}",
            rows.join(", "),
            person.fit,
            person.engagement
        ),
    );
    for reason in &person.reasons {
        let clause = reason.clause.as_deref().unwrap_or("");
        line(text, &format!("      {clause:>5}  {}", points(reason)));
    }
    for missing in &person.missing {
        let (unknown, up_to) = if es { ("sin dato", "hasta") } else { ("unknown", "up to") };
        line(
            text,
            &format!(
                "      {:>5}  {unknown}: {} ({up_to} +{})",
                missing.clause,
                ask(ranking, missing),
                missing.up_to
            ),
        );
    }
    for problem in &person.problems {
        line(text, &format!("             {}", if es { problem.es() } else { problem.en() }));
    }
}

fn summary(ranking: &Ranking, es: bool) -> String {
    let (rows, people) = (ranking.rows.len(), ranking.people.len());
    let joined = rows - people;
    let said = |count: usize, one: &str, more: &str| counted(count as u64, one, more);
    let suggested = ranking.duplicates.suggested.len();
    let with_problems = ranking.people.iter().filter(|person| !person.problems.is_empty()).count();
    if es {
        format!(
            "{}, {}: {}, {suggested} por revisar; {with_problems} con algún dato ilegible o sin contacto.",
            said(rows, "fila", "filas"),
            said(people, "persona", "personas"),
            said(joined, "duplicado unido", "duplicados unidos"),
        )
    } else {
        format!(
            "{}, {}: {} joined, {suggested} to review; {with_problems} with something unreadable or no contact.",
            said(rows, "row", "rows"),
            said(people, "person", "people"),
            said(joined, "duplicate", "duplicates"),
        )
    }
}

fn width(cells: impl Iterator<Item = String>, least: usize, most: usize) -> usize {
    cells.map(|cell| cell.chars().count()).max().unwrap_or(0).clamp(least, most)
}

/// A cell of a width, cut with an ellipsis where it is longer.
fn cell(text: &str, width: usize) -> String {
    let count = text.chars().count();
    if count <= width {
        return format!("{text}{}", " ".repeat(width - count));
    }
    let cut: String = text.chars().take(width.saturating_sub(1)).collect();
    format!("{cut}…")
}

fn line(text: &mut String, line: &str) {
    // Writing to a text does not fail.
    writeln!(text, "{}", line.trim_end()).ok();
}
