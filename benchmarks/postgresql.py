"""The reports of a country, out of the packed figures that were received, loaded into PostgreSQL, beside COPY
of the same rows, made before anything is timed, into a table like ours.

Where there is no PostgreSQL, or no client for it, nothing is measured.
"""

import random
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from cchc_desktop import catalogue
from cchc_desktop.catalogue.consolidation import sum_rules
from cchc_desktop.domain.consolidation.lines import UnitLines
from cchc_desktop.domain.consolidation.packed import Layout, pack
from cchc_desktop.domain.consolidation.sheet import Sheet
from cchc_desktop.domain.report_periods import QUARTERS, Period
from cchc_desktop.domain.tidy import TidyReport
from cchc_desktop.office.tidy_tables import load_reports
from cchc_desktop.storage.postgresql.address import read_address
from cchc_desktop.storage.postgresql.statements import UnitLine
from tests import postgres

from .measure import Result, in_turns

UNITS = 3_321
_PERIODS = [Period(2026, span) for span in QUARTERS]
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

    count = UNITS if times > 1 else UNITS // 10
    known, address = catalogue.indicators(), read_address(url)
    units = [UnitLine(f"{unit:05}", f"xã {unit}", "xa") for unit in range(count)]
    catalogues = [(period, known) for period in _PERIODS]
    sheets = {period: _sheet(units) for period in _PERIODS}

    def reports() -> Iterator[TidyReport]:
        for period, sheet in sheets.items():
            for unit, lines in zip(units, UnitLines(sheet), strict=True):
                yield TidyReport(
                    unit.unit, unit.unit_name, unit.block, period, known, lines,
                    f"{unit.unit}-{period.id}", datetime(2026, 12, 15),
                )  # fmt: skip

    def emptied(*tables: str) -> None:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(f"TRUNCATE {', '.join(tables)}")

    def ours() -> None:
        emptied("cchc.figures", "cchc.reports")
        load_reports(reports(), address, catalogues, units)

    def bare() -> None:
        emptied("bare")
        with (
            psycopg.connect(url) as connection,
            connection.cursor() as cursor,
            cursor.copy("COPY bare FROM STDIN WITH (FORMAT text, NULL '')") as copy,
        ):
            for block in blocks:
                copy.write(block)

    load_reports([], address, catalogues, units)
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(_BARE)
        for period in _PERIODS:
            name = f"bare_{period.id.replace('-', '_').lower()}"
            connection.execute(f"CREATE TABLE {name} PARTITION OF bare FOR VALUES IN ('{period.id}')")
    blocks = list(_blocks(reports()))
    what = f"{count} communes x 4 quarters x {len(known.indicators)} figures beside COPY of the same rows"
    return [in_turns("PostgreSQL, loaded", what, ours, bare, times)]


def _sheet(units: list[UnitLine]) -> Sheet:
    """What units sent of a period: made up, a twentieth of it missing."""
    chance, known = random.Random(8), catalogue.indicators()
    layout = Layout.of(known)
    rows = [
        (unit.unit, pack(layout, {c: chance.getrandbits(9) for c in layout.codes if chance.random() > 0.05}))
        for unit in units
    ]
    return Sheet(known, sum_rules(), rows, layout)


def _blocks(reports: Iterator[TidyReport]) -> Iterator[str]:
    """The same rows as COPY takes them."""
    for number, report in enumerate(reports):
        head = f"{report.period.id}\t{number}\t"
        yield "".join(f"{head}{line}\n" for line in report.figures)
