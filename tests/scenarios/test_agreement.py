"""The screen, the PDF, the Word file and the workbook carry the same figures, for any figures at all."""

import re
import tempfile
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cchc_desktop import catalogue
from cchc_desktop.documents.export import export_file
from cchc_desktop.domain.formulas import NO_QUOTIENT
from cchc_desktop.domain.indicators import Indicator, Kind
from cchc_desktop.domain.numerals import format_number
from cchc_desktop.domain.readings import Figure
from cchc_desktop.domain.report_periods import QUARTERS, Period, Span
from cchc_desktop.intake.read import read_source
from cchc_desktop.intake.source import SourceTable
from cchc_desktop.office import Office
from cchc_desktop.office.operations import TYPE_FIGURES
from cchc_desktop.office.report_schedule import ReportState
from cchc_desktop.storage.figure_rows import write_figure
from tests.examples import share
from tests.libreoffice import WORKBOOK, convert
from tests.sample_office import lay_sample

TYPED = [one for one in catalogue.indicators().indicators if one.kind is not Kind.COMPUTED]
Cells = dict[str, tuple[str, ...]]


@st.composite
def figures(draw: st.DrawFn) -> dict[Period, dict[str, Figure]]:
    """Random figures of two years, whether they fit each other or not."""
    made: dict[Period, dict[str, Figure]] = {}
    for year in (2025, 2026):
        for span in QUARTERS:
            chosen = draw(st.lists(st.sampled_from(TYPED), max_size=90, unique_by=lambda one: one.code))
            made[Period(year, span)] = {one.code: draw(_figure(one)) for one in chosen}
    return made


def _figure(indicator: Indicator) -> st.SearchStrategy[Figure]:
    if indicator.choices:
        return st.sampled_from([Figure(Decimal(value)) for value, _ in indicator.choices])
    most = int(indicator.at_most or 10**7)
    values = st.decimals(0, most, places=indicator.decimals).map(lambda value: Figure(value.normalize() + 0))
    return st.one_of(values, st.just(Figure(Decimal(0), none=True)))


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """The sample office; its figures are replaced by random ones."""
    folder = tmp_path_factory.mktemp("agreement")
    lay_sample(folder, date(2026, 12, 20))
    made = Office.open(folder, lambda: date(2026, 12, 20))
    # What was issued would stay what it was.
    for line in (*made.reports.schedule.of_year(2025), *made.reports.schedule.of_year(2026)):
        if line.state is ReportState.ISSUED:
            made.reports.recall(line.period)
    yield made
    made.close()


def replace_figures(office: Office, wanted: dict[Period, dict[str, Figure]]) -> None:
    """Stores figures as they are, past all checks."""
    desk = office._desk
    with desk.operation(TYPE_FIGURES, label="Thay số liệu") as recorder:
        for table in ("dossiers", "figures"):
            for row in recorder.data.rows(f"SELECT id FROM {table}"):
                recorder.delete(table, row["id"])
        for period, cells in wanted.items():
            office.catalogues.open_period(recorder, period)
            for code, figure in cells.items():
                write_figure(recorder, period, code, figure)


def on_screen(office: Office, period: Period) -> Cells:
    """What the grid shows: the period, cumulated (where that is another span), and a year before."""
    return {
        row.id: tuple(
            reading.words(row.indicator)
            for reading in (
                row.reading, *([row.cumulated] if period.cumulated != period else []), row.last_year
            )
        )
        for row in office.figures.rows(period)
    }  # fmt: skip


def on_paper(path: Path, columns: int) -> Cells:
    """The figures of the annex in a PDF or Word file, as the screen writes them: there a ratio has no noughts
    at its end, on paper it has two decimals always."""
    found: Cells = {}
    for block in read_source(path).blocks:
        if isinstance(block, SourceTable):
            for row in block.rows:
                if (indicator := catalogue.indicators().by_code.get(row[0])) is not None:
                    cells = [" ".join(cell.split()) for cell in row[3 : 3 + columns]]
                    if indicator.unit == "%":
                        assert all(re.fullmatch(r"[\d.]+,\d\d|–|", cell) for cell in cells), row
                        cells = [re.sub(r",?0+$", "", cell) if "," in cell else cell for cell in cells]
                    found[row[0]] = tuple(cells)
    return found


def in_workbook(path: Path, columns: int) -> Cells:
    """The figures of the annex in a workbook, by the values that are stored with its formulas."""
    sheet = openpyxl.load_workbook(path, data_only=True).worksheets[0]
    return {
        str(row[0].value): tuple(_words(cell.value) for cell in row[3 : 3 + columns])
        for row in sheet.iter_rows()
        if row[0].value in catalogue.indicators().by_code
    }


def _words(value: object) -> str:
    if value is None or isinstance(value, str):
        return value or ""
    return format_number(round(Decimal(repr(value)), 6))


@given(cells=figures(), span=st.sampled_from(list(Span)))
@settings(max_examples=share(10))
@pytest.mark.slow
def test_every_format_shows_what_the_screen_shows(
    office: Office, cells: dict[Period, dict[str, Figure]], span: Span
) -> None:
    replace_figures(office, cells)
    period = Period(2026, span)
    shown = on_screen(office, period)
    columns = len(next(iter(shown.values())))
    document = office.reports.papers.statistics(period)
    with tempfile.TemporaryDirectory() as name:
        for fmt in ("pdf", "docx", "xlsx"):
            path = Path(name, f"annex.{fmt}")
            export_file(document, fmt, path)
            read = in_workbook(path, columns) if fmt == "xlsx" else on_paper(path, columns)
            assert read == shown, fmt


@pytest.mark.libreoffice
def test_libreoffice_computes_the_same(office: Office, tmp_path: Path) -> None:
    counted = [one.code for one in TYPED if not one.choices and not one.at_most]
    quarters = [Period(year, span) for year in (2025, 2026) for span in QUARTERS]
    made = {
        quarter: {code: Figure(Decimal((7919 * number + place) % 997)) for number, code in enumerate(counted)}
        for place, quarter in enumerate(quarters)
    }
    made[Period(2026, Span.Q3)]["3.37"] = Figure(Decimal(0), none=True)
    replace_figures(office, made)
    period = Period(2026, Span.Q3)
    shown = on_screen(office, period)
    assert NO_QUOTIENT in shown["3.39"]
    path = tmp_path / "annex.xlsx"
    export_file(office.reports.papers.statistics(period), "xlsx", path)
    # Saved again, the workbook has its formulas without their values.
    openpyxl.load_workbook(path).save(path)
    [again] = convert(WORKBOOK, tmp_path / "out", path)
    assert in_workbook(again, 3) == shown
