"""«Báo cáo tự chấm điểm»: what the office adds to the report on its self-assessment, and its export."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from ...domain.access import WHOLE_OFFICE, Need
from ...domain.criteria.self_report import ReportSection
from ...domain.criteria.sets import CriteriaSet
from ...domain.report_periods import Period
from .. import theme
from ..buttons import text_button
from ..forms import Form, TextField
from ..labels import label
from ..shell import Shell
from ..theme import SPACE
from ..widgets.scrolled import Scrolled

_HOW = (
    "Chương trình viết kết quả chung, từng lĩnh vực, điểm bị mất với nguyên nhân và giải pháp, tiêu chí "
    "không áp dụng từ điểm đã chấm. Lời thêm ở đây đứng sau các câu đó, mỗi dòng một đoạn; dòng bắt đầu bằng "
    "«- » là gạch đầu dòng. Nguyên nhân của từng tiêu chí lấy ở ô «Lý do, giải trình» của tiêu chí."
)
_CAPTIONS = {
    ReportSection.GENERAL: "Thêm vào mục I. Kết quả chung",
    ReportSection.AREAS: "Thêm vào mục II. Kết quả theo lĩnh vực",
    ReportSection.LOST: "Thêm vào mục III. Nguyên nhân, giải pháp",
    ReportSection.PROPOSALS: "Mục V. Đề xuất, kiến nghị",
}


class ScoreReportDialog(QDialog):
    """A text for each part that words may be added to, kept as it is left."""

    help_topic = "chi-so#bao-cao-tu-cham-diem"

    def __init__(
        self, shell: Shell, given: CriteriaSet, period: Period, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._shell, self._given, self._period = shell, given, period
        self.setWindowTitle(f"Báo cáo tự chấm điểm {period.label}")
        self.form = Form()
        self.texts = {section: self._text(section) for section in ReportSection}
        why = shell.office.why_closed(Need.REPORT, WHOLE_OFFICE)
        for field in self.texts.values():
            self.form.add(field)
            field.setEnabled(not why)
        self.export_button = text_button("Xuất báo cáo…", "export", "primary", "Ra PDF, Word hoặc Excel")
        self.export_button.clicked.connect(lambda _checked=False: self._export())
        self.close_button = text_button("Đóng")
        self.close_button.clicked.connect(self.accept)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        column.setSpacing(SPACE)
        column.addWidget(label(why or _HOW, "muted", wrap=True))
        scrolled = Scrolled(0)
        scrolled.column.addWidget(self.form)
        scrolled.column.addStretch(1)
        column.addWidget(scrolled, 1)
        foot = QHBoxLayout()
        foot.setSpacing(SPACE)
        foot.addStretch(1)
        foot.addWidget(self.export_button)
        foot.addWidget(self.close_button)
        column.addLayout(foot)
        room = self.screen().availableGeometry()
        self.resize(min(theme.scaled(96 * SPACE), room.width()), min(theme.scaled(72 * SPACE), room.height()))
        self.form.load()

    @classmethod
    def run(cls, shell: Shell, given: CriteriaSet, period: Period) -> None:
        """Opens the dialog over the window."""
        dialog = cls(shell, given, period, shell if isinstance(shell, QWidget) else None)
        dialog.exec()
        dialog.deleteLater()

    def accept(self) -> None:
        """Closes once what is typed is kept."""
        if self.form.commit():
            super().accept()

    def _text(self, section: ReportSection) -> TextField:
        field = TextField(self._shell, _CAPTIONS[section], *self._bound(section), lines=4)
        field.setObjectName(section.value)
        return field

    def _bound(self, section: ReportSection) -> tuple[Callable[[], Any], Callable[[Any], object]]:
        reports = self._shell.office.score_reports
        return (
            lambda: reports.words(self._given, self._period).get(section, ""),
            partial(reports.write, self._given, self._period, section),
        )

    def _export(self) -> None:
        if not self.form.commit():
            return
        reports = self._shell.office.score_reports
        name = reports.file_name(self._given, self._period, "pdf").removesuffix(".pdf")
        self._shell.attempt(lambda: self._shell.export(reports.document(self._given, self._period), name))
