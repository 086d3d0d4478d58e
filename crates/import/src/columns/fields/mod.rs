//! Criba's fields, and the names that lists give them.

mod names;

use engine::text::fold;

use names::{person, reach, trade};

/// What a column is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names are the fields' own ids")]
pub enum Field {
    Name,
    FirstName,
    MiddleName,
    LastName,
    SecondLastName,
    Email,
    Phone,
    Mobile,
    JobTitle,
    Company,
    TaxId,
    NationalId,
    Website,
    Country,
    Region,
    City,
    PostalCode,
    Address,
    Language,
    Source,
    Owner,
    Notes,
    VisitDate,
    VisitTime,
    AttendeeStatus,
    ConsentEmail,
    ConsentPhone,
    ConsentWhatsapp,
    ConsentGeneral,
    DoNotCall,
    DoNotEmail,
    DoNotContact,
    Employees,
    Industry,
    Revenue,
    Interest,
    WantsDemo,
    Timeframe,
    Budget,
}

/// What kind of values a field has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum ValueKind {
    Text,
    Name,
    Email,
    Phone,
    Date,
    Time,
    Number,
    YesNo,
    Country,
    Id,
    Website,
}

/// What is known of a field.
#[derive(Debug)]
pub struct FieldRow {
    /// The field.
    pub field: Field,
    /// Its id in mappings, rules and answers.
    pub id: &'static str,
    /// What kind of values it has.
    pub kind: ValueKind,
    /// Whether several columns may be it.
    pub is_repeatable: bool,
    /// Names of columns, folded, whole: those of lists in Spanish and English and of the exports
    /// of HubSpot, Salesforce, Mautic, LinkedIn, Eventbrite, Google, Outlook, Mailchimp, Brevo,
    /// Pipedrive, Odoo, Meta and `TikTok`.
    pub names: &'static [&'static str],
}

/// Every field, in the order in which a name is looked for.
pub const FIELDS: &[FieldRow] = &[
    row(Field::FirstName, "first_name", ValueKind::Name, false, person::FIRST_NAME),
    row(Field::MiddleName, "middle_name", ValueKind::Name, false, person::MIDDLE_NAME),
    row(Field::LastName, "last_name", ValueKind::Name, false, person::LAST_NAME),
    row(
        Field::SecondLastName,
        "second_last_name",
        ValueKind::Name,
        false,
        person::SECOND_LAST_NAME,
    ),
    row(Field::Name, "name", ValueKind::Name, false, person::NAME),
    row(Field::Email, "email", ValueKind::Email, true, reach::EMAIL),
    row(Field::Mobile, "mobile", ValueKind::Phone, true, reach::MOBILE),
    row(Field::Phone, "phone", ValueKind::Phone, true, reach::PHONE),
    row(Field::JobTitle, "job_title", ValueKind::Text, false, person::JOB_TITLE),
    row(Field::Company, "company", ValueKind::Text, false, trade::COMPANY),
    row(Field::TaxId, "tax_id", ValueKind::Id, false, trade::TAX_ID),
    row(Field::NationalId, "national_id", ValueKind::Id, false, person::NATIONAL_ID),
    row(Field::Website, "website", ValueKind::Website, false, reach::WEBSITE),
    row(Field::Country, "country", ValueKind::Country, false, reach::COUNTRY),
    row(Field::Region, "region", ValueKind::Text, false, reach::REGION),
    row(Field::City, "city", ValueKind::Text, false, reach::CITY),
    row(Field::PostalCode, "postal_code", ValueKind::Text, false, reach::POSTAL_CODE),
    row(Field::Address, "address", ValueKind::Text, false, reach::ADDRESS),
    row(Field::Language, "language", ValueKind::Text, false, person::LANGUAGE),
    row(Field::Source, "source", ValueKind::Text, false, trade::SOURCE),
    row(Field::Owner, "owner", ValueKind::Text, false, trade::OWNER),
    row(Field::Notes, "notes", ValueKind::Text, false, trade::NOTES),
    row(Field::VisitDate, "visit_date", ValueKind::Date, false, trade::VISIT_DATE),
    row(Field::VisitTime, "visit_time", ValueKind::Time, false, trade::VISIT_TIME),
    row(Field::AttendeeStatus, "attendee_status", ValueKind::Text, false, trade::ATTENDEE_STATUS),
    row(Field::ConsentEmail, "consent_email", ValueKind::YesNo, false, reach::CONSENT_EMAIL),
    row(Field::ConsentPhone, "consent_phone", ValueKind::YesNo, false, reach::CONSENT_PHONE),
    row(
        Field::ConsentWhatsapp,
        "consent_whatsapp",
        ValueKind::YesNo,
        false,
        reach::CONSENT_WHATSAPP,
    ),
    row(Field::ConsentGeneral, "consent_general", ValueKind::YesNo, false, reach::CONSENT_GENERAL),
    row(Field::DoNotCall, "do_not_call", ValueKind::YesNo, true, reach::DO_NOT_CALL),
    row(Field::DoNotEmail, "do_not_email", ValueKind::YesNo, true, reach::DO_NOT_EMAIL),
    row(Field::DoNotContact, "do_not_contact", ValueKind::YesNo, true, reach::DO_NOT_CONTACT),
    row(Field::Employees, "employees", ValueKind::Number, false, trade::EMPLOYEES),
    row(Field::Industry, "industry", ValueKind::Text, false, trade::INDUSTRY),
    row(Field::Revenue, "revenue", ValueKind::Number, false, trade::REVENUE),
    row(Field::Interest, "interest", ValueKind::Text, false, trade::INTEREST),
    row(Field::WantsDemo, "wants_demo", ValueKind::Text, false, trade::WANTS_DEMO),
    row(Field::Timeframe, "timeframe", ValueKind::Text, false, trade::TIMEFRAME),
    row(Field::Budget, "budget", ValueKind::Number, false, trade::BUDGET),
];

