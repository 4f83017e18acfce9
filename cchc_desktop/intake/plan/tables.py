"""Tables of tasks and of targets: columns known by their headings, rows read as tasks or targets.

The columns are those of FACTS.md section 2.1 (Phụ lục «Khung kế hoạch») in any order and number.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ...domain.details import Detail, DetailField, parse_details
from ...domain.numerals import from_roman
from ...domain.periods import PlanPeriod
from ...domain.plan import Item, ItemKind
from ...domain.targets import Measure, TargetKind
from ...domain.tasks import Assignment
from ...domain.text import fold
from ..source import SourceTable
from .assignments import fill, fill_field
from .doubts import told
from .due import parse_due
from .labels import line_values, values_of
from .markers import BULLETS, MarkerStyle, split_marker
from .table_columns import Column, columns_of, names_time, turned, year_of
from .target import parse_target
from .target_values import bounded_float
from .titles import AreaFinder, names_unit

_FIELDS = {
    Column.LEAD: DetailField.LEAD,
    Column.SUPPORT: DetailField.SUPPORT,
    Column.START: DetailField.START,
    Column.DELIVERABLE: DetailField.DELIVERABLE,
    Column.DUE: DetailField.DUE,
    Column.FUNDING: DetailField.FUNDING,
    Column.NOTE: DetailField.NOTE,
}
DOUBT_NO_HEADER = "Bảng không có dòng tiêu đề; hiểu các cột như bảng ngay trước, hãy kiểm tra"
DOUBT_BOTH = "Cột gộp chủ trì và phối hợp; hiểu đơn vị đầu là chủ trì, hãy kiểm tra"
DOUBT_BY_UNIT = "Đơn vị chủ trì lấy từ dòng tiêu đề nhóm ở trên; hãy kiểm tra"
DOUBT_IN_CELL = "Một ô gồm nhiều việc của một lĩnh vực, đã tách; phân công ghi chung cho cả ô, hãy kiểm tra"
DOUBT_NOT_READ = "Bảng không có dòng tiêu đề cột nên chưa đọc thành nhiệm vụ; các dòng được giữ làm văn bản"
_MARKS = frozenset("x X v V + * • ● ✓ ✔ √ ☑ ☒ \uf0fc".split())
_COUNTER = re.compile(r"\(?\s*(?:\d{1,2}|[a-h])\s*\)?")
_DITTO = re.compile(r"[-–(\"'.]*\s*(?:nt|n/t|nhu tren|n\.t)\s*[-–)\"'.]*|[\"”“″〃]|''|,,")
"""«-nt-» and «"»: as in the row above."""
_TOTAL = re.compile(r"(?:tong cong|tong so|tong kinh phi)\b.{0,40}|cong|tong")


@dataclass(slots=True)
class TaskRow:
    """A row of a table as a task or target; ``group`` is the area's heading that it stands under."""

    row: int
    text: str
    area: int | None
    group: int | None
    assignment: Assignment = field(default_factory=Assignment)
    children: tuple[Item, ...] = ()
    measure: Measure | None = None
    doubt: str = ""


@dataclass(slots=True)
class Group:
    """A row that names the area of those below it."""

    row: int
    marker: str
    text: str
    area: int | None


@dataclass(slots=True)
class ReadTable:
    """A table of tasks or targets as it was understood."""

    rows: list[TaskRow]
    groups: list[Group]


@dataclass(frozen=True, slots=True)
class _Layout:
    """What a table's columns hold, for one that goes on after it without a header.

    ``number`` is the last number of its rows, ``area`` that of its last group, ``names`` are its headings.
    """

    roles: tuple[Column | None, ...]
    factor: int
    number: int
    area: int | None
    names: tuple[str, ...]


