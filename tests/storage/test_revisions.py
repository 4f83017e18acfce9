"""Derived values are kept while what they read stays, and read nothing that they do not declare."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop.storage.revisions import DAY, Derived, Revisions, Undeclared


class Today:
    """A day that can be set."""

    def __init__(self) -> None:
        self.day = date(2026, 1, 1)

    def __call__(self) -> date:
        return self.day


@given(st.lists(st.sampled_from(["a", "b", "c", "tomorrow"]), max_size=30))
def test_a_value_is_always_that_of_now(steps: list[str]) -> None:
    today = Today()
    revisions = Revisions(today)
    stored = {"a": 0, "b": 0, "c": 0}
    calls = 0

    def read(factor: int) -> tuple[int, date]:
        nonlocal calls
        calls += 1
        return factor * (stored["a"] + stored["b"]), today.day

    value = Derived(revisions, read, ("a", "b", DAY))
    expected_calls = 0
    stale = True
    for step in [*steps, "c"]:
        if step == "tomorrow":
            today.day = date.fromordinal(today.day.toordinal() + 1)
        else:
            stored[step] += 1
            revisions.changed((step,))
        stale = stale or step != "c"
        expected_calls += 2 * stale
        stale = False
        assert value(1) == (stored["a"] + stored["b"], today.day)
        assert value(2) == (2 * (stored["a"] + stored["b"]), today.day)
        assert calls == expected_calls


def test_what_is_not_declared_may_not_be_read() -> None:
    revisions = Revisions()
    inner = Derived(revisions, lambda: 1, ("a", "b"))
    honest = Derived(revisions, inner, ("a", "b", "c"))
    hiding = Derived(revisions, inner, ("a",))
    assert honest() == 1
    for _ in range(2):
        with pytest.raises(Undeclared, match="reads b"):
            hiding()
    # One that failed leaves nothing behind.
    assert honest() == 1


def test_only_the_last_arguments_are_kept() -> None:
    calls: list[int] = []

    def double(number: int) -> int:
        calls.append(number)
        return 2 * number

    value = Derived(Revisions(), double, ("a",), keep=2)
    for number in (1, 2, 3, 3, 2, 1):
        assert value(number) == 2 * number
    assert calls == [1, 2, 3, 1]
    value.clear()
    assert value(1) == 2
    assert calls[-1] == 1


@given(st.lists(st.tuples(st.sampled_from(["a", "b"]), st.sampled_from(["", "1", "2"])), max_size=12))
def test_which_rows_were_changed_is_known_while_each_change_named_one(steps: list[tuple[str, str]]) -> None:
    revisions = Revisions()
    for table, row_id in steps:
        revisions.changed((table,), row_id)
    ids = [row_id for table, row_id in steps if table == "a"]
    for since in range(len(ids) + 1):
        named = ids[since:]
        assert revisions.changed_since("a", since) == (None if "" in named else named)
    assert revisions.changed_since("a", len(ids) + 1) is None


def test_changes_of_long_ago_are_forgotten() -> None:
    revisions = Revisions()
    for number in range(1_500):
        revisions.changed(("a",), str(number))
    assert revisions.changed_since("a", 0) is None
    assert revisions.changed_since("a", 1_498) == ["1498", "1499"]
