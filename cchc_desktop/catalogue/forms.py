"""The statistical forms that an office sends, from resources/catalogue/forms.toml or a text of its kind.

The file's head says what its keys mean. Which form holds for a period is for ``domain.forms`` to say.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from itertools import pairwise
from typing import Any

from .. import resources
from ..domain.dates import short_date
from ..domain.errors import Refusal
from ..domain.forms import Content, Form, FormColumn
from ..domain.text import capitalized
from . import plain_toml
from .entry import Entry

_HEAD = {"version", "form", "column"}
_FORM = {
    "id", "code", "name", "title", "legal", "receiver", "unit", "content", "rows", "valid_from", "valid_to",
    "successor", "doubted_from", "unknown",
}  # fmt: skip
_COLUMN = {
    "form", "id", "number", "header", "groups", "parts", "nature", "short", "width", "valid_from", "valid_to",
}  # fmt: skip
_ID = re.compile(r"[a-z][a-z0-9_]*")
_NATURES = ("stock", "flow")
_WIDTH = 95
"""What a column is wide, in hundredths of the share of one."""


@cache
def forms() -> tuple[Form, ...]:
    """The forms that the program carries, in the order in which they are offered."""
    return read_forms(resources.read_text("catalogue", "forms.toml"))


def read_forms(text: str) -> tuple[Form, ...]:
    """The forms that a text describes. Raises Refusal with the first mistake, two issues of one form that
    hold on the same day among them."""
    try:
        described = plain_toml.loads(text)
    except ValueError:
        raise Refusal("Danh mục biểu mẫu không đúng cú pháp TOML. Hãy xin lại tệp.") from None
    problems: list[str] = []
    head = Entry(described, "danh mục biểu mẫu", problems)
    head.refuse_unknown(_HEAD)
    head.text("version")
    columns = _columns(head.tables("column", required=False))
    found = [_form(entry, columns) for entry in head.tables("form")]
    _refuse_overlaps(found, problems)
    if problems:
        raise Refusal(capitalized(problems[0]))
    return tuple(found)


def _columns(entries: Sequence[Entry]) -> dict[str, dict[str, tuple[FormColumn, Entry]]]:
    """The columns of each form by their ids, with where they were read."""
    found: dict[str, dict[str, tuple[FormColumn, Entry]]] = {}
    for entry in entries:
        entry.refuse_unknown(_COLUMN)
        own = found.setdefault(entry.text("form"), {})
        column = FormColumn(
            id=entry.text("id"),
            number=entry.whole("number", range(1, 100)) or 0,
            header=entry.text("header"),
            groups=entry.texts("groups"),
            parts=entry.texts("parts"),
            is_flow=entry.choice("nature", _NATURES, "stock") == "flow",
            **_span(entry),
            short=entry.text("short", required=False),
            weight=(entry.whole("width", range(10, 1000), required=False) or _WIDTH) / 100,
        )
        if not _ID.fullmatch(column.id) or column.id in own:
            entry.fault(
                f"có id «{column.id[:40]}» viết sai hoặc trùng. Hãy đặt id khác, chữ thường không dấu."
            )
        own[column.id] = column, entry
    return found


def _span(entry: Entry, required: bool = False) -> dict[str, Any]:
    """The first and the last day of a form, which must have begun, or of a column."""
    valid_from, valid_to = entry.day("valid_from", required), entry.day("valid_to", required=False)
    if valid_from is not None and valid_to is not None and valid_to < valid_from:
        entry.fault("có valid_to trước valid_from. Hãy sửa lại.")
    return {"valid_from": valid_from, "valid_to": valid_to}


def _form(entry: Entry, columns: Mapping[str, Mapping[str, tuple[FormColumn, Entry]]]) -> Form:
    entry.refuse_unknown(_FORM)
    form_id, content = entry.text("id"), entry.choice("content", [str(each) for each in Content])
    own = columns.get(form_id, {})
    kind = Content(content) if content else Content.TEMPLATE
    if kind is Content.TEMPLATE:
        entry.text("unknown")
    elif not own:
        entry.fault("không có cột nào. Hãy thêm các mục [[column]].")
    for column, where in own.values():
        for part in column.parts:
            if part not in own or own[part][0].parts or part == column.id:
                where.fault(f"cộng «{part[:40]}», không phải cột nhập của biểu. Hãy sửa «parts».")
    if entry.has("doubted_from") != entry.has("successor"):
        entry.fault("phải có cả successor và doubted_from. Hãy bổ sung.")
    span = _span(entry, required=True)
    return Form(
        id=form_id,
        code=entry.text("code"),
        name=entry.text("name"),
        title=entry.text("title"),
        legal=entry.text("legal"),
        receiver=entry.text("receiver"),
        unit=entry.text("unit"),
        content=kind,
        valid_from=span["valid_from"] or date.min,
        valid_to=span["valid_to"],
        rows=entry.text("rows", required=kind is not Content.TEMPLATE),
        successor=entry.text("successor", required=False),
        doubted_from=entry.day("doubted_from", required=False),
        unknown=entry.text("unknown", required=False),
        columns=tuple(column for column, _ in own.values()),
    )


def _refuse_overlaps(found: Sequence[Form], problems: list[str]) -> None:
    """Notes two issues of one form that hold on the same day."""
    for before, after in pairwise(sorted(found, key=lambda form: (form.id, form.valid_from))):
        if before.id == after.id and before.is_valid(after.valid_from):
            problems.append(
                f"biểu «{after.id}» có hai bản cùng áp dụng từ {short_date(after.valid_from)}. Hãy ghi "
                "valid_to cho bản trước."
            )
