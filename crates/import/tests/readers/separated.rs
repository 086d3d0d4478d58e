//! CSV, TSV and pasted cells.

use encoding_rs::{MACINTOSH, WINDOWS_1252};
use import::table::{Encoding, Kind};

use crate::support::{check, read};

#[test]
fn any_separator() {
    for separator in [",", ";", "\t", "|"] {
        let list = "Nombre;Correo;Ciudad\nAna;ana@x.es;Jaén\nLuis;luis@x.es;Vigo\n";
        let list = list.replace(';', separator);
        check(&list, "Nombre|Correo|Ciudad\n2: Ana|ana@x.es|Jaén\n3: Luis|luis@x.es|Vigo");
        let format = read(list.as_bytes()).unwrap().format;
        assert_eq!(format.separator.map(String::from).as_deref(), Some(separator));
        assert_eq!((format.kind, format.header_row), (Kind::Separated, Some(1)));
    }
}

#[test]
fn separator_in_spite_of_commas_inside() {
    check(
        "Nombre;Importe;Nota\nAna;1,50;hola, qué tal\nLuis;2,25;bien, gracias\nEva;3,10;a, b, c\n",
        "Nombre|Importe|Nota\n2: Ana|1,50|hola, qué tal\n3: Luis|2,25|bien, gracias\n4: Eva|3,10|a, b, c",
    );
    // The header alone tells the two apart.
    check("Nombre;Importe\nAna;1,50\nLuis;2,25\n", "Nombre|Importe\n2: Ana|1,50\n3: Luis|2,25");
}

#[test]
fn a_short_list_whose_rows_all_differ_in_length() {
    for separator in [",", ";", "\t", "|"] {
        let list = "Nombre;Correo;Tel\nAna;ana@x.example\nLuis;l@x.example;600111222;extra;más\n";
        let table = read(list.replace(';', separator).as_bytes()).unwrap();
        assert_eq!(table.format.separator.map(String::from).as_deref(), Some(separator));
        assert_eq!(table.header[..3], ["Nombre", "Correo", "Tel"]);
        assert_eq!(table.rows[0].cells[..2], ["Ana", "ana@x.example"]);
        assert_eq!(table.rows[1].cells, ["Luis", "l@x.example", "600111222", "extra", "más"]);
    }
    // The commas of sentences make no columns.
    let list = "Comentarios\nLlamar, por favor\nSí, claro, el lunes, o el martes\nNo\n";
    let table = read(list.as_bytes()).unwrap();
    assert_eq!(table.format.separator, None);
    let list = "Llamar al cliente, por teléfono\nLlamar, por favor, el lunes, o el martes\nNo\n";
    assert_eq!(read(list.as_bytes()).unwrap().format.separator, None);
}

#[test]
fn declared_separator_counts_as_a_row() {
    check(
        "sep=;\r\nNombre;Email\r\nAna;a@x.es\r\n",
        "Nombre|Email\n3: Ana|a@x.es\nskipped 1 preamble",
    );
    check(
        "\"sep=,\"\nNombre,Email\nAna,a@x.es\n",
        "Nombre|Email\n3: Ana|a@x.es\nskipped 1 preamble",
    );
    check("SEP=\t\nNombre\tEmail\nAna\ta@x.es", "Nombre|Email\n3: Ana|a@x.es\nskipped 1 preamble");
}

