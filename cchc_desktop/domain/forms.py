"""Statistical forms (biểu mẫu) as a catalogue describes them: code, legal line, receiver, columns, validity.

A form is known by an ``id`` that stays; the circular that replaces it brings an issue of its own, valid from
another day. Which one holds for a period is told by the period's last day, and so is which columns are shown:
a level of government that is gone has no column any more (FACTS.md section 6: «cấp huyện» after 01/7/2025).
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from .errors import Refusal
from .report.words import running_date
from .text import clean_line, fold


class Content(StrEnum):
    """What a form's rows are."""

    DOSSIERS = "dossiers"
    """The one-stop dossiers by field of procedures, which have a page of their own (form II.06a)."""
    ROWS = "rows"
    """Rows that are typed: a name and a number for each column."""
    TEMPLATE = "template"
    """Nothing that the program prints: its columns are not known for sure, the superior's own file is
    filled in instead."""


Counts = Mapping[str, int | None]
"""The typed numbers of a row by the ids of their columns; what was not typed is None or is not there."""


def _is_valid(valid_from: date | None, valid_to: date | None, day: date) -> bool:
    return (valid_from is None or valid_from <= day) and (valid_to is None or day <= valid_to)


@dataclass(frozen=True, slots=True)
class FormColumn:
    """A column of numbers, printed as «(``number``)» under ``groups``, outermost first.

    It is the sum of the columns ``parts``, or typed where there are none. ``is_flow`` says that the quarters
    of a longer span are added up; else it says what there is at the end, and the last quarter's stands.
    ``short`` is the header on screens; ``weight`` its share of the printed width.
    """

    id: str
    number: int
    header: str
    groups: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    is_flow: bool = False
    valid_from: date | None = None
    valid_to: date | None = None
    short: str = ""
    weight: float = 1.0

    def is_valid(self, day: date) -> bool:
        """Whether it is part of the form on a day."""
        return _is_valid(self.valid_from, self.valid_to, day)


@dataclass(frozen=True, slots=True)
class Form:
    """One issue of a form, in force from ``valid_from`` to ``valid_to`` (open where None).

    ``code`` is «II.06a/VPCP/KSTT», ``name`` what one calls it («Biểu II.06a»), ``legal`` the circular that it
    comes from («Thông tư số 01/2020/TT-VPCP»). ``receiver`` is who it is sent to, with «{superior}» for the
    office's superior. ``rows`` is the header of the column of names. Where another circular may have replaced
    it, which nobody has read yet, ``successor`` names that and ``doubted_from`` the day that it came into
    force. ``unknown`` says what of the form is not known.
    """

    id: str
    code: str
    name: str
    title: str
    legal: str
    receiver: str
    unit: str
    content: Content
    valid_from: date
    valid_to: date | None = None
    rows: str = ""
    successor: str = ""
    doubted_from: date | None = None
    unknown: str = ""
    columns: tuple[FormColumn, ...] = ()

    @property
    def short(self) -> str:
        """«II.06a»: the code without the mark of who issued it."""
        return self.code.partition("/")[0]

    def is_valid(self, day: date) -> bool:
        """Whether it is in force on a day."""
        return _is_valid(self.valid_from, self.valid_to, day)

    @property
    def typed(self) -> tuple[FormColumn, ...]:
        """The columns that no sum makes."""
        return tuple(column for column in self.columns if not column.parts)

    def shown(self, day: date, filled: Collection[str] = ()) -> tuple[FormColumn, ...]:
        """The columns that a period which ends on this day has, and those that hold numbers all the same:
        what was typed is never hidden. Sums hold only what is shown, and one of nothing is not shown."""
        typed = {one.id for one in self.typed if one.is_valid(day) or one.id in filled}
        found = []
        for column in self.columns:
            parts = tuple(part for part in column.parts if part in typed)
            if column.id in typed or (parts and column.is_valid(day)):
                found.append(replace(column, parts=parts))
        return tuple(found)

    def doubt(self, ends: date) -> str:
        """What is to be told of the form of a period that ends on a day: that another circular may have
        replaced it, and what to do. Nothing where there is no such doubt.

        It asserts nothing, as the text of that circular is not known.
        """
        if self.doubted_from is None or ends < self.doubted_from:
            return ""
        since = running_date(self.doubted_from)
        return (
            f"{self.name} theo {self.legal} có thể đã được thay thế bởi {self.successor} (hiệu lực từ "
            f"{since}): trước khi gửi hãy hỏi cấp trên biểu, nơi nhận đang áp dụng; có biểu mới thì điền tệp "
            "Excel của cấp trên ở «Biểu mẫu…» của trang Báo cáo."
        )


