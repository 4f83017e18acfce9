"""What an office may make of a register: keys from labels, what must stay, what is wrong, feeds in words."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from ..indicators import Indicator, Kind, Nature
from ..text import fold
from .fields import Holds, RegisterField
from .register import ENDS, KEY_IN_SENTENCE, Condition, Counting, Deadline, Feed, Over, Register, Test

MOST_FIELDS = 40
_LONGEST_KEY = 40
_NUMBERS = (Holds.NUMBER, Holds.AMOUNT)
_NOT_LETTERS = re.compile(r"[^a-z0-9]+")
OWN = "rieng"
"""What the ids of an office's registers, and the keys of its fields in a register of the program, begin with:
a newer program's never do."""

WORDS = {
    Holds.LINE: "Một dòng chữ",
    Holds.TEXT: "Đoạn chữ nhiều dòng",
    Holds.NUMBER: "Số nguyên (số người, số lần)",
    Holds.AMOUNT: "Số có phần lẻ (triệu đồng, ha)",
    Holds.DAY: "Ngày",
    Holds.CHOICE: "Chọn trong danh sách",
    Holds.YES_NO: "Có hoặc Không",
    Holds.UNIT: "Đơn vị",
    Holds.OFFICER: "Công chức",
    Holds.AREA: "Số lĩnh vực (1 đến 8)",
}
"""The types of fields as an official reads them."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a register, at ``place``: «name», «day», «feed:1.07», or the key of a field."""

    place: str
    sentence: str


def key_from(label: str, taken: Collection[str], own: bool = False, joint: str = "_") -> str:
    """A key that a label gives, in letters without accents: «Số biển xe» gives «so_bien_xe».

    It is none of ``taken``; ``own`` says that the program must never come to use it for something else.
    """
    plain = _NOT_LETTERS.sub(joint, fold(label)).strip(joint)
    if own or not plain[:1].isalpha():
        plain = joint.join(filter(None, (OWN, plain)))
    plain = plain[: _LONGEST_KEY - 4].strip(joint)
    found, number = plain, 2
    while found in taken:
        found, number = f"{plain}{joint}{number}", number + 1
    return found


# What must stay


def why_needed(register: Register, key: str) -> str:
    """Why a field cannot be given up; nothing where it can."""
    label = register.field(key).label
    if key == register.day:
        return f"«{label}» cho biết dòng thuộc kỳ nào. Hãy chọn mục ngày khác trước."
    feeds = [feed.indicator for feed in register.feeds if key in keys_of(feed)]
    if feeds:
        return (
            f"Số liệu {', '.join(feeds)} được đếm từ mục «{label}». Có thể ẩn mục, hoặc bỏ số liệu đó trước."
        )
    if any(key in _keys_of_deadline(each) for each in register.deadlines):
        return f"Chương trình nhắc việc đến hạn theo mục «{label}», nên không bỏ được. Có thể ẩn mục."
    if register.field(key).is_own:
        return f"«{label}» cho biết dòng thuộc lĩnh vực nào, ai được ghi. Có thể ẩn mục."
    life = register.life
    in_rules = any(key in (rule.condition.key, *rule.condition.operands) for rule in register.rules)
    if in_rules or (life is not None and key in (life.state, life.day, life.changed_day)):
        return f"Sổ kiểm tra các dòng bằng mục «{label}», nên không bỏ được. Có thể ẩn mục."
    return ""


def keys_of(feed: Feed) -> set[str]:
    """The fields that a feed is counted from."""
    return {feed.key, feed.day, *_keys_asked(feed.where)} - {""}


def _keys_of_deadline(deadline: Deadline) -> set[str]:
    own = {deadline.day, deadline.done, deadline.unit, deadline.officer}
    return own | set(KEY_IN_SENTENCE.findall(deadline.sentence)) | _keys_asked(deadline.where)


def _keys_asked(where: Iterable[Condition]) -> set[str]:
    found: set[str] = set()
    for condition in where:
        found.add(condition.key)
        if condition.test in (Test.AFTER, Test.NOT_AFTER):
            found |= set(condition.operands) - {ENDS}
        found |= _keys_asked(condition.others)
    return found


