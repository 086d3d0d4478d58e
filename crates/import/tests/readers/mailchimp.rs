//! The ZIP of an audience: what each file's name says is said of its rows.

use import::table::{Limits, ReadError, read_bytes};

use crate::support::zipped;

const HEADER: &str = "Email Address,First Name,Last Name\n";

#[test]
fn the_files_of_an_export_are_one_list_that_says_who_is_not_to_be_mailed() {
    let (first, second) = (format!("{HEADER}ana@x.example,Ana,Roca\n"), format!("{HEADER}\n"));
    let third = "Email Address,First Name,Last Name,UNSUB_REASON\nluis@x.example,Luis,Gil,N/A\n";
    let fourth = format!("{HEADER}eva@x.example,Eva,Sol\n");
    let files: [(&str, &[u8]); 4] = [
        ("subscribed_members_export_0a1b.csv", first.as_bytes()),
        ("nonsubscribed_members_export_0a1b.csv", second.as_bytes()),
        ("unsubscribed_members_export_0a1b.csv", third.as_bytes()),
        ("cleaned_members_export_0a1b.csv", fourth.as_bytes()),
    ];
    let zip = zipped(&files);
    let table = read_bytes(&zip, None, &Limits::default()).unwrap();
    assert_eq!(table.header.len(), 5);
    let column = table.header.iter().position(|header| header == "Email opt-out").unwrap();
    let said: Vec<(&str, &str)> =
        table.rows.iter().map(|row| (row.cells[1].as_str(), row.cells[column].as_str())).collect();
    assert_eq!(said, [("Ana", ""), ("Luis", "yes"), ("Eva", "yes")]);
    let numbers: Vec<u32> = table.rows.iter().map(|row| row.number).collect();
    assert!(numbers.is_sorted_by(|before, after| before < after), "{numbers:?}");
    // One of them says its own, too.
    let one = read_bytes(&zip, Some("cleaned_members_export_0a1b.csv"), &Limits::default());
    assert_eq!(one.unwrap().rows[0].cells.last().unwrap(), "yes");
}

#[test]
fn all_files_together_unpack_to_no_more_than_one_may() {
    let list = format!("{HEADER}ana@x.example,Ana,Roca\n");
    let names = ["subscribed_members_export_1.csv", "cleaned_members_export_1.csv"];
    let zip = zipped(&names.map(|name| (name, list.as_bytes())));
    let size = list.len() as u64;
    let read = |max: u64| {
        let limits = Limits { unpacked_bytes_max: max, ..Limits::default() };
        read_bytes(&zip, None, &limits)
    };
    assert_eq!(read(2 * size).unwrap().rows.len(), 2);
    let error = read(2 * size - 1).unwrap_err();
    assert!(matches!(error, ReadError::UnpacksTooLarge { bytes_max } if bytes_max == 2 * size - 1));
    let mixed = [("subscribed_members_export_1.csv", list.as_bytes()), ("otra.csv", b"a,b\n1,2\n")];
    let several = read_bytes(&zipped(&mixed), None, &Limits::default());
    assert!(matches!(several, Err(ReadError::SeveralLists { .. })), "nobody guesses");
}
