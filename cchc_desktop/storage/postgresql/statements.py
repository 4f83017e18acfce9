"""The statements by which rows come into a province's PostgreSQL, sent by the program or by psql in a script.
These differ in the ``source`` alone, out of which rows are taken."""

from collections.abc import Sequence
from typing import NamedTuple

from .schema import COMMENTS, LOCK, SCHEMA, TABLES, VERSION, VIEWS, partition

LOCKED = f"SELECT pg_advisory_xact_lock({LOCK})"
"""What whoever makes tables does first, in the transaction that makes them."""


class UnitLine(NamedTuple):
    """A unit, as its table has it."""

    unit: str
    unit_name: str
    block: str
    valid_from: str | None = None
    valid_to: str | None = None
    merged_into: str | None = None


class IndicatorLine(NamedTuple):
    """An indicator of a catalogue, as its table has it."""

    catalogue: str
    code: str
    place: int
    name: str
    measure: str
    kind: str
    nature: str
    how: str
    factor: int
    has_parts: bool


UNIT_KEY, INDICATOR_KEY = ("unit",), ("catalogue", "code")


def schema_made() -> str:
    """Makes schema, tables and views with what they say of themselves, where they are not there yet."""
    comments = "\n".join(
        f"COMMENT ON {what.format(s=SCHEMA)} IS {quoted(words)};" for what, words in COMMENTS.items()
    )
    version = f"INSERT INTO {SCHEMA}.schema_version (version) VALUES ({VERSION});"
    return _where_missing("schema_version", f"{TABLES}\n{VIEWS}\n{comments}\n{version}")


def partition_made(period: str) -> str:
    """Makes the table of a period's figures where it is not there yet; ``period`` is an identity of one."""
    name = partition(period)
    return _where_missing(
        name,
        f"CREATE TABLE {SCHEMA}.{name} PARTITION OF {SCHEMA}.figures FOR VALUES IN ({quoted(period)});",
    )


def _where_missing(table: str, statements: str) -> str:
    """Not «IF NOT EXISTS», for which one must be allowed to make what is there already."""
    return (
        f"DO $cchc$ BEGIN IF to_regclass('{SCHEMA}.{table}') IS NULL THEN\n{statements}\nEND IF; END $cchc$"
    )


def put(table: str, columns: Sequence[str], key: Sequence[str], source: str) -> str:
    """Adds the rows of ``source`` («VALUES …», «SELECT …»), or makes those there what they are now."""
    others = [name for name in columns if name not in key]
    mine, theirs = (", ".join(f"{side}.{name}" for name in others) for side in ("t", "excluded"))
    update = ", ".join(f"{name} = excluded.{name}" for name in others)
    return (
        f"INSERT INTO {SCHEMA}.{table} AS t ({', '.join(columns)}) {source} "
        f"ON CONFLICT ({', '.join(key)}) DO UPDATE SET {update} "
        f"WHERE ({mine}) IS DISTINCT FROM ({theirs})"
    )


def claimed(source: str) -> str:
    """Claims the reports of ``source`` (period, unit, package, catalogue, made_at, all texts), each once
    whoever brings it; gives report, period, unit, package and whether it ``is_new``.

    They are claimed in one order everywhere, so that no two wait for each other.
    """
    return (
        f"INSERT INTO {SCHEMA}.reports AS t (period, unit, package, catalogue, made_at) "
        f"SELECT p, u, k, c, m::timestamptz FROM {source} AS g(p, u, k, c, m) ORDER BY p, u, k "
        # The same figures again, as they were before: it is when they were last told that counts.
        "ON CONFLICT (period, unit, package) DO UPDATE SET made_at = excluded.made_at "
        "WHERE t.made_at < excluded.made_at RETURNING report, period, unit, package, xmax = 0 AS is_new"
    )


def quoted(words: str) -> str:
    """A text as SQL has it."""
    return "'" + words.replace("'", "''") + "'"
