"""What a change of a register does to the rows that it has."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from .fields import Plain
from .register import Register
from .shape import Fault


@dataclass(frozen=True, slots=True)
class Effects:
    """What a register's change does to its ``rows`` rows.

    By the labels of fields, how many hold what the field cannot read (``unread``), a choice that there is no
    more (``foreign``), or lack what every row needs from now on (``lacking``); ``kept`` are fields that are
    given up, with how many rows keep something of them, ``back`` those that are there again. ``why_not`` are
    reasons for which it cannot be done.
    """

    rows: int = 0
    unread: Mapping[str, int] = field(default_factory=dict)
    foreign: Mapping[str, int] = field(default_factory=dict)
    lacking: Mapping[str, int] = field(default_factory=dict)
    kept: Mapping[str, int] = field(default_factory=dict)
    back: Mapping[str, int] = field(default_factory=dict)
    why_not: tuple[Fault, ...] = ()

    @property
    def sentences(self) -> list[str]:
        """What is to be known before it is stored."""
        said = (
            (
                self.unread,
                "ở {} dòng không đọc được theo kiểu mới: chữ vẫn giữ, được tô màu để sửa",
            ),
            (self.foreign, "ở {} dòng ghi mức không có trong danh sách: chữ vẫn giữ, được tô màu để sửa"),
            (self.lacking, "bắt buộc nhưng {} dòng chưa ghi: sửa dòng nào thì phải nhập dòng ấy"),
            (self.kept, "bị bỏ nhưng nội dung ở {} dòng vẫn giữ, lấy lại mục thì hiện lại"),
            (self.back, "trở lại cùng nội dung đã ghi ở {} dòng"),
        )
        return [
            f"«{label}» {words.format(count)}." for found, words in said for label, count in found.items()
        ]


def carried(before: Register, after: Register, values: Mapping[str, Plain]) -> dict[str, Plain]:
    """What is kept of a row once its register is ``after``: every value, in the type that its field has."""
    found: dict[str, Plain] = {}
    now = {each.key: each for each in after.fields}
    was = {each.key: each for each in (*before.gone, *before.fields)}
    for key, plain in values.items():
        both = key in now and key in was
        found[key] = now[key].carried(was[key], plain) if both else plain
    return found


def effects_of(before: Register, after: Register, rows: Collection[Mapping[str, Plain]]) -> Effects:
    """What making ``before`` into ``after`` does to rows, as they are kept."""
    unread: dict[str, int] = {}
    foreign: dict[str, int] = {}
    lacking: dict[str, int] = {}
    kept: dict[str, int] = {}
    back: dict[str, int] = {}
    why_not: list[Fault] = []
    was = {each.key: each for each in before.fields}
    now = {each.key: each for each in after.fields}
    moved = [carried(before, after, values) for values in rows]
    for each in after.fields:
        old = was.get(each.key)
        held = [values[each.key] for values in moved if each.key in values]
        if held and each.is_personal and (old is None or not old.is_personal):
            why_not.append(
                Fault(
                    each.key,
                    f"«{each.label}» đã có nội dung ở {len(held)} dòng nên không thể thành cột ghi tay. "
                    "Hãy xóa nội dung đó trước, hoặc ẩn mục.",
                )
            )
            continue
        if old is None and held:
            back[each.label] = len(held)
        if old is not None and old.holds is not each.holds:
            count = sum(each.understood(value) is None for value in held)
            unread |= {each.label: count} if count else {}
        if old is None or (old.holds, old.choices, old.is_open) != (each.holds, each.choices, each.is_open):
            count = sum(not each.is_offered(value) for value in held)
            foreign |= {each.label: count} if count else {}
        if each.is_required and (old is None or not old.is_required) and len(held) < len(moved):
            lacking[each.label] = len(moved) - len(held)
    for each in before.fields:
        count = sum(each.key in values for values in rows)
        if each.key not in now and count:
            kept[each.label] = count
    if after.day != before.day and after.day in now:
        day = now[after.day]
        without = sum(day.understood(values.get(after.day, "")) is None for values in moved)
        if without:
            words = f"{without} dòng chưa ghi «{day.label}», nên chưa lấy mục này làm ngày của sổ được."
            why_not.append(Fault("day", f"{words} Hãy ghi đủ trước."))
    return Effects(len(rows), unread, foreign, lacking, kept, back, tuple(why_not))
