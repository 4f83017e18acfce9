"""A rule as a cell of the program's own workbook holds it, which reads back exactly:
«Bậc thang: 4 từ 98; 3 từ 95; 0 còn lại; đơn vị "%"».

Words of an office stand in quotes, with the marks of JSON.
"""

import json
import re
from decimal import Decimal

from ..criteria.rules import Rule, RuleKind, Step
from ..errors import Refusal
from ..numerals import format_number

_KINDS = {kind.label: kind for kind in RuleKind}
_QUOTED = r'"(?:[^"\\]|\\.)*"'
_PART = re.compile(rf"\s*((?:{_QUOTED}|[^;\"])+?)\s*(?:;|$)")
_N = r"(-?\d+(?:,\d+)?)"
_STEP = re.compile(rf"{_N} (?:(?P<sign>từ|trên|không quá|dưới) {_N}|(?P<left>còn lại)|(?P<words>{_QUOTED}))")
_NUMBERS = {
    "floor": re.compile(rf"dưới {_N}% không có điểm"),
    "full_from": re.compile(rf"từ {_N}% đủ điểm"),
    "each": re.compile(rf"mỗi lần {_N} điểm"),
    "per": re.compile(rf"mỗi lần là {_N}"),
}
_TEXTS = {
    "unit": re.compile(rf"đơn vị ({_QUOTED})"),
    "things": re.compile(rf"tỷ lệ của ({_QUOTED})"),
}
_FLAGS = {
    "nothing_full": "không phát sinh đủ điểm",
    "grows": "mẫu số tăng theo",
    "of_target": "so với mục tiêu",
    "fewer": "càng ít càng tốt",
}


def rule_text(rule: Rule) -> str:
    """The rule as `read_rule` reads it."""
    parts = [_step_text(rule, step) for step in rule.steps]
    numbers = {
        "floor": "dưới {}% không có điểm", "full_from": "từ {}% đủ điểm", "each": "mỗi lần {} điểm",
    }  # fmt: skip
    parts += [
        words.format(format_number(value))
        for key, words in numbers.items()
        if (value := getattr(rule, key)) is not None
    ]
    if rule.per != 1:
        parts.append(f"mỗi lần là {format_number(rule.per)}")
    parts += [words for key, words in _FLAGS.items() if getattr(rule, key)]
    if rule.unit:
        parts.append(f"đơn vị {_quoted(rule.unit)}")
    if rule.things:
        parts.append(f"tỷ lệ của {_quoted(rule.things)}")
    return f"{rule.kind.label}: {'; '.join(parts)}" if parts else rule.kind.label


def _step_text(rule: Rule, step: Step) -> str:
    points = format_number(step.points)
    if step.words:
        return f"{points} {_quoted(step.words)}"
    if step.bound is None:
        return f"{points} còn lại"
    sign = ("dưới" if step.strict else "không quá") if rule.fewer else ("trên" if step.strict else "từ")
    return f"{points} {sign} {format_number(step.bound)}"


def _quoted(words: str) -> str:
    return json.dumps(words, ensure_ascii=False)


def read_rule(text: str) -> Rule:
    """The rule that a cell describes. Raises Refusal where it describes none."""
    label, _, rest = text.partition(":")
    kind = _KINDS.get(label.strip())
    if kind is None:
        raise _refused(text)
    told: dict[str, object] = {}
    steps: list[Step] = []
    fewer = any(part == _FLAGS["fewer"] for part in _parts(rest, text))
    for part in _parts(rest, text):
        flag = next((key for key, words in _FLAGS.items() if part == words), "")
        if flag:
            told[flag] = True
        elif found := _STEP.fullmatch(part):
            steps.append(_step(found, text, fewer=fewer))
        else:
            told |= _told(part, text)
    return Rule(kind, tuple(steps), **told)  # type: ignore[arg-type]


def _parts(rest: str, text: str) -> list[str]:
    found, at = [], 0
    rest = rest.strip()
    while at < len(rest):
        part = _PART.match(rest, at)
        if part is None:
            raise _refused(text)
        found.append(part[1])
        at = part.end()
    return found


def _step(found: re.Match[str], text: str, *, fewer: bool) -> Step:
    points = _number(found[1])
    if found["words"]:
        return Step(points, words=_unquoted(found["words"], text))
    if found["left"]:
        return Step(points)
    if (found["sign"] in ("không quá", "dưới")) != fewer:
        raise _refused(text)
    return Step(points, _number(found[3]), found["sign"] in ("trên", "dưới"))


def _told(part: str, text: str) -> dict[str, object]:
    for key, pattern in _NUMBERS.items():
        if found := pattern.fullmatch(part):
            return {key: _number(found[1])}
    for key, pattern in _TEXTS.items():
        if found := pattern.fullmatch(part):
            return {key: _unquoted(found[1], text)}
    raise _refused(text)


def _number(text: str) -> Decimal:
    return Decimal(text.replace(",", "."))


def _unquoted(words: str, text: str) -> str:
    try:
        return str(json.loads(words))
    except ValueError:
        raise _refused(text) from None


def _refused(text: str) -> Refusal:
    return Refusal(
        f"Quy tắc chấm «{text[:80]}» không đọc được. Hãy xóa ô này để chương trình đọc từ cách tính điểm.",
        "rule",
    )
