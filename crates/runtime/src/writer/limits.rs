//! What a writer may keep and take at once.

/// What a writer may keep and take at once. Every queue has a named maximum (invariant I7).
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Orders that wait.
    pub orders: usize,
    /// Orders that one transaction takes.
    pub orders_a_commit: usize,
    /// Cards in memory.
    pub cards: usize,
    /// What others may take in memory that are packed, in bytes.
    pub packed_bytes: usize,
    /// Cards saved in one transaction.
    pub cards_a_save: usize,
    /// Cards saved in one between two orders, which whoever gives an order may have to wait for.
    pub cards_between: usize,
    /// Contacts whose rows are written for somebody who reads lists; beyond, lists stand for an
    /// earlier moment.
    pub rows_a_read: usize,
    /// Events at the end of the log that no saved state holds: what a start after a crash takes
    /// again.
    pub tail: u64,
    /// Notes of states on disk whose rows are written later: what a start after a crash looks
    /// through. Beyond, rows are written for them while others wait.
    pub notes: u64,
    /// Messages of others that are gathered before what they are known by is written, in order: of
    /// so many, some ten go to one page of a table of three million.
    pub messages: usize,
    /// Events of one contact; beyond, they are refused, but that earlier ones are undone and that
    /// time passes.
    pub events_a_contact: usize,
    /// Pages of 4 KiB of the write-ahead log; beyond, it begins again between two transactions.
    pub log_pages: u64,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            orders: 1_024,
            orders_a_commit: 512,
            cards: 30_000,
            packed_bytes: 192_000_000,
            tail: 50_000,
            notes: 1_000_000,
            messages: 131_072,
            cards_a_save: 500,
            rows_a_read: 20_000,
            cards_between: 64,
            events_a_contact: 50_000,
            log_pages: 16_384,
        }
    }
}
