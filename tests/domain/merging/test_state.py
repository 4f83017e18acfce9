"""Any work on any copies, exchanged in any order and any parts, is known alike by all who know the same."""

import json
from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop.domain.merging.state import (
    LIFE,
    NOTHING,
    RowState,
    Sibling,
    covers,
    is_valid,
    joined,
    removed,
    reopened,
    state_of,
    written,
)
from cchc_desktop.domain.merging.view import Life, Shown, latest, life, shown, unseen, was_deleted
from cchc_desktop.domain.merging.wire import from_plain, to_plain
from cchc_desktop.storage.origin_kinds import state_text

COPIES = ("a", "b", "c")
ROWS = ("x", "y")
COLUMNS = ("name", "text")


@dataclass
class Copy:
    """One copy: what it knows of each row, and how much it did."""

    name: str
    done: int = 0
    rows: dict[str, RowState] = field(default_factory=dict)

    def does(self, row: str, what: str, value: str) -> None:
        self.done += 1
        state, dot = self.rows.get(row, NOTHING), (self.name, self.done)
        if what == "delete":
            self.rows[row] = removed(state, dot) if state.columns else state
        elif what == "reopen":
            stands = {name: siblings for name, siblings in state.columns.items() if name != LIFE}
            self.rows[row] = reopened(state, dot, stands)
        elif not state.columns:
            self.rows[row] = written(state, dot, dict.fromkeys(COLUMNS, value), ("text",))
        else:
            self.rows[row] = written(state, dot, {what: value}, ("text",))

    def hears(self, other: "Copy", rows: tuple[str, ...]) -> None:
        for row in rows:
            self.rows[row] = joined(self.rows.get(row, NOTHING), other.rows.get(row, NOTHING))


does = st.tuples(
    st.sampled_from(COPIES), st.sampled_from(ROWS), st.sampled_from((*COLUMNS, "delete", "reopen")),
    st.sampled_from(("1", "2", "one\ntwo", "one\nthree")),
)  # fmt: skip
hears = st.tuples(
    st.sampled_from(COPIES), st.sampled_from(COPIES), st.sampled_from((ROWS, ROWS[:1], ROWS[1:]))
)
steps = st.lists(does | hears, max_size=25)


def worked(done: list[tuple[object, ...]]) -> dict[str, Copy]:
    copies = {name: Copy(name) for name in COPIES}
    for step in done:
        if len(step) == 4:
            who, row, what, value = map(str, step)
            copies[who].does(row, what, value)
        else:
            taker, giver, rows = step
            assert isinstance(rows, tuple)
            copies[str(taker)].hears(copies[str(giver)], rows)
    return copies


def any_three(done: list[tuple[object, ...]]) -> list[RowState]:
    return [copy.rows.get("x", NOTHING) for copy in worked(done).values()]


@given(steps)
def test_joining_is_the_same_in_any_order_and_any_number_of_times(done: list[tuple[object, ...]]) -> None:
    one, two, three = any_three(done)
    assert joined(one, two) == joined(two, one)
    assert joined(joined(one, two), three) == joined(one, joined(two, three))
    assert joined(one, one) == one
    assert joined(joined(one, two), two) == joined(one, two)
    assert joined(NOTHING, one) == joined(one, NOTHING) == one


@given(steps, st.permutations([(giver, taker) for giver in COPIES for taker in COPIES] * 2))
def test_all_who_heard_of_all_know_the_same(
    done: list[tuple[object, ...]], order: list[tuple[str, str]]
) -> None:
    copies = worked(done)
    for giver, taker in [*order, ("a", "b"), ("b", "c"), ("c", "a"), ("a", "b")]:
        copies[taker].hears(copies[giver], ROWS)
    for name in ROWS:
        states = [copy.rows.get(name, NOTHING) for copy in copies.values()]
        assert states[0] == states[1] == states[2]


@given(steps)
def test_what_is_known_is_included_and_no_column_is_lost(done: list[tuple[object, ...]]) -> None:
    copies = worked(done)
    for name in ROWS:
        together = NOTHING
        for copy in copies.values():
            together = joined(together, copy.rows.get(name, NOTHING))
        if together.columns:
            assert is_valid(together)
            assert {LIFE, *COLUMNS} == together.columns.keys()
            assert all(covers(together.seen, dot) for dot in together.dots)


