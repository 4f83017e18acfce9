"""Where a number of a report comes from, as a value that is written in a few letters and kept in its text.

====================  =========================================================================
``1.07``              the figure of the report's period; ``1.07+`` cumulated since the year began
``1.07~``, ``1.07+~`` the same a year ago
``1.07>``, ``1.07+>`` how much it has changed since
``1.07!``, ``1.07^``  the number of its target; of a range the first and the last
``1.07-``             how far what was cumulated is from its target
``1.12/``             what a ratio of counts lacks of the whole
``tasks.overdue@3``   how many entries a list has, of the areas 3
``status.overdue``    how many tasks stand so; ``status.overdue%`` their share
``task#ID``           how far one task has come, in per cent
====================  =========================================================================
"""

import re
from dataclasses import dataclass

from ..report_periods import Period

_WRITTEN = re.compile(
    r"(?P<name>\d{1,2}\.\d{2}|[a-z][a-z_.]*)(?P<of>\+?~?)(?P<form>[>!^/%-]?)"
    r"(?:@(?P<areas>\d(?:,\d)*))?(?:#(?P<id>[\w-]+))?"
)


@dataclass(frozen=True, slots=True)
class Source:
    """What a number is of: ``name`` is a code, a list or a count, ``of`` tells the period, ``form`` what is
    said of it; ``areas`` are those that are counted (all where none), ``id`` the record that it is of."""

    name: str
    of: str = ""
    form: str = ""
    areas: tuple[int, ...] = ()
    id: str = ""

    def __str__(self) -> str:
        areas = f"@{','.join(map(str, self.areas))}" if self.areas else ""
        return f"{self.name}{self.of}{self.form}{areas}{f'#{self.id}' if self.id else ''}"

    @property
    def is_code(self) -> bool:
        """Whether it is of an indicator."""
        return self.name[0].isdigit()

    def period_of(self, period: Period) -> Period:
        """The period that its figure is of, in the report of a period."""
        found = period.cumulated if "+" in self.of else period
        return found.last_year if "~" in self.of else found


def read_source(text: str) -> Source | None:
    """The source that is written so; None where none is."""
    found = _WRITTEN.fullmatch(text)
    if found is None:
        return None
    areas = tuple(map(int, found["areas"].split(","))) if found["areas"] else ()
    return Source(found["name"], found["of"], found["form"], areas, found["id"] or "")
