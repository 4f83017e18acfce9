"""What several copies of the data know of the same records: sent, taken in, and decided where they differ.

States of rows travel (`domain/merging/state.py`); what is shown of them `storage/joining.py` works out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING, Any

from ..domain.errors import Refusal
from ..domain.merging.closing import ITEMS, TARGETS, TASKS
from ..domain.merging.state import (
    LIFE,
    NOTHING,
    Dot,
    RowState,
    Sibling,
    covers,
    joined,
    removed,
    state_of,
    written,
)
from ..domain.merging.view import life, was_deleted
from ..domain.merging.wire import from_plain, to_plain
from ..storage import cipher, schema
from ..storage.changes import Changes
from ..storage.content import content_hash
from ..storage.errors import UNREADABLE
from ..storage.evidence_kinds import EVIDENCE_FILES
from ..storage.figure_rows import KNOWN_BY_TEXT, has_its_own_text
from ..storage.joining import Joined, join, refusal
from ..storage.kinds import KINDS
from ..storage.merge_shapes import shape
from ..storage.origin_kinds import Author, Key
from ..storage.report_rows import PACKED
from . import operations
from .conflicts import Choice, Conflict, Conflicts, chosen, deriving
from .desk import Desk, Part
from .doubled_rows import doubled_rows
from .settings import SETTINGS_TABLES
from .words import Telling

if TYPE_CHECKING:
    from ..storage.columns import Row
    from ..storage.recorder import Recorder
    from .reached_reports import Reached, ReachedReports

GoOn = Callable[[], object]
__all__ = ["MERGING_TABLES", "Choice", "Conflict", "Given", "Merging", "Outcome", "Sent"]

FORMAT = 1
MERGING_TABLES = ("row_origins",)
"""What the list of what is to be decided is read from, beside the records themselves."""
_LONGEST_ID = 200
_AT_ONCE = 1_000
_NAMES = frozenset(("table", "id"))
"""What says beside a state whose it is."""
_DAMAGED = "gói bị sửa hoặc bị hỏng"
_HALVES = {("reports", "number"): ("seals", "report"), ("seals", "report"): ("reports", "number")}
"""Of an issued report the head and the sealed copy, by the columns that are written together."""


@dataclass(frozen=True, slots=True)
class Sent:
    """What travels, as plain JSON values.

    ``dots`` tell of each write [device, number, officer, when, operation], ``rows`` are the states of rows.
    ``packs`` and ``evidence`` are the hashes of the content that they name; ``counts`` how many records there
    are by the words of their kinds.
    """

    head: dict[str, Any]
    dots: list[list[Any]]
    rows: list[dict[str, Any]]
    packs: tuple[str, ...]
    evidence: tuple[str, ...]
    counts: dict[str, int]


@dataclass(frozen=True, slots=True)
class Given:
    """What came out of a package: plain values that nobody vouches for. ``packs`` is content by its hash."""

    head: Mapping[str, Any]
    dots: Iterable[Any]
    rows: Iterable[Any]
    packs: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of taking something in: records by the words of their kinds, what is to be decided of them,
    and how many wait for what they belong to. With ``is_new`` unset all of it was known.

    ``doubled`` are the titles of the rows that came of each register, by its name, and are taken for another.
    ``reports`` are issued ones that are other now than they told.
    """

    added: Mapping[str, int]
    changed: Mapping[str, int]
    removed: Mapping[str, int]
    conflicts: tuple[Conflict, ...]
    waiting: int
    is_new: bool
    changes: Changes
    doubled: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    reports: tuple[Reached, ...] = ()


