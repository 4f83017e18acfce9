"""Opening figures from the annex of the last report that was sent: what taking them in would change.

What counts is the column «Lũy kế» where the sheet has one, else the column of the period itself, where the
annex is one of the longer span.
"""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from ..domain.errors import Refusal
from ..domain.figures import Ledger
from ..domain.indicators import Indicator, Kind
from ..domain.readings import EMPTY, Figure
from ..domain.report_periods import Period
from ..intake.read_figures import Annex, AnnexRow
from ..storage.changes import Changes
from . import operations
from .annex_origin import questions
from .figure_import import Comparison, FigureChange, FigureDraft, read_annex, refuse_unstorable
from .openings import Openings


def read_opening(openings: Openings, span: Period, path: Path, source: str = "") -> FigureDraft:
    """What taking in the file would change. Raises Refusal as ``read_annex`` and ``compare_opening``."""
    return compare_opening(openings, span, read_annex(path, span), source)


def compare_opening(openings: Openings, span: Period, annex: Annex, source: str = "") -> FigureDraft:
    """What taking in the annex would change in the opening figures of a span.

    ``source`` names the report; where it is empty, the file is named. Raises FigureMistakes with everything
    that is wrong in it, or Refusal for the annex of another period, or one without cumulated figures.
    """
    if annex.periods and all(each.cumulated != span for each in annex.periods):
        named = " và ".join(each.label for each in annex.periods)
        raise Refusal(
            f"Tệp «{annex.file}» là phụ lục của {named}, không có số lũy kế {span.label}. "
            "Hãy chọn đúng kỳ hoặc đúng tệp."
        )
    has_column = any(row.cumulated is not None and not row.cumulated.is_empty for row in annex.rows)
    if not has_column and annex.periods and span not in annex.periods:
        raise Refusal(
            f"Tệp «{annex.file}» là phụ lục của {annex.periods[0].label} và không có cột «Lũy kế» nào có số. "
            f"Hãy chọn phụ lục có số lũy kế {span.label}."
        )
    rows = tuple(_row(row, has_column) for row in annex.rows)
    named_source = source or f"Tệp {annex.file}"
    ledger = openings.ledger()
    draft = _OpeningComparison(ledger, span, replace(annex, rows=rows), named_source).draft()
    asked = questions(
        annex, span, openings.office_name(), ledger.catalogue(span), lambda period: period.cumulated == span
    )
    draft = replace(draft, questions=(*asked, *draft.questions))
    refuse_unstorable(draft, lambda taken: openings.admitted(span, taken))
    return draft


def take_opening(openings: Openings, draft: FigureDraft) -> Changes | None:
    """Stores the draft's figures as one operation; None where it changes nothing.

    Raises Refusal where what was given since the draft was made stands against it.
    """
    if not draft.changes:
        return None
    return openings.set_figures(
        draft.period,
        {change.id: change.after for change in draft.changes},
        operation=operations.IMPORT_OPENING,
        subject=f"{len(draft.changes)} chỉ tiêu, {draft.period.label}",
    )


def _row(row: AnnexRow, has_column: bool) -> AnnexRow:
    """The row with the cumulated figure as its only one."""
    value = row.cumulated if has_column and row.cumulated is not None else row.value
    return replace(row, value=value, cumulated=None, last_year=None)


class _OpeningComparison(Comparison):
    """An annex held against the opening figures."""

    def __init__(self, ledger: Ledger, span: Period, annex: Annex, source: str) -> None:
        super().__init__(ledger, span, annex)
        self._source = source
        # What the quarters come to is no opening figure.
        self._readings = {
            code: reading if self._known.get(code).kind is Kind.COMPUTED or reading.opening == span else EMPTY
            for code, reading in self._readings.items()
        }
        self._notes = {code: ledger.opening(span, code).note for code in self._readings}

    def _changed(self, figures: Mapping[str, Figure]) -> Ledger:
        return self._ledger.with_opening(self._period, figures)

    def _stored(self, code: str) -> Figure:
        return self._ledger.opening(self._period, code)

    def _change(self, row: AnnexRow) -> FigureChange | None:
        change = super()._change(row)
        if change is None or change.after.value is None or change.after.source:
            return change
        return replace(change, after=replace(change.after, source=self._source))

    def _is_worked_out(self, indicator: Indicator) -> bool:
        return indicator.kind is Kind.COMPUTED or not indicator.is_asked(self._period)
