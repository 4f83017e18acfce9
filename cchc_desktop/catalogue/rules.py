"""Standing rules (quy định phải giữ) from resources/catalogue/rules.toml, or from a text of its kind.

The file says at its head what the keys mean.
"""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache

from .. import resources
from ..domain.errors import Refusal
from ..domain.registers.fields import Holds
from ..domain.registers.register import Register
from ..domain.standing_rules import NAMES, Demand, Measured, StandingRule, State, named
from ..domain.text import capitalized
from . import plain_toml
from .entry import Entry
from .registers import read_condition, registers

_HEAD = {"version", "rule"}
_RULE = {
    "id", "name", "source", "area", "register", "demand", "of", "among", "total", "at_least", "more_than",
    "every_days", "each", "where", "due", "done", "from_tasks", "indicator", "target", "says", "unit",
    "measured", "valid_from", "valid_to", "nothing_yet", *map(str, State),
}  # fmt: skip
_ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_CODE = re.compile(r"[1-8]\.\d{2}")
_MOST_RULES, _LARGEST = 60, 200_000
_AMONG = ("units", "officers")
_YEARS = [str(each) for each in Measured]
_COUNTED_BY_END = frozenset({State.MET, State.OPEN, State.FAILED})
_SAYS: Mapping[Demand, frozenset[State]] = {
    Demand.SHARE: _COUNTED_BY_END | {State.UNKNOWN},
    Demand.DISTINCT: _COUNTED_BY_END,
    Demand.ROWS: _COUNTED_BY_END,
    Demand.EACH: _COUNTED_BY_END | {State.UNKNOWN},
    Demand.EVERY: frozenset({State.KEPT, State.OPEN, State.FAILED, State.UNKNOWN}),
    Demand.IN_TIME: _COUNTED_BY_END | {State.KEPT, State.NOTHING},
    Demand.ALL: _COUNTED_BY_END | {State.NOTHING},
}
"""The states that a demand can come to: a rule has a sentence for each of them, and for no other."""


@cache
def rules() -> tuple[StandingRule, ...]:
    """The rules that the program carries, in the order of their file."""
    text = resources.read_text("catalogue", "rules.toml")
    return read_rules(text, {register.id: register for register in registers()})


def read_rules(text: str, known: Mapping[str, Register]) -> tuple[StandingRule, ...]:
    """The rules that a text describes, over registers by their ids. Raises Refusal with the first mistake."""
    found, problems = _read(text, known)
    if problems:
        raise Refusal(capitalized(problems[0]))
    return tuple(found)


def problems_in(text: str, known: Mapping[str, Register]) -> list[str]:
    """Every mistake in the text of a file of rules, a sentence each."""
    return _read(text, known)[1]


def _read(text: str, known: Mapping[str, Register]) -> tuple[list[StandingRule], list[str]]:
    if len(text) > _LARGEST:
        return [], [f"tệp quy định dài quá {_LARGEST} chữ. Hãy rút gọn."]
    try:
        described = plain_toml.loads(text, parse_float=Decimal)
    except ValueError:
        return [], ["tệp quy định không đúng cú pháp TOML. Hãy xin lại tệp."]
    problems: list[str] = []
    head = Entry(described, "tệp quy định", problems)
    head.refuse_unknown(_HEAD)
    found: list[StandingRule] = []
    for entry in head.tables("rule", most=_MOST_RULES):
        rule = _rule(entry, known)
        if not _ID.fullmatch(rule.id) or rule.id in {each.id for each in found}:
            entry.fault(f"có id «{rule.id[:40]}» viết sai hoặc trùng. Hãy đặt chữ thường không dấu.")
        found.append(rule)
    return found, problems


def _rule(entry: Entry, known: Mapping[str, Register]) -> StandingRule:
    entry.refuse_unknown(_RULE)
    demand = Demand(entry.choice("demand", [str(each) for each in Demand]) or Demand.ROWS)
    register_id = entry.text("register")
    register = known.get(register_id)
    if register_id and register is None:
        entry.fault(f"có register là «{register_id[:40]}», không phải sổ nào. Hãy sửa lại.")
    fields = {each.key: each for each in register.fields} if register is not None else {}
    valid_from, valid_to = entry.day("valid_from", required=False), entry.day("valid_to", required=False)
    if valid_from and valid_to and valid_to < valid_from:
        entry.fault("có valid_to trước valid_from. Hãy sửa lại.")
    value, strict = _value(entry, demand)
    rule = StandingRule(
        id=entry.text("id"),
        name=entry.text("name"),
        source=entry.text("source"),
        demand=demand,
        value=value,
        strict=strict,
        register=register_id,
        unit=entry.text("unit"),
        area=entry.whole("area", range(1, 9), required=False) or 0,
        of=entry.text("of", required=demand in _COUNTS_A_FIELD),
        among=entry.choice("among", _AMONG) if entry.has("among") else "",
        total=_code(entry, "total"),
        each=entry.texts("each"),
        where=tuple(
            read_condition(each, fields) for each in entry.tables("where", required=False, most=10)
        ) if register is not None else (),
        due=entry.text("due", required=demand is Demand.IN_TIME),
        done=entry.text("done", required=demand is Demand.IN_TIME),
        from_tasks=entry.flag("from_tasks"),
        indicator=_code(entry, "indicator"),
        target=_code(entry, "target"),
        says=entry.texts("says"),
        measured=Measured(entry.choice("measured", _YEARS, _YEARS[0]) or _YEARS[0]),
        valid_from=valid_from,
        valid_to=valid_to,
        sentences=_sentences(entry, demand),
        nothing_yet=_sentence(entry, "nothing_yet", required=False),
    )  # fmt: skip
    if register is not None:
        _hold(entry, rule, register)
    return rule


