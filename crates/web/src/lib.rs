//! What lets things in and shows them: pages and the API.
//!
//! Pages are made on the server and work without JavaScript. Everything they do goes through the
//! same calls of the runtime as the API. A handler holds a seat in one workspace and what its type
//! says it may do there; nothing here decides anything about a contact.

pub mod app;
mod error;
mod finding;
mod forms;
mod guard;
mod layout;
mod in_parts;
pub mod machine;
mod metrics;
mod patience;
mod pieces;
mod posted;
mod routes;
mod seat;
pub mod server;
mod throttle;
pub mod words;

mod address;
mod agreement;
mod api;
mod contact;
mod contacts;
mod entrance;
mod hooks;
mod imports;
mod ingest;
mod link;
mod review;
mod settings;
mod sources;
mod today;
mod tracker;

pub use hooks::{again, ask_waiting, catch_up, reread};
pub use routes::{Route, router, routes};
