"""The strip over the grid of figures: how a longer span is made, and the way to the opening figures."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from ...domain.places import OpeningPlace
from ...domain.report.words import quarter_words
from ...domain.report_periods import Period
from ...domain.text import capitalized
from ..buttons import text_button
from ..labels import label
from ..shell import Shell
from ..theme import SPACE
from . import words


class SpanNotice(QFrame):
    """Says of a period what a newcomer would stumble over; hidden where there is nothing to say."""

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shell = shell
        self._place = OpeningPlace()
        self.setProperty("role", "notice-info")
        self._words = label("", wrap=True)
        self.button = text_button("Số lũy kế khi bắt đầu dùng…", "figures", "flat")
        self.button.setToolTip("Nhập một lần số lũy kế đã báo cáo trước khi dùng chương trình")
        self.button.clicked.connect(lambda _checked=False: shell.go(self._place))
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE, 4, SPACE, 4)
        row.addWidget(self._words, 1)
        row.addWidget(self.button)

    @property
    def sentence(self) -> str:
        """What it says."""
        return self._words.text()

    def show_period(self, period: Period) -> None:
        """Says what there is to say of a period."""
        ledger, openings = self._shell.office.figures.ledger(), self._shell.office.openings
        opening = ledger.opening_of(period)
        wanted = openings.wanted(period.cumulated)
        covering = next((span for span in openings.spans() if period in span.quarters), None)
        sentence = words.span_words(period) if not period.span.is_quarter else ""
        if covering is not None:
            sentence = (
                f"{capitalized(period.label)} nằm trong số lũy kế ban đầu {covering.label}: "
                "không phải nhập. Số nhập ở đây không làm đổi số lũy kế."
            )
        elif wanted is not None:
            sentence = (
                f"Chưa có số liệu {quarter_words(wanted.quarters)}. Nếu cơ quan mới dùng chương trình, hãy "
                f"nhập số lũy kế {wanted.label} một lần, không phải nhập từng quý."
            )
        elif opening is not None and not period.span.is_quarter:
            sentence = words.opened_span_words(period, opening)
        fault = self._shell.office.figures.catalogue_fault(period)
        sentence = fault or sentence
        self.button.setVisible(not fault)
        self._place = OpeningPlace(covering or wanted or opening)
        self._words.setText(sentence)
        self.setVisible(bool(sentence))
