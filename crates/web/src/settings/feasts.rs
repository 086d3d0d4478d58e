//! What public holidays are called, as far as their days say it. Which days are holidays is the
//! engine's to say; a day that has no name here is shown by its date.

use engine::holidays::{easter, is_holiday};
use jiff::civil::{Date, Weekday};

use crate::words::Words;

/// When a feast is kept.
#[derive(Debug, Clone, Copy)]
enum Kept {
    /// On its month and day.
    On(i8, i8),
    /// On the Monday from its day on.
    Monday(i8, i8),
    /// On the first or third Monday of a month.
    Nth(i8, i8),
    /// On its day, or on a Monday near it.
    Near(i8, i8),
    /// So many days after Easter Sunday.
    Easter(i64),
}

use Kept::{Easter, Monday, Near, Nth, On};

/// Country or region, when, and the name in Spanish and in English; of every country where the
/// first is empty. The first that fits is taken.
#[rustfmt::skip]
const FEASTS: &[(&str, Kept, &str, &str)] = &[
    ("ES", On(10, 12), "Fiesta Nacional", "National Day"),
    ("ES", On(12, 6), "Día de la Constitución", "Constitution Day"),
    ("ES-MD", On(5, 2), "Comunidad de Madrid", "Community of Madrid Day"),
    ("ES-CT", On(9, 11), "Diada", "National Day of Catalonia"),
    ("ES-AN", On(2, 28), "Día de Andalucía", "Andalusia Day"),
    ("MX", Nth(2, 1), "Día de la Constitución", "Constitution Day"),
    ("MX", Nth(3, 3), "Natalicio de Benito Juárez", "Benito Juárez's Birthday"),
    ("MX", On(9, 16), "Independencia", "Independence Day"),
    ("MX", Nth(11, 3), "Revolución", "Revolution Day"),
    ("CO", Monday(1, 6), "Reyes Magos", "Epiphany"),
    ("CO", Monday(3, 19), "San José", "Saint Joseph"),
    ("CO", Monday(6, 29), "San Pedro y San Pablo", "Saints Peter and Paul"),
    ("CO", On(7, 20), "Independencia", "Independence Day"),
    ("CO", On(8, 7), "Batalla de Boyacá", "Battle of Boyacá"),
    ("CO", Monday(8, 15), "Asunción", "Assumption"),
    ("CO", Monday(10, 12), "Día de la Raza", "Columbus Day"),
    ("CO", Monday(11, 1), "Todos los Santos", "All Saints' Day"),
    ("CO", Monday(11, 11), "Independencia de Cartagena", "Independence of Cartagena"),
    ("CO", Easter(43), "Ascensión", "Ascension"),
    ("CO", Easter(64), "Corpus Christi", "Corpus Christi"),
    ("CO", Easter(71), "Sagrado Corazón", "Sacred Heart"),
    ("AR", On(3, 24), "Día de la Memoria", "Day of Remembrance"),
    ("AR", On(4, 2), "Malvinas", "Malvinas Day"),
    ("AR", On(5, 25), "Revolución de Mayo", "May Revolution"),
    ("AR", Near(6, 17), "Güemes", "Güemes Day"),
    ("AR", On(6, 20), "Día de la Bandera", "Flag Day"),
    ("AR", On(7, 9), "Independencia", "Independence Day"),
    ("AR", Near(8, 17), "San Martín", "San Martín Day"),
    ("AR", Near(10, 12), "Diversidad Cultural", "Cultural Diversity Day"),
    ("AR", Near(11, 20), "Soberanía Nacional", "National Sovereignty Day"),
    ("CL", On(5, 21), "Glorias Navales", "Navy Day"),
    ("CL", On(7, 16), "Virgen del Carmen", "Our Lady of Mount Carmel"),
    ("CL", On(9, 18), "Independencia", "Independence Day"),
    ("CL", On(9, 19), "Glorias del Ejército", "Army Day"),
    ("PE", On(7, 28), "Independencia", "Independence Day"),
    ("PE", On(7, 29), "Fiestas Patrias", "National Holidays"),
    ("PE", On(8, 30), "Santa Rosa de Lima", "Saint Rose of Lima"),
    ("PE", On(10, 8), "Combate de Angamos", "Battle of Angamos"),
    ("UY", On(7, 18), "Jura de la Constitución", "Constitution Day"),
    ("UY", On(8, 25), "Independencia", "Independence Day"),
    ("US", On(7, 4), "Día de la Independencia", "Independence Day"),
    ("", On(1, 1), "Año Nuevo", "New Year's Day"),
    ("", On(1, 6), "Reyes", "Epiphany"),
    ("", On(5, 1), "Día del Trabajo", "Labour Day"),
    ("", On(8, 15), "Asunción", "Assumption"),
    ("", On(11, 1), "Todos los Santos", "All Saints' Day"),
    ("", On(11, 2), "Día de los Difuntos", "All Souls' Day"),
    ("", On(12, 8), "Inmaculada Concepción", "Immaculate Conception"),
    ("", On(12, 25), "Navidad", "Christmas Day"),
    ("", Easter(-48), "Carnaval", "Carnival"),
    ("", Easter(-47), "Carnaval", "Carnival"),
    ("", Easter(-3), "Jueves Santo", "Holy Thursday"),
    ("", Easter(-2), "Viernes Santo", "Good Friday"),
    ("", Easter(-1), "Sábado Santo", "Holy Saturday"),
    ("", Easter(1), "Lunes de Pascua", "Easter Monday"),
    ("", Easter(60), "Corpus Christi", "Corpus Christi"),
];

/// A public holiday of some regions.
pub(super) struct Feast {
    pub(super) day: Date,
    /// What it is called; empty where its day alone does not say it.
    pub(super) name: String,
}

/// Days that are looked at.
const DAYS: usize = 365;

/// The public holidays of some regions within a year from a day on.
pub(super) fn coming(regions: &[String], from: Date, w: &Words) -> Vec<Feast> {
    let days = std::iter::successors(Some(from), |day| day.tomorrow().ok()).take(DAYS);
    let feasts = days.filter_map(|day| {
        let region = regions.iter().find(|region| is_holiday(region, day))?;
        Some(Feast { day, name: name(region, day, w).unwrap_or_default() })
    });
    feasts.collect()
}

fn name(region: &str, day: Date, w: &Words) -> Option<String> {
    let country = region.split('-').next().unwrap_or(region);
    let fits = FEASTS.iter().find(|(of, kept, ..)| {
        (of.is_empty() || *of == country || *of == region) && is_kept(*kept, day)
    });
    fits.map(|(_, _, es, en)| w.choose(es, en).to_owned())
}

fn is_kept(kept: Kept, day: Date) -> bool {
    let since = |from: Date| i64::from((day - from).get_days());
    let of_year = |month, of_month| Date::new(day.year(), month, of_month).ok();
    match kept {
        On(month, of_month) => (day.month(), day.day()) == (month, of_month),
        Monday(month, of_month) => of_year(month, of_month)
            .is_some_and(|from| day.weekday() == Weekday::Monday && (0..7).contains(&since(from))),
        Nth(month, nth) => {
            day.month() == month
                && day.weekday() == Weekday::Monday
                && (day.day() - 1) / 7 + 1 == nth
        }
        Near(month, of_month) => {
            of_year(month, of_month).is_some_and(|from| (-4..=4).contains(&since(from)))
        }
        Easter(days) => easter(day.year()).is_some_and(|sunday| since(sunday) == days),
    }
}
