//! Names of countries: those where Criba is read, and their neighbours in trade.

use crate::agreement::Language;

/// The country's name; `None` for one that is not in the table.
pub(super) fn country_name(code: &str, language: Language) -> Option<&'static str> {
    let row = COUNTRIES.iter().find(|row| row.0.eq_ignore_ascii_case(code))?;
    Some(match language {
        Language::Es => row.1,
        Language::En => row.2,
    })
}

#[rustfmt::skip]
const COUNTRIES: &[(&str, &str, &str)] = &[
    ("AD", "Andorra", "Andorra"), ("AR", "Argentina", "Argentina"), ("BE", "Bélgica", "Belgium"),
    ("BO", "Bolivia", "Bolivia"), ("BR", "Brasil", "Brazil"), ("CA", "Canadá", "Canada"),
    ("CH", "Suiza", "Switzerland"), ("CL", "Chile", "Chile"), ("CN", "China", "China"),
    ("CO", "Colombia", "Colombia"), ("CR", "Costa Rica", "Costa Rica"), ("CU", "Cuba", "Cuba"),
    ("DE", "Alemania", "Germany"), ("DO", "República Dominicana", "the Dominican Republic"),
    ("EC", "Ecuador", "Ecuador"), ("ES", "España", "Spain"), ("FR", "Francia", "France"),
    ("GB", "Reino Unido", "the United Kingdom"), ("GQ", "Guinea Ecuatorial", "Equatorial Guinea"),
    ("GT", "Guatemala", "Guatemala"), ("HN", "Honduras", "Honduras"), ("IE", "Irlanda", "Ireland"),
    ("IN", "India", "India"), ("IT", "Italia", "Italy"), ("MA", "Marruecos", "Morocco"),
    ("MX", "México", "Mexico"), ("NI", "Nicaragua", "Nicaragua"), ("NL", "Países Bajos", "the Netherlands"),
    ("NO", "Noruega", "Norway"), ("PA", "Panamá", "Panama"), ("PE", "Perú", "Peru"),
    ("PL", "Polonia", "Poland"), ("PR", "Puerto Rico", "Puerto Rico"), ("PT", "Portugal", "Portugal"),
    ("PY", "Paraguay", "Paraguay"), ("SE", "Suecia", "Sweden"), ("SV", "El Salvador", "El Salvador"),
    ("US", "Estados Unidos", "the United States"), ("UY", "Uruguay", "Uruguay"), ("VE", "Venezuela", "Venezuela"),
];

/// The name of a region of public holidays, such as `ES-MD`, or of a country.
pub fn region_name(code: &str, language: Language) -> Option<&'static str> {
    let row = REGIONS.iter().find(|row| row.0.eq_ignore_ascii_case(code));
    row.map(|row| row.1).or_else(|| country_name(code, language))
}

/// ISO 3166-2 of Spain, whose communities have holidays of their own.
#[rustfmt::skip]
const REGIONS: &[(&str, &str)] = &[
    ("ES-AN", "Andalucía"), ("ES-AR", "Aragón"), ("ES-AS", "Asturias"), ("ES-CB", "Cantabria"),
    ("ES-CE", "Ceuta"), ("ES-CL", "Castilla y León"), ("ES-CM", "Castilla-La Mancha"),
    ("ES-CN", "Canarias"), ("ES-CT", "Cataluña"), ("ES-EX", "Extremadura"), ("ES-GA", "Galicia"),
    ("ES-IB", "Illes Balears"), ("ES-MC", "Región de Murcia"), ("ES-MD", "Comunidad de Madrid"),
    ("ES-ML", "Melilla"), ("ES-NC", "Navarra"), ("ES-PV", "País Vasco"), ("ES-RI", "La Rioja"),
    ("ES-VC", "Comunitat Valenciana"),
];

/// The clock of a zone by its city, as people name it: "Ciudad de México".
pub fn clock_name(zone: &str, language: Language) -> String {
    let city = zone.rsplit('/').next().unwrap_or(zone).replace('_', " ");
    let spanish = CITIES.iter().find(|(name, _)| *name == city);
    match (language, spanish) {
        (Language::Es, Some((_, name))) => (*name).to_owned(),
        _ => city,
    }
}

/// Cities whose Spanish name is not the English one.
#[rustfmt::skip]
const CITIES: &[(&str, &str)] = &[
    ("Asuncion", "Asunción"), ("Bogota", "Bogotá"), ("Canary", "Canarias"), ("Cancun", "Cancún"),
    ("Cordoba", "Córdoba"), ("Havana", "La Habana"), ("Lisbon", "Lisboa"), ("London", "Londres"),
    ("Mexico City", "Ciudad de México"), ("Merida", "Mérida"), ("New York", "Nueva York"),
    ("Panama", "Panamá"), ("Tucuman", "Tucumán"),
];
