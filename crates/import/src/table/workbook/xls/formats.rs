//! Which numbers of a workbook are dates: those that a format shows as one.

use std::collections::BTreeMap;

use super::super::compound::u16_at;
use super::strings;

/// What a number is shown as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    /// A number.
    Number,
    /// A date, a time or both.
    Moment,
    /// Hours that can pass a day.
    Duration,
}

/// A format of the workbook's own: its index and look.
pub(super) fn custom(data: &[u8], is_unicode: bool) -> Option<(u16, Look)> {
    let index = u16_at(data, 0)?;
    let code = if is_unicode {
        strings::long(&[data], 2, true)?
    } else {
        strings::short(data.get(2..)?, false)?
    };
    Some((index, look_of_code(&code)))
}

/// The look of the format `index`: the workbook's own, or one that Excel has built in.
pub(super) fn look(index: u16, custom: &BTreeMap<u16, Look>) -> Look {
    if let Some(look) = custom.get(&index) {
        return *look;
    }
    match index {
        46 => Look::Duration,
        // 27 to 36 and 50 to 58 are dates of the far east.
        14..=22 | 27..=36 | 45 | 47 | 50..=58 => Look::Moment,
        _ => Look::Number,
    }
}

/// Reads the part of a format code for positive numbers: letters of days, months, years, hours
/// and seconds outside quotation marks and brackets make a date.
fn look_of_code(code: &str) -> Look {
    let mut characters = code.chars();
    while let Some(c) = characters.next() {
        match c {
            ';' => return Look::Number,
            // The next character is shown as it is, or is only its width.
            '\\' | '_' | '*' => {
                characters.next();
            }
            '"' => {
                characters.by_ref().find(|c| *c == '"');
            }
            '[' => {
                let inside: String = characters.by_ref().take_while(|c| *c != ']').collect();
                let is_hours = |c: char| matches!(c.to_ascii_lowercase(), 'h' | 'm' | 's');
                if !inside.is_empty() && inside.chars().all(is_hours) {
                    return Look::Duration;
                }
            }
            // `General`, which has an e and an n but no letter of a date before them.
            'G' | 'g' if code.eq_ignore_ascii_case("general") => return Look::Number,
            'd' | 'D' | 'm' | 'M' | 'y' | 'Y' | 'h' | 'H' | 's' | 'S' => return Look::Moment,
            _ => {}
        }
    }
    Look::Number
}
