//! Names, places, trades and numbers of people who do not exist.

use super::dice::Dice;

/// Somebody who does not exist.
#[derive(Debug, Clone, Default)]
pub(super) struct Somebody {
    pub(super) name: String,
    pub(super) email: String,
    pub(super) mobile: String,
    pub(super) job_title: String,
    pub(super) company: String,
    pub(super) industry: String,
    pub(super) city: String,
    pub(super) country: String,
}

/// Somebody of chance; `is_fitting` is whether the company moves freight and the title decides.
pub(super) fn somebody(dice: &mut Dice, number: usize, is_fitting: bool) -> Somebody {
    let given = dice.one(GIVEN);
    let (first, second) = (dice.one(SURNAMES), dice.one(SURNAMES));
    let (country, cities) = place(dice);
    let city = dice.one(cities);
    let (industry, trades) = if is_fitting { trade(dice, FREIGHT) } else { trade(dice, OTHERS) };
    let company = format!("{} {}", dice.one(trades), dice.one(COMPANIES));
    let is_free_mail = !is_fitting && dice.falls(35);
    let local = format!("{}.{}{number}", plain(given), plain(first));
    let domain =
        if is_free_mail { "gmail.com".to_owned() } else { format!("{}.example", plain(&company)) };
    Somebody {
        name: format!("{given} {first} {second}"),
        email: format!("{local}@{domain}"),
        mobile: mobile(country, number),
        job_title: title(dice, is_fitting, given).to_owned(),
        company,
        industry: industry.to_owned(),
        city: city.to_owned(),
        country: country.to_owned(),
    }
}

/// A number with 555 in it, which nobody has.
pub(super) fn mobile(country: &str, number: usize) -> String {
    let last = number % 10_000;
    match country {
        "MX" => format!("+5281555{:05}", 10_000 + last),
        "CL" => format!("+569555{:05}", 10_000 + last),
        "AR" => format!("+54911555{:05}", 10_000 + last),
        "PE" => format!("+51955{:06}", 500_000 + last),
        "ES" => format!("+34655{:06}", 550_000 + last),
        _ => format!("+57300555{last:04}"),
    }
}

