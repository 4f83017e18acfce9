"""The rules by which results of officers' work come to points (resources/catalogue/work_rules.toml)."""

from datetime import date
from fractions import Fraction
from functools import cache
from typing import Any

from .. import resources
from ..domain.errors import Refusal
from ..domain.work_rules import Band, Counted, WorkPart, WorkRule
from . import plain_toml


@cache
def work_rules() -> tuple[WorkRule, ...]:
    """Every rule, in the order of the file."""
    listed = plain_toml.loads(resources.read_text("catalogue", "work_rules.toml"))["rule"]
    return tuple(map(read_rule, listed))


def work_rule(rule_id: str) -> WorkRule:
    """The rule of this id. Raises Refusal where there is none."""
    for rule in work_rules():
        if rule.id == rule_id:
            return rule
    known = ", ".join(rule.id for rule in work_rules())
    raise Refusal(f"Không có quy định chấm điểm «{rule_id}». Hãy chọn một trong: {known}.", "rule")


def rules_on(day: date) -> tuple[WorkRule, ...]:
    """The rules that hold on a day; where none does, the one that came first after it."""
    valid = tuple(rule for rule in work_rules() if rule.is_valid(day))
    return valid or (min(work_rules(), key=lambda rule: rule.valid_from),)


def read_rule(entry: dict[str, Any]) -> WorkRule:
    """A rule of its entry. Raises KeyError or ValueError where it is none."""
    return WorkRule(
        id=entry["id"],
        name=entry["name"],
        legal=entry["legal"],
        valid_from=entry["valid_from"],
        valid_to=entry.get("valid_to"),
        converts=entry["converts"],
        lead=Fraction(entry["lead"]),
        support=Fraction(entry["support"]),
        fault=Fraction(entry["fault"]),
        parts=tuple(
            WorkPart(Counted(part["counted"]), part["label"], Fraction(part["points"]))
            for part in entry["parts"]
        ),
        general=Fraction(entry["general"]),
        bands=tuple(Band(Fraction(band["least"]), band["label"]) for band in entry.get("bands", ())),
        top_share=Fraction(entry["top_share"]) if "top_share" in entry else None,
        note=entry.get("note", ""),
    )
