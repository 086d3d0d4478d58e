//! What stands in files of code: their header, their length, and words that must not be there.

use crate::files::{self, all, ending_in, none};

/// Lines of a file of code.
const LINES_MAX: usize = 500;

#[test]
fn every_module_says_what_it_decides() {
    let is_silent = |source: &files::Source| {
        let mut lines = source.text.lines().skip_while(|line| line.starts_with("#!["));
        !lines.next().is_some_and(|line| line.starts_with("//! "))
    };
    let found: Vec<String> =
        ending_in(&[".rs"]).into_iter().filter(is_silent).map(|source| source.path).collect();
    none(&found, "begin the file with a `//!` comment: what it decides, and what it does not");
}

#[test]
fn no_file_of_code_is_longer_than_one_responsibility() {
    let mut found: Vec<String> = Vec::new();
    for source in ending_in(&[".rs", ".js", ".mjs", ".css", ".html"]) {
        let lines = source.text.lines().count();
        if lines > LINES_MAX {
            found.push(format!("{}: {lines} lines", source.path));
        }
    }
    none(&found, "split what has more than 500 lines by responsibility");
}

#[test]
fn types_are_nouns_of_the_sales_floor() {
    let vague = ["Manager", "Service", "Helper", "Util", "Utils", "Data", "Info", "Handler"];
    let mut found: Vec<String> = Vec::new();
    for source in ending_in(&[".rs"]) {
        for (number, line) in (1..).zip(source.text.lines()) {
            let mut words = line.split(|c: char| !c.is_alphanumeric() && c != '_');
            let mut declares = false;
            let named = words.find(|word| {
                let is_name = declares;
                declares = matches!(*word, "struct" | "enum" | "trait" | "type");
                is_name
            });
            let Some(name) = named else { continue };
            // What a trait of others has within it has the name that they gave it.
            let is_anothers = line.starts_with("    ") && line.trim_start().starts_with("type ");
            let is_ours = !is_anothers && !line.trim_start().starts_with("//");
            if is_ours && vague.iter().any(|word| name.ends_with(word)) {
                found.push(format!("{}:{number}: {name}", source.path));
            }
        }
    }
    none(&found, "name the type by what it is (STYLE.md)");
}

#[test]
fn nothing_is_left_to_be_done_or_skipped() {
    // Put together here, so that this file does not name them.
    let left = ["todo", "unimplemented"].map(|name| format!("{name}!("));
    let skipped = ["ignore", "should_panic"].map(|name| format!("#[{name}"));
    let mut found: Vec<String> = Vec::new();
    for source in ending_in(&[".rs"]) {
        for (number, line) in (1..).zip(source.text.lines()) {
            if left.iter().chain(&skipped).any(|words| line.contains(words.as_str())) {
                found.push(format!("{}:{number}: {}", source.path, line.trim()));
            }
        }
    }
    none(&found, "finish it, or say in the error what is not possible; a test runs or is removed");
}

#[test]
fn nothing_names_the_machine_it_was_written_on() {
    let folders = ["work", "root", "farm", "home"].map(|name| format!("/{name}/"));
    let mut found: Vec<String> = Vec::new();
    for source in all() {
        for (number, line) in (1..).zip(source.text.lines()) {
            let names = |folder: &String| {
                let (before, _) = line.split_once(folder.as_str())?;
                // A folder of the machine begins a path; within one it is somebody else's.
                let is_path =
                    before.ends_with(|c: char| c.is_alphanumeric() || "._-/}~".contains(c));
                (!is_path).then_some(())
            };
            if folders.iter().any(|folder| names(folder).is_some()) {
                found.push(format!("{}:{number}", source.path));
            }
        }
    }
    none(&found, "the project speaks of itself alone: write a path from the repository's root");
}
