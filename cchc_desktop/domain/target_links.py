"""Which statistical indicator measures which target of the plan, and whether a figure reaches the target.

A target names its indicator (``Measure.indicator``), or the words of its sentence and its unit do. A link
found by words is a proposal: it only stands where exactly that quantity is counted.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from .indicators import Indicator, IndicatorCatalogue, Kind
from .plan import Item, Plan
from .plan_views import Placed, targets
from .readings import Reading
from .targets import Comparator, Direction, Measure, TargetKind, in_year
from .text import clean_line, fold, written_out

NO_INDICATOR = "-"
"""What ``Measure.indicator`` says where no indicator measures the target."""


@dataclass(frozen=True, slots=True)
class TargetLink:
    """Indicator ``code`` measures what ``text`` of the item sets; ``measure`` is what it asks of the year."""

    code: str
    item_id: str
    text: str
    measure: Measure


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A link with how sure it is: named, in the same area, and the length of the words that betrayed it."""

    link: TargetLink
    rank: tuple[bool, bool, int]


def link_targets(plan: Plan, catalogue: IndicatorCatalogue, year: int) -> dict[str, TargetLink]:
    """The target that each indicator measures, by code, with the measure as it is in that year.

    Where several targets set the same quantity, the surest link stands, of equal ones the first in the plan.
    """
    best: dict[str, _Candidate] = {}
    signs = [
        (indicator, tuple(sign_phrases(written_out(sign)) for sign in indicator.measures))
        for indicator in catalogue.indicators
        if indicator.measures
    ]
    for place in targets(plan):
        for text, measure in _parts(place.item):
            asked = in_year(measure, year, plan.period)
            found = _candidate(place, text, asked, catalogue, signs)
            if found is not None and (found.link.code not in best or found.rank > best[found.link.code].rank):
                best[found.link.code] = found
    return {code: best[code].link for code in catalogue.by_code if code in best}


def judge(measure: Measure, value: Fraction) -> bool:
    """Whether a figure reaches the target (FACTS.md section 3).

    «100%» and a range are reached from their better side on: at least the value where more is better, at
    most the upper one where less is. A measure without a value is never reached.
    """
    if measure.value is None:
        return False
    goal = Fraction(str(measure.value))
    down = measure.direction is Direction.DOWN
    match measure.comparator:
        case Comparator.AT_LEAST:
            return value >= goal
        case Comparator.MORE_THAN:
            return value > goal
        case Comparator.AT_MOST:
            return value <= goal
        case Comparator.LESS_THAN:
            return value < goal
        case Comparator.BETWEEN if down:
            return value <= (goal if measure.upper is None else Fraction(str(measure.upper)))
        case _:
            return value <= goal if down else value >= goal


@cache
def sign_phrases(measure: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The phrases of one entry of ``Indicator.measures``: those that a sentence has, those that it has not.

    They are separated by «;», the latter begin with «!»: ``ho so; nop truc tuyen; !toan trinh``.
    """
    phrases = [phrase.strip() for phrase in measure.split(";")]
    unwanted = tuple(phrase[1:].strip() for phrase in phrases if phrase.startswith("!"))
    return tuple(phrase for phrase in phrases if not phrase.startswith("!")), unwanted


def is_meant(text: str, clause: str, signs: Sequence[str]) -> bool:
    """Whether the sentence of a target speaks of what some signs say: it has what they want, and the clause
    that the measure was read from has nothing that they do not want."""
    whole, part = written_out(text), written_out(clause)
    return any(
        _length(whole, wanted, ()) > 0 and not any(phrase in part for phrase in unwanted)
        for wanted, unwanted in map(sign_phrases, signs)
    )


_FEWEST_LETTERS = 10


def _parts(item: Item) -> Iterator[tuple[str, Measure]]:
    """The target's own clause and measure, then those of its sub-targets."""
    measure = item.measure
    if measure is None:
        return
    own = item.text
    for part in measure.subtargets:
        if part.fragment:
            own = own.replace(part.fragment, "")
    # «100% đơn vị được kiểm tra ít nhất 01 lần»: the clause of the part is all that the target says.
    says_something = sum(map(str.isalpha, own)) >= _FEWEST_LETTERS
    yield (clean_line(own).rstrip(" .;,") if says_something else item.text), measure
    for part in measure.subtargets:
        if part.scope not in _OTHER_LEVELS:
            yield (part.fragment or item.text), part


_OTHER_LEVELS = ("cấp huyện", "cấp tỉnh")


_Phrases = tuple[tuple[str, ...], tuple[str, ...]]


def _candidate(
    place: Placed,
    text: str,
    measure: Measure,
    catalogue: IndicatorCatalogue,
    signs: Sequence[tuple[Indicator, Sequence[_Phrases]]],
) -> _Candidate | None:
    """The link of one measure: the indicator that it names, else the most telling one."""
    if measure.indicator:
        if measure.indicator not in catalogue.by_code or measure.value is None:
            return None
        link = TargetLink(measure.indicator, place.item.id, text, measure)
        return _Candidate(link, (True, True, 0))
    sentence = written_out(text)
    found: _Candidate | None = None
    for indicator, phrases in signs:
        # The sentence first: few indicators are in it, and whether units fit takes longer to say.
        length = max(_length(sentence, *phrase) for phrase in phrases)
        if length and fits(measure, indicator):
            rank = (False, place.area in (None, indicator.area), length)
            if found is None or rank > found.rank:
                found = _Candidate(TargetLink(indicator.code, place.item.id, text, measure), rank)
    return found


def _length(sentence: str, wanted: Sequence[str], unwanted: Sequence[str]) -> int:
    """How many letters of a sentence betray the indicator, 0 where the sign is not in it."""
    for phrase in wanted:
        if phrase not in sentence:
            return 0
    if any(phrase in sentence for phrase in unwanted):
        return 0
    return sum(map(len, wanted))


_OCCASIONS = frozenset({"hoi nghi", "cuoc", "dot", "buoi", "lan"})
"""What «02 lần» may count."""


def fits(measure: Measure, indicator: Indicator) -> bool:
    """Whether the indicator is counted in what the measure is: a percentage in %, «04 hình thức» in forms."""
    if measure.value is None or indicator.kind is Kind.CHOICE:
        return False
    if measure.per and not fold(measure.per).endswith("nam"):
        return False
    unit, counted = fold(measure.unit).strip(), fold(indicator.unit)
    match measure.kind:
        case TargetKind.PERCENT:
            return counted == "%"
        case TargetKind.RANK:
            # A rank «trong huyện» is none in the province.
            return counted == "hang" and fold(measure.scope) in fold(indicator.name)
        case TargetKind.COUNT | TargetKind.QUANTITY:
            unit = unit.split("/")[0].strip()
            return unit == counted or (unit == "lan" and counted in _OCCASIONS)
        case _:
            return False


def target_met(link: TargetLink, reached: Reading) -> bool | None:
    """Whether a figure reaches its target; None where there is no figure, or not of all the quarters.

    A rank that was not given is none.
    """
    is_unranked = link.measure.kind is TargetKind.RANK and not reached.value
    if reached.value is None or reached.lacks or is_unranked:
        return None
    return judge(link.measure, reached.value)
