"""The eight reform areas (lĩnh vực) that plans, targets, tasks and scores are ordered by."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Area:
    """One reform area: code 1 to 8, full and short name, words that betray it in a heading.

    ``matters`` are what sentences call that it deals with; they are shown as they are written.

    ``owners`` are the units that usually lead it, by organisation ("two_tier" since 1/7/2025,
    "three_tier" before): FACTS.md section 2.3.

    ``titles`` are other names that headings of plans have for it; ``layouts`` are those, by their number of
    areas, in which a plan has this one.
    """

    code: int
    name: str
    short_name: str
    keywords: tuple[str, ...]
    owners: dict[str, str]
    matters: tuple[str, ...] = ()
    layouts: tuple[int, ...] = ()
    titles: tuple[str, ...] = ()


AREA_CODES = range(1, 9)


@dataclass(frozen=True, slots=True)
class AreaLayout:
    """The areas that a plan is ordered by, and the sentence that tells it."""

    codes: tuple[int, ...]
    label: str


_LABELS = {
    6: "bố cục sáu lĩnh vực (không có mục riêng cho chỉ đạo, điều hành và cho tác động)",
    7: "bố cục bảy lĩnh vực (có mục chỉ đạo, điều hành)",
    8: "bố cục tám lĩnh vực (có mục chỉ đạo, điều hành và mục tác động)",
}


def layout_of(areas: Sequence[Area], found: Collection[int]) -> AreaLayout:
    """The smallest layout that has all the areas found in a plan.

    Six areas are those of Thông tư 06/2026/TT-BNV; plans of older years have seven, eight follow the index.
    """
    for size in sorted({size for area in areas for size in area.layouts}):
        codes = tuple(area.code for area in areas if size in area.layouts)
        if set(found) <= set(codes):
            return AreaLayout(codes, _LABELS[size])
    return AreaLayout(tuple(area.code for area in areas), _LABELS[8])