/// A country and its cities, as often as the company sells there.
fn place(dice: &mut Dice) -> (&'static str, &'static [&'static str]) {
    match dice.between(1, 100) {
        1..=34 => ("CO", &["Bogotá", "Medellín", "Cali", "Barranquilla", "Bucaramanga"]),
        35..=60 => ("MX", &["Monterrey", "León", "Guadalajara", "Querétaro", "Puebla"]),
        61..=72 => ("CL", &["Santiago", "Antofagasta", "Concepción"]),
        73..=82 => ("AR", &["Rosario", "Córdoba", "Buenos Aires"]),
        83..=92 => ("PE", &["Lima", "Arequipa", "Trujillo"]),
        _ => ("ES", &["Valencia", "Zaragoza", "Murcia", "Sevilla"]),
    }
}

type Trade = (&'static str, &'static [&'static str]);

fn trade(dice: &mut Dice, of: &[Trade]) -> Trade {
    let most = i64::try_from(of.len()).unwrap_or(1) - 1;
    let index = usize::try_from(dice.between(0, most)).unwrap_or_default();
    of.get(index).copied().unwrap_or(("Transporte de carga", &["Transportes"]))
}

/// A text as an address writes it.
fn plain(text: &str) -> String {
    let folded = engine::text::fold(text).replace('ñ', "n");
    folded.chars().filter(char::is_ascii_alphanumeric).collect()
}

const FREIGHT: &[Trade] = &[
    ("Transporte de carga", &["Transportes", "Carga", "Fletes", "Logística"]),
    ("Alimentos y bebidas", &["Lácteos", "Embotelladora", "Distribuidora"]),
    ("Agroindustria", &["Agroinsumos", "Frutas", "Granos"]),
    ("Construcción y áridos", &["Áridos", "Hormigones"]),
    ("Mensajería", &["Courier", "Envíos"]),
    ("Gas y combustibles", &["Gases", "Combustibles"]),
    ("Mudanzas", &["Mudanzas"]),
];

const OTHERS: &[Trade] = &[
    ("Consultoría", &["Consultores", "Asesores"]),
    ("Comercio", &["Almacenes", "Ferretería"]),
    ("Educación", &["Instituto", "Academia"]),
    ("Salud", &["Clínica", "Laboratorios"]),
    ("Turismo", &["Viajes", "Hotel"]),
];

/// A title as a woman and as a man has it.
type Title = (&'static str, &'static str);

/// The title of somebody of this name.
fn title(dice: &mut Dice, is_fitting: bool, given: &str) -> &'static str {
    let titles = if is_fitting { DECIDE } else { ASK };
    let most = i64::try_from(titles.len()).unwrap_or(1) - 1;
    let index = usize::try_from(dice.between(0, most)).unwrap_or_default();
    let (hers, his) = titles.get(index).copied().unwrap_or(("Gerente general", "Gerente general"));
    if given.ends_with('a') || WOMEN.contains(&given) { hers } else { his }
}

const DECIDE: &[Title] = &[
    ("Directora de Operaciones", "Director de Operaciones"),
    ("Gerente de Operaciones", "Gerente de Operaciones"),
    ("Gerente de Logística", "Gerente de Logística"),
    ("Jefa de Logística", "Jefe de Logística"),
    ("Gerente general", "Gerente general"),
    ("Directora general", "Director general"),
];

const ASK: &[Title] = &[
    ("Analista", "Analista"),
    ("Auxiliar administrativa", "Auxiliar administrativo"),
    ("Asistente de compras", "Asistente de compras"),
    ("Coordinadora de calidad", "Coordinador de calidad"),
    ("Contadora", "Contador"),
    ("Ingeniera de soporte", "Ingeniero de soporte"),
    ("Encargada de sistemas", "Encargado de sistemas"),
];

/// Given names of women that do not end in a.
const WOMEN: &[&str] =
    &["Beatriz", "Guadalupe", "Irene", "Isabel", "Leonor", "Mercedes", "Pilar", "Raquel", "Rocío"];

const GIVEN: &[&str] = &[
    "Adriana",
    "Agustín",
    "Alejandra",
    "Andrés",
    "Beatriz",
    "Camila",
    "Carlos",
    "Carolina",
    "Catalina",
    "Claudia",
    "Cristóbal",
    "Diego",
    "Elena",
    "Emilio",
    "Esteban",
    "Eugenia",
    "Federico",
    "Felipe",
    "Fernanda",
    "Gabriela",
    "Gonzalo",
    "Guadalupe",
    "Héctor",
    "Hernán",
    "Ignacio",
    "Irene",
    "Isabel",
    "Jaime",
    "Javier",
    "Jimena",
    "Joaquín",
    "Jorge",
    "Julia",
    "Laura",
    "Leonor",
    "Lorena",
    "Lucas",
    "Manuel",
    "Marcela",
    "Mariana",
    "Martín",
    "Mauricio",
    "Mercedes",
    "Miguel",
    "Natalia",
    "Nicolás",
    "Olga",
    "Pablo",
    "Paloma",
    "Patricio",
    "Pilar",
    "Ramiro",
    "Raquel",
    "Ricardo",
    "Rocío",
    "Rubén",
    "Sandra",
    "Santiago",
    "Sergio",
    "Silvia",
    "Sofía",
    "Tomás",
    "Valentina",
    "Verónica",
    "Vicente",
    "Ximena",
    "Yolanda",
];

const SURNAMES: &[&str] = &[
    "Acosta",
    "Aguilar",
    "Alarcón",
    "Álvarez",
    "Arango",
    "Araya",
    "Barrios",
    "Benítez",
    "Bravo",
    "Cabrera",
    "Cárdenas",
    "Castaño",
    "Castro",
    "Contreras",
    "Correa",
    "Díaz",
    "Duarte",
    "Escobar",
    "Espinoza",
    "Fernández",
    "Figueroa",
    "Franco",
    "Gallardo",
    "Garrido",
    "Giraldo",
    "Gómez",
    "Guerrero",
    "Gutiérrez",
    "Herrera",
    "Hoyos",
    "Ibáñez",
    "Jaramillo",
    "Jiménez",
    "Leiva",
    "Londoño",
    "Luna",
    "Maldonado",
    "Marín",
    "Medina",
    "Mejía",
    "Méndez",
    "Molina",
    "Montoya",
    "Morales",
    "Muñoz",
    "Navarro",
    "Núñez",
    "Ochoa",
    "Ortega",
    "Osorio",
    "Palacios",
    "Paredes",
    "Peña",
    "Pineda",
    "Ponce",
    "Quintero",
    "Ramírez",
    "Restrepo",
    "Reyes",
    "Rojas",
    "Romero",
    "Salazar",
    "Serrano",
    "Silva",
    "Soto",
    "Suárez",
    "Toro",
    "Uribe",
    "Valencia",
    "Vargas",
    "Vega",
    "Velasco",
    "Vidal",
    "Villegas",
    "Zamora",
    "Zapata",
    "Zúñiga",
];

const COMPANIES: &[&str] = &[
    "del Valle",
    "Andina",
    "La Sabana",
    "del Norte",
    "del Sur",
    "Pacífico",
    "San Gabriel",
    "Santa Lucía",
    "El Molino",
    "La Estrella",
    "Monteverde",
    "Los Álamos",
    "Río Claro",
    "Puerto Nuevo",
    "La Cumbre",
    "Altamira",
    "El Encino",
    "Horizonte",
    "Cordillera",
    "La Ceiba",
    "Bahía",
    "El Faro",
    "Tres Ríos",
    "La Pradera",
    "San Marcos",
    "Nueva Era",
    "El Mirador",
    "Campo Alegre",
];
