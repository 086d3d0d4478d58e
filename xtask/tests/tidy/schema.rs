//! The steps of the databases' schemas are on record: one that was released is never changed, since
//! files that took it would be refused.

use std::fs;

use sha2::{Digest, Sha256};

use crate::files::{root, text};

const SCHEMAS: [&str; 2] =
    ["crates/store/src/house/schema.rs", "crates/store/src/workspace/schema.rs"];
const RECORD: &str = "xtask/tests/tidy/schema.txt";

#[test]
fn a_step_of_a_schema_is_never_changed() {
    let mut steps: Vec<String> = Vec::new();
    for path in SCHEMAS {
        for (name, sql) in texts(&text(path)) {
            let sum: String =
                Sha256::digest(sql.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
            steps.push(format!("{path} {name} {sum}\n"));
        }
    }
    assert!(steps.len() >= SCHEMAS.len(), "each schema has a step");
    let found: String = steps.concat();
    if std::env::var_os("CRIBA_RECORD").is_some() {
        fs::write(root().join(RECORD), &found).unwrap();
    }
    assert_eq!(
        found,
        text(RECORD),
        "add a step instead of changing one; a new step, or one that no release has yet, is put on \
         record with «CRIBA_RECORD=1 cargo test -p xtask --test tidy»"
    );
}

/// The texts of a file: `const NAME: &str = "…";`.
fn texts(source: &str) -> Vec<(String, String)> {
    let constants = source.split("\nconst ").skip(1).filter_map(|rest| {
        let (name, rest) = rest.split_once(": &str = \"")?;
        Some((name.to_owned(), rest.split_once("\";\n")?.0.to_owned()))
    });
    constants.collect()
}
