"""Formats of paragraphs and runs in Word files: direct ones, those of styles, and the defaults."""

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from . import xml as x

if TYPE_CHECKING:
    from lxml.etree import _Element


@dataclass(frozen=True, slots=True)
class Format:
    """What the reader needs to know of a format; None where it is not given."""

    bold: bool | None = None
    italic: bool | None = None
    capitals: bool | None = None
    hidden: bool | None = None
    raised: bool | None = None
    struck: bool | None = None
    white: bool | None = None
    ground: bool | None = None
    """Whether the letters stand on a colour of their own, on which white ones are seen."""
    font: str | None = None
    alignment: str | None = None
    list_id: str | None = None
    level: int | None = None

    def over(self, below: "Format") -> "Format":
        """This format where it says something, the one below elsewhere."""
        if self is _NOTHING:
            return below
        if below is _NOTHING:
            return self
        return Format(
            below.bold if self.bold is None else self.bold,
            below.italic if self.italic is None else self.italic,
            below.capitals if self.capitals is None else self.capitals,
            below.hidden if self.hidden is None else self.hidden,
            below.raised if self.raised is None else self.raised,
            below.struck if self.struck is None else self.struck,
            below.white if self.white is None else self.white,
            below.ground if self.ground is None else self.ground,
            below.font if self.font is None else self.font,
            below.alignment if self.alignment is None else self.alignment,
            below.list_id if self.list_id is None else self.list_id,
            below.level if self.level is None else self.level,
        )

    @property
    def look(self) -> "Format":
        """What it says of how letters look, without their paragraph's list and alignment."""
        if self.alignment is None and self.list_id is None and self.level is None:
            return self
        return replace(self, alignment=None, list_id=None, level=None)


_NOTHING = Format()
_RAISED_BY = 4
"""Half points above the line from which letters are raised."""


def run_format(properties: "_Element | None") -> Format:
    """The format that a run's properties give."""
    if properties is None or not len(properties):
        return _NOTHING
    bold = italic = capitals = small = hidden = raised = struck = white = ground = font = None
    for element in properties:
        match x.name(element):
            case "b":
                bold = x.is_on(element)
            case "i":
                italic = x.is_on(element)
            case "caps":
                capitals = x.is_on(element)
            case "smallCaps":
                small = x.is_on(element)
            case "vanish":
                hidden = x.is_on(element)
            case "strike" | "dstrike":
                struck = struck or x.is_on(element)
            case "color":
                white = (x.attribute(element, "val") or "").upper() == "FFFFFF"
            case "shd":
                ground = _is_coloured(element)
            case "highlight":
                ground = x.attribute(element, "val") != "none"
            case "vertAlign":
                raised = x.attribute(element, "val") == "superscript"
            case "position":
                raised = raised or (x.number(element) or 0) >= _RAISED_BY
            case "rFonts":
                if x.attribute(element, "hAnsiTheme") or x.attribute(element, "asciiTheme"):
                    font = ""
                else:
                    font = (
                        x.attribute(element, "hAnsi")
                        or x.attribute(element, "ascii")
                        or x.attribute(element, "cs")
                    )
    capitals = small if capitals is None else capitals
    return Format(bold, italic, capitals, hidden, raised, struck, white, ground, font)


def _is_coloured(shading: "_Element") -> bool:
    """Whether a shading shows a colour: its ground, or its pattern."""
    fill = (x.attribute(shading, "fill") or "auto").upper()
    pattern = x.attribute(shading, "val") or "clear"
    return fill not in {"AUTO", "FFFFFF"} or pattern not in {"clear", "nil"}


def paragraph_format(properties: "_Element | None") -> Format:
    """The format that a paragraph's properties give, without those of its mark."""
    alignment = x.value(properties, "jc")
    numbering = x.child(properties, "numPr")
    ground = x.child(properties, "shd")
    if alignment is None and numbering is None and ground is None:
        return _NOTHING
    level = x.child(numbering, "ilvl")
    return Format(
        ground=None if ground is None else _is_coloured(ground),
        alignment=alignment,
        list_id=x.value(numbering, "numId"),
        level=x.number(level) if level is not None else None,
    )


_CONTENTS = re.compile(r"toc \d|m[uụ]c l[uụ]c \d|table of figures", re.IGNORECASE)


class Styles:
    """The styles of a file, each with what it takes over from the styles that it is based on."""

    def __init__(self, root: "_Element | None") -> None:
        self._styles: dict[str, _Element] = {}
        self._resolved: dict[str, Format] = {}
        self._paragraphs: dict[str, Format] = {}
        self.default_paragraph = ""
        self.defaults = _NOTHING
        self.of_contents: frozenset[str] = frozenset()
        """The styles of the lines of a table of contents."""
        if root is None:
            return
        self.defaults = run_format(x.child(root, "docDefaults", "rPrDefault", "rPr")).over(
            paragraph_format(x.child(root, "docDefaults", "pPrDefault", "pPr"))
        )
        contents = set()
        for style in x.children(root, "style"):
            key = x.attribute(style, "styleId") or ""
            self._styles[key] = style
            if x.attribute(style, "type") != "paragraph":
                continue
            if x.attribute(style, "default") in {"1", "true", "on"}:
                self.default_paragraph = key
            if _CONTENTS.fullmatch(x.value(style, "name") or ""):
                contents.add(key)
        self.of_contents = frozenset(contents)

    def format(self, style_id: str | None) -> Format:
        """The whole format of a style; nothing for one that is not there."""
        if not style_id:
            return _NOTHING
        if style_id not in self._resolved:
            chain: dict[str, _Element] = {}
            current: str | None = style_id
            while current and current in self._styles and current not in chain:
                if current in self._resolved:
                    break
                chain[current] = self._styles[current]
                current = x.value(self._styles[current], "basedOn")
            result = self._resolved.get(current or "", _NOTHING)
            for key, style in reversed(chain.items()):
                own = run_format(x.child(style, "rPr")).over(paragraph_format(x.child(style, "pPr")))
                self._resolved[key] = result = own.over(result)
            self._resolved.setdefault(style_id, result)
        return self._resolved[style_id]

    def paragraph(self, properties: "_Element | None") -> tuple[str, Format]:
        """The paragraph's style and its whole format, before its runs' own."""
        style_id = x.value(properties, "pStyle") or self.default_paragraph
        styled = self._paragraphs.get(style_id)
        if styled is None:
            styled = self._paragraphs[style_id] = self.format(style_id).over(self.defaults)
        return style_id, paragraph_format(properties).over(styled)

    def run(self, properties: "_Element | None", paragraph: Format) -> Format:
        """The whole format of a run within a paragraph of that format."""
        if properties is None:
            return paragraph
        character = self.format(x.value(properties, "rStyle"))
        return run_format(properties).over(character).over(paragraph)