#[test]
fn encodings() {
    let list = "Nombre;Población;Teléfono móvil\nÍñigo Muñoz;Cáceres;600 111 222\nBegoña;Jaén;\n";
    let expected =
        "Nombre|Población|Teléfono móvil\n2: Íñigo Muñoz|Cáceres|600 111 222\n3: Begoña|Jaén|";
    let utf16 =
        |order: fn(u16) -> [u8; 2]| -> Vec<u8> { list.encode_utf16().flat_map(order).collect() };
    let marked = |mark: &[u8], text: Vec<u8>| [mark, &text].concat();
    let cases = [
        (list.as_bytes().to_vec(), Encoding::Utf8),
        (marked(b"\xEF\xBB\xBF", list.as_bytes().to_vec()), Encoding::Utf8),
        (WINDOWS_1252.encode(list).0.into_owned(), Encoding::Windows1252),
        (MACINTOSH.encode(list).0.into_owned(), Encoding::MacRoman),
        (marked(b"\xFF\xFE", utf16(u16::to_le_bytes)), Encoding::Utf16Le),
        (marked(b"\xFE\xFF", utf16(u16::to_be_bytes)), Encoding::Utf16Be),
        (utf16(u16::to_le_bytes), Encoding::Utf16Le),
        (utf16(u16::to_be_bytes), Encoding::Utf16Be),
    ];
    for (bytes, encoding) in cases {
        check(&bytes, expected);
        assert_eq!(read(&bytes).unwrap().format.encoding, Some(encoding));
    }
}

#[test]
fn english_apostrophes_of_windows_are_no_accents_of_macs() {
    let list = "Name,Company\nAna,Bob\u{2019}s Diner\nJos\u{e9},Joe\u{2019}s \u{2014} Grill\n";
    let bytes = WINDOWS_1252.encode(list).0;
    check(&bytes, "Name|Company\n2: Ana|Bob’s Diner\n3: José|Joe’s — Grill");
}

#[test]
fn two_encodings_pasted_together() {
    let mut bytes =
        "Nombre;Ciudad\nJosé;Cádiz\nMaría;Málaga\nÁngel;León\nÍñigo;Cáceres\nRaúl;Jaén\n\
                     Begoña;Ávila\n"
            .as_bytes()
            .to_vec();
    bytes.extend(b"Andr\xE9s;Vigo\n");
    let table = read(&bytes).unwrap();
    assert_eq!(table.format.encoding, Some(Encoding::Utf8));
    assert_eq!(table.rows[6].cells, ["Andrés", "Vigo"]);
    assert_eq!(table.rows[0].cells, ["José", "Cádiz"]);
}

#[test]
fn ends_of_lines() {
    for end in ["\n", "\r\n", "\r"] {
        let list = ["Nombre,Nota", "Ana,\"dos", "líneas\"", "", "Eva,x"].join(end);
        check(list, "Nombre|Nota\n2: Ana|dos⏎líneas\n4: Eva|x\nskipped 3 blank");
    }
}

#[test]
fn quotation_marks() {
    check(
        "Nombre,Nota\n\"Ana \"\"la jefa\"\"\",\"a, b\"\nEva, \"c, d\" \n\"\",\"\"\"\"\n",
        "Nombre|Nota\n2: Ana \"la jefa\"|a, b\n3: Eva|c, d\n4: |\"",
    );
    // Not doubled inside, and in the middle of a cell.
    check(
        "Nombre;Empresa\nAna;\"Hotel \"Sol\" Madrid\"\nEva;Tubos 5\" S.L.\n",
        "Nombre|Empresa\n2: Ana|Hotel \"Sol\" Madrid\n3: Eva|Tubos 5\" S.L.",
    );
}

#[test]
fn a_lone_quotation_mark_swallows_nothing() {
    let cases = [
        // Nobody closes it.
        ("Nombre;Empresa;Nota\nAna;\"Sol;x\nEva;Luna;y\nLuis;Mar;z\n", 1),
        // A quoted cell follows, lines later.
        ("Nombre;Empresa;Nota\nAna;\"Sol;x\nEva;Luna;y\nLuis;Mar;\"z\"\n", 1),
        // A mark at the end of a later cell seems to close it.
        ("Nombre;Empresa;Nota\nAna;\"Sol;x\nEva;Luna;y\nLuis;Mar 5\";z\n", 1),
    ];
    for (list, stray_quotes) in cases {
        let table = read(list.as_bytes()).unwrap();
        let names: Vec<&str> = table.rows.iter().map(|row| row.cells[0].as_str()).collect();
        assert_eq!(names, ["Ana", "Eva", "Luis"], "{list}");
        assert_eq!(table.rows[0].cells[1], "\"Sol");
        assert_eq!(table.format.stray_quotes, stray_quotes, "{list}");
    }
}

