"""Reports, the officials' passages and their remarks, maps of the superior's forms, and the superior's
outlines, as rows and back.

The kinds of outlines, of what went out and came back signed, and of corrections are declared here;
`kinds.py` has the others.
"""

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..domain.places import Place, PlanPlace, ReportPlace
from ..domain.plan import Signer
from ..domain.report.records import Passage, Remarks, ReportHead, Seal
from ..domain.report_periods import Period, Span
from .columns import Row, from_columns, to_columns
from .content import ContentStore
from .data_file import DataFile
from .kind import Field, Holds, Kind
from .origin_kinds import values_kept
from .plan_issue_rows import ISSUE_PACKS
from .recorder import Recorder
from .round_kinds import ROUND_PACKS

if TYPE_CHECKING:
    from ..domain.corrections import Correction
    from ..domain.outgoing.records import Dispatch, SignedCopy
    from ..domain.scores import AreaScore
    from ..domain.templates.map import TemplateMap
    from ..domain.templates.word_outline import SuperiorOutline

_LISTS = ("addressees", "recipients")
SEALED = ("report", "form", "statistics")
"""The documents of a seal: columns that hold the hashes of their packs."""
_PLAN = "plan"
"""The kind of document (`domain.outgoing.records.PaperKind`) that is a plan."""
PACKED = {
    "seals": SEALED, "signed_copies": ("pack",), "plan_issues": ISSUE_PACKS, "score_steps": ROUND_PACKS,
}  # fmt: skip
"""The columns that hold hashes of packs, by table."""


def report_head(row: Row) -> ReportHead:
    """The head and foot of a row."""
    return from_columns(
        ReportHead,
        row,
        period=row["id"],
        signer=Signer(row["signer_authority"], row["signer_position"], row["signer_name"]),
        **{name: tuple(json.loads(row[name])) for name in _LISTS},
    )


def write_report(recorder: Recorder, head: ReportHead) -> None:
    """Makes the stored head of a period's report what it is now."""
    row = {
        "id": head.period,
        **to_columns(head, ("period", "signer", *_LISTS)),
        **{name: json.dumps(getattr(head, name), ensure_ascii=False) for name in _LISTS},
        **{f"signer_{name}": value for name, value in to_columns(head.signer).items()},
    }
    recorder.put("reports", head.period, row)


def read_reports(data: DataFile) -> dict[Period, ReportHead]:
    """The heads of all reports that somebody has touched."""
    return {Period.parse(row["id"]): report_head(row) for row in data.rows("SELECT * FROM reports")}


def passage_id(period: Period, key: str) -> str:
    """The identity of a passage, by which its history is found."""
    return f"{period.id}:{key}"


def write_passage(recorder: Recorder, period: Period, key: str, passage: Passage | None) -> None:
    """Keeps an official's words for a passage; None goes back to what the data say."""
    row_id = passage_id(period, key)
    row: Row | None = None
    if passage is not None:
        row = {"id": row_id, "period_id": period.id, **to_columns(passage)}
    recorder.put("passages", row_id, row)


def read_passages(data: DataFile, period: Period) -> dict[str, Passage]:
    """The officials' passages of a period's report by their keys."""
    rows = data.rows("SELECT * FROM passages WHERE period_id = ?", [period.id])
    return {row["key"]: from_columns(Passage, row) for row in rows}


def remarks_id(period: Period, area: int) -> str:
    """The identity of the remarks on an area."""
    return f"{period.id}:{area}"


def write_remarks(recorder: Recorder, period: Period, remarks: Remarks) -> None:
    """Makes the stored remarks on an area what they are now; blank ones are removed."""
    row_id = remarks_id(period, remarks.area)
    row: Row | None = None
    if not remarks.is_blank:
        row = {"id": row_id, "period_id": period.id, **to_columns(remarks)}
    recorder.put("remarks", row_id, row)


def read_remarks(data: DataFile, period: Period) -> dict[int, Remarks]:
    """The remarks of a period by area."""
    rows = data.rows("SELECT * FROM remarks WHERE period_id = ?", [period.id])
    return {row["area"]: from_columns(Remarks, row) for row in rows}


def seal(row: Row) -> Seal:
    """The seal of a row: its documents are the hashes of their packs."""
    passages = {key: (marker, text) for key, (marker, text) in json.loads(row["passages"]).items()}
    return from_columns(Seal, row, passages=passages)


