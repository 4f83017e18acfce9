"""What of other plans a plan carries out, read where it is stored, and where the plan asks for less."""

from ..domain.plan import Item, Plan
from ..domain.plan_views import numbers_of, placed
from ..domain.year_plan import shortfalls
from .desk import Desk


def answered_by(desk: Desk, plan: Plan) -> dict[str, tuple[Item, Plan]]:
    """The items of other plans that a plan carries out, by their identities, with their plans; without those
    that are stored no more."""
    wanted = {item_id for item in plan.walk() for item_id in item.answers}
    plans: dict[str, Plan] = {}
    for item_id in wanted:
        row = desk.store.row("plan_items", item_id)
        if row is not None and row["plan_id"] not in plans:
            plans[row["plan_id"]] = desk.plan(row["plan_id"])
    return {item.id: (item, other) for other in plans.values() for item in other.walk() if item.id in wanted}


def shortfalls_of(desk: Desk, plan: Plan) -> dict[str, str]:
    """What is to be told of each target that asks for less than what it carries out, by its identity."""
    if not any(item.answers for item in plan.walk()):
        return {}
    return shortfalls(plan, answered_by(desk, plan))


def shortfall_sentences(desk: Desk, plan: Plan) -> list[str]:
    """The same with where each target stands, as they are told of the whole plan."""
    told = shortfalls_of(desk, plan)
    if not told:
        return []
    return [
        f"{f'Mục {numbers}' if (numbers := numbers_of(place)) else f'«{place.item.text[:60]}»'}: {words}"
        for place in placed(plan)
        if (words := told.get(place.item.id))
    ]
