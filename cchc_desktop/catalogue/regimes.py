"""The reporting regimes that an office may choose from."""

from functools import cache

from .. import resources
from ..domain.regimes import Regime
from ..domain.report_periods import Span
from . import plain_toml


@cache
def regimes() -> tuple[Regime, ...]:
    """The regimes, the decree's default first (resources/catalogue/regimes.toml)."""
    return tuple(
        Regime(
            id=entry["id"],
            name=entry["name"],
            source=entry["source"],
            valid_from=entry["valid_from"],
            reported=frozenset(map(Span, entry["reported"])),
            cut_off_day=entry["cut_off_day"],
            working_days_after=entry.get("working_days_after"),
            due_day=entry.get("due_day"),
            title=entry["title"],
            receiver=entry["receiver"],
            note=entry.get("note", ""),
        )
        for entry in plain_toml.loads(resources.read_text("catalogue", "regimes.toml"))["regime"]
    )