@given(steps)
def test_no_write_is_lost_that_nobody_has_seen(done: list[tuple[object, ...]]) -> None:
    """Against a model that keeps who had heard of which writes when he wrote."""
    heard: dict[tuple[str, str], set[tuple[str, int]]] = {}
    copies = {name: Copy(name) for name in COPIES}
    replaced: dict[str, set[tuple[str, int]]] = {row: set() for row in ROWS}
    wrote: dict[str, set[tuple[str, int]]] = {row: set() for row in ROWS}
    for step in done:
        if len(step) == 3:
            taker, giver, rows = step
            copies[str(taker)].hears(copies[str(giver)], tuple(rows))  # type: ignore[arg-type]
            for row in rows:  # type: ignore[attr-defined]
                mine = heard.setdefault((str(taker), row), set())
                mine |= heard.get((str(giver), row), set())
            continue
        who, row, what, value = map(str, step)
        is_known = bool(copies[who].rows.get(row, NOTHING).columns)
        copies[who].does(row, what, value)
        if what in ("name", "reopen") or (not is_known and what == "text"):
            if what == "reopen" and not is_known:
                continue
            mine = heard.setdefault((who, row), set())
            replaced[row] |= mine
            mine.add((who, copies[who].done))
            wrote[row].add((who, copies[who].done))
    for row in ROWS:
        together = NOTHING
        for copy in copies.values():
            together = joined(together, copy.rows.get(row, NOTHING))
        assert {each.dot for each in together.of("name")} == wrote[row] - replaced[row]


@given(steps)
def test_the_last_word_of_somebody_who_knows_all_stands_alone(done: list[tuple[object, ...]]) -> None:
    copies = worked(done)
    for other in COPIES:
        copies["a"].hears(copies[other], ROWS)
    copies["a"].does("x", "name", "last")
    for other in COPIES:
        copies[other].hears(copies["a"], ROWS)
        assert shown(copies[other].rows["x"].of("name")) == Shown("last")
        assert life(copies[other].rows["x"]) == Life(True)
    copies["b"].does("x", "delete", "")
    copies["a"].hears(copies["b"], ROWS)
    assert life(copies["a"].rows["x"]) == Life(False)


@given(steps)
def test_states_survive_as_plain_values(done: list[tuple[object, ...]]) -> None:
    for copy in worked(done).values():
        for state in copy.rows.values():
            if state.columns:
                assert from_plain(to_plain(state)) == state


def test_states_are_kept_as_every_program_of_the_schema_reads_them() -> None:
    """What one adds to it is damage to the others, which open the same file."""
    made = written(NOTHING, ("a", 1), {"name": "x", "rank": "1"})
    changed = written(made, ("b", 2), {"rank": "2"})
    assert json.loads(state_text(changed)) == {
        "dot": ["a", 1],
        "values": {LIFE: True, "name": "x"},
        "apart": {"rank": [["b", 2, "2"]]},
        "seen": {"a": 1, "b": 2},
    }


def test_two_values_wait_for_a_decision_and_the_same_show_meanwhile() -> None:
    begun = written(NOTHING, ("a", 1), {"name": "old"})
    here, there = written(begun, ("a", 2), {"name": "here"}), written(begun, ("b", 1), {"name": "there"})
    assert shown(joined(here, there).of("name")) == Shown("here", is_open=True)
    same = written(begun, ("b", 1), {"name": "here"})
    assert shown(joined(here, same).of("name")) == Shown("here")
    decided = written(joined(here, there), ("b", 2), {"name": "there"})
    assert shown(joined(decided, here).of("name")) == Shown("there")
    again = reopened(decided, ("b", 3), {"name": joined(here, there).of("name")})
    assert {each.value for each in joined(again, decided).of("name")} == {"here", "there"}
    assert latest(again.of("name")).value == "there"


def test_nothing_stands_again_where_nothing_stood() -> None:
    begun = written(NOTHING, ("a", 1), {"name": "old"})
    emptied = reopened(begun, ("a", 2), {"name": ()})
    assert emptied.of("name") == ()
    # Whoever has seen the value knows that it stands no more, whichever of the two is named first.
    assert joined(begun, emptied).of("name") == joined(emptied, begun).of("name") == ()


def test_any_value_stands_before_none_where_that_is_asked_for() -> None:
    siblings = (Sibling(("a", 1), "x"), Sibling(("b", 2), None))
    assert shown(siblings) == Shown(None, is_open=True)
    assert shown(siblings, wants_any=True) == Shown("x")
    assert shown((Sibling(("b", 2), None),), wants_any=True) == Shown(None)


