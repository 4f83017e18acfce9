"""A register as TOML says it, and what an office changed of one of the program's.

What an office changes of a shipped register is kept as a difference (``differences``), so that a newer
program's form of it brings its own new fields while the office's stay (``amended``).
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any

from ..domain.errors import Refusal
from ..domain.registers.fields import Holds, RegisterField
from ..domain.registers.register import Condition, Deadline, Feed, Over, Register, Rule, Test
from . import plain_toml
from .registers import read_described, read_register, registers
from .written import filled, text_of_tables

AMENDS = "amends"
"""The key that says which register a difference is of."""
Described = dict[str, Any]


# A register whole


def register_text(register: Register) -> str:
    """The file that describes a register; ``read_register`` reads it back as it is."""
    return text_of_tables(described(register))


def described(register: Register) -> Described:
    """What the file of a register says by key; what is as usual is left out."""
    life = register.life
    found = {
        "id": register.id,
        "name": register.name,
        "title": register.title if register.title != register.name.upper() else "",
        "legal": register.legal,
        "area": register.area,
        "day": register.day,
        "row_name": register.row_name,
        "row_number": register.row_number,
        "same": list(register.same),
        "help": register.help,
        "valid_from": register.valid_from,
        "valid_to": register.valid_to,
        "state": life.state if life else "",
        "ended": list(life.ended) if life else [],
        "ended_day": life.day if life else "",
        "changed": list(life.changed) if life else [],
        "changed_day": life.changed_day if life else "",
        "evidence": register.needs_evidence,
        "field": [_field(each) for each in register.fields],
        "rule": [_rule(each) for each in register.rules],
        "feed": [_feed(each, register.day) for each in register.feeds],
        "deadline": [_deadline(each) for each in register.deadlines],
        "gone": [_field(each) for each in register.gone],
    }
    return filled(found)


def _field(field: RegisterField) -> Described:
    width = round(field.width * 100)
    found = filled(
        {
            "key": field.key,
            "label": field.label,
            "holds": "" if field.holds is Holds.LINE else field.holds.value,
            "required": field.is_required,
            "choices": list(field.choices),
            "open": field.is_open,
            "at_most": field.at_most,
            "personal": field.is_personal,
            "hidden": field.is_hidden,
            "own": field.is_own,
            "header": field.header,
            "width": width if width != 100 else None,
            "group": field.group,
            "number": field.number,
            "help": field.help,
        }
    )
    return found if field.is_printed else {**found, "printed": False}


def _rule(rule: Rule) -> Described:
    return {**_condition(rule.condition), "sentence": rule.sentence}


def _feed(feed: Feed, own_day: str) -> Described:
    return filled(
        {
            "indicator": feed.indicator,
            "counting": feed.counting.value,
            "of": feed.key if not feed.counting.is_of_rows else "",
            "day": feed.day if feed.day != own_day else "",
            "over": feed.over.value if feed.over is not Over.PERIOD else "",
            "where": [_condition(each) for each in feed.where],
            "name": feed.name,
            "once": feed.once,
        }
    )


def _deadline(deadline: Deadline) -> Described:
    return filled(
        {
            "day": deadline.day,
            "done": deadline.done,
            "sentence": deadline.sentence,
            "unit": deadline.unit,
            "officer": deadline.officer,
            "where": [_condition(each) for each in deadline.where],
        }
    )


def _condition(condition: Condition) -> Described:
    said: Any = True
    if condition.test in (Test.IS, Test.HAS):
        said = list(condition.operands)
    elif condition.test in (Test.AFTER, Test.NOT_AFTER):
        (said,) = condition.operands
    others = [_condition(each) for each in condition.others]
    return {"key": condition.key, condition.test.value: said, **({"or": others} if others else {})}


# What an office changed


def differences(shipped: Register, changed: Register) -> str:
    """What ``changed`` says otherwise than ``shipped``, as it is kept; nothing where it is the same."""
    before, after = described(shipped), described(changed)
    own = {each["key"]: each for each in before["field"]}
    known = {each["indicator"]: each for each in before.get("feed", ())}
    fields, gone, feeds = after["field"], after.get("gone", []), after.get("feed", [])
    keys = [each["key"] for each in fields]
    head = {key: value for key, value in after.items() if key not in ("field", "gone", "feed")}
    found = {
        AMENDS: shipped.id,
        "said": {key: value for key, value in head.items() if before.get(key) != value},
        "unsaid": [key for key in before if key not in after and key not in ("gone", "feed")],
        "order": keys if keys != _in_order([], before["field"], fields) else [],
        "put_away": [each["key"] for each in gone if each["key"] in own],
        "unfed": [code for code in known if code not in {each["indicator"] for each in feeds}],
        "changed": [
            each
            for each in (
                _change(own[field["key"]], field) for field in (*fields, *gone) if field["key"] in own
            )
            if len(each) > 1
        ],
        "added": [each for each in fields if each["key"] not in own],
        "gone": [each for each in gone if each["key"] not in own],
        "feed": [each for each in feeds if known.get(each["indicator"]) != each],
    }
    kept = {key: value for key, value in found.items() if value}
    return text_of_tables(kept) if len(kept) > 1 else ""


def _change(before: Described, after: Described) -> Described:
    """What a field says otherwise: its key, what it says, and under «unsaid» what it says no more."""
    said = {key: value for key, value in after.items() if before.get(key) != value}
    unsaid = [key for key in before if key not in after]
    return {"key": after["key"], **said, **({"unsaid": unsaid} if unsaid else {})}


def _in_order(order: Sequence[str], shipped: Iterable[Described], fields: Sequence[Described]) -> list[str]:
    """The keys of fields as they stand: as ``order`` says; what it does not name comes after the field that
    it follows in the program's form, and fields of the office's own at the end."""
    there = [each["key"] for each in fields]
    found = [key for key in order if key in there]
    previous = ""
    for key in (each["key"] for each in shipped):
        if key in there and key not in found:
            found.insert(found.index(previous) + 1 if previous in found else 0, key)
        previous = key if key in found else previous
    return found + [key for key in there if key not in found]


def amended(shipped: Register, text: str) -> Register:
    """The program's register with what an office changed of it.

    What a change was made to and is there no more is passed over. Where the program now needs a field that
    the office gave up, such fields are hidden instead; where that makes no register either, the fields that
    the office added stand beside the program's. Raises Refusal where the text is no difference.
    """
    try:
        said = plain_toml.loads(text, Decimal)
    except ValueError:
        raise Refusal(f"Phần cơ quan sửa của sổ «{shipped.name}» không đọc được.") from None
    before = described(shipped)
    keys = {each["key"] for each in before["field"]}
    added = [each for each in said.get("added", ()) if each.get("key") not in keys]
    beside = {**before, "field": [*before["field"], *added]}
    for found in (_applied(before, said, "gone"), _applied(before, said, "hidden")):
        try:
            return read_described(found, shipped.id)
        except Refusal:
            continue
    return read_described(beside, shipped.id)


def _applied(before: Described, said: Described, away: str) -> Described:
    """The register with a difference; ``away`` says whether what was given up is gone or hidden."""
    changes = {each.get("key"): each for each in said.get("changed", ())}
    put_away = said.get("put_away", ())
    shipped = {each["key"] for each in before["field"]}
    fields, gone = [], []
    for each in before["field"]:
        field = _with(each, changes.get(each["key"], {}))
        if each["key"] not in put_away:
            fields.append(field)
        elif away == "gone":
            gone.append(field)
        else:
            fields.append(_with(field, {"hidden": True, "unsaid": ["required"]}))
    fields += [each for each in said.get("added", ()) if each.get("key") not in shipped]
    gone += [each for each in said.get("gone", ()) if each.get("key") not in shipped]
    order = _in_order(said.get("order", ()), before["field"], fields)
    fields.sort(key=lambda each: order.index(each["key"]))
    own = {each.get("indicator"): each for each in said.get("feed", ())}
    feeds = [
        own.pop(each["indicator"], each)
        for each in before.get("feed", ())
        if each["indicator"] not in said.get("unfed", ())
    ]
    head = {key: value for key, value in before.items() if key not in said.get("unsaid", ())}
    head |= said.get("said", {})
    return filled({**head, "field": fields, "feed": [*feeds, *own.values()], "gone": gone})


def _with(field: Described, change: Described) -> Described:
    kept = {key: value for key, value in field.items() if key not in change.get("unsaid", ())}
    return kept | {key: value for key, value in change.items() if key != "unsaid"}


@lru_cache(maxsize=256)
def own_register(text: str, register_id: str, name: str) -> Register | None:
    """The register that an office's own text describes: whole, or as what it changed of one of the program's;
    None where the program has that one no more. Raises Refusal where it describes none."""
    if not text.startswith(f"{AMENDS} = "):
        return read_register(text, name)
    shipped = shipped_register(register_id)
    return None if shipped is None else amended(shipped, text)


def shipped_register(register_id: str) -> Register | None:
    """The program's own register of this identity."""
    return next((each for each in registers() if each.id == register_id), None)
