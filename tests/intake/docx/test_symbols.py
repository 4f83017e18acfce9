"""Signs on codes of private use: in an element of their own, or among letters as LibreOffice writes them."""

from pathlib import Path

import pytest

from cchc_desktop.intake.docx.symbols import symbol, with_signs
from cchc_desktop.intake.read import read_source
from tests.intake.builders import add_xml, new_document


@pytest.mark.parametrize(
    ("value", "font", "shown"),
    [
        (0xF0B0, "Symbol", "°"), (0xF0B3, "Symbol", "≥"), (0xF06D, "Symbol", "μ"), (0xF035, "Symbol", "5"),
        (0xF0E0, "Wingdings", "→"), (0xF0B7, "Symbol", "•"), (0xF0FC, "Wingdings", "•"),
        (0xF04A, "Wingdings", ""),
        (0xF0E7, "Symbol", ""), (0x2265, "", "≥"), (0x7, "", ""), (0xE000, "", ""), (0xF0A3, "", "≤"),
    ],
)  # fmt: skip
def test_what_a_code_shows(value: int, font: str, shown: str) -> None:
    assert symbol(value, font) == shown


def test_signs_among_letters(tmp_path: Path) -> None:
    assert with_signs("20\uf0b0C\ufffc", "Symbol") == "20°C"
    document = new_document()
    font = '<w:rPr><w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/></w:rPr>'
    add_xml(
        document,
        f"<w:p><w:r><w:t>Đạt </w:t></w:r><w:r>{font}<w:t>\uf0b3</w:t></w:r><w:r><w:t> 95%</w:t></w:r>"
        '<w:r><w:t> ở 20</w:t></w:r><w:r><w:sym w:font="Symbol" w:char="F0B0"/><w:t>C</w:t></w:r>'
        '<w:r><w:sym w:font="Symbol" w:char="khong"/></w:r></w:p>',
    )
    path = tmp_path / "a.docx"
    document.save(str(path))
    assert read_source(path).lines == ("Đạt ≥ 95% ở 20°C",)
