//! Makes Criba run.
//!
//! Each workspace has one writer, a thread that takes everything in one order and acknowledges it
//! once it is on disk. It is reached by messages, never by shared memory. Lists read beside it.

pub mod acts;
pub mod amend;
pub mod anonymous;
pub mod answers;
pub mod arrivals;
pub mod asking;
pub mod cadence;
mod calls;
pub mod card;
pub mod causes;
pub mod chances;
pub mod clock;
pub mod committee;
pub mod contents;
pub mod copies;
pub mod criba;
pub mod demo;
pub mod doctor;
pub mod doubts;
pub mod erasure;
pub mod expected;
pub mod egress;
mod error;
pub mod forms;
mod free;
mod hourly;
pub mod imports;
pub mod office;
pub mod joins;
pub mod keys;
pub mod likelihood;
pub mod local_time;
pub mod mail;
pub mod manual;
mod outcome;
mod parts;
pub mod pasted;
pub mod people;
pub mod preferences;
mod promised;
pub mod questions;
pub mod queue;
pub mod said_date;
pub mod retold;
pub mod saved;
pub mod segments;
pub mod treatment;
pub mod typed;
mod undone;
pub mod sheet;
pub mod suggested;
pub mod sources;
pub mod staff;
pub mod stays;
pub mod timeline;
pub mod together;
pub mod verdicts;
pub mod voids;
pub mod writer;

pub use error::RuntimeError;
