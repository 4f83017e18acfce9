"""A superior's plan brought down to the commune."""

from dataclasses import replace
from datetime import date

import pytest

from cchc_desktop.domain.adapting import Places, adapted, brought_down, places
from cchc_desktop.domain.decisions import with_decision
from cchc_desktop.domain.periods import PeriodKind, PlanPeriod
from cchc_desktop.domain.plan import Item, ItemKind, Plan, PlanLevel, Topic
from cchc_desktop.domain.plan_drafting import Drafting, DraftLine, Fate
from cchc_desktop.domain.tasks import Assignment, TaskSource
from cchc_desktop.intake.plan.target import parse_target

OFFICE = "Ủy ban nhân dân xã An Bình"
YEAR = PlanPeriod.year(2026)
AT = Places("huyện", "Sông Thao", "xã", "An Bình")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Cải cách hành chính huyện Sông Thao năm 2026", "Cải cách hành chính xã An Bình năm 2026"),
        ("CCHC trên địa bàn huyện như sau", "CCHC trên địa bàn xã An Bình như sau"),
        ("trên địa bàn toàn huyện Sông Thao", "trên địa bàn xã An Bình"),
        ("UBND huyện ban hành Kế hoạch", "UBND xã ban hành Kế hoạch"),
        ("Chủ tịch Ủy ban nhân dân huyện Sông Thao", "Chủ tịch Ủy ban nhân dân xã An Bình"),
        ("UBND các xã, thị trấn niêm yết công khai", "UBND xã niêm yết công khai"),
        ("tuyên truyền trong toàn huyện", "tuyên truyền trong toàn xã"),
    ],
)
def test_words_of_the_place_become_the_communes(text: str, wanted: str) -> None:
    after, changes = adapted(text, AT)
    assert after == wanted
    assert changes
    assert adapted(wanted, AT) == (wanted, ())


@pytest.mark.parametrize(
    "text",
    [
        "Định kỳ báo cáo UBND huyện",
        "gửi về Chủ tịch UBND huyện",
        "báo cáo UBND huyện Sông Thao",
        "100% nhiệm vụ UBND huyện giao được hoàn thành",
        "theo chỉ đạo của UBND huyện",
        "Kế hoạch số 12/KH-UBND ngày 05/01/2026 của UBND huyện Sông Thao về CCHC trên địa bàn huyện",
        "Huyện ủy Sông Thao",
        "cấp huyện, cấp xã",
    ],
)
def test_who_gives_and_receives_and_what_is_cited_stays(text: str) -> None:
    assert adapted(text, AT) == (text, ())


def test_each_change_is_told_once() -> None:
    _, changes = adapted("UBND huyện và UBND huyện trên địa bàn huyện", AT)
    assert changes == ("«trên địa bàn huyện» → «trên địa bàn xã An Bình»", "«UBND huyện» → «UBND xã»")


def test_places_follow_from_the_names_and_the_level() -> None:
    plan = above()
    assert places(plan, OFFICE) == AT
    assert places(plan, "UBND phường Bến Đò").whole == "phường Bến Đò"
    nameless = replace(plan, issuer="")
    assert places(nameless, "An Bình") == Places("huyện", "", "xã", "An Bình")
    assert places(replace(nameless, level=PlanLevel.PROVINCE), OFFICE).above == "tỉnh"
    assert adapted("UBND tỉnh ban hành", places(replace(nameless, level=PlanLevel.PROVINCE), OFFICE))[0] == (
        "UBND xã ban hành"
    )


def above() -> Plan:
    """A district's plan that a decision approves."""
    text = "Tối thiểu 85% hồ sơ trên địa bàn huyện, trong đó đất đai trên địa bàn huyện tối thiểu 80%."
    target = Item(
        ItemKind.TARGET, text, "-", measure=replace(parse_target(text, YEAR), indicator="3.24"), id="target"
    )
    details = (
        Item(ItemKind.DETAIL, "Đơn vị chủ trì: Phòng Nội vụ", id="lead-line"),
        Item(ItemKind.DETAIL, "Thời gian: Quý II/2026", id="due-line"),
    )
    task = Item(
        ItemKind.TASK, "Tập huấn cho công chức các xã trên địa bàn huyện.", "-", id="task", children=details,
        assignment=Assignment("Phòng Nội vụ", "Văn phòng", "Báo cáo", None, date(2026, 6, 30), "Quý II/2026",
                              5_000_000, officer="Lê Văn A", note="x"),
    )  # fmt: skip
    open_task = Item(ItemKind.TASK, "Niêm yết thủ tục.", "-", assignment=Assignment(), id="open")
    return Plan(
        subject="Cải cách hành chính huyện Sông Thao năm 2026",
        period=YEAR,
        level=PlanLevel.DISTRICT,
        issuer="UBND huyện Sông Thao",
        number="20",
        issued_on=date(2025, 12, 20),
        items=(
            Item(ItemKind.DECISION, "Phê duyệt Kế hoạch", id="decision"),
            Item(ItemKind.BASIS, "Căn cứ Nghị quyết số 76/NQ-CP.", id="basis"),
            Item(ItemKind.AREA, "Thủ tục hành chính", "1.", area=3, id="area",
                 children=(target, task, open_task)),
            Item(ItemKind.SECTION, "TỔ CHỨC THỰC HIỆN", "II.", Topic.DUTIES, id="duties",
                 children=(Item(ItemKind.UNIT, "Phòng Nội vụ", "1.", id="unit"),)),
        ),
    )  # fmt: skip


