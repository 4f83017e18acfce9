"""Who has sent the report of a period, who is late, and whose has something wrong."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from .units import GatheredUnit


class Standing(StrEnum):
    """How a unit stands with its report of a period."""

    SENT = "sent"
    SENT_LATE = "sent-late"
    PROBLEM = "problem"
    """Sent, and something in it has to be looked at; or only a file that could not be taken in."""
    WAITING = "waiting"
    """Not sent, and the due day is still to come."""
    OVERDUE = "overdue"

    @property
    def label(self) -> str:
        """The standing in Vietnamese."""
        return _LABELS[self]

    @property
    def is_missing(self) -> bool:
        """Whether nothing of the unit is there."""
        return self in (Standing.WAITING, Standing.OVERDUE)


_LABELS = {
    Standing.SENT: "Đã gửi",
    Standing.SENT_LATE: "Gửi muộn",
    Standing.PROBLEM: "Phải xem lại",
    Standing.WAITING: "Chưa gửi",
    Standing.OVERDUE: "Quá hạn chưa gửi",
}


@dataclass(frozen=True, slots=True)
class Received:
    """What is known of the latest report of a unit: when it was issued (``day``, None where it does not say)
    and taken in, how many times one came, and what has to be looked at in it."""

    unit: str
    taken_at: datetime
    day: date | None = None
    times: int = 1
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Arrival:
    """A unit that is expected, and how it stands; ``days`` is how many days it is, or was, late."""

    unit: GatheredUnit
    standing: Standing
    received: Received | None = None
    days: int = 0
    problems: tuple[str, ...] = ()


def told_to_others(problem: str) -> str:
    """What is wrong, as a paper says it: without the advice to whoever takes reports in, which comes last."""
    return problem.partition(" Hãy ")[0]


def arrivals(
    units: Iterable[GatheredUnit],
    received: Mapping[str, Received],
    failures: Mapping[str, Sequence[str]],
    due: date | None,
    today: date,
) -> list[Arrival]:
    """How each unit stands today; ``failures`` are sentences on files of a unit that were not taken in."""
    found = []
    for unit in units:
        known, failed = received.get(unit.code), tuple(failures.get(unit.code, ()))
        if known is None:
            days = max(0, (today - due).days) if due is not None else 0
            standing = Standing.PROBLEM if failed else Standing.OVERDUE if days else Standing.WAITING
            found.append(Arrival(unit, standing, None, days, failed))
            continue
        # A report says itself when it was issued; what does not is as old as its coming.
        came = known.day or known.taken_at.date()
        days = max(0, (came - due).days) if due is not None else 0
        problems = (*known.problems, *failed)
        standing = Standing.PROBLEM if problems else Standing.SENT_LATE if days else Standing.SENT
        found.append(Arrival(unit, standing, known, days, problems))
    return found


def counts(found: Iterable[Arrival]) -> dict[Standing, int]:
    """How many units stand how, in the order of the standings."""
    listed = [each.standing for each in found]
    return {standing: listed.count(standing) for standing in Standing}
