"""The row above the grid: how much is typed, and what of it is shown."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QSignalBlocker, QTimer, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLineEdit, QProgressBar, QPushButton, QWidget

from ... import catalogue
from .. import icons
from ..buttons import text_button
from ..choice_box import ChoiceBox
from ..keystrokes import leads_down
from ..labels import label
from ..theme import SPACE, unscaled
from ..widgets.elided import ElidedLabel
from .rows import EVERYTHING, FigureFilter, Show

_TYPING_MS = 200
_ROOMY, _NARROW = 960, 660
"""From these widths on, everything has room, or at least the filters."""


class FigureFilters(QWidget):
    """Gives a FigureFilter; ``changed`` comes with every choice, ``problems_toggled`` from the button of the
    list of problems, ``problems``, which stands elsewhere. With ``area`` it keeps to that one; ``everything``
    is the filter that lets all through.
    """

    changed = Signal()
    left = Signal()
    """Enter or the arrow down: the keyboard is to go on to what is listed."""
    problems_toggled = Signal(bool)

    def __init__(self, parent: QWidget | None = None, area: int = 0) -> None:
        super().__init__(parent)
        self.everything = replace(EVERYTHING, area=area)
        self._filter = self.everything
        self._state: tuple[int, int, str, int, int] | None = None
        self._sign: tuple[str, str] | None = None
        self._done = label("")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(10 * SPACE)
        self._window = ElidedLabel("", "small")
        self._group = QButtonGroup(self)
        self.buttons: dict[Show, QPushButton] = {}
        for show in Show:
            button = QPushButton(show.value)
            button.setProperty("kind", "span")
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.clicked.connect(partial(self._show_clicked, show))
            self._group.addButton(button)
            self.buttons[show] = button
        self.area = ChoiceBox()
        self.area.setAccessibleName("Lọc theo lĩnh vực")
        self.area.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.area.setMinimumContentsLength(11)
        self.area.offer(
            [(0, "Mọi lĩnh vực"), *((a.code, f"{a.code}. {a.short_name}") for a in catalogue.areas())]
        )
        self.area.setMaxVisibleItems(12)
        self.area.activated.connect(lambda _: self._choose())
        self.text = QLineEdit()
        self.text.setPlaceholderText("Lọc chỉ tiêu…")
        self.text.setAccessibleName("Lọc chỉ tiêu theo mã hoặc tên, không cần dấu")
        self.text.setClearButtonEnabled(True)
        self.text.addAction(icons.icon("filter", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self.text.setMaximumWidth(22 * SPACE)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._choose)
        self.text.textEdited.connect(lambda _: self._timer.start(_TYPING_MS))
        self.text.textChanged.connect(lambda text: None if text else self._choose())
        leads_down(self.text, self._leave)
        self.problems = text_button("", "warning", "low", "Danh sách vấn đề và ô chưa nhập (F7)")
        self.problems.setCheckable(True)
        self.problems.toggled.connect(self.problems_toggled)
        self._lay_out()
        self.show_filter(self.everything)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE // 2)
        row.addWidget(self._done)
        row.addWidget(self._bar)
        row.addSpacing(SPACE // 2)
        row.addWidget(self._window, 1)
        # Where the window of days gives way, nothing else is to grow.
        row.addStretch(0)
        for button in self.buttons.values():
            row.addWidget(button)
        row.addWidget(self.area)
        row.addWidget(self.text)

    @property
    def chosen(self) -> FigureFilter:
        """What is chosen."""
        return self._filter

    def show_filter(self, chosen: FigureFilter) -> None:
        """Shows a filter that comes from elsewhere."""
        self._filter = chosen
        with QSignalBlocker(self.text):
            self.text.setText(chosen.text)
        self.area.show_value(chosen.area)
        self.buttons[chosen.show].setChecked(True)

    def show_state(self, done: int, wanted: int, window: str, graves: int, others: int) -> None:
        """Says how much is typed, over which days, and how much is wrong or odd with it."""
        state = (done, wanted, window, graves, others)
        if state == self._state:
            return
        self._state = state
        self._done.setText(f"{done}/{wanted} chỉ tiêu đã nhập")
        self._bar.setMaximum(max(1, wanted))
        self._bar.setValue(done)
        self._bar.setAccessibleName(self._done.text())
        self._window.setText(window)
        self.problems.setText(f"Vấn đề ({graves + others})")
        sign = ("error" if graves else "warning", "bad" if graves else "warn" if others else "muted")
        if sign != self._sign:
            self._sign = sign
            self.problems.setIcon(icons.icon(*sign))
        self.problems.setAccessibleName(f"Vấn đề: {graves} cần sửa, {others} nên xem lại")

    def fit(self, width: int) -> None:
        """Leaves out what the grid says too, and then what can wait, where room is scarce."""
        width = unscaled(width)
        self._bar.setHidden(width < _ROOMY)
        self._window.setHidden(width < _ROOMY)
        self.area.setHidden(width < _NARROW or bool(self.everything.area))
        self.text.setHidden(width < _NARROW)

    def _show_clicked(self, show: Show, _checked: bool = False) -> None:
        self.buttons[show].setChecked(True)
        self._choose()

    def _leave(self) -> None:
        self._choose()
        self.left.emit()

    def _choose(self) -> None:
        self._timer.stop()
        show = next(show for show, button in self.buttons.items() if button.isChecked())
        chosen = FigureFilter(show, self.area.value() or 0, self.text.text().strip())
        if chosen != self._filter:
            self._filter = chosen
            self.changed.emit()
