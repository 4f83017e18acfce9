"""A catalogue comes from anyone: what is more than one needs is refused, by the check as by the import."""

import os
import random
import time
from collections.abc import Callable
from contextlib import suppress
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cchc_desktop import catalogue, resources
from cchc_desktop.catalogue import bounds, plain_toml
from cchc_desktop.catalogue.report import problems_in_report, read_outline
from cchc_desktop.catalogue.rule_costs import faults_of_cost
from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.figures import Ledger
from cchc_desktop.domain.formulas import GREATEST, Unknown, parse_formula
from cchc_desktop.domain.indicators import IndicatorCatalogue
from cchc_desktop.domain.readings import Figure
from cchc_desktop.domain.report_periods import Period
from tests.catalogue.test_read_indicators import SMALL, changed

HEAD = SMALL[: SMALL.index("[[")]
READERS = [catalogue.read_indicators, read_outline, plain_toml.loads]
"""Everything that reads a text from outside as TOML."""


def computed(number: int, formula: str) -> str:
    """An indicator that is computed by a formula; numbers from 10 give the codes from 1.10."""
    area, place = 1 + number // 100, number % 100
    return (
        f'[[indicator]]\ncode = "{area}.{place:02}"\narea = {area}\nname = "Số {number}"\nunit = "hồ sơ"\n'
        f'kind = "computed"\nnature = "flow"\nformula = "{formula}"\n\n'
    )


def with_rules(*entries: str) -> str:
    """The small catalogue with more indicators."""
    return SMALL.replace("[[check]]", "".join(entries) + "[[check]]", 1)


@pytest.mark.parametrize("folder", ["catalogue", "help", "sample", "licenses"])
def test_what_the_program_carries_keeps_to_the_bounds(folder: str) -> None:
    for name in resources.names(folder, suffix=".toml"):
        bounds.refuse_text(resources.read_text(folder, name))
        bounds.refuse_values(resources.load_toml(folder, name))


def test_the_shipped_catalogue_is_read_as_one_from_outside() -> None:
    shipped = catalogue.indicators()
    assert catalogue.problems_in(shipped.text) == []
    assert faults_of_cost(shipped.by_code, shipped.checks) == []


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a" + ".a" * 200_000 + " = 1", "8 lớp lồng nhau"),
        ("[" + "a." * 200_000 + "a]", "8 lớp lồng nhau"),
        ("a = " + "[" * 5_000 + "]" * 5_000, "8 lớp lồng nhau"),
        ("a = " + "{b = " * 5_000 + "1" + "}" * 5_000, "8 lớp lồng nhau"),
        ("a = [\n" + "[" * 5_000 + "]" * 5_000 + "\n]", "8 lớp lồng nhau"),
        ("a = 1" + "1" * 5_000, "dài quá 100 ký tự"),
        ("a = 0x" + "f" * 5_000, "dài quá 100 ký tự"),
        ("a" * 5_000 + " = 0x1", "dài quá 100 ký tự"),
        ('a = "' + "\\n" * 5_000 + '"', "dài quá 2.000 ký tự"),
        ('a = """' + "x" * 5_000, "dài quá 2.000 ký tự"),
        ("a = '''" + "x\n" * 5_000 + "'''", "dài quá 2.000 ký tự"),
        ("a = [" + "0x1," * 20_001 + "]", "20.000 mục"),
        ("".join(f"a{number} = 0x1\n" for number in range(20_001)), "20.000 mục"),
        ("#" * 2_000_001, "dài quá 2.000.000 ký tự"),
    ],
)  # fmt: skip
def test_a_text_that_no_reader_is_to_be_given(read: Callable[[str], object], text: str, said: str) -> None:
    with pytest.raises(Refusal, match=said) as refused:
        read(text)
    assert len(str(refused.value)) < 300


def test_a_place_is_named_by_its_line() -> None:
    with pytest.raises(Refusal, match=r"^Dòng 3 "):
        catalogue.read_indicators("# [\n\na = " + "[" * 9)


