"""The sample commune's two years of figures: what an office types from quarter to quarter, up to today.

The data are in resources/sample (figures.toml, dossiers.toml, registers.toml, reports.toml), by years
relative to today's. Quarters that are over are whole. Of the quarter that is running there is what an office
has by then: what it holds at any time, and the estimates of those areas that have handed them in.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from .. import catalogue, resources
from ..domain.dossiers import Dossiers
from ..domain.indicators import Indicator, Nature
from ..domain.plan import Signer
from ..domain.readings import Figure
from ..domain.registers.register import RegisterRow
from ..domain.report.directives import REGISTER, typed_directive
from ..domain.report.records import Passage, Remarks, ReportHead
from ..domain.report_periods import QUARTERS, Period, Span
from ..domain.scores import AreaScore
from ..domain.typed_figures import parse_figure
from ..storage.figure_rows import write_dossier_field, write_dossiers, write_figure
from ..storage.recorder import Recorder
from ..storage.register_kinds import write_register_row
from ..storage.report_rows import write_passage, write_remarks, write_report, write_score, write_seal
from ..storage.store import Store
from .calendar import Calendar
from .catalogues import Catalogues
from .reports import Reports
from .sample_criteria import write_criteria
from .sample_registers import write_registers

_YEARS = ("previous_year", "this_year")
_COLUMNS = ("online", "direct", "early", "on_time", "late", "pending_in_time", "pending_late")
_NO_DOSSIERS = [[0] * len(_COLUMNS)] * len(QUARTERS)
_FORM_AREA = 3
_COUNTED_BY_HEAD = Decimal(10)
"""Fewer than this many things are known when they happen; more are estimated until the quarter is over."""

_Described = Mapping[str, Any]


class Parts(NamedTuple):
    """The parts of an office that the sample is made with."""

    calendar: Calendar
    catalogues: Catalogues
    reports: Reports
    store: Store


@dataclass(frozen=True, slots=True)
class _Sample:
    """Where the sample is written to, and the year that it is written in."""

    parts: Parts
    recorder: Recorder
    today: date

    def year(self, name: str) -> int:
        """The year that the data call ``previous_year`` or ``this_year``."""
        return self.today.year - 1 + _YEARS.index(name)

    def day(self, entry: _Described) -> date:
        """The day of an entry, written as month and day of its year."""
        month, day = map(int, entry["day"].split("-"))
        return date(self.year(entry["year"]), month, day)

    def period(self, entry: _Described) -> Period:
        """The period of an entry."""
        return Period(self.year(entry["year"]), Span(entry["period"]))

    def is_over(self, period: Period) -> bool:
        """Whether the period's last day has passed."""
        return self.parts.calendar.dates(period).ends < self.today

    def text(self, text: str) -> str:
        """A text with its years filled in."""
        year = self.today.year
        names = {"year": 0, "previous_year": -1, "next_year": 1, "year-2": -2, "year-3": -3}
        for name, value in ((name, year + years) for name, years in names.items()):
            text = text.replace(f"{{{name}}}", str(value))
        return text.strip()


def write_years(parts: Parts, recorder: Recorder, today: date, signers: Sequence[Signer]) -> None:
    """Writes what the sample commune has typed by today into an operation that is under way."""
    sample = _Sample(parts, recorder, today)
    described = resources.load_toml("sample", "figures.toml")
    handed_in = {int(area): days for area, days in described["days_before_end"].items()}
    for name in _YEARS:
        for place, span in enumerate(QUARTERS):
            quarter = Period(sample.year(name), span)
            if sample.parts.calendar.dates(quarter).starts <= sample.today:
                figures = _of_quarter(sample, quarter, described[name], place, handed_in)
                _write_quarter(sample, quarter, figures, _texts(described, name, place))
        _write_spans(sample, name, described[name]["spans"])
    _write_forms(sample, handed_in[_FORM_AREA])
    write_registers(recorder, today, sample.text)
    write_criteria(recorder, today)
    _write_reports(sample, resources.load_toml("sample", "reports.toml"), signers)


# Figures


def _of_quarter(
    sample: _Sample, quarter: Period, typed: _Described, place: int, handed_in: Mapping[int, int]
) -> dict[str, Figure]:
    """A quarter's figures by code, as far as they are there by today."""
    left = (sample.parts.calendar.dates(quarter).ends - sample.today).days
    found = {}
    for indicator in sample.parts.catalogues.of_period(quarter).indicators:
        if indicator.code in typed:
            figure = parse_figure(str(typed[indicator.code][place]), indicator)
            is_handed_in = left <= handed_in[indicator.area]
            found[indicator.code] = figure if left < 0 else _so_far(figure, indicator, is_handed_in)
    return found


def _so_far(figure: Figure, indicator: Indicator, is_handed_in: bool) -> Figure:
    """A figure of the quarter that is running: standing, estimated, or not there yet."""
    if indicator.nature in (Nature.STOCK, Nature.FLAG) and not indicator.yearly:
        return figure
    # What the program counts by itself it offers on the screen.
    if not is_handed_in or indicator.yearly or indicator.counted:
        return Figure()
    many = figure.value is not None and figure.value >= _COUNTED_BY_HEAD
    return replace(figure, estimate=figure.estimate or many)


