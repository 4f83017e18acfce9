"""Which rule the words of a decision mean: «Từ 98% trở lên: 4 điểm; từ 95% đến dưới 98%: 3 điểm; …».

What the words do not say plainly is no rule: somebody scores it by hand.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from ..criteria.rules import Rule, RuleKind, Step
from ..letters import CAPITALS

_N = r"(\d+(?:[.,]\d+)?)"
_UNIT = r"\s*%?"
_SURVEY = re.compile(
    r"điều tra (xã hội học|xhh)|khảo sát xã hội học|sipas|quy đổi từ phiếu|từ phiếu (điều tra|khảo sát)"
)
_CLAUSE_ENDS = re.compile(rf"[;\n]+|\.\s+(?=[{CAPITALS}])")
_LISTED = re.compile(rf"([:=]\s*{_N}\s*(?:điểm|đ)?)\s*,\s+")
"""Clauses that a comma parts: «Có: 2, không: 0»."""
_BULLET = re.compile(r"^[\s\-–+•*·]*(?:[a-zđ]\)\s*)?(?:(?:nếu|trường hợp)\s+)?", re.IGNORECASE)
_POINTS = re.compile(
    r"^(?P<condition>.*?)\s*(?:"
    r"(?:[:=→⇒]|->|=>|\s[–-])\s*(?:được|đạt|tính|chấm|cộng|trừ)?|"
    r"(?:thì\s+)?(?:điểm (?:đánh giá |số )?(?:là|bằng|=)|(?:được|bị)(?: tính| chấm| cộng| trừ)?|"
    r"tính|đạt|chấm|cho|cộng|trừ)|"
    r"\s(?=\d+(?:[.,]\d+)?\s*(?:điểm|đ)?\s*$)"
    rf")\s*(?P<points>{_N}\s*(?:điểm|đ)?|đủ điểm|(?:đủ )?điểm tối đa|không (?:có |được |tính |cho )?điểm)"
    r"(?P<rest>\s*(?:cho mỗi|cho một|/|mỗi).*)?$"
)
_FULL = re.compile(r"(đủ điểm|điểm tối đa)")
_TIMES = re.compile(rf"(?:[×*]|\bx\b|\bnhân(?: với)?\b)\s*(?:{_N}(?!\d*\s*%)|(điểm tối đa|điểm chuẩn))")
_RATIO = re.compile(r"(tỷ|tỉ) lệ|[%/]|công thức")
_BY_SHARE = re.compile(r"(tính|chấm) (điểm )?theo (tỷ|tỉ) lệ|(tỷ|tỉ) lệ thuận")
_NOTHING = re.compile(r"^không (phát sinh|có|phát hiện|được giao|xảy ra)\b")
_OCCURS_NOT = re.compile(r"^không phát sinh\b")
_EACH = re.compile(
    r"\b(?:mỗi|cứ)\s+(?:một\s+)?(?:(\d+)\s+)?(?P<unit>[^:=,;(]+?)"
    r"(?=\s+(?:được|bị|có|đủ|đúng|chậm|không|trừ|cộng|đạt|thì|ban hành|hoàn thành|thực hiện)\b"
    r"|\s*[:=,(→]|\s+\d|$)"
)
_TAKEN = re.compile(r"\btrừ\b")
_AT_MOST = re.compile(rf"(?:tối đa|không quá|nhiều nhất)\s+(?:không quá\s+)?{_N}\s*(?:điểm|đ)\b")
_CAP = re.compile(r"[,(]?\s*(?:nhưng\s+)?(?:tổng\s+)?(?:tối đa|không quá|nhiều nhất)\b.*$", re.IGNORECASE)
_YES = re.compile(r"^(có|đạt|đúng|đã|thực hiện|ban hành|hoàn thành|đầy đủ|đủ)\b")
_NO = re.compile(r"^(không|chưa|vượt|ngược lại|còn lại|các trường hợp|trường hợp còn lại)")
_LEFT = re.compile(r"^(các )?((trường hợp|mức) )?(còn lại|khác|ngược lại)|^các trường hợp (còn lại|khác)")
_INTERVALS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), shape)
    for pattern, shape in (
        (rf"(trên|>)\s*{_N}{_UNIT}\s*(?:đến|tới|-|–)\s*(dưới|<)\s*{_N}", "()"),
        (rf"(trên|>)\s*{_N}{_UNIT}\s*(?:đến|tới|-|–)\s*(?:≤\s*)?{_N}", "(]"),
        (rf"(?:từ|≥)?\s*{_N}{_UNIT}\s*(?:đến|tới|-|–|và)\s*(?:dưới|<)\s*{_N}", "[)"),
        (rf"(?:từ|≥)?\s*{_N}{_UNIT}\s*(?:đến|tới|-|–)\s*(?:≤\s*)?{_N}", "[]"),
        (rf"(?:trên|>(?!=)|hơn|lớn hơn)\s*{_N}", "(+"),
        (rf"(?:≥|>=|ít nhất|tối thiểu|từ đủ)\s*{_N}", "[+"),
        (rf"(?:từ\s*)?{_N}{_UNIT}[^\d,]*?trở lên", "[+"),
        (rf"(?:≤|<=|không quá|tối đa|nhiều nhất)\s*{_N}", "-]"),
        (rf"{_N}{_UNIT}[^\d,]*?trở xuống", "-]"),
        (rf"(?:dưới|<(?!=)|nhỏ hơn|ít hơn)\s*{_N}", "-)"),
        (rf"{_N}", "=="),
    )
)
_HUNDRED = Decimal(100)
_LONGEST_UNIT = 4


@dataclass(frozen=True, slots=True)
class _Interval:
    """From ``low`` to ``high``, each left out where it is ``open``; None where it has no end there."""

    low: Decimal | None = None
    high: Decimal | None = None
    low_open: bool = False
    high_open: bool = False


@dataclass(frozen=True, slots=True)
class _Clause:
    """A clause: its ``condition`` in small letters, the points that it gives (None where none), its words."""

    condition: str
    points: Decimal | None
    words: str
    is_share: bool = False


def proposed_rule(name: str, method: str, most: Decimal, *, penalty: bool | None = None) -> Rule | None:
    """The rule that the words of a criterion mean for so many points; None where they do not say it plainly.

    ``penalty`` says of what stands beside the whole whether it is taken off.
    """
    words = method.strip()
    found = None if not words else _of_words(words, most)
    if penalty is not None:
        each = found.each if found is not None and found.each is not None else most
        unit = found.unit if found is not None else ""
        return Rule(RuleKind.PENALTY if penalty else RuleKind.BONUS, each=min(each, most), unit=unit or "lần")
    if _SURVEY.search(f"{name}\n{words}".casefold()) and (found is None or found.kind is RuleKind.RATIO):
        found = Rule(RuleKind.SURVEY)
    return found


def _of_words(words: str, most: Decimal) -> Rule | None:
    words = _LISTED.sub(r"\1; ", words)
    clauses = [clause for text in _CLAUSE_ENDS.split(words) if (clause := _clause(text, most)) is not None]
    others = [each for each in clauses if not _is_nothing(each, most)]
    nothing = len(others) < len(clauses)
    for reader in (_by_each, _by_share, _by_bounds):
        rule = reader(others, words.casefold(), most)
        if rule is not None:
            return replace(rule, nothing_full=nothing)
    if any(_OCCURS_NOT.match(each.condition) for each in clauses):
        rule = _by_words(others, most)
        return replace(rule, nothing_full=nothing) if rule is not None else None
    return _by_words(clauses, most)


def _clause(text: str, most: Decimal) -> _Clause | None:
    bare = " ".join(_BULLET.sub("", text).split()).rstrip(" .,")
    capped = _CAP.search(bare)
    bare = bare[: capped.start()].rstrip(" .,(") if capped and _EACH.search(bare.casefold()) else bare
    small = bare.casefold()
    if not small:
        return None
    times = _TIMES.search(small)
    if (times and _RATIO.search(small)) or _BY_SHARE.search(small):
        before = re.split(r"[:=]|\bthì\b", small, maxsplit=1)[0] if re.search(r"\d+\s*%", small) else ""
        factor = _number(times[1]) if times and times[1] else most
        return _Clause(before, factor, bare, is_share=True)
    found = _POINTS.match(small)
    if found is None:
        return _Clause(small, None, bare)
    said = found["points"]
    points = most if _FULL.search(said) else Decimal(0) if said.startswith("không") else _number(found[3])
    condition = found["condition"].strip(" ,")
    return _Clause(f"{condition}{found['rest'] or ''}".strip(), points, bare[: len(condition)].strip(" ,"))


def _number(text: str) -> Decimal:
    return Decimal(text.replace(",", "."))


def _is_nothing(clause: _Clause, most: Decimal) -> bool:
    return not clause.is_share and clause.points == most and bool(_NOTHING.match(clause.condition))


# Each


def _by_each(clauses: Sequence[_Clause], small: str, most: Decimal) -> Rule | None:
    found = _EACH.search(small)
    said = [each for each in clauses if _EACH.search(each.condition) and each.points]
    if found is None or len(said) != 1 or any(each.is_share for each in clauses):
        return None
    capped = _AT_MOST.search(small)
    others = [each for each in clauses if each is not said[0] and each.points not in (None, 0, most)]
    if others or (capped is not None and _number(capped[1]) != most):
        return None
    each = said[0].points
    assert each is not None
    unit = " ".join(found["unit"].split()[:_LONGEST_UNIT])
    kind = RuleKind.DEDUCTION if _TAKEN.search(small) else RuleKind.COUNT
    return Rule(kind, each=each, per=Decimal(found[1] or 1), unit=unit) if 0 < each <= most else None


# Shares


def _by_share(clauses: Sequence[_Clause], _: str, most: Decimal) -> Rule | None:
    shares = [each for each in clauses if each.is_share]
    if len(shares) != 1 or shares[0].points != most:
        return None
    floor = full_from = None
    own = _interval(shares[0].condition) if shares[0].condition else None
    if own is not None and (own.low_open or own.low is None):
        return None
    for each in clauses:
        if each.is_share or each.points is None:
            continue
        bounds = _interval(each.condition)
        if bounds is None:
            return None
        if each.points == 0 and bounds.low in (None, 0) and bounds.high is not None and bounds.high_open:
            floor = bounds.high
        elif each.points == most and bounds.low is not None and not bounds.low_open:
            full_from = bounds.low if bounds.low < _HUNDRED else None
        else:
            return None
    if own is not None:
        if floor is not None and floor != own.low:
            return None
        floor = own.low
    return Rule(RuleKind.RATIO, floor=floor or None, full_from=full_from)


# Steps by numbers


def _interval(condition: str) -> _Interval | None:
    """The numbers that a condition means; None where it has others, or none."""
    if _LEFT.match(condition):
        return _Interval()
    for pattern, shape in _INTERVALS:
        found = pattern.search(condition)
        if found is None:
            continue
        numbers = [_number(each) for each in re.findall(_N, found[0])]
        if len(numbers) != len(re.findall(_N, condition)):
            return None
        first, last = numbers[0], numbers[-1]
        if shape[0] == "-":
            return _Interval(high=last, high_open=shape[1] == ")")
        if shape[1] == "+":
            return _Interval(low=first, low_open=shape[0] == "(")
        return _Interval(first, last, shape[0] == "(", shape[1] == ")")
    return None


def _by_bounds(clauses: Sequence[_Clause], small: str, most: Decimal) -> Rule | None:
    scored = [each for each in clauses if each.points is not None]
    found = [(each.points or Decimal(0), _interval(each.condition)) for each in scored]
    if len(found) < 2 or any(bounds is None for _, bounds in found):
        return None
    known = sorted(((p, b) for p, b in found if b is not None), key=lambda each: -each[0])
    if len({points for points, _ in known}) != len(known) or known[0][0] != most:
        return None
    fewer = known[0][1].low is None or (
        known[0][1].low == 0 and known[-1][1].high is None and known[-1][1].low is not None
    )
    whole = "%" not in small
    steps: list[Step] = []
    for place, (points, bounds) in enumerate(known):
        bound, is_open = (bounds.high, bounds.high_open) if fewer else (bounds.low, bounds.low_open)
        if place and not _meets(known[place - 1][1], bounds, fewer=fewer, whole=whole):
            return None
        is_last = place == len(known) - 1
        if bound is None and not is_last:
            return None
        if is_last and not fewer and bound == 0:
            bound, is_open = None, False
        steps.append(Step(points, bound, is_open))
    return Rule(RuleKind.STEPS, tuple(steps), fewer=fewer, unit="" if whole else "%")


def _meets(better: _Interval, worse: _Interval, *, fewer: bool, whole: bool) -> bool:
    """Whether nothing lies between two steps, nor in both."""
    if fewer:
        edge, edge_open, other, other_open = better.high, better.high_open, worse.low, worse.low_open
    else:
        edge, edge_open, other, other_open = better.low, better.low_open, worse.high, worse.high_open
    if other is None or edge is None:
        return edge is not None
    if edge == other:
        return not (edge_open and other_open)
    return whole and not edge_open and not other_open and abs(edge - other) == 1


# Words


def _by_words(clauses: Sequence[_Clause], most: Decimal) -> Rule | None:
    if not clauses or any(each.points is None or each.is_share for each in clauses):
        bare = " ".join(each.condition for each in clauses)
        return Rule(RuleKind.YES_NO) if re.fullmatch(r"có\s*[/,-]\s*không", bare) else None
    points = [each.points or Decimal(0) for each in clauses]
    if sorted(points, reverse=True) != points or points[0] != most or len(set(points)) != len(points):
        return None
    if len(points) == 1:
        return Rule(RuleKind.YES_NO) if _YES.match(clauses[0].condition) else None
    if all(_interval(each.condition) for each in clauses):
        return None  # Steps by numbers that leave something out, or meet twice.
    first, last = clauses[0].condition, clauses[-1].condition
    if len(points) == 2 and points[1] == 0 and (_YES.match(first) or len(first) < 3) and _NO.match(last):
        return Rule(RuleKind.YES_NO)
    if not all(each.words for each in clauses) or (points[-1] > 0 and sum(points) == most):
        return None
    return Rule(
        RuleKind.STEPS, tuple(Step(p, words=each.words) for p, each in zip(points, clauses, strict=True))
    )
