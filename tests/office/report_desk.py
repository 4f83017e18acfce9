"""An office whose day a test sets, for the tests of its reports."""

from dataclasses import dataclass, field
from datetime import date

from cchc_desktop.domain.report.passages import PassageRow
from cchc_desktop.domain.report_periods import Period
from cchc_desktop.domain.typed_figures import parse_figure
from cchc_desktop.office import Office
from cchc_desktop.office.report_schedule import ReportState

Q1, HALF, YEAR = Period.parse("2026-Q1"), Period.parse("2026-6T"), Period.parse("2026-N")


@dataclass
class Desk:
    """An office whose day the test sets."""

    office: Office = field(init=False)
    today: date = date(2026, 3, 10)

    def passage(self, key: str, period: Period = Q1) -> PassageRow:
        return self.office.reports.text.passage(period, key)

    def type(self, period: Period | str, **figures: str) -> None:
        """Types figures, by codes written ``c1_07``; those of issued reports with a reason."""
        period = Period.parse(period) if isinstance(period, str) else period
        known = self.office.catalogues.of_period(period)
        read = {name[1:].replace("_", "."): text for name, text in figures.items()}
        typed = {code: parse_figure(text, known.get(code)) for code, text in read.items()}
        with self.office.corrections.because("đếm lại"):
            self.office.figures.set_figures(period, typed)

    def state(self, period: Period) -> ReportState:
        return self.office.reports.schedule.line(period).state
