"""What several copies say differently of a record, as officials read it: the values, by whom, and when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING

from ..domain.errors import Refusal
from ..domain.merging.state import LIFE, Dot, RowState, Sibling, Value
from ..domain.merging.view import latest, life, unseen
from ..storage.columns import Row
from ..storage.joining import bent_columns, open_columns, shown_row
from ..storage.kinds import KINDS
from ..storage.merge_shapes import shape
from ..storage.origin_kinds import Author, Key
from ..storage.register_kinds import REGISTER_ROWS
from ..storage.store import Store
from .conflict_words import ConflictWords, differing
from .desk import Desk, Part
from .words import Telling

if TYPE_CHECKING:
    from ..domain.places import Place
    from ..domain.registers.register import Register

_SHOWN = "shown"
"""The choice of what is shown, where nobody wrote just that."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the values that stand for a column; ``key`` names it, ``words`` are the value as it is read.

    ``is_ours`` says that it was written here, ``is_shown`` that the data show it meanwhile; ``officer``,
    ``at`` and ``operation`` by whom, when and how it was written, as far as that is known.
    """

    key: str
    words: str
    is_ours: bool
    is_shown: bool
    officer: str
    at: datetime | None
    operation: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """A column of a record, or the record's being there, that copies say differently of: somebody decides.

    ``id`` is the same at every copy; ``record`` and ``field`` are what it is called.
    """

    id: str
    table: str
    row_id: str
    column: str
    record: str
    field: str
    choices: tuple[Choice, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Option:
    """A choice with its values by column; ``dot`` is None where nobody wrote just that."""

    key: str
    dot: Dot | None
    values: Mapping[str, Value]
    is_shown: bool


def deriving(store: Store) -> Callable[[str, Row], Row]:
    """What makes the words of a register's row follow from its fields."""
    from .registers import every, row_of, stored_of

    @cache
    def register(row_register: str, _: tuple[int, ...]) -> Register | None:
        return next((each for each in every(store) if each.id == row_register), None)

    def derive(table: str, row: Row) -> Row:
        if table != REGISTER_ROWS.table:
            return row
        known = register(row["register"], store.revisions.stamp(("registers",)))
        if known is None:
            return row
        stored, words = stored_of(known, row_of(known, REGISTER_ROWS.read(row)))
        day = stored.day.isoformat() if stored.day else None
        return row | {"day": day, "name": stored.name, "words": words}

    return derive


