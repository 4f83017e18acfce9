"""Tables whose cells a character parts: tabs (copied from Word or Excel), bars, semicolons, commas."""

from collections.abc import Sequence

from .docx.cells import cell_text
from .marks import stands_alone
from .table_words import Found, is_group, is_header, is_label, is_number_heading, not_understood, table_of

_LONGEST_CELL = 60
"""Lines that one cell may take up, quoted or not."""
_MOST_LETTERS = 20_000
_HEADER_LINES = 8
_BLANK_LINES = 4
_FEWEST_BARE = 3


def separated_table(raw: Sequence[str], index: int) -> Found | None:
    """The table with a header that begins at the line; None where none does."""
    line = raw[index]
    for separator in "\t|;,":
        if separator in line and (found := _with_header(raw, index, separator)):
            return found
    return None


def _with_header(raw: Sequence[str], index: int, separator: str) -> Found | None:
    header, end = _header(raw, index, separator)
    if not header:
        return None
    width = len(header)
    rows = [[_text(cell, heading=True) for cell in header]]
    while end < len(raw):
        start = _next_row(raw, end, separator)
        if start is None:
            break
        if separator not in raw[start]:
            rows.append([raw[start].strip()] * width)
            end = start + 1
            continue
        cells, end = _row(raw, start, separator, width)
        if len(cells) > width and any(cell.strip() for cell in cells[width:]):
            return _irregular(raw, index, separator)
        end, more = _rest_of_last(raw, end, separator)
        full = [*cells[:width], *[""] * (width - len(cells))]
        filled = max((n for n, cell in enumerate(full) if cell.strip()), default=0)
        full[filled] += more
        rows.append([_text(cell) for cell in full])
    return Found(end, (table_of(rows, width),)) if len(rows) > 1 else None


def _irregular(raw: Sequence[str], index: int, separator: str) -> Found:
    end = index
    while (start := _next_row(raw, end, separator)) is not None:
        _, end = _record(raw, start, separator)
    return not_understood(raw[index:end], end)


def _header(raw: Sequence[str], index: int, separator: str) -> tuple[list[str], int]:
    """The cells of the header that begins at the line, and the line after it; none where none does."""
    cells, end = _record(raw, index, separator)
    numbered = is_number_heading(cells[0])
    certain = separator in "\t|"
    if len(cells) < 3 and not (numbered or separator == "\t"):
        return [], index
    for _ in range(_HEADER_LINES):
        start = _next_row(raw, end, separator) if end < len(raw) else None
        row, _ = _record(raw, start, separator) if start is not None else ([], 0)
        group = start is not None and separator not in raw[start]
        follows = bool(row) and (group or is_label(row[0]) or len(row) == len(cells) or (start or 0) > end)
        if is_header(cells, least=2 if certain else 3) and (follows or not numbered):
            regular = certain or (numbered and len(row) >= len(cells))
            return (cells, end) if regular and row else ([], index)
        # Headings over several lines («Cơ quan / chủ trì») go on until the first row.
        if not numbered or end >= len(raw) or not raw[end].strip() or is_label(row[0] if row else ""):
            break
        more, end = _record(raw, end, separator)
        cells = [*cells[:-1], f"{cells[-1]}\n{more[0]}", *more[1:]]
    return [], index


def _next_row(raw: Sequence[str], index: int, separator: str) -> int | None:
    """Where the table goes on: at this line, or after a page break; None where it ends."""
    for place in range(index, min(len(raw), index + _BLANK_LINES)):
        line = raw[place].strip("\f ")
        if separator in line.strip() or (separator == "\t" and separator in line):
            return place
        if line and place == index and is_group(line) and _goes_on(raw, place + 1, separator):
            return place
        if line and not line.isdecimal():
            return None
    return None


def _goes_on(raw: Sequence[str], index: int, separator: str) -> bool:
    return index < len(raw) and separator in raw[index]


