"""Running heads and feet, page numbers and line numbers: set aside and told, whatever the number of pages."""

import re
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4, landscape

from cchc_desktop.intake.read import read_source

from .pdf_pages import INPUTS, LEFT, PLAN, TOP, Pages, texts

MORE = ("- Cử công chức đi bồi dưỡng nghiệp vụ trong năm.", "- Công khai dự toán theo quy định.")
HIGH, LOW = A4[1] - 30, 30


def test_a_head_on_two_pages() -> None:
    source = read_source(INPUTS / "running-header-two-pages" / "input.pdf")
    assert source.notes == ("Đã bỏ dòng lặp lại ở mỗi trang: «KH CCHC 2026 - UBND xã Suối Lim».",)
    assert not [text for text in texts(source) if "KH CCHC" in text or "Trang" in text]


def test_heads_and_feet_that_a_word_processor_printed() -> None:
    """A head with fields on odd and even pages, a first page without one, and an annex on wide paper."""
    source = read_source(INPUTS / "running-header-two-pages" / "odd_and_even.pdf")
    found = texts(source)
    assert found[0] == "ỦY BAN NHÂN DÂN"
    assert not [text for text in found if "lưu hành" in text.lower() or "xã An Bình - 2031" in text]
    assert len(source.notes) == 2


def test_a_foot_of_two_lines_with_the_number_in_it(tmp_path: Path) -> None:
    pages = Pages(tmp_path / "a.pdf")
    for page in (1, 2):
        pages.lines(("Kế hoạch CCHC của xã", f"bản {page} in nội bộ"), LOW + 12, leading=12)
        pages.plan() if page == 1 else pages.lines(MORE)
        pages.turn()
    source = pages.read()
    assert texts(source)[-2:] == list(MORE)
    assert source.notes == (
        "Đã bỏ dòng lặp lại ở mỗi trang: «bản 1 in nội bộ».",
        "Đã bỏ dòng lặp lại ở mỗi trang: «Kế hoạch CCHC của xã».",
    )


def test_heads_that_alternate_and_differ(tmp_path: Path) -> None:
    pages = Pages(tmp_path / "a.pdf")
    pages.plan()
    for page in range(2, 6):
        pages.turn()
        pages.text(
            LEFT if page % 2 else 400, HIGH, "UBND xã An Bình" if page % 2 else "Kế hoạch năm 2031", 10
        )
        pages.text(290, LOW, f"- {page} -", 10)
        pages.lines((f"- Việc thứ nhất của phần {page};", f"- Việc thứ hai của phần {page}."))
    source = pages.read()
    assert len(texts(source)) == len(PLAN) + 6 + 8
    assert source.notes == (
        "Đã bỏ dòng đầu trang ở trang 2, 4: «Kế hoạch năm 2031».",
        "Đã bỏ dòng đầu trang ở trang 3, 5: «UBND xã An Bình».",
    )


def test_a_head_on_the_second_page_alone(tmp_path: Path) -> None:
    pages = Pages(tmp_path / "a.pdf")
    pages.plan()
    pages.turn()
    pages.text(LEFT, HIGH, "Kế hoạch CCHC 2031", 10)
    pages.lines(MORE)
    source = pages.read()
    assert texts(source)[-2:] == list(MORE)
    assert source.notes == ("Đã bỏ dòng đầu trang ở trang 2: «Kế hoạch CCHC 2031».",)


def test_what_a_browser_prints_around_one_page(tmp_path: Path) -> None:
    pages = Pages(tmp_path / "a.pdf")
    pages.text(30, HIGH, "11/26/26, 9:41 AM          Kế hoạch cải cách hành chính", 9)
    pages.text(30, LOW, "file:///D:/Van-ban/ke-hoach.html                    1/1", 9)
    pages.plan()
    source = pages.read()
    assert len(texts(source)) == len(PLAN) + 6
    assert len(source.notes) == 2
    assert source.notes[1] == "Đã bỏ dòng chân trang ở trang 1: «file:///D:/Van-ban/ke-hoach.html 1/1»."


@pytest.mark.parametrize(
    "number", ["2", "- 2 -", "Trang 2/5", "Trang 2 trên 5", "[2]", "Page 2 of 5", "2 | Trang", "ii"]
)
def test_page_numbers_of_one_page_are_no_text(tmp_path: Path, number: str) -> None:
    pages = Pages(tmp_path / "a.pdf")
    pages.plan()
    pages.turn()
    pages.text(290, HIGH, number)
    pages.lines(MORE)
    assert texts(pages.read())[-2:] == list(MORE)


