"""What an office does with its plans: each edit is one operation, refused edits change nothing."""

from datetime import date

import pytest

from cchc_desktop.domain import outline
from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.periods import PlanPeriod
from cchc_desktop.domain.plan import Draft, Item, ItemKind, PlanStatus, Signer
from cchc_desktop.domain.targets import Comparator, Measure, TargetKind
from cchc_desktop.office import Office
from cchc_desktop.storage.changes import Changes
from tests.plans import small_plan

PLAN = "plan-1"


def item(office: Office, item_id: str) -> Item:
    return outline.find(office.plans.get(PLAN).items, item_id)


def test_import_is_one_operation(office: Office) -> None:
    assert office.plans.get(PLAN) == small_plan()
    assert office.history.next_undo() == "Nhập kế hoạch"
    office.history.undo()
    assert office.plans.heads() == []
    office.history.redo()
    assert office.plans.get(PLAN) == small_plan()
    with pytest.raises(Refusal, match="đã được nhập"):
        office.plans.store_draft(Draft(small_plan()))


def test_listeners_hear_what_was_touched(office: Office) -> None:
    heard: list[Changes] = []
    end = office.subscribe(heard.append)
    office.plans.set_text(PLAN, "task-2", "Niêm yết tại nhà văn hóa thôn.")
    assert heard[-1].rows == {("plan_items", "task-2")}
    assert heard[-1].label == "Sửa nội dung"
    office.history.undo()
    assert heard[-1].rows == {("plan_items", "task-2")}
    end()
    office.history.redo()
    assert len(heard) == 2


def test_text_of_a_target_is_read_anew_until_confirmed(office: Office) -> None:
    office.plans.set_text(PLAN, "target-1", "Ít nhất 80% hồ sơ nộp trực tuyến.")
    measure = item(office, "target-1").measure
    assert measure is not None
    assert (measure.kind, measure.comparator, measure.value) == (TargetKind.PERCENT, Comparator.AT_LEAST, 80)
    office.plans.set_measure(PLAN, "target-1", Measure(TargetKind.COUNT, Comparator.EQUAL, 2, unit="lần"))
    office.plans.set_text(PLAN, "target-1", "Trên 99% hồ sơ đúng hạn.")
    measure = item(office, "target-1").measure
    assert measure is not None
    assert (measure.kind, measure.value, measure.confirmed) == (TargetKind.COUNT, 2, True)


def test_assignment_words_follow(office: Office) -> None:
    line = Item(ItemKind.DETAIL, "Đơn vị chủ trì: Văn phòng HĐND và UBND", id="line-1")
    office.plans.restructure(PLAN, "Thêm", lambda tree: outline.insert(tree, line, "task-1", 0))
    office.plans.set_assignment(PLAN, "task-1", lead="Phòng Kinh tế", due_text="Quý III")
    task = item(office, "task-1")
    assert task.assignment is not None
    assert (task.assignment.lead, task.assignment.due) == ("Phòng Kinh tế", date(2026, 9, 30))
    assert item(office, "line-1").text == "Đơn vị chủ trì: Phòng Kinh tế"
    office.plans.set_assignment(PLAN, "task-1", due=date(2026, 12, 1))
    task = item(office, "task-1")
    assert task.assignment is not None
    assert task.assignment.due_text == "01/12/2026"
    with pytest.raises(Refusal, match="sau ngày bắt đầu"):
        office.plans.set_assignment(PLAN, "task-1", start=date(2026, 12, 2))
    with pytest.raises(Refusal, match="số âm"):
        office.plans.set_assignment(PLAN, "task-1", funding=-1)
    with pytest.raises(Refusal, match="quá lớn"):
        office.plans.set_assignment(PLAN, "task-1", funding=10**19)
    with pytest.raises(Refusal, match="nhiệm vụ"):
        office.plans.set_assignment(PLAN, "target-1", lead="x")


def test_adding_takes_the_marker_of_its_neighbours(office: Office) -> None:
    new = office.plans.add(PLAN, ItemKind.TASK, "Việc mới", "head-b", 2)
    assert (item(office, new).marker, item(office, new).assignment is not None) == ("-", True)
    area = office.plans.add(PLAN, ItemKind.HEADING, "Đề mục mới", "section-1", 2)
    assert item(office, area).marker == "3."


