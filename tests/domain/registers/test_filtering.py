"""Finding rows of a register by words: by all that stands in a row, as it is now."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop.domain.registers import filtering
from cchc_desktop.domain.registers.fields import Holds, RegisterField
from cchc_desktop.domain.registers.filtering import RowFilter
from cchc_desktop.domain.registers.register import Register, RegisterRow
from cchc_desktop.domain.text import fold

DAY = RegisterField("ngay", "Ngày", Holds.DAY)
WHAT = RegisterField("viec", "Nội dung", Holds.TEXT)
UNIT = RegisterField("don_vi", "Đơn vị", Holds.UNIT)
MONEY = RegisterField("tien", "Kinh phí", Holds.AMOUNT)
GOOD = RegisterField("dat", "Đạt", Holds.YES_NO)
WHO = RegisterField("nguoi", "Người gửi", is_personal=True)
BOOK = Register("viec", "Việc", "Sổ việc", "ngay", (DAY, WHAT, UNIT, MONEY, GOOD, WHO))
ROWS = [
    RegisterRow(
        "viec", {"ngay": date(2026, 3, 5), "viec": "Rà soát\nthủ tục đất đai", "don_vi": "Trạm Y tế"}
    ),
    RegisterRow("viec", {"ngay": date(2026, 4, 6), "tien": Decimal("1250.50"), "dat": True}),
    RegisterRow("viec", {"viec": "Đối thoại"}, others={"tien": "chưa rõ", "cu": "Mục đã bỏ"}),
]


@pytest.mark.parametrize(
    ("typed", "places"),
    [
        ("", [0, 1, 2]),
        ("  ", [0, 1, 2]),
        ("DAT DAI", [0]),
        ("y tế rà", [0]),
        ("05/03", [0]),
        ("2026", [0, 1]),
        ("1.250,5", [1]),
        ("có", [1]),
        ("doi thoai", [2]),
        ("chua ro", [2]),
        ("mục đã bỏ", []),
        ("dat thoai", []),
    ],
)
def test_rows_are_found_by_all_words_as_they_are_shown(typed: str, places: list[int]) -> None:
    assert RowFilter(BOOK).matching(ROWS, typed) == [ROWS[place] for place in places]


def test_a_row_that_became_another_is_found_by_what_it_says_now() -> None:
    rows_with = RowFilter(BOOK)
    assert rows_with.matching(ROWS, "dat dai") == ROWS[:1]
    now = ROWS[0].taking("viec", "Hộ tịch")
    assert rows_with.matching([now, *ROWS[1:]], "dat dai") == []
    assert rows_with.matching([now, *ROWS[1:]], "ho tich") == [now]


def test_more_different_values_than_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(filtering, "_MOST_VALUES", 2)
    rows = [RegisterRow("viec", {"don_vi": f"Thôn {number}"}) for number in range(9)]
    assert [len(RowFilter(BOOK).matching(rows, word)) for word in ("thon", "thon 7")] == [9, 1]


LINES = st.text("aàăđĐ –“\f\u0301Ảy1")


@given(st.lists(st.tuples(LINES, LINES)), LINES)
def test_it_finds_what_each_row_alone_would_be_found_by(texts: list[tuple[str, str]], typed: str) -> None:
    rows = [RegisterRow("viec", {"viec": what, "don_vi": unit}) for what, unit in texts]
    words = fold(typed).split()
    expected = [
        row for row, (what, unit) in zip(rows, texts, strict=True)
        if all(word in fold(f"{what} {unit}") for word in words)
    ]  # fmt: skip
    assert RowFilter(BOOK).matching(rows, typed) == expected
