"""What goes into the cells of a template for a period, and what cannot, with the reason."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ..figures import Ledger
from ..indicators import Indicator
from ..numerals import to_roman
from ..readings import Reading
from ..report_periods import QUARTERS, Period
from ..target_links import TargetLink
from ..text import uncapitalized
from .columns import Column
from .likeness import money_scale
from .map import CellMap, Fact, TemplateMap
from .sheet import Rule, Sheet, Template, place_of
from .tables import tables_in

FactValue = str | int | date
"""A text, a year, a day."""


@dataclass(frozen=True, slots=True)
class FilledCell:
    """What is written into a cell: a ``number`` as its digits («95.5»), a ``text`` or a ``day``."""

    sheet: str
    row: int
    column: int
    number: str = ""
    text: str = ""
    day: date | None = None

    @property
    def place(self) -> str:
        """How the cell is called."""
        return place_of(self.row, self.column)


@dataclass(frozen=True, slots=True)
class Left:
    """A cell that stayed as it was, or was filled with something to look at; ``sentence`` says why."""

    sheet: str
    place: str
    code: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Filling:
    """What a template is filled with: ``left`` are the cells that stay as they were, ``noted`` filled ones
    with something to say of them."""

    cells: tuple[FilledCell, ...]
    left: tuple[Left, ...]
    noted: tuple[Left, ...]


class _Stays(Exception):
    """Nothing goes into a cell; the message says why."""


class Filler:
    """Works out what a map's cells take in a period."""

    def __init__(
        self,
        template: Template,
        ledger: Ledger,
        period: Period,
        targets: Mapping[str, TargetLink],
        facts: Mapping[Fact, FactValue],
    ) -> None:
        self._template = template
        self._ledger = ledger
        self._period = period
        self._targets = targets
        self._facts = facts
        self._known = ledger.catalogue(period).by_code
        self._noted: list[Left] = []
        self._row_units: dict[str, dict[int, str]] = {}

    def fill(self, made: TemplateMap) -> Filling:
        """What all of a map's cells take; what is not confirmed is left."""
        cells: list[FilledCell] = []
        left: list[Left] = []
        for each in made.cells:
            if each.takes is Column.NOTE and not self._ledger.figure(self._period, each.code).note:
                continue  # nothing to note is nothing that is missing
            try:
                cells.append(self._cell(each))
            except _Stays as why:
                left.append(Left(each.sheet, each.place, each.code, str(why)))
        return Filling(tuple(cells), tuple(left), tuple(self._noted))

    def _cell(self, each: CellMap) -> FilledCell:
        sheet = self._template.sheet(each.sheet)
        if sheet is None:
            raise _Stays("biểu không có trang này")
        if why := sheet.refusal(each.row, each.column):
            raise _Stays(why)
        if not each.certainty.is_filled:
            raise _Stays(f"đề xuất {each.label} chưa được xác nhận")
        if each.fact is not None:
            return self._fact(sheet, each, each.fact)
        indicator = self._known.get(each.code)
        if indicator is None:
            raise _Stays(f"danh mục của {self._period.label} không có chỉ tiêu mã {each.code}")
        match each.takes:
            case Column.NOTE:
                return self._text(each, self._ledger.figure(self._period, each.code).note, "")
            case Column.TARGET:
                return self._target(sheet, each, indicator)
        return self._figure(sheet, each, indicator)

    def _fact(self, sheet: Sheet, each: CellMap, fact: Fact) -> FilledCell:
        value = self._facts.get(fact)
        if isinstance(value, date):
            if sheet.cell(each.row, each.column).dated:
                return FilledCell(each.sheet, each.row, each.column, day=value)
            return self._text(each, f"{value:%d/%m/%Y}", "")
        if isinstance(value, int):
            return FilledCell(each.sheet, each.row, each.column, number=str(value))
        return self._text(each, value or "", f"chương trình chưa có {fact.label.lower()}")

    @staticmethod
    def _text(each: CellMap, text: str, blank: str) -> FilledCell:
        if not text:
            raise _Stays(blank)
        return FilledCell(each.sheet, each.row, each.column, text=text)

    def _target(self, sheet: Sheet, each: CellMap, indicator: Indicator) -> FilledCell:
        link = self._targets.get(each.code)
        if link is None:
            raise _Stays("kế hoạch chưa có chỉ tiêu gắn với số liệu này")
        measure = link.measure
        if measure.value is None or measure.upper is not None:
            return self._text(each, measure.label, "chỉ tiêu kế hoạch không có số")
        value, converted = self._in_unit_of_row(sheet, each, measure.unit, Decimal(f"{measure.value:.12g}"))
        filled = self._number(sheet, each, indicator, value)
        self._note(each, converted)
        return filled

    def _figure(self, sheet: Sheet, each: CellMap, indicator: Indicator) -> FilledCell:
        assert each.takes is not None
        period = each.takes.period(self._period)
        if _ends(period) > _ends(self._period):
            raise _Stays(f"{period.label} nằm sau kỳ đang điền")
        reading = self._ledger.reading(period, each.code)
        if reading.is_unworkable:
            raise _Stays(uncapitalized(reading.state.label))
        shown = reading.shown(indicator)
        if shown is None:
            raise _Stays(f"chưa có số liệu {period.label}{self._missing(reading)}")
        if indicator.choices:
            return self._choice(sheet, each, indicator, shown)
        shown, converted = self._in_unit_of_row(sheet, each, indicator.unit, shown)
        filled = self._number(sheet, each, indicator, shown)
        quarters = [lack for lack in reading.lacks if lack not in self._known]
        self._note(
            each,
            converted,
            f"mới gồm các quý đã có số, thiếu {_quarters(quarters)}" if quarters else "",
            "có số ước" if reading.estimate else "",
        )
        return filled

    def _in_unit_of_row(self, sheet: Sheet, each: CellMap, unit: str, value: Decimal) -> tuple[Decimal, str]:
        """A sum of money in the unit that the form counts in, and the words for it."""
        wanted = self._units(sheet.name).get(each.row, "")
        ours, theirs = money_scale(unit), money_scale(wanted)
        if ours is None or theirs is None or ours == theirs:
            return value, ""
        return value * ours / theirs, f"đã đổi từ {unit} sang {wanted}"

    def _units(self, name: str) -> Mapping[int, str]:
        """The units of a sheet's rows."""
        if name not in self._row_units:
            sheet = self._template.sheet(name)
            tables = tables_in(sheet) if sheet is not None else ()
            self._row_units[name] = {row.number: row.unit for table in tables for row in table.rows}
        return self._row_units[name]

    def _missing(self, reading: Reading) -> str:
        codes = [lack for lack in reading.lacks if lack in self._known]
        return f" của chỉ tiêu {', '.join(codes[:4])}" if codes else ""

    def _note(self, each: CellMap, *words: str) -> None:
        """Says of a filled cell what should be looked at, where there is anything."""
        if told := "; ".join(filter(None, words)):
            self._noted.append(Left(each.sheet, each.place, each.code, told))

    def _choice(self, sheet: Sheet, each: CellMap, indicator: Indicator, value: Decimal) -> FilledCell:
        words = indicator.choice_words(value)
        for rule in self._rules(sheet, each):
            if rule.choices:
                wanted = next((known for known in rule.choices if known.casefold() == words.casefold()), None)
                if wanted is None:
                    raise _Stays(f"ô chỉ nhận {_listed(rule.choices)}, không nhận «{words}»")
                words = wanted
        return FilledCell(each.sheet, each.row, each.column, text=words)

    def _number(self, sheet: Sheet, each: CellMap, indicator: Indicator, value: Decimal) -> FilledCell:
        cell = sheet.cell(each.row, each.column)
        if cell.percent:
            if indicator.unit != "%":
                raise _Stays(f"ô định dạng phần trăm mà chỉ tiêu tính bằng {indicator.unit}")
            value = value / 100
        for rule in self._rules(sheet, each):
            _refuse_outside(rule, value)
        return FilledCell(each.sheet, each.row, each.column, number=f"{value:f}")

    @staticmethod
    def _rules(sheet: Sheet, each: CellMap) -> list[Rule]:
        return [rule for rule in sheet.rules if rule.holds(each.row, each.column)]


