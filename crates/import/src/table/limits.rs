//! How much a reader takes before it says no.

/// Named bounds of what is read; every reader keeps within all of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file.
    pub bytes_max: u64,
    /// Bytes of everything inside a compressed file, once unpacked.
    pub unpacked_bytes_max: u64,
    /// Rows of the file, blank ones too.
    pub rows_max: u32,
    /// Columns of the table.
    pub columns_max: usize,
    /// Rows times columns of the table.
    pub cells_max: usize,
    /// Bytes of the text of one cell.
    pub cell_bytes_max: usize,
    /// Bytes of the text of all cells together: a workbook can repeat one long text a million
    /// times in a small file.
    pub text_bytes_max: usize,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            bytes_max: 128 << 20,
            unpacked_bytes_max: 512 << 20,
            // What one sheet of Excel holds.
            rows_max: 1_048_576,
            columns_max: 1_000,
            cells_max: 20_000_000,
            // Three times the 32,767 characters that a cell of Excel holds: notes of CRMs are longer.
            cell_bytes_max: 100_000,
            text_bytes_max: 256 << 20,
        }
    }
}
