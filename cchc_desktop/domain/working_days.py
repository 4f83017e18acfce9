"""Working days: Monday to Friday, without public holidays and the days off in their stead, with days swapped.

Bộ luật Lao động 2019: Điều 112 (holidays), Điều 111 khoản 3 (a holiday on a weekly day off is made up for on
the next working day). Which days these are in a year is data of the catalogue.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

_ONE = timedelta(days=1)
_SATURDAY = 5
_SHORT = {5: "thứ Bảy", 6: "CN"}


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """Which days are worked: ``off`` are the days off beside Saturdays and Sundays, with what they are for;
    ``worked`` the Saturdays and Sundays that are worked in place of a day between holidays."""

    off: Mapping[date, str] = field(default_factory=dict)
    worked: frozenset[date] = frozenset()

    def why_off(self, day: date) -> str:
        """Why a day is not worked: «CN», «thứ Bảy», «nghỉ Quốc khánh»; nothing for a working day."""
        if day in self.off:
            return self.off[day]
        return "" if day in self.worked else _SHORT.get(day.weekday(), "")

    def last_on_or_before(self, day: date) -> date:
        """The last working day that is not after a day."""
        while self.why_off(day):
            day -= _ONE
        return day


def made_up(holidays: Iterable[tuple[date, str]]) -> dict[date, str]:
    """The days off beside Saturdays and Sundays that holidays come to by law.

    Each that falls on a Saturday or Sunday is made up for on the next working day (Điều 111 khoản 3).
    """
    known = dict(sorted(holidays))
    off = {day: name for day, name in known.items() if day.weekday() < _SATURDAY}
    for day, name in known.items():
        if day.weekday() >= _SATURDAY:
            free = day
            while free in off or free.weekday() >= _SATURDAY:
                free += _ONE
            off[free] = f"nghỉ bù {name.removeprefix('nghỉ ')}"
    return off
