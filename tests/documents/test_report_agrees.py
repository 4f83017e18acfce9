"""The text of a report read back: every number in it stands in an annex, with the meaning that it has there.

The offices are random: their figures, of this year and the one before, their targets, tasks and documents.
A number in a passage must be that of a figure that the passage speaks of, in one of the annex's columns, or
what follows from two of its numbers (a change, a gap, what lacks of the whole), or the count of a list.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from cchc_desktop import catalogue
from cchc_desktop.catalogue.registers import registers
from cchc_desktop.catalogue.report import report_outline
from cchc_desktop.documents.compose_report import compose_report
from cchc_desktop.documents.model import Document, Formula, RowKind, Table
from cchc_desktop.domain.figures import Ledger
from cchc_desktop.domain.indicators import Indicator, Kind
from cchc_desktop.domain.numerals import parse_number
from cchc_desktop.domain.offices import OfficeProfile
from cchc_desktop.domain.readings import Figure, displayed
from cchc_desktop.domain.registers.register import RegisterRow
from cchc_desktop.domain.report.data import ReportData, horizon_of
from cchc_desktop.domain.report.directives import REGISTER, Directive, typed_directive
from cchc_desktop.domain.report.passages import PassageRow, passage_rows
from cchc_desktop.domain.report.records import Length, ReportHead
from cchc_desktop.domain.report_periods import QUARTERS, Period
from cchc_desktop.domain.target_links import TargetLink
from cchc_desktop.domain.targets import Comparator, Measure, TargetKind
from cchc_desktop.domain.tasks import Assignment, TaskRow, TaskStatus, TaskUpdate
from tests.examples import share

KNOWN = catalogue.indicators()
DATES = {**catalogue.regimes()[0].dates(2026), **catalogue.regimes()[0].dates(2025)}
QUARTERS_OF = [Period(year, span) for year in (2025, 2026) for span in QUARTERS]
SPANS = [Period.parse(f"2026-{span}") for span in ("Q1", "Q2", "6T", "9T", "Q4", "N")]
TARGETED = ("1.09", "3.24", "3.25", "3.39", "6.03", "7.03", "5.10")
LEFT_OUT = 0.04


@dataclass(frozen=True)
class Case:
    """What a random office is made from; ``tasks`` are the areas, months and statuses of its tasks."""

    period: Period
    seed: int
    missing: frozenset[Period]
    tasks: tuple[tuple[int, int, TaskStatus], ...]
    documents: int
    goal: float
    length: Length


CASES = st.builds(
    Case,
    st.sampled_from(SPANS),
    st.integers(0, 10**6),
    st.frozensets(st.sampled_from(QUARTERS_OF), max_size=2),
    st.lists(
        st.tuples(st.integers(0, 8), st.integers(1, 12), st.sampled_from(list(TaskStatus))), max_size=6
    ).map(tuple),
    st.integers(0, 3),
    st.sampled_from((60.0, 95.0, 100.0)),
    st.sampled_from(list(Length)),
)


def figures(case: Case) -> dict[Period, dict[str, Figure]]:
    """The figures of two years, where now and then one, or a whole quarter, is missing."""
    random = Random(case.seed)
    return {
        quarter: {
            one.code: figure(one, random)
            for one in KNOWN.indicators
            if one.kind is not Kind.COMPUTED and one.is_asked(quarter) and random.random() > LEFT_OUT
        }
        for quarter in QUARTERS_OF
        if quarter not in case.missing
    }


def figure(one: Indicator, random: Random) -> Figure:
    if one.choices:
        return Figure(Decimal(random.choice(one.choices)[0]))
    if random.random() < LEFT_OUT * 5:
        return Figure(Decimal(0), none=True)
    value = random.randint(1, 99 if one.unit == "%" or random.random() < 0.7 else 2000)
    return Figure(Decimal(value), estimate=random.random() < LEFT_OUT)


def rows_of(case: Case) -> list[TaskRow]:
    return [
        TaskRow(
            id=f"t{number}",
            plan_id="plan",
            plan_label="Kế hoạch",
            area=area,
            text="Rà soát thủ tục",
            assignment=Assignment("Văn phòng"),
            due=date(2026, month, 28),
            due_is_own=True,
            progress=TaskUpdate(date(2026, 1, 20), 100 if status.is_done else 30, "Xong việc"),
            status=status,
        )
        for number, (area, month, status) in enumerate(case.tasks)
    ]


def made(case: Case) -> ReportData:
    """What the report of the office is made from."""
    period, rows = case.period, rows_of(case)
    ledger = Ledger(lambda _: KNOWN, figures(case))
    readings = ledger.readings(period)
    lacking = {lack for each in readings.values() if each.value is not None for lack in each.lacks}
    gaps = [quarter for quarter in period.quarters if quarter.id in lacking]
    register = next(each for each in registers() if each.id == REGISTER)
    values = register.read(typed_directive(date(2026, 1, 5), "", "Việc chung", "Công văn"))
    documents = [Directive(RegisterRow(REGISTER, values))] * case.documents
    names = ["statistics", *(["directives"] if documents else []), *(["tasks"] if rows else [])]
    measure = Measure(TargetKind.PERCENT, Comparator.AT_LEAST, case.goal, unit="%")
    return ReportData(
        dates=DATES[period],
        horizon=horizon_of(period),
        office=OfficeProfile("Ủy ban nhân dân xã An Bình", "Ủy ban nhân dân tỉnh Sông Hương", "An Bình"),
        catalogue=KNOWN,
        readings=readings,
        cumulated=ledger.readings(period.cumulated),
        last_year=ledger.readings(period.last_year),
        last_year_cumulated=ledger.readings(period.last_year.cumulated),
        targets={code: TargetLink(code, "", "", measure) for code in TARGETED},
        tasks=rows,
        directives=documents,
        register=register,
        remarks={},
        addressees=("Ủy ban nhân dân tỉnh Sông Hương",),
        annexes=dict(zip(names, ("I", "II", "III"), strict=False)),
        plan_short="Kế hoạch năm",
        unfilled=[gap for gap in gaps if not ledger.has_figures(gap)],
        partly_filled=[gap for gap in gaps if ledger.has_figures(gap)],
        quarter_ends={quarter.id: DATES[quarter].ends for quarter in period.quarters},
        as_of=DATES[period].ends,
        length=case.length,
    )


def annex(document: Document) -> Mapping[str, list[Decimal]]:
    """The numbers of each figure's row in the annex of statistics, by code: the columns beside each other."""
    (table,) = (
        block
        for part in document.parts
        for block in part.blocks
        if isinstance(block, Table) and block.name == "statistics"
    )
    found = {}
    for row in table.rows:
        if row.kind is not RowKind.GROUP:
            cells = [cell.value if isinstance(cell, Formula) else cell for cell in row.cells[3:-1]]
            found[str(row.cells[0])] = [
                Decimal(str(cell)) for cell in cells if isinstance(cell, (int, float, Decimal))
            ]
    return found


