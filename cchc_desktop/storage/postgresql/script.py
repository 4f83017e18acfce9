"""Scripts by which a province loads a tidy table with psql alone: into the tables of `loading`, by the same
statements. Run again they change nothing."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from ...domain.tidy import TidyRow
from .schema import SCHEMA, VERSION
from .statements import (
    INDICATOR_KEY,
    LOCKED,
    UNIT_KEY,
    IndicatorLine,
    UnitLine,
    claimed,
    partition_made,
    put,
    quoted,
    schema_made,
)

MARK = "-- CCHC Desktop"
"""What all these scripts begin with, by which they are known."""
SCHEMA_FILE, LOAD_FILE, TABLE_ENDING = "schema.sql", "load.sql", ".load.sql"


class ReportHead(NamedTuple):
    """A report of a table: as its row in the database, then the unit as the file has it, which guards some
    texts against spreadsheets, and how many rows of the file are its figures."""

    period: str
    unit: str
    package: str
    catalogue: str
    made_at: str
    written: str
    figures: int


def schema_script() -> str:
    """All tables and views; run once, by whoever may make a schema."""
    return (
        f"{MARK}: lược đồ {SCHEMA}, phiên bản {VERSION}. Chạy một lần; chạy lại không đổi gì.\n"
        f"-- psql -d CSDL -f {SCHEMA_FILE} -f {LOAD_FILE}\n"
        f"SET client_encoding = 'UTF8';\nBEGIN;\n{LOCKED};\n{schema_made()};\nCOMMIT;\n"
    )


def load_all_script(names: Iterable[str]) -> str:
    """Runs the scripts of these names, which lie beside it."""
    told = "".join(f"\\ir '{_escaped(name)}'\n" for name in names)
    return (
        f"{MARK}: nạp mọi bảng số liệu của thư mục này, sau {SCHEMA_FILE}. Chạy ngay trong thư mục này;\n"
        f"-- chạy lại, hoặc nhiều máy cùng chạy, mỗi báo cáo vẫn chỉ vào một lần.\n\\set ON_ERROR_STOP on\n"
        f"{told}"
    )


def _escaped(name: str) -> str:
    return name.replace("\\", "\\\\").replace("'", "\\'")


def load_script(
    table: str, units: Iterable[UnitLine], indicators: Iterable[IndicatorLine], reports: Sequence[ReportHead]
) -> Iterator[str]:
    """Loads the tidy table in the file ``table`` beside it: lines of units, indicators and reports, which the
    table does not have, and what brings both in, in one transaction."""
    yield f"{MARK}: nạp «{table}» vào lược đồ {SCHEMA}.\n"
    yield "\\set ON_ERROR_STOP on\nSET client_encoding = 'UTF8';\n"
    yield _is_made()
    yield f"BEGIN;\n{LOCKED};\n"
    for period in sorted({each.period for each in reports}):
        yield f"{partition_made(period)};\n"
    yield "COMMIT;\nBEGIN;\n"
    yield from _laid("coming_units", f"LIKE {SCHEMA}.units", sorted(units))
    yield from _laid("coming_indicators", f"LIKE {SCHEMA}.indicators", sorted(indicators))
    yield from _laid("coming_reports", _columns(ReportHead), reports)
    yield f"CREATE TEMP TABLE coming_rows ({_columns(TidyRow)}) ON COMMIT DROP;\n"
    # psql reads to the end of the line, and knows no other escape than the doubled sign.
    file = table.replace("'", "''")
    yield f"\\copy coming_rows FROM '{file}' WITH (FORMAT csv, HEADER true, ENCODING 'UTF8')\n"
    yield _is_whole(table)
    yield f"{_put('units', UnitLine._fields, UNIT_KEY)};\n"
    yield f"{_put('indicators', IndicatorLine._fields, INDICATOR_KEY)};\n"
    yield _FIGURES
    yield "COMMIT;\n"


def _columns(of: type[tuple[object, ...]]) -> str:
    """The columns of a table for such rows."""
    kinds = {int: "bigint", str: "text"}
    return ", ".join(f"{name} {kinds.get(kind, 'numeric')}" for name, kind in of.__annotations__.items())


def _laid(table: str, columns: str, rows: Iterable[tuple[object, ...]]) -> Iterator[str]:
    """A table for as long as the transaction, with its rows."""
    yield f"CREATE TEMP TABLE {table} ({columns}) ON COMMIT DROP;\nCOPY {table} FROM stdin;\n"
    for row in rows:
        yield "\t".join(map(_field, row)) + "\n"
    yield "\\.\n"


def _field(value: object) -> str:
    """A value in the text format of COPY."""
    if value is None:
        return "\\N"
    words = str(value).replace("\\", "\\\\")
    return words.replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")


def _put(table: str, columns: Sequence[str], key: Sequence[str]) -> str:
    source = f"SELECT {', '.join(columns)} FROM coming_{table} ORDER BY {', '.join(key)}"
    return put(table, columns, key, source)


def _refusal(condition: str, words: str) -> str:
    # Of Vietnamese words a percent sign would be read as a place of RAISE; the name of a file may hold what
    # ends a text between dollar signs.
    done = f"RAISE EXCEPTION USING MESSAGE = {quoted(words)};"
    return f"DO {quoted(f'BEGIN IF {condition} THEN {done} END IF; END')};\n"


def _is_made() -> str:
    return _refusal(
        f"to_regclass('{SCHEMA}.schema_version') IS NULL",
        f"Chưa có lược đồ {SCHEMA}. Hãy chạy {SCHEMA_FILE} trước.",
    ) + _refusal(
        f"(SELECT max(version) FROM {SCHEMA}.schema_version) > {VERSION}",
        f"Lược đồ {SCHEMA} do phiên bản mới hơn của chương trình lập. Hãy xuất lại bằng phiên bản mới.",
    )


def _is_whole(table: str) -> str:
    """A table that somebody changed has other codes, or other rows: then nothing of it is loaded."""
    return _refusal(
        "EXISTS (SELECT FROM coming_reports h LEFT JOIN (SELECT period, unit, package, count(*) AS rows "
        "FROM coming_rows GROUP BY period, unit, package) g ON g.period = h.period AND g.unit = h.written "
        "AND g.package = h.package WHERE h.figures <> coalesce(g.rows, 0))",
        f"Tệp «{Path(table).name}» không còn như lúc xuất (có thể đã lưu lại bằng Excel). Hãy xuất lại.",
    )


_FIGURES = (
    "WITH claimed AS ("
    + claimed("(SELECT period, unit, package, catalogue, made_at FROM coming_reports)")
    + f")\nINSERT INTO {SCHEMA}.figures (period, report, code, value, numerator, denominator, state)\n"
    "SELECT r.period, c.report, r.code, r.value, r.numerator, r.denominator, r.state\n"
    "FROM claimed c JOIN coming_reports h ON h.period = c.period AND h.unit = c.unit "
    "AND h.package = c.package\n"
    "JOIN coming_rows r ON r.period = h.period AND r.unit = h.written AND r.package = h.package\n"
    "WHERE c.is_new;\n"
)
"""The rows of the reports that nobody brought before."""
