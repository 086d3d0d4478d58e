//! What happens to a contact, and why.
//!
//! The engine reads an agreement, takes events, and answers with scores, stages and reasons. It
//! has no I/O, no clock and no randomness (invariant I3): every moment is an argument, so the same
//! call gives the same answer in production, in a test, in a replay and in a rehearsal.

pub mod agreement;
pub mod event;
pub mod catalogue;
pub mod contact;
pub mod step;
pub mod replay;
pub mod why;
pub mod judge;
pub mod score;
pub mod stage;
pub mod titles;
pub mod interval;
pub mod time;
pub mod working;
pub mod holidays;
pub mod value;
mod answers;
pub mod text;
pub mod said;