# What is wrong


def faults_of(
    register: Register, indicators: Mapping[str, Indicator], trusted: Collection[Feed] = ()
) -> list[Fault]:
    """All that is wrong with a register that an office made; ``indicators`` are those there are, by code.
    Of ``trusted`` feeds, which the program brings, it is known that they go with their indicators."""
    found: list[Fault] = []
    if not register.name:
        found.append(Fault("name", "Hãy đặt tên sổ."))
    if len(register.fields) > MOST_FIELDS:
        found.append(Fault("fields", f"Sổ có {len(register.fields)} mục, quá {MOST_FIELDS}. Hãy bỏ bớt."))
    labels: set[tuple[str, str]] = set()
    for each in register.fields:
        found += [Fault(each.key, sentence) for sentence in _faults_of_field(each)]
        if each.label and (each.group, fold(each.label)) in labels:
            found.append(Fault(each.key, f"Sổ có hai mục tên «{each.label}». Hãy đổi một tên."))
        labels.add((each.group, fold(each.label)))
    days = {each.key for each in register.typed if each.holds is Holds.DAY}
    if register.day not in days:
        words = "Hãy chọn mục ngày cho biết dòng thuộc kỳ nào; sổ phải có một mục kiểu Ngày, không ẩn."
        found.append(Fault("day", words))
    for feed in register.feeds:
        place = f"feed:{feed.indicator}"
        if feed not in trusted:
            found += [Fault(place, words) for words in _faults_of_indicator(feed, indicators)]
        found += [Fault(place, words) for words in _faults_of_feed(register, feed)]
    return found


def _faults_of_field(each: RegisterField) -> Iterable[str]:
    if not each.label:
        yield "Hãy đặt tên mục."
    if each.holds is Holds.CHOICE and not each.choices:
        yield f"«{each.label}» chọn trong danh sách: hãy ghi các mức, mỗi dòng một mức."
    if len({fold(choice) for choice in each.choices}) < len(each.choices):
        yield f"«{each.label}» có hai mức giống nhau. Hãy bỏ một mức."


def _faults_of_indicator(feed: Feed, indicators: Mapping[str, Indicator]) -> Iterable[str]:
    indicator = indicators.get(feed.indicator)
    if not feed.indicator or indicator is None:
        yield (
            "Hãy chọn chỉ tiêu mà sổ cho số liệu."
            if not feed.indicator
            else (f"Không có chỉ tiêu {feed.indicator}. Hãy chọn trong danh mục.")
        )
        return
    code = indicator.code
    if not is_fed(indicator):
        yield f"Chỉ tiêu {code} được tính hoặc chọn, không đếm từ sổ. Hãy chọn chỉ tiêu khác."
    elif feed.over not in overs(indicator):
        yield f"Chỉ tiêu {code} là số {indicator.nature.label.lower()}. Hãy chọn lại các dòng được đếm."
    elif (feed.counting is Counting.ANY) != bool(indicator.choices):
        yield f"Chỉ tiêu {code}: «Có dòng nào hay không» dùng cho chỉ tiêu có, không. Hãy chọn lại cách đếm."
    elif indicator.nature is Nature.DISTINCT and feed.counting is not Counting.DISTINCT:
        yield f"Chỉ tiêu {code} đếm không trùng. Hãy chọn «Đếm không trùng» theo một mục."


def _faults_of_feed(register: Register, feed: Feed) -> Iterable[str]:
    code, keys = feed.indicator, {each.key for each in countable(register, feed)}
    if not feed.counting.is_of_rows and feed.key not in keys:
        wanted = "mục số để cộng" if feed.counting is Counting.SUM else "mục để đếm không trùng"
        yield f"Chỉ tiêu {code}: hãy chọn {wanted}."
    known = {each.key: each for each in register.fields}
    for condition in feed.where:
        wanted_field = known.get(condition.key)
        if condition.test in (Test.IS, Test.HAS) and not condition.operands:
            label = wanted_field.label if wanted_field is not None else condition.key
            yield f"Chỉ tiêu {code}: hãy ghi mức của «{label}» trong điều kiện."
        if wanted_field is None or condition.test not in asked_of(wanted_field):
            yield f"Chỉ tiêu {code}: điều kiện không hợp với mục. Hãy chọn lại mục hoặc điều kiện."


