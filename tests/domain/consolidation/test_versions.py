"""Which of several reports counts: the one that knew of the others; the clock only where nothing tells."""

from datetime import datetime

import pytest

from cchc_desktop.domain.consolidation.versions import Seen, Version, is_after, is_by_clock, latest

EARLY, LATE = datetime(2026, 3, 10), datetime(2026, 3, 19)


@pytest.mark.parametrize(
    ("one", "other", "after"),
    [
        ({"a": 2}, {"a": 1}, True),
        ({"a": 2, "b": 1}, {"a": 2}, True),
        ({"a": 2}, {"a": 2}, False),
        ({"a": 2}, {"b": 1}, False),
        ({"a": 2}, {}, False),
        ({}, {"a": 1}, False),
    ],
)
def test_one_is_after_another_that_it_knew_all_of(one: Seen, other: Seen, after: bool) -> None:
    assert is_after(one, other) is after


@pytest.mark.parametrize(
    ("versions", "counts", "by_clock"),
    [
        ([Version(1, LATE, {"a": 1}), Version(2, EARLY, {"a": 2})], 2, False),
        ([Version(1, LATE, {"a": 1}), Version(2, EARLY, {"b": 2})], 1, True),
        ([Version(1, LATE, {}), Version(2, EARLY, {})], 1, True),
        ([Version(1, EARLY, {"a": 1}), Version(2, LATE, {"a": 1})], 2, False),
        ([Version(1, EARLY, {"a": 1})], 1, False),
        ([Version(1, EARLY, {})], 1, False),
        ([Version(1, EARLY, {}), Version(2, EARLY, {})], 2, True),
    ],
)
def test_the_last_of_several(versions: list[Version], counts: int, by_clock: bool) -> None:
    assert latest(versions).id == latest(reversed(versions)).id == counts
    assert is_by_clock(versions) is by_clock
