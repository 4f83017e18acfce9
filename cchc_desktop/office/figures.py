"""What an office does with its figures: look at a period, type, paste, and see what is wrong or missing."""

from collections.abc import Collection, Mapping
from dataclasses import replace

from ..domain import dossiers, figure_checks
from ..domain.errors import Refusal
from ..domain.figure_rules import Problem
from ..domain.figures import Ledger
from ..domain.indicators import Indicator, IndicatorCatalogue, Kind, Nature
from ..domain.numerals import format_number
from ..domain.readings import Figure, State
from ..domain.report_periods import Period
from ..domain.target_links import TargetLink, link_targets
from ..domain.text import clean_text
from ..domain.typed_figures import cleaned, retyped
from ..storage import kinds
from ..storage.changes import Changes
from ..storage.figure_rows import figure_id, period_of, write_figure
from . import operations
from .calendar import Calendar
from .catalogues import CATALOGUE_TABLES, Catalogues
from .desk import OWN_PLAN_TABLES, PLAN_TABLES, Desk, Part
from .figure_rows import FigureRow, PeriodRows, rows_of
from .history import FieldChange, History
from .operations import Operation
from .record_counts import COUNT_TABLES, RecordCounts

_TYPED_TABLES = (*CATALOGUE_TABLES, "figures", "openings", "dossiers")
LEDGER_TABLES = tuple(dict.fromkeys((*_TYPED_TABLES, *COUNT_TABLES)))
"""What all figures and what follows from them are read from."""
TARGET_TABLES = (*CATALOGUE_TABLES, *OWN_PLAN_TABLES)
ROW_TABLES = tuple(dict.fromkeys((*LEDGER_TABLES, *TARGET_TABLES)))
"""What the rows of a grid of figures are read from."""


