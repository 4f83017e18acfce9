"""Nhật ký: everything that was done, by whom, field by field, and the way back."""

from datetime import timedelta
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSplitter, QVBoxLayout, QWidget

from ...domain.places import JournalPlace, Place
from ...domain.text import fold, shortened
from ...office.history import Entry, FieldChange
from ...storage.changes import Changes
from ...storage.kinds import KINDS
from .. import icons, theme
from ..buttons import text_button
from ..choice_box import ChoiceBox
from ..keystrokes import leads_down
from ..labels import label
from ..shell import EVERYTHING, Page, Shell
from ..tables import Column, TableModel, TableView
from ..theme import SPACE
from ..widgets.empty import EmptyList
from ..widgets.flow import FlowLayout
from . import undoing
from .lines import Line, lines

PAGE_SIZE = 300
_TYPING_MS = 200
_OFFICER, _LABEL = 1, 2
_RECORD, _FIELD = 0, 1
MOST_RECORDS = 500
"""So many records of one operation are shown: an import may have a hundred thousand."""
_ROOMY = 980
"""From this width on there is room for who did it."""
_ANYBODY, _ANYTHING = "Mọi người", "Mọi thao tác"
_EVERY_KIND, _EVERY_DAY = "Mọi đối tượng", "Mọi ngày"
_DAYS = ((1, "Hôm nay"), (7, "7 ngày qua"), (30, "30 ngày qua"), (365, "12 tháng qua"))


