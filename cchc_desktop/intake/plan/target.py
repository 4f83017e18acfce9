"""From the sentence of a target to its measure (FACTS.md section 3).

The sentence is compared without accents. What looks like a number but sets no value (numbers of documents,
dates, levels of service, standards) is blanked first; then the values are found from left to right, each
with the words around it that say how it is meant. The first value is the target's own, the others become
its sub-targets, its milestones or its yearly step.
"""

import itertools
import re
from dataclasses import replace
from datetime import date

from ...domain.dates import short_date
from ...domain.periods import PeriodKind, PlanPeriod
from ...domain.targets import QUALITATIVE, Comparator, Direction, Measure, Milestone, TargetKind
from ...domain.text import fold_aligned
from ..raised import without_note_numbers
from .doubts import told
from .said_times import Sureness, time_before, times_in, without_times
from .target_values import Value, masked_values, values_in
from .target_words import (
    ABOUT,
    BASE_YEAR,
    BEFORE,
    CAP,
    CHANGE,
    DOWNWARDS,
    FAR_DOWN,
    FAR_UP,
    FROM,
    GROWN,
    GROWTH,
    IN_BRACKETS,
    IN_TURN,
    IN_WORDS,
    LEVELS,
    LINKS,
    LONGEST,
    NUMBER_ALONE,
    OF_A_SCALE,
    PER_YEAR,
    RAISED_TO,
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
    UPWARDS,
    WITHIN,
    YEARS,
)

DOUBT_MANY_VALUES = "Câu có nhiều chỉ tiêu; hãy kiểm tra các chỉ tiêu thành phần"
DOUBT_WITHIN_YEAR = "Câu có mức của nhiều mốc thời gian; lấy mức cuối, các mức trước là chỉ tiêu thành phần"
DOUBT_STEP = "Hiểu mức tăng hằng năm là điểm phần trăm; hãy kiểm tra"


def parse_target(sentence: str, period: PlanPeriod | None = None) -> Measure:
    """The measure that the sentence sets; ``QUALITATIVE`` where it names no value.

    ``period`` gives the first milestone its years and a time without a year its year. Of several values
    the first is the measure and the others its sub-targets, of several times within a year the last is; of
    values by level of government the commune's is the measure.
    """
    return read_target(sentence, period)[0]


def read_target(sentence: str, period: PlanPeriod | None = None) -> tuple[Measure, str]:
    """The measure that the sentence sets, and why it may be doubted, in Vietnamese."""
    sentence = without_note_numbers(sentence[:LONGEST])
    folded = fold_aligned(sentence)
    masked = masked_values(folded)
    values = values_in(sentence, masked)
    if not values:
        base = BASE_YEAR.search(folded)
        return (replace(QUALITATIVE, baseline_year=int(base[1])) if base else QUALITATIVE), _unread(masked)
    _set_clauses(masked, values)
    measures: list[Measure] = []
    for number, value in enumerate(values):
        previous = values[number - 1] if number else None
        measure = _measure(folded, masked, value, previous, measures[-1] if measures else None)
        measures.append(_with_time(sentence, value, measure, period))
    measure, doubt = _combine(sentence, folded, masked, values, measures, period), ""
    for value, part in zip(values, measures, strict=True):
        doubt = told(doubt, _doubt(folded, masked, value, part))
        for time in times_in(sentence, period, *value.clause):
            if time.due is None and time.sureness is Sureness.DEADLINE and not time.recurs:
                doubt = told(doubt, f"«{time.words}» không có trong lịch; hãy đặt lại mốc")
        if period and part.deadline and part.deadline > period.ends:
            day = short_date(part.deadline)
            doubt = told(doubt, f"Mốc {day} nằm ngoài thời gian của kế hoạch; hãy kiểm tra")
    return measure, told(_doubt_of_all(measure), doubt)


def _unread(masked: str) -> str:
    """Why a sentence without a value may have one."""
    if "phan tram" in masked:
        return "Có chữ «phần trăm» mà không đọc được số; hãy kiểm tra"
    number = NUMBER_ALONE.search(masked)
    return f"Không rõ số «{number[1]}» trong câu là mức phải đạt hay không; hãy kiểm tra" if number else ""


