"""One document, three formats: the same values in each."""

from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cchc_desktop.documents.cells import shown
from cchc_desktop.documents.model import Align, Column, Document, Part, Row, Table
from tests.documents import reading
from tests.examples import share

COLUMNS = (
    Column("TT", 1, Align.CENTER),
    Column("Nội dung", 4),
    Column("Số", 2, Align.RIGHT),
    Column("Tỷ lệ", 2, Align.RIGHT),
    Column("Ngày", 2, Align.CENTER),
)
_LETTERS = "abcđêôơưạảấầẹỉọụỳ ỆĂƠ0123=+-@&<>\"'/"
_texts = st.text(_LETTERS, max_size=60).map(lambda text: " ".join(text.split()))
_rows = st.tuples(
    st.integers(1, 999),
    _texts,
    st.integers(-(10**12), 10**12),
    st.decimals(-1000, 1000, places=2),
    st.dates(date(2000, 1, 1), date(2100, 12, 31)),
)


@settings(max_examples=share(4))
@given(st.lists(_rows, min_size=1, max_size=12))
@pytest.mark.slow
def test_numbers_and_texts_agree(rows: list[tuple[int, str, int, float, date]]) -> None:
    table = Table(COLUMNS, tuple(Row(row) for row in rows))
    document = Document("Thử", "Xã An Bình", (Part("Thử", (table,), landscape=True),))
    expected = [[shown(cell) for cell in row] for row in rows]

    (word_table,) = reading.word(document).tables
    assert [[cell.text for cell in row.cells] for row in word_table.rows][1:] == expected

    sheet = reading.workbook(document).active
    found = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3, max_row=2 + len(rows))]
    for values, row in zip(found, rows, strict=True):
        day = values[4]
        assert isinstance(day, datetime)
        assert (values[0], values[1] or "", values[2], day.date()) == (row[0], row[1], row[2], row[4])
        assert abs(float(values[3]) - float(row[3])) < 1e-9

    printed = "".join("".join(page.split()) for page in reading.pdf_pages(reading.pdf_bytes(document)))
    printed = printed.replace("\ufffe", "-").replace("\x02", "-")
    for texts in expected:
        for text in texts:
            assert "".join(text.split()) in printed
