"""The map of a template (bảng ghép): which cell takes which figure or fact, and how a template is known.

A template is known by its structure: sheet names, the words of headers and of rows, merged cells. Values are
no part of it, nor the year in a text, for next quarter's copy of a form is the same form.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

from ..errors import Refusal
from ..text import fold, shortened, uncapitalized
from .columns import Column
from .sheet import Sheet, Template, parse_area, place_of
from .tables import tables_in

_YEAR = re.compile(r"\b20\d\d\b")
_MOST_TOLD = 5
_OTHER_FORM = 0.5
"""Where more than this share of the words differ, it is another form and no changed one."""


class Certainty(StrEnum):
    """How sure a proposal is. Only what is certain or was confirmed is filled in."""

    CONFIRMED = "confirmed"
    CERTAIN = "certain"
    LIKELY = "likely"
    UNSURE = "unsure"

    @property
    def label(self) -> str:
        """What it is called on the screen."""
        return {
            "confirmed": "Đã xác nhận",
            "certain": "Chắc chắn",
            "likely": "Có thể đúng, cần xác nhận",
            "unsure": "Chưa chắc, cần xác nhận",
        }[self]

    @property
    def is_filled(self) -> bool:
        """Whether a cell with it is filled in."""
        return self in (Certainty.CONFIRMED, Certainty.CERTAIN)


class Fact(StrEnum):
    """A text that a head of a form asks for."""

    OFFICE = "office"
    SUPERIOR = "superior"
    PLACE = "place"
    PERIOD = "period"
    YEAR = "year"
    STARTS = "starts"
    ENDS = "ends"
    TODAY = "today"
    SIGNER = "signer"

    @property
    def label(self) -> str:
        """What it is called on the screen."""
        return {
            "office": "Tên cơ quan",
            "superior": "Cơ quan cấp trên",
            "place": "Địa danh",
            "period": "Kỳ báo cáo",
            "year": "Năm báo cáo",
            "starts": "Ngày đầu kỳ",
            "ends": "Ngày cuối kỳ",
            "today": "Ngày lập biểu",
            "signer": "Người ký",
        }[self]


@dataclass(frozen=True, slots=True)
class CellMap:
    """What a cell takes: an indicator's ``column``, or a ``fact``."""

    sheet: str
    row: int
    column: int
    code: str = ""
    takes: Column | None = None
    fact: Fact | None = None
    certainty: Certainty = Certainty.CONFIRMED

    @property
    def place(self) -> str:
        """How the cell is called: «D12»."""
        return place_of(self.row, self.column)

    @property
    def key(self) -> tuple[str, int, int]:
        """What no two of a map share."""
        return self.sheet, self.row, self.column

    @property
    def label(self) -> str:
        """What it takes, in words."""
        if self.fact is not None:
            return self.fact.label
        if self.takes is None:
            return self.code
        return f"{self.code}, {uncapitalized(self.takes.label)}"


@dataclass(frozen=True, slots=True)
class SheetShape:
    """The structure of a sheet: names of merged areas of its tables, and the words of headers and rows by
    cell."""

    name: str
    merged: tuple[str, ...] = ()
    texts: tuple[tuple[str, str], ...] = ()


def shape_of(sheet: Sheet) -> SheetShape:
    """The structure of a sheet: of its tables, where it has some, else of all its words."""
    tables = tables_in(sheet)
    texts: list[tuple[str, str]] = []
    for cell in sheet.texts():
        for table in tables:
            is_head = table.top <= cell.row <= table.bottom
            is_guide = table.bottom < cell.row <= table.last and cell.column in table.guides.values()
            if is_head or is_guide:
                texts.append((cell.place, cell.text))
                break
        else:
            if not tables:
                texts.append((cell.place, cell.text))
    merged = [
        area.name for area in sheet.merged if not tables or any(table.holds(area.top) for table in tables)
    ]
    return SheetShape(sheet.name, tuple(sorted(merged)), tuple(texts))


@dataclass(frozen=True)
class TemplateMap:
    """The map of a template: ``name`` is the file's that it was made for, ``shapes`` its structure."""

    name: str
    shapes: tuple[SheetShape, ...]
    cells: tuple[CellMap, ...] = ()

    @cached_property
    def fingerprint(self) -> str:
        """What the template is known by: the SHA-256 of its structure."""
        import json
        from hashlib import sha256

        plain = [
            [shape.name, sorted(shape.merged), [[place, _compared(text)] for place, text in shape.texts]]
            for shape in self.shapes
        ]
        return sha256(json.dumps(plain, ensure_ascii=False).encode()).hexdigest()

    @cached_property
    def by_place(self) -> Mapping[tuple[str, int, int], CellMap]:
        """The cells by sheet, row and column."""
        return {cell.key: cell for cell in self.cells}

    @property
    def filled(self) -> tuple[CellMap, ...]:
        """The cells that are filled in."""
        return tuple(cell for cell in self.cells if cell.certainty.is_filled)

    def with_cells(self, cells: Iterable[CellMap]) -> "TemplateMap":
        """The same with these cells set; those of before that lie elsewhere stay."""
        found = {**self.by_place, **{cell.key: cell for cell in cells}}
        return replace(self, cells=tuple(sorted(found.values(), key=self._order)))

    def without(self, keys: Iterable[tuple[str, int, int]]) -> "TemplateMap":
        """The same without what these cells take."""
        gone = set(keys)
        return replace(self, cells=tuple(cell for cell in self.cells if cell.key not in gone))

    def confirmed(self) -> "TemplateMap":
        """The same with every proposal confirmed."""
        return replace(self, cells=tuple(replace(cell, certainty=Certainty.CONFIRMED) for cell in self.cells))

    def _order(self, cell: CellMap) -> tuple[int, int, int]:
        names = [shape.name for shape in self.shapes]
        return (names.index(cell.sheet) if cell.sheet in names else len(names), cell.row, cell.column)


