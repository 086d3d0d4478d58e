//! The schema of a workspace, step by step. A step that was released is never changed.

/// The steps, oldest first.
pub(super) const STEPS: &[&str] = &[
    FIRST, ANSWERS, LISTS, ENDINGS, SEARCH, PLACES, PLANS, HELD, SEGMENTS, PAGES, RAWS, ERASURES,
    MESSAGES, ASIDES, COMPANIES, FOLDED, STATES, NOTED,
];

/// The log and what is derived from it.
const FIRST: &str = "
-- What happened, in the order it was learned. Append-only; no index but its position.
CREATE TABLE events (
    position   INTEGER PRIMARY KEY,
    contact    BLOB    NOT NULL,
    at         INTEGER NOT NULL,
    known_at   INTEGER NOT NULL,
    source     TEXT    NOT NULL,
    message_id TEXT    NOT NULL,
    name       TEXT    NOT NULL,
    who        TEXT,
    batch      BLOB,
    body       TEXT    NOT NULL,
    outcome    TEXT    NOT NULL,
    given      TEXT    NOT NULL
);

-- 128 bits of (source, message id): the same message is never taken twice.
CREATE TABLE messages (
    id       BLOB    NOT NULL PRIMARY KEY,
    position INTEGER NOT NULL
) WITHOUT ROWID;

-- Events that a later one voided, and which.
CREATE TABLE voids (
    position  INTEGER PRIMARY KEY,
    voided_by INTEGER NOT NULL
);

-- Moves between stages and states, as they were decided.
CREATE TABLE moves (
    position INTEGER NOT NULL,
    ordinal  INTEGER NOT NULL,
    contact  BLOB    NOT NULL,
    at       INTEGER NOT NULL,
    line     TEXT    NOT NULL,
    origin   TEXT    NOT NULL,
    target   TEXT    NOT NULL,
    body     TEXT    NOT NULL,
    PRIMARY KEY (position, ordinal)
);
CREATE INDEX moves_at ON moves (at);
CREATE INDEX moves_contact ON moves (contact);

-- What contacts have come to: derived from the log, each row as of a position of it.
CREATE TABLE states (
    contact BLOB    NOT NULL PRIMARY KEY,
    as_of   INTEGER NOT NULL,
    state   TEXT    NOT NULL
);

-- What lists sort and filter by: derived as well.
CREATE TABLE contacts (
    id          BLOB    NOT NULL PRIMARY KEY,
    wake_at     INTEGER NOT NULL,
    since       INTEGER NOT NULL,
    name        TEXT    NOT NULL,
    sort_name   TEXT    NOT NULL,
    company     TEXT    NOT NULL,
    company_key TEXT    NOT NULL,
    job_title   TEXT    NOT NULL,
    email       TEXT    NOT NULL,
    phone       TEXT    NOT NULL,
    city        TEXT    NOT NULL,
    country     TEXT    NOT NULL,
    stage       TEXT    NOT NULL,
    stage_rank  INTEGER NOT NULL,
    play        TEXT    NOT NULL,
    fit         INTEGER NOT NULL,
    engagement  INTEGER NOT NULL,
    total       INTEGER NOT NULL,
    grade       TEXT    NOT NULL,
    because     TEXT    NOT NULL,
    latest_at   INTEGER NOT NULL,
    owner       TEXT    NOT NULL,
    requested_at INTEGER NOT NULL,
    attempted_at INTEGER NOT NULL,
    next_at     INTEGER NOT NULL,
    next_what   TEXT    NOT NULL,
    blocked     TEXT    NOT NULL,
    suggestions INTEGER NOT NULL,
    source      TEXT    NOT NULL,
    search      TEXT    NOT NULL,
    mentioned   TEXT    NOT NULL
);
CREATE INDEX contacts_wake ON contacts (wake_at);
CREATE INDEX contacts_best ON contacts (play, next_at, stage_rank DESC, total DESC, fit DESC, latest_at DESC);
CREATE INDEX contacts_next ON contacts (play, next_at);
CREATE INDEX contacts_company ON contacts (company_key);
CREATE INDEX contacts_stage ON contacts (stage, total DESC);
CREATE INDEX contacts_requested ON contacts (requested_at) WHERE requested_at > 0;
CREATE INDEX contacts_mentioned ON contacts (mentioned) WHERE mentioned <> '';
CREATE INDEX contacts_suggestions ON contacts (suggestions) WHERE suggestions > 0;
CREATE INDEX contacts_name ON contacts (sort_name);

