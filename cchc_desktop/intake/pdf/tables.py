"""Tables of PDF pages, found by their ruled lines."""

import re
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass, field

from ...domain.plan import Spot
from ...domain.text import clean_line
from ..marks import has_end_mark, mark_of
from ..source import SourceTable
from .aligned import hides_columns
from .aligned_rows import count_numbers, rows_within
from .cells import cell_text
from .drawing import Rule
from .letters import Glyph
from .words import rows_of

_NEAR = 3.0
_MAX_PAIRS = 400_000
"""More crossings than any table has: a drawing or a map."""

_MAX_TABLES = 200
"""More tables than any page has."""


@dataclass(slots=True)
class FoundTable:
    """A table on a page, the height of its top and bottom, and its columns' borders.

    ``heights`` are the top and bottom of each row, ``spots`` their places in the file.
    """

    top: float
    bottom: float
    columns: list[float]
    rows: list[list[str]]
    heights: list[tuple[float, float]]
    spots: list[Spot] = field(default_factory=list)
    note: str = ""
    """What is said of rows without a line between them, after the page: «có bảng …»."""

    @property
    def value(self) -> SourceTable:
        return SourceTable(tuple(tuple(row) for row in self.rows), tuple(self.spots))

    def goes_on(self, other: "FoundTable") -> bool:
        """Whether a table at the top of a page continues this one: it has the same columns."""
        return len(self.columns) == len(other.columns) and all(
            abs(a - b) < 4 for a, b in zip(self.columns, other.columns, strict=True)
        )

    def take(self, other: "FoundTable") -> str:
        """Add the rows of a table that continues this one; say which row a page break cut, if any."""
        first = 0
        # The header is printed again, in one row or in two.
        while first < min(3, len(self.rows), len(other.rows)) and other.rows[first] == self.rows[first]:
            first += 1
        note = ""
        if first < len(other.rows) and _is_rest(other.rows[first], self.rows):
            self.rows[-1] = [_whole(a, b) for a, b in zip(self.rows[-1], other.rows[first], strict=True)]
            page, name = other.spots[first].page, self.rows[-1][0][:40]
            note = f"Trang {page}: đã nối dòng «{name}» của bảng bị ngắt trang; hãy đối chiếu với bản gốc."
            first += 1
        self.rows += other.rows[first:]
        self.spots += other.spots[first:]
        self.bottom = other.bottom
        return note


_NUMBER = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,3}){0,3}|[IVXLC]{1,6}|[A-ZĐa-zđ])[.)]?")


def _is_rest(row: list[str], rows: list[list[str]]) -> bool:
    """Whether the row is the rest of the one that a page break cut: without number, with words that go on."""
    if row[0]:
        return row[0][0].islower() and rows[-1][0] != "" and not has_end_mark(rows[-1][0])
    numbered = sum(_NUMBER.fullmatch(each[0]) is not None for each in rows)
    if not rows[-1][0] or 2 * numbered < len(rows) - 1:
        return False
    filled = [cell for cell in row if cell]
    begun = all(before for before, cell in zip(rows[-1], row, strict=True) if cell)
    return begun and (len(filled) <= 2 or any(cell[0].islower() or mark_of(cell) for cell in filled))


def _whole(before: str, after: str) -> str:
    glue = "\n" if after and mark_of(after) is not None and has_end_mark(before) else " "
    return f"{before}{glue}{after}" if after else before


_PARTED = (
    "có bảng thiếu đường kẻ giữa các dòng, đã tách dòng theo số thứ tự và khoảng cách; hãy đối chiếu với bản "
    "gốc."
)
_UNPARTED = (
    "có bảng thiếu đường kẻ giữa các dòng mà chương trình không tách được; các dòng đó chỉ giữ làm đoạn văn, "
    "hãy nhập tay nhiệm vụ ở đó hoặc dùng bản Word."
)


