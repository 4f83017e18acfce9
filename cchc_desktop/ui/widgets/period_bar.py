"""The chooser of a reporting period: the year, and in it the quarters and the longer spans."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from ...domain.dates import short_date
from ...domain.report_periods import Period, Span, periods_of
from ...domain.text import capitalized
from ...office import Office
from ..choice_box import ChoiceBox
from ..labels import repolish
from ..theme import SPACE

_YEARS = range(2000, 2101)
_WORDS = {
    Span.Q1: "Quý I",
    Span.Q2: "Quý II",
    Span.HALF: "6 tháng",
    Span.Q3: "Quý III",
    Span.NINE: "9 tháng",
    Span.Q4: "Quý IV",
    Span.YEAR: "Cả năm",
}


class PeriodBar(QWidget):
    """Shows which period is looked at; ``chosen`` comes with the Period that the user wants to see.

    The bar shows the wish at once; who cannot follow it calls ``show_period`` with the old one.
    """

    chosen = Signal(object)

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._period = office.calendar.current_quarter()
        self._is_compact = False
        self._year = ChoiceBox()
        self._year.setAccessibleName("Năm báo cáo")
        self._year.setToolTip("Năm báo cáo")
        self._year.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._year.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToContents)
        self._year.activated.connect(lambda _: self._wish(Period(self._year.value(), self._period.span)))
        self._group = QButtonGroup(self)
        self._buttons: dict[Span, QPushButton] = {}
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE // 2)
        row.addWidget(self._year)
        row.addSpacing(SPACE // 2)
        for span, words in _WORDS.items():
            button = QPushButton(words)
            button.setProperty("kind", "span")
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.clicked.connect(partial(self._span_clicked, span))
            self._group.addButton(button)
            self._buttons[span] = button
            row.addWidget(button)
        self._spans = ChoiceBox()
        self._spans.setAccessibleName("Kỳ báo cáo")
        self._spans.setToolTip("Kỳ báo cáo (trước, sau: Ctrl+PageUp, Ctrl+PageDown)")
        self._spans.offer(list(_WORDS.items()))
        self._spans.activated.connect(lambda _: self._span_clicked(self._spans.value()))
        self._spans.hide()
        row.addWidget(self._spans)
        self.setFocusProxy(self._year)
        self.refresh()

    @property
    def period(self) -> Period:
        """The period that is shown."""
        return self._period

    def show_period(self, period: Period) -> None:
        """Shows a period, without choosing it."""
        self._period = period
        self.refresh()

    def set_compact(self, is_compact: bool) -> None:
        """Shows the year as a number alone where there is little room."""
        if is_compact != self._is_compact:
            self._is_compact = is_compact
            self._row.setSpacing(SPACE // 4 if is_compact else SPACE // 2)
            # A page is resized while another one is shown, too: nothing is read for it.
            self._offer_years(self._year.values)

    def set_tight(self, is_tight: bool) -> None:
        """Offers the spans of the year in a list where there is no room for their buttons."""
        for button in self._buttons.values():
            button.setHidden(is_tight)
        self._spans.setVisible(is_tight)

    def refresh(self) -> None:
        """Offers the years that have figures by now with one more at each end, says each window, and marks
        the period whose report is due next."""
        known = {*self._office.figures.years(), self._period.year}
        self._offer_years([year for year in range(max(known) + 1, min(known) - 2, -1) if year in _YEARS])
        self._spans.show_value(self._period.span)
        due = self._office.reports.schedule.next_due()
        for period, dates in self._office.calendar.of_year(self._period.year).items():
            button = self._buttons[period.span]
            window = f"từ {short_date(dates.starts)} đến {short_date(dates.ends)}"
            words = f"{capitalized(period.label)}: {window}"
            if period == due:
                words += f". Báo cáo phải gửi tiếp theo, hạn gửi {short_date(dates.due)}"
            if button.property("due") is not (period == due):
                button.setProperty("due", period == due)
                repolish(button)
            button.setToolTip(f"{words}\nKỳ trước, kỳ sau: Ctrl+PageUp, Ctrl+PageDown")
            button.setAccessibleName(words)
            button.setChecked(period == self._period)

    def _offer_years(self, years: Sequence[int]) -> None:
        with QSignalBlocker(self._year):
            words = "{}" if self._is_compact else "Năm {}"
            self._year.offer([(year, words.format(year)) for year in years])
            self._year.show_value(self._period.year)

    def set_keys(self, page: QWidget) -> None:
        """Ctrl+PageUp and Ctrl+PageDown on the page go to the period before and after."""
        for keys, step in (("Ctrl+PgUp", -1), ("Ctrl+PgDown", 1)):
            shortcut = QShortcut(QKeySequence(keys), page)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(partial(self.step, step))

    def step(self, by: int) -> None:
        """Goes to the period before or after, in the order in which periods end, over the year's end too."""
        year = self._period.year
        order = [p for each in (year - 1, year, year + 1) if each in _YEARS for p in periods_of(each)]
        place = order.index(self._period) + by
        if 0 <= place < len(order):
            self._wish(order[place])

    def _span_clicked(self, span: Span, _checked: bool = False) -> None:
        self._wish(Period(self._period.year, span))

    def _wish(self, period: Period) -> None:
        if period != self._period:
            self.show_period(period)
            self.chosen.emit(period)
