"""What an annex of its own adds to its plan, and what it leaves as it is."""

from dataclasses import replace
from datetime import date

import pytest

from cchc_desktop.domain.annex_rows import AnnexRow, FieldChange, OwnAnnex, taken_in
from cchc_desktop.domain.periods import PlanPeriod
from cchc_desktop.domain.plan import Item, ItemKind, Plan
from cchc_desktop.domain.targets import Comparator, Measure, TargetKind
from cchc_desktop.domain.tasks import Assignment

PERCENT = Measure(TargetKind.PERCENT, Comparator.AT_LEAST, 95.0, unit="%")


def _plan(*items: Item) -> Plan:
    area = Item(ItemKind.AREA, "Cải cách thể chế", "1.", area=2, children=items)
    return Plan("Cải cách hành chính năm 2026", PlanPeriod.year(2026), items=(area,))


def _task(text: str, **fields: object) -> Item:
    return Item(ItemKind.TASK, text, "-", assignment=replace(Assignment(), **fields))  # type: ignore[arg-type]


def _row(text: str, **fields: object) -> AnnexRow:
    assignment = replace(Assignment(), **fields)  # type: ignore[arg-type]
    return AnnexRow(text, "Bảng 1, dòng 2", assignment=assignment)


def _assignment(plan: Plan) -> Assignment:
    return next(item.assignment for item in plan.walk() if item.assignment is not None)


def test_what_the_plan_lacks_is_filled() -> None:
    plan = _plan(_task("Rà soát văn bản."))
    row = _row(
        "1. Rà soát văn bản",
        lead="Phòng Kinh tế",
        deliverable="Báo cáo",
        due=date(2026, 6, 30),
        due_text="Quý II",
        funding=5_000_000,
    )
    after, (outcome,) = taken_in(plan, OwnAnnex("", (row,)))
    assert _assignment(after) == row.assignment
    assert outcome.item_id == plan.items[0].children[0].id
    assert [change.field for change in outcome.filled] == ["Chủ trì", "Sản phẩm", "Thời gian", "Kinh phí"]
    assert outcome.filled[3].annex == "5.000.000 đồng"
    assert (outcome.is_new, outcome.different, outcome.doubt) == (False, (), "")


def test_what_both_say_stays_as_the_plan_says_it_and_is_named() -> None:
    own = {
        "lead": "Văn phòng",
        "note": "a",
        "due": date(2026, 3, 31),
        "due_text": "Quý I",
        "funding_text": "x",
    }
    plan = _plan(_task("Rà soát văn bản.", **own))
    row = _row(
        "Rà soát văn bản",
        lead="Phòng Kinh tế",
        note="A.",
        due=date(2026, 6, 30),
        due_text="Quý II",
        funding=1,
    )
    after, (outcome,) = taken_in(plan, OwnAnnex("", (row,)))
    assert after == plan
    assert outcome.different == (
        FieldChange("Chủ trì", "Văn phòng", "Phòng Kinh tế"),
        FieldChange("Thời gian", "Quý I", "Quý II"),
        FieldChange("Kinh phí", "x", "1 đồng"),
    )
    assert not outcome.filled


@pytest.mark.parametrize(("mine", "theirs"), [("Thường xuyên", "thường xuyên"), ("Cả năm", "Cả năm")])
def test_the_same_time_in_words_is_no_difference(mine: str, theirs: str) -> None:
    plan = _plan(_task("Rà soát.", due_text=mine))
    _, (outcome,) = taken_in(plan, OwnAnnex("", (_row("Rà soát.", due_text=theirs),)))
    assert not outcome.different


def test_almost_the_same_words_are_one_with_a_word_to_the_official() -> None:
    plan = _plan(_task("Rà soát, hệ thống hóa các văn bản quy phạm pháp luật."))
    row = _row("Rà soát, hệ thống hoá văn bản quy phạm pháp luật", lead="Phòng Kinh tế")
    after, (outcome,) = taken_in(plan, OwnAnnex("", (row,)))
    assert _assignment(after).lead == "Phòng Kinh tế"
    assert "coi là một" in outcome.doubt


