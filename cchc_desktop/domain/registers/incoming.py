"""Rows that come in from an office's own file, held against those that its register has."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from ..errors import Refusal
from ..text import fold
from .book import FileRow, FileTable, LeftOut, headers_of
from .fields import Holds, Value, Values
from .file_doubts import FileDoubt, doubts_of
from .file_values import said_by_title, value_of
from .mapping import ColumnMap
from .money import money_of
from .register import Life, Register, RegisterRow


class State(StrEnum):
    """What a row of the file is to the register."""

    NEW = "new"
    CHANGED = "changed"
    """Like a row that is there, with other cells."""
    ENDED = "ended"
    """It ends a row that is there: a procedure that is abolished."""
    DOUBLE = "double"
    """Like another row of the same file."""
    SAME = "same"
    """There already, or put aside already."""
    UNKNOWN = "unknown"
    """It would end a row that there is not."""
    WRONG = "wrong"


class Decision(StrEnum):
    """What becomes of a row of the file."""

    TAKE = "take"
    AS_NEW = "as_new"
    """Stored as a row of its own, whatever it is like."""
    LATER = "later"
    """Put aside until somebody knows whether it is the same."""
    SKIP = "skip"


@dataclass(frozen=True, slots=True)
class CellChange:
    """A cell that would become another; ``place`` is where the file says it, nothing where a title does."""

    key: str
    before: Value | None
    after: Value | None
    place: str = ""


@dataclass(frozen=True, slots=True)
class CellMistake:
    """What is wrong with a cell of the file, and what to do; ``written`` is what stands in it."""

    sheet: str
    place: str
    sentence: str
    key: str = ""
    written: str = ""


@dataclass(frozen=True)
class Incoming:
    """A row of the file: what it is, and as it would be stored.

    ``row`` is what TAKE stores, ``as_new`` what AS_NEW stores, None where it lacks something for that.
    ``like`` is the row that it is like, stored, or of the file where ``state`` is DOUBLE. ``places`` are its
    cells by the keys of their fields.
    """

    sheet: str
    number: int
    state: State
    row: RegisterRow
    changes: tuple[CellChange, ...] = ()
    like: RegisterRow | None = None
    as_new: RegisterRow | None = None
    mistakes: tuple[CellMistake, ...] = ()
    places: Mapping[str, str] = field(default_factory=dict)

    @property
    def decision(self) -> Decision:
        """What becomes of it where nobody decides otherwise."""
        match self.state:
            case State.NEW | State.CHANGED | State.ENDED:
                return Decision.TAKE
            case State.DOUBLE:
                return Decision.LATER
        return Decision.SKIP

    @property
    def decisions(self) -> tuple[Decision, ...]:
        """What may become of it."""
        match self.state:
            case State.NEW | State.ENDED:
                return (Decision.TAKE, Decision.SKIP)
            case State.CHANGED | State.DOUBLE:
                own = (Decision.AS_NEW,) if self.as_new is not None else ()
                take = (Decision.TAKE,) if self.state is State.CHANGED else ()
                return (*take, *own, Decision.LATER, Decision.SKIP)
        return (Decision.SKIP,)


@dataclass(frozen=True)
class RowsDraft:
    """What taking a file in would do.

    ``unread`` are the headers of columns that are left out, ``personal`` those of personal data, which are
    never read. ``absent`` are rows in force that the file does not name, where the register has an end for
    its rows. ``doubts`` is what can be read and may still be wrong.
    """

    register: Register
    made: ColumnMap
    rows: tuple[Incoming, ...]
    left_out: tuple[LeftOut, ...] = ()
    unread: tuple[str, ...] = ()
    personal: tuple[str, ...] = ()
    absent: tuple[RegisterRow, ...] = ()
    doubts: tuple[FileDoubt, ...] = ()

    @property
    def mistakes(self) -> tuple[CellMistake, ...]:
        """All that is wrong with the file."""
        return tuple(mistake for row in self.rows for mistake in row.mistakes)

    def of(self, *states: State) -> tuple[Incoming, ...]:
        """The rows of these states."""
        return tuple(row for row in self.rows if row.state in states)


@dataclass(frozen=True)
class PutAside:
    """A row that came in and that nobody has decided on yet: ``like`` is the stored row that it may be."""

    row: RegisterRow
    like: str = ""


class Comparison:
    """Compares the tables of a file with what a register has."""

    def __init__(
        self,
        register: Register,
        made: ColumnMap,
        stored: Sequence[RegisterRow],
        put_aside: Sequence[PutAside] = (),
        day: date | None = None,
        today: date = date.max,
    ) -> None:
        self._register = register
        self._made = made
        self._today = today
        self._fields = {each.key: each for each in register.fields}
        self._titles: dict[tuple[str, ...], dict[str, Value]] = {}
        self._day = day
        self._keys = {header: key for header, key in made.columns.items() if key}
        self._personal = {header for header, key in self._keys.items() if register.field(key).is_personal}
        self._same = [
            key for key in register.same
            if key in made.keys or (key == register.day and day is not None)
        ]  # fmt: skip
        self._stored: dict[tuple[str, ...], list[RegisterRow]] = {}
        self._all = list(stored)
        for row in stored:
            self._stored.setdefault(self._identity(row.values), []).append(row)
        self._aside: dict[tuple[str, ...], list[RegisterRow]] = {}
        for each in put_aside:
            self._aside.setdefault(self._identity(each.row.values), []).append(each.row)
        self._used: set[str] = set()

    def draft(self, tables: Sequence[FileTable], *, whole: bool = False) -> RowsDraft:
        """What taking the tables in would do; ``whole`` says that what they do not name is at its end."""
        read = [self._read(table, row) for table in tables for row in table.rows]
        # Rows that are there already take their own rows before others may be taken for them.
        same = [self._is_there(each) for each in read]
        seen: dict[tuple[str, ...], RegisterRow] = {}
        rows = [
            replace(each, state=State.SAME) if is_same else self._held_against(each, seen)
            for each, is_same in zip(read, same, strict=True)
        ]
        absent = self._absent(rows)
        if whole:
            rows += [self._ended(each) for each in absent]
        headers = headers_of(tables)
        return RowsDraft(
            self._register,
            self._made,
            tuple(rows),
            tuple(left for table in tables for left in table.left_out),
            tuple(words for words in headers if not self._made.columns.get(words)),
            tuple(words for words in headers if words in self._personal),
            tuple(absent),
            doubts_of(self._register, self._keys, tables),
        )

    # Reading

    def _read(self, table: FileTable, row: FileRow) -> Incoming:
        """The row with what its cells say; WRONG where one of them cannot be read."""
        register = self._register
        values: dict[str, Value] = {}
        changes: list[CellChange] = []
        places: dict[str, str] = {}
        mistakes: list[CellMistake] = []
        for column, header in table.headers.items():
            key = self._keys.get(header)
            if key is None or header in self._personal:
                continue
            places[key] = place = row.place(column)
            if column not in row.cells:
                continue
            wanted, cell = self._fields[key], row.cells[column]
            if wanted.holds in (Holds.NUMBER, Holds.AMOUNT) and cell.row < row.number:
                continue  # a number that reaches into the row from above would be counted twice
            try:
                money = money_of(wanted, header, table.titles)
                value = value_of(wanted, cell, is_code=key in register.same, money=money)
            except Refusal as refusal:
                mistakes.append(CellMistake(row.sheet, place, str(refusal), key, cell.text.strip()))
                continue
            if value is not None:
                values[key] = value
                changes.append(CellChange(key, None, value, place))
        for key, value in self._said_by_titles(row.groups).items():
            values[key] = value
            changes.append(CellChange(key, None, value))
        if self._day is not None and register.day in register.same:
            values.setdefault(register.day, self._day)
        state = State.WRONG if mistakes else State.NEW
        read = RegisterRow(register.id, values)
        return Incoming(
            row.sheet, row.number, state, read, tuple(changes), mistakes=tuple(mistakes), places=places
        )

    def _said_by_titles(self, groups: tuple[str, ...]) -> Mapping[str, Value]:
        """What titles over rows say for fields that no column fills: a choice («Thủ tục bị bãi bỏ»), or what
        the field is called by («Lĩnh vực: Hộ tịch»)."""
        if groups not in self._titles:
            found = self._titles[groups] = {}
            for wanted in self._register.typed:
                if wanted.key in self._made.keys:
                    continue
                said = (said_by_title(wanted, title) for title in reversed(groups))
                if (value := next((each for each in said if each is not None), None)) is not None:
                    found[wanted.key] = value
        return self._titles[groups]

    # Comparing

    def _identity(self, values: Values) -> tuple[str, ...]:
        """What rows share that may be one another; the day where the register does not say."""
        words = tuple(fold(self._fields[key].shown(values.get(key))) for key in self._same)
        if any(words):
            return words
        return ("", fold(self._register.field(self._register.day).shown(values.get(self._register.day))))

    def _tells(self, values: Values) -> bool:
        """Whether a row says what it is known by."""
        return any(values.get(key) is not None for key in self._same)

    def _is_there(self, incoming: Incoming) -> bool:
        """Whether a row is stored as it is, or put aside; it is nobody else's then."""
        if incoming.state is State.WRONG:
            return False
        identity = self._identity(incoming.row.values)
        for kept in (self._stored, self._aside):
            for row in kept.get(identity, ()):
                if row.id not in self._used and not self._differences(incoming, row):
                    self._used.add(row.id)
                    return True
        return False

    def _differences(self, incoming: Incoming, row: RegisterRow) -> tuple[CellChange, ...]:
        """The cells of a stored row that the file would make others. An empty cell changes nothing; of a row
        that has ended already, or is ended by this one, the file says no more than that."""
        says = {change.key: change for change in incoming.changes}
        life = self._register.life
        if life is not None and incoming.row.values.get(life.state) in life.ended and life.day not in says:
            kept = {*self._same, self._register.day, life.state}
            kept |= {field.key for field in self._register.fields if field.is_required}
            others = [change for key, change in says.items() if key not in kept]
            if life.day in row.values:
                return _changed(others, row)
            state = says.get(life.state) or CellChange(life.state, None, incoming.row.values[life.state])
            day = incoming.row.values.get(self._register.day) if self._is_said(says) else self._day
            end = CellChange(life.day, None, day)
            return (*_changed([state], row), end, *_changed(others, row))
        found = _changed(says.values(), row)
        if life is not None and any(change.key == life.state for change in found):
            return self._moved(found, says, row, life)
        return found

    def _moved(
        self, found: tuple[CellChange, ...], says: Collection[str], row: RegisterRow, life: Life
    ) -> tuple[CellChange, ...]:
        """The changes of a row that comes into another state, with the day of that where the file says none.

        A row that lives on as another was there before: the day that the file gives it is that of the change.
        """
        own = self._register.day
        lives_on = any(change.key == life.state and change.after in life.changed for change in found)
        key = life.changed_day if lives_on else own
        if lives_on and key not in says:
            found = tuple(replace(each, key=key) if each.key == own else each for each in found)
        if self._day is not None and key not in says and all(change.key != key for change in found):
            found = (*found, CellChange(key, row.values.get(key), self._day))
        return tuple(replace(each, before=row.values.get(key)) if each.key == key else each for each in found)

    def _is_said(self, says: Collection[str]) -> bool:
        return self._register.day in says

    def _held_against(self, incoming: Incoming, seen: dict[tuple[str, ...], RegisterRow]) -> Incoming:
        if incoming.state is State.WRONG:
            return incoming
        life = self._register.life
        identity = self._identity(incoming.row.values)
        known = self._stored.get(identity, []) if self._tells(incoming.row.values) else []
        free = next((row for row in known if row.id not in self._used), None)
        ends = life is not None and incoming.row.values.get(life.state) in life.ended
        if free is not None:
            self._used.add(free.id)
            seen[identity] = free
            return self._changing(incoming, free, ends=ends)
        if ends and life is not None and life.day not in incoming.row.values and not known:
            return replace(incoming, state=State.UNKNOWN)
        own = self._own(incoming)
        like = known[0] if known else seen.get(identity)
        if like is not None:
            return replace(own, state=State.DOUBLE if own.state is State.NEW else own.state, like=like)
        if own.state is State.NEW and self._tells(incoming.row.values):
            seen[identity] = own.row
        return replace(own, as_new=None)

    def _changing(self, incoming: Incoming, stored: RegisterRow, *, ends: bool) -> Incoming:
        """The row as one that changes a stored one, or ends it."""
        changes = self._differences(incoming, stored)
        values: dict[str, Value] = dict(stored.values)
        values |= {change.key: change.after for change in changes if change.after is not None}
        after = replace(stored, values=values)
        lacking = next((change for change in changes if change.after is None), None)
        found = replace(incoming, row=after, changes=changes, like=stored)
        if lacking is not None:
            return _wrong(found, self._mistake(incoming, lacking.key, self._lacks_day(lacking.key)))
        try:
            self._register.refuse(values, self._today)
        except Refusal as refusal:
            return _wrong(found, self._mistake(incoming, refusal.field, str(refusal)))
        own = self._own(incoming)
        state = State.ENDED if ends else State.CHANGED
        return replace(found, state=state, as_new=own.row if own.state is State.NEW and not ends else None)

    def _own(self, incoming: Incoming) -> Incoming:
        """The row as one of its own; WRONG where it lacks something for that."""
        register = self._register
        values = dict(incoming.row.values)
        if self._day is not None:
            values.setdefault(register.day, self._day)
        row = replace(incoming.row, values=values)
        found = replace(incoming, row=row, as_new=row)
        try:
            register.refuse(values, self._today)
            if register.day not in values:
                raise Refusal(f"Hãy nhập «{register.field(register.day).label}».", register.day)
        except Refusal as refusal:
            return _wrong(found, self._mistake(incoming, refusal.field, str(refusal)))
        return replace(found, state=State.NEW)

    def _lacks_day(self, key: str) -> str:
        return (
            f"Chưa biết «{self._register.field(key).label}». Hãy nhập ngày chung cho các dòng chưa có ngày."
        )

    def _mistake(self, incoming: Incoming, key: str, sentence: str) -> CellMistake:
        place = incoming.places.get(key) or f"dòng {incoming.number}"
        return CellMistake(incoming.sheet, place, sentence, key)

    # What the file does not name

    def _absent(self, rows: Sequence[Incoming]) -> list[RegisterRow]:
        """The rows in force that the file says nothing of."""
        life = self._register.life
        if life is None or not self._same:
            return []
        named = {self._identity(each.row.values) for each in rows}
        return [
            row for row in self._all
            if life.day not in row.values and self._identity(row.values) not in named
        ]  # fmt: skip

    def _ended(self, row: RegisterRow) -> Incoming:
        life = self._register.life
        assert life is not None
        after: dict[str, Value | None] = {life.state: life.ended[0], life.day: self._day}
        changes = tuple(
            CellChange(key, row.values.get(key), value)
            for key, value in after.items()
            if row.values.get(key) != value
        )
        values = {**row.values, **{key: value for key, value in after.items() if value is not None}}
        found = Incoming("", 0, State.ENDED, replace(row, values=values), changes, like=row)
        if self._day is None:
            name = self._register.name_of(row.values)
            return _wrong(found, CellMistake("", name, self._lacks_day(life.day), life.day))
        return found


