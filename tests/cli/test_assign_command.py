"""The command «assign»: many tasks, all of them or none."""

from pathlib import Path

import pytest

from tests.cli.conftest import Shell


@pytest.fixture
def ids(shell: Shell, plan_file: Path) -> list[str]:
    shell.demo()
    return [row["task_id"] for row in shell.json("tasks")]


def test_tasks_are_given_out_and_undone(shell: Shell, ids: list[str]) -> None:
    code, said, _ = shell.run("assign", *(each[:8] for each in ids[:3]), "--officer", "Trần Thị Bình")
    assert (code, said.splitlines()[0]) == (0, "Đã giao 3 nhiệm vụ cho Trần Thị Bình.")
    rows = shell.json("assign", *ids[:2], "--officer", "")
    assert [row["officer"] for row in rows] == ["", ""]
    assert shell.json("undo")["told"].startswith("Bỏ người theo dõi của 2 nhiệm vụ")
    assert {row["officer"] for row in shell.json("tasks")[:3]} == {"Trần Thị Bình"}


def test_a_draft_takes_unit_and_day(shell: Shell, plan_file: Path) -> None:
    shell.json(
        "new-office", "--name", "Ủy ban nhân dân xã An Bình", "--superior", "UBND tỉnh", "--place", "A"
    )
    shell.json("import-plan", str(plan_file))
    (task,) = shell.json("tasks")
    (row,) = shell.json(
        "assign", task["task_id"], "--unit", "trung tâm phục vụ hành chính công", "--due", "1/7/2026"
    )
    assert (row["lead"], row["due"]) == ("Trung tâm Phục vụ hành chính công", "2026-07-01")
    said = shell.refused("assign", task["task_id"], "--unit", "Trung tâm Phục vụ hành chính côngg")
    assert "Có phải là «Trung tâm Phục vụ hành chính công» không?" in said
    assert "«Phòng Vũ trụ»" in shell.refused("assign", task["task_id"], "--unit", "Phòng Vũ trụ")


def test_refusals_change_nothing(shell: Shell, ids: list[str]) -> None:
    before = shell.json("tasks")
    assert "gone" in shell.refused("assign", ids[0], "gone", "--officer", "Lê An")
    assert "Không có ngày 31/2/2026" in shell.refused("assign", ids[0], "--due", "31/2/2026")
    assert "ít nhất một" in shell.refused("assign", ids[0])
    assert "đã ban hành" in shell.refused("assign", ids[0], "--due", "1/7/2026")
    assert shell.json("tasks") == before
