//! How the contacts of a list are found: a few by their ids, many along the list's order.

use rusqlite::params_from_iter;
use rusqlite::types::Value;

use super::Read;
use super::screens::{COLUMNS, Filter, Listed, Order, listed};
use super::search::FEW_MAX;
use crate::StoreError;
use crate::ids::ContactId;

/// A page of a list, and how many contacts the list holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The page.
    pub rows: Vec<Listed>,
    /// How many contacts the list holds.
    pub count: u64,
}

impl Read<'_> {
    /// A page of a list whose filter people choose freely, with how many the list holds.
    ///
    /// Which index serves such a filter depends on how many it holds for: they are collected first
    /// where they are few, and otherwise the list is walked in its order until the page is full.
    ///
    /// # Errors
    ///
    /// The database cannot be read.
    pub fn page(
        &self,
        filter: &Filter,
        order: Order,
        limit: usize,
        offset: usize,
    ) -> Result<Page, StoreError> {
        if let Some(few) = self.few(filter)? {
            let (wheres, values) = (among(1), vec![as_value(&few)]);
            let count = u64::try_from(few.len()).unwrap_or(u64::MAX);
            return Ok(Page { rows: self.rows(&wheres, values, order, limit, offset)?, count });
        }
        let (wheres, values) = filter.walked();
        let rows = self.rows(&wheres, values, order, limit, offset)?;
        // A page that is not full is the last one: it says the count itself.
        let is_last = rows.len() < limit && (offset == 0 || !rows.is_empty());
        let count = match is_last {
            true => u64::try_from(offset + rows.len()).unwrap_or(u64::MAX),
            false => self.count_walked(filter)?,
        };
        Ok(Page { rows, count })
    }

    /// The condition of a filter and its values, the words looked up where few contacts hold them.
    pub(super) fn conditions(&self, filter: &Filter) -> Result<(String, Vec<Value>), StoreError> {
        if filter.words.is_empty() {
            return Ok(filter.sql());
        }
        let Some(holding) = self.holding(&filter.words)? else { return Ok(filter.sql()) };
        let (wheres, mut values) = Filter { words: Vec::new(), ..filter.clone() }.walked();
        values.push(as_value(&holding));
        Ok((format!("{wheres} AND {}", among(values.len())), values))
    }

    /// The contacts of a list, in no order; `None` where they are more than a few.
    fn few(&self, filter: &Filter) -> Result<Option<Vec<ContactId>>, StoreError> {
        if filter.is_of_words() {
            return match filter.words.is_empty() {
                true => Ok(None),
                false => self.holding(&filter.words),
            };
        }
        let (wheres, values) = self.conditions(filter)?;
        let sql = format!("SELECT id FROM contacts WHERE {wheres} LIMIT {}", FEW_MAX + 1);
        let mut statement = self.connection.prepare_cached(&sql)?;
        let rows = statement.query_map(params_from_iter(values), |row| row.get(0))?;
        let few: Vec<ContactId> = rows.collect::<Result<_, rusqlite::Error>>()?;
        Ok((few.len() <= FEW_MAX).then_some(few))
    }

    pub(super) fn rows(
        &self,
        wheres: &str,
        values: Vec<Value>,
        order: Order,
        limit: usize,
        offset: usize,
    ) -> Result<Vec<Listed>, StoreError> {
        let sql = format!(
            "SELECT {COLUMNS} FROM contacts WHERE {wheres} ORDER BY {} LIMIT {limit} OFFSET {offset}",
            order.sql()
        );
        let mut statement = self.connection.prepare_cached(&sql)?;
        let rows = statement.query_map(params_from_iter(values), listed)?;
        rows.map(|row| row.map_err(StoreError::from)).collect()
    }

    /// How many contacts a list of many holds.
    fn count_walked(&self, filter: &Filter) -> Result<u64, StoreError> {
        let (table, (wheres, values)) = match filter.is_of_words() && !filter.words.is_empty() {
            // Every contact of a list has its text there, in rows that are read faster.
            true => ("searched", filter.sql()),
            false => ("contacts", filter.walked()),
        };
        let sql = format!("SELECT count(*) FROM {table} WHERE {wheres}");
        let mut statement = self.connection.prepare_cached(&sql)?;
        let count: i64 = statement.query_row(params_from_iter(values), |row| row.get(0))?;
        Ok(u64::try_from(count).unwrap_or(0))
    }
}

