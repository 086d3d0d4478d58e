//! What Criba remembers, atomically.
//!
//! One SQLite file for the house (people, sessions, workspaces, keys) and one for each workspace:
//! its log, which is the only truth, and what is derived from it. The store speaks in transactions
//! and screens, not in tables. Its SQL keeps to what SQLite, PostgreSQL and Citus all run.

mod error;
pub mod folder;
pub mod house;
pub mod ids;
mod sqlite;
pub mod sync;
pub mod workspace;

pub use error::StoreError;