_APART = re.compile(
    r"\b\d{1,2}/\d{1,2}/\d{4}|tháng \d{1,2}/\d{4}|\d tháng (đầu|cuối)|[Nn]ăm \d{4}|TCVN ISO 9001"
)
_NUMBER = re.compile(r"\d[\d.]*(?:,\d+)?")


def numbers(text: str) -> Iterator[Decimal]:
    """The numbers of a text, days, years and names aside."""
    for found in _NUMBER.findall(_APART.sub("", text)):
        number = parse_number(found.rstrip("."))
        assert number is not None, found
        yield number


def meant(passage: PassageRow, table: Mapping[str, list[Decimal]], data: ReportData) -> set[Decimal]:
    """The numbers that a passage may have: those of its figures, and what follows from two of them."""
    allowed = {Decimal(len(data.tasks)), Decimal(len(data.directives))}
    finished = sum(row.status.is_done for row in data.tasks)
    counts = [
        finished,
        len(data.tasks) - finished,
        sum(row.status is TaskStatus.DONE_LATE for row in data.tasks),
    ]
    allowed |= {Decimal(count) for count in counts} | {Decimal(count) for count in range(len(data.tasks) + 1)}
    if data.tasks:
        allowed.add(displayed(Fraction(finished * 100, len(data.tasks)), 2))
    for code in passage.codes:
        indicator = KNOWN.get(code)
        # What was cumulated is compared with last year's, which the annex has no column for.
        before = data.last_year_cumulated[code].shown(indicator)
        values = [*table.get(code, []), *([before] if before is not None else [])]
        if indicator.formula is not None:
            # «Còn 2/375 thủ tục»: what lacks of the whole.
            parts = [table.get(each, []) for each in indicator.formula.operands]
            allowed |= {abs(one - two) for one in parts[0] for two in parts[-1]} | set(parts[-1])
        allowed |= set(values)
        allowed |= {abs(one - two) for one in values for two in values}
        allowed |= {
            displayed(abs(Fraction(one) - Fraction(two)) / Fraction(two) * 100, 2)
            for one in values
            for two in values
            if two
        }
        if (link := data.targets.get(code)) is not None:
            goal = Decimal(str(link.measure.value))
            allowed |= {goal} | {abs(value - goal) for value in values}
    judged = sum(link.code in table for link in data.targets.values())
    allowed |= {Decimal(count) for count in range(judged + 1)}
    return {abs(number) for number in allowed}


@given(CASES)
@settings(max_examples=share(2))
def test_every_number_of_the_text_is_that_of_an_annex(case: Case) -> None:
    data = made(case)
    rows = passage_rows(data, report_outline(), {})
    document = compose_report(data, ReportHead(data.period.id), "Kết quả", rows, catalogue.areas())
    table = annex(document)
    for passage in rows:
        if passage.level:
            allowed = meant(passage, table, data)
            for number in numbers(passage.text):
                assert number in allowed, (number, passage.key, passage.text)


@given(CASES)
@settings(max_examples=share(2))
def test_a_span_that_is_not_whole_is_neither_compared_nor_judged(case: Case) -> None:
    data = made(case)
    rows = {row.key: row.text for row in passage_rows(data, report_outline(), {})}
    text = "\n".join(rows.values())
    if not data.is_whole:
        assert "chỉ tiêu" not in rows["III.2"], rows["III.2"]
        assert ", chưa đạt)" not in text
        for line in text.split("\n"):
            if "chưa có số liệu" in line and "báo cáo kết quả" not in line:
                assert "so với" not in line.replace("so với năm 2021", ""), line
    days = re.compile(r"(?<![\d/])0\d/\d{1,3}(?![\d/])")
    assert not days.search(text), days.search(text)
