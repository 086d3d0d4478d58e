//! Job level and area from Spanish and English titles.
//!
//! "Dir. Compras", "Responsable de mantenimiento" and "Head of Marketing" say who decides and
//! where. Words are looked up as prefixes of folded tokens, so that gender, plural and
//! abbreviations need no entries of their own.

use crate::text::fold;

/// The level that a title says: `owner`, `director`, `manager`, `staff`, `student` or `none`.
///
/// `None` where the title is empty; a title that says nothing known is `staff`.
#[must_use]
pub fn level(title: &str) -> Option<&'static str> {
    let folded = fold(title);
    let words = words(&folded);
    if words.is_empty() {
        return None;
    }
    if contains_any(&words, NOT_WORKING) {
        return Some("none");
    }
    if contains_any(&words, STUDENTS) {
        return Some("student");
    }
    // "Assistant to the director", "secretaria de dirección": they help who decides.
    if contains_any(&words, HELPERS) {
        return Some("staff");
    }
    if contains_any(&words, OWNERS) {
        return Some("owner");
    }
    // "Account manager", "project manager", "product manager": managers of things, not people.
    if contains_phrase(&folded, MANAGERS_OF_THINGS) {
        return Some("staff");
    }
    // A "subdirector" or "vice president" decides as directors do; "director de obra" and
    // "director de arte" are trades.
    if contains_any(&words, DIRECTORS) {
        return Some("director");
    }
    if contains_any(&words, MANAGERS) {
        return Some("manager");
    }
    Some("staff")
}

/// The area that a title says, such as `marketing`, `purchasing` or `general`.
///
/// `None` where the title names no area.
#[must_use]
pub fn area(title: &str) -> Option<&'static str> {
    let folded = fold(title);
    let words = words(&folded);
    let found = AREAS.iter().find(|(_, prefixes)| contains_any(&words, prefixes));
    found.map(|(area, _)| *area)
}

fn words(folded: &str) -> Vec<&str> {
    folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect()
}

/// Whether a word matches an entry: entries that end in `*` are prefixes, others whole words.
fn contains_any(words: &[&str], entries: &[&str]) -> bool {
    words.iter().any(|word| {
        entries.iter().any(|entry| match entry.strip_suffix('*') {
            Some(prefix) => word.starts_with(prefix),
            None => word == entry,
        })
    })
}

fn contains_phrase(folded: &str, phrases: &[&str]) -> bool {
    phrases.iter().any(|phrase| folded.contains(phrase))
}

const NOT_WORKING: &[&str] = &[
    "jubilad*",
    "retired",
    "desemplead*",
    "desocupad*",
    "unemployed",
    "parado",
    "parada",
    "pensionista",
];

const STUDENTS: &[&str] = &[
    "estudiante*",
    "student*",
    "becari*",
    "intern",
    "internship",
    "trainee*",
    "practicante*",
    "pasante*",
    "alumn*",
    "doctorand*",
    "opositor*",
    "practicas",
];

const HELPERS: &[&str] = &[
    "asistente",
    "assistant",
    "secretari*",
    "auxiliar",
    "aux",
    "ayudante",
    "adjunto",
    "adjunta",
    "pa",
];

const OWNERS: &[&str] = &[
    "propietari*",
    "dueñ*",
    "owner*",
    "fundador*",
    "cofundador*",
    "founder*",
    "cofounder*",
    "socio",
    "socia",
    "socios",
    "partner",
    "autonom*",
    "empresari*",
    "freelance*",
    "emprendedor*",
    "entrepreneur*",
];

const MANAGERS_OF_THINGS: &[&str] = &[
    "account manager",
    "project manager",
    "product manager",
    "community manager",
    "gestor de cuentas",
    "key account",
    "director de obra",
    "director de arte",
    "art director",
    "case manager",
    "gestor de proyectos",
    "jefe de obra",
    "customer success manager",
];

const DIRECTORS: &[&str] = &[
    "director*",
    "direccion",
    "dir",
    "dtor",
    "dtora",
    "directiv*",
    "subdirector*",
    "gerente",
    "gerencia",
    "gte",
    "president*",
    "vicepresident*",
    "vp",
    "svp",
    "evp",
    "ceo",
    "cfo",
    "cto",
    "cio",
    "cmo",
    "coo",
    "cso",
    "chro",
    "cpo",
    "ciso",
    "cdo",
    "chief",
    "consejer*",
    "administrador",
    "administradora",
    "rector",
    "rectora",
    "decano",
    "decana",
    "head",
    "apoderad*",
    "principal",
    "md",
];

const MANAGERS: &[&str] = &[
    "jefe",
    "jefa",
    "jefatura",
    "responsable",
    "resp",
    "manager",
    "encargad*",
    "coordinador*",
    "coordinator",
    "supervisor*",
    "lead",
    "lider",
    "leader",
    "mando",
    "gestor*",
    "subgerente",
];

