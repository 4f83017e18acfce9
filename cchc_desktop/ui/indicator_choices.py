"""Which statistical indicator measures a target: the program's proposal, none, or one that is chosen."""

from .. import catalogue
from ..domain.target_links import NO_INDICATOR, link_targets
from .shell import Shell


def indicator_choices(shell: Shell, plan_id: str, item_id: str) -> list[tuple[str, str]]:
    """What may be chosen for a target, as values of ``Measure.indicator`` with their words.

    What the program finds by itself stands first; for no target it finds none.
    """
    known = catalogue.indicators()
    found = ""
    if item_id:
        plan = shell.office.plans.get(plan_id)
        links = link_targets(plan, known, plan.period.last_year)
        found = next((code for code, link in links.items() if link.item_id == item_id), "")
    by_itself = f"Tự tìm ({found} {known.get(found).name})" if found else "Tự tìm (chưa thấy)"
    listed = [(indicator.code, f"{indicator.code} {indicator.name}") for indicator in known.indicators]
    return [("", by_itself), (NO_INDICATOR, "Không đo bằng số liệu"), *listed]