-- What contacts are found by: e-mail, telephone, and what look-alikes share.
CREATE TABLE keys (
    kind    TEXT NOT NULL,
    value   TEXT NOT NULL,
    contact BLOB NOT NULL,
    PRIMARY KEY (kind, value, contact)
) WITHOUT ROWID;
CREATE INDEX keys_contact ON keys (contact);

-- Versions of the agreement. A row is never changed but to come into force.
CREATE TABLE versions (
    number       INTEGER PRIMARY KEY,
    text         TEXT    NOT NULL,
    made_at      INTEGER NOT NULL,
    made_by      TEXT    NOT NULL,
    in_force_at  INTEGER,
    position     INTEGER NOT NULL,
    hash         TEXT    NOT NULL
);

-- Lists that were brought in: what was decided about them and what became of them.
CREATE TABLE batches (
    id      BLOB    NOT NULL PRIMARY KEY,
    made_at INTEGER NOT NULL,
    made_by TEXT    NOT NULL,
    status  TEXT    NOT NULL,
    body    TEXT    NOT NULL
);

-- Settings and small things that the workspace remembers, by name.
CREATE TABLE notes (
    name TEXT NOT NULL PRIMARY KEY,
    body TEXT NOT NULL
);
";

/// What programs were answered.
const ANSWERS: &str = "
-- Calls that change something, by the key that came with each, with their answers; kept for days.
CREATE TABLE answers (
    caller  TEXT    NOT NULL,
    key     TEXT    NOT NULL,
    request BLOB    NOT NULL,
    made_at INTEGER NOT NULL,
    status  INTEGER,
    body    TEXT    NOT NULL,
    PRIMARY KEY (caller, key)
);
CREATE INDEX answers_made ON answers (made_at);
";

/// The orders and counts of screens over many contacts, measured over 100,000 of them.
const LISTS: &str = "
-- Covers the counts of the call list, so that none reads the wide rows.
DROP INDEX contacts_best;
CREATE INDEX contacts_best ON contacts (play, next_at, stage_rank DESC, total DESC, fit DESC,
    latest_at DESC, id, owner, blocked, attempted_at);
DROP INDEX contacts_next;
-- A list in its usual order stops where the page is full; a stage holds too many to begin with it.
CREATE INDEX contacts_order ON contacts (stage_rank DESC, total DESC, fit DESC, latest_at DESC, id);
DROP INDEX contacts_stage;
CREATE INDEX contacts_grade ON contacts (grade, play, stage_rank);
CREATE INDEX contacts_attempted ON contacts (attempted_at) WHERE attempted_at > 0;
CREATE INDEX contacts_country ON contacts (country);
CREATE INDEX contacts_source ON contacts (source);
";

/// What became of those who were qualified, by what they were like then.
const ENDINGS: &str = "
ALTER TABLE contacts ADD COLUMN qualified_as TEXT NOT NULL DEFAULT '';
ALTER TABLE contacts ADD COLUMN ending TEXT NOT NULL DEFAULT '';
DROP INDEX contacts_grade;
CREATE INDEX contacts_grade ON contacts (grade);
CREATE INDEX contacts_ending ON contacts (qualified_as, ending);
";

/// What contacts are searched by, and lists that are filtered freely, measured over 100,000 of them.
const SEARCH: &str = "
-- The text of each contact in narrow rows, under a number that stays: what a row of contacts is
-- numbered by changes when the file is copied.
CREATE TABLE searched (
    number  INTEGER PRIMARY KEY,
    contact BLOB    NOT NULL UNIQUE,
    search  TEXT    NOT NULL
);
INSERT INTO searched (contact, search) SELECT id, search FROM contacts ORDER BY id;

