"""What an office adds to a task, or to a part of one, beside what the plan says of it.

A part of a task is one of its turns (by the key that `recurrence` gives it) or one of its sub-tasks (by the
identity of the plan's item); the empty part is the task as a whole.
"""

from dataclasses import dataclass
from datetime import date

from .dates import short_date
from .errors import Refusal
from .recurrence import Recurrence, Unit, is_turn_key


@dataclass(frozen=True, slots=True)
class Dropping:
    """That something is not done any more, by which document: «Công văn 15/UBND-VP ngày 05/3/2026»."""

    day: date
    number: str
    words: str = ""

    def __post_init__(self) -> None:
        if not self.number:
            raise Refusal(
                "Hãy ghi số, ký hiệu văn bản cho phép không thực hiện nữa, ví dụ 15/UBND-VP.", "number"
            )
        if not date(2000, 1, 1) <= self.day <= date(2100, 12, 31):
            raise Refusal("Ngày văn bản phải từ năm 2000 đến năm 2100.", "day")

    @property
    def document(self) -> str:
        """«văn bản số 15/UBND-VP ngày 05/3/2026»; what begins with a kind of document keeps it."""
        named = self.number if " " in self.number else f"văn bản số {self.number}"
        return f"{named} ngày {short_date(self.day)}"


@dataclass(frozen=True, slots=True)
class TaskCare:
    """What the office adds to a task (``part`` empty), or to one of its parts.

    A sub-task may have a lead, an officer and a due day of its own. ``rule`` says how a task comes again.
    ``reason`` is why it was late, measured against ``reason_due``: when the day is put off and missed again,
    a reason is asked for anew. ``dropping`` says that it is not done any more, from the document's day on.
    """

    task_id: str
    part: str = ""
    lead: str = ""
    officer: str = ""
    due: date | None = None
    rule: Recurrence | None = None
    reason: str = ""
    reason_due: date | None = None
    dropping: Dropping | None = None

    @property
    def id(self) -> str:
        """The identity: the task's, the sub-task's, or the task's with the key of its turn."""
        if is_turn_key(self.part):
            return f"{self.task_id}:{self.part}"
        return self.part or self.task_id

    @property
    def is_empty(self) -> bool:
        """Whether it says nothing, and need not be kept."""
        return self == TaskCare(self.task_id, self.part)

    def is_dropped(self, day: date) -> bool:
        """Whether it was not to be done any more at the end of a day."""
        return self.dropping is not None and self.dropping.day <= day

    def reason_for(self, due: date) -> str:
        """Why the day ``due`` was missed; nothing where nobody said it."""
        return self.reason if self.reason_due == due else ""


NO_CARE = TaskCare("")


def rule_of(unit: str, every: int, day: int, month: int, begins: date | None) -> Recurrence | None:
    """The rule that stored columns hold; None where they hold none."""
    return Recurrence(every, Unit(unit), day, month, begins) if unit else None
