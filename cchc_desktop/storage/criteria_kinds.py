"""The kinds of record of the index: sets taken in, what the office says of criteria, what was published."""

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from ..domain.places import CriteriaPlace
from ..domain.report_periods import Period, Span
from .columns import Row, decimal_of
from .kind import Field, Holds, Kind
from .recorder import Recorder

if TYPE_CHECKING:
    from ..domain.criteria.marks import CriterionMark
    from ..domain.criteria.published import PublishedResult
    from ..domain.criteria.self_report import SectionWords
    from ..domain.criteria.tasks import CriterionTask


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

    return CriterionMark(
        row["set_id"], Period.parse(row["period_id"]), row["code"], row["name"], row["area"],
        decimal_of(row["number"]), decimal_of(row["points"]), bool(row["off"]), row["note"],
    )  # fmt: skip


def _task(row: Row) -> "CriterionTask":
    from ..domain.criteria.tasks import CriterionTask

    period = Period.parse(row["period_id"])
    return CriterionTask(row["set_id"], period, row["code"], row["name"], row["area"], row["item_id"])


def _result(row: Row) -> "PublishedResult":
    # No start needs to know what was published.
    from ..domain.criteria.published import Block, PublishedResult

    index = decimal_of(row["own"])
    assert index is not None
    return PublishedResult(
        row["year"], Block(row["block"]), index, row["place"], row["units"], decimal_of(row["mean"]),
        decimal_of(row["province_mean"]), decimal_of(row["best"]), row["rating"], row["head_rule"],
        row["note"],
    )  # fmt: skip


def _words(row: Row) -> "SectionWords":
    from ..domain.criteria.self_report import ReportSection, SectionWords

    return SectionWords(
        row["set_id"], Period.parse(row["period_id"]), ReportSection(row["section"]), row["text"]
    )


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
SCORE_WORDS = Kind(
    "score_words",
    "Lời báo cáo tự chấm điểm",
    (
        Field("set_id", "Bộ tiêu chí"),
        Field("period_id", "Kỳ"),
        Field(
            "section",
            "Mục",
            codes={
                "general": "Kết quả chung",
                "areas": "Kết quả theo lĩnh vực",
                "lost": "Nguyên nhân, giải pháp",
                "proposals": "Đề xuất, kiến nghị",
            },
        ),
        Field("text", "Nội dung", searched=True),
    ),
    place=lambda row: CriteriaPlace(Period.parse(row["period_id"])),
    reader=_words,
    title=lambda row: f"Báo cáo tự chấm điểm {Period.parse(row['period_id']).label}",
    order=("period_id", "set_id", "section"),
    since=10,
    unreadable="lời báo cáo tự chấm điểm",
)
"""What the office adds to the report on its self-assessment; the id is that of the words."""


CRITERION_TASKS = Kind(
    "criterion_tasks",
    "Nhiệm vụ của tiêu chí",
    (
        Field("set_id", "Bộ tiêu chí"),
        Field("period_id", "Kỳ"),
        Field("code", "Mã tiêu chí"),
        Field("name", "Tiêu chí"),
        Field("area", "Lĩnh vực", Holds.NUMBER),
        Field("item_id"),
    ),
    place=lambda row: CriteriaPlace(Period.parse(row["period_id"]), row["code"]),
    reader=_task,
    title=lambda row: f"Tiêu chí {row['code']}, {Period.parse(row['period_id']).label}",
    order=("period_id", "set_id", "code"),
    since=10,
    unreadable="nhiệm vụ của tiêu chí",
)
"""The id is the mark's. A task that is no longer in its plan is told of by nobody."""
PUBLISHED_RESULTS = Kind(
    "published_results",
    "Kết quả Chỉ số CCHC được công bố",
    (
        Field("year", "Năm", Holds.YEAR),
        Field("block", "Khối", codes={"ward": "Khối phường", "commune": "Khối xã, đặc khu"}),
        Field("own", "Chỉ số của đơn vị (%)", Holds.DECIMAL),
        Field("place", "Thứ hạng", Holds.NUMBER, optional=True),
        Field("units", "Số đơn vị trong khối", Holds.NUMBER, optional=True),
        Field("mean", "Bình quân khối (%)", Holds.DECIMAL, optional=True),
        Field("province_mean", "Bình quân chung (%)", Holds.DECIMAL, optional=True),
        Field("best", "Cao nhất khối (%)", Holds.DECIMAL, optional=True),
        Field("rating", "Xếp loại người đứng đầu", searched=True),
        Field("head_rule"),
        Field("note", "Ghi chú", searched=True),
    ),
    place=lambda row: CriteriaPlace(Period(row["year"], Span.YEAR)),
    reader=_result,
    title=lambda row: f"Năm {row['year']}",
    order=("year",),
    since=10,
    unreadable="kết quả Chỉ số CCHC được công bố",
)
"""The id is the year."""


def _text(value: Decimal | None) -> str | None:
    return None if value is None else str(value)


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
    row: Row = {
        "id": mark.id,
        "set_id": mark.set_id,
        "period_id": mark.period.id,
        "code": mark.code,
        "name": mark.name,
        "area": mark.area,
        "number": _text(mark.number),
        "points": _text(mark.points),
        "off": int(mark.off),
        "note": mark.note,
    }
    recorder.put(CRITERION_MARKS.table, mark.id, None if mark.is_blank else row)


def write_criterion_task(recorder: Recorder, kept: "CriterionTask") -> None:
    """Keeps that a task was made for a criterion, in place of the one before."""
    row: Row = {
        "id": kept.id,
        "set_id": kept.set_id,
        "period_id": kept.period.id,
        "code": kept.code,
        "name": kept.name,
        "area": kept.area,
        "item_id": kept.item_id,
    }
    recorder.put(CRITERION_TASKS.table, kept.id, row)


def write_result(recorder: Recorder, row_id: str, result: "PublishedResult | None") -> None:
    """Keeps what was published for a year in place of what was kept before; nothing where None."""
    row: Row | None = None if result is None else {
        "id": row_id,
        "year": result.year,
        "block": str(result.block),
        "own": str(result.index),
        "place": result.rank,
        "units": result.units,
        "mean": _text(result.mean),
        "province_mean": _text(result.province_mean),
        "best": _text(result.best),
        "rating": result.rating,
        "head_rule": result.head_rule,
        "note": result.note,
    }  # fmt: skip
    recorder.put(PUBLISHED_RESULTS.table, row_id, row)


def write_words(recorder: Recorder, words: "SectionWords") -> None:
    """Keeps what the office adds to a part of the report, in place of what was there; nothing of no words."""
    row: Row = {
        "id": words.id,
        "set_id": words.set_id,
        "period_id": words.period.id,
        "section": words.section.value,
        "text": words.text,
    }
    recorder.put(SCORE_WORDS.table, words.id, row if words.text else None)
