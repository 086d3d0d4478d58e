//! Each invariant of ARCHITECTURE.md is named by a test that holds it.

use crate::files::{ending_in, none, text};

#[test]
fn every_invariant_is_held_by_a_test_that_names_it() {
    let architecture = text("ARCHITECTURE.md");
    let named = architecture.lines().filter_map(|line| {
        let number = line.strip_prefix("- **I")?.split_once("**")?.0;
        Some(number.to_owned())
    });
    let named: Vec<String> = named.collect();
    assert!(named.len() >= 4, "ARCHITECTURE.md lists the invariants as «- **I2** …»");
    let tests: Vec<String> = ending_in(&[".rs"]).into_iter().map(|source| source.text).collect();
    let is_held = |number: &String| {
        let first = format!("fn i{number}_");
        let second = format!("_i{number}_");
        tests.iter().any(|text| {
            text.lines().any(|line| {
                line.contains(&first)
                    || (line.trim_start().starts_with("fn i") && line.contains(&second))
            })
        })
    };
    let found: Vec<String> = named
        .into_iter()
        .filter(|number| !is_held(number))
        .map(|number| format!("I{number}"))
        .collect();
    none(&found, "name a test that holds the invariant after it: `fn i5_nothing_is_lost`");
}
