"""Printed numbers: the next one, and lists numbered anew."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cchc_desktop.domain import outline
from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.numbering import followed, is_number, marker_for_new, renumber, with_ordinal
from cchc_desktop.domain.numerals import POINT_LETTERS, from_roman, to_roman
from cchc_desktop.domain.outline import Tree
from cchc_desktop.domain.plan import HEADING_KINDS, Item, ItemKind
from tests.examples import share


def heading(marker: str, *children: Item) -> Item:
    return Item(ItemKind.HEADING, "Đề mục", marker, children=children)


def text(marker: str) -> Item:
    return Item(ItemKind.TEXT, "Nội dung", marker)


@pytest.mark.parametrize(
    ("marker", "ordinal", "expected"),
    [("II.", 4, "IV."), ("2.1.", 3, "2.3."), ("a)", 5, "đ)"), ("(1)", 2, "(2)"), ("3", 7, "7"),
     ("B.", 1, "A."), ("-", 3, "-"), ("Điều 1.", 2, "Điều 2."),
     ("a)", 24, "aa)"), ("y)", 47, "ba)"), ("X.", 2, "II."), ("@", 2, "@")],
)  # fmt: skip
def test_shape_is_kept(marker: str, ordinal: int, expected: str) -> None:
    assert with_ordinal(marker, ordinal) == expected


def test_renumbering_closes_gaps_and_follows_down() -> None:
    tree = (
        heading("I.", heading("1.", text("-")), heading("1.", heading("1.4.", text("+")), heading("1.6."))),
        heading("III.", heading("a)"), heading("c)")),
    )
    markers = [item.marker for root in renumber(tree) for item in root.walk()]
    assert markers == ["I.", "1.", "-", "2.", "2.1.", "+", "2.2.", "II.", "a)", "b)"]
    assert renumber(renumber(tree)) == renumber(tree)


def test_marker_of_a_new_item() -> None:
    assert marker_for_new((), 0) == "-"
    assert marker_for_new((text("+"), text("+")), 2) == "+"
    assert marker_for_new((heading("1."), heading("2.")), 2) == "3."
    assert marker_for_new((text(""),), 1) == ""


def test_a_place_behind_the_last_is_the_last() -> None:
    siblings = (Item(ItemKind.TEXT, "a", "1."), Item(ItemKind.TEXT, "b", "2."))
    assert marker_for_new(siblings, 9) == marker_for_new(siblings, 2) == "3."


def test_arabic_numbers_under_a_roman_one() -> None:
    section = Item(ItemKind.SECTION, "A", "I.", children=(heading("1.1."), heading("1.1.")))
    other = Item(ItemKind.SECTION, "B", "I.", children=(heading("I.1."), heading("1.1.", heading("1.1.1."))))
    first, second = renumber((section, other))
    assert [item.marker for item in first.walk()] == ["I.", "1.1.", "1.2."]
    assert [item.marker for item in second.walk()] == ["II.", "II.1.", "2.2.", "2.2.1."]


def test_a_marker_that_counts_nothing_stays() -> None:
    assert with_ordinal("mười)", 2) == "mười)"
    assert with_ordinal("(*)", 2) == "(*)"


def test_capital_letters_are_no_roman_numbers() -> None:
    letters = tuple(heading(f"{letter}.") for letter in "ABCDĐEGHIK")
    assert [item.marker[0] for item in renumber(letters[1:])] == [*"ABCDĐEGHI"]
    assert renumber(letters) == letters
    assert marker_for_new(letters[:3], 3) == "D."


# Numbers that follow an edit


def plan_tree() -> tuple[Item, ...]:
    """Two areas under «II.», each with a heading of tasks; a basis and a plain sentence before them."""

    def area(number: int) -> Item:
        tasks = tuple(Item(ItemKind.TASK, f"Việc {n}", "-", id=f"task-{number}-{n}") for n in (1, 2))
        below = (
            Item(ItemKind.HEADING, "Chỉ tiêu", "a)", id=f"a-{number}"),
            Item(ItemKind.HEADING, "Nhiệm vụ", "b)", children=tasks, id=f"b-{number}"),
        )
        return Item(ItemKind.AREA, "Lĩnh vực", f"2.{number}.", children=below, id=f"area-{number}")

    sections = (
        Item(ItemKind.SECTION, "MỤC ĐÍCH", "I.", id="section-1"),
        Item(ItemKind.SECTION, "NỘI DUNG", "II.", children=(area(1), area(2)), id="section-2"),
        Item(ItemKind.SECTION, "KINH PHÍ", "III.", id="section-3"),
    )
    lead = (Item(ItemKind.BASIS, "Căn cứ", id="basis"), Item(ItemKind.TEXT, "Ban hành như sau:", id="lead"))
    return (*lead, *sections, Item(ItemKind.CLOSING, "Trên đây là", id="closing"))


def edited(change: Callable[[Tree], Tree]) -> dict[str, str]:
    before = plan_tree()
    after = followed(before, change(before))
    return {item.id: item.marker for root in after for item in root.walk()}


def test_numbers_follow_what_is_moved_and_deleted() -> None:
    moved = edited(lambda tree: outline.shift(tree, "area-2", -1))
    assert (moved["area-2"], moved["area-1"]) == ("2.1.", "2.2.")
    gone = edited(lambda tree: outline.delete(tree, "section-1"))
    assert (gone["section-2"], gone["section-3"]) == ("I.", "II.")
    # Numbers that begin with that of the heading above go with it.
    assert (gone["area-1"], gone["area-2"], gone["a-1"]) == ("1.1.", "1.2.", "a)")
    assert edited(lambda tree: tree) == {item.id: item.marker for root in plan_tree() for item in root.walk()}


def test_what_comes_into_a_list_is_printed_as_its_neighbours_are() -> None:
    below = edited(lambda tree: outline.indent(tree, "task-1-2"))
    assert (below["task-1-1"], below["task-1-2"]) == ("-", "+")
    other = edited(lambda tree: outline.move(tree, "section-3", "section-2", 2))
    assert (other["section-3"], other["area-2"]) == ("2.3.", "2.2.")
    up = edited(lambda tree: outline.outdent(tree, "area-1"))
    assert (up["area-1"], up["section-3"], up["area-2"]) == ("III.", "IV.", "2.1.")
    # A sentence beside headings has no part in their numbers, nor has what stands among sections.
    beside = edited(lambda tree: outline.outdent(tree, "task-1-1"))
    assert (beside["task-1-1"], beside["b-1"]) == ("-", "b)")
    sentence = edited(lambda tree: outline.move(tree, "basis", None, 4))
    assert (sentence["basis"], sentence["section-3"]) == ("", "III.")


def test_the_first_one_under_another() -> None:
    first = edited(lambda tree: outline.move(tree, "task-1-1", "section-3", 0))
    assert first["task-1-1"] == "-"
    heading_there = edited(lambda tree: outline.move(tree, "a-1", "section-3", 0))
    assert (heading_there["a-1"], heading_there["b-1"]) == ("1.", "a)")
    lower = edited(lambda tree: outline.move(tree, "area-2", "a-1", 0))
    assert lower["area-2"] == "a)"
    deepest = edited(lambda tree: outline.move(outline.indent(tree, "task-1-2"), "task-2-1", "task-1-2", 0))
    assert (deepest["task-1-2"], deepest["task-2-1"]) == ("+", "-")
    root = edited(lambda tree: outline.move(outline.delete(tree, "lead"), "task-1-1", None, 0))
    assert root["task-1-1"] == "-"


def gaps(items: Tree, stem: str = "") -> list[str]:
    """The numbers that are not those of their places, worked out by themselves."""
    found = []
    count = 0
    for item in items:
        if is_number(item.marker):
            count += 1
            last = item.marker.split()[-1].strip("().").rpartition(".")[2]
            wanted = {str(count), to_roman(count), POINT_LETTERS[(count - 1) % len(POINT_LETTERS)]}
            own_stem = item.marker.removesuffix(".").rpartition(".")[0]
            if last not in wanted or (own_stem and own_stem != stem):
                found.append(item.marker)
        number = item.marker.strip("().")
        if item.kind in HEADING_KINDS:
            found += gaps(item.children, str(from_roman(number) or number))
    return found


@given(st.data())
@settings(max_examples=share(1))
def test_no_edit_leaves_a_gap(data: st.DataObject) -> None:
    tree = plan_tree()
    edits = (outline.delete, outline.indent, outline.outdent, outline.join, move_somewhere(data))
    for _ in range(data.draw(st.integers(1, 8))):
        ids = [item.id for root in tree for item in root.walk()]
        if not ids:
            break
        edit = data.draw(st.sampled_from(edits))
        try:
            after = edit(tree, data.draw(st.sampled_from(ids)))
        except Refusal:
            continue
        tree = followed(tree, after)
        assert gaps(tree) == [], [item.marker for root in tree for item in root.walk()]
        assert renumber(tree) == tree


def move_somewhere(data: st.DataObject) -> Callable[[Tree, str], Tree]:
    def move(tree: Tree, item_id: str) -> Tree:
        ids = [item.id for root in tree for item in root.walk()]
        return outline.move(
            tree, item_id, data.draw(st.sampled_from([None, *ids])), data.draw(st.integers(0, 3))
        )

    return move
