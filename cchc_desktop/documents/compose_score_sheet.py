"""The sheet of a self-assessment (bảng tự đánh giá, chấm điểm) as provinces ask for it: columns of FACTS.md
section 7.1, those of verification left free, and the numbered list of what proves it."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from ..domain.criteria.rounds import Stage
from ..domain.criteria.rules import RuleKind
from ..domain.criteria.scoring import Score, Scored
from ..domain.criteria.sealed import Rounds, SealedFile
from ..domain.criteria.sets import FINEST, CriteriaSet, Criterion, SetSpan
from ..domain.criteria.words import points_words
from ..domain.dates import place_and_date, short_date
from ..domain.formulas import rounded
from ..domain.numerals import format_number
from ..domain.offices import OfficeProfile
from ..domain.plan import Signer
from ..domain.report_periods import Period
from .facts import office_facts
from .model import (
    Align,
    AnnexTitle,
    Block,
    Cell,
    Column,
    Document,
    Formula,
    Paragraph,
    Part,
    Row,
    RowKind,
    Style,
    Table,
    Title,
    weighed,
)
from .office_text import chosen_signer, letter_head, signature

_TITLE = "BẢNG TỰ ĐÁNH GIÁ, CHẤM ĐIỂM"
_FIRST, _SECOND = ("Thẩm định lần 1",), ("Thẩm định lần 2",)
_COLUMNS = (
    Column("STT", 0.6, Align.CENTER, whole=True),
    Column("Lĩnh vực, tiêu chí, tiêu chí thành phần", 2.7),
    Column("Điểm tối đa", 0.6, Align.RIGHT),
    Column("Số liệu kê khai", 1.1),
    Column("Cách tính điểm", 2.1),
    Column("Yêu cầu, tài liệu kiểm chứng", 1.6),
    Column("Điểm tự đánh giá", 0.65, Align.RIGHT),
    Column("Điểm", 0.55, Align.RIGHT, _FIRST, whole=True),
    Column("Ý kiến", 1.5, groups=_FIRST),
    Column("Điểm", 0.6, Align.RIGHT, _SECOND, whole=True),
)
_SECOND_REMARK = Column("Ý kiến", 1.2, groups=_SECOND)
"""Room for it is there once the second verification is asked for."""
_GAP = Column("Chênh lệch", 0.6, Align.RIGHT, whole=True)
_NOTE = Column("Ghi chú", 1.7)
_SUMMED = {2: "C", 6: "G", 7: "H", 9: "J"}
"""The columns that are added up, with their letters."""
_PROOFS = (
    Column("Ký hiệu", 0.8, Align.CENTER, whole=True),
    Column("Tài liệu", 3.0),
    Column("Loại tài liệu", 1.2, Align.CENTER),
    Column("Tiêu chí", 3.2),
    Column("Ngày", 0.9, Align.CENTER, whole=True),
    Column("Ghi chú", 1.4),
)
_BESIDE = "Điểm thưởng, điểm phạt"


def compose_score_sheet(
    made: Score,
    period: Period,
    notes: Mapping[str, str],
    proofs: Mapping[str, Sequence[SealedFile]],
    office: OfficeProfile | None,
    day: date,
    rounds: Rounds | None = None,
) -> Document:
    """The sheet of a set in a period; ``notes`` are the office's reasons and explanations by code,
    ``proofs`` what proves criteria, ``rounds`` what was locked and said of them since."""
    given = made.set
    subject = f"{index_name(given)} {period.label}"
    blocks: list[Block] = [Title(_TITLE, subject, named(given)), Paragraph(_summary(made), Style.NOTE)]
    if office is not None:
        blocks.insert(0, letter_head(office, "", place_and_date(office.place, day)))
    blocks.append(_Sheet(made, notes, proofs, rounds).table())
    if office is not None:
        blocks.append(signature((), chosen_signer(Signer(), office), preparer="NGƯỜI LẬP BẢNG"))
    parts = [Part("Chấm điểm", tuple(blocks), landscape=True)]
    if any(proofs.values()):
        enclosed = f"(Kèm theo Bảng tự đánh giá, chấm điểm {subject})"
        parts.append(proofs_part([each.criterion for each in made.walk()], proofs, enclosed))
    return Document(
        title=f"Bảng tự đánh giá, chấm điểm {subject}",
        author=office.name if office is not None else "",
        facts=office_facts(office) if office is not None else (),
        parts=tuple(parts),
    )


def compose_locked_sheet(rounds: Rounds, period: Period, office: OfficeProfile | None, day: date) -> Document:
    """The sheet of points that are locked, with what was said of them since."""
    assert rounds.own is not None
    notes = {line.code: line.own.note for line in rounds.lines}
    proofs = {line.code: line.files for line in rounds.lines}
    return compose_score_sheet(rounds.own, period, notes, proofs, office, day, rounds)


def index_name(given: CriteriaSet) -> str:
    """What a set scores: «Chỉ số cải cách hành chính», the set's title for a quarter's."""
    return "Chỉ số cải cách hành chính" if given.span is SetSpan.YEAR else given.title


def named(given: CriteriaSet) -> str:
    """The line that names the set: «(Theo Quyết định số …)»."""
    if not given.decision:
        return f"(Theo {given.title})"
    signed = f" ngày {short_date(given.signed)}" if given.signed else ""
    return f"(Theo Quyết định số {given.decision}{signed})"


def _summary(made: Score) -> str:
    percent = f", đạt {format_number(rounded(made.percent, FINEST))}%" if made.percent is not None else ""
    words = f"Tổng điểm tự đánh giá: {points_words(made.total)}/{format_number(made.most)} điểm{percent}."
    if not made.unknown:
        return f"{words} Tự xếp loại: {made.grade}." if made.grade else words
    return f"{words} Chưa chấm {points_words(made.unknown)} điểm: chưa có số liệu, chưa khai báo."


class _Sheet:
    """The table of the sheet, which lists every criterion of a score."""

    def __init__(
        self,
        made: Score,
        notes: Mapping[str, str],
        proofs: Mapping[str, Sequence[SealedFile]],
        rounds: Rounds | None,
    ) -> None:
        self._made, self._notes, self._proofs = made, notes, proofs
        self._rounds = rounds.by_code if rounds is not None else {}
        first = rounds.first if rounds is not None else None
        second = rounds.second if rounds is not None else None
        self._totals = {6: made, 7: first, 9: second}
        asked_again = rounds is not None and rounds.stage in (Stage.EXPLAINED, Stage.SECOND)
        self._has_second = asked_again or second is not None
        self._has_gap = first is not None
        # What formulas call the rows by: codes may hold what names may not.
        self._names = {each.criterion.code: f"r{place}" for place, each in enumerate(made.walk())}

    def table(self) -> Table:
        """The table, with the columns that the rounds have come to."""
        more = (_SECOND_REMARK,) * self._has_second + (_GAP,) * self._has_gap
        columns = (*_COLUMNS, *more, _NOTE)
        return Table(columns, tuple(self._rows()), name="scores", compact=True)

    def _rows(self) -> Iterator[Row]:
        for area in self._made.areas:
            yield from self._tree(area, is_area=True)
        if self._made.extras:
            yield self._row([None, _BESIDE], RowKind.GROUP)
            for each in self._made.extras:
                yield from self._tree(each, is_area=False)
        yield self._total()

    def _row(
        self,
        cells: list[Cell],
        kind: RowKind,
        name: str = "",
        second_remark: str = "",
        gap: Decimal | None = None,
        note: str = "",
    ) -> Row:
        cells += [None] * (len(_COLUMNS) - len(cells))
        if self._has_second:
            cells.append(second_remark or None)
        if self._has_gap:
            # What is as it was is not told again in every row.
            cells.append(_decimal(gap) if gap else None)
        return Row((*cells, note or None), kind, name=name)

    def _sum(self, column: int, rows: Sequence[Scored]) -> str:
        """The sum of a column over rows."""
        letter = _SUMMED[column]
        return f"SUM({','.join(f'{{{letter}}}{{@{self._names[each.criterion.code]}}}' for each in rows)})"

    def _tree(self, each: Scored, *, is_area: bool) -> Iterator[Row]:
        criterion = each.criterion
        line = self._rounds.get(criterion.code)
        proven = [criterion.evidence, ", ".join(file.number for file in self._proofs.get(criterion.code, ()))]
        cells: list[Cell] = [
            criterion.code,
            criterion.name,
            _decimal(each.most),
            (line.own.declared if line is not None else each.declared) or None,
            criterion.method or None,
            "\n".join(filter(None, proven)) or None,
            _points(each),
            _decimal(line.first) if line is not None else None,
            (line.first_remark or None) if line is not None else None,
            _decimal(line.second) if line is not None else None,
        ]
        if each.applies and each.children:
            for column in _SUMMED:
                value = cells[column]
                if isinstance(value, Decimal):
                    cells[column] = Formula(self._sum(column, each.children), value, FINEST)
        yield self._row(
            cells,
            RowKind.TOTAL if is_area else RowKind.BODY,
            self._names[criterion.code],
            line.second_remark if line is not None else "",
            line.gap if line is not None else None,
            self._notes.get(criterion.code, ""),
        )
        for child in each.children:
            yield from self._tree(child, is_area=False)

    def _total(self) -> Row:
        """All areas, with what stands beside them as far as its limits go, and never more than can be had."""
        cells: list[Cell] = [None] * len(_COLUMNS)
        cells[1] = "Tổng cộng"
        cells[2] = Formula(self._sum(2, self._made.areas), self._made.most, FINEST)
        for column, made in self._totals.items():
            if made is not None:
                cells[column] = Formula(self._total_formula(column), made.total, FINEST)
        last = self._totals[9] or self._totals[7]
        gap = last.total - self._made.total if last is not None else None
        return self._row(cells, RowKind.TOTAL, gap=gap)

    def _total_formula(self, column: int) -> str:
        bonus = [each for each in self._made.extras if _is(each, RuleKind.BONUS)]
        penalty = [each for each in self._made.extras if _is(each, RuleKind.PENALTY)]
        points = self._sum(column, self._made.areas)
        if bonus:
            points += f"+MIN({self._made.set.bonus_most},{self._sum(column, bonus)})"
        if penalty:
            points += f"-MIN({self._made.set.penalty_most},-{self._sum(column, penalty)})"
        return f"MAX(0,MIN({points},{{C}}{{row}}))"


def _points(each: Scored) -> Decimal | None:
    """The points of a criterion; nothing where nobody knows them all, but for sums."""
    is_known = each.applies and not (each.unknown and not each.children)
    return _decimal(each.points) if is_known else None


def _decimal(value: Decimal | None) -> Decimal | None:
    """Points with two decimals, as all of the table has them."""
    return None if value is None else Decimal(f"{value:.{FINEST}f}")


def _is(each: Scored, kind: RuleKind) -> bool:
    return each.criterion.rule is not None and each.criterion.rule.kind is kind


# What proves it


def proofs_part(
    criteria: Sequence[Criterion], proofs: Mapping[str, Sequence[SealedFile]], enclosed: str
) -> Part:
    """The list of what proves criteria, in their order, each file with its number."""
    title = AnnexTitle("Danh mục", "TÀI LIỆU KIỂM CHỨNG", enclosed)
    rows = tuple(
        Row((
            file.number, file.name, file.sort, f"{each.code} {each.name}", file.day, file.note or None
        ))
        for each in criteria
        for file in proofs.get(each.code, ())
    )  # fmt: skip
    table = Table(weighed(_PROOFS, rows, widened=3), rows, name="proofs", compact=True, filtered=True)
    return Part("Tài liệu kiểm chứng", (title, table), landscape=True)
