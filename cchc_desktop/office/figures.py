"""What an office does with its figures: look at a period, type, paste, and see what is wrong or missing."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from .. import catalogue
from ..domain import dossiers, figure_checks
from ..domain.errors import Refusal
from ..domain.figures import EMPTY, Figure, Ledger, Reading, State, checked, parse_figure
from ..domain.indicators import Indicator, IndicatorCatalogue, Kind, Nature
from ..domain.numerals import format_number
from ..domain.report.words import target_met
from ..domain.report_periods import Period
from ..domain.target_links import TargetLink, link_targets
from ..domain.text import clean_text
from ..storage.figure_rows import figure_id, write_catalogue, write_figure, write_period
from ..storage.journal import Changes, Recorder
from .calendar import Calendar
from .desk import Desk, Part
from .figure_rows import FigureRow, PeriodRows, rows_of
from .history import FieldChange, History
from .tasks import Tasks, plans_in_force


@dataclass(frozen=True, slots=True)
class Trend:
    """A main ratio over quarters, earliest first, with the plan's target for it where there is one.

    ``total`` is what the ratio comes to since the year of the last quarter with a figure began: the target is
    judged by it, as everywhere.
    """

    indicator: Indicator
    words: str
    points: tuple[tuple[Period, Reading], ...]
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


class Figures(Part):
    """The figures of all periods; ``calendar`` is when they are gathered."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.calendar = Calendar(desk)
        self._made_at = -1
        self._ledger: Ledger | None = None
        self._catalogues: dict[str, IndicatorCatalogue] = {}
        self._rows: PeriodRows | None = None
        self._links: dict[int, tuple[tuple[object, ...], dict[str, TargetLink]]] = {}

    # Catalogues

    def catalogue(self, period: Period) -> IndicatorCatalogue:
        """The catalogue that a quarter was made with, or the one valid when it begins.

        A longer span has that of its last quarter.
        """
        quarter = period.last_quarter
        pinned = self._desk.store.period_catalogues().get(quarter)
        return self._catalogue_of(quarter, pinned, self._kept())

    def _kept(self) -> dict[str, IndicatorCatalogue]:
        """The catalogues that are kept in the data by their versions, each text read once."""
        shipped = catalogue.indicators()
        texts = self._desk.store.catalogues()
        for text in texts.values():
            if text not in self._catalogues:
                same = text == shipped.text
                self._catalogues[text] = shipped if same else catalogue.read_indicators(text)
        return {version: self._catalogues[text] for version, text in texts.items()}

    def _catalogue_of(
        self, period: Period, pinned: str | None, kept: Mapping[str, IndicatorCatalogue]
    ) -> IndicatorCatalogue:
        if pinned is not None and pinned in kept:
            return kept[pinned]
        shipped = catalogue.indicators()
        starts = self.calendar.dates(period).starts
        valid = [one for one in (shipped, *kept.values()) if one.valid_from <= starts]
        return max(valid, key=lambda one: one.valid_from, default=shipped)

    # Periods

    def years(self) -> list[int]:
        """The years that have figures, and this one, latest first."""
        years = {period.year for period in self.ledger().periods}
        return sorted(years | {self.calendar.current_quarter().year}, reverse=True)

    # Reading

    def ledger(self) -> Ledger:
        """All figures, and what follows from them."""
        if self._ledger is None or self._made_at != self._desk.revision:
            store = self._desk.store
            pinned, kept = store.period_catalogues(), self._kept()
            found: dict[Period, IndicatorCatalogue] = {}

            def catalogue_of(period: Period) -> IndicatorCatalogue:
                if period not in found:
                    found[period] = self._catalogue_of(period, pinned.get(period), kept)
                return found[period]

            self._ledger = Ledger(catalogue_of, store.figures(), self._totals(catalogue_of))
            self._made_at = self._desk.revision
        return self._ledger

    def _totals(self, catalogue_of: Callable[[Period], IndicatorCatalogue]) -> dict[Period, dict[str, int]]:
        """What form II.06a comes to, for the indicators that are its totals."""
        found: dict[Period, dict[str, int]] = {}
        for period, rows in dossiers.effective(self._desk.store.dossiers()).items():
            whole = dossiers.total(rows.values())
            for indicator in catalogue_of(period).indicators:
                name = dossiers.COUNTED.get(indicator.counted)
                if name is not None and (value := getattr(whole, name)) is not None:
                    found.setdefault(period, {})[indicator.code] = value
        return found

    def rows(self, period: Period) -> list[FigureRow]:
        """Every indicator in a period, in the catalogue's order."""
        before = self._rows if self._rows is not None and self._rows.period == period else None
        self._rows = rows_of(self.ledger(), period, self.targets(period), self.suggestions(period), before)
        return list(self._rows.rows)

    def trends(self, quarters: int = 8) -> list[Trend]:
        """The catalogue's main ratios over the last quarters up to the current one."""
        ledger = self.ledger()
        last = self.calendar.current_quarter()
        periods = [last]
        while len(periods) < quarters:
            periods.append(periods[-1].previous)
        links = self.targets(last)
        known = ledger.catalogue(last)
        found = []
        for code, words in known.highlights:
            points = tuple((period, ledger.reading(period, code)) for period in reversed(periods))
            trend = Trend(known.get(code), words, points, target=links.get(code))
            if trend.last is not None:
                trend = replace(trend, total=ledger.reading(trend.last[0].cumulated, code))
            found.append(trend)
        return found

    def targets(self, period: Period) -> dict[str, TargetLink]:
        """The plan's target that each indicator measures, by code, for the year of a period."""
        plans = self._desk.all_plans()
        of_year = [p for p in plans if p.period.first_year <= period.year <= p.period.last_year]
        known = self.ledger().catalogue(period)
        made_from = (known, *of_year)
        kept_from, links = self._links.get(period.year, ((), {}))
        # Values that are still the same objects say the same; comparing their content would take as long.
        if list(map(id, kept_from)) == list(map(id, made_from)):
            return links
        links = {}
        # The plan of the year itself says more than one of several years.
        for plan in sorted(of_year, key=lambda p: p.period.last_year - p.period.first_year, reverse=True):
            links.update(link_targets(plan, known, period.year))
        self._links[period.year] = (made_from, links)
        return links

    def suggestions(self, period: Period) -> dict[str, Decimal]:
        """What the program itself can count for a period, by code, from tasks and directive documents."""
        dates = self.calendar.dates(period)
        counts: dict[str, int] = {}
        issued = [d for d in self._desk.store.directives() if dates.starts <= d.day <= dates.ends]
        if issued:
            counts["directives"] = len(issued)
            counts["directives.plans"] = sum(directive.is_plan for directive in issued)
        plans = plans_in_force(self._desk.all_plans(), min(dates.ends, self._desk.today()))
        ids = {plan.id for plan in plans if plan.period.first_year <= period.year <= plan.period.last_year}
        tasks = [row for row in Tasks(self._desk).rows() if row.plan_id in ids]
        if tasks:
            counts["plan.tasks"] = len(tasks)
            counts["plan.tasks_done"] = sum(
                row.progress is not None
                and row.percent >= 100
                and dates.starts <= row.progress.day <= dates.ends
                for row in tasks
            )
        return {
            indicator.code: Decimal(counts[indicator.counted])
            for indicator in self.ledger().catalogue(period).indicators
            if indicator.counted in counts
        }

    def problems(self, period: Period) -> list[figure_checks.Problem]:
        """What is wrong with the figures of a period, in the catalogue's order."""
        return figure_checks.problems(self.ledger(), period)

    def missing(self, period: Period) -> list[str]:
        """The codes that still have no figure in a period."""
        return figure_checks.missing(self.ledger(), period)

    def gaps(self, period: Period) -> dict[Period, list[str]]:
        """The quarters that figures of a longer span were made without, and the codes of those figures."""
        ledger = self.ledger()
        return figure_checks.gaps(ledger.catalogue(period), ledger.readings(period), period)

    def completeness(self, period: Period) -> tuple[int, int]:
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

    def history(self, period: Period, code: str) -> list[FieldChange]:
        """Every change of one figure, newest first."""
        return History(self._desk).of_record(figure_id(period, code))

    # Writing

    def type_figure(self, period: Period, code: str, text: str) -> Changes:
        """Takes what was typed into a cell; note, source and «ước» stay unless the text says otherwise.

        Raises Refusal, with the code as its field, where it is no figure of this indicator.
        """
        return self.set_figures(period, {code: self.read_figure(period, code, text)})

    def read_figure(self, period: Period, code: str, text: str) -> Figure:
        """The figure that a text says for a cell, with the note and source that the cell has."""
        ledger = self.ledger()
        before = ledger.figure(period, code)
        read = parse_figure(text, ledger.catalogue(period).get(code))
        keeps_estimate = before.estimate and read.value is not None and not read.none
        return replace(read, note=before.note, source=before.source, estimate=read.estimate or keeps_estimate)

    def set_figures(
        self, period: Period, figures: Mapping[str, Figure], label: str = "Nhập số liệu", subject: str = ""
    ) -> Changes:
        """Sets figures of one period in one operation.

        Raises Refusal, with the code of the offending figure as its field, where one cannot be: nothing is
        then stored.
        """
        ledger = self.ledger()
        known = ledger.catalogue(period)
        cleaned: dict[str, Figure] = {}
        for code, figure in figures.items():
            indicator = known.get(code)
            if figure != ledger.figure(period, code):
                self._check_may_type(ledger, period, indicator, figure)
            cleaned[indicator.code] = replace(
                checked(figure, indicator), note=clean_text(figure.note), source=clean_text(figure.source)
            )
        after = ledger.with_figures(period, cleaned)
        figure_checks.refuse_broken(ledger, after, period, list(cleaned))
        was_open, revision = period in self._desk.store.period_catalogues(), self._desk.revision
        with self._desk.operation(label, subject or self._subject(period, known, cleaned)) as recorder:
            self.open_period(recorder, period)
            for code, figure in cleaned.items():
                write_figure(recorder, period, code, figure)
        if was_open and self._desk.revision == revision + 1:
            # Nothing else was written, nor by those who heard of it: what was computed for the checks need
            # not be read and computed again.
            self._ledger, self._made_at = after, self._desk.revision
        return self._last

    @staticmethod
    def _subject(period: Period, known: IndicatorCatalogue, figures: Mapping[str, Figure]) -> str:
        if len(figures) != 1:
            return f"{len(figures)} chỉ tiêu, {period.label}"
        code = next(iter(figures))
        return f"{code} {known.get(code).name}, {period.label}"

    def open_period(self, recorder: Recorder, period: Period) -> None:
        """Keeps the period's dates and catalogue once something is stored in it."""
        store = self._desk.store
        if period in store.period_catalogues():
            return
        made_with = self.catalogue(period)
        if made_with.version not in store.catalogues():
            write_catalogue(recorder, made_with)
        regime = self.calendar.chosen().get(period.year, "")
        write_period(recorder, self.calendar.dates(period), regime, made_with.version)

    def _check_may_type(self, ledger: Ledger, period: Period, indicator: Indicator, figure: Figure) -> None:
        """Refuses a new value where the figure follows from others.

        A value that stands there from before may be blanked, and noted on.
        """
        before = ledger.figure(period, indicator.code)
        was, becomes = ((one.value, one.none, one.estimate) for one in (before, figure))
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
        if reading.state is State.COUNTED:
            raise Refusal(f"«{name}» được cộng từ biểu II.06a. Hãy sửa số ở biểu đó.", code)
        if reading.state is State.CARRIED:
            shown = format_number(reading.shown(indicator) or 0)
            raise Refusal(
                f"«{name}» lấy từ [{indicator.carried_from}] của {period.previous.label} ({shown}). "
                "Hãy sửa số ở kỳ trước.",
                code,
            )
