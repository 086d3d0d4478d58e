//! Whose clock a contact lives by, from their country, or that of their telephone, their city and
//! postal code.
//!
//! A guess by what is known: the capital's clock where nothing says more. It decides only when
//! somebody is better not called, and what time it is there.

use engine::agreement::condition::Whose;
use engine::agreement::sealed::Agreement;
use engine::contact::Contact;
use engine::text::fold;
use engine::time::Timestamp;
use jiff::tz::TimeZone;

/// The time zone of a country's place; `None` for a country that is not known.
#[must_use]
pub fn zone_of(country: &str, city: &str, postal_code: &str) -> Option<TimeZone> {
    let country = country.trim().to_ascii_uppercase();
    let city = fold(city).replace('ñ', "n");
    let by_city = CITIES.iter().find(|(of, names, _)| {
        *of == country && names.split(',').any(|name| !city.is_empty() && city.contains(name))
    });
    if let Some((_, _, zone)) = by_city {
        return TimeZone::get(zone).ok();
    }
    let is_canary = country == "ES" && ["35", "38"].iter().any(|p| postal_code.starts_with(p));
    if is_canary {
        return TimeZone::get("Atlantic/Canary").ok();
    }
    let (_, zone) = COUNTRIES.iter().find(|(code, _)| *code == country)?;
    TimeZone::get(zone).ok()
}

/// The country that a contact is in, empty where nothing says it: what somebody said, else that of
/// their telephone where it is another than the workspace's. Of a number of the workspace's own
/// country nothing follows, and what is not said is no fact of theirs.
#[must_use]
pub fn country_of(agreement: &Agreement, contact: &Contact, at: Timestamp) -> String {
    let text = |id: &str| {
        let held = contact.profile.at(Whose::Person, id, at);
        held.map(|held| held.value.to_string()).filter(|text| !text.is_empty())
    };
    if let Some(country) = text("country") {
        return country;
    }
    let Some(phone) = text("mobile").or_else(|| text("phone")) else { return String::new() };
    let ours = agreement.time_zone().iana_name().and_then(country_by_clock);
    let theirs = import::values::phones::country_of(&phone);
    theirs.filter(|theirs| Some(theirs.as_str()) != ours).unwrap_or_default()
}

/// The country whose clock a time zone is.
fn country_by_clock(zone: &str) -> Option<&'static str> {
    if zone == "Atlantic/Canary" {
        return Some("ES");
    }
    let of_country = COUNTRIES.iter().find(|(_, clock)| *clock == zone).map(|(code, _)| *code);
    of_country.or_else(|| CITIES.iter().find(|(.., clock)| *clock == zone).map(|(code, ..)| *code))
}

/// Where somebody is, as far as it is known; empty where it is not.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Place<'a> {
    /// ISO 3166 code.
    pub country: &'a str,
    /// The city's name.
    pub city: &'a str,
    /// The postal code, which tells the Canaries from the rest of Spain.
    pub postal_code: &'a str,
}

impl Place<'_> {
    /// When somebody here may next be called by the agreement's clause `queue`, on the agreement's
    /// clock where nobody knows theirs; `None` where they may be at this moment.
    #[must_use]
    pub fn awake_at(self, agreement: &Agreement, at: Timestamp) -> Option<Timestamp> {
        let hours = agreement.document.queue.as_ref()?.local_hours?;
        let zone = zone_of(self.country, self.city, self.postal_code);
        opens(&zone.unwrap_or_else(|| agreement.time_zone().clone()), hours, at)
    }
}

/// When a contact may next be called by the agreement's clause `queue`; `None` where they may be at
/// this moment.
#[must_use]
pub fn awake_at(agreement: &Agreement, contact: &Contact, at: Timestamp) -> Option<Timestamp> {
    let text = |id: &str| {
        let held = contact.profile.at(Whose::Person, id, at);
        held.map(|held| held.value.to_string()).unwrap_or_default()
    };
    let country = country_of(agreement, contact, at);
    let (city, postal_code) = (text("city"), text("postal_code"));
    let place = Place { country: &country, city: &city, postal_code: &postal_code };
    place.awake_at(agreement, at)
}

