//! Telephone numbers as people write them, to E.164.
//!
//! The numbering plans are the `phonenumber` crate's; what is here is what people write around a
//! number, and the prefixes of Mexico and Argentina that plans of today no longer know.

use std::collections::HashMap;

use phonenumber::country::Id;
use phonenumber::metadata::DATABASE;
use phonenumber::metadata::Descriptor;
use phonenumber::{Mode, Type};

use crate::record::Phone;

/// Reads telephone numbers, remembering those it has read: lists repeat switchboards.
#[derive(Debug, Default)]
pub struct PhoneReader {
    read: HashMap<(String, Option<Id>), Option<Phone>>,
}

/// What a cell says about telephones.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PhonesRead {
    /// The numbers, in order.
    pub phones: Vec<Phone>,
    /// The parts that are no number.
    pub unreadable: Vec<String>,
}

impl PhoneReader {
    /// Every number of a cell; a number without a prefix is one of `country` (ISO 3166 alpha-2).
    pub fn read(&mut self, cell: &str, country: Option<&str>) -> PhonesRead {
        let country: Option<Id> = country.and_then(|code| code.parse().ok());
        let mut found = PhonesRead::default();
        // A link to WhatsApp is its number, with the country's prefix.
        let linked = cell.contains("wa.me/").then(|| {
            let links = ["wa.me/+", "wa.me/"].iter();
            links.fold(without_schemes(cell), |cell, link| cell.replace(link, "+"))
        });
        let cell = linked.as_deref().unwrap_or(cell);
        for part in parts(cell) {
            let whole = self.number(part, country).map(|phone| vec![phone]);
            let Some(phones) = whole.or_else(|| self.within(part, country)) else {
                found.unreadable.push(part.to_owned());
                continue;
            };
            for phone in phones {
                if !found.phones.iter().any(|known| known.e164 == phone.e164) {
                    found.phones.push(phone);
                }
            }
        }
        found
    }

    fn number(&mut self, written: &str, country: Option<Id>) -> Option<Phone> {
        let key = (written.to_owned(), country);
        if let Some(known) = self.read.get(&key) {
            return known.clone();
        }
        let phone = number(written, country);
        self.read.insert(key, phone.clone());
        phone
    }

    /// The numbers of a text that is more than one: several that a comma or a dash sets apart, and
    /// words around them. `None` where it has none, or where one of them cannot be read.
    fn within(&mut self, written: &str, country: Option<Id>) -> Option<Vec<Phone>> {
        let is_apart =
            |c: char| c.is_alphabetic() || matches!(c, ',' | ':' | '*' | '_' | '=' | '~');
        let pieces = written.split(is_apart).flat_map(|piece| piece.split(" - ")).map(|piece| {
            piece.trim_matches(|c: char| !c.is_ascii_digit() && !matches!(c, '+' | '('))
        });
        let is_number =
            |piece: &&str| piece.bytes().filter(u8::is_ascii_digit).count() >= DIGITS_MIN;
        let numbers: Option<Vec<Phone>> =
            pieces.filter(is_number).map(|piece| self.number(piece, country)).collect();
        numbers.filter(|numbers| !numbers.is_empty())
    }
}

/// A cell without what its links begin with: `https://`, `http://`, `https://www.`.
fn without_schemes(cell: &str) -> String {
    let mut pieces = cell.split("://").peekable();
    let mut bare = String::with_capacity(cell.len());
    while let Some(piece) = pieces.next() {
        let piece = piece.strip_prefix("www.").unwrap_or(piece);
        let is_before_one = pieces.peek().is_some();
        let scheme = |c: char| is_before_one && c.is_ascii_alphabetic();
        bare.push_str(piece.trim_end_matches(scheme));
    }
    bare
}

/// The shortest national number with its area.
const DIGITS_MIN: usize = 7;

/// A cell's numbers, each as written; several stand apart by `;`, `/`, `:::`, a line break or " o ".
fn parts(cell: &str) -> Vec<&str> {
    let apart = |c: char| matches!(c, ';' | '/' | '\n' | '\r' | '|');
    let by_words =
        cell.split(":::").flat_map(|part| part.split(" o ")).flat_map(|part| part.split(" y "));
    let parts = by_words.flat_map(|part| part.split(apart)).map(str::trim);
    parts.filter(|part| !part.is_empty()).collect()
}

