"""Letters of fonts that hold signs alone (Symbol, Wingdings): what they show, as Unicode has it."""

_SYMBOL = " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼"
"""The codes of Symbol from 0x20 to 0x7E (ISO 32000-1, annex D.5)."""
_SYMBOL_ABOVE = {
    0xA2: "′", 0xA3: "≤", 0xA4: "⁄", 0xA5: "∞", 0xA8: "♦", 0xAB: "↔", 0xAC: "←", 0xAD: "↑", 0xAE: "→",
    0xAF: "↓", 0xB0: "°", 0xB1: "±", 0xB2: "″", 0xB3: "≥", 0xB4: "×", 0xB6: "∂", 0xB7: "•", 0xB8: "÷",
    0xB9: "≠", 0xBA: "≡", 0xBB: "≈", 0xBC: "…", 0xC5: "⊕", 0xC7: "∩", 0xC8: "∪", 0xCE: "∈", 0xD2: "®",
    0xD3: "©", 0xD4: "™", 0xD6: "√", 0xD7: "⋅", 0xD8: "¬", 0xDB: "⇔", 0xDC: "⇐", 0xDE: "⇒", 0xE2: "®",
    0xE3: "©", 0xE4: "™", 0xE5: "∑",
}  # fmt: skip
_TOLD = frozenset({0xD7, 0xF7})
"""Where a Symbol gives × and ÷ these codes, its file tells what they show, for they are none of its own."""
_WINGDINGS = {
    0x20: " ", 0x28: "☎", 0x2A: "✉", 0x46: "☞", 0x6C: "●", 0x6D: "❍", 0x6E: "■", 0x6F: "□", 0x70: "□",
    0x71: "❑", 0x72: "❒", 0x73: "◆", 0x74: "◆", 0x75: "◆", 0x76: "❖", 0x77: "◆", 0x9E: "·", 0x9F: "•",
    0xA0: "▪", 0xA1: "○", 0xA2: "○", 0xA4: "◉", 0xA7: "▪", 0xA8: "□", 0xB7: "•", 0xD8: "➢", 0xDC: "➢",
    0xE0: "→", 0xE8: "➔", 0xF0: "⇨", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip


def is_symbol_font(font: str) -> bool:
    """Whether the name is one of a font that holds signs in the places of letters."""
    name = font.rpartition("+")[2].lower().replace(" ", "")
    return name.startswith(("wingdings", "symbol", "webdings", "zapfdingbats"))


def letter_of_symbol(font: str, code: int) -> str:
    """What the sign of this code shows; the code's own letter where that is not known.

    Fonts for Windows keep their signs at U+F020 to U+F0FF. A sign there of a font that does not tell its
    name is taken for one of Wingdings, whose bullets are met most, else for one of Symbol.
    """
    name = font.rpartition("+")[2].lower()
    low = code - 0xF000 if 0xF020 <= code <= 0xF0FF else code
    if not 0x20 <= low <= 0xFF or "dingbats" in name or name.startswith(("wingdings2", "wingdings3", "webd")):
        return chr(code)
    if name.startswith("wingdings"):
        return _WINGDINGS.get(low, chr(0xF000 + low))
    if not name.startswith("symbol"):
        if low == code:
            return chr(code)
        if low in _WINGDINGS:
            return _WINGDINGS[low]
    if low <= 0x7E:
        return _SYMBOL[low - 0x20]
    if code in _TOLD:
        return chr(code)
    return _SYMBOL_ABOVE.get(low, chr(code))
