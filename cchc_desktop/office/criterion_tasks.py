"""Lost points as tasks of the year's plan: proposed, put into the plan, remembered by their criteria."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from ..domain import numbering, outline
from ..domain.area_places import place_for
from ..domain.criteria.sources import SourceKind
from ..domain.criteria.tasks import CriterionTask, task_words
from ..domain.criteria.wins import Loss, losses
from ..domain.dates import short_date
from ..domain.errors import Refusal
from ..domain.names import unit_key
from ..domain.plan import Item, ItemKind, Plan, PlanStatus, new_id
from ..domain.tasks import Assignment
from ..domain.text import clean_line, shortened
from ..storage.changes import Changes
from ..storage.criteria_kinds import write_criterion_task
from ..storage.recorder import Recorder
from . import operations
from .criteria import answers_for
from .desk import Desk, Part
from .tasks import plan_label, plans_of_year

if TYPE_CHECKING:
    from ..domain.criteria.sets import CriteriaSet, Criterion
    from ..domain.report_periods import Period
    from .criteria import Criteria
    from .plan_life import PlanLife
    from .settings import Settings

_GUIDANCE = 1
"""The area of what belongs to no other: steering of the reform."""
_LONGEST = 80


@dataclass(frozen=True, slots=True)
class ProposedTask:
    """A task that would win a criterion's points, as it is proposed for the year's plan.

    ``plan`` is where it goes, ``is_issued`` whether that has to be opened for changes; ``area`` is the reform
    area under which it stands.
    """

    criterion: Criterion
    plan: Plan
    area: int
    text: str
    lead: str
    officer: str
    due: date
    deliverable: str

    @property
    def is_issued(self) -> bool:
        """Whether the plan is issued, and so has to be opened for changes."""
        return self.plan.status is PlanStatus.ISSUED

    @property
    def where(self) -> str:
        """Into which plan it goes, and what becomes of that, in words."""
        name = plan_label(self.plan)
        if not self.is_issued:
            return f"Thêm vào {name}, lĩnh vực {self.area}."
        return (
            f"{name} đã ban hành: nhiệm vụ được thêm vào nội dung sửa đổi của kế hoạch "
            f"(lĩnh vực {self.area}), sau đó ban hành quyết định điều chỉnh, bổ sung hoặc ban hành lại."
        )


class CriterionTasks(Part):
    """The tasks that were made of lost points."""

    def __init__(self, desk: Desk, criteria: Criteria, plan_life: PlanLife, settings: Settings) -> None:
        super().__init__(desk)
        self._criteria, self._plan_life, self._settings = criteria, plan_life, settings

    # What could be

    def propose(self, given: CriteriaSet, period: Period, code: str, day: date | None = None) -> ProposedTask:
        """The task that would win the points of a criterion, for somebody to go over.

        Raises Refusal where none are lost or can be won, where it has a task already, where it counts the
        plan's tasks themselves, and where the year has no plan that can be changed.
        """
        day = day or self._desk.today()
        if day > date(period.year, 12, 31):
            raise Refusal(
                f"Năm {period.year} đã kết thúc, không thêm nhiệm vụ để lấy lại điểm được nữa.", "code"
            )
        loss = self._loss(given, period, code, day)
        made = self._criteria.tasks(given, period).get(code)
        if made is not None:
            words = shortened(made.text, _LONGEST).rstrip(".;")
            raise Refusal(f"Tiêu chí {code} đã có nhiệm vụ trong kế hoạch: «{words}».", "code")
        criterion, path = loss.scored.criterion, given.path_to(code)
        if any(each.kind is SourceKind.TASKS and not each.whole for each in criterion.sources):
            # One more open task makes the share that is to be won smaller.
            raise Refusal(
                f"Tiêu chí {code} đếm chính nhiệm vụ của kế hoạch, thêm nhiệm vụ thì tỷ lệ giảm. "
                "Hãy hoàn thành nhiệm vụ còn mở: bấm «Đến chỗ làm».",
                "code",
            )
        lead = answers_for(given, code)
        return ProposedTask(
            criterion,
            self._plan(period, day),
            path[0].area or _GUIDANCE,
            task_words(loss),
            lead,
            self._officer(lead, day),
            max(self._criteria.dues(given, period, day)(code), day),
            criterion.evidence,
        )

    def _loss(self, given: CriteriaSet, period: Period, code: str, day: date) -> Loss:
        if given.get(code) is None:
            raise Refusal(f"«{given.title}» không có tiêu chí {code}. Hãy kiểm tra lại mã.", "code")
        found = next(
            (each for each in losses(self._criteria.claimed(given, period, day)) if each.code == code), None
        )
        if found is None:
            raise Refusal(f"Tiêu chí {code} không mất điểm nên không cần nhiệm vụ.", "code")
        if found.win.is_final:
            raise Refusal(f"Tiêu chí {code}: {found.win.sentence}", "code")
        return found

    def _plan(self, period: Period, day: date) -> Plan:
        """The plan of the year that a task can be put into: the one of the shortest period."""
        plans = plans_of_year(self._desk.own_heads(), period.year, day)
        open_ones = [
            plan for plan in plans if plan.status.is_open or plan.status is PlanStatus.ISSUED
        ]  # fmt: skip
        if not open_ones:
            raise Refusal(
                f"Năm {period.year} chưa có kế hoạch nào sửa được để thêm nhiệm vụ. "
                "Hãy lập kế hoạch, lấy về sửa hoặc mở lại kế hoạch trước.",
                "plan",
            )
        shortest = min(open_ones, key=lambda plan: plan.period.ends - plan.period.starts)
        return self._desk.plan(shortest.id)

    def _officer(self, lead: str, day: date) -> str:
        """Who answers in a unit; nobody where several could."""
        units = {unit.id for unit in self._settings.units(day) if unit_key(unit.name) == unit_key(lead)}
        officers = [each for each in self._settings.officers(day) if each.unit_id in units]
        return officers[0].name if len(officers) == 1 else ""

    # Doing it

    @staticmethod
    def words(proposed: ProposedTask) -> str:
        """The words that go into the plan, without a full stop. Raises Refusal where there are none."""
        text = clean_line(proposed.text).rstrip(" .;")
        if not text:
            raise Refusal("Hãy ghi nội dung nhiệm vụ.", "text")
        return text

    def put(self, given: CriteriaSet, period: Period, proposed: ProposedTask) -> str:
        """Puts a task into its plan, an issued one being opened for changes, and remembers it with the
        criterion, all in one step; gives the task's identity.

        Raises Refusal for a task without words, and where it was put there already.
        """
        text = self.words(proposed)
        code = proposed.criterion.code
        self.propose(given, period, code)
        assignment = Assignment(
            lead=clean_line(proposed.lead),
            deliverable=clean_line(proposed.deliverable),
            due=proposed.due,
            due_text=f"Trước ngày {short_date(proposed.due)}",
            officer=clean_line(proposed.officer),
        )
        item = Item(kind=ItemKind.TASK, text=f"{text}.", assignment=assignment, id=new_id())
        path = given.path_to(code)
        kept = CriterionTask(given.id, period, code, proposed.criterion.name, path[0].area, item.id)
        self._put(proposed, item, lambda recorder: write_criterion_task(recorder, kept))
        return item.id

    def _put(self, proposed: ProposedTask, item: Item, also: Callable[[Recorder], None]) -> Changes:
        def changed(plan: Plan) -> Plan:
            spot = place_for(plan, proposed.area, ItemKind.TASK) or place_for(plan, _GUIDANCE, ItemKind.TASK)
            parent, index = (spot.parent_id, spot.index) if spot is not None else (None, len(plan.items))
            siblings = outline.find(plan.items, parent).children if parent is not None else plan.items
            marked = replace(item, marker=numbering.marker_for_new(siblings, index))
            items = outline.insert(plan.items, marked, parent, index)
            return replace(plan, items=numbering.followed(plan.items, items))

        return self._plan_life.change(
            operations.MAKE_CRITERION_TASK,
            proposed.plan.id,
            changed,
            f"Tiêu chí {proposed.criterion.code}",
            also,
        )
