"""A set of criteria as TOML says it; ``read_set`` reads it back as it is."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from ..domain.criteria.rules import Rule, Step
from ..domain.criteria.sets import CriteriaSet, Criterion
from .criteria import read_set
from .written import filled, text_of_tables

kept_set = lru_cache(maxsize=16)(read_set)
"""The set of a stored text: read once. Raises Refusal where it describes none."""


def set_text(given: CriteriaSet) -> str:
    """The text of a set."""
    found = {
        "id": given.id,
        "title": given.title,
        "decision": given.decision,
        "signed": given.signed,
        "valid_from": given.valid_from,
        "valid_to": given.valid_to,
        "issued": given.is_issued,
        "span": str(given.span),
        "note": given.note,
        "bonus_most": given.bonus_most,
        "penalty_most": given.penalty_most,
        "band": [{"name": band.name, "least": band.least} for band in given.bands],
        "criterion": [entry for area in given.areas for entry in _entries(area, 1)],
        "extra": [_criterion(each) for each in given.extras],
    }
    return text_of_tables(filled(found))


def _entries(given: Criterion, level: int) -> Iterator[dict[str, Any]]:
    yield {"level": level, **_criterion(given)}
    for child in given.children:
        yield from _entries(child, level + 1)


def _criterion(given: Criterion) -> dict[str, Any]:
    found = {
        "code": given.code,
        "name": given.name,
        "most": given.most,
        "area": given.area,
        "method": given.method,
        "evidence": given.evidence,
        "answers": given.answers,
        "sources": [each.text for each in given.sources],
    }
    return filled({**found, **(_rule(given.rule) if given.rule is not None else {})})


def _rule(rule: Rule) -> dict[str, Any]:
    found: dict[str, Any] = {
        "kind": str(rule.kind),
        "steps": [_step(each) for each in rule.steps],
        "fewer": rule.fewer,
        "full_from": rule.full_from,
        "each": rule.each,
        "per": rule.per if rule.per != 1 else None,
        "nothing_full": rule.nothing_full,
        "unit": rule.unit,
        "things": rule.things,
        "grows": rule.grows,
        "of_target": rule.of_target,
        "floor": rule.floor,
    }
    return found


def _step(step: Step) -> dict[str, Any]:
    found: dict[str, Any] = {"points": step.points}
    if step.bound is not None:
        found["bound"] = step.bound
    return found | filled({"strict": step.strict, "words": step.words})
