"""The units that a plan names: in its tasks, and as headings of who does what."""

import re
from collections import Counter

from .names import unit_key
from .plan import Plan
from .plan_views import duties, tasks
from .text import fold

_BEGINNINGS = re.compile(
    r"(van phong|phong|trung tam|ban|bo phan|to|cong an|quan su|tram|truong|dai|hoi|doan|mat tran"
    r"|uy ban mat tran|cong chuc|chi cuc|doi)\b"
)
_NO_UNIT = re.compile(
    r"\b(lien quan|cac (don vi|phong|ban|co quan|doan the|thon|hoi)|va cac|chung|khac)\b|^cac\b"
    r"|, (phong|van phong|trung tam|tram|cong an|hoi|doan|ban) "
)
_LONGEST = 90


def is_unit_name(name: str) -> bool:
    """Whether the words name one unit: «Phòng Kinh tế», and not «các đơn vị liên quan»."""
    words = fold(name).strip()
    return len(name) <= _LONGEST and bool(_BEGINNINGS.match(words)) and not _NO_UNIT.search(words)


def bare_name(words: str) -> str:
    """The name in a heading or a cell, without the marks around it."""
    return words.strip(" .,;:-")


def units_named(plan: Plan) -> dict[str, int]:
    """Every unit that the plan names, with in how many places; in the spelling that comes first.

    A support that lists several units with commas is passed over: commas stand in names, too.
    """
    found: dict[str, str] = {}
    counts: Counter[str] = Counter()

    def count(name: str) -> None:
        name = bare_name(name)
        if is_unit_name(name):
            key = unit_key(name)
            found.setdefault(key, name)
            counts[key] += 1

    for view in duties(plan):
        count(view.unit)
    for place in tasks(plan):
        if (assignment := place.item.assignment) is not None:
            count(assignment.lead)
            for part in assignment.support.split(";"):
                if "," not in part:
                    count(part)
    return {name: counts[key] for key, name in found.items()}
