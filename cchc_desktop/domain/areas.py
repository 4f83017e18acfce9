"""The eight reform areas (lĩnh vực) that plans, targets, tasks and scores are ordered by."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Area:
    """One reform area: code 1 to 8, full and short name, words that betray it in a heading.

    ``matters`` are what sentences call that it deals with; they are shown as they are written.

    ``owners`` are the units that usually lead it, by organisation ("two_tier" since 1/7/2025,
    "three_tier" before): FACTS.md section 2.3.
    """

    code: int
    name: str
    short_name: str
    keywords: tuple[str, ...]
    owners: dict[str, str]
    matters: tuple[str, ...] = ()


AREA_CODES = range(1, 9)
