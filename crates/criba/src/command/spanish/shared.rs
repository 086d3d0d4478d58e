//! Texts that several commands share: what every command takes, and values and their names.

/// What the command says that helps with the others.
pub(super) const HELP: &str = "Muestra esta ayuda o la de un comando";
/// What is said of the option that helps, where it tells less than it could.
pub(super) const HELP_SUMMARY: &str = "Muestra esta ayuda (con «--help» dice más)";
/// The same where it tells all.
pub(super) const HELP_WHOLE: &str = "Muestra esta ayuda (con «-h» la resume)";

/// What each option is that every command takes, by its id.
pub(super) const SHARED: &[(&str, &str)] = &[
    ("data", "La carpeta donde está todo [por defecto: data] [clave: data]"),
    ("config", "El archivo de ajustes [por defecto: criba.toml en la carpeta actual, si lo hay]"),
    ("version", "Muestra la versión"),
];

/// Names of values, as they stand behind an option.
pub(super) const NAMES: &[(&str, &str)] = &[
    ("ADDR", "DIRECCIÓN"),
    ("CODE", "PAÍS"),
    ("DEST", "DESTINO"),
    ("DIR", "CARPETA"),
    ("EMAIL", "CORREO"),
    ("FILE", "ARCHIVO"),
    ("EVENT", "EVENTO"),
    ("FORMAT", "FORMATO"),
    ("HOURS", "HORAS"),
    ("KIND", "TIPO"),
    ("LANGUAGE", "IDIOMA"),
    ("N", "N"),
    ("NAME", "NOMBRE"),
    ("NEW", "NUEVO"),
    ("OLD", "ANTERIOR"),
    ("PERMISSION,…", "PERMISO,…"),
    ("SHELL", "SHELL"),
    ("SRC", "COPIA"),
    ("STORE", "ALMACÉN"),
    ("TEXT", "TEXTO"),
    ("TIME", "MOMENTO"),
    ("URL", "URL"),
    ("WAS", "QUIÉN"),
    ("WHAT", "QUÉ"),
    ("WORKSPACE", "ESPACIO"),
];

/// What each value of an option means.
pub(super) const VALUES: &[(&str, &str)] = &[
    ("A machine: it is kept and gives nothing", "Una máquina: se guarda y no da nada"),
    ("A person: it counts", "Una persona: cuenta"),
    ("A SQLite file for each workspace", "Un archivo de SQLite para cada espacio"),
    ("Contacts with their values, scores and stages", "Contactos con sus datos, puntos y etapas"),
    ("English", "English"),
    ("Español", "Español"),
    ("For people", "Para personas"),
    ("For programs", "Para programas"),
    ("For programs: one object a line", "Para programas: un objeto por línea"),
    ("Ingestion", "Recibir datos"),
    (
        "Leads that were handed over: none, as long as the agreement's handoffs are not run",
        "Leads que se traspasaron: ninguno, mientras no se ejecuten los traspasos del Acuerdo",
    ),
    ("Moves between stages and states", "Pasos de una etapa o un estado a otro"),
    ("The API", "La API"),
    (
        "The figures of the server, at /metrics, and nothing else",
        "Las cifras del servidor, en /metrics, y nada más",
    ),
    ("The lines of every score", "Las líneas de cada puntuación"),
    (
        "Who was erased, when, by whom and by whose request",
        "A quién se borró, cuándo, por quién y a petición de quién",
    ),
    (
        "What long gone people count for of whom only a browser was known",
        "En qué recuentos quedó quien hace mucho que no viene y de quien solo se conocía el navegador",
    ),
    ("The log", "El registro de todo lo que pasó"),
    ("The same as Excel opens it in the country", "Lo mismo, como lo abre Excel en el país"),
    (
        "The same as Excel opens it in the workspace's country",
        "Lo mismo, como lo abre Excel en el país del espacio",
    ),
    (
        "There is a contract, or they are customers: calls and mail from one person to another",
        "Hay un contrato, o son clientes: llamadas y correo de persona a persona",
    ),
    (
        "There is a reason that they would expect: the same",
        "Hay un motivo que esperarían: lo mismo",
    ),
    ("They did not, or said no: nothing", "No lo dieron, o dijeron que no: nada"),
    ("They go in, and nobody is asked to call them", "Entran, y no se propone llamarlos"),
    (
        "Their company goes in, without them; who names none is left out",
        "Entra su empresa, sin ellos; quien no la dice se queda fuera",
    ),
    ("They are left out", "Se quedan fuera"),
    ("They gave their consent: mail in bulk, too", "Dieron su permiso: también correos en masa"),
    ("Values separated by commas", "Valores separados por comas"),
];
