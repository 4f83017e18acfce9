"""The annexes of a plan, above all «Khung kế hoạch»: all tasks with who does what by when.

Columns after FACTS.md section 2.1, the common layout.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ..domain import plan_views
from ..domain.areas import Area
from ..domain.details import DetailField, without_details
from ..domain.framework import USUAL, Columns, FrameworkColumn
from ..domain.money import read_parts
from ..domain.numerals import format_money, to_roman
from ..domain.offices import OfficeProfile
from ..domain.plan import Item, ItemKind, Plan
from ..domain.report.words import running_date
from ..domain.tasks import Assignment, TaskSource
from ..domain.text import fold
from .model import (
    Align,
    AnnexTitle,
    Block,
    Cell,
    Column,
    Formula,
    Heading,
    HeadingLevel,
    Paragraph,
    Part,
    Row,
    RowKind,
    Style,
    Table,
)
from .office_text import attached_to, running_name, written_date

_FIRST = (Column("TT", 0.5, Align.CENTER, whole=True), Column("Nhiệm vụ", 3.6))
_LAYOUTS = {
    FrameworkColumn.DELIVERABLE: (1.9, Align.LEFT),
    FrameworkColumn.LEAD: (1.45, Align.CENTER),
    FrameworkColumn.SUPPORT: (1.5, Align.CENTER),
    FrameworkColumn.TIME: (1.25, Align.CENTER),
    FrameworkColumn.FUNDING: (1.2, Align.RIGHT),
    FrameworkColumn.SOURCE: (1.3, Align.LEFT),
    FrameworkColumn.OFFICER: (1.2, Align.CENTER),
    FrameworkColumn.GIVEN: (1.0, Align.CENTER),
    FrameworkColumn.NOTE: (1.15, Align.LEFT),
}
_FIELDS = {
    FrameworkColumn.DELIVERABLE: DetailField.DELIVERABLE,
    FrameworkColumn.LEAD: DetailField.LEAD,
    FrameworkColumn.SUPPORT: DetailField.SUPPORT,
    FrameworkColumn.TIME: DetailField.DUE,
}
"""What of a task's sentence a column says, too."""
_TASK = 1
_IN_TABLE = frozenset({ItemKind.TASK, ItemKind.SUBTASK, ItemKind.DETAIL})


@dataclass(frozen=True, slots=True)
class _Entry:
    """A task for the table, with the lines printed in its cell under its own text; ``is_again`` where the
    body says it whole."""

    task: Item
    area: int
    lines: tuple[str, ...] = ()
    is_again: bool = False


def annex_parts(
    plan: Plan, office: OfficeProfile, areas: Sequence[Area], columns: Columns = USUAL
) -> Iterator[Part]:
    """One landscape part for each annex of the plan; one for the tasks where the plan has none for them.

    ``columns`` are those of the tables beside number and task; of the usual ones those that no task fills are
    left out, what an office chose stays.
    """
    annexes = [item for item in plan.walk() if item.kind is ItemKind.ANNEX]
    own = {annex.id: _annex_entries(plan, annex) for annex in annexes}
    inside = {entry.task.id for entries in own.values() for entry in entries}
    listed = {fold(entry.task.text) for entries in own.values() for entry in entries}
    body = [
        _Entry(place.item, place.area or 0, is_again=True)
        for place in plan_views.tasks(plan)
        if place.item.id not in inside and fold(place.item.text) not in listed
    ]
    host = next((annex for annex in annexes if own[annex.id] or _is_framework(annex)), None)
    if host is None and body:
        label = _label("", len(annexes), len(annexes) + 1)
        yield _part(plan, office, areas, None, body, label, columns)
    for number, annex in enumerate(annexes):
        entries = [*(body if annex is host else ()), *own[annex.id]]
        count = len(annexes) + (1 if host is None and body else 0)
        yield _part(plan, office, areas, annex, entries, _label(annex.marker, number, count), columns)


def _label(marker: str, index: int, count: int) -> str:
    """«Phụ lục», with a Roman number where there are several (component 27)."""
    if marker.strip():
        return marker.strip()
    return "Phụ lục" if count <= 1 else f"Phụ lục {to_roman(index + 1)}"


