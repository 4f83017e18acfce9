"""Under the grid: two lines on the current figure, and on demand all that is to be said of it."""

from functools import cached_property

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ...domain.evidence import Owner, OwnerKind
from ...domain.places import DossiersPlace, PlanPlace, RegisterPlace, TasksPlace
from ...domain.readings import State
from ...domain.report_periods import Period
from ...domain.tasks import IN_FORCE
from ...office.figure_rows import FigureRow
from .. import icons, theme
from ..buttons import text_button
from ..shell import Shell
from ..theme import SPACE
from ..widgets.elided import ElidedLabel
from ..widgets.sign import Sign
from .details_panel import DetailsPanel, HistoryList
from .explaining import FigureOf, Said, said_of
from .rows import GroupRow

_PANEL_HEIGHT, _LOW_PANEL_HEIGHT = 17 * SPACE, 11 * SPACE
"""How high the opened panel is, and in a low window."""


class FigureDetails(QFrame):
    """Explains one row of the grid; ``left`` comes when Esc or Enter in the history wants back to it.

    Folded it has two lines across the whole width; ``unfold`` opens the panel with every sentence and the
    figure's history.
    """

    left = Signal()

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shell = shell
        self._row: FigureRow | None = None
        self._period: Period | None = None
        self._shown: tuple[Period, str] | None = None
        self._said = Said()
        self._is_low = False
        self._folds_again = False
        self.setProperty("role", "card")
        self.setAccessibleName("Giải thích ô đang chọn")
        self.title = ElidedLabel(self._said.title)
        self.title.setFont(theme.font(weight=QFont.Weight.DemiBold))
        self.nature = ElidedLabel("", "small")
        self.sentence = ElidedLabel()
        self._sign = Sign("error-filled", "bad")
        self.target_button = self._link("Xem trong kế hoạch", "open", self._open_target)
        self.form_button = self._link("Mở biểu II.06a", "survey", self._open_form)
        self.tasks_button = self._link("Xem nhiệm vụ", "tasks", self._open_tasks)
        self.register_button = self._link("Mở sổ theo dõi", "index", self._open_register)
        self.evidence_button = self._link("Minh chứng", "attach", self._open_evidence)
        self.evidence_button.setToolTip("Xem và đính kèm minh chứng của số liệu này")
        self.more_button = self._link("Xem đủ", "chevron-up", lambda: self.unfold(not self.is_unfolded))
        self.more_button.setCheckable(True)
        self.more_button.setToolTip("Mở hoặc thu gọn phần giải thích và lịch sử của ô (F4)")
        self._lay_out()

    def _link(self, text: str, picture: str, slot: object) -> QPushButton:
        button = text_button(text, picture, "line")
        button.clicked.connect(slot)
        button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        return button

    def _lay_out(self) -> None:
        first, second = QHBoxLayout(), QHBoxLayout()
        for row in (first, second):
            row.setSpacing(SPACE)
        self.nature.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        first.addWidget(self.title)
        first.addWidget(self.nature, 1)
        for button in (self.target_button, self.form_button, self.tasks_button, self.register_button):
            button.hide()
            first.addWidget(button)
        self.evidence_button.hide()
        first.addWidget(self.evidence_button)
        first.addWidget(self.more_button)
        second.addWidget(self._sign)
        second.addWidget(self.sentence, 1)
        self._sign.hide()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(SPACE, 2, 4, 2)
        self._column.setSpacing(0)
        self._column.addLayout(first)
        self._column.addLayout(second)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    # Folding

    @cached_property
    def panel(self) -> DetailsPanel:
        """The panel, made when it is first opened."""
        panel = DetailsPanel()
        panel.history.left.connect(self._leave_history)
        self._column.addWidget(panel)
        self._fit_panel(panel)
        panel.hide()
        return panel

    @property
    def history(self) -> HistoryList:
        """The changes of the figure."""
        return self.panel.history

    @property
    def is_unfolded(self) -> bool:
        """Whether the panel is open."""
        return "panel" in vars(self) and not self.panel.isHidden()

    def unfold(self, opened: bool = True) -> None:
        """Opens or closes the panel."""
        if opened != self.is_unfolded:
            self._folds_again = False
            self.panel.setVisible(opened)
            self.sentence.setHidden(opened)
            self._show_sign()
            self._fill_panel(True)
        self.more_button.setChecked(opened)
        self.more_button.setText("Thu gọn" if opened else "Xem đủ")
        self.more_button.setIcon(icons.icon("chevron-down" if opened else "chevron-up", "accent"))

    def show_history(self) -> None:
        """Takes the keyboard to the cell's history."""
        was_folded = not self.is_unfolded
        self.unfold()
        if self.history.count():
            self._folds_again = was_folded
            self.history.setCurrentRow(0)
            self.history.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.unfold(not was_folded)
            self._shell.notify("Ô này chưa có thay đổi nào.")

    def _leave_history(self) -> None:
        """Goes back to the grid; a panel that was opened for the history alone is closed again."""
        if self._folds_again:
            self.unfold(False)
        self.left.emit()

    def fit(self, is_low: bool) -> None:
        """Takes less height in a low window."""
        self._is_low = is_low
        if "panel" in vars(self):
            self._fit_panel(self.panel)

    def _fit_panel(self, panel: DetailsPanel) -> None:
        panel.setFixedHeight(_LOW_PANEL_HEIGHT if self._is_low else _PANEL_HEIGHT)

    # Showing

    def show_row(
        self,
        row: FigureRow | GroupRow | None,
        period: Period,
        figure: FigureOf,
        is_new: bool = True,
        closed: str = "",
    ) -> None:
        """Explains a row; ``figure`` gives that of another indicator of the period by its code, ``closed`` is
        why somebody else is to type it.

        Only what says something else is touched: each word that changes is painted anew. Where nothing was
        stored of the figure since it was last shown (not ``is_new``), its history is the same.
        """
        shown = row if isinstance(row, FigureRow) else None
        is_other = shown is None or self._shown != (period, shown.id)
        self._row, self._period = shown, period
        self._shown = None if shown is None else (period, shown.id)
        self._said = said = said_of(row, period, figure, closed)
        for text, words in (
            (self.title, said.title),
            (self.nature, said.nature),
            (self.sentence, said.in_short),
        ):
            if text.text() != words:
                text.setText(words)
        self._show_sign()
        counted = shown.indicator.counted if shown is not None else ""
        for button, is_shown in (
            (self.target_button, shown is not None and shown.target is not None),
            (self.form_button, counted.startswith("form.")),
            (self.tasks_button, counted.startswith("plan.")),
            (self.register_button, shown is not None and self._is_of_register(shown)),
        ):
            if button.isHidden() is is_shown:
                button.setVisible(is_shown)
        self._show_evidence()
        self._fill_panel(is_new or is_other)

    def _show_evidence(self) -> None:
        """Says how many files the figure has."""
        owner = self._owner()
        count = self._shell.office.evidence.count(owner)
        words = f"Minh chứng ({count})" if count else "Minh chứng"
        if self.evidence_button.text() != words:
            self.evidence_button.setText(words)
        if self.evidence_button.isHidden() is (owner is not None):
            self.evidence_button.setVisible(owner is not None)

    def _owner(self) -> Owner | None:
        if self._row is None or self._period is None:
            return None
        return Owner(OwnerKind.FIGURE, f"{self._period.id}:{self._row.id}")

    def _open_evidence(self) -> None:
        if (owner := self._owner()) is not None:
            # Rare, and it brings what draws pages.
            from ..evidence.dialog import EvidenceDialog

            EvidenceDialog.run(self._shell, owner)
            self._show_evidence()

    def _show_sign(self) -> None:
        """Marks a sentence that speaks of something wrong."""
        problems = self._said.problems
        self._sign.setVisible(bool(problems) and not self.is_unfolded)
        if problems:
            grave = any(is_grave for _, is_grave in problems)
            self._sign.show_icon(*(("error-filled", "bad") if grave else ("warning-filled", "warn")))

    def _fill_panel(self, with_history: bool) -> None:
        if not self.is_unfolded:
            return
        self.panel.show_said(self._said)
        if with_history:
            changes = []
            if self._row is not None and self._period is not None:
                changes = self._shell.office.figures.history(self._period, self._row.id)
            self.panel.show_history(changes)

    # Where a number comes from

    def _open_target(self) -> None:
        if self._row is None or self._row.target is None:
            return
        plans, item_id = self._shell.office.plans, self._row.target.item_id
        if plan_id := plans.plan_of(item_id):
            self._shell.go(PlanPlace(plan_id, item_id))

    def _open_form(self) -> None:
        self._shell.go(DossiersPlace(self._period))

    @staticmethod
    def _is_of_register(row: FigureRow) -> bool:
        return row.reading.state is State.RECORDED and not row.indicator.is_of_tasks

    def _open_register(self) -> None:
        """Goes to the register that the figure was counted in."""
        row = self._row
        found = self._shell.office.registers.feeding(row.indicator) if row is not None else None
        if found is not None:
            self._shell.go(RegisterPlace(found.id))

    def _open_tasks(self) -> None:
        self._shell.go(TasksPlace(chosen=IN_FORCE))
