//! Bytes to text, for lists in Spanish and English.
//!
//! General detectors weigh all the world's encodings and are wrong on short lists with few
//! accents; the programs that Criba's lists come from write five, and valid UTF-8 is hardly ever
//! anything else. Accents already mis-decoded inside a cell (`MarÃ­a`) are not mended here.

use std::borrow::Cow;

use encoding_rs::{MACINTOSH, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::format::Encoding;

/// The text of `bytes` without its byte order mark, and how it was encoded. Never fails: what is
/// not text at all is told before.
pub(super) fn decode(bytes: &[u8]) -> (Cow<'_, str>, Encoding) {
    if let Some(rest) = bytes.strip_prefix(b"\xEF\xBB\xBF") {
        return (decode_utf8(rest), Encoding::Utf8);
    }
    if let Some(rest) = bytes.strip_prefix(b"\xFF\xFE") {
        return (decode_with(UTF_16LE, rest), Encoding::Utf16Le);
    }
    if let Some(rest) = bytes.strip_prefix(b"\xFE\xFF") {
        return (decode_with(UTF_16BE, rest), Encoding::Utf16Be);
    }
    match unmarked_utf16(bytes) {
        Some(Encoding::Utf16Be) => return (decode_with(UTF_16BE, bytes), Encoding::Utf16Be),
        Some(_) => return (decode_with(UTF_16LE, bytes), Encoding::Utf16Le),
        None => {}
    }
    if is_mostly_utf8(bytes) {
        return (decode_utf8(bytes), Encoding::Utf8);
    }
    if is_mac_roman(bytes) {
        return (decode_with(MACINTOSH, bytes), Encoding::MacRoman);
    }
    (decode_with(WINDOWS_1252, bytes), Encoding::Windows1252)
}

/// UTF-16 without a mark: text in western languages has a NUL in nearly every pair of bytes,
/// always on the same side.
pub(super) fn unmarked_utf16(bytes: &[u8]) -> Option<Encoding> {
    let sample = bytes.get(..bytes.len().min(SAMPLE_BYTES))?;
    let (pairs, _) = sample.as_chunks::<2>();
    if pairs.len() < 4 {
        return None;
    }
    let nul_first = pairs.iter().filter(|pair| pair[0] == 0 && pair[1] != 0).count();
    let nul_second = pairs.iter().filter(|pair| pair[1] == 0 && pair[0] != 0).count();
    let most = pairs.len() * 7 / 10;
    let few = pairs.len() / 20;
    if nul_second > most && nul_first <= few {
        return Some(Encoding::Utf16Le);
    }
    (nul_first > most && nul_second <= few).then_some(Encoding::Utf16Be)
}

const SAMPLE_BYTES: usize = 8 << 10;

fn decode_with<'a>(encoding: &'static encoding_rs::Encoding, bytes: &'a [u8]) -> Cow<'a, str> {
    encoding.decode_without_bom_handling(bytes).0
}

/// Bytes that are not UTF-8 in a file that is: someone pasted two files together, and the other
/// one came from Windows.
fn decode_utf8(bytes: &[u8]) -> Cow<'_, str> {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Cow::Borrowed(text);
    }
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        text.push_str(&decode_with(WINDOWS_1252, chunk.invalid()));
    }
    Cow::Owned(text)
}

/// Whether `bytes` are UTF-8 but for a few that are not. In Windows-1252 an accent followed by
/// what would make it valid UTF-8 is two odd characters in a row: one by chance, never ten to one.
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    if std::str::from_utf8(bytes).is_ok() {
        return true;
    }
    let mut valid_count = 0_usize;
    let mut invalid_count = 0_usize;
    for chunk in bytes.utf8_chunks() {
        valid_count += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        invalid_count += usize::from(!chunk.invalid().is_empty());
    }
    valid_count > 0 && valid_count >= invalid_count * 10
}

/// Bytes that are accented vowels or ñ inside a word on a Mac, and in Windows-1252 signs that no
/// word has (`‡`, `Ž`, `œ`), against those that are accents in Windows-1252. Those that are dashes
/// or apostrophes in Windows-1252 prove nothing.
fn is_mac_roman(bytes: &[u8]) -> bool {
    let mut mac_count = 0_usize;
    let mut windows_count = 0_usize;
    for window in bytes.windows(2) {
        let &[before, byte] = window else { continue };
        match byte {
            // á é ú
            0x87 | 0x8E | 0x9C if before.is_ascii_alphabetic() => mac_count += 1,
            // á é í ñ ó ú ü, and the capitals Á É Í Ñ Ó Ú
            0xE1 | 0xE9 | 0xED | 0xF1 | 0xF3 | 0xFA | 0xFC => windows_count += 1,
            0xC1 | 0xC9 | 0xCD | 0xD1 | 0xD3 | 0xDA => windows_count += 1,
            _ => {}
        }
    }
    mac_count > windows_count
}
