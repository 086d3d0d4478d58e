//! What screens ask for: lists of contacts in their orders, and counts.

use engine::time::Timestamp;
use rusqlite::types::Value;
use rusqlite::{Row, params_from_iter};

use super::Read;
use super::found;
use super::read::{MOVE, moved};
use super::rows::{Columns, MoveRow, Play};
use super::search::{escaped, like};
use crate::StoreError;
use crate::ids::ContactId;

pub use super::reach::{PlaceCount, Reach, UNREACHABLE};

/// A contact in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Which.
    pub id: ContactId,
    /// What the list shows.
    pub columns: Columns,
}

/// Which contacts a list holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Words that must all be found in what is searched, folded.
    pub words: Vec<String>,
    /// A stage's id.
    pub stage: Option<String>,
    /// Addresses of which one must answer for it, empty for nobody's; all where there are none.
    pub owners: Vec<String>,
    /// Whoever is named here must be mentioned and not have seen it: an address or a side.
    pub mentioned: Vec<String>,
    /// Whoever is named here must not be mentioned, or have seen it.
    pub unmentioned: Vec<String>,
    /// The grade, such as `B1`.
    pub grade: Option<String>,
    /// Only those at this place of the funnel or further.
    pub stage_rank_min: Option<i64>,
    /// Only those before this place of the funnel.
    pub stage_rank_below: Option<i64>,
    /// Whether it is in play.
    pub play: Option<Play>,
    /// Segments of the agreement of which one must hold it, by their ids; all where there are none.
    pub segments: Vec<String>,
    /// The source that first told of it.
    pub source: Option<String>,
    /// A company's key.
    pub company_key: Option<String>,
    /// ISO 3166 code.
    pub country: Option<String>,
    /// The grade as which they were taken for qualified.
    pub qualified_as: Option<String>,
    /// How that ended.
    pub ending: Option<&'static str>,
    /// Only those with whom it ended, however it did: of those put aside, whom somebody had tried to
    /// reach or moved by hand. Whom a list put aside as it came in is nobody's story.
    pub has_ended: bool,
    /// Only those that have suggestions waiting.
    pub is_suggested: bool,
    /// Only those with a next step at or before this moment.
    pub next_until: Option<Timestamp>,
    /// Only those with an appointment between two moments, both among them.
    pub meets_between: Option<(Timestamp, Timestamp)>,
    /// Only those with no next step, or with one.
    pub has_next: Option<bool>,
    /// Only those that asked for something at or after this moment and wait for an answer.
    pub requested_since: Option<Timestamp>,
    /// Only those nobody tried to reach since this moment.
    pub not_attempted_since: Option<Timestamp>,
    /// Only those that somebody tried to reach at or after this moment.
    pub attempted_since: Option<Timestamp>,
    /// Only those of whom nothing was heard since this moment.
    pub quiet_since: Option<Timestamp>,
    /// Only those who were known before this moment.
    pub known_before: Option<Timestamp>,
    /// Only those who asked for nothing at or after this moment.
    pub not_requested_since: Option<Timestamp>,
    /// Only those with no next step, with one that was due by the first moment and is no
    /// appointment, or who asked for something; none whose appointment is between the two.
    pub idle: Option<(Timestamp, Timestamp)>,
    /// Only those that can be reached so, or not.
    pub reach: Option<Reach>,
    /// Only those of these places: a country (ISO 3166), and one city of it where it is not whole.
    pub places: Option<Vec<(String, Option<String>)>>,
    /// Beside those of the places, whoever asked for something at or after this moment.
    pub or_requested_since: Option<Timestamp>,
    /// Only these.
    pub ids: Option<Vec<ContactId>>,
}

/// In which order a list stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// Best first: stage, then total, fit, latest activity.
    #[default]
    Best,
    /// By name.
    Name,
    /// By company, then name.
    Company,
    /// The latest activity first.
    Latest,
    /// The newest contact first.
    Newest,
    /// The next step that is due first, of several the best.
    Next,
    /// The latest request first.
    Requested,
    /// Whoever has waited longest for an answer first.
    Waiting,
}

impl Order {
    pub(super) fn sql(self) -> &'static str {
        match self {
            Order::Best => "stage_rank DESC, total DESC, fit DESC, latest_at DESC, id",
            Order::Name => "sort_name, id",
            Order::Company => "company_key, sort_name, id",
            Order::Latest => "latest_at DESC, id",
            Order::Newest => "since DESC, id",
            Order::Next => "next_at, total DESC, id",
            Order::Requested => "requested_at DESC, id",
            Order::Waiting => "requested_at, id",
        }
    }
}

