"""The kinds of record of the index: sets that were taken in, and what the office says of criteria."""

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from ..domain.places import CriteriaPlace
from ..domain.report_periods import Period
from .columns import Row
from .kind import Field, Holds, Kind
from .recorder import Recorder

if TYPE_CHECKING:
    from ..domain.criteria.marks import CriterionMark


class StoredSet(NamedTuple):
    """A set of criteria as a catalogue's text says it, with what it is known by."""

    id: str
    title: str
    decision: str
    signed: date | None
    text: str


def _set(row: Row) -> StoredSet:
    signed = date.fromisoformat(row["signed"]) if row["signed"] else None
    return StoredSet(row["id"], row["title"], row["decision"], signed, row["text"])


def _mark(row: Row) -> "CriterionMark":
    # No start needs to know what a criterion is.
    from ..domain.criteria.marks import CriterionMark

    def number(name: str) -> Decimal | None:
        if row[name] is None:
            return None
        value = Decimal(row[name])
        if not value.is_finite():
            raise ValueError(row[name])
        return value

    return CriterionMark(
        row["set_id"], Period.parse(row["period_id"]), row["code"], row["name"], row["area"],
        number("number"), number("points"), bool(row["off"]), row["note"],
    )  # fmt: skip


CRITERIA_SETS = Kind(
    "criteria_sets",
    "Bộ tiêu chí",
    (
        Field("title", "Tên", searched=True),
        Field("decision", "Quyết định", searched=True),
        Field("signed", "Ngày ký", Holds.DAY, optional=True),
        Field("text"),
    ),
    place=lambda _: CriteriaPlace(),
    reader=_set,
    title=lambda row: row["title"],
    order=("title", "id"),
    since=9,
    unreadable="bộ tiêu chí",
)
CRITERION_MARKS = Kind(
    "criterion_marks",
    "Điểm tiêu chí",
    (
        Field("set_id", "Bộ tiêu chí"),
        Field("period_id", "Kỳ"),
        Field("code", "Mã tiêu chí"),
        Field("name", "Tiêu chí", searched=True),
        Field("area", "Lĩnh vực", Holds.NUMBER),
        Field("number", "Khai báo", Holds.DECIMAL, optional=True),
        Field("points", "Điểm tự chấm", Holds.DECIMAL, optional=True),
        Field("off", "Không áp dụng", Holds.FLAG, codes={0: "", 1: "Có"}),
        Field("note", "Lý do, giải trình", searched=True),
    ),
    place=lambda row: CriteriaPlace(Period.parse(row["period_id"]), row["code"]),
    reader=_mark,
    title=lambda row: f"Tiêu chí {row['code']}, {Period.parse(row['period_id']).label}",
    order=("period_id", "set_id", "code"),
    since=9,
    unreadable="điểm tiêu chí",
)
"""The id is the mark's."""


def write_set(recorder: Recorder, kept: StoredSet) -> None:
    """Keeps a set, in place of the one of its identity before."""
    row: Row = {
        "id": kept.id,
        "title": kept.title,
        "decision": kept.decision,
        "signed": kept.signed.isoformat() if kept.signed else None,
        "text": kept.text,
    }
    recorder.put(CRITERIA_SETS.table, kept.id, row)


def write_mark(recorder: Recorder, mark: "CriterionMark") -> None:
    """Keeps what the office says of a criterion in place of what was before; nothing of a blank mark."""

    def text(value: Decimal | None) -> str | None:
        return None if value is None else str(value)

    row: Row = {
        "id": mark.id,
        "set_id": mark.set_id,
        "period_id": mark.period.id,
        "code": mark.code,
        "name": mark.name,
        "area": mark.area,
        "number": text(mark.number),
        "points": text(mark.points),
        "off": int(mark.off),
        "note": mark.note,
    }
    recorder.put(CRITERION_MARKS.table, mark.id, None if mark.is_blank else row)
