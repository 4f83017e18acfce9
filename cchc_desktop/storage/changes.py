"""What an operation changed: what screens refresh by, and what the journal keeps."""

from dataclasses import dataclass, field
from functools import cached_property

from .columns import Row


@dataclass(slots=True)
class RowChange:
    """One row's change: ``before`` is None where it was made, ``after`` None where it was deleted.

    ``columns`` are those that hold something else than before. Nobody changes a change: that is not enforced,
    as an operation may have ten thousands of them.
    """

    table: str
    row_id: str
    before: Row | None
    after: Row | None
    columns: list[str] = field(init=False)

    def __post_init__(self) -> None:
        before, after = self.before, self.after
        if before is None or after is None:
            only = after or before or {}
            self.columns = [name for name, value in only.items() if value is not None]
        else:
            self.columns = [name for name, value in after.items() if before.get(name) != value]


@dataclass(frozen=True)
class Changes:
    """What an operation touched, as (table, row id) pairs; screens refresh only where it concerns them.

    ``operation`` is the operation's key, ``label`` its name on the screen; ``details`` are the rows before
    and after, in the order they were written.
    """

    label: str = ""
    action_id: int | None = None
    rows: frozenset[tuple[str, str]] = frozenset()
    operation: str = ""
    subject: str = ""
    details: tuple[RowChange, ...] = field(default=(), compare=False)

    @cached_property
    def tables(self) -> frozenset[str]:
        """The tables whose rows were changed."""
        return frozenset(table for table, _ in self.rows)

    def touches(self, *tables: str) -> bool:
        """Whether a row of one of these tables was changed."""
        return not self.tables.isdisjoint(tables)

    def __bool__(self) -> bool:
        return bool(self.rows)

    def __add__(self, later: "Changes") -> "Changes":
        """Both together, under the name of the later one."""
        if not later:
            return self
        details = self.details + later.details
        rows = self.rows | later.rows
        return Changes(later.label, later.action_id, rows, later.operation, later.subject, details)
