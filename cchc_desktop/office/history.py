"""The journal as an official reads it: what was done, by whom, and the way back."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from ..domain.clock import clock_problem
from ..domain.errors import ReachesElsewhere, Refusal
from ..storage.changes import Changes, RowChange
from ..storage.journal import NOTES, Action, Change
from ..storage.kinds import KINDS
from ..storage.origin_kinds import ROW_ORIGINS
from ..storage.register_kinds import OWN_REGISTERS, REGISTER_ROWS
from .desk import Desk, Part
from .words import Telling, Told


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the journal. ``can_undo`` tells whether undoing back to it is possible."""

    id: int
    at: datetime
    officer: str
    label: str
    subject: str
    state: str
    can_undo: bool


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of a record before and after, in words."""

    at: datetime
    officer: str
    label: str
    record: str
    field: str
    before: str
    after: str
    title: str
    """What the record is called in a line; nothing for one without a name."""
    row_id: str
    """Which record it is: several may have one name."""


@dataclass(frozen=True, slots=True)
class Run:
    """Lines of the journal in a row, newest first, that say the same of the same person: typing, mostly."""

    entries: tuple[Entry, ...]

    @property
    def newest(self) -> Entry:
        """The last of them."""
        return self.entries[0]

    @property
    def oldest(self) -> Entry:
        """The first of them."""
        return self.entries[-1]


def runs(entries: Iterable[Entry], pause: timedelta = timedelta(minutes=30)) -> list[Run]:
    """The journal's lines, those together that say the same of the same person on one day.

    A ``pause`` that is longer than this begins another run, as does anything else that was done between.
    """
    found: list[list[Entry]] = []
    for entry in entries:
        last = found[-1][-1] if found else None
        if last is not None and _goes_on(last, entry) and last.at - entry.at <= pause:
            found[-1].append(entry)
        else:
            found.append([entry])
    return [Run(tuple(run)) for run in found]


def _goes_on(last: Entry, entry: Entry) -> bool:
    """Whether the entry before ``last`` in time says the same."""
    return (
        all(getattr(last, name) == getattr(entry, name) for name in ("label", "officer", "state", "can_undo"))
        and last.at.date() == entry.at.date()
    )


class History(Part):
    """The journal, undo and redo."""

    def __init__(self, desk: Desk, telling: Telling) -> None:
        super().__init__(desk)
        self.telling = telling
        self._may_reach = False

    def entries(
        self,
        limit: int = 500,
        before: int | None = None,
        table: str = "",
        row_id: str = "",
        since: date | None = None,
    ) -> list[Entry]:
        """The journal, newest first; ``before`` pages back from an entry's id.

        Only what changed records of the kind ``table``, or the record ``row_id``, and from ``since`` on.
        """
        journal = self._desk.store.journal
        alone = journal.taken_back()
        day = since.isoformat() if since else ""
        found = journal.actions(limit, before, table, row_id, day)
        return [_entry(action, action.id in alone) for action in found]

    def clock_problem(self) -> str:
        """A sentence where the PC's clock can hardly be right, beside the time of the last action."""
        store = self._desk.store
        last = next(iter(store.journal.actions(1)), None)
        return clock_problem(store.now(), last.at if last else None)

    def details(self, action_id: int, most: int = -1) -> list[FieldChange]:
        """What one operation changed, field by field; of the first ``most`` records where that is given."""
        return self._field_changes(self._desk.store.journal.changes_of(action_id, most))

    def is_longer(self, action_id: int, most: int) -> bool:
        """Whether one operation changed more records than ``most``."""
        return sum(1 for _ in self._desk.store.journal.changes_of(action_id, most + 1)) > most

    def what(self, entry: Entry) -> str:
        """What one operation changed, in a line: the record with its value before and after, or its name."""
        # Of an import, which changed thousands of records, the subject says more than any of them.
        found = list(self._desk.store.journal.changes_of(entry.id, _TOLD_MOST))
        if len(found) == _TOLD_MOST:
            return entry.subject
        details = tuple(RowChange(each.table, each.row_id, each.before, each.after) for each in found)
        told = self.telling.told(Changes(entry.label, subject=entry.subject, details=details)).sentence
        beginning = f"{entry.label}: "
        return entry.subject if told == entry.label else told.removeprefix(beginning)

    def of_record(self, row_id: str) -> list[FieldChange]:
        """Every change of a record (a plan, an item with its task or target, a unit …), newest first."""
        return self._field_changes(self._desk.store.journal.history([row_id]))

    @property
    def restored_last(self) -> bool:
        """Whether the last thing that was done is a full restore, which no undo takes back: it takes back
        what was done before."""
        last = next(iter(self._desk.store.journal.actions(1)), None)
        return last is not None and last.operation in NOTES

    def undo(self) -> Changes:
        """Takes back the last operation. Raises Refusal where there is none."""
        return self._desk.publish(self._desk.store.journal.undo())

    def redo(self) -> Changes:
        """Does again what was last undone. Raises Refusal where there is nothing."""
        return self._desk.publish(self._desk.store.journal.redo())

    @contextmanager
    def reaching_elsewhere(self) -> Iterator[None]:
        """While this lasts, older work is taken back also where that reaches what came from other copies."""
        self._may_reach = True
        try:
            yield
        finally:
            self._may_reach = False

    def _ask(self, taken_in: Sequence[str], words: str) -> None:
        if taken_in and not self._may_reach:
            named = ", ".join(f"«{label}»" for label in taken_in[:_NAMED_MOST])
            more = f" và {len(taken_in) - _NAMED_MOST} gói khác" if len(taken_in) > _NAMED_MOST else ""
            raise ReachesElsewhere(words.format(named + more))

    def undo_through(self, action_id: int) -> Changes:
        """Takes back this operation and all later ones. Raises ReachesElsewhere where what was taken in from
        other copies is among the later ones, and nobody said that it is meant."""
        self._ask(self._desk.store.journal.knowledge.taken_in_after(action_id), _THROUGH)
        return self._desk.publish(self._desk.store.journal.undo_through(action_id))

    def holding_from(self, action_id: int) -> int:
        """How many operations hold from this one on: so many would be taken back with it."""
        return 1 + self._desk.store.journal.done_after(action_id)

    def take_back(self, action_id: int, row_id: str = "") -> Changes:
        """Takes back this operation alone, or only one record of it, as a new operation that can be undone.

        Raises Refusal where later operations are in the way, rows stand in a register that it began, or one
        record alone is asked for of what was taken in from another copy; ReachesElsewhere where something of
        the same records came from another copy since, and nobody said that it is meant.
        """
        rows = [row_id] if row_id else None
        self._refuse_to_leave_rows(action_id, row_id)
        self._refuse_part(action_id, row_id)
        changed = self._desk.store.journal.changes_of(action_id)
        keys = {(each.table, each.row_id) for each in changed if row_id in ("", each.row_id)}
        self._ask(self._desk.store.journal.knowledge.taken_in_after(action_id, keys), _SINCE)
        return self._desk.publish(self._desk.store.journal.take_back(action_id, rows))

    def would_take_back(self, action_id: int, row_id: str = "") -> list[FieldChange]:
        """What `take_back` would change, field by field; nothing is changed. Raises Refusal as it does."""
        rows = [row_id] if row_id else None
        self._refuse_to_leave_rows(action_id, row_id)
        self._refuse_part(action_id, row_id)
        return self._preview(self._desk.store.journal.take_back(action_id, rows, is_trial=True))

    def _refuse_part(self, action_id: int, row_id: str) -> None:
        """Refuses to take back one record of a package: what is known of the others would tell of it."""
        if row_id and any(
            change.table == ROW_ORIGINS.table for change in self._desk.store.journal.changes_of(action_id)
        ):
            raise Refusal(
                "Bản ghi nhận từ gói không hoàn tác riêng từng bản ghi được. Hãy hoàn tác cả lần nhận gói, "
                "hoặc sửa lại bản ghi."
            )

    def _refuse_to_leave_rows(self, action_id: int, row_id: str) -> None:
        """Refuses to take a register's description from rows that came later: nobody could open them."""
        store, begun, along = self._desk.store, dict[str, str](), set[str]()
        for change in store.journal.changes_of(action_id):
            if change.before is None and change.after is not None and row_id in ("", change.row_id):
                if change.table == OWN_REGISTERS.table:
                    begun[change.row_id] = str(change.after["name"])
                elif change.table == REGISTER_ROWS.table:
                    along.add(change.row_id)
        if not begun:
            return
        from ..catalogue.registers import registers

        shipped = {each.id for each in registers()}
        for register, name in begun.items():
            left = [row.id for row in store.register_rows(register) if row.id not in along]
            if left and register not in shipped:
                raise Refusal(
                    f"Sổ «{name}» đang có {len(left)} dòng nên không hoàn tác riêng việc lập sổ được. "
                    "Muốn bỏ cả sổ thì mở mẫu sổ rồi bấm «Xóa sổ».",
                    "register",
                )

    def would_undo_through(self, action_id: int) -> list[FieldChange]:
        """What `undo_through` would change all in all, field by field; nothing is changed."""
        return self._preview(self._desk.store.journal.undo_through(action_id, is_trial=True))

    def _preview(self, changes: Changes) -> list[FieldChange]:
        """The fields that would read otherwise, of each record once."""
        first: dict[tuple[str, str], RowChange] = {}
        for each in changes.details:
            key = (each.table, each.row_id)
            before = first[key].before if key in first else each.before
            first[key] = RowChange(each.table, each.row_id, before, each.after)
        now, officer = datetime.min, ""
        return [
            row
            for each in first.values()
            if each.before is not None or each.after is not None
            for row in self._fields(each, now, officer, changes.label)
        ]

    def told(self, changes: Changes) -> Told:
        """What an operation, an undo or a redo did, in a line, and where it is seen."""
        return self.telling.told(changes)

    def next_undo(self) -> str:
        """The name of the operation that undo would take back, or nothing."""
        action = self._desk.store.journal.undoable()
        return action.label if action else ""

    def next_redo(self) -> str:
        """The name of the operation that redo would do again, or nothing."""
        action = self._desk.store.journal.redoable()
        return action.label if action else ""

    def _field_changes(self, changes: Iterable[Change]) -> list[FieldChange]:
        found = []
        for change in changes:
            if change.table in KINDS:
                of_row = RowChange(change.table, change.row_id, change.before, change.after)
                label = _KIND_WORDS[change.action.kind] + change.action.label
                found += self._fields(of_row, change.action.at, change.action.officer, label)
        return found

    def _fields(self, change: RowChange, at: datetime, officer: str, label: str) -> list[FieldChange]:
        differences = self.telling.differences(change)
        title = self.telling.title(change) if differences else ""
        return [
            FieldChange(at, officer, label, KINDS[change.table].words, name, old, new, title, change.row_id)
            for name, old, new in differences
        ]


_THROUGH = "Hoàn tác đến đây sẽ bỏ cả nội dung nhận từ nơi khác ({}). Vẫn hoàn tác?"
_SINCE = "Bản ghi này đã có nội dung nhận từ nơi khác sau thao tác đó ({}). Vẫn hoàn tác riêng?"
_NAMED_MOST = 3
_TOLD_MOST = 60
"""So many changes of one operation are looked at for the line that tells of it."""
_KIND_WORDS = {"do": "", "undo": "Hoàn tác: ", "redo": "Làm lại: "}
_STATE_WORDS = {"done": "", "undone": "Đã hoàn tác", "dropped": "Đã hoàn tác"}


def _entry(action: Action, is_taken_back: bool) -> Entry:
    return Entry(
        id=action.id,
        at=action.at,
        officer=action.officer,
        label=_KIND_WORDS[action.kind] + action.label,
        subject=action.subject,
        state=_STATE_WORDS[action.state] or ("Đã hoàn tác riêng" if is_taken_back else ""),
        can_undo=action.kind == "do" and action.state == "done" and action.operation not in NOTES,
    )
