"""Letters of fonts that have signs instead (Symbol, Wingdings): Word keeps them on codes of private use."""

import re

_BULLETS = dict.fromkeys((0xB7, 0xA7, 0xD8, 0xFC, 0x76, 0x71, 0x6E, 0xA8), "•")
_MATHS = {
    0x2D: "-", 0x2B: "+", 0xB3: "≥", 0xA3: "≤", 0xB1: "±", 0xB0: "°", 0xB4: "×", 0xB8: "÷", 0xB9: "≠",
    0xBB: "≈", 0xA5: "∞", 0xE5: "∑", 0xD6: "√", 0xAE: "→", 0xAC: "←", 0xDE: "⇒",
}  # fmt: skip
"""Those of Symbol."""
_ARROWS = {0xE0: "→", 0xDF: "←", 0xE8: "→", 0xF0: "⇨"}
"""Those of Wingdings: Word itself makes the first of «-->»."""
_GREEK = dict(zip("abcdefghijklmnopqrstuvwxyzDSW", "αβχδεφγηιϕκλμνοπθρστυϖωξψζΔΣΩ", strict=True))
_PRIVATE = re.compile(r"[\uf020-\uf0ff\ufffc]")
"""Such codes, and the letter that holds the place of an object."""
_FIRST = 0xF000
_ASCII = 0x7F


def symbol(value: int, font: str = "") -> str:
    """The sign on a code, in a font; nothing for a picture that is no letter."""
    if not _FIRST + 0x20 <= value <= _FIRST + 0xFF:
        return chr(value) if 0x20 <= value < 0xD800 else ""
    value -= _FIRST
    pictures = "dings" in font.lower()
    known = _BULLETS | _ARROWS if pictures else _BULLETS | _MATHS | _ARROWS
    if value in known:
        return known[value]
    # Beyond ASCII there are hands and faces; below stand letters, in Symbol those of the Greeks.
    if value > _ASCII or pictures:
        return ""
    letter = chr(value)
    return _GREEK.get(letter, letter) if font.lower() == "symbol" else letter


def with_signs(text: str, font: str) -> str:
    """A text in which such codes stand, with their signs."""
    return _PRIVATE.sub(lambda found: symbol(ord(found[0]), font), text)
