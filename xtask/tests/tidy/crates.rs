//! The crates: which stands left of which, and what each may use.

use std::process::Command;

use serde_json::Value;

use crate::files::{Source, ending_in, none, root, text};

/// The crates from left to right, and which libraries each may use beside those left of it.
/// A new line here is a decision: say in the change what it earns.
const MAY_USE: &[(&str, &[&str])] = &[
    (
        // Invariant I3: no I/O, no clock, no randomness.
        "engine",
        &[
            "jiff",
            "regex",
            "rust_decimal",
            "saphyr-parser",
            "serde",
            "serde_json",
            "thiserror",
            "unicode-normalization",
        ],
    ),
    (
        "import",
        &[
            "calamine",
            "encoding_rs",
            "jiff",
            "phonenumber",
            // What a company registered is another length under each ending: acme.es, acme.com.mx.
            "psl",
            // Pairs are weighed on every core: an eighth less time to rank 100,000 rows.
            "rayon",
            "rust_decimal",
            "serde",
            "serde_json",
            "sha2",
            "strsim",
            "thiserror",
            "unicode-normalization",
            "zip",
        ],
    ),
    ("store", &["rusqlite", "serde", "serde_json", "sha2", "thiserror", "uuid"]),
    (
        "runtime",
        &[
            "argon2",
            "csv",
            "getrandom",
            "jiff",
            // Mail: its MIME, and SMTP with TLS, which nobody should write again.
            "lettre",
            // Cards in memory and in notes: a quarter of the bytes and of the time of JSON.
            "postcard",
            // So are rows told and cards written: a tenth less time to bring in 5,000 rows.
            "rayon",
            // What is handed out sealed and comes back.
            "ring",
            "rust_decimal",
            "serde",
            "serde_json",
            "sha2",
            "thiserror",
            "tokio",
            "tracing",
            // What goes out, and the reading of where to: neither should be written again.
            "ureq",
            "url",
        ],
    ),
    (
        "web",
        &[
            "askama",
            "axum",
            // What programs send: their keys, and bodies that come compressed.
            "base64",
            // Forms of old pages are no UTF-8.
            "encoding_rs",
            "flate2",
            "fluent-bundle",
            "http-body-util",
            "hyper",
            "hyper-util",
            "ics",
            "jiff",
            // What providers sign with: HMAC, ECDSA and RSA, which nobody should write again.
            "ring",
            "rust_decimal",
            "schemars",
            "serde",
            "serde_html_form",
            "serde_json",
            "serde_path_to_error",
            "sha2",
            // Secrets are compared in constant time.
            "subtle",
            "thiserror",
            "tokio",
            "tower",
            "tower-http",
            "tracing",
            "unic-langid",
            "uuid",
        ],
    ),
    (
        "criba",
        &[
            "anyhow",
            "clap",
            "clap_complete",
            "mimalloc",
            "indicatif",
            "jiff",
            "serde",
            "serde_json",
            "tokio",
            "toml",
            "tracing",
            "tracing-subscriber",
        ],
    ),
];

/// What developers run uses none of the crates: it measures them from outside.
const XTASK_MAY_USE: &[&str] = &["anyhow", "csv", "rusqlite"];

/// The names of the workspace's crates, and of what each needs to be built.
fn members() -> Vec<(String, Vec<String>)> {
    let words = ["metadata", "--no-deps", "--format-version", "1", "--offline", "--locked"];
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let told = Command::new(cargo).args(words).current_dir(root()).output().unwrap();
    assert!(told.status.success(), "{}", String::from_utf8_lossy(&told.stderr));
    let told: Value = serde_json::from_slice(&told.stdout).unwrap();
    let name = |value: &Value| value["name"].as_str().unwrap().to_owned();
    let packages = told["packages"].as_array().unwrap();
    let needs = |package: &Value| {
        let needs = package["dependencies"].as_array().unwrap().iter();
        needs.filter(|needed| needed["kind"] != "dev").map(name).collect()
    };
    packages.iter().map(|package| (name(package), needs(package))).collect()
}

#[test]
fn i3_a_crate_uses_what_stands_left_of_it_and_what_it_may() {
    let mut found: Vec<String> = Vec::new();
    for (member, needs) in members() {
        let place = MAY_USE.iter().position(|(name, _)| *name == member);
        let (left, may) = match place {
            Some(place) => (&MAY_USE[..place], MAY_USE[place].1),
            None if member == "xtask" => (&MAY_USE[..0], XTASK_MAY_USE),
            None => {
                found.push(format!("{member} is a crate that the table does not have"));
                continue;
            }
        };
        for needed in needs {
            let is_left = left.iter().any(|(name, _)| *name == needed);
            if !is_left && !may.contains(&needed.as_str()) {
                found.push(format!("{member} uses {needed}"));
            }
        }
    }
    none(
        &found,
        "let the caller hand it in, or give the library its line in the table, which is a decision",
    );
}

#[test]
fn what_goes_out_goes_one_way() {
    // `UnixStream` stays in the data folder.
    let ways = [
        "ureq::",
        "SmtpConnection",
        "TcpStream::connect",
        "UdpSocket",
        "reqwest::",
        "hyper::client",
    ];
    let is_of_the_program = |source: &Source| {
        let path = source.path.as_str();
        path.starts_with("crates/")
            && path.contains("/src/")
            && !path.starts_with("crates/runtime/src/egress/")
    };
    let goes_out = |source: &Source| ways.iter().any(|way| source.text.contains(way));
    let sources = ending_in(&[".rs"]).into_iter().filter(is_of_the_program);
    let found: Vec<String> = sources.filter(goes_out).map(|source| source.path).collect();
    none(&found, "ask by `runtime::egress`, which judges where it goes (decision 17)");
}

#[test]
fn every_crate_is_in_the_architecture() {
    let architecture = text("ARCHITECTURE.md");
    let is_missing = |name: &String| !architecture.contains(&format!("| `{name}` |"));
    let found: Vec<String> =
        members().into_iter().map(|(name, _)| name).filter(is_missing).collect();
    none(&found, "give the crate its row in the table of ARCHITECTURE.md");
}

#[test]
fn every_crate_has_the_lints_of_the_workspace() {
    let manifest = |name: &String| match name.as_str() {
        "xtask" => text("xtask/Cargo.toml"),
        name => text(&format!("crates/{name}/Cargo.toml")),
    };
    let is_without = |name: &String| !manifest(name).contains("[lints]\nworkspace = true");
    let found: Vec<String> =
        members().into_iter().map(|(name, _)| name).filter(is_without).collect();
    none(&found, "add `[lints] workspace = true` to the crate's Cargo.toml");
}
