//! What is written down by hand, read as what each property is.

use engine::said::Said;
use engine::value::{Value, yes_or_no};
use import::columns::mapping::is_trait_id;
use import::values::numbers;
use jiff::civil::Date;
use rust_decimal::Decimal;

use super::{Kind, LINE_CHARS_MAX};

/// The longest word of an open list, in characters.
const WORD_CHARS_MAX: usize = 50;
/// The longest that something took, in minutes.
const MINUTES_MAX: u32 = 24 * 60;
/// The largest amount.
const AMOUNT_MAX: u64 = 1_000_000_000_000;

/// A value as it is kept; nothing where it says nothing.
///
/// # Errors
///
/// It is not what it should be.
pub(super) fn read(kind: Kind, value: &Value, country: &str) -> Result<Option<Value>, Said> {
    let text = match value {
        Value::Null => return Ok(None),
        Value::Bool(truth) => if *truth { "yes" } else { "no" }.to_owned(),
        Value::Number(number) => number.normalize().to_string(),
        Value::Text(text) => text.trim().to_owned(),
        Value::List(_) | Value::Map(_) => {
            return Err(Said::new(
                "es una lista u objeto; hay que escribir un texto, un número, true o false",
                "it is a list or an object; write a text, a number, true or false",
            ));
        }
    };
    if text.is_empty() {
        return Ok(None);
    }
    let read = match kind {
        Kind::Line => line(text)?,
        Kind::Word(offered) => word(text, offered)?,
        Kind::Choice(known) => choice(text, known)?,
        Kind::YesNo => Value::Bool(yes_or_no(&text).ok_or_else(|| no_yes(&text))?),
        Kind::Minutes => minutes(value, &text)?,
        Kind::Amount => amount(value, &text, country)?,
        Kind::Currency => currency(&text)?,
        Kind::Day => day(text)?,
    };
    Ok(Some(read))
}

fn line(text: String) -> Result<Value, Said> {
    if text.chars().count() > LINE_CHARS_MAX {
        return Err(Said::new(
            format!("tiene como mucho {LINE_CHARS_MAX} caracteres; lo demás cabe en el detalle"),
            format!("it has at most {LINE_CHARS_MAX} characters; the rest fits the detail"),
        ));
    }
    Ok(Value::Text(text))
}

fn word(text: String, offered: &[&str]) -> Result<Value, Said> {
    if text.len() > WORD_CHARS_MAX || !is_trait_id(&text) {
        let offered = offered.join(", ");
        return Err(Said::new(
            format!("«{text}» no es una palabra en minúsculas sin acento, como {offered}"),
            format!("«{text}» is no word in lower case without accents, such as {offered}"),
        ));
    }
    Ok(Value::Text(text))
}

fn choice(text: String, known: &[&str]) -> Result<Value, Said> {
    if !known.contains(&text.as_str()) {
        let known = known.join(", ");
        return Err(Said::new(
            format!("no puede ser «{text}»; es uno de {known}"),
            format!("it cannot be «{text}»; it is one of {known}"),
        ));
    }
    Ok(Value::Text(text))
}

fn no_yes(text: &str) -> Said {
    Said::new(
        format!("«{text}» no dice sí ni no; hay que escribir true o false"),
        format!("«{text}» says neither yes nor no; write true or false"),
    )
}

fn minutes(value: &Value, text: &str) -> Result<Value, Said> {
    let number = match value {
        Value::Number(number) => number.normalize().to_string().parse().ok(),
        _ => text.parse::<u32>().ok(),
    };
    let number = number.filter(|minutes| (1..=MINUTES_MAX).contains(minutes)).ok_or_else(|| {
        Said::new(
            format!("«{text}» no son minutos enteros, de 1 a {MINUTES_MAX}"),
            format!("«{text}» is no whole number of minutes, from 1 to {MINUTES_MAX}"),
        )
    })?;
    Ok(Value::Number(Decimal::from(number)))
}

fn amount(value: &Value, text: &str, country: &str) -> Result<Value, Said> {
    let number = match value {
        Value::Number(number) => Some(*number),
        _ => numbers::number(text, numbers::mark(std::iter::once(text), numbers::usual(country))),
    };
    let is_amount =
        |number: &Decimal| Decimal::ZERO < *number && *number <= Decimal::from(AMOUNT_MAX);
    let number = number.filter(is_amount).ok_or_else(|| {
        Said::new(
            format!("«{text}» no es un importe; se escribe como 12000 o 12000,50"),
            format!("«{text}» is no amount; write it like 12000 or 12000.50"),
        )
    })?;
    Ok(Value::Number(number.normalize()))
}

fn currency(text: &str) -> Result<Value, Said> {
    let code = text.to_ascii_uppercase();
    if code.len() != 3 || !code.bytes().all(|byte| byte.is_ascii_uppercase()) {
        return Err(Said::new(
            format!("«{text}» no es una moneda; se escribe su código de tres letras, como EUR"),
            format!("«{text}» is no currency; write its code of three letters, such as EUR"),
        ));
    }
    Ok(Value::Text(code))
}

fn day(text: String) -> Result<Value, Said> {
    if text.len() != 10 || text.parse::<Date>().is_err() {
        return Err(Said::new(
            format!("«{text}» no es un día; se escribe como 2026-11-23"),
            format!("«{text}» is no day; write it like 2026-11-23"),
        ));
    }
    Ok(Value::Text(text))
}
