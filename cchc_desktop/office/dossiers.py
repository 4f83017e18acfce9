"""Form II.06a at the office's desk: one-stop dossiers by field of procedures, quarter by quarter."""

from dataclasses import dataclass, replace

from .. import catalogue
from ..domain import dossiers as rules
from ..domain.dossiers import DossierField, Dossiers, Rows
from ..domain.errors import Refusal
from ..domain.plan import new_id
from ..domain.report_periods import Period
from ..domain.text import clean_line, fold
from ..storage import kinds
from ..storage.changes import Changes
from ..storage.figure_rows import write_dossier_field, write_dossiers
from . import operations
from .catalogues import CATALOGUE_TABLES, Catalogues
from .desk import Desk, Part


@dataclass(frozen=True, slots=True)
class DossierRow:
    """One row of the form on the screen; ``carried_over`` says that the quarter before hands column 6 on."""

    field: DossierField
    dossiers: Dossiers
    carried_over: bool = False

    @property
    def id(self) -> str:
        """The field's identity."""
        return self.field.id


DOSSIER_TABLES = ("dossiers", "dossier_fields", *CATALOGUE_TABLES)
"""What form II.06a is read from, and which catalogue a period follows once it is typed."""


class DossierForms(Part):
    """Form II.06a of all periods."""

    def __init__(self, desk: Desk, catalogues: Catalogues) -> None:
        super().__init__(desk)
        self._catalogues = catalogues

    def fields(self) -> list[DossierField]:
        """The office's fields of procedures; the usual ones until it has its own."""
        return list(self._desk.store.records(kinds.DOSSIER_FIELDS) or catalogue.dossier_fields())

    def rows(self, period: Period) -> list[DossierRow]:
        """The form of a period, a row for each field; a longer span is made from its quarters."""
        effective = rules.effective(self._desk.store.dossiers())
        before = effective.get(period.quarters[0].previous, {})
        forms = [effective[quarter] for quarter in period.quarters if quarter in effective]
        rows = []
        for field in self.fields():
            row = rules.over_quarters([form.get(field.id, Dossiers()) for form in forms])
            if carried_over := field.id in before:
                # An empty form already shows what it will begin with.
                row = replace(row, carried=before[field.id].left)
            rows.append(DossierRow(field, row, carried_over))
        return rows

    def total(self, period: Period) -> Dossiers:
        """The row «Tổng cộng»."""
        return rules.total(row.dossiers for row in self.rows(period))

    def problems(self, period: Period) -> list[tuple[str, str]]:
        """What is wrong with the form: the field's identity («» for the whole) and a sentence."""
        typed = self._desk.store.dossiers()
        if not any(quarter in typed for quarter in period.quarters):
            return []
        return [
            (row.id, self._unbalanced(row.field.name, row.dossiers, period))
            for row in self.rows(period)
            if row.dossiers.imbalance
        ]

    @staticmethod
    def _unbalanced(name: str, counts: Dossiers, period: Period) -> str:
        where = "các cột" if period.span.is_quarter else "biểu của từng quý"
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
        """Sets several rows of a quarter in one operation; nothing is stored where one cannot be."""
        if not period.span.is_quarter:
            raise Refusal(f"Biểu II.06a của {period.label} được cộng từ các quý. Hãy nhập ở từng quý.")
        known = {field.id: field for field in self.fields()}
        shown = {row.id: row for row in self.rows(period)}
        for field_id, row in rows.items():
            if field_id not in known:
                raise Refusal("Lĩnh vực thủ tục này không còn trong danh sách. Hãy mở lại biểu.")
            rules.checked(row, known[field_id].name)
            now = shown[field_id]
            if now.carried_over and row.carried not in (None, now.dossiers.carried):
                raise Refusal(
                    f"Số từ kỳ trước của «{known[field_id].name}» lấy từ biểu {period.previous.label} "
                    f"({now.dossiers.carried}). Hãy sửa ở kỳ trước.",
                    "carried",
                )
        subject = f"{known[next(iter(rows))].name}, {period.label}" if len(rows) == 1 else period.label
        with self._desk.operation(operations.TYPE_DOSSIERS, subject) as recorder:
            self._catalogues.open_period(recorder, period)
            stored = {field.id for field in self._desk.store.records(kinds.DOSSIER_FIELDS)}
            if not stored:
                for field in known.values():
                    write_dossier_field(recorder, field)
            for field_id, row in rows.items():
                kept = replace(row, carried=None) if shown[field_id].carried_over else row
                write_dossiers(recorder, period, field_id, kept)
        return recorder.changes

    def save_field(self, name: str, field_id: str = "") -> Changes:
        """Adds a field of procedures, or renames one. Raises Refusal for a name that is there already."""
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
