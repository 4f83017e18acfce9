"""The office's figures and its calendar: which catalogue and dates a period has, what may be typed."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from cchc_desktop import catalogue, resources
from cchc_desktop.domain.dossiers import Dossiers
from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.readings import Figure
from cchc_desktop.domain.report_periods import Period, periods_of
from cchc_desktop.office import Office
from cchc_desktop.storage.changes import Changes
from tests.office.report_desk import Desk

Q1, Q2 = Period.parse("2026-Q1"), Period.parse("2026-Q2")


def later_catalogue() -> str:
    """The shipped catalogue as a new one that is valid from the third quarter of 2026."""
    text = resources.read_text("catalogue", "indicators.toml")
    return text.replace('version = "2026.2"', 'version = "2026.9"', 1).replace(
        "valid_from = 2020-12-15", "valid_from = 2026-06-15", 1
    )


def test_a_longer_span_has_the_catalogue_of_its_last_quarter(office: Office) -> None:
    office.catalogues.take(catalogue.read_indicators(later_catalogue()))
    versions = {period.id: office.catalogues.of_period(period).version for period in periods_of(2026)}
    assert versions == {
        "2026-Q1": "2026.2", "2026-Q2": "2026.2", "2026-6T": "2026.2", "2026-Q3": "2026.9",
        "2026-9T": "2026.9", "2026-Q4": "2026.9", "2026-N": "2026.9",
    }  # fmt: skip
    ledger = office.figures.ledger()
    assert versions == {period.id: ledger.catalogue(period).version for period in periods_of(2026)}


def test_what_a_listener_writes_counts_at_once(office: Office) -> None:
    office.figures.type_figure(Q1, "1.01", "1")

    def answer(_: Changes) -> None:
        end()
        office.figures.type_figure(Q1, "1.02", "3")

    end = office.subscribe(answer)
    office.figures.type_figure(Q1, "1.01", "5")
    ledger = office.figures.ledger()
    assert (ledger.figure(Q1, "1.01").value, ledger.figure(Q1, "1.02").value) == (Decimal(5), Decimal(3))


def test_years_are_those_that_have_figures(office: Office) -> None:
    old, form = Period.parse("2023-Q1"), Period.parse("2024-Q2")
    office.figures.type_figure(old, "1.01", "5")
    office.figures.type_figure(old, "1.02", "2")
    office.dossiers.set_row(form, "ho-tich", Dossiers(9, 1, 0, 10, 0, 0, 0, 0))
    assert office.figures.years() == [2026, 2024, 2023]
    office.figures.type_figure(old, "1.02", "")
    assert 2023 in office.figures.years()
    office.figures.type_figure(old, "1.01", "")
    assert office.figures.years() == [2026, 2024]


def test_an_opening_figure_that_was_overtaken_may_be_noted_and_cleared(office: Office) -> None:
    figures = office.figures
    figures.type_figure(Q2, "3.41", "5")
    for code, value in {"3.41": "3", "3.42": "2", "3.43": "1"}.items():
        figures.type_figure(Q1, code, value)
    assert "3.41" in [problem.code for problem in figures.problems(Q2)]
    noted = replace(figures.ledger().figure(Q2, "3.41"), note="Theo sổ")
    figures.set_figures(Q2, {"3.41": noted})
    assert figures.ledger().figure(Q2, "3.41") == noted
    with pytest.raises(Refusal, match="Hãy sửa số ở kỳ trước"):
        figures.type_figure(Q2, "3.41", "6")
    figures.type_figure(Q2, "3.41", "")
    assert figures.ledger().figure(Q2, "3.41").value is None
    assert "3.41" not in [problem.code for problem in figures.problems(Q2)]


def test_a_regime_is_followed_until_another_is_chosen(office: Office) -> None:
    calendar = office.calendar
    default = calendar.regime(2026).id
    calendar.set_regime(2026, "before_day_10")
    calendar.set_regime(2029, "by_day_14")
    followed = [calendar.regime(year).id for year in range(2025, 2031)]
    assert followed == [default, *["before_day_10"] * 3, "by_day_14", "by_day_14"]
    assert calendar.dates(Period.parse("2027-Q2")).reported
    assert calendar.dates(Period.parse("2027-Q2")).due == date(2027, 6, 9)


def test_the_year_is_gathered_until_its_report_is_due_in_january(desk: Desk) -> None:
    calendar = desk.office.calendar
    year = Period.parse("2026-N")
    calendar.set_dates(replace(calendar.dates(year), due=date(2027, 1, 10)))
    gathered = {}
    for day in (date(2026, 12, 31), date(2027, 1, 5), date(2027, 1, 10), date(2027, 1, 11)):
        desk.today = day
        gathered[day] = calendar.current_quarter().id
    assert list(gathered.values()) == ["2026-Q4", "2026-Q4", "2026-Q4", "2027-Q1"]


def windows(office: Office, *periods: str) -> list[tuple[date, date]]:
    every = [office.calendar.dates(Period.parse(period)) for period in periods]
    return [(one.starts, one.ends) for one in every]


@pytest.mark.parametrize("edited", ["2026-Q4", "2026-N", "2027-Q1", "2027-6T"])
def test_the_windows_of_years_go_on_from_each_other(office: Office, edited: str) -> None:
    calendar = office.calendar
    before = {year: calendar.of_year(year) for year in (2025, 2028)}
    dates = calendar.dates(Period.parse(edited))
    last, first = date(2026, 12, 31), date(2027, 1, 1)
    is_before = dates.period.year == 2026
    calendar.set_dates(replace(dates, ends=last) if is_before else replace(dates, starts=first))
    assert windows(office, "2026-Q4", "2026-N", "2027-Q1", "2027-6T", "2027-N") == [
        (date(2026, 9, 15), last),
        (date(2025, 12, 15), last),
        (first, date(2027, 3, 14)),
        (first, date(2027, 6, 14)),
        (first, date(2027, 12, 14)),
    ]
    assert before == {year: calendar.of_year(year) for year in (2025, 2028)}
    calendar.set_regime(2027, "before_day_10")
    assert windows(office, "2027-Q1", "2027-N") == [(first, date(2027, 3, 14)), (first, date(2027, 12, 14))]
    assert calendar.dates(Period.parse("2027-N")).due == date(2027, 12, 9)
    calendar.set_regime(2026, "before_day_10")
    assert windows(office, "2026-Q4", "2027-Q1")[1][0] == date(2026, 12, 15)
    office.history.undo()
    office.history.undo()
    office.history.undo()
    assert windows(office, "2026-Q4", "2027-Q1")[0][1] == date(2026, 12, 14)


def test_a_year_cannot_begin_before_the_last_quarter_of_the_one_before(office: Office) -> None:
    dates = office.calendar.dates(Period.parse("2027-Q1"))
    with pytest.raises(Refusal, match="Kỳ quý IV năm 2026"):
        office.calendar.set_dates(replace(dates, starts=date(2020, 1, 1)))
    assert office.calendar.dates(dates.period) == dates


def test_a_target_is_not_judged_by_a_part_of_the_quarters(office: Office) -> None:
    figures = office.figures

    def met(period: Period) -> bool | None:
        (row,) = [row for row in figures.rows(period) if row.id == "3.24"]
        assert row.target is not None
        return row.met

    def trend() -> bool | None:
        (found,) = [one for one in office.trends.over() if one.indicator.code == "3.24"]
        return found.met

    for code, value in {"3.14": "9", "3.15": "1", "3.16": "0", "3.18": "9", "3.19": "1", "3.20": "0"}.items():
        figures.type_figure(Q1, code, value)
    assert met(Q1) is True
    figures.type_figure(Q2, "3.18", "5")
    assert met(Q2) is None
    figures.set_figures(Q2, {code: Figure(Decimal(0)) for code in ("3.19", "3.20")})
    assert (met(Q2), trend()) == (True, True)
    figures.type_figure(Q1, "3.18", "")
    assert (met(Q2), trend()) == (None, None)


def test_only_what_was_chosen_is_a_choice(office: Office) -> None:
    """Neither a window moved by its neighbour nor a first figure ties a year to the regime of that day."""
    calendar = office.calendar
    last = calendar.dates(Period.parse("2026-Q4"))
    calendar.set_dates(replace(last, ends=date(2026, 12, 31)))
    office.figures.type_figure(Period.parse("2027-Q1"), "1.01", "4")
    calendar.set_regime(2026, "by_day_14")
    assert [calendar.regime(year).id for year in (2026, 2027, 2028)] == ["by_day_14"] * 3
    calendar.set_regime(2027, "before_day_10")
    calendar.set_regime(2026, "two_working_days")
    assert [calendar.regime(year).id for year in (2026, 2027)] == ["two_working_days", "before_day_10"]


@pytest.mark.parametrize(
    ("day", "period"),
    [
        (date(2026, 4, 2), "2026-Q1"),
        (date(2026, 6, 10), "2026-6T"),
        (date(2026, 11, 29), "2026-9T"),
        (date(2026, 12, 10), "2026-N"),
        (date(2027, 1, 20), "2026-N"),
    ],
)
def test_what_units_send_now_is_a_period_with_a_report(desk: Desk, day: date, period: str) -> None:
    """No fourth quarter is reported: whoever gathers in November looks at nine months, not at what nobody
    owes."""
    desk.today = day
    assert desk.office.calendar.last_to_gather().id == period
