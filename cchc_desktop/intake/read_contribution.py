"""A form that an officer filled in without the program: its marks, and the open cells of each row.

Sheets are found by their names or the headers of their tables, columns by their headers, and rows by the key
that no one sees, so that they may be sorted, moved and added to. What their cells mean is for others to say.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from .. import log
from ..domain.contribution.form import FOOT, KEY_HEADER, FormMarks, RowMarks, SectionMarks
from ..domain.contribution.marks import FIRST, marks_of
from ..domain.errors import Refusal
from ..domain.text import clean_text, fold
from .read_figures import Mistake
from .read_rows import cell_text
from .sheets.files import read_grids
from .sheets.grid import Look, SheetCell, SheetGrid

_HEADER_ROWS = 60
"""The header of a section stands within so many rows from the top of its sheet."""
_LEAST = 2
"""Cells that are filled in where a row without a key is taken for one that somebody added."""


@dataclass(frozen=True, slots=True)
class FilledRow:
    """A row as it came back: its number in the sheet, its key, and its open cells by column.

    The key is empty where somebody added the row.
    """

    number: int
    key: str
    cells: dict[str, SheetCell]


@dataclass(frozen=True, slots=True)
class FilledSection:
    """A section as it came back, in the sheet that it stands in; its rows are in the order of the sheet."""

    id: str
    sheet: str
    rows: tuple[FilledRow, ...]


@dataclass(frozen=True, slots=True)
class FilledForm:
    """A form as it came back; ``mistakes`` tell what of it cannot be read, ``notes`` what is not there."""

    file: str
    marks: FormMarks
    sections: tuple[FilledSection, ...]
    mistakes: tuple[Mistake, ...] = ()
    notes: tuple[Mistake, ...] = ()


def read_contribution(path: Path) -> FilledForm:
    """Read a form that came back, without changing it.

    Raises Refusal where the file cannot be read, or is no form that the program made.
    """
    with log.INTAKE.timed("contribution", kind=path.suffix.lower()[:6]) as facts:
        grids = read_grids(path, lambda grid: bool(grid.rows))
        marks = _marks(path, grids)
        reader = _Reader(grids)
        sections = tuple(found for each in marks.sections if (found := reader.section(each)) is not None)
        facts["rows"] = sum(len(section.rows) for section in sections)
        facts["mistakes"] = len(reader.mistakes)
        return FilledForm(path.name, marks, sections, tuple(reader.mistakes), tuple(reader.notes))


def _marks(path: Path, grids: Sequence[SheetGrid]) -> FormMarks:
    for grid in grids:
        if grid.rows and grid.rows[0] and grid.rows[0][0].text == FIRST:
            return marks_of([cell.unclean or cell_text(cell) for cell in row] for row in grid.rows)
    raise Refusal(
        f"Tệp «{path.name}» không phải phiếu cung cấp số liệu do chương trình lập, hoặc đã mất trang ẩn ghi "
        "dấu của phiếu. Hãy xuất phiếu mới, hoặc nhập bằng «Nhập từ Excel» ở trang Số liệu."
    )


class _Reader:
    """Finds the sections of a form in the sheets of a file."""

    def __init__(self, grids: Sequence[SheetGrid]) -> None:
        self._grids = [grid for grid in grids if not (grid.rows and grid.rows[0][0].text == FIRST)]
        self._taken: set[str] = set()
        self.mistakes: list[Mistake] = []
        self.notes: list[Mistake] = []

    def section(self, marks: SectionMarks) -> FilledSection | None:
        """A section with its rows; None where its sheet, or something that it needs, is gone."""
        found = self._sheet(marks)
        if found is None:
            words = "trang này không còn trong tệp; phần đó giữ như đang lưu."
            self.notes.append(Mistake(f"Trang «{marks.name}»", words))
            return None
        grid, header = found
        self._taken.add(grid.name)
        columns = _columns(grid.rows[header], marks)
        lacking = [marks.headers[key] for key in marks.open_keys if key not in columns]
        if lacking:
            told = ", ".join(f"«{words}»" for words in lacking)
            words = f"không còn cột {told}. Hãy ghi lại tiêu đề cột đúng như khi xuất ra."
            self.mistakes.append(Mistake(f"Trang «{grid.name}»", words))
            return None
        rows = _Rows(grid, header, columns, marks, self.mistakes)
        return FilledSection(marks.id, grid.name, tuple(rows.read()))

    def _sheet(self, marks: SectionMarks) -> tuple[SheetGrid, int] | None:
        """The sheet of a section, and the row of its header: that of its name, else the one with its
        columns."""
        left = [grid for grid in self._grids if grid.name not in self._taken]
        left.sort(key=lambda grid: fold(grid.name) != fold(marks.name))
        for grid in left:
            is_named = fold(grid.name) == fold(marks.name)
            header = _header(grid, marks, all_of_it=not is_named)
            if header is not None:
                return grid, header
        return None


def _header(grid: SheetGrid, marks: SectionMarks, *, all_of_it: bool) -> int | None:
    """The row with the headers of a section: with all of those that are filled in, or with most."""
    wanted = {fold(marks.headers[key]) for key in marks.open_keys}
    best, found = 0, None
    for place, row in enumerate(grid.rows[:_HEADER_ROWS]):
        count = len(wanted & {fold(cell.text) for cell in row if cell.text})
        if count > best:
            best, found = count, place
    enough = len(wanted) if all_of_it else 1
    return found if best >= enough else None


def _columns(row: Sequence[SheetCell], marks: SectionMarks) -> dict[str, int]:
    """The place of each column by its key; of two of one name that is meant which is to be seen."""
    by_words: dict[str, list[int]] = {}
    for place, cell in enumerate(row):
        if cell.text:
            by_words.setdefault(fold(cell.text), []).append(place)

    def place_of(words: str) -> int | None:
        places = by_words.get(fold(words), [])
        seen = [place for place in places if Look.HIDDEN_COLUMN not in row[place].looks]
        return next(iter(seen or places), None)

    found = {key: place_of(words) for key, words in marks.headers.items()}
    found[KEY_HEADER] = place_of(KEY_HEADER)
    return {key: place for key, place in found.items() if place is not None}


class _Rows:
    """The rows of a section, each held against what the form had."""

    def __init__(
        self,
        grid: SheetGrid,
        header: int,
        columns: Mapping[str, int],
        marks: SectionMarks,
        mistakes: list[Mistake],
    ) -> None:
        self._grid, self._header, self._columns = grid, header, columns
        self._marks, self._mistakes = marks, mistakes
        self._known = {row.key: row for row in marks.rows}
        self._by_anchor = _only_ones(marks.rows)
        self._seen: set[str] = set()

    def read(self) -> Iterator[FilledRow]:
        """The rows. What stands below the foot is none."""
        body = list(enumerate(self._grid.rows[self._header + 1 :], start=self._header + 2))
        ends = [at for at, (_, row) in enumerate(body) if self._words(row, KEY_HEADER) == FOOT]
        if ends:
            body = body[: ends[0]]
        given = {self._words(row, KEY_HEADER) for _, row in body}
        for number, row in body:
            cells = {key: row[self._columns[key]] for key in self._marks.open_keys}
            key = self._words(row, KEY_HEADER)
            anchor = self._words(row, self._marks.anchor)
            if key in self._known and key not in self._seen:
                known = self._known[key]
                if known.anchor and anchor and fold(anchor) != fold(known.anchor):
                    self._mistake(
                        number,
                        f"dòng này là «{known.anchor[:60]}» mà ghi «{anchor[:60]}»; có thể chỉ một số cột đã "
                        "được sắp xếp. Hãy xuất lại phiếu.",
                    )
                    continue
            elif not key and (known_by := self._by_anchor.get(fold(anchor))) and known_by.key not in given:
                key = known_by.key
            else:
                key = ""
            if not key:
                filled = sum(not cell.is_empty for cell in cells.values())
                if filled < min(_LEAST, len(cells)) or (not ends and not anchor and not given):
                    continue
            self._seen.add(key)
            yield FilledRow(number, key, cells)

    def _words(self, row: Sequence[SheetCell], key: str) -> str:
        place = self._columns.get(key)
        return clean_text(cell_text(row[place])) if place is not None else ""

    def _mistake(self, number: int, sentence: str) -> None:
        self._mistakes.append(Mistake(f"Trang «{self._grid.name}», dòng {number}", sentence))


def _only_ones(rows: Iterable[RowMarks]) -> Mapping[str, RowMarks]:
    """The rows by their words, where no two have the same."""
    found: dict[str, RowMarks | None] = {}
    for row in rows:
        words = fold(row.anchor)
        if words:
            found[words] = None if words in found else row
    return {words: row for words, row in found.items() if row is not None}
