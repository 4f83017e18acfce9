"""«Kiểm tra»: what stands in the way of sending a report; each line leads to its place."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ...domain.indicators import Severity
from ...office.report_checks import CheckItem
from ..labels import label
from ..tables import Column, TableModel, TableView
from ..theme import SPACE
from .opened import OpenedReport

SEVERITY_SIGNS = {
    Severity.REFUSED: ("error-filled", "bad"),
    Severity.ERROR: ("error-filled", "bad"),
    Severity.WARNING: ("warning-filled", "warn"),
}

_NOTHING = "Không còn gì phải sửa: báo cáo gửi được."
_NOTHING_ISSUED = "Báo cáo đã phát hành; theo số liệu hiện nay không còn gì phải sửa."


class ReportChecks(QWidget):
    """The list; ``wanted`` comes with the CheckItem that the user wants to put right."""

    help_topic = "bao-cao#kiem-tra"

    wanted = Signal(object)

    def __init__(self, opened: OpenedReport, margin: int = SPACE) -> None:
        super().__init__()
        self._opened = opened
        columns = [
            Column(
                "Mức", lambda item: item.severity.label, width=120,
                icon=lambda item: SEVERITY_SIGNS[item.severity],
                colour=lambda item: SEVERITY_SIGNS[item.severity][1],
                sort=lambda item: list(Severity).index(item.severity),
            ),
            Column("Nội dung", lambda item: item.sentence, width=240, stretch=True),
        ]  # fmt: skip
        self.table = TableView(
            TableModel(columns, key=lambda item: item, parent=self),
            _NOTHING,
            lines=0,
        )
        self.table.setAccessibleName("Việc cần kiểm tra trước khi gửi báo cáo")
        self.table.opened.connect(self._opened_row)
        self.setFocusProxy(self.table)
        self._words = label("", "muted", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(margin, margin, margin, margin)
        column.setSpacing(SPACE)
        column.addWidget(self._words)
        column.addWidget(self.table, 1)

    @property
    def count(self) -> int:
        """How many things there are to put right or look at."""
        return len(self.table.rows.rows)

    def refresh(self) -> None:
        """Looks the report over."""
        items = self._opened.shell.office.reports.checklist_of_data(self._opened.period)
        is_issued = self._opened.is_locked
        self.table.empty_text = _NOTHING_ISSUED if is_issued else _NOTHING
        self.table.rows.set_rows(items)
        errors = sum(item.severity is not Severity.WARNING for item in items)
        words = "Nhấn Enter hoặc bấm đúp vào một dòng để đến chỗ cần sửa."
        counts = f"{errors} lỗi, {len(items) - errors} chỗ nên xem lại"
        if is_issued:
            counts = (
                f"Báo cáo đã phát hành; theo số liệu hiện nay còn {counts}. Muốn sửa bản đã gửi thì thu hồi"
            )
        self._words.setText(f"{counts}. {words}" if items else "")

    def _opened_row(self, item: CheckItem | None) -> None:
        if item is not None:
            self.wanted.emit(item)