def _line(drafting: Drafting, key: str) -> DraftLine:
    return next(each for each in drafting.lines if each.key == key)


def test_a_plan_comes_down_with_what_it_answers() -> None:
    head = Plan("x", YEAR, issuer=OFFICE, place="An Bình")
    drafting = brought_down(above(), head, OFFICE)
    assert drafting.plan.subject == "Cải cách hành chính xã An Bình năm 2026"
    assert drafting.plan.issuer == OFFICE
    assert _line(drafting, "decision").fate is Fate.DROPPED
    assert _line(drafting, "unit").reasons == ("Phân công cho đơn vị của cấp trên.",)
    target = _line(drafting, "target").item
    assert target.measure is not None
    assert (target.answers, target.measure.indicator) == (("target",), "")
    assert all(part.fragment in target.text for part in target.measure.subtargets)
    task = _line(drafting, "task")
    assert task.item.assignment == Assignment(
        deliverable="Báo cáo", due=date(2026, 6, 30), due_text="Quý II/2026", source=TaskSource.ABOVE
    )
    assert task.reasons == (
        "«trên địa bàn huyện» → «trên địa bàn xã An Bình»",
        "Chủ trì ở cấp trên: Phòng Nội vụ; hãy phân công đơn vị của xã.",
    )
    assert _line(drafting, "open").reasons == ("Ghi là cấp trên giao; hãy phân công đơn vị của xã.",)
    assert not _line(drafting, "lead-line").taken
    assert _line(drafting, "due-line").taken
    bases = [line.item.text for line in drafting.lines if line.item.kind is ItemKind.BASIS]
    assert bases[-1] == (
        "Căn cứ Quyết định số 20/QĐ-UBND ngày 20 tháng 12 năm 2025 của Ủy ban nhân dân huyện Sông Thao phê "
        "duyệt Kế hoạch."
    )


def test_a_plan_of_another_time_is_moved_to_the_communes() -> None:
    later = brought_down(above(), Plan("x", PlanPeriod.year(2027)), OFFICE)
    assert later.plan.subject == "Cải cách hành chính xã An Bình năm 2027"
    assignment = _line(later, "task").item.assignment
    assert assignment is not None
    assert (assignment.due, assignment.due_text) == (date(2027, 6, 30), "Quý II/2027")
    term = replace(above(), period=PlanPeriod(PeriodKind.MULTI, 2026, 2030))
    text = "Hài lòng đạt 90%; đến năm 2028 - 2030 đạt 95%."
    target = Item(ItemKind.TARGET, text, measure=parse_target(text, term.period), id="t")
    drafting = brought_down(replace(term, items=(target,)), Plan("x", PlanPeriod.year(2028)), OFFICE)
    assert _line(drafting, "t").item.text == "Hài lòng đạt 95%."


def test_a_superiors_decision_stays_there_and_its_bases_come_down() -> None:
    decided = with_decision(replace(above(), items=above().items[1:], number="", issued_on=None))
    decided = replace(decided, number="7", issued_on=date(2026, 1, 9))
    drafting = brought_down(decided, Plan("x", YEAR, issuer=OFFICE), OFFICE)
    for made in (drafting.made(), drafting.chosen(drafting.picked({"task"})).made()):
        assert made.decision is None
        assert [item.text for item in made.items if item.kind is ItemKind.BASIS] == [
            "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;",
            "Căn cứ Nghị quyết số 76/NQ-CP;",
            "Căn cứ Quyết định số 07/QĐ-UBND ngày 09 tháng 01 năm 2026 của Ủy ban nhân dân huyện Sông Thao "
            "phê duyệt Kế hoạch cải cách hành chính huyện Sông Thao năm 2026.",
        ]


def test_words_that_assign_a_task_above_stay_there_and_its_time_comes_down() -> None:
    both = Item(ItemKind.DETAIL, "Đơn vị chủ trì: Phòng Nội vụ; thời gian: Quý II/2026", "-", id="both")
    text = "Rà soát thủ tục (Chủ trì: Phòng Nội vụ; phối hợp: các xã)."
    task = Item(ItemKind.TASK, text, "-", assignment=Assignment("Phòng Nội vụ"), children=(both,), id="task")
    drafting = brought_down(replace(above(), items=(task,)), Plan("x", YEAR), OFFICE)
    assert [item.text for item in drafting.made().walk()][1:] == [
        "Rà soát thủ tục.",
        "Thời gian: Quý II/2026",
    ]
    # Who picks the task gets no line that the superior's unit is to lead it.
    picked = drafting.chosen(drafting.picked({"task"}))
    assert picked.made().items[1:] == drafting.made().items[1:]
    lead_alone = replace(task, children=(replace(both, text="Đơn vị chủ trì: Phòng Nội vụ"),))
    drafting = brought_down(replace(above(), items=(lead_alone,)), Plan("x", YEAR), OFFICE)
    assert "both" not in drafting.picked({"task"})
    assert "both" in drafting.picked({"both"})


def test_capitals_stay_capitals_and_other_offices_have_their_own_names() -> None:
    assert adapted("MỤC TIÊU TRÊN ĐỊA BÀN HUYỆN", AT)[0] == "MỤC TIÊU TRÊN ĐỊA BÀN XÃ AN BÌNH"
    district = places(replace(above(), issuer="UBND tỉnh Sông Hương"), "UBND huyện Hà Thượng")
    assert adapted("trên địa bàn tỉnh", district)[0] == "trên địa bàn huyện Hà Thượng"
    assert adapted("UBND các xã niêm yết", district)[0] == "UBND các xã niêm yết"
