"""Which unit leads and which supports which task of a plan: units beside tasks."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .names import known_unit, unit_key
from .plan import Plan
from .plan_views import Placed, tasks
from .tasks import Assignment
from .text import capitalized
from .unit_names import bare_name, is_unit_name, units_named


@dataclass(frozen=True, slots=True)
class Share:
    """A task with the units that have a part in it; ``lead`` is empty where nobody leads."""

    place: Placed
    lead: str
    supports: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """The units that have a part in some task, and the tasks with what each has to do there."""

    units: tuple[str, ...]
    shares: tuple[Share, ...]

    def leads(self, unit: str) -> int:
        """How many tasks a unit leads."""
        return sum(share.lead == unit for share in self.shares)

    def supports(self, unit: str) -> int:
        """How many tasks a unit supports."""
        return sum(unit in share.supports for share in self.shares)


def responsibility(plan: Plan, listed: Iterable[str] = ()) -> Matrix:
    """The units of a plan beside its tasks. ``listed`` are the office's units in its own order, in whose
    spelling they stand; the others follow in the order in which the tasks name them."""
    own = list(listed)
    known = [*own, *units_named(plan)]
    shares: list[Share] = []
    spelled: dict[str, str] = {}

    def spell(name: str) -> str:
        found = known_unit(name, own) or capitalized(name)
        return spelled.setdefault(unit_key(found), found)

    for place in tasks(plan):
        given = place.item.assignment or Assignment()
        lead = spell(bare_name(given.lead)) if bare_name(given.lead) else ""
        supports = dict.fromkeys(map(spell, supporting(given.support, known)))
        supports.pop(lead, None)
        shares.append(Share(place, lead, tuple(supports)))
    order = {unit_key(name): at for at, name in enumerate(own)}
    used = dict.fromkeys(unit for share in shares for unit in (share.lead, *share.supports) if unit)
    units = sorted(used, key=lambda unit: order.get(unit_key(unit), len(order)))
    return Matrix(tuple(units), tuple(shares))


def supporting(words: str, known: Sequence[str]) -> tuple[str, ...]:
    """The units that a cell «Phối hợp» names. Commas and «và» stand in names, too («Văn phòng HĐND và UBND»):
    a part is only cut there where a known name stands before or after."""
    found: list[str] = []
    for part in filter(None, map(bare_name, words.split(";"))):
        found += [part] if known_unit(part, known) else _cut(part, known)
    return tuple(dict.fromkeys(found))


_EDGES = re.compile(r"^(?:\s|[,;.:]|và\b)+|(?:\s|[,;.:]|\bvà)+$", re.IGNORECASE)


def _cut(part: str, known: Sequence[str]) -> list[str]:
    """The units in a part of a list, cut around the longest name in it that is known, else at commas between
    names of units."""
    for name in sorted(filter(None, known), key=len, reverse=True):
        if found := re.search(rf"(?<!\w){re.escape(name)}(?!\w)", part, re.IGNORECASE):
            sides = (_EDGES.sub("", part[: found.start()]), _EDGES.sub("", part[found.end() :]))
            before, after = (_cut(side, known) if side else [] for side in sides)
            return [*before, name, *after]
    pieces = [bare_name(piece) for piece in part.split(",")]
    return pieces if all(map(is_unit_name, pieces)) else [part]