def _is_framework(annex: Item) -> bool:
    return any(words in fold(annex.text) for words in ("khung ke hoach", "nhiem vu"))


def _annex_entries(plan: Plan, annex: Item) -> list[_Entry]:
    below = {item.id for item in annex.walk()}
    return [
        _Entry(place.item, place.area or 0, tuple(_lines_under(place.item)))
        for place in plan_views.tasks(plan)
        if place.item.id in below
    ]


def _lines_under(task: Item) -> Iterator[str]:
    for child in task.children:
        for item in child.walk():
            if item.kind is not ItemKind.TASK:
                yield f"{item.marker} {item.text}".strip()


def _part(
    plan: Plan,
    office: OfficeProfile,
    areas: Sequence[Area],
    annex: Item | None,
    entries: list[_Entry],
    label: str,
    columns: Columns,
) -> Part:
    name = annex.text if annex is not None and annex.text else f"Khung kế hoạch {plan.subject}"
    blocks: list[Block] = [AnnexTitle(label, name.upper(), _enclosure(plan, office))]
    before, after = _other_items(annex) if annex is not None else ([], [])
    blocks.extend(_other_block(item) for item in before)
    if entries:
        blocks.append(_table(plan, areas, entries, columns))
    blocks.extend(_other_block(item) for item in after)
    return Part(label, tuple(blocks), landscape=True)


def _enclosure(plan: Plan, office: OfficeProfile) -> str:
    issued = written_date(plan.issued_on, plan.draft_month, plan.draft_year)
    issuer = running_name(plan.issuer, office)
    return attached_to(plan.issued_as, plan.number, plan.issued_symbol, issued, issuer)


def _other_items(annex: Item) -> tuple[list[Item], list[Item]]:
    """What the annex holds besides tasks, before and after them; headings of tasks are the table's groups."""
    before: list[Item] = []
    after: list[Item] = []
    seen = False

    def descend(items: Sequence[Item]) -> None:
        nonlocal seen
        for item in items:
            if item.kind in _IN_TABLE:
                seen = True
                continue
            if not _groups_tasks(item):
                (after if seen else before).append(item)
            descend(item.children)

    descend(annex.children)
    return before, after


def _groups_tasks(item: Item) -> bool:
    return item.kind is ItemKind.AREA and any(child.kind is ItemKind.TASK for child in item.children)


def _other_block(item: Item) -> Block:
    if plan_views.is_heading(item):
        return Heading(HeadingLevel.CLAUSE, item.marker, item.text)
    style = Style.NOTE if item.kind is ItemKind.NOTE else Style.BODY
    return Paragraph(item.text, style, item.marker)


def _table(plan: Plan, areas: Sequence[Area], entries: list[_Entry], chosen: Columns) -> Table:
    layouts = ((each, *_LAYOUTS[each]) for each in chosen)
    columns = (
        *_FIRST,
        *(
            Column(each.label, weight, align, whole=each is FrameworkColumn.FUNDING)
            for each, weight, align in layouts
        ),
    )
    names = {area.code: area.name for area in areas}
    for view in plan_views.areas(plan):
        names[view.code] = view.name or names.get(view.code, "")
    # In the order of the areas; what belongs to none comes last.
    codes = sorted({entry.area for entry in entries}, key=lambda code: code or 99)
    rows: list[Row] = []
    number = 0
    for group, code in enumerate(codes, start=1):
        if codes != [0]:
            title = names.get(code) or "Nhiệm vụ chung"
            rows.append(Row((to_roman(group), title, *[None] * len(chosen)), RowKind.GROUP))
        for entry in entries:
            if entry.area == code:
                number += 1
                rows.append(_row(number, entry, chosen))
    total = sum(entry.task.assignment.funding or 0 for entry in entries if entry.task.assignment)
    if total and FrameworkColumn.FUNDING in chosen:
        formula = Formula("SUM({column}{first}:{column}{last})", total)
        cells: list[Cell] = [None, "Tổng cộng", *[None] * len(chosen)]
        cells[_TASK + 1 + chosen.index(FrameworkColumn.FUNDING)] = formula
        rows.append(Row(tuple(cells), RowKind.TOTAL))
    laid = _filled(columns, rows) if chosen == USUAL else (columns, tuple(rows))
    return Table(*laid, numbered=True, name="tasks", filtered=True)


