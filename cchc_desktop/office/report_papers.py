"""The documents of a period: the report with its annexes, form II.06a, the annex of statistics.

Of an issued report they are the copies that were kept.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING

from .. import catalogue
from ..domain.errors import EnvironmentProblem, Refusal
from ..domain.report.records import Length, ReportHead, Seal
from ..domain.report_periods import Period
from .calendar import Calendar
from .desk import Desk, Part
from .dossiers import DossierForms, dossier_form
from .report_data import profile_of
from .report_text import ReportText
from .settings import file_name

if TYPE_CHECKING:
    from ..documents.model import Document


class ReportPapers(Part):
    """Composes the documents of reports; rendering them is slow and belongs in a worker."""

    def __init__(
        self,
        desk: Desk,
        calendar: Calendar,
        dossiers: DossierForms,
        text: ReportText,
        is_draft: Callable[[Period], bool],
    ) -> None:
        """``is_draft`` says whether a report that has not gone out is marked as a draft."""
        super().__init__(desk)
        self._calendar = calendar
        self._is_draft = is_draft
        self._dossiers = dossiers
        self._text = text

    def compose(self, period: Period, length: Length | None = None) -> Document:
        """The whole report with its annexes; of an issued one the copy that was kept.

        ``length`` is another one than was chosen for the report. Raises Refusal where it has gone out.
        """
        seal = self._desk.store.seal(period)
        if seal is None:
            draft = self._is_draft(period)
            return self._report(period, self._text.head(period), length=length, draft=draft)
        if length not in (None, self._text.head(period).length):
            raise Refusal(
                f"Báo cáo {period.label} đã phát hành nên giữ nguyên. Muốn đổi độ dài, hãy thu hồi trước."
            )
        return self._kept(seal.report)

    def with_typed(self, period: Period, typed: Mapping[str, str]) -> Document:
        """The report as it would print with these texts of passages, by their keys, which are not stored yet.

        An issued report prints as it was signed, whatever is typed.
        """
        if not typed or self._desk.store.seal(period) is not None:
            return self.compose(period)
        return self._report(period, self._text.head(period), typed, draft=self._is_draft(period))

    def _report(
        self,
        period: Period,
        head: ReportHead,
        typed: Mapping[str, str] | None = None,
        length: Length | None = None,
        *,
        draft: bool = False,
    ) -> Document:
        from ..documents.compose_report import compose_report
        from ..domain.report.facts import Facts
        from ..domain.report.wording import say

        data = self._text.data(period)
        outline = self._text.outline(period)
        subject = say(outline.subjects[period.span], Facts(data, outline).look)
        assert subject is not None  # it needs nothing but the names of periods
        passages = self._text.passages(period) if length is None else self._text.of_length(period, length)
        if typed:
            passages = [row.printing(typed.get(row.key, row.text)) for row in passages]
        return compose_report(data, head, subject.text, passages, catalogue.areas(), draft=draft)

    def form(self, period: Period) -> Document:
        """Form II.06a alone; of a period whose report was issued the copy that was kept."""
        seal = self._desk.store.seal(period)
        return self._form(period, self._text.head(period)) if seal is None else self._kept(seal.form)

    def _form(self, period: Period, head: ReportHead) -> Document:
        from ..documents.compose_form import compose_form

        dates = self._calendar.dates(period)
        rows = [(row.field.name, asdict(row.dossiers)) for row in self._dossiers.rows(period)]
        form = dossier_form(dates.ends)
        return compose_form(form, rows, dates, profile_of(self._desk), head.signer, head.issued_on)

    def statistics(self, period: Period) -> Document:
        """The annex of statistics alone, to be filled in by hand or sent as a spreadsheet.

        Of an issued report it is the copy that was kept.
        """
        seal = self._desk.store.seal(period)
        if seal is not None:
            return self._kept(seal.statistics)
        return self._statistics(period, self._text.head(period))

    def _statistics(self, period: Period, head: ReportHead) -> Document:
        from ..documents.compose_statistics import compose_statistics

        return compose_statistics(self._text.data(period), head, catalogue.areas())

    def sealed(self, period: Period, head: ReportHead) -> Seal:
        """The copy that is kept of a report when it goes out under this head; its documents are packed."""
        from ..documents.archive import pack

        passages = {row.key: (row.marker, row.text) for row in self._text.passages(period)}
        return Seal(
            pack(self._report(period, head)),
            pack(self._form(period, head)),
            pack(self._statistics(period, head)),
            passages,
        )

    def _kept(self, content_id: str) -> Document:
        """An issued document. Raises EnvironmentProblem where it is lost or damaged."""
        return self._desk.kept_document(content_id, "Bản báo cáo đã phát hành")

    def unreadable(self) -> list[Period]:
        """The issued reports whose kept copies cannot be opened any more."""
        found = []
        for period in sorted(self._desk.store.reports(), key=lambda known: known.id):
            if (seal := self._desk.store.seal(period)) is None:
                continue
            try:
                for content_id in (seal.report, seal.form, seal.statistics):
                    self._kept(content_id)
            except EnvironmentProblem:
                found.append(period)
        return found

    def file_name(self, period: Period, fmt: str = "pdf", what: str = "report") -> str:
        """A file name for the report, for ``what`` = «form» of form II.06a, for «statistics» of annex 1."""
        head = self._text.head(period)
        if what == "form":
            return file_name(self._desk, f"Biểu II.06a {period.label}", fmt)
        if what == "statistics":
            return file_name(self._desk, f"Phụ lục thống kê cải cách hành chính {period.label}", fmt)
        title = f"Báo cáo kết quả công tác cải cách hành chính {period.label}"
        return file_name(self._desk, title, fmt, head.number, head.symbol, head.issued_on)
