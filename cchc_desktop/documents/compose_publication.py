"""«Bảng công khai»: what the index 766 came to in a quarter, as it is posted at the one-stop desk.

Group by group beside its maximum, the quarter before and the same quarter of the year before (Quyết định
766/QĐ-TTg: results are public; FACTS.md section 6).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from ..domain.criteria.scoring import Score, Scored
from ..domain.criteria.self_report import area_lines, percent_text, shares_before
from ..domain.criteria.sets import FINEST
from ..domain.criteria.words import points_words, value_words
from ..domain.dates import place_and_date
from ..domain.numerals import format_number
from ..domain.offices import OfficeProfile
from ..domain.plan import Signer
from ..domain.report.words import running_date
from ..domain.report_periods import Period
from ..domain.text import capitalized
from .book import Picture
from .compose_self_report import area_plot
from .facts import office_facts
from .model import (
    Align,
    Block,
    Column,
    Document,
    Fact,
    Formula,
    Paragraph,
    Part,
    Row,
    RowKind,
    Style,
    Table,
    Title,
)
from .office_text import chosen_signer, letter_head, signature

_TITLE = "BẢNG CÔNG KHAI"
_SUBJECT = "Kết quả đánh giá chất lượng phục vụ người dân, doanh nghiệp"
_OFF = "Không áp dụng"
_SMALLER = 1.2


@dataclass(frozen=True, slots=True)
class Earlier:
    """A quarter that the published one is held against, with its score; None where it has none."""

    period: Period
    score: Score | None


def compose_publication(
    made: Score, period: Period, earlier: Sequence[Earlier], office: OfficeProfile, day: date
) -> Document:
    """The sheet of a quarter; the first of the ``earlier`` ones stands in the plot, too."""
    first = earlier[0]
    lines = area_lines(made, shares_before(made, first.score, {}))
    data, per_inch = area_plot(lines, period.heading, first.period.heading)
    blocks: list[Block] = [
        letter_head(office, "", place_and_date(office.place, None, day.month, day.year)),
        Title(_TITLE, f"{_SUBJECT} {period.label}"),
        Paragraph(" ".join(_summary(made, earlier))),
        # A little smaller than in reports: what is posted goes on one page.
        Picture(data, "Biểu đồ: Điểm các nhóm chỉ số", per_inch * _SMALLER),
        Table(_columns(period, earlier), tuple(_rows(made, earlier)), name="groups", compact=True),
    ]
    if made.set.note:
        blocks.append(Paragraph(f"Tính đến ngày {running_date(day)}. {made.set.note}", Style.NOTE))
    blocks.append(signature((), chosen_signer(Signer(), office), preparer="NGƯỜI LẬP BẢNG"))
    return Document(
        title=f"{_SUBJECT} {period.label}",
        author=office.name,
        facts=(
            *office_facts(office),
            Fact("Ky", "Kỳ báo cáo (mã)", period.id),
            Fact("TenKy", "Kỳ báo cáo", period.label),
            Fact("Ngay", "Tình hình đến ngày", day),
        ),
        parts=(Part("Công khai", tuple(blocks)),),
    )


def _summary(made: Score, earlier: Sequence[Earlier]) -> Iterator[str]:
    whole = f"Tổng điểm: {points_words(made.total)}/{format_number(made.most)} điểm"
    if made.unknown:
        yield f"{whole}; chưa có số liệu của {points_words(made.unknown)} điểm."
        return
    yield f"{whole} ({percent_text(made.percent)}). Xếp loại: {made.grade}."
    told = [
        f"{_compared(made.total - each.score.total)} so với {each.period.label}"
        for each in earlier
        if each.score is not None and not each.score.unknown and each.score.most == made.most
    ]
    if told:
        yield f"{capitalized('; '.join(told))}."


def _compared(gain: Decimal) -> str:
    if not gain:
        return "không đổi"
    return f"{'tăng' if gain > 0 else 'giảm'} {points_words(abs(gain))} điểm"


def _columns(period: Period, earlier: Sequence[Earlier]) -> tuple[Column, ...]:
    quarters = (period, *(each.period for each in earlier))
    return (
        Column("TT", 0.5, Align.CENTER, whole=True),
        Column("Nhóm chỉ số, chỉ số", 4.4),
        Column("Kết quả", 1.0, Align.RIGHT, whole=True),
        Column("Điểm tối đa", 0.65, Align.RIGHT),
        *(Column(each.heading, 0.9, Align.RIGHT, ("Điểm đạt",)) for each in quarters),
    )


def _rows(made: Score, earlier: Sequence[Earlier]) -> Iterator[Row]:
    places = {each.criterion.code: f"r{place}" for place, each in enumerate(made.walk())}
    known = [
        {each.criterion.code: each for each in one.score.walk()} if one.score is not None else {}
        for one in earlier
    ]

    def summed(column: str, nodes: Sequence[Scored], value: Decimal) -> Formula:
        parts = ",".join(f"{{{column}}}{{@{places[each.criterion.code]}}}" for each in nodes)
        return Formula(f"SUM({parts})", value, FINEST)

    for area in made.areas:
        for each in area.walk():
            nodes = each.children if each.applies else ()
            yield Row(
                (
                    each.criterion.code,
                    each.criterion.name,
                    _result(each),
                    summed("D", nodes, each.most) if nodes else _decimal(each.most),
                    summed("E", nodes, each.points) if nodes and _is_known(each) else _points(each),
                    *(_points(found.get(each.criterion.code)) for found in known),
                ),
                RowKind.TOTAL if each is area else RowKind.BODY,
                name=places[each.criterion.code],
            )
    yield Row(
        (
            None,
            "Tổng cộng",
            None,
            summed("D", made.areas, made.most),
            summed("E", made.areas, made.total),
            *(
                None if one.score is None or one.score.unknown else _decimal(one.score.total)
                for one in earlier
            ),
        ),
        RowKind.TOTAL,
    )


def _result(each: Scored) -> str | None:
    if not each.applies:
        return _OFF
    rule, value = each.criterion.rule, each.value
    return None if rule is None or value is None else value_words(rule, replace(value, things=None))


def _is_known(each: Scored) -> bool:
    """Whether anything is known of its points."""
    return each.applies and each.unknown < each.most


def _points(each: Scored | None) -> Decimal | None:
    return _decimal(each.points) if each is not None and _is_known(each) else None


def _decimal(value: Decimal) -> Decimal:
    """A number with two decimals, as all of the table has them."""
    return Decimal(f"{value:.{FINEST}f}")
