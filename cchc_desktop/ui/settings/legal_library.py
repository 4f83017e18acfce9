"""What a newer library of legal documents holds and what it changes, before it is taken in."""

from collections.abc import Sequence

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from ...catalogue.legal import LibraryFile
from ...domain.dates import short_date
from ...domain.legal_list import LibraryChange, counted
from ...domain.text import uncapitalized
from ..labels import label
from ..tables import Column, TableModel, TableView
from ..theme import SPACE
from .offer import end_with_offer


class LibraryDialog(QDialog):
    """Title, version, day, and each document that is new, changed or not in the file; then yes or no."""

    help_topic = "van-ban-phap-luat#thu-vien-moi-hon"

    def __init__(
        self, parent: QWidget | None, file: str, found: LibraryFile, changes: Sequence[LibraryChange]
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Cập nhật thư viện văn bản")
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        column.setSpacing(SPACE)
        column.addWidget(label(found.title, "heading", wrap=True))
        words = (
            f"Tệp {file}: phiên bản {found.version}, cập nhật đến {short_date(found.updated)}, "
            f"{len(found.documents)} văn bản. Nguồn: {found.source}"
        )
        column.addWidget(label(words, wrap=True))
        self.counts = label(f"So với thư viện đang có, {uncapitalized(counted(changes))}", wrap=True)
        column.addWidget(self.counts)
        self.table = TableView(TableModel(_columns(), key=lambda row: row.key, parent=self), lines=0)
        self.table.setAccessibleName("Văn bản thay đổi")
        self.table.rows.set_rows(changes)
        self.table.setVisible(bool(changes))
        column.addWidget(self.table, 1)
        self.take, self.leave = end_with_offer(
            self,
            column,
            "Nhập thư viện này",
            "Không nhập",
            112,
            60 if changes else 0,
        )

    @classmethod
    def wants(
        cls, parent: QWidget | None, file: str, found: LibraryFile, changes: Sequence[LibraryChange]
    ) -> bool:
        """Shows the dialog; gives whether the library shall be taken in."""
        return cls(parent, file, found, changes).exec() == QDialog.DialogCode.Accepted


def _columns() -> list[Column]:
    return [
        Column("Văn bản", lambda row: row.document.short, width=210),
        Column("Trích yếu", lambda row: row.document.title, width=200, stretch=True),
        Column("Thay đổi", lambda row: row.words, width=320, stretch=True),
    ]
