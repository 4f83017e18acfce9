"""Facts: answers the slots and lists of a report's sentences from what the office knows."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import cached_property

from ..indicators import Indicator
from ..numerals import format_number
from ..offices import OfficeProfile, shorten
from ..readings import EMPTY, Reading, displayed
from ..report_periods import Span
from ..target_links import target_met
from ..tasks import TaskStatus
from .data import ReportData, level_of, province_kind, province_of
from .lists import Entry, entries_of, goes_on
from .outline import SOURCES, Outline
from .wording import MISSING, Presence, Slot, Word, say
from .words import (
    Change,
    change,
    change_words,
    compared_with,
    count_words,
    figure_word,
    grows_through_year,
    is_final,
    is_measured,
    is_notable,
    quarter_words,
    running_date,
    target_words,
    value_words,
)


class Facts:
    """What one report can speak of, as its sentences ask for it."""

    def __init__(self, data: ReportData, outline: Outline) -> None:
        self._data = data
        self._watches = {watch.code: watch for watch in outline.watches}
        self._lists: dict[str, list[Entry]] = {}

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
            word = counted(len(self.entries(slot.name, areas)))
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
        """The figure that a slot with a code speaks of."""
        if slot.of == "~":
            before = self._data.last_year.get(slot.name, EMPTY)
            return EMPTY if before.lacks else before
        if slot.of == "+":
            reading = self._data.cumulated.get(slot.name, EMPTY)
            return reading if self._data.is_apart and not reading.lacks else EMPTY
        return self._data.told(slot.name)

    def _figure(self, slot: Slot) -> Word:
        indicator = self._data.catalogue.by_code.get(slot.name)
        if indicator is None:
            return MISSING
        if slot.form == ">":
            found = self._change(indicator, cumulated=slot.of == "+")
            return MISSING if found is None else Word(change_words(found, self._data.period))
        if slot.form == "!":
            return self._target_word(indicator, is_told=slot.of == "+")
        reading = self.reading(slot)
        return _asked(
            figure_word(reading, indicator), slot, "" if reading.value is None else str(reading.value)
        )

    def _change(self, indicator: Indicator, *, cumulated: bool) -> Change | None:
        """How a figure has changed since last year, that of the period or since the year's start."""
        data, code = self._data, indicator.code
        now = (data.cumulated if cumulated else data.readings).get(code, EMPTY)
        before = (data.last_year_cumulated if cumulated else data.last_year).get(code, EMPTY)
        return change(now, before, indicator)

    def _target_word(self, indicator: Indicator, *, is_told: bool) -> Word:
        """The target, and whether the figure since the year's start misses it for good.

        That figure is named where it is another than the period's and the sentence has not ``told`` it.
        """
        met = self._met(indicator)
        if met is None:
            return MISSING
        measure = self._data.targets[indicator.code].measure
        if met:
            asked = f"chỉ tiêu {target_words(measure)}"
        elif is_final(self._data.period):
            asked = f"chỉ tiêu {target_words(measure)}, chưa đạt"
        else:
            asked = f"chỉ tiêu cả năm {target_words(measure, of_year=True)}"
        reached = self._data.cumulated.get(indicator.code, EMPTY)
        here = self._data.readings.get(indicator.code, EMPTY)
        if is_told or reached.shown(indicator) == here.shown(indicator):
            return Word(asked)
        return Word(f"tính từ đầu năm là {value_words(reached, indicator)}, {asked}")

    def _met(self, indicator: Indicator) -> bool | None:
        link = self._data.targets.get(indicator.code)
        return None if link is None else target_met(link, self._data.cumulated.get(indicator.code, EMPTY))

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
        within = period.short_label if period.span.is_quarter else f"{period.short_label} năm"
        texts = {
            "addressees": ", ".join(shorten(line.strip(" .;,-")) for line in data.addressees),
            "period": period.label,
            "in_period": "trong năm" if period.span is Span.YEAR else f"trong {within}",
            "last_quarter": period.last_quarter.short_label,
            "compared": compared_with(period),
            "reached": "đạt" if is_final(period) else "đạt mức đề ra cho cả năm",
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
            "whole": counted(int(not data.unfilled and not data.partly_filled)),
            "apart": counted(int(data.is_apart)),
            "estimated": counted(sum(reading.estimate for reading in data.readings.values())),
            "mostly": counted(int(data.is_mostly_there)),
            "targets.judged": counted(len(self._judged)),
            **self._task_counts(),
        }

    def _task_counts(self) -> dict[str, Word]:
        """The counts of the plan's tasks, none where the figures that were typed say otherwise."""
        tasks = self._data.tasks
        if not tasks or self._data.task_conflict() is not None:
            return {}
        finished = sum(row.status.is_done for row in tasks)
        late = sum(row.status is TaskStatus.DONE_LATE for row in tasks)
        regular = sum(goes_on(self._data, row) for row in tasks)
        share = displayed(Fraction(finished * 100, len(tasks)), 2)
        return {
            "tasks.all": counted(len(tasks)),
            "tasks.finished": counted(finished),
            "tasks.percent": Word(
                format_number(share), Presence.THERE if finished else Presence.ZERO, is_figure=True
            ),
            "tasks.late": counted(late),
            "tasks.open": counted(len(tasks) - finished),
            "tasks.regular": counted(regular),
        }

    # Lists

    def entries(self, source: str, areas: Sequence[int] = ()) -> list[Entry]:
        """The entries of a list, of some areas only where ``areas`` names them."""
        if source not in self._lists:
            self._lists[source] = (
                self._told(source)
                if source.startswith(("targets.", "changes."))
                else entries_of(self._data, source)
            )
        return [entry for entry in self._lists[source] if not areas or entry.area in areas]

    @cached_property
    def _judged(self) -> dict[str, bool]:
        """Whether each target is reached that can be judged at the period's end, by code."""
        found: dict[str, bool] = {}
        for indicator in self._data.catalogue.indicators:
            met = self._met(indicator)
            if met or (met is False and not self._may_still_grow(indicator)):
                found[indicator.code] = met
        return found

    def _told(self, source: str) -> list[Entry]:
        """Targets reached or missed, or the watched changes for better or worse of what has no target.

        All of them tell what was cumulated since the year began: that is what targets are set for. Targets
        missed stand in the catalogue's order, the others with the weightiest first.
        """
        kind, _, which = source.partition(".")
        found = list(self._targets(which == "met") if kind == "targets" else self._changes(which == "better"))
        return found if which == "missed" else sorted(found, key=lambda entry: entry.weight, reverse=True)

    def _targets(self, met: bool) -> Iterator[Entry]:
        for indicator in self._data.catalogue.indicators:
            if self._judged.get(indicator.code) is met:
                yield self._telling(indicator, self._change(indicator, cumulated=True))

    def _changes(self, better: bool) -> Iterator[Entry]:
        for indicator in self._data.catalogue.indicators:
            watch = self._watches.get(indicator.code)
            found = self._change(indicator, cumulated=True)
            if watch is None or found is None or indicator.code in self._judged:
                continue
            # What has not been done yet may still be; only the year's end tells.
            is_early = not self._data.cumulated[indicator.code].value and not is_final(self._data.period)
            if is_notable(found, indicator) and not is_early and self._is_better(found, indicator) is better:
                yield self._telling(indicator, found)

    def _is_better(self, found: Change, indicator: Indicator) -> bool:
        watch = self._watches.get(indicator.code)
        return (found.difference > 0) is (watch is None or watch.more_is_better)

    def _telling(self, indicator: Indicator, found: Change | None) -> Entry:
        """A figure in a sentence of its own, with its target and its change."""
        judged = indicator.code in self._judged
        reading = self._data.cumulated.get(indicator.code, EMPTY)
        value = Word(value_words(reading, indicator, announced=False), Presence.THERE, reading.estimate, True)
        watch = self._watches.get(indicator.code)
        name = watch.name if watch is not None else indicator.name
        target = target_words(self._data.targets[indicator.code].measure) if judged else ""
        words = {
            "named": Word(name),
            "value": value,
            "target": Word(target) if target else MISSING,
        }
        entry = Entry(words, indicator.area, indicator.code, self._weight(indicator, found))
        if not reading.value and watch is not None and watch.none is not None:
            said = say(watch.none, lambda slot: self.look(slot, entry))
            found = None
        else:
            said = say(watch.said, lambda slot: self.look(slot, entry)) if watch is not None else None
        verb = " đạt" if indicator.unit == "%" else ":"
        text = said.text if said is not None else f"{name}{verb} {value_words(reading, indicator)}"
        is_told = found is not None and found.difference != 0
        words |= {
            "said": Word(text),
            "change": Word(change_words(found, self._data.period)) if found and is_told else MISSING,
            "gain": Word(found.words) if found and is_told else MISSING,
        }
        return replace(entry, words=words)

    def _weight(self, indicator: Indicator, found: Change | None) -> tuple[int, bool, Fraction]:
        """How much a figure is worth telling: main ratios, then others, then counts, by their progress."""
        main = [code for code, _ in self._data.catalogue.highlights]
        place = len(main) - main.index(indicator.code) if indicator.code in main else 0
        progress = found.relative if found is not None else Fraction(0)
        if found is not None and not self._is_better(found, indicator):
            progress = -progress
        return place, is_measured(indicator), progress


def office_words(office: OfficeProfile) -> dict[str, Word]:
    """The words that are the office's own, by their names."""
    texts = {
        "office": office.short_name,
        "office_name": office.name,
        "level": level_of(office),
        "superior": shorten(office.superior),
        "superior_name": office.superior,
        "province": province_of(office),
        "province_kind": province_kind(office),
        "archive": office.archive,
    }
    return {name: Word(text) for name, text in texts.items() if text}


def counted(count: int) -> Word:
    """A count as a slot's word."""
    return Word(count_words(count), Presence.THERE if count else Presence.ZERO)


def _asked(word: Word, slot: Slot, exact: str) -> Word:
    """The word as a slot asks for it: «=5» is there where that is exactly its value."""
    if not slot.form.startswith("=") or word.presence is Presence.MISSING:
        return word
    same = exact.lstrip("0") == slot.form[1:].lstrip("0")
    return Word(presence=Presence.THERE) if same else MISSING
