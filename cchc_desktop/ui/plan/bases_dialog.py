"""«Thêm căn cứ từ thư viện»: documents and plans to tick, and how each will be worded."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from ...domain.legal import LegalDocument
from ...domain.legal_bases import basis_words
from ...office.plan_bases import Offered
from .. import icons, theme
from ..buttons import text_button
from ..labels import label
from ..legal_colours import COLOURS
from ..shell import Shell
from ..tables import Column
from ..tables.ticked import TickModel, TickTable
from ..theme import SPACE


class BasesDialog(QDialog):
    """A search box, what is offered with how it stands, and the bases that the ticked ones become."""

    help_topic = "ke-hoach#can-cu-vien-dan"

    def __init__(self, shell: Shell, plan_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Thêm căn cứ từ thư viện")
        self._every = {each.id: each for each in shell.office.plan_bases.offered(plan_id)}
        self.search = QLineEdit()
        self.search.setPlaceholderText("Tìm số, ký hiệu, tên văn bản, kế hoạch…")
        self.search.setAccessibleName("Tìm văn bản làm căn cứ")
        self.search.setClearButtonEnabled(True)
        self.search.addAction(icons.icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self.search.textChanged.connect(lambda _: self._show_list())
        self.model = TickModel(_columns(), self)
        self.model.ticked_changed.connect(self._show_bases)
        self.table = TickTable(self.model, "Không có văn bản nào như vậy. Hãy tìm bằng ít chữ hơn.")
        self.table.setAccessibleName("Văn bản, kế hoạch làm căn cứ")
        self.search.returnPressed.connect(self.table.setFocus)
        self.bases = QPlainTextEdit()
        self.bases.setReadOnly(True)
        self.bases.setTabChangesFocus(True)
        self.bases.setAccessibleName("Các căn cứ sẽ thêm")
        self.warning = label("", wrap=True)
        self.warning.setProperty("state", "bad")
        self.add = text_button("", "add", "primary", "Thêm các văn bản đã đánh dấu (Ctrl+Enter)")
        self.add.clicked.connect(lambda _checked=False: self.accept())
        self.cancel = text_button("Hủy")
        self.cancel.clicked.connect(self.reject)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.add.click)
        self._lay_out()
        self._show_list()
        self._show_bases()
        self.search.setFocus()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        column.setSpacing(SPACE)
        words = "Đánh dấu (phím cách) một hay nhiều văn bản. Căn cứ được xếp theo thứ bậc hiệu lực pháp lý."
        column.addWidget(label(words, "muted", wrap=True))
        column.addWidget(self.search)
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.addWidget(self.table)
        split.addWidget(self.bases)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 1)
        column.addWidget(split, 1)
        column.addWidget(self.warning)
        foot = QHBoxLayout()
        foot.setSpacing(SPACE)
        foot.addStretch(1)
        foot.addWidget(self.add)
        foot.addWidget(self.cancel)
        column.addLayout(foot)
        room = self.screen().availableGeometry()
        self.resize(
            min(theme.scaled(124 * SPACE), room.width()), min(theme.scaled(76 * SPACE), room.height())
        )

    @classmethod
    def ask(cls, shell: Shell, plan_id: str, parent: QWidget | None) -> Sequence[LegalDocument]:
        """Shows the dialog; gives the documents that are to become bases, none where nothing is wanted."""
        dialog = cls(shell, plan_id, parent)
        done = dialog.exec() == QDialog.DialogCode.Accepted
        chosen = dialog.chosen()
        dialog.deleteLater()
        return [each.document for each in chosen] if done else ()

    def chosen(self) -> list[Offered]:
        """What is ticked, in the order of legal force, whatever the search shows; what the plan cites already
        is no basis once more."""
        found = [self._every[key] for key in self.model.ticked if not self._every[key].is_cited]
        return sorted(found, key=lambda each: each.document.rank)

    def _show_list(self) -> None:
        words = self.search.text()
        found = [each for each in self._every.values() if each.has_words(words)]
        self.model.set_rows(found)
        if found and self.table.current_row() is None:
            self.table.choose(found[0].id)

    def _show_bases(self) -> None:
        chosen = self.chosen()
        self.bases.setPlainText("\n".join(f"{basis_words(each.document)};" for each in chosen))
        self.add.setText(f"Thêm {len(chosen)} căn cứ")
        self.add.setEnabled(bool(chosen))
        told = [each.listed.standing.sentence for each in chosen if each.listed.standing.is_told]
        told += [
            f"{each.document.short}: thư viện chưa có {', '.join(each.document.lacking)}, hãy ghi thêm."
            for each in chosen
            if each.document.lacking
        ]
        self.warning.setText("\n".join(told))
        self.warning.setVisible(bool(told))


def _columns() -> list[Column]:
    return [
        Column("Văn bản", lambda row: row.document.short, width=270),
        Column("Trích yếu", lambda row: row.document.title or row.document.note, width=280, stretch=True),
        Column(
            "Hiệu lực", lambda row: row.state_words, width=210, colour=lambda row: COLOURS[row.state]
        ),
        Column("Trong kế hoạch", lambda row: "Đã viện dẫn" if row.is_cited else "", width=120),
        Column("Nguồn", lambda row: row.source_words, width=80),
    ]  # fmt: skip
