"""Which of several reports of a unit on a period counts: the one that knew of the other.

A report says of each device of its office how many of its actions were in the data that it was made from.
One that knows all that another knew, and more, was made after it, whatever the clocks of the PCs said. Only
where that tells nothing (annexes say none, nor do reports of data that went apart) the clock has to.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

Seen = Mapping[str, int]
"""The number of the last action of each device that is known; empty where that was not told."""


class Version(NamedTuple):
    """A report of a unit on a period: its number where it is kept, when it was made, what it knew."""

    id: int
    made: datetime
    seen: Seen


def is_after(one: Seen, other: Seen) -> bool:
    """Whether what one report knew has all that another one knew, and more."""
    return (
        bool(other) and one != other and all(one.get(device, 0) >= number for device, number in other.items())
    )


def latest(versions: Iterable[Version]) -> Version:
    """The one that counts, in whatever order they came: of those that no other one knew of the last made."""
    return max(_last(list(versions)), key=lambda each: (each.made, each.id))


def is_by_clock(versions: Iterable[Version]) -> bool:
    """Whether only the clocks of those who made them say which one counts."""
    last = _last(list(versions))
    return any(not each.seen or each.seen != last[0].seen for each in last) and len(last) > 1


def _last(versions: Sequence[Version]) -> list[Version]:
    return [each for each in versions if not any(is_after(other.seen, each.seen) for other in versions)]
