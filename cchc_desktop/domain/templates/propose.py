"""What the cells of a template probably take, by the words of rows and headers, and how sure that is.

Nothing uncertain is filled in by itself: certain is what carries the same words (or the same code beside
words that are nearest to it), counts in the same unit, and is clearly nearer than anything else.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from ..indicators import Indicator, IndicatorCatalogue
from ..text import fold
from .columns import Column
from .likeness import is_ratio, likeness, measured, plain_words, same_unit, says_the_same
from .map import CellMap, Certainty, Fact
from .sheet import CellKind, Sheet, Template
from .tables import Row, Table, tables_in

_EXACT, _CERTAIN, _LIKELY, _UNSURE = 100.0, 90.0, 76.0, 62.0
_MARGIN = 5.0
"""By so much a certain match is nearer than any other."""
_OTHER_UNIT = 12.0
_SAME_UNIT = 3.0
_WITH_GROUP = 2.0
_SHORTLIST = 14


@dataclass(frozen=True, slots=True)
class Match:
    """The indicator that a row asks for; ``score`` says how alike they are, 100 and more where the words
    are the same."""

    row: Row
    code: str
    score: float
    certainty: Certainty


class Matcher:
    """Finds the indicators of a catalogue by words."""

    def __init__(self, catalogue: IndicatorCatalogue) -> None:
        self._catalogue = catalogue
        self._full = {indicator.code: self._names(indicator) for indicator in catalogue.indicators}

    def _names(self, indicator: Indicator) -> tuple[str, ...]:
        """What an indicator may be called: its name, and with that of what it is a part of."""
        name = indicator.name
        whole = self._catalogue.by_code.get(indicator.part_of)
        return (name, f"{whole.name} {name}") if whole is not None else (name,)

    @cached_property
    def _by_word(self) -> Mapping[str, frozenset[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for code, names in self._full.items():
            for word in plain_words(" ".join(names)).split():
                found[word].add(code)
        return {word: frozenset(codes) for word, codes in found.items()}

    def _shortlist(self, words: str) -> list[str]:
        """The codes that share the rarest words with these: letters are compared only for them."""
        shares: dict[str, float] = defaultdict(float)
        for word in set(words.split()):
            codes = self._by_word.get(word, frozenset())
            for code in codes:
                shares[code] += 1 / len(codes)
        return sorted(shares, key=lambda code: (-shares[code], self._catalogue.places[code]))[:_SHORTLIST]

    def ranked(self, row: Row) -> list[tuple[float, str]]:
        """Scores and codes of what a row may ask for, the best first."""
        asked = [row.name, *(f"{group} {row.name}" for group in row.groups[-1:])]
        shares = is_ratio(row.name, row.unit)
        found = []
        for code in self._shortlist(plain_words(" ".join(asked))):
            indicator = self._catalogue.by_code[code]
            score = max(
                likeness(words, name) - (_WITH_GROUP if place else 0.0)
                for place, words in enumerate(asked)
                for name in self._full[code]
            )
            score = measured(score, shares, is_ratio(indicator.name, indicator.unit))
            same = same_unit(row.unit, indicator.unit)
            if same is not None:
                score += _SAME_UNIT if same else -_OTHER_UNIT
            found.append((score, code))
        return sorted(found, key=lambda each: (-each[0], self._catalogue.places[each[1]]))

    def _says_the_same(self, row: Row, code: str) -> bool:
        """Whether a row has the words of an indicator, or has them with those of what both are parts of."""
        asked = [row.name, *(f"{group} {row.name}" for group in row.groups[-1:])]
        return any(says_the_same(words, name) for words in asked for name in self._full[code])

    def matches(self, rows: Sequence[Row]) -> Mapping[int, Match]:
        """What each row asks for, by its number; no two rows the same. Rows that ask for nothing known are
        left out."""
        ranked = {row.number: self.ranked(row) for row in rows}
        by_number = {row.number: row for row in rows}
        taken: set[str] = set()
        found: dict[int, Match] = {}
        for row in rows:
            code = row.code.strip()
            score, best = ranked[row.number][0] if ranked[row.number] else (0.0, "")
            # A code of ours beside words that are nearest to that very indicator.
            if best == code and score >= _LIKELY and code not in taken:
                taken.add(code)
                found[row.number] = Match(row, code, score, Certainty.CERTAIN)
        pairs = [(score, code, number) for number, each in ranked.items() for score, code in each]
        pairs.sort(key=lambda pair: (-pair[0], pair[2], pair[1]))
        for score, code, number in pairs:
            if score < _UNSURE:
                break
            if code in taken or number in found:
                continue
            taken.add(code)
            certainty = self._certainty(by_number[number], score, ranked[number], code)
            found[number] = Match(by_number[number], code, score, certainty)
        return found

    def _certainty(self, row: Row, score: float, ranked: Sequence[tuple[float, str]], code: str) -> Certainty:
        other = max((each for each, known in ranked if known != code), default=0.0)
        is_near = (score >= _EXACT > other) or (score >= _CERTAIN and score - other >= _MARGIN)
        if is_near and self._says_the_same(row, code):
            return Certainty.CERTAIN
        return Certainty.LIKELY if score >= _LIKELY and score >= other else Certainty.UNSURE


def propose(
    template: Template, catalogue: IndicatorCatalogue, cancelled: Callable[[], bool] = lambda: False
) -> tuple[CellMap, ...]:
    """What the cells of a template probably take; cells that nothing may be written into are left out."""
    matcher = Matcher(catalogue)
    found: list[CellMap] = []
    for sheet in template.sheets:
        if cancelled():
            break
        tables = tables_in(sheet)
        for table in tables:
            found += _of_table(sheet, table, matcher)
        found += _facts(sheet, tables)
    return tuple(found)


def _of_table(sheet: Sheet, table: Table, matcher: Matcher) -> Iterator[CellMap]:
    matches = matcher.matches(table.rows)
    meanings = list(table.columns.values())
    for number, match in matches.items():
        for column, takes in table.columns.items():
            if sheet.refusal(number, column) or _is_text(sheet, number, column, takes):
                continue
            certainty = match.certainty
            if meanings.count(takes) > 1 and certainty is Certainty.CERTAIN:
                certainty = Certainty.LIKELY
            yield CellMap(sheet.name, number, column, match.code, takes, certainty=certainty)


def _is_text(sheet: Sheet, row: int, column: int, takes: Column) -> bool:
    """Whether words stand where a figure would go: they are the form's own, such as «x»."""
    cell = sheet.cell(row, column)
    return cell.kind is CellKind.TEXT and takes.is_figure and bool(cell.text.strip(" .…-–_"))


