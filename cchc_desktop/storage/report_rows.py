"""Reports, the officials' passages and their remarks, as rows and back."""

import json

from sqlite_utils import Database

from ..domain.plan import Signer
from ..domain.report.records import Passage, Remarks, ReportHead, Seal
from ..domain.report_periods import Period
from .columns import Row, from_columns, to_columns
from .journal import Recorder

_LISTS = ("addressees", "recipients")


def write_report(recorder: Recorder, head: ReportHead) -> None:
    """Makes the stored head of a period's report what it is now."""
    row = {
        "id": head.period,
        **to_columns(head, ("period", "signer", *_LISTS)),
        **{name: json.dumps(getattr(head, name), ensure_ascii=False) for name in _LISTS},
        **{f"signer_{name}": value for name, value in to_columns(head.signer).items()},
    }
    recorder.put("reports", head.period, row)


def read_reports(db: Database) -> dict[Period, ReportHead]:
    """The heads of all reports that somebody has touched."""
    return {Period.parse(row["id"]): _head(row) for row in db.table("reports").rows}


def _head(row: Row) -> ReportHead:
    return from_columns(
        ReportHead,
        row,
        period=row["id"],
        signer=Signer(row["signer_authority"], row["signer_position"], row["signer_name"]),
        **{name: tuple(json.loads(row[name])) for name in _LISTS},
    )


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


def read_passages(db: Database, period: Period) -> dict[str, Passage]:
    """The officials' passages of a period's report by their keys."""
    rows = db.table("passages").rows_where("period_id = ?", [period.id])
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


def read_remarks(db: Database, period: Period) -> dict[int, Remarks]:
    """The remarks of a period by area."""
    rows = db.table("remarks").rows_where("period_id = ?", [period.id])
    return {row["area"]: from_columns(Remarks, row) for row in rows}


def write_seal(recorder: Recorder, period: Period, seal: Seal | None) -> None:
    """Keeps the copy of a report that was issued; None gives it up."""
    row: Row | None = None
    if seal is not None:
        passages = json.dumps(seal.passages, ensure_ascii=False)
        row = {"id": period.id, **to_columns(seal, ("passages",)), "passages": passages}
    recorder.put("seals", period.id, row)


def read_seal(db: Database, period: Period) -> Seal | None:
    """The copy of a period's report, or None where it was not issued."""
    return next((_seal(row) for row in db.table("seals").rows_where("id = ?", [period.id])), None)


def read_seals(db: Database) -> dict[Period, Seal]:
    """The copies of all reports that were issued."""
    return {Period.parse(row["id"]): _seal(row) for row in db.table("seals").rows}


def _seal(row: Row) -> Seal:
    passages = {key: (marker, text) for key, (marker, text) in json.loads(row["passages"]).items()}
    return from_columns(Seal, row, passages=passages)
