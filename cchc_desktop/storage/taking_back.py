"""Taking one operation back by itself, or one record of it, while what was done later stays.

Only the columns that the operation changed become what they were. It is refused where a later operation
changed the same columns, took the record away, or built on it.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..domain.errors import Damaged, Refusal
from ..domain.plan import PlanStatus
from .changes import RowChange
from .columns import Row
from .data_file import DataFile
from .kinds import KINDS
from .plan_rows import read_plan
from .recorder import Recorder
from .schema import tables_ever
from .soundness_rules import RULES

if TYPE_CHECKING:
    from .journal import Change

_THROUGH = "Hãy dùng «Hoàn tác đến đây» để lùi cả các thao tác sau, hoặc hoàn tác riêng thao tác đó trước."
_OPENED_ALONG = ("periods", "catalogues")
"""What is kept with the first figure of a period stays for the others."""
_NOTHING = "Các bản ghi đã như trước thao tác này nên không còn gì để hoàn tác."


@dataclass(slots=True)
class _Net:
    """What an operation made of one row, all in all."""

    table: str
    row_id: str
    before: Row | None
    after: Row | None


def take_back(
    data: DataFile,
    recorder: Recorder,
    action_id: int,
    changes: "Iterable[Change]",
    row_ids: Collection[str] | None,
) -> None:
    """Makes the rows of an action what they were before it, or only those of ``row_ids``.

    ``changes`` are those of the action in their order. Raises Refusal where later operations are in the way;
    the transaction is then to be taken back as a whole.
    """
    nets: dict[tuple[str, str], _Net] = {}
    for each in changes:
        if row_ids is None or each.row_id in row_ids:
            key = (each.table, each.row_id)
            nets.setdefault(key, _Net(*key, each.before, each.after)).after = each.after
    for net in reversed(nets.values()):
        now = data.row(net.table, net.row_id)
        if net.before is None and net.table in _OPENED_ALONG and _is_referred_to(data, net):
            continue
        recorder.put(net.table, net.row_id, _wanted(data, net, now, action_id))
    if not recorder.written:
        raise Refusal(_NOTHING)
    _check(data, recorder)


def _is_referred_to(data: DataFile, net: _Net) -> bool:
    """Whether another record stands on a row by now."""
    return any(
        data.value(f"SELECT 1 FROM {kind.table} WHERE {column.name} = ?", [net.row_id])
        for kind in KINDS.values()
        for column in kind.fields
        if column.refers == net.table
    )


def _wanted(data: DataFile, net: _Net, now: Row | None, action_id: int) -> Row | None:
    """The row as it should be. Raises Refusal where a later operation is in the way."""
    if net.before is None:
        if now is not None and now != net.after:
            raise _conflict(data, net, action_id, set(now))
        return None
    if net.after is None:
        if now is not None:
            raise _conflict(data, net, action_id, set(now))
        return net.before
    changed = {name for name, value in net.before.items() if net.after.get(name) != value}
    if now is None:
        raise _conflict(data, net, action_id, changed)
    if all(now.get(name) == net.before[name] for name in changed):
        return now
    if any(now.get(name) != net.after.get(name) for name in changed):
        raise _conflict(data, net, action_id, changed)
    return now | {name: net.before[name] for name in changed}


def _conflict(data: DataFile, net: _Net, action_id: int, columns: set[str]) -> Refusal:
    """The refusal that names the later operation that is in the way."""
    name = KINDS[net.table].name(net.after or net.before or {"id": net.row_id})
    tables = tables_ever(net.table)
    later = data.rows(
        "SELECT a.label, a.at, a.officer, c.columns, c.table_name FROM changes c "
        "JOIN actions a ON a.id = c.action_id "
        f"WHERE c.table_name IN ({', '.join('?' * len(tables))}) AND c.row_id = ? AND a.id > ? "
        "AND a.kind = 'do' AND a.state = 'done' ORDER BY a.id DESC",
        [*tables, net.row_id, action_id],
    )
    # Columns of a table that moved are others now: any change of the row may be the one.
    found = next(
        (row for row in later if row["table_name"] != net.table or columns & set(row["columns"].split(","))),
        None,
    )
    if found is None:
        return Refusal(f"{name} không còn như sau thao tác này nên không hoàn tác riêng được. {_THROUGH}")
    who = f", {found['officer']}" if found["officer"] else ""
    at = f"{found['at'][11:16]} ngày {found['at'][8:10]}/{found['at'][5:7]}/{found['at'][:4]}"
    return Refusal(
        f"{name} đã được sửa sau đó bởi thao tác «{found['label']}» lúc {at}{who} nên không hoàn tác riêng "
        f"được. {_THROUGH}"
    )


def _check(data: DataFile, recorder: Recorder) -> None:
    """Raises Refusal where what was written does not fit what else is stored."""
    if data.tuples("PRAGMA foreign_key_check"):
        raise Refusal(f"Bản ghi làm sau đó thuộc về bản ghi của thao tác này. {_THROUGH}")
    for sentence, query in RULES:
        if count := data.value(query):
            raise Refusal(f"Hoàn tác riêng sẽ làm sai dữ liệu: {sentence.format(count=count)} {_THROUGH}")
    plans = {row["id"]: PlanStatus(row["status"]) for row in data.rows("SELECT id, status FROM plans")}
    for change in recorder.written:
        for row in (change.before, change.after):
            plan_id = _plan_of(data, change.table, row)
            if plan_id not in plans or plans[plan_id].is_open:
                continue
            if _is_printed(change.table, change.columns):
                raise Refusal(
                    "Kế hoạch đã ban hành hoặc đã trình sau thao tác này nên nội dung không hoàn tác "
                    f"riêng được. Hãy lấy về sửa hoặc mở sửa đổi kế hoạch trước. {_THROUGH}"
                )
        if change.table in ("passages", "remarks", "reports") and _is_issued(data, change):
            raise Refusal(
                "Báo cáo đã phát hành sau thao tác này nên không hoàn tác riêng được. Hãy thu hồi phát hành "
                f"trước. {_THROUGH}"
            )
    try:
        for plan_id in plans:
            read_plan(data, plan_id)
        for change in recorder.written:
            if change.after is not None:
                KINDS[change.table].check(change.after)
    except (Damaged, ValueError, Refusal) as error:
        raise Refusal(f"Hoàn tác riêng sẽ làm sai dữ liệu. {_THROUGH}") from error


def _is_printed(table: str, columns: list[str]) -> bool:
    """Whether it stands in the plan's signed text."""
    if table == "tasks":
        return not set(columns) <= {"officer", "note"}
    if table == "targets":
        return not set(columns) <= {"indicator"}
    return table in ("plan_items", "recipients") or (table == "plans" and "status" not in columns)


def _plan_of(data: DataFile, table: str, row: Row | None) -> str:
    """The plan that a row belongs to; nothing for none."""
    if row is None:
        return ""
    if table == "plans":
        return str(row["id"])
    if "plan_id" in row:
        return str(row["plan_id"])
    item_id = {"tasks": row["id"], "targets": row.get("item_id")}.get(table)
    item = data.row("plan_items", str(item_id)) if item_id else None
    return str(item["plan_id"]) if item else ""


def _is_issued(data: DataFile, change: RowChange) -> bool:
    """Whether the report that a passage, remarks or a head belong to was issued, and stays so."""
    row = change.after or change.before or {}
    report = data.row("reports", str(row.get("period_id", row.get("id", ""))))
    return bool(report and report["issued_on"]) and "issued_on" not in change.columns
