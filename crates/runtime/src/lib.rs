//! Makes Criba run.
//!
//! Each workspace has one writer, a thread that takes everything in one order and acknowledges it
//! once it is on disk. It is reached by messages, never by shared memory. Lists read beside it.

pub mod card;
pub mod clock;
pub mod criba;
pub mod doctor;
mod error;
pub mod imports;
pub mod office;
pub mod people;
pub mod writer;

pub use error::RuntimeError;
