"""Statistical forms as Word files: merged cells that every page repeats, the head of the form."""

from dataclasses import replace
from typing import Any

import pytest
from docx.oxml.ns import qn

from cchc_desktop.documents.model import Document, Formula, Part, Row, Table
from tests.documents import forms_of_an_binh as forms
from tests.documents import reading


def tight(text: str) -> str:
    return "".join(text.split())


@pytest.fixture(scope="module")
def table() -> Any:
    return reading.word(forms.form()).tables[1]


def test_merged_cells_of_the_header(table: Any) -> None:
    texts = [[cell.text for cell in row.cells] for row in table.rows[:4]]
    assert texts[0] == [
        "TT", "Lĩnh vực giải quyết", *[forms.RECEIVED] * 4, *[forms.DONE] * 4, *[forms.OPEN] * 3,
    ]  # fmt: skip
    assert texts[1][2:6] == ["Tổng số", "Trong kỳ", "Trong kỳ", "Từ kỳ trước"]
    assert texts[2][:6] == [
        "TT", "Lĩnh vực giải quyết", "Tổng số", "Trực tuyến", "Trực tiếp, bưu chính", "Từ kỳ trước",
    ]  # fmt: skip
    assert [tight(text) for text in texts[3]] == list(forms.NUMBERS)
    spans = [one.get(qn("w:val")) for one in table._tbl.tr_lst[0].iter(qn("w:gridSpan"))]
    assert spans == ["4", "4", "3"]
    merges = [one.get(qn("w:val")) for one in table._tbl.tr_lst[2].iter(qn("w:vMerge"))]
    assert merges == ["continue"] * 11


def test_all_rows_of_the_header_are_repeated(table: Any) -> None:
    repeated = [bool(row.findall(f".//{qn('w:tblHeader')}")) for row in table._tbl.tr_lst]
    assert repeated == [True] * 4 + [False] * 21


def test_head_of_the_form() -> None:
    word = reading.word(forms.form())
    cells = word.tables[0].rows[0].cells
    left, middle, right = (cell.text.replace("\N{NO-BREAK SPACE}", " ") for cell in cells)
    assert left == "Biểu số II.06a/VPCP/KSTT\nDùng cho cấp xã"
    assert middle.startswith("TÌNH HÌNH, KẾT QUẢ GIẢI QUYẾT TTHC\nKỳ báo cáo: Quý I năm 2026\n(Từ")
    assert right.splitlines()[0] == "- Đơn vị báo cáo: UBND xã An Bình"
    unit = cells[2].paragraphs[-1]
    assert unit.text == "Đơn vị tính: Số hồ sơ TTHC"
    assert unit.paragraph_format.keep_with_next
    assert unit.style.font.italic


def test_without_a_unit_the_tables_stay_two() -> None:
    head = replace(forms.HEAD, unit="")
    table = Table(forms.COLUMNS, ())
    word = reading.word(Document("Thử", "", (Part("Thử", (head, table), landscape=True),)))
    assert len(word.tables) == 2
    tags = [child.tag for child in word.element.body]
    assert tags.index(qn("w:p")) == tags.index(qn("w:tbl")) + 1


def test_words_in_a_column_of_numbers_stand_in_its_middle() -> None:
    document = forms.one_table(Row((1, "a", "–")), Row((2, "b", Formula("1/0", "–"))), Row((3, "c", 4)))
    rows = reading.word(document).tables[0]._tbl.tr_lst[1:]
    stands = [[one.get(qn("w:val")) for one in row.iter(qn("w:jc"))][-1] for row in rows]
    assert stands == ["center", "center", "right"]


def test_indented_rows() -> None:
    document = forms.one_table(Row((1, "Tổng", 5)), Row((None, "Trong đó: a", 3), indent=2))
    rows = reading.word(document).tables[0].rows
    indents = [[cell.paragraphs[0].paragraph_format.left_indent for cell in row.cells] for row in rows]
    assert indents[1] == [None] * 3
    assert [indent and indent.pt for indent in indents[2]] == [None, 20, None]
