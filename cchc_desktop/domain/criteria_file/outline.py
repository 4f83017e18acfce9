"""The tree that rows of criteria make: by their numbers, the columns that they stand in, or how far they are
set in."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from ..numerals import from_roman
from ..text import fold
from .table import Column, Line, Name, Table

_DOTTED = re.compile(r"\d{1,3}(\.\d{1,3})*")
_OWN = re.compile(r"[A-ZĐ]{1,3}\d{1,3}")
_BULLETS = frozenset("-–+•*")
_IN_NAME = re.compile(
    r"((?:lĩnh vực|phần|mục|nhóm|chương)\s+(?:\d+|[IVX]+)|(?:\d{1,3}\.)+\d{1,3}\.?|"
    r"\d{1,3}[.)]|[IVXL]{1,5}[.)]|"
    r"[A-HĐ][.)]|[a-hđ][.)]|[-–+•*])\s*[.:)–-]?\s+(?=\S)",
    re.IGNORECASE,
)
_POINTS_IN_NAME = re.compile(
    r"\s*\(\s*(?:tối đa\s*)?(\d+(?:[.,]\d+)?)\s*(?:điểm|đ)\.?\s*\)\s*$", re.IGNORECASE
)
_NUMBER = re.compile(r"[-–]?\s*(\d+(?:[.,]\d+)?)\s*(?:điểm|đ)?\.?", re.IGNORECASE)
_HEADING = re.compile(r"(lĩnh vực|phần|mục|nhóm|chương)\s+(\d+|[IVX]+)", re.IGNORECASE)
_TOTAL = re.compile(r"(tong( so)?( cong)?|cong)( diem.*| chung.*| \(.*)?")
Style = tuple[str, int]
_HEAD: Style = ("heading", 0)


@dataclass(slots=True)
class Node:
    """A criterion as it is read: where it stands, how it is numbered, what is said of it, what is below it.

    ``most`` is None where no points are said, or where ``said`` is no number. ``notes`` are what is to be
    looked at.
    """

    sheet: str
    row: int
    marker: str
    code: str
    name: str
    most: Decimal | None = None
    said: str = ""
    texts: dict[Column, str] = field(default_factory=dict)
    children: list["Node"] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def walk(self) -> Iterator["Node"]:
        """It, and all below it, in their order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def text(self, column: Column) -> str:
        """What is said of it in a column."""
        return self.texts.get(column, "")


def points_in(text: str) -> Decimal | None:
    """The points that a cell says: «12», «1,5 điểm», «-2»; None where it says none."""
    found = _NUMBER.fullmatch(" ".join(text.split()))
    return Decimal(found[1].replace(",", ".")) if found else None


