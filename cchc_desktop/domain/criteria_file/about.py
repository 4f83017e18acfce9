"""The sheet «Bộ tiêu chí» of the program's own workbook: a set's name, decision, validity and grades."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from ..criteria.sets import Band, CriteriaSet, SetSpan
from ..dates import parse_date, short_date
from ..errors import Refusal
from ..numerals import format_number, parse_number
from ..registers.book import RowsBook

SHEET = "Bộ tiêu chí"
_GRADE = "Xếp loại: "
_YES, _NO = "Có", "Không"
_SPANS = {"Năm": SetSpan.YEAR, "Quý": SetSpan.QUARTER}


@dataclass(frozen=True, slots=True)
class About:
    """What the sheet says, by its labels."""

    told: Mapping[str, str]

    def put_on(self, found: CriteriaSet) -> CriteriaSet:
        """The set with what the sheet says. Raises Refusal where a day or a number is none."""
        bands = tuple(
            Band(label.removeprefix(_GRADE), self._number(label))
            for label in self.told
            if label.startswith(_GRADE)
        )
        return replace(
            found,
            id=self._text("Mã bộ"),
            title=self._text("Tên"),
            decision=self._text("Quyết định"),
            signed=self._day("Ngày ký"),
            valid_from=self._day("Áp dụng từ"),
            valid_to=self._day("Áp dụng đến"),
            is_issued=self._text("Do cơ quan có thẩm quyền ban hành") == _YES,
            span=_SPANS.get(self._text("Chấm theo"), SetSpan.YEAR),
            note=self._text("Lưu ý"),
            bonus_most=self._number("Điểm thưởng nhiều nhất"),
            penalty_most=self._number("Điểm phạt nhiều nhất"),
            bands=bands or found.bands,
        )

    def _text(self, label: str) -> str:
        return self.told.get(label, "")

    def _day(self, label: str) -> date | None:
        said = self._text(label)
        return parse_date(said, label) if said else None

    def _number(self, label: str) -> Decimal:
        said = self._text(label)
        return parse_number(said, label) if said else Decimal(0)


def about_lines(given: CriteriaSet) -> Iterator[tuple[str, str | Decimal]]:
    """The labels of a set with what they say, nothing where there is nothing to say."""

    def day(value: date | None) -> str:
        return "" if value is None else short_date(value)

    yield "Mã bộ", given.id
    yield "Tên", given.title
    yield "Quyết định", given.decision
    yield "Ngày ký", day(given.signed)
    yield "Áp dụng từ", day(given.valid_from)
    yield "Áp dụng đến", day(given.valid_to)
    yield "Do cơ quan có thẩm quyền ban hành", _YES if given.is_issued else _NO
    yield "Chấm theo", next(words for words, span in _SPANS.items() if span is given.span)
    yield "Lưu ý", given.note
    yield "Điểm thưởng nhiều nhất", format_number(given.bonus_most)
    yield "Điểm phạt nhiều nhất", format_number(given.penalty_most)
    for band in given.bands:
        yield f"{_GRADE}{band.name}", format_number(band.least)


def about_of(book: RowsBook) -> About | None:
    """What the sheet says; None of a file that has none."""
    sheet = next((each for each in book.sheets if each.name == SHEET and not each.is_hidden), None)
    if sheet is None:
        return None
    told = {
        label: sheet.cell(row, 2).text.strip()
        for row in range(1, sheet.rows + 1)
        if (label := sheet.cell(row, 1).text.strip())
    }
    try:
        About(told).put_on(CriteriaSet("", "", (), ()))
    except Refusal:
        return None
    return About(told) if "Mã bộ" in told and "Tên" in told else None