def test_a_year_alone_on_the_last_line_of_a_page_stays(tmp_path: Path) -> None:
    pages = Pages(tmp_path / "a.pdf")
    line = "- Báo cáo kết quả thực hiện nhiệm vụ cải cách hành chính được giao của xã trong năm"
    pages.lines((*PLAN, line, "2031"), TOP)
    pages.turn()
    pages.lines(MORE)
    assert f"{line} 2031" in texts(pages.read())


def test_titles_of_annexes_and_pages_that_are_alike_stay(tmp_path: Path) -> None:
    pages = Pages(tmp_path / "a.pdf")
    for page in (1, 2):
        pages.lines((f"PHỤ LỤC {page}", *MORE))
        pages.turn()
    found = texts(pages.read())
    assert (found[0], found[3]) == ("PHỤ LỤC 1", "PHỤ LỤC 2")

    copies = Pages(tmp_path / "b.pdf")
    for _ in range(2):
        copies.plan()
        copies.turn()
    source = copies.read()
    assert texts(source) == texts(source)[: len(PLAN) + 6] * 2


def test_heads_with_the_name_of_each_chapter(tmp_path: Path) -> None:
    pages = Pages(tmp_path / "a.pdf")
    names = ("Phần chung", "Nhiệm vụ", "Tổ chức")
    for page, name in enumerate(names):
        pages.text(LEFT, HIGH, f"Kế hoạch CCHC 2031 | {name}", 10)
        pages.plan() if page == 0 else pages.lines(MORE)
        pages.turn()
    source = pages.read()
    assert len(texts(source)) == len(PLAN) + 6 + 4
    assert source.notes == tuple(
        f"Đã bỏ dòng đầu trang ở trang {page}: «Kế hoạch CCHC 2031 | {name}»."
        for page, name in enumerate(names, start=1)
    )


def test_a_first_line_that_is_alike_on_two_pages_stays(tmp_path: Path) -> None:
    pages = Pages(tmp_path / "a.pdf")
    for page in (1, 2):
        pages.lines((f"Phần nội dung {page} của kế hoạch.", *MORE[page - 1 :]))
        pages.turn()
    source = pages.read()
    assert texts(source)[0] == "Phần nội dung 1 của kế hoạch."
    assert not source.notes


def test_heads_of_wide_pages(tmp_path: Path) -> None:
    pages = Pages(tmp_path / "a.pdf")
    for page in (1, 2, 3):
        wide = page == 3
        pages.canvas.setPageSize(landscape(A4) if wide else A4)
        pages.text(LEFT, (A4[0] if wide else A4[1]) - 30, "UBND xã An Bình", 10)
        pages.plan() if page == 1 else pages.lines(MORE, A4[0] - 60)
        pages.turn()
    source = pages.read()
    assert source.notes == ("Đã bỏ dòng lặp lại ở mỗi trang: «UBND xã An Bình».",)


# -- numbers of lines ----------------------------------------------------------------------------------


@pytest.mark.parametrize(("step", "anew"), [(1, False), (5, False), (1, True)])
@pytest.mark.parametrize("x", [60, 560])
def test_numbers_of_lines_in_the_margin(tmp_path: Path, step: int, anew: bool, x: int) -> None:
    pages = Pages(tmp_path / "a.pdf")
    lines = [*PLAN, *MORE * 9]
    count = 0
    for start in (0, 14):
        count = 0 if anew else count
        for place, line in enumerate(lines[start : start + 14]):
            count += 1
            pages.text(LEFT, TOP - place * 20, line)
            if count % step == 0:
                pages.canvas.setFont("Read", 9)
                pages.canvas.drawRightString(x, TOP - place * 20, str(count))
        pages.turn()
    source = pages.read()
    assert texts(source) == lines[:28]
    highest = 14 if anew else 28
    assert source.notes == (f"Đã bỏ số dòng in ở lề trang ({step}–{highest - highest % step}).",)


def test_numbers_of_lines_that_a_word_processor_printed() -> None:
    source = read_source(INPUTS / "running-header-two-pages" / "line_numbers.pdf")
    assert source.notes == ("Đã bỏ số dòng in ở lề trang (5–30).",)
    assert not [text for text in texts(source) if re.match(r"\d+ |.*\b\d{1,2}$", text)]
