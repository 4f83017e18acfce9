"""The kind of record that the papers are kept in that go with a plan: submission, letter, note of a copy."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..domain.places import PlanPlace
from .columns import Row, from_columns
from .data_file import DataFile
from .kind import Field, Holds, Kind

if TYPE_CHECKING:
    from ..domain.plan_letters import PlanLetter


def _letter(row: Row) -> PlanLetter:
    # No start needs to know what such papers are.
    from ..domain.plan_letters import PlanLetter

    return from_columns(PlanLetter, row)


_KINDS = {"submission": "Tờ trình", "cover": "Công văn gửi kế hoạch", "copy": "Bản sao kế hoạch"}
PLAN_LETTERS = Kind(
    "plan_letters",
    "Văn bản gửi kèm kế hoạch",
    (
        Field("plan_id", refers="plans"),
        Field("kind", "Loại văn bản", codes=_KINDS),
        Field("number", "Số", searched=True),
        Field("symbol", "Ký hiệu", searched=True),
        Field("day", "Ngày", Holds.DAY, optional=True),
        Field("superior", "Cơ quan cấp trên"),
        Field("issuer", "Cơ quan ban hành"),
        Field("subject", "Trích yếu", searched=True),
        Field("addressees", "Kính gửi", searched=True),
        Field("body", "Nội dung", searched=True),
        Field("recipients", "Nơi nhận"),
        Field("authority", "Quyền hạn ký"),
        Field("position", "Chức vụ ký"),
        Field("signer_name", "Người ký", searched=True),
    ),
    place=lambda row: PlanPlace(row["plan_id"]),
    reader=_letter,
    title=lambda row: row["subject"],
    order=("id",),
    since=9,
    unreadable="văn bản gửi kèm kế hoạch",
)


def letter_ids(data: DataFile, plan_id: str) -> Sequence[str]:
    """The identities of what is kept of the papers of a plan."""
    return [row["id"] for row in data.rows("SELECT id FROM plan_letters WHERE plan_id = ?", [plan_id])]
