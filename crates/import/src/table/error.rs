//! Why a file cannot be read as a list, in words for people.

use engine::said::Said;

use super::format::Kind;

/// Why a file cannot be read. [`ReadError::es`] and [`ReadError::en`] say it to a person: what was
/// attempted, what is wrong and what to do.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The file could not be read from where it is.
    #[error("the file could not be read: {0}")]
    Io(#[from] std::io::Error),
    /// Nothing in the file, or nothing but blank space.
    #[error("the file is empty")]
    Empty,
    /// The names of the columns, and nobody below them.
    #[error("the list has the names of its columns and no rows")]
    NoRows,
    /// More bytes than are read.
    #[error("the file has {bytes} bytes, more than the {bytes_max} that are read")]
    TooLarge {
        /// Length of the file.
        bytes: u64,
        /// The most that is read.
        bytes_max: u64,
    },
    /// A compressed file that unpacks to more than is read.
    #[error("the file unpacks to more than the {bytes_max} bytes that are read")]
    UnpacksTooLarge {
        /// The most that is unpacked.
        bytes_max: u64,
    },
    /// More rows than are read.
    #[error("the list has more than {rows_max} rows")]
    TooManyRows {
        /// The most that are read.
        rows_max: u32,
    },
    /// More columns than are read.
    #[error("row {row} has more than {columns_max} columns")]
    TooManyColumns {
        /// The row's number.
        row: u32,
        /// The most that are read.
        columns_max: usize,
    },
    /// More rows times columns, or more text, than is read.
    #[error("the list has too many cells or too much text")]
    TooMuch,
    /// A cell with more text than is read.
    #[error("a cell of row {row} has more than {bytes_max} bytes")]
    CellTooLong {
        /// The row's number.
        row: u32,
        /// The most that is read.
        bytes_max: usize,
    },
    /// Readable, but not a list.
    #[error("not a list: {0:?}")]
    NotATable(NotATable),
    /// Protected by a password.
    #[error("the file is protected by a password")]
    Protected,
    /// Cut short or broken.
    #[error("the {} file is damaged: {cause}", kind.name())]
    Damaged {
        /// What it set out to be.
        kind: Kind,
        /// What is wrong, for a program's log.
        cause: String,
    },
    /// A ZIP file cut short or broken.
    #[error("the ZIP file is damaged: {cause}")]
    DamagedZip {
        /// What is wrong, for a program's log.
        cause: String,
    },
    /// A ZIP with several lists; a person chooses, since they can mean different things
    /// (subscribed, unsubscribed).
    #[error("the ZIP file holds several lists: {}", names.join(", "))]
    SeveralLists {
        /// Their names in the ZIP.
        names: Vec<String>,
    },
    /// A sheet or a file was asked for of what has none: text in rows.
    #[error("a file of text has no sheets")]
    NoParts,
    /// The sheet or the file asked for is not there.
    #[error("there is no `{name}`, only {}", names.join(", "))]
    NoSuchPart {
        /// What was asked for.
        name: String,
        /// What there is.
        names: Vec<String>,
    },
}

/// What a file is that is not a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotATable {
    /// A PDF.
    Pdf,
    /// A picture.
    Image,
    /// A document of a word processor, or a presentation.
    Document,
    /// JSON.
    Json,
    /// Sentences.
    Prose,
    /// Lines of text of which none says who anybody is: settings, a program, a log.
    Nobody,
    /// Contact cards.
    Vcard,
    /// A web page or XML without a table.
    Markup,
    /// A workbook of a kind that is not read: Numbers, binary Excel, Excel XML.
    OtherWorkbook,
    /// A packed file that is not a ZIP, or a ZIP without a list.
    Archive,
    /// A workbook whose sheets are all empty.
    EmptyWorkbook,
    /// Bytes that are not text.
    Binary,
}

impl ReadError {
    /// One sentence in each language.
    #[must_use]
    pub fn said(&self) -> Said {
        Said::new(self.es(), self.en())
    }