_COUNTS_A_FIELD = (Demand.SHARE, Demand.DISTINCT, Demand.EACH, Demand.ALL)


def _value(entry: Entry, demand: Demand) -> tuple[Decimal, bool]:
    """What a rule asks for, and whether it is more than that."""
    keys = [key for key in ("at_least", "more_than", "every_days") if entry.has(key)]
    wanted = {Demand.EVERY: ("every_days",), Demand.EACH: ()}.get(demand, ("at_least", "more_than"))
    if demand is Demand.EACH and not keys:
        return Decimal(len(entry.texts("each")) or 1), False
    if len(keys) != 1 or keys[0] not in wanted:
        entry.fault(
            "phải nêu đúng một mức: at_least hoặc more_than, riêng every là every_days, each không có mức. "
            "Hãy sửa lại."
        )
        return Decimal(1), False
    value = entry.number(keys[0]) or Decimal(1)
    most = 100 if demand in (Demand.SHARE, Demand.IN_TIME, Demand.ALL) else 1000
    is_whole = demand in (Demand.SHARE, Demand.IN_TIME, Demand.ALL) or value == value.to_integral_value()
    if value > most or not is_whole:
        entry.fault(f"có mức {value} không dùng được. Hãy ghi số nguyên, không quá {most}.")
        return Decimal(1), False
    return value, keys[0] == "more_than"


def _code(entry: Entry, key: str) -> str:
    code = entry.text(key, required=False)
    if code and not _CODE.fullmatch(code):
        entry.fault(f"có mã chỉ tiêu «{code[:40]}» viết sai. Hãy ghi như 1.07.")
        return ""
    return code


def _sentence(entry: Entry, key: str, *, required: bool = True) -> str:
    """The template of a sentence, which names nothing but what is known of an outcome."""
    template = entry.text(key, required=required)
    if strange := sorted(named(template) - NAMES):
        entry.fault(f"có «{key}» nhắc đến {{{strange[0][:20]}}}. Hãy dùng: {', '.join(sorted(NAMES))}.")
    return template


def _sentences(entry: Entry, demand: Demand) -> dict[State, str]:
    """The sentence of each state that the demand can come to."""
    found: dict[State, str] = {}
    for state in State:
        if state in _SAYS[demand]:
            found[state] = _sentence(entry, str(state))
        elif entry.has(str(state)):
            entry.fault(f"có «{state}», quy định loại này không có mức đó. Hãy bỏ đi.")
    return found


def _hold(entry: Entry, rule: StandingRule, register: Register) -> None:
    """Holds what a rule says of a register to that register."""
    fields = {each.key: each for each in register.typed}
    for key, value in (("of", rule.of), ("due", rule.due), ("done", rule.done)):
        if value and value not in fields:
            entry.fault(f"có «{key}» là «{value[:40]}», không phải mục được nhập của sổ. Hãy sửa lại.")
    days: Sequence[str] = [key for key in (rule.due, rule.done) if key in fields]
    if any(fields[key].holds is not Holds.DAY for key in days):
        entry.fault("có due hoặc done không phải là mục kiểu ngày. Hãy sửa lại.")
    if (rule.demand is Demand.EACH) != bool(rule.each):
        entry.fault("là kiểu each thì phải có each, kiểu khác thì không. Hãy sửa lại.")
    of = fields.get(rule.of)
    if of is not None and rule.each and not of.is_open and not set(rule.each) <= set(of.choices):
        entry.fault(f"có «each» không phải là danh sách các mức của mục «{of.label}». Hãy sửa lại.")
    if rule.demand is Demand.SHARE and not (rule.among or rule.total):
        entry.fault("phải nêu among hoặc total để biết tổng số. Hãy bổ sung.")
