"""Next year's plan out of this year's: what goes on, what is done and left, what has to be looked at.

Years and days move (`year_words`), tasks that come again stay, those that are done are left, those that are
not go over with a mark; legal bases that hold no more, targets that were reached and units that others took
over are told.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from .assignments import assign
from .dates import short_date
from .errors import Refusal
from .names import unit_key
from .periods import PeriodKind, PlanPeriod
from .plan import Item, ItemKind, Plan
from .plan_drafting import Drafting, Remade, lines_of
from .recurrence_words import proposed_rule
from .targets import Measure, TargetKind
from .tasks import Assignment
from .text import fold
from .unit_merge import Successors
from .year_plan import head_for, in_time
from .year_words import years_beside


@dataclass(frozen=True, slots=True)
class TaskState:
    """How a task of the old plan stands: how far, since when it is done, whether it comes again, whether a
    document dropped it."""

    percent: int = 0
    done_on: date | None = None
    recurs: bool = False
    dropped: bool = False


def comes_again(item: Item) -> bool:
    """Whether a task's words say that it is done again and again («Hằng quý», «Thường xuyên»)."""
    words = item.assignment.due_text if item.assignment is not None else ""
    plain = fold(f"{words} {item.text}")
    return proposed_rule(words, item.text) is not None or _ALWAYS.search(plain) is not None


_ALWAYS = re.compile(r"\b(?:(?<!chi )thuong xuyen|hang nam|dinh ky|ca nam)\b")
"""«Chi thường xuyên» is money, and no task that comes again."""


@dataclass(frozen=True, slots=True)
class RollFacts:
    """What is known of the old plan, by the identities of its items.

    ``reached`` are the figures of targets that were met («98,2%»), ``dead`` the sentences on what an item
    cites that does not hold, ``above`` the items of the plan of several years that still are to be carried
    out, ``successors`` who took over which unit.
    """

    tasks: Mapping[str, TaskState] = field(default_factory=dict)
    reached: Mapping[str, str] = field(default_factory=dict)
    dead: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    above: frozenset[str] = frozenset()
    successors: Successors = field(default_factory=lambda: Successors(()))


def next_period(source: PlanPeriod, year: int) -> PlanPeriod:
    """The same span in a later year. Raises Refusal for a plan of several years and a year that is none
    after its own."""
    if source.kind is PeriodKind.MULTI:
        raise Refusal(
            "Kế hoạch giai đoạn không chuyển sang năm sau được. Hãy lập kế hoạch năm từ kế hoạch giai đoạn.",
            "from_plan",
        )
    if year <= source.first_year:
        raise Refusal(
            f"Kế hoạch này là của {source.label}; hãy chọn một năm sau năm {source.first_year}.", "year"
        )
    return replace(source, first_year=year, last_year=year)


def rolled(source: Plan, goal: PlanPeriod, facts: RollFacts) -> Drafting:
    """What this year's plan proposes for the plan of a later time."""
    roll = _Roll(source.period, goal, facts)
    keeps_parent = source.parent if facts.above else ""
    return Drafting(head_for(source, goal, keeps_parent), tuple(lines_of(source.items, roll.remade)))


def is_full(measure: Measure) -> bool:
    """Whether nothing more can be asked for: all of what there is."""
    return measure.kind is TargetKind.PERCENT and measure.value is not None and measure.value >= 100


@dataclass(frozen=True, slots=True)
class _Roll:
    source: PlanPeriod
    goal: PlanPeriod
    facts: RollFacts

    def remade(self, item: Item) -> Remade:
        """One item as it goes over."""
        made = in_time(item, self.source, self.goal)
        taken, reasons = True, list(self.facts.dead.get(item.id, ()))
        after = replace(made.item, answers=tuple(each for each in item.answers if each in self.facts.above))
        if item.kind is ItemKind.TASK:
            after, taken, told = self._task(item, after)
            reasons += told
        if item.kind is ItemKind.UNIT:
            after, told = self._unit(after)
            reasons += told
        if item.kind is ItemKind.BASIS and re.search(rf"(?<!\d )năm {self.source.first_year}", item.text):
            reasons.append(
                f"Căn cứ là văn bản của năm {self.source.first_year}; hãy thay bằng văn bản của "
                f"năm {self.goal.first_year}."
            )
        if item.kind is not ItemKind.BASIS and (years := years_beside(item.text, self.source.first_year)):
            reasons.append(f"Câu nêu năm {', '.join(map(str, years))}; hãy xem lại.")
        if (figure := self.facts.reached.get(item.id)) is not None and item.measure is not None:
            said = f"{self.source.label.capitalize()} đã đạt {figure}, mức đặt ra là {item.measure.label}"
            reasons.append(f"{said}." if is_full(item.measure) else f"{said}; xem xét nâng mức.")
        return Remade(after, taken, tuple(reasons))

    def _task(self, item: Item, after: Item) -> tuple[Item, bool, list[str]]:
        state = self.facts.tasks.get(item.id, TaskState())
        given = after.assignment or Assignment()
        if state.dropped:
            return after, False, ["Đã có văn bản không thực hiện nữa."]
        if state.done_on is not None and not state.recurs:
            return after, False, [f"Đã hoàn thành ngày {short_date(state.done_on)}."]
        told: list[str] = []
        now = self.facts.successors.assignment(given, self.goal.starts, None)
        fields: dict[str, object] = {}
        for name, old, new in (("lead", given.lead, now.lead), ("support", given.support, now.support)):
            if old != new:
                fields[name] = new
                told.append(f"Đơn vị đổi tên, sáp nhập: «{old}» → «{new}».")
        if state.recurs:
            told.insert(0, "Nhiệm vụ thường xuyên, tiếp tục thực hiện.")
        elif not (given.due or given.due_text or state.percent):
            told.insert(0, "Nhiệm vụ không có thời hạn riêng, tiếp tục thực hiện.")
        else:
            old_label = self.source.label
            told.insert(0, f"Chưa hoàn thành ({state.percent}%), chuyển tiếp từ {old_label}.")
            fields["note"] = "; ".join(filter(None, (given.note, f"Chuyển tiếp từ {old_label}")))
        was = item.assignment.due if item.assignment is not None else None
        is_own = was is not None and self.source.starts <= was <= self.source.ends
        if given.due is not None and is_own and not self.goal.starts <= given.due <= self.goal.ends:
            told.append(
                f"Thời hạn {short_date(given.due)} nằm ngoài {self.goal.label}; hãy đặt lại thời hạn."
            )
        if given.funding is not None:
            told.append("Kinh phí giữ như cũ; hãy xem lại.")
        before = replace(after, assignment=given)
        return (assign(before, fields) if fields else before), True, told

    def _unit(self, after: Item) -> tuple[Item, list[str]]:
        name = after.text.strip(" .:;")
        now = self.facts.successors.now(name, self.goal.starts)
        if unit_key(now) == unit_key(name):
            return after, []
        return replace(after, text=after.text.replace(name, now)), [
            f"Đơn vị đổi tên, sáp nhập: «{name}» → «{now}»."
        ]
