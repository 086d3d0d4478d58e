//! What is exported is all that is known.

use std::collections::BTreeSet;
use std::path::Path;

use crate::world::*;

#[test]
fn what_is_exported_is_all_that_is_known() {
    let mut world = World::new();
    let id = ana(&mut world, 2);
    let open = world.open();
    open.writer.settle().wait().unwrap();
    let mut text = String::new();
    let is_there = open.everything(id, &mut |piece| {
        text.push_str(&piece);
        true
    });
    assert!(is_there.unwrap());
    let all: serde_json::Value = serde_json::from_str(&text).unwrap();
    let mut said: BTreeSet<String> = BTreeSet::new();
    strings(&all, &mut said);
    let path = world.folder.path().join("workspaces").join(format!("{}.db", world.workspace));
    let found = holding(&path, EMAIL);
    let tables: BTreeSet<&str> = found.iter().map(|(table, _)| table.as_str()).collect();
    for table in ["events", "raws", "states", "contacts", "keys", "searched", "batches", "answers"]
    {
        assert!(tables.contains(table), "{table} holds it: {tables:?}");
    }
    for (place, value) in &found {
        // What is JSON is there value by value.
        let mut parts: BTreeSet<String> = BTreeSet::new();
        match serde_json::from_str::<serde_json::Value>(value) {
            // Of a state, what was said: the rest is worked out, and says when it next changes.
            Ok(value) if place == "states" => {
                let contact = &value["contact"];
                [&contact["profile"], &contact["consents"], &value["desk"], &value["ids"]]
                    .into_iter()
                    .for_each(|value| strings(value, &mut parts));
            }
            Ok(value) if place == "batches" => {
                strings(&value, &mut parts);
                parts.retain(|part| part.contains(EMAIL));
            }
            Ok(value) if place != "raws" && place != "answers" => strings(&value, &mut parts),
            _ => _ = parts.insert(value.clone()),
        }
        for part in parts {
            assert!(said.contains(&part), "{place} holds what is not exported: {part}");
        }
    }
}

/// Every text of a value.
fn strings(value: &serde_json::Value, into: &mut BTreeSet<String>) {
    match value {
        serde_json::Value::String(text) => _ = into.insert(text.clone()),
        serde_json::Value::Array(all) => all.iter().for_each(|one| strings(one, into)),
        serde_json::Value::Object(all) => all.values().for_each(|one| strings(one, into)),
        _ => {}
    }
}

/// Every text of every table that holds a word, with the table.
fn holding(path: &Path, word: &str) -> Vec<(String, String)> {
    let connection = rusqlite::Connection::open(path).unwrap();
    let texts = |sql: &str| -> Vec<String> {
        let mut statement = connection.prepare(sql).unwrap();
        let rows = statement.query_map([], |row| row.get(0)).unwrap();
        rows.collect::<Result<_, _>>().unwrap()
    };
    // The index has three letters at a time, and no text.
    let tables = texts(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'searched_parts%'",
    );
    let mut found: Vec<(String, String)> = Vec::new();
    for table in tables {
        for column in texts(&format!("SELECT name FROM pragma_table_info('{table}')")) {
            let sql = format!(
                "SELECT CAST({column} AS TEXT) FROM {table} WHERE instr(lower(CAST({column} AS TEXT)), '{word}')"
            );
            found.extend(texts(&sql).into_iter().map(|text| (table.clone(), text)));
        }
    }
    found
}
