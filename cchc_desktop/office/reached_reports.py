"""Issued reports that what came from other copies of the data makes other than they told.

Joining writes nothing but what all copies would write, so it keeps no corrections itself: it tells which
reports it reached, and somebody corrects them afterwards, with the reason. Until then a report that was
reached is held against what was printed of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ..domain.report_periods import Period
from ..storage import kinds
from ..storage.report_rows import CORRECTIONS
from .desk import Desk, Part
from .figures import LEDGER_TABLES
from .report_data import REACHED

if TYPE_CHECKING:
    from ..storage.changes import RowChange
    from .corrections import Corrections, Reported

REACHED_TABLES = tuple(dict.fromkeys((*LEDGER_TABLES, CORRECTIONS.table, "reports", "seals")))
"""What is waiting for a correction is read from."""
_WORDS = frozenset({kinds.PASSAGES.table, kinds.REMARKS.table})
_MOST_TOLD = 3
_NOTHING = "(trống)"


@dataclass(frozen=True, slots=True)
class Reached:
    """An issued report that was reached: what of it is other than it told and not corrected yet, and how many
    of its passages and remarks were written elsewhere, which the copy that was sealed does not follow."""

    reported: Reported
    texts: int = 0

    @property
    def lines(self) -> list[str]:
        """What there is to say of it."""
        name, changes = f"{self.reported.name} đã phát hành", self.reported.changes
        told = []
        if changes:
            each = [
                f"{now.name} từ {was.text or _NOTHING} thành {now.text or _NOTHING}"
                for _, was, now in changes
            ]
            more = "; …" if len(each) > _MOST_TOLD else ""
            told.append(
                f"{name}: {len(each)} nội dung nay khác bản đã phát hành, cần đính chính: "
                f"{'; '.join(each[:_MOST_TOLD])}{more}."
            )
        if self.texts:
            told.append(
                f"{name}: {self.texts} đoạn, nhận xét sửa ở nơi khác không vào bản đã phát hành; muốn đưa "
                "vào thì thu hồi phát hành."
            )
        return told


class ReachedReports(Part):
    """Issued reports that wait for a correction since something came from elsewhere."""

    def __init__(self, desk: Desk, corrections: Callable[[], Corrections]) -> None:
        super().__init__(desk)
        self._corrections = corrections
        self.of_report = desk.derived(self._of_report, REACHED_TABLES)

    def watch(self) -> Callable[[Sequence[RowChange]], tuple[Reached, ...]]:
        """Asked before anything is written: gives of what was written which reports it reached."""
        heads = {period: head for period, head in self._desk.store.reports().items() if head.is_issued}
        if not heads:
            return lambda _: ()
        from .corrections import Reported

        changed = self._corrections().watch()

        def reached(written: Sequence[RowChange]) -> tuple[Reached, ...]:
            # What was issued elsewhere comes with its own seal and corrections.
            anew = {change.row_id for change in written if change.table in ("reports", "seals")}
            found = {each.period: Reached(self._without_said(each)) for each in changed(written)}
            for change in written:
                row = change.after or change.before or {}
                period = Period.parse(row["period_id"]) if change.table in _WORDS else None
                if period is not None and period in heads:
                    known = found.get(period) or Reached(Reported(period, heads[period], ()))
                    found[period] = replace(known, texts=known.texts + 1)
            return tuple(each for period, each in found.items() if period.id not in anew and each.lines)

        return reached

    def _without_said(self, reported: Reported) -> Reported:
        """Without what a correction says already, which came along."""
        records = self._desk.store.records(CORRECTIONS)
        said = {each.item: each.now for each in records if each.is_of(reported.head)}
        changes = tuple(each for each in reported.changes if said.get(each[0], each[1].text) != each[2].text)
        return replace(reported, changes=changes)

    def remember(self, reached: Iterable[Reached]) -> None:
        """Remembers at this PC which reports have to be looked at."""
        store = self._desk.store
        known = store.preference(REACHED).split()
        periods = [each.reported.period.id for each in reached if each.reported.changes]
        if found := [each for each in periods if each not in known]:
            store.set_preference(REACHED, " ".join((*known, *found)))

    def _of_report(self, period: Period) -> Reported | None:
        """What of an issued report that was reached waits for a correction; None where nothing does."""
        if period.id not in self._desk.store.preference(REACHED).split():
            return None
        return self._corrections().against_print(period)

    def waiting(self) -> list[Reported]:
        """The reports that wait for a correction."""
        periods = map(Period.parse, self._desk.store.preference(REACHED).split())
        return [found for period in periods if (found := self.of_report(period)) is not None]