def test_issue_and_amend(office: Office) -> None:
    for number, day in (
        ("0", date(2026, 1, 5)),
        ("²", date(2026, 1, 5)),
        ("1" * 5000, date(2026, 1, 5)),
        ("x", date(2026, 1, 5)),
        ("3", date(1815, 1, 5)),
    ):
        with pytest.raises(Refusal):
            office.plan_life.issue(PLAN, number, day)
    assert office.plans.get(PLAN).status is PlanStatus.DRAFT
    office.plan_life.issue(PLAN, "007", date(2026, 1, 5))
    plan = office.plans.get(PLAN)
    assert (plan.number, plan.issued_on, plan.status) == ("7", date(2026, 1, 5), PlanStatus.ISSUED)
    with pytest.raises(Refusal, match="đã được ban hành"):
        office.plan_life.issue(PLAN, "8", date(2026, 1, 6))
    with pytest.raises(Refusal, match="Sửa đổi kế hoạch"):
        office.plans.set_text(PLAN, "task-1", "Khác")
    # What the signed text does not hold stays open.
    office.plans.set_assignment(PLAN, "task-1", officer="Lan")
    with pytest.raises(Refusal, match="Sửa đổi"):
        office.plans.set_assignment(PLAN, "task-1", lead="Khác")
    office.plan_life.amend(PLAN)
    office.plans.set_text(PLAN, "task-1", "Khác")
    office.plan_life.issue(PLAN, "9", date(2026, 8, 1))
    office.history.undo()
    assert office.plans.get(PLAN).status is PlanStatus.AMENDED
    assert office.plans.get(PLAN).number == "7"


def test_head_and_foot(office: Office) -> None:
    office.plans.set_head(
        PLAN,
        recipients=["- UBND tỉnh;", "", " Lưu: VT. "],
        signer=Signer("", "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH", " Lan "),
    )
    plan = office.plans.get(PLAN)
    assert plan.recipients == ("UBND tỉnh;", "Lưu: VT.")
    assert plan.signer == Signer("", "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH", "Lan")
    with pytest.raises(Refusal, match="trích yếu"):
        office.plans.set_head(PLAN, subject="  ")
    assert office.plans.get(PLAN).subject == small_plan().subject


def test_new_plan_has_its_parts(office: Office) -> None:
    plan = office.plans.create("Cải cách hành chính năm 2027", PlanPeriod.year(2027))
    stored = office.plans.get(plan.id)
    assert stored == plan
    assert [one.area for one in stored.walk() if one.kind is ItemKind.AREA] == list(range(1, 9))
    assert stored.place == "An Bình"
    office.history.undo()
    assert [head.id for head in office.plans.heads()] == [PLAN]


def test_the_current_plan_is_the_one_of_today(office: Office) -> None:
    office.plans.create("Năm sau", PlanPeriod.year(2027))
    current = office.plans.current()
    assert current is not None
    assert current.id == PLAN


@pytest.mark.parametrize("bad", ["", "   ", "\u200b"])
def test_empty_text_is_refused(office: Office, bad: str) -> None:
    before = office.history.entries()
    with pytest.raises(Refusal, match="trống"):
        office.plans.set_text(PLAN, "task-1", bad)
    assert office.history.entries() == before


def test_unknown_plan_and_item(office: Office) -> None:
    with pytest.raises(Refusal, match="Không có kế hoạch"):
        office.plans.get("gone")
    with pytest.raises(Refusal, match="không còn"):
        office.plans.set_text(PLAN, "gone", "x")


def test_numbers_follow_an_edit(office: Office) -> None:
    office.plans.restructure(PLAN, "Chuyển lên", lambda tree: outline.shift(tree, "area-6", -1))
    assert (item(office, "area-6").marker, item(office, "area-3").marker) == ("1.", "2.")
    new = office.plans.add(PLAN, ItemKind.HEADING, "Mục tiêu chung", "area-3", 0)
    assert [item(office, key).marker for key in (new, "head-a", "head-b")] == ["a)", "b)", "c)"]
    office.plans.restructure(PLAN, "Đưa vào", lambda tree: outline.indent(tree, "task-2"))
    assert item(office, "task-2").marker == "+"
    office.history.undo()
    assert item(office, "task-2").marker == "-"
