"""Next year's plan out of this year's."""

import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given

from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.numbering import renumber
from cchc_desktop.domain.offices import Succession
from cchc_desktop.domain.periods import PeriodKind, PlanPeriod
from cchc_desktop.domain.plan import Item, ItemKind, Plan
from cchc_desktop.domain.plan_drafting import Drafting, DraftLine, Fate
from cchc_desktop.domain.roll_forward import RollFacts, TaskState, comes_again, next_period, rolled
from cchc_desktop.domain.targets import Comparator, Measure, TargetKind
from cchc_desktop.domain.tasks import Assignment
from cchc_desktop.domain.unit_merge import Successors
from cchc_desktop.domain.year_plan import in_time
from cchc_desktop.domain.year_words import moved_day
from cchc_desktop.intake.plan.target import parse_target
from tests.plan_strategies import plans
from tests.plans import percent

THIS, NEXT = PlanPeriod.year(2026), PlanPeriod.year(2027)
MERGED = Successors([Succession("a", "b", "Phòng Văn hóa", "", "Phòng Văn hóa - Xã hội", date(2026, 7, 1))])


def _task(item_id: str, text: str, **assignment: object) -> Item:
    return Item(ItemKind.TASK, text, "-", assignment=Assignment(**assignment), id=item_id)  # type: ignore[arg-type]


def this_year() -> Plan:
    """A plan with tasks and targets of every fate."""
    lines = Item(ItemKind.DETAIL, "Đơn vị chủ trì: Phòng Văn hóa; thời gian: Quý II/2026", id="line")
    half_done = replace(
        _task("half", "Số hóa sổ hộ tịch.", lead="Phòng Văn hóa", due=date(2026, 6, 30),
              due_text="Quý II/2026", note="Gấp", funding=5_000_000),
        children=(lines,), answers=("above", "gone"),
    )  # fmt: skip
    return Plan(
        subject="Cải cách hành chính năm 2026",
        period=THIS,
        parent="term",
        items=(
            Item(ItemKind.BASIS, "Căn cứ Nghị định số 61/2018/NĐ-CP;", id="dead"),
            Item(ItemKind.BASIS, "Căn cứ Kế hoạch số 9/KH-UBND ngày 05 tháng 01 năm 2026;", id="dated"),
            Item(ItemKind.BASIS, "Căn cứ Kế hoạch của tỉnh về cải cách hành chính năm 2026.", id="old-year"),
            Item(ItemKind.TARGET, "Trên 95% đúng hạn.", measure=percent(95), id="met"),
            Item(ItemKind.TARGET, "100% công khai.", measure=percent(100), id="full"),
            Item(ItemKind.TARGET, "Không có mức.", id="none"),
            _task("done", "Niêm yết lại thủ tục.", due=date(2026, 3, 31)),
            half_done,
            _task("again", "Giao ban cải cách hành chính.", due_text="Hằng quý"),
            _task("dropped", "Xây nhà văn hóa."),
            _task("open", "Nâng cao chất lượng phục vụ."),
            _task("begun", "Cải tạo trụ sở."),
            Item(ItemKind.UNIT, "Phòng Văn hóa:", "1.", id="unit"),
            Item(ItemKind.UNIT, "Phòng Kinh tế", "2.", id="same"),
        ),
    )


FACTS = RollFacts(
    tasks={
        "done": TaskState(100, date(2026, 3, 20)),
        "half": TaskState(60),
        "again": TaskState(100, date(2026, 12, 10), recurs=True),
        "dropped": TaskState(dropped=True),
        "begun": TaskState(10),
    },
    reached={"met": "98,2%", "full": "100%", "none": "1"},
    dead={"dead": ("Căn cứ thứ 1: hết hiệu lực.",)},
    above=frozenset({"above"}),
    successors=MERGED,
)


@pytest.fixture
def drafting() -> Drafting:
    """The plan for 2027 as it is proposed."""
    return rolled(this_year(), NEXT, FACTS)


def _line(drafting: Drafting, key: str) -> DraftLine:
    return next(each for each in drafting.lines if each.key == key)


def test_the_head_moves_and_the_parent_stays_while_it_goes_on(drafting: Drafting) -> None:
    assert (drafting.plan.subject, drafting.plan.period) == ("Cải cách hành chính năm 2027", NEXT)
    assert drafting.plan.parent == "term"
    assert rolled(this_year(), NEXT, RollFacts()).plan.parent == ""