#[test]
fn many_lone_quotation_marks() {
    let mut list = "Nombre;Nota;Web\n".to_owned();
    for number in 0..2_000 {
        list.push_str(&format!("Ana {number};\"x;y\n"));
    }
    let table = read(list.as_bytes()).unwrap();
    assert_eq!(table.rows.len(), 2_000);
    assert_eq!(table.rows[1_999].number, 2_001);
}

#[test]
fn ragged_rows_keep_everything() {
    check(
        "Nombre,Email,Ciudad\nAna,a@x.es\nEva,e@x.es,Vigo,sobra\nLuis,l@x.es,Jaén,\n",
        "Nombre|Email|Ciudad|\n2: Ana|a@x.es||\n3: Eva|e@x.es|Vigo|sobra\n4: Luis|l@x.es|Jaén|",
    );
}

#[test]
fn trailing_empty_columns_are_no_columns() {
    check("Nombre;Email;;;\nAna;a@x.es;;;\n;;;;\n", "Nombre|Email\n2: Ana|a@x.es\nskipped 3 blank");
    // Excel can write a separator for each of its 16,384 columns.
    let tail = ";".repeat(16_384);
    check(format!("Nombre;Email{tail}\nAna;a@x.es{tail}\n"), "Nombre|Email\n2: Ana|a@x.es");
}

#[test]
fn names_of_columns() {
    check(
        "\u{feff}Nombre\u{a0},E\u{200b}mail,Email,\"Correo\nde empresa\",,Email (2)\nAna,a@x.es,b@x.es,c@x.es,hola,d@x.es\n",
        "Nombre|Email|Email (3)|Correo de empresa||Email (2)\n2: Ana|a@x.es|b@x.es|c@x.es|hola|d@x.es",
    );
}

#[test]
fn preamble() {
    check(
        "Notes:\n\"When exporting your connection data, you may notice that some of the email addresses are missing, since members choose.\"\n\n\
         First Name,Last Name,URL,Email Address,Company,Position,Connected On\n\
         Ana,Ruiz,https://l.example/ana,,Sol SL,CEO,07 Dec 2025\n",
        "First Name|Last Name|URL|Email Address|Company|Position|Connected On
         5: Ana|Ruiz|https://l.example/ana||Sol SL|CEO|07 Dec 2025
         skipped 1 preamble, 2 preamble, 3 blank",
    );
    check(
        "FERIA 2026 – Contactos del stand;;;\nExportado por:;Juan;;\n;;;\nColor;Animal;Planta;Mineral\nrojo;perro;rosa;cuarzo\nazul;gato;lirio;ónice\n",
        "Color|Animal|Planta|Mineral
         5: rojo|perro|rosa|cuarzo
         6: azul|gato|lirio|ónice
         skipped 1 preamble, 2 preamble, 3 blank",
    );
}

#[test]
fn no_header() {
    check(
        "Ana;ana@x.es;600111222\nEva;eva@x.es;600111333\n",
        "Columna 1|Columna 2|Columna 3\n1: Ana|ana@x.es|600111222\n2: Eva|eva@x.es|600111333",
    );
    let table = read(b"Ana;ana@x.es\nEva;eva@x.es\n").unwrap();
    assert_eq!(table.format.header_row, None);
    // What rows say is not the name of a column.
    check(
        "Ana;ana@x.es;Web;Cliente\nEva;eva@x.es;Email;Lead\nLuis;;Email;Cliente\n",
        "Columna 1|Columna 2|Columna 3|Columna 4
         1: Ana|ana@x.es|Web|Cliente
         2: Eva|eva@x.es|Email|Lead
         3: Luis||Email|Cliente",
    );
}

