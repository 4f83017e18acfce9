"""The command on what needs a hand: listed by urgency, or as a file for the weekly meeting."""

import argparse
from pathlib import Path
from typing import Any

from ..domain.errors import Refusal
from ..domain.todo import Horizon, Line, grouped
from ..office import Office
from .answers import Answer, Command, day_asked, exported, place_record, reading

_FORMATS = ("pdf", "docx", "xlsx")


def _today(office: Office, options: argparse.Namespace) -> Answer:
    day = day_asked(options.date, office)
    officer = options.officer
    if officer and (known := office.settings.officer_named(officer)) is not None:
        officer = known.name
    lines, horizon = office.todo.lines(day, officer), office.todo.horizon(day)
    value: dict[str, Any] = {
        "date": day.isoformat(),
        "officer": officer or None,
        "week_ends": horizon.week_ends.isoformat(),
        "next_report": horizon.report or None,
        "ends": horizon.ends.isoformat(),
        "lines": [_record(line, horizon) for line in lines],
    }
    if options.out:
        return _written(office, options, lines, horizon, value)
    words = []
    for urgency, found in grouped(lines, horizon):
        words.append(f"{horizon.title(urgency)}: {len(found) or 'không có'} việc")
        words += [f"  {line.said(day)}{f' [{line.who}]' if line.who else ''}" for line in found]
    return Answer(value, words)


def _written(
    office: Office,
    options: argparse.Namespace,
    lines: tuple[Line, ...],
    horizon: Horizon,
    value: dict[str, Any],
) -> Answer:
    options.format = Path(options.out).suffix.lower().removeprefix(".")
    if options.format not in _FORMATS:
        name = Path(options.out).name
        raise Refusal(f"Tên tệp phải kết thúc bằng .pdf, .docx hoặc .xlsx. Hãy sửa «{name}».", "out")
    answer = exported(office.todo.document(lines, horizon.today, value["officer"] or ""), options, office)
    return Answer({**value, **answer.value}, answer.lines, done=True)


def _record(line: Line, horizon: Horizon) -> dict[str, Any]:
    urgency = horizon.urgency(line)
    return {
        "id": line.id,
        "urgency": urgency.value if urgency is not None else None,
        "source": line.source.value,
        "sentence": line.sentence,
        "note": line.note or None,
        "due": line.due.isoformat() if line.due else None,
        "by": line.by.isoformat() if line.by else None,
        "when": line.when(horizon.today),
        "officer": line.officer or None,
        "unit": line.unit or None,
        "area": line.area or None,
        "place": place_record(line.place),
    }


TODO_COMMANDS: dict[str, Command] = {"today": reading(_today)}
