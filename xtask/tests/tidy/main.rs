#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]
//! Rules about the code that a reader would otherwise have to watch for. Each failure names the way
//! out. What clippy can hold is in the workspace's lints and in `clippy.toml`, not here.

mod crates;
mod documents;
mod files;
mod invariants;
mod lines;
mod schema;
