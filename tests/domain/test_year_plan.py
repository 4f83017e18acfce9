"""The plan of one year out of a plan of several years, and what is told where it asks for less."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from cchc_desktop import catalogue
from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.periods import PeriodKind, PlanPeriod
from cchc_desktop.domain.plan import Item, ItemKind, Plan, PlanStatus, Topic
from cchc_desktop.domain.plan_drafting import Drafting, DraftLine, Fate
from cchc_desktop.domain.tasks import Assignment
from cchc_desktop.domain.year_plan import own_basis, shortfalls, year_plan
from cchc_desktop.intake.plan.parse import parse_plan
from cchc_desktop.intake.plan.target import parse_target
from cchc_desktop.intake.read import read_source

SAMPLE = Path(__file__).resolve().parents[3] / "shared" / "samples" / "plan_xa_gia_luong_2021_2025.txt"
TERM = PlanPeriod(PeriodKind.MULTI, 2021, 2025)
YEAR = PlanPeriod.year(2024)


def _target(item_id: str, text: str) -> Item:
    return Item(ItemKind.TARGET, text, "-", measure=parse_target(text, TERM), id=item_id)


def _task(item_id: str, text: str, *children: Item, **assignment: object) -> Item:
    given = Assignment(**assignment)  # type: ignore[arg-type]
    return Item(ItemKind.TASK, text, "-", assignment=given, children=children, id=item_id)


def term_plan() -> Plan:
    """A commune's plan of five years with every form of target and task."""
    targets = (
        _target("satisfied", "Mức độ hài lòng đạt từ 94% trở lên; đến năm 2024 - 2025 đạt từ 97% trở lên."),
        _target("scanned", "Số hóa kết quả đạt 15%. Phấn đấu mỗi năm tăng tối thiểu 20% đến khi đạt 100%."),
        _target("waiting", "Thời gian chờ giai đoạn 2021 - 2025 tối đa 15 phút/lượt, trong đó giai đoạn "
                "2021 - 2025 đất đai tối đa 20 phút/lượt."),
    )  # fmt: skip
    tasks = (
        _task("old", "Kiện toàn Ban Chỉ đạo.", Item(ItemKind.SUBTASK, "Lập danh sách.", "+", id="old-sub"),
              due=date(2022, 6, 30), due_text="Quý II/2022"),
        _task("term", "Số hóa sổ hộ tịch.", due=date(2025, 12, 31), due_text="Giai đoạn 2021 - 2025",
              funding=500_000_000),
        _task("later", "Xây dựng trụ sở mới.", due=date(2025, 6, 30), due_text="Quý II/2025"),
        _task("yearly", "Kiểm tra công vụ hằng năm.",
              Item(ItemKind.DETAIL, "Thời gian: Các năm 2021 - 2025", id="d"),
              due_text="Các năm 2021 - 2025", start=date(2021, 1, 1)),
        _task("this", "Đánh giá giữa kỳ, xong trước ngày 30/6/2022.", due=date(2024, 9, 30),
              due_text="Quý III/2024"),
    )  # fmt: skip
    content = Item(
        ItemKind.SECTION,
        "NỘI DUNG GIAI ĐOẠN 2021 - 2025",
        "II.",
        id="content",
        children=(
            Item(ItemKind.HEADING, "Mục tiêu", "1.", Topic.TARGETS, children=targets, id="head-1"),
            Item(ItemKind.HEADING, "Nhiệm vụ", "2.", Topic.TASKS, children=tasks, id="head-2"),
        ),
    )
    return Plan(
        subject="Cải cách hành chính giai đoạn 2021 - 2025",
        period=TERM,
        issuer="Ủy ban nhân dân xã An Bình",
        number="15",
        issued_on=date(2021, 3, 8),
        draft_month=3,
        draft_year=2021,
        enclosure="(Kèm theo Quyết định)",
        status=PlanStatus.ISSUED,
        items=(
            Item(ItemKind.BASIS, "Căn cứ Nghị quyết số 76/NQ-CP giai đoạn 2021 - 2030.", id="basis"),
            Item(ItemKind.SECTION, "MỤC ĐÍCH", "I.", id="purpose"),
            content,
            Item(ItemKind.CLOSING, "Trên đây là Kế hoạch giai đoạn 2021 - 2025./.", id="closing"),
        ),
        recipients=("Lưu: VT.",),
        id="parent",
    )


