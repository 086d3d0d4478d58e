//! What a country puts into a starter: its clock, money, hours and holidays.

use crate::agreement::Language;

/// The facts of one country. Where a country has several clocks, the one that most people live by.
pub(super) struct Place {
    pub(super) time_zone: &'static str,
    pub(super) currency: &'static str,
    pub(super) hours: &'static str,
    pub(super) holidays: &'static str,
    pub(super) language: Language,
}

impl Place {
    /// The facts of `country` (ISO 3166-1, two letters, any case); of nowhere in particular for
    /// one that is not in the table.
    pub(super) fn of(country: &str) -> Place {
        let code = country.trim().to_ascii_uppercase();
        let row = ROWS.iter().find(|row| row.0 == code);
        let &(holidays, time_zone, currency, hours, language) = row.unwrap_or(&NOWHERE);
        Place { time_zone, currency, hours, holidays, language }
    }
}

type Row = (&'static str, &'static str, &'static str, &'static str, Language);

const SPANISH_DAY: &str = "09:00-14:00, 15:30-18:30";
const DAY: &str = "09:00-13:00, 14:00-18:00";
const OFFICE: &str = "09:00-17:30";

const NOWHERE: Row = ("", "Etc/UTC", "USD", DAY, Language::Es);

#[rustfmt::skip]
const ROWS: &[Row] = &[
    ("AR", "America/Argentina/Buenos_Aires", "ARS", DAY, Language::Es),
    ("BO", "America/La_Paz", "BOB", DAY, Language::Es),
    ("CL", "America/Santiago", "CLP", DAY, Language::Es),
    ("CO", "America/Bogota", "COP", DAY, Language::Es),
    ("CR", "America/Costa_Rica", "CRC", DAY, Language::Es),
    ("DO", "America/Santo_Domingo", "DOP", DAY, Language::Es),
    ("EC", "America/Guayaquil", "USD", DAY, Language::Es),
    ("ES", "Europe/Madrid", "EUR", SPANISH_DAY, Language::Es),
    ("GB", "Europe/London", "GBP", OFFICE, Language::En),
    ("GT", "America/Guatemala", "GTQ", DAY, Language::Es),
    ("HN", "America/Tegucigalpa", "HNL", DAY, Language::Es),
    ("IE", "Europe/Dublin", "EUR", OFFICE, Language::En),
    ("MX", "America/Mexico_City", "MXN", DAY, Language::Es),
    ("NI", "America/Managua", "NIO", DAY, Language::Es),
    ("PA", "America/Panama", "USD", DAY, Language::Es),
    ("PE", "America/Lima", "PEN", DAY, Language::Es),
    ("PR", "America/Puerto_Rico", "USD", DAY, Language::Es),
    ("PT", "Europe/Lisbon", "EUR", DAY, Language::Es),
    ("PY", "America/Asuncion", "PYG", DAY, Language::Es),
    ("SV", "America/El_Salvador", "USD", DAY, Language::Es),
    ("US", "America/New_York", "USD", OFFICE, Language::En),
    ("UY", "America/Montevideo", "UYU", DAY, Language::Es),
    ("VE", "America/Caracas", "USD", DAY, Language::Es),
];