class TableReader:
    """Reads the tables of one part of a plan, one after the other.

    A table without a header goes on with the columns of the one before, where it has as many: a page break
    that was made by hand, or a line of text between, makes two tables of one.
    """

    def __init__(self, finder: AreaFinder, period: PlanPeriod | None) -> None:
        self._finder = finder
        self._period = period
        self._before: _Layout | None = None

    def read(self, table: SourceTable, area: int | None = None) -> ReadTable | None:
        """The table's tasks or targets; None where no header names either, and none is gone on with."""
        found = columns_of(table.rows)
        if found is None and (upright := turned(table.rows)) and (read := columns_of(upright)):
            roles, first, factor = read
            return self._rows(SourceTable(upright), roles, first, factor, area, upright[0])
        if found is None:
            return self._continued(table)
        roles, first, factor = found
        names = tuple(" ".join(cell.split()) for cell in table.rows[first - 1])
        result = self._rows(table, roles, first, factor, area, names)
        tasks = bool(result.rows) and result.rows[0].measure is None
        unknown = {
            name
            for name, role in zip(names, roles, strict=False)
            if role is None and name and not (tasks and names_time(name))
        }
        if unknown and result.rows:
            listed = "», «".join(sorted(unknown))
            kept = "chưa được lấy" if result.rows[0].measure is not None else "ghi vào ghi chú"
            doubt = f"Chưa hiểu cột «{listed}» của bảng; nội dung cột {kept}, hãy kiểm tra"
            result.rows[0].doubt = told(result.rows[0].doubt, doubt)
        return result

    def _continued(self, table: SourceTable) -> ReadTable | None:
        before = self._before
        if before is None or any(len(row) != len(before.roles) for row in table.rows):
            return None
        roles = list(before.roles)
        result = self._rows(table, roles, 0, before.factor, before.area, before.names)
        if not result.rows or not _numbered_like(table, roles):
            self._before = before
            return None
        if _row_number(table.rows[result.rows[0].row], roles) != before.number + 1:
            result.rows[0].doubt = told(result.rows[0].doubt, DOUBT_NO_HEADER)
        return result

    def _rows(
        self,
        table: SourceTable,
        roles: list[Column | None],
        first: int,
        factor: int,
        area: int | None,
        names: tuple[str, ...],
    ) -> ReadTable:
        header = table.rows[first - 1] if first else ()
        result = ReadTable([], [])
        group: int | None = None
        number = 0
        above: list[str] = []
        when = next((text for row in table.rows[:first] if (text := _time_alone(row))), "")
        for place, row in enumerate(table.rows[first:], start=first):
            cells = [cell.strip() for cell in row]
            cells = [
                above[p] if p < len(above) and _DITTO.fullmatch(fold(cell)) else cell
                for p, cell in enumerate(cells)
            ]
            filled = [cell for cell in cells if cell]
            if time := _time_alone(row):
                result.groups.append(Group(place, "", time, area))
                when, group = time, len(result.groups) - 1
                continue
            if not filled or row == header or row in table.rows[:first] or _is_counter(filled):
                continue
            named = _group(cells, roles, self._finder, place)
            if named is not None:
                if _TOTAL.fullmatch(fold(named.text)):
                    continue
                result.groups.append(named)
                area, group = named.area, len(result.groups) - 1
                continue
            task = _row(cells, roles, names, place, self._period, factor)
            if task is None:
                _tell_left(result, filled)
            if task is None or _TOTAL.fullmatch(fold(task.text)):
                continue
            above = cells
            if when and task.measure is None:
                task.assignment = fill_field(task.assignment, DetailField.DUE, when, self._period)
            own = [cells[p] for p, role in enumerate(roles) if role is Column.AREA and p < len(cells)]
            guess = self._finder.find(own[0]) if own and own[0] else None
            task.area, task.group = (guess.code if guess else area), group
            _keep_unknown(task, cells, roles, names, guess is None)
            number = _row_number(row, roles) or number
            if group is not None and Column.LEAD not in roles and Column.UNITS not in roles:
                _led_by_group(task, result.groups[group].text)
            if not (
                group is None and _split_cell(result, task, guess is None and area is None, self._finder)
            ):
                result.rows.append(task)
        self._before = _Layout(tuple(roles), factor, number, area, names)
        return result


def _time_alone(row: Sequence[str]) -> str:
    """The time that is all a row says, as a heading of those below it: «QUÝ II/2026»."""
    texts = {" ".join(cell.split()) for cell in row if cell.strip()}
    return texts.pop() if len(texts) == 1 and all(map(names_time, texts)) else ""


