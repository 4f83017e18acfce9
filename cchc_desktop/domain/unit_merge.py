"""Units that others took over: who stands for an old name from which day on, without the old one being lost.

A plan keeps the name that it was issued with. Work that was open on the day of a merge is the new unit's from
then on; what was done before stays under the old name.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from .dates import short_date
from .errors import Refusal
from .names import unit_key
from .offices import Succession, Unit, is_valid
from .tasks import Assignment
from .text import clean_line


class Successors:
    """Which unit took over which, from which day on."""

    def __init__(self, found: Iterable[Succession]) -> None:
        self._after: dict[str, Succession] = {}
        self._before: dict[str, list[str]] = {}
        for each in found:
            self._after[unit_key(each.old)] = each
            if each.short:
                self._after.setdefault(unit_key(each.short), each)
            self._before.setdefault(unit_key(each.new), []).append(each.old)

    def now(self, name: str, today: date, done_on: date | None = None) -> str:
        """The unit that stands for a name today, the name itself where nobody took over; for what was done
        by ``done_on`` the one that stood for it then."""
        passed: set[str] = set()
        while (key := unit_key(name)) in self._after and key not in passed:
            step = self._after[key]
            if step.day > today or (done_on is not None and done_on < step.day):
                break
            passed.add(key)
            name = step.new
        return name

    def former(self, name: str) -> tuple[str, ...]:
        """The names of all that a unit took over, those before them too."""
        found: list[str] = []
        wanted = [name]
        while wanted:
            for each in self._before.get(unit_key(wanted.pop(0)), ()):
                if each not in found:
                    found.append(each)
                    wanted.append(each)
        return tuple(found)

    def assignment(self, given: Assignment, today: date, done_on: date | None) -> Assignment:
        """A task's assignment with the units that stand for it today."""
        lead = self.now(given.lead, today, done_on)
        kept = self._supports(given.support, ";", today, done_on)
        return (
            given if (lead, kept) == (given.lead, given.support) else replace(given, lead=lead, support=kept)
        )

    def _supports(self, text: str, sign: str, today: date, done_on: date | None) -> str:
        """The units of a list with who stands for them; commas stand between units, and within a name."""
        parts = [part.strip() for part in text.split(sign)]
        after = [self.now(part, today, done_on) for part in parts]
        if sign == ";":
            after = [self._supports(part, ",", today, done_on) if "," in part else part for part in after]
        return text if after == parts else f"{sign} ".join(dict.fromkeys(after))


def merged(
    units: Iterable[Unit], old_ids: Iterable[str], name: str, short_name: str, day: date
) -> tuple[tuple[Unit, ...], Unit, tuple[Succession, ...]]:
    """The old units as they end, and the new one as it begins; one that is there already goes on as it is.

    Raises Refusal where nothing is chosen, an old unit is not in force on the day or is the new one, or the
    name is that of another unit which is in force no more.
    """
    known = list(units)
    wanted = set(old_ids)
    olds = [unit for unit in known if unit.id in wanted]
    if not olds:
        raise Refusal("Hãy chọn ít nhất một đơn vị sáp nhập hoặc đổi tên.", "old")
    if not clean_line(name):
        raise Refusal("Hãy nhập tên đơn vị mới.", "name")
    before = day - timedelta(days=1)
    for unit in olds:
        if not is_valid(unit, before) or (unit.valid_to is not None and unit.valid_to < before):
            raise Refusal(
                f"«{unit.name}» không hoạt động vào ngày {short_date(before)}. Hãy xem lại ngày sáp nhập.",
                "day",
            )
    alike = [unit for unit in known if unit_key(unit.name) == unit_key(name)]
    new = next((unit for unit in alike if unit.id not in wanted and is_valid(unit, day)), None)
    if new is None:
        if any(unit.id in wanted for unit in alike):
            raise Refusal(
                f"«{alike[0].name}» là đơn vị cũ. Hãy nhập tên khác, hoặc bỏ chọn đơn vị này.", "name"
            )
        new = Unit(name, short_name, valid_from=day)
    taken = tuple(Succession(unit.id, new.id, unit.name, unit.short_name, new.name, day) for unit in olds)
    return tuple(replace(unit, valid_to=before) for unit in olds), new, taken