def form_on(forms: Iterable[Form], form_id: str, day: date) -> Form:
    """The issue of a form that is in force on a day; for a day that no issue holds on, the one that came last
    before, or the first. Raises Refusal for a form that there is not."""
    issues = sorted((form for form in forms if form.id == form_id), key=lambda form: form.valid_from)
    if not issues:
        raise Refusal(f"Không có biểu «{form_id}» trong danh mục biểu mẫu.", "form")
    begun = [form for form in issues if form.valid_from <= day]
    return begun[-1] if begun else issues[0]


def forms_on(forms: Sequence[Form], day: date) -> list[Form]:
    """The forms that are in force on a day, in their order."""
    return [form for form in forms if form.is_valid(day)]


def numbers_line(columns: Sequence[FormColumn]) -> tuple[str, ...]:
    """What stands under the header: «(3)=(4)+(6)» for a sum, «(4)» for a column that is typed."""
    numbers = {column.id: f"({column.number})" for column in columns}
    return tuple(
        f"{numbers[column.id]}={'+'.join(numbers[part] for part in column.parts)}"
        if column.parts
        else numbers[column.id]
        for column in columns
    )


def value_of(column: FormColumn, counts: Counts) -> int | None:
    """The number of a column in a row; a sum is empty where all that it adds up is."""
    if not column.parts:
        return counts.get(column.id)
    typed = [count for part in column.parts if (count := counts.get(part)) is not None]
    return sum(typed) if typed else None


def total(columns: Sequence[FormColumn], rows: Iterable[Counts]) -> dict[str, int]:
    """The row «Tổng cộng»: the typed columns added up; one that no row has filled in is not there."""
    found: dict[str, int] = {}
    for counts in rows:
        for column in columns:
            if not column.parts and (count := counts.get(column.id)) is not None:
                found[column.id] = found.get(column.id, 0) + count
    return found


@dataclass(frozen=True, slots=True)
class FormRow:
    """A typed row of a form in a quarter: what it is about (``name``) and its numbers."""

    id: str
    name: str
    counts: Counts

    @property
    def filled(self) -> set[str]:
        """The columns that hold a number."""
        return {column for column, count in self.counts.items() if count is not None}


def over_quarters(form: Form, quarters: Sequence[Sequence[FormRow]]) -> list[FormRow]:
    """The rows of a longer span, from those of its quarters in their order: flows added up by the rows'
    names, what there is at the end from the last quarter that has rows."""
    flows = {column.id for column in form.typed if column.is_flow}
    last = next((rows for rows in reversed(quarters) if rows), ())
    names: dict[str, FormRow] = {fold(row.name): row for row in last}
    for row in (row for rows in quarters for row in rows if flows):
        names.setdefault(fold(row.name), row)
    ending = {fold(row.name): row.counts for row in last}
    found = []
    for key, row in names.items():
        stock = {column: n for column, n in ending.get(key, {}).items() if column not in flows}
        same = [each.counts for rows in quarters for each in rows if fold(each.name) == key]
        added = total([column for column in form.typed if column.id in flows], same)
        found.append(replace(row, counts={**stock, **added}))
    return found


def checked(form: Form, row: FormRow, others: Iterable[FormRow]) -> FormRow:
    """The row as it is stored. Raises Refusal, with the column as its field, where it has no name, the name
    of another one, a column that is none, or a number that cannot be."""
    name = clean_line(row.name)
    if not name:
        raise Refusal(f"{form.name}: hãy ghi «{form.rows}» của dòng.", "name")
    if any(fold(other.name) == fold(name) and other.id != row.id for other in others):
        raise Refusal(f"{form.name} đã có dòng «{name}». Hãy sửa dòng đó.", "name")
    typed = {column.id: column for column in form.typed}
    for column, count in row.counts.items():
        if column not in typed:
            raise Refusal(f"{form.name} không có cột «{column}» để nhập.", column)
        if count is not None and not 0 <= count < 10**9:
            raise Refusal(
                f"{form.name}, dòng «{name}»: cột ({typed[column].number}) phải là số nguyên từ 0.", column
            )
    kept = {column: count for column, count in row.counts.items() if count is not None}
    return FormRow(row.id, name, kept)


def receiver(form: Form, superior: str) -> str:
    """Who a form is sent to, given the short name of the office's superior."""
    return form.receiver.replace("{superior}", superior)
