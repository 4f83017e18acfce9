"""Undo of older work asks before it reaches what came from elsewhere."""

import json

import pytest

from cchc_desktop.office.merging import Given
from cchc_desktop.ui import messages
from cchc_desktop.ui.frame.main_window import MainWindow

NOTED = ["other", 1, "Lan", "2026-07-15T09:00:00", "Sửa phân công nhiệm vụ"]


def note(window: MainWindow) -> str:
    row = window.office._desk.store.row("tasks", "task-1")
    assert row is not None
    return str(row["note"])


def take_in_a_note(window: MainWindow) -> None:
    """Somebody else has noted something of the first task."""
    sent = window.office.merging.states([("tasks", "task-1")])
    head, dots, rows = json.loads(json.dumps([sent.head, sent.dots, sent.rows]))
    task = next(row for row in rows if row["table"] == "tasks")
    task["values"].pop("note", None)
    seen = task.get("seen") or {task["dot"][0]: task["dot"][1]}
    task |= {"apart": {**task.get("apart", {}), "note": [["other", 1, "Gấp"]]}, "seen": {**seen, "other": 1}}
    window.office.merging.take_in(Given(head, [*dots, NOTED], rows), "Lan")


def test_what_came_from_elsewhere_is_asked_about(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    office, asked, answers = window.office, list[str](), [False, True]

    def confirm(_: object, question: str, *__: object, **___: object) -> bool:
        asked.append(question)
        return answers.pop(0)

    monkeypatch.setattr(messages, "confirm", confirm)
    office.plans.set_assignment("plan-1", "task-1", lead="Văn phòng")
    older = office.history.entries()[0].id
    take_in_a_note(window)
    assert note(window) == "Gấp"
    assert not window.attempt(lambda: office.history.undo_through(older))
    assert note(window) == "Gấp"
    assert window.attempt(lambda: office.history.undo_through(older))
    assert note(window) == ""
    assert len(asked) == 2
    assert "«Nhận gói của Lan»" in asked[0]
