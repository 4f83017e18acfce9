"""How figures of units make one of all of them (resources/catalogue/consolidation.toml)."""

from functools import cache

from .. import resources
from ..domain.consolidation.rules import SumRules
from . import plain_toml


@cache
def sum_rules() -> SumRules:
    """What is added up, and what is not."""
    said = plain_toml.loads(resources.read_text("catalogue", "consolidation.toml"))
    return SumRules(
        frozenset(said["unsummed_units"]),
        frozenset(said["unsummed"]),
        {each["code"]: each["by"] for each in said["weighted"]},
    )
