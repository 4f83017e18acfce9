"""What two copies of the data say differently, side by side; one key decides for each side."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ...office.conflicts import Choice, Conflict
from ..buttons import text_button
from ..correcting import correct
from ..labels import label
from ..shell import Shell
from ..tables import Column, TableModel, TableView
from ..theme import SPACE
from ..widgets.empty import EmptyList
from ..widgets.scrolled import Card, Scrolled

_MOST_SIDES = 9
_SIDES_HEIGHT = 30 * SPACE


class ConflictsTab(QWidget):
    """The list of what waits for a decision, and the values of the chosen one beside each other."""

    counted = Signal(int)

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shell = shell
        self.table = TableView(TableModel(conflict_columns(), key=lambda each: each.id, parent=self), lines=0)
        self.table.setAccessibleName("Chỗ chờ quyết định")
        self.table.setSelectionMode(TableView.SelectionMode.SingleSelection)
        self.empty = EmptyList(
            self.table, "done", "Không có chỗ nào chờ quyết định",
            "Khi hai máy sửa khác nhau một nội dung, chỗ đó hiện ở đây với hai giá trị, ai sửa, lúc nào.",
        )  # fmt: skip
        self.table.chosen.connect(self._show)
        self.table.opened.connect(lambda row: shell.go(row.place))
        self.open_button = text_button("Mở bản ghi", "open", tooltip="Đến nơi có nội dung này (Enter)")
        self.open_button.clicked.connect(lambda _checked=False: self._open())
        self._words = label("", "muted", wrap=True)
        self.sides = QHBoxLayout()
        self.sides.setSpacing(SPACE)
        self.cards: list[_Side] = []
        holder = Scrolled(0)
        holder.column.addLayout(self.sides)
        holder.column.addStretch(1)
        holder.setFixedHeight(_SIDES_HEIGHT)
        self._below = QWidget()
        below = QVBoxLayout(self._below)
        below.setContentsMargins(0, 0, 0, 0)
        row = QHBoxLayout()
        row.addWidget(self._words, 1)
        row.addWidget(self.open_button)
        below.addLayout(row)
        below.addWidget(holder)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACE, 0, 0)
        column.setSpacing(SPACE)
        column.addWidget(self.table, 1)
        column.addWidget(self._below)
        self.setFocusProxy(self.table)
        for number in range(1, _MOST_SIDES + 1):
            shortcut = QShortcut(QKeySequence(str(number)), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(partial(self.decide, number))

    def show_conflicts(self) -> None:
        """Shows what waits by now."""
        found = self._shell.office.merging.conflicts()
        self.table.rows.set_rows(found)
        if found and self.table.current_row() is None:
            self.table.setCurrentIndex(self.table.model().index(0, 0))
        self._show(self.table.current_row())
        self.counted.emit(len(found))

    def _show(self, row: Conflict | None) -> None:
        self._below.setVisible(row is not None)
        while (item := self.sides.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        self.cards = []
        if row is None:
            return
        self._words.setText(f"{row.record} – {row.field}. Nhấn phím số của bên được giữ.")
        for number, choice in enumerate(row.choices[:_MOST_SIDES], 1):
            card = _Side(number, choice)
            card.chosen.connect(partial(self.decide, number))
            self.cards.append(card)
            self.sides.addWidget(card, 1)

    def decide(self, number: int) -> None:
        """Keeps the value of a side, counted from 1."""
        row = self.table.current_row()
        if row is None or number > len(row.choices):
            return
        choice, office = row.choices[number - 1], self._shell.office
        waited = office.reached_reports.waiting()
        if self._shell.attempt(lambda: office.merging.resolve(row.id, choice.key)):
            self._shell.notify(f"Đã giữ «{choice.words}» cho {row.record}.", undoable=True)
            # What waits since another time is asked for where it stands: on Hôm nay, on the report.
            correct(self._shell, [each for each in office.reached_reports.waiting() if each not in waited])

    def _open(self) -> None:
        if (row := self.table.current_row()) is not None:
            self._shell.go(row.place)


class _Side(Card):
    """One value with who wrote it and when, and the button that keeps it."""

    chosen = Signal()

    def __init__(self, number: int, choice: Choice) -> None:
        super().__init__()
        whose = "Máy này" if choice.is_ours else _who(choice)
        shown = " (đang dùng tạm)" if choice.is_shown else ""
        self.column.addWidget(label(f"{whose}{shown}", "label"))
        self.column.addWidget(label(choice.words, "heading", wrap=True))
        who = choice.officer if choice.is_ours else ""
        when = f"{choice.at:%H:%M %d/%m/%Y}" if choice.at is not None else ""
        facts = ", ".join(filter(None, (who, when, choice.operation)))
        if facts:
            self.column.addWidget(label(facts, "muted", wrap=True))
        self.column.addStretch(1)
        words = "Giữ của máy này" if choice.is_ours else "Lấy giá trị này"
        self.button = text_button(f"{words} ({number})", "", "primary" if choice.is_shown else "")
        self.button.clicked.connect(lambda _checked=False: self.chosen.emit())
        self.column.addWidget(self.button)


def conflict_columns() -> list[Column]:
    """The columns of a list of conflicts: what is said here, and by whom elsewhere."""

    def ours(row: Conflict) -> str:
        return " / ".join(each.words for each in row.choices if each.is_ours)

    def theirs(row: Conflict) -> str:
        return "\n".join(f"{_who(each)}: {each.words}" for each in row.choices if not each.is_ours)

    return [
        Column("Bản ghi", lambda row: row.record, width=280, stretch=True, tooltip=lambda row: row.record),
        Column("Nội dung", lambda row: row.field, width=140),
        Column("Của máy này", ours, width=180, stretch=True),
        Column("Của nơi khác", theirs, width=180, stretch=True),
    ]


def _who(choice: Choice) -> str:
    return choice.officer or "Nơi khác"
