#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]
//! The commands as scripts use them: the real binary, its output and its exit codes.

mod beside_a_server;
mod data_folder;
mod erased;
mod program;
mod rank;
mod readme;
mod spanish;
mod words;
