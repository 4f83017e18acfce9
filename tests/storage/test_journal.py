"""The journal: every change with its inverse; undo and redo survive a restart."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cchc_desktop.domain.errors import Refusal
from cchc_desktop.storage import kinds
from cchc_desktop.storage.recorder import Recorder
from cchc_desktop.storage.store import Store
from tests.examples import share
from tests.words import found


def unit(name: str, number: int = 0) -> dict[str, Any]:
    return {
        "id": name, "rank": str(number + 1), "name": f"Đơn vị {name} {number}", "short_name": "",
        "valid_from": None, "valid_to": None,
    }  # fmt: skip


class Desk:
    """A journal on a fresh file, with a clock that stands still."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.open()

    def open(self) -> None:
        self.store = Store.open(self.folder, lambda: datetime(2026, 1, 5, 8, 30))
        self.store.sit_down("Lan")
        self.journal = self.store.journal
        self.data = self.store._data

    def reopen(self) -> None:
        self.store.close()
        self.open()

    def rows(self) -> dict[str, dict[str, Any]]:
        return {row["id"]: row for row in self.data.rows("SELECT * FROM units")}

    def texts(self) -> dict[str, str]:
        return {row["row_id"]: row["folded"] for row in self.data.rows("SELECT * FROM search_texts")}

    def found(self, text: str) -> list[tuple[str, str]]:
        return found(self.store, text)


@pytest.fixture
def desk(tmp_path: Path) -> Any:
    made = Desk(tmp_path)
    yield made
    made.store.close()


def test_undo_and_redo_survive_a_restart(desk: Desk) -> None:
    with desk.journal.operation("test", "Thêm", "đơn vị a") as recorder:
        recorder.insert("units", unit("a"))
    with desk.journal.operation("test", "Sửa") as recorder:
        recorder.update("units", "a", {"name": "Khác"})
    desk.reopen()
    assert desk.journal.undo().label == "Sửa"
    assert desk.rows()["a"]["name"] == "Đơn vị a 0"
    desk.reopen()
    assert desk.journal.undo().label == "Thêm"
    assert desk.rows() == {}
    desk.reopen()
    assert desk.journal.redo().label == "Thêm"
    assert desk.journal.redo().label == "Sửa"
    assert desk.rows()["a"]["name"] == "Khác"
    with pytest.raises(Refusal):
        desk.journal.redo()


def test_new_operation_ends_redo(desk: Desk) -> None:
    for name in "ab":
        with desk.journal.operation("test", name) as recorder:
            recorder.insert("units", unit(name))
    desk.journal.undo()
    with desk.journal.operation("test", "c") as recorder:
        recorder.insert("units", unit("c"))
    assert desk.journal.redoable() is None
    assert sorted(desk.rows()) == ["a", "c"]
    desk.journal.undo()
    desk.journal.undo()
    assert desk.rows() == {}
    with pytest.raises(Refusal, match="hoàn tác"):
        desk.journal.undo()


