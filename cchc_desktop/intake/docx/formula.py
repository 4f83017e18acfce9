"""Equations as one line of text (ECMA-376 part 1, chapter 22): «½» is «1/2», never «12»."""

from typing import TYPE_CHECKING

from . import xml as x

if TYPE_CHECKING:
    from lxml.etree import _Element

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def linear(element: "_Element") -> tuple[str, bool]:
    """An equation's text, and whether it is more than letters in a row, so that a guess went into it."""
    match x.name(element):
        case "t":
            return element.text or "", False
        case "f":
            return f"{_whole(element, 'num')}/{_whole(element, 'den')}", True
        case "sSup":
            base, power = _part(element, "e"), _part(element, "sup")
            return (base + power.translate(_RAISED) if power.isdecimal() else f"{base}^({power})"), True
        case "sSub":
            return _part(element, "e") + _part(element, "sub"), True
        case "sSubSup":
            return f"{_part(element, 'e')}{_part(element, 'sub')}^({_part(element, 'sup')})", True
        case "rad":
            return f"{_part(element, 'deg')}√({_part(element, 'e')})", True
        case "nary":
            sign = x.value(element, "naryPr", "chr") or "∫"
            bounds = [part for part in (_part(element, "sub"), _part(element, "sup")) if part]
            return f"{sign}({'; '.join(bounds)}) {_part(element, 'e')}", True
        case "d":
            begin, end = (x.value(element, "dPr", key) for key in ("begChr", "endChr"))
            inside = [linear(part) for part in x.children(element, "e")]
            text = (x.value(element, "dPr", "sepChr") or "|").join(part for part, _ in inside)
            guessed = any(guess for _, guess in inside)
            return f"{'(' if begin is None else begin}{text}{')' if end is None else end}", guessed
        case "delText" | "instrText":
            return "", False
    parts = [linear(inner) for inner in element]
    return "".join(part for part, _ in parts), any(guess for _, guess in parts)


def _part(element: "_Element", key: str) -> str:
    found = x.child(element, key)
    return linear(found)[0] if found is not None else ""


def _whole(element: "_Element", key: str) -> str:
    """A part as it stands above or below a stroke: in brackets where it is more than a number or a word."""
    text = _part(element, key)
    return text if text.replace(",", "").replace(".", "").isalnum() else f"({text})"
