"""Opening figures («số lũy kế ban đầu»): what an office that begins in mid-year had reported until then.

They are given once, by indicator, cumulated from the year's start; the quarters before need not be typed.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from ..domain import figure_checks
from ..domain.errors import Refusal
from ..domain.figure_rules import Problem
from ..domain.figures import Ledger
from ..domain.indicators import Indicator, Kind
from ..domain.readings import EMPTY, Figure
from ..domain.report_periods import QUARTERS, Period, Span
from ..domain.typed_figures import cleaned, retyped
from ..storage.changes import Changes
from ..storage.figure_rows import opening_id, write_opening
from . import operations
from .calendar import Calendar
from .catalogues import Catalogues
from .desk import Desk, Part
from .figure_rows import FigureRow
from .figures import LEDGER_TABLES, Figures, subject_of
from .history import FieldChange, History
from .operations import Operation

OPENING_TABLES = LEDGER_TABLES
"""What the opening figures, and what follows from them, are read from."""


class Openings(Part):
    """The opening figures. ``span`` is always the longer span, from the year's start, that they cumulate."""

    def __init__(
        self, desk: Desk, calendar: Calendar, catalogues: Catalogues, figures: Figures, history: History
    ) -> None:
        super().__init__(desk)
        self._calendar = calendar
        self._catalogues = catalogues
        self._figures = figures
        self._history = history
        self.ledger = figures.ledger
        self._rows = desk.derived(self._read_rows, OPENING_TABLES)

    # Reading

    def due(self) -> Period:
        """The span that is to be given now: what there is already for this year, or the year until the
        current quarter; that of the year before where this one has just begun."""
        quarter = self._calendar.current_quarter()
        if (given := self.ledger().opening_of(quarter)) is not None:
            return given
        if quarter.span in QUARTERS[:2]:
            return Period(quarter.year - 1, Span.YEAR)
        return quarter.previous.cumulated

    def spans(self) -> list[Period]:
        """The spans that there are opening figures of, the longest of a year first."""
        given = [
            span
            for span, figures in self._desk.store.openings().items()
            if any(figure.value is not None for figure in figures.values())
        ]
        return sorted(given, key=lambda span: (span.year, -span.span.quarters))

    def wanted(self, period: Period) -> Period | None:
        """The span whose opening figures would take the place of the quarters of a period that are over and
        have no figures; None where there is such an opening, or at most one quarter to be typed."""
        ledger, today = self.ledger(), self._desk.today()
        if period.span.is_quarter or ledger.opening_of(period) is not None:
            return None
        empty = []
        for quarter in period.quarters[:-1]:
            if ledger.has_figures(quarter) or self._calendar.dates(quarter).ends >= today:
                break
            empty.append(quarter)
        return empty[-1].cumulated if len(empty) > 1 else None

    def figure(self, span: Period, code: str) -> Figure:
        """What was given for an indicator, or a blank figure."""
        return self.ledger().opening(span, code)

    def asked(self, span: Period) -> list[Indicator]:
        """The indicators that opening figures are given for: all that no formula makes."""
        return list(self.ledger().catalogue(span).asked(span))

    def missing(self, span: Period) -> list[str]:
        """The codes that no opening figure was given for yet, nor form II.06a of the span counts."""
        ledger = self.ledger()
        return [
            each.code
            for each in self.asked(span)
            if ledger.opening(span, each.code).value is None and ledger.total(span, each.code) is None
        ]

    def rows(self, span: Period) -> list[FigureRow]:
        """Every indicator with its opening figure, in the catalogue's order; what formulas make of them is
        worked out."""
        return list(self._rows(span))

    def _read_rows(self, span: Period) -> tuple[FigureRow, ...]:
        ledger = self.ledger()
        found: dict[str, list[Problem]] = {}
        for problem in figure_checks.problems(ledger, span):
            found.setdefault(problem.code, []).append(problem)
        readings = ledger.readings(span)
        rows = []
        for indicator in ledger.catalogue(span).indicators:
            code = indicator.code
            figure, reading = ledger.opening(span, code), readings[code]
            is_told = (
                figure.value is not None
                or indicator.kind is Kind.COMPUTED
                or ledger.total(span, code) is not None
            )
            rows.append(
                FigureRow(
                    indicator=indicator,
                    figure=figure,
                    reading=reading if is_told else EMPTY,
                    cumulated=reading,
                    previous=EMPTY,
                    last_year=EMPTY,
                    problems=tuple(found.get(code, ())),
                    opening=figure,
                    is_opening=True,
                )
            )
        return tuple(rows)

    def history(self, span: Period, code: str) -> list[FieldChange]:
        """Every change of one opening figure, newest first."""
        return self._history.of_record(opening_id(span, code))

    # Writing

    def type_figure(self, span: Period, code: str, text: str) -> Changes:
        """Takes what was typed into a cell; note and source stay.

        Raises Refusal, with the code as its field, where it is no figure of this indicator.
        """
        self._admit(operations.TYPE_OPENING, span, [code])
        return self.set_figures(span, {code: self.read_figure(span, code, text)})

    def _admit(self, operation: Operation, span: Period, codes: Iterable[str]) -> None:
        """Raises Refusal where whoever is here may not set these opening figures."""
        known = self._catalogues.of_period(span)
        self._desk.admit(operation, {known.get(code).area for code in codes})

    def read_figure(self, span: Period, code: str, text: str) -> Figure:
        """The figure that a text says for a cell, with the note and source that the cell has."""
        return retyped(self.figure(span, code), text, self.ledger().catalogue(span).get(code))

    def set_figures(
        self,
        span: Period,
        figures: Mapping[str, Figure],
        label: str = "",
        subject: str = "",
        operation: Operation = operations.TYPE_OPENING,
    ) -> Changes:
        """Sets opening figures of one span in one operation, which ``label`` may word in its own way.

        What was cumulated by the end of the first quarter is that quarter's figure, and stored as such.
        Raises Refusal, with the code of the offending figure as its field, where one cannot be: nothing is
        then stored.
        """
        span = span.cumulated
        if span.span.is_quarter:
            return self._figures.set_figures(span, figures, label, subject)
        self._admit(operation, span, figures)
        taken = self.admitted(span, figures)
        subject = subject or subject_of(span, self.ledger().catalogue(span), taken)
        with self._desk.operation(operation, subject, label) as recorder:
            self._catalogues.open_period(recorder, span)
            for code, figure in taken.items():
                write_opening(recorder, span, code, figure)
        return recorder.changes

    def admitted(self, span: Period, figures: Mapping[str, Figure]) -> dict[str, Figure]:
        """The opening figures of a span as they would be stored.

        Raises Refusal, with the code of the offending figure as its field, where one cannot be stored.
        """
        span = span.cumulated
        if span.span.is_quarter:
            return self._figures.admitted(span, figures)[0]
        ledger = self.ledger()
        known = ledger.catalogue(span)
        taken: dict[str, Figure] = {}
        for code, figure in figures.items():
            indicator = known.get(code)
            self._check_may_give(span, indicator, figure)
            taken[indicator.code] = cleaned(figure, indicator)
        self._refuse_broken(ledger, span, taken)
        return taken

    def source(self, span: Period) -> str:
        """The report that the opening figures of a span were taken from; nothing where they name none."""
        return next((figure.source for figure in self._given(span).values() if figure.source), "")

    def set_source(self, span: Period, source: str) -> Changes:
        """Names the report that all opening figures of a span were taken from."""
        given = self._given(span)
        figures = {code: replace(figure, source=source) for code, figure in given.items()}
        return self.set_figures(span, figures, "Ghi nguồn số lũy kế ban đầu")

    def clear(self, span: Period) -> Changes:
        """Takes all opening figures of a span away. Raises Refusal where there are none."""
        if not (given := self._given(span)):
            raise Refusal(f"Chưa có số lũy kế ban đầu {span.label} để xóa.")
        blank = dict.fromkeys(given, Figure())
        subject = f"{len(given)} chỉ tiêu, {span.label}"
        return self.set_figures(span, blank, subject=subject, operation=operations.CLEAR_OPENING)

    def _given(self, span: Period) -> Mapping[str, Figure]:
        return self._desk.store.openings().get(span, {})

    @staticmethod
    def _refuse_broken(ledger: Ledger, span: Period, figures: Mapping[str, Figure]) -> None:
        after = ledger.with_opening(span, figures)
        figure_checks.refuse_broken(ledger, after, span, list(figures))

    @staticmethod
    def _check_may_give(span: Period, indicator: Indicator, figure: Figure) -> None:
        if figure.value is None:
            return
        if indicator.formula is not None:
            raise Refusal(
                f"«{indicator.name}» được tính theo công thức {indicator.formula.text}. "
                "Hãy nhập các số thành phần.",
                indicator.code,
            )
        if not indicator.is_asked(span):
            raise Refusal(
                f"«{indicator.name}» là số của cả năm, nhập ở quý IV. Không cần số lũy kế {span.label}.",
                indicator.code,
            )
