"""Tables loaded by psql alone: the same rows as the program loads, once each, by several at once."""

import csv
import subprocess
import threading
from collections.abc import Sequence
from pathlib import Path

import pytest

from cchc_desktop.domain.tidy import COLUMNS
from cchc_desktop.storage.postgresql.address import read_address
from cchc_desktop.storage.postgresql.loading import ReportLines, loader
from cchc_desktop.storage.postgresql.schema import VERSION
from cchc_desktop.storage.postgresql.script import (
    LOAD_FILE,
    SCHEMA_FILE,
    ReportHead,
    load_all_script,
    load_script,
    schema_script,
)
from cchc_desktop.storage.postgresql.statements import IndicatorLine, UnitLine
from tests import postgres
from tests.storage.postgresql.test_loading import asked

SHARE = IndicatorLine(
    "c", "1.01", 1, "Tỷ lệ\t«100%»\\N", "%", "computed", "ratio", "parts", 100, has_parts=True
)
COUNT = IndicatorLine("c", "1.02", 2, "Số\nviệc", "việc", "typed", "flow", "sum", 1, has_parts=False)
VIEWS = ("tidy", "totals", "choices")


@pytest.fixture
def url(request: pytest.FixtureRequest) -> str:
    """The address of a new database."""
    return postgres.database_or_skip(f"script_{request.node.name}"[:60])


def units(count: int) -> list[UnitLine]:
    """Units, one of them merged, one with a name of signs."""
    made = [UnitLine(f"{unit:05}", f"xã {unit}", "xa", "2025-07-01") for unit in range(count)]
    return [*made, UnitLine("-cũ", "xã 'Cũ\\", "xa", None, "2025-06-30", made[0].unit)]


def reports(count: int, period: str, made: str = "2026-04-01") -> list[ReportLines]:
    """A report of each unit, of two figures."""
    return [
        ReportLines(
            period, each.unit, f"{each.unit}-{period}-{made}", "c", f"{made}T08:00:00",
            [
                f"1.01\t50\t{place + 1}\t{2 * place + 2}\tcomputed",
                f"1.02\t{'' if place % 3 else place}\t\t\tactual",
            ],
        )
        for place, each in enumerate(units(count))
    ]  # fmt: skip


def lay(folder: Path, name: str, every: Sequence[ReportLines], senders: Sequence[UnitLine]) -> None:
    """Writes a table and its scripts as an export does; a code that begins with a sign is guarded."""
    heads = [
        ReportHead(*each[:5], f"'{each.unit}" if each.unit.startswith("-") else each.unit, len(each.figures))
        for each in every
    ]
    with (folder / f"{name}.csv").open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(COLUMNS)
        for head, each in zip(heads, every, strict=True):
            for line in each.figures:
                code, value, numerator, denominator, state = line.split("\t")
                writer.writerow(
                    [head.written, "tên", "xa", each.period, code, "tên", "", "typed", value, numerator,
                     denominator, state, each.package]
                )  # fmt: skip
    words = "".join(load_script(f"{name}.csv", senders, (SHARE, COUNT), heads))
    (folder / f"{name}.load.sql").write_text(words, encoding="utf-8")
    (folder / SCHEMA_FILE).write_text(schema_script(), encoding="utf-8")
    scripts = sorted(each.name for each in folder.glob("*.load.sql"))
    (folder / LOAD_FILE).write_text(load_all_script(scripts), encoding="utf-8")


def run(url: str, folder: Path, *scripts: str) -> "subprocess.CompletedProcess[str]":
    """Schema and all tables, or these scripts."""
    return postgres.psql(url, *(scripts or (SCHEMA_FILE, LOAD_FILE)), folder=folder)


def shown(url: str) -> list[list[tuple[object, ...]]]:
    """What the views say."""
    return [asked(url, f"SELECT * FROM cchc.{view} ORDER BY 1, 2, 3, 4, 5") for view in VIEWS]


