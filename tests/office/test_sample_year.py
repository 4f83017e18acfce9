"""The sample commune's years of figures: whole, free of contradictions, and alive on any day of the year."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path

import pytest

from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.indicators import Severity
from cchc_desktop.domain.readings import State
from cchc_desktop.domain.report_periods import QUARTERS, Period, Span, periods_of
from cchc_desktop.office import Findings, Office
from tests.directives import directives
from tests.sample_office import lay_sample

pytestmark = pytest.mark.slow
YEAR = 2026
DAYS = [
    date(YEAR, 1, 15),
    date(YEAR, 3, 20),
    date(YEAR, 6, 15),
    date(YEAR, 10, 1),
    date(YEAR, 11, 21),
    date(YEAR, 12, 31),
]


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[Callable[[date], Office]]:
    """Makes the sample on a day."""
    made: list[Office] = []

    def make(day: date) -> Office:
        noon = datetime(day.year, day.month, day.day, 12)
        lay_sample(tmp_path / day.isoformat(), day)
        office = Office.open(tmp_path / day.isoformat(), lambda: day, lambda: noon)
        made.append(office)
        return office

    yield make
    for office in made:
        office.close()


@pytest.fixture
def whole(demo: Callable[[date], Office]) -> Office:
    """The sample after both years are over."""
    return demo(date(YEAR, 12, 31))


def finished(office: Office) -> list[Period]:
    """The quarters and longer spans of both years that are over."""
    every = (*periods_of(YEAR - 1), *periods_of(YEAR))
    return [period for period in every if office.calendar.dates(period).ends < office.today]


@pytest.mark.parametrize("day", [DAYS[0], DAYS[2], DAYS[-1]], ids=str)
def test_a_demo_of_any_day_is_whole_up_to_that_day(demo: Callable[[date], Office], day: date) -> None:
    office = demo(day)
    assert office.check() == Findings()
    for period in finished(office):
        assert office.figures.missing(period) == [], period
        assert office.dossiers.problems(period) == []
        items = office.reports.checklist(period)
        assert not [item for item in items if item.severity is not Severity.WARNING], period
    for period in (*periods_of(YEAR - 1), *periods_of(YEAR)):
        problems = office.figures.problems(period)
        assert not [problem for problem in problems if problem.severity is not Severity.WARNING], period
    assert all(directive.day <= day for directive in directives(office))
    assert any(line.issued_on for line in office.reports.schedule.of_year(YEAR - 1))


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_nothing_of_the_future_is_there(demo: Callable[[date], Office], day: date) -> None:
    office = demo(day)
    ledger = office.figures.ledger()
    for span in QUARTERS:
        period = Period(YEAR, span)
        assert ledger.has_figures(period) == (office.calendar.dates(period).starts <= day)
    for period in periods_of(YEAR):
        head, dates = office.reports.text.head(period), office.calendar.dates(period)
        assert head.is_issued == (dates.due is not None and dates.due <= day)
        written = any(not remarks.is_blank for remarks in office.reports.text.remarks(period).values())
        assert not written or dates.ends < day


def test_the_running_quarter_is_partly_there_and_estimated(demo: Callable[[date], Office]) -> None:
    office = demo(date(YEAR, 11, 21))
    period = office.calendar.current_quarter()
    assert period == Period(YEAR, Span.Q4)
    done, wanted = office.figures.completeness(period)
    assert wanted / 3 < done < wanted
    states = {row.reading.state for row in office.figures.rows(period)}
    assert {State.ESTIMATE, State.ACTUAL, State.EMPTY, State.NONE} <= states
    # What the program counts by itself is there, and not typed.
    assert State.RECORDED in states
    assert office.figures.ledger().reading(period, "1.04").state is State.RECORDED
    assert office.figures.ledger().figure(period, "1.04").is_blank
    # Three days before the cut-off only what is counted, and what waits for the year's end, is left.
    almost = demo(date(YEAR, 12, 11))
    waits = {"5.14", "5.15", "5.16", "5.17", "8.05"}
    assert set(almost.figures.missing(period)) == waits


def test_totals_are_those_of_the_form(whole: Office) -> None:
    ledger = whole.figures.ledger()
    for period in finished(whole):
        form = whole.dossiers.total(period)
        assert form.imbalance == 0
        expected = {"3.13": form.received, "3.14": form.online, "3.17": form.resolved, "3.21": form.pending}
        for code, count in expected.items():
            assert ledger.reading(period, code).value == count, (period, code)


def test_quarters_carry_on_from_each_other(whole: Office) -> None:
    ledger = whole.figures.ledger()
    for period in finished(whole):
        first = period.quarters[0]
        if ledger.has_figures(first.previous):
            assert ledger.reading(period, "3.16").value == ledger.reading(first.previous, "3.21").value
            assert ledger.reading(period, "3.41").value == ledger.reading(first.previous, "3.44").value


def test_the_year_tells_of_progress_and_of_what_was_missed(whole: Office) -> None:
    ledger = whole.figures.ledger()
    for code, first, last in [
        ("3.24", "97.3", "99.1"),
        ("3.25", "61.5", "78.2"),
        ("3.29", "88", "96.1"),
        ("3.39", "47.9", "66"),
        ("3.49", "93", "96.4"),
    ]:
        values = [ledger.reading(Period(YEAR, span), code).value or 0 for span in QUARTERS]
        assert values == sorted(values)
        assert Fraction(first) <= values[0]
        assert Fraction(last) <= values[-1] <= Fraction(last) + 1
    judged = [row.met for row in whole.figures.rows(Period(YEAR, Span.YEAR)) if row.met is not None]
    assert len(judged) >= 15
    assert 0 < judged.count(False) < judged.count(True)


def test_what_was_typed_agrees_with_tasks_and_documents(whole: Office) -> None:
    ledger = whole.figures.ledger()
    for span in QUARTERS:
        period = Period(YEAR, span)
        documents = directives(whole, period)
        assert ledger.reading(period, "1.01").value == len(documents)
        assert ledger.reading(period, "1.02").value == sum(
            document.kind == "Kế hoạch" for document in documents
        )
        dates = whole.calendar.dates(period)
        done = [row for row in whole.tasks.rows() if row.percent == 100 and row.progress is not None]
        finished_then = sum(
            dates.starts <= row.progress.day <= dates.ends for row in done if row.progress is not None
        )
        assert ledger.reading(period, "1.04").value == finished_then
    assert ledger.reading(Period(YEAR, Span.YEAR), "1.03").value == len(whole.tasks.rows())


def test_old_reports_are_issued_and_keep_their_own_words(whole: Office) -> None:
    half = Period(YEAR, Span.HALF)
    assert whole.reports.text.head(half).number == "78"
    own = [row for row in whole.reports.text.passages(half) if row.own]
    assert [row.key for row in own] == ["V"]
    assert not any(row.changed for row in own)
    with pytest.raises(Refusal, match="đã phát hành"):
        whole.reports.set_passage(half, "V", "Không có.")
    signers = {whole.reports.text.head(Period(YEAR, span)).signer.name for span in (Span.Q1, Span.NINE)}
    assert len(signers) == 2


def test_the_sample_is_one_operation(whole: Office) -> None:
    whole.history.undo()
    assert whole.figures.ledger().has_figures(Period(YEAR, Span.Q1)) is False
    assert whole.counts()["register_rows"] == 0