def write_seal(recorder: Recorder, packs: ContentStore, period: Period, kept: Seal | None) -> None:
    """Keeps the copy of a report that was issued, its documents as packs; None gives it up."""
    row: Row | None = None
    if kept is not None:
        documents = {name: packs.put(getattr(kept, name).encode()) for name in SEALED}
        row = {"id": period.id, **documents, "passages": json.dumps(kept.passages, ensure_ascii=False)}
    recorder.put("seals", period.id, row)


def read_seal(data: DataFile, period: Period) -> Seal | None:
    """The seal of a period's report, or None where it was not issued."""
    row = data.row("seals", period.id)
    return None if row is None else seal(row)


def packs_of(table: str, row: Row) -> set[str]:
    """The hashes of the packs that a row of any table refers to."""
    return {str(row[name]) for name in PACKED.get(table, ()) if row[name]}


def packed_rows(data: DataFile) -> Iterator[tuple[str, Row]]:
    """The rows that refer to packs, with their tables."""
    for table in PACKED:
        for row in data.rows(f"SELECT * FROM {table} ORDER BY id"):
            yield table, row


def packs_in_use(data: DataFile) -> set[str]:
    """The hashes of the packs that a record refers to, or referred to in what can be undone."""
    found = set[str]()
    for table, row in packed_rows(data):
        found |= packs_of(table, row)
    for table, columns in PACKED.items():
        for side in ("before", "after"):
            kept = f"SELECT {side} AS side FROM changes WHERE table_name = ? AND {side} IS NOT NULL"
            for row in data.rows(kept, [table]):
                found |= packs_of(table, json.loads(row["side"]))
        for column in columns:
            found |= {str(each) for each in values_kept(data, table, column) if each}
    return found


def template_map(row: Row) -> "TemplateMap":
    """The map of a row. Raises Refusal or ValueError where it holds none."""
    # No first page shows a map.
    from ..domain.templates.map_file import from_text

    made = from_text(row["text"])
    if made.fingerprint != row["id"]:
        raise ValueError("a map under the id of another")
    return made


def template_row(made: "TemplateMap") -> Row:
    """The row of a map, by what its template is known by."""
    from ..domain.templates.map_file import to_text

    return {"id": made.fingerprint, "name": made.name, "cells": len(made.cells), "text": to_text(made)}


def outline(row: Row) -> "SuperiorOutline":
    """The superior's outline of a row. Raises ValueError or KeyError where it holds none."""
    from ..domain.templates.word_outline import Heading, Placed, SuperiorOutline

    headings = tuple(
        Placed(Heading(each["level"], each["title"]), each["key"], each["alike"], tuple(each["sections"]))
        for each in json.loads(row["text"])
    )
    return SuperiorOutline(row["id"], row["name"], headings)


def outline_row(made: "SuperiorOutline") -> Row:
    """The row of a superior's outline."""
    headings = [
        {
            "level": each.heading.level,
            "title": each.heading.title,
            "key": each.key,
            "alike": each.alike,
            "sections": list(each.sections),
        }
        for each in made.headings
    ]
    text = json.dumps(headings, ensure_ascii=False)
    return {"id": made.id, "name": made.name, "count": len(headings), "text": text}


OUTLINES = Kind(
    "outlines",
    "Đề cương của cấp trên",
    (
        Field("name", "Tệp"),
        Field("count", "Số mục", Holds.NUMBER),
        Field("text"),
    ),
    place=lambda _: ReportPlace(),
    reader=outline,
    title=lambda row: row["name"],
    order=("name", "id"),
    since=6,
    unreadable="đề cương của cấp trên",
)
"""A superior's outline of reports, its headings with our sections under them."""


def dispatch(row: Row) -> "Dispatch":
    """The dispatch of a row."""
    # No first page shows what went out.
    from . import outgoing_rows

    return outgoing_rows.dispatch(row)


def signed_copy(row: Row) -> "SignedCopy":
    """The signed copy of a row."""
    from . import outgoing_rows

    return outgoing_rows.signed_copy(row)


def paper_place(row: Row) -> Place:
    """Where the document that a row is of is opened."""
    return PlanPlace(row["paper_id"]) if row["paper"] == _PLAN else ReportPlace(Period.parse(row["paper_id"]))


def paper_title(row: Row) -> str:
    """The document that a row is of: «78/BC-UBND, quý I năm 2026»."""
    numbered = f"{row['number']}/{row['symbol']}".strip("/")
    return numbered if row["paper"] == _PLAN else f"{numbered}, {Period.parse(row['paper_id']).label}"