/// Whether a moment falls between two times of day, in minutes after midnight, by a clock; and if
/// not, when it next does.
#[must_use]
pub fn opens(zone: &TimeZone, hours: (u16, u16), at: Timestamp) -> Option<Timestamp> {
    let local = zone.to_datetime(at.to_jiff());
    let minute =
        u16::from(local.hour().unsigned_abs()) * 60 + u16::from(local.minute().unsigned_abs());
    let (open, close) = hours;
    if (open..close).contains(&minute) {
        return None;
    }
    let day = if minute < open { local.date() } else { local.date().tomorrow().ok()? };
    let hour = i8::try_from(open / 60).ok()?;
    let opening = day.at(hour, i8::try_from(open % 60).ok()?, 0, 0);
    zone.to_timestamp(opening).ok().map(Timestamp::from_jiff)
}

/// The clock of most people of a country.
#[rustfmt::skip]
const COUNTRIES: &[(&str, &str)] = &[
    ("AD", "Europe/Andorra"), ("AE", "Asia/Dubai"), ("AO", "Africa/Luanda"),
    ("AR", "America/Argentina/Buenos_Aires"), ("AT", "Europe/Vienna"), ("AU", "Australia/Sydney"),
    ("BE", "Europe/Brussels"), ("BG", "Europe/Sofia"), ("BO", "America/La_Paz"),
    ("BR", "America/Sao_Paulo"), ("BZ", "America/Belize"), ("CA", "America/Toronto"),
    ("CH", "Europe/Zurich"), ("CL", "America/Santiago"), ("CN", "Asia/Shanghai"),
    ("CO", "America/Bogota"), ("CR", "America/Costa_Rica"), ("CU", "America/Havana"),
    ("CV", "Atlantic/Cape_Verde"), ("CY", "Asia/Nicosia"), ("CZ", "Europe/Prague"),
    ("DE", "Europe/Berlin"), ("DK", "Europe/Copenhagen"), ("DO", "America/Santo_Domingo"),
    ("DZ", "Africa/Algiers"), ("EC", "America/Guayaquil"), ("EE", "Europe/Tallinn"),
    ("EG", "Africa/Cairo"), ("ES", "Europe/Madrid"), ("FI", "Europe/Helsinki"),
    ("FR", "Europe/Paris"), ("GB", "Europe/London"), ("GI", "Europe/Gibraltar"),
    ("GQ", "Africa/Malabo"), ("GR", "Europe/Athens"), ("GT", "America/Guatemala"),
    ("HK", "Asia/Hong_Kong"), ("HN", "America/Tegucigalpa"), ("HR", "Europe/Zagreb"),
    ("HT", "America/Port-au-Prince"), ("HU", "Europe/Budapest"), ("IE", "Europe/Dublin"),
    ("IL", "Asia/Jerusalem"), ("IN", "Asia/Kolkata"), ("IS", "Atlantic/Reykjavik"),
    ("IT", "Europe/Rome"), ("JM", "America/Jamaica"), ("JP", "Asia/Tokyo"), ("KR", "Asia/Seoul"),
    ("LI", "Europe/Vaduz"), ("LT", "Europe/Vilnius"), ("LU", "Europe/Luxembourg"),
    ("LV", "Europe/Riga"), ("MA", "Africa/Casablanca"), ("MC", "Europe/Monaco"),
    ("MT", "Europe/Malta"), ("MX", "America/Mexico_City"), ("MZ", "Africa/Maputo"),
    ("NG", "Africa/Lagos"), ("NI", "America/Managua"), ("NL", "Europe/Amsterdam"),
    ("NO", "Europe/Oslo"), ("NZ", "Pacific/Auckland"), ("PA", "America/Panama"),
    ("PE", "America/Lima"), ("PH", "Asia/Manila"), ("PL", "Europe/Warsaw"),
    ("PR", "America/Puerto_Rico"), ("PT", "Europe/Lisbon"), ("PY", "America/Asuncion"),
    ("QA", "Asia/Qatar"), ("RO", "Europe/Bucharest"), ("RS", "Europe/Belgrade"),
    ("RU", "Europe/Moscow"), ("SA", "Asia/Riyadh"), ("SE", "Europe/Stockholm"),
    ("SG", "Asia/Singapore"), ("SI", "Europe/Ljubljana"), ("SK", "Europe/Bratislava"),
    ("SM", "Europe/San_Marino"), ("SN", "Africa/Dakar"), ("SV", "America/El_Salvador"),
    ("TN", "Africa/Tunis"), ("TR", "Europe/Istanbul"), ("TT", "America/Port_of_Spain"),
    ("TW", "Asia/Taipei"), ("UA", "Europe/Kyiv"), ("US", "America/New_York"),
    ("UY", "America/Montevideo"), ("VA", "Europe/Vatican"), ("VE", "America/Caracas"),
    ("ZA", "Africa/Johannesburg"),
];

