//! Values of a profile as people type them and programs tell them: an address is one, a number to call is in E.164, a
//! country is known, an amount says how much.

use engine::interval::interval;
use engine::said::Said;
use import::columns::fields::Field;
use import::columns::mapping::is_trait_id;

use crate::treatment::{TREATMENT, Treatment};

/// What a value should be and is not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Untyped {
    /// An e-mail address.
    Email,
    /// A telephone number.
    Phone,
    /// A country.
    Country,
    /// A number, or an interval of them.
    Number,
    /// A way to address somebody.
    Treatment,
}

impl Untyped {
    /// That the text of a trait is not what it should be.
    #[must_use]
    pub fn said(self, id: &str, text: &str) -> Said {
        let (es, en) = match self {
            Untyped::Email => ("no es una dirección de correo", "is no e-mail address"),
            Untyped::Phone => ("no es un teléfono", "is no telephone"),
            Untyped::Country => ("no es un país", "is no country"),
            Untyped::Number => ("no dice un número", "says no number"),
            Untyped::Treatment => ("no es tú, usted ni vos", "is not tú, usted or vos"),
        };
        let text = text.trim();
        Said::new(format!("{id}: «{text}» {es}"), format!("{id}: «{text}» {en}"))
    }
}

/// Whether a text can be the id of a trait.
#[must_use]
pub fn is_id(id: &str) -> bool {
    const CHARS_MAX: usize = 100;
    id.len() <= CHARS_MAX && is_trait_id(id)
}

/// Whether a trait is so much of something, whatever an agreement compares it with.
#[must_use]
pub fn is_amount(id: &str) -> bool {
    matches!(Field::with_id(id), Some(Field::Employees | Field::Revenue | Field::Budget))
}

/// A value as it is kept: empty for one that is cleared. `is_number` says that it has to say how
/// much, and `country` is the one of numbers without a prefix.
///
/// # Errors
///
/// It is not what it should be.
pub fn checked(id: &str, text: &str, is_number: bool, country: &str) -> Result<String, Untyped> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(String::new());
    }
    match id {
        "email" => import::values::emails::address(text).ok_or(Untyped::Email),
        "phone" | "mobile" => {
            let mut reader = import::values::phones::PhoneReader::default();
            let read = reader.read(text, Some(country));
            read.phones.first().map(|phone| phone.e164.clone()).ok_or(Untyped::Phone)
        }
        "country" => {
            import::values::countries::country(text).map(str::to_owned).ok_or(Untyped::Country)
        }
        TREATMENT => {
            let read = Treatment::read(text).ok_or(Untyped::Treatment)?;
            Ok(read.id().to_owned())
        }
        _ if is_number && interval(text).is_none() => Err(Untyped::Number),
        _ => Ok(text.to_owned()),
    }
}
