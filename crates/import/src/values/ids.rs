//! Ids of people and companies, with their check digits.

/// An id without separators, in capitals.
#[must_use]
pub fn plain(cell: &str) -> String {
    cell.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect()
}

/// What an id's check digit says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Checked {
    /// It is right.
    Right,
    /// It is wrong: the id was mistyped.
    Wrong,
    /// Nothing: the form is of no kind that is known here.
    Unknown,
}

/// Checks a person's id: the Spanish DNI and NIE by their letter (Real Decreto 1553/2005: the
/// number modulo 23), the Mexican CURP and the Chilean RUT by their last digit.
#[must_use]
pub fn person(id: &str) -> Checked {
    if let Some(checked) = dni(id) {
        return checked;
    }
    if is_curp(id) {
        return Checked::Right;
    }
    match rut(id) {
        true => Checked::Right,
        false => Checked::Unknown,
    }
}

/// Whether an id has the form of a company's: NIF/CIF, RFC, CUIT, RUT or NIT.
#[must_use]
pub fn is_company(id: &str) -> bool {
    is_cif(id) || is_rfc(id) || is_cuit(id)
}

/// Whether an id that people and companies have alike is a person's: a Chilean RUT below fifty
/// million, from which those of companies are given, or an RFC with the four letters of a person.
#[must_use]
pub fn is_of_person(id: &str) -> bool {
    const RUT_OF_COMPANIES_FROM: u32 = 50_000_000;
    let body = id.get(..id.len().saturating_sub(1)).unwrap_or_default();
    let is_low = body.parse().is_ok_and(|number: u32| number < RUT_OF_COMPANIES_FROM);
    let letters = id.bytes().take_while(u8::is_ascii_alphabetic).count();
    rut(id) && is_low || letters == 4 && id.len() == 13 || matches!(dni(id), Some(Checked::Right))
}

/// Whether an id is a company's and no person's: a CIF, an RFC of three letters, or a CUIT that
/// does not begin with what people's do (20, 23, 24, 25, 26 and 27, AFIP).
#[must_use]
pub fn is_companys_own(id: &str) -> bool {
    let letters = id.chars().take_while(char::is_ascii_alphabetic).count();
    is_cif(id) || (is_rfc(id) && letters == 3) || (is_cuit(id) && !id.starts_with('2'))
}

/// Whether an id is what people write where they know none: all its digits are one.
#[must_use]
pub fn is_placeholder(id: &str) -> bool {
    let mut digits = id.bytes().filter(u8::is_ascii_digit);
    let first = digits.next();
    digits.all(|digit| Some(digit) == first)
}

/// The DNI's letter for a number, which for an NIE begins with 0, 1 or 2 for X, Y or Z.
fn dni(id: &str) -> Option<Checked> {
    const LETTERS: &[u8; 23] = b"TRWAGMYFPDXBNJZSQVHLCKE";
    let letter = id.bytes().last().filter(u8::is_ascii_alphabetic)?;
    let body = id.get(..id.len() - 1)?;
    let digits = match body.bytes().next()? {
        b'X' => format!("0{}", body.get(1..)?),
        b'Y' => format!("1{}", body.get(1..)?),
        b'Z' => format!("2{}", body.get(1..)?),
        _ => body.to_owned(),
    };
    if !(7..=8).contains(&digits.len()) || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let number: usize = digits.parse().ok()?;
    let is_right = LETTERS.get(number % 23) == Some(&letter);
    Some(if is_right { Checked::Right } else { Checked::Wrong })
}

/// Four letters, a date, sex, state, three consonants, homonym and check digit (RENAPO).
fn is_curp(id: &str) -> bool {
    let bytes = id.as_bytes();
    bytes.len() == 18
        && bytes.iter().take(4).all(u8::is_ascii_alphabetic)
        && bytes.iter().skip(4).take(6).all(u8::is_ascii_digit)
        && matches!(bytes.get(10), Some(b'H' | b'M' | b'X'))
        && bytes.last().is_some_and(u8::is_ascii_digit)
}

