"""Ranges of cells from and to spreadsheets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop.domain.text import normalize
from cchc_desktop.ui.tables.clipboard import (
    copied_cells,
    copy_cells,
    fill,
    format_cells,
    parse_cells,
)


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("", []),
        ("12", [["12"]]),
        ("12\t3\n4\t5", [["12", "3"], ["4", "5"]]),
        ("12\t3\r\n4\t5\r\n", [["12", "3"], ["4", "5"]]),
        ("12\t3\n4\t5\n", [["12", "3"], ["4", "5"]]),
        ("12\r3\r", [["12"], ["3"]]),
        ("\t\n\t", [["", ""], ["", ""]]),
        ("\n", [[""]]),
        ("1\n\n3\n", [["1"], [""], ["3"]]),
        ("1\n\n", [["1"], [""]]),
        ("1\t", [["1", ""]]),
        ("1\t\r\n", [["1", ""]]),
        ('"hai\ndòng"\t5\r\n', [["hai\ndòng", "5"]]),
        ('"hai\r\ndòng"\r\n', [["hai\ndòng"]]),
        ('"có\ttab"\t5', [["có\ttab", "5"]]),
        ('"nói ""được""\nrồi"\t1', [['nói "được"\nrồi', "1"]]),
        ('nói "được"\t1', [['nói "được"', "1"]]),
        ('"không đóng\t1\n2\t3', [['"không đóng', "1"], ["2", "3"]]),
        ('"" rỗng\t1', [['"" rỗng', "1"]]),
        ('""\t1', [["", "1"]]),
        ('5"\t6"', [['5"', '6"']]),
        ("1.234\xa0\t95,5\0", [["1.234 ", "95,5"]]),
        ("ho\u0302 so\u031b", [["hô sơ"]]),
    ],
)
def test_cells_of_a_text(text: str, cells: list[list[str]]) -> None:
    assert parse_cells(text) == cells


CELL = st.text(alphabet='ab"\t\n\r ơ', max_size=6)


@given(st.lists(st.lists(CELL, min_size=1, max_size=4), min_size=1, max_size=4))
def test_what_is_copied_is_read_back(rows: list[list[str]]) -> None:
    kept = [[normalize(cell) for cell in row] for row in rows]
    if kept[-1] == [""]:
        kept[-1] = ["."]  # one empty cell at the end is a line end
    assert parse_cells(format_cells(kept)) == kept


@given(st.text(alphabet='ab"\t\n\r', max_size=40))
def test_any_text_is_read(text: str) -> None:
    cells = parse_cells(text)
    assert all(row for row in cells)
    assert bool(cells) == bool(text)


def test_long_texts_take_no_longer_than_their_length() -> None:
    assert len(parse_cells('"a\t' * 200_000)[0]) == 200_001
    assert len(parse_cells('""' * 200_000 + "x")) == 1


def test_filling_a_chosen_range() -> None:
    assert fill([["7"]], 2, 3) == [["7", "7", "7"], ["7", "7", "7"]]
    assert fill([["1", "2"]], 2, 2) == [["1", "2"], ["1", "2"]]
    assert fill([["1"], ["2"]], 4, 1) == [["1"], ["2"], ["1"], ["2"]]
    assert fill([["1", "2"]], 2, 3) == [["1", "2"]]
    assert fill([["1", "2"]], 1, 1) == [["1", "2"]]
    assert fill([["1", "2"], ["3"]], 4, 4) == [["1", "2"], ["3"]]
    assert fill([], 2, 2) == []


def test_clipboard_keeps_a_range(qtbot: object) -> None:
    copy_cells([["Hộ tịch", "12"], ["hai\ndòng", ""]])
    assert copied_cells() == [["Hộ tịch", "12"], ["hai\ndòng", ""]]


@pytest.mark.parametrize(
    "text", ["=1+1", "+84 912", "-Niêm yết", "- Niêm yết", "@SUM(A1)", " =1", "'=1", "''-x", "=HYPERLINK(1)"]
)
def test_a_copied_text_is_no_formula_where_it_is_pasted(text: str) -> None:
    copied = format_cells([[text, "x"]])
    assert copied.startswith("'")
    assert parse_cells(copied) == [[text, "x"]]


@pytest.mark.parametrize("text", ["-5", "-1.234,5", "+3", "-", "12%", "'x", "–"])
def test_a_copied_number_stays_one(text: str) -> None:
    assert format_cells([[text]]) == text
    assert parse_cells(text) == [[text]]
