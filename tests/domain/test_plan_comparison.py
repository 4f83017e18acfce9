"""What two plans say otherwise: every change is told once, and what is told explains the later plan."""

from collections import Counter
from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop.domain import outline
from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.periods import PlanPeriod
from cchc_desktop.domain.plan import Item, ItemKind, Plan, Signer, new_id
from cchc_desktop.domain.plan_comparison import ChangeKind, Comparison, Difference, compare, place_words
from cchc_desktop.domain.plan_views import Placed, placed
from cchc_desktop.domain.targets import Comparator, Measure, Milestone, TargetKind
from cchc_desktop.domain.tasks import Assignment


def a_plan(*items: Item) -> Plan:
    return Plan("Cải cách hành chính năm 2026", PlanPeriod.year(2026), items=items, id="plan")


def task(item_id: str, text: str, *children: Item, **assigned: Any) -> Item:
    assignment = replace(Assignment(), **assigned)
    return Item(ItemKind.TASK, text, "-", assignment=assignment, children=children, id=item_id)


def section(item_id: str, number: str, *children: Item) -> Item:
    return Item(ItemKind.SECTION, f"Mục thứ {number}", number, children=children, id=item_id)


BEFORE = a_plan(
    section("s1", "I.", task("t1", "Rà soát thủ tục hành chính"), task("t2", "Niêm yết công khai danh mục")),
    section("s2", "II.", task("t3", "Tổ chức đối thoại với người dân"), task("t4", "Kiểm tra công vụ")),
)


def told(comparison: Comparison) -> list[tuple[ChangeKind, str]]:
    return [(change.kind, change.there.item.id) for change in comparison.changes]


def test_a_plan_is_the_same_as_itself() -> None:
    found = compare(BEFORE, BEFORE)
    assert found.is_same
    assert found.kept == 6


def test_added_changed_and_dropped() -> None:
    tree = outline.delete(BEFORE.items, "t2")
    tree = outline.insert(tree, task("t5", "Số hóa kết quả giải quyết"), "s1", 1)
    tree = outline.update(tree, replace(outline.find(tree, "t3"), text="Tổ chức đối thoại hai lần"))
    found = compare(BEFORE, replace(BEFORE, items=tree))
    assert told(found) == [
        (ChangeKind.DROPPED, "t2"),
        (ChangeKind.ADDED, "t5"),
        (ChangeKind.CHANGED, "t3"),
    ]
    assert found.of(ChangeKind.CHANGED)[0].differences == (
        Difference("Nội dung", "Tổ chức đối thoại với người dân", "Tổ chức đối thoại hai lần"),
    )
    assert found.kept == 4
    assert [change.place for change in found.changes] == ["Mục I", "Mục I", "Mục II"]
    assert [change.kind.label for change in found.changes] == ["Bỏ", "Bổ sung", "Sửa đổi"]


def test_what_was_dropped_first_is_told_first() -> None:
    found = compare(BEFORE, replace(BEFORE, items=BEFORE.items[1:]))
    assert told(found) == [(ChangeKind.DROPPED, each) for each in ("s1", "t1", "t2")]


def test_of_items_in_another_order_the_fewest_have_moved() -> None:
    first = BEFORE.items[0]
    turned = replace(first, children=(*first.children[1:], task("t6", "Việc mới"), first.children[0]))
    found = compare(BEFORE, replace(BEFORE, items=(turned, BEFORE.items[1])))
    assert (ChangeKind.ADDED, "t6") in told(found)
    assert len(found.of(ChangeKind.MOVED)) == 1


def test_an_item_under_another_heading_has_moved() -> None:
    found = compare(BEFORE, replace(BEFORE, items=outline.move(BEFORE.items, "t1", "s2", 0)))
    (change,) = found.changes
    assert (change.kind, change.there.item.id) == (ChangeKind.MOVED, "t1")
    assert change.before is not None
    assert (place_words(change.before), change.place) == ("Mục I", "Mục II")


def test_under_a_new_heading_nothing_has_moved_but_the_heading_is_new() -> None:
    inner = Item(ItemKind.HEADING, "Nhiệm vụ", "1.", children=BEFORE.items[0].children, id="h1")
    after = replace(BEFORE, items=(replace(BEFORE.items[0], children=(inner,)), BEFORE.items[1]))
    assert told(compare(BEFORE, after)) == [(ChangeKind.ADDED, "h1")]


def test_another_number_alone_is_no_difference() -> None:
    after = replace(BEFORE, items=tuple(replace(item, marker=f"{item.marker}1") for item in BEFORE.items))
    assert compare(BEFORE, after).is_same


