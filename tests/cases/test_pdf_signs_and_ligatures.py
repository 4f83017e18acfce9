"""Signs of fonts that hold signs alone, ligatures, and letters printed twice come out as what they show."""

from collections.abc import Callable
from pathlib import Path

import pytest
from reportlab.pdfbase import ttfonts

from cchc_desktop.intake.pdf.symbols import is_symbol_font, letter_of_symbol
from cchc_desktop.intake.read import read_source

from .pdf_pages import LEFT, PLAN, Pages, texts

Saying = Callable[[dict[str, str]], None]


@pytest.fixture
def saying(monkeypatch: pytest.MonkeyPatch) -> Saying:
    """Makes files say that some letters are others: each of the keys is told to be the value."""

    def change(codes: dict[str, str]) -> None:
        said = ttfonts.makeToUnicodeCMap

        def told(name: str, subset: list[int]) -> str:
            result = str(said(name, subset))
            for letter, code in codes.items():
                result = result.replace(f"<{ord(letter):04X}>", f"<{ord(code):04X}>")
            return result

        monkeypatch.setattr(ttfonts, "makeToUnicodeCMap", told)

    return change


def test_bullets_and_comparisons_in_the_private_codes(tmp_path: Path, saying: Saying) -> None:
    saying({"¤": "\uf0b7", "§": "\uf0a7", "¶": "\uf0b3", "¥": "\uf0fc", "¢": "\uf0d8"})
    pages = Pages(tmp_path / "a.pdf")
    pages.lines(
        ["¤ Việc thứ nhất.", "§ Việc thứ hai.", "¥ Việc thứ ba.", "¢ Việc thứ tư.", "- Hồ sơ đúng hạn ¶ 95%."]
    )
    source = pages.read()
    assert texts(source) == [
        "- Việc thứ nhất.", "- Việc thứ hai.", "- Việc thứ ba.", "- Việc thứ tư.", "- Hồ sơ đúng hạn ≥ 95%.",
    ]  # fmt: skip
    assert source.notes == ()


def test_a_sign_that_is_not_known_is_told(tmp_path: Path, saying: Saying) -> None:
    saying({"¤": "\ue123"})
    pages = Pages(tmp_path / "a.pdf")
    pages.plan((*PLAN[:-1], "- Rà soát ¤ văn bản.", PLAN[-1]))
    assert pages.read().notes == ("Trang 1: có 1 ký tự không đọc được; hãy đối chiếu với bản gốc.",)


@pytest.mark.parametrize(
    ("font", "code", "shown"),
    [
        ("ABCDEF+Wingdings-Regular", ord("n"), "■"),
        ("Wingdings", 0xF0FE, "☑"),
        ("Wingdings", ord("5"), "\uf035"),
        ("SymbolMT", 0xB3, "≥"),
        ("SymbolMT", 0xF0A3, "≤"),
        ("Symbol", 0xD7, "×"),
        ("Symbol", ord("a"), "α"),
        ("", 0xF0B1, "±"),
        ("", 0xF06E, "■"),
        ("", 0x41, "A"),
        ("Wingdings2", 0x50, "P"),
        ("ZapfDingbats", 0x2714, "✔"),
    ],
)
def test_signs_of_fonts(font: str, code: int, shown: str) -> None:
    assert letter_of_symbol(font, code) == shown


def test_names_of_fonts_that_hold_signs() -> None:
    assert is_symbol_font("ABCDEF+SymbolMT")
    assert is_symbol_font("Wingdings 2")
    assert not is_symbol_font("Times New Roman")


def test_a_comparison_of_the_standard_font_symbol(tmp_path: Path) -> None:
    pages = Pages(tmp_path / "a.pdf")
    pages.text(LEFT, 700, "- Hồ sơ đúng hạn")
    pages.canvas.setFont("Symbol", 12)
    pages.canvas.drawString(LEFT + 95, 700, "\u2265")
    pages.text(LEFT + 102, 700, "95%.")
    assert texts(pages.read()) == ["- Hồ sơ đúng hạn ≥95%."]


def test_ligatures(tmp_path: Path, saying: Saying) -> None:
    saying({"¤": "\ufb01", "§": "\ufb03"})
    pages = Pages(tmp_path / "a.pdf")
    pages.lines(["- Phần mềm O§ce và Wi¤ tại trụ sở."])
    assert texts(pages.read()) == ["- Phần mềm Office và Wifi tại trụ sở."]


@pytest.mark.parametrize("shifts", [(0, 0.3), (0, 0.25, 0.5), (0, -0.4), (0.3, 0, 0.6)])
def test_lines_printed_several_times_for_bold(tmp_path: Path, shifts: tuple[float, ...]) -> None:
    pages = Pages(tmp_path / "a.pdf")
    for shift in shifts:
        pages.text(LEFT + shift, 700 + shift / 2, "II. MỤC TIÊU ĐẾN NĂM 2031", 14)
        pages.lines(["- Hoàn thành 100% nhiệm vụ."], 670)
    pages.canvas.save()
    source = read_source(pages.path)
    assert texts(source) == ["II. MỤC TIÊU ĐẾN NĂM 2031", "- Hoàn thành 100% nhiệm vụ."]
    assert source.notes == ()
