//! Names of the columns that say who a person is.

pub(in crate::columns::fields) const FIRST_NAME: &[&str] = &[
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
    "nombre del asistente",
];

pub(in crate::columns::fields) const MIDDLE_NAME: &[&str] =
    &["middle name", "middlename", "additional name", "segundo nombre", "second name"];

pub(in crate::columns::fields) const LAST_NAME: &[&str] = &[
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
    "apellidos del asistente",
    "apellido del asistente",
];

pub(in crate::columns::fields) const SECOND_LAST_NAME: &[&str] = &[
    "segundo apellido",
    "apellido materno",
    "second last name",
    "apellido 2",
    "2o apellido",
    "2º apellido",
];

pub(in crate::columns::fields) const NAME: &[&str] = &[
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
    "attendee name",
    "nombre y apellido",
    "persona",
    "apellidos y nombre",
    "full_name",
    "como te llamas",
    "como se llama",
];

pub(in crate::columns::fields) const JOB_TITLE: &[&str] = &[
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
    "job position",
    "a que te dedicas",
    "rol",
    "role",
    "profesion",
    "designation",
    "job function",
];

pub(in crate::columns::fields) const NATIONAL_ID: &[&str] = &[
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
    "cedula de identidad",
    "carne de identidad",
    "dui",
    "dpi",
    "cuil",
    "run",
    "national_id",
];

pub(in crate::columns::fields) const LANGUAGE: &[&str] =
    &["idioma", "language", "preferred language", "preferred_locale"];
