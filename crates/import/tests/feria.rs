//! A trade-show list as they really come, against what each row really says.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a test fails by panicking and says what it saw"
)]

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use engine::agreement::parse::parse;
use engine::agreement::sealed::Agreement;
use engine::agreement::starters::default_for;
use engine::event::{Act, Origin};
use engine::value::Value;
use import::columns::Target;
use import::columns::fields::Field;
use import::events::Telling;
use support::{Read, read, rows, shared};

fn truth() -> Option<BTreeMap<String, BTreeMap<String, String>>> {
    let rows = rows(&shared("feria/truth_rows.csv")?);
    Some(rows.into_iter().map(|row| (row["n"].clone(), row)).collect())
}

#[test]
fn csv_and_workbook_say_the_same() {
    let (Some(csv), Some(xlsx)) =
        (shared("feria/feria_contactos.csv"), shared("feria/feria_contactos.xlsx"))
    else {
        return;
    };
    let (csv, xlsx) = (read(&csv), read(&xlsx));
    let mut differing = 0;
    for (a, b) in csv.records.iter().zip(&xlsx.records) {
        assert_eq!(a.values.get("n"), b.values.get("n"));
        let same = a.emails == b.emails
            && a.name == b.name
            && a.company == b.company
            && a.visited_at == b.visited_at;
        differing += usize::from(!same);
    }
    println!("rows that differ: {differing}");
    assert!(differing <= 50, "{differing}");
}

#[test]
fn the_workbook_after_the_csv_tells_no_visit_twice() {
    let (Some(csv), Some(xlsx)) =
        (shared("feria/feria_contactos.csv"), shared("feria/feria_contactos.xlsx"))
    else {
        return;
    };
    let (document, _) = parse(&default_for("ES"));
    let agreement = Agreement::seal(document, 1).unwrap();
    let telling = Telling {
        agreement: &agreement,
        event: None,
        source: Arc::from("import"),
        at: "2026-12-01T09:00:00Z".parse().unwrap(),
        undated_at: "2026-12-01T09:00:00Z".parse().unwrap(),
        is_known_at_date: false,
        origin: Origin::Imported,
    };
    let visits = |list: &Read| -> BTreeSet<Arc<str>> {
        let events = list.records.iter().flat_map(|record| telling.events(record, 0));
        let visits = events.filter(|event| matches!(event.act, Act::Happened { .. }));
        visits.map(|event| event.message_id).collect()
    };
    let (csv, xlsx) = (read(&csv), read(&xlsx));
    let (in_csv, in_xlsx) = (visits(&csv), visits(&xlsx));
    let twice = in_xlsx.difference(&in_csv).count();
    println!("visits: {} of {} rows, {twice} twice", in_csv.len(), csv.records.len());
    assert_eq!(twice, 0);
}

#[test]
fn columns_are_what_they_are() {
    let Some(path) = shared("feria/feria_contactos.csv") else { return };
    let Read { columns, .. } = read(&path);
    let ids: Vec<&str> =
        columns.columns.iter().map(|column| column.target_id().unwrap_or("-")).collect();
    assert_eq!(
        ids,
        [
            "n",
            "visit_date",
            "visit_time",
            "first_name",
            "last_name",
            "job_title",
            "company",
            "tax_id",
            "national_id",
            "email",
            "phone",
            "mobile",
            "postal_code",
            "city",
            "region",
            "country",
            "website",
            "industry",
            "employees",
            "revenue",
            "interest",
            "budget",
            "decisor",
            "wants_demo",
            "consent_general",
            "timeframe",
            "owner",
            "source",
            "notes",
        ]
    );
    let visit = columns.of(Field::VisitDate).next().unwrap().1;
    assert!(visit.order.as_ref().is_some_and(|order| order.evidence.is_some()));
    assert!(columns.columns.iter().all(|column| column.target != Target::Left));
}

#[test]
fn values_are_what_they_mean() {
    for file in ["feria/feria_contactos.csv", "feria/feria_contactos.xlsx"] {
        let (Some(path), Some(truth)) = (shared(file), truth()) else { return };
        let Read { records, .. } = read(&path);
        let mut scores: BTreeMap<&str, (usize, usize, Vec<String>)> = BTreeMap::new();
        for record in &records {
            let Some(truth) = record.values.get("n").and_then(|n| truth.get(&n.to_string())) else {
                panic!("row {} has no number", record.row);
            };
            let mut check = |what: &'static str, found: Option<String>, expected: &str| {
                let score = scores.entry(what).or_default();
                score.1 += 1;
                if found.as_deref().unwrap_or("") == expected {
                    score.0 += 1;
                } else if score.2.len() < 8 {
                    score.2.push(format!("row {}: {found:?} for {expected:?}", record.row));
                }
            };
            let value = |id: &str| record.values.get(id).map(Value::to_string);
            let yes = |id: &str| {
                let said = record
                    .values
                    .get(id)
                    .and_then(|value| engine::value::yes_or_no(&value.to_string()));
                said.map(|truth| if truth { "True" } else { "False" }.to_owned())
            };
            check("e-mail", record.emails.first().cloned(), &truth["email_ok"]);
            check("mobile", value("mobile"), &truth["movil_e164"]);
            check("phone", value("phone"), &truth["telefono_e164"]);
            if !truth["pais"].is_empty() && record.country.is_some() {
                check("country", record.country.clone(), &truth["pais"]);
            }
            check("date", value("visit_date"), &truth["fecha_iso"]);
            check("decisor", yes("decisor"), &truth["decisor"]);
            check("demo", yes("wants_demo"), &truth["quiere_demo"]);
            check("consent", yes("consent_general"), &truth["rgpd"]);
            // The list was written in whole units: its truth keeps the half that got lost.
            let budget =
                record.values.get("budget").filter(|value| matches!(value, Value::Number(_)));
            let expected = truth["presupuesto"].trim_end_matches(".5");
            check(
                "budget",
                budget.map(|value| value.to_string().trim_end_matches(".5").to_owned()),
                expected,
            );
            if record.country.is_some() {
                check("postal code", record.postal_code.clone(), &truth["cp_limpio"]);
            }
            if truth["dni_letra_correcta"] == "True" {
                check("id", record.national_id.clone(), &truth["dni_limpio"]);
            }
            let millions = record.values.get("revenue").and_then(|value| match value {
                Value::Number(number) => {
                    Some((number / rust_decimal::Decimal::from(1_000_000)).normalize().to_string())
                }
                _ => None,
            });
            let expected: Option<rust_decimal::Decimal> = truth["facturacion_meur"].parse().ok();
            check(
                "revenue",
                millions,
                &expected.map(|number| number.normalize().to_string()).unwrap_or_default(),
            );
        }
        for (what, (right, all, examples)) in &scores {
            println!("{file} {what}: {right} of {all} {examples:?}");
        }
        for (what, (right, all, examples)) in scores {
            assert!(right * 1_000 >= all * 995, "{file} {what}: {right} of {all} {examples:?}");
        }
    }
}

#[test]
fn other_lists_are_read_too() {
    let Some(path) = shared("xeducation/Leads.csv") else { return };
    let Read { table, columns, .. } = read(&path);
    assert_eq!(table.rows.len(), 9_240);
    let id = |header: &str| {
        columns
            .columns
            .iter()
            .find(|column| column.header == header)
            .map(|column| column.own_id.clone())
    };
    assert_eq!(id("Total Time Spent on Website").as_deref(), Some("total_time_spent_on_website"));
    assert_eq!(id("TotalVisits").as_deref(), Some("totalvisits"));
}
