"""What a new plan takes of another one, line by line: a box to tick, the old words and the new ones."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from ...domain.plan import Plan
from ...domain.plan_drafting import Drafting, DraftLine, Fate
from ...domain.plan_views import numbers_of, placed
from ...domain.word_changes import word_changes
from ..buttons import text_button
from ..forms import TextField
from ..labels import label
from ..tables import Column
from ..tables.marked import MarkedDelegate, Marks
from ..tables.ticked import TickModel, TickTable
from ..theme import SPACE
from ..widgets.scrolled import Scrolled


@dataclass(slots=True)
class LineRow:
    """A line as the table shows it; ``text`` is its wording in the new plan as it is now."""

    line: DraftLine
    number: str
    text: str

    @property
    def id(self) -> str:
        """What the line is chosen by."""
        return self.line.key


class LineModel(TickModel):
    """Lines with a box: what stands under a heading goes with it, and comes as it is proposed."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(_columns(self.is_taken), parent)
        self._below: dict[str, list[str]] = {}
        self._proposed: set[str] = set()

    def show_lines(self, lines: Sequence[DraftLine]) -> None:
        """Learns which lines stand under which, and ticks what is proposed."""
        self._below = {}
        above: list[DraftLine] = []
        for line in lines:
            del above[line.depth :]
            for each in above:
                self._below[each.key].append(line.key)
            self._below[line.key] = []
            above.append(line)
        self._proposed = {line.key for line in lines if line.taken}
        self.ticked = set(self._proposed)

    def is_taken(self, row: LineRow) -> bool:
        """Whether the line goes into the new plan."""
        return row.id in self.ticked

    def tick(self, rows: Sequence[Any], is_ticked: bool) -> None:
        """Ticks lines with what is proposed under them (with all of it where they themselves are not), or
        takes the ticks of them all away."""
        keys = {row.id for row in rows}
        for row in rows:
            below = self._below.get(row.id, [])
            only = is_ticked and row.id in self._proposed
            keys |= self._proposed.intersection(below) if only else set(below)
        if self.rows:
            self.ticked = self.ticked | keys if is_ticked else self.ticked - keys
            super().tick([], is_ticked)


