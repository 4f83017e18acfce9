"""Which tables changed when, and values that are worked out from some of them and kept until they change."""

from collections import OrderedDict, deque
from collections.abc import Callable, Collection, Iterable
from datetime import date
from threading import local
from typing import Any, Generic, ParamSpec, TypeVar

Given = ParamSpec("Given")
Value = TypeVar("Value")

_REMEMBERED = 1_000
"""So many changed rows of each table are known by name."""
DAY = "day"
"""Stands among the tables for today's date: what depends on it is worked out anew on another day."""


class Undeclared(AssertionError):
    """A derived value reads a table that it does not declare, so it could go stale: our bug."""


class _Declared(local):
    """What each thread works out right now, and which tables that may read."""

    def __init__(self) -> None:
        self.stack: list[tuple[str, frozenset[str]]] = []


class Revisions:
    """Counts the changes of each table since the data were opened.

    While a derived value is worked out, or a page is shown, what is read is held against what it declares.
    """

    def __init__(self, today: Callable[[], date] = date.today) -> None:
        self.today = today
        self._counts: dict[str, int] = {}
        self._written: dict[str, deque[str]] = {}
        self._declared = _Declared()
        self.await_turn: Callable[[], None] | None = None
        """Waits until the data are the reading thread's, where they are ever lent to another."""

    def changed(self, tables: Iterable[str], row_id: str = "") -> None:
        """Says that rows of these tables were changed; ``row_id`` says which, where it is one."""
        for table in tables:
            self.changed_all(table, (row_id,))

    def changed_all(self, table: str, row_ids: Collection[str]) -> None:
        """Says that rows of a table were changed, which are named."""
        self._counts[table] = self._counts.get(table, 0) + len(row_ids)
        self._written.setdefault(table, deque(maxlen=_REMEMBERED)).extend(row_ids)

    def changed_since(self, table: str, count: int) -> list[str] | None:
        """The ids of the rows that were changed since the table's stamp was ``count``; None where that is not
        known any more."""
        written = self._written.get(table, ())
        since = self._counts.get(table, 0) - count
        if not 0 <= since <= len(written):
            return None
        found = list(written)[len(written) - since :]
        return None if "" in found else found

    def stamp(self, tables: Iterable[str]) -> tuple[int, ...]:
        """What differs once one of the tables was changed."""
        counts = self._counts
        return tuple(self.today().toordinal() if table == DAY else counts.get(table, 0) for table in tables)

    def reading(self, tables: Iterable[str]) -> None:
        """Says that these tables are read now. Raises Undeclared where what is worked out does not say so."""
        if self.await_turn is not None:
            self.await_turn()
        if stack := self._declared.stack:
            name, declared = stack[-1]
            if not declared.issuperset(tables):
                raise Undeclared(f"{name} reads {', '.join(sorted(set(tables) - declared))}")

    def begin(self, name: str, tables: frozenset[str]) -> None:
        """What follows may read these tables only, until `end`."""
        self._declared.stack.append((name, tables))

    def end(self) -> None:
        """Ends what `begin` began."""
        self._declared.stack.pop()


class Derived(Generic[Given, Value]):
    """A function of stored data whose values are kept until one of the tables that it reads changes.

    ``tables`` are all that it reads, `DAY` among them where it asks for today. Its arguments must be
    hashable; the values for the last ``keep`` of them are kept. What it gives is shared: nobody may change
    it.
    """

    def __init__(
        self,
        revisions: Revisions,
        function: Callable[Given, Value],
        tables: Iterable[str],
        keep: int = 64,
    ) -> None:
        self._revisions = revisions
        self._function = function
        self._name = getattr(function, "__qualname__", repr(function))
        self.tables = frozenset(tables)
        self._in_order = tuple(sorted(self.tables))
        self._keep = keep
        self._kept: OrderedDict[object, tuple[tuple[int, ...], Value]] = OrderedDict()

    def __call__(self, *args: Given.args, **kwargs: Given.kwargs) -> Value:
        """The value, kept or worked out."""
        self._revisions.reading(self.tables)
        key = (args, tuple(kwargs.items())) if kwargs else args
        found = self._kept.get(key)
        if found is not None and found[0] == self._stamp(key):
            return found[1]
        self._revisions.begin(self._name, self.tables)
        try:
            value = self._function(*args, **kwargs)
        finally:
            self._revisions.end()
        self.put(value, *args, **kwargs)
        return value

    def put(self, value: Value, *args: Given.args, **kwargs: Given.kwargs) -> None:
        """Keeps a value that is known to be the function's, as the data are now."""
        key = (args, tuple(kwargs.items())) if kwargs else args
        self._kept[key] = (self._stamp(key), value)
        self._kept.move_to_end(key)
        while len(self._kept) > self._keep:
            self._kept.popitem(last=False)

    def _stamp(self, _key: Any) -> tuple[int, ...]:
        """What differs once a value of these arguments may be another."""
        return self._revisions.stamp(self._in_order)

    def clear(self) -> None:
        """Forgets what was kept."""
        self._kept.clear()
