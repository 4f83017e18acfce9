"""A register: its fields, its rules, its printed form, and what of it is a figure (FACTS.md section 9)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from ..errors import Refusal
from ..plan import new_id
from ..text import clean_line, fold
from .fields import AREAS_KEPT, Plain, RegisterField, Value, Values


class Test(StrEnum):
    """What a condition asks of a field."""

    __test__ = False  # no test of the suite

    IS = "is"
    """It is one of these texts (capitals and accents make no difference)."""
    FILLED = "filled"
    EMPTY = "empty"
    HAS = "has"
    """One of these texts stands in it (capitals and accents make no difference)."""
    YES = "yes"
    NOT_YES = "not_yes"
    """It is no, or empty."""
    NOT_AFTER = "not_after"
    """Its day is filled in, and not after that of another field, or the period's end («@ends»)."""
    AFTER = "after"
    """Its day is filled in, and after that."""
    OPEN = "open"
    """At the period's end it was not yet: it is empty, or its day is later."""


ENDS = "@ends"
"""Stands for the last day of the period; of a rule, for today."""
KEY_IN_SENTENCE = re.compile(r"\{([a-z][a-z0-9_]*)\}")
"""The key of a field in a sentence that is filled in."""


Ends = tuple[tuple[date, date], ...]
"""Spans of ends of periods, in order and apart: from the first of two days on, and before the second."""
EVER: Ends = ((date.min, date.max),)
NEVER: Ends = ()


def either_of(some: Ends, others: Ends) -> Ends:
    """The ends that are of one or of both."""
    found: list[tuple[date, date]] = []
    for first, last in sorted((*some, *others)):
        if found and first <= found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], last)
        else:
            found.append((first, last))
    return tuple(found)


def both_of(some: Ends, others: Ends) -> Ends:
    """The ends that are of both."""
    if some is EVER or others is EVER:
        return others if some is EVER else some
    spans = ((max(a, c), min(b, d)) for a, b in some for c, d in others)
    return tuple((first, last) for first, last in spans if first < last)


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition on a row: what ``test`` asks of the field ``key``, with texts or the other field; or else
    one of ``others``."""

    key: str
    test: Test
    operands: tuple[str, ...] = ()
    others: "tuple[Condition, ...]" = ()

    def holds(self, values: Values, ends: date) -> bool:
        """Whether a row meets it, for a period that ends on a day."""
        return self._is_met(values, ends) or any(other.holds(values, ends) for other in self.others)

    @property
    def is_of_day(self) -> bool:
        """Whether the same row may meet it for one period and not for another."""
        own = self.test is Test.OPEN or ENDS in self.operands
        return own or any(other.is_of_day for other in self.others)

    @property
    def keys(self) -> tuple[str, ...]:
        """The fields that tell whether a row meets it."""
        fields = (
            self.operands if self.test in (Test.NOT_AFTER, Test.AFTER) and self.operands != (ENDS,) else ()
        )
        return tuple(
            dict.fromkeys((self.key, *fields, *(key for other in self.others for key in other.keys)))
        )

    def ends_met(self, values: Values) -> Ends:
        """The ends of periods for which a row meets it."""
        met = self._own_ends(values)
        for other in self.others:
            met = either_of(met, other.ends_met(values))
        return met

    def _own_ends(self, values: Values) -> Ends:
        value = values.get(self.key)
        is_of_ends = self.test in (Test.NOT_AFTER, Test.AFTER) and self.operands == (ENDS,)
        if not is_of_ends and self.test is not Test.OPEN:
            return EVER if self._is_met(values, date.min) else NEVER
        if not isinstance(value, date):
            return EVER if self.test is Test.OPEN else NEVER
        return ((value, date.max),) if self.test is Test.NOT_AFTER else ((date.min, value),)

    def _is_met(self, values: Values, ends: date) -> bool:
        value = values.get(self.key)
        match self.test:
            case Test.IS:
                return isinstance(value, str) and fold(value) in {fold(each) for each in self.operands}
            case Test.HAS:
                return isinstance(value, str) and any(fold(each) in fold(value) for each in self.operands)
            case Test.FILLED:
                return value is not None
            case Test.EMPTY:
                return value is None
            case Test.YES:
                return value is True
            case Test.NOT_YES:
                return value is not True
            case Test.OPEN:
                return not isinstance(value, date) or value > ends
        other = ends if self.operands == (ENDS,) else values.get(self.operands[0])
        if not isinstance(value, date) or not isinstance(other, date):
            return False
        return value <= other if self.test is Test.NOT_AFTER else value > other


class Counting(StrEnum):
    """What is counted of the rows that are meant."""

    ROWS = "rows"
    SUM = "sum"
    """What a field of numbers comes to."""
    DISTINCT = "distinct"
    """How many different values a field has."""
    ANY = "any"
    """1 where there is a row, 0 where there is none: what is yes or no."""

    @property
    def is_of_rows(self) -> bool:
        """Whether the rows themselves are counted, whatever a field of them holds."""
        return self in (Counting.ROWS, Counting.ANY)


class Over(StrEnum):
    """Which rows are meant."""

    PERIOD = "period"
    """Those of a day within the period."""
    YEAR = "year"
    """Those since the reports' year began."""
    UNTIL = "until"
    """All until its end: what there is then."""


