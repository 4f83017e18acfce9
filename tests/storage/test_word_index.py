"""The index finds what the copies of words hold, whatever was changed, taken back or made anew meanwhile."""

import re
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cchc_desktop.domain.text import fold
from cchc_desktop.storage import word_index
from cchc_desktop.storage.store import Store
from cchc_desktop.storage.word_index import Wanted
from tests.words import found


@pytest.fixture
def store(tmp_path: Path) -> Any:
    opened = Store.open(tmp_path, lambda: datetime(2026, 1, 5, 8, 30))
    yield opened
    opened.close()


def put(store: Store, row_id: str, name: str | None) -> None:
    row = {
        "id": row_id, "rank": "1", "name": name, "short_name": "", "valid_from": None, "valid_to": None,
    }  # fmt: skip
    with store.journal.operation("test", "Thử") as recorder:
        recorder.put("units", row_id, row if name is not None else None)


def holds(name: str, text: str) -> bool:
    """Whether a name holds the words, worked out without the index."""
    words = re.findall(r"[a-z0-9]+", fold(name))
    line = " ".join(words)
    for word in fold(text).split():
        parts = " ".join(re.findall(r"[a-z0-9]+", word))
        if parts and not f" {line}".count(f" {parts}"):
            return False
        if not parts and word not in fold(name):
            return False
    return True


_NAMES = st.text("aăbđ 12/-%", max_size=8).map(lambda text: text.strip() or "x")
_STEPS = st.lists(
    st.one_of(
        st.tuples(st.sampled_from("abc"), st.one_of(st.none(), _NAMES)),
        st.sampled_from(["undo", "redo", "look"]),
    ),
    max_size=12,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=_STEPS, looked_for=_NAMES)
def test_whatever_is_done_is_found_as_it_stands(store: Store, steps: list[Any], looked_for: str) -> None:
    for each in "abc":
        put(store, each, None)
    for step in steps:
        if step == "undo" and store.journal.undoable() is not None:
            store.journal.undo()
        elif step == "redo" and store.journal.redoable() is not None:
            store.journal.redo()
        elif isinstance(step, tuple):
            put(store, *step)
        elif step == "look":
            found(store, looked_for)
    rows = {row["id"]: row["name"] for row in store.table("units")}
    wanted = sorted(("units", row_id) for row_id, name in rows.items() if holds(name, looked_for))
    assert found(store, looked_for) == wanted


def test_what_was_not_stored_in_the_end_is_not_found(store: Store) -> None:
    put(store, "a", "Phòng Kinh tế")
    assert found(store, "kinh te") == [("units", "a")]

    def fail() -> None:
        with store.journal.operation("test", "Thử") as recorder:
            recorder.update("units", "a", {"name": "Phòng Văn hóa"})
            assert found(store, "van hoa") == [("units", "a")]
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert (found(store, "kinh te"), found(store, "van hoa")) == ([("units", "a")], [])


def test_many_changes_are_read_at_once(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word_index, "_TOO_MANY", 2)
    assert found(store, "phong") == []
    for number in range(4):
        put(store, f"u{number}", f"Phòng {number}")
    assert len(found(store, "phong")) == 4


def test_of_many_the_newest_and_those_as_they_stand_are_given(store: Store) -> None:
    for number in range(5):
        put(store, f"u{number}", f"Phòng số {number}" if number else "Phòng Kinh tế, sổ mới")
    put(store, "u5", "Sơ đồ các phòng")
    wanted = Wanted(["phong", "so"])
    (shelf,) = store.words.shelves(wanted)
    assert (shelf.table, len(shelf.places)) == ("units", 6)
    entries = store.words.entries(wanted, [shelf], 4)
    assert [entry.row_id for entry in entries] == ["u4", "u3", "u2", "u1"]
    (newest, *_) = store.words.entries(Wanted(["phong"]), [shelf], 2)
    assert newest.row_id == "u5"


def test_what_changed_last_is_the_newest(store: Store) -> None:
    for row_id in "abcde":
        put(store, row_id, "Phòng Kinh tế")
    wanted = Wanted(["phong"])
    assert len(store.words.shelves(wanted)[0].places) == 5
    for row_id in "dbc":
        put(store, row_id, "Phòng Văn hóa")
    (shelf,) = store.words.shelves(wanted)
    assert [entry.row_id for entry in store.words.entries(wanted, [shelf], 9)] == ["c", "b", "d", "e", "a"]
    assert sorted(store.rows("units", ["b", "e", "x"])) == ["b", "e"]


def test_words_of_signs_and_of_numbers_are_found(store: Store) -> None:
    put(store, "a", "Đạt 95 % – số 15/KH-UBND")
    put(store, "b", "Số 115/KH-UBND")
    assert found(store, "%") == [("units", "a")]
    assert found(store, "15/kh") == [("units", "a")]
    assert found(store, "kh-ubnd") == [("units", "a"), ("units", "b")]
    assert found(store, "95 %") == [("units", "a")]
    assert found(store, "\"' OR *") == []


def test_a_row_that_changed_twice_is_found_by_its_last_words_alone(store: Store) -> None:
    put(store, "a", "Phòng Kinh tế")
    assert found(store, "kinh te") == [("units", "a")]
    put(store, "a", "Phòng Văn hóa")
    put(store, "a", "Phòng Xã hội")
    assert [found(store, text) for text in ("kinh te", "van hoa", "xa hoi")] == [[], [], [("units", "a")]]
    put(store, "a", None)
    assert (found(store, "xa hoi"), found(store, "phong")) == ([], [])


def test_no_words_find_nothing(store: Store) -> None:
    put(store, "a", "Phòng Kinh tế")
    assert found(store, "") == []