def test_what_was_deleted_and_written_at_once_stays_until_somebody_decides() -> None:
    begun = written(NOTHING, ("a", 1), {"name": "old"})
    gone = removed(begun, ("a", 2))
    assert life(gone) == Life(False)
    assert was_deleted(gone)
    assert not was_deleted(begun)
    assert life(NOTHING) == Life(False)
    other = written(begun, ("b", 1), {"name": "new"})
    assert life(joined(gone, other)) == Life(True, is_open=True)
    assert unseen(joined(gone, other)).keys() == {"name"}, "what was written beside the deletion"
    assert unseen(gone) == unseen(other) == {}
    kept = written(joined(gone, other), ("b", 2), {"name": "newer"})
    assert life(kept) == Life(True)
    assert life(joined(kept, gone)) == Life(True)
    # Two who deleted it apart agree; a third who wrote it meanwhile was seen by neither.
    twice = joined(gone, removed(begun, ("c", 1)))
    assert life(twice) == Life(False)
    assert life(joined(twice, other)) == Life(True, is_open=True)
    # It was made again beside its deletion.
    anew = written(removed(begun, ("b", 1)), ("b", 2), {"name": "anew"})
    assert life(joined(gone, anew)) == Life(True, is_open=True)


def test_texts_of_one_origin_are_merged_by_paragraph() -> None:
    begun = written(NOTHING, ("a", 1), {"text": "one\ntwo\nthree"}, ("text",))
    here = written(begun, ("a", 2), {"text": "ONE\ntwo\nthree"}, ("text",))
    there = written(begun, ("b", 1), {"text": "one\ntwo\nTHREE"}, ("text",))
    both = joined(here, there).of("text")
    assert shown(both, is_text=True) == Shown("ONE\ntwo\nTHREE")
    assert shown(both).is_open
    clash = written(begun, ("b", 1), {"text": "Uno\ntwo\nthree"}, ("text",))
    assert shown(joined(here, clash).of("text"), is_text=True) == Shown("ONE\ntwo\nthree", is_open=True)
    stranger = written(NOTHING, ("c", 1), {"text": "else"}, ("text",))
    assert shown(joined(here, stranger).of("text"), is_text=True).is_open
    number = (Sibling(("a", 2), 5, ((("a", 1), 4),)), Sibling(("b", 1), "x", ((("a", 1), 4),)))
    assert shown(number, is_text=True).is_open


def test_a_text_remembers_a_few_of_its_pasts_and_more_is_believed() -> None:
    state = NOTHING
    for number in range(1, 9):
        state = written(state, ("a", number), {"text": str(number)}, ("text",))
    (sibling,) = state.of("text")
    assert sibling.past == tuple((("a", number), str(number)) for number in (7, 6, 5, 4))
    less = state_of(state.columns | {"text": (sibling._replace(past=()),)}, state.seen)
    assert joined(less, state).of("text") == joined(state, less).of("text") == (sibling,)


@pytest.mark.parametrize(
    "plain",
    [
        None, [], {}, {"dot": ["a", 1]}, {"dot": ["a", 0], "values": {"": True}},
        {"dot": ["", 1], "values": {"": True}}, {"dot": ["a"], "values": {"": True}},
        {"dot": ["a", 1], "values": {"name": "x"}}, {"dot": ["a", 1], "values": {"": 2}},
        {"dot": ["a", 1], "values": {"": True, "name": []}},
        {"dot": ["a", 1], "values": {"": True}, "more": 1},
        {"dot": ["a", 1], "values": {"": True}, "seen": {"b": 1}},
        {"dot": ["a", 1], "values": {"": True}, "seen": {"a": 2**60}},
        {"dot": ["a", 1], "values": {"": True}, "apart": {"": [["a", 1, True]]}},
        {"dot": ["a", 1], "values": {"": True}, "apart": {"name": []}},
        {"dot": ["a", 1], "values": {"": True}, "apart": {"name": [["a", 1]]}},
        {"dot": ["a", 1], "values": {"": True}, "apart": {"name": [["a", 1, "x", 3]]}},
        {"dot": ["a", 1], "values": {}, "apart": {"": [["a", 1, "gone"]]}},
        {"dot": ["a", 1], "values": {"": True}, "apart": {"name": [["a", 1, []]]}},
        {"dot": ["a", True], "values": {"": True}},
    ],
)  # fmt: skip
def test_what_is_no_state_is_refused(plain: object) -> None:
    with pytest.raises(ValueError, match=r"no |neither|none|not what|twice"):
        from_plain(plain)
