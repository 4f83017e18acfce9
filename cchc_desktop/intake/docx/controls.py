"""Content controls of Word files (ECMA-376 part 1, section 17.5.2): which of them hold no text to read."""

from typing import TYPE_CHECKING

from . import xml as x

if TYPE_CHECKING:
    from lxml.etree import _Element

_STYLE = "PlaceholderText"
_CONTENTS = "Table of Contents"


def holds_contents(properties: "_Element | None") -> bool:
    """Whether a control is the frame around a table of contents."""
    return (x.value(properties, "docPartObj", "docPartGallery") or "").startswith(_CONTENTS)


def is_prompt(properties: "_Element | None", content: "_Element") -> bool:
    """Whether a content control shows its prompt: it says so, or it shows the entry of its list without a
    value, under which Word keeps «Chọn một mục»."""
    if properties is None:
        return False
    if x.switch(properties, "showingPlcHdr"):
        return True
    runs = [run for run in content.iter("{*}r") if x.child(run, "t") is not None]
    if runs and all(x.value(run, "rPr", "rStyle") == _STYLE for run in runs):
        return True
    for kind in ("dropDownList", "comboBox"):
        entries = x.children(x.child(properties, kind), "listItem")
        empty = {x.attribute(each, "displayText") or "" for each in entries if not x.attribute(each, "value")}
        if empty and "".join(x.written(content)) in empty:
            return True
    return False
