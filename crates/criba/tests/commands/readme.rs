//! What the README shows is what a newcomer gets.

use std::path::Path;

use crate::program::Place;

#[test]
fn the_readme_shows_what_its_command_prints() {
    let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."));
    let readme = std::fs::read_to_string(root.join("README.md")).unwrap();
    let (_, after) = readme.split_once("\ncargo run --release -- rank ").unwrap();
    let (words, after) = after.split_once('\n').unwrap();
    let (_, after) = after.split_once("```text\n").unwrap();
    let (shown, _) = after.split_once("```").unwrap();
    let words: Vec<&str> = ["rank"].into_iter().chain(words.split_whitespace()).collect();
    let place = Place::new();
    let mut command = place.command(&words);
    let done = command.current_dir(root).output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    assert_eq!(String::from_utf8(done.stdout).unwrap(), shown);
    assert!(!root.join("data").try_exists().unwrap(), "nothing is stored");
}
