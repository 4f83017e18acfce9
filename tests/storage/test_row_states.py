"""What the journal tells of rows: which action wrote which column last, of simple histories and long ones."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from cchc_desktop.domain.merging.state import LIFE, RowState
from cchc_desktop.domain.merging.view import Life, life
from cchc_desktop.domain.offices import OfficeProfile
from cchc_desktop.domain.plan import Draft
from cchc_desktop.office import Office
from cchc_desktop.storage.changes import RowChange
from tests.plans import small_plan

ITEM = ("plan_items", "task-2")
TASK = ("tasks", "task-2")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = Office.open(tmp_path, lambda: date(2026, 7, 15), lambda: datetime(2026, 7, 15, 9, 30))
    made.settings.found(OfficeProfile("UBND xã An Bình", "UBND tỉnh Sông Hương", "An Bình"))
    made.plans.store_draft(Draft(small_plan()))
    yield made
    made.close()


def known(office: Office, key: tuple[str, str] = ITEM) -> RowState:
    knowledge = office._desk.store.journal.knowledge
    state = knowledge.of([key])[key]
    assert knowledge.every()[key] == state
    return state


def numbers(state: RowState) -> dict[str, int]:
    """The numbers of the actions that wrote the columns."""
    return {name: siblings[0].dot[1] for name, siblings in state.columns.items()}


def test_a_row_that_was_made_is_known_by_one_action(office: Office) -> None:
    assert set(numbers(known(office)).values()) == {2}
    assert list(known(office).seen.values()) == [2]
    assert life(known(office)) == Life(True)


def test_what_is_written_together_has_one_dot(office: Office) -> None:
    office.plans.set_assignment("plan-1", "task-2", lead="Văn phòng", due=date(2026, 9, 30))
    found = numbers(known(office, TASK))
    assert (found["lead"], found["due"], found["due_text"], found["start"]) == (3, 3, 3, 3)
    assert (found["note"], found[LIFE]) == (2, 2)


def test_a_text_remembers_what_it_was(office: Office) -> None:
    before = office._desk.store.row(*ITEM)
    assert before is not None
    office.plans.set_text("plan-1", "task-2", "Niêm yết.")
    (sibling,) = known(office).of("text")
    assert (sibling.value, [value for _, value in sibling.past]) == ("Niêm yết.", [before["text"]])
    office.history.undo()
    (sibling,) = known(office).of("text")
    assert (sibling.dot[1], sibling.value) == (4, before["text"])


def test_many_rows_are_written_at_once_and_undone(office: Office) -> None:
    journal, data = office._desk.store.journal, office._desk.store._data

    def unit(name: str) -> dict[str, object]:
        return {
            "id": name,
            "rank": name,
            "name": name,
            "short_name": "",
            "valid_from": None,
            "valid_to": None,
        }

    with journal.operation("settings.unit", "Sửa danh sách đơn vị") as recorder:
        recorder.write_all(RowChange("units", name, None, unit(name)) for name in "abc")
    changed = unit("b") | {"name": "khác"}
    with journal.operation("settings.unit", "Sửa danh sách đơn vị") as recorder:
        recorder.write_all(
            [
                RowChange("units", "a", unit("a"), None),
                RowChange("units", "b", unit("b"), changed),
                RowChange("units", "c", unit("c"), unit("c")),
            ]
        )
    assert recorder.changes.rows == {("units", "a"), ("units", "b")}
    assert [row["name"] for row in data.rows("SELECT name FROM units ORDER BY id")] == ["khác", "c"]
    assert office.check().damage == office.check().derived == ()
    journal.undo()
    assert [row["name"] for row in data.rows("SELECT name FROM units ORDER BY id")] == ["a", "b", "c"]
    assert office.check().damage == office.check().derived == ()
    data.put_all("units", [])


def test_what_was_deleted_keeps_what_it_held_and_comes_back_the_same(office: Office) -> None:
    before = known(office, ("recipients", str(office._desk.store.table("recipients")[0]["id"])))
    key = ("recipients", str(office._desk.store.table("recipients")[0]["id"]))
    office.plans.set_head("plan-1", recipients=())
    gone = known(office, key)
    assert life(gone) == Life(False)
    assert gone.of("text") == before.of("text")
    office.history.undo()
    again = known(office, key)
    assert life(again) == Life(True)
    assert again.of("text") == before.of("text")
    assert numbers(again)[LIFE] == 4
