"""Reads a catalogue of statistical indicators: the shipped one, or a province's own in the same form.

A file from outside is checked as a whole before anything is made of it; every mistake is a sentence that
names its place. The form is described at the head of resources/catalogue/indicators.toml.
"""

import re
from collections.abc import Set
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from .. import resources
from ..domain.errors import Refusal
from ..domain.formulas import parse_comparison
from ..domain.indicators import Check, Indicator, IndicatorCatalogue, Severity
from ..domain.text import capitalized, clean_line
from . import plain_toml
from .entry import Entry
from .indicator_entries import as_indicator, faults_between, read_units

_MOST_ENTRIES = 500
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_HEAD = {"version", "title", "valid_from", "source", "unit", "indicator", "check", "highlight"}


@cache
def indicators() -> IndicatorCatalogue:
    """The catalogue that the program carries (resources/catalogue/indicators.toml)."""
    text = resources.read_text("catalogue", "indicators.toml")
    # Every start reads it: that it keeps to the bounds of what comes from outside is for the tests to say.
    return _sound(*_read(text, "indicators.toml", is_ours=True))


def read_indicators(text: str, where: str = "") -> IndicatorCatalogue:
    """The catalogue that a text says; ``where`` is the name of its file.

    Raises Refusal with the first mistake.
    """
    return _sound(*_read(text, where))


def _sound(result: IndicatorCatalogue | None, problems: list[str]) -> IndicatorCatalogue:
    if problems:
        raise Refusal(problems[0])
    assert result is not None
    return result


def problems_in(text: str, where: str = "") -> list[str]:
    """Every mistake in the text of a catalogue, a sentence each."""
    return _read(text, where)[1]


def read_indicators_file(path: Path) -> IndicatorCatalogue:
    """The catalogue of a file. Raises Refusal with the first mistake and the count of the others."""
    from .toml_files import text_of_file

    text = text_of_file(path, "danh mục chỉ tiêu")
    if problems := problems_in(text, path.name):
        more = f" Tệp còn {len(problems) - 1} chỗ sai khác." if len(problems) > 1 else ""
        raise Refusal(problems[0] + more)
    return read_indicators(text, path.name)


def _read(text: str, where: str, *, is_ours: bool = False) -> tuple[IndicatorCatalogue | None, list[str]]:
    """The catalogue, or None, and what is wrong with it; what is not ours is bounded, too."""
    problems: list[str] = []
    described = plain_toml.described(text, problems, is_ours=is_ours)
    result = _catalogue(described, text, problems) if described is not None else None
    if result is not None and not is_ours:
        from .rule_costs import faults_of_cost

        problems += faults_of_cost(result.by_code, result.checks)
    named = [f"{where}: {problem}" if where else capitalized(problem) for problem in problems]
    return (None if problems else result), named


def _catalogue(described: dict[str, Any], text: str, problems: list[str]) -> IndicatorCatalogue | None:
    head = Entry(described, "phần đầu", problems)
    head.refuse_unknown(_HEAD)
    version, title = head.text("version"), head.text("title")
    source, valid_from = head.text("source"), head.day("valid_from")
    units = read_units(head.tables("unit"))
    entries = head.tables("indicator", most=_MOST_ENTRIES)
    checks = head.tables("check", required=False, most=_MOST_ENTRIES)
    found: dict[str, Indicator] = {}
    for entry in entries:
        indicator = as_indicator(entry, units)
        if indicator is None:
            continue
        if indicator.code in found:
            entry.fault("trùng mã với một chỉ tiêu ở trên. Hãy đặt mã khác.")
        else:
            found[indicator.code] = indicator
    # An indicator with a mistake of its own is there all the same for those that name it.
    declared = {entry.code for entry in entries}
    problems += faults_between(found, declared)
    read_checks = [check for entry in checks if (check := _check(entry, declared)) is not None]
    highlights = [_highlight(entry, declared) for entry in head.tables("highlight", required=False)]
    if problems:
        return None
    return IndicatorCatalogue(
        version=version,
        title=title,
        valid_from=valid_from or date.min,
        source=source,
        indicators=tuple(found.values()),
        checks=tuple(read_checks),
        highlights=tuple(highlights),
        text=text,
    )


def _highlight(entry: Entry, known: Set[str]) -> tuple[str, str]:
    entry.refuse_unknown({"code", "name"})
    code, name = entry.text("code"), clean_line(entry.text("name"))
    if code and code not in known:
        entry.fault(f"nhắc đến mã {code} không có trong danh mục. Hãy sửa mã hoặc thêm chỉ tiêu.")
    return code, name


_SEVERITIES = tuple(each.value for each in Severity)
_CHECK_KEYS = {"rule", "severity", "over", "sentence"}


def _check(entry: Entry, known: Set[str]) -> Check | None:
    entry.refuse_unknown(_CHECK_KEYS)
    rule, sentence = entry.text("rule"), clean_line(entry.text("sentence"))
    over = entry.choice("over", ("period", "span"))
    severity = entry.choice("severity", _SEVERITIES)
    if not (rule and sentence and over and severity):
        return None
    try:
        comparison = parse_comparison(rule)
    except Refusal as refusal:
        entry.fault(f"có phép so sánh viết sai. {refusal}")
        return None
    if not comparison.operands:
        entry.fault("không so sánh chỉ tiêu nào. Hãy ghi mã như [1.08] <= [1.07].")
        return None
    for code in comparison.operands:
        if code not in known:
            entry.fault(f"nhắc đến mã {code} không có trong danh mục. Hãy sửa mã hoặc thêm chỉ tiêu.")
    for name in dict.fromkeys(_PLACEHOLDER.findall(sentence)):
        if name not in comparison.operands:
            entry.fault(f"có {{{name}}} trong câu mà phép so sánh không có mã đó. Hãy sửa câu.")
    return Check(comparison, Severity(severity), sentence, over)
