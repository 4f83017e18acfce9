"""Buttons as the program has them."""

from PySide6.QtWidgets import QPushButton

from . import icons


def text_button(words: str, picture: str = "", kind: str = "", tooltip: str = "") -> QPushButton:
    """A push button with an icon in the colour of its kind (primary, danger, flat, or plain)."""
    colour = {"primary": "accent_text", "danger": "bad", "flat": "accent"}.get(kind)
    button = QPushButton(words)
    if picture:
        button.setIcon(icons.icon(picture, colour))
    if kind:
        button.setProperty("kind", kind)
    if tooltip:
        button.setToolTip(tooltip)
    button.setAutoDefault(False)
    return button
