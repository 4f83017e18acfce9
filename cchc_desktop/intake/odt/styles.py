"""How letters and paragraphs of an OpenDocument text look: own styles, those they come from, the defaults."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..docx import xml as x
from ..wordml import Look

if TYPE_CHECKING:
    from lxml.etree import _Element

_HEAVY = 600
"""The weight from which letters count as bold (CSS)."""


@dataclass(frozen=True, slots=True)
class Style:
    """What a style says; None where it says nothing."""

    bold: bool | None = None
    italic: bool | None = None
    capitals: bool | None = None
    hidden: bool | None = None
    struck: bool | None = None
    font: str | None = None
    place: str | None = None
    centered: bool | None = None
    lines: bool | None = None
    listed: bool | None = None
    """Whether it takes part in a list; False where it says that it is in none."""

    def over(self, below: "Style") -> "Style":
        """This style where it says something, the one below elsewhere."""
        return Style(
            *(
                getattr(below, name) if getattr(self, name) is None else getattr(self, name)
                for name in Style.__slots__
            )
        )

    @property
    def look(self) -> Look:
        """How its letters look."""
        return Look(
            bool(self.bold), bool(self.italic), bool(self.capitals), bool(self.hidden), bool(self.struck),
            self.font or "", self.place or "",
        )  # fmt: skip


_NOTHING = Style()
_NO_LINE = re.compile(r"^(?:|0*(?:\.0*)?[a-z]*)(?:\s|$)|\b(?:none|hidden)\b")
"""A border that is not drawn: of no width, or of no style."""


class Styles:
    """The styles of a file by their family and name."""

    def __init__(self, roots: "Iterable[_Element]") -> None:
        self._fonts: dict[str, str] = {}
        self._styles: dict[tuple[str, str], _Element] = {}
        self._defaults: dict[str, Style] = {}
        self._known: dict[tuple[str, str], Style] = {}
        self._looks: dict[tuple[Style, str], Style] = {}
        for root in roots:
            for group in root:
                for element in group:
                    self._take(element)

    def _take(self, element: "_Element") -> None:
        key = x.attribute(element, "name") or ""
        family = x.attribute(element, "family") or ""
        match x.name(element):
            case "font-face":
                self._fonts[key] = (x.attribute(element, "font-family") or "").strip("'\"")
            case "style":
                self._styles[family, key] = element
            case "default-style":
                self._defaults[family] = self._own(element)

    def paragraph(self, name: str) -> Style:
        """The whole style of a paragraph."""
        return self._whole("paragraph", name).over(self._defaults.get("paragraph", _NOTHING))

    def text(self, name: str, around: Style) -> Style:
        """The whole style of letters within others."""
        found = self._looks.get((around, name))
        if found is None:
            found = self._looks[around, name] = self._whole("text", name).over(around)
        return found

    def has_lines(self, cell: str) -> bool:
        """Whether a style of a cell draws lines around it."""
        return bool(self._whole("table-cell", cell).lines)

    def _whole(self, family: str, name: str) -> Style:
        chain: dict[tuple[str, str], _Element] = {}
        key = (family, name)
        while key not in self._known and key in self._styles and key not in chain:
            chain[key] = self._styles[key]
            key = (family, x.attribute(self._styles[key], "parent-style-name") or "")
        result = self._known.get(key, _NOTHING)
        for each, element in reversed(chain.items()):
            self._known[each] = result = self._own(element).over(result)
        return result

    def _own(self, element: "_Element") -> Style:
        letters = x.child(element, "text-properties")
        shape = x.child(element, "paragraph-properties")
        cell = x.child(element, "table-cell-properties")
        align = x.attribute(shape, "text-align") if shape is not None else None
        listed = x.attribute(element, "list-style-name")
        style = Style(
            centered=None if align is None else align == "center",
            lines=_lines(cell),
            listed=None if listed is None else bool(listed),
        )
        return style if letters is None else self._letters(letters).over(style)

    def _letters(self, element: "_Element") -> Style:
        weight = x.attribute(element, "font-weight")
        slant = x.attribute(element, "font-style")
        case = x.attribute(element, "text-transform")
        display = x.attribute(element, "display")
        strike = x.attribute(element, "text-line-through-style")
        named = x.attribute(element, "font-name")
        family = self._fonts.get(named, named) if named else x.attribute(element, "font-family")
        return Style(
            bold=None if weight is None else _is_bold(weight),
            italic=None if slant is None else slant in {"italic", "oblique"},
            capitals=None if case is None else case == "uppercase",
            hidden=None if display is None else display == "none",
            struck=None if strike is None else strike != "none",
            font=None if family is None else family.strip("'\""),
            place=_place(x.attribute(element, "text-position")),
        )


def _is_bold(weight: str) -> bool:
    return weight == "bold" or (weight.isdigit() and int(weight[:4]) >= _HEAVY)


def _place(position: str | None) -> str | None:
    if position is None:
        return None
    first = position.split(" ")[0]
    if first == "super" or (first.endswith("%") and first[:1].isdigit() and first.strip("0%.")):
        return "superscript"
    return "subscript" if first == "sub" or first.startswith("-") else ""


def _lines(cell: "_Element | None") -> bool | None:
    if cell is None:
        return None
    borders = [x.attribute(cell, f"border{side}") for side in ("", "-top", "-bottom", "-left", "-right")]
    given = [border for border in borders if border is not None]
    return any(_NO_LINE.search(border) is None for border in given) if given else None
