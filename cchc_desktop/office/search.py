"""The search over everything that is stored, and over the names of the indicators."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from .. import catalogue
from ..domain.places import FigurePlace, Place, PlanPlace, TasksPlace
from ..domain.plan import Item, ItemKind, Plan
from ..domain.report_periods import Period
from ..domain.text import fold, normalize
from ..storage.columns import Row
from ..storage.kinds import KINDS
from ..storage.plan_rows import item_of_row
from .calendar import Calendar
from .catalogues import Catalogues
from .desk import Desk, Part
from .report_text import ReportText
from .tasks import plan_label

if TYPE_CHECKING:
    from ..storage.word_index import Entry, Shelf, Wanted

INDICATORS = "indicators"
"""The ``table`` of a Hit that is an indicator of the catalogue, which is no stored row."""


class Group(StrEnum):
    """The groups in which results are shown, in their order."""

    TASKS = "Nhiệm vụ"
    TARGETS = "Chỉ tiêu"
    UPDATES = "Cập nhật tiến độ"
    ITEMS = "Nội dung kế hoạch"
    PLANS = "Kế hoạch"
    FIGURES = "Số liệu"
    REPORTS = "Báo cáo"
    EVIDENCE = "Minh chứng"
    REMARKS = "Nhận xét của lĩnh vực"
    DOSSIERS = "Biểu II.06a"
    FORMS = "Biểu khác"
    REGISTERS = "Sổ theo dõi"
    SETTINGS = "Thiết lập"


_GROUPS = {
    "task_updates": Group.UPDATES, "task_care": Group.UPDATES, INDICATORS: Group.FIGURES,
    "figures": Group.FIGURES,
    "openings": Group.FIGURES, "task_marks": Group.UPDATES, "work_ratings": Group.UPDATES,
    "reports": Group.REPORTS, "passages": Group.REPORTS,
    "evidence": Group.EVIDENCE, "remarks": Group.REMARKS,
    "dossier_fields": Group.DOSSIERS, "form_rows": Group.FORMS,
    "plans": Group.PLANS, "recipients": Group.PLANS,
    "register_rows": Group.REGISTERS, "registers": Group.REGISTERS,
}  # fmt: skip
"""The groups of what is no item of a plan, by table; all else is set up once."""
_OF_ITEMS = {ItemKind.TASK: Group.TASKS, ItemKind.TARGET: Group.TARGETS}
_LOOKED_AT = 25
"""So many of a sort are put in order, though fewer are shown."""


@dataclass(frozen=True, slots=True)
class Hit:
    """Something that a search found: what it is, its text, in words where it is, and where it opens."""

    group: Group
    kind: str
    text: str
    where: str
    table: str
    row_id: str
    place: Place
    day: date | None = None
    """The day that a row of a register is of: in a group the latest come first among what is found alike."""


@dataclass(frozen=True, slots=True)
class Results:
    """What a search found: the best of each group, and how many there are in all."""

    hits: tuple[Hit, ...] = ()
    counts: dict[Group, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """How many were found."""
        return sum(self.counts.values())

    @property
    def more(self) -> int:
        """How many were found beside those that are given."""
        return self.total - len(self.hits)


class Search(Part):
    """Finding by words, blind to accents, đ and capitals."""

    def __init__(self, desk: Desk, calendar: Calendar, catalogues: Catalogues, reports: ReportText) -> None:
        super().__init__(desk)
        self._calendar = calendar
        self._catalogues = catalogues
        self._reports = reports
        self._register_names = desk.derived(self._names_of_registers, ("registers",))

    def find(self, text: str, limit: int = 100) -> Results:
        """What is stored, or named in the catalogue of indicators, that holds words which begin with every
        word of the text.

        In each group come first those whose title holds the words as they stand, then those that hold them so
        elsewhere, then those whose title holds all words, then all others. At most ``limit`` are given. Of
        very many the newest are put in this order.
        """
        from ..storage.word_index import Wanted

        words = fold(normalize(text)).split()
        if not words:
            return Results()
        wanted = Wanted(words)
        shelves: dict[Group, list[Shelf]] = {}
        for shelf in self._desk.store.words.shelves(wanted):
            shelves.setdefault(_group(shelf), []).append(shelf)
        named = self._indicators(words)
        counts = {group: sum(len(shelf.places) for shelf in shelves.get(group, ())) for group in Group}
        counts[Group.FIGURES] += len(named)
        counts = {group: count for group, count in counts.items() if count}
        # Where there is no room for all groups, the first ones show one each.
        most = max(1, _most_of_a_group(list(counts.values()), limit))
        shown: list[Hit] = []
        for group in counts:
            found = list(self._hits(wanted, shelves.get(group, ()), max(most, _LOOKED_AT)))
            found += named if group is Group.FIGURES else []
            shown += [hit for hit, _ in sorted(found, key=lambda each: _order(each, words))[:most]]
        return Results(tuple(shown[: max(0, limit)]), counts)

    def _hits(self, wanted: Wanted, shelves: Iterable[Shelf], most: int) -> Iterator[tuple[Hit, str]]:
        """The best of shelves, each with its folded words."""
        store = self._desk.store
        heads = {head.id: head for head in store.plan_heads()}
        entries = store.words.entries(wanted, shelves, most)
        rows = {
            table: store.rows(table, [entry.row_id for entry in entries if entry.table == table])
            for table in {entry.table for entry in entries}
        }
        items = rows.get("plan_items", {})
        tasks = {row["task_id"] for found in rows.values() for row in found.values() if row.get("task_id")}
        if tasks:
            items = items | store.rows("plan_items", tasks)
        for entry in entries:
            row = rows[entry.table].get(entry.row_id)
            if row is None:
                continue
            of_item = items.get(entry.row_id if entry.table == "plan_items" else row.get("task_id", ""))
            if of_item is not None:
                yield self._of_item(entry, row, heads[of_item["plan_id"]], item_of_row(of_item)), entry.folded
            else:
                yield self._elsewhere(entry.table, entry.row_id, row), entry.folded

    def _names_of_registers(self) -> dict[str, str]:
        from .registers import every

        return {register.id: register.name for register in every(self._desk.store)}

    @staticmethod
    def _of_item(entry: Entry, row: Row, plan: Plan, item: Item) -> Hit:
        is_of_task = entry.table in ("task_updates", "task_care")
        group = Group.UPDATES if is_of_task else _OF_ITEMS.get(item.kind, Group.ITEMS)
        opens_task = group in (Group.UPDATES, Group.TASKS)
        place: Place = TasksPlace(item.id) if opens_task else PlanPlace(plan.id, item.id)
        text = str(row.get("result") or row.get("reason") or row.get("dropped_by") or item.text)
        sort = {Group.TASKS: "tasks", Group.TARGETS: "targets"}.get(group, entry.table)
        return Hit(group, KINDS[sort].words, text, plan_label(plan), entry.table, entry.row_id, place)

    def _elsewhere(self, table: str, row_id: str, row: Row) -> Hit:
        kind = KINDS[table]
        text, where = self._words(table, row)
        group = _GROUPS.get(table, Group.SETTINGS)
        day = date.fromisoformat(row["day"]) if table == "register_rows" and row["day"] else None
        return Hit(group, kind.words, text, where, table, row_id, kind.place(row), day)

    def _words(self, table: str, row: Row) -> tuple[str, str]:
        """The text of a row as results show it, and where it is."""
        title = KINDS[table].title(row)
        match table:
            case "figures" | "openings":
                period, code = Period.parse(row["period_id"]), row["code"]
                known = self._catalogues.of_period(period).by_code
                notes = "; ".join(row[name] for name in ("note", "source") if row[name])
                name = known[code].name if code in known else ""
                over = "" if table == "figures" else "lũy kế "
                return f"{code}. {name}" + (f" ({notes})" if notes else ""), f"{over}{period.label}"
            case "reports":
                period = Period.parse(row["id"])
                head = self._reports.head(period)
                issued = f"Báo cáo số {head.number}/{head.symbol}"
                return issued if head.is_issued else "Báo cáo chưa phát hành", period.label
            case "passages":
                return row["text"], f"Báo cáo {Period.parse(row['period_id']).label}"
            case "remarks":
                period, area = Period.parse(row["period_id"]), catalogue.area(row["area"])
                text = "; ".join(row[name] for name in ("results", "difficulties", "causes") if row[name])
                return text, f"{area.short_name}, {period.label}"
            case "evidence":
                told = "; ".join(row[name] for name in ("sort", "note") if row[name])
                return title + (f" ({told})" if told else ""), row["about"]
            case "register_rows":
                return title, self._register_names().get(row["register"], "Sổ theo dõi")
            case "registers":
                return title, "Sổ theo dõi"
            case "dossier_fields":
                return title, "Biểu II.06a"
            case "form_rows":
                return row["name"], f"{_form_name(row['form'])}, {Period.parse(row['period_id']).label}"
            case "plans" | "recipients":
                plan_id = row["id"] if table == "plans" else row["plan_id"]
                heads = self._desk.store.plan_heads()
                return title, plan_label(next(each for each in heads if each.id == plan_id))
            case _:
                return title, "Thiết lập"

    def _indicators(self, words: list[str]) -> list[tuple[Hit, str]]:
        """The indicators by code and name, each with its folded words."""
        found = []
        for indicator in self._catalogues.of_period(self._calendar.current_quarter()).indicators:
            named = f"{indicator.code}. {indicator.name}"
            folded = fold(named)
            if all(word in folded for word in words):
                area = catalogue.area(indicator.area).short_name
                hit = Hit(
                    Group.FIGURES, "Chỉ tiêu thống kê", named, area, INDICATORS, indicator.code,
                    FigurePlace(None, indicator.code),
                )  # fmt: skip
                found.append((hit, folded))
        return found


def _group(shelf: Shelf) -> Group:
    if shelf.table == "plan_items":
        return {"task": Group.TASKS, "target": Group.TARGETS}.get(shelf.kind, Group.ITEMS)
    return _GROUPS.get(shelf.table, Group.SETTINGS)


def _order(found: tuple[Hit, str], words: list[str]) -> tuple[int, int]:
    """Where a hit stands in its group: by its rank, rows of registers then by their days."""
    day = found[0].day
    return _rank(found, words), -day.toordinal() if day is not None else 0


def _rank(found: tuple[Hit, str], words: list[str]) -> int:
    """How far down a hit stands."""
    hit, folded = found
    title, phrase = fold(hit.text), " ".join(words)
    if phrase in title:
        return 0
    if phrase in folded:
        return 1
    return 2 if all(word in title for word in words) else 3


def _form_name(form_id: str) -> str:
    """What a form is called; «Biểu» where the catalogue does not know it any more."""
    from ..catalogue.forms import forms

    return next((form.name for form in forms() if form.id == form_id), "Biểu")


def _most_of_a_group(sizes: list[int], limit: int) -> int:
    """How many of a group fit where all groups share ``limit``: small ones take less, large ones the rest."""
    left, waiting = limit, sorted(sizes)
    for place, size in enumerate(waiting):
        share = left // (len(waiting) - place)
        if size > share:
            return share
        left -= size
    return limit
