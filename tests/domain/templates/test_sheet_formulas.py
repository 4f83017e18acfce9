"""Formulas of a sheet become formulas on codes where they say the same; everything else is left."""

import pytest

from cchc_desktop.domain.templates.sheet_formulas import converted

CODES = {(sheet, row, 5): f"1.{row:02}" for sheet in ("", "Biểu 1") for row in range(1, 9) if row != 3}


def code_of(sheet: str, row: int, column: int) -> str | None:
    return CODES.get((sheet, row, column))


@pytest.mark.parametrize(
    ("text", "formula"),
    [
        ("E1+E2", "[1.01]+[1.02]"),
        ("$E$1-E2", "[1.01]-[1.02]"),
        ("SUM(E1:E4)", "([1.01]+[1.02]+[1.04])"),
        ("SUM(E1,E4:E5)", "([1.01]+[1.04]+[1.05])"),
        ("SUM(E1;E2)", "([1.01]+[1.02])"),
        ("SUM(E1:E2)/E4", "([1.01]+[1.02])/[1.04]"),
        ("E1/E2*100", "[1.01]/[1.02]*100"),
        ("'Biểu 1'!E1+E2", "[1.01]+[1.02]"),
        ("IF(E2=0,0,E1/E2)", "[1.01]/[1.02]"),
        ('IF(OR(E2="",E2=0),"",E1/E2*100)', "[1.01]/[1.02]*100"),
        ("IFERROR(E1/E2,0)", "[1.01]/[1.02]"),
        ("ROUND(E1/(E2+E4),2)", "[1.01]/([1.02]+[1.04])"),
        ("(E1+E2)*2", "([1.01]+[1.02])*2"),
        ("ROUND(E1+E2,0)*2", "([1.01]+[1.02])*2"),
    ],
)
def test_what_is_said_with_codes(text: str, formula: str) -> None:
    found = converted(text, code_of)
    assert found is not None
    assert found.text == formula


def test_a_share_in_a_cell_of_percentages_is_a_hundredfold() -> None:
    for text, formula in (
        ("E1/E2", "[1.01]/[1.02]*100"),
        ("E1/E2*100", "[1.01]/[1.02]*100"),
        ("E1/E2-E4/E5", "([1.01]/[1.02]-[1.04]/[1.05])*100"),
        ("E1+E2", "[1.01]+[1.02]"),
    ):
        found = converted(text, code_of, percent=True)
        assert found is not None
        assert found.text == formula


@pytest.mark.parametrize(
    "text",
    [
        "", "E3", "F1", "SUM(F1:F3)", "SUM(D1:E1)", "VLOOKUP(E1,A1:B2,2,0)", "E1&E2", "E1+", "1+2",
        "SUM(E1:E2",
        "IF(E1>0,E1,E2)", "E1*10%", "-E1", "A1:A2", "Khac!E1", "E1 E2", "{1,2}",
        "(" * 400 + "E1" + ")" * 400,
        "E1+" * 400 + "E1", "TABLE(E1)",
    ],
)  # fmt: skip
def test_what_has_no_other_form(text: str) -> None:
    assert converted(text, code_of) is None
