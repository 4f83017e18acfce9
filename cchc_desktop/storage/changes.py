"""What an operation changed: what screens refresh by, and what the journal keeps."""

from dataclasses import dataclass, field
from functools import cached_property

from .columns import Row


@dataclass(slots=True)
class RowChange:
    """One row's change: ``before`` is None where it was made, ``after`` None where it was deleted.

    Operations have ten thousands of them: nobody changes one, and its columns are looked for once.
    """

    table: str
    row_id: str
    before: Row | None
    after: Row | None
    _columns: list[str] | None = field(default=None, init=False, repr=False, compare=False)

    @property
    def columns(self) -> list[str]:
        """The columns that hold something else than before."""
        if self._columns is None:
            before, after = self.before, self.after
            if before is None or after is None:
                only = after or before or {}
                self._columns = [name for name, value in only.items() if value is not None]
            else:
                self._columns = [name for name, value in after.items() if before.get(name) != value]
        return self._columns


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
