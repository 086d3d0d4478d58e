//! Differences between small agreements, in words.

use rust_decimal::Decimal;

use super::{Kind, Mark, diff, marks, to_text};
use crate::agreement::condition::{Condition, Operand, ScoreName, Test, Tests};
use crate::agreement::funnel::{Qualify, QualifyHow};
use crate::agreement::parse::parse;
use crate::agreement::vocabulary::Pack;
use crate::agreement::{Document, Language, Line};

fn clause(id: &str, because: &str, total: i64) -> Qualify {
    let tests =
        Tests { all: vec![Test::AtLeast(Operand::Number(Decimal::from(total)))], exact: false };
    Qualify {
        id: Some(id.to_owned()),
        stage: "mql".to_owned(),
        because: Some(because.to_owned()),
        how: QualifyHow::When(Condition::Score { score: ScoreName::Total, line: None, tests }),
    }
}

fn document(qualify: Vec<Qualify>) -> Document {
    let (mut document, _) =
        parse("name: Prueba\nlanguage: es\ntime_zone: America/Bogota\nstages: []\n");
    document.main = Line { qualify, ..Line::default() };
    document
}

#[track_caller]
fn check(old: Vec<Qualify>, new: Vec<Qualify>, said: &str) {
    let pack = Pack::for_country("CO", Language::Es);
    let changes = diff(&document(old), &document(new), &pack);
    assert_eq!(to_text(&changes, &pack), said);
}

#[test]
fn nothing_changed() {
    let clauses = || vec![clause("a", "Suma", 60), clause("b", "Suma más", 80)];
    check(clauses(), clauses(), "Sin cambios.\n");
}

#[test]
fn a_threshold_moved() {
    check(
        vec![clause("a", "Suma bastante", 60)],
        vec![clause("a", "Suma bastante", 65)],
        "  2.1: Suma bastante. Pasa a mql si suma al menos 60 → 65 puntos en total.\n\n1 cambio en la sección 2.\n",
    );
}

#[test]
fn another_reason_or_another_place_to_come_back_to_is_a_change() {
    let head = "name: P\nlanguage: es\ntime_zone: Europe/Madrid\nstages:\n  - { id: lead, name: Lead, counts_as: lead }\n  - { id: mql, name: MQL, counts_as: mql }\n";
    let pack = Pack::for_country("ES", Language::Es);
    let kinds = |old: &str, new: &str| -> Vec<Kind> {
        let parsed = |rest: &str| parse(&format!("{head}{rest}")).0;
        let changes = diff(&parsed(old), &parsed(new), &pack);
        changes.iter().map(|change| change.kind).collect()
    };
    let clause =
        "qualify:\n  - { to: mql, because: Pidió una demo, when: { event: demo_requested } }\n";
    let said = clause.replace("Pidió una demo", "Quiere verlo");
    assert_eq!(kinds(clause, &said), [Kind::Changed]);
    let back = "recycle:\n  - { back_to: lead, at_most: 2 per year }\n";
    assert_eq!(kinds(back, &back.replace("back_to: lead", "back_to: mql")), [Kind::Changed]);
}

#[test]
fn added_removed_and_moved_are_told_apart() {
    check(
        vec![clause("a", "Uno", 1000), clause("b", "Dos", 20), clause("c", "Tres", 30)],
        vec![clause("c", "Tres", 30), clause("a", "Uno", 1000), clause("d", "Cuatro", 40)],
        "  2.2 (era 2.1; cambia de orden): Uno. Pasa a mql si suma al menos 1.000 puntos en total.\n\
         + 2.3 (nueva): Cuatro. Pasa a mql si suma al menos 40 puntos en total.\n\
         − 2.2 (se quita): Dos. Pasa a mql si suma al menos 20 puntos en total.\n\n\
         3 cambios en la sección 2.\n",
    );
}

#[test]
fn an_id_given_by_sealing_is_no_new_clause() {
    let mut unsealed = clause("a", "Uno", 10);
    unsealed.id = None;
    let pack = Pack::for_country("CO", Language::Es);
    let changes = diff(&document(vec![unsealed]), &document(vec![clause("uno", "Uno", 10)]), &pack);
    assert_eq!(changes.iter().map(|change| change.kind).collect::<Vec<_>>(), [Kind::Rewritten]);
}

