"""The main ratios over the last quarters, as the first page plots them."""

from dataclasses import dataclass, replace

from ..domain.indicators import Indicator
from ..domain.readings import EMPTY, Reading
from ..domain.report_periods import Period
from ..domain.target_links import TargetLink, target_met
from .calendar import Calendar
from .desk import DAY, Desk, Part
from .figures import LEDGER_TABLES, TARGET_TABLES, Figures

TREND_TABLES = tuple(dict.fromkeys((*LEDGER_TABLES, *TARGET_TABLES, DAY)))
"""What the trends are read from."""


@dataclass(frozen=True, slots=True)
class Trend:
    """A main ratio over quarters, earliest first, with the plan's target for it where there is one.

    ``points`` are the quarters each for itself, ``cumulated`` what the ratio came to by the
    end of each that has a figure.
    ``total`` is what the ratio comes to since the year of the last quarter with a figure began: the target is
    judged by it, as everywhere.
    """

    indicator: Indicator
    words: str
    points: tuple[tuple[Period, Reading], ...]
    cumulated: tuple[Reading, ...] = ()
    total: Reading = EMPTY
    target: TargetLink | None = None

    @property
    def last(self) -> tuple[Period, Reading] | None:
        """The last quarter that has a figure."""
        return next((point for point in reversed(self.points) if point[1].value is not None), None)

    @property
    def met(self) -> bool | None:
        """Whether the year's figure reaches the target; None without a target or a figure of all quarters."""
        return None if self.target is None else target_met(self.target, self.total)


class Trends(Part):
    """The catalogue's main ratios over time."""

    def __init__(self, desk: Desk, calendar: Calendar, figures: Figures) -> None:
        super().__init__(desk)
        self._calendar = calendar
        self._figures = figures
        self.over = desk.derived(self._over, TREND_TABLES)

    def _over(self, quarters: int = 8) -> tuple[Trend, ...]:
        """The catalogue's main ratios over the last quarters up to the current one."""
        ledger = self._figures.ledger()
        last = self._calendar.current_quarter()
        periods = [last]
        while len(periods) < quarters:
            periods.append(periods[-1].previous)
        links = self._figures.targets(last)
        known = ledger.catalogue(last)
        found = []
        for code, words in known.highlights:
            points = tuple((period, ledger.reading(period, code)) for period in reversed(periods))
            cumulated = tuple(
                EMPTY if own.value is None else ledger.reading(period.cumulated, code)
                for period, own in points
            )
            trend = Trend(known.get(code), words, points, cumulated, target=links.get(code))
            if trend.last is not None:
                trend = replace(trend, total=ledger.reading(trend.last[0].cumulated, code))
            found.append(trend)
        return tuple(found)
