"""Formats of paragraphs and runs in Word files: direct ones, those of styles, and the defaults."""

from dataclasses import dataclass
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
    font: str | None = None
    alignment: str | None = None
    list_id: str | None = None
    level: int | None = None

    def over(self, below: "Format") -> "Format":
        """This format where it says something, the one below elsewhere."""
        if self == _NOTHING:
            return below
        return Format(
            below.bold if self.bold is None else self.bold,
            below.italic if self.italic is None else self.italic,
            below.capitals if self.capitals is None else self.capitals,
            below.hidden if self.hidden is None else self.hidden,
            below.font if self.font is None else self.font,
            below.alignment if self.alignment is None else self.alignment,
            below.list_id if self.list_id is None else self.list_id,
            below.level if self.level is None else self.level,
        )

    @property
    def look(self) -> "Format":
        """What it says of how letters look, without their paragraph's list and alignment."""
        return Format(self.bold, self.italic, self.capitals, self.hidden, self.font)


_NOTHING = Format()


def run_format(properties: "_Element | None") -> Format:
    """The format that a run's properties give."""
    if properties is None:
        return Format()
    fonts = x.child(properties, "rFonts")
    font = None
    if fonts is not None:
        if x.attribute(fonts, "hAnsiTheme") or x.attribute(fonts, "asciiTheme"):
            font = ""
        else:
            font = x.attribute(fonts, "hAnsi") or x.attribute(fonts, "ascii") or x.attribute(fonts, "cs")
    return Format(
        bold=x.switch(properties, "b"),
        italic=x.switch(properties, "i"),
        capitals=x.switch(properties, "caps"),
        hidden=x.switch(properties, "vanish"),
        font=font,
    )


def paragraph_format(properties: "_Element | None") -> Format:
    """The format that a paragraph's properties give, without those of its mark."""
    if properties is None:
        return Format()
    numbering = x.child(properties, "numPr")
    level = x.child(numbering, "ilvl")
    return Format(
        alignment=x.value(properties, "jc"),
        list_id=x.value(numbering, "numId"),
        level=x.number(level) if level is not None else None,
    )


class Styles:
    """The styles of a file, each with what it takes over from the styles that it is based on."""

    def __init__(self, root: "_Element | None") -> None:
        self._styles: dict[str, _Element] = {}
        self._resolved: dict[str, Format] = {}
        self.default_paragraph = ""
        self.defaults = Format()
        if root is None:
            return
        self.defaults = run_format(x.child(root, "docDefaults", "rPrDefault", "rPr")).over(
            paragraph_format(x.child(root, "docDefaults", "pPrDefault", "pPr"))
        )
        for style in x.children(root, "style"):
            key = x.attribute(style, "styleId") or ""
            self._styles[key] = style
            is_default = x.attribute(style, "default") in {"1", "true", "on"}
            if x.attribute(style, "type") == "paragraph" and is_default:
                self.default_paragraph = key

    def format(self, style_id: str | None) -> Format:
        """The whole format of a style; nothing for one that is not there."""
        if not style_id:
            return Format()
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
        styled = self.format(style_id).over(self.defaults)
        return style_id, paragraph_format(properties).over(styled)

    def run(self, properties: "_Element | None", paragraph: Format) -> Format:
        """The whole format of a run within a paragraph of that format."""
        character = self.format(x.value(properties, "rStyle"))
        return run_format(properties).over(character).over(paragraph)
