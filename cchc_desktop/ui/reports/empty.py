"""What is said where there are no figures yet that a report could be made from."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from ...domain.report_periods import Period
from ..buttons import text_button
from ..labels import label
from ..theme import SPACE
from ..widgets.sign import Sign


class NoFigures(QFrame):
    """What to do first while a period or a whole year has no figures."""

    figures_wanted = Signal()
    form_wanted = Signal()
    opening_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "notice-info")
        self.period: Period | None = None
        self._words = label("", wrap=True)
        self.figures_button = text_button("Nhập số liệu", "figures", "primary")
        self.figures_button.clicked.connect(lambda _checked=False: self.figures_wanted.emit())
        self.form_button = text_button("Nhập biểu II.06a", "survey")
        self.form_button.clicked.connect(lambda _checked=False: self.form_wanted.emit())
        self.opening_button = text_button("Nhập số lũy kế một lần", "figures")
        self.opening_button.setToolTip("Dành cho cơ quan mới dùng chương trình giữa năm")
        self.opening_button.clicked.connect(lambda _checked=False: self.opening_wanted.emit())
        self.opening_button.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE, SPACE, SPACE, SPACE)
        row.setSpacing(SPACE)
        row.addWidget(Sign("info-filled", "info", 20))
        row.addWidget(self._words, 1)
        row.addWidget(self.form_button)
        row.addWidget(self.opening_button)
        row.addWidget(self.figures_button)

    def show_period(self, period: Period | None, whose: str = "", opening: Period | None = None) -> None:
        """Says of which period (``whose``) there are no figures, and which quarter to begin with.

        ``opening`` is the span whose figures an office that begins in mid-year may give at once.
        """
        self.period = period
        self.opening_button.setVisible(opening is not None)
        # Whoever begins in mid-year has one of two ways to choose; the form belongs to the second.
        self.form_button.setVisible(opening is None)
        if opening is not None and period is not None:
            self._words.setText(
                f"Chưa có số liệu {whose}. Mới dùng chương trình giữa năm thì nhập số lũy kế {opening.label} "
                f"một lần; nếu không, hãy nhập từ {period.label}."
            )
        elif period is not None:
            self._words.setText(
                f"Chưa có số liệu {whose}. Hãy nhập số liệu {period.label} trước: câu văn và phụ lục của báo "
                "cáo được lập từ số liệu, kỳ dài hơn được cộng từ các quý."
            )
