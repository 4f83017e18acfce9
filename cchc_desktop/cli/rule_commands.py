"""The commands on the rules that are watched all year: how each stands on a day, and what the office sets."""

import argparse
from pathlib import Path
from typing import Any

from ..domain.dates import short_date
from ..domain.errors import Refusal
from ..domain.numerals import parse_number
from ..domain.rule_settings import RuleSetting
from ..domain.standing_rules import Standing
from ..office import Office
from .answers import Answer, Command, day_asked, exported, json_number, opened, place_record, reading

_FORMATS = ("pdf", "docx", "xlsx")


def _rules(office: Office, options: argparse.Namespace) -> Answer:
    day = day_asked(options.date, office)
    standing = office.rules.standing(day)
    off = [each for each in office.rules.settings().values() if each.off]
    value: dict[str, Any] = {
        "date": day.isoformat(),
        "rules": [_record(each) for each in standing],
        "off": [{"id": each.id, "reason": each.reason} for each in off],
    }
    if options.out:
        options.format = Path(options.out).suffix.lower().removeprefix(".")
        if options.format not in _FORMATS:
            name = Path(options.out).name
            raise Refusal(f"Tên tệp phải kết thúc bằng .pdf, .docx hoặc .xlsx. Hãy sửa «{name}».", "out")
        answer = exported(office.rules.document(day), options, office)
        return Answer({**value, **answer.value}, answer.lines, done=True)
    met = sum(each.is_met for each in standing)
    lines = [f"Quy định phải giữ, ngày {short_date(day)}: {met}/{len(standing)} đạt hoặc đang giữ được"]
    lines += [f"{each.rule.id:<22} {each.state.label}: {each.sentence}" for each in standing]
    lines += [f"{each.id:<22} Không theo dõi: {each.reason}" for each in off]
    return Answer(value, lines)


def _record(standing: Standing) -> dict[str, Any]:
    rule, outcome = standing.rule, standing.outcome
    return {
        "id": rule.id,
        "name": rule.name,
        "area": rule.area or None,
        "register": rule.register,
        "level": rule.level,
        "value": json_number(rule.value),
        "source": standing.whose.words,
        "source_place": place_record(standing.whose.place) if standing.whose.place is not None else None,
        "starts": standing.year.starts.isoformat(),
        "ends": standing.year.ends.isoformat(),
        "state": standing.state.value,
        "met": standing.is_met,
        "there": outcome.there,
        "wanted": outcome.wanted,
        "missing": outcome.missing,
        "total": outcome.total or None,
        "late": outcome.late,
        "by": standing.by.isoformat() if standing.by else None,
        "sentence": standing.sentence,
        "place": place_record(standing.place),
        "preset": dict(getattr(standing.place, "preset", ())),
    }


def _set_rule(office: Office, options: argparse.Namespace) -> Answer:
    rule = office.rules.get(options.rule)
    if options.follow:
        office.rules.follow(rule.id)
        words = f"Theo dõi «{rule.name}» như quy định."
    else:
        number = parse_number(options.value, "value") if options.value else None
        office.rules.set(RuleSetting(rule.id, "", options.off, number, options.reason))
        words = f"{'Không theo dõi' if options.off else 'Đã đổi mức của'} «{rule.name}»."
    setting = office.rules.settings().get(rule.id)
    value = {
        "id": rule.id,
        "off": setting is not None and setting.off,
        "value": json_number(setting.value) if setting is not None else None,
        "reason": setting.reason if setting is not None else None,
    }
    return Answer(value, [words])


RULE_COMMANDS: dict[str, Command] = {"rules": reading(_rules), "set-rule": opened(_set_rule)}
