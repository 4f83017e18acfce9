"""What of a superior's plan the own one answers: said, proposed by like words, or missing; and taken over."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given

from cchc_desktop.domain import outline
from cchc_desktop.domain.coverage import (
    Coverage,
    CoverageState,
    answered,
    coverage,
    taken_over,
    unanswered,
)
from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.periods import PlanPeriod
from cchc_desktop.domain.plan import Item, ItemKind, Plan, Topic
from cchc_desktop.domain.targets import Measure
from cchc_desktop.domain.tasks import Assignment, TaskSource
from tests.plan_strategies import plans


def target(item_id: str, text: str, *answers: str) -> Item:
    return Item(ItemKind.TARGET, text, "-", measure=Measure(confirmed=True), answers=answers, id=item_id)


def task(item_id: str, text: str, *children: Item, answers: tuple[str, ...] = ()) -> Item:
    given = Assignment(
        "Sở Nội vụ", "Các sở", "Báo cáo", due=date(2026, 9, 30), due_text="Quý III", funding=5, officer="B"
    )
    return Item(ItemKind.TASK, text, "-", assignment=given, children=children, answers=answers, id=item_id)


def area(code: int, targets: tuple[Item, ...] = (), tasks: tuple[Item, ...] = ()) -> Item:
    return Item(
        ItemKind.AREA,
        f"Lĩnh vực {code}",
        f"{code}.",
        area=code,
        id=f"area-{code}",
        children=(
            Item(ItemKind.HEADING, "Chỉ tiêu", "a)", Topic.TARGETS, children=targets, id=f"{code}a"),
            Item(ItemKind.HEADING, "Nhiệm vụ", "b)", Topic.TASKS, children=tasks, id=f"{code}b"),
        ),
    )


def plan(*items: Item, name: str = "ours") -> Plan:
    section = Item(ItemKind.SECTION, "NỘI DUNG", "I.", children=items, id=f"section-{name}")
    return Plan("Cải cách hành chính năm 2026", PlanPeriod.year(2026), items=(section,), id=name)


OFFICE = "Ủy ban nhân dân xã An Bình"
SCAN = "Số hóa kết quả giải quyết thủ tục hành chính còn hiệu lực."
SUPERIOR = plan(
    area(
        3,
        (target("s1", "Tối thiểu 80% giao dịch thanh toán trực tuyến phí, lệ phí trên địa bàn tỉnh."),),
        (
            task("s2", SCAN, Item(ItemKind.SUBTASK, "Lập danh mục hồ sơ cần số hóa.", "+", id="s3")),
            task("s4", "Tiếp nhận hồ sơ phi địa giới trên địa bàn tỉnh."),
        ),
    ),
    name="superior",
)
OURS = plan(
    area(1),
    area(
        3,
        (target("o1", "Tối thiểu 60% giao dịch nộp phí, lệ phí được thanh toán trực tuyến."),),
        (task("o2", "Số hóa sổ hộ tịch và kết quả giải quyết TTHC còn hiệu lực của xã."),),
    ),
)


def told(known: Coverage) -> list[tuple[str, str, str]]:
    """Each sentence with its state and what answers it, or is proposed to."""
    return [
        (
            line.id,
            line.state.value,
            " ".join(item.id for item in line.answers) or (line.proposal.id if line.proposal else ""),
        )
        for line in known.lines
    ]


def test_like_words_are_proposed_and_what_is_said_holds() -> None:
    known = coverage(OURS, SUPERIOR)
    assert told(known) == [
        ("s1", "proposed", "o1"), ("s2", "proposed", "o2"), ("s3", "open", ""), ("s4", "open", ""),
    ]  # fmt: skip
    assert [line.number for line in known.lines] == [
        "I.3.a, gạch 1", "I.3.b, gạch 1", "I.3.b, gạch 1.1", "I.3.b, gạch 2",
    ]  # fmt: skip
    assert known.summary == "4 chỉ tiêu, nhiệm vụ của cấp trên: đã có 0, đề xuất 2, chưa có 2."
    after = answered(OURS, [("o2", "s4"), ("o2", "s4"), ("o2", "s1"), ("o1", "s1")])
    known = coverage(after, SUPERIOR)
    assert told(known) == [
        ("s1", "answered", "o1 o2"), ("s2", "proposed", "o2"), ("s3", "open", ""), ("s4", "answered", "o2"),
    ]  # fmt: skip
    assert [line.id for line in known.of(CoverageState.OPEN)] == ["s3"]
    assert [state.label for state in CoverageState] == ["Đã có", "Đề xuất", "Chưa có"]
    # What is taken back of one sentence stays for the others.
    after = unanswered(after, known.line("s1"))
    assert outline.find(after.items, "o2").answers == ("s4",)
    assert outline.find(after.items, "o1").answers == ()


def test_a_task_may_answer_a_target_but_a_target_is_nearer() -> None:
    words = "Giải ngân 100% kế hoạch vốn đầu tư công được giao."
    superior = plan(area(6, (target("s", words),)), name="superior")
    assert told(coverage(plan(area(6, (), (task("o", words),))), superior)) == [("s", "proposed", "o")]
    both = plan(area(6, (target("t", words.replace("công ", "")),), (task("o", words),)))
    assert told(coverage(both, superior)) == [("s", "proposed", "t")]
    # Of two tasks with the same words that of the same area is meant.
    twice = plan(area(1, (), (task("o1", words),)), area(6, (), (task("o6", words),)))
    assert told(coverage(twice, superior)) == [("s", "proposed", "o6")]


def test_what_an_annex_says_again_is_asked_once() -> None:
    annex = Item(ItemKind.ANNEX, "Khung kế hoạch", "Phụ lục", children=(task("again", SCAN),), id="annex")
    superior = replace(SUPERIOR, items=(*SUPERIOR.items, annex))
    known = coverage(answered(OURS, [("o2", "again")]), superior)
    assert known.line("s2") == known.line("again")
    assert known.line("s2").state is CoverageState.ANSWERED
    assert (
        outline.find(unanswered(answered(OURS, [("o2", "again")]), known.line("s2")).items, "o2").answers
        == ()
    )


def test_duties_count_where_they_are_those_of_communes() -> None:
    def unit(item_id: str, name: str, *texts: str) -> Item:
        children = tuple(Item(ItemKind.TEXT, text, "-", id=f"{item_id}{n}") for n, text in enumerate(texts))
        return Item(ItemKind.UNIT, name, "1.", children=children, id=item_id)

    superior = plan(
        unit("u1", "Sở Nội vụ", "Theo dõi, đôn đốc."),
        unit("u2", "Ủy ban nhân dân các xã, phường", "Xây dựng kế hoạch.", "Báo cáo hằng quý."),
        unit("u3", "Các cơ quan, đơn vị căn cứ Kế hoạch này tổ chức thực hiện và báo cáo kết quả."),
        unit("u4", "UBND cấp xã"),
        unit("u5", "Xã An Bình", "Làm thí điểm."),
        unit("u6", "Đề nghị Mặt trận Tổ quốc tỉnh giám sát việc thực hiện Kế hoạch này."),
        name="superior",
    )
    assert [line.id for line in coverage(OURS, superior, "xã An Bình").lines] == ["u20", "u21", "u3", "u50"]
    assert coverage(OURS, superior).line("u21").number == "I.1, gạch 2"
    assert [line.id for line in coverage(OURS, superior).lines] == ["u20", "u21", "u3"]


def test_nothing_to_answer_and_nothing_to_answer_with() -> None:
    assert coverage(OURS, plan(name="superior")).summary.startswith("Kế hoạch của cấp trên không có")
    assert {state for _, state, _ in told(coverage(plan(), SUPERIOR))} == {"open"}
    with pytest.raises(Refusal, match="không còn trong kế hoạch của cấp trên"):
        coverage(OURS, SUPERIOR).line("o1")
    with pytest.raises(Refusal, match="Chỉ chỉ tiêu, nhiệm vụ"):
        answered(OURS, [("3b", "s1")])


def test_a_sentence_without_numbers_above_it_is_told_by_its_place() -> None:
    bare = replace(SUPERIOR, items=(task("s", SCAN),))
    assert coverage(OURS, bare).lines[0].number == "gạch 1"
    counted = replace(SUPERIOR, items=(replace(task("s", SCAN), marker="2."),))
    assert coverage(OURS, counted).lines[0].number == "2"


def test_a_sentence_is_taken_over_into_its_area() -> None:
    known = coverage(OURS, SUPERIOR)
    after = taken_over(OURS, SUPERIOR, known.lines, OFFICE)
    new_target = outline.find(after.items, "3a").children[-1]
    assert new_target.text.endswith("trên địa bàn xã An Bình.")
    assert (new_target.kind, new_target.marker, new_target.answers) == (ItemKind.TARGET, "-", ("s1",))
    assert new_target.measure == Measure()
    assert new_target.area is None
    scan, beyond = outline.find(after.items, "3b").children[-2:]
    assert scan.assignment == Assignment(
        deliverable="Báo cáo", due=date(2026, 9, 30), due_text="Quý III", source=TaskSource.ABOVE
    )
    # The sub-task comes with its task, and not once more.
    assert [(sub.kind, sub.answers) for sub in scan.children] == [(ItemKind.SUBTASK, ("s3",))]
    assert beyond.text == "Tiếp nhận hồ sơ phi địa giới trên địa bàn xã An Bình."
    assert {line.state for line in coverage(after, SUPERIOR).lines} == {CoverageState.ANSWERED}
    assert len({item.id for item in after.walk()}) == len(list(after.walk()))


def test_where_what_has_no_heading_of_its_own_goes() -> None:
    duty = Item(ItemKind.TEXT, "Báo cáo hằng quý.", "-", id="d")
    unit = Item(ItemKind.UNIT, "UBND các xã", "1.", children=(duty,), id="u")
    general = plan(target("g", "Nâng cao chất lượng phục vụ."), unit, name="superior")
    lines = coverage(OURS, general).lines
    # What belongs to no area is steering.
    after = taken_over(OURS, general, lines, OFFICE)
    assert [item.answers for item in outline.find(after.items, "1a").children] == [("g",)]
    assert [item.answers for item in outline.find(after.items, "1b").children] == [("d",)]
    # Targets in one list for all areas keep the area that they were given for.
    listed = plan(
        Item(ItemKind.HEADING, "Mục tiêu chung", "1.", Topic.GENERAL_TARGETS, id="list"),
        Item(ItemKind.HEADING, "Nhiệm vụ chung", "2.", Topic.TASKS, id="tasks"),
        Item(ItemKind.AREA, "Thủ tục", "3.", area=3, children=(task("o", "Việc."),), id="area"),
    )
    after = taken_over(listed, SUPERIOR, (*coverage(listed, SUPERIOR).lines[:2], lines[1]), OFFICE)
    assert [(item.answers, item.area) for item in outline.find(after.items, "list").children] == [
        (("s1",), 3)
    ]
    assert [item.answers for item in outline.find(after.items, "area").children] == [(), ("s2",)]
    assert [item.answers for item in outline.find(after.items, "tasks").children] == [("d",)]
    with pytest.raises(Refusal, match=r"chưa có đề mục của lĩnh vực mà câu «.+» của cấp trên"):
        taken_over(plan(area(6)), SUPERIOR, coverage(OURS, SUPERIOR).lines, OFFICE)


def test_a_target_of_no_area_joins_the_targets_that_are_there() -> None:
    goals = Item(ItemKind.HEADING, "Mục tiêu cụ thể", "2.", children=(target("g1", "Đạt 90%."),), id="goals")
    listed = plan(Item(ItemKind.SECTION, "MỤC TIÊU", "I.", Topic.TARGETS, children=(goals,), id="I"))
    asked = plan(target("s", "Chấm điểm chỉ số."), name="superior")
    after = taken_over(listed, asked, coverage(listed, asked).lines, OFFICE)
    assert [item.id for item in outline.find(after.items, "I").children] == ["goals"]
    assert [item.answers for item in outline.find(after.items, "goals").children] == [(), ("s",)]


@given(plans(), plans())
def test_every_demand_is_told_once_and_can_be_answered(ours: Plan, superior: Plan) -> None:
    known = coverage(ours, superior)
    ids = [demand_id for line in known.lines for demand_id in line.ids]
    assert len(ids) == len(set(ids))
    demanding = {ItemKind.TARGET, ItemKind.TASK, ItemKind.SUBTASK}
    assert {item.id for item in superior.walk() if item.kind in demanding} <= set(ids)
    proposed = [(line.proposal.id, line.id) for line in known.lines if line.proposal is not None]
    after = coverage(answered(ours, proposed), superior)
    assert {line.id for line in after.of(CoverageState.ANSWERED)} >= {demand_id for _, demand_id in proposed}
    assert len(after.lines) == len(known.lines)


def test_the_same_words_in_two_areas_are_two_demands_and_no_words_are_none() -> None:
    again = Item(ItemKind.TASK, SCAN, "1.", assignment=Assignment(), id="annex-task")
    annex = Item(ItemKind.ANNEX, "PHỤ LỤC", children=(again,), id="annex")
    both = plan(area(3, tasks=(task("a", SCAN), task("empty", ""))), area(6, tasks=(task("b", SCAN),)), annex)
    assert [line.ids for line in coverage(OURS, both).lines] == [("a", "annex-task"), ("b",)]


def test_what_is_taken_over_names_no_unit_of_the_superiors() -> None:
    text = "Tập huấn trên địa bàn tỉnh (Chủ trì: Sở Nội vụ; thời gian: Quý III)."
    sub = Item(ItemKind.SUBTASK, "Lập danh sách (Chủ trì: Sở Nội vụ).", "+", id="sub")
    parts = Measure(confirmed=True, indicator="3.24", subtargets=(Measure(fragment="trên địa bàn tỉnh"),))
    scanned = replace(target("t", "Số hóa trên địa bàn tỉnh đạt 80%."), measure=parts)
    above = plan(area(3, (scanned,), (task("s", text, sub),)), name="superior")
    after = taken_over(replace(OURS, issuer=OFFICE), above, coverage(OURS, above).lines, OFFICE)
    found = {item.answers: item for item in after.walk() if item.answers}
    assert found["s",].text == "Tập huấn trên địa bàn xã An Bình (Thời gian: Quý III)."
    assert found["sub",].text == "Lập danh sách."
    measure = found["t",].measure
    assert measure is not None
    assert (measure.indicator, measure.subtargets[0].fragment) == ("", "trên địa bàn xã An Bình")
