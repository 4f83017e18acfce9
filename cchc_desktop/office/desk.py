"""What the parts of Office share: the store, the day, and operations that tell the screens."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING

from .. import log
from ..domain.errors import CchcError, EnvironmentProblem, Refusal
from ..domain.offices import is_from_above
from ..domain.plan import Plan
from ..domain.text import without_unseen
from ..storage.changes import Changes
from ..storage.journal import Written
from ..storage.known_plans import PLAN_TABLES
from ..storage.recorder import Recorder
from ..storage.revisions import DAY
from ..storage.store import Store
from .gate import Gate
from .operations import Operation

if TYPE_CHECKING:
    from ..documents.model import Document

__all__ = ["DAY", "OWN_PLAN_TABLES", "PLAN_TABLES", "Desk", "Listener", "Part"]

OWN_PLAN_TABLES = (*PLAN_TABLES, "office", "signers")
"""What the office's own plans are read from: whose a plan is, the office's name tells."""

_LOCKABLE = frozenset({
    "criterion_marks", "criterion_rounds", "score_steps", "criteria_sets", "evidence",
})  # fmt: skip
"""What steps of the index lock rows of."""
Listener = Callable[[Changes], None]
Watch = Callable[[Operation, date | None], Callable[[Recorder], None] | None]


class AfterStoring(RuntimeError):
    """What hears of a change could not go on with it; the change itself is stored. The cause says why."""


class _Trial(Exception):
    """Ends a transaction whose changes are not to be kept."""


class Desk:
    """The office's open data, the plans already read, and those who want to hear of changes."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.derived = store.derived
        self.per_plan = store.known_plans.per_plan
        self.gate = Gate(store)
        store.journal.guard = self._check
        self._listeners: list[Listener] = []
        self._holders, self._held = 0, list[Changes]()
        self.watch: Watch = lambda _, __: None
        """Asked before an operation what is to be done once it has written, within its transaction."""

    def _check(self, written: Written) -> None:
        """Raises Refusal where this may not be stored: by whom it is, or because it is locked."""
        self.gate.check(written)
        if any(change.table in _LOCKABLE for change in written.changes):
            # Few operations touch what a step of the index locks.
            from .round_lock import refuse_locked

            refuse_locked(self.store, written.changes)

    def today(self) -> date:
        """The day that statuses are computed for."""
        self.store.revisions.reading((DAY,))
        return self.store.revisions.today()

    def office_name(self) -> str:
        """The name of the office whose data these are; nothing before it was founded."""
        profile = self.store.profile()
        return profile.name if profile is not None else ""

    def whose(self) -> str:
        """What tells these data from those of any other office, wherever they are copied to."""
        # The first action of the data travels with them and is no one else's.
        first = self.store.journal.first_done()
        return first.uuid if first is not None else "cchc"

    def admit(self, operation: Operation, areas: Iterable[int] = ()) -> None:
        """Raises Refusal where whoever is here may not do an operation, or not to what is of these areas.

        Asked before what was given is looked at: nobody is to correct a value that may not be stored anyway.
        Whoever asks here is asked again of the rows themselves, when they are stored.
        """
        self.gate.require(operation.need)
        self.gate.require_areas(areas)

    @contextmanager
    def operation(
        self, operation: Operation, subject: str = "", label: str = "", since: date | None = None
    ) -> Iterator[Recorder]:
        """An operation in one transaction; the listeners hear of it once it is stored.

        Afterwards the recorder's ``changes`` say what it did itself, whatever a listener did then. ``label``
        words what was done where the operation's own name says too little; ``since`` is the first day that it
        tells anything of, where that is known.

        Raises Refusal, before anything is done or once it is taken back, where whoever is signed in may not
        do it, or not to these records; EnvironmentProblem where the backup that the operation wants first
        cannot be made; ReasonNeeded where a report that has gone out would say something else, and nobody
        said why.
        """
        self.gate.require(operation.need)
        if operation.backup is not None:
            self.store.backup(operation.backup)
        # Either may name what was typed, and the journal keeps both.
        subject, label = without_unseen(subject), without_unseen(label)
        finish = self.watch(operation, since)
        with log.OFFICE.timed("operation", key=operation.key) as facts:
            with self.store.journal.operation(operation.key, label or operation.label, subject) as recorder:
                yield recorder
                if finish is not None and recorder.written:
                    finish(recorder)
            facts["rows"] = len(recorder.changes.rows)
        self.publish(recorder.changes)

    @contextmanager
    def trial(self, operation: Operation) -> Iterator[Recorder]:
        """The same, taken back at once: what it would do is all that is wanted, and nobody hears of it."""
        self.gate.require(operation.need)
        try:
            with self.store.journal.operation(operation.key, operation.label) as recorder:
                yield recorder
                raise _Trial
        except _Trial:
            pass

    def publish(self, changes: Changes) -> Changes:
        """Tells the listeners what was changed; gives it on.

        The change is stored already, so all of them hear of it, even where one fails; its error is
        raised when the others know, and never as a refusal, which would say that nothing was changed.
        """
        if not changes:
            return changes
        if self._holders:
            self._held.append(changes)
            return changes
        failures: list[Exception] = []
        for listener in list(self._listeners):
            try:
                listener(changes)
            except Exception as error:
                failures.append(error)
        if failures:
            if isinstance(failures[0], CchcError):
                raise AfterStoring from failures[0]
            raise failures[0]
        return changes

    def hold_back(self) -> None:
        """Lets nobody hear of changes before `tell_held`, as often as this was asked for: those who do belong
        to one thread."""
        self._holders += 1

    def tell_held(self) -> None:
        """Tells what was held back, in its order, where no other holds it back. Raises as `publish` does."""
        self._holders -= 1
        if self._holders:
            return
        held, self._held = self._held, []
        for changes in held:
            self.publish(changes)

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Calls ``listener`` after each change; what is returned ends that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def kept_document(self, content_id: str, called: str) -> "Document":
        """A document that was kept when it was issued. ``called`` names it at the start of a sentence.

        Raises EnvironmentProblem where it is lost or damaged.
        """
        from ..documents.archive import UnreadablePack, unpack

        try:
            return unpack(self.store.packs.get(content_id).decode())
        except (UnreadablePack, UnicodeDecodeError) as error:
            raise EnvironmentProblem(
                f"{called} được lưu không đọc được. Hãy khôi phục từ bản sao lưu."
            ) from error

    def plan(self, plan_id: str) -> Plan:
        """The plan of this identity. Raises Refusal where there is none."""
        plan = self.store.plan(plan_id)
        if plan is None:
            raise Refusal(f"Không có kế hoạch mã «{plan_id}». Hãy xem danh sách kế hoạch.", "plan_id")
        return plan

    def own_heads(self) -> list[Plan]:
        """The office's own plans without their trees: those of a superior are there to be held against."""
        profile = self.store.profile()
        heads = self.store.plan_heads()
        return [head for head in heads if profile is None or not is_from_above(head.issuer, profile.name)]

    def own_plans(self) -> Iterator[Plan]:
        """The office's own plans with their trees, one by one: of many years not all are held at once."""
        return (self.plan(head.id) for head in self.own_heads())

    def plan_of(self, item_id: str) -> str | None:
        """The plan that an item is of; None where there is none."""
        self.store.revisions.reading(("plan_items",))
        row = self.store.row("plan_items", item_id)
        return str(row["plan_id"]) if row is not None else None


class Part:
    """A part of Office: a group of operations on one desk."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def office_name(self) -> str:
        """The name of the office whose data these are; nothing before it was founded."""
        return self._desk.office_name()
