"""Form II.06a at the office's desk: one-stop dossiers by field of procedures, quarter by quarter.

An office that begins in mid-year types that of the longer span that it had reported until then, once.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from .. import catalogue
from ..domain import dossiers as rules
from ..domain.dossiers import DossierField, Dossiers, Rows
from ..domain.errors import Refusal
from ..domain.plan import new_id
from ..domain.report_periods import Period, Span
from ..domain.text import clean_line, fold
from ..storage import kinds
from ..storage.changes import Changes
from ..storage.figure_rows import write_dossier_field, write_dossiers
from . import operations
from .calendar import Calendar
from .catalogues import CATALOGUE_TABLES, Catalogues
from .desk import Desk, Part

if TYPE_CHECKING:
    from ..domain.forms import Form


@dataclass(frozen=True, slots=True)
class DossierRow:
    """One row of the form on the screen; ``carried_from`` is the form that hands column 6 on, if one does."""

    field: DossierField
    dossiers: Dossiers
    carried_from: Period | None = None

    @property
    def id(self) -> str:
        """The field's identity."""
        return self.field.id


FORM_AREA = 3
"""Form II.06a counts dossiers of administrative procedures, which are the third area."""
DOSSIER_TABLES = ("dossiers", "dossier_fields", *CATALOGUE_TABLES)
"""What form II.06a is read from, and which catalogue a period follows once it is typed."""
_FORM = "ii06a"
_COLUMNS = {
    "online": "tiếp nhận trực tuyến",
    "direct": "tiếp nhận trực tiếp, bưu chính",
    "carried": "từ kỳ trước",
    "early": "giải quyết trước hạn",
    "on_time": "giải quyết đúng hạn",
    "late": "giải quyết quá hạn",
    "pending_in_time": "đang giải quyết trong hạn",
    "pending_late": "đang giải quyết quá hạn",
}


def dossier_form(ends: date) -> "Form":
    """The issue of form II.06a for a period that ends on this day."""
    # What the catalogue says of forms is only read where one is looked at or sent.
    from ..catalogue.forms import forms
    from ..domain.forms import form_on

    return form_on(forms(), _FORM, ends)


