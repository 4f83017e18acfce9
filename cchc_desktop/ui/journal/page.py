"""Nhật ký: everything that was done, by whom, field by field, and the way back."""

from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSplitter, QVBoxLayout, QWidget

from ...domain.places import JournalPlace, Place
from ...domain.text import fold
from ...office.history import Entry, FieldChange
from ...storage.changes import Changes
from .. import icons, messages, theme
from ..buttons import text_button
from ..choice_box import ChoiceBox
from ..labels import label
from ..shell import EVERYTHING, Page, Shell
from ..tables import Column, TableModel, TableView
from ..theme import SPACE
from ..widgets.empty import EmptyList
from .lines import Line, lines

PAGE_SIZE = 300
_TYPING_MS = 200
_OFFICER, _LABEL = 1, 2
_RECORD, _FIELD = 0, 1
_ROOMY = 980
"""From this width on there is room for who did it."""
_ANYBODY, _ANYTHING = "Mọi người", "Mọi thao tác"


class JournalPage(Page):
    """The journal, newest first, runs of the same in one line, with what the chosen line changed."""

    help_topic = "nhat-ky"
    reads = EVERYTHING

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, parent)
        self._entries: list[Entry] = []
        self._opened: set[int] = set()
        self._told: dict[int, str] = {}
        self._detailed: tuple[int, ...] = ()
        self._one_field = True
        self._at_end = False
        self._make_filters()
        self._make_list()
        self._make_detail()
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.addWidget(self._left)
        self._splitter.addWidget(self._right)
        self._splitter.setStretchFactor(0, 3)
        self._splitter.setStretchFactor(1, 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._splitter)

    def _make_filters(self) -> None:
        self.text = QLineEdit()
        self.text.setPlaceholderText("Lọc theo nội dung…")
        self.text.setAccessibleName("Lọc nhật ký")
        self.text.setClearButtonEnabled(True)
        self.text.addAction(icons.icon("filter", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.timeout.connect(self._show_entries)
        self.text.textChanged.connect(lambda _: timer.start(_TYPING_MS))
        self.officer, self.operation = ChoiceBox(), ChoiceBox()
        for box, words in ((self.officer, "Người làm"), (self.operation, "Thao tác")):
            box.setAccessibleName(f"Lọc theo {words.lower()}")
            box.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(9)
            box.activated.connect(lambda _: self._show_entries())

    def _make_list(self) -> None:
        columns = [
            Column("Thời gian", lambda row: row.entries[0].at, width=140, display=lambda row: row.time_words),
            Column("Người làm", lambda row: row.first.officer, width=140),
            Column(
                "Thao tác", lambda row: row.label, width=220,
                icon=lambda row: row.icon, colour=lambda row: "muted" if row.first.state else "",
            ),
            Column("Thay đổi", self._what, width=150, stretch=True),
        ]  # fmt: skip
        self.table = TableView(TableModel(columns, parent=self))
        self.empty = EmptyList(
            self.table, "journal", "Nhật ký chưa có thao tác nào",
            "Mỗi thay đổi được ghi ở đây: ai, lúc nào, sửa gì; từ đây quay lại được bất cứ lúc nào.",
        )  # fmt: skip
        self.table.setAccessibleName("Nhật ký")
        self.table.setSelectionMode(TableView.SelectionMode.SingleSelection)
        self.table.setSortingEnabled(False)
        # What a value became stands at the end.
        self.table.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.table.chosen.connect(self._show_detail)
        self.table.opened.connect(self._turn)
        self.table.clicked.connect(lambda index: self._clicked(index.column(), self.table.current_row()))
        self.table.verticalScrollBar().valueChanged.connect(self._scrolled)
        for keys, opens in (("Right", True), ("Left", False)):
            shortcut = QShortcut(QKeySequence(keys), self.table)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(partial(self._step, opens))
        self._count = label("", "muted")
        self.more = text_button("Xem thêm thao tác cũ hơn", "chevron-down", "flat")
        self.more.clicked.connect(self.load_more)
        head = QHBoxLayout()
        head.addWidget(label("Nhật ký", "title"))
        head.addSpacing(SPACE)
        head.addWidget(self._count, 1, Qt.AlignmentFlag.AlignBottom)
        filters = QHBoxLayout()
        filters.setSpacing(SPACE)
        filters.addWidget(self.text, 1)
        filters.addWidget(self.officer)
        filters.addWidget(self.operation)
        self._left = QWidget()
        self._left.setMinimumWidth(theme.scaled(40 * SPACE))
        column = QVBoxLayout(self._left)
        column.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        column.setSpacing(SPACE)
        column.addLayout(head)
        column.addLayout(filters)
        column.addWidget(self.table, 1)
        column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)

    def _make_detail(self) -> None:
        self._title = label("", "heading", wrap=True)
        self._about = label("", "muted", wrap=True)
        self.undo = text_button(
            "Hoàn tác đến đây", "undo", tooltip="Hoàn tác thao tác này và mọi thao tác sau nó"
        )
        self.undo.clicked.connect(self._undo_through)
        self._why_not = label("", "muted", wrap=True)
        columns = [
            Column("Đối tượng", self._record_words, width=110, stretch=True),
            Column(
                "Trường", lambda row: row.field, width=92, tooltip=lambda row: f"{row.record}: {row.field}"
            ),
            Column("Trước", lambda row: row.before, width=60, stretch=True),
            Column("Sau", lambda row: row.after, width=60, stretch=True),
        ]
        model = TableModel(columns, key=lambda row: row, parent=self)
        self.detail = TableView(model, "Thao tác này không đổi trường nào hiện ra.", lines=2)
        self.detail.setAccessibleName("Các trường đã thay đổi")
        self._right = QWidget()
        self._right.setMinimumWidth(theme.scaled(34 * SPACE))
        column = QVBoxLayout(self._right)
        column.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        column.setSpacing(SPACE)
        column.addWidget(self._title)
        column.addWidget(self._about)
        column.addWidget(self.detail, 1)
        column.addWidget(self.undo, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._why_not)

    def refresh(self, changes: Changes | None = None) -> None:
        wanted = max(PAGE_SIZE, len(self._entries))
        self._entries = self.shell.office.history.entries(wanted)
        self._at_end = len(self._entries) < wanted
        self._show_entries()

    def show_place(self, place: Place) -> None:
        """Shows the journal, at an entry where given; an older one is looked for."""
        if isinstance(place, JournalPlace) and place.action_id is not None:
            self.text.clear()
            for box in (self.officer, self.operation):
                box.setCurrentIndex(0)
            while not self._choose(place.action_id) and not self._at_end:
                self.load_more()
        self.table.setFocus()

    def _choose(self, action_id: int) -> bool:
        """Goes to an entry, opening the run that it is in."""
        for line in self.table.rows.rows:
            if any(entry.id == action_id for entry in line.entries) and line.entry is None:
                self._opened.add(line.run.oldest.id)
        self._show_entries()
        return self.table.choose(action_id)

    def load_more(self) -> None:
        """Adds older operations to the list."""
        if self._at_end or not self._entries:
            return
        older = self.shell.office.history.entries(PAGE_SIZE, self._entries[-1].id)
        self._at_end = len(older) < PAGE_SIZE
        self._entries += older
        self._show_entries()

    def _scrolled(self, value: int) -> None:
        # Not while filtering: few lines are always scrolled to their end.
        if value and value >= self.table.verticalScrollBar().maximum() and not self._is_filtered():
            QTimer.singleShot(0, self, self.load_more)

    # What is shown

    def _is_filtered(self) -> bool:
        return bool(self.text.text().strip() or self.officer.value() or self.operation.value())

    def _offer(self) -> None:
        officers = sorted({entry.officer for entry in self._entries if entry.officer})
        labels = sorted({entry.label for entry in self._entries}, key=fold)
        self.officer.offer([("", _ANYBODY), *((name, name) for name in officers)])
        self.operation.offer([("", _ANYTHING), *((words, words) for words in labels)])
        for box in (self.officer, self.operation):
            if box.currentIndex() < 0:
                box.setCurrentIndex(0)
        self.officer.setVisible(bool(officers))

    def _passes(self, entry: Entry, words: list[str]) -> bool:
        told = fold(f"{entry.label} {entry.subject} {entry.officer} {entry.at:%d/%m/%Y}")
        return (
            all(word in told for word in words)
            and self.officer.value() in ("", entry.officer)
            and self.operation.value() in ("", entry.label)
        )

    def _show_entries(self) -> None:
        self._offer()
        words = fold(self.text.text()).split()
        shown = [entry for entry in self._entries if self._passes(entry, words)]
        found = list(lines(shown, self._opened))
        self.table.rows.set_rows(found)
        self._hide_columns()
        self.table.empty_text = "Không có thao tác nào khớp. Hãy bỏ bớt điều kiện lọc."
        self.empty.is_filtered = self._is_filtered()
        self.empty.follow()
        self._count.setText(f"{len(shown)} thao tác" + ("" if self._at_end else " gần nhất"))
        self.more.setVisible(not self._at_end)
        if found and self.table.current_row() is None:
            self.table.choose(found[0].id)
        self._show_detail(self.table.current_row())

    def _what(self, line: Line) -> str:
        """What a line changed, in words, worked out when it is first in sight."""
        if line.entry is None:
            return "" if line.is_open else line.run.newest.subject
        if line.entry.id not in self._told:
            self._told[line.entry.id] = self.shell.office.history.what(line.entry)
        return self._told[line.entry.id]

    def _turn(self, line: Line | None) -> None:
        """Opens or folds the run of a line."""
        if line is None or len(line.run.entries) == 1:
            return
        key = line.run.oldest.id
        self._opened ^= {key}
        # From an entry within the cursor goes to the line that stays.
        self.table.choose(-key)
        self._show_entries()

    def _clicked(self, column: int, line: Line | None) -> None:
        if line is not None and line.entry is None and column == _LABEL:
            self._turn(line)

    def _step(self, opens: bool) -> None:
        """Opens the run that the cursor is on, or folds it."""
        line: Line | None = self.table.current_row()
        if line is not None and (line.is_open or line.within) != opens:
            self._turn(line)

    def _show_detail(self, line: Line | None) -> None:
        self._right.setVisible(line is not None)
        if line is None:
            return
        entry = line.first
        self._title.setText(line.label.strip())
        about = [f"{entry.at:%d/%m/%Y %H:%M:%S}", entry.officer, entry.state]
        if line.entry is not None:
            about.insert(2, entry.subject)
        self._about.setText(" · ".join(part for part in about if part))
        shown = tuple(each.id for each in line.entries)
        if shown != self._detailed:
            # What an operation changed stays what it was, and may be thousands of fields.
            self._detailed = shown
            self._show_changes([row for one in shown for row in self.shell.office.history.details(one)])
        self.undo.setVisible(entry.can_undo)
        self._why_not.setText(_why_not(entry))
        self._why_not.setVisible(not entry.can_undo)

    def _show_changes(self, changes: list[FieldChange]) -> None:
        rows = list(dict.fromkeys(changes))
        of_one = len({row.title or row.record for row in rows}) < 2
        self._one_field = len({row.field for row in rows}) < 2
        self.detail.setColumnHidden(_RECORD, of_one)
        # Beside several records there is no room for their fields.
        self.detail.setColumnHidden(_FIELD, not of_one)
        self.detail.rows.set_rows(rows)

    def _record_words(self, change: FieldChange) -> str:
        named = change.title or change.record
        return named if self._one_field else f"{change.field}: {named}"

    def _undo_through(self) -> None:
        line = self.table.current_row()
        if line is None:
            return
        entry = line.first
        count = sum(1 for each in self._entries if each.can_undo and each.id >= entry.id)
        question = (
            f"Hoàn tác {count} thao tác, từ thao tác mới nhất về đến «{entry.label}» "
            f"lúc {entry.at:%H:%M ngày %d/%m/%Y}?\n\nCó thể làm lại từng thao tác bằng Ctrl+Y."
        )
        if messages.confirm(self, question, f"Hoàn tác {count} thao tác") and self.shell.attempt(
            lambda: self.shell.office.history.undo_through(entry.id)
        ):
            self.shell.notify(f"Đã hoàn tác {count} thao tác, về đến «{entry.label}».")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._hide_columns()

    def _hide_columns(self) -> None:
        # What all rows leave empty takes no room; where room is short, what was done to what comes first.
        is_narrow = self.width() < theme.scaled(_ROOMY)
        nobody = not any(line.first.officer for line in self.table.rows.rows)
        self.table.setColumnHidden(_OFFICER, is_narrow or nobody)


def _why_not(entry: Entry) -> str:
    """Why an operation cannot be undone."""
    if entry.state:
        return "Thao tác này đã được hoàn tác."
    return "" if entry.can_undo else "Đây là lần hoàn tác/làm lại; hãy chọn thao tác gốc."