@pytest.mark.parametrize(
    "text",
    [
        'a = """ [[[[[[[[[[[ """', "a = '''.........'''", 'a = "[[[[[[[[[[[\\" ........."', "# [[[[[[[[[[[[[",
        "a = '.........'", "a = 1.5\nb = 2.5\nc.d = 3\n[e.f]\ng = [[1], [2.5, 3.5]]",
    ],
)  # fmt: skip
def test_what_stands_in_texts_and_remarks_is_no_depth(text: str) -> None:
    bounds.refuse_text(text)


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        '"""' + '\\"""' * 400_000 + "\\", '""" " \\' * 200_000 + "\\", '"' * 1_900_000, "'" * 1_900_000,
        "]" * 1_900_000, "a = [" + "1," * 900_000 + "]", "\n" * 1_900_000, "[[a]]\n" * 300_000,
    ],
)  # fmt: skip
def test_no_text_takes_long(text: str) -> None:
    began = time.process_time()
    with pytest.raises(Refusal):
        catalogue.read_indicators(text)
    assert time.process_time() - began < 15


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("at_most = 100", "at_most = 1e999999", "quá 15 chữ số"),
        ("at_most = 100", "at_most = 1e-999999", "quá 15 chữ số"),
        ("at_most = 100", "at_most = 0.0000000000000001", "quá 15 chữ số"),
        ("at_most = 100", f"at_most = {10**15}", "quá 15 chữ số"),
        ('name = "', f'name = "{"x" * 301}', "dài"),
        ('sentence = "', f'sentence = "{"x" * 601}', "dài"),
        ('version = "', f'version = "{"9" * 301}', "dài"),
        ("at_most = 100", 'measures = ["a", ' + '"a b", ' * 20 + "]", "nhiều hơn 20 mục"),
        ("choices = [", "choices = [" + '{ value = 5, words = "x" }, ' * 100, "quá 100 mục"),
        ("valid_from = 2", "valid_from = 9", "từ năm 2000 đến 2100"),
        (
            "[[highlight]]",
            '[[highlight]]\ncode = "3.03"\nname = "x"\n\n' * 100 + "[[highlight]]",
            "quá 100 mục",
        ),
    ],
)
def test_a_value_that_no_catalogue_needs(old: str, new: str, said: str) -> None:
    with pytest.raises(Refusal, match=said):
        catalogue.read_indicators(changed(old, new))


CHAIN = [
    computed(n, f"[{1 + (n - 1) // 100}.{(n - 1) % 100:02}]" if n > 10 else "[3.01]") for n in range(10, 115)
]


@pytest.mark.parametrize(
    ("entries", "said"),
    [
        ([computed(10, "*".join(["[3.01]"] * 40)), computed(11, "*".join(["[1.10]"] * 40))], "số quá lớn"),
        ([computed(10, "1/(" + "*".join(["[3.01]"] * 30) + ")"), computed(11, "[3.01]" + "/[1.10]" * 4)],
         "số quá lớn"),
        ([computed(10, "(" * 29 + "[3.01]" + "*[3.01])" * 29)], "20 lớp ngoặc"),
        ([computed(10, "-" * 60 + "[3.01]")], "20 lớp ngoặc"),
        ([computed(10, "[3.01]*" + "9" * 16)], "không quá 15 chữ số"),
        ([computed(10, "[3.01]*0." + "0" * 15 + "1")], "không quá 15 chữ số"),
        ([computed(10, "9**9**9**9+[3.01]")], "viết sai"),
        ([computed(10, "[3.01]*1e99")], "viết sai"),
        ([computed(10, "[3.01]+" * 60 + "1")], "quá 300"),
        ([computed(n, "+".join(["[3.01]"] * 42)) for n in range(10, 199)], "5000 phép tính"),
        (CHAIN, "hơn 100 công thức"),
    ],
)  # fmt: skip
def test_a_rule_that_costs_more_than_any_does(entries: list[str], said: str) -> None:
    with pytest.raises(Refusal, match=said) as refused:
        catalogue.read_indicators(with_rules(*entries))
    assert len(str(refused.value)) < 500