def test_tasks_go_over_by_how_they_stand(drafting: Drafting) -> None:
    done = _line(drafting, "done")
    assert (done.fate, done.reasons) == (Fate.DROPPED, ("Đã hoàn thành ngày 20/03/2026.",))
    assert _line(drafting, "dropped").reasons == ("Đã có văn bản không thực hiện nữa.",)
    again = _line(drafting, "again")
    assert (again.fate, again.reasons) == (Fate.KEPT, ("Nhiệm vụ thường xuyên, tiếp tục thực hiện.",))
    open_task = _line(drafting, "open")
    assert open_task.reasons == ("Nhiệm vụ không có thời hạn riêng, tiếp tục thực hiện.",)
    assert open_task.fate is Fate.KEPT
    assert _line(drafting, "begun").reasons == ("Chưa hoàn thành (10%), chuyển tiếp từ năm 2026.",)
    half = _line(drafting, "half")
    assert half.item.assignment is not None
    assert half.item.assignment.note == "Gấp; Chuyển tiếp từ năm 2026"
    assert (half.item.assignment.due, half.item.assignment.due_text) == (date(2027, 6, 30), "Quý II/2027")
    assert half.reasons == (
        "Chưa hoàn thành (60%), chuyển tiếp từ năm 2026.",
        "Đơn vị đổi tên, sáp nhập: «Phòng Văn hóa» → «Phòng Văn hóa - Xã hội».",
        "Kinh phí giữ như cũ; hãy xem lại.",
    )
    assert half.item.answers == ("above",)
    assert _line(drafting, "line").item.text == (
        "Đơn vị chủ trì: Phòng Văn hóa - Xã hội; thời gian: Quý II/2027"
    )


def test_units_that_others_took_over_have_their_new_name(drafting: Drafting) -> None:
    unit = _line(drafting, "unit")
    assert unit.item.text == "Phòng Văn hóa - Xã hội:"
    assert unit.reasons == ("Đơn vị đổi tên, sáp nhập: «Phòng Văn hóa» → «Phòng Văn hóa - Xã hội».",)
    assert _line(drafting, "same").fate is Fate.KEPT


def test_bases_that_hold_no_more_or_are_of_the_year_are_told(drafting: Drafting) -> None:
    assert _line(drafting, "dead").reasons == ("Căn cứ thứ 1: hết hiệu lực.",)
    assert _line(drafting, "dated").reasons == ()
    assert _line(drafting, "old-year").reasons == (
        "Căn cứ là văn bản của năm 2026; hãy thay bằng văn bản của năm 2027.",
    )


def test_reached_targets_are_offered_for_raising(drafting: Drafting) -> None:
    (met,) = _line(drafting, "met").reasons
    assert met == "Năm 2026 đã đạt 98,2%, mức đặt ra là ≥ 95%; xem xét nâng mức."
    assert _line(drafting, "full").reasons == ("Năm 2026 đã đạt 100%, mức đặt ra là ≥ 100%.",)
    assert _line(drafting, "none").reasons == ()


def test_deadlines_of_targets_and_their_parts_move() -> None:
    fragment = "hết quý II/2026 50%"
    part = Measure(
        TargetKind.PERCENT, Comparator.EQUAL, 50, unit="%", deadline=date(2026, 6, 30), fragment=fragment
    )
    whole = replace(percent(90), deadline=date(2026, 12, 31), subtargets=(part,))
    text = "Đến hết quý II/2026 50%, hết năm 2026 90%."
    plan = Plan("x", THIS, items=(Item(ItemKind.TARGET, text, measure=whole, id="t"),))
    item = _line(rolled(plan, NEXT, RollFacts()), "t").item
    assert item.text == "Đến hết quý II/2027 50%, hết năm 2027 90%."
    assert item.measure is not None
    assert item.measure.deadline == date(2027, 12, 31)
    (moved,) = item.measure.subtargets
    assert (moved.deadline, moved.fragment) == (date(2027, 6, 30), "hết quý II/2027 50%")


def test_the_span_stays_and_wrong_years_are_refused() -> None:
    half = PlanPeriod(PeriodKind.HALF, 2025, 2025, 2)
    assert next_period(half, 2026) == PlanPeriod(PeriodKind.HALF, 2026, 2026, 2)
    with pytest.raises(Refusal, match="hãy chọn một năm sau năm 2026"):
        next_period(THIS, 2026)
    with pytest.raises(Refusal, match="Kế hoạch giai đoạn không chuyển sang năm sau"):
        next_period(PlanPeriod(PeriodKind.MULTI, 2021, 2025), 2026)


def test_what_comes_again_is_told_by_its_words() -> None:
    assert comes_again(_task("a", "Giao ban.", due_text="Hằng quý"))
    assert comes_again(_task("b", "Thường xuyên kiểm tra."))
    assert comes_again(Item(ItemKind.TASK, "Rà soát định kỳ."))
    assert not comes_again(Item(ItemKind.TASK, "Tiết kiệm chi thường xuyên."))
    assert not comes_again(_task("c", "Lắp máy lấy số.", due_text="Quý II/2026"))


