"""What was signed of a plan stays: what others wrote into it without having seen that it was issued is shown
once the plan is amended, and until then waits for somebody to decide."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from ..domain.merging.closing import ITEMS, RECIPIENTS, TARGETS, TASKS
from ..domain.plan import PlanStatus
from ..domain.plan_issues import with_unsigned
from .columns import Row
from .content import PackStore
from .data_file import DataFile
from .origin_kinds import Key, key_of
from .plan_issue_rows import unpack_plan
from .plan_rows import Layout, plan_of_rows

PLAN, ISSUES = "plans", "plan_issues"
_TABLES = (ITEMS, RECIPIENTS, TARGETS, TASKS)


def last_issue(data: DataFile, plan_id: str, rows: Mapping[Key, Row | None]) -> Row | None:
    """What was issued last of a plan, among what is stored and the ``rows`` that are to be shown."""
    stored = data.rows("SELECT * FROM plan_issues WHERE plan_id = ?", [plan_id])
    found = {(ISSUES, row["id"]): row for row in stored} | {
        key: row
        for key, row in rows.items()
        if key[0] == ISSUES and (row is None or row["plan_id"] == plan_id)
    }
    issues = [row for row in found.values() if row is not None]
    return max(issues, key=lambda row: (row["turn"], row["id"]), default=None)


def is_fixed(head: Row) -> bool:
    """Whether what a plan says is what was signed."""
    return PlanStatus(head["status"]).is_issued


def as_issued(
    data: DataFile,
    head: Row,
    issue: Row,
    rows: Mapping[Key, Row],
    ever: Callable[[Iterable[Key]], Mapping[Key, Row]],
) -> dict[Key, Row | None]:
    """The rows of a plan that are to be shown otherwise, so that it says what was issued; None for those that
    are not to be shown. ``rows`` are those of the plan that are there; ``ever`` gives what others held, of
    which somebody knows. Raises EnvironmentProblem where what was issued cannot be read.
    """
    plan = plan_of_rows({PLAN: [head], **_by_table(rows)})
    issued = replace(unpack_plan(PackStore(data).get(issue["content"])), status=plan.status)
    kept = with_unsigned(issued, plan)
    if kept == plan:
        return {}
    ids = {item.id for item in (*plan.walk(), *kept.walk())}
    before = ever(key for key in _ever_of(data, head["id"], ids) if key not in rows)
    of_plan = {key: row for key, row in before.items() if row.get("plan_id", head["id"]) == head["id"]}
    wanted = Layout(_by_table({**rows, **of_plan})).plan(kept, head["rank"])
    found: dict[Key, Row | None] = {key: None for key in rows if key not in wanted}
    for key, row in wanted.items():
        now = head if key[0] == PLAN else rows.get(key)
        # What nobody here knows has not come yet: it would be made anew under another identity.
        if now != row and (now is not None or key in of_plan):
            found[key] = row
    return found


def _by_table(rows: Mapping[Key, Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {table: [] for table in _TABLES}
    for (table, _), row in rows.items():
        found[table].append(row)
    for listed in found.values():
        listed.sort(key=lambda row: (row.get("rank", ""), row["id"]))
    return found


def _ever_of(data: DataFile, plan_id: str, items: Iterable[str]) -> set[Key]:
    """The rows that a plan may ever have had; some of them may be another's."""
    listed = json.dumps(sorted(items))
    found = {(table, row_id) for row_id in json.loads(listed) for table in (ITEMS, TASKS, TARGETS)}
    queries = (
        (RECIPIENTS, "json_extract(coalesce(after, before), '$.plan_id') = ?", plan_id),
        (
            TARGETS,
            "json_extract(coalesce(after, before), '$.item_id') IN (SELECT value FROM json_each(?))",
            listed,
        ),
    )
    for table, where, value in queries:
        query = f"SELECT DISTINCT row_id FROM changes WHERE table_name = ? AND {where}"
        found |= {(table, row_id) for (row_id,) in data.each(query, [table, value])}
        kept = data.tuples("SELECT id FROM row_origins WHERE id LIKE ?", [f"{table}:%"])
        found |= {key_of(row_id) for (row_id,) in kept}
    return found