_OF_PAPER = (
    Field("paper", codes={"report": "Báo cáo", "plan": "Kế hoạch"}),
    Field("paper_id"),
    Field("number", "Số"),
    Field("symbol", "Ký hiệu"),
    Field("issued_on", "Ngày văn bản", Holds.DAY),
)
"""Which document something is of, and under which number and day it was issued then."""
DISPATCHES = Kind(
    "dispatches",
    "Lần gửi đi",
    (
        *_OF_PAPER,
        Field("title", "Tên loại, trích yếu"),
        Field("signer", "Người ký"),
        Field("recipients", "Nơi nhận", Holds.LINES),
        Field("sent_on", "Ngày chuyển", Holds.DAY),
        Field("files", holds=Holds.PARTS),
        Field("apart", "Phụ lục là tệp riêng", Holds.FLAG, codes={0: "Không", 1: "Có"}),
    ),
    place=paper_place,
    reader=dispatch,
    title=paper_title,
    order=("sent_on", "id"),
    since=6,
    unreadable="lần gửi đi",
)
"""The register of what the office sent, with the columns of Nghị định 30/2020/NĐ-CP, Phụ lục IV."""
SIGNED_COPIES = Kind(
    "signed_copies",
    "Bản ký số",
    (
        *_OF_PAPER,
        Field("name", "Tệp"),
        Field("size", "Số byte", Holds.NUMBER),
        Field("sha256", "SHA-256"),
        Field("pages", "Số trang", Holds.NUMBER),
        Field("attached_on", "Ngày đính kèm", Holds.DAY),
        Field("pack"),
        Field("remarks", "Điểm cần xem", Holds.LINES),
        Field("reason", "Lý do thay"),
    ),
    place=paper_place,
    reader=signed_copy,
    title=paper_title,
    order=("attached_on", "id"),
    since=6,
    unreadable="bản ký số",
)
"""The signed PDF of an issued document; its content is a pack."""


def correction(row: Row) -> "Correction":
    """The correction of a row."""
    # No first page shows what was corrected.
    from ..domain.corrections import Correction

    return from_columns(Correction, row)


CORRECTIONS = Kind(
    "corrections",
    "Đính chính",
    (
        Field("period_id"),
        Field("number", "Số báo cáo"),
        Field("symbol", "Ký hiệu"),
        Field("issued_on", "Ngày báo cáo", Holds.DAY),
        Field("item", "Mã"),
        Field("name", "Số liệu", searched=True),
        Field("unit", "Đơn vị tính"),
        Field("was", "Số đã báo cáo"),
        Field("now", "Số đính chính"),
        Field("reason", "Lý do", searched=True),
        Field("corrected_on", "Ngày đính chính", Holds.DAY),
        Field("officer", "Người đính chính"),
        Field("told_in", "Đã nêu trong báo cáo kỳ"),
    ),
    place=lambda row: ReportPlace(Period.parse(row["period_id"])),
    reader=correction,
    title=lambda row: f"{row['name']}, {Period.parse(row['period_id']).label}",
    order=("period_id", "item", "corrected_on", "id"),
    since=6,
    unreadable="đính chính",
)
"""What was changed of an issued report since, and why."""


def score(row: Row) -> "AreaScore":
    """The points of an area of a row. Raises Refusal where they are no points."""
    from decimal import Decimal

    from ..domain.scores import AreaScore

    return AreaScore(row["year"], row["area"], Decimal(row["most"]), Decimal(row["scored"]), row["note"])


def write_score(recorder: Recorder, row_id: str, given: "AreaScore | None") -> None:
    """Keeps the points of an area; None gives them up."""
    row: Row | None = None
    if given is not None:
        points = {name: str(getattr(given, name)) for name in ("most", "scored")}
        row = {"id": row_id, "year": given.year, "area": given.area, **points, "note": given.note}
    recorder.put("scores", row_id, row)


SCORES = Kind(
    "scores",
    "Điểm tự chấm",
    (
        Field("year", "Năm", Holds.YEAR),
        Field("area", "Lĩnh vực", Holds.NUMBER),
        Field("most", "Điểm tối đa", Holds.DECIMAL),
        Field("scored", "Điểm tự chấm", Holds.DECIMAL),
        Field("note", "Ghi chú", searched=True),
    ),
    place=lambda row: ReportPlace(Period(row["year"], Span.YEAR)),
    reader=score,
    title=lambda row: f"Điểm tự chấm lĩnh vực {row['area']}, năm {row['year']}",
    order=("year", "area"),
    since=6,
    unreadable="điểm tự chấm",
)
"""The office's own scores for the index of administrative reform; an annex of the year's report."""
