"""The search over everything that is stored, and over the names of the indicators."""

from collections.abc import Iterator
from dataclasses import dataclass

from .. import catalogue
from ..domain.dates import short_date
from ..domain.plan import Plan
from ..domain.regimes import report_on
from ..domain.report_periods import Period
from ..domain.text import fold, normalize
from ..storage.columns import Row
from .desk import Desk, Part
from .directives import Directives
from .figures import Figures
from .reports import Reports
from .tasks import plan_label
from .words import TABLE_WORDS

INDICATORS = "indicators"
"""The ``table`` of a Hit that is an indicator of the catalogue, which is no stored row."""


@dataclass(frozen=True, slots=True)
class Hit:
    """Something that a search found: what it is, its text, and where to show it.

    ``item_id`` is the item of the plan to open, ``plan_id`` the plan; ``period`` the period of figures or of
    a report, with ``key`` for the indicator's code, the passage, or the number of the area there. All of
    them are empty for the office's settings.
    """

    kind: str
    text: str
    place: str
    table: str
    row_id: str
    plan_id: str = ""
    item_id: str = ""
    period: Period | None = None
    key: str = ""


class Search(Part):
    """Finding by words, blind to accents, đ and capitals."""

    def __init__(self, desk: Desk, figures: Figures, directives: Directives, reports: Reports) -> None:
        super().__init__(desk)
        self._figures = figures
        self._directives = directives
        self._reports = reports

    def find(self, text: str, limit: int = 100) -> list[Hit]:
        """What is stored, or named in the catalogue of indicators, that holds every word of the text."""
        items: dict[str, tuple[Plan, str]] = {
            item.id: (plan, item.text) for plan in self._desk.all_plans() for item in plan.walk()
        }
        hits: list[Hit] = []
        seen: set[str] = set()
        for table, row_id in self._desk.store.find(text, limit):
            row = self._desk.store.row(table, row_id) or {}
            hit = self._in_plan(table, row_id, row, items) or self._elsewhere(table, row_id, row)
            key = hit.item_id or f"{table}:{row_id}"
            if key not in seen:
                seen.add(key)
                hits.append(hit)
        return [*hits, *self._indicators(text)][:limit]

    def _indicators(self, text: str) -> Iterator[Hit]:
        """The indicators by code and name."""
        words = fold(normalize(text)).split()
        period = self._figures.calendar.current_quarter()
        for indicator in self._figures.catalogue(period).indicators if words else ():
            named = f"{indicator.code}. {indicator.name}"
            if all(word in fold(named) for word in words):
                area = catalogue.area(indicator.area).short_name
                yield Hit("Chỉ tiêu thống kê", named, area, INDICATORS, indicator.code, key=indicator.code)

    @staticmethod
    def _in_plan(table: str, row_id: str, row: Row, items: dict[str, tuple[Plan, str]]) -> Hit | None:
        item_id = str(row.get("task_id", "")) or row_id
        if item_id not in items:
            return None
        plan, item_text = items[item_id]
        text = str(row.get("result") or item_text)
        return Hit(TABLE_WORDS[table], text, plan_label(plan), table, row_id, plan.id, item_id)

    def _elsewhere(self, table: str, row_id: str, row: Row) -> Hit:
        kind = TABLE_WORDS[table]
        match table:
            case "figures":
                return self._figure(row_id, row)
            case "dossier_fields":
                return Hit(kind, row["name"], "Biểu II.06a", table, row_id)
            case "directives":
                return self._directive(row_id)
            case "reports":
                period = Period.parse(row_id)
                head = self._reports.head(period)
                text = (
                    f"Báo cáo số {head.number}/{head.symbol}" if head.is_issued else "Báo cáo chưa phát hành"
                )
                return Hit(kind, text, period.label, table, row_id, period=period)
            case "passages":
                period = Period.parse(row["period_id"])
                place = f"Báo cáo {period.label}"
                return Hit(kind, row["text"], place, table, row_id, period=period, key=row["key"])
            case "remarks":
                period, area = Period.parse(row["period_id"]), catalogue.area(row["area"])
                text = "; ".join(row[name] for name in ("results", "difficulties", "causes") if row[name])
                place = f"{area.short_name}, {period.label}"
                return Hit(kind, text, place, table, row_id, period=period, key=str(area.code))
            case _:
                plan_id = row_id if table == "plans" else str(row.get("plan_id", ""))
                words = (row.get(name) for name in ("subject", "text", "name", "position"))
                text = str(next(filter(None, words), ""))
                place = plan_label(self._desk.plan(plan_id)) if plan_id else "Thiết lập"
                return Hit(kind, text, place, table, row_id, plan_id)

    def _figure(self, row_id: str, row: Row) -> Hit:
        """A figure with the note or source in which the words stand."""
        period, code = Period.parse(row["period_id"]), row["code"]
        known = {one.code: one.name for one in self._figures.catalogue(period).indicators}
        words = "; ".join(row[name] for name in ("note", "source") if row[name])
        text = f"{code}. {known.get(code, '')}" + (f" ({words})" if words else "")
        return Hit(TABLE_WORDS["figures"], text, period.label, "figures", row_id, period=period, key=code)

    def _directive(self, row_id: str) -> Hit:
        """A document with the report whose annex lists it."""
        one = next(one for one in self._directives.rows() if one.id == row_id)
        text = ": ".join(part for part in (one.number, one.subject) if part)
        calendar = {
            period: dates
            for year in (one.day.year, one.day.year + 1)
            for period, dates in self._figures.calendar.of_year(year).items()
        }
        spoken_of = [
            report_on(period, calendar)
            for period, dates in calendar.items()
            if period.span.is_quarter and dates.starts <= one.day <= dates.ends
        ]
        period = next((dates.period for dates in spoken_of if dates is not None), None)
        kind = TABLE_WORDS["directives"]
        return Hit(kind, text, f"ngày {short_date(one.day)}", "directives", row_id, period=period)