fn number(written: &str, country: Option<Id>) -> Option<Phone> {
    let (written, extension) = extension(bare(written));
    let digits = digits(bare(written))?;
    candidates(&digits, country).into_iter().find_map(|candidate| {
        let parsed = phonenumber::parse(country, &candidate).ok()?;
        let is_mobile = if phonenumber::is_valid(&parsed) {
            match parsed.number_type(&DATABASE) {
                Type::Mobile => Some(true),
                Type::FixedLine | Type::TollFree => Some(false),
                _ => None,
            }
        } else {
            possible(&parsed)?
        };
        let e164 = parsed.format().mode(Mode::E164).to_string();
        Some(Phone { e164, extension: extension.clone(), is_mobile })
    })
}

/// The number without what is written around it: a mark in front (`tel:`, and `p:` in leads of
/// advertising networks), whose it is behind ("(casa)"), and the `.0` of a program that took it
/// for a figure.
fn bare(written: &str) -> &str {
    const MARKS: [&str; 9] =
        ["p:", "tel:", "tel.", "telf.", "tlf.", "movil:", "móvil:", "cel:", "cel."];
    let written = written.trim();
    let mark = MARKS.iter().find_map(|mark| {
        let start = written.get(..mark.len())?;
        start.to_lowercase().eq(mark).then_some(mark.len())
    });
    let mut bare = written.get(mark.unwrap_or_default()..).unwrap_or(written).trim();
    if let Some((number, whose)) = bare.rsplit_once('(')
        && let Some(whose) = whose.strip_suffix(')')
        && whose.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '.'))
    {
        bare = number.trim();
    }
    let figure = bare
        .strip_suffix(".0")
        .filter(|figure| figure.trim_start_matches('+').bytes().all(|byte| byte.is_ascii_digit()));
    figure.unwrap_or(bare)
}

/// Whether a number that no plan lists can be one all the same, and whether it is a mobile one:
/// ranges are assigned faster than plans are published, and Spain's begin with 6 to 9.
fn possible(number: &phonenumber::PhoneNumber) -> Option<Option<bool>> {
    // "+56 09…" has a zero that is dialled inside the country alone.
    if number.national().zeros() > 0 {
        return None;
    }
    let national = number.national().value().to_string();
    let is_repeated = national.bytes().collect::<std::collections::BTreeSet<u8>>().len() < 3;
    if is_repeated {
        return None;
    }
    match (number.code().value(), national.len(), national.as_bytes().first()) {
        (34, 9, Some(b'6' | b'7')) => Some(Some(true)),
        (34, 9, Some(b'8' | b'9')) => Some(Some(false)),
        (52, 10, Some(b'2'..=b'9')) => Some(None),
        (54, 11, Some(b'9')) => Some(Some(true)),
        (54, 10, Some(b'1'..=b'3')) => Some(Some(false)),
        (57, 10, Some(b'3')) | (51 | 56, 9, Some(b'9')) => Some(Some(true)),
        _ => None,
    }
}

/// The digits of a number with its plus sign, if it is one: a number that a spreadsheet turned
/// into `3,46E+10` has lost its digits.
fn digits(written: &str) -> Option<String> {
    let mut digits = String::with_capacity(written.len());
    for c in written.chars() {
        match c {
            '0'..='9' => digits.push(c),
            '+' if digits.is_empty() => digits.push('+'),
            ' ' | '.' | '-' | '(' | ')' | '\u{a0}' | '‑' | '–' | '·' | '\'' => {}
            _ => return None,
        }
    }
    let count = digits.trim_start_matches('+').len();
    // E.164 ends at fifteen, and a prefix of old may stand before it.
    (DIGITS_MIN..=17).contains(&count).then_some(digits)
}

/// `ext. 64`, `x64`, `#64` behind a number.
fn extension(written: &str) -> (&str, Option<String>) {
    let lower = written.to_ascii_lowercase();
    for mark in ["extensión", "extension", "ext.", "ext", "int.", "interno", "anexo", "x", "#"] {
        if let Some(at) = lower.find(mark) {
            let (before, after) = (
                written.get(..at).unwrap_or(written),
                written.get(at + mark.len()..).unwrap_or(""),
            );
            let number: String = after.chars().filter(char::is_ascii_digit).collect();
            let is_extension = (1..=6).contains(&number.len())
                && after.chars().all(|c| c.is_ascii_digit() || matches!(c, ' ' | ':' | '.'));
            if is_extension && at > 0 {
                return (before.trim_end(), Some(number));
            }
        }
    }
    (written, None)
}

