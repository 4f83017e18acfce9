"""The lines of a sheet are those that fractions give, whatever is fast about them."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop import catalogue
from cchc_desktop.catalogue.consolidation import sum_rules
from cchc_desktop.domain.consolidation.lines import UnitLines
from cchc_desktop.domain.consolidation.packed import Layout, Sent, pack
from cchc_desktop.domain.consolidation.rules import How
from cchc_desktop.domain.consolidation.sheet import Sheet
from cchc_desktop.domain.formulas import parse_formula
from cchc_desktop.domain.tidy import number, parts, plain_number
from tests.domain.consolidation.small import RULES, SMALL
from tests.domain.consolidation.test_sheet import countries, sheet_of


def by_fractions(sheet: Sheet, unit: int) -> list[tuple[str, str, str, str]]:
    """Code, value and parts of each figure, worked out one by one."""
    found = []
    for indicator in sheet.catalogue.indicators:
        values = {each.code: sheet.value(unit, each.code) for each in sheet.catalogue.indicators}
        value, sides = values[indicator.code], parts(indicator, values)
        weight = sheet.rules.weight(indicator)
        if sheet.rules.how(indicator, sheet.catalogue) is How.WEIGHTED and value is not None:
            by = values[weight]
            sides = (value * by, by) if by is not None else (None, None)
        told = [plain_number(number(each)) for each in (value, *sides)]
        found.append((indicator.code, told[0], told[1], told[2]))
    return found


def near(mine: str, exact: str) -> bool:
    """Whether two numbers are the same but for how their last digit was rounded."""
    return mine == exact or (bool(mine and exact) and abs(Decimal(mine) - Decimal(exact)) <= Decimal("1e-12"))


def check(sheet: Sheet) -> None:
    every = list(UnitLines(sheet))
    assert len(every) == len(sheet.units)
    for unit, found in enumerate(every):
        expected = by_fractions(sheet, unit)
        assert len(found) == len(expected)
        for line, (code, value, numerator, denominator) in zip(found, expected, strict=True):
            told, mine, over, under, state = line.split("\t")
            assert told == code
            assert near(mine, value), code
            assert (over, under) == (numerator, denominator), code
            assert state == _state(sheet, unit, code, has=sheet.has(unit, code), value=value), code


def _state(sheet: Sheet, unit: int, code: str, *, has: bool, value: str) -> str:
    if sheet.catalogue.by_code[code].formula is not None:
        return "computed" if value else "undefined" if has else "empty"
    return {0: "empty", 1: "actual", 2: "none", 3: "estimate"}[sheet.sort(unit, code)]


@given(countries)
def test_lines_are_those_that_fractions_give(sent: list[dict[str, Sent] | None]) -> None:
    check(sheet_of(sent))


@given(st.data())
def test_so_they_are_in_the_catalogue_that_is_used(data: st.DataObject) -> None:
    known, rules = catalogue.indicators(), sum_rules()
    layout = Layout.of(known)
    seed = data.draw(st.integers(0, 10_000))
    report: dict[str, Sent] = {}
    for place, (code, scale) in enumerate(zip(layout.codes, layout.scales, strict=True)):
        if (seed + place) % 7:
            value = Fraction((seed * (place + 3)) % 997, scale)
            report[code] = plain_number(number(value)) if scale > 1 else int(value)
    check(Sheet(known, rules, [("u", pack(layout, report))], layout))


def test_what_is_more_than_a_sum_is_worked_out_as_fractions() -> None:
    doubled = SMALL.by_code["3.09"]
    beyond = replace(doubled, code="3.20", formula=parse_formula("[3.09]+[3.01]"))
    known = replace(SMALL, indicators=(*SMALL.indicators, beyond))
    layout = Layout.of(known)
    sheet = Sheet(known, RULES, [("u", pack(layout, {"3.01": 4})), ("v", None)], layout)
    check(sheet)
    assert next(iter(UnitLines(sheet)))[-1] == "3.20\t12\t\t\tcomputed"
