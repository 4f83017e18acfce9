"""The columns of tables: shares of the width, and words that stay whole."""

from datetime import date

import pytest

from cchc_desktop.documents.cells import column_widths, shown
from cchc_desktop.documents.metrics import wrap
from cchc_desktop.documents.model import Align, Column, Row, RowKind, Table
from cchc_desktop.documents.styles import COMPACT_TABLE, TABLE, table_look
from cchc_desktop.documents.xlsx_styles import text_room

NUMBERS = ("12/KH-UBND", "402/UBND-TTPVHCC")


def table(*, whole: bool, compact: bool = False) -> Table:
    columns = (
        Column("TT", 0.3, Align.CENTER, whole=whole),
        Column("Số, ký hiệu", 1, Align.CENTER, whole=whole),
        Column("Ngày", 0.5, Align.CENTER, whole=whole),
        Column("Trích yếu", 6),
    )
    rows = (
        Row(("VIII", "Tác động", None, None), RowKind.GROUP),
        *(Row((number, text, date(2026, 12, 28), "…")) for number, text in enumerate(NUMBERS, 1)),
    )
    return Table(columns, rows, compact=compact)


def test_shares() -> None:
    assert column_widths(table(whole=False), 1560) == pytest.approx([60, 200, 100, 1200])


@pytest.mark.parametrize("compact", [False, True])
def test_no_word_of_a_whole_column_is_cut(compact: bool) -> None:
    made = table(whole=True, compact=compact)
    widths = column_widths(made, 700)
    assert sum(widths) == pytest.approx(700)
    look = table_look(made)
    assert look is (COMPACT_TABLE if compact else TABLE)
    for room in (lambda width: width - 2 * look.padding_x, text_room):
        assert wrap("VIII", look.strong.face, look.strong.size, room(widths[0])) == ["VIII"]
        for row in made.rows[1:]:
            for cell, width in zip(row.cells[:3], widths, strict=False):
                text = shown(cell)
                assert wrap(text, look.cell.face, look.cell.size, room(width)) == [text]


def test_a_word_without_end_leaves_room_for_the_others() -> None:
    made = Table((Column("Mã", 1, whole=True), Column("Tên", 3)), (Row(("x" * 500, "")),))
    assert column_widths(made, 400) == pytest.approx([120, 280])


def test_what_one_column_takes_does_not_cut_another() -> None:
    columns = (Column("A", 1, whole=True), Column("B", 1, whole=True), Column("C", 2))
    made = Table(columns, (Row(("x" * 20, "12/10/2026", "")),))
    first, second, third = column_widths(made, 280)
    assert first == pytest.approx(84)
    assert wrap("12/10/2026", TABLE.cell.face, TABLE.cell.size, second - 2 * TABLE.padding_x) == [
        "12/10/2026"
    ]
    assert first + second + third == pytest.approx(280)
