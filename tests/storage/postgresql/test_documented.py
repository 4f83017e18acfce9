"""docs/POSTGRESQL.md names every table, view and column."""

import re
from pathlib import Path

from cchc_desktop.storage.postgresql.schema import COMMENTS, TABLES, VIEWS, partition

TOLD = (Path(__file__).resolve().parents[3] / "docs" / "POSTGRESQL.md").read_text(encoding="utf-8")


def test_the_document_names_all_tables_with_their_columns() -> None:
    tables = dict(
        re.findall(r"CREATE TABLE cchc\.(\w+) \((.*?)\n?\)(?: PARTITION[^;]*)?;", TABLES, re.DOTALL)
    )
    assert set(tables) == {"schema_version", "units", "indicators", "reports", "figures"}
    for table, body in tables.items():
        (row,) = [line for line in TOLD.splitlines() if line.startswith(f"| `{table}` |")]
        columns = [part.split()[0] for part in re.split(r",\s*(?![^(]*\))", body) if part.strip()]
        for column in columns:
            assert column in ("PRIMARY", "UNIQUE") or f"`{column}`" in row, (table, column)


def test_the_document_names_all_views() -> None:
    views = re.findall(r"CREATE VIEW cchc\.(\w+)", VIEWS)
    assert len(views) == 4
    for view in views:
        assert f"| `{view}` |" in TOLD
        assert f"VIEW {{s}}.{view}" in COMMENTS
    assert partition("2026-Q1") in TOLD
