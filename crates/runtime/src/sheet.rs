//! Tables as files: for programs, and for Excel as the people of a country have it.
//!
//! Excel opens a file of separated values by the settings of its machine, not by what stands in
//! the file: where decimals have a comma, cells are separated by semicolons. Without a mark at the
//! beginning it takes UTF-8 for the machine's old encoding, and a telephone with nothing but digits
//! for a number.

use engine::agreement::Language;
use engine::agreement::vocabulary::Pack;
use import::values::phones;

/// How cells are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// For programs: RFC 4180, with a point in decimals.
    Plain,
    /// For Excel.
    Excel {
        /// What stands before decimals.
        decimal: char,
    },
}

impl Dialect {
    /// What Excel opens rightly in a country (ISO 3166).
    #[must_use]
    pub fn excel(country: &str) -> Dialect {
        let pack = Pack::for_country(country, Language::Es);
        Dialect::Excel { decimal: pack.numbers().decimal_sign() }
    }

    fn separator(self) -> u8 {
        match self {
            Dialect::Excel { decimal: ',' } => b';',
            Dialect::Plain | Dialect::Excel { .. } => b',',
        }
    }

    /// A text as a cell: no formula, and whole.
    #[must_use]
    pub fn text(self, text: &str) -> String {
        let is_phone = text
            .strip_prefix('+')
            .is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit()));
        match self {
            Dialect::Excel { .. } if is_phone => phones::shown(text),
            Dialect::Plain | Dialect::Excel { .. } => harmless(text),
        }
    }

    /// A number, as programs write it, as a cell.
    #[must_use]
    pub fn number(self, number: &str) -> String {
        match self {
            Dialect::Plain => number.to_owned(),
            Dialect::Excel { decimal } => number.replace('.', &decimal.to_string()),
        }
    }
}

/// A file of rows.
#[derive(Debug)]
pub struct Sheet {
    dialect: Dialect,
    rows: csv::Writer<Vec<u8>>,
}

impl Sheet {
    /// A file without rows.
    #[must_use]
    pub fn new(dialect: Dialect) -> Sheet {
        let rows = csv::WriterBuilder::new()
            .delimiter(dialect.separator())
            .terminator(csv::Terminator::CRLF)
            .flexible(true)
            .from_writer(Vec::new());
        Sheet { dialect, rows }
    }

    /// Writes a row of cells as they are; see [`Dialect::text`] and [`Dialect::number`].
    pub fn row<I>(&mut self, cells: I)
    where
        I: IntoIterator,
        I::Item: AsRef<[u8]>,
    {
        let written = self.rows.write_record(cells);
        // Memory takes everything.
        debug_assert!(written.is_ok(), "{written:?}");
    }

    /// The file, with the mark by which Excel knows its encoding.
    #[must_use]
    pub fn text(self) -> String {
        let mark = match self.dialect {
            Dialect::Plain => "",
            Dialect::Excel { .. } => "\u{feff}",
        };
        let bytes = self.rows.into_inner().unwrap_or_default();
        format!("{mark}{}", String::from_utf8_lossy(&bytes))
    }
}

/// A text that no spreadsheet takes for a formula (OWASP, "CSV Injection"); telephones and
/// negative numbers stay as they are.
fn harmless(text: &str) -> String {
    let is_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let is_number = text.get(1..).is_some_and(|rest| {
        rest.bytes().all(|b| b.is_ascii_digit() || matches!(b, b' ' | b'.' | b','))
    });
    if is_formula && !(is_number && text.starts_with(['+', '-'])) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_no_formula() {
        assert_eq!(harmless("=HYPERLINK(\"x\")"), "'=HYPERLINK(\"x\")");
        assert_eq!(harmless("@SUM(A1)"), "'@SUM(A1)");
        assert_eq!(harmless("-2+3+cmd|' /C calc'!A0"), "'-2+3+cmd|' /C calc'!A0");
        assert_eq!(harmless("+34 612 345 678"), "+34 612 345 678");
        assert_eq!(harmless("-12,5"), "-12,5");
        assert_eq!(harmless("Ximena"), "Ximena");
    }

    #[test]
    fn the_bytes_are_those_that_each_reader_takes_rightly() {
        let file = |dialect: Dialect| {
            let mut sheet = Sheet::new(dialect);
            sheet.row(["Año", "Importe", "Móvil"]);
            let cells =
                [dialect.text("a;b,c"), dialect.number("1284.5"), dialect.text("+34612345678")];
            sheet.row(cells);
            sheet.text().into_bytes()
        };
        let plain = "Año,Importe,Móvil\r\n\"a;b,c\",1284.5,+34612345678\r\n";
        assert_eq!(file(Dialect::Plain), plain.as_bytes());
        let mark = b"\xef\xbb\xbf".to_vec();
        let spain = "Año;Importe;Móvil\r\n\"a;b,c\";1284,5;+34 612 34 56 78\r\n";
        assert_eq!(file(Dialect::excel("ES")), [&mark, spain.as_bytes()].concat());
        let mexico = "Año,Importe,Móvil\r\n\"a;b,c\",1284.5,+34 612 34 56 78\r\n";
        assert_eq!(file(Dialect::excel("MX")), [&mark, mexico.as_bytes()].concat());
    }
}
