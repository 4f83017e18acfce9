"""What is typed into a register becomes values, and back."""

from datetime import date
from decimal import Decimal

import pytest

from cchc_desktop import catalogue
from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.registers.fields import LONGEST_LINE, Holds, RegisterField, Value

FORMS = ("Hội nghị", "Đài truyền thanh", "Đối thoại")


def field(holds: Holds, **others: object) -> RegisterField:
    """A field of a type."""
    return RegisterField("muc", "Mục", holds, **others)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("holds", "typed", "value", "shown"),
    [
        (Holds.LINE, "  Trạm  Y tế ", "Trạm Y tế", "Trạm Y tế"),
        (Holds.TEXT, "Dòng một\nDòng hai", "Dòng một\nDòng hai", "Dòng một\nDòng hai"),
        (Holds.NUMBER, "1.200", Decimal(1200), "1.200"),
        (Holds.AMOUNT, "12,5", Decimal("12.5"), "12,5"),
        (Holds.DAY, "5/3/2026", date(2026, 3, 5), "05/03/2026"),
        (Holds.DAY, "2026-03-05", date(2026, 3, 5), "05/03/2026"),
        (Holds.YES_NO, "có", True, "Có"),
        (Holds.YES_NO, "x", True, "Có"),
        (Holds.YES_NO, "Không", False, "Không"),
        (Holds.UNIT, "Phòng Kinh tế", "Phòng Kinh tế", "Phòng Kinh tế"),
        (Holds.AREA, "3", "3", "3"),
    ],
)
def test_what_is_typed_is_read_and_shown(holds: Holds, typed: str, value: Value, shown: str) -> None:
    one = field(holds)
    assert one.read(typed) == value
    assert one.shown(value) == shown
    assert one.kept(one.plain(value)) == value


@pytest.mark.parametrize("holds", list(Holds))
def test_nothing_typed_is_no_value(holds: Holds) -> None:
    assert field(holds, choices=FORMS).read(" \n ") is None
    assert field(holds).shown(None) == ""


@pytest.mark.parametrize(
    ("holds", "typed", "sentence"),
    [
        (Holds.NUMBER, "mười", "không phải là số"),
        (Holds.NUMBER, "2,5", "đếm bằng số nguyên"),
        (Holds.NUMBER, "-2", "không thể âm"),
        (Holds.NUMBER, "501", "nhiều nhất là 500"),
        (Holds.DAY, "31/2/2026", "31/2/2026"),
        (Holds.DAY, "5/3/1926", "từ năm 1990"),
        (Holds.YES_NO, "chắc", "ghi Có hoặc Không"),
        (Holds.AREA, "9", "từ 1 đến 8"),
        (Holds.LINE, "a" * (LONGEST_LINE + 1), f"quá {LONGEST_LINE}"),
        (Holds.CHOICE, "Tờ rơi", "Hãy chọn: Hội nghị; Đài truyền thanh; Đối thoại"),
        (Holds.CHOICE, "Đ", "Hãy chọn"),
    ],
)
def test_what_a_field_cannot_hold_is_refused(holds: Holds, typed: str, sentence: str) -> None:
    one = field(holds, choices=FORMS, at_most=Decimal(500))
    with pytest.raises(Refusal, match=sentence) as refused:
        one.read(typed)
    assert refused.value.field == "muc"


def test_a_choice_is_read_by_its_first_letters() -> None:
    one = field(Holds.CHOICE, choices=FORMS)
    assert [one.read(typed) for typed in ("hoi nghi", "HỘI", "đài", "doi t")] == [
        "Hội nghị", "Hội nghị", "Đài truyền thanh", "Đối thoại",
    ]  # fmt: skip


def test_an_open_choice_takes_other_words() -> None:
    one = field(Holds.CHOICE, choices=FORMS, is_open=True)
    assert one.read("hội nghị") == "Hội nghị"
    assert one.read("Tờ rơi") == "Tờ rơi"


@pytest.mark.parametrize(
    ("holds", "plain"),
    [
        (Holds.NUMBER, "NaN"),
        (Holds.NUMBER, True),
        (Holds.NUMBER, 12),
        (Holds.DAY, "hôm qua"),
        (Holds.YES_NO, "x"),
        (Holds.LINE, None),
    ],
)
def test_what_was_not_kept_so_is_no_value(holds: Holds, plain: object) -> None:
    with pytest.raises((ValueError, ArithmeticError)):
        field(holds).kept(plain)


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("5", "5"), ("the che", "2"), ("3. Thủ tục hành chính", "3"), ("Cải cách thể chế", "2"),
        ("CẢ CƠ QUAN", None),
    ],
)  # fmt: skip
def test_areas_are_typed_and_shown_by_name(typed: str, value: str | None) -> None:
    named = RegisterField("lv", "Lĩnh vực", Holds.AREA, areas=catalogue.areas(), is_own=True)
    assert named.read(typed) == value
    codes = [area.code for area in catalogue.areas()]
    assert named.area_choices[0] == ("", "Cả cơ quan")
    assert [words for _, words in named.area_choices[1:]] == [named.shown(str(code)) for code in codes]
    assert (named.shown(None), named.shown("5")) == ("Cả cơ quan", "5. Chế độ công vụ")
    with pytest.raises(Refusal, match="«thủy lợi»"):
        named.read("thủy lợi")
