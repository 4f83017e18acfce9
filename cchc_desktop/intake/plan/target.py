"""From the sentence of a target to its measure (FACTS.md section 3).

The sentence is compared without accents. What looks like a number but sets no value (numbers of documents,
dates, levels of service, standards) is blanked first; then the values are found from left to right, each
with the words around it that say how it is meant. The first value is the target's own, the others become
its sub-targets, its milestones or its yearly step.
"""

import itertools
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date

from ...domain.periods import PeriodKind, PlanPeriod
from ...domain.targets import QUALITATIVE, Comparator, Direction, Measure, Milestone, TargetKind
from ...domain.text import fold_aligned
from ..raised import without_note_numbers
from .due import parse_due
from .target_words import (
    BASE_YEAR,
    BEFORE,
    BLANK,
    CAP,
    CHANGE,
    COUNT,
    DEADLINE,
    DOWNWARDS,
    FIRST,
    FREQUENCY,
    GRADE,
    GRADES,
    GROWTH,
    IN_TURN,
    LEVELS,
    LINKS,
    LONGEST,
    LOOSE_COUNT,
    NOT_VALUES,
    OVER_PLAN,
    PER_YEAR,
    PERCENT,
    QUANTITY,
    RANK_SCOPE,
    REDUCED_TO,
    REDUCTION,
    REVIEW_YEAR,
    SCOPE_END,
    SEPARATOR,
    SOFT,
    STEP,
    STEP_WORDS,
    SUB,
    TIME_PHRASE,
    TOP,
    TOP_OF,
    UPWARDS,
    WORD_COUNT,
    WORD_NUMBERS,
    YEARS,
)


@dataclass(slots=True)
class _Value:
    """A value found in the sentence, with the place where it stands."""

    start: int
    end: int
    kind: TargetKind
    value: float | None
    upper: float | None = None
    unit: str = ""
    per: str = ""
    grade: str = ""
    comparator: Comparator | None = None
    clause: tuple[int, int] = (0, 0)
    fields: dict[str, object] = field(default_factory=dict)


def parse_target(sentence: str, period: PlanPeriod | None = None) -> Measure:
    """The measure that the sentence sets; ``QUALITATIVE`` where it names no value.

    ``period`` gives the first milestone its years and a time without a year its year. Of several values
    the first is the measure and the others its sub-targets; of values by level of government the
    commune's is the measure.
    """
    sentence = without_note_numbers(sentence[:LONGEST])
    folded = fold_aligned(sentence)
    masked = _mask(folded)
    values = _values(sentence, masked)
    if not values:
        base = BASE_YEAR.search(folded)
        return replace(QUALITATIVE, baseline_year=int(base[1])) if base else QUALITATIVE
    _set_clauses(masked, values)
    measures: list[Measure] = []
    for number, value in enumerate(values):
        previous = values[number - 1] if number else None
        measure = _measure(folded, masked, value, previous, measures[-1] if measures else None)
        measures.append(_with_time(folded, value, measure, period))
    return _combine(sentence, folded, masked, values, measures, period)


_RANGE_SIGN = re.compile(r"(?<=[\d%])(\s*)[÷~](?=\s*\d)")
"""«70÷75%» and «70~75%», for which «70-75%» is the usual form."""


def _mask(folded: str) -> str:
    masked = _RANGE_SIGN.sub(r"\1-", folded)
    for pattern in NOT_VALUES:
        masked = pattern.sub(lambda found: re.sub(r"\d", BLANK, found.group()), masked)
    return masked


_GREATEST = 1e15


def bounded_float(text: str) -> float:
    """The number's value; one too long to be any office's target is held at the greatest that is kept."""
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", text):
        text = text.replace(".", "")
    return min(float(text.replace(",", ".")), _GREATEST)


def _optional(text: str | None) -> float | None:
    return bounded_float(text) if text else None


