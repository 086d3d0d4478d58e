//! XLSX, XLS, ODS and web pages.

use import::table::{Kind, Limits, ReadError, read_bytes};

use crate::support::{check, ods, read, text_row, xlsx};

fn sheet_of_values(number: u32) -> String {
    let header =
        text_row(number, &["Nombre", "Móvil", "Fecha", "Hora", "Alta", "Sí", "Fórmula", "Error"]);
    let row = number + 1;
    format!(
        "{header}<row r=\"{row}\"><c r=\"A{row}\" t=\"s\"><v>0</v></c><c r=\"B{row}\"><v>34600123456</v></c>\
         <c r=\"C{row}\" s=\"1\"><v>46093</v></c><c r=\"D{row}\" s=\"2\"><v>0.7666666666666667</v></c>\
         <c r=\"E{row}\" s=\"3\"><v>46093.766666666666</v></c><c r=\"F{row}\" t=\"b\"><v>1</v></c>\
         <c r=\"G{row}\" t=\"str\"><f>1+1</f><v>dos</v></c><c r=\"H{row}\" t=\"e\"><v>#N/A</v></c></row>"
    )
}

#[test]
fn values_of_excel() {
    let rows = sheet_of_values(1)
        + "<row r=\"4\"><c r=\"A4\"><v>1.5</v></c><c r=\"B4\"><v>3.46E+10</v></c><c r=\"C4\" t=\"inlineStr\"><is><t>3,46E+10</t></is></c>\
           <c r=\"D4\" s=\"4\"><v>1.25</v></c><c r=\"E4\"><v>21.870000000000001</v></c><c r=\"F4\"><v>-0</v></c></row>";
    check(
        xlsx(&[("Hoja1", "visible", &rows)], &["Ana &amp; Cía"], false),
        "Nombre|Móvil|Fecha|Hora|Alta|Sí|Fórmula|Error
         2: Ana & Cía|34600123456|2026-03-12|18:24:00|2026-03-12T18:24:00|TRUE|dos|#N/A
         4: 1.5|34600000000|3,46E+10|30:00:00|21.87|0||
         skipped 3 blank",
    );
}

#[test]
fn dates_since_1904() {
    let rows = text_row(1, &["Nombre", "Fecha"])
        + "<row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>Ana</t></is></c><c r=\"B2\" s=\"1\"><v>44631</v></c></row>";
    check(xlsx(&[("Hoja1", "visible", &rows)], &[], true), "Nombre|Fecha\n2: Ana|2026-03-12");
}

#[test]
fn rows_are_numbered_as_the_sheet_does() {
    let rows = text_row(3, &["", "Lista de contactos"])
        + &text_row(5, &["", "Nombre", "Email", "Empresa"])
        + &text_row(9, &["", "Ana", "a@x.es", "Sol"]);
    check(
        xlsx(&[("Hoja1", "visible", &rows)], &[], false),
        "|Nombre|Email|Empresa
         9: |Ana|a@x.es|Sol
         skipped 1 blank, 2 blank, 3 preamble, 4 blank, 6 blank, 7 blank, 8 blank",
    );
}

#[test]
fn the_sheet_with_the_list() {
    let cover = text_row(1, &["Informe de la feria"]) + &text_row(2, &["Marzo de 2026"]);
    let list = text_row(1, &["Nombre", "Email"]) + &text_row(2, &["Ana", "a@x.es"]);
    let other = text_row(1, &["Nombre", "Email"]) + &text_row(2, &["Eva", "e@x.es"]);
    let workbook = xlsx(
        &[
            ("Oculta", "hidden", &other),
            ("Vacía", "visible", ""),
            ("Portada", "visible", &cover),
            ("Lista", "visible", &list),
            ("Otra", "visible", &other),
        ],
        &[],
        false,
    );
    let table = read(&workbook).unwrap();
    assert_eq!(table.format.kind, Kind::Xlsx);
    assert_eq!(table.format.sheet.as_deref(), Some("Lista"));
    assert_eq!(table.format.others, ["Oculta", "Vacía", "Portada", "Otra"]);
    let chosen = read_bytes(&workbook, Some("Otra"), &Limits::default()).unwrap();
    assert_eq!(chosen.rows[0].cells, ["Eva", "e@x.es"]);
    let error = read_bytes(&workbook, Some("Nada"), &Limits::default()).unwrap_err();
    assert!(matches!(error, ReadError::NoSuchPart { .. }));
    let hidden = xlsx(&[("Oculta", "hidden", &other)], &[], false);
    assert_eq!(read(&hidden).unwrap().format.sheet.as_deref(), Some("Oculta"));
}

