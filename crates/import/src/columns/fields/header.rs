//! Which field a header names.
//!
//! A whole name is sure. Else what the header is about is looked for in it, as people write their
//! own headers and forms their questions.

use engine::text::fold;

use super::{FIELDS, Field, ValueKind, asked};

/// The field that a header names, and how surely in hundredths.
#[must_use]
pub fn by_name(header: &str) -> Option<(Field, u8)> {
    let name = header_name(header);
    let is_as_written = FIELDS_AS_WRITTEN.contains(&header.trim());
    if name.is_empty() || NOT_FIELDS.contains(&name.as_str()) && !is_as_written {
        return None;
    }
    let exact = FIELDS.iter().find(|row| row.names.contains(&name.as_str()) || row.id == name);
    if let Some(row) = exact {
        return Some((row.field, 98));
    }
    if let Some(field) = asked::permission(&name) {
        return Some((field, 90));
    }
    // "Teléfono móvil del contacto": the longest name that stands in it as whole words.
    let words = words_of(&name);
    let padded = format!(" {words} ");
    let mut found: Vec<(usize, Field, String)> = Vec::new();
    for row in FIELDS {
        let names = row.names.iter().filter(|name| name.len() >= 4 && !PEOPLE.contains(name));
        for candidate in names.map(|name| words_of(name)) {
            if padded.contains(&format!(" {candidate} ")) {
                found.push((candidate.len(), row.field, candidate));
            }
        }
    }
    let (field, candidate) = subject(&words, &found)?;
    // "Responsable de la empresa" is whom one talks with there.
    if field == Field::Owner && found.iter().any(|(_, field, _)| *field == Field::Company) {
        return None;
    }
    // What only says whose it is takes nothing from what it is: "¿Cuál es tu cargo?" is the cargo.
    let rest = padded.replacen(&format!(" {candidate} "), " ", 1);
    let rest: Vec<&str> = rest.split(' ').filter(|word| says_more(word)).collect();
    if !rest.is_empty() && !may_say_more(field, &candidate, &rest) {
        return None;
    }
    let more: usize = rest.iter().map(|word| word.len() + 1).sum();
    let share = candidate.len() * 100 / (candidate.len() + more);
    let share_of_all = candidate.len() * 100 / words.len().max(1);
    // Notes are about anything, and of a visit every other word is known.
    let is_short = matches!(field, Field::Notes | Field::VisitDate | Field::VisitTime);
    if !rest.is_empty() && share_of_all < 35 && !is_short {
        return None;
    }
    let confidence = if share >= 60 { 85 } else { 70 };
    Some((field, confidence))
}

/// Headers of programs that name a field and mean something else: how often a member of a Mailchimp
/// list opens mails, and since when a program knows somebody, which advertisements write with lines.
const NOT_FIELDS: [&str; 2] = ["member rating", "created time"];
const FIELDS_AS_WRITTEN: [&str; 1] = ["created_time"];

/// Which of the names that stand in a header is what it is about: the longest, but "Ciudad
/// empresa" is a city, and "Notas del comercial" are notes.
fn subject(words: &str, found: &[(usize, Field, String)]) -> Option<(Field, String)> {
    // Where two are as long, the one that is asked for first.
    let longest = |is_one: &dyn Fn(Field) -> bool| {
        let ones = found.iter().filter(|(_, field, _)| is_one(*field));
        ones.rev().max_by_key(|(length, _, _)| *length)
    };
    let best = longest(&|_| true)?;
    let notes = longest(&|field| field == Field::Notes)
        .filter(|(_, _, name)| words.starts_with(name.as_str()));
    let other = longest(&|field| field != Field::Company && field.row().kind != ValueKind::Name);
    // "País de origen" is where somebody is from, and not how they came.
    let country = longest(&|field| field == Field::Country);
    let chosen = match best.1 {
        Field::Source => country.unwrap_or(best),
        Field::Company => other.unwrap_or(best),
        _ => notes.unwrap_or(best),
    };
    Some((chosen.1, chosen.2.clone()))
}

/// Whether a word of a header says more than whose something is.
fn says_more(word: &str) -> bool {
    !word.is_empty() && !word.chars().all(|c| c.is_ascii_digit()) && !WHOSE.contains(&word)
}

