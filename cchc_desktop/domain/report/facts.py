"""Facts: answers the slots and lists of a report's sentences from what the office knows."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from ..areas import AREA_CODES
from ..indicators import Indicator
from ..numerals import format_number
from ..offices import shorten
from ..readings import EMPTY, Reading, displayed
from ..target_links import target_met
from ..targets import Direction, Measure, TargetKind
from ..tasks import TaskStatus
from ..text import capitalized, fold
from .data import ReportData, calendar_end
from .lists import Entry, entries_of, in_sentence, lowered, phrase
from .marks import Marked, numbered, whole
from .office_words import office_words
from .outline import SOURCES, Outline, Statement
from .sources import Source
from .wording import MISSING, Presence, Slot, Word, say
from .words import (
    Change,
    change,
    change_words,
    compared_with,
    count_words,
    figure_word,
    gap_words,
    goal_of,
    goal_words,
    grows_through_year,
    is_final,
    is_measured,
    is_notable,
    quarter_words,
    ratio_words,
    running_date,
    target_words,
    value_words,
    within_year,
)


class Facts:
    """What one report can speak of, as its sentences ask for it."""

    def __init__(self, data: ReportData, outline: Outline) -> None:
        self._data = data
        self._watches = {watch.code: watch for watch in outline.watches}
        self._lists: dict[str, list[Entry]] = {}
        self._topics: dict[str, list[Sequence[Sequence[str]]]] = {}
        for section in outline.sections:
            for line in section.lines:
                if line.about:
                    self._topics.setdefault(line.each, []).append(line.about)

    # Slots

    def look(self, slot: Slot, entry: Entry | None = None, areas: Sequence[int] = ()) -> Word:
        """What a slot stands for: words of the entry where one is given, lists counted in ``areas``."""
        if slot.other is not None:
            return self._compared(slot, slot.other, entry, areas)
        if slot.is_code:
            return self._figure(slot)
        if entry is not None and slot.name in entry.words:
            word = entry.words[slot.name]
        elif slot.name in SOURCES:
            word = counted(len(self.entries(slot.name, areas)), Source(slot.name, areas=tuple(areas)))
        else:
            word = self._names.get(slot.name, MISSING)
        return _asked(word, slot, word.text)

    def _compared(self, slot: Slot, other: Slot, entry: Entry | None, areas: Sequence[int]) -> Word:
        """Something where a part is the whole and that several things, or where two words are the same."""
        if slot.is_code:
            part, whole = self.reading(slot), self.reading(other)
            is_same = (part.value, part.lacks) == (whole.value, whole.lacks)
            return Word() if is_same and part.value and part.value > 1 else MISSING
        each, another = self.look(Slot(slot.name), entry, areas), self.look(other, entry, areas)
        return Word() if each == another and each.presence is Presence.THERE else MISSING

    def reading(self, slot: Slot) -> Reading:
        """The figure that a slot with a code speaks of.

        Last year is no measure for a figure that is not whole.
        """
        data, own = self._data, self._data.told(slot.name)
        if slot.of == "~":
            before = data.last_year.get(slot.name, EMPTY)
            return EMPTY if before.lacks or own.lacks else before
        if slot.of == "+":
            reading = data.cumulated.get(slot.name, EMPTY)
            return reading if data.is_apart and not reading.lacks else EMPTY
        return own

    def _figure(self, slot: Slot) -> Word:
        indicator = self._data.catalogue.by_code.get(slot.name)
        if indicator is None:
            return MISSING
        if slot.form == ">":
            found = self._change(indicator, cumulated=slot.of == "+")
            return MISSING if found is None else Word.of(self._changed(found, indicator, slot.of))
        if slot.form == "!":
            return self._target_word(indicator, is_told=slot.of == "+")
        if slot.form == "@":
            years = self._data.result_years.get(slot.name)
            return MISSING if years is None else Word(str(years.before if slot.of == "~" else years.now))
        reading = self.reading(slot)
        if slot.form == "#":
            is_same = reading.value is None or reading.value == self._data.told(slot.name).value
            return MISSING if is_same else Word()
        word = figure_word(reading, indicator, f"{slot.name}{slot.of}")
        if slot.name in self._data.result_years:
            # It is told with its year, whichever quarter it became known in.
            word = replace(word, lacks=())
        return _asked(word, slot, "" if reading.value is None else str(reading.value))

    def _changed(self, found: Change, indicator: Indicator, of: str) -> Marked:
        """How a figure has changed, with what it is compared with."""
        told = numbered(found.words, str(Source(indicator.code, of, ">")))
        words = change_words(found, self._compared_with(indicator))
        return told + words.removeprefix(found.words)

    def _change(self, indicator: Indicator, *, cumulated: bool) -> Change | None:
        """How a figure has changed since last year, that of the period or since the year's start; of a
        published result, since that of the year before it. Nothing of a span that is not whole."""
        data, code = self._data, indicator.code
        years = data.result_years.get(code)
        if years is None and not data.is_whole:
            return None
        if years is not None and years.before != years.now - 1:
            return None
        now = (data.cumulated if cumulated else data.readings).get(code, EMPTY)
        before = (data.last_year_cumulated if cumulated else data.last_year).get(code, EMPTY)
        return change(now, before, indicator)

    def _compared_with(self, indicator: Indicator) -> str:
        years = self._data.result_years.get(indicator.code)
        return compared_with(self._data.period) if years is None else f"năm {years.before}"

    def _target_word(self, indicator: Indicator, *, is_told: bool) -> Word:
        """The target of the year, and whether the figure since the year's start misses it for good.

        That figure is named where it is another than the period's and the sentence has not ``told`` it.
        """
        data, link = self._data, self._data.targets.get(indicator.code)
        reached, here = (of.get(indicator.code, EMPTY) for of in (data.cumulated, data.readings))
        if link is None or reached.value is None:
            return MISSING
        year = f" {data.period.year}" if indicator.code in data.result_years else ""
        half = "bằng một nửa " if self._is_half_way(indicator) else ""
        asked = f"{half}chỉ tiêu năm{year} " + self._asked_words(indicator)
        if self._met(indicator) is False and is_final(data.period):
            asked += ", chưa đạt"
        is_same = reached.shown(indicator) == here.shown(indicator)
        if is_told or is_same or reached.lacks or not data.is_whole:
            return Word.of(asked)
        return Word.of("tính từ đầu năm là " + self._reached(indicator, announced=True) + ", " + asked)

    def _is_half_way(self, indicator: Indicator) -> bool:
        """Whether a figure that grows through the year has come to half of its target, and may go on."""
        measure, reached = self._data.targets[indicator.code].measure, self._data.cumulated[indicator.code]
        goal, value = goal_of(measure), reached.value
        is_up = measure.direction is Direction.UP and measure.kind is not TargetKind.RANK
        if goal is None or value is None or not is_up or not self._data.is_whole:
            return False
        return bool(value) and value * 2 == Fraction(goal) and self._may_still_grow(indicator)

    def _asked_words(self, indicator: Indicator) -> Marked:
        """What the target of the year asks."""
        measure = self._data.targets[indicator.code].measure
        words = target_words(measure, of_year=True)
        if measure.value is None:
            return Marked(words)
        return numbered(words, *(str(Source(indicator.code, form=form)) for form in "!^"))

    def _goal(self, measure: Measure, indicator: Indicator) -> Marked:
        """The number that is to be reached."""
        words, goal = goal_words(measure, indicator), goal_of(measure)
        if goal is None or measure.value is None:
            return Marked(words)
        form = "!" if goal == Decimal(str(measure.value)) else "^"
        return numbered(words, str(Source(indicator.code, form=form)))

    def _reached(self, indicator: Indicator, *, announced: bool = False) -> Marked:
        """The figure since the year began, with its unit."""
        reading = self._data.cumulated.get(indicator.code, EMPTY)
        words = value_words(reading, indicator, announced=announced)
        return Marked(words) if indicator.choices else numbered(words, str(Source(indicator.code, "+")))

    def _met(self, indicator: Indicator) -> bool | None:
        """Whether the target is reached; None where that is not to be said: of a span that is not whole, and
        of a result of another year than the target's."""
        data, link = self._data, self._data.targets.get(indicator.code)
        years = data.result_years.get(indicator.code)
        if link is None or not data.is_whole or (years is not None and years.now != data.period.year):
            return None
        return target_met(link, data.cumulated.get(indicator.code, EMPTY))

    def _may_still_grow(self, indicator: Indicator) -> bool:
        """Whether it is too early to say that a target is missed."""
        if is_final(self._data.period):
            return False
        watch = self._watches.get(indicator.code)
        yearly = watch is not None and watch.yearly
        return yearly or grows_through_year(indicator, self._data.catalogue.by_code)

    @cached_property
    def _names(self) -> dict[str, Word]:
        data, period = self._data, self._data.period
        lacking = sorted((*data.unfilled, *data.partly_filled), key=period.quarters.index)
        texts = {
            "addressees": ", ".join(shorten(line.strip(" .;,-")) for line in data.addressees),
            "period": period.label,
            "in_period": f"trong {within_year(period)}",
            "period_end": running_date(calendar_end(period)),
            "compared": compared_with(period),
            "incomplete": quarter_words(lacking),
            "until": _in_sentence(data.until([quarter.id for quarter in data.unfilled])),
            "as_of": running_date(data.as_of) if data.as_of < data.dates.ends else "",
            **{f"lead.{area}": self._lead(area) for area in AREA_CODES},
            "next": data.horizon.label,
            "year": str(period.year),
            "next_year": str(period.year + 1),
            "starts": running_date(data.dates.starts),
            "ends": running_date(data.dates.ends),
            "plan": data.plan_name,
            "plan_short": data.plan_short,
            "quarters.empty": quarter_words(data.unfilled),
            "quarters.partial": quarter_words(data.partly_filled),
            **{f"annex.{name}": number for name, number in data.annexes.items()},
        }
        return {
            **office_words(data.office),
            **{name: Word(text) for name, text in texts.items() if text},
            "whole": counted(int(data.is_whole)),
            "apart": counted(int(data.is_apart)),
            "estimated": counted(sum(reading.estimate for reading in data.readings.values())),
            "mostly": counted(int(data.is_mostly_there)),
            "targets.judged": counted(len(self._judged), Source("targets.judged")),
            **self._task_counts(),
        }

    def _task_counts(self) -> dict[str, Word]:
        """The counts of the plan's tasks, none where the figures that were typed say otherwise."""
        tasks = self._data.tasks
        if not tasks or self._data.task_conflict() is not None:
            return {}
        finished = sum(row.status.is_done for row in tasks)
        share = displayed(Fraction(finished * 100, len(tasks)), 2)
        percent = whole(ratio_words(share), str(Source("tasks.percent")))
        counts = {
            "tasks.all": len(tasks),
            "tasks.finished": finished,
            "tasks.late": sum(row.status is TaskStatus.DONE_LATE for row in tasks),
            "tasks.open": len(tasks) - finished,
            "tasks.dropped": len(self._data.dropped),
        }
        return {
            **{name: counted(count, Source(name)) for name, count in counts.items()},
            "tasks.percent": replace(
                Word.of(percent), presence=Presence.THERE if finished else Presence.ZERO, is_figure=True
            ),
        }

    def _lead(self, area: int) -> str:
        """The unit that leads most tasks of an area: whose its figures are."""
        leads = Counter(
            row.assignment.lead.strip(" .;,")
            for row in self._data.tasks
            if row.area == area and row.assignment.lead
        )
        return min(leads, key=lambda lead: (-leads[lead], lead), default="")

    # Lists

    def entries(self, source: str, areas: Sequence[int] = ()) -> list[Entry]:
        """The entries of a list, of some areas only where ``areas`` names them."""
        if source not in self._lists:
            told = _TOLD.get(source)
            self._lists[source] = entries_of(self._data, source) if told is None else list(told(self))
        return [entry for entry in self._lists[source] if not areas or entry.area in areas]

    def entries_about(self, line: Statement, areas: Sequence[int]) -> list[Entry]:
        """The entries of a line's list that are its own: those that it is about, or that no other line is."""
        others = (line.about,) if line.about else self._topics.get(line.each, ())
        return [
            entry
            for entry in self.entries(line.each, areas)
            if any(_is_about(entry, about) for about in others) is bool(line.about)
        ]

    @cached_property
    def _judged(self) -> dict[str, bool]:
        """Whether each target is reached that can be judged at the period's end, by code."""
        found: dict[str, bool] = {}
        for indicator in self._data.catalogue.indicators:
            met = self._met(indicator)
            if met or (met is False and not self._may_still_grow(indicator)):
                found[indicator.code] = met
        return found

    @property
    def judged_codes(self) -> tuple[str, ...]:
        """The codes of the targets that can be judged at the period's end."""
        return tuple(self._judged)

    def _targets_met(self) -> list[Entry]:
        """The targets reached, the weightiest first. Targets are told of what was cumulated since the year
        began: that is what they are set for."""
        found = (self._telling(each) for each in self._of_judged(met=True) if self._may_be_praised(each))
        return sorted(found, key=lambda entry: entry.weight, reverse=True)

    def _targets_missed(self) -> list[Entry]:
        """The targets missed, in the catalogue's order."""
        return [self._telling(indicator) for indicator in self._of_judged(met=False)]

    def _of_judged(self, *, met: bool) -> list[Indicator]:
        every = self._data.catalogue.indicators
        return [indicator for indicator in every if self._judged.get(indicator.code) is met]

    def _may_be_praised(self, indicator: Indicator) -> bool:
        """Whether a figure is no doubtful one: the check list has nothing to say of it, and a ratio is not
        over 100 % unless it may be, or its target asks for that."""
        if indicator.code in self._data.doubted:
            return False
        value = self._data.cumulated.get(indicator.code, EMPTY).value
        watch, link = self._watches.get(indicator.code), self._data.targets.get(indicator.code)
        goal = goal_of(link.measure) if link is not None else None
        is_over = indicator.unit == "%" and value is not None and value > _WHOLE
        return not is_over or (watch is not None and watch.over) or (goal is not None and goal > _WHOLE)

    def _better(self) -> list[Entry]:
        """The watched changes for the better, the weightiest first: achievements, so neither what is still on
        its way to its target nor what grows through the year by itself."""
        found = (
            self._telling(indicator, change)
            for indicator, change in self._changes()
            if self._is_better(change, indicator)
            and indicator.code not in self._data.targets
            and not self._may_still_grow(indicator)
            and self._may_be_praised(indicator)
        )
        return sorted(found, key=lambda entry: entry.weight, reverse=True)

    def _worse(self) -> list[Entry]:
        """The watched changes for the worse of what has no target that is told already."""
        found = (
            self._telling(indicator, change)
            for indicator, change in self._changes()
            if not self._is_better(change, indicator)
        )
        return sorted(found, key=lambda entry: entry.weight, reverse=True)

    def _changes(self) -> Iterator[tuple[Indicator, Change]]:
        for indicator in self._data.catalogue.indicators:
            found = self._change(indicator, cumulated=True)
            if indicator.code not in self._watches or found is None or indicator.code in self._judged:
                continue
            # What has not been done yet may still be; only the year's end tells.
            is_early = not self._data.cumulated[indicator.code].value and not is_final(self._data.period)
            if is_notable(found, indicator) and not is_early:
                yield indicator, found

    def _is_better(self, found: Change, indicator: Indicator) -> bool:
        watch = self._watches.get(indicator.code)
        return (found.difference > 0) is (watch is None or watch.more_is_better)

    def _telling(self, indicator: Indicator, found: Change | None = None) -> Entry:
        """A figure in a sentence of its own, with its target and its change."""
        found = self._change(indicator, cumulated=True) if found is None else found
        reading = self._data.cumulated.get(indicator.code, EMPTY)
        shown = self._reached(indicator)
        value = replace(Word.of(shown), estimate=reading.estimate, is_figure=True)
        watch = self._watches.get(indicator.code)
        name = watch.name if watch is not None else indicator.name
        texts = {"named": Marked(lowered(name)), "lead": Marked(self._lead(indicator.area))}
        if indicator.code in self._judged:
            measure = self._data.targets[indicator.code].measure
            says_gap = watch is None or watch.missed is None
            gap = gap_words(measure, reading, indicator) if says_gap else ""
            goal = self._goal(measure, indicator)
            texts |= {
                "target": self._asked_words(indicator),
                "gap": numbered(gap, str(Source(indicator.code, form="-"))),
                "rest": self._rest(indicator),
                "aim": f"{lowered(name)} từ " + shown + f" {_way(measure)} " + goal,
            }
        words = {"value": value} | {key: Word.of(text) for key, text in texts.items()}
        entry = Entry(words, indicator.area, indicator.code, self._weight(indicator, found))
        is_none = not reading.value and watch is not None and watch.none is not None
        template = watch.none if is_none and watch is not None else watch.said if watch is not None else None
        said = say(template, lambda slot: self.look(slot, entry)) if template is not None else None
        verb = " đạt" if indicator.unit == "%" else ":"
        told = said.told if said is not None else f"{name}{verb} " + self._reached(indicator, announced=True)
        is_told = found is not None and found.difference != 0 and not is_none
        words |= {
            "said": Word.of(told),
            "short": self._short(told, entry),
            "change": Word.of(self._changed(found, indicator, "+")) if found and is_told else MISSING,
            "gain": Word.of(numbered(found.words, str(Source(indicator.code, "+", ">"))))
            if found and is_told
            else MISSING,
        }
        return replace(entry, words=words)

    def _short(self, said: Marked, entry: Entry) -> Word:
        """A figure that misses its target, within a sentence: «tỷ lệ … mới đạt 65,04%»."""
        watch = self._watches.get(entry.code)
        if watch is not None and watch.missed is not None:
            missed = say(watch.missed, lambda slot: self.look(slot, entry))
            if missed is not None:
                return Word.of(in_sentence(missed.told))
        return Word.of(in_sentence(said.replaced(" đạt ", " mới đạt ")))

    def _rest(self, indicator: Indicator) -> Marked:
        """What a ratio of counts lacks of the whole: «2/375» for 373 of 375."""
        codes = indicator.formula.operands if indicator.formula is not None else ()
        if indicator.formula is None or indicator.formula.text != f"[{codes[0]}]/[{codes[-1]}]*100":
            return Marked()
        part, full = (self._data.cumulated.get(code, EMPTY).value for code in (codes[0], codes[-1]))
        if part is None or full is None or part.denominator != 1 or full.denominator != 1 or part > full:
            return Marked()
        rest = f"{format_number(int(full - part))}/{format_number(int(full))}"
        return numbered(rest, str(Source(indicator.code, form="/")), str(Source(codes[-1], "+")))

    def _weight(self, indicator: Indicator, found: Change | None) -> tuple[int, bool, Fraction]:
        """How much a figure is worth telling: main ratios, then others, then counts, by their progress."""
        main = [code for code, _ in self._data.catalogue.highlights]
        place = len(main) - main.index(indicator.code) if indicator.code in main else 0
        progress = found.relative if found is not None else Fraction(0)
        if found is not None and not self._is_better(found, indicator):
            progress = -progress
        return place, is_measured(indicator), progress

    def _causes(self) -> Iterator[Entry]:
        """Reasons that were noted beside the figures that miss their target, or given for overdue tasks:
        where nobody wrote causes, they are not lost. How far something has come is none."""
        for indicator in self._of_judged(met=False):
            codes = (indicator.code, *(indicator.formula.operands if indicator.formula is not None else ()))
            for note in dict.fromkeys(self._data.notes.get(code, "") for code in codes):
                if (text := phrase(note)) and _REASON.search(text) is not None:
                    yield Entry({"text": Word(capitalized(text))}, indicator.area)
        for entry in self.entries("tasks.overdue"):
            said, result = entry.words["reason"].text, entry.words["result"].text
            if said or _REASON.search(result) is not None:
                text = f"{entry.words['brief'].text}: {said or result}"
                yield Entry({"text": Word(text)}, entry.area)


