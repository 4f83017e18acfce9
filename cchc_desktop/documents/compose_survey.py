"""«Báo cáo kết quả khảo sát»: the sample, the rates by factor, question and group, what else was asked."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from ..domain.dates import place_and_date
from ..domain.offices import OfficeProfile
from ..domain.report.words import running_date
from ..domain.surveys.questionnaire import QuestionKind
from ..domain.surveys.results import Results, margin_words, percent_words
from ..domain.surveys.tally import ItemResult, Rate
from .bar_plot import PlottedRate, bar_plot
from .book import Picture
from .facts import office_facts
from .model import (
    Align,
    Block,
    Column,
    Document,
    Formula,
    Heading,
    HeadingLevel,
    Paragraph,
    Part,
    Row,
    RowKind,
    Table,
    Title,
)
from .office_text import letter_head, number_line, signature

_SYMBOL = "BC-UBND"
_SHARE = 'IF({D}{row}=0,"",ROUND({C}{row}/{D}{row}*100,2))'
_RATES = (
    Column("TT", 0.5, Align.CENTER, whole=True),
    Column("Yếu tố, câu hỏi", 4.6),
    Column("Hài lòng", 0.9, Align.RIGHT, whole=True),
    Column("Tổng số câu trả lời", 1.0, Align.RIGHT),
    Column("Mức độ hài lòng (%)", 1.0, Align.RIGHT),
    Column("Sai số (± điểm %)", 0.9, Align.RIGHT),
)
_ASKED = (
    Column("TT", 0.5, Align.CENTER, whole=True),
    Column("Câu hỏi, câu trả lời", 5.2),
    Column("Số phiếu", 1.0, Align.RIGHT, whole=True),
    Column("Tỷ lệ (%)", 1.0, Align.RIGHT, whole=True),
)
_ASKED_SHARE = 'IF({total}=0,"",ROUND({C}{row}/{total}*100,2))'


def compose_survey(results: Results, office: OfficeProfile, day: date) -> Document:
    """What a survey came to, as the report that goes up."""
    survey = results.survey
    blocks: list[Block] = [
        letter_head(
            office, number_line("", _SYMBOL), place_and_date(office.place, None, day.month, day.year)
        ),
        Title("BÁO CÁO", f"Kết quả {survey.name[:1].lower()}{survey.name[1:]}"),
        Heading(HeadingLevel.SECTION, "I.", "Thông tin chung"),
        *_sample(results),
        Heading(HeadingLevel.SECTION, "II.", "Kết quả theo yếu tố"),
        *_factors(results),
        Heading(HeadingLevel.SECTION, "III.", "Kết quả theo câu hỏi"),
        _items(results),
    ]
    numeral = iter(("IV.", "V."))
    if results.groups:
        blocks += [Heading(HeadingLevel.SECTION, next(numeral), "Kết quả theo nhóm"), _groups(results)]
    if asked := _asked(results):
        blocks += [Heading(HeadingLevel.SECTION, next(numeral), "Nhận định, mong đợi"), asked]
    if office.signers:
        blocks.append(
            signature([f"Lưu: VT{', ' + office.archive if office.archive else ''}."], office.signers[0])
        )
    return Document(
        title="Báo cáo kết quả khảo sát",
        author=office.name,
        parts=(Part("Kết quả khảo sát", tuple(blocks)),),
        facts=office_facts(office),
    )


def _sample(results: Results) -> Iterator[Paragraph]:
    survey, questionnaire = results.survey, results.questionnaire
    span = f"từ ngày {running_date(survey.starts)} đến ngày {running_date(survey.ends)}"
    yield Paragraph(f"Thời gian khảo sát: {span}.", marker="-")
    yield Paragraph(f"Mẫu phiếu: {questionnaire.name}, {len(questionnaire.questions)} câu hỏi.", marker="-")
    if questionnaire.source:
        yield Paragraph(f"Căn cứ: {questionnaire.source}.", marker="-")
    yield Paragraph(results.sample_words, marker="-")
    if results.twice:
        words = f"{results.twice} phiếu được nhập hai lần để đối chiếu"
        left = f", còn {results.differing} phiếu khác nhau" if results.differing else ", nay đã khớp"
        yield Paragraph(f"{words}{left}.", marker="-")
    yield Paragraph(
        "Cách tính: mức độ hài lòng là tỷ lệ câu trả lời ở mức hài lòng trên tổng số câu trả lời; "
        f"câu không trả lời không tính. Chỉ số chung {results.general_words}. Sai số tính ngược từ công thức "
        "cỡ mẫu (e² = 1/n - 1/N), độ tin cậy 95%.",
        marker="-",
    )


def _factors(results: Results) -> Iterator[Block]:
    counts = results.tally
    rated = [each for each in counts.factors if each.rate is not None]
    yield Paragraph(
        f"Chỉ số hài lòng chung đạt {percent_words(counts.general)} ({margin_words(counts.general)} điểm phần"
        f" trăm, {counts.general.forms} phiếu)."
    )
    plotted = [
        PlottedRate(
            "Chỉ số hài lòng chung", _long(counts.general), percent_words(counts.general), leading=True
        ),
        *(PlottedRate(each.part.name, _long(each.rate), percent_words(each.rate)) for each in rated),
    ]
    data, per_inch = bar_plot(plotted)
    yield Picture(data, "Biểu đồ: Mức độ hài lòng theo yếu tố", per_inch)
    rows = [
        _rate_row(number, each.part.name, each.rate)
        for number, each in enumerate(rated, 1)
        if each.rate is not None
    ]
    rows.append(_rate_row(None, "Chỉ số hài lòng chung", counts.general, RowKind.TOTAL))
    yield Table(_RATES, tuple(rows), name="factors", compact=True)


def _items(results: Results) -> Table:
    rows = []
    number = 0
    for factor in results.tally.factors:
        items = [item for item in factor.items if item.rate is not None]
        if items:
            rows.append(Row((None, factor.part.name, None, None, None, None), RowKind.GROUP))
        for item in items:
            number += 1
            rows.append(_rate_row(number, item.question.text, item.rate))
    return Table(_RATES, tuple(rows), name="items", compact=True)


def _groups(results: Results) -> Table:
    rows = []
    asked = ""
    for number, group in enumerate(results.groups, 1):
        if group.question.id != asked:
            asked = group.question.id
            rows.append(Row((None, group.question.text, None, None, None, None), RowKind.GROUP))
        rows.append(_rate_row(number, f"{group.name} ({group.tally.valid} phiếu)", group.tally.general))
    return Table(_RATES, tuple(rows), name="groups", compact=True)


def _asked(results: Results) -> Table | None:
    """What was asked beside satisfaction: how many gave each answer."""
    items = [
        item
        for factor in results.tally.factors
        for item in factor.items
        if item.question.kind is QuestionKind.ASKED
    ]
    rows = [row for item in items for row in _answer_rows(item)]
    return Table(_ASKED, tuple(rows), name="asked", compact=True) if rows else None


def _answer_rows(item: ItemResult) -> Iterator[Row]:
    yield Row((None, item.question.text, None, None), RowKind.GROUP)
    for number, (words, count) in enumerate(zip(item.question.answers, item.counts[1:], strict=True), 1):
        share = round(count * 100 / item.answered, 2) if item.answered else ""
        excel = _ASKED_SHARE.replace("{total}", str(item.answered))
        yield Row((number, words, count, Formula(excel, share, 2)))


def _rate_row(number: int | None, words: str, rate: Rate | None, kind: RowKind = RowKind.BODY) -> Row:
    assert rate is not None
    value = rate.percent if rate.percent is not None else ""
    off = Decimal(f"{rate.margin:.2f}") if rate.margin is not None else None
    cells = (number, words, rate.satisfied, rate.answers, Formula(_SHARE, value, 2), off)
    return Row(cells, kind)


def _long(rate: Rate | None) -> float | None:
    return float(rate.percent) if rate is not None and rate.percent is not None else None