def line(drafting: Drafting, key: str) -> DraftLine:
    return next(each for each in drafting.lines if each.key == key)


def test_the_head_is_of_the_year_and_has_no_number() -> None:
    parent = term_plan()
    plan = year_plan(parent, YEAR).plan
    assert (plan.subject, plan.period, plan.parent) == ("Cải cách hành chính năm 2024", YEAR, "parent")
    assert (plan.number, plan.issued_on, plan.draft_month, plan.draft_year) == ("", None, None, 2024)
    assert (plan.status, plan.enclosure, plan.items) == (PlanStatus.DRAFT, "", ())
    assert (plan.issuer, plan.recipients) == (parent.issuer, parent.recipients)
    assert plan.id != parent.id


def test_targets_take_the_value_and_the_sentence_of_the_year() -> None:
    drafting = year_plan(term_plan(), YEAR)
    satisfied = line(drafting, "satisfied")
    assert satisfied.item.text == "Mức độ hài lòng đạt tối thiểu 97%."
    assert satisfied.before.endswith("đến năm 2024 - 2025 đạt từ 97% trở lên.")
    assert satisfied.item.measure is not None
    assert satisfied.item.measure.label == "≥ 97%"
    assert satisfied.item.answers == ("satisfied",)
    assert satisfied.item.id != "satisfied"
    assert satisfied.fate is Fate.CHANGED
    assert line(drafting, "scanned").item.text == "Số hóa kết quả đạt tối thiểu 75%."
    waiting = line(drafting, "waiting").item
    assert "2021" not in waiting.text
    assert waiting.measure is not None
    assert all(part.fragment in waiting.text for part in waiting.measure.subtargets)
    assert len(waiting.measure.subtargets) == 1


def test_tasks_have_the_time_and_money_of_the_year() -> None:
    drafting = year_plan(term_plan(), YEAR)
    old = line(drafting, "old")
    assert (old.fate, old.reasons) == (Fate.DROPPED, ("Thời hạn 30/06/2022 đã qua trước năm 2024.",))
    assert not line(drafting, "old-sub").taken
    term = line(drafting, "term")
    assert term.item.assignment == Assignment()
    assert term.reasons == (
        "Kinh phí trong kế hoạch giai đoạn là của nhiều năm; hãy ghi kinh phí của năm 2024.",
    )
    assert line(drafting, "later").reasons == (
        "Thời hạn của cả giai đoạn là 30/06/2025; hãy đặt thời hạn trong năm 2024.",
    )
    yearly = line(drafting, "yearly").item.assignment
    assert yearly is not None
    assert (yearly.due_text, yearly.start) == ("Năm 2024", None)
    assert line(drafting, "d").item.text == "Thời gian: Năm 2024"
    this = line(drafting, "this")
    assert this.item.assignment is not None
    assert this.item.assignment.due == date(2024, 9, 30)
    assert this.reasons == ("Câu nêu ngày 30/6/2022, trước năm 2024; hãy xem lại.",)


def test_a_task_without_money_of_the_year_has_no_empty_words_for_it() -> None:
    text = "Số hóa hồ sơ. Kinh phí: 50.000.000 đồng. Sản phẩm: kho dữ liệu."
    task = _task("scan", text, funding=50_000_000, funding_text="50.000.000 đồng")
    made = line(year_plan(replace(term_plan(), items=(task,)), YEAR), "scan")
    assert made.item.text == "Số hóa hồ sơ. Sản phẩm: kho dữ liệu."