/// Whether a header whose rest says more can be a field all the same. Values tell a telephone from
/// anything else; nothing tells the name of a company from that of a campaign, a salesperson from
/// whoever buys, nor the day of a visit from that on which somebody was put into a list.
fn may_say_more(field: Field, candidate: &str, rest: &[&str]) -> bool {
    const OF_A_VISIT: [&str; 14] = [
        "visita",
        "visit",
        "escaneo",
        "scan",
        "scanned",
        "feria",
        "fair",
        "evento",
        "event",
        "stand",
        "llegada",
        "encuentro",
        "asistencia",
        "hora",
    ];
    const OF_A_SALESPERSON: [&str; 8] =
        ["email", "mail", "correo", "telefono", "asignado", "asignada", "nuestro", "interno"];
    match field {
        Field::VisitDate | Field::VisitTime => rest.iter().all(|word| OF_A_VISIT.contains(word)),
        Field::Owner => rest.iter().all(|word| OF_A_SALESPERSON.contains(word)),
        Field::Company => rest.iter().all(|word| Field::Company.row().names.contains(word)),
        // "Importe total" is what a ticket cost.
        Field::Budget => candidate != "importe",
        // Every thing has a name; only people have a first one.
        _ => field.row().kind != ValueKind::Name || !NAMES_OF_ALL.contains(&candidate),
    }
}

/// Names that campaigns, fairs and products have too.
const NAMES_OF_ALL: [&str; 5] = ["nombre", "nombres", "name", "first", "last"];

/// Words that say whose something is, or ask for it.
#[rustfmt::skip]
const WHOSE: &[&str] = &[
    "de", "del", "la", "el", "los", "las", "lo", "en", "y", "o", "a", "al", "su", "sus", "tu", "tus", "mi", "un", "una",
    "of", "the", "for", "to", "in", "and", "or", "is", "your", "my", "what", "which", "que", "cual", "cuales", "cuantos",
    "cuantas", "es", "son", "eres", "tiene", "tienes", "hay", "donde", "desde", "nos", "te", "se", "trabaja", "trabajas",
    "ocupa", "ocupas", "desempeña", "desempeñas", "vives", "perteneces", "escribes", "visitas", "representas", "work",
    "indica", "indique", "escribe", "favor", "por", "do", "you", "are", "dejanos", "dinos", "facilitanos",
    "contacto", "contact", "persona", "person", "cliente", "customer", "asistente", "attendee", "participante",
    "invitado", "visitante", "visitor", "usuario", "user", "lead", "prospecto", "prospect", "alumno", "alumna",
    "estudiante", "student", "paciente", "interesado", "interesada", "titular", "comprador", "miembro", "member",
    "empresa", "company", "compañia", "organizacion", "organization", "cuenta", "account", "negocio",
    "nombre", "name", "numero", "num", "no", "nº", "n", "º", "actual", "current", "asociada", "principal", "main", "primary", "asignado",
    "asignada", "profesional", "laboral", "trabajo", "corporativo", "business", "personal", "particular",
    "completo", "completa", "oficial", "legal", "opcional", "optional", "obligatorio", "required", "s",
];

/// Words for a person, which say nothing of what the rest of a header is about: "Attendee status",
/// "Tipo de contacto".
const PEOPLE: [&str; 5] = ["asistente", "attendee", "contacto", "contact", "persona"];

/// The header as names are compared: folded, without questions, colons and stars around.
#[must_use]
pub fn header_name(header: &str) -> String {
    let folded = fold(header);
    let bare = folded.trim_matches(|c: char| matches!(c, '¿' | '?' | ':' | '*' | '"' | '#' | ' '));
    bare.replace('_', " ").trim().to_owned()
}

