"""What the parts of Office share: the store, the day, and operations that tell the screens."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date

from ..domain.errors import Refusal
from ..domain.plan import Plan
from ..storage.journal import Changes, Recorder
from ..storage.store import Store

Listener = Callable[[Changes], None]

_PLAN_TABLES = ("plans", "plan_items", "targets", "tasks", "recipients")


class Desk:
    """The office's open data, the plans already read, and those who want to hear of changes."""

    def __init__(self, store: Store, today: Callable[[], date]) -> None:
        self.store = store
        self.today = today
        self.revision = 0
        """Counts the changes since the data were opened: what was computed at one revision holds for it."""
        self._plans: dict[str, Plan] = {}
        self._listeners: list[Listener] = []

    @contextmanager
    def operation(self, label: str, subject: str = "") -> Iterator[Recorder]:
        """A named operation in one transaction; the listeners hear of it once it is stored."""
        with self.store.journal.operation(label, subject) as recorder:
            yield recorder
        self.publish(self.store.journal.last)

    def publish(self, changes: Changes) -> Changes:
        """Tells the listeners what was changed; gives it on.

        The change is stored already, so all of them hear of it, even where one fails; its error is
        raised when the others know.
        """
        if not changes:
            return changes
        self.revision += 1
        if changes.touches(*_PLAN_TABLES):
            self._plans.clear()
        failures: list[Exception] = []
        for listener in list(self._listeners):
            try:
                listener(changes)
            except Exception as error:
                failures.append(error)
        if failures:
            raise failures[0]
        return changes

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Calls ``listener`` after each change; what is returned ends that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def plan(self, plan_id: str) -> Plan:
        """The plan of this identity. Raises Refusal where there is none."""
        if plan_id not in self._plans:
            plan = self.store.plan(plan_id)
            if plan is None:
                raise Refusal(f"Không có kế hoạch mã «{plan_id}». Hãy xem danh sách kế hoạch.", "plan_id")
            self._plans[plan_id] = plan
        return self._plans[plan_id]

    def all_plans(self) -> list[Plan]:
        """Every plan with its tree, in the order they came in."""
        return [self.plan(head.id) for head in self.store.plan_heads()]


class Part:
    """A part of Office: a group of operations on one desk."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @property
    def _last(self) -> Changes:
        return self._desk.store.journal.last