def map_of(template: Template, cells: Iterable[CellMap] = ()) -> TemplateMap:
    """A map of this template."""
    return TemplateMap(template.file, tuple(map(shape_of, template.sheets))).with_cells(cells)


@dataclass(frozen=True, slots=True)
class Difference:
    """A place where a template is another than the one that a map was made for."""

    sheet: str
    place: str
    words: str


def differences(made: TemplateMap, template: Template) -> list[Difference]:
    """Where the structure of a template differs from the one that the map was made for."""
    found: list[Difference] = []
    for shape in made.shapes:
        sheet = template.sheet(shape.name)
        if sheet is None:
            found.append(Difference(shape.name, "", f"không còn trang «{shape.name}»"))
            continue
        found += _between(shape, sheet)
    known = {shape.name for shape in made.shapes}
    others = [sheet.name for sheet in template.sheets if sheet.name not in known]
    found += [Difference(name, "", f"có thêm trang «{name}»") for name in others]
    return found


def _between(before: SheetShape, sheet: Sheet) -> Iterable[Difference]:
    after = shape_of(sheet)
    # What a map knows is held against what stands there, whether or not it is known as a header today.
    standing = {cell.place: cell.text for cell in sheet.texts()}
    old, new = dict(before.texts), dict(after.texts)
    for place in (*old, *(place for place in new if place not in old)):
        was, is_now = old.get(place, ""), standing.get(place, "")
        if _compared(was) != _compared(is_now):
            yield Difference(
                before.name, place, f"ô {place} trước là {_quoted(was)}, nay là {_quoted(is_now)}"
            )
    for name in sorted(set(before.merged) ^ set(after.merged)):
        area = parse_area(name)
        place = place_of(area.top, area.left) if area is not None else ""
        how = "không còn gộp" if name in before.merged else "mới được gộp"
        yield Difference(before.name, place, f"vùng {name} {how}")


def refuse_other(made: TemplateMap, template: Template) -> None:
    """Raises Refusal where a map was made for another form, or the template has changed since."""
    found = differences(made, template)
    if not found:
        return
    words = sum(len(shape.texts) for shape in made.shapes)
    is_other = not {shape.name for shape in made.shapes} & {sheet.name for sheet in template.sheets}
    if is_other or sum(bool(each.place) for each in found) > max(_OTHER_FORM * words, 3):
        raise Refusal(
            f"Bảng ghép này lập cho biểu khác («{made.name}»), không dùng được cho «{template.file}». "
            "Hãy chọn đúng bảng ghép, hoặc ghép lại biểu này.",
            "map",
        )
    told = "; ".join(_told(each, len(template.sheets) > 1) for each in found[:_MOST_TOLD])
    more = f"; và {len(found) - _MOST_TOLD} chỗ khác" if len(found) > _MOST_TOLD else ""
    raise Refusal(
        f"Biểu «{template.file}» đã thay đổi so với khi ghép: {told}{more}. Chưa điền ô nào. "
        "Hãy ghép lại biểu này.",
        "map",
    )


def _told(each: Difference, with_sheet: bool) -> str:
    return f"trang «{each.sheet}», {each.words}" if with_sheet and each.place else each.words


def _quoted(text: str) -> str:
    return f"«{shortened(text, 60)}»" if text else "trống"


def _compared(text: str) -> str:
    return _YEAR.sub("20", " ".join(fold(text).split()))


def carried_over(made: TemplateMap, template: Template) -> Sequence[CellMap]:
    """The cells of an older map that a changed template still has under the same words: its row's name and
    its column's header; all others have to be mapped anew."""
    then = {shape.name: dict(shape.texts) for shape in made.shapes}
    now = {shape.name: dict(shape.texts) for shape in map(shape_of, template.sheets)}
    kept = []
    for cell in made.cells:
        old, new = then.get(cell.sheet), now.get(cell.sheet)
        if old is None or new is None:
            continue
        same_row = _on_row(old, cell.row) == _on_row(new, cell.row)
        same_column = _over(old, cell) == _over(new, cell)
        if same_row and same_column:
            kept.append(cell)
    return kept


def _on_row(texts: Mapping[str, str], row: int) -> list[str]:
    return [_compared(text) for place, text in texts.items() if place.lstrip(_LETTERS) == str(row)]


def _over(texts: Mapping[str, str], cell: CellMap) -> list[str]:
    letters = cell.place.rstrip("0123456789")
    return [_compared(text) for place, text in texts.items() if place.rstrip("0123456789") == letters]


_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
