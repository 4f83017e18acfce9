"""The office's plan held against its superior's: what is said to answer what, taken over, undone."""

from dataclasses import replace
from datetime import date

import pytest

from cchc_desktop.domain import outline
from cchc_desktop.domain.coverage import CoverageState
from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.plan import Draft, Item, PlanLevel
from cchc_desktop.domain.tasks import TaskSource
from cchc_desktop.office import Office
from tests.plans import small_plan

PLAN, SUPERIOR = "plan-1", "superior"


def above(item: Item) -> Item:
    """The item in another plan."""
    return replace(item, id=f"s-{item.id}", children=tuple(map(above, item.children)))


@pytest.fixture
def held(office: Office) -> Office:
    """The office's plan with one task more in its superior's, which has all others too."""
    plan = small_plan()
    items = outline.insert(plan.items, replace(outline.find(plan.items, "task-2"), id="more"), "head-b", 2)
    items = outline.update(items, replace(outline.find(items, "more"), text="Thí điểm kiốt tự phục vụ."))
    issuer = "Ủy ban nhân dân tỉnh Sông Hương"
    office.plans.store_draft(
        Draft(
            replace(
                plan, id=SUPERIOR, subject="Cải cách hành chính trên địa bàn tỉnh", issuer=issuer,
                superior="", level=PlanLevel.PROVINCE, items=tuple(map(above, items)),
            )
        )
    )  # fmt: skip
    return office


def states(office: Office) -> dict[str, str]:
    return {line.id: line.state.value for line in office.coverages.of(PLAN, SUPERIOR).lines}


def test_proposals_are_accepted_and_taken_back_in_one_operation_each(held: Office) -> None:
    coverages = held.coverages
    assert states(held)["s-task-1"] == "proposed"
    assert states(held)["s-more"] == "open"
    ids = [line.id for line in coverages.of(PLAN, SUPERIOR).lines]
    coverages.accept(PLAN, SUPERIOR, ids)
    assert states(held) == {each: "open" if each == "s-more" else "answered" for each in ids}
    assert held.history.entries()[0].label == "Ghi 5 nội dung thực hiện kế hoạch cấp trên"
    with pytest.raises(Refusal, match="không có đề xuất nào"):
        coverages.accept(PLAN, SUPERIOR, ["s-more"])
    coverages.forget(PLAN, SUPERIOR, ["s-task-1", "s-task-2"])
    assert states(held)["s-task-1"] == "proposed"
    held.history.undo()
    assert states(held)["s-task-1"] == "answered"
    # One task in place of another.
    coverages.set_answers(PLAN, SUPERIOR, [("task-2", "s-task-1"), ("task-3", "s-task-1")])
    line = coverages.of(PLAN, SUPERIOR).line("s-task-1")
    assert [item.id for item in line.answers] == ["task-2", "task-3"]
    assert held.check().damage == ()


def test_what_is_missing_is_added_as_a_task_given_from_above(held: Office) -> None:
    held.coverages.take_over(PLAN, SUPERIOR, ["s-more"])
    added = outline.find(held.plans.get(PLAN).items, "head-b").children[-1]
    assert (added.text, added.answers) == ("Thí điểm kiốt tự phục vụ.", ("s-more",))
    assert added.assignment is not None
    assert added.assignment.source is TaskSource.ABOVE
    assert states(held)["s-more"] == "answered"
    held.history.undo()
    assert states(held)["s-more"] == "open"


def test_an_issued_plan_takes_nothing_over_but_says_what_it_answers(held: Office) -> None:
    held.plan_life.issue(PLAN, "7", date(2026, 1, 5))
    with pytest.raises(Refusal, match="đã ban hành"):
        held.coverages.take_over(PLAN, SUPERIOR, ["s-more"])
    held.coverages.accept(PLAN, SUPERIOR, ["s-task-1"])
    assert states(held)["s-task-1"] == "answered"


def test_whose_plan_is_offered_first(held: Office) -> None:
    old = replace(small_plan(2023), id="old", items=tuple(map(above, map(above, small_plan().items))))
    held.plans.store_draft(Draft(old))
    assert [head.id for head in held.coverages.superiors(PLAN)] == [SUPERIOR, "old"]
    # The plan of the office is none that its superior's carries out.
    assert [head.id for head in held.coverages.superiors(SUPERIOR)] == []
    held.coverages.set_answers(PLAN, "old", [("task-1", "s-s-task-1")])
    assert [head.id for head in held.coverages.superiors(PLAN)] == ["old", SUPERIOR]
    # What answers a sentence of a plan that is gone, answers nothing.
    held.plans.delete("old")
    assert [head.id for head in held.coverages.superiors(PLAN)] == [SUPERIOR]
    with pytest.raises(Refusal, match="khác kế hoạch đang xem"):
        held.coverages.of(PLAN, PLAN)


def test_the_table_tells_each_sentence_with_its_state(held: Office) -> None:
    held.coverages.set_answers(PLAN, SUPERIOR, [("task-1", "s-task-1"), ("target-1", "s-task-1")])
    document = held.coverages.document(PLAN, SUPERIOR)
    (table,) = [block for block in document.parts[0].blocks if hasattr(block, "rows")]
    rows = {row.cells[2]: row.cells[3:] for row in table.rows}
    assert rows["Rà soát thủ tục hành chính nội bộ."] == (
        "- (Chỉ tiêu) Trên 95% hồ sơ được trả đúng hạn, trong đó đất đai đạt 90%.\n"
        "- Rà soát thủ tục hành chính nội bộ.",
        "Văn phòng HĐND và UBND", "Quý II", CoverageState.ANSWERED.label,
    )  # fmt: skip
    assert rows["Công khai dự toán ngân sách xã."] == (
        "Đề xuất: Công khai dự toán ngân sách xã.", "Phòng Kinh tế", None, "Đề xuất",
    )  # fmt: skip
    assert rows["Thí điểm kiốt tự phục vụ."] == (None, None, None, "Chưa có")
    # A plan that demands nothing has its sentence alone.
    held.plans.restructure(SUPERIOR, "Xóa", lambda tree: tree[:1])
    assert not any(hasattr(b, "rows") for b in held.coverages.document(PLAN, SUPERIOR).parts[0].blocks)


def test_the_superior_s_tasks_are_not_the_office_s_own(held: Office) -> None:
    assert {row.plan_id for row in held.tasks.rows()} == {PLAN}
    current = held.plans.current()
    assert current is not None
    assert current.id == PLAN
    assert {line.id.removeprefix("task:") for line in held.todo.lines() if line.id.startswith("task:")} <= {
        "task-1", "task-2", "task-3"
    }  # fmt: skip