class LinesPane(QWidget):
    """The table, and under it the line that the cursor is on: its old words, and the new ones to type."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[LineRow] = []
        self._shown: LineRow | None = None
        self.model = LineModel(self)
        self.table = TickTable(self.model, "Không có mục nào.", lines=3)
        self.table.setAccessibleName("Các mục của kế hoạch mới")
        self.table.setSortingEnabled(False)
        self.table.setItemDelegate(MarkedDelegate({1: _gone, 2: _come}, self.table))
        self.table.chosen.connect(self._show)
        self.only_changed = QCheckBox("Chỉ những mục sửa, bỏ hoặc có lưu ý")
        self.only_changed.toggled.connect(lambda _: self._list())
        every = text_button("Chọn tất cả", "check", "flat")
        every.clicked.connect(lambda _checked=False: self.model.tick(self.model.rows, True))
        none = text_button("Bỏ chọn hết", "", "flat")
        none.clicked.connect(lambda _checked=False: self.model.tick(self.model.rows, False))
        self.text = TextField(None, "Nội dung mới (sửa được)", lines=3)
        self.text.changed.connect(self._typed)
        self.table.opened.connect(lambda _: self.text.setFocus())
        self.back = text_button("Lấy lại lời đề xuất", "undo", "flat")
        self.back.clicked.connect(lambda _checked=False: self._take_back())
        self.before = label("", wrap=True)
        self.before.setTextFormat(Qt.TextFormat.RichText)
        self.why = label("", "small", wrap=True)
        self._lay_out(every, none)

    def _lay_out(self, every: QWidget, none: QWidget) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE, SPACE, 2 * SPACE, SPACE)
        column.setSpacing(SPACE)
        top = QHBoxLayout()
        top.addWidget(self.only_changed)
        top.addStretch(1)
        top.addWidget(self.back)
        top.addWidget(every)
        top.addWidget(none)
        column.addLayout(top)
        column.addWidget(self.table, 1)
        under = QSplitter(Qt.Orientation.Horizontal)
        under.setChildrenCollapsible(False)
        said = Scrolled(0)
        said.column.setSpacing(SPACE // 2)
        for words in (label("Nội dung gốc", "label"), self.before, self.why):
            said.column.addWidget(words)
        said.column.addStretch(1)
        under.addWidget(said)
        under.addWidget(self.text)
        under.setSizes([500, 500])
        # The table has the room: an old sentence that is longer than its new one is scrolled.
        under.setFixedHeight(self.text.sizeHint().height())
        column.addWidget(under)

    # What is shown

    def show_drafting(self, drafting: Drafting, source: Plan) -> None:
        """Shows another proposal, which was made of ``source``."""
        numbers = {place.item.id: numbers_of(place) for place in placed(source)}
        self._rows = [
            LineRow(line, numbers.get(line.key, "") or line.item.marker, line.item.text)
            for line in drafting.lines
        ]
        self.model.show_lines(drafting.lines)
        self._shown = None
        self._list()

    def _list(self) -> None:
        """Lists all lines, or those that there is something to say of; the cursor stays, or begins anew."""
        only = self.only_changed.isChecked()
        self.model.set_rows(
            [row for row in self._rows if not only or row.line.why or row.line.fate is not Fate.KEPT]
        )
        if self.model.rows and self.table.current_row() is None:
            self.table.setCurrentIndex(self.model.index(0, 0))

    def texts(self) -> dict[str, str]:
        """The wording of every line, by its key."""
        return {row.id: row.text for row in self._rows}

    def _show(self, row: LineRow | None) -> None:
        if row is self._shown:
            return
        self._shown = None
        self.text.setEnabled(row is not None)
        self.text.set_value(row.text if row is not None else "")
        self.before.setText(_marked_html(row.line.before, _gone(row)) if row is not None else "")
        self.why.setText("\n".join(row.line.why) if row is not None else "")
        self._shown = row
        self._show_back()

    def _typed(self) -> None:
        row = self._shown
        if row is None:
            return
        row.text = " ".join(self.text.editor.toPlainText().split())
        self._show_back()
        self.before.setText(_marked_html(row.line.before, _gone(row)))
        at = self.model.find(row.id)
        self.model.dataChanged.emit(self.model.index(at, 0), self.model.index(at, 3))

    def _take_back(self) -> None:
        if self._shown is not None:
            self.text.set_value(self._shown.line.item.text)
            self._typed()

    def _show_back(self) -> None:
        row = self._shown
        self.back.setEnabled(row is not None and row.text != row.line.item.text)


def _gone(row: LineRow) -> Marks:
    return Marks(word_changes(row.line.before, row.text)[0], is_gone=True)


def _come(row: LineRow) -> Marks:
    return Marks(word_changes(row.line.before, row.text)[1] if row.line.source is not None else ())


def _marked_html(text: str, marks: Marks) -> str:
    """The text as rich text with its marked words struck through."""
    pieces, at = [], 0
    for start, end in marks.spans:
        pieces += [_escaped(text[at:start]), f"<s>{_escaped(text[start:end])}</s>"]
        at = end
    return "".join((*pieces, _escaped(text[at:])))


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _columns(is_taken: Callable[[LineRow], bool]) -> list[Column]:
    def faded(row: LineRow) -> str:
        return "" if is_taken(row) else "muted"

    return [
        Column("Mục", lambda row: row.number, width=90, colour=faded),
        Column("Nội dung gốc", lambda row: row.line.before, width=230, stretch=True, colour=faded),
        Column("Nội dung mới", lambda row: row.text, width=230, stretch=True, colour=faded),
        Column("Lý do, lưu ý", lambda row: "\n".join(row.line.why), width=210, colour=faded),
    ]
