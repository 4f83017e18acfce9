"""A set of criteria read from a workbook: its tree, the rules that its words mean, and what is wrong by row.

Nothing is repaired silently: points that do not add up are told, and such a set cannot be stored.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from ..citations import citations
from ..criteria.rules import Rule, RuleKind
from ..criteria.sets import Band, CriteriaSet, Criterion, problems_of, problems_of_one, rule_problems
from ..criteria.sources import Source
from ..errors import Refusal
from ..numerals import format_number
from ..registers.book import RowsBook
from ..text import clean_line, fold
from .about import About, about_of
from .outline import Node, Outline, points_in
from .rule_text import read_rule
from .table import Column, Table, table_of
from .wording import proposed_rule

_BESIDE = re.compile(r"diem (thuong|phat|cong|tru)|^(thuong|phat)\b|diem cong, diem tru")
_TAKEN = re.compile(r"phat|diem tru|bi tru")
_GIVEN = re.compile(r"thuong|diem cong")
_TITLE = re.compile(r"linh vuc|noi dung (so )?[0-9ivx]")
_SET_TITLE = re.compile(r"^(bo )?(tieu chi|chi so)|^bang (tieu chi|diem|cham)|^bo tieu chi")
_NUMBERED = re.compile(r"^\s*(?:[0-9]+|[IVXL]+)[.)\s:–-]+")
_POINTS = re.compile(r"\(\s*(?:tối đa\s*)?(\d+(?:[.,]\d+)?)\s*(?:điểm|đ)", re.IGNORECASE)
_WORD = re.compile(r"\w+")
_OFTEN = 4
"""A word that so many areas have in their names tells none from others: «cải cách»."""
_MOST_WORDS = 0.5
_BY_HAND = Rule(RuleKind.MANUAL, unit="điểm")
_ONE_OF_OURS = (RuleKind.RATIO, RuleKind.STEPS)


@dataclass(frozen=True, slots=True)
class Remark:
    """What is told of a row: ``is_fault`` where the set cannot be stored before it is mended."""

    sentence: str
    sheet: str = ""
    row: int = 0
    code: str = ""
    is_fault: bool = False

    @property
    def words(self) -> str:
        """The sentence with its place."""
        at = f"Trang «{self.sheet}», dòng {self.row}: " if self.row else ""
        return f"{at}{self.sentence}"


@dataclass(frozen=True, slots=True)
class ReadSet:
    """The set of a file with what is told of it, and the row of each code."""

    file: str
    set: CriteriaSet
    remarks: tuple[Remark, ...]
    rows: Mapping[str, tuple[str, int]]

    @property
    def faults(self) -> tuple[Remark, ...]:
        """What has to be mended in the file first."""
        return tuple(each for each in self.remarks if each.is_fault)


def read_set(book: RowsBook, year: int, bands: tuple[Band, ...], known: Sequence[Criterion] = ()) -> ReadSet:
    """The set of criteria in a workbook, for a year and after; ``bands`` are the grades where it says none.

    ``known`` are criteria whose sources are proposed for those of the same name. Raises Refusal where no
    table of criteria is found.
    """
    tables = [table for sheet in book.sheets if (table := table_of(sheet)) is not None and table.lines]
    if not tables:
        raise Refusal(
            f"«{book.file}» không có bảng tiêu chí: cần một dòng tiêu đề có cột tiêu chí và cột điểm tối đa.",
            "file",
        )
    return _Reader(book, tables, year, bands, known).read()


class _Reader:
    """Reads the tables of one file."""

    def __init__(
        self,
        book: RowsBook,
        tables: list[Table],
        year: int,
        bands: tuple[Band, ...],
        known: Sequence[Criterion],
    ) -> None:
        self._book = book
        self._year = year
        self._bands = bands
        self._about: About | None = about_of(book)
        self._known = {fold(each.name): each for each in known if each.rule is not None}
        named = {each.area: set(_WORD.findall(fold(each.name))) for each in known if each.area}
        often = Counter(word for words in named.values() for word in words)
        self._areas = {
            code: own for code, words in named.items()
            if (own := {word for word in words if often[word] < _OFTEN})
        }  # fmt: skip
        self._remarks: list[Remark] = []
        self._rows: dict[str, tuple[str, int]] = {}
        self._totals: list[Node] = []
        is_scored = [bool(table.columns & {Column.METHOD, Column.EVIDENCE, Column.RULE}) for table in tables]
        self._tables = [
            table for table, is_one in zip(tables, is_scored, strict=True) if is_one or not any(is_scored)
        ]
        self._summaries = [table for table in tables if table not in self._tables]

    def read(self) -> ReadSet:
        """The set, as far as it can be read."""
        roots = self._roots()
        beside = [each for each in roots if _BESIDE.search(fold(each.name))]
        areas = self._with_areas([self._criterion(each) for each in roots if each not in beside])
        extras = tuple(leaf for each in beside for leaf in self._extras(each, None))
        bonus, penalty = self._limits(beside, extras)
        found = CriteriaSet(
            id="", title="", areas=areas, bands=self._bands, extras=extras,
            bonus_most=bonus, penalty_most=penalty, valid_from=date(self._year, 1, 1),
        )  # fmt: skip
        found = self._headed(found)
        self._check_totals(found)
        self._check_summaries(found)
        told = {each.sentence for each in self._remarks}
        begun = tuple(f"Tiêu chí {each.code} " for each in self._remarks if each.is_fault and each.code)
        self._remarks += [
            Remark(sentence, is_fault=True)
            for sentence in problems_of(found)
            if sentence not in told and not sentence.startswith(begun)
        ]
        return ReadSet(self._book.file, found, tuple(self._remarks), self._rows)

    # The tree

    def _roots(self) -> list[Node]:
        by_table = [(table, self._outlined(table)) for table in self._tables]
        by_table = [(table, roots) for table, roots in by_table if roots]
        codes = [each.code for _, roots in by_table for each in roots]
        is_whole = len(set(codes)) == len(codes) and not any(
            "." in each.marker for _, roots in by_table for each in roots
        )
        if is_whole or len(by_table) < 2:
            return [each for _, roots in by_table for each in roots]
        found = []
        for place, (table, roots) in enumerate(by_table, 1):
            if len(roots) == 1 and roots[0].children:
                _recode(roots[0], str(place))
                found.append(roots[0])
            else:
                found.append(self._area(table, roots, place))
        return found

    def _outlined(self, table: Table) -> list[Node]:
        made = Outline(table)
        self._totals += made.totals
        return made.roots

    def _area(self, table: Table, roots: list[Node], place: int) -> Node:
        """The area that a sheet is, where its rows are the criteria of one."""
        title = next((text for text in reversed(table.titles) if _TITLE.search(fold(text))), table.sheet)
        stems = {each.marker.partition(".")[0] for each in roots}
        code = stems.pop() if len(stems) == 1 and all("." in each.marker for each in roots) else str(place)
        total = next((each for each in self._totals if each.sheet == table.sheet), None)
        said = _POINTS.search(title)
        most = points_in(said[1]) if said else total.most if total else None
        name = _NUMBERED.sub(
            "", re.sub(r"^\s*lĩnh vực\s*", "", title[: said.start()] if said else title, flags=re.IGNORECASE)
        )
        area = Node(table.sheet, total.row if total and not said else 1, code, code, clean_line(name), most)
        for each in roots:
            _recode(each, each.code if each.code.startswith(f"{code}.") else f"{code}.{each.code}")
        area.children = roots
        return area

    def _criterion(self, node: Node) -> Criterion:
        self._place(node)
        for note in node.notes:
            self._tell(node, f"Tiêu chí {node.code} {note}")
        children = tuple(map(self._criterion, node.children))
        most = self._most(node, children)
        rule = None if children else self._rule(node, most)
        found = Criterion(
            code=node.code, name=node.name, most=most, rule=rule,
            method=_on_one_line(node.text(Column.METHOD)),
            evidence=clean_line(node.text(Column.EVIDENCE)), answers=clean_line(node.text(Column.ANSWERS)),
            area=self._reform_area(node), sources=self._sources(node), children=children,
        )  # fmt: skip
        found = self._with_sources(found)
        self._check(node, found)
        return found

    def _place(self, node: Node) -> None:
        """Keeps the row of a code, which no other row may have."""
        if node.code in self._rows:
            sentence = f"Mã {node.code} có ở nhiều tiêu chí. Hãy đặt mỗi tiêu chí một mã."
            self._tell(node, sentence, is_fault=True)
        self._rows.setdefault(node.code, (node.sheet, node.row))

    def _check(self, node: Node, found: Criterion) -> None:
        if node.said and node.most is None:
            return  # Told already: what stands there is no number.
        for sentence in problems_of_one(found):
            self._tell(node, sentence, is_fault=True)

    def _most(self, node: Node, children: tuple[Criterion, ...]) -> Decimal:
        if node.most is not None:
            return node.most
        if node.said:
            self._tell(
                node,
                f"Tiêu chí {node.code} có điểm tối đa «{node.said[:40]}» không phải là số.",
                is_fault=True,
            )
        if children and not node.said:
            total = sum((each.most for each in children), Decimal(0))
            self._tell(
                node,
                f"Tiêu chí {node.code} không ghi điểm tối đa; tính theo các tiêu chí con: "
                f"{format_number(total)}.",
            )
            return total
        return Decimal(0)

    def _rule(self, node: Node, most: Decimal, *, penalty: bool | None = None) -> Rule:
        told = node.text(Column.RULE)
        method = node.text(Column.METHOD)
        if told:
            try:
                return read_rule(told)
            except Refusal as refusal:
                self._tell(node, f"Tiêu chí {node.code}: {refusal}", is_fault=True)
        if most <= 0:
            return _BY_HAND
        rule = proposed_rule(node.name, method, most, penalty=penalty)
        if rule is None:
            why = "chưa có cách tính điểm" if not method else "có cách tính điểm chưa đọc được thành quy tắc"
            self._tell(node, f"Tiêu chí {node.code} {why}: để chấm tay.")
            return _BY_HAND
        if problem := next(rule_problems(rule, most), ""):
            self._tell(node, f"Tiêu chí {node.code} {problem} Tạm để chấm tay.")
            return _BY_HAND
        return rule

    def _with_areas(self, areas: Sequence[Criterion]) -> tuple[Criterion, ...]:
        """The areas of the set with the reform areas that they stand for: each the one whose name has most of
        its words in theirs, once."""
        found: list[Criterion] = []
        for each in areas:
            words = set(_WORD.findall(fold(each.name)))
            alike = {code: len(known & words) / len(known) for code, known in self._areas.items()}
            code = max(alike, key=lambda at: alike[at], default=0)
            is_free = code not in {other.area for other in found}
            is_meant = not each.area and self._about is None and is_free and alike[code] >= _MOST_WORDS
            found.append(replace(each, area=code) if code and is_meant else each)
        return tuple(found)

    def _reform_area(self, node: Node) -> int:
        said = node.text(Column.AREA)
        return int(said) if said.isdecimal() and 1 <= int(said) <= 8 else 0

    def _sources(self, node: Node) -> tuple[Source, ...]:
        found = []
        for text in filter(None, map(str.strip, node.text(Column.SOURCES).split("\n"))):
            try:
                found.append(Source.parse(text))
            except Refusal as refusal:
                self._tell(node, f"Tiêu chí {node.code}: {refusal}", is_fault=True)
        return tuple(found)

    def _with_sources(self, found: Criterion) -> Criterion:
        """The criterion with the sources of a known one of the same name and kind."""
        like = self._known.get(fold(found.name))
        if (
            self._about is not None
            or like is None
            or like.rule is None
            or found.rule is None
            or found.sources
            or not like.sources
        ):
            return found
        if found.rule.kind is not like.rule.kind or like.rule.of_target:
            return found
        rule = found.rule
        if found.rule.kind in _ONE_OF_OURS:
            rule = replace(rule, things=rule.things or like.rule.things, grows=like.rule.grows)
        return replace(found, sources=like.sources, rule=rule)

    # Beside the whole

    def _extras(self, node: Node, penalty: bool | None) -> Iterator[Criterion]:
        words = fold(node.name)
        is_taken, is_given = bool(_TAKEN.search(words)), bool(_GIVEN.search(words))
        if is_taken != is_given:
            penalty = is_taken
        if node.children:
            for child in node.children:
                yield from self._extras(child, penalty)
            return
        self._place(node)
        most = self._most(node, ())
        rule = self._rule(node, most, penalty=bool(penalty))
        found = Criterion(
            code=node.code, name=node.name, most=most, rule=rule,
            method=_on_one_line(node.text(Column.METHOD)),
            evidence=clean_line(node.text(Column.EVIDENCE)), answers=clean_line(node.text(Column.ANSWERS)),
            sources=self._sources(node),
        )  # fmt: skip
        self._check(node, found)
        yield found

    @staticmethod
    def _limits(beside: Iterable[Node], extras: Sequence[Criterion]) -> tuple[Decimal, Decimal]:
        """The most that bonus and penalty come to: what their own groups say, else all together."""
        found = []
        for kind, own, other in ((RuleKind.BONUS, _GIVEN, _TAKEN), (RuleKind.PENALTY, _TAKEN, _GIVEN)):
            groups = [
                each for root in beside for each in root.walk()
                if each.children and each.most is not None
                and own.search(fold(each.name)) and not other.search(fold(each.name))
            ]  # fmt: skip
            leaves = [each.most for each in extras if each.rule and each.rule.kind is kind]
            said = [each.most for each in groups if each.most is not None]
            found.append(sum(said or leaves, Decimal(0)))
        return found[0], found[1]

    # What stands around the table

    def _headed(self, found: CriteriaSet) -> CriteriaSet:
        if self._about is not None:
            return self._about.put_on(found)
        titles = [text for table in (*self._summaries, *self._tables) for text in table.titles]
        cited = next(
            (each for text in titles for each in citations(text) if each.kind and each.signed is not None),
            None,
        )
        title = next((text for text in titles if _SET_TITLE.search(fold(text))), "")
        return replace(
            found,
            title=" ".join(clean_line(title).split()),
            decision=cited.symbol if cited is not None else "",
            signed=cited.signed if cited is not None else None,
            is_issued=cited is not None,
        )

    def _check_totals(self, found: CriteriaSet) -> None:
        """A line of sums is that of its sheet, of its area, or of the whole."""
        for total in self._totals:
            on_sheet = [each for each in found.areas if self._rows[each.code][0] == total.sheet]
            sums = {sum((each.most for each in on_sheet), Decimal(0)), found.most}
            if total.most is not None and total.most not in sums:
                said, made = format_number(total.most), format_number(min(sums))
                self._tell(
                    total,
                    f"Dòng cộng ghi {said} điểm, các lĩnh vực cộng lại {made}. Hãy sửa cho khớp.",
                    is_fault=True,
                )

    def _check_summaries(self, found: CriteriaSet) -> None:
        """A sheet that lists the areas alone must say of each what its own sheet says."""
        areas = {fold(each.name): each for each in found.areas}
        for table in self._summaries:
            for node in self._outlined(table):
                area = areas.get(fold(node.name))
                if area is not None and node.most is not None and node.most != area.most:
                    self._tell(
                        node,
                        f"Lĩnh vực «{node.name}» ghi {format_number(node.most)} điểm ở trang này, "
                        f"bảng của lĩnh vực ghi {format_number(area.most)}. Hãy sửa cho khớp.",
                        is_fault=True,
                    )

    def _tell(self, node: Node, sentence: str, *, is_fault: bool = False) -> None:
        self._remarks.append(Remark(sentence, node.sheet, node.row, node.code, is_fault))


def _recode(node: Node, code: str) -> None:
    """Gives a node another code, and what is below it theirs."""
    for child in node.children:
        _recode(child, f"{code}{child.code.removeprefix(node.code)}")
    node.code = code


def _on_one_line(words: str) -> str:
    """Words of several lines as one that says the same."""
    lines = [line.strip() for line in words.split("\n") if line.strip()]
    ended = [line if line[-1] in ".;:," or line is lines[-1] else f"{line};" for line in lines]
    return clean_line(" ".join(ended))
