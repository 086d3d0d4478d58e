//! Made-up trade-show lists, as messy as real ones, always the same for a seed.
//!
//! Nobody in them is meant: names are drawn by chance, the domains end in `.example`, which belongs
//! to nobody (RFC 2606), and telephones are chance digits that must not be dialled.

use std::fmt::Write as _;

use anyhow::Context;

use crate::run::tell;

/// Prints a list of so many rows.
///
/// # Errors
///
/// The words are no numbers.
pub(crate) fn print(rows: &str, seed: &str) -> anyhow::Result<()> {
    let rows: usize = rows.parse().with_context(|| format!("«{rows}» is no number of rows"))?;
    let seed: u64 = seed.parse().with_context(|| format!("«{seed}» is no seed"))?;
    tell(list(rows, seed).trim_end());
    Ok(())
}

/// A list of so many rows, about one in eight of them somebody who stands in it already.
pub(crate) fn list(rows: usize, seed: u64) -> String {
    let mut draw = Draw(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    let mut text =
        String::from("FERIA DEL EMBALAJE 2026: contactos del stand 3C07;;;;;;;;;;;;;;;\n\n");
    text.push_str("Fecha visita;Hora;Nombre;Apellidos;Cargo;Empresa;E-mail;Teléfono;Móvil;Ciudad;País;Sector;Nº empleados;Interés;¿Quiere demo?;Plazo compra;Presupuesto aprox.;Acepta comunicaciones (RGPD);Observaciones\n");
    let mut people: Vec<Person> = Vec::new();
    for _ in 0..rows {
        let again = !people.is_empty() && draw.below(8) == 0;
        let person = if again {
            let index = draw.below(people.len());
            people.get(index).cloned().unwrap_or_else(|| Person::draw(&mut draw))
        } else {
            let person = Person::draw(&mut draw);
            people.push(person.clone());
            person
        };
        person.row(&mut draw, again, &mut text);
    }
    text
}

#[derive(Clone)]
struct Person {
    first: &'static str,
    last: String,
    title: &'static str,
    company: String,
    domain: String,
    country: (&'static str, &'static str),
    city: &'static str,
    mobile: u64,
    landline: u64,
    sector: &'static str,
    employees: &'static str,
}

impl Person {
    fn draw(draw: &mut Draw) -> Person {
        let place = draw.pick(PLACES);
        let owner = draw.pick(SURNAMES);
        let trade = draw.pick(TRADES);
        let number = draw.below(90);
        let company = format!(
            "{trade} {owner} {}",
            ["Hermanos", "e Hijos", "Norte", "del Sur", "Ibérica"][draw.below(5)]
        );
        let domain = format!("{}-{}{number}.example", plain(trade), plain(owner));
        Person {
            first: draw.pick(GIVEN),
            last: format!("{} {}", draw.pick(SURNAMES), draw.pick(SURNAMES)),
            title: draw.pick(TITLES),
            company,
            domain,
            country: (place.0, place.1),
            city: place.2,
            mobile: draw.below(100_000_000) as u64,
            landline: draw.below(100_000) as u64,
            sector: draw.pick(&[
                "Alimentación",
                "Química",
                "Automoción",
                "Construcción",
                "Logística",
                "Textil",
            ]),
            employees: draw.pick(&[
                "3",
                "12",
                "20-30",
                "45",
                "70-80",
                "120",
                "+500",
                "",
                "menos de 10",
            ]),
        }
    }

    fn row(&self, draw: &mut Draw, is_again: bool, text: &mut String) {
        let (mut first, mut last) = (self.first.to_owned(), self.last.clone());
        if is_again {
            match draw.below(4) {
                0 => (first, last) = (first.to_uppercase(), last.to_uppercase()),
                1 => last = last.split(' ').next().unwrap_or_default().to_owned(),
                2 => first = unaccented(&first),
                _ => {}
            }
        }
        let day = 10 + draw.below(4);
        let date = match draw.below(4) {
            0 => format!("{day}/03/2026"),
            1 => format!("2026-03-{day}"),
            2 => format!("{day} mar 2026"),
            _ => format!("{day}-3-26"),
        };
        let mobile = match (self.country.0, draw.below(5)) {
            (_, 0) if !is_again => String::new(),
            ("ES", 1) => format!("0034 6{:08}", self.mobile),
            ("ES", _) => format!("6{:02} {:06}", self.mobile / 1_000_000, self.mobile % 1_000_000),
            ("MX", _) => format!("+52 55 {:08}", self.mobile),
            _ => format!("+57 300 {:07}", self.mobile % 10_000_000),
        };
        let mailbox = match draw.below(7) {
            0 => format!("info@{}", self.domain),
            1 if !is_again => String::new(),
            _ => format!("{}.{}@{}", plain(self.first), plain(&self.last), self.domain),
        };
        let landline = if self.country.0 == "ES" {
            format!("9{:02} {:06}", 11 + self.landline % 80, self.landline)
        } else {
            String::new()
        };
        let cells = [
            date,
            format!("{}:{:02}", 9 + draw.below(10), draw.below(60)),
            first,
            last,
            self.title.to_owned(),
            self.company.clone(),
            mailbox,
            landline,
            mobile,
            self.city.to_owned(),
            self.country.1.to_owned(),
            self.sector.to_owned(),
            self.employees.to_owned(),
            (draw.pick(&["alto", "Alto", "medio", "bajo", "A", "B", "***", "*", ""])).to_owned(),
            (draw.pick(&["sí", "Si", "x", "no", "NO", "", "?"])).to_owned(),
            (draw.pick(&["YA", "Inmediato", "1-3 meses", "3-6 meses", "este año", "No sabe", ""]))
                .to_owned(),
            (draw.pick(&["12.000 €", "25k", "6000", "50.000,00", "", "", "no sabe"])).to_owned(),
            (draw.pick(&["Sí", "no", "x", ""])).to_owned(),
            (draw.pick(&[
                "",
                "",
                "Pide catálogo",
                "Llamar después de Semana Santa",
                "Solo curiosea",
                "\"Vino con su socio\nllamar el lunes\"",
            ]))
            .to_owned(),
        ];
        // Writing to a text does not fail.
        writeln!(text, "{}", cells.join(";")).ok();
    }
}

fn plain(text: &str) -> String {
    unaccented(text).to_lowercase().chars().filter(char::is_ascii_alphanumeric).collect()
}

fn unaccented(text: &str) -> String {
    let letters = text.chars().map(|c| match c {
        'á' | 'Á' => 'a',
        'é' | 'É' => 'e',
        'í' | 'Í' => 'i',
        'ó' | 'Ó' => 'o',
        'ú' | 'ü' | 'Ú' => 'u',
        'ñ' | 'Ñ' => 'n',
        c => c,
    });
    letters.collect()
}

/// Xorshift with a multiplication (Marsaglia 2003, Vigna 2014): the same numbers everywhere.
struct Draw(u64);

impl Draw {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 16
    }

    fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.next() % bound.max(1) as u64).unwrap_or(0)
    }

    fn pick<T: Copy>(&mut self, of: &[T]) -> T {
        let index = self.below(of.len());
        of[index]
    }
}