def _texts(described: _Described, name: str, place: int) -> dict[str, dict[str, str]]:
    """Source and note of a quarter's figures, by code."""
    texts = {code: {"source": text} for code, text in described["sources"].items()}
    for entry in described["notes"]:
        if (entry["year"], entry["quarter"]) == (name, place + 1):
            own = {key: entry[key] for key in ("source", "note") if key in entry}
            texts[entry["code"]] = texts.get(entry["code"], {}) | own
    return texts


def _write_quarter(
    sample: _Sample, quarter: Period, figures: Mapping[str, Figure], texts: Mapping[str, Mapping[str, str]]
) -> None:
    sample.parts.catalogues.open_period(sample.recorder, quarter)
    for code, figure in figures.items():
        if figure.value is not None:
            own = texts.get(code, {})
            source, note = (sample.text(own.get(name, "")) for name in ("source", "note"))
            told = replace(figure, source=source, note=note)
            write_figure(sample.recorder, quarter, code, told)


def _write_spans(sample: _Sample, name: str, counted: Mapping[str, Mapping[str, int]]) -> None:
    """What was counted without doubles over longer spans that are over, where it was counted all along."""
    for code, by_span in counted.items():
        for span, value in by_span.items():
            period = Period(sample.year(name), Span(span))
            if sample.is_over(period) and all(
                code in sample.parts.catalogues.of_period(quarter).by_code for quarter in period.quarters
            ):
                sample.parts.catalogues.open_period(sample.recorder, period)
                write_figure(sample.recorder, period, code, Figure(Decimal(value)))


# Form II.06a


def _write_forms(sample: _Sample, days_before_end: int) -> None:
    """The form of every quarter whose rows are handed in; each begins with what the one before left."""
    described = resources.load_toml("sample", "dossiers.toml")
    fields = catalogue.dossier_fields()
    for field in fields:
        write_dossier_field(sample.recorder, field)
    for quarter, name, place in _quarters(sample):
        if (sample.parts.calendar.dates(quarter).ends - sample.today).days > days_before_end:
            continue
        for field in fields:
            # A field that is not described had no dossiers, and the office typed so.
            counts = described[name].get(field.id, _NO_DOSSIERS)[place]
            carried = described["carried"].get(field.id, 0) if (name, place) == (_YEARS[0], 0) else None
            row = Dossiers(carried=carried, **dict(zip(_COLUMNS, counts, strict=True)))
            write_dossiers(sample.recorder, quarter, field.id, row)


def _quarters(sample: _Sample) -> Iterator[tuple[Period, str, int]]:
    for name in _YEARS:
        for place, span in enumerate(QUARTERS):
            yield Period(sample.year(name), span), name, place


# Directive documents and reports


def _write_reports(sample: _Sample, described: _Described, signers: Sequence[Signer]) -> None:
    """Directive documents up to today, and of the periods that are over remarks, own words and numbers."""
    for entry in described["directives"]:
        if sample.day(entry) <= sample.today:
            _write_directive(sample, entry)
    for entry in described["scores"]:
        year = sample.year(entry["year"])
        if sample.is_over(Period(year, Span.YEAR)):
            most, scored = (Decimal(str(entry[name])) for name in ("most", "scored"))
            score = AreaScore(year, entry["area"], most, scored, sample.text(entry.get("note", "")))
            write_score(sample.recorder, score.id, score)
    for entry in described["remarks"]:
        if sample.is_over(period := sample.period(entry)):
            parts = (sample.text(entry.get(name, "")) for name in ("results", "difficulties", "causes"))
            write_remarks(sample.recorder, period, Remarks(entry["area"], *parts))
    for entry in described["passages"]:
        if sample.is_over(period := sample.period(entry)):
            _write_passage(sample, period, entry["key"], sample.text(entry["text"]))
    issued: dict[Period, ReportHead] = {}
    for entry in described["reports"]:
        period = sample.period(entry)
        due = sample.parts.calendar.dates(period).due
        if due is not None and due <= sample.today:
            head = ReportHead(period.id, number=entry["number"], issued_on=due)
            if "signer" in entry:
                head = replace(head, signer=signers[entry["signer"] - 1])
            issued[period] = sample.parts.reports.text.filled(head)
            write_report(sample.recorder, issued[period])
    for period, head in issued.items():
        seal = sample.parts.reports.papers.sealed(period, head)
        write_seal(sample.recorder, sample.parts.store.packs, period, seal)


def _write_directive(sample: _Sample, entry: _Described) -> None:
    # No first page reads registers.
    from ..catalogue.registers import registers
    from .registers import stored_of

    register = next(each for each in registers() if each.id == REGISTER)
    typed = typed_directive(
        sample.day(entry), entry["number"], sample.text(entry["subject"]), entry["kind"], entry["area"],
        entry["unit"],
    )  # fmt: skip
    write_register_row(sample.recorder, *stored_of(register, RegisterRow(REGISTER, register.read(typed))))


def _write_passage(sample: _Sample, period: Period, key: str, text: str) -> None:
    """An official's words, written when the data said what they say now."""
    generated = sample.parts.reports.text.passage(period, key).generated
    write_passage(sample.recorder, period, key, Passage(key, text, generated))