@dataclass(frozen=True, slots=True)
class Feed:
    """What a register gives for an indicator: ``counting`` (of the field ``key``) over the rows whose ``day``
    is in the period, or until its end, and that meet ``where``. ``name`` is the word by which a catalogue
    asks for the count for an indicator of its own («counted»). Nothing is counted before a row fills in the
    field ``once``: what nobody has looked at is not 0."""

    indicator: str
    counting: Counting = Counting.ROWS
    key: str = ""
    day: str = ""
    over: Over = Over.PERIOD
    where: tuple[Condition, ...] = ()
    name: str = ""
    once: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """What every row must keep to when it is written: ``condition``, wherever its fields are filled in.
    ``sentence`` says what is wrong and what to do, and stands beside the field."""

    condition: Condition
    sentence: str


@dataclass(frozen=True, slots=True)
class Deadline:
    """What is to be done about a row by the day in the field ``day``, as long as the field ``done`` does not
    say that it is: it is empty, a day that has not come, or not «Có».

    ``sentence`` says what, with the values of fields in the place of their keys («Trả lời {noi_dung}»);
    ``unit`` and ``officer`` are the fields that say whose it is. Rows are meant that meet ``where``.
    """

    day: str
    done: str
    sentence: str
    unit: str = ""
    officer: str = ""
    where: tuple[Condition, ...] = ()

    def open_until(self, values: Values, today: date) -> date | None:
        """The day by which it is to be done, of a row on which that is still open ``today``; else None."""
        day, done = values.get(self.day), values.get(self.done)
        is_done = done <= today if isinstance(done, date) else done is not None and done is not False
        if is_done or not isinstance(day, date):
            return None
        return day if all(each.holds(values, today) for each in self.where) else None


@dataclass(frozen=True, slots=True)
class Life:
    """How rows come to an end that stay in the register, as an abolished procedure does: the field ``state``
    is one of ``ended`` then, and the field ``day`` holds since when.

    Of a row that lives on as another, as an amended procedure does, the state is one of ``changed`` and the
    field ``changed_day`` holds since when, so that the day since which there is the row stays.
    """

    state: str
    ended: tuple[str, ...]
    day: str
    changed: tuple[str, ...] = ()
    changed_day: str = ""


