"""Damage from outside the program is found and said."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from cchc_desktop.domain.offices import OfficeProfile, Officer, Unit
from cchc_desktop.domain.plan import Draft
from cchc_desktop.domain.tasks import TaskUpdate
from cchc_desktop.office import Findings, Office
from tests.plans import small_plan

TODAY = date(2026, 7, 15)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """An office that has done, undone and redone some things."""
    made = Office.open(tmp_path, lambda: TODAY, lambda: datetime(2026, 7, 15, 9, 0))
    made.settings.found(OfficeProfile("UBND xã An Bình", "UBND tỉnh Sông Hương", "An Bình"))
    made.plans.store_draft(Draft(small_plan()))
    made.settings.save_unit(Unit("Phòng Kinh tế", id="unit-1"))
    made.settings.save_officer(Officer("Lan", unit_id="unit-1", id="officer-1"))
    made.tasks.report("task-1", TaskUpdate(date(2026, 6, 1), 40, id="update-1"))
    made.plans.set_text("plan-1", "task-2", "Niêm yết.")
    made.history.undo()
    made.history.redo()
    yield made
    made.close()


def test_all_is_well(office: Office) -> None:
    assert office.check() == Findings()


@pytest.mark.parametrize(
    ("damage", "says"),
    [
        ("DELETE FROM tasks WHERE id = 'task-2'", "1 nhiệm vụ thiếu phần phân công"),
        ("UPDATE plan_items SET kind = 'text' WHERE id = 'task-2'", "không phải nhiệm vụ"),
        ("DELETE FROM targets", "1 chỉ tiêu thiếu mức phấn đấu"),
        ("UPDATE plan_items SET kind = 'text' WHERE id = 'target-1'", "2 mức phấn đấu thuộc về mục"),
        ("UPDATE targets SET item_id = 'task-1' WHERE parent_id IS NOT NULL", "không phải chỉ tiêu"),
        ("UPDATE plan_items SET parent_id = 'task-1' WHERE id = 'section-1'", "không còn nằm trong cây"),
        ("UPDATE plan_items SET rank = 'i'", "cùng một thứ tự"),
        ("UPDATE recipients SET rank = 'i'", "cùng một thứ tự"),
        ("UPDATE plans SET status = 'issued'", "thiếu số hoặc ngày"),
        (
            "UPDATE plan_items SET kind = 'poem' WHERE id = 'basis-1'",
            "«Cải cách hành chính năm 2026» có giá trị",
        ),
        ("UPDATE plans SET first_year = 2030", "không đọc được"),
        ("UPDATE tasks SET due = 'mai'", "không đọc được"),
        ("UPDATE targets SET milestones = '['", "không đọc được"),
        ("UPDATE officers SET valid_from = '2026-13-01'", "Có công chức không đọc được"),
        ("UPDATE office SET name = ' '", "Có thông tin cơ quan không đọc được"),
        ("UPDATE task_updates SET day = '1815-01-01'", "Có cập nhật tiến độ không đọc được"),
        ("UPDATE task_updates SET percent = 41", "1 bản ghi khác với nhật ký"),
        ("DELETE FROM task_updates", "1 bản ghi khác với nhật ký"),
        ("UPDATE officers SET unit_id = 'gone'", "Tệp dữ liệu có lỗi"),
        ("UPDATE search_texts SET folded = '' WHERE row_id = 'task-2'", "Chỉ mục tìm kiếm: 1 mục"),
    ],
)
def test_damage_is_said(damage: str, says: str, office: Office) -> None:
    connection = office._desk.store._data.connection
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute(damage)
    connection.commit()
    found = office.check()
    told = (*found.damage, *found.derived)
    assert says in " ".join(told)
    assert all(sentence.endswith(".") for sentence in told)


def test_items_under_another_plan(office: Office) -> None:
    plan = office.plans.create("Khác", small_plan(2027).period)
    connection = office._desk.store._data.connection
    connection.execute("UPDATE plan_items SET parent_id = ? WHERE id = 'area-6'", [plan.items[0].id])
    connection.commit()
    assert any("kế hoạch khác" in sentence for sentence in office.check().damage)
