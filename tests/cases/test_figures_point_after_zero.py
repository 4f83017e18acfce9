"""«0.125», «1.234», «1,5» typed as texts: one rule, and what else may be meant is said."""

from decimal import Decimal
from pathlib import Path

import pytest

from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.numerals import parse_number
from tests.cases.figure_files import Typed, delimited, doubts, drafted, make, rows, values, wrong

INPUTS = Path(__file__).parent / "inputs/figures_point_after_zero"


def test_no_grouped_number_begins_with_zero() -> None:
    first, second = drafted(INPUTS / "input.xlsx"), drafted(INPUTS / "input2.xlsx")
    assert values(first) == {"1.35": "0,5", "1.36": "0,125"}
    assert values(second) == {"1.35": "0,5", "1.36": "0,25"}
    assert doubts(first) == doubts(second) == {}


@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods", "csv"])
def test_three_digits_behind_a_point_or_comma_are_doubted(tmp_path: Path, kind: str) -> None:
    cells = {"1.35": Typed("1.234"), "1.36": Typed("1,234"), "3.14": Typed("1.234"), "6.02": Typed("1.234,5")}
    draft = drafted(make(kind, tmp_path, cells))
    assert values(draft) == {"1.35": "1.234", "1.36": "1,234", "3.14": "1.234", "6.02": "1.234,5"}
    assert set(doubts(draft)) == {"1.35", "1.36"}
    assert doubts(draft)["1.35"].startswith(
        "Ô ghi «1.234», dấu chấm được hiểu là dấu ngăn hàng nghìn: 1.234;"
    )
    assert doubts(draft)["1.36"].startswith("Ô ghi «1,234», dấu phẩy được hiểu là dấu ngăn phần thập phân:")


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_texts_between_any_signs(tmp_path: Path, delimiter: str) -> None:
    cells = {"1.35": Typed("250,5"), "1.36": Typed("0.125"), "8.04": Typed("95.5"), "3.14": Typed("1 234")}
    path = tmp_path / "a.csv"
    path.write_text(delimited(rows(cells, "QUÝ I NĂM 2026"), delimiter), encoding="utf-8")
    draft = drafted(path)
    assert values(draft) == {"1.35": "250,5", "1.36": "0,125", "8.04": "95,5", "3.14": "1.234"}
    assert draft.to_confirm == ()


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_what_no_rule_reads_is_a_mistake(tmp_path: Path, kind: str) -> None:
    cells = {"1.35": Typed("1,234.5"), "1.36": Typed("012.500"), "3.14": Typed("0 125")}
    told = wrong(make(kind, tmp_path, cells))
    assert len(told) == 3
    assert sum("không phải là số" in words for words in told) == 2
    assert "«1,234.5» ghi dấu phẩy ngăn hàng nghìn. Nếu là 1.234,5 thì ghi 1.234,5." in " ".join(told)


def test_a_share_where_a_percentage_is_asked_for(tmp_path: Path) -> None:
    draft = drafted(make("csv", tmp_path, {"8.04": Typed("0,95")}))
    assert doubts(draft) == {"8.04": "Ô ghi 0,95, được hiểu là 0,95%; nếu là 95% thì ghi 95."}
    assert drafted(make("csv", tmp_path, {"8.04": Typed("0,95%")})).to_confirm == ()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0.125", "0.125"), ("0.500", "0.5"), ("0.5", "0.5"), ("1.234", "1234"), ("1,5", "1.5"),
        ("1 234", "1234"), ("1.234,5", "1234.5"), ("-0.125", "-0.125"), ("0,125", "0.125"), ("05,5", "5.5"),
        ("007", "7"), ("12.345.678", "12345678"), ("0", "0"), ("100.000", "100000"),
    ],
)  # fmt: skip
def test_one_rule(text: str, value: str) -> None:
    assert parse_number(text) == Decimal(value)


@pytest.mark.parametrize("text", ["012.500", "00.125", "0.125.000", "0 125", "1,234.5", "1.23.456"])
def test_what_is_no_number(text: str) -> None:
    with pytest.raises(Refusal):
        parse_number(text)
