//! Clocks to choose from: those of the places where Criba is read.

use engine::agreement::sentences::clock_name;
use jiff::tz::TimeZone;

use crate::words::Words;

/// IANA names, by continent and city.
#[rustfmt::skip]
const ZONES: &[&str] = &[
    "America/Argentina/Buenos_Aires", "America/Argentina/Cordoba", "America/Argentina/Mendoza",
    "America/Asuncion", "America/Bogota", "America/Cancun", "America/Caracas", "America/Chicago",
    "America/Chihuahua", "America/Ciudad_Juarez", "America/Costa_Rica", "America/Denver",
    "America/El_Salvador", "America/Guatemala", "America/Guayaquil", "America/Havana",
    "America/Hermosillo", "America/La_Paz", "America/Lima", "America/Los_Angeles",
    "America/Managua", "America/Matamoros", "America/Mazatlan", "America/Merida",
    "America/Mexico_City", "America/Monterrey", "America/Montevideo", "America/New_York",
    "America/Panama", "America/Phoenix", "America/Puerto_Rico", "America/Punta_Arenas",
    "America/Santiago", "America/Santo_Domingo", "America/Sao_Paulo", "America/Tegucigalpa",
    "America/Tijuana", "Atlantic/Azores", "Atlantic/Canary", "Etc/UTC", "Europe/Berlin",
    "Europe/Dublin", "Europe/Lisbon", "Europe/London", "Europe/Madrid", "Europe/Paris",
    "Europe/Rome", "Pacific/Easter", "Pacific/Galapagos",
];

/// The clocks to choose from, with one that is in use where it is not among them: IANA name and
/// how it is shown.
pub(super) fn choices(used: &str, w: &Words) -> Vec<(String, String)> {
    let mut zones: Vec<&str> = ZONES.to_vec();
    if !used.is_empty() && !zones.contains(&used) {
        zones.insert(0, used);
    }
    let mut named: Vec<(String, String)> =
        zones.into_iter().map(|zone| (zone.to_owned(), name(zone, w))).collect();
    named.sort_by_key(|(_, name)| engine::text::fold(name));
    named
}

/// Whether a clock may be chosen.
pub(super) fn is_known(zone: &str) -> bool {
    TimeZone::get(zone).is_ok()
}

/// A clock as people read it: `Ciudad de México (América)`.
pub(super) fn name(zone: &str, w: &Words) -> String {
    let city = clock_name(zone, w.language());
    let place = zone.split('/').next().unwrap_or_default();
    let key = format!("zone-{}", place.to_ascii_lowercase());
    if w.has(&key) { format!("{city} ({})", w.t(&key)) } else { city }
}

#[cfg(test)]
mod tests {
    use engine::agreement::Language;

    use super::*;
    use crate::words::Catalogue;

    const SPANISH: &str = "\
        Asunción, Azores, Berlín, Bogotá, Buenos Aires, Canarias, Cancún, Caracas, Chicago, \
        Chihuahua, Ciudad de México, Ciudad Juárez, Córdoba, Costa Rica, Denver, Dublín, \
        El Salvador, Galápagos, Guatemala, Guayaquil, Hermosillo, Isla de Pascua, \
        La Habana, La Paz, Lima, Lisboa, Londres, Los Ángeles, Madrid, Managua, Matamoros, \
        Mazatlán, Mendoza, Mérida, Monterrey, Montevideo, Nueva York, Panamá, París, \
        Phoenix, Puerto Rico, Punta Arenas, Roma, Santiago, Santo Domingo, São Paulo, \
        Tegucigalpa, Tijuana, UTC";
    const ENGLISH: &str = "\
        Asunción, Azores, Berlin, Bogotá, Buenos Aires, Canary Islands, Cancún, Caracas, \
        Chicago, Chihuahua, Ciudad Juárez, Córdoba, Costa Rica, Denver, Dublin, \
        Easter Island, El Salvador, Galápagos, Guatemala, Guayaquil, Havana, Hermosillo, \
        La Paz, Lima, Lisbon, London, Los Angeles, Madrid, Managua, Matamoros, Mazatlán, \
        Mendoza, Mérida, Mexico City, Monterrey, Montevideo, New York, Panama, Paris, \
        Phoenix, Puerto Rico, Punta Arenas, Rome, Santiago, Santo Domingo, São Paulo, \
        Tegucigalpa, Tijuana, UTC";

    #[test]
    fn every_clock_is_one_and_is_called_as_people_do() {
        let w = Catalogue::load().words("MX", Language::Es, TimeZone::UTC);
        for (zone, name) in choices("", &w) {
            assert!(is_known(&zone), "{zone}");
            assert!(!name.contains('/'), "{name}");
        }
        // Every name was read in both languages; a zone that is added is read too.
        let said = |language| {
            let w = Catalogue::load().words("MX", language, TimeZone::UTC);
            let names = choices("", &w).into_iter();
            let cities = names.map(|(_, name)| name.split(" (").next().unwrap_or("").to_owned());
            cities.collect::<Vec<String>>().join(", ")
        };
        assert_eq!(said(Language::Es), SPANISH);
        assert_eq!(said(Language::En), ENGLISH);
        assert!(choices("Asia/Tokyo", &w).iter().any(|(zone, _)| zone == "Asia/Tokyo"));
        assert_eq!(name("America/Mexico_City", &w), "Ciudad de México (América)");
    }
}
