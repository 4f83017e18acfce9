"""A sheet of a workbook as it looks: merged cells, widths, colours; what is mapped is marked over it."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QFont
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from ...domain.templates.map import CellMap, Certainty
from ...domain.templates.sheet import CellKind, Look, Sheet, Template, letters_of
from ..theme import LIGHT, scaled

_Index = QModelIndex | QPersistentModelIndex
_SPARE_ROWS, _SPARE_COLUMNS = 2, 1
"""Shown beyond what the sheet holds, so that its end is seen."""
_LEAST_ROW = 22
_POINT = 96 / 72
_LETTER_WIDTH = 7.2
_PLAIN_WIDTH = 8.43
"""The width of a column that says none, in letters."""
_MOST_WRAPPED = 300
"""Rows whose height is worked out from their words: each costs time."""
_NARROWEST, _WIDEST = 24, 420
_ALIGNED = {
    "center": Qt.AlignmentFlag.AlignHCenter,
    "centerContinuous": Qt.AlignmentFlag.AlignHCenter,
    "right": Qt.AlignmentFlag.AlignRight,
    "left": Qt.AlignmentFlag.AlignLeft,
}
_GROUND = {
    Certainty.CONFIRMED: LIGHT.good_soft,
    Certainty.CERTAIN: LIGHT.good_soft,
    Certainty.LIKELY: LIGHT.warn_soft,
    Certainty.UNSURE: LIGHT.bad_soft,
}
_SIGN = {Certainty.CONFIRMED: "✓", Certainty.CERTAIN: "✓", Certainty.LIKELY: "?", Certainty.UNSURE: "??"}
"""Said beside the colours, for whom these say nothing."""


class SheetModel(QAbstractTableModel):
    """The cells of one sheet, with what a map says of them. A sheet is paper: it is light in every theme."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sheet = Sheet("")
        self._looks: tuple[Look, ...] = (Look(),)
        self._mapped: Mapping[tuple[str, int, int], CellMap] = {}

    def show_sheet(self, template: Template, sheet: Sheet) -> None:
        """Shows another sheet."""
        self.beginResetModel()
        self._sheet, self._looks = sheet, template.looks
        self.endResetModel()

    def show_map(self, mapped: Mapping[tuple[str, int, int], CellMap]) -> None:
        """Marks what is mapped."""
        self._mapped = mapped
        if self.rowCount() and self.columnCount():
            last = self.index(self.rowCount() - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def wrapped_rows(self) -> list[int]:
        """The rows that no height is given of and whose words go over lines, within one column."""
        return sorted(
            {
                cell.row
                for cell in self._sheet.texts()
                if cell.row not in self._sheet.heights
                and self._looks[cell.look].wrap
                and self._sheet.area_of(cell.row, cell.column) is None
            }
        )

    def rowCount(self, _parent: _Index = QModelIndex()) -> int:  # noqa: B008 (as Qt has it)
        return self._sheet.rows + _SPARE_ROWS if self._sheet.name else 0

    def columnCount(self, _parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return self._sheet.columns + _SPARE_COLUMNS if self._sheet.name else 0

    def headerData(self, section: int, way: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return letters_of(section + 1) if way is Qt.Orientation.Horizontal else str(section + 1)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row, column = index.row() + 1, index.column() + 1
        cell = self._sheet.cell(row, column)
        mapped = self._mapped.get((self._sheet.name, row, column))
        look = self._looks[cell.look] if cell.look < len(self._looks) else Look()
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return cell.text if mapped is None else _mark(mapped)
            case Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleTextRole:
                return self._words(row, column, mapped)
            case Qt.ItemDataRole.BackgroundRole:
                ground = _GROUND[mapped.certainty] if mapped is not None else look.fill
                return QBrush(QColor(ground)) if ground else None
            case Qt.ItemDataRole.ForegroundRole:
                return QBrush(QColor(LIGHT.text if mapped is not None else look.ink or LIGHT.text))
            case Qt.ItemDataRole.FontRole:
                return _font(look, is_formula=mapped is None and cell.kind is CellKind.FORMULA)
            case Qt.ItemDataRole.TextAlignmentRole:
                is_number = cell.kind in (CellKind.NUMBER, CellKind.FORMULA, CellKind.DATE)
                plain = Qt.AlignmentFlag.AlignRight if is_number else Qt.AlignmentFlag.AlignLeft
                return _ALIGNED.get(look.align, plain) | Qt.AlignmentFlag.AlignVCenter
        return None

    def _words(self, row: int, column: int, mapped: CellMap | None) -> str:
        cell = self._sheet.cell(row, column)
        words = [f"Ô {cell.place}"]
        if mapped is not None:
            words.append(f"{mapped.label} ({mapped.certainty.label.lower()})")
        elif cell.formula:
            words.append(f"={cell.formula}")
        elif cell.text:
            words.append(cell.text)
        return ": ".join(words)


def _mark(mapped: CellMap) -> str:
    what = mapped.fact.label if mapped.fact is not None else mapped.code
    return f"{_SIGN[mapped.certainty]} {what}"


def _font(look: Look, *, is_formula: bool) -> QFont | None:
    if not (look.bold or look.italic or is_formula):
        return None
    font = QFont()
    font.setBold(look.bold)
    font.setItalic(look.italic or is_formula)
    return font


class SheetView(QTableView):
    """Shows one sheet; ``chosen`` comes with row and column of the cell that is pointed at."""

    chosen = Signal(int, int)
    wanted = Signal()
    """The user wants to say what the chosen cell takes (Enter, a double click)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sheet = SheetModel(self)
        self.setModel(self.sheet)
        self.setAccessibleName("Trang tính của biểu mẫu")
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        # Paper in every theme.
        self.setStyleSheet(
            f"QTableView {{ background: {LIGHT.surface}; gridline-color: {LIGHT.border}; color: {LIGHT.text};"
            f" selection-background-color: {LIGHT.accent}; selection-color: {LIGHT.accent_text}; }}"
        )
        self.selectionModel().currentChanged.connect(self._tell)
        self.activated.connect(lambda _: self.wanted.emit())

    def show_sheet(self, template: Template, sheet: Sheet) -> None:
        """Shows another sheet, its first cell chosen."""
        self.clearSpans()
        self.sheet.show_sheet(template, sheet)
        for area in sheet.merged:
            height, width = area.bottom - area.top + 1, area.right - area.left + 1
            if height * width > 1:
                self.setSpan(area.top - 1, area.left - 1, height, width)
        for column in range(1, self.sheet.columnCount() + 1):
            letters = sheet.widths.get(column, _PLAIN_WIDTH)
            width = min(max(round(letters * _LETTER_WIDTH), _NARROWEST), _WIDEST)
            self.setColumnWidth(column - 1, scaled(width))
            self.setColumnHidden(column - 1, column in sheet.hidden_columns)
        for row in range(1, self.sheet.rowCount() + 1):
            height = max(round(sheet.heights.get(row, 0) * _POINT), _LEAST_ROW)
            self.setRowHeight(row - 1, scaled(height))
            self.setRowHidden(row - 1, row in sheet.hidden_rows)
        for row in self.sheet.wrapped_rows()[:_MOST_WRAPPED]:
            # Excel makes a row as high as its words need where the file gives it no height.
            self.resizeRowToContents(row - 1)
            self.setRowHeight(row - 1, max(self.rowHeight(row - 1), scaled(_LEAST_ROW)))

    def choose(self, row: int, column: int) -> None:
        """Points at a cell and brings it into sight."""
        index = self.sheet.index(row - 1, column - 1)
        self.setCurrentIndex(index)
        self.scrollTo(index)

    def _tell(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(index.row() + 1, index.column() + 1)
