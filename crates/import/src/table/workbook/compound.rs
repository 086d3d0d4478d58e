//! Compound files, which old Excel and protected new Excel are packed in ([MS-CFB]).
//!
//! Reads one stream by name. Chains of sectors are followed for no more steps than the file has
//! sectors, since a hostile one leads back to itself.

use encoding_rs::UTF_16LE;

/// A compound file over its bytes.
pub(super) struct Compound<'a> {
    bytes: &'a [u8],
    sector_bytes: usize,
    /// For each sector, the next of its chain.
    table: Vec<u32>,
    entries: Vec<Entry>,
    /// Small streams, packed into one.
    mini_stream: Vec<u8>,
    mini_table: Vec<u32>,
    mini_cutoff: u32,
}

struct Entry {
    name: String,
    start: u32,
    length: usize,
}

const HEADER_BYTES: usize = 512;
const ENTRY_BYTES: usize = 128;
const MINI_SECTOR_BYTES: usize = 64;
/// Numbers from here on are marks (end of chain, free sector), not sectors.
const SECTOR_END: u32 = 0xFFFF_FFFA;

impl<'a> Compound<'a> {
    /// `None` where the file is cut short or broken.
    pub(super) fn open(bytes: &'a [u8]) -> Option<Compound<'a>> {
        let sector_bytes = match u16_at(bytes, 30)? {
            9 => 512,
            12 => 4096,
            _ => return None,
        };
        let mut file = Compound {
            bytes,
            sector_bytes,
            table: Vec::new(),
            entries: Vec::new(),
            mini_stream: Vec::new(),
            mini_table: Vec::new(),
            mini_cutoff: u32_at(bytes, 56)?,
        };
        file.table = file.read_table()?;
        let directory = file.chain(u32_at(bytes, 48)?, usize::MAX)?;
        file.entries = directory.chunks_exact(ENTRY_BYTES).filter_map(entry).collect();
        let root = file.entries.first()?;
        if u32_at(bytes, 64)? > 0 {
            let mini_stream = file.chain(root.start, root.length)?;
            let mini_table = file.chain(u32_at(bytes, 60)?, usize::MAX)?;
            file.mini_stream = mini_stream;
            file.mini_table = numbers(&mini_table).collect();
        }
        Some(file)
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.entries.iter().any(|entry| entry.name.eq_ignore_ascii_case(name))
    }

    /// The content of the stream called `name`.
    pub(super) fn stream(&self, name: &str) -> Option<Vec<u8>> {
        let entry = self.entries.iter().find(|entry| entry.name.eq_ignore_ascii_case(name))?;
        if u32::try_from(entry.length).is_ok_and(|length| length < self.mini_cutoff) {
            return self.mini_chain(entry.start, entry.length);
        }
        self.chain(entry.start, entry.length)
    }

    /// The table of chains: its own sectors are listed in the header and, in large files, in
    /// sectors that point to each other.
    fn read_table(&self) -> Option<Vec<u32>> {
        let listed = self.bytes.get(76..HEADER_BYTES)?;
        let mut sectors: Vec<u32> = numbers(listed).filter(|sector| *sector < SECTOR_END).collect();
        let mut next = u32_at(self.bytes, 68)?;
        let mut steps = 0;
        while next < SECTOR_END {
            let mut more: Vec<u32> = numbers(self.sector(next)?).collect();
            next = more.pop()?;
            sectors.extend(more.into_iter().filter(|sector| *sector < SECTOR_END));
            steps += 1;
            if steps > self.sector_count() {
                return None;
            }
        }
        if sectors.len() > self.sector_count() {
            return None;
        }
        let mut table = Vec::new();
        for sector in sectors {
            table.extend(numbers(self.sector(sector)?));
        }
        Some(table)
    }

    fn chain(&self, start: u32, length_max: usize) -> Option<Vec<u8>> {
        let mut content = Vec::new();
        let mut sector = start;
        let mut steps = 0;
        while sector < SECTOR_END && content.len() < length_max {
            content.extend_from_slice(self.sector(sector)?);
            sector = *self.table.get(usize::try_from(sector).ok()?)?;
            steps += 1;
            if steps > self.sector_count() {
                return None;
            }
        }
        content.truncate(length_max);
        Some(content)
    }

    fn mini_chain(&self, start: u32, length: usize) -> Option<Vec<u8>> {
        let mut content = Vec::new();
        let mut sector = start;
        // `length` is less than the cutoff, so this ends whatever the chain.
        while sector < SECTOR_END && content.len() < length {
            let index = usize::try_from(sector).ok()?;
            let start = index.checked_mul(MINI_SECTOR_BYTES)?;
            let sector_bytes = self.mini_stream.get(start..)?;
            let sector_bytes = sector_bytes.get(..MINI_SECTOR_BYTES).unwrap_or(sector_bytes);
            if sector_bytes.is_empty() {
                return None;
            }
            content.extend_from_slice(sector_bytes);
            sector = *self.mini_table.get(index)?;
        }
        content.truncate(length);
        Some(content)
    }

    /// The last sector of a file can be cut short.
    fn sector(&self, sector: u32) -> Option<&'a [u8]> {
        let start = usize::try_from(sector).ok()?.checked_add(1)?.checked_mul(self.sector_bytes)?;
        let rest = self.bytes.get(start..).filter(|rest| !rest.is_empty())?;
        Some(rest.get(..self.sector_bytes).unwrap_or(rest))
    }

    fn sector_count(&self) -> usize {
        self.bytes.len() / self.sector_bytes + 1
    }
}

fn entry(bytes: &[u8]) -> Option<Entry> {
    let name = UTF_16LE.decode_without_bom_handling(bytes.get(..64)?).0;
    let name = name.split('\0').next().unwrap_or_default().to_owned();
    let length = usize::try_from(u32_at(bytes, 120)?).ok()?;
    Some(Entry { name, start: u32_at(bytes, 116)?, length })
}

fn numbers(bytes: &[u8]) -> impl Iterator<Item = u32> {
    bytes.as_chunks::<4>().0.iter().map(|chunk| u32::from_le_bytes(*chunk))
}

/// The number at `offset`, lower byte first.
pub(super) fn u16_at(bytes: &[u8], offset: usize) -> Option<u16> {
    bytes.get(offset..)?.first_chunk().map(|chunk| u16::from_le_bytes(*chunk))
}

/// The number at `offset`, lower byte first.
pub(super) fn u32_at(bytes: &[u8], offset: usize) -> Option<u32> {
    bytes.get(offset..)?.first_chunk().map(|chunk| u32::from_le_bytes(*chunk))
}
