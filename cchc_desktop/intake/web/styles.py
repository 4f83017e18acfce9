"""What the style sheets of a web page say of letters and paragraphs, as far as a plan needs it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from ..wordml import Look

_SELECTOR = re.compile(r"([a-z][a-z0-9]*)?(?:\.([\w-]+))?", re.IGNORECASE)
_MOST_RULES = 5_000
_HEAVY = 600


@dataclass(frozen=True, slots=True)
class Style:
    """How letters look, and whether their paragraph is centred."""

    look: Look = field(default_factory=Look)
    centered: bool = False
    shown: bool = True


def declared(text: str) -> dict[str, str]:
    """The declarations of a rule, or of an element by itself."""
    found: dict[str, str] = {}
    for part in text[:5_000].split(";"):
        key, colon, value = part.partition(":")
        if colon:
            found[key.strip().lower()] = value.replace("!important", "").strip().strip("'\"")
    return found


class Sheets:
    """The rules of a page's own style sheets, for an element, a class, or both."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._rules: dict[tuple[str, str], dict[str, str]] = {}
        for text in texts:
            first, *others = text.replace("<!--", " ").replace("-->", " ").split("/*")
            bare = first + " ".join(other.partition("*/")[2] for other in others)
            for rule in bare.split("}"):
                selectors, brace, declarations = rule.rpartition("{")
                if len(self._rules) >= _MOST_RULES:
                    return
                for selector in selectors[-2_000:].rpartition("{")[2].split(",") if brace else ():
                    known = _SELECTOR.fullmatch(selector.strip())
                    if known and (known[1] or known[2]):
                        key = ((known[1] or "").lower(), known[2] or "")
                        self._rules.setdefault(key, {}).update(declared(declarations))

    def of(self, name: str, classes: str, own: str) -> dict[str, str]:
        """What holds for an element of this name, with these classes and declarations of its own."""
        found = dict(self._rules.get((name, ""), {})) if self._rules else {}
        for each in classes.split()[:20]:
            found |= self._rules.get(("", each), {})
            found |= self._rules.get((name, each), {})
        return found | declared(own) if own else found


def applied(style: Style, rules: dict[str, str]) -> Style:
    """The style within an element of these declarations."""
    if not rules:
        return style
    look = style.look
    if (weight := rules.get("font-weight")) is not None:
        heavy = weight in {"bold", "bolder"} or (weight.isdigit() and int(weight[:4]) >= _HEAVY)
        look = replace(look, bold=heavy)
    if (slant := rules.get("font-style")) is not None:
        look = replace(look, italic=slant in {"italic", "oblique"})
    if (case := rules.get("text-transform")) is not None:
        look = replace(look, capitals=case == "uppercase")
    if (family := rules.get("font-family")) is not None:
        look = replace(look, font=family.split(",")[0].strip().strip("'\"")[:100])
    if (place := rules.get("vertical-align")) in {"super", "sub", "baseline"}:
        look = replace(look, place={"super": "superscript", "sub": "subscript"}.get(place or "", ""))
    if "line-through" in rules.get("text-decoration", ""):
        look = replace(look, struck=True)
    hidden = (
        rules.get("display") == "none"
        or rules.get("visibility") == "hidden"
        or rules.get("mso-hide") == "all"
    )
    align = rules.get("text-align")
    return Style(
        look,
        style.centered if align is None else align in {"center", "-webkit-center", "-moz-center"},
        style.shown and not hidden,
    )
