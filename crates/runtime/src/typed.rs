//! Values of a profile as programs tell them: an address is one, a number to call is in E.164, a
//! country is known, an amount says how much.

use engine::interval::interval;
use engine::said::Said;
use import::columns::fields::Field;

/// A value that cannot be used.
#[derive(Debug, Clone)]
pub struct Untyped {
    /// What is wrong with it.
    pub said: Said,
}

/// Whether a text can be the id of a trait.
#[must_use]
pub fn is_id(id: &str) -> bool {
    const CHARS_MAX: usize = 100;
    let is_one = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_';
    (1..=CHARS_MAX).contains(&id.len()) && id.bytes().all(is_one)
}

/// A value as it is kept; `country` is the one of numbers without a prefix.
///
/// # Errors
///
/// It cannot be used.
pub fn checked(id: &str, text: &str, country: &str) -> Result<String, Untyped> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(String::new());
    }
    let wrong = |es: &str, en: &str| Untyped {
        said: Said::new(format!("{id}: «{text}» {es}"), format!("{id}: «{text}» {en}")),
    };
    match id {
        "email" => import::values::emails::address(text)
            .ok_or_else(|| wrong("no es una dirección de correo", "is no e-mail address")),
        "phone" | "mobile" => {
            let mut reader = import::values::phones::PhoneReader::default();
            let read = reader.read(text, Some(country));
            let phone = read.phones.first().map(|phone| phone.e164.clone());
            phone.ok_or_else(|| wrong("no es un teléfono", "is no telephone"))
        }
        "country" => import::values::countries::country(text)
            .map(str::to_owned)
            .ok_or_else(|| wrong("no es un país", "is no country")),
        _ => {
            let is_amount = matches!(
                Field::with_id(id),
                Some(Field::Employees | Field::Revenue | Field::Budget)
            );
            if is_amount && interval(text).is_none() {
                return Err(wrong("no dice un número", "says no number"));
            }
            Ok(text.to_owned())
        }
    }
}
