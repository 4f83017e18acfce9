"""The kinds of record of the rounds of the index: the steps with what they locked, and what is said of single
criteria. What was locked lies once, by content, in the table ``packs``."""

from __future__ import annotations

import json
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from ..domain.errors import EnvironmentProblem
from ..domain.places import CriteriaPlace
from ..domain.report_periods import Period
from .columns import Row, decimal_of
from .content import ContentStore
from .errors import UNREADABLE
from .kind import Field, Holds, Kind
from .recorder import Recorder

if TYPE_CHECKING:
    from ..domain.criteria.rounds import CriterionRound, RoundStep
    from ..domain.criteria.rules import Value
    from ..domain.criteria.sealed import Sealed, SealedFile, SealedLine

ROUND_PACKS = ("content",)
"""The columns that hold hashes of packs."""
_STAGES = {
    "self": "Đang tự chấm",
    "locked": "Chốt điểm tự chấm",
    "verified": "Thẩm định lần 1",
    "explained": "Giải trình",
    "second": "Thẩm định lần 2",
    "final": "Kết quả cuối cùng",
}


def _step(row: Row) -> RoundStep:
    # No start needs to know what a round is.
    from ..domain.criteria.rounds import RoundStep, Stage

    return RoundStep(
        row["set_id"], Period.parse(row["period_id"]), row["number"], Stage(row["stage"]),
        bool(row["is_back"]), datetime.fromisoformat(row["at"]), row["officer"], row["note"],
        date.fromisoformat(row["due"]) if row["due"] else None, row["content"],
    )  # fmt: skip


def _round(row: Row) -> CriterionRound:
    from ..domain.criteria.rounds import CriterionRound

    return CriterionRound(
        row["set_id"], Period.parse(row["period_id"]), row["code"], row["name"], row["area"],
        decimal_of(row["first"]), row["first_remark"], row["explanation"], decimal_of(row["second"]),
        row["second_remark"],
    )  # fmt: skip


SCORE_STEPS = Kind(
    "score_steps",
    "Bước chấm điểm",
    (
        Field("set_id", "Bộ tiêu chí"),
        Field("period_id", "Kỳ"),
        Field("number", "Bước thứ", Holds.NUMBER),
        Field("stage", "Bước", codes=_STAGES),
        Field("is_back", "Mở lại", Holds.FLAG, codes={0: "", 1: "Có"}),
        Field("at"),
        Field("officer", "Người thực hiện", searched=True),
        Field("note", "Lý do, văn bản", searched=True),
        Field("due", "Hạn giải trình", Holds.DAY, optional=True),
        Field("content"),
    ),
    place=lambda row: CriteriaPlace(Period.parse(row["period_id"])),
    reader=_step,
    title=lambda row: f"{_STAGES[row['stage']]}, {Period.parse(row['period_id']).label}",
    order=("period_id", "set_id", "number"),
    since=10,
    unreadable="bước chấm điểm",
)
"""The id is the step's."""
CRITERION_ROUNDS = Kind(
    "criterion_rounds",
    "Thẩm định, giải trình tiêu chí",
    (
        Field("set_id", "Bộ tiêu chí"),
        Field("period_id", "Kỳ"),
        Field("code", "Mã tiêu chí"),
        Field("name", "Tiêu chí", searched=True),
        Field("area", "Lĩnh vực", Holds.NUMBER),
        Field("first", "Điểm thẩm định lần 1", Holds.DECIMAL, optional=True),
        Field("first_remark", "Ý kiến thẩm định lần 1", searched=True),
        Field("explanation", "Giải trình", searched=True),
        Field("second", "Điểm thẩm định lần 2", Holds.DECIMAL, optional=True),
        Field("second_remark", "Ý kiến thẩm định lần 2", searched=True),
    ),
    place=lambda row: CriteriaPlace(Period.parse(row["period_id"]), row["code"]),
    reader=_round,
    title=lambda row: f"Tiêu chí {row['code']}, {Period.parse(row['period_id']).label}",
    order=("period_id", "set_id", "code"),
    since=10,
    unreadable="thẩm định, giải trình tiêu chí",
)
"""The id is the round's."""


