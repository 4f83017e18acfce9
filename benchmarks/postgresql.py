"""The reports of a country loaded into PostgreSQL, beside COPY of the same rows into a table like ours.

Where there is no PostgreSQL, or no client for it, nothing is measured.
"""

import random
from collections.abc import Iterator
from pathlib import Path

from cchc_desktop import catalogue
from cchc_desktop.storage.postgresql.address import read_address
from cchc_desktop.storage.postgresql.loading import ReportLines, UnitLine, loader
from tests import postgres

from .measure import Result, in_turns

UNITS = 3_321
_PERIODS = ("2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4")
_BARE = """
CREATE TABLE bare (period text NOT NULL, report bigint NOT NULL, code text NOT NULL, value numeric,
    numerator numeric, denominator numeric, state text NOT NULL, PRIMARY KEY (period, report, code)
) PARTITION BY LIST (period);
"""


def measure(_: Path, times: int) -> list[Result]:
    """All communes, four quarters, every indicator; with one turn a tenth of them."""
    try:
        url = postgres.database("country")
    except postgres.Absent:
        return []
    import psycopg

    units = UNITS if times > 1 else UNITS // 10
    codes = [each.code for each in catalogue.indicators().indicators]
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(_BARE)
        for period in _PERIODS:
            name = f"bare_{period.replace('-', '_').lower()}"
            connection.execute(f"CREATE TABLE {name} PARTITION OF bare FOR VALUES IN ('{period}')")
    with loader(read_address(url)) as load:
        load.prepare(_PERIODS)
        load.units(UnitLine(f"{unit:05}", f"xã {unit}", "xa") for unit in range(units))
    blocks = list(_blocks(codes, units))

    def emptied(*tables: str) -> None:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(f"TRUNCATE {', '.join(tables)}")

    def ours() -> None:
        emptied("cchc.figures", "cchc.reports")
        with loader(read_address(url)) as load:
            load.reports(_reports(codes, units))

    def bare() -> None:
        emptied("bare")
        with (
            psycopg.connect(url) as connection,
            connection.cursor() as cursor,
            cursor.copy("COPY bare FROM STDIN WITH (FORMAT text, NULL '')") as copy,
        ):
            for block in blocks:
                copy.write(block)

    what = f"{units} communes x 4 quarters x {len(codes)} figures beside COPY of the same rows"
    return [in_turns("PostgreSQL, loaded", what, ours, bare, times)]


def _reports(codes: list[str], units: int) -> Iterator[ReportLines]:
    chance = random.Random(8)
    for period in _PERIODS:
        for unit in range(units):
            figures = [(code, str(chance.getrandbits(10)), "", "", "actual") for code in codes]
            yield ReportLines(period, f"{unit:05}", f"{unit}-{period}", "c", "2026-04-01T08:00:00", figures)


def _blocks(codes: list[str], units: int) -> Iterator[str]:
    """The same rows as COPY takes them, made before anything is timed."""
    for number, each in enumerate(_reports(codes, units)):
        yield "".join(
            f"{each.period}\t{number}\t{code}\t{value}\t{numerator}\t{denominator}\t{state}\n"
            for code, value, numerator, denominator, state in each.figures
        )
