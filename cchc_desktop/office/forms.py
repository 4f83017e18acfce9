"""Statistical forms other than II.06a at the office's desk: which there are, and their typed rows.

What a form is called, where it comes from and which columns it has is data (``catalogue.forms``), by the last
day of the period.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ..catalogue.forms import forms
from ..domain import forms as rules
from ..domain.errors import Refusal
from ..domain.forms import Content, Counts, Form, FormColumn, FormRow
from ..domain.plan import new_id
from ..domain.report_periods import Period
from ..storage import kinds
from ..storage.changes import Changes
from ..storage.figure_rows import write_form_row
from . import operations
from .calendar import Calendar
from .catalogues import CATALOGUE_TABLES, Catalogues
from .desk import Desk, Part
from .dossiers import FORM_AREA
from .report_data import profile_of
from .report_text import ReportText
from .settings import file_name

if TYPE_CHECKING:
    from ..documents.model import Document

FORM_TABLES = ("form_rows", *CATALOGUE_TABLES)
"""What the forms of a period are read from."""


@dataclass(frozen=True, slots=True)
class FormView:
    """A form of a period: the issue that holds by its end, the columns that are shown, and its rows."""

    form: Form
    columns: tuple[FormColumn, ...]
    rows: tuple[FormRow, ...]

    @property
    def total(self) -> dict[str, int]:
        """The row «Tổng cộng»."""
        return rules.total(self.columns, (row.counts for row in self.rows))


class Forms(Part):
    """The statistical forms of all periods but II.06a, which is typed by fields of procedures."""

    def __init__(self, desk: Desk, calendar: Calendar, catalogues: Catalogues, text: ReportText) -> None:
        super().__init__(desk)
        self._calendar = calendar
        self._catalogues = catalogues
        self._text = text

    def offered(self, period: Period) -> list[Form]:
        """The forms that are in force by a period's end."""
        ends = self._calendar.dates(period).ends
        return [form for form in rules.forms_on(forms(), ends) if form.content is not Content.DOSSIERS]

    def form(self, form_id: str, period: Period) -> Form:
        """The issue of a form for a period. Raises Refusal for one that there is not."""
        return rules.form_on(forms(), form_id, self._calendar.dates(period).ends)

    def doubt(self, form_id: str, period: Period) -> str:
        """What is to be told of the form itself: that another circular may have replaced it; or nothing."""
        ends = self._calendar.dates(period).ends
        return self.form(form_id, period).doubt(ends)

    def view(self, form_id: str, period: Period) -> FormView:
        """A form of a period; that of a longer span is made from its quarters."""
        form = self.form(form_id, period)
        quarters = [period] if period.span.is_quarter else period.quarters
        typed = [self._typed(form_id, quarter) for quarter in quarters]
        rows = typed[0] if period.span.is_quarter else rules.over_quarters(form, typed)
        filled = {column for row in rows for column in row.filled}
        ends = self._calendar.dates(period).ends
        return FormView(form, form.shown(ends, filled), tuple(rows))

    def _typed(self, form_id: str, quarter: Period) -> list[FormRow]:
        stored = self._desk.store.records(kinds.FORM_ROWS)
        return [each.row for each in stored if each.form == form_id and each.period == quarter]

    def why_locked(self, form_id: str, period: Period) -> str:
        """Why the rows of a form cannot be typed in a period; nothing where they can."""
        form = self.form(form_id, period)
        if form.content is not Content.ROWS:
            return f"{form.name} không nhập từng dòng trong chương trình. {form.unknown}".rstrip()
        if not period.span.is_quarter:
            return f"{form.name} của {period.label} lấy từ các quý. Hãy nhập ở từng quý."
        return ""

    def previous(self, form_id: str, period: Period) -> Period | None:
        """The last quarter before a period in which the form has rows."""
        stored = self._desk.store.records(kinds.FORM_ROWS)
        first = self._calendar.dates(period).starts
        known = {each.period for each in stored if each.form == form_id}
        before = [each for each in known if self._calendar.dates(each).ends < first]
        return max(before, key=lambda each: self._calendar.dates(each).ends, default=None)

    def add_row(self, form_id: str, period: Period, name: str, counts: Counts | None = None) -> FormRow:
        """Adds a row; gives it as it is stored. Raises Refusal as ``save_rows``."""
        row = FormRow(new_id(), name, counts or {})
        self.save_rows(form_id, period, [row])
        return next(each for each in self._typed(form_id, period) if each.id == row.id)

    def save_rows(self, form_id: str, period: Period, rows: Sequence[FormRow]) -> Changes:
        """Adds rows of a quarter, or makes the stored ones what they are now, in one operation.

        Raises Refusal, with the column as its field, where one cannot be; nothing is stored then.
        """
        self._desk.admit(operations.TYPE_FORM, [FORM_AREA])
        if why := self.why_locked(form_id, period):
            raise Refusal(why)
        form = self.form(form_id, period)
        after = {row.id: row for row in self._typed(form_id, period)}
        for row in rows:
            after[row.id] = row
        shown = {column.id for column in self._shown_with(form, period, rows)}
        for row in rows:
            rules.checked(form, row, after.values())
            for column in form.columns:
                if column.id in row.filled - shown:
                    raise Refusal(_gone(form, column, period), column.id)
        told = rows[0].name if len(rows) == 1 else f"{len(rows)} dòng"
        with self._desk.operation(operations.TYPE_FORM, f"{form.name}, {told}, {period.label}") as recorder:
            self._catalogues.open_period(recorder, period)
            for row in rows:
                write_form_row(recorder, period, form_id, rules.checked(form, row, after.values()))
        return recorder.changes

    def _shown_with(self, form: Form, period: Period, rows: Sequence[FormRow]) -> tuple[FormColumn, ...]:
        """The columns in which numbers may stand: those in force, and those in which there were some."""
        new = {row.id for row in rows}
        kept = {row.id: row for row in self._typed(form.id, period) if row.id in new}
        filled = {column for row in kept.values() for column in row.filled}
        return form.shown(self._calendar.dates(period).ends, filled)

    def copy_rows(self, form_id: str, period: Period) -> Changes:
        """Begins the form of a quarter with the rows of the last quarter that has some, numbers that say
        what there is at the end too. Raises Refusal where there are rows already, or none before."""
        self._desk.admit(operations.TYPE_FORM, [FORM_AREA])
        form, before = self.form(form_id, period), self.previous(form_id, period)
        if self._typed(form_id, period):
            raise Refusal(f"{form.name} của {period.label} đã có dòng. Hãy sửa các dòng đó.")
        if before is None:
            raise Refusal(f"Chưa có {form.name} của kỳ nào trước {period.label}. Hãy thêm dòng.")
        shown = form.shown(self._calendar.dates(period).ends)
        stays = {column.id for column in shown if not column.parts and not column.is_flow}
        copies = [
            replace(row, id=new_id(), counts={key: n for key, n in row.counts.items() if key in stays})
            for row in self._typed(form_id, before)
        ]
        return self.save_rows(form_id, period, copies)

    def delete_row(self, row_id: str) -> Changes:
        """Removes a row. Raises Refusal where it is gone already."""
        self._desk.admit(operations.DELETE_FORM_ROW, [FORM_AREA])
        stored = {each.row.id: each for each in self._desk.store.records(kinds.FORM_ROWS)}
        found = stored.get(row_id)
        subject = f"{found.row.name}, {found.period.label}" if found is not None else ""
        with self._desk.operation(operations.DELETE_FORM_ROW, subject) as recorder:
            recorder.delete("form_rows", row_id)
        return recorder.changes

    def document(self, form_id: str, period: Period) -> Document:
        """The form of a period as it is printed. Raises Refusal for one whose columns are not known."""
        from ..documents.compose_form import compose_form

        view = self.view(form_id, period)
        if view.form.content is not Content.ROWS:
            raise Refusal(f"Chương trình không in {view.form.name}. {view.form.unknown}", "form")
        rows: list[tuple[str, Mapping[str, int | None]]] = [(row.name, row.counts) for row in view.rows]
        signer, dates = self._text.head(period).signer, self._calendar.dates(period)
        return compose_form(view.form, rows, dates, profile_of(self._desk), signer)

    def file_name(self, form_id: str, period: Period, fmt: str) -> str:
        """A file name for the form of a period."""
        return file_name(self._desk, f"{self.form(form_id, period).name} {period.label}", fmt)


def _gone(form: Form, column: FormColumn, period: Period) -> str:
    """Why a number cannot stand in a column that the form of a period does not have."""
    which = f"«{column.header}» ({column.number})"
    return f"{form.name} {period.label} không có cột {which}. Hãy để trống cột này."
