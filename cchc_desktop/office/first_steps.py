"""«Bắt đầu»: the path of a new office from its plan to its first report, and how far it is on it.

What is done follows from the data alone. The path ends by itself with its last step or the first report that
was issued; it can be put away and brought back, and a step that an office does without passed over.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

from ..domain import plan_views
from ..domain.dates import short_date
from ..domain.places import (
    FigurePlace,
    OpeningPlace,
    Place,
    PlanPlace,
    ReportPlace,
    SettingsPlace,
    TasksPlace,
)
from ..domain.report_periods import Period
from ..domain.tasks import IN_FORCE, UNASSIGNED
from ..domain.text import capitalized
from .calendar import Calendar
from .desk import DAY, OWN_PLAN_TABLES, Desk, Part
from .figures import LEDGER_TABLES, Figures
from .openings import Openings
from .people import NAMES_TABLES, People
from .plans import Plans
from .settings import PROFILE_TABLES, Settings
from .tasks import Tasks
from .trial import Trial

FIRST_STEPS_TABLES = tuple(dict.fromkeys((*PROFILE_TABLES, *NAMES_TABLES, *LEDGER_TABLES, "reports", DAY)))
"""What the path is read from."""
_AWAY = "first-steps.away"
_PASSED = "first-steps.passed"
_AHEAD = 366
"""How many days ahead the first report is looked for."""


class StepKey(StrEnum):
    """The steps, in their order."""

    PLAN = "plan"
    PEOPLE = "people"
    ASSIGN = "assign"
    FIGURES = "figures"
    REPORT = "report"


@dataclass(frozen=True, slots=True)
class Way:
    """A button of a step: its words, and where it leads."""

    words: str
    place: Place


@dataclass(frozen=True, slots=True)
class Step:
    """A step with what there is of it: ``title``, ``words`` that count, whether it is done or passed over.

    ``ways`` lead to where it is done, the usual one first.
    """

    key: StepKey
    title: str
    words: str
    is_done: bool
    ways: tuple[Way, ...]
    is_passed: bool = False

    @property
    def number(self) -> int:
        """Which step it is, from 1."""
        return list(StepKey).index(self.key) + 1

    @property
    def is_over(self) -> bool:
        """Whether nobody need do anything for it any more."""
        return self.is_done or self.is_passed


class FirstSteps(Part):
    """The path, as far as the office has come."""

    def __init__(
        self,
        desk: Desk,
        trial: Trial,
        settings: Settings,
        plans: Plans,
        tasks: Tasks,
        people: People,
        calendar: Calendar,
        figures: Figures,
        openings: Openings,
    ) -> None:
        super().__init__(desk)
        self._trial = trial
        self._settings = settings
        self._plans = plans
        self._tasks = tasks
        self._people = people
        self._calendar = calendar
        self._figures = figures
        self._openings = openings
        self._counted = desk.derived(self._count_plan, (*OWN_PLAN_TABLES, DAY))

    def path(self) -> tuple[Step, ...]:
        """The steps while the path is to be shown; none once it is over or put away, nor in the sample."""
        # What is read must not hang on what the path has come to: the page that shows it declares it.
        self._desk.store.revisions.reading(FIRST_STEPS_TABLES)
        # Most offices have left the path behind them: then no step is worked out after each edit.
        if self.is_away or self._is_issued() or self._settings.profile() is None or self._trial.name():
            return ()
        steps = self.steps()
        return () if all(step.is_over for step in steps) else steps

    def next(self) -> Step | None:
        """The step to be taken now: the first that is not over; None where no path is shown."""
        return next((step for step in self.path() if not step.is_over), None)

    def steps(self) -> tuple[Step, ...]:
        """All steps, whether they are shown or not."""
        passed = self._passed()
        make: tuple[Callable[[], Step], ...] = (
            self._plan, self._who, self._assignments, self._first_figures, self._first_report,
        )  # fmt: skip
        return tuple(replace(step, is_passed=step.key in passed) for step in (each() for each in make))

    # Put away and brought back

    @property
    def is_away(self) -> bool:
        """Whether somebody has put the path away."""
        return bool(self._settings.preference(_AWAY))

    def put_away(self) -> None:
        """Shows the path no more, until it is brought back."""
        self._settings.set_preference(_AWAY, "1")

    def bring_back(self) -> None:
        """Shows the path again, with the steps that were passed over."""
        self._settings.set_preference(_AWAY, "")
        self._settings.set_preference(_PASSED, "")

    def pass_over(self, key: StepKey) -> None:
        """Goes on without a step."""
        self._settings.set_preference(_PASSED, " ".join(sorted({*self._passed(), key})))

    def _passed(self) -> set[str]:
        return set(self._settings.preference(_PASSED).split())

    # The steps

    def _plan(self) -> Step:
        words = self._counted()
        is_done = bool(words)
        words = words or "Nhập từ tệp Word, PDF đã có; chương trình đọc ra chỉ tiêu, nhiệm vụ và thời hạn."
        return Step(StepKey.PLAN, "Nhập kế hoạch", words, is_done, (Way("Mở kế hoạch", PlanPlace()),))

    def _count_plan(self) -> str:
        """How much there is in the current plan, in words; nothing where there is no plan."""
        if (plan := self._plans.current()) is None:
            return ""
        targets, tasks = len(plan_views.targets(plan)), len(plan_views.tasks(plan))
        return f"Kế hoạch {plan.period.label}: {targets} chỉ tiêu, {tasks} nhiệm vụ."

    def _who(self) -> Step:
        day = self._desk.today()
        units, officers = self._settings.units(day), self._settings.officers(day)
        new_units, new_officers = self._people.unlisted_units(), self._people.unlisted_officers()
        words = f"{len(units)} đơn vị, {len(officers)} công chức"
        missing = [
            f"{len(found)} {what}"
            for found, what in ((new_units, "đơn vị"), (new_officers, "người"))
            if found
        ]
        words += f"; kế hoạch nêu {' và '.join(missing)} chưa có trong danh sách." if missing else "."
        # Without a plan there is nothing to hold the lists against.
        is_done = bool(units and officers and self._plans.heads()) and not missing
        ways = [Way("Xem đơn vị", SettingsPlace("units")), Way("Xem công chức", SettingsPlace("officers"))]
        if units and not new_units and (new_officers or not officers):
            ways.reverse()
        return Step(StepKey.PEOPLE, "Kiểm tra đơn vị và công chức", words, is_done, tuple(ways))

    def _assignments(self) -> Step:
        tasks, waiting = len(self._tasks.rows(IN_FORCE)), len(self._tasks.rows(UNASSIGNED))
        words = "Chọn nhiều nhiệm vụ cùng lúc rồi giao đơn vị, người theo dõi, thời hạn."
        if tasks:
            words = f"{tasks} nhiệm vụ, {f'{waiting} chưa phân công' if waiting else 'đã phân công hết'}."
        place = TasksPlace(chosen=UNASSIGNED if waiting else IN_FORCE)
        return Step(
            StepKey.ASSIGN, "Phân công nhiệm vụ", words, bool(tasks) and not waiting,
            (Way("Phân công", place),),
        )  # fmt: skip

    def _first_figures(self) -> Step:
        quarter = self._calendar.current_quarter()
        done, wanted = self._figures.completeness(quarter)
        words = f"{capitalized(quarter.label)}: {done}/{wanted} số liệu."
        ways = [Way("Nhập số liệu", FigurePlace(quarter))]
        span = self._openings.wanted(quarter.cumulated)
        if span is not None:
            words += f" Bắt đầu giữa năm: nhập một lần số lũy kế {span.short_label} theo báo cáo đã gửi."
            ways.insert(0, Way("Nhập số lũy kế", OpeningPlace(span)))
        # What the program counts of the plan is nothing that anybody entered.
        is_done = self._figures.ledger().has_figures(quarter) and span is None
        return Step(StepKey.FIGURES, "Số liệu đầu tiên", words, is_done, tuple(ways))

    def _first_report(self) -> Step:
        period = self._first_due()
        words = "Soạn từ số liệu, kiểm tra, xuất Word, PDF, Excel rồi ghi số phát hành."
        if period is not None:
            due = self._calendar.dates(period).due
            words = f"Báo cáo {period.label}, hạn gửi {short_date(due)}. {words}"
        return Step(
            StepKey.REPORT, "Báo cáo đầu tiên", words, self._is_issued(),
            (Way("Mở báo cáo", ReportPlace(period)),),
        )  # fmt: skip

    def _is_issued(self) -> bool:
        """Whether a report was issued, which ends the path."""
        return any(head.is_issued for head in self._desk.store.reports().values())

    def _first_due(self) -> Period | None:
        """The report that is due next."""
        today = self._desk.today()
        due = self._calendar.reports_due(_AHEAD)
        return next((each.period for each in due if each.due is not None and each.due >= today), None)