class Merging(Part):
    """Records that several copies of the data hold."""

    def __init__(self, desk: Desk, telling: Telling, reports: Callable[[], ReachedReports]) -> None:
        super().__init__(desk)
        self._listed = Conflicts(desk, telling)
        self._reports = reports

    def states(self, scope: Iterable[Key] | None = None) -> Sent:
        """What is known of all records, or of those of ``scope`` (tables and ids) with what they refer to and
        cannot do without."""
        store = self._desk.store
        states = store.journal.knowledge.every() if scope is None else self._closed_over(scope)
        standing = {dot for state in states.values() for dot in state.dots}
        packs: set[str] = set()
        evidence: set[str] = set()
        for key, state in states.items():
            packs |= _contents(state, PACKED.get(key[0], ()))
            if key[0] == EVIDENCE_FILES.table:
                evidence |= _contents(state, ("sha256",))
        known = store.journal.knowledge.authors(standing)
        kinds = Counter(KINDS[key[0]].words for key, state in states.items() if life(state).is_there)
        return Sent(
            {"format": FORMAT, "schema": schema.VERSION},
            [[*dot, *author] for dot, author in sorted(known.items())],
            [{"table": key[0], "id": key[1], **to_plain(states[key])} for key in sorted(states)],
            tuple(sorted(packs)),
            tuple(sorted(evidence)),
            dict(kinds),
        )

    def _closed_over(self, scope: Iterable[Key]) -> dict[Key, RowState]:
        store = self._desk.store
        found: dict[Key, RowState] = {}
        waiting = {key for key in scope if key[0] in KINDS and not KINDS[key[0]].stays}
        while waiting:
            anew = store.journal.knowledge.of(waiting)
            found |= anew
            needed: set[Key] = set(store.journal.knowledge.companions(anew))
            for key, state in anew.items():
                needed |= _referred(key, state)
            waiting = needed - found.keys()
        return found

    def preview(
        self, given: Given, sender: str, gives_way: bool = False, go_on: GoOn = lambda: None
    ) -> Outcome:
        """What `take_in` would do; nothing is changed. Raises Refusal as it does."""
        return self._take(given, sender, gives_way, go_on, is_trial=True)

    def take_in(
        self, given: Given, sender: str, gives_way: bool = False, go_on: GoOn = lambda: None
    ) -> Outcome:
        """Takes in what another copy knows, as one operation that can be undone.

        With ``gives_way`` how the office was set up here gives way to how it is there, where both did so by
        themselves. Evidence files must lie in the store already. ``go_on`` is called now and then, and may
        end it by raising. Raises Refusal where anything of it is not what this program sends, or does not go
        together with the data: then nothing is changed.
        """
        return self._take(given, sender, gives_way, go_on, is_trial=False)

    def _take(self, given: Given, sender: str, gives_way: bool, go_on: GoOn, is_trial: bool) -> Outcome:
        self._desk.admit(operations.TAKE_IN)
        authors = _read_authors(given)
        states = _read_states(given.rows, go_on)
        came: dict[Key, RowState] = {}
        if gives_way:
            for key, state in states:
                came[key] = joined(came.get(key, NOTHING), state)
            gives_way, states = self._was_founded_apart(came), iter(came.items())
        store = self._desk.store
        fresh: dict[Key, RowState] = {}
        stored: dict[Key, Row] = {}
        # What was known of some is let go before others are looked at: memory that was just used is fast.
        while some := list(islice(states, _AT_ONCE)):
            known = store.journal.knowledge.with_rows(key for key, _ in some)
            stored |= known.rows
            for key, state in some:
                before = fresh.get(key) or known.states.get(key, NOTHING)
                if gives_way and key[0] in SETTINGS_TABLES:
                    before = state_of({}, before.seen)
                after = joined(before, state)
                if after != before:
                    fresh[key] = after
        if not fresh and not store.journal.knowledge.has_bent():
            return Outcome({}, {}, {}, (), 0, False, Changes())
        reached = self._reports().watch()
        with self._taking(f"{operations.TAKE_IN.label} {sender}".strip(), is_trial) as recorder:
            self._refuse_own(fresh)
            self._keep_packs(fresh, given.packs)
            foreign = store.journal.knowledge.foreign(authors)
            elsewhere = {dot: author for dot, author in authors.items() if dot in foreign}
            if gives_way:
                fresh |= self._set_up_here(came)
            done = self._join(recorder, fresh, elsewhere, stored)
            self._refuse_other_texts(fresh)
            reports = reached(list(recorder.written))
            outcome = self._outcome(done, bool(recorder.written), reports)
            if not is_trial:
                self._reports().remember(reports)
            # The last moment at which nothing is stored yet.
            go_on()
        return replace(outcome, changes=recorder.changes)

    def _was_founded_apart(self, came: Mapping[Key, RowState]) -> bool:
        """Whether the office was set up here by somebody who had seen nothing of how it was there."""
        known = self._desk.store.journal.knowledge.of(key for key in came if key[0] == "office")
        return any(_is_apart(known[key], came[key]) for key in known)

    def _set_up_here(self, came: Collection[Key]) -> dict[Key, RowState]:
        """The states of the units, officers and signers that were set up here and nobody else knows, once
        they have given way: else each would stand there twice."""
        knowledge = self._desk.store.journal.knowledge
        own = {
            key: state
            for key, state in knowledge.every().items()
            if key[0] in SETTINGS_TABLES and key not in came and life(state).is_there
        }
        dot = knowledge.next_action()
        return {key: removed(state, dot) for key, state in own.items()}

    def _taking(self, label: str, is_trial: bool) -> AbstractContextManager[Recorder]:
        operation = operations.TAKE_IN
        return self._desk.trial(operation) if is_trial else self._desk.operation(operation, label=label)

    def _join(
        self,
        recorder: Recorder,
        states: Mapping[Key, RowState],
        authors: Mapping[Dot, Author],
        stored: Mapping[Key, Row],
    ) -> Joined:
        try:
            return join(recorder, states, authors, deriving(self._desk.store), stored)
        except cipher.errors() as error:
            if "constraint" not in str(error).lower():
                raise
            raise refusal("có bản ghi trùng hoặc giá trị ngoài phạm vi") from error

    def _refuse_own(self, states: Mapping[Key, RowState]) -> None:
        """Nobody else knows what this copy will write next."""
        device, counter = self._desk.store.journal.knowledge.next_action()
        if any(state.seen.get(device, 0) >= counter for state in states.values()):
            raise refusal("gói nói về thao tác mà máy này chưa làm")

    def _refuse_other_texts(self, keys: Iterable[Key]) -> None:
        """What is known by the hash of its text must be that text."""
        for key in [key for key in keys if key[0] in KNOWN_BY_TEXT]:
            row = self._desk.store.row(*key)
            if row is not None and not has_its_own_text(row):
                raise refusal("có danh mục khác với mã của nó")

    def _keep_packs(self, states: Mapping[Key, RowState], packs: Mapping[str, bytes]) -> None:
        store = self._desk.store
        there = set(store.packs.ids())
        for key, state in states.items():
            for content_id in _contents(state, PACKED[key[0]]) - there if key[0] in PACKED else ():
                content = packs.get(content_id)
                if content is None or content_hash(content) != content_id:
                    raise refusal("thiếu văn bản đã ký, đã ban hành đi kèm")
                try:
                    store.packs.put(content)
                except UnicodeDecodeError as error:
                    raise refusal("có văn bản đi kèm không đọc được") from error
                there.add(content_id)

    def _outcome(self, done: Joined, is_new: bool, reports: tuple[Reached, ...]) -> Outcome:
        return Outcome(
            _counted(done.added), _counted(done.changed), _counted(done.removed),
            self._listed.of(done.open), len(done.waiting), is_new, Changes(),
            doubled_rows(self._desk.store, done.added), reports,
        )  # fmt: skip

    def conflicts(self) -> tuple[Conflict, ...]:
        """All that waits for a decision."""
        return self._listed.every()

    def resolve(self, conflict_id: str, take: str) -> Changes:
        """Decides what holds: ``take`` is «ours», «theirs» or the key of a choice. Undoing opens it again.

        Raises Refusal where there is no such conflict or choice, or what was chosen cannot be.
        """
        conflict = next((each for each in self.conflicts() if each.id == conflict_id), None)
        if conflict is None:
            raise Refusal(f"Không có khác biệt «{conflict_id}» nào chờ quyết định.", "id")
        choice = chosen(conflict, take)
        key = (conflict.table, conflict.row_id)
        store = self._desk.store
        state = store.journal.knowledge.of([key])[key]
        option = next(
            each for each in self._listed.options(key, state, conflict.column) if each.key == choice.key
        )
        form = shape(key[0])
        reached = self._reports().watch()
        with self._desk.operation(operations.DECIDE, f"{conflict.record}: {conflict.field}") as recorder:
            dot = store.journal.knowledge.next_action()
            states: dict[Key, RowState] = {}
            if conflict.column != LIFE:
                decided = written(state, dot, option.values, form.texts)
                states = self._decided_with(key, conflict.column, option.dot, dot)
                states |= self._of_one_edit(key, option.dot, dot)
            elif option.values[LIFE] is True:
                alive = written(state, dot, {})
                decided = state_of(alive.columns | {LIFE: (Sibling(dot, True),)}, alive.seen)
            else:
                decided = removed(state, dot)
                states |= {each: removed(other, dot) for each, other in self._deleted_with(key).items()}
            done = self._join(recorder, states | {key: decided}, {}, {})
            if key in done.open and conflict.column in self._listed.columns(key, decided):
                raise Refusal(
                    f"{conflict.record}: không chọn được giá trị này vì còn bản ghi khác phụ thuộc. Hãy xử "
                    "lý các khác biệt liên quan trước, hoặc sửa lại kế hoạch rồi chọn.",
                    "take",
                )
            self._reports().remember(reached(list(recorder.written)))
        return recorder.changes

    def _decided_with(self, key: Key, column: str, chosen_dot: Dot | None, dot: Dot) -> dict[Key, RowState]:
        """The state of the other half of an issued report, its head or its sealed copy, which one operation
        wrote with what is chosen."""
        other = _HALVES.get((key[0], column))
        if other is None or chosen_dot is None:
            return {}
        there = (other[0], key[1])
        state = self._desk.store.journal.knowledge.of([there]).get(there, NOTHING)
        values = {
            name: sibling.value
            for name in shape(other[0]).together[other[1]]
            for sibling in state.of(name)
            if sibling.dot == chosen_dot
        }
        return {there: written(state, dot, values)} if values else {}

    def _of_one_edit(self, key: Key, chosen_dot: Dot | None, dot: Dot) -> dict[Key, RowState]:
        """The states of what else waits of one task, its days beside the lines of the plan that print them,
        where one edit wrote what is chosen and that: the one is not to be decided without the other."""
        task = self._task_of(key)
        if task is None or chosen_dot is None:
            return {}
        knowledge = self._desk.store.journal.knowledge
        waiting = knowledge.of(other for other in knowledge.undecided() if self._task_of(other) == task)
        decided: dict[Key, RowState] = {}
        for other, state in waiting.items():
            for column in self._listed.columns(other, state) if other != key else ():
                for option in self._listed.options(other, state, column):
                    if option.dot == chosen_dot and LIFE not in option.values:
                        before = decided.get(other, state)
                        decided[other] = written(before, dot, option.values, shape(other[0]).texts)
        return decided

    def _task_of(self, key: Key) -> str | None:
        """The task that a record is of, itself or as a line under it; None for anything else."""
        if key[0] == TASKS:
            return key[1]
        row = self._desk.store.row(*key) if key[0] == ITEMS else None
        if row is None:
            return None
        return next((each for each in (row["id"], row["parent_id"]) if each and self._is_task(each)), None)

    def _is_task(self, row_id: str) -> bool:
        return self._desk.store.row(TASKS, row_id) is not None

    def _deleted_with(self, key: Key) -> dict[Key, RowState]:
        """The states of what is of one item of a plan, where somebody deleted it: none goes without the
        others."""
        row = self._desk.store.row(*key)
        if key[0] not in (ITEMS, TASKS, TARGETS) or row is None:
            return {}
        knowledge = self._desk.store.journal.knowledge
        item = (ITEMS, str(row.get("item_id", row["id"])))
        states = knowledge.of({item, *knowledge.companions([item])} - {key})
        return {each: state for each, state in states.items() if was_deleted(state)}


