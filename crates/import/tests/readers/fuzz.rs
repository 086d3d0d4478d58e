//! Files bent at random: whatever comes, a table or an error, within the limits.
//!
//! `CRIBA_FULL=1` tries 100,000 inputs for each reader. A failure names the seed that repeats it.

use std::panic::catch_unwind;

use import::table::{Limits, Table, read_bytes};

use crate::support::{Numbers, ods, text_row, xlsx, zipped};

/// Small, so that an input that passes one is seen at once.
const LIMITS: Limits = Limits {
    bytes_max: 1 << 20,
    unpacked_bytes_max: 1 << 20,
    rows_max: 10_000,
    columns_max: 100,
    cells_max: 50_000,
    cell_bytes_max: 10_000,
    text_bytes_max: 200_000,
};

/// Reads `count` inputs made from `samples`, and says how many were tables.
fn bend(samples: &[Vec<u8>], seed: u64, count: u64, packed: fn(&[u8]) -> Vec<u8>) -> u64 {
    let mut table_count = 0;
    for number in 0..count {
        let input_seed = seed.wrapping_mul(1_000_003).wrapping_add(number);
        let mut numbers = Numbers::from_seed(input_seed);
        let sample = &samples[numbers.below(samples.len())];
        let input = packed(&mutated(sample, samples, &mut numbers));
        let outcome = catch_unwind(|| read_bytes(&input, None, &LIMITS));
        let Ok(outcome) = outcome else { panic!("input {input_seed} panicked") };
        match outcome {
            Ok(table) => {
                check_bounds(&table, input_seed);
                table_count += 1;
            }
            Err(error) => assert!(error.es().len() < 5_000, "input {input_seed}: {}", error.es()),
        }
    }
    table_count
}

#[track_caller]
fn check_bounds(table: &Table, seed: u64) {
    let width = table.header.len();
    assert!(width <= LIMITS.columns_max, "input {seed}");
    assert!(table.rows.len() * width <= LIMITS.cells_max, "input {seed}");
    assert!(table.rows.iter().all(|row| row.cells.len() == width), "input {seed}");
    assert!(table.rows.is_sorted_by(|a, b| a.number < b.number), "input {seed}");
    let numbers =
        table.rows.iter().map(|row| row.number).chain(table.skipped.iter().map(|row| row.row));
    let mut numbers: Vec<u32> = numbers.chain(table.format.header_row).collect();
    numbers.sort_unstable();
    // Each row of the file once, none left out.
    assert!(numbers.iter().zip(1..).all(|(number, expected)| *number == expected), "input {seed}");
}

/// A sample with a few bytes changed, left out, repeated or brought from another sample.
fn mutated(sample: &[u8], samples: &[Vec<u8>], numbers: &mut Numbers) -> Vec<u8> {
    let mut bytes = sample.to_vec();
    for _ in 0..=numbers.below(8) {
        if bytes.is_empty() {
            return bytes;
        }
        let start = numbers.below(bytes.len());
        let end = (start + 1 + numbers.below(40)).min(bytes.len());
        match numbers.below(10) {
            0 => bytes[start] = numbers.next().to_le_bytes()[0],
            1 => bytes[start] ^= 1 << numbers.below(8),
            2 => bytes[start] = PUNCTUATION[numbers.below(PUNCTUATION.len())],
            3 => drop(bytes.drain(start..end)),
            4 => bytes.truncate(start),
            5 => {
                let piece = bytes[start..end].repeat(1 + numbers.below(50));
                bytes.splice(start..start, piece);
            }
            6 => {
                let other = &samples[numbers.below(samples.len())];
                let from = numbers.below(other.len());
                let piece = other[from..(from + 60).min(other.len())].to_vec();
                bytes.splice(start..end, piece);
            }
            // In its place: the parts of a binary file stay where they are.
            7 | 8 => {
                let number = BINARY_NUMBERS[numbers.below(BINARY_NUMBERS.len())].to_le_bytes();
                let end = (start + 1 + numbers.below(4)).min(bytes.len());
                bytes[start..end].copy_from_slice(&number[..end - start]);
            }
            _ => {
                let number = NUMBERS[numbers.below(NUMBERS.len())];
                bytes.splice(start..start, number.bytes());
            }
        }
    }
    bytes
}

const PUNCTUATION: &[u8] = b"\"\",;\t|\n\r<>&='/\0\xFF";
const BINARY_NUMBERS: &[u32] = &[0, 1, 2, 0xFF, 0xFFFF, 0x7FFF_FFFF, 0xFFFF_FFFE, 0xFFFF_FFFF];
const NUMBERS: &[&str] =
    &["0", "-1", "65535", "65536", "4294967295", "18446744073709551616", "1e308", "NaN"];

