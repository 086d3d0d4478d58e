//! The lists beside the checkout, where they are.

use std::collections::BTreeSet;
use std::fs;

use import::table::{Encoding, Kind, Limits, SkipReason, Table, read};

use crate::beside::shared;

fn table(name: &str) -> Option<Table> {
    let file = fs::File::open(shared(name)?).unwrap();
    Some(read(file, None, &Limits::default()).unwrap())
}

fn count(table: &Table, reason: SkipReason) -> usize {
    table.skipped.iter().filter(|row| row.reason == reason).count()
}

#[track_caller]
fn check_fair(table: &Table) {
    assert_eq!(table.rows.len(), 5_000);
    assert_eq!(table.header.len(), 29);
    assert_eq!(table.format.header_row, Some(3));
    assert_eq!(count(table, SkipReason::Blank), 1 + 3);
    assert_eq!(count(table, SkipReason::Preamble), 1);
    assert_eq!(count(table, SkipReason::RepeatedHeader), 1);
    assert_eq!(count(table, SkipReason::Total), 1);
    for (index, row) in table.rows.iter().enumerate() {
        assert_eq!(row.cells[0], (index + 1).to_string());
    }
    // Every row of the file has its place.
    let rows = table.rows.iter().map(|row| row.number);
    let numbers: BTreeSet<u32> =
        rows.chain(table.skipped.iter().map(|row| row.row)).chain([3]).collect();
    assert_eq!(numbers.len(), 5_000 + 7 + 1);
    assert_eq!((numbers.first(), numbers.last()), (Some(&1), Some(&5_008)));
}

#[test]
fn the_fair_as_csv() {
    let Some(table) = table("feria/feria_contactos.csv") else { return };
    check_fair(&table);
    assert_eq!(table.format.encoding, Some(Encoding::Windows1252));
    assert_eq!(table.format.separator, Some(';'));
    assert_eq!(table.format.stray_quotes, 0);
}

#[test]
fn the_fair_as_workbook_has_the_same_rows() {
    let Some(workbook) = table("feria/feria_contactos.xlsx") else { return };
    assert_eq!(workbook.format.kind, Kind::Xlsx);
    // The workbook has the preamble, and none of the rows that a text export left in the middle.
    assert_eq!(workbook.rows.len(), 5_000);
    let skipped: Vec<u32> = workbook.skipped.iter().map(|row| row.row).collect();
    assert_eq!(skipped, [1, 2]);
    let Some(csv) = table("feria/feria_contactos.csv") else { return };
    assert_eq!(workbook.header, csv.header);
    for (index, (in_workbook, in_csv)) in workbook.rows.iter().zip(&csv.rows).enumerate() {
        assert_eq!(in_workbook.number as usize, index + 4);
        assert_eq!(in_workbook.cells[3..5], in_csv.cells[3..5]);
    }
}

#[test]
fn the_online_school() {
    let Some(table) = table("xeducation/Leads.csv") else { return };
    assert_eq!(table.rows.len(), 9_240);
    assert_eq!(table.header.len(), 37);
    assert_eq!((table.rows[0].number, table.rows[9_239].number), (2, 9_241));
    assert!(table.skipped.is_empty());
}
