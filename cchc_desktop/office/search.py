"""The search over everything that is stored, and over the names of the indicators."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from .. import catalogue
from ..domain.dates import short_date
from ..domain.places import FigurePlace, Place, PlanPlace, TasksPlace
from ..domain.plan import Item, ItemKind, Plan
from ..domain.report_periods import Period
from ..domain.text import fold, normalize
from ..storage.columns import Row
from ..storage.kinds import KINDS
from .calendar import Calendar
from .catalogues import Catalogues
from .desk import Desk, Part
from .report_text import ReportText
from .tasks import plan_label

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
    REPORTS = "Báo cáo, văn bản chỉ đạo"
    EVIDENCE = "Minh chứng"
    REMARKS = "Nhận xét của lĩnh vực"
    DOSSIERS = "Biểu II.06a"
    FORMS = "Biểu khác"
    SETTINGS = "Thiết lập"


_GROUPS = {
    "task_updates": Group.UPDATES, INDICATORS: Group.FIGURES, "figures": Group.FIGURES,
    "openings": Group.FIGURES,
    "directives": Group.REPORTS, "reports": Group.REPORTS, "passages": Group.REPORTS,
    "evidence": Group.EVIDENCE, "remarks": Group.REMARKS,
    "dossier_fields": Group.DOSSIERS, "form_rows": Group.FORMS,
    "plans": Group.PLANS, "recipients": Group.PLANS,
}  # fmt: skip
"""The groups of what is no item of a plan, by table; all else is set up once."""
_OF_ITEMS = {ItemKind.TASK: Group.TASKS, ItemKind.TARGET: Group.TARGETS}


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

    def find(self, text: str, limit: int = 100) -> Results:
        """What is stored, or named in the catalogue of indicators, that holds every word of the text.

        In each group come first those whose title holds the words as they stand, then those that hold them so
        elsewhere, then those whose title holds all words, then all others. At most ``limit`` are given.
        """
        words = fold(normalize(text)).split()
        if not words:
            return Results()
        phrase = " ".join(words)
        items = {item.id: (plan, item) for plan in self._desk.all_plans() for item in plan.walk()}
        grouped: dict[Group, dict[str, tuple[int, Hit]]] = {group: {} for group in Group}
        for hit, holds_phrase in (*self._stored(text, phrase, items), *self._indicators(words, phrase)):
            title = fold(hit.text)
            if phrase in title:
                rank = 0
            elif holds_phrase:
                rank = 1
            else:
                rank = 2 if all(word in title for word in words) else 3
            key = f"{hit.place}" if hit.group in (Group.TASKS, Group.TARGETS, Group.ITEMS) else hit.row_id
            before = grouped[hit.group].get(key)
            if before is None or rank < before[0]:
                grouped[hit.group][key] = (rank, hit)
        best = {group: sorted(found.values(), key=lambda each: each[0]) for group, found in grouped.items()}
        # Where there is no room for all groups, the first ones show one each.
        most = max(1, _most_of_a_group([len(found) for found in best.values() if found], limit))
        shown = [hit for found in best.values() for _, hit in found[:most]]
        return Results(
            tuple(shown[: max(0, limit)]),
            {group: len(found) for group, found in best.items() if found},
        )

    def _stored(
        self, text: str, phrase: str, items: dict[str, tuple[Plan, Item]]
    ) -> Iterator[tuple[Hit, bool]]:
        for table, row_id, folded in self._desk.store.find(text):
            row = self._desk.store.row(table, row_id)
            if row is None:
                continue
            item_id = row_id if table in ("plan_items", "tasks") else str(row.get("task_id", ""))
            if item_id in items:
                yield self._of_item(table, row_id, row, *items[item_id]), phrase in folded
            else:
                yield self._elsewhere(table, row_id, row), phrase in folded

    @staticmethod
    def _of_item(table: str, row_id: str, row: Row, plan: Plan, item: Item) -> Hit:
        group = Group.UPDATES if table == "task_updates" else _OF_ITEMS.get(item.kind, Group.ITEMS)
        opens_task = group in (Group.UPDATES, Group.TASKS)
        place: Place = TasksPlace(item.id) if opens_task else PlanPlace(plan.id, item.id)
        text = str(row.get("result") or item.text)
        return Hit(group, KINDS[table].words, text, plan_label(plan), table, row_id, place)

    def _elsewhere(self, table: str, row_id: str, row: Row) -> Hit:
        kind = KINDS[table]
        text, where = self._words(table, row)
        group = _GROUPS.get(table, Group.SETTINGS)
        return Hit(group, kind.words, text, where, table, row_id, kind.place(row))

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
            case "directives":
                return title, f"ngày {short_date(date.fromisoformat(row['day']))}"
            case "evidence":
                told = "; ".join(row[name] for name in ("sort", "note") if row[name])
                return title + (f" ({told})" if told else ""), row["about"]
            case "dossier_fields":
                return title, "Biểu II.06a"
            case "form_rows":
                return row["name"], f"{_form_name(row['form'])}, {Period.parse(row['period_id']).label}"
            case "plans" | "recipients":
                plan_id = row["id"] if table == "plans" else row["plan_id"]
                return title, plan_label(self._desk.plan(plan_id))
            case _:
                return title, "Thiết lập"

    def _indicators(self, words: list[str], phrase: str) -> Iterator[tuple[Hit, bool]]:
        """The indicators by code and name."""
        period = self._calendar.current_quarter()
        for indicator in self._catalogues.of_period(period).indicators:
            named = f"{indicator.code}. {indicator.name}"
            folded = fold(named)
            if all(word in folded for word in words):
                area = catalogue.area(indicator.area).short_name
                hit = Hit(
                    Group.FIGURES, "Chỉ tiêu thống kê", named, area, INDICATORS, indicator.code,
                    FigurePlace(None, indicator.code),
                )  # fmt: skip
                yield hit, phrase in folded


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
