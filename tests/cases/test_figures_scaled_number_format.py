"""A cell shows another number than it holds: in thousands, in per cent, with words, as a fraction."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from cchc_desktop.domain.errors import Refusal
from cchc_desktop.intake.figure_cells import read_cell
from cchc_desktop.intake.sheets.grid import SheetCell
from cchc_desktop.intake.sheets.number_formats import hides_text, shown
from tests.cases.figure_files import KINDS, KNOWN, Typed, doubts, drafted, make, values, wrong
from tests.intake.annexes import changed

INPUTS = Path(__file__).parent / "inputs/figures_scaled_number_format"


def test_millions_that_are_shown_are_taken_and_doubted() -> None:
    draft = drafted(INPUTS / "input.xlsx")
    assert values(draft) == {"1.35": "125", "1.36": "98"}
    assert doubts(draft) == {
        "1.35": "Ô đang hiện 125 nhưng chứa 125.000.000; lấy số đang hiện, tính bằng triệu đồng.",
        "1.36": "Ô đang hiện 98,0 nhưng chứa 98.000.000; lấy số đang hiện, tính bằng triệu đồng.",
    }
    assert len(draft.to_confirm) == 3  # and the rows that this older annex does not have


@pytest.mark.parametrize("kind", KINDS)
def test_in_every_kind_of_file(tmp_path: Path, kind: str) -> None:
    cells = {
        "1.35": Typed(125_000_000, "#,##0,,"), "8.04": Typed(0.955, "0.0%"), "3.14": Typed(12, '0" hồ sơ"'),
        "3.15": Typed(0, '0;-0;"KPS"'),
    }  # fmt: skip
    draft = drafted(make(kind, tmp_path, cells))
    assert values(draft) == {"1.35": "125", "8.04": "95,5", "3.14": "12", "3.15": "không phát sinh"}
    assert list(doubts(draft)) == ["1.35"]


@pytest.mark.parametrize("kind", KINDS)
def test_what_cannot_be_told_names_both(tmp_path: Path, kind: str) -> None:
    cells = {
        "3.14": Typed(3000, "#,##0,,"), "1.35": Typed(125, '0" nghìn đồng"'), "1.36": Typed(0.5, "# ?/?"),
        "3.15": Typed(0.5, "0.0%"),
    }  # fmt: skip
    told = [words.partition(": ")[2] for words in wrong(make(kind, tmp_path, cells))]
    assert told[0].startswith("Ô đang hiện 125 nghìn đồng mà «Kinh phí CCHC được bố trí trong năm» tính bằng")
    assert told[1].startswith("Ô đang hiện 1/2 nhưng chứa 0,5.")
    assert told[2].startswith("Ô đang hiện 0 nhưng chứa 3.000 (định dạng ô chia cho 1.000.000).")
    assert told[3].startswith("Đang là 50% mà «")


@pytest.mark.parametrize(
    ("code", "value", "form", "figure", "doubted"),
    [
        ("1.35", 125.5, "#,##0.0", "125.5", False),
        ("1.35", 125.56, "#,##0", "125.56", True),
        ("1.35", 125_000_000, '#,##0,,"tr"', "125", True),
        ("3.14", 7, '"ước "0', "7", False),
        ("3.14", 1234, "# ##0", "1234", False),
        ("3.14", 1234, r"0\.000", "1234", False),
        ("3.14", 5, "0000", "5", False),
        ("3.14", 0, '_-* #,##0_-;-* #,##0_-;_-* "-"??_-;_-@_-', "0", False),
        ("3.14", 0, "#", "0", True),
        ("8.04", 95.5, '0.0"%"', "95.5", False),
        ("8.04", 0.955, "0%", "95.5", True),
        ("8.04", 0.95, "", "0.95", True),
        ("3.14", 1234, "0.00E+00", "1234", True),
        ("1.35", 2_000_000, '[>=1000000]#,##0,,"tr";#,##0', "2", True),
        ("1.35", 2000, '[>=1000000]#,##0,,"tr";#,##0', "2000", False),
    ],
)
def test_what_a_format_makes_of_a_number(
    code: str, value: Any, form: str, figure: str, doubted: bool
) -> None:
    percent = bool(form) and shown(form, Decimal(str(value))).is_percent
    found = read_cell(SheetCell("D9", value, percent, code=form), KNOWN.get(code))
    assert found.figure.value == Decimal(figure)
    assert bool(found.doubts) is doubted


@pytest.mark.parametrize(
    ("code", "value", "form", "says"),
    [
        ("1.35", 125_400_000, "#,##0,,", "đang hiện 125 nhưng chứa 125.400.000"),
        ("1.35", 1500, "#,##0,", "chia cho 1.000"),
        ("1.35", 125_000_000, "#,##0 [$₫-42A]", "đang hiện 125.000.000 ₫"),
        ("1.35", 125_000_000, '#,##0" đồng"', "tính bằng triệu đồng"),
        ("3.14", 12, '0"00"', "đang hiện 1200 nhưng chứa 12"),
        ("3.14", 1234, "00-00", "nhưng chứa 1.234"),
        ("3.14", 5, ";;;", "không hiện gì nhưng chứa 5"),
        ("3.14", 5, '"KPS"', "đang hiện «KPS» nhưng chứa 5"),
        ("3.14", 90, r"0\%", "đang hiện 90% mà"),
        ("3.14", 12.5, "0", "số lẻ 12,5"),
    ],
)
def test_what_a_format_hides(code: str, value: Any, form: str, says: str) -> None:
    with pytest.raises(Refusal) as caught:
        read_cell(SheetCell("D9", value, code=form), KNOWN.get(code))
    assert says in str(caught.value)


def test_a_sheet_that_shows_no_zeros(tmp_path: Path) -> None:
    path = make("xlsx", tmp_path, {"1.01": Typed(0), "1.20": Typed(4)})
    changed(path, lambda sheet: setattr(sheet.sheet_view, "showZeros", False))
    draft = drafted(path)
    assert values(draft) == {"1.01": "0", "1.20": "4"}
    assert doubts(draft) == {"1.01": "Ô chứa số 0 nhưng định dạng ô không cho hiện; lấy 0."}


def test_what_is_seen_of_a_number() -> None:
    assert shown("#,##0.0,,", Decimal(98_000_000)).words == "98,0"
    assert shown("0;0", Decimal(-5)).number == 5
    assert shown("[$-409]#,##0.00;[Red]-#,##0.00", Decimal(-3)).words == "-3,00"
    assert shown("(0);(0)", Decimal(-3)).number == -3
    assert shown("d/m/yyyy", Decimal(5)).number == 5
    assert shown("[>5]0", Decimal(1)).number == 1
    assert shown('General" hồ sơ"', Decimal(3)).literal == "hồ sơ"
    assert shown("0." + "0" * 200, Decimal("1" * 15)).number == int("1" * 15)
    assert hides_text(";;;")
    assert not hides_text("0;-0;0;@")
    assert not hides_text("")
