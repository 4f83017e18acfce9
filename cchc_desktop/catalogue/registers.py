"""Registers (sổ theo dõi) from resources/catalogue/registers/*.toml, or from a text of their kind.

A file describes one register; «kiem-tra.toml» says at its head what the keys mean.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache
from typing import Any

from .. import resources
from ..domain.errors import Refusal
from ..domain.registers.fields import Holds, RegisterField
from ..domain.registers.register import (
    ENDS,
    KEY_IN_SENTENCE,
    Condition,
    Counting,
    Deadline,
    Feed,
    Life,
    Over,
    Register,
    Rule,
    Test,
)
from ..domain.text import capitalized, sort_key
from . import plain_toml
from .entry import Entry
from .offices import areas

_HEAD = {
    "id", "name", "title", "day", "row_name", "row_number", "same", "legal", "area", "help", "valid_from",
    "valid_to", "evidence", "field", "feed", "rule", "deadline", "gone", "state", "ended", "ended_day",
    "changed", "changed_day",
}  # fmt: skip
_FIELD = {
    "key", "label", "holds", "required", "choices", "open", "at_most", "personal", "printed", "hidden",
    "header", "width", "group", "number", "help", "own",
}  # fmt: skip
_FEED = {"indicator", "counting", "of", "day", "over", "where", "name", "once"}
_CONDITION = {"key", "is", "has", "filled", "empty", "yes", "not_yes", "not_after", "after", "open", "or"}
_DEADLINE = {"day", "done", "sentence", "unit", "officer", "where"}
_RULE = {"key", "not_after", "after", "sentence"}
_ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")
_CODE = re.compile(r"[1-8]\.\d{2}")
_MOST_FIELDS = 40
_MOST_GONE = 200
_MOST_CHOICES = 60
_MOST_DEADLINES = 10
LARGEST = 200_000
"""The letters that the text of a register may have."""


@cache
def registers() -> tuple[Register, ...]:
    """The registers that the program carries, in the order in which they are offered."""
    names = resources.names("catalogue", "registers")
    found = [read_register(resources.read_text("catalogue", "registers", name), name) for name in names]
    return tuple(sorted(found, key=lambda register: (register.area or 9, sort_key(register.name))))


def read_register(text: str, where: str = "") -> Register:
    """The register that a text describes; ``where`` is the name of its file.

    Raises Refusal with the first mistake.
    """
    return _whole(*_read(text, where))


def _whole(register: Register | None, problems: Sequence[str]) -> Register:
    if problems:
        raise Refusal(capitalized(problems[0]))
    assert register is not None
    return register


def problems_in(text: str, where: str = "") -> list[str]:
    """Every mistake in the text of a register, a sentence each."""
    return _read(text, where)[1]


def _read(text: str, where: str) -> tuple[Register | None, list[str]]:
    name = f"sổ theo dõi «{where}»" if where else "sổ theo dõi"
    if len(text) > LARGEST:
        return None, [f"{name} dài quá {LARGEST} chữ. Hãy rút gọn."]
    try:
        described = plain_toml.loads(text, Decimal)
    except ValueError:
        return None, [f"{name} không đúng cú pháp TOML. Hãy xin lại tệp."]
    return _described(described, name)


def read_described(described: Mapping[str, Any], where: str = "") -> Register:
    """The register of what its TOML says by key. Raises Refusal with the first mistake."""
    return _whole(*_described(described, f"sổ theo dõi «{where}»" if where else "sổ theo dõi"))


def _described(described: Mapping[str, Any], name: str) -> tuple[Register, list[str]]:
    problems: list[str] = []
    head = Entry(dict(described), name, problems)
    head.refuse_unknown(_HEAD)
    register_id = head.text("id")
    if register_id and not _ID.fullmatch(register_id):
        head.fault(f"có id «{register_id[:40]}» viết sai. Hãy đặt chữ thường không dấu, nối bằng gạch ngang.")
    fields = _fields(head.tables("field", most=_MOST_FIELDS), problems)
    gone = _fields(head.tables("gone", required=False, most=_MOST_GONE), problems, fields)
    keys = {each.key: each for each in fields}
    days = {each.key for each in fields if each.holds is Holds.DAY}
    day = head.text("day")
    if day and day not in days:
        head.fault(f"có day là «{day[:40]}», không phải mục kiểu ngày của sổ. Hãy sửa lại.")
    row_name = head.text("row_name", required=False)
    row_number = head.text("row_number", required=False)
    same = head.texts("same")
    for key in (row_name, row_number, *same):
        if key and key not in keys:
            head.fault(f"nhắc đến mục «{key[:40]}» không có trong sổ. Hãy sửa lại.")
    valid_from, valid_to = head.day("valid_from", required=False), head.day("valid_to", required=False)
    if valid_from and valid_to and valid_to < valid_from:
        head.fault("có valid_to trước valid_from. Hãy sửa lại.")
    register = Register(
        id=register_id,
        name=head.text("name"),
        title=head.text("title", required=False) or head.text("name").upper(),
        day=day,
        fields=tuple(fields),
        feeds=tuple(_feed(entry, keys, day) for entry in head.tables("feed", required=False)),
        rules=tuple(_rule(entry, days) for entry in head.tables("rule", required=False)),
        same=same,
        row_name=row_name,
        row_number=row_number,
        legal=head.text("legal", required=False),
        area=head.whole("area", range(1, 9), required=False) or 0,
        help=head.text("help", required=False),
        valid_from=valid_from,
        valid_to=valid_to,
        life=_life(head, keys),
        gone=tuple(gone),
        needs_evidence=head.flag("evidence"),
        deadlines=tuple(
            _deadline(entry, keys) for entry in head.tables("deadline", required=False, most=_MOST_DEADLINES)
        ),
    )
    codes = [feed.indicator for feed in register.feeds]
    for code in {each for each in codes if codes.count(each) > 1}:
        head.fault(f"có hai [[feed]] cho chỉ tiêu {code}. Hãy bỏ một mục.")
    return register, problems


def _life(head: Entry, keys: "dict[str, RegisterField]") -> Life | None:
    """How rows end: «state», «ended» and «ended_day» of the head, all of them or none; and how they become
    others, «changed» and «changed_day», both or none."""
    state, day = head.text("state", required=False), head.text("ended_day", required=False)
    ended, changed = head.texts("ended"), head.texts("changed")
    changed_day = head.text("changed_day", required=False)
    if not (state or ended or day or changed or changed_day):
        return None
    choices = set(keys[state].choices) if state in keys else set()
    if not ended or not set(ended) <= choices or day not in keys or keys[day].holds is not Holds.DAY:
        head.fault(
            "phải nêu đủ state (mục kiểu choice), ended (các mức của mục đó) và ended_day (mục kiểu ngày). "
            "Hãy sửa lại."
        )
        return None
    if (changed or changed_day) and (
        not changed
        or not set(changed) <= choices - set(ended)
        or changed_day not in keys
        or keys[changed_day].holds is not Holds.DAY
    ):
        head.fault(
            "phải nêu đủ changed (các mức khác của mục state) và changed_day (mục kiểu ngày). Hãy sửa lại."
        )
        return None
    return Life(state, ended, day, changed, changed_day)


def _fields(
    entries: Sequence[Entry], problems: list[str], others: Sequence[RegisterField] = ()
) -> list[RegisterField]:
    found: list[RegisterField] = []
    for entry in entries:
        entry.refuse_unknown(_FIELD)
        field = _field(entry)
        if not _KEY.fullmatch(field.key) or field.key in {each.key for each in (*others, *found)}:
            entry.fault(f"có key «{field.key[:40]}» viết sai hoặc trùng. Hãy đặt chữ thường không dấu.")
        found.append(field)
    if found and not others and all(field.is_personal for field in found):
        problems.append("sổ theo dõi chỉ có mục dữ liệu cá nhân. Hãy thêm mục để nhập.")
    return found


def _field(entry: Entry) -> RegisterField:
    holds = Holds(entry.choice("holds", [str(each) for each in Holds], Holds.LINE) or Holds.LINE)
    choices = entry.texts("choices", most=_MOST_CHOICES)
    if (holds is Holds.CHOICE) != bool(choices):
        entry.fault("là kiểu choice thì phải có choices, kiểu khác thì không. Hãy sửa lại.")
    at_most = entry.number("at_most")
    if at_most is not None and holds not in (Holds.NUMBER, Holds.AMOUNT):
        entry.fault("có at_most nhưng không phải là số. Hãy bỏ at_most.")
    field = RegisterField(
        key=entry.text("key"),
        label=entry.text("label"),
        holds=holds,
        is_required=entry.flag("required"),
        choices=choices,
        is_open=entry.flag("open"),
        at_most=at_most,
        is_personal=entry.flag("personal"),
        is_printed=not entry.has("printed") or entry.flag("printed"),
        is_hidden=entry.flag("hidden"),
        header=entry.text("header", required=False),
        width=(entry.whole("width", range(10, 1000), required=False) or 100) / 100,
        areas=areas() if holds is Holds.AREA else (),
        is_own=entry.flag("own"),
        group=entry.text("group", required=False),
        number=entry.whole("number", range(1, 100), required=False) or 0,
        help=entry.text("help", required=False),
    )
    if field.is_hidden and field.is_required:
        entry.fault("được ẩn nên không nhập, không thể bắt buộc. Hãy bỏ required.")
    if field.is_own and holds is not Holds.AREA:
        entry.fault("có own nhưng không phải là kiểu area. Hãy bỏ own.")
    if field.is_personal and field.is_required:
        entry.fault("là dữ liệu cá nhân nên không nhập, không thể bắt buộc. Hãy bỏ required.")
    return field


def _feed(entry: Entry, keys: "dict[str, RegisterField]", own_day: str) -> Feed:
    entry.refuse_unknown(_FEED)
    code = entry.text("indicator")
    if code and not _CODE.fullmatch(code):
        entry.fault(f"có mã chỉ tiêu «{code[:40]}» viết sai. Hãy ghi như 1.07.")
    counting = Counting(entry.choice("counting", [str(each) for each in Counting]) or Counting.ROWS)
    key = entry.text("of", required=not counting.is_of_rows)
    if counting.is_of_rows and key:
        entry.fault("đếm dòng thì không có «of». Hãy bỏ đi.")
    elif key:
        counted = keys.get(key)
        numbers = (Holds.NUMBER, Holds.AMOUNT)
        if counted is None or counted.is_personal or (counting is Counting.SUM) != (counted.holds in numbers):
            wanted = "một mục kiểu số" if counting is Counting.SUM else "một mục không phải là số"
            entry.fault(f"có «of» là «{key[:40]}». Hãy chọn {wanted} của sổ.")
    day = entry.text("day", required=False) or own_day
    if day not in keys or keys[day].holds is not Holds.DAY:
        entry.fault(f"có day là «{day[:40]}», không phải mục kiểu ngày của sổ. Hãy sửa lại.")
    over = Over(entry.choice("over", [str(each) for each in Over], Over.PERIOD) or Over.PERIOD)
    where = tuple(read_condition(each, keys) for each in entry.tables("where", required=False, most=10))
    once = entry.text("once", required=False)
    if once and once not in keys:
        entry.fault(f"có once là «{once[:40]}», không phải mục của sổ. Hãy sửa lại.")
    return Feed(code, counting, key, day, over, where, entry.text("name", required=False), once)


def read_condition(entry: Entry, keys: "dict[str, RegisterField]") -> Condition:
    """A condition on rows of a register with these fields; notes what is wrong with it."""
    found = _one_condition(entry, keys)
    others = tuple(_one_condition(each, keys) for each in entry.tables("or", required=False, most=10))
    return replace(found, others=others)


def _one_condition(entry: Entry, keys: "dict[str, RegisterField]") -> Condition:
    entry.refuse_unknown(_CONDITION)
    key = entry.text("key")
    tests = [test for test in Test if entry.has(str(test))]
    if key not in keys or len(tests) != 1:
        entry.fault("phải nêu một mục của sổ và đúng một điều kiện (is, filled, after …). Hãy sửa lại.")
        return Condition(key, Test.FILLED)
    (test,) = tests
    holds = keys[key].holds
    if test is Test.IS:
        operands = entry.texts("is", most=_MOST_CHOICES)
        field = keys[key]
        if not operands or (field.choices and not field.is_open and not set(operands) <= set(field.choices)):
            entry.fault("có «is» không phải là danh sách các mức của mục đó. Hãy sửa lại.")
        return Condition(key, test, operands)
    if test is Test.HAS:
        operands = entry.texts("has", most=_MOST_CHOICES)
        if not operands:
            entry.fault("có «has» không phải là danh sách các đoạn chữ. Hãy sửa lại.")
        return Condition(key, test, operands)
    if test in (Test.NOT_AFTER, Test.AFTER):
        return Condition(key, test, _other_day(entry, key, str(test), keys))
    if not entry.flag(str(test)):
        entry.fault(f"có «{test}» không phải là true. Hãy sửa lại.")
    wanted = {Test.YES: Holds.YES_NO, Test.NOT_YES: Holds.YES_NO, Test.OPEN: Holds.DAY}.get(test, holds)
    if holds is not wanted:
        entry.fault(f"dùng «{test}» cho mục khác kiểu. Hãy sửa lại.")
    return Condition(key, test)


def _other_day(entry: Entry, key: str, test: str, keys: "dict[str, RegisterField]") -> tuple[str, ...]:
    other = entry.text(test)
    days = {each for each, field in keys.items() if field.holds is Holds.DAY}
    if key not in days or other not in {ENDS, *days}:
        entry.fault(f"so sánh «{key[:40]}» với «{other[:40]}». Hãy so hai mục kiểu ngày của sổ.")
    return (other or ENDS,)


def _deadline(entry: Entry, keys: "dict[str, RegisterField]") -> Deadline:
    entry.refuse_unknown(_DEADLINE)
    day, done = entry.text("day"), entry.text("done")
    if day not in keys or keys[day].holds is not Holds.DAY:
        entry.fault(f"có day là «{day[:40]}», không phải mục kiểu ngày của sổ. Hãy sửa lại.")
    sentence = entry.text("sentence")
    unit, officer = entry.text("unit", required=False), entry.text("officer", required=False)
    for key in filter(None, (done, unit, officer, *KEY_IN_SENTENCE.findall(sentence))):
        if key not in keys or keys[key].is_personal:
            entry.fault(f"nhắc đến mục «{key[:40]}» không có trong sổ, hoặc không lưu. Hãy sửa lại.")
    where = tuple(read_condition(each, keys) for each in entry.tables("where", required=False, most=10))
    return Deadline(day, done, sentence, unit, officer, where)


def _rule(entry: Entry, days: Collection[str]) -> Rule:
    entry.refuse_unknown(_RULE)
    key = entry.text("key")
    tests = [test for test in (Test.NOT_AFTER, Test.AFTER) if entry.has(str(test))]
    test = tests[0] if len(tests) == 1 else Test.NOT_AFTER
    other = entry.text(str(test)) if len(tests) == 1 else ""
    if len(tests) != 1 or key not in days or other not in {ENDS, *days}:
        entry.fault("phải so sánh hai mục kiểu ngày của sổ bằng not_after hoặc after. Hãy sửa lại.")
    return Rule(Condition(key, test, (other,)), entry.text("sentence"))
