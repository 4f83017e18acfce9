"""What a period's report says now: its head and foot, its passages, the officers' remarks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

from ..domain.access import WHOLE_OFFICE
from ..domain.areas import AREA_CODES
from ..domain.errors import Refusal
from ..domain.plan import Signer
from ..domain.report.records import Length, Passage, Remarks, ReportHead, Seal
from ..domain.report_periods import Period
from .desk import Desk, Part
from .dossiers import DOSSIER_TABLES
from .figures import ROW_TABLES
from .report_data import Gathering, profile_of

if TYPE_CHECKING:
    from ..domain.report.data import ReportData
    from ..domain.report.outline import Outline
    from ..domain.report.passages import PassageRow
    from ..domain.report.wording import Template
    from .outlines import Outlines


HEAD_TABLES = ("reports", "office", "signers")
"""What the head and foot of a report are read from."""
_SCORED_BY = ("scores", "criterion_marks", "criteria_sets", "score_steps")
"""What the year's annex of scores is read from."""
DATA_TABLES = tuple(
    dict.fromkeys((*ROW_TABLES, *DOSSIER_TABLES, *HEAD_TABLES, "remarks", *_SCORED_BY, "corrections"))
)
"""What a report is made from."""
TEXT_TABLES = tuple(dict.fromkeys((*DATA_TABLES, "passages", "seals", "outlines")))
"""What its text is read from, the officials' own words too."""


_Made: TypeAlias = "tuple[ReportData, Outline, Mapping[str, Passage], Seal | None]"
_KEPT = 16
"""The texts of so many reports are kept: of those of two years or more."""


def area_of_passage(key: str) -> int:
    """The area that a passage of the report speaks of; access.WHOLE_OFFICE where of none."""
    from ..catalogue.report import report_outline

    sections = {section.key: section.area for section in report_outline().sections}
    return sections.get(key, WHOLE_OFFICE)


class ReportText(Part):
    """The text of every report, as the data and the officials have it now."""

    def __init__(self, desk: Desk, gathering: Gathering, outlines: Callable[[], Outlines]) -> None:
        """``outlines`` gives the superior's outlines, which most offices never ask for."""
        super().__init__(desk)
        self._gathering = gathering
        self._outlines = outlines
        self.head = desk.derived(self._head, HEAD_TABLES)
        self.data = desk.derived(self._data, DATA_TABLES, keep=_KEPT)
        self._rows = desk.derived(self._passages, TEXT_TABLES, keep=_KEPT)
        # What the passages were made from: they are made anew only where a change reached that.
        self._made: dict[Period, tuple[_Made, tuple[PassageRow, ...]]] = {}

    # Head and foot

    def stored_head(self, period: Period) -> ReportHead:
        """What was set of the head and foot, and the number and day that it was issued under."""
        return self._desk.store.reports().get(period) or ReportHead(period.id)

    def _head(self, period: Period) -> ReportHead:
        """Head and foot of a report, with what the office usually puts there where nothing was set."""
        return self.filled(self.stored_head(period))

    def filled(self, head: ReportHead) -> ReportHead:
        """The head with what the office usually puts there where nothing was set."""
        usual = self._usual(Period.parse(head.period))
        return replace(
            head,
            symbol=head.symbol or usual.symbol,
            addressees=head.addressees or usual.addressees,
            recipients=head.recipients or usual.recipients,
            signer=head.signer if head.signer != Signer() else usual.signer,
        )

    def own(self, head: ReportHead) -> ReportHead:
        """The head without what the office usually puts there, which then follows the office's profile."""
        usual, blank = self._usual(Period.parse(head.period)), ReportHead(head.period)
        names = ("symbol", "addressees", "recipients", "signer")
        same = [name for name in names if getattr(head, name) == getattr(usual, name)]
        return replace(head, **{name: getattr(blank, name) for name in same})

    def _usual(self, period: Period) -> ReportHead:
        """What the office usually puts in head and foot."""
        from ..catalogue.report import report_outline
        from ..domain.report.office_words import office_words
        from ..domain.report.wording import MISSING, say

        profile = profile_of(self._desk)
        words = office_words(profile)

        def said(templates: tuple[Template, ...]) -> tuple[str, ...]:
            lines = (say(template, lambda slot: words.get(slot.name, MISSING)) for template in templates)
            return tuple(line.text for line in lines if line is not None)

        return ReportHead(
            period=period.id,
            symbol=f"BC-{profile.symbol}",
            addressees=said(report_outline().addressees),
            recipients=said(report_outline().recipients),
            signer=next(iter(profile.signers), Signer()),
        )

    # The text

    def outline(self, period: Period) -> Outline:
        """The outline that the report is written in."""
        if any(head.outline for head in self._desk.store.reports().values()):
            return self._outlines().of_period(period)
        from ..catalogue.report import report_outline

        return report_outline()

    def _data(self, period: Period) -> ReportData:
        """What the report is made from."""
        return self._gathering.of_period(period, self.head(period))

    def passages(self, period: Period) -> list[PassageRow]:
        """The passages of a report in the order of its outline.

        Those of an issued report are as they were issued; ``changed`` marks what would be said otherwise now.
        """
        return list(self._rows(period))

    def _passages(self, period: Period) -> tuple[PassageRow, ...]:
        from ..domain.report.passages import passage_rows

        store = self._desk.store
        made: _Made = (self.data(period), self.outline(period), store.passages(period), store.seal(period))
        known = self._made.get(period)
        if known is not None and known[0] == made:
            return known[1]
        rows = passage_rows(*made[:3])
        if (seal := made[3]) is not None:
            rows = [_as_issued(row, seal) for row in rows]
        kept = tuple(rows)
        self._made.pop(period, None)
        self._made[period] = (made, kept)
        if len(self._made) > _KEPT:
            del self._made[next(iter(self._made))]
        return kept

    def of_length(self, period: Period, length: Length) -> list[PassageRow]:
        """The passages of a report that is not issued, as they are told at some length."""
        from ..domain.report.passages import passage_rows

        data = replace(self.data(period), length=length)
        return passage_rows(data, self.outline(period), self._desk.store.passages(period))

    def passage(self, period: Period, key: str) -> PassageRow:
        """One passage. Raises Refusal where the outline has none of this key, or only a title."""
        from ..domain.report.outline import PassageKind

        found = next((row for row in self.passages(period) if row.key == key), None)
        if found is None or found.kind is PassageKind.HEADING:
            raise Refusal(f"Báo cáo không có đoạn «{key}».", "key")
        return found

    def remarks(self, period: Period) -> Mapping[int, Remarks]:
        """The officers' remarks by area, blank ones too."""
        stored = self._desk.store.remarks(period)
        return {area: stored.get(area, Remarks(area)) for area in AREA_CODES}


def _as_issued(row: PassageRow, seal: Seal) -> PassageRow:
    """The passage as it went out."""
    marker, text = seal.passages.get(row.key, ("", ""))
    return replace(row.printing(text), marker=marker, changed=text != row.text)