pub(super) const COLUMNS: &str = "id, wake_at, since, name, sort_name, company, company_key, job_title, email, \
                       phone, city, country, stage, stage_rank, play, fit, engagement, total, \
                       grade, because, latest_at, owner, requested_at, attempted_at, next_at, \
                       next_what, blocked, suggestions, source, search, mentioned, qualified_as, ending, \
                       next_text, is_held, segments";

impl Read<'_> {
    /// A page of a list.
    ///
    /// # Errors
    ///
    /// The database cannot be read.
    pub fn list(
        &self,
        filter: &Filter,
        order: Order,
        limit: usize,
        offset: usize,
    ) -> Result<Vec<Listed>, StoreError> {
        let (wheres, values) = self.conditions(filter)?;
        self.rows(&wheres, values, order, limit, offset)
    }

    /// Hands over every contact of a list, one after another, at most `limit`.
    ///
    /// # Errors
    ///
    /// The database cannot be read.
    pub fn each(
        &self,
        filter: &Filter,
        order: Order,
        limit: usize,
        mut take: impl FnMut(Listed),
    ) -> Result<(), StoreError> {
        let (wheres, values) = self.conditions(filter)?;
        let sql = format!(
            "SELECT {COLUMNS} FROM contacts WHERE {wheres} ORDER BY {} LIMIT {limit}",
            order.sql()
        );
        let mut statement = self.connection.prepare(&sql)?;
        let rows = statement.query_map(params_from_iter(values), listed)?;
        for row in rows {
            take(row?);
        }
        Ok(())
    }

    /// How many contacts a list holds.
    ///
    /// # Errors
    ///
    /// The database cannot be read.
    pub fn count(&self, filter: &Filter) -> Result<u64, StoreError> {
        let (wheres, values) = self.conditions(filter)?;
        let sql = format!("SELECT count(*) FROM contacts WHERE {wheres}");
        let mut statement = self.connection.prepare_cached(&sql)?;
        let count: i64 = statement.query_row(params_from_iter(values), |row| row.get(0))?;
        Ok(u64::try_from(count).unwrap_or(0))
    }

    /// How many contacts stand in each stage.
    ///
    /// # Errors
    ///
    /// The database cannot be read.
    pub fn count_by(
        &self,
        column: Breakdown,
        filter: &Filter,
    ) -> Result<Vec<(String, u64)>, StoreError> {
        let (wheres, values) = self.conditions(filter)?;
        let column = column.sql();
        let sql = format!(
            "SELECT {column}, count(*) FROM contacts WHERE {wheres} GROUP BY {column} \
             ORDER BY count(*) DESC, {column}"
        );
        let mut statement = self.connection.prepare_cached(&sql)?;
        let rows = statement.query_map(params_from_iter(values), |row| {
            Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?))
        })?;
        rows.map(|row| {
            let (value, count) = row?;
            Ok((value, u64::try_from(count).unwrap_or(0)))
        })
        .collect()
    }

    /// How many contacts are in the same segments, by these as [`Columns::segments`] holds them; who
    /// is in none is left out.
    ///
    /// # Errors
    ///
    /// The database cannot be read.
    pub fn count_segments(&self) -> Result<Vec<(String, u64)>, StoreError> {
        let sql = "SELECT segments, count(*) FROM contacts WHERE segments <> '' GROUP BY segments";
        let mut statement = self.connection.prepare_cached(sql)?;
        let rows = statement.query_map([], |row| {
            Ok((row.get(0)?, u64::try_from(row.get::<_, i64>(1)?).unwrap_or(0)))
        })?;
        rows.map(|row| row.map_err(StoreError::from)).collect()
    }

    /// Moves between two moments, oldest first, at most `limit`.
    ///
    /// # Errors
    ///
    /// The database cannot be read.
    pub fn moves_between(
        &self,
        since: Timestamp,
        until: Timestamp,
        limit: usize,
    ) -> Result<Vec<MoveRow>, StoreError> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT {MOVE} FROM moves WHERE at >= ?1 AND at < ?2 \
             ORDER BY at, position, ordinal LIMIT ?3"
        ))?;
        let values: [i64; 3] =
            [since.micros(), until.micros(), i64::try_from(limit).unwrap_or(i64::MAX)];
        let rows = statement.query_and_then(values, moved)?;
        rows.collect()
    }
}

/// What a list may be counted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Breakdown {
    /// The stage.
    Stage,
    /// The owner.
    Owner,
    /// The country.
    Country,
    /// The source that first told of it.
    Source,
}