def _values(sentence: str, masked: str) -> list[_Value]:
    """The values from left to right; each finder blanks what it has taken."""
    found: list[_Value] = []
    rest = masked

    def take(pattern: re.Pattern[str], make: Callable[[re.Match[str]], _Value | None]) -> None:
        nonlocal rest
        for match in pattern.finditer(rest):
            if value := make(match):
                found.append(value)
                rest = rest[: match.start()] + BLANK * len(match[0]) + rest[match.end() :]

    def words(match: re.Match[str], group: int) -> str:
        return sentence[match.start(group) : match.end(group)] if match[group] else ""

    def frequency(match: re.Match[str]) -> _Value:
        count, span = (1, 2) if match[1] else (3, 4)
        per = f"{int(match[count])} {words(match, span)}" if int(match[count]) != 1 else words(match, span)
        return _Value(match.start(), match.end(), TargetKind.FREQUENCY, 1.0, None, "lần", per)

    def rank(match: re.Match[str]) -> _Value:
        first, last = float(match[1]), _optional(match[2] if match.re is TOP else None)
        comparator = Comparator.BETWEEN if last is not None else Comparator.AT_MOST
        return _Value(match.start(), match.end(), TargetKind.RANK, first, last, "hạng", comparator=comparator)

    def first_place(match: re.Match[str]) -> _Value:
        place = float(WORD_NUMBERS[match[1]])
        return _Value(
            match.start(), match.end(), TargetKind.RANK, place, None, "hạng", comparator=Comparator.AT_MOST
        )

    def percent(match: re.Match[str]) -> _Value:
        if match[1]:
            low, high = sorted((bounded_float(match[1]), bounded_float(match[2])))
            value = _Value(match.start(), match.end(), TargetKind.PERCENT, low, high, "%")
            value.comparator = Comparator.BETWEEN
            return value
        return _Value(match.start(), match.end(), TargetKind.PERCENT, bounded_float(match[3]), None, "%")

    def quantity(match: re.Match[str]) -> _Value:
        unit = words(match, 3) + (f"/{words(match, 4)}" if match[4] else "")
        value = _Value(match.start(), match.end(), TargetKind.QUANTITY, bounded_float(match[1]), None, unit)
        if match[2]:
            value.upper, value.comparator = bounded_float(match[2]), Comparator.BETWEEN
        return value

    def count(match: re.Match[str]) -> _Value:
        value = _Value(
            match.start(),
            match.end(),
            TargetKind.COUNT,
            bounded_float(match[1]),
            None,
            words(match, 3),
            words(match, 4),
        )
        if match[2]:
            value.upper, value.comparator = bounded_float(match[2]), Comparator.BETWEEN
        value.per = value.per or _per(rest, match)
        return value

    def word_count(match: re.Match[str]) -> _Value | None:
        if not _compared(rest[: match.start()]):
            return None
        number = float(WORD_NUMBERS[match[1]])
        per = words(match, 3) or _per(rest, match)
        return _Value(match.start(), match.end(), TargetKind.COUNT, number, None, words(match, 2), per)

    def loose_count(match: re.Match[str]) -> _Value | None:
        if not _compared(rest[: match.start()]):
            return None
        return _Value(
            match.start(), match.end(), TargetKind.COUNT, bounded_float(match[1]), None, words(match, 2)
        )

    def grade(match: re.Match[str]) -> _Value | None:
        bare_word = re.match(r"dat\s+(?:tu\s+)?(?:tot|kha|yeu)\b", match[0])
        if (bare_word and not match[2]) or any(value.kind is TargetKind.PERCENT for value in found):
            return None
        comparator = Comparator.AT_LEAST if match[2] or "tu " in match[0] else Comparator.EQUAL
        name = GRADES[match[1]]
        return _Value(match.start(), match.end(), TargetKind.GRADE, None, grade=name, comparator=comparator)

    take(FREQUENCY, frequency)
    take(TOP_OF, rank)
    take(TOP, rank)
    take(FIRST, first_place)
    take(PERCENT, percent)
    take(QUANTITY, quantity)
    take(COUNT, count)
    take(WORD_COUNT, word_count)
    take(LOOSE_COUNT, loose_count)
    take(GRADE, grade)
    if not found and (over := OVER_PLAN.search(masked)):
        found.append(
            _Value(
                over.start(),
                over.end(),
                TargetKind.PERCENT,
                100.0,
                None,
                "%",
                comparator=Comparator.MORE_THAN,
            )
        )
    return sorted(found, key=lambda value: value.start)


