"""What goes into cells for a period, and why some stay as they were."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from cchc_desktop import catalogue
from cchc_desktop.domain.figures import Ledger
from cchc_desktop.domain.readings import Figure
from cchc_desktop.domain.report_periods import Period
from cchc_desktop.domain.target_links import TargetLink
from cchc_desktop.domain.targets import Comparator, Measure, TargetKind
from cchc_desktop.domain.templates.columns import Column
from cchc_desktop.domain.templates.filling import FactValue, Filler, Filling
from cchc_desktop.domain.templates.map import CellMap, Certainty, Fact, map_of
from cchc_desktop.domain.templates.propose import propose
from cchc_desktop.domain.templates.sheet import Area, Cell, CellKind, Rule, Sheet, Template
from tests.domain.templates.sheets import sheet, template

Q1, Q2, HALF = Period.parse("2026-Q1"), Period.parse("2026-Q2"), Period.parse("2026-6T")
FIGURES = {
    Q1: {
        "1.01": Figure(Decimal(5), note="Đã rà soát"),
        "1.03": Figure(Decimal(0), none=True),
        "1.04": Figure(Decimal(7), estimate=True),
        "3.50": Figure(Decimal("95.5")),
        "6.12": Figure(Decimal(1)),
    },
    Q2: {"1.01": Figure(Decimal(4))},
    Period.parse("2025-Q1"): {"1.01": Figure(Decimal(3))},
}
SHEET = Sheet(
    "Biểu",
    rows=30,
    columns=9,
    cells=(
        Cell(1, 2, percent=True),
        Cell(2, 2, dated=True),
        Cell(3, 2, CellKind.FORMULA, "1", "A1"),
        Cell(4, 2, CellKind.NUMBER, "99"),
    ),
    merged=(Area(5, 2, 5, 3),),
    rules=(
        Rule((Area(10, 2, 10, 2),), choices=("CÓ", "KHÔNG")),
        Rule((Area(11, 2, 11, 2),), least=0, most=4, whole=True),
        Rule((Area(12, 2, 12, 2),), choices=("5", "6")),
        Rule((Area(13, 2, 13, 2),), choices=("Đạt", "Không đạt")),
    ),
)
TEMPLATE = Template("bieu.xlsx", "0", (SHEET,))
MEASURE = Measure(TargetKind.PERCENT, comparator=Comparator.AT_LEAST, value=80.0, unit="%")
TARGETS: Mapping[str, TargetLink] = {
    "3.24": TargetLink("3.24", "i", "Đúng hạn từ 80%", MEASURE),
    "3.25": TargetLink("3.25", "i", "Từ 80 đến 90%", replace(MEASURE, upper=90.0)),
}
FACTS: dict[Fact, FactValue] = {
    Fact.OFFICE: "UBND xã An Bình",
    Fact.YEAR: 2026,
    Fact.ENDS: date(2026, 3, 14),
    Fact.SIGNER: "",
}


def fill(period: Period, *cells: CellMap) -> Filling:
    ledger = Ledger(lambda _: catalogue.indicators(), FIGURES)
    return Filler(TEMPLATE, ledger, period, TARGETS, FACTS).fill(map_of(TEMPLATE, cells))


def number(period: Period, code: str, column: Column, row: int = 20) -> str:
    """What goes into a cell, or why nothing does."""
    found = fill(period, CellMap("Biểu", row, 2, code, column))
    if found.cells:
        return found.cells[0].number or found.cells[0].text
    return found.left[0].sentence if found.left else ""


@pytest.mark.parametrize(
    ("period", "code", "column", "what"),
    [
        (Q1, "1.01", Column.VALUE, "5"),
        (HALF, "1.01", Column.VALUE, "9"),
        (Q2, "1.01", Column.CUMULATED, "9"),
        (Q1, "1.01", Column.LAST_YEAR, "3"),
        (Q2, "1.01", Column.PREVIOUS, "5"),
        (Q2, "1.01", Column.Q1, "5"),
        (Q1, "1.01", Column.NOTE, "Đã rà soát"),
        (Q1, "1.04", Column.NOTE, ""),
        (Q1, "1.03", Column.VALUE, "0"),
        (Q1, "3.50", Column.VALUE, "95.5"),
        (Q1, "6.12", Column.VALUE, catalogue.indicators().get("6.12").choice_words(1)),
        (Q1, "1.02", Column.VALUE, "chưa có số liệu quý I năm 2026"),
        (Q1, "1.05", Column.VALUE, "không tính được (mẫu số bằng 0)"),
        (Q1, "3.13", Column.VALUE, "chưa có số liệu quý I năm 2026 của chỉ tiêu 3.14, 3.15, 3.16"),
        (Q1, "1.01", Column.Q2, "quý II năm 2026 nằm sau kỳ đang điền"),
        (Q1, "9.99", Column.VALUE, "danh mục của quý I năm 2026 không có chỉ tiêu mã 9.99"),
        (Q1, "3.24", Column.TARGET, "80"),
        (Q1, "3.25", Column.TARGET, replace(MEASURE, upper=90.0).label),
        (Q1, "3.26", Column.TARGET, "kế hoạch chưa có chỉ tiêu gắn với số liệu này"),
    ],
)  # fmt: skip
def test_what_a_cell_takes(period: Period, code: str, column: Column, what: str) -> None:
    assert number(period, code, column) == what


@pytest.mark.parametrize(
    ("row", "code", "what"),
    [
        (1, "3.50", "0.955"),
        (1, "1.01", "ô định dạng phần trăm mà chỉ tiêu tính bằng văn bản"),
        (3, "1.01", "ô có công thức, chương trình không ghi đè"),
        (4, "1.01", "5"),
        (4, "1.02", "chưa có số liệu quý I năm 2026"),
        (10, "6.12", "CÓ"),
        (13, "6.12", "ô chỉ nhận «Đạt», «Không đạt», không nhận «Có»"),
        (11, "1.01", "ô chỉ nhận số từ 0 đến 4, không nhận 5"),
        (11, "3.50", "ô chỉ nhận số nguyên, không nhận 95.5"),
        (12, "1.01", "5"),
        (12, "1.04", "ô chỉ nhận «5», «6», không nhận 7"),
        (13, "1.01", "ô chỉ nhận «Đạt», «Không đạt», không nhận 5"),
    ],
)
def test_what_a_cell_lets_in(row: int, code: str, what: str) -> None:
    assert number(Q1, code, Column.VALUE, row).casefold() == what.casefold()


def test_cells_that_nothing_may_be_written_into() -> None:
    merged = fill(Q1, CellMap("Biểu", 5, 3, "1.01", Column.VALUE))
    assert merged.left[0].sentence == "ô nằm trong vùng gộp B5:C5, chỉ điền được ô đầu B5"
    gone = fill(Q1, CellMap("Khác", 5, 3, "1.01", Column.VALUE))
    assert gone.left[0].sentence == "biểu không có trang này"


def test_nothing_uncertain_is_filled_in() -> None:
    for certainty in Certainty:
        found = fill(Q1, CellMap("Biểu", 20, 2, "1.01", Column.VALUE, certainty=certainty))
        assert bool(found.cells) == (certainty in (Certainty.CERTAIN, Certainty.CONFIRMED))
        assert found.cells or found.left[0].sentence == "đề xuất 1.01, trong kỳ chưa được xác nhận"


def test_facts_of_a_head() -> None:
    cells = [CellMap("Biểu", row, 2, fact=fact) for row, fact in enumerate(FACTS, 20)]
    found = fill(Q1, *cells, CellMap("Biểu", 2, 2, fact=Fact.ENDS), CellMap("Biểu", 26, 2, fact=Fact.PLACE))
    written = {cell.place: cell.number or cell.text or cell.day for cell in found.cells}
    assert written == {"B2": date(2026, 3, 14), "B20": "UBND xã An Bình", "B21": "2026", "B22": "14/03/2026"}
    assert {left.place: left.sentence for left in found.left} == {
        "B23": "chương trình chưa có người ký",
        "B26": "chương trình chưa có địa danh",
    }


def test_money_is_converted_to_the_unit_of_the_form() -> None:
    """The unit stands in the row, or over the table for all of it."""
    by_row = sheet(["Nội dung", "ĐVT", "Trong kỳ"], ["Kinh phí CCHC đã sử dụng", "Nghìn đồng", None])
    over_all = sheet(
        [None, "(Đơn vị tính: tỷ đồng)"], ["Nội dung", "Trong kỳ"], ["Kinh phí CCHC đã sử dụng", None]
    )
    figures = {Q1: {"1.36": Figure(Decimal("12.5"))}}
    ledger = Ledger(lambda _: catalogue.indicators(), figures)
    for form, number, unit in ((by_row, "12500", "Nghìn đồng"), (over_all, "0.0125", "tỷ đồng")):
        book = template(form)
        proposed = propose(book, catalogue.indicators())
        (cell,) = [each for each in proposed if each.code == "1.36"]
        assert cell.certainty is Certainty.CERTAIN
        found = Filler(book, ledger, Q1, {}, {}).fill(map_of(book, proposed))
        assert Decimal(found.cells[0].number) == Decimal(number)
        assert found.noted[0].sentence == f"đã đổi từ triệu đồng sang {unit}"


def test_what_is_filled_and_should_be_looked_at() -> None:
    estimate = fill(Q1, CellMap("Biểu", 20, 2, "1.04", Column.VALUE))
    assert [each.sentence for each in estimate.noted] == ["có số ước"]
    partly = fill(HALF, CellMap("Biểu", 20, 2, "1.04", Column.VALUE))
    assert partly.cells[0].number == "7"
    assert partly.noted[0].sentence == "mới gồm các quý đã có số, thiếu quý II; có số ước"
