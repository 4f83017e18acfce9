"""What the report on a self-assessment says of a score: areas beside their most and the time before, in
sentences; where points are lost, why, and what is left out.

The office adds words of its own to the parts of the report; what is said from the data stays beside them.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from ..formulas import rounded
from ..numerals import format_number
from ..report_periods import Period
from .comparison import compare
from .rules import BY_EACH, RuleKind, step_at
from .scoring import Score, Scored
from .sets import FINEST
from .words import number_words, points_words, step_words

_ZERO = Decimal(0)
_MOST_NAMED = 3
"""So many criteria are named in a sentence; the others stand in the table."""


class ReportSection(StrEnum):
    """The parts of the report that the office adds words to."""

    GENERAL = "general"
    AREAS = "areas"
    LOST = "lost"
    PROPOSALS = "proposals"

    @property
    def label(self) -> str:
        """What it is called on screens."""
        return _LABELS[self]


_LABELS = {
    ReportSection.GENERAL: "Kết quả chung",
    ReportSection.AREAS: "Kết quả theo lĩnh vực",
    ReportSection.LOST: "Nguyên nhân, giải pháp",
    ReportSection.PROPOSALS: "Đề xuất, kiến nghị",
}


@dataclass(frozen=True, slots=True)
class SectionWords:
    """What the office adds to a part of the report of a set in a period, a paragraph in each line."""

    set_id: str
    period: Period
    section: ReportSection
    text: str = ""

    @property
    def id(self) -> str:
        """How it is stored: «2026-N:khoi-dau:general»."""
        return f"{self.period.id}:{self.set_id}:{self.section}"


@dataclass(frozen=True, slots=True)
class AreaLine:
    """An area of a set: what it came to, and in ``before`` its per cent of the time before, None where that
    is not known as a whole. Of the ``parts`` that have points of their own and apply, ``full`` have all."""

    scored: Scored
    before: Fraction | None = None

    @property
    def name(self) -> str:
        """What the area is called."""
        return self.scored.criterion.name

    @property
    def percent(self) -> Fraction | None:
        """Its points in per cent of its most; None where it does not apply."""
        return share_of(self.scored.points, self.scored.most)

    @property
    def parts(self) -> list[Scored]:
        """The criteria with points of their own that apply."""
        return [each for each in self.scored.walk() if not each.children and each.applies]

    @property
    def full(self) -> int:
        """How many of them have all their points."""
        return sum(each.points == each.most for each in self.parts)

    @property
    def change(self) -> Fraction | None:
        """By how many points of a per cent it changed; None where that cannot be told."""
        if self.before is None or self.percent is None or self.scored.unknown:
            return None
        return self.percent - self.before


def share_of(points: Decimal, most: Decimal) -> Fraction | None:
    """Points in per cent; None of nothing."""
    return Fraction(points) / Fraction(most) * 100 if most else None


def area_lines(made: Score, before: Mapping[str, Fraction]) -> list[AreaLine]:
    """The areas in their order; ``before`` has per cents of the time before by the codes of areas."""
    return [AreaLine(each, before.get(each.criterion.code)) for each in made.areas]


def shares_before(made: Score, earlier: Score | None, by_area: Mapping[int, Fraction]) -> dict[str, Fraction]:
    """The per cents of the time before, by the codes of the areas of this set.

    ``by_area`` has them by reform area as the office gave them then, and goes before the earlier score, of
    which only areas count that were known as a whole.
    """
    found = {}
    if earlier is not None:
        for each in compare(made, earlier):
            if each.depth or each.now is None or each.before is None or each.before.unknown:
                continue
            if (whole := share_of(each.before.points, each.before.most)) is not None:
                found[each.now.criterion.code] = whole
    alone = _alone(made)
    given = {each.criterion.code: each.criterion.area for each in made.areas if each.criterion.area in alone}
    return found | {code: by_area[area] for code, area in given.items() if area in by_area}


def _alone(made: Score) -> frozenset[int]:
    """The reform areas that a single area of a set stands for: of two, neither is that area as a whole."""
    counts = Counter(each.criterion.area for each in made.areas if each.criterion.area)
    return frozenset(area for area, count in counts.items() if count == 1)


def percent_text(percent: Fraction | None) -> str:
    """«55,67%», a dash where there is none."""
    return "–" if percent is None else f"{format_number(rounded(percent, FINEST))}%"


def summary_sentences(made: Score, named: str) -> Iterator[str]:
    """What all of it came to; ``named`` is the index with its period."""
    whole = f"{points_words(made.total)}/{format_number(made.most)} điểm"
    percent = f", đạt {percent_text(made.percent)} điểm tối đa" if made.percent is not None else ""
    yield f"Tổng điểm tự đánh giá {named} là {whole}{percent}."
    beside = [
        f"{words} {points_words(points)} điểm"
        for words, points in (("điểm thưởng", made.bonus), ("điểm phạt", made.penalty))
        if points
    ]
    if beside:
        yield f"Trong đó có {', '.join(beside)}."
    leaves = [each for each in made.leaves() if not _is_beside(each)]
    full = sum(each.points == each.most for each in leaves)
    lost = sum((each.lost for each in leaves if not each.unknown), _ZERO)
    counted = f"Có {full}/{len(leaves)} tiêu chí, tiêu chí thành phần đạt điểm tối đa"
    yield f"{counted}; số điểm bị mất là {points_words(lost)} điểm." if lost else f"{counted}."
    if made.unknown:
        count = sum(bool(each.unknown) for each in leaves)
        yield (
            f"Còn {count} tiêu chí, tiêu chí thành phần với {points_words(made.unknown)} điểm chưa có "
            "số liệu hoặc chưa có kết quả điều tra nên chưa chấm."
        )
    elif made.grade:
        yield f"Tự xếp loại: {made.grade}."


def area_sentence(line: AreaLine, before_named: str) -> str:
    """What an area came to: its points, what is full, what was lost most, and how it stood before."""
    scored = line.scored
    if not scored.applies:
        return "Không áp dụng với cơ quan."
    parts = line.parts
    told = [
        f"Đạt {points_words(scored.points)}/{format_number(scored.most)} điểm ({percent_text(line.percent)})"
    ]
    if len(parts) > 1:
        told.append(f"{line.full}/{len(parts)} tiêu chí thành phần đạt điểm tối đa")
    sentences = [", ".join(told) + "."]
    lost = sorted((each for each in parts if each.lost > 0 and not each.unknown), key=lambda each: -each.lost)
    if len(parts) > 1 and lost:
        named = "; ".join(
            f"{each.criterion.code} {each.criterion.name} (mất {points_words(each.lost)} điểm)"
            for each in lost[:_MOST_NAMED]
        )
        others = len(lost) - _MOST_NAMED
        more = f" và {others} tiêu chí khác" if others > 0 else ""
        sentences.append(f"Điểm bị mất ở: {named}{more}.")
    if scored.unknown:
        sentences.append(f"Chưa chấm {points_words(scored.unknown)} điểm.")
    if (change := line.change) is not None:
        sentences.append(f"{_change_words(change)} so với {before_named}.")
    return " ".join(sentences)


def _change_words(change: Fraction) -> str:
    by = rounded(abs(change), FINEST)
    if not by:
        return "Tỷ lệ đạt không đổi"
    return f"Tỷ lệ đạt {'tăng' if change > 0 else 'giảm'} {format_number(by)} điểm phần trăm"


def cause_words(scored: Scored, explained: str = "") -> str:
    """Why points of a criterion are lost: as the office explained, else what its number says."""
    if explained:
        return explained
    rule, value = scored.criterion.rule, scored.value
    if scored.own is not None and scored.proposed is not None and scored.own < scored.proposed:
        return f"Tự chấm thấp hơn {points_words(scored.proposed)} điểm theo số liệu"
    if rule is None or value is None or value.nothing or rule.kind is RuleKind.MANUAL:
        return "Chưa đáp ứng đủ cách chấm"
    number = number_words(rule, value.number)
    if rule.kind is RuleKind.YES_NO:
        return "Chưa thực hiện"
    if rule.kind in (RuleKind.DEDUCTION, RuleKind.PENALTY):
        return f"Bị trừ điểm: {number}"
    if rule.kind in BY_EACH:
        return f"Mới có {number}"
    place = step_at(rule, value.number) if rule.kind is RuleKind.STEPS and not rule.is_chosen else None
    return f"Đạt {number}" if place is None else f"Đạt {number}, ở mức {step_words(rule, place)}"


def _is_beside(each: Scored) -> bool:
    rule = each.criterion.rule
    return rule is not None and rule.kind.is_beside


def not_applied(made: Score) -> list[Scored]:
    """What does not apply, the topmost of each branch."""
    found: list[Scored] = []

    def look(nodes: Sequence[Scored]) -> None:
        for each in nodes:
            if not each.applies:
                found.append(each)
            else:
                look(each.children)

    look(made.areas)
    return found
