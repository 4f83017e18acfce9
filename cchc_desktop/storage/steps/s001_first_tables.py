"""Step 1: the office, its plans as trees, tasks with their updates, the journal, and the search texts."""

TABLES = """
CREATE TABLE preferences (
    id TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

CREATE TABLE office (
    id TEXT PRIMARY KEY CHECK (id = 'office'),
    name TEXT NOT NULL,
    superior TEXT NOT NULL,
    place TEXT NOT NULL,
    level TEXT NOT NULL,
    symbol TEXT NOT NULL,
    archive TEXT NOT NULL
) STRICT;

CREATE TABLE signers (
    id TEXT PRIMARY KEY,
    rank INTEGER NOT NULL,
    authority TEXT NOT NULL,
    position TEXT NOT NULL,
    name TEXT NOT NULL
) STRICT;

CREATE TABLE units (
    id TEXT PRIMARY KEY,
    rank INTEGER NOT NULL,
    name TEXT NOT NULL,
    short_name TEXT NOT NULL,
    valid_from TEXT,
    valid_to TEXT
) STRICT;

CREATE TABLE officers (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    position TEXT NOT NULL,
    unit_id TEXT REFERENCES units(id) DEFERRABLE INITIALLY DEFERRED,
    valid_from TEXT,
    valid_to TEXT
) STRICT;

CREATE TABLE plans (
    id TEXT PRIMARY KEY,
    title TEXT NOT NULL,
    subject TEXT NOT NULL,
    level TEXT NOT NULL,
    superior TEXT NOT NULL,
    issuer TEXT NOT NULL,
    place TEXT NOT NULL,
    number TEXT NOT NULL,
    symbol TEXT NOT NULL,
    issued_on TEXT,
    draft_month INTEGER,
    draft_year INTEGER,
    enclosure TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('draft', 'issued', 'amended')),
    period_kind TEXT NOT NULL CHECK (period_kind IN ('year', 'half', 'multi')),
    first_year INTEGER NOT NULL,
    last_year INTEGER NOT NULL,
    half INTEGER NOT NULL,
    signer_authority TEXT NOT NULL,
    signer_position TEXT NOT NULL,
    signer_name TEXT NOT NULL
) STRICT;

CREATE TABLE recipients (
    id TEXT PRIMARY KEY,
    plan_id TEXT NOT NULL REFERENCES plans(id) DEFERRABLE INITIALLY DEFERRED,
    rank INTEGER NOT NULL,
    text TEXT NOT NULL
) STRICT;
CREATE INDEX recipients_by_plan ON recipients(plan_id);

CREATE TABLE plan_items (
    id TEXT PRIMARY KEY,
    plan_id TEXT NOT NULL REFERENCES plans(id) DEFERRABLE INITIALLY DEFERRED,
    parent_id TEXT REFERENCES plan_items(id) DEFERRABLE INITIALLY DEFERRED,
    rank INTEGER NOT NULL,
    kind TEXT NOT NULL,
    marker TEXT NOT NULL,
    text TEXT NOT NULL,
    topic TEXT NOT NULL,
    area INTEGER CHECK (area BETWEEN 1 AND 8)
) STRICT;
CREATE INDEX plan_items_by_plan ON plan_items(plan_id);
CREATE INDEX plan_items_by_parent ON plan_items(parent_id);

CREATE TABLE targets (
    id TEXT PRIMARY KEY,
    item_id TEXT NOT NULL REFERENCES plan_items(id) DEFERRABLE INITIALLY DEFERRED,
    parent_id TEXT REFERENCES targets(id) DEFERRABLE INITIALLY DEFERRED,
    rank INTEGER NOT NULL,
    fragment TEXT NOT NULL,
    kind TEXT NOT NULL,
    comparator TEXT NOT NULL,
    value REAL,
    upper REAL,
    grade TEXT NOT NULL,
    unit TEXT NOT NULL,
    per TEXT NOT NULL,
    direction TEXT NOT NULL,
    scope TEXT NOT NULL,
    soft INTEGER NOT NULL,
    baseline_year INTEGER,
    baseline_value REAL,
    step REAL,
    milestones TEXT NOT NULL,
    deadline TEXT,
    confirmed INTEGER NOT NULL
) STRICT;
CREATE INDEX targets_by_item ON targets(item_id);
CREATE INDEX targets_by_parent ON targets(parent_id);

CREATE TABLE tasks (
    id TEXT PRIMARY KEY REFERENCES plan_items(id) DEFERRABLE INITIALLY DEFERRED,
    lead TEXT NOT NULL,
    support TEXT NOT NULL,
    deliverable TEXT NOT NULL,
    start TEXT,
    due TEXT,
    due_text TEXT NOT NULL,
    funding INTEGER,
    funding_text TEXT NOT NULL,
    officer TEXT NOT NULL,
    note TEXT NOT NULL,
    source TEXT NOT NULL
) STRICT;

CREATE TABLE task_updates (
    id TEXT PRIMARY KEY,
    task_id TEXT NOT NULL REFERENCES tasks(id) DEFERRABLE INITIALLY DEFERRED,
    day TEXT NOT NULL,
    percent INTEGER NOT NULL CHECK (percent BETWEEN 0 AND 100),
    result TEXT NOT NULL,
    officer TEXT NOT NULL,
    note TEXT NOT NULL,
    entered INTEGER NOT NULL
) STRICT;
CREATE INDEX task_updates_by_task ON task_updates(task_id);

CREATE TABLE actions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL CHECK (kind IN ('do', 'undo', 'redo')),
    label TEXT NOT NULL,
    subject TEXT NOT NULL,
    at TEXT NOT NULL,
    officer TEXT NOT NULL,
    of_action INTEGER REFERENCES actions(id),
    state TEXT NOT NULL CHECK (state IN ('done', 'undone', 'dropped'))
) STRICT;
CREATE INDEX actions_by_state ON actions(kind, state, id);

CREATE TABLE changes (
    id INTEGER PRIMARY KEY,
    action_id INTEGER NOT NULL REFERENCES actions(id),
    table_name TEXT NOT NULL,
    row_id TEXT NOT NULL,
    before TEXT,
    after TEXT
) STRICT;
CREATE INDEX changes_by_action ON changes(action_id);
CREATE INDEX changes_by_row ON changes(row_id);

CREATE TABLE search_texts (
    id INTEGER PRIMARY KEY,
    table_name TEXT NOT NULL,
    row_id TEXT NOT NULL,
    folded TEXT NOT NULL,
    UNIQUE (table_name, row_id)
) STRICT
"""