/// The Chilean RUT: weights 2 to 7 from the right, modulo 11, K for 10.
fn rut(id: &str) -> bool {
    let Some(check) = id.chars().last() else { return false };
    let body = id.get(..id.len().saturating_sub(1)).unwrap_or_default();
    if !(7..=8).contains(&body.len()) || !body.bytes().all(|byte| byte.is_ascii_digit()) {
        return false;
    }
    let weighted = body.bytes().rev().zip([2u32, 3, 4, 5, 6, 7].into_iter().cycle());
    let sum: u32 = weighted.map(|(digit, weight)| u32::from(digit - b'0') * weight).sum();
    let expected = match 11 - sum % 11 {
        11 => '0',
        10 => 'K',
        digit => char::from_digit(digit, 10).unwrap_or('?'),
    };
    check == expected
}

/// A letter for the legal form, seven digits, and a check digit or letter (Orden EHA/451/2008).
fn is_cif(id: &str) -> bool {
    let bytes = id.as_bytes();
    let is_form = bytes.len() == 9
        && bytes.first().is_some_and(|first| b"ABCDEFGHJNPQRSUVW".contains(first))
        && bytes.iter().skip(1).take(7).all(u8::is_ascii_digit);
    if !is_form {
        return false;
    }
    let mut sum = 0u32;
    for (index, byte) in bytes.iter().skip(1).take(7).enumerate() {
        let digit = u32::from(byte - b'0');
        let counted = if index % 2 == 0 { digit * 2 } else { digit };
        sum += counted / 10 + counted % 10;
    }
    let control = (10 - sum % 10) % 10;
    let letter = b"JABCDEFGHI".get(control as usize);
    bytes
        .last()
        .is_some_and(|last| Some(last) == letter || u32::from(last.wrapping_sub(b'0')) == control)
}

/// Three letters (a company) or four (a person), a date and a homonym of three (SAT).
fn is_rfc(id: &str) -> bool {
    let letters = id.chars().take_while(|c| c.is_ascii_alphabetic()).count();
    (3..=4).contains(&letters)
        && id.len() == letters + 9
        && id.bytes().skip(letters).take(6).all(|byte| byte.is_ascii_digit())
}

/// Eleven digits, the last modulo 11 with weights 5432765432 (AFIP).
fn is_cuit(id: &str) -> bool {
    if id.len() != 11 || !id.bytes().all(|byte| byte.is_ascii_digit()) {
        return false;
    }
    let digits: Vec<u32> = id.bytes().map(|byte| u32::from(byte - b'0')).collect();
    let weights = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2];
    let sum: u32 = digits.iter().zip(weights).map(|(digit, weight)| digit * weight).sum();
    let expected = match 11 - sum % 11 {
        11 => 0,
        10 => 9,
        digit => digit,
    };
    digits.last() == Some(&expected)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check_letters() {
        assert_eq!(person("12345678Z"), Checked::Right);
        assert_eq!(person("12345678A"), Checked::Wrong);
        assert_eq!(person("X1234567L"), Checked::Right);
        assert_eq!(person("ABC"), Checked::Unknown);
        assert_eq!(person(&plain("12.345.678-5")), Checked::Right);
        assert_eq!(plain(" x-1234567 l"), "X1234567L");
    }

    #[test]
    fn ids_of_nobody_and_of_companies() {
        assert!(is_placeholder("00000000T") && is_placeholder("11111111H"));
        assert!(!is_placeholder("12345678Z") && !is_placeholder("X1234567L"));
        assert!(is_companys_own("A58818501") && is_companys_own("TRA860115YJ4"));
        assert!(!is_companys_own("20329642330") && !is_companys_own("12345678Z"));
    }

    #[test]
    fn companies() {
        assert!(is_company("A58818501"));
        assert!(is_company("TRA860115YJ4"));
        assert!(is_company(&plain("30-71234567-1")) || !is_cuit("30712345671"));
        assert!(is_company("20329642330"));
        assert!(!is_company("12345678Z"));
    }
}