def _is_apart(here: RowState, there: RowState) -> bool:
    """Whether nobody there has seen anything of what was written here."""
    return not any(covers(there.seen, dot) for dot in here.dots)


def _counted(keys: Iterable[Key]) -> dict[str, int]:
    return dict(Counter(KINDS[key[0]].words for key in keys))


def _contents(state: RowState, columns: Iterable[str]) -> set[str]:
    """The hashes of content that a state names, shown or not."""
    return {str(sibling.value) for column in columns for sibling in state.of(column) if sibling.value}


def _referred(key: Key, state: RowState) -> set[Key]:
    """What any of the values that stand in a row refers to."""
    found: set[Key] = set()
    for column, table in shape(key[0]).refers:
        if column == "id":
            found.add((table, key[1]))
        found |= {(table, str(each.value)) for each in state.of(column) if each.value is not None}
    return found


def _read_authors(given: Given) -> dict[Dot, Author]:
    """Who made writes, looked at. Raises Refusal where what was given is not what this program sends."""
    head = given.head
    if head.get("format") != FORMAT or not isinstance(head.get("schema"), int) or head["schema"] < 1:
        raise refusal("gói không đúng định dạng")
    if head["schema"] > schema.VERSION:
        raise Refusal(
            "Gói do chương trình phiên bản mới hơn lập nên máy này chưa đọc được. Hãy cập nhật chương trình "
            "rồi nhận lại gói."
        )
    try:
        authors = {
            (_text(device), int(number)): Author(_text(officer), _text(at), _text(operation))
            for device, number, officer, at, operation in given.dots
        }
        for author in authors.values():
            datetime.fromisoformat(author.at)
    except UNREADABLE as error:
        raise refusal(_DAMAGED) from error
    return authors


def _read_states(rows: Iterable[Any], go_on: GoOn) -> Iterator[tuple[Key, RowState]]:
    """The states of rows, looked at one by one. Raises Refusal as above."""
    try:
        for plain in rows:
            go_on()
            yield _read_row(plain)
    except UNREADABLE as error:
        raise refusal(_DAMAGED) from error


def _read_row(plain: Any) -> tuple[Key, RowState]:
    table, row_id = plain["table"], _text(plain["id"])
    if table not in KINDS or KINDS[table].stays or not 0 < len(row_id) <= _LONGEST_ID:
        raise ValueError("no row of a kind that travels")
    state = from_plain(plain, _NAMES)
    shape(table).check(state)
    return (table, row_id), state


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("no text")
    value.encode()
    return value
