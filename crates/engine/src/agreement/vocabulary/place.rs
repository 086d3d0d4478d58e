//! What depends on the country itself: its region, its clocks, and the names of its registers.

use super::{Country, Gender, Region, Word};
use crate::agreement::Language;

/// Whose Spanish is read in `country`; English is one.
pub(super) fn region(country: Country, language: Language) -> Region {
    if language == Language::En {
        return Region::English;
    }
    match country.code() {
        "ES" | "AD" | "GI" | "GQ" | "PT" | "FR" | "IT" | "DE" | "GB" | "IE" | "NL" | "BE"
        | "CH" => Region::Spain,
        "MX" | "GT" | "SV" | "HN" | "NI" | "CR" | "PA" | "BZ" => Region::Mexico,
        "AR" | "CL" | "PY" | "UY" => Region::SouthernCone,
        _ => Region::LatinAmerica,
    }
}

/// The country whose people live by this clock, where Spanish is spoken there.
pub(super) fn country_of_zone(zone: &str) -> Option<&'static str> {
    let country = match zone {
        "Europe/Madrid" | "Atlantic/Canary" | "Africa/Ceuta" => "ES",
        "America/Mexico_City"
        | "America/Monterrey"
        | "America/Tijuana"
        | "America/Cancun"
        | "America/Merida"
        | "America/Hermosillo"
        | "America/Chihuahua"
        | "America/Mazatlan"
        | "America/Ciudad_Juarez"
        | "America/Matamoros"
        | "America/Ojinaga"
        | "America/Bahia_Banderas" => "MX",
        "America/Bogota" => "CO",
        "America/Lima" => "PE",
        "America/Santiago" | "America/Punta_Arenas" | "America/Coyhaique" | "Pacific/Easter" => {
            "CL"
        }
        "America/Montevideo" => "UY",
        "America/Asuncion" => "PY",
        "America/La_Paz" => "BO",
        "America/Guayaquil" | "Pacific/Galapagos" => "EC",
        "America/Caracas" => "VE",
        "America/Guatemala" => "GT",
        "America/El_Salvador" => "SV",
        "America/Tegucigalpa" => "HN",
        "America/Managua" => "NI",
        "America/Costa_Rica" => "CR",
        "America/Panama" => "PA",
        "America/Santo_Domingo" => "DO",
        "America/Havana" => "CU",
        "America/Puerto_Rico" => "PR",
        "America/New_York" | "America/Chicago" | "America/Denver" | "America/Los_Angeles" => "US",
        "Europe/London" => "GB",
        "Europe/Lisbon" => "PT",
        _ if zone.starts_with("America/Argentina/") || zone == "America/Buenos_Aires" => "AR",
        _ => return None,
    };
    Some(country)
}

/// The number by which the state knows a company.
pub(super) fn tax_id(country: Country, language: Language) -> Word {
    let name = match (country.code(), language) {
        ("ES", _) => "NIF",
        ("MX", _) => "RFC",
        ("AR", _) => "CUIT",
        ("CL" | "UY", _) => "RUT",
        ("CO" | "BO" | "GT" | "SV", _) => "NIT",
        ("PE" | "EC" | "PY" | "PA" | "NI", _) => "RUC",
        ("VE", _) => "RIF",
        ("HN", _) => "RTN",
        ("DO", _) => "RNC",
        (_, Language::Es) => {
            return Word {
                one: "identificación fiscal",
                many: "identificaciones fiscales",
                gender: Gender::Feminine,
            };
        }
        (_, Language::En) => {
            return Word { one: "tax id", many: "tax ids", gender: Gender::Masculine };
        }
    };
    Word { one: name, many: name, gender: Gender::Masculine }
}

/// The register of those who may not be called.
pub(super) fn do_not_call_list(country: Country, language: Language) -> Word {
    let (name, gender) = match (country.code(), language) {
        ("ES", _) => ("Lista Robinson", Gender::Feminine),
        ("MX", _) => ("REPEP", Gender::Masculine),
        ("AR", Language::Es) => ("registro No Llame", Gender::Masculine),
        ("AR", Language::En) => ("No Llame register", Gender::Masculine),
        ("CL", Language::Es) => ("registro No Molestar", Gender::Masculine),
        ("CL", Language::En) => ("No Molestar register", Gender::Masculine),
        ("CO", _) => ("RNE", Gender::Masculine),
        (_, Language::Es) => ("lista de exclusión", Gender::Feminine),
        (_, Language::En) => ("do-not-call list", Gender::Masculine),
    };
    Word { one: name, many: name, gender }
}
