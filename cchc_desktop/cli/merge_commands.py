"""`conflicts`, `resolve`: what several copies say differently, and what holds."""

import argparse

from ..office import Office
from ..office.merging import Choice, Conflict
from .answers import Answer, Command, opened, place_record, reading


def _conflicts(office: Office, _: argparse.Namespace) -> Answer:
    found = office.merging.conflicts()
    lines = [line for conflict in found for line in _lines(conflict)]
    return Answer([_record(each) for each in found], lines or ["Không có khác biệt nào chờ quyết định."])


def _record(conflict: Conflict) -> dict[str, object]:
    return {
        "id": conflict.id,
        "record": conflict.record,
        "field": conflict.field,
        "choices": [
            {
                "key": choice.key,
                "value": choice.words,
                "ours": choice.is_ours,
                "shown": choice.is_shown,
                "officer": choice.officer,
                "at": choice.at.isoformat() if choice.at else None,
                "operation": choice.operation,
            }
            for choice in conflict.choices
        ],
        "place": place_record(conflict.place),
    }


def _lines(conflict: Conflict) -> list[str]:
    return [
        conflict.id,
        f"  {conflict.record}: {conflict.field}",
        *(f"  {'ours' if choice.is_ours else 'theirs':<7}{_told(choice)}" for choice in conflict.choices),
    ]


def _told(choice: Choice) -> str:
    at = f"{choice.at:%H:%M %d/%m/%Y}" if choice.at else ""
    who = ", ".join(filter(None, (choice.officer, at, choice.operation)))
    meanwhile = " [đang hiển thị]" if choice.is_shown else ""
    return f"{choice.words}{f'  ({who})' if who else ''}{meanwhile}"


def _resolve(office: Office, options: argparse.Namespace) -> Answer:
    changes = office.merging.resolve(options.id, options.take)
    left = len(office.merging.conflicts())
    more = f" Còn {left} khác biệt chờ quyết định." if left else ""
    return Answer(
        {"operation": changes.label, "subject": changes.subject, "left": left},
        [f"Đã quyết định: {changes.subject}.{more}"],
    )


MERGE_COMMANDS: dict[str, Command] = {"conflicts": reading(_conflicts), "resolve": opened(_resolve)}
