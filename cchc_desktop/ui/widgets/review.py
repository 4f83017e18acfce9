"""Proposals to look over: a box to tick before each, and buttons for what is done with the ticked ones."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from .. import theme
from ..buttons import text_button
from ..labels import label
from ..tables import Column, TableModel, TableView
from ..tables.model import Index
from ..theme import SPACE


class _TickModel(TableModel):
    """Rows with a box before their first cell."""

    ticked_changed = Signal()

    def __init__(self, columns: Sequence[Column], parent: QWidget) -> None:
        super().__init__(columns, parent=parent)
        self.ticked: set[Any] = set()
        """The identities of the rows that are ticked."""

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.column() == 0 else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.CheckStateRole and index.column() == 0:
            is_ticked = self.key_of(self.row_at(index)) in self.ticked
            return Qt.CheckState.Checked if is_ticked else Qt.CheckState.Unchecked
        return super().data(index, role)

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole:
            return super().setData(index, value, role)
        self.tick([self.row_at(index)], Qt.CheckState(value) == Qt.CheckState.Checked)
        return True

    def tick(self, rows: Sequence[Any], is_ticked: bool) -> None:
        """Ticks rows, or takes their tick away."""
        keys = {self.key_of(row) for row in rows}
        self.ticked = self.ticked | keys if is_ticked else self.ticked - keys
        last = max(0, self.rowCount() - 1)
        self.dataChanged.emit(self.index(0, 0), self.index(last, 0))
        self.ticked_changed.emit()


class _TickTable(TableView):
    """Space ticks every chosen row, or none of them where all are ticked."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        model = self.rows
        if event.key() == Qt.Key.Key_Space and isinstance(model, _TickModel):
            rows = self.chosen_rows()
            model.tick(rows, not all(model.key_of(row) in model.ticked for row in rows))
            return
        super().keyPressEvent(event)


@dataclass(frozen=True, slots=True)
class Answer:
    """A button: its words («Nhận {} đề xuất» gets a number), what it does with the ticked rows, which gives
    whether it was done, and which rows it is for; it counts and takes only these."""

    words: str
    do: Callable[[list[Any]], bool]
    takes: Callable[[Any], bool] = lambda _row: True


class ReviewDialog(QDialog):
    """Shows ``rows`` under a sentence; those of ``ticked`` identities are ticked at first.

    When one of ``answers`` was done, the dialog closes.
    """

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        sentence: str,
        columns: Sequence[Column],
        rows: Sequence[Any],
        ticked: Collection[Any],
        answers: Sequence[Answer],
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.model = _TickModel(columns, self)
        self.table = _TickTable(self.model, lines=0)
        self.table.setAccessibleName(title)
        self.model.set_rows(rows)
        self.model.ticked = set(ticked)
        self.model.ticked_changed.connect(self._show_count)
        every = text_button("Chọn tất cả", "check", "flat")
        every.clicked.connect(lambda: self.model.tick(self.model.rows, True))
        none = text_button("Bỏ chọn hết", "", "flat")
        none.clicked.connect(lambda: self.model.tick(self.model.rows, False))
        foot = QHBoxLayout()
        foot.addWidget(every)
        foot.addWidget(none)
        foot.addStretch(1)
        self.answers: list[tuple[QPushButton, Answer]] = []
        for answer in answers:
            button = text_button(answer.words, "", "" if self.answers else "primary")
            button.clicked.connect(lambda _checked=False, answer=answer: self._answer(answer))
            self.answers.append((button, answer))
            foot.addWidget(button)
        cancel = text_button("Để sau", tooltip="Đóng, chưa làm gì (Esc)")
        cancel.clicked.connect(self.reject)
        foot.addWidget(cancel)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        layout.setSpacing(SPACE)
        layout.addWidget(label(sentence, wrap=True))
        layout.addWidget(self.table, 1)
        layout.addLayout(foot)
        window = parent.window().size() if parent is not None else self.sizeHint()
        wanted = sum(column.width for column in columns)
        self.resize(
            min(theme.scaled(wanted + 80), window.width() - 4 * SPACE),
            min(theme.scaled(160 + 52 * min(len(rows), 8)), window.height() - 8 * SPACE),
        )
        self._show_count()
        self.table.setCurrentIndex(self.model.index(0, 0))
        self.table.setFocus()

    def ticked_rows(self) -> list[Any]:
        """The rows that are ticked, in their order."""
        return [row for row in self.model.rows if self.model.key_of(row) in self.model.ticked]

    def _show_count(self) -> None:
        for button, answer in self.answers:
            count = sum(map(answer.takes, self.ticked_rows()))
            button.setText(answer.words.format(count))
            button.setEnabled(count > 0)

    def _answer(self, answer: Answer) -> None:
        if answer.do(list(filter(answer.takes, self.ticked_rows()))):
            self.accept()