class Conflicts(Part):
    """The list of what waits for a decision."""

    def __init__(self, desk: Desk, telling: Telling) -> None:
        super().__init__(desk)
        self._words = ConflictWords(desk, telling)

    def every(self) -> tuple[Conflict, ...]:
        """All that waits for a decision."""
        knowledge = self._desk.store.journal.knowledge
        return self.of(knowledge.of(knowledge.undecided()))

    def of(self, states: Mapping[Key, RowState]) -> tuple[Conflict, ...]:
        """What waits for a decision of some rows, of which these are the states."""
        found = [
            (key, column, self.options(key, states[key], column))
            for key in sorted(states)
            for column in self.columns(key, states[key])
        ]
        dots = {option.dot for _, _, options in found for option in options if option.dot is not None}
        authors = self._desk.store.journal.knowledge.authors(dots)
        foreign = self._desk.store.journal.knowledge.foreign(dots)
        return tuple(
            self._conflict(key, column, options, states[key], authors, foreign)
            for key, column, options in found
        )

    def columns(self, key: Key, state: RowState) -> list[str]:
        """The columns of a row that wait for a decision."""
        now = self._desk.store.row(*key)
        alone = shown_row(key, state, deriving(self._desk.store))
        if alone is None:
            return []
        alone = alone if life(state).is_there else None
        if self._desk.store.journal.knowledge.is_waiting(key):
            return open_columns(key, state)
        return list(dict.fromkeys((*open_columns(key, state), *bent_columns(key, alone, now))))

    def options(self, key: Key, state: RowState, column: str) -> list[Option]:
        """The values that stand for a column, or a group of them."""
        form = shape(key[0])
        now = self._desk.store.row(*key)
        if column == LIFE:
            return _of_life(state, now is not None)
        shown_now = form.apart(now) if now is not None else {}
        names = form.together.get(column, (column,))
        pivot = max(names, key=lambda name: len(state.of(name)))
        found: list[Option] = []
        counted = Counter[Dot]()
        for sibling in state.of(pivot):
            counted[sibling.dot] += 1
            place = counted[sibling.dot]
            values = {name: _of_dot(state.of(name), sibling.dot, place) for name in names}
            is_shown = all(shown_now.get(name) == value for name, value in values.items())
            again = f"#{place}" if place > 1 else ""
            found.append(Option(f"{sibling.dot[0]}:{sibling.dot[1]}{again}", sibling.dot, values, is_shown))
        if not any(option.is_shown for option in found):
            values = {name: shown_now.get(name) for name in names}
            found.insert(0, Option(_SHOWN, None, values, True))
        return found

    def _conflict(
        self,
        key: Key,
        column: str,
        options: Sequence[Option],
        state: RowState,
        authors: Mapping[Dot, Author],
        foreign: set[Dot],
    ) -> Conflict:
        row = self._desk.store.row(*key) or shown_row(key, state, deriving(self._desk.store))
        assert row is not None
        sides = [option.values for option in options]
        choices = []
        written_here = any(option.dot is not None and option.dot not in foreign for option in options)
        for option in options:
            author = authors.get(option.dot) if option.dot is not None else None
            # What nobody wrote is not ours beside what we did: who keeps his own must not lose it by that.
            is_ours = not written_here if option.dot is None else option.dot not in foreign
            choices.append(
                Choice(
                    option.key,
                    self._words.side(key, row, state, option.values, sides),
                    is_ours,
                    option.is_shown,
                    author.officer if author else "",
                    datetime.fromisoformat(author.at) if author else None,
                    author.operation if author else "",
                )
            )
        # Of theirs the latest comes last.
        choices.sort(key=lambda choice: (not choice.is_ours, _number(choice.key)))
        field = self._words.field(key, row, column, differing(sides))
        return Conflict(
            f"{key[0]}:{key[1]}:{column or 'life'}", *key, column, self._words.record(key, row), field,
            tuple(choices), KINDS[key[0]].place(row),
        )  # fmt: skip


def _of_life(state: RowState, is_there: bool) -> list[Option]:
    found = []
    for sibling in state.of(LIFE):
        value = True if sibling.value is True else None
        key = f"{sibling.dot[0]}:{sibling.dot[1]}"
        found.append(Option(key, sibling.dot, {LIFE: value}, is_there == (value is True)))
    if not any(option.values[LIFE] is True for option in found):
        # What speaks for it is that somebody wrote it, or that another record needs it.
        written = unseen(state) or {name: of for name, of in state.columns.items() if name != LIFE}
        columns = [each for of in written.values() for each in of]
        dot = latest(columns).dot if columns else None
        key = f"{dot[0]}:{dot[1]}" if dot is not None else _SHOWN
        if any(option.key == key for option in found):
            dot, key = None, _SHOWN
        found.append(Option(key, dot, {LIFE: True}, is_there))
    elif not any(option.values[LIFE] is None for option in found):
        found.append(Option(_SHOWN, None, {LIFE: None}, not is_there))
    return found


def _of_dot(siblings: Sequence[Sibling], dot: Dot, place: int) -> Value:
    own = [each for each in siblings if each.dot == dot] or list(siblings)
    return own[min(place, len(own)) - 1].value if own else None


def chosen(conflict: Conflict, take: str) -> Choice:
    """The choice that somebody takes: «ours», «theirs» (the latest of them), or one by its key.

    Raises Refusal where there is none.
    """
    ours = [each for each in conflict.choices if each.is_ours]
    theirs = [each for each in conflict.choices if not each.is_ours]
    if take == "ours":
        return (ours or theirs)[0]
    if take == "theirs":
        return (theirs or ours)[-1]
    found = next((each for each in conflict.choices if each.key == take), None)
    if found is None:
        raise Refusal(
            f"Không có giá trị «{take}» để chọn. Hãy chọn ours, theirs hoặc mã của một giá trị.", "take"
        )
    return found


def _number(key: str) -> int:
    """The number of the action that a choice is known by."""
    number = key.rpartition(":")[2].partition("#")[0]
    return int(number) if number.isdigit() else 0