/// Areas in order: a title that names two ("director comercial y de marketing") counts as the
/// first here.
const AREAS: &[(&str, &[&str])] = &[
    (
        "marketing",
        &[
            "marketing",
            "mkt",
            "mercadeo",
            "mercadotecnia",
            "publicidad",
            "brand",
            "marca",
            "growth",
            "comunicacion",
            "communication*",
            "cmo",
            "crm",
            "digital",
            "seo",
            "contenidos",
        ],
    ),
    (
        "purchasing",
        &[
            "compra",
            "compras",
            "comprador*",
            "purchasing",
            "procurement",
            "buyer",
            "aprovisionamiento*",
            "abastecimiento*",
            "suministros",
            "adquisicion*",
            "sourcing",
            "cpo",
        ],
    ),
    (
        "sales",
        &[
            "ventas",
            "venta",
            "vended*",
            "comercial*",
            "sales",
            "commercial",
            "business",
            "cuentas",
            "account",
            "exportacion",
            "export",
            "cso",
            "cro",
            "negocio*",
        ],
    ),
    (
        "finance",
        &[
            "financ*",
            "finanz*",
            "contab*",
            "contador*",
            "tesorer*",
            "accounting",
            "accountant",
            "cfo",
            "controller",
            "controlling",
            "administracion",
            "administrativ*",
            "fiscal",
            "facturacion",
            "auditor*",
        ],
    ),
    (
        "people",
        &[
            "rrhh",
            "rh",
            "hr",
            "people",
            "talento",
            "talent",
            "personal",
            "recursos",
            "personas",
            "nominas",
            "chro",
            "formacion",
            "seleccion",
        ],
    ),
    (
        "technology",
        &[
            "it",
            "ti",
            "tic",
            "tecnologia*",
            "technology",
            "informatic*",
            "sistemas",
            "systems",
            "software",
            "cto",
            "cio",
            "ciso",
            "desarroll*",
            "developer*",
            "programador*",
            "datos",
            "data",
            "devops",
        ],
    ),
    (
        "quality",
        &[
            "calidad",
            "quality",
            "prl",
            "prevencion",
            "medioambiente",
            "hse",
            "seguridad",
            "sostenibilidad",
        ],
    ),
    ("maintenance", &["mantenimiento", "maintenance", "mtto"]),
    (
        "logistics",
        &[
            "logistic*",
            "almacen*",
            "warehouse",
            "transporte*",
            "flota*",
            "fleet",
            "supply",
            "distribucion",
            "trafico",
        ],
    ),
    (
        "production",
        &[
            "produccion",
            "production",
            "planta",
            "plant",
            "taller",
            "fabrica*",
            "manufactur*",
            "operacion*",
            "operations",
            "operari*",
            "coo",
            "proceso*",
            "process",
            "obra",
            "industrial",
        ],
    ),
    (
        "engineering",
        &[
            "ingenier*",
            "engineer*",
            "tecnic*",
            "technical",
            "proyecto*",
            "project*",
            "i",
            "diseño",
            "design*",
            "arquitect*",
            "oficina",
        ],
    ),
    ("research", &["investiga*", "research*", "laboratorio", "innovacion", "innovation"]),
    ("legal", &["legal", "juridic*", "abogad*", "lawyer", "counsel", "compliance"]),
    (
        "service",
        &[
            "atencion",
            "soporte",
            "support",
            "customer",
            "cliente*",
            "postventa",
            "posventa",
            "servicio*",
            "service",
        ],
    ),
    (
        "education",
        &[
            "profesor*",
            "docente*",
            "teacher*",
            "academic*",
            "decan*",
            "rector*",
            "estudios",
            "coordinacion",
        ],
    ),
    (
        "general",
        &[
            "general",
            "ceo",
            "propietari*",
            "dueñ*",
            "owner",
            "fundador*",
            "founder*",
            "cofundador*",
            "gerente",
            "gerencia",
            "president*",
            "socio",
            "socia",
            "administrador",
            "administradora",
            "autonom*",
            "md",
            "empresari*",
            "consejero",
            "consejera",
            "direccion",
            "director",
            "directora",
        ],
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels() {
        for (title, expected) in [
            ("Propietario", "owner"),
            ("Socia fundadora", "owner"),
            ("Autónomo", "owner"),
            ("Founder & CEO", "owner"),
            ("Directora General", "director"),
            ("Dir. Compras", "director"),
            ("GERENTE", "director"),
            ("Administrador único", "director"),
            ("CFO", "director"),
            ("Head of Marketing", "director"),
            ("VP Sales", "director"),
            ("Jefe de Compras", "manager"),
            ("Resp. Informática", "manager"),
            ("Responsable de mantenimiento", "manager"),
            ("Marketing Manager", "manager"),
            ("Encargada de tienda", "manager"),
            ("Project Manager", "staff"),
            ("Key Account Manager", "staff"),
            ("Asistente de dirección", "staff"),
            ("Secretaria del director general", "staff"),
            ("Administrativo", "staff"),
            ("Ingeniero de procesos", "staff"),
            ("Técnico comercial", "staff"),
            ("Becario", "student"),
            ("Estudiante, TFG", "student"),
            ("Jubilado", "none"),
            ("Astronauta", "staff"),
        ] {
            assert_eq!(level(title), Some(expected), "{title}");
        }
        assert_eq!(level("  - "), None);
    }

    #[test]
    fn areas() {
        for (title, expected) in [
            ("Directora de Marketing", Some("marketing")),
            ("Jefa de compras", Some("purchasing")),
            ("Director Financiero", Some("finance")),
            ("Técnico comercial", Some("sales")),
            ("Resp. Informática", Some("technology")),
            ("Responsable de mantenimiento", Some("maintenance")),
            ("Jefe de taller", Some("production")),
            ("Ingeniero de procesos", Some("production")),
            ("Director de operaciones", Some("production")),
            ("Gerente", Some("general")),
            ("Head of People", Some("people")),
            ("Astronauta", None),
        ] {
            assert_eq!(area(title), expected, "{title}");
        }
    }
}
