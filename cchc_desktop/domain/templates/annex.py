"""The superior's annex as a catalogue: rows are indicators that are known, or new ones with their totals."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from ..areas import AREA_CODES, Area
from ..errors import Refusal
from ..formulas import Formula
from ..indicators import Indicator, IndicatorCatalogue, Kind, Nature
from ..text import capitalized, clean_line, fold, uncapitalized
from .columns import Column
from .likeness import is_ratio, plain_words
from .map import Certainty
from .propose import Matcher
from .sheet import Cell, CellKind, Sheet, Template
from .sheet_formulas import converted
from .tables import Row, Table, tables_in

_MOST_OF_AREA = 99
_LONGEST_NAME = 300
_LEAD = re.compile(r"^[\s\-–+*•]*(?:\(?(?:\d{1,2}(?:\.\d{1,2})*|[a-zđ])[.)]\s+)?")
_NO_UNIT = "số lượng"


class Standing(StrEnum):
    """What became of a row."""

    KEPT = "kept"
    """It asks for an indicator that is known, which keeps its code."""
    LIKELY = "likely"
    """It probably asks for one that is known; somebody should look."""
    NEW = "new"
    """It is a new indicator."""

    @property
    def label(self) -> str:
        """What it is called on the screen."""
        return {"kept": "giữ mã", "likely": "giữ mã, nên xem lại", "new": "chỉ tiêu mới"}[self]


@dataclass(frozen=True, slots=True)
class AnnexLine:
    """A row of the annex, and the indicator that it is; ``note`` says what should be looked at."""

    sheet: str
    row: int
    name: str
    code: str
    standing: Standing
    note: str = ""


@dataclass(frozen=True, slots=True)
class AnnexCatalogue:
    """What an annex makes: its rows, and the indicators that are new, in their order."""

    lines: tuple[AnnexLine, ...]
    added: tuple[Indicator, ...]

    def without_formula(self, code: str, why: str) -> "AnnexCatalogue":
        """The same with a new indicator typed instead of worked out."""
        added = tuple(
            replace(each, kind=Kind.TYPED, formula=None) if each.code == code else each for each in self.added
        )
        lines = tuple(replace(line, note=why) if line.code == code else line for line in self.lines)
        return AnnexCatalogue(lines, added)


def annex_catalogue(
    template: Template, catalogue: IndicatorCatalogue, areas: Sequence[Area]
) -> AnnexCatalogue:
    """What the tables of a workbook make. Raises Refusal where there are no rows, or too many for an area."""
    maker = _Maker(template, catalogue, areas)
    found = maker.make()
    if not found.lines:
        raise Refusal(
            f"Tệp «{template.file}» không có bảng nào với cột nội dung và cột số liệu. "
            "Hãy chọn tệp phụ lục có dòng tiêu đề như «Nội dung», «Đơn vị tính», «Kết quả»."
        )
    return found


class _Maker:
    def __init__(self, template: Template, catalogue: IndicatorCatalogue, areas: Sequence[Area]) -> None:
        self._template = template
        self._catalogue = catalogue
        self._areas = areas
        self._matcher = Matcher(catalogue)
        self._units = {fold(each.unit): each.unit for each in catalogue.indicators}
        self._next = {
            area: 1 + max((int(each.code.partition(".")[2]) for each in catalogue.of_area(area)), default=0)
            for area in AREA_CODES
        }
        self._lines: list[AnnexLine] = []
        self._added: dict[str, Indicator] = {}
        self._at: dict[tuple[str, int, int], str] = {}
        """Codes by sheet, row and column of the figures of the period itself."""
        self._cells: dict[str, tuple[Sheet, Cell]] = {}
        """The formula's cell of each new indicator."""
        self._same: dict[str, str] = {}

    def make(self) -> AnnexCatalogue:
        for sheet in self._template.sheets:
            if sheet.is_hidden:
                continue
            for table in tables_in(sheet):
                self._take(sheet, table)
        lines = self._formulas()
        return AnnexCatalogue(tuple(lines), tuple(self._added.values()))

    def _take(self, sheet: Sheet, table: Table) -> None:
        figures = [column for column, meaning in table.columns.items() if meaning.is_figure]
        if not figures:
            return
        first = next((c for c in figures if table.columns[c] is Column.VALUE), figures[0])
        matches = self._matcher.matches(table.rows)
        area = 0
        codes: dict[str, str] = {}
        for row in table.rows:
            match = matches.get(row.number)
            is_sure = match is not None and match.certainty.is_filled
            if match is not None and (is_sure or match.certainty is Certainty.LIKELY):
                code, standing = match.code, Standing.KEPT if is_sure else Standing.LIKELY
                known = self._catalogue.get(code)
                note = "" if is_sure else f"gần giống «{known.name}»"
                area = known.area
            else:
                area = self._area(sheet, row) or area or 1
                code, note = self._new(row, area, codes)
                standing = Standing.NEW
                self._cells.setdefault(code, (sheet, sheet.cell(row.number, first)))
            codes[row.name] = code
            self._at[sheet.name, row.number, first] = code
            self._lines.append(AnnexLine(sheet.name, row.number, row.name, code, standing, note))

    def _area(self, sheet: Sheet, row: Row) -> int:
        """The area that the titles over a row speak of, else the row itself; 0 where they speak of none."""
        for words in (*reversed(row.groups), sheet.name, row.name):
            folded = fold(words)
            for area in self._areas:
                names = (*area.keywords, *map(fold, area.matters), fold(area.short_name))
                if any(name in folded for name in names):
                    return area.code
        return 0

    def _new(self, row: Row, area: int, codes: Mapping[str, str]) -> tuple[str, str]:
        """The code of a new indicator, and what should be looked at."""
        name = clean_line(_LEAD.sub("", row.name))[:_LONGEST_NAME] or row.name
        name = capitalized(name)
        whole = codes.get(row.groups[-1], "") if row.groups else ""
        key = f"{plain_words(name)}|{plain_words(row.unit)}|{whole}"
        if (same := self._same.get(key)) is not None:
            return same, "cùng tên với một dòng ở trên, dùng chung mã"
        unit, note = self._unit(row, whole)
        number = self._next[area]
        if number > _MOST_OF_AREA:
            raise Refusal(
                f"Phụ lục có quá nhiều chỉ tiêu mới ở lĩnh vực {area}: mã chỉ đến {area}.{_MOST_OF_AREA}. "
                "Hãy tách phụ lục thành nhiều tệp."
            )
        self._next[area] += 1
        code = f"{area}.{number:02}"
        above = self._added.get(whole) or self._catalogue.by_code.get(whole)
        is_part = above is not None and above.area == area and above.unit == unit
        self._added[code] = Indicator(
            code=code,
            area=area,
            name=name,
            unit=unit,
            nature=Nature.RATIO if unit == "%" else Nature.FLOW,
            part_of=whole if is_part else "",
            decimals=2 if unit == "%" else 0,
            source=f"Biểu «{self._template.file}»" + (f", mã {row.code}" if row.code else ""),
        )
        self._same[key] = code
        return code, note

    def _unit(self, row: Row, whole: str) -> tuple[str, str]:
        unit = clean_line(row.unit)
        if "%" in unit or (not unit and is_ratio(row.name)):
            return "%", ""
        if not unit:
            above = self._added.get(whole) or self._catalogue.by_code.get(whole)
            unit = above.unit if above is not None else _NO_UNIT
            return unit, f"biểu không ghi đơn vị tính, tạm ghi «{unit}»"
        return self._units.setdefault(fold(unit), uncapitalized(unit)), ""

    # Totals

    def _formulas(self) -> Iterator[AnnexLine]:
        """The rows once more, with the totals of new indicators as formulas."""
        notes: dict[str, str] = {}
        for code, (sheet, cell) in self._cells.items():
            if cell.kind is not CellKind.FORMULA:
                continue
            indicator = self._added[code]
            percent = cell.percent or indicator.unit == "%"
            formula = converted(cell.formula, self._code_of(sheet.name), percent=percent)
            if formula is None or code in formula.operands:
                notes[code] = "công thức của ô không chuyển được, để nhập tay"
                continue
            nature = Nature.RATIO if formula.divides else indicator.nature
            self._added[code] = replace(indicator, kind=Kind.COMPUTED, formula=formula, nature=nature)
        for code in self._circular():
            self._added[code] = replace(self._added[code], kind=Kind.TYPED, formula=None)
            notes[code] = "công thức tham chiếu vòng, để nhập tay"
        for line in self._lines:
            note = notes.get(line.code, "") if line.standing is Standing.NEW else ""
            yield replace(line, note="; ".join(filter(None, (line.note, note))))

    def _code_of(self, own: str) -> Callable[[str, int, int], str | None]:
        return lambda sheet, row, column: self._at.get((sheet or own, row, column))

    def _circular(self) -> list[str]:
        """The new indicators whose formulas come back to themselves."""
        found = []
        for code in self._added:
            seen: set[str] = set()
            waiting = [code]
            while waiting:
                formula = self._formula(waiting.pop())
                for operand in formula.operands if formula is not None else ():
                    if operand == code:
                        found.append(code)
                        waiting.clear()
                        break
                    if operand not in seen:
                        seen.add(operand)
                        waiting.append(operand)
        return found

    def _formula(self, code: str) -> Formula | None:
        indicator = self._added.get(code)
        return indicator.formula if indicator is not None else None