def _compared(before: str) -> bool:
    near = before[-60:]
    return any(pattern.search(near) for _, pattern in BEFORE) or bool(re.search(r"\b(?:dat|du)\s*$", near))


def _per(text: str, match: re.Match[str]) -> str:
    """«năm» where the words around a count say that it is meant for a year."""
    after, before = text[match.end() : match.end() + 20], text[max(0, match.start() - 40) : match.start()]
    if (
        re.match(r"[^.;,\d]{0,20}/\s*(?:0?1\s*|mot\s+)?nam\b", after)
        or re.match(r"\s*(?:trong\s+|moi\s+|mot\s+|1\s+|hang\s+)(?:mot\s+)?nam\b", after)
        or re.search(r"\b(?:moi|hang)\s+nam\b[^;.]*$", before)
    ):
        return "năm"
    quarter = re.match(r"\s*(?:moi|trong|hang|mot)\s+quy\b", after) or re.search(
        r"\b(?:moi|hang)\s+quy\b[^;.]*$", before
    )
    return "quý" if quarter else ""


def _set_clauses(masked: str, values: list[_Value]) -> None:
    """Shares the sentence out among its values, cut at the last separator between two of them."""
    starts = [0]
    for previous, value in itertools.pairwise(values):
        cuts = list(SEPARATOR.finditer(masked, previous.end, value.start))
        keep = next((cut for cut in cuts if cut[0] in (";", ".", "trong do", "rieng", "(")), None)
        cut = keep or (cuts[0] if cuts else None)
        starts.append(
            (cut.start() if cut[0].isalpha() or " " in cut[0] else cut.end()) if cut else previous.end
        )
    for value, start, stop in zip(values, starts, [*starts[1:], len(masked)], strict=True):
        value.clause = (start, stop)


def _measure(
    folded: str, masked: str, value: _Value, previous: _Value | None, before: Measure | None
) -> Measure:
    """The value with its comparator, direction and softness."""
    left = masked[max(value.clause[0], value.start - 120) : value.start]
    right = masked[value.end : value.end + 30]
    clause = folded[value.clause[0] : value.clause[1]]
    comparator = value.comparator
    soft = bool(SOFT.search(folded[value.clause[0] : value.start]))
    if (
        previous is not None
        and before is not None
        and re.fullmatch(r"[\s,]*(?:va)?\s*", masked[previous.end : value.start])
    ):
        # «60%, 55%»: what stands before the first counts for the whole list.
        comparator, soft = comparator or before.comparator, before.soft
    if comparator is None:
        comparator = next((sign for sign, pattern in BEFORE if pattern.search(left)), Comparator.EQUAL)
    reduction = bool(REDUCTION.search(left)) and not REDUCED_TO.search(left)
    if UPWARDS.match(right):
        comparator = Comparator.AT_LEAST
    elif DOWNWARDS.match(right):
        comparator = Comparator.AT_MOST
    elif comparator is Comparator.EQUAL and value.kind is not TargetKind.GRADE:
        from_value = re.search(r"\b(?:dat|phan dau|dam bao)\s+tu\s*$", left)
        if soft or reduction or from_value or GROWTH.search(left):
            comparator = Comparator.AT_LEAST
    if value.kind is TargetKind.FREQUENCY and comparator is Comparator.EQUAL:
        comparator = Comparator.AT_LEAST
    down = value.kind is TargetKind.RANK or comparator in (Comparator.AT_MOST, Comparator.LESS_THAN)
    base = BASE_YEAR.search(clause) or (REVIEW_YEAR.search(folded) if reduction else None)
    base = base or (BASE_YEAR.search(folded) if reduction else None)
    return Measure(
        kind=value.kind,
        comparator=comparator,
        value=value.value,
        upper=value.upper,
        grade=value.grade,
        unit=value.unit,
        per=value.per,
        direction=Direction.DOWN if down else Direction.UP,
        soft=soft,
        baseline_year=int(base[1]) if base else None,
    )


def _time_before(folded: str, value: _Value) -> re.Match[str] | None:
    """The last time phrase that stands before the value in its clause."""
    matches = list(TIME_PHRASE.finditer(folded, value.clause[0], value.start))
    return matches[-1] if matches else None