def _tell_left(result: ReadTable, filled: Sequence[str]) -> None:
    """Tells beside the row before what a row without a task holds, such as the rest of one that was cut."""
    words = " | ".join(dict.fromkeys(" ".join(cell.split()) for cell in filled))
    if result.rows and sum(c.isalpha() for c in words) > 2 and not _TOTAL.fullmatch(fold(words)):
        left = f"Dòng tiếp theo của bảng không có tên nhiệm vụ, chưa được lấy: «{words[:120]}»"
        result.rows[-1].doubt = told(result.rows[-1].doubt, left)


def _keep_unknown(
    task: TaskRow,
    cells: Sequence[str],
    roles: Sequence[Column | None],
    names: Sequence[str],
    area_unknown: bool,
) -> None:
    """Keeps what columns hold that have no field of their own as the task's note."""
    extra = [
        f"{name}: {' '.join(cell.split())}"
        for cell, role, name in zip(cells, roles, names, strict=False)
        if cell
        and name
        and (role is None or (role is Column.AREA and area_unknown))
        and not (names_time(name) and cell in _MARKS)
    ]
    if extra and task.measure is None:
        own = [task.assignment.note] if task.assignment.note else []
        task.assignment = replace(task.assignment, note="; ".join([*own, *dict.fromkeys(extra)]))


def _row_number(row: Sequence[str], roles: Sequence[Column | None]) -> int:
    """The number that the row stands under; 0 where it has none."""
    texts = [cell.strip(" .)") for cell, role in zip(row, roles, strict=False) if role is Column.NUMBER]
    return int(texts[0]) if texts and re.fullmatch(r"\d{1,4}", texts[0], re.ASCII) else 0


def _numbered_like(table: SourceTable, roles: Sequence[Column | None]) -> bool:
    """Whether the column of numbers, where there is one, holds nothing but short numbers and letters."""
    places = [place for place, role in enumerate(roles) if role is Column.NUMBER]
    return all(len(row[p].strip()) <= 8 or len(set(row)) == 1 for p in places for row in table.rows)


def _is_counter(filled: Sequence[str]) -> bool:
    return len(filled) >= 3 and all(_COUNTER.fullmatch(fold(cell)) for cell in filled)


def _group(
    cells: Sequence[str], roles: Sequence[Column | None], finder: AreaFinder, number: int
) -> Group | None:
    """The row as a heading of those below it: one text across all columns, or an area's name alone."""
    numbers = [p for p, role in enumerate(roles) if role is Column.NUMBER]
    label = cells[numbers[0]] if numbers and numbers[0] < len(cells) else ""
    rest = [cell for place, cell in enumerate(cells) if place not in numbers]
    texts = list(dict.fromkeys(cell for cell in rest if cell))
    if label in texts and len(texts) == 1:
        label = ""
    if len(texts) != 1:
        return None
    text = texts[0]
    marker = split_marker(" ".join(text.split()))
    guess = finder.find(marker.text)
    across = rest.count(text) >= 3 or (len(rest) <= 2 and rest.count(text) == len(rest) > 1)
    lettered = bool(label) and (from_roman(label.strip(".)")) is not None or label.strip(".)").isalpha())
    if across or lettered or (guess is not None and guess.sure and len(text.split()) <= 16):
        return Group(number, label or marker.printed, marker.text, guess.code if guess else None)
    return None


def _led_by_group(task: TaskRow, heading: str) -> None:
    """A row below «PHÒNG KINH TẾ» is that unit's, where no column names another."""
    if names_unit(heading) and not task.assignment.lead and task.measure is None:
        task.assignment = replace(task.assignment, lead=heading)
        task.doubt = told(task.doubt, DOUBT_BY_UNIT)


def _split_cell(result: ReadTable, task: TaskRow, open_area: bool, finder: AreaFinder) -> bool:
    """Takes «Cải cách thể chế: - Rà soát … - Kiểm tra …» in one cell as an area with its tasks."""
    below = [child for child in task.children if child.kind is ItemKind.SUBTASK]
    guess = finder.find(task.text) if open_area and len(below) == len(task.children) and below else None
    if guess is None or not guess.sure:
        return False
    result.groups.append(Group(task.row, "", task.text.rstrip(" :"), guess.code))
    group = len(result.groups) - 1
    for child in below:
        result.rows.append(TaskRow(task.row, child.text, guess.code, group, task.assignment))
    result.rows[-len(below)].doubt = told(task.doubt, DOUBT_IN_CELL)
    return True