def is_fed(indicator: Indicator) -> bool:
    """Whether an indicator can be counted from the rows of a register."""
    counted = (Nature.FLOW, Nature.STOCK, Nature.DISTINCT)
    is_count = indicator.kind is Kind.TYPED and indicator.nature in counted
    is_yes_or_no = indicator.nature is Nature.FLAG and {value for value, _ in indicator.choices} == {0, 1}
    return (is_count or is_yes_or_no) and not indicator.is_counted_elsewhere


def overs(indicator: Indicator) -> tuple[Over, ...]:
    """Which rows an indicator may mean: what there is at the period's end, or what came within it."""
    if indicator.nature is Nature.FLAG:
        return (Over.YEAR, Over.PERIOD, Over.UNTIL)
    return (Over.UNTIL, Over.YEAR) if indicator.nature is Nature.STOCK else (Over.PERIOD,)


def countable(register: Register, feed: Feed) -> list[RegisterField]:
    """The fields that a feed may add up, or count without doubles."""
    wants_numbers = feed.counting is Counting.SUM
    return [
        each for each in register.fields if not each.is_personal and (each.holds in _NUMBERS) == wants_numbers
    ]


def asked_of(each: RegisterField) -> tuple[Test, ...]:
    """What a condition may ask of a field."""
    more = {
        Holds.YES_NO: (Test.YES, Test.NOT_YES),
        Holds.DAY: (Test.NOT_AFTER, Test.AFTER, Test.OPEN),
        Holds.NUMBER: (),
        Holds.AMOUNT: (),
    }.get(each.holds, (Test.IS, Test.HAS))
    return (*more, Test.FILLED, Test.EMPTY)


# Read back


def said_feed(register: Register, feed: Feed, name: str) -> str:
    """What a feed counts, as a sentence; ``name`` is that of its indicator."""

    def label(key: str) -> str:
        return next((f"«{each.label}»" for each in register.fields if each.key == key), "«?»")

    counting = {
        Counting.ROWS: "đếm số dòng",
        Counting.ANY: "«Có» khi có một dòng",
        Counting.SUM: f"cộng mục {label(feed.key)} của các dòng",
        Counting.DISTINCT: f"đếm {label(feed.key)}, mỗi nội dung một lần, của các dòng",
    }[feed.counting]
    over = {
        Over.PERIOD: "trong kỳ",
        Over.YEAR: "từ đầu năm đến hết kỳ",
        Over.UNTIL: "từ trước đến hết kỳ",
    }[feed.over]
    words = f"{feed.indicator} {name}: {counting} có {label(feed.day or register.day)} {over}"
    conditions = [_said_condition(each, label) for each in feed.where]
    return f"{words}{', mà ' if conditions else ''}{' và '.join(conditions)}."


def _said_condition(condition: Condition, label: Callable[[str], str]) -> str:
    """A condition in words, with what may be met in its place."""
    others = [_said_condition(each, label) for each in condition.others]
    return " hoặc ".join((_said_alone(condition, label), *others))


def _said_alone(condition: Condition, label: Callable[[str], str]) -> str:
    name = label(condition.key)
    other = "ngày cuối kỳ" if condition.operands == (ENDS,) else label(next(iter(condition.operands), ""))
    match condition.test:
        case Test.IS:
            return f"{name} là {' hoặc '.join(condition.operands)}"
        case Test.HAS:
            return f"{name} có chữ {' hoặc '.join(condition.operands)}"
        case Test.FILLED:
            return f"{name} đã ghi"
        case Test.EMPTY:
            return f"{name} chưa ghi"
        case Test.YES:
            return f"{name} là Có"
        case Test.NOT_YES:
            return f"{name} không là Có"
        case Test.OPEN:
            return f"{name} chưa ghi hoặc sau kỳ"
        case Test.NOT_AFTER:
            return f"{name} không sau {other}"
    return f"{name} sau {other}"
