//! For how long people are kept of whom nothing but a browser is known, and what became of those who
//! were long gone: counts by month, source and page (`writer::folding`, decision 24).

use engine::said::Said;
use engine::time::Timestamp;
use jiff::ToSpan;
use jiff::tz::TimeZone;
use store::workspace::folding::Count;

use crate::criba::Workspace;
use crate::error::RuntimeError;

/// The name under which a workspace's own choice is kept.
pub(crate) const KEPT_MONTHS: &str = "anonymous_months";
/// Months that they are kept where nobody chose, counted from what they did last.
pub const MONTHS_USUAL: u32 = 13;
/// The most that may be chosen.
pub const MONTHS_MAX: u32 = 120;

/// The months that a note says; 0 for ever.
pub(crate) fn months_of(note: Option<&str>) -> u32 {
    note.and_then(|months| months.parse().ok()).unwrap_or(MONTHS_USUAL)
}

/// The moment so many months before another, by the calendar in UTC.
pub(crate) fn months_before(now: Timestamp, months: u32) -> Timestamp {
    let local = TimeZone::UTC.to_datetime(now.to_jiff());
    let before = local.checked_sub(i64::from(months).months());
    let before = before.and_then(|local| TimeZone::UTC.to_timestamp(local));
    before.map_or(Timestamp::MIN, Timestamp::from_jiff)
}

impl Workspace {
    /// For how many months after what they did last people are kept of whom nothing but a browser
    /// is known; 0 for ever.
    ///
    /// # Errors
    ///
    /// The workspace cannot be read.
    pub fn anonymous_months(&self) -> Result<u32, RuntimeError> {
        self.read(|read| Ok(months_of(read.note(KEPT_MONTHS)?.as_deref())))
    }

    /// Keeps them for so many months from now on; 0 for ever.
    ///
    /// # Errors
    ///
    /// They are more than may be chosen, or the disk does not take it.
    pub fn keep_anonymous(&self, months: u32) -> Result<(), RuntimeError> {
        if months > MONTHS_MAX {
            return Err(RuntimeError::Wrong(Said::new(
                format!(
                    "{months} meses son demasiados; pueden ser hasta {MONTHS_MAX}, o 0 para no olvidar a nadie"
                ),
                format!(
                    "{months} months are too many; up to {MONTHS_MAX} are possible, or 0 to forget nobody"
                ),
            )));
        }
        self.writer.save_note(KEPT_MONTHS.to_owned(), Some(months.to_string())).wait()
    }

    /// How many people and how many of their events were folded into counts.
    ///
    /// # Errors
    ///
    /// The workspace cannot be read.
    pub fn folded_in_all(&self) -> Result<(u64, u64), RuntimeError> {
        self.read(|read| Ok(read.folded_in_all()?))
    }

    /// What they count for.
    ///
    /// # Errors
    ///
    /// The workspace cannot be read.
    pub fn folded(&self) -> Result<Vec<Count>, RuntimeError> {
        self.read(|read| Ok(read.folded()?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_go_by_the_calendar() {
        let now: Timestamp = "2027-03-31T10:00:00Z".parse().unwrap();
        assert_eq!(months_before(now, 13).to_string(), "2026-02-28T10:00:00Z");
        assert_eq!(months_of(None), 13);
        assert_eq!(months_of(Some("0")), 0);
    }
}
