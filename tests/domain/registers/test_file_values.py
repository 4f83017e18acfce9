"""What cells of an office's own file say: days, numbers, ticks, choices and codes as Excel leaves them."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.registers.fields import Holds, RegisterField, Value
from cchc_desktop.domain.registers.file_values import day_in, day_of, said_choice, value_of
from cchc_desktop.domain.registers.money import money_of, scaled_money
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
        ("8 giờ 00 ngày 5/2/2026, tại nhà văn hóa thôn 3", TEXT),
        ("Sáng 5.2.26", TEXT),
    ],
)
def test_days_in_many_guises(text: str, kind: CellKind) -> None:
    assert said(DAY, text, kind) == date(2026, 2, 5)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("31/2/2026", TEXT),
        ("quý I", TEXT),
        ("12", NUMBER),
        ("2026", NUMBER),
        ("5/2/2026 - 7/2/2026", TEXT),
        ("từ 5/2/2026 đến hết quý", TEXT),
        ("04, 05/2/2026", TEXT),
        ("04-05/2/2026", TEXT),
        ("QĐ số 12 ngày 5/2/2026", TEXT),
        ("Chưa trả, hẹn 5/2", TEXT),
    ],
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
    with pytest.raises(Refusal, match="«50%» ghi theo phần trăm"):
        said(COUNT, "50%", NUMBER)
    assert said(replace(COUNT, label="Tỷ lệ"), "50%", NUMBER) == 50
    with pytest.raises(Refusal, match="đổi mã thành ngày 12/03/2026"):
        said(LINE, "12/03/2026", DATE, is_code=True)


def test_what_is_counted_may_stand_beside_the_number_but_nothing_that_multiplies_it() -> None:
    assert said(COUNT, "120 người") == 120
    assert said(COUNT, "1.250 lượt người") == 1250
    for text in ("2 nghìn", "3 chục tờ", "12 (4 nữ)", "khoảng 12 người", "5 người, 3 tổ"):
        with pytest.raises(Refusal):
            said(COUNT, text)


def test_what_is_not_done_yet_has_no_day() -> None:
    assert said(DAY, "Chưa trả") is None
    assert said(DAY, "đang giải quyết") is None
    with pytest.raises(Refusal, match="«Chưa rõ» không phải là ngày"):
        said(replace(DAY, is_required=True), "Chưa rõ")


def test_a_field_says_yes_and_no_in_its_own_words() -> None:
    field = RegisterField("cong_khai", "Đã công khai", Holds.YES_NO)
    for text, value in {"Đã công khai": True, "rồi": True, "Chưa công khai": False, "Chưa": False}.items():
        assert said(field, text) is value
    with pytest.raises(Refusal):
        said(field, "Chưa kiểm tra")


def test_a_choice_may_be_said_by_its_initials() -> None:
    papers = ("Quyết định", "Kế hoạch", "Tờ trình", "Thông báo", "Chỉ thị", "Chương trình")
    field = RegisterField("loai", "Loại", Holds.CHOICE, choices=papers, is_open=True)
    said_as = {
        "QĐ": "Quyết định",
        "KH": "Kế hoạch",
        "TTr": "Tờ trình",
        "TB": "Thông báo",
        "CTr": "Chương trình",
    }
    for text, choice in {**said_as, "GM": "GM", "CT": "CT", "Giấy mời": "Giấy mời"}.items():
        assert said(field, text) == choice


@pytest.mark.parametrize(
    ("written", "money", "value"),
    [
        ("1.250.000.000", 1, "1250"),
        ("12.500", 1000, "12.5"),
        ("1.500.000 đ", None, "1.5"),
        ("12,5 triệu đồng", 1, "12.5"),
        ("0,2 tỷ", None, "200"),
        ("85,75", None, "85.75"),
        ("85,75", 1_000_000, "85.75"),
    ],
)
def test_money_comes_in_as_its_field_counts_it(written: str, money: int | None, value: str) -> None:
    field = RegisterField("tien", "Số tiền (triệu đồng)", Holds.AMOUNT)
    unit = None if money is None else Decimal(money)
    assert value_of(field, Cell(1, 1, TEXT, written), money=unit) == Decimal(value)


def test_the_unit_of_money_is_that_of_the_column_before_that_of_the_table() -> None:
    field = RegisterField("tien", "Số tiền (triệu đồng)", Holds.AMOUNT)
    assert money_of(field, "Số tiền (nghìn đồng)", ["Đơn vị tính: đồng"]) == 1000
    assert money_of(field, "Số tiền", ["BẢNG KÊ", "(ĐVT: 1.000 đồng)"]) == 1000
    assert money_of(field, "Số tiền (Hội đồng)", ["Đơn vị: Hội đồng nhân dân"]) is None
    assert money_of(COUNT, "Số (đồng)", []) is None
    assert scaled_money(field, "chưa có", Decimal(1)) is None


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
