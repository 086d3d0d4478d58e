#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]
//! Erasing a person: nothing that was said of them is left, the counts stand, and nobody else is
//! touched.

mod beside;
mod companies;
mod histories;
mod left;
mod lists;
mod profiling;
mod whole;
mod world;
