"""Fields of Word files (ECMA-376 part 1, section 17.16): what they show is text, what makes them is not."""

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from . import xml as x

if TYPE_CHECKING:
    from lxml.etree import _Element

_CONTENTS = re.compile(r"\s*(?:TOC|TOA|RD)\b", re.IGNORECASE)
_EQUATION = re.compile(r"\s*EQ\b", re.IGNORECASE)
_MOST = 64
"""Fields within one another; a file with more is no file of Word's."""
_EMPTY_BOX, _TICKED_BOX = "☐", "☒"


@dataclass(slots=True)
class _Field:
    code: str = ""
    shows: bool = False


@dataclass(slots=True)
class Fields:
    """The fields that are open at a place, the outermost first."""

    _open: list[_Field] = field(default_factory=list)

    @property
    def shown(self) -> bool:
        """Whether text here is printed: no field around it is still being told what to do."""
        return all(each.shows for each in self._open)

    @property
    def in_contents(self) -> bool:
        """Whether a table of contents is open."""
        return any(each.shows and _CONTENTS.match(each.code) for each in self._open)

    def told(self, code: str) -> None:
        """A piece of what a field is told."""
        if self._open and not self._open[-1].shows:
            self._open[-1].code += code[:200]

    def mark(self, element: "_Element") -> tuple[str, str]:
        """Where a field begins, shows or ends: what stands there by itself, and the code of one that ended
        without showing anything."""
        match x.attribute(element, "fldCharType"):
            case "begin":
                if len(self._open) < _MOST:
                    self._open.append(_Field())
                return _form_field(element), ""
            case "separate" if self._open:
                self._open[-1].shows = True
            case "end" if self._open:
                ended = self._open.pop()
                if not ended.shows:
                    return "", ended.code
        return "", ""

    def end_paragraph(self) -> None:
        """What a field is told goes over no paragraph, so one that never shows takes no more than its own."""
        for each in self._open:
            each.shows = True


def is_equation(code: str) -> bool:
    """Whether a field that shows nothing is an equation, which Word draws from its code."""
    return _EQUATION.match(code) is not None


def _form_field(element: "_Element") -> str:
    """What an old form's tick box or list shows, which is not among its text."""
    data = x.child(element, "ffData")
    box = x.child(data, "checkBox")
    if box is not None:
        ticked = x.switch(box, "checked")
        if ticked is None:
            ticked = x.switch(box, "default")
        return _TICKED_BOX if ticked else _EMPTY_BOX
    choices = x.child(data, "ddList")
    if choices is not None:
        entries = [x.attribute(entry, "val") or "" for entry in x.children(choices, "listEntry")]
        chosen = x.child(choices, "result")
        chosen = x.child(choices, "default") if chosen is None else chosen
        index = (x.number(chosen) if chosen is not None else None) or 0
        return entries[index] if 0 <= index < len(entries) else ""
    return ""
