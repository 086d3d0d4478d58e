//! The names of traits, of levels and of areas, as tables.

use crate::agreement::Language;
use crate::agreement::condition::Whose;

/// The name of a trait as the subject of a sentence: "su cargo"; `None` where it has none.
pub(super) fn label(whose: Whose, id: &str, language: Language) -> Option<&'static str> {
    let table = match whose {
        Whose::Person => PERSON,
        Whose::Account => ACCOUNT,
    };
    let row = table.iter().find(|row| row.0 == id)?;
    Some(match language {
        Language::Es => row.1,
        Language::En => row.2,
    })
}

#[rustfmt::skip]
const PERSON: &[(&str, &str, &str)] = &[
    ("address", "su dirección", "their address"),
    ("amount", "el importe de su compra", "the amount of their purchase"),
    ("budget", "su dinero asignado", "their assigned money"),
    ("buying_committee", "su grupo de decisión", "their buying committee"),
    ("city", "su ciudad", "their city"),
    ("company", "su empresa", "their company"),
    ("country", "su país", "their country"),
    ("email", "su correo", "their email"),
    ("email_domain", "el dominio de su correo", "their email domain"),
    ("first_name", "su nombre de pila", "their first name"),
    ("full_name", "su nombre", "their name"),
    ("interest", "su interés declarado", "their stated interest"),
    ("wants_demo", "su petición de demo", "their request for a demo"),
    ("job_area", "su área", "their area"),
    ("job_level", "su nivel en la empresa", "their level at the company"),
    ("job_title", "su cargo", "their job title"),
    ("language", "su idioma", "their language"),
    ("last_name", "su apellido", "their last name"),
    ("mobile", "su teléfono personal", "their mobile"),
    ("name", "su nombre", "their name"),
    ("need", "su necesidad", "their need"),
    ("notes", "el texto de sus observaciones", "the text of their notes"),
    ("owner", "su responsable", "their owner"),
    ("phone", "su teléfono", "their phone"),
    ("postal_code", "su código postal", "their postal code"),
    ("region", "su región", "their region"),
    ("role", "su papel en la compra", "their role in the purchase"),
    ("source", "su procedencia", "their source"),
    ("timeframe", "su plazo de compra", "their buying timeframe"),
    ("visit_date", "la fecha de su visita", "the date of their visit"),
    ("website", "su página web", "their website"),
];

#[rustfmt::skip]
const ACCOUNT: &[(&str, &str, &str)] = &[
    ("city", "la ciudad de su empresa", "their company's city"),
    ("country", "el país de su empresa", "their company's country"),
    ("employees", "el tamaño de su empresa", "the size of their company"),
    ("industry", "el sector de su empresa", "their company's industry"),
    ("name", "el nombre de su empresa", "their company's name"),
    ("owner", "la persona responsable de su empresa", "their company's owner"),
    ("region", "la región de su empresa", "their company's region"),
    ("revenue", "la facturación de su empresa", "their company's revenue"),
    ("tax_id", "la identificación fiscal de su empresa", "their company's tax id"),
    ("website", "la página web de su empresa", "their company's website"),
];

/// Levels: verb, denied verb, and what follows.
#[rustfmt::skip]
pub(super) const LEVELS: &[(&str, [&str; 3], [&str; 3])] = &[
    ("owner", ["tiene ", "no tiene ", "la propiedad de la empresa"], ["own ", "do not own ", "the company"]),
    ("director", ["tiene ", "no tiene ", "un puesto de dirección"], ["hold ", "do not hold ", "a director's position"]),
    ("manager", ["tiene ", "no tiene ", "un puesto de responsabilidad"], ["hold ", "do not hold ", "a manager's position"]),
    ("staff", ["tiene ", "no tiene ", "un puesto sin equipo a su cargo"], ["hold ", "do not hold ", "a position without a team"]),
    ("student", ["estudia", "no estudia", ""], ["are ", "are not ", "studying"]),
    ("none", ["tiene ", "no tiene ", "una ocupación sin relación con la compra"], ["have ", "do not have ", "an occupation unrelated to the purchase"]),
];

#[rustfmt::skip]
pub(super) const AREAS: &[(&str, &str, &str)] = &[
    ("education", "docencia", "teaching"),
    ("engineering", "ingeniería", "engineering"),
    ("finance", "finanzas", "finance"),
    ("general", "dirección general", "general management"),
    ("legal", "asesoría jurídica", "legal"),
    ("logistics", "logística", "logistics"),
    ("maintenance", "mantenimiento", "maintenance"),
    ("marketing", "marketing", "marketing"),
    ("people", "recursos humanos", "human resources"),
    ("production", "producción", "production"),
    ("purchasing", "compras", "purchasing"),
    ("quality", "calidad", "quality"),
    ("research", "investigación", "research"),
    ("sales", "ventas", "sales"),
    ("service", "atención al cliente", "customer service"),
    ("technology", "tecnología", "technology"),
];
