"""How letters and paragraphs of a Word file look, once defaults, styles and direct formats are put together.

`intake.docx.styles` tells what a reader of text needs of formats; here is what is seen of them: typefaces,
sizes, colours, indents and distances (ECMA-376 part 1, sections 17.3 and 17.7.2).
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ..docx import xml as x

if TYPE_CHECKING:
    from lxml.etree import _Element

Value = str | float | bool
Format = Mapping[str, Value]
"""Properties by their names; what is not given is not there."""

_SWITCHES = {"b": "bold", "i": "italic", "caps": "capitals", "vanish": "hidden", "strike": "struck"}
_HALF = 0.5
_TWENTIETH = 1 / 20
_POINTS_A_MM = 72 / 25.4
_LINE = 240
"""What a single line is in the measure of line spacing."""


def run_format(properties: "_Element | None", themes: Mapping[str, str]) -> dict[str, Value]:
    """What a run's properties say; ``themes`` are the typefaces that a theme's names stand for."""
    found: dict[str, Value] = {}
    for element in x.inside(properties):
        name = x.name(element)
        if name in _SWITCHES:
            found[_SWITCHES[name]] = x.is_on(element)
        elif name == "rFonts":
            font = _font(element, themes)
            if font:
                found["font"] = font
        elif name == "sz" and (size := x.number(element)):
            found["size"] = size * _HALF
        elif name == "color":
            found["colour"] = _colour(element)
        elif name == "vertAlign":
            found["raised"] = x.attribute(element, "val") in {"superscript", "subscript"}
        elif name == "u":
            found["underlined"] = x.attribute(element, "val") not in {None, "none"}
    return found


def _font(element: "_Element", themes: Mapping[str, str]) -> str:
    """The typeface of Vietnamese letters, which are those of «hAnsi» beyond ASCII."""
    for theme, plain in (("hAnsiTheme", "hAnsi"), ("asciiTheme", "ascii")):
        if (named := x.attribute(element, theme)) and themes.get(named):
            return themes[named]
        if given := x.attribute(element, plain):
            return given
    return ""


def _colour(element: "_Element") -> str:
    """A colour that is seen to be none of black and grey; nothing else."""
    value = (x.attribute(element, "val") or "auto").upper()
    if len(value) != len("RRGGBB"):
        return ""
    try:
        return shown_colour(int(value, 16))
    except ValueError:
        return ""


_SEEN = 60
"""How far the parts of a colour differ where it is seen to be one."""


def shown_colour(value: int) -> str:
    """A colour (0xRRGGBB) that is none of black and grey, as RRGGBB; nothing else."""
    parts = [value >> 16 & 255, value >> 8 & 255, value & 255]
    return f"{value:06X}" if max(parts) - min(parts) > _SEEN else ""


def paragraph_format(properties: "_Element | None") -> dict[str, Value]:
    """What a paragraph's properties say: lengths in points, spacing in lines."""
    found: dict[str, Value] = {}
    for element in x.inside(properties):
        match x.name(element):
            case "jc":
                found["stand"] = x.attribute(element, "val") or "left"
            case "ind":
                _indents(element, found)
            case "spacing":
                _spacing(element, found)
            case "numPr":
                if (list_id := x.value(element, "numId")) is not None:
                    found["list"] = list_id
                if (level := x.value(element, "ilvl")) is not None:
                    found["level"] = level
            case "pBdr":
                for side in ("top", "bottom"):
                    border = x.child(element, side)
                    if border is not None:
                        found[side] = x.attribute(border, "val") not in {None, "none", "nil"}
            case "contextualSpacing":
                found["contextual"] = x.is_on(element)
            case "framePr":
                found["framed_at"] = x.attribute(element, "xAlign") or "left"
    return found


def _indents(element: "_Element", found: dict[str, Value]) -> None:
    for name in ("left", "start"):
        if (length := x.number(element, name)) is not None:
            found["left"] = length * _TWENTIETH
    if (length := x.number(element, "firstLine")) is not None:
        found["first"] = length * _TWENTIETH
    if (length := x.number(element, "hanging")) is not None:
        found["first"] = -length * _TWENTIETH


def _spacing(element: "_Element", found: dict[str, Value]) -> None:
    for name in ("before", "after"):
        if (length := x.number(element, name)) is not None:
            found[name] = length * _TWENTIETH
        if x.attribute(element, f"{name}Autospacing") in {"1", "true", "on"}:
            found[name] = 14.0  # what Word makes of it
    if (line := x.number(element, "line")) is not None:
        rule = x.attribute(element, "lineRule") or "auto"
        found["lines"] = line / _LINE if rule == "auto" else 0.0
        found["exactly"] = line * _TWENTIETH if rule == "exact" else 0.0


def millimetres(points: float) -> float:
    """Points as millimetres."""
    return points / _POINTS_A_MM


class Formats:
    """The styles of a file with what they are based on, and its defaults."""

    def __init__(self, root: "_Element | None", themes: Mapping[str, str]) -> None:
        self._themes = themes
        self._styles: dict[str, _Element] = {}
        self._kept: dict[str, dict[str, Value]] = {}
        self._default = ""
        self._defaults: dict[str, Value] = {"size": 10.0}
        if root is None:
            return
        self._defaults |= run_format(x.child(root, "docDefaults", "rPrDefault", "rPr"), themes)
        self._defaults |= paragraph_format(x.child(root, "docDefaults", "pPrDefault", "pPr"))
        for style in x.children(root, "style"):
            key = x.attribute(style, "styleId") or ""
            self._styles[key] = style
            is_default = x.attribute(style, "default") in {"1", "true", "on"}
            if is_default and x.attribute(style, "type") == "paragraph":
                self._default = key

    def style(self, key: str | None) -> dict[str, Value]:
        """All that a style says, with what it takes over; nothing for one that is not there."""
        if not key:
            return {}
        if key not in self._kept:
            chain: list[_Element] = []
            current: str | None = key
            seen: set[str] = set()
            while current and current in self._styles and current not in seen:
                seen.add(current)
                chain.append(self._styles[current])
                current = x.value(self._styles[current], "basedOn")
            found: dict[str, Value] = {}
            for style in reversed(chain):
                found |= paragraph_format(x.child(style, "pPr"))
                found |= run_format(x.child(style, "rPr"), self._themes)
            self._kept[key] = found
        return self._kept[key]

    def style_of(self, properties: "_Element | None") -> str:
        """The style that a paragraph has."""
        return x.value(properties, "pStyle") or self._default

    def paragraph(self, properties: "_Element | None", table: Format) -> dict[str, Value]:
        """How a paragraph looks, in a table of that style."""
        styled = {**self._defaults, **table, **self.style(self.style_of(properties))}
        return styled | paragraph_format(properties)

    def run(self, properties: "_Element | None", paragraph: Format) -> dict[str, Value]:
        """How a run looks within a paragraph of that look."""
        if properties is None:
            return dict(paragraph)
        character = self.style(x.value(properties, "rStyle"))
        return {**paragraph, **character, **run_format(properties, self._themes)}