@pytest.mark.parametrize(
    ("text", "is_left"),
    [
        ("Năm 2022 xây dựng quy chế làm việc.", True),
        ("Giai đoạn 2021 - 2023 rà soát quy trình.", True),
        ("Giai đoạn 2023 - 2024 rà soát quy trình.", False),
        ("Từ năm 2022 công khai kết quả.", False),
        ("Từ năm 2025 công khai kết quả.", True),
        ("Năm 2025, tổng kết chương trình.", True),
        ("Rà soát danh mục của năm 2022.", False),
    ],
)
def test_what_the_sentence_gives_to_other_years_is_left(text: str, is_left: bool) -> None:
    made = line(year_plan(replace(term_plan(), items=(_task("t", text),)), YEAR), "t")
    assert made.taken is not is_left
    assert bool(made.reasons) is is_left
    later = replace(term_plan(), items=(_task("t", "Năm 2022 sắp xếp kho.", due=date(2024, 6, 30)),))
    assert line(year_plan(later, YEAR), "t").taken


def test_a_day_without_a_year_comes_in_every_year() -> None:
    day = "Trước ngày 15 tháng 01"
    task = _task("january", "Ban hành kế hoạch năm.", due=date(2025, 1, 15), due_text=day)
    parent = replace(term_plan(), items=(task,))
    made = line(year_plan(parent, PlanPeriod.year(2023)), "january")
    assert made.item.assignment is not None
    assert (made.item.assignment.due, made.item.assignment.due_text) == (date(2023, 1, 15), day)
    assert made.reasons == ()


@pytest.mark.parametrize(
    ("text", "year", "is_left"),
    [
        ("100% văn bản của hai xã cũ được rà soát xong trong năm 2022.", 2023, True),
        ("100% văn bản của hai xã cũ được rà soát xong trong năm 2022.", 2022, False),
        ("Hoàn thành việc hợp nhất kho lưu trữ trước năm 2023.", 2023, True),
        ("Hoàn thành việc hợp nhất kho lưu trữ trước năm 2023.", 2022, False),
        ("Phấn đấu đến hết năm 2021, 100% thủ tục được công khai.", 2024, False),
    ],
)
def test_what_was_to_be_finished_before_is_left(text: str, year: int, is_left: bool) -> None:
    parent = replace(term_plan(), items=(_target("t", text),))
    made = line(year_plan(parent, PlanPeriod.year(year)), "t")
    assert made.taken is not is_left
    told = f"Việc phải xong trước năm {year}; nếu chưa xong thì chọn lại."
    assert (told in made.reasons) is is_left


def test_the_parent_is_cited_as_a_basis() -> None:
    drafting = year_plan(term_plan(), YEAR)
    first, second = (each for each in drafting.lines if each.item.kind is ItemKind.BASIS)
    assert first.item.text == "Căn cứ Nghị quyết số 76/NQ-CP giai đoạn 2021 - 2030;"
    assert second.item.text == (
        "Căn cứ Kế hoạch số 15/KH-UBND ngày 08 tháng 3 năm 2021 của Ủy ban nhân dân xã An Bình về cải cách "
        "hành chính giai đoạn 2021 - 2025."
    )
    assert (second.fate, second.before) == (Fate.ADDED, "")
    assert own_basis(replace(term_plan(), issuer="")).endswith(
        "2021 về cải cách hành chính giai đoạn 2021 - 2025"
    )
    draft = year_plan(replace(term_plan(), number=""), YEAR)
    assert draft.lines[0].item.text.endswith("2030.")
    short = own_basis(replace(term_plan(), issuer="UBND xã An Bình"))
    assert " của Ủy ban nhân dân xã An Bình về " in short
    decided = replace(term_plan(), items=(Item(ItemKind.DECISION, ""), *term_plan().items))
    assert own_basis(decided).startswith("Căn cứ Quyết định số 15/QĐ-UBND ngày 08 tháng 3 năm 2021 của ")
    assert own_basis(decided).endswith(" ban hành Kế hoạch cải cách hành chính giai đoạn 2021 - 2025")
    bare = replace(term_plan(), items=term_plan().items[1:])
    assert year_plan(bare, YEAR).lines[0].fate is Fate.ADDED