def test_a_check_between_products_is_bounded_too() -> None:
    product = "*".join(["[1.10]"] * 20)
    text = with_rules(computed(10, "*".join(["[3.01]"] * 4)))
    text = text.replace("[3.02] <= [3.01]", f"{product} <= {product}").replace("({3.01})", "")
    with pytest.raises(Refusal, match="số quá lớn"):
        catalogue.read_indicators(text.replace("({3.02})", ""))


@pytest.mark.parametrize("kind", ["pipe", "device"])
def test_what_is_no_file_is_not_read(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "a.toml" if kind == "pipe" else Path("/dev/zero")
    if kind == "pipe":
        os.mkfifo(path)
    with pytest.raises(Refusal, match="Không đọc được"):
        catalogue.read_indicators_file(path)


# Any text at all

FACTORS = ["[3.01]", "[3.02]", "[1.10]", "[1.11]", "[1.12]", "9", "0.5", "999999999999999"]
STRANGE = [*FACTORS, "1e9", "-", "--", "(", ")", "**", "."]
QUARTER = Period.parse("2026-Q1")


def formula(chance: random.Random) -> str:
    """A text that may be a formula: anything, products and sums, or deep brackets."""
    match chance.randrange(3):
        case 0:
            return "".join(
                chance.choice(["*", "/", "+", "-", ""]) + chance.choice(STRANGE)
                for _ in range(chance.randint(1, 40))
            )
        case 1:
            return chance.choice("*+/").join(chance.choice(FACTORS) for _ in range(chance.randint(2, 44)))
        case _:
            depth = chance.randint(1, 25)
            return "(" * depth + chance.choice(FACTORS) + "*[3.01])" * depth


def harmless(read: IndicatorCatalogue, value: Decimal) -> None:
    """Works out everything that a catalogue computes for a figure, and looks at how large it becomes."""
    figures = {QUARTER: {each.code: Figure(value) for each in read.indicators if each.is_typed}}
    ledger = Ledger(lambda _: read, figures)
    for period in (QUARTER, QUARTER.cumulated, Period.parse("2026-N")):
        for code, reading in ledger.readings(period).items():
            if reading.value is not None:
                assert abs(reading.value) < GREATEST
                assert reading.value.denominator.bit_length() <= 4096
            assert len(reading.words(read.by_code[code])) < 100
        for check in read.checks:
            check.rule.holds({code: each.value for code, each in ledger.readings(period).items()})


@given(st.integers(0, 2**32), st.decimals(0, 10**15 - 1, places=6))
@example(0, Decimal("999999999999999"))
def test_any_rules_are_refused_or_worked_out_within_bounds(seed: int, value: Decimal) -> None:
    chance = random.Random(seed)
    began = time.process_time()
    entries = [computed(number, formula(chance)) for number in range(10, 10 + chance.randint(1, 4))]
    text = with_rules(*entries)
    if not (problems := catalogue.problems_in(text)):
        harmless(catalogue.read_indicators(text), value)
    assert all(len(problem) < 700 for problem in problems)
    assert time.process_time() - began < 5


@given(st.text(alphabet="a1.[]{}=,\"'#\n \\e-_", max_size=200), st.sampled_from(["", HEAD, SMALL]))
def test_any_text_is_a_catalogue_or_refused(text: str, before: str) -> None:
    for read in (catalogue.read_indicators, read_outline):
        with suppress(Refusal):
            read(before + text)
    assert isinstance(problems_in_report(text, catalogue.indicators()), list)


@given(st.decimals(), st.sampled_from(["[1.01]", "[1.01]*[1.02]/3", "[1.01]+0.5"]))
def test_a_figure_of_any_size_is_worked_out_or_said_to_be_beyond(value: Decimal, text: str) -> None:
    found = parse_formula(text).value({"1.01": Figure(value).number, "1.02": Fraction(7)})
    assert isinstance(found, Unknown) or abs(found) < GREATEST
