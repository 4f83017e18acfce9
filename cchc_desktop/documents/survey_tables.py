"""The tables of the report on a survey: rates with their margins, groups beside factors, answers counted."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from ..domain.surveys.questionnaire import QuestionKind
from ..domain.surveys.results import Results
from ..domain.surveys.tally import FactorResult, ItemResult, Rate
from .model import Align, Column, Formula, Row, RowKind, Table

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


def factor_table(results: Results) -> Table:
    """The rate of each factor, and the general one."""
    rows = [rate_row(number, words, rate) for number, (words, rate) in enumerate(factor_rates(results), 1)]
    rows.append(rate_row(None, "Chỉ số hài lòng chung", results.tally.general, RowKind.TOTAL))
    return Table(_RATES, tuple(rows), name="factors", compact=True)


def factor_rates(results: Results) -> list[tuple[str, Rate]]:
    """The factors that are counted in the index, with their rates."""
    return [(each.part.name, each.rate) for each in results.tally.factors if each.rate is not None]


def item_table(results: Results) -> Table:
    """The rate of each question, under its factor."""
    rows = []
    number = 0
    for factor in results.tally.factors:
        items = [item for item in factor.items if item.rate is not None]
        if items:
            rows.append(Row((None, factor.part.name, None, None, None, None), RowKind.GROUP))
        for item in items:
            number += 1
            assert item.rate is not None
            rows.append(rate_row(number, item.question.text, item.rate))
    return Table(_RATES, tuple(rows), name="items", compact=True)


def group_table(results: Results) -> Table:
    """The general rate of each group, under the question that parts them."""
    rows = []
    asked = ""
    for number, group in enumerate(results.groups, 1):
        if group.question.id != asked:
            asked = group.question.id
            rows.append(Row((None, group.question.text, None, None, None, None), RowKind.GROUP))
        rows.append(rate_row(number, f"{group.name} ({group.tally.valid} phiếu)", group.tally.general))
    return Table(_RATES, tuple(rows), name="groups", compact=True)


def asked_table(results: Results) -> Table | None:
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


def rate_row(number: int | None, words: str, rate: Rate, kind: RowKind = RowKind.BODY) -> Row:
    """A rate with what it is made of and its margin."""
    value = rate.percent if rate.percent is not None else ""
    off = Decimal(f"{rate.margin:.2f}") if rate.margin is not None else None
    cells = (number, words, rate.satisfied, rate.answers, Formula(_SHARE, value, 2), off)
    return Row(cells, kind)


def group_factor_table(results: Results) -> Table:
    """The rate of each factor in each group, in per cent; empty where nobody of a group answered."""
    columns = (
        Column("TT", 0.4, Align.CENTER, whole=True),
        Column("Yếu tố", 2.8),
        *(Column(each.name, 1.0, Align.RIGHT, (each.question.text,)) for each in results.groups),
    )
    rows = []
    for number, (words, _) in enumerate(factor_rates(results), 1):
        rates = [_rate_of(each.tally.factors, words) for each in results.groups]
        rows.append(Row((number, words, *map(_percent, rates))))
    general = [_percent(each.tally.general) for each in results.groups]
    rows.append(Row((None, "Chỉ số hài lòng chung", *general), RowKind.TOTAL))
    return Table(columns, tuple(rows), name="groupfactors", compact=True)


def _rate_of(factors: Sequence[FactorResult], name: str) -> Rate | None:
    return next((each.rate for each in factors if each.part.name == name), None)


def _percent(rate: Rate | None) -> Decimal | None:
    if rate is None or rate.percent is None:
        return None
    return Decimal(f"{rate.percent:.2f}")


def spread_tables(results: Results) -> Iterator[Table]:
    """How many gave each answer to the questions on satisfaction; a table for each scale of answers."""
    items = [item for factor in results.tally.factors for item in factor.items if item.rate is not None]
    for place, answers in enumerate(dict.fromkeys(item.question.answers for item in items)):
        alike = [item for item in items if item.question.answers == answers]
        columns = (
            Column("TT", 0.4, Align.CENTER, whole=True),
            Column("Câu hỏi", 4.4),
            *(Column(f"{figure}. {words}", 0.9, Align.RIGHT) for figure, words in enumerate(answers, 1)),
            Column("Không trả lời", 0.9, Align.RIGHT),
            Column("Cộng", 0.8, Align.RIGHT),
        )
        last = chr(ord("C") + len(answers))
        rows = tuple(
            Row(
                (
                    number,
                    item.question.text,
                    *item.counts[1:],
                    item.counts[0],
                    Formula(f"SUM({{C}}{{row}}:{{{last}}}{{row}})", sum(item.counts)),
                )
            )
            for number, item in enumerate(alike, 1)
        )
        yield Table(columns, rows, name=f"spread{place + 1}", compact=True)
