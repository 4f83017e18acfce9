"""The history of a row that came from elsewhere: taken in, undone, written meanwhile, rescued."""

import json
from typing import Any

from cchc_desktop.domain.merging.state import LIFE, NOTHING, RowState, joined, written
from cchc_desktop.domain.merging.view import Life, life, shown
from cchc_desktop.domain.merging.wire import to_plain
from cchc_desktop.storage.merge_shapes import shape
from cchc_desktop.storage.row_history import RowHistory, Step

UNIT = shape("units")


def row(name: str, rank: str = "i") -> dict[str, Any]:
    return {"id": "u", "rank": rank, "name": name, "short_name": "", "valid_from": None, "valid_to": None}


def origin(state: RowState, base: int) -> dict[str, Any]:
    return {"state": json.dumps(to_plain(state)), "base": base}


def theirs(name: str, number: int, rank: str = "i") -> RowState:
    values = {key: value for key, value in row(name, rank).items() if key != "id"}
    return written(NOTHING, ("b", number), values)


def step(action: int, before: Any, after: Any, kind: str = "do", of: int | None = None, **more: Any) -> Step:
    return Step(action, ("a", action), kind, of, before != after, before, after, **more)


def told(*steps: Step) -> RowState:
    return RowHistory(UNIT, steps).state()


def value(state: RowState, column: str = "name") -> Any:
    return shown(state.of(column)).value


def test_what_is_taken_in_and_undone_is_forgotten() -> None:
    came = theirs("Phòng", 4)
    taken = step(1, None, row("Phòng"), is_exchange=True, origin=origin(came, 0))
    assert told(taken) == came
    undone = step(2, row("Phòng"), None, "undo", 1, is_exchange=True)
    assert told(taken, undone) == NOTHING
    again = step(3, None, row("Phòng"), "redo", 1, is_exchange=True, origin=origin(came, 0))
    assert told(taken, undone, again) == came


def test_own_writing_follows_what_was_taken_in() -> None:
    came = theirs("Phòng", 4)
    taken = step(1, None, row("Phòng"), is_exchange=True, origin=origin(came, 0))
    state = told(taken, step(2, row("Phòng"), row("Ban")))
    assert value(state) == "Ban"
    assert state.seen == {"a": 2, "b": 4}
    newer = joined(state, written(came, ("b", 5), {"name": "Trạm"}))
    more = step(3, row("Ban"), row("Ban"), is_exchange=True, origin=origin(newer, 2))
    assert told(taken, step(2, row("Phòng"), row("Ban")), more) == newer


def test_what_was_written_meanwhile_and_undone_leaves_no_gap() -> None:
    """Another copy may have seen what was written: nothing of it may be taken for known and yet be lost."""
    own = step(1, None, row("Phòng"))
    mine = told(own)
    both = joined(mine, written(mine, ("b", 1), {"rank": "k"}))
    taken = step(2, row("Phòng"), row("Phòng", "k"), is_exchange=True, origin=origin(both, 1))
    edit = step(3, row("Phòng", "k"), row("Ban", "k"))
    seen_elsewhere = told(own, taken, edit)
    back = step(4, row("Ban", "k"), row("Phòng", "k"), "undo", 3)
    undone = step(5, row("Phòng", "k"), row("Phòng"), "undo", 2, is_exchange=True)
    state = told(own, taken, edit, back, undone)
    assert (value(state), value(state, "rank")) == ("Phòng", "i")
    later = told(own, taken, edit, back, undone, step(6, row("Phòng"), row("Phòng") | {"short_name": "P"}))
    for known in (joined(later, seen_elsewhere), joined(later, both)):
        assert UNIT.whole("u", {name: value(known, name) for name in known.columns if name != LIFE})


def test_a_row_that_came_was_written_and_is_forgotten_is_as_if_deleted_here() -> None:
    came = theirs("Phòng", 4)
    taken = step(1, None, row("Phòng"), is_exchange=True, origin=origin(came, 0))
    edit, back = step(2, row("Phòng"), row("Ban")), step(3, row("Ban"), row("Phòng"), "undo", 2)
    undone = step(4, row("Phòng"), None, "undo", 1, is_exchange=True)
    state = told(taken, edit, back, undone)
    assert life(state) == Life(False)
    again = joined(state, came)
    assert life(again) == Life(True, is_open=True)
    assert value(again) == "Phòng"


def test_what_is_taken_back_by_itself_leaves_what_was_done_later() -> None:
    own = step(1, None, row("Phòng"))
    both = joined(told(own), written(told(own), ("b", 1), {"rank": "k"}))
    taken = step(2, row("Phòng"), row("Phòng", "k"), is_exchange=True, origin=origin(both, 1))
    edit = step(3, row("Phòng", "k"), row("Ban", "k"))
    alone = step(4, row("Ban", "k"), row("Ban"), "do", 2, is_exchange=True)
    state = told(own, taken, edit, alone)
    assert (value(state), value(state, "rank")) == ("Ban", "i")
    undone = step(5, row("Ban"), row("Ban", "k"), "undo", 4, is_exchange=True, origin=origin(both, 1))
    assert value(told(own, taken, edit, alone, undone), "rank") == "k"


def test_an_undo_opens_again_what_its_operation_decided() -> None:
    own = step(1, None, row("Phòng"))
    mine = told(own)
    open_one = joined(written(mine, ("a", 2), {"name": "Ban"}), written(mine, ("b", 1), {"name": "Trạm"}))
    taken = step(3, row("Ban"), row("Ban"), is_exchange=True, origin=origin(open_one, 2))
    decided = step(4, row("Ban"), row("Tổ"))
    back = step(5, row("Tổ"), row("Ban"), "undo", 4)
    assert shown(told(own, step(2, row("Phòng"), row("Ban")), taken, decided).of("name")).is_open is False
    again = told(own, step(2, row("Phòng"), row("Ban")), taken, decided, back)
    assert {each.value for each in again.of("name")} == {"Ban", "Trạm"}


def test_what_was_put_right_after_damage_goes_on_with_what_followed() -> None:
    came = theirs("Phòng", 4)
    edit = step(2, row("Phòng"), row("Ban"))
    # The operation that took it in is lost, and so is what it did.
    rescued = step(3, None, None, is_rescue=True, origin=origin(came, 1))
    state = told(edit, rescued)
    assert value(state) == "Ban"
    assert state.seen == {"a": 2, "b": 4}
    assert told(step(3, None, row("Phòng"), is_rescue=True)) == told(step(3, None, row("Phòng")))


def test_an_exchange_whose_beginning_is_lost_is_known_by_what_it_kept() -> None:
    came = theirs("Phòng", 4)
    redone = step(3, None, row("Phòng"), "redo", 1, is_exchange=True, origin=origin(came, 0))
    assert told(redone) == came
    assert told(step(3, row("Phòng"), None, "undo", 1, is_exchange=True)) == NOTHING
