"""The annex of statistics: a row for every indicator, derived cells as formulas, notes that say how sure."""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from cchc_desktop import catalogue
from cchc_desktop.documents.cells import shown
from cchc_desktop.documents.compose_statistics import figure_cell
from cchc_desktop.documents.model import AnnexTitle, Cell, Document, Formula, Row, RowKind, Table
from cchc_desktop.documents.xlsx_formats import number_format
from cchc_desktop.domain.indicators import Indicator, Kind
from cchc_desktop.domain.readings import Figure, Reading, State
from cchc_desktop.domain.report.words import Noted, read_note
from cchc_desktop.domain.report_periods import Period
from cchc_desktop.domain.text import fold
from cchc_desktop.domain.typed_figures import parse_figure
from cchc_desktop.intake.read_figures import periods_named
from cchc_desktop.office import Office
from tests.sample_office import lay_sample

KNOWN = catalogue.indicators()
Q1, Q3, NINE, YEAR = (Period.parse(f"2026-{span}") for span in ("Q1", "Q3", "9T", "N"))


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """The sample office with a whole year of figures."""
    folder = tmp_path_factory.mktemp("statistics")
    lay_sample(folder, date(2026, 12, 20))
    made = Office.open(folder, lambda: date(2026, 12, 20), lambda: datetime(2026, 12, 20, 9))
    yield made
    made.close()


def table(document: Document) -> Table:
    (found,) = [block for block in document.parts[0].blocks if isinstance(block, Table)]
    return found


def rows(office: Office, period: Period) -> dict[str, Row]:
    return {row.name: row for row in table(office.reports.papers.statistics(period)).rows if row.name}


def value(cell: Cell) -> object:
    return cell.value if isinstance(cell, Formula) else cell


def test_every_indicator_has_its_row_under_its_area(office: Office) -> None:
    found = table(office.reports.papers.statistics(Q1))
    assert [row.name for row in found.rows if row.name] == [
        one.code for one in office.catalogues.of_period(Q1).indicators
    ]
    groups = [row for row in found.rows if row.kind is RowKind.GROUP]
    assert [row.cells[:2] for row in groups][:2] == [
        ("I", catalogue.area(1).name), ("II", catalogue.area(2).name),
    ]  # fmt: skip
    assert len(groups) == 8
    assert found.numbered


def test_the_cumulated_column_is_there_where_it_says_more(office: Office) -> None:
    def headers(period: Period) -> list[str]:
        return [column.header for column in table(office.reports.papers.statistics(period)).columns]

    assert headers(Q3) == [
        "Mã", "Chỉ tiêu thống kê", "Đơn vị tính", "Trong kỳ", "Lũy kế từ đầu năm", "Cùng kỳ năm trước",
        "Ghi chú",
    ]  # fmt: skip
    for period in (Q1, NINE, YEAR):
        assert "Lũy kế từ đầu năm" not in headers(period)


@pytest.mark.parametrize("period", [Q1, Q3, NINE, YEAR])
def test_derived_cells_are_formulas_with_the_readings_values(office: Office, period: Period) -> None:
    ledger = office.figures.ledger()
    spans = [period, *([period.cumulated] if period is Q3 else []), period.last_year]
    for code, row in rows(office, period).items():
        indicator = KNOWN.get(code)
        for cell, span in zip(row.cells[3:], spans, strict=False):
            reading = ledger.reading(span, code)
            if code not in ledger.catalogue(span).by_code:
                # A year ago nobody asked for it.
                assert value(cell) in (None, ""), (code, span)
                continue
            assert isinstance(cell, Formula) is (indicator.kind is Kind.COMPUTED), (code, span)
            assert str(value(cell) if value(cell) is not None else "") == (
                reading.words(indicator)
                if indicator.choices or reading.state is State.UNDEFINED
                else str(plain(reading, indicator, cell) if reading.value is not None else "")
            )


def plain(reading: Reading, indicator: Indicator, cell: Cell) -> Decimal | None:
    """The figure of a cell; a percentage that was typed has its two decimals."""
    number = reading.shown(indicator)
    is_typed_share = indicator.unit == "%" and not isinstance(cell, Formula)
    return Decimal(f"{number:.2f}") if is_typed_share and number is not None else number


def test_typed_ratios_have_the_decimals_of_the_others(office: Office) -> None:
    """«91,2» stood among «92,10» and «93,80»."""
    cells = {code: [shown(cell) for cell in row.cells[3:5]] for code, row in rows(office, YEAR).items()}
    assert cells["3.50"] == ["91,20", "86,40"]
    assert cells["3.49"][0] == "95,39"
    assert cells["3.51"] == ["12", "18,5"]
    stored = rows(office, YEAR)["3.50"].cells[3]
    assert number_format(stored) == "#,##0.00"