def test_the_plan_is_made_of_what_is_taken_with_numbers_in_sequence() -> None:
    drafting = year_plan(term_plan(), YEAR)
    plan = drafting.made()
    ids = {each.item.id for each in drafting.lines}
    assert {item.id for item in plan.walk()} < ids
    assert [item.marker for item in plan.items] == ["", "", "I.", "II.", ""]
    tasks = plan.items[3].children[1].children
    assert [task.answers for task in tasks] == [("term",), ("later",), ("yearly",), ("this",)]
    assert plan.items[3].text == "NỘI DUNG NĂM 2024"
    # What stands above something that is taken comes with it, and nothing else.
    chosen = drafting.chosen({"this"}, {"this": "Đánh giá giữa kỳ."})
    few = chosen.made()
    assert [item.text for item in few.walk()] == ["NỘI DUNG NĂM 2024", "Nhiệm vụ", "Đánh giá giữa kỳ."]
    assert [item.marker for item in few.walk()] == ["I.", "1.", "-"]
    assert line(chosen, "this").reasons[-1] == "Sửa lời khi lập kế hoạch."
    assert line(chosen, "scanned").reasons[-1] == "Không chọn khi lập kế hoạch."
    assert line(chosen, "old").reasons == line(drafting, "old").reasons
    assert line(chosen, "content").taken


def test_picked_items_come_with_what_is_under_them_and_the_frame() -> None:
    drafting = year_plan(term_plan(), YEAR)
    picked = drafting.picked({"head-1", "yearly"})
    assert {"head-1", "satisfied", "scanned", "waiting", "yearly", "d", "basis", "closing"} < picked
    assert not picked & {"head-2", "old", "purpose", "content"}
    made = drafting.chosen(picked).made()
    assert [item.marker for item in made.items] == ["", "", "I.", ""]


def test_fates_are_told_apart_and_have_words() -> None:
    drafting = year_plan(term_plan(), YEAR)
    assert {line.key for line in drafting.of(Fate.DROPPED)} == {"old"}
    assert "d" not in {line.key for line in drafting.told()}
    assert "purpose" in {line.key for line in drafting.of(Fate.KEPT)}
    assert line(drafting, "content").why == ("Chuyển theo thời gian của kế hoạch mới.",)
    assert line(drafting, "purpose").why == ()
    assert [fate.label for fate in Fate] == ["Giữ nguyên", "Sửa", "Thêm", "Bỏ"]


def test_half_of_a_year_may_be_taken() -> None:
    half = PlanPeriod(PeriodKind.HALF, 2024, 2024, 1)
    drafting = year_plan(term_plan(), half)
    assert drafting.plan.subject == "Cải cách hành chính 6 tháng đầu năm 2024"
    assert line(drafting, "this").item.assignment == Assignment()


def test_a_wrong_year_or_plan_is_refused() -> None:
    with pytest.raises(Refusal, match="Năm 2026 nằm ngoài giai đoạn 2021 - 2025"):
        year_plan(term_plan(), PlanPeriod.year(2026))
    with pytest.raises(Refusal, match="không phải kế hoạch nhiều năm"):
        year_plan(replace(term_plan(), period=YEAR), YEAR)


def test_a_target_that_asks_for_less_is_told() -> None:
    parent = term_plan()
    plan = year_plan(parent, YEAR).made()
    answered = {item.id: (item, parent) for item in parent.walk()}
    assert shortfalls(plan, answered) == {}
    (content,) = (item for item in plan.items if item.text == "NỘI DUNG NĂM 2024")
    targets = content.children[0].children
    low = replace(targets[0], measure=parse_target("Mức độ hài lòng đạt tối thiểu 95%."))
    lone = Item(ItemKind.TARGET, "Của riêng xã.", measure=parse_target("Đạt 1%."), answers=("gone", "old"))
    none = Item(ItemKind.TARGET, "Không đọc được.", answers=("satisfied",))
    short_plan = replace(plan, items=(low, lone, none, *targets[1:]))
    told = shortfalls(short_plan, answered)
    assert told == {low.id: "Kế hoạch giai đoạn đặt tối thiểu 97%, chỉ tiêu này thấp hơn 2 điểm phần trăm."}
    superior = replace(parent, period=YEAR, issuer="UBND tỉnh Sông Hương")
    above = {"satisfied": (parent.items[2].children[0].children[0], superior)}
    assert shortfalls(replace(plan, items=(low,)), above) == {
        low.id: "Kế hoạch của UBND tỉnh Sông Hương đặt tối thiểu 97%, chỉ tiêu này thấp hơn 2 điểm phần trăm."
    }
    nameless = {"satisfied": (above["satisfied"][0], replace(superior, issuer=""))}
    assert shortfalls(replace(plan, items=(low,)), nameless)[low.id].startswith(
        "Kế hoạch cải cách hành chính giai đoạn 2021 - 2025 đặt"
    )