#[test]
fn marks_rebuild_both_versions() {
    for (old, new) in [
        ("Suma al menos 60 puntos.", "Suma al menos 65 puntos."),
        ("en 2 horas hábiles.", "en 2 horas hábiles, o en 1 hora hábil si pidió cotización."),
        ("", "Nueva."),
        ("a b c", "c b a"),
        ("1.250 puntos", "1.300 puntos"),
    ] {
        let marks = marks(old, new);
        let side = |is_new: bool| {
            let texts = marks.iter().filter_map(|mark| match mark {
                Mark::Kept(text) => Some(text.as_str()),
                Mark::Inserted(text) => is_new.then_some(text.as_str()),
                Mark::Deleted(text) => (!is_new).then_some(text.as_str()),
            });
            texts.collect::<String>()
        };
        assert_eq!((side(false).as_str(), side(true).as_str()), (old, new));
    }
    assert_eq!(
        marks("Al menos 1.250 puntos.", "Al menos 1.300 puntos."),
        [
            Mark::Kept("Al menos ".to_owned()),
            Mark::Deleted("1.250".to_owned()),
            Mark::Inserted("1.300".to_owned()),
            Mark::Kept(" puntos.".to_owned()),
        ]
    );
}

/// An agreement that says something of every kind.
const EVERYTHING: &str = include_str!("everything.yaml");

/// Texts that differ from `text` in one number, one word, one line that is left out or two that
/// change places, each with what was done.
fn variants(text: &str) -> Vec<(String, String)> {
    let mut variants = Vec::new();
    let lines: Vec<&str> = text.lines().collect();
    for (left_out, line) in lines.iter().enumerate() {
        let kept = lines.iter().enumerate().filter(|(index, _)| *index != left_out);
        let kept: String = kept.map(|(_, line)| format!("{line}\n")).collect();
        variants.push((format!("without {line}"), kept));
    }
    for swapped in 0..lines.len() - 1 {
        let mut lines = lines.clone();
        lines.swap(swapped, swapped + 1);
        variants.push((format!("swapped {}", lines[swapped]), lines.join("\n")));
    }
    let bytes = text.as_bytes();
    for (index, byte) in bytes.iter().enumerate() {
        let is_first = index == 0 || !bytes[index - 1].is_ascii_alphanumeric();
        let changed = match byte {
            b'0'..=b'8' | b'a'..=b'y' if is_first => byte + 1,
            b'9' if is_first => b'1',
            _ => continue,
        };
        let mut bytes = bytes.to_vec();
        bytes[index] = changed;
        let start = index.saturating_sub(24);
        let near = String::from_utf8_lossy(&bytes[start..(index + 8).min(bytes.len())]);
        variants.push((format!("changed …{near}"), String::from_utf8(bytes).unwrap()));
    }
    variants
}

/// Words of which any may stand where another of its group does.
const CHOICES: &[&[&str]] = &[
    &["marketing", "shared", "sales", "both"],
    &["anonymous", "lead", "prospect", "mql", "sal", "sql", "opportunity", "customer"],
    &["person", "account"],
    &["trait", "account"],
    &["round_robin", "least_loaded", "weighted"],
    &["nurture", "discard", "correct", "join", "wait"],
    &["quality", "none", "void"],
    &["reject", "return", "disqualify", "lost"],
    &["week", "month", "quarter", "year"],
    &["text", "number", "money", "date", "choice", "people", "yes_no"],
    &["working", "always"],
    &["fit", "engagement", "total"],
    &["first", "last", "converting"],
    &["is", "is_not", "at_least", "at_most", "more_than", "less_than", "matches", "in_list"],
    &["contains", "starts_with", "ends_with", "in", "not_in"],
    &["true", "false"],
    &["required", "optional"],
    &["minutes", "hours", "days", "weeks"],
    &["day", "business day"],
    &["days", "business days"],
    &["below", "above"],
    &["to", "suggest", "never"],
    &["all", "any"],
    &["account_owner", "previous_owner", "z@x.example"],
    &["disqualified", "recycled", "cliente"],
    &["accepted_rate", "qualified_count", "first_attempt_on_time", "first_conversation_on_time"],
    &["attempts_completed", "handoffs_answered", "rejections_answered", "accepted_rate"],
    &["data_complete", "list_loaded_on_time", "capacity_offered", "accepted_rate"],
    &["bogota", "resto"],
    &["no_encaja", "momento"],
    &["call", "whatsapp", "email", "linkedin"],
    &["rep", "manager"],
    &["teams", "playbooks", "absences", "calendars"],
    &["monday", "tuesday", "wednesday", "friday"],
    &["es", "en"],
];

/// Texts that differ from `text` in one word, for which another of its group stands.
fn with_another_choice(text: &str) -> Vec<(String, String)> {
    let mut variants = Vec::new();
    for words in CHOICES {
        for word in *words {
            for (at, _) in text.match_indices(word) {
                let (before, rest) = text.split_at(at);
                let after = rest.strip_prefix(word).unwrap();
                let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '@');
                // Ids are not read, nor that a score that says no half-life has none.
                let is_quiet = before.ends_with("id: ") || before.ends_with("half_life: ");
                if is_quiet || before.ends_with(is_part) || after.starts_with(is_part) {
                    continue;
                }
                for other in words.iter().filter(|other| *other != word) {
                    let line = before.lines().count();
                    let done = format!("line {line}: {word} -> {other}");
                    variants.push((done, format!("{before}{other}{after}")));
                }
            }
        }
    }
    variants
}

