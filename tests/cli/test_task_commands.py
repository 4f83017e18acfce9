"""Commands on tasks: which ones, and the papers that are handed out."""

from collections import Counter
from datetime import date, timedelta
from pathlib import Path

from cchc_desktop.office import Office
from cchc_desktop.office.assigning import TaskEdit
from cchc_desktop.office.plans import AssignmentFields
from tests.cli.conftest import Shell


def test_tasks_are_chosen_by_day_unit_person_and_kept_filter(shell: Shell) -> None:
    shell.demo()
    rows = shell.json("tasks")
    today = date.today()

    def ids(*words: str) -> list[str]:
        return [row["task_id"] for row in shell.json("tasks", *words)]

    undone = [row for row in rows if not row["status"].startswith("done")]
    near = str(today + timedelta(days=60))
    assert ids("--due-within", "60") == [row["task_id"] for row in undone if str(today) <= row["due"] <= near]
    (lead, officer), _ = Counter((row["lead"], row["officer"]) for row in rows if row["officer"]).most_common(
        1
    )[0]
    assert ids("--unit", lead, "--officer", officer, "--area", "1") == [
        row["task_id"] for row in rows if (row["lead"], row["officer"], row["area"]) == (lead, officer, 1)
    ]
    late = [row["task_id"] for row in undone if row["status"] == "overdue"]
    assert ids("--filter", "qua han", "--plan", rows[0]["plan_id"][:8]) == late
    assert ids("--unassigned") == []
    assert "Không có ai tên «Lạ»" in shell.refused("tasks", "--officer", "Lạ")


def test_slips_and_the_meeting_s_list_are_written(shell: Shell, tmp_path: Path) -> None:
    shell.demo()
    row = next(row for row in shell.json("tasks") if not row["status"].startswith("done"))
    office = Office.open(shell.folder)
    office.plan_life.amend(row["plan_id"])
    office.assigning.assign([row["task_id"]], TaskEdit(AssignmentFields(due=office.today)))
    office.close()
    for command, receiver, fmt, begins in (
        ("reminder", ("--unit", row["lead"]), "pdf", b"%PDF"),
        ("reminder", ("--officer", row["officer"]), "docx", b"PK"),
        ("assignment-slip", ("--unit", row["lead"]), "docx", b"PK"),
        ("meeting-list", (), "xlsx", b"PK"),
    ):
        target = tmp_path / f"{command}.{fmt}"
        told = shell.json(command, *receiver, "--format", fmt, "--out", str(target))
        assert target.read_bytes().startswith(begins)
        assert told == {"file": str(target), "bytes": target.stat().st_size}
    folder = tmp_path / "all"
    folder.mkdir()
    told = shell.json("assignment-slip", "--every-unit", "--format", "docx", "--out", str(folder))
    assert sorted(Path(each["file"]).name for each in told) == sorted(each.name for each in folder.iterdir())
    assert row["lead"] in [each["unit"] for each in told]
    missing = ("reminder", "--every-unit", "--format", "pdf", "--out", str(tmp_path / "no"))
    assert "Không có thư mục" in shell.refused(*missing)
