"""Any plan, edited in any way: PDF, Word file and workbook say the same sentences in the same order, and the
numbers before them have no gap."""

import re
from collections.abc import Iterator
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from cchc_desktop import catalogue
from cchc_desktop.documents.compose_plan import compose_plan
from cchc_desktop.documents.model import Document, Heading, Paragraph, Part, Table, Title
from cchc_desktop.domain import outline
from cchc_desktop.domain.decisions import with_decision
from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.numbering import followed
from cchc_desktop.domain.outline import Tree
from cchc_desktop.domain.periods import PeriodKind, PlanPeriod
from cchc_desktop.domain.plan import Item, ItemKind, Plan, PlanLevel
from tests.documents import reading
from tests.domain.test_numbering import gaps
from tests.examples import share
from tests.plan_strategies import plans, sentences, tasks
from tests.scenarios.test_round_trip import OFFICE

_PERIODS = (
    PlanPeriod.year(2026),
    PlanPeriod(PeriodKind.HALF, 2026, 2026, 2),
    PlanPeriod(PeriodKind.MULTI, 2026, 2030),
)


@st.composite
def edited_plans(draw: st.DrawFn) -> Plan:
    """A plan of any kind and level after some edits, its numbers following."""
    plan = draw(plans())
    plan = replace(plan, period=draw(st.sampled_from(_PERIODS)), level=draw(st.sampled_from(PlanLevel)))
    if draw(st.booleans()):
        plan = with_decision(plan)
    if draw(st.booleans()):
        below = (Item(ItemKind.TEXT, draw(sentences())), draw(tasks()))
        plan = replace(plan, items=(*plan.items, Item(ItemKind.ANNEX, "Danh mục nhiệm vụ", children=below)))
    tree = plan.items
    for _ in range(draw(st.integers(0, 4))):
        items = [item for root in tree for item in root.walk() if item.kind not in _FIXED]
        edit = draw(st.sampled_from((outline.delete, outline.indent, outline.outdent, _up, _down)))
        try:
            tree = followed(tree, edit(tree, draw(st.sampled_from(items)).id))
        except Refusal:
            continue
    return replace(plan, items=tree)


_FIXED = frozenset({ItemKind.DECISION, ItemKind.ANNEX, ItemKind.SECTION})


def _up(tree: Tree, item_id: str) -> Tree:
    return outline.shift(tree, item_id, -1)


def _down(tree: Tree, item_id: str) -> Tree:
    return outline.shift(tree, item_id, 1)


def letters(text: str) -> str:
    """The text without blanks and capitals: where a line breaks says nothing of the words."""
    return "".join(reading.folded(text).split()).lower()


def body_of(part: Part) -> Iterator[str]:
    """The lines of a part between its head and its foot, as they are printed."""
    for block in part.blocks:
        match block:
            case Title():
                yield from (block.kind, block.subject, block.enclosure)
            case Heading() | Paragraph():
                yield f"{block.marker} {block.text}"


def cells_of(document: Document) -> list[str]:
    """The texts of the annexes' rows in their order."""
    tables = (block for part in document.parts for block in part.blocks if isinstance(block, Table))
    return [letters(str(row.cells[1])) for table in tables for row in table.rows]


def in_pdf(document: Document) -> str:
    pages = reading.pdf_pages(reading.pdf_bytes(document))
    lines = (line for page in pages for line in page.splitlines() if not line.strip().isdigit())
    return letters(" ".join(lines))


def in_word(document: Document) -> str:
    return letters(" ".join(reading.word_paragraphs(reading.word(document))))


def in_workbook(document: Document) -> str:
    return letters(" ".join(str(cell.value) for cell in reading.cells(reading.workbook(document))))


@given(plan=edited_plans())
@settings(max_examples=share(2))
def test_every_format_says_the_same_in_one_order(plan: Plan) -> None:
    assert gaps(tuple(item for item in plan.items if item.kind is not ItemKind.ANNEX)) == []
    document = compose_plan(plan, OFFICE, catalogue.areas())
    printed = {letters(line) for part in document.parts for line in body_of(part)}
    own = [item for root in plan.items if root.kind is not ItemKind.ANNEX for item in root.walk()]
    assert {letters(f"{item.marker} {item.text}") for item in own} <= printed
    for said in (in_pdf(document), in_word(document), in_workbook(document)):
        place = 0
        for part in document.parts:
            # No word stands between two lines of a part, and none is missing.
            lines = letters(" ".join(body_of(part)))
            found = said.find(lines, place)
            assert found >= 0, re.sub(r"(.{300}).*", r"\1", lines)
            place = found + len(lines)
        place = 0
        for cell in cells_of(document):
            found = said.find(cell, place)
            assert found >= 0, cell
            place = found + len(cell)
