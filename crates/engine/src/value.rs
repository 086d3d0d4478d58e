//! What a trait or a property may hold.

use std::fmt;

use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

pub use crate::answers::{permission, yes_or_no};

/// A value of a trait or of an event's property.
///
/// Numbers are decimals: nothing in a decision is a float (invariant I3).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Value {
    /// Explicitly nothing: clears an earlier value.
    Null,
    /// True or false.
    Bool(bool),
    /// A decimal number.
    Number(Decimal),
    /// Text, dates included: they are read when they are compared.
    Text(String),
    /// Several values; a condition holds if it holds for one of them.
    List(Vec<Value>),
    /// Named values, as tracking calls send them; conditions name the parts with dots.
    Map(Vec<(String, Value)>),
}

impl Value {
    /// The value of a text.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Value {
        Value::Text(text.into())
    }

    /// Whether there is anything: not null, not an empty text or list.
    #[must_use]
    pub fn is_present(&self) -> bool {
        match self {
            Value::Null => false,
            Value::Bool(_) | Value::Number(_) => true,
            Value::Text(text) => !text.trim().is_empty(),
            Value::List(values) => values.iter().any(Value::is_present),
            Value::Map(entries) => entries.iter().any(|(_, value)| value.is_present()),
        }
    }

    /// The value as JSON.
    #[must_use]
    pub fn to_json(&self) -> serde_json::Value {
        match self {
            Value::Null => serde_json::Value::Null,
            Value::Bool(truth) => serde_json::Value::Bool(*truth),
            Value::Number(number) => json_number(*number),
            Value::Text(text) => serde_json::Value::String(text.clone()),
            Value::List(values) => values.iter().map(Value::to_json).collect(),
            Value::Map(entries) => {
                entries.iter().map(|(key, value)| (key.clone(), value.to_json())).collect()
            }
        }
    }

    /// The value of JSON; a number beyond 28 digits is kept as its text.
    #[must_use]
    pub fn from_json(json: &serde_json::Value) -> Value {
        match json {
            serde_json::Value::Null => Value::Null,
            serde_json::Value::Bool(truth) => Value::Bool(*truth),
            serde_json::Value::Number(number) => {
                let text = number.to_string();
                let decimal =
                    Decimal::from_str_exact(&text).or_else(|_| Decimal::from_scientific(&text));
                decimal.map_or(Value::Text(text), Value::Number)
            }
            serde_json::Value::String(text) => Value::Text(text.clone()),
            serde_json::Value::Array(values) => {
                Value::List(values.iter().map(Value::from_json).collect())
            }
            serde_json::Value::Object(entries) => Value::Map(
                entries.iter().map(|(key, value)| (key.clone(), Value::from_json(value))).collect(),
            ),
        }
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Null => Ok(()),
            Value::Bool(truth) => truth.fmt(f),
            Value::Number(number) => number.normalize().fmt(f),
            Value::Text(text) => f.write_str(text),
            Value::List(values) => {
                for (index, value) in values.iter().enumerate() {
                    if index > 0 {
                        f.write_str(", ")?;
                    }
                    value.fmt(f)?;
                }
                Ok(())
            }
            Value::Map(_) => self.to_json().fmt(f),
        }
    }
}

/// A value as formats keep it that say nothing of what follows.
#[derive(Serialize, Deserialize)]
#[serde(remote = "Value")]
enum Plain {
    Null,
    Bool(bool),
    #[serde(with = "digits")]
    Number(Decimal),
    Text(String),
    List(Vec<Value>),
    Map(Vec<(String, Value)>),
}

/// A number by its digits and how many of them come after the point.
mod digits {
    use rust_decimal::Decimal;
    use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

    pub(super) fn serialize<S: Serializer>(number: &Decimal, into: S) -> Result<S::Ok, S::Error> {
        (number.mantissa(), number.scale()).serialize(into)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Decimal, D::Error> {
        let (digits, scale) = <(i128, u32)>::deserialize(from)?;
        Decimal::try_from_i128_with_scale(digits, scale).map_err(de::Error::custom)
    }
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match serializer.is_human_readable() {
            true => self.to_json().serialize(serializer),
            false => Plain::serialize(self, serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Value, D::Error> {
        if !deserializer.is_human_readable() {
            return Plain::deserialize(deserializer);
        }
        serde_json::Value::deserialize(deserializer).map(|json| Value::from_json(&json))
    }
}

fn json_number(number: Decimal) -> serde_json::Value {
    let text = number.normalize().to_string();
    serde_json::from_str(&text).unwrap_or(serde_json::Value::String(text))
}