def test_an_assignment_is_told_by_its_parts_and_its_lines_are_not_told_again() -> None:
    line = Item(ItemKind.DETAIL, "Thời gian: Quý I", id="d1")
    old = task("t", "Rà soát", line, lead="Văn phòng", due=date(2026, 3, 31), funding=5_000_000)
    new = task(
        "t", "Rà soát", replace(line, text="Thời gian: Quý II"),
        lead="Phòng Kinh tế", due_text="Quý II/2026", funding_text="Lồng ghép", officer="Lê Thị B", note="x",
    )  # fmt: skip
    (change,) = compare(a_plan(old), a_plan(new)).changes
    assert change.differences == (
        Difference("Đơn vị chủ trì", "Văn phòng", "Phòng Kinh tế"),
        Difference("Thời hạn", "31/03/2026", "Quý II/2026"),
        Difference("Kinh phí", "5.000.000 đồng", "Lồng ghép"),
    )
    # With its task it comes and goes, untold.
    assert [change.there.item.id for change in compare(a_plan(), a_plan(old)).changes] == ["t"]
    assert [change.there.item.id for change in compare(a_plan(old), a_plan()).changes] == ["t"]
    # A line that says something else of its own is told.
    (change,) = compare(
        a_plan(replace(old, children=(line,))),
        a_plan(replace(old, children=(replace(line, text="Ghi chú: a"),))),
    ).changes
    assert change.there.item.id == "d1"


def test_a_target_that_was_set_otherwise_than_by_its_words() -> None:
    def target(measure: Measure, area: int | None = None) -> Plan:
        return a_plan(Item(ItemKind.TARGET, "Hài lòng", "-", measure=measure, area=area, id="x"))

    percent = Measure(TargetKind.PERCENT, Comparator.AT_LEAST, 90, unit="%")
    later = replace(
        percent,
        value=95.5,
        step=1.5,
        deadline=date(2026, 12, 15),
        milestones=(
            Milestone(2026, 2026, Comparator.AT_LEAST, 94),
            Milestone(2027, 2028, Comparator.AT_LEAST, 97),
        ),
    )
    (change,) = compare(target(percent), target(later, 3)).changes
    assert change.differences == (
        Difference("Lĩnh vực", "", "3"),
        Difference("Mức phấn đấu", "≥ 90%", "≥ 95,5%"),
        Difference("Mốc từng năm", "", "năm 2026: ≥ 94; năm 2027 - 2028: ≥ 97"),
        Difference("Mức tăng mỗi năm", "", "1,5"),
        Difference("Thời hạn của chỉ tiêu", "", "15/12/2026"),
    )


def test_head_and_foot() -> None:
    after = replace(
        BEFORE, subject="Cải cách hành chính", recipients=("UBND tỉnh", "Lưu: VT"),
        signer=Signer("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Lê Văn C"),
    )  # fmt: skip
    assert [each.name for each in compare(BEFORE, after).head] == ["Trích yếu", "Nơi nhận", "Người ký"]
    assert not compare(BEFORE, after).is_same


def test_places_as_decisions_cite_them() -> None:
    deep = Item(ItemKind.SECTION, "Nhiệm vụ", "II.", children=(
        Item(ItemKind.HEADING, "Thủ tục", "2.", children=(
            Item(ItemKind.HEADING, "Thể chế", "2.1.", children=(
                Item(ItemKind.HEADING, "Chỉ tiêu", "a)", children=(task("t", "Rà soát"),)),
            )),
        )),
    ))  # fmt: skip
    plan = a_plan(
        Item(ItemKind.BASIS, "Căn cứ Luật", id="basis"),
        Item(ItemKind.DECISION, "Phê duyệt", children=(Item(ItemKind.ARTICLE, "Ban hành", "Điều 1."),)),
        Item(ItemKind.HEADING, "Không số", children=(task("u", "Việc"),)),
        deep,
        Item(ItemKind.CLOSING, "Trên đây"),
        Item(ItemKind.TEXT, "Đầu"),
        Item(ItemKind.ARTICLE, "Thi hành", "3."),
        Item(ItemKind.ANNEX, "KHUNG", "Phụ lục"),
        Item(ItemKind.ANNEX, "DANH MỤC", "PHỤ LỤC II", children=(task("r", "Dòng"),)),
        Item(ItemKind.ANNEX, "BIỂU", "III"),
    )
    words = {each.item.text: place_words(each) for each in placed(plan)}
    assert words["Rà soát"] == "điểm a khoản 2.1 Mục II"
    assert words["Thủ tục"] == "khoản 2 Mục II"
    assert words["Ban hành"] == "Điều 1"
    assert words["Thi hành"] == "Điều 3"
    assert [words[each] for each in ("KHUNG", "Dòng", "BIỂU")] == ["Phụ lục", "Phụ lục II", "Phụ lục III"]
    assert words["Việc"] == "phần «Không số»"
    assert words["Căn cứ Luật"] == "phần căn cứ"
    assert words["Trên đây"] == "đoạn kết"
    assert words["Đầu"] == "phần đầu"


