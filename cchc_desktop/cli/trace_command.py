"""The command that follows a figure, or all numbers of a report, back to where they come from."""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ..documents.traced import TracedNumber
from ..domain.errors import Refusal
from ..domain.report.sources import read_source
from ..domain.report_periods import Period
from ..office import Office
from ..office.tracing import Explained, TraceLine, line_words
from .answers import Answer, exported, json_number, reading

_COLUMNS = {"": "value", "+": "cumulated", "~": "last_year"}
_FORMATS = ("xlsx", "pdf", "docx")


def _trace(office: Office, options: argparse.Namespace) -> Answer:
    period = Period.parse(options.period)
    if options.out:
        if options.code:
            raise Refusal("Ghi mã chỉ tiêu để xem một số, hoặc --out để xuất cả bảng; không ghi cả hai.")
        options.format = Path(options.out).suffix.lower().lstrip(".")
        if options.format not in _FORMATS:
            raise Refusal(f"Tệp «{options.out}» phải có đuôi .xlsx, .pdf hoặc .docx.", "out")
        return exported(office.tracing.table(period), options, office)
    if not options.code:
        raise Refusal("Hãy ghi mã chỉ tiêu (như 3.14), hoặc --out TỆP để xuất bảng truy vết của cả báo cáo.")
    return _figure(office, period, options.code)


def _figure(office: Office, period: Period, code: str) -> Answer:
    """One indicator: its figures, and where the report prints them."""
    found = office.tracing.of_code(period, code)
    own = found[""].trace
    places = [
        each.number
        for each in office.tracing.numbers(period)
        if (source := read_source(each.number.source)) is not None and source.name == own.source.name
    ]
    lines = [own.title]
    for explained in found.values():
        lines += ["", *_told(explained)]
    if places:
        lines += ["", "Trong báo cáo:", *(f"  {each.shown}  {each.where}" for each in places)]
    value = {
        "period": period.id,
        "code": own.source.name,
        "title": own.title,
        **{_COLUMNS[of]: _record(explained) for of, explained in found.items()},
        "in_report": [_place_record(each) for each in places],
    }
    return Answer(value, lines)


def _told(explained: Explained) -> list[str]:
    trace = explained.trace
    lines = [f"{trace.meaning}: {trace.shown or 'chưa có'}"]
    lines += [f"  {words}" for words in trace.made]
    for line in explained.lines:
        told = [line_words(line), f"nhập {line.typed}" if line.typed else "", line.note]
        lines.append(f"  {'  ' * line.depth}{'; '.join(filter(None, told))}")
    return lines


def _record(explained: Explained) -> dict[str, Any]:
    trace = explained.trace
    return {
        "meaning": trace.meaning,
        "value": json_number(trace.value),
        "formula": trace.formula,
        "worked": trace.worked,
        "note": trace.note,
        "parts": _nested(explained.lines),
    }


def _nested(lines: Sequence[TraceLine]) -> list[dict[str, Any]]:
    """The lines, each with those that stand below it."""
    roots: list[dict[str, Any]] = []
    open_parts: list[list[dict[str, Any]]] = [roots]
    for line in lines:
        record = _line_record(line)
        del open_parts[line.depth + 1 :]
        open_parts[line.depth].append(record)
        open_parts.append(record["parts"])
    return roots


def _line_record(line: TraceLine) -> dict[str, Any]:
    step = line.step
    return {
        "code": step.indicator.code if step is not None else None,
        "period": step.period.id if step is not None else None,
        "rule": step.rule.value if step is not None else "record",
        "words": line.words,
        "value": json_number(step.reading.shown(step.indicator)) if step is not None else None,
        "shown": line.shown,
        "how": line.how,
        "typed": line.typed,
        "note": line.note,
        "parts": [],
    }


def _place_record(number: TracedNumber) -> dict[str, Any]:
    return {"where": number.where, "shown": number.shown, "source": number.source}


TRACE = reading(_trace)
"""The command `trace`."""