_FACTS: tuple[tuple[str, Fact], ...] = (
    (
        r"(ten )?(don vi|co quan) bao cao|(ten )?(xa|phuong)( dac khu)?|ubnd (xa|phuong)|ten don vi",
        Fact.OFFICE,
    ),
    (r"(don vi|co quan|noi) nhan( bao cao)?|kinh gui", Fact.SUPERIOR),
    (r"ky bao cao|ky|bao cao ky", Fact.PERIOD),
    (r"nam( bao cao)?", Fact.YEAR),
    (r"tu ngay", Fact.STARTS),
    (r"den ngay|den het ngay|ngay chot so lieu", Fact.ENDS),
    (r"ngay (lap|bao cao)( bieu)?", Fact.TODAY),
    (r"(nguoi|lanh dao) ky( bao cao)?|thu truong", Fact.SIGNER),
)
_MARKS = re.compile(r"[^\w]+")


def fact_of(label: str) -> Fact | None:
    """The fact that a label of a form's head asks for: «Kỳ báo cáo:»."""
    words = " ".join(_MARKS.sub(" ", fold(label[:80])).split())
    return next((fact for shape, fact in _FACTS if re.fullmatch(shape, words)), None)


def _facts(sheet: Sheet, tables: Sequence[Table]) -> Iterator[CellMap]:
    """Labels outside the tables with an empty cell beside them."""
    for cell in list(sheet.texts()):
        if any(table.holds(cell.row) for table in tables) or (fact := fact_of(cell.text)) is None:
            continue
        area = sheet.area_of(cell.row, cell.column)
        column = (area.right if area is not None else cell.column) + 1
        if column > sheet.columns or sheet.refusal(cell.row, column):
            continue
        beside = sheet.cell(cell.row, column)
        blank = beside.kind is CellKind.EMPTY or not beside.text.strip(" .…-–_")
        if blank and cell.text.rstrip().endswith(":"):
            yield CellMap(sheet.name, cell.row, column, fact=fact, certainty=Certainty.CERTAIN)
