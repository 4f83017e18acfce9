"""The sheet of a self-assessment (bảng tự đánh giá, chấm điểm) as provinces ask for it: columns of FACTS.md
section 7.1, those of verification left free, and the numbered list of what proves it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ..domain.criteria.rules import RuleKind
from ..domain.criteria.scoring import Score, Scored
from ..domain.criteria.sets import FINEST, CriteriaSet, SetSpan
from ..domain.criteria.words import points_words, value_words
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
_VERIFIED = ("Điểm thẩm định",)
_COLUMNS = (
    Column("STT", 0.6, Align.CENTER, whole=True),
    Column("Lĩnh vực, tiêu chí, tiêu chí thành phần", 3.0),
    Column("Điểm tối đa", 0.6, Align.RIGHT),
    Column("Số liệu kê khai", 1.2),
    Column("Cách tính điểm", 2.4),
    Column("Yêu cầu, tài liệu kiểm chứng", 1.8),
    Column("Điểm tự đánh giá", 0.65, Align.RIGHT),
    Column("Lần 1", 0.5, Align.RIGHT, _VERIFIED, whole=True),
    Column("Lần 2", 0.5, Align.RIGHT, _VERIFIED, whole=True),
    Column("Ghi chú", 1.6),
)
_PROOFS = (
    Column("Ký hiệu", 0.8, Align.CENTER, whole=True),
    Column("Tài liệu", 3.0),
    Column("Loại tài liệu", 1.2, Align.CENTER),
    Column("Tiêu chí", 3.2),
    Column("Ngày", 0.9, Align.CENTER, whole=True),
    Column("Ghi chú", 1.4),
)
_BESIDE = "Điểm thưởng, điểm phạt"
_OFF = "Không áp dụng"


@dataclass(frozen=True, slots=True)
class Proof:
    """A file that proves a criterion, by its ``number`` in the list: «3.4.1-01»."""

    number: str
    code: str
    name: str
    sort: str
    day: date
    note: str


def compose_score_sheet(
    made: Score,
    period: Period,
    notes: Mapping[str, str],
    proofs: Sequence[Proof],
    office: OfficeProfile | None,
    day: date,
) -> Document:
    """The sheet of a set in a period; ``notes`` are the office's reasons and explanations by code."""
    given = made.set
    index = "Chỉ số cải cách hành chính" if given.span is SetSpan.YEAR else given.title
    subject = f"{index} {period.label}"
    blocks: list[Block] = [Title(_TITLE, subject, _named(given)), Paragraph(_summary(made), Style.NOTE)]
    if office is not None:
        blocks.insert(0, letter_head(office, "", place_and_date(office.place, day)))
    blocks.append(Table(_COLUMNS, _rows(made, notes, proofs), name="scores", compact=True))
    if office is not None:
        blocks.append(signature((), chosen_signer(Signer(), office), preparer="NGƯỜI LẬP BẢNG"))
    parts = [Part("Chấm điểm", tuple(blocks), landscape=True)]
    if proofs:
        title = AnnexTitle(
            "Danh mục", "TÀI LIỆU KIỂM CHỨNG", f"(Kèm theo Bảng tự đánh giá, chấm điểm {subject})"
        )
        parts.append(Part("Tài liệu kiểm chứng", (title, _proof_table(made, proofs)), landscape=True))
    return Document(
        title=f"Bảng tự đánh giá, chấm điểm {subject}",
        author=office.name if office is not None else "",
        facts=office_facts(office) if office is not None else (),
        parts=tuple(parts),
    )


def _named(given: CriteriaSet) -> str:
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


class _Places:
    """What formulas call the rows by: codes may hold what names may not."""

    def __init__(self, made: Score) -> None:
        self._known = {each.criterion.code: f"r{place}" for place, each in enumerate(made.walk())}

    def name(self, each: Scored) -> str:
        """The name of a criterion's row."""
        return self._known[each.criterion.code]

    def sum(self, column: str, rows: Sequence[Scored]) -> str:
        """The sum of a column over rows."""
        return f"SUM({','.join(f'{{{column}}}{{@{self.name(each)}}}' for each in rows)})"


