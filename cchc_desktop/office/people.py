"""Names that tasks and plans use and the lists do not hold: offered once, corrected where misspelt."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from ..domain.errors import Refusal
from ..domain.names import known_as, known_unit, name_key, near_names, unit_key, units_together
from ..domain.offices import Officer, Unit
from ..domain.plan import Item, ItemKind
from ..domain.task_care import TaskCare
from ..domain.tasks import ALL_TASKS, Assignment
from ..domain.text import clean_line
from ..domain.unit_names import bare_name, units_named
from ..storage.changes import Changes
from ..storage.office_rows import write_officer, write_unit
from ..storage.plan_writing import write_plan, write_update
from ..storage.task_kinds import write_care
from . import operations
from .assigning import Assigning, TaskEdit
from .desk import OWN_PLAN_TABLES, PLAN_TABLES, Desk, Part
from .plans import AssignmentFields
from .settings import PEOPLE_TABLES, Settings, successors
from .tasks import TASK_TABLES, Tasks

NAMES_TABLES = tuple(dict.fromkeys((*TASK_TABLES, *PEOPLE_TABLES)))
"""What names that no list holds are looked for in."""
_PASSED = "names.passed"
"""The preference that holds the keys of names that somebody does not want to be asked about again."""


@dataclass(frozen=True, slots=True)
class Unlisted:
    """A name that no list holds: in how many places it stands, and the listed name that it is near to."""

    name: str
    count: int
    near: str = ""

    @property
    def id(self) -> str:
        """What tells it from others."""
        return self.name


class People(Part):
    """Units and officers as they are named, beside those in the lists."""

    def __init__(self, desk: Desk, tasks: Tasks, settings: Settings, assigning: Assigning) -> None:
        super().__init__(desk)
        self._tasks = tasks
        self._settings = settings
        self._assigning = assigning
        self._officers = desk.derived(self._find_officers, (*TASK_TABLES, "officers"))
        self._units = desk.derived(self._find_units, (*OWN_PLAN_TABLES, "units"))
        self._named = desk.derived(self._count_named, OWN_PLAN_TABLES)
        self._named_in = desk.per_plan(lambda plan_id: Counter(units_named(desk.plan(plan_id))), PLAN_TABLES)

    # What no list holds

    def unlisted_officers(self) -> list[Unlisted]:
        """The persons who follow tasks or reported on them and are not in the list of officers."""
        return self._not_passed(self._officers())

    def unlisted_units(self) -> list[Unlisted]:
        """The units that the plans name and the list of units does not hold."""
        return self._not_passed(self._units())

    def pass_over(self, names: Iterable[str]) -> None:
        """Offers these names no more; kept at this desk, and not in the journal."""
        keys = [*self._passed(), *map(name_key, names)]
        kept = json.dumps(list(dict.fromkeys(keys)), ensure_ascii=False)
        self._settings.set_preference(_PASSED, kept)

    def _passed(self) -> list[str]:
        return list(json.loads(self._settings.preference(_PASSED, "[]")))

    def _not_passed(self, found: tuple[Unlisted, ...]) -> list[Unlisted]:
        passed = set(self._passed()) if found else set()
        return [each for each in found if name_key(each.name) not in passed]

    def _find_officers(self) -> tuple[Unlisted, ...]:
        counts = self._tasks.officers() + Counter(self._desk.store.known_plans.reporters())
        counts.update(care.officer for care in self._cares() if care.officer)
        return _unlisted(counts, {officer.name: () for officer in self._settings.officers()})

    def _find_units(self) -> tuple[Unlisted, ...]:
        listed = {unit.name: (unit.short_name,) for unit in self._settings.units()}
        return _unlisted(self._named(), listed, unit_key)

    def _count_named(self) -> Counter[str]:
        """The units that the plans name, with in how many places."""
        return sum((self._named_in(head.id) for head in self._desk.own_heads()), Counter[str]())

    # Names that are typed

    def unit_names(self) -> list[str]:
        """The units of the list as they count today, then those that the plans name."""
        today = self._desk.today()
        listed = [unit.name for unit in self._settings.units(today)]
        named = [*self._named(), *self._tasks.leads()]
        if (after := successors(self._desk)) is not None:
            named = [after.now(name, today) for name in named]
        return units_together(listed, named)

    def unit_named(self, given: str) -> str | None:
        """The unit that a name or its short form means, as it is written; None where there is none."""
        for unit in self._settings.units(self._desk.today()):
            if unit.short_name and name_key(unit.short_name) == name_key(given):
                return unit.name
        return known_unit(given, self.unit_names())

    def near_units(self, given: str) -> list[str]:
        """The units whose names are nearly what was given."""
        return near_names(given, self.unit_names())

    def unlisted_words(self, officer: str) -> str:
        """What is to be said of a person's name: that it is not in the list, and which one is near; nothing
        where it is."""
        names = [each.name for each in self._settings.officers()]
        if known_as(officer, names) is not None:
            return ""
        near = near_names(officer, names)
        hint = f"; gần giống «{near[0]}»" if near else ""
        return f"«{clean_line(officer)}» chưa có trong danh sách công chức{hint}."

    # Taking names in

    def add_units(self, names: Iterable[str]) -> Changes:
        """Adds units of these names to the list, in one operation; those that it holds are left out."""
        known = [unit.name for unit in self._settings.units()]
        fresh = _fresh(names, known, known_unit)
        label = f"Thêm {len(fresh)} đơn vị" if len(fresh) > 1 else "Thêm đơn vị"
        with self._desk.operation(operations.SAVE_UNIT, ", ".join(fresh), label) as recorder:
            for name in fresh:
                write_unit(recorder, Unit(name))
        return recorder.changes

    def add_officers(self, names: Iterable[str]) -> Changes:
        """Adds officers of these names to the list, in one operation; those that it holds are left out."""
        fresh = _fresh(names, [officer.name for officer in self._settings.officers()])
        label = f"Thêm {len(fresh)} công chức" if len(fresh) > 1 else "Thêm công chức"
        with self._desk.operation(operations.SAVE_OFFICER, ", ".join(fresh), label) as recorder:
            for name in fresh:
                write_officer(recorder, Officer(name))
        return recorder.changes

    def rename_officers(self, names: Mapping[str, str]) -> Changes:
        """Puts other spellings of persons' names (new by old) into every task and update that holds them."""
        self._desk.admit(operations.SET_ASSIGNMENT)
        rows = [row for row in self._tasks.rows(ALL_TASKS) if row.assignment.officer in names]
        edits = {row.id: TaskEdit(AssignmentFields(officer=names[row.assignment.officer])) for row in rows}
        plans = self._assigning.edited_plans(edits)
        with self._desk.operation(operations.SET_ASSIGNMENT, "", _renamed("tên", names)) as recorder:
            for before, after in plans:
                write_plan(recorder, before, after)
            for task_id, update in self._desk.store.known_plans.updates_by(names):
                write_update(recorder, task_id, replace(update, officer=names[update.officer]))
            for care in self._cares():
                if care.officer in names:
                    write_care(recorder, replace(care, officer=names[care.officer]))
        return recorder.changes

    def _cares(self) -> list[TaskCare]:
        """What the office adds to tasks and their parts."""
        return [care for cares in self._desk.store.cares().values() for care in cares.values()]

    def rename_units(self, names: Mapping[str, str]) -> Changes:
        """Puts other spellings of units' names (new by old) into every task that they lead or support, and
        into the headings that say what they do.

        Raises TaskRefusal where a plan was issued with the old one.
        """
        self._desk.admit(operations.SET_ASSIGNMENT)
        by_key = {unit_key(name): to for name, to in names.items()}
        found = ((row.id, _respelt(row.assignment, by_key)) for row in self._tasks.rows(ALL_TASKS))
        edits = {task_id: TaskEdit(fields) for task_id, fields in found if fields}
        plans = {before.id: (before, after) for before, after in self._assigning.edited_plans(edits)}
        for plan in self._desk.own_plans():
            before, after = plans.get(plan.id, (plan, plan))
            items = _respelt_headings(after.items, by_key)
            if items != after.items and plan.status.is_open:
                plans[plan.id] = before, replace(after, items=items)
        if not plans:
            raise Refusal(
                "Tên này chỉ đứng ở đề mục phân công của kế hoạch đã ban hành nên được giữ nguyên. Muốn sửa, "
                "hãy chọn «Sửa đổi kế hoạch» ở trang Kế hoạch."
            )
        with self._desk.operation(operations.SET_ASSIGNMENT, "", _renamed("tên đơn vị", names)) as recorder:
            for before, after in plans.values():
                write_plan(recorder, before, after)
            for care in self._cares():
                if to := by_key.get(unit_key(care.lead)):
                    write_care(recorder, replace(care, lead=to))
        return recorder.changes