class Outline:
    """Puts the lines of one table in their places: ``roots`` are what has nothing above it, ``totals`` the
    lines of sums."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self.roots: list[Node] = []
        self.totals: list[Node] = []
        self._stack: list[tuple[Style, Node]] = []
        marked = sum(bool(_marker_of(line)) for line in table.lines)
        self._is_numbered = 2 * marked >= len(table.lines)
        for line in table.lines:
            self._take(line)

    def _take(self, line: Line) -> None:
        marker = _marker_of(line)
        if not line.names:
            self._continue(line, "")
            return
        if any(_TOTAL.fullmatch(" ".join(fold(name.words).split()).strip(" :.")) for name in line.names):
            said = line.text(Column.MOST)
            self.totals.append(Node(line.sheet, line.row, "", "", line.names[0].words, points_in(said), said))
            return
        for place, name in enumerate(line.names):
            is_last = place == len(line.names) - 1
            own = marker if is_last and len(line.names) == 1 and line.order else ""
            words, in_name = _parted(name.words) if not own else (name.words, "")
            own = own or in_name
            if not own and self._is_numbered and not _is_heading(name.words) and len(line.names) == 1:
                self._continue(line, name.words)
                return
            self._place(line, name, words, own, is_last=is_last)

    def _place(self, line: Line, name: Name, words: str, marker: str, *, is_last: bool) -> None:
        said = line.text(Column.MOST) if is_last else ""
        most = points_in(said)
        if most is None and (in_name := _POINTS_IN_NAME.search(words)):
            most, said = points_in(in_name[1]), in_name[1]
            words = words[: in_name.start()]
        node = Node(line.sheet, line.row, marker, "", " ".join(words.split()), most, said)
        if is_last:
            node.texts = {key: text for key, text in line.texts.items() if key is not Column.MOST}
            if line.is_day:
                node.notes.append(
                    f"có số thứ tự là ngày «{line.order}»: Excel đã đổi. Hãy định dạng cột này là văn bản "
                    "rồi ghi lại."
                )
        level = line.text(Column.LEVEL)
        style = ("level", int(level)) if level.isdecimal() else self._style(marker, name)
        if style[0] == "dotted":
            self._mend_tens(node, line, style)
        self._pop_to(style, node.marker)
        siblings = self._stack[-1][1].children if self._stack else self.roots
        node.code = marker if style[0] == "level" and marker else self._code(node, siblings)
        siblings.append(node)
        self._stack.append((style, node))

    def _style(self, marker: str, name: Name) -> Style:
        if not marker:
            if self._table.name_columns > 1:
                return "column", name.column
            return ("set in", name.indent) if not self._is_numbered else _HEAD
        if _HEADING.fullmatch(marker):
            return _HEAD
        if _DOTTED.fullmatch(marker):
            return "dotted", marker.count(".") + 1
        if marker in _BULLETS:
            return f"bullet {marker}", 0
        if marker.isupper() and from_roman(marker) is not None and not self._goes_on(marker):
            return "roman", 0
        if _OWN.fullmatch(marker):
            return "own", 0
        return ("capital" if marker.isupper() else "letter"), 0

    def _goes_on(self, marker: str) -> bool:
        """Whether «C», «D» or «I» is the next letter of a list, and no Roman number."""
        before = next((node.marker for style, node in reversed(self._stack) if style[0] == "capital"), "")
        return len(marker) == 1 and bool(before) and ord(marker) == ord(before) + 1

    def _pop_to(self, style: Style, marker: str) -> None:
        """Leaves on the stack what is above a node of this style."""
        if style == _HEAD:
            self._stack.clear()
            return
        if style[0] in ("column", "set in", "level"):
            while self._stack and self._stack[-1][0] != _HEAD and self._stack[-1][0][1] >= style[1]:
                self._stack.pop()
            return
        if style[0] == "dotted" and style[1] > 1:
            for place in range(len(self._stack) - 1, -1, -1):
                if marker.startswith(f"{self._stack[place][1].marker}."):
                    del self._stack[place + 1 :]
                    return
        place = next((at for at, (known, _) in enumerate(self._stack) if known == style), len(self._stack))
        del self._stack[place:]

    def _code(self, node: Node, siblings: list[Node]) -> str:
        parent = self._stack[-1][1] if self._stack else None
        marker = node.marker
        if not marker or marker in _BULLETS:
            marker = str(len(siblings) + 1)
        elif _HEADING.fullmatch(marker):
            marker = marker.split()[-1]
        if parent is None:
            return marker
        if _DOTTED.fullmatch(marker):
            if marker.startswith(f"{parent.marker}.") and parent.marker:
                return f"{parent.code}.{marker[len(parent.marker) + 1 :]}"
            if marker.startswith(f"{parent.code}."):
                return marker
        if _OWN.fullmatch(marker):
            return marker
        return f"{parent.code}.{marker}"

    def _mend_tens(self, node: Node, line: Line, style: Style) -> None:
        """Excel makes 1.1 of a typed 1.10: after 1.9 that is meant."""
        before = next((each for known, each in reversed(self._stack) if known == style), None)
        if before is None or not line.is_number or style[1] != 2:
            return
        stem, _, last = before.marker.rpartition(".")
        meant = f"{stem}.{int(last) + 1}"
        if meant.endswith("0") and node.marker == meant.rstrip("0"):
            node.marker = meant
            node.notes.append(
                f"có số {line.order.replace(',', '.')} trong tệp, đứng sau {before.marker}: hiểu là {meant}."
            )

    def _continue(self, line: Line, words: str) -> None:
        """A row without a number belongs to how the criterion above it is scored."""
        if not self._stack:
            return
        node = self._stack[-1][1]
        points = line.text(Column.MOST)
        step = f"{words}: {points}" if words and points else words
        for column, text in ((Column.METHOD, step), *line.texts.items()):
            if column is not Column.MOST and text:
                node.texts[column] = "\n".join(filter(None, (node.text(column), text)))


def _marker_of(line: Line) -> str:
    """The number of a line, without the marks around it; nothing where it has none."""
    order = line.order
    if line.is_number:
        order = order.replace(",", ".")
    if line.text(Column.LEVEL) and order:
        return order.strip()
    order = order.strip(" .)(:/").removeprefix("Mục ").removeprefix("Phần ")
    if line.order.strip() in _BULLETS:
        return line.order.strip()
    if _DOTTED.fullmatch(order) or _OWN.fullmatch(order) or (order.isalpha() and len(order) <= 5):
        return order
    return _parted(line.names[0].words)[1] if len(line.names) == 1 and not order else ""


def _parted(words: str) -> tuple[str, str]:
    """A name without the number before it, and the number."""
    found = _IN_NAME.match(words)
    if found is None:
        return words, ""
    marker = found[1].strip().rstrip(".)")
    return words[found.end() :].strip(), marker or found[1]


def _is_heading(words: str) -> bool:
    """Whether a name without a number is a title of what follows."""
    return words.isupper() or bool(_HEADING.match(words))