/// What a run of digits may stand for, the likeliest first.
fn candidates(digits: &str, country: Option<Id>) -> Vec<String> {
    let mut candidates: Vec<String> = Vec::new();
    let international = digits.strip_prefix('+').or_else(|| digits.strip_prefix("00"));
    if let Some(rest) = international {
        candidates.extend(of_today(rest));
        candidates.push(format!("+{rest}"));
        return candidates;
    }
    let national = match country {
        Some(Id::MX) => national_mexican(digits),
        Some(Id::AR) => national_argentine(digits),
        Some(Id::CL) => mobile_of_chile(digits),
        Some(Id::CO) => landline_of_colombia(digits),
        _ => None,
    };
    candidates.extend(national);
    if let Some(country) = country {
        candidates.push(digits.to_owned());
        // The plus sign was lost: a number that begins with the country's own prefix.
        if digits.starts_with(prefix_of(country)) && !prefix_of(country).is_empty() {
            candidates.extend(of_today(digits));
            candidates.push(format!("+{digits}"));
        }
    }
    // The plus sign was lost, of another country: only where the length leaves no doubt.
    if digits.len() >= 11 {
        candidates.extend(of_today(digits));
        candidates.push(format!("+{digits}"));
    }
    candidates
}

/// International numbers with prefixes that are no longer dialled: Mexico's 1 before mobiles
/// (dropped in 2019), Argentina's 15 in place of the 9.
fn of_today(rest: &str) -> Option<String> {
    if let Some(national) = rest.strip_prefix("521").filter(|national| national.len() == 10) {
        return Some(format!("+52{national}"));
    }
    if let Some(national) = rest.strip_prefix("54") {
        return national_argentine(national);
    }
    rest.strip_prefix("56").and_then(mobile_of_chile)
}

/// Chile before 2013: 09 before the eight digits of a mobile, of which the 9 became part.
fn mobile_of_chile(digits: &str) -> Option<String> {
    let national = digits.strip_prefix("09").filter(|national| national.len() == 8)?;
    Some(format!("+569{national}"))
}

/// Colombia before 2021: a digit for the area before the seven of a landline, which became 60 and
/// that digit (resolution 5826 of 2019 of its Comisión de Regulación de Comunicaciones).
fn landline_of_colombia(digits: &str) -> Option<String> {
    let is_of_old = digits.len() == 8 && digits.starts_with(['1', '2', '4', '5', '6', '7', '8']);
    is_of_old.then(|| format!("+5760{digits}"))
}

/// Mexico before 2019: 01 before the area, 044 and 045 before mobiles.
fn national_mexican(digits: &str) -> Option<String> {
    let stripped = ["044", "045", "01", "1"].iter().find_map(|prefix| digits.strip_prefix(prefix));
    stripped.filter(|national| national.len() == 10).map(|national| format!("+52{national}"))
}

/// Argentina: 0 before the area, 15 between area and number of a mobile, which abroad is a 9
/// before the area. Area and number have ten digits together.
fn national_argentine(digits: &str) -> Option<String> {
    let national = digits.strip_prefix('0').unwrap_or(digits);
    if let Some(mobile) = national.strip_prefix('9').filter(|mobile| mobile.len() == 10) {
        return Some(format!("+549{mobile}"));
    }
    // Without an area it is one of Buenos Aires.
    if let Some(number) = national.strip_prefix("15").filter(|number| number.len() == 8) {
        return Some(format!("+54911{number}"));
    }
    if national.len() != 12 {
        return None;
    }
    (2..=4).find_map(|area| {
        let (area, rest) = national.split_at_checked(area)?;
        let number = rest.strip_prefix("15")?;
        let candidate = format!("+549{area}{number}");
        let parsed = phonenumber::parse(None, &candidate).ok()?;
        phonenumber::is_valid(&parsed).then_some(candidate)
    })
}