impl Filter {
    /// Whether nothing but words is asked for, or nothing at all.
    fn is_of_words(&self) -> bool {
        *self == Filter { words: self.words.clone(), ..Filter::default() }
    }
}

/// The condition that a contact is one of those that a value holds.
pub(super) fn among(value: usize) -> String {
    format!("id IN (SELECT unhex(value, '-') FROM json_each(?{value}))")
}

/// Contacts as one value.
pub(super) fn as_value(contacts: &[ContactId]) -> Value {
    let ids: Vec<String> = contacts.iter().map(|id| format!("\"{id}\"")).collect();
    format!("[{}]", ids.join(",")).into()
}

#[cfg(test)]
mod tests {
    use engine::time::Timestamp;
    use rusqlite::Connection;

    use super::*;
    use crate::workspace::reach::Reach;
    use crate::workspace::rows::{Columns, Play, Saved, StateRow};
    use crate::workspace::schema::STEPS;
    use crate::workspace::{Batch, Workspace};

    /// More than a few, so that lists are found in both ways.
    const CONTACTS: usize = FEW_MAX + 1_000;

    /// Numbers that look drawn and are the same every time.
    struct Drawn(u64);

    impl Drawn {
        fn below(&mut self, limit: usize) -> usize {
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888);
            usize::try_from(self.0 >> 33).unwrap() % limit
        }

