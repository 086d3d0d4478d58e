//! Names of the columns about the company, the visit, and what was said at it.

pub(in crate::columns::fields) const COMPANY: &[&str] = &[
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
];

pub(in crate::columns::fields) const TAX_ID: &[&str] = &[
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
];

pub(in crate::columns::fields) const SOURCE: &[&str] = &[
    "origen",
    "fuente",
    "source",
    "lead source",
    "original source",
    "origen del candidato",
    "procedencia",
    "fuente original",
    "como nos conocio",
];

pub(in crate::columns::fields) const OWNER: &[&str] = &[
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
];

pub(in crate::columns::fields) const NOTES: &[&str] = &[
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
];

pub(in crate::columns::fields) const VISIT_DATE: &[&str] = &[
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
];

pub(in crate::columns::fields) const VISIT_TIME: &[&str] =
    &["hora", "hora visita", "hora de visita", "time", "visit time", "visit_time"];

pub(in crate::columns::fields) const ATTENDEE_STATUS: &[&str] = &[
    "attendee status",
    "estado del asistente",
    "estado de asistencia",
    "attendance status",
    "registration status",
    "estado de la inscripcion",
    "estado de inscripcion",
];

pub(in crate::columns::fields) const EMPLOYEES: &[&str] = &[
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
];

pub(in crate::columns::fields) const INDUSTRY: &[&str] = &[
    "sector",
    "industria",
    "industry",
    "actividad",
    "giro",
    "rubro",
    "sector de actividad",
    "ramo",
];

pub(in crate::columns::fields) const REVENUE: &[&str] = &[
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
];

pub(in crate::columns::fields) const INTEREST: &[&str] = &[
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
];

pub(in crate::columns::fields) const WANTS_DEMO: &[&str] = &[
    "quiere demo",
    "demo",
    "pide demo",
    "wants demo",
    "solicita demo",
    "requiere demo",
    "quiere demostracion",
];

pub(in crate::columns::fields) const TIMEFRAME: &[&str] = &[
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
];

pub(in crate::columns::fields) const BUDGET: &[&str] = &[
    "presupuesto",
    "presupuesto aprox.",
    "presupuesto aprox",
    "presupuesto aproximado",
    "budget",
    "inversion",
    "presupuesto estimado",
    "importe",
];