def take_tables(glyphs: list[Glyph], rules: list[Rule]) -> tuple[list[FoundTable], list[Glyph]]:
    """The tables of a page, and the letters that stand in none of them."""
    tables: list[FoundTable] = []
    rest = glyphs
    for across, down in _groups(_joined(rules)):
        columns = _levels([rule.x0 for rule in down])
        levels = _levels([rule.y0 for rule in across])
        # What has no line between columns is a frame, or a table whose columns their alignment tells.
        if len(columns) < 3 or len(levels) < 2:
            continue
        inside = [g for g in rest if _is_inside(g, columns, levels)]
        grid = _grid(columns, levels, across, down, inside)
        if grid is None:
            continue
        rows, heights, note = grid
        tables.append(FoundTable(levels[-1], levels[0], columns, rows, heights, note=note))
        taken = {id(g) for g in inside}
        rest = [g for g in rest if id(g) not in taken]
    return tables, rest


_MAX_LOOSE = 400
"""More ruled lines outside of tables than any page has: a drawing."""


def loose_rules(rules: list[Rule], tables: list[FoundTable]) -> list[Rule]:
    """The horizontal lines of a page that stand in none of its tables."""
    loose = [
        rule
        for rule in _joined([rule for rule in rules if rule.is_horizontal])
        if not any(table.bottom - _NEAR <= rule.y0 <= table.top + _NEAR for table in tables)
    ]
    return loose if len(loose) <= _MAX_LOOSE else []


def _is_inside(glyph: Glyph, columns: list[float], levels: list[float]) -> bool:
    middle, height = (glyph.x0 + glyph.x1) / 2, glyph.y + 0.25 * glyph.size
    return columns[0] <= middle <= columns[-1] and levels[0] <= height <= levels[-1]


def _joined(rules: list[Rule]) -> list[Rule]:
    """Lines that go on from one another, as the borders of neighbouring cells do, made one."""
    lines: dict[tuple[bool, int], list[tuple[float, float, float]]] = defaultdict(list)
    for rule in rules:
        place, start, end = (rule.y0, rule.x0, rule.x1) if rule.is_horizontal else (rule.x0, rule.y0, rule.y1)
        key = (rule.is_horizontal, round(place / 2))
        # A line near the edge of a slot belongs with those of the slot beside it.
        for beside in (0, -1, 1):
            near = lines.get((key[0], key[1] + beside))
            if near and abs(near[0][0] - place) <= 1.5:
                near.append((place, start, end))
                break
        else:
            lines[key].append((place, start, end))
    result: list[Rule] = []
    for (horizontal, _), parts in lines.items():
        place = sum(part[0] for part in parts) / len(parts)
        merged: list[list[float]] = []
        for _, start, end in sorted(parts, key=lambda part: part[1]):
            if merged and start <= merged[-1][1] + _NEAR:
                merged[-1][1] = max(merged[-1][1], end)
            else:
                merged.append([start, end])
        for start, end in merged:
            result.append(Rule(start, place, end, place) if horizontal else Rule(place, start, place, end))
    return result


