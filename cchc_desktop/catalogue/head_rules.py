"""What the index counts for in the rating of a head (resources/catalogue/head_rules.toml)."""

from decimal import Decimal
from functools import cache

from .. import resources
from ..domain.criteria.published import HeadRule, Than
from ..domain.errors import Refusal
from . import plain_toml


@cache
def head_rules() -> tuple[HeadRule, ...]:
    """Every rule, in the order of the file."""
    listed = plain_toml.loads(resources.read_text("catalogue", "head_rules.toml"))["rule"]
    return tuple(
        HeadRule(
            each["id"], each["name"], each["legal"], Decimal(each["points"]), Than(each["than"]),
            each["valid_from"],
        )
        for each in listed
    )  # fmt: skip


def head_rule(rule_id: str) -> HeadRule:
    """The rule of this id. Raises Refusal where there is none."""
    for rule in head_rules():
        if rule.id == rule_id:
            return rule
    known = ", ".join(rule.id for rule in head_rules())
    raise Refusal(f"Không có quy định «{rule_id}». Hãy chọn một trong: {known}.", "head_rule")