def _both(cell: str) -> tuple[list[Detail], str]:
    """The units of a cell for lead and support, and why they may be doubted."""
    lines = [line.strip(" -–+•;") for line in cell.split("\n") if line.strip(" -–+•;")]
    found = [
        detail
        for line in lines
        for detail in (parse_details(line) or line_values(DetailField.NOTE, line))
        if detail.field in (DetailField.LEAD, DetailField.SUPPORT)
    ]
    if found:
        return [part for detail in found for part in values_of(detail.field, detail.value)], ""
    if len(lines) == 1 and len(said := values_of(DetailField.LEAD, lines[0])) > 1:
        return said, ""
    parts = lines if len(lines) > 1 else [part.strip() for part in re.split(r"[/;,]", cell) if part.strip()]
    if len(parts) < 2 or not all(map(names_unit, parts)):
        return [Detail(DetailField.LEAD, " ".join(lines), 0, 0)], DOUBT_BOTH
    rest = "; ".join(parts[1:])
    return [Detail(DetailField.LEAD, parts[0], 0, 0), Detail(DetailField.SUPPORT, rest, 0, 0)], DOUBT_BOTH


def _marked(cells: Sequence[str], names: Sequence[str]) -> str:
    """The times whose columns hold a mark in this row: «Quý II, Quý IV»."""
    return ", ".join(
        " ".join(name.split())
        for cell, name in zip(cells, names, strict=False)
        if cell.strip() in _MARKS and names_time(name)
    )


def _row(
    cells: Sequence[str],
    roles: Sequence[Column | None],
    names: Sequence[str],
    number: int,
    period: PlanPeriod | None,
    factor: int,
) -> TaskRow | None:
    by_role = {role: cells[p] for p, role in reversed(list(enumerate(roles))) if role and p < len(cells)}
    target = Column.TARGET in by_role and Column.TASK not in by_role
    text = by_role.get(Column.TARGET if target else Column.TASK, "")
    if not any(c.isalpha() for c in text):
        return None
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    main, children = _lines(lines)
    if target:
        years = [
            (year, " ".join(cell.split()))
            for cell, name in zip(cells, names, strict=False)
            if cell and (year := year_of(name))
        ]
        if len(years) > 1:
            by_role[Column.VALUE] = _by_years(years, " ".join(by_role.get(Column.MEASURE_UNIT, "").split()))
            by_role.pop(Column.MEASURE_UNIT, None)
        sentence, measure = _target(main, by_role, period)
        return TaskRow(number, sentence, None, None, measure=measure)
    assignment = Assignment()
    for column, field_name in _FIELDS.items():
        value = by_role.get(column, "")
        assignment = fill_field(assignment, field_name, value, period, factor=factor)
    doubt = ""
    if by_role.get(Column.UNITS):
        details, doubt = _both(by_role[Column.UNITS])
        assignment = fill(assignment, details, period)
    if times := _marked(cells, names):
        assignment = fill_field(assignment, DetailField.DUE, times, period)
    return TaskRow(number, main, None, None, assignment, children, doubt=doubt)


def _lines(lines: list[str]) -> tuple[str, tuple[Item, ...]]:
    """A cell's lines: the task, and below it its sub-tasks and details; other lines go on the one before."""
    first = split_marker(lines[0])
    main = first.text if first.style in BULLETS or first.path else lines[0]
    children: list[Item] = []
    for line in lines[1:]:
        marker = split_marker(line)
        if parse_details(marker.text):
            children.append(Item(ItemKind.DETAIL, marker.text, marker.printed))
        elif marker.style is not MarkerStyle.PLAIN:
            children.append(Item(ItemKind.SUBTASK, marker.text, marker.printed))
        elif children:
            children[-1] = replace(children[-1], text=f"{children[-1].text} {line}")
        else:
            main = f"{main} {line}"
    return main, tuple(children)


