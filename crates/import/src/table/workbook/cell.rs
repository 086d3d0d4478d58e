//! Values of workbooks to text that says the same on every machine.

use calamine::{DataRef, ExcelDateTime};

/// Numbers in their shortest exact decimal form, dates and times in ISO 8601, texts as they are.
pub(super) fn text(value: DataRef<'_>) -> String {
    match value {
        DataRef::Empty => String::new(),
        DataRef::String(text) => text,
        DataRef::SharedString(text) => text.to_owned(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => decimal(number),
        DataRef::Bool(is_true) => boolean(is_true),
        DataRef::DateTime(moment) => date_time(moment),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text,
        DataRef::Error(error) => error.to_string(),
    }
}

pub(super) fn boolean(is_true: bool) -> String {
    if is_true { "TRUE".to_owned() } else { "FALSE".to_owned() }
}

/// Without exponent and without `.0`: a telephone kept as a number is its digits.
pub(super) fn decimal(number: f64) -> String {
    // Minus zero would be `-0`.
    if number == 0.0 { "0".to_owned() } else { number.to_string() }
}

/// A serial number of Excel: days since its epoch, and the part of a day as a fraction.
pub(super) fn date_time(moment: ExcelDateTime) -> String {
    /// The day after the last that Excel has, 9999-12-31.
    const SERIAL_END: f64 = 2_958_466.0;
    let serial = moment.as_f64();
    if !(0.0..SERIAL_END).contains(&serial) {
        return decimal(serial);
    }
    let (year, month, day, hour, minute, second, milli) = moment.to_ymd_hms_milli();
    let fraction = if milli == 0 { String::new() } else { format!(".{milli:03}") };
    if moment.is_duration() && serial >= 1.0 {
        return duration(serial);
    }
    if serial < 1.0 {
        return format!("{hour:02}:{minute:02}:{second:02}{fraction}");
    }
    if (hour, minute, second, milli) == (0, 0, 0, 0) {
        return format!("{year:04}-{month:02}-{day:02}");
    }
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{fraction}")
}

/// Hours beyond a day, minutes and seconds: `27:30:00`.
fn duration(serial: f64) -> String {
    let seconds = (serial * 86_400.0).round();
    let (hours, rest) = ((seconds / 3_600.0).floor(), seconds % 3_600.0);
    let (minutes, seconds) = ((rest / 60.0).floor(), rest % 60.0);
    format!("{hours:02}:{minutes:02}:{seconds:02}")
}
