"""Drawings of Word files: the text in their boxes and letterings, and what of them only a reader sees."""

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ...domain.text import clean_line
from . import xml as x
from .entries import Aside, AsideKind

if TYPE_CHECKING:
    from lxml.etree import _Element

PICTURE = "ảnh"
FORMULA = "công thức"
_EMU_A_CM = 360_000
_TWIPS_A_CM = 567
_THIN = 0.5
_CM = {"pt": 2.54 / 72, "in": 2.54, "cm": 1.0, "mm": 0.1, "px": 2.54 / 96, "pc": 2.54 / 6}
_LENGTH = re.compile(r"(?:^|;)\s*(width|height)\s*:\s*(\d{1,6}(?:\.\d{1,6})?)\s*([a-z]{2})")
_GRAPHICS = {"chart": "biểu đồ", "chartex": "biểu đồ", "diagram": "sơ đồ SmartArt"}
_OBJECTS = (
    (("acro", "pdf", "foxit"), "tệp PDF nhúng"),
    (("excel", "sheet"), "bảng Excel nhúng"),
    (("equation", "mathtype"), FORMULA),
    (("powerpoint", "slide", "show"), "trang trình chiếu nhúng"),
    (("word", "document"), "văn bản Word nhúng"),
    (("package",), "tệp đính kèm"),
    (("paint", "picture", "photo"), PICTURE),
    (("graph", "chart"), "biểu đồ"),
    (("visio",), "sơ đồ Visio nhúng"),
)


@dataclass(slots=True)
class Drawn:
    """What a drawing holds: contents of text boxes and texts by themselves, in order, and the unread rest.

    ``passed`` are the elements that only repeat what others show.
    """

    texts: "list[_Element | str]" = field(default_factory=list)
    unread: list[Aside] = field(default_factory=list)
    passed: "list[_Element]" = field(default_factory=list)


def alternative(element: "_Element", passed: "list[_Element]") -> "_Element | None":
    """What of mc:AlternateContent is shown: the first choice, for a fallback only repeats it.

    A choice without text gives way to a fallback with text; what is not shown goes to ``passed``.
    """
    shown = None
    others = []
    for inner in element:
        if shown is None and x.name(inner) == "Choice" and len(inner):
            shown = inner
        else:
            others.append(inner)
    fallback = next((other for other in others if x.name(other) == "Fallback"), None)
    if fallback is not None and (shown is None or (_has_text(fallback) and not _has_text(shown))):
        others = [inner for inner in element if inner is not fallback]
        shown = fallback
    passed += others
    return shown


def _has_text(element: "_Element") -> bool:
    return any(
        x.name(inner) == "textpath" or (inner.text and not inner.text.isspace())
        for inner in element.iter("{*}t", "{*}textpath")
    )


def drawn(element: "_Element") -> Drawn:
    """What a w:drawing, w:pict or w:object holds, without what is nested in one of its text boxes."""
    result = Drawn()
    _look(element, _area(element), result)
    return result


def _look(element: "_Element", area: float | None, result: Drawn) -> None:
    for inner in element:
        match x.name(inner):
            case "txbxContent":
                result.texts.append(inner)
            case "AlternateContent":
                shown = alternative(inner, result.passed)
                if shown is not None:
                    _look(shown, area, result)
            case "textpath":
                if text := clean_line(x.attribute(inner, "string") or ""):
                    result.texts.append(text)
            case "txBody":
                for paragraph in x.children(inner, "p"):
                    if text := clean_line("".join(t.text or "" for t in paragraph.iter("{*}t"))):
                        result.texts.append(text)
            case "OLEObject":
                # What else is in a w:object only shows it.
                program = x.attribute(inner, "ProgID") or ""
                result.unread = [Aside(AsideKind.UNREAD, _object(program), area)]
            case "control":
                result.unread = [Aside(AsideKind.UNREAD, "ô điều khiển ActiveX", area)]
            case "pic" | "blipFill" | "imagedata":
                if x.child(element, "signatureline") is None:
                    result.unread.append(Aside(AsideKind.UNREAD, PICTURE, area))
            case "contentPart":
                result.unread.append(Aside(AsideKind.UNREAD, "nét viết tay", area))
            case "graphicData":
                kind = (x.attribute(inner, "uri") or "").rsplit("/", 1)[-1]
                if kind in _GRAPHICS:
                    result.unread.append(Aside(AsideKind.UNREAD, _GRAPHICS[kind], area))
                else:
                    _look(inner, area, result)
            case _:
                own = _styled_area(inner)
                _look(inner, area if own is None else own, result)


def _object(program: str) -> str:
    words = program.lower()
    return next((what for keys, what in _OBJECTS if any(key in words for key in keys)), "đối tượng nhúng")


def _area(element: "_Element") -> float | None:
    """How large a drawing is, in cm²."""
    for anchor in element:
        extent = x.child(anchor, "extent")
        if extent is not None:
            width, height = (x.number(extent, key) or 0 for key in ("cx", "cy"))
            return _square(width / _EMU_A_CM, height / _EMU_A_CM)
    width, height = (x.number(element, key) or 0 for key in ("dxaOrig", "dyaOrig"))
    return _square(width / _TWIPS_A_CM, height / _TWIPS_A_CM) if width and height else None


def _square(width: float, height: float) -> float:
    """The area; none of what is so thin that it only draws a line."""
    return width * height if min(width, height) >= _THIN else 0.0


def _styled_area(element: "_Element") -> float | None:
    """The size that the style of a VML shape gives."""
    style = element.get("style")
    if not style:
        return None
    sizes = {key: float(amount) * _CM.get(unit, 0.0) for key, amount, unit in _LENGTH.findall(style[:2_000])}
    return _square(sizes["width"], sizes["height"]) if len(sizes) == 2 else None