-- Which texts have which three letters side by side; what is taken out of it is overwritten.
CREATE VIRTUAL TABLE searched_parts USING fts5 (
    search, content = 'searched', content_rowid = 'number',
    tokenize = 'trigram', detail = none, columnsize = 0
);
INSERT INTO searched_parts (searched_parts, rank) VALUES ('secure-delete', 1);
INSERT INTO searched_parts (searched_parts) VALUES ('rebuild');

-- Holds what lists are mostly filtered by, so that a walk and a count pass over the others without
-- reading their wide rows.
DROP INDEX contacts_order;
CREATE INDEX contacts_order ON contacts (stage_rank DESC, total DESC, fit DESC, latest_at DESC, id,
    stage, country, owner, grade, source, play);
";

/// Who is where, for whose hours count; and who can be reached nowhere.
const PLACES: &str = "
CREATE INDEX contacts_places ON contacts (play, next_at, country, city, stage_rank, owner, blocked,
    attempted_at, requested_at);
UPDATE contacts SET blocked = 'unreachable' WHERE blocked = '' AND phone = '' AND email = '';
";

/// What is planned, in words, and who is on no call list.
const PLANS: &str = "
ALTER TABLE contacts ADD COLUMN next_text TEXT NOT NULL DEFAULT '';
ALTER TABLE contacts ADD COLUMN is_held INTEGER NOT NULL DEFAULT 0;
UPDATE contacts SET is_held = 1 WHERE blocked <> '' AND (next_at = 0 OR next_what = 'call'
    OR (blocked = 'unreachable' AND next_what IN ('whatsapp', 'email')));
";

/// Who is on no call list, and who is named in a note, stand beside what else counts for the list,
/// so that counting reads no wide row.
const HELD: &str = "
DROP INDEX contacts_places;
CREATE INDEX contacts_places ON contacts (play, next_at, country, city, stage_rank, owner, blocked,
    attempted_at, requested_at, is_held, mentioned);
";

/// Who is in which segment of the agreement, beside what else lists are filtered by. Who was there
/// before is looked at again, where an agreement has any.
const SEGMENTS: &str = "
ALTER TABLE contacts ADD COLUMN segments TEXT NOT NULL DEFAULT '';
DROP INDEX contacts_order;
CREATE INDEX contacts_order ON contacts (stage_rank DESC, total DESC, fit DESC, latest_at DESC, id,
    stage, country, owner, grade, source, play, segments);
CREATE INDEX contacts_segments ON contacts (segments) WHERE segments <> '';
UPDATE contacts SET wake_at = 0 WHERE EXISTS
    (SELECT 1 FROM versions WHERE in_force_at IS NOT NULL AND text LIKE '%segments:%');
";

/// What a person's own page on LinkedIn finds them by, of those who were known before it did; what
/// cards are found by from then on is `runtime::card::keys`.
const PAGES: &str = "
INSERT OR IGNORE INTO keys (kind, value, contact)
WITH pages AS (
    SELECT contacts.id AS contact, lower(trim(held.value ->> 0)) AS page
    FROM states JOIN contacts ON contacts.id = states.contact,
        json_each(states.state, '$.contact.profile.person.linkedin') AS held
), names AS (
    SELECT contact, substr(page, instr(page, 'linkedin.com/in/') + 16) AS name
    FROM pages WHERE page LIKE '%linkedin.com/in/%' AND page NOT LIKE '% %'
), pieces AS (
    SELECT contact, replace(replace(name, '?', '/'), '#', '/') || '/' AS name FROM names
)
SELECT 'profile', 'linkedin.com/in/' || substr(name, 1, instr(name, '/') - 1), contact
FROM pieces WHERE name NOT LIKE '/%';
";

/// What programs sent.
const RAWS: &str = "
-- What came in from outside, word for word, by the position of the event it became.
CREATE TABLE raws (
    position INTEGER PRIMARY KEY,
    raw      TEXT    NOT NULL
);
";

