"""The kinds of record that tasks are kept in: what the plan says, how far they are, what the office adds."""

from datetime import date

from ..domain.places import TasksPlace
from ..domain.task_care import Dropping, TaskCare, rule_of
from ..domain.tasks import TaskUpdate
from . import plan_rows
from .columns import Row, from_columns, to_columns
from .data_file import DataFile
from .kind import Field, Holds, Kind
from .recorder import Recorder

TASKS = Kind(
    "tasks",
    "Nhiệm vụ",
    (
        Field("lead", "Chủ trì", searched=True),
        Field("support", "Phối hợp", searched=True),
        Field("deliverable", "Sản phẩm", searched=True),
        Field("start", "Bắt đầu", Holds.DAY, optional=True),
        Field("due", "Hạn", Holds.DAY, optional=True),
        Field("due_text", "Thời gian", searched=True),
        Field("funding", "Kinh phí", Holds.NUMBER, optional=True),
        Field("funding_text", "Kinh phí (lời)", searched=True),
        Field("officer", "Người theo dõi", searched=True),
        Field("note", "Ghi chú", searched=True),
        Field("source", "Nguồn giao", codes={"own": "Kế hoạch của cơ quan", "above": "Cấp trên giao"}),
    ),
    place=lambda row: TasksPlace(row["id"]),
    reader=plan_rows.assignment_of_row,
    order=("id",),
    counted=True,
)
TASK_UPDATES = Kind(
    "task_updates",
    "Tiến độ",
    (
        Field("task_id", refers="tasks"),
        Field("day", "Ngày", Holds.DAY),
        Field("percent", "Tiến độ (%)", Holds.NUMBER),
        Field("result", "Kết quả", searched=True),
        Field("officer", "Người cập nhật", searched=True),
        Field("note", "Ghi chú", searched=True),
        Field("entered", holds=Holds.NUMBER),
        Field("part", "Kỳ, nhiệm vụ thành phần", default="", since=7),
    ),
    place=lambda row: TasksPlace(row["task_id"]),
    record=TaskUpdate,
    title=lambda row: row["result"],
    order=("day", "entered", "id"),
    counted=True,
    unreadable="cập nhật tiến độ",
)


def _care(row: Row) -> TaskCare:
    rule = rule_of(row["unit"], row["every"], row["day"], row["month"], _day(row["begins"]))
    dropped_on = _day(row["dropped_on"])
    dropping = Dropping(dropped_on, row["dropped_by"], row["dropped_words"]) if dropped_on else None
    return from_columns(TaskCare, row, rule=rule, dropping=dropping)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


TASK_CARE = Kind(
    "task_care",
    "Theo dõi nhiệm vụ",
    (
        Field("task_id", refers="tasks"),
        Field("part", "Kỳ, nhiệm vụ thành phần"),
        Field("lead", "Chủ trì", searched=True),
        Field("officer", "Người theo dõi", searched=True),
        Field("due", "Hạn", Holds.DAY, optional=True),
        Field("unit", "Chu kỳ", codes={"": "", "week": "Tuần", "month": "Tháng"}),
        Field("every", "Số tuần, tháng một lần", Holds.NUMBER),
        Field("day", "Ngày đến hạn trong kỳ", Holds.NUMBER),
        Field("month", "Tháng đến hạn trong kỳ", Holds.NUMBER),
        Field("begins", "Lặp lại từ ngày", Holds.DAY, optional=True),
        Field("reason", "Lý do chậm", searched=True),
        Field("reason_due", holds=Holds.DAY, optional=True),
        Field("dropped_on", "Không thực hiện nữa từ ngày", Holds.DAY, optional=True),
        Field("dropped_by", "Văn bản cho không thực hiện", searched=True),
        Field("dropped_words", "Lý do không thực hiện", searched=True),
    ),
    place=lambda row: TasksPlace(row["task_id"]),
    reader=_care,
    title=lambda row: row["reason"] or row["dropped_by"],
    order=("task_id", "id"),
    since=7,
    unreadable="theo dõi nhiệm vụ",
)
"""What the office adds to a task or a part of it, beside what the plan says; see `TaskCare`."""


def write_care(recorder: Recorder, care: TaskCare) -> None:
    """Keeps what the office adds to a task or a part of it; what says nothing is kept no more."""
    if care.is_empty:
        if recorder.data.row(TASK_CARE.table, care.id) is not None:
            recorder.delete(TASK_CARE.table, care.id)
        return
    rule, dropping = care.rule, care.dropping
    recorder.put(
        TASK_CARE.table,
        care.id,
        {
            **to_columns(care, ("rule", "dropping")),
            "id": care.id,
            "unit": rule.unit.value if rule else "",
            "every": rule.every if rule else 0,
            "day": rule.day if rule else 0,
            "month": rule.month if rule else 0,
            "begins": rule.begins.isoformat() if rule and rule.begins else None,
            "dropped_on": dropping.day.isoformat() if dropping else None,
            "dropped_by": dropping.number if dropping else "",
            "dropped_words": dropping.words if dropping else "",
        },
    )


def read_cares(data: DataFile) -> dict[str, dict[str, TaskCare]]:
    """What the office adds to tasks, by task and part."""
    found: dict[str, dict[str, TaskCare]] = {}
    for row in data.rows("SELECT * FROM task_care ORDER BY task_id, id"):
        care = TASK_CARE.read(row)
        found.setdefault(care.task_id, {})[care.part] = care
    return found
