//! The schema of the house, step by step. A step that was released is never changed.

/// The steps, oldest first.
pub(super) const STEPS: &[&str] = &[FIRST, INVITATIONS, SOURCES, TURNS, ASKING, SCOPES, MAILS];

const FIRST: &str = "
CREATE TABLE workspaces (
    id      BLOB    NOT NULL PRIMARY KEY,
    name    TEXT    NOT NULL,
    country TEXT    NOT NULL,
    made_at INTEGER NOT NULL
);

CREATE TABLE people (
    id       BLOB NOT NULL PRIMARY KEY,
    email    TEXT NOT NULL UNIQUE,
    name     TEXT NOT NULL,
    password TEXT NOT NULL,
    settings TEXT NOT NULL
);

CREATE TABLE members (
    workspace   BLOB NOT NULL REFERENCES workspaces (id),
    person      BLOB NOT NULL REFERENCES people (id),
    permissions TEXT NOT NULL,
    left_at     INTEGER,
    PRIMARY KEY (workspace, person)
);

-- Only the hash of a cookie is kept: who reads the table cannot sign in.
CREATE TABLE sessions (
    hash      BLOB    NOT NULL PRIMARY KEY,
    person    BLOB    NOT NULL REFERENCES people (id),
    made_at   INTEGER NOT NULL,
    seen_at   INTEGER NOT NULL,
    agent     TEXT    NOT NULL,
    workspace BLOB
);
CREATE INDEX sessions_person ON sessions (person);

-- Only the hash of a key is kept: it is shown once, when it is made.
CREATE TABLE keys (
    hash      BLOB    NOT NULL PRIMARY KEY,
    workspace BLOB    NOT NULL REFERENCES workspaces (id),
    kind      TEXT    NOT NULL,
    name      TEXT    NOT NULL,
    hint      TEXT    NOT NULL,
    made_at   INTEGER NOT NULL,
    used_at   INTEGER
);
";

const INVITATIONS: &str = "
-- Only the hash of a link's token is kept: it is shown once, when it is made.
CREATE TABLE invitations (
    id          BLOB    NOT NULL PRIMARY KEY,
    hash        BLOB    NOT NULL UNIQUE,
    workspace   BLOB    NOT NULL REFERENCES workspaces (id),
    kind        TEXT    NOT NULL,
    email       TEXT    NOT NULL,
    permissions TEXT    NOT NULL,
    made_at     INTEGER NOT NULL,
    made_by     TEXT    NOT NULL,
    expires_at  INTEGER NOT NULL
);
CREATE INDEX invitations_workspace ON invitations (workspace);

-- Who changed what of people, keys and the space itself, so that it can be read and undone.
CREATE TABLE changes (
    id        BLOB    NOT NULL PRIMARY KEY,
    workspace BLOB    NOT NULL REFERENCES workspaces (id),
    made_at   INTEGER NOT NULL,
    made_by   TEXT    NOT NULL,
    body      TEXT    NOT NULL,
    undone_at INTEGER
);
CREATE INDEX changes_workspace ON changes (workspace, made_at);
";

const SOURCES: &str = "
-- What providers sign with is kept in clear: an HMAC cannot be verified against a hash of its key.
CREATE TABLE sources (
    id           BLOB    NOT NULL PRIMARY KEY,
    workspace    BLOB    NOT NULL REFERENCES workspaces (id),
    kind         TEXT    NOT NULL,
    slug         TEXT    NOT NULL UNIQUE,
    name         TEXT    NOT NULL,
    secret       TEXT    NOT NULL,
    verify_token TEXT    NOT NULL,
    thanks       TEXT    NOT NULL,
    made_at      INTEGER NOT NULL,
    disabled_at  INTEGER
);
CREATE INDEX sources_workspace ON sources (workspace);

-- What was verified and could not be read. The same bytes wait once.
CREATE TABLE quarantine (
    id           INTEGER NOT NULL PRIMARY KEY,
    source       BLOB    NOT NULL REFERENCES sources (id),
    hash         BLOB    NOT NULL,
    received_at  INTEGER NOT NULL,
    why          TEXT    NOT NULL,
    content_type TEXT    NOT NULL,
    raw          BLOB    NOT NULL,
    UNIQUE (source, hash)
);
CREATE INDEX quarantine_source ON quarantine (source, received_at);
";

const TURNS: &str = "
-- While a secret is replaced, the one before counts too, until a moment.
ALTER TABLE sources ADD COLUMN previous_secret TEXT NOT NULL DEFAULT '';
ALTER TABLE sources ADD COLUMN previous_until INTEGER;
ALTER TABLE keys ADD COLUMN expires_at INTEGER;
";

const ASKING: &str = "
-- With what a source's provider is asked: kept in clear, as it has to be shown to the provider.
CREATE TABLE source_access (
    source       BLOB    NOT NULL PRIMARY KEY REFERENCES sources (id) ON DELETE CASCADE,
    token        TEXT    NOT NULL,
    base         TEXT    NOT NULL,
    paused_until INTEGER NOT NULL DEFAULT 0,
    problem      TEXT    NOT NULL DEFAULT '',
    detail       TEXT    NOT NULL DEFAULT ''
);

-- When something that waits is asked for again, and what went wrong the last time.
CREATE TABLE asked (
    kept    INTEGER NOT NULL PRIMARY KEY REFERENCES quarantine (id) ON DELETE CASCADE,
    due_at  INTEGER NOT NULL,
    problem TEXT    NOT NULL,
    detail  TEXT    NOT NULL
);
CREATE INDEX quarantine_asking ON quarantine (received_at)
    WHERE why IN ('needs_fetch', 'needs_confirmation');
";

const SCOPES: &str = "
-- What a key opens beside its kind, separated by commas. Those that were made before open what they
-- opened.
ALTER TABLE keys ADD COLUMN scopes TEXT NOT NULL DEFAULT '';
UPDATE keys SET scopes = 'view,work,edit,administer' WHERE kind = 'api';
UPDATE keys SET scopes = 'outcomes' WHERE kind = 'source';
";

const MAILS: &str = "
-- Mails that wait to go out, and what became of those that did. The hash of an address says how
-- many it was written; the address itself goes with the mail.
CREATE TABLE mails (
    id        INTEGER NOT NULL PRIMARY KEY,
    workspace BLOB    NOT NULL REFERENCES workspaces (id),
    name      TEXT    NOT NULL,
    contact   BLOB    NOT NULL,
    recipient BLOB    NOT NULL,
    body      TEXT    NOT NULL,
    made_at   INTEGER NOT NULL,
    due_at    INTEGER NOT NULL,
    tries     INTEGER NOT NULL,
    state     TEXT    NOT NULL,
    why       TEXT    NOT NULL,
    UNIQUE (workspace, name)
);
CREATE INDEX mails_due ON mails (due_at) WHERE state = 'waiting';
CREATE INDEX mails_recipient ON mails (workspace, recipient, made_at);
CREATE INDEX mails_contact ON mails (contact);
";