class Figures(Part):
    """The figures of all periods."""

    def __init__(
        self,
        desk: Desk,
        calendar: Calendar,
        catalogues: Catalogues,
        counts: RecordCounts,
        history: History,
    ) -> None:
        super().__init__(desk)
        self._calendar = calendar
        self._catalogues = catalogues
        self._counts = counts
        self._history = history
        self.ledger = desk.derived(self._ledger, LEDGER_TABLES)
        self.targets = desk.derived(self._targets, TARGET_TABLES)
        self._linked = desk.per_plan(self._link, (*CATALOGUE_TABLES, *PLAN_TABLES))
        self.completeness = desk.derived(self._completeness, LEDGER_TABLES)
        self._period_rows = desk.derived(self._rows, ROW_TABLES)
        self._rows_before: dict[Period, PeriodRows] = {}
        # What the ledger was before the operation that is under way, and what it will be after it.
        self._known: tuple[tuple[int, ...], Ledger] | None = None
        self._coming: Ledger | None = None
        desk.subscribe(self._follow)

    # Reading

    def years(self) -> list[int]:
        """The years that have figures, and this one, latest first."""
        years = {period.year for period in self.ledger().periods}
        return sorted(years | {self._calendar.current_quarter().year}, reverse=True)

    def _ledger(self) -> Ledger:
        """All figures, and what follows from them."""
        stamp = self._desk.store.revisions.stamp(LEDGER_TABLES)
        if self._known is None or self._known[0] != stamp:
            store, counts = self._desk.store, self._counts.by_period()
            typed = len(_TYPED_TABLES)
            if self._known is not None and self._known[0][:typed] == stamp[:typed]:
                result = self._known[1].with_counts(counts)
            else:
                result = Ledger(
                    self._catalogues.of_period, store.figures(), self._totals(), store.openings(), counts
                )
            self._known = (stamp, result)
        return self._known[1]

    def _follow(self, changes: Changes) -> None:
        """Goes on with the ledger after an operation that wrote nothing of it but figures.

        What it has worked out for other figures then need not be read and worked out again.
        """
        coming, self._coming = self._coming, None
        if self._known is None or changes.tables.isdisjoint(LEDGER_TABLES):
            return
        now = self._desk.store.revisions.stamp(LEDGER_TABLES)
        written = [change for change in changes.details if change.table == kinds.FIGURES.table]
        place = LEDGER_TABLES.index(kinds.FIGURES.table)
        expected = tuple(
            count + (len(written) if at == place else 0) for at, count in enumerate(self._known[0])
        )
        if now != expected:
            return
        ledger = coming
        if ledger is None:
            ledger = self._known[1]
            typed: dict[Period, dict[str, Figure]] = {}
            for change in written:
                row = change.after or change.before
                assert row is not None
                figure = Figure() if change.after is None else kinds.FIGURES.read(change.after)
                typed.setdefault(period_of(row["period_id"]), {})[row["code"]] = figure
            for period, figures in typed.items():
                ledger = ledger.with_figures(period, figures)
        self._known = (now, ledger)

    def ledger_after(self) -> Ledger:
        """The ledger as the operation leaves it that is under way and has written all."""
        return self.ledger() if self._coming is None else self._coming

    def _totals(self) -> dict[Period, dict[str, int]]:
        """What form II.06a comes to, for the indicators that are its totals."""
        found: dict[Period, dict[str, int]] = {}
        for period, rows in dossiers.effective(self._desk.store.dossiers()).items():
            whole = dossiers.total(rows.values())
            for indicator in self._catalogues.of_period(period).indicators:
                name = dossiers.COUNTED.get(indicator.counted)
                if name is not None and (value := getattr(whole, name)) is not None:
                    found.setdefault(period, {})[indicator.code] = value
        return found

    def rows(self, period: Period) -> list[FigureRow]:
        """Every indicator in a period, in the catalogue's order; what is as before is the same object."""
        return list(self._period_rows(period).rows)

    def _rows(self, period: Period) -> PeriodRows:
        found = rows_of(
            self.ledger(),
            period,
            self.targets(period),
            self._rows_before.get(period),
        )
        self._rows_before[period] = found
        return found

    def _targets(self, period: Period) -> Mapping[str, TargetLink]:
        """The plan's target that each indicator measures, by code, for the year of a period."""
        plans = self._desk.own_heads()
        of_year = [p for p in plans if p.period.first_year <= period.year <= p.period.last_year]
        links: dict[str, TargetLink] = {}
        # The plan of the year itself says more than one of several years.
        for plan in sorted(of_year, key=lambda p: p.period.last_year - p.period.first_year, reverse=True):
            links.update(self._linked(plan.id, period))
        return links

    def _link(self, plan_id: str, period: Period) -> Mapping[str, TargetLink]:
        return link_targets(self._desk.plan(plan_id), self._catalogues.of_period(period), period.year)

    def problems(self, period: Period) -> list[Problem]:
        """What is wrong with the figures of a period, in the catalogue's order."""
        return figure_checks.problems(self.ledger(), period)

    def missing(self, period: Period) -> list[str]:
        """The codes that still have no figure in a period."""
        return figure_checks.missing(self.ledger(), period)

    def gaps(self, period: Period) -> dict[Period, list[str]]:
        """The quarters, or the opening, that figures of a longer span were made without, and their codes."""
        ledger = self.ledger()
        opening = ledger.opening_of(period)
        return figure_checks.gaps(ledger.catalogue(period), ledger.readings(period), period, opening)

    def _completeness(self, period: Period) -> tuple[int, int]:
        """How many of the figures that an official types for a period are there, and how many there are.

        Those of a longer span are there once each of its quarters that they need has one.
        """
        lacking = set(self.missing(period)).union(*self.gaps(period).values())
        wanted = {
            indicator.code
            for indicator in self.ledger().catalogue(period).indicators
            if (indicator.is_typed and indicator.is_asked(period)) or indicator.code in lacking
        }
        return len(wanted - lacking), len(wanted)

    def beside_form(self, quarter: Period) -> dict[str, tuple[Figure, int]]:
        """The figures that were typed beside other totals of form II.06a, and these totals, by code."""
        ledger = self.ledger()
        return {
            code: each
            for code in ledger.totals(quarter)
            if (each := ledger.beside_form(quarter, code)) is not None
        }

    def catalogue_fault(self, period: Period) -> str:
        """A sentence where the catalogue that is kept with a period is not to be used, so that these are the
        figures of another one; nothing where all is well."""
        return self._catalogues.followed(period).fault

    def figure(self, period: Period, code: str) -> Figure:
        """What was typed for an indicator in a period, or a blank figure."""
        return self.ledger().figure(period, code)

    def history(self, period: Period, code: str) -> list[FieldChange]:
        """Every change of one figure, newest first."""
        return self._history.of_record(figure_id(period, code))

    # Writing

    def type_figure(self, period: Period, code: str, text: str) -> Changes:
        """Takes what was typed into a cell; note, source and «ước» stay unless the text says otherwise.

        Raises Refusal, with the code as its field, where it is no figure of this indicator.
        """
        self._admit(operations.TYPE_FIGURES, period, [code])
        return self.set_figures(period, {code: self.read_figure(period, code, text)})

    def _admit(self, operation: Operation, period: Period, codes: Collection[str]) -> None:
        """Raises Refusal where whoever is here may not set these figures."""
        known = self._catalogues.of_period(period)
        self._desk.admit(operation, {known.get(code).area for code in codes})

    def read_figure(self, period: Period, code: str, text: str) -> Figure:
        """The figure that a text says for a cell, with the note and source that the cell has."""
        ledger = self.ledger()
        return retyped(ledger.figure(period, code), text, ledger.catalogue(period).get(code))

    def take_form(self, quarter: Period, codes: Collection[str] | None = None) -> Changes:
        """Gives up the figures that were typed beside other totals of form II.06a, for those of the form.

        ``codes`` are the ones that are meant, all where None. Raises Refusal where there are none.
        """
        found = [code for code in self._beside_form(quarter) if codes is None or code in codes]
        return self.set_figures(quarter, dict.fromkeys(found, Figure()), "Lấy số của biểu II.06a")

    def keep_typed(self, quarter: Period, reason: str) -> Changes:
        """Keeps the figures that were typed beside other totals of form II.06a: the reason becomes the note
        of those that have none. Raises Refusal without a reason, or where there are no such figures."""
        if not clean_text(reason):
            raise Refusal("Hãy ghi lý do giữ số nhập tay.", "reason")
        figures = {
            code: replace(figure, note=figure.note or reason)
            for code, (figure, _) in self._beside_form(quarter).items()
        }
        return self.set_figures(quarter, figures, "Giữ số nhập tay khác biểu II.06a")

    def _beside_form(self, quarter: Period) -> dict[str, tuple[Figure, int]]:
        found = self.beside_form(quarter)
        if not found:
            raise Refusal(f"Không có số nhập tay nào của {quarter.label} khác biểu II.06a.")
        return found

    def set_figures(
        self,
        period: Period,
        figures: Mapping[str, Figure],
        label: str = "",
        subject: str = "",
        operation: Operation = operations.TYPE_FIGURES,
    ) -> Changes:
        """Sets figures of one period in one operation, which ``label`` may word in its own way.

        Raises Refusal, with the code of the offending figure as its field, where one cannot be: nothing is
        then stored.
        """
        self._admit(operation, period, figures.keys())
        taken, after = self.admitted(period, figures)
        subject = subject or subject_of(period, after.catalogue(period), taken)
        try:
            with self._desk.operation(operation, subject, label) as recorder:
                self._catalogues.open_period(recorder, period)
                for code, figure in taken.items():
                    write_figure(recorder, period, code, figure)
                self._coming = after
        finally:
            self._coming = None
        return recorder.changes

    def admitted(self, period: Period, figures: Mapping[str, Figure]) -> tuple[dict[str, Figure], Ledger]:
        """The figures of one period as they would be stored, and the ledger with them.

        Raises Refusal, with the code of the offending figure as its field, where one cannot be stored.
        """
        ledger = self.ledger()
        known = ledger.catalogue(period)
        taken: dict[str, Figure] = {}
        for code, figure in figures.items():
            indicator = known.get(code)
            if figure != ledger.figure(period, code):
                self._check_may_type(ledger, period, indicator, figure)
            taken[indicator.code] = cleaned(figure, indicator)
        after = ledger.with_figures(period, taken)
        figure_checks.refuse_broken(ledger, after, period, list(taken))
        return taken, after

    def _check_may_type(self, ledger: Ledger, period: Period, indicator: Indicator, figure: Figure) -> None:
        """Refuses a new value where the figure follows from others.

        A value that stands there from before may be blanked, and noted on.
        """
        before = ledger.figure(period, indicator.code)
        was, becomes = ((each.value, each.none, each.estimate) for each in (before, figure))
        if figure.value is None or was == becomes:
            return
        name, code = indicator.name, indicator.code
        if not period.span.is_quarter and not (
            indicator.nature is Nature.DISTINCT and indicator.kind is Kind.TYPED
        ):
            raise Refusal(f"«{name}» của {period.label} được tính từ các quý. Hãy nhập ở từng quý.", code)
        if not indicator.is_asked(period):
            raise Refusal(f"«{name}» là số của cả năm. Hãy nhập ở quý IV, không nhập ở {period.label}.", code)
        reading = ledger.reading(period, code)
        if indicator.kind is Kind.COMPUTED:
            assert indicator.formula is not None
            raise Refusal(
                f"«{name}» được tính theo công thức {indicator.formula.text}. Hãy nhập các số thành phần.",
                code,
            )
        if reading.state is State.COUNTED and not figure.note.strip():
            raise Refusal(
                f"«{name}» được cộng từ biểu II.06a. Hãy sửa số ở biểu đó; phải ghi số khác thì ghi lý do ở "
                "cột «Ghi chú» trước.",
                code,
            )
        shown = format_number(reading.shown(indicator) or 0)
        # A count of a longer span is typed over the sum that an opening figure begins.
        if reading.opening is not None and (period.span.is_quarter or reading.opening == period):
            raise Refusal(
                f"«{name}» lấy từ số lũy kế ban đầu {reading.opening.label} ({shown}). "
                "Hãy sửa ở «Số lũy kế khi bắt đầu dùng».",
                code,
            )
        if reading.state is State.CARRIED:
            raise Refusal(
                f"«{name}» lấy từ [{indicator.carried_from}] của {period.previous.label} ({shown}). "
                "Hãy sửa số ở kỳ trước.",
                code,
            )


def subject_of(period: Period, known: IndicatorCatalogue, figures: Mapping[str, Figure]) -> str:
    """What an operation on figures of a period was done to, in words."""
    if len(figures) != 1:
        return f"{len(figures)} chỉ tiêu, {period.label}"
    code = next(iter(figures))
    return f"{code} {known.get(code).name}, {period.label}"
