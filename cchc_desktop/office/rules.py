"""Standing rules at the office's desk: which it keeps, whose numbers they go by, how it stands with each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from ..catalogue import rules as catalogue
from ..domain import plan_views
from ..domain.errors import Refusal
from ..domain.names import name_key, unit_key
from ..domain.places import (
    FigurePlace,
    Place,
    PlanPlace,
    RegisterPlace,
    RulesPlace,
    SettingsPlace,
    TasksPlace,
)
from ..domain.registers.register import Condition, RegisterRow, Test
from ..domain.report_periods import Period, Span
from ..domain.rule_settings import RuleSetting
from ..domain.standing_rules import (
    Demand,
    Due,
    Measured,
    Outcome,
    Standing,
    StandingRule,
    State,
    Whose,
    Year,
    checked_setting,
    least,
    of_dues,
    of_number,
    of_rows,
    of_turns,
    told,
    value_of,
)
from ..domain.target_links import is_meant
from ..domain.targets import in_year
from ..domain.tasks import TaskSource
from ..domain.text import fold, shortened
from ..storage.changes import Changes
from ..storage.rule_kinds import RULE_SETTINGS, write_rule_setting
from . import operations
from .calendar import Calendar
from .desk import OWN_PLAN_TABLES, Desk, Part
from .figures import Figures
from .register_rows import SomeRows
from .rule_tables import RULE_TABLES
from .settings import Settings, file_name, successors
from .tasks import Tasks, plan_label, plans_of_year

if TYPE_CHECKING:
    from ..documents.model import Document
    from ..domain.plan import Plan
    from .registers import Registers

_LONGEST_NAME = 60


class Rules(Part):
    """The rules that the office keeps all year."""

    def __init__(
        self,
        desk: Desk,
        calendar: Calendar,
        figures: Figures,
        tasks: Tasks,
        settings: Settings,
        registers: Registers,
    ) -> None:
        super().__init__(desk)
        self._calendar = calendar
        self._figures = figures
        self._tasks = tasks
        self._settings = settings
        self._registers = registers
        self._standing = desk.derived(self._of_day, RULE_TABLES)
        self._in_year = desk.derived(self._of_year, RULE_TABLES)
        self._placed = desk.derived(self._place_targets, OWN_PLAN_TABLES, keep=2)

    # Which there are

    def all(self) -> tuple[StandingRule, ...]:
        """Every rule of the catalogue, those that are not followed here too."""
        return catalogue.rules()

    def get(self, rule_id: str) -> StandingRule:
        """The rule of this identity. Raises Refusal where there is none."""
        found = next((each for each in self.all() if each.id == rule_id), None)
        if found is None:
            known = ", ".join(each.id for each in self.all())
            raise Refusal(f"Không có quy định «{rule_id}». Các quy định: {known}.", "rule")
        return found

    def settings(self) -> dict[str, RuleSetting]:
        """What the office set itself, by the ids of the rules."""
        return {each.id: each for each in self._desk.store.records(RULE_SETTINGS)}

    def set(self, setting: RuleSetting) -> Changes:
        """Sets another value for a rule, or that it is not followed here, with the reason.

        Raises Refusal as `checked_setting` does, or where there is no such rule.
        """
        self._desk.admit(operations.SET_RULE)
        rule = self.get(setting.id)
        checked = checked_setting(rule, setting)
        label = "Không theo dõi quy định" if checked.off else ""
        with self._desk.operation(operations.SET_RULE, rule.name, label) as recorder:
            write_rule_setting(recorder, checked)
        return recorder.changes

    def follow(self, rule_id: str) -> Changes:
        """Gives a rule back what the plan or the catalogue says. Raises Refusal where there is none."""
        self._desk.admit(operations.SET_RULE)
        rule = self.get(rule_id)
        with self._desk.operation(operations.SET_RULE, rule.name, "Theo dõi lại quy định") as recorder:
            if rule_id in self.settings():
                recorder.delete(RULE_SETTINGS.table, rule_id)
        return recorder.changes

    # How it stands

    def standing(self, day: date | None = None) -> tuple[Standing, ...]:
        """How it stands on a day (today where None) with each rule that is in force and followed here, by
        the rows up to that day."""
        return self._standing(day or self._desk.today())

    def of_year(self, year: int, day: date) -> tuple[Standing, ...]:
        """The same of a year of reports, as it is on a day of it, or later."""
        return self._in_year(year, day)

    def _of_day(self, day: date) -> tuple[Standing, ...]:
        return tuple(self._one(rule, self._year_of(rule, day), day) for rule in self._followed(day))

    def _of_year(self, number: int, day: date) -> tuple[Standing, ...]:
        found = []
        for rule in self._followed(day):
            dates = self._calendar.dates(Period(number, Span.YEAR))
            year = Year(dates.starts, dates.ends)
            if rule.measured is Measured.CALENDAR:
                year = Year(date(number, 1, 1), date(number, 12, 31))
            found.append(self._one(rule, (number, year), day))
        return tuple(found)

    def _followed(self, day: date) -> list[StandingRule]:
        settings = self.settings()
        return [
            rule for rule in self.all()
            if rule.is_valid(day) and not (rule.id in settings and settings[rule.id].off)
        ]  # fmt: skip

    def _year_of(self, rule: StandingRule, day: date) -> tuple[int, Year]:
        """The year that a rule is measured by on a day, with its number."""
        if rule.measured is Measured.CALENDAR:
            return day.year, Year(date(day.year, 1, 1), date(day.year, 12, 31))
        for number in (day.year, day.year + 1, day.year - 1):
            dates = self._calendar.dates(Period(number, Span.YEAR))
            if dates.starts <= day <= dates.ends:
                return number, Year(dates.starts, dates.ends)
        return day.year, Year(date(day.year, 1, 1), date(day.year, 12, 31))

    def _one(self, rule: StandingRule, of: tuple[int, Year], day: date) -> Standing:
        number, year = of
        rule, whose = self._asked(rule, number)
        found = _Found(self, rule, number, year, day)
        outcome, which, place = found.worked_out()
        sentence = told(rule, outcome, which)
        return Standing(rule, outcome, sentence, whose, place, year, found.is_recorded)

    # As a paper

    def document(self, day: date | None = None) -> Document:
        """How it stands with the rules on a day, as it is printed and as a workbook."""
        from ..documents.compose_rules import compose_rules

        day = day or self._desk.today()
        return compose_rules(self.standing(day), self._desk.store.profile(), day)

    def file_name(self, fmt: str) -> str:
        """A file name for it."""
        return file_name(self._desk, "Quy định phải giữ", fmt)

    # Whose number it is

    def _asked(self, rule: StandingRule, year: int) -> tuple[StandingRule, Whose]:
        """The rule with the value that holds in a year: the office's own, the plan's, the catalogue's."""
        own = self.settings().get(rule.id)
        if own is not None and own.value is not None:
            whose = Whose(f"Mức của cơ quan: {own.reason}", RulesPlace(rule.id))
            return replace(rule, value=own.value, strict=False), whose
        links = self._figures.targets(Period(year, Span.YEAR))
        link = links.get(rule.target)
        if link is not None and (value := value_of(rule.demand, link.measure)) is not None:
            return replace(rule, value=value[0], strict=value[1]), self._in_plan(link.item_id, year)
        found = self._said(rule, year) if rule.says else None
        return found if found is not None else (rule, Whose(rule.source))

    def _said(self, rule: StandingRule, year: int) -> tuple[StandingRule, Whose] | None:
        """The rule as a target with its words sets it; the plan of the year itself says more than one of
        several years."""
        placed = list(self._placed(year).values())
        placed.sort(key=lambda each: each[0].period.last_year - each[0].period.first_year)
        for plan, place in placed:
            own = place.item.measure
            for measure in (own, *own.subtargets) if own is not None else ():
                asked = value_of(rule.demand, in_year(measure, year, plan.period))
                text = place.item.text
                if asked is not None and is_meant(text, measure.fragment or text, rule.says):
                    return replace(rule, value=asked[0], strict=asked[1]), self._in_plan(place.item.id, year)
        return None

    def _in_plan(self, item_id: str, year: int) -> Whose:
        plan, place = self._placed(year)[item_id]
        numbers = plan_views.numbers_of(place)
        where = f", mục {numbers}" if numbers else ""
        return Whose(f"{plan_label(plan)}{where}", PlanPlace(plan.id, item_id))

    def _place_targets(self, year: int) -> dict[str, tuple[Plan, plan_views.Placed]]:
        """Every target of the plans of a year, by its id."""
        return {
            place.item.id: (plan, place)
            for head in self._desk.own_heads()
            if head.period.first_year <= year <= head.period.last_year
            for plan in [self._desk.plan(head.id)]
            for place in plan_views.targets(plan)
        }


