//! Criba's fields, and the names that lists give them.

mod asked;
mod header;
mod names;

pub use header::{by_name, header_name};
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
    LegalBasis,
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
    row(Field::ConsentEmail, "consent_email", ValueKind::YesNo, true, reach::CONSENT_EMAIL),
    row(Field::ConsentPhone, "consent_phone", ValueKind::YesNo, true, reach::CONSENT_PHONE),
    row(
        Field::ConsentWhatsapp,
        "consent_whatsapp",
        ValueKind::YesNo,
        true,
        reach::CONSENT_WHATSAPP,
    ),
    row(Field::ConsentGeneral, "consent_general", ValueKind::YesNo, true, reach::CONSENT_GENERAL),
    row(Field::LegalBasis, "legal_basis", ValueKind::Text, false, reach::LEGAL_BASIS),
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

#[cfg(test)]
mod tests {
    use engine::text::fold;

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
}
