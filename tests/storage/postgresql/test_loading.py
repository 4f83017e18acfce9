"""Reports of units in PostgreSQL: once each, by several PCs at once, with the totals of the program."""

import threading
from collections.abc import Iterator
from typing import Any

import pytest

from cchc_desktop.domain.errors import EnvironmentProblem, Refusal
from cchc_desktop.storage.postgresql.address import read_address
from cchc_desktop.storage.postgresql.loading import ReportLines, loader
from cchc_desktop.storage.postgresql.schema import COMMENTS, VERSION
from cchc_desktop.storage.postgresql.statements import UnitLine
from tests import postgres

PERIODS = ("2026-Q1", "2026-Q2")


@pytest.fixture
def url(request: pytest.FixtureRequest) -> str:
    """The address of a new database."""
    return postgres.database_or_skip("".join(filter(str.isalnum, request.node.name))[:50].lower())


def asked(url: str, query: str) -> list[tuple[Any, ...]]:
    """What the database answers."""
    import psycopg

    with psycopg.connect(url) as connection:
        found: list[tuple[Any, ...]] = connection.execute(query).fetchall()
        return found


def report(unit: int, period: str, value: int, package: str = "", made: str = "2026-04-01") -> ReportLines:
    """A report of two figures."""
    return ReportLines(
        period, f"{unit:05}", package or f"{unit}-{period}-{value}", "c", f"{made}T08:00:00",
        [f"1.01\t{value}\t\t\tactual", "1.02\t\t\t\tempty"],
    )  # fmt: skip


def load(url: str, reports: list[ReportLines]) -> tuple[int, int, int]:
    """Loads reports as a PC does; gives how many were new and known, and the figures."""
    with loader(read_address(url)) as load:
        load.prepare({each.period for each in reports})
        load.units(UnitLine(each.unit, f"xã {each.unit}", "xa") for each in reports)
        done = load.reports(reports)
    return done.new, done.known, done.figures


def test_a_report_is_there_once_whoever_loads_it(url: str) -> None:
    reports = [report(unit, period, unit) for unit in range(30) for period in PERIODS]
    assert load(url, [*reports, reports[0]]) == (60, 1, 120)
    assert load(url, reports) == (0, 60, 0)
    assert asked(url, "SELECT count(*) FROM cchc.figures_2026_q1") == [(60,)]
    assert asked(url, "SELECT count(*), sum(value) FROM cchc.figures") == [(120, 2 * sum(range(30)))]
    assert asked(url, "SELECT DISTINCT loaded_by FROM cchc.reports") == [("tinh",)]


def test_the_latest_report_of_a_unit_counts(url: str) -> None:
    load(url, [report(1, "2026-Q1", 5, made="2026-04-01"), report(1, "2026-Q1", 7, made="2026-04-09")])
    load(url, [report(1, "2026-Q1", 6, made="2026-04-05")])
    assert asked(url, "SELECT package FROM cchc.latest_reports") == [("1-2026-Q1-7",)]
    assert asked(url, "SELECT count(*) FROM cchc.reports") == [(3,)]


def test_two_load_the_same_at_once(url: str) -> None:
    """In other orders, with a schema and partitions that neither finds."""
    reports = [report(unit, period, unit) for unit in range(600) for period in PERIODS]
    found: list[tuple[int, int, int]] = []
    begin = threading.Barrier(3)

    def run(mine: list[ReportLines]) -> None:
        begin.wait(timeout=30)
        found.append(load(url, mine))

    orders = (reports, reports[::-1], sorted(reports, key=lambda each: each.package))
    threads = [threading.Thread(target=run, args=(order,)) for order in orders]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    assert [sum(column) for column in zip(*found, strict=True)] == [1200, 2400, 2400]
    assert asked(url, "SELECT count(*) FROM cchc.figures") == [(2400,)]


def test_what_broke_off_is_gone_on_with(url: str) -> None:
    reports = [report(unit, "2026-Q1", unit) for unit in range(500)]

    def broken() -> Iterator[ReportLines]:
        yield from reports[:450]
        raise RuntimeError

    with loader(read_address(url)) as first:
        first.prepare(["2026-Q1"])
        first.units(UnitLine(each.unit, each.unit, "xa") for each in reports)
        with pytest.raises(RuntimeError):
            first.reports(broken())
    assert asked(url, "SELECT count(*) FROM cchc.figures") == [(800,)]
    told: list[int] = []
    with loader(read_address(url)) as second:
        done = second.reports(reports, told.append, lambda: len(told) == 2)
    assert (done.new, done.known, told) == (0, 400, [200, 400])
    assert load(url, reports) == (100, 400, 200)


def test_units_are_what_they_are_now(url: str) -> None:
    load(url, [report(1, "2026-Q1", 5)])
    with loader(read_address(url)) as again:
        again.units(
            [UnitLine("00001", "xã Mới", "xa", "2025-07-01", None, None), UnitLine("00002", "xã B", "xa")]
        )
    assert asked(url, "SELECT unit, unit_name, valid_from::text FROM cchc.units ORDER BY 1") == [
        ("00001", "xã Mới", "2025-07-01"), ("00002", "xã B", None),
    ]  # fmt: skip


