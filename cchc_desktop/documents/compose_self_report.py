"""«Báo cáo kết quả tự đánh giá, chấm điểm»: the score by area with a plot, where points are lost,
why, what will be done, what does not apply, and what the office proposes (Nghị định 30/2020/NĐ-CP)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from ..domain.criteria.scoring import Score, Scored
from ..domain.criteria.self_report import (
    AreaLine,
    ReportSection,
    area_sentence,
    cause_words,
    not_applied,
    share_of,
    summary_sentences,
)
from ..domain.criteria.sets import FINEST, CriteriaSet, SetSpan
from ..domain.criteria.wins import Loss
from ..domain.criteria.words import points_words
from ..domain.dates import place_and_date
from ..domain.formulas import rounded
from ..domain.numerals import format_number, to_roman
from ..domain.offices import OfficeProfile
from ..domain.plan import Signer
from ..domain.report.words import running_date
from ..domain.report_periods import Period
from ..domain.text import capitalized, uncapitalized
from .bar_plot import PlotKey, PlottedRate, bar_plot
from .book import Picture
from .facts import office_facts
from .model import (
    Align,
    AnnexTitle,
    Block,
    Cell,
    Column,
    Document,
    Fact,
    Formula,
    Heading,
    HeadingLevel,
    Paragraph,
    Part,
    Row,
    RowKind,
    Table,
    Title,
    weighed,
)
from .office_text import (
    addressed,
    attached_to,
    chosen_signer,
    letter_head,
    number_line,
    signature,
    written_date,
)

_SYMBOL = "BC"
_SHARE = 'IF({C}{row}=0,"",ROUND({D}{row}/{C}{row}*100,2))'
_CHANGE = 'IF(OR({E}{row}="",{F}{row}=""),"",ROUND({E}{row}-{F}{row},2))'
_CRITERION = 1
_MOST_NAMED = 5
"""So many lost criteria are told in the text; the annex has all."""


@dataclass(frozen=True, slots=True)
class LostLine:
    """A criterion that lost points: ``explained`` is the office's own explanation, ``ways`` what will be done
    where the program knows it, ``answers`` who answers for it, ``due`` by when it has to be done."""

    loss: Loss
    explained: str = ""
    ways: tuple[str, ...] = ()
    answers: str = ""
    due: date | None = None


@dataclass(frozen=True, slots=True)
class SelfReport:
    """What the report is made of. ``before_named`` is the time that areas are held against («năm 2025»),
    ``words`` what the office adds to its parts, ``reasons`` why criteria do not apply, by code,
    ``published`` what the superior published of the time before."""

    made: Score
    period: Period
    lines: Sequence[AreaLine]
    lost: Sequence[LostLine]
    before_named: str
    reasons: Mapping[str, str]
    words: Mapping[ReportSection, str]
    published: str = ""

    @property
    def known(self) -> list[LostLine]:
        """The criteria of which it is known that they lost points."""
        return [each for each in self.lost if not each.loss.is_unknown]

    @property
    def unknown(self) -> list[LostLine]:
        """The criteria of which nobody knows yet what they have."""
        return [each for each in self.lost if each.loss.is_unknown]


def compose_self_report(report: SelfReport, office: OfficeProfile, day: date) -> Document:
    """The report as it goes up to the superior, number and day left for the clerk."""
    named = index_named(report.made.set, report.period)
    subject = f"Kết quả tự đánh giá, chấm điểm {named}"
    blocks: list[Block] = [
        letter_head(
            office,
            number_line("", f"{_SYMBOL}-{office.symbol}"),
            place_and_date(office.place, None, day.month, day.year),
        ),
        Title("BÁO CÁO", subject),
        *addressed([office.superior]),
        Paragraph(_opening(report.made.set, named, office, day)),
    ]
    for number, (title, part) in enumerate(_parts(report, named), 1):
        blocks.append(Heading(HeadingLevel.SECTION, f"{to_roman(number)}.", title))
        blocks += part
    blocks.append(
        Paragraph(
            f"Trên đây là báo cáo kết quả tự đánh giá, chấm điểm {named} của {office.short_name}; "
            "kèm theo Bảng tự đánh giá, chấm điểm và tài liệu kiểm chứng./."
        )
    )
    archive = f"Lưu: VT, {office.archive}" if office.archive else "Lưu: VT"
    blocks.append(signature(("Như trên", archive), chosen_signer(Signer(), office)))
    return Document(
        title=f"Báo cáo {uncapitalized(subject)}",
        author=office.name,
        facts=(
            *office_facts(office),
            Fact("Ky", "Kỳ báo cáo (mã)", report.period.id),
            Fact("TenKy", "Kỳ báo cáo", report.period.label),
            Fact("Ngay", "Tình hình đến ngày", day),
        ),
        parts=(
            Part("Báo cáo tự chấm điểm", tuple(blocks)),
            *_annex_parts(report, office, day),
        ),
    )


def index_named(given: CriteriaSet, period: Period) -> str:
    """«Chỉ số cải cách hành chính năm 2026»; a set of quarters by its own title."""
    if given.span is SetSpan.YEAR:
        return f"Chỉ số cải cách hành chính {period.label}"
    return f"{given.title} {period.label}"


def _opening(given: CriteriaSet, named: str, office: OfficeProfile, day: date) -> str:
    by = f"theo {given.title}"
    if given.decision and given.is_issued:
        signed = f" ngày {running_date(given.signed)}" if given.signed else ""
        by = f"theo Quyết định số {given.decision}{signed}"
    return (
        f"{office.name} báo cáo kết quả tự đánh giá, chấm điểm {named} {by}, tính đến ngày "
        f"{running_date(day)}, như sau:"
    )


def _parts(report: SelfReport, named: str) -> Iterator[tuple[str, list[Block]]]:
    general: list[Block] = [Paragraph(each) for each in summary_sentences(report.made, named)]
    if report.published:
        told = f"{capitalized(report.before_named)}, kết quả được công bố là {report.published}."
        general.append(Paragraph(told))
    yield "Kết quả chung", [*general, *_own(report, ReportSection.GENERAL)]
    yield "Kết quả theo lĩnh vực", [*_areas(report), *_own(report, ReportSection.AREAS)]
    yield (
        "Điểm bị mất, nguyên nhân và giải pháp",
        [*_lost(report, _annexes(report)), *_own(report, ReportSection.LOST)],
    )
    yield "Tiêu chí không áp dụng", list(_off(report))
    proposals: list[Block] = list(_own(report, ReportSection.PROPOSALS))
    yield "Đề xuất, kiến nghị", proposals or [Paragraph("Không có đề xuất, kiến nghị.")]


def _own(report: SelfReport, section: ReportSection) -> Iterator[Paragraph]:
    """The paragraphs that the office adds; a dash before one is its bullet."""
    for line in report.words.get(section, "").splitlines():
        if text := line.strip():
            bullet = text.startswith(("- ", "+ "))
            yield Paragraph(text[2:].strip() if bullet else text, marker=text[0] if bullet else "")


# Areas


def _areas(report: SelfReport) -> Iterator[Block]:
    data, per_inch = area_plot(report.lines, report.period.label, report.before_named)
    yield Picture(data, "Biểu đồ: Điểm tự đánh giá theo lĩnh vực", per_inch)
    yield area_table(report.made, report.lines, report.before_named)
    for number, line in enumerate(report.lines, 1):
        yield Heading(HeadingLevel.CLAUSE, f"{number}.", line.name)
        yield Paragraph(area_sentence(line, report.before_named))


def area_plot(lines: Sequence[AreaLine], now: str, before: str) -> tuple[bytes, float]:
    """A bar for each area out of its maximum, hatched below it that of the time before."""
    bars = [
        PlottedRate(
            line.name,
            _long(line.percent),
            f"{points_words(line.scored.points)}/{format_number(line.scored.most)}"
            if line.scored.applies
            else "–",
            before=_long(line.before),
        )
        for line in lines
    ]
    told = before if any(line.before is not None for line in lines) else ""
    return bar_plot(bars, PlotKey(capitalized(now), "Điểm tối đa", capitalized(told)))


def _long(percent: Fraction | None) -> float | None:
    return None if percent is None else float(percent)


def area_table(made: Score, lines: Sequence[AreaLine], before: str) -> Table:
    """The points of each area and in all, held against the time before where that is known."""
    columns: tuple[Column, ...] = (
        Column("TT", 0.5, Align.CENTER, whole=True),
        Column("Lĩnh vực", 3.6),
        Column("Điểm tối đa", 0.8, Align.RIGHT),
        Column("Điểm tự đánh giá", 0.9, Align.RIGHT),
        Column("Tỷ lệ đạt (%)", 0.8, Align.RIGHT),
        Column(f"Tỷ lệ {before} (%)", 0.9, Align.RIGHT),
        Column("Tăng, giảm (điểm %)", 0.9, Align.RIGHT),
        Column("Chưa chấm", 0.8, Align.RIGHT),
    )
    rows = [*(_area_row(number, line) for number, line in enumerate(lines, 1)), _sums(made)]
    if not any(line.before is not None for line in lines):
        # Nobody knows how it was before: the two columns would be empty.
        columns = (*columns[:5], columns[7])
        rows = [Row((*each.cells[:5], each.cells[7]), each.kind) for each in rows]
    return Table(columns, tuple(rows), name="areas", compact=True)


def _area_row(number: int, line: AreaLine) -> Row:
    scored = line.scored
    before = None if line.before is None else _decimal(rounded(line.before, FINEST))
    change: Cell = None
    if line.before is not None:
        known = line.change
        change = None if known is None else Formula(_CHANGE, _decimal(rounded(known, FINEST)), FINEST)
    return Row(
        (
            number,
            line.name,
            _decimal(scored.most),
            _decimal(scored.points),
            _share(scored.points, scored.most),
            before,
            change,
            _decimal(scored.unknown) if scored.unknown else None,
        )
    )


def _sums(made: Score) -> Row:
    """All areas, with what stands beside them as far as its limits go."""
    most = sum((each.most for each in made.areas), Decimal(0))
    points = f"SUM({{D}}{{first}}:{{D}}{{last}})+{made.bonus}-{made.penalty}"
    return Row(
        (
            None,
            "Tổng cộng",
            Formula("SUM({C}{first}:{C}{last})", most, FINEST),
            Formula(f"MAX(0,MIN({points},{{C}}{{row}}))", made.total, FINEST),
            _share(made.total, most),
            None,
            None,
            _decimal(made.unknown) if made.unknown else None,
        ),
        RowKind.TOTAL,
    )


def _share(points: Decimal, most: Decimal) -> Formula:
    share = share_of(points, most)
    return Formula(_SHARE, "" if share is None else _decimal(rounded(share, FINEST)), FINEST)


def _decimal(value: Decimal) -> Decimal:
    """A number with two decimals, as all of the table has them."""
    return Decimal(f"{value:.{FINEST}f}")


# What is lost, and what does not apply


def _lost(report: SelfReport, annexes: "_Annexes") -> Iterator[Block]:
    known, unknown = report.known, report.unknown
    if not known and not unknown:
        yield Paragraph("Không có tiêu chí nào bị mất điểm.")
    if known:
        whole = sum((each.loss.scored.lost for each in known), Decimal(0))
        back = sum((each.loss.win.gain for each in known), Decimal(0))
        sentence = f"Mất {points_words(whole)} điểm ở {len(known)} tiêu chí, tiêu chí thành phần"
        won = f"; bước tiếp theo của từng tiêu chí lấy lại được {points_words(back)} điểm" if back else ""
        yield Paragraph(f"{sentence}{won} (chi tiết tại {annexes.lost}). Lấy lại được nhiều điểm nhất là:")
        by_gain = sorted(known, key=lambda each: -each.loss.win.gain)
        for each in by_gain[:_MOST_NAMED]:
            scored = each.loss.scored
            yield Paragraph(
                f"{_code_and_name(scored)}: mất {points_words(scored.lost)} điểm. "
                f"{cause_words(scored, each.explained).rstrip('.')}. {each.loss.win.sentence}",
                marker="-",
            )
    if unknown:
        whole = sum((each.loss.scored.unknown for each in unknown), Decimal(0))
        yield Paragraph(
            f"Chưa chấm {points_words(whole)} điểm của {len(unknown)} tiêu chí, tiêu chí thành phần vì chưa "
            f"có số liệu, chưa có kết quả điều tra hoặc chưa khai báo (chi tiết tại {annexes.unknown})."
        )


@dataclass(frozen=True, slots=True)
class _Annexes:
    """What the annexes are called; of a single one there is no number."""

    lost: str
    unknown: str


def _annexes(report: SelfReport) -> _Annexes:
    both = bool(report.known and report.unknown)
    return _Annexes("Phụ lục I" if both else "Phụ lục", "Phụ lục II" if both else "Phụ lục")


def _annex_parts(report: SelfReport, office: OfficeProfile, day: date) -> Iterator[Part]:
    named = _annexes(report)
    issued = written_date(None, day.month, day.year)
    enclosure = attached_to("Báo cáo", "", f"{_SYMBOL}-{office.symbol}", issued, office.short_name)
    if report.known:
        title = AnnexTitle(named.lost, "ĐIỂM BỊ MẤT, NGUYÊN NHÂN VÀ GIẢI PHÁP", enclosure)
        yield Part("Điểm bị mất", (title, _lost_table(report.known)), landscape=True)
    if report.unknown:
        title = AnnexTitle(named.unknown, "TIÊU CHÍ CHƯA CHẤM ĐIỂM", enclosure)
        yield Part("Chưa chấm", (title, _unknown_table(report.unknown)), landscape=True)


def _lost_table(lost: Sequence[LostLine]) -> Table:
    columns = (
        Column("TT", 0.4, Align.CENTER, whole=True),
        Column("Tiêu chí", 2.6),
        Column("Điểm mất", 0.6, Align.RIGHT, whole=True),
        Column("Nguyên nhân", 1.7),
        Column("Giải pháp", 3.4),
        Column("Lấy lại được", 0.6, Align.RIGHT),
        Column("Thời hạn", 0.8, Align.CENTER, whole=True),
        Column("Chịu trách nhiệm", 1.3),
    )
    rows = [
        Row(
            (
                number,
                _code_and_name(each.loss.scored),
                _decimal(each.loss.scored.lost),
                cause_words(each.loss.scored, each.explained),
                "\n".join((each.loss.win.sentence, *(f"- {way}" for way in each.ways))),
                _decimal(each.loss.win.gain),
                each.due if each.loss.win.gain else None,
                each.answers or None,
            )
        )
        for number, each in enumerate(lost, 1)
    ]
    whole = sum((each.loss.scored.lost for each in lost), Decimal(0))
    back = sum((each.loss.win.gain for each in lost), Decimal(0))
    total = Row(
        (
            None, "Cộng", Formula("SUM({C}{first}:{C}{last})", whole, FINEST), None, None,
            Formula("SUM({F}{first}:{F}{last})", back, FINEST), None, None,
        ),
        RowKind.TOTAL,
    )  # fmt: skip
    return Table(
        weighed(columns, rows, widened=_CRITERION), (*rows, total), name="lost", compact=True, filtered=True
    )


def _unknown_table(unknown: Sequence[LostLine]) -> Table:
    columns = (
        Column("TT", 0.4, Align.CENTER, whole=True),
        Column("Tiêu chí", 3.4),
        Column("Điểm chưa chấm", 0.8, Align.RIGHT, whole=True),
        Column("Tài liệu kiểm chứng", 2.4),
        Column("Chịu trách nhiệm", 1.6),
    )
    rows = [
        Row(
            (
                number,
                _code_and_name(each.loss.scored),
                _decimal(each.loss.scored.unknown),
                each.loss.scored.criterion.evidence or None,
                each.answers or None,
            )
        )
        for number, each in enumerate(unknown, 1)
    ]
    whole = sum((each.loss.scored.unknown for each in unknown), Decimal(0))
    total = Row(
        (None, "Cộng", Formula("SUM({C}{first}:{C}{last})", whole, FINEST), None, None), RowKind.TOTAL
    )
    return Table(
        weighed(columns, rows, widened=_CRITERION),
        (*rows, total),
        name="unknown",
        compact=True,
        filtered=True,
    )


def _off(report: SelfReport) -> Iterator[Block]:
    found = not_applied(report.made)
    if not found:
        yield Paragraph("Mọi tiêu chí đều áp dụng với cơ quan.")
        return
    less = sum((each.criterion.most for each in found), Decimal(0))
    yield Paragraph(
        f"Có {len(found)} nội dung không áp dụng với cơ quan; điểm tối đa giảm {points_words(less)} điểm, "
        f"còn {format_number(report.made.most)} điểm:"
    )
    for each in found:
        reason = _reason(report, each)
        why = f". Lý do: {reason.rstrip('.')}" if reason else ""
        yield Paragraph(f"{_code_and_name(each)}: {points_words(each.criterion.most)} điểm{why}.", marker="-")


def _code_and_name(each: Scored) -> str:
    return f"{each.criterion.code} {each.criterion.name}"


def _reason(report: SelfReport, each: Scored) -> str:
    """Why it does not apply; of one all of whose parts do not, why these do not."""
    codes = [one.criterion.code for one in each.walk()]
    return "; ".join(dict.fromkeys(report.reasons[code] for code in codes if report.reasons.get(code)))
