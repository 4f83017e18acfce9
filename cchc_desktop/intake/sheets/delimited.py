"""A sheet as text: cells between «;», «,» or tabs, in whatever encoding a program saved it."""

import csv
import io
from collections.abc import Callable, Iterator
from pathlib import Path

from ...domain.errors import Refusal
from ...domain.numerals import format_number
from ..read_text import decode
from .grid import MAX_COLUMNS, MAX_ROWS, MAX_TEXT, GridMaker, SheetGrid

MAX_BYTES = 4 * 1024 * 1024
_DELIMITERS = (";", "\t", ",", "|")
_SAID = "sep="
"""How the first line of a file may say what stands between its cells."""
_LOST = "??"


def read_delimited(path: Path, is_wanted: Callable[[SheetGrid], bool]) -> SheetGrid:
    """The sheet in a text; of the signs that may stand between cells the first that makes a wanted one.

    Raises Refusal where it is too long, or no text.
    """
    data = path.read_bytes()
    if len(data) > MAX_BYTES:
        raise Refusal(
            f"Tệp «{path.name}» dài hơn một phụ lục thống kê. Hãy chỉ để lại bảng thống kê rồi chọn lại."
        )
    try:
        text, _ = decode(data)
    except Refusal as refusal:
        raise Refusal(
            f"Tệp «{path.name}» không phải là bảng dạng chữ (CSV). Hãy mở bằng Excel, chọn Lưu thành "
            "(Save As) .xlsx rồi chọn lại."
        ) from refusal
    text = text.removesuffix("\x1a")
    first, _, rest = text.partition("\n")
    delimiters: tuple[str, ...] = _DELIMITERS
    if first.strip().lower().startswith(_SAID) and len(first.strip()) == len(_SAID) + 1:
        delimiters, text = (first.strip()[-1],), rest
    found = None
    for delimiter in delimiters:
        grid = _grid(path, text, delimiter)
        if is_wanted(grid):
            return grid
        found = found or grid
    assert found is not None
    if _LOST in text[:2_000] or "\ufffd" in text[:2_000]:
        raise Refusal(
            f"Chữ tiếng Việt trong tệp «{path.name}» đã mất (thành dấu ?). Hãy lưu lại dạng «CSV UTF-8» "
            "hoặc .xlsx rồi chọn lại."
        )
    return found


def _grid(path: Path, text: str, delimiter: str) -> SheetGrid:
    grid = GridMaker(path.stem)
    try:
        for number, row in enumerate(_rows(text, delimiter), 1):
            if number > MAX_ROWS:
                break
            for column, words in enumerate(row[:MAX_COLUMNS], 1):
                if words.strip():
                    grid.put(number, column, words)
    except csv.Error as error:
        raise Refusal(
            f"Tệp «{path.name}» có ô dài hơn {format_number(MAX_TEXT)} chữ cái hoặc thiếu dấu nháy kép. "
            "Hãy mở bằng Excel, lưu thành .xlsx rồi chọn lại."
        ) from error
    return grid.made()


def _rows(text: str, delimiter: str) -> Iterator[list[str]]:
    limit = csv.field_size_limit(2 * MAX_TEXT)
    try:
        lines = io.StringIO(text.replace("\r\n", "\n").replace("\r", "\n"), newline="")
        yield from csv.reader(lines, delimiter=delimiter)
    finally:
        csv.field_size_limit(limit)