def _changed(said: Collection[CellChange] | Iterator[CellChange], row: RegisterRow) -> tuple[CellChange, ...]:
    """What of it is another than the row has."""
    return tuple(
        replace(change, before=row.values.get(change.key))
        for change in said
        if change.after != row.values.get(change.key)
    )


def _wrong(incoming: Incoming, mistake: CellMistake) -> Incoming:
    return replace(incoming, state=State.WRONG, mistakes=(*incoming.mistakes, mistake))


def results(
    draft: RowsDraft, decided: Mapping[int, Decision], *, skip_wrong: bool = False
) -> tuple[list[RegisterRow], list[PutAside]]:
    """The rows to store and those to put aside, as it was decided by the rows' places in the draft.

    Raises Refusal where something is wrong with the file and is not to be skipped, and for a decision that a
    row does not have.
    """
    if draft.mistakes and not skip_wrong:
        raise RowMistakes(draft)
    stored: list[RegisterRow] = []
    aside: list[PutAside] = []
    for place, row in enumerate(draft.rows):
        decision = decided.get(place, row.decision)
        if decision not in row.decisions:
            raise Refusal(f"Dòng {row.number} không thể xử lý như đã chọn. Hãy chọn lại.", "row")
        match decision:
            case Decision.TAKE:
                stored.append(row.row)
            case Decision.AS_NEW if row.as_new is not None:
                stored.append(row.as_new)
            case Decision.LATER:
                own = row.as_new or RegisterRow(draft.register.id, row.row.values)
                aside.append(PutAside(own, row.like.id if row.like is not None else ""))
    return stored, aside


class RowMistakes(Refusal):
    """A file was not taken in; ``mistakes`` are all that is wrong with it."""

    _MOST_TOLD = 20

    def __init__(self, draft: RowsDraft) -> None:
        self.mistakes = draft.mistakes
        told = " ".join(f"Ô {each.place}: {each.sentence}" for each in self.mistakes[: self._MOST_TOLD])
        more = len(self.mistakes) - self._MOST_TOLD
        rest = f" Còn {more} chỗ sai khác." if more > 0 else ""
        super().__init__(f"Tệp có {len(self.mistakes)} chỗ sai nên chưa nhập dòng nào. {told}{rest}", "file")