fn prefix_of(country: Id) -> &'static str {
    match country {
        Id::ES => "34",
        Id::MX => "52",
        Id::AR => "54",
        Id::CO => "57",
        Id::CL => "56",
        Id::PE => "51",
        Id::VE => "58",
        Id::EC => "593",
        Id::BO => "591",
        Id::PY => "595",
        Id::UY => "598",
        Id::CR => "506",
        Id::PA => "507",
        Id::GT => "502",
        Id::SV => "503",
        Id::HN => "504",
        Id::NI => "505",
        Id::CU => "53",
        Id::PT => "351",
        Id::FR => "33",
        Id::DE => "49",
        Id::IT => "39",
        Id::GB => "44",
        Id::BR => "55",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(cell: &str, country: &str, expected: &[&str]) {
        let found = PhoneReader::default().read(cell, Some(country));
        let numbers: Vec<&str> = found.phones.iter().map(|phone| phone.e164.as_str()).collect();
        assert_eq!(numbers, expected, "{cell} in {country}");
    }

    #[test]
    fn reads_what_people_write() {
        check("0034626717169", "ES", &["+34626717169"]);
        check("(+34) 938328981", "ES", &["+34938328981"]);
        check("935.457.935", "ES", &["+34935457935"]);
        check("34646289278", "ES", &["+34646289278"]);
        check("646 28 92 78 / 935457935", "ES", &["+34646289278", "+34935457935"]);
        check("p:+34646289278", "ES", &["+34646289278"]);
        check("044 442 686-0187", "MX", &["+524426860187"]);
        check("01 33 4969 9085", "MX", &["+523349699085"]);
        check("5213321974347", "MX", &["+523321974347"]);
        check("523321974347", "ES", &["+523321974347"]);
        check("(0341) 15-6050298", "AR", &["+5493416050298"]);
        check("0351 15 469-6462", "AR", &["+5493514696462"]);
        check("5493415529289", "AR", &["+5493415529289"]);
        check("15 5082-6723", "AR", &["+5491150826723"]);
        check("+54 341 385-0536", "ES", &["+543413850536"]);
        check("3001234567", "CO", &["+573001234567"]);
        check("600111222.0", "ES", &["+34600111222"]);
        check("34600111222.0", "ES", &["+34600111222"]);
        check("911112233 (casa)", "ES", &["+34911112233"]);
        check("tel:+34-600-111-222", "ES", &["+34600111222"]);
        check("https://wa.me/34600111222", "ES", &["+34600111222"]);
        check("911112233 / https://wa.me/34600111222", "ES", &["+34911112233", "+34600111222"]);
        check("wa.me/525512345678", "ES", &["+525512345678"]);
        for link in ["http://wa.me/34600111222", "https://www.wa.me/+34600111222?text=Hola"] {
            let found = PhoneReader::default().read(link, Some("ES"));
            let numbers: Vec<&str> = found.phones.iter().map(|phone| &*phone.e164).collect();
            assert_eq!(numbers, ["+34600111222"], "{link}");
            assert_eq!(found.unreadable, Vec::<String>::new(), "{link}");
        }
        check("Tel. 600 111 222", "ES", &["+34600111222"]);
        check("600111222, 934567890", "ES", &["+34600111222", "+34934567890"]);
        check("600111222,934567890", "ES", &["+34600111222", "+34934567890"]);
        check("600 111 333 - 911 222 333", "ES", &["+34600111333", "+34911222333"]);
        check("tel 600111666", "ES", &["+34600111666"]);
        check("T: 934567890 M: 600111888", "ES", &["+34934567890", "+34600111888"]);
        check("600111222 - Juan", "ES", &["+34600111222"]);
        check("600111444*", "ES", &["+34600111444"]);
        check("Cel 3101234567", "CO", &["+573101234567"]);
        check("(1) 2345678", "CO", &["+576012345678"]);
        check("600111222, 12345678", "ES", &[]);
        check("09 1234 5678", "CL", &["+56912345678"]);
        check("56 9 1234 5678", "CL", &["+56912345678"]);
        check("+56 09 1234 5678", "CL", &["+56912345678"]);
        check("9 1234 5678", "CL", &["+56912345678"]);
        check("0 9123 4567", "CL", &[]);
        for nothing in ["3,46E+10", "6.00111E+08", "123", "Ana", "12/03/2026", "000000000"] {
            check(nothing, "ES", &[]);
        }
    }

    #[test]
    fn keeps_extensions_and_kinds() {
        let found = PhoneReader::default().read("985 049 071 ext. 64", Some("ES"));
        assert_eq!(found.phones.first().and_then(|phone| phone.extension.as_deref()), Some("64"));
        assert_eq!(found.phones.first().and_then(|phone| phone.is_mobile), Some(false));
        let found = PhoneReader::default().read("646289278", Some("ES"));
        assert_eq!(found.phones.first().and_then(|phone| phone.is_mobile), Some(true));
    }
}

