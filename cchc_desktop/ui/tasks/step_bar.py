"""What is looked at (a month, a year), with buttons to the one before and after, and to today's."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from .. import theme
from ..buttons import text_button
from ..labels import label
from ..theme import SPACE
from ..widgets.elided import ElidedLabel


class StepBar(QWidget):
    """``stepped`` comes with -1 or 1, ``today_wanted`` from the button to today's.

    ``unit`` is «tháng» or «năm», ``keys`` what goes back and forth by keyboard.
    """

    stepped = Signal(int)
    today_wanted = Signal()

    def __init__(self, unit: str, keys: tuple[str, str], *beside: QWidget) -> None:
        super().__init__()
        self.before = text_button("", "chevron-left", "flat", f"{unit.capitalize()} trước ({keys[0]})")
        self.before.setAccessibleName(f"{unit.capitalize()} trước")
        self.after = text_button("", "chevron-right", "flat", f"{unit.capitalize()} sau ({keys[1]})")
        self.after.setAccessibleName(f"{unit.capitalize()} sau")
        self.today = text_button("Hôm nay", "today", tooltip="Về hôm nay (T)")
        self._title = label("", "heading")
        self._title.setMinimumWidth(theme.scaled(17 * SPACE))
        self._told = ElidedLabel(role="muted")
        self.before.clicked.connect(lambda _checked=False: self.stepped.emit(-1))
        self.after.clicked.connect(lambda _checked=False: self.stepped.emit(1))
        self.today.clicked.connect(lambda _checked=False: self.today_wanted.emit())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE // 2)
        row.addWidget(self.before)
        row.addWidget(self._title)
        row.addWidget(self.after)
        row.addWidget(self.today)
        row.addSpacing(SPACE)
        row.addWidget(self._told, 1)
        for widget in beside:
            row.addWidget(widget)

    def show_words(self, title: str, told: str) -> None:
        """Says what is looked at, and what there is in it."""
        self._title.setText(title)
        self._told.setText(told)
