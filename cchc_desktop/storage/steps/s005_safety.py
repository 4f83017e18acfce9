"""Step 5: what tells whether the file is what the program wrote, and who may work with it.

The mark of the file's generation, the hash chains of the journal, accounts with the log of what they did, and
a checksum of each row that the journal does not hold.
"""

import sqlite3

from .. import chain, generation
from ..row_sums import row_sum

_TABLES = """
CREATE TABLE generation (id TEXT PRIMARY KEY CHECK (id = 'file'), mark TEXT NOT NULL) STRICT;
CREATE TABLE accounts (
    id TEXT PRIMARY KEY,
    officer TEXT NOT NULL,
    role TEXT NOT NULL,
    areas TEXT NOT NULL,
    secret TEXT NOT NULL,
    must_change INTEGER NOT NULL,
    failures INTEGER NOT NULL,
    locked_at TEXT,
    is_disabled INTEGER NOT NULL,
    made_at TEXT NOT NULL,
    seen_at TEXT,
    sum TEXT NOT NULL
) STRICT;
CREATE TABLE access_log (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    account_id TEXT NOT NULL,
    officer TEXT NOT NULL,
    event TEXT NOT NULL,
    details TEXT NOT NULL,
    machine TEXT NOT NULL,
    sum TEXT NOT NULL
) STRICT;
ALTER TABLE actions ADD COLUMN hash TEXT NOT NULL DEFAULT '';
ALTER TABLE preferences ADD COLUMN sum TEXT NOT NULL DEFAULT ''
"""


def apply(connection: sqlite3.Connection) -> None:
    """Brings a file of step 4 to step 5; the journal's chains begin with its first actions."""
    for statement in _TABLES.split(";"):
        connection.execute(statement)
    connection.execute("INSERT INTO generation (id, mark) VALUES ('file', ?)", (generation.first_mark(),))
    for row_id, value in connection.execute("SELECT id, value FROM preferences").fetchall():
        total = row_sum({"id": row_id, "value": value})
        connection.execute("UPDATE preferences SET sum = ? WHERE id = ?", (total, row_id))
    chain.link_all(connection)