def _with_time(folded: str, value: _Value, measure: Measure, period: PlanPeriod | None) -> Measure:
    """The measure with its deadline, where its clause names one before or right after the value."""
    for match in TIME_PHRASE.finditer(folded, *value.clause):
        words = match[0]
        if DEADLINE.match(words) and (deadline := parse_due(words, period)):
            return replace(measure, deadline=deadline)
    return measure


def _years(folded: str, value: _Value) -> tuple[int, int] | None:
    """The years of «đến năm 2024 - 2025 đạt 97%»: a time with nothing but linking words up to the value."""
    match = _time_before(folded, value)
    if match is None:
        return None
    years = [int(year) for year in YEARS.findall(match[0])]
    between = folded[match.end() : value.start]
    if not years or LINKS.sub("", between).strip():
        return None
    return years[0], years[-1]


def _milestones(
    folded: str, values: list[_Value], measures: list[Measure], period: PlanPeriod | None
) -> tuple[list[Milestone], set[int]]:
    """The milestones of the first value, and the numbers of the values that they were made from."""
    lead_ins = [folded[value.clause[0] : value.start] for value in values]
    dated = {
        number: years
        for number, value in enumerate(values)
        if (years := _years(folded, value))
        and value.kind is values[0].kind
        and value.unit == values[0].unit
        and (number == 0 or not _own_subject(lead_ins[number]))
        and (number == 0 or len(LINKS.sub(" ", folded[value.end : value.clause[1]]).split()) <= 2)
    }
    later = [number for number in dated if number > 0]
    if not later:
        return [], set()
    result: list[Milestone] = []
    if 0 in dated:
        result.append(Milestone(*dated[0], measures[0].comparator, measures[0].value or 0.0))
    elif period and period.kind is PeriodKind.MULTI and dated[later[0]][0] > period.first_year:
        until = dated[later[0]][0] - 1
        result.append(Milestone(period.first_year, until, measures[0].comparator, measures[0].value or 0.0))
    for number in later:
        result.append(Milestone(*dated[number], measures[number].comparator, measures[number].value or 0.0))
    return result, set(later)


def _own_subject(lead_in: str) -> bool:
    """Whether the words before a value name something of their own, times and linking words aside."""
    return bool(LINKS.sub("", TIME_PHRASE.sub("", lead_in)).strip())


def _is_step(folded: str, value: _Value) -> bool:
    before = folded[value.clause[0] : value.start]
    if PER_YEAR.match(folded[value.end :]) and value.kind is TargetKind.PERCENT:
        return True
    if value.unit != "%" or not (each := STEP.search(before)):
        return False
    linked = not LINKS.sub("", STEP_WORDS.sub("", each[0])).strip()
    return linked and re.search(r"\b(?:tang|giam)\b", folded[: value.start]) is not None


def _level_of(folded: str, value: _Value) -> str:
    """The level of government that the value's clause names, if it names one."""
    clause = folded[value.clause[0] : value.clause[1]]
    named = [name for name, pattern in LEVELS if re.search(pattern, clause)]
    return named[0] if len(named) == 1 else ""


def _levels_in_turn(folded: str, values: list[_Value]) -> list[str]:
    """The levels of «cấp huyện, cấp xã … tương ứng 60%, 55%», one for each value, or nothing."""
    names = {"xa": "cấp xã", "huyen": "cấp huyện", "tinh": "cấp tỉnh"}
    if len(values) < 2 or not IN_TURN.search(folded):
        return []
    gaps = [folded[a.end : b.start] for a, b in itertools.pairwise(values)]
    if any(not re.fullmatch(r"[\s,]*(?:va)?\s*", gap) for gap in gaps):
        return []
    for part in (folded[values[-1].end :], folded[: values[0].start]):
        listed = re.findall(r"\b(?:cap\s+)?(tinh|huyen|xa)\b(?=[\s,.;]|$)", part)[-len(values) :]
        if len(listed) == len(values) == len(set(listed)):
            return [names[level] for level in listed]
    return []


