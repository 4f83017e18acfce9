"""The search over everything: a box at the top, its results in a list under it, grouped by kind."""

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from ...domain.numerals import format_number
from ...office import Office
from ...office.search import Group, Hit
from .. import icons, theme
from ..keystrokes import passes_undo
from ..theme import SPACE

_HIT = Qt.ItemDataRole.UserRole
WANTED = _HIT + 1
"""The role of a result that holds what was looked for."""
BESIDE = _HIT + 2
"""The role of a result that holds what stands at its right: the register that a row is of."""
_DELAY_MS = 150
_SHOWN = 40

_ICONS = {
    Group.TASKS: "tasks",
    Group.TARGETS: "index",
    Group.UPDATES: "clock",
    Group.ITEMS: "plan",
    Group.PLANS: "plan",
    Group.FIGURES: "figures",
    Group.REPORTS: "reports",
    Group.REMARKS: "edit",
    Group.DOSSIERS: "survey",
    Group.FORMS: "survey",
    Group.REGISTERS: "index",
    Group.EVIDENCE: "attach",
    Group.SETTINGS: "settings",
}


class SearchBox(QLineEdit):
    """Type to search, arrows to choose, Enter to open; ``opened`` comes with the place of the hit."""

    help_topic = "tim-kiem"

    opened = Signal(object)
    left = Signal()
    """Escape in the empty box: back to the page."""

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._list: QListWidget | None = None
        self.setPlaceholderText("Tìm trong mọi dữ liệu (Ctrl+F)")
        self.setAccessibleName("Tìm trong mọi dữ liệu")
        self.setToolTip(
            "Tìm kế hoạch, chỉ tiêu, nhiệm vụ, số liệu, báo cáo, đơn vị, công chức;\n"
            "gõ có dấu hay không dấu đều được"
        )
        self.setClearButtonEnabled(False)
        self._action = self.addAction(icons.icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.show_results)
        self.textEdited.connect(lambda _: self._timer.start(_DELAY_MS))
        self.installEventFilter(self)

    @property
    def results(self) -> QListWidget:
        """The list of results, a part of the window that floats under the box."""
        if self._list is None:
            # Only who searches needs what paints the results.
            from .search_marks import ResultDelegate

            self._list = QListWidget(self.window())
            self._list.setProperty("role", "choices")
            self._list.setAccessibleName("Kết quả tìm kiếm")
            self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._list.setTextElideMode(Qt.TextElideMode.ElideRight)
            self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self._list.setItemDelegate(ResultDelegate(self._list))
            self._list.itemClicked.connect(self._open)
            self._list.hide()
        return self._list

    def show_results(self) -> None:
        """Searches for what stands in the box and shows what was found."""
        self._timer.stop()
        found = self.results
        found.clear()
        text = self.text().strip()
        if not text:
            found.hide()
            return
        results = self._office.search(text, _SHOWN)
        for group in Group:
            if hits := [hit for hit in results.hits if hit.group is group]:
                self._add_group(hits, results.counts[group])
        if not results.total:
            self._add_note(f"Không tìm thấy «{text}». Hãy thử ít từ hơn.")
        elif results.more:
            self._add_note(f"Còn {format_number(results.more)} kết quả nữa. Gõ thêm từ để thu hẹp.")
        self._place()
        found.show()
        found.raise_()
        self._step(1)

    def close_results(self) -> None:
        """Hides what was found and empties the box: another page was opened."""
        self._timer.stop()
        self.clear()
        self.hide_results()

    def hide_results(self) -> None:
        """Hides what was found; the words stay."""
        if self._list is not None:
            self._list.hide()

    def _add_note(self, words: str) -> None:
        item = QListWidgetItem(words)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        self.results.addItem(item)

    def _add_group(self, hits: list[Hit], count: int) -> None:
        group = hits[0].group
        shown = f"{len(hits)} trong {format_number(count)}" if len(hits) < count else str(count)
        heading = QListWidgetItem(f"{group} ({shown})")
        heading.setFlags(Qt.ItemFlag.NoItemFlags)
        heading.setFont(theme.font(theme.SMALL_POINTS))
        heading.setForeground(QColor(theme.current().muted))
        self.results.addItem(heading)
        for hit in hits:
            item = QListWidgetItem(icons.icon(_ICONS[group], "muted"), " ".join(hit.text.split()))
            item.setData(_HIT, hit)
            item.setData(WANTED, self.text().strip())
            item.setToolTip(f"{hit.text}\n{hit.where}")
            if hit.table == "register_rows":
                item.setData(BESIDE, hit.where)
                item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{item.text()}, {hit.where}")
            self.results.addItem(item)

    def _place(self) -> None:
        window = self.window()
        width = max(self.width(), min(68 * SPACE, window.width() - 4 * SPACE))
        corner = self.mapTo(window, QPoint(0, self.height() + 4))
        left = max(2 * SPACE, min(corner.x(), window.width() - width - 2 * SPACE))
        wanted = sum(self.results.sizeHintForRow(row) for row in range(self.results.count())) + 16
        height = min(wanted, window.height() - corner.y() - 6 * SPACE)
        self.results.setGeometry(left, corner.y(), width, height)

    def _step(self, by: int) -> None:
        found = self.results
        place = found.currentRow() + by
        while 0 <= place < found.count():
            if found.item(place).data(_HIT) is not None:
                found.setCurrentRow(place)
                return
            place += by

    def _open(self, item: QListWidgetItem | None) -> None:
        if item is None or (held := item.data(_HIT)) is None:
            return
        self.results.hide()
        self.opened.emit(held.place)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            # A click into the list takes no focus, so this is a step elsewhere.
            self.hide_results()
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(event)
        return passes_undo(self, event)

    def _key(self, event: QKeyEvent) -> bool:
        is_open = self._list is not None and self._list.isVisible()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if is_open and not self._timer.isActive():
                self._open(self.results.currentItem())
            else:
                self.show_results()
            return True
        if event.key() == Qt.Key.Key_Escape:
            if is_open:
                self.results.hide()
            elif self.text():
                self.clear()
            else:
                self.left.emit()
            return True
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            if is_open:
                self._step(1 if event.key() == Qt.Key.Key_Down else -1)
            else:
                self.show_results()
            return True
        return False