class DossierForms(Part):
    """Form II.06a of all periods."""

    def __init__(self, desk: Desk, calendar: Calendar, catalogues: Catalogues) -> None:
        super().__init__(desk)
        self._calendar = calendar
        self._catalogues = catalogues

    def fields(self) -> list[DossierField]:
        """The office's fields of procedures; the usual ones until it has its own."""
        return list(self._desk.store.records(kinds.DOSSIER_FIELDS) or catalogue.dossier_fields())

    def rows(self, period: Period) -> list[DossierRow]:
        """The form of a period, a row for each field.

        That of a longer span is made from its quarters, and from the opening that stands for the first ones.
        """
        effective = rules.effective(self._desk.store.dossiers())
        handing = rules.before(effective, period)
        before = effective[handing] if handing is not None else {}
        forms = [effective[part] for part in rules.parts_of(effective, period)]
        rows = []
        for field in self.fields():
            row = rules.over_parts([form.get(field.id, Dossiers()) for form in forms])
            is_handed_on = field.id in before
            if is_handed_on:
                # An empty form already shows what it will begin with.
                row = replace(row, carried=before[field.id].left)
            rows.append(DossierRow(field, row, handing if is_handed_on else None))
        return rows

    def doubt(self, period: Period) -> str:
        """What is to be told of the form itself: that another circular may have replaced it; or nothing."""
        ends = self._calendar.dates(period).ends
        return dossier_form(ends).doubt(ends)

    def opening_of(self, period: Period) -> Period | None:
        """The longer span whose form was typed as a whole and goes before a period's quarters; None where
        there is none."""
        return rules.opening_of(self._desk.store.dossiers(), period)

    def covering(self, quarter: Period) -> Period | None:
        """The longer span whose form stands for a quarter; None where there is none."""
        opening = self.opening_of(Period(quarter.year, Span.YEAR))
        return opening if opening is not None and quarter in opening.quarters else None

    def lacking(self, period: Period) -> list[Period]:
        """The quarters of a period that no form speaks of."""
        typed, opening = self._desk.store.dossiers(), self.opening_of(period)
        begun = opening.quarters if opening is not None else ()
        return [each for each in period.quarters if each not in typed and each not in begun]

    def wanted(self, period: Period) -> Period | None:
        """The longer span whose form would take the place of the quarters that are over and have none; None
        where there is such an opening, or at most one quarter to be typed."""
        span = period.cumulated
        while not span.span.is_quarter:
            if not self.why_locked(span) and span not in self._desk.store.dossiers():
                return span
            span = span.previous
        return None

    def why_locked(self, period: Period) -> str:
        """Why the form of a period cannot be typed; nothing where it can.

        A longer span's can once it is over, where it is to stand for quarters of which none was typed.
        """
        typed = self._desk.store.dossiers()
        if period.span.is_quarter or period in typed:
            return ""
        own = [quarter.short_label for quarter in period.quarters if quarter in typed]
        others = [each for each in typed if each.year == period.year and not each.span.is_quarter]
        if others:
            return f"Đã có biểu lũy kế {others[0].label}. Hãy sửa ở biểu đó, hoặc nhập biểu của quý."
        if own:
            return (
                f"Biểu II.06a của {period.label} được cộng từ các quý; đã nhập {', '.join(own)}. "
                "Hãy nhập ở từng quý."
            )
        if self._calendar.dates(period).ends >= self._desk.today():
            return f"Biểu II.06a của {period.label} được cộng từ các quý. Hãy nhập ở từng quý."
        return ""

    def total(self, period: Period) -> Dossiers:
        """The row «Tổng cộng»."""
        return rules.total(row.dossiers for row in self.rows(period))

    def problems(self, period: Period) -> list[tuple[str, str]]:
        """What is wrong with the form: the field's identity («» for the whole) and a sentence."""
        if not rules.parts_of(self._desk.store.dossiers(), period):
            return []
        return [
            (row.id, self._unbalanced(row.field.name, row.dossiers, period))
            for row in self.rows(period)
            if row.dossiers.imbalance
        ]

    def differences(self, period: Period) -> list[tuple[str, str]]:
        """Where the opening that a period is made with, or lies in, is another than its quarters, typed as
        well, come to: the field's identity and a sentence. The opening stands."""
        opening = self.covering(period) if period.span.is_quarter else self.opening_of(period)
        if opening is None:
            return []
        found = rules.differences(rules.effective(self._desk.store.dossiers()), opening)
        return [
            (field.id, _differing(field.name, opening, found[field.id]))
            for field in self.fields()
            if field.id in found
        ]

    def _unbalanced(self, name: str, counts: Dossiers, period: Period) -> str:
        opening, where = self.opening_of(period), "biểu của từng quý"
        if period.span.is_quarter or opening == period:
            where = "các cột"
        elif opening is not None:
            where = f"biểu lũy kế {opening.short_label} và biểu của quý sau"
        if counts.is_begun:
            return (
                f"Lĩnh vực «{name}»: tiếp nhận {counts.received} hồ sơ nhưng chưa có số đã giải quyết và "
                f"đang giải quyết. Hãy nhập đủ {where}."
            )
        gap = counts.imbalance
        more = "nhiều hơn" if gap > 0 else "ít hơn"
        return (
            f"Lĩnh vực «{name}»: tiếp nhận {counts.received} {more} đã giải quyết {counts.resolved} cộng "
            f"đang giải quyết {counts.pending} là {abs(gap)} hồ sơ. Hãy kiểm tra lại {where}."
        )

    def set_row(self, period: Period, field_id: str, dossiers: Dossiers) -> Changes:
        """Sets one row. Raises Refusal, with the column as its field, where a count cannot be."""
        return self.set_rows(period, {field_id: dossiers})

    def set_rows(self, period: Period, rows: Rows) -> Changes:
        """Sets several rows of a quarter, or of the longer span that an office had reported until it began,
        in one operation. Nothing is stored where one cannot be, and Refusal raised."""
        self._desk.admit(operations.TYPE_DOSSIERS, [FORM_AREA])
        if why := self.why_locked(period):
            raise Refusal(why)
        known = {field.id: field for field in self.fields()}
        shown = {row.id: row for row in self.rows(period)}
        for field_id, row in rows.items():
            if field_id not in known:
                raise Refusal("Lĩnh vực thủ tục này không còn trong danh sách. Hãy mở lại biểu.")
            rules.checked(row, known[field_id].name)
            now = shown[field_id]
            if now.carried_from is not None and row.carried not in (None, now.dossiers.carried):
                raise Refusal(
                    f"Số từ kỳ trước của «{known[field_id].name}» lấy từ biểu {now.carried_from.label} "
                    f"({now.dossiers.carried}). Hãy sửa ở biểu đó.",
                    "carried",
                )
        subject = f"{known[next(iter(rows))].name}, {period.label}" if len(rows) == 1 else period.label
        label = "" if period.span.is_quarter else "Nhập biểu II.06a lũy kế"
        with self._desk.operation(operations.TYPE_DOSSIERS, subject, label) as recorder:
            self._catalogues.open_period(recorder, period)
            stored = {field.id for field in self._desk.store.records(kinds.DOSSIER_FIELDS)}
            if not stored:
                for field in known.values():
                    write_dossier_field(recorder, field)
            for field_id, row in rows.items():
                kept = row if shown[field_id].carried_from is None else replace(row, carried=None)
                write_dossiers(recorder, period, field_id, kept)
        return recorder.changes

    def save_field(self, name: str, field_id: str = "") -> Changes:
        """Adds a field of procedures, or renames one. Raises Refusal for a name that is there already."""
        self._desk.admit(operations.SAVE_DOSSIER_FIELD, [FORM_AREA])
        name = clean_line(name)
        fields = self.fields()
        if not name:
            raise Refusal("Hãy nhập tên lĩnh vực thủ tục.", "name")
        if any(fold(field.name) == fold(name) and field.id != field_id for field in fields):
            raise Refusal(f"Đã có lĩnh vực «{name}» trong danh sách.", "name")
        with self._desk.operation(operations.SAVE_DOSSIER_FIELD, name) as recorder:
            if not self._desk.store.records(kinds.DOSSIER_FIELDS):
                for field in fields:
                    write_dossier_field(recorder, field)
            write_dossier_field(recorder, DossierField(field_id or new_id(), name))
        return recorder.changes

    def delete_field(self, field_id: str) -> Changes:
        """Removes a field. Raises Refusal where a period has dossiers of it, and for the last one.

        Without any, the usual fields would be the office's again.
        """
        self._desk.admit(operations.DELETE_DOSSIER_FIELD, [FORM_AREA])
        used = [period.label for period, rows in self._desk.store.dossiers().items() if field_id in rows]
        fields = self.fields()
        name = next((field.name for field in fields if field.id == field_id), "")
        if used:
            raise Refusal(f"Lĩnh vực «{name}» đã có số liệu {used[0]} nên không xóa được.")
        if [field.id for field in fields] == [field_id]:
            raise Refusal(f"Biểu phải có ít nhất một lĩnh vực. Hãy đổi tên «{name}» thay vì xóa.")
        with self._desk.operation(operations.DELETE_DOSSIER_FIELD, name) as recorder:
            if not self._desk.store.records(kinds.DOSSIER_FIELDS):
                for field in fields:
                    write_dossier_field(recorder, field)
            recorder.delete("dossier_fields", field_id)
        return recorder.changes


def _differing(name: str, opening: Period, columns: Mapping[str, tuple[int, int]]) -> str:
    """Both numbers of every column that differs."""
    told = "; ".join(f"{_COLUMNS[column]} {one} và {other}" for column, (one, other) in columns.items())
    return (
        f"Lĩnh vực «{name}»: biểu lũy kế {opening.label} khác biểu các quý đã nhập cộng lại ({told}). Chương "
        "trình lấy biểu lũy kế; hãy sửa một trong hai cho khớp."
    )
