"""The search over everything: a box at the top, its results in a list under it, grouped by kind."""

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from ...domain import outline
from ...domain.errors import Refusal
from ...domain.plan import ItemKind
from ...office import Office
from ...office.search import INDICATORS, Hit
from .. import icons, theme
from ..theme import SPACE

_HIT = Qt.ItemDataRole.UserRole
_DELAY_MS = 150
_SHOWN = 40

_GROUPS = {
    "task": ("Nhiệm vụ", "tasks"),
    "target": ("Chỉ tiêu", "index"),
    "update": ("Cập nhật tiến độ", "clock"),
    "item": ("Nội dung kế hoạch", "plan"),
    "plan": ("Kế hoạch", "plan"),
    "figures": ("Số liệu", "figures"),
    "report": ("Báo cáo, văn bản chỉ đạo", "reports"),
    "remarks": ("Nhận xét của lĩnh vực", "edit"),
    "dossiers": ("Biểu II.06a", "survey"),
    "settings": ("Thiết lập", "settings"),
}
_GROUP_OF = {
    "task_updates": "update", INDICATORS: "figures", "figures": "figures", "directives": "report",
    "reports": "report", "passages": "report", "remarks": "remarks", "dossier_fields": "dossiers",
}  # fmt: skip
"""The groups of what is no item of a plan, by table."""


def group_of(office: Office, hit: Hit) -> str:
    """Which group of results a hit belongs to."""
    if hit.table in _GROUP_OF:
        return _GROUP_OF[hit.table]
    if hit.item_id:
        try:
            item = outline.find(office.plans.get(hit.plan_id).items, hit.item_id)
        except Refusal:
            return "item"
        return {ItemKind.TASK: "task", ItemKind.TARGET: "target"}.get(item.kind, "item")
    return "plan" if hit.plan_id else "settings"


class SearchBox(QLineEdit):
    """Type to search, arrows to choose, Enter to open; ``opened`` comes with the group and the Hit."""

    opened = Signal(str, object)

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
            self._list = QListWidget(self.window())
            self._list.setProperty("role", "choices")
            self._list.setAccessibleName("Kết quả tìm kiếm")
            self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._list.setTextElideMode(Qt.TextElideMode.ElideRight)
            self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
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
        grouped: dict[str, list[Hit]] = {name: [] for name in _GROUPS}
        for hit in self._office.search(text):
            grouped[group_of(self._office, hit)].append(hit)
        shown = 0
        for name, hits in grouped.items():
            if hits and shown < _SHOWN:
                self._add_group(name, hits[: _SHOWN - shown], len(hits))
                shown += len(hits)
        if not shown:
            item = QListWidgetItem(f"Không tìm thấy «{text}». Hãy thử ít từ hơn.")
            item.setFlags(Qt.ItemFlag.NoItemFlags)
            found.addItem(item)
        self._place()
        found.show()
        found.raise_()
        self._step(1)

    def _add_group(self, name: str, hits: list[Hit], count: int) -> None:
        words, picture = _GROUPS[name]
        heading = QListWidgetItem(f"{words} ({count})")
        heading.setFlags(Qt.ItemFlag.NoItemFlags)
        heading.setFont(theme.font(theme.SMALL_POINTS))
        heading.setForeground(QColor(theme.current().muted))
        self.results.addItem(heading)
        for hit in hits:
            item = QListWidgetItem(icons.icon(picture, "muted"), " ".join(hit.text.split()))
            item.setData(_HIT, (name, hit))
            item.setToolTip(f"{hit.text}\n{hit.place}")
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
        self.opened.emit(*held)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut and self._list is not None:
            # A click into the list takes no focus, so this is a step elsewhere.
            self._list.hide()
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(event)
        return False

    def _key(self, event: QKeyEvent) -> bool:
        is_open = self._list is not None and self._list.isVisible()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if is_open and not self._timer.isActive():
                self._open(self.results.currentItem())
            else:
                self.show_results()
            return True
        if event.key() == Qt.Key.Key_Escape and (is_open or self.text()):
            if is_open:
                self.results.hide()
            else:
                self.clear()
            return True
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            if is_open:
                self._step(1 if event.key() == Qt.Key.Key_Down else -1)
            else:
                self.show_results()
            return True
        return False
