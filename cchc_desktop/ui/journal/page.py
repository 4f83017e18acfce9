"""Nhật ký: everything that was done, by whom, field by field, and the way back."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSplitter, QVBoxLayout, QWidget

from ...domain.places import JournalPlace, Place
from ...domain.text import fold
from ...office.history import Entry
from ...storage.changes import Changes
from .. import icons, messages
from ..buttons import text_button
from ..labels import label
from ..shell import EVERYTHING, Page, Shell
from ..tables import Column, TableModel, TableView
from ..theme import SPACE

PAGE_SIZE = 300
_TYPING_MS = 200
_OFFICER, _STATE = 1, 4


class JournalPage(Page):
    """The journal, newest first, with what the chosen operation changed."""

    help_topic = "nhat-ky"
    reads = EVERYTHING

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, parent)
        self._entries: list[Entry] = []
        self._detailed: int | None = None
        self._at_end = False
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

    def _make_list(self) -> None:
        self.text = QLineEdit()
        self.text.setPlaceholderText("Lọc theo thao tác, người, nội dung…")
        self.text.setAccessibleName("Lọc nhật ký")
        self.text.setClearButtonEnabled(True)
        self.text.addAction(icons.icon("filter", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.timeout.connect(self._show_entries)
        self.text.textChanged.connect(lambda _: timer.start(_TYPING_MS))
        columns = [
            Column("Thời gian", lambda row: row.at, width=124, display=_time_words),
            Column("Người làm", lambda row: row.officer, width=104),
            Column("Thao tác", lambda row: row.label, width=188),
            Column("Đối tượng", lambda row: row.subject, width=150, stretch=True),
            Column(
                "Tình trạng", lambda row: row.state, width=112,
                icon=lambda row: ("undo", "muted") if row.state else None, colour=lambda _: "muted",
            ),
        ]  # fmt: skip
        self.table = TableView(TableModel(columns, parent=self), "Chưa có thao tác nào.")
        self.table.setAccessibleName("Nhật ký")
        self.table.setSelectionMode(TableView.SelectionMode.SingleSelection)
        self.table.chosen.connect(self._show_detail)
        self.table.verticalScrollBar().valueChanged.connect(self._scrolled)
        self._count = label("", "muted")
        self.more = text_button("Xem thêm thao tác cũ hơn", "chevron-down", "flat")
        self.more.clicked.connect(self.load_more)
        head = QHBoxLayout()
        head.addWidget(label("Nhật ký", "title"))
        head.addSpacing(SPACE)
        head.addWidget(self._count, 1, Qt.AlignmentFlag.AlignBottom)
        self._left = QWidget()
        self._left.setMinimumWidth(40 * SPACE)
        column = QVBoxLayout(self._left)
        column.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        column.setSpacing(SPACE)
        column.addLayout(head)
        column.addWidget(self.text)
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
            Column(
                "Trường", lambda row: row.field, width=92, tooltip=lambda row: f"{row.record}: {row.field}"
            ),
            Column("Trước", lambda row: row.before, width=80, stretch=True),
            Column("Sau", lambda row: row.after, width=80, stretch=True),
        ]
        model = TableModel(columns, key=lambda row: row, parent=self)
        self.detail = TableView(model, "Thao tác này không đổi trường nào hiện ra.", lines=2)
        self.detail.setAccessibleName("Các trường đã thay đổi")
        self._right = QWidget()
        self._right.setMinimumWidth(36 * SPACE)
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
            while not self.table.choose(place.action_id) and not self._at_end:
                self.load_more()
        self.table.setFocus()

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
        if value and value >= self.table.verticalScrollBar().maximum() and not self.text.text():
            QTimer.singleShot(0, self, self.load_more)

    def _show_entries(self) -> None:
        words = fold(self.text.text()).split()
        shown = [
            entry
            for entry in self._entries
            if all(
                word in fold(f"{entry.label} {entry.subject} {entry.officer} {entry.at:%d/%m/%Y}")
                for word in words
            )
        ]
        self.table.rows.set_rows(shown)
        self._hide_columns()
        self.table.empty_text = "Không có thao tác nào khớp." if words else "Chưa có thao tác nào."
        self._count.setText(f"{len(shown)} thao tác" + ("" if self._at_end else " gần nhất"))
        self.more.setVisible(not self._at_end)
        if shown and self.table.current_row() is None:
            self.table.choose(shown[0].id)
        self._show_detail(self.table.current_row())

    def _show_detail(self, entry: Entry | None) -> None:
        self._right.setVisible(entry is not None)
        if entry is None:
            return
        self._title.setText(entry.label)
        about = [f"{entry.at:%d/%m/%Y %H:%M:%S}", entry.officer, entry.subject, entry.state]
        self._about.setText(" · ".join(part for part in about if part))
        if entry.id != self._detailed:
            # What an operation changed stays what it was, and may be thousands of fields.
            self._detailed = entry.id
            self.detail.rows.set_rows(list(dict.fromkeys(self.shell.office.history.details(entry.id))))
        self.undo.setVisible(entry.can_undo)
        self._why_not.setText(_why_not(entry))
        self._why_not.setVisible(not entry.can_undo)

    def _undo_through(self) -> None:
        entry = self.table.current_row()
        if entry is None:
            return
        count = sum(1 for each in self._entries if each.can_undo and each.id >= entry.id)
        question = (
            f"Hoàn tác {count} thao tác, từ thao tác mới nhất về đến «{entry.label}» "
            f"lúc {entry.at:%H:%M ngày %d/%m/%Y}?\n\nCó thể làm lại từng thao tác bằng Ctrl+Y."
        )
        if messages.confirm(self, question, f"Hoàn tác {count} thao tác") and self.shell.attempt(
            lambda: self.shell.office.history.undo_through(entry.id)
        ):
            self.shell.notify(f"Đã hoàn tác {count} thao tác.")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._hide_columns()

    def _hide_columns(self) -> None:
        # What all rows leave empty takes no room; where room is short, what was done to what comes first.
        shown = self.table.rows.rows
        self.table.setColumnHidden(_OFFICER, self.width() < 980 or not any(each.officer for each in shown))
        self.table.setColumnHidden(_STATE, self.width() < 980 or not any(each.state for each in shown))


def _why_not(entry: Entry) -> str:
    """Why an operation cannot be undone."""
    if entry.state:
        return "Thao tác này đã được hoàn tác."
    return "" if entry.can_undo else "Đây là lần hoàn tác/làm lại; hãy chọn thao tác gốc."


def _time_words(entry: Entry) -> str:
    return f"{entry.at:%d/%m/%Y %H:%M}"