def _filled(columns: Sequence[Column], rows: Sequence[Row]) -> tuple[tuple[Column, ...], tuple[Row, ...]]:
    """The table without the columns that no task fills in; the tasks take the width that they leave."""
    kept = [
        index
        for index in range(len(columns))
        if index <= _TASK
        or any(row.cells[index] not in (None, "") for row in rows if row.kind is RowKind.BODY)
    ]
    shorter = tuple(replace(row, cells=tuple(row.cells[index] for index in kept)) for row in rows)
    left_over = sum(column.weight for index, column in enumerate(columns) if index not in kept)
    task = replace(columns[_TASK], weight=columns[_TASK].weight + left_over)
    return tuple(task if index == _TASK else columns[index] for index in kept), shorter


def _row(number: int, entry: _Entry, chosen: Columns) -> Row:
    assignment = entry.task.assignment or Assignment()
    cells = tuple(_cell(assignment, column, chosen) for column in chosen)
    own = entry.task.text
    if entry.is_again:
        own = _brief(own, dict(zip(chosen, cells, strict=True)))
    text = "\n".join((own, *entry.lines))
    return Row((number, text, *cells))


def _brief(text: str, cells: dict[FrameworkColumn, Cell]) -> str:
    """A task's sentence without what the columns beside it say again."""
    said = {(_FIELDS[column], fold(str(cells[column]))) for column in _FIELDS if cells.get(column)}
    return without_details(text, lambda detail: (detail.field, fold(detail.value)) in said) or text


def _cell(assignment: Assignment, column: FrameworkColumn, chosen: Columns) -> Cell:
    match column:
        case FrameworkColumn.DELIVERABLE:
            return assignment.deliverable
        case FrameworkColumn.LEAD:
            return assignment.lead
        case FrameworkColumn.SUPPORT:
            return assignment.support
        case FrameworkColumn.TIME:
            return _time(assignment)
        case FrameworkColumn.FUNDING:
            return _funding(assignment)
        case FrameworkColumn.SOURCE:
            return _source(assignment)
        case FrameworkColumn.OFFICER:
            return assignment.officer or None
        case FrameworkColumn.GIVEN:
            return "Cấp trên giao" if assignment.source is TaskSource.ABOVE else None
        case FrameworkColumn.NOTE:
            return _note(assignment, has_source=FrameworkColumn.SOURCE in chosen)


def _time(assignment: Assignment) -> Cell:
    if assignment.due_text:
        return assignment.due_text
    if assignment.start and assignment.due:
        return f"{running_date(assignment.start)} - {running_date(assignment.due)}"
    return assignment.due or (f"Từ {running_date(assignment.start)}" if assignment.start else None)


def _source(assignment: Assignment) -> Cell:
    """Where the money comes from, each of several sources with what it gives."""
    parts = read_parts(assignment.funding_text).parts
    if len(parts) > 1:
        return "\n".join(f"{part.source}: {format_money(part.amount)} đồng" for part in parts)
    return (parts[0].source if parts else assignment.funding_text) or None


def _funding(assignment: Assignment) -> Cell:
    return assignment.funding if assignment.funding is not None else (assignment.funding_text or None)


_AMOUNT_WORDS = frozenset({"", "dong", "trieu", "nghin", "ngan", "ty", "vnd", "d", "khoang"})


def _note(assignment: Assignment, *, has_source: bool) -> Cell:
    """The note, with the wording of the funding where it says more than the amount («ngân sách xã») and no
    column has it."""
    words = "".join(c if c.isalpha() else " " for c in fold(assignment.funding_text)).split()
    is_told = has_source or assignment.funding is None
    says_more = not is_told and not set(words) <= _AMOUNT_WORDS
    parts = [assignment.note, assignment.funding_text if says_more else ""]
    return "; ".join(part for part in parts if part) or None
