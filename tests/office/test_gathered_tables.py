"""What units sent as a tidy table, and in PostgreSQL with the totals of the program, by two PCs at once."""

import csv
import threading
from fractions import Fraction
from pathlib import Path

import pytest

from cchc_desktop.domain.consolidation.rules import How
from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.report_periods import Period
from cchc_desktop.domain.tidy import TidyReport
from cchc_desktop.office import Office
from cchc_desktop.office.tidy_tables import load_reports, write_reports
from cchc_desktop.storage.postgresql.address import read_address
from tests import country, postgres
from tests.office.test_consolidating import Q1, TODAY, gathering, receive

Q2 = Period.parse("2026-Q2")
__all__ = ["gathering"]


def test_what_units_sent_is_a_table(gathering: Office, tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="Chưa nhận được"):
        list(gathering.tidy_tables.gathered(Q1))
    plain = country.send(tmp_path / "a", TODAY, [Q1])[Q1]
    receive(gathering, tmp_path / "a")
    path = tmp_path / "so-lieu.csv"
    count = write_reports(gathering.tidy_tables.gathered(Q1), "csv", path)
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) == count
    found = gathering.consolidating.gathered(Q1)
    assert {row["unit"] for row in rows} == {unit.code for unit in found.units}
    assert len({row["package"] for row in rows}) == len(found.units)
    assert {row["block"] for row in rows} == {unit.block.value for unit in found.units}
    sums = sum(Fraction(row["value"]) for row in rows if row["code"] == "3.14" and row["value"])
    assert sums == plain.sums["3.14"]
    for row in rows:
        place = found.sheet.places[row["unit"]]
        value = found.sheet.value(place, row["code"])
        assert (row["value"] == "") == (value is None)


def test_two_pcs_load_at_once_and_the_views_give_the_totals(gathering: Office, tmp_path: Path) -> None:
    url = postgres.database_or_skip("gathered_totals")
    import psycopg

    country.send(tmp_path / "a", TODAY, [Q1, Q2])
    receive(gathering, tmp_path / "a")
    tables, gathered = gathering.tidy_tables, gathering.consolidating.gathered(Q1)
    reports: list[TidyReport] = [each for period in (Q1, Q2) for each in tables.gathered(period)]
    catalogues = [(period, gathering.catalogues.of_period(period)) for period in (Q1, Q2)]
    units, done = tables.unit_lines(), []

    def load(mine: list[TidyReport]) -> None:
        done.append(load_reports(mine, read_address(url), catalogues, units))

    threads = [threading.Thread(target=load, args=(mine,)) for mine in (reports, reports[::-1])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    assert sum(each.new for each in done) == len(reports)
    assert sum(each.known for each in done) == len(reports)
    with psycopg.connect(url) as connection:
        told = {
            code: (how, value, sent, least, middle, greatest)
            for code, how, value, sent, least, middle, greatest in connection.execute(
                "SELECT code, how, value, sent, least, middle, greatest FROM cchc.totals WHERE period = %s",
                (Q1.id,),
            )
        }
        names = connection.execute("SELECT count(*) FROM cchc.units").fetchone()
    assert names == (len(units),)
    assert len(told) == len(gathered.sheet.catalogue.indicators)
    for total in gathered.sheet.totals():
        how, value, sent, *spread = told[total.code]
        assert how == total.how.value
        if total.how in (How.SUM, How.PARTS, How.WEIGHTED):
            assert near(value, total.value), total.code
        if total.how in (How.SUM, How.RANGE, How.COUNTED):
            assert sent == total.given, total.code
        if total.how in (How.RANGE, How.WEIGHTED):
            for mine, exact in zip(spread, (total.least, total.middle, total.greatest), strict=True):
                assert near(mine, exact), total.code


def near(mine: object, exact: Fraction | None) -> bool:
    """Whether a number of the database is an exact one, as far as it keeps decimals."""
    if mine is None or exact is None:
        return mine is None and exact is None
    return abs(Fraction(str(mine)) - exact) < Fraction(1, 10**9)
