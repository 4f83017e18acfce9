"""The annex of the year's report with the office's own scores for the index of administrative reform."""

from collections.abc import Sequence
from decimal import Decimal

from ..domain.areas import Area
from ..domain.readings import displayed
from ..domain.report.data import ReportData
from ..domain.report.records import ReportHead
from .compose_statistics import enclosure
from .model import Align, AnnexTitle, Column, Formula, Part, Row, RowKind, Table

_COLUMNS = (
    Column("TT", 0.5, Align.CENTER, whole=True),
    Column("Lĩnh vực", 4.2),
    Column("Điểm tối đa", 0.9, Align.RIGHT, whole=True),
    Column("Điểm tự chấm", 0.9, Align.RIGHT, whole=True),
    Column("Tỷ lệ đạt (%)", 0.9, Align.RIGHT, whole=True),
    Column("Tài liệu kiểm chứng, ghi chú", 2.4),
)
_DECIMALS = 2
_SHARE = 'IF({C}{row}=0,"",ROUND({D}{row}/{C}{row}*100,2))'


def scores_part(data: ReportData, head: ReportHead, areas: Sequence[Area], label: str) -> Part:
    """The points of each area, and what they come to."""
    rows = [
        Row(
            (
                number,
                area.name,
                _points(score.most),
                _points(score.scored),
                _share(score.scored, score.most),
                score.note or None,
            )
        )
        for number, (area, score) in enumerate(
            ((area, data.scores[area.code]) for area in areas if area.code in data.scores), 1
        )
    ]
    most = sum((each.most for each in data.scores.values()), Decimal(0))
    scored = sum((each.scored for each in data.scores.values()), Decimal(0))
    total = Row(
        (
            None,
            "Tổng cộng",
            Formula("SUM({C}{first}:{C}{last})", most, _DECIMALS),
            Formula("SUM({D}{first}:{D}{last})", scored, _DECIMALS),
            _share(scored, most),
            None,
        ),
        RowKind.TOTAL,
    )
    name = f"Tự đánh giá, chấm điểm Chỉ số cải cách hành chính {data.period.label}"
    title = AnnexTitle(label, name.upper(), enclosure(data, head))
    return Part(label, (title, Table(_COLUMNS, (*rows, total), numbered=True, name="scores", compact=True)))


def _points(value: Decimal) -> Decimal:
    """Points with two decimals, as all of the table has them."""
    return Decimal(f"{value:.{_DECIMALS}f}")


def _share(scored: Decimal, most: Decimal) -> Formula:
    from fractions import Fraction

    value = displayed(Fraction(scored) * 100 / Fraction(most), _DECIMALS) if most else ""
    return Formula(_SHARE, value, _DECIMALS)