#[expect(
    clippy::disallowed_methods,
    reason = "how many inputs to try is asked of who runs the tests"
)]
fn count() -> u64 {
    if std::env::var("CRIBA_FULL").is_ok_and(|full| full == "1") { 100_000 } else { 2_000 }
}

fn run(name: &str, samples: &[Vec<u8>], seed: u64, packed: fn(&[u8]) -> Vec<u8>) {
    let count = count();
    let table_count = bend(samples, seed, count, packed);
    println!("{name}: {count} inputs, {table_count} tables");
    // Inputs that are never tables would try nothing; the checksums of a ZIP leave few.
    assert!(table_count > count / 200, "only {table_count} of {count} were tables");
}

fn as_is(bytes: &[u8]) -> Vec<u8> {
    bytes.to_vec()
}

#[test]
fn bent_text() {
    let list = "FERIA;;\n\nNombre;Email;Nota\nAna;a@x.es;\"dos\nlíneas; \"\"x\"\"\"\nEva;e@x.es;b\nNombre;Email;Nota\nLuis;l@x.es;\nTOTAL;3;\n";
    let utf16: Vec<u8> = list.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let samples = [
        list.as_bytes().to_vec(),
        list.replace(';', ",").into_bytes(),
        list.replace(';', "\t").replace('\n', "\r\n").into_bytes(),
        encoding_rs::WINDOWS_1252.encode(list).0.into_owned(),
        [b"\xFF\xFE".to_vec(), utf16].concat(),
        b"sep=;\nNombre;Email\nAna;a@x.es\n".to_vec(),
        b"ana@x.es\neva@x.es\nluis@x.es\n".to_vec(),
    ];
    run("text", &samples, 1, as_is);
}

#[test]
fn bent_web_pages() {
    let page = "<html><table><tr><th>Nombre</th><th colspan=2>Email</th></tr><tr><td rowspan=2>Ana &amp; x</td><td>a@x.es</td></tr><tr><td>e@x.es<br>y</td></tr><!-- x --></table></html>";
    run("web pages", &[page.as_bytes().to_vec()], 2, as_is);
}

#[test]
fn bent_old_workbooks() {
    let samples = [
        include_bytes!("../fixtures/contactos.xls").to_vec(),
        include_bytes!("../fixtures/largo.xls").to_vec(),
    ];
    run("XLS", &samples, 3, as_is);
}

#[test]
fn bent_new_workbooks() {
    run("XLSX", &[workbook()], 4, as_is);
}

/// Bent before it is packed, so that what is bent is what the parser reads.
#[test]
fn bent_sheets_of_new_workbooks() {
    let rows = text_row(1, &["Nombre", "Email"])
        + &text_row(2, &["Ana", "a@x.es"])
        + "<row r=\"3\"><c r=\"A3\" t=\"s\"><v>0</v></c><c r=\"B3\" s=\"1\"><v>46093.5</v></c><c r=\"C3\" t=\"b\"><f>1</f><v>1</v></c></row>";
    run("sheets of XLSX", &[rows.into_bytes()], 5, |rows| {
        let rows = String::from_utf8_lossy(rows);
        xlsx(&[("Hoja1", "visible", &rows)], &["Eva"], false)
    });
}

#[test]
fn bent_sheets_of_opendocument() {
    let rows = r#"<table:table table:name="a"><table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="3"/></table:table-row><table:table-row><table:table-cell office:value-type="string"><text:p>Nombre</text:p></table:table-cell><table:table-cell><text:p>Email</text:p></table:table-cell></table:table-row><table:table-row table:number-rows-repeated="3"><table:table-cell office:value-type="float" office:value="1.5"/><table:table-cell office:value-type="time" office:time-value="PT18H24M00S"><text:p>a<text:s text:c="3"/></text:p></table:table-cell></table:table-row></table:table>"#;
    run("sheets of ODS", &[rows.as_bytes().to_vec()], 6, |rows| {
        ods("", &String::from_utf8_lossy(rows))
    });
}

#[test]
fn bent_zips() {
    let list = b"Nombre,Email\nAna,a@x.es\n";
    let samples = [zipped(&[("lista.csv", list)]), zipped(&[("a.xlsx", &workbook())])];
    run("ZIP", &samples, 7, as_is);
}

fn workbook() -> Vec<u8> {
    let rows = text_row(1, &["Nombre", "Email"]) + &text_row(2, &["Ana", "a@x.es"]);
    xlsx(&[("Hoja1", "visible", &rows), ("Hoja2", "hidden", &rows)], &["x"], false)
}
