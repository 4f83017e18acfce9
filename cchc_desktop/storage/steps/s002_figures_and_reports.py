"""Step 2: catalogues, reporting periods, figures, form II.06a, directive documents, and reports."""

TABLES = """
ALTER TABLE targets ADD COLUMN indicator TEXT NOT NULL DEFAULT '';

CREATE TABLE catalogues (
    id TEXT PRIMARY KEY,
    title TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    text TEXT NOT NULL
) STRICT;

CREATE TABLE periods (
    id TEXT PRIMARY KEY,
    starts TEXT NOT NULL,
    ends TEXT NOT NULL,
    due TEXT,
    reported INTEGER NOT NULL,
    regime TEXT NOT NULL,
    catalogue_id TEXT REFERENCES catalogues(id) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE TABLE figures (
    id TEXT PRIMARY KEY,
    period_id TEXT NOT NULL REFERENCES periods(id) DEFERRABLE INITIALLY DEFERRED,
    code TEXT NOT NULL,
    value TEXT,
    none INTEGER NOT NULL,
    estimate INTEGER NOT NULL,
    note TEXT NOT NULL,
    source TEXT NOT NULL,
    UNIQUE (period_id, code)
) STRICT;

CREATE TABLE dossier_fields (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    rank INTEGER NOT NULL
) STRICT;

CREATE TABLE dossiers (
    id TEXT PRIMARY KEY,
    period_id TEXT NOT NULL REFERENCES periods(id) DEFERRABLE INITIALLY DEFERRED,
    field_id TEXT NOT NULL REFERENCES dossier_fields(id) DEFERRABLE INITIALLY DEFERRED,
    online INTEGER,
    direct INTEGER,
    carried INTEGER,
    early INTEGER,
    on_time INTEGER,
    late INTEGER,
    pending_in_time INTEGER,
    pending_late INTEGER,
    UNIQUE (period_id, field_id)
) STRICT;

CREATE TABLE directives (
    id TEXT PRIMARY KEY,
    day TEXT NOT NULL,
    number TEXT NOT NULL,
    subject TEXT NOT NULL,
    kind TEXT NOT NULL,
    area INTEGER NOT NULL CHECK (area BETWEEN 0 AND 8),
    unit TEXT NOT NULL
) STRICT;

CREATE TABLE reports (
    id TEXT PRIMARY KEY,
    number TEXT NOT NULL,
    symbol TEXT NOT NULL,
    issued_on TEXT,
    addressees TEXT NOT NULL,
    recipients TEXT NOT NULL,
    signer_authority TEXT NOT NULL,
    signer_position TEXT NOT NULL,
    signer_name TEXT NOT NULL
) STRICT;

CREATE TABLE passages (
    id TEXT PRIMARY KEY,
    period_id TEXT NOT NULL,
    key TEXT NOT NULL,
    text TEXT NOT NULL,
    made_from TEXT NOT NULL,
    UNIQUE (period_id, key)
) STRICT;

CREATE TABLE remarks (
    id TEXT PRIMARY KEY,
    period_id TEXT NOT NULL,
    area INTEGER NOT NULL CHECK (area BETWEEN 1 AND 8),
    results TEXT NOT NULL,
    difficulties TEXT NOT NULL,
    causes TEXT NOT NULL,
    UNIQUE (period_id, area)
) STRICT;

CREATE TABLE seals (
    id TEXT PRIMARY KEY,
    report TEXT NOT NULL,
    form TEXT NOT NULL,
    statistics TEXT NOT NULL,
    passages TEXT NOT NULL
) STRICT
"""
