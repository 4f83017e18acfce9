"""The journal: every change with its inverse; undo and redo survive a restart."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cchc_desktop.domain.errors import Refusal
from cchc_desktop.storage import database
from cchc_desktop.storage.journal import Journal
from cchc_desktop.storage.recorder import Recorder
from cchc_desktop.storage.search import SearchTexts


def unit(name: str, number: int = 0) -> dict[str, Any]:
    return {
        "id": name, "rank": number, "name": f"Đơn vị {name} {number}", "short_name": "", "valid_from": None,
        "valid_to": None,
    }  # fmt: skip


class Desk:
    """A journal on a fresh file, with a clock that stands still."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.open()

    def open(self) -> None:
        self.db = database.open_database(self.folder)
        self.journal = Journal(self.db, lambda: datetime(2026, 1, 5, 8, 30), lambda: "Lan")

    def reopen(self) -> None:
        self.db.close()
        self.open()

    def rows(self) -> dict[str, dict[str, Any]]:
        return {row["id"]: row for row in self.db.table("units").rows}

    def texts(self) -> dict[str, str]:
        return {row["row_id"]: row["folded"] for row in self.db.table("search_texts").rows}


@pytest.fixture
def desk(tmp_path: Path) -> Any:
    made = Desk(tmp_path)
    yield made
    made.db.close()


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
    assert not desk.journal.last


def test_operation_that_changes_nothing_leaves_no_trace(desk: Desk) -> None:
    with desk.journal.operation("test", "Thêm") as recorder:
        recorder.insert("units", unit("a"))
    with desk.journal.operation("test", "Sửa") as recorder:
        recorder.update("units", "a", {"name": "Đơn vị a 0"})
    assert [action.label for action in desk.journal.actions()] == ["Thêm"]
    assert not desk.journal.last


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
    search = SearchTexts(desk.db)
    assert search.find("don vi DAT", 10) == [("units", "Đất")]
    assert search.find("100% _", 10) == []
    desk.journal.undo()
    assert search.find("dat", 10) == []
    desk.journal.redo()
    assert search.find("đất", 10) == [("units", "Đất")]


steps = st.lists(
    st.one_of(
        st.tuples(st.just("write"), st.sampled_from("abcd"), st.integers(0, 5)),
        st.tuples(st.just("delete"), st.sampled_from("abcd"), st.just(0)),
        st.tuples(st.sampled_from(["undo", "redo", "reopen"]), st.just(""), st.just(0)),
    ),
    max_size=30,
)


@given(steps)
@settings(max_examples=30)
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
    desk.db.close()


def _apply(recorder: Recorder, wanted: dict[str, Any], what: str, name: str, number: int) -> None:
    if what == "delete":
        if name in wanted:
            del wanted[name]
            recorder.delete("units", name)
    else:
        wanted[name] = unit(name, number)
        recorder.put("units", name, unit(name, number))


def test_a_row_that_is_gone_is_not_changed(desk: Desk) -> None:
    with desk.journal.operation("task.edit", "Sửa") as recorder:
        with pytest.raises(Refusal, match="không còn"):
            recorder.update("units", "gone", {"name": "Khác"})
        with pytest.raises(Refusal, match="không còn"):
            recorder.delete("units", "gone")
