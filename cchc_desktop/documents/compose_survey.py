"""«Báo cáo kết quả khảo sát»: the sample, the rates by factor, question and group, what else was asked."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from ..domain.dates import place_and_date
from ..domain.numerals import to_roman
from ..domain.offices import OfficeProfile
from ..domain.plan import Signer
from ..domain.report.words import running_date
from ..domain.surveys.results import Results, margin_words, percent_words
from ..domain.surveys.tally import Rate
from ..domain.text import uncapitalized
from .bar_plot import PlottedRate, bar_plot
from .book import Picture
from .facts import office_facts
from .model import AnnexTitle, Block, Document, Heading, HeadingLevel, Paragraph, Part, Title
from .office_text import addressed, chosen_signer, letter_head, number_line, signature
from .survey_tables import (
    asked_table,
    factor_rates,
    factor_table,
    group_factor_table,
    group_table,
    item_table,
    spread_tables,
)

_MOST_NAMED = 3
"""So many questions with the lowest rates are told in the text."""
_MOST_PLOTTED = 30
"""More bars are not read on a page."""
_SYMBOL = "BC"
_GENERAL = "Chỉ số hài lòng chung"


def compose_survey(results: Results, office: OfficeProfile, day: date) -> Document:
    """What a survey came to, as the report that goes up."""
    survey = results.survey
    subject = f"Kết quả {uncapitalized(survey.name)}"
    numbered = number_line("", f"{_SYMBOL}-{office.symbol}")
    blocks: list[Block] = [
        letter_head(office, numbered, place_and_date(office.place, None, day.month, day.year)),
        Title("BÁO CÁO", subject),
        *addressed([office.superior]),
    ]
    for number, (title, part) in enumerate(_parts(results), 1):
        blocks += [Heading(HeadingLevel.SECTION, f"{to_roman(number)}.", title), *part]
    blocks.append(Paragraph(f"Trên đây là báo cáo kết quả {uncapitalized(survey.name)}./."))
    archive = f"Lưu: VT, {office.archive}" if office.archive else "Lưu: VT"
    blocks.append(signature(("Như trên", archive), chosen_signer(Signer(), office)))
    return Document(
        title="Báo cáo kết quả khảo sát",
        author=office.name,
        parts=(
            Part("Kết quả khảo sát", tuple(blocks)),
            _annex(results, f"(Kèm theo Báo cáo {uncapitalized(subject)})"),
        ),
        facts=office_facts(office),
    )


def _parts(results: Results) -> Iterator[tuple[str, list[Block]]]:
    yield "Thông tin chung", list(_sample(results))
    yield "Kết quả theo yếu tố", list(_factors(results))
    yield "Kết quả theo câu hỏi", list(_items(results))
    if results.groups:
        yield "Kết quả theo nhóm", list(_groups(results))
    if asked := asked_table(results):
        yield "Nhận định, mong đợi", [asked]


def _annex(results: Results, enclosure: str) -> Part:
    """How the answers are spread, and the factors of each group: wide tables."""
    blocks: list[Block] = [AnnexTitle("Phụ lục", "SỐ CÂU TRẢ LỜI VÀ KẾT QUẢ TỪNG NHÓM", enclosure)]
    for table in spread_tables(results):
        blocks += [Heading(HeadingLevel.CLAUSE, "", "Số câu trả lời theo từng mức"), table]
    if results.groups:
        title = "Mức độ hài lòng theo yếu tố của từng nhóm (%)"
        blocks += [Heading(HeadingLevel.CLAUSE, "", title), group_factor_table(results)]
    return Part("Phụ lục", tuple(blocks), landscape=True)


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
    general = results.tally.general
    yield Paragraph(
        f"Chỉ số hài lòng chung đạt {percent_words(general)} ({margin_words(general)} điểm phần"
        f" trăm, {general.forms} phiếu)."
    )
    factors = factor_rates(results)
    known = [each for each in factors if each[1].percent is not None]
    if len(known) > 1:
        best, worst = (each(known, key=_percent_of) for each in (max, min))
        yield Paragraph(
            f"Yếu tố có mức độ hài lòng cao nhất là «{best[0]}» ({percent_words(best[1])}), thấp nhất là "
            f"«{worst[0]}» ({percent_words(worst[1])})."
        )
    yield _plot([(_GENERAL, general), *factors], "Mức độ hài lòng theo yếu tố", leading=1)
    yield factor_table(results)


def _items(results: Results) -> Iterator[Block]:
    rated = [
        (item.question.text, item.rate)
        for factor in results.tally.factors
        for item in factor.items
        if item.rate is not None and item.rate.percent is not None
    ]
    if len(rated) > _MOST_NAMED:
        lowest = sorted(rated, key=_percent_of)[:_MOST_NAMED]
        named = "; ".join(f"«{words}» ({percent_words(rate)})" for words, rate in lowest)
        yield Paragraph(f"Mức độ hài lòng thấp nhất ở các câu: {named}.")
    if _MOST_NAMED < len(rated) <= _MOST_PLOTTED:
        yield _plot(rated, "Mức độ hài lòng theo câu hỏi", close=True)
    yield item_table(results)


def _groups(results: Results) -> Iterator[Block]:
    rates = [(f"{each.name} ({each.tally.valid} phiếu)", each.tally.general) for each in results.groups]
    yield _plot(rates, "Chỉ số hài lòng chung theo nhóm")
    yield group_table(results)


def _percent_of(named: tuple[str, Rate]) -> Decimal:
    assert named[1].percent is not None
    return named[1].percent


def _plot(rates: Sequence[tuple[str, Rate]], title: str, leading: int = 0, *, close: bool = False) -> Picture:
    """A bar for each rate, the ``leading`` ones darker, its margin across its end."""
    bars = [
        PlottedRate(
            words,
            _long(rate.percent),
            percent_words(rate),
            leading=number < leading,
            margin=_long(rate.margin),
        )
        for number, (words, rate) in enumerate(rates)
    ]
    data, per_inch = bar_plot(bars, close=close)
    return Picture(data, f"Biểu đồ: {title} (vạch ngang ở cuối thanh: sai số)", per_inch)


def _long(value: Decimal | None) -> float | None:
    return None if value is None else float(value)
