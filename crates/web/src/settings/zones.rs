//! Clocks to choose from: those of the places where Criba is read.

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
pub(super) fn choices(used: &str) -> Vec<(String, String)> {
    let mut zones: Vec<&str> = ZONES.to_vec();
    if !used.is_empty() && !zones.contains(&used) {
        zones.insert(0, used);
    }
    zones.into_iter().map(|zone| (zone.to_owned(), name(zone))).collect()
}

/// Whether a clock may be chosen.
pub(super) fn is_known(zone: &str) -> bool {
    jiff::tz::TimeZone::get(zone).is_ok()
}

/// A clock as people read it: `Madrid (Europe)`.
pub(super) fn name(zone: &str) -> String {
    match zone.rsplit_once('/') {
        Some((place, city)) => {
            let place = place.split('/').next().unwrap_or(place);
            format!("{} ({place})", city.replace('_', " "))
        }
        None => zone.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_clock_is_one() {
        for (zone, _) in choices("") {
            assert!(is_known(&zone), "{zone}");
        }
        assert!(choices("Asia/Tokyo").iter().any(|(zone, _)| zone == "Asia/Tokyo"));
        assert_eq!(name("America/Argentina/Buenos_Aires"), "Buenos Aires (America)");
    }
}
