"""What a check says: a place, the rule with its article, what stands there and what would be right."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from ..text import shortened
from .look import Look

_QUOTED = 60


class Severity(StrEnum):
    """How sure a fault is: against a rule of the decree, or a slip that somebody has to look at."""

    MUST = "must"
    LOOK = "look"

    @property
    def label(self) -> str:
        """How findings of it are headed."""
        return "Phải sửa" if self is Severity.MUST else "Nên xem lại"


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault. ``lines`` are the places of the paragraphs that have it, in order; none for that of a
    page."""

    place: str
    rule: str
    found: str
    right: str
    lines: tuple[int, ...] = ()
    severity: Severity = Severity.MUST

    def record(self) -> dict[str, str]:
        """As it is given to other programs."""
        return {"place": self.place, "rule": self.rule, "found": self.found, "right": self.right}


def quoted(text: str) -> str:
    """Some words of the document, as a sentence names them."""
    bare = " ".join(text.split()).replace("«", "“").replace("»", "”")
    return f"«{shortened(bare, _QUOTED)}»"


def gathered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings with those of one rule, fault and remedy made one, at all their places."""
    found: dict[tuple[str, str, str], list[Finding]] = {}
    for each in findings:
        found.setdefault((each.rule, each.found, each.right), []).append(each)
    return tuple(map(_one, found.values()))


def _one(alike: list[Finding]) -> Finding:
    first = alike[0]
    if len(alike) == 1:
        return first
    lines = tuple(dict.fromkeys(line for each in alike for line in each.lines))
    more = len(dict.fromkeys(each.place for each in alike)) - 1
    place = f"{first.place} và {more} chỗ khác" if more else first.place
    return Finding(place, first.rule, first.found, first.right, lines, first.severity)


@dataclass(frozen=True, slots=True)
class Remark:
    """What is written beside a paragraph of the checked file; ``mark`` is what its reader calls that."""

    mark: int
    text: str


_MOST_PLACES = 20
"""A fault of more places is written beside the first of them: whoever mends one style mends all."""


def remarks_on(look: Look, findings: Sequence[Finding]) -> tuple[Remark, ...]:
    """The findings as remarks at their places, in the order of the text; those of a page stand at its
    head."""
    found = [
        Remark(
            look.lines[at].mark,
            f"{each.severity.label}: {each.found}.\nĐúng: {each.right}.\n{each.rule}.",
        )
        for each in findings
        for at in each.lines[:_MOST_PLACES] or (0,)
    ]
    return tuple(sorted(found, key=lambda each: each.mark))
