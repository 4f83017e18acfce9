"""Headers of several rows: every place of the grid belongs to one cell, and each cell gets its height."""

from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop.documents.model import Column, Table
from cchc_desktop.documents.table_header import HeaderCell, header_cells, row_heights
from tests.documents import forms_of_an_binh as forms

_groups = st.lists(st.sampled_from(["A", "B"]), max_size=3).map(tuple)
_columns = st.lists(st.builds(Column, st.just("C"), st.just(1.0), groups=_groups), min_size=1, max_size=8)


def cells_of(columns: tuple[Column, ...], *, numbered: bool = False) -> list[HeaderCell]:
    return header_cells(Table(columns, (), numbered), [40.0] * len(columns))


@given(_columns, st.booleans())
def test_every_place_belongs_to_one_cell(columns: list[Column], numbered: bool) -> None:
    cells = cells_of(tuple(columns), numbered=numbered)
    places = [
        (row, column)
        for cell in cells
        for row in range(cell.row, cell.row + cell.rows)
        for column in range(cell.first, cell.first + cell.columns)
    ]
    rows = 1 + max(len(column.groups) for column in columns) + numbered
    assert sorted(places) == [(row, column) for row in range(rows) for column in range(len(columns))]


@given(_columns, st.data())
def test_rows_are_as_high_as_their_cells_need(columns: list[Column], data: st.DataObject) -> None:
    cells = cells_of(tuple(columns))
    needed = data.draw(st.lists(st.floats(1, 100), min_size=len(cells), max_size=len(cells)))
    heights = row_heights(cells, needed)
    for cell, need in zip(cells, needed, strict=True):
        assert sum(heights[cell.row : cell.row + cell.rows]) >= need - 1e-6


def test_header_of_form_ii_06a() -> None:
    cells = header_cells(Table(forms.COLUMNS, (), numbers=forms.NUMBERS), [39.0] * 13)
    found = [(cell.text, cell.row, cell.rows, cell.first, cell.columns) for cell in cells]
    assert found[:5] == [
        ("TT", 0, 3, 0, 1),
        ("Lĩnh vực giải quyết", 0, 3, 1, 1),
        (forms.RECEIVED, 0, 1, 2, 4),
        (forms.DONE, 0, 1, 6, 4),
        (forms.OPEN, 0, 1, 10, 3),
    ]
    assert ("Trong kỳ", 1, 1, 3, 2) in found
    assert ("Trực tuyến", 2, 1, 3, 1) in found
    assert ("Từ kỳ trước", 1, 2, 5, 1) in found
    numbers = [cell.text for cell in cells if cell.row == 3]
    assert numbers[2:5] == ["(3)=(4)\n+(5)\n+(6)", "(4)", "(5)"]


def test_neighbours_share_a_group_only_under_the_same_upper_one() -> None:
    columns = tuple(Column("C", 1, groups=groups) for groups in (("A", "S"), ("B", "S"), ("B", "S"), ()))
    groups = [(cell.text, cell.first, cell.columns) for cell in cells_of(columns) if cell.text != "C"]
    assert groups == [("A", 0, 1), ("B", 1, 2), ("S", 0, 1), ("S", 1, 2)]
