"""What a superior publishes of the index: the own result, its rank in the block, means, the head's rating.

Communes are ranked apart from each other: phường in one block, xã and đặc khu in another (FACTS_2026.md
section 3).
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from ..errors import Refusal
from ..numerals import format_number
from ..text import clean_line, fold

YEARS = range(2000, 2101)
_FINEST, _GREATEST, _MOST_UNITS = 2, Decimal(100), 5000


class Block(StrEnum):
    """Among whom an office is ranked."""

    WARD = "ward"
    COMMUNE = "commune"

    @property
    def label(self) -> str:
        """The block in Vietnamese."""
        return "Khối phường" if self is Block.WARD else "Khối xã, đặc khu"


def block_of(office_name: str) -> Block:
    """The block of an office by its name."""
    kinds = [word for word in fold(office_name).split() if word in ("xa", "phuong", "khu")]
    return Block.WARD if kinds[:1] == ["phuong"] else Block.COMMUNE


class Than(StrEnum):
    """Which mean a head's rule goes by."""

    BLOCK = "block"
    PROVINCE = "province"

    @property
    def label(self) -> str:
        """The mean in Vietnamese, within a sentence."""
        return "bình quân của khối" if self is Than.BLOCK else "bình quân chung của tỉnh, thành phố"


@dataclass(frozen=True, slots=True)
class HeadRule:
    """What the index counts for in the yearly rating of a head: all of ``points`` where it is at least the
    mean that ``than`` names, else none. ``legal`` is the decision, of which ``valid_from`` is the first
    day."""

    id: str
    name: str
    legal: str
    points: Decimal
    than: Than
    valid_from: date


@dataclass(frozen=True, slots=True)
class PublishedResult:
    """What was published of an office for a year.

    ``index`` is its own, in per cent, ``rank`` its place among the ``units`` of its ``block``, ``mean`` that
    of the block and ``province_mean`` that of all communes, where they are known. ``best`` is the block's
    highest index. ``rating`` is how the head was rated, in words; ``head_rule`` the rule by which the index
    counts for that («» for none); ``note`` what the office says of it, as the document.
    """

    year: int
    block: Block
    index: Decimal
    rank: int | None = None
    units: int | None = None
    mean: Decimal | None = None
    province_mean: Decimal | None = None
    best: Decimal | None = None
    rating: str = ""
    head_rule: str = ""
    note: str = ""

    @property
    def id(self) -> str:
        """How it is stored: one for a year."""
        return str(self.year)

    @property
    def to_mean(self) -> Decimal | None:
        """How far the own index is above the block's mean (below it where negative)."""
        return None if self.mean is None else self.index - self.mean

    @property
    def to_best(self) -> Decimal | None:
        """How far the own index is from the block's highest."""
        return None if self.best is None else self.best - self.index

    @property
    def rank_words(self) -> str:
        """«12/45», «12», or nothing."""
        if self.rank is None:
            return ""
        return f"{self.rank}/{self.units}" if self.units is not None else str(self.rank)

    @property
    def sentence(self) -> str:
        """It in words: «91,2%, hạng 12/45 khối phường, cao hơn bình quân khối 0,9»."""
        parts = [f"{format_number(self.index)}%"]
        if self.rank is not None:
            parts.append(f"hạng {self.rank_words} {self.block.label.lower()}")
        if (gap := self.to_mean) is not None:
            told = "bằng bình quân khối" if not gap else (
                f"{'cao' if gap > 0 else 'thấp'} hơn bình quân khối {format_number(abs(gap))} điểm"
            )  # fmt: skip
            parts.append(told)
        return ", ".join(parts)


def checked_result(result: PublishedResult) -> PublishedResult:
    """The result as it is stored. Raises Refusal, with the field, for what cannot be."""
    if result.year not in YEARS:
        raise Refusal("Năm không hợp lệ. Hãy nhập năm của kết quả, ví dụ 2025.", "year")
    for name, words in (
        ("index", "Chỉ số của đơn vị"), ("mean", "Bình quân của khối"),
        ("province_mean", "Bình quân chung"), ("best", "Chỉ số cao nhất khối"),
    ):  # fmt: skip
        _check_percent(getattr(result, name), name, words)
    if result.units is not None and not 1 <= result.units <= _MOST_UNITS:
        raise Refusal(f"Số đơn vị trong khối phải từ 1 đến {_MOST_UNITS}.", "units")
    if result.rank is not None and not 1 <= result.rank <= (result.units or _MOST_UNITS):
        raise Refusal("Thứ hạng phải từ 1 đến số đơn vị trong khối.", "rank")
    if result.best is not None and result.best < max(result.index, result.mean or Decimal(0)):
        raise Refusal(
            "Chỉ số cao nhất khối nhỏ hơn chỉ số của đơn vị hoặc bình quân khối. Hãy kiểm tra lại.", "best"
        )
    return replace(result, rating=clean_line(result.rating), note=clean_line(result.note))


def _check_percent(value: Decimal | None, name: str, words: str) -> None:
    if value is None:
        return
    exponent = value.as_tuple().exponent
    if not isinstance(exponent, int) or not 0 <= value <= _GREATEST or -exponent > _FINEST:
        raise Refusal(f"{words} phải là số từ 0 đến 100, nhiều nhất {_FINEST} số lẻ.", name)


@dataclass(frozen=True, slots=True)
class HeadPoints:
    """What an index comes to by a head's rule: the points, and why, in words."""

    points: Decimal
    sentence: str


def head_points(rule: HeadRule, index: Decimal, mean: Decimal) -> HeadPoints:
    """What an index counts for by a head's rule, held against the mean that the rule goes by."""
    good = index >= mean
    points = rule.points if good else Decimal(0)
    sign = "≥" if good else "<"
    return HeadPoints(
        points,
        f"{format_number(index)}% {sign} {rule.than.label} {format_number(mean)}% → "
        f"{format_number(points)}/{format_number(rule.points)} điểm ({rule.legal})",
    )


def mean_for(rule: HeadRule, result: PublishedResult) -> Decimal | None:
    """The mean of a result that a head's rule goes by; None where it was not typed in."""
    return result.mean if rule.than is Than.BLOCK else result.province_mean


@dataclass(frozen=True, slots=True)
class PublishedYear:
    """A year's result beside the one before: ``risen`` is how much the index grew, ``climbed`` how many
    ranks it went up; None where one of them is not known, or the block was another."""

    result: PublishedResult
    risen: Decimal | None = None
    climbed: int | None = None


def years_of(results: Iterable[PublishedResult]) -> list[PublishedYear]:
    """The results in the order of their years, each beside the one of the year before."""
    known = {each.year: each for each in results}
    found = []
    for year, each in sorted(known.items()):
        before = known.get(year - 1)
        if before is None:
            found.append(PublishedYear(each))
            continue
        is_like = before.block is each.block and before.rank is not None and each.rank is not None
        climbed = before.rank - each.rank if is_like and before.rank and each.rank else None
        found.append(PublishedYear(each, each.index - before.index, climbed))
    return found