pub(super) fn words_of(text: &str) -> String {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<&str>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_name_fields() {
        for (header, expected) in [
            ("Móvil", Some(Field::Mobile)),
            ("E-mail", Some(Field::Email)),
            ("C.P.", Some(Field::PostalCode)),
            ("¿Quiere demo?", Some(Field::WantsDemo)),
            ("Acepta comunicaciones (RGPD)", Some(Field::ConsentGeneral)),
            ("Presupuesto aprox.", Some(Field::Budget)),
            ("Facturación (M€)", Some(Field::Revenue)),
            ("Nº empleados", Some(Field::Employees)),
            ("Contact owner", Some(Field::Owner)),
            ("Atendido por", Some(Field::Owner)),
            ("Teléfono móvil del contacto", Some(Field::Mobile)),
            ("Número de teléfono", Some(Field::Phone)),
            ("Correo electrónico del asistente", Some(Field::Email)),
            ("first_name", Some(Field::FirstName)),
            ("Middle Name", Some(Field::MiddleName)),
            ("Attendee Status", Some(Field::AttendeeStatus)),
            ("Estado del asistente", Some(Field::AttendeeStatus)),
            ("Attendee name", Some(Field::Name)),
            ("Nombre del asistente", Some(Field::FirstName)),
            ("Tipo de asistente", None),
            ("DoNotCall", Some(Field::DoNotCall)),
            ("No llamar (sí/no)", Some(Field::DoNotCall)),
            ("HasOptedOutOfEmail", Some(Field::DoNotEmail)),
            ("Email opt-in", Some(Field::ConsentEmail)),
            ("Email opt-out", Some(Field::DoNotEmail)),
            ("Lista Robinson", Some(Field::DoNotContact)),
            ("Nombre comercial", Some(Field::Company)),
            ("Tamaño empresa", Some(Field::Employees)),
            ("Sector empresa", Some(Field::Industry)),
            ("Ciudad empresa", Some(Field::City)),
            ("País de la empresa", Some(Field::Country)),
            ("Teléfono empresa", Some(Field::Phone)),
            ("Tipo de empresa", None),
            ("Responsable de compras", None),
            ("Responsable de la cuenta", Some(Field::Owner)),
            ("Responsable de la empresa", None),
            ("Ejecutivo de cuenta", Some(Field::Owner)),
            ("Comercial asignado", Some(Field::Owner)),
            ("Nombre del comercial", Some(Field::Owner)),
            ("Notas del comercial", Some(Field::Notes)),
            ("E-mail profesional", Some(Field::Email)),
            ("E-mail personal", Some(Field::Email)),
            ("Create Date", None),
            ("Created", None),
            ("CREATEDDATE", None),
            ("Fecha de alta", None),
            ("Fecha de creación", None),
            ("Fecha de nacimiento", None),
            ("Fecha de la última actividad (GMT+1)", None),
            ("OPTIN_TIME", None),
            ("CONFIRM_TIME", None),
            ("UNSUB_TIME", Some(Field::DoNotEmail)),
            ("Fecha y hora de la visita", Some(Field::VisitDate)),
            ("Fecha feria", Some(Field::VisitDate)),
            ("LEADSOURCE", Some(Field::Source)),
            ("Campaign Name", None),
            ("Título del proyecto", None),
            ("First Name (Billing)", Some(Field::FirstName)),
            ("Hora de llegada", Some(Field::VisitTime)),
            ("Nombre de la feria", None),
            ("¿En qué empresa trabajas?", Some(Field::Company)),
            ("¿Cuál es el nombre de tu empresa?", Some(Field::Company)),
            ("¿Cuál es tu cargo?", Some(Field::JobTitle)),
            ("¿Qué cargo ocupas en la empresa?", Some(Field::JobTitle)),
            ("¿Cuál es tu correo?", Some(Field::Email)),
            ("¿Cuántos empleados tiene tu empresa?", Some(Field::Employees)),
            ("Tu teléfono", Some(Field::Phone)),
            ("¿Cuál es tu nombre?", Some(Field::FirstName)),
            ("¿Aceptas recibir comunicaciones?", Some(Field::ConsentGeneral)),
            ("¿Acepta recibir información?", Some(Field::ConsentGeneral)),
            ("Autoriza tratamiento de datos", Some(Field::ConsentGeneral)),
            ("Would you like to receive updates from the organizer?", Some(Field::ConsentGeneral)),
            ("I agree to receive marketing emails", Some(Field::ConsentEmail)),
            ("¿Quieres que te contactemos por WhatsApp?", Some(Field::ConsentWhatsapp)),
            ("¿Autoriza que le llamemos?", Some(Field::ConsentPhone)),
            ("No deseo recibir publicidad", Some(Field::DoNotEmail)),
            ("¿Acepta los términos y condiciones?", None),
            ("DUI", Some(Field::NationalId)),
            ("Cédula", Some(Field::NationalId)),
            ("¿Decisor?", None),
            ("TotalVisits", None),
            ("Total Time Spent on Website", None),
            ("Lead Number", None),
            ("Nº", None),
            ("Fono", Some(Field::Phone)),
            ("Fono contacto", Some(Field::Phone)),
            ("Comuna", Some(Field::City)),
            ("Alcaldía", Some(Field::City)),
            ("# Colaboradores", Some(Field::Employees)),
            ("Empresa / Entidad", Some(Field::Company)),
            ("Obs.", Some(Field::Notes)),
            ("Presup.", Some(Field::Budget)),
            ("Importe total", None),
            ("MEMBER_RATING", None),
            ("BLACKLIST", Some(Field::DoNotEmail)),
            ("Lista negra", Some(Field::DoNotContact)),
        ] {
            assert_eq!(by_name(header).map(|(field, _)| field), expected, "{header}");
        }
    }
}