#[test]
fn cells_in_opposite_corners() {
    let rows = text_row(1, &["Nombre", "Email"])
        + &text_row(2, &["Ana", "a@x.es"])
        + "<row r=\"1048576\"><c r=\"B1048576\"><v>1</v></c></row>";
    let table = read(&xlsx(&[("Hoja1", "visible", &rows)], &[], false)).unwrap();
    assert_eq!(table.rows.last().unwrap().number, 1_048_576);
    let rows = text_row(1, &["Nombre"]) + "<row r=\"2\"><c r=\"XFD2\"><v>1</v></c></row>";
    let error = read(&xlsx(&[("Hoja1", "visible", &rows)], &[], false)).unwrap_err();
    assert!(matches!(error, ReadError::TooManyColumns { row: 2, .. }));
}

#[test]
fn one_text_a_million_times() {
    let text = "x".repeat(50_000);
    let mut rows = text_row(1, &["Nombre", "Email"]);
    for row in 2..200 {
        rows.push_str(&format!("<row r=\"{row}\"><c r=\"A{row}\" t=\"s\"><v>0</v></c></row>"));
    }
    let workbook = xlsx(&[("Hoja1", "visible", &rows)], &[&text], false);
    let limits = Limits { text_bytes_max: 1 << 20, ..Limits::default() };
    assert!(matches!(read_bytes(&workbook, None, &limits), Err(ReadError::TooMuch)));
}

#[test]
fn values_of_opendocument() {
    let table = r#"<table:table table:name="Oculta" table:style-name="o"><table:table-row><table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell></table:table-row></table:table>
      <table:table table:name="Hoja1"><table:table-column table:number-columns-repeated="16384"/>
      <table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>
      <table:table-row><table:table-cell office:value-type="string"><text:p>Nombre</text:p></table:table-cell><table:table-cell office:value-type="string"><text:p>Móvil</text:p></table:table-cell><table:table-cell office:value-type="string"><text:p>Fecha</text:p></table:table-cell><table:table-cell office:value-type="string"><text:p>Hora</text:p></table:table-cell><table:table-cell office:value-type="string"><text:p>Demo</text:p></table:table-cell></table:table-row>
      <table:table-row table:number-rows-repeated="2"><table:table-cell office:value-type="string"><office:annotation><text:p>ojo</text:p></office:annotation><text:p>Ana<text:s text:c="2"/>&amp; <text:span>Cía</text:span></text:p><text:p>dos</text:p></table:table-cell><table:table-cell office:value-type="float" office:value="34600123456"><text:p>3,46E+10</text:p></table:table-cell><table:table-cell office:value-type="date" office:date-value="2026-03-12"><text:p>12/03/26</text:p></table:table-cell><table:table-cell office:value-type="time" office:time-value="PT18H24M00S"><text:p>18:24</text:p></table:table-cell><table:table-cell office:value-type="boolean" office:boolean-value="true"><text:p>VERDADERO</text:p></table:table-cell><table:table-cell table:number-columns-repeated="16379"/></table:table-row>
      <table:table-row table:number-rows-repeated="1048570"><table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table>"#;
    let hidden = r#"<style:style style:name="o" style:family="table"><style:table-properties table:display="false"/></style:style>"#;
    let workbook = ods(hidden, table);
    check(
        &workbook,
        "Nombre|Móvil|Fecha|Hora|Demo
         4: Ana  & Cía⏎dos|34600123456|2026-03-12|18:24:00|TRUE
         5: Ana  & Cía⏎dos|34600123456|2026-03-12|18:24:00|TRUE
         skipped 1 blank, 2 blank",
    );
    let format = read(&workbook).unwrap().format;
    assert_eq!((format.kind, format.others), (Kind::Ods, vec!["Oculta".to_owned()]));
}