def test_a_duty_that_was_not_done_is_nothing_that_did_not_occur(office: Office) -> None:
    notes = {code: row.cells[-1] for code, row in rows(office, Q1).items()}
    assert [notes[code] for code in ("1.07", "1.25", "1.32", "2.16", "5.09")] == ["Chưa hoàn thành"] * 5
    assert [notes[code] for code in ("1.10", "1.15", "2.06", "4.12")] == ["Không phát sinh"] * 4
    assert read_note("Chưa hoàn thành. Chờ sáp nhập") == Noted("Chờ sáp nhập", none=True)


def test_formulas_name_the_rows_of_their_own_column(office: Office) -> None:
    cell = rows(office, Q1)["3.24"].cells[3]
    assert isinstance(cell, Formula)
    assert cell.excel == (
        'IF(COUNT({column}{@3.18},{column}{@3.19},{column}{@3.17})<3,"",IFERROR(ROUND(({column}{@3.18}+'
        '{column}{@3.19})/{column}{@3.17}*100,2),"–"))'
    )


def test_a_figure_that_another_catalogue_computed_otherwise_is_no_formula() -> None:
    indicator = KNOWN.get("3.25")
    parts = {code: Reading(parse_value(2), State.ACTUAL) for code in ("3.14", "3.15")}
    other = {**parts, "3.25": Reading(parse_value(99), State.COMPUTED)}
    assert figure_cell(indicator, other) == 99
    assert isinstance(figure_cell(indicator, {**parts, "3.25": Reading(parse_value(50))}), Formula)


def parse_value(number: int) -> Fraction:
    return Fraction(number)


def test_parts_are_moved_in(office: Office) -> None:
    found = rows(office, Q1)
    assert (found["1.01"].indent, found["1.02"].indent) == (0, 1)


def test_notes_say_how_sure_a_figure_is(tmp_path: Path) -> None:
    office = Office.open(tmp_path, lambda: date(2026, 3, 10), lambda: datetime(2026, 3, 10, 9))
    try:
        known = office.catalogues.of_period(Q1)
        none = parse_figure("không phát sinh", known.get("1.28"))
        estimate = parse_figure("ước 5", known.get("1.01"))
        noted = Figure(parse_figure("3", known.get("1.25")).value, note="Ghép với họp thôn")
        office.figures.set_figures(Q1, {"1.28": none, "1.01": estimate, "1.25": noted})
        notes = {code: row.cells[-1] for code, row in rows(office, Q1).items()}
        assert (notes["1.28"], notes["1.01"], notes["1.25"], notes["1.30"]) == (
            "Không phát sinh", "Số ước", "Ghép với họp thôn", None,
        )  # fmt: skip
        half = rows(office, Period.parse("2026-6T"))
        assert half["1.01"].cells[-1] == "Số ước. Chưa có số liệu quý II"
    finally:
        office.close()


def test_notes_say_which_quarters_a_column_lacks(tmp_path: Path) -> None:
    office = Office.open(tmp_path, lambda: date(2026, 7, 10), lambda: datetime(2026, 7, 10, 9))
    try:
        for period, codes in (("2025-Q1", ["3.14"]), ("2026-Q1", ["3.15"]), ("2026-Q2", ["3.14", "3.15"])):
            typed = {code: Figure(Decimal(9)) for code in codes}
            office.figures.set_figures(Period.parse(period), typed)
        notes = {
            span: {code: row.cells[-1] for code, row in rows(office, Period.parse(f"2026-{span}")).items()}
            for span in ("Q1", "Q2", "6T")
        }
        yearly = dict.fromkeys(("5.14", "5.15", "5.16", "5.17", "8.05"), "Báo cáo cuối năm")
        assert {code: note for code, note in notes["Q1"].items() if note} == yearly
        assert {code: note for code, note in notes["Q2"].items() if note} == yearly | {
            "3.14": "Lũy kế chưa có số liệu quý I",
            "3.25": "Lũy kế chưa có số liệu quý I",
        }
        assert {code: note for code, note in notes["6T"].items() if note} == yearly | {
            "3.14": "Chưa có số liệu quý I. Cùng kỳ chưa có số liệu quý II",
            "3.25": "Chưa có số liệu quý I",
        }
    finally:
        office.close()


def test_the_annex_names_its_period(office: Office) -> None:
    for period in (Q1, Q3, NINE, YEAR):
        title = office.reports.papers.statistics(period).parts[0].blocks[0]
        assert isinstance(title, AnnexTitle)
        assert fold(period.label) in fold(title.name)
        assert periods_named(f"{title.label} {title.name} {title.enclosure}") == (period,)
