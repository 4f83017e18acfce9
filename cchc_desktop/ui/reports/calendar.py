"""«Kỳ và hạn gửi»: the regime of a year, and the dates of its periods."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ... import catalogue
from ...domain.regimes import PeriodDates
from ...domain.report_periods import QUARTERS, Period, periods_of
from ...domain.text import capitalized
from ..buttons import text_button
from ..forms import ChoiceField
from ..labels import label
from ..shell import Shell
from ..tables import Column, Editor, TableModel, TableView
from ..theme import SPACE

_ESTIMATED = "Gửi trước ngày chốt: ước số những ngày cuối"


class CalendarPanel(QWidget):
    """Every cell is stored when it is left; what cannot be is refused at the cell."""

    help_topic = "bao-cao#cac-ky-trong-nam"

    closed = Signal()

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shell = shell
        self.year = shell.office.calendar.current_quarter().year
        back = text_button("Danh sách báo cáo", "back", "flat", "Về danh sách báo cáo (Esc)")
        back.clicked.connect(lambda _checked=False: self.closed.emit())
        self._title = label("", "title")
        self.regime = ChoiceField(
            shell,
            "Chế độ báo cáo",
            lambda: shell.office.calendar.regime(self.year).id,
            lambda chosen: shell.office.calendar.set_regime(self.year, chosen),
            choices=lambda: [(regime.id, regime.name) for regime in catalogue.regimes()],
        )
        self._source = label("", "muted", wrap=True)
        self.table = TableView(
            TableModel(self._columns(), shell, key=lambda dates: dates.period.id, parent=self)
        )
        self.table.setAccessibleName("Các kỳ báo cáo của năm")
        self.table.setSortingEnabled(False)
        self.setFocusProxy(self.table)
        head = QHBoxLayout()
        head.setSpacing(SPACE)
        head.addWidget(back)
        head.addWidget(self._title)
        head.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        column.setSpacing(SPACE)
        column.addLayout(head)
        column.addWidget(self.regime)
        column.addWidget(self._source)
        column.addWidget(
            label(
                "Cấp trên đổi ngày chốt hoặc hạn gửi của một kỳ thì sửa ngay trong bảng. Ngày của 6 tháng, "
                "9 tháng, cả năm theo ngày của các quý.",
                "muted",
                wrap=True,
            )
        )
        column.addWidget(self.table, 1)

    def _columns(self) -> list[Column]:
        return [
            Column(
                "Kỳ", lambda dates: capitalized(dates.period.label), width=170, bold=lambda _: True
            ),
            self._day_column("Từ ngày", "starts"),
            self._day_column("Đến ngày", "ends"),
            Column(
                "Có báo cáo", lambda dates: dates.reported, width=100, editor=Editor.CHOICE,
                display=lambda dates: "Có" if dates.reported else "Không",
                choices=lambda _: [(True, "Có"), (False, "Không")], setter=self._set_reported,
                colour=lambda dates: "" if dates.reported else "muted",
            ),
            Column(
                "Hạn gửi", lambda dates: dates.due, width=104, editor=Editor.DATE, setter=self._set_due,
                editable=lambda dates: dates.reported,
            ),
            Column(
                "Ghi chú", lambda dates: _ESTIMATED if dates.needs_estimate else "", width=200, stretch=True,
                colour=lambda _: "muted",
            ),
        ]  # fmt: skip

    def _day_column(self, header: str, name: str) -> Column:
        """A day of the window; an emptied cell keeps its day."""

        def store(dates: PeriodDates, day: date | None) -> object:
            starts, ends = (day, None) if name == "starts" else (None, day)
            return self._change(
                dates, lambda now: replace(now, starts=starts or now.starts, ends=ends or now.ends)
            )

        return Column(header, lambda dates: getattr(dates, name), width=104, editor=Editor.DATE, setter=store)

    def _set_due(self, dates: PeriodDates, day: date | None) -> object:
        return self._change(dates, lambda now: replace(now, due=day))

    def _set_reported(self, dates: PeriodDates, reported: bool) -> object:
        due = dates.due or dates.ends if reported else None
        return self._change(dates, lambda now: replace(now, reported=reported, due=due))

    def _change(self, dates: PeriodDates, change: Callable[[PeriodDates], PeriodDates]) -> object:
        """Changes a period's dates as they are stored by now: another cell may have been saved since."""
        calendar = self._shell.office.calendar
        return calendar.set_dates(change(calendar.own_dates(dates.period)))

    def show_year(self, year: int) -> None:
        """Shows a year's regime and dates."""
        self.year = year
        self.regime.restore()
        self.refresh()

    def refresh(self) -> None:
        """Shows what is stored now."""
        calendar = self._shell.office.calendar
        self._title.setText(f"Kỳ và hạn gửi năm {self.year}")
        self.regime.load()
        regime = calendar.regime(self.year)
        spans = [p.short_label for p in periods_of(self.year) if p.span in regime.reported]
        told = [f"Căn cứ: {regime.source}. Báo cáo: {', '.join(spans)}.", regime.note, self._catalogues()]
        self._source.setText("\n".join(filter(None, told)))
        dates = calendar.own_of_year(self.year)
        self.table.rows.set_rows([dates[period] for period in periods_of(self.year)])

    def _catalogues(self) -> str:
        """Which text of the indicators each quarter of the year follows."""
        catalogues = self._shell.office.catalogues
        by_words: dict[str, list[str]] = {}
        for span in QUARTERS:
            period = Period(self.year, span)
            by_words.setdefault(catalogues.followed(period).words, []).append(period.short_label)
        told = "; ".join(f"{', '.join(quarters)} theo {words}" for words, quarters in by_words.items())
        return f"Danh mục chỉ tiêu: {told}."

    def commit(self) -> bool:
        """Saves what is being typed."""
        return self.table.commit() and self.regime.commit()