@given(plan=plans())
def test_any_plan_goes_over_whole_with_its_numbers_in_sequence(plan: Plan) -> None:
    plan = replace(plan, period=THIS)
    drafting = rolled(plan, NEXT, RollFacts())
    made = drafting.made()
    before, after = list(plan.walk()), list(made.walk())
    assert [item.kind for item in after] == [item.kind for item in before]
    assert renumber(made.items) == made.items
    assert len({item.id for item in (*before, *after)}) == 2 * len(before)
    for old, new in zip(before, after, strict=True):
        if old.assignment is not None and old.assignment.due is not None:
            assert new.assignment is not None
            assert new.assignment.due == moved_day(old.assignment.due, 1)
        # Nothing but years is worded anew, and those of cited documents stay.
        digits = [re.sub(r"\d", "#", text) for text in (old.text, new.text)]
        assert digits[0] == digits[1]
        assert new.text.count("118/2025/NĐ-CP") == old.text.count("118/2025/NĐ-CP")


@pytest.mark.parametrize(
    "sentence",
    [
        "Giảm 10% số hồ sơ quá hạn so với năm 2025.",
        "Đến năm 2030 đạt 100% hồ sơ trực tuyến.",
        "Đến quý II/2026 đạt 50%, đến năm 2026 đạt 90%.",
        "Phấn đấu đạt 80%, đến năm 2026 đạt 90%, năm 2030 đạt 95%.",
        "Trước ngày 15/01/2027 hoàn thành 100% hồ sơ.",
    ],
)
def test_what_a_target_demands_moves_as_its_sentence_does(sentence: str) -> None:
    target = Item(ItemKind.TARGET, sentence, measure=parse_target(sentence, THIS), id="t")
    made = _line(rolled(replace(this_year(), items=(target,)), NEXT, RollFacts()), "t").item
    assert made.measure == parse_target(made.text, NEXT)


def test_what_a_base_year_came_to_is_not_known_of_the_next_one() -> None:
    measure = replace(parse_target("Giảm 10% so với năm 2025."), baseline_value=200.0)
    target = Item(ItemKind.TARGET, "Giảm 10% so với năm 2025.", measure=measure, id="t")
    for goal, base in ((NEXT, (2026, None)), (THIS, (2025, 200.0))):
        made = in_time(target, THIS, goal).item.measure
        assert made is not None
        assert (made.baseline_year, made.baseline_value) == base


def test_days_stay_where_words_that_name_them_stay() -> None:
    far = _task("far", "Xây trụ sở.", due=date(2030, 12, 31), due_text="Năm 2030", start=date(2025, 3, 1))
    near = _task("near", "Báo cáo.", due=date(2027, 1, 15), due_text="Trước ngày 15/01/2027")
    drafting = rolled(replace(this_year(), items=(far, near)), NEXT, RollFacts())
    found = [_line(drafting, key).item.assignment for key in ("far", "near")]
    assert [(given.start, given.due, given.due_text) for given in found if given is not None] == [
        (date(2025, 3, 1), date(2030, 12, 31), "Năm 2030"),
        (None, date(2028, 1, 15), "Trước ngày 15/01/2028"),
    ]


def test_a_deadline_outside_the_other_half_of_a_year_is_told() -> None:
    late = _task("late", "Số hóa sổ hộ tịch.", due=date(2026, 9, 30), due_text="Quý III/2026")
    first_half = PlanPeriod(PeriodKind.HALF, 2027, 2027, 1)
    told = _line(rolled(replace(this_year(), items=(late,)), first_half, RollFacts()), "late").reasons
    assert told[-1] == "Thời hạn 30/09/2027 nằm ngoài 6 tháng đầu năm 2027; hãy đặt lại thời hạn."
    assert len(_line(rolled(replace(this_year(), items=(late,)), NEXT, RollFacts()), "late").reasons) == 1


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Xây dựng Kế hoạch cải cách hành chính năm 2027.", "Câu nêu năm 2027; hãy xem lại."),
        ("Khắc phục tồn tại của năm 2025, lập dự toán năm 2027.", "Câu nêu năm 2025, 2027; hãy xem lại."),
        ("Cao hơn năm 2025.", ""),
        ("Xong trong năm 2026.", ""),
        ("Hoạt động từ ngày 01 tháng 7 năm 2025.", ""),
        ("Theo Luật Tổ chức chính quyền địa phương năm 2025.", ""),
        ("Trong giai đoạn năm 2025 - 2030.", ""),
        ("Đến năm 2030 đạt 100%.", ""),
    ],
)
def test_years_beside_the_plans_own_that_stay_are_told(text: str, told: str) -> None:
    item = Item(ItemKind.TEXT, text, "-", id="t")
    reasons = _line(rolled(replace(this_year(), items=(item,)), NEXT, RollFacts()), "t").reasons
    assert "".join(reasons) == told
