//! Texts of old workbooks, which can be cut anywhere into several records.

use encoding_rs::{UTF_16LE, WINDOWS_1252};

/// The shared texts of the workbook; `None` where they are more than `bytes_max`. Stops where the
/// records are cut short: what was read stands.
pub(super) fn shared(parts: &[&[u8]], bytes_max: usize) -> Option<Vec<String>> {
    let mut reader = Parts::of(parts);
    let mut texts = Vec::new();
    let mut text_bytes = 0_usize;
    // Two counts come first; both are only said, so neither is believed.
    if reader.skip(8).is_none() {
        return Some(texts);
    }
    while let Some(text) = reader.rich_text() {
        // An empty text takes memory too.
        text_bytes += text.len() + size_of::<String>();
        if text_bytes > bytes_max {
            return None;
        }
        texts.push(text);
    }
    Some(texts)
}

/// A text whose length takes two bytes, at `offset` of the first part.
pub(super) fn long(parts: &[&[u8]], offset: usize, is_unicode: bool) -> Option<String> {
    let mut reader = Parts::of(parts);
    reader.skip(offset)?;
    let length = usize::from(reader.u16()?);
    if is_unicode {
        let is_wide = reader.byte()? & WIDE != 0;
        return reader.characters(length, is_wide);
    }
    let first = parts.first()?.get(offset + 2..)?;
    Some(narrow(first.get(..length).unwrap_or(first)))
}

/// A text whose length takes one byte.
pub(super) fn short(data: &[u8], is_unicode: bool) -> Option<String> {
    let length = usize::from(*data.first()?);
    if !is_unicode {
        return data.get(1..=length).map(narrow);
    }
    let is_wide = *data.get(1)? & WIDE != 0;
    let parts = [data];
    let mut reader = Parts::of(&parts);
    reader.skip(2)?;
    reader.characters(length, is_wide)
}

/// Two bytes for each character.
const WIDE: u8 = 0x01;
/// Phonetic hints follow the text.
const EXTENDED: u8 = 0x04;
/// Changes of font follow the text.
const RICH: u8 = 0x08;

fn narrow(bytes: &[u8]) -> String {
    WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned()
}

/// A position in data that is cut into parts.
struct Parts<'a> {
    rest: &'a [u8],
    following: &'a [&'a [u8]],
}

impl<'a> Parts<'a> {
    fn of(parts: &'a [&'a [u8]]) -> Parts<'a> {
        let (rest, following) = parts.split_first().map_or((&[][..], parts), |(a, b)| (*a, b));
        Parts { rest, following }
    }

    /// Goes to the next part where this one is at its end; `None` at the end of all.
    fn go_on(&mut self) -> Option<()> {
        while self.rest.is_empty() {
            let (next, following) = self.following.split_first()?;
            self.rest = next;
            self.following = following;
        }
        Some(())
    }

    fn byte(&mut self) -> Option<u8> {
        self.go_on()?;
        let (byte, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(*byte)
    }

    fn u16(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes([self.byte()?, self.byte()?]))
    }

    fn skip(&mut self, mut count: usize) -> Option<()> {
        while count > 0 {
            self.go_on()?;
            let step = count.min(self.rest.len());
            self.rest = self.rest.get(step..)?;
            count -= step;
        }
        Some(())
    }

    /// A text with what may follow it.
    fn rich_text(&mut self) -> Option<String> {
        let length = usize::from(self.u16()?);
        let flags = self.byte()?;
        let runs = if flags & RICH == 0 { 0 } else { usize::from(self.u16()?) };
        let hints = if flags & EXTENDED == 0 {
            0
        } else {
            let low = usize::from(self.u16()?);
            usize::from(self.u16()?) << 16 | low
        };
        let text = self.characters(length, flags & WIDE != 0)?;
        // Cut short here, the text itself is whole.
        if self.skip(runs * 4 + hints).is_none() {
            self.rest = &[];
        }
        Some(text)
    }

    /// Characters go on in the next part after a byte that says their width there.
    fn characters(&mut self, mut count: usize, mut is_wide: bool) -> Option<String> {
        let mut text = String::new();
        while count > 0 {
            if self.rest.is_empty() {
                self.go_on()?;
                is_wide = self.byte()? & WIDE != 0;
                continue;
            }
            let width = if is_wide { 2 } else { 1 };
            let here = count.min(self.rest.len() / width);
            if here == 0 {
                // Half a character at the end of a part: damaged.
                return None;
            }
            let (characters, rest) = self.rest.split_at_checked(here * width)?;
            let encoding = if is_wide { UTF_16LE } else { WINDOWS_1252 };
            text.push_str(&encoding.decode_without_bom_handling(characters).0);
            self.rest = rest;
            count -= here;
        }
        Some(text)
    }
}