        fn one<'a>(&mut self, of: &[&'a str]) -> &'a str {
            of[self.below(of.len())]
        }
    }

    /// Pieces that meet in many ways, signs of patterns and of the index's questions among them.
    const PIECES: [&str; 20] = [
        "an", "a", "na", "ba", "ñu", "lopez", "talleres", " ", " ", "@", ".", "%", "_", "\\", "\"",
        "'", "*", "+34", "612", "日本",
    ];

    fn text(drawn: &mut Drawn) -> String {
        let pieces = 1 + drawn.below(12);
        (0..pieces).map(|_| drawn.one(&PIECES)).collect()
    }

    fn contact(id: ContactId, drawn: &mut Drawn) -> StateRow {
        let moment = Timestamp::from_micros(1);
        let search = text(drawn);
        let sort_name = drawn.one(&["ana", "berta", "carla", "dora"]).to_owned();
        let columns = Columns {
            wake_at: moment,
            since: moment,
            name: sort_name.clone(),
            sort_name,
            company: String::new(),
            company_key: drawn.one(&["", "uno", "dos"]).to_owned(),
            job_title: String::new(),
            email: String::new(),
            phone: String::new(),
            city: String::new(),
            country: drawn.one(&["ES", "ES", "ES", "ES", "ES", "ES", "ES", "MX"]).to_owned(),
            stage: drawn.one(&["lead", "lead", "lead", "mql"]).to_owned(),
            stage_rank: i64::try_from(drawn.below(3)).unwrap(),
            play: Play::Open,
            fit: 0,
            engagement: 0,
            total: i64::try_from(drawn.below(100)).unwrap(),
            grade: String::new(),
            because: String::new(),
            latest_at: None,
            owner: drawn.one(&["", "", "ana@empresa.example"]).to_owned(),
            requested_at: None,
            attempted_at: None,
            next_at: None,
            next_what: String::new(),
            next_text: String::new(),
            blocked: String::new(),
            is_held: false,
            suggestions: 0,
            source: String::new(),
            search,
            mentioned: String::new(),
            qualified_as: String::new(),
            ending: String::new(),
            segments: drawn.one(&["", "", ",feria,", ",feria,norte,", ",otra_feria,"]).to_owned(),
        };
        StateRow {
            contact: id,
            as_of: 1,
            keys: None,
            saved: Saved::Rows { state: "{}".to_owned(), columns: Some(Box::new(columns)) },
        }
    }

    fn shown(row: &StateRow) -> Option<&Columns> {
        match &row.saved {
            Saved::Rows { columns, .. } => columns.as_deref(),
            Saved::Note { .. } => None,
        }
    }

    fn saved(workspace: &mut Workspace, states: Vec<StateRow>) {
        workspace.commit(&Batch::default(), &states).unwrap();
    }

    fn made(workspace: &mut Workspace, drawn: &mut Drawn) -> Vec<StateRow> {
        let mut rows: Vec<StateRow> =
            (0..CONTACTS).map(|_| contact(ContactId::make(), drawn)).collect();
        saved(workspace, rows.clone());
        // Some say something else later, and some are no more.
        for row in rows.iter_mut().step_by(7) {
            *row = contact(row.contact, drawn);
        }
        for row in rows.iter_mut().step_by(50) {
            row.saved = Saved::Rows { state: "{}".to_owned(), columns: None };
        }
        let again = rows.iter().step_by(7).chain(rows.iter().step_by(50));
        saved(workspace, again.cloned().collect());
        rows.retain(|row| shown(row).is_some());
        rows
    }

    fn asked(drawn: &mut Drawn) -> Filter {
        // Words have no space in them, and may be any piece of a text.
        let words = (0..drawn.below(4)).map(|_| text(drawn).replace(' ', ""));
        Filter {
            words: words.filter(|word| !word.is_empty()).collect(),
            stage: (drawn.below(4) == 0).then(|| drawn.one(&["lead", "mql", "none"]).to_owned()),
            country: (drawn.below(4) == 0).then(|| drawn.one(&["ES", "MX"]).to_owned()),
            company_key: (drawn.below(8) == 0).then(|| "uno".to_owned()),
            segments: match drawn.below(8) {
                0 => vec!["feria".to_owned()],
                1 => vec!["norte".to_owned(), "otraXferia".to_owned()],
                _ => Vec::new(),
            },
            owners: if drawn.below(6) == 0 { vec![String::new()] } else { Vec::new() },
            ..Filter::default()
        }
    }

    /// What a list holds, by looking at every contact of it.
    fn looked_at(rows: &[StateRow], filter: &Filter, order: Order) -> Vec<ContactId> {
        let holds = |columns: &Columns| {
            filter.words.iter().all(|word| columns.search.contains(word.as_str()))
                && filter.stage.as_ref().is_none_or(|stage| *stage == columns.stage)
                && filter.country.as_ref().is_none_or(|country| *country == columns.country)
                && filter.company_key.as_ref().is_none_or(|key| *key == columns.company_key)
                && (filter.owners.is_empty() || filter.owners.contains(&columns.owner))
                && (filter.segments.is_empty()
                    || filter.segments.iter().any(|id| columns.is_in(id)))
        };
        let all = rows.iter().filter_map(|row| Some((row.contact, shown(row)?)));
        let mut found: Vec<(ContactId, &Columns)> =
            all.filter(|(_, columns)| holds(columns)).collect();
        found.sort_by_key(|(id, columns)| {
            let (best, name, company) = match order {
                Order::Name => ((0, 0), columns.sort_name.as_str(), ""),
                Order::Company => {
                    ((0, 0), columns.sort_name.as_str(), columns.company_key.as_str())
                }
                _ => ((-columns.stage_rank, -columns.total), "", ""),
            };
            (best, company.to_owned(), name.to_owned(), *id)
        });
        found.into_iter().map(|(id, _)| id).collect()
    }

    #[test]
    fn a_list_holds_what_looking_at_every_contact_finds() {
        let folder = tempfile::tempdir().unwrap();
        let mut workspace = Workspace::open(&folder.path().join("a.db")).unwrap();
        let mut drawn = Drawn(7);
        let rows = made(&mut workspace, &mut drawn);
        let (mut few, mut many) = (0, 0);
        for _ in 0..100 {
            let filter = asked(&mut drawn);
            let order = [Order::Best, Order::Name, Order::Company][drawn.below(3)];
            let expected = looked_at(&rows, &filter, order);
            let offset = [0, 0, 30, expected.len()][drawn.below(4)];
            let read = workspace.read();
            let page = read.page(&filter, order, 50, offset).unwrap();
            let ids = |rows: &[Listed]| rows.iter().map(|row| row.id).collect::<Vec<ContactId>>();
            let wanted: Vec<ContactId> = expected.iter().skip(offset).take(50).copied().collect();
            assert_eq!(ids(&page.rows), wanted, "{filter:?} {order:?} {offset}");
            assert_eq!(page.count, expected.len() as u64, "{filter:?}");
            // The same whoever asks for it.
            assert_eq!(ids(&read.list(&filter, order, 50, offset).unwrap()), wanted, "{filter:?}");
            assert_eq!(read.count(&filter).unwrap(), expected.len() as u64, "{filter:?}");
            let newest = read.list_before(&filter, None, CONTACTS).unwrap();
            assert_eq!(newest.len(), expected.len(), "{filter:?}");
            if expected.len() > FEW_MAX { many += 1 } else { few += 1 }
        }
        assert!(few > 30 && many > 10, "both ways were met: {few} and {many}");
    }

    #[test]
    fn a_copy_finds_who_the_workspace_finds() {
        let folder = tempfile::tempdir().unwrap();
        let mut workspace = Workspace::open(&folder.path().join("a.db")).unwrap();
        let mut drawn = Drawn(11);
        let rows = made(&mut workspace, &mut drawn);
        let path = folder.path().join("b.db");
        workspace.copy_to(&path).unwrap();
        let copy = Workspace::open(&path).unwrap();
        for word in ["lopez", "lopeza", "612", "+34612", "ñu", "日本"] {
            let filter = Filter { words: vec![word.to_owned()], ..Filter::default() };
            let expected = looked_at(&rows, &filter, Order::Best).len() as u64;
            assert!(expected > 0, "{word}");
            assert_eq!(copy.read().page(&filter, Order::Best, 10, 0).unwrap().count, expected);
        }
    }

    #[test]
    fn a_workspace_of_an_earlier_release_is_searched_as_well() {
        let folder = tempfile::tempdir().unwrap();
        let (old, path) = (folder.path().join("old.db"), folder.path().join("a.db"));
        let mut drawn = Drawn(13);
        let mut workspace = Workspace::open(&old).unwrap();
        let rows = made(&mut workspace, &mut drawn);
        drop(workspace);
        let before: Vec<&str> =
            STEPS.iter().copied().take_while(|step| !step.contains("TABLE searched")).collect();
        assert!(before.len() < STEPS.len());
        let earlier = crate::sqlite::open(&path, &before).unwrap();
        earlier.execute("ATTACH ?1 AS old", [old.to_string_lossy()]).unwrap();
        // A table of then has the columns of then.
        let columns: String = earlier
            .query_row("SELECT group_concat(name) FROM pragma_table_info('contacts')", [], |row| {
                row.get(0)
            })
            .unwrap();
        let copied = format!("INSERT INTO contacts SELECT {columns} FROM old.contacts");
        earlier.execute(&copied, []).unwrap();
        let asked = "UPDATE contacts SET blocked = 'asked' WHERE id IN \
                     (SELECT id FROM contacts ORDER BY id LIMIT 9)";
        earlier.execute(asked, []).unwrap();
        let version = "INSERT INTO versions VALUES (1, 'segments: []', 1, 'ana', 1, 0, '')";
        earlier.execute(version, []).unwrap();
        drop(earlier);
        let workspace = Workspace::open(&path).unwrap();
        // Who is in which segment of the agreement is not known yet: everybody is looked at again.
        let due = workspace.read().due(Timestamp::from_micros(0), CONTACTS).unwrap();
        assert_eq!(due.len(), rows.len());
        for word in ["lopez", "anna", "b", "日本"] {
            let filter = Filter { words: vec![word.to_owned()], ..Filter::default() };
            let expected = looked_at(&rows, &filter, Order::Best).len() as u64;
            let page = workspace.read().page(&filter, Order::Best, 10, 0).unwrap();
            assert_eq!(page.count, expected, "{word}");
        }
        // Who did not want to be called then is on no call list now, nor is who has no number.
        let reached = |reach| {
            workspace.read().count(&Filter { reach: Some(reach), ..Filter::default() }).unwrap()
        };
        let nowhere = rows.len() as u64 - 9;
        let expected = (9, nowhere, 0);
        let found = (reached(Reach::Refused), reached(Reach::Nowhere), reached(Reach::Somehow));
        assert_eq!(found, expected);
    }

    #[test]
    fn the_parts_say_what_the_texts_say() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.db");
        let mut workspace = Workspace::open(&path).unwrap();
        made(&mut workspace, &mut Drawn(17));
        assert_eq!(workspace.read().integrity().unwrap(), Vec::<String>::new());
        drop(workspace);
        let connection = Connection::open(&path).unwrap();
        let check =
            "INSERT INTO searched_parts (searched_parts, rank) VALUES ('integrity-check', 1)";
        connection.execute(check, []).unwrap();
        // One text that its contact does not have is noticed.
        let broken = "UPDATE searched SET search = 'other' WHERE number = 3";
        connection.execute(broken, []).unwrap();
        assert!(connection.execute(check, []).is_err());
        drop(connection);
        let workspace = Workspace::open(&path).unwrap();
        assert_eq!(workspace.read().integrity().unwrap().len(), 1);
    }
}
