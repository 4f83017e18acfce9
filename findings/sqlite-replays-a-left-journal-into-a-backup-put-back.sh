#!/usr/bin/env bash
# SQLite 3.54.1 (apsw 3.54.1.0): a backup that is copied over a database after a crash is spoilt by the journal that
# the crash left beside it, and integrity_check need not notice.
#
# The good guess: a rollback journal holds a nonce, checksums and the size of the database that it was begun on, so
# SQLite knows that it does not belong to the backup which was put in the database's place, and leaves both alone.
# What happens: nothing in the journal names the database or its state; only the file's name counts. At the next
# opening the pages of the crashed state are written into the backup. Where both states have pages at the same
# places, as states of one database have, the result is a mixture of two states, or the later state that the backup
# was to undo; a mixture of rows in whole pages passes integrity_check. The same goes for a -wal.
# What to do: never let SQLite open a restored file before the -journal and -wal beside it are moved away; or write
# something into each transaction that the journal then holds and that can be held against the file.
#
# Fails where the behaviour has changed.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check apsw==3.54.1.0
cd "$work"
cat > crash.py <<'PYTHON'
"""Changes every row and ends like a killed program once the pages are being written to the file."""
import os

import apsw

connection = apsw.Connection("office.db")
connection.execute("PRAGMA cache_size = 1")  # written to the file before the end of the transaction
connection.execute("BEGIN")
connection.execute("UPDATE figures SET value = value + 1000")
os.kill(os.getpid(), 9)
PYTHON
cat > look.py <<'PYTHON'
import pathlib
import shutil
import subprocess
import sys

import apsw

office, backup = pathlib.Path("office.db"), pathlib.Path("backup.db")
connection = apsw.Connection(str(office))
connection.execute("CREATE TABLE figures (id INTEGER PRIMARY KEY, value INTEGER, note TEXT)")
with connection:
    for number in range(400):
        connection.execute("INSERT INTO figures VALUES (?, 1, ?)", (number, "x" * 100))
connection.close()
shutil.copy(office, backup)  # closed, whole

connection = apsw.Connection(str(office))  # the day's work: every tenth figure
connection.execute("UPDATE figures SET value = 2 WHERE id % 10 = 0")
connection.close()
subprocess.run([sys.executable, "crash.py"], check=False)
assert pathlib.Path("office.db-journal").stat().st_size > 0, "the crash left no journal"

shutil.copy(backup, office)  # the backup is put back, the usual way
expected = [(1, 400)]
connection = apsw.Connection(str(office))
found = list(connection.execute("SELECT value, count(*) FROM figures GROUP BY value"))
sound = list(connection.execute("PRAGMA integrity_check"))
connection.close()
print("SQLite", apsw.sqlite_lib_version(), "the backup holds", expected, "opened it holds", found, "integrity:", sound)
if found == expected:
    sys.exit("the journal of another state is told apart now")
PYTHON
venv/bin/python look.py