#[test]
fn repetitions_are_bounded() {
    let bomb = |rows: &str, columns: &str| {
        ods(
            "",
            &format!(
                r#"<table:table table:name="a"><table:table-row table:number-rows-repeated="{rows}"><table:table-cell table:number-columns-repeated="{columns}" office:value-type="string"><text:p>x</text:p></table:table-cell></table:table-row></table:table>"#
            ),
        )
    };
    assert!(matches!(read(&bomb("1", "4000000000")), Err(ReadError::TooManyColumns { .. })));
    assert!(matches!(read(&bomb("4000000000", "2")), Err(ReadError::TooManyRows { .. })));
    assert!(matches!(read(&bomb("1000000", "900")), Err(ReadError::TooMuch)));
}

#[test]
fn protected_opendocument() {
    let workbook = crate::support::zipped(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", b"\x12\x34"),
        ("META-INF/manifest.xml", b"<manifest:encryption-data/>"),
    ]);
    assert!(matches!(read(&workbook), Err(ReadError::Protected)));
}

/// Made by `tests/fixtures/contactos.py`.
#[test]
fn values_of_old_excel() {
    let workbook = include_bytes!("../fixtures/contactos.xls");
    check(
        workbook,
        "Nombre|Móvil|Fecha|Hora|Alta|Demo|Importe|Largo
         4: Íñigo Muñoz|34600123456|2026-03-12|18:24:00|2026-03-12T18:24:00|TRUE|21.87|30:00:00
         5: Ana €|3,46E+10||||FALSE|-5|
         7: Łukasz|600111222|||||1234.56|
         skipped 1 preamble, 2 blank, 6 blank",
    );
    let format = read(workbook).unwrap().format;
    assert_eq!((format.kind, format.sheet.as_deref()), (Kind::Xls, Some("Lista")));
    assert_eq!(format.others, ["Vacía", "Oculta"]);
}

/// Texts longer than a record go on in the next.
#[test]
fn long_texts_of_old_excel() {
    let table =
        read_bytes(include_bytes!("../fixtures/largo.xls"), None, &Limits::default()).unwrap();
    for (index, row) in table.rows.iter().enumerate() {
        let letter = if index % 2 == 0 { 'ñ' } else { 'Ł' };
        assert_eq!(row.cells[0], format!("{index}{}", String::from(letter).repeat(3_000)));
    }
    assert_eq!(table.rows.len(), 20);
}

#[test]
fn web_page_named_xls() {
    check(
        "<html><head><meta charset=\"utf-8\"><style>td {x: y}</style></head><body><table><tr><td>Informe</td></tr></table>\
         <table border=1><thead><tr><th>Nombre</th><th>Tel&eacute;fono<br>m&oacute;vil</th><th colspan=2>Empresa</th></tr></thead>\
         <tr><td>Ana &amp; Eva</td><td x:str='a>b'>600&nbsp;111</td><td rowspan=2>Sol</td><td>&#8364;</td></tr>\
         <tr><td>Luis</td><td>x</td><td>y<table><tr><td>z</td></tr></table></td></tr><!-- <tr><td>no</td></tr> --></table>",
        "Nombre|Teléfono móvil|Empresa|
         2: Ana & Eva|600 111|Sol|€
         3: Luis|x||yz",
    );
}

#[test]
fn web_page_without_closing_tags() {
    check(
        "<TABLE><TR><TD>Nombre<TD>Email<TR><TD>Ana<TD>a@x.es<TR><TD>Eva<TD>e@x.es</TABLE>",
        "Nombre|Email\n2: Ana|a@x.es\n3: Eva|e@x.es",
    );
}

#[test]
fn a_quotation_mark_nobody_closes_in_a_web_page() {
    check(
        "<table><tr><td class=\"x>Nombre</td><td>Email</td></tr><tr><td>Ana</td><td>a@x.es</td></tr></table>",
        "Nombre|Email\n2: Ana|a@x.es",
    );
    // Read once, not once for each of its marks.
    let page = format!("<table><tr><td>{}", "<a \">\"".repeat(100_000));
    assert!(read(page.as_bytes()).is_err());
}

#[test]
fn spaces_that_are_only_counted() {
    let spaces = r#"<text:s text:c="4000000000"/>"#.repeat(10_000);
    let sheet = format!(
        r#"<table:table table:name="a"><table:table-row><table:table-cell><text:p>x{spaces}x</text:p></table:table-cell></table:table-row></table:table>"#
    );
    assert!(matches!(read(&ods("", &sheet)), Err(ReadError::CellTooLong { row: 1, .. })));
}