def _scope(sentence: str, folded: str, value: _Value, number: int) -> str:
    start, stop = value.clause
    if value.kind is TargetKind.RANK:
        found = RANK_SCOPE.search(folded, value.end) or RANK_SCOPE.search(folded)
        return f"trong {sentence[found.start(1) : found.end(1)]}" if found else ""
    sub = SUB.search(folded, start, value.start)
    if sub and number:
        words = sentence[sub.start(1) : value.start]
        end = SCOPE_END.search(sentence, sub.start(1), value.start)
        scope = sentence[sub.start(1) : end.start()] if end and end.start() > sub.start(1) else words
        return scope.strip(" ,:;")
    return _level_of(folded[:stop], value)


def _combine(
    sentence: str,
    folded: str,
    masked: str,
    values: list[_Value],
    measures: list[Measure],
    period: PlanPeriod | None,
) -> Measure:
    """One measure of all: steps, caps and milestones go into the first, the rest below it."""
    main = measures[0]
    if len(values) > 1 and (changed := _changed(masked, values, measures)):
        return _combine(sentence, folded, masked, values[1:], [changed, *measures[2:]], period)
    steps = {n for n, value in enumerate(values) if n and _is_step(folded, value)}
    caps = {n for n, value in enumerate(values) if n and CAP.search(masked[: value.start])}
    milestones, of_milestones = _milestones(folded, values, measures, period)
    left_out = steps | caps | of_milestones
    for number in steps:
        main = replace(main, step=measures[number].value)
    if steps and main.baseline_year is None:
        cap = next((measures[number].value for number in caps), None)
        main = replace(main, baseline_value=main.value, upper=main.upper if main.upper is not None else cap)
    if milestones:
        main = replace(main, milestones=tuple(milestones))
        if _years(folded, values[0]):
            main = _at_end(main, milestones, period)
    in_turn = _levels_in_turn(folded, values)
    parts: list[Measure] = []
    for number, value in enumerate(values):
        if number in left_out:
            continue
        scope = in_turn[number] if in_turn else _scope(sentence, folded, value, number)
        measure = main if number == 0 else measures[number]
        fragment = sentence[value.clause[0] : value.clause[1]].strip(" ,;.()")
        parts.append(replace(measure, scope=scope, fragment=fragment))
    levels = {name for name, _ in LEVELS}
    by_level = len(parts) > 1 and all(part.scope in levels for part in parts)
    if by_level:
        # «Tối thiểu 85% … cấp tỉnh; 75% … cấp huyện và 65% … cấp xã»: said once for all levels.
        said = parts[0]
        parts = [
            replace(part, comparator=said.comparator, soft=said.soft, direction=said.direction)
            if part.comparator is Comparator.EQUAL and part.kind is said.kind and part.upper is None
            else part
            for part in parts
        ]
    first = next((part for part in parts if by_level and part.scope == "cấp xã"), parts[0])
    others = tuple(part for part in parts if part is not first)
    return replace(first, fragment="", subtargets=others)


def _changed(masked: str, values: list[_Value], measures: list[Measure]) -> Measure | None:
    """The measure of «tăng từ 60% lên 75%»: the second value, with the first as what it starts from."""
    start, goal = values[0], values[1]
    way = CHANGE.fullmatch(masked, start.end, goal.start)
    if way is None or start.kind is not goal.kind or start.unit != goal.unit:
        return None
    if not re.search(r"\btu\s*$", masked[: start.start]):
        return None
    comparator = Comparator.AT_LEAST if way[1] == "len" else Comparator.AT_MOST
    direction = Direction.UP if way[1] == "len" else Direction.DOWN
    soft = measures[0].soft or measures[1].soft
    return replace(
        measures[1], comparator=comparator, direction=direction, baseline_value=start.value, soft=soft
    )


def _at_end(main: Measure, milestones: list[Milestone], period: PlanPeriod | None) -> Measure:
    """The measure with the value of the last milestone that lies in the plan's period."""
    inside = [mark for mark in milestones if period is None or mark.first_year <= period.last_year]
    last = (inside or milestones)[-1]
    deadline = date(last.last_year, 12, 31)
    return replace(main, value=last.value, comparator=last.comparator, deadline=deadline)
