//! What a cell means, each kind of value by itself.

pub mod cards;
pub mod spelling;
pub mod text;
pub mod lost;
pub mod regions;
pub mod websites;
pub mod phones;
pub mod emails;
pub mod dates;
pub mod times;
pub mod names;
pub mod numbers;
pub mod ids;
pub mod countries;
