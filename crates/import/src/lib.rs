//! From the spreadsheets people really have to records that an agreement can judge.
//!
//! Four steps, each of its own module and pure: [`table`] turns bytes into rows of text,
//! [`columns`] says which column is what, [`record`] reads each row as a person, and [`duplicates`]
//! says which rows are the same person. Nothing here stores anything or knows a workspace.

pub mod table;
pub mod columns;
pub mod values;
pub mod record;
pub mod duplicates;
pub mod events;
pub mod consents;