/// Places of a country that live by another clock than most of it.
#[rustfmt::skip]
const CITIES: &[(&str, &str, &str)] = &[
    ("ES", "las palmas,tenerife,laguna,arrecife,lanzarote,fuerteventura,puerto del rosario,telde,canaria", "Atlantic/Canary"),
    ("MX", "tijuana,mexicali,ensenada,tecate,rosarito", "America/Tijuana"),
    ("MX", "hermosillo,obregon,nogales,guaymas,navojoa", "America/Hermosillo"),
    ("MX", "culiacan,mazatlan,los mochis,la paz,cabo san lucas,los cabos,tepic", "America/Mazatlan"),
    ("MX", "cancun,playa del carmen,chetumal,cozumel,tulum", "America/Cancun"),
    ("MX", "ciudad juarez,cd juarez", "America/Ciudad_Juarez"),
    ("MX", "reynosa,matamoros,nuevo laredo", "America/Matamoros"),
    ("CL", "punta arenas,puerto natales", "America/Punta_Arenas"),
    ("CL", "isla de pascua,hanga roa", "Pacific/Easter"),
    ("EC", "galapagos,puerto ayora", "Pacific/Galapagos"),
    ("PT", "ponta delgada,angra do heroismo,azores", "Atlantic/Azores"),
    ("US", "los angeles,san francisco,san diego,seattle,las vegas,portland", "America/Los_Angeles"),
    ("US", "chicago,houston,dallas,austin,san antonio,new orleans", "America/Chicago"),
    ("US", "denver,salt lake,albuquerque,el paso", "America/Denver"),
    ("US", "phoenix,tucson", "America/Phoenix"),
    ("BR", "manaus", "America/Manaus"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_clock_is_one_that_is_known() {
        for (place, zone) in COUNTRIES {
            assert!(TimeZone::get(zone).is_ok(), "{place}: {zone}");
        }
        for (place, _, zone) in CITIES {
            assert!(TimeZone::get(zone).is_ok(), "{place}: {zone}");
        }
        assert!(COUNTRIES.is_sorted());
    }

    #[test]
    fn a_city_goes_before_its_country() {
        let name = |country: &str, city: &str, code: &str| {
            zone_of(country, city, code).and_then(|zone| zone.iana_name().map(str::to_owned))
        };
        assert_eq!(name("MX", "Monterrey", "").as_deref(), Some("America/Mexico_City"));
        assert_eq!(name("mx", "Tijuana, B.C.", "").as_deref(), Some("America/Tijuana"));
        assert_eq!(name("ES", "", "38001").as_deref(), Some("Atlantic/Canary"));
        assert_eq!(name("ES", "Logroño", "26001").as_deref(), Some("Europe/Madrid"));
        assert_eq!(name("", "Bogotá", ""), None);
    }

    #[test]
    fn says_when_it_is_a_good_hour_there() {
        let zone = TimeZone::get("America/Mexico_City").unwrap();
        let hours = (9 * 60, 19 * 60);
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        assert_eq!(opens(&zone, hours, at("2026-11-23T15:00:00Z")), None);
        let early = opens(&zone, hours, at("2026-11-23T14:59:00Z"));
        assert_eq!(early, Some(at("2026-11-23T15:00:00Z")));
        let late = opens(&zone, hours, at("2026-11-24T01:00:00Z"));
        assert_eq!(late, Some(at("2026-11-24T15:00:00Z")));
    }
}