def _refuse_outside(rule: Rule, value: Decimal) -> None:
    number = float(value)
    if rule.choices and not any(_same_number(known, number) for known in rule.choices):
        raise _Stays(f"ô chỉ nhận {_listed(rule.choices)}, không nhận {value:f}")
    if rule.whole and value != value.to_integral_value():
        raise _Stays(f"ô chỉ nhận số nguyên, không nhận {value:f}")
    least, most = rule.least, rule.most
    if (least is not None and number < least) or (most is not None and number > most):
        bounds = [f"từ {least:g}" if least is not None else "", f"đến {most:g}" if most is not None else ""]
        raise _Stays(f"ô chỉ nhận số {' '.join(filter(None, bounds))}, không nhận {value:f}")


def _same_number(known: str, number: float) -> bool:
    try:
        return float(known.replace(",", ".")) == number
    except ValueError:
        return False


def _listed(choices: tuple[str, ...]) -> str:
    return ", ".join(f"«{choice}»" for choice in choices[:6])


def _ends(period: Period) -> tuple[int, int]:
    return period.year, QUARTERS.index(period.last_quarter.span)


def _quarters(written: list[str]) -> str:
    quarters = [Period.parse(each) for each in written]
    return ", ".join(f"quý {to_roman(QUARTERS.index(each.span) + 1)}" for each in quarters)
