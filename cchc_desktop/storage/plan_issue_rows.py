"""What was issued of plans, as rows and back; the issued text lies once, by content, in the table ``packs``.

The text is kept as the rows that it had, with the version of the tables that they are of, and read as the
journal is (`schema.read_kept`): what was signed stays readable through every later version.
"""

import json
from collections.abc import Sequence

from ..domain.errors import EnvironmentProblem
from ..domain.places import PlanPlace
from ..domain.plan import Plan
from ..domain.plan_issues import IssuedBy, PlanIssue
from .columns import Row, to_columns
from .content import ContentStore
from .data_file import DataFile
from .errors import UNREADABLE
from .kind import Field, Holds, Kind
from .recorder import Recorder

PLAN_ISSUES = Kind(
    "plan_issues",
    "Lần ban hành kế hoạch",
    (
        Field("plan_id", refers="plans"),
        Field("turn", "Lần thứ", Holds.NUMBER),
        Field("issued_by", "Ban hành bằng", codes={str(each): each.label for each in IssuedBy}),
        Field("number", "Số", searched=True),
        Field("symbol", "Ký hiệu", searched=True),
        Field("issued_on", "Ngày ban hành", Holds.DAY),
        Field("signer", "Người ký", searched=True),
        Field("content"),
        Field("document"),
    ),
    place=lambda row: PlanPlace(row["plan_id"]),
    record=PlanIssue,
    title=lambda row: f"{row['number']}/{row['symbol']}",
    order=("turn", "id"),
    since=8,
    unreadable="lần ban hành kế hoạch",
)
ISSUE_PACKS = ("content", "document")
"""The columns that hold hashes of packs."""


def write_issue(recorder: Recorder, packs: ContentStore, issue: PlanIssue, plan: Plan, document: str) -> None:
    """Keeps what was issued: the plan's text as data, and the document, which is packed already."""
    kept = {"content": packs.put(pack_plan(plan)), "document": packs.put(document.encode())}
    recorder.insert("plan_issues", {**to_columns(issue), **kept})


def pack_plan(plan: Plan) -> bytes:
    """The plan's rows by table, with the version of the tables."""
    from . import schema
    from .plan_rows import rows_of

    tables: dict[str, list[Row]] = {}
    for (table, _), row in rows_of(plan).items():
        tables.setdefault(table, []).append(row)
    content = {"version": schema.VERSION, "rows": tables}
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def unpack_plan(content: bytes) -> Plan:
    """The plan that was packed. Raises EnvironmentProblem where no plan can be made of it."""
    from . import schema
    from .plan_rows import plan_of_rows

    try:
        kept = json.loads(content)
        tables = {
            schema.table_now(table): [_today(table, row, kept["version"]) for row in rows]
            for table, rows in kept["rows"].items()
        }
        return plan_of_rows(tables)
    except (*UNREADABLE, UnicodeDecodeError, RecursionError) as error:
        raise EnvironmentProblem(
            "Bản kế hoạch đã ban hành được lưu không đọc được. Hãy khôi phục từ bản sao lưu."
        ) from error


def _today(table: str, row: Row, version: int) -> Row:
    from . import schema

    found = schema.read_kept(table, json.dumps(row), version)
    assert found is not None
    return found


def issue_ids(data: DataFile, plan_id: str) -> Sequence[str]:
    """The identities of what was issued of a plan."""
    return [row["id"] for row in data.rows("SELECT id FROM plan_issues WHERE plan_id = ?", [plan_id])]
