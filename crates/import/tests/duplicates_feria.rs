//! Duplicates of a trade-show list, against who each row really is.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a test fails by panicking and says what it saw"
)]

mod support;

use std::collections::{BTreeMap, BTreeSet};

use support::{Read, read, rows, shared};

type Pairs = BTreeSet<(String, String)>;

fn pairs(file: &str) -> Option<Pairs> {
    let rows = rows(&shared(file)?);
    Some(rows.iter().map(|row| ordered(&row["n1"], &row["n2"])).collect())
}

fn ordered(a: &str, b: &str) -> (String, String) {
    if a.parse::<u32>().unwrap() < b.parse::<u32>().unwrap() {
        (a.into(), b.into())
    } else {
        (b.into(), a.into())
    }
}

/// Every pair of rows of the same group, by the rows' own numbers.
fn within(groups: &[Vec<usize>], number: &dyn Fn(usize) -> String) -> Pairs {
    let mut pairs = Pairs::new();
    for group in groups {
        for (at, a) in group.iter().enumerate() {
            for b in group.iter().skip(at + 1) {
                pairs.insert(ordered(&number(*a), &number(*b)));
            }
        }
    }
    pairs
}

#[test]
fn joins_and_suggestions_are_right() {
    for file in ["feria/feria_contactos.csv", "feria/feria_contactos.xlsx"] {
        let (Some(path), Some(truth), Some(negatives)) =
            (shared(file), pairs("feria/truth_pairs.csv"), pairs("feria/hard_negatives.csv"))
        else {
            return;
        };
        let Read { records, .. } = read(&path);
        let number = |index: usize| records[index].values["n"].to_string();
        let found = import::duplicates::find(&records, 0);
        let joined = within(&found.groups, &number);
        let right = joined.intersection(&truth).count();
        let suggested: Vec<Vec<usize>> =
            found.suggested.iter().map(|suggestion| suggestion.records.clone()).collect();
        let right_suggestions = found.suggested.iter().filter(|suggestion| {
            let (a, b) = suggestion.pair;
            truth.contains(&ordered(&number(a), &number(b)))
        });
        let right_suggestions = right_suggestions.count();
        let covered: Pairs = joined.union(&within(&suggested, &number)).cloned().collect();
        let precision = right as f64 / joined.len() as f64;
        let recall = right as f64 / truth.len() as f64;
        let reach = covered.intersection(&truth).count() as f64 / truth.len() as f64;
        println!(
            "{file}: joined {} precision {precision:.4} recall {recall:.4}; suggested {} right {right_suggestions}; joined or suggested {reach:.4}",
            joined.len(),
            suggested.len()
        );
        let shown = |pair: &(String, String)| {
            let by_number: BTreeMap<String, usize> =
                (0..records.len()).map(|index| (number(index), index)).collect();
            [&pair.0, &pair.1]
                .map(|n| {
                    let record = &records[by_number[n]];
                    format!(
                        "{n} {:?} {:?} {:?} {:?} {:?} {:?}",
                        record.name,
                        record.company,
                        record.emails,
                        record.phones.iter().map(|phone| &phone.e164).collect::<Vec<_>>(),
                        record.national_id,
                        record.job_title
                    )
                })
                .join("\n     ")
        };
        for pair in joined.difference(&truth).take(12) {
            println!("wrong {}", shown(pair));
        }
        for pair in joined.intersection(&negatives) {
            println!("hard  {}", shown(pair));
        }
        for pair in truth.difference(&covered).take(25) {
            println!("missed {}", shown(pair));
        }
        assert!(
            precision >= 0.99 && recall >= 0.90 && reach >= 0.97,
            "{file}: {precision} {recall} {reach}"
        );
        assert!(
            suggested.len() * 10 <= records.len() && right_suggestions * 5 >= suggested.len(),
            "{file}"
        );
        assert_eq!(joined.intersection(&negatives).count(), 0, "{file}");
        // What is said of a suggestion is how often such a pair is one.
        let sure: Vec<u8> = found.suggested.iter().map(|suggested| suggested.confidence).collect();
        println!("{file}: suggested at {sure:?}");
        let mean = sure.iter().map(|sure| f64::from(*sure)).sum::<f64>() / sure.len() as f64;
        let share = 100.0 * right_suggestions as f64 / sure.len() as f64;
        assert!((mean - share).abs() <= 20.0, "{file}: {mean} said, {share} right");
        let least = found.joins.iter().map(|join| join.confidence).min().unwrap();
        assert!(sure.iter().all(|sure| *sure < least), "{file}: {sure:?} and {least}");
    }
}