#[test]
fn one_column() {
    check(
        "ana@x.es\neva@x.es\n\nluis@x.es\n",
        "Columna 1\n1: ana@x.es\n2: eva@x.es\n4: luis@x.es\nskipped 3 blank",
    );
    check("Email\nana@x.es\neva@x.es\n", "Email\n2: ana@x.es\n3: eva@x.es");
    check("Empresa\nTotal\nSol, S.L.\nMar\n", "Empresa\n2: Total\n3: Sol, S.L.\n4: Mar");
    check("ana@x.es", "Columna 1\n1: ana@x.es");
}

#[test]
fn repeated_header() {
    check(
        "Nombre;E-mail\nAna;a@x.es\nNOMBRE ;E-mail\nEva;e@x.es\n",
        "Nombre|E-mail\n2: Ana|a@x.es\n4: Eva|e@x.es\nskipped 3 header",
    );
}

#[test]
fn totals() {
    let list = "Nombre;Empresa;Importe\nAna;Sol;10\nEva;Mar;20\n";
    let read = "Nombre|Empresa|Importe\n2: Ana|Sol|10\n3: Eva|Mar|20\nskipped 4 total";
    for total in [
        "TOTAL CONTACTOS;2;",
        "Total;;30",
        "TOTALES;;30,00 €",
        ";;Total contactos: 2",
        "Suma;;30",
        "Total;;",
        "Total general;;30",
        "Gran total;;30",
    ] {
        check(format!("{list}{total}\n"), read);
    }
}

#[test]
fn what_is_called_total_and_is_somebody() {
    let list = "Empresa;Nombre;Teléfono\nSol;Ana;600111222\nMar;Eva;600111333\n";
    for row in [
        "Total Energies;Luis;600111444",
        "Total;Luis;600111444",
        "Total;;600111444",
        "TotalEnergies;;",
        "Total Contact Center;;",
        "Sumario;;",
        "Suma Capital;Luis;",
    ] {
        let table = crate::support::read(format!("{list}{row}\nLuz;Eva;1\n").as_bytes()).unwrap();
        assert_eq!(table.rows.len(), 4, "{row}");
    }
}

#[test]
fn footer_of_a_report() {
    check(
        "\"First Name\",\"Last Name\",\"Company / Account\",\"Email\"\n\"Ana\",\"Ruiz\",\"Sol\",\"a@x.es\"\n\n\"Grand Totals (1 records)\",\"\",\"\",\"\"\n\
         \"Confidential Information - Do Not Distribute\"\n\"Copyright (c) 2000-2026 salesforce.com, inc. All rights reserved.\"\n\"Generated By: Eva 11/24/2026\"\n",
        "First Name|Last Name|Company / Account|Email
         2: Ana|Ruiz|Sol|a@x.es
         skipped 3 blank, 4 total, 5 footer, 6 footer, 7 footer",
    );
}

#[test]
fn footer_that_ends_with_the_name_of_the_organisation() {
    let english = [
        "Grand Totals (20 records)",
        "Copyright (c) 2000-2026 salesforce.com, inc. All rights reserved.",
        "Confidential Information - Do Not Distribute",
        "Generated By:  Luis Gil  11/3/2026 10:22",
        "Acme Corp",
    ];
    let spanish = [
        "Totales generales (20 registros)",
        "Copyright (c) 2000-2026 salesforce.com, inc. Todos los derechos reservados.",
        "Información confidencial: no distribuir",
        "Generado por: Luis Gil 3/11/2026 10:22",
        "Acme, S.L.",
    ];
    for footer in [english, spanish] {
        for count in [1, 2, 20] {
            let mut list = "\"Nombre\",\"Apellidos\",\"Empresa\",\"Correo\"\n".to_owned();
            for number in 0..count {
                list += &format!("\"Ana\",\"Ruiz\",\"Sol {number}\",\"a{number}@x.es\"\n");
            }
            for line in footer {
                list += &format!("\"{line}\"\n");
            }
            let table = read(list.as_bytes()).unwrap();
            assert_eq!((table.rows.len(), table.skipped.len()), (count, 5), "{list}");
        }
    }
    // A person of whom only the name is known, and no footer above it.
    let list =
        "Nombre,Empresa,Correo\nAna,Sol,a@x.es\nLuis,,\n\"Copyright (c) Sol\",,\nEva,Luz,e@x.es\n";
    assert_eq!(read(list.as_bytes()).unwrap().rows.len(), 4);
}