def _by_years(years: Sequence[tuple[int, str]], unit: str) -> str:
    """The values of several columns as one phrase: «năm 2026 đạt 70%, năm 2027 đạt 75%»."""
    shown = "" if not unit else "%" if unit == "%" else f" {unit}"
    return ", ".join(
        f"năm {year} đạt {value}{'' if shown.strip() in value and shown else shown}" for year, value in years
    )


def _target(name: str, cells: dict[Column, str], period: PlanPeriod | None) -> tuple[str, Measure]:
    """The target's sentence with its value and unit, and the measure that it sets."""
    value = " ".join(cells.get(Column.VALUE, "").split())
    unit = " ".join(cells.get(Column.MEASURE_UNIT, "").split())
    if not value:
        return name, parse_target(name, period)
    shown = value
    if unit and fold(unit) not in fold(value) and any(c.isdigit() for c in value):
        shown = f"{value}%" if unit == "%" else f"{value} {unit}"
    sentence = f"{name.rstrip(' .;:')}: {shown}"
    measure = parse_target(shown, period)
    if measure.kind is TargetKind.QUALITATIVE:
        number = re.fullmatch(r"(\d+(?:[.,]\d+)?)\D*", value)
        if number and unit:
            amount = bounded_float(number[1])
            measure = replace(
                parse_target(f"đạt {shown}", period), kind=TargetKind.COUNT, value=amount, unit=unit
            )
    return sentence, measure


def table_items(
    table: SourceTable, sources: Sequence[int], reader: TableReader, area: int | None
) -> list[Item]:
    """The items of a table in the body: areas with their tasks or targets; other tables as text by rows."""
    read = reader.read(table, area)
    if read is None or not read.rows:
        texts = [
            Item(
                ItemKind.TEXT,
                " | ".join(dict.fromkeys(" ".join(c.split()) for c in row if c.strip())),
                source=(number,),
            )
            for row, number in zip(table.rows, sources, strict=False)
            if any(cell.strip() for cell in row)
        ]
        if texts and _like_tasks(table.rows):
            texts[0] = replace(texts[0], doubt=DOUBT_NOT_READ)
        return texts
    used = {row.row for row in read.rows} | {group.row for group in read.groups}
    spare = tuple(number for place, number in enumerate(sources) if place not in used)
    items: list[Item] = []
    opened: dict[int, list[Item]] = {}
    for row in read.rows:
        item = row_item(row, sources[row.row])
        if row.group is None:
            items.append(replace(item, area=row.area if row.area != area else None))
            continue
        if row.group not in opened:
            opened[row.group] = []
            items.append(_group_item(read.groups[row.group], sources))
        opened[row.group].append(replace(item, area=None))
    for place, group in enumerate(read.groups):
        if place not in opened:
            items.append(_group_item(group, sources))
    filled: list[Item] = []
    by_source = {sources[read.groups[place].row]: children for place, children in opened.items()}
    for item in items:
        children = by_source.get(item.source[0]) if item.kind in (ItemKind.AREA, ItemKind.HEADING) else None
        filled.append(replace(item, children=tuple(children)) if children else item)
    if filled and spare:
        filled[0] = replace(filled[0], source=tuple(sorted({*filled[0].source, *spare})))
    return filled


def _like_tasks(rows: Sequence[tuple[str, ...]]) -> bool:
    """Whether most rows hold a unit or a time beside other words, as rows of tasks do."""
    like = [
        row
        for row in rows
        if len(set(filter(None, row))) >= 3
        and any(names_unit(cell) or parse_due(cell) for cell in row if cell and len(cell.split()) <= 12)
    ]
    return 2 * len(like) > len(rows)


def _group_item(group: Group, sources: Sequence[int]) -> Item:
    kind = ItemKind.AREA if group.area else ItemKind.HEADING
    return Item(kind, group.text, group.marker, area=group.area, source=(sources[group.row],))


def row_item(row: TaskRow, source: int) -> Item:
    """A row as a task or target of its own, with its area on itself."""
    if row.measure is not None:
        return Item(
            ItemKind.TARGET, row.text, area=row.area, measure=row.measure, source=(source,), doubt=row.doubt
        )
    return Item(
        ItemKind.TASK,
        row.text,
        area=row.area,
        assignment=row.assignment,
        children=row.children,
        source=(source,),
        doubt=row.doubt,
    )