_REASON = re.compile(
    r"\b(do|vì|bởi|nên|chờ|vướng|thiếu|chưa có|không có|chưa đủ|hỏng|hoãn|khó khăn|trùng)\b", re.IGNORECASE
)
"""What a note or a result has in it that says why something is not as it should be."""
_WHOLE = 100
_TOLD: Mapping[str, Callable[[Facts], Iterable[Entry]]] = {
    "targets.met": Facts._targets_met,
    "targets.missed": Facts._targets_missed,
    "changes.better": Facts._better,
    "changes.worse": Facts._worse,
    "causes.noted": Facts._causes,
}
"""The lists that are made of judged figures, and not of records."""


def _is_about(entry: Entry, about: Sequence[Sequence[str]]) -> bool:
    """Whether an entry's text has all phrases of one of the alternatives."""
    text = fold((entry.words.get("task") or entry.words.get("text") or MISSING).text)
    return any(all(part in text for part in phrases) for phrases in about)


def _in_sentence(until: str) -> str:
    """«tính đến ngày … (chưa có …)» where it stands in brackets itself."""
    return until.replace(" (", ", ").rstrip(")") if until.startswith("tính đến") else ""


def _way(measure: Measure) -> str:
    """Which way a figure is to go to its target."""
    return "xuống" if measure.direction is Direction.DOWN and measure.kind is not TargetKind.RANK else "lên"


def counted(count: int, source: Source | None = None) -> Word:
    """A count as a slot's word, and where it comes from."""
    words = count_words(count)
    marks = whole(words, str(source)).marks if source is not None else ()
    return Word(words, Presence.THERE if count else Presence.ZERO, marks=marks)


def _asked(word: Word, slot: Slot, exact: str) -> Word:
    """The word as a slot asks for it: «=5» is there where that is exactly its value."""
    if not slot.form.startswith("=") or word.presence is Presence.MISSING:
        return word
    same = exact.lstrip("0") == slot.form[1:].lstrip("0")
    return Word(presence=Presence.THERE) if same else MISSING
