"""The command on the papers that go with a plan: shown, written otherwise, taken as proposed again."""

import argparse
from dataclasses import asdict
from typing import Any

from ..domain.dates import parse_date
from ..domain.errors import Refusal
from ..domain.plan_letters import LetterKind
from ..office import Office
from .answers import Answer, Command, opened, plan_id_of
from .plan_arguments import LETTER_LISTS, LETTER_TEXTS, LETTERS

KINDS = dict(zip(LETTERS, LetterKind, strict=True))
"""The papers by what they are called on the command line."""


def _letter(office: Office, options: argparse.Namespace) -> Answer:
    plan_id, kind, letters = plan_id_of(office, options.id), KINDS[options.kind], office.plan_letters
    given: dict[str, Any] = {
        name: value for name in LETTER_TEXTS if (value := getattr(options, name)) is not None
    }
    for name in LETTER_LISTS:
        if (value := getattr(options, name)) is not None:
            given[name] = _lines(value, name)
    if options.date is not None:
        given["day"] = parse_date(options.date, "date") if options.date else None
    if options.reset and given:
        raise Refusal("«--reset» không dùng cùng với nội dung mới. Hãy chạy hai lệnh.", "reset")
    if options.reset:
        letters.reset(plan_id, kind)
    elif given:
        letters.set(plan_id, kind, **given)
    found = letters.get(plan_id, kind)
    value = {name: text for name, text in asdict(found).items() if name not in ("id", "day", "kind")}
    value |= {"kind": options.kind, "date": found.day.isoformat() if found.day else None}
    value["kept"] = letters.is_kept(plan_id, kind)
    texts = (*found.addressees.split("\n"), *found.body.split("\n"))
    return Answer(value, [f"{kind.label}: {found.subject}", *(text for text in texts if text)])


def _lines(typed: str, name: str) -> str:
    """Several lines that were typed in one; recipients have their end marks."""
    parts = [part.strip().rstrip(".") for part in typed.split(";") if part.strip()]
    if name != "recipients":
        return "\n".join(parts)
    return "\n".join(f"{part}{'.' if number == len(parts) else ';'}" for number, part in enumerate(parts, 1))


PLAN_LETTER_COMMANDS: dict[str, Command] = {"plan-letter": opened(_letter)}
