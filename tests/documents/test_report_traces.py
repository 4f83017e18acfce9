"""Each number of a report's text says where it comes from, and what is there comes to that very number.

The offices are random, as those of `test_report_agrees`; here some of them began in mid-year, have form
II.06a, or let the program count their documents.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cchc_desktop.catalogue.report import report_outline
from cchc_desktop.domain.figure_steps import Rule, Step
from cchc_desktop.domain.figures import Ledger
from cchc_desktop.domain.numerals import parse_number
from cchc_desktop.domain.readings import Figure, displayed, read_figure
from cchc_desktop.domain.report.data import ReportData
from cchc_desktop.domain.report.passages import PassageRow, passage_rows
from cchc_desktop.domain.report.sources import Source, read_source
from cchc_desktop.domain.report.tracing import Trace, Tracer
from cchc_desktop.domain.report_periods import Period
from cchc_desktop.domain.targets import Measure
from tests.documents.test_report_agrees import CASES, KNOWN, QUARTERS_OF, Case, figures, made
from tests.examples import share

_APART = re.compile(
    r"\b\d{1,2}/\d{1,2}/\d{4}|tháng \d{1,2}/\d{4}|\d tháng (đầu|cuối)|[Nn]ăm \d{4}|TCVN ISO 9001"
)
FORM = [one.code for one in KNOWN.indicators if one.counted.startswith("form.")]
COUNTED = [one.code for one in KNOWN.indicators if one.counted.startswith(("directives", "plan."))]
OPENED = Period.parse("2026-6T")


def ledger_of(case: Case) -> Ledger:
    """The office's figures; of every third one with an opening, of every other one with the form."""
    random = Random(case.seed)
    typed = {period: dict(of_period) for period, of_period in figures(case).items()}
    totals: dict[Period, dict[str, int]] = {}
    counts: dict[Period, dict[str, int]] = {}
    openings: dict[Period, dict[str, Figure]] = {}
    if case.seed % 2:
        for quarter in QUARTERS_OF:
            for code in FORM:
                typed.get(quarter, {}).pop(code, None)
            totals[quarter] = {code: random.randint(0, 400) for code in FORM}
            counts[quarter] = {code: random.randint(0, 30) for code in COUNTED}
    if case.seed % 3 == 0:
        openings[OPENED] = {
            one.code: Figure(Decimal(random.randint(1, 99)), estimate=random.random() < 0.1)
            for one in KNOWN.indicators
            if one.is_typed and not one.yearly and not one.choices and random.random() < 0.8
        }
    return Ledger(lambda _: KNOWN, typed, totals, openings, counts)


def data_of(case: Case, ledger: Ledger) -> ReportData:
    period = case.period
    return replace(
        made(case),
        readings=ledger.readings(period),
        cumulated=ledger.readings(period.cumulated),
        last_year=ledger.readings(period.last_year),
        last_year_cumulated=ledger.readings(period.last_year.cumulated),
    )


def recomputed(step: Step, ledger: Ledger) -> Fraction | None:
    """What a figure comes to from what was typed, given and counted alone: what the ledger has of it."""
    value = _recomputed(step, [recomputed(part, ledger) for part in step.parts], ledger)
    assert value == step.reading.value, (step.rule, step.indicator.code, step.period)
    return value


def _recomputed(step: Step, parts: Sequence[Fraction | None], ledger: Ledger) -> Fraction | None:
    present = [value for value in parts if value is not None]
    code = step.indicator.code
    match step.rule:
        case Rule.TYPED | Rule.OPENING:
            return read_figure(step.figure).value
        case Rule.FORM:
            total = ledger.total(step.period, code)
            return None if total is None else Fraction(total)
        case Rule.RECORDED:
            return Fraction(ledger.counts(step.period)[code])
        case Rule.SUM:
            return sum(present, Fraction(0))
        case Rule.LAST | Rule.FIRST:
            return present[0]
        case Rule.CARRIED:
            return present[0] if present else step.reading.value
        case Rule.FORMULA:
            assert step.indicator.formula is not None
            by_code = {part.indicator.code: value for part, value in zip(step.parts, parts, strict=True)}
            value = step.indicator.formula.value(by_code)
            return value if isinstance(value, Fraction) else None
        case Rule.NONE:
            return None


def meant(trace: Trace, ledger: Ledger, data: ReportData) -> Decimal | None:
    """The number that the parts of a trace come to."""
    shown = []
    for step in trace.steps:
        value = recomputed(step, ledger)
        assert value is not None
        shown.append(displayed(value, step.indicator.decimals))
    source = trace.source
    if source.name == "task" or source.form in ("!", "^"):
        return trace.value
    if not source.is_code:
        count = Decimal(len(trace.records))
        return (
            displayed(Fraction(count * 100) / len(data.tasks), 2)
            if source.name.endswith("percent")
            else count
        )
    match source.form:
        case ">":
            now, before = shown
            if trace.formula.endswith("× 100"):
                return displayed(Fraction(abs(now - before)) / Fraction(before) * 100, 2)
            return abs(now - before)
        case "-":
            measure: Measure = data.targets[source.name].measure
            assert measure.value is not None
            return abs(shown[0] - Decimal(str(measure.value)))
        case "/":
            return shown[0] - shown[1]
    return shown[0]


def unmarked(passage: PassageRow) -> str:
    """What is left of a passage without the numbers that say where they come from."""
    text = passage.text
    for mark in reversed(passage.marks):
        text = text[: mark.start] + "…" + text[mark.end :]
    return text


@pytest.mark.slow
@given(CASES)
@settings(max_examples=share(2))
def test_every_number_of_the_text_is_traced_to_that_very_number(case: Case) -> None:
    ledger = ledger_of(case)
    data = data_of(case, ledger)
    tracer = Tracer(data, report_outline(), ledger)
    for passage in passage_rows(data, report_outline(), {}):
        for mark in passage.marks:
            source = read_source(mark.source)
            assert source is not None
            trace = tracer.trace(source)
            assert trace is not None, mark
            printed = parse_number(passage.text[mark.start : mark.end])
            number = meant(trace, ledger, data)
            assert number is not None
            assert trace.value is not None
            assert abs(number) == abs(trace.value) == abs(printed), (mark, passage.text)
        if passage.level:
            rest = _APART.sub("", unmarked(passage))
            assert not re.search(r"\d", rest), (passage.key, rest)


@pytest.mark.slow
@given(CASES, st.sampled_from(["", "+", "~", "+~"]))
@settings(max_examples=share(2))
def test_every_figure_of_the_annex_is_traced(case: Case, of: str) -> None:
    ledger = ledger_of(case)
    data = data_of(case, ledger)
    tracer = Tracer(data, report_outline(), ledger)
    columns: Mapping[str, object] = {
        "": data.readings, "+": data.cumulated, "~": data.last_year, "+~": data.last_year_cumulated,
    }  # fmt: skip
    readings = columns[of]
    assert isinstance(readings, Mapping)
    for code, reading in readings.items():
        trace = tracer.trace(Source(code, of))
        assert trace is not None
        [step] = trace.steps
        assert step.reading == reading
        recomputed(step, ledger)


@pytest.mark.parametrize(
    "text", ["1.07+>", "tasks.overdue@0,1", "status.done_late%", "task#a-1", "6.03/", "1.09-"]
)
def test_a_source_is_read_as_it_is_written(text: str) -> None:
    source = read_source(text)
    assert source is not None
    assert str(source) == text


def test_what_is_no_source_is_read_as_none() -> None:
    assert read_source("1.7") is read_source("«»") is None
