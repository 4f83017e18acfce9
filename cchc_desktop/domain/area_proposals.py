"""Which reform areas the targets speak of that stand under no area's heading."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .areas import Area
from .plan import Item, ItemKind, Plan
from .plan_views import targets
from .text import fold

_MOST_AREAS = 2
"""A target that speaks of more areas is one of the reform as a whole, and belongs to none."""


@dataclass(frozen=True, slots=True)
class AreaProposal:
    """The target speaks of the area, because of ``why``."""

    item: Item
    area: int
    why: str

    @property
    def id(self) -> str:
        """What tells it from others of the same area."""
        return self.item.id


def waiting_targets(plan: Plan) -> list[Item]:
    """The targets of the body that no area holds; those of annexes are left alone."""
    return [
        place.item
        for place in targets(plan)
        if place.area is None and not any(parent.kind is ItemKind.ANNEX for parent in place.parents)
    ]


def propose_areas(
    plan: Plan, areas: Sequence[Area], measured_in: Mapping[str, tuple[int, str]]
) -> list[AreaProposal]:
    """The areas that each waiting target speaks of, in printed order.

    ``measured_in`` gives, by item, the area of the indicator that measures the target, and the indicator's
    name; it goes before words.
    """
    found: list[AreaProposal] = []
    for item in waiting_targets(plan):
        if (measured := measured_in.get(item.id)) is not None:
            found.append(AreaProposal(item, measured[0], f"Đo bằng chỉ tiêu thống kê {measured[1]}"))
            continue
        sentence = " ".join(fold(item.text).split())
        signs = {area.code: sign for area in areas if (sign := _sign(area, sentence))}
        if len(signs) <= _MOST_AREAS:
            found += [AreaProposal(item, code, f"Nói đến «{sign}»") for code, sign in signs.items()]
    return found


def _sign(area: Area, sentence: str) -> str:
    """The longest words of the area that stand in the sentence, as the catalogue writes them."""
    return max((word for word in area.matters if fold(word) in sentence), key=len, default="")