def test_a_row_without_what_its_cells_say_is_the_task_that_says_it() -> None:
    tasks = (_task(f"Kiểm tra công vụ. Đơn vị chủ trì: {unit}.", lead=unit) for unit in ("Tổ A", "Tổ B"))
    rows = (_row("Kiểm tra công vụ.", lead="Tổ A"), _row("Kiểm tra công vụ", lead="Tổ B", due_text="Quý I"))
    _, (first, second) = taken_in(_plan(*tasks), OwnAnnex("", rows))
    assert (first.doubt, second.doubt) == ("", "")
    assert [change.annex for change in second.filled] == ["Quý I"]


def test_other_numbers_make_another_task() -> None:
    plan = _plan(_task("Kiểm tra cải cách hành chính đợt 1 tại các thôn."))
    rows = (_row("Kiểm tra cải cách hành chính đợt 2 tại các thôn."), _row("Kiểm tra quý II tại các thôn."))
    _, outcomes = taken_in(plan, OwnAnnex("", rows))
    assert [outcome.is_new for outcome in outcomes] == [True, True]


def test_new_rows_stand_in_an_annex_with_their_area() -> None:
    plan = _plan(_task("Niêm yết thủ tục tại trụ sở và các nhà văn hóa thôn."))
    child = Item(ItemKind.SUBTASK, "Bước một", "+", source=(3,), doubt="x")
    row = replace(_row("Tập huấn công chức"), area=5, children=(child,), doubt="Bảng không có tiêu đề.")
    near = _row("Niêm yết thủ tục tại trụ sở và điểm hỗ trợ ở thôn.")
    after, (outcome, close) = taken_in(plan, OwnAnnex("Khung kế hoạch", (row, near)))
    annex = after.items[-1]
    assert (annex.kind, annex.text, annex.marker) == (ItemKind.ANNEX, "Khung kế hoạch", "Phụ lục")
    new = annex.children[0]
    assert (new.kind, new.area, new.id) == (ItemKind.TASK, 5, outcome.item_id)
    assert (new.children[0].source, new.children[0].doubt) == ((), "")
    assert (outcome.is_new, outcome.doubt) == (True, "Bảng không có tiêu đề.")
    assert close.is_new
    assert "Gần giống" in close.doubt


def test_each_task_is_taken_once() -> None:
    plan = _plan(_task("Rà soát."), _task("Rà soát."))
    rows = tuple(_row("Rà soát.", lead=name) for name in "ABC")
    after, outcomes = taken_in(plan, OwnAnnex("", rows))
    assert [outcome.is_new for outcome in outcomes] == [False, False, True]
    assert after.items[-1].text == "Danh mục nhiệm vụ"


def test_targets_are_held_against_targets() -> None:
    target = Item(ItemKind.TARGET, "Hồ sơ đúng hạn", "-", measure=PERCENT)
    other = Item(ItemKind.TARGET, "Văn bản được rà soát: 100%", "-", measure=PERCENT)
    plan = _plan(target, other)
    rows = (
        AnnexRow("Hồ sơ đúng hạn: 98%", "a", measure=replace(PERCENT, value=98.0)),
        AnnexRow("Văn bản được rà soát: 100%", "b", measure=PERCENT),
        AnnexRow("Thôn có tổ công nghệ số: 9", "c", measure=PERCENT),
    )
    after, (differs, same, new) = taken_in(plan, OwnAnnex("", rows))
    assert differs.different == (FieldChange("Mức", "≥ 95%", "≥ 98%"),)
    assert (same.is_new, same.different, same.filled) == (False, (), ())
    assert new.is_new
    assert after.items[-1].children[0].measure == PERCENT
    assert after.items[0] == plan.items[0]


def test_a_row_without_letters_is_new() -> None:
    plan = _plan(_task("Rà soát."), _task("Đơn vị chủ trì: Tổ A."))
    _, outcomes = taken_in(plan, OwnAnnex("", (_row("-"), _row("…"), _row("..."))))
    assert all(outcome.is_new for outcome in outcomes)