# Plans that have no identity in common


def fresh(plan: Plan) -> Plan:
    """The same plan as another file of it would be read."""

    def anew(item: Item) -> Item:
        return replace(item, id=new_id(), children=tuple(map(anew, item.children)))

    return replace(plan, id=new_id(), items=tuple(map(anew, plan.items)))


def test_two_files_of_one_plan_are_the_same() -> None:
    assert compare(BEFORE, fresh(BEFORE)).is_same


def test_what_was_reworded_is_found_and_what_is_another_thing_is_not() -> None:
    tree = outline.update(BEFORE.items, task("t1", "Rà soát toàn bộ thủ tục hành chính"))
    tree = outline.update(tree, task("t4", "Mua sắm máy tính cho bộ phận một cửa"))
    found = compare(BEFORE, fresh(replace(BEFORE, items=tree)))
    assert Counter(change.kind for change in found.changes) == {
        ChangeKind.CHANGED: 1, ChangeKind.ADDED: 1, ChangeKind.DROPPED: 1,
    }  # fmt: skip


def test_of_two_that_are_alike_the_likest_is_taken() -> None:
    old = a_plan(
        task("a", "Đăng tin trên trang thông tin của xã"), task("b", "Đăng tin trên trang mạng của xã")
    )
    new = a_plan(task("c", "Đăng tin trên trang mạng của xã nhà"))
    (dropped,), (changed,) = (compare(old, new).of(kind) for kind in (ChangeKind.DROPPED, ChangeKind.CHANGED))
    assert dropped.there.item.id == "a"
    assert changed.before is not None
    assert changed.before.item.id == "b"


def test_case_and_accents_are_a_difference_of_the_same_item() -> None:
    old, new = a_plan(task("a", "Rà soát thủ tục")), a_plan(task("b", "rà soát thủ tục"))
    (change,) = compare(old, new).changes
    assert change.kind is ChangeKind.CHANGED


WORDS = st.sampled_from("rà soát thủ tục hành chính công bố niêm yết đối thoại kiểm tra số hóa".split())


@st.composite
def edited(draw: st.DrawFn) -> tuple[Plan, Plan]:
    """A plan, and what some edits made of it."""
    sentence = st.lists(WORDS, min_size=2, max_size=9).map(" ".join)
    sections = [
        section(
            f"s{at}",
            f"{at}.",
            *(task(f"t{at}-{each}", draw(sentence)) for each in range(draw(st.integers(0, 4)))),
        )
        for at in range(1, draw(st.integers(1, 4)) + 1)
    ]
    before = after = a_plan(*sections)
    for _ in range(draw(st.integers(0, 6))):
        ids = [item.id for item in after.walk()]
        if not ids:
            break
        chosen, other = draw(st.sampled_from(ids)), draw(st.sampled_from(ids))
        try:
            match draw(st.integers(0, 3)):
                case 0:
                    tree = outline.delete(after.items, chosen)
                case 1:
                    tree = outline.insert(after.items, task(new_id(), draw(sentence)), chosen, 0)
                case 2:
                    tree = outline.move(after.items, chosen, other, 0)
                case _:
                    item = outline.find(after.items, chosen)
                    tree = outline.update(after.items, replace(item, text=draw(sentence)))
        except Refusal:
            continue
        after = replace(after, items=tree)
    return before, after


@given(edited(), st.booleans())
def test_changes_explain_the_later_plan(plans: tuple[Plan, Plan], by_words: bool) -> None:
    before, after = plans
    if by_words:
        after = fresh(after)
    found = compare(before, after)
    old, new = list(placed(before)), list(placed(after))

    def ids(places: list[Placed | None]) -> list[str]:
        return [place.item.id for place in places if place is not None]

    # Each item is told at most once, and what is not told is the same on both sides.
    told_old = ids([change.before for change in found.changes])
    told_new = ids([change.after for change in found.changes])
    assert len(set(told_old)) == len(told_old)
    assert len(set(told_new)) == len(told_new)
    assert len(old) - len(told_old) == len(new) - len(told_new) == found.kept
    rest = (
        Counter(place.item.text for place in places if place.item.id not in known)
        for places, known in ((old, set(told_old)), (new, set(told_new)))
    )
    assert next(rest) == next(rest)
    for change in found.changes:
        assert (change.before is None) == (change.kind is ChangeKind.ADDED)
        assert (change.after is None) == (change.kind is ChangeKind.DROPPED)
        assert bool(change.differences) == (change.kind is ChangeKind.CHANGED)
    # The other way round, what was added is dropped.
    back = compare(after, before)
    assert len(back.of(ChangeKind.DROPPED)) - len(back.of(ChangeKind.ADDED)) == len(
        found.of(ChangeKind.ADDED)
    ) - len(found.of(ChangeKind.DROPPED))
    assert back.kept == found.kept or by_words
