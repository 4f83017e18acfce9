"""The grid of form II.06a: a row for each field of procedures, the columns as they are printed."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor, QResizeEvent
from PySide6.QtWidgets import QWidget

from ...domain import dossiers as rules
from ...domain.access import Need
from ...domain.dossiers import DossierField, Dossiers
from ...domain.errors import Refusal
from ...domain.numerals import format_number
from ...domain.report_periods import Period
from ...domain.text import clean_line
from ...office.dossiers import FORM_AREA, DossierRow
from .. import theme
from ..shell import Shell
from ..tables import Column, Editor
from ..tables.grouped_header import HeaderCell
from ..tables.model import Index
from ..tables.sheet import CellRefusal, SheetModel, Written
from .count_grid import FIRST_COUNT, NAME_COLUMN, NUMBER_WIDTH, TOTAL, CountGrid, header_line, read_count

_NAME_WIDTH = 150
_NARROWEST, _WIDEST = 55, 92
_NAMES_WANT = 290
"""The width that names get before counts grow: the longest usual one fits."""
_BOLD_SUM = 7
"""How much wider than the others the sums are, so that thousands in bold type fit."""
_LONG_WORDS = 12
"""How much wider than the other counts column (5) is, whose words are the longest."""


@dataclass(frozen=True, slots=True)
class Count:
    """A column of numbers: its number on the form, its words, and the column of Dossiers that it shows.

    ``parts`` are the numbers of the columns that it is the sum of; where there are none it is typed. A sum of
    columns of which none was typed is left empty.
    """

    number: int
    words: str
    name: str
    parts: tuple[int, ...] = ()

    def of(self, row: Dossiers) -> int | None:
        """The count in a row."""
        return row.columns[self.number - COUNTS[0].number]


COUNTS = (
    Count(3, "Tổng số", "received", (4, 5, 6)),
    Count(4, "Trực tuyến", "online"),
    Count(5, "Trực tiếp, bưu chính", "direct"),
    Count(6, "Từ kỳ trước", "carried"),
    Count(7, "Tổng số", "resolved", (8, 9, 10)),
    Count(8, "Trước hạn", "early"),
    Count(9, "Đúng hạn", "on_time"),
    Count(10, "Quá hạn", "late"),
    Count(11, "Tổng số", "pending", (12, 13)),
    Count(12, "Trong hạn", "pending_in_time"),
    Count(13, "Quá hạn", "pending_late"),
)
_GROUPS = ((3, 6, "Tiếp nhận"), (7, 10, "Đã giải quyết"), (11, 13, "Đang giải quyết"))
_PLACES = {count.name: place for place, count in enumerate(COUNTS, start=FIRST_COUNT)}


def _header_cells() -> list[HeaderCell]:
    """The header as the form prints it: groups, «Trong kỳ», the columns, and their numbers."""
    cells = [HeaderCell("STT", (0, 0), (0, 2)), HeaderCell("Lĩnh vực giải quyết", (1, 1), (0, 2))]
    cells += [HeaderCell(words, (first - 1, last - 1), (0, 0)) for first, last, words in _GROUPS]
    cells.append(HeaderCell("Trong kỳ", (3, 4), (1, 1)))
    for count in COUNTS:
        place = count.number - 1
        cells.append(HeaderCell(count.words, (place, place), (2 if count.number in (4, 5) else 1, 2)))
    cells += [HeaderCell(f"({place + 1})", (place, place), (3, 3), True) for place in range(2 + len(COUNTS))]
    return cells


def gap_words(row: DossierRow) -> str:
    """What keeps a row from balancing, (3) = (7) + (11); nothing where it does, or is only begun."""
    counts = row.dossiers
    gap = counts.imbalance
    if row.id == TOTAL or not gap or not (counts.resolved or counts.pending):
        return ""
    return (
        f"{row.field.name}: tiếp nhận {format_number(counts.received)} khác đã giải quyết "
        f"{format_number(counts.resolved)} + đang giải quyết {format_number(counts.pending)}, "
        f"lệch {format_number(abs(gap))} hồ sơ."
    )


class DossierModel(SheetModel):
    """The form of one period; the last row is the sum of the others."""

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        self._office = shell.office
        self.period = shell.office.calendar.current_quarter()
        self._locked = ""
        right = Qt.AlignmentFlag.AlignRight
        columns = [
            Column("STT", self._number, width=NUMBER_WIDTH, align=right),
            Column(
                "Lĩnh vực giải quyết", lambda row: row.field.name, width=_NAME_WIDTH, stretch=True,
                setter=lambda row, name: self._office.dossiers.save_field(name, row.id),
                editable=lambda row: row.id != TOTAL, closed=lambda _row: self.why_closed(),
                icon=lambda row: ("warning-filled", "warn") if gap_words(row) else None,
                tooltip=lambda row: gap_words(row) or row.field.name, bold=lambda row: row.id == TOTAL,
            ),
            *(self._count_column(count) for count in COUNTS),
        ]  # fmt: skip
        super().__init__(columns, shell, parent=parent)

    def _count_column(self, count: Count) -> Column:
        group = next(words for first, last, words in _GROUPS if first <= count.number <= last)
        return Column(
            f"{group}: {count.words} ({count.number})",
            lambda row: count.of(row.dossiers),
            width=_NARROWEST,
            align=Qt.AlignmentFlag.AlignRight,
            editor=Editor.COUNT,
            setter=None if count.parts else self._setter(count),
            editable=lambda row: not self._why(row, count),
            bold=lambda row: row.id == TOTAL or bool(count.parts),
            colour=lambda row: self._colour(row, count),
        )

    def _setter(self, count: Count) -> Callable[[DossierRow, int | None], object]:
        return lambda row, value: self._office.dossiers.set_row(
            self.period, row.id, replace(self._stored()[row.id], **{count.name: value})
        )

    def _stored(self) -> dict[str, Dossiers]:
        """The counts as they are by now: another cell may have been saved since the rows were shown."""
        return {row.id: row.dossiers for row in self._office.dossiers.rows(self.period)}

    def show(self, period: Period) -> None:
        """Shows the form of a period as it is stored."""
        self.period = period
        self._locked = self.why_closed() or self._office.dossiers.why_locked(period)
        rows = self._office.dossiers.rows(period)
        whole = rules.total(row.dossiers for row in rows)
        self.set_rows([*rows, DossierRow(DossierField(TOTAL, "Tổng cộng"), whole)] if rows else [])

    def why_closed(self) -> str:
        """Why somebody else is to fill the form in, and who; nothing where nobody else is."""
        return self._office.why_closed(Need.FIGURES, FORM_AREA)

    def _number(self, row: DossierRow) -> str:
        return "" if row.id == TOTAL else str(self.find(row.id) + 1)

    def _colour(self, row: DossierRow, count: Count) -> str:
        if count.parts and gap_words(row):
            return "warn"
        return "muted" if row.id != TOTAL and self._why(row, count) else ""

    def _why(self, row: DossierRow, count: Count) -> str:
        """Why a count cannot be typed; nothing where it can."""
        if count.parts:
            sum_of = " + ".join(f"({part})" for part in count.parts)
            return f"Cột ({count.number}) được tính: {sum_of}. Hãy nhập các cột đó."
        if row.id == TOTAL:
            return "Dòng «Tổng cộng» được cộng từ các dòng trên. Hãy nhập ở từng lĩnh vực."
        if self._locked:
            return self._locked
        if count.name == "carried" and (handing := row.carried_from) is not None:
            over = "" if handing.span.is_quarter else "biểu lũy kế "
            return (
                f"Số từ kỳ trước lấy từ cột «Đang giải quyết» của {over}{handing.label}. Hãy sửa ở biểu đó."
            )
        return ""

    def why_locked(self, row: Any, column: int) -> str:
        """Says what a computed or handed-on count follows from."""
        if column < FIRST_COUNT:
            return super().why_locked(row, column)
        return self._why(row, COUNTS[column - FIRST_COUNT])

    def is_stop(self, row: Any, column: int) -> bool:
        """Tab walks the counts; names are seldom changed."""
        return column != NAME_COLUMN

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row_at(index)
        if role == Qt.ItemDataRole.BackgroundRole and row is not None:
            column = index.column()
            if row.id == TOTAL or (column >= FIRST_COUNT and self._why(row, COUNTS[column - FIRST_COUNT])):
                return QBrush(QColor(theme.current().idle_soft))
        elif role == Qt.ItemDataRole.ToolTipRole and row is not None and self.why_closed():
            return self.why_closed()
        return super().data(index, role)

    # Several cells at once

    def write(self, written: Written) -> object:
        """Stores several cells in one operation. Raises CellRefusal at the first that cannot be."""
        after: dict[str, Dossiers] = {}
        known, stored = {row.id: row for row in self.rows}, self._stored()
        renamed = [(row, text) for row, column, text in written if column == NAME_COLUMN]
        for row, text in renamed:
            if (name := clean_line(text)) and name != row.field.name:
                raise CellRefusal(
                    f"Dòng này là «{row.field.name}», vùng dán ghi «{name}». Hãy chép các lĩnh vực "
                    "theo đúng thứ tự của biểu, hoặc chỉ chép các cột số.",
                    row.id,
                    NAME_COLUMN,
                )
        for row, column, text in written:
            if column >= FIRST_COUNT and not self._why(row, COUNTS[column - FIRST_COUNT]):
                name = COUNTS[column - FIRST_COUNT].name
                value = read_count(text, row.id, column)
                after[row.id] = replace(after.get(row.id) or stored[row.id], **{name: value})
        for key, dossiers in after.items():
            try:
                rules.checked(dossiers, known[key].field.name)
            except Refusal as refusal:
                raise CellRefusal(str(refusal), key, _PLACES.get(refusal.field, FIRST_COUNT)) from None
        self._check_locked(written, {**stored, **after})
        return self._office.dossiers.set_rows(self.period, after) if after else None

    def _check_locked(self, written: Written, after: dict[str, Dossiers]) -> None:
        """Lets what is pasted over a computed count pass where it says the same, and refuses it otherwise."""
        after[TOTAL] = rules.total(dossiers for key, dossiers in after.items() if key != TOTAL)
        for row, column, text in written:
            if column < FIRST_COUNT or not text.strip():
                continue
            count = COUNTS[column - FIRST_COUNT]
            why = self._why(row, count)
            if not why:
                continue
            value, ours = read_count(text, row.id, column), count.of(after[row.id])
            if value != (ours or 0):
                raise CellRefusal(
                    f"Vùng dán ghi {value}, chương trình tính {ours or 0}. {why}", row.id, column
                )


class DossierGrid(CountGrid):
    """The form on the screen."""

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        self.form = DossierModel(shell)
        super().__init__(self.form, shell, self.form.write, "Chưa có lĩnh vực thủ tục nào.", parent=parent)
        self.form.setParent(self)
        line = header_line()
        heights = (line + 6, line + 4, 2 * line + 4, line + 2)
        self._set_header(len(self.form.columns), _header_cells(), heights)
        self.setAccessibleName("Biểu II.06a: số hồ sơ theo lĩnh vực")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Gives the counts what room there is; the names get the rest."""
        wider = {count.name: _BOLD_SUM for count in COUNTS if count.parts} | {"direct": _LONG_WORDS}
        room = self.viewport().width() - NUMBER_WIDTH - _NAMES_WANT - sum(wider.values())
        width = max(_NARROWEST, min(_WIDEST, room // len(COUNTS)))
        for place, count in enumerate(COUNTS, start=FIRST_COUNT):
            self.setColumnWidth(place, width + wider.get(count.name, 0))
        super().resizeEvent(event)

    def gaps(self) -> list[DossierRow]:
        """The rows that do not balance."""
        return [row for row in self.form.rows if gap_words(row)]

    def begun(self) -> list[DossierRow]:
        """The rows only begun, but for the one of the cursor; none before the outcome of any is typed.

        Whoever types column by column would else be told of every row.
        """
        if not any(row.dossiers.resolved or row.dossiers.pending for row in self.form.rows):
            return []
        at = self.current_row()
        return [
            row for row in self.form.rows if row.dossiers.is_begun and row.id not in (TOTAL, at and at.id)
        ]

    def next_gap(self) -> None:
        """Goes to the next row that does not balance or is only begun; after the last, to the first."""
        rows = [*self.gaps(), *self.begun()]
        if not rows:
            return
        places = sorted(self.form.find(row.id) for row in rows)
        at = self.currentIndex().row()
        self.choose_cell(self.form.rows[next((p for p in places if p > at), places[0])].id, FIRST_COUNT)