_OF_VALUES = (Demand.SHARE, Demand.DISTINCT, Demand.EACH)
"""The demands that ask what is said in a field."""
_OF_SINGLE_ROWS = (Demand.IN_TIME, Demand.ALL)
"""The demands that tell which rows lack something."""


@dataclass(frozen=True, slots=True)
class _Counted:
    """What a rule counts: whether there are rows, and any of its year; the days of those that it is about (of
    its year, or due in it; of all where it asks how often something recurs); what these say in the counted
    field, each with the first day on which it is said; and the rows themselves where it tells of single ones.

    Most rows of a long register are of years gone by, and stay for most rules as a day alone."""

    is_any: bool
    has_year: bool
    days: Sequence[date]
    said: Mapping[str, date]
    rows: Sequence[RegisterRow]


class _Found:
    """What there is for one rule, in one year, up to a day."""

    def __init__(self, rules: Rules, rule: StandingRule, number: int, year: Year, day: date) -> None:
        self._rules, self._rule, self._number = rules, rule, number
        self._year, self._day = year, day
        self._successors = successors(rules._desk)
        self._register = rules._registers.get(rule.register)
        self._end = min(day, year.ends)
        asked = (rule.where, rule.due, rule.demand, year)
        self._counted = rules._registers.worked_out(rule.register, asked, self._asked_of)
        self._days = [on for on in self._counted.days if on <= self._end]
        self._figure: int | None = self._read_figure()
        self.is_recorded = self._counted.is_any or self._figure is not None

    def _asked_of(self, rows: SomeRows) -> _Counted:
        """The rows that the rule counts, but of those of other years no more than it asks for."""
        rule, of = self._rule, self._register
        starts, ends = self._year.starts, self._year.ends
        # Of a long register, which has a hundred thousand rows, no more are looked at than need be.
        of_year = list(self._that_count(rows.between(starts, ends)))
        is_any = bool(of_year) or any(True for _ in self._that_count(rows))
        about: Iterable[RegisterRow] = of_year
        if rule.demand is Demand.EVERY:
            about = self._that_count(rows)
        elif rule.due and rule.due != of.day:
            dues = ((row, row.values.get(rule.due)) for row in self._that_count(rows))
            about = [row for row, due in dues if isinstance(due, date) and starts <= due <= ends]
        days: list[date] = []
        said: dict[str, date] = {}
        kept: list[RegisterRow] = []
        # Rows that stay, in an office of many years thousands, stay with no more than is told of them.
        told = {of.day, of.row_number, of.row_name, rule.due, rule.done, rule.of}
        for row in about:
            on, value = self._on(row), row.values.get(rule.of)
            if on is not None:
                days.append(on)
                if isinstance(value, str) and rule.demand in _OF_VALUES:
                    said.setdefault(value, on)
            if rule.demand in _OF_SINGLE_ROWS:
                values = {key: row.values[key] for key in told if key in row.values}
                kept.append(RegisterRow(row.register, values, row.id))
        return _Counted(is_any, bool(of_year), days, said, kept)

    def _that_count(self, rows: Iterable[RegisterRow]) -> Iterable[RegisterRow]:
        return filter(self._counts, rows) if self._rule.where else rows

    def _counts(self, row: RegisterRow) -> bool:
        return all(condition.holds(row.values, self._year.ends) for condition in self._rule.where)

    def _on(self, row: RegisterRow) -> date | None:
        return row.day(self._register)

    def worked_out(self) -> tuple[Outcome, Sequence[str], Place]:
        """The outcome, what is missing by name, and the place where it is put right."""
        way: dict[Demand, Callable[[], tuple[Outcome, Sequence[str], Place]]] = {
            Demand.SHARE: self._share,
            Demand.DISTINCT: self._distinct,
            Demand.ROWS: self._number_of_rows,
            Demand.EACH: self._each,
            Demand.EVERY: self._turns,
            Demand.IN_TIME: self._in_time,
            Demand.ALL: self._filled,
        }
        return way[self._rule.demand]()

    def _begun(self, **values: str) -> RegisterPlace:
        """The place of a row that is begun with what the rule counts, and these values."""
        preset = dict(filter(None, map(_wanted, self._rule.where))) | {k: v for k, v in values.items() if v}
        return RegisterPlace(self._rule.register, preset=tuple(preset.items()))

    def _values(self) -> dict[str, str]:
        """The different values of the counted field, by what they are told apart by."""
        found: dict[str, str] = {}
        for value, first in self._counted.said.items():
            if first <= self._end:
                found.setdefault(self._key(value), value)
        return found

    def _key(self, value: str) -> str:
        match self._rule.among:
            case "units":
                # What was inspected under an old name was inspected of the unit that took it over.
                after = self._successors
                return unit_key(after.now(value, self._end) if after is not None else value)
            case "officers":
                return name_key(value)
        return fold(value)

    # Figures

    def _read_figure(self) -> int | None:
        """The figure that stands for an office that keeps the register elsewhere: what was typed holds beside
        the rows, as in the report."""
        rule = self._rule
        if not rule.indicator:
            return None
        if self._counted.has_year and (
            self._day < self._rules._desk.today() or rule.measured is Measured.CALENDAR
        ):
            return None
        return self._of_year(rule.indicator)

    def _of_year(self, code: str) -> int | None:
        """A whole figure of the year so far: of the longest span that has begun by the day."""
        ledger = self._rules._figures.ledger()
        for period in self._rules._calendar.begun(self._number, self._day):
            value = ledger.reading(period, code).value
            if value is not None and code in ledger.catalogue(period).by_code:
                return int(value)
        return None

    def _beside(self, counted: int) -> int:
        return max(counted, self._figure or 0)

    # Demands

    def _share(self) -> tuple[Outcome, Sequence[str], Place]:
        rule, named = self._rule, self._values()
        total = self._of_year(rule.total) if rule.total else None
        listed = self._listed()
        missing = [name for name in listed if self._key(name) not in named]
        there = self._beside(len(named))
        if total is None:
            total = len(listed)
            if self._figure is None or self._figure <= len(named):
                there = total - len(missing)
        if not total:
            place = SettingsPlace(rule.among) if rule.among else FigurePlace(None, rule.total)
            return Outcome(State.UNKNOWN), (), place
        outcome = of_number(there, least(rule.value, total, strict=rule.strict), self._day, self._year, total)
        first = missing[0] if missing and outcome.missing else ""
        return outcome, missing, self._begun(**{rule.of: first})

    def _listed(self) -> list[str]:
        """Who makes up the whole, by name."""
        settings, day = self._rules._settings, self._end
        match self._rule.among:
            case "units":
                return [unit.name for unit in settings.units(day)]
            case "officers":
                return [officer.name for officer in settings.officers(day)]
        return []

    def _distinct(self) -> tuple[Outcome, Sequence[str], Place]:
        rule, known = self._rule, self._values()
        outcome = self._of_number(len(known))
        field = next((each for each in self._register.fields if each.key == rule.of), None)
        unused = [choice for choice in field.choices if fold(choice) not in known] if field else []
        first = unused[0] if unused and outcome.missing else ""
        return outcome, unused[: outcome.missing], self._begun(**{rule.of: first})

    def _number_of_rows(self) -> tuple[Outcome, Sequence[str], Place]:
        return self._of_number(len(self._days)), (), self._begun()

    def _of_number(self, counted: int) -> Outcome:
        wanted = least(self._rule.value, strict=self._rule.strict)
        return of_number(self._beside(counted), wanted, self._day, self._year)

    def _each(self) -> tuple[Outcome, Sequence[str], Place]:
        rule, known = self._rule, self._values()
        if not self._days:
            # It may be kept elsewhere: of figures, none tells the kinds.
            return Outcome(State.UNKNOWN, wanted=len(rule.each)), (), self._begun(**{rule.of: rule.each[0]})
        missing = [each for each in rule.each if fold(each) not in known]
        there = len(rule.each) - len(missing)
        outcome = of_number(there, len(rule.each), self._day, self._year)
        return outcome, missing, self._begun(**{rule.of: missing[0] if missing else ""})

    def _turns(self) -> tuple[Outcome, Sequence[str], Place]:
        return of_turns(self._counted.days, int(self._rule.value), self._day, self._year), (), self._begun()

    def _in_time(self) -> tuple[Outcome, Sequence[str], Place]:
        dues = sorted(self._dues(), key=lambda each: (each.due, each.name))
        outcome = of_dues(dues, self._rule, self._day, self._year)
        waiting = [each for each in dues if not each.is_done(self._day)]
        late = [each for each in dues if each.is_late(self._day)]
        at_hand = next((each.place for each in waiting if each.place is not None), None)
        late.sort(key=lambda each: each.is_done(self._day))
        return outcome, [each.name for each in late], at_hand or self._begun()

    def _dues(self) -> list[Due]:
        """What is to be done by a day of the year: rows, and tasks that a superior gave."""
        rule, found = self._rule, []
        for row in self._counted.rows:
            due, done = row.values[rule.due], row.values.get(rule.done)
            if isinstance(due, date) and ((on := self._on(row)) is None or on <= self._day):
                place = RegisterPlace(rule.register, row.id, rule.done)
                found.append(Due(due, done if isinstance(done, date) else None, self._name(row), place))
        return found + self._tasks() if rule.from_tasks else found

    def _name(self, row: RegisterRow) -> str:
        key = self._register.row_name
        value = row.values.get(key)
        name = value if isinstance(value, str) else self._register.name_of(row.values)
        return f"«{shortened(' '.join(name.split()), _LONGEST_NAME)}»"

    def _tasks(self) -> list[Due]:
        plans = plans_of_year(self._rules._desk.own_heads(), self._number, self._end)
        above = [
            task
            for task in self._rules._tasks.standing(plans, self._day)
            if task.assignment.source is TaskSource.ABOVE and self._year.holds(task.due)
        ]
        # What a row says already is not counted once more.
        told = set(self._rules._tasks.given().links().values()) if above else set()
        found = []
        for task in above:
            if task.id not in told:
                done = task.progress.day if task.progress is not None and task.status.is_done else None
                name = f"«{shortened(task.text, _LONGEST_NAME)}»"
                found.append(Due(task.due, done, name, TasksPlace(task.id)))
        return found

    def _filled(self) -> tuple[Outcome, Sequence[str], Place]:
        rows = [
            (on, row) for row in self._counted.rows if (on := self._on(row)) is not None and on <= self._end
        ]
        lacking = [(on, row) for on, row in rows if row.values.get(self._rule.of) is None]
        days = Counter(on for on, _ in lacking)
        outcome = of_rows(days, len(rows) - len(lacking), self._rule, self._day, self._year)
        register, of = self._rule.register, self._rule.of
        place = RegisterPlace(register, lacking[0][1].id, of) if lacking else self._begun()
        return outcome, [self._name(row) for _, row in lacking], place


def _wanted(condition: Condition) -> tuple[str, str] | None:
    """What a row is begun with so that a condition holds; None where no one value does it."""
    match condition.test:
        case Test.IS:
            return condition.key, condition.operands[0]
        case Test.YES:
            return condition.key, "Có"
    return None