    /// One sentence in Spanish.
    #[must_use]
    pub fn es(&self) -> String {
        let (wrong, remedy) = match self {
            ReadError::Io(cause) => (
                Said::system(cause.kind()).es,
                "comprueba que existe y que se puede leer".to_owned(),
            ),
            ReadError::Empty => ("está vacío".to_owned(), "elige un archivo con filas".to_owned()),
            ReadError::NoRows => (
                "solo tiene los nombres de las columnas y ninguna persona debajo".to_owned(),
                "elige un archivo con una persona en cada fila".to_owned(),
            ),
            ReadError::TooLarge { bytes, bytes_max } => (
                format!("ocupa {} y el máximo es {}", mebibytes(*bytes), mebibytes(*bytes_max)),
                "divídelo en varios".to_owned(),
            ),
            ReadError::UnpacksTooLarge { bytes_max } => (
                format!("descomprimido ocupa más de {}", mebibytes(*bytes_max)),
                "guarda solo la hoja de la lista como CSV".to_owned(),
            ),
            ReadError::TooManyRows { rows_max } => {
                (format!("tiene más de {rows_max} filas"), "divídelo en varios".to_owned())
            }
            ReadError::TooManyColumns { row, columns_max } => (
                format!("la fila {row} tiene más de {columns_max} columnas"),
                "quita las columnas que no hagan falta".to_owned(),
            ),
            ReadError::TooMuch => (
                "tiene demasiadas celdas o demasiado texto".to_owned(),
                "divídelo en varios".to_owned(),
            ),
            ReadError::CellTooLong { row, bytes_max } => (
                format!("una celda de la fila {row} tiene más de {bytes_max} caracteres"),
                "acorta ese texto o revisa las comillas de esa fila".to_owned(),
            ),
            ReadError::NotATable(what) => {
                let (wrong, remedy) = what.es();
                (wrong.to_owned(), remedy.to_owned())
            }
            ReadError::Protected => (
                "está protegido con contraseña".to_owned(),
                "ábrelo, quítale la contraseña y guárdalo de nuevo".to_owned(),
            ),
            ReadError::Damaged { kind, .. } => (
                format!("es un {} incompleto o dañado", kind.name()),
                "vuelve a descargarlo, o ábrelo y guárdalo como XLSX o CSV".to_owned(),
            ),
            ReadError::DamagedZip { .. } => (
                "es un ZIP incompleto o dañado".to_owned(),
                "vuelve a descargarlo, o descomprímelo y elige el archivo de dentro".to_owned(),
            ),
            ReadError::SeveralLists { names } => (
                format!("es un ZIP con varias listas: {}", quoted(names)),
                "di cuál quieres leer".to_owned(),
            ),
            ReadError::NoParts => (
                "es un CSV u otro texto, que no tiene hojas".to_owned(),
                "no elijas ninguna".to_owned(),
            ),
            ReadError::NoSuchPart { name, names } => (
                format!("no contiene «{}»", shortened(name)),
                format!("elige entre {}", quoted(names)),
            ),
        };
        format!("No se ha podido leer el archivo: {wrong}; {remedy}.")
    }

    /// One sentence in English.
    #[must_use]
    pub fn en(&self) -> String {
        let (wrong, remedy) = match self {
            ReadError::Io(cause) => {
                (cause.to_string(), "check that it exists and can be read".to_owned())
            }
            ReadError::Empty => ("it is empty".to_owned(), "choose a file with rows".to_owned()),
            ReadError::NoRows => (
                "it has only the names of the columns and nobody below them".to_owned(),
                "choose a file with one person in each row".to_owned(),
            ),
            ReadError::TooLarge { bytes, bytes_max } => (
                format!("it takes {} and the most is {}", mebibytes(*bytes), mebibytes(*bytes_max)),
                "split it into several".to_owned(),
            ),
            ReadError::UnpacksTooLarge { bytes_max } => (
                format!("unpacked it takes more than {}", mebibytes(*bytes_max)),
                "save only the sheet with the list as CSV".to_owned(),
            ),
            ReadError::TooManyRows { rows_max } => {
                (format!("it has more than {rows_max} rows"), "split it into several".to_owned())
            }
            ReadError::TooManyColumns { row, columns_max } => (
                format!("row {row} has more than {columns_max} columns"),
                "remove the columns that are not needed".to_owned(),
            ),
            ReadError::TooMuch => (
                "it has too many cells or too much text".to_owned(),
                "split it into several".to_owned(),
            ),
            ReadError::CellTooLong { row, bytes_max } => (
                format!("a cell of row {row} has more than {bytes_max} characters"),
                "shorten that text or check the quotation marks of that row".to_owned(),
            ),
            ReadError::NotATable(what) => {
                let (wrong, remedy) = what.en();
                (wrong.to_owned(), remedy.to_owned())
            }
            ReadError::Protected => (
                "it is protected by a password".to_owned(),
                "open it, remove the password and save it again".to_owned(),
            ),
            ReadError::Damaged { kind, .. } => (
                format!("the {} file is incomplete or damaged", kind.name()),
                "download it again, or open it and save it as XLSX or CSV".to_owned(),
            ),
            ReadError::DamagedZip { .. } => (
                "the ZIP file is incomplete or damaged".to_owned(),
                "download it again, or unpack it and choose the file inside".to_owned(),
            ),
            ReadError::SeveralLists { names } => (
                format!("it is a ZIP with several lists: {}", quoted(names)),
                "say which one to read".to_owned(),
            ),
            ReadError::NoParts => (
                "it is a CSV or other text, which has no sheets".to_owned(),
                "choose none".to_owned(),
            ),
            ReadError::NoSuchPart { name, names } => (
                format!("it holds no «{}»", shortened(name)),
                format!("choose one of {}", quoted(names)),
            ),
        };
        format!("The file could not be read: {wrong}; {remedy}.")
    }
}

