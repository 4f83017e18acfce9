"""Sets of criteria from resources/catalogue/criteria/, or from a text of their kind.

The file khoi-dau.toml says at its head what the keys mean.
"""

from dataclasses import replace
from decimal import Decimal
from functools import cache

from .. import resources
from ..domain.criteria.rules import Rule, RuleKind, Step
from ..domain.criteria.sets import Band, CriteriaSet, Criterion, SetSpan, problems_of
from ..domain.criteria.sources import Source
from ..domain.errors import Refusal
from ..domain.text import capitalized
from . import plain_toml
from .entry import Entry

_SHIPPED = ("khoi-dau.toml", "chi-so-766.toml")
_HEAD = {
    "version", "id", "title", "decision", "signed", "valid_from", "valid_to", "issued", "span", "note",
    "bonus_most", "penalty_most", "band", "criterion", "extra",
}  # fmt: skip
_CRITERION = {
    "code", "level", "name", "most", "area", "kind", "method", "evidence", "answers", "sources", "steps",
    "fewer", "floor", "full_from", "each", "per", "nothing_full", "unit", "things", "grows", "of_target",
}  # fmt: skip
_STEP = {"points", "bound", "strict", "words"}
_MOST_CRITERIA, _MOST_STEPS, _MOST_BANDS, _MOST_EXTRAS = 500, 20, 10, 50


@cache
def criteria_sets() -> tuple[CriteriaSet, ...]:
    """The sets that the program carries."""
    return tuple(read_set(resources.read_text("catalogue", "criteria", name)) for name in _SHIPPED)


def read_set(text: str) -> CriteriaSet:
    """The set that a text describes. Raises Refusal with the first mistake and the count of the others."""
    found, problems = checked_set(text)
    if found is None or problems:
        first = capitalized(problems[0])
        more = f" Bộ tiêu chí còn {len(problems) - 1} chỗ sai khác." if len(problems) > 1 else ""
        raise Refusal(first + more)
    return found


def checked_set(text: str) -> tuple[CriteriaSet | None, list[str]]:
    """The set that a text describes, as far as it can be read, with every mistake, a sentence each."""
    problems: list[str] = []
    described = plain_toml.described(text, problems)
    if described is None:
        return None, problems
    head = Entry(described, "phần đầu", problems)
    head.refuse_unknown(_HEAD)
    entries = head.tables("criterion", most=_MOST_CRITERIA)
    extras = head.tables("extra", required=False, most=_MOST_EXTRAS)
    bands = head.tables("band", most=_MOST_BANDS)
    found = CriteriaSet(
        id=head.text("id"),
        title=head.text("title"),
        areas=_tree([(_level(each), _criterion(each), each) for each in entries]),
        bands=tuple(Band(each.text("name"), each.number("least", zero=True) or Decimal(0)) for each in bands),
        decision=head.text("decision", required=False),
        signed=head.day("signed", required=False),
        valid_from=head.day("valid_from", required=False),
        valid_to=head.day("valid_to", required=False),
        is_issued=head.flag("issued"),
        span=SetSpan(head.choice("span", [str(each) for each in SetSpan], SetSpan.YEAR) or SetSpan.YEAR),
        note=head.text("note", required=False),
        extras=tuple(map(_criterion, extras)),
        bonus_most=head.number("bonus_most") or Decimal(0),
        penalty_most=head.number("penalty_most") or Decimal(0),
    )
    return found, problems or problems_of(found)


def _level(entry: Entry) -> int:
    return entry.whole("level", range(1, 7)) or 1


def _tree(entries: list[tuple[int, Criterion, Entry]]) -> tuple[Criterion, ...]:
    """The criteria as a tree: each has as its children what follows with a greater level."""
    found: list[Criterion] = []
    place = 0
    while place < len(entries):
        level, criterion, entry = entries[place]
        end = place + 1
        while end < len(entries) and entries[end][0] > level:
            end += 1
        if end > place + 1 and entries[place + 1][0] != level + 1:
            entry.fault("có cấp tiêu chí ngay dưới không liền với nó. Hãy sửa lại level.")
        found.append(replace(criterion, children=_tree(entries[place + 1 : end])))
        place = end
    return tuple(found)


def _criterion(entry: Entry) -> Criterion:
    entry.refuse_unknown(_CRITERION)
    sources = []
    for text in entry.texts("sources", most=5):
        try:
            sources.append(Source.parse(text))
        except Refusal as refusal:
            entry.fault(f"có nguồn sai: {refusal}")
    return Criterion(
        code=entry.text("code"),
        name=entry.text("name"),
        most=entry.number("most") or Decimal(0),
        rule=_rule(entry) if entry.has("kind") else None,
        method=entry.text("method", required=False),
        evidence=entry.text("evidence", required=False),
        answers=entry.text("answers", required=False),
        area=entry.whole("area", range(1, 9), required=False) or 0,
        sources=tuple(sources),
    )


def _rule(entry: Entry) -> Rule:
    kind = entry.choice("kind", [str(each) for each in RuleKind])
    return Rule(
        RuleKind(kind or RuleKind.YES_NO),
        tuple(map(_step, entry.tables("steps", required=False, most=_MOST_STEPS))),
        fewer=entry.flag("fewer"),
        floor=entry.number("floor"),
        full_from=entry.number("full_from"),
        each=entry.number("each"),
        per=entry.number("per") or Decimal(1),
        nothing_full=entry.flag("nothing_full"),
        unit=entry.text("unit", required=False),
        things=entry.text("things", required=False),
        grows=entry.flag("grows"),
        of_target=entry.flag("of_target"),
    )


def _step(entry: Entry) -> Step:
    entry.refuse_unknown(_STEP)
    return Step(
        entry.number("points", zero=True) or Decimal(0),
        entry.number("bound", zero=True),
        entry.flag("strict"),
        entry.text("words", required=False),
    )
