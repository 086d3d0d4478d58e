//! What somebody answered, read as the kind of the question says.

use engine::said::Said;
use engine::value::{Value, yes_or_no};
use import::values::emails;
use import::values::phones::PhoneReader;

use super::{Kind, Question};

/// The longest answer of a line, and of several, in characters.
const LINE_MAX: usize = 300;
const LONG_MAX: usize = 5_000;

/// The value of an answer; `None` where nothing was answered.
///
/// # Errors
///
/// What is wrong with it and what to do, for who answered.
pub(super) fn read(question: &Question, text: &str, country: &str) -> Result<Option<Value>, Said> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let most = if question.kind == Kind::Long { LONG_MAX } else { LINE_MAX };
    if text.chars().count() > most {
        return Err(Said::new(
            format!("tiene más de {most} caracteres; hay que acortarlo"),
            format!("it has more than {most} characters; shorten it"),
        ));
    }
    let value = match question.kind {
        Kind::Text | Kind::Long => Value::text(text),
        Kind::Email => Value::text(emails::address(text).ok_or_else(|| {
            Said::new(
                "no es una dirección de correo; se escribe como nombre@empresa.com",
                "this is no e-mail address; write it like name@company.com",
            )
        })?),
        Kind::Phone => {
            let read = PhoneReader::default().read(text, Some(country));
            let phone = read.phones.into_iter().next().ok_or_else(|| {
                Said::new(
                    "no es un teléfono; se escribe con su prefijo si es de otro país, como +34 600 00 00 00",
                    "this is no telephone; write it with its prefix if it is of another country, like +44 20 7946 0000",
                )
            })?;
            Value::text(phone.e164)
        }
        Kind::Number => Value::Number(engine::interval::number(text).ok_or_else(|| {
            Said::new(
                "no es un número; se escribe con cifras, como 25",
                "this is no number; write it in digits, like 25",
            )
        })?),
        Kind::YesNo => Value::Bool(
            yes_or_no(text)
                .ok_or_else(|| Said::new("hay que elegir sí o no", "choose yes or no"))?,
        ),
        Kind::Choice => {
            let chosen = question.choices.iter().find(|choice| choice.value == text);
            let chosen = chosen.ok_or_else(|| {
                Said::new("hay que elegir una de las opciones", "choose one of those offered")
            })?;
            Value::text(chosen.value.clone())
        }
    };
    Ok(Some(value))
}
