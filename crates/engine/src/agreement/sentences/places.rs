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

/// The clock of a zone by its city, as people name it: "Ciudad de México", "Canary Islands".
pub fn clock_name(zone: &str, language: Language) -> String {
    let city = zone.rsplit('/').next().unwrap_or(zone).replace('_', " ");
    match (language, CITIES.iter().find(|(name, ..)| *name == city)) {
        (Language::Es, Some((_, name, _))) | (Language::En, Some((.., name))) => (*name).to_owned(),
        (_, None) => city,
    }
}

/// Cities that are not written as the zone writes them: its name, the Spanish and the English one.
#[rustfmt::skip]
const CITIES: &[(&str, &str, &str)] = &[
    ("Asuncion", "Asunción", "Asunción"), ("Berlin", "Berlín", "Berlin"), ("Bogota", "Bogotá", "Bogotá"),
    ("Canary", "Canarias", "Canary Islands"), ("Cancun", "Cancún", "Cancún"),
    ("Ciudad Juarez", "Ciudad Juárez", "Ciudad Juárez"), ("Cordoba", "Córdoba", "Córdoba"),
    ("Dublin", "Dublín", "Dublin"), ("Easter", "Isla de Pascua", "Easter Island"),
    ("Galapagos", "Galápagos", "Galápagos"), ("Havana", "La Habana", "Havana"),
    ("Lisbon", "Lisboa", "Lisbon"), ("London", "Londres", "London"),
    ("Los Angeles", "Los Ángeles", "Los Angeles"), ("Mazatlan", "Mazatlán", "Mazatlán"),
    ("Merida", "Mérida", "Mérida"), ("Mexico City", "Ciudad de México", "Mexico City"),
    ("New York", "Nueva York", "New York"), ("Panama", "Panamá", "Panama"),
    ("Paris", "París", "Paris"), ("Rome", "Roma", "Rome"), ("Sao Paulo", "São Paulo", "São Paulo"),
    ("Tucuman", "Tucumán", "Tucumán"),
];
