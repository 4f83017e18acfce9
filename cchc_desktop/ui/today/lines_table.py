"""The lines of what needs a hand as one list in three groups, walked by the arrows."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QBrush, QColor, QContextMenuEvent, QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QMenu, QWidget

from ...domain.todo import Group, Line, Source, Urgency
from .. import theme
from ..icons import icon
from ..tables import Column, TableModel, TableView
from ..tables.model import Index

_LEAST = 3
"""So many lines of each group are shown, however many there are of more urgent ones."""
_ONE_LINE = 600
"""From this width of the sentence on, a row has one line."""
_ICONS = {
    Source.FIGURES: "figures",
    Source.REPORT: "reports",
    Source.TASK: "tasks",
    Source.REGISTER: "index",
    Source.RULE: "info",
    Source.EVIDENCE: "attach",
    Source.SCORES: "edit",
    Source.DOUBTS: "warning",
}


@dataclass(frozen=True, slots=True)
class Head:
    """What stands over a group of lines: its title, and how many lines it has."""

    urgency: Urgency
    title: str
    count: int

    @property
    def id(self) -> str:
        """What tells it from others."""
        return f"head:{self.urgency}"

    @property
    def words(self) -> str:
        """The title with the count."""
        return f"{self.title}: {self.count} việc" if self.count else f"{self.title}: không có việc nào"


@dataclass(frozen=True, slots=True)
class More:
    """Stands for the lines of a group that are not shown."""

    urgency: Urgency
    count: int

    @property
    def id(self) -> str:
        """What tells it from others."""
        return f"more:{self.urgency}"


def shown_rows(
    groups: Sequence[Group], titles: Sequence[str], most: int, opened: Collection[Urgency] = ()
) -> list[Head | Line | More]:
    """The rows of the list: at most so many lines, some of each group, the urgent ones first; of a group that
    was opened all."""
    room = {urgency: min(len(lines), _LEAST) for urgency, lines in groups}
    left = most - sum(room.values())
    for urgency, lines in groups:
        more = max(0, min(left, len(lines) - room[urgency]))
        room[urgency] += more
        left -= more
    rows: list[Head | Line | More] = []
    for (urgency, lines), title in zip(groups, titles, strict=True):
        rows.append(Head(urgency, title, len(lines)))
        hidden = len(lines) - room[urgency]
        # A row that says that there is one more takes the room of that one.
        is_whole = urgency in opened or hidden <= 1
        rows += lines if is_whole else _chosen(lines, room[urgency])
        if not is_whole:
            rows.append(More(urgency, hidden))
    return rows


def _chosen(lines: Sequence[Line], room: int) -> list[Line]:
    """The lines that are shown where there is no room for all: the first ones, and what reports want."""
    of_reports = [line for line in lines if line.source in (Source.FIGURES, Source.REPORT)][: (room + 1) // 2]
    others = [line for line in lines if line not in of_reports][: room - len(of_reports)]
    return [line for line in lines if line in of_reports or line in others]


class LinesModel(TableModel):
    """Lines with the heads of their groups, which cannot be chosen."""

    def flags(self, index: Index) -> Qt.ItemFlag:
        if isinstance(self.row_at(index), Head):
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.BackgroundRole and isinstance(self.row_at(index), Head):
            return QBrush(QColor(theme.current().raised))
        return super().data(index, role)


class LinesTable(TableView):
    """The list. ``opened`` comes with the Line that is to be gone to, ``noted`` with one that is to be
    noted here, ``more_wanted`` with the group that is to be shown whole."""

    noted = Signal(object)
    more_wanted = Signal(object)

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        self.today = today
        columns = [
            Column(
                "Việc cần làm", lambda row: row.id, width=160, stretch=True, display=self._sentence,
                colour=lambda row: "accent" if isinstance(row, More) else "text",
                icon=lambda row: (_ICONS[row.source], "muted") if isinstance(row, Line) else None,
                bold=lambda row: isinstance(row, Head), tooltip=self._tip,
            ),
            Column("Ai làm", lambda row: row.who if isinstance(row, Line) else "", width=170),
            Column(
                "Hạn", lambda row: row.id, width=176, display=self._when, colour=self._colour,
                icon=self._sign,
            ),
        ]  # fmt: skip
        super().__init__(LinesModel(columns), parent=parent)
        self.rows.setParent(self)
        self.setAccessibleName("Việc cần làm")
        self.horizontalHeader().hide()
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSortingEnabled(False)
        self.setAlternatingRowColors(False)
        self.clicked.connect(lambda index: self._open(self.rows.row_at(index)))

    # What a row says

    def _sentence(self, row: Head | Line | More) -> str:
        if isinstance(row, Line):
            return f"{row.sentence} ({row.note})" if row.note else row.sentence
        return row.words if isinstance(row, Head) else f"Xem thêm {row.count} việc"

    def _tip(self, row: Head | Line | More) -> str:
        if not isinstance(row, Line):
            return self._sentence(row)
        who = " - ".join(filter(None, (row.unit, row.officer)))
        return "\n".join(filter(None, (row.said(self.today), who, f"Lấy từ: {row.source.label.lower()}")))

    def _when(self, row: Head | Line | More) -> str:
        return row.when(self.today) if isinstance(row, Line) else ""

    def _urgent(self, row: Head | Line | More) -> int | None:
        """How many days there are for a line."""
        return (row.due - self.today).days if isinstance(row, Line) and row.due is not None else None

    def _colour(self, row: Head | Line | More) -> str:
        days = self._urgent(row)
        if days is None or days > 7:
            return "muted"
        return "bad" if days < 0 else "warn"

    def _sign(self, row: Head | Line | More) -> tuple[str, str] | None:
        if not isinstance(row, Line):
            return None
        days = self._urgent(row)
        name = "calendar" if days is None or days > 7 else "overdue" if days < 0 else "clock"
        return name, self._colour(row)

    # Showing

    def show_rows(self, rows: Sequence[Head | Line | More], today: date) -> None:
        """Shows other rows; the list is as high as they are."""
        self.today = today
        place = self.currentIndex().row()
        self.rows.set_rows(rows)
        if place >= 0 and not self.currentIndex().isValid():
            # What was done is gone: the cursor is where it was, at what comes next.
            self._choose_from(place)
        self._arrange()

    def _arrange(self) -> None:
        self.clearSpans()
        row_height = theme.scaled(theme.ROW_HEIGHT) + 2
        width = self.viewport().width() - self.columnWidth(1) - self.columnWidth(2)
        self.setWordWrap(width < theme.scaled(_ONE_LINE))
        line_height = row_height + (self.fontMetrics().lineSpacing() if self.wordWrap() else 0)
        whole = 0
        for place, row in enumerate(self.rows.rows):
            height = line_height if isinstance(row, Line) else row_height
            if self.rowHeight(place) != height:
                self.setRowHeight(place, height)
            whole += height
            if not isinstance(row, Line):
                self.setSpan(place, 0, 1, len(self.rows.columns))
        self.setFixedHeight(whole + 2 * self.frameWidth())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow list breaks its sentences into two lines."""
        super().resizeEvent(event)
        # The stretched column has its width only after this.
        QTimer.singleShot(0, self, self._arrange)

    def changeEvent(self, event: QEvent) -> None:
        """Other letters have other heights."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._arrange()

    # Keys and pointer

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Whoever comes by the keyboard is at the most urgent line."""
        if not self.currentIndex().isValid():
            self._choose_from(0)
        super().focusInEvent(event)

    def _choose_from(self, first: int) -> None:
        """Puts the cursor on the first line from a place on, on the one before where there is none."""
        lines = [n for n, row in enumerate(self.rows.rows) if not isinstance(row, Head)]
        if lines:
            place = next((n for n in lines if n >= first), lines[-1])
            self.setCurrentIndex(self.rows.index(place, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.current_row()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.catch_up()
            self._open(self.current_row())
        elif event.key() == Qt.Key.Key_Space and isinstance(row, Line):
            self.noted.emit(row)
        elif event.key() == Qt.Key.Key_Home and not event.modifiers():
            self._choose_from(0)
        else:
            super().keyPressEvent(event)

    def _open(self, row: Head | Line | More | None) -> None:
        if isinstance(row, Line):
            self.opened.emit(row)
        elif isinstance(row, More):
            self.more_wanted.emit(row.urgency)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What Enter and the space bar do, for the pointer."""
        row = self.current_row()
        if not isinstance(row, Line):
            return
        menu = QMenu(self)
        go = menu.addAction(icon("open"), "Mở nơi làm")
        go.triggered.connect(lambda: self.opened.emit(row))
        words = "Ghi tiến độ…" if row.source is Source.TASK else "Ghi đã xong…"
        if row.source in (Source.TASK, Source.REGISTER, Source.REPORT):
            note = menu.addAction(icon("check"), words)
            note.triggered.connect(lambda: self.noted.emit(row))
        menu.exec(event.globalPos() if event.globalPos() != QPoint() else self.mapToGlobal(QPoint(0, 0)))
        menu.deleteLater()