class JournalPage(Page):
    """The journal, newest first, runs of the same in one line, with what the chosen line changed."""

    help_topic = "nhat-ky"
    reads = EVERYTHING

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, parent)
        self._entries: list[Entry] = []
        self._record_id = ""
        self._opened: set[int] = set()
        self._told: dict[int, str] = {}
        self._detailed: tuple[int, ...] = ()
        self._is_cut = False
        self._one_field = True
        self._at_end = False
        self._make_filters()
        self._make_list()
        self.setFocusProxy(self.table)
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
        leads_down(self.text, self._go_down)
        self.officer, self.operation, self.kind, self.days = (ChoiceBox() for _ in range(4))
        told = (kind for kind in KINDS.values() if kind.shown)
        kinds = sorted(((kind.words, kind.table) for kind in told), key=lambda each: fold(each[0]))
        self.kind.offer([("", _EVERY_KIND), *((table, words) for words, table in kinds)])
        self.days.offer([("", _EVERY_DAY), *((str(days), words) for days, words in _DAYS)])
        for box in (self.kind, self.days):
            box.setCurrentIndex(0)
        self.record = text_button("", "close", "flat", "Xem lại nhật ký của mọi bản ghi")
        self.record.clicked.connect(lambda _checked=False: self._of_record("", ""))
        self.record.hide()
        for box, words in (
            (self.officer, "Người làm"), (self.operation, "Thao tác"), (self.kind, "Đối tượng"),
            (self.days, "Ngày"),
        ):  # fmt: skip
            box.setAccessibleName(f"Lọc theo {words.lower()}")
            box.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(9)
            reads_anew = box in (self.kind, self.days)
            box.activated.connect(self._read_anew if reads_anew else self._filter)

    def _make_list(self) -> None:
        columns = [
            Column("Thời gian", lambda row: row.entries[0].at, width=140, display=lambda row: row.time_words),
            Column("Người làm", lambda row: row.first.officer, width=140),
            Column(
                "Thao tác", lambda row: row.label, width=220,
                icon=lambda row: row.icon, colour=lambda row: "muted" if row.first.state else "",
            ),
            Column("Thay đổi", self._what, width=110, stretch=True),
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
        self.export = text_button(
            "Xuất nhật ký…", "export", "flat", "Để đọc hoặc để lưu trữ, kèm mã kiểm tra"
        )
        self.export.clicked.connect(lambda _checked=False: undoing.export(self.shell, self))
        self.verify = text_button("Kiểm tra nhật ký", "check", "flat", "Tính lại chuỗi mã của mọi thao tác")
        self.verify.clicked.connect(lambda _checked=False: undoing.verify(self.shell))
        head.addWidget(self.verify)
        head.addWidget(self.export)
        filters = FlowLayout(gap=SPACE)
        self.text.setMinimumWidth(theme.scaled(22 * SPACE))
        for widget in (self.text, self.days, self.officer, self.kind, self.operation, self.record):
            filters.addWidget(widget)
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
        self.alone = text_button(
            "Chỉ hoàn tác thao tác này", "undo", tooltip="Các thao tác làm sau vẫn giữ nguyên"
        )
        self.alone.clicked.connect(lambda _checked=False: self._take_back(whole=True))
        self.one = text_button(
            "Hoàn tác bản ghi đang chọn", "undo", "flat", "Chỉ đưa bản ghi này về như trước thao tác"
        )
        self.one.clicked.connect(lambda _checked=False: self._take_back(whole=False))
        self.history = text_button(
            "Lịch sử bản ghi này", "journal", "flat", "Mọi thao tác đã sửa bản ghi đang chọn"
        )
        self.history.clicked.connect(lambda _checked=False: self._show_record())
        self._why_not = label("", "muted", wrap=True)
        columns = [
            Column("Đối tượng", self._record_words, width=60, stretch=True),
            Column(
                "Trường",
                lambda row: row.field,
                width=60,
                stretch=True,
                tooltip=lambda row: f"{row.record}: {row.field}",
            ),
            Column("Trước", lambda row: row.before, width=50, stretch=True),
            Column("Sau", lambda row: row.after, width=50, stretch=True),
        ]
        model = TableModel(columns, key=lambda row: row, parent=self)
        self.detail = TableView(model, "Thao tác này không đổi trường nào hiện ra.", lines=2)
        self.detail.setAccessibleName("Các trường đã thay đổi")
        self.detail.chosen.connect(lambda _row: self._follow_record())
        self._right = QWidget()
        self._right.setMinimumWidth(theme.scaled(40 * SPACE))
        column = QVBoxLayout(self._right)
        column.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        column.setSpacing(SPACE)
        column.addWidget(self._title)
        column.addWidget(self._about)
        column.addWidget(self.detail, 1)
        buttons = FlowLayout(gap=SPACE)
        for widget in (self.undo, self.alone, self.one, self.history):
            buttons.addWidget(widget)
        column.addLayout(buttons)
        column.addWidget(self._why_not)

    def refresh(self, changes: Changes | None = None) -> None:
        wanted = max(PAGE_SIZE, len(self._entries))
        self._entries = self._read(wanted)
        self._at_end = len(self._entries) < wanted
        self._show_entries()

    def _read(self, limit: int, before: int | None = None) -> list[Entry]:
        """Entries of the chosen kind, days and record."""
        since = None
        if days := self.days.value():
            since = self.shell.office.today - timedelta(days=int(days) - 1)
        return self.shell.office.history.entries(
            limit, before, table=self.kind.value(), row_id=self._record_id, since=since
        )

    def _read_anew(self, _place: int = 0) -> None:
        self._entries = self._read(PAGE_SIZE)
        self._at_end = len(self._entries) < PAGE_SIZE
        self._show_entries()

    def _filter(self, _place: int = 0) -> None:
        self._show_entries()

    def _of_record(self, row_id: str, title: str) -> None:
        """Shows the entries of one record alone; of all for none."""
        self._record_id = row_id
        self.record.setText(f"Chỉ «{shortened(title, 40)}»")
        self.record.setVisible(bool(row_id))
        self._read_anew()

    def _show_record(self) -> None:
        if (row := self._chosen_record()) is not None:
            self._of_record(row.row_id, row.title or row.record)

    def _chosen_record(self) -> FieldChange | None:
        """The record that is chosen among what an operation changed, or the only one."""
        row: FieldChange | None = self.detail.current_row()
        rows = self.detail.rows.rows
        return row or (rows[0] if len({each.row_id for each in rows}) == 1 else None)

    def _clear_filters(self) -> None:
        self.text.clear()
        for box in (self.officer, self.operation, self.kind, self.days):
            box.setCurrentIndex(0)

    def show_place(self, place: Place) -> None:
        """Shows the journal, at an entry or of a record where given; an older entry is looked for."""
        if isinstance(place, JournalPlace) and place.row_id:
            self._clear_filters()
            self._of_record(place.row_id, place.title)
        if isinstance(place, JournalPlace) and place.action_id is not None:
            self._clear_filters()
            self._of_record("", "")
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
        older = self._read(PAGE_SIZE, self._entries[-1].id)
        self._at_end = len(older) < PAGE_SIZE
        self._entries += older
        self._show_entries()

    def _scrolled(self, value: int) -> None:
        # Not while filtering: few lines are always scrolled to their end.
        if value and value >= self.table.verticalScrollBar().maximum() and not self._is_filtered():
            QTimer.singleShot(0, self, self.load_more)

    # What is shown

    def _is_filtered(self) -> bool:
        boxes = (self.officer, self.operation, self.kind, self.days)
        return bool(self.text.text().strip() or self._record_id or any(box.value() for box in boxes))

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

    def _go_down(self) -> None:
        """From the filter to the entries that it lets through."""
        self._show_entries()
        self.table.come_down()

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
            history = self.shell.office.history
            self._show_changes([row for one in shown for row in history.details(one, MOST_RECORDS)])
            self._is_cut = any(history.is_longer(one, MOST_RECORDS) for one in shown)
        if self._is_cut:
            self._about.setText(f"{self._about.text()} · chỉ hiện {MOST_RECORDS} mục đầu")
        for button in (self.undo, self.alone):
            button.setVisible(entry.can_undo)
        self.alone.setVisible(entry.can_undo and len(line.entries) == 1)
        self._follow_record()
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

    def _follow_record(self) -> None:
        """What can be done to the record that is chosen among the details."""
        line = self.table.current_row()
        row = self._chosen_record()
        many = len({each.row_id for each in self.detail.rows.rows}) > 1
        can_undo = line is not None and line.first.can_undo and len(line.entries) == 1
        self.one.setVisible(bool(can_undo and many and row is not None))
        self.history.setVisible(row is not None and row.row_id != self._record_id)

    def _record_words(self, change: FieldChange) -> str:
        named = change.title or change.record
        return named if self._one_field else f"{change.field}: {named}"

    def _undo_through(self) -> None:
        line = self.table.current_row()
        if line is None:
            return
        entry = line.first
        count = self.shell.office.history.holding_from(entry.id)
        question = (
            f"Hoàn tác {count} thao tác, từ thao tác mới nhất về đến «{entry.label}» "
            f"lúc {entry.at:%H:%M ngày %d/%m/%Y}?"
        )
        history = self.shell.office.history
        if undoing.ask_and_do(
            self.shell, self, question, f"Hoàn tác {count} thao tác",
            lambda: history.would_undo_through(entry.id), lambda: history.undo_through(entry.id),
        ):  # fmt: skip
            self.shell.notify(f"Đã hoàn tác {count} thao tác, về đến «{entry.label}».")

    def _take_back(self, whole: bool) -> None:
        """Takes back the chosen operation alone, or only one record of it."""
        line, row = self.table.current_row(), self._chosen_record()
        if line is None or (row is None and not whole):
            return
        entry, history = line.first, self.shell.office.history
        row_id = "" if whole or row is None else row.row_id
        what = f"«{entry.label}» lúc {entry.at:%H:%M ngày %d/%m/%Y}"
        if row_id and row is not None:
            what = f"«{shortened(row.title or row.record, 60)}» trong thao tác {what}"
        if undoing.ask_and_do(
            self.shell, self, f"Chỉ hoàn tác {what}? Các thao tác khác giữ nguyên.", "Hoàn tác",
            lambda: history.would_take_back(entry.id, row_id), lambda: history.take_back(entry.id, row_id),
        ):  # fmt: skip
            self.shell.notify(f"Đã hoàn tác riêng {what}.", undoable=True)

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