/// Who was erased.
const ERASURES: &str = "
-- The contacts that stay of those who were erased, the events that tell of it, and by which hashes
-- they are known where an older copy is restored.
CREATE TABLE erasures (
    contact  BLOB    NOT NULL PRIMARY KEY,
    position INTEGER NOT NULL,
    body     TEXT    NOT NULL
);
";

/// Messages are known by their hashes a while after their events.
const MESSAGES: &str = "
-- Up to which position every message stands in `messages`; what came from outside after it is in
-- the log alone.
INSERT INTO notes VALUES ('messages_known_to', (SELECT coalesce(max(position), 0) FROM events));
";

/// What is kept and gives nothing, which is a small part of the log: people look through it.
const ASIDES: &str = "
CREATE INDEX asides ON events (position) WHERE outcome >= 'aside: ' AND outcome < 'aside;';
";

/// People are found by their company too: everybody is looked at again, as after an upgrade.
const COMPANIES: &str = "
DELETE FROM notes WHERE name = 'release';
";

/// What became of people of whom nothing but a browser was known.
const FOLDED: &str = "
-- How many events of a month were told by a source about a page or an asset, of people whose rows
-- are gone; under the name `anonymous` how many people.
CREATE TABLE folded (
    month  TEXT    NOT NULL,
    source TEXT    NOT NULL,
    name   TEXT    NOT NULL,
    what   TEXT    NOT NULL,
    count  INTEGER NOT NULL,
    PRIMARY KEY (month, source, name, what)
) WITHOUT ROWID;
";

/// States are written in fewer words: everybody is looked at again, as after an upgrade, and saved so.
const STATES: &str = "
DELETE FROM notes WHERE name = 'release';
";

/// States that are noted before their rows are written.
const NOTED: &str = "
-- In the order they were made: a note counts where it is later than the contact's row of `states`.
CREATE TABLE noted (
    number  INTEGER PRIMARY KEY,
    contact BLOB    NOT NULL,
    as_of   INTEGER NOT NULL,
    state   BLOB    NOT NULL
);
";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sqlite;

    #[test]
    fn who_is_known_is_found_by_their_page_from_then_on() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.db");
        let before = STEPS.iter().position(|step| *step == PAGES).unwrap();
        let connection = sqlite::open(&path, STEPS.get(..before).unwrap()).unwrap();
        let columns: Vec<(String, String)> = connection
            .prepare("SELECT name, type FROM pragma_table_info('contacts')")
            .unwrap()
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
            .unwrap()
            .collect::<Result<_, _>>()
            .unwrap();
        for (id, pages) in [
            (
                1u8,
                r#"[["https://www.linkedin.com/in/AnaRuiz/",0],["es.linkedin.com/in/ana?x=1",0]]"#,
            ),
            (2, r#"[["https://www.linkedin.com/company/acme",0]]"#),
            (3, r#"[["linkedin.com/in/ana y su jefe",0]]"#),
        ] {
            let values = columns.iter().map(|(name, kind)| match (name.as_str(), kind.as_str()) {
                ("id", _) => format!("x'0{id}'"),
                (_, "TEXT") => "''".to_owned(),
                _ => "0".to_owned(),
            });
            let values: Vec<String> = values.collect();
            let state =
                format!(r#"{{"contact":{{"profile":{{"person":{{"linkedin":{pages}}}}}}}}}"#);
            let insert = format!(
                "INSERT INTO contacts VALUES ({}); INSERT INTO states VALUES (x'0{id}', 1, '{state}')",
                values.join(",")
            );
            connection.execute_batch(&insert).unwrap();
        }
        drop(connection);
        let connection = sqlite::open(&path, STEPS).unwrap();
        let found: Vec<(String, Vec<u8>)> = connection
            .prepare("SELECT value, contact FROM keys WHERE kind = 'profile' ORDER BY value")
            .unwrap()
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
            .unwrap()
            .collect::<Result<_, _>>()
            .unwrap();
        let page = |name: &str| (format!("linkedin.com/in/{name}"), vec![1]);
        assert_eq!(found, [page("ana"), page("anaruiz")]);
    }
}