@dataclass(frozen=True)
class Register:
    """A register as a catalogue, or the office itself, describes it.

    ``day`` is the field whose day tells the period of a row. ``title`` is the head of the printed book,
    ``legal`` the form that it follows. ``same`` are the fields by which two rows are taken for one
    another. ``row_name`` is the field that names a row in one line, ``row_number`` that of the number before
    it. ``area`` is the reform area whose officers keep it, 0 for none. ``life`` says how rows end, where they
    do; ``deadlines`` what is to be done about rows by a day. Rows of one that ``needs_evidence`` are to have
    a file attached. In force from ``valid_from`` to ``valid_to``, always where None. ``gone`` are fields that
    were given up: rows keep what they hold of them, which is there again once one of them is.
    """

    id: str
    name: str
    title: str
    day: str
    fields: tuple[RegisterField, ...]
    feeds: tuple[Feed, ...] = ()
    rules: tuple[Rule, ...] = ()
    same: tuple[str, ...] = ()
    row_name: str = ""
    row_number: str = ""
    legal: str = ""
    area: int = 0
    help: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    life: Life | None = None
    gone: tuple[RegisterField, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    needs_evidence: bool = False

    def is_valid(self, day: date) -> bool:
        """Whether it is kept on a day."""
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_to is None or day <= self.valid_to)

    def field(self, key: str) -> RegisterField:
        """The field of a key. Raises Refusal where there is none."""
        found = next((each for each in self.fields if each.key == key), None)
        if found is None:
            known = ", ".join(each.key for each in self.fields)
            raise Refusal(f"Sổ «{self.name}» không có mục «{key}». Các mục: {known}.", key)
        return found

    @property
    def typed(self) -> tuple[RegisterField, ...]:
        """The fields that are filled in here; those of personal data, and hidden ones, are not."""
        return tuple(each for each in self.fields if not (each.is_personal or each.is_hidden))

    def area_of(self, values: Values) -> int:
        """The reform area that a row belongs to, 0 for the whole office: its own, else the register's."""
        own = next((each.key for each in self.fields if each.is_own), "")
        if not own:
            return self.area
        # What was typed before the field was one of areas stays as it is kept.
        code = str(values.get(own, ""))
        return int(code) if code in AREAS_KEPT else 0

    def understood(self, texts: Mapping[str, str]) -> dict[str, Value]:
        """The values of texts by key, as far as the fields can hold them."""
        found: dict[str, Value] = {}
        for wanted in self.typed:
            try:
                value = wanted.read(texts.get(wanted.key, ""))
            except Refusal:
                continue
            if value is not None:
                found[wanted.key] = value
        return found

    def read(self, typed: Mapping[str, str]) -> dict[str, Value]:
        """The values that were typed by key, as they would be stored.

        Raises Refusal, with the key as its field, for a key that there is not, a value that its field cannot
        hold, personal data, and what ``refuse`` refuses.
        """
        values: dict[str, Value] = {}
        for key, text in typed.items():
            wanted = self.field(key)
            value = wanted.read(text)
            if value is not None and wanted.is_personal:
                raise Refusal(
                    f"«{wanted.label}» là dữ liệu cá nhân, chương trình không lưu. Hãy ghi tay vào sổ đã in.",
                    key,
                )
            if value is not None:
                values[key] = value
        self.refuse(values)
        return values

    def refuse(self, values: Values, today: date = date.max) -> None:
        """Raises Refusal, with the key as its field, where something required lacks or a rule is broken."""
        for wanted in self.typed:
            if wanted.is_required and values.get(wanted.key) is None:
                raise Refusal(f"Hãy nhập «{wanted.label}».", wanted.key)
        for rule in self.rules:
            condition = rule.condition
            others = [key for key in condition.operands if key != ENDS]
            known = all(key in values for key in (condition.key, *others))
            if known and not condition.holds(values, today):
                raise Refusal(rule.sentence, condition.key)

    def refuse_row(self, row: "RegisterRow", today: date) -> None:
        """Raises Refusal, with the key as its field, where a row cannot be stored as it is."""
        for wanted in self.typed:
            text = row.unread(wanted.key)
            if text and wanted.is_required and wanted.key not in row.values:
                raise Refusal(
                    f"«{wanted.label}» ghi «{text}», không đúng kiểu của mục. Hãy sửa ô đó.", wanted.key
                )
        self.refuse(row.values, today)
        if row.day(self) is None:
            raise Refusal(f"Hãy nhập «{self.field(self.day).label}».", self.day)

    def title_of(self, values: Values) -> str:
        """What a row is called, without its day: «12/KH-UBND Kiểm tra cải cách hành chính»."""
        return self._words(values, self.row_number, self.row_name)

    def name_of(self, values: Values) -> str:
        """A row in one line: «14/3/2026 Kiểm tra Trạm Y tế»."""
        return self._words(values, self.day, self.row_number, self.row_name)

    def _words(self, values: Values, *keys: str) -> str:
        words = [self.field(key).shown(values.get(key)) for key in keys if key]
        return " ".join(word for word in words if word)

    def told(self, sentence: str, values: Values) -> str:
        """A sentence with what a row holds in the place of the keys in it («{noi_dung}»)."""
        told = KEY_IN_SENTENCE.sub(lambda found: self.field(found[1]).shown(values.get(found[1])), sentence)
        # Nothing is left hanging where a field is empty.
        return clean_line(told).replace(" :", ":").rstrip(":,.; ")

    def likeness(self, values: Values) -> tuple[str, ...]:
        """What rows share that are taken for one another; nothing where none of ``same`` is filled in."""
        words = tuple(fold(self.field(key).shown(values.get(key))) for key in self.same)
        return words if any(words) else ()


@dataclass(slots=True)
class RegisterRow:
    """A row: the register that it belongs to, its values by key. Nobody changes one: a frozen one would take
    three times as long to make, and there may be a hundred thousand.

    ``others`` is what is stored of it beside: of keys that the register has no field for any more, and what
    a field of another type now cannot read. It is kept as it is.
    """

    register: str
    values: Values
    id: str = field(default_factory=new_id)
    others: Mapping[str, Plain] = field(default_factory=dict)

    def unread(self, key: str) -> str:
        """The text that stands in a field that cannot read it; nothing where there is none."""
        kept = self.others.get(key, "")
        return "" if key in self.values else RegisterField(key, "").shown(kept)

    def shown(self, field: RegisterField) -> str:
        """What stands in a field: its value, or the text that it cannot read."""
        return field.shown(self.values.get(field.key)) or self.unread(field.key)

    def taking(self, key: str, value: Value | None) -> "RegisterRow":
        """The row with another value in a field, None for nothing: whatever stood there is gone."""
        values = {each: known for each, known in self.values.items() if each != key}
        if value is not None:
            values[key] = value
        others = {each: kept for each, kept in self.others.items() if each != key}
        return replace(self, values=values, others=others)

    def day(self, register: Register) -> date | None:
        """The day that tells its period."""
        value = self.values.get(register.day)
        return value if isinstance(value, date) else None
