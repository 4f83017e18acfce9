"""Formulas against a computation of their own, on random expressions and figures."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.formulas import (
    Unknown,
    _compiled,
    parse_comparison,
    parse_formula,
    rounded,
    steps,
    typed_size,
)

CODES = [f"{area}.{number:02}" for area in (1, 3, 8) for number in (1, 2, 14, 53)]


@dataclass(frozen=True)
class Tree:
    """An expression as it is written, and its value for `FIGURES`: None for a division by zero."""

    text: str
    value: Fraction | None


FIGURES = {code: Fraction(place * place - 5 * place + 3, place % 3 + 1) for place, code in enumerate(CODES)}

leaves = st.one_of(
    st.sampled_from(CODES).map(lambda code: Tree(f"[{code}]", FIGURES[code])),
    st.integers(0, 10**6).map(lambda n: Tree(str(n), Fraction(n))),
    st.decimals(0, 1000, places=2).map(lambda n: Tree(f"{n:f}", Fraction(n))),
)


def joined(parts: tuple[Tree, str, Tree]) -> Tree:
    left, sign, right = parts
    text = f"({left.text}){sign}({right.text})"
    if left.value is None or right.value is None:
        return Tree(text, None)
    match sign.strip():
        case "+":
            return Tree(text, left.value + right.value)
        case "-":
            return Tree(text, left.value - right.value)
        case "*":
            return Tree(text, left.value * right.value)
        case _:
            return Tree(text, left.value / right.value if right.value else None)


trees = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from(["+", "-", "*", "/", " / "]), inner).map(joined),
        inner.map(lambda one: Tree(f"-({one.text})", None if one.value is None else -one.value)),
    ),
    max_leaves=8,
)


@given(trees)
def test_a_formula_comes_to_what_its_tree_comes_to(tree: Tree) -> None:
    assume(len(tree.text) <= 300)
    value = parse_formula(tree.text).value(FIGURES)
    assert value == (Unknown.UNDEFINED if tree.value is None else tree.value)


@given(trees, st.sampled_from(CODES))
def test_a_formula_without_one_of_its_figures_has_no_value(tree: Tree, lost: str) -> None:
    assume(len(tree.text) <= 300)
    formula = parse_formula(tree.text)
    without: dict[str, Fraction | None] = {**FIGURES, lost: None}
    expected = Unknown.MISSING if f"[{lost}]" in tree.text else formula.value(FIGURES)
    assert formula.value(without) == expected
    del without[lost]
    assert formula.value(without) == expected


@given(trees, trees, st.sampled_from(["<=", "<", ">=", ">", "="]))
def test_a_comparison_holds_where_its_sides_do(left: Tree, right: Tree, sign: str) -> None:
    text = f"{left.text} {sign} {right.text}"
    assume(len(text) <= 300)
    held = parse_comparison(text).holds(FIGURES)
    if left.value is None or right.value is None:
        assert held
    else:
        assert (
            held
            is {
                "<=": left.value <= right.value,
                "<": left.value < right.value,
                ">=": left.value >= right.value,
                ">": left.value > right.value,
                "=": left.value == right.value,
            }[sign]
        )


@given(st.decimals(-(10**12), 10**12, places=5), st.integers(0, 4))
def test_rounding_is_that_of_spreadsheets(value: Decimal, decimals: int) -> None:
    with localcontext(prec=60):
        expected = value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    assert rounded(Fraction(value), decimals) == expected


@given(st.fractions(-(10**6), 10**6, max_denominator=10**6), st.integers(0, 4))
def test_rounding_goes_to_the_nearest(value: Fraction, decimals: int) -> None:
    assert abs(Fraction(rounded(value, decimals)) - value) <= Fraction(1, 2 * 10**decimals)


def test_usual_precedence_without_brackets() -> None:
    figures = {"1.01": Fraction(8), "1.02": Fraction(4), "1.03": Fraction(2)}
    assert parse_formula("[1.01]-[1.02]-[1.03]").value(figures) == 2
    assert parse_formula("[1.01]/[1.02]/[1.03]*100").value(figures) == 100
    assert parse_formula("[1.01]+[1.02]*-[1.03]").value(figures) == 0


def test_operands_are_named_once_in_their_order() -> None:
    assert parse_formula("([3.18]+[3.19])/([3.18]+[3.17])*100").operands == ("3.18", "3.19", "3.17")


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "[1.04", "1.04]", "[1.4]", "[a.04]", "[1.04][1.03]", "[1.04]+", "([1.04]", "[1.04])",
        "[1.04]**2", "[1.04]//2", "[1.04]%2", "[1.04]<[1.03]", "[1.04]=[1.03]", "__import__('os')",
        "[1.04].real", "[1.04](2)", "[[1.04]]", "(1, 2)", "1 if [1.04] else 2", "lambda: 1", "1e400",
        "[1.04]+" * 60 + "1", "(" * 150 + "1" + ")" * 149, "[1.04]\n+[1.03]", "+[1.04]", "~1", "07",
    ],
)  # fmt: skip
def test_what_is_no_arithmetic_is_refused(text: str) -> None:
    with pytest.raises(Refusal):
        parse_formula(text)


@pytest.mark.parametrize(
    "text",
    ["[1.04]", "[1.04] <= ", "[1.04] <= 2 <= 3", "[1.04] != 2", "[1.04] <> 2", "[1.04] in [1.03]", "=="],
)
def test_what_compares_nothing_is_refused(text: str) -> None:
    with pytest.raises(Refusal):
        parse_comparison(text)


@given(st.text(alphabet="[]1.04 +-*/()<>=ạ\u0661_'\"\n,:", max_size=60))
def test_any_text_is_a_formula_or_refused(text: str) -> None:
    for parse in (parse_formula, parse_comparison):
        try:
            parse(text)
        except Refusal as refusal:
            sentence = str(refusal)
            assert sentence.endswith(".")


def test_a_formula_for_a_spreadsheet() -> None:
    def cell(code: str) -> str:
        return "C" + code.replace(".", "")

    total = parse_formula("[1.01] + [1.02]")
    assert total.excel(cell, 0) == 'IF(COUNT(C101,C102)<2,"",C101 + C102)'
    share = parse_formula("[1.01] / [1.02] * 100")
    assert share.excel(cell, 2) == 'IF(COUNT(C101,C102)<2,"",IFERROR(ROUND(C101 / C102 * 100,2),"–"))'


# Bounds


def test_what_comes_to_a_number_that_no_office_has_is_beyond() -> None:
    count = Fraction(10**15 - 1)
    figures: dict[str, Fraction | None] = {"1.01": count, "1.02": Fraction(1, 10**15 - 1)}
    assert parse_formula("[1.01]*999").value(figures) == count * 999
    assert parse_formula("[1.01]*[1.01]").value(figures) is Unknown.BEYOND
    assert parse_formula("[1.01]*[1.01]*[1.02]").value(figures) == count
    assert parse_formula("*".join(["[1.01]"] * 42)).value(figures) == Unknown.BEYOND
    assert not parse_comparison("[1.01]*[1.01] <= [1.02]").holds(figures)


def test_working_out_ends_where_a_value_outgrows_it() -> None:
    huge: dict[str, Fraction | None] = {"1.01": Fraction(2**4000), "1.02": Fraction(1, 2**4000 + 1)}
    for text in ("[1.01]*[1.01]/[1.01]/[1.01]", "[1.01]+[1.02]", "[1.01]/[1.02]", "-([1.02]*[1.02])"):
        assert parse_formula(text).value(huge) is Unknown.BEYOND
        assert parse_comparison(f"{text} <= 1").holds(huge)


def test_a_size_is_never_less_than_what_figures_of_it_come_to() -> None:
    sizes = {"1.01": typed_size(0), "1.02": typed_size(2)}
    most: dict[str, Fraction | None] = {
        "1.01": Fraction(4 * 10**15 - 1),
        "1.02": Fraction(4 * 10**17 - 1, 100),
    }
    for text in ("[1.01]*[1.02]+1", "[1.01]/[1.02]-[1.02]", "-[1.02]*[1.02]", "[1.01]-[1.02]/0.5"):
        size = parse_formula(text).size(sizes)
        assert size.upper < 400
        value = _compiled(text)(most)
        assert value.numerator.bit_length() <= size.upper
        assert value.denominator.bit_length() <= size.lower


def test_a_size_beyond_what_is_worked_out_is_told_of_formulas_and_checks() -> None:
    sizes = {"1.01": typed_size(6)}
    for _ in range(3):
        sizes["1.01"] = parse_formula("[1.01]*[1.01]*[1.01]").size(sizes)
    with pytest.raises(OverflowError):
        parse_formula("[1.01]*[1.01]*[1.01]").size(sizes)
    with pytest.raises(OverflowError):
        parse_comparison("1 <= [1.01]*[1.01]*[1.01]").check_size(sizes)
    parse_comparison("[1.01] <= 5").check_size(sizes)


def test_steps_are_counted() -> None:
    assert steps(parse_formula("[1.01]")) == 1
    assert steps(parse_comparison("[1.01]+[1.02] <= [1.01]*2")) == 6


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[1.04]+" * 60 + "1", "dài quá 300"), ("(" * 21 + "1" + ")" * 21, "20 lớp ngoặc"),
        ("-" * 21 + "[1.04]", "20 lớp"), ("[1.04]*" + "9" * 16, "15 chữ số"),
        ("[1.04]*0." + "0" * 15, "15 chữ số"), ("[١.٠٤]", "viết sai"), ("[１.０４]", "viết sai"),
        ("[1.04]*９", "viết sai"),
    ],
)  # fmt: skip
def test_what_is_longer_or_deeper_than_any_rule(text: str, said: str) -> None:
    with pytest.raises(Refusal, match=said):
        parse_formula(text)


def test_a_comparison_is_said_as_spreadsheets_write_it() -> None:
    compared = parse_comparison("[1.01]+[1.02] == [1.03]*2").excel(lambda code: f"D{int(code[-2:])}")
    assert compared == "D1+D2 = D3*2"


@pytest.mark.parametrize(
    ("text", "over", "under", "factor"),
    [
        ("[1.01]/[1.02]*100", "[1.01]", "[1.02]", 100),
        ("([1.01] - [1.03])/([1.02]+[1.03])", "[1.01]-[1.03]", "[1.02]+[1.03]", 1),
    ],
)
def test_a_ratio_has_a_numerator_and_a_denominator(text: str, over: str, under: str, factor: int) -> None:
    formula = parse_formula(text)
    assert formula.share is not None
    assert [side.text for side in formula.share] == [over, under]
    assert formula.factor == factor
    values = {code: Fraction(place) for place, code in enumerate(("1.01", "1.02", "1.03"), start=5)}
    numerator, denominator = (side.value(values) for side in formula.share)
    assert isinstance(numerator, Fraction)
    assert isinstance(denominator, Fraction)
    assert formula.value(values) == factor * numerator / denominator


@pytest.mark.parametrize("text", ["[1.01]+[1.02]", "[1.01]*[1.02]", "[1.01]/[1.02]/[1.03]", "[1.01]/2"])
def test_what_is_no_plain_ratio_has_none(text: str) -> None:
    assert parse_formula(text).share is None
    assert parse_formula(text).factor == 1


def test_a_sum_tells_its_codes_with_their_signs() -> None:
    assert parse_formula("[1.01] + [1.02]-[1.03]").signs == (("1.01", 1), ("1.02", 1), ("1.03", -1))
    assert parse_formula("[1.01]*2").signs is None
