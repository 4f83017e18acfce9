"""Running text in two or three columns is read column by column, and told."""

import textwrap
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4

from cchc_desktop.intake.read import read_source

from ..intake.builders import BODY, CLOSING, FOOT_LEFT, FOOT_RIGHT, HEAD_LEFT, HEAD_RIGHT, TITLE
from .pdf_pages import INPUTS, Pages, texts

TOLD = "Trang 1 in chữ thành cột; đã đọc hết cột trái rồi đến cột phải, hãy đối chiếu với bản gốc."


def set_in_columns(pages: Pages, columns: int, top: float, shift: float = 0.0) -> None:
    """The body of a plan in columns of one width; each column stands lower than the one before by a shift."""
    letters = 92 // columns - 6
    lines = [
        ("" if place else "\n") + line
        for text in [*BODY, CLOSING]
        for place, line in enumerate(textwrap.wrap(text, letters))
    ]
    each = -(-len(lines) // columns)
    for column in range(columns):
        y = top - column * shift
        for line in lines[column * each : (column + 1) * each]:
            y -= 20 if line.startswith("\n") else 15
            pages.text(85 + column * (460 / columns), y, line.strip(), 11)


def test_a_plan_in_two_columns_of_a_word_processor() -> None:
    source = read_source(INPUTS / "pdf-text-in-columns" / "word_processor.pdf")
    found = texts(source)
    assert source.notes == (TOLD,)
    assert found[:8] == [*HEAD_LEFT, *HEAD_RIGHT, *TITLE]
    assert found[8 : 8 + len(BODY)] == BODY
    # The foot is two blocks side by side, which the page break cuts after their first lines.
    assert found[-9:] == [CLOSING, *FOOT_LEFT, *FOOT_RIGHT]


@pytest.mark.parametrize("shift", [0.0, 5.0], ids=["level", "shifted"])
@pytest.mark.parametrize("columns", [2, 3])
def test_columns_of_lines_that_are_level_or_not(tmp_path: Path, columns: int, shift: float) -> None:
    pages = Pages(tmp_path / "a.pdf")
    top = pages.plan(("KẾ HOẠCH", "Cải cách hành chính xã An Bình năm 2031"))
    set_in_columns(pages, columns, top - 10, shift)
    source = pages.read()
    assert source.notes == (TOLD,)
    assert " ".join(texts(source)[8:]) == " ".join([*BODY, CLOSING])
    assert all(spot.page == 1 for spot in source.spots)


def test_columns_over_pages(tmp_path: Path) -> None:
    pages = Pages(tmp_path / "a.pdf")
    for _ in range(2):
        set_in_columns(pages, 2, A4[1] - 60)
        pages.turn()
    source = pages.read()
    assert source.notes == (TOLD.replace("Trang 1", "Trang 1–2"),)
    assert texts(source) == [*BODY, CLOSING] * 2


def test_blocks_that_are_no_running_text_are_doubted(tmp_path: Path) -> None:
    pages = Pages(tmp_path / "a.pdf")
    for place in range(9):
        pages.text(85, 700 - 20 * place, f"Thôn số {place}")
        pages.text(330, 700 - 20 * place, f"Ông Nguyễn Văn {place}")
    source = pages.read()
    assert source.notes == (
        "Trang 1 có hai khối chữ cạnh nhau mà không rõ thứ tự đọc; đã đọc theo từng dòng, hãy đối chiếu với "
        "bản gốc.",
    )
