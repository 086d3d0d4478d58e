//! What a cell means, each kind of value by itself.

pub mod text;
pub mod phones;
pub mod emails;
pub mod dates;
pub mod numbers;
pub mod ids;
pub mod countries;
