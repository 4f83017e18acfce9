"""The office's own figures as a tidy table, and in PostgreSQL with the totals of the program."""

import csv
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from cchc_desktop import catalogue
from cchc_desktop.catalogue.consolidation import sum_rules
from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.readings import Reading, State
from cchc_desktop.domain.report_periods import Period
from cchc_desktop.domain.tidy import COLUMNS, TidyReport, lines_of
from cchc_desktop.office import Office
from cchc_desktop.office.tidy_tables import load_reports, write_reports
from cchc_desktop.storage.postgresql.address import read_address
from cchc_desktop.storage.postgresql.statements import UnitLine
from tests import postgres

Q1, Q2 = Period.parse("2026-Q1"), Period.parse("2026-Q2")
NOW = datetime(2026, 7, 15, 9)


Readings = dict[str, Reading]


def country(units: int, periods: tuple[Period, ...] = (Q1, Q2)) -> list[tuple[TidyReport, Readings]]:
    """Reports of made-up communes: every figure is there or not by a rule, ratios follow from them."""
    known = catalogue.indicators()
    found = []
    for unit in range(units):
        for period in periods:
            figures: dict[str, Fraction | None] = {}
            for place, each in enumerate(known.indicators):
                if each.formula is None:
                    value = (unit * 7 + place * 3 + int(period.span[1])) % 50
                    is_sent = (unit + place) % 11 != 0
                    figures[each.code] = Fraction(value, 10**each.decimals) if is_sent else None
            readings = {code: Reading(value, State.ACTUAL) for code, value in figures.items()}
            for each in known.indicators:
                if each.formula is not None:
                    made = each.formula.value(figures)
                    figures[each.code] = made if isinstance(made, Fraction) else None
                    readings[each.code] = Reading(figures[each.code], State.COMPUTED)
            report = TidyReport(
                f"{unit:05}", f"xã {unit}", "xa", period, known, lines_of(known, readings),
                f"p{unit}-{period.id}", NOW,
            )  # fmt: skip
            found.append((report, readings))
    return found


def load(url: str, reports: list[TidyReport]) -> tuple[int, int]:
    """Loads reports; gives how many were new and known."""
    units = {each.unit: UnitLine(each.unit, each.unit_name, each.block) for each in reports}
    catalogues = [(each.period, each.catalogue) for each in reports]
    done = load_reports(reports, read_address(url), catalogues, units.values())
    return done.new, done.known


def test_the_table_has_every_figure_of_the_periods(office: Office, tmp_path: Path) -> None:
    office.figures.type_figure(Q1, "3.55", "ước 12")
    office.figures.type_figure(Q2, "3.55", "không phát sinh")
    tables = office.tidy_tables
    assert [each.id for each in tables.periods()][:3] == ["2026-Q1", "2026-Q2", "2026-6T"]
    path = tmp_path / "so-lieu.csv"
    count = write_reports(tables.own([Q1, Q2], "00123", "xa"), "csv", path)
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert list(rows[0]) == list(COLUMNS)
    assert len(rows) == count == 2 * len(office.catalogues.of_period(Q1).indicators)
    found = {(row["period"], row["code"]): row for row in rows}
    first, second = found["2026-Q1", "3.55"], found["2026-Q2", "3.55"]
    assert (first["unit"], first["block"], first["value"], first["state"]) == (
        "00123",
        "xa",
        "12",
        "estimate",
    )
    assert (second["value"], second["state"]) == ("0", "none")
    assert found["2026-Q1", "3.56"]["state"] == "empty"
    assert first["package"] != second["package"]


def test_the_same_figures_are_the_same_report(office: Office) -> None:
    tables = office.tidy_tables
    (before,) = tables.own([Q1])
    assert before.unit == before.unit_name == "Ủy ban nhân dân xã An Bình"
    (again,) = tables.own([Q1])
    assert before.identity == again.identity
    office.figures.type_figure(Q1, "3.55", "12")
    assert tables.own([Q1])[0].identity != before.identity


def test_nothing_goes_out_of_no_office(empty_office: Office) -> None:
    with pytest.raises(Refusal, match="Chưa khai báo"):
        empty_office.tidy_tables.own([Q1])


def test_the_views_give_the_totals_of_an_independent_sum(office: Office) -> None:
    url = postgres.database_or_skip("tidy_totals")
    import psycopg

    made, known = country(23), catalogue.indicators()
    reports = [report for report, _ in made]
    assert load(url, reports) == (46, 0)
    assert load(url, reports) == (0, 46)
    with psycopg.connect(url) as connection:
        totals = {
            (period, code): (value, sent, least, middle, greatest)
            for period, code, value, sent, least, middle, greatest in connection.execute(
                "SELECT period, code, value, sent, least, middle, greatest FROM cchc.totals"
            )
        }
        tidy = connection.execute("SELECT count(*) FROM cchc.tidy").fetchone()
        choices = connection.execute("SELECT sum(units) FROM cchc.choices").fetchone()
    assert tidy == (sum(len(each.figures) for each in reports),)
    chosen = [each.code for each in known.indicators if each.kind.value == "choice"]
    assert choices is not None
    assert choices[0] == sum(readings[code].value is not None for _, readings in made for code in chosen)
    for period in (Q1, Q2):
        mine = [readings for report, readings in made if report.period == period]
        for indicator in known.indicators:
            values = sorted(v for each in mine if (v := each[indicator.code].value) is not None)
            value, sent, least, middle, greatest = totals[period.id, indicator.code]
            assert sent == len(values), indicator.code
            half = len(values) // 2
            median = (values[half] + values[-half - 1]) / 2 if values else None
            for told, exact in ((least, values[0]), (middle, median), (greatest, values[-1])):
                assert exact is not None
                assert abs(Fraction(told) - exact) < Fraction(1, 10**9), indicator.code
            expected = None
            how = sum_rules().how(indicator, known).value
            if how == "sum" or (how == "parts" and indicator.formula and not indicator.formula.divides):
                expected = sum(values)
            elif how == "parts":
                assert indicator.formula is not None
                operands = indicator.formula.operands
                whole = [each for each in mine if all(each[code].value is not None for code in operands)]
                sums: dict[str, Fraction | None] = {
                    code: sum((each[code].value or Fraction(0) for each in whole), Fraction(0))
                    for code in operands
                }
                worked_out = indicator.formula.value(sums)
                expected = worked_out if isinstance(worked_out, Fraction) else None
            if expected is None:
                assert value is None, indicator.code
            else:
                assert abs(Fraction(Decimal(value)) - expected) < Fraction(1, 10**9), indicator.code