def test_psql_loads_what_the_program_loads(url: str, tmp_path: Path) -> None:
    """Twice, and over what the program loaded: nothing more comes of it."""
    every = [*reports(12, "2026-Q1"), *reports(12, "2026-Q2")]
    lay(tmp_path, "quý I 'thử' \\n $words$ $cchc$", every[:13], units(12))
    lay(tmp_path, "q2", every[13:], units(12))
    for _ in range(2):
        done = run(url, tmp_path)
        assert (done.returncode, done.stderr) == (0, "")
    ours = postgres.database("script_beside")
    with loader(read_address(ours)) as load:
        load.prepare(["2026-Q1", "2026-Q2"])
        load.units(units(12))
        load.indicators([SHARE, COUNT])
        load.reports(every)
    assert shown(url) == shown(ours)
    tables = "SELECT * FROM cchc.units ORDER BY 1", "SELECT * FROM cchc.indicators ORDER BY 1, 2"
    assert [asked(url, each) for each in tables] == [asked(ours, each) for each in tables]
    assert asked(url, "SELECT sent, value FROM cchc.totals WHERE code = '1.01' LIMIT 1") == [(13, 50)]
    described = "SELECT obj_description(oid), relname FROM pg_class WHERE relname ~ '^(to|ti)' ORDER BY 2"
    assert asked(url, described) == asked(ours, described)
    before = shown(ours)
    assert run(ours, tmp_path).returncode == 0
    assert shown(ours) == before
    assert asked(ours, "SELECT count(*) FROM cchc.reports") == [(26,)]


def test_a_later_report_counts_and_units_are_what_they_are_now(url: str, tmp_path: Path) -> None:
    first, later = tmp_path / "a", tmp_path / "b"
    for folder, made, name in ((first, "2026-04-01", "xã Một"), (later, "2026-04-09", "xã Hai")):
        folder.mkdir()
        senders = [*units(3)[1:], UnitLine("00000", name, "xa")]
        lay(folder, "q1", reports(3, "2026-Q1", made), senders)
    for folder in (first, later):
        assert run(url, folder).returncode == 0
    assert asked(url, "SELECT count(*) FROM cchc.reports") == [(8,)]
    assert asked(url, "SELECT DISTINCT right(package, 2) FROM cchc.latest_reports") == [("09",)]
    assert asked(url, "SELECT unit_name FROM cchc.units WHERE unit = '00000'") == [("xã Hai",)]


def test_several_load_at_once(url: str, tmp_path: Path) -> None:
    lay(tmp_path, "q1", reports(200, "2026-Q1"), units(200))
    lay(tmp_path, "q2", reports(200, "2026-Q2"), units(200))
    found: list[int] = []
    begin = threading.Barrier(3)

    def load(*scripts: str) -> None:
        begin.wait(timeout=30)
        found.append(run(url, tmp_path, *scripts).returncode)

    orders = ((), (), (SCHEMA_FILE, "q2.load.sql", "q1.load.sql"))
    threads = [threading.Thread(target=load, args=order) for order in orders]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    assert found == [0, 0, 0]
    assert asked(url, "SELECT count(*) FROM cchc.figures") == [(804,)]


def test_nothing_is_loaded_where_something_is_wrong(url: str, tmp_path: Path) -> None:
    lay(tmp_path, "q1", reports(3, "2026-Q1"), units(3))
    early = run(url, tmp_path, LOAD_FILE)
    assert early.returncode == 3
    assert "Hãy chạy schema.sql trước" in early.stderr
    table = tmp_path / "q1.csv"
    kept = table.read_text(encoding="utf-8")
    for changed in (
        kept.replace("00001,", "1,"),
        "".join(kept.splitlines(keepends=True)[:-1]),
        kept.replace("\n00001,", "\n00009,"),
    ):
        table.write_text(changed, encoding="utf-8")
        damaged = run(url, tmp_path)
        assert damaged.returncode == 3
        assert "không còn như lúc xuất" in damaged.stderr
    table.unlink()
    assert run(url, tmp_path).returncode == 3
    assert asked(url, "SELECT count(*) FROM cchc.reports") == [(0,)]
    table.write_text(kept, encoding="utf-8")
    assert run(url, tmp_path).returncode == 0
    import psycopg

    with psycopg.connect(url) as connection:
        connection.execute("INSERT INTO cchc.schema_version (version) VALUES (%s)", (VERSION + 1,))
    newer = run(url, tmp_path)
    assert newer.returncode == 3
    assert "phiên bản mới hơn" in newer.stderr


def test_who_only_writes_need_not_be_allowed_to_make_tables(url: str, tmp_path: Path) -> None:
    """Where schema and partition are there, as at the second loading of a period."""
    import psycopg

    lay(tmp_path, "q1", reports(3, "2026-Q1"), units(3))
    lay(tmp_path, "q1b", reports(3, "2026-Q1", "2026-04-09"), units(3))
    assert run(url, tmp_path, SCHEMA_FILE, "q1.load.sql").returncode == 0
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("DROP ROLE IF EXISTS chi_nap")
        connection.execute("CREATE ROLE chi_nap")
        connection.execute("GRANT USAGE ON SCHEMA cchc TO chi_nap")
        connection.execute("GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA cchc TO chi_nap")
    done = run(f"{url}?options=-c%20role%3Dchi_nap", tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert asked(url, "SELECT count(*) FROM cchc.reports") == [(8,)]