impl Breakdown {
    fn sql(self) -> &'static str {
        match self {
            Breakdown::Stage => "stage",
            Breakdown::Owner => "owner",
            Breakdown::Country => "country",
            Breakdown::Source => "source",
        }
    }
}

impl Filter {
    /// The condition and its values, in order.
    pub(super) fn sql(&self) -> (String, Vec<Value>) {
        self.conditions("")
    }

    /// The same where no index of a single column is the one to begin with.
    pub(super) fn walked(&self) -> (String, Vec<Value>) {
        self.conditions("+")
    }

    /// The condition and its values; `sign` stands before what SQLite would choose an index by.
    fn conditions(&self, sign: &str) -> (String, Vec<Value>) {
        let mut wheres = Wheres::default();
        // Nearly everybody is in play. Where something else holds for few, its index is the one to
        // begin with, and the sign keeps SQLite from taking the other.
        let is_for_few = self.requested_since.is_some()
            || self.attempted_since.is_some()
            || self.is_suggested
            || !self.mentioned.is_empty();
        if let Some(play) = self.play {
            let sign = if is_for_few { "+" } else { sign };
            wheres.all(&format!("{sign}play = ?"), [play.id().to_owned()]);
        }
        let alike = self.words.iter().map(|word| like(word));
        wheres.all("search LIKE ? ESCAPE '\\'", alike);
        for (column, value) in [
            ("stage", &self.stage),
            ("source", &self.source),
            ("company_key", &self.company_key),
            ("country", &self.country),
            ("grade", &self.grade),
            ("qualified_as", &self.qualified_as),
        ] {
            wheres.all(&format!("{sign}{column} = ?"), value.clone());
        }
        wheres.all(&format!("{sign}ending = ?"), self.ending.map(str::to_owned));
        if self.has_ended {
            wheres.parts.push(HAS_ENDED.to_owned());
        }
        wheres.any("owner = ?", self.owners.iter().cloned());
        let named = self.mentioned.iter().map(|whom| format!("%,{},%", escaped(whom)));
        wheres.any("mentioned LIKE ? ESCAPE '\\'", named);
        if !self.mentioned.is_empty() {
            wheres.parts.push("mentioned <> ''".to_owned());
        }
        let unnamed = self.unmentioned.iter().map(|whom| format!("%,{},%", escaped(whom)));
        wheres.all("mentioned NOT LIKE ? ESCAPE '\\'", unnamed);
        let segments = self.segments.iter().map(|id| format!(",{id},"));
        wheres.any("instr(segments, ?) > 0", segments);
        if !self.segments.is_empty() {
            wheres.parts.push(format!("{sign}segments <> ''"));
        }
        let micros = |moment: Option<Timestamp>| moment.map(Timestamp::micros);
        wheres.all("stage_rank >= ?", self.stage_rank_min);
        wheres.all("stage_rank < ?", self.stage_rank_below);
        wheres.all("next_at > 0 AND next_at <= ?", micros(self.next_until));
        if let Some((from, to)) = self.meets_between {
            wheres.parts.push("next_what = 'meeting'".to_owned());
            wheres.all("next_at >= ?", [from.micros()]);
            wheres.all("next_at <= ?", [to.micros()]);
        }
        wheres.all("requested_at > 0 AND requested_at >= ?", micros(self.requested_since));
        wheres.all("attempted_at < ?", micros(self.not_attempted_since));
        wheres.all("attempted_at > 0 AND attempted_at >= ?", micros(self.attempted_since));
        wheres.all("latest_at < ?", micros(self.quiet_since));
        for (is_wanted, sql) in [
            (self.has_next == Some(true), "next_at > 0"),
            (self.has_next == Some(false), "next_at = 0"),
            (self.is_suggested, "suggestions > 0"),
        ] {
            if is_wanted {
                wheres.parts.push(sql.to_owned());
            }
        }
        wheres.parts.extend(self.reach.map(|reach| reach.sql().to_owned()));
        wheres.all("since < ?", micros(self.known_before));
        wheres.all("requested_at < ?", micros(self.not_requested_since));
        if let Some((passed, near)) = self.idle {
            wheres.all(
                "(next_at = 0 OR requested_at > 0 OR (next_at <= ? AND next_what <> 'meeting'))",
                [passed.micros()],
            );
            let by = wheres.filled("next_at <= ?", passed.micros());
            let after = wheres.filled("next_at > ?", near.micros());
            wheres.parts.push(format!("(next_what <> 'meeting' OR {by} OR {after})"));
        }
        wheres.places(self.places.as_deref(), self.or_requested_since);
        wheres.ids(self.ids.as_deref());
        wheres.done()
    }
}

