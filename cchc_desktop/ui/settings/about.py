"""The tab that says which program this is and what it is made of, with every licence's text."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPlainTextEdit, QSplitter, QVBoxLayout, QWidget

from ... import __version__, resources
from .. import icons
from ..labels import label
from ..tables import Column, TableModel, TableView
from ..theme import SPACE


@dataclass(frozen=True, slots=True)
class Component:
    """A part that others made: its name, version, licence, and the file of the licence's text."""

    name: str
    version: str
    license: str
    used_for: str
    file: str


def components() -> list[Component]:
    """What the program is made of, in the order of resources/licenses/index.toml."""
    described = resources.load_toml("licenses", "index.toml")["component"]
    return [
        Component(each["name"], str(each["version"]), each["license"], each["used_for"], each["file"])
        for each in described
    ]


class AboutTab(QWidget):
    """Version, purpose and licences; the list is read when the tab is first shown."""

    help_topic = "cap-nhat"

    def __init__(self) -> None:
        super().__init__()
        picture = QLabel()
        picture.setPixmap(icons.pixmap("app", 48, ratio=self.devicePixelRatioF()))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(f"CCHC Desktop {__version__}", "heading"))
        words.addWidget(
            label(
                "Theo dõi kế hoạch cải cách hành chính của cấp xã; làm việc hoàn toàn trên máy này.",
                "muted", wrap=True,
            )
        )  # fmt: skip
        head = QHBoxLayout()
        head.setSpacing(2 * SPACE)
        head.addWidget(picture)
        head.addLayout(words, 1)
        columns = [
            Column("Thành phần", lambda row: row.name, width=190),
            Column("Phiên bản", lambda row: row.version, width=90),
            Column("Giấy phép", lambda row: row.license, width=150),
            Column("Dùng để", lambda row: row.used_for, width=160, stretch=True),
        ]
        self.table = TableView(TableModel(columns, key=lambda row: row.name, parent=self))
        self.table.setAccessibleName("Thành phần và giấy phép")
        self.table.chosen.connect(self._show_text)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setAccessibleName("Nội dung giấy phép")
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.addWidget(self.table)
        split.addWidget(self.text)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        layout.setSpacing(SPACE)
        layout.addLayout(head)
        layout.addWidget(label("Chương trình dùng các phần mềm tự do sau đây:", "muted"))
        layout.addWidget(split, 1)

    def showEvent(self, event: object) -> None:
        """Fills the list."""
        super().showEvent(event)  # type: ignore[arg-type]
        if not self.table.rows.rows:
            self.table.rows.set_rows(components())
            self.table.setCurrentIndex(self.table.rows.index(0, 0))

    def _show_text(self, component: Component | None) -> None:
        self.text.setPlainText(resources.read_text("licenses", component.file) if component else "")