def _row(raw: Sequence[str], index: int, separator: str, width: int) -> tuple[list[str], int]:
    """The cells of a row and the line after it; a cell may go over several lines, quoted or not."""
    cells, end = _record(raw, index, separator)
    joined, place = cells, end
    while len(joined) < width and place < min(len(raw), end + _LONGEST_CELL) and raw[place].strip():
        more, after = _record(raw, place, separator)
        if len(more) > 1 and is_label(more[0]):
            break
        if stands_alone(raw[place].strip()):
            break
        joined, place = [*joined[:-1], f"{joined[-1]}\n{more[0]}", *more[1:]], after
    # What does not come out at the row's width was no part of it.
    return (joined, place) if len(joined) == width else (cells, end)


def _rest_of_last(raw: Sequence[str], end: int, separator: str) -> tuple[int, str]:
    """Lines without a separator between two rows: what is left of the last cell."""
    place = end
    while place < min(len(raw), end + _LONGEST_CELL) and raw[place].strip() and separator not in raw[place]:
        if is_group(raw[place]) or stands_alone(raw[place].strip()):
            return end, ""
        place += 1
    if place == end or not _goes_on(raw, place, separator) or not is_label(raw[place].split(separator)[0]):
        return end, ""
    return place, "".join(f"\n{line}" for line in raw[end:place])


def _record(raw: Sequence[str], index: int, separator: str) -> tuple[list[str], int]:
    """The cells from this line on, as spreadsheets write them: quotes may hold separators and line ends."""
    line = raw[index].strip("\f")
    if separator != "\t":
        line = line.strip()
    if separator == "|":
        line = line.removeprefix("|")
        line = line.removesuffix("|") if not line.endswith("\\|") else line
        return line.replace("\\|", "\0").split("|"), index + 1
    if '"' not in line:
        return line.split(separator), index + 1
    cells: list[str] = []
    rest, end = line, index + 1
    while True:
        if rest.startswith('"'):
            quoted = _quoted(raw, rest, end, separator)
            if quoted is None:
                return [*cells, *rest.split(separator)], end
            cell, rest, end = quoted
        else:
            cell, mark, after = rest.partition(separator)
            rest = after if mark else "\0"
        cells.append(cell)
        if rest == "\0":
            return cells, end


def _quoted(raw: Sequence[str], rest: str, end: int, separator: str) -> tuple[str, str, int] | None:
    """The cell in quotes that the rest of a line begins with; None where the quotes are not closed."""
    text = rest[1:]
    place = end
    while True:
        body = text.replace('""', "\1")
        close = body.find('"')
        if close >= 0:
            after = body[close + 1 :].replace("\1", '""')
            cell = body[:close].replace("\1", '"')
            if after and not after.startswith(separator):
                return None
            return cell, after[1:] if after else "\0", place
        if place >= min(len(raw), end + _LONGEST_CELL) or len(text) > _MOST_LETTERS:
            return None
        text += "\n" + raw[place]
        place += 1


def _text(cell: str, *, heading: bool = False) -> str:
    lines = [line.strip() for line in cell.replace("\0", "|").split("\n")]
    return cell_text([line for line in lines if line], heading=heading)


def bare_tabs(raw: Sequence[str], index: int) -> Found | None:
    """Rows of three cells and more parted by tabs, below one another, whose header says nothing to us."""
    rows: list[list[str]] = []
    place = index
    while place < len(raw) and raw[place].count("\t") >= 2:
        cells, end = _record(raw, place, "\t")
        if sum(bool(cell.strip()) for cell in cells) < 2 or not cells[0].strip():
            break
        # Tabs set a head or foot side by side, too.
        if (rows and len(cells) != len(rows[0])) or any(stands_alone(cell.strip()) for cell in cells):
            break
        rows.append([_text(cell) for cell in cells])
        place = end
    if len(rows) < _FEWEST_BARE:
        return None
    note = "Bảng ở dòng {line}–{last} không có tiêu đề cột hiểu được nên giữ như văn bản; hãy xem lại."
    return Found(place, (table_of(rows, len(rows[0])),), note)
