//! What cannot be read says so in words.

use std::io::{Cursor, Read, Seek, SeekFrom};

use import::table::{Limits, NotATable, ReadError, read, read_bytes};

use crate::support::{read as read_default, text_row, xlsx, zipped};

#[track_caller]
fn check(bytes: impl AsRef<[u8]>, spanish: &str) {
    let error = match read_default(bytes.as_ref()) {
        Ok(table) => panic!("read: {table:?}"),
        Err(error) => error,
    };
    assert!(error.es().contains(spanish), "{}", error.es());
    assert!(error.es().starts_with("No se ha podido leer el archivo: "));
    assert!(error.en().starts_with("The file could not be read: "));
    assert!(error.es().ends_with('.') && error.en().ends_with('.'));
}

#[test]
fn not_a_list() {
    check(b"", "vacío");
    check(b"\xEF\xBB\xBF\r\n \t\r\n", "vacío");
    check(b"%PDF-1.7\n%\xE2\xE3", "PDF");
    check(b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR", "imagen");
    check(b"\xFF\xD8\xFF\xE0\0\x10JFIF", "imagen");
    check(b"{\\rtf1\\ansi hola}", "documento");
    check(br#"{"nombre": "Ana"}"#, "JSON");
    check(br#" [ {"nombre": "Ana"} ]"#, "JSON");
    check(b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ana\r\nEND:VCARD\r\n", "vCard");
    check(b"<html><body><p>Hola</p></body></html>", "página");
    check(b"\x7FELF\x02\x01\x01\0\0\0", "texto");
    check([7_u8, 0, 3, 200, 1, 0, 0, 0, 9, 0, 2, 2].repeat(50), "texto");
    check("Hola, mundo", "texto corrido");
    check(
        "Hola, qué tal.\n\nEste es un texto, no una tabla; va de otra cosa.\nFin.\n",
        "texto corrido",
    );
    check(
        "Estimada Ana:\n\nTe escribo para contarte que la semana que viene estaremos en Madrid, en la feria.\nSi te parece, nos vemos allí y te enseño lo que hemos hecho este año.\n\nUn saludo,\nLuis",
        "texto corrido",
    );
    check(zipped(&[("word/document.xml", b"<w/>")]), "documento");
    check(zipped(&[("foto.jpg", b"x")]), "comprimido");
    check(zipped(&[("xl/workbook.bin", b"x")]), "XLSX");
    check(zipped(&[("lista.zip", b"PK")]), "comprimido");
    check(b"<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?><Workbook/>", "XLSX");
}

#[test]
fn a_zip_in_a_zip_is_not_opened() {
    let inner = zipped(&[("a.csv", b"Nombre,Email\nAna,a@x.es\n")]);
    check(zipped(&[("lista.csv", &inner)]), "comprimido");
}

#[test]
fn damaged() {
    let whole = xlsx(&[("Hoja1", "visible", &text_row(1, &["Nombre", "Email"]))], &[], false);
    check(&whole[..whole.len() / 2], "dañado");
    check(b"PK\x03\x04", "dañado");
    check(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 y nada", "dañado");
    check(&include_bytes!("../fixtures/contactos.xls")[..3_000], "dañado");
}

#[test]
fn protected() {
    check(include_bytes!("../fixtures/protegido.xlsx"), "contraseña");
}

#[test]
fn empty_sheets() {
    check(xlsx(&[("Hoja1", "visible", "")], &[], false), "ninguna de sus hojas");
}

/// A source that is as long as it says and must not be read.
struct Unread(u64);

impl Read for Unread {
    fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
        panic!("read")
    }
}

impl Seek for Unread {
    fn seek(&mut self, position: SeekFrom) -> std::io::Result<u64> {
        Ok(if position == SeekFrom::End(0) { self.0 } else { 0 })
    }
}

#[test]
fn two_gigabytes_are_refused_unread() {
    let error = read(Unread(2 << 30), None, &Limits::default()).unwrap_err();
    assert_eq!(
        error.es(),
        "No se ha podido leer el archivo: ocupa 2048 MB y el máximo es 128 MB; divídelo en varios."
    );
}

#[test]
fn a_source_is_read_from_its_beginning() {
    let mut source = Cursor::new(b"Nombre,Email\nAna,a@x.es\n");
    source.set_position(10);
    assert_eq!(read(source, None, &Limits::default()).unwrap().rows.len(), 1);
}

#[test]
fn each_limit() {
    let small = |change: fn(&mut Limits), list: &str| {
        let mut limits = Limits::default();
        change(&mut limits);
        read_bytes(list.as_bytes(), None, &limits).unwrap_err()
    };
    let list = "Nombre,Email\nAna,a@x.es\nEva,e@x.es\n";
    assert!(matches!(small(|l| l.bytes_max = 10, list), ReadError::TooLarge { bytes: 35, .. }));
    assert!(matches!(small(|l| l.rows_max = 2, list), ReadError::TooManyRows { rows_max: 2 }));
    assert!(matches!(small(|l| l.columns_max = 1, list), ReadError::TooManyColumns { row: 1, .. }));
    assert!(matches!(small(|l| l.cells_max = 3, list), ReadError::TooMuch));
    assert!(matches!(small(|l| l.text_bytes_max = 12, list), ReadError::TooMuch));
    assert!(matches!(small(|l| l.cell_bytes_max = 5, list), ReadError::CellTooLong { row: 1, .. }));
    // One wide row makes every row wide.
    let wide = format!("Nombre,Email\n{}{}x\n", "Ana,a@x.es\n".repeat(20), ",".repeat(40));
    assert!(matches!(small(|l| l.cells_max = 100, &wide), ReadError::TooMuch));
}

#[test]
fn i7_a_thousand_columns_are_the_most() {
    let row = |count: usize| vec!["Nombre"; count].join(",") + "\nAna\n";
    assert_eq!(read_default(row(1_000).as_bytes()).unwrap().header.len(), 1_000);
    check(row(1_001), "la fila 1 tiene más de 1000 columnas");
}

#[test]
fn a_zip_bomb_is_refused() {
    let zeros = vec![b' '; 3 << 20];
    let limits = Limits { unpacked_bytes_max: 2 << 20, ..Limits::default() };
    let sheet = zipped(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("_rels/.rels", b"<Relationships/>"),
        ("xl/worksheets/sheet1.xml", &zeros),
    ]);
    for bomb in [zipped(&[("lista.csv", &zeros)]), sheet] {
        assert!(bomb.len() < 10_000);
        let error = read_bytes(&bomb, None, &limits).unwrap_err();
        assert!(matches!(error, ReadError::UnpacksTooLarge { .. }), "{error}");
    }
}

#[test]
fn a_workbook_that_counts_more_texts_than_it_holds() {
    let texts = "<sst uniqueCount=\"99999999999\"><si><t>a</t></si></sst>";
    let bomb = zipped(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("_rels/.rels", b"<Relationships/>"),
        ("xl/sharedStrings.xml", texts.as_bytes()),
    ]);
    check(bomb, "dañado");
}

#[test]
fn i7_a_workbook_has_no_more_rows_than_are_read_and_they_are_counted_first() {
    let limits = Limits { rows_max: 1_000, ..Limits::default() };
    let header = text_row(1, &["Nombre", "Email"]);
    let read = |rows: &str| {
        let sheets = [("Hoja1", "visible", rows), ("Hoja2", "visible", rows)];
        read_bytes(&xlsx(&sheets, &[], false), None, &limits)
    };
    let enough = header.clone() + &text_row(2, &["Ana", "a@x.es"]) + &"<row/>".repeat(998);
    assert_eq!(read(&enough).unwrap().rows.len(), 1);
    // Rows without anything in them and without a number would be none at all.
    for empty in ["<row/>", "<row></row>", "<x:row r='1' />", "<row\n/>"] {
        let error = read(&(header.clone() + &empty.repeat(1_000))).unwrap_err();
        assert!(matches!(error, ReadError::TooManyRows { rows_max: 1_000 }), "{empty}: {error}");
    }
    let many = [("a", "visible", &*enough); 3];
    let error = read_bytes(&xlsx(&many, &[], false), None, &limits).unwrap_err();
    assert!(error.es().contains("tiene más de 1000 filas"), "{error}");
    // What is called like a row is none.
    let others = header + &text_row(2, &["Ana", "a@x.es"]) + &"<rowBreak/>".repeat(1_000);
    assert_eq!(read(&others).unwrap().rows.len(), 1);
}

#[test]
fn a_cell_too_long_is_refused_while_it_is_unpacked() {
    let limits = Limits { cell_bytes_max: 100, ..Limits::default() };
    let long = "x".repeat(1 << 20);
    let row = text_row(1, &["Nombre", "Nota"]) + &text_row(2, &["Ana", &long]);
    let error = read_bytes(&xlsx(&[("a", "visible", &row)], &[], false), None, &limits);
    assert!(matches!(error, Err(ReadError::CellTooLong { row: 2, .. })), "{error:?}");
    let texts = xlsx(&[("a", "visible", "")], &["Ana", &long], false);
    let error = read_bytes(&texts, None, &limits);
    assert!(matches!(error, Err(ReadError::CellTooLong { .. })), "{error:?}");
    // A list in a ZIP is no longer than one that is not in a ZIP.
    let packed = zipped(&[("lista.csv", long.as_bytes())]);
    let limits = Limits { bytes_max: 10_000, ..Limits::default() };
    assert!(packed.len() < 10_000);
    let error = read_bytes(&packed, None, &limits);
    assert!(matches!(error, Err(ReadError::UnpacksTooLarge { bytes_max: 10_000 })), "{error:?}");
}

/// A workbook whose only cell is where no sheet reaches, on which its parser gives up.
fn beyond_all_sheets() -> Vec<u8> {
    let row = text_row(1, &["Nombre", "Email"])
        + "<row r=\"99999999999\"><c r=\"ZZZZZZ99999999999999\" t=\"inlineStr\"><is><t>Lejos</t></is></c></row>";
    xlsx(&[("Hoja1", "visible", &row)], &[], false)
}

#[test]
fn a_parser_that_gives_up_is_an_error_about_the_file() {
    check(beyond_all_sheets(), "dañado");
}

#[test]
fn a_parser_that_gives_up_says_nothing_on_standard_error() {
    // Standard error is the whole program's: the test above, run in a program of its own.
    let mut alone = std::process::Command::new(std::env::current_exe().unwrap());
    alone.args(["errors::a_parser_that_gives_up_is_an_error_about_the_file", "--exact"]);
    let output = alone.arg("--nocapture").output().unwrap();
    assert!(String::from_utf8_lossy(&output.stdout).contains("1 passed"));
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}

#[test]
fn a_header_alone_says_that_nobody_is_below_it() {
    check("Nombre,Email\n", "solo tiene los nombres de las columnas");
    let sheet = text_row(1, &["Nombre", "Email"]);
    check(xlsx(&[("Hoja1", "visible", &sheet)], &[], false), "ninguna persona debajo");
}

#[test]
fn several_lists_in_a_zip() {
    let zip = zipped(&[
        ("__MACOSX/._a.csv", b"x"),
        ("subscribed.csv", b"Email,Nombre\na@x.es,Ana\n"),
        ("unsubscribed.csv", b"Email,Nombre\nb@x.es,Eva\n"),
    ]);
    check(&zip, "«subscribed.csv», «unsubscribed.csv»");
    let chosen = read_bytes(&zip, Some("unsubscribed.csv"), &Limits::default()).unwrap();
    assert_eq!(chosen.rows[0].cells, ["b@x.es", "Eva"]);
    assert_eq!(chosen.format.member.as_deref(), Some("unsubscribed.csv"));
    assert_eq!(chosen.format.others, ["subscribed.csv"]);
    let error = read_bytes(&zip, Some("otra.csv"), &Limits::default()).unwrap_err();
    assert!(matches!(error, ReadError::NoSuchPart { .. }));
    let only = zipped(&[("HubSpot/lista.csv", b"Email,Nombre\na@x.es,Ana\n")]);
    assert_eq!(read_default(&only).unwrap().rows[0].number, 2);
}

#[test]
fn every_kind_of_thing_has_its_words() {
    for what in [NotATable::Prose, NotATable::Archive, NotATable::EmptyWorkbook] {
        let error = ReadError::NotATable(what);
        assert_ne!(error.es(), error.en());
    }
}