def _doubt_of_all(measure: Measure) -> str:
    if measure.step is not None and measure.baseline_value is not None:
        return DOUBT_STEP
    if measure.kind is TargetKind.QUALITATIVE or not measure.subtargets:
        return ""
    times = {part.deadline for part in measure.subtargets}
    parts = measure.subtargets
    alike = all((part.kind, part.unit, part.scope) == (measure.kind, measure.unit, "") for part in parts)
    within = alike and None not in times and measure.deadline is not None and measure.deadline not in times
    return DOUBT_WITHIN_YEAR if within else DOUBT_MANY_VALUES


def _doubt(folded: str, masked: str, value: Value, measure: Measure) -> str:
    """Why this one value may be meant otherwise."""
    left = masked[max(value.clause[0], value.start - 60) : value.start]
    shown = folded[value.start : value.end].strip()
    doubt = value.doubt
    most = max(value.value or 0, value.upper or 0)
    if value.kind is TargetKind.PERCENT and most > 100 and not GROWN.search(folded[slice(*value.clause)]):
        doubt = told(doubt, f"Tỷ lệ «{shown}» lớn hơn 100%; hãy kiểm tra")
    if value.kind is TargetKind.PERCENT and most <= 50 and re.search(r"(?<!khong )\bvuot\s*$", left):
        doubt = told(doubt, f"«Vượt {shown}» có thể là vượt thêm {shown} so với kế hoạch; hãy kiểm tra")
    if measure.comparator is Comparator.EQUAL and ABOUT.search(left):
        doubt = told(doubt, f"Câu chỉ nói khoảng «{shown}»; hãy kiểm tra")
    if not FROM.search(left) and (far := _far(masked, value)) and far == (measure.comparator, True):
        way = "trở lên" if far[0] is Comparator.AT_LEAST else "trở xuống"
        doubt = told(doubt, f"Hiểu «{way}» là của «{shown}»; hãy kiểm tra")
    return doubt


def _far(masked: str, value: Value) -> tuple[Comparator, bool] | None:
    """The comparator some words after the value, «từ 96% hồ sơ trở lên»; whether it needs the «từ»."""
    right = masked[value.end : value.clause[1]]
    for pattern, sign in ((FAR_UP, Comparator.AT_LEAST), (FAR_DOWN, Comparator.AT_MOST)):
        if (found := pattern.match(right)) and found[1].strip() and not OF_A_SCALE.search(found[1]):
            return sign, found[2].startswith("tro ")
    return None


def _set_clauses(masked: str, values: list[Value]) -> None:
    """Shares the sentence out among its values, cut at the last separator between two of them."""
    starts = [0]
    for previous, value in itertools.pairwise(values):
        # «70% (hộ tịch), 60% (đất đai)»: what stands in brackets after a value is said of it.
        said = IN_BRACKETS.match(masked, previous.end)
        after = said.end() if said and said.end() <= value.start else previous.end
        cuts = list(SEPARATOR.finditer(masked, after, value.start))
        keep = next((cut for cut in cuts if cut[0] in (";", ".", "trong do", "rieng", "(")), None)
        cut = keep or (cuts[0] if cuts else None)
        starts.append(
            (cut.start() if cut[0].isalpha() or " " in cut[0] else cut.end()) if cut else previous.end
        )
    for value, start, stop in zip(values, starts, [*starts[1:], len(masked)], strict=True):
        value.clause = (start, stop)


def _measure(
    folded: str, masked: str, value: Value, previous: Value | None, before: Measure | None
) -> Measure:
    """The value with its comparator, direction and softness."""
    left = IN_WORDS.sub(" ", masked[max(value.clause[0], value.start - 120) : value.start])
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
    far = _far(masked, value)
    if value.kind is TargetKind.RANK:
        pass  # «thứ 10 trở lên» is a place up to the tenth
    elif UPWARDS.match(right):
        comparator = Comparator.AT_LEAST
    elif DOWNWARDS.match(right):
        comparator = Comparator.AT_MOST
    elif far is not None and comparator is Comparator.EQUAL:
        comparator = far[0]
    elif comparator is Comparator.EQUAL and value.kind is not TargetKind.GRADE:
        from_value = FROM.search(left) and not CHANGE.match(masked, value.end)
        if soft or reduction or from_value or GROWTH.search(left) or RAISED_TO.search(left):
            comparator = Comparator.AT_LEAST
    if value.kind is TargetKind.QUANTITY and comparator is Comparator.EQUAL and WITHIN.search(left):
        comparator = Comparator.AT_MOST
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


