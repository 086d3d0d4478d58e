//! Criba's fields, and the names that lists give them.

use engine::text::fold;

/// What a column is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names are the fields' own ids")]
pub enum Field {
    Name,
    FirstName,
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
    ConsentEmail,
    ConsentPhone,
    ConsentWhatsapp,
    ConsentGeneral,
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
    row(
        Field::FirstName,
        "first_name",
        ValueKind::Name,
        false,
        &[
            "nombre",
            "nombres",
            "first name",
            "firstname",
            "given name",
            "primer nombre",
            "nombre de pila",
            "fname",
            "forename",
            "nombre(s)",
            "nom",
            "prenom",
            "first",
        ],
    ),
    row(
        Field::LastName,
        "last_name",
        ValueKind::Name,
        false,
        &[
            "apellidos",
            "apellido",
            "apellido(s)",
            "last name",
            "lastname",
            "surname",
            "surnames",
            "family name",
            "primer apellido",
            "apellido paterno",
            "lname",
            "last",
            "apellido 1",
            "1er apellido",
        ],
    ),
    row(
        Field::SecondLastName,
        "second_last_name",
        ValueKind::Name,
        false,
        &[
            "segundo apellido",
            "apellido materno",
            "second last name",
            "apellido 2",
            "2o apellido",
            "2º apellido",
        ],
    ),
    row(
        Field::Name,
        "name",
        ValueKind::Name,
        false,
        &[
            "nombre y apellidos",
            "nombre completo",
            "full name",
            "fullname",
            "name",
            "contacto",
            "contact",
            "contact name",
            "nombre del contacto",
            "nombre contacto",
            "persona de contacto",
            "person - name",
            "display name",
            "asistente",
            "attendee",
            "nombre y apellido",
            "persona",
            "apellidos y nombre",
            "full_name",
        ],
    ),
    row(
        Field::Email,
        "email",
        ValueKind::Email,
        true,
        &[
            "e-mail",
            "email",
            "mail",
            "correo",
            "correo electronico",
            "email address",
            "e-mail address",
            "direccion de correo electronico",
            "direccion de correo",
            "correo-e",
            "e mail",
            "emails",
            "person - email - work",
            "person - email",
            "work email",
            "email del trabajo",
            "correo empresa",
            "email de contacto",
            "e-mail 1 - value",
            "e-mail 2 - value",
            "e-mail 3 - value",
            "email 1",
            "email 2",
            "correo corporativo",
            "email corporativo",
            "mail de contacto",
            "your email",
            "correo personal",
        ],
    ),
    row(
        Field::Mobile,
        "mobile",
        ValueKind::Phone,
        true,
        &[
            "movil",
            "celular",
            "mobile",
            "mobile phone",
            "mobile phone number",
            "cell",
            "cell phone",
            "telefono movil",
            "tel. movil",
            "tel movil",
            "telefono celular",
            "whatsapp",
            "numero de whatsapp",
            "sms",
            "n.º movil",
            "nº movil",
            "cel",
            "cel.",
            "numero de movil",
            "person - phone - mobile",
        ],
    ),
    row(
        Field::Phone,
        "phone",
        ValueKind::Phone,
        true,
        &[
            "telefono",
            "phone",
            "phone number",
            "tel",
            "tel.",
            "tfno",
            "tfno.",
            "telf",
            "telf.",
            "telefonos",
            "telefono fijo",
            "fijo",
            "numero de telefono",
            "work phone",
            "business phone",
            "telephone",
            "phone 1 - value",
            "phone 2 - value",
            "phone 3 - value",
            "telefono 1",
            "telefono 2",
            "person - phone",
            "person - phone - work",
            "telefono de contacto",
            "phone_number",
            "tlf",
            "tlf.",
            "home phone",
            "telefono trabajo",
            "telefono empresa",
        ],
    ),
    row(
        Field::JobTitle,
        "job_title",
        ValueKind::Text,
        false,
        &[
            "cargo",
            "puesto",
            "job title",
            "title",
            "titulo",
            "position",
            "organization title",
            "organization 1 - title",
            "puesto de trabajo",
            "job",
            "ocupacion",
            "posicion",
            "funcion",
            "jobtitle",
            "job_title",
        ],
    ),
    row(
        Field::Company,
        "company",
        ValueKind::Text,
        false,
        &[
            "empresa",
            "compañia",
            "company",
            "company name",
            "razon social",
            "organization",
            "organizacion",
            "organization name",
            "organization 1 - name",
            "empresa asociada",
            "associated company",
            "nombre de la empresa",
            "nombre empresa",
            "company / account",
            "compañia / cuenta",
            "account",
            "account name",
            "cuenta",
            "sociedad",
            "entidad",
            "institucion",
            "negocio",
            "company_name",
            "empresa/institucion",
        ],
    ),
    row(
        Field::TaxId,
        "tax_id",
        ValueKind::Id,
        false,
        &[
            "cif",
            "nif",
            "cif/nif",
            "nif/cif",
            "rfc",
            "nit",
            "rut",
            "cuit",
            "ruc",
            "vat",
            "vat number",
            "tax id",
            "identificacion fiscal",
            "cif/nif/rfc/cuit",
            "cif/nif/rfc",
            "nif empresa",
            "cif empresa",
            "numero de identificacion fiscal",
            "rut empresa",
            "tax_id",
        ],
    ),
    row(
        Field::NationalId,
        "national_id",
        ValueKind::Id,
        false,
        &[
            "dni",
            "nie",
            "dni/nie",
            "curp",
            "cedula",
            "cc",
            "documento",
            "documento de identidad",
            "national id",
            "nº documento",
            "dni / nie",
            "cedula de ciudadania",
            "rut persona",
            "national_id",
        ],
    ),
    row(
        Field::Website,
        "website",
        ValueKind::Website,
        false,
        &[
            "web",
            "website",
            "pagina web",
            "sitio web",
            "url",
            "web site",
            "company website",
            "dominio",
            "domain",
            "website 1 - value",
            "web empresa",
        ],
    ),
    row(
        Field::Country,
        "country",
        ValueKind::Country,
        false,
        &[
            "pais",
            "country",
            "country/region",
            "pais/region",
            "home country",
            "address 1 - country",
            "country code",
        ],
    ),
    row(
        Field::Region,
        "region",
        ValueKind::Text,
        false,
        &[
            "provincia",
            "provincia/estado",
            "estado/provincia",
            "state/province",
            "region",
            "departamento",
            "comunidad autonoma",
            "state",
            "home state",
            "address 1 - region",
            "province",
            "estado/region",
        ],
    ),
    row(
        Field::City,
        "city",
        ValueKind::Text,
        false,
        &[
            "ciudad",
            "poblacion",
            "municipio",
            "city",
            "localidad",
            "home city",
            "address 1 - city",
            "town",
        ],
    ),
    row(
        Field::PostalCode,
        "postal_code",
        ValueKind::Text,
        false,
        &[
            "c.p.",
            "cp",
            "codigo postal",
            "cod. postal",
            "zip",
            "zip code",
            "zip/postal code",
            "postal code",
            "postcode",
            "home zip",
            "zipcode",
            "address 1 - postal code",
            "cod postal",
            "postal_code",
        ],
    ),
    row(
        Field::Address,
        "address",
        ValueKind::Text,
        false,
        &[
            "direccion",
            "domicilio",
            "address",
            "street",
            "calle",
            "address1",
            "home address 1",
            "street address",
            "address 1 - street",
        ],
    ),
    row(
        Field::Language,
        "language",
        ValueKind::Text,
        false,
        &["idioma", "language", "preferred language", "preferred_locale"],
    ),
    row(
        Field::Source,
        "source",
        ValueKind::Text,
        false,
        &[
            "origen",
            "fuente",
            "source",
            "lead source",
            "original source",
            "origen del candidato",
            "procedencia",
            "fuente original",
            "como nos conocio",
        ],
    ),
    row(
        Field::Owner,
        "owner",
        ValueKind::Text,
        false,
        &[
            "propietario",
            "responsable",
            "comercial",
            "owner",
            "contact owner",
            "lead owner",
            "atendido por",
            "propietario del contacto",
            "propietario de candidato",
            "asignado a",
            "vendedor",
            "agente",
            "scanned by",
            "assigned to",
            "ejecutivo",
            "asesor",
        ],
    ),
    row(
        Field::Notes,
        "notes",
        ValueKind::Text,
        false,
        &[
            "notas",
            "observaciones",
            "notes",
            "comentarios",
            "comments",
            "nota",
            "comentario",
            "remarks",
            "message",
            "mensaje",
        ],
    ),
    row(
        Field::VisitDate,
        "visit_date",
        ValueKind::Date,
        false,
        &[
            "fecha visita",
            "fecha de visita",
            "fecha",
            "date",
            "visit date",
            "scan date/time",
            "scan date",
            "scan time",
            "fecha y hora",
            "fecha de registro",
            "fecha de escaneo",
            "date scanned",
            "captured at",
            "fecha contacto",
            "visit_date",
            "order date",
            "fecha del pedido",
            "created_time",
            "marca temporal",
            "timestamp",
        ],
    ),
    row(
        Field::VisitTime,
        "visit_time",
        ValueKind::Time,
        false,
        &["hora", "hora visita", "hora de visita", "time", "visit time", "visit_time"],
    ),
    row(
        Field::ConsentEmail,
        "consent_email",
        ValueKind::YesNo,
        false,
        &[
            "acepta correo",
            "acepta email",
            "acepta boletin",
            "email consent",
            "email opt-in",
            "opt-in email",
            "consentimiento email",
            "acepta newsletter",
            "newsletter",
            "consent_email",
        ],
    ),
    row(
        Field::ConsentPhone,
        "consent_phone",
        ValueKind::YesNo,
        false,
        &["acepta llamadas", "phone consent", "consentimiento telefono", "consent_phone"],
    ),
    row(
        Field::ConsentWhatsapp,
        "consent_whatsapp",
        ValueKind::YesNo,
        false,
        &["acepta whatsapp", "whatsapp consent", "consentimiento whatsapp", "consent_whatsapp"],
    ),
    row(
        Field::ConsentGeneral,
        "consent_general",
        ValueKind::YesNo,
        false,
        &[
            "acepta comunicaciones",
            "acepta comunicaciones (rgpd)",
            "rgpd",
            "gdpr",
            "consentimiento",
            "consent",
            "opt-in",
            "opt in",
            "acepta comunicaciones comerciales",
            "acepta publicidad",
            "acepta lopd",
            "lopd",
            "autoriza datos",
            "habeas data",
            "autorizacion de datos",
            "marketing consent",
            "consent_general",
        ],
    ),
    row(
        Field::Employees,
        "employees",
        ValueKind::Number,
        false,
        &[
            "nº empleados",
            "n. empleados",
            "numero de empleados",
            "empleados",
            "employees",
            "number of employees",
            "no. de empleados",
            "tamaño",
            "tamaño de la empresa",
            "company size",
            "plantilla",
            "# empleados",
            "num empleados",
            "n.º de empleados",
            "numero empleados",
            "trabajadores",
        ],
    ),
    row(
        Field::Industry,
        "industry",
        ValueKind::Text,
        false,
        &[
            "sector",
            "industria",
            "industry",
            "actividad",
            "giro",
            "rubro",
            "sector de actividad",
            "ramo",
        ],
    ),
    row(
        Field::Revenue,
        "revenue",
        ValueKind::Number,
        false,
        &[
            "facturacion",
            "ventas anuales",
            "ingresos",
            "revenue",
            "annual revenue",
            "facturacion anual",
            "turnover",
            "ingresos anuales",
            "facturacion (m€)",
            "cifra de negocio",
        ],
    ),
    row(
        Field::Interest,
        "interest",
        ValueKind::Text,
        false,
        &[
            "interes",
            "nivel de interes",
            "interest",
            "interest level",
            "rating",
            "temperatura",
            "temperature",
            "calificacion",
            "prioridad",
            "rating/temperature",
            "lead rating",
        ],
    ),
    row(
        Field::WantsDemo,
        "wants_demo",
        ValueKind::Text,
        false,
        &[
            "quiere demo",
            "demo",
            "pide demo",
            "wants demo",
            "solicita demo",
            "requiere demo",
            "quiere demostracion",
        ],
    ),
    row(
        Field::Timeframe,
        "timeframe",
        ValueKind::Text,
        false,
        &[
            "plazo",
            "plazo compra",
            "plazo de compra",
            "timeframe",
            "cuando compra",
            "horizonte",
            "purchase timeframe",
            "timeline",
            "para cuando",
            "fecha estimada de compra",
        ],
    ),
    row(
        Field::Budget,
        "budget",
        ValueKind::Number,
        false,
        &[
            "presupuesto",
            "presupuesto aprox.",
            "presupuesto aprox",
            "presupuesto aproximado",
            "budget",
            "inversion",
            "presupuesto estimado",
            "importe",
        ],
    ),
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
        for candidate in row.names.iter().filter(|candidate| candidate.len() >= 4) {
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