def _groups(rules: list[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """The horizontal and vertical lines that touch each other, group by group."""
    across = [rule for rule in rules if rule.is_horizontal]
    down = [rule for rule in rules if not rule.is_horizontal]
    if len(across) * len(down) > _MAX_PAIRS:
        return []
    group_of = list(range(len(across) + len(down)))

    def root(index: int) -> int:
        while group_of[index] != index:
            group_of[index] = group_of[group_of[index]]
            index = group_of[index]
        return index

    for i, line in enumerate(across):
        for j, post in enumerate(down):
            if (
                line.x0 - _NEAR <= post.x0 <= line.x1 + _NEAR
                and post.y0 - _NEAR <= line.y0 <= post.y1 + _NEAR
            ):
                group_of[root(i)] = root(len(across) + j)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = defaultdict(lambda: ([], []))
    for index, rule in enumerate([*across, *down]):
        groups[root(index)][0 if index < len(across) else 1].append(rule)
    found = [group for group in groups.values() if len(group[0]) >= 2 and len(group[1]) >= 2]
    return found if len(found) <= _MAX_TABLES else []


def _levels(values: list[float]) -> list[float]:
    """The different places among the values, in rising order."""
    result: list[float] = []
    for value in sorted(values):
        if not result or value - result[-1] > _NEAR:
            result.append(value)
    return result


def _grid(
    columns: list[float], levels: list[float], across: list[Rule], down: list[Rule], glyphs: list[Glyph]
) -> tuple[list[list[str]], list[tuple[float, float]], str] | None:
    """The texts and heights of the rows from the top, and what is said of them.

    None where there is only one cell, or no text, or where lines between columns are missing.
    """
    width, height = len(columns) - 1, len(levels) - 1
    if width * height * (len(across) + len(down)) > 10 * _MAX_PAIRS:
        return None
    cell_of = {(r, c): (r, c) for r in range(height) for c in range(width)}

    def root(cell: tuple[int, int]) -> tuple[int, int]:
        while cell_of[cell] != cell:
            cell_of[cell] = cell_of[cell_of[cell]]
            cell = cell_of[cell]
        return cell

    for r in range(height):
        for c in range(width):
            middle_x, middle_y = (columns[c] + columns[c + 1]) / 2, (levels[r] + levels[r + 1]) / 2
            if c + 1 < width and not any(
                abs(v.x0 - columns[c + 1]) <= _NEAR and v.y0 - 1 <= middle_y <= v.y1 + 1 for v in down
            ):
                cell_of[root((r, c + 1))] = root((r, c))
            if r + 1 < height and not any(
                abs(h.y0 - levels[r + 1]) <= _NEAR and h.x0 - 1 <= middle_x <= h.x1 + 1 for h in across
            ):
                cell_of[root((r + 1, c))] = root((r, c))
    if len({root(cell) for cell in cell_of}) < 2:
        return None
    letters: dict[tuple[int, int], list[Glyph]] = defaultdict(list)
    posts, beams = columns[1:-1], levels[1:-1]
    for glyph in glyphs:
        middle, base = (glyph.x0 + glyph.x1) / 2, glyph.y + 0.25 * glyph.size
        c, r = bisect_right(posts, middle), bisect_right(beams, base)
        letters[root((r, c))].append(glyph)
    lines = {cell: rows_of(found) for cell, found in letters.items()}
    top = [lines.get(root((r, c)), []) for r in range(max(height - 2, 0), height) for c in range(width)]
    if not lines or any(hides_columns(row) for cell in top for row in cell):
        return None
    texts = {cell: cell_text(found) for cell, found in lines.items()}
    rows: list[list[str]] = []
    heights: list[tuple[float, float]] = []
    note = ""
    for r in reversed(range(height)):
        cells = [root((r, c)) for c in range(width)]
        if len(set(cells)) == width and count_numbers(lines.get(cells[0], [])) > 1:
            # No line stands between the rows of the table.
            printed = rows_of([g for cell in cells for g in letters[cell]])
            parted = rows_within(printed, columns)
            note = _UNPARTED if parted is None or note == _UNPARTED else _PARTED
            # Lines that cannot be told apart are kept where no column of tasks is.
            rows += [row.cells for row in parted or ()]
            heights += [(row.top, row.bottom) for row in parted or ()]
            if parted is None:
                rows += [[clean_line(line.text), *[""] * (width - 1)] for line in printed]
                heights += [(line.y + 0.9 * line.size, line.y - 0.3 * line.size) for line in printed]
            continue
        texts_of_row = [texts.get(cell, "") for cell in cells]
        if any(texts_of_row):
            rows.append(texts_of_row)
            heights.append((levels[r + 1], levels[r]))
    return rows, heights, note