def _rows(made: Score, notes: Mapping[str, str], proofs: Sequence[Proof]) -> tuple[Row, ...]:
    places = _Places(made)
    numbers: dict[str, list[str]] = {}
    for proof in proofs:
        numbers.setdefault(proof.code, []).append(proof.number)
    rows = [row for area in made.areas for row in _tree(area, notes, numbers, places, is_area=True)]
    if made.extras:
        rows.append(Row((None, _BESIDE, *(None,) * 8), RowKind.GROUP))
        rows += [row for each in made.extras for row in _tree(each, notes, numbers, places, is_area=False)]
    rows.append(_total(made, places))
    return tuple(rows)


def _tree(
    each: Scored,
    notes: Mapping[str, str],
    numbers: Mapping[str, list[str]],
    places: _Places,
    *,
    is_area: bool,
) -> Iterator[Row]:
    criterion = each.criterion
    shown = each.applies and bool(each.children)
    most: Cell = Formula(places.sum("C", each.children), each.most, FINEST) if shown else _decimal(each.most)
    points: Cell = Formula(places.sum("G", each.children), each.points, FINEST) if shown else _points(each)
    proven = [criterion.evidence, ", ".join(numbers.get(criterion.code, ()))]
    cells: tuple[Cell, ...] = (
        criterion.code,
        criterion.name,
        most,
        _declared(each),
        criterion.method or None,
        "\n".join(filter(None, proven)) or None,
        points,
        None,
        None,
        notes.get(criterion.code) or None,
    )
    yield Row(cells, RowKind.TOTAL if is_area else RowKind.BODY, name=places.name(each))
    for child in each.children:
        yield from _tree(child, notes, numbers, places, is_area=False)


def _points(each: Scored) -> Decimal | None:
    return _decimal(each.points) if each.applies and not each.unknown else None


def _decimal(value: Decimal) -> Decimal:
    """Points with two decimals, as all of the table has them."""
    return Decimal(f"{value:.{FINEST}f}")


def _declared(each: Scored) -> str | None:
    """What the office declares of a criterion: «98,08%», «Có», «Không áp dụng»."""
    if not each.applies:
        return _OFF
    rule, value = each.criterion.rule, each.value
    if rule is None or value is None or rule.kind is RuleKind.MANUAL:
        return None
    return value_words(rule, value)


def _total(made: Score, places: _Places) -> Row:
    """All areas, with what stands beside them as far as its limits go, and never more than can be had."""
    bonus = [each for each in made.extras if _is(each, RuleKind.BONUS)]
    penalty = [each for each in made.extras if _is(each, RuleKind.PENALTY)]
    points = places.sum("G", made.areas)
    if bonus:
        points += f"+MIN({made.set.bonus_most},{places.sum('G', bonus)})"
    if penalty:
        points += f"-MIN({made.set.penalty_most},-{places.sum('G', penalty)})"
    cells: list[Cell] = [None] * len(_COLUMNS)
    cells[1] = "Tổng cộng"
    cells[2] = Formula(places.sum("C", made.areas), made.most, FINEST)
    cells[6] = Formula(f"MAX(0,MIN({points},{{C}}{{row}}))", made.total, FINEST)
    return Row(tuple(cells), RowKind.TOTAL)


def _is(each: Scored, kind: RuleKind) -> bool:
    return each.criterion.rule is not None and each.criterion.rule.kind is kind


def _proof_table(made: Score, proofs: Sequence[Proof]) -> Table:
    names = {each.criterion.code: each.criterion.name for each in made.walk()}
    rows = tuple(
        Row(
            (
                proof.number,
                proof.name,
                proof.sort,
                f"{proof.code} {names[proof.code]}",
                proof.day,
                proof.note or None,
            )
        )
        for proof in proofs
    )
    return Table(weighed(_PROOFS, rows, widened=3), rows, name="proofs", compact=True, filtered=True)