/// With whom it ended after somebody had worked with them.
const HAS_ENDED: &str = "(ending = 'sales' OR (ending = 'aside' AND (attempted_at > 0 OR EXISTS \
                         (SELECT 1 FROM moves WHERE moves.contact = contacts.id \
                         AND moves.body ->> '$.by' IS NOT NULL))))";

/// Conditions that must all hold, and the values they are filled with.
#[derive(Default)]
struct Wheres {
    parts: Vec<String>,
    values: Vec<Value>,
}

impl Wheres {
    /// A condition for each value.
    fn all<T: Into<Value>>(&mut self, sql: &str, values: impl IntoIterator<Item = T>) {
        for value in values {
            let part = self.filled(sql, value);
            self.parts.push(part);
        }
    }

    /// A condition that holds for one of the values; none where there are none.
    fn any<T: Into<Value>>(&mut self, sql: &str, values: impl IntoIterator<Item = T>) {
        let parts: Vec<String> = values.into_iter().map(|value| self.filled(sql, value)).collect();
        if !parts.is_empty() {
            self.parts.push(format!("({})", parts.join(" OR ")));
        }
    }

    /// Of one of the places; of nobody where there is none. A country has thousands of cities, and
    /// a condition for each would be more than SQLite takes.
    fn places(
        &mut self,
        places: Option<&[(String, Option<String>)]>,
        or_requested_since: Option<Timestamp>,
    ) {
        let Some(places) = places else { return };
        let (cities, whole): (Vec<_>, Vec<_>) = places.iter().partition(|(_, city)| city.is_some());
        let whole: Vec<&str> = whole.into_iter().map(|(country, _)| country.as_str()).collect();
        let whole = self.filled(
            "country IN (SELECT value FROM json_each(?))",
            serde_json::json!(whole).to_string(),
        );
        let cities = self.filled(
            "(country, city) IN (SELECT value ->> 0, value ->> 1 FROM json_each(?))",
            serde_json::json!(cities).to_string(),
        );
        let mut either = vec![whole, cities];
        either.extend(
            or_requested_since.map(|since| self.filled("requested_at >= ?", since.micros())),
        );
        self.parts.push(format!("({})", either.join(" OR ")));
    }

    /// One of these; nobody where there is none.
    fn ids(&mut self, ids: Option<&[ContactId]>) {
        let Some(ids) = ids else { return };
        let value = self.values.len() + 1;
        self.values.push(found::as_value(ids));
        self.parts.push(found::among(value));
    }

    fn filled(&mut self, sql: &str, value: impl Into<Value>) -> String {
        self.values.push(value.into());
        sql.replace('?', &format!("?{}", self.values.len()))
    }

    fn done(self) -> (String, Vec<Value>) {
        let Wheres { parts, values } = self;
        (if parts.is_empty() { "1 = 1".to_owned() } else { parts.join(" AND ") }, values)
    }
}

pub(super) fn listed(row: &Row<'_>) -> rusqlite::Result<Listed> {
    let moment = |index: usize| -> rusqlite::Result<Option<Timestamp>> {
        let micros: i64 = row.get(index)?;
        Ok((micros != 0).then(|| Timestamp::from_micros(micros)))
    };
    Ok(Listed {
        id: row.get(0)?,
        columns: Columns {
            wake_at: Timestamp::from_micros(row.get(1)?),
            since: Timestamp::from_micros(row.get(2)?),
            name: row.get(3)?,
            sort_name: row.get(4)?,
            company: row.get(5)?,
            company_key: row.get(6)?,
            job_title: row.get(7)?,
            email: row.get(8)?,
            phone: row.get(9)?,
            city: row.get(10)?,
            country: row.get(11)?,
            stage: row.get(12)?,
            stage_rank: row.get(13)?,
            play: Play::with_id(&row.get::<_, String>(14)?),
            fit: row.get(15)?,
            engagement: row.get(16)?,
            total: row.get(17)?,
            grade: row.get(18)?,
            because: row.get(19)?,
            latest_at: moment(20)?,
            owner: row.get(21)?,
            requested_at: moment(22)?,
            attempted_at: moment(23)?,
            next_at: moment(24)?,
            next_what: row.get(25)?,
            blocked: row.get(26)?,
            suggestions: row.get(27)?,
            source: row.get(28)?,
            search: row.get(29)?,
            mentioned: row.get(30)?,
            qualified_as: row.get(31)?,
            ending: row.get(32)?,
            next_text: row.get(33)?,
            is_held: row.get(34)?,
            segments: row.get(35)?,
        },
    })
}