#[test]
fn whom_salesforce_threw_away_is_left_out_and_said() {
    check(
        "ID,ISDELETED,LASTNAME,EMAIL\n00Q1,false,Ruiz,a@x.es\n00Q2,true,Gil,e@x.es\n",
        "ID|ISDELETED|LASTNAME|EMAIL\n2: 00Q1|false|Ruiz|a@x.es\nskipped 3 deleted",
    );
}

#[test]
fn a_note_with_the_separator_in_it_and_no_quotation_marks() {
    check(
        "Nombre;Correo;Notas\nAna;a@x.es;llamar; mejor; por la tarde\nLuis;l@x.es;nada\nEva;e@x.es;\n",
        "Nombre|Correo|Notas
         2: Ana|a@x.es|llamar; mejor; por la tarde
         3: Luis|l@x.es|nada
         4: Eva|e@x.es|",
    );
    // A cell too many before the note: which is which nobody knows.
    let list = "Nombre;Correo;Notas\nSol; S.L.;a@x.es;nada\nLuis;l@x.es;nada\nEva;e@x.es;\n";
    assert_eq!(read(list.as_bytes()).unwrap().rows[0].cells.len(), 4);
    // Columns that the header does not name, in every row.
    let list = "Nombre;Correo;Notas\nAna;a@x.es;sí;1\nLuis;l@x.es;no;2\n";
    assert_eq!(read(list.as_bytes()).unwrap().rows[0].cells, ["Ana", "a@x.es", "sí", "1"]);
}

#[test]
fn people_without_a_header() {
    check("Ana Pérez\nLuis Gil\n", "Columna 1\n1: Ana Pérez\n2: Luis Gil");
    check(
        "Ana Pérez;Acme\nLuis Gil;Sol\n",
        "Columna 1|Columna 2\n1: Ana Pérez|Acme\n2: Luis Gil|Sol",
    );
    check("Interés;Julio 2026\nalto;1\nbajo;2\n", "Interés|Julio 2026\n2: alto|1\n3: bajo|2");
}

#[test]
fn text_stays_as_it_is() {
    check(
        "Nombre;Web;Móvil;Nota\n=1+1;=HYPERLINK(\"http://x\");'+34600111222;3,46E+10\nMarÃ\u{ad}a; x ;-;N/A\n",
        "Nombre|Web|Móvil|Nota
         2: =1+1|=HYPERLINK(\"http://x\")|'+34600111222|3,46E+10
         3: MarÃ\u{ad}a| x |-|N/A",
    );
}

#[test]
fn nuls_are_left_out() {
    let rows = "Eva,e@x.es\n".repeat(20);
    let table = read(format!("Nombre,Email\nA\0na,a@x.es\0\n{rows}").as_bytes()).unwrap();
    assert_eq!(table.rows[0].cells, ["Ana", "a@x.es"]);
}

#[test]
fn cut_short() {
    check(
        "Nombre,Email,Nota\nAna,a@x.es,bien\nEva,e@x.es,\"dos lín",
        "Nombre|Email|Nota\n2: Ana|a@x.es|bien\n3: Eva|e@x.es|\"dos lín",
    );
    // In the middle of a character.
    let mut bytes = "Nombre,Ciudad\nÁlvaro,Málaga\nEva,Ma".as_bytes().to_vec();
    bytes.push(0xC3);
    assert_eq!(read(&bytes).unwrap().rows.len(), 2);
}

#[test]
fn three_hundred_columns() {
    let row = |cell: &str| vec![cell; 300].join(",");
    let table = read(format!("{}\n{}\n", row("Nombre"), row("x")).as_bytes()).unwrap();
    assert_eq!(table.header.len(), 300);
    assert_eq!(
        (table.header[1].as_str(), table.header[299].as_str()),
        ("Nombre (2)", "Nombre (300)")
    );
}
