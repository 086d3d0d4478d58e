//! Who of a list can be reached, and where they are.

use engine::time::Timestamp;
use rusqlite::params_from_iter;
use rusqlite::types::Value;

use super::Read;
use super::screens::Filter;
use crate::StoreError;

/// How somebody can be reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// They may be called or written to, and it is known where.
    Callable,
    /// Those, and whoever something is planned with that can be done without a call.
    Somehow,
    /// They do not want to be called, and nothing else is planned.
    Refused,
    /// Nothing is known by which they may be reached, and nothing is planned that needs none of it.
    Nowhere,
}

/// What stands for [`Reach::Nowhere`] among the reasons for which somebody is not called.
pub const UNREACHABLE: &str = "unreachable";

impl Reach {
    pub(super) fn sql(self) -> &'static str {
        match self {
            Reach::Callable => "blocked = ''",
            // What an index has comes first: the wide row is read for few.
            Reach::Somehow => "(blocked = '' OR is_held = 0)",
            Reach::Refused => "blocked NOT IN ('', 'unreachable') AND is_held = 1",
            Reach::Nowhere => "blocked = 'unreachable' AND is_held = 1",
        }
    }
}

/// How many of a list are at a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceCount {
    /// ISO 3166 code.
    pub country: String,
    /// The city, as it was written.
    pub city: String,
    /// All of them.
    pub all: u64,
    /// Those that can be reached and do not mind.
    pub callable: u64,
    /// Those of whom nothing is known by which they may be reached.
    pub unreachable: u64,
    /// Callable ones that somebody tried to reach just now, and that asked for nothing since.
    pub resting: u64,
    /// Callable ones that nobody tried just now.
    pub untried: u64,
    /// Those of them that asked for nothing just now.
    pub ready: u64,
    /// Those of them that wait for no answer.
    pub unasked: u64,
}

impl Read<'_> {
    /// How many of a list are at each place, by who was tried since `quiet` and who asked for
    /// something since `fresh`.
    ///
    /// # Errors
    ///
    /// The database cannot be read.
    pub fn count_places(
        &self,
        filter: &Filter,
        quiet: Timestamp,
        fresh: Timestamp,
    ) -> Result<Vec<PlaceCount>, StoreError> {
        let (wheres, mut values) = filter.sql();
        let (quiet_at, fresh_at) = (values.len() + 1, values.len() + 2);
        values.extend([Value::from(quiet.micros()), Value::from(fresh.micros())]);
        let sql = format!(
            "SELECT country, city, count(*), sum(blocked = ''), sum(blocked = 'unreachable'), \
             sum(blocked = '' AND attempted_at >= ?{quiet_at} AND requested_at = 0), \
             sum(blocked = '' AND attempted_at < ?{quiet_at}), \
             sum(blocked = '' AND attempted_at < ?{quiet_at} AND requested_at < ?{fresh_at}), \
             sum(blocked = '' AND attempted_at < ?{quiet_at} AND requested_at = 0) \
             FROM contacts WHERE {wheres} GROUP BY country, city"
        );
        let mut statement = self.connection.prepare_cached(&sql)?;
        let rows = statement.query_map(params_from_iter(values), |row| {
            let count =
                |index: usize| row.get::<_, i64>(index).map(|n| u64::try_from(n).unwrap_or(0));
            Ok(PlaceCount {
                country: row.get(0)?,
                city: row.get(1)?,
                all: count(2)?,
                callable: count(3)?,
                unreachable: count(4)?,
                resting: count(5)?,
                untried: count(6)?,
                ready: count(7)?,
                unasked: count(8)?,
            })
        })?;
        rows.map(|row| row.map_err(StoreError::from)).collect()
    }
}
