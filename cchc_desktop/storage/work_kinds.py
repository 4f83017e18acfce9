"""The kinds of record that officers' sheets are kept in: what is noted of products, and points given."""

from decimal import Decimal
from typing import TYPE_CHECKING

from ..domain.places import WorkSheetPlace
from .columns import Row
from .kind import Field, Holds, Kind
from .recorder import Recorder

if TYPE_CHECKING:
    from ..domain.work_sheet import Rating, TaskMark


def _mark(row: Row) -> "TaskMark":
    # The first page shows nobody's sheet.
    from ..domain.work_sheet import TaskMark

    return TaskMark(
        row["task_id"], row["turn"], row["officer"], row["product"], Decimal(row["factor"]),
        bool(row["accepted"]), row["faults"], row["times_late"], row["note"],
    )  # fmt: skip


def _rating(row: Row) -> "Rating":
    from ..domain.work_sheet import Rating

    return Rating(row["period"], row["officer"], Decimal(row["general"]), row["note"])


TASK_MARKS = Kind(
    "task_marks",
    "Kết quả công việc",
    (
        # The task may be gone from its plan: what was noted of it stays for the sheets of that time.
        Field("task_id"),
        Field("turn", "Lần"),
        Field("officer", "Người phối hợp", searched=True),
        Field("product", "Sản phẩm", searched=True),
        Field("factor", "Hệ số quy đổi", Holds.DECIMAL),
        Field("accepted", "Đạt chất lượng", Holds.FLAG, codes={0: "Không", 1: "Có"}),
        Field("faults", "Số lần lỗi chất lượng", Holds.NUMBER),
        Field("times_late", "Số lần chậm", Holds.NUMBER, optional=True),
        Field("note", "Ghi chú", searched=True),
    ),
    place=lambda row: WorkSheetPlace(officer=row["officer"], task_id=row["task_id"]),
    reader=_mark,
    title=lambda row: row["product"] or row["officer"],
    order=("task_id", "turn", "id"),
    since=7,
    unreadable="kết quả công việc",
)
WORK_RATINGS = Kind(
    "work_ratings",
    "Điểm tiêu chí chung",
    (
        Field("period", "Kỳ"),
        Field("officer", "Công chức", searched=True),
        Field("general", "Điểm tiêu chí chung", Holds.DECIMAL),
        Field("note", "Ghi chú", searched=True),
    ),
    place=lambda row: WorkSheetPlace(row["period"], row["officer"]),
    reader=_rating,
    title=lambda row: f"{row['officer']}, {row['period']}",
    order=("period", "id"),
    since=7,
    unreadable="điểm tiêu chí chung",
)
"""Points for general criteria, given by who rates."""


def write_mark(recorder: Recorder, mark: "TaskMark", keep: bool) -> None:
    """Makes what is noted of a product what it is now; nothing is kept of it where ``keep`` is not set."""
    row: Row = {
        "id": mark.id,
        "task_id": mark.task_id,
        "turn": mark.turn,
        "officer": mark.officer,
        "product": mark.product,
        "factor": str(mark.factor),
        "accepted": int(mark.accepted),
        "faults": mark.faults,
        "times_late": mark.times_late,
        "note": mark.note,
    }
    recorder.put(TASK_MARKS.table, mark.id, row if keep else None)


def write_rating(recorder: Recorder, row_id: str, rating: "Rating | None") -> None:
    """Makes the points that an officer was given what they are now; None takes them back."""
    row: Row | None = None
    if rating is not None:
        row = {
            "id": row_id,
            "period": rating.period,
            "officer": rating.officer,
            "general": str(rating.general),
            "note": rating.note,
        }
    recorder.put(WORK_RATINGS.table, row_id, row)
