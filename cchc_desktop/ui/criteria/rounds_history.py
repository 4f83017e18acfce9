"""The steps of the rounds that were done, by whom and when, with what each came to."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from ...domain.criteria.rounds import RoundStep, Stage
from ...domain.criteria.sealed import Sealed, came_to
from ...domain.criteria.words import points_words
from ...domain.dates import short_date
from ...domain.report_periods import Period
from ...office.score_rounds import ScoreRounds
from .. import theme
from ..buttons import text_button
from ..labels import label
from ..shell import Shell
from ..tables import Column, TableModel, TableView
from ..theme import SPACE
from .lines import Listed


@dataclass(frozen=True, slots=True)
class _Done:
    step: RoundStep
    total: str
    has_sheet: bool

    @property
    def id(self) -> int:
        """Which step it is."""
        return self.step.number

    @property
    def words(self) -> str:
        """What was done."""
        label_of = self.step.stage.label
        return f"Mở lại: {label_of.lower()}" if self.step.is_back else label_of

    @property
    def note(self) -> str:
        """What was said of it, and the day that the superior gave."""
        due = f"hạn giải trình {short_date(self.step.due)}" if self.step.due else ""
        return "; ".join(filter(None, (self.step.note, due)))


class RoundHistory(QDialog):
    """A table of the steps, the newest last; those that were taken back stay."""

    help_topic = "chi-so#tham-dinh-giai-trinh"

    def __init__(self, shell: Shell, found: Listed, period: Period, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shell, self._given, self._period = shell, found.given, period
        self.setWindowTitle(f"Các bước chấm điểm, {period.label}")
        self.resize(theme.scaled(104 * SPACE), theme.scaled(56 * SPACE))
        self.table = TableView(TableModel(_columns()), "Chưa có bước nào.", lines=0)
        self.table.setAccessibleName("Các bước chấm điểm")
        self.table.rows.set_rows(_done(shell.office.score_rounds, found))
        self.export_button = text_button(
            "Xuất bảng điểm của bước…", "export", tooltip="Bảng điểm như ngay sau bước đang chọn"
        )
        self.export_button.clicked.connect(lambda _checked=False: self._export())
        self.table.chosen.connect(lambda _: self._offer())
        self._offer()
        buttons = QDialogButtonBox()
        buttons.addButton(self.export_button, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton("Đóng", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        column.setSpacing(SPACE)
        column.addWidget(label(found.given.title, "heading", wrap=True))
        column.addWidget(self.table, 1)
        column.addWidget(buttons)

    def _offer(self) -> None:
        done = self.table.current_row()
        self.export_button.setEnabled(done is not None and bool(done.has_sheet))

    def _export(self) -> None:
        done = self.table.current_row()
        if done is not None:
            office, given, period = self._shell.office, self._given, self._period
            name = office.criteria.file_name(given, period, "pdf").removesuffix(".pdf")
            self._shell.attempt(
                lambda: self._shell.export(office.score_papers.sheet_at(given, period, done.id), name)
            )

    @classmethod
    def run(cls, shell: Shell, found: Listed, period: Period) -> None:
        """Shows it over the window."""
        dialog = cls(shell, found, period, shell if isinstance(shell, QWidget) else None)
        dialog.exec()
        dialog.deleteLater()


def _done(rounds: ScoreRounds, found: Listed) -> list[_Done]:
    """The steps, with the points of those that locked some."""
    own: Sealed | None = None
    lines = []
    for step in found.rounds.steps:
        sealed = rounds.kept(step)
        if step.stage is Stage.LOCKED and sealed is not None:
            own = sealed
        total = ""
        if sealed is not None and own is not None and step.stage is not Stage.EXPLAINED:
            total = points_words(came_to(found.given, own, sealed).total)
        # Where a step back led to the office's own points, nothing is locked.
        lines.append(_Done(step, total, step.stage.is_locked))
    return lines


def _columns() -> list[Column]:
    return [
        Column("Bước", lambda done: done.step.number, width=52),
        Column("Thời điểm", lambda done: f"{done.step.at:%d/%m/%Y %H:%M}", width=132),
        Column("Người thực hiện", lambda done: done.step.officer, width=124),
        Column("Việc", lambda done: done.words, width=190, stretch=True),
        Column("Điểm", lambda done: done.total, width=64, align=Qt.AlignmentFlag.AlignRight),
        Column("Lý do, văn bản", lambda done: done.note, width=170, stretch=True),
    ]
