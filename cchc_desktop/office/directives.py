"""The directive documents (văn bản chỉ đạo, điều hành) of the office: annex 2 of its reports."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from ..domain.areas import AREA_CODES
from ..domain.directives import Directive
from ..domain.errors import Refusal
from ..domain.regimes import PeriodDates, report_on
from ..domain.report_periods import Period
from ..domain.text import clean_line, fold
from ..storage import kinds
from ..storage.changes import Changes
from . import operations
from .calendar import Calendar
from .desk import Desk, Part


class Directives(Part):
    """The documents by which the office directs administrative reform."""

    def __init__(self, desk: Desk, calendar: Calendar) -> None:
        super().__init__(desk)
        self._calendar = calendar

    def rows(self, period: Period | None = None) -> list[Directive]:
        """The documents issued within a period's window, earliest first; all of them where None."""

        everything = list(self._desk.store.records(kinds.DIRECTIVES))
        if period is None:
            return everything
        dates = self._calendar.dates(period)
        return [each for each in everything if dates.starts <= each.day <= dates.ends]

    def reported_in(self, directive_id: str) -> Period | None:
        """The period whose report lists a document in its annex, None where no report does."""
        found = next((known for known in self.rows() if known.id == directive_id), None)
        if found is None:
            return None
        calendar: dict[Period, PeriodDates] = {}
        for year in (found.day.year, found.day.year + 1):
            calendar |= self._calendar.of_year(year)
        spoken_of = [
            report_on(period, calendar)
            for period, dates in calendar.items()
            if period.span.is_quarter and dates.starts <= found.day <= dates.ends
        ]
        return next((dates.period for dates in spoken_of if dates is not None), None)

    def save(self, directive: Directive) -> Changes:
        """Adds a document or changes the one of the same identity. Raises Refusal as ``checked`` does."""
        return self.save_all([directive])

    def save_all(self, directives: Sequence[Directive]) -> Changes:
        """Adds or changes several documents in one operation; nothing is stored where one cannot be.

        Raises Refusal as ``checked`` does.
        """
        known = {row.id: row for row in self.rows()}
        is_new = all(directive.id not in known for directive in directives)
        label = operations.ADD_DIRECTIVES if is_new else operations.EDIT_DIRECTIVES
        before = [known[directive.id] for directive in directives if directive.id in known]
        self._desk.admit(label, {each.area for each in (*before, *directives)})
        for directive in directives:
            known[directive.id] = self.checked(directive, known.values())
        first = known[directives[0].id]
        subject = (
            f"{first.number} {first.subject}".strip()
            if len(directives) == 1
            else f"{len(directives)} văn bản"
        )
        with self._desk.operation(label, subject) as recorder:
            for directive in directives:
                recorder.save(kinds.DIRECTIVES, known[directive.id])
        return recorder.changes

    def checked(self, directive: Directive, others: Iterable[Directive]) -> Directive:
        """The document as it would be stored among others.

        Raises Refusal, with the field, for a day after today, a subject that is not there, or a number that
        another document of the same year has.
        """
        directive = replace(
            directive,
            number=clean_line(directive.number),
            subject=clean_line(directive.subject),
            kind=clean_line(directive.kind),
            unit=clean_line(directive.unit),
        )
        if directive.area not in (0, *AREA_CODES):
            raise Refusal("Lĩnh vực của văn bản phải từ 1 đến 8, hoặc để trống.", "area")
        if directive.day > self._desk.today():
            raise Refusal("Ngày văn bản không được sau hôm nay.", "day")
        for other in others:
            same = directive.number and fold(other.number) == fold(directive.number)
            if same and other.id != directive.id and other.day.year == directive.day.year:
                raise Refusal(
                    f"Đã có văn bản số {other.number} năm {other.day.year} trong danh mục.", "number"
                )
        return directive

    def delete(self, *directive_ids: str) -> Changes:
        """Removes documents in one operation. Raises Refusal where one is gone already."""
        found = [row for row in self.rows() if row.id in directive_ids]
        self._desk.admit(operations.DELETE_DIRECTIVES, {row.area for row in found})
        subject = (
            f"{found[0].number} {found[0].subject}".strip() if len(found) == 1 else f"{len(found)} văn bản"
        )
        with self._desk.operation(operations.DELETE_DIRECTIVES, subject) as recorder:
            for directive_id in directive_ids:
                recorder.delete("directives", directive_id)
        return recorder.changes
