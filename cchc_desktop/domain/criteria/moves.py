"""What to do in a month to gain the most points: what wins them back, what keeps them, by gain for effort.

Effort is told in three steps, by how many things have to be done: one, a few, many or nobody knows how many.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from math import ceil

from .forecast import Foreseen, Outlook
from .rules import RuleKind
from .scoring import Score, Scored
from .wins import Loss, Win

_FEW = 5
_SOON = timedelta(days=7)
"""What is due in the first days of the next month is prepared in this one."""


class Effort(StrEnum):
    """How much work something is."""

    ONE = "one"
    FEW = "few"
    MANY = "many"

    @property
    def label(self) -> str:
        """The effort in Vietnamese."""
        return {Effort.ONE: "Một việc", Effort.FEW: "Vài việc", Effort.MANY: "Nhiều việc"}[self]

    @property
    def weight(self) -> int:
        """What it counts for where gains are held against each other."""
        return {Effort.ONE: 1, Effort.FEW: 3, Effort.MANY: 10}[self]


class MoveKind(StrEnum):
    """What something is done for."""

    WIN = "win"
    KEEP = "keep"
    DECLARE = "declare"

    @property
    def label(self) -> str:
        """The kind in Vietnamese."""
        return _KINDS[self]


_KINDS = {
    MoveKind.WIN: "Lấy lại điểm",
    MoveKind.KEEP: "Giữ điểm",
    MoveKind.DECLARE: "Khai báo",
}


@dataclass(frozen=True, slots=True)
class Move:
    """Something to do for a criterion: ``gain`` points are won, kept, or can be declared, by the day ``by``;
    ``sentence`` says what is to be done."""

    scored: Scored
    kind: MoveKind
    gain: Decimal
    effort: Effort
    sentence: str
    by: date

    @property
    def code(self) -> str:
        """The criterion's code."""
        return self.scored.criterion.code

    @property
    def worth(self) -> Fraction:
        """The gain for the effort, by which moves are sorted."""
        return Fraction(self.gain) / self.effort.weight


def worth_of(loss: Loss) -> Fraction:
    """What the next points of a criterion are worth for the effort."""
    return Fraction(loss.win.gain) / effort_of(loss).weight


def by_worth(losses: Iterable[Loss]) -> list[Loss]:
    """Where points are lost, the most gain for the effort first; then what nobody knows the number of; what
    cannot be won back stands last."""
    return sorted(
        losses,
        key=lambda each: (
            each.win.is_final, each.is_unknown, -worth_of(each), -each.win.gain, -each.scored.lost,
        ),
    )  # fmt: skip


def month_of(day: date) -> date:
    """The last day of a day's month."""
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1) - timedelta(days=1)


def moves(
    now: Score, losses: Iterable[Loss], outlook: Outlook, declared: Collection[str], day: date, closes: date
) -> list[Move]:
    """What can be done in the month of a day, the most gain for the effort first; then what only has to be
    declared.

    Left out is what nothing can be won of any more, what begins after the month or was due before the day,
    and surveys that others hold. ``declared`` are the codes whose numbers the office declares: these may
    change at any time. ``closes`` is the last day of the data, by which all has to be done that has no day of
    its own.
    """
    found = [
        *_won(losses, outlook, declared, day, closes),
        *_kept(now, outlook, day),
    ]  # fmt: skip
    order = {each.criterion.code: place for place, each in enumerate(now.walk())}
    return sorted(
        found,
        key=lambda each: (
            each.kind is MoveKind.DECLARE, -each.worth, -each.gain, each.by, order[each.code],
        ),
    )  # fmt: skip


def _won(
    losses: Iterable[Loss], outlook: Outlook, declared: Collection[str], day: date, closes: date
) -> Iterator[Move]:
    ends = month_of(day)
    for loss in losses:
        foreseen, scored = outlook.criteria[loss.code], loss.scored
        if loss.win.is_final or not _can_begin(foreseen, ends):
            continue
        by = foreseen.forecast.by if foreseen.forecast is not None and foreseen.forecast.by else closes
        if loss.is_unknown:
            rule, is_told = scored.criterion.rule, scored.criterion.sources
            if rule is not None and (rule.kind is not RuleKind.SURVEY or is_told):
                # What is there already may be declared once the data are closed, too.
                last = by if by >= day else ends
                yield Move(scored, MoveKind.DECLARE, loss.win.gain, effort_of(loss), loss.win.sentence, last)
        elif (
            loss.win.gain > 0
            and by >= day
            and (loss.code in declared or foreseen.high.points > scored.points)
        ):
            yield Move(scored, MoveKind.WIN, loss.win.gain, effort_of(loss), loss.win.sentence, by)


def _can_begin(foreseen: Foreseen, ends: date) -> bool:
    begins = foreseen.forecast.begins if foreseen.forecast is not None else None
    return begins is None or begins <= ends


def _kept(now: Score, outlook: Outlook, day: date) -> Iterator[Move]:
    """What is had now and lost without another thing done by a day of the month, or soon after."""
    last = month_of(day) + _SOON
    for scored in now.leaves():
        foreseen = outlook.criteria[scored.criterion.code]
        forecast, gain = foreseen.forecast, scored.points - foreseen.low.points
        if forecast is not None and forecast.by is not None and day <= forecast.by <= last and gain > 0:
            yield Move(scored, MoveKind.KEEP, gain, Effort.ONE, forecast.said, forecast.by)


def effort_of(loss: Loss) -> Effort:
    """How much work it is to win the next points of a criterion back."""
    rule, win = loss.scored.criterion.rule, loss.win
    assert rule is not None
    if loss.is_unknown:
        # It is declared, with what proves it.
        return Effort.ONE
    if rule.kind is RuleKind.COUNT:
        return _of_number(ceil(rule.per))
    if win.needed is not None:
        return _of_number(win.needed)
    is_one = rule.kind in (RuleKind.YES_NO, RuleKind.MANUAL) or rule.is_chosen or _is_own(loss.scored, win)
    return Effort.ONE if is_one else Effort.MANY


def _is_own(scored: Scored, win: Win) -> bool:
    """Whether the office gave itself less than what there is comes to."""
    return scored.own is not None and scored.proposed is not None and win.gain == scored.proposed - scored.own


def _of_number(needed: int) -> Effort:
    if needed <= 1:
        return Effort.ONE
    return Effort.FEW if needed <= _FEW else Effort.MANY
