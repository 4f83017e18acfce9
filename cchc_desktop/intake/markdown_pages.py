"""What Markdown says beside its text: front matter, comments, code, notes, pictures, and the levels of lists.

Lines keep their places, so that a line's number stays what it is in the file; what is not shown is emptied.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

_FRONT = re.compile(r"[A-Za-z_][\w -]{0,40}:(?:\s|$)")
_LONGEST_FRONT = 80
_FENCE = re.compile(r"\s{0,3}(`{3,}|~{3,})")
_DIVISION = re.compile(r"\s{0,3}:{3,}(?:\s.*)?")
_NOTE = re.compile(r"\s{0,3}\[\^([^\]\s]{1,40})\]:\s*(.*)")
_NOTE_MARK = re.compile(r"\s?\[\^[^\]\s]{1,40}\]")
_REFERENCE = re.compile(r"\s{0,3}\[[^\]^]{1,200}\]:\s*(?:<[^>]*>|\S*[/.#@]\S*)(?:\s+[\"'(].*)?\s*")
_REFERRED = re.compile(r"\[([^\[\]\n]+)\]\[[^\[\]\n]*\]")
_IMAGE = re.compile(
    r"!\[([^\[\]\n]{0,300})\](?:\([^()\n]{0,1000}\)|\[[^\[\]\n]*\])|<img\b[^<>\n]{0,2000}>", re.I
)
_ATTRIBUTES = re.compile(r"\s*\{[.#][^{}\n]{0,120}\}")
_SPAN = re.compile(r"\[([^\[\]\n]+)\](?=\{[.#][^{}\n]{0,120}\})")
_POWER = re.compile(r"(?<=m)(?:<sup>\s*([23])\s*</sup>|\^([23])\^)", re.IGNORECASE)
_RAISED = re.compile(
    r"<sup>\s*[(\[]?[\d*]{1,3}[)\]]?\s*</sup>|(?<=\S)\^[(\[]?[\d*]{1,3}[)\]]?\^", re.IGNORECASE
)
_BOX = re.compile(r"^(\s*[-*+]\s+)\[[ xX]\]\s+")
_BULLET = re.compile(r"(\s*)([-*+])(\s+)(?=\S)")
_NUMBER = re.compile(r"(\s*)(\d{1,3})([.)])(\s+\S.*)")
_HEADING = re.compile(r"\s{0,3}#{1,6}\s")
_NESTED = ("+", "•+")
_LONGEST = 20_000


@dataclass(slots=True)
class Page:
    """The lines to be read, sentences on what was left out, and the notes of the text as paragraphs."""

    lines: list[str]
    told: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def read_page(raw: list[str], number_of: Callable[[int], int]) -> Page:
    """The lines as a reader sees them; ``number_of`` tells the number of a line in the file."""
    page = Page(list(raw))
    _without_front(page, number_of)
    _without_comments(page, number_of)
    _without_fences(page, number_of)
    _without_notes(page)
    _without_looks(page, number_of)
    _with_levels(page.lines)
    _with_numbers(page.lines)
    return page


def _without_front(page: Page, number_of: Callable[[int], int]) -> None:
    lines = page.lines
    first = next((index for index, line in enumerate(lines) if line.strip()), 0)
    if not lines or lines[first].strip() != "---":
        return
    for end in range(first + 1, min(len(lines), first + _LONGEST_FRONT)):
        if lines[end].strip() in {"---", "..."}:
            inside = lines[first + 1 : end]
            if any(map(_FRONT.match, inside)):
                where = f"{number_of(first)}–{number_of(end)}"
                page.told.append(f"Dòng {where} là phần khai báo của tệp Markdown, không đưa vào kế hoạch.")
                lines[first : end + 1] = [""] * (end + 1 - first)
            return


def _without_comments(page: Page, number_of: Callable[[int], int]) -> None:
    lines = page.lines
    if not any("<!--" in line for line in lines):
        return
    last = max((index for index, line in enumerate(lines) if "-->" in line), default=-1)
    begun = -1
    for index, line in enumerate(lines):
        kept = ""
        rest = line
        while rest:
            if begun >= 0:
                end = rest.find("-->")
                if end < 0:
                    break
                rest = rest[end + 3 :]
                if index > begun:
                    page.told.append(
                        f"Dòng {number_of(begun)}–{number_of(index)} là chú thích ẩn, đã bỏ qua."
                    )
                begun = -1
                continue
            begin = rest.find("<!--")
            if begin < 0:
                kept += rest
                break
            # What is never closed hides nothing.
            if last < index or (last == index and rest.rfind("-->") < begin):
                kept += rest.replace("<!--", "")
                break
            kept += rest[:begin]
            rest = rest[begin + 4 :]
            begun = index
        lines[index] = kept


def _without_fences(page: Page, number_of: Callable[[int], int]) -> None:
    opened = -1
    mark = ""
    for index, line in enumerate(page.lines):
        found = _FENCE.match(line)
        if found and opened < 0:
            opened, mark = index, found[1]
        elif found and found[1].startswith(mark) and not line.strip(" `~"):
            where = f"{number_of(opened)}–{number_of(index)}"
            page.told.append(f"Dòng {where} là khối mã, được đọc như văn bản thường; hãy xem lại.")
            page.lines[opened] = page.lines[index] = ""
            opened = -1


def _without_notes(page: Page) -> None:
    lines = page.lines
    referred = False
    index = 0
    while index < len(lines):
        line = lines[index]
        index += 1
        if found := _NOTE.fullmatch(line):
            text = [found[2]]
            lines[index - 1] = ""
            while index < len(lines) and lines[index].startswith(("  ", "\t")) and lines[index].strip():
                text.append(lines[index].strip())
                lines[index] = ""
                index += 1
            page.notes.append(f"Chú thích {found[1]}: {' '.join(text)}")
        elif len(line) < _LONGEST and _REFERENCE.fullmatch(line):
            referred = True
            lines[index - 1] = ""
    for index, line in enumerate(lines):
        if "[" in line and len(line) < _LONGEST:
            shown = _NOTE_MARK.sub("", line)
            lines[index] = _REFERRED.sub(r"\1", shown) if referred and "![" not in shown else shown


def _without_looks(page: Page, number_of: Callable[[int], int]) -> None:
    for index, line in enumerate(page.lines):
        if len(line) >= _LONGEST:
            continue
        if "![" in line or "<img" in line.lower():
            for found in _IMAGE.finditer(line):
                name = f" «{found[1].strip()}»" if found[1] and found[1].strip() else ""
                page.told.append(f"Dòng {number_of(index)} có hình{name}, chữ trong hình không đọc được.")
        page.lines[index] = _plain(line)


def _plain(line: str) -> str:
    """The line without pictures, attributes, raised numbers of notes and boxes to tick."""
    if _DIVISION.fullmatch(line):
        return ""
    line = _IMAGE.sub("", line) if "![" in line or "<img" in line.lower() else line
    if "{" in line:
        line = _SPAN.sub(r"\1", line) if "]{" in line else line
        line = _ATTRIBUTES.sub("", line)
    if "^" in line or "<sup" in line.lower():
        line = _POWER.sub(lambda found: "²" if "2" in (found[1], found[2]) else "³", line)
        line = _RAISED.sub("", line)
    return _BOX.sub(r"\1", line)


def _with_levels(lines: list[str]) -> None:
    """Bullets within bullets get the bullets that an office prints: «-», below it «+», or «•» and «+»."""
    stack: list[int] = []
    members: list[tuple[int, int]] = []

    def settle() -> None:
        deepest = max((level for _, level in members), default=0)
        if deepest:
            marks = _NESTED[min(deepest, len(_NESTED)) - 1]
            for index, level in members:
                if level:
                    mark = marks[min(level, len(marks)) - 1]
                    lines[index] = _BULLET.sub(rf"\g<1>{mark}\g<3>", lines[index], count=1)
        members.clear()
        stack.clear()

    apart = False
    for index, line in enumerate(lines):
        if not line.strip():
            apart = True
            continue
        found = _BULLET.match(line) if len(line) < _LONGEST else None
        if found is None:
            # A line right below an entry goes on with it, wherever it begins.
            if line[0] not in " \t" and (apart or _HEADING.match(line)):
                settle()
            apart = False
            continue
        apart = False
        indent = len(found[1].expandtabs(4))
        while stack and indent < stack[-1]:
            stack.pop()
        if not stack or indent >= stack[-1] + 2:
            stack.append(indent)
        members.append((index, len(stack) - 1))
    settle()


def _with_numbers(lines: list[str]) -> None:
    """A list whose entries all have one number («1.» everywhere) counts, as it does where it is shown."""
    last: dict[int, tuple[str, str, int]] = {}
    for index, line in enumerate(lines):
        if not line.strip() or _BULLET.match(line):
            continue
        indent = len(line) - len(line.lstrip())
        found = _NUMBER.fullmatch(line) if len(line) < _LONGEST else None
        before = last.get(indent)
        # What is indented belongs to the entry above; anything else ends the list.
        last = {place: entry for place, entry in last.items() if place < indent}
        if found is not None and not _HEADING.match(line):
            count = int(found[2])
            if before is not None and before[:2] == (found[2], found[3]):
                count = before[2] + 1
                lines[index] = f"{found[1]}{count}{found[3]}{found[4]}"
            last[indent] = (found[2], found[3], count)
