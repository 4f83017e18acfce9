"""Corrections («đính chính»): what was changed of a report after it had gone out, and why.

The report itself stays as it was signed; what was corrected is told in the next report and in a sheet.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from .plan import new_id
from .report.records import ReportHead
from .report.words import running_date
from .report_periods import Period

NOTHING = "chưa có số liệu"
"""What is told in the place of a figure that a report did not have, or has no more."""
CUMULATED = "+"
"""What ends the item of a figure that was cumulated since the year began: «3.17+»."""


@dataclass(frozen=True, slots=True)
class Item:
    """Something that a report tells: what it is called, its unit, and its value as it is printed."""

    name: str
    unit: str
    text: str


@dataclass(frozen=True, slots=True)
class Correction:
    """One item of an issued report that is another one since: ``was`` as it was reported, ``now`` as it is.

    ``period_id`` is the report's, which was issued under ``number``, ``symbol`` and ``issued_on``. ``item``
    is what was corrected: a code («3.17», «3.17+»), a cell of a form, a task. ``told_in`` is the period of
    the report that told it, empty before.
    """

    period_id: str
    number: str
    symbol: str
    issued_on: date
    item: str
    name: str
    unit: str
    was: str
    now: str
    reason: str
    corrected_on: date
    officer: str = ""
    told_in: str = ""
    id: str = field(default_factory=new_id)

    @property
    def is_figure(self) -> bool:
        """Whether an indicator's figure was corrected."""
        return self.item[0].isdigit()

    @property
    def is_cell(self) -> bool:
        """Whether a cell of a form was corrected."""
        return self.item.startswith("II.")

    @property
    def code(self) -> str:
        """The indicator's code; empty for what is none."""
        return self.item.removesuffix(CUMULATED) if self.is_figure else ""

    @property
    def words(self) -> str:
        """«từ 120 thành 125 hồ sơ», «từ 97,5% thành 98%»."""
        unit = self.unit if self.unit == "%" else f" {self.unit}"
        was = f"{self.was}%" if self.was and self.unit == "%" else self.was
        return f"từ {was or NOTHING} thành {f'{self.now}{unit}'.strip() if self.now else NOTHING}"

    def is_of(self, head: ReportHead | None) -> bool:
        """Whether it corrects a report as it is issued: one that was recalled is put right itself."""
        return head is not None and (self.period_id, self.number, self.symbol, self.issued_on) == (
            head.period, head.number, head.symbol, head.issued_on
        )  # fmt: skip


def report_name(number: str, symbol: str, issued_on: date, period: Period) -> str:
    """«Báo cáo số 78/BC-UBND ngày 05/4/2026 (quý I năm 2026)»."""
    return f"Báo cáo số {number}/{symbol} ngày {running_date(issued_on)} ({period.label})"


def differences(before: Mapping[str, Item], after: Mapping[str, Item]) -> Iterator[tuple[str, Item, Item]]:
    """What is told otherwise than before: its key, as it was and as it is."""
    for key in {**before, **after}:
        was, now = before.get(key), after.get(key)
        known = now or was
        assert known is not None
        was, now = was or replace(known, text=""), now or replace(known, text="")
        if was.text != now.text:
            yield key, was, now


@dataclass(frozen=True, slots=True)
class Followed:
    """What becomes of a report's corrections: those to be kept, and those that are none any more."""

    kept: tuple[Correction, ...] = ()
    dropped: tuple[Correction, ...] = ()


def followed(
    known: Iterable[Correction],
    changes: Iterable[tuple[str, Item, Item]],
    head: ReportHead,
    reason: str,
    today: date,
    officer: str,
) -> Followed:
    """The corrections of an issued report after a change.

    What was corrected before keeps the value that was reported first; where it has that value again it is
    no correction any more. What a later report has told already is corrected anew, from what that told.
    """
    assert head.issued_on is not None
    open_ones = {each.item: each for each in known if each.is_of(head) and not each.told_in}
    kept, dropped = [], []
    for key, was, now in changes:
        before = open_ones.get(key)
        if before is None and was.text == now.text:
            continue
        if before is None:
            kept.append(
                Correction(
                    head.period, head.number, head.symbol, head.issued_on, key, now.name, now.unit,
                    was.text, now.text, reason, today, officer,
                )
            )  # fmt: skip
        elif before.was == now.text:
            dropped.append(before)
        else:
            kept.append(replace(before, now=now.text, reason=reason, corrected_on=today, officer=officer))
    return Followed(tuple(kept), tuple(dropped))


def standing(corrections: Iterable[Correction]) -> int:
    """How many items of a report are others than were reported, each counted once."""
    first: dict[str, str] = {}
    last: dict[str, str] = {}
    for each in corrections:
        first.setdefault(each.item, each.was)
        last[each.item] = each.now
    return sum(was != last[item] for item, was in first.items())


def sorted_for_reading(corrections: Iterable[Correction]) -> list[Correction]:
    """Figures by their codes, then cells of forms and tasks; what was corrected twice in that order."""
    return sorted(
        corrections,
        key=lambda each: (not each.is_figure, each.item, bool(not each.told_in), each.corrected_on),
    )
