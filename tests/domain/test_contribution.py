"""The form of an officer without the program as a value, and its marks as lines and back."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop.domain.areas import Area
from cchc_desktop.domain.contribution.form import (
    Form,
    FormCell,
    FormColumn,
    FormMarks,
    FormRow,
    FormSection,
    RowMarks,
    SectionMarks,
    count_open,
    told,
    with_keys,
)
from cchc_desktop.domain.contribution.marks import FORMAT, lines_of, marks_of
from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.registers.fields import Holds, RegisterField
from cchc_desktop.domain.text import clean_text

LINE = RegisterField("ten", "Tên")
MARKS = FormMarks(
    "f-1", "o-1", "UBND xã An Bình", "2026-Q3", "c" * 64, "2026", (3, 5), "Lê Văn Lợi", "2026-07-15"
)


def form() -> Form:
    """A form of one section: a heading, a row that is stored and a blank one."""
    rows = (
        FormRow("nhom", {"ma": FormCell("Nhóm")}, is_group=True),
        FormRow("r-1", {"ma": FormCell("1.01"), "ten": FormCell("Số", LINE), "kiem": FormCell(formula="1")}),
        FormRow("r-2", {"ten": FormCell(None, LINE)}, is_new=True),
    )
    columns = (FormColumn("ma", "Mã"), FormColumn("ten", "Tên", is_open=True), FormColumn("kiem", "Kiểm"))
    section = FormSection("figures", "Số liệu", "I", columns, rows, anchor="ma")
    return Form(MARKS, "Phiếu", (), (section,))


def test_every_row_has_a_key_and_marks_that_tell_what_it_held() -> None:
    made = with_keys(form())
    assert list(made.keys.values()) == ["d1", "d2", "d3"]
    (section,) = made.marks.sections
    assert section.rows == (
        RowMarks("d2", "r-1", "1.01", {"ten": "Số"}),
        RowMarks("d3", "r-2", "", {"ten": ""}, is_new=True),
    )
    assert section.open_keys == ("ten",)
    assert made.marks.whose == "Lê Văn Lợi, lĩnh vực 3, 5"
    assert count_open(made.sections) == 2


@pytest.mark.parametrize(
    ("cell", "shown", "base"),
    [
        (FormCell(), None, ""),
        (FormCell("a", LINE), "a", "a"),
        (FormCell(Decimal("5.50"), LINE), Decimal("5.50"), "5.5"),
        (FormCell(Decimal("0.0"), LINE), Decimal("0.0"), "0"),
        (FormCell(date(2026, 3, 5), LINE), date(2026, 3, 5), "2026-03-05"),
        (FormCell(True, RegisterField("x", "X", Holds.YES_NO)), "Có", "có"),
        (FormCell(False, RegisterField("x", "X", Holds.YES_NO)), "Không", "không"),
        (
            FormCell("3", RegisterField("x", "X", Holds.AREA, areas=(Area(3, "Thủ tục", "TTHC", (), {}),))),
            "3. TTHC",
            "3",
        ),
        (FormCell(None, LINE, words="hôm qua "), "hôm qua ", "hôm qua"),
        (FormCell(True), None, "có"),
    ],
)
def test_a_cell_shows_a_value_and_keeps_what_it_was(cell: FormCell, shown: object, base: str) -> None:
    assert (cell.shown, cell.base) == (shown, base)
    assert told(cell.value) == base or cell.words


TEXTS = st.text(st.characters(blacklist_categories=["Cs", "Cc"]), max_size=20).map(clean_text)


@given(
    areas=st.sets(st.integers(1, 8)),
    officer=TEXTS,
    rows=st.lists(
        st.tuples(TEXTS, st.lists(st.none() | TEXTS, min_size=2, max_size=2), st.booleans()), max_size=5
    ),
)
def test_marks_come_back_as_they_were(
    areas: set[int], officer: str, rows: list[tuple[str, list[str | None], bool]]
) -> None:
    section = SectionMarks(
        "tasks",
        "Nhiệm vụ",
        "ten",
        {"ten": "Tên", "so": "Số", "ngay": "Ngày"},
        ("so", "ngay"),
        tuple(
            RowMarks(
                f"d{at}",
                f"id-{at}",
                anchor,
                {key: words for key, words in zip(("so", "ngay"), base, strict=True) if words is not None},
                new,
            )
            for at, (anchor, base, new) in enumerate(rows)
        ),
    )
    made = FormMarks(
        "f", "o", "", "2026-Q3", "c", "v", tuple(sorted(areas)), officer, "2026-07-15", (section,)
    )
    assert marks_of(lines_of(made)) == made


def test_marks_that_were_changed_or_are_newer_are_refused() -> None:
    lines = lines_of(with_keys(form()).marks)
    for broken in ([], [["khác"]], lines[:-1], [*lines, ["thêm"]], [lines[0], *lines[2:]]):
        with pytest.raises(Refusal, match="đã bị sửa hoặc mất"):
            marks_of(broken)
    for version in ([], [str(FORMAT + 1)]):
        with pytest.raises(Refusal, match="mới hơn"):
            marks_of([["cchc-form", *version], *lines[1:]])


@pytest.mark.parametrize(
    "lines",
    [
        [["row", "d1"]],
        [["section", "s", "S", "a"], ["column", "a"]],
        [["section", "s", "S", "a"], ["column", "a", "A", "x"], ["row", "d1", "r", "", ":"]],
        [["for", "9", "x"]],
        [["for", "ba", "x"]],
    ],
)
def test_marks_that_say_nothing_sensible_are_refused_as_changed(lines: list[list[str]]) -> None:
    """With a right checksum, as only somebody who knows how can make them."""
    from cchc_desktop.domain.contribution.marks import _sum

    whole = lines_of(MARKS)[:-1]
    kept = [line for line in whole if line[0] not in {each[0] for each in lines}]
    made = [*kept, *lines]
    with pytest.raises(Refusal, match="đã bị sửa hoặc mất"):
        marks_of([*made, ["sum", _sum(made)]])
