"""The reporting periods that titles, headers and names of sheets say."""

import re

from ..domain.errors import Refusal
from ..domain.report_periods import QUARTERS, Period, Span
from ..domain.text import fold

_DAY = re.compile(r"thang[\s\d.…_]*nam\s*\d{4}")
_QUARTER = re.compile(r"\b(?:quy\s+|q\.?\s*)(iv|i{1,3}|[1-4])\s*(?:nam|/|-|,)?\s*(\d{4})")
_BARE_QUARTER = re.compile(r"\bquy\s+(iv|i{1,3}|[1-4])\b")
_BARE_SPAN = re.compile(r"(?<!ngay )(?<!\d)([69])\s+thang\s+dau\s+nam\b")
_SPAN = re.compile(r"(?<!ngay )(?<!\d)([69])\s+thang\s+(?:dau\s+)?nam\s+(\d{4})")
_YEAR = re.compile(r"\bnam\s+(\d{4})")
_LATIN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


def periods_named(text: str) -> tuple[Period, ...]:
    """The reporting periods that a title names: «quý I năm 2026», «6 tháng đầu năm 2026», «năm 2026».

    A year counts only where nothing shorter is named: «Kế hoạch năm 2026» says no period then.
    """
    folded = fold(text)
    found = [_period(year, _quarter(number)) for number, year in _QUARTER.findall(folded)]
    found += [_period(year, Span(f"{count}T")) for count, year in _SPAN.findall(folded)]
    if not found:
        found = [_period(year, Span.YEAR) for year in _YEAR.findall(_DAY.sub(" ", folded))]
    return tuple(dict.fromkeys(period for period in found if period is not None))


def _period(year: str, span: Span) -> Period | None:
    try:
        return Period.parse(f"{year}-{span}")
    except Refusal:
        return None


def without_year(text: str, period: Period) -> tuple[Period, ...]:
    """The periods that a text names without their year: of the year of the period that is asked for."""
    folded = fold(text)
    found = [_period(str(period.year), _quarter(number)) for number in _BARE_QUARTER.findall(folded)]
    found += [_period(str(period.year), Span(f"{count}T")) for count in _BARE_SPAN.findall(folded)]
    return tuple(dict.fromkeys(each for each in found if each is not None))


def _quarter(number: str) -> Span:
    """The quarter of a number, Arabic or Roman."""
    return QUARTERS[(_LATIN.get(number) or int(number)) - 1]


_SHORT = re.compile(r"quy (iv|i{1,3}|[1-4])")


def periods_of_header(text: str, period: Period | None) -> tuple[Period, ...]:
    """The periods of a column's header; one without its year is of that of the period which is asked for."""
    if named := periods_named(text[:120]):
        return named
    found = _SHORT.fullmatch(fold(text[:60]))
    if found is None:
        return ()
    year = str(period.year if period is not None else 2000)
    short = _period(year, _quarter(found[1]))
    return (short,) if short is not None else ()
