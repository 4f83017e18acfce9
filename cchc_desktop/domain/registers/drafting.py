"""A register while an office describes it: its fields come, change, move, go and come back; keys come last.

What is new bears a passing key until ``finished`` makes one of its label, which stays
whatever it is called then.
"""

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from ..text import clean_line, fold
from .fields import Holds, RegisterField
from .register import Condition, Feed, Register, Test
from .shape import key_from

_PASSING = "+"
"""What passing keys begin with: no key of a stored field does."""


def new_register() -> Register:
    """What a register of an office's own begins as: a day, what happened, and a note."""
    day = RegisterField("+1", "Ngày", Holds.DAY, is_required=True, width=0.8)
    what = RegisterField("+2", "Nội dung", Holds.TEXT, is_required=True, width=2.0)
    note = RegisterField("+3", "Ghi chú", Holds.TEXT)
    return Register(_PASSING, "", "", day.key, (day, what, note), same=(day.key, what.key), row_name=what.key)


def is_new(key: str) -> bool:
    """Whether a field, or a register, was never stored."""
    return key.startswith(_PASSING)


def added(register: Register, after: str = "") -> tuple[Register, str]:
    """The register with an empty field behind another, and the key of it."""
    used = {each.key for each in register.fields}
    key = next(each for number in range(1, 1000) if (each := f"{_PASSING}{number}") not in used)
    fields = list(register.fields)
    keys = [each.key for each in fields]
    fields.insert(keys.index(after) + 1 if after in keys else len(fields), RegisterField(key, ""))
    return replace(register, fields=tuple(fields)), key


def changed(register: Register, key: str, **said: Any) -> Register:
    """The register with something else said of a field; what does not go with it is unsaid."""
    return replace(
        register,
        fields=tuple(
            _coherent(replace(each, **said)) if each.key == key else each for each in register.fields
        ),
    )


def _coherent(field: RegisterField) -> RegisterField:
    is_choice, is_number = field.holds is Holds.CHOICE, field.holds in (Holds.NUMBER, Holds.AMOUNT)
    return replace(
        field,
        choices=field.choices if is_choice else (),
        is_open=field.is_open and is_choice,
        at_most=field.at_most if is_number else None,
        is_required=field.is_required and not (field.is_personal or field.is_hidden),
        areas=field.areas if field.holds is Holds.AREA else (),
        is_own=field.is_own and field.holds is Holds.AREA,
    )


def placed(register: Register, keys: Collection[str]) -> Register:
    """The register with its fields in the order of these keys."""
    order = list(keys)
    return replace(register, fields=tuple(sorted(register.fields, key=lambda each: order.index(each.key))))


def moved(register: Register, key: str, by: int) -> Register:
    """The register with a field so many places on, as far as there are any."""
    keys = [each.key for each in register.fields]
    at = keys.index(key)
    keys.insert(max(0, min(len(keys), at + by)), keys.pop(at))
    return placed(register, keys)


def removed(register: Register, key: str) -> Register:
    """The register without a field; what was stored once may be brought back."""
    gone = register.field(key)
    return replace(
        register,
        fields=tuple(each for each in register.fields if each.key != key),
        gone=register.gone if is_new(key) else (*register.gone, gone),
        same=tuple(each for each in register.same if each != key),
        row_name="" if register.row_name == key else register.row_name,
        row_number="" if register.row_number == key else register.row_number,
    )


def brought_back(register: Register, key: str) -> Register:
    """The register with a field at its end that was given up."""
    back = next(each for each in register.gone if each.key == key)
    return replace(
        register,
        fields=(*register.fields, back),
        gone=tuple(each for each in register.gone if each.key != key),
    )


def finished(
    register: Register, ids: Collection[str], keys: Collection[str], *, of_program: bool
) -> tuple[Register, Mapping[str, str]]:
    """The register as it may be stored, and the key that each field had in the draft by the one that it has.

    ``ids`` are those of other registers, ``keys`` those that rows hold something of; ``of_program`` says that
    the program brings the register. A new field that is called as one that was given up takes its place.
    """
    known = {each.key: each.key for each in register.fields if not is_new(each.key)}
    gone = {fold(each.label): each.key for each in register.gone}
    for each in register.fields:
        if is_new(each.key):
            key = gone.pop(fold(each.label), "")
            taken = {*known.values(), *keys, *(old.key for old in register.gone)}
            known[each.key] = key or key_from(each.label, taken, own=of_program)
    there = set(known.values())
    found = replace(
        register,
        id=key_from(register.name, ids, own=True, joint="-") if is_new(register.id) else register.id,
        name=clean_line(register.name),
        title=clean_line(register.title) or register.name.upper(),
        day=known.get(register.day, register.day),
        row_name=known.get(register.row_name, register.row_name),
        same=tuple(known.get(key, key) for key in register.same),
        fields=tuple(replace(each, key=known[each.key]) for each in register.fields),
        feeds=tuple(_renamed(each, known) for each in register.feeds),
        gone=tuple(each for each in register.gone if each.key not in there),
    )
    return found, {stored: drafted for drafted, stored in known.items()}


def _renamed(feed: Feed, keys: Mapping[str, str]) -> Feed:
    where = tuple(_asked(each, keys) for each in feed.where)
    return replace(feed, key=keys.get(feed.key, feed.key), day=keys.get(feed.day, feed.day), where=where)


def _asked(condition: Condition, keys: Mapping[str, str]) -> Condition:
    of_days = condition.test in (Test.AFTER, Test.NOT_AFTER)
    return Condition(
        keys.get(condition.key, condition.key),
        condition.test,
        tuple(keys.get(key, key) for key in condition.operands) if of_days else condition.operands,
        tuple(_asked(other, keys) for other in condition.others),
    )