impl NotATable {
    fn es(self) -> (&'static str, &'static str) {
        match self {
            NotATable::Pdf => {
                ("es un PDF, no una lista", "pide la lista en Excel o CSV a quien te la dio")
            }
            NotATable::Image => {
                ("es una imagen, no una lista", "pide la lista en Excel o CSV a quien te la dio")
            }
            NotATable::Document => (
                "es un documento de texto o una presentación, no una hoja de cálculo",
                "copia la tabla y pégala, o guárdala como XLSX",
            ),
            NotATable::Json => {
                ("es JSON, no una lista con filas y columnas", "expórtalo como CSV o XLSX")
            }
            NotATable::Prose => (
                "es texto corrido, sin filas ni columnas",
                "elige una hoja de cálculo o un CSV con una persona en cada fila",
            ),
            NotATable::Nobody => (
                "ninguna de sus columnas dice quién es nadie: ni nombre, ni correo, ni teléfono, ni empresa",
                "si es una lista, pon arriba cómo se llama cada columna (Nombre, Correo, Empresa)",
            ),
            NotATable::Vcard => {
                ("son tarjetas de contacto (vCard)", "exporta los contactos como CSV")
            }
            NotATable::Markup => {
                ("es una página sin ninguna tabla que leer", "expórtalo como CSV o XLSX")
            }
            NotATable::OtherWorkbook => {
                ("es un tipo de hoja de cálculo que no se lee", "ábrelo y guárdalo como XLSX")
            }
            NotATable::Archive => (
                "es un archivo comprimido sin ninguna lista que leer",
                "descomprímelo y elige la lista",
            ),
            NotATable::EmptyWorkbook => {
                ("ninguna de sus hojas tiene una lista", "elige un archivo con filas")
            }
            NotATable::Binary => {
                ("su contenido no es texto ni una hoja de cálculo", "expórtalo como CSV o XLSX")
            }
        }
    }

    fn en(self) -> (&'static str, &'static str) {
        match self {
            NotATable::Pdf => (
                "it is a PDF, not a list",
                "ask whoever gave it to you for the list as Excel or CSV",
            ),
            NotATable::Image => (
                "it is a picture, not a list",
                "ask whoever gave it to you for the list as Excel or CSV",
            ),
            NotATable::Document => (
                "it is a text document or a presentation, not a spreadsheet",
                "copy the table and paste it, or save it as XLSX",
            ),
            NotATable::Json => {
                ("it is JSON, not a list with rows and columns", "export it as CSV or XLSX")
            }
            NotATable::Prose => (
                "it is running text, without rows and columns",
                "choose a spreadsheet or a CSV with one person in each row",
            ),
            NotATable::Nobody => (
                "none of its columns says who anybody is: no name, e-mail address, telephone or company",
                "if it is a list, write at its top what each column is called (Name, Email, Company)",
            ),
            NotATable::Vcard => ("these are contact cards (vCard)", "export the contacts as CSV"),
            NotATable::Markup => {
                ("it is a page without a table to read", "export it as CSV or XLSX")
            }
            NotATable::OtherWorkbook => {
                ("it is a kind of spreadsheet that is not read", "open it and save it as XLSX")
            }
            NotATable::Archive => {
                ("it is a packed file without a list to read", "unpack it and choose the list")
            }
            NotATable::EmptyWorkbook => {
                ("none of its sheets has a list", "choose a file with rows")
            }
            NotATable::Binary => {
                ("its content is neither text nor a spreadsheet", "export it as CSV or XLSX")
            }
        }
    }
}

/// Rounded up: a file over the limit never shows the limit's own figure.
fn mebibytes(bytes: u64) -> String {
    format!("{} MB", bytes.div_ceil(1 << 20))
}

/// The first names, since a hostile file can have thousands.
fn quoted(names: &[String]) -> String {
    const NAMES_MAX: usize = 10;
    let mut words: Vec<String> =
        names.iter().take(NAMES_MAX).map(|name| format!("«{}»", shortened(name))).collect();
    if names.len() > NAMES_MAX {
        words.push("…".to_owned());
    }
    words.join(", ")
}

fn shortened(name: &str) -> String {
    const CHARS_MAX: usize = 80;
    name.chars().filter(|c| !c.is_control()).take(CHARS_MAX).collect()
}