def test_all_that_is_made_says_what_it_is(url: str) -> None:
    load(url, [report(1, "2026-Q1", 5)])
    comments = asked(
        url, "SELECT count(*) FROM pg_description d JOIN pg_class c ON c.oid = d.objoid "
        "JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'cchc'",
    )  # fmt: skip
    assert comments == [(len(COMMENTS) - 1,)]
    assert asked(url, "SELECT obj_description('cchc'::regnamespace)")[0][0].startswith("Số liệu CCHC")


def test_a_newer_schema_is_left_alone(url: str) -> None:
    import psycopg

    load(url, [])
    with psycopg.connect(url) as connection:
        connection.execute("INSERT INTO cchc.schema_version (version) VALUES (%s)", (VERSION + 1,))
    with pytest.raises(Refusal, match="mới hơn"):
        load(url, [])


def test_what_is_no_period_becomes_no_table(url: str) -> None:
    with loader(read_address(url)) as load, pytest.raises(Refusal, match="Không có kỳ"):
        load.prepare(["2026-Q1'); DROP TABLE x; --"])


# What may be said


def test_a_password_is_never_told(url: str, caplog: pytest.LogCaptureFixture) -> None:
    place = postgres.server()
    wrong = {
        f"postgresql://tinh@{place}/postgres": "từ chối tài khoản",
        f"postgresql://tinh@{place}": "từ chối tài khoản",
        "postgresql://tinh@127.0.0.1:1/x": "Không kết nối được",
    }
    for address, sentence in wrong.items():
        shown = read_address(address, "sai-bi-mat")
        assert "bi-mat" not in f"{shown!r} {shown}"
        with pytest.raises(EnvironmentProblem, match=sentence) as told, loader(shown):
            pass
        assert "bi-mat" not in str(told.value)
        assert told.value.__cause__ is None
        assert told.value.__suppress_context__
    assert "bi-mat" not in caplog.text
    nowhere = read_address(f"postgresql://tinh@{place}/khong-co")
    with pytest.raises(EnvironmentProblem, match="không có cơ sở dữ liệu"), loader(nowhere):
        pass


def test_a_password_comes_from_a_file_or_what_the_library_reads(url: str) -> None:
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("DROP ROLE IF EXISTS rieng")
        connection.execute("CREATE ROLE rieng LOGIN SUPERUSER PASSWORD 'của riêng'")
    own = url.replace("tinh@", "rieng@", 1)
    with pytest.raises(EnvironmentProblem, match="rieng"), loader(read_address(own)):
        pass
    with loader(read_address(own, "của riêng")) as mine, loader(read_address(url)) as kept:
        mine.prepare(["2026-Q1"])
        kept.prepare(["2026-Q2"])


@pytest.mark.parametrize(
    "typed",
    [
        "postgresql://tinh:bi-mat@may/csdl", "postgresql://tinh@may/csdl?password=bi-mat",
        "postgresql://may/csdl?user=tinh&%70assword=bi-mat", "postgres://may/csdl?sslpassword=bi-mat",
    ],
)  # fmt: skip
def test_an_address_with_a_password_is_refused(typed: str) -> None:
    with pytest.raises(Refusal, match="--password-file") as told:
        read_address(typed)
    assert ".pgpass" in str(told.value)
    assert "bi-mat" not in str(told.value)


def test_an_address_may_leave_all_to_what_the_library_reads() -> None:
    assert str(read_address("postgresql://")) == "postgresql:///"
    assert str(read_address(" postgresql:///so_lieu?service=tinh ")) == "postgresql:///so_lieu"
    assert str(read_address("postgresql://tinh:@may:5433/so_lieu")) == "postgresql://tinh@may:5433/so_lieu"


@pytest.mark.parametrize(
    "typed",
    [
        "mysql://tinh:bi-mat@may/csdl", "bi-mat", "postgresql://tinh:bi-mat@may:cong/csdl",
        "postgresql://[tinh:bi-mat@may/csdl", "postgresql://tinh:1#bi-mat@may/csdl", "",
        "postgresql://tinh:1/bi-mat@may/csdl", "postgresql://tinh:1?bi-mat@may/csdl",
    ],
)  # fmt: skip
def test_an_address_that_is_none_is_refused_without_repeating_it(typed: str) -> None:
    with pytest.raises(Refusal, match="postgresql://") as told:
        read_address(typed)
    assert "bi-mat" not in str(told.value)


def test_without_the_library_it_is_said_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(Refusal, match="psycopg"), loader(read_address("postgresql://a@b/c")):
        pass


def test_who_may_not_make_tables_is_told(url: str) -> None:
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("DROP ROLE IF EXISTS doc")
        connection.execute("CREATE ROLE doc LOGIN PASSWORD 'doc'")
    other = read_address(url.replace("tinh@", "doc@", 1), "doc")
    with pytest.raises(EnvironmentProblem, match="chưa được cấp quyền"), loader(other) as load:
        load.prepare([])
