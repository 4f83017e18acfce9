"""«Nội dung»: the outline of a report, and the passage that is chosen in it."""

from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from ...domain.report.outline import PassageKind
from ...domain.report.passages import PassageRow
from ..buttons import text_button
from ..labels import label
from ..tables import Column, TableModel, TableView
from ..theme import SPACE
from .opened import OpenedReport, mark_words, title_words
from .passage import PassagePane

_INDENT = "\N{EM SPACE}"


class Outline(TableView):
    """The passages in printed order, indented by their level, with marks for what wants a look."""

    def __init__(self, parent: QWidget | None = None) -> None:
        columns = [
            Column(
                "Mục", title_words, width=120, stretch=True,
                display=lambda row: f"{_INDENT * max(0, row.level - 1)}{title_words(row)}",
                bold=lambda row: row.level <= 1 and row.kind is PassageKind.HEADING,
                colour=lambda row: "" if row.text or row.kind is PassageKind.HEADING else "muted",
                tooltip=lambda row: f"{title_words(row)}\n{mark_words(row)}".strip(),
            ),
            Column("Dấu", mark_words, display=lambda _: "", width=30, icon=_mark, tooltip=mark_words),
        ]  # fmt: skip
        super().__init__(TableModel(columns, parent=parent), "Báo cáo chưa có mục nào.", lines=0)
        self.setAccessibleName("Các mục của báo cáo")
        self.setSelectionMode(self.SelectionMode.SingleSelection)
        self.setSortingEnabled(False)
        self.setAlternatingRowColors(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("role", "plain")
        self.horizontalHeader().hide()
        self.horizontalHeader().setMinimumSectionSize(24)
        self.setColumnWidth(1, 30)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)


def _mark(row: PassageRow) -> tuple[str, str] | None:
    if row.kind is PassageKind.HEADING:
        return None
    if row.changed:
        return "warning-filled", "warn"
    if row.own:
        return "edit", "info"
    return None if row.text else ("more", "muted")


class ReportContent(QWidget):
    """Outline and passage side by side; ``passage_chosen`` comes with the key of what is looked at."""

    help_topic = "bao-cao#doc-va-sua"

    passage_chosen = Signal(str)

    def __init__(self, opened: OpenedReport) -> None:
        super().__init__()
        self._opened = opened
        self.outline = Outline()
        self.passage = PassagePane(opened)
        self.setFocusProxy(self.outline)
        self._words = label("", "muted", wrap=True)
        self._next = text_button("Mục kế tiếp", "next", "flat")
        self._next.setToolTip("Đến mục kế tiếp cần xem lại hoặc chưa có nội dung (F8)")
        self._next.clicked.connect(lambda _checked=False: self.next_mark())
        left = QWidget()
        left.setMinimumWidth(200)
        foot = QHBoxLayout()
        foot.setContentsMargins(SPACE, 2, 2, 2)
        foot.addWidget(self._words, 1)
        foot.addWidget(self._next)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.outline, 1)
        column.addLayout(foot)
        self.passage.setMinimumWidth(280)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(left)
        self.splitter.addWidget(self.passage)
        self.splitter.setStretchFactor(0, 3)
        self.splitter.setStretchFactor(1, 4)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.splitter)
        self.outline.chosen.connect(self._chosen)
        self.outline.opened.connect(lambda _: self.passage.text.setFocus())
        jump = QShortcut(QKeySequence("F8"), self)
        jump.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        jump.activated.connect(self.next_mark)

    def show_report(self) -> None:
        """Shows another report from its first passage on."""
        self.outline.choose_nothing()
        self.outline.rows.set_rows(self._opened.rows)
        self.outline.choose(self._opened.key)
        self.passage.show_passage()
        self._show_words()

    def refresh(self) -> None:
        """Shows what is stored now; passage, cursor and what is being typed stay."""
        self.outline.rows.set_rows(self._opened.rows)
        row = self.outline.current_row()
        if row is None or row.key != self._opened.key:
            self.outline.choose(self._opened.key)
        self.passage.refresh()
        self._show_words()

    def show_passage(self, key: str) -> None:
        """Goes to a passage."""
        self.outline.choose(key)

    def next_mark(self) -> None:
        """Goes to the next passage whose data have changed or that has no text, over the end again."""
        rows = self._opened.rows
        at = next((n for n, row in enumerate(rows) if row.key == self._opened.key), -1)
        order = rows[at + 1 :] + rows[: at + 1]
        if (found := next((row for row in order if _wants_look(row)), None)) is not None:
            self.show_passage(found.key)

    def commit(self) -> bool:
        """Saves what was typed."""
        return self.passage.commit()

    def _show_words(self) -> None:
        changed = sum(row.changed for row in self._opened.rows)
        empty = sum(_wants_look(row) and not row.changed for row in self._opened.rows)
        parts = [f"{changed} mục có số liệu đã thay đổi"] if changed else []
        parts += [f"{empty} mục chưa có nội dung"] if empty else []
        self._words.setText("; ".join(parts))
        self._next.setVisible(bool(parts))

    def _chosen(self, row: Any) -> None:
        if row is None or row.key == self._opened.key:
            return
        if not self.passage.commit():
            kept = self._opened.key
            QTimer.singleShot(0, self, lambda: self.outline.choose(kept))
            self._opened.shell.notify("Hãy sửa ô có viền đỏ, hoặc nhấn Esc để lấy lại nội dung cũ.")
            return
        self._opened.key = row.key
        self.passage.show_passage()
        self.passage_chosen.emit(row.key)


def _wants_look(row: PassageRow) -> bool:
    """Whether the data of a passage have changed, or nobody has written anything there yet."""
    return row.kind is PassageKind.TEXT and (row.changed or (not row.text and not row.own))
