"""Edits of a plan's tree."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop.domain import outline
from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.plan import Item, ItemKind
from cchc_desktop.domain.tasks import Assignment


def _tree() -> tuple[Item, ...]:
    return (
        Item(
            ItemKind.SECTION,
            "NHIỆM VỤ",
            "I.",
            id="s",
            children=(
                Item(ItemKind.TASK, "Một. Hai.", "-", id="a", source=(2,)),
                Item(
                    ItemKind.TASK,
                    "Ba.",
                    "-",
                    id="b",
                    source=(3,),
                    children=(Item(ItemKind.SUBTASK, "Bốn.", "+", id="c"),),
                ),
            ),
        ),
        Item(ItemKind.CLOSING, "Hết./.", id="z"),
    )


def _ids(tree: tuple[Item, ...]) -> list[str]:
    return [item.id for root in tree for item in root.walk()]


def test_find_path_and_position() -> None:
    tree = _tree()
    assert outline.find(tree, "c").text == "Bốn."
    assert [item.id for item in outline.path_to(tree, "c")] == ["s", "b", "c"]
    assert outline.position(tree, "b") == ("s", 1)
    assert outline.position(tree, "z") == (None, 1)


@pytest.mark.parametrize("edit", [outline.delete, outline.indent, outline.outdent, outline.join])
def test_an_item_that_is_gone(edit: Callable[[outline.Tree, str], outline.Tree]) -> None:
    with pytest.raises(Refusal, match="không còn"):
        edit(_tree(), "nowhere")


def test_delete_and_insert() -> None:
    tree = outline.delete(_tree(), "b")
    assert _ids(tree) == ["s", "a", "z"]
    assert _ids(outline.insert(tree, Item(ItemKind.TASK, id="n"), "s", 0)) == ["s", "n", "a", "z"]
    assert _ids(outline.insert(tree, Item(ItemKind.NOTE, id="n"), None, 1)) == ["s", "a", "n", "z"]


def test_move_and_its_limits() -> None:
    assert _ids(outline.move(_tree(), "a", "b", 0)) == ["s", "b", "a", "c", "z"]
    with pytest.raises(Refusal, match="chính nó"):
        outline.move(_tree(), "b", "c", 0)
    assert _ids(outline.shift(_tree(), "a", 1)) == ["s", "b", "c", "a", "z"]
    with pytest.raises(Refusal, match="đầu danh sách"):
        outline.shift(_tree(), "a", -1)
    with pytest.raises(Refusal, match="cuối danh sách"):
        outline.shift(_tree(), "b", 1)


def test_indent_and_outdent_undo_each_other() -> None:
    tree = outline.indent(_tree(), "b")
    assert [item.id for item in outline.path_to(tree, "b")] == ["s", "a", "b"]
    assert outline.outdent(tree, "b") == _tree()
    with pytest.raises(Refusal):
        outline.indent(_tree(), "a")
    with pytest.raises(Refusal):
        outline.outdent(_tree(), "s")


def test_split_and_join() -> None:
    tree = outline.split(_tree(), "a", 4)
    first, second, _ = outline.find(tree, "s").children
    assert (first.text, second.text) == ("Một.", "Hai.")
    assert outline.find(outline.join(tree, second.id), "a").text == "Một. Hai."
    joined = outline.find(outline.join(_tree(), "b"), "a")
    assert (joined.text, joined.source, len(joined.children)) == ("Một. Hai. Ba.", (2, 3), 1)
    with pytest.raises(Refusal):
        outline.split(_tree(), "a", 0)
    with pytest.raises(Refusal):
        outline.join(_tree(), "a")


def test_retype_gives_the_record_of_the_new_kind() -> None:
    target = outline.find(outline.retype(_tree(), "a", ItemKind.TARGET), "a")
    assert target.measure is not None
    assert target.assignment is None
    assert outline.find(outline.retype(_tree(), "a", ItemKind.TASK), "a").assignment == Assignment()
    with pytest.raises(Refusal, match="lĩnh vực"):
        outline.retype(_tree(), "a", ItemKind.AREA)
    assert outline.find(outline.retype(_tree(), "a", ItemKind.AREA, area=3), "a").area == 3


@given(st.lists(st.tuples(st.sampled_from("sabcz"), st.integers(0, 4), st.integers(-1, 1)), max_size=12))
def test_no_edit_loses_an_item(edits: list[tuple[str, int, int]]) -> None:
    tree = _tree()
    for item_id, edit, by in edits:
        try:
            match edit:
                case 0:
                    tree = outline.indent(tree, item_id)
                case 1:
                    tree = outline.outdent(tree, item_id)
                case 2:
                    tree = outline.shift(tree, item_id, by)
                case 3:
                    tree = outline.move(tree, item_id, None, 0)
                case _:
                    tree = outline.retype(tree, item_id, ItemKind.TEXT)
        except Refusal:
            continue
        assert sorted(_ids(tree)) == sorted("sabcz")


def test_what_two_items_carry_out_their_joined_one_does() -> None:
    level = (
        Item(ItemKind.TASK, "Một.", answers=("a", "b"), id="one"),
        Item(ItemKind.TASK, "Hai.", answers=("b", "c"), id="two"),
    )
    (joined,) = outline.join(level, "two")
    assert (joined.id, joined.answers) == ("one", ("a", "b", "c"))