/// Texts that differ from `text` in one field of a line that is left out.
fn without_a_field(text: &str) -> Vec<(String, String)> {
    let mut variants = Vec::new();
    for (at, _) in text.match_indices(", ") {
        let (before, rest) = text.split_at(at);
        let rest = rest.strip_prefix(", ").unwrap();
        let mut depth = 0;
        let end = rest.find(|c| {
            depth += i32::from(matches!(c, '{' | '[')) - i32::from(matches!(c, '}' | ']'));
            depth < 0 || (depth == 0 && matches!(c, ',' | '\n'))
        });
        let (field, rest) = rest.split_at(end.unwrap_or(rest.len()));
        let is_quiet = field.starts_with("id: ") || field.starts_with("half_life: never");
        if field.contains(": ") && !is_quiet {
            variants.push((format!("without {field}"), format!("{before}{rest}")));
        }
    }
    variants
}

#[test]
fn another_choice_or_a_field_less_never_reads_as_none() {
    let pack = Pack::for_country("CO", Language::Es);
    let (document, _) = parse(EVERYTHING);
    let mut unread: Vec<String> = Vec::new();
    let variants = with_another_choice(EVERYTHING).into_iter().chain(without_a_field(EVERYTHING));
    for (done, text) in variants {
        let (other, _) = parse(&text);
        let changes = diff(&document, &other, &pack);
        let is_read = changes.iter().any(|change| change.kind != Kind::Rewritten);
        if document != other && !is_read {
            unread.push(done);
        }
    }
    assert_eq!(unread, [""; 0]);
}

#[test]
fn one_more_beside_it_does_not_rewrite_what_says_the_same() {
    let pack = Pack::for_country("CO", Language::Es);
    for (part, one, other) in [
        ("follow_up", "{ id: a, when: { event: page }, accept_within: 1 hour }", "{ id: b }"),
        ("value", "{ when: { event: page }, amount: 5 }", "{ amount: 3 }"),
    ] {
        let parsed = |rest: &str| {
            let head = "name: P\nlanguage: es\ntime_zone: Europe/Madrid\nstages: []\n";
            parse(&format!("{head}{part}: [ {one}{rest} ]\n")).0
        };
        let changes = diff(&parsed(""), &parsed(&format!(", {other}")), &pack);
        let kinds: Vec<Kind> = changes.iter().map(|change| change.kind).collect();
        assert_eq!(kinds, [Kind::Added], "{part}");
    }
}

#[test]
fn a_promise_that_changes_side_says_who_owes_it() {
    let head = "name: P\nlanguage: es\ntime_zone: Europe/Madrid\nstages: []\nsides: { sales: { name: Comercial } }\ncommitments:\n";
    let promise = "  - { id: c, owner: marketing, name: Aceptados, measure: accepted_rate, at_least: 60%, per: month }\n";
    let (old, _) = parse(&format!("{head}{promise}"));
    let (new, _) = parse(&format!("{head}{}", promise.replace("owner: marketing", "owner: sales")));
    let said = |old: &Document, new: &Document, country, language| {
        let pack = Pack::for_country(country, language);
        to_text(&diff(old, new, &pack), &pack)
    };
    assert_eq!(
        said(&old, &new, "ES", Language::Es),
        "  5.1 (era 4.1): Compromisos de Marketing → Comercial: Aceptados. Cada mes, al menos …\n\n1 cambio en la sección 5.\n"
    );
    assert_eq!(
        said(&new, &old, "US", Language::En),
        "  4.1 (was 5.1): What Comercial → Marketing promises: Aceptados. Each month, at …\n\n1 change in section 4.\n"
    );
}

#[test]
fn whatever_differs_is_a_change_and_nothing_else_is() {
    let pack = Pack::for_country("CO", Language::Es);
    let (document, problems) = parse(EVERYTHING);
    let codes: Vec<&str> = problems.iter().map(|problem| problem.code).collect();
    assert_eq!(codes, [""; 0]);
    assert_eq!(diff(&document, &document, &pack), []);
    let mut different = 0;
    for (done, text) in variants(EVERYTHING) {
        let (other, _) = parse(&text);
        let changes = diff(&document, &other, &pack);
        assert_eq!(changes.is_empty(), document == other, "{done}");
        different += usize::from(!changes.is_empty());
        // Ids are not read, nor the order of promises of two sides, nor that a score that says
        // no half-life has none; all else is.
        let is_quiet = ["id", "jd", "swapped", "ngagement"].iter().any(|sign| done.contains(sign));
        let is_read = changes.iter().any(|change| change.kind != Kind::Rewritten);
        assert!(changes.is_empty() || is_read || is_quiet, "{done}: {changes:#?}");
    }
    assert!(different > 900, "{different} variants differ");
}
