"""What the office answers to a verification (bản giải trình điểm tự chấm): criteria of which points were
taken, the superior's remark, the explanation, and the evidence with its numbers."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from ..domain.criteria.rounds import Stage
from ..domain.criteria.sealed import AGREED, RoundLine, Rounds
from ..domain.criteria.sets import FINEST, Criterion
from ..domain.criteria.words import points_words
from ..domain.dates import place_and_date
from ..domain.numerals import format_number
from ..domain.offices import OfficeProfile
from ..domain.plan import Signer
from ..domain.report_periods import Period
from .compose_score_sheet import index_name, named, proofs_part
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

_TITLE = "BẢN GIẢI TRÌNH ĐIỂM TỰ CHẤM"
_POINTS = ("Điểm",)
_COLUMNS = (
    Column("STT", 0.6, Align.CENTER, whole=True),
    Column("Tiêu chí", 2.2),
    Column("Tối đa", 0.55, Align.RIGHT, _POINTS, whole=True),
    Column("Tự chấm", 0.65, Align.RIGHT, _POINTS, whole=True),
    Column("Thẩm định", 0.7, Align.RIGHT, _POINTS, whole=True),
    Column("Chênh lệch", 0.7, Align.RIGHT, _POINTS, whole=True),
    Column("Ý kiến thẩm định", 2.0),
    Column("Giải trình", 3.0),
    Column("Tài liệu kiểm chứng", 1.3),
)
_LACKING = (
    Column("STT", 0.6, Align.CENTER, whole=True),
    Column("Tiêu chí", 4.0),
    Column("Điểm", 0.7, Align.RIGHT, whole=True),
    Column("Tài liệu kiểm chứng theo quy định", 3.0),
)


def compose_score_answers(rounds: Rounds, period: Period, office: OfficeProfile, day: date) -> Document:
    """The answer to the first verification of a set in a period, with the list of the evidence that it
    names."""
    given = rounds.given
    subject = f"{index_name(given)} {period.label}"
    lines = rounds.explained()
    blocks: list[Block] = [
        letter_head(office, "", place_and_date(office.place, day)),
        Title(_TITLE, subject, named(given)),
        *(Paragraph(sentence, Style.NOTE) for sentence in _summary(rounds, lines)),
        Table(_COLUMNS, tuple(_rows(rounds, lines)), name="answers", compact=True),
        signature((), chosen_signer(Signer(), office), preparer="NGƯỜI LẬP BẢN GIẢI TRÌNH"),
    ]
    parts = [Part("Giải trình", tuple(blocks), landscape=True)]
    proofs = {line.code: line.files for line in lines if line.files}
    if proofs:
        criteria = [line.criterion for line in lines]
        parts.append(proofs_part(criteria, proofs, f"(Kèm theo Bản giải trình điểm tự chấm {subject})"))
    return Document(
        title=f"Bản giải trình điểm tự chấm {subject}",
        author=office.name,
        facts=office_facts(office),
        parts=tuple(parts),
    )


def _summary(rounds: Rounds, lines: Sequence[RoundLine]) -> Iterable[str]:
    own, first = rounds.own, rounds.first
    assert own is not None
    assert first is not None
    paper = next(step.note for step in rounds.held if step.stage is Stage.VERIFIED)
    yield (
        f"Điểm tự chấm: {points_words(own.total)}/{format_number(own.most)} điểm; điểm thẩm định lần 1: "
        f"{points_words(first.total)} điểm{f' ({paper})' if paper else ''}."
    )
    agreed = sum(line.explanation == AGREED for line in lines)
    silent = sum(not line.explanation for line in lines)
    counts = (
        ("giải trình", len(lines) - agreed - silent),
        ("nhất trí với kết quả thẩm định", agreed),
        ("chưa giải trình", silent),
    )
    told = [f"{words} {count} tiêu chí" for words, count in counts if count]
    taken = [line for line in lines if line.is_taken]
    lost = sum((-(line.first or Decimal(0)) + (line.points or Decimal(0)) for line in taken), Decimal(0))
    yield (f"Có {len(taken)} tiêu chí bị trừ, cộng {points_words(lost)} điểm; đơn vị {', '.join(told)}.")


def _rows(rounds: Rounds, lines: Sequence[RoundLine]) -> Iterable[Row]:
    for area in (*rounds.given.areas, *rounds.given.extras):
        codes = {each.code for each in area.walk()}
        of_area = [line for line in lines if line.code in codes]
        if of_area and area.children:
            yield Row((area.code, area.name, *(None,) * (len(_COLUMNS) - 2)), RowKind.GROUP)
        yield from (_row(line) for line in of_area)
    total: list[Cell] = [None] * len(_COLUMNS)
    total[1] = "Cộng"
    for column, letter in enumerate("CDE", 2):
        values = [row_points for line in lines if (row_points := _of_column(line, column)) is not None]
        total[column] = Formula(
            f"SUM({{{letter}}}{{first}}:{{{letter}}}{{last}})", sum(values, Decimal(0)), FINEST
        )
    gap = sum(((line.first or Decimal(0)) - (line.points or Decimal(0)) for line in lines), Decimal(0))
    total[5] = Formula("{E}{row}-{D}{row}", gap, FINEST)
    yield Row(tuple(total), RowKind.TOTAL)


def _of_column(line: RoundLine, column: int) -> Decimal | None:
    return (line.most, line.points, line.first)[column - 2]


def _row(line: RoundLine) -> Row:
    gap = (line.first or Decimal(0)) - (line.points or Decimal(0))
    new = {file.number for file in line.new_files}
    files = [f"{file.number}{' (bổ sung)' if file.number in new else ''}" for file in line.files]
    return Row(
        (
            line.code,
            line.criterion.name,
            *(_decimal(_of_column(line, column)) for column in (2, 3, 4)),
            Formula("{E}{row}-{D}{row}", _fine(gap), FINEST),
            line.first_remark or None,
            line.explanation or None,
            "\n".join(files) or None,
        )
    )


def _decimal(value: Decimal | None) -> Decimal | None:
    return None if value is None else _fine(value)


def _fine(value: Decimal) -> Decimal:
    """Points with two decimals, as all of the table has them."""
    return Decimal(f"{value:.{FINEST}f}")


def lacking_part(lacking: Sequence[tuple[Criterion, Decimal]], enclosed: str) -> Part:
    """The list of criteria, with the points claimed for them, that neither a file nor a word proves."""
    rows = tuple(
        Row((each.code, each.name, _fine(points), each.evidence or None)) for each, points in lacking
    )
    title = AnnexTitle("Danh sách", "TIÊU CHÍ CÓ ĐIỂM CHƯA CÓ MINH CHỨNG, GIẢI TRÌNH", enclosed)
    table = Table(weighed(_LACKING, rows, widened=1), rows, name="lacking", compact=True)
    return Part("Chưa có minh chứng", (title, table), landscape=True)