const PLACES: &[(&str, &str, &str)] = &[
    ("ES", "España", "Zaragoza"),
    ("ES", "ESPAÑA", "Valencia"),
    ("ES", "Spain", "Vigo"),
    ("ES", "", "Murcia"),
    ("ES", "España", "Girona"),
    ("MX", "México", "Puebla"),
    ("MX", "Mexico", "Toluca"),
    ("CO", "Colombia", "Cali"),
];

const GIVEN: &[&str] = &[
    "Ana",
    "Luis",
    "Marta",
    "Jorge",
    "Elena",
    "Raúl",
    "Nuria",
    "Iván",
    "Sofía",
    "Hugo",
    "Carmen",
    "Pedro",
    "Lucía",
    "Óscar",
    "Beatriz",
    "Andrés",
    "Inés",
    "Tomás",
    "Rocío",
    "Martín",
    "Laura",
    "Diego",
    "Paula",
    "Víctor",
    "Julia",
    "Sergio",
    "Alba",
    "Emilio",
    "Clara",
    "Rubén",
    "Irene",
    "Félix",
    "Gloria",
    "Samuel",
    "Eva",
    "Mario",
    "Pilar",
    "José Luis",
    "María Jesús",
    "Juan Pablo",
    "Ana Belén",
    "Miguel Ángel",
];

const SURNAMES: &[&str] = &[
    "Abad",
    "Alonso",
    "Arroyo",
    "Barrios",
    "Benítez",
    "Bermejo",
    "Blasco",
    "Bustos",
    "Calvo",
    "Cano",
    "Cardona",
    "Carrión",
    "Castaño",
    "Cebrián",
    "Clemente",
    "Corral",
    "Cuesta",
    "Delgado",
    "Domingo",
    "Duarte",
    "Escobar",
    "Espinosa",
    "Estévez",
    "Farias",
    "Fuertes",
    "Galindo",
    "Gallardo",
    "Giménez",
    "Guerra",
    "Heredia",
    "Hurtado",
    "Ibáñez",
    "Izquierdo",
    "Lara",
    "Ledesma",
    "Lozano",
    "Maldonado",
    "Marcos",
    "Mateos",
    "Mejía",
    "Mendoza",
    "Miranda",
    "Montoya",
    "Nadal",
    "Navarro",
    "Ochoa",
    "Olmedo",
    "Ortega",
    "Pacheco",
    "Palacios",
    "Paredes",
    "Patiño",
    "Quintana",
    "Redondo",
    "Rivas",
    "Robles",
    "Rojas",
    "Salinas",
    "Santos",
    "Segura",
    "Soler",
    "Soria",
    "Tapia",
    "Toledo",
    "Valencia",
    "Varela",
    "Vega",
    "Velasco",
    "Villar",
    "Zamora",
    "Zapata",
];

const TRADES: &[&str] = &[
    "Embalajes",
    "Envases",
    "Cartonajes",
    "Plásticos",
    "Conservas",
    "Transportes",
    "Maquinaria",
    "Etiquetas",
];

const TITLES: &[&str] = &[
    "Directora General",
    "Gerente",
    "Jefe de Compras",
    "Responsable de Logística",
    "Técnico",
    "Dir. Producción",
    "Propietario",
    "Comercial",
    "Estudiante",
    "Ingeniera de procesos",
    "CEO",
    "Administrativa",
    "",
];