@pytest.mark.skipif(not SAMPLE.is_file(), reason="the sample plans are not beside the project")
def test_the_sample_of_several_years_gives_a_correct_plan_for_2024() -> None:
    parent = parse_plan(read_source(SAMPLE), catalogue.areas(), date(2026, 1, 5)).plan
    plan = year_plan(parent, YEAR).made()
    assert plan.subject == "Thực hiện cải cách hành chính nhà nước xã Gia Lương năm 2024"
    assert len(list(plan.walk())) == len(list(parent.walk()))
    satisfied = next(item for item in plan.walk() if item.text.startswith("Mức độ hài lòng"))
    assert satisfied.measure is not None
    assert satisfied.measure.value == 97
    assert satisfied.text.endswith("sự phục vụ hành chính đạt tối thiểu 97%.")
    for item in plan.walk():
        if item.measure is not None:
            again = parse_target(item.text, YEAR)
            assert (again.label, again.deadline) == (item.measure.label, item.measure.deadline)
            fragments = [part.fragment for part in item.measure.subtargets]
            assert [part.fragment for part in again.subtargets] == fragments
    own = [
        item.text for item in plan.walk() if "Đề án số" not in item.text and "Kế hoạch số" not in item.text
    ]
    assert not any("giai đoạn 2021 - 2025" in text for text in own)


def test_a_line_that_would_say_nothing_more_goes() -> None:
    words = "Thời gian: Giai đoạn 2021 - 2025; kinh phí: 5.000.000 đồng"
    lines = (
        Item(ItemKind.DETAIL, words, id="both"),
        Item(ItemKind.DETAIL, f"{words}; sản phẩm: Sổ", id="more"),
    )
    task = _task("task", "Số hóa sổ (Thời gian: Giai đoạn 2021 - 2025).", *lines, due=date(2025, 12, 31),
                 due_text="Giai đoạn 2021 - 2025", funding=5_000_000)  # fmt: skip
    drafting = year_plan(replace(term_plan(), items=(task,)), YEAR)
    assert line(drafting, "task").item.text == "Số hóa sổ."
    assert line(drafting, "more").item.text == "Sản phẩm: Sổ"
    gone = line(drafting, "both")
    assert (gone.taken, gone.reasons) == (
        False, ("Thời gian, kinh phí của cả giai đoạn; hãy ghi của năm.",)
    )  # fmt: skip


def test_each_plan_that_asks_for_more_is_told() -> None:
    low = Item(ItemKind.TARGET, "Đạt 80%.", measure=parse_target("Đạt tối thiểu 80%."), answers=("a", "b"))
    asking = {
        key: (_target(key, f"Đạt tối thiểu {value}%."), replace(term_plan(), period=YEAR, issuer=issuer))
        for key, value, issuer in (("a", 90, "UBND tỉnh A"), ("b", 85, "UBND huyện B"))
    }
    assert shortfalls(replace(term_plan(), items=(low,)), asking)[low.id] == (
        "Kế hoạch của UBND tỉnh A đặt tối thiểu 90%, chỉ tiêu này thấp hơn 10 điểm phần trăm. "
        "Kế hoạch của UBND huyện B đặt tối thiểu 85%, chỉ tiêu này thấp hơn 5 điểm phần trăm."
    )