def test_failure_inside_an_operation_undoes_all_of_it(desk: Desk) -> None:
    def half_done() -> None:
        with desk.journal.operation("test", "Thêm") as recorder:
            recorder.insert("units", unit("a"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        half_done()
    assert desk.rows() == {}
    assert desk.texts() == {}
    assert desk.journal.actions() == []


def test_operation_that_changes_nothing_leaves_no_trace(desk: Desk) -> None:
    with desk.journal.operation("test", "Thêm") as recorder:
        recorder.insert("units", unit("a"))
    with desk.journal.operation("test", "Sửa") as recorder:
        recorder.update("units", "a", {"name": "Đơn vị a 0"})
    assert [action.label for action in desk.journal.actions()] == ["Thêm"]
    assert not recorder.changes


def test_undo_back_to_a_point(desk: Desk) -> None:
    for name in "abcd":
        with desk.journal.operation("test", name) as recorder:
            recorder.insert("units", unit(name))
    second = desk.journal.actions()[2]
    assert second.label == "b"
    changes = desk.journal.undo_through(second.id)
    assert sorted(desk.rows()) == ["a"]
    assert changes.touches("units")
    with pytest.raises(Refusal):
        desk.journal.undo_through(second.id)
    for name in "bcd":
        assert desk.journal.redo().label == name


def test_history_of_a_record(desk: Desk) -> None:
    with desk.journal.operation("test", "Thêm") as recorder:
        recorder.insert("units", unit("a"))
        recorder.insert("units", unit("b"))
    with desk.journal.operation("test", "Sửa") as recorder:
        recorder.update("units", "a", {"name": "Mới"})
    newest, oldest = desk.journal.history(["a"])
    assert newest.before is not None
    assert newest.after is not None
    assert (newest.before["name"], newest.after["name"]) == ("Đơn vị a 0", "Mới")
    assert oldest.before is None
    assert (newest.action.officer, newest.action.at) == ("Lan", datetime(2026, 1, 5, 8, 30))


def test_search_follows_undo(desk: Desk) -> None:
    with desk.journal.operation("test", "Thêm") as recorder:
        recorder.insert("units", unit("Đất"))
    assert desk.found("don vi DAT") == [("units", "Đất")]
    assert desk.found("100% _") == []
    desk.journal.undo()
    assert desk.found("dat") == []
    desk.journal.redo()
    assert desk.found("đất") == [("units", "Đất")]


steps = st.lists(
    st.one_of(
        st.tuples(st.just("write"), st.sampled_from("abcd"), st.integers(0, 5)),
        st.tuples(st.just("delete"), st.sampled_from("abcd"), st.just(0)),
        st.tuples(st.sampled_from(["undo", "redo", "reopen"]), st.just(""), st.just(0)),
    ),
    max_size=30,
)


@given(steps)
@settings(max_examples=share(2))
def test_any_walk_through_undo_and_redo(tmp_path_factory: pytest.TempPathFactory, walk: Any) -> None:
    """Against a model: a list of states with a cursor, which new operations cut off."""
    desk = Desk(tmp_path_factory.mktemp("walk"))
    states: list[dict[str, Any]] = [{}]
    at = 0
    for what, name, number in walk:
        if what == "reopen":
            desk.reopen()
        elif what == "undo":
            if at == 0:
                with pytest.raises(Refusal):
                    desk.journal.undo()
            else:
                desk.journal.undo()
                at -= 1
        elif what == "redo":
            if at == len(states) - 1:
                with pytest.raises(Refusal):
                    desk.journal.redo()
            else:
                desk.journal.redo()
                at += 1
        else:
            wanted = dict(states[at])
            with desk.journal.operation("test", what) as recorder:
                _apply(recorder, wanted, what, name, number)
            if wanted != states[at]:
                states = [*states[: at + 1], wanted]
                at += 1
        assert desk.rows() == states[at]
        assert set(desk.texts()) == set(states[at])
    desk.store.close()


def _apply(recorder: Recorder, wanted: dict[str, Any], what: str, name: str, number: int) -> None:
    if what == "delete":
        if name in wanted:
            del wanted[name]
            recorder.delete("units", name)
    else:
        wanted[name] = unit(name, number)
        recorder.put("units", name, unit(name, number))


def test_what_an_operation_did_itself(desk: Desk) -> None:
    with desk.journal.operation("units.add", "Thêm", "a") as recorder:
        recorder.insert("units", unit("a"))
    with desk.journal.operation("units.edit", "Sửa") as other:
        other.update("units", "a", {"name": "Khác", "short_name": "K"})
    assert recorder.changes.rows == other.changes.rows == {("units", "a")}
    assert (recorder.changes.operation, recorder.changes.subject) == ("units.add", "a")
    (change,) = other.changes.details
    assert change.columns == ["name", "short_name"]
    (stored,) = desk.data.rows("SELECT columns FROM changes WHERE action_id = ?", [other.changes.action_id])
    assert stored["columns"] == "name,short_name"


def test_actions_are_numbered_by_their_device(desk: Desk) -> None:
    for name in "ab":
        with desk.journal.operation("test", name) as recorder:
            recorder.insert("units", unit(name))
    desk.reopen()
    desk.journal.undo()
    newest, second, first = desk.journal.actions()
    assert newest.device == second.device == first.device
    assert [first.counter, second.counter, newest.counter] == [1, 2, 3]
    assert len({action.uuid for action in (newest, second, first)}) == 3
    assert (first.operation, newest.operation) == ("test", "test")


def test_what_was_read_in_an_operation_that_failed_is_read_anew(desk: Desk) -> None:
    assert desk.store.records(kinds.UNITS) == ()

    def fails() -> None:
        with desk.journal.operation("test", "Thêm") as recorder:
            recorder.insert("units", unit("a"))
            assert [one.id for one in desk.store.records(kinds.UNITS)] == ["a"]
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fails()
    assert desk.store.records(kinds.UNITS) == ()


def test_undoing_many_at_once_all_or_nothing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in "abc":
        with desk.journal.operation("test", name) as recorder:
            recorder.insert("units", unit(name))
    first = desk.journal.actions()[-1]
    undone: list[str] = []
    put = Recorder.put

    def put_twice(self: Recorder, table: str, row_id: str, row: Any) -> None:
        if len(undone) == 2:
            raise ZeroDivisionError
        undone.append(row_id)
        put(self, table, row_id, row)

    monkeypatch.setattr(Recorder, "put", put_twice)
    with pytest.raises(ZeroDivisionError):
        desk.journal.undo_through(first.id)
    monkeypatch.undo()
    assert [one.id for one in desk.store.records(kinds.UNITS)] == ["a", "b", "c"]
    assert desk.journal.undo_through(first.id).rows == {("units", name) for name in "abc"}
    assert desk.store.records(kinds.UNITS) == ()


def test_a_row_that_is_gone_is_not_changed(desk: Desk) -> None:
    with desk.journal.operation("test", "Sửa") as recorder:
        with pytest.raises(Refusal, match="không còn"):
            recorder.update("units", "gone", {"name": "Khác"})
        with pytest.raises(Refusal, match="không còn"):
            recorder.delete("units", "gone")


def test_the_first_operation_that_holds_and_how_many_came_after(desk: Desk) -> None:
    assert desk.journal.first_done() is None
    for name in "abc":
        with desk.journal.operation("test", name) as recorder:
            recorder.insert("units", unit(name))
    first = desk.journal.first_done()
    assert first is not None
    assert first.label == "a"
    assert desk.journal.done_after(first.id) == 2
    desk.journal.undo()
    assert desk.journal.done_after(first.id) == 1
