"""Where a grid of figures reads and writes: the figures of periods, or those that an office began with."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Protocol

from ...domain.readings import Figure
from ...domain.report_periods import Period
from ...office.figure_rows import FigureRow
from ...office.openings import Openings


class FigureBook(Protocol):
    """What a grid asks of the office; ``Office.figures`` is one."""

    def rows(self, period: Period) -> list[FigureRow]:
        """Every indicator in a period, in the catalogue's order."""

    def figure(self, period: Period, code: str) -> Figure:
        """What is stored, or a blank figure."""

    def read_figure(self, period: Period, code: str, text: str) -> Figure:
        """The figure that a text says for a cell. Raises Refusal."""

    def type_figure(self, period: Period, code: str, text: str) -> object:
        """Takes what was typed into a cell. Raises Refusal."""

    def set_figures(self, period: Period, figures: Mapping[str, Figure], label: str = "") -> object:
        """Sets figures in one operation. Raises Refusal with the code as its field."""


class OpeningBook:
    """The opening figures; what is given anew comes from the report that ``source`` names."""

    def __init__(self, openings: Openings, source: Callable[[], str]) -> None:
        self._openings = openings
        self._source = source

    def rows(self, period: Period) -> list[FigureRow]:
        """Every indicator with its opening figure."""
        return self._openings.rows(period)

    def figure(self, period: Period, code: str) -> Figure:
        """What was given, or a blank figure."""
        return self._openings.figure(period, code)

    def read_figure(self, period: Period, code: str, text: str) -> Figure:
        """The figure that a text says for a cell."""
        return self._openings.read_figure(period, code, text)

    def type_figure(self, period: Period, code: str, text: str) -> object:
        """Takes what was typed into a cell."""
        return self.set_figures(period, {code: self.read_figure(period, code, text)})

    def set_figures(self, period: Period, figures: Mapping[str, Figure], label: str = "") -> object:
        """Sets opening figures in one operation, those that are new with their source."""
        return self._openings.set_figures(
            period, {code: self._sourced(period, code, figure) for code, figure in figures.items()}, label
        )

    def _sourced(self, period: Period, code: str, figure: Figure) -> Figure:
        if figure.value is None:
            # The report that a figure came from says nothing of one that was taken out.
            return replace(figure, source="") if not figure.note else figure
        is_new = self.figure(period, code).value is None
        return replace(figure, source=self._source()) if is_new and not figure.source else figure