def _respelt(assignment: Assignment, names: Mapping[str, str]) -> AssignmentFields:
    """What of an assignment is to be written otherwise; ``names`` gives spellings by the key of the unit."""
    fields = AssignmentFields()
    if to := names.get(unit_key(assignment.lead)):
        fields["lead"] = to
    parts = assignment.support.split(";")
    support = "; ".join(names.get(unit_key(part), part.strip()) for part in parts)
    if any(unit_key(part) in names for part in parts):
        fields["support"] = support
    return fields


def _respelt_headings(items: tuple[Item, ...], names: Mapping[str, str]) -> tuple[Item, ...]:
    found = []
    for item in items:
        name = bare_name(item.text) if item.kind is ItemKind.UNIT else ""
        text = item.text.replace(name, names.get(unit_key(name), name)) if name else item.text
        found.append(replace(item, text=text, children=_respelt_headings(item.children, names)))
    return tuple(found)


def _renamed(what: str, names: Mapping[str, str]) -> str:
    return "; ".join(f"Sửa {what} «{name}» thành «{to}»" for name, to in names.items())


def _fresh(
    names: Iterable[str],
    known: list[str],
    meant: Callable[[str, Iterable[str]], str | None] = known_as,
) -> list[str]:
    fresh: list[str] = []
    for name in map(clean_line, names):
        if name and meant(name, [*known, *fresh]) is None:
            fresh.append(name)
    return fresh


def _unlisted(
    counts: Mapping[str, int],
    listed: Mapping[str, tuple[str, ...]],
    key_of: Callable[[str], str] = name_key,
) -> tuple[Unlisted, ...]:
    """The counted names that are not listed, the most used first; ``listed`` gives further forms of each.

    Names with one key by ``key_of`` are the same.
    """
    keys = {key_of(name) for name in listed}
    short = {name_key(form): name for name, forms in listed.items() for form in forms if form}
    found = []
    for name, count in counts.items():
        if key_of(name) not in keys:
            near = short.get(name_key(name)) or next(iter(near_names(name, listed)), "")
            found.append(Unlisted(name, count, near))
    return tuple(sorted(found, key=lambda each: -each.count))
