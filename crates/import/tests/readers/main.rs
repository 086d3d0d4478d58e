//! Lists as people really bring them, read to the last cell.

#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "tests stop at what they did not expect, and say what they left out"
)]

#[path = "../support/beside.rs"]
mod beside;
mod errors;
mod fuzz;
mod mailchimp;
mod real_lists;
mod separated;
mod support;
mod workbooks;
