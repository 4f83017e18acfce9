"""How cells look and what their formats show: the styles of a workbook, one for each number of a cell."""

import colorsys
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ...domain.templates.sheet import Look
from .package import MAX_PART, Workbook, child, children, local

if TYPE_CHECKING:
    from lxml.etree import _Element

_MOST = 64_000
"""Styles of a workbook: Excel has no more."""
_DATES = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
_PERCENTS = {9, 10}
_BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?",
    13: "# ??/??", 37: "#,##0 ;(#,##0)", 38: "#,##0 ;[Red](#,##0)", 39: "#,##0.00;(#,##0.00)",
    40: "#,##0.00;[Red](#,##0.00)", 41: '#,##0;(#,##0);"-"', 42: '$#,##0;($#,##0);"-"',
    43: '#,##0.00;(#,##0.00);"-"', 44: '$#,##0.00;($#,##0.00);"-"', 48: "##0.0E+0", 49: "@",
}  # fmt: skip
"""Number formats that files name by their number alone (ISO/IEC 29500-1, 18.8.30)."""
_LITERAL = re.compile(r'"[^"]*"?|\\.|[_*].|\[(?:[^hms\]][^\]]*)\]')
_DAY_SIGNS = re.compile(r"[dmyhs]", re.IGNORECASE)
_SCHEME = ("lt1", "dk1", "lt2", "dk2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6")
_PLAIN_THEME = (
    "FFFFFF", "000000", "EEECE1", "1F497D", "4F81BD", "C0504D", "9BBB59", "8064A2", "4BACC6", "F79646",
)  # fmt: skip
_AUTOMATIC = (64, 65)
PLAIN = Look()


@dataclass(frozen=True, slots=True)
class Style:
    """A style: its look, whether its cells are locked, what its number format shows, how far it sets in."""

    look: Look = PLAIN
    locked: bool = True
    percent: bool = False
    dated: bool = False
    indent: int = 0
    shows: bool = False
    """Whether an empty cell with it is to be seen: it has a fill or a frame."""
    code: str = ""
    """Its number format, nothing where that is General or one of dates that Excel has by itself."""
    struck: bool = False
    raised: bool = False
    """Whether its letters are raised or lowered."""


def read_styles(book: Workbook) -> tuple[Style, ...]:
    """The styles of a workbook, in the order of their numbers."""
    part = book.of_kind("styles")
    if part is None:
        return (Style(),)
    root = book.package.xml_of(part, MAX_PART)
    colours = _Colours(book)
    formats = {
        each.get("numFmtId"): each.get("formatCode") or ""
        for each in children(child(root, "numFmts"), "numFmt")
    }
    fonts = list(children(child(root, "fonts"), "font"))
    fills = [_fill(each, colours) for each in children(child(root, "fills"), "fill")]
    framed = [_is_framed(each) for each in children(child(root, "borders"), "border")]
    found = []
    for number, xf in enumerate(children(child(root, "cellXfs"), "xf")):
        if number >= _MOST:
            break
        font = _of(fonts, xf.get("fontId"))
        alignment, protection = child(xf, "alignment"), child(xf, "protection")
        look = Look(
            fill=_of(fills, xf.get("fillId")) or "",
            ink=colours.of(child(font, "color")),
            bold=flag(child(font, "b")),
            italic=flag(child(font, "i")),
            align=(alignment.get("horizontal") or "") if alignment is not None else "",
            wrap=alignment is not None and alignment.get("wrapText") in ("1", "true"),
            framed=bool(_of(framed, xf.get("borderId"))),
        )
        format_id = xf.get("numFmtId") or "0"
        code = formats.get(format_id, "")
        found.append(
            Style(
                look,
                locked=protection is None or protection.get("locked") not in ("0", "false"),
                percent=_is_percent(format_id, code),
                dated=_is_dated(format_id, code),
                indent=_whole(alignment.get("indent")) if alignment is not None else 0,
                shows=bool(look.fill) or look.framed,
                code=code or _BUILT_IN.get(_whole(format_id), ""),
                struck=flag(child(font, "strike")),
                raised=is_raised(child(font, "vertAlign")),
            )
        )
    return tuple(found) or (Style(),)


def _of(values: "list[Any]", number: str | None) -> Any:
    place = _whole(number)
    return values[place] if place < len(values) else None


def _whole(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 8 else 0


def flag(element: "_Element | None") -> bool:
    """Whether a property of letters is set."""
    return element is not None and element.get("val") not in ("0", "false")


def is_raised(align: "_Element | None") -> bool:
    """Whether letters are set above or below the line."""
    return align is not None and align.get("val") in ("superscript", "subscript")


def _is_framed(border: "_Element") -> bool:
    return any(side.get("style") not in (None, "none") for side in border)


def _is_percent(format_id: str, code: str) -> bool:
    return "%" in _LITERAL.sub("", code[:255]) if code else _whole(format_id) in _PERCENTS


def _is_dated(format_id: str, code: str) -> bool:
    if not code:
        return _whole(format_id) in _DATES
    plain = _LITERAL.sub("", code[:255].partition(";")[0])
    return bool(_DAY_SIGNS.search(plain.replace("General", "")))


def _fill(fill: "_Element", colours: "_Colours") -> str:
    pattern = child(fill, "patternFill")
    if pattern is None or pattern.get("patternType") in (None, "none"):
        return ""
    return colours.of(child(pattern, "fgColor"))


class _Colours:
    """Colours as they are written in a workbook: as they are, of its theme, or of Excel's old palette."""

    def __init__(self, book: Workbook) -> None:
        self._theme = list(_PLAIN_THEME)
        part = book.of_kind("theme")
        if part is None:
            return
        scheme = child(child(book.package.xml_of(part, MAX_PART), "themeElements"), "clrScheme")
        for element in scheme if scheme is not None else ():
            if local(element) in _SCHEME and len(element):
                shown = element[0].get("lastClr") or element[0].get("val") or ""
                if re.fullmatch("[0-9A-Fa-f]{6}", shown):
                    self._theme[_SCHEME.index(local(element))] = shown

    def of(self, element: "_Element | None") -> str:
        """The colour of an element as «#rrggbb»; nothing where none of its own is meant."""
        if element is None:
            return ""
        shown = ""
        if (rgb := element.get("rgb")) is not None:
            shown = rgb[-6:]
        elif (theme := element.get("theme")) is not None:
            place = _whole(theme)
            shown = self._theme[place] if place < len(self._theme) else ""
        elif (indexed := element.get("indexed")) is not None:
            shown = _indexed(_whole(indexed))
        if not re.fullmatch("[0-9A-Fa-f]{6}", shown):
            return ""
        return _tinted(shown, element.get("tint"))


def _indexed(place: int) -> str:
    if place in _AUTOMATIC:
        return ""
    from openpyxl.styles.colors import COLOR_INDEX

    return str(COLOR_INDEX[place])[-6:] if place < len(COLOR_INDEX) else ""


def _tinted(colour: str, tint: str | None) -> str:
    """The colour lightened (a tint over 0) or darkened, as Excel does."""
    try:
        share = float(tint or 0)
    except ValueError:
        share = 0.0
    if not -1 <= share <= 1 or share == 0:
        return f"#{colour.lower()}"
    hue, light, depth = colorsys.rgb_to_hls(
        *(int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4))
    )
    light = light * (1 + share) if share < 0 else light * (1 - share) + share
    return "#" + "".join(f"{round(part * 255):02x}" for part in colorsys.hls_to_rgb(hue, light, depth))
