"""Keys between neighbours: always room for one more, and a list changed at one place keeps its other keys."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop.domain.order_keys import first_keys, is_key, key_between, order_keys


@given(st.lists(st.integers(0, 2**31), max_size=120))
def test_there_is_room_everywhere(places: list[int]) -> None:
    keys: list[str] = []
    for place in places:
        at = place % (len(keys) + 1)
        keys.insert(at, key_between(keys[at - 1] if at else None, keys[at] if at < len(keys) else None))
    assert keys == sorted(set(keys))
    assert all(map(is_key, keys))


@pytest.mark.parametrize("at_end", [True, False])
def test_a_list_that_grows_at_one_end_keeps_short_keys(at_end: bool) -> None:
    key = None
    for _ in range(5000):
        key = key_between(key, None) if at_end else key_between(None, key)
    assert key is not None
    assert len(key) <= 4


@given(st.integers(0, 40), st.data())
def test_what_stays_in_order_keeps_its_key(count: int, data: st.DataObject) -> None:
    known = dict(zip(map(str, range(count)), first_keys(count), strict=True))
    ids = data.draw(st.permutations([*known, "new", "newer"]))
    keys = order_keys(ids, known)
    assert [keys[row_id] for row_id in ids] == sorted(set(keys.values()))
    changed = [row_id for row_id in known if keys[row_id] != known[row_id]]
    best = max((sum(1 for _ in rise) for rise in _rises([int(i) for i in ids if i in known])), default=0)
    assert count - len(changed) == best


def _rises(numbers: list[int]) -> list[list[int]]:
    """For each number the longest rise that ends with it."""
    found: list[list[int]] = []
    for place, number in enumerate(numbers):
        before = [rise for rise, last in zip(found, numbers[:place], strict=False) if last < number]
        found.append([*max(before, key=len, default=[]), number])
    return found


def test_moving_one_of_many_changes_one_key() -> None:
    known = dict(zip("abcdefg", first_keys(7), strict=True))
    keys = order_keys("agbcdef", known)
    assert [name for name in known if keys[name] != known[name]] == ["g"]


def test_equal_and_broken_keys_are_made_anew() -> None:
    keys = order_keys("abcd", {"a": "i", "b": "i", "c": "?", "d": "k"})
    assert list(keys.values()) == sorted(set(keys.values()))
    assert keys["d"] == "k"


@pytest.mark.parametrize(("low", "high"), [("b", "a"), ("a", "a"), ("a0", None), ("", "b"), (None, "B")])
def test_what_is_no_gap_is_refused(low: str | None, high: str | None) -> None:
    with pytest.raises(ValueError, match=r"no order key|does not come before"):
        key_between(low, high)


def test_what_is_moved_to_and_fro_gets_new_keys_before_they_grow_long() -> None:
    ids = ["a", "b", "c"]
    keys = order_keys(ids, {})
    for _ in range(500):
        ids[1], ids[2] = ids[2], ids[1]
        keys = order_keys(ids, keys)
        assert [keys[one] for one in ids] == sorted(set(keys.values()))
        assert max(map(len, keys.values())) <= 24
