//! Small files made by code, and what was read of them in a form to compare.

use std::io::{Cursor, Write};

use import::table::{Limits, ReadError, SkipReason, Table, read_bytes};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

pub(crate) fn read(bytes: &[u8]) -> Result<Table, ReadError> {
    read_bytes(bytes, None, &Limits::default())
}

/// Asserts that `bytes` are read as `expected`: a line for the header, one for each row after its
/// number, and one for the rows left out.
#[track_caller]
pub(crate) fn check(bytes: impl AsRef<[u8]>, expected: &str) {
    let table = read(bytes.as_ref()).unwrap_or_else(|error| panic!("{}", error.en()));
    let expected: Vec<&str> = expected.lines().map(str::trim).filter(|l| !l.is_empty()).collect();
    assert_eq!(written(&table), expected.join("\n"));
}

pub(crate) fn written(table: &Table) -> String {
    let mut lines = vec![table.header.join("|")];
    for row in &table.rows {
        lines.push(format!("{}: {}", row.number, row.cells.join("|").replace('\n', "⏎")));
    }
    if !table.skipped.is_empty() {
        let skipped: Vec<String> =
            table.skipped.iter().map(|row| format!("{} {}", row.row, word(row.reason))).collect();
        lines.push(format!("skipped {}", skipped.join(", ")));
    }
    lines.join("\n")
}

fn word(reason: SkipReason) -> &'static str {
    match reason {
        SkipReason::Blank => "blank",
        SkipReason::Preamble => "preamble",
        SkipReason::RepeatedHeader => "header",
        SkipReason::Total => "total",
        SkipReason::Footer => "footer",
        SkipReason::Deleted => "deleted",
    }
}

/// A ZIP with these files.
pub(crate) fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// One sheet of a workbook: its name, its `state` and the XML of its rows.
pub(crate) type Sheet<'a> = (&'a str, &'a str, &'a str);

/// A workbook of Excel. Style 1 is a date, 2 a time, 3 both, 4 hours beyond a day.
pub(crate) fn xlsx(sheets: &[Sheet<'_>], texts: &[&str], is_1904: bool) -> Vec<u8> {
    let mut files = vec![
        ("[Content_Types].xml".to_owned(), content_types(sheets.len())),
        ("_rels/.rels".to_owned(), RELATIONS.to_owned()),
        ("xl/styles.xml".to_owned(), STYLES.to_owned()),
    ];
    let mut listed = String::new();
    let mut relations = String::new();
    for (index, (name, state, rows)) in sheets.iter().enumerate() {
        let id = index + 1;
        listed.push_str(&format!(
            r#"<sheet name="{name}" sheetId="{id}" state="{state}" r:id="rId{id}"/>"#
        ));
        relations.push_str(&format!(
            r#"<Relationship Id="rId{id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet{id}.xml"/>"#
        ));
        files.push((
            format!("xl/worksheets/sheet{id}.xml"),
            format!("<worksheet xmlns=\"{MAIN}\"><sheetData>{rows}</sheetData></worksheet>"),
        ));
    }
    let is_1904 = u8::from(is_1904);
    files.push(("xl/workbook.xml".to_owned(), format!(
        r#"<workbook xmlns="{MAIN}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><workbookPr date1904="{is_1904}"/><sheets>{listed}</sheets></workbook>"#
    )));
    relations.push_str(r#"<Relationship Id="rId98" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/><Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/>"#);
    files.push((
        "xl/_rels/workbook.xml.rels".to_owned(),
        format!("<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{relations}</Relationships>"),
    ));
    let items: String = texts.iter().map(|text| format!("<si><t>{text}</t></si>")).collect();
    let count = texts.len();
    files.push((
        "xl/sharedStrings.xml".to_owned(),
        format!("<sst xmlns=\"{MAIN}\" count=\"{count}\" uniqueCount=\"{count}\">{items}</sst>"),
    ));
    let files: Vec<(&str, &[u8])> =
        files.iter().map(|(name, content)| (name.as_str(), content.as_bytes())).collect();
    zipped(&files)
}

/// A row of text cells from column A on; empty ones are not written.
pub(crate) fn text_row(number: u32, cells: &[&str]) -> String {
    let mut row = format!("<row r=\"{number}\">");
    for (column, cell) in ('A'..='Z').zip(cells) {
        if !cell.is_empty() {
            row.push_str(&format!(
                "<c r=\"{column}{number}\" t=\"inlineStr\"><is><t>{cell}</t></is></c>"
            ));
        }
    }
    row + "</row>"
}

/// An `OpenDocument` workbook with this content between its automatic styles and its end.
pub(crate) fn ods(styles: &str, tables: &str) -> Vec<u8> {
    let content = format!(
        r#"<?xml version="1.0" encoding="UTF-8"?><office:document-content><office:automatic-styles>{styles}</office:automatic-styles><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"#
    );
    zipped(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", content.as_bytes()),
        ("META-INF/manifest.xml", b"<manifest:manifest/>"),
    ])
}

/// Numbers that only depend on where they start (splitmix64), so that a seed is a bug report.
pub(crate) struct Numbers(u64);

impl Numbers {
    pub(crate) fn from_seed(seed: u64) -> Numbers {
        Numbers(seed)
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number below `end`, which is not 0.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end as u64).unwrap()
    }
}

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

const RELATIONS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;

const STYLES: &str = r#"<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="1"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/></numFmts><cellXfs count="5"><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="20"/><xf numFmtId="22"/><xf numFmtId="46"/></cellXfs></styleSheet>"#;

fn content_types(sheet_count: usize) -> String {
    let sheets: String = (1..=sheet_count)
        .map(|id| format!(r#"<Override PartName="/xl/worksheets/sheet{id}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>"#))
        .collect();
    format!(
        r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/>{sheets}</Types>"#
    )
}
