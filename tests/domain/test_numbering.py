"""Printed numbers: the next one, and lists numbered anew."""

import pytest

from cchc_desktop.domain.numbering import marker_for_new, renumber, with_ordinal
from cchc_desktop.domain.plan import Item, ItemKind


def heading(marker: str, *children: Item) -> Item:
    return Item(ItemKind.HEADING, "Đề mục", marker, children=children)


def text(marker: str) -> Item:
    return Item(ItemKind.TEXT, "Nội dung", marker)


@pytest.mark.parametrize(
    ("marker", "ordinal", "expected"),
    [("II.", 4, "IV."), ("2.1.", 3, "2.3."), ("a)", 5, "đ)"), ("(1)", 2, "(2)"), ("3", 7, "7"),
     ("B.", 1, "A."), ("-", 3, "-"), ("Điều 1.", 2, "Điều 1.")],
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
    assert with_ordinal("bb)", 2) == "bb)"
