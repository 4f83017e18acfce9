"""Notes at the foot of a page stand behind the text, as those of a Word file do, and part no paragraph."""

from pathlib import Path

import pytest

from cchc_desktop.intake.read import read_source

from .pdf_pages import INPUTS, LEFT, PLAN, TOP, Pages, texts

LONG = "- Niêm yết thủ tục tại trụ sở và các nhà văn hóa thôn, thay bản mới trong vòng năm ngày và"


def test_as_libreoffice_prints_them() -> None:
    found = texts(read_source(INPUTS / "pdf_footnotes" / "libreoffice.pdf"))
    assert found[1] == "- Rà soát văn bản của xã theo quyết định của tỉnh ¹, hoàn thành trước ngày 30/6/2026."
    assert found[3:] == [
        "- Niêm yết thủ tục tại trụ sở và các nhà văn hóa thôn, thay bản mới trong vòng năm ngày làm việc kể "
        "từ khi có thay đổi ³.",
        "Chú thích 1: Quyết định số 12/QĐ-UBND ngày 05/01/2026 của Ủy ban nhân dân tỉnh về rà soát văn bản "
        "quy phạm pháp luật.",
        "Chú thích 2: Số liệu của năm 2025.",
        "Chú thích 3: Theo Nghị định của Chính phủ.",
    ]


@pytest.mark.parametrize(("is_ruled", "is_raised"), [(True, True), (True, False), (False, True)])
def test_notes_between_two_pages(tmp_path: Path, is_ruled: bool, is_raised: bool) -> None:
    pages = Pages(tmp_path / "a.pdf")
    pages.lines([*PLAN[:4], LONG])
    if is_ruled:
        pages.canvas.line(LEFT, 130, LEFT + 144, 130)
    for number, text in ((1, "Theo báo cáo của tỉnh năm 2030."), (2, "Không kể các thôn mới.")):
        y = 130 - 14 * number
        pages.text(LEFT, y + 3 * is_raised, str(number), 6 if is_raised else 10)
        pages.text(LEFT + 6, y, text, 10)
    pages.text(LEFT + 200, 60, "1", 12)
    pages.turn()
    pages.lines(["trả lời trong ngày.", *PLAN[5:]])
    pages.text(LEFT + 200, 60, "2", 12)
    found = texts(pages.read())
    assert f"{LONG} trả lời trong ngày." in found
    assert found[-2:] == [
        "Chú thích 1: Theo báo cáo của tỉnh năm 2030.",
        "Chú thích 2: Không kể các thôn mới.",
    ]


def test_small_print_at_the_foot_is_no_note(tmp_path: Path) -> None:
    pages = Pages(tmp_path / "a.pdf")
    bottom = pages.plan() - 20
    lines = ["Nơi nhận:", "- Như Điều 3;", "- 05 thôn;", "- Lưu: VT."]
    pages.canvas.line(LEFT, bottom + 15, LEFT + 144, bottom + 15)
    for number, line in enumerate(lines):
        pages.text(LEFT, bottom - 14 * number, line, 10)
    pages.text(330, bottom, "TM. ỦY BAN NHÂN DÂN", 12)
    pages.text(330, bottom - 20, "CHỦ TỊCH", 12)
    assert texts(pages.read())[-6:] == [*lines, "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"]


def test_numbered_lines_in_smaller_print_are_text(tmp_path: Path) -> None:
    pages = Pages(tmp_path / "a.pdf")
    bottom = pages.lines(PLAN, TOP)
    for number, line in enumerate(("1. Việc thứ nhất.", "2. Việc thứ hai.")):
        pages.text(LEFT, bottom - 16 * number, line, 10)
    assert texts(pages.read())[-2:] == ["1. Việc thứ nhất.", "2. Việc thứ hai."]
