"""What cells of an office's own file say: days, numbers, ticks, choices and codes as Excel leaves them."""

from datetime import date
from decimal import Decimal

import pytest

from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.registers.fields import Holds, RegisterField, Value
from cchc_desktop.domain.registers.file_values import day_in, day_of, said_choice, value_of
from cchc_desktop.domain.templates.sheet import Cell, CellKind

TEXT, NUMBER, DATE, FORMULA = CellKind.TEXT, CellKind.NUMBER, CellKind.DATE, CellKind.FORMULA
DAY = RegisterField("ngay", "Ngày", Holds.DAY)
COUNT = RegisterField("so", "Số", Holds.NUMBER)
LINE = RegisterField("ma", "Mã")
TICK = RegisterField("co", "Có", Holds.YES_NO)
AREA = RegisterField("linh_vuc", "Lĩnh vực", Holds.AREA)
KINDS = ("Định kỳ", "Đột xuất", "Tự kiểm tra")
KIND = RegisterField("loai", "Loại", Holds.CHOICE, choices=KINDS)
OPEN = RegisterField("loai", "Loại", Holds.CHOICE, choices=KINDS, is_open=True)
STATE = RegisterField("tt", "Trạng thái", Holds.CHOICE, choices=("Được sửa đổi, bổ sung", "Bổ sung"))


def said(field: RegisterField, text: str, kind: CellKind = TEXT, *, is_code: bool = False) -> Value | None:
    """What a cell says for a field."""
    return value_of(field, Cell(1, 1, kind, text), is_code=is_code)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("05/02/2026", DATE),
        ("46058", NUMBER),
        ("46058", FORMULA),
        ("46058,375", NUMBER),
        ("5/2/26", TEXT),
        ("05.02.2026", TEXT),
        ("5 - 2 - 2026", TEXT),
        ("2026-02-05 00:00:00", TEXT),
        ("05/02/2026 08:30", TEXT),
        ("8h30 ngày 5/2/2026", TEXT),
        ("Ngày 5/2/2026.", TEXT),
        ("ngày 05 tháng 02 năm 2026", TEXT),
    ],
)
def test_days_in_many_guises(text: str, kind: CellKind) -> None:
    assert said(DAY, text, kind) == date(2026, 2, 5)


@pytest.mark.parametrize(
    ("text", "kind"), [("31/2/2026", TEXT), ("quý I", TEXT), ("12", NUMBER), ("2026", NUMBER)]
)
def test_what_is_no_day_is_refused(text: str, kind: CellKind) -> None:
    with pytest.raises(Refusal):
        said(DAY, text, kind)


@pytest.mark.parametrize("text", ["", "-", "–", " … ", "..."])
@pytest.mark.parametrize("field", [DAY, COUNT, LINE, TICK, KIND], ids=lambda field: field.key)
def test_a_dash_says_nothing(field: RegisterField, text: str) -> None:
    assert said(field, text) is None


def test_numbers_are_exact_and_days_are_no_numbers() -> None:
    assert said(COUNT, "1234", NUMBER) == Decimal(1234)
    assert said(COUNT, "1.234") == Decimal(1234)
    with pytest.raises(Refusal, match="số nguyên"):
        said(COUNT, "1,5", NUMBER)
    with pytest.raises(Refusal, match="Excel đã đổi số thành ngày"):
        said(COUNT, "03/01/2026", DATE)
    with pytest.raises(Refusal, match="Công thức báo lỗi #REF!"):
        said(COUNT, "#REF!", FORMULA)


def test_codes_get_back_the_zeros_that_excel_drops() -> None:
    assert said(LINE, "1,00069", NUMBER, is_code=True) == "1.000690"
    assert said(LINE, "2,000488", NUMBER, is_code=True) == "2.000488"
    assert said(LINE, "1.000690", TEXT, is_code=True) == "1.000690"
    assert said(LINE, "12", NUMBER, is_code=True) == "12"
    assert said(LINE, "1,5", NUMBER, is_code=True) == "1.5"
    # Elsewhere a number is a number.
    assert said(LINE, "1,00069", NUMBER) == "1,00069"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("x", True),
        ("X", True),
        ("✓", True),
        ("√", True),
        ("Có", True),
        ("Đúng", True),
        ("Sai", False),
        ("Không", False),
    ],
)
def test_ticks(text: str, value: bool) -> None:
    assert said(TICK, text) is value


def test_areas_by_number_in_words() -> None:
    assert [said(AREA, text) for text in ("3", "Lĩnh vực 3", "LV3. Thủ tục")] == ["3"] * 3
    with pytest.raises(Refusal):
        said(AREA, "Thủ tục hành chính")


def test_the_one_choice_whose_words_are_there() -> None:
    assert said(KIND, "Kiểm tra định kỳ") == "Định kỳ"
    assert said(OPEN, "Kiểm tra ĐỘT XUẤT (theo đơn)") == "Đột xuất"
    assert said(OPEN, "Phối hợp") == "Phối hợp"
    with pytest.raises(Refusal, match="không có mức"):
        said(KIND, "Định kỳ hoặc đột xuất")
    assert said_choice(STATE, "Danh mục TTHC được sửa đổi, bổ sung") == "Được sửa đổi, bổ sung"


def test_the_day_of_a_decision_stands_over_its_table() -> None:
    title = "(Kèm theo Quyết định số 12/QĐ-UBND ngày 10/6/2026 của Ủy ban nhân dân)"
    assert day_in(["PHỤ LỤC", title]) == date(2026, 6, 10)
    assert day_in([title, "ngày 11 tháng 6 năm 2026"]) is None
    assert day_in(["ngày 31/2/2026", "Không"]) is None
    assert day_of(DAY, "10/6/26") == date(2026, 6, 10)
    assert day_of(DAY, "") is None