def write_step(recorder: Recorder, packs: ContentStore, step: RoundStep, sealed: Sealed | None) -> None:
    """Adds a step, with what it locks; nothing is locked by a step back."""
    row: Row = {
        "id": step.id,
        "set_id": step.set_id,
        "period_id": step.period.id,
        "number": step.number,
        "stage": str(step.stage),
        "is_back": int(step.is_back),
        "at": step.at.isoformat(timespec="seconds"),
        "officer": step.officer,
        "note": step.note,
        "due": step.due.isoformat() if step.due else None,
        "content": packs.put(pack_sealed(sealed)) if sealed is not None else "",
    }
    recorder.insert(SCORE_STEPS.table, row)


def write_round(recorder: Recorder, said: CriterionRound) -> None:
    """Keeps what is said of a criterion in place of what was before; nothing where nothing is said."""
    row: Row = {
        "id": said.id,
        "set_id": said.set_id,
        "period_id": said.period.id,
        "code": said.code,
        "name": said.name,
        "area": said.area,
        "first": _text(said.first),
        "first_remark": said.first_remark,
        "explanation": said.explanation,
        "second": _text(said.second),
        "second_remark": said.second_remark,
    }
    recorder.put(CRITERION_ROUNDS.table, said.id, None if said.is_blank else row)


def _text(value: Decimal | None) -> str | None:
    return None if value is None else str(value)


# What was locked


def pack_sealed(sealed: Sealed) -> bytes:
    """What was locked as text: the same content is the same bytes."""
    content = {"set": sealed.set_text, "lines": [_line(each) for each in sealed.lines]}
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def _line(line: SealedLine) -> dict[str, Any]:
    found = {
        "code": line.code,
        "points": _text(line.points),
        "proposed": _text(line.proposed),
        "declared": line.declared,
        "reason": line.reason,
        "note": line.note,
        "off": line.is_off,
        "files": [
            [each.number, each.name, each.sort, each.day.isoformat(), each.note, each.sha256]
            for each in line.files
        ],
        "value": _plain_value(line.value) if line.value is not None else None,
    }
    return {name: value for name, value in found.items() if value}


def _plain_value(value: Value) -> dict[str, Any]:
    return {
        "number": str(value.number),
        "things": [str(each) for each in value.things] if value.things is not None else None,
        "nothing": value.nothing,
        "said": value.said,
    }


def unpack_sealed(content: bytes) -> Sealed:
    """What was locked. Raises EnvironmentProblem where nothing can be made of it."""
    from ..domain.criteria.sealed import Sealed

    try:
        kept = json.loads(content)
        return Sealed(tuple(map(_line_of, kept["lines"])), kept["set"])
    except (*UNREADABLE, UnicodeDecodeError, RecursionError) as error:
        raise EnvironmentProblem(
            "Bảng điểm đã chốt được lưu không đọc được. Hãy khôi phục từ bản sao lưu."
        ) from error


def _line_of(kept: dict[str, Any]) -> SealedLine:
    from ..domain.criteria.sealed import SealedLine

    return SealedLine(
        kept["code"], decimal_of(kept.get("points")), decimal_of(kept.get("proposed")),
        kept.get("declared", ""), kept.get("reason", ""), kept.get("note", ""), kept.get("off", False),
        tuple(map(_file_of, kept.get("files", ()))),
        _value_of(kept["value"]) if "value" in kept else None,
    )  # fmt: skip


def _value_of(kept: dict[str, Any]) -> Value:
    from fractions import Fraction

    from ..domain.criteria.rules import Value

    things = kept["things"]
    if things is not None:
        part, whole = things
        things = Fraction(part), Fraction(whole)
    return Value(Fraction(kept["number"]), things, kept["nothing"], kept["said"])


def _file_of(kept: list[str]) -> SealedFile:
    from ..domain.criteria.sealed import SealedFile

    number, name, sort, day, note, sha256 = kept
    return SealedFile(number, name, sort, date.fromisoformat(day), note, sha256)