/// A number in E.164 as people write it across borders, such as `+52 81 5550 0142`.
#[must_use]
pub fn shown(e164: &str) -> String {
    match phonenumber::parse(None, e164) {
        Ok(number) => number.format().mode(phonenumber::Mode::International).to_string(),
        Err(_) => e164.to_owned(),
    }
}

/// A number in E.164 as links to WhatsApp take it: digits alone, Mexico without the old 1,
/// Argentina with the 9 of its mobiles.
#[must_use]
pub fn whatsapp(e164: &str) -> String {
    let digits: String = e164.chars().filter(char::is_ascii_digit).collect();
    if let Some(rest) = digits.strip_prefix("521").filter(|rest| rest.len() == 10) {
        return format!("52{rest}");
    }
    match digits.strip_prefix("54") {
        Some(rest) if rest.len() == 10 => format!("549{rest}"),
        _ => digits,
    }
}

/// The country (ISO 3166 alpha-2) that a number in E.164 is of: of those that share a prefix, the
/// first whose plan has it.
#[must_use]
pub fn country_of(e164: &str) -> Option<String> {
    let number = phonenumber::parse(None, e164).ok()?;
    let national = number.national().to_string();
    let plans = DATABASE.by_code(&number.country().code())?;
    let has =
        |descriptor: Option<&Descriptor>| descriptor.is_some_and(|one| one.is_match(&national));
    let plan = match plans.as_slice() {
        [only] => only,
        several => several.iter().find(|plan| {
            let of = plan.descriptors();
            has(of.fixed_line()) || has(of.mobile())
        })?,
    };
    let country: Id = plan.id().parse().ok()?;
    Some(country.as_ref().to_owned())
}

/// Whether a number in E.164 is surely no mobile one: in Mexico nobody can tell.
#[must_use]
pub fn is_landline(e164: &str) -> bool {
    let number = phonenumber::parse(None, e164);
    number.is_ok_and(|number| {
        phonenumber::is_valid(&number)
            && matches!(number.number_type(&DATABASE), Type::FixedLine | Type::TollFree)
    })
}

/// Whether a number in E.164 is what people write where they have none: it ends in seven equal
/// digits, or counts up or down.
#[must_use]
pub fn is_placeholder(e164: &str) -> bool {
    let digits = e164.trim_start_matches('+').as_bytes();
    let last = |count: usize| digits.len().checked_sub(count).and_then(|at| digits.get(at..));
    let are_equal = last(7).is_some_and(|end| end.iter().all(|digit| Some(digit) == end.first()));
    are_equal || last(9).is_some_and(|end| COUNTED.contains(&end))
}

/// How numbers that nobody has end. 612 34 56 78 is somebody's, as far as anyone can tell.
const COUNTED: [&[u8]; 4] = [b"123456789", b"987654321", b"234567890", b"012345678"];

#[cfg(test)]
mod shown_tests {
    use super::*;

    #[test]
    fn what_is_written_for_no_number() {
        for number in
            ["+34600000000", "+34666666666", "+34999999999", "+34123456789", "+525555555555"]
        {
            assert!(is_placeholder(number), "{number}");
        }
        for number in ["+34600111222", "+34612345678", "+34666666123", "+573001234567"] {
            assert!(!is_placeholder(number), "{number}");
        }
    }

    #[test]
    fn numbers_are_shown_and_linked_as_people_expect() {
        assert_eq!(shown("+528155500142"), "+52 81 5550 0142");
        assert_eq!(shown("+34612345678"), "+34 612 34 56 78");
        assert_eq!(whatsapp("+5218155500142"), "528155500142");
        assert_eq!(whatsapp("+528155500142"), "528155500142");
        assert_eq!(whatsapp("+541155550142"), "5491155550142");
        assert_eq!(whatsapp("+5491155550142"), "5491155550142");
        assert!(is_landline("+34932123456") && is_landline("+576015550142"));
        assert!(!is_landline("+34612345678") && !is_landline("+528155500142"));
    }
}
