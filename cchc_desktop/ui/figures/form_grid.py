"""The grid of a statistical form whose rows are typed, such as II.07b, with the columns of its period."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor, QResizeEvent
from PySide6.QtWidgets import QWidget

from ...domain import forms as rules
from ...domain.access import Need
from ...domain.forms import FormColumn, FormRow
from ...domain.report_periods import Period
from ...domain.text import clean_line
from ...office.dossiers import FORM_AREA
from ...office.forms import FormView
from .. import theme
from ..shell import Shell
from ..tables import Column, Editor
from ..tables.grouped_header import HeaderCell
from ..tables.model import Index
from ..tables.sheet import SheetModel, Written
from .count_grid import FIRST_COUNT, NAME_COLUMN, NUMBER_WIDTH, TOTAL, CountGrid, header_line, read_count

_NAME_WIDTH = 160
_NARROWEST, _WIDEST = 58, 92


def header_cells(view: FormView) -> list[HeaderCell]:
    """The header as the form prints it: groups, the columns, and their numbers."""
    cells = [HeaderCell("STT", (0, 0), (0, 1)), HeaderCell(view.form.rows, (1, 1), (0, 1))]
    place = FIRST_COUNT
    columns = list(view.columns)
    while columns:
        group = columns[0].groups[:1]
        together = [column for column in columns if column.groups[:1] == group]
        if group:
            cells.append(HeaderCell(group[0], (place, place + len(together) - 1), (0, 0)))
        for column in together:
            cells.append(HeaderCell(column.short or column.header, (place, place), (1 if group else 0, 1)))
            place += 1
        columns = columns[len(together) :]
    numbers = ["(1)", "(2)", *(f"({column.number})" for column in view.columns)]
    return cells + [HeaderCell(words, (at, at), (2, 2), True) for at, words in enumerate(numbers)]


class FormModel(SheetModel):
    """The rows of one form in one period; the last row is the sum of the others."""

    def __init__(self, shell: Shell, form_id: str, period: Period, parent: QWidget | None = None) -> None:
        self._office = shell.office
        self.form_id = form_id
        self.period = period
        self.view = shell.office.forms.view(form_id, period)
        right = Qt.AlignmentFlag.AlignRight
        columns = [
            Column("STT", self._number, width=NUMBER_WIDTH, align=right),
            Column(
                self.view.form.rows, lambda row: row.name, width=_NAME_WIDTH, stretch=True,
                setter=lambda row, name: self._save(replace(self._stored(row), name=name)),
                editable=lambda row: row.id != TOTAL and not self._locked(),
                closed=lambda _row: self.why_closed(), bold=lambda row: row.id == TOTAL,
            ),
            *(self._count_column(column) for column in self.view.columns),
        ]  # fmt: skip
        super().__init__(columns, shell, parent=parent)
        self.show_rows()

    def _count_column(self, column: FormColumn) -> Column:
        group = f"{column.groups[0]}: " if column.groups else ""
        return Column(
            f"{group}{column.header} ({column.number})",
            lambda row: rules.value_of(column, row.counts),
            width=_NARROWEST,
            align=Qt.AlignmentFlag.AlignRight,
            editor=Editor.COUNT,
            setter=None if column.parts else self._setter(column),
            editable=lambda row: not self._why(row, column),
            bold=lambda row: row.id == TOTAL or bool(column.parts),
        )

    def _setter(self, column: FormColumn) -> Callable[[FormRow, int | None], object]:
        def store(row: FormRow, value: int | None) -> object:
            now = self._stored(row)
            return self._save(replace(now, counts={**now.counts, column.id: value}))

        return store

    def _save(self, row: FormRow) -> object:
        return self._office.forms.save_rows(self.form_id, self.period, [row])

    def _stored(self, row: FormRow) -> FormRow:
        """The row as it is by now: another cell may have been saved since the rows were shown."""
        rows = self._office.forms.view(self.form_id, self.period).rows
        return next((each for each in rows if each.id == row.id), row)

    def show_rows(self) -> None:
        """Shows the rows as they are stored."""
        self.view = self._office.forms.view(self.form_id, self.period)
        rows = list(self.view.rows)
        self.set_rows([*rows, FormRow(TOTAL, "Tổng cộng", self.view.total)] if rows else [])

    def why_closed(self) -> str:
        """Why somebody else is to fill the form in, and who; nothing where nobody else is."""
        return self._office.why_closed(Need.FIGURES, FORM_AREA)

    def _locked(self) -> str:
        return self.why_closed() or self._office.forms.why_locked(self.form_id, self.period)

    def _number(self, row: FormRow) -> str:
        return "" if row.id == TOTAL else str(self.find(row.id) + 1)

    def _why(self, row: FormRow, column: FormColumn) -> str:
        """Why a number cannot be typed; nothing where it can."""
        if column.parts:
            numbers = {each.id: each.number for each in self.view.columns}
            sum_of = " + ".join(f"({numbers[part]})" for part in column.parts)
            return f"Cột ({column.number}) được tính: {sum_of}. Hãy nhập các cột đó."
        if row.id == TOTAL:
            return "Dòng «Tổng cộng» được cộng từ các dòng trên. Hãy nhập ở từng dòng."
        return self._locked()

    def why_locked(self, row: Any, column: int) -> str:
        """Says what a computed number follows from."""
        if column < FIRST_COUNT:
            return self._locked() or super().why_locked(row, column)
        return self._why(row, self.view.columns[column - FIRST_COUNT])

    def is_stop(self, row: Any, column: int) -> bool:
        """Tab walks the numbers; names are seldom changed."""
        return column != NAME_COLUMN

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row_at(index)
        if role == Qt.ItemDataRole.BackgroundRole and row is not None:
            column = index.column() - FIRST_COUNT
            if row.id == TOTAL or (column >= 0 and self._why(row, self.view.columns[column])):
                return QBrush(QColor(theme.current().idle_soft))
        return super().data(index, role)

    def write(self, written: Written) -> object:
        """Stores several cells in one operation. Raises CellRefusal at the first that cannot be."""
        after: dict[str, FormRow] = {}
        for row, column, text in written:
            now = after.get(row.id) or self._stored(row)
            if column == NAME_COLUMN and row.id != TOTAL and clean_line(text):
                after[row.id] = replace(now, name=text)
            elif column >= FIRST_COUNT and not self._why(row, self.view.columns[column - FIRST_COUNT]):
                typed = self.view.columns[column - FIRST_COUNT]
                value = read_count(text, row.id, column)
                after[row.id] = replace(now, counts={**now.counts, typed.id: value})
        if not after:
            return None
        return self._office.forms.save_rows(self.form_id, self.period, list(after.values()))


class FormGrid(CountGrid):
    """The rows of one form in one period on the screen."""

    def __init__(self, shell: Shell, form_id: str, period: Period, parent: QWidget | None = None) -> None:
        self.form = FormModel(shell, form_id, period)
        empty = "Chưa có dòng nào. Hãy thêm dòng, hoặc chép từ kỳ trước."
        super().__init__(self.form, shell, self.form.write, empty, parent=parent)
        self.form.setParent(self)
        line = header_line()
        heights = (2 * line + 4, 2 * line + 4, line + 2)
        self._set_header(len(self.form.columns), header_cells(self.form.view), heights)
        self.setAccessibleName(f"{self.form.view.form.name}: các dòng")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Gives the numbers what room there is; the names get the rest."""
        count = len(self.form.view.columns)
        room = self.viewport().width() - NUMBER_WIDTH - _NAME_WIDTH
        for place in range(FIRST_COUNT, FIRST_COUNT + count):
            self.setColumnWidth(place, max(_NARROWEST, min(_WIDEST, room // count)))
        super().resizeEvent(event)

    def shows(self, form_id: str, period: Period, columns: tuple[FormColumn, ...]) -> bool:
        """Whether it is the grid of this form and period, with these columns."""
        return (self.form.form_id, self.form.period, self.form.view.columns) == (form_id, period, columns)