const fn row(
    field: Field,
    id: &'static str,
    kind: ValueKind,
    is_repeatable: bool,
    names: &'static [&'static str],
) -> FieldRow {
    FieldRow { field, id, kind, is_repeatable, names }
}

impl Field {
    /// What is known of the field.
    ///
    /// # Panics
    ///
    /// Never: every field has its row, as a test holds.
    #[must_use]
    pub fn row(self) -> &'static FieldRow {
        let found = FIELDS.iter().find(|row| row.field == self);
        found.unwrap_or_else(|| unreachable!("{self:?} has no row"))
    }

    /// The field with this id.
    #[must_use]
    pub fn with_id(id: &str) -> Option<Field> {
        FIELDS.iter().find(|row| row.id == id).map(|row| row.field)
    }
}

/// The field that a header names, and how surely in hundredths.
#[must_use]
pub fn by_name(header: &str) -> Option<(Field, u8)> {
    let name = header_name(header);
    if name.is_empty() {
        return None;
    }
    let exact = FIELDS.iter().find(|row| row.names.contains(&name.as_str()) || row.id == name);
    if let Some(row) = exact {
        return Some((row.field, 98));
    }
    // "Teléfono móvil del contacto": the longest name that stands in it as whole words.
    let words = format!(" {} ", words_of(&name));
    let mut best: Option<(usize, Field)> = None;
    for row in FIELDS {
        let names = row.names.iter().filter(|name| name.len() >= 4 && !PEOPLE.contains(name));
        for candidate in names {
            let length = candidate.len();
            let is_in = words.contains(&format!(" {} ", words_of(candidate)));
            // Where two are as long, the one that is asked for first.
            if is_in && best.is_none_or(|(longest, _)| length > longest) {
                best = Some((length, row.field));
            }
        }
    }
    let (length, field) = best?;
    let share = length * 100 / name.len().max(1);
    if share < 35 {
        return None;
    }
    let confidence = if share >= 60 { 85 } else { 70 };
    Some((field, confidence))
}

/// Words for a person, which say nothing of what the rest of a header is about: "Attendee status",
/// "Tipo de contacto".
const PEOPLE: [&str; 5] = ["asistente", "attendee", "contacto", "contact", "persona"];

/// The header as names are compared: folded, without questions, colons and stars around.
#[must_use]
pub fn header_name(header: &str) -> String {
    let folded = fold(header);
    let bare = folded.trim_matches(|c: char| {
        matches!(c, '¿' | '?' | ':' | '*' | '"' | '.' | '#' | ' ') && c != '.'
    });
    bare.replace('_', " ").trim().to_owned()
}

fn words_of(text: &str) -> String {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<&str>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_has_one_row() {
        for row in FIELDS {
            assert_eq!(row.field.row().id, row.id);
            assert_eq!(FIELDS.iter().filter(|other| other.id == row.id).count(), 1);
            for name in row.names {
                assert_eq!(*name, fold(name), "names are compared folded");
                let of = FIELDS.iter().filter(|other| other.names.contains(name));
                assert_eq!(of.count(), 1, "{name} names one field");
            }
        }
    }

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
            ("¿Decisor?", None),
            ("TotalVisits", None),
            ("Total Time Spent on Website", None),
            ("Lead Number", None),
            ("Nº", None),
        ] {
            assert_eq!(by_name(header).map(|(field, _)| field), expected, "{header}");
        }
    }
}
