"""Lines whose blanks are gaps only: a second font draws the letters that the first one lacks."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from cchc_desktop.intake.pdf.blanks import blanks_within
from cchc_desktop.intake.read import read_source
from cchc_desktop.intake.source import SourceParagraph

ROOT = Path(__file__).resolve().parents[3]
FONTS = ROOT / "resources" / "fonts"
CASE = ROOT.parent / "shared" / "cases" / "01-pdf-fallback-font-blanks" / "input.pdf"
SIZE = 14


@pytest.fixture(scope="module", autouse=True)
def _fonts() -> None:
    pdfmetrics.registerFont(TTFont("First", str(FONTS / "Tinos-Regular.ttf")))
    pdfmetrics.registerFont(TTFont("Second", str(FONTS / "BeVietnamPro-Regular.ttf")))


def is_foreign(letter: str) -> bool:
    """Whether an older font lacks it: the Vietnamese letters beyond those of Western Europe."""
    return letter.isalpha() and ord(letter) > 0x180


def draw(canvas: Canvas, y: float, text: str, *, blank: float, around: float = 0.0) -> None:
    """Draws a line, its foreign letters in the second font, and no blank beside one of them.

    A blank that is not drawn leaves a gap of ``blank``; ``around`` is left on both sides of a foreign letter
    in a word, both as parts of the font's size.
    """
    x = 60.0
    run = ""

    def end_run() -> None:
        nonlocal x, run
        font = "Second" if is_foreign(run[:1]) else "First"
        canvas.setFont(font, SIZE)
        canvas.drawString(x, y, run)
        x += pdfmetrics.stringWidth(run, font, SIZE)
        run = ""

    for index, letter in enumerate(text):
        before, after = text[index - 1 : index], text[index + 1 : index + 2]
        if letter == " " and (is_foreign(before) or is_foreign(after)):
            end_run()
            x += blank * SIZE
            continue
        if run and is_foreign(letter) != is_foreign(before):
            end_run()
            x += around * SIZE
        run += letter
    end_run()


def read_lines(path: Path, lines: list[str], *, blank: float, around: float = 0.0) -> list[str]:
    canvas = Canvas(str(path), pagesize=A4)
    for number, line in enumerate(lines):
        draw(canvas, 760 - 40 * number, line, blank=blank, around=around)
    canvas.save()
    return [block.text for block in read_source(path).blocks if isinstance(block, SourceParagraph)]


LINES = [
    "Căn cứ Quyết định số 415/QĐ-UBND của tỉnh về kế hoạch;",
    "- Từ 96% hồ sơ trở lên được trả đúng hạn.",
    "- Công khai tại trụ sở và các nhà văn hóa.",
    "4. Cải cách chế độ công vụ",
    "- Cử 15 công chức đi bồi dưỡng nghiệp vụ.",
    "Phòng Kinh tế - Hạ tầng đô thị phối hợp với Sở VHTTDL và UBND xã Thọ An.",
    "IV. TỔ CHỨC THỰC HIỆN CẢ NĂM 2026",
]


@pytest.mark.parametrize("blank", [0.2, 0.25, 0.35])
def test_blanks_beside_letters_of_a_second_font(tmp_path: Path, blank: float) -> None:
    assert read_lines(tmp_path / "a.pdf", LINES, blank=blank) == LINES


def test_gaps_within_words_are_no_blanks(tmp_path: Path) -> None:
    lines = ["Tiếp nhận và trả kết quả của các cơ quan hành chính.", "Thành phố Đắk Lắk có mười đơn vị."]
    assert read_lines(tmp_path / "a.pdf", lines, blank=0.28, around=0.18) == lines


def test_letters_that_are_set_wide(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    canvas.setFont("First", SIZE)
    canvas.drawString(60, 700, "CỘNG HÒA XÃ HỘI email VNPT", charSpace=0.2 * SIZE)
    canvas.save()
    assert read_source(path).blocks[0] == SourceParagraph("CỘNG HÒA XÃ HỘI email VNPT")


@pytest.mark.parametrize(
    ("torn", "words"),
    [
        ("hồ|sơ", "hồ sơ"),
        ("hồ|sơ|trở|lên", "hồ sơ trở lên"),
        ("chế|độ|công", "chế độ công"),
        ("h|ồ|s|ơ|tr|ở", "hồ sơ trở"),
        ("số|415/QĐ-UBND", "số 415/QĐ-UBND"),
        ("Cử|15", "Cử 15"),
        ("30|tổ", "30 tổ"),
        ("Từ|96%", "Từ 96%"),
        ("(từ|trụ|sở|),", "(từ trụ sở),"),
        ("Sở|VHTTDL", "Sở VHTTDL"),
        ("tế|-|xã", "tế - xã"),
        ("HĐND|UBND|tổ", "HĐND UBND tổ"),
        ("KẾ|HOẠ|CH", "KẾ HOẠCH"),
        ("củ|a", "của"),
        ("Thọ|An", "Thọ An"),
        ("Đắ|k", "Đắk"),
        ("vụ|.", "vụ."),
        ("phố;|thôn", "phố; thôn"),
        ("vụ|(để|báo", "vụ (để báo"),
    ],
)
def test_pieces_come_out_as_words(torn: str, words: str) -> None:
    pieces = torn.split("|")
    places = blanks_within(pieces, [0.25] * (len(pieces) - 1))
    bounds = [0, *places, len(pieces)]
    found = " ".join("".join(pieces[a:b]) for a, b in pairwise(bounds))
    assert found == words


def test_where_nothing_is_a_word_the_gap_decides() -> None:
    assert blanks_within(["Micro", "soft"], [0.14]) == []
    assert blanks_within(["Micro", "soft"], [0.25]) == [1]
    assert blanks_within(["khoản 1", "(a)"], [0.05]) == []


@given(
    st.lists(st.tuples(st.text("aăhkơộ1.-/TỔ ", min_size=1, max_size=4), st.floats(0.12, 0.5)), min_size=1)
)
def test_any_pieces_are_parted_in_order(torn: list[tuple[str, float]]) -> None:
    pieces, gaps = [text for text, _ in torn], [gap for _, gap in torn[1:]]
    places = blanks_within(pieces, gaps)
    assert places == sorted(set(places) & set(range(1, len(pieces))))


def test_a_plan_that_libreoffice_printed_without_the_letters() -> None:
    if not CASE.exists():
        pytest.skip("không có tệp mẫu ../shared/cases/01-pdf-fallback-font-blanks bên cạnh kho mã")
    blocks = read_source(CASE).blocks
    texts = [block.text for block in blocks if isinstance(block, SourceParagraph)]
    for text in (
        "Căn cứ Quyết định số 415/QĐ-UBND ngày 20/12/2025 của UBND tỉnh về Kế hoạch cải cách hành chính "
        "năm 2026;",
        "- Từ 96% hồ sơ trở lên được trả đúng hạn.",
        "- Công khai thủ tục tại trụ sở và các nhà văn hóa.",
        "4. Cải cách chế độ công vụ",
        "- Cử 15 công chức đi bồi dưỡng nghiệp vụ.",
    ):
        assert text in texts