def _time_before(folded: str, value: Value) -> re.Match[str] | None:
    """The last time phrase that stands before the value in its clause."""
    matches = list(TIME_PHRASE.finditer(folded, value.clause[0], value.start))
    return matches[-1] if matches else None


def _with_time(sentence: str, value: Value, measure: Measure, period: PlanPeriod | None) -> Measure:
    """The measure with its deadline, where its clause names one."""
    times = times_in(sentence, period, *value.clause)
    days = [time for time in times if time.due and time.sureness is not Sureness.AT_END]
    if days:
        return replace(measure, deadline=max(days, key=lambda time: time.sureness).due)
    before = time_before(sentence, value.clause[0], value.start, period)
    return replace(measure, deadline=before) if before else measure


def _years(folded: str, value: Value) -> tuple[int, int] | None:
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
    folded: str, values: list[Value], measures: list[Measure], period: PlanPeriod | None
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
    if not later or len(set(dated.values())) < len(dated):
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


def _last_in_time(folded: str, values: list[Value], measures: list[Measure]) -> int:
    """Which value is to be reached last: «hết quý II 50%, hết năm 90%»; 0 where no times tell."""
    first = measures[0]
    for number, (value, measure) in enumerate(zip(values, measures, strict=True)):
        alike = value.kind is values[0].kind and value.unit == values[0].unit and measure.deadline
        if not alike or (number and _own_subject(without_times(folded[value.clause[0] : value.start]))):
            return 0
    days = [measure.deadline or date.min for measure in measures]
    if len(set(days)) < len(days) or first.deadline is None:
        return 0
    return days.index(max(days))


def _own_subject(lead_in: str) -> bool:
    """Whether the words before a value name something of their own, times and linking words aside."""
    return bool(LINKS.sub("", TIME_PHRASE.sub("", lead_in)).strip())


def _is_step(folded: str, value: Value) -> bool:
    before = folded[value.clause[0] : value.start]
    if PER_YEAR.match(folded[value.end :]) and value.kind is TargetKind.PERCENT:
        return True
    if value.unit != "%" or not (each := STEP.search(before)):
        return False
    linked = not LINKS.sub("", STEP_WORDS.sub("", each[0])).strip()
    return linked and re.search(r"\b(?:tang|giam)\b", folded[: value.start]) is not None


def _level_of(folded: str, value: Value) -> str:
    """The level of government that the value's clause names, if it names one."""
    clause = folded[value.clause[0] : value.clause[1]]
    named = [name for name, pattern in LEVELS if re.search(pattern, clause)]
    return named[0] if len(named) == 1 else ""


def _levels_in_turn(folded: str, values: list[Value]) -> list[str]:
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


def _scope(sentence: str, folded: str, value: Value, number: int) -> str:
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
    if (found := IN_BRACKETS.match(folded, value.end)) and found.end() <= stop:
        return sentence[found.start(1) : found.end(1)].strip()
    return _level_of(folded[:stop], value)


def _combine(
    sentence: str,
    folded: str,
    masked: str,
    values: list[Value],
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
        start = _time_before(folded, values[0])
        years = YEARS.findall(start[0]) if start is not None else []
        main = replace(
            main,
            baseline_value=main.value,
            baseline_year=int(years[0]) if years else None,
            upper=main.upper if main.upper is not None else cap,
        )
    if milestones:
        main = replace(main, milestones=tuple(milestones))
        if _years(folded, values[0]):
            main = _at_end(main, milestones, period)
    elif len(values) > 1 and (last := _last_in_time(folded, values, measures)):
        main = measures[last]
        measures = [main, *measures[:last], *measures[last + 1 :]]
        values = [values[last], *values[:last], *values[last + 1 :]]
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


def _changed(masked: str, values: list[Value], measures: list[Measure]) -> Measure | None:
    """The measure of «tăng từ 60% lên 75%»: the second value, with the first as what it starts from."""
    start, goal = values[0], values[1]
    way = CHANGE.fullmatch(masked, start.end, goal.start)
    if way is None or start.kind is not goal.kind or start.unit != goal.unit:
        return None
    if not re.search(r"\btu(?:\s+(?:muc|ty le|khoang))?\s*$", masked[: start.start]):
        return None
    # «Từ hạng 15 lên hạng 10»: a better place has a smaller number.
    up = way[1] == "len" and goal.kind is not TargetKind.RANK
    comparator = Comparator.AT_LEAST if up else Comparator.AT_MOST
    direction = Direction.UP if up else Direction.DOWN
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
