//! What was detected about a file, to be shown to a person before they trust it.

/// How the list was written.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Format {
    /// The kind of file, by its content.
    pub kind: Kind,
    /// How its text was encoded; `None` for the workbooks that say it themselves.
    pub encoding: Option<Encoding>,
    /// What stands between two cells of a line; `None` in a workbook and in a list of one column.
    pub separator: Option<char>,
    /// The file inside the ZIP.
    pub member: Option<String>,
    /// The sheet of the workbook.
    pub sheet: Option<String>,
    /// The other sheets of the workbook or the other files of the ZIP, which were not read.
    pub others: Vec<String>,
    /// The row of the header; `None` where the first row is a row of data.
    pub header_row: Option<u32>,
    /// Rows with text before the header.
    pub preamble_rows: u32,
    /// Quotation marks that opened a cell and did not close it: read as part of the text.
    pub stray_quotes: u32,
}

/// Kinds of files that hold a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Kind {
    /// Lines of cells with a separator between them: CSV, TSV, pasted cells.
    #[default]
    Separated,
    /// Excel since 2007.
    Xlsx,
    /// Excel 97 to 2003.
    Xls,
    /// `OpenDocument` (`LibreOffice`, Google Sheets).
    Ods,
    /// A web page with a table, often named `.xls`.
    Html,
}

impl Kind {
    /// The name people know the kind by, the same in both languages.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Kind::Separated => "CSV",
            Kind::Xlsx => "XLSX",
            Kind::Xls => "XLS",
            Kind::Ods => "ODS",
            Kind::Html => "HTML",
        }
    }
}

/// Encodings that lists come in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, with or without its mark.
    Utf8,
    /// UTF-16, lower byte first: "Texto Unicode" of Excel, lead ads of Meta.
    Utf16Le,
    /// UTF-16, higher byte first.
    Utf16Be,
    /// Windows in western Europe and Latin America.
    Windows1252,
    /// Macs before OS X, and Excel for Mac.
    MacRoman,
}

impl Encoding {
    /// The name people know the encoding by, the same in both languages.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Encoding::Utf8 => "UTF-8",
            Encoding::Utf16Le => "UTF-16LE",
            Encoding::Utf16Be => "UTF-16BE",
            Encoding::Windows1252 => "Windows-1252",
            Encoding::MacRoman => "MacRoman",
        }
    }
}
